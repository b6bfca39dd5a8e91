//! The class `Schedule`, and those of its parts.

pub mod entry;
mod rows;

use std::collections::BTreeMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use self::entry::ScheduleEntry;
use crate::arguments::{Document, Name};
use crate::dictionary::{Audience, Dictionary, chosen, in_words};
use crate::family::{AFamily, Plain};
use crate::programme::Programme;
use crate::refusal::Refused;
use crate::shown::{Date, Each, Row};
use crate::whole::whole;
use crate::wire::{Nothing, document};
use crate::within::Within;

/// What is due, open, coming, or past and can be caught up, for one family on one day.
///
/// Iterating gives the entries in their order: what is due, by its last day; what can be caught up; what is open; what is
/// coming. What is over for good is not listed. A pickle, as the JSON, keeps the ids of offers and not their titles.
///
/// >>> schedule = programme.schedule({"children": [{"id": "c1", "born": "2026-02-11"}]}, "2026-06-01")
/// >>> for entry in schedule:
/// ...     print(entry.offer, entry.subject, entry.status, entry.days.until)
/// home-visit c1 open 2028-02-10
/// >>> programme.schedule({}, "1999-01-01")
/// Traceback (most recent call last):
/// millejours.errors.DateError: the date cannot be used
/// ...
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Schedule {
    pub own: millejours::Schedule,
    // Whose titles are shown, the edition in force first; a stored schedule knows the ids alone.
    editions: Vec<millejours::Programme>,
}

impl Schedule {
    /// What a programme, or the editions of a history (the one in force first), said.
    pub fn of(own: millejours::Schedule, editions: Vec<millejours::Programme>) -> Self {
        Schedule { own, editions }
    }

    /// Whose titles are shown: those handed over, or those that it is from.
    fn titled<'a>(&'a self, given: Option<&'a Bound<'_, Programme>>) -> PyResult<Vec<&'a millejours::Programme>> {
        let Some(given) = given.map(|given| &given.get().programme) else { return Ok(self.editions.iter().collect()) };
        if *given.id() != *self.own.programme {
            let by = &self.own.programme;
            return Err(PyValueError::new_err(format!("the schedule is by '{by}', not by '{}'", given.id())));
        }
        Ok(vec![given])
    }
}

#[pymethods]
impl Schedule {
    /// Read a schedule that was stored or sent. It knows the ids of offers, not their titles.
    ///
    /// Raises `ScheduleError` with everything that is wrong with it.
    ///
    /// >>> schedule = programme.schedule(family, "2026-06-01")
    /// >>> mj.Schedule.from_json(schedule.to_json()) == schedule
    /// True
    /// >>> mj.Schedule.from_json('{"schema": 2}')
    /// Traceback (most recent call last):
    /// millejours.errors.ScheduleError: the schedule cannot be used
    /// ...
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(Schedule::of(millejours::Schedule::from_json(text)?, Vec::new()))
    }

    /// Read a schedule from a mapping with the keys of the wire form.
    ///
    /// Raises `ScheduleError` with everything that is wrong with it.
    ///
    /// >>> schedule = programme.schedule(family, "2026-06-01")
    /// >>> mj.Schedule.from_dict(schedule.to_dict()) == schedule
    /// True
    #[staticmethod]
    fn from_dict(mapping: Plain<'_>) -> PyResult<Self> {
        let own = millejours::Schedule::from_json(document(&mapping.0, Nothing::Written)?).map_err(Refused::from)?;
        Ok(Schedule::of(own, Vec::new()))
    }

    /// The schedule as a page of plain text; `programme` and `family` are those that it is of.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
    /// `"family"` or `"professional"`. A family never reads that something was not done. Entries of an edition that is not
    /// `programme` are left out: for those, see `ProgrammeHistory.schedule_text`.
    ///
    /// Raises as `Programme.explain` does.
    ///
    /// >>> schedule = programme.schedule(family, "2026-06-01")
    /// >>> print(schedule.to_text(programme, family, language="en").splitlines()[1])
    /// Home visit, for the child born on 11 February 2026: until 10 February 2028
    /// >>> schedule.to_text(programme, family, language="rm")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[pyo3(signature = (programme, family, *, language = None, dictionary = None, audience = None))]
    fn to_text(
        &self,
        programme: &Bound<'_, Programme>,
        family: AFamily<'_>,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<String> {
        let (py, programme, family) = (programme.py(), &programme.get().programme, family.family()?);
        let audience = Audience::or_family(audience);
        in_words(py, language, dictionary, |words| Ok(self.own.to_text(programme, &family, words, audience)?))
    }

    /// The schedule as iCalendar (RFC 5545), for a calendar of the family's; empty where there is no event.
    ///
    /// Events have a neutral title in the words of a `language` shipped or of a `dictionary` of your own, and no reminder
    /// unless `reminder_days` says how many days before (at most 365). `windows` adds the days on which something can be had,
    /// where no due window is dated and both ends are known. `describe` adds the titles of the offers: whoever sees the
    /// calendar sees them; a stored schedule takes them from the `programme` that is handed over.
    ///
    /// The `namespace` is a text of 16 letters or more, drawn at random once and kept by the caller, as a key is: the same
    /// event keeps its name by it, and nobody without it can tell whom an event is for. A new export stands in place of the
    /// one before it.
    ///
    /// Raises `ScheduleError` for a shorter namespace, `ValueError` where there are no titles to describe with.
    ///
    /// >>> dated = mj.Programme.from_toml(programme.to_toml().replace('cost = "free"', 'cost = "free"\ndue = { in_month = 9 }'))
    /// >>> schedule = dated.schedule(family, "2026-06-01")
    /// >>> text = schedule.to_icalendar("0b1f8a52-6d9e-4c6b", language="fr")
    /// >>> [line for line in text.splitlines() if line.startswith(("SUMMARY", "DTSTART", "DTEND"))]
    /// ['DTSTART;VALUE=DATE:20261011', 'DTEND;VALUE=DATE:20261111', 'SUMMARY;LANGUAGE=fr:Rendez-vous']
    /// >>> schedule.to_icalendar("family-7", language="fr")
    /// Traceback (most recent call last):
    /// millejours.errors.ScheduleError: the schedule cannot be used
    /// ...
    #[pyo3(signature = (
        namespace, *, language = None, dictionary = None, reminder_days = None, windows = false, describe = false,
        programme = None
    ))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    fn to_icalendar(
        &self,
        namespace: Name,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        reminder_days: Option<u16>,
        windows: bool,
        describe: bool,
        programme: Option<&Bound<'_, Programme>>,
    ) -> PyResult<String> {
        let words = chosen(language, dictionary)?;
        let mut options = millejours::CalendarOptions::new(namespace.0).map_err(Refused::from)?;
        if let Some(days) = reminder_days {
            options = options.with_reminder(days);
        }
        if windows {
            options = options.with_windows();
        }
        if describe {
            let editions = self.titled(programme)?;
            if editions.is_empty() {
                return Err(PyValueError::new_err("a stored schedule knows ids alone: hand over its `programme`"));
            }
            options = editions.into_iter().fold(options, millejours::CalendarOptions::with_titles);
        }
        Ok(self.own.to_icalendar(&words, &options))
    }

    /// One plain dict an entry, for a data frame; `columns()` says what stands in it. What is named here is added to every
    /// row.
    ///
    /// Raises `TypeError` for a name that is a column already.
    ///
    /// >>> row = programme.schedule(family, "2026-06-01").to_rows(row=7)[0]
    /// >>> row["status"], row["until"], row["row"]
    /// ('open', datetime.date(2028, 2, 10), 7)
    #[pyo3(signature = (**more: "object") -> "list[dict[str, object]]")]
    fn to_rows<'py>(&self, py: Python<'py>, more: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyList>> {
        rows::rows(py, &self.own, more)
    }

    /// The columns of `to_rows()` in their order, by plain Python types.
    ///
    /// >>> mj.Schedule.columns()["due_from"], mj.Schedule.columns()["missing"]
    /// (<class 'datetime.date'>, list[str])
    #[staticmethod]
    #[pyo3(signature = () -> "dict[str, type]")]
    fn columns(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        crate::table::columns(py, &rows::COLUMNS)
    }

    /// The programme's id.
    #[getter]
    fn programme(&self) -> &str {
        &self.own.programme
    }

    /// The edition in force on the day asked about.
    #[getter]
    fn version(&self) -> &str {
        &self.own.version
    }

    /// The day asked about.
    #[getter]
    fn on(&self) -> Date {
        Date(self.own.on)
    }

    /// The family's id, if it has one.
    #[getter]
    fn family(&self) -> Option<&str> {
        self.own.family.as_deref()
    }

    /// The entries.
    #[getter]
    fn entries(slf: &Bound<'_, Self>) -> Row<ScheduleEntry> {
        let entries = slf.get().own.entries.iter().enumerate();
        Row::of(entries, |(place, own)| ScheduleEntry { own: own.clone(), within: Within::at(slf, "entries", place) })
    }

    /// Everything was found within the published work bound. Where not, something that comes later may not be listed.
    #[getter]
    fn exact(&self) -> bool {
        self.own.exact
    }

    fn __len__(&self) -> usize {
        self.own.entries.len()
    }

    fn __iter__(slf: &Bound<'_, Self>) -> Each<ScheduleEntry> {
        Each(Self::entries(slf))
    }

    /// The table of a notebook, with titles in a language where the programme has them.
    ///
    /// A schedule that was stored or pickled takes them from the `programme` that is handed over.
    ///
    /// Raises `ValueError` for a programme that is another.
    ///
    /// >>> programme.schedule(family, "2026-06-01").to_html("fr").count("<tr>")
    /// 3
    #[pyo3(signature = (language = "en", *, programme = None))]
    fn to_html(slf: &Bound<'_, Self>, language: &str, programme: Option<&Bound<'_, Programme>>) -> PyResult<String> {
        let mut titles: BTreeMap<&str, &millejours::Words> = BTreeMap::new();
        for offer in slf.get().titled(programme)?.into_iter().flat_map(millejours::Programme::offers) {
            titles.entry(&*offer.id).or_insert(&offer.title);
        }
        slf.py().import("millejours._html_laws")?.call_method1("schedule", (slf, titles, language))?.extract()
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        Self::to_html(slf, "en", None)
    }

    fn __repr__(&self) -> String {
        let Schedule { own, .. } = self;
        let entries = if own.entries.len() == 1 { "entry" } else { "entries" };
        format!("<Schedule by {} {} on {}: {} {entries}>", own.programme, own.version, own.on, own.entries.len())
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().own.to_json(),)).into_pyobject(py)
    }
}

whole!(Schedule, "programme.schedule(family, \"2026-06-01\")");
