//! The roster: who signs with which keys, and when.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::header::{Header, day, digits, party};
use super::keys::{KeyId, PublicKey};
use crate::consent::Party;
use crate::document::{Form, Node, Path, Report, parse, schema};
use crate::error::{Code, Error, Place, Problem};

/// A key of a roster, and the days on which it is accepted.
///
/// ```
/// use millejours::{Party, Roster, RosterKey, SecretKey};
/// let key = RosterKey::new(Party::parse("provider:pmi").unwrap(), SecretKey::from_bytes(&[1; 32]).public());
/// assert_eq!((key.from, key.until, key.revoked), (None, None, None));
/// assert!(Roster::new([key]).is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RosterKey {
    /// Whose key it is.
    pub party: Party,
    /// The key.
    pub public: PublicKey,
    /// The first day on which it is accepted; any day where there is none.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "some_day")]
    pub from: Option<NaiveDate>,
    /// The first day on which it is accepted no more.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "some_day")]
    pub until: Option<NaiveDate>,
    /// The day on which it was revoked: since then nothing signed with it is taken in, whatever day it says.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "some_day")]
    pub revoked: Option<NaiveDate>,
}

impl RosterKey {
    /// A key that is accepted on every day.
    pub fn new(party: Party, public: PublicKey) -> Self {
        RosterKey { party, public, from: None, until: None, revoked: None }
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn some_day<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

/// Who signs with which keys. A key that is not in it signs nothing; the caller sees to whose keys they are.
///
/// ```
/// use millejours::{Roster, SecretKey};
/// let public = SecretKey::from_bytes(&[1; 32]).public();
/// let text = format!(r#"{{"schema":1,"keys":[{{"party":"provider:pmi","public":"{public}","from":"2026-01-01"}}]}}"#);
/// assert_eq!(Roster::from_json(&text)?.to_json(), text);
///
/// let refused = Roster::from_json(text.replace("\"from\"", "\"form\"")).unwrap_err();
/// assert_eq!((refused.kind(), refused.code().as_str()), ("journal", "document.unknown_key"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    keys: BTreeMap<KeyId, RosterKey>,
}

impl Roster {
    /// A roster of these keys.
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.public_key` where a key stands twice, `date.order` where one ends before it begins.
    ///
    /// ```
    /// use millejours::{Party, Roster, RosterKey, SecretKey};
    /// let key = RosterKey::new(Party::parse("provider:pmi").unwrap(), SecretKey::from_bytes(&[1; 32]).public());
    /// let refused = Roster::new([key.clone(), key]).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "journal.public_key");
    /// ```
    pub fn new(keys: impl IntoIterator<Item = RosterKey>) -> Result<Self, Error> {
        let mut roster = Roster::default();
        let mut problems = Vec::new();
        for (index, key) in keys.into_iter().enumerate() {
            let place = Place::at(format!("keys[{index}]"));
            if key.from.zip(key.until).is_some_and(|(from, until)| until <= from) {
                problems.push(Problem::new(Code::DateOrder, place.clone(), "the key ends before it begins"));
            }
            if roster.keys.insert(key.public.id(), key).is_some() {
                problems.push(Problem::new(Code::JournalPublicKey, place, "the key stands before"));
            }
        }
        if problems.is_empty() { Ok(roster) } else { Err(Error::Journal(problems)) }
    }

    /// Reads `{"schema":1,"keys":[{"party":"provider:pmi","public":"<64 digits>","from"?,"until"?,"revoked"?}]}`.
    ///
    /// # Errors
    /// [`Error::Journal`] with every problem found, by path: the codes of documents, `date.invalid`, and those of
    /// [`Roster::new`].
    ///
    /// ```
    /// let refused = millejours::Roster::from_json(r#"{"schema":2,"keys":[]}"#).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "document.schema");
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Journal)?;
        let mut report = Report::new(None, true);
        let read = roster(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Journal)?;
        Roster::new(read.unwrap_or_default())
    }

    /// The roster as JSON, its keys by their names.
    ///
    /// ```
    /// assert_eq!(millejours::Roster::new([])?.to_json(), r#"{"schema":1,"keys":[]}"#);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Wire<'a> {
            schema: u32,
            keys: Vec<&'a RosterKey>,
        }
        serde_json::to_string(&Wire { schema: 1, keys: self.keys.values().collect() }).unwrap_or_default()
    }

    /// The keys, by their names.
    ///
    /// ```
    /// assert_eq!(millejours::Roster::new([])?.keys().count(), 0);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn keys(&self) -> impl Iterator<Item = &RosterKey> {
        self.keys.values()
    }

    /// The key of a header, where it may sign it; `arrives` is the day on which the event is taken in, where it is new.
    pub(super) fn key_of(&self, header: &Header, arrives: Option<NaiveDate>) -> Result<&PublicKey, Code> {
        let key = self.keys.get(&header.key).filter(|key| key.party == header.author).ok_or(Code::JournalKeyUnknown)?;
        // Whoever stole a key can write any day into a header: what arrives later is not believed.
        if key.revoked.is_some_and(|revoked| revoked <= arrives.unwrap_or(header.on).max(header.on)) {
            return Err(Code::JournalKeyRevoked);
        }
        let begun = key.from.is_none_or(|from| from <= header.on);
        match begun && key.until.is_none_or(|until| header.on < until) {
            true => Ok(&key.public),
            false => Err(Code::JournalKeyNotValid),
        }
    }
}

fn roster(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Vec<RosterKey>> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let keys = table.need(report, "keys");
    table.finish(report);
    let path = path.key("keys");
    let mut found = Vec::new();
    for (index, item) in report.list(keys?, &path).iter().enumerate() {
        if report.is_full() {
            break;
        }
        found.extend(key(report, item, &path.index(index)));
    }
    Some(found)
}

fn key(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<RosterKey> {
    let mut table = report.table(node, path)?;
    let whose = table.need(report, "party").and_then(|node| party(report, node, &path.key("party")));
    let node = table.need(report, "public");
    let public = node.and_then(|node| {
        let path = path.key("public");
        let bytes = digits(report, node, &path, super::canonical::unhex::<32>)?;
        let public = PublicKey::from_bytes(&bytes);
        if public.is_none() {
            report.add(Code::JournalPublicKey, node, &path, "this is no public key of Ed25519");
        }
        public
    });
    let mut date = |key: &'static str| table.get(key).and_then(|node| day(report, node, &path.key(key)));
    let (from, until, revoked) = (date("from"), date("until"), date("revoked"));
    table.finish(report);
    Some(RosterKey { party: whose?, public: public?, from, until, revoked })
}
