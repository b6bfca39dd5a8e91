//! Erasing: the body and the salt of an event go; the header stays, and with it all signatures and hashes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::authority::{gives, lifts};
use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::header::EventId;
use super::noes::{revives, says_no};
use super::said::{Said, Word};
use crate::consent::{Confidence, ConfidenceStatus, Consent, Party};
use crate::error::{Code, Place, Problem};
use crate::referral::{ReferralState, ReferralStep};

impl Journal {
    /// Does an event stand here whose body was taken by an erasure?
    ///
    /// ```
    /// use millejours::{Draft, Entry, Journal, JournalId, Party, Roster, RosterKey, SecretKey, parse_date};
    /// let key = SecretKey::from_bytes(&[1; 32]);
    /// let pmi = Party::parse("provider:pmi").unwrap();
    /// let roster = Roster::new([RosterKey::new(pmi.clone(), key.public())])?;
    /// let on = parse_date("2026-06-01")?;
    /// let mut journal = Journal::new(JournalId::from_bytes(&[5; 16]));
    /// let mut say = |entry: Entry| {
    ///     let draft = Draft {
    ///         thread: "n1".to_owned(), author: pmi.clone(), key: key.public(), on, kept_from: Default::default(), entry,
    ///     };
    ///     let event = journal.draft(draft, [9; 32])?.sign(&key)?;
    ///     journal.append(event.clone(), &roster, on)?;
    ///     Ok::<_, millejours::Error>(event.id())
    /// };
    /// let note = say(Entry::from_json(r#"{"kind": "note", "text": "a telephone number"}"#)?)?;
    /// let erasure = say(Entry::erasure([note]))?;
    ///
    /// assert!(journal.is_erased(&note) && journal.event(&note).unwrap().entry().is_none());
    /// assert!(!journal.to_jsonl().contains("telephone"));
    /// // What is left still verifies.
    /// assert_eq!(Journal::from_jsonl(journal.to_jsonl(), journal.id(), &roster)?, journal);
    ///
    /// // An erasure itself stays: else what it erased could come back from another copy.
    /// let draft = Draft {
    ///     thread: "n1".to_owned(), author: pmi, key: key.public(), on, kept_from: Default::default(),
    ///     entry: Entry::erasure([erasure]),
    /// };
    /// let event = journal.draft(draft, [9; 32])?.sign(&key)?;
    /// let refused = journal.append(event, &roster, on).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "journal.erasure");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn is_erased(&self, id: &EventId) -> bool {
        self.shape.place(id).is_some_and(|place| self.erased.contains(&place))
    }

    /// Does what the erasures of a thread say, of all that is known now. What one of them may not take, or not yet, stays.
    ///
    /// Whether an erasure has effect depends on the events of its thread alone, and each thing that speaks against one speaks
    /// against it in every copy that has that thing: so copies agree, in whatever order they meet.
    pub(super) fn obey(&mut self, thread: &str) {
        let places = self.shape.thread(thread).to_vec();
        let mut erasing = Erasing::of(self, &places);
        if erasing.erasures.is_empty() {
            return;
        }
        let mut gone = BTreeSet::new();
        for erasure in erasing.erasures.clone() {
            let targets = self.at(erasure).and_then(Event::entry).and_then(Entry::erases);
            let targets = targets.into_iter().flatten().filter_map(|id| self.shape.place(id));
            gone.extend(targets.filter(|target| erasing.takes(erasure, *target)));
        }
        for place in &places {
            self.erased.remove(place);
        }
        if let Some(place) = places.first() {
            self.forget(*place);
        }
        for place in &gone {
            if let Some(event) = self.events.get_mut(*place as usize).filter(|event| event.content.is_some()) {
                Arc::make_mut(event).content = None;
            }
        }
        self.erased.extend(gone);
    }

    /// The events of a thread without a body that no erasure there can have taken, by what is never erased: who wrote them and
    /// how a consent stands.
    pub(super) fn unexplained(&self, thread: &str) -> Vec<EventId> {
        let places = self.shape.thread(thread);
        let consent = |place: &u32| {
            self.at(*place)
                .is_some_and(|event| event.content.is_none() && event.header.begins.as_deref() == Some("consent"))
        };
        let bare: Vec<u32> = places.iter().copied().filter(consent).collect();
        if bare.is_empty() {
            return Vec::new();
        }
        let mut erasing = Erasing::of(self, places);
        let explained = |target: u32, erasing: &mut Erasing<'_>| {
            erasing.erasures.clone().into_iter().any(|erasure| {
                let Some((event, Said::Erasure(targets, word))) = self.at(erasure).zip(self.said(erasure)) else {
                    return false;
                };
                let names = self.at(target).is_some_and(|event| targets.contains(&event.id));
                // Whoever says whose word it is may be right: only the body can tell.
                let claims = event.header.author.is_member() || word.by.is_some();
                names && (claims || !erasing.is_refused(target))
            })
        };
        let left = bare.into_iter().filter(|target| !explained(*target, &mut erasing));
        left.filter_map(|place| self.at(place).map(|event| event.id)).collect()
    }

    /// What speaks against erasing, as it is added. `due` is what retention names that day, where it is by retention.
    pub(super) fn may_erase(&self, event: &Event, on: NaiveDate, due: &BTreeSet<EventId>) -> Result<(), Problem> {
        let Some(Said::Erasure(targets, word)) = event.entry().map(Entry::said) else { return Ok(()) };
        let refused = |message| Err(Problem::new(Code::JournalErasure, Place::at("events"), message));
        let not_theirs = || Err(Problem::new(Code::JournalAuthority, Place::at("author"), NOT_THEIRS));
        let (author, thread) = (&event.header.author, &event.header.thread);
        let places = self.shape.thread(thread);
        let mut erasing = Erasing::of(self, places);
        erasing.names(targets);
        for target in targets.iter().filter_map(|id| self.shape.place(id)) {
            match self.said(target) {
                Some(Said::ConsentTurn { .. } | Said::ConfidenceTurn(..)) => {
                    return refused("how a consent or a confidence stands stays: erase its beginning, which says what");
                }
                Some(Said::Confidence(own)) => {
                    if !lifts(own, author, word) {
                        return not_theirs();
                    }
                    if !erasing.is_lifted(target, own) {
                        return refused("what keeps something from somebody is erased only once it is lifted");
                    }
                }
                Some(Said::Consent(own)) => {
                    let no = self.no_of(target, places, on);
                    if !gives(own, author, word) && (no.is_some() || !keeps_books(own, author, word)) {
                        return not_theirs();
                    }
                    let Some(no) = no else { continue };
                    if own.terms.giver != *author && no.again.is_some_and(|again| on < again) {
                        return refused("the giver named a day before which the question is not put again");
                    }
                    if revives(&self.stated(on), thread, &no, on) {
                        return refused("an older yes to the same question stands: it is erased before its no");
                    }
                }
                Some(Said::ReferralStep(step, _)) if is_family_no(step) && !erasing.ends_whole(target) => {
                    return refused("a family's no is erased only together with what it is a no to");
                }
                Some(Said::AccompanimentTurn(..)) if !erasing.ends_whole(target) => {
                    return refused("how an accompaniment stands is erased only together with its beginning");
                }
                Some(Said::Disclosure(_) | Said::Lawful(_))
                    if !self.at(target).is_some_and(|event| due.contains(&event.id)) =>
                {
                    return refused("who saw what, and what was shared under which law, is erased by retention alone");
                }
                Some(Said::Referral(_) | Said::ReferralStep(..)) if self.waits(places, on) => return refused(TOO_SOON),
                Some(Said::Accompaniment(_) | Said::AccompanimentTurn(..)) if self.waits(places, on) => {
                    return refused(TOO_SOON);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

const TOO_SOON: &str = "the family named a day before which it is not asked again: what says so stays until then";

/// The erasures of one thread, and what speaks against them. Each beginning is looked at once, however many erasures name it.
struct Erasing<'j> {
    journal: &'j Journal,
    places: &'j [u32],
    erasures: Vec<u32>,
    /// What follows a beginning that no erasure names.
    standing: BTreeSet<u32>,
    refused: BTreeMap<u32, bool>,
    lifted: BTreeMap<u32, bool>,
}

impl<'j> Erasing<'j> {
    fn of(journal: &'j Journal, places: &'j [u32]) -> Self {
        let erases = |place: &u32| journal.at(*place).is_some_and(|event| event.header.erases);
        let erasures: Vec<u32> = places.iter().copied().filter(erases).collect();
        let named: BTreeSet<EventId> = erasures.iter().flat_map(|erasure| journal.targets(*erasure)).copied().collect();
        let (refused, lifted) = (BTreeMap::new(), BTreeMap::new());
        let mut found = Erasing { journal, places, erasures, standing: BTreeSet::new(), refused, lifted };
        if !found.erasures.is_empty() {
            found.names(&named);
        }
        found
    }

    /// Goes through the thread once: what follows a beginning that is neither erased nor named here?
    fn names(&mut self, named: &BTreeSet<EventId>) {
        self.standing.clear();
        for place in self.places {
            let Some((event, knot)) = self.journal.at(*place).zip(self.journal.shape.knot(*place)) else { continue };
            let begins = knot.parents.is_empty() && event.content.is_some() && !named.contains(&event.id);
            if begins || knot.parents.iter().any(|parent| self.standing.contains(parent)) {
                self.standing.insert(*place);
            }
        }
    }

    /// Does all that an event follows go?
    fn ends_whole(&self, place: u32) -> bool {
        !self.standing.contains(&place)
    }

    /// Has an erasure effect on an event? Where its body is gone already it had.
    fn takes(&mut self, erasure: u32, target: u32) -> bool {
        let (Some(event), Some(Said::Erasure(_, word))) = (self.journal.at(erasure), self.journal.said(erasure)) else {
            return false;
        };
        let header = &event.header;
        match self.journal.said(target) {
            None => true,
            Some(Said::Erasure(..) | Said::ConsentTurn { .. } | Said::ConfidenceTurn(..)) => false,
            Some(Said::Consent(own)) => {
                gives(own, &header.author, word) || (keeps_books(own, &header.author, word) && !self.is_refused(target))
            }
            Some(Said::Confidence(own)) => lifts(own, &header.author, word) && self.is_lifted(target, own),
            Some(Said::ReferralStep(step, _)) if is_family_no(step) => self.ends_whole(target),
            Some(Said::AccompanimentTurn(..)) => self.ends_whole(target),
            // What is always written down is there until it is over, whoever says otherwise.
            Some(Said::Disclosure(own)) => own.until.unwrap_or(own.on) <= header.on && own.on < header.on,
            Some(Said::Lawful(own)) => own.on < header.on,
            Some(_) => true,
        }
    }

    /// Is there a no to what an event began, said by somebody who had it before them?
    fn is_refused(&mut self, beginning: u32) -> bool {
        if let Some(known) = self.refused.get(&beginning) {
            return *known;
        }
        let says = |place: &u32| match self.journal.said(*place) {
            Some(Said::Consent(own)) => *place == beginning && (says_no(own.status) || own.newest_no().is_some()),
            Some(Said::ConsentTurn { status, .. }) => says_no(*status),
            _ => false,
        };
        let found = self.following_whole(beginning, |_| true).iter().any(says);
        self.refused.insert(beginning, found);
        found
    }

    /// Was a confidence lifted after everything that keeps it?
    fn is_lifted(&mut self, beginning: u32, own: &Confidence) -> bool {
        if let Some(known) = self.lifted.get(&beginning) {
            return *known;
        }
        let journal = self.journal;
        let may =
            |place: &u32, word: &Word| journal.at(*place).is_some_and(|event| lifts(own, &event.header.author, word));
        let lifts = |place: &u32| {
            matches!(journal.said(*place),
                Some(Said::ConfidenceTurn(ConfidenceStatus::Lifted, word)) if may(place, word))
        };
        let taken = |place: u32| matches!(journal.said(place), Some(Said::Erasure(_, word)) if may(&place, word));
        let lifting: Vec<u32> = self.places.iter().copied().filter(lifts).collect();
        let ended = journal.shape.before(&lifting, &BTreeSet::new());
        let keeps = |place: &u32| match journal.said(*place) {
            Some(Said::Confidence(own)) => *place == beginning && own.status == ConfidenceStatus::Kept,
            Some(Said::ConfidenceTurn(ConfidenceStatus::Kept, _)) => true,
            _ => false,
        };
        let kept = self.following_whole(beginning, taken);
        let found = kept.iter().filter(|place| keeps(place)).all(|place| ended.contains(place));
        self.lifted.insert(beginning, found);
        found
    }

    /// What follows a beginning, and no erasure of it that counts. Whoever knew of such an erasure spoke to what was gone.
    fn following_whole(&self, beginning: u32, counts: impl Fn(u32) -> bool) -> BTreeSet<u32> {
        let id = self.journal.at(beginning).map(|event| event.id);
        let erases = |place: u32| {
            let named = id.is_some_and(|id| self.journal.targets(place).any(|target| *target == id));
            named && counts(place)
        };
        self.journal.following(beginning, self.places, erases)
    }
}

impl Journal {
    /// What an erasure names; nothing of any other event.
    pub(super) fn targets(&self, place: u32) -> impl Iterator<Item = &EventId> {
        self.at(place).and_then(Event::entry).and_then(Entry::erases).into_iter().flatten()
    }
}

/// Somebody of no family who writes down consents, and receives nothing by this one: they may erase it where nobody said no. Who
/// says whose word it is has to be right.
fn keeps_books(own: &Consent, author: &Party, word: &Word) -> bool {
    !author.is_member() && !own.terms.recipients.contains(author) && word.by.is_none()
}

const NOT_THEIRS: &str = "a no, and what is kept from somebody, is erased by whose it is, or with `by` and `evidence`";

fn is_family_no(step: &ReferralStep) -> bool {
    use ReferralState::{Cancelled, NotNow, RefusedByFamily};
    step.by.is_member() && matches!(step.state, NotNow | RefusedByFamily | Cancelled)
}
