//! The region of the Frühe Hilfen keeps its word.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde_json::json;

use crate::common::{self, date, run, said};

const NAME: &str = "fruehe-hilfen";

fn assess(family: impl AsRef<[u8]>, on: NaiveDate) -> String {
    common::programme(NAME, "programme.toml").assess_json(family, on).unwrap()
}

#[test]
fn every_offer_and_rule_speaks_four_languages() {
    let document = common::document(NAME, "programme.toml");
    for offer in document["offers"].as_array().unwrap() {
        for rule in [offer].into_iter().chain(offer["when"].as_array().unwrap()) {
            for language in ["de", "en", "fr", "it"] {
                assert!(rule["title"].get(language).is_some(), "{}: {}: {language}", offer["id"], rule["id"]);
            }
        }
    }
}

#[test]
fn five_examinations_in_pregnancy_and_nine_of_the_child() {
    let document = common::document(NAME, "programme.toml");
    let count = |start: &str| {
        let offers = document["offers"].as_array().unwrap().iter();
        offers.filter(|offer| offer["id"].as_str().unwrap().starts_with(start)).count()
    };
    assert_eq!((count("pass-pregnancy-"), count("pass-child-")), (5, 9));
    // Nobody owes them: the pass is voluntary.
    assert!(document["offers"].as_array().unwrap().iter().all(|offer| offer["duty"].as_str() != Some("to_attend")));
}

/// The eve of a window's first day, that day, its last day and the day after.
fn window(family: &str, offer: &str, subject: &str, open: &str, first: &str, last: &str) {
    let on = |day: NaiveDate| said(&assess(family, day), offer, Some(subject));
    let after = date(last) + Days::new(1);
    assert_eq!(on(date(first) - Days::new(1)), format!("not_yet {first} eligible"), "{offer}");
    assert_eq!(on(date(first)), open, "{offer}");
    assert_eq!(on(date(last)), open, "{offer}");
    assert_eq!(on(after), format!("no_longer {after}"), "{offer}");
}

#[test]
fn the_windows_of_a_pregnancy() {
    let family = json!({"schema": 1, "complete": ["adults", "children", "pregnancies"],
        "pregnancies": [{"id": "p1", "expected": "2026-05-13"}]})
    .to_string();
    // The n-th week begins (41 - n) weeks before the expected day.
    for (offer, first, last) in [
        ("pass-pregnancy-2", "2025-11-26", "2025-12-23"),
        ("pass-pregnancy-3", "2026-01-21", "2026-02-17"),
        ("pass-pregnancy-4", "2026-02-25", "2026-03-31"),
        ("pass-pregnancy-5", "2026-04-01", "2026-04-28"),
        ("pass-midwife", "2025-12-03", "2026-01-06"),
    ] {
        window(&family, offer, "p1", "eligible 1-1", first, last);
    }
    let on = |day, offer| said(&assess(&family, date(day)), offer, Some("p1"));
    assert_eq!(on("2025-11-25", "pass-pregnancy-1"), "eligible 1-1");
    assert_eq!(on("2025-11-26", "pass-pregnancy-1"), "no_longer 2025-11-26");
    assert_eq!(on("2026-03-10", "midwife-before-birth"), "not_yet 2026-03-11 eligible");
    assert_eq!(on("2026-03-11", "midwife-before-birth"), "eligible 1-1");
}

#[test]
fn the_windows_of_children() {
    let family = |born: &str| {
        json!({"schema": 1, "territory": "AT-99901", "complete": ["adults", "children", "pregnancies"],
            "children": [{"id": "c1", "born": born, "facts": {"caesarean": true}}]})
        .to_string()
    };
    let one = "eligible 1-1";
    for (born, offer, open, first, last) in [
        ("2025-03-10", "pass-child-1", one, "2025-03-10", "2025-03-16"),
        // Day 21 to day 48.
        ("2025-03-10", "pass-child-2", one, "2025-03-31", "2025-04-27"),
        ("2025-03-10", "pass-child-3", one, "2025-05-10", "2025-08-09"),
        ("2025-03-10", "pass-child-4", one, "2025-09-10", "2025-12-09"),
        ("2025-03-10", "pass-child-5", one, "2025-12-10", "2026-05-09"),
        ("2022-06-10", "pass-child-6", one, "2024-03-10", "2024-08-09"),
        ("2022-06-10", "pass-child-7", one, "2025-03-10", "2025-08-09"),
        ("2022-06-10", "pass-child-8", one, "2026-03-10", "2026-08-09"),
        ("2020-06-10", "pass-child-9", one, "2025-03-10", "2025-08-09"),
        // Two months after the last day of December: the last day of February.
        ("2024-12-31", "pass-child-3", one, "2025-02-28", "2025-05-30"),
        ("2025-03-10", "midwife-after-birth", "eligible", "2025-03-10", "2025-05-04"),
        ("2025-03-10", "midwife-longer", "eligible", "2025-05-05", "2025-06-01"),
    ] {
        window(&family(born), offer, "c1", open, first, last);
    }
    let on = |day, offer, subject| said(&assess(family("2022-06-10"), date(day)), offer, subject);
    assert_eq!(on("2025-06-09", "parents-advice", Some("c1")), "eligible 12-12");
    assert_eq!(on("2025-06-10", "parents-advice", Some("c1")), "no_longer 2025-06-10");
    // Until the completion of the third year of life.
    assert_eq!(on("2025-06-09", "open-meeting", None), "eligible 40-40");
    assert_eq!(on("2025-06-10", "open-meeting", None), "no_longer 2025-06-10");
}

#[test]
fn the_edition_ends_before_the_electronic_pass() {
    let programme = common::programme(NAME, "programme.toml");
    let family = common::family(NAME, "f-first");
    assert!(programme.assess_json(&family, date("2026-09-30")).is_ok());
    for day in ["2023-12-31", "2026-10-01"] {
        let refused = programme.assess_json(&family, date(day)).unwrap_err();
        assert_eq!(refused.code().as_str(), "date.outside_validity", "{day}");
    }
}

#[test]
fn what_the_law_and_the_region_say() {
    let (c1, c2, p1, a1, a2) = (Some("c1"), Some("c2"), Some("p1"), Some("a1"), Some("a2"));
    let mut checked: BTreeMap<&str, usize> = BTreeMap::new();
    for (family, offer, subject, expected) in [
        // With the family since March; the months count from the birth: the 16th month of life.
        ("f-adoption", "pass-child-5", c1, "no_longer 2026-04-17"),
        ("f-adoption", "pass-child-6", c1, "not_yet 2026-11-17 eligible"),
        ("f-adoption", "group", None, "eligible 10-10"),
        ("f-adoption", "short-support", None, "eligible 3-3"),
        // 28 days old: the 5th week of life.
        ("f-declined", "pass-child-2", c1, "eligible 1-1"),
        ("f-declined", "first-talk", None, "eligible 1-1"),
        ("f-declined", "midwife-after-birth", c1, "eligible"),
        ("f-declined", "time-for-yourself", a2, "undetermined 4-4"),
        ("f-declined", "accompaniment", None, "undetermined 12-36"),
        // 160 days to go: 17 completed weeks, the 18th.
        ("f-first", "pass-pregnancy-1", p1, "no_longer 2026-05-24"),
        ("f-first", "pass-pregnancy-2", p1, "eligible 1-1"),
        ("f-first", "pass-midwife", p1, "eligible 1-1"),
        ("f-first", "pass-child-1", c1, "not_yet 2026-11-08 eligible"),
        ("f-foster", "pass-child-4", c1, "eligible 1-1"),
        ("f-foster", "group", None, "eligible 10-10"),
        ("f-foster", "short-support", None, "eligible 3-3"),
        ("f-foster", "time-for-yourself", a1, "undetermined 4-4"),
        // 49 days to go: 33 completed weeks. Money 15, language 5; parenting and well-being 40: 20 to 60.
        ("f-languages", "pass-pregnancy-4", p1, "eligible 1-1"),
        ("f-languages", "midwife-before-birth", p1, "eligible 1-1"),
        ("f-languages", "pass-child-6", c1, "eligible 1-1"),
        ("f-languages", "pass-child-1", c2, "not_yet 2026-07-20 eligible"),
        ("f-languages", "interpreting", None, "eligible 20-20"),
        ("f-languages", "accompaniment", None, "undetermined 24-36"),
        // Born in December, some day: 5 or 6 months. From the 7th month on, the day will tell.
        ("f-little-told", "pass-child-4", c1, "undetermined 1-1"),
        ("f-little-told", "pass-child-3", c1, "no_longer 2026-05-31"),
        ("f-little-told", "parents-advice", c1, "eligible 12-12"),
        ("f-little-told", "first-talk", None, "eligible 1-1"),
        ("f-loss", "first-talk", None, "eligible 1-1"),
        ("f-loss", "pass-pregnancy-3", p1, "silent"),
        ("f-loss", "midwife-before-birth", p1, "silent"),
        ("f-loss", "time-for-yourself", a1, "undetermined 4-4"),
        // What the midwife saw opens a short support, and a conversation; never an accompaniment.
        ("f-not-clear", "short-support", None, "eligible 3-3"),
        ("f-not-clear", "time-for-yourself", a2, "eligible 4-4"),
        ("f-not-clear", "accompaniment", None, "undetermined 12-24"),
        ("f-not-clear", "pass-child-5", c1, "eligible 1-1"),
        // Six days past the expected day: born on any day of the last four months, or not yet.
        ("f-overdue", "pass-child-1", c1, "undetermined 1-1"),
        ("f-overdue", "pass-pregnancy-5", p1, "no_longer 2026-05-12"),
        ("f-overdue", "midwife-before-birth", p1, "undetermined 1-1"),
        ("f-overdue", "open-meeting", None, "eligible 40-40"),
        // 63 days old: the 10th week.
        ("f-preterm", "midwife-longer", c1, "eligible"),
        ("f-preterm", "midwife-after-birth", c1, "no_longer 2026-05-25"),
        ("f-preterm", "pass-child-3", c1, "eligible 1-1"),
        ("f-preterm", "pass-pregnancy-5", p1, "silent"),
        // Money, housing, one adult, under twenty: 60 and more.
        ("f-several-needs", "accompaniment", None, "eligible 36-36"),
        ("f-several-needs", "help-with-applications", None, "eligible 4-4"),
        ("f-several-needs", "midwife-longer", c1, "no_longer 2026-05-05"),
        ("f-several-needs", "time-for-yourself", a2, "eligible 4-4"),
        ("f-twins", "midwife-longer", c1, "eligible"),
        ("f-twins", "pass-child-3", c2, "eligible 1-1"),
        ("f-twins", "parents-advice", c2, "eligible 12-12"),
        ("f-twins", "accompaniment", None, "undetermined 12-36"),
        // Two homes, one of them here: 33 completed months.
        ("f-two-homes", "pass-child-7", c1, "eligible 1-1"),
        ("f-two-homes", "parents-advice", c1, "eligible 12-12"),
        ("f-two-homes", "open-meeting", None, "eligible 40-40"),
        ("f-two-homes", "short-support", None, "undetermined 3-3"),
    ] {
        let answer = assess(common::family(NAME, family), date("2026-06-01"));
        assert_eq!(said(&answer, offer, subject), expected, "{family}: {offer}");
        *checked.entry(family).or_default() += 1;
    }
    assert_eq!(checked.keys().copied().collect::<Vec<_>>(), common::families(NAME));
    assert!(checked.values().all(|answers| *answers >= 4), "{checked:?}");
}

/// The figures that the README tells.
#[test]
fn how_many_questions() {
    let talks = run(&[NAME, "--talk"]);
    let ends: Vec<&str> = talks.lines().filter(|line| line.contains("settled after")).map(str::trim).collect();
    assert_eq!(ends, ["settled after 7 questions", "settled after 5 questions", "settled after 3 questions"]);
    assert!(talks.contains("  5. family.needs.parenting: \"moderate\" -> accompaniment, eligible 10, undetermined 0"));
}
