//! Rows of a table, and what stands in its columns.

use pyo3::PyTypeInfo;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDict, PyInt, PyList, PyString};

/// What stands in a column, where it is not missing.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    Day,
    Whole,
    Truth,
    Texts,
}

/// A column's name, and what stands in it.
pub type Column = (&'static str, Kind);

/// Columns and their types, as plain Python has them.
pub fn columns<'py>(py: Python<'py>, of: &[Column]) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    for (name, kind) in of {
        columns.set_item(
            *name,
            match kind {
                Kind::Text => PyString::type_object(py).into_any(),
                Kind::Day => PyDate::type_object(py).into_any(),
                Kind::Whole => PyInt::type_object(py).into_any(),
                Kind::Truth => PyBool::type_object(py).into_any(),
                Kind::Texts => PyList::type_object(py).get_item(PyString::type_object(py))?,
            },
        )?;
    }
    Ok(columns)
}

/// The rows, each with columns of the caller's own after its own.
pub fn rows<'py>(
    py: Python<'py>,
    each: impl IntoIterator<Item = PyResult<Bound<'py, PyDict>>>,
    more: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let rows = PyList::empty(py);
    for row in each {
        let row = row?;
        for (name, value) in more.into_iter().flatten() {
            if row.contains(&name)? {
                return Err(PyTypeError::new_err(format!("{} is a column already", name.repr()?)));
            }
            row.set_item(name, value)?;
        }
        rows.append(row)?;
    }
    Ok(rows)
}

/// A row in which nothing is known yet.
pub fn blank<'py>(py: Python<'py>, of: &[Column]) -> PyResult<Bound<'py, PyDict>> {
    let row = PyDict::new(py);
    for (name, kind) in of {
        match kind {
            Kind::Texts => row.set_item(*name, PyList::empty(py))?,
            Kind::Text | Kind::Day | Kind::Whole | Kind::Truth => row.set_item(*name, py.None())?,
        }
    }
    Ok(row)
}
