//! The class `EvaluationBatches`: tables larger than memory, piece by piece.

use std::sync::Mutex;

use arrow_array::ArrayRef;
use arrow_array::RecordBatch;
use millejours::{Code, Error, Problem, Subject};
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;

use super::call::Call;
use super::evaluation::Evaluation;
use super::given::{Rows, failed};
use super::held::path;
use super::keys::{Key, Keys};
use super::names::MEMBERS;
use super::work::Caller;
use crate::refusal::Refused;

/// A key that outlives its batch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Last {
    Number(i128),
    Text(String),
}

impl From<Key<'_>> for Last {
    fn from(key: Key<'_>) -> Self {
        match key {
            Key::Number(number) => Last::Number(number),
            Key::Text(text) => Last::Text(text.to_owned()),
        }
    }
}

impl Last {
    fn key(&self) -> Key<'_> {
        match self {
            Last::Number(number) => Key::Number(*number),
            Last::Text(text) => Key::Text(text),
        }
    }
}

/// A table as it comes, and what of it has come and is not used yet.
struct Coming {
    subject: Subject,
    rows: Rows,
    ahead: Option<RecordBatch>,
    last: Option<Last>,
    /// Has each key so far stood behind the one before it?
    ascends: bool,
}

impl Coming {
    /// Has the next rows ready; `false` where there are none.
    fn ready(&mut self) -> PyResult<bool> {
        while self.ahead.as_ref().is_none_or(|batch| batch.num_rows() == 0) {
            Python::attach(|py| py.check_signals())?;
            match self.rows.next() {
                Some(batch) => self.ahead = Some(batch.map_err(|error| failed(&error))?),
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Takes rows off the front.
    fn take(&mut self, rows: usize) -> Option<RecordBatch> {
        let batch = self.ahead.take()?;
        let rows = rows.min(batch.num_rows());
        self.ahead = Some(batch.slice(rows, batch.num_rows() - rows));
        Some(batch.slice(0, rows))
    }

    fn empty(&self) -> RecordBatch {
        RecordBatch::new_empty(self.rows.schema())
    }

    fn key<'b>(&self, batch: &'b RecordBatch, key: &str) -> Result<(String, &'b ArrayRef), Error> {
        let path = path(self.subject, key);
        match batch.column_by_name(key) {
            Some(column) => Ok((path, column)),
            None => {
                let problem = Problem::of_column(Code::ColumnsMissing, path, "there is no column of keys");
                Err(Error::Columns(vec![problem.mended("add the key of the family, or name the column with `key`")]))
            }
        }
    }

    /// Rows whose keys have ascended so far do not begin again with the last of them. Whether a key of an unsorted table stands
    /// in an earlier piece nobody could say without keeping all of them.
    fn edge(&mut self, batch: &RecordBatch, key: &str) -> Result<(), Error> {
        if !self.ascends {
            return Ok(());
        }
        self.ascends = false;
        let path = path(self.subject, key);
        let keys = batch.column_by_name(key).and_then(|column| Keys::of(&path, column).ok());
        // What is wrong with a column of keys is told with its piece.
        let Some(keys) = keys.filter(|keys| keys.len() > 0) else { return Ok(()) };
        let (before, first) = (self.last.as_ref().map(Last::key), keys.get(0));
        if first.is_some() && first == before {
            let message = "row 0 of a batch has the key of the row before it";
            return Err(Error::Columns(vec![Problem::of_column(Code::ColumnsKey, path, message)]));
        }
        self.ascends = before < first && keys.ascends();
        let last = keys.get(keys.len() - 1).map(Last::from);
        self.last = last;
        Ok(())
    }

    /// How many of the rows ahead have keys up to a last one; with no last one all. They must ascend.
    fn up_to(&mut self, key: &str, end: Option<&Last>, strictly: bool) -> Result<usize, Error> {
        let Some(batch) = self.ahead.clone() else { return Ok(0) };
        let (path, column) = self.key(&batch, key)?;
        let keys = Keys::of(&path, column).map_err(|problem| Error::Columns(vec![problem]))?;
        let mut before = self.last.as_ref().map(Last::key);
        let mut taken = 0;
        while taken < keys.len() {
            // A row without a key has no place in an order; it is told as one that belongs to nobody.
            if let Some(own) = keys.get(taken) {
                if end.is_some_and(|end| own > end.key()) {
                    break;
                }
                if before.is_some_and(|before| own < before || (strictly && own == before)) {
                    let message = format!("row {taken} of a batch does not come after the one before it");
                    let problem = Problem::of_column(Code::ColumnsKey, path, message);
                    let help = "sort each table by the key of the family, texts by their bytes";
                    return Err(Error::Columns(vec![problem.mended(help)]));
                }
                before = Some(own);
            }
            taken += 1;
        }
        let last = before.map(Last::from);
        self.last = last;
        Ok(taken)
    }
}

/// What is still to be done.
struct State {
    families: Coming,
    /// In the order of `MEMBERS`.
    members: [Option<Coming>; 3],
    caller: Caller,
    begun: bool,
}

/// The answers to a stream of families, piece by piece: an iterator of `Evaluation`.
///
/// There is at least one piece, so that the columns are known also of no families.
///
/// >>> pieces = programme.evaluate_batches(tables["family"], tables["children"], on="2026-06-01", complete=["children"], rows=1)
/// >>> [polars.DataFrame(piece.child).rows() for piece in pieces]
/// [[(1, 'a', 1)], [(2, 'a', 2)]]
#[pyclass(module = "millejours", frozen)]
pub struct EvaluationBatches {
    call: Call,
    rows: usize,
    state: Mutex<Option<State>>,
}

impl std::fmt::Debug for EvaluationBatches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EvaluationBatches").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl EvaluationBatches {
    pub fn new(call: Call, rows: usize, families: Rows, members: [Option<Rows>; 3], caller: Caller) -> Self {
        let coming = |subject, rows| Coming { subject, rows, ahead: None, last: None, ascends: true };
        let mut subjects = MEMBERS.into_iter();
        let members = members.map(|rows| {
            let subject = subjects.next().unwrap_or(Subject::Child);
            rows.map(|rows| coming(subject, rows))
        });
        let families = coming(Subject::Family, families);
        let state = State { families, members, caller, begun: false };
        EvaluationBatches { call, rows, state: Mutex::new(Some(state)) }
    }

    fn piece(&self, state: &mut State) -> PyResult<Option<Evaluation>> {
        let State { families, members, caller, begun } = state;
        let key = &*self.call.key;
        let ordered = members.iter().any(Option::is_some);
        let (mut own, mut count) = (Vec::new(), 0);
        while count < self.rows && families.ready()? {
            let ahead = families.ahead.as_ref().map_or(0, RecordBatch::num_rows);
            let wanted = (self.rows - count).min(ahead);
            let batch = families.take(wanted);
            if let Some(batch) = batch {
                if ordered {
                    let rest = families.ahead.replace(batch.clone());
                    let checked = families.up_to(key, None, true);
                    families.ahead = rest;
                    checked.map_err(Refused::from)?;
                } else {
                    families.edge(&batch, key).map_err(Refused::from)?;
                }
                count += batch.num_rows();
                own.push(batch);
            }
        }
        let ended = !families.ready()?;
        if own.is_empty() {
            if *begun {
                return Ok(None);
            }
            own.push(families.empty());
        }
        *begun = true;
        // Behind the last family nobody follows: what is left belongs to no family, and is told.
        let end = families.last.as_ref().filter(|_| !ended);
        let mut theirs: [Option<Vec<RecordBatch>>; 3] = [None, None, None];
        for (coming, into) in members.iter_mut().zip(&mut theirs) {
            let Some(coming) = coming else { continue };
            let mut batches = Vec::new();
            while coming.ready()? {
                let ahead = coming.ahead.as_ref().map_or(0, RecordBatch::num_rows);
                let taken = coming.up_to(key, end, false).map_err(Refused::from)?;
                batches.extend(coming.take(taken).filter(|batch| batch.num_rows() > 0));
                if taken < ahead {
                    break;
                }
            }
            if batches.is_empty() {
                batches.push(coming.empty());
            }
            *into = Some(batches);
        }
        let evaluation = self.call.evaluate(&(own, theirs), caller)?;
        caller.before += count;
        Ok(Some(evaluation))
    }
}

#[pymethods]
impl EvaluationBatches {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Evaluation>> {
        py.detach(|| {
            let Ok(mut state) = self.state.try_lock() else {
                return Err(PyRuntimeError::new_err("the next piece is being evaluated already"));
            };
            let Some(mut own) = state.take() else { return Ok(None) };
            // What fails is over: the rows that were read are gone.
            let piece = self.piece(&mut own)?;
            if piece.is_some() {
                *state = Some(own);
            }
            Ok(piece)
        })
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a stream is read once: hand on what it reads"))
    }
}
