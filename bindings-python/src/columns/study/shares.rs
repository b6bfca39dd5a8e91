//! Take-up group by group, as a table tells it.

use std::collections::BTreeMap;

use arrow_array::{Array, ArrayRef};
use arrow_schema::Field;
use arrow_select::concat::concat;
use millejours::{Code, Error, Problem, TakeUp};
use pyo3::prelude::*;

use super::groups::{Groups, numbers};
use super::joined::{count, counted, wrong};
use super::lent::Columns;
use super::ranks::{placed, ranks};
use crate::columns::given::failed;
use crate::columns::keys::Keys;
use crate::refusal::Refused;

/// The take-up of each group, in the order of the groups: of a table with the columns that rows are grouped by, `least`, and where
/// they are there `most` and `unit_cost`.
pub fn shares(given: &Columns, path: &str, groups: &Groups) -> PyResult<Vec<TakeUp>> {
    let take_ups = take_ups(given, path).map_err(Refused::from)?;
    let mut place = vec![0_u32; groups.count() + given.rows];
    for (field, own) in groups.labels() {
        let at = format!("{path}.{}", field.name());
        let Some((_, theirs)) = given.columns.iter().find(|(other, _)| other.name() == field.name()) else {
            let problem = Problem::of_column(Code::ColumnsMissing, at, "it is not there");
            let problem = problem.mended("name of each row its group, in columns called as those of `by`");
            return Err(Refused::from(wrong(problem)).into());
        };
        let both = place.iter().zip(together(&at, field, own, theirs)?);
        let both: Vec<_> = both.map(|(before, next)| Some((*before, next))).collect();
        place = placed(both.into_iter());
    }
    let (own, theirs) = place.split_at_checked(groups.count()).unwrap_or_default();
    let mut rows = BTreeMap::new();
    if let Some(twice) =
        count((0..).zip(theirs).filter(|(row, of)| rows.insert(**of, *row).is_some()).map(|(row, _)| row))
    {
        return Err(Refused::from(counted(Code::ColumnsKey, path, twice, "the group stands before")).into());
    }
    let found: Vec<TakeUp> = own.iter().filter_map(|of| take_ups.get(*rows.get(of)?).copied()).collect();
    match own.len() - found.len() {
        0 => Ok(found),
        without => {
            let message = format!("{without} groups of {} have none", own.len());
            let problem = Problem::of_column(Code::ColumnsMissing, path, message);
            let problem =
                problem.mended("add a row for each group, also for that of a null: nothing is taken for granted");
            Err(Refused::from(wrong(problem)).into())
        }
    }
}

/// Groups, and behind them rows that tell of groups: numbers that are the same where the group is.
fn together(path: &str, field: &Field, own: &ArrayRef, theirs: &ArrayRef) -> PyResult<Vec<u32>> {
    if let (Ok(own), Ok(theirs)) = (Keys::of(path, own), Keys::of(path, theirs))
        && own.alike(&theirs)
    {
        let theirs = (0..theirs.len()).map(|row| theirs.get(row));
        return Ok(placed((0..own.len()).map(|row| own.get(row)).chain(theirs)));
    }
    let ordered = field.dict_is_ordered() == Some(true);
    let same = own.data_type() == theirs.data_type();
    let both = same.then(|| concat(&[own, theirs])).transpose().map_err(|error| failed(&error))?;
    both.and_then(|both| ranks(&both, ordered)).ok_or_else(|| {
        let message = format!("it is {}, and the groups are {}", theirs.data_type(), own.data_type());
        let problem = Problem::of_column(Code::ColumnsType, path, message);
        Refused::from(wrong(problem.mended("cast it to the type of the groups"))).into()
    })
}

/// The take-up of each row.
fn take_ups(given: &Columns, path: &str) -> Result<Vec<TakeUp>, Error> {
    let column = |name: &str| given.columns.iter().find(|(field, _)| field.name() == name).map(|(_, values)| values);
    let read = |name: &str| column(name).map(|values| known(values, &format!("{path}.{name}"))).transpose();
    let Some(least) = read("least")? else {
        let problem = Problem::of_column(Code::ColumnsMissing, format!("{path}.least"), "it is not there");
        return Err(wrong(problem.mended("give the share of each group who take it up at least, from 0 to 1")));
    };
    let (most, cost) = (read("most")?, read("unit_cost")?);
    let at = |values: &Option<Vec<Option<f64>>>, row: usize| values.as_ref().and_then(|own| own.get(row).copied()?);
    if let Some(without) = count(least.iter().enumerate().filter(|(_, own)| own.is_none()).map(|(row, _)| row)) {
        return Err(counted(Code::ColumnsValue, &format!("{path}.least"), without, "there is no share"));
    }
    let each = least.into_iter().flatten().enumerate().map(|(row, least)| {
        let own = TakeUp::between(least, at(&most, row).unwrap_or(least));
        let own = at(&cost, row).map_or(own.clone(), |cost| own?.unit_cost(cost));
        own.map_err(|error| placed_at(&error, path, row))
    });
    each.collect()
}

/// Where in the table it stands.
fn placed_at(error: &Error, path: &str, row: usize) -> Error {
    let problems = error.problems().iter().map(|problem| {
        let column = if problem.place.path == "unit_cost" { "unit_cost" } else { "least" };
        let mut problem = problem.clone();
        problem.message = format!("row {row}: {}", problem.message);
        problem.place.path = format!("{path}.{column}");
        problem
    });
    Error::Columns(problems.collect())
}

/// Numbers, and where there are none.
fn known(values: &ArrayRef, path: &str) -> Result<Vec<Option<f64>>, Error> {
    if values.null_count() == values.len() {
        return Ok(vec![None; values.len()]);
    }
    let nulls = values.logical_nulls();
    let Some(numbers) = numbers(values) else {
        let problem = Problem::of_column(Code::ColumnsType, path, format!("it is {}", values.data_type()));
        return Err(wrong(problem.mended("cast it to float64")));
    };
    let known = |row: usize| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
    Ok(numbers.into_iter().enumerate().map(|(row, own)| known(row).then_some(own)).collect())
}
