//! The day that a family named: before it, it is not asked again.

use chrono::NaiveDate;

use super::event::Event;
use super::graph::Journal;
use super::said::Accompanied;
use super::state::Whole;
use crate::error::{Code, Place, Problem};
use crate::referral::{Referral, ReferralState};

impl Journal {
    /// Another referral for the same offer and any of the same people waits for a day that the family named, by all that is
    /// known on the day on which it is added.
    pub(super) fn may_propose(&self, referral: &Referral, on: NaiveDate) -> Result<(), Problem> {
        let Some(first) = referral.steps.first().filter(|first| !first.by.is_member()) else { return Ok(()) };
        let waits = |(thread, places): (&str, &[u32])| {
            let alike = |other: &Referral| {
                other.offer == referral.offer && other.about.iter().any(|about| referral.about.contains(about))
            };
            thread != referral.id && self.waits_until(places, on, alike).is_some_and(|until| first.on < until)
        };
        if self.shape.begun("referral").any(waits) {
            return Err(too_soon());
        }
        Ok(())
    }

    /// Nobody but the family proposes to accompany anybody before the day that the family named when it refused.
    pub(super) fn may_accompany(&self, event: &Event, own: &Accompanied, on: NaiveDate) -> Result<(), Problem> {
        let waits = |(thread, places): (&str, &[u32])| {
            let alike = |other: &Accompanied| other.own.about.iter().any(|about| own.own.about.contains(about));
            thread != event.header.thread
                && self.unaccompanied_until(places, on, alike).is_some_and(|until| event.header.on < until)
        };
        if !own.by.is_member() && self.shape.begun("accompaniment").any(waits) {
            return Err(too_soon());
        }
        Ok(())
    }

    /// The latest day that a family named as it refused to be accompanied, also where that was said apart.
    fn unaccompanied_until(
        &self,
        places: &[u32],
        on: NaiveDate,
        which: impl Fn(&Accompanied) -> bool,
    ) -> Option<NaiveDate> {
        let settled = self.settled_alone(places, Some(on));
        let untils = settled.front.iter().filter_map(|(_, whole)| match whole.as_ref() {
            Whole::Accompaniment(own) if which(own) => own.own.until,
            _ => None,
        });
        untils.max()
    }

    /// Does a family wait, on a day, for a later one?
    pub(super) fn waits(&self, places: &[u32], on: NaiveDate) -> bool {
        let named = [self.waits_until(places, on, |_| true), self.unaccompanied_until(places, on, |_| true)];
        named.into_iter().flatten().any(|until| on < until)
    }

    /// The day before which the family is not asked again, by what was said in a thread up to a day: the latest one that it
    /// named, unless it came back to the referral itself. Nobody else takes it away: neither by an end of their own nor by
    /// what was said apart.
    pub(super) fn waits_until(
        &self,
        places: &[u32],
        on: NaiveDate,
        which: impl Fn(&Referral) -> bool,
    ) -> Option<NaiveDate> {
        let settled = self.settled_alone(&self.family_side(places), Some(on));
        let own = settled.front.iter().filter_map(|(_, whole)| match whole.as_ref() {
            Whole::Referral(own, _) => Some(own),
            _ => None,
        });
        own.filter(|own| which(own)).filter_map(named).max()
    }
}

fn too_soon() -> Problem {
    Problem::new(Code::ReferralTooSoon, Place::at("on"), "the family asked not to be asked before a later day")
}

/// What a family named since it last agreed to be asked.
fn named(own: &Referral) -> Option<NaiveDate> {
    let back = |state: ReferralState| matches!(state, ReferralState::Draft | ReferralState::Proposed);
    let since = own.steps.iter().rev().take_while(|step| !(step.by.is_member() && back(step.state)));
    since.filter(|step| step.by.is_member()).filter_map(|step| step.until).max()
}
