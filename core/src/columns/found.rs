//! What is wrong with families that were written out: each fault once, with how many families have it.

use crate::document::MAX_PROBLEMS;
use crate::error::{Place, Problem};

/// Faults of families, as they are met.
#[derive(Debug, Default)]
pub(crate) struct Found(Vec<Counted>);

/// One fault, how many families have it, and the first of them.
#[derive(Debug)]
struct Counted {
    problem: Problem,
    count: u64,
    first: usize,
}

impl Found {
    /// Counts the problems of the family of one row, each of its kinds once.
    pub(crate) fn add(&mut self, row: usize, problems: Vec<Problem>) {
        let own = problems.into_iter().fold(Vec::<Problem>::new(), |mut own, problem| {
            let problem = Problem { place: Place::at(column(&problem.place.path)), ..problem };
            if !own.contains(&problem) {
                own.push(problem);
            }
            own
        });
        for problem in own {
            self.count(Counted { problem, count: 1, first: row });
        }
    }

    /// The same of the families of a piece that follows.
    pub(crate) fn append(&mut self, next: Found) {
        next.0.into_iter().for_each(|counted| self.count(counted));
    }

    fn count(&mut self, counted: Counted) {
        let room = self.0.len() < MAX_PROBLEMS;
        match self.0.iter_mut().find(|own| own.problem == counted.problem) {
            Some(own) => (own.count, own.first) = (own.count + counted.count, own.first.min(counted.first)),
            // As many kinds as a report can have: more would not be told.
            None if room => self.0.push(counted),
            None => {}
        }
    }

    /// What is told, by column.
    pub(crate) fn told(mut self) -> impl Iterator<Item = Problem> {
        self.0.sort_by(|one, two| {
            let by = |own: &Counted| (own.problem.place.path.clone(), own.problem.code.as_str());
            by(one).cmp(&by(two)).then(one.first.cmp(&two.first))
        });
        self.0.into_iter().map(|Counted { problem, count, first }| {
            let families = if count == 1 { "family" } else { "families" };
            let message =
                format!("{count} {families}, the first of them row {first} of the families: {}", problem.message);
            Problem { message, ..problem }
        })
    }
}

/// The column of a place in a family's document: `children[1].died` stands in `children.died`, `languages` in `family.languages`.
fn column(path: &str) -> String {
    let mut name = String::new();
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '[' => inside = true,
            ']' => inside = false,
            letter if !inside => name.push(letter),
            _ => {}
        }
    }
    let of_member = ["adults", "children", "pregnancies"].iter().any(|list| name.starts_with(&format!("{list}.")));
    if of_member { name } else { format!("family.{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    fn problem(path: &str) -> Problem {
        Problem::new(Code::DateOrder, Place::at(path), "this day lies before the day of birth")
    }

    #[test]
    fn a_fault_that_many_families_have_is_told_once() {
        let (mut found, mut next) = (Found::default(), Found::default());
        found.add(3, vec![problem("children[0].died"), problem("children[4].died"), problem("children[0].arrived")]);
        next.add(7, vec![problem("children[2].died")]);
        next.add(9, vec![problem("languages[1]")]);
        found.append(next);
        let told: Vec<_> = found.told().map(|own| (own.place.path, own.message)).collect();
        let told: Vec<_> = told.iter().map(|(path, message)| (path.as_str(), message.split(':').next())).collect();
        assert_eq!(
            told,
            [
                ("children.arrived", Some("1 family, the first of them row 3 of the families")),
                ("children.died", Some("2 families, the first of them row 3 of the families")),
                ("family.languages", Some("1 family, the first of them row 9 of the families")),
            ]
        );
    }
}
