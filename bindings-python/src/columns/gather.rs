//! The tables brought together: columns that the core can borrow, members in the order of their families.

use arrow_array::{Array, ArrayRef, RecordBatch, UInt32Array};
use arrow_schema::ArrowError;
use arrow_select::concat::concat;
use arrow_select::take::take;
use millejours::{Code, Complete, Error, Families, Problem, Subject};

use super::export::places;
use super::held::{Beside, Held, HeldTable, path};
use super::keys::{Keys, grouped};
use super::names::{MEMBERS, Names, table};

/// A table whose columns each lie in one piece, by name.
#[derive(Clone)]
pub struct Laid {
    pub rows: usize,
    pub columns: Vec<(String, ArrayRef)>,
    pub(super) unread: Vec<String>,
}

impl Laid {
    /// The columns that the programme may read, joined where they came in pieces.
    pub fn of(subject: Subject, batches: &[RecordBatch], names: &Names<'_>) -> Result<Self, ArrowError> {
        let rows = batches.iter().map(RecordBatch::num_rows).sum();
        let Some(first) = batches.first() else { return Ok(Laid { rows, columns: Vec::new(), unread: Vec::new() }) };
        let schema = first.schema();
        let fields = schema.fields().iter().enumerate();
        let (wanted, others): (Vec<_>, Vec<_>) = fields.partition(|(_, field)| names.knows(subject, field.name()));
        let joined = wanted.into_iter().map(|(at, field)| {
            let parts: Vec<&dyn Array> = batches.iter().map(|batch| batch.column(at).as_ref()).collect();
            let column = match parts.as_slice() {
                [_] => first.column(at).clone(),
                parts => concat(parts)?,
            };
            Ok((field.name().clone(), column))
        });
        let columns = joined.collect::<Result<_, ArrowError>>()?;
        Ok(Laid { rows, columns, unread: others.into_iter().map(|(_, field)| field.name().clone()).collect() })
    }

    pub fn column(&self, name: &str) -> Option<&ArrayRef> {
        self.columns.iter().find(|(own, _)| own == name).map(|(_, column)| column)
    }

    fn taken(&self, rows: &UInt32Array) -> Result<Self, ArrowError> {
        let column = |(name, values): &(String, ArrayRef)| Ok((name.clone(), take(values, rows, None)?));
        let columns = self.columns.iter().map(column).collect::<Result<_, ArrowError>>()?;
        Ok(Laid { rows: rows.len(), columns, unread: self.unread.clone() })
    }
}

/// Whose the rows of an answer are.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    pub rows: usize,
    /// The key of the family.
    pub family: Option<ArrayRef>,
    /// The key of the member in its family.
    pub member: Option<ArrayRef>,
}

#[derive(Debug)]
pub(super) struct Members {
    pub(super) subject: Subject,
    pub(super) offsets: Vec<u32>,
    pub(super) table: HeldTable,
}

/// Families that the core can borrow.
#[derive(Debug)]
pub struct Gathered {
    pub(super) family: HeldTable,
    pub(super) members: Vec<Members>,
    pub(super) complete: Vec<Complete>,
    /// Do pregnancies have keys of their own?
    pub(super) named: bool,
    /// In the order of `Subject::ALL`.
    pub whose: [Whose; 4],
    /// What was wrong before the core saw a column.
    pub problems: Vec<Problem>,
    /// Is something so wrong that no row can be answered?
    pub hopeless: bool,
}

/// What a plan borrows beside Arrow's memory, family first.
pub type All<'a> = Vec<Beside<'a>>;

pub(super) fn list_of(subject: Subject) -> Option<Complete> {
    match subject {
        Subject::Family => None,
        Subject::Adult => Some(Complete::Adults),
        Subject::Child => Some(Complete::Children),
        Subject::Pregnancy => Some(Complete::Pregnancies),
    }
}

impl Gathered {
    /// Brings the tables together; `members` are in the order of [`MEMBERS`].
    pub fn of(
        family: &Laid,
        members: [Option<Laid>; 3],
        complete: &[Complete],
        names: &Names<'_>,
    ) -> Result<Self, ArrowError> {
        let mut gathered = Gathered {
            family: HeldTable { rows: family.rows, ..HeldTable::default() },
            members: Vec::new(),
            complete: complete.to_vec(),
            named: false,
            whose: Default::default(),
            problems: Vec::new(),
            hopeless: false,
        };
        let key = family.column(names.key);
        let key_path = path(Subject::Family, names.key);
        let keys = key.and_then(|key| match Keys::of(&key_path, key) {
            Ok(keys) => {
                keys.faults(&key_path, &mut gathered.problems);
                gathered.hopeless |= !gathered.problems.is_empty();
                Some(keys)
            }
            Err(problem) => {
                gathered.fail(problem);
                None
            }
        });
        gathered.whose[0] = Whose { rows: family.rows, family: key.cloned(), member: None };
        gathered.family = gathered.held(Subject::Family, family, names);
        for (subject, given) in MEMBERS.into_iter().zip(members) {
            let nested = family.column(table(subject)).filter(|_| names.is_list(Subject::Family, table(subject)));
            match (given, nested) {
                (Some(laid), _) => gathered.add(subject, &laid, keys.as_ref(), key, names)?,
                (None, Some(list)) => gathered.unnest(subject, list, key, names)?,
                (None, None) => {}
            }
        }
        gathered.places_of_pregnancies();
        Ok(gathered)
    }

    /// Was a table of members given, and could not be taken?
    pub fn left_out(&self, name: &str) -> bool {
        let at = |own: &str| own.split('.').any(|part| part == name);
        self.hopeless
            && self.problems.iter().any(|own| at(&own.place.path))
            && MEMBERS.iter().any(|subject| table(*subject) == name)
            && !self.members.iter().any(|own| table(own.subject) == name)
    }

    pub(super) fn fail(&mut self, problem: Problem) {
        self.hopeless = true;
        self.problems.push(problem);
    }

    /// The columns of values.
    fn held(&mut self, subject: Subject, laid: &Laid, names: &Names<'_>) -> HeldTable {
        let mut held = HeldTable { rows: laid.rows, columns: Vec::new(), unread: laid.unread.clone() };
        for (name, values) in &laid.columns {
            if names.is_key(subject, name) || names.is_list(subject, name) {
                continue;
            }
            if subject == Subject::Family && name.starts_with("complete.") && names.meant(subject, name).is_none() {
                let message = "there is no list of this name";
                let problem = Problem::of_column(Code::ColumnsUnknown, path(subject, name), message);
                let lists =
                    "`complete.adults`, `complete.children` and `complete.pregnancies` say that a list is complete";
                self.problems.push(problem.mended(lists));
                continue;
            }
            // What pregnancies are called is looked at when all tables are there.
            let meant = names.meant(subject, name);
            held.columns.extend(Held::of(subject, name, values, meant, &mut self.problems));
        }
        held
    }

    /// Adds members that have a table of their own.
    fn add(
        &mut self,
        subject: Subject,
        laid: &Laid,
        families: Option<&Keys<'_>>,
        key: Option<&ArrayRef>,
        names: &Names<'_>,
    ) -> Result<(), ArrowError> {
        let own_path = path(subject, names.key);
        let missing = |of: Subject| {
            let problem = Problem::of_column(Code::ColumnsMissing, path(of, names.key), "there is no column of keys");
            problem.mended("add the key of the family, or name the column with `key`")
        };
        if key.is_none() && !self.problems.iter().any(|one| one.place.path == path(Subject::Family, names.key)) {
            self.fail(missing(Subject::Family));
        }
        let Some(own) = laid.column(names.key) else {
            self.fail(missing(subject));
            return Ok(());
        };
        let (families, key) = match families.zip(key) {
            Some(both) => both,
            None => return Ok(()),
        };
        let own = match Keys::of(&own_path, own) {
            Ok(keys) if keys.alike(families) || keys.len() == 0 || families.len() == 0 => keys,
            Ok(_) => {
                let message = "the keys are of another type than those of the families";
                let problem = Problem::of_column(Code::ColumnsType, own_path, message);
                self.fail(problem.mended("give both tables whole numbers, or both text"));
                return Ok(());
            }
            Err(problem) => {
                self.fail(problem);
                return Ok(());
            }
        };
        let found = grouped(families, &own);
        if let Some((count, first)) = found.orphans {
            let message = format!("{count} rows, the first of them row {first}: no family has this key");
            self.problems.push(Problem::of_column(Code::ColumnsOrphan, own_path, message));
        }
        let laid = match &found.rows {
            Some(rows) => laid.taken(rows)?,
            None => laid.clone(),
        };
        let family = match (laid.column(names.key), &found.rows) {
            (Some(own), _) => own.clone(),
            (None, _) => take(key, &UInt32Array::from(parents(&found.offsets)), None)?,
        };
        self.keep(subject, &laid, found.offsets, family, names);
        Ok(())
    }

    pub(super) fn keep(
        &mut self,
        subject: Subject,
        laid: &Laid,
        offsets: Vec<u32>,
        family: ArrayRef,
        names: &Names<'_>,
    ) {
        let member = laid.column(names.member).cloned();
        if let Some(member) = &member {
            self.named |= subject == Subject::Pregnancy;
            self.told_apart(subject, member, &offsets, names);
        }
        let member = member.or_else(|| Some(places(&offsets)));
        let held = self.held(subject, laid, names);
        if let Some(whose) = self.whose.get_mut(subject as usize) {
            *whose = Whose { rows: laid.rows, family: Some(family), member };
        }
        self.members.push(Members { subject, offsets, table: held });
    }

    /// What borrowing needs beside Arrow's memory.
    pub fn beside(&self, names: &Names<'_>) -> All<'_> {
        let missing = |subject: Subject, held: &HeldTable| {
            names.lacks(subject, &|name| held.columns.iter().any(|own| own.name == name))
        };
        let mut all = vec![self.family.beside(missing(Subject::Family, &self.family))];
        all.extend(self.members.iter().map(|own| own.table.beside(missing(own.subject, &own.table))));
        all
    }

    /// The families, as the core borrows them.
    pub fn families<'a>(&'a self, beside: &'a All<'a>) -> Result<Families<'a>, Error> {
        let mut beside = beside.iter();
        let Some(first) = beside.next() else { return Families::new(millejours::Table::default()) };
        let mut families = Families::new(self.family.lend(first))?;
        for (own, beside) in self.members.iter().zip(beside) {
            let lent = own.table.lend(beside);
            families = match own.subject {
                Subject::Adult => families.adults(&own.offsets, lent)?,
                Subject::Pregnancy => families.pregnancies(&own.offsets, lent)?,
                _ => families.children(&own.offsets, lent)?,
            };
        }
        Ok(self.complete.iter().fold(families, |families, list| families.complete(*list)))
    }
}

impl Gathered {
    /// Where each family's members begin, in the order of `Subject::ALL`: taken out, for nothing is borrowed any more.
    pub fn offsets(&mut self) -> [Vec<u32>; 4] {
        let mut offsets: [Vec<u32>; 4] = Default::default();
        for own in &mut self.members {
            if let Some(into) = offsets.get_mut(own.subject as usize) {
                *into = std::mem::take(&mut own.offsets);
            }
        }
        offsets
    }
}

/// The family of each member.
pub fn parents(offsets: &[u32]) -> Vec<u32> {
    let mut parents = Vec::with_capacity(offsets.last().copied().unwrap_or(0) as usize);
    for (family, (start, end)) in offsets.iter().zip(offsets.iter().skip(1)).enumerate() {
        parents.extend(std::iter::repeat_n(family as u32, (end - start) as usize));
    }
    parents
}
