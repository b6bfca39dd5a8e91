//! Rewrites what the cases expect, so that it is what comes out today. For people, who then read the difference.

use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, Value};

use crate::case::{Case, Group};
use crate::replay::{Outcome, play};

/// The text of a group with its expectations as they come out today; all else stays as it is. A case that expects
/// nothing yet is given its result, or the programme's warnings.
pub fn blessed(root: &Path, text: &str) -> Result<String, String> {
    let group: Group = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let Some(tables) = document.get_mut("case").and_then(Item::as_array_of_tables_mut) else {
        return Err("it has no case".to_owned());
    };
    for (case, table) in group.case.iter().zip(tables.iter_mut()) {
        let outcome = play(root, &group, case).map_err(|wrong| format!("{}: {wrong}", case.name))?;
        bless(case, &outcome, table).map_err(|wrong| format!("{}: {wrong}", case.name))?;
    }
    Ok(document.to_string())
}

fn bless(case: &Case, outcome: &Outcome, table: &mut Table) -> Result<(), String> {
    if let Some((key, came)) = &outcome.result {
        for other in ["expect", "error", "prints", "reads", "unread"] {
            if other != *key {
                table.remove(other);
            }
        }
        set(table, key, came)?;
    } else {
        table.remove("error");
    }
    let Some(written) = &outcome.programme else { return Ok(()) };
    let nothing_yet = case.writes_json.is_none() && case.writes_toml.is_none() && outcome.result.is_none();
    if case.warnings.is_some() || nothing_yet {
        set(table, "warnings", &written.warnings)?;
    }
    if case.writes_json.is_some() {
        set(table, "writes_json", &written.writes_json)?;
    }
    if case.writes_toml.is_some() {
        set(table, "writes_toml", &written.writes_toml)?;
    }
    Ok(())
}

fn set(table: &mut Table, key: &str, came: &str) -> Result<(), String> {
    let standing = table.get(key).and_then(Item::as_str).map(|text| text.strip_suffix('\n').unwrap_or(text));
    if standing == Some(came) {
        return Ok(());
    }
    let decor = table.get(key).and_then(Item::as_value).map(|value| value.decor().clone());
    let mut value = literal(came)?;
    if let Some(decor) = decor {
        *value.decor_mut() = decor;
    }
    table.insert(key, Item::Value(value));
    Ok(())
}

/// A literal of several lines where TOML allows one, else a string with escapes.
fn literal(came: &str) -> Result<Value, String> {
    let odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    if came.contains("'''") || came.chars().any(odd) {
        return Ok(Value::from(format!("{came}\n")));
    }
    let line = format!("key = '''\n{came}\n'''\n");
    let document: DocumentMut = line.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    document.get("key").and_then(Item::as_value).cloned().ok_or_else(|| "no literal".to_owned())
}
