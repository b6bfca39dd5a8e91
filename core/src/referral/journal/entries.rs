//! What events say: the body of each is one entry, by its kind.

use std::collections::BTreeSet;

use super::canonical::canonical;
use super::header::EventId;
use super::said::{Said, Word};
use crate::consent::{About, Consent, Disclosure, LawfulSharing, Party};
use crate::document::{self, Form, Node, Path, Report, Value, parse};
use crate::error::{Code, Error};
use crate::referral::{Referral, ReferralStep};

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

impl Entry {
    /// Reads an entry; the order of its keys is free.
    ///
    /// # Errors
    /// [`Error::Journal`]: the codes of documents; `journal.entry` where it is no table with a `kind`, holds a number that is
    /// not whole, or is longer than 32768 bytes or deeper than 16.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Journal)?;
        let mut report = Report::new(None, true).guided("docs::journal");
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
        Entry { kind: "erasure".to_owned(), body, said: Said::Erasure(events, Word::default()) }
    }

    /// The entry that begins the thread of a consent, which is to have the consent's id. Its day is that of the event.
    ///
    /// ```
    /// use millejours::{Consent, Entry};
    /// let consent = Consent::from_json(r#"{"id": "g1", "giver": "adult:a1", "gives": ["acceptance"], "purpose": "care",
    ///     "categories": [], "recipients": ["provider:pmi"], "about": ["family"], "act": "ordinary", "from": "2026-06-01",
    ///     "status": "given", "since": "2026-06-01"}"#)?;
    /// assert_eq!(Entry::consent(&consent)?.kind(), "consent");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.entry` where it is longer than an event may be.
    pub fn consent(consent: &Consent) -> Result<Self, Error> {
        Entry::told("consent", &consent.to_json(), &["id", "since"])
    }

    /// The entry that records a disclosure, in a thread with the disclosure's id.
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.entry` where it is longer than an event may be.
    ///
    /// ```
    /// use millejours::{About, Act, Category, Consents, Entry, Facts, Family, Party, Purpose, Request, parse_date};
    /// let family = Family::from_json(r#"{"schema": 1, "adults": [{"id": "a1", "born": "1994"}]}"#)?;
    /// let (mine, about) = (Party::parse("adult:a1").unwrap(), [About::Adult("a1".to_owned())]);
    /// let request = Request::new(mine, Purpose::Orientation, Act::Ordinary, [Category::Birth], about);
    /// let decision = Consents::new().decide(&family, &Facts::new(), None, &request, parse_date("2026-06-01")?);
    /// let entry = Entry::disclosure(&decision.disclose("d1")?)?;
    /// assert_eq!(entry.kind(), "disclosure");
    /// assert!(!entry.to_json().contains("1994"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn disclosure(disclosure: &Disclosure) -> Result<Self, Error> {
        let record = serde_json::to_string(disclosure.record()).unwrap_or_default();
        Entry::told("disclosure", &record, &["id"])
    }

    /// The entry that records a sharing under a law, in a thread with its id.
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.entry` where it is longer than an event may be.
    ///
    /// ```
    /// use millejours::{Entry, LawfulSharing};
    /// let sharing = LawfulSharing::from_json(r#"{"id": "l1", "law": "fr-casf-l226-2-2", "holder": "provider:pmi",
    ///     "recipient": "authority:crip", "categories": ["need"], "about": ["child[c1]"], "on": "2026-06-01",
    ///     "conditions": ["child_in_danger"], "steps": [{"step": "talk", "on": "2026-06-01"}]}"#)?;
    /// assert_eq!(Entry::lawful(&sharing)?.kind(), "lawful");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn lawful(sharing: &LawfulSharing) -> Result<Self, Error> {
        Entry::told("lawful", &sharing.to_json(), &["id"])
    }

    /// The entry that begins the request of a referral to its provider.
    pub(super) fn request(own: &Referral, step: &ReferralStep) -> Result<Self, Error> {
        #[derive(serde::Serialize)]
        struct Wire<'a> {
            offer: &'a str,
            provider: &'a Party,
            sender: &'a Party,
            about: &'a [About],
            #[serde(flatten)]
            step: &'a ReferralStep,
        }
        let wire = Wire { offer: &own.offer, provider: &own.provider, sender: &own.sender, about: &own.about, step };
        Entry::told("referral", &serde_json::to_string(&wire).unwrap_or_default(), &["on"])
    }

    /// That a thread is not for these, because of a confidence: what goes with each copy of the thread.
    pub(super) fn not_for(confidence: &str, parties: &BTreeSet<Party>) -> Self {
        let mut names: Vec<String> = parties.iter().map(|party| format!("\"{party}\"")).collect();
        names.sort_unstable();
        let body = format!(r#"{{"confidence":"{confidence}","kind":"not_for","parties":[{}]}}"#, names.join(","));
        let said = Said::NotFor(confidence.to_owned(), parties.clone());
        Entry { kind: "not_for".to_owned(), body, said }
    }

    /// An entry from another document: what the event says of itself already is left out.
    fn told(kind: &str, json: &str, without: &[&str]) -> Result<Self, Error> {
        let (mut node, _) = parse(json.as_bytes(), Form::Json).map_err(Error::Journal)?;
        if let Value::Table(entries) = &mut node.value {
            entries.retain(|entry| !without.contains(&entry.key.as_str()));
            let text = Node { span: 0..0, value: Value::Text(kind.to_owned()) };
            entries.push(document::Entry { key: "kind".to_owned(), key_span: 0..0, node: text });
        }
        let mut report = Report::new(None, true).guided("docs::journal");
        let read = Entry::read(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Journal)?;
        read.ok_or_else(|| Error::Journal(Vec::new()))
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
            Said::Erasure(events, _) => Some(events),
            _ => None,
        }
    }

    /// Has its table this key? For kinds of which nothing else is understood.
    pub(super) fn says(&self, key: &str) -> bool {
        parse(self.body.as_bytes(), Form::Json).is_ok_and(|(node, _)| node.under(key).is_some())
    }

    pub(super) fn said(&self) -> &Said {
        &self.said
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
        let said = Said::read(report, &kind, node, path)?;
        Some(Entry { kind, body, said })
    }
}
