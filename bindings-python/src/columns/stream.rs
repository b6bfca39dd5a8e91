//! A stream of Arrow's C interface, read batch by batch.

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchOptions, RecordBatchReader, StructArray};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};

/// A stream that somebody else's library lends.
#[derive(Debug)]
pub struct Stream {
    stream: FFI_ArrowArrayStream,
    schema: SchemaRef,
}

fn wrong(what: impl Into<String>) -> ArrowError {
    ArrowError::CDataInterface(what.into())
}

impl Stream {
    /// Takes a stream over, and reads its schema.
    pub fn of(mut stream: FFI_ArrowArrayStream) -> Result<Self, ArrowError> {
        if stream.release.is_none() {
            return Err(wrong("the stream was read already"));
        }
        let mut schema = FFI_ArrowSchema::empty();
        let ask = stream.get_schema.ok_or_else(|| wrong("the stream tells no schema"))?;
        // SAFETY: the stream is not released, and the schema has room for what is written.
        if unsafe { ask(&raw mut stream, &raw mut schema) } != 0 {
            return Err(wrong(said(&mut stream)));
        }
        let schema = Arc::new(Schema::try_from(&schema)?);
        Ok(Stream { stream, schema })
    }

    fn batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let mut array = FFI_ArrowArray::empty();
        let ask = self.stream.get_next.ok_or_else(|| wrong("the stream tells no rows"))?;
        // SAFETY: the stream is not released, and the array has room for what is written.
        if unsafe { ask(&raw mut self.stream, &raw mut array) } != 0 {
            return Err(wrong(said(&mut self.stream)));
        }
        if array.is_released() {
            return Ok(None);
        }
        let rows = DataType::Struct(self.schema.fields().clone());
        // SAFETY: the array is of the type that the stream's schema tells.
        unsafe { mend(&mut array, &rows) };
        // SAFETY: as above.
        let data = unsafe { from_ffi_and_data_type(array, rows) }?;
        let options = RecordBatchOptions::new().with_row_count(Some(data.len()));
        let columns = StructArray::from(data).into_parts().1;
        RecordBatch::try_new_with_options(self.schema.clone(), columns, &options).map(Some)
    }
}

/// What the library that lends the stream says of its last failure.
fn said(stream: &mut FFI_ArrowArrayStream) -> String {
    // SAFETY: the stream is not released; the text that it points to lives until it is asked again.
    let text = stream.get_last_error.map(|ask| unsafe { ask(stream) }).filter(|text| !text.is_null());
    // SAFETY: as above, and it ends with a zero.
    let text = text.map(|text| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned());
    text.unwrap_or_else(|| "the stream broke off".to_owned())
}

/// Arrays of nulls have no buffers; some libraries (polars 2) lend them with one, which holds nothing.
///
/// # Safety
/// The array is of this type, and nobody else reads it meanwhile.
pub unsafe fn mend(array: &mut FFI_ArrowArray, of: &DataType) {
    if of == &DataType::Null {
        array.n_buffers = 0;
    }
    let inner: Vec<&DataType> = match of {
        DataType::Struct(fields) => fields.iter().map(|field| field.data_type()).collect(),
        DataType::List(item)
        | DataType::LargeList(item)
        | DataType::FixedSizeList(item, _)
        | DataType::ListView(item)
        | DataType::LargeListView(item)
        | DataType::Map(item, _) => vec![item.data_type()],
        _ => Vec::new(),
    };
    let count = usize::try_from(array.n_children).unwrap_or_default();
    for (at, of) in inner.into_iter().enumerate().take(count) {
        // SAFETY: there are so many children, each of the type of its field.
        unsafe {
            if let Some(child) = (*array.children.add(at)).as_mut() {
                mend(child, of);
            }
        }
    }
    if let DataType::Dictionary(_, words) = of {
        // SAFETY: the words are of the type that the dictionary's type names.
        unsafe {
            if let Some(own) = array.dictionary.as_mut() {
                mend(own, words);
            }
        }
    }
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.batch().transpose()
    }
}

impl RecordBatchReader for Stream {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}
