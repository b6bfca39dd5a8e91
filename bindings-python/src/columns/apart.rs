//! Members told apart within their families, and children brought together with the pregnancies that they name.

use arrow_array::{ArrayRef, Int32Array};
use millejours::{Code, Problem, Subject};

use super::gather::{Gathered, Members};
use super::held::{Held, path};
use super::keys::Keys;
use super::names::Names;

impl Gathered {
    /// Members of one family have keys that differ.
    pub(super) fn told_apart(&mut self, subject: Subject, member: &ArrayRef, offsets: &[u32], names: &Names<'_>) {
        let own_path = path(subject, names.member);
        let keys = match Keys::of(&own_path, member) {
            Ok(keys) => keys,
            Err(problem) => return self.fail(problem),
        };
        let (mut without, mut twice) = ((0_usize, 0_usize), (0_usize, 0_usize));
        let told = |fault: &mut (usize, usize), row| {
            if fault.0 == 0 {
                fault.1 = row;
            }
            fault.0 += 1;
        };
        for (start, end) in offsets.iter().zip(offsets.iter().skip(1)) {
            let (start, end) = (*start as usize, *end as usize);
            if let Some(own) = keys.numbers() {
                let own = own.get(start..end).unwrap_or_default();
                for (at, key) in own.iter().enumerate() {
                    if own.iter().take(at).any(|other| other == key) {
                        told(&mut twice, start + at);
                    }
                }
                continue;
            }
            for row in start..end {
                match keys.get(row) {
                    None => told(&mut without, row),
                    own if (start..row).any(|other| keys.get(other) == own) => told(&mut twice, row),
                    _ => {}
                }
            }
        }
        for ((count, first), what) in [(without, "there is no key"), (twice, "the key stands before in the family")] {
            if count > 0 {
                let message = format!("{count} rows, the first of them row {first} in the order of families: {what}");
                self.fail(Problem::of_column(Code::ColumnsKey, own_path.clone(), message));
            }
        }
    }

    /// Children say of which pregnancy they are by its key, where pregnancies have keys; the core counts places.
    pub(super) fn places_of_pregnancies(&mut self) {
        let of = |subject: Subject| move |own: &Members| own.subject == subject;
        let Some(children) = self.members.iter().position(of(Subject::Child)) else { return };
        let pregnancies = self.members.iter().find(|own| own.subject == Subject::Pregnancy);
        if pregnancies.is_some() && !self.named {
            return;
        }
        let firsts = pregnancies.map(|own| own.offsets.clone());
        let keys = self.whose.get(Subject::Pregnancy as usize).and_then(|whose| whose.member.clone());
        let Some(own) = self.members.get_mut(children) else { return };
        let Some(place) = own.table.columns.iter().position(|held| held.name == "pregnancy") else { return };
        let (given, nulls) = own.table.columns.remove(place).given();
        // Where there are none, no child can name one, by a key or by a place; perhaps their table could not be taken.
        let firsts = match firsts {
            None if self.hopeless => return,
            firsts => firsts.unwrap_or_else(|| vec![0; own.offsets.len()]),
        };
        let own_path = path(Subject::Child, "pregnancy");
        let named = match Keys::of(&own_path, &given) {
            Ok(named) => named,
            Err(problem) => return self.problems.push(problem),
        };
        // Looked at before.
        let keys = keys.as_ref().and_then(|keys| Keys::of(&own_path, keys).ok());
        let mut unknown: Option<(usize, usize)> = None;
        let mut places = vec![None; own.table.rows];
        let families = own.offsets.iter().zip(own.offsets.iter().skip(1));
        let theirs = firsts.iter().zip(firsts.iter().skip(1));
        for ((start, end), (first, last)) in families.zip(theirs) {
            for row in *start as usize..*end as usize {
                let known = nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
                let Some(wanted) = named.get(row).filter(|_| known) else { continue };
                let key = |at| keys.as_ref().and_then(|keys| keys.get(at));
                let found = (*first as usize..*last as usize).position(|at| key(at) == Some(wanted));
                match (found.and_then(|found| i32::try_from(found).ok()), places.get_mut(row)) {
                    (Some(found), Some(into)) => *into = Some(found),
                    _ => unknown = unknown.map(|(count, at)| (count + 1, at)).or(Some((1, row))),
                }
            }
        }
        own.table.columns.push(Held::of_places("pregnancy", Int32Array::from(places)));
        if let Some((count, first)) = unknown {
            let message =
                format!("{count} rows, the first of them row {first}: the family has no pregnancy of this key");
            self.problems.push(Problem::of_column(Code::ColumnsValue, own_path, message));
        }
    }
}
