//! Columns as Python lends them: a table that speaks Arrow, or one column that does.

use std::ffi::CStr;

use arrow_array::ffi::{FFI_ArrowArray, from_ffi};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, ArrayRef, make_array, new_empty_array};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field};
use arrow_select::concat::concat;
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::type_hint_identifier;

use crate::arguments::Name;
use crate::columns::given::{columns, failed, one, pointer};

/// A table, or one column: `ArrowColumns` in `millejours.columns`.
#[derive(Debug)]
pub struct Lent(Py<PyAny>);

impl FromPyObject<'_, '_> for Lent {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("millejours.columns", "ArrowColumns");

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        Ok(Lent(given.to_owned().unbind()))
    }
}

/// Columns of equal length.
#[derive(Debug)]
pub struct Columns {
    pub rows: usize,
    pub columns: Vec<(Field, ArrayRef)>,
}

/// What a column is called that has no name.
const NAMELESS: &str = "group";

impl Lent {
    /// The columns: those of a table, or the one.
    pub fn read(&self, py: Python<'_>) -> PyResult<Columns> {
        let given = self.0.bind(py);
        let (field, array) = if given.hasattr("__arrow_c_stream__")? {
            let capsule = given.call_method0("__arrow_c_stream__")?;
            let stream = pointer::<FFI_ArrowArrayStream>(&capsule, c"arrow_array_stream")?;
            // SAFETY: the capsule holds a stream of this name's type; it is moved out, and what is left is marked released.
            let stream = Stream(unsafe { FFI_ArrowArrayStream::from_raw(stream) });
            py.detach(move || stream.all())?
        } else if let Some(own) = one(given)? {
            own
        } else {
            let found = given.get_type().name()?.to_string();
            return Err(PyTypeError::new_err(format!("expected a table or a column that speaks Arrow, not {found}")));
        };
        if let DataType::Struct(_) = field.data_type() {
            let Some((fields, values)) = columns(&array) else {
                return Err(PyTypeError::new_err("expected a table, which Arrow hands over as a struct without nulls"));
            };
            let columns = fields.iter().map(|field| field.as_ref().clone()).zip(values).collect();
            return Ok(Columns { rows: array.len(), columns });
        }
        let name = if field.name().is_empty() { own_name(given)? } else { field.name().clone() };
        Ok(Columns { rows: array.len(), columns: vec![(field.with_name(name), array)] })
    }
}

/// What a column calls itself, of which Arrow was told no name.
fn own_name(given: &Bound<'_, PyAny>) -> PyResult<String> {
    let name = given.getattr_opt("name")?.and_then(|name| name.extract::<Name>().ok());
    Ok(name.map(|name| name.0).filter(|name| !name.is_empty()).unwrap_or_else(|| NAMELESS.to_owned()))
}

/// Arrays that come one by one, of a table or of a column.
struct Stream(FFI_ArrowArrayStream);

impl Stream {
    /// All of them as one, and the field of their schema. To be called without the interpreter's lock: who lends the arrays
    /// may need it.
    fn all(mut self) -> PyResult<(Field, ArrayRef)> {
        let schema = self.schema().map_err(|error| failed(&error))?;
        let field = Field::try_from(&schema).map_err(|error| failed(&error))?;
        let mut arrays = Vec::new();
        loop {
            Python::attach(|py| py.check_signals())?;
            match self.next(&schema).map_err(|error| failed(&error))? {
                Some(array) => arrays.push(array),
                None => break,
            }
        }
        let parts: Vec<&dyn Array> = arrays.iter().map(AsRef::as_ref).collect();
        let whole = match parts.as_slice() {
            [] => new_empty_array(field.data_type()),
            [_] => arrays.swap_remove(0),
            parts => concat(parts).map_err(|error| failed(&error))?,
        };
        Ok((field, whole))
    }

    fn schema(&mut self) -> Result<FFI_ArrowSchema, ArrowError> {
        let mut schema = FFI_ArrowSchema::empty();
        let Some(ask) = self.0.get_schema else { return Err(released()) };
        // SAFETY: the stream is not released, and writes a schema into the place that is meant for it.
        match unsafe { ask(&raw mut self.0, &raw mut schema) } {
            0 => Ok(schema),
            _ => Err(self.error()),
        }
    }

    fn next(&mut self, schema: &FFI_ArrowSchema) -> Result<Option<ArrayRef>, ArrowError> {
        let mut array = FFI_ArrowArray::empty();
        let Some(ask) = self.0.get_next else { return Err(released()) };
        // SAFETY: as above, of an array.
        if unsafe { ask(&raw mut self.0, &raw mut array) } != 0 {
            return Err(self.error());
        }
        if array.is_released() {
            return Ok(None);
        }
        // SAFETY: the array is of the schema of its stream.
        Ok(Some(make_array(unsafe { from_ffi(array, schema) }?)))
    }

    fn error(&mut self) -> ArrowError {
        // SAFETY: the stream is not released, and says what it says as a text that ends in a zero, or nothing.
        let said = self.0.get_last_error.map(|ask| unsafe { ask(&raw mut self.0) }).filter(|said| !said.is_null());
        // SAFETY: it is a text that ends in a zero, which lives until the stream is asked again.
        let said = said.map(|said| unsafe { CStr::from_ptr(said) }.to_string_lossy().into_owned());
        ArrowError::CDataInterface(said.unwrap_or_else(|| "it does not say why".to_owned()))
    }
}

fn released() -> ArrowError {
    ArrowError::CDataInterface("the stream was read before".to_owned())
}
