//! Columns as Python lends them: a table that speaks Arrow, or one column that does.

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, ArrayRef, new_empty_array};
use arrow_schema::{DataType, Field};
use arrow_select::concat::concat;
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::type_hint_identifier;

use crate::arguments::Name;
use crate::columns::given::{columns, failed, one, pointer};
use crate::columns::stream::Arrays;

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
            let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream) };
            py.detach(move || all(stream))?
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

/// All arrays of a stream as one, and what they are called. To be called without the interpreter's lock: who lends the arrays may
/// need it.
fn all(stream: FFI_ArrowArrayStream) -> PyResult<(Field, ArrayRef)> {
    let stream = Arrays::of(stream).map_err(|error| failed(&error))?;
    let field = stream.field().clone();
    let mut arrays = Vec::new();
    for array in stream {
        Python::attach(|py| py.check_signals())?;
        arrays.push(array.map_err(|error| failed(&error))?);
    }
    let parts: Vec<&dyn Array> = arrays.iter().map(AsRef::as_ref).collect();
    let whole = match parts.as_slice() {
        [] => new_empty_array(field.data_type()),
        [_] => arrays.swap_remove(0),
        parts => concat(parts).map_err(|error| failed(&error))?,
    };
    Ok((field, whole))
}
