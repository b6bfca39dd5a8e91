//! A territory asks what is there for its families.
//!
//! `cargo run --release -p millejours-examples` prints, for each family of `maison-1000-jours`, what it may have, how
//! much, why, and what is worth asking; then the territory as a table, and what changes on the days that its `story.json`
//! names. Arguments, in any order: a territory (the name of a folder beside this one's, or any folder), a date
//! (`2026-09-01`), a language (`fr`, `en`, `de`, `it`), the name of one family, `--professional` for every answer with its
//! rules and facts, `--talk` for the talks question by question, `--summary` for the lines that `story.py` and `Story.kt`
//! print too.

mod history;
mod plan;
mod professional;
mod programme;
mod story;
mod summary;
mod table;
mod talk;
mod words;

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use millejours::{Programme, ProgrammeHistory};
use serde_json::Value;

use crate::plan::Plan;
use crate::words::Language;

/// What the command line asks for.
struct Ask {
    /// The day; that of the territory's plan where none is named.
    on: Option<NaiveDate>,
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
    Talk,
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
    let plan = Plan::read(&ask.folder)?;
    let on = ask.on.unwrap_or(plan.on);
    let history = editions(&ask.folder)?;
    // Where one family's page is asked for, nobody else is looked at.
    let only = ask.family.as_deref().filter(|_| matches!(ask.page, Page::Family | Page::Professional));
    let families = tell(&history, &ask.folder.join("families"), only, on)?;

    let words = programme::Words::of(history.on(on)?)?;
    let mut text = String::new();
    match ask.page {
        Page::Summary => text = summary::lines(&history, &families, &plan, on)?,
        Page::Professional => families.iter().for_each(|told| text.push_str(&professional::block(told))),
        Page::Talk => text = talk::lines(&history, &families, &plan, on)?,
        Page::Family => families.iter().for_each(|told| text.push_str(&story::block(told, &words, ask.language))),
    }
    if ask.family.is_none() && matches!(ask.page, Page::Family | Page::Professional) {
        text.push_str(&table::territory(&families, &words, ask.language));
        if let Some(days) = &plan.days {
            text.push_str(&history::days(&history, &families, days, ask.language)?);
        }
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

fn read_arguments(arguments: impl Iterator<Item = String>) -> Result<Ask, Box<dyn Error>> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut ask = Ask {
        on: None,
        language: Language::English,
        folder: examples.join("maison-1000-jours"),
        family: None,
        page: Page::Family,
    };
    for argument in arguments {
        if argument == "--summary" {
            ask.page = Page::Summary;
        } else if argument == "--professional" {
            ask.page = Page::Professional;
        } else if argument == "--talk" {
            ask.page = Page::Talk;
        } else if let Some(language) = Language::of(&argument) {
            ask.language = language;
        } else if argument.starts_with(|c: char| c.is_ascii_digit()) {
            ask.on = Some(millejours::parse_date(&argument)?);
        } else if argument.starts_with("f-") {
            ask.family = Some(argument);
        } else {
            // The name of a territory, or the path of a folder: what is absolute replaces the folder it is joined to.
            let beside = examples.join(&argument);
            ask.folder = if beside.is_dir() { beside } else { PathBuf::from(argument) };
        }
    }
    Ok(ask)
}

/// The editions of a territory's programme: `programme.toml`, and any `programme-….toml` beside it.
fn editions(folder: &Path) -> Result<ProgrammeHistory, Box<dyn Error>> {
    let mut versions = Vec::new();
    for path in paths(folder, "toml")? {
        if path.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with("programme")) {
            let version = Programme::from_toml(fs::read(&path)?);
            versions.push(version.map_err(|error| format!("{}: {error}", path.display()))?);
        }
    }
    Ok(ProgrammeHistory::new(versions)?)
}

/// The files of a folder with that ending, in the order of their names.
fn paths(folder: &Path, end: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == end));
    paths.sort();
    Ok(paths)
}

/// Assesses every family of a folder, or one of them, in the order of the file names.
fn tell(
    history: &ProgrammeHistory,
    folder: &Path,
    only: Option<&str>,
    on: NaiveDate,
) -> Result<Vec<Told>, Box<dyn Error>> {
    let mut families = Vec::new();
    for path in paths(folder, "json")? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if only.is_some_and(|only| only != name) {
            continue;
        }
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

/// The family of that name, as it stands in its file.
fn family<'a>(families: &'a [Told], name: &str) -> Result<&'a Value, Box<dyn Error>> {
    let told = families.iter().find(|told| told.name == name);
    Ok(&told.ok_or_else(|| format!("there is no family {name}"))?.family)
}

/// The list under a key; empty where there is none.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
