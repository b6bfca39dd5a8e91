//! The classes `Replay` and `Event`: a journal read a line at a time.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use millejours::{Entry, Error};
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator, PyString, PyTuple};
use pyo3::{type_hint_identifier, type_hint_subscript, type_hint_union};

use super::arguments::journal_id;
use super::roster::Roster;
use crate::arguments::{Document, Name};
use crate::refusal::Refused;
use crate::shown::{Date, Row};
use crate::whole::immutable;

/// So many lines are verified at once, without the interpreter's lock; between them it may be interrupted.
const LINES: usize = 256;

/// One signed event of a journal: its header, and what it says unless that was erased.
///
/// >>> event = mj.Event.from_json(journal.to_jsonl().splitlines()[0])
/// >>> event.thread, event.author, event.on, event.kind
/// ('r1', 'provider:midwife', datetime.date(2026, 6, 1), 'referral')
/// >>> event.id == mj.Journal.from_jsonl(event.to_json(), journal.id, roster).heads()[0]
/// True
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Event {
    own: millejours::Event,
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.own.to_json() == other.own.to_json()
    }
}

impl std::hash::Hash for Event {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.own.to_json().hash(state);
    }
}

immutable!(Event);

#[pymethods]
impl Event {
    /// Read one line of a journal, without its end. Its form is read, and its id computed; who signed it is verified by a
    /// `Journal` or a `Replay`.
    ///
    /// Raises `JournalError` with everything that is wrong with it.
    ///
    /// >>> mj.Event.from_json(event.to_json()) == event
    /// True
    /// >>> mj.Event.from_json("{}")
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    #[staticmethod]
    fn from_json(line: Document<'_>) -> Result<Self, Refused> {
        Ok(Event { own: millejours::Event::from_json(line)? })
    }

    /// The event as its line in a journal.
    ///
    /// >>> event.to_json()[:40]
    /// '{"header":{"author":"provider:midwife","'
    fn to_json(&self) -> String {
        self.own.to_json()
    }

    /// Its id: what is signed, hashed.
    #[getter]
    fn id(&self) -> String {
        self.own.id().to_string()
    }

    /// The id of the thread in which it stands.
    #[getter]
    fn thread(&self) -> &str {
        &self.own.header().thread
    }

    /// Who says it.
    #[getter]
    fn author(&self) -> String {
        self.own.header().author.to_string()
    }

    /// Its day.
    #[getter]
    fn on(&self) -> Date {
        Date(self.own.header().on)
    }

    /// What kind of thing it says; `None` where that was erased.
    #[getter]
    fn kind(&self) -> Option<&str> {
        self.own.entry().map(Entry::kind)
    }

    /// What it says, as JSON; `None` where that was erased.
    #[getter]
    fn entry(&self) -> Option<&str> {
        self.own.entry().map(Entry::to_json)
    }

    fn __repr__(&self) -> String {
        let header = self.own.header();
        format!("<Event of '{}' by '{}' on {}>", header.thread, header.author, header.on)
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().own.to_json(),)).into_pyobject(py)
    }
}

/// Any iterable of lines: an open file, for one.
#[derive(Debug)]
pub struct Lines(Py<PyIterator>);

impl FromPyObject<'_, '_> for Lines {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterable"),
        type_hint_union!(type_hint_identifier!("builtins", "str"), type_hint_identifier!("builtins", "bytes"))
    );

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        // A text is an iterable of letters, and never what is meant.
        if given.is_instance_of::<PyString>() || given.is_instance_of::<PyBytes>() {
            return Err(PyTypeError::new_err(format!("expected several lines, not {}", given.get_type().name()?)));
        }
        Ok(Lines(given.try_iter()?.unbind()))
    }
}

/// Verify a journal a line at a time, without holding it: an iterator over its events, for a journal too large for memory.
///
/// `lines` is any iterable of lines, such as an open file; `id` the name of the journal, `roster` what verifies it. Everything
/// that `Journal.from_jsonl` verifies is verified, in the memory that ids need: no body is kept. After the last line, it is
/// looked whether a body is gone that nobody erased.
///
/// Iterating raises `JournalError` for a line that is refused, with its number and the event's id, after the events before it;
/// who goes on with `next` has the event of the line after it. Lines are read a few hundred at a time, without the interpreter's
/// lock, and an interrupt stops between them. It is read by one thread at a time (`RuntimeError`), and never pickled.
///
/// Raises `ValueError` for what is no id of a journal, and `TypeError` for what are no lines.
///
/// >>> replay = mj.Replay(journal.to_jsonl().splitlines(), journal.id, roster)
/// >>> [event.kind for event in replay]
/// ['referral']
/// >>> replay.events, replay.heads() == journal.heads()
/// (1, True)
/// >>> try:
/// ...     list(mj.Replay(["{}"], journal.id, roster))
/// ... except mj.JournalError as refused:
/// ...     print(refused.line)
/// 1
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Replay {
    lines: Py<PyIterator>,
    busy: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// `None` once it has ended.
    replay: Option<millejours::Replay<'static>>,
    /// What was read, and not handed on.
    read: VecDeque<Result<millejours::Event, Fault>>,
    events: usize,
    heads: Vec<String>,
}

/// Why there is no event.
#[derive(Debug)]
enum Fault {
    /// The core refused the line.
    Refused(Error),
    /// There was no line to be had.
    Lines(PyErr),
}

/// One thread reads; another is told so.
struct Reading<'a>(&'a AtomicBool);

impl<'a> Reading<'a> {
    fn of(busy: &'a AtomicBool) -> PyResult<Self> {
        match busy.swap(true, Ordering::AcqRel) {
            true => Err(PyRuntimeError::new_err("this replay is being read by another thread")),
            false => Ok(Reading(busy)),
        }
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Replay {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next lines, as bytes without their ends, and whether there are more.
    fn some_lines(&self, py: Python<'_>) -> (Vec<Vec<u8>>, PyResult<bool>) {
        let mut lines = Vec::new();
        let mut from = self.lines.bind(py).clone();
        while lines.len() < LINES {
            let Some(line) = from.next() else { return (lines, Ok(false)) };
            match line.and_then(|line| bytes(&line)) {
                Ok(line) => lines.push(line),
                Err(error) => return (lines, Err(error)),
            }
        }
        (lines, Ok(true))
    }
}

fn bytes(line: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    let line: Document<'_> = line.extract()?;
    let line = line.as_ref();
    Ok(line.strip_suffix(b"\n").unwrap_or(line).to_vec())
}

impl State {
    /// Verifies lines, whatever came after them: an end, or what Python raised.
    fn take(&mut self, lines: &[Vec<u8>], more: PyResult<bool>) {
        let Some(replay) = &mut self.replay else { return };
        self.read.extend(lines.iter().map(|line| replay.push(line).map_err(Fault::Refused)));
        self.events = replay.len();
        match more {
            Ok(true) => {}
            Err(error) => self.read.push_back(Err(Fault::Lines(error))),
            Ok(false) => {
                self.heads = heads(replay);
                if let Some(Err(refused)) = self.replay.take().map(millejours::Replay::finish) {
                    self.read.push_back(Err(Fault::Refused(refused)));
                }
            }
        }
    }
}

fn heads(replay: &millejours::Replay<'_>) -> Vec<String> {
    replay.heads().iter().map(ToString::to_string).collect()
}

#[pymethods]
impl Replay {
    #[new]
    #[pyo3(signature = (lines, id, roster))]
    fn new(lines: Lines, id: Name, roster: &Bound<'_, Roster>) -> PyResult<Self> {
        let replay = millejours::Replay::owning(journal_id(&id)?, roster.get().own.clone());
        let state = State { replay: Some(replay), read: VecDeque::new(), events: 0, heads: Vec::new() };
        Ok(Replay { lines: lines.0, busy: AtomicBool::new(false), state: Mutex::new(state) })
    }

    /// How many events were read so far; it may be some hundreds ahead of those handed on.
    #[getter]
    fn events(&self) -> usize {
        self.state().events
    }

    /// The ids of the events that none follows, among those read so far.
    ///
    /// >>> replay = mj.Replay(journal.to_jsonl().splitlines(), journal.id, roster)
    /// >>> replay.heads()
    /// ()
    /// >>> len(list(replay))
    /// 1
    /// >>> replay.heads() == journal.heads()
    /// True
    fn heads(&self) -> Row<String> {
        let state = self.state();
        Row(state.replay.as_ref().map_or_else(|| state.heads.clone(), heads))
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Event>> {
        let _reading = Reading::of(&self.busy)?;
        loop {
            {
                let mut state = self.state();
                match state.read.pop_front() {
                    Some(Ok(own)) => return Ok(Some(Event { own })),
                    Some(Err(Fault::Lines(error))) => return Err(error),
                    Some(Err(Fault::Refused(refused))) => {
                        drop(state);
                        return Err(Refused::from(refused).into());
                    }
                    None if state.replay.is_none() => return Ok(None),
                    None => {}
                }
            }
            py.check_signals()?;
            let (lines, more) = self.some_lines(py);
            py.detach(|| self.state().take(&lines, more));
        }
    }

    fn __repr__(&self) -> String {
        format!("<Replay: {} read>", self.state().events)
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a replay reads lines, and is never pickled"))
    }
}
