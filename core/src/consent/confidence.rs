//! What is kept from somebody.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};

use super::read::{id, needed, one_of, party, some, whole};
use super::{About, Party};
use crate::choices::read_words;
use crate::document::{Node, Path, Report, Table, is_id};
use crate::error::{Code, Error};
use crate::family::FactName;

read_words! {
    /// How a confidence stands; where two are said at the same time elsewhere, the later in this list wins.
    ConfidenceStatus {
        /// It was lifted.
        Lifted = "lifted",
        /// It is kept.
        Kept = "kept",
    }
}

/// One thing that is kept from somebody, in one text.
///
/// ```
/// use millejours::Keep;
/// for text in ["family.needs.safety", "child[c1].born", "child[c2]", "support[shelter]", "referral[r1]", "consent[g1]",
///     "accompaniment[w1]"] {
///     assert_eq!(Keep::parse(text).unwrap().to_string(), text);
/// }
/// assert_eq!(Keep::parse("the flat"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keep {
    /// A fact, by its full name: `family.needs.safety`, `child[c1].born`; or that a list is complete: `children`.
    Fact(String),
    /// A whole member, so that nothing shows that there is one.
    Member(About),
    /// Help that the family has, by the id of its offer.
    Support(String),
    /// A referral, by its id.
    Referral(String),
    /// A consent, by its id.
    Consent(String),
    /// An accompaniment, by its id.
    Accompaniment(String),
}

impl Keep {
    /// Reads one thing; `None` where it is nothing that can be kept.
    pub fn parse(text: &str) -> Option<Self> {
        if FactName::parse(text).is_some() {
            return Some(Keep::Fact(text.to_owned()));
        }
        if let Some(member) = About::parse(text).filter(|about| about.id().is_some()) {
            return Some(Keep::Member(member));
        }
        let (what, rest) = text.split_once('[')?;
        let id = rest.strip_suffix(']').filter(|id| is_id(id))?.to_owned();
        match what {
            "support" => Some(Keep::Support(id)),
            "referral" => Some(Keep::Referral(id)),
            "consent" => Some(Keep::Consent(id)),
            "accompaniment" => Some(Keep::Accompaniment(id)),
            _ => None,
        }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Keep::Fact(name) => f.write_str(name),
            Keep::Member(member) => member.fmt(f),
            Keep::Support(id) => write!(f, "support[{id}]"),
            Keep::Referral(id) => write!(f, "referral[{id}]"),
            Keep::Consent(id) => write!(f, "consent[{id}]"),
            Keep::Accompaniment(id) => write!(f, "accompaniment[{id}]"),
        }
    }
}

impl Serialize for Keep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Something that was told in confidence: it is kept from those named, in every view, answer, question and copy.
///
/// Whole members are kept from members of the family alone: a provider who may not know of a child has no consent about
/// it, and needs no confidence.
///
/// ```
/// use millejours::Confidence;
/// let text = r#"{"id":"k1","giver":"adult:a1","keep":["child[c2]"],"from":["adult:a2"],"status":"kept"}"#;
/// assert_eq!(Confidence::from_json(text)?.to_json(), text);
/// let refused = Confidence::from_json(text.replace("adult:a2", "provider:pmi")).unwrap_err();
/// assert_eq!(refused.code().as_str(), "consent.contradiction");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Confidence {
    /// Its id.
    pub id: String,
    /// Who confided it.
    pub giver: Party,
    /// What is kept.
    pub keep: BTreeSet<Keep>,
    /// From whom.
    pub from: BTreeSet<Party>,
    /// Whether it is kept still.
    pub status: ConfidenceStatus,
}

impl Confidence {
    /// Reads a confidence from JSON.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path. Messages never hold what the document holds.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        whole(text.as_ref(), confidence)
    }

    /// The confidence as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Is it kept from somebody today?
    pub fn is_kept_from(&self, party: &Party) -> bool {
        self.status == ConfidenceStatus::Kept && self.from.contains(party)
    }
}

/// Reads a confidence.
pub(crate) fn confidence(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Confidence> {
    let mut table = report.table(node, path)?;
    let id = needed(report, &mut table, "id", id);
    let found = body(report, &mut table);
    table.finish(report);
    let (giver, keep, from, status) = found?;
    Some(Confidence { id: id?, giver, keep, from, status })
}

/// Reads all but the id, out of a table that its caller closes.
pub(crate) fn body(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
) -> Option<(Party, BTreeSet<Keep>, BTreeSet<Party>, ConfidenceStatus)> {
    let giver = needed(report, table, "giver", party);
    let keep = some(report, table, "keep", |report, node, path| {
        let found = Keep::parse(report.string(node, path)?);
        if found.is_none() {
            report.add(Code::ConsentKeep, node, path, "this is nothing that can be kept from somebody");
        }
        found
    });
    let from = some(report, table, "from", party);
    let status = needed(report, table, "status", one_of(ConfidenceStatus::NAMED));
    if let (Some(keep), Some(from), Some(node)) = (&keep, &from, table.get("from"))
        && keep.iter().any(|keep| matches!(keep, Keep::Member(_)))
        && !from.iter().all(Party::is_member)
    {
        let message = "a whole member is kept from members of the family alone";
        report.add(Code::ConsentContradiction, node, &table.path.key("from"), message).expected =
            Some("adults and children".to_owned());
        return None;
    }
    Some((giver?, keep?, from?, status?))
}
