//! One child, one night: the examinations under the edition of 2019 and under that of 2025.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use millejours::ProgrammeHistory;
use serde_json::Value;

use crate::programme::Words;
use crate::words::Language;
use crate::{list, text};

/// The family whose child, born on 15 December 2024, is two weeks old when the year turns.
pub const FAMILY: &str = "f-two-homes";
/// The last day of the one edition and the first day of the other.
pub const DAYS: [&str; 2] = ["2024-12-31", "2025-01-01"];

/// What changes for the child between the two days.
pub fn turn_of_the_year(
    history: &ProgrammeHistory,
    folder: &Path,
    language: Language,
) -> Result<String, Box<dyn Error>> {
    let document = fs::read(folder.join("families").join(FAMILY).with_extension("json"))?;
    let mut titles = BTreeMap::new();
    let mut editions = Vec::new();
    for day in DAYS {
        let on = millejours::parse_date(day)?;
        let words = Words::of(history.on(on)?)?;
        titles.extend(words.offers.iter().map(|offer| (offer.id.clone(), offer.title(language).to_owned())));
        let answer: Value = serde_json::from_str(&history.assess_json(&document, on)?)?;
        let examinations: BTreeMap<String, String> = list(&answer, "offers")
            .iter()
            .filter(|entry| text(entry, "offer").starts_with("exam-"))
            .map(|entry| (text(entry, "offer").to_owned(), outcome(entry)))
            .collect();
        editions.push((day, text(&answer, "version").to_owned(), examinations));
    }
    let heading = language.say([
        "La loi a changé cette nuit-là : les examens d'un enfant de deux semaines",
        "The law changed that night: the examinations of a child two weeks old",
        "In jener Nacht änderte sich das Gesetz: die Untersuchungen eines zwei Wochen alten Kindes",
        "Quella notte la legge è cambiata: le visite di un bambino di due settimane",
    ]);
    let mut page = format!("{heading} ({FAMILY}, c1)\n");
    for (day, version, examinations) in &editions {
        let count = language.count("examination", examinations.len());
        let _ = writeln!(page, "  {day} ({version}): {count}");
    }
    for (id, title) in &titles {
        let found: Vec<&str> =
            editions.iter().map(|(_, _, examinations)| examinations.get(id).map_or("–", String::as_str)).collect();
        if found.windows(2).any(|pair| pair.first() != pair.last()) {
            let _ = writeln!(page, "  {title}: {}", found.join(" → "));
        }
    }
    Ok(page)
}

fn outcome(entry: &Value) -> String {
    let mut outcome = text(entry, "decision").replace('_', " ");
    for key in ["from", "since"] {
        if let Some(day) = entry.get(key).and_then(Value::as_str) {
            let _ = write!(outcome, " {key} {day}");
        }
    }
    outcome
}
