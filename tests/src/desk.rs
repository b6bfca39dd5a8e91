//! A desk at which journals are written: parties with keys, and ways to say something honestly, or to bring it from a copy that
//! nobody looked after.

#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a fault here is a failed test")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use millejours::{Draft, Entry, Error, Event, EventId, Journal, JournalId, Party, Roster, RosterKey, SecretKey};

/// Who has a key.
pub const PARTIES: [&str; 5] = ["provider:midwife", "provider:pmi", "provider:other", "adult:a1", "adult:a2"];

/// A journal, and the keys of all who write in it.
#[derive(Debug)]
pub struct Desk {
    /// The journal.
    pub journal: Journal,
    /// Whose keys are accepted.
    pub roster: Roster,
    /// The salt of the next event; two desks that begin apart are to say different things.
    pub salt: u8,
}

/// A day, or nothing that a test could use.
///
/// # Panics
/// Where there is no such day.
pub fn day(text: &str) -> NaiveDate {
    millejours::parse_date(text).expect("a day")
}

/// Somebody.
///
/// # Panics
/// Where the text names nobody.
pub fn party(text: &str) -> Party {
    Party::parse(text).expect("a party")
}

/// The key of somebody.
///
/// # Panics
/// Where they have none.
pub fn key(author: &str) -> SecretKey {
    let number = PARTIES.iter().position(|own| *own == author).expect("a party with a key");
    SecretKey::from_bytes(&[u8::try_from(number).unwrap_or_default() + 1; 32])
}

/// The journal of all desks.
pub fn id() -> JournalId {
    JournalId::from_bytes(&[5; 16])
}

/// The keys of all.
///
/// # Panics
/// Never.
pub fn roster() -> Roster {
    Roster::new(PARTIES.map(|author| RosterKey::new(party(author), key(author).public()))).expect("a roster")
}

/// What both hold, on a day after all that is said in a test.
///
/// # Panics
/// Where anything was refused.
pub fn merge(one: &Journal, other: &Journal) -> Journal {
    let merge = one.merge(other, &roster(), day("2030-01-01")).expect("copies of one journal");
    assert!(merge.refused.is_empty(), "merging refused {:?}", merge.refused);
    merge.journal
}

/// A copy in which an event stands that nobody would have added: what a thief writes into a file.
///
/// # Errors
/// Where it is not even read.
pub fn forced(journal: &Journal, event: &Event) -> Result<Journal, Error> {
    let mut depths: BTreeMap<EventId, u32> = BTreeMap::new();
    let mut lines = Vec::new();
    let copy: Vec<Event> = journal.events().chain([event]).cloned().collect();
    for own in &copy {
        let depth = own.header().parents.iter().filter_map(|id| depths.get(id)).max().map_or(0, |depth| depth + 1);
        depths.insert(own.id(), depth);
        lines.push(((own.header().on, depth, own.id()), own.to_json()));
    }
    lines.sort();
    let text: String = lines.into_iter().map(|(_, line)| line + "\n").collect();
    Journal::from_jsonl(text, id(), &roster())
}

impl Default for Desk {
    fn default() -> Self {
        Desk { journal: Journal::new(id()), roster: roster(), salt: 0 }
    }
}

impl Desk {
    /// An event on what stands, not added.
    ///
    /// # Errors
    /// What drafting refuses.
    pub fn event(&mut self, thread: &str, author: &str, on: &str, kept: &[&str], entry: Entry) -> Result<Event, Error> {
        self.salt += 1;
        let key = key(author);
        let kept_from: BTreeSet<Party> = kept.iter().map(|name| party(name)).collect();
        let draft = Draft {
            thread: thread.to_owned(),
            author: party(author),
            key: key.public(),
            on: day(on),
            kept_from,
            entry,
        };
        self.journal.draft(draft, [self.salt; 32])?.sign(&key)
    }

    /// Says something that is no text, on its day.
    ///
    /// # Errors
    /// What speaks against it.
    pub fn tell(&mut self, thread: &str, author: &str, on: &str, entry: Entry) -> Result<Event, Error> {
        let event = self.event(thread, author, on, &[], entry)?;
        self.journal.append(event.clone(), &self.roster, day(on))?;
        Ok(event)
    }

    /// Says something on its day.
    ///
    /// # Errors
    /// What speaks against it.
    pub fn say(&mut self, thread: &str, author: &str, on: &str, entry: &str) -> Result<Event, Error> {
        self.tell(thread, author, on, Entry::from_json(entry)?)
    }

    /// Brings it from a copy that nobody looked after.
    ///
    /// # Errors
    /// Where that copy cannot be written or read.
    pub fn bring(&mut self, thread: &str, author: &str, on: &str, entry: &str) -> Result<Event, Error> {
        let event = self.event(thread, author, on, &[], Entry::from_json(entry)?)?;
        self.journal = merge(&self.journal, &forced(&self.journal, &event)?);
        Ok(event)
    }
}
