//! Days and ages, written from the specification alone: days are counted from 1970-01-01, and an age is the greatest
//! number of months whose day has come.

/// A day, counted from 1970-01-01.
pub type Day = i64;

/// A unit of age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named as its unit")]
pub enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 4] = [Unit::Days, Unit::Weeks, Unit::Months, Unit::Years];

    /// As facts name it.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Months => "months",
            Unit::Years => "years",
        }
    }
}

/// Is it a leap year?
pub const fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The last day of a month.
pub const fn last_of(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of a date.
pub fn day(year: i64, month: i64, date: i64) -> Day {
    // Years from March on: a leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let century = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    century * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of the month.
pub fn date(of: Day) -> (i64, i64, i64) {
    let days = of + 719_468;
    let (era, rest) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365;
    let in_year = rest - (365 * year + year / 4 - year / 100);
    let shifted = (5 * in_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, in_year - (153 * shifted + 2) / 5 + 1)
}

/// The day on which `months` months are completed: the day of the same number, or the month's last.
pub fn plus_months(from: Day, months: i64) -> Day {
    let (year, month, number) = date(from);
    let month = year * 12 + month - 1 + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    day(year, month, number.min(last_of(year, month)))
}

/// The day on which `count` units are completed.
pub fn plus(from: Day, unit: Unit, count: i64) -> Day {
    match unit {
        Unit::Days => from + count,
        Unit::Weeks => from + 7 * count,
        Unit::Months => plus_months(from, count),
        Unit::Years => plus_months(from, 12 * count),
    }
}

/// Completed units from one day to another.
pub fn age(from: Day, on: Day, unit: Unit) -> i64 {
    let mut count = match unit {
        Unit::Days => return on - from,
        Unit::Weeks => return (on - from).div_euclid(7),
        Unit::Months | Unit::Years => {
            let ((year, month, _), (to, until, _)) = (date(from), date(on));
            if unit == Unit::Months { (to - year) * 12 + until - month } else { to - year }
        }
    };
    while plus(from, unit, count) > on {
        count -= 1;
    }
    while plus(from, unit, count + 1) <= on {
        count += 1;
    }
    count
}

/// As it is written in a document.
pub fn iso(of: Day) -> String {
    let (year, month, number) = date(of);
    format!("{year:04}-{month:02}-{number:02}")
}

/// As much of a date as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as what is known")]
pub enum Partial {
    Year(i64),
    Month(i64, i64),
    Day(Day),
}

impl Partial {
    /// The first and the last day that it leaves open.
    pub fn ends(self) -> (Day, Day) {
        match self {
            Partial::Year(year) => (day(year, 1, 1), day(year, 12, 31)),
            Partial::Month(year, month) => (day(year, month, 1), day(year, month, last_of(year, month))),
            Partial::Day(day) => (day, day),
        }
    }

    /// As it is written in a document.
    pub fn text(self) -> String {
        match self {
            Partial::Year(year) => format!("{year:04}"),
            Partial::Month(year, month) => format!("{year:04}-{month:02}"),
            Partial::Day(day) => iso(day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree() {
        let mut expected = (1899, 12, 31);
        for of in day(1899, 12, 31)..day(2101, 1, 1) {
            assert_eq!(date(of), expected);
            assert_eq!(day(expected.0, expected.1, expected.2), of);
            let (year, month, number) = expected;
            expected = if number < last_of(year, month) {
                (year, month, number + 1)
            } else if month < 12 {
                (year, month + 1, 1)
            } else {
                (year + 1, 1, 1)
            };
        }
    }

    #[test]
    fn ages_are_civil() {
        let of = |a: (i64, i64, i64), b: (i64, i64, i64), unit| age(day(a.0, a.1, a.2), day(b.0, b.1, b.2), unit);
        assert_eq!(of((2026, 1, 31), (2026, 2, 28), Unit::Months), 1);
        assert_eq!(of((2026, 1, 31), (2026, 2, 27), Unit::Months), 0);
        assert_eq!(of((2024, 2, 29), (2025, 2, 28), Unit::Years), 1);
        assert_eq!(of((2026, 12, 20), (2026, 12, 19), Unit::Months), -1);
        assert_eq!(of((2026, 12, 20), (2026, 12, 19), Unit::Years), -1);
        assert_eq!(of((2026, 12, 20), (2026, 11, 19), Unit::Months), -2);
    }
}
