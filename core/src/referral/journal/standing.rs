//! What stands on a day because of a journal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::authority::against;
use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::grounds::Look;
use super::header::EventId;
use super::noes::{Stated, keep_apart, same_question};
use super::placing::is_no;
use super::said::{Said, Shown};
use super::sides::is_request;
use super::state::Whole;
use crate::consent::{Confidence, ConfidenceStatus, Consent, ConsentStatus, Consents, Party};
use crate::error::{Code, Place, Problem};
use crate::referral::{Accompaniment, Referral, ReferralState};

/// Where a thread stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Standing {
    /// The thread.
    pub thread: String,
    /// What it is: `consent`, `confidence`, `referral`, `accompaniment`, `lawful`, `disclosure`.
    pub kind: &'static str,
    /// The state, in the words of its kind.
    pub state: &'static str,
    /// Since when.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub since: NaiveDate,
    /// Is it over?
    pub ended: bool,
    /// Something of it was erased, or is not in this copy: it permits nothing more. Of a referral also where what the family
    /// was asked is not here: so it is in its provider's copy; in one that should have all of it, nobody shows that the family
    /// agreed.
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
    /// How many events began the thread, and how many began it as a request.
    beginnings: usize,
    requests: usize,
    /// It began as something else than a referral, too.
    otherwise: bool,
    /// What was said beside how an accompaniment stands, with effect: goals, and what it coordinates.
    pub(super) beside: Vec<u32>,
}

impl Settled {
    /// What stands where these are the last to say anything.
    pub(super) fn at(front: Front) -> Self {
        Settled { front, ..Settled::default() }
    }

    /// Of what was said apart, the most protective stands; of equals, one that every copy agrees on.
    pub(super) fn whole(&self, journal: &Journal) -> Option<&Whole> {
        self.states(journal).into_iter().next().map(Arc::as_ref)
    }

    /// What was said apart, the most protective first.
    pub(super) fn states(&self, journal: &Journal) -> Vec<&Arc<Whole>> {
        let id = |place: u32| journal.at(place).map(Event::id);
        let mut states: Vec<&(u32, Arc<Whole>)> = self.front.iter().collect();
        states.sort_by_cached_key(|(place, whole)| Reverse((whole.rank(), id(*place))));
        // A yes does not stand against a no that it did not follow, though the question was put again since.
        let best = states.first().map(|(_, whole)| Arc::clone(whole));
        if let Some(Whole::Consent(yes)) = best.as_deref() {
            states.sort_by_key(|(_, whole)| !whole.outweighs(yes));
        }
        states.into_iter().map(|(_, whole)| whole).collect()
    }

    /// What an event makes of what was said before it: of the most protective state of the kind that it continues. What is
    /// begun beside it as something else stops it from nothing; and a no is one to whatever it is a no to.
    pub(super) fn after(
        &self,
        journal: &Journal,
        event: &Event,
        counts: impl Fn(Whole) -> Result<Whole, Problem>,
    ) -> Option<Result<Whole, Problem>> {
        let states = self.states(journal);
        if states.is_empty() {
            return Whole::after(None, event).map(|whole| whole.and_then(counts));
        }
        let no = event.entry().is_some_and(|entry| is_no(entry.said()));
        let (mut tried, mut refused) = (Vec::new(), None);
        for state in states {
            let kind = discriminant(state.as_ref());
            if tried.contains(&kind) && !no {
                continue;
            }
            tried.push(kind);
            match Whole::after(Some(state), event)?.and_then(&counts) {
                Ok(whole) => return Some(Ok(whole)),
                Err(problem) => refused = refused.or(Some(problem)),
            }
        }
        refused.map(Err)
    }

    pub(super) fn certain(&self) -> bool {
        !self.incomplete && !self.is_contested()
    }

    /// A request begins its thread beside what the family was asked: that is no second beginning. Beside anything else it is.
    pub(super) fn is_contested(&self) -> bool {
        self.beginnings > 1 || self.requests > 1 || (self.requests > 0 && self.otherwise)
    }

    /// Is it a request, and nothing of what the family was asked?
    fn is_alone(&self) -> bool {
        self.requests > 0 && self.beginnings == 0
    }

    /// The referral that stands, whatever else was said there.
    pub(super) fn referral<'s>(&'s self, journal: &Journal) -> Option<&'s Referral> {
        let id = |place: u32| journal.at(place).map(Event::id);
        let referrals = self.front.iter().filter_map(|(place, whole)| match whole.as_ref() {
            Whole::Referral(own, _) => Some((own.state().rank(), id(*place), own)),
            _ => None,
        });
        referrals.max_by_key(|(rank, id, _)| (*rank, *id)).map(|(.., own)| own)
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
        // A request stands beside what the family was asked; without that it is a provider's copy, or nobody was asked.
        let (incomplete, contested) = (settled.incomplete || settled.is_alone(), settled.is_contested());
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
    /// A consent permits nothing where anything of its thread was erased, or where it was begun twice, apart: of such a thread
    /// each no is listed, and nothing else. A second one has an id of its own, the thread's with a part of the event's. A
    /// confidence is kept there.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// assert_eq!(Journal::new(JournalId::from_bytes(&[5; 16])).consents(parse_date("2026-06-01")?).to_json(), r#"{"schema":1}"#);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn consents(&self, on: NaiveDate) -> Consents {
        let stated = self.stated(on);
        let (mut confidences, mut lawful) = (Vec::new(), Vec::new());
        for (_, places) in self.shape.threads() {
            let settled = self.settled(places, Some(on));
            match settled.whole(self) {
                _ if !settled.certain() => confidences.extend(self.confided(places, on)),
                Some(Whole::Confidence(confidence, _)) => confidences.push(confidence.clone()),
                Some(Whole::Lawful(sharing)) => lawful.push(sharing.clone()),
                _ => {}
            }
        }
        for confidence in &mut confidences {
            keep_apart(&stated, &mut confidence.keep);
        }
        // Of two with one id the last is kept: an id that somebody chose hides no no.
        let (own, apart): (Vec<_>, Vec<_>) = stated.into_iter().partition(|own| own.consent.id == own.thread);
        let consents = own.into_iter().chain(apart).map(|own| own.consent).collect();
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
        let thread = self.shape.thread(id);
        match self.settled(thread, Some(on)).whole(self) {
            Some(Whole::Referral(referral, _)) => Some(self.joined(thread, referral)),
            _ => None,
        }
    }

    /// The accompaniments as they stand on a day, by their ids.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// assert!(Journal::new(JournalId::from_bytes(&[5; 16])).accompaniments(parse_date("2026-06-01")?).is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn accompaniments(&self, on: NaiveDate) -> Vec<Accompaniment> {
        self.shape.begun("accompaniment").filter_map(|(thread, _)| self.accompaniment(thread, on)).collect()
    }

    /// An accompaniment as it stands on a day, with the goals that were set by then and the referrals that it coordinates. Of
    /// what was said apart of how it stands, or of one goal, the highest counts ([`crate::AccompanimentState::rank`],
    /// [`crate::GoalState::rank`]), then the later, and at last the one with the higher id.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// assert_eq!(Journal::new(JournalId::from_bytes(&[5; 16])).accompaniment("w1", parse_date("2026-06-01")?), None);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn accompaniment(&self, id: &str, on: NaiveDate) -> Option<Accompaniment> {
        let settled = self.settled(self.shape.thread(id), Some(on));
        match settled.whole(self) {
            Some(Whole::Accompaniment(own)) => Some(self.with_goals(&own.own, &settled.beside)),
            _ => None,
        }
    }

    /// Goes through events of one thread, each after those it follows.
    pub(super) fn settled<'p>(&self, places: impl IntoIterator<Item = &'p u32>, on: Option<NaiveDate>) -> Settled {
        self.gone_through(places, on, true)
    }

    /// The same, without asking what steps rest on: for what is itself looked up as a ground, so that looking up has an end.
    pub(super) fn settled_alone<'p>(
        &self,
        places: impl IntoIterator<Item = &'p u32>,
        on: Option<NaiveDate>,
    ) -> Settled {
        self.gone_through(places, on, false)
    }

    fn gone_through<'p>(
        &self,
        places: impl IntoIterator<Item = &'p u32>,
        on: Option<NaiveDate>,
        grounds: bool,
    ) -> Settled {
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
            if event.entry().is_some_and(|entry| before.takes(self, entry.said(), event)) {
                settled.beside.push(place);
            }
            settled.incomplete |= event.content.is_none();
            let requests = usize::from(is_request(event));
            settled.requests += requests;
            if knot.parents.is_empty() && requests == 0 {
                settled.beginnings += 1;
                settled.otherwise |= event.header.begins.as_deref() != Some("referral");
            }
            let after =
                before.after(self, event, |whole| if grounds { self.counts(event, whole, on) } else { Ok(whole) });
            let front = match after {
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

    /// What an event makes of its thread, where it tells others nothing without a ground.
    fn counts(&self, event: &Event, whole: Whole, on: Option<NaiveDate>) -> Result<Whole, Problem> {
        if let Whole::Referral(referral, _) = &whole {
            self.untold(event, referral, Look::Counted(on))?;
        }
        Ok(whole)
    }

    /// What the lives of consents and referrals, who may say what, and the rules of erasing say against a new event, which
    /// arrives on a day.
    pub(super) fn allows(
        &self,
        event: &Event,
        parents: &[u32],
        on: NaiveDate,
        due: &BTreeSet<EventId>,
    ) -> Result<(), Problem> {
        if event.header.erases {
            return self.may_erase(event, on, due);
        }
        // A family may always cancel, also what has no effect any more: else a provider with an older copy would not hear of it.
        let before = match event.entry().map(Entry::said) {
            Some(Said::ReferralStep(step, _)) if step.state == ReferralState::Cancelled && step.by.is_member() => {
                self.settled_alone(&self.shape.before(parents, &Default::default()), None)
            }
            _ => self.settled_before(parents),
        };
        let whole = match before.after(self, event, Ok).transpose() {
            // Who cannot read any more what was asked can still say no to it.
            Err(_) if self.denies_erased(event, &before, parents) => return Ok(()),
            whole => whole?,
        };
        // A known kind has no place in a thread whose own kind is not known.
        let unknown = before.front.is_empty() && !parents.is_empty() && whole.is_some();
        if unknown {
            let message = "the entry begins what its thread is not";
            return Err(Problem::new(Code::JournalEntry, Place::at("kind"), message));
        }
        match whole {
            None => before.adds(self, event),
            Some(Whole::Accompaniment(own)) if parents.is_empty() => self.may_accompany(event, &own, on),
            Some(Whole::Referral(referral, _)) => self.may_step(event, &referral, on),
            Some(Whole::Disclosure(shown)) => self.may_show(event, &shown, on),
            Some(Whole::Consent(own)) if parents.is_empty() => self.may_ask(event, &own),
            _ => Ok(()),
        }
    }

    /// Is it a no to a consent whose terms were erased?
    fn denies_erased(&self, event: &Event, before: &Settled, parents: &[u32]) -> bool {
        let no = match event.entry().map(Entry::said) {
            Some(said @ Said::ConsentTurn { word, .. }) => is_no(said) && word.evidence.is_none(),
            _ => false,
        };
        let erased = |place: &u32| {
            self.at(*place).is_some_and(|event| {
                event.header.parents.is_empty()
                    && event.content.is_none()
                    && event.header.begins.as_deref() == Some("consent")
            })
        };
        if !no || !before.front.is_empty() {
            return false;
        }
        // It follows the erasure: whoever says it knows that the terms are gone.
        let before = self.shape.before(parents, &BTreeSet::new());
        let named: BTreeSet<&EventId> = before.iter().flat_map(|place| self.targets(*place)).collect();
        let told = |place: &u32| self.at(*place).is_some_and(|event| named.contains(&event.id));
        before.iter().any(|place| erased(place) && told(place))
    }

    /// What was refused or put off until a day that the giver named is not asked before it, under whatever id; the giver may
    /// speak first.
    fn may_ask(&self, event: &Event, own: &Consent) -> Result<(), Problem> {
        if own.status != ConsentStatus::Requested || event.header.author == own.terms.giver {
            return Ok(());
        }
        let waits = |other: &Stated| {
            other.thread != event.header.thread
                && other.consent.again.is_some_and(|again| own.since < again)
                && same_question(&other.consent.terms, &own.terms)
        };
        if self.stated(own.since).iter().any(waits) {
            let message = "the question is put again before the agreed day";
            return Err(Problem::new(Code::ConsentTooSoon, Place::at("on"), message));
        }
        Ok(())
    }

    /// Nobody begins again what the family does not want to be asked about yet; nobody goes back to the family's side once the
    /// provider was asked; and nothing is told without a ground.
    fn may_step(&self, event: &Event, referral: &Referral, on: NaiveDate) -> Result<(), Problem> {
        if let [first] = &referral.steps[..]
            && first.state == ReferralState::Proposed
        {
            return self.may_propose(referral, on);
        }
        let begun_as = referral.steps.first().map(|first| first.state);
        let thread = self.shape.thread(&event.header.thread);
        if begun_as != Some(ReferralState::Requested) && self.is_asked(thread, on) {
            let message = "the provider has been asked: what follows, follows that, and a family's no is `cancelled`";
            let problem = Problem::new(Code::ReferralTransition, Place::at("state"), message);
            return Err(match event.entry().map(Entry::said) {
                Some(Said::ReferralStep(step, _)) if step.by.is_member() => problem.expected("cancelled"),
                _ => problem.help("draft upon the request; a family's no to it is `cancelled`"),
            });
        }
        self.untold(event, referral, Look::Added(on))
    }

    /// A disclosure is recorded where what it rests on stands, on its own day.
    fn may_show(&self, event: &Event, shown: &Shown, on: NaiveDate) -> Result<(), Problem> {
        let days = [shown.on, event.header.on];
        if shown.on <= event.header.on && days.into_iter().all(|day| self.rests(shown, day, Look::Added(on)).is_some())
        {
            return Ok(());
        }
        let message = "what the disclosure says that it rests on does not stand, or does not carry each of its parts";
        Err(Problem::new(Code::ReferralDisclosure, Place::at("basis"), message))
    }
}

impl Journal {
    /// Everything that was ever confided in a thread by whoever may, as kept still: where it is not certain how the thread stands,
    /// whatever else was said there takes nothing of it away. By each giver, so that nobody adds to what another confided.
    pub(super) fn confided(&self, places: &[u32], on: NaiveDate) -> Vec<Confidence> {
        let mut found: BTreeMap<Party, Confidence> = BTreeMap::new();
        for event in places.iter().filter_map(|place| self.at(*place)).filter(|event| event.header.on <= on) {
            let Some(said @ Said::Confidence(own)) = event.entry().map(Entry::said) else { continue };
            if against(None, said, &event.header).is_some() {
                continue;
            }
            let whole = found.entry(own.giver.clone()).or_insert_with(|| Confidence {
                id: event.header.thread.clone(),
                status: ConfidenceStatus::Kept,
                ..own.as_ref().clone()
            });
            whole.keep.extend(own.keep.iter().cloned());
            whole.from.extend(own.from.iter().cloned());
        }
        // One id for each: of two with the same id one would hide the other.
        let mut found: Vec<Confidence> = found.into_values().collect();
        for (number, own) in found.iter_mut().enumerate().skip(1) {
            own.id = format!("{}-{number}", own.id.chars().take(58).collect::<String>());
        }
        found
    }
}
