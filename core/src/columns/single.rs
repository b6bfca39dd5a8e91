//! One row at a time: what every column is measured by, and where a row is finished that columns alone leave open.

use std::collections::BTreeSet;

use super::families::Families;
use super::options::EvaluateOptions;
use crate::assessment::{Begun, Entry, Prepared, RowAnswer, Wanted};
use crate::condition::List;
use crate::error::{Error, Problem};
use crate::family::Family;
use crate::programme::Programme;
use crate::vocabulary::Subject;
use chrono::NaiveDate;

impl EvaluateOptions {
    pub(crate) fn wanted(self) -> Wanted {
        Wanted { dose: self.doses, date: self.dates, rule: self.rules, barriers: self.barriers, missing: self.missing }
    }
}

/// A row written out, and put into the numbers of a programme.
pub(crate) struct Single<'p> {
    prepared: Prepared<'p>,
}

impl<'p> Single<'p> {
    /// The family of a row without what no family can have, and what that is in its document; `None` where it is none even so.
    pub(crate) fn of(
        programme: &'p Programme,
        families: &Families<'_>,
        row: usize,
        on: NaiveDate,
    ) -> (Option<Self>, Vec<Problem>) {
        let family = families.legible(row);
        let (family, problems) = match programme.prepare(&family, on) {
            Ok(prepared) => return (Some(Single { prepared }), Vec::new()),
            Err(error) => (without(family, error.problems()), error.problems().to_vec()),
        };
        // The values of facts are told with their columns.
        let own = problems.into_iter().filter(|problem| !problem.place.path.contains("facts.")).collect();
        (programme.prepare(&family, on).ok().map(|prepared| Single { prepared }), own)
    }

    /// The family of a row as it stands.
    ///
    /// # Errors
    /// As [`Families::family`] and [`Programme::prepare`].
    pub(crate) fn strict(
        programme: &'p Programme,
        families: &Families<'_>,
        row: usize,
        on: NaiveDate,
    ) -> Result<Self, Error> {
        Ok(Single { prepared: programme.prepare(&families.family(row)?, on)? })
    }

    /// The answers of every offer that is wanted: its place in the programme, the place of whom it is for among the family's
    /// members of that kind, and the answer.
    pub(crate) fn answers(
        &self,
        wanted: Wanted,
        offers: &dyn Fn(&Entry<'_>) -> bool,
    ) -> impl Iterator<Item = (Entry<'_>, usize, RowAnswer)> {
        self.prepared.entries().filter(move |entry| offers(entry)).map(move |entry| {
            let member = self.place(&entry);
            let answer = self.prepared.row(&entry, wanted);
            (entry, member, answer)
        })
    }

    /// The places of the members of a list of whom something is said.
    pub(crate) fn present(&self, list: List) -> BTreeSet<usize> {
        self.prepared.listed_members(list).filter_map(|id| id.get(1..)?.parse::<usize>().ok()?.checked_sub(1)).collect()
    }

    /// The days that members are counted from, by their places among those listed.
    pub(crate) fn begun(&self, list: List) -> Vec<(usize, Begun<'_>)> {
        let place = |begun: &Begun<'_>| begun.id.get(1..)?.parse::<usize>().ok()?.checked_sub(1);
        self.prepared.begun(list).into_iter().filter_map(|begun| Some((place(&begun)?, begun))).collect()
    }

    /// The place of a member among those listed: also of those of whom nothing is said.
    fn place(&self, entry: &Entry<'_>) -> usize {
        let id = self.prepared.subject_id(entry).unwrap_or_default();
        let digits = id.get(1..).and_then(|digits| digits.parse::<usize>().ok());
        digits.map_or(0, |number| number.saturating_sub(1))
    }
}

/// The family without the values that problems speak of.
fn without(mut family: Family, problems: &[Problem]) -> Family {
    let wrong: BTreeSet<&str> = problems.iter().map(|problem| problem.place.path.as_str()).collect();
    let keep = |path: String| !wrong.contains(path.as_str());
    family.facts.retain(|name, _| keep(format!("facts.{name}")));
    for (at, own) in family.adults.iter_mut().enumerate() {
        own.facts.retain(|name, _| keep(format!("adults[{at}].facts.{name}")));
    }
    for (at, own) in family.children.iter_mut().enumerate() {
        own.facts.retain(|name, _| keep(format!("children[{at}].facts.{name}")));
        for (date, key) in [(&mut own.died, "died"), (&mut own.arrived, "arrived")] {
            *date = date.filter(|_| keep(format!("children[{at}].{key}")));
        }
        own.pregnancy = own.pregnancy.take().filter(|_| keep(format!("children[{at}].pregnancy")));
    }
    for (at, own) in family.pregnancies.iter_mut().enumerate() {
        own.facts.retain(|name, _| keep(format!("pregnancies[{at}].facts.{name}")));
        own.outcome = own.outcome.filter(|_| keep(format!("pregnancies[{at}].outcome")));
    }
    family
}

/// The row of a member among all rows of its kind.
pub(crate) fn row_of(families: &Families<'_>, family: usize, subject: Subject, member: usize) -> usize {
    families.rows_in(family, subject).start + member
}
