//! The House of the first 1000 days keeps its word.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use millejours::Programme;
use serde_json::json;

use crate::common::{self, date, run, said};

const NAME: &str = "maison-1000-jours";

fn document(name: &str) -> toml::Table {
    common::document(NAME, name)
}

fn programme(name: &str) -> Programme {
    common::programme(NAME, name)
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
fn a_family_s_page_fits_one_sheet() {
    for name in common::families(NAME) {
        let page = run(&[&name]);
        assert!(page.lines().filter(|line| !line.is_empty()).count() <= 40, "{page}");
    }
}

#[test]
fn nobody_is_reminded_of_a_loss() {
    for language in ["fr", "en", "de", "it"] {
        let lost = run(&[language, "f-loss"]);
        // The last lines are names of services.
        let (told, _) = lost.trim_end().rsplit_once("\n\n").unwrap();
        for line in told.lines().skip(1) {
            for word in
                ["c1", "p1", "2026-04-20", "2026-08-30", "enfant", "child", "pregnan", "grossesse", "Kind", "bambin"]
            {
                assert!(!line.contains(word), "{language}: {word}: {line}");
            }
        }
        for word in ["c2", "2026-03-02", "2026-03-20"] {
            assert!(!run(&[language, "f-sibling"]).contains(word), "{language}: {word}");
        }
    }
}

#[test]
fn what_a_professional_saw_is_not_on_the_family_s_page() {
    assert!(!run(&["--all"]).contains("observed"));
    assert!(run(&["--professional", "f-two-voices"]).contains("family.observed.wellbeing = strong"));
}

#[test]
fn every_edition_tells_every_family_on_every_day_tried() {
    for day in ["2019-03-01", "2024-12-31", "2025-01-01", "2026-06-01", "2030-02-28"] {
        let story = run(&[day, "--summary"]);
        assert_eq!(story.lines().count(), 21, "{day}");
    }
}

/// Each window is tried on four days: the eve of its first day, that day, its last day and the day after.
#[test]
fn the_twenty_windows_of_a_child_of_10_march_2025() {
    let programme = programme("programme.toml");
    let family = |born: &str| {
        json!({"schema": 1, "id": "f", "complete": ["adults", "children", "pregnancies"], "children": [{"id": "c1", "born": born}]})
            .to_string()
    };
    let windows = [
        ("2025-03-10", "exam-day-8", "2025-03-10", "2025-03-18"),
        ("2025-03-10", "exam-week-2", "2025-03-17", "2025-03-23"),
        ("2025-03-10", "exam-month-2", "2025-04-10", "2025-05-09"),
        ("2025-03-10", "exam-month-3", "2025-05-10", "2025-06-09"),
        ("2025-03-10", "exam-month-4", "2025-06-10", "2025-07-09"),
        ("2025-03-10", "exam-month-5", "2025-07-10", "2025-08-09"),
        ("2025-03-10", "exam-month-6", "2025-08-10", "2025-09-09"),
        ("2025-03-10", "exam-month-9", "2025-11-10", "2025-12-09"),
        ("2025-03-10", "exam-month-12", "2026-02-10", "2026-03-09"),
        ("2025-03-10", "exam-month-13", "2026-03-10", "2026-04-09"),
        ("2025-03-10", "exam-month-16", "2026-07-10", "2026-09-09"),
        ("2025-03-10", "exam-month-24", "2027-02-10", "2027-04-09"),
        ("2025-03-10", "exam-year-3", "2027-03-10", "2028-03-09"),
        ("2025-03-10", "exam-year-4", "2028-03-10", "2029-03-09"),
        ("2025-03-10", "exam-year-5", "2029-03-10", "2030-03-09"),
        ("2025-03-10", "exam-year-6", "2030-03-10", "2031-03-09"),
        ("2025-03-10", "exam-year-7", "2031-03-10", "2032-03-09"),
        ("2025-03-10", "exam-age-8", "2033-03-10", "2034-03-09"),
        ("2025-03-10", "exam-age-11", "2036-03-10", "2038-03-09"),
        ("2025-03-10", "exam-age-15", "2040-03-10", "2041-03-09"),
        // The 4th week begins on day 21, the 8th ends on day 55.
        ("2025-03-10", "postnatal-interview", "2025-03-31", "2025-05-04"),
        // Of the last day of January: one month on the last day of February, two on 31 March.
        ("2025-01-31", "exam-month-2", "2025-02-28", "2025-03-30"),
        // Of 29 February: one year, and twelve months, on the 28th.
        ("2024-02-29", "exam-month-13", "2025-02-28", "2025-03-28"),
        ("2024-02-29", "exam-year-3", "2026-02-28", "2027-02-27"),
    ];
    for (born, offer, first, last) in windows {
        let family = family(born);
        let on = |day: NaiveDate| said(&programme.assess_json(&family, day).unwrap(), offer, Some("c1"));
        let after = date(last) + Days::new(1);
        assert_eq!(on(date(first) - Days::new(1)), format!("not_yet {first} eligible"), "{offer}");
        assert_eq!(on(date(first)), "eligible 1-1", "{offer}");
        assert_eq!(on(date(last)), "eligible 1-1", "{offer}");
        assert_eq!(on(after), format!("no_longer {after}"), "{offer}");
    }
}

#[test]
fn what_the_law_and_the_town_say() {
    let (c1, c2, p1, a1, a2) = (Some("c1"), Some("c2"), Some("p1"), Some("a1"), Some("a2"));
    let programme = programme("programme.toml");
    let mut checked: BTreeMap<&str, usize> = BTreeMap::new();
    for (family, offer, subject, expected) in [
        // With the family since 28 January; the weeks and months count from the birth all the same.
        ("f-adoption", "arrival-visit", c1, "eligible 3-3"),
        ("f-adoption", "exam-month-16", c1, "no_longer 2026-05-25"),
        ("f-adoption", "exam-month-24", c1, "not_yet 2026-10-25 eligible"),
        // Nothing counts so far; parenting 20, well-being 20 and an early birth 15 might: 0 to 55.
        ("f-adoption", "home-visit", c1, "eligible 2-8"),
        // Only hard days can open it; then 0 to 40.
        ("f-adoption", "home-help", None, "undetermined 20-40"),
        // Nothing was said: 0 to 110.
        ("f-declined", "home-visit", c1, "eligible 2-14"),
        ("f-declined", "listening", None, "eligible 1-1"),
        ("f-declined", "exam-month-12", c1, "eligible 1-1"),
        ("f-declined", "time-for-yourself", a2, "undetermined 4-4"),
        ("f-declined", "accompaniment", None, "undetermined 12-36"),
        // 203 days to go are 29 weeks: week 12; week 15 in three weeks.
        ("f-first", "prenatal-1", p1, "eligible 1-1"),
        ("f-first", "prenatal-2", p1, "not_yet 2026-06-22 eligible"),
        ("f-first", "early-prenatal-interview", p1, "undetermined 1-1"),
        ("f-first", "exam-day-8", c1, "not_yet 2026-12-21 eligible"),
        ("f-first", "postnatal-interview-2", c1, "not_yet 2027-02-22 undetermined"),
        ("f-first", "arrival-visit", c1, "not_eligible"),
        // Quotient 10, one adult 15; parenting, well-being and an early birth: 25 to 80, without the child's part to 65.
        ("f-grandmother", "home-visit", c1, "eligible 4-14"),
        ("f-grandmother", "home-help", None, "eligible 40-80"),
        ("f-grandmother", "accompaniment", None, "undetermined 24-36"),
        ("f-grandmother", "young-parents", a1, "not_eligible"),
        ("f-grandmother", "exam-month-5", c1, "no_longer 2025-02-28"),
        // Quotient 25; whether there is another adult nobody asked.
        ("f-lone", "home-visit", c1, "eligible 4-14"),
        ("f-lone", "home-help", None, "undetermined 40-80"),
        ("f-lone", "exam-month-5", c1, "eligible 1-1"),
        ("f-lone", "young-parents", a1, "no_longer 2018-03-29"),
        // Silence about a loss and a death; the living are there.
        ("f-loss", "prenatal-6", p1, "silent"),
        ("f-loss", "listening", None, "eligible 1-1"),
        ("f-loss", "time-for-yourself", a1, "undetermined 4-4"),
        ("f-loss", "parent-group", None, "not_eligible"),
        // The law stops at no town's edge. Four days old; day 7 is 4 June.
        ("f-neighbour", "exam-day-8", c1, "eligible 1-1"),
        ("f-neighbour", "exam-week-2", c1, "not_yet 2026-06-04 eligible"),
        ("f-neighbour", "postnatal-interview", c1, "not_yet 2026-06-18 eligible"),
        ("f-neighbour", "home-visit", c1, "not_eligible"),
        ("f-no-address", "exam-month-3", c1, "eligible 1-1"),
        ("f-no-address", "exam-month-2", c1, "no_longer 2026-05-20"),
        ("f-no-address", "listening", None, "undetermined 1-1"),
        ("f-no-address", "music", c1, "not_yet 2026-06-20 undetermined"),
        // The end of the 7th year is the day before the 7th birthday; the 6th birthday opens it.
        ("f-older", "exam-year-7", c1, "eligible 1-1"),
        ("f-older", "exam-year-7", c2, "no_longer 2026-06-01"),
        ("f-older", "exam-age-8", c2, "not_yet 2027-06-01 eligible"),
        ("f-older", "open-door", None, "no_longer 2026-05-30"),
        ("f-older", "home-visit", c1, "no_longer 2022-05-30"),
        // A week past the day: week 42, or born, on any day of the last four months.
        ("f-overdue", "prenatal-7", p1, "undetermined 1-1"),
        ("f-overdue", "prenatal-6", p1, "no_longer 2026-04-20"),
        ("f-overdue", "exam-day-8", c1, "undetermined 1-1"),
        ("f-overdue", "parent-group", None, "eligible 10-10"),
        // Born in February, some day: month 4 or month 5 today. Three months are completed on 28 May at the latest.
        ("f-partly-known", "exam-month-3", c1, "no_longer 2026-05-28"),
        ("f-partly-known", "exam-month-4", c1, "undetermined 1-1"),
        ("f-partly-known", "exam-month-5", c1, "undetermined 1-1"),
        ("f-partly-known", "exam-month-6", c1, "not_yet 2026-07-01 undetermined"),
        ("f-partly-known", "music", c1, "eligible 10-10"),
        // Day 97 is the last of the 14th week.
        ("f-preterm", "postnatal-interview-2", c1, "eligible 1-1"),
        ("f-preterm", "postnatal-interview", c1, "no_longer 2026-04-21"),
        ("f-preterm", "early-born-follow-up", c1, "eligible 6-6"),
        ("f-preterm", "prenatal-7", p1, "silent"),
        ("f-preterm", "exam-month-5", c1, "not_yet 2026-06-24 eligible"),
        // Quotient 10, an early birth 15; disability, parenting and well-being: 25 to 80.
        ("f-preterm", "home-visit", c1, "eligible 4-14"),
        ("f-several-needs", "accompaniment", None, "eligible 36-36"),
        ("f-several-needs", "home-help", None, "not_eligible"),
        ("f-several-needs", "home-visit", c1, "eligible 14-14"),
        ("f-several-needs", "home-visit", c2, "no_longer 2025-10-10"),
        ("f-several-needs", "time-for-yourself", a2, "eligible 4-4"),
        ("f-several-needs", "exam-month-12", c1, "not_yet 2026-07-31 eligible"),
        ("f-sibling", "exam-month-4", c2, "silent"),
        ("f-sibling", "listening", None, "eligible 1-1"),
        ("f-sibling", "exam-year-3", c1, "eligible 1-1"),
        ("f-sibling", "home-visit", c1, "no_longer 2026-04-12"),
        ("f-sibling", "exam-year-4", c1, "not_yet 2027-04-12 eligible"),
        // Twins share the pregnancy, in week 31; each has its own examinations.
        ("f-twins", "prenatal-5", p1, "eligible 1-1"),
        ("f-twins", "prenatal-6", p1, "not_yet 2026-06-08 eligible"),
        ("f-twins", "prenatal-4", p1, "no_longer 2026-05-11"),
        ("f-twins", "exam-day-8", c1, "not_yet 2026-08-10 eligible"),
        ("f-twins", "exam-day-8", c2, "not_yet 2026-08-10 eligible"),
        // Quotient 10, two babies 15; well-being: 25 to 45.
        ("f-twins", "home-visit-pregnancy", p1, "eligible 2-4"),
        ("f-twins", "accompaniment", None, "undetermined 24-36"),
        // Two homes, one of them here; parenting and well-being: 0 to 40.
        ("f-two-homes", "home-visit", c1, "eligible 2-8"),
        ("f-two-homes", "exam-month-16", c1, "eligible 1-1"),
        ("f-two-homes", "exam-month-24", c1, "not_yet 2026-11-15 eligible"),
        ("f-two-homes", "exam-month-13", c1, "no_longer 2026-01-15"),
        // The 9th month is eight completed months.
        ("f-two-languages", "exam-month-9", c1, "eligible 1-1"),
        ("f-two-languages", "interpreting", None, "eligible 20-20"),
        ("f-two-languages", "early-born-follow-up", c1, "not_eligible"),
        // Housing 15, languages 5; quotient, disability, parenting and well-being: 20 to 100.
        ("f-two-languages", "home-visit", c1, "eligible 4-14"),
        ("f-two-languages", "exam-month-12", c1, "not_yet 2026-08-15 eligible"),
        // A worried midwife opens a conversation, not an accompaniment, and adds no visit.
        ("f-two-voices", "time-for-yourself", a1, "eligible 4-4"),
        ("f-two-voices", "accompaniment", None, "not_eligible"),
        ("f-two-voices", "home-visit", c1, "eligible 2-2"),
        ("f-two-voices", "postnatal-interview", c1, "eligible 1-1"),
        ("f-two-voices", "postnatal-interview-2", c1, "not_yet 2026-06-22 eligible"),
        // Day 21 is the first of the 4th week. Quotient 10, under twenty 15, parenting 10; disability, well-being: 35 to 70.
        ("f-young-mother", "postnatal-interview", c1, "eligible 1-1"),
        ("f-young-mother", "home-visit", c1, "eligible 8-14"),
        ("f-young-mother", "young-parents", a1, "eligible 20-20"),
        ("f-young-mother", "young-parents", a2, "not_eligible"),
        ("f-young-mother", "exam-week-2", c1, "no_longer 2026-05-25"),
    ] {
        let document = common::family(NAME, family);
        let answer = programme.assess_json(document, date("2026-06-01")).unwrap();
        assert_eq!(said(&answer, offer, subject), expected, "{family}: {offer}");
        *checked.entry(family).or_default() += 1;
    }
    assert_eq!(checked.len(), 19);
    assert!(checked.values().all(|answers| *answers >= 4), "{checked:?}");
}

#[test]
fn the_first_month_goes_and_the_seventh_year_comes() {
    let family = common::family(NAME, "f-two-homes");
    let eve = programme("programme-2019.toml").assess_json(&family, date("2024-12-31")).unwrap();
    let day = programme("programme.toml").assess_json(&family, date("2025-01-01")).unwrap();
    for (answer, first_month, seventh_year) in
        [(eve, "eligible 1-1", "silent"), (day, "silent", "not_yet 2030-12-15 eligible")]
    {
        assert_eq!(said(&answer, "exam-month-1", Some("c1")), first_month);
        assert_eq!(said(&answer, "exam-year-7", Some("c1")), seventh_year);
        assert_eq!(answer.matches("\"offer\":\"exam-").count(), 20);
    }
}
