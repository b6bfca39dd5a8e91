//! Who may see what of a family: consents, who must agree, laws of sharing, and the one door.

mod party;
mod terms;

pub use party::{About, Party, PartyKind};
pub use terms::{Act, Gives, Purpose};
