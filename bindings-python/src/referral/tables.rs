//! Waiting lists and cascades: the classes `Waiting`, `Cascade` and `CascadeCount`.

use chrono::NaiveDate;
use millejours::CascadeStage;
use pyo3::exceptions::PyValueError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;

use super::Referral;
use crate::arguments::{Day, Document, Name, Several};
use crate::record::record;
use crate::refusal::Refused;
use crate::shown::{Date, Row, Word};
use crate::wire::Hint;

/// A place in a waiting list.
///
/// >>> mj.Waiting(1, "r1", "2026-06-01")
/// Waiting(place=1, referral='r1', since=datetime.date(2026, 6, 1))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Waiting {
    place: usize,
    referral: String,
    since: NaiveDate,
}

impl Waiting {
    fn wire(&self) -> String {
        format!("{self:?}")
    }
}

record!(Waiting ["place", "referral", "since"] (">>> mj.Waiting(2, \"r1\", \"2026-06-01\").replace(place=1).place", "1") {
    #[new]
    fn new(place: usize, referral: Name, since: Day) -> PyResult<Self> {
        Ok(Waiting { place, referral: referral.0, since: since.date()? })
    }

    /// The place, from 1.
    #[getter]
    fn place(&self) -> usize {
        self.place
    }

    /// The id of the referral.
    #[getter]
    fn referral(&self) -> &str {
        &self.referral
    }

    /// The day on which the provider was asked.
    #[getter]
    fn since(&self) -> Date {
        Date(self.since)
    }
});

/// How far a referral came, as a word.
#[derive(Debug)]
struct Stage(CascadeStage);

impl FromPyObject<'_, '_> for Stage {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = <Word<CascadeStage> as Hint>::HINT;

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let word: Name = given.extract()?;
        let found = CascadeStage::ALL.iter().find(|stage| stage.as_str() == word.0);
        found.map(|stage| Stage(*stage)).ok_or_else(|| PyValueError::new_err("there is no such stage of a cascade"))
    }
}

/// How many referrals reached a stage.
///
/// >>> mj.CascadeCount("agreed", 10)
/// CascadeCount(stage='agreed', reached=10)
/// >>> mj.CascadeCount("agreed").reached is None
/// True
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct CascadeCount {
    stage: CascadeStage,
    reached: Option<u64>,
}

impl CascadeCount {
    fn wire(&self) -> String {
        format!("{self:?}")
    }
}

record!(CascadeCount ["stage", "reached"] (">>> mj.CascadeCount(\"agreed\", 10).replace(reached=None)", "CascadeCount(stage='agreed')") {
    #[new]
    #[pyo3(signature = (stage, reached = None))]
    fn new(stage: Stage, reached: Option<u64>) -> Self {
        CascadeCount { stage: stage.0, reached }
    }

    /// The stage.
    #[getter]
    fn stage(&self) -> Word<CascadeStage> {
        self.stage.into()
    }

    /// How many reached it; `None` where the number is kept back.
    #[getter]
    fn reached(&self) -> Option<u64> {
        self.reached
    }
});

/// How many referrals for one offer came how far.
///
/// >>> cascade = mj.Cascade("place", [mj.CascadeCount("proposed", 12), mj.CascadeCount("agreed")])
/// >>> [(count.stage, count.reached) for count in cascade.stages]
/// [('proposed', 12), ('agreed', None)]
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Cascade {
    offer: String,
    stages: Several<CascadeCount>,
}

impl Cascade {
    fn wire(&self) -> String {
        let stages: Vec<String> = self.stages.0.iter().map(|count| count.get().wire()).collect();
        format!("{:?} {}", self.offer, stages.join(" "))
    }
}

record!(Cascade ["offer", "stages"] (">>> mj.Cascade(\"place\", []).replace(offer=\"visit\").offer", "'visit'") {
    #[new]
    #[pyo3(signature = (offer, stages = Several::none()))]
    fn new(offer: Name, stages: Several<CascadeCount>) -> Self {
        Cascade { offer: offer.0, stages }
    }

    /// The id of the offer.
    #[getter]
    fn offer(&self) -> &str {
        &self.offer
    }

    /// Each stage, the first first.
    #[getter]
    fn stages(&self) -> &Several<CascadeCount> {
        &self.stages
    }
});

fn of_core(referrals: &Several<Referral>) -> Vec<&millejours::Referral> {
    referrals.0.iter().map(|one| &one.get().own).collect()
}

/// Who waits for an offer: requests that the provider has put on its waiting list and that have neither begun nor ended, the
/// earliest request first, those of one day by their ids. Need gives no place here.
///
/// >>> asked = mj.Referral.step_json(
/// ...     referral.to_json(), '{"state": "accepted", "on": "2026-06-09", "by": "provider:pmi", "capacity": "waitlist"}'
/// ... )
/// >>> mj.waiting_list([mj.Referral.from_json(asked), referral], "home-visit")
/// (Waiting(place=1, referral='r1', since=datetime.date(2026, 6, 1)),)
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn waiting_list(referrals: Several<Referral>, offer: Name) -> Row<Waiting> {
    Row::of(millejours::waiting_list(of_core(&referrals), &offer.0), |own| Waiting {
        place: own.place,
        referral: own.referral,
        since: own.since,
    })
}

/// Who waits for an offer, as JSON. `referrals` is a document: `{"schema": 1, "referrals": [...]}`.
///
/// Raises `JournalError` with everything that is wrong with it.
///
/// >>> mj.waiting_list_json('{"schema": 1, "referrals": []}', "home-visit")
/// '{"schema":1,"offer":"home-visit","waiting":[]}'
/// >>> mj.waiting_list_json('{"schema": 1}', "home-visit")
/// Traceback (most recent call last):
/// millejours.errors.JournalError: ...
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn waiting_list_json(referrals: Document<'_>, offer: Name) -> Result<String, Refused> {
    Ok(millejours::Referral::waiting_list_json(referrals, &offer.0)?)
}

/// How far referrals came by a day, for each offer: a care cascade, in numbers that name nobody.
///
/// Small numbers are kept back: a number is shown where it is zero or at least `at_least`, and differs from each number shown
/// before it by zero or at least that. It has to be given: `1` keeps nothing back, for those who may see each referral anyway.
/// Two cascades of populations that overlap, or of two days, must not be published side by side.
///
/// Raises `DateError`; `JournalError` for 0 and 2, which would keep nothing back; `OverflowError` for a number below zero.
///
/// >>> [(count.stage, count.reached) for count in mj.cascades([referral], "2026-06-05", at_least=1)[0].stages][:4]
/// [('proposed', 1), ('agreed', 1), ('requested', 1), ('accepted', 0)]
/// >>> mj.cascades([referral], "2026-06-05", at_least=5)[0].stages[0].reached is None
/// True
/// >>> mj.cascades([referral], "2026-06-05")
/// Traceback (most recent call last):
/// TypeError: cascades() missing 1 required keyword argument: 'at_least'
#[pyfunction]
#[pyo3(signature = (referrals, on, *, at_least))]
#[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn cascades(py: Python<'_>, referrals: Several<Referral>, on: Day, at_least: u64) -> PyResult<Row<Cascade>> {
    let found = millejours::cascades(of_core(&referrals), on.date()?, at_least).map_err(Refused::from)?;
    let found = found.into_iter().map(|own| {
        let stages = own
            .stages
            .into_iter()
            .map(|count| Py::new(py, CascadeCount { stage: count.stage, reached: count.reached }));
        Ok(Cascade { offer: own.offer, stages: Several(stages.collect::<PyResult<_>>()?) })
    });
    found.collect::<PyResult<_>>().map(Row)
}

/// How far referrals came by a day, as JSON. `referrals` is a document: `{"schema": 1, "referrals": [...]}`.
///
/// Raises `DateError`, and `JournalError` with everything that is wrong with the referrals.
///
/// >>> mj.cascades_json('{"schema": 1, "referrals": []}', "2026-06-05", at_least=5)
/// '{"schema":1,"on":"2026-06-05","at_least":5,"cascades":[]}'
/// >>> mj.cascades_json("[]", "2026-06-05", at_least=5)
/// Traceback (most recent call last):
/// millejours.errors.JournalError: ...
#[pyfunction]
#[pyo3(signature = (referrals, on, *, at_least))]
#[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn cascades_json(referrals: Document<'_>, on: Day, at_least: u64) -> Result<String, Refused> {
    Ok(millejours::Referral::cascades_json(referrals, on.date()?, at_least)?)
}
