//! The class `ProgrammeHistory`.

use std::hash::{Hash, Hasher};

use chrono::NaiveDate;
use pyo3::exceptions::PyLookupError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arguments::{Day, Several};
use crate::assessment::Assessment;
use crate::dictionary::{Audience, Dictionary, in_words};
use crate::doors::doors;
use crate::explanation::Explanation;
use crate::family::AFamily;
use crate::laws::Laws;
use crate::programme::Programme;
use crate::refusal::Refused;
use crate::schedule::Schedule;
use crate::shown::{Each, Row};
use crate::whole::immutable;

/// The versions of one programme: every day has one, no day has two.
///
/// Immutable; may be shared between threads. A sequence of its versions, in the order of their days.
///
/// >>> history = mj.ProgrammeHistory([programme])
/// >>> len(history), history[-1] is programme, programme in history
/// (1, True, True)
/// >>> history.on("2019-01-01")
/// Traceback (most recent call last):
/// millejours.errors.DateError: the date cannot be used
/// on: no version is in force that day [date.outside_validity]
///   expected: 2026-01-01 or later
///   help: ask on a day of its validity, or take the edition that is in force that day
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct ProgrammeHistory {
    history: millejours::ProgrammeHistory,
    // The same, as given: they know their vocabularies.
    versions: Several<Programme>,
}

impl PartialEq for ProgrammeHistory {
    fn eq(&self, other: &Self) -> bool {
        let versions = |history: &Self| history.versions.0.len();
        let mut pairs = self.versions.0.iter().zip(&other.versions.0);
        versions(self) == versions(other) && pairs.all(|(one, other)| one.get() == other.get())
    }
}

impl Hash for ProgrammeHistory {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.versions.0.iter().for_each(|one| one.get().hash(state));
    }
}

impl ProgrammeHistory {
    fn version(&self, py: Python<'_>, on: NaiveDate) -> PyResult<Py<Programme>> {
        // The days of two versions differ, so that they name the one that was given.
        let days = self.history.on(on).map_err(Refused::from)?.valid();
        let version = self.versions.0.iter().find(|one| one.get().programme.valid() == days);
        version.map(|one| one.clone_ref(py)).ok_or_else(|| PyLookupError::new_err("no such version"))
    }
}

#[pymethods]
impl ProgrammeHistory {
    /// Put versions in order.
    ///
    /// Raises `HistoryError` where they belong to several programmes, or leave a day without a version or with two.
    #[new]
    fn new(mut versions: Several<Programme>) -> Result<Self, Refused> {
        let programmes = versions.0.iter().map(|one| one.get().programme.clone()).collect();
        let history = millejours::ProgrammeHistory::new(programmes)?;
        versions.0.sort_by_key(|one| one.get().programme.valid().from);
        Ok(ProgrammeHistory { history, versions })
    }

    /// The versions, in the order of their days.
    #[getter]
    fn versions(&self) -> &Several<Programme> {
        &self.versions
    }

    /// The version in force on a day.
    ///
    /// Raises `DateError` where there is none.
    ///
    /// >>> mj.ProgrammeHistory([programme]).on("2026-06-01") is programme
    /// True
    fn on(&self, py: Python<'_>, on: Day) -> PyResult<Py<Programme>> {
        self.version(py, on.date()?)
    }

    /// Say which help there is for one family on one day, by the version in force on that day.
    ///
    /// Raises `DateError` and `FamilyError` as `Programme.assess` does.
    ///
    /// >>> mj.ProgrammeHistory([programme]).assess(family, "2026-06-01") == programme.assess(family, "2026-06-01")
    /// True
    fn assess(&self, py: Python<'_>, family: AFamily<'_>, on: Day) -> PyResult<Assessment> {
        let on = on.date()?;
        let programme = self.history.on(on).map_err(Refused::from)?;
        let family = family.family()?;
        let assessment = py.detach(|| programme.assess(&family, on)).map_err(Refused::from)?;
        Ok(Assessment::of(assessment, programme))
    }

    /// Say which help there is for one family on one day, in words, by the version in force on that day.
    ///
    /// Raises as `Programme.explain` does.
    ///
    /// >>> said = mj.ProgrammeHistory([programme]).explain(family, "2026-06-01", language="fr")
    /// >>> said == programme.explain(family, "2026-06-01", language="fr")
    /// True
    #[pyo3(signature = (family, on, *, language = None, dictionary = None, audience = None))]
    fn explain(
        &self,
        py: Python<'_>,
        family: AFamily<'_>,
        on: Day,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<Explanation> {
        let version = self.version(py, on.date()?)?;
        Explanation::of(version.bind(py), &family, &on, language, dictionary, audience)
    }

    /// The laws of each version, in the order of their days; that there is no gap and no overlap is said of all together.
    ///
    /// >>> [laws["no_gap"].verdict for laws in mj.ProgrammeHistory([programme]).laws()]
    /// ['holds']
    /// >>> "no_gap" in [finding.law for finding in programme.laws()]
    /// False
    fn laws(slf: &Bound<'_, Self>) -> Row<Laws> {
        let history = &slf.get().history;
        let laws = slf.py().detach(|| history.laws());
        let each = laws.into_iter().zip(history.versions()).enumerate();
        Row::of(each, |(place, (laws, version))| Laws::of_version(slf, place, laws, version.clone()))
    }

    /// What is due, open, coming, or past and can be caught up for a family on a day, by the version in force on each day.
    ///
    /// Raises `DateError` and `FamilyError` as `Programme.assess` does.
    ///
    /// >>> mj.ProgrammeHistory([programme]).schedule(family, "2026-06-01").entries[0].days  # before, there was no version
    /// <DaySpan 2026-01-01 to 2028-02-10>
    fn schedule(&self, py: Python<'_>, family: AFamily<'_>, on: Day) -> PyResult<Schedule> {
        let on = on.date()?;
        let current = self.history.on(on).map_err(Refused::from)?;
        let family = family.family()?;
        let schedule = py.detach(|| self.history.schedule(&family, on)).map_err(Refused::from)?;
        let editions = [current].into_iter().chain(self.history.versions()).cloned().collect();
        Ok(Schedule::of(schedule, editions))
    }

    /// A schedule of this history in words, each entry in those of the edition that it is from. See `Schedule.to_text`.
    ///
    /// >>> history = mj.ProgrammeHistory([programme])
    /// >>> said = history.schedule_text(history.schedule(family, "2026-06-01"), family, language="en", audience="professional")
    /// >>> said == history.schedule_text_json(family.to_json(), "2026-06-01", language="en", audience="professional")
    /// True
    #[pyo3(signature = (schedule, family, *, language = None, dictionary = None, audience = None))]
    fn schedule_text(
        &self,
        schedule: &Bound<'_, Schedule>,
        family: AFamily<'_>,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<String> {
        let (py, schedule, family) = (schedule.py(), &schedule.get().own, family.family()?);
        let audience = Audience::or_family(audience);
        in_words(py, language, dictionary, |words| {
            Ok(self.history.schedule_text(schedule, &family, words, audience)?)
        })
    }

    fn __len__(&self) -> usize {
        self.versions.0.len()
    }

    fn __iter__(&self, py: Python<'_>) -> Each<Py<Programme>> {
        Each(Row::of(&self.versions.0, |version| version.clone_ref(py)))
    }

    /// The version at a place, in the order of their days; from the end where it is negative.
    ///
    /// Raises `IndexError` where there is none.
    fn __getitem__(&self, py: Python<'_>, place: isize) -> PyResult<Py<Programme>> {
        let versions = (&self.versions).into_pyobject(py)?;
        let place = if place < 0 { place + isize::try_from(versions.len())? } else { place };
        Ok(versions.get_item(usize::try_from(place).unwrap_or(usize::MAX))?.cast_into::<Programme>()?.unbind())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let versions = (&slf.get().versions).into_pyobject(slf.py())?.repr()?;
        Ok(format!("ProgrammeHistory({versions})"))
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        (py.get_type::<Self>(), (&slf.get().versions,)).into_pyobject(py)
    }
}

immutable!(ProgrammeHistory);

doors!(ProgrammeHistory, history, "mj.ProgrammeHistory([programme])");
