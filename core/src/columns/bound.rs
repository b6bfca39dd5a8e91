//! A plan and the columns of some families brought together, and what they lack.

use super::beginnings::DayColumns;
use super::families::Families;
use super::input::Values;
use super::kind::Kind;
use super::load::Reader;
use super::node::Source;
use super::reads::{ColumnRead, OPTIONAL, Optional, column_of};
use crate::calendar::{FIRST_DAY, LAST_DAY};
use crate::condition::List;
use crate::error::{Code, Place, Problem};
use crate::programme::Programme;
use crate::vocabulary::Subject;

/// The columns of some families, as a plan reads them.
pub(crate) struct Bound<'a> {
    /// By the places of the sources; none for days that members are counted from.
    pub(crate) readers: Vec<Option<Reader<'a>>>,
    pub(crate) days: DayColumns<'a>,
    pub(crate) problems: Vec<Problem>,
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
