//! Columns as a caller has them: slices of values and bitmaps of validity, borrowed and never copied whole.
//!
//! The layout of each kind of values is that of Apache Arrow (columnar format 1.0), so that whatever speaks Arrow can lend
//! its memory. The core itself knows nothing of Arrow.

use std::collections::BTreeMap;

/// Bits as Arrow packs them: bit `i` is bit `i % 8` of byte `i / 8`, the least significant first.
///
/// ```
/// use millejours::Bits;
/// let bits = Bits::new(&[0b0000_0101], 0, 3).unwrap();
/// assert_eq!((bits.get(0), bits.get(1), bits.get(2)), (true, false, true));
/// // A bitmap that is too short for its length is refused.
/// assert!(Bits::new(&[0], 0, 9).is_none());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Bits<'a> {
    bytes: &'a [u8],
    offset: usize,
    len: usize,
}

impl<'a> Bits<'a> {
    /// `len` bits, of which the first is bit `offset` of the bytes; `None` where the bytes are too few.
    pub fn new(bytes: &'a [u8], offset: usize, len: usize) -> Option<Self> {
        let end = offset.checked_add(len)?;
        (end.div_ceil(8) <= bytes.len()).then_some(Bits { bytes, offset, len })
    }

    /// How many bits there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A bit; beyond the end none is set.
    pub fn get(&self, at: usize) -> bool {
        let place = self.offset + at;
        at < self.len && self.bytes.get(place / 8).is_some_and(|byte| byte >> (place % 8) & 1 == 1)
    }

    /// The bits from `at` on, as many words as there is room for; those beyond the end are not set.
    pub(crate) fn words(&self, at: usize, into: &mut Vec<u64>, count: usize) {
        into.clear();
        let place = self.offset + at;
        let whole = if place.is_multiple_of(8) { self.len.saturating_sub(at) / 64 } else { 0 };
        let bytes = self.bytes.get(place / 8..).unwrap_or_default();
        into.extend(bytes.as_chunks::<8>().0.iter().take(whole.min(count)).map(|bytes| u64::from_le_bytes(*bytes)));
        into.extend((into.len()..count).map(|word| self.word(at + 64 * word)));
    }

    /// The 64 bits from `at` on; those beyond the end are not set.
    pub(crate) fn word(&self, at: usize) -> u64 {
        let place = self.offset + at;
        let (first, shift) = (place / 8, place % 8);
        let left = self.len.saturating_sub(at);
        let mut low = [0_u8; 8];
        let rest = self.bytes.get(first..).unwrap_or_default();
        for (into, byte) in low.iter_mut().zip(rest) {
            *into = *byte;
        }
        let mut word = u64::from_le_bytes(low) >> shift;
        if shift > 0
            && let Some(last) = rest.get(8)
        {
            word |= u64::from(*last) << (64 - shift);
        }
        if left < 64 { word & ((1 << left) - 1) } else { word }
    }
}

/// Where each item begins and the last ends: one more than there are items.
#[derive(Debug, Clone, Copy)]
pub enum Offsets<'a> {
    /// As in Arrow's `utf8` and `list`.
    Narrow(&'a [i32]),
    /// As in Arrow's `large_utf8` and `large_list`.
    Wide(&'a [i64]),
}

impl Offsets<'_> {
    /// How many items they mark off.
    pub fn len(&self) -> usize {
        match self {
            Offsets::Narrow(all) => all.len().saturating_sub(1),
            Offsets::Wide(all) => all.len().saturating_sub(1),
        }
    }

    /// Do they mark off nothing?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where an item begins and ends; `None` where it ends before it begins, or there is none.
    pub fn range(&self, at: usize) -> Option<(usize, usize)> {
        let ends = match self {
            Offsets::Narrow(all) => (i64::from(*all.get(at)?), i64::from(*all.get(at + 1)?)),
            Offsets::Wide(all) => (*all.get(at)?, *all.get(at + 1)?),
        };
        let (start, end) = (usize::try_from(ends.0).ok()?, usize::try_from(ends.1).ok()?);
        (start <= end).then_some((start, end))
    }
}

/// Texts one after the other, each between two offsets.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// Where each begins.
    pub offsets: Offsets<'a>,
    /// All of them, in UTF-8.
    pub bytes: &'a [u8],
}

impl<'a> Texts<'a> {
    /// A text; `None` where there is none, or it is not UTF-8.
    pub fn get(&self, at: usize) -> Option<&'a str> {
        let (start, end) = self.offsets.range(at)?;
        std::str::from_utf8(self.bytes.get(start..end)?).ok()
    }
}

/// Words that rows name by their places in a list of words.
#[derive(Debug, Clone, Copy)]
pub struct Words32<'a> {
    /// The place of each row's word.
    pub keys: &'a [i32],
    /// The words.
    pub words: &'a [&'a str],
}

/// The values of a column.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Values<'a> {
    /// Yes or no.
    Bool(Bits<'a>),
    /// Whole numbers of 8 bits.
    I8(&'a [i8]),
    /// Whole numbers of 16 bits.
    I16(&'a [i16]),
    /// Whole numbers of 32 bits.
    I32(&'a [i32]),
    /// Whole numbers of 64 bits.
    I64(&'a [i64]),
    /// Whole numbers of 8 bits, none negative.
    U8(&'a [u8]),
    /// Whole numbers of 16 bits, none negative.
    U16(&'a [u16]),
    /// Whole numbers of 32 bits, none negative.
    U32(&'a [u32]),
    /// Floating-point numbers: taken where they are the nearest to a decimal with the fact's places, refused otherwise.
    F64(&'a [f64]),
    /// Decimals: digits, and how many of them stand after the point.
    Decimal(&'a [i128], u8),
    /// Days, counted from 1970-01-01.
    Day(&'a [i32]),
    /// Texts: codes, or words of an enum.
    Text(Texts<'a>),
    /// Texts by their places in a list.
    Word(Words32<'a>),
    /// Several codes a row: offsets of the rows, and the texts.
    TextList(Offsets<'a>, Texts<'a>),
    /// Several codes a row by their places in a list; the offsets mark off keys.
    WordList(Offsets<'a>, Words32<'a>),
}

impl Values<'_> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self {
            Values::Bool(bits) => bits.len(),
            Values::I8(all) => all.len(),
            Values::I16(all) => all.len(),
            Values::I32(all) | Values::Day(all) => all.len(),
            Values::I64(all) => all.len(),
            Values::U8(all) => all.len(),
            Values::U16(all) => all.len(),
            Values::U32(all) => all.len(),
            Values::F64(all) => all.len(),
            Values::Decimal(all, _) => all.len(),
            Values::Text(texts) => texts.offsets.len(),
            Values::Word(words) => words.keys.len(),
            Values::TextList(offsets, _) | Values::WordList(offsets, _) => offsets.len(),
        }
    }

    /// Is there no row?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What they are, as messages name it.
    pub fn name(&self) -> &'static str {
        match self {
            Values::Bool(_) => "bool",
            Values::I8(_) => "int8",
            Values::I16(_) => "int16",
            Values::I32(_) => "int32",
            Values::I64(_) => "int64",
            Values::U8(_) => "uint8",
            Values::U16(_) => "uint16",
            Values::U32(_) => "uint32",
            Values::F64(_) => "float64",
            Values::Decimal(..) => "decimal",
            Values::Day(_) => "date32",
            Values::Text(_) => "text",
            Values::Word(_) => "dictionary of text",
            Values::TextList(..) => "list of text",
            Values::WordList(..) => "list of dictionary of text",
        }
    }
}

/// A column: its values, and which of them are known. What is not known is unknown, never a default.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// The values, one a row; of those not known nothing is read.
    pub values: Values<'a>,
    /// Which rows are known; `None` where all are.
    pub known: Option<Bits<'a>>,
}

impl<'a> Column<'a> {
    /// A column of which every row is known.
    ///
    /// ```
    /// use millejours::{Column, Values};
    /// let column = Column::new(Values::I32(&[800, 1200]));
    /// assert!(column.is_known(1));
    /// ```
    pub fn new(values: Values<'a>) -> Self {
        Column { values, known: None }
    }

    /// A column of which some rows are unknown.
    ///
    /// ```
    /// use millejours::{Bits, Column, Values};
    /// let column = Column::with_known(Values::I32(&[800, 0]), Bits::new(&[0b01], 0, 2).unwrap());
    /// assert!(column.is_known(0) && !column.is_known(1));
    /// ```
    pub fn with_known(values: Values<'a>, known: Bits<'a>) -> Self {
        Column { values, known: Some(known) }
    }

    /// Is a row known?
    pub fn is_known(&self, row: usize) -> bool {
        row < self.values.len() && self.known.is_none_or(|known| known.get(row))
    }
}

/// Columns by their names, all of the same number of rows.
///
/// ```
/// use millejours::{Column, Table, Values};
/// let table = Table::new(2).with("quotient_familial", Column::new(Values::I32(&[400, 900])));
/// assert_eq!(table.rows(), 2);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Table<'a> {
    rows: usize,
    columns: BTreeMap<String, Column<'a>>,
}

impl<'a> Table<'a> {
    /// A table of so many rows, without columns.
    pub fn new(rows: usize) -> Self {
        Table { rows, columns: BTreeMap::new() }
    }

    /// The table with a column more; one of the same name is replaced. Its length is looked at when the families are put together.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, column: Column<'a>) -> Self {
        self.insert(name, column);
        self
    }

    /// Adds a column; one of the same name is replaced.
    pub fn insert(&mut self, name: impl Into<String>, column: Column<'a>) {
        self.columns.insert(name.into(), column);
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column<'a>> {
        self.columns.get(name)
    }

    /// The columns by their names.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Column<'a>)> {
        self.columns.iter().map(|(name, column)| (name.as_str(), column))
    }
}
