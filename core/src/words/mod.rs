//! Words: dictionaries of sentences, one for each language, for families and for professionals.
//!
//! A dictionary knows sentences, months, and how its language counts. It knows nothing of offers or families: what an
//! answer says in these words is composed above.

mod consent;
mod count;
mod dictionary;
#[cfg(feature = "laws")]
mod laws;
mod parts;
mod read;
mod referral;
mod say;
mod symbols;

use serde::Serialize;

pub(crate) use count::{Category, Counted, is_tag};
pub use dictionary::Dictionary;
#[cfg(feature = "laws")]
pub(crate) use laws::LawWords;
pub(crate) use parts::{PartName, PartWords};
pub(crate) use say::Slot;
pub(crate) use symbols::Symbol;

use crate::choices::read_words;

read_words! {
    /// Who reads.
    Audience {
        /// A family: short and plain, and never a word that judges.
        Family = "family",
        /// A professional, or an author of programmes: with rules, facts and sources.
        Professional = "professional",
    }
}
read_words! {
    /// The direction in which a language is written.
    Direction {
        /// From left to right.
        LeftToRight = "ltr",
        /// From right to left.
        RightToLeft = "rtl",
    }
}

impl Audience {
    /// The audience of a word, `family` or `professional`.
    ///
    /// ```
    /// use millejours::Audience;
    /// assert_eq!(Audience::of("family"), Some(Audience::Family));
    /// assert_eq!(Audience::of("families"), None);
    /// ```
    pub fn of(word: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(name, _)| *name == word).map(|(_, audience)| *audience)
    }
}
