//! A schedule as the rows of a table.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::shown::{Date, Word};
use crate::table::{self, Column, Kind, blank};

pub const COLUMNS: [Column; 22] = [
    ("programme", Kind::Text),
    ("version", Kind::Text),
    ("family", Kind::Text),
    ("on", Kind::Day),
    ("offer", Kind::Text),
    ("subject", Kind::Text),
    ("status", Kind::Text),
    ("decision", Kind::Text),
    ("from", Kind::Day),
    ("until", Kind::Day),
    ("certain_from", Kind::Day),
    ("certain_until", Kind::Day),
    ("due_from", Kind::Day),
    ("due_until", Kind::Day),
    ("rolled", Kind::Truth),
    ("unit", Kind::Text),
    ("least", Kind::Whole),
    ("most", Kind::Whole),
    ("edition", Kind::Text),
    ("missing", Kind::Texts),
    ("already", Kind::Truth),
    ("exact", Kind::Truth),
];

/// One row an entry.
pub fn rows<'py>(
    py: Python<'py>,
    own: &millejours::Schedule,
    more: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let each = own.entries.iter().map(|entry| {
        let row = blank(py, &COLUMNS)?;
        row.set_item("programme", &own.programme)?;
        row.set_item("version", &own.version)?;
        row.set_item("family", &own.family)?;
        row.set_item("on", Date(own.on))?;
        row.set_item("offer", &*entry.offer)?;
        row.set_item("subject", entry.subject.as_deref())?;
        row.set_item("status", Word::from(entry.status))?;
        row.set_item("decision", Word::from(entry.decision))?;
        row.set_item("from", entry.days.from.map(Date))?;
        row.set_item("until", entry.days.until.map(Date))?;
        if let Some(certain) = entry.certain {
            row.set_item("certain_from", certain.from.map(Date))?;
            row.set_item("certain_until", certain.until.map(Date))?;
        }
        if let Some(due) = entry.due {
            row.set_item("due_from", Date(due.from))?;
            row.set_item("due_until", due.until.map(Date))?;
            row.set_item("rolled", due.rolled)?;
        }
        if let Some(dose) = &entry.dose {
            row.set_item("unit", &*dose.unit)?;
            row.set_item("least", dose.least)?;
            row.set_item("most", dose.most)?;
        }
        row.set_item("edition", entry.version.as_deref())?;
        row.set_item("missing", entry.missing.iter().map(|name| &**name).collect::<Vec<_>>())?;
        row.set_item("already", entry.already)?;
        row.set_item("exact", entry.exact)?;
        Ok(row)
    });
    table::rows(py, each, more)
}
