//! Arrow's arrays as the core borrows them: numbers as they lie, other things in the one form that the core reads.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, GenericListArray, Int8Array, Int32Array,
    LargeStringArray, OffsetSizeTrait,
};
use arrow_buffer::{BooleanBuffer, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field};
use millejours::{Bits, Code, Column, Offsets, Problem, Subject, Table, Texts, Values, Words32};

use super::names::{Meant, table};

/// A column as the core can borrow it.
#[derive(Debug, Clone)]
pub struct Held {
    pub name: String,
    values: ArrayRef,
    nulls: Option<NullBuffer>,
}

/// Columns that the core can borrow, all of the same number of rows.
#[derive(Debug, Clone, Default)]
pub struct HeldTable {
    pub rows: usize,
    pub columns: Vec<Held>,
    /// Names of columns that nobody reads: told only where another is missing, for it may be one of them.
    pub unread: Vec<String>,
}

/// What a borrowed table needs beside Arrow's own memory: the words of dictionaries, and bits of which none is set.
#[derive(Debug)]
pub struct Beside<'a> {
    /// Does the core hear of columns that nothing reads, to say which of them was meant?
    told: bool,
    words: Vec<Vec<&'a str>>,
    nothing: Vec<u8>,
    zeros: Vec<i8>,
}

/// What another type is told.
fn mended(of_type: &DataType) -> &'static str {
    match of_type {
        DataType::Float32 | DataType::Float16 => {
            "cast it to float64 where the numbers were written: a 32-bit float is seldom the decimal that was meant"
        }
        DataType::Timestamp(..) | DataType::Date64 => {
            "cast it to date32: which day a moment is hangs on a clock and a place"
        }
        DataType::UInt64 => "cast it to int64",
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal256(..) | DataType::Decimal128(..) => {
            "cast it to decimal128 with digits after the point"
        }
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => "cast it to text",
        DataType::FixedSizeList(..) | DataType::ListView(_) | DataType::LargeListView(_) => "cast it to a list",
        DataType::RunEndEncoded(..) => "cast it to plain values",
        _ => "cast it to bool, an integer, float64, decimal128, date32, text, a dictionary of text or a list of text",
    }
}

impl Held {
    /// A column that the core can borrow; none where its type is no column's. What is wrong is added to the problems.
    pub fn of(
        subject: Subject,
        name: &str,
        given: &ArrayRef,
        meant: Option<Meant>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let held = |values: ArrayRef, nulls| Some(Held { name: name.to_owned(), values, nulls });
        if given.data_type() == &DataType::Null {
            let nulls = NullBuffer::new_null(given.len());
            return held(nothing(given.len(), meant.unwrap_or(Meant::Number)), Some(nulls));
        }
        let Some(values) = plain(given) else {
            let message = format!("it is {}", given.data_type());
            let problem = Problem::of_column(Code::ColumnsType, path(subject, name), message);
            problems.push(problem.mended(mended(given.data_type())));
            return None;
        };
        let without = list_without(&values);
        if let Some((count, first)) = without.as_ref().and_then(faults) {
            let message = format!("{count} rows, the first of them row {first}: a null stands in the list");
            problems.push(Problem::of_column(Code::ColumnsValue, path(subject, name), message));
        }
        held(values, NullBuffer::union(given.logical_nulls().as_ref(), without.as_ref()))
    }

    /// A column of yes and no.
    pub fn of_bits(name: &str, bits: BooleanBuffer) -> Self {
        Held { name: name.to_owned(), values: Arc::new(BooleanArray::new(bits, None)), nulls: None }
    }

    /// A column of places.
    pub fn of_places(name: &str, places: Int32Array) -> Self {
        Held { name: name.to_owned(), nulls: places.nulls().cloned(), values: Arc::new(places) }
    }

    /// The values, and which are known.
    pub fn given(self) -> (ArrayRef, Option<NullBuffer>) {
        (self.values, self.nulls)
    }

    /// Its bits, where it holds yes and no: those set and known.
    pub fn yes(&self) -> Option<BooleanBuffer> {
        let bits = self.values.as_boolean_opt()?.values();
        Some(match &self.nulls {
            Some(nulls) => bits & nulls.inner(),
            None => bits.clone(),
        })
    }

    /// Where it holds no: those known and not set.
    pub fn no(&self) -> Option<BooleanBuffer> {
        let unset = !self.values.as_boolean_opt()?.values();
        Some(match &self.nulls {
            Some(nulls) => &unset & nulls.inner(),
            None => unset,
        })
    }

    fn dictionary(&self) -> Option<&DictionaryArray<Int32Type>> {
        let items = match self.values.data_type() {
            DataType::List(_) => self.values.as_list::<i32>().values(),
            DataType::LargeList(_) => self.values.as_list::<i64>().values(),
            _ => &self.values,
        };
        items.as_dictionary_opt::<Int32Type>()
    }

    fn words(&self) -> Vec<&str> {
        let Some(dictionary) = self.dictionary() else { return Vec::new() };
        match dictionary.values().data_type() {
            DataType::LargeUtf8 => {
                dictionary.values().as_string::<i64>().iter().map(Option::unwrap_or_default).collect()
            }
            _ => dictionary.values().as_string::<i32>().iter().map(Option::unwrap_or_default).collect(),
        }
    }

    fn lend<'a>(&'a self, words: &'a [&'a str]) -> Option<Column<'a>> {
        let values = &self.values;
        let values = match values.data_type() {
            DataType::Boolean => Values::Bool(bits(values.as_boolean().values())?),
            DataType::Int8 => Values::I8(values.as_primitive::<Int8Type>().values()),
            DataType::Int16 => Values::I16(values.as_primitive::<Int16Type>().values()),
            DataType::Int32 => Values::I32(values.as_primitive::<Int32Type>().values()),
            DataType::Int64 => Values::I64(values.as_primitive::<Int64Type>().values()),
            DataType::UInt8 => Values::U8(values.as_primitive::<UInt8Type>().values()),
            DataType::UInt16 => Values::U16(values.as_primitive::<UInt16Type>().values()),
            DataType::UInt32 => Values::U32(values.as_primitive::<UInt32Type>().values()),
            DataType::Float64 => Values::F64(values.as_primitive::<Float64Type>().values()),
            DataType::Date32 => Values::Day(values.as_primitive::<Date32Type>().values()),
            DataType::Decimal128(_, scale) => {
                Values::Decimal(values.as_primitive::<Decimal128Type>().values(), u8::try_from(*scale).ok()?)
            }
            DataType::List(_) => list(values.as_list::<i32>(), Offsets::Narrow, words)?,
            DataType::LargeList(_) => list(values.as_list::<i64>(), Offsets::Wide, words)?,
            DataType::Dictionary(..) => {
                Values::Word(Words32 { keys: values.as_dictionary::<Int32Type>().keys().values(), words })
            }
            _ => Values::Text(texts(values)?),
        };
        match &self.nulls {
            Some(nulls) => Some(Column::with_known(values, bits(nulls.inner())?)),
            None => Some(Column::new(values)),
        }
    }
}

/// Where a column stands, as messages name it.
pub fn path(subject: Subject, name: &str) -> String {
    format!("{}.{name}", table(subject))
}

/// How many rows are not set, and the first of them.
fn faults(known: &NullBuffer) -> Option<(usize, usize)> {
    let first = (0..known.len()).find(|row| known.is_null(*row))?;
    Some((known.null_count(), first))
}

fn bits(buffer: &BooleanBuffer) -> Option<Bits<'_>> {
    Bits::new(buffer.inner().as_slice(), buffer.offset(), buffer.len())
}

fn texts(values: &ArrayRef) -> Option<Texts<'_>> {
    Some(match values.data_type() {
        DataType::Utf8 => {
            let own = values.as_string::<i32>();
            Texts { offsets: Offsets::Narrow(own.value_offsets()), bytes: own.value_data() }
        }
        DataType::LargeUtf8 => {
            let own = values.as_string::<i64>();
            Texts { offsets: Offsets::Wide(own.value_offsets()), bytes: own.value_data() }
        }
        _ => return None,
    })
}

fn list<'a, O: OffsetSizeTrait>(
    list: &'a GenericListArray<O>,
    offsets: fn(&'a [O]) -> Offsets<'a>,
    words: &'a [&'a str],
) -> Option<Values<'a>> {
    let offsets = offsets(list.value_offsets());
    match list.values().as_dictionary_opt::<Int32Type>() {
        Some(items) => Some(Values::WordList(offsets, Words32 { keys: items.keys().values(), words })),
        None => texts(list.values()).map(|texts| Values::TextList(offsets, texts)),
    }
}

/// The lists in which no null stands, where one does.
fn list_without(values: &ArrayRef) -> Option<NullBuffer> {
    fn of<O: OffsetSizeTrait>(list: &GenericListArray<O>) -> Option<NullBuffer> {
        let nulls = list.values().logical_nulls().filter(|nulls| nulls.null_count() > 0)?;
        let known = BooleanBuffer::collect_bool(list.len(), |row| {
            list.is_null(row)
                || list.value_offsets().get(row..row + 2).is_none_or(|ends| match ends {
                    [start, end] => (start.as_usize()..end.as_usize()).all(|at| nulls.is_valid(at)),
                    _ => true,
                })
        });
        Some(NullBuffer::new(known)).filter(|known| known.null_count() > 0)
    }
    match values.data_type() {
        DataType::List(_) => of(values.as_list::<i32>()),
        DataType::LargeList(_) => of(values.as_list::<i64>()),
        _ => None,
    }
}

/// An array in a form that the core reads; the same memory wherever that can be.
fn plain(given: &ArrayRef) -> Option<ArrayRef> {
    Some(match given.data_type() {
        DataType::Boolean
        | DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::Float64
        | DataType::Date32
        | DataType::Utf8
        | DataType::LargeUtf8 => given.clone(),
        DataType::Decimal128(_, scale) if *scale >= 0 => given.clone(),
        DataType::Utf8View => Arc::new(given.as_string_view().iter().collect::<LargeStringArray>()),
        DataType::Dictionary(..) => dictionary(given)?,
        DataType::List(_) => of_list(given.as_list::<i32>())?,
        DataType::LargeList(_) => of_list(given.as_list::<i64>())?,
        _ => return None,
    })
}

fn of_list<O: OffsetSizeTrait>(list: &GenericListArray<O>) -> Option<ArrayRef> {
    let items = match list.values().data_type() {
        // A list of nothing is a list of no text, or of unknown ones.
        DataType::Null => Arc::new(LargeStringArray::new_null(list.values().len())) as ArrayRef,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(..) => plain(list.values())?,
        _ => return None,
    };
    let field = Arc::new(Field::new("item", items.data_type().clone(), true));
    Some(Arc::new(GenericListArray::try_new(field, list.offsets().clone(), items, list.nulls().cloned()).ok()?))
}

/// A dictionary of text with keys of 32 bits.
fn dictionary(given: &ArrayRef) -> Option<ArrayRef> {
    let any = given.as_any_dictionary_opt()?;
    if let (DataType::Int32, DataType::Utf8 | DataType::LargeUtf8) = (any.keys().data_type(), any.values().data_type())
    {
        return Some(given.clone());
    }
    let words = match any.values().data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => plain(any.values())?,
        DataType::Null if any.values().is_empty() => Arc::new(LargeStringArray::from(Vec::<&str>::new())),
        _ => return None,
    };
    let keys = any.keys();
    macro_rules! narrowed {
        ($kind:ty) => {{
            let keys = keys.as_primitive::<$kind>();
            // Keys name places of a list in memory, which has never 2^31.
            let whole = keys.values().iter().map(|key| i32::try_from(*key).unwrap_or_default());
            Int32Array::new(whole.collect(), keys.nulls().cloned())
        }};
    }
    let keys = match keys.data_type() {
        DataType::Int8 => narrowed!(Int8Type),
        DataType::Int16 => narrowed!(Int16Type),
        DataType::Int32 => keys.as_primitive::<Int32Type>().clone(),
        DataType::Int64 => narrowed!(Int64Type),
        DataType::UInt8 => narrowed!(UInt8Type),
        DataType::UInt16 => narrowed!(UInt16Type),
        DataType::UInt32 => {
            // The same memory: of keys in use none has the bit that is a sign.
            let keys = keys.as_primitive::<UInt32Type>();
            Int32Array::new(keys.values().inner().clone().into(), keys.nulls().cloned())
        }
        DataType::UInt64 => narrowed!(UInt64Type),
        _ => return None,
    };
    Some(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, words).ok()?))
}

/// Rows of which none is known.
fn nothing(rows: usize, meant: Meant) -> ArrayRef {
    let texts = || LargeStringArray::from_iter_values(std::iter::repeat_n("", rows));
    match meant {
        Meant::Bool => Arc::new(BooleanArray::new(BooleanBuffer::new_unset(rows), None)),
        Meant::Number => Arc::new(Int8Array::from_value(0, rows)),
        Meant::Day => Arc::new(Date32Array::from_value(0, rows)),
        Meant::Text => Arc::new(texts()),
        Meant::Texts => {
            let field = Arc::new(Field::new("item", DataType::LargeUtf8, true));
            let items = Arc::new(LargeStringArray::from(Vec::<&str>::new()));
            Arc::new(GenericListArray::<i64>::new(field, OffsetBuffer::new_zeroed(rows), items, None))
        }
    }
}

impl HeldTable {
    /// What the core needs beside the columns' own memory.
    pub fn beside(&self, missing: bool) -> Beside<'_> {
        let (rows, told) = (self.rows, missing && !self.unread.is_empty());
        Beside {
            words: self.columns.iter().map(Held::words).collect(),
            told,
            nothing: if told { vec![0; rows.div_ceil(8)] } else { Vec::new() },
            zeros: if told { vec![0; rows] } else { Vec::new() },
        }
    }

    /// The columns, as the core borrows them.
    pub fn lend<'a>(&'a self, beside: &'a Beside<'a>) -> Table<'a> {
        let mut table = Table::new(self.rows);
        for (held, words) in self.columns.iter().zip(&beside.words) {
            if let Some(column) = held.lend(words) {
                table.insert(held.name.clone(), column);
            }
        }
        if let Some(unknown) = Bits::new(&beside.nothing, 0, self.rows).filter(|_| beside.told) {
            for name in &self.unread {
                table.insert(name.clone(), Column::with_known(Values::I8(&beside.zeros), unknown));
            }
        }
        table
    }
}
