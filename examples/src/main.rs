//! A town asks what is there for its families.
//!
//! `cargo run --release -p millejours-examples` prints, for each family of `maison-1000-jours`, what it may have, how
//! much, why, and what is worth asking; then the town as a table, and what changed on 1 January 2025. Arguments, in any
//! order: a date (`2026-09-01`), a language (`fr`, `en`, `de`, `it`), a folder, the name of one family,
//! `--professional` for every answer with its rules and facts, `--summary` for the short lines that `story.py` and
//! `Story.kt` print too.

mod history;
mod professional;
mod programme;
mod story;
mod summary;
mod table;
mod words;

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use millejours::{Programme, ProgrammeHistory};
use serde_json::Value;

use crate::words::Language;

/// What the command line asks for.
struct Ask {
    on: NaiveDate,
    language: Language,
    folder: PathBuf,
    family: Option<String>,
    page: Page,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq)]
enum Page {
    Family,
    Professional,
    Summary,
}

/// A family as it stands in its file, and what the programme says to it.
struct Told {
    name: String,
    family: Value,
    answer: String,
    assessment: Value,
}

fn main() -> Result<(), Box<dyn Error>> {
    let ask = read_arguments(std::env::args().skip(1))?;
    let before = Programme::from_toml(fs::read(ask.folder.join("programme-2019.toml"))?)?;
    let now = Programme::from_toml(fs::read(ask.folder.join("programme.toml"))?)?;
    let history = ProgrammeHistory::new(vec![before, now])?;
    let families = tell(&history, &ask.folder.join("families"), ask.on)?;

    let words = programme::Words::of(history.on(ask.on)?)?;
    let asked = || families.iter().filter(|told| ask.family.as_ref().is_none_or(|name| *name == told.name));
    let mut text = String::new();
    match ask.page {
        Page::Summary => text = summary::lines(&history, &families, &ask.folder)?,
        Page::Professional => asked().for_each(|told| text.push_str(&professional::block(told))),
        Page::Family => asked().for_each(|told| text.push_str(&story::block(told, &words, ask.language))),
    }
    if ask.family.is_none() && ask.page != Page::Summary {
        text.push_str(&table::territory(&families, &words, ask.language));
        text.push_str(&history::turn_of_the_year(&history, &ask.folder, ask.language)?);
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

fn read_arguments(arguments: impl Iterator<Item = String>) -> Result<Ask, Box<dyn Error>> {
    let mut ask = Ask {
        on: millejours::parse_date("2026-06-01")?,
        language: Language::English,
        folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("maison-1000-jours"),
        family: None,
        page: Page::Family,
    };
    for argument in arguments {
        if argument == "--summary" {
            ask.page = Page::Summary;
        } else if argument == "--professional" {
            ask.page = Page::Professional;
        } else if let Some(language) = Language::of(&argument) {
            ask.language = language;
        } else if argument.starts_with(|c: char| c.is_ascii_digit()) {
            ask.on = millejours::parse_date(&argument)?;
        } else if argument.starts_with("f-") {
            ask.family = Some(argument);
        } else {
            ask.folder = PathBuf::from(argument);
        }
    }
    Ok(ask)
}

/// Assesses every family of a folder, in the order of the file names.
fn tell(history: &ProgrammeHistory, folder: &Path, on: NaiveDate) -> Result<Vec<Told>, Box<dyn Error>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    let mut families = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let document = fs::read(&path)?;
        let answer = history.assess_json(&document, on).map_err(|error| format!("{}: {error}", path.display()))?;
        let assessment = serde_json::from_str(&answer)?;
        families.push(Told { name, family: serde_json::from_slice(&document)?, answer, assessment });
    }
    Ok(families)
}

/// The text under a key; empty where there is none.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The list under a key; empty where there is none.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
