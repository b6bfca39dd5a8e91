//! TOML, by the `toml` crate's own parser with spans.

use ::toml::de::{DeInteger, DeTable, DeValue};
use ::toml::{Spanned, de};

use super::{Entry, Lines, MAX_DEPTH, MAX_PROBLEMS, Node, Value};
use crate::error::{Code, Place, Problem};
use crate::gather;

pub(super) fn parse(text: &str) -> Result<Node, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let lines = Lines::new(text);
        let mut problems: Vec<Problem> =
            errors.iter().take(MAX_PROBLEMS - 1).map(|error| problem(text, &lines, error)).collect();
        if errors.len() > problems.len() {
            problems.push(Problem::more());
        }
        return Err(problems);
    }
    let span = table.span();
    node(span, &DeValue::Table(table.into_inner()), 0).ok_or_else(|| {
        vec![Problem::new(Code::DocumentTooDeep, Place::default(), "tables and lists are nested too deeply")]
    })
}

fn problem(text: &str, lines: &Lines<'_>, error: &de::Error) -> Problem {
    let place = Place::of("", error.span().map(|span| lines.position(span.start)));
    if error.message().contains("duplicate") {
        let message = match error.span().and_then(|span| text.get(span)).filter(|key| !key.contains('\n')) {
            Some(key) => format!("the key `{key}` stands twice"),
            None => "a key stands twice".to_owned(),
        };
        return Problem::new(Code::DocumentDuplicateKey, place, message);
    }
    Problem::new(Code::DocumentSyntax, place, error.message().replace('\n', "; "))
}

fn node(span: std::ops::Range<usize>, value: &DeValue<'_>, depth: usize) -> Option<Node> {
    if depth > MAX_DEPTH {
        return None;
    }
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => number(integer),
        DeValue::Float(float) => match float.as_str() {
            text if text.bytes().any(|byte| byte.is_ascii_alphabetic()) => Value::Other,
            text => Value::Number(text.trim_start_matches('+').to_owned()),
        },
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(moment) => match (moment.date, moment.time, moment.offset) {
            (Some(date), None, None) => Value::Date(date.to_string()),
            _ => Value::Other,
        },
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| node(item.span(), item.get_ref(), depth + 1)).collect::<Option<_>>()?)
        }
        DeValue::Table(table) => {
            let mut entries = table
                .iter()
                .map(|(key, item): (&Spanned<_>, &Spanned<_>)| {
                    let node = node(item.span(), item.get_ref(), depth + 1)?;
                    Some(Entry { key: key.get_ref().to_string(), key_span: key.span(), node })
                })
                .collect::<Option<Vec<_>>>()?;
            // The parser sorts keys; the author's order is the order of their places.
            gather::sort_by(&mut entries, |one, two| one.key_span.start.cmp(&two.key_span.start));
            Value::Table(entries)
        }
    };
    Some(Node { span, value })
}

fn number(integer: &DeInteger<'_>) -> Value {
    match i64::from_str_radix(integer.as_str(), integer.radix()) {
        Ok(number) => Value::Number(number.to_string()),
        Err(_) => Value::Other,
    }
}
