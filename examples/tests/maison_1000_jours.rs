//! The House of the first 1000 days keeps its word.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail where it stands")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("maison-1000-jours")
}

fn document(name: &str) -> toml::Table {
    fs::read_to_string(folder().join(name)).unwrap().parse().unwrap()
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_millejours-examples")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Takes the examinations of the child out of a programme and gives their ids.
fn take_examinations(programme: &mut toml::Table) -> BTreeSet<String> {
    let offers = programme.get_mut("offers").unwrap().as_array_mut().unwrap();
    let id = |offer: &toml::Value| offer["id"].as_str().unwrap().to_owned();
    let examinations = offers.iter().map(id).filter(|id| id.starts_with("exam-")).collect();
    offers.retain(|offer| !id(offer).starts_with("exam-"));
    examinations
}

#[test]
fn the_editions_differ_in_the_examinations_alone() {
    let (mut before, mut now) = (document("programme-2019.toml"), document("programme.toml"));
    let (old, new) = (take_examinations(&mut before), take_examinations(&mut now));
    assert_eq!((old.len(), new.len()), (20, 20));
    assert_eq!(old.difference(&new).collect::<Vec<_>>(), ["exam-month-1"]);
    assert_eq!(new.difference(&old).collect::<Vec<_>>(), ["exam-year-7"]);
    for key in ["version", "valid"] {
        assert_ne!(before.remove(key), now.remove(key));
    }
    assert_eq!(before, now);
}

#[test]
fn every_rule_names_its_source() {
    for name in ["programme-2019.toml", "programme.toml"] {
        for offer in document(name)["offers"].as_array().unwrap() {
            let rules =
                ["when", "unless"].iter().filter_map(|key| offer.get(key)).flat_map(|rules| rules.as_array().unwrap());
            for rule in rules {
                assert!(rule.get("source").is_some(), "{name}: {}: {}", offer["id"], rule["id"]);
            }
        }
    }
}

#[test]
fn what_is_not_owed_is_free_and_asks_first() {
    for offer in document("programme.toml")["offers"].as_array().unwrap() {
        if offer["duty"].as_str() == Some("none") && offer["tier"].as_str() != Some("universal") {
            assert_eq!(offer["cost"].as_str(), Some("free"), "{}", offer["id"]);
            assert_eq!(offer.get("needs_acceptance").and_then(toml::Value::as_bool), Some(true), "{}", offer["id"]);
        }
    }
}

#[test]
fn no_family_reads_a_word_that_judges() {
    for language in ["fr", "en", "de", "it"] {
        let story = run(&[language]).to_lowercase();
        let words: BTreeSet<&str> = story.split(|c: char| !c.is_alphanumeric()).collect();
        for judging in ["score", "burden", "tier", "level", "missed"] {
            assert!(!words.contains(judging), "{language}: {judging}");
        }
    }
}

#[test]
fn every_edition_tells_every_family_on_every_day_tried() {
    for day in ["2019-03-01", "2024-12-31", "2025-01-01", "2026-06-01", "2030-02-28"] {
        let story = run(&[day, "--summary"]);
        assert_eq!(story.lines().count(), 21, "{day}");
    }
}

/// What a family reads of one offer on 1 June 2026: `decision` and, where there is one, `from`, `since` or the dose.
fn told(family: &str, offer: &str, subject: Option<&str>) -> String {
    let programme = millejours::Programme::from_toml(fs::read(folder().join("programme.toml")).unwrap()).unwrap();
    let document = fs::read(folder().join("families").join(family).with_extension("json")).unwrap();
    let on = millejours::parse_date("2026-06-01").unwrap();
    let answer: Value = serde_json::from_str(&programme.assess_json(document, on).unwrap()).unwrap();
    let mut entries = answer["offers"].as_array().unwrap().iter();
    let Some(entry) =
        entries.find(|entry| entry["offer"] == offer && entry.get("subject").and_then(Value::as_str) == subject)
    else {
        return "silent".to_owned();
    };
    let mut told = entry["decision"].as_str().unwrap().to_owned();
    for key in ["from", "since"] {
        if let Some(day) = entry.get(key) {
            told += &format!(" {}", day.as_str().unwrap());
        }
    }
    if let Some(dose) = entry.get("dose") {
        told += &format!(" {}-{}", dose["least"], dose["most"]);
    }
    told
}

#[test]
fn what_the_law_and_the_town_say() {
    let c1 = Some("c1");
    for (family, offer, subject, expected) in [
        // The end of the 7th year is the day before the 7th birthday; the 6th birthday opens it.
        ("f-older", "exam-year-7", c1, "eligible 1-1"),
        ("f-older", "exam-year-7", Some("c2"), "no_longer 2026-06-01"),
        // The 9th month is eight completed months.
        ("f-two-languages", "exam-month-9", c1, "eligible 1-1"),
        // The first day of the 4th week, the last of the 14th.
        ("f-young-mother", "postnatal-interview", c1, "eligible 1-1"),
        ("f-preterm", "postnatal-interview-2", c1, "eligible 1-1"),
        ("f-preterm", "early-born-follow-up", c1, "eligible 6-6"),
        // Born in February, some day: month 4 or month 5 today.
        ("f-partly-known", "exam-month-3", c1, "no_longer"),
        ("f-partly-known", "exam-month-4", c1, "undetermined"),
        ("f-partly-known", "exam-month-5", c1, "undetermined"),
        // Twins share the pregnancy; each has its own examinations.
        ("f-twins", "prenatal-6", Some("p1"), "eligible 1-1"),
        ("f-twins", "exam-day-8", c1, "not_yet 2026-08-10"),
        ("f-twins", "exam-day-8", Some("c2"), "not_yet 2026-08-10"),
        // Week 12.
        ("f-first", "prenatal-1", Some("p1"), "eligible 1-1"),
        ("f-first", "prenatal-2", Some("p1"), "not_yet 2026-06-22"),
        ("f-first", "early-prenatal-interview", Some("p1"), "undetermined 1-1"),
        // Silence about a loss and a death; the living are there.
        ("f-loss", "prenatal-6", Some("p1"), "silent"),
        ("f-loss", "listening", None, "eligible 1-1"),
        ("f-sibling", "exam-month-4", Some("c2"), "silent"),
        ("f-sibling", "exam-year-3", c1, "eligible 1-1"),
        // The law stops at no town's edge.
        ("f-neighbour", "exam-day-8", c1, "eligible 1-1"),
        ("f-neighbour", "home-visit", c1, "not_eligible"),
        ("f-no-address", "exam-month-3", c1, "eligible 1-1"),
        ("f-no-address", "listening", None, "undetermined 1-1"),
        ("f-two-homes", "home-visit", c1, "eligible 2-4"),
        // A worried midwife opens a conversation, not an accompaniment.
        ("f-two-voices", "time-for-yourself", Some("a1"), "eligible 4-4"),
        ("f-two-voices", "accompaniment", None, "not_eligible"),
        ("f-several-needs", "accompaniment", None, "eligible 36-36"),
        ("f-several-needs", "home-help", None, "not_eligible"),
        ("f-grandmother", "young-parents", Some("a1"), "not_eligible"),
        ("f-adoption", "arrival-visit", c1, "eligible 3-3"),
    ] {
        assert_eq!(told(family, offer, subject), expected, "{family}: {offer}");
    }
}
