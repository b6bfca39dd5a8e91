//! The words of a schedule, and their JSON.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::assessment::{Dose, Then};
use crate::choices::read_words;

read_words! {
    /// Where an offer stands on the day asked about. Never that something was not done: what is past and can still be had is
    /// there to be caught up, and what is past for good is not spoken of.
    ScheduleStatus {
        /// The law, or the programme, asks for it now.
        Due = "due",
        /// The window in which it was asked for is past, and it can still be had.
        CatchUp = "catch_up",
        /// It can be had now.
        Open = "open",
        /// It can be had from a later day on.
        Coming = "coming",
    }
}

/// Days from one to another, both included. An end that is absent lies more than 25 years away, or nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DaySpan {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

/// The days on which the law, or the programme, asks for an offer, within those on which it can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DueDays {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, unless the window lasts as long as the offer can be had.
    pub until: Option<NaiveDate>,
    /// The last day is later than it was counted: it would have been no working day.
    pub rolled: bool,
}

/// One stretch of days on which an offer can be had, or perhaps can, by the family or one of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScheduleEntry {
    /// The offer's id.
    pub offer: Arc<str>,
    /// The member's id, where the offer is for one.
    pub subject: Option<Arc<str>>,
    /// Where it stands on the day asked about.
    pub status: ScheduleStatus,
    /// The answer on the day asked about or, of what is coming, on its first day.
    pub decision: Then,
    /// The days on which the answer is no definite no.
    pub days: DaySpan,
    /// The days around that one on which it is certainly eligible, where they are fewer; of an undetermined entry the next
    /// such days, if there are any.
    pub certain: Option<DaySpan>,
    /// The days on which it is asked for, where they are known.
    pub due: Option<DueDays>,
    /// How much, on the day of the decision.
    pub dose: Option<Dose>,
    /// The edition that the entry is from, where it is not the one in force on the day asked about.
    pub version: Option<Arc<str>>,
    /// The facts that can still change the decision, the dose or the days on which it is asked for, by their full names,
    /// sorted.
    pub missing: Vec<Arc<str>>,
    /// The family already has it: it is neither due nor to be caught up.
    pub already: bool,
    /// Within the published work bound. Where not, an end of its days may be left out, and unknown may be too cautious.
    pub exact: bool,
}

/// What is due, open, coming, or past and can be caught up, for one family on one day.
///
/// In this order: what is due, by its last day; what can be caught up; what is open; what is coming; each by its first day,
/// then in the programme's order, then in the family's. What is over for good is not listed.
///
/// ```
/// use millejours::{Family, Programme, Schedule, ScheduleStatus, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'to_offer'\nfor = 'child'\ntitle = { en = 'V' }\ncost = 'free'\n\
/// # due = { in_month = 3 }\nwhen = [ { id = 'w', condition = 'child.age_months >= 2 && child.age_months < 12' } ]";
/// // An offer with `due = { in_month = 3 }`, to be had from 2 to 11 completed months.
/// let programme = Programme::from_toml(text)?;
/// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1", "born": "2026-01-10"}]}"#)?;
/// let status = |on: &str| Ok::<_, millejours::Error>(programme.schedule(&family, parse_date(on)?)?.entries[0].status);
/// assert_eq!(status("2026-02-01")?, ScheduleStatus::Coming);
/// assert_eq!(status("2026-03-20")?, ScheduleStatus::Due);
/// assert_eq!(status("2026-05-01")?, ScheduleStatus::CatchUp);
/// assert!(programme.schedule(&family, parse_date("2027-02-01")?)?.entries.is_empty());
///
/// // What was stored comes back; what no schedule says does not.
/// let schedule = programme.schedule(&family, parse_date("2026-03-20")?)?;
/// assert_eq!(Schedule::from_json(schedule.to_json())?, schedule);
/// let refused = Schedule::from_json(schedule.to_json().replace("due\",\"dec", "coming\",\"dec")).unwrap_err();
/// assert_eq!(refused.code().as_str(), "schedule.contradiction");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Schedule {
    /// The programme's id.
    pub programme: String,
    /// The edition in force on the day asked about.
    pub version: String,
    /// The day asked about.
    pub on: NaiveDate,
    /// The family's id, if it has one.
    pub family: Option<String>,
    /// The entries.
    pub entries: Vec<ScheduleEntry>,
    /// Everything was found within the published work bound. Where not, something that comes later may not be listed.
    pub exact: bool,
}

struct Names<'a>(&'a [Arc<str>]);

impl Serialize for Names<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|name| &**name))
    }
}

fn ends<M: SerializeMap>(map: &mut M, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Result<(), M::Error> {
    if let Some(from) = from {
        map.serialize_entry("from", &from.to_string())?;
    }
    if let Some(until) = until {
        map.serialize_entry("until", &until.to_string())?;
    }
    Ok(())
}

impl Serialize for DaySpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        ends(&mut map, self.from, self.until)?;
        map.end()
    }
}

impl Serialize for DueDays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        ends(&mut map, Some(self.from), self.until)?;
        if self.rolled {
            map.serialize_entry("rolled", &true)?;
        }
        map.end()
    }
}

impl Serialize for ScheduleEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("offer", &*self.offer)?;
        if let Some(subject) = self.subject.as_deref() {
            map.serialize_entry("subject", subject)?;
        }
        map.serialize_entry("status", &self.status)?;
        map.serialize_entry("decision", &self.decision)?;
        ends(&mut map, self.days.from, self.days.until)?;
        if let Some(certain) = &self.certain {
            map.serialize_entry("certain", certain)?;
        }
        if let Some(due) = &self.due {
            map.serialize_entry("due", due)?;
        }
        if let Some(dose) = &self.dose {
            map.serialize_entry("dose", dose)?;
        }
        if let Some(version) = self.version.as_deref() {
            map.serialize_entry("version", version)?;
        }
        map.serialize_key("missing")?;
        map.serialize_value(&Names(&self.missing))?;
        if self.already {
            map.serialize_entry("already", &true)?;
        }
        if !self.exact {
            map.serialize_entry("exact", &false)?;
        }
        map.end()
    }
}

impl Serialize for Schedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("programme", &self.programme)?;
        map.serialize_entry("version", &self.version)?;
        map.serialize_entry("on", &self.on.to_string())?;
        if let Some(family) = &self.family {
            map.serialize_entry("family", family)?;
        }
        map.serialize_entry("entries", &self.entries)?;
        if !self.exact {
            map.serialize_entry("exact", &false)?;
        }
        map.end()
    }
}

impl Schedule {
    /// The schedule as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
