//! Events: drafted by the journal, signed by the caller's key, written as one line each.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

use super::canonical::{MAX_LINE, canonical, hex, sha256, unhex};
use super::entries::Entry;
use super::header::{EventId, Header, digits, id_of};
use super::identity::JournalId;
use super::keys::{PublicKey, SecretKey};
use super::roster::Roster;
use crate::consent::Party;
use crate::document::{Form, Path, Report, parse};
use crate::error::{Code, Error, Place, Problem};

/// What stands before a header where it is signed: no signature of it serves anything else.
const SIGNED: &[u8] = b"millejours event 1\n";
/// What stands before salt and body where they are committed to.
const COMMITTED: &[u8] = b"millejours body 1\n";

/// What is to be said, before the journal has given it its place.
///
/// ```
/// use millejours::{Draft, Entry, Journal, JournalId, Party, SecretKey, parse_date};
/// let key = SecretKey::from_bytes(&[1; 32]);
/// let draft = Draft {
///     thread: "r1".to_owned(),
///     author: Party::parse("provider:pmi").unwrap(),
///     key: key.public(),
///     on: parse_date("2026-06-01")?,
///     kept_from: [Party::parse("adult:a2").unwrap()].into(),
///     entry: Entry::from_json(r#"{"kind": "note"}"#)?,
/// };
/// // The salt is 32 random bytes, new for each event: it keeps short bodies from being guessed.
/// let event = Journal::new(JournalId::from_bytes(&[5; 16])).draft(draft, [9; 32])?.sign(&key)?;
/// assert_eq!(event.header().kept_from.len(), 1);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The thread: the id of the consent, the referral, and so on.
    pub thread: String,
    /// Who says it.
    pub author: Party,
    /// The public part of the key that will sign it.
    pub key: PublicKey,
    /// Its day.
    pub on: NaiveDate,
    /// From whom it is kept, beside those from whom what is before it is kept.
    pub kept_from: BTreeSet<Party>,
    /// What it says.
    pub entry: Entry,
}

/// An event without its signature.
///
/// ```
/// # use millejours::{Draft, Entry, Journal, JournalId, Party, SecretKey, parse_date};
/// # let key = SecretKey::from_bytes(&[1; 32]);
/// # let draft = Draft {
/// #     thread: "r1".to_owned(), author: Party::parse("provider:pmi").unwrap(), key: key.public(),
/// #     on: parse_date("2026-06-01")?, kept_from: Default::default(), entry: Entry::from_json(r#"{"kind": "note"}"#)?,
/// # };
/// let unsigned = Journal::new(JournalId::from_bytes(&[5; 16])).draft(draft, [9; 32])?;
/// // A key in a safe place (a card, a phone's own store) signs these bytes, with Ed25519.
/// assert!(unsigned.bytes().starts_with(b"millejours event 1\n"));
/// // A signature that is none of this key over these bytes is refused.
/// let refused = unsigned.clone().with_signature([0; 64]).unwrap_err();
/// assert_eq!(refused.code().as_str(), "journal.signature");
/// // So is another key than the draft's.
/// assert!(unsigned.sign(&SecretKey::from_bytes(&[2; 32])).is_err());
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Unsigned {
    header: Header,
    key: PublicKey,
    content: Content,
}

impl Unsigned {
    /// An event with its place in a journal.
    pub(super) fn new(
        journal: JournalId,
        draft: Draft,
        kept_from: BTreeSet<Party>,
        parents: BTreeSet<EventId>,
        salt: [u8; 32],
    ) -> Self {
        let content = Content { salt, entry: draft.entry };
        let begins = parents.is_empty().then(|| content.entry.kind().to_owned());
        let header = Header {
            author: draft.author,
            begins,
            commitment: content.commitment(),
            erases: content.entry.erases().is_some(),
            journal,
            kept_from,
            key: draft.key.id(),
            on: draft.on,
            parents,
            thread: draft.thread,
        };
        Unsigned { header, key: draft.key, content }
    }

    /// What its header will be.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The bytes to be signed, by Ed25519.
    pub fn bytes(&self) -> Vec<u8> {
        signed(&self.header.canonical())
    }

    /// Signs it.
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.signature` where the key is another than the draft's.
    pub fn sign(self, key: &SecretKey) -> Result<Event, Error> {
        let signature = key.sign(&self.bytes());
        self.with_signature(signature)
    }

    /// Takes a signature that was made elsewhere, over [`Unsigned::bytes`].
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.signature` where it is not that of the draft's key.
    pub fn with_signature(self, signature: [u8; 64]) -> Result<Event, Error> {
        let text = self.header.canonical();
        let event = Event { id: id_of(&text), header: self.header, signature, content: Some(self.content) };
        match self.key.verifies(&signed(&text), &signature) {
            true => Ok(event),
            false => Err(Error::Journal(vec![event.problem(Code::JournalSignature, NOT_OF_THE_KEY)])),
        }
    }
}

const NOT_OF_THE_KEY: &str = "the signature is not that of the key over this header";

fn signed(header: &str) -> Vec<u8> {
    [SIGNED, header.as_bytes()].concat()
}

/// Body and salt: what an erasure takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) salt: [u8; 32],
    pub(super) entry: Entry,
}

impl Content {
    fn commitment(&self) -> [u8; 32] {
        sha256(&[COMMITTED, &self.salt, self.entry.to_json().as_bytes()])
    }
}

/// A signed event: one line of a journal.
///
/// ```
/// # use millejours::{Draft, Entry, Event, Journal, JournalId, Party, SecretKey, parse_date};
/// # let key = SecretKey::from_bytes(&[1; 32]);
/// # let draft = Draft {
/// #     thread: "r1".to_owned(), author: Party::parse("provider:pmi").unwrap(), key: key.public(),
/// #     on: parse_date("2026-06-01")?, kept_from: Default::default(), entry: Entry::from_json(r#"{"kind": "note"}"#)?,
/// # };
/// let event = Journal::new(JournalId::from_bytes(&[5; 16])).draft(draft, [9; 32])?.sign(&key)?;
/// assert_eq!(Event::from_json(event.to_json())?, event);
/// assert_eq!(event.entry().unwrap().kind(), "note");
///
/// // There is one way to write it.
/// let refused = Event::from_json(event.to_json().replace("\"note\"", " \"note\"")).unwrap_err();
/// assert_eq!(refused.code().as_str(), "journal.form");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    pub(super) header: Header,
    pub(super) id: EventId,
    pub(super) signature: [u8; 64],
    pub(super) content: Option<Content>,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.entry().map(Entry::kind);
        f.debug_struct("Event").field("id", &self.id).field("thread", &self.header.thread).field("kind", &kind).finish()
    }
}

impl Event {
    /// Reads one line of a journal. Whether it is genuine is seen where it is added: [`crate::Journal::append`].
    ///
    /// # Errors
    /// [`Error::Journal`]: the codes of documents, `date.invalid`, `journal.unsigned`, `journal.entry`, `journal.form`.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let text = std::str::from_utf8(text.as_ref()).map_err(|_| Error::Journal(vec![not_utf8()]))?;
        Event::read(text).map_err(Error::Journal)
    }

    pub(super) fn read(text: &str) -> Result<Self, Vec<Problem>> {
        if text.len() > MAX_LINE {
            let problem = Problem::new(Code::DocumentTooLarge, Place::default(), "the line is too long");
            return Err(vec![problem.expected(format!("at most {MAX_LINE} bytes"))]);
        }
        let (node, _) = parse(text.as_bytes(), Form::Json)?;
        let mut report = Report::new(None, true).guided("docs::journal");
        let root = Path::Root;
        let Some(mut table) = report.table(&node, &root) else {
            return Err(report.finish().err().unwrap_or_default());
        };
        let header_node = table.need(&mut report, "header");
        let header = header_node.and_then(|node| Header::read(&mut report, node, &root.key("header")));
        let signature_node = table.get("signature");
        if signature_node.is_none() {
            report.add(Code::JournalUnsigned, &node, &root, "the event is not signed");
        }
        let signature = signature_node.and_then(|node| digits(&mut report, node, &root.key("signature"), unhex::<64>));
        let (salt_node, body_node) = (table.get("salt"), table.get("body"));
        let salt = salt_node.and_then(|node| digits(&mut report, node, &root.key("salt"), unhex::<32>));
        let entry = body_node.and_then(|node| Entry::read(&mut report, node, &root.key("body")));
        if salt_node.is_some() != body_node.is_some() {
            report.add(Code::DocumentMissingKey, &node, &root, "a body and its salt stand together, or neither does");
        }
        table.finish(&mut report);
        // The header is what is signed: it is written again from what was read, and must come out the same.
        if let (true, Some(node), Some(header)) = (report.is_clean(), header_node, &header)
            && canonical(node).ok().as_ref() != Some(&header.canonical())
        {
            report.add(Code::JournalForm, node, &root.key("header"), "a list of the header is not in order");
        }
        report.finish()?;
        let (Some(header), Some(signature)) = (header, signature) else { return Err(vec![not_utf8()]) };
        let content = salt.zip(entry).map(|(salt, entry)| Content { salt, entry });
        let told = content.as_ref().is_none_or(|content| header.tells(&content.entry));
        let event = Event { id: id_of(&header.canonical()), header, signature, content };
        if event.to_json() != text {
            return Err(vec![
                event.problem(Code::JournalForm, "the line is written in another way than the library's"),
            ]);
        }
        if !told || event.header.begins.is_some() != event.header.parents.is_empty() {
            let message = "the header does not say as it is what the event begins, or that it erases";
            return Err(vec![event.problem(Code::JournalForm, message)]);
        }
        Ok(event)
    }

    /// Its id.
    pub fn id(&self) -> EventId {
        self.id
    }

    /// Its header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What it says; `None` where that was erased.
    pub fn entry(&self) -> Option<&Entry> {
        self.content.as_ref().map(|content| &content.entry)
    }

    /// The event as one line, without the end of the line.
    pub fn to_json(&self) -> String {
        let content = match &self.content {
            Some(content) => format!(",\"salt\":\"{}\",\"body\":{}", hex(&content.salt), content.entry.to_json()),
            None => String::new(),
        };
        format!("{{\"header\":{},\"signature\":\"{}\"{content}}}", self.header.canonical(), hex(&self.signature))
    }

    /// A problem of the event as a whole: it is named by its id.
    pub(super) fn problem(&self, code: Code, message: impl Into<String>) -> Problem {
        Problem::new(code, Place::at(self.id.to_string()), message)
    }

    /// Is it of this journal, signed by its author, and is its body what was signed? `arrives` is the day on which it is taken
    /// in, where it is new: no later day is believed, and no key that was revoked by then.
    pub(super) fn verify(
        &self,
        journal: JournalId,
        roster: &Roster,
        arrives: Option<NaiveDate>,
    ) -> Result<(), Problem> {
        if self.header.journal != journal {
            return Err(self.problem(Code::JournalForeign, "it belongs to another journal"));
        }
        if arrives.is_some_and(|day| self.header.on > day) {
            return Err(self.problem(Code::JournalFuture, "it is dated after the day on which it is added"));
        }
        let key = roster.key_of(&self.header, arrives).map_err(|code| {
            self.problem(
                code,
                match code {
                    Code::JournalKeyUnknown => "the roster knows no such key of its author",
                    Code::JournalKeyRevoked => "its key was revoked",
                    _ => "its key is not valid on its day",
                },
            )
        })?;
        if !key.verifies(&signed(&self.header.canonical()), &self.signature) {
            return Err(self.problem(Code::JournalSignature, NOT_OF_THE_KEY));
        }
        match &self.content {
            Some(content) if content.commitment() != self.header.commitment => {
                Err(self.problem(Code::JournalCommitment, "body and salt are not those that were signed"))
            }
            None if self.header.erases => {
                Err(self.problem(Code::JournalBodyMissing, "an erasure is never without its body"))
            }
            _ => Ok(()),
        }
    }
}

pub(super) fn not_utf8() -> Problem {
    Problem::new(Code::DocumentEncoding, Place::default(), "the line is not UTF-8")
}
