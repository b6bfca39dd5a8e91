//! Working days: which days of the week are none, and which holidays fall on a fixed day or are counted from Easter.
//!
//! Easter Sunday is computed as the Gregorian calendar defines it (the bull *Inter gravissimas* of 1582), in the form that
//! is known as the anonymous Gregorian computus: *Nature*, 20 April 1876, p. 487; J. Meeus, *Astronomical Algorithms*
//! (1991), chapter 8. It uses whole numbers alone and holds for every year of that calendar.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Day, date_of, day_of};

/// The most days by which a holiday lies from Easter.
const MOST_FROM_EASTER: i64 = 200;

/// A day of each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// The same month and day; 29 February in leap years alone.
    Fixed(u32, u32),
    /// So many days after Easter Sunday.
    Easter(i64),
}

impl Holiday {
    /// Reads `05-01`, `easter`, `easter+39`, `easter-2`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?;
        if let Some(rest) = text.strip_prefix("easter") {
            let days = match (rest, rest.strip_prefix('+'), rest.strip_prefix('-')) {
                ("", ..) => 0,
                (_, Some(after), _) => number(after)?,
                (_, _, Some(before)) => -number(before)?,
                _ => return None,
            };
            return (-MOST_FROM_EASTER..=MOST_FROM_EASTER).contains(&days).then_some(Holiday::Easter(days));
        }
        let (month, day) = text.split_once('-').filter(|(month, day)| month.len() == 2 && day.len() == 2)?;
        let (month, day) = (u32::try_from(number(month)?).ok()?, u32::try_from(number(day)?).ok()?);
        // A leap year has every day that any year has.
        NaiveDate::from_ymd_opt(2024, month, day).map(|_| Holiday::Fixed(month, day))
    }

    fn falls_on(self, day: Day) -> bool {
        let date = date_of(day);
        match self {
            Holiday::Fixed(month, own) => (date.month(), date.day()) == (month, own),
            // Counted far from Easter it may fall into the year before or after.
            Holiday::Easter(after) => {
                let year = i64::from(date_of(day - after).year());
                easter(year).is_some_and(|sunday| sunday + after == day)
            }
        }
    }
}

impl fmt::Display for Holiday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Holiday::Fixed(month, day) => write!(f, "{month:02}-{day:02}"),
            Holiday::Easter(0) => f.write_str("easter"),
            Holiday::Easter(days) => write!(f, "easter{days:+}"),
        }
    }
}

/// Easter Sunday of a year.
fn easter(year: i64) -> Option<Day> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let leaps = (century + 8) / 25;
    let lunar = (century - leaps + 1) / 3;
    let epact = (19 * golden + century - century / 4 - lunar + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let count = epact + to_sunday - 7 * late + 114;
    let date = (i32::try_from(year).ok(), u32::try_from(count / 31).ok(), u32::try_from(count % 31 + 1).ok());
    let (Some(year), Some(month), Some(day)) = date else { return None };
    NaiveDate::from_ymd_opt(year, month, day).map(day_of)
}

/// The days of the week by their names in documents.
pub(crate) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// Is a day a working day?
pub(crate) fn is_working(day: Day, weekend: &[Weekday], holidays: &[Holiday]) -> bool {
    !weekend.contains(&date_of(day).weekday()) && !holidays.iter().any(|holiday| holiday.falls_on(day))
}

/// So far a working day is looked for: longer than any list of holidays that is read can reach.
const FURTHEST: i64 = 1000;

/// The day itself where it is a working day, else the next one.
pub(crate) fn working_from(day: Day, weekend: &[Weekday], holidays: &[Holiday]) -> Day {
    (day..day + FURTHEST).find(|day| is_working(*day, weekend, holidays)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::iso;

    fn day(text: &str) -> Day {
        day_of(iso(text).unwrap())
    }

    #[test]
    fn easter_is_that_of_published_tables() {
        // Meeus, chapter 8; the earliest and the latest that can be; tables of the years here.
        for sunday in [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1961-04-02",
            "1991-03-31",
            "1992-04-19",
            "1993-04-11",
            "2000-04-23",
            "2018-04-01",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2038-04-25",
            "2285-03-22",
        ] {
            let date = iso(sunday).unwrap();
            assert_eq!(easter(i64::from(date.year())), Some(day_of(date)), "{sunday}");
            assert_eq!(date.weekday(), Weekday::Sun, "{sunday}");
        }
    }

    #[test]
    fn holidays_are_read_as_they_are_written() {
        for text in ["05-01", "02-29", "12-31", "easter", "easter+39", "easter-2", "easter+200"] {
            assert_eq!(Holiday::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["", "5-1", "02-30", "13-01", "00-10", "easter+", "easter+201", "easter 1", "Easter", "05-01-02", "+5-01"]
        {
            assert_eq!(Holiday::parse(text), None, "{text}");
        }
        assert!(Holiday::Easter(39).falls_on(day("2026-05-14")));
        assert!(
            Holiday::Easter(-110).falls_on(day("2027-12-08") + 10 - 10)
                == (easter(2028).unwrap() - 110 == day("2027-12-08"))
        );
        assert!(
            Holiday::Fixed(2, 29).falls_on(day("2024-02-29")) && !Holiday::Fixed(2, 29).falls_on(day("2025-02-28"))
        );
    }

    #[test]
    fn a_last_day_rolls_over_all_that_is_no_working_day() {
        let weekend = [Weekday::Sat, Weekday::Sun];
        let holidays = [Holiday::Fixed(12, 25), Holiday::Easter(1), Holiday::Easter(-2)];
        for (from, to) in [
            ("2026-11-20", "2026-11-20"),
            ("2026-11-21", "2026-11-23"),
            ("2026-04-03", "2026-04-07"),
            ("2026-12-25", "2026-12-28"),
        ] {
            assert_eq!(working_from(day(from), &weekend, &holidays), day(to), "{from}");
        }
        let never: Vec<Weekday> = WEEKDAYS.iter().map(|(_, own)| *own).collect();
        assert_eq!(working_from(day("2026-11-20"), &never, &[]), day("2026-11-20"));
    }
}
