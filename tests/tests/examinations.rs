//! The compulsory examinations of a child in France, by their two editions, for every birth date from 2018 to 2027: no day
//! without exactly one edition, none without its examination, twenty before and twenty after.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::thread;

use chrono::{Days, Months, NaiveDate};
use millejours::{
    Child, Complete, Family, Pregnancy, Programme, ProgrammeHistory, Schedule, ScheduleEntry, ScheduleStatus,
    parse_date,
};
use millejours_tests::root;

/// First day, last day.
type Span = (NaiveDate, NaiveDate);

fn day(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

fn after(from: NaiveDate, days: u64) -> NaiveDate {
    from.checked_add_days(Days::new(days)).unwrap()
}

/// Chrono holds a month's end as the law does: the day of the same number, or the last of a shorter month.
fn months(from: NaiveDate, months: u32) -> NaiveDate {
    from.checked_add_months(Months::new(months)).unwrap()
}

fn eve(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap()
}

/// The windows of the law (CSP R2132-1 in both wordings) for a birth, worked out here without the library.
fn law(born: NaiveDate, edition: u32) -> BTreeMap<&'static str, Span> {
    let of_months = |first: u32, before: u32| (months(born, first), eve(months(born, before)));
    let of_years = |first: u32, before: u32| of_months(12 * first, 12 * before);
    let mut windows = BTreeMap::from([
        ("exam-day-8", (born, after(born, 8))),
        ("exam-week-2", (after(born, 7), after(born, 13))),
        ("exam-month-2", of_months(1, 2)),
        ("exam-month-3", of_months(2, 3)),
        ("exam-month-4", of_months(3, 4)),
        ("exam-month-5", of_months(4, 5)),
        ("exam-month-6", of_months(5, 6)),
        ("exam-month-9", of_months(8, 9)),
        ("exam-month-12", of_months(11, 12)),
        ("exam-month-13", of_months(12, 13)),
        ("exam-month-16", of_months(16, 18)),
        ("exam-month-24", of_months(23, 25)),
        ("exam-year-3", of_years(2, 3)),
        ("exam-year-4", of_years(3, 4)),
        ("exam-year-5", of_years(4, 5)),
        ("exam-year-6", of_years(5, 6)),
        ("exam-age-8", of_years(8, 9)),
        ("exam-age-11", of_years(11, 13)),
        ("exam-age-15", of_years(15, 16)),
    ]);
    match edition {
        2019 => windows.insert("exam-month-1", (after(born, 14), eve(months(born, 1)))),
        _ => windows.insert("exam-year-7", of_years(6, 7)),
    };
    windows
}

fn edition(name: &str) -> Programme {
    let text = fs::read_to_string(root().join("examples/maison-1000-jours").join(name)).unwrap();
    // The examinations alone: what else there is has tests of its own, and would be worked out thousands of times here.
    let mut document: toml::Table = text.parse().unwrap();
    let offers = document["offers"].as_array_mut().unwrap();
    offers.retain(|offer| offer["id"].as_str().unwrap().starts_with("exam-"));
    assert_eq!(offers.len(), 20, "{name}");
    Programme::from_toml(toml::to_string(&document).unwrap()).unwrap()
}

fn history() -> ProgrammeHistory {
    ProgrammeHistory::new(vec![edition("programme-2019.toml"), edition("programme.toml")]).unwrap()
}

fn family(born: NaiveDate) -> Family {
    Family::new().with_complete(Complete::Children).with_child(Child::new("c1").with_born(born))
}

fn births() -> Vec<NaiveDate> {
    let all: Vec<NaiveDate> = day("2018-01-01").iter_days().take_while(|born| *born <= day("2027-12-31")).collect();
    assert_eq!(all.len(), 3652);
    all
}

/// The examinations of a schedule, each once; every due window is that on which it can be had.
fn told(schedule: &Schedule) -> BTreeMap<&str, Span> {
    let mut found = BTreeMap::new();
    for entry in &schedule.entries {
        let span = (entry.days.from.unwrap(), entry.days.until.unwrap());
        let due = entry.due.unwrap();
        assert!(span.0 <= span.1 && entry.missing.is_empty() && schedule.exact, "{entry:?}");
        assert_eq!((due.from, due.until, due.rolled), (span.0, Some(span.1), false), "{entry:?}");
        assert!(found.insert(&*entry.offer, span).is_none(), "{} twice", entry.offer);
    }
    found
}

/// Runs for every birth date, on two threads.
fn every_birth(look: impl Fn(NaiveDate) + Sync) {
    let births = births();
    let (one, two) = births.split_at(births.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(|| two.iter().for_each(|born| look(*born)));
        one.iter().for_each(|born| look(*born));
        other.join().unwrap();
    });
}

#[test]
fn each_edition_has_twenty_for_every_birth() {
    for (year, edition) in [(2019, edition("programme-2019.toml")), (2025, edition("programme.toml"))] {
        let first = edition.valid().from;
        every_birth(|born| {
            // From the first day on which it can be asked, with what is over by then asked for by the law all the same.
            let on = born.max(first).min(edition.valid().until.unwrap_or(born.max(first)));
            let law = law(born, year);
            assert_eq!(law.len(), 20);
            let schedule = edition.schedule(&family(born), on).unwrap();
            let ahead: BTreeMap<&str, Span> = law.into_iter().filter(|(_, (_, last))| *last >= on).collect();
            assert_eq!(told(&schedule), ahead, "born on {born}, edition of {year}");
        });
    }
}

#[test]
fn no_day_is_without_exactly_one_edition() {
    let history = history();
    let mut on = day("2019-03-01");
    while on <= day("2048-12-31") {
        assert_eq!(history.versions().iter().filter(|own| own.valid().contains(on)).count(), 1, "{on}");
        on = after(on, 1);
    }
    assert!(history.on(day("2019-02-28")).is_err());
}

/// Each window, cut where its edition begins and ends; what both editions have in one piece.
fn through_both(born: NaiveDate, on: NaiveDate) -> BTreeMap<&'static str, Span> {
    let (begins, ends, changes) = (day("2019-03-01"), day("2024-12-31"), day("2025-01-01"));
    let (old, new) = (law(born, 2019), law(born, 2025));
    let mut found = BTreeMap::new();
    for (id, (first, last)) in old.iter().chain(&new) {
        let first =
            if new.contains_key(id) && !old.contains_key(id) { (*first).max(changes) } else { (*first).max(begins) };
        let last = if old.contains_key(id) && !new.contains_key(id) { (*last).min(ends) } else { *last };
        if first <= last && last >= on {
            found.insert(*id, (first, last));
        }
    }
    found
}

#[test]
fn no_birth_from_2018_to_2027_has_a_gap() {
    let history = history();
    every_birth(|born| {
        let on = born.max(day("2019-03-01"));
        let schedule = history.schedule(&family(born), on).unwrap();
        let expected = through_both(born, on);
        assert_eq!(told(&schedule), expected, "born on {born}");
        // Who was born under one edition has twenty; who lived through both has the one that went, or the one that came.
        let (month, year) = (expected.contains_key("exam-month-1"), expected.contains_key("exam-year-7"));
        if born >= day("2019-03-01") {
            assert!(year && expected.len() == 19 + usize::from(month) + 1, "born on {born}: {}", expected.len());
            assert_eq!(month, after(born, 14) <= day("2024-12-31"), "born on {born}");
        }
        // On the day of the change, and on the eve of it, the same.
        for on in [day("2024-12-31"), day("2025-01-01")].into_iter().filter(|on| *on >= born) {
            let schedule = history.schedule(&family(born), on).unwrap();
            assert_eq!(told(&schedule), through_both(born, on), "born on {born}, on {on}");
            let edition = |entry: &ScheduleEntry| entry.version.as_deref().unwrap_or(&schedule.version).to_owned();
            for entry in schedule.entries.iter().filter(|entry| entry.status != ScheduleStatus::Coming) {
                assert_eq!(edition(entry), history.on(on).unwrap().version());
            }
        }
    });
}

#[test]
fn what_is_expected_is_what_comes_once_the_child_is_born_that_day() {
    let history = history();
    let expecting = |expected: NaiveDate| {
        let pregnancy = Pregnancy::new("p1").with_expected(expected);
        Family::new()
            .with_complete(Complete::Children)
            .with_complete(Complete::Pregnancies)
            .with_child(Child::new("c1").with_pregnancy("p1"))
            .with_pregnancy(pregnancy)
    };
    for born in births().into_iter().step_by(31).filter(|born| *born > day("2019-06-01")) {
        let on = born.checked_sub_days(Days::new(60)).unwrap();
        let (ahead, known) = (expecting(born), family(born));
        let schedule = history.schedule(&ahead, on).unwrap();
        let of_child = Schedule::from_json(history.schedule(&known, on).unwrap().to_json()).unwrap();
        assert_eq!(told(&schedule), told(&of_child), "expected on {born}");
        // A loss ends all of it.
        let lost = Pregnancy::new("p1").with_expected(born).with_ended(on);
        let mut family = ahead.clone();
        family.pregnancies = vec![lost];
        assert!(history.schedule(&family, on).unwrap().entries.is_empty());
    }
}
