//! The people around a child or a wish for one, and what is known of them.

mod births;
mod check;
mod facts;
mod model;
mod moment;
mod parts;
mod read;
mod young;

pub(crate) use births::Beginning;
pub(crate) use facts::{Known, Slot, anybody, known};
pub use model::{
    Adult, Authority, Child, Complete, FAMILY_VOICE, Family, GivenFact, Intensity, LivesHere, Need, Outcome, Pregnancy,
    Relation, RelationKind, Resource, Support,
};
pub(crate) use moment::Moment;
