//! The gradient in total: the doses of all offers, weighed and added up.
//!
//! Where no offer falls, their sum cannot fall either, whatever the weights. Only where one does is the sum looked at, and
//! then along that fact alone, over the offers that hang on it, step by step of the fact: of each offer what it changes by.
//! What falls is added up first; a family that the offers still to come are sure to make up for is left out at once, so
//! that what is kept of the sum stays small.
//!
//! Offers that replace one another are one: what a family has of them counts, and nothing that it has stands in for. Two
//! families are not compared where something falls and the second has, of the same offers, something without a dose that the
//! first has not.
//!
//! A family that loses is looked for by hand first: the smallest that loses something of one offer, such that the others give
//! it as little as they can. Only where that one does not lose in total is the sum built, within a bound of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::diagram::{Diagram, Diagrams, Join, NO, NOBODY};
use super::direction::Direction;
use super::gather::{About, Findings, Found};
use super::gradient::groups;
use super::model::{Bound, BreakKind, Law};
use super::proof::Proof;
use super::replaced::{bare as without_dose, falls_beside, held, whom};
use super::search::Pair;
use crate::family::Family;
use crate::gather;

/// The most branches of the sum for one fact.
const MOST_BRANCHES: usize = 1 << 21;

/// What is told of two families alike, by level.
type Told = BTreeMap<usize, usize>;

/// What the doses of offers that replace one another come to, weighed, and what stands without a dose beside them; of most
/// it is one offer for one member.
struct Part {
    amount: Diagram,
    bare: Vec<Diagram>,
}

/// A part of the total at each cell of a fact.
type AtCells = Vec<Part>;

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
    // Where what hangs on one fact is too much, what hangs on the next mostly is, too: to find out again costs as much again.
    let mut too_much = false;
    for (level, direction) in dimensions {
        let fact = proof.space.name(*level).to_owned();
        if !findings.falls_along(&fact) {
            continue;
        }
        if too_much {
            findings.undecided(Law::Gradient, Bound::Nodes, None, Some(fact));
            continue;
        }
        proof.renew();
        let doses = weighed(proof, weights, *level);
        if proof.space.is_full() {
            too_much = true;
            findings.undecided(Law::Gradient, Bound::Nodes, None, Some(fact));
            continue;
        }
        let (doses, unit) = match doses {
            Ok(doses) => doses,
            Err(units) => {
                findings.unweighed(Law::Gradient, units, None, Some(fact));
                continue;
            }
        };
        let about = About { unit, ..About::default() };
        let in_sum = proof.space.facts.get(*level).is_some_and(|own| proof.space.sums_with(own.id).contains(&true));
        if in_sum {
            let total = doses.iter().fold(NO, |total, own| proof.space.all.join(Join::Sum, total, own.amount));
            let bare: Vec<Diagram> = doses.iter().flat_map(|own| own.bare.clone()).collect();
            let only = [(*level, direction.clone())];
            falls_beside(proof, findings, &only, (total, &bare), &about, BreakKind::SmallerTotal);
            if !bare.is_empty() {
                // Whoever has more without a dose and loses elsewhere was not looked at.
                findings.undecided(Law::Gradient, Bound::Sum, None, Some(fact));
            }
            continue;
        }
        let about = About { fact: Some(fact.clone()), ..about };
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
            Found::Unsure(bound) => findings.undecided(Law::Gradient, bound, None, Some(fact)),
            Found::Some((pair, numbers)) => {
                findings.show(proof, (Law::Gradient, BreakKind::SmallerTotal), about, pair.into(), Some(numbers));
            }
        }
    }
    proof.renew();
}

/// The doses that hang on a fact, weighed where their units differ, and their unit where it is one; or the
/// units that have no weight, where they are several.
fn weighed(
    proof: &mut Proof<'_>,
    weights: &BTreeMap<String, i64>,
    level: usize,
) -> Result<(Vec<Part>, Option<String>), Vec<String>> {
    let mut found = Vec::new();
    for group in groups(proof.programme.offers()) {
        for member in everybody(proof, &group) {
            let held = held(proof, &group, member);
            let mut own: Vec<(&str, Diagram)> = Vec::new();
            for one in &held {
                let Some(dose) = &one.offer.dose else { continue };
                let asked = proof.space.all.asks(one.amount);
                if proof.hangs_on(&asked, level) {
                    own.push((&dose.unit, one.amount));
                }
            }
            if !own.is_empty() {
                found.push((own, without_dose(&held)));
            }
        }
    }
    let units: BTreeSet<&str> = gather::set(found.iter().flat_map(|(own, _)| own).map(|(unit, _)| *unit));
    let unit = units.first().filter(|_| units.len() == 1).map(|unit| (*unit).to_owned());
    let absent: Vec<String> =
        units.iter().filter(|own| !weights.contains_key(**own)).map(|own| (*own).to_owned()).collect();
    if unit.is_none() && !absent.is_empty() {
        return Err(absent);
    }
    let mut parts = Vec::new();
    for (own, bare) in found {
        let mut amount = NO;
        for (of, much) in own {
            let known = if unit.is_some() { Some(1) } else { weights.get(of).copied() };
            // Said above of all at once; whatever changes there, no weight is made up here.
            let Some(weight) = known else { return Err(vec![of.to_owned()]) };
            let much = proof.space.all.map(much, &|much| much.saturating_mul(weight));
            amount = proof.space.all.join(Join::Sum, amount, much);
        }
        parts.push(Part { amount, bare });
    }
    Ok((parts, unit))
}

/// All whom a group of offers is for, each by itself: members, where it is for members of one kind; else the family.
fn everybody(proof: &Proof<'_>, group: &[usize]) -> Vec<Option<usize>> {
    if whom(proof, group) == [None] {
        return vec![None];
    }
    let first = proof.entries().into_iter().filter(|entry| group.first() == Some(&entry.0));
    first.map(|(_, member)| Some(member)).collect()
}

/// Two families one step of a fact apart, of which the second has less in total, and what each has.
fn falling(
    proof: &mut Proof<'_>,
    doses: &[Part],
    level: usize,
    direction: &Direction,
) -> Found<([Family; 2], (i64, i64))> {
    let cells = proof.space.facts.get(level).map(|fact| fact.cells.clone()).unwrap_or_default();
    let mut at: Vec<AtCells> = Vec::new();
    for own in doses {
        let mut at_cells = AtCells::new();
        for cell in 0..cells.len() {
            let lies = Told::from([(level, cell)]);
            let amount = proof.space.all.restrict(own.amount, &lies);
            let bare = own.bare.iter().map(|bare| proof.space.all.restrict(*bare, &lies)).collect();
            at_cells.push(Part { amount, bare });
        }
        at.push(at_cells);
    }
    let any_bare = doses.iter().any(|own| !own.bare.is_empty());
    let steps: Vec<_> = steps(&cells, direction, any_bare)
        .into_iter()
        .map(|step| (step, changes(proof, &at, step)))
        .filter(|(_, changes)| changes.iter().any(|change| change.least < 0))
        .collect();
    for (step, changes) in &steps {
        for first in changes.iter().filter(|change| change.least < 0) {
            if let Some(told) = by_hand(proof, changes, first)
                && let Some(found) = pair(proof, &at, (level, direction), *step, told)
            {
                return Found::Some(found);
            }
        }
    }
    let most = proof.space.all.allow(MOST_BRANCHES);
    let mut unsure = false;
    for (step, changes) in &steps {
        let Some(function) = negative(proof, changes) else { continue };
        if proof.space.is_full() {
            break;
        }
        let told = proof.path(function, &|value| value != NOBODY).map(Told::from_iter);
        match told.and_then(|told| pair(proof, &at, (level, direction), *step, told)) {
            Some(found) => {
                proof.space.all.allow_again(most);
                return Found::Some(found);
            }
            None => unsure = true,
        }
    }
    proof.space.all.allow_again(most);
    if unsure { Found::Unsure(Bound::Sum) } else { Found::Nothing }
}

/// The cells to compare. Where the cells stand in a row, those side by side are enough, unless some families are not
/// compared: what falls over several steps falls over one of them.
fn steps(cells: &[(i64, i64)], direction: &Direction, all_of_them: bool) -> Vec<(usize, usize)> {
    let next = || (1..cells.len()).map(|cell| (cell - 1, cell));
    match direction {
        Direction::Rising if !all_of_them => next().collect(),
        Direction::Falling if !all_of_them => next().map(|(low, high)| (high, low)).collect(),
        _ => {
            let all = (0..cells.len()).flat_map(|less| (0..cells.len()).map(move |more| (less, more)));
            let fits = |(less, more): &(usize, usize)| {
                less != more
                    && cells.get(*less).zip(cells.get(*more)).is_some_and(|(less, more)| direction.more(*less, *more))
            };
            all.filter(fits).collect()
        }
    }
}

/// What changes between two cells: what can fall first, then what hangs on little else.
fn changes(proof: &mut Proof<'_>, at: &[AtCells], (less, more): (usize, usize)) -> Vec<Change> {
    let mut found = Vec::new();
    for own in at {
        let (Some(before), Some(after)) = (own.get(less), own.get(more)) else { continue };
        if before.amount == after.amount {
            continue;
        }
        let lost = proof.space.all.map(before.amount, &|amount| -amount);
        let mut by = proof.space.all.join(Join::Sum, after.amount, lost);
        // Who has less, and something without a dose that the first family has not, is not compared.
        let mut new = NO;
        for (before, after) in before.bare.iter().zip(&after.bare) {
            let without = proof.space.all.not(*before);
            let own = proof.space.all.and(*after, without);
            new = proof.space.all.or(new, own);
        }
        if new != NO {
            let compared = proof.space.all.map(by, &|by| if by < 0 { NOBODY } else { by });
            by = proof.space.all.choose(new, compared, by);
        }
        let values: Vec<i64> = proof.space.all.values(by).into_iter().filter(|value| *value != NOBODY).collect();
        let (least, most) = (values.first().copied().unwrap_or(0).min(0), values.last().copied().unwrap_or(0).max(0));
        found.push(Change { by, least, most });
    }
    let mut lost = vec![false; proof.space.all.levels()];
    for change in found.iter().filter(|change| change.least < 0) {
        let asked = proof.space.all.asks(change.by);
        lost.iter_mut().zip(asked).for_each(|(lost, asked)| *lost |= asked);
    }
    found.sort_by_cached_key(|change| {
        let asked = proof.space.all.asks(change.by);
        let beyond = asked.iter().zip(&lost).filter(|(asked, lost)| **asked && !**lost).count();
        (change.least >= 0, beyond)
    });
    found
}

/// The smallest family that loses something of one offer, told such that all others give it as little as they can; if it
/// loses in total.
fn by_hand(proof: &mut Proof<'_>, changes: &[Change], first: &Change) -> Option<Told> {
    let function = proof.of_possible(first.by);
    let mut told: Told = proof.path(function, &|value| value != NOBODY && value < 0)?.into_iter().collect();
    let mut total = 0_i64;
    for change in changes {
        let function = proof.of_possible(change.by);
        let left = proof.space.all.restrict(function, &told);
        let least = proof.space.all.values(left).into_iter().find(|value| *value != NOBODY)?;
        told.extend(proof.path(left, &|value| value == least)?);
        total = total.saturating_add(least);
    }
    (total < 0).then_some(told)
}

/// The families whose changes come to less than 0: all others are nobody. `None` where there are none.
fn negative(proof: &mut Proof<'_>, changes: &[Change]) -> Option<Diagram> {
    let possible = proof.space.possible;
    let all: &mut Diagrams = &mut proof.space.all;
    let nobody = all.end(NOBODY);
    let mut sum = all.choose(possible, NO, nobody);
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
        if all.is_full() {
            return Some(sum);
        }
        if sum == nobody {
            return None;
        }
    }
    Some(sum)
}

/// Two families one step apart, told far enough that each dose is known, and what they have in total.
fn pair(
    proof: &mut Proof<'_>,
    at: &[AtCells],
    (level, direction): (usize, &Direction),
    cells: (usize, usize),
    mut told: Told,
) -> Option<([Family; 2], (i64, i64))> {
    let mut totals = (0_i64, 0_i64);
    let mut asked = vec![false; proof.space.all.levels()];
    for part in at {
        for (total, cell) in [(&mut totals.0, cells.0), (&mut totals.1, cells.1)] {
            let own = part.get(cell)?;
            for (function, counts) in std::iter::once((own.amount, 1)).chain(own.bare.iter().map(|bare| (*bare, 0))) {
                let all = proof.space.all.asks(function);
                asked.iter_mut().zip(all).for_each(|(asked, own)| *asked |= own);
                let function = proof.of_possible(function);
                let left = proof.space.all.restrict(function, &told);
                told.extend(proof.path(left, &|value| value != NOBODY)?);
                let end = proof.space.all.restrict(left, &told);
                *total = total.saturating_add(proof.space.all.value(end)? * counts);
            }
        }
    }
    if totals.1 >= totals.0 {
        return None;
    }
    // Days that only had to go together with others are left out.
    told.retain(|level, _| asked.get(*level).copied().unwrap_or(false));
    let rest = told.into_iter().collect();
    let direction = direction.clone();
    let pair = Pair { level, cells, rest, sums: Vec::new(), direction, step: false, ends: totals };
    Some((proof.space.pair(proof.programme, &pair)?, totals))
}

#[cfg(test)]
mod tests {
    use crate::{BreakKind, Law, Programme};

    /// Two offers along one fact: the first loses, the second gains `gained` visits for the same families, or for others.
    fn totals(gained: i64, who: &str) -> Vec<(Option<i64>, Option<i64>)> {
        let offer = |id: &str, condition: &str, low: i64, high: i64| {
            format!(
                "[[offers]]\nid = '{id}'\nprovider = 'p'\ntier = 'universal'\nduty = 'to_offer'\nfor = 'family'\n\
                 title = {{ en = 'O' }}\ncost = 'free'\nwhen = [ {{ id = 'w', condition = \"{condition}\" }} ]\n\
                 dose = {{ unit = 'visit', by = 's', steps = [ {{ from = 0, amount = {low} }}, {{ from = 5, amount = {high} }} ] }}\n"
            )
        };
        let text = format!(
            "schema = 1\nid = 't'\nversion = '1'\nvalid = {{ from = 2026-01-01 }}\nlaws = {{ weights = {{ visit = 2 }} }}\n\
             [facts.family.debts]\ntype = 'bool'\ncategory = 'income'\ndisadvantage = 'true'\n\
             [[scores]]\nid = 's'\npoints = [ {{ when = 'family.debts', points = 5 }} ]\n{}{}",
            offer("one", "family.carers >= 1", 4, 1),
            offer("two", who, 1, 1 + gained),
        );
        let laws = Programme::from_toml(text).unwrap().laws();
        let gradient = laws.of(Law::Gradient).unwrap();
        assert!(gradient.undecided.is_empty());
        let smaller = gradient.breaks.iter().filter(|own| own.kind == BreakKind::SmallerTotal);
        smaller.map(|own| (own.before, own.after)).collect()
    }

    #[test]
    fn what_is_made_up_for_is_no_loss_in_total() {
        assert_eq!(totals(3, "family.carers >= 1"), []);
        assert_eq!(totals(3, "family.adults >= 1"), []);
        // Of five visits, two are left, and one is added.
        assert_eq!(totals(2, "family.carers >= 1"), [(Some(5), Some(4))]);
        // The second offer is not for all whom the first is for.
        assert_eq!(totals(3, "family.carers == 1"), [(Some(4), Some(1))]);
    }
}
