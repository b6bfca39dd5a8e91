//! Reading documents: TOML and JSON become one tree with places, and readers collect every problem at once.

mod json;
mod read;
mod toml;
mod write;

use std::cell::OnceCell;
use std::ops::Range;

use crate::error::{Code, Place, Problem};

pub(crate) use read::{Path, Report, Table, is_id, schema};
pub(crate) use write::toml;

/// The largest document read, in bytes.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most problems told of one document, the last of them that there are more.
pub(crate) const MAX_PROBLEMS: usize = 1000;
/// The deepest nesting of tables and lists read.
pub(crate) const MAX_DEPTH: usize = 32;

/// A value and where it stands in its text (bytes).
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// A number, by its digits.
    Number(String),
    Text(String),
    /// A date written as a date of TOML.
    Date(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// A value of TOML that no document has: a time, `nan`.
    Other,
}

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) node: Node,
}

impl Node {
    /// What stands under a key, where this is a table.
    pub(crate) fn under(&self, key: &str) -> Option<&Node> {
        let Value::Table(entries) = &self.value else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// An item, where this is a list.
    pub(crate) fn item(&self, index: usize) -> Option<&Node> {
        if let Value::List(items) = &self.value { items.get(index) } else { None }
    }
}

impl Value {
    /// The kind of value, as a message names it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other => "a value of another kind",
        }
    }
}

/// The two written forms of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Toml,
    Json,
}

/// Reads bytes into a tree. Problems of syntax stand alone: nothing can be said about a text that is not TOML or JSON.
pub(crate) fn parse(bytes: &[u8], form: Form) -> Result<(Node, &str), Vec<Problem>> {
    let whole = |code, message: &str| vec![Problem::new(code, Place::default(), message)];
    if bytes.len() > MAX_BYTES {
        return Err(vec![
            Problem::new(Code::DocumentTooLarge, Place::default(), "the document is too large")
                .expected(format!("at most {MAX_BYTES} bytes")),
        ]);
    }
    // Some editors put a byte order mark before everything.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| whole(Code::DocumentEncoding, "the document is not UTF-8"))?;
    let node = match form {
        Form::Toml => toml::parse(text)?,
        Form::Json => json::parse(text)?,
    };
    Ok((node, text))
}

/// Line and column (from 1, in characters) of a byte offset.
pub(crate) fn position(text: &str, offset: usize) -> (u32, u32) {
    advance(text, (0, 1, 1), offset)
}

/// An offset, its line and its column.
type Mark = (usize, u32, u32);

/// Line and column of an offset behind a mark.
fn advance(text: &str, (from, mut line, mut column): Mark, offset: usize) -> (u32, u32) {
    for letter in text.get(from..offset).or_else(|| text.get(from..)).unwrap_or_default().chars() {
        (line, column) = match letter {
            '\n' => (line.saturating_add(1), 1),
            _ => (line, column.saturating_add(1)),
        };
    }
    (line, column)
}

/// A text in which many offsets are looked up: it is walked through once.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    marks: OnceCell<Vec<Mark>>,
}

impl<'t> Lines<'t> {
    /// Bytes from one mark to the next.
    const STRETCH: usize = 4096;

    pub(crate) fn new(text: &'t str) -> Self {
        Lines { text, marks: OnceCell::new() }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    pub(crate) fn position(&self, offset: usize) -> (u32, u32) {
        let marks = self.marks.get_or_init(|| self.walked());
        let before = marks.partition_point(|(at, ..)| *at <= offset);
        let mark = before.checked_sub(1).and_then(|last| marks.get(last)).copied();
        advance(self.text, mark.unwrap_or((0, 1, 1)), offset)
    }

    fn walked(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = vec![(0, 1, 1)];
        while let Some(last) = marks.last().copied() {
            let mut at = last.0 + Self::STRETCH;
            while at < self.text.len() && !self.text.is_char_boundary(at) {
                at += 1;
            }
            if at >= self.text.len() {
                break;
            }
            let (line, column) = advance(self.text, last, at);
            marks.push((at, line, column));
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_found_however_long_the_text() {
        let text = "é".repeat(3000) + "\nab\n" + &"x\nüy".repeat(2000);
        let lines = Lines::new(&text);
        for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
            let before = text.get(..offset).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
            assert_eq!(lines.position(offset), (line as u32, column as u32), "{offset}");
        }
        assert_eq!(lines.position(text.len() + 9), lines.position(text.len()));
        assert_eq!(position("a\nb", 3), (2, 2));
    }
}
