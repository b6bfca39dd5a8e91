//! The groups that a study asks for: which row is in which, and what it stands for.

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float16Type, Float32Type, Float64Type};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, UInt32Array, downcast_integer};
use arrow_schema::{DataType, Field};
use arrow_select::take::take;
use millejours::{Code, Error, Families, Grouping, OfferColumn, Problem, Subject, Table};
use pyo3::prelude::*;

use super::joined::joined;
use super::lent::{Columns, Lent};
use super::ranks::{placed, ranks};
use crate::columns::evaluation::Answers;
use crate::columns::given::failed;
use crate::refusal::Refused;

/// The rows of one kind of subject: of each the number of its group, and what it stands for.
#[derive(Debug, Default)]
struct Own {
    rows: usize,
    groups: Option<Vec<u32>>,
    weights: Option<Vec<f64>>,
}

/// Groups in ascending order, null at the end, and the rows that are in them.
#[derive(Debug)]
pub struct Groups {
    /// What each group is called, column by column.
    named: Vec<(Field, ArrayRef)>,
    count: usize,
    weighted: bool,
    /// Of whom there is one row for each.
    of: Subject,
    /// In the order of `Subject::ALL`.
    own: [Own; 4],
}

fn wrong(problem: Problem) -> Error {
    Error::Columns(vec![problem])
}

fn length(path: &str, found: usize, rows: usize, of: Subject) -> Error {
    let problem = Problem::of_column(Code::ColumnsLength, path, format!("it has {found} rows, not {rows}"));
    wrong(problem.mended(format!("give one row for each {of}, in the order of the answers' table")))
}

/// What holds of each family, for each row of a kind; the answers are of the same families, and one at least read such rows.
fn of_rows<T: Copy>(subject: Subject, answers: &[&Answers], of_families: &[T]) -> Result<Vec<T>, Error> {
    if subject == Subject::Family {
        return Ok(of_families.to_vec());
    }
    let offsets = answers.iter().filter_map(|own| own.offsets.get(subject as usize));
    let Some(offsets) = offsets.into_iter().find(|offsets| !offsets.is_empty()) else { return Ok(Vec::new()) };
    let (families, members) = (Families::new(Table::new(of_families.len()))?, Table::new(rows(subject, answers)));
    let families = match subject {
        Subject::Adult => families.adults(offsets, members)?,
        Subject::Pregnancy => families.pregnancies(offsets, members)?,
        _ => families.children(offsets, members)?,
    };
    families.of_members(subject, of_families)
}

/// How many rows of a kind the answers have.
fn rows(subject: Subject, answers: &[&Answers]) -> usize {
    let rows = answers.iter().filter_map(|own| own.whose.get(subject as usize));
    rows.map(|whose| whose.rows).max().unwrap_or(0)
}

impl Groups {
    /// Reads what the caller groups by and weighs with. The answers are of the same families, all of them.
    pub fn read(
        py: Python<'_>,
        by: Option<&Lent>,
        weight: Option<&Lent>,
        of: Subject,
        answers: &[&Answers],
    ) -> PyResult<Self> {
        let by = by.map(|by| by.read(py)).transpose()?;
        let weight = weight.map(|weight| weight.read(py)).transpose()?;
        py.detach(|| {
            let in_order = |given: Option<Columns>, argument: &str| match (given, answers.first()) {
                (Some(given), Some(answers)) => joined(given, argument, of, answers).map(Some),
                (given, _) => Ok(given),
            };
            let (by, weight) = (in_order(by, "by")?, in_order(weight, "weights")?);
            Self::of(by, weight, of, answers)
        })
    }

    fn of(by: Option<Columns>, weight: Option<Columns>, of: Subject, answers: &[&Answers]) -> PyResult<Self> {
        let rows_of = rows(of, answers);
        let weights = weight.map(|weight| weights(&weight, rows_of, of)).transpose().map_err(Refused::from)?;
        let mut groups =
            Groups { named: Vec::new(), count: 1, weighted: weights.is_some(), of, own: Default::default() };
        let numbers = match by {
            Some(by) => Some(groups.number(by, rows_of)?),
            None => None,
        };
        for subject in Subject::ALL.into_iter().filter(|subject| of == Subject::Family || of == *subject) {
            let spread = || -> Result<Own, Error> {
                if of == subject && of != Subject::Family {
                    return Ok(Own { rows: rows_of, groups: numbers.clone(), weights: weights.clone() });
                }
                let (groups, weights) = (numbers.as_deref(), weights.as_deref());
                Ok(Own {
                    rows: rows(subject, answers),
                    groups: groups.map(|own| of_rows(subject, answers, own)).transpose()?,
                    weights: weights.map(|own| of_rows(subject, answers, own)).transpose()?,
                })
            };
            if let Some(own) = groups.own.get_mut(subject as usize) {
                *own = spread().map_err(Refused::from)?;
            }
        }
        // What is wrong with groups and weights is told whether or not an offer is for such rows.
        groups.grouping(of).map_err(Refused::from)?;
        Ok(groups)
    }

    /// Numbers the groups that occur, in their order.
    fn number(&mut self, by: Columns, rows: usize) -> PyResult<Vec<u32>> {
        if by.rows != rows {
            return Err(Refused::from(length("by", by.rows, rows, self.of)).into());
        }
        let mut numbers = vec![0_u32; rows];
        for (field, values) in &by.columns {
            let Some(places) = ranks(values, field.dict_is_ordered() == Some(true)) else {
                let path = format!("by.{}", field.name());
                let problem = Problem::of_column(Code::ColumnsType, path, format!("it is {}", values.data_type()));
                let help = "group by numbers, texts, days, or what is true or false";
                return Err(Refused::from(wrong(problem.mended(help))).into());
            };
            let both = numbers.iter().zip(&places).map(|(own, place)| Some((*own, *place)));
            numbers = placed(both);
        }
        let mut firsts: Vec<Option<u32>> = Vec::new();
        for (row, number) in numbers.iter().enumerate() {
            let number = *number as usize;
            if number >= firsts.len() {
                firsts.resize(number + 1, None);
            }
            if let Some(first) = firsts.get_mut(number).filter(|first| first.is_none()) {
                *first = Some(row as u32);
            }
        }
        // Without a column there is nothing that tells rows apart.
        self.count = if by.columns.is_empty() { 1 } else { firsts.len() };
        let firsts = UInt32Array::from(firsts);
        let own = by.columns.into_iter().map(|(field, values)| {
            Ok((field.with_nullable(true), take(&values, &firsts, None).map_err(|error| failed(&error))?))
        });
        self.named = own.collect::<PyResult<_>>()?;
        Ok(numbers)
    }

    /// The grouping of the rows of a kind.
    ///
    /// # Errors
    /// As the core refuses weights that are none, and more groups than can be told.
    pub fn grouping(&self, subject: Subject) -> Result<Grouping<'_>, Error> {
        let own = self.own.get(subject as usize);
        let grouping = match own.and_then(|own| own.groups.as_deref()) {
            Some(groups) => Grouping::new(groups, self.count)?,
            None => Grouping::all(own.map_or(0, |own| own.rows)),
        };
        match own.and_then(|own| own.weights.as_deref()) {
            Some(weights) => grouping.weighted(weights),
            None => Ok(grouping),
        }
    }

    /// Is an offer told by these groups? One for members is, by rows of families; by rows of members those for them alone.
    pub fn tells(&self, subject: Subject) -> bool {
        self.of == Subject::Family || self.of == subject
    }

    /// Those offers that are told.
    pub fn told<'a>(&self, answers: &'a Answers) -> Vec<&'a OfferColumn> {
        answers.evaluated.offers.iter().filter(|own| self.tells(own.subject)).collect()
    }

    /// Were weights given?
    pub fn weighted(&self) -> bool {
        self.weighted
    }

    /// How many groups there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// What each group is called, column by column.
    pub fn labels(&self) -> &[(Field, ArrayRef)] {
        &self.named
    }

    /// What groups are called, for rows each of which is of a group.
    pub fn named(&self, rows: &[u32]) -> PyResult<Vec<(Field, ArrayRef)>> {
        let rows = UInt32Array::from(rows.to_vec());
        let own = self
            .named
            .iter()
            .map(|(field, values)| Ok((field.clone(), take(values, &rows, None).map_err(|error| failed(&error))?)));
        own.collect()
    }
}

/// A column of numbers, each of which is known.
fn weights(given: &Columns, rows: usize, of: Subject) -> Result<Vec<f64>, Error> {
    let [(_, values)] = given.columns.as_slice() else {
        let message = format!("it has {} columns", given.columns.len());
        return Err(wrong(
            Problem::of_column(Code::ColumnsType, "weights", message).mended("give the one that weighs"),
        ));
    };
    if given.rows != rows {
        return Err(length("weights", given.rows, rows, of));
    }
    if let Some(nulls) = values.logical_nulls().filter(|nulls| nulls.null_count() > 0) {
        let first = (0..nulls.len()).find(|row| nulls.is_null(*row)).unwrap_or_default();
        let message = format!("{} rows, the first of them row {first}: there is no weight", nulls.null_count());
        return Err(wrong(
            Problem::of_column(Code::ColumnsValue, "weights", message).mended("weigh every row, or none"),
        ));
    }
    numbers(values).ok_or_else(|| {
        let problem = Problem::of_column(Code::ColumnsType, "weights", format!("it is {}", values.data_type()));
        wrong(problem.mended("cast it to float64"))
    })
}

/// Numbers of any type as floating-point numbers.
pub(super) fn numbers(values: &ArrayRef) -> Option<Vec<f64>> {
    fn of<T: ArrowPrimitiveType>(values: &ArrayRef, number: impl Fn(T::Native) -> f64) -> Vec<f64> {
        values.as_primitive::<T>().values().iter().map(|own| number(*own)).collect()
    }
    macro_rules! whole {
        ($kind:ty) => {
            Some(of::<$kind>(values, |own| own as f64))
        };
    }
    downcast_integer! {
        values.data_type() => (whole),
        DataType::Float16 => Some(of::<Float16Type>(values, f64::from)),
        DataType::Float32 => Some(of::<Float32Type>(values, f64::from)),
        DataType::Float64 => Some(of::<Float64Type>(values, |own| own)),
        DataType::Decimal128(_, scale) => {
            let unit = 10_f64.powi((*scale).into());
            Some(of::<Decimal128Type>(values, |own| own as f64 / unit))
        }
        _ => None
    }
}
