//! Merging copies that were edited apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::header::EventId;
use super::roster::Roster;
use crate::error::{Code, Error, Place, Problem};

/// What came of merging: a journal, and what of the other copy was not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Merge {
    /// All that was here, and all of the other copy that is verified on the day.
    pub journal: Journal,
    /// What was not taken in, in the order of a journal.
    pub refused: Vec<RefusedEvent>,
}

/// An event of another copy that was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefusedEvent {
    /// The event.
    pub event: EventId,
    /// Why.
    pub code: Code,
}

impl Journal {
    /// This copy with all that another one holds, as it arrives on `on`: what is new here is verified as by
    /// [`Journal::append`], so that a key which was revoked by then brings nothing, whatever day its events bear, and no event
    /// from after that day comes in. What one copy erased is erased.
    ///
    /// What is here stays. An event that is refused does not hold up the others: it is listed, and with it what follows it
    /// (`journal.parent_missing`) and what only it would have erased (`journal.body_missing`). The list tells an app whom to ask
    /// for those events anew, signed with a key that stands.
    ///
    /// Of copies whose events all verify on the day, and whose threads have their bounds, the result is the same, byte by
    /// byte, in whatever order and however often they are merged. Otherwise each side keeps what it had: merging again
    /// changes nothing and refuses the same, and two copies come to differ in refused events alone.
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.foreign` where the other is a copy of another journal.
    ///
    /// ```
    /// use millejours::{Draft, Entry, Journal, JournalId, Party, Roster, RosterKey, SecretKey, parse_date};
    /// let key = SecretKey::from_bytes(&[1; 32]);
    /// let pmi = Party::parse("provider:pmi").unwrap();
    /// let roster = Roster::new([RosterKey::new(pmi.clone(), key.public())])?;
    /// let on = parse_date("2026-06-01")?;
    /// let say = |journal: &mut Journal, text: &str, salt| {
    ///     let entry = Entry::from_json(format!(r#"{{"kind": "note", "text": "{text}"}}"#))?;
    ///     let draft = Draft {
    ///         thread: "n1".to_owned(), author: pmi.clone(), key: key.public(), on, kept_from: Default::default(), entry,
    ///     };
    ///     let event = journal.draft(draft, salt)?.sign(&key)?;
    ///     journal.append(event, &roster, on)
    /// };
    /// let mut office = Journal::new(JournalId::from_bytes(&[5; 16]));
    /// say(&mut office, "begun", [1; 32])?;
    /// let mut phone = office.clone();
    /// say(&mut phone, "offline, on the road", [2; 32])?;
    /// say(&mut office, "meanwhile, at the desk", [3; 32])?;
    ///
    /// let merged = office.merge(&phone, &roster, on)?.journal;
    /// assert_eq!(merged.to_jsonl(), phone.merge(&office, &roster, on)?.journal.to_jsonl());
    /// assert_eq!((merged.len(), merged.heads().len()), (3, 2));
    /// assert_eq!(merged.merge(&phone, &roster, on)?.journal, merged);
    ///
    /// // The key was revoked before the phone's copy arrives.
    /// let mut revoked = roster.keys().next().unwrap().clone();
    /// revoked.revoked = Some(on);
    /// let late = office.merge(&phone, &Roster::new([revoked])?, on)?;
    /// assert_eq!((late.journal, late.refused[0].code.as_str()), (office, "journal.key_revoked"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn merge(&self, other: &Journal, roster: &Roster, on: NaiveDate) -> Result<Merge, Error> {
        if other.id() != self.id() {
            let place = Place::at(other.id().to_string());
            return Err(Error::Journal(vec![Problem::new(
                Code::JournalForeign,
                place,
                "it is a copy of another journal",
            )]));
        }
        let (mut merged, mut touched) = (self.clone(), BTreeSet::new());
        merged.fronts.clear();
        let mut refused = self.unfit(other, roster, on);
        // In the order of a journal, so that it does not matter in which order the other copy heard of its events.
        for place in other.ranked() {
            let Some(event) = other.events.get(place as usize) else { continue };
            if let Some(known) = merged.shape.place(&event.id) {
                // Another roster may have verified the other copy: its way of signing is looked at again.
                let lower = merged.at(known).is_some_and(|own| event.signature < own.signature);
                if lower && event.verify(self.id(), roster, Some(on)).is_ok() {
                    merged.agree(known, event.signature);
                }
                // What is known there may speak against what took it here.
                if merged.relearn(known, event) {
                    touched.insert(event.header.thread.as_str());
                }
                continue;
            }
            if refused.contains_key(&place) {
                continue;
            }
            // It had its place in the other copy, and has the same here.
            match merged.shape.fit(event) {
                Ok(fit) => {
                    merged.shape.insert(event, fit);
                    merged.events.push(Arc::clone(event));
                    touched.insert(event.header.thread.as_str());
                }
                Err(problems) => {
                    let code = problems.first().map_or(Code::JournalParentMissing, |problem| problem.code);
                    refused.insert(place, code);
                }
            }
        }
        for thread in touched {
            merged.obey(thread);
        }
        let mut refused: Vec<_> = refused
            .into_iter()
            .filter_map(|(place, code)| {
                Some((other.shape.rank(place)?, RefusedEvent { event: other.at(place)?.id, code }))
            })
            .collect();
        refused.sort_unstable_by_key(|(rank, _)| *rank);
        Ok(Merge { journal: merged, refused: refused.into_iter().map(|(_, refused)| refused).collect() })
    }

    /// What of another copy is not to be taken in, by its places there: what is not verified, what follows that, and what
    /// comes without its body where no erasure of it comes or is here.
    fn unfit(&self, other: &Journal, roster: &Roster, on: NaiveDate) -> BTreeMap<u32, Code> {
        let new = |place: &u32| other.at(*place).is_some_and(|event| self.shape.place(&event.id).is_none());
        let places: Vec<u32> = other.places().filter(new).collect();
        let (mut refused, mut open) = (BTreeMap::new(), Vec::new());
        let mut followers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        // The erasures of each event that would come.
        let mut erasers: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let targets = |event: &Event| -> Vec<u32> {
            let ids = event.entry().and_then(Entry::erases).into_iter().flatten();
            ids.filter_map(|id| other.shape.place(id)).collect()
        };
        for place in places {
            let Some(event) = other.at(place) else { continue };
            for parent in other.shape.knot(place).into_iter().flat_map(|knot| &knot.parents) {
                followers.entry(*parent).or_default().push(place);
            }
            for target in targets(event) {
                erasers.entry(target).or_default().insert(place);
            }
            if let Err(problem) = event.verify(self.id(), roster, Some(on)) {
                refused.insert(place, problem.code);
                open.push(place);
            }
        }
        // Each event is looked at once, however long a chain of them falls.
        while let Some(place) = open.pop() {
            let mut falls = |place: u32, code: Code, open: &mut Vec<u32>| {
                match refused.get_mut(&place) {
                    // Of two reasons the same is told, whichever was found first.
                    Some(known) if *known == Code::JournalBodyMissing => *known = code,
                    Some(_) => {}
                    None => {
                        refused.insert(place, code);
                        open.push(place);
                    }
                }
            };
            for follower in followers.get(&place).into_iter().flatten() {
                falls(*follower, Code::JournalParentMissing, &mut open);
            }
            let Some(event) = other.at(place) else { continue };
            for target in targets(event) {
                let left = erasers.get_mut(&target);
                let gone = left.is_none_or(|left| left.remove(&place) && left.is_empty());
                let bare = other.at(target).is_some_and(|event| event.content.is_none());
                if gone && bare && new(&target) {
                    falls(target, Code::JournalBodyMissing, &mut open);
                }
            }
        }
        refused
    }
}
