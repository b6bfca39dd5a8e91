//! Arguments as Python gives them.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::PathBuf;

use chrono::NaiveDate;
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::inspect::{PyStaticConstant, PyStaticExpr};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDate, PyDateAccess, PyDateTime, PyDict, PyString, PyTuple};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript, type_hint_union};

use crate::refusal::Refused;
use crate::vocabulary::Vocabulary;

const STR: PyStaticExpr = type_hint_identifier!("builtins", "str");
const BYTES: PyStaticExpr = type_hint_identifier!("builtins", "bytes");

/// A document, as text or as bytes: whether it is UTF-8 is for the core to say.
#[derive(Debug)]
pub struct Document<'a>(Cow<'a, [u8]>);

impl AsRef<[u8]> for Document<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Document<'a> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_union!(STR, BYTES);

    fn extract(given: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyBytes>() {
            return Ok(Document(Cow::Borrowed(given.extract::<&'a [u8]>()?)));
        }
        if !given.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err(format!("expected str or bytes, not {}", given.get_type().name()?)));
        }
        match given.extract::<&'a str>() {
            Ok(text) => Ok(Document(Cow::Borrowed(text.as_bytes()))),
            // Lone surrogates: their bytes are no UTF-8, so the core refuses them as it refuses such bytes.
            Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(given.py()) => {
                let bytes = given.call_method1("encode", ("utf-8", "surrogatepass"))?;
                Ok(Document(Cow::Owned(bytes.extract()?)))
            }
            Err(error) => Err(error),
        }
    }
}

/// The bytes of a file, and whether its name says that they are JSON.
///
/// Python opens the file, so that its own exceptions (and file name) come back.
pub fn file(py: Python<'_>, path: PathBuf) -> PyResult<(Vec<u8>, bool)> {
    let json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case(OsStr::new("json")));
    let mode = PyDict::new(py);
    mode.set_item("mode", "rb")?;
    let file = py.import("io")?.call_method("open", (path,), Some(&mode))?;
    let bytes = file.call_method0("read");
    file.call_method0("close")?;
    Ok((bytes?.extract()?, json))
}

/// Any iterable of objects of one class; a tuple when given back.
#[derive(Debug)]
pub struct Several<T>(pub Vec<Py<T>>);

impl<T> Several<T> {
    /// None of them.
    pub fn none() -> Self {
        Several(Vec::new())
    }
}

impl Several<Vocabulary> {
    /// The vocabularies as the core takes them.
    pub fn of_core(&self) -> Vec<millejours::Vocabulary> {
        self.0.iter().map(|one| one.get().vocabulary.clone()).collect()
    }
}

impl<T: PyTypeInfo> FromPyObject<'_, '_> for Several<T> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Iterable"), T::TYPE_HINT);

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let one_of = |one: PyResult<Bound<'_, PyAny>>| Ok(one?.cast_into::<T>()?.unbind());
        given.try_iter()?.map(one_of).collect::<PyResult<_>>().map(Several)
    }
}

impl<'py, T: PyTypeInfo> IntoPyObject<'py> for &Several<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        PyTuple::TYPE_HINT,
        T::TYPE_HINT,
        PyStaticExpr::Constant { value: PyStaticConstant::Ellipsis }
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0)
    }
}

/// A day, as a date or as ISO text.
#[derive(Debug)]
pub enum Day {
    Date(NaiveDate),
    Text(String),
}

impl Day {
    /// The date meant; the core reads the text.
    pub fn date(&self) -> Result<NaiveDate, Refused> {
        match self {
            Day::Date(date) => Ok(*date),
            Day::Text(text) => Ok(millejours::parse_date(text)?),
        }
    }
}

impl FromPyObject<'_, '_> for Day {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_union!(PyDate::TYPE_HINT, STR);

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            return Ok(Day::Text(text.to_string_lossy().into_owned()));
        }
        // A datetime is a date to Python, but which day it means depends on a clock and a place.
        let date = given.cast::<PyDate>().ok().filter(|date| !date.is_instance_of::<PyDateTime>());
        let date = date
            .and_then(|date| NaiveDate::from_ymd_opt(date.get_year(), date.get_month().into(), date.get_day().into()));
        match date {
            Some(date) => Ok(Day::Date(date)),
            None => Err(PyTypeError::new_err(format!(
                "expected a datetime.date or text such as '2026-01-31', not {}",
                given.get_type().name()?
            ))),
        }
    }
}

/// A name, as text: one that no UTF-8 can hold names nothing.
#[derive(Debug)]
pub struct Name(pub String);

impl FromPyObject<'_, '_> for Name {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = STR;

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        match given.cast::<PyString>() {
            Ok(text) => Ok(Name(text.to_string_lossy().into_owned())),
            Err(_) => Err(PyTypeError::new_err(format!("expected str, not {}", given.get_type().name()?))),
        }
    }
}
