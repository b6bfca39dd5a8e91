//! On what the steps of a referral rest that tell somebody something: a disclosure, or a consent, that stands that day.
//!
//! A step that is added needs all of it in the journal. One that is counted, long after, may rest on what was erased since: that
//! is believed where it was erased on a later day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::event::Event;
use super::graph::Journal;
use super::noes::{Stated, noes, says_no};
use super::said::{Said, Shown};
use super::state::Whole;
use crate::consent::{About, Basis, ConsentState, ConsentTerms, Gives, LawfulSharing, Party, Purpose};
use crate::error::{Code, Problem};
use crate::referral::{Referral, ReferralState, ReferralStep};
use crate::vocabulary::Category;

/// What both are needed for anybody to see something.
const NEEDED: [Gives; 2] = [Gives::Release, Gives::Processing];

/// How a step is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look {
    /// As it is added on a day: everything is there to be read, and stands on its own day and on this one.
    Added(NaiveDate),
    /// As it counts, of what was said by a day, or of everything.
    Counted(Option<NaiveDate>),
}

impl Look {
    fn is_added(self) -> bool {
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
        let refused = |message: &str| Err(event.problem(Code::ReferralDisclosure, message));
        let day = event.header.on;
        let family = self.agreed(event, look);
        let agreed = match &family {
            Some(before) => {
                let same = before.offer == own.offer && before.provider == own.provider && before.sender == own.sender;
                same && before.about == own.about && before.state() == ReferralState::Draft
            }
            // A provider's copy does not show what was before.
            None => !look.is_added(),
        };
        if !agreed {
            let message = "nobody is asked before the family agreed, nor once it said no";
            return Err(event.problem(Code::ReferralTransition, message));
        }
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
        let by = family.as_ref().and_then(|before| before.steps.last()).map(|last| &last.by);
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

    /// What the family's side of a referral came to by the day of a request; `None` where it is not to be seen here.
    fn agreed(&self, event: &Event, look: Look) -> Option<Referral> {
        let until = match look {
            Look::Added(on) => event.header.on.max(on),
            Look::Counted(_) => event.header.on,
        };
        let places = self.family_side(self.shape.thread(&event.header.thread));
        match self.settled(&places, Some(until)).whole(self) {
            Some(Whole::Referral(own, _)) => Some(own.clone()),
            _ => None,
        }
    }

    /// Was a consent taken back since, and had the provider said nothing by then? What was told cannot be untold, so the
    /// provider's own signature shows that it knew before; without one the withdrawal wins.
    fn recalled(
        &self,
        event: &Event,
        own: &Referral,
        id: &str,
        givers: &BTreeSet<Party>,
        on: Option<NaiveDate>,
    ) -> bool {
        let (day, last) = (event.header.on, on.unwrap_or(NaiveDate::MAX));
        let later =
            |place: &&u32| self.at(**place).is_some_and(|found| day < found.header.on && found.header.on <= last);
        let disclosure = self.shape.thread(id);
        let shown = disclosure.iter().find_map(|place| match self.said(*place) {
            Some(Said::Disclosure(shown)) => Some(shown),
            _ => None,
        });
        let mut days: Vec<NaiveDate> = Vec::new();
        let day_of = |place: &u32| self.at(*place).map(|found| found.header.on);
        days.extend(disclosure.iter().filter(later).filter(|place| self.erases_beginning(**place)).filter_map(day_of));
        for thread in shown.iter().flat_map(|shown| &shown.basis) {
            let Basis::Consent(id) = thread else { continue };
            let ends = |place: &&u32| match self.said(**place) {
                Some(Said::ConsentTurn { status, .. }) => says_no(*status),
                Some(Said::Consent(own)) => says_no(own.status),
                _ => self.erases_beginning(**place),
            };
            days.extend(self.shape.thread(id).iter().filter(later).filter(ends).filter_map(day_of));
        }
        if let Some(shown) = shown {
            for stated in self.stated_to(&shown.recipient, last) {
                let consent = &stated.consent;
                let same = consent.terms.purpose == shown.purpose
                    && givers.contains(&consent.terms.giver)
                    && shown.parts.iter().any(|(about, category)| consent.terms.speaks_of(about, *category));
                // A no of before the question was put again, too.
                days.extend(noes(consent).filter(|no| same && day < *no));
            }
        }
        let Some(first) = days.into_iter().min() else { return false };
        let Some(place) = self.shape.place(&event.id) else { return true };
        let wanted = BTreeSet::from([place]);
        let answers = |at: &u32| {
            *at != place
                && self.at(*at).is_some_and(|found| found.header.author == own.provider && found.header.on < first)
                && self.shape.before(&[*at], &wanted).contains(&place)
        };
        // A family that cancelled says itself that it is over, and to whom.
        let cancels = |at: &u32| match self.said(*at) {
            Some(Said::ReferralStep(step, _)) => {
                let theirs =
                    self.at(*at).is_some_and(|found| found.header.author == step.by && found.header.on <= last);
                step.state == ReferralState::Cancelled
                    && step.by.is_member()
                    && theirs
                    && self.shape.before(&[*at], &wanted).contains(&place)
            }
            _ => false,
        };
        !self.shape.thread(&event.header.thread).iter().any(|at| answers(at) || cancels(at))
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
            None => self.may_hear(own, day) || (!look.is_added() && self.any_erased_after(day)),
        };
        if look.days(event.header.on).into_iter().all(stands) {
            return Ok(());
        }
        let message = "nothing that stands lets the sender hear of it: name a disclosure, ask for a consent, or keep it from them";
        Err(event.problem(Code::ReferralDisclosure, message))
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
        let settled = self.settled(places, Some(day));
        let Some(Whole::Disclosure(shown)) = settled.whole(self) else {
            return (!look.is_added() && self.erased_after(places, day)).then(BTreeSet::new);
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

    /// Whose consents carry a disclosure on a day; `None` where anything of its ground does not stand.
    pub(super) fn rests(&self, shown: &Shown, day: NaiveDate, look: Look) -> Option<BTreeSet<Party>> {
        let stated = self.stated_to(&shown.recipient, day);
        let (mut consents, mut laws): (Vec<&Stated>, Vec<LawfulSharing>) = (Vec::new(), Vec::new());
        let (mut own, mut unreadable) = (false, false);
        for basis in &shown.basis {
            let believed = |id: &str| !look.is_added() && self.erased_after(self.shape.thread(id), day);
            match basis {
                Basis::Consent(id) => {
                    let given = |own: &&Stated| {
                        own.thread == *id && own.certain && own.consent.state(day) == ConsentState::Given
                    };
                    match stated.iter().find(given) {
                        Some(found) => consents.push(found),
                        None if believed(id) => unreadable = true,
                        None => return None,
                    }
                }
                Basis::Law(id) => {
                    let settled = self.settled(self.shape.thread(id), Some(day));
                    match settled.whole(self) {
                        Some(Whole::Lawful(sharing)) if settled.certain() => laws.push(sharing.clone()),
                        None if believed(id) => unreadable = true,
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
                    && law.on <= shown.on
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

    /// Was the beginning of a thread, that stood on a day, erased on a later one?
    fn erased_after(&self, places: &[u32], day: NaiveDate) -> bool {
        let stood = |place: &&u32| {
            self.at(**place).is_some_and(|event| {
                event.header.parents.is_empty() && event.content.is_none() && event.header.on <= day
            })
        };
        places.iter().any(|place| stood(&place))
            && places.iter().any(|place| {
                self.erases_beginning(*place) && self.at(*place).is_some_and(|event| day < event.header.on)
            })
    }

    fn any_erased_after(&self, day: NaiveDate) -> bool {
        self.shape.threads().any(|(_, places)| self.erased_after(places, day))
    }

    /// Is it an erasure that took a beginning?
    fn erases_beginning(&self, place: u32) -> bool {
        let Some(Said::Erasure(targets, _)) = self.said(place) else { return false };
        let taken = |event: &Event| event.header.parents.is_empty() && event.content.is_none();
        targets.iter().filter_map(|id| self.event(id)).any(taken)
    }
}

/// One part of what is told to somebody.
struct Question<'a> {
    recipient: &'a Party,
    purpose: Purpose,
    offer: Option<&'a String>,
    about: &'a About,
    category: Category,
    /// The day on which it was decided whom to ask, if it was: a no of anybody since then was not heard.
    decided: Option<NaiveDate>,
}

impl Question<'_> {
    /// Does a consent give this? Not beside a no of the same giver that is as young, nor where anybody said no since it was
    /// decided.
    fn granted(&self, yes: &Stated, gives: Gives, stated: &[Stated]) -> bool {
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
