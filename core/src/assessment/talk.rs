//! A questionnaire's saved form.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::questionnaire::Talk;
use crate::calendar::iso;
use crate::document::{Form, Node, Path, Report, Table, Value, parse, schema};
use crate::error::{Code, Error, Problem};
use crate::family::{FactName, Family};
use crate::words::Audience;

impl Talk {
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn from_json(text: &[u8]) -> Result<Self, Error> {
        let (node, text) = parse(text, Form::Json).map_err(Error::Family)?;
        let mut report = Report::new(None, true);
        let read = talk(&mut report, text, &node);
        report.finish().map_err(Error::Family)?;
        read.ok_or_else(|| Error::Family(Vec::new()))
    }
}

impl Serialize for Talk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("on", &self.on.to_string())?;
        map.serialize_entry("audience", self.audience.as_str())?;
        map.serialize_entry("family", &self.family)?;
        map.serialize_entry("told", &self.told)?;
        map.end()
    }
}

fn talk(report: &mut Report<'_>, text: &str, node: &Node) -> Option<Talk> {
    let path = Path::Root;
    let mut table = report.table(node, &path)?;
    schema(report, &mut table)?;
    let on = table.need(report, "on").and_then(|node| day(report, node, &path.key("on")));
    let audience =
        table.need(report, "audience").and_then(|node| report.choice(node, &path.key("audience"), Audience::NAMED));
    let family = table.need(report, "family").and_then(|node| family(report, text, node));
    let told = told(report, &mut table);
    table.finish(report);
    Some(Talk { on: on?, audience: audience?, family: family?, told: told? })
}

fn day(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<NaiveDate> {
    let found = iso(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("a date written as 2026-01-31".to_owned());
    }
    found
}

/// The family is read by its own reader, with its own schema; what is wrong with it stands under `family`.
fn family(report: &mut Report<'_>, text: &str, node: &Node) -> Option<Family> {
    let under = |mut problem: Problem| {
        let path = &problem.place.path;
        let dot = if path.is_empty() { "" } else { "." };
        problem.place.path = format!("family{dot}{path}");
        problem
    };
    match Family::from_json(text.get(node.span.clone()).unwrap_or_default()) {
        Ok(family) => Some(family),
        Err(error) => {
            error.problems().iter().cloned().map(under).for_each(|problem| report.push(problem));
            None
        }
    }
}

fn told(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<BTreeSet<String>> {
    let node = table.need(report, "told")?;
    let path = table.path.key("told");
    let mut found = BTreeSet::new();
    for (index, item) in report.list(node, &path).iter().enumerate() {
        let path = path.index(index);
        match &item.value {
            Value::Text(name) if FactName::parse(name).is_none() => {
                report.add(Code::ReferenceUnknown, item, &path, "this is no name of a fact").expected =
                    Some("a full name, as `missing` and `questions` write it: child[c1].born".to_owned());
            }
            Value::Text(name) => {
                if !found.insert(name.clone()) {
                    report.add(Code::IdDuplicate, item, &path, "this name stands twice");
                }
            }
            _ => report.wrong_type(item, &path, "a text"),
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"{"schema":1,"on":"2026-06-01","audience":"family","family":{"schema":1,"children":[{"id":"c1"}]},"told":["children"]}"#;

    #[test]
    fn the_saved_form_is_one() {
        assert_eq!(Talk::from_json(SOUND.as_bytes()).unwrap().to_json(), SOUND);
        // The order of keys and of names is free.
        let other = r#"{"told":["children","adults"],"family":{"schema":1},"audience":"professional","on":"2026-06-01","schema":1}"#;
        let written = Talk::from_json(other.as_bytes()).unwrap().to_json();
        assert!(written.starts_with(r#"{"schema":1,"on":"2026-06-01","audience":"professional","#));
        assert!(written.ends_with(r#""told":["adults","children"]}"#));
    }

    #[test]
    fn what_no_questionnaire_wrote_is_refused_without_its_words() {
        for (from, to, code, path) in [
            ("\"schema\":1,\"on\"", "\"on\"", "document.schema", ""),
            ("2026-06-01", "2026-02-30", "date.invalid", "on"),
            ("\"audience\":\"family\",", "", "document.missing_key", ""),
            (":\"family\"", ":\"secret\"", "document.invalid_value", "audience"),
            ("\"id\":\"c1\"", "\"id\":\"sec ret\"", "id.invalid", "family.children[0].id"),
            ("{\"schema\":1,\"children\"", "{\"children\"", "document.schema", "family"),
            ("[\"children\"]", "[\"child.secret\"]", "reference.unknown", "told[0]"),
            ("[\"children\"]", "[\"children\",\"children\"]", "id.duplicate", "told[1]"),
            ("[\"children\"]", "[7]", "document.wrong_type", "told[0]"),
            ("[\"children\"]", "null", "document.wrong_type", "told"),
            ("\"told\"", "\"secret\":1,\"told\"", "document.unknown_key", "(key 5)"),
        ] {
            let text = SOUND.replacen(from, to, 1);
            assert_ne!(text, SOUND, "{from}");
            let error = Talk::from_json(text.as_bytes()).unwrap_err();
            let [problem] = error.problems() else { panic!("{text}: {error}") };
            assert_eq!((problem.code.as_str(), problem.place.path.as_str()), (code, path), "{text}");
            assert!(!error.to_json().contains("secret") && !error.to_json().contains("sec ret"), "{error}");
        }
    }
}
