//! What a proof is asked, and how it tells how far it has come.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use millejours::LawOptions;
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3::{type_hint_identifier, type_hint_subscript};

use crate::shown::INT;

/// How often the interpreter is asked whether to go on: taking its lock costs more than most pieces of work.
const EVERY: Duration = Duration::from_millis(20);

/// Numbers by the unit of a dose.
pub type Units = BTreeMap<String, i64>;

/// What a call says; what it does not say is as the programme's own `[laws]` have it.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub adults: Option<i64>,
    pub children: Option<i64>,
    pub pregnancies: Option<i64>,
    pub expected: Option<i64>,
    pub weights: Option<Units>,
    pub cliff: Option<Units>,
}

impl Asked {
    /// As the core takes it.
    pub fn options(&self, programme: &millejours::Programme) -> LawOptions {
        let mut options = programme.law_options();
        let usual = options.limits();
        options = options
            .with_adults(members(self.adults, usual.adults))
            .with_children(members(self.children, usual.children))
            .with_pregnancies(members(self.pregnancies, usual.pregnancies), members(self.expected, usual.expected));
        for (unit, weight) in self.weights.iter().flatten() {
            options = options.with_weight(unit, amount(*weight));
        }
        for (unit, most) in self.cliff.iter().flatten() {
            options = options.with_cliff(unit, amount(*most));
        }
        options
    }

    /// The same call again, of a bound method: what a pickle keeps.
    pub fn again<'py>(&self, method: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = method.py();
        let said = PyDict::new(py);
        let numbers = [
            ("adults", self.adults),
            ("children", self.children),
            ("pregnancies", self.pregnancies),
            ("expected", self.expected),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                said.set_item(name, number)?;
            }
        }
        for (name, units) in [("weights", &self.weights), ("cliff", &self.cliff)] {
            if let Some(units) = units {
                said.set_item(name, units)?;
            }
        }
        py.import("functools")?.call_method("partial", (method,), Some(&said))
    }
}

/// What the core cannot hold, such as a number below zero, it refuses as it refuses what is too many.
fn members(said: Option<i64>, usual: usize) -> usize {
    said.map_or(usual, |number| usize::try_from(number).unwrap_or(usize::MAX))
}

fn amount(said: i64) -> u32 {
    u32::try_from(said).unwrap_or(u32::MAX)
}

/// A callable that is told how many of how many pieces of work are done.
#[derive(Debug)]
pub struct Progress(Py<PyAny>);

impl FromPyObject<'_, '_> for Progress {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Callable"),
        PyStaticExpr::List { elts: &[INT, INT] },
        type_hint_identifier!("builtins", "object")
    );

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        match given.is_callable() {
            true => Ok(Progress(given.to_owned().unbind())),
            false => Err(PyTypeError::new_err(format!("expected a callable, not {}", given.get_type().name()?))),
        }
    }
}

/// What the core tells, and is told.
pub type Tell<'a> = &'a mut dyn FnMut(millejours::Progress) -> ControlFlow<()>;

/// Does long work without the interpreter's lock. Now and then `progress` is told; what it raises, or a signal does, ends
/// the work and comes back.
#[expect(clippy::disallowed_methods, reason = "no answer hangs on how often the interpreter is asked")]
pub fn at_length<T: Send>(
    py: Python<'_>,
    progress: Option<&Progress>,
    work: impl FnOnce(Tell<'_>) -> T + Send,
) -> PyResult<T> {
    let mut raised = None;
    let mut last: Option<Instant> = None;
    let done = py.detach(|| {
        work(&mut |now| {
            let soon = last.is_some_and(|last| last.elapsed() < EVERY);
            if soon && now.done < now.of {
                return ControlFlow::Continue(());
            }
            let told = Python::attach(|py| {
                py.check_signals()?;
                progress.map(|progress| progress.0.call1(py, (now.done, now.of))).transpose()
            });
            last = Some(Instant::now());
            match told {
                Ok(_) => ControlFlow::Continue(()),
                Err(error) => {
                    raised = Some(error);
                    ControlFlow::Break(())
                }
            }
        })
    });
    raised.map_or(Ok(done), Err)
}
