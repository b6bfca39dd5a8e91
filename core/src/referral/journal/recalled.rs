//! What ends a request that had its ground: what the family said since, and what was erased since.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::event::Event;
use super::graph::Journal;
use super::noes::{noes, says_no};
use super::said::Said;
use crate::consent::{Basis, EvidenceForm, Party};
use crate::referral::{Referral, ReferralState};

/// The days on which something ended a request.
#[derive(Default)]
struct Ends {
    /// The family said so.
    said: Option<NaiveDate>,
    /// Somebody who is no member of the family erased what it rested on.
    erased: Option<NaiveDate>,
}

impl Ends {
    fn say(&mut self, day: NaiveDate) {
        self.said = Some(self.said.map_or(day, |said| said.min(day)));
    }

    fn erase(&mut self, day: NaiveDate, by_member: bool) {
        if by_member {
            return self.say(day);
        }
        self.erased = Some(self.erased.map_or(day, |erased| erased.min(day)));
    }
}

impl Journal {
    /// Was a consent taken back since, or did the family say no to the referral, and had the provider said nothing by then? What
    /// was told cannot be untold. But the provider can write any day: that it knew before is shown by somebody else who wrote
    /// after it, before the day of the no. Else the no wins.
    pub(super) fn recalled(
        &self,
        event: &Event,
        own: &Referral,
        id: &str,
        givers: &BTreeSet<Party>,
        on: Option<NaiveDate>,
    ) -> bool {
        let last = on.unwrap_or(NaiveDate::MAX);
        let ends = self.ends(event, own, id, givers, last);
        if ends.said.is_none() && ends.erased.is_none() {
            return false;
        }
        if self.is_cancelled(event, last) {
            return false;
        }
        let Some(place) = self.shape.place(&event.id) else { return true };
        let thread = self.shape.thread(&event.header.thread);
        let followers = self.after(thread, &BTreeSet::from([place]));
        let written = |at: &u32, theirs: bool, first: NaiveDate| {
            self.at(*at).is_some_and(|found| (found.header.author == own.provider) == theirs && found.header.on < first)
        };
        let answers = |first: NaiveDate| -> BTreeSet<u32> {
            followers.iter().copied().filter(|at| written(at, true, first)).collect()
        };
        let unanswered = |first: NaiveDate| answers(first).is_empty();
        let unheard =
            |first: NaiveDate| !self.after(thread, &answers(first)).iter().any(|at| written(at, false, first));
        ends.said.is_some_and(unheard) || ends.erased.is_some_and(unanswered)
    }

    /// Did the family cancel a request by a day, over its own signature? So it says itself that it is over, and to whom.
    pub(super) fn is_cancelled(&self, request: &Event, last: NaiveDate) -> bool {
        let Some(place) = self.shape.place(&request.id) else { return false };
        let cancels = |at: &u32| match self.said(*at) {
            Some(Said::ReferralStep(step, _)) => {
                let theirs = self.at(*at).is_some_and(|own| own.header.author == step.by && own.header.on <= last);
                step.state == ReferralState::Cancelled && step.by.is_member() && theirs
            }
            _ => false,
        };
        self.after(self.shape.thread(&request.header.thread), &BTreeSet::from([place])).iter().any(cancels)
    }

    /// Those of a thread's events that follow any of some.
    fn after(&self, thread: &[u32], some: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        // Each stands after those it follows.
        for place in thread {
            let parents = self.shape.knot(*place).map_or(&[][..], |knot| &knot.parents);
            if parents.iter().any(|parent| some.contains(parent) || found.contains(parent)) {
                found.insert(*place);
            }
        }
        found
    }

    /// The first days after a request on which something ended it.
    fn ends(&self, event: &Event, own: &Referral, id: &str, givers: &BTreeSet<Party>, last: NaiveDate) -> Ends {
        let day = event.header.on;
        let mut ends = Ends::default();
        let later = |place: &u32| self.at(*place).filter(|found| day < found.header.on && found.header.on <= last);
        let disclosure = self.shape.thread(id);
        let shown = disclosure.iter().find_map(|place| match self.said(*place) {
            Some(Said::Disclosure(shown)) => Some(shown),
            _ => None,
        });
        for place in disclosure {
            if let Some(found) = later(place).filter(|_| self.erases_beginning(*place)) {
                ends.erase(found.header.on, found.header.author.is_member());
            }
        }
        for basis in shown.iter().flat_map(|shown| &shown.basis) {
            let Basis::Consent(id) = basis else { continue };
            for place in self.shape.thread(id) {
                let Some(found) = later(place) else { continue };
                match self.said(*place) {
                    Some(Said::ConsentTurn { status, .. }) if says_no(*status) => ends.say(found.header.on),
                    Some(Said::Consent(own)) if says_no(own.status) => ends.say(found.header.on),
                    _ if self.erases_beginning(*place) => {
                        ends.erase(found.header.on, found.header.author.is_member());
                    }
                    _ => {}
                }
            }
        }
        if let Some(shown) = shown {
            for stated in self.stated_to(&shown.recipient, last) {
                let consent = &stated.consent;
                // What is refused for another offer is no answer to this.
                let offers = (&consent.terms.offer, &shown.offer);
                let same = consent.terms.purpose == shown.purpose
                    && !matches!(offers, (Some(one), Some(other)) if one != other)
                    && givers.contains(&consent.terms.giver)
                    && shown.parts.iter().any(|(about, category)| consent.terms.speaks_of(about, *category));
                // A no of before the question was put again, too.
                noes(consent).filter(|no| same && day < *no).for_each(|no| ends.say(no));
            }
        }
        // A no that a phone wrote while an office asked.
        if let Some(family) = self.family_says(&own.id, last) {
            let no = family.steps.last().filter(|step| {
                matches!(
                    step.state,
                    ReferralState::NotNow | ReferralState::RefusedByFamily | ReferralState::EnteredInError
                )
            });
            if let Some(step) = no {
                ends.say(step.on.max(day));
            }
        }
        ends
    }

    /// What the family's side of a referral came to by a day, as far as it is here.
    pub(super) fn family_says(&self, thread: &str, on: NaiveDate) -> Option<Referral> {
        let places = self.family_side(self.shape.thread(thread));
        self.settled_alone(&places, Some(on)).referral(self).cloned()
    }

    /// Was the beginning of a thread of this kind, that stood on a day, erased on a later one? Not by whoever would have it so:
    /// the party named here erases it only with the written word of somebody.
    pub(super) fn erased_after(&self, places: &[u32], kind: &str, day: NaiveDate, not_by: &Party) -> bool {
        let stood =
            |place: &&u32| self.at(**place).is_some_and(|event| event.content.is_none() && event.header.on <= day);
        let theirs = |event: &Event| match event.entry().map(super::Entry::said) {
            Some(Said::Erasure(_, word)) => {
                let written = word.evidence.as_ref().is_some_and(|own| own.form == EvidenceForm::Written);
                event.header.author != *not_by || (word.by.is_some() && written)
            }
            _ => false,
        };
        self.begun_as(places, kind)
            && self.beginnings(places).any(|place| stood(&place))
            && places.iter().any(|place| {
                self.erases_beginning(*place)
                    && self.at(*place).is_some_and(|event| day < event.header.on && theirs(event))
            })
    }

    /// Was any consent, that stood on a day, erased on a later one by another than this party?
    pub(super) fn consent_erased_after(&self, day: NaiveDate, not_by: &Party) -> bool {
        self.shape.begun("consent").any(|(_, places)| self.erased_after(places, "consent", day, not_by))
    }

    fn beginnings<'p>(&self, places: &'p [u32]) -> impl Iterator<Item = &'p u32> {
        places.iter().filter(|place| self.shape.knot(**place).is_some_and(|knot| knot.parents.is_empty()))
    }

    /// Did a thread begin, each time it did, as this kind? What it began as stays in its header.
    pub(super) fn begun_as(&self, places: &[u32], kind: &str) -> bool {
        let mut kinds = self.beginnings(places).filter_map(|place| self.at(*place)).peekable();
        kinds.peek().is_some() && kinds.all(|event| event.header.begins.as_deref() == Some(kind))
    }

    /// Is it an erasure that took a beginning?
    fn erases_beginning(&self, place: u32) -> bool {
        let Some(Said::Erasure(targets, _)) = self.said(place) else { return false };
        let taken = |event: &Event| event.header.parents.is_empty() && event.content.is_none();
        targets.iter().filter_map(|id| self.event(id)).any(taken)
    }
}
