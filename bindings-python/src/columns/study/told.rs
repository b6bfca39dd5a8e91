//! Tables of results: rows that tell of groups, and rows that tell who.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array};
use arrow_buffer::{BooleanBuffer, Buffer};
use arrow_schema::{DataType, Field};
use millejours::{Code, Error, Problem, Subject, Tally};
use pyo3::prelude::*;

use super::groups::Groups;
use crate::columns::evaluation::Answers;
use crate::columns::export::AnswerTable;
use crate::refusal::Refused;
use crate::tables::arrow::{Table, texts, wholes};

/// Columns that tell of groups: what groups are called, and then what is told of each.
pub struct Told<'g> {
    groups: &'g Groups,
    columns: Vec<(Field, ArrayRef)>,
    weights: Vec<(Field, ArrayRef)>,
    rows: usize,
}

impl<'g> Told<'g> {
    /// Rows, each of which is of a group.
    pub fn of(groups: &'g Groups, rows: &[u32]) -> PyResult<Self> {
        Ok(Told { groups, columns: groups.named(rows)?, weights: Vec::new(), rows: rows.len() })
    }

    fn push(&mut self, name: &str, values: ArrayRef, nulls: bool) {
        self.columns.push((Field::new(name, values.data_type().clone(), nulls), values));
    }

    /// A text in each row.
    pub fn text<'t>(&mut self, name: &str, values: impl Iterator<Item = &'t str>) {
        self.push(name, texts(values.map(Some)), false);
    }

    /// A text, where there is one.
    pub fn text_or_none<'t>(&mut self, name: &str, values: impl Iterator<Item = Option<&'t str>>) {
        self.push(name, texts(values), true);
    }

    /// How many rows, and with weights what they stand for: in a column more, after all others.
    pub fn tally(&mut self, name: &str, values: impl Iterator<Item = Tally> + Clone) {
        self.push(name, wholes(values.clone().map(|own| i64::try_from(own.rows).ok())), false);
        if self.groups.weighted() {
            let weights: Float64Array = values.map(|own| Some(own.weight)).collect();
            self.weights.push((Field::new(format!("{name}_weight"), DataType::Float64, false), Arc::new(weights)));
        }
    }

    /// At least, and at most, where it is known: two columns.
    pub fn ends(&mut self, name: &str, values: impl Iterator<Item = Option<(f64, f64)>> + Clone) {
        let least: Float64Array = values.clone().map(|own| own.map(|(least, _)| least)).collect();
        let most: Float64Array = values.map(|own| own.map(|(_, most)| most)).collect();
        self.push(&format!("{name}_least"), Arc::new(least), true);
        self.push(&format!("{name}_most"), Arc::new(most), true);
    }

    /// All of it.
    ///
    /// # Errors
    /// Where a group's column is called as one that tells something.
    pub fn table(mut self) -> PyResult<Table> {
        self.columns.extend(self.weights);
        apart(&self.columns, "give the column that groups another name")?;
        Table::of_fields(self.columns, self.rows)
    }
}

/// Refuses two columns of one name.
fn apart(columns: &[(Field, ArrayRef)], help: &str) -> PyResult<()> {
    let mut names = BTreeSet::new();
    let twice: BTreeSet<&str> =
        columns.iter().map(|(field, _)| field.name().as_str()).filter(|name| !names.insert(*name)).collect();
    let wrong: Vec<Problem> = twice
        .into_iter()
        .map(|name| {
            Problem::of_column(Code::ColumnsKey, name, "two columns of the result would have this name").mended(help)
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Refused::from(Error::Columns(wrong)).into()) }
}

/// Who: the keys of a kind of subject as answers have them, and one column of yes and no for each thing, by its name.
pub fn who(answers: &Arc<Answers>, subject: Subject, told: Vec<(String, Buffer)>) -> PyResult<Table> {
    let table = AnswerTable { answers: answers.clone(), subject };
    let mut columns = table.keys();
    let rows = table.rows();
    columns.extend(told.into_iter().map(|(name, bits)| {
        let values = BooleanArray::new(BooleanBuffer::new(bits, 0, rows), None);
        (Field::new(name, DataType::Boolean, false), Arc::new(values) as ArrayRef)
    }));
    apart(&columns, "give the key's column another name when evaluating")?;
    Table::of_fields(columns, rows)
}

/// What was not asked for when evaluating cannot be told.
pub fn not_asked(option: &str, message: &str) -> PyErr {
    let problem = Problem::of_column(Code::ColumnsUnknown, option, message);
    Refused::from(Error::Columns(vec![problem.mended(format!("evaluate with `{option}=True`"))])).into()
}
