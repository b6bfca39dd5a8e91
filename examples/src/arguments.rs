//! The command line: what it asks for, what there is to ask for, and what it says of a slip.

use std::error::Error;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use millejours::{Audience, Dictionary};

/// The territory where none is named.
const FIRST: &str = "maison-1000-jours";

/// The switches, and what each prints.
const SWITCHES: [(&str, &str); 5] = [
    ("--all", "every family, then the territory as a table, and what changes on the days of its story"),
    ("--professional", "the page of a professional, with every rule and what it read"),
    ("--talk", "the talks of the territory, question by question"),
    ("--summary", "the lines that story.py and Story.kt print too"),
    ("--help", "this page"),
];

/// What the command line asks for.
pub struct Ask {
    /// The day; that of the territory's plan where none is named.
    pub on: Option<NaiveDate>,
    /// The words.
    pub dictionary: Dictionary,
    /// The folder of the territory.
    pub folder: PathBuf,
    /// Whom it is about.
    pub who: Who,
    /// What is printed.
    pub page: Page,
}

/// Whom it is about.
pub enum Who {
    /// One family, by its name.
    Named(String),
    /// The family that the territory's plan shows first.
    First,
    /// Every family, and the territory.
    All,
}

/// What is printed.
#[derive(Clone, Copy)]
pub enum Page {
    /// What the programme says, to whom.
    Answers(Audience),
    /// The talks.
    Talk,
    /// The lines that three languages print alike.
    Summary,
    /// What there is to ask for.
    Help,
}

/// The folder beside which the territories lie.
fn examples() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads the arguments, in any order.
pub fn read(arguments: impl Iterator<Item = String>) -> Result<Ask, Box<dyn Error>> {
    let mut ask = Ask {
        on: None,
        dictionary: Dictionary::shipped("en")?,
        folder: examples().join(FIRST),
        who: Who::First,
        page: Page::Answers(Audience::Family),
    };
    let mut names = Vec::new();
    for argument in arguments {
        match argument.as_str() {
            "--all" => ask.who = Who::All,
            "--professional" => ask.page = Page::Answers(Audience::Professional),
            "--talk" => ask.page = Page::Talk,
            "--summary" => ask.page = Page::Summary,
            "--help" | "-h" => ask.page = Page::Help,
            switch if switch.starts_with('-') => {
                return Err(format!("there is no switch `{switch}`\n\n{}", usage(&ask.folder)).into());
            }
            tag if Dictionary::SHIPPED.contains(&tag) => ask.dictionary = Dictionary::shipped(tag)?,
            day if day.starts_with(|c: char| c.is_ascii_digit()) => ask.on = Some(millejours::parse_date(day)?),
            _ => match folder(&argument) {
                Some(folder) => ask.folder = folder,
                None => names.push(argument),
            },
        }
    }
    for name in names {
        if !names_in(&ask.folder.join("families"), "json").contains(&name) {
            let folder = ask.folder.display();
            let what = format!("`{name}` is no territory, no language, and no family of {folder}");
            return Err(format!("{what}\n\n{}", usage(&ask.folder)).into());
        }
        ask.who = match ask.who {
            Who::First => Who::Named(name),
            Who::Named(_) | Who::All => return Err("name one family, or ask for `--all`".into()),
        };
    }
    if let (Who::Named(name), Page::Summary) = (&ask.who, ask.page) {
        return Err(format!("`--summary` tells every family: leave out `{name}`").into());
    }
    Ok(ask)
}

/// The folder of a territory: beside this crate's files, or any that holds a programme.
fn folder(argument: &str) -> Option<PathBuf> {
    // What is absolute replaces the folder that it is joined to.
    let folders = [examples().join(argument), PathBuf::from(argument)];
    folders.into_iter().find(|folder| folder.join("programme.toml").is_file())
}

/// The names of a folder's files with that ending, ascending; none where it cannot be read.
fn names_in(folder: &Path, end: &str) -> Vec<String> {
    let paths = crate::paths(folder, end).unwrap_or_default();
    paths.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect()
}

/// The territories that lie beside each other.
fn territories() -> Vec<String> {
    let entries = std::fs::read_dir(examples()).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().join("programme.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// What there is to ask for, with the families of a territory.
pub fn usage(folder: &Path) -> String {
    let families = names_in(&folder.join("families"), "json").join(", ");
    let mut page = String::from(
        "cargo run --release -p millejours-examples -- [territory] [language] [date] [family] [switch]\n\
         in any order; each may be left out\n\n",
    );
    let lines = [
        ("territory", format!("{}; or a folder like theirs. Where none is named: {FIRST}", territories().join(", "))),
        ("language", format!("{}. Where none is named: en", Dictionary::SHIPPED.join(", "))),
        ("date", "2026-09-01. Where none is named: that of the territory's story".to_owned()),
        ("family", format!("in {}: {families}", folder.file_name().unwrap_or_default().to_string_lossy())),
    ];
    for (what, told) in lines.iter().map(|(what, told)| (*what, told.as_str())).chain(SWITCHES) {
        page += &format!("  {what:<16}{told}\n");
    }
    page
}
