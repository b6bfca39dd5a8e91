//! JSON, by `serde_json`, level by level: numbers keep their digits, and a key that stands twice is seen.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Entry, MAX_DEPTH, Node, Value, position};
use crate::error::{Code, Place, Problem};

pub(super) fn parse(text: &str) -> Result<Node, Vec<Problem>> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| vec![syntax(text, &error)])?;
    node(text, raw.get(), 0).map_err(|problem| vec![*problem])
}

// serde_json's own message could quote the document; its line and column cannot.
fn syntax(text: &str, error: &serde_json::Error) -> Problem {
    // Its columns count bytes, and begin at 0 after the end of a line.
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let place = Place::of("", Some(position(text, (before + error.column()).saturating_sub(1))));
    let message = match error.is_eof() {
        true => "the text ends before its JSON does",
        false => "the text is not JSON",
    };
    Problem::new(Code::DocumentSyntax, place, message)
}

fn too_deep() -> Box<Problem> {
    Box::new(Problem::new(Code::DocumentTooDeep, Place::default(), "tables and lists are nested too deeply"))
}

fn node(whole: &str, raw: &str, depth: usize) -> Result<Node, Box<Problem>> {
    if depth > MAX_DEPTH {
        return Err(too_deep());
    }
    let fail = |error: serde_json::Error| Box::new(syntax(raw, &error));
    let value = match raw.bytes().next() {
        Some(b'{') => Value::Table(
            serde_json::from_str::<Pairs<'_>>(raw)
                .map_err(fail)?
                .0
                .into_iter()
                .map(|(key, item)| {
                    let span = span(whole, item.get());
                    let node = node(whole, item.get(), depth + 1)?;
                    Ok(Entry { key, key_span: span, node })
                })
                .collect::<Result<_, Box<Problem>>>()?,
        ),
        Some(b'[') => Value::List(
            serde_json::from_str::<Vec<&RawValue>>(raw)
                .map_err(fail)?
                .into_iter()
                .map(|item| node(whole, item.get(), depth + 1))
                .collect::<Result<_, _>>()?,
        ),
        Some(b'"') => Value::Text(serde_json::from_str(raw).map_err(fail)?),
        Some(b't') => Value::Bool(true),
        Some(b'f') => Value::Bool(false),
        Some(b'n') => Value::Null,
        _ => Value::Number(raw.to_owned()),
    };
    Ok(Node { span: span(whole, raw), value })
}

/// Where a borrowed part stands in the whole text.
fn span(whole: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    start..start + part.len()
}

/// The pairs of an object in their order, twins included.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(String, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<String, &'de RawValue>()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        Ok(Pairs(deserializer.deserialize_map(Collect)?))
    }
}
