//! Civil dates: exact ages, dates partly known, weeks.
//!
//! Days are [`chrono::NaiveDate`] on the public face and day numbers (from 1 January of year 1) inside.

mod ages;
mod partial;
pub(crate) mod wire;
mod working;

use chrono::{Datelike, NaiveDate};

pub(crate) use ages::Unit;
pub use partial::PartialDate;
pub(crate) use working::{Holiday, WEEKDAYS, working_from};

use crate::error::{Code, Error, Place, Problem};

/// A day, counted from 1 January of year 1.
pub(crate) type Day = i64;

pub(crate) fn day_of(date: NaiveDate) -> Day {
    Day::from(date.num_days_from_ce())
}

/// The date of a day; days beyond the calendar (years 1 to 9999) are held at its ends.
pub(crate) fn date_of(day: Day) -> NaiveDate {
    let held = day.clamp(FIRST_DAY, LAST_DAY);
    i32::try_from(held).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(NaiveDate::MIN)
}

/// 0001-01-01.
pub(crate) const FIRST_DAY: Day = 1;
/// 9999-12-31.
pub(crate) const LAST_DAY: Day = 3_652_059;

/// Reads a date written as ISO 8601, `2026-01-31`.
///
/// # Errors
/// `date.invalid` where it is not written so, or no such day exists.
///
/// ```
/// assert_eq!(millejours::parse_date("2026-02-28")?.to_string(), "2026-02-28");
/// let refused = millejours::parse_date("2026-02-29").unwrap_err();
/// assert_eq!(refused.code().as_str(), "date.invalid");
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn parse_date(text: &str) -> Result<NaiveDate, Error> {
    iso(text).ok_or_else(|| {
        let problem = Problem::new(Code::DateInvalid, Place::at("on"), "there is no such date");
        Error::Date(vec![problem.expected("a date written as 2026-01-31")])
    })
}

/// A full date in years 1 to 9999, written with four, two and two digits.
pub(crate) fn iso(text: &str) -> Option<NaiveDate> {
    PartialDate::parse(text)?.day()
}
