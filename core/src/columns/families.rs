//! Families as tables: one row a family, and the members' rows in the order of their families.

use std::ops::Range;

use super::input::{Bits, Column, Table, Values};
use crate::condition::{List, MAX_MEMBERS};
use crate::document::MAX_PROBLEMS;
use crate::error::{Code, Error, Place, Problem};
use crate::family::Complete;
use crate::vocabulary::Subject;

/// Members of one kind: where each family's rows begin, and the rows.
#[derive(Debug, Clone)]
pub(crate) struct Members<'a> {
    /// One more than there are families.
    pub(crate) offsets: &'a [u32],
    pub(crate) table: Table<'a>,
}

impl Members<'_> {
    pub(crate) fn of(&self, family: usize) -> Range<usize> {
        let at = |place: usize| self.offsets.get(place).map_or(0, |offset| *offset as usize);
        at(family)..at(family + 1)
    }
}

/// Families as tables. Every column is named as a condition names it after the dot (`quotient_familial`, `needs.health`), as
/// the document of a family names it (`born`, `lives_here`), or as the guide [`crate::docs::columns`] says.
///
/// ```
/// use millejours::{Column, Families, Table, Values};
/// let family = Table::new(2).with("quotient_familial", Column::new(Values::I32(&[400, 900])));
/// let children = Table::new(3).with("born", Column::new(Values::Day(&[20_000, 20_100, 20_200])));
/// // The first family has two children, the second one.
/// let families = Families::new(family)?.children(&[0, 2, 3], children)?;
/// assert_eq!(families.rows(), 2);
/// assert_eq!(families.family(0)?.children.len(), 2);
///
/// // Offsets that leave a row to nobody are refused.
/// let orphan = Table::new(3).with("born", Column::new(Values::Day(&[0, 0, 0])));
/// let refused = Families::new(Table::new(2))?.children(&[0, 1, 2], orphan).unwrap_err();
/// assert_eq!((refused.kind(), refused.code().as_str()), ("columns", "columns.orphan"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Families<'a> {
    family: Table<'a>,
    members: [Option<Members<'a>>; 3],
    complete: [bool; 3],
}

impl<'a> Families<'a> {
    /// Families, of whose members nothing is said yet.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` for each column that has not as many rows as the table.
    pub fn new(family: Table<'a>) -> Result<Self, Error> {
        same_length(&family, "family")?;
        Ok(Families { family, members: [None, None, None], complete: [false; 3] })
    }

    /// With children: those of family `i` are the rows from `offsets[i]` to before `offsets[i + 1]`.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` as in [`Families::new`]; `columns.offsets` where the offsets are not one more
    /// than the families or fall; `columns.orphan` where rows belong to no family; `columns.members` where a family has more
    /// members than a document may list.
    pub fn children(self, offsets: &'a [u32], table: Table<'a>) -> Result<Self, Error> {
        self.with(List::Children, offsets, table)
    }

    /// With adults; as [`Families::children`].
    ///
    /// # Errors
    /// As [`Families::children`].
    pub fn adults(self, offsets: &'a [u32], table: Table<'a>) -> Result<Self, Error> {
        self.with(List::Adults, offsets, table)
    }

    /// With pregnancies; as [`Families::children`].
    ///
    /// # Errors
    /// As [`Families::children`].
    pub fn pregnancies(self, offsets: &'a [u32], table: Table<'a>) -> Result<Self, Error> {
        self.with(List::Pregnancies, offsets, table)
    }

    /// Says that a list is complete in every family: nobody is missing from it. Where families differ, a column
    /// `complete.children` (and so on) of the family table says it for each; a family of which neither says it may have more
    /// members than are listed. A column that says of a family the opposite is refused (`columns.value`), and in a report its
    /// list is taken as open: nobody is told that a child is not there whom somebody says may be.
    #[must_use]
    pub fn complete(mut self, list: Complete) -> Self {
        if let Some(complete) = self.complete.get_mut(of(list) as usize) {
            *complete = true;
        }
        self
    }

    fn with(mut self, list: List, offsets: &'a [u32], table: Table<'a>) -> Result<Self, Error> {
        same_length(&table, list.name())?;
        let refused = |code: Code, message: String| {
            Err(Error::Columns(vec![Problem::new(code, Place::at(list.name()), message)]))
        };
        if offsets.len() != self.rows() + 1 || !offsets.is_sorted() {
            let message = format!("there are {} offsets for {} families, or they fall", offsets.len(), self.rows());
            return refused(Code::ColumnsOffsets, message);
        }
        let (first, last) = (offsets.first().copied().unwrap_or(0), offsets.last().copied().unwrap_or(0));
        if first != 0 || last as usize != table.rows() {
            let none = u64::from(first) + (table.rows() as u64).abs_diff(u64::from(last));
            return refused(Code::ColumnsOrphan, format!("{none} rows belong to no family, or are not there"));
        }
        let most = u32::try_from(MAX_MEMBERS).unwrap_or(u32::MAX);
        let mut sizes = offsets.iter().zip(offsets.iter().skip(1)).map(|(start, end)| end - start);
        if let Some(row) = sizes.position(|size| size > most) {
            return refused(Code::ColumnsMembers, format!("the family of row {row} has more than {most} members"));
        }
        if let Some(members) = self.members.get_mut(list as usize) {
            *members = Some(Members { offsets, table });
        }
        Ok(self)
    }

    /// How many families there are.
    pub fn rows(&self) -> usize {
        self.family.rows()
    }

    /// How many rows there are of one kind of subject.
    pub fn rows_of(&self, subject: Subject) -> usize {
        self.table(subject).map_or(0, Table::rows)
    }

    /// The rows of one family's members of a kind; of the family itself its own.
    pub fn rows_in(&self, family: usize, subject: Subject) -> Range<usize> {
        match List::of(subject) {
            None => family..(family + 1).min(self.rows()),
            Some(list) => self.members(list).map_or(0..0, |members| members.of(family)),
        }
    }

    pub(crate) fn members(&self, list: List) -> Option<&Members<'a>> {
        self.members.get(list as usize).and_then(Option::as_ref)
    }

    pub(crate) fn table(&self, subject: Subject) -> Option<&Table<'a>> {
        match List::of(subject) {
            None => Some(&self.family),
            Some(list) => self.members(list).map(|members| &members.table),
        }
    }

    pub(crate) fn column(&self, subject: Subject, name: &str) -> Option<&Column<'a>> {
        self.table(subject)?.column(name)
    }

    /// Is a list complete in every family?
    pub(crate) fn is_complete(&self, list: List) -> bool {
        self.complete.get(list as usize).copied().unwrap_or(false)
    }

    /// The column that says of each family whether a list is complete.
    pub(crate) fn completes(&self, list: List) -> Option<(Bits<'a>, Option<Bits<'a>>)> {
        let column = self.column(Subject::Family, &format!("complete.{}", list.name()))?;
        match column.values {
            Values::Bool(bits) => Some((bits, column.known)),
            _ => None,
        }
    }

    /// May a family have members that nobody listed?
    pub(crate) fn is_open(&self, list: List, family: usize) -> bool {
        !self.said(list, family).unwrap_or(self.is_complete(list))
    }

    /// Does a column say that a list is open which the caller calls complete in every family?
    pub(crate) fn disputes(&self, list: List, family: usize) -> bool {
        self.is_complete(list) && self.said(list, family) == Some(false)
    }

    /// What the column says of one family's list.
    fn said(&self, list: List, family: usize) -> Option<bool> {
        let (bits, known) = self.completes(list)?;
        known.is_none_or(|known| known.get(family)).then(|| bits.get(family))
    }
}

pub(crate) fn of(list: Complete) -> List {
    match list {
        Complete::Children => List::Children,
        Complete::Adults => List::Adults,
        Complete::Pregnancies => List::Pregnancies,
    }
}

fn same_length(table: &Table<'_>, name: &str) -> Result<(), Error> {
    let rows = table.rows();
    let wrong = table.columns().filter_map(|(column, own)| {
        let known = own.known.map_or(rows, |known| known.len());
        let found = if own.values.len() == rows { known } else { own.values.len() };
        (found != rows).then(|| {
            let place = Place::at(format!("{name}.{column}"));
            Problem::new(Code::ColumnsLength, place, format!("it has {found} rows")).expected(format!("{rows} rows"))
        })
    });
    let wrong: Vec<Problem> = wrong.take(MAX_PROBLEMS).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::Columns(wrong)) }
}
