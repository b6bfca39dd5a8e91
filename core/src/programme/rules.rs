//! Small pieces of a programme's document: rules, conditions, words, lists.

use std::collections::BTreeSet;

use crate::condition::{Expression, Fault, parse};
use crate::document::{Node, Path, Report, Table, Value};
use crate::error::{Code, Place, Problem};
use crate::vocabulary::{Words, title};

/// A condition as read: its tree, and where it stands.
pub(super) struct Written<'n> {
    pub(super) expression: Option<Expression>,
    pub(super) node: &'n Node,
    pub(super) path: String,
}

pub(super) struct RawRule<'n> {
    pub(super) id: String,
    pub(super) source: Option<String>,
    pub(super) title: Words,
    pub(super) sentence: Words,
    pub(super) otherwise: Words,
    pub(super) written: Written<'n>,
}

/// Reads a list of tables.
pub(super) fn each<'n, T>(
    report: &mut Report<'_>,
    table: &mut Table<'n, '_>,
    key: &'static str,
    mut read: impl FnMut(&mut Report<'_>, &'n Node, &Path<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(node) = table.get(key) else { return Vec::new() };
    let path = table.path.key(key);
    let mut found = Vec::new();
    for (index, item) in report.list(node, &path).iter().enumerate() {
        if report.is_full() {
            break;
        }
        found.extend(read(report, item, &path.index(index)));
    }
    found
}

pub(super) fn text(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
    let node = table.get(key)?;
    report.string(node, &table.path.key(key)).map(str::to_owned)
}

pub(super) fn words(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Words {
    table.get(key).map(|node| title(report, node, &table.path.key(key))).unwrap_or_default()
}

pub(super) fn texts(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Vec<String> {
    each(report, table, key, |report, node, path| report.string(node, path).map(str::to_owned))
}

pub(super) fn ids(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Vec<String> {
    each(report, table, key, |report, node, path| report.id(node, path))
}

/// Tells of an id that stands twice.
pub(super) fn twice(report: &mut Report<'_>, node: &Node, path: &Path<'_>, id: &str, seen: &mut BTreeSet<String>) {
    if !seen.insert(id.to_owned()) {
        report.add(Code::IdDuplicate, node, path, format!("`{id}` stands twice"));
    }
}

/// The problem that a fault in a condition is: its line and column lie within the text of the value.
pub(super) fn problem(report: &Report<'_>, node: &Node, path: &str, fault: Fault) -> Problem {
    let offset = report.text().map(|text| {
        let (Value::Text(value), Some(raw)) = (&node.value, text.get(node.span.clone())) else {
            return node.span.start;
        };
        // Where the value holds escapes, its own offsets say nothing about the document.
        match raw.find(value.as_str()) {
            Some(at) => node.span.start + at + fault.span.start,
            None => node.span.start,
        }
    });
    let place = Place::of(path, offset.and_then(|offset| report.position(offset)));
    fault.problem(place)
}

pub(super) fn condition<'n>(report: &mut Report<'_>, node: &'n Node, path: &Path<'_>) -> Option<Written<'n>> {
    let text = report.string(node, path)?;
    let written = |expression| Written { expression, node, path: path.to_string() };
    match parse(text) {
        Ok(expression) => Some(written(Some(expression))),
        Err(fault) => {
            let problem = problem(report, node, &path.to_string(), fault);
            report.push(problem);
            Some(written(None))
        }
    }
}

pub(super) fn rule<'n>(
    report: &mut Report<'_>,
    node: &'n Node,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
) -> Option<RawRule<'n>> {
    let mut table = report.table(node, path)?;
    let id_node = table.need(report, "id");
    let id = id_node.and_then(|node| report.id(node, &path.key("id")));
    if let (Some(node), Some(id)) = (id_node, &id) {
        twice(report, node, &path.key("id"), id, seen);
    }
    let written = table.need(report, "condition").and_then(|node| condition(report, node, &path.key("condition")));
    let source = text(report, &mut table, "source");
    let title = words(report, &mut table, "title");
    let sentence = words(report, &mut table, "sentence");
    let otherwise = words(report, &mut table, "otherwise");
    table.finish(report);
    Some(RawRule { id: id.unwrap_or_default(), source, title, sentence, otherwise, written: written? })
}
