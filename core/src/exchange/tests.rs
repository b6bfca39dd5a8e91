//! Snapshots and properties of what is written.
