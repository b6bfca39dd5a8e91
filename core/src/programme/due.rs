//! When an offer is asked for: the dated window in which the law, or the programme, wants it.

use serde::Serialize;

use super::working::WorkingDays;
use crate::calendar::{Day, Unit};
use crate::choices::read_words;
use crate::document::{Node, Path, Report, Table};
use crate::error::Code;
use crate::vocabulary::Subject;

read_words! {
    /// What happens to the last day of a due window where it is no working day.
    Roll {
        /// The next working day stands in for it.
        NextWorkingDay = "next_working_day",
    }
}

/// The dated window in which the law, or the programme, asks for an offer, within the time in which it can be had.
///
/// Days are counted from the birth of the child whom the offer is for (before it, from the expected day), weeks of pregnancy
/// from the expected day.
///
/// ```
/// use millejours::{DueWindow, Programme, Roll};
/// # let text = |due: &str| format!("schema = 1\nid = 'h'\nversion = '1'\nvalid = {{ from = 2026-01-01 }}\n\
/// # calendar = {{ weekend = ['saturday', 'sunday'] }}\n[[offers]]\nid = 'register'\nprovider = 'town'\n\
/// # tier = 'universal'\nduty = 'to_attend'\nfor = 'child'\ntitle = {{ en = 'Birth' }}\ncost = 'free'\ndue = {due}");
/// let due = "{ days = [0, 5], first_day_counts = false, roll = 'next_working_day' }";
/// let programme = Programme::from_toml(text(due))?;
/// let due = programme.offers()[0].due.as_ref().unwrap();
/// assert_eq!(due.window, DueWindow::Days { first: 0, last: 5, first_day_counts: false });
/// assert_eq!(due.roll, Some(Roll::NextWorkingDay));
///
/// // Whether the day of birth counts has to be said.
/// let refused = Programme::from_toml(text("{ days = [0, 5] }")).unwrap_err();
/// assert_eq!(refused.code().as_str(), "document.missing_key");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Due {
    /// The window.
    pub window: DueWindow,
    /// What happens to its last day where that is no working day.
    pub roll: Option<Roll>,
}

/// How a due window is said. All ends are included, and completed months and years are civil, as in ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DueWindow {
    /// `days = [0, 8]`: days after birth.
    Days {
        /// The first day.
        first: u32,
        /// The last day.
        last: u32,
        /// Is the day of birth day 1? If not, it is day 0.
        first_day_counts: bool,
    },
    /// `weeks = [4, 8]`: from the fourth week to the eighth, both whole; the first begins with the day of birth.
    Weeks {
        /// The first week, from 1.
        first: u32,
        /// The last week.
        last: u32,
    },
    /// `in_month = 9`: in the ninth month, from 8 completed months to the day before 9.
    InMonth {
        /// The month, from 1.
        month: u32,
    },
    /// `months = [16, 18]`: from 16 completed months to the day before 18.
    Months {
        /// The completed months on its first day.
        from: u32,
        /// The completed months on the day after its last.
        before: u32,
    },
    /// `in_year = 7`: in the seventh year, from the sixth birthday to the day before the seventh.
    InYear {
        /// The year, from 1.
        year: u32,
    },
    /// `years = [8, 9]`: from the eighth birthday to the day before the ninth.
    Years {
        /// The completed years on its first day.
        from: u32,
        /// The completed years on the day after its last.
        before: u32,
    },
    /// `pregnancy_weeks = [15, 19]`: from 15 completed weeks of pregnancy to the day before 19; `[36]` until the birth.
    PregnancyWeeks {
        /// The completed weeks on its first day.
        from: u32,
        /// The completed weeks on the day after its last, unless it ends with the pregnancy.
        before: Option<u32>,
    },
}

/// The days of a due window, as counted from one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DueDays {
    pub(crate) first: Day,
    /// No last day where the window ends with the pregnancy.
    pub(crate) last: Option<Day>,
    /// The last day before it was rolled.
    pub(crate) unrolled: Option<Day>,
}

impl Due {
    /// The days of the window, counted from a birth; in weeks of pregnancy, from the day on which the birth is expected.
    pub(crate) fn days(&self, from: Day, term: i64, calendar: Option<&WorkingDays>) -> DueDays {
        let span = |unit: Unit, first: u32, before: u32| {
            (unit.reached(from, i64::from(first)), Some(unit.reached(from, i64::from(before)) - 1))
        };
        let (first, last) = match self.window {
            DueWindow::Days { first, last, first_day_counts } => {
                let start = from - i64::from(first_day_counts);
                (start + i64::from(first), Some(start + i64::from(last)))
            }
            DueWindow::Weeks { first, last } => span(Unit::Weeks, first.saturating_sub(1), last),
            DueWindow::InMonth { month } => span(Unit::Months, month.saturating_sub(1), month),
            DueWindow::Months { from, before } => span(Unit::Months, from, before),
            DueWindow::InYear { year } => span(Unit::Years, year.saturating_sub(1), year),
            DueWindow::Years { from, before } => span(Unit::Years, from, before),
            DueWindow::PregnancyWeeks { from: first, before } => {
                let reached = |week: u32| Unit::Weeks.reached(from, i64::from(week) - term);
                (reached(first), before.map(|week| reached(week) - 1))
            }
        };
        let rolled = last.map(|last| match (self.roll, calendar) {
            (Some(Roll::NextWorkingDay), Some(calendar)) => calendar.from(last),
            _ => last,
        });
        DueDays { first, last: rolled, unrolled: last }
    }

    /// Is it counted in weeks of pregnancy?
    pub(super) fn is_of_pregnancy(&self) -> bool {
        matches!(self.window, DueWindow::PregnancyWeeks { .. })
    }
}

/// The ways to say a window: its key, the least and the greatest of its numbers, and how it is written.
const WINDOWS: [(&str, i64, i64, &str); 7] = [
    ("days", 0, 9_200, "days = [0, 8] with first_day_counts = false, the last not before the first"),
    ("weeks", 1, 1_300, "weeks = [4, 8], from 1, the last not before the first"),
    ("in_month", 1, 300, "in_month = 9, from 1 to 300"),
    ("months", 0, 300, "months = [16, 18], up to 300, the first below the last"),
    ("in_year", 1, 25, "in_year = 7, from 1 to 25"),
    ("years", 0, 25, "years = [8, 9], up to 25, the first below the last"),
    ("pregnancy_weeks", 0, 45, "pregnancy_weeks = [15, 19], up to 45, the first below the last; [36] until the birth"),
];

/// The numbers of a window, none where they are at fault.
fn numbers(report: &mut Report<'_>, node: &Node, path: &Path<'_>, at: usize) -> Option<(u32, Option<u32>)> {
    let (key, least, most, written) = *WINDOWS.get(at)?;
    let (single, pair) = (key.starts_with("in_"), !key.starts_with("in_") && key != "pregnancy_weeks");
    let found: Vec<i64> = if single {
        vec![report.integer(node, path)?]
    } else {
        let items = report.list(node, path).iter().take(3).enumerate();
        let read: Vec<Option<i64>> = items.map(|(index, item)| report.integer(item, &path.index(index))).collect();
        if !matches!(node.value, crate::document::Value::List(_)) || read.iter().any(Option::is_none) {
            return None;
        }
        read.into_iter().flatten().collect()
    };
    let inside = |number: &i64| (least..=most).contains(number);
    let whole = matches!(key, "days" | "weeks");
    let fits = match found.as_slice() {
        [only] => !pair && inside(only),
        [first, last] => !single && inside(first) && inside(last) && (first < last || (whole && first == last)),
        _ => false,
    };
    let mut sizes = found.iter().map(|number| u32::try_from(*number).ok());
    match (fits, sizes.next().flatten()) {
        (true, Some(first)) => Some((first, sizes.next().flatten())),
        _ => {
            report.add(Code::DueWindow, node, path, "these numbers make no window").expected = Some(written.to_owned());
            None
        }
    }
}

pub(super) fn read(report: &mut Report<'_>, node: &Node, path: &Path<'_>, subject: Option<Subject>) -> Option<Due> {
    let mut table = report.table(node, path)?;
    let mut said: Vec<(usize, &Node)> = Vec::new();
    for (at, (key, ..)) in WINDOWS.iter().enumerate() {
        said.extend(table.get(key).map(|node| (at, node)));
    }
    let counts = match said.iter().any(|(at, _)| *at == 0) {
        true => {
            let counts = table.need(report, "first_day_counts");
            counts.and_then(|node| report.truth(node, &path.key("first_day_counts")))
        }
        false => None,
    };
    let slips = table.entries.iter().any(|entry| !matches!(entry.key.as_str(), "roll" | "first_day_counts"));
    let roll = table.get("roll").and_then(|node| report.choice(node, &path.key("roll"), Roll::NAMED));
    table.finish(report);
    let (at, own) = match said.as_slice() {
        [one] => *one,
        // A slip of the pen is named once, as the unknown key that it is.
        [] if slips => return None,
        _ => {
            let message = if said.is_empty() { "the window is not said" } else { "the window is said in several ways" };
            let keys: Vec<&str> = WINDOWS.iter().map(|(key, ..)| *key).collect();
            report.add(Code::DueWindow, node, path, message).expected = Some(format!("one of {}", keys.join(", ")));
            return None;
        }
    };
    let (key, ..) = *WINDOWS.get(at)?;
    let own_path = path.key(key);
    let (first, second) = numbers(report, own, &own_path, at)?;
    let window = match (key, second) {
        ("days", Some(last)) => {
            let first_day_counts = counts?;
            if first_day_counts && first == 0 {
                report.add(Code::DueWindow, own, &own_path, "where the first day counts, it is day 1").expected =
                    Some("days = [1, 8], or first_day_counts = false".to_owned());
                return None;
            }
            DueWindow::Days { first, last, first_day_counts }
        }
        ("weeks", Some(last)) => DueWindow::Weeks { first, last },
        ("in_month", _) => DueWindow::InMonth { month: first },
        ("months", Some(before)) => DueWindow::Months { from: first, before },
        ("in_year", _) => DueWindow::InYear { year: first },
        ("years", Some(before)) => DueWindow::Years { from: first, before },
        (_, before) => DueWindow::PregnancyWeeks { from: first, before },
    };
    let due = Due { window, roll };
    let wanted = if due.is_of_pregnancy() { Subject::Pregnancy } else { Subject::Child };
    if let Some(subject) = subject.filter(|subject| *subject != wanted) {
        let message = format!("this offer has `for = \"{}\"`", subject.as_str());
        report.add(Code::DueSubject, own, &own_path, message).expected =
            Some(format!("an offer with for = \"{}\"", wanted.as_str()));
        return None;
    }
    Some(due)
}

/// What the window needs of the programme.
pub(super) fn check(
    report: &mut Report<'_>,
    offer: &Node,
    path: &str,
    due: &Due,
    term_weeks: Option<u32>,
    calendar: Option<&WorkingDays>,
) {
    let Some(node) = offer.under("due") else { return };
    let (root, path) = (Path::Root, format!("{path}.due"));
    let path = root.key(&path);
    if due.is_of_pregnancy() && term_weeks.is_none() {
        let own = node.under("pregnancy_weeks").unwrap_or(node);
        let message = "weeks of pregnancy need the programme's `term_weeks`";
        report.add(Code::ConditionTermWeeks, own, &path.key("pregnancy_weeks"), message);
    }
    if due.roll.is_some() && calendar.is_none() {
        let own = node.under("roll").unwrap_or(node);
        report.add(Code::DueCalendar, own, &path.key("roll"), "nothing says which days are working days");
    }
}

/// A due window as it is written.
#[derive(Serialize, Default)]
pub(super) struct WrittenDue {
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_day_counts: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weeks: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_month: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_year: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pregnancy_weeks: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roll: Option<Roll>,
}

pub(super) fn written(due: &Due) -> WrittenDue {
    let mut own = WrittenDue { roll: due.roll, ..WrittenDue::default() };
    match due.window {
        DueWindow::Days { first, last, first_day_counts } => {
            (own.days, own.first_day_counts) = (Some([first, last]), Some(first_day_counts));
        }
        DueWindow::Weeks { first, last } => own.weeks = Some([first, last]),
        DueWindow::InMonth { month } => own.in_month = Some(month),
        DueWindow::Months { from, before } => own.months = Some([from, before]),
        DueWindow::InYear { year } => own.in_year = Some(year),
        DueWindow::Years { from, before } => own.years = Some([from, before]),
        DueWindow::PregnancyWeeks { from, before } => {
            own.pregnancy_weeks = Some(std::iter::once(from).chain(before).collect());
        }
    }
    own
}

/// The key `calendar` of a programme.
pub(super) fn calendar(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<WorkingDays> {
    let node = table.get("calendar")?;
    super::working::read(report, node, &table.path.key("calendar"))
}
