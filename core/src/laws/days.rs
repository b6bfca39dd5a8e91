//! The days that stand for all others.
//!
//! Seen from a day, every age that a condition names begins on some day of birth. Two days between which these days of
//! birth keep their order are alike: whatever family there is on the one, there is one on the other that no condition tells
//! apart. Only where an age in days or weeks lies as near to one in months as months are uneven can the order change.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{Day, Unit, date_of, day_of};
use crate::condition::{Amount, Logic, Quantity, Reading};
use crate::programme::Programme;
use chrono::Datelike;

/// The days of a whole round of the Gregorian calendar: 400 years.
const ROUND: Day = 146_097;
/// The most days that stand for others; beyond, the work is too much.
const MOST_DAYS: usize = 48;
/// By how many days a number of months may differ from their mean length.
const UNEVEN: i64 = 4;

/// An age that some condition names, in days or in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Age {
    Days(i64),
    Months(i64),
}

/// The days that stand for all days of a programme's validity, ascending. `None` where they are too many, or where a sum
/// speaks of days, so that no few days can stand for the others.
pub(super) fn representatives(programmes: &[&Programme]) -> Option<Vec<Day>> {
    let mut ages: BTreeSet<Age> = BTreeSet::from([Age::Days(0), Age::Days(-1), Age::Months(216)]);
    let mut dates: BTreeSet<Day> = BTreeSet::new();
    let mut summed = false;
    for programme in programmes {
        for logic in super::every::logics(programme) {
            logic.walk(&mut |part| match part {
                Logic::In(reading, set) => {
                    for cut in set.cuts() {
                        match quantity(programme, reading) {
                            Some(Quantity::Age(unit, _)) => {
                                ages.insert(age(*unit, cut));
                            }
                            Some(Quantity::MonthsSinceArrival) => {
                                ages.insert(Age::Months(cut));
                            }
                            Some(Quantity::Week) => {
                                let term = programme.term_weeks().map_or(0, i64::from);
                                ages.insert(Age::Days(cut.saturating_sub(term).saturating_mul(7)));
                            }
                            Some(Quantity::On) => {
                                dates.insert(cut);
                            }
                            _ => {}
                        }
                    }
                }
                Logic::Sum(amounts, _) => {
                    summed |= amounts.iter().any(|(_, amount)| match amount {
                        Amount::Reading(reading) => reading.moves,
                        Amount::Count(..) => false,
                    });
                }
                _ => {}
            });
        }
    }
    let first = programmes.iter().map(|programme| day_of(programme.valid().from)).max()?;
    let ends = programmes.iter().filter_map(|programme| programme.valid().until).map(day_of).min();
    let last = ends.unwrap_or(first + ROUND).min(first + ROUND).max(first);
    // Beyond the last day named, every day is later than it.
    let last = dates.iter().next_back().map_or(last, |named| last.max((*named).min(ends.unwrap_or(*named))));
    if summed {
        // Every day is its own.
        let count = usize::try_from(last - first + 1).ok().filter(|count| *count <= MOST_DAYS)?;
        return Some((first..).take(count).collect());
    }
    let near = near(&ages);
    if near.is_empty() {
        // Each stretch of days between the days that conditions name.
        let starts = dates.into_iter().filter(|day| first < *day && *day <= last);
        let found: Vec<Day> = std::iter::once(first).chain(starts).collect();
        return (found.len() <= MOST_DAYS).then_some(found);
    }
    let mut found: BTreeMap<(usize, Vec<Ordering>), Day> = BTreeMap::new();
    for day in first..=last {
        let stretch = dates.iter().filter(|date| **date <= day).count();
        let order = near.iter().map(|(days, months)| (day - days).cmp(&born(*months, day))).collect();
        found.entry((stretch, order)).or_insert(day);
        if found.len() > MOST_DAYS {
            return None;
        }
    }
    let mut days: Vec<Day> = found.into_values().collect();
    days.sort_unstable();
    Some(days)
}

fn quantity<'p>(programme: &'p Programme, reading: &Reading) -> Option<&'p Quantity> {
    programme.ledger().quantities(reading.subject).get(reading.index)
}

fn age(unit: Unit, count: i64) -> Age {
    match unit {
        Unit::Days => Age::Days(count),
        Unit::Weeks => Age::Days(count.saturating_mul(7)),
        Unit::Months => Age::Months(count),
        Unit::Years => Age::Months(count.saturating_mul(12)),
    }
}

/// The ages in days, and in months, of which either may come first.
fn near(ages: &BTreeSet<Age>) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    for one in ages {
        let Age::Days(days) = one else { continue };
        for two in ages {
            let Age::Months(months) = two else { continue };
            // 146,097 days are 4,800 months. Nothing lies between a birth and itself.
            let mean = i128::from(*months) * 146_097 / 4_800;
            if *months != 0 && (i128::from(*days) - mean).abs() <= i128::from(UNEVEN) {
                found.push((*days, *months));
            }
        }
    }
    found
}

/// The last day of birth from which so many months are completed on a day.
fn born(months: i64, on: Day) -> Day {
    let back = months.saturating_neg();
    // On the last day of a month, whoever was born on any later day of a longer one completes it as well.
    match date_of(on + 1).day() {
        1 => Unit::Months.reached(on + 1, back) - 1,
        _ => Unit::Months.reached(on, back),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::iso;

    #[test]
    fn the_last_day_of_birth_for_a_number_of_months() {
        let start = day_of(iso("2023-12-01").unwrap());
        for on in start..start + 800 {
            for months in [-9, -1, 0, 1, 2, 3, 11, 12, 13, 24] {
                let last = born(months, on);
                assert!(Unit::Months.between(last, on) >= months, "{} months on {}", months, date_of(on));
                assert!(Unit::Months.between(last + 1, on) < months, "{} months on {}", months, date_of(on));
            }
        }
    }

    #[test]
    fn days_are_one_where_no_two_ages_are_near_each_other() {
        let programme = |window: &str| {
            let text = format!(
                "schema = 1\nid = 't'\nversion = '1'\nvalid = {{ from = 2026-01-01 }}\n[[offers]]\nid = 'o'\n\
                 provider = 'p'\ntier = 'universal'\nduty = 'none'\nfor = 'child'\ntitle = {{ en = 'O' }}\ncost = 'free'\n\
                 when = [ {{ id = 'window', condition = \"{window}\" }} ]"
            );
            Programme::from_toml(text).unwrap()
        };
        let days = |window: &str| representatives(&[&programme(window)]).map(|days| days.len());
        assert_eq!(days("child.age_days >= 8 && child.age_months < 24"), Some(1));
        // 28 to 31 days are a month: 28 days lie before it, or on the day that completes it.
        assert_eq!(days("child.age_days < 28 && child.age_months < 1"), Some(2));
        assert_eq!(days("child.age_days < 30 && child.age_months < 1"), Some(3));
        assert_eq!(days("on < date('2027-01-01') || child.age_months < 1"), Some(2));
    }
}
