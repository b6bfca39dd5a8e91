//! Readers over the tree: each asks for what it knows, and what nobody asked for is refused with its path.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use super::{Entry, Lines, MAX_PROBLEMS, Node, Value};
use crate::error::{Code, Place, Problem, near_enough};
use crate::gather;

/// A path from the root of a document, built on the stack and written only where something is wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(crate) fn key(&'p self, key: &'p str) -> Path<'p> {
        Path::Key(self, key)
    }
    pub(crate) fn index(&'p self, index: usize) -> Path<'p> {
        Path::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(key),
            Path::Key(parent, key) => write!(f, "{parent}.{key}"),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// Collects what is wrong with one document, as far as the limit.
#[derive(Debug)]
pub(crate) struct Report<'t> {
    /// The text, where lines and columns are wanted (TOML).
    lines: Option<Lines<'t>>,
    /// The document holds a family's data: no key of it is repeated unless it is nearly one of ours.
    guarded: bool,
    /// The guide that tells each key of the document.
    guide: Option<&'static str>,
    problems: Vec<Problem>,
    /// Takes what is beyond the limit, once there is such a problem.
    spare: Option<Problem>,
}

impl<'t> Report<'t> {
    pub(crate) fn new(lines: Option<&'t str>, guarded: bool) -> Self {
        Report { lines: lines.map(Lines::new), guarded, guide: None, problems: Vec::new(), spare: None }
    }

    /// With the guide that tells each key.
    pub(crate) fn guided(self, guide: &'static str) -> Self {
        Report { guide: Some(guide), ..self }
    }

    /// Of a family, whether from a document or built in code.
    pub(crate) fn of_family() -> Self {
        Report { guide: Some("docs::family"), ..Report::new(None, true) }
    }

    /// Of consents, confidences and requests, which name a family's members.
    pub(crate) fn of_consents() -> Self {
        Report { guide: Some("docs::consent"), ..Report::new(None, true) }
    }

    /// Where something stands; nowhere, once there are too many problems to tell.
    pub(crate) fn place(&self, span: &Range<usize>, path: &Path<'_>) -> Place {
        match self.is_full() {
            true => Place::default(),
            false => Place::of(path.to_string(), self.position(span.start)),
        }
    }

    /// Line and column of an offset, where they are wanted.
    pub(crate) fn position(&self, offset: usize) -> Option<(u32, u32)> {
        self.lines.as_ref().map(|lines| lines.position(offset))
    }

    pub(crate) fn text(&self) -> Option<&'t str> {
        self.lines.as_ref().map(Lines::text)
    }

    /// Are there more problems than are told? Then nothing further is worth reading.
    pub(crate) fn is_full(&self) -> bool {
        self.spare.is_some()
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        self.keep(problem);
    }

    /// Keeps a problem, in a place of its own as long as there is one.
    fn keep(&mut self, mut problem: Problem) -> &mut Problem {
        // Of what is not a family's, a key that is not known is told with those that are.
        let told = match problem.code {
            Code::DocumentMissingKey => true,
            Code::DocumentUnknownKey => self.guarded,
            _ => false,
        };
        if let Some(guide) = self.guide
            && told
            && problem.help.as_deref() == Some(problem.code.advice())
        {
            problem.help = Some(format!("the guide `{guide}` tells each key"));
        }
        // The last place is for saying that there were more.
        if self.problems.len() + 1 >= MAX_PROBLEMS {
            return self.spare.insert(problem);
        }
        self.problems.push(problem);
        let last = self.problems.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the problem was pushed in the line above")]
        &mut self.problems[last]
    }

    pub(crate) fn add(&mut self, code: Code, node: &Node, path: &Path<'_>, message: impl Into<String>) -> &mut Problem {
        let place = self.place(&node.span, path);
        self.keep(Problem::new(code, place, message))
    }

    pub(crate) fn wrong_type(&mut self, node: &Node, path: &Path<'_>, expected: &str) {
        let message = format!("{} does not belong here", node.value.kind());
        self.add(Code::DocumentWrongType, node, path, message).expected = Some(expected.to_owned());
    }

    /// Everything found, in the order of the lines; at its end, where it is so, that there was more.
    pub(crate) fn finish(mut self) -> Result<(), Vec<Problem>> {
        let at = |problem: &Problem| (problem.place.line, problem.place.column);
        gather::sort_by(&mut self.problems, |one, two| at(one).cmp(&at(two)));
        if self.is_full() {
            self.problems.push(Problem::more());
        }
        if self.problems.is_empty() { Ok(()) } else { Err(self.problems) }
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// A table, or a problem.
    pub(crate) fn table<'n, 'p>(&mut self, node: &'n Node, path: &'p Path<'p>) -> Option<Table<'n, 'p>> {
        match &node.value {
            Value::Table(entries) => {
                let mut seen = BTreeSet::new();
                for (index, entry) in entries.iter().enumerate() {
                    if self.is_full() {
                        break;
                    }
                    if seen.insert(&entry.key) {
                        continue;
                    }
                    if self.guarded {
                        let what = format!("key {} of the table stands twice", index + 1);
                        self.add(Code::DocumentDuplicateKey, &entry.node, path, what);
                    } else {
                        let what = format!("the key `{}` stands twice", entry.key);
                        self.add(Code::DocumentDuplicateKey, &entry.node, &path.key(&entry.key), what);
                    }
                }
                Some(Table { node, entries, path, asked: Vec::new() })
            }
            _ => {
                self.wrong_type(node, path, "a table");
                None
            }
        }
    }

    pub(crate) fn list<'n>(&mut self, node: &'n Node, path: &Path<'_>) -> &'n [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => {
                self.wrong_type(node, path, "a list");
                &[]
            }
        }
    }

    pub(crate) fn string<'n>(&mut self, node: &'n Node, path: &Path<'_>) -> Option<&'n str> {
        match &node.value {
            Value::Text(text) => Some(text),
            _ => {
                self.wrong_type(node, path, "a text");
                None
            }
        }
    }

    pub(crate) fn truth(&mut self, node: &Node, path: &Path<'_>) -> Option<bool> {
        match &node.value {
            Value::Bool(truth) => Some(*truth),
            _ => {
                self.wrong_type(node, path, "true or false");
                None
            }
        }
    }

    pub(crate) fn integer(&mut self, node: &Node, path: &Path<'_>) -> Option<i64> {
        let found = match &node.value {
            Value::Number(digits) => digits.parse().ok(),
            _ => None,
        };
        if found.is_none() {
            self.wrong_type(node, path, "a whole number");
        }
        found
    }

    /// An identifier: `[A-Za-z0-9_-]{1,64}`.
    pub(crate) fn id(&mut self, node: &Node, path: &Path<'_>) -> Option<String> {
        let text = self.string(node, path)?;
        if is_id(text) {
            return Some(text.to_owned());
        }
        self.add(Code::IdInvalid, node, path, "this is no identifier").expected =
            Some("1 to 64 letters (A-Z, a-z), digits, `_` or `-`".to_owned());
        None
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&mut self, node: &Node, path: &Path<'_>, choices: &[(&str, T)]) -> Option<T> {
        let text = self.string(node, path)?;
        if let Some((_, found)) = choices.iter().find(|(name, _)| *name == text) {
            return Some(*found);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let place = self.place(&node.span, path);
        let problem = Problem::new(Code::DocumentInvalidValue, place, "this is not one of the words allowed here")
            .expected(names.join(", "))
            .near(text, names);
        self.push(problem);
        None
    }
}

/// Is the text an identifier?
pub(crate) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// A table being read: remembers which keys were asked for.
#[derive(Debug)]
pub(crate) struct Table<'n, 'p> {
    pub(crate) node: &'n Node,
    pub(crate) entries: &'n [Entry],
    pub(crate) path: &'p Path<'p>,
    asked: Vec<&'static str>,
}

impl<'n> Table<'n, '_> {
    /// What stands under a key, if anything.
    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// What must stand under a key.
    pub(crate) fn need(&mut self, report: &mut Report<'_>, key: &'static str) -> Option<&'n Node> {
        let found = self.get(key);
        if found.is_none() {
            // A slip of the pen is named once, as the unknown key that it is.
            let slip = self
                .entries
                .iter()
                .take(MAX_PROBLEMS)
                .any(|entry| near_enough(&entry.key, key) && !self.known(&entry.key));
            if !slip {
                report.add(Code::DocumentMissingKey, self.node, self.path, format!("the key `{key}` is missing"));
            }
        }
        found
    }

    fn known(&self, key: &str) -> bool {
        self.asked.contains(&key)
    }

    /// Refuses every key that nobody asked for.
    pub(crate) fn finish(self, report: &mut Report<'_>) {
        for (index, entry) in self.entries.iter().enumerate() {
            if self.known(&entry.key) {
                continue;
            }
            if report.is_full() {
                break;
            }
            let near = crate::error::nearest(&entry.key, self.asked.iter().copied());
            let mut place = match near.is_some() || !report.guarded {
                true => report.place(&entry.key_span, &self.path.key(&entry.key)),
                false => report.place(&entry.key_span, self.path),
            };
            let message = match near.is_some() || !report.guarded {
                true => format!("unknown key `{}`", entry.key),
                false => {
                    let dot = if place.path.is_empty() { "" } else { "." };
                    place.path.push_str(&format!("{dot}(key {})", index + 1));
                    "unknown key".to_owned()
                }
            };
            let mut asked = self.asked.clone();
            asked.dedup();
            let problem = Problem::new(Code::DocumentUnknownKey, place, message)
                .expected(format!("one of {}", asked.join(", ")))
                .near(&entry.key, self.asked.iter().copied());
            report.push(problem);
        }
    }
}

/// Reads `schema`; `None` where the document is written for a newer library.
pub(crate) fn schema(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<()> {
    let Some(node) = table.get("schema") else {
        let problem = report.add(Code::DocumentSchema, table.node, table.path, "the document names no schema");
        problem.expected = Some("schema = 1".to_owned());
        return Some(());
    };
    let path = table.path.key("schema");
    match report.integer(node, &path)? {
        1 => Some(()),
        _ => {
            let problem = report.add(Code::DocumentSchema, node, &path, "this schema is not known here");
            problem.expected = Some("1".to_owned());
            problem.help = Some("a document with a newer schema needs a newer version of the library".to_owned());
            None
        }
    }
}
