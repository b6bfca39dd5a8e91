//! A territory asks what is there for its families.
//!
//! `cargo run --release -p millejours-examples` prints the page that one family of `maison-1000-jours` reads, and names the
//! others; `-- --help` tells what else there is to ask for, `-- --all` prints them all, then the territory as a table, and what
//! changes on the days that its `story.json` names.

mod arguments;
mod history;
mod plan;
mod summary;
mod table;
mod talk;

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use millejours::{Audience, Family, Programme, ProgrammeHistory};

use crate::arguments::{Ask, Page, Who};
use crate::plan::Plan;

/// The families of a territory, each with the name of its file, in the order of the names.
type Families = Vec<(String, Family)>;

fn main() -> ExitCode {
    let told = told().and_then(|text| Ok(std::io::stdout().write_all(text.as_bytes())?));
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(refused) => {
            eprintln!("{refused}");
            ExitCode::FAILURE
        }
    }
}

/// What is asked for on the command line.
fn told() -> Result<String, Box<dyn Error>> {
    let ask = arguments::read(std::env::args().skip(1))?;
    if let Page::Help = ask.page {
        return Ok(arguments::usage(&ask.folder));
    }
    let plan = Plan::read(&ask.folder)?;
    let on = ask.on.unwrap_or(plan.on);
    let history = editions(&ask.folder)?;
    let families = families(&ask.folder.join("families"))?;
    match ask.page {
        Page::Summary => summary::lines(&history, &families, &plan, on),
        Page::Talk => talks(&ask, &history, &families, &plan, on),
        Page::Answers(audience) => answers(&ask, audience, &history, &families, &plan, on),
        Page::Help => Ok(String::new()),
    }
}

/// The talks of a territory, or with one family.
fn talks(
    ask: &Ask,
    history: &ProgrammeHistory,
    families: &Families,
    plan: &Plan,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let named = |name: &String| matches!(&ask.who, Who::Named(own) if own != name);
    let talks: Vec<_> = plan.talks.iter().filter(|talk| !named(&talk.family)).collect();
    if talks.is_empty() {
        let others: Vec<&str> = plan.talks.iter().map(|talk| talk.family.as_str()).collect();
        let others = if others.is_empty() { "nobody".to_owned() } else { others.join(", ") };
        return Err(format!("{} has talks with {others}", ask.folder.join("story.json").display()).into());
    }
    talk::lines(history, families, talks, on)
}

/// The page of one family or of each; where all are asked for, then the territory.
fn answers(
    ask: &Ask,
    audience: Audience,
    history: &ProgrammeHistory,
    families: &Families,
    plan: &Plan,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let programme = history.on(on)?;
    let only = match &ask.who {
        Who::Named(name) => Some(name),
        Who::First => plan.family.as_ref().or(families.first().map(|(name, _)| name)),
        Who::All => None,
    };
    let mut text = String::new();
    for (name, family) in families.iter().filter(|(name, _)| only.is_none_or(|only| only == name)) {
        let said = programme.explain(family, on, &ask.dictionary, audience)?;
        text += &format!("{name}  ·  {on}\n{}\n\n", said.to_text());
    }
    match &ask.who {
        Who::Named(_) => {}
        Who::First => {
            let others =
                families.iter().map(|(name, _)| name.as_str()).filter(|name| only.is_none_or(|only| only != name));
            let others = others.collect::<Vec<_>>().join(", ");
            text +=
                &format!("Others, by name: {others}\n--all: all of them, and the table. --help: what else there is\n");
        }
        Who::All => {
            let language = ask.dictionary.language();
            text += &table::territory(programme, families, on, language)?;
            if let Some(days) = &plan.days {
                text += &history::days(history, find(families, &days.family)?, days, &ask.dictionary)?;
            }
        }
    }
    Ok(text)
}

/// A file's bytes; where it cannot be read, its path stands beside the reason.
fn bytes(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// The editions of a territory's programme: `programme.toml`, and any `programme-….toml` beside it.
fn editions(folder: &Path) -> Result<ProgrammeHistory, Box<dyn Error>> {
    let mut versions = Vec::new();
    for path in paths(folder, "toml")? {
        if path.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with("programme")) {
            let version = Programme::from_toml(bytes(&path)?);
            versions.push(version.map_err(|error| format!("{}: {error}", path.display()))?);
        }
    }
    Ok(ProgrammeHistory::new(versions)?)
}

fn families(folder: &Path) -> Result<Families, Box<dyn Error>> {
    let mut families = Vec::new();
    for path in paths(folder, "json")? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let family = Family::from_json(bytes(&path)?);
        families.push((name, family.map_err(|error| format!("{}: {error}", path.display()))?));
    }
    Ok(families)
}

/// The files of a folder with that ending, in the order of their names.
fn paths(folder: &Path, end: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let listed = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths = listed.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == end));
    paths.sort();
    Ok(paths)
}

/// The family of that name.
fn find<'a>(families: &'a Families, name: &str) -> Result<&'a Family, Box<dyn Error>> {
    let found = families.iter().find(|(own, _)| own == name).map(|(_, family)| family);
    Ok(found.ok_or_else(|| format!("there is no family {name}"))?)
}
