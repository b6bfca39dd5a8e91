//! Reading what is kept of a disclosure.

use super::disclosure::{Basis, DisclosedPart, DisclosureRecord};
use super::read::{about, day, id, needed, one_of, party, perhaps, some, whole};
use super::{Party, Purpose};
use crate::document::{Node, Path, Report, Table, schema};
use crate::error::{Code, Error};
use crate::vocabulary::Category;

impl DisclosureRecord {
    /// Reads what is kept of a disclosure from JSON.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path.
    ///
    /// ```
    /// use millejours::DisclosureRecord;
    /// let text = r#"{"id":"d1","recipient":"provider:pmi","purpose":"referral","on":"2026-06-01","parts":[{"about":"child[c1]","category":"birth"}],"basis":[{"consent":"g1"}]}"#;
    /// assert_eq!(DisclosureRecord::from_json(text)?.to_json(), text);
    ///
    /// // A disclosure rests on something.
    /// let refused = DisclosureRecord::from_json(text.replace(r#"{"consent":"g1"}"#, "")).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "document.invalid_value");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        whole(text.as_ref(), record)
    }

    /// The record as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Reads `{"schema": 1, "disclosures": […]}`, in the order in which they stand there.
pub(super) fn records(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Vec<DisclosureRecord>> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let found = needed(report, &mut table, "disclosures", |report, node, path| {
        let mut found = Vec::new();
        for (index, item) in report.list(node, path).iter().enumerate() {
            if report.is_full() {
                break;
            }
            let path = path.index(index);
            let Some(own) = record(report, item, &path) else { continue };
            if found.iter().any(|other: &DisclosureRecord| other.id == own.id) {
                report.add(Code::IdDuplicate, item, &path.key("id"), "another item of the list has the same id");
            }
            found.push(own);
        }
        Some(found)
    });
    table.finish(report);
    found
}

fn record(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<DisclosureRecord> {
    let mut table: Table<'_, '_> = report.table(node, path)?;
    let own = needed(report, &mut table, "id", id);
    let recipient: Option<Party> = needed(report, &mut table, "recipient", party);
    let purpose = needed(report, &mut table, "purpose", one_of(Purpose::NAMED));
    let offer = perhaps(report, &mut table, "offer", id);
    let on = needed(report, &mut table, "on", day);
    let until = perhaps(report, &mut table, "until", day);
    let parts = some(report, &mut table, "parts", part);
    let basis = some(report, &mut table, "basis", basis);
    table.finish(report);
    Some(DisclosureRecord {
        id: own?,
        recipient: recipient?,
        purpose: purpose?,
        offer: offer?,
        on: on?,
        until: until?,
        parts: parts?.into_iter().collect(),
        basis: basis?,
    })
}

fn part(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<DisclosedPart> {
    let mut table = report.table(node, path)?;
    let about = needed(report, &mut table, "about", about);
    let category = needed(report, &mut table, "category", one_of(Category::NAMED));
    table.finish(report);
    Some(DisclosedPart { about: about?, category: category? })
}

/// `{"consent": "g1"}`, `{"law": "l1"}`, `{"own": true}` or `{"authority": true}`: one of them.
fn basis(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Basis> {
    let mut table = report.table(node, path)?;
    let consent = perhaps(report, &mut table, "consent", id);
    let law = perhaps(report, &mut table, "law", id);
    let truth = |report: &mut Report<'_>, node: &Node, path: &Path<'_>| report.truth(node, path);
    let own = perhaps(report, &mut table, "own", truth);
    let authority = perhaps(report, &mut table, "authority", truth);
    table.finish(report);
    let found = match (consent?, law?, own?, authority?) {
        (Some(id), None, None, None) => Some(Basis::Consent(id)),
        (None, Some(id), None, None) => Some(Basis::Law(id)),
        (None, None, Some(true), None) => Some(Basis::Own),
        (None, None, None, Some(true)) => Some(Basis::Authority),
        _ => None,
    };
    if found.is_none() {
        report.add(Code::DocumentInvalidValue, node, path, "this is nothing that a disclosure rests on").expected =
            Some("one of `consent`, `law`, `own` and `authority`".to_owned());
    }
    found
}
