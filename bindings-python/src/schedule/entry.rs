//! The classes `ScheduleEntry`, `DaySpan` and `DueDays`.

use millejours::{ScheduleStatus, Then};
use pyo3::prelude::*;

use crate::assessment::answer::Dose;
use crate::shown::{Date, Row, Word};
use crate::within::{Within, part_of};

/// One stretch of days on which an offer can be had, or perhaps can, by the family or one of its members.
///
/// >>> first, second = programme.schedule(family, "2026-06-01")
/// >>> first.status, first.decision, first.days
/// ('open', 'eligible', <DaySpan to 2028-02-10>)
/// >>> second.subject, second.decision, second.missing
/// ('c2', 'undetermined', ('child[c2].born',))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct ScheduleEntry {
    pub own: millejours::ScheduleEntry,
    pub within: Within,
}

impl ScheduleEntry {
    fn label(&self) -> String {
        let subject = self.own.subject.as_deref().map(|subject| format!(" for '{subject}'"));
        format!("'{}'{}: {}", self.own.offer, subject.unwrap_or_default(), self.own.status)
    }
}

part_of!(ScheduleEntry {
    /// The offer's id.
    #[getter]
    fn offer(&self) -> &str {
        &self.own.offer
    }

    /// The member's id, where the offer is for one.
    #[getter]
    fn subject(&self) -> Option<&str> {
        self.own.subject.as_deref()
    }

    /// Where it stands on the day asked about: `"due"`, `"catch_up"`, `"open"` or `"coming"`.
    #[getter]
    fn status(&self) -> Word<ScheduleStatus> {
        self.own.status.into()
    }

    /// The answer on the day asked about or, of what is coming, on its first day.
    #[getter]
    fn decision(&self) -> Word<Then> {
        self.own.decision.into()
    }

    /// The days on which the answer is no definite no.
    #[getter]
    fn days(slf: &Bound<'_, Self>) -> DaySpan {
        DaySpan { own: slf.get().own.days, within: Within::of(slf, "days") }
    }

    /// The days around that one on which it is certainly eligible, where they are fewer; of an undetermined entry the next
    /// such days, if there are any.
    #[getter]
    fn certain(slf: &Bound<'_, Self>) -> Option<DaySpan> {
        slf.get().own.certain.map(|own| DaySpan { own, within: Within::of(slf, "certain") })
    }

    /// The days on which it is asked for, where they are known.
    #[getter]
    fn due(slf: &Bound<'_, Self>) -> Option<DueDays> {
        slf.get().own.due.map(|own| DueDays { own, within: Within::of(slf, "due") })
    }

    /// How much, on the day of the decision.
    #[getter]
    fn dose(&self) -> Option<Dose> {
        self.own.dose.clone().map(Dose)
    }

    /// The edition that the entry is from, where it is not the one in force on the day asked about.
    #[getter]
    fn version(&self) -> Option<&str> {
        self.own.version.as_deref()
    }

    /// The facts that can still change the decision, the dose or the days on which it is asked for, sorted.
    #[getter]
    fn missing(&self) -> Row<String> {
        Row::of(&self.own.missing, |name| (**name).to_owned())
    }

    /// The family already has it: it is neither due nor to be caught up.
    #[getter]
    fn already(&self) -> bool {
        self.own.already
    }

    /// Within the published work bound. Where not, an end of its days may be left out, and unknown may be too cautious.
    #[getter]
    fn exact(&self) -> bool {
        self.own.exact
    }
});

/// Days from one to another, both included. An end that is `None` lies more than 25 years away, or nowhere.
///
/// >>> days = programme.schedule(family, "2026-06-01").entries[0].days
/// >>> days.from_, days.until
/// (None, datetime.date(2028, 2, 10))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct DaySpan {
    own: millejours::DaySpan,
    within: Within,
}

impl DaySpan {
    fn label(&self) -> String {
        match (self.own.from, self.own.until) {
            (Some(from), Some(until)) => format!("{from} to {until}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("to {until}"),
            (None, None) => "without end".to_owned(),
        }
    }
}

part_of!(DaySpan {
    /// The first day.
    #[getter]
    fn from_(&self) -> Option<Date> {
        self.own.from.map(Date)
    }

    /// The last day.
    #[getter]
    fn until(&self) -> Option<Date> {
        self.own.until.map(Date)
    }
});

/// The days on which the law, or the programme, asks for an offer, within those on which it can be had.
///
/// >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\ndue = { in_month = 9 }')
/// >>> mj.Programme.from_toml(text).schedule(family, "2026-06-01").entries[0].due
/// <DueDays 2026-10-11 to 2026-11-10>
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct DueDays {
    own: millejours::DueDays,
    within: Within,
}

impl DueDays {
    fn label(&self) -> String {
        let rolled = if self.own.rolled { ", rolled to a working day" } else { "" };
        match self.own.until {
            Some(until) => format!("{} to {until}{rolled}", self.own.from),
            None => format!("from {}", self.own.from),
        }
    }
}

part_of!(DueDays {
    /// The first day.
    #[getter]
    fn from_(&self) -> Date {
        Date(self.own.from)
    }

    /// The last day; `None` where the window lasts as long as the offer can be had.
    #[getter]
    fn until(&self) -> Option<Date> {
        self.own.until.map(Date)
    }

    /// The last day is later than it was counted: it would have been no working day.
    #[getter]
    fn rolled(&self) -> bool {
        self.own.rolled
    }
});
