//! The journal: signed events, the graph they make, and what stands because of them.
//!
//! `canonical`, `keys`, `header`, `event`, `roster`: one event. `shape`: the graph. `graph`, `replay`, `merge`, `erasure`,
//! `copy`, `belonging`: the journal. `entries`, `said`, `standing`: what is said, and what stands because of it.

mod authority;
mod belonging;
mod canonical;
mod copy;
mod entries;
mod erasure;
mod event;
mod graph;
mod grounds;
mod header;
mod kept;
mod keys;
mod noes;
mod merge;
mod replay;
mod retention;
mod roster;
mod said;
mod shape;
mod standing;
mod state;
mod wire;

pub use copy::{Belonging, Thread};
pub use entries::Entry;
pub use event::{Draft, Event, Unsigned};
pub use graph::Journal;
pub use header::{EventId, Header};
pub use keys::{KeyId, PublicKey, SecretKey};
pub use replay::Replay;
pub use retention::{DueErasure, RetentionRules};
pub use roster::{Roster, RosterKey};
pub use standing::Standing;
