//! The class `ProgrammeHistory`.

use pyo3::exceptions::PyLookupError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arguments::{Day, Document, Several};
use crate::dictionary::{self, Dictionary, chosen};
use crate::programme::Programme;
use crate::refusal::Refused;

/// The versions of one programme: every day has one, no day has two.
///
/// Immutable; may be shared between threads.
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct ProgrammeHistory {
    history: millejours::ProgrammeHistory,
    // The same, as given: they know their vocabularies.
    versions: Several<Programme>,
}

#[pymethods]
impl ProgrammeHistory {
    /// Put versions in order.
    ///
    /// Raises `HistoryError` where they belong to several programmes, or leave a day without a version or with two.
    #[new]
    fn new(mut versions: Several<Programme>) -> Result<Self, Refused> {
        let programmes = versions.0.iter().map(|one| one.get().programme.clone()).collect();
        let history = millejours::ProgrammeHistory::new(programmes)?;
        versions.0.sort_by_key(|one| one.get().programme.valid().from);
        Ok(ProgrammeHistory { history, versions })
    }

    /// The versions, in the order of their days.
    #[getter]
    fn versions(&self) -> &Several<Programme> {
        &self.versions
    }

    /// The version in force on a day.
    ///
    /// Raises `DateError` where there is none.
    fn on(&self, py: Python<'_>, on: Day) -> PyResult<Py<Programme>> {
        let on = on.date()?;
        // The days of two versions differ, so that they name the one that was given.
        let days = self.history.on(on).map_err(Refused::from)?.valid();
        let version = self.versions.0.iter().find(|one| one.get().programme.valid() == days);
        version.map(|one| one.clone_ref(py)).ok_or_else(|| PyLookupError::new_err("no such version"))
    }

    /// Say which help there is for one family on one day, by the version in force on that day, as JSON.
    ///
    /// Raises `DateError` and `FamilyError` as `Programme.assess_json` does.
    fn assess_json(&self, py: Python<'_>, family: Document<'_>, on: Day) -> Result<String, Refused> {
        let on = on.date()?;
        Ok(py.detach(|| self.history.assess_json(family, on))?)
    }

    /// Say which help there is for one family on one day, in words, as JSON.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
    /// `"family"` or `"professional"`.
    ///
    /// Raises `DateError` and `FamilyError` as `assess_json` does, and `DictionaryError` where no dictionary of the
    /// language is shipped.
    #[pyo3(signature = (family, on, *, language = None, dictionary = None, audience = "family"))]
    fn explain_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        on: Day,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: &str,
    ) -> PyResult<String> {
        let (words, audience) = (chosen(language, dictionary)?, dictionary::audience(audience)?);
        let on = on.date()?;
        Ok(py.detach(|| self.history.explain_json(family, on, &words, audience)).map_err(Refused::from)?)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let versions = (&slf.get().versions).into_pyobject(slf.py())?.repr()?;
        Ok(format!("ProgrammeHistory({versions})"))
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
        (py.get_type::<Self>(), (&slf.get().versions,)).into_pyobject(py)
    }
}
