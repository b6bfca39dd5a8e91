//! Which columns a plan reads, and what they may hold.

use super::compile::Compiler;
use super::input::Values;
use super::kind::Kind;
use super::node::Source;
use super::plan::Plan;
use crate::condition::{CodeList, List};
use crate::family::{Intensity, LivesHere};
use crate::programme::Programme;
use crate::vocabulary::Subject;

/// A column that a programme reads.
///
/// ```
/// use millejours::{EvaluateOptions, Programme, parse_date};
/// let programme = Programme::from_toml(r#"
///     schema = 1
///     id = "town"
///     version = "1"
///     valid = { from = 2026-01-01 }
///     [[offers]]
///     id = "visit"
///     provider = "town"
///     tier = "universal"
///     duty = "none"
///     for = "child"
///     title = { en = "Visit" }
///     cost = "free"
///     when = [ { id = "age", condition = "child.age_months < 24" } ]
/// "#)?;
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new())?;
/// let read: Vec<_> = plan.reads().iter().map(|own| (own.subject.as_str(), own.name.clone())).collect();
/// assert_eq!(read, [("child", "born".to_owned())]);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnRead {
    /// Whose table it stands in.
    pub subject: Subject,
    /// Its name; a day may stand in two columns instead, `…_earliest` and `…_latest`.
    pub name: String,
    /// The types that it may have.
    pub expected: &'static str,
}

impl Plan {
    /// The columns that it reads and that have to be there, by whose table they stand in and by name.
    pub fn reads(&self) -> &[ColumnRead] {
        &self.engine.reads
    }

    /// The columns that it reads where they are there, by whose table they stand in and by name: `arrived`, `died` and `pregnancy` of
    /// children, `expected`, `ended` and `outcome` of pregnancies, and `complete.…` of families. Leave none of them out, for without
    /// them less is known.
    ///
    /// ```
    /// use millejours::{EvaluateOptions, Programme, parse_date};
    /// # let programme = Programme::from_toml(r#"
    /// #     schema = 1
    /// #     id = "town"
    /// #     version = "1"
    /// #     valid = { from = 2026-01-01 }
    /// #     [[offers]]
    /// #     id = "visit"
    /// #     provider = "town"
    /// #     tier = "universal"
    /// #     duty = "none"
    /// #     for = "child"
    /// #     title = { en = "Visit" }
    /// #     cost = "free"
    /// #     when = [ { id = "age", condition = "child.age_months < 24" } ]
    /// # "#)?;
    /// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new())?;
    /// let names: Vec<_> = plan.optional().iter().map(|own| own.name.as_str()).collect();
    /// assert_eq!(names, ["complete.children", "arrived", "died", "pregnancy", "ended", "expected", "outcome"]);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn optional(&self) -> &[ColumnRead] {
        &self.engine.optional
    }
}

/// The name of a source's column, and what it holds.
pub(crate) fn column_of(source: &Source, programme: &Programme) -> (Subject, String, Kind) {
    let codes = programme.ledger().codes();
    let subject = source.subject();
    let (name, kind) = match source {
        Source::Fact(subject, name) => {
            let definition = programme.facts().get(&(*subject, name.clone()));
            let kind = definition.map_or(Kind::Whole, |definition| Kind::of(&definition.of_type, codes));
            (name.clone(), kind)
        }
        Source::LivesHere => ("lives_here".to_owned(), Kind::words(LivesHere::NAMED, |own| own as i64)),
        Source::Territory => ("territory".to_owned(), Kind::codes(codes)),
        Source::Need(domain) => (format!("needs.{domain}"), Kind::words(Intensity::NAMED, |own| own as i64)),
        Source::Observed(domain) => (format!("observed.{domain}"), Kind::words(Intensity::NAMED, |own| own as i64)),
        Source::Birth(_) => ("born".to_owned(), Kind::Day),
        Source::Arrival => ("arrived".to_owned(), Kind::Day),
        Source::Corrected | Source::Expected => ("expected".to_owned(), Kind::Day),
    };
    (subject, name, kind)
}

/// The columns that must be there, in the order of subjects and names.
pub(crate) fn reads(compiler: &Compiler<'_>, programme: &Programme) -> Vec<ColumnRead> {
    let mut found = Vec::new();
    let mut add = |subject, name: &str, expected| found.push(ColumnRead { subject, name: name.to_owned(), expected });
    for source in &compiler.graph.sources {
        match source {
            // It follows from the day of birth, or of the pregnancy.
            Source::Corrected => {}
            other => {
                let (subject, name, kind) = column_of(other, programme);
                add(subject, &name, kind.expected());
                // Who did not arrive later arrived by birth.
                if matches!(other, Source::Arrival) {
                    add(subject, "born", kind.expected());
                }
            }
        }
    }
    const LIST: &str = "a list of text";
    for (list, name) in [
        (CodeList::Languages, "languages"),
        (CodeList::Resources, "resources"),
        (CodeList::Territories, "other_territories"),
    ] {
        if compiler.asks(list) {
            add(Subject::Family, name, LIST);
        }
    }
    if compiler.asks(CodeList::Territories) {
        add(Subject::Family, "territory", Kind::codes(&[]).expected());
    }
    found.sort_by(|one, two| (one.subject, &one.name).cmp(&(two.subject, &two.name)));
    found.dedup();
    found
}

/// Columns that need not be there: where they are, their types count.
pub(crate) const OPTIONAL: [(Subject, &str, Optional); 9] = [
    (Subject::Family, "complete.children", Optional::Bool),
    (Subject::Family, "complete.adults", Optional::Bool),
    (Subject::Family, "complete.pregnancies", Optional::Bool),
    (Subject::Child, "arrived", Optional::Day),
    (Subject::Child, "died", Optional::Day),
    (Subject::Child, "pregnancy", Optional::Place),
    (Subject::Pregnancy, "expected", Optional::Day),
    (Subject::Pregnancy, "ended", Optional::Day),
    (Subject::Pregnancy, "outcome", Optional::Word),
];

/// The columns that a plan of these lists reads where they are there, in the order of subjects and names.
pub(crate) fn optional(lists: &[List], reads: &[ColumnRead]) -> Vec<ColumnRead> {
    let read = |list: List| lists.contains(&list);
    let asked = |subject: Subject, name: &str| match subject {
        Subject::Family => lists.iter().any(|list| name.strip_prefix("complete.") == Some(list.name())),
        // Whoever asks for children asks whether they are born, and for pregnancies whether they ended.
        _ => read(List::Children) || read(List::Pregnancies),
    };
    let known = |subject: Subject, name: &str| reads.iter().any(|own| own.subject == subject && own.name == name);
    let own = OPTIONAL.iter().filter(|(subject, name, _)| asked(*subject, name) && !known(*subject, name));
    let read = own.map(|(subject, name, of)| ColumnRead {
        subject: *subject,
        name: (*name).to_owned(),
        expected: of.expected(),
    });
    let mut found: Vec<_> = read.collect();
    found.sort_by(|one, two| (one.subject, &one.name).cmp(&(two.subject, &two.name)));
    found
}

#[derive(Clone, Copy)]
pub(crate) enum Optional {
    Bool,
    Day,
    Place,
    Word,
}

impl Optional {
    fn kind(self) -> Kind {
        match self {
            Optional::Bool => Kind::Bool,
            Optional::Day => Kind::Day,
            Optional::Word => Kind::Word(Vec::new()),
            Optional::Place => Kind::Whole,
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Optional::Place => "a whole number: the place of the pregnancy in its family's list, from 0",
            other => other.kind().expected(),
        }
    }

    pub(crate) fn fits(self, values: &Values<'_>) -> (bool, &'static str) {
        let place = matches!(self, Optional::Place) && matches!(values, Values::F64(_));
        (self.kind().accepts(values) && !place, self.expected())
    }
}
