//! The gradient in total: the doses of all offers, weighed and added up.
//!
//! Where no offer falls, their sum cannot fall either, whatever the weights. Only where one does is the sum looked at, and
//! then along that fact alone, over the offers that hang on it, step by step of the fact: of each offer what it changes by.
//! What falls is added up first; a family that the offers still to come are sure to make up for is left out at once, so
//! that what is kept of the sum stays small.

use std::collections::BTreeMap;

use super::diagram::{Diagram, Join, NO, NOBODY};
use super::direction::Direction;
use super::gather::{About, Findings, Found};
use super::gradient::falls;
use super::model::{Bound, BreakKind, Law};
use super::proof::Proof;
use super::search::{Pair, Path};
use crate::family::Family;

/// What the dose of an offer for one member comes to, weighed, at each cell of a fact.
type AtCells = Vec<Diagram>;

/// By how much a dose changes from one cell to another.
struct Change {
    by: Diagram,
    /// The ends of its range, with 0 between them.
    least: i64,
    most: i64,
}

pub(super) fn total(
    proof: &mut Proof<'_>,
    weights: &BTreeMap<String, i64>,
    dimensions: &[(usize, Direction)],
    findings: &mut Findings,
) {
    for (level, direction) in dimensions {
        let fact = proof.space.name(*level).to_owned();
        if !findings.falls_along(&fact) {
            continue;
        }
        proof.renew();
        let Some(doses) = weighed(proof, weights, *level) else {
            findings.undecided(Law::Gradient, Bound::Weights, None, Some(fact));
            continue;
        };
        let in_sum = proof.space.facts.get(*level).is_some_and(|own| proof.space.sums_with(own.id).contains(&true));
        if in_sum {
            let total = doses.iter().fold(NO, |total, own| proof.space.all.join(Join::Sum, total, *own));
            let only = [(*level, direction.clone())];
            falls(proof, findings, &only, total, &About::default(), (BreakKind::SmallerTotal, true));
            continue;
        }
        let about = About { fact: Some(fact.clone()), ..About::default() };
        if findings.is_known(Law::Gradient, BreakKind::SmallerTotal, &about) {
            continue;
        }
        let found = falling(proof, &doses, *level, direction);
        if proof.space.is_full() {
            findings.undecided(Law::Gradient, Bound::Nodes, None, Some(fact));
            continue;
        }
        match found {
            Found::Nothing => {}
            Found::Unsure => findings.undecided(Law::Gradient, Bound::Sum, None, Some(fact)),
            Found::Some((pair, numbers)) => {
                if let Some(own) = proof.tell(BreakKind::SmallerTotal, about, pair.into(), Some(numbers)) {
                    findings.broken(Law::Gradient, own);
                }
            }
        }
    }
    proof.renew();
}

/// The doses that hang on a fact, weighed. `None` where one has no weight.
fn weighed(proof: &mut Proof<'_>, weights: &BTreeMap<String, i64>, level: usize) -> Option<Vec<Diagram>> {
    let mut found = Vec::new();
    for entry in proof.entries() {
        let Some(dose) = proof.offer(entry).and_then(|offer| offer.dose.as_ref()) else { continue };
        let amount = proof.amount(entry);
        let asked = proof.space.all.asks(amount);
        if proof.hangs_on(&asked, level) {
            let weight = weights.get(&*dose.unit).copied()?;
            found.push(proof.space.all.map(amount, &|amount| amount.max(0).saturating_mul(weight)));
        }
    }
    Some(found)
}

/// Two families one step of a fact apart, of which the second has less in total, and what each has.
fn falling(
    proof: &mut Proof<'_>,
    doses: &[Diagram],
    level: usize,
    direction: &Direction,
) -> Found<([Family; 2], (i64, i64))> {
    let cells = proof.space.facts.get(level).map(|fact| fact.cells.clone()).unwrap_or_default();
    let at: Vec<AtCells> = doses
        .iter()
        .map(|own| (0..cells.len()).map(|cell| proof.space.all.restrict(*own, level, cell)).collect())
        .collect();
    let mut unsure = false;
    for (less, more) in steps(&cells, direction) {
        let changes = changes(proof, &at, (less, more));
        if changes.iter().all(|change| change.least >= 0) {
            continue;
        }
        let possible = proof.space.possible;
        // Mostly the smallest family that loses something of one offer gains nothing of the others.
        let mut near = None;
        for change in changes.iter().filter(|change| change.least < 0) {
            let by = proof.of_possible(change.by);
            let Some(path) = proof.path(by, &|value| value != NOBODY && value < 0) else { continue };
            let mut start = possible;
            for (level, cell) in path {
                let here = proof.space.lies(level, |own| own == cell);
                start = proof.space.all.and(start, here);
            }
            near = negative(proof, &changes, start);
            if near.is_some() {
                break;
            }
        }
        let Some(function) = near.or_else(|| negative(proof, &changes, possible)) else { continue };
        if proof.space.is_full() {
            return Found::Unsure;
        }
        match told(proof, &at, (level, direction), (less, more), function) {
            Some(found) => return Found::Some(found),
            None => unsure = true,
        }
    }
    if unsure { Found::Unsure } else { Found::Nothing }
}

/// The cells to compare. Where the cells stand in a row, those side by side are enough: what falls over several steps falls
/// over one of them.
fn steps(cells: &[(i64, i64)], direction: &Direction) -> Vec<(usize, usize)> {
    let next = || (1..cells.len()).map(|cell| (cell - 1, cell));
    match direction {
        Direction::Rising => next().collect(),
        Direction::Falling => next().map(|(low, high)| (high, low)).collect(),
        Direction::Among(_) | Direction::Either => {
            let all = (0..cells.len()).flat_map(|less| (0..cells.len()).map(move |more| (less, more)));
            let fits = |(less, more): &(usize, usize)| {
                less != more
                    && cells.get(*less).zip(cells.get(*more)).is_some_and(|(less, more)| direction.more(*less, *more))
            };
            all.filter(fits).collect()
        }
    }
}

/// What changes between two cells: what can fall first.
fn changes(proof: &mut Proof<'_>, at: &[AtCells], (less, more): (usize, usize)) -> Vec<Change> {
    let mut found = Vec::new();
    for own in at {
        let (Some(before), Some(after)) = (own.get(less), own.get(more)) else { continue };
        if before == after {
            continue;
        }
        let lost = proof.space.all.map(*before, &|amount| -amount);
        let by = proof.space.all.join(Join::Sum, *after, lost);
        let values = proof.space.all.values(by);
        let (least, most) = (values.first().copied().unwrap_or(0).min(0), values.last().copied().unwrap_or(0).max(0));
        found.push(Change { by, least, most });
    }
    found.sort_by_key(|change| change.least >= 0);
    found
}

/// The families of a start whose changes come to less than 0: all others are nobody. `None` where there are none.
fn negative(proof: &mut Proof<'_>, changes: &[Change], start: Diagram) -> Option<Diagram> {
    let all = &mut proof.space.all;
    let nobody = all.end(NOBODY);
    let mut sum = all.choose(start, NO, nobody);
    let (mut loss, mut gain) = changes.iter().fold((0, 0), |(loss, gain), own| (loss + own.least, gain + own.most));
    for change in changes {
        sum = all.join(Join::Sum, sum, change.by);
        loss -= change.least;
        gain -= change.most;
        sum = all.map(sum, &|value| match value {
            // Whatever the others are, nothing is lost; or something is, and how much does not matter.
            value if value + loss >= 0 => NOBODY,
            value if value + gain < 0 => -gain - 1,
            value => value,
        });
        if sum == nobody && !all.is_full() {
            return None;
        }
    }
    Some(sum)
}

/// Two families of a function that is somebody, told far enough that each dose is known, and what they have in total.
fn told(
    proof: &mut Proof<'_>,
    at: &[AtCells],
    (level, direction): (usize, &Direction),
    cells: (usize, usize),
    function: Diagram,
) -> Option<([Family; 2], (i64, i64))> {
    let mut path: Path = proof.path(function, &|value| value != NOBODY)?;
    let mut totals = (0_i64, 0_i64);
    for own in at {
        for (total, cell) in [(&mut totals.0, cells.0), (&mut totals.1, cells.1)] {
            let own = proof.of_possible(*own.get(cell)?);
            let left = path.iter().fold(own, |left, (level, cell)| proof.space.all.restrict(left, *level, *cell));
            let more = proof.path(left, &|value| value != NOBODY)?;
            let end = more.iter().fold(left, |left, (level, cell)| proof.space.all.restrict(left, *level, *cell));
            *total = total.saturating_add(proof.space.all.value(end)?);
            path.extend(more);
        }
    }
    // Days that only had to go together with others are left out.
    let mut asked = vec![false; proof.space.all.levels()];
    for own in at.iter().flatten() {
        let own = proof.space.all.asks(*own);
        asked.iter_mut().zip(own).for_each(|(asked, own)| *asked |= own);
    }
    path.retain(|(level, _)| asked.get(*level).copied().unwrap_or(false));
    path.sort_unstable();
    let pair =
        Pair { level, cells, rest: path, sums: Vec::new(), direction: direction.clone(), step: false, ends: totals };
    Some((proof.space.pair(proof.programme, &pair)?, pair.ends))
}
