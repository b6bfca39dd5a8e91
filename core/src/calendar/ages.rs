//! Ages as the law counts them.
//!
//! *m* months are completed on the day of the same number or, where the month has no such day, on its last day (French
//! CPC art. 641, Swiss OR art. 77, Regulation 1182/71 art. 3). Years are twelve months. Days and weeks count exactly.
//! Before the reference day ages are negative and round down.

use chrono::{Datelike, NaiveDate};

use super::{Day, FIRST_DAY, LAST_DAY, date_of, day_of};

/// The unit of an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    pub(crate) const ALL: [Unit; 4] = [Unit::Days, Unit::Weeks, Unit::Months, Unit::Years];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Months => "months",
            Unit::Years => "years",
        }
    }

    /// Completed units from one day to another.
    pub(crate) fn between(self, from: Day, to: Day) -> i64 {
        match self {
            Unit::Days => to - from,
            Unit::Weeks => (to - from).div_euclid(7),
            Unit::Months => months(from, to),
            Unit::Years => months(from, to).div_euclid(12),
        }
    }

    /// The first day on which `count` units are completed.
    pub(crate) fn reached(self, from: Day, count: i64) -> Day {
        match self {
            Unit::Days => from.saturating_add(count),
            Unit::Weeks => from.saturating_add(count.saturating_mul(7)),
            Unit::Months => plus_months(from, count),
            Unit::Years => plus_months(from, count.saturating_mul(12)),
        }
    }
}

/// The day `count` months later (earlier where negative), held at the last day of a shorter month.
fn plus_months(from: Day, count: i64) -> Day {
    let date = date_of(from);
    let month = i64::from(date.year()) * 12 + i64::from(date.month0()) + count.clamp(-200_000, 200_000);
    let (year, month0) = (month.div_euclid(12), month.rem_euclid(12));
    if year < 1 {
        return FIRST_DAY;
    }
    let first = i32::try_from(year).ok().zip(u32::try_from(month0).ok());
    let Some(first) = first.and_then(|(year, month0)| NaiveDate::from_ymd_opt(year, month0 + 1, 1)) else {
        return LAST_DAY;
    };
    let day = date.day().min(u32::from(first.num_days_in_month()));
    day_of(first) + i64::from(day) - 1
}

fn months(from: Day, to: Day) -> i64 {
    let (start, end) = (date_of(from), date_of(to));
    let whole =
        (i64::from(end.year()) - i64::from(start.year())) * 12 + i64::from(end.month0()) - i64::from(start.month0());
    // The day of the same number, or the last day of a shorter month, completes the month.
    let due = start.day().min(u32::from(end.num_days_in_month()));
    if end.day() < due { whole - 1 } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::iso;

    fn day(text: &str) -> Day {
        day_of(iso(text).unwrap())
    }

    #[test]
    fn months_are_civil() {
        for (from, to, expected) in [
            ("2015-01-02", "2018-01-01", 35),
            ("2023-02-02", "2026-02-01", 35),
            ("2026-01-31", "2026-02-28", 1),
            ("2026-01-31", "2026-02-27", 0),
            ("2024-02-29", "2025-02-28", 12),
            ("2024-02-29", "2028-02-28", 47),
            ("2024-02-29", "2028-02-29", 48),
            ("2026-12-20", "2026-12-19", -1),
            ("2026-12-20", "2026-11-20", -1),
            ("2026-12-20", "2026-11-19", -2),
        ] {
            assert_eq!(Unit::Months.between(day(from), day(to)), expected, "{from} to {to}");
        }
        assert_eq!(Unit::Years.between(day("2024-02-29"), day("2025-02-28")), 1);
        assert_eq!(Unit::Years.between(day("2026-12-20"), day("2026-12-19")), -1);
        assert_eq!(Unit::Weeks.between(day("2026-12-20"), day("2026-12-19")), -1);
    }

    #[test]
    fn reaching_and_counting_agree() {
        let start = day("2023-12-20");
        for from in start..start + 800 {
            for count in [-14, -1, 0, 1, 2, 11, 12, 13, 24] {
                for unit in Unit::ALL {
                    let reached = unit.reached(from, count);
                    assert!(unit.between(from, reached) >= count);
                    assert!(unit.between(from, reached - 1) < count);
                }
            }
        }
    }

    #[test]
    fn a_later_birth_is_never_older() {
        let to = day("2024-03-01");
        for from in to - 900..to + 60 {
            for unit in Unit::ALL {
                assert!(unit.between(from, to) >= unit.between(from + 1, to));
            }
        }
    }
}
