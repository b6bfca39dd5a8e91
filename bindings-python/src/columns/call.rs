//! What a call asks for, and how it is done.

use std::sync::Arc;

use arrow_array::RecordBatch;
use millejours::{Code, Complete, Error, EvaluateOptions, Faults, Plan, Problem, Subject};
use pyo3::exceptions::PyValueError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::{type_hint_identifier, type_hint_subscript};

use super::evaluation::{Answers, Evaluation};
use super::gather::{Gathered, Laid};
use super::given::failed;
use super::names::Names;
use super::seen::Seen;
use super::work::{Caller, Threads};
use crate::arguments::Name;
use crate::refusal::Refused;

/// Lists from which nobody is missing.
#[derive(Debug, Default)]
pub struct Lists(pub Vec<Complete>);

impl FromPyObject<'_, '_> for Lists {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterable"),
        type_hint_identifier!("millejours.words", "Complete")
    );

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let one = |one: PyResult<Bound<'_, PyAny>>| match &*one?.extract::<Name>()?.0 {
            "adults" => Ok(Complete::Adults),
            "children" => Ok(Complete::Children),
            "pregnancies" => Ok(Complete::Pregnancies),
            _ => Err(PyValueError::new_err("expected some of 'adults', 'children' and 'pregnancies'")),
        };
        given.try_iter()?.map(one).collect::<PyResult<_>>().map(Lists)
    }
}

/// What to do where something is wrong.
#[derive(Debug, Clone, Copy, Default)]
pub struct OnFaults(pub Faults);

impl FromPyObject<'_, '_> for OnFaults {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("millejours.columns", "Faults");

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        match &*given.extract::<Name>()?.0 {
            "refuse" => Ok(OnFaults(Faults::Refuse)),
            "report" => Ok(OnFaults(Faults::Report)),
            _ => Err(PyValueError::new_err("expected 'refuse' or 'report'")),
        }
    }
}

/// Who hears how far the work is: anything that can be called.
#[derive(Debug)]
pub struct Progress(pub Py<PyAny>);

impl FromPyObject<'_, '_> for Progress {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("millejours.columns", "Progress");

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        Ok(Progress(given.to_owned().unbind()))
    }
}

/// How many threads a call may use.
pub fn threads(asked: Option<usize>) -> PyResult<usize> {
    match asked {
        Some(0) => Err(PyValueError::new_err("expected at least one thread")),
        Some(asked) => Ok(asked),
        None => Ok(std::thread::available_parallelism().map_or(1, Into::into)),
    }
}

/// A programme made ready, and how tables are read.
#[derive(Debug)]
pub struct Call {
    pub programme: millejours::Programme,
    pub plan: Plan,
    pub key: String,
    pub member: String,
    pub complete: Vec<Complete>,
    pub faults: Faults,
    /// What was asked for.
    pub options: EvaluateOptions,
    /// Do the answers say whether they are exact?
    pub exact: bool,
    /// What the names of the columns tell.
    pub seen: Seen,
}

/// Batches of rows: of the families, and of each kind of member that has a table, in the order of `MEMBERS`.
pub type Pieces = (Vec<RecordBatch>, [Option<Vec<RecordBatch>>; 3]);

impl Call {
    pub fn new(
        programme: &millejours::Programme,
        plan: impl FnOnce() -> Result<Plan, Error>,
        options: EvaluateOptions,
        faults: Faults,
        key: String,
        member: String,
        complete: Vec<Complete>,
    ) -> Result<Self, Error> {
        let taken = |name: &str| programme.offers().iter().any(|offer| &*offer.id == name);
        let wrong: Vec<Problem> = [&key, &member]
            .into_iter()
            .filter(|name| taken(name) || key == member)
            .map(|name| {
                let message = "two columns of the answers would have this name: an offer's, or the other key's";
                Problem::of_column(Code::ColumnsKey, name.clone(), message).mended("give the key's column another name")
            })
            .collect();
        if !wrong.is_empty() {
            return Err(Error::Columns(wrong));
        }
        let plan = plan()?;
        Ok(Call {
            programme: programme.clone(),
            plan,
            key,
            member,
            complete,
            faults,
            options,
            exact: false,
            seen: Seen::default(),
        })
    }

    pub fn names(&self, nested: bool) -> Names<'_> {
        Names { programme: &self.programme, plan: &self.plan, key: &self.key, member: &self.member, nested }
    }

    /// Evaluates families that are there whole. To be called without the interpreter's lock.
    pub fn evaluate(&self, (family, members): &Pieces, caller: &Caller) -> PyResult<Evaluation> {
        let names = self.names(true);
        let laid = |subject: Subject, batches: &[RecordBatch]| {
            Laid::of(subject, batches, &names).map_err(|error| failed(&error))
        };
        let family = laid(Subject::Family, family)?;
        let [adults, children, pregnancies] = members;
        let of = |subject, batches: &Option<Vec<RecordBatch>>| {
            batches.as_ref().map(|batches| laid(subject, batches)).transpose()
        };
        let members =
            [of(Subject::Adult, adults)?, of(Subject::Child, children)?, of(Subject::Pregnancy, pregnancies)?];
        let mut gathered = Gathered::of(&family, members, &self.complete, &names).map_err(|error| failed(&error))?;
        drop(family);
        gathered.hopeless |= !self.seen.problems.is_empty();
        gathered.problems.splice(0..0, self.seen.problems.iter().cloned());
        let beside = gathered.beside(&names);
        let refused = gathered.hopeless || (self.faults == Faults::Refuse && !gathered.problems.is_empty());
        if refused {
            let mut problems = gathered.problems.clone();
            // Everything at once: what the core finds as well, but what follows from a column that was left out.
            if let Ok(families) = gathered.families(&beside) {
                let more = caller.check(&self.plan, &families)?;
                problems.extend(more.into_iter().filter(|one| !gathered.explains(one)));
            }
            return Err(Refused::from(Error::Columns(problems)).into());
        }
        let families = gathered.families(&beside).map_err(Refused::from)?;
        let mut evaluated = caller.evaluate(&self.plan, &families)?;
        let of_core = std::mem::take(&mut evaluated.report);
        let mut report = gathered.problems.clone();
        report.extend(of_core.into_iter().filter(|one| !gathered.explains(one)));
        drop(families);
        drop(beside);
        if caller.before == 0 {
            Python::attach(|py| self.seen.warn(py))?;
        }
        let offsets = gathered.offsets();
        Ok(Evaluation(Arc::new(Answers {
            evaluated,
            programme: self.programme.clone(),
            options: self.options,
            exact: self.exact,
            whose: gathered.whose,
            offsets,
            key: self.key.clone(),
            member: self.member.clone(),
            report,
            unread: self.seen.unread.clone(),
            threads: Threads(caller.threads),
        })))
    }
}

impl Gathered {
    /// Is a column missing only because it could not be taken, or a table because its keys could not?
    fn explains(&self, problem: &Problem) -> bool {
        let path = &problem.place.path;
        let whole = path.split('.').next().unwrap_or_default();
        problem.code == Code::ColumnsMissing
            && (self.problems.iter().any(|own| own.place.path == *path) || self.left_out(whole))
    }
}
