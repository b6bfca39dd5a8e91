//! Sums in which wide numbers meet: whether some family stands where a path says that they hold or not, and which.

use std::collections::BTreeMap;

use super::direction::Direction;
use super::search::{Pair, Path};
use super::space::Space;
use super::witness::Told;
use crate::condition::{Constraint, Ground, Grounds, Piece, VariableId, feasible};
use crate::truth::Intervals;

/// The most steps of the linear systems of one path.
const MOST_STEPS: usize = 200_000;
/// The most ways in which the sums of one path may lie in the stretches of their sets.
const MOST_WAYS: usize = 256;

/// Factors, each with the place of its number.
type Terms = Vec<(i64, usize)>;

/// A number of one of the two families: shared by both, or the one that differs.
type Number = (VariableId, usize);

/// Everything that must hold at once, with the numbers that are looked for.
#[derive(Default)]
struct System {
    numbers: BTreeMap<Number, usize>,
    ranges: Vec<(i64, i64)>,
    /// Of each sum its terms, and the stretches in one of which it lies.
    sums: Vec<(Terms, Vec<(i128, i128)>)>,
    fixed: Vec<Constraint>,
}

impl System {
    fn number(&mut self, number: Number, range: (i64, i64)) -> usize {
        *self.numbers.entry(number).or_insert_with(|| {
            self.ranges.push(range);
            self.ranges.len() - 1
        })
    }

    /// A solution, found by halving every range.
    fn solve(&self) -> Option<Vec<i64>> {
        let mut ways: Vec<Vec<Constraint>> = vec![self.fixed.clone()];
        for (terms, stretches) in &self.sums {
            let mut more = Vec::new();
            for way in &ways {
                for (low, high) in stretches {
                    let mut own = way.clone();
                    own.push(Constraint { terms: terms.clone(), low: *low, high: *high });
                    more.push(own);
                }
            }
            ways = more;
            if ways.len() > MOST_WAYS {
                return None;
            }
        }
        let mut steps = MOST_STEPS;
        for way in ways {
            if feasible(&self.ranges, &way, &mut steps)? {
                let mut ranges = self.ranges.clone();
                for index in 0..ranges.len() {
                    loop {
                        let (low, high) = *ranges.get(index)?;
                        if low >= high {
                            break;
                        }
                        let middle = low + (high - low) / 2;
                        *ranges.get_mut(index)? = (low, middle);
                        if !feasible(&ranges, &way, &mut steps)? {
                            *ranges.get_mut(index)? = (middle + 1, high);
                        }
                    }
                }
                return Some(ranges.into_iter().map(|(low, _)| low).collect());
            }
        }
        None
    }
}

fn wide(set: &Intervals) -> Vec<(i128, i128)> {
    let end = |end: i64| match end {
        i64::MIN => i128::MIN / 4,
        i64::MAX => i128::MAX / 4,
        end => i128::from(end),
    };
    set.parts().iter().map(|(low, high)| (end(*low), end(*high))).collect()
}

/// Whether a formula holds, where every fact that it asks is told.
fn holds(ground: &Ground, told: &Told) -> Option<bool> {
    match ground {
        Ground::Known(truth) => Some(*truth),
        Ground::In(id, set) => told.get(id).map(|(low, _)| set.contains(*low)),
        Ground::Not(inner) => holds(inner, told).map(|truth| !truth),
        Ground::All(parts) => parts.iter().map(|part| holds(part, told)).try_fold(true, |all, part| Some(all && part?)),
        Ground::Any(parts) => {
            parts.iter().map(|part| holds(part, told)).try_fold(false, |any, part| Some(any || part?))
        }
        Ground::Sum(..) | Ground::Unlisted(_) => None,
    }
}

impl Space {
    /// Adds what a sum says of one family: that it holds, or that it does not.
    fn say(
        &self,
        system: &mut System,
        level: usize,
        cell: usize,
        told: &Told,
        side: &dyn Fn(VariableId) -> usize,
    ) -> Option<()> {
        let (ground, _) = self.sums.iter().find(|(_, own)| *own == level)?;
        let Ground::Sum(pieces, set) = ground else { return None };
        let set = if cell == 1 { set.clone() } else { set.complement() };
        let (mut terms, mut known) = (Vec::new(), 0_i128);
        for (factor, piece) in pieces {
            match piece {
                Piece::Number(id) => {
                    let range = told.get(id).copied().unwrap_or_else(|| {
                        let variable = self.anyone.variable(*id);
                        (variable.low, variable.high)
                    });
                    terms.push((*factor, system.number((*id, side(*id)), range)));
                }
                Piece::Steps(id, steps) => {
                    let (day, _) = told.get(id)?;
                    let own = steps.iter().rev().find(|(start, _)| start <= day).or(steps.first())?;
                    known += i128::from(own.1) * i128::from(*factor);
                }
                Piece::Holds(inner) => known += if holds(inner, told)? { i128::from(*factor) } else { 0 },
                Piece::Unlisted(_) => return None,
            }
        }
        let stretches = wide(&set).into_iter().map(|(low, high)| (low - known, high - known)).collect();
        system.sums.push((terms, stretches));
        Some(())
    }

    /// What a path tells, with numbers for the facts that its sums speak of. `None` where there are none, or none were
    /// found.
    pub(super) fn summed(&self, path: &Path, mut told: Told) -> Option<Told> {
        let mut system = System::default();
        for (level, cell) in path.iter().filter(|(level, _)| *level >= self.facts.len()) {
            self.say(&mut system, *level, *cell, &told, &|_| 0)?;
        }
        if system.sums.is_empty() {
            return Some(told);
        }
        let found = system.solve()?;
        for ((id, _), index) in &system.numbers {
            let value = *found.get(*index)?;
            told.insert(*id, (value, value));
        }
        Some(told)
    }

    /// The same for two families that differ in one fact and share all other numbers.
    pub(super) fn summed_pair(
        &self,
        pair: &Pair,
        fact: VariableId,
        cells: ((i64, i64), (i64, i64)),
        told: &Told,
    ) -> Option<[Told; 2]> {
        let mut system = System::default();
        let both = [cells.0, cells.1].map(|cell| {
            let mut own = told.clone();
            own.insert(fact, cell);
            own
        });
        let mut differing = Vec::new();
        for (side, own) in both.iter().enumerate() {
            let range = own.get(&fact).copied()?;
            differing.push(system.number((fact, side), range));
            let who = |id: VariableId| if id == fact { side } else { 0 };
            for (level, cells) in &pair.sums {
                self.say(&mut system, *level, if side == 0 { cells.0 } else { cells.1 }, own, &who)?;
            }
            for (level, cell) in pair.rest.iter().filter(|(level, _)| *level >= self.facts.len()) {
                self.say(&mut system, *level, *cell, own, &who)?;
            }
        }
        let [less, more] = differing.as_slice() else { return None };
        // Of one cell the second lies beyond the first, in the direction of disadvantage.
        let way = if pair.direction == Direction::Falling { (-1, 1) } else { (1, -1) };
        system.fixed.push(Constraint {
            terms: vec![(way.0, *more), (way.1, *less)],
            low: 1,
            high: if pair.step { 1 } else { i128::MAX / 4 },
        });
        let found = system.solve()?;
        let mut both = both;
        for ((id, side), index) in &system.numbers {
            let value = *found.get(*index)?;
            for (which, own) in both.iter_mut().enumerate() {
                if *id != fact || which == *side {
                    own.insert(*id, (value, value));
                }
            }
        }
        Some(both)
    }
}
