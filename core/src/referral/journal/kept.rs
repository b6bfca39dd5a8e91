//! Which threads confidences keep from a reader.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::said::Said;
use crate::consent::{About, Concerned, Keep, Party};

/// What is kept from one reader.
struct Kept {
    keep: BTreeSet<Keep>,
    /// Threads that are kept.
    threads: BTreeSet<String>,
    /// Providers of whose referrals the reader may not know.
    providers: BTreeSet<Party>,
}

impl Kept {
    fn member(&self, about: &About) -> bool {
        self.keep.contains(&Keep::Member(about.clone()))
    }

    fn offer(&self, offer: Option<&String>) -> bool {
        offer.is_some_and(|offer| self.keep.contains(&Keep::Support(offer.clone())))
    }

    /// Does an entry of a thread say what is kept?
    fn says(&self, thread: &str, said: &Said) -> bool {
        match said {
            Said::Referral(begun) => {
                let own = &begun.own;
                self.keep.contains(&Keep::Referral(thread.to_owned()))
                    || self.offer(Some(&own.offer))
                    || own.about.iter().any(|about| self.member(about))
            }
            Said::Consent(own) => {
                let about = match &own.terms.about {
                    Concerned::Everyone => false,
                    Concerned::These(these) => these.iter().any(|about| self.member(about)),
                };
                self.keep.contains(&Keep::Consent(thread.to_owned()))
                    || self.offer(own.terms.offer.as_ref())
                    || about
                    || own.terms.recipients.iter().any(|recipient| self.providers.contains(recipient))
            }
            Said::Disclosure(shown) => {
                self.providers.contains(&shown.recipient) || shown.about().any(|about| self.member(about))
            }
            Said::Lawful(_)
            | Said::Confidence(_)
            | Said::ConsentTurn { .. }
            | Said::ConfidenceTurn(..)
            | Said::ReferralStep(..)
            | Said::Erasure(..)
            | Said::Unknown => false,
        }
    }
}

impl Journal {
    /// The threads that confidences keep from a reader on a day: those that they name, those about a member or for help that
    /// is kept, and, where a referral is kept, the consents and disclosures to its provider, whom they would betray.
    pub(super) fn kept_threads(&self, reader: &Party, on: NaiveDate) -> BTreeSet<String> {
        let consents = self.consents(on);
        let keep: BTreeSet<Keep> = consents.kept_from(reader).cloned().collect();
        let mut kept = Kept { keep, threads: BTreeSet::new(), providers: BTreeSet::new() };
        if kept.keep.is_empty() {
            return kept.threads;
        }
        // Referrals first: what they betray is then known.
        for referrals in [true, false] {
            for (thread, places) in self.shape.threads() {
                let events = places.iter().filter_map(|place| self.at(*place));
                for said in events.filter_map(Event::entry).map(Entry::said) {
                    if matches!(said, Said::Referral(..)) == referrals && kept.says(thread, said) {
                        kept.threads.insert(thread.to_owned());
                        if let Said::Referral(begun) = said {
                            kept.providers.insert(begun.own.provider.clone());
                        }
                    }
                }
            }
        }
        kept.threads
    }
}
