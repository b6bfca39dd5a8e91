//! Are two evaluations of the same families, in the same order?

use arrow_array::ArrayRef;
use millejours::{Code, Error, Problem, Subject};

use crate::columns::evaluation::Answers;
use crate::columns::held::path;
use crate::columns::keys::Keys;

const HELP: &str = "evaluate the same families twice, in the same order";

/// Refuses evaluations whose rows are not those of the same families and members, as far as their keys tell.
///
/// Members are compared where both evaluations read them.
pub fn same_families(before: &Answers, after: &Answers) -> Result<(), Error> {
    let mut problems = Vec::new();
    for subject in Subject::ALL {
        let at = subject as usize;
        let read = |own: &Answers| subject == Subject::Family || own.offsets.get(at).is_some_and(|own| !own.is_empty());
        let (Some(one), Some(other)) = (before.whose.get(at), after.whose.get(at)) else { continue };
        if !read(before) || !read(after) {
            continue;
        }
        if one.rows != other.rows {
            let message = format!("there are {} rows before, and {} after", one.rows, other.rows);
            problems.push(Problem::of_column(Code::ColumnsLength, subject.as_str(), message).mended(HELP));
            continue;
        }
        if subject != Subject::Family && before.offsets.get(at) != after.offsets.get(at) {
            let message = "they are not of the same families before and after";
            problems.push(Problem::of_column(Code::ColumnsMembers, subject.as_str(), message).mended(HELP));
            continue;
        }
        let family = one.family.as_ref().zip(other.family.as_ref());
        problems.extend(family.and_then(|(one, other)| differ(&path(subject, &before.key), one, other)));
        let member = one.member.as_ref().zip(other.member.as_ref());
        problems.extend(member.and_then(|(one, other)| differ(&path(subject, &before.member), one, other)));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Columns(problems)) }
}

/// What is wrong with keys that should be the same.
fn differ(path: &str, before: &ArrayRef, after: &ArrayRef) -> Option<Problem> {
    // Both were looked at when they were evaluated.
    let (one, other) = (Keys::of(path, before).ok()?, Keys::of(path, after).ok()?);
    let mut wrong = (0..one.len()).filter(|row| one.get(*row) != other.get(*row));
    let first = wrong.next()?;
    let count = wrong.count() + 1;
    let message = format!("{count} rows, the first of them row {first}: another key stands here before than after");
    Some(Problem::of_column(Code::ColumnsKey, path, message).mended(HELP))
}
