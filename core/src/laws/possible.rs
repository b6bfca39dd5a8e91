//! Which families can be, where two days of one child hang together.

use super::diagram::{Diagram, NO, YES};
use super::space::Space;

/// The most days by which a birth comes before the day it was expected, and after it; as for a family that is asked.
pub(super) const MOST_EARLY: i64 = 120;
pub(super) const MOST_LATE: i64 = 21;

/// The families in which every born child arrives no earlier than it is born, and was expected near the day of its birth.
pub(super) fn families(space: &mut Space<'_>) -> Diagram {
    let mut found = YES;
    for child in 0..space.anyone.born {
        let id = space.anyone.family.children.get(child).map(|child| child.id.clone()).unwrap_or_default();
        let level = |space: &Space<'_>, name: &str| {
            let wanted = format!("child[{id}].{name}");
            (0..space.facts.len()).find(|level| space.name(*level) == wanted)
        };
        let Some(born) = level(space, "born") else { continue };
        let expected = level(space, "pregnancy");
        let arrived = level(space, "arrived");
        if expected.is_some() || arrived.is_some() {
            let own = together(space, born, expected, arrived);
            found = space.all.and(own, found);
        }
    }
    found
}

fn cells(space: &Space<'_>, level: Option<usize>) -> Vec<(i64, i64)> {
    level.and_then(|level| space.facts.get(level)).map_or(vec![(i64::MIN / 4, i64::MAX / 4)], |fact| fact.cells.clone())
}

/// Some day of birth in its cell goes with some expected day and some day of arrival in theirs.
fn together(space: &mut Space<'_>, born: usize, expected: Option<usize>, arrived: Option<usize>) -> Diagram {
    let (births, expectations, arrivals) = (cells(space, Some(born)), cells(space, expected), cells(space, arrived));
    let mut found = NO;
    for (birth, (first, last)) in births.iter().enumerate() {
        for (expectation, (due_first, due_last)) in expectations.iter().enumerate() {
            let (low, high) = ((*first).max(due_first - MOST_EARLY), (*last).min(due_last + MOST_LATE));
            if low > high {
                continue;
            }
            for (arrival, (_, came_last)) in arrivals.iter().enumerate() {
                if low > *came_last {
                    continue;
                }
                let mut own = space.lies(born, |cell| cell == birth);
                for (level, wanted) in [(expected, expectation), (arrived, arrival)] {
                    if let Some(level) = level {
                        let here = space.lies(level, |cell| cell == wanted);
                        own = space.all.and(own, here);
                    }
                }
                found = space.all.or(found, own);
            }
        }
    }
    found
}
