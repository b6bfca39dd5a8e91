//! What a consent gives, and for what.

use serde::Serialize;

use super::Party;
use crate::choices::read_words;

read_words! {
    /// Three things that a consent may give, each with its own life.
    Gives {
        /// Agreeing to help.
        Acceptance = "acceptance",
        /// Lifting professional secrecy.
        Release = "release",
        /// The ground for processing data (GDPR art. 6 and 9).
        Processing = "processing",
    }
}
read_words! {
    /// What knowledge of a family is used for. A consent for one purpose serves no other.
    Purpose {
        /// Finding and proposing help.
        Orientation = "orientation",
        /// Asking a provider to help.
        Referral = "referral",
        /// Giving the help.
        Care = "care",
        /// Telling a sender how it went, and coordinating several offers.
        Coordination = "coordination",
        /// Protecting a child, under a law.
        ChildProtection = "child_protection",
        /// Research, apart from care.
        Research = "research",
    }
}
read_words! {
    /// How much an act weighs for a child (in France *acte usuel* or not, Code civil art. 372-2): who must agree depends on it.
    Act {
        /// Of daily life.
        Ordinary = "ordinary",
        /// Of weight.
        Important = "important",
    }
}
read_words! {
    /// How a consent was given.
    EvidenceForm {
        /// On paper.
        Written = "written",
        /// In words, before somebody.
        Spoken = "spoken",
        /// On a device.
        Electronic = "electronic",
    }
}

/// What shows that a consent was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// How it was given.
    pub form: EvidenceForm,
    /// Somebody saw that the giver is of age, or is not. It counts where the family does not tell the date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_age: Option<bool>,
    /// Who was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Party>,
}

/// What the giver was told before, and in which language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The language tag (BCP 47).
    pub language: String,
    /// The edition of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}
