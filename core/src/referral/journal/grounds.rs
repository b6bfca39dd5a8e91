//! On what the steps of a referral rest that tell somebody something: a disclosure, or a consent, that stands that day.
//!
//! A step that is added needs all of it in the journal. One that is counted, long after, may rest on what was erased since: that
//! is believed where it was erased on a later day.
//!
//! What is looked up is settled by itself: a thread that begins as a disclosure, a consent, a sharing under a law, or the
//! family's side of a referral. None of these rests on a request, so that looking up ends with the second thread.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::carried::Question;
use super::event::Event;
use super::graph::Journal;
use super::noes::Stated;
use super::said::Said;
use super::state::Whole;
use crate::consent::{About, Basis, ConsentState, Gives, Party, Purpose};
use crate::error::{Code, Place, Problem};
use crate::referral::{Referral, ReferralState, ReferralStep};
use crate::vocabulary::Category;

/// What both are needed for anybody to see something.
pub(super) const NEEDED: [Gives; 2] = [Gives::Release, Gives::Processing];

/// What the family said by the day of a request.
enum Agreed {
    Says(Referral),
    /// A provider's copy does not show what was before, nor does one from which it was erased since.
    Unseen,
    /// Something else stands there.
    Nothing,
}

/// How a step is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look {
    /// As it is added on a day: everything is there to be read, and stands on its own day and on this one.
    Added(NaiveDate),
    /// As it counts, of what was said by a day, or of everything.
    Counted(Option<NaiveDate>),
}

impl Look {
    pub(super) fn is_added(self) -> bool {
        matches!(self, Look::Added(_))
    }

    /// The days on which its ground has to stand.
    fn days(self, own: NaiveDate) -> Vec<NaiveDate> {
        match self {
            Look::Added(on) if on != own => vec![own, on],
            _ => vec![own],
        }
    }
}

impl Journal {
    /// What speaks against the last step of a referral, by what it tells others.
    pub(super) fn untold(&self, event: &Event, referral: &Referral, look: Look) -> Result<(), Problem> {
        let Some(step) = referral.steps.last() else { return Ok(()) };
        match step.state {
            ReferralState::Requested => self.asks(event, referral, step, look),
            state if state.tells_sender() && step.by == referral.provider => {
                self.tells_back(event, referral, step, look)
            }
            _ => Ok(()),
        }
    }

    /// A provider is asked only where the family agreed, and by a disclosure to it that stands.
    fn asks(&self, event: &Event, own: &Referral, step: &ReferralStep, look: Look) -> Result<(), Problem> {
        let refused = |message: &str| Err(Problem::new(Code::ReferralDisclosure, Place::at("disclosure"), message));
        let day = event.header.on;
        let agreed = self.agreed(event, look);
        let family = match &agreed {
            Agreed::Says(before) => {
                let same = before.offer == own.offer && before.provider == own.provider && before.sender == own.sender;
                (same && before.about == own.about && before.state() == ReferralState::Draft).then_some(Some(before))
            }
            Agreed::Unseen => (!look.is_added()).then_some(None),
            Agreed::Nothing => None,
        };
        let over = |on: Option<NaiveDate>| self.is_cancelled(event, on.unwrap_or(NaiveDate::MAX));
        let family = match (family, look) {
            // It never had effect, or a no came before it; but a provider with an older copy has to hear that it is over.
            (None, Look::Counted(on)) if over(on) => Some(None),
            _ => family,
        };
        let Some(family) = family else {
            let message = "nobody is asked before the family agreed, nor once it said no";
            let problem = Problem::new(Code::ReferralTransition, Place::at("state"), message);
            return Err(problem.help("let the family agree first, or come back to it: `draft`"));
        };
        let id = step.disclosure.as_deref().unwrap_or_default();
        let mut givers = BTreeSet::new();
        for day in look.days(day) {
            match self.shown_to(id, &own.provider, Purpose::Referral, own, day, look) {
                Some(found) => givers = found,
                None => {
                    return refused(
                        "no disclosure of that id carries the step: to the provider, for this, on a ground that stands",
                    );
                }
            }
        }
        let by = family.and_then(|before| before.steps.last()).map(|last| &last.by);
        if by.is_some_and(|by| !givers.is_empty() && !givers.contains(by)) {
            return refused("whoever agreed gave none of the consents on which the disclosure rests");
        }
        match look {
            Look::Counted(on) if self.recalled(event, own, id, &givers, on) => {
                refused("a consent was taken back before the provider had answered")
            }
            _ => Ok(()),
        }
    }

    /// What the family's side of a referral came to by the day of a request.
    fn agreed(&self, event: &Event, look: Look) -> Agreed {
        let until = match look {
            Look::Added(on) => event.header.on.max(on),
            Look::Counted(_) => event.header.on,
        };
        let thread = &event.header.thread;
        let places: Vec<u32> = self.family_side(self.shape.thread(thread)).into_iter().collect();
        if places.is_empty() {
            return Agreed::Unseen;
        }
        match self.family_says(thread, until) {
            Some(own) => Agreed::Says(own),
            None if self.erased_after(&places, "referral", until, &event.header.author) => Agreed::Unseen,
            None => Agreed::Nothing,
        }
    }

    /// A provider's step tells its sender something: by a disclosure that it names, or by a consent to coordinate. Kept from
    /// the sender it tells them nothing. A family that refers itself hears its own.
    fn tells_back(&self, event: &Event, own: &Referral, step: &ReferralStep, look: Look) -> Result<(), Problem> {
        let sender = &own.sender;
        if sender.is_member() || *sender == own.provider || event.header.kept_from.contains(sender) {
            return Ok(());
        }
        let stands = |day: NaiveDate| match &step.disclosure {
            Some(id) => self.shown_to(id, sender, Purpose::Coordination, own, day, look).is_some(),
            None => self.may_hear(own, day) || (!look.is_added() && self.consent_erased_after(day, &own.provider)),
        };
        if look.days(event.header.on).into_iter().all(stands) {
            return Ok(());
        }
        let message = "nothing that stands lets the sender hear of it: name a disclosure, ask for a consent, or keep it from them";
        Err(Problem::new(Code::ReferralDisclosure, Place::at("disclosure"), message))
    }

    /// Does a consent let the sender of a referral hear how it goes? That help is given is knowledge of a need; and only somebody
    /// says so who gave a consent on which the request rests.
    fn may_hear(&self, own: &Referral, day: NaiveDate) -> bool {
        let stated = self.stated_to(&own.sender, day);
        let givers = self.givers(own);
        let theirs = |own: &Stated| givers.is_empty() || givers.contains(&own.consent.terms.giver);
        let question = |about| Question {
            recipient: &own.sender,
            purpose: Purpose::Coordination,
            offer: Some(&own.offer),
            about,
            category: Category::Need,
            decided: None,
        };
        own.about.iter().all(|about| {
            let asked = question(about);
            NEEDED.iter().all(|gives| {
                let yes = stated.iter().filter(|own| own.certain && own.consent.state(day) == ConsentState::Given);
                yes.filter(|own| theirs(own)).any(|own| asked.granted(own, *gives, &stated))
            })
        })
    }

    /// Who gave the consents on which the request of a referral rests, as far as that can be read.
    fn givers(&self, own: &Referral) -> BTreeSet<&Party> {
        let id = own.steps.iter().find_map(|step| step.disclosure.as_deref().filter(|_| step.state.tells_provider()));
        let said = |id: &str| self.shape.thread(id).iter().filter_map(|place| self.said(*place)).collect::<Vec<_>>();
        let basis = said(id.unwrap_or_default()).into_iter().filter_map(|said| match said {
            Said::Disclosure(shown) => Some(&shown.basis),
            _ => None,
        });
        let consents = basis.flatten().filter_map(|basis| match basis {
            Basis::Consent(id) => Some(said(id)),
            _ => None,
        });
        let givers = consents.flatten().filter_map(|said| match said {
            Said::Consent(own) => Some(&own.terms.giver),
            _ => None,
        });
        givers.collect()
    }

    /// Whose consents carry a disclosure of this id to somebody, for a referral, on a day: nobody where it is unreadable by
    /// now; `None` where nothing carries it.
    fn shown_to(
        &self,
        id: &str,
        to: &Party,
        purpose: Purpose,
        own: &Referral,
        day: NaiveDate,
        look: Look,
    ) -> Option<BTreeSet<Party>> {
        let places = self.shape.thread(id);
        if !self.begun_as(places, "disclosure") {
            return None;
        }
        let settled = self.settled_alone(places, Some(day));
        let Some(Whole::Disclosure(shown)) = settled.whole(self) else {
            let believed = !look.is_added() && self.erased_after(places, "disclosure", day, to);
            return believed.then(BTreeSet::new);
        };
        let about: BTreeSet<&About> = shown.about().collect();
        let fits = shown.recipient == *to
            && shown.purpose == purpose
            && shown.on <= day
            && shown.until.map_or(day == shown.on, |until| day < until)
            && shown.offer.as_ref().is_none_or(|offer| *offer == own.offer)
            && own.about.iter().all(|one| about.contains(one));
        if !fits || settled.is_contested() { None } else { self.rests(shown, day, look) }
    }
}
