//! The class `SyntheticFamilies`: families that nobody is, as tables.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int32Array, Int64Array, ListArray, RecordBatch,
    RecordBatchOptions, StringArray, UInt32Array,
};
use arrow_buffer::{BooleanBuffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, Field, Schema};
use arrow_select::concat::concat_batches;
use millejours::{Bits, Column, Offsets, Values, Words32};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::export::places;
use super::gather::parents;
use super::given::failed;
use crate::refusal::Refused;
use crate::tables::arrow::Table;

/// Families drawn at a time: between them an interruption is heard.
const AT_A_TIME: u64 = 1 << 18;

/// Families that nobody is, as four tables that `Programme.evaluate` takes as they are, with the keys `family` (the number of the
/// family) and `member` (its place in the family's list).
///
/// | table | columns beside the keys |
/// |---|---|
/// | `family` | `territory`, `standard_of_living`, `quotient_familial`, `overcrowded`, `languages`, `complete.adults`, `complete.children`, `complete.pregnancies` |
/// | `children` | `born`, `born_preterm`, `pregnancy` |
/// | `adults` | `born`, `lives_here`, `employed` |
/// | `pregnancies` | `expected`, `ended`, `outcome` |
///
/// >>> own = mj.SyntheticTerritory(seed=1, on="2026-06-01").families(0, 1000)
/// >>> own
/// <SyntheticFamilies 0 to 999: 1000 families, 1931 children, 1976 adults, 253 pregnancies>
/// >>> programme.evaluate(own.family, own.children, own.adults, own.pregnancies, on="2026-06-01").counts["home-visit"]
/// OfferCounts(subject='child', eligible=805, undetermined=0, no=1126, silent=0)
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct SyntheticFamilies {
    numbers: Range<u64>,
    /// Families, children, adults, pregnancies.
    tables: [Table; 4],
}

/// Rows of the four tables.
type Four = [RecordBatch; 4];

impl SyntheticFamilies {
    /// Draws families. To be called without the interpreter's lock.
    pub fn draw(territory: &millejours::SyntheticTerritory, numbers: Range<u64>) -> PyResult<Self> {
        let mut words = Dictionaries::default();
        if numbers.end.saturating_sub(numbers.start) > millejours::SyntheticTerritory::MOST {
            // So many are refused before one is drawn.
            territory.families(numbers.clone()).map_err(Refused::from)?;
        }
        let (mut drawn, mut start): (Vec<Four>, u64) = (Vec::new(), numbers.start);
        loop {
            let end = numbers.end.min(start.saturating_add(AT_A_TIME));
            drawn.push(four(territory, start..end, &mut words)?);
            if end >= numbers.end {
                break;
            }
            Python::attach(|py| py.check_signals())?;
            start = end;
        }
        let mut place = 0..4;
        let tables = <[(); 4]>::default().map(|()| {
            let place = place.next().unwrap_or_default();
            let batches: Vec<&RecordBatch> = drawn.iter().filter_map(|four| four.get(place)).collect();
            match batches.as_slice() {
                [one] => Ok(Table::of_batch((*one).clone())),
                [first, ..] => {
                    let whole = concat_batches(first.schema_ref(), batches.iter().copied());
                    whole.map(Table::of_batch).map_err(|error| failed(&error))
                }
                [] => Ok(Table::of_batch(RecordBatch::new_empty(Arc::new(Schema::empty())))),
            }
        });
        let [family, children, adults, pregnancies] = tables;
        Ok(SyntheticFamilies { numbers, tables: [family?, children?, adults?, pregnancies?] })
    }
}

/// The words of columns: one dictionary each, whatever part of the families is drawn.
#[derive(Debug, Default)]
struct Dictionaries(BTreeMap<String, ArrayRef>);

impl Dictionaries {
    fn of(&mut self, name: &str, words: Words32<'_>, nulls: Option<NullBuffer>) -> Result<ArrayRef, ArrowError> {
        let own = self.0.entry(name.to_owned());
        let own = own.or_insert_with(|| Arc::new(StringArray::from(words.words.to_vec())));
        let keys = Int32Array::new(words.keys.to_vec().into(), nulls);
        Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, own.clone())?))
    }
}

/// Some families, as rows of the four tables.
fn four(territory: &millejours::SyntheticTerritory, numbers: Range<u64>, words: &mut Dictionaries) -> PyResult<Four> {
    let first = i64::try_from(numbers.start).unwrap_or(i64::MAX);
    let drawn = territory.families(numbers).map_err(Refused::from)?;
    let family_keys: Vec<i64> = (first..).take(drawn.len()).collect();
    let family = drawn.family_table();
    let keys: Vec<(&str, ArrayRef)> = vec![("family", Arc::new(Int64Array::from(family_keys.clone())))];
    let family = rows(keys, &family, words).map_err(|error| failed(&error))?;
    let mut members = |(offsets, table): (&[u32], millejours::Table<'_>)| {
        let own = parents(offsets).into_iter().map(|place| family_keys.get(place as usize).copied());
        let keys: Vec<(&str, ArrayRef)> =
            vec![("family", Arc::new(own.collect::<Int64Array>())), ("member", places(offsets))];
        rows(keys, &table, words).map_err(|error| failed(&error))
    };
    Ok([family, members(drawn.children())?, members(drawn.adults())?, members(drawn.pregnancies())?])
}

fn rows(
    keys: Vec<(&str, ArrayRef)>,
    table: &millejours::Table<'_>,
    words: &mut Dictionaries,
) -> Result<RecordBatch, ArrowError> {
    let mut columns: Vec<(Field, ArrayRef)> = Vec::new();
    for (name, values) in keys {
        columns.push((Field::new(name, values.data_type().clone(), false), values));
    }
    for (name, column) in table.columns() {
        let values = array(name, column, words)?;
        columns.push((Field::new(name, values.data_type().clone(), true), values));
    }
    let (fields, values): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    let options = RecordBatchOptions::new().with_row_count(Some(table.rows()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), values, &options)
}

fn bits(bits: &Bits<'_>) -> BooleanBuffer {
    BooleanBuffer::collect_bool(bits.len(), |at| bits.get(at))
}

/// A column of ours as one of Arrow's.
fn array(name: &str, column: &Column<'_>, words: &mut Dictionaries) -> Result<ArrayRef, ArrowError> {
    let nulls = column.known.map(|known| NullBuffer::new(bits(&known))).filter(|nulls| nulls.null_count() > 0);
    Ok(match &column.values {
        Values::Bool(all) => Arc::new(BooleanArray::new(bits(all), nulls)),
        Values::I32(all) => Arc::new(Int32Array::new(all.to_vec().into(), nulls)),
        Values::U32(all) => Arc::new(UInt32Array::new(all.to_vec().into(), nulls)),
        Values::Day(all) => Arc::new(Date32Array::new(all.to_vec().into(), nulls)),
        Values::Word(own) => words.of(name, *own, nulls)?,
        Values::WordList(Offsets::Narrow(offsets), own) => {
            let items = words.of(name, *own, None)?;
            let field = Arc::new(Field::new_list_field(items.data_type().clone(), true));
            let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets.to_vec()));
            Arc::new(ListArray::try_new(field, offsets, items, nulls)?)
        }
        other => return Err(ArrowError::NotYetImplemented(format!("{name} is {}", other.name()))),
    })
}

#[pymethods]
impl SyntheticFamilies {
    /// One row a family.
    #[getter]
    fn family(&self) -> Table {
        self.tables[0].clone()
    }

    /// One row a child, the eldest of a family first. Of one that is expected the day of birth is null.
    #[getter]
    fn children(&self) -> Table {
        self.tables[1].clone()
    }

    /// One row an adult; the parent who gave birth, or will, comes first.
    #[getter]
    fn adults(&self) -> Table {
        self.tables[2].clone()
    }

    /// One row a pregnancy; `ended` and `outcome` are null while it lasts.
    #[getter]
    fn pregnancies(&self) -> Table {
        self.tables[3].clone()
    }

    fn __len__(&self) -> usize {
        self.tables[0].rows()
    }

    fn __repr__(&self) -> String {
        let [family, children, adults, pregnancies] = self.tables.each_ref().map(Table::rows);
        let numbers = match self.numbers.end.checked_sub(1).filter(|last| *last >= self.numbers.start) {
            Some(last) => format!(" {} to {last}", self.numbers.start),
            None => String::new(),
        };
        format!(
            "<SyntheticFamilies{numbers}: {family} families, {children} children, {adults} adults, {pregnancies} pregnancies>"
        )
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("hand on the territory, which draws the same families anywhere"))
    }
}
