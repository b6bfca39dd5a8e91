//! Writing TOML from JSON: types need one form of writing only, and each form is much code for each type.

use serde::ser::{Error, Serialize, Serializer};

use super::{Node, Value, json};

/// The TOML of a document that is written as JSON; nothing where TOML cannot say it (a fraction, a list as the whole).
pub(crate) fn toml(json: &str) -> Option<String> {
    ::toml::to_string(&json::parse(json).ok()?).ok()
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Number(digits) => match digits.parse() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => Err(S::Error::custom("not a whole number")),
            },
            Value::Text(text) | Value::Date(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Table(entries) => serializer.collect_map(entries.iter().map(|entry| (&entry.key, &entry.node))),
            // TOML leaves out what is not there.
            Value::Null | Value::Other => serializer.serialize_none(),
        }
    }
}
