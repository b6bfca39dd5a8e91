//! A territory asks what is there for its families.
//!
//! `cargo run --release -p millejours-examples` prints, for each family of `maison-1000-jours`, the page that it reads; then
//! the territory as a table, and what changes on the days that its `story.json` names. Arguments, in any order: a territory
//! (the name of a folder beside this one's, or any folder), a date (`2026-09-01`), a language (`fr`, `en`, `de`, `it`), the
//! name of one family, `--professional` for the page of a professional, with every rule and what it read, `--talk` for the
//! talks question by question, `--summary` for the lines that `story.py` and `Story.kt` print too.

mod history;
mod plan;
mod summary;
mod table;
mod talk;

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use millejours::{Audience, Dictionary, Family, Programme, ProgrammeHistory};

use crate::plan::Plan;

/// What the command line asks for.
struct Ask {
    /// The day; that of the territory's plan where none is named.
    on: Option<NaiveDate>,
    dictionary: Dictionary,
    folder: PathBuf,
    family: Option<String>,
    page: Page,
}

/// What is printed.
#[derive(Clone, Copy)]
enum Page {
    Answers(Audience),
    Talk,
    Summary,
}

/// The families of a territory, each with the name of its file, in the order of the names.
type Families = Vec<(String, Family)>;

fn main() -> Result<(), Box<dyn Error>> {
    let ask = read_arguments(std::env::args().skip(1))?;
    let plan = Plan::read(&ask.folder)?;
    let on = ask.on.unwrap_or(plan.on);
    let history = editions(&ask.folder)?;
    let families = families(&ask.folder.join("families"))?;
    let text = match ask.page {
        Page::Summary => summary::lines(&history, &families, &plan, on)?,
        Page::Talk => talk::lines(&history, &families, &plan, on)?,
        Page::Answers(audience) => answers(&ask, audience, &history, &families, &plan, on)?,
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// The page of each family; where nobody is named, then the territory.
fn answers(
    ask: &Ask,
    audience: Audience,
    history: &ProgrammeHistory,
    families: &Families,
    plan: &Plan,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let programme = history.on(on)?;
    let mut text = String::new();
    for (name, family) in families.iter().filter(|(name, _)| ask.family.as_ref().is_none_or(|only| only == name)) {
        let said = programme.explain(family, on, &ask.dictionary, audience)?;
        text += &format!("{name}  ·  {on}\n{}\n\n", said.to_text());
    }
    if ask.family.is_none() {
        let language = ask.dictionary.language();
        text += &table::territory(programme, families, on, language)?;
        if let Some(days) = &plan.days {
            text += &history::days(history, find(families, &days.family)?, days, &ask.dictionary)?;
        }
    }
    Ok(text)
}

fn read_arguments(arguments: impl Iterator<Item = String>) -> Result<Ask, Box<dyn Error>> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut ask = Ask {
        on: None,
        dictionary: Dictionary::shipped("en")?,
        folder: examples.join("maison-1000-jours"),
        family: None,
        page: Page::Answers(Audience::Family),
    };
    for argument in arguments {
        if argument == "--summary" {
            ask.page = Page::Summary;
        } else if argument == "--professional" {
            ask.page = Page::Answers(Audience::Professional);
        } else if argument == "--talk" {
            ask.page = Page::Talk;
        } else if Dictionary::SHIPPED.contains(&argument.as_str()) {
            ask.dictionary = Dictionary::shipped(&argument)?;
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

fn families(folder: &Path) -> Result<Families, Box<dyn Error>> {
    let mut families = Vec::new();
    for path in paths(folder, "json")? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let family = Family::from_json(fs::read(&path)?);
        families.push((name, family.map_err(|error| format!("{}: {error}", path.display()))?));
    }
    Ok(families)
}

/// The files of a folder with that ending, in the order of their names.
fn paths(folder: &Path, end: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == end));
    paths.sort();
    Ok(paths)
}

/// The family of that name.
fn find<'a>(families: &'a Families, name: &str) -> Result<&'a Family, Box<dyn Error>> {
    let found = families.iter().find(|(own, _)| own == name).map(|(_, family)| family);
    Ok(found.ok_or_else(|| format!("there is no family {name}"))?)
}
