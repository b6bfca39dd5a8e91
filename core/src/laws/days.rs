//! The days that stand for all others.
//!
//! Seen from a day, every age that a condition names begins on some day of birth. Two days between which these days of
//! birth keep their order are alike: whatever family there is on the one, there is one on the other that no condition tells
//! apart. Only where an age in days or weeks lies as near to one in months as months are uneven can the order change.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{Bound, Undecided};
use super::possible::{MOST_EARLY, MOST_LATE};
use super::watch::Watch;
use crate::calendar::{Day, LAST_DAY, Unit, day_of};
use crate::condition::{Amount, Logic, Quantity, Reading};
use crate::programme::Programme;
use crate::vocabulary::Subject;

/// The days of a whole round of the Gregorian calendar: 400 years.
const ROUND: Day = 146_097;
/// The most days that stand for others; beyond, the work is too much.
const MOST_DAYS: usize = 48;
/// The most pairs of ages, near to each other, that are looked at on every day.
const MOST_NEAR: usize = 512;
/// So many days are looked at before the caller is asked whether to go on.
const DAYS: Day = 64;
/// By how many days a number of months may differ from their mean length.
const UNEVEN: i64 = 4;

/// An age that some condition names, in days or in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Age {
    Days(i64),
    Months(i64),
}

/// Days in whose order of ages nothing differs: of each, which ages from birth and from the expected day go together.
type Alike = Vec<(Vec<bool>, Day)>;

/// The days that stand for all days of a programme's validity, ascending; or why there are none: they are too many, a sum
/// speaks of days, so that no few days can stand for the others, or the caller stopped the work.
pub(super) fn representatives(programmes: &[&Programme], watch: &dyn Watch) -> Result<Vec<Day>, BTreeSet<Undecided>> {
    wanted(programmes, None, watch)
}

/// The same, of days that are alike one of a stretch that is wanted, where one lies in it.
pub(super) fn wanted(
    programmes: &[&Programme],
    wanted: Option<(Day, Day)>,
    watch: &dyn Watch,
) -> Result<Vec<Day>, BTreeSet<Undecided>> {
    let too_many = |bound: Bound| BTreeSet::from([Undecided::new(bound, None, None)]);
    let many = || too_many(Bound::Days);
    let mut ages: BTreeSet<Age> = BTreeSet::from([Age::Days(0), Age::Days(-1), Age::Months(216)]);
    for programme in programmes {
        // A pregnancy begins with its week 0.
        ages.insert(Age::Days(-7 * programme.term_weeks().map_or(super::anyone::TERM_WEEKS, i64::from)));
    }
    // Ages counted from the expected day of a child that is born.
    let mut corrected: BTreeSet<Age> = BTreeSet::new();
    let mut dates: BTreeSet<Day> = BTreeSet::new();
    // The sums that read days, and whose they are.
    let mut summed: BTreeSet<Undecided> = BTreeSet::new();
    for programme in programmes {
        for (offer, logic) in super::every::owned(programme) {
            logic.walk(&mut |part| match part {
                Logic::In(reading, set) => {
                    for cut in set.cuts() {
                        match quantity(programme, reading) {
                            Some(Quantity::Age(unit, true)) => {
                                corrected.insert(age(*unit, cut));
                            }
                            Some(Quantity::Age(unit, false)) => {
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
                    for (_, amount) in amounts {
                        let Amount::Reading(reading) = amount else { continue };
                        if reading.moves {
                            let name = quantity(programme, reading).map(|own| written(reading.subject, own));
                            let offer = offer.map(|offer| offer.id.to_string());
                            summed.insert(Undecided::new(Bound::Days, offer, name));
                        }
                    }
                }
                _ => {}
            });
        }
    }
    let first = programmes.iter().map(|programme| day_of(programme.valid().from)).max().ok_or_else(many)?;
    let ends = programmes.iter().filter_map(|programme| programme.valid().until).map(day_of).min();
    let last = ends.unwrap_or(first + ROUND).min(first + ROUND).max(first);
    // Beyond the last day named, every day is later than it.
    let last = dates
        .iter()
        .next_back()
        .map_or(last, |named| last.max(named.saturating_add(ROUND).min(ends.unwrap_or(LAST_DAY))));
    if !summed.is_empty() {
        // Every day is its own.
        let count = usize::try_from(last - first + 1).ok().filter(|count| *count <= MOST_DAYS);
        return count.map(|count| (first..).take(count).collect()).ok_or(summed);
    }
    let near: Vec<(Age, Age)> = [near(&ages), near(&corrected)].concat();
    let apart = apart(&ages, &corrected);
    if near.len() + apart.len() > MOST_NEAR {
        return Err(many());
    }
    if near.is_empty() && apart.is_empty() {
        // Each stretch of days between the days that conditions name.
        let starts = dates.into_iter().filter(|day| first < *day && *day <= last);
        let starts: Vec<Day> = std::iter::once(first).chain(starts).collect();
        let ends = starts.iter().skip(1).map(|next| next - 1).chain([last]);
        let stretch = |(start, end): (&Day, Day)| match wanted {
            Some((from, until)) if from.max(*start) <= until.min(end) => from.max(*start),
            _ => *start,
        };
        let found: Vec<Day> = starts.iter().zip(ends).map(stretch).collect();
        return if found.len() <= MOST_DAYS { Ok(found) } else { Err(many()) };
    }
    // Of days that are alike but for who can be born how long before the day expected, those on which most can.
    let mut found: BTreeMap<(usize, Vec<Ordering>), Alike> = BTreeMap::new();
    for day in first..=last {
        if (day - first) % DAYS == 0 && !watch.go_on() {
            return Err(too_many(Bound::Stopped));
        }
        let stretch = dates.iter().filter(|date| **date <= day).count();
        let order = near.iter().map(|(one, two)| one.born(day).cmp(&two.born(day))).collect();
        let can: Vec<bool> = apart.iter().map(|own| own.can_be(day)).collect();
        let alike = found.entry((stretch, order)).or_default();
        let covers = |one: &[bool], two: &[bool]| one.iter().zip(two).all(|(one, two)| *one || !two);
        let is_wanted = |day: Day| wanted.is_some_and(|(from, until)| from <= day && day <= until);
        if let Some((_, kept)) = alike.iter_mut().find(|(known, kept)| *known == can && !is_wanted(*kept)) {
            // One of them stands for both.
            if is_wanted(day) {
                *kept = day;
            }
        } else if alike.iter().all(|(known, _)| !covers(known, &can)) {
            alike.retain(|(known, _)| !covers(&can, known));
            alike.push((can, day));
        }
        // Kinds of days only grow in number: there is no use in looking on.
        if found.len() > MOST_DAYS {
            return Err(many());
        }
    }
    let mut days: Vec<Day> = found.into_values().flatten().map(|(_, day)| day).collect();
    days.sort_unstable();
    if days.len() <= MOST_DAYS { Ok(days) } else { Err(many()) }
}

/// What conditions call a reading.
fn written(subject: Subject, quantity: &Quantity) -> String {
    match quantity {
        Quantity::On => quantity.name().to_string(),
        _ => format!("{}.{}", subject.as_str(), quantity.name()),
    }
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

/// Does a number of months make it uneven?
fn uneven(age: Age) -> bool {
    matches!(age, Age::Months(months) if months != 0)
}

/// The ages, one in days and one in months, of which either may come first.
fn near(ages: &BTreeSet<Age>) -> Vec<(Age, Age)> {
    let mut found = Vec::new();
    for one in ages.iter().filter(|age| !uneven(**age)) {
        for two in ages.iter().filter(|age| uneven(**age)) {
            if one.mean().saturating_sub(two.mean()).saturating_abs() <= UNEVEN {
                found.push((*one, *two));
            }
        }
    }
    found
}

/// Whether a child of one age, counted from its birth, can be of another, counted from the day on which it was expected.
struct Apart {
    birth: Age,
    expected: Age,
    /// By how many days the expected day is moved, to the last birth that goes with it or to the first.
    by: i64,
}

impl Apart {
    fn can_be(&self, on: Day) -> bool {
        let (birth, expected) = (self.birth.born(on), self.expected.born(on).saturating_add(self.by));
        if self.by > 0 { birth < expected } else { birth > expected }
    }
}

/// The ages from birth and from the expected day that may be too far apart on one day and not on another.
fn apart(births: &BTreeSet<Age>, expected: &BTreeSet<Age>) -> Vec<Apart> {
    let mut found = Vec::new();
    for by in [MOST_LATE, -MOST_EARLY] {
        for birth in births {
            for expected in expected {
                let days = birth.mean().saturating_sub(expected.mean()).saturating_add(by);
                if (uneven(*birth) || uneven(*expected)) && days.saturating_abs() <= 2 * UNEVEN {
                    found.push(Apart { birth: *birth, expected: *expected, by });
                }
            }
        }
    }
    found
}
