//! The class `Table`: columns that other libraries take over without a copy, through the Arrow C stream.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, RecordBatchIterator, RecordBatchOptions,
    StringArray,
};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, Field, Schema};
use chrono::NaiveDate;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::shown::Row;

/// Columns of equal length, for whatever reads Arrow: `polars.DataFrame(table)`, `pyarrow.table(table)`,
/// `pandas.DataFrame.from_arrow(table)`, DuckDB.
///
/// It is read through the Arrow PyCapsule interface, as often as one likes, and depends on none of these libraries. Days are
/// Arrow's `date32`, counts and durations `int64`, texts `utf8`; a null is what has not happened, or is not known.
///
/// >>> table = mj.referral_milestone_table({"f-001": journal}, "2026-06-05")
/// >>> table
/// <Table of 1 row and 21 columns>
/// >>> import polars
/// >>> polars.DataFrame(table)["proposed_on"][0]
/// datetime.date(2026, 6, 1)
#[pyclass(module = "millejours", frozen)]
#[derive(Debug, Clone)]
pub struct Table {
    own: RecordBatch,
}

fn failed(error: &ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

impl Table {
    /// Columns by name, each with whether a null may stand in it.
    pub fn of(columns: Vec<(&'static str, ArrayRef, bool)>) -> PyResult<Self> {
        let field =
            |(name, values, nulls): &(&str, ArrayRef, bool)| Field::new(*name, values.data_type().clone(), *nulls);
        let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
        let values = columns.into_iter().map(|(_, values, _)| values).collect();
        Ok(Table { own: RecordBatch::try_new(Arc::new(schema), values).map_err(|error| failed(&error))? })
    }

    /// Rows as they are.
    pub fn of_batch(own: RecordBatch) -> Self {
        Table { own }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.own.num_rows()
    }

    /// Columns with all that is told of them, of so many rows.
    pub fn of_fields(columns: Vec<(Field, ArrayRef)>, rows: usize) -> PyResult<Self> {
        let (fields, values): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let (schema, options) = (Schema::new(fields), RecordBatchOptions::new().with_row_count(Some(rows)));
        let own = RecordBatch::try_new_with_options(Arc::new(schema), values, &options);
        Ok(Table { own: own.map_err(|error| failed(&error))? })
    }
}

#[pymethods]
impl Table {
    /// The names of the columns, in their order.
    ///
    /// >>> mj.referral_wait_table({}, "2026-06-05", at_least=5).column_names
    /// ('offer', 'stage', 'reached', 'median_days', 'uncertain')
    #[getter]
    fn column_names(&self) -> Row<String> {
        Row::of(self.own.schema_ref().fields(), |field| field.name().clone())
    }

    /// The columns' names and types as a capsule named `arrow_schema`, for libraries that read Arrow.
    #[pyo3(signature = () -> "object")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.own.schema_ref().as_ref()).map_err(|error| failed(&error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The columns as a capsule named `arrow_array_stream`, for libraries that read Arrow. Another schema that is asked for is
    /// not looked at, as the interface allows: the reader casts.
    #[pyo3(signature = (requested_schema: "object" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batches = RecordBatchIterator::new([Ok(self.own.clone())], self.own.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }

    fn __len__(&self) -> usize {
        self.own.num_rows()
    }

    fn __repr__(&self) -> String {
        let (rows, columns) = (self.own.num_rows(), self.own.num_columns());
        format!("<Table of {rows} row{} and {columns} columns>", if rows == 1 { "" } else { "s" })
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a table is handed on through Arrow: store it with the library that reads it"))
    }
}

/// Texts.
pub fn texts<T: ToString>(values: impl Iterator<Item = Option<T>>) -> ArrayRef {
    Arc::new(values.map(|text| text.map(|text| text.to_string())).collect::<StringArray>())
}

/// Lists of texts.
pub fn lists<T: ToString>(values: impl Iterator<Item = Vec<T>>) -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for list in values {
        for text in list {
            lists.values().append_value(text.to_string());
        }
        lists.append(true);
    }
    Arc::new(lists.finish())
}

/// Days.
pub fn days(values: impl Iterator<Item = Option<NaiveDate>>) -> ArrayRef {
    // Every date that the library reads has four digits for its year, which fits.
    let since = |day: NaiveDate| i32::try_from((day - NaiveDate::default()).num_days()).ok();
    Arc::new(values.map(|day| day.and_then(since)).collect::<Date32Array>())
}

/// Whole numbers.
pub fn wholes(values: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(values.collect::<Int64Array>())
}

/// Yes or no.
pub fn truths(values: impl Iterator<Item = Option<bool>>) -> ArrayRef {
    Arc::new(values.collect::<BooleanArray>())
}
