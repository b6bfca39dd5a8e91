//! Tables as Python gives them: whatever speaks Arrow, or a path to Parquet.

use std::ffi::{CStr, c_void};

use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, from_ffi};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchOptions, RecordBatchReader, make_array,
};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Fields, SchemaRef};
use millejours::Subject;
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::type_hint_identifier;
use pyo3::types::{PyCapsule, PyString, PyTuple};

use super::names::Names;
use super::seen::Seen;
use super::stream::{Batches, mend};

/// The main memory, among the devices of Arrow.
const MAIN_MEMORY: i32 = 1;

/// An array on a device, as Arrow's C device interface lays it out.
#[repr(C)]
struct DeviceArray {
    array: FFI_ArrowArray,
    device: i64,
    kind: i32,
    event: *mut c_void,
    reserved: [i64; 3],
}

/// A table: `ArrowTable` in `millejours.columns`.
#[derive(Debug)]
pub struct Given(Py<PyAny>);

impl FromPyObject<'_, '_> for Given {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("millejours.columns", "ArrowTable");

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        Ok(Given(given.to_owned().unbind()))
    }
}

/// Rows as they come.
pub type Rows = Box<dyn RecordBatchReader + Send>;

pub fn failed(error: &ArrowError) -> PyErr {
    PyRuntimeError::new_err(format!("the table cannot be read: {error}"))
}

impl Given {
    /// The rows of the table, with the columns that the programme may read and perhaps others; what the names of its columns
    /// tell is added to what is seen.
    pub fn rows(&self, py: Python<'_>, subject: Subject, names: &Names<'_>, seen: &mut Seen) -> PyResult<Rows> {
        let given = self.0.bind(py);
        if given.is_instance_of::<PyString>() || given.hasattr("__fspath__")? {
            let parquet = py.import("millejours._parquet")?;
            let all: Vec<String> = parquet.call_method1("names", (given,))?.extract()?;
            seen.table(subject, &all, names);
            // Which of two is meant nobody can say: it is told, and neither is read.
            let once = |column: &String| all.iter().filter(|other| *other == column).count() == 1;
            let wanted: Vec<_> = all.iter().filter(|column| names.knows(subject, column) && once(column)).collect();
            let rows = stream(&parquet.call_method1("rows", (given, wanted))?)?;
            seen.lists(subject, &rows.schema(), names);
            return Ok(rows);
        }
        let rows = if given.hasattr("__arrow_c_stream__")? { stream(given)? } else { at_once(given)? };
        let all: Vec<String> = rows.schema().fields().iter().map(|field| field.name().clone()).collect();
        seen.table(subject, &all, names);
        seen.lists(subject, &rows.schema(), names);
        Ok(rows)
    }
}

/// A table that is handed over in one piece.
fn at_once(given: &Bound<'_, PyAny>) -> PyResult<Rows> {
    match one(given)? {
        Some((_, array)) => whole(&array),
        None => Err(PyTypeError::new_err(format!(
            "expected a table that speaks Arrow, or a path to Parquet, not {}",
            given.get_type().name()?
        ))),
    }
}

/// What hands over one array: the array and its field; none of what does not.
pub fn one(given: &Bound<'_, PyAny>) -> PyResult<Option<(Field, ArrayRef)>> {
    if given.hasattr("__arrow_c_array__")? {
        let pair = given.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
        let array = pointer::<FFI_ArrowArray>(&pair.get_item(1)?, c"arrow_array")?;
        // SAFETY: the capsule holds an array of this name's type; it is moved out, and what is left is marked released.
        imported(unsafe { FFI_ArrowArray::from_raw(array) }, &pair.get_item(0)?).map(Some)
    } else if given.hasattr("__arrow_c_device_array__")? {
        let pair = given.call_method0("__arrow_c_device_array__")?.cast_into::<PyTuple>()?;
        let on_device = pointer::<DeviceArray>(&pair.get_item(1)?, c"arrow_device_array")?;
        // SAFETY: the capsule holds an array of this name's type, which lives as long as the capsule.
        let kind = unsafe { (*on_device).kind };
        if kind != MAIN_MEMORY {
            let what = "the table lies in the memory of a device: bring it to main memory first";
            return Err(PyTypeError::new_err(what));
        }
        // SAFETY: as above; the array is moved out, and what is left is marked released.
        imported(unsafe { FFI_ArrowArray::from_raw(&raw mut (*on_device).array) }, &pair.get_item(0)?).map(Some)
    } else {
        Ok(None)
    }
}

pub fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &CStr) -> PyResult<*mut T> {
    Ok(capsule.cast::<PyCapsule>()?.pointer_checked(Some(name))?.as_ptr().cast())
}

fn stream(given: &Bound<'_, PyAny>) -> PyResult<Rows> {
    let capsule = given.call_method0("__arrow_c_stream__")?;
    let stream = pointer::<FFI_ArrowArrayStream>(&capsule, c"arrow_array_stream")?;
    let stream = Lent(stream);
    let rows = given.py().detach(move || stream.reader());
    Ok(Box::new(rows.map_err(|error| failed(&error))?))
}

/// A pointer that may be used while Python does something else: the capsule lives on in the caller.
struct Lent(*mut FFI_ArrowArrayStream);

// SAFETY: a stream may be used from any thread, by one at a time.
unsafe impl Send for Lent {}

impl Lent {
    fn reader(self) -> Result<Batches, ArrowError> {
        // SAFETY: the capsule holds a stream of this name's type; it is moved out, and what is left is marked released.
        Batches::of(unsafe { FFI_ArrowArrayStream::from_raw(self.0) })
    }
}

/// An array, and the field that its schema tells.
fn imported(mut array: FFI_ArrowArray, schema: &Bound<'_, PyAny>) -> PyResult<(Field, ArrayRef)> {
    let schema = pointer::<FFI_ArrowSchema>(schema, c"arrow_schema")?;
    // SAFETY: the capsule holds the schema of that array, and outlives this call.
    let schema = unsafe { &*schema };
    let of = DataType::try_from(schema).map_err(|error| failed(&error))?;
    // SAFETY: they come from one who hands over both.
    unsafe { mend(&mut array, &of) };
    // SAFETY: as above.
    let data = unsafe { from_ffi(array, schema) }.map_err(|error| failed(&error))?;
    Ok((Field::try_from(schema).map_err(|error| failed(&error))?, make_array(data)))
}

/// One array as a stream of one batch.
fn whole(array: &ArrayRef) -> PyResult<Rows> {
    let Some((fields, columns)) = columns(array) else {
        return Err(PyTypeError::new_err("expected a table, which Arrow hands over as a struct without nulls"));
    };
    let schema = SchemaRef::new(arrow_schema::Schema::new(fields));
    let options = RecordBatchOptions::new().with_row_count(Some(array.len()));
    Ok(Box::new(RecordBatchIterator::new(
        [RecordBatch::try_new_with_options(schema.clone(), columns, &options)],
        schema,
    )))
}

/// The columns of a table that is handed over as an array; none where it is something else.
pub fn columns(array: &ArrayRef) -> Option<(Fields, Vec<ArrayRef>)> {
    let own = array.as_struct_opt()?;
    if own.nulls().is_some_and(|nulls| nulls.null_count() > 0) {
        return None;
    }
    let (fields, columns, _) = own.clone().into_parts();
    Some((fields, columns))
}
