//! Erasing: the body and the salt of an event go; the header stays, and with it all signatures and hashes.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::authority::{gives, lifts};
use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::header::EventId;
use super::noes::says_no;
use super::said::Said;
use crate::consent::{Confidence, ConfidenceStatus};
use crate::error::{Code, Problem};
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
        let erasures: Vec<u32> =
            places.iter().copied().filter(|place| self.at(*place).is_some_and(|event| event.header.erases)).collect();
        if erasures.is_empty() {
            return;
        }
        let mut gone = BTreeSet::new();
        for erasure in &erasures {
            let targets = self.at(*erasure).and_then(Event::entry).and_then(Entry::erases);
            let targets = targets.into_iter().flatten().filter_map(|id| self.shape.place(id));
            gone.extend(targets.filter(|target| self.erases(*erasure, *target, &places)));
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

    /// Has an erasure effect on an event? Where its body is gone already it had.
    fn erases(&self, erasure: u32, target: u32, places: &[u32]) -> bool {
        let (Some(event), Some(Said::Erasure(_, word))) = (self.at(erasure), self.said(erasure)) else {
            return false;
        };
        let author = &event.header.author;
        match self.said(target) {
            None => true,
            Some(Said::Erasure(..) | Said::ConsentTurn { .. } | Said::ConfidenceTurn(..)) => false,
            Some(Said::Consent(own)) => {
                gives(own, author, word) || (!author.is_member() && !self.is_refused(target, places))
            }
            Some(Said::Confidence(own)) => lifts(own, author, word) && self.is_lifted(target, own, places),
            Some(Said::ReferralStep(step, _)) if is_family_no(step) => {
                let named = |root: &EventId| {
                    places.iter().any(|at| matches!(self.said(*at), Some(Said::Erasure(own, _)) if own.contains(root)))
                };
                self.roots(target).iter().all(|root| self.at(*root).is_some_and(|root| named(&root.id)))
            }
            Some(_) => true,
        }
    }

    /// Is there a no to what an event began, said by somebody who had it before them?
    fn is_refused(&self, beginning: u32, places: &[u32]) -> bool {
        places.iter().any(|place| {
            let no = match self.said(*place) {
                Some(Said::Consent(own)) => *place == beginning && says_no(own.status),
                Some(Said::ConsentTurn { status, .. }) => says_no(*status),
                _ => false,
            };
            no && self.follows_whole(*place, beginning, |_| true)
        })
    }

    /// Was a confidence lifted after everything that keeps it?
    fn is_lifted(&self, beginning: u32, own: &Confidence, places: &[u32]) -> bool {
        let author = |place: u32| self.at(place).map(|event| &event.header.author);
        let lifted = |by: u32| match self.said(by) {
            Some(Said::ConfidenceTurn(ConfidenceStatus::Lifted, word)) => {
                author(by).is_some_and(|author| lifts(own, author, word))
            }
            _ => false,
        };
        let taken = |erasure: u32| match self.said(erasure) {
            Some(Said::Erasure(_, word)) => author(erasure).is_some_and(|author| lifts(own, author, word)),
            _ => false,
        };
        places.iter().all(|place| {
            let keeps = match self.said(*place) {
                Some(Said::Confidence(own)) => *place == beginning && own.status == ConfidenceStatus::Kept,
                Some(Said::ConfidenceTurn(ConfidenceStatus::Kept, _)) => true,
                _ => false,
            };
            let wanted = BTreeSet::from([*place]);
            let ended = || places.iter().any(|by| lifted(*by) && self.shape.before(&[*by], &wanted).contains(place));
            !keeps || !self.follows_whole(*place, beginning, taken) || ended()
        })
    }

    /// Does an event follow a beginning, and no erasure of it? Whoever knew of such an erasure spoke to what was gone.
    fn follows_whole(&self, place: u32, beginning: u32, counts: impl Fn(u32) -> bool) -> bool {
        let before = self.shape.before(&[place], &BTreeSet::from([beginning]));
        let id = self.at(beginning).map(|event| event.id);
        let erases = |at: &u32| match self.said(*at) {
            Some(Said::Erasure(targets, _)) => id.is_some_and(|id| targets.contains(&id)) && counts(*at),
            _ => false,
        };
        before.contains(&beginning) && !before.iter().any(erases)
    }

    /// The beginnings that an event follows.
    fn roots(&self, place: u32) -> Vec<u32> {
        let begins = |place: &u32| self.shape.knot(*place).is_some_and(|knot| knot.parents.is_empty());
        self.shape.before(&[place], &BTreeSet::new()).into_iter().filter(begins).collect()
    }

    /// What speaks against erasing, as it is added.
    pub(super) fn may_erase(&self, event: &Event, on: NaiveDate) -> Result<(), Problem> {
        let Some(Said::Erasure(targets, word)) = event.entry().map(Entry::said) else { return Ok(()) };
        let refused = |message| Err(event.problem(Code::JournalErasure, message));
        let not_theirs = || Err(event.problem(Code::JournalAuthority, NOT_THEIRS));
        let (author, thread) = (&event.header.author, &event.header.thread);
        let places = self.shape.thread(thread);
        for target in targets.iter().filter_map(|id| self.shape.place(id)) {
            match self.said(target) {
                Some(Said::ConsentTurn { .. } | Said::ConfidenceTurn(..)) => {
                    return refused("how a consent or a confidence stands stays: erase its beginning, which says what");
                }
                Some(Said::Confidence(own)) => {
                    if !lifts(own, author, word) {
                        return not_theirs();
                    }
                    if !self.is_lifted(target, own, places) {
                        return refused("what keeps something from somebody is erased only once it is lifted");
                    }
                }
                Some(Said::Consent(own)) => {
                    let no = self.no_of(target, places, on);
                    if !gives(own, author, word) && (author.is_member() || no.is_some()) {
                        return not_theirs();
                    }
                    if no.is_some_and(|no| self.revives(thread, &no, on)) {
                        return refused("an older yes to the same question stands: it is erased before its no");
                    }
                }
                Some(Said::ReferralStep(step, _)) if is_family_no(step) => {
                    let named = |root: &u32| {
                        self.at(*root).is_some_and(|root| root.content.is_none() || targets.contains(&root.id))
                    };
                    if !self.roots(target).iter().all(named) {
                        return refused("a family's no is erased only together with what it is a no to");
                    }
                    if self.waits(places, on) {
                        return refused(TOO_SOON);
                    }
                }
                Some(Said::Referral(_) | Said::ReferralStep(..)) if self.waits(places, on) => return refused(TOO_SOON),
                _ => {}
            }
        }
        Ok(())
    }
}

const TOO_SOON: &str = "the family named a day before which it is not asked again: what says so stays until then";
const NOT_THEIRS: &str = "a no, and what is kept from somebody, is erased by whose it is, or with `by` and `evidence`";

fn is_family_no(step: &ReferralStep) -> bool {
    use ReferralState::{Cancelled, NotNow, RefusedByFamily};
    step.by.is_member() && matches!(step.state, NotNow | RefusedByFamily | Cancelled)
}
