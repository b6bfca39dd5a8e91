//! What stands: all consents, confidences and sharings under laws of one family.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::confidence::confidence;
use super::read::{MOST, whole};
use super::record::consent;
use super::sharing::sharing;
use super::{About, Confidence, Consent, Gives, Keep, LawfulSharing, Party, Purpose};
use crate::document::{Node, Path, Report, Table, schema};
use crate::error::{Code, Error};
use crate::gather;

/// All consents, confidences and sharings under laws of one family, each list in the order of the ids: read out of a
/// journal, or written by hand.
///
/// ```
/// use millejours::Consents;
/// let text = r#"{"schema":1,"consents":[],"confidences":[{"id":"k1","giver":"adult:a1","keep":["family.needs.safety"],"from":["adult:a2"],"status":"kept"}]}"#;
/// let consents = Consents::from_json(text)?;
/// assert_eq!(consents.to_json(), r#"{"schema":1,"confidences":[{"id":"k1","giver":"adult:a1","keep":["family.needs.safety"],"from":["adult:a2"],"status":"kept"}]}"#);
/// assert_eq!(consents.consent("g1"), None);
///
/// let refused = Consents::from_json(r#"{"schema": 1, "consent": []}"#).unwrap_err();
/// assert_eq!(refused.code().as_str(), "document.unknown_key");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consents {
    consents: Vec<Consent>,
    confidences: Vec<Confidence>,
    lawful: Vec<LawfulSharing>,
}

impl Consents {
    /// None at all.
    pub fn new() -> Self {
        Consents::default()
    }

    /// Reads them from JSON: `{"schema": 1, "consents": […], "confidences": […], "lawful": […]}`, each list of which may
    /// be left out.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path. Messages never hold what the document holds.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        whole(text.as_ref(), consents)
    }

    /// All of them as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// All of these, in the order of their ids; of two with the same id the later is kept.
    #[allow(dead_code, reason = "the journal reads them out of its events")]
    pub(crate) fn of(consents: Vec<Consent>, confidences: Vec<Confidence>, lawful: Vec<LawfulSharing>) -> Self {
        fn by_id<T>(found: Vec<T>, id: impl Fn(&T) -> String) -> Vec<T> {
            gather::map(found.into_iter().map(|item| (id(&item), item))).into_values().collect()
        }
        Consents {
            consents: by_id(consents, |consent| consent.id.clone()),
            confidences: by_id(confidences, |confidence| confidence.id.clone()),
            lawful: by_id(lawful, |sharing| sharing.id.clone()),
        }
    }

    /// The consents, in the order of their ids.
    pub fn consents(&self) -> &[Consent] {
        &self.consents
    }

    /// The confidences, in the order of their ids.
    pub fn confidences(&self) -> &[Confidence] {
        &self.confidences
    }

    /// The sharings under laws, in the order of their ids.
    pub fn lawful(&self) -> &[LawfulSharing] {
        &self.lawful
    }

    /// The consent of an id.
    pub fn consent(&self, id: &str) -> Option<&Consent> {
        self.consents.iter().find(|consent| consent.id == id)
    }

    /// What said no to a recipient, for a purpose, and when: of what was asked to see, not of help that is offered.
    pub(super) fn noes(&self, recipient: &Party, purpose: Purpose) -> impl Iterator<Item = (&Consent, NaiveDate)> {
        let asked = self.consents.iter().filter(move |own| {
            own.terms.recipients.contains(recipient)
                && own.terms.purpose == purpose
                && own.terms.gives.iter().any(|gives| *gives != Gives::Acceptance)
        });
        asked.flat_map(|own| own.noes().map(move |(_, on)| (own, on)))
    }

    /// The same, by id and day.
    pub(super) fn noes_to(&self, recipient: &Party, purpose: Purpose) -> BTreeSet<(String, NaiveDate)> {
        gather::set(self.noes(recipient, purpose).map(|(own, on)| (own.id.clone(), on)))
    }

    /// What is kept from somebody: never what they are, nor what they gave; and a consent from its recipient by nobody but who
    /// gave it.
    pub(crate) fn kept_from(&self, party: &Party) -> impl Iterator<Item = &Keep> {
        let kept = self.confidences.iter().filter(move |own| own.is_kept_from(party));
        kept.flat_map(move |own| own.keep.iter().filter(move |keep| !self.is_own(keep, party, &own.giver)))
    }

    fn is_own(&self, keep: &Keep, party: &Party, by: &Party) -> bool {
        match keep {
            Keep::Member(about) => party.is(about),
            Keep::Fact(name) => {
                name.split_once('.').and_then(|(whose, _)| About::parse(whose)).is_some_and(|about| party.is(&about))
            }
            Keep::Consent(id) => self.consent(id).is_some_and(|own| {
                let terms = &own.terms;
                terms.giver == *party || (terms.recipients.contains(party) && terms.giver != *by)
            }),
            Keep::Support(_) | Keep::Referral(_) | Keep::Accompaniment(_) => false,
        }
    }
}

impl Serialize for Consents {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        if !self.consents.is_empty() {
            map.serialize_entry("consents", &self.consents)?;
        }
        if !self.confidences.is_empty() {
            map.serialize_entry("confidences", &self.confidences)?;
        }
        if !self.lawful.is_empty() {
            map.serialize_entry("lawful", &self.lawful)?;
        }
        map.end()
    }
}

fn consents(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Consents> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let consents = list(report, &mut table, "consents", consent, |consent| &consent.id);
    let confidences = list(report, &mut table, "confidences", confidence, |confidence| &confidence.id);
    let lawful = list(report, &mut table, "lawful", sharing, |sharing| &sharing.id);
    table.finish(report);
    Some(Consents { consents, confidences, lawful })
}

/// A list of what has an id, in the order of the ids.
fn list<T>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
    id: impl Fn(&T) -> &String,
) -> Vec<T> {
    let Some(node) = table.get(key) else { return Vec::new() };
    let path = table.path.key(key);
    let items = report.list(node, &path);
    if items.len() > MOST {
        report.add(Code::DocumentTooLarge, node, &path, "the list is too long").expected =
            Some(format!("at most {MOST}"));
        return Vec::new();
    }
    let mut found: Vec<T> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (index, item) in items.iter().enumerate() {
        if report.is_full() {
            break;
        }
        let path = path.index(index);
        let Some(own) = read(report, item, &path) else { continue };
        if !seen.insert(id(&own).clone()) {
            report.add(Code::IdDuplicate, item, &path.key("id"), "another item of the list has the same id");
        }
        found.push(own);
    }
    gather::sort_by(&mut found, |one, two| id(one).cmp(id(two)));
    found
}
