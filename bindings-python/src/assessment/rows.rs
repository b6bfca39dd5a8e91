//! Answers as the rows of a table, and the columns of that table.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::answer::OfferAnswer;
use crate::shown::{Date, Word};
use crate::table::{self, Column, Kind};

const COLUMNS: [Column; 18] = [
    ("programme", Kind::Text),
    ("version", Kind::Text),
    ("family", Kind::Text),
    ("on", Kind::Day),
    ("response", Kind::Text),
    ("offer", Kind::Text),
    ("subject", Kind::Text),
    ("decision", Kind::Text),
    ("from", Kind::Day),
    ("then", Kind::Text),
    ("since", Kind::Day),
    ("unit", Kind::Text),
    ("least", Kind::Whole),
    ("most", Kind::Whole),
    ("missing", Kind::Texts),
    ("rules", Kind::Texts),
    ("already", Kind::Truth),
    ("exact", Kind::Truth),
];

/// The columns and their types, as plain Python has them.
pub fn columns(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    table::columns(py, &COLUMNS)
}

/// One row an answer, with columns of the caller's own after them.
pub fn rows<'py>(
    py: Python<'py>,
    assessment: &millejours::Assessment,
    more: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    table::rows(py, assessment.offers.iter().map(|answer| row(py, assessment, answer)), more)
}

fn row<'py>(
    py: Python<'py>,
    assessment: &millejours::Assessment,
    answer: &millejours::OfferAnswer,
) -> PyResult<Bound<'py, PyDict>> {
    let dose = answer.dose.as_ref();
    // Of a no, reasons are the rules that give it.
    let rules = if answer.decision.is_no() { &*answer.reasons } else { &[] };
    let shown = OfferAnswer(answer.clone());
    let row = PyDict::new(py);
    row.set_item("programme", &assessment.programme)?;
    row.set_item("version", &assessment.version)?;
    row.set_item("family", &assessment.family)?;
    row.set_item("on", Date(assessment.on))?;
    row.set_item("response", Word::from(assessment.response))?;
    row.set_item("offer", &*answer.offer)?;
    row.set_item("subject", answer.subject.as_deref())?;
    row.set_item("decision", shown.decision())?;
    row.set_item("from", shown.from_())?;
    row.set_item("then", shown.then())?;
    row.set_item("since", shown.since())?;
    row.set_item("unit", dose.map(|dose| &*dose.unit))?;
    row.set_item("least", dose.map(|dose| dose.least))?;
    row.set_item("most", dose.map(|dose| dose.most))?;
    row.set_item("missing", answer.missing.iter().map(|name| &**name).collect::<Vec<_>>())?;
    row.set_item("rules", rules.iter().map(|reason| &*reason.rule).collect::<Vec<_>>())?;
    row.set_item("already", answer.already)?;
    row.set_item("exact", answer.exact)?;
    Ok(row)
}
