//! The class `ProgrammeHistory`.

use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript};

use crate::arguments::{Day, Document};
use crate::programme::Programme;
use crate::refusal::Refused;

/// The versions of one programme: every day has one, no day has two.
///
/// Immutable; may be shared between threads.
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct ProgrammeHistory {
    history: millejours::ProgrammeHistory,
    given: Vec<Py<Programme>>,
}

/// Any iterable of programmes.
#[derive(Debug)]
struct Versions(Vec<Py<Programme>>);

impl FromPyObject<'_, '_> for Versions {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Iterable"), Programme::TYPE_HINT);

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        given.try_iter()?.map(|one| Ok(one?.extract()?)).collect::<PyResult<_>>().map(Versions)
    }
}

#[pymethods]
impl ProgrammeHistory {
    /// Put versions in order.
    ///
    /// Raises `HistoryError` where they belong to several programmes, or leave a day without a version or with two.
    #[new]
    fn new(versions: Versions) -> Result<Self, Refused> {
        let history = millejours::ProgrammeHistory::new(versions.0.iter().map(|one| one.get().0.clone()).collect())?;
        Ok(ProgrammeHistory { history, given: versions.0 })
    }

    /// The version in force on a day.
    ///
    /// Raises `DateError` where there is none.
    fn on(&self, on: Day) -> Result<Programme, Refused> {
        Ok(Programme(self.history.on(on.date()?)?.clone()))
    }

    /// Say which help there is for one family on one day, by the version in force on that day, as JSON.
    ///
    /// Raises `DateError` and `FamilyError` as `Programme.assess_json` does.
    fn assess_json(&self, py: Python<'_>, family: Document<'_>, on: Day) -> Result<String, Refused> {
        let on = on.date()?;
        Ok(py.detach(|| self.history.assess_json(family, on))?)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let versions = PyTuple::new(slf.py(), &slf.get().given)?.repr()?;
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
        (py.get_type::<Self>(), (PyTuple::new(py, &slf.get().given)?,)).into_pyobject(py)
    }
}
