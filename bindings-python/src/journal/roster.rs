//! The class `Roster`: who signs with which keys, and when.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arguments::Document;
use crate::refusal::Refused;
use crate::whole::whole;

/// Who signs with which keys, and when.
///
/// >>> public = mj.public_key(bytes([1]) * 32).hex()
/// >>> mj.Roster.from_json(f'{{"schema": 1, "keys": [{{"party": "provider:midwife", "public": "{public}"}}]}}')
/// <Roster of 1 key>
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Roster {
    pub own: millejours::Roster,
}

#[pymethods]
impl Roster {
    /// Read a roster: `{"schema": 1, "keys": [{"party", "public", "from", "until", "revoked"}]}`, where `public` is written
    /// with hexadecimal digits, and the days may be left out.
    ///
    /// Raises `JournalError` with everything that is wrong with it.
    ///
    /// >>> mj.Roster.from_json(roster.to_json()) == roster
    /// True
    /// >>> mj.Roster.from_json('{"schema": 1, "keys": [{"party": "provider:midwife", "public": "00"}]}')
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(Roster { own: millejours::Roster::from_json(text)? })
    }

    fn __len__(&self) -> usize {
        self.own.keys().count()
    }

    fn __repr__(&self) -> String {
        match self.own.keys().count() {
            1 => "<Roster of 1 key>".to_owned(),
            many => format!("<Roster of {many} keys>"),
        }
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().own.to_json(),)).into_pyobject(py)
    }
}

whole!(Roster, "roster");
