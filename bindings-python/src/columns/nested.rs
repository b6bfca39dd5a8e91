//! Members that stand as lists in the table of the families.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericListArray, NullArray, OffsetSizeTrait, UInt32Array};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{ArrowError, DataType};
use arrow_select::take::take;
use millejours::{Code, Problem, Subject};

use super::gather::{Gathered, Laid, list_of, parents};
use super::held::{Held, path};
use super::names::{Names, table};

impl Gathered {
    /// Adds members that stand as lists in the table of the families.
    pub(super) fn unnest(
        &mut self,
        subject: Subject,
        list: &ArrayRef,
        key: Option<&ArrayRef>,
        names: &Names<'_>,
    ) -> Result<(), ArrowError> {
        let found = match list.data_type() {
            DataType::List(_) => flat(list.as_list::<i32>())?,
            DataType::LargeList(_) => flat(list.as_list::<i64>())?,
            DataType::Null => Some(nobody(list)),
            _ => None,
        };
        // A list in which nobody stands has no columns, and lacks none.
        let found = found.map(|(offsets, mut columns, rows, nulls)| {
            if columns.is_empty() && rows == 0 {
                let read = names.plan.reads().iter().filter(|own| own.subject == subject);
                let none = || std::sync::Arc::new(NullArray::new(0)) as ArrayRef;
                columns.extend(read.map(|own| (own.name.clone(), none())));
            }
            (offsets, columns, rows, nulls)
        });
        let Some((offsets, columns, rows, nulls)) = found else {
            let message = format!("it is {}", list.data_type());
            let problem = Problem::of_column(Code::ColumnsType, path(Subject::Family, table(subject)), message);
            self.fail(problem.mended("give a list of structs, or a table of its own"));
            return Ok(());
        };
        if let Some(nulls) = nulls.filter(|nulls| nulls.null_count() > 0) {
            self.open_where_null(subject, &nulls);
        }
        let (columns, others): (Vec<_>, Vec<_>) = columns.into_iter().partition(|(name, _)| names.knows(subject, name));
        let unread = others.into_iter().map(|(name, _)| name).collect();
        let family = match key {
            Some(key) => take(key, &UInt32Array::from(parents(&offsets)), None)?,
            None => std::sync::Arc::new(UInt32Array::from(parents(&offsets))),
        };
        self.keep(subject, &Laid { rows, columns, unread }, offsets, family, names);
        Ok(())
    }

    /// A family whose list is null may have members that nobody listed.
    fn open_where_null(&mut self, subject: Subject, nulls: &NullBuffer) {
        let name = format!("complete.{}", table(subject));
        let everywhere = list_of(subject).is_some_and(|list| self.complete.contains(&list));
        self.complete.retain(|list| Some(*list) != list_of(subject));
        let own = self.family.columns.iter().position(|held| held.name == name);
        if everywhere {
            self.disputed(&name, own);
        }
        let said = match own.and_then(|own| self.family.columns.get(own)) {
            Some(held) if everywhere => held.no().map(|no| !&no),
            Some(held) => held.yes(),
            None => everywhere.then(|| BooleanBuffer::new_set(nulls.len())),
        };
        if let Some(said) = said {
            if let Some(own) = own {
                self.family.columns.remove(own);
            }
            self.family.columns.push(Held::of_bits(&name, &said & nulls.inner()));
        }
    }
}

impl Gathered {
    /// Tells of families whose list a column calls open and the call complete: as the core tells it, which will not hear of it.
    fn disputed(&mut self, name: &str, own: Option<usize>) {
        let open = own.and_then(|own| self.family.columns.get(own)).and_then(Held::no);
        let Some((open, first)) = open.and_then(|open| Some((open.count_set_bits(), open.set_indices().next()?)))
        else {
            return;
        };
        let message = format!(
            "{open} rows, the first of them row {first}: the column says that the list is not complete, and the call that it is in every family"
        );
        self.problems.push(Problem::of_column(Code::ColumnsValue, path(Subject::Family, name), message));
    }
}

type Flat = (Vec<u32>, Vec<(String, ArrayRef)>, usize, Option<NullBuffer>);

/// Lists in which nobody stands: a null in a list is nobody.
fn nobody(list: &dyn Array) -> Flat {
    (vec![0; list.len() + 1], Vec::new(), 0, list.logical_nulls().filter(|nulls| nulls.null_count() > 0))
}

/// A list of structs as offsets and columns; `None` where it is a list of something else.
fn flat<O: OffsetSizeTrait>(list: &GenericListArray<O>) -> Result<Option<Flat>, ArrowError> {
    if list.values().data_type() == &DataType::Null {
        return Ok(Some(nobody(list)));
    }
    let Some(items) = list.values().as_struct_opt() else { return Ok(None) };
    let (Some(start), Some(end)) = (list.value_offsets().first(), list.value_offsets().last()) else { return Ok(None) };
    let (start, end) = (start.as_usize(), end.as_usize());
    // A null list may stand over items, and an item may be null: neither is anybody.
    let dense = items.logical_nulls().is_none_or(|nulls| nulls.null_count() == 0)
        && (0..list.len()).all(|row| list.is_valid(row) || list.value_length(row).as_usize() == 0);
    let within = |row: usize| match list.value_offsets().get(row..row + 2) {
        Some([start, end]) if list.is_valid(row) => start.as_usize()..end.as_usize(),
        _ => 0..0,
    };
    let mut offsets = Vec::with_capacity(list.len() + 1);
    offsets.push(0_u32);
    let mut kept: Vec<u32> = Vec::new();
    let mut last = 0_u32;
    for row in 0..list.len() {
        if dense {
            last += within(row).len() as u32;
        } else {
            kept.extend(within(row).filter(|at| items.is_valid(*at)).map(|at| at as u32));
            last = kept.len() as u32;
        }
        offsets.push(last);
    }
    let names = items.fields().iter().map(|field| field.name().clone());
    let columns: Vec<(String, ArrayRef)> = if dense {
        names.zip(items.columns().iter().map(|column| column.slice(start, end - start))).collect()
    } else {
        let rows = UInt32Array::from(kept);
        let taken = items.columns().iter().map(|column| take(column, &rows, None));
        names.zip(taken.collect::<Result<Vec<_>, _>>()?).collect()
    };
    Ok(Some((offsets, columns, last as usize, list.nulls().cloned())))
}
