//! Whether a disclosure is carried by what it rests on: each of its parts, by consents that stand or by a law.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::graph::Journal;
use super::grounds::{Look, NEEDED};
use super::noes::{Stated, noes};
use super::said::Shown;
use super::state::Whole;
use crate::consent::{About, Basis, ConsentState, ConsentTerms, Gives, LawfulSharing, Party, Purpose};
use crate::vocabulary::Category;

impl Journal {
    /// Whose consents carry a disclosure on a day; `None` where anything of its ground does not stand.
    pub(super) fn rests(&self, shown: &Shown, day: NaiveDate, look: Look) -> Option<BTreeSet<Party>> {
        let stated = self.stated_to(&shown.recipient, day);
        let (mut consents, mut laws): (Vec<&Stated>, Vec<LawfulSharing>) = (Vec::new(), Vec::new());
        let (mut own, mut unreadable) = (false, false);
        for basis in &shown.basis {
            let believed = |id: &str, kind: &str| {
                !look.is_added() && self.erased_after(self.shape.thread(id), kind, day, &shown.recipient)
            };
            match basis {
                Basis::Consent(id) => {
                    let given = |own: &&Stated| {
                        own.thread == *id && own.certain && own.consent.state(day) == ConsentState::Given
                    };
                    let begun = self.begun_as(self.shape.thread(id), "consent");
                    match stated.iter().find(given).filter(|_| begun) {
                        Some(found) => consents.push(found),
                        None if believed(id, "consent") => unreadable = true,
                        None => return None,
                    }
                }
                // The journal reads neither the law nor its conditions: whoever shares names it. So it carries what laws are
                // for, and nobody is asked by it, nor told how it goes.
                Basis::Law(id) => {
                    let places = self.shape.thread(id);
                    let settled = self.settled_alone(places, Some(day));
                    let serves = matches!(shown.purpose, Purpose::ChildProtection | Purpose::Care);
                    match settled.whole(self) {
                        Some(Whole::Lawful(sharing))
                            if settled.certain() && serves && self.begun_as(places, "lawful") =>
                        {
                            laws.push(sharing.clone());
                        }
                        None if serves && believed(id, "lawful") => unreadable = true,
                        _ => return None,
                    }
                }
                // What is somebody's own is that of a member.
                Basis::Own | Basis::Authority => own = true,
            }
        }
        own &= shown.recipient.is_member();
        let carried = |(about, category): &(About, Category)| {
            let asked = Question {
                recipient: &shown.recipient,
                purpose: shown.purpose,
                offer: shown.offer.as_ref(),
                about,
                category: *category,
                decided: Some(shown.on),
            };
            let law = laws.iter().any(|law| {
                law.recipient == shown.recipient
                    && law.on == shown.on
                    && law.about.covers(about)
                    && law.categories.contains(category)
            });
            let granted = |gives: &Gives| consents.iter().any(|own| asked.granted(own, *gives, &stated));
            own || unreadable || law || NEEDED.iter().all(granted)
        };
        if !shown.parts.iter().all(carried) {
            return None;
        }
        Some(consents.iter().map(|own| own.consent.terms.giver.clone()).collect())
    }
}

/// One part of what is told to somebody.
pub(super) struct Question<'a> {
    pub(super) recipient: &'a Party,
    pub(super) purpose: Purpose,
    pub(super) offer: Option<&'a String>,
    pub(super) about: &'a About,
    pub(super) category: Category,
    /// The day on which it was decided whom to ask, if it was: a no of anybody since then was not heard.
    pub(super) decided: Option<NaiveDate>,
}

impl Question<'_> {
    /// Does a consent give this? Not beside a no of the same giver that is as young, nor where anybody said no since it was
    /// decided.
    pub(super) fn granted(&self, yes: &Stated, gives: Gives, stated: &[Stated]) -> bool {
        let terms = &yes.consent.terms;
        let serves = terms.offer.is_none() || terms.offer.as_ref() == self.offer;
        let against = |no: &Stated| {
            let own = &no.consent.terms;
            let opposes = own.offer.is_none() || self.offer.is_none() || own.offer.as_ref() == self.offer;
            // A yes follows what was said before in its own thread, on the same day too.
            let heard = |on: NaiveDate| match own.giver == terms.giver {
                true => on < yes.consent.since || (no.thread == yes.thread && on == yes.consent.since),
                false => self.decided.is_some_and(|decided| on < decided),
            };
            self.speaks(own, gives) && opposes && !noes(&no.consent).all(heard)
        };
        self.speaks(terms, gives) && serves && !stated.iter().any(against)
    }

    fn speaks(&self, terms: &ConsentTerms, gives: Gives) -> bool {
        terms.gives.contains(&gives)
            && terms.purpose == self.purpose
            && terms.recipients.contains(self.recipient)
            && terms.speaks_of(self.about, self.category)
    }
}
