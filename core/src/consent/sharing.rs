//! Sharing under a law instead of a consent: a type of its own.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::read::{about_whom, any, day, id, items, needed, one_of, party, some, whole};
use super::record::written;
use super::{Concerned, Party, PartyKind};
use crate::document::{Node, Path, Report, Table};
use crate::error::{Code, Error};
use crate::vocabulary::Category;

/// One step that a law asks for, as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct StepTaken {
    /// Which step: as the law's data names it, or `endangers`.
    pub step: String,
    /// The day on which it was taken.
    #[serde(serialize_with = "written")]
    pub on: NaiveDate,
    /// Who took or decided it.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub by: BTreeSet<Party>,
}

impl StepTaken {
    /// Did two decide it whose work it is? Nobody of the family does, and no research.
    pub(crate) fn is_decided_by_two(&self) -> bool {
        let professional = |own: &&Party| matches!(own.kind(), PartyKind::Provider | PartyKind::Authority);
        self.by.iter().filter(professional).count() >= 2
    }
}

/// A sharing under a law, such as for the protection of a child. It permits only where the law's data knows the law, and
/// every condition and step of it stands; and on its own day alone.
///
/// ```
/// use millejours::LawfulSharing;
/// let text = r#"{"id":"l1","law":"fr-casf-l226-2-1","holder":"provider:pmi","holder_is":["child_protection"],"recipient":"authority:crip","recipient_is":["departement"],"categories":["safety"],"about":["child[c1]"],"on":"2026-06-02","conditions":["child_in_danger"],"steps":[{"step":"informed_parents","on":"2026-06-01"}]}"#;
/// assert_eq!(LawfulSharing::from_json(text)?.to_json(), text);
///
/// // That informing the parents endangers the child is decided by two professionals.
/// let alone = text.replace(r#"{"step":"informed_parents","on":"2026-06-01"}"#, r#"{"step":"endangers","on":"2026-06-01","by":["provider:pmi"]}"#);
/// assert_eq!(LawfulSharing::from_json(alone).unwrap_err().code().as_str(), "consent.contradiction");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LawfulSharing {
    /// Its id.
    pub id: String,
    /// The law, by its id in the country's rules.
    pub law: String,
    /// Who shares.
    pub holder: Party,
    /// What the holder is, in the words of the law's data: `secrecy`, `regular_contact`, `official`, `auxiliary`… and, where
    /// the law depends on it, what the holder is not: `no_secrecy`. Silence is neither.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub holder_is: BTreeSet<String>,
    /// With whom.
    pub recipient: Party,
    /// What the recipient is, in the same words: `youth_office`, `departement`. That it is an authority says nothing of
    /// which.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub recipient_is: BTreeSet<String>,
    /// The categories of knowledge.
    pub categories: BTreeSet<Category>,
    /// Whom it is about.
    pub about: Concerned,
    /// The day of the sharing.
    #[serde(serialize_with = "written")]
    pub on: NaiveDate,
    /// The conditions of the law that the holder states to be met.
    pub conditions: BTreeSet<String>,
    /// The steps taken.
    pub steps: Vec<StepTaken>,
}

/// What comes before a word to say that somebody is not that: `no_secrecy`.
pub(super) const NOT: &str = "no_";

impl LawfulSharing {
    /// That informing the parents would endanger somebody: it stands in place of informing them, and two professionals
    /// decide it.
    pub(crate) const ENDANGERS: &'static str = "endangers";

    /// Reads a sharing under a law from JSON.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path. Messages never hold what the document holds.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        whole(text.as_ref(), sharing)
    }

    /// The sharing as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Reads a sharing.
pub(crate) fn sharing(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<LawfulSharing> {
    let mut table = report.table(node, path)?;
    let id = needed(report, &mut table, "id", id);
    let found = body(report, &mut table, id);
    table.finish(report);
    found
}

/// Reads all but the id, out of a table that its caller closes.
pub(crate) fn body(report: &mut Report<'_>, table: &mut Table<'_, '_>, own: Option<String>) -> Option<LawfulSharing> {
    let law = needed(report, table, "law", id);
    let holder = needed(report, table, "holder", party);
    let holder_is = any(report, table, "holder_is", id);
    let recipient = needed(report, table, "recipient", party);
    let recipient_is = any(report, table, "recipient_is", id);
    let categories = some(report, table, "categories", one_of(Category::NAMED));
    let about = about_whom(report, table);
    let on = needed(report, table, "on", day);
    let conditions = any(report, table, "conditions", id);
    let steps = needed(report, table, "steps", |report, node, path| items(report, node, path, step));
    for (key, said) in [("holder_is", &holder_is), ("recipient_is", &recipient_is)] {
        if let (Some(said), Some(node)) = (said, table.get(key))
            && said.iter().any(|what| said.contains(&format!("{NOT}{what}")))
        {
            let message = "somebody cannot be something and not be it";
            report.add(Code::ConsentContradiction, node, &table.path.key(key), message);
        }
    }
    Some(LawfulSharing {
        id: own?,
        law: law?,
        holder: holder?,
        holder_is: holder_is?,
        recipient: recipient?,
        recipient_is: recipient_is?,
        categories: categories?,
        about: about?,
        on: on?,
        conditions: conditions?,
        steps: steps?.into_iter().collect(),
    })
}

fn step(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<StepTaken> {
    let mut table = report.table(node, path)?;
    let step = needed(report, &mut table, "step", id);
    let on = needed(report, &mut table, "on", day);
    let by = any(report, &mut table, "by", party);
    table.finish(report);
    let found = StepTaken { step: step?, on: on?, by: by? };
    if found.step == LawfulSharing::ENDANGERS && !found.is_decided_by_two() {
        let message = "that informing the parents endangers somebody is decided by two professionals";
        report.add(Code::ConsentContradiction, node, path, message).expected =
            Some("two providers or authorities in `by`".to_owned());
        return None;
    }
    Some(found)
}
