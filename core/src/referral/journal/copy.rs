//! Copies for a reader: whole threads, or their beginnings up to where they are kept from that reader.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use crate::consent::Party;

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
    id: &'j str,
    events: Vec<&'j Event>,
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
}

/// Who belongs to a thread: those have a copy of it. A referral whose provider was asked is looked at as two: what the family was
/// asked, whose readers have all of it, and the request, whose readers have that alone, and only where it has effect. Told from what the reader may see of it alone, so that nothing hidden
/// shows by what is there.
///
/// A family is one: see [`Journal::copy_for`]. So is a function of reader and thread.
pub trait Belonging {
    /// Does the reader belong to the thread?
    fn belongs(&self, reader: &Party, thread: &Thread<'_>) -> bool;
}

impl<F: Fn(&Party, &Thread<'_>) -> bool> Belonging for F {
    fn belongs(&self, reader: &Party, thread: &Thread<'_>) -> bool {
        self(reader, thread)
    }
}

impl Journal {
    /// The copy that a reader gets, as it stands on `on`: of each thread to which the reader belongs, the events that are not
    /// kept from them. Threads that a confidence keeps from the reader are left out whole: a referral that is named, whatever is
    /// about a kept member or for kept help, and what would betray a kept referral. Threads are independent of one another, so what is left out leaves no trace: two journals that differ
    /// only in what is kept from a reader give that reader the same bytes.
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
        let mut copy = Journal::new(self.id());
        let kept = self.kept_threads(reader, on);
        for (id, places) in self.shape.threads().filter(|(id, _)| !kept.contains(*id)) {
            let mut seen: Vec<_> = places
                .iter()
                .filter_map(|place| {
                    let event = self.at(*place)?;
                    let shown = event.header.on <= on && !event.header.kept_from.contains(reader);
                    shown.then(|| (self.shape.rank(*place), *place, event))
                })
                .collect();
            seen.sort_unstable_by_key(|(rank, ..)| *rank);
            if self.misleads(reader, places, on) || unexplained(seen.iter().map(|(_, _, event)| *event)) {
                continue;
            }
            let request = self.request_side(places);
            let belongs = |side: &dyn Fn(&u32) -> bool| {
                let events: Vec<&Event> =
                    seen.iter().filter(|(_, place, _)| side(place)).map(|(_, _, event)| *event).collect();
                !events.is_empty() && belonging.belongs(reader, &Thread { id, events })
            };
            if !belongs(&|place| !request.contains(place)) {
                // Of a referral its request alone, where that has effect.
                if !belongs(&|place| request.contains(place)) || !self.is_asked(places, on) {
                    continue;
                }
                seen.retain(|(_, place, _)| request.contains(place));
            }
            for (_, place, event) in seen {
                // What is kept from nobody before is kept from nobody after: each event's parents are in the copy.
                let (Ok(fit), Some(whole)) = (copy.shape.fit(event), self.events.get(place as usize)) else { continue };
                copy.shape.insert(event, fit);
                copy.events.push(whole.clone());
            }
            copy.obey(id);
        }
        copy
    }

    /// Is a no hidden from a reader who sees what it is a no to? Drafting and adding refuse such a no; from a copy of another
    /// make it may come by merging, and it stands. The reader would take the thread for a yes: rather they have nothing of it.
    fn misleads(&self, reader: &Party, places: &[u32], on: NaiveDate) -> bool {
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
