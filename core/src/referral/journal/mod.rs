//! The journal: signed events, the graph they make, and what stands because of them.
//!
//! `canonical`, `keys`, `identity`, `header`, `event`, `roster`: one event. `shape`: the graph. `graph`, `placing`, `replay`, `merge`,
//! `erasure`: the journal. `copy`, `strands`, `kept`, `marks`, `belonging`: who reads what of it. `entries`, `said`, `state`,
//! `standing`, `fronts`, `threads`: what is said, and what stands because of it. `authority`: who may say what. `grounds`,
//! `carried`, `recalled`, `noes`, `sides`, `again`: what it rests on, and what speaks against it. `goals`: what an accompaniment
//! holds.

mod again;
mod authority;
mod belonging;
mod canonical;
mod carried;
mod copy;
mod entries;
mod erasure;
mod event;
mod fronts;
mod goals;
mod graph;
mod grounds;
mod header;
mod identity;
mod kept;
mod keys;
mod marks;
mod merge;
mod noes;
mod placing;
mod recalled;
mod replay;
mod retention;
mod roster;
mod said;
mod shape;
mod sides;
mod standing;
mod state;
mod strands;
mod threads;
mod wire;

pub use copy::{Belonging, Thread};
pub use entries::Entry;
pub use event::{Draft, Event, Unsigned};
pub use graph::Journal;
pub use header::{EventId, Header};
pub use identity::JournalId;
pub use keys::{KeyId, PublicKey, SecretKey};
pub use merge::{Merge, RefusedEvent};
pub use replay::Replay;
pub use retention::{DueErasure, RetentionRules};
pub use roster::{Roster, RosterKey};
pub use standing::Standing;
pub(crate) use threads::ReferralThread;
