//! Copies for a reader: whole threads, or their beginnings up to where they are kept from that reader.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::said::Said;
use super::strands::{Asks, gives};
use crate::consent::{About, Party};
use crate::referral::AccompanimentState;

/// What a reader may see of a thread: its events up to a day that are not kept from the reader, each after those it follows.
///
/// ```
/// use millejours::{Journal, JournalId, Party, parse_date};
/// let reader = Party::parse("adult:a1").unwrap();
/// let copy = Journal::new(JournalId::from_bytes(&[5; 16])).copy_for(&reader, parse_date("2026-06-01")?, &|_: &Party, thread: &millejours::Thread<'_>| {
///     thread.id() == "r1"
/// });
/// assert!(copy.is_empty());
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Thread<'j> {
    pub(super) id: &'j str,
    pub(super) events: Vec<&'j Event>,
    /// Of each event, whether it has effect: known where that is asked.
    pub(super) effects: Vec<bool>,
}

impl<'j> Thread<'j> {
    /// Its id.
    pub fn id(&self) -> &'j str {
        self.id
    }

    /// Its events, as far as the reader may see them.
    pub fn events(&self) -> &[&'j Event] {
        &self.events
    }

    /// Its events, each with whether it has effect.
    pub(super) fn said(&self) -> impl Iterator<Item = (&Event, bool)> {
        self.events.iter().zip(&self.effects).map(|(event, effect)| (*event, *effect))
    }

    /// Did the family begin it, as an accompaniment, and nobody of it refuse it?
    pub(super) fn is_accompanied(&self) -> bool {
        let led = |to: AccompanimentState| {
            self.said().any(|(event, effect)| {
                let turns = |said: &Said| matches!(said, Said::AccompanimentTurn(turn, _) if turn.state == to);
                effect && event.entry().is_some_and(|entry| turns(entry.said()))
            })
        };
        led(AccompanimentState::Active) && !led(AccompanimentState::RefusedByFamily)
    }

    /// Was it ever given, as a consent?
    pub(super) fn is_given(&self) -> bool {
        self.said().any(|(event, effect)| effect && event.entry().is_some_and(|entry| gives(entry.said())))
    }
}

/// Who belongs to a thread: those have a copy of it. A thread that was begun more than once is looked at as so many threads, each
/// with what follows its own beginning; so is a referral whose provider was asked: what the family was asked, whose readers have
/// all of it, and the request, whose readers have that alone, and only where it has effect. Told from what the reader may see of
/// it alone, so that nothing hidden shows by what is there.
///
/// A family is one: see [`Journal::copy_for`]. So is a function of reader and thread, which knows of no family: a child expected of
/// a pregnancy that is kept has to be kept itself, then.
///
/// ```
/// use millejours::{About, Belonging, Family, Party};
/// let family = Family::from_json(r#"{"schema": 1, "adults": [{"id": "a1"}], "children": [{"id": "c1", "pregnancy": "p1"}],
///     "pregnancies": [{"id": "p1", "carried_by": "a1"}]}"#)?;
/// assert_eq!(family.expected("p1"), ["c1".to_owned()].into());
/// assert!(family.is_own(&Party::parse("adult:a1").unwrap(), &About::parse("pregnancy[p1]").unwrap()));
/// # Ok::<(), millejours::Error>(())
/// ```
pub trait Belonging {
    /// Does the reader belong to the thread?
    fn belongs(&self, reader: &Party, thread: &Thread<'_>) -> bool;

    /// The children expected of a pregnancy, by id: who may not know of it may not know of them.
    fn expected(&self, pregnancy: &str) -> BTreeSet<String> {
        let _ = pregnancy;
        BTreeSet::new()
    }

    /// Is a member the reader, or a pregnancy the reader's own? Nobody keeps that from them.
    fn is_own(&self, reader: &Party, about: &About) -> bool {
        reader.is(about)
    }
}

impl<F: Fn(&Party, &Thread<'_>) -> bool> Belonging for F {
    fn belongs(&self, reader: &Party, thread: &Thread<'_>) -> bool {
        self(reader, thread)
    }
}

impl Journal {
    /// The copy that a reader gets, as it stands on `on`: of each thread to which the reader belongs, the events that are not
    /// kept from them, each beginning for itself. What a confidence keeps from the reader by now is left out: a referral that is
    /// named, whatever is about a kept member or for kept help, and what would betray it; and so is a yes that a hidden no has
    /// answered, from whoever could act on it. Two journals that differ only in what is kept from a reader give that reader the
    /// same bytes, but where a no that is kept answers something open: see the guide [`crate::docs::journal`]. Before copies are made,
    /// sign what [`Journal::to_be_marked`] lists.
    ///
    /// ```
    /// use millejours::{Draft, Entry, Journal, JournalId, Party, Roster, RosterKey, SecretKey, Thread, parse_date};
    /// let key = SecretKey::from_bytes(&[1; 32]);
    /// let pmi = Party::parse("provider:pmi").unwrap();
    /// let (one, other) = (Party::parse("adult:a1").unwrap(), Party::parse("adult:a2").unwrap());
    /// let roster = Roster::new([RosterKey::new(pmi.clone(), key.public())])?;
    /// let on = parse_date("2026-06-01")?;
    /// let mut journal = Journal::new(JournalId::from_bytes(&[5; 16]));
    /// for (thread, kept_from) in [("r1", [].into()), ("r2", [other.clone()].into())] {
    ///     let entry = Entry::from_json(r#"{"kind": "note"}"#)?;
    ///     let draft = Draft { thread: thread.to_owned(), author: pmi.clone(), key: key.public(), on, kept_from, entry };
    ///     journal.append(journal.draft(draft, [9; 32])?.sign(&key)?, &roster, on)?;
    /// }
    /// let everyone = |_: &Party, _: &Thread<'_>| true;
    /// assert_eq!(journal.copy_for(&one, on, &everyone).len(), 2);
    /// assert_eq!(journal.copy_for(&other, on, &everyone).len(), 1);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    #[must_use]
    pub fn copy_for(&self, reader: &Party, on: NaiveDate, belonging: &dyn Belonging) -> Journal {
        let kept = self.kept_for(reader, &self.confidences_now(), Some(belonging));
        let mut without = BTreeSet::new();
        loop {
            let asks = Asks { reader, on, belonging, kept: &kept.roots, names: &kept.names };
            let mut copy = Journal::new(self.id());
            for (id, places) in self.shape.threads().filter(|(id, _)| !without.contains(*id)) {
                self.copy_thread(&asks, id, places, &mut copy);
            }
            let misled = self.misled(&copy, reader, on);
            if misled.is_empty() {
                return copy;
            }
            without.extend(misled);
        }
    }

    fn copy_thread(&self, asks: &Asks<'_>, id: &str, places: &[u32], copy: &mut Journal) {
        let seen = self.strands(asks, id, places);
        let mut events: Vec<_> =
            seen.iter().filter_map(|place| Some((self.shape.rank(*place), *place, self.at(*place)?))).collect();
        events.sort_unstable_by_key(|(rank, ..)| *rank);
        if self.misleads(asks.reader, places, asks.on) || unexplained(events.iter().map(|(_, _, event)| *event)) {
            return;
        }
        for (_, place, event) in events {
            // What is kept from nobody before is kept from nobody after: each event's parents are in the copy.
            let (Ok(fit), Some(whole)) = (copy.shape.fit(event), self.events.get(place as usize)) else { continue };
            copy.shape.insert(event, fit);
            copy.events.push(whole.clone());
        }
        copy.obey(id);
    }

    /// Is a no hidden from a reader who sees what it is a no to? Drafting and adding refuse such a no; from a copy of another
    /// make it may come by merging, and it stands. The reader would take the thread for a yes: rather they have nothing of it.
    fn misleads(&self, reader: &Party, places: &[u32], on: NaiveDate) -> bool {
        // Nobody hides from a giver that they gave.
        if self.is_giver(reader, places) {
            return false;
        }
        let hidden = |event: &Event| event.header.on <= on && event.header.kept_from.contains(reader);
        places.iter().any(|place| {
            let parents = self.shape.knot(*place).map_or(&[][..], |knot| &knot.parents);
            self.at(*place)
                .filter(|event| hidden(event))
                .is_some_and(|event| self.hides_no(event, parents, Some(reader)))
        })
    }
}

/// Is a body gone without an erasure among these? So it is in a copy as of a day before the erasure: the words are gone, and
/// nobody could tell the copy from one whose bodies were cut off.
fn unexplained<'e>(events: impl Iterator<Item = &'e Event> + Clone) -> bool {
    let named: BTreeSet<_> = events.clone().filter_map(Event::entry).filter_map(Entry::erases).flatten().collect();
    events.filter(|event| event.content.is_none()).any(|event| !named.contains(&event.id))
}
