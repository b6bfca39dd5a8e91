//! What the names of columns tell, before a row is read: names that stand twice, columns that nothing reads, slips of the pen.

use std::collections::BTreeMap;
use std::ffi::CString;

use arrow_schema::{DataType, Field, Schema};
use millejours::{Code, Problem, Subject};
use pyo3::exceptions::PyUserWarning;
use pyo3::prelude::*;

use super::held::path;
use super::names::{MEMBERS, Names, table};

/// What the names of all tables tell.
#[derive(Debug, Default)]
pub struct Seen {
    /// Which members have a table of their own, in the order of `MEMBERS`.
    tables: [bool; 3],
    /// Columns that nothing reads, as `children.weight`: in the order of the tables, and of the columns in them.
    pub unread: Vec<String>,
    /// Columns of which nobody could say which is meant.
    pub problems: Vec<Problem>,
    /// Columns that nothing reads, and the names of those that were likely meant.
    pub slips: Vec<(String, String)>,
}

impl Seen {
    /// Nothing is seen yet of these tables of members, in the order of `MEMBERS`, nor of the families'.
    pub fn of(tables: [bool; 3]) -> Self {
        Seen { tables, ..Seen::default() }
    }

    /// Tells slips of the pen as warnings.
    ///
    /// # Errors
    /// Where warnings are raised.
    pub fn warn(&self, py: Python<'_>) -> PyResult<()> {
        for (column, meant) in &self.slips {
            let message = CString::new(format!("{column}: nothing reads this column; is `{meant}` meant?"))?;
            PyErr::warn(py, &py.get_type::<PyUserWarning>(), &message, 1)?;
        }
        Ok(())
    }

    /// Looks at the names of a table's columns.
    pub fn table(&mut self, subject: Subject, columns: &[String], names: &Names<'_>) {
        let mut counts = BTreeMap::<&str, usize>::new();
        for column in columns {
            let count = counts.entry(column).or_default();
            *count += 1;
            if !names.knows(subject, column) {
                self.unread.push(path(subject, column));
            } else if *count == 2 {
                let all = columns.iter().filter(|other| *other == column).count();
                let message = format!("{all} columns have this name");
                let problem = Problem::of_column(Code::ColumnsTwice, path(subject, column), message);
                self.problems.push(problem);
            }
        }
        let no_key = |column: &&str| !names.is_key(subject, column) && !names.is_list(subject, column);
        let slips = names.plan.slips(subject, columns.iter().map(String::as_str).filter(no_key));
        self.slips.extend(slips.into_iter().map(|slip| (path(subject, &slip.column), slip.meant)));
    }

    /// Looks at the names within a family's lists of members that have no table of their own.
    pub fn lists(&mut self, of: Subject, schema: &Schema, names: &Names<'_>) {
        if of != Subject::Family {
            return;
        }
        for (subject, given) in MEMBERS.into_iter().zip(self.tables) {
            let Ok(list) = schema.field_with_name(table(subject)) else { continue };
            if given {
                // Their own table is read.
                self.unread.push(path(Subject::Family, table(subject)));
            } else if let Some(fields) = within(list) {
                self.table(subject, &fields, names);
            }
        }
    }
}

/// The names of the fields of a list of structs.
fn within(list: &Field) -> Option<Vec<String>> {
    let (DataType::List(item) | DataType::LargeList(item)) = list.data_type() else { return None };
    let DataType::Struct(fields) = item.data_type() else { return None };
    Some(fields.iter().map(|field| field.name().clone()).collect())
}
