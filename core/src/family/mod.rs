//! The people around a child or a wish for one, and what is known of them.

mod answer;
mod births;
mod build;
mod check;
mod facts;
mod model;
mod moment;
mod names;
mod parts;
mod read;
mod read_answer;
mod tell;
mod values;
mod young;

pub use answer::{Answer, AnswerType, Told};
pub(crate) use births::Beginning;
#[cfg(feature = "columns")]
pub(crate) use births::preimage;
#[cfg(feature = "columns")]
pub(crate) use facts::younger_than;
pub(crate) use facts::{Known, Slot, anybody, known};
pub use model::{
    Adult, Authority, Child, Complete, FAMILY_VOICE, Family, GivenFact, Intensity, LivesHere, Need, Outcome, Pregnancy,
    Relation, RelationKind, Resource, Support,
};
pub(crate) use moment::Moment;
pub(crate) use names::FactName;
pub(crate) use read_answer::answer as read_answer;
pub(crate) use tell::Askable;
#[cfg(feature = "columns")]
pub(crate) use young::{LONGEST, MOST_EARLY, MOST_LATE};
