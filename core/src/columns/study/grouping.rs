//! Rows divided into groups, and what each row stands for.

use crate::columns::families::Families;
use crate::columns::ones::ones;
use crate::columns::workspace::each_set;
use crate::error::{Code, Error, Place, Problem};
use crate::vocabulary::Subject;

/// The most groups: what is told of each has to fit into memory.
const MOST_GROUPS: usize = 1 << 24;

/// How many rows there are of something, and how much weight they stand for.
///
/// ```
/// use millejours::Grouping;
/// let grouping = Grouping::all(3).weighted(&[100.0, 250.0, 50.0])?;
/// let tally = grouping.tally(&[0b011])?[0];
/// assert_eq!((tally.rows, tally.weight), (2, 350.0));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Tally {
    /// Rows.
    pub rows: u64,
    /// The sum of their weights, added in the order of the rows; without weights, the rows themselves.
    pub weight: f64,
}

/// Rows divided into groups (regions, deciles of income), and what each row stands for (the weights of a survey). The numbers are
/// lent, not copied.
///
/// ```
/// use millejours::Grouping;
/// // Four rows of two regions, each of which stands for so many households.
/// let grouping = Grouping::new(&[0, 0, 1, 1], 2)?.weighted(&[100.0, 250.0, 50.0, 75.5])?;
/// // The rows 0, 1 and 3, as bits: the least significant first.
/// let tallies = grouping.tally(&[0b1011])?;
/// assert_eq!((tallies[0].rows, tallies[0].weight), (2, 350.0));
/// assert_eq!((tallies[1].rows, tallies[1].weight), (1, 75.5));
///
/// // A group beyond their number, a weight that is none, and other rows are refused.
/// let refused = |error: millejours::Error| (error.code().as_str(), error.problems()[0].place.path.clone());
/// assert_eq!(refused(Grouping::new(&[0, 2], 2).unwrap_err()), ("columns.value", "groups".to_owned()));
/// assert_eq!(refused(Grouping::all(1).weighted(&[f64::NAN]).unwrap_err()), ("columns.value", "weights".to_owned()));
/// assert_eq!(refused(Grouping::all(1).weighted(&[1.0, 2.0]).unwrap_err()), ("columns.length", "weights".to_owned()));
/// assert_eq!(refused(grouping.tally(&[0, 0]).unwrap_err()), ("columns.length", "rows".to_owned()));
/// // The bits of five children are not those of four families.
/// assert_eq!(refused(grouping.tally(&[0b10000]).unwrap_err()), ("columns.length", "rows".to_owned()));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Grouping<'a> {
    rows: usize,
    groups: Option<&'a [u32]>,
    count: usize,
    weights: Option<&'a [f64]>,
}

/// Something that has not as many rows as it should.
pub(super) fn length(what: &str, found: usize, rows: usize) -> Error {
    let problem = Problem::new(Code::ColumnsLength, Place::at(what), format!("it has {found} rows"));
    Error::Columns(vec![problem.expected(format!("{rows} rows"))])
}

/// Something that has a value that it cannot have.
pub(super) fn value(what: &str, message: String, expected: &str) -> Error {
    Error::Columns(vec![Problem::new(Code::ColumnsValue, Place::at(what), message).expected(expected).help("mend it")])
}

impl<'a> Grouping<'a> {
    /// All rows as one group.
    pub fn all(rows: usize) -> Self {
        Grouping { rows, groups: None, count: 1, weights: None }
    }

    /// Rows in so many groups: for each row the number of its group, from 0.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.value` where a row's group is beyond their number, or there are more than 2^24.
    pub fn new(groups: &'a [u32], count: usize) -> Result<Self, Error> {
        if count > MOST_GROUPS {
            return Err(value("groups", format!("there are {count} of them"), "at most 16777216 groups"));
        }
        if let Some((row, group)) = groups.iter().enumerate().find(|(_, group)| **group as usize >= count) {
            return Err(value("groups", format!("row {row} is in group {group}"), &format!("a group before {count}")));
        }
        Ok(Grouping { rows: groups.len(), groups: Some(groups), count, weights: None })
    }

    /// With what each row stands for.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` where there are not as many weights as rows, `columns.value` where one is below
    /// zero or no number.
    pub fn weighted(self, weights: &'a [f64]) -> Result<Self, Error> {
        if weights.len() != self.rows {
            return Err(length("weights", weights.len(), self.rows));
        }
        if let Some(row) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
            return Err(value("weights", format!("row {row} has a weight that is none"), "a number from 0"));
        }
        Ok(Grouping { weights: Some(weights), ..self })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many groups there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The group of a row, and what it stands for.
    pub(super) fn of(&self, row: usize) -> (usize, f64) {
        let group = self.groups.and_then(|groups| groups.get(row)).map_or(0, |group| *group as usize);
        (group, self.weights.and_then(|weights| weights.get(row)).copied().unwrap_or(1.0))
    }

    /// How many rows of each group are set among these bits (bit `i` of word `i / 64`, the least significant first): the answers of
    /// an offer, those whom a rule keeps out, those who lack a fact.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` where the bits are not for as many rows, or one beyond them is set.
    pub fn tally(&self, bits: &[u64]) -> Result<Vec<Tally>, Error> {
        let beyond = bits.last().is_some_and(|last| !self.rows.is_multiple_of(64) && last >> (self.rows % 64) != 0);
        if bits.len() != self.rows.div_ceil(64) || beyond {
            return Err(length("rows", 64 * bits.len(), self.rows));
        }
        let mut found = vec![Tally::default(); self.count];
        if self.groups.is_none() && self.weights.is_none() {
            let rows = ones(bits);
            return Ok(vec![Tally { rows, weight: rows as f64 }]);
        }
        each_set(bits, |row| {
            let (group, weight) = self.of(row);
            if let Some(own) = found.get_mut(group).filter(|_| row < self.rows) {
                own.rows += 1;
                own.weight += weight;
            }
        });
        Ok(found)
    }

    /// Refuses another number of rows.
    pub(super) fn expect(&self, rows: usize) -> Result<(), Error> {
        if self.rows == rows { Ok(()) } else { Err(length("grouping", self.rows, rows)) }
    }
}

/// The words of bits, without what stands beyond the rows.
pub(super) fn whole(bits: &[u64], rows: usize) -> impl Iterator<Item = u64> {
    bits.iter().enumerate().map(move |(at, word)| match rows.saturating_sub(64 * at) {
        left @ 0..64 => word & ((1 << left) - 1),
        _ => *word,
    })
}

impl Families<'_> {
    /// What holds of each family, for each of its members: the region of a child, the weight of the household that an adult is
    /// counted in.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` where there is not one for each family.
    ///
    /// ```
    /// use millejours::{Families, Grouping, Subject, Table};
    /// let families = Families::new(Table::new(2))?.children(&[0, 2, 3], Table::new(3))?;
    /// let regions = families.of_members(Subject::Child, &[4_u32, 7])?;
    /// assert_eq!(regions, [4, 4, 7]);
    /// assert_eq!(Grouping::new(&regions, 8)?.rows(), 3);
    /// assert_eq!(families.of_members(Subject::Child, &[4]).unwrap_err().code().as_str(), "columns.length");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn of_members<T: Copy>(&self, subject: Subject, of_families: &[T]) -> Result<Vec<T>, Error> {
        if of_families.len() != self.rows() {
            return Err(length("family", of_families.len(), self.rows()));
        }
        let each = of_families.iter().enumerate();
        Ok(each.flat_map(|(family, own)| std::iter::repeat_n(*own, self.rows_in(family, subject).len())).collect())
    }
}
