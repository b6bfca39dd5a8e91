//! What events say: the body of each is one entry, by its kind.

use std::collections::BTreeSet;

use super::canonical::canonical;
use super::header::{EventId, digits};
use crate::document::{Form, Node, Path, Report, Value, parse};
use crate::error::{Code, Error};

/// What an event says. A kind that this library does not know is carried and verified, and permits nothing.
///
/// ```
/// use millejours::Entry;
/// let entry = Entry::from_json(r#"{"text": "called twice", "kind": "note"}"#)?;
/// assert_eq!((entry.kind(), entry.to_json()), ("note", r#"{"kind":"note","text":"called twice"}"#));
///
/// // A body says of what kind it is.
/// let refused = Entry::from_json(r#"{"text": "called twice"}"#).unwrap_err();
/// assert_eq!(refused.code().as_str(), "journal.entry");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    kind: String,
    /// The canonical form.
    body: String,
    said: Said,
}

/// An entry as it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Bodies of these events are to go.
    Erasure(BTreeSet<EventId>),
    /// A kind that is not known here.
    Unknown,
}

impl Entry {
    /// Reads an entry; the order of its keys is free.
    ///
    /// # Errors
    /// [`Error::Journal`]: the codes of documents; `journal.entry` where it is no table with a `kind`, holds a number that is
    /// not whole, or is longer than 32768 bytes or deeper than 16.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Journal)?;
        let mut report = Report::new(None, true);
        let read = Entry::read(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Journal)?;
        read.ok_or_else(|| Error::Journal(Vec::new()))
    }

    /// An entry that takes away the bodies of events. They must stand before it in the same thread.
    ///
    /// ```
    /// use millejours::{Entry, EventId};
    /// let entry = Entry::erasure([EventId::parse(&"ab".repeat(32)).unwrap()]);
    /// assert_eq!(entry.to_json(), format!(r#"{{"events":["{}"],"kind":"erasure"}}"#, "ab".repeat(32)));
    /// ```
    pub fn erasure(events: impl IntoIterator<Item = EventId>) -> Self {
        let events: BTreeSet<EventId> = events.into_iter().collect();
        let listed: Vec<String> = events.iter().map(|id| format!("\"{id}\"")).collect();
        let body = format!("{{\"events\":[{}],\"kind\":\"erasure\"}}", listed.join(","));
        Entry { kind: "erasure".to_owned(), body, said: Said::Erasure(events) }
    }

    /// Of what kind it is: `consent`, `referral`, `erasure`, or a word that this library does not know.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Its canonical JSON.
    pub fn to_json(&self) -> &str {
        &self.body
    }

    /// The events whose bodies it takes away.
    pub(super) fn erases(&self) -> Option<&BTreeSet<EventId>> {
        match &self.said {
            Said::Erasure(events) => Some(events),
            Said::Unknown => None,
        }
    }

    /// Reads the body of an event.
    pub(super) fn read(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Self> {
        let body = match canonical(node) {
            Ok(body) => body,
            Err(fault) => {
                report.add(Code::JournalEntry, node, path, fault.message());
                return None;
            }
        };
        let kind = match node.under("kind").map(|node| &node.value) {
            Some(Value::Text(kind)) if crate::document::is_id(kind) => kind.clone(),
            _ => {
                let problem = report.add(Code::JournalEntry, node, path, "an entry is a table that says its kind");
                problem.expected = Some("`kind`, an identifier".to_owned());
                return None;
            }
        };
        let said = match kind.as_str() {
            "erasure" => Said::Erasure(erasure(report, node, path)?),
            _ => Said::Unknown,
        };
        Some(Entry { kind, body, said })
    }
}

fn erasure(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<BTreeSet<EventId>> {
    let mut table = report.table(node, path)?;
    table.get("kind");
    let events = table.need(report, "events");
    table.finish(report);
    let path = path.key("events");
    let mut found = BTreeSet::new();
    for (index, item) in report.list(events?, &path).iter().enumerate() {
        found.extend(digits(report, item, &path.index(index), EventId::parse));
    }
    if found.is_empty() {
        report.add(Code::JournalEntry, node, &path, "an erasure names at least one event");
    }
    Some(found)
}
