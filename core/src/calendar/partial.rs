//! Dates partly known.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::{Day, day_of};

/// A date, or as much of it as is known: `2026`, `2026-02`, `2026-02-11`. It stands for every day that it leaves open.
///
/// ```
/// use millejours::PartialDate;
/// let may = PartialDate::parse("2026-05").unwrap();
/// assert_eq!(may.earliest().to_string(), "2026-05-01");
/// assert_eq!(may.latest().to_string(), "2026-05-31");
/// assert_eq!(PartialDate::parse("2026-02-30"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// A year.
    Year(NaiveDate),
    /// A month of a year.
    Month(NaiveDate),
    /// A day.
    Day(NaiveDate),
}

impl PartialDate {
    /// Reads `2026`, `2026-02` or `2026-02-11`, in years 1 to 9999. `None` where it is not written so, or no such day exists.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let number = |part: Option<&str>, width: usize| -> Option<Option<u32>> {
            match part {
                None => Some(None),
                Some(digits) if digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit()) => {
                    Some(digits.parse().ok())
                }
                Some(_) => None,
            }
        };
        let year = i32::try_from(number(parts.next(), 4)??).ok().filter(|year| *year >= 1)?;
        let month = number(parts.next(), 2)?;
        let day = number(parts.next(), 2)?;
        match (month, day, parts.next()) {
            (None, None, None) => NaiveDate::from_ymd_opt(year, 1, 1).map(PartialDate::Year),
            (Some(month), None, None) => NaiveDate::from_ymd_opt(year, month, 1).map(PartialDate::Month),
            (Some(month), Some(day), None) => NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day),
            _ => None,
        }
    }

    /// The first day that it leaves open.
    pub fn earliest(&self) -> NaiveDate {
        match self {
            PartialDate::Year(date) | PartialDate::Month(date) | PartialDate::Day(date) => *date,
        }
    }

    /// The last day that it leaves open.
    pub fn latest(&self) -> NaiveDate {
        match self {
            PartialDate::Year(date) => NaiveDate::from_ymd_opt(date.year(), 12, 31).unwrap_or(*date),
            PartialDate::Month(date) => date.with_day(u32::from(date.num_days_in_month())).unwrap_or(*date),
            PartialDate::Day(date) => *date,
        }
    }

    pub(crate) fn days(&self) -> (Day, Day) {
        (day_of(self.earliest()), day_of(self.latest()))
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        PartialDate::Day(date)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Year(date) => write!(f, "{}", date.format("%Y")),
            PartialDate::Month(date) => write!(f, "{}", date.format("%Y-%m")),
            PartialDate::Day(date) => write!(f, "{}", date.format("%Y-%m-%d")),
        }
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
