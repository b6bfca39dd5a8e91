//! The smallest family, or pair of families, that a function has.
//!
//! "Smallest" is: the fewest people, then the fewest facts told. A fact that a path does not ask is not told: whatever it
//! is, the answer is the same.

#![expect(clippy::disallowed_types, reason = "the tables below are looked up and never walked: no order shows")]

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::diagram::{Diagram, Diagrams};
use super::direction::Direction;

/// What it costs to tell that a fact lies in a cell.
pub(super) type Costs = Vec<Vec<u32>>;

/// A choice of cells for some levels, ascending.
pub(super) type Path = Vec<(usize, usize)>;

/// What no family comes to.
const NEVER: u32 = u32::MAX;

fn plus(one: u32, two: u32) -> u32 {
    one.saturating_add(two)
}

fn cost(costs: &Costs, level: usize, cell: usize) -> u32 {
    costs.get(level).and_then(|own| own.get(cell)).copied().unwrap_or(0)
}

/// Looks for the cheapest way to an end that is wanted.
pub(super) struct Search<'d> {
    all: &'d Diagrams,
    costs: &'d Costs,
    known: HashMap<Diagram, u32, FxBuildHasher>,
}

impl<'d> Search<'d> {
    pub(super) fn new(all: &'d Diagrams, costs: &'d Costs) -> Self {
        Search { all, costs, known: HashMap::default() }
    }

    /// The cheapest path from a function to an end that is wanted.
    pub(super) fn path(&mut self, from: Diagram, wanted: &dyn Fn(i64) -> bool) -> Option<Path> {
        self.known.clear();
        if self.least(from, wanted) == NEVER {
            return None;
        }
        let mut path = Path::new();
        let mut at = from;
        while let Some(level) = self.all.level(at) {
            let branches = self.all.branches(at).to_vec();
            let least = self.least(at, wanted);
            let cell = branches
                .iter()
                .enumerate()
                .position(|(cell, branch)| plus(cost(self.costs, level, cell), self.least(*branch, wanted)) == least)?;
            path.push((level, cell));
            at = branches.get(cell).copied()?;
        }
        Some(path)
    }

    fn least(&mut self, at: Diagram, wanted: &dyn Fn(i64) -> bool) -> u32 {
        if let Some(value) = self.all.value(at) {
            return if wanted(value) { 0 } else { NEVER };
        }
        if let Some(known) = self.known.get(&at) {
            return *known;
        }
        let Some(level) = self.all.level(at) else { return NEVER };
        let mut least = NEVER;
        for (cell, branch) in self.all.branches(at).iter().enumerate() {
            least = least.min(match self.least(*branch, wanted) {
                NEVER => NEVER,
                rest => plus(cost(self.costs, level, cell), rest),
            });
        }
        self.known.insert(at, least);
        least
    }
}

/// Two families that differ in one fact alone: the facts before it, its two cells, the facts after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) level: usize,
    pub(super) cells: (usize, usize),
    /// Everything else that is told, of both alike.
    pub(super) rest: Path,
    /// Sums that the fact stands in, which may hold for one and not for the other: the level, and the cell of each.
    pub(super) sums: Vec<(usize, (usize, usize))>,
    /// Which way more lies along the fact.
    pub(super) direction: Direction,
    /// Are the two one value apart?
    pub(super) step: bool,
    /// What each of the two comes to.
    pub(super) ends: (i64, i64),
}

/// Looks for the cheapest pair of families that differ in one fact and come to ends that should not stand so.
pub(super) struct Pairs<'d> {
    all: &'d Diagrams,
    costs: &'d Costs,
    /// Is it wrong that the first comes to one number, and the second to another? Never so of the same number.
    wrong: &'d dyn Fn(i64, i64) -> bool,
    /// The first level of sums that may differ with the fact, and which do; they stand last.
    loose: (usize, Vec<bool>),
    known: HashMap<(Diagram, Diagram), u32, FxBuildHasher>,
}

impl<'d> Pairs<'d> {
    pub(super) fn new(
        all: &'d Diagrams,
        costs: &'d Costs,
        wrong: &'d dyn Fn(i64, i64) -> bool,
        loose: (usize, Vec<bool>),
    ) -> Self {
        Pairs { all, costs, wrong, loose, known: HashMap::default() }
    }

    fn is_loose(&self, level: usize) -> bool {
        level.checked_sub(self.loose.0).and_then(|index| self.loose.1.get(index)).copied().unwrap_or(false)
    }

    /// The cells that two families may have of one fact after the one that differs: the same, but for loose sums.
    fn steps(&self, level: usize) -> Vec<(usize, usize)> {
        let width = self.all.width(level);
        match self.is_loose(level) {
            false => (0..width).map(|cell| (cell, cell)).collect(),
            true => (0..width).flat_map(|one| (0..width).map(move |two| (one, two))).collect(),
        }
    }

    /// The cheapest pair for a function of the first family and one of the second, where `differ` says which two cells of
    /// the level stand for less and more.
    pub(super) fn find(
        &mut self,
        first: Diagram,
        second: Diagram,
        level: usize,
        differ: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Pair> {
        let mut above: HashMap<(Diagram, Diagram), u32, FxBuildHasher> = HashMap::default();
        let least = self.before(first, second, level, differ, &mut above);
        if least == NEVER {
            return None;
        }
        let (mut rest, mut sums) = (Path::new(), Vec::new());
        let (mut one, mut two) = (first, second);
        let mut cells = None;
        loop {
            let next = self.level(one, two);
            if cells.is_none() && next.is_none_or(|next| next >= level) {
                let wanted = self.at(one, two, level, differ);
                let found = self.split(one, two, level, differ).find(|(_, _, cost)| *cost == wanted)?;
                cells = Some((found.0, found.1));
                (one, two) = (self.all.branch(one, level, found.0), self.all.branch(two, level, found.1));
                continue;
            }
            let Some(next) = next else { break };
            let wanted = match cells {
                None => self.before(one, two, level, differ, &mut above),
                Some(_) => self.least(one, two),
            };
            let mut taken = None;
            for (first, second) in self.steps(next) {
                let (a, b) = (self.all.branch(one, next, first), self.all.branch(two, next, second));
                let rest = match cells {
                    None => self.before(a, b, level, differ, &mut above),
                    Some(_) => self.least(a, b),
                };
                if rest != NEVER && plus(cost(self.costs, next, first), rest) == wanted {
                    taken = Some(((first, second), a, b));
                    break;
                }
            }
            let (both, a, b) = taken?;
            match self.is_loose(next) {
                true => sums.push((next, both)),
                false => rest.push((next, both.0)),
            }
            (one, two) = (a, b);
        }
        let ends = (self.all.value(one)?, self.all.value(two)?);
        Some(Pair { level, cells: cells?, rest, sums, direction: Direction::Either, step: false, ends })
    }

    fn level(&self, one: Diagram, two: Diagram) -> Option<usize> {
        self.all.level(one).into_iter().chain(self.all.level(two)).min()
    }

    /// The least cost where the fact that differs has not been asked yet.
    fn before(
        &mut self,
        one: Diagram,
        two: Diagram,
        level: usize,
        differ: &dyn Fn(usize, usize) -> bool,
        above: &mut HashMap<(Diagram, Diagram), u32, FxBuildHasher>,
    ) -> u32 {
        let Some(next) = self.level(one, two).filter(|next| *next < level) else {
            return self.at(one, two, level, differ);
        };
        if let Some(known) = above.get(&(one, two)) {
            return *known;
        }
        let mut least = NEVER;
        for cell in 0..self.all.width(next) {
            let (a, b) = (self.all.branch(one, next, cell), self.all.branch(two, next, cell));
            let rest = self.before(a, b, level, differ, above);
            if rest != NEVER {
                least = least.min(plus(cost(self.costs, next, cell), rest));
            }
        }
        above.insert((one, two), least);
        least
    }

    fn at(&mut self, one: Diagram, two: Diagram, level: usize, differ: &dyn Fn(usize, usize) -> bool) -> u32 {
        self.split(one, two, level, differ).map(|(_, _, cost)| cost).min().unwrap_or(NEVER)
    }

    /// Every two cells that may differ, with what they cost.
    fn split(
        &mut self,
        one: Diagram,
        two: Diagram,
        level: usize,
        differ: &dyn Fn(usize, usize) -> bool,
    ) -> impl Iterator<Item = (usize, usize, u32)> {
        let width = self.all.width(level);
        let mut found = Vec::new();
        for less in 0..width {
            for more in 0..width {
                if !differ(less, more) {
                    continue;
                }
                let (a, b) = (self.all.branch(one, level, less), self.all.branch(two, level, more));
                let rest = self.least(a, b);
                if rest != NEVER {
                    let told = plus(cost(self.costs, level, less), cost(self.costs, level, more));
                    found.push((less, more, plus(told, rest)));
                }
            }
        }
        found.into_iter()
    }

    /// The least cost where everything that is left is the same for both.
    fn least(&mut self, one: Diagram, two: Diagram) -> u32 {
        // What is the same on both sides is never wrong, unless a sum may differ.
        if one == two && !self.loose.1.contains(&true) {
            return NEVER;
        }
        if let (Some(one), Some(two)) = (self.all.value(one), self.all.value(two)) {
            return if (self.wrong)(one, two) { 0 } else { NEVER };
        }
        if let Some(known) = self.known.get(&(one, two)) {
            return *known;
        }
        let Some(next) = self.level(one, two) else { return NEVER };
        let mut least = NEVER;
        for (first, second) in self.steps(next) {
            let (a, b) = (self.all.branch(one, next, first), self.all.branch(two, next, second));
            let rest = self.least(a, b);
            if rest != NEVER {
                least = least.min(plus(cost(self.costs, next, first), rest));
            }
        }
        self.known.insert((one, two), least);
        least
    }
}
