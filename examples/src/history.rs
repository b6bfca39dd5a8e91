//! One family on several days: what changes for it, because time passes or because the law changed.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;

use millejours::ProgrammeHistory;
use serde_json::Value;

use crate::plan::Days;
use crate::programme::Words;
use crate::words::Language;
use crate::{Told, family, list, text};

/// What the examinations are on each day, and which of them changed.
pub fn days(
    history: &ProgrammeHistory,
    families: &[Told],
    days: &Days,
    language: Language,
) -> Result<String, Box<dyn Error>> {
    let document = family(families, &days.family)?.to_string();
    let mut titles = BTreeMap::new();
    let mut told = Vec::new();
    for on in &days.on {
        let words = Words::of(history.on(*on)?)?;
        let answer: Value = serde_json::from_str(&history.assess_json(&document, *on)?)?;
        let mut examinations = BTreeMap::new();
        for entry in list(&answer, "offers") {
            let Some(offer) = words.offer(text(entry, "offer")).filter(|offer| offer.unit == "examination") else {
                continue;
            };
            let key = (offer.id.clone(), text(entry, "subject").to_owned());
            titles.insert(key.clone(), offer.title(language).to_owned());
            examinations.insert(key, outcome(entry));
        }
        told.push((on, text(&answer, "version").to_owned(), examinations));
    }
    let mut page = format!("{} ({})\n", language.pick(&days.title), days.family);
    for (on, version, examinations) in &told {
        let count = language.count("examination", examinations.len());
        let _ = writeln!(page, "  {on} ({version}): {count}");
    }
    for (key, title) in &titles {
        let found: Vec<&str> =
            told.iter().map(|(_, _, examinations)| examinations.get(key).map_or("–", String::as_str)).collect();
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
