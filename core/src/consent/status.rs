//! The life of a consent: what its status may become, and which status wins where two are said at once.

use serde::Serialize;

use crate::choices::{read_words, words};

read_words! {
    /// Where a consent stands, as it was last said; in the order in which one wins over another that was said at the
    /// same time elsewhere: the later in this list wins.
    ///
    /// The words are those of the W3C Data Privacy Vocabulary 2.3 (`consent_status`). Its *expired* is never stored but
    /// computed from the day asked about ([`ConsentState`]), its *unknown* is the absence of a consent, its *renewed* a
    /// new consent.
    ConsentStatus {
        /// The question was put, and not answered.
        Requested = "requested",
        /// Yes.
        Given = "given",
        /// Not now. No refusal.
        Deferred = "deferred",
        /// No.
        Refused = "refused",
        /// Never was a valid consent.
        Invalidated = "invalidated",
        /// A yes taken back: at once, without a reason.
        Withdrawn = "withdrawn",
    }
}

impl ConsentStatus {
    /// Its place among statuses that are said at the same time: the higher wins, the protective ones are higher.
    pub const fn rank(self) -> u8 {
        match self {
            ConsentStatus::Requested => 0,
            ConsentStatus::Given => 1,
            ConsentStatus::Deferred => 2,
            ConsentStatus::Refused => 3,
            ConsentStatus::Invalidated => 4,
            ConsentStatus::Withdrawn => 5,
        }
    }

    /// Is it a no, for now or for good? An invalid consent is neither yes nor no.
    pub(crate) const fn says_no(self) -> bool {
        matches!(self, ConsentStatus::Deferred | ConsentStatus::Refused | ConsentStatus::Withdrawn)
    }

    /// May it become another status? Withdrawn and invalidated are ends: only a new consent permits again.
    ///
    /// ```
    /// use millejours::ConsentStatus::*;
    /// assert!(Requested.may_become(Given) && Given.may_become(Withdrawn));
    /// assert!(!Withdrawn.may_become(Given));
    /// ```
    pub const fn may_become(self, next: ConsentStatus) -> bool {
        use ConsentStatus::{Deferred, Given, Invalidated, Refused, Requested, Withdrawn};
        matches!(
            (self, next),
            (Requested, Given | Refused | Deferred)
                | (Deferred, Requested | Given | Refused)
                | (Refused, Requested | Given)
                | (Given, Withdrawn | Invalidated)
        )
    }
}

words! {
    /// Where a consent stands on a day: its status, and what only a day can tell.
    ConsentState {
        /// The question was put, and not answered.
        Requested = "requested",
        /// A yes that holds that day.
        Given = "given",
        /// A yes that does not hold yet.
        NotYetValid = "not_yet_valid",
        /// A yes that holds no longer.
        Expired = "expired",
        /// Not now.
        Deferred = "deferred",
        /// No.
        Refused = "refused",
        /// Never was a valid consent.
        Invalidated = "invalidated",
        /// A yes taken back.
        Withdrawn = "withdrawn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_follow_the_order_of_the_words() {
        let ranks: Vec<u8> = ConsentStatus::ALL.iter().map(|status| status.rank()).collect();
        assert_eq!(ranks, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_status_becomes_what_the_table_says_and_nothing_else() {
        let mut found = Vec::new();
        for one in ConsentStatus::ALL {
            for two in ConsentStatus::ALL {
                if one.may_become(*two) {
                    found.push(format!("{one} {two}"));
                }
            }
        }
        let expected = [
            "requested given",
            "requested deferred",
            "requested refused",
            "given invalidated",
            "given withdrawn",
            "deferred requested",
            "deferred given",
            "deferred refused",
            "refused requested",
            "refused given",
        ];
        assert_eq!(found, expected);
    }
}
