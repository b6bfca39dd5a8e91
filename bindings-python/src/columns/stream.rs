//! Streams of Arrow's C interface, read array by array.

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, RecordBatchReader, make_array};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::given::columns;

/// Arrays that somebody else's library lends, one by one.
#[derive(Debug)]
pub struct Arrays {
    stream: FFI_ArrowArrayStream,
    field: Field,
}

fn wrong(what: impl Into<String>) -> ArrowError {
    ArrowError::CDataInterface(what.into())
}

impl Arrays {
    /// Takes a stream over, and reads of what type its arrays are.
    pub fn of(mut stream: FFI_ArrowArrayStream) -> Result<Self, ArrowError> {
        let Some(ask) = stream.get_schema.filter(|_| stream.release.is_some()) else {
            return Err(wrong("the stream was read before"));
        };
        let mut schema = FFI_ArrowSchema::empty();
        // SAFETY: the stream is not released, and writes a schema into the place that is meant for it.
        if unsafe { ask(&raw mut stream, &raw mut schema) } != 0 {
            return Err(said(&mut stream));
        }
        let field = Field::try_from(&schema)?;
        Ok(Arrays { stream, field })
    }

    /// What the arrays are called, and their type.
    pub fn field(&self) -> &Field {
        &self.field
    }

    fn array(&mut self) -> Result<Option<ArrayRef>, ArrowError> {
        let mut array = FFI_ArrowArray::empty();
        let Some(ask) = self.stream.get_next else { return Ok(None) };
        // SAFETY: the stream is not released, and writes an array into the place that is meant for it.
        if unsafe { ask(&raw mut self.stream, &raw mut array) } != 0 {
            return Err(said(&mut self.stream));
        }
        if array.is_released() {
            return Ok(None);
        }
        let of = self.field.data_type();
        // SAFETY: the array is of the type that the stream tells.
        unsafe { mend(&mut array, of) };
        // SAFETY: as above.
        Ok(Some(make_array(unsafe { from_ffi_and_data_type(array, of.clone()) }?)))
    }
}

/// What the library that lends a stream says of its last failure.
fn said(stream: &mut FFI_ArrowArrayStream) -> ArrowError {
    // SAFETY: the stream is not released, and says what it says as a text that ends in a zero, or nothing.
    let text = stream.get_last_error.map(|ask| unsafe { ask(stream) }).filter(|text| !text.is_null());
    // SAFETY: it is a text that ends in a zero, which lives until the stream is asked again.
    let text = text.map(|text| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned());
    wrong(text.unwrap_or_else(|| "it does not say why".to_owned()))
}

/// Arrays of nulls have no buffers; some libraries (polars 2) lend them with one, which holds nothing.
///
/// # Safety
/// The array is of this type, and nobody else reads it meanwhile.
pub unsafe fn mend(array: &mut FFI_ArrowArray, of: &DataType) {
    let inner: Vec<&DataType> = match of {
        DataType::Null => {
            array.n_buffers = 0;
            return;
        }
        DataType::Struct(fields) => fields.iter().map(|field| field.data_type()).collect(),
        DataType::List(item)
        | DataType::LargeList(item)
        | DataType::FixedSizeList(item, _)
        | DataType::ListView(item)
        | DataType::LargeListView(item)
        | DataType::Map(item, _) => vec![item.data_type()],
        DataType::Dictionary(_, words) => {
            // SAFETY: the words are of the type that the dictionary's type names.
            if let Some(own) = unsafe { array.dictionary.as_mut() } {
                // SAFETY: as above.
                unsafe { mend(own, words) };
            }
            return;
        }
        _ => return,
    };
    let count = usize::try_from(array.n_children).unwrap_or_default();
    for (at, of) in inner.into_iter().enumerate().take(count) {
        // SAFETY: there are so many children, each of the type of its field.
        if let Some(child) = unsafe { (*array.children.add(at)).as_mut() } {
            // SAFETY: as above.
            unsafe { mend(child, of) };
        }
    }
}

impl Iterator for Arrays {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.array().transpose()
    }
}

/// The rows of a table, batch by batch.
#[derive(Debug)]
pub struct Batches {
    arrays: Arrays,
    schema: SchemaRef,
}

impl Batches {
    /// Takes a stream over; an array of structs is a batch of rows.
    pub fn of(stream: FFI_ArrowArrayStream) -> Result<Self, ArrowError> {
        let arrays = Arrays::of(stream)?;
        let DataType::Struct(fields) = arrays.field().data_type() else {
            return Err(wrong("expected a table, not a column"));
        };
        let schema = Arc::new(Schema::new(fields.clone()));
        Ok(Batches { arrays, schema })
    }

    fn batch(&self, array: &ArrayRef) -> Result<RecordBatch, ArrowError> {
        let (_, columns) = columns(array).ok_or_else(|| wrong("a row is null: a table has none"))?;
        let options = RecordBatchOptions::new().with_row_count(Some(array.len()));
        RecordBatch::try_new_with_options(self.schema.clone(), columns, &options)
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let array = self.arrays.next()?;
        Some(array.and_then(|array| self.batch(&array)))
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}
