//! What the class `Programme` says over families and days: laws, lints, differences, schedules.

use pyo3::prelude::*;

use super::Programme;
use crate::arguments::Day;
use crate::family::AFamily;
use crate::laws::Laws;
use crate::laws::asked::{Asked, Progress, Units};
use crate::laws::difference::Differences;
use crate::laws::lints::Lints;
use crate::refusal::Refused;
use crate::schedule::Schedule;

#[pymethods]
impl Programme {
    /// Prove the laws of proportionate universalism for every possible family, or show who breaks them.
    ///
    /// Families have up to so many `adults` (1 to 8), `children` that are born (up to 8), `pregnancies` under way (up to 4) and
    /// children `expected` of each (up to 4); `weights` says what one unit of a dose weighs where units are added up. What is
    /// not said is as the programme's own `[laws]` have it, or 2, 2, 1 and 2.
    ///
    /// `progress` is called now and then with how many of how many pieces of work are done; what it raises ends the work, and
    /// so does an interrupt.
    ///
    /// >>> programme.laws(adults=1)["gradient"].verdict
    /// 'holds'
    /// >>> def impatient(done, of):
    /// ...     raise TimeoutError(f"{done} of {of}")
    /// >>> programme.laws(progress=impatient)
    /// Traceback (most recent call last):
    /// TimeoutError: 1 of 6
    #[pyo3(signature = (
        *, adults = None, children = None, pregnancies = None, expected = None, weights = None, progress = None
    ))]
    fn laws(
        slf: &Bound<'_, Self>,
        adults: Option<i64>,
        children: Option<i64>,
        pregnancies: Option<i64>,
        expected: Option<i64>,
        weights: Option<Units>,
        progress: Option<Progress>,
    ) -> PyResult<Laws> {
        let options = Asked { adults, children, pregnancies, expected, weights, cliff: None };
        Laws::of(slf, options, progress.as_ref())
    }

    /// Look for what is worth a second look: rules that make no difference, offers that nobody can have, cliffs.
    ///
    /// `cliff` says how much of a unit one step of one fact may cost. All else is as `laws` has it.
    ///
    /// >>> [lint.kind for lint in programme.lints(cliff={})]
    /// ['no_source']
    #[pyo3(signature = (
        *, adults = None, children = None, pregnancies = None, expected = None, cliff = None, progress = None
    ))]
    fn lints(
        slf: &Bound<'_, Self>,
        adults: Option<i64>,
        children: Option<i64>,
        pregnancies: Option<i64>,
        expected: Option<i64>,
        cliff: Option<Units>,
        progress: Option<Progress>,
    ) -> PyResult<Lints> {
        let options = Asked { adults, children, pregnancies, expected, weights: None, cliff };
        Lints::of(slf, options, progress.as_ref())
    }

    /// Compare with a programme that comes after this one: which families gain, lose, or have more or less.
    ///
    /// Both are read as if they were in force on every day of either. All else is as `laws` has it.
    ///
    /// Raises `ProgrammeError` where they mean different things by one name, or count weeks of pregnancy differently.
    ///
    /// >>> programme.difference(programme)
    /// <Differences from house 1 to house 1: 0 found, 0 not decided>
    #[pyo3(signature = (
        after, *, adults = None, children = None, pregnancies = None, expected = None, progress = None
    ))]
    fn difference(
        slf: &Bound<'_, Self>,
        after: &Bound<'_, Self>,
        adults: Option<i64>,
        children: Option<i64>,
        pregnancies: Option<i64>,
        expected: Option<i64>,
        progress: Option<Progress>,
    ) -> PyResult<Differences> {
        let options = Asked { adults, children, pregnancies, expected, weights: None, cliff: None };
        Differences::of(slf, after, options, progress.as_ref())
    }

    /// What is due, open, coming, or past and can be caught up for a family on a day, as if the programme stayed in force.
    ///
    /// Raises as `assess` does.
    ///
    /// >>> [(entry.subject, entry.status) for entry in programme.schedule(family, "2026-06-01")]
    /// [('c1', 'open'), ('c2', 'open')]
    fn schedule(&self, py: Python<'_>, family: AFamily<'_>, on: Day) -> PyResult<Schedule> {
        let on = on.date()?;
        let family = family.family()?;
        let schedule = py.detach(|| self.programme.schedule(&family, on)).map_err(Refused::from)?;
        Ok(Schedule::of(schedule, vec![self.programme.clone()]))
    }
}
