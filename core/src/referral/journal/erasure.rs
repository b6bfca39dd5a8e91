//! Erasing: the body and the salt of an event go; the header stays, and with it all signatures and hashes.

use std::sync::Arc;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::header::EventId;

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

    /// Does what an event says, where it is an erasure. That its targets stand before it was seen when it was taken in.
    pub(super) fn obey(&mut self, place: u32) {
        let Some(targets) = self.at(place).and_then(Event::entry).and_then(Entry::erases).cloned() else { return };
        self.forget(place);
        for target in targets.iter().filter_map(|id| self.shape.place(id)) {
            self.erased.insert(target);
            if let Some(event) = self.events.get_mut(target as usize).filter(|event| event.content.is_some()) {
                Arc::make_mut(event).content = None;
            }
        }
    }
}
