//! A plan and the columns of some families brought together, and what they lack.

use super::beginnings::DayColumns;
use super::compile::Compiler;
use super::families::Families;
use super::input::Values;
use super::kind::Kind;
use super::load::Reader;
use super::node::Source;
use crate::calendar::{FIRST_DAY, LAST_DAY};
use crate::condition::{CodeList, List};
use crate::error::{Code, Place, Problem};
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

/// The columns of some families, as a plan reads them.
pub(crate) struct Bound<'a> {
    /// By the places of the sources; none for days that members are counted from.
    pub(crate) readers: Vec<Option<Reader<'a>>>,
    pub(crate) days: DayColumns<'a>,
    pub(crate) problems: Vec<Problem>,
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

#[derive(Clone, Copy)]
pub(crate) enum Optional {
    Bool,
    Day,
    Place,
    Word,
}

impl Optional {
    fn fits(self, values: &Values<'_>) -> (bool, &'static str) {
        let kind = match self {
            Optional::Bool => Kind::Bool,
            Optional::Day => Kind::Day,
            Optional::Word => Kind::Word(Vec::new()),
            Optional::Place => {
                let fits = Kind::Whole.accepts(values) && !matches!(values, Values::F64(_));
                return (fits, "a whole number: the place of the pregnancy in its family's list, from 0");
            }
        };
        (kind.accepts(values), kind.expected())
    }
}

pub(crate) fn name_of(subject: Subject, column: &str) -> String {
    format!("{}.{column}", List::of(subject).map_or("family", List::name))
}

fn wrong_type(subject: Subject, name: &str, values: &Values<'_>, expected: &str) -> Problem {
    let place = Place::at(name_of(subject, name));
    Problem::new(Code::ColumnsType, place, format!("it is {}", values.name())).expected(expected)
}

/// A day of which one end is there and the other is not: nobody could say what the first alone means.
fn half(families: &Families<'_>, subject: Subject, name: &str) -> Option<Problem> {
    let [first, last] = ["_earliest", "_latest"].map(|end| format!("{name}{end}"));
    let there = |name: &str| families.column(subject, name).is_some();
    let (absent, other) = match (there(&first), there(&last)) {
        (true, false) => (last, first),
        (false, true) => (first, last),
        _ => return None,
    };
    let message = format!("it is not there, and `{other}` is");
    let problem = Problem::new(Code::ColumnsMissing, Place::at(name_of(subject, &absent)), message);
    let known = families.table(subject).into_iter().flat_map(|table| table.columns()).map(|(name, _)| name);
    let known: Vec<&str> = known.filter(|name| *name != other).collect();
    Some(problem.expected(Kind::Day.expected()).near(&absent, known))
}

impl<'a> Bound<'a> {
    /// Looks every column up; what is absent or of another type is told, and unknown for everybody.
    pub(crate) fn of(
        sources: &[Source],
        reads: &[ColumnRead],
        lists: &[List],
        domain: impl Fn(usize) -> (i64, i64),
        programme: &Programme,
        families: &Families<'a>,
    ) -> Self {
        let mut problems = Vec::new();
        let optional_days = OPTIONAL.iter().filter(|(.., optional)| matches!(optional, Optional::Day));
        let days = reads.iter().filter(|read| read.expected == Kind::Day.expected());
        let days = days.map(|read| (read.subject, read.name.as_str()));
        let mut days: Vec<_> = days.chain(optional_days.map(|(subject, name, _)| (*subject, *name))).collect();
        days.sort_unstable();
        days.dedup();
        let halves: Vec<_> = days.into_iter().filter_map(|(subject, name)| half(families, subject, name)).collect();
        for read in reads {
            let ends = |suffix: &str| families.column(read.subject, &format!("{}{suffix}", read.name)).is_some();
            let there = families.column(read.subject, &read.name).is_some()
                || (read.expected == Kind::Day.expected() && (ends("_earliest") || ends("_latest")));
            if !there {
                let rows = families.rows_of(read.subject);
                let place = Place::at(name_of(read.subject, &read.name));
                let problem = Problem::new(Code::ColumnsMissing, place, format!("it is not there, for {rows} rows"));
                let known = families.table(read.subject).into_iter().flat_map(|table| table.columns());
                let known: Vec<&str> = known.map(|(name, _)| name).collect();
                problems.push(problem.expected(read.expected).near(&read.name, known));
            }
        }
        problems.extend(halves);
        for list in lists.iter().filter(|list| families.members(**list).is_none()) {
            let place = Place::at(list.name());
            let message = format!("there is no table of {}", list.name());
            problems.push(Problem::new(Code::ColumnsMissing, place, message).expected("a table of them, with offsets"));
        }
        for list in lists.iter().filter(|list| !families.is_complete(**list) && families.completes(**list).is_none()) {
            let name = format!("complete.{}", list.name());
            if families.column(Subject::Family, &name).is_none() {
                let place = Place::at(name_of(Subject::Family, &name));
                let message = "nobody says whether the list is complete";
                let problem = Problem::new(Code::ColumnsMissing, place, message).expected("bool");
                problems.push(problem.help("add the column, or say that the list is complete in every family"));
            }
        }
        for (subject, name, optional) in OPTIONAL {
            if let Some(column) = families.column(subject, name) {
                let (fits, expected) = optional.fits(&column.values);
                if !fits {
                    problems.push(wrong_type(subject, name, &column.values, expected));
                }
            }
        }
        for list in ["languages", "resources", "other_territories"] {
            if let Some(column) = families.column(Subject::Family, list)
                && !matches!(column.values, Values::TextList(..) | Values::WordList(..))
            {
                problems.push(wrong_type(Subject::Family, list, &column.values, "a list of text"));
            }
        }
        let mut reader = |subject: Subject, name: &str, kind: Kind, domain: (i64, i64)| {
            let mut fitting = |name: &str| {
                let column = families.column(subject, name)?;
                if kind.accepts(&column.values) {
                    return Some(*column);
                }
                let problem = wrong_type(subject, name, &column.values, kind.expected());
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
                None
            };
            let column = fitting(name);
            let ends = match kind {
                Kind::Day => {
                    let (first, last) = (fitting(&format!("{name}_earliest")), fitting(&format!("{name}_latest")));
                    first.zip(last)
                }
                _ => None,
            };
            Reader::new(column, ends, kind, domain)
        };
        let readers = sources.iter().enumerate().map(|(place, source)| {
            let (subject, name, kind) = column_of(source, programme);
            (!source.is_beginning()).then(|| reader(subject, &name, kind, domain(place)))
        });
        let readers = readers.collect();
        let always = (FIRST_DAY, LAST_DAY);
        let mut day = |subject, name| reader(subject, name, Kind::Day, always);
        let own = |subject, name, optional: Optional| {
            families.column(subject, name).copied().filter(|column| optional.fits(&column.values).0)
        };
        let days = DayColumns {
            arch: pulp::Arch::new(),
            child_born: day(Subject::Child, "born"),
            arrived: day(Subject::Child, "arrived"),
            died: day(Subject::Child, "died"),
            adult_born: day(Subject::Adult, "born"),
            expected: day(Subject::Pregnancy, "expected"),
            ended: day(Subject::Pregnancy, "ended"),
            pregnancy: own(Subject::Child, "pregnancy", Optional::Place),
            outcome: own(Subject::Pregnancy, "outcome", Optional::Word),
        };
        Bound { readers, days, problems }
    }
}
