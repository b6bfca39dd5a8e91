//! Reading an answer from its JSON.

use super::answer::{Answer, Told};
use super::read::{full_date, text, value};
use crate::document::{Form, Node, Path, Report, Value, parse};
use crate::error::Problem;

const EXPECTED: &str = "true or false, a number, a text, a list of texts, or { value, voice, as_of }";

/// Reads an answer: a bare value, or `{"value": …, "voice": "…", "as_of": "…"}`.
pub(crate) fn answer(bytes: &[u8]) -> Result<Answer, Vec<Problem>> {
    let root = Path::Root;
    let path = root.key("answer");
    let here = |mut problem: Problem| {
        problem.place.path = path.to_string();
        problem
    };
    let (node, _) = parse(bytes, Form::Json).map_err(|problems| problems.into_iter().map(here).collect::<Vec<_>>())?;
    let mut report = Report::new(None, true);
    let read = whole(&mut report, &node, &path);
    report.finish()?;
    read.ok_or_else(Vec::new)
}

fn whole(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Answer> {
    if !matches!(node.value, Value::Table(_)) {
        return told(report, node, path).map(Answer::from);
    }
    let mut table = report.table(node, path)?;
    let found = table.need(report, "value").and_then(|node| told(report, node, &path.key("value")));
    let voice = table.get("voice").and_then(|node| text(report, node, &path.key("voice")));
    let as_of = table.get("as_of").and_then(|node| full_date(report, node, &path.key("as_of")));
    table.finish(report);
    Some(Answer { voice, as_of, ..Answer::from(found?) })
}

fn told(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Told> {
    match &node.value {
        Value::List(items) => {
            let codes: Option<Vec<String>> =
                items.iter().enumerate().map(|(index, item)| text(report, item, &path.index(index))).collect();
            codes.map(Told::List)
        }
        Value::Bool(_) | Value::Number(_) | Value::Text(_) => value(report, node, path).map(Told::Value),
        _ => {
            report.wrong_type(node, path, EXPECTED);
            None
        }
    }
}
