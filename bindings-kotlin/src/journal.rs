//! Journals: signed events, copies and what stands because of them.
//!
//! Where a text names nobody, or bytes have not the length of a key, a salt or a signature, nothing is given: the Kotlin layer
//! refuses the argument.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use millejours::{
    Draft, Entry, Event, EventId, Family, Journal, JournalId, Party, PublicKey, RefusedEvent, RetentionRules, Roster,
    SecretKey, Unsigned,
};

use crate::{Refusal, day};

fn party(text: &[u8]) -> Option<Party> {
    Party::parse(&String::from_utf8_lossy(text))
}

fn journal_id(text: &[u8]) -> Option<JournalId> {
    JournalId::parse(&String::from_utf8_lossy(text))
}

fn parties(texts: &[Vec<u8>]) -> Option<BTreeSet<Party>> {
    texts.iter().map(|text| party(text)).collect()
}

fn ids(texts: &[Vec<u8>]) -> Option<BTreeSet<EventId>> {
    texts.iter().map(|text| EventId::parse(&String::from_utf8_lossy(text))).collect()
}

fn texts(ids: &BTreeSet<EventId>) -> Vec<String> {
    ids.iter().map(EventId::to_string).collect()
}

/// A signed event.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RawEvent {
    /// Its id.
    pub id: String,
    /// The line.
    pub json: String,
    /// What it says, unless that was erased.
    pub entry: Option<String>,
}

impl From<&Event> for RawEvent {
    fn from(event: &Event) -> Self {
        let entry = event.entry().map(|entry| entry.to_json().to_owned());
        RawEvent { id: event.id().to_string(), json: event.to_json(), entry }
    }
}

/// One line of a journal, read.
#[uniffi::export]
pub fn read_event(line: Vec<u8>) -> Result<RawEvent, Refusal> {
    Ok(RawEvent::from(&Event::from_json(line)?))
}

/// The entry that takes away the bodies of events.
#[uniffi::export]
pub fn erasure_entry(events: Vec<Vec<u8>>) -> Option<String> {
    ids(&events).map(|events| Entry::erasure(events).to_json().to_owned())
}

/// A public key in its one form.
#[uniffi::export]
pub fn public_key(text: Vec<u8>) -> Option<String> {
    PublicKey::parse(&String::from_utf8_lossy(&text)).map(|key| key.to_string())
}

/// A public key from its 32 bytes.
#[uniffi::export]
pub fn public_key_of(bytes: Vec<u8>) -> Option<String> {
    PublicKey::from_bytes(&bytes.try_into().ok()?).map(|key| key.to_string())
}

/// The secret key of Ed25519.
#[derive(Debug, uniffi::Object)]
pub struct RawSecretKey(SecretKey);

/// A secret key from its 32 bytes.
#[uniffi::export]
pub fn secret_key(bytes: Vec<u8>) -> Option<Arc<RawSecretKey>> {
    Some(Arc::new(RawSecretKey(SecretKey::from_bytes(&bytes.try_into().ok()?))))
}

#[uniffi::export]
impl RawSecretKey {
    /// The public key that belongs to it.
    pub fn public_key(&self) -> String {
        self.0.public().to_string()
    }
}

/// Who signs with which keys.
#[derive(Debug, uniffi::Object)]
pub struct RawRoster(pub(crate) Roster);

#[uniffi::export]
impl RawRoster {
    /// Reads a roster.
    #[uniffi::constructor]
    pub fn from_json(text: Vec<u8>) -> Result<Arc<Self>, Refusal> {
        Ok(Arc::new(RawRoster(Roster::from_json(text)?)))
    }

    /// The roster as JSON.
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

/// An event without its signature.
#[derive(Debug, uniffi::Object)]
pub struct RawUnsigned(Unsigned);

#[uniffi::export]
impl RawUnsigned {
    /// The bytes to be signed.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.bytes()
    }

    /// The event with a signature that was made elsewhere.
    pub fn with_signature(&self, signature: Vec<u8>) -> Result<Option<RawEvent>, Refusal> {
        let Ok(signature) = signature.try_into() else { return Ok(None) };
        Ok(Some(RawEvent::from(&self.0.clone().with_signature(signature)?)))
    }

    /// The event, signed.
    pub fn sign(&self, key: Arc<RawSecretKey>) -> Result<RawEvent, Refusal> {
        Ok(RawEvent::from(&self.0.clone().sign(&key.0)?))
    }
}

/// A journal, to which events are added.
#[derive(Debug, uniffi::Object)]
pub struct RawJournal(RwLock<Journal>);

impl RawJournal {
    fn of(journal: Journal) -> Arc<Self> {
        Arc::new(RawJournal(RwLock::new(journal)))
    }

    fn read<T>(&self, read: impl FnOnce(&Journal) -> T) -> T {
        read(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A journal without events; nothing where the text is no name of a journal.
#[uniffi::export]
pub fn new_journal(id: Vec<u8>) -> Option<Arc<RawJournal>> {
    Some(RawJournal::of(Journal::new(journal_id(&id)?)))
}

/// Reads the journal of that name, and verifies all of it; nothing where the text is no name of a journal.
#[uniffi::export]
pub fn read_journal(text: Vec<u8>, id: Vec<u8>, roster: Arc<RawRoster>) -> Result<Option<Arc<RawJournal>>, Refusal> {
    let Some(id) = journal_id(&id) else { return Ok(None) };
    Ok(Some(RawJournal::of(Journal::from_jsonl(text, id, &roster.0)?)))
}

/// What came of merging.
#[derive(Debug, uniffi::Record)]
pub struct RawMerge {
    /// The journal.
    pub journal: Arc<RawJournal>,
    /// What was not taken in.
    pub refused: Vec<RawRefusedEvent>,
}

/// An entry to be drafted in a thread.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RawMark {
    /// The thread.
    pub thread: String,
    /// The entry.
    pub entry: String,
}

/// Rules of retention, read from JSON or from TOML, as JSON.
#[uniffi::export]
pub fn retention_rules_json(text: Vec<u8>, toml: bool) -> Result<String, Refusal> {
    let rules = if toml { RetentionRules::from_toml(text)? } else { RetentionRules::from_json(text)? };
    Ok(rules.to_json())
}

/// An event that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RawRefusedEvent {
    /// The event.
    pub event: String,
    /// Why.
    pub code: String,
}

fn refused(events: &[RefusedEvent]) -> Vec<RawRefusedEvent> {
    let told =
        |one: &RefusedEvent| RawRefusedEvent { event: one.event.to_string(), code: one.code.as_str().to_owned() };
    events.iter().map(told).collect()
}

#[uniffi::export]
impl RawJournal {
    /// Its name.
    pub fn id(&self) -> String {
        self.read(Journal::id).to_string()
    }

    /// The journal as lines of JSON.
    pub fn to_jsonl(&self) -> String {
        self.read(Journal::to_jsonl)
    }

    /// How many events it holds.
    pub fn size(&self) -> u64 {
        self.read(|journal| journal.len() as u64)
    }

    /// The events, in order.
    pub fn events(&self) -> Vec<RawEvent> {
        self.read(|journal| journal.events().map(RawEvent::from).collect())
    }

    /// The ids of the events that nothing follows.
    pub fn heads(&self) -> Vec<String> {
        texts(&self.read(Journal::heads))
    }

    /// Which of these events are not here; nothing where a text is no id.
    pub fn missing(&self, heads: Vec<Vec<u8>>) -> Option<Vec<String>> {
        let heads = ids(&heads)?;
        Some(texts(&self.read(|journal| journal.missing(&heads))))
    }

    /// Gives what is to be said its place.
    #[allow(
        clippy::too_many_arguments,
        reason = "they are the parts of a draft; a record of them would be named twice"
    )]
    pub fn draft(
        &self,
        thread: Vec<u8>,
        author: Vec<u8>,
        key: Vec<u8>,
        on: Vec<u8>,
        kept_from: Vec<Vec<u8>>,
        entry: Vec<u8>,
        salt: Vec<u8>,
    ) -> Result<Option<Arc<RawUnsigned>>, Refusal> {
        let (on, entry) = (day(&on)?, Entry::from_json(entry)?);
        let key = PublicKey::parse(&String::from_utf8_lossy(&key));
        let (Some(author), Some(key), Some(kept_from), Ok(salt)) =
            (party(&author), key, parties(&kept_from), salt.try_into())
        else {
            return Ok(None);
        };
        let thread = String::from_utf8_lossy(&thread).into_owned();
        let draft = Draft { thread, author, key, on, kept_from, entry };
        Ok(Some(Arc::new(RawUnsigned(self.read(|journal| journal.draft(draft, salt))?))))
    }

    /// Adds an event; whether it brought anything new.
    pub fn append(&self, event: Vec<u8>, roster: Arc<RawRoster>, on: Vec<u8>) -> Result<bool, Refusal> {
        let (event, on) = (Event::from_json(event)?, day(&on)?);
        let mut journal = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Ok(journal.append(event, &roster.0, on)?)
    }

    /// Adds an erasure of what is due by rules of retention, in JSON; whether it brought anything new.
    pub fn append_due(
        &self,
        event: Vec<u8>,
        rules: Vec<u8>,
        roster: Arc<RawRoster>,
        on: Vec<u8>,
    ) -> Result<bool, Refusal> {
        let (event, rules, on) = (Event::from_json(event)?, RetentionRules::from_json(rules)?, day(&on)?);
        let mut journal = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Ok(journal.append_due(event, &rules, &roster.0, on)?)
    }

    /// What is due for erasure on a day by rules of retention in JSON, as JSON.
    pub fn due_for_erasure_json(&self, rules: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
        let on = day(&on)?;
        Ok(self.read(|journal| journal.due_for_erasure_json(rules, on))?)
    }

    /// What is still to be said so that nobody hands on what is kept.
    pub fn to_be_marked(&self, family: Vec<u8>) -> Result<Vec<RawMark>, Refusal> {
        let family = Family::from_json(family)?;
        let marks = self.read(|journal| journal.to_be_marked(&family)).into_iter();
        Ok(marks.map(|(thread, entry)| RawMark { thread, entry: entry.to_json().to_owned() }).collect())
    }

    /// This copy with all that another holds, as it arrives on a day.
    pub fn merge(&self, other: Arc<RawJournal>, roster: Arc<RawRoster>, on: Vec<u8>) -> Result<RawMerge, Refusal> {
        let on = day(&on)?;
        // One lock after the other: two threads may merge the same two copies, each the other way round.
        let other = other.read(Journal::clone);
        let merge = self.read(|journal| journal.merge(&other, &roster.0, on))?;
        Ok(RawMerge { refused: refused(&merge.refused), journal: RawJournal::of(merge.journal) })
    }

    /// Takes in all that another copy holds, as it arrives on a day. Whatever is appended meanwhile waits, and is not lost.
    pub fn merge_in(
        &self,
        other: Arc<RawJournal>,
        roster: Arc<RawRoster>,
        on: Vec<u8>,
    ) -> Result<Vec<RawRefusedEvent>, Refusal> {
        let on = day(&on)?;
        // As above, and the other may be this one.
        let other = other.read(Journal::clone);
        let mut own = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let merge = own.merge(&other, &roster.0, on)?;
        *own = merge.journal;
        Ok(refused(&merge.refused))
    }

    /// Is this a copy of the same journal, with the same events?
    pub fn same(&self, other: Arc<RawJournal>) -> bool {
        let other = other.read(Journal::clone);
        self.read(|journal| *journal == other)
    }

    /// The copy for a reader; nothing where the reader is nobody.
    pub fn copy_for(&self, reader: Vec<u8>, family: Vec<u8>, on: Vec<u8>) -> Result<Option<Arc<Self>>, Refusal> {
        let (family, on) = (Family::from_json(family)?, day(&on)?);
        let Some(reader) = party(&reader) else { return Ok(None) };
        Ok(Some(RawJournal::of(self.read(|journal| journal.copy_for(&reader, on, &family)))))
    }

    /// Everything that stands on a day, as JSON.
    pub fn standing_json(&self, on: Vec<u8>) -> Result<String, Refusal> {
        let on = day(&on)?;
        Ok(self.read(|journal| journal.standing_json(on)))
    }

    /// The consents, confidences and sharings under laws that stand on a day, as JSON.
    pub fn consents_json(&self, on: Vec<u8>) -> Result<String, Refusal> {
        let on = day(&on)?;
        Ok(self.read(|journal| journal.consents(on)).to_json())
    }

    /// The accompaniments as they stand on a day, each as JSON.
    pub fn accompaniments(&self, on: Vec<u8>) -> Result<Vec<String>, Refusal> {
        let on = day(&on)?;
        Ok(self.read(|journal| journal.accompaniments(on)).iter().map(millejours::Accompaniment::to_json).collect())
    }

    /// An accompaniment as it stands on a day, as JSON.
    pub fn accompaniment(&self, id: Vec<u8>, on: Vec<u8>) -> Result<Option<String>, Refusal> {
        let (id, on) = (String::from_utf8_lossy(&id), day(&on)?);
        Ok(self.read(|journal| journal.accompaniment(&id, on)).as_ref().map(millejours::Accompaniment::to_json))
    }

    /// The referrals as they stand on a day, each as JSON.
    pub fn referrals(&self, on: Vec<u8>) -> Result<Vec<String>, Refusal> {
        let on = day(&on)?;
        Ok(self.read(|journal| journal.referrals(on)).iter().map(millejours::Referral::to_json).collect())
    }
    /// A referral as it stands on a day, as JSON.
    pub fn referral(&self, id: Vec<u8>, on: Vec<u8>) -> Result<Option<String>, Refusal> {
        let (id, on) = (String::from_utf8_lossy(&id), day(&on)?);
        Ok(self.read(|journal| journal.referral(&id, on)).as_ref().map(millejours::Referral::to_json))
    }
}
