//! The days that stand for all others.
//!
//! Seen from a day, every age that a condition names begins on some day of birth. Two days between which these days of
//! birth keep their order are alike: whatever family there is on the one, there is one on the other that no condition tells
//! apart. Only where an age in days or weeks lies as near to one in months as months are uneven can the order change.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::possible::{MOST_EARLY, MOST_LATE};
use crate::calendar::{Day, Unit, day_of};
use crate::condition::{Amount, Logic, Quantity, Reading};
use crate::programme::Programme;

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
    for programme in programmes {
        // A pregnancy begins with its week 0.
        ages.insert(Age::Days(-7 * programme.term_weeks().map_or(super::anyone::TERM_WEEKS, i64::from)));
    }
    let mut corrected = false;
    let mut dates: BTreeSet<Day> = BTreeSet::new();
    let mut summed = false;
    for programme in programmes {
        for logic in super::every::logics(programme) {
            logic.walk(&mut |part| match part {
                Logic::In(reading, set) => {
                    for cut in set.cuts() {
                        match quantity(programme, reading) {
                            Some(Quantity::Age(unit, by_expected)) => {
                                corrected |= by_expected;
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
    let near = near(&ages, corrected);
    if near.is_empty() {
        // Each stretch of days between the days that conditions name.
        let starts = dates.into_iter().filter(|day| first < *day && *day <= last);
        let found: Vec<Day> = std::iter::once(first).chain(starts).collect();
        return (found.len() <= MOST_DAYS).then_some(found);
    }
    let mut found: BTreeMap<(usize, Vec<Ordering>), Day> = BTreeMap::new();
    for day in first..=last {
        let stretch = dates.iter().filter(|date| **date <= day).count();
        let order = near.iter().map(|(one, two, by)| one.born(day).cmp(&(two.born(day) + by))).collect();
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

impl Age {
    /// The mean length in days: 4,800 months are 146,097.
    fn mean(self) -> i64 {
        match self {
            Age::Days(days) => days,
            Age::Months(months) => i64::try_from(i128::from(months) * 146_097 / 4_800).unwrap_or(i64::MAX),
        }
    }

    /// The last day of birth from which it is completed on a day.
    fn born(self, on: Day) -> Day {
        let Age::Months(months) = self else { return on.saturating_sub(self.mean()) };
        let mean = on.saturating_sub(self.mean());
        let around = mean - 2 * UNEVEN..=mean + 2 * UNEVEN;
        around.rev().find(|day| Unit::Months.between(*day, on) >= months).unwrap_or(mean)
    }
}

/// The ages of which either may come first, the second moved by so many days: by none, and where ages are counted from the
/// expected day, by as much as that may lie from the day of birth.
fn near(ages: &BTreeSet<Age>, corrected: bool) -> Vec<(Age, Age, i64)> {
    let moves: &[i64] = if corrected { &[0, MOST_LATE, -MOST_EARLY] } else { &[0] };
    let mut found = Vec::new();
    for by in moves {
        for one in ages {
            for two in ages {
                let uneven = |age: Age| matches!(age, Age::Months(months) if months != 0);
                // Of two numbers of months with nothing between them the order is always the same.
                let fixed = *by == 0 && (uneven(*one) == uneven(*two) || one > two) || !uneven(*one) && !uneven(*two);
                let apart = i128::from(one.mean()) - i128::from(two.mean()) + i128::from(*by);
                if !fixed && apart.abs() <= 2 * i128::from(UNEVEN) {
                    found.push((*one, *two, *by));
                }
            }
        }
    }
    found
}
