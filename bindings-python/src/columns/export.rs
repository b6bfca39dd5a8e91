//! The class `AnswerTable`: answers as columns, written out as they are read.

use std::ops::Range;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::UInt16Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int64Array, RecordBatch, RecordBatchIterator,
    RecordBatchOptions, StringArray, UInt8Array, UInt16Array, UInt32Array,
};
use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder, Buffer, NullBuffer};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use chrono::NaiveDate;
use millejours::{Decision, DecisionCode, OfferColumn, Pool, Subject, Then};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use super::evaluation::{Answers, ones};
use super::given::failed;
use crate::shown::{Row, Word};
use crate::tables::arrow::Table;

/// Rows of a batch: whole words of bits, and few enough to stay in memory a million at a time.
const BATCH: usize = 1 << 16;

/// The answers of one kind of subject, for whatever reads Arrow: whose they are, and for each offer a decision as a code
/// (`DecisionCode`; the field's metadata names them).
///
/// | column | type | what |
/// |---|---|---|
/// | the key of families | as given | whose; absent where the families have no key |
/// | the key of members | as given | of members alone; without a key the place in the family, `uint32` from 0 |
/// | `<offer>` | uint8 | the decision |
/// | `<offer>.exact` | bool | with `exact`: no where the rules are too entangled for the answer to be certain to say all: a yes or no is true even so, an undetermined may be too cautious, a dose too wide, a date left out |
/// | `<offer>.least`, `<offer>.most` | int64 | with `doses`: how much; null where the answer is no or nothing is said |
/// | `<offer>.from`, `<offer>.then` | date32, dictionary | with `dates`: of a *not yet*, when, and what it is then |
/// | `<offer>.since` | date32 | with `dates`: of a *no longer*, since when |
/// | `<offer>.rule` | dictionary | with `rules`: the rule that alone gives the no, where one does |
///
/// >>> table = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"]).child
/// >>> table
/// <AnswerTable of 2 rows: child, 1 offer>
/// >>> table.column_names
/// ('family', 'member', 'home-visit')
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct AnswerTable {
    pub answers: Arc<Answers>,
    pub subject: Subject,
}

/// The words of `then`, as a dictionary.
const THEN: [&str; 2] = ["eligible", "undetermined"];

impl AnswerTable {
    fn offers(&self) -> impl Iterator<Item = &OfferColumn> {
        self.answers.evaluated.offers.iter().filter(|own| own.subject == self.subject)
    }

    pub fn rows(&self) -> usize {
        self.answers.whose.get(self.subject as usize).map_or(0, |whose| whose.rows)
    }

    /// Whose the rows are.
    pub fn keys(&self) -> Vec<(Field, ArrayRef)> {
        let Some(whose) = self.answers.whose.get(self.subject as usize) else { return Vec::new() };
        let key = |name: &str, values: &ArrayRef| (Field::new(name, values.data_type().clone(), true), values.clone());
        let mut keys = Vec::new();
        keys.extend(whose.family.as_ref().map(|family| key(&self.answers.key, family)));
        keys.extend(whose.member.as_ref().map(|member| key(&self.answers.member, member)));
        keys
    }

    fn schema(&self) -> SchemaRef {
        let mut fields: Vec<Field> = self.keys().into_iter().map(|(field, _)| field).collect();
        let words = || DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
        let codes: serde_json::Map<String, serde_json::Value> =
            DecisionCode::ALL.iter().map(|code| (code.as_str().to_owned(), (*code as u8).into())).collect();
        let codes = serde_json::Value::from(codes).to_string();
        for offer in self.offers() {
            let id = &offer.offer;
            let told = |key: &str, value: &str| [(key.to_owned(), value.to_owned())].into();
            fields.push(Field::new(&**id, DataType::UInt8, false).with_metadata(told("millejours.codes", &codes)));
            if self.answers.exact {
                fields.push(Field::new(format!("{id}.exact"), DataType::Boolean, false));
            }
            if let Some(dose) = &offer.dose {
                for end in ["least", "most"] {
                    let field = Field::new(format!("{id}.{end}"), DataType::Int64, true);
                    fields.push(field.with_metadata(told("millejours.unit", &dose.unit)));
                }
            }
            if offer.dates.is_some() {
                fields.push(Field::new(format!("{id}.from"), DataType::Date32, true));
                fields.push(Field::new(format!("{id}.then"), words(), true));
                fields.push(Field::new(format!("{id}.since"), DataType::Date32, true));
            }
            if offer.rules.is_some() {
                fields.push(Field::new(format!("{id}.rule"), words(), true));
            }
        }
        Arc::new(Schema::new(fields))
    }

    /// Some rows; they begin at a whole word.
    fn batch(&self, schema: &SchemaRef, rows: Range<usize>) -> Result<RecordBatch, ArrowError> {
        let mut columns: Vec<ArrayRef> =
            self.keys().into_iter().map(|(_, values)| values.slice(rows.start, rows.len())).collect();
        let silent = self.answers.silent(self.subject);
        for offer in self.offers() {
            columns.push(Arc::new(UInt8Array::from(codes(offer, silent, rows.clone()))));
            if self.answers.exact {
                columns.push(Arc::new(BooleanArray::new(exact(offer, rows.clone()), None)));
            }
            if let Some(dose) = &offer.dose {
                let none = |row: usize| (bit(&offer.known, row) && !bit(&offer.yes, row)) || bit(silent, row);
                let some = BooleanBuffer::collect_bool(rows.len(), |at| !none(rows.start + at));
                for end in [&dose.least, &dose.most] {
                    let amounts = end.get(rows.clone()).unwrap_or_default().to_vec();
                    columns.push(Arc::new(Int64Array::new(amounts.into(), Some(NullBuffer::new(some.clone())))));
                }
            }
            if let Some(dates) = &offer.dates {
                let own = dates.decisions.get(rows.clone()).unwrap_or_default();
                columns.push(Arc::new(own.iter().map(|own| from(own.as_ref())).collect::<Date32Array>()));
                let then = own.iter().map(|own| match own {
                    Some(Decision::NotYet { then: Then::Eligible, .. }) => Some(0),
                    Some(Decision::NotYet { .. }) => Some(1),
                    _ => None,
                });
                columns.push(named(then.collect(), &THEN)?);
                columns.push(Arc::new(own.iter().map(|own| since(own.as_ref())).collect::<Date32Array>()));
            }
            if let Some(rules) = &offer.rules {
                let own = rules.get(rows.clone()).unwrap_or_default().iter();
                let places = own.map(|place| Some(*place).filter(|place| *place != OfferColumn::NO_RULE));
                let all = self.answers.programme.offers().iter().find(|own| own.id == offer.offer);
                let ids = all.into_iter().flat_map(|own| own.when.iter().chain(&own.unless));
                columns.push(named(places.collect(), &ids.map(|rule| &*rule.id).collect::<Vec<_>>())?);
            }
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
        RecordBatch::try_new_with_options(schema.clone(), columns, &options)
    }

    /// Yes and no, in the memory of the evaluation.
    pub fn eligible(&self) -> PyResult<Table> {
        let offers: Vec<&OfferColumn> = self.offers().collect();
        let mut counts: Vec<AtomicUsize> = Vec::new();
        counts.resize_with(offers.len(), AtomicUsize::default);
        self.answers.threads.run(offers.len(), &|at| {
            if let (Some(into), Some(offer)) = (counts.get(at), offers.get(at)) {
                into.store(ones(&offer.known), Ordering::Relaxed);
            }
        });
        let mut columns = self.keys();
        for (offer, known) in offers.iter().zip(counts) {
            let bits = |words: &[u64]| BooleanBuffer::new(lent(&self.answers, words), 0, offer.rows);
            let unknown = offer.rows.saturating_sub(known.into_inner());
            // SAFETY: so many of its bits are not set: they were counted, and beyond the rows none is set.
            let nulls = unsafe { NullBuffer::new_unchecked(bits(&offer.known), unknown) };
            let own = BooleanArray::new(bits(&offer.yes), Some(nulls));
            columns.push((Field::new(&*offer.offer, DataType::Boolean, true), Arc::new(own)));
        }
        Table::of_fields(columns, self.rows())
    }
}

/// Keeps answers alive for whoever borrows their memory. They never change, so that no panic leaves them half changed.
struct Owner(#[expect(dead_code, reason = "it is held, and not read")] Arc<Answers>);

impl std::panic::RefUnwindSafe for Owner {}

/// Words of bits as Arrow's memory, which the answers own: without a copy. Arrow's bits lie as those of a word of a machine
/// that keeps its least significant byte first, as every machine does that this is built for.
#[cfg(target_endian = "little")]
pub fn lent(owner: &Arc<Answers>, words: &[u64]) -> Buffer {
    match NonNull::new(words.as_ptr().cast::<u8>().cast_mut()) {
        // SAFETY: the words belong to the answers, which never change, and which the buffer keeps alive.
        Some(start) if !words.is_empty() => unsafe {
            Buffer::from_custom_allocation(start, size_of_val(words), Arc::new(Owner(owner.clone())))
        },
        _ => Buffer::default(),
    }
}

fn bit(words: &[u64], row: usize) -> bool {
    words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
}

/// The rows whose answer is exact.
fn exact(offer: &OfferColumn, rows: Range<usize>) -> BooleanBuffer {
    let mut exact = BooleanBufferBuilder::new(rows.len());
    exact.append_n(rows.len(), true);
    let from = offer.inexact.partition_point(|row| (*row as usize) < rows.start);
    let own = offer.inexact.iter().skip(from).map(|row| *row as usize).take_while(|row| *row < rows.end);
    own.for_each(|row| exact.set_bit(row - rows.start, false));
    exact.finish()
}

fn named(places: UInt16Array, words: &[&str]) -> Result<ArrayRef, ArrowError> {
    let words = Arc::new(StringArray::from(words.to_vec()));
    Ok(Arc::new(DictionaryArray::<UInt16Type>::try_new(places, words)?))
}

fn days(day: NaiveDate) -> Option<i32> {
    i32::try_from((day - NaiveDate::default()).num_days()).ok()
}

fn from(decision: Option<&Decision>) -> Option<i32> {
    match decision {
        Some(Decision::NotYet { from, .. }) => days(*from),
        _ => None,
    }
}

fn since(decision: Option<&Decision>) -> Option<i32> {
    match decision {
        Some(Decision::NoLonger { since }) => days(*since),
        _ => None,
    }
}

/// The decisions of some rows, which begin at a whole word.
fn codes(offer: &OfferColumn, silent: &[u64], rows: Range<usize>) -> Vec<u8> {
    let mut codes = Vec::with_capacity(rows.len());
    for start in rows.clone().step_by(64) {
        let word = |words: &[u64]| words.get(start / 64).copied().unwrap_or(0);
        let (yes, known, silent) = (word(&offer.yes), word(&offer.known), word(silent));
        codes.extend((0..(rows.end - start).min(64)).map(|at| {
            let bit = |word: u64| (word >> at & 1) as u8;
            // Of a yes 1, of what is neither 2; of whom nothing is said 255.
            (bit(yes) + 2 * bit(!known)) | 0_u8.wrapping_sub(bit(silent))
        }));
    }
    if let Some(dates) = &offer.dates {
        let decisions = dates.decisions.get(rows).unwrap_or_default();
        for (code, decision) in codes.iter_mut().zip(decisions) {
            match decision {
                Some(Decision::NotYet { .. }) if *code == 0 => *code = DecisionCode::NotYet as u8,
                Some(Decision::NoLonger { .. }) if *code == 0 => *code = DecisionCode::NoLonger as u8,
                _ => {}
            }
        }
    }
    codes
}

/// Without keys of their own, members are told apart by their place in the family.
pub fn places(offsets: &[u32]) -> ArrayRef {
    let mut places = Vec::with_capacity(offsets.last().copied().unwrap_or(0) as usize);
    for (start, end) in offsets.iter().zip(offsets.iter().skip(1)) {
        places.extend(0..end - start);
    }
    Arc::new(UInt32Array::from(places))
}

#[pymethods]
impl AnswerTable {
    /// Whose answers they are.
    #[getter]
    fn subject(&self) -> Word<Subject> {
        self.subject.into()
    }

    /// The names of the columns, in their order.
    ///
    /// >>> programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"], rules=True).child.column_names
    /// ('family', 'member', 'home-visit', 'home-visit.rule')
    #[getter]
    fn column_names(&self) -> Row<String> {
        Row::of(self.schema().fields(), |field| field.name().clone())
    }

    /// The columns' names and types as a capsule named `arrow_schema`, for libraries that read Arrow.
    #[pyo3(signature = () -> "object")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema().as_ref()).map_err(|error| failed(&error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The columns as a capsule named `arrow_array_stream`, for libraries that read Arrow: batches of 65,536 rows, each
    /// written out as it is read. Another schema that is asked for is not looked at, as the interface allows: the reader casts.
    #[pyo3(signature = (requested_schema: "object" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let (own, schema, rows) =
            (AnswerTable { answers: self.answers.clone(), subject: self.subject }, self.schema(), self.rows());
        let of = schema.clone();
        let starts = (0..rows.max(1)).step_by(BATCH);
        let batches = starts.map(move |start| own.batch(&of, start..(start + BATCH).min(rows)));
        let batches = RecordBatchIterator::new(batches, schema);
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    fn __repr__(&self) -> String {
        let (rows, offers) = (self.rows(), self.offers().count());
        let several = |count: usize| if count == 1 { "" } else { "s" };
        format!("<AnswerTable of {rows} row{}: {}, {offers} offer{}>", several(rows), self.subject, several(offers))
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a table is handed on through Arrow: store it with the library that reads it"))
    }
}
