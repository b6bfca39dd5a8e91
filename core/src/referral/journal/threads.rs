//! The threads that began as referrals, also those of which nothing can be read any more.

use chrono::NaiveDate;

use super::graph::Journal;
use crate::referral::Referral;

/// A thread that began as a referral.
#[derive(Debug, Clone)]
pub(crate) struct ReferralThread {
    /// Its id.
    pub(crate) id: String,
    /// The referral, where one stands.
    pub(crate) own: Option<Referral>,
    /// As [`Standing::incomplete`](super::Standing); nothing stands at all, too.
    pub(crate) incomplete: bool,
    /// As [`Standing::contested`](super::Standing).
    pub(crate) contested: bool,
}

impl Journal {
    /// Every thread that began as a referral by a day, in the order of their ids.
    pub(crate) fn referral_threads(&self, on: NaiveDate) -> Vec<ReferralThread> {
        let began = |place: &u32| {
            self.at(*place)
                .is_some_and(|event| event.header.on <= on && event.header.begins.as_deref() == Some("referral"))
        };
        let begun = self.shape.begun("referral").filter(|(_, places)| places.iter().any(began));
        let threads = begun.map(|(id, _)| {
            let standing = self.standing(id, on);
            ReferralThread {
                id: id.to_owned(),
                own: self.referral(id, on),
                incomplete: standing.as_ref().is_none_or(|own| own.incomplete),
                contested: standing.is_some_and(|own| own.contested),
            }
        });
        threads.collect()
    }
}
