//! Laws, lints and differences as the rows of a table.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::regions::told;
use crate::assessment::answer::OfferAnswer;
use crate::shown::{Date, Word};
use crate::table::{self, Column, Kind, blank};

pub const LAWS: [Column; 15] = [
    ("programme", Kind::Text),
    ("version", Kind::Text),
    ("law", Kind::Text),
    ("verdict", Kind::Text),
    ("kind", Kind::Text),
    ("bound", Kind::Text),
    ("offers", Kind::Texts),
    ("score", Kind::Text),
    ("rule", Kind::Text),
    ("fact", Kind::Text),
    ("unit", Kind::Text),
    ("on", Kind::Day),
    ("before", Kind::Whole),
    ("after", Kind::Whole),
    ("families", Kind::Texts),
];

/// One row a break and one a thing not decided, of a law without them one.
pub fn laws<'py>(
    py: Python<'py>,
    own: &millejours::Laws,
    more: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let begun = |finding: &millejours::Finding| -> PyResult<Bound<'py, PyDict>> {
        let row = blank(py, &LAWS)?;
        row.set_item("programme", &own.programme)?;
        row.set_item("version", &own.version)?;
        row.set_item("law", Word::from(finding.law))?;
        row.set_item("verdict", Word::from(finding.verdict))?;
        Ok(row)
    };
    let mut found = Vec::new();
    for finding in &own.laws {
        for one in &finding.breaks {
            let row = begun(finding)?;
            row.set_item("kind", Word::from(one.kind))?;
            row.set_item("offers", &one.offers)?;
            row.set_item("score", &one.score)?;
            row.set_item("rule", &one.rule)?;
            row.set_item("fact", &one.fact)?;
            row.set_item("unit", &one.unit)?;
            row.set_item("on", Date(one.on))?;
            row.set_item("before", one.before)?;
            row.set_item("after", one.after)?;
            row.set_item("families", families(&one.families))?;
            found.push(row);
        }
        for one in &finding.undecided {
            let row = begun(finding)?;
            row.set_item("bound", Word::from(one.bound))?;
            row.set_item("offers", one.offer.iter().collect::<Vec<_>>())?;
            row.set_item("fact", &one.fact)?;
            found.push(row);
        }
        if finding.breaks.is_empty() && finding.undecided.is_empty() {
            found.push(begun(finding)?);
        }
    }
    table::rows(py, found.into_iter().map(Ok), more)
}

fn families(all: &[millejours::Family]) -> Vec<String> {
    all.iter().map(millejours::Family::to_json).collect()
}

pub const LINTS: [Column; 13] = [
    ("programme", Kind::Text),
    ("version", Kind::Text),
    ("kind", Kind::Text),
    ("path", Kind::Text),
    ("offer", Kind::Text),
    ("rule", Kind::Text),
    ("score", Kind::Text),
    ("other", Kind::Text),
    ("fact", Kind::Text),
    ("unit", Kind::Text),
    ("before", Kind::Whole),
    ("after", Kind::Whole),
    ("on", Kind::Day),
];

/// One row a lint.
pub fn lints<'py>(
    py: Python<'py>,
    own: &millejours::Lints,
    more: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let each = own.lints.iter().map(|lint| {
        let row = blank(py, &LINTS)?;
        row.set_item("programme", &own.programme)?;
        row.set_item("version", &own.version)?;
        row.set_item("kind", Word::from(lint.kind))?;
        row.set_item("path", &lint.path)?;
        row.set_item("offer", &lint.offer)?;
        row.set_item("rule", &lint.rule)?;
        row.set_item("score", &lint.score)?;
        row.set_item("other", &lint.other)?;
        row.set_item("fact", &lint.fact)?;
        row.set_item("unit", &lint.unit)?;
        row.set_item("before", lint.before)?;
        row.set_item("after", lint.after)?;
        row.set_item("on", lint.on.map(Date))?;
        Ok(row)
    });
    table::rows(py, each, more)
}

pub const DIFFERENCES: [Column; 17] = [
    ("from_programme", Kind::Text),
    ("from_version", Kind::Text),
    ("to_programme", Kind::Text),
    ("to_version", Kind::Text),
    ("offer", Kind::Text),
    ("for", Kind::Text),
    ("effect", Kind::Text),
    ("regions", Kind::Texts),
    ("complete", Kind::Truth),
    ("on", Kind::Day),
    ("family", Kind::Text),
    ("member", Kind::Text),
    ("before", Kind::Text),
    ("after", Kind::Text),
    ("unit", Kind::Text),
    ("most_before", Kind::Whole),
    ("most_after", Kind::Whole),
];

/// One row a difference.
pub fn differences<'py>(
    py: Python<'py>,
    own: &millejours::Differences,
    more: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let each = own.differences.iter().map(|one| {
        let row = blank(py, &DIFFERENCES)?;
        row.set_item("from_programme", &own.before.programme)?;
        row.set_item("from_version", &own.before.version)?;
        row.set_item("to_programme", &own.after.programme)?;
        row.set_item("to_version", &own.after.version)?;
        row.set_item("offer", &one.offer)?;
        row.set_item("for", Word::from(one.subject))?;
        row.set_item("effect", Word::from(one.effect))?;
        let regions = one.regions.iter().map(|region| region.iter().map(told).collect::<Vec<_>>().join(" and "));
        row.set_item("regions", regions.collect::<Vec<_>>())?;
        row.set_item("complete", one.complete)?;
        row.set_item("on", Date(one.on))?;
        row.set_item("family", one.family.to_json())?;
        row.set_item("member", &one.member)?;
        for (side, most, answer) in [("before", "most_before", &one.before), ("after", "most_after", &one.after)] {
            let Some(answer) = answer else { continue };
            row.set_item(side, OfferAnswer(answer.clone()).decision())?;
            if let Some(dose) = &answer.dose {
                row.set_item("unit", &*dose.unit)?;
                row.set_item(most, dose.most)?;
            }
        }
        Ok(row)
    });
    table::rows(py, each, more)
}
