//! What every reader of this room reads: parties, subjects, days, lists of words.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{About, Concerned, Party};
use crate::calendar::iso;
use crate::document::{Form, Node, Path, Report, Table, Value, parse};
use crate::error::{Code, Error};

/// The most items of one list.
pub(super) const MOST: usize = 4096;

/// Reads a whole document in JSON.
pub(super) fn whole<T>(
    text: &[u8],
    read: impl FnOnce(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Result<T, Error> {
    let (node, _) = parse(text, Form::Json).map_err(Error::Consent)?;
    let mut report = Report::of_consents();
    let found = read(&mut report, &node, &Path::Root);
    report.finish().map_err(Error::Consent)?;
    found.ok_or_else(|| Error::Consent(Vec::new()))
}

/// A party, written `kind:id`.
pub(crate) fn party(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Party> {
    let found = Party::parse(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::ConsentParty, node, path, "this is no party");
    }
    found
}

/// Whom knowledge is about.
pub(crate) fn about(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<About> {
    let found = About::parse(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::ConsentAbout, node, path, "this is nobody that knowledge could be about");
    }
    found
}

/// `everyone` alone, or a list of those whom knowledge is about.
pub(crate) fn concerned(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Concerned> {
    if let [only] = report.list(node, path)
        && matches!(&only.value, Value::Text(text) if text == Concerned::EVERYONE)
    {
        return Some(Concerned::Everyone);
    }
    items(report, node, path, about).map(Concerned::These)
}

/// A day, written out.
pub(crate) fn day(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<NaiveDate> {
    let found = match &node.value {
        Value::Date(text) => iso(text),
        _ => iso(report.string(node, path)?),
    };
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("a date written as 2026-01-31".to_owned());
    }
    found
}

/// A text of 1 to 256 bytes.
pub(crate) fn text(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<String> {
    let text = report.string(node, path)?;
    if !(1..=256).contains(&text.len()) {
        report.add(Code::DocumentInvalidValue, node, path, "this text is empty or too long").expected =
            Some("1 to 256 bytes".to_owned());
        return None;
    }
    Some(text.to_owned())
}

/// The items of a list, each read by `read`; an item that stands twice is told.
pub(crate) fn items<T: Ord>(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<BTreeSet<T>> {
    let list = report.list(node, path);
    if list.len() > MOST {
        report.add(Code::DocumentTooLarge, node, path, "the list is too long").expected =
            Some(format!("at most {MOST}"));
        return None;
    }
    let mut found = BTreeSet::new();
    let mut whole = true;
    for (index, item) in list.iter().enumerate() {
        if report.is_full() {
            break;
        }
        let path = path.index(index);
        match read(report, item, &path) {
            Some(item_read) => {
                if !found.insert(item_read) {
                    report.add(Code::IdDuplicate, item, &path, "this stands twice in the list");
                }
            }
            None => whole = false,
        }
    }
    whole.then_some(found)
}

/// A list under a key that must be there and hold something.
pub(crate) fn some<T: Ord>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<BTreeSet<T>> {
    let node = table.need(report, key)?;
    let path = table.path.key(key);
    let found = items(report, node, &path, read)?;
    if found.is_empty() && matches!(node.value, Value::List(_)) {
        report.add(Code::DocumentInvalidValue, node, &path, "this list says nothing").expected =
            Some("at least one".to_owned());
        return None;
    }
    Some(found)
}

/// A list under a key that may be left out.
pub(crate) fn any<T: Ord>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<BTreeSet<T>> {
    let Some(node) = table.get(key) else { return Some(BTreeSet::new()) };
    items(report, node, &table.path.key(key), read)
}

/// Those whom knowledge is about, under `about`; somebody at least.
pub(crate) fn about_whom(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Concerned> {
    let node = table.need(report, "about")?;
    let path = table.path.key("about");
    let found = concerned(report, node, &path)?;
    if matches!(&found, Concerned::These(these) if these.is_empty()) && matches!(node.value, Value::List(_)) {
        report.add(Code::DocumentInvalidValue, node, &path, "this list says nothing").expected =
            Some("at least one".to_owned());
        return None;
    }
    Some(found)
}

/// What is read under a key that may be left out; `None` where it is there and at fault.
pub(crate) fn perhaps<T>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<Option<T>> {
    match table.get(key) {
        None => Some(None),
        Some(node) => read(report, node, &table.path.key(key)).map(Some),
    }
}

/// What is read under a key that must be there.
pub(crate) fn needed<T>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<T> {
    let node = table.need(report, key)?;
    read(report, node, &table.path.key(key))
}

/// Reads one of a closed set of words.
pub(crate) fn one_of<T: Copy + 'static>(
    words: &'static [(&'static str, T)],
) -> impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T> + Copy {
    move |report, node, path| report.choice(node, path, words)
}

/// An identifier.
pub(crate) fn id(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<String> {
    report.id(node, path)
}
