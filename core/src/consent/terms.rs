//! What a consent gives, and for what.

use serde::Serialize;

use crate::choices::words;

words! {
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
words! {
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
words! {
    /// How much an act weighs for a child (in France *acte usuel* or not, Code civil art. 372-2): who must agree depends on it.
    Act {
        /// Of daily life.
        Ordinary = "ordinary",
        /// Of weight.
        Important = "important",
    }
}
