//! The family-centred network keeps its word.

use std::collections::BTreeMap;

use chrono::Days;
use serde_json::{Value, json};

use crate::common::{self, date, run, said};

const NAME: &str = "familienzentriertes-netzwerk";

fn assess(family: impl AsRef<[u8]>, on: &str) -> String {
    common::programme(NAME, "programme.toml").assess_json(family, date(on)).unwrap()
}

fn response(answer: &str) -> String {
    let answer: Value = serde_json::from_str(answer).unwrap();
    answer["response"].as_str().unwrap().to_owned()
}

#[test]
fn every_offer_and_rule_speaks_four_languages() {
    let document = common::document(NAME, "programme.toml");
    for offer in document["offers"].as_array().unwrap() {
        for rule in [offer].into_iter().chain(offer["when"].as_array().unwrap()) {
            for language in ["de", "fr", "it", "en"] {
                assert!(rule["title"].get(language).is_some(), "{}: {}: {language}", offer["id"], rule["id"]);
            }
        }
    }
}

/// Each window is tried on four days: the eve of its first day, that day, its last day and the day after.
#[test]
fn the_windows_of_a_child_of_10_march_2026() {
    let family = json!({"schema": 1, "territory": "CH-09901", "languages": ["de"],
        "complete": ["adults", "children", "pregnancies"],
        "children": [{"id": "c1", "born": "2026-03-10",
            "facts": {"disability": true, "born_preterm": true, "german": "none"}}],
        "needs": [{"domain": "parenting", "intensity": "strong", "voice": "family"},
            {"domain": "wellbeing", "intensity": "strong", "voice": "family"}],
        "facts": {"premium_reduction": true, "housing": "temporary", "unsure_what_helps": true}})
    .to_string();
    for (offer, dose, first, last) in [
        ("counselling", "16-16", "2026-03-10", "2031-03-09"),
        // The day of birth is not counted: the 56th day after it is 5 May.
        ("midwife-visits", "16-16", "2026-03-10", "2026-05-05"),
        ("breastfeeding", "3-3", "2026-03-10", "2028-03-09"),
        ("home-programme", "78-78", "2027-03-10", "2031-03-09"),
        ("language-playgroup", "76-76", "2029-03-10", "2030-03-09"),
        ("early-special-education", "40-40", "2026-03-10", "2031-03-09"),
    ] {
        let on = |day: chrono::NaiveDate| said(&assess(&family, &day.to_string()), offer, Some("c1"));
        let after = date(last) + Days::new(1);
        assert_eq!(on(date(first) - Days::new(1)), format!("not_yet {first} eligible"), "{offer}");
        assert_eq!(on(date(first)), format!("eligible {dose}"), "{offer}");
        assert_eq!(on(date(last)), format!("eligible {dose}"), "{offer}");
        assert_eq!(on(after), format!("no_longer {after}"), "{offer}");
    }
    // From pregnancy to the day before the 6th birthday.
    assert_eq!(said(&assess(&family, "2032-03-09"), "drop-in", None), "eligible 80-80");
    assert_eq!(said(&assess(&family, "2032-03-10"), "drop-in", None), "no_longer 2032-03-10");
}

#[test]
fn a_term_of_forty_weeks() {
    let family = common::family(NAME, "f-first");
    let on = |day, offer| said(&assess(&family, day), offer, Some("p1"));
    // 280 days before 15 November, and 27 weeks before it.
    assert_eq!(on("2026-02-07", "check-ups"), "not_yet 2026-02-08 eligible");
    assert_eq!(on("2026-02-08", "check-ups"), "eligible 7-7");
    assert_eq!(on("2026-05-09", "birth-talk"), "not_yet 2026-05-10 eligible");
    assert_eq!(on("2026-05-10", "birth-talk"), "eligible 1-1");
}

#[test]
fn ten_visits_or_sixteen() {
    let visits = |facts: &Value| {
        let child = json!({"id": "c1", "born": "2026-05-20", "facts": facts});
        let family = json!({"schema": 1, "complete": ["children"], "children": [child]});
        said(&assess(family.to_string(), "2026-06-01"), "midwife-visits", Some("c1"))
    };
    let none = json!({"born_preterm": false, "multiple_birth": false, "first_for_mother": false, "caesarean": false});
    assert_eq!(visits(&none), "eligible 10-10");
    assert_eq!(visits(&json!({})), "eligible 10-16");
    for fact in ["born_preterm", "multiple_birth", "first_for_mother", "caesarean"] {
        assert_eq!(visits(&json!({fact: true})), "eligible 16-16", "{fact}");
        let mut open = none.clone();
        open.as_object_mut().unwrap().remove(fact);
        assert_eq!(visits(&open), "eligible 10-16", "{fact}");
    }
}

#[test]
fn several_or_unclear_and_the_family_says_so() {
    let family = |needs: &[(&str, &str, &str)], unsure: Option<bool>| {
        let needs: Vec<Value> = needs
            .iter()
            .map(|(domain, intensity, voice)| json!({"domain": domain, "intensity": intensity, "voice": voice}))
            .collect();
        let mut family = json!({"schema": 1, "territory": "CH-09903", "languages": ["de"],
            "complete": ["adults", "children", "pregnancies"], "children": [{"id": "c1", "born": "2025-01-01"}],
            "needs": needs, "facts": {}});
        if let Some(unsure) = unsure {
            family["facts"]["unsure_what_helps"] = json!(unsure);
        }
        let answer = assess(family.to_string(), "2026-06-01");
        let decision = |offer| said(&answer, offer, None).split(' ').next().unwrap().to_owned();
        (response(&answer), decision("orientation"), decision("accompaniment"))
    };
    let is = |response: &str, orientation: &str, accompaniment: &str| {
        (response.to_owned(), orientation.to_owned(), accompaniment.to_owned())
    };
    let domains = ["wellbeing", "parenting", "feeding", "sleep", "daily_life", "contacts"];
    let all = |intensity| domains.map(|domain| (domain, intensity, "family")).to_vec();
    // Nothing said: information now, and the rest is a question.
    assert_eq!(family(&[], None), is("information", "undetermined", "undetermined"));
    // Everything said, and nothing wished for. What others saw is still open.
    assert_eq!(family(&all("none"), Some(false)), is("information", "undetermined", "not_eligible"));
    // One need, however strong, is for orientation; six light ones too.
    let mut one = all("none");
    one[3].1 = "strong";
    assert_eq!(family(&one, Some(false)), is("orientation", "eligible", "not_eligible"));
    assert_eq!(family(&all("light"), Some(false)), is("orientation", "eligible", "not_eligible"));
    // Two needs of weight are several, whichever they are.
    for other in [0, 1, 2, 4, 5] {
        let mut two = one.clone();
        two[3].1 = "moderate";
        two[other].1 = "moderate";
        assert_eq!(family(&two, Some(false)), is("accompaniment", "eligible", "eligible"), "{other}");
    }
    // Not knowing what would help is enough.
    assert_eq!(family(&all("none"), Some(true)), is("accompaniment", "eligible", "eligible"));
    assert_eq!(family(&[], Some(true)), is("accompaniment", "eligible", "eligible"));
    // What a midwife saw opens a conversation, and changes nothing in the response.
    let mut seen = all("none");
    seen.push(("wellbeing", "strong", "midwife"));
    assert_eq!(family(&seen, Some(false)), is("information", "eligible", "not_eligible"));
}

#[test]
fn what_the_law_and_the_network_say() {
    let (c1, c2, p1, a1, a2) = (Some("c1"), Some("c2"), Some("p1"), Some("a1"), Some("a2"));
    let mut checked: BTreeMap<&str, usize> = BTreeMap::new();
    for (family, offer, subject, expected) in [
        // Nothing counts so far; well-being 20 and an unknown birth 15; parenting is light: 0 to 35.
        ("f-adoption", "counselling", c1, "eligible 4-10"),
        ("f-adoption", "home-programme", c1, "eligible 39-78"),
        ("f-adoption", "midwife-visits", c1, "no_longer 2024-10-30"),
        ("f-adoption", "orientation", None, "eligible 3-3"),
        // Declined facts stay open, the floor stands.
        ("f-declined", "first-contact", None, "eligible 1-1"),
        ("f-declined", "counselling", c1, "eligible 4-16"),
        ("f-declined", "accompaniment", None, "undetermined 12-36"),
        ("f-declined", "time-for-yourself", a2, "undetermined 4-4"),
        ("f-first", "check-ups", p1, "eligible 7-7"),
        ("f-first", "birth-talk", p1, "eligible 1-1"),
        ("f-first", "midwife-visits", c1, "not_yet 2026-11-15 eligible"),
        ("f-first", "counselling", c1, "not_yet 2026-11-15 eligible"),
        // One adult always here 15, premiums 15; parenting and well-being 40, born early 15: 30 to 85.
        ("f-grandmother", "counselling", c1, "eligible 6-16"),
        ("f-grandmother", "early-special-education", c1, "eligible 40-40"),
        ("f-grandmother", "conversation-rounds", None, "not_eligible"),
        ("f-grandmother", "accompaniment", None, "undetermined 24-36"),
        // Three years and four months; the little one is 22 days old.
        ("f-languages", "language-playgroup", c1, "eligible 76-76"),
        ("f-languages", "home-programme", c2, "not_yet 2027-05-10 eligible"),
        ("f-languages", "midwife-visits", c2, "eligible 10-10"),
        ("f-languages", "conversation-rounds", None, "eligible 6-6"),
        ("f-languages", "interpreting", None, "eligible 20-20"),
        // A place and a month are enough for the floor.
        ("f-little-told", "first-contact", None, "eligible 1-1"),
        ("f-little-told", "counselling", c1, "eligible 4-16"),
        ("f-little-told", "interpreting", None, "undetermined 20-20"),
        ("f-little-told", "language-playgroup", c1, "not_yet 2028-04-01 undetermined"),
        ("f-loss", "first-contact", None, "eligible 1-1"),
        ("f-loss", "check-ups", p1, "silent"),
        ("f-loss", "birth-talk", p1, "silent"),
        ("f-loss", "time-for-yourself", a1, "undetermined 4-4"),
        // Five days past the expected day: born, or not yet.
        ("f-overdue", "midwife-visits", c1, "undetermined 16-16"),
        ("f-overdue", "check-ups", p1, "undetermined 7-7"),
        ("f-overdue", "drop-in", None, "eligible 80-80"),
        ("f-overdue", "conversation-rounds", None, "eligible 6-6"),
        // Day 56 is the last: born on 6 April, the child is 56 days old.
        ("f-preterm", "midwife-visits", c1, "eligible 16-16"),
        ("f-preterm", "check-ups", p1, "silent"),
        // The midwife is worried, the mother says that she is well.
        ("f-preterm", "time-for-yourself", a1, "eligible 4-4"),
        ("f-preterm", "accompaniment", None, "undetermined 12-24"),
        ("f-several-needs", "accompaniment", None, "eligible 36-36"),
        ("f-several-needs", "counselling", c2, "eligible 16-16"),
        ("f-several-needs", "home-programme", c1, "not_yet 2026-10-12 eligible"),
        ("f-several-needs", "home-programme", c2, "eligible 78-78"),
        ("f-several-needs", "language-playgroup", c2, "not_eligible"),
        // Twins: each has an entry, the visits are one series.
        ("f-twins", "midwife-visits", c1, "eligible 16-16"),
        ("f-twins", "midwife-visits", c2, "eligible 16-16"),
        ("f-twins", "counselling", c1, "eligible 6-16"),
        ("f-twins", "accompaniment", None, "undetermined 12-36"),
        // The 4th birthday; two homes, one of them here, and shared: nobody lives here always.
        ("f-two-homes", "counselling", c1, "eligible 4-6"),
        ("f-two-homes", "home-programme", c1, "not_eligible"),
        ("f-two-homes", "language-playgroup", c1, "not_eligible"),
        ("f-two-homes", "drop-in", None, "eligible 80-80"),
        ("f-unsure", "accompaniment", None, "eligible 12-24"),
        ("f-unsure", "orientation", None, "eligible 3-3"),
        ("f-unsure", "time-for-yourself", a1, "eligible 4-4"),
        ("f-unsure", "midwife-visits", c1, "no_longer 2026-03-18"),
    ] {
        let answer = assess(common::family(NAME, family), "2026-06-01");
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
    assert_eq!(ends, ["settled after 13 questions", "settled after 6 questions", "settled after 7 questions"]);
    assert!(talks.contains("  13. family.needs.daily_life: \"moderate\" -> accompaniment, eligible 9"));
}
