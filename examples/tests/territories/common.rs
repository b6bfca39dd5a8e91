//! What the tests of the territories share.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use millejours::Programme;
use serde_json::Value;

/// The folder of a territory.
pub fn folder(territory: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(territory)
}

/// The names of all territories: the folders that hold a programme.
pub fn territories() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("programme.toml").is_file())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The editions of a territory's programme, by the names of their files.
pub fn editions(territory: &str) -> Vec<String> {
    files(&folder(territory), "toml")
}

/// The names of a territory's families.
pub fn families(territory: &str) -> Vec<String> {
    let names = files(&folder(territory).join("families"), "json");
    names.iter().map(|name| name.trim_end_matches(".json").to_owned()).collect()
}

fn files(folder: &Path, end: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == end))
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A family's document.
pub fn family(territory: &str, name: &str) -> Vec<u8> {
    fs::read(folder(territory).join("families").join(name).with_extension("json")).unwrap()
}

/// An edition as the tables that it is written in.
pub fn document(territory: &str, edition: &str) -> toml::Table {
    fs::read_to_string(folder(territory).join(edition)).unwrap().parse().unwrap()
}

/// An edition as the library reads it.
pub fn programme(territory: &str, edition: &str) -> Programme {
    Programme::from_toml(fs::read(folder(territory).join(edition)).unwrap()).unwrap()
}

/// A day.
pub fn date(day: &str) -> NaiveDate {
    millejours::parse_date(day).unwrap()
}

/// What the program prints.
pub fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_millejours-examples")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What the program says of a slip, without printing anything else.
pub fn refused(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_millejours-examples")).args(arguments).output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// The answers to a family's document, by offer and subject.
pub fn answers(answer: &str) -> Vec<(String, Option<String>, String)> {
    let answer: Value = serde_json::from_str(answer).unwrap();
    let entries = answer["offers"].as_array().unwrap().iter();
    let text = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    entries
        .map(|entry| (text(entry, "offer").unwrap(), text(entry, "subject"), text(entry, "decision").unwrap()))
        .collect()
}

/// What an answer says of one offer: `decision`, then the days and the dose that it names.
pub fn said(answer: &str, offer: &str, subject: Option<&str>) -> String {
    let answer: Value = serde_json::from_str(answer).unwrap();
    let mut entries = answer["offers"].as_array().unwrap().iter();
    let Some(entry) =
        entries.find(|entry| entry["offer"] == offer && entry.get("subject").and_then(Value::as_str) == subject)
    else {
        return "silent".to_owned();
    };
    let mut said = entry["decision"].as_str().unwrap().to_owned();
    for key in ["from", "then", "since"] {
        if let Some(value) = entry.get(key) {
            said += &format!(" {}", value.as_str().unwrap());
        }
    }
    if let Some(dose) = entry.get("dose") {
        said += &format!(" {}-{}", dose["least"], dose["most"]);
    }
    said
}
