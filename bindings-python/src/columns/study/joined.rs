//! What a study groups by and weighs with, brought into the order of the answers where it says whose its rows are.

use std::collections::BTreeMap;

use arrow_array::{ArrayRef, UInt32Array};
use arrow_select::take::take;
use millejours::{Code, Error, Problem, Subject};
use pyo3::prelude::*;

use super::lent::Columns;
use crate::columns::evaluation::Answers;
use crate::columns::given::failed;
use crate::columns::keys::{Key, Keys};
use crate::refusal::Refused;

/// The keys of rows: of families their own, of members that of their family and theirs.
struct Own<'a> {
    family: Keys<'a>,
    member: Option<Keys<'a>>,
}

impl<'a> Own<'a> {
    fn of(family: (&str, &'a ArrayRef), member: Option<(&str, &'a ArrayRef)>) -> Result<Self, Error> {
        let keys = |(path, values): (&str, &'a ArrayRef)| Keys::of(path, values).map_err(wrong);
        Ok(Own { family: keys(family)?, member: member.map(keys).transpose()? })
    }

    fn get(&self, row: usize) -> Option<(Key<'a>, Option<Key<'a>>)> {
        let member = match &self.member {
            Some(member) => Some(member.get(row)?),
            None => None,
        };
        Some((self.family.get(row)?, member))
    }

    fn len(&self) -> usize {
        self.family.len()
    }
}

pub(super) fn wrong(problem: Problem) -> Error {
    Error::Columns(vec![problem])
}

pub(super) fn counted(code: Code, path: &str, found: (usize, usize), what: &str) -> Error {
    let (count, first) = found;
    wrong(Problem::of_column(code, path, format!("{count} rows, the first of them row {first}: {what}")))
}

/// Counts rows, and keeps the first of them.
pub(super) fn count(rows: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    rows.fold(None, |found, row| Some(found.map_or((1, row), |(count, first)| (count + 1, first))))
}

/// Columns whose rows stand in the order of the answers. Where a column among them bears the name of the answers' key, its keys
/// are those of the answers, each once, and it is no group; without one, the caller vouches for the order.
pub fn joined(given: Columns, argument: &str, of: Subject, answers: &Answers) -> PyResult<Columns> {
    let Some(whose) = answers.whose.get(of as usize) else { return Ok(given) };
    let find = |name: &str| given.columns.iter().position(|(field, _)| field.name() == name);
    let (family, member) = (find(&answers.key), find(&answers.member).filter(|_| of != Subject::Family));
    // One column alone is what it is asked for.
    let (Some(family), Some(keys), 2..) = (family, &whose.family, given.columns.len()) else { return Ok(given) };
    let column = |at: usize| given.columns.get(at).map(|(_, values)| values);
    let Some(family_values) = column(family) else { return Ok(given) };
    let paths = [&answers.key, &answers.member].map(|name| format!("{argument}.{name}"));
    let both = member.and_then(column).zip(whose.member.as_ref());
    let theirs = both.map(|(values, own)| ((&*paths[1], values), (&*paths[1], own)));
    let rows = (|| {
        let found = Own::of((&paths[0], family_values), theirs.map(|(found, _)| found))?;
        let wanted = Own::of((&paths[0], keys), theirs.map(|(_, own)| own))?;
        order(&found, &wanted, &paths[0], of)
    })();
    let rows = rows.map_err(Refused::from)?;
    let Columns { rows: count, columns } = given;
    let mut left = Vec::new();
    for (at, (field, values)) in columns.into_iter().enumerate() {
        if at == family || Some(at) == member {
            continue;
        }
        let values = match &rows {
            Some(rows) => take(&values, rows, None).map_err(|error| failed(&error))?,
            None => values,
        };
        left.push((field, values));
    }
    Ok(Columns { rows: rows.map_or(count, |rows| rows.len()), columns: left })
}

/// Where each row of the answers stands in what is given; none where it stands in their order already.
fn order(found: &Own<'_>, wanted: &Own<'_>, path: &str, of: Subject) -> Result<Option<UInt32Array>, Error> {
    if !found.family.alike(&wanted.family) && found.len() > 0 && wanted.len() > 0 {
        let message = "the keys are of another type than those of the answers";
        return Err(wrong(Problem::of_column(Code::ColumnsType, path, message)));
    }
    if found.len() == wanted.len() && (0..found.len()).all(|row| found.get(row) == wanted.get(row)) {
        return Ok(None);
    }
    if of != Subject::Family && found.member.is_none() {
        let message = "rows are not in the order of the answers, and there is no key of members";
        let problem = Problem::of_column(Code::ColumnsMissing, path, message);
        return Err(wrong(
            problem.mended("add the column that tells members of a family apart, or put the rows in that order"),
        ));
    }
    if let Some(without) = count((0..found.len()).filter(|row| found.get(*row).is_none())) {
        return Err(counted(Code::ColumnsKey, path, without, "there is no key"));
    }
    let mut places = BTreeMap::new();
    let twice =
        count((0..found.len()).filter(|row| found.get(*row).is_some_and(|key| places.insert(key, *row).is_some())));
    if let Some(twice) = twice {
        return Err(counted(Code::ColumnsKey, path, twice, "the key stands before"));
    }
    let rows: Vec<Option<u32>> = (0..wanted.len())
        .map(|row| places.remove(&wanted.get(row)?).and_then(|place| u32::try_from(place).ok()))
        .collect();
    let absent = rows.iter().enumerate().filter(|(_, place)| place.is_none()).map(|(row, _)| row);
    if let Some((absent, first)) = count(absent) {
        let message = format!("{absent} rows of the answers, the first of them row {first}: nothing is given for them");
        return Err(wrong(Problem::of_column(Code::ColumnsKey, path, message)));
    }
    if let Some(first) = places.values().min() {
        return Err(counted(Code::ColumnsOrphan, path, (places.len(), *first), "the answers have no such row"));
    }
    Ok(Some(rows.into()))
}
