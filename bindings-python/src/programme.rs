//! The class `Programme`.

use std::ffi::OsStr;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::arguments::{Day, Document};
use crate::refusal::{Problems, Refused};

/// The policy as a document: which offers there are, for whom, and how much of them.
///
/// Immutable; may be shared between threads.
#[pyclass(module = "millejours", frozen)]
#[derive(Debug, Clone)]
pub struct Programme(pub millejours::Programme);

#[pymethods]
impl Programme {
    /// Read a programme from TOML.
    ///
    /// Raises `ProgrammeError` with everything that is wrong with it.
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: Document<'_>) -> Result<Self, Refused> {
        Ok(Programme(py.detach(|| millejours::Programme::from_toml(text))?))
    }

    /// Read a programme from JSON.
    ///
    /// Raises `ProgrammeError` with everything that is wrong with it.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: Document<'_>) -> Result<Self, Refused> {
        Ok(Programme(py.detach(|| millejours::Programme::from_json(text))?))
    }

    /// Read a programme from a file: JSON where its name ends in `.json`, else TOML.
    ///
    /// Raises `OSError` where the file cannot be read, `ProgrammeError` where it is no programme.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case(OsStr::new("json")));
        // Python opens the file, so that its own exceptions (and file name) come back.
        let mode = PyDict::new(py);
        mode.set_item("mode", "rb")?;
        let file = py.import("io")?.call_method("open", (path,), Some(&mode))?;
        let bytes = file.call_method0("read");
        file.call_method0("close")?;
        let bytes = bytes?;
        let text: Document<'_> = bytes.extract()?;
        Ok(if json { Self::from_json(py, text)? } else { Self::from_toml(py, text)? })
    }

    /// Say which help there is for one family on one day, as JSON.
    ///
    /// `family` is a document of JSON, `on` a `datetime.date` or text such as `"2026-01-31"`.
    ///
    /// Raises `DateError` where `on` is no date or outside the programme's validity, and `FamilyError` with
    /// everything that is wrong with the family.
    fn assess_json(&self, py: Python<'_>, family: Document<'_>, on: Day) -> Result<String, Refused> {
        let on = on.date()?;
        Ok(py.detach(|| self.0.assess_json(family, on))?)
    }

    /// The programme's id.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// The programme's edition.
    #[getter]
    fn version(&self) -> &str {
        self.0.version()
    }

    /// What loading found worth a second look.
    #[getter]
    fn warnings(&self) -> Problems<'_> {
        Problems(self.0.warnings())
    }

    /// The warnings as JSON, written as problems are in `MillejoursError.to_json()`.
    fn warnings_json(&self) -> String {
        self.0.warnings_json()
    }

    /// The programme as JSON.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.to_json())
    }

    /// The programme as TOML.
    fn to_toml(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.to_toml())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let programme = &slf.get().0;
        let py = slf.py();
        let id = programme.id().into_pyobject(py)?.repr()?;
        let version = programme.version().into_pyobject(py)?.repr()?;
        Ok(format!("Programme(id={id}, version={version})"))
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (_memo: "object"))]
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().0.to_json(),)).into_pyobject(py)
    }
}
