//! The class `Programme`.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::arguments::{Day, Document, Name, Several, file};
use crate::refusal::{Problems, Refused};
use crate::vocabulary::Vocabulary;

/// The policy as a document: which offers there are, for whom, and how much of them.
///
/// Immutable; may be shared between threads. A pickle carries the programme with the vocabularies that were handed over.
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Programme {
    pub programme: millejours::Programme,
    // Handed over when loading: its own documents only name them.
    vocabularies: Several<Vocabulary>,
}

impl Programme {
    fn read(py: Python<'_>, document: &[u8], json: bool, vocabularies: Several<Vocabulary>) -> Result<Self, Refused> {
        let known = vocabularies.of_core();
        let programme = py.detach(|| match json {
            true => millejours::Programme::from_json_with(document, &known),
            false => millejours::Programme::from_toml_with(document, &known),
        })?;
        Ok(Programme { programme, vocabularies })
    }
}

#[pymethods]
impl Programme {
    /// Read a programme from TOML, with the vocabularies that it names.
    ///
    /// Raises `ProgrammeError` with everything that is wrong with it.
    #[staticmethod]
    #[pyo3(signature = (text, *, vocabularies = Several::none()))]
    fn from_toml(py: Python<'_>, text: Document<'_>, vocabularies: Several<Vocabulary>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), false, vocabularies)
    }

    /// Read a programme from JSON, with the vocabularies that it names.
    ///
    /// Raises `ProgrammeError` with everything that is wrong with it.
    #[staticmethod]
    #[pyo3(signature = (text, *, vocabularies = Several::none()))]
    fn from_json(py: Python<'_>, text: Document<'_>, vocabularies: Several<Vocabulary>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), true, vocabularies)
    }

    /// Read a programme from a file, with the vocabularies that it names: JSON where its name ends in `.json`, else TOML.
    ///
    /// Raises `OSError` where the file cannot be read, `ProgrammeError` where it is no programme.
    #[staticmethod]
    #[pyo3(signature = (path, *, vocabularies = Several::none()))]
    fn load(py: Python<'_>, path: PathBuf, vocabularies: Several<Vocabulary>) -> PyResult<Self> {
        let (document, json) = file(py, path)?;
        Ok(Self::read(py, &document, json, vocabularies)?)
    }

    /// Say which help there is for one family on one day, as JSON.
    ///
    /// `family` is a document of JSON, `on` a `datetime.date` or text such as `"2026-01-31"`.
    ///
    /// Raises `DateError` where `on` is no date or outside the programme's validity, and `FamilyError` with
    /// everything that is wrong with the family.
    fn assess_json(&self, py: Python<'_>, family: Document<'_>, on: Day) -> Result<String, Refused> {
        let on = on.date()?;
        Ok(py.detach(|| self.programme.assess_json(family, on))?)
    }

    /// Say what an answer to a fact (by its full name: `child[c1].born`) may be, as JSON; None where nobody can be asked.
    fn answer_type_json(&self, fact: Name) -> Option<String> {
        self.programme.answer_type(&fact.0).map(|of_type| of_type.to_json())
    }

    /// Tell one fact of a family (a document of JSON): the family with it, as JSON.
    ///
    /// `answer` is JSON: a bare value, or `{"value": …, "voice": "midwife", "as_of": "2026-01-31"}`.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family, the fact or the answer.
    fn answer_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        fact: Name,
        answer: Document<'_>,
    ) -> Result<String, Refused> {
        Ok(py.detach(|| self.programme.answer_json(family, &fact.0, answer))?)
    }

    /// Decline one fact of a family (a document of JSON): the family that is not asked for it again, as JSON.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family or the fact.
    fn decline_json(&self, py: Python<'_>, family: Document<'_>, fact: Name) -> Result<String, Refused> {
        Ok(py.detach(|| self.programme.decline_json(family, &fact.0))?)
    }

    /// The programme's id.
    #[getter]
    fn id(&self) -> &str {
        self.programme.id()
    }

    /// The programme's edition.
    #[getter]
    fn version(&self) -> &str {
        self.programme.version()
    }

    /// What loading found worth a second look.
    #[getter]
    fn warnings(&self) -> Problems<'_> {
        Problems(self.programme.warnings())
    }

    /// The warnings as JSON, written as problems are in `MillejoursError.to_json()`.
    fn warnings_json(&self) -> String {
        self.programme.warnings_json()
    }

    /// The programme as JSON.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.programme.to_json())
    }

    /// The programme as TOML.
    fn to_toml(&self, py: Python<'_>) -> String {
        py.detach(|| self.programme.to_toml())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let programme = &slf.get().programme;
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
        let (py, this) = (slf.py(), slf.get());
        // A keyword by way of a partial call: what restores is called with positions alone.
        let vocabularies = PyDict::new(py);
        vocabularies.set_item("vocabularies", &this.vocabularies)?;
        let from_json = py.get_type::<Self>().getattr("from_json")?;
        let restore = py.import("functools")?.call_method("partial", (from_json,), Some(&vocabularies))?;
        (restore, (this.programme.to_json(),)).into_pyobject(py)
    }
}
