//! Trying every combination of cells in a group, in one world or in two that differ in one fact.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::MAX_STEPS;
use super::effects::states;
use super::ground::{Ground, Grounds, Piece, Query, VariableId};
use super::group::Group;
use super::linear::{Constraint, feasible};
use super::possible::{Pairs, Worlds};
use crate::truth::Intervals;

/// The least and the greatest number of a stretch within which no truth changes.
type Cell = (i64, i64);

pub(super) type Visit<'v> = dyn FnMut((bool, i64), (bool, i64)) -> bool + 'v;

pub(super) struct Walk<'w, 'g, G> {
    pub(super) group: &'w Group<'g>,
    pub(super) facts: &'w G,
    pub(super) differing: Option<VariableId>,
    pub(super) worlds: Worlds,
    /// The cells chosen, for linear systems: in the first world and in the second.
    pub(super) ranges: BTreeMap<VariableId, (Cell, Cell)>,
}

impl<G: Grounds> Walk<'_, '_, G> {
    pub(super) fn values(&mut self, split: &[VariableId], visit: &mut Visit<'_>) -> Option<bool> {
        let Some((id, rest)) = split.split_first() else { return self.lists(0, visit) };
        let group = self.group;
        let cells = group.cells.get(id)?;
        for (index, first) in cells.iter().enumerate() {
            // Within one cell only a sum of open numbers can tell two values apart.
            let seconds = match self.differing == Some(*id) {
                false => std::slice::from_ref(first),
                true if group.sums.is_empty() => cells.get(index + 1..).unwrap_or_default(),
                true => cells.get(index..).unwrap_or_default(),
            };
            for second in seconds {
                self.worlds.values.insert(*id, (first.0, second.0));
                self.ranges.insert(*id, (*first, *second));
                if self.values(rest, visit)? {
                    return Some(true);
                }
            }
        }
        self.worlds.values.remove(id);
        self.ranges.remove(id);
        Some(false)
    }

    fn lists(&mut self, at: usize, visit: &mut Visit<'_>) -> Option<bool> {
        let group = self.group;
        let Some(list) = group.lists.get(at) else { return self.sums(0, visit) };
        let queries: Vec<(usize, &Query, i64)> = list
            .queries
            .iter()
            .filter_map(|(number, cap)| Some((*number, group.queries.get(*number)?, *cap)))
            .collect();
        let states = states(&self.worlds, &queries, &list.members, list.free_places);
        let differs = self.differing == Some(list.variable);
        for first in &states {
            for second in &states {
                if !differs && first != second {
                    continue;
                }
                for (((number, _, _), one), two) in queries.iter().zip(first).zip(second) {
                    // A list that differs has the first state in the first world, the second in the second.
                    let counts = if differs { (one.0, two.0) } else { (one.0, one.1) };
                    self.worlds.counts.insert(*number, counts);
                }
                if self.lists(at + 1, visit)? {
                    return Some(true);
                }
            }
        }
        Some(false)
    }

    fn sums(&mut self, at: usize, visit: &mut Visit<'_>) -> Option<bool> {
        let group = self.group;
        let Some(sum) = group.sums.get(at) else { return self.leaf(visit) };
        let mut reads = BTreeSet::new();
        sum.reads(self.facts, group.queries, &mut reads);
        let same = self.differing.is_none_or(|id| !reads.contains(&id));
        for (first, second) in [(true, true), (false, false), (true, false), (false, true)] {
            if same && first != second {
                continue;
            }
            self.worlds.assumed.push(((*sum).clone(), (first, second)));
            let enough = self.sums(at + 1, visit);
            self.worlds.assumed.pop();
            if enough? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn leaf(&self, visit: &mut Visit<'_>) -> Option<bool> {
        if !self.group.sums.is_empty() && !self.consistent()? {
            return Some(false);
        }
        let holds = self.group.conditions.iter().fold(Pairs::TRUE, |found, part| found.and(self.worlds.pairs(part)));
        let rows: Vec<(i64, Piece)> =
            self.group.rows.iter().map(|(points, row)| (*points, Piece::Holds((*row).clone()))).collect();
        let totals = self.worlds.totals(&rows);
        for (first, second) in holds.each() {
            for total in &totals {
                if visit((first, total.0), (second, total.1)) {
                    return Some(true);
                }
            }
        }
        Some(false)
    }

    /// Is there a solution in which every sum stands as assumed?
    fn consistent(&self) -> Option<bool> {
        let mut indices: BTreeMap<(VariableId, bool), usize> = BTreeMap::new();
        let mut ranges = Vec::new();
        let mut alternatives: Vec<Vec<Constraint>> = Vec::new();
        for (sum, (first, second)) in &self.worlds.assumed {
            let Ground::Sum(pieces, set) = sum else { continue };
            for (in_second, assumed) in [(false, *first), (true, *second)] {
                if in_second && self.differing.is_none() {
                    continue;
                }
                let mut terms = Vec::new();
                for (factor, piece) in pieces {
                    let Piece::Number(id) = piece else { continue };
                    // All but the differing fact are the same number in both worlds.
                    let own = in_second && self.differing == Some(*id);
                    let index = *indices.entry((*id, own)).or_insert_with(|| {
                        let both = self.ranges.get(id).copied().unwrap_or_default();
                        ranges.push(if own { both.1 } else { both.0 });
                        ranges.len() - 1
                    });
                    terms.push((*factor, index));
                }
                let total = self.worlds.totals(pieces).into_iter().next().unwrap_or_default();
                let known = i128::from(if in_second { total.1 } else { total.0 });
                let wanted = if assumed { set.clone() } else { set.complement() };
                alternatives.push(constraints(&terms, known, &wanted));
            }
        }
        let mut steps = MAX_STEPS;
        choose(&ranges, &alternatives, &mut Vec::new(), &mut steps)
    }
}

/// One constraint for each interval of the set.
fn constraints(terms: &[(i64, usize)], known: i128, set: &Intervals) -> Vec<Constraint> {
    let wide = |end: i64| match end {
        i64::MIN => i128::MIN / 4,
        i64::MAX => i128::MAX / 4,
        end => i128::from(end),
    };
    set.parts()
        .iter()
        .map(|(low, high)| Constraint { terms: terms.to_vec(), low: wide(*low) - known, high: wide(*high) - known })
        .collect()
}

/// Takes one interval of every sum, and asks whether they go together.
fn choose(
    ranges: &[(i64, i64)],
    alternatives: &[Vec<Constraint>],
    chosen: &mut Vec<Constraint>,
    steps: &mut usize,
) -> Option<bool> {
    let Some((first, rest)) = alternatives.split_first() else { return feasible(ranges, chosen, steps) };
    for constraint in first {
        chosen.push(constraint.clone());
        let found = choose(ranges, rest, chosen, steps);
        chosen.pop();
        if found? {
            return Some(true);
        }
    }
    Some(false)
}
