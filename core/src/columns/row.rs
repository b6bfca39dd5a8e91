//! One row, written out as the family that it is.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::families::Families;
use super::input::{Column, Offsets, Table, Texts, Values, Words32};
use crate::calendar::{Day, PartialDate, date_of, day_of};
use crate::condition::List;
use crate::error::{Code, Error, Place, Problem};
use crate::family::{
    Adult, Child, Complete, FAMILY_VOICE, Family, GivenFact, Intensity, LivesHere, Need, Outcome, Pregnancy, Resource,
};
use crate::truth::written;
use crate::vocabulary::{FactValue, Subject, is_carried};

/// 1970-01-01, as a day.
pub(crate) const EPOCH: Day = 719_163;
/// The voice of needs that somebody observed, in a row written out: a table does not say who.
const OBSERVER: &str = "professional";

/// Columns of the family itself that are no facts.
pub(crate) const OF_FAMILY: [&str; 4] = ["territory", "other_territories", "languages", "resources"];
/// The lists that a row may say are complete.
const COMPLETE: [(Complete, List); 3] = [
    (Complete::Adults, List::Adults),
    (Complete::Children, List::Children),
    (Complete::Pregnancies, List::Pregnancies),
];

/// Columns of a kind of member that say a day.
pub(crate) fn days_of(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Family => &[],
        Subject::Adult => &["born"],
        Subject::Child => &["born", "arrived", "died"],
        Subject::Pregnancy => &["expected", "ended"],
    }
}

/// The other columns of a kind of subject that are no facts.
pub(crate) fn built_in(subject: Subject, name: &str) -> bool {
    match subject {
        Subject::Family => {
            OF_FAMILY.contains(&name) || ["needs.", "observed.", "complete."].iter().any(|own| name.starts_with(own))
        }
        Subject::Adult => name == "lives_here",
        Subject::Child => name == "pregnancy",
        Subject::Pregnancy => name == "outcome",
    }
}

impl Families<'_> {
    /// One row as the family that it is: the meaning of a row. Members are called `c1`, `a1`, `p1` and so on, in their order.
    ///
    /// # Errors
    /// [`Error::Columns`] where there is no such row, or a value is nothing that a family's document could carry: a number
    /// that is none, a day beyond the calendar, bytes that are no UTF-8, two days that are not the ends of a month or a year.
    ///
    /// ```
    /// use millejours::{Bits, Column, Families, Table, Values};
    /// let known = Bits::new(&[0b01], 0, 2).unwrap();
    /// let family = Table::new(2).with("quotient_familial", Column::with_known(Values::F64(&[412.5, 0.0]), known));
    /// let families = Families::new(family)?;
    /// assert_eq!(families.family(0)?.to_json(), r#"{"schema":1,"facts":{"quotient_familial":"412.5"}}"#);
    /// // What is not known is absent.
    /// assert_eq!(families.family(1)?.to_json(), r#"{"schema":1}"#);
    /// assert_eq!(families.family(2).unwrap_err().code().as_str(), "columns.row");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn family(&self, row: usize) -> Result<Family, Error> {
        Writer { families: self, lenient: false }.family(row).map_err(|problem| Error::Columns(vec![problem]))
    }

    /// The same; what no document could carry is left out.
    pub(crate) fn legible(&self, row: usize) -> Family {
        Writer { families: self, lenient: true }.family(row).unwrap_or_default()
    }
}

/// Writes rows out.
struct Writer<'f, 'a> {
    families: &'f Families<'a>,
    /// What no document could carry is left out, as unknown.
    lenient: bool,
}

impl Writer<'_, '_> {
    fn take<T>(&self, value: Result<T, Problem>) -> Result<Option<T>, Problem> {
        match value {
            Ok(value) => Ok(Some(value)),
            Err(_) if self.lenient => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    fn family(&self, row: usize) -> Result<Family, Problem> {
        let Some(table) = self.families.table(Subject::Family).filter(|table| row < table.rows()) else {
            let problem = Problem::new(Code::ColumnsRow, Place::at("family"), "there is no such row");
            return Err(problem.expected(format!("a row before {}", self.families.rows())));
        };
        let mut family = Family::new();
        for (name, column) in table.columns().filter(|(_, column)| column.is_known(row)) {
            let fault = |what: &'static str| fault(Subject::Family, name, row, what);
            let list = || self.take(codes(column, row).map_err(fault));
            if let Some(domain) = name.strip_prefix("needs.") {
                family.needs.extend(self.take(need(column, row, domain, FAMILY_VOICE).map_err(fault))?);
            } else if let Some(domain) = name.strip_prefix("observed.") {
                family.needs.extend(self.take(need(column, row, domain, OBSERVER).map_err(fault))?);
            } else {
                match name {
                    "territory" => family.territory = self.take(code(column, row).map_err(fault))?.map(str::to_owned),
                    "other_territories" => family.other_territories = list()?,
                    "languages" => family.languages = list()?,
                    "resources" => {
                        let codes = list()?.unwrap_or_default().into_iter();
                        family.resources = codes.map(|code| Resource { code, voice: None }).collect();
                    }
                    _ => {}
                }
            }
        }
        for (complete, list) in COMPLETE {
            if self.families.disputes(list, row) && !self.lenient {
                return Err(fault(Subject::Family, &format!("complete.{}", list.name()), row, OPEN));
            }
            if !self.families.is_open(list, row) {
                family.complete.push(complete);
            }
        }
        family.facts = self.facts(table, Subject::Family, row)?;
        for (place, at) in self.families.rows_in(row, Subject::Adult).enumerate() {
            family.adults.push(self.adult(place, at)?);
        }
        let pregnancies = self.families.rows_in(row, Subject::Pregnancy);
        for (place, at) in self.families.rows_in(row, Subject::Child).enumerate() {
            family.children.push(self.child(place, at, &pregnancies)?);
        }
        for (place, at) in pregnancies.enumerate() {
            family.pregnancies.push(self.pregnancy(place, at)?);
        }
        Ok(family)
    }

    fn adult(&self, place: usize, row: usize) -> Result<Adult, Problem> {
        let Some(table) = self.families.table(Subject::Adult) else { return Ok(Adult::default()) };
        Ok(Adult {
            id: format!("a{}", place + 1),
            born: self.date(table, Subject::Adult, "born", row)?,
            lives_here: self.word(table, Subject::Adult, "lives_here", row, LivesHere::NAMED)?,
            facts: self.facts(table, Subject::Adult, row)?,
        })
    }

    fn child(&self, place: usize, row: usize, pregnancies: &Range<usize>) -> Result<Child, Problem> {
        let Some(table) = self.families.table(Subject::Child) else { return Ok(Child::default()) };
        let own = table.column("pregnancy").filter(|column| column.is_known(row));
        let pregnancy = match own.map(|column| whole(&column.values, row)) {
            None => None,
            Some(Some(own)) if usize::try_from(own).is_ok_and(|own| own < pregnancies.len()) => {
                Some(format!("p{}", own + 1))
            }
            Some(_) => self.take(Err(fault(Subject::Child, "pregnancy", row, NO_PREGNANCY)))?,
        };
        Ok(Child {
            id: format!("c{}", place + 1),
            born: self.date(table, Subject::Child, "born", row)?,
            arrived: self.date(table, Subject::Child, "arrived", row)?,
            died: self.date(table, Subject::Child, "died", row)?,
            pregnancy,
            facts: self.facts(table, Subject::Child, row)?,
        })
    }

    fn pregnancy(&self, place: usize, row: usize) -> Result<Pregnancy, Problem> {
        let Some(table) = self.families.table(Subject::Pregnancy) else { return Ok(Pregnancy::default()) };
        Ok(Pregnancy {
            id: format!("p{}", place + 1),
            expected: self.date(table, Subject::Pregnancy, "expected", row)?,
            ended: self.date(table, Subject::Pregnancy, "ended", row)?,
            outcome: self.word(table, Subject::Pregnancy, "outcome", row, Outcome::NAMED)?,
            facts: self.facts(table, Subject::Pregnancy, row)?,
            ..Pregnancy::default()
        })
    }

    fn word<T: Copy>(
        &self,
        table: &Table<'_>,
        subject: Subject,
        name: &str,
        row: usize,
        words: &[(&str, T)],
    ) -> Result<Option<T>, Problem> {
        let Some(column) = table.column(name).filter(|column| column.is_known(row)) else { return Ok(None) };
        let found = text(column, row).and_then(|text| named(words, text).ok_or(NO_WORD));
        self.take(found.map_err(|what| fault(subject, name, row, what)))
    }

    /// Every column that is a fact, by name.
    fn facts(&self, table: &Table<'_>, subject: Subject, row: usize) -> Result<BTreeMap<String, GivenFact>, Problem> {
        let mut found = BTreeMap::new();
        for (name, column) in table.columns() {
            if built_in(subject, name) || days_of(subject).contains(&name) {
                continue;
            }
            if let Some((fact, first)) = ends(table, name) {
                if first && !days_of(subject).contains(&fact) {
                    let date = self.date(table, subject, fact, row)?;
                    found.extend(date.map(|date| (fact.to_owned(), date.into())));
                }
                continue;
            }
            if column.is_known(row) {
                let value = self.take(value(column, row).map_err(|what| fault(subject, name, row, what)))?;
                found.extend(value.map(|value| (name.to_owned(), value.into())));
            }
        }
        Ok(found)
    }

    /// A day, or as much of it as is known: of one column, or of the first and the last day that it can be.
    fn date(
        &self,
        table: &Table<'_>,
        subject: Subject,
        name: &str,
        row: usize,
    ) -> Result<Option<PartialDate>, Problem> {
        let found = date(table, name, row).map_err(|what| fault(subject, name, row, what));
        self.take(found).map(Option::flatten)
    }
}

/// Is a column one of the two that say the ends of a date? The date, and whether it says the first.
pub(crate) fn ends<'n>(table: &Table<'_>, name: &'n str) -> Option<(&'n str, bool)> {
    let with = |suffix: &str, other: &str| {
        name.strip_suffix(suffix).filter(|fact| table.column(&format!("{fact}{other}")).is_some())
    };
    let first = with("_earliest", "_latest").map(|fact| (fact, true));
    first.or_else(|| with("_latest", "_earliest").map(|fact| (fact, false)))
}

/// What a child is told that names a pregnancy which its family has not.
pub(crate) const NO_PREGNANCY: &str = "the family has no pregnancy at this place";

/// What a list is told that a column calls open and the caller complete.
pub(crate) const OPEN: &str = "the column says that the list is not complete, and the call that it is in every family";

/// What a word that is none of those expected is told.
pub(crate) const NO_WORD: &str = "this is none of the words expected";

/// A value that a row cannot carry: the column and the row, never what stands there.
fn fault(subject: Subject, column: &str, row: usize, what: &'static str) -> Problem {
    let list = List::of(subject).map_or("family", List::name);
    Problem::new(Code::ColumnsValue, Place::at(format!("{list}.{column}")), format!("row {row}: {what}"))
}

pub(crate) fn named<T: Copy>(all: &[(&str, T)], word: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == word).map(|(_, own)| *own)
}

fn need(column: &Column<'_>, row: usize, domain: &str, voice: &str) -> Result<Need, &'static str> {
    let intensity = named(Intensity::NAMED, text(column, row)?).ok_or(NO_WORD)?;
    Ok(Need { domain: domain.to_owned(), intensity, voice: voice.to_owned(), since: None })
}

fn date(table: &Table<'_>, name: &str, row: usize) -> Result<Option<PartialDate>, &'static str> {
    let day = |name: &str| -> Result<Option<NaiveDate>, &'static str> {
        let column = table.column(name).filter(|column| column.is_known(row));
        column.map(|column| calendar_day(&column.values, row).ok_or("there is no such day")).transpose()
    };
    if let Some(known) = day(name)? {
        return Ok(Some(known.into()));
    }
    match (day(&format!("{name}_earliest"))?, day(&format!("{name}_latest"))?) {
        (None, None) => Ok(None),
        (Some(first), Some(last)) => match PartialDate::between(first, last) {
            Some(date) => Ok(Some(date)),
            None => Err("the two days are not one day, nor the ends of a month or a year"),
        },
        _ => Err("one of the two days is not known"),
    }
}

fn calendar_day(values: &Values<'_>, row: usize) -> Option<NaiveDate> {
    let Values::Day(days) = values else { return None };
    let day = EPOCH + i64::from(*days.get(row)?);
    Some(date_of(day)).filter(|date| day_of(*date) == day)
}

/// A whole number.
pub(crate) fn whole(values: &Values<'_>, row: usize) -> Option<i64> {
    match values {
        Values::I8(all) => all.get(row).map(|number| i64::from(*number)),
        Values::I16(all) => all.get(row).map(|number| i64::from(*number)),
        Values::I32(all) => all.get(row).map(|number| i64::from(*number)),
        Values::I64(all) => all.get(row).copied(),
        Values::U8(all) => all.get(row).map(|number| i64::from(*number)),
        Values::U16(all) => all.get(row).map(|number| i64::from(*number)),
        Values::U32(all) => all.get(row).map(|number| i64::from(*number)),
        _ => None,
    }
}

fn value(column: &Column<'_>, row: usize) -> Result<FactValue, &'static str> {
    const NONE: &str = "there is no value";
    match &column.values {
        Values::Bool(bits) => Ok(FactValue::Bool(bits.get(row))),
        Values::F64(all) => {
            let number = *all.get(row).ok_or(NONE)?;
            floating(number).ok_or("this is no number, or too large to be exact")
        }
        Values::Decimal(all, places) => {
            let digits = i64::try_from(*all.get(row).ok_or(NONE)?).map_err(|_| "this leaves 64 bits")?;
            Ok(FactValue::Number(written(digits, *places)))
        }
        values @ Values::Day(_) => calendar_day(values, row).map(FactValue::from).ok_or("there is no such day"),
        Values::Text(_) | Values::Word(_) => code(column, row).map(FactValue::from),
        Values::TextList(..) | Values::WordList(..) => Err("this is a list"),
        values => whole(values, row).map(FactValue::Integer).ok_or(NONE),
    }
}

/// The largest floating-point number up to which every whole number is one.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A floating-point number as the shortest decimal that it is nearest to.
fn floating(number: f64) -> Option<FactValue> {
    if !number.is_finite() || number.abs() > EXACT {
        return None;
    }
    let digits = format!("{number}");
    Some(match digits.parse::<i64>() {
        Ok(whole) => FactValue::Integer(whole),
        Err(_) => FactValue::Number(digits),
    })
}

/// A text.
pub(crate) fn text<'a>(column: &Column<'a>, row: usize) -> Result<&'a str, &'static str> {
    match &column.values {
        Values::Text(texts) => texts.get(row).ok_or("this is no text in UTF-8"),
        Values::Word(words) => word(words, row),
        _ => Err("this is no text"),
    }
}

/// A text that a document can carry.
pub(crate) fn code<'a>(column: &Column<'a>, row: usize) -> Result<&'a str, &'static str> {
    text(column, row).and_then(carried)
}

/// What a text that no document carries is told.
pub(crate) const NOT_CARRIED: &str = "this text is empty or too long";

fn word<'a>(words: &Words32<'a>, at: usize) -> Result<&'a str, &'static str> {
    let key = words.keys.get(at).and_then(|key| usize::try_from(*key).ok());
    key.and_then(|key| words.words.get(key)).copied().ok_or("there is no word at this place")
}

fn codes(column: &Column<'_>, row: usize) -> Result<Vec<String>, &'static str> {
    each_code(column, row)?.map(|code| code.map(str::to_owned)).collect()
}

fn carried(text: &str) -> Result<&str, &'static str> {
    if is_carried(text) { Ok(text) } else { Err(NOT_CARRIED) }
}

type Each<'a> = Box<dyn Iterator<Item = Result<&'a str, &'static str>> + 'a>;

/// The codes of a list.
pub(crate) fn each_code<'a>(column: &Column<'a>, row: usize) -> Result<Each<'a>, &'static str> {
    let range = |offsets: &Offsets<'_>| offsets.range(row).ok_or("the list has no beginning or no end");
    match column.values {
        Values::TextList(offsets, texts) => {
            let (start, end) = range(&offsets)?;
            let of = |texts: Texts<'a>, at| texts.get(at).ok_or("this is no text in UTF-8");
            Ok(Box::new((start..end).map(move |at| of(texts, at).and_then(carried))))
        }
        Values::WordList(offsets, words) => {
            let (start, end) = range(&offsets)?;
            Ok(Box::new((start..end).map(move |at| word(&words, at).and_then(carried))))
        }
        _ => Err("this is no list of codes"),
    }
}
