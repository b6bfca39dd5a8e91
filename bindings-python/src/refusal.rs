//! From the core's errors to Python's exceptions.

use std::borrow::Cow;

use millejours::{Error, Problem};
use pyo3::inspect::{PyStaticConstant, PyStaticExpr};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use pyo3::{type_hint_identifier, type_hint_subscript};

use crate::kind::exception;

const MODULE: &str = "millejours.errors";

/// A refusal of the core on its way to Python.
#[derive(Debug)]
pub struct Refused(Error);

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Refused(error)
    }
}

impl From<Refused> for PyErr {
    fn from(refused: Refused) -> Self {
        Python::attach(|py| raised(py, &refused.0).unwrap_or_else(|failure| failure))
    }
}

fn raised(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let class = py.import(MODULE)?.getattr(exception(error))?;
    let problems = Problems(error.problems().into()).into_pyobject(py)?;
    let raised = class.call1((error.to_string(), error.code().as_str(), problems, error.to_json()))?;
    Ok(PyErr::from_value(raised))
}

/// Problems as Python sees them: `tuple[Problem, ...]`.
#[derive(Debug)]
pub struct Problems<'a>(pub Cow<'a, [Problem]>);

impl<'py> IntoPyObject<'py> for Problems<'_> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("builtins", "tuple"),
        type_hint_identifier!("millejours.errors", "Problem"),
        PyStaticExpr::Constant { value: PyStaticConstant::Ellipsis }
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let class = py.import(MODULE)?.getattr("Problem")?;
        let problems: Vec<_> = self.0.iter().map(|problem| one_problem(&class, problem)).collect::<PyResult<_>>()?;
        PyTuple::new(py, problems)
    }
}

fn one_problem<'py>(class: &Bound<'py, PyAny>, problem: &Problem) -> PyResult<Bound<'py, PyAny>> {
    let fields = PyDict::new(class.py());
    fields.set_item("code", problem.code.as_str())?;
    fields.set_item("line", problem.place.line)?;
    fields.set_item("column", problem.place.column)?;
    fields.set_item("path", &problem.place.path)?;
    fields.set_item("message", &problem.message)?;
    fields.set_item("expected", &problem.expected)?;
    fields.set_item("help", &problem.help)?;
    fields.set_item("_text", problem.to_string())?;
    class.call((), Some(&fields))
}
