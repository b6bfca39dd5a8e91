//! The header of an event: what is signed, and stays when the body is erased.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::canonical::{hex, sha256, unhex};
use super::entries::Entry;
use super::identity::JournalId;
use super::keys::KeyId;
use crate::calendar::iso;
use crate::consent::Party;
use crate::document::{Node, Path, Report, schema};
use crate::error::Code;

/// The most events that one event may follow, and the most parties that it may be kept from.
pub(super) const MAX_LISTED: usize = 64;

/// The id of an event: the SHA-256 of its header. It says nothing of what the event says.
///
/// ```
/// use millejours::EventId;
/// let id = EventId::parse(&"ab".repeat(32)).unwrap();
/// assert_eq!(id.to_string(), "ab".repeat(32));
/// assert_eq!(EventId::parse("ab"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub(super) [u8; 32]);

impl EventId {
    /// Reads 64 hexadecimal digits in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        unhex(text).map(EventId)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventId({self})")
    }
}

impl Serialize for EventId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What an event says of itself for as long as it stands, erased or not.
///
/// ```
/// # use millejours::{Draft, Entry, Journal, JournalId, Party, SecretKey, parse_date};
/// # let key = SecretKey::from_bytes(&[1; 32]);
/// let draft = Draft {
///     thread: "r1".to_owned(),
///     author: Party::parse("provider:pmi").unwrap(),
///     key: key.public(),
///     on: parse_date("2026-06-01")?,
///     kept_from: Default::default(),
///     entry: Entry::from_json(r#"{"kind": "note"}"#)?,
/// };
/// let header = Journal::new(JournalId::from_bytes(&[5; 16])).draft(draft, [9; 32])?.header().clone();
/// assert_eq!((header.thread.as_str(), header.parents.len(), header.begins.as_deref()), ("r1", 0, Some("note")));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// Who says it.
    pub author: Party,
    /// The kind of its entry, where it begins its thread: what a thread is outlives the erasure of what it says.
    pub begins: Option<String>,
    /// The SHA-256 that body and salt must have.
    pub commitment: [u8; 32],
    /// It takes the bodies of others away. Its own body is never absent.
    pub erases: bool,
    /// The journal it belongs to: no event serves in another.
    pub journal: JournalId,
    /// From whom it is kept, with all that follows it.
    pub kept_from: BTreeSet<Party>,
    /// The key that signs it.
    pub key: KeyId,
    /// Its day.
    pub on: NaiveDate,
    /// The events it follows: the last ones of its thread that its author knew.
    pub parents: BTreeSet<EventId>,
    /// The thread it belongs to: one consent, one referral, and so on, by its id.
    pub thread: String,
}

impl Header {
    /// The canonical form: what the id is the hash of.
    pub(super) fn canonical(&self) -> String {
        let list = |items: Vec<String>| items.join("\",\"");
        let mut kept: Vec<String> = self.kept_from.iter().map(Party::to_string).collect();
        kept.sort_unstable();
        let kept = if kept.is_empty() { String::new() } else { format!("\"kept_from\":[\"{}\"],", list(kept)) };
        let parents = list(self.parents.iter().map(EventId::to_string).collect());
        let parents = if parents.is_empty() { parents } else { format!("\"{parents}\"") };
        let begins = self.begins.as_ref().map(|kind| format!("\"begins\":\"{kind}\",")).unwrap_or_default();
        let erases = if self.erases { "\"erases\":true," } else { "" };
        format!(
            "{{\"author\":\"{}\",{begins}\"commitment\":\"{}\",{erases}\"journal\":\"{}\",{kept}\"key\":\"{}\",\"on\":\"{}\",\"parents\":[{parents}],\
             \"schema\":1,\"thread\":\"{}\"}}",
            self.author,
            hex(&self.commitment),
            self.journal,
            self.key,
            self.on,
            self.thread,
        )
    }

    /// Does it say of an entry what it must: that it erases, and of what kind it is where it begins its thread?
    pub(super) fn tells(&self, entry: &Entry) -> bool {
        self.erases == entry.erases().is_some() && self.begins.as_ref().is_none_or(|kind| kind == entry.kind())
    }

    /// Reads a header, from a text that need not be canonical yet.
    pub(super) fn read(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Header> {
        let mut table = report.table(node, path)?;
        schema(report, &mut table)?;
        let author = table.need(report, "author");
        let author = author.and_then(|node| party(report, node, &path.key("author")));
        let commitment = table.need(report, "commitment");
        let commitment = commitment.and_then(|node| digits(report, node, &path.key("commitment"), unhex::<32>));
        let begins = table.get("begins").map(|node| report.id(node, &path.key("begins")));
        let erases = table.get("erases").map(|node| report.truth(node, &path.key("erases")));
        let journal = table.need(report, "journal");
        let journal = journal.and_then(|node| digits(report, node, &path.key("journal"), JournalId::parse));
        let key = table.need(report, "key");
        let key = key.and_then(|node| digits(report, node, &path.key("key"), KeyId::parse));
        let on = table.need(report, "on");
        let on = on.and_then(|node| day(report, node, &path.key("on")));
        let thread = table.need(report, "thread");
        let thread = thread.and_then(|node| report.id(node, &path.key("thread")));
        let kept_from = table.get("kept_from").map(|node| set(report, node, &path.key("kept_from"), party));
        let parents = table.need(report, "parents");
        let parents = parents.map(|node| {
            set(report, node, &path.key("parents"), |report, node, path| digits(report, node, path, EventId::parse))
        });
        table.finish(report);
        Some(Header {
            author: author?,
            begins: match begins {
                Some(kind) => Some(kind?),
                None => None,
            },
            commitment: commitment?,
            erases: match erases {
                Some(erases) => erases?,
                None => false,
            },
            journal: journal?,
            kept_from: kept_from.unwrap_or_default(),
            key: key?,
            on: on?,
            parents: parents?,
            thread: thread?,
        })
    }
}

/// The id that a header's canonical text has.
pub(super) fn id_of(header: &str) -> EventId {
    EventId(sha256(&[header.as_bytes()]))
}

fn set<T: Ord>(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> BTreeSet<T> {
    let items = report.list(node, path);
    if items.len() > MAX_LISTED {
        report.add(Code::DocumentTooLarge, node, path, "the list is too long").expected =
            Some(format!("at most {MAX_LISTED}"));
    }
    let mut found = BTreeSet::new();
    for (index, item) in items.iter().take(MAX_LISTED).enumerate() {
        found.extend(read(report, item, &path.index(index)));
    }
    found
}

/// A party. It may name a member of the family, and is not repeated.
pub(super) fn party(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Party> {
    let found = Party::parse(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::DocumentInvalidValue, node, path, "this is no party").expected =
            Some("a party such as provider:pmi or adult:a1".to_owned());
    }
    found
}

pub(super) fn day(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<NaiveDate> {
    let found = iso(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("a date written as 2026-01-31".to_owned());
    }
    found
}

/// Hexadecimal digits.
pub(super) fn digits<T>(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let found = read(report.string(node, path)?);
    if found.is_none() {
        let message = "these are not the digits that belong here";
        report.add(Code::DocumentInvalidValue, node, path, message).expected =
            Some("hexadecimal digits in lower case, as many as belong here".to_owned());
    }
    found
}
