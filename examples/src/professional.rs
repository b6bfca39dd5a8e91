//! What a professional, or the author of a programme, reads of one family: every answer on one line, in symbols.

use std::fmt::Write;

use serde_json::Value;

use crate::{Told, list, text};

/// Decision, offer, days, dose, rules with what they read, and what is missing.
pub fn block(told: &Told) -> String {
    let mut page =
        format!("{}  ·  {}  ·  {}\n", told.name, text(&told.assessment, "on"), text(&told.assessment, "response"));
    for entry in list(&told.assessment, "offers") {
        let _ = write!(page, "  {:<13} {}", text(entry, "decision"), text(entry, "offer"));
        for (key, before) in [("subject", " "), ("from", " from "), ("then", " then "), ("since", " since ")] {
            if let Some(value) = entry.get(key).and_then(Value::as_str) {
                let _ = write!(page, "{before}{value}");
            }
        }
        if let Some(dose) = entry.get("dose") {
            let _ = write!(page, " {}-{} {}", dose["least"], dose["most"], text(dose, "unit"));
        }
        let rules: Vec<String> = list(entry, "reasons").iter().map(rule).collect();
        if !rules.is_empty() {
            let _ = write!(page, " · {}", rules.join("; "));
        }
        let missing: Vec<&str> = list(entry, "missing").iter().filter_map(Value::as_str).collect();
        if !missing.is_empty() {
            let _ = write!(page, " · ? {}", missing.join(", "));
        }
        page.push('\n');
    }
    page.push('\n');
    page
}

fn rule(reason: &Value) -> String {
    let unless = if reason.get("excludes").and_then(Value::as_bool).unwrap_or_default() { "unless " } else { "" };
    let facts = reason.get("facts").and_then(Value::as_object).into_iter().flatten();
    let facts: Vec<String> = facts.map(|(fact, value)| format!("{fact} = {value}")).collect();
    let read = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{unless}{}: {}{read}", text(reason, "rule"), text(reason, "truth"))
}
