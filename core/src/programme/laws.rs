//! What a programme says of its own proof: how large the families are, what units weigh, which loss is a cliff.

use std::collections::BTreeMap;

use serde::Serialize;

use super::model::Offer;
use crate::document::{Node, Path, Report, Table, is_id};
use crate::error::{Code, Problem};

/// The fewest and the most members that a proof is made for.
pub(crate) const ADULTS: (i64, i64) = (1, 8);
pub(crate) const CHILDREN: (i64, i64) = (0, 8);
pub(crate) const PREGNANCIES: (i64, i64) = (0, 4);
pub(crate) const EXPECTED: (i64, i64) = (0, 4);

/// The most that a unit weighs, or may be lost of it; as much as a dose can be.
pub(crate) const MOST: i64 = 1_000_000;

/// How many members the families have, where the programme says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Members {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) adults: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) children: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pregnancies: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expected: Option<usize>,
}

/// `[laws]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct OwnLaws {
    #[serde(skip_serializing_if = "Members::is_unsaid")]
    pub(crate) limits: Members,
    /// What one unit of a dose weighs where units are added up.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) weights: BTreeMap<String, i64>,
    /// How much of a unit one step of one fact may cost.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) cliff: BTreeMap<String, i64>,
}

impl Members {
    fn is_unsaid(&self) -> bool {
        *self == Members::default()
    }
}

/// A whole number between two ends.
fn number(report: &mut Report<'_>, node: &Node, path: &Path<'_>, (low, high): (i64, i64), what: &str) -> Option<i64> {
    let number = report.integer(node, path)?;
    if !(low..=high).contains(&number) {
        report.add(Code::DocumentInvalidValue, node, path, what).expected = Some(format!("{low} to {high}"));
        return None;
    }
    Some(number)
}

fn members(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Members {
    let Some(mut table) = report.table(node, path) else { return Members::default() };
    let mut most = |report: &mut Report<'_>, key: &'static str, ends: (i64, i64)| {
        let node = table.get(key)?;
        let found = number(report, node, &path.key(key), ends, "no proof is made for so many")?;
        usize::try_from(found).ok()
    };
    let found = Members {
        adults: most(report, "adults", ADULTS),
        children: most(report, "children", CHILDREN),
        pregnancies: most(report, "pregnancies", PREGNANCIES),
        expected: most(report, "expected", EXPECTED),
    };
    table.finish(report);
    found
}

/// Whole numbers by unit, and where each stands.
fn by_unit<'n>(
    report: &mut Report<'_>,
    table: &mut Table<'n, '_>,
    key: &'static str,
    units: &mut Vec<(&'static str, String, &'n Node)>,
) -> BTreeMap<String, i64> {
    let mut found = BTreeMap::new();
    let Some(node) = table.get(key) else { return found };
    let path = table.path.key(key);
    for entry in report.table(node, &path).map(|inner| inner.entries).unwrap_or_default() {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        if !is_id(&entry.key) {
            report.add(Code::IdInvalid, &entry.node, &path, "this is no unit of a dose");
            continue;
        }
        if let Some(number) = number(report, &entry.node, &path, (0, MOST), "this is no amount") {
            found.insert(entry.key.clone(), number);
            units.push((key, entry.key.clone(), &entry.node));
        }
    }
    found
}

/// The table as read, and the units that it names, each with where it stands.
pub(super) struct RawLaws<'n> {
    pub(super) own: OwnLaws,
    units: Vec<(&'static str, String, &'n Node)>,
}

pub(super) fn read<'n>(report: &mut Report<'_>, table: &mut Table<'n, '_>) -> RawLaws<'n> {
    let mut raw = RawLaws { own: OwnLaws::default(), units: Vec::new() };
    let Some(node) = table.get("laws") else { return raw };
    let path = table.path.key("laws");
    let Some(mut inner) = report.table(node, &path) else { return raw };
    if let Some(node) = inner.get("limits") {
        raw.own.limits = members(report, node, &path.key("limits"));
    }
    raw.own.weights = by_unit(report, &mut inner, "weights", &mut raw.units);
    raw.own.cliff = by_unit(report, &mut inner, "cliff", &mut raw.units);
    inner.finish(report);
    raw
}

impl RawLaws<'_> {
    /// Refuses units that no dose has: a slip of the pen would weigh nothing.
    pub(super) fn settled(self, report: &mut Report<'_>, offers: &[Offer]) -> OwnLaws {
        let doses = || offers.iter().filter_map(|offer| offer.dose.as_ref()).map(|dose| &*dose.unit);
        for (key, unit, node) in &self.units {
            if !doses().any(|own| own == unit) {
                let laws = Path::Root.key("laws");
                let table = laws.key(key);
                let place = report.place(&node.span, &table.key(unit));
                let problem = Problem::new(Code::ReferenceUnknown, place, format!("no dose has the unit `{unit}`"));
                report.push(problem.near(unit, doses()));
            }
        }
        self.own
    }
}
