//! Whose the rows of members are: families found by their keys, and rows brought into the order of their families.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, UInt32Array};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use millejours::{Code, Problem};

/// Rows by their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key<'a> {
    /// A whole number of any width.
    Number(i128),
    /// A text.
    Text(&'a str),
}

/// A column of keys, read in place.
pub struct Keys<'a> {
    array: &'a ArrayRef,
    /// The rows that have none, also where a dictionary holds a null.
    nulls: Option<NullBuffer>,
    at: Box<dyn Fn(usize) -> Key<'a> + Send + Sync + 'a>,
    numbers: bool,
    /// The keys side by side, where each row has one and all are numbers of 64 bits.
    dense: Option<Cow<'a, [i64]>>,
}

impl<'a> Keys<'a> {
    /// The keys of a column.
    ///
    /// # Errors
    /// Where its type is neither a whole number nor a text.
    pub fn of(path: &str, array: &'a ArrayRef) -> Result<Self, Problem> {
        let nulls = array.logical_nulls().filter(|nulls| nulls.null_count() > 0);
        let full = nulls.is_none();
        macro_rules! numbers {
            ($kind:ty) => {{
                let own = array.as_primitive::<$kind>().values();
                // All of them or none; a number of 64 bits without a sign may be too large.
                let wide = || own.iter().map(|own| i64::try_from(*own).ok()).collect::<Option<Vec<i64>>>();
                Keys {
                    array,
                    nulls,
                    at: Box::new(move |row| Key::Number(own.get(row).copied().unwrap_or_default().into())),
                    numbers: true,
                    dense: if full { wide().map(Cow::Owned) } else { None },
                }
            }};
        }
        let text = |at: Box<dyn Fn(usize) -> Key<'a> + Send + Sync + 'a>| Keys {
            array,
            nulls: nulls.clone(),
            at,
            numbers: false,
            dense: None,
        };
        Ok(match array.data_type() {
            DataType::Int8 => numbers!(Int8Type),
            DataType::Int16 => numbers!(Int16Type),
            DataType::Int32 => numbers!(Int32Type),
            DataType::Int64 => {
                let own: &'a [i64] = array.as_primitive::<Int64Type>().values();
                Keys {
                    array,
                    nulls,
                    at: Box::new(move |row| Key::Number(own.get(row).copied().unwrap_or_default().into())),
                    numbers: true,
                    dense: full.then_some(Cow::Borrowed(own)),
                }
            }
            DataType::UInt8 => numbers!(UInt8Type),
            DataType::UInt16 => numbers!(UInt16Type),
            DataType::UInt32 => numbers!(UInt32Type),
            DataType::UInt64 => numbers!(UInt64Type),
            DataType::Utf8 => {
                let own = array.as_string::<i32>();
                text(Box::new(move |row| Key::Text(own.value(row))))
            }
            DataType::LargeUtf8 => {
                let own = array.as_string::<i64>();
                text(Box::new(move |row| Key::Text(own.value(row))))
            }
            DataType::Utf8View => {
                let own = array.as_string_view();
                text(Box::new(move |row| Key::Text(own.value(row))))
            }
            DataType::Dictionary(..) => {
                let own = array.as_any_dictionary();
                let words = Keys::of(path, own.values())?;
                // Of no words there is no key, and no row reads one.
                let places = if own.values().is_empty() { Vec::new() } else { own.normalized_keys() };
                let is_number = words.numbers;
                let at = move |row: usize| (words.at)(places.get(row).copied().unwrap_or_default());
                Keys { array, nulls, at: Box::new(at), numbers: is_number, dense: None }
            }
            other => {
                let problem = Problem::of_column(Code::ColumnsType, path, format!("it is {other}"));
                return Err(problem.mended("cast the key to whole numbers or to text"));
            }
        })
    }

    pub fn len(&self) -> usize {
        self.array.len()
    }

    /// The key of a row; `None` where it has none.
    pub fn get(&self, row: usize) -> Option<Key<'a>> {
        let known = self.nulls.as_ref().is_none_or(|nulls| row < nulls.len() && nulls.is_valid(row));
        (row < self.len() && known).then(|| (self.at)(row))
    }

    /// Are the keys of another column such as these?
    pub fn alike(&self, other: &Keys<'_>) -> bool {
        self.numbers == other.numbers
    }

    /// The keys side by side, where each row has one and all are numbers of 64 bits.
    pub fn numbers(&self) -> Option<&[i64]> {
        self.dense.as_deref()
    }

    /// Does each key stand behind the one before it?
    pub fn ascends(&self) -> bool {
        if let Some(keys) = &self.dense {
            return keys.is_sorted_by(|one, next| one < next);
        }
        let mut before = None;
        (0..self.len()).all(|row| {
            let own = self.get(row);
            let ascends = own.is_some() && before < own;
            before = own;
            ascends
        })
    }

    /// What is wrong with keys that should tell families apart: those without a key, and those whose key stands before.
    pub fn faults(&self, path: &str, problems: &mut Vec<Problem>) {
        if let Some(nulls) = &self.nulls {
            let first = (0..self.len()).find(|row| nulls.is_null(*row)).unwrap_or_default();
            let message = format!("{} rows, the first of them row {first}: there is no key", nulls.null_count());
            problems.push(Problem::of_column(Code::ColumnsKey, path, message));
        }
        // Most tables ascend, or have keys that lie close to each other.
        if self.ascends() || self.numbers().and_then(Places::of).is_some() {
            return;
        }
        let Some((twice, first)) = Rows::of(self).twice else { return };
        let message = format!("{twice} rows, the first of them row {first}: the key stands before");
        problems.push(Problem::of_column(Code::ColumnsKey, path, message));
    }
}

/// Members in the order of their families.
pub struct Grouped {
    /// Where each family's members begin; one more than there are families.
    pub offsets: Vec<u32>,
    /// The rows in that order; `None` where they stand in it already, all of them.
    pub rows: Option<UInt32Array>,
    /// How many rows belong to no family, and the first of them.
    pub orphans: Option<(usize, usize)>,
}

/// Which row has a key, where keys are numbers that lie close to each other and none stands twice.
struct Places {
    least: i64,
    rows: Vec<u32>,
}

impl Places {
    /// Where no row is.
    const NONE: u32 = u32::MAX;

    fn of(keys: &[i64]) -> Option<Self> {
        let (least, most) = (*keys.iter().min()?, *keys.iter().max()?);
        let span = usize::try_from(most.checked_sub(least)?).ok()?;
        // No more memory than the keys themselves take, twice.
        if span / 4 > keys.len() {
            return None;
        }
        let mut rows = vec![Places::NONE; span + 1];
        for (row, key) in keys.iter().enumerate() {
            let place = rows.get_mut(usize::try_from(key - least).ok()?)?;
            if *place != Places::NONE {
                return None;
            }
            *place = row as u32;
        }
        Some(Places { least, rows })
    }

    /// The row of a key.
    fn row(&self, key: i64) -> u32 {
        let place = key.checked_sub(self.least).and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| self.rows.get(place)).copied().unwrap_or(Places::NONE)
    }
}

/// Which row has a key, whatever keys are. Where in its memory a row lies follows from a random number and never shows.
struct Rows<'k, 'a> {
    keys: &'k Keys<'a>,
    random: RandomState,
    /// A power of two of them.
    rows: Vec<u32>,
    /// How many rows have a key that stands before, and the first of them.
    twice: Option<(usize, usize)>,
}

impl<'k, 'a> Rows<'k, 'a> {
    fn of(keys: &'k Keys<'a>) -> Self {
        let rows = vec![Places::NONE; (keys.len() * 2).next_power_of_two()];
        let mut found = Rows { keys, random: RandomState::new(), rows, twice: None };
        for row in 0..keys.len() {
            let Some(key) = keys.get(row) else { continue };
            let (place, before) = found.find(key);
            match found.rows.get_mut(place) {
                Some(own) if before == Places::NONE => *own = row as u32,
                _ => found.twice = found.twice.map(|(count, first)| (count + 1, first)).or(Some((1, row))),
            }
        }
        found
    }

    /// Where a key lies or would lie, and its row.
    fn find(&self, key: Key<'_>) -> (usize, u32) {
        let last = self.rows.len() - 1;
        let mut place = self.random.hash_one(key) as usize & last;
        loop {
            match self.rows.get(place).copied().unwrap_or(Places::NONE) {
                Places::NONE => return (place, Places::NONE),
                row if self.keys.get(row as usize) == Some(key) => return (place, row),
                // At most half of them are taken.
                _ => place = (place + 1) & last,
            }
        }
    }
}

/// Finds the family of every member. Keys of families are taken to differ.
pub fn grouped(families: &Keys<'_>, members: &Keys<'_>) -> Grouped {
    let in_order = match (&families.dense, &members.dense) {
        (Some(families), Some(members)) => in_order_dense(families, members),
        _ => in_order(families, members),
    };
    if let Some(offsets) = in_order {
        return Grouped { offsets, rows: None, orphans: None };
    }
    let places = families.dense.as_deref().and_then(Places::of);
    let family_of: Vec<u32> = match (places, &members.dense) {
        (Some(places), Some(members)) => members.iter().map(|key| places.row(*key)).collect(),
        _ => {
            let rows = Rows::of(families);
            let row = |row| members.get(row).map_or(Places::NONE, |key| rows.find(key).1);
            (0..members.len()).map(row).collect()
        }
    };
    brought(families.len(), &family_of)
}

/// Members that stand in the order of their families: where each family's begin.
fn in_order(families: &Keys<'_>, members: &Keys<'_>) -> Option<Vec<u32>> {
    let (mut offsets, mut next) = (Vec::with_capacity(families.len() + 1), 0_usize);
    offsets.push(0);
    let mut own = members.get(next);
    for family in 0..families.len() {
        let key = families.get(family);
        while own.is_some() && own == key {
            next += 1;
            own = members.get(next);
        }
        offsets.push(u32::try_from(next).ok()?);
    }
    (next == members.len()).then_some(offsets)
}

fn in_order_dense(families: &[i64], members: &[i64]) -> Option<Vec<u32>> {
    let (mut offsets, mut rest, mut next) = (Vec::with_capacity(families.len() + 1), members.iter().peekable(), 0_u32);
    offsets.push(0);
    for key in families {
        while rest.next_if_eq(&key).is_some() {
            next = next.checked_add(1)?;
        }
        offsets.push(next);
    }
    rest.next().is_none().then_some(offsets)
}

/// Members in any order, each with its family: the rows in the order of the families, each family's as they stood.
fn brought(families: usize, family_of: &[u32]) -> Grouped {
    let mut counts = vec![0_u32; families + 1];
    for family in family_of.iter().filter(|family| **family != Places::NONE) {
        if let Some(count) = counts.get_mut(*family as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0_u32;
    for count in &mut counts {
        sum += *count;
        *count = sum;
    }
    let offsets = counts;
    let mut next = offsets.clone();
    let mut rows = vec![0_u32; sum as usize];
    let mut orphans: Option<(usize, usize)> = None;
    for (row, family) in family_of.iter().enumerate() {
        match next.get_mut(*family as usize).filter(|_| *family != Places::NONE) {
            Some(place) => {
                if let Some(into) = rows.get_mut(*place as usize) {
                    *into = row as u32;
                }
                *place += 1;
            }
            None => {
                let (count, first) = orphans.unwrap_or((0, row));
                orphans = Some((count + 1, first));
            }
        }
    }
    Grouped { offsets, rows: Some(rows.into()), orphans }
}
