//! A slow, literal reading of what an answer means: every completion of the missing facts is tried, on every day that
//! counts. It shares no code with the library, and is compared with it over random programmes and families.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::needless_range_loop,
    reason = "a fault here is a failed test"
)]

pub mod answer;
pub mod changes;
pub mod civil;
pub mod compare;
pub mod complete;
pub mod consent;
pub mod family;
pub mod generate;
pub mod laws;
pub mod model;
pub mod uses;
pub mod walk;
pub mod world;
pub mod write;
