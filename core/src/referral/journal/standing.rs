//! What stands on a day because of a journal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::header::EventId;
use super::said::Said;
use super::state::Whole;
use crate::consent::{Confidence, ConfidenceStatus, ConsentState, ConsentStatus, Consents};
use crate::error::{Code, Problem};
use crate::referral::{Referral, ReferralState};

/// Where a thread stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Standing {
    /// The thread.
    pub thread: String,
    /// What it is: `consent`, `confidence`, `referral`, `lawful`, `disclosure`.
    pub kind: &'static str,
    /// The state, in the words of its kind.
    pub state: &'static str,
    /// Since when.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub since: NaiveDate,
    /// Is it over?
    pub ended: bool,
    /// Something of it was erased, or is not in this copy: it permits nothing more.
    pub incomplete: bool,
    /// It was begun twice, apart: it permits nothing.
    pub contested: bool,
}

/// Of more states than this that were reached apart in one thread, the most protective count.
const MAX_APART: usize = 64;

/// Events that say where a thread stands, none of them before another, each with what it makes of the thread.
pub(super) type Front = Vec<(u32, Arc<Whole>)>;

#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) front: Front,
    incomplete: bool,
    beginnings: usize,
}

impl Settled {
    /// What stands where these are the last to say anything.
    pub(super) fn at(front: Front) -> Self {
        Settled { front, ..Settled::default() }
    }

    /// Of what was said apart, the most protective stands; of equals, one that every copy agrees on.
    pub(super) fn whole(&self, journal: &Journal) -> Option<&Whole> {
        let id = |place: u32| journal.at(place).map(Event::id);
        let best = self.front.iter().max_by_key(|(place, whole)| (whole.rank(), id(*place)));
        best.map(|(_, whole)| whole.as_ref())
    }

    fn certain(&self) -> bool {
        !self.incomplete && self.beginnings < 2
    }
}

impl Journal {
    /// Where a thread stands on a day: each event counts where it may follow what its author knew; of states reached apart
    /// the most protective stands. `None` where nothing of it is known.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// assert_eq!(Journal::new(JournalId::from_bytes(&[5; 16])).standing("g1", parse_date("2026-06-01")?), None);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn standing(&self, thread: &str, on: NaiveDate) -> Option<Standing> {
        let settled = self.settled(self.shape.thread(thread), Some(on));
        let (kind, state, since, ended) = settled.whole(self)?.told(on);
        let (incomplete, contested) = (settled.incomplete, settled.beginnings > 1);
        Some(Standing { thread: thread.to_owned(), kind, state, since, ended, incomplete, contested })
    }

    /// Where every thread stands on a day, by their ids. Threads of kinds that are not known here are left out.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// assert!(Journal::new(JournalId::from_bytes(&[5; 16])).standings(parse_date("2026-06-01")?).is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn standings(&self, on: NaiveDate) -> Vec<Standing> {
        self.shape.threads().filter_map(|(thread, _)| self.standing(thread, on)).collect()
    }

    /// The consents, confidences and sharings under laws that stand on a day.
    ///
    /// A consent permits nothing where anything of its thread was erased, or where it was begun twice, apart; it is then
    /// listed only if it says no. A confidence is kept there.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// assert_eq!(Journal::new(JournalId::from_bytes(&[5; 16])).consents(parse_date("2026-06-01")?).to_json(), r#"{"schema":1}"#);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn consents(&self, on: NaiveDate) -> Consents {
        let (mut consents, mut confidences, mut lawful) = (Vec::new(), Vec::new(), Vec::new());
        for (_, places) in self.shape.threads() {
            let settled = self.settled(places, Some(on));
            if !settled.certain() {
                confidences.extend(self.confided(places, on));
            }
            match settled.whole(self) {
                Some(Whole::Consent(consent)) if settled.certain() || consent.status != ConsentStatus::Given => {
                    consents.push(consent.clone());
                }
                Some(Whole::Confidence(confidence, _)) if settled.certain() => confidences.push(confidence.clone()),
                Some(Whole::Lawful(sharing)) if settled.certain() => lawful.push(sharing.clone()),
                _ => {}
            }
        }
        Consents::of(consents, confidences, lawful)
    }

    /// The referrals as they stand on a day, by their ids.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// assert!(Journal::new(JournalId::from_bytes(&[5; 16])).referrals(parse_date("2026-06-01")?).is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn referrals(&self, on: NaiveDate) -> Vec<Referral> {
        self.shape.threads().filter_map(|(thread, _)| self.referral(thread, on)).collect()
    }

    /// A referral as it stands on a day.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// assert_eq!(Journal::new(JournalId::from_bytes(&[5; 16])).referral("r1", parse_date("2026-06-01")?), None);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn referral(&self, id: &str, on: NaiveDate) -> Option<Referral> {
        match self.settled(self.shape.thread(id), Some(on)).whole(self) {
            Some(Whole::Referral(referral)) => Some(referral.clone()),
            _ => None,
        }
    }

    /// Goes through events of one thread, each after those it follows.
    pub(super) fn settled<'p>(&self, places: impl IntoIterator<Item = &'p u32>, on: Option<NaiveDate>) -> Settled {
        let places: BTreeSet<u32> = places.into_iter().copied().collect();
        let mut followers: BTreeMap<u32, usize> = BTreeMap::new();
        for parent in places.iter().filter_map(|place| self.shape.knot(*place)).flat_map(|knot| &knot.parents) {
            *followers.entry(*parent).or_default() += 1;
        }
        let (mut settled, mut fronts) = (Settled::default(), BTreeMap::<u32, Front>::new());
        for place in places {
            let (Some(event), Some(knot)) = (self.at(place), self.shape.knot(place)) else { continue };
            if on.is_some_and(|on| event.header.on > on) {
                continue;
            }
            let mut before = Vec::new();
            for parent in &knot.parents {
                before.extend(fronts.get(parent).into_iter().flatten().cloned());
                // What nobody else follows is needed no more.
                let left = followers.entry(*parent).or_default();
                *left = left.saturating_sub(1);
                if *left == 0 {
                    fronts.remove(parent);
                }
            }
            let before = Settled { front: self.last_of(before), ..Settled::default() };
            settled.incomplete |= event.content.is_none();
            settled.beginnings += usize::from(knot.parents.is_empty());
            let front = match Whole::after(before.whole(self), event) {
                Some(Ok(whole)) => vec![(place, Arc::new(whole))],
                // What may not follow is carried, and changes nothing.
                Some(Err(_)) | None => before.front,
            };
            fronts.insert(place, front);
        }
        // An event that is followed only by later ones than the day asked about has its front still.
        let all = fronts.into_values().flatten().collect();
        settled.front = self.last_of(all);
        settled
    }

    /// Those of the events that stand before no other of them.
    pub(super) fn last_of(&self, mut front: Front) -> Front {
        front.sort_unstable_by_key(|(place, _)| *place);
        front.dedup_by_key(|(place, _)| *place);
        if front.len() < 2 {
            return front;
        }
        let all: BTreeSet<u32> = front.iter().map(|(place, _)| *place).collect();
        let knots = all.iter().filter_map(|place| self.shape.knot(*place));
        let parents: Vec<u32> = knots.flat_map(|knot| knot.parents.iter().copied()).collect();
        let before = self.shape.before(&parents, &all);
        front.retain(|(place, _)| !before.contains(place));
        // Somebody may have written thousands of states apart, so that all that follows would drag them along.
        if front.len() > MAX_APART {
            front.sort_by_cached_key(|(place, whole)| Reverse((whole.rank(), self.at(*place).map(Event::id))));
            front.truncate(MAX_APART);
        }
        front
    }

    /// What the lives of consents and referrals, and the rules of erasing, say against a new event.
    pub(super) fn allows(&self, event: &Event, parents: &[u32]) -> Result<(), Problem> {
        if let Some(targets) = event.entry().and_then(Entry::erases) {
            return self.may_erase(event, targets);
        }
        let before = self.settled_before(parents);
        let whole = Whole::after(before.whole(self), event).transpose()?;
        // A known kind has no place in a thread whose own kind is not known.
        let unknown = before.front.is_empty() && !parents.is_empty() && whole.is_some();
        if unknown {
            return Err(event.problem(Code::JournalEntry, "the entry begins what its thread is not"));
        }
        match whole {
            Some(Whole::Referral(referral)) => self.may_tell(event, &referral),
            _ => Ok(()),
        }
    }

    /// A provider is asked only by a disclosure to it that is recorded here, holds that day, and rests on consents that still
    /// stand; and nobody begins again what the family does not want to be asked about yet.
    fn may_tell(&self, event: &Event, referral: &Referral) -> Result<(), Problem> {
        let Some(step) = referral.steps.last() else { return Ok(()) };
        if referral.steps.len() == 1 && step.state == ReferralState::Proposed {
            return self.may_propose(event, referral);
        }
        if step.state != ReferralState::Requested {
            return Ok(());
        }
        let thread = step.disclosure.as_deref().map_or(&[][..], |id| self.shape.thread(id));
        let settled = self.settled(thread, Some(step.on));
        let shown = match settled.whole(self) {
            Some(Whole::Disclosure(shown))
                if settled.certain()
                    && shown.recipient == referral.provider
                    && shown.on <= step.on
                    && shown.until.is_none_or(|until| step.on < until) =>
            {
                shown
            }
            _ => {
                let message = "no disclosure of that id to the provider holds on the day of the step";
                return Err(event.problem(Code::ReferralDisclosure, message));
            }
        };
        // A withdrawal works at once: what was disclosed before it carries no request after it.
        let consents = self.consents(step.on);
        let stands = |id: &str| {
            consents.consent(id).is_some_and(|consent| matches!(consent.state(step.on), ConsentState::Given))
        };
        if !shown.consents.iter().all(|id| stands(id)) {
            let message = "a consent on which the disclosure rests does not stand on the day of the step";
            return Err(event.problem(Code::ReferralDisclosure, message));
        }
        Ok(())
    }

    /// Another referral for the same offer and any of the same people waits for a day that the family named.
    fn may_propose(&self, event: &Event, referral: &Referral) -> Result<(), Problem> {
        let Some(first) = referral.steps.first().filter(|first| !first.by.is_member()) else { return Ok(()) };
        let waits = |other: &Referral| {
            let last = other.steps.last();
            let named = last.and_then(|last| last.until).is_some_and(|until| first.on < until);
            let alike = other.offer == referral.offer && other.about.iter().any(|about| referral.about.contains(about));
            other.id != referral.id && named && alike
        };
        if self.referrals(first.on).iter().any(waits) {
            return Err(event.problem(Code::ReferralTooSoon, "the family asked not to be asked before a later day"));
        }
        Ok(())
    }

    /// What speaks against erasing.
    fn may_erase(&self, event: &Event, targets: &BTreeSet<EventId>) -> Result<(), Problem> {
        let refused = |message| Err(event.problem(Code::JournalErasure, message));
        let thread = self.shape.thread(&event.header.thread);
        let settled = self.settled(thread, None);
        if let Some(Whole::Confidence(confidence, _)) = settled.whole(self)
            && confidence.status == ConfidenceStatus::Kept
        {
            return refused("what keeps something from somebody is erased only once it is lifted");
        }
        for target in targets.iter().filter_map(|id| self.event(id)) {
            match target.entry().map(Entry::said) {
                Some(Said::Erasure(_)) => return refused("an erasure cannot be erased"),
                Some(Said::ConsentTurn { status, .. })
                    if !matches!(status, ConsentStatus::Given | ConsentStatus::Requested) =>
                {
                    let begins = |event: &&Event| matches!(event.entry().map(Entry::said), Some(Said::Consent(_)));
                    let mut beginnings = thread.iter().filter_map(|place| self.at(*place)).filter(begins);
                    if beginnings.any(|event| !targets.contains(&event.id)) {
                        return refused("a no to a consent is erased only together with its beginning");
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Journal {
    /// Everything that was ever confided in a thread, as kept still: where it is not certain how the thread stands, whatever
    /// else was said there takes nothing of it away.
    fn confided(&self, places: &[u32], on: NaiveDate) -> Option<Confidence> {
        let mut found: Option<Confidence> = None;
        for event in places.iter().filter_map(|place| self.at(*place)).filter(|event| event.header.on <= on) {
            let Some(Said::Confidence(own)) = event.entry().map(Entry::said) else { continue };
            let whole = found.get_or_insert_with(|| Confidence {
                id: event.header.thread.clone(),
                status: ConfidenceStatus::Kept,
                ..own.as_ref().clone()
            });
            whole.keep.extend(own.keep.iter().cloned());
            whole.from.extend(own.from.iter().cloned());
        }
        found
    }
}
