//! Referrals, and the journal from which their state is computed.

mod journal;

pub use journal::{
    Concerned, Draft, Entry, Event, EventId, Header, Journal, KeyId, PublicKey, Replay, Roster, RosterKey, SecretKey,
    Thread, Unsigned,
};
