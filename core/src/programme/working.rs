//! The working days of a programme: its week-end and its holidays, as its document has them.

use chrono::Weekday;
use serde::Serialize;

use super::rules::{each, text, words};
use crate::calendar::{Day, Holiday, WEEKDAYS, working_from};
use crate::document::{Node, Path, Report, Value};
use crate::error::Code;
use crate::vocabulary::Words;

/// The most holidays that a programme lists.
const MOST_HOLIDAYS: usize = 100;

/// Which days are no working days.
#[derive(Debug, Clone)]
pub(crate) struct WorkingDays {
    weekend: Vec<Weekday>,
    holidays: Vec<Holiday>,
    titles: Vec<Words>,
    source: Option<String>,
}

impl WorkingDays {
    /// The day itself where it is a working day, else the next one.
    pub(super) fn from(&self, day: Day) -> Day {
        working_from(day, &self.weekend, &self.holidays)
    }
}

pub(super) fn read(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<WorkingDays> {
    let mut table = report.table(node, path)?;
    let source = text(report, &mut table, "source");
    let weekend_node = table.need(report, "weekend");
    let mut weekend = Vec::new();
    for day in each(report, &mut table, "weekend", |report, node, path| report.choice(node, path, &WEEKDAYS)) {
        if !weekend.contains(&day) {
            weekend.push(day);
        }
    }
    if let Some(node) = weekend_node.filter(|_| weekend.len() >= WEEKDAYS.len()) {
        report.add(Code::CalendarWeekend, node, &path.key("weekend"), "no day of the week is a working day");
    }
    let listed = table.get("holidays");
    let found = each(report, &mut table, "holidays", |report, node, path| {
        let mut table = report.table(node, path)?;
        let on = table.need(report, "on").and_then(|node| {
            let path = path.key("on");
            let holiday = Holiday::parse(report.string(node, &path)?);
            if holiday.is_none() {
                report.add(Code::CalendarHoliday, node, &path, "this is no day of each year").expected =
                    Some("05-01, easter, easter+39 or easter-2, at most 200 days from Easter".to_owned());
            }
            holiday
        });
        let title = words(report, &mut table, "title");
        table.finish(report);
        on.map(|on| (on, title))
    });
    table.finish(report);
    if let Some(node) = listed
        && let Value::List(items) = &node.value
        && items.len() > MOST_HOLIDAYS
    {
        report.add(Code::DocumentInvalidValue, node, &path.key("holidays"), "no year has so many holidays").expected =
            Some(format!("at most {MOST_HOLIDAYS}"));
    }
    let (holidays, titles) = found.into_iter().unzip();
    Some(WorkingDays { weekend, holidays, titles, source })
}

#[derive(Serialize)]
struct WrittenHoliday<'a> {
    on: String,
    #[serde(skip_serializing_if = "Words::is_empty")]
    title: &'a Words,
}

/// The working days as they are written.
#[derive(Serialize)]
pub(super) struct WrittenDays<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    source: &'a Option<String>,
    weekend: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holidays: Vec<WrittenHoliday<'a>>,
}

pub(super) fn written(days: &WorkingDays) -> WrittenDays<'_> {
    let name = |day: &Weekday| WEEKDAYS.iter().find(|(_, own)| own == day).map(|(name, _)| *name);
    let holidays = days.holidays.iter().zip(&days.titles);
    WrittenDays {
        source: &days.source,
        weekend: days.weekend.iter().filter_map(name).collect(),
        holidays: holidays.map(|(on, title)| WrittenHoliday { on: on.to_string(), title }).collect(),
    }
}
