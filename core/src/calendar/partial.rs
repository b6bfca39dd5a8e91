//! Dates partly known.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::{Day, day_of};
use crate::error::{Code, Error, Place, Problem};

/// A date, or as much of it as is known: `2026`, `2026-02`, `2026-02-11`. It stands for every day that it leaves open.
///
/// # Examples
///
/// ## A month, and what it leaves open
///
/// ```
/// use millejours::PartialDate;
/// let may = PartialDate::parse("2026-05").unwrap();
/// assert_eq!(may.earliest().to_string(), "2026-05-01");
/// assert_eq!(may.latest().to_string(), "2026-05-31");
/// assert_eq!(may.day(), None);
/// ```
///
/// ## A full date
///
/// ```
/// use millejours::{PartialDate, parse_date};
/// let day = PartialDate::from(parse_date("2026-02-11")?);
/// assert_eq!(day, "2026-02-11".parse()?);
/// assert_eq!(day.to_string(), "2026-02-11");
/// # Ok::<(), millejours::Error>(())
/// ```
///
/// ## No such date
///
/// ```
/// use millejours::PartialDate;
/// assert_eq!(PartialDate::parse("2026-02-30"), None);
/// let refused = "2026-02-30".parse::<PartialDate>().unwrap_err();
/// assert_eq!(refused.code().as_str(), "date.invalid");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The first day that it leaves open.
    first: NaiveDate,
    known: Known,
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Known {
    Year,
    Month,
    Day,
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
            (None, None, None) => Self::year(year),
            (Some(month), None, None) => Self::month(year, month),
            (Some(month), Some(day), None) => NaiveDate::from_ymd_opt(year, month, day).map(Self::from),
            _ => None,
        }
    }

    /// A year. `None` outside years 1 to 9999.
    pub fn year(year: i32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).filter(|_| (1..=9999).contains(&year))?;
        Some(PartialDate { first, known: Known::Year })
    }

    /// A month of a year. `None` where there is none.
    ///
    /// ```
    /// use millejours::PartialDate;
    /// assert_eq!(PartialDate::month(2024, 2).unwrap().latest().to_string(), "2024-02-29");
    /// assert_eq!(PartialDate::month(2024, 13), None);
    /// ```
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| (1..=9999).contains(&year))?;
        Some(PartialDate { first, known: Known::Month })
    }

    /// What is known of a date of which the first and the last day are: a day, a month or a year. `None` where they are
    /// the ends of neither.
    ///
    /// ```
    /// use millejours::{PartialDate, parse_date};
    /// let (first, last) = (parse_date("2026-05-01")?, parse_date("2026-05-31")?);
    /// assert_eq!(PartialDate::between(first, last), PartialDate::parse("2026-05"));
    /// assert_eq!(PartialDate::between(first, parse_date("2026-06-12")?), None);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn between(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        if !(1..=9999).contains(&first.year()) {
            return None;
        }
        let all = [Some(Self::from(first)), Self::month(first.year(), first.month()), Self::year(first.year())];
        all.into_iter().flatten().find(|date| (date.earliest(), date.latest()) == (first, last))
    }

    /// The date, where its day is known.
    pub fn day(&self) -> Option<NaiveDate> {
        (self.known == Known::Day).then_some(self.first)
    }

    /// The first day that it leaves open.
    pub fn earliest(&self) -> NaiveDate {
        self.first
    }

    /// The last day that it leaves open.
    pub fn latest(&self) -> NaiveDate {
        let first = self.first;
        match self.known {
            Known::Year => NaiveDate::from_ymd_opt(first.year(), 12, 31).unwrap_or(first),
            Known::Month => first.with_day(u32::from(first.num_days_in_month())).unwrap_or(first),
            Known::Day => first,
        }
    }

    /// The year, and of month and day what is known.
    pub(crate) fn parts(&self) -> (i32, Option<u32>, Option<u32>) {
        let (month, day) = (self.first.month(), self.first.day());
        match self.known {
            Known::Year => (self.first.year(), None, None),
            Known::Month => (self.first.year(), Some(month), None),
            Known::Day => (self.first.year(), Some(month), Some(day)),
        }
    }

    pub(crate) fn days(&self) -> (Day, Day) {
        (day_of(self.earliest()), day_of(self.latest()))
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        PartialDate { first: date, known: Known::Day }
    }
}

impl FromStr for PartialDate {
    type Err = Error;

    /// As [`PartialDate::parse`].
    ///
    /// # Errors
    /// [`Error::Date`] with `date.invalid`.
    fn from_str(text: &str) -> Result<Self, Error> {
        PartialDate::parse(text).ok_or_else(|| {
            let problem = Problem::new(Code::DateInvalid, Place::at("date"), "there is no such date");
            Error::Date(vec![problem.expected("as much as is known: 2026, 2026-01 or 2026-01-31")])
        })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match self.known {
            Known::Year => "%Y",
            Known::Month => "%Y-%m",
            Known::Day => "%Y-%m-%d",
        };
        write!(f, "{}", self.first.format(form))
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
