//! The classes `Accompaniment` and `Goal`.

use millejours::{AccompanimentState, GoalState, ReferralReason};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arguments::Document;
use crate::refusal::Refused;
use crate::shown::{Date, Row, Word};
use crate::whole::whole;
use crate::within::{Within, part_of};

/// A family accompanied by somebody it trusts: the family begins it, takes it up again and ends it.
///
/// >>> accompaniment = mj.Accompaniment.from_json('''{"schema": 1, "id": "w1", "provider": "provider:guide",
/// ...     "about": ["family"], "state": "active", "since": "2026-06-02", "goals": {"o1": {"words": "a place to stay",
/// ...         "state": "open", "since": "2026-06-03"}}, "referrals": ["r1"]}''')
/// >>> accompaniment
/// <Accompaniment 'w1' by 'provider:guide': active>
/// >>> [(goal.id, goal.words, goal.state) for goal in accompaniment.goals]
/// [('o1', 'a place to stay', 'open')]
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Accompaniment {
    own: millejours::Accompaniment,
}

impl From<millejours::Accompaniment> for Accompaniment {
    fn from(own: millejours::Accompaniment) -> Self {
        Accompaniment { own }
    }
}

#[pymethods]
impl Accompaniment {
    /// Read an accompaniment as `to_json()` writes it.
    ///
    /// Raises `JournalError` with everything that is wrong with it.
    ///
    /// >>> mj.Accompaniment.from_json(accompaniment.to_json()) == accompaniment
    /// True
    /// >>> mj.Accompaniment.from_json(accompaniment.to_json().replace("active", "lapsed"))
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(Accompaniment { own: millejours::Accompaniment::from_json(text)? })
    }

    /// An accompaniment with one step more: both are documents of JSON, and so is what comes out.
    ///
    /// Raises `JournalError` where one of them cannot be read, or where the step may not follow, or not by whoever takes it.
    ///
    /// >>> step = '{"state": "ended", "by": "adult:a1", "on": "2027-01-10"}'
    /// >>> mj.Accompaniment.from_json(mj.Accompaniment.turn_json(accompaniment.to_json(), step)).state
    /// 'ended'
    /// >>> try:
    /// ...     mj.Accompaniment.turn_json(accompaniment.to_json(), step.replace("adult:a1", "provider:guide"))
    /// ... except mj.JournalError as refused:
    /// ...     print(refused.code)
    /// accompaniment.actor
    #[staticmethod]
    fn turn_json(accompaniment: Document<'_>, turn: Document<'_>) -> Result<String, Refused> {
        Ok(millejours::Accompaniment::turn_json(accompaniment, turn)?)
    }

    /// An accompaniment with a goal set, or said to stand otherwise: both are documents of JSON, and so is what comes out.
    ///
    /// Raises `JournalError` where one of them cannot be read, or where the accompaniment is over.
    ///
    /// >>> goal = '{"goal": "o1", "words": "a place to stay", "state": "reached", "since": "2026-09-01"}'
    /// >>> mj.Accompaniment.from_json(mj.Accompaniment.goal_json(accompaniment.to_json(), goal)).goals[0].state
    /// 'reached'
    #[staticmethod]
    fn goal_json(accompaniment: Document<'_>, goal: Document<'_>) -> Result<String, Refused> {
        Ok(millejours::Accompaniment::goal_json(accompaniment, goal)?)
    }

    /// Its id: that of its thread in a journal.
    #[getter]
    fn id(&self) -> &str {
        &self.own.id
    }

    /// Who accompanies the family, such as `"provider:guide"`.
    #[getter]
    fn provider(&self) -> String {
        self.own.provider.to_string()
    }

    /// Who is accompanied: `"family"`, or members such as `"adult[a1]"`.
    #[getter]
    fn about(&self) -> Row<String> {
        Row::of(&self.own.about, ToString::to_string)
    }

    /// Where it stands.
    #[getter]
    fn state(&self) -> Word<AccompanimentState> {
        self.own.state.into()
    }

    /// Since when it stands there.
    #[getter]
    fn since(&self) -> Date {
        Date(self.own.since)
    }

    /// Why it lapsed, or why whoever accompanies paused it. A family owes no reason.
    #[getter]
    fn reason(&self) -> Option<Word<ReferralReason>> {
        self.own.reason.map(Word::from)
    }

    /// Where the family refused it: the day before which it is not asked again.
    #[getter]
    fn until(&self) -> Option<Date> {
        self.own.until.map(Date)
    }

    /// The family's goals, by their ids.
    #[getter]
    fn goals(slf: &Bound<'_, Self>) -> Row<Goal> {
        let goals = slf.get().own.goals.iter().enumerate();
        Row::of(goals, |(place, (id, own))| Goal {
            own: (id.clone(), own.clone()),
            within: Within::at(slf, "goals", place),
        })
    }

    /// The ids of the referrals that it coordinates.
    #[getter]
    fn referrals(&self) -> Row<String> {
        Row::of(&self.own.referrals, Clone::clone)
    }

    fn __repr__(&self) -> String {
        format!("<Accompaniment '{}' by '{}': {}>", self.own.id, self.own.provider, self.own.state)
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().own.to_json(),)).into_pyobject(py)
    }
}

whole!(Accompaniment, "accompaniment");

/// What a family wants to reach, in its own words.
///
/// >>> goal = accompaniment.goals[0]
/// >>> goal.id, goal.words, goal.state, goal.since
/// ('o1', 'a place to stay', 'open', datetime.date(2026, 6, 3))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Goal {
    own: (String, millejours::Goal),
    within: Within,
}

impl Goal {
    /// No word of the family's: it could come to stand in a log.
    fn label(&self) -> String {
        format!("'{}': {}", self.own.0, self.own.1.state)
    }
}

part_of!(Goal {
    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        &self.own.0
    }

    /// The family's words.
    #[getter]
    fn words(&self) -> &str {
        &self.own.1.words
    }

    /// Where it stands, in the family's eyes.
    #[getter]
    fn state(&self) -> Word<GoalState> {
        self.own.1.state.into()
    }

    /// Since when.
    #[getter]
    fn since(&self) -> Date {
        Date(self.own.1.since)
    }
});
