//! A request to one provider for one family, from proposal to its end, told back to the sender; and the journal from which
//! it is computed.

mod accompanied;
mod accompaniment;
mod cascade;
mod deadlines;
mod explain;
pub(crate) mod journal;
mod mapping;
mod model;
mod read;
mod reasons;
mod research;
mod rows;
mod states;
mod tables;
mod waiting;
mod waits;

pub use accompaniment::{Accompaniment, AccompanimentState, Goal, GoalState};
pub use cascade::{Cascade, CascadeCount, CascadeStage, cascades};
pub use deadlines::{Deadline, DeadlineKind};
pub use journal::{
    Belonging, Draft, DueErasure, Entry, Event, EventId, Header, Journal, JournalId, KeyId, Merge, PublicKey,
    RefusedEvent, Replay, RetentionRules, Roster, RosterKey, SecretKey, Standing, Thread, Unsigned,
};
pub use mapping::{Fit, ReferralCode, ReferralSystem, Written};
pub use model::{Referral, ReferralStep};
pub use reasons::{Capacity, ReferralReason};
pub use research::{ResearchDays, ResearchFamily, ResearchQuestion, ResearchRow};
pub use rows::{Milestones, ReferralRow, ReferralStepRow, referral_histories, referral_milestones};
pub use states::{ReferralActor, ReferralState};
pub use waiting::{Waiting, waiting_list};
pub use waits::{StageWait, Waits, referral_waits, referral_waits_json, research_waits};
