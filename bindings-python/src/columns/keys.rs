//! Whose the rows of members are: families found by their keys, and rows brought into the order of their families.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, UInt32Array};
use arrow_schema::DataType;
use millejours::{Code, Problem};

/// Rows by their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key<'a> {
    /// A whole number of any width.
    Number(i128),
    /// A text.
    Text(&'a str),
}

/// A column of keys, read in place.
pub struct Keys<'a> {
    array: &'a ArrayRef,
    at: Box<dyn Fn(usize) -> Key<'a> + Send + Sync + 'a>,
    numbers: bool,
}

impl<'a> Keys<'a> {
    /// The keys of a column.
    ///
    /// # Errors
    /// Where its type is neither a whole number nor a text.
    pub fn of(path: &str, array: &'a ArrayRef) -> Result<Self, Problem> {
        macro_rules! numbers {
            ($kind:ty) => {{
                let own = array.as_primitive::<$kind>().values();
                Keys {
                    array,
                    at: Box::new(move |row| Key::Number(own.get(row).copied().unwrap_or_default().into())),
                    numbers: true,
                }
            }};
        }
        let text = |at: Box<dyn Fn(usize) -> Key<'a> + Send + Sync + 'a>| Keys { array, at, numbers: false };
        Ok(match array.data_type() {
            DataType::Int8 => numbers!(Int8Type),
            DataType::Int16 => numbers!(Int16Type),
            DataType::Int32 => numbers!(Int32Type),
            DataType::Int64 => numbers!(Int64Type),
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
                let (places, is_number) = (own.normalized_keys(), words.numbers);
                let at = move |row: usize| (words.at)(places.get(row).copied().unwrap_or_default());
                Keys { array, at: Box::new(at), numbers: is_number }
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
        (row < self.len() && !self.array.is_null(row)).then(|| (self.at)(row))
    }

    /// Are the keys of another column such as these?
    pub fn alike(&self, other: &Keys<'_>) -> bool {
        self.numbers == other.numbers
    }

    fn sorted(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..self.len() as u32).filter(|row| !self.array.is_null(*row as usize)).collect();
        match self.numbers {
            // Keys of their own beside the rows: sorting then does not jump about in memory.
            true => {
                let number = |row: u32| match (self.at)(row as usize) {
                    Key::Number(number) => number,
                    Key::Text(_) => 0,
                };
                let mut pairs: Vec<(i128, u32)> = rows.iter().map(|row| (number(*row), *row)).collect();
                pairs.sort_unstable();
                rows = pairs.into_iter().map(|(_, row)| row).collect();
            }
            false => rows.sort_by_key(|row| (self.at)(*row as usize)),
        }
        rows
    }

    /// What is wrong with keys that should tell families apart: those without a key, and those whose key stands before.
    pub fn faults(&self, path: &str, problems: &mut Vec<Problem>) {
        let without = self.array.logical_nulls().filter(|nulls| nulls.null_count() > 0);
        if let Some(nulls) = without {
            let first = (0..self.len()).find(|row| nulls.is_null(*row)).unwrap_or_default();
            let message = format!("{} rows, the first of them row {first}: there is no key", nulls.null_count());
            problems.push(Problem::of_column(Code::ColumnsKey, path, message));
        }
        let mut before = None;
        let ascends = (0..self.len()).all(|row| {
            let own = self.get(row);
            let ascends = own.is_some() && before < own;
            before = own;
            ascends
        });
        if ascends {
            return;
        }
        let (mut twice, mut first, mut before) = (0_usize, u32::MAX, None);
        for row in self.sorted() {
            let own = self.get(row as usize);
            if own == before {
                twice += 1;
                first = first.min(row);
            }
            before = own;
        }
        if twice > 0 {
            let message = format!("{twice} rows, the first of them row {first}: the key stands before");
            problems.push(Problem::of_column(Code::ColumnsKey, path, message));
        }
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

/// Finds the family of every member. Keys of families are taken to differ.
pub fn grouped(families: &Keys<'_>, members: &Keys<'_>) -> Grouped {
    in_order(families, members).unwrap_or_else(|| sorted(families, members))
}

/// Members that stand in the order of their families.
fn in_order(families: &Keys<'_>, members: &Keys<'_>) -> Option<Grouped> {
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
    (next == members.len()).then_some(Grouped { offsets, rows: None, orphans: None })
}

/// Members in any order: both sides sorted, and walked side by side.
fn sorted(families: &Keys<'_>, members: &Keys<'_>) -> Grouped {
    let (by_key, mut walk) = (families.sorted(), members.sorted().into_iter().peekable());
    let mut family_of = vec![u32::MAX; members.len()];
    let mut counts = vec![0_u32; families.len() + 1];
    for family in by_key {
        let key = families.get(family as usize);
        while let Some(row) = walk.next_if(|row| members.get(*row as usize) <= key) {
            if members.get(row as usize) == key {
                if let Some(own) = family_of.get_mut(row as usize) {
                    *own = family;
                }
                if let Some(count) = counts.get_mut(family as usize + 1) {
                    *count += 1;
                }
            }
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
        match next.get_mut(*family as usize).filter(|_| *family != u32::MAX) {
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
