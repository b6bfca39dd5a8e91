//! The classes `RetentionRules` and `DueErasure`.

use chrono::NaiveDate;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3::{PyTypeInfo, type_hint_union};

use super::arguments::{Names, event_id};
use crate::arguments::{Day, Document, Name};
use crate::record::record;
use crate::refusal::Refused;
use crate::shown::{Date, Row};
use crate::whole::whole;

/// How long threads of a journal are kept after their end, by kind and by how they ended. Where no rule speaks of a thread, nothing
/// of it is due.
///
/// Rules are a document with `schema` and a list `keep`, each of `thread`, perhaps `ended`, and `days`, 0 to 36525. Without
/// `ended` a rule is for every end that no other rule names. Any other word is refused, since nothing would ever be due by it:
///
/// | `thread` | `ended` |
/// |---|---|
/// | `consent` | `expired`, `refused`, `withdrawn`, `invalidated` |
/// | `confidence` | `lifted` |
/// | `referral` | `rejected`, `completed`, `failed`, `cancelled`, `refused_by_family`, `entered_in_error` |
/// | `accompaniment` | `refused_by_family`, `ended` |
/// | `lawful` | `shared` |
/// | `disclosure` | `over` |
///
/// >>> rules = mj.RetentionRules.from_json('''{"schema": 1, "keep": [{"thread": "referral", "days": 1095},
/// ...     {"thread": "referral", "ended": "refused_by_family", "days": 0}]}''')
/// >>> rules
/// <RetentionRules: 2>
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct RetentionRules {
    pub own: millejours::RetentionRules,
}

#[pymethods]
impl RetentionRules {
    /// Read rules from TOML.
    ///
    /// Raises `JournalError` with everything that is wrong with them.
    ///
    /// >>> mj.RetentionRules.from_toml("schema = 1\n[[keep]]\nthread = 'consent'\ndays = 30\n")
    /// <RetentionRules: 1>
    /// >>> mj.RetentionRules.from_toml("schema = 1\n[[keep]]\nthread = 'consent'\ndays = -1\n")
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    #[staticmethod]
    fn from_toml(text: Document<'_>) -> Result<Self, Refused> {
        Ok(RetentionRules { own: millejours::RetentionRules::from_toml(text)? })
    }

    /// Read rules from JSON.
    ///
    /// Raises `JournalError` with everything that is wrong with them.
    ///
    /// >>> mj.RetentionRules.from_json(rules.to_json()) == rules
    /// True
    /// >>> mj.RetentionRules.from_json('{"schema": 1}')
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(RetentionRules { own: millejours::RetentionRules::from_json(text)? })
    }

    fn __len__(&self) -> usize {
        self.own.len()
    }

    fn __repr__(&self) -> String {
        format!("<RetentionRules: {}>", self.own.len())
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().own.to_json(),)).into_pyobject(py)
    }
}

whole!(RetentionRules, "rules");

/// Rules, or a document of JSON that holds them.
#[derive(Debug)]
pub enum SomeRules<'a> {
    Read(Py<RetentionRules>),
    Told(Document<'a>),
}

impl SomeRules<'_> {
    /// As the core takes them.
    pub fn rules(&self) -> Result<millejours::RetentionRules, Refused> {
        match self {
            SomeRules::Read(own) => Ok(own.get().own.clone()),
            SomeRules::Told(text) => Ok(millejours::RetentionRules::from_json(text)?),
        }
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for SomeRules<'a> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr =
        type_hint_union!(RetentionRules::TYPE_HINT, <Document<'static> as FromPyObject<'static, 'static>>::INPUT_TYPE);

    fn extract(given: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match given.cast::<RetentionRules>() {
            Ok(own) => Ok(SomeRules::Read(own.to_owned().unbind())),
            Err(_) => Ok(SomeRules::Told(given.extract()?)),
        }
    }
}

/// A thread that is over, whose bodies are due for erasure, and why.
///
/// >>> due = mj.DueErasure("r1", "referral", "refused_by_family", since="2026-06-02", due="2026-06-02", events=["0" * 64])
/// >>> due.thread, due.kind, due.ended, due.due
/// ('r1', 'referral', 'refused_by_family', datetime.date(2026, 6, 2))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct DueErasure {
    thread: String,
    kind: String,
    ended: String,
    since: NaiveDate,
    due: NaiveDate,
    events: Vec<String>,
}

impl DueErasure {
    /// As Python sees it.
    pub fn of(own: millejours::DueErasure) -> Self {
        DueErasure {
            thread: own.thread,
            kind: own.kind.to_owned(),
            ended: own.ended.to_owned(),
            since: own.since,
            due: own.due,
            events: own.events.iter().map(ToString::to_string).collect(),
        }
    }

    fn wire(&self) -> String {
        format!("{self:?}")
    }
}

record!(DueErasure ["thread", "kind", "ended", "since", "due", "events"] (">>> mj.DueErasure(\"r1\", \"referral\", \"completed\", since=\"2026-06-02\", due=\"2029-06-01\").replace(ended=\"failed\").ended", "'failed'") {
    #[new]
    #[pyo3(signature = (thread, kind, ended, *, since, due, events = Names::none()))]
    fn new(thread: Name, kind: Name, ended: Name, since: Day, due: Day, events: Names) -> PyResult<Self> {
        let events = events.0.iter().map(|one| Ok(event_id(one)?.to_string())).collect::<PyResult<_>>()?;
        Ok(DueErasure {
            thread: thread.0, kind: kind.0, ended: ended.0, since: since.date()?, due: due.date()?, events,
        })
    }

    /// The id of the thread.
    #[getter]
    fn thread(&self) -> &str {
        &self.thread
    }

    /// What it is: `"consent"`, `"referral"` and so on.
    #[getter]
    fn kind(&self) -> &str {
        &self.kind
    }

    /// How it ended, in the words of its kind.
    #[getter]
    fn ended(&self) -> &str {
        &self.ended
    }

    /// When it ended.
    #[getter]
    fn since(&self) -> Date {
        Date(self.since)
    }

    /// The day from which it is due.
    #[getter]
    fn due(&self) -> Date {
        Date(self.due)
    }

    /// The ids of the events with bodies to erase. What is kept from other people stands in a row of its own.
    #[getter]
    fn events(&self) -> Row<String> {
        Row(self.events.clone())
    }
});
