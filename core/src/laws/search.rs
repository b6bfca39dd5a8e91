//! The smallest family, or pair of families, that a function has.
//!
//! "Smallest" is: the fewest people, then the fewest facts told. A fact that a path does not ask is not told: whatever it
//! is, the answer is the same.

#![expect(clippy::disallowed_types, reason = "the tables below are looked up and never walked: no order shows")]

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::diagram::{Diagram, Diagrams};
use super::direction::Direction;

/// The most pairs of functions that one search keeps: some hundreds of megabytes.
const MOST_KNOWN: usize = 1 << 22;
/// The most steps of one search.
const MOST_STEPS: u64 = 1 << 30;
/// So many steps are taken before the caller is asked whether to go on.
const STEPS: u64 = 1 << 16;

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
    all: &'d Diagrams<'d>,
    costs: &'d Costs,
    known: HashMap<Diagram, u32, FxBuildHasher>,
}

impl<'d> Search<'d> {
    pub(super) fn new(all: &'d Diagrams<'d>, costs: &'d Costs) -> Self {
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

/// Cells of one level, from the first to the last, of each of two families.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cells {
    pub(super) level: usize,
    pub(super) first: (usize, usize),
    pub(super) second: (usize, usize),
}

impl Cells {
    /// The same cell of both.
    pub(super) fn alike(level: usize, cell: usize) -> Self {
        Cells { level, first: (cell, cell), second: (cell, cell) }
    }

    fn hold(&self, (first, second): (usize, usize)) -> bool {
        let within = |(low, high): (usize, usize), cell: usize| low <= cell && cell <= high;
        within(self.first, first) && within(self.second, second)
    }
}

/// Cells that no two families have together, by their levels, ascending.
pub(super) type Forbidden = Vec<Cells>;

/// Which combinations of cells that are forbidden a path has kept to so far, by their places.
type Kept = u128;

/// The most combinations that one search keeps in mind.
pub(super) const MOST_FORBIDDEN: usize = 128;

/// How the cells of a level may differ between the two families.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loose {
    /// Not at all.
    Not,
    /// A sum that grows from the first family to the second, or stays in its cell.
    Grows,
    /// A sum that shrinks, or stays in its cell.
    Shrinks,
    /// A sum of which nobody knows which way it goes.
    Any,
}

/// Looks for the cheapest pair of families that differ in one fact and come to ends that should not stand so.
pub(super) struct Pairs<'d> {
    all: &'d Diagrams<'d>,
    costs: &'d Costs,
    /// Is it wrong that the first comes to one number, and the second to another? Never so of the same number.
    wrong: &'d dyn Fn(i64, i64) -> bool,
    /// The first level of sums that may differ with the fact, and which do; they stand last.
    loose: (usize, Vec<Loose>),
    forbidden: &'d [Forbidden],
    known: HashMap<(Diagram, Diagram, Kept), u32, FxBuildHasher>,
    above: HashMap<(Diagram, Diagram, Kept), u32, FxBuildHasher>,
    steps: u64,
    /// Was it too much work, or did the caller stop it? Then nothing that was found is worth anything.
    pub(super) beyond: bool,
}

impl<'d> Pairs<'d> {
    pub(super) fn new(
        all: &'d Diagrams<'d>,
        costs: &'d Costs,
        wrong: &'d dyn Fn(i64, i64) -> bool,
        loose: (usize, Vec<Loose>),
        forbidden: &'d [Forbidden],
    ) -> Self {
        let (known, above) = (HashMap::default(), HashMap::default());
        Pairs { all, costs, wrong, loose, forbidden, known, above, steps: 0, beyond: false }
    }

    /// Counts a step; may the search go on?
    fn go_on(&mut self) -> bool {
        self.steps += 1;
        if self.steps.is_multiple_of(STEPS) {
            self.beyond |= !self.all.go_on() || self.steps > MOST_STEPS;
        }
        self.beyond |= self.known.len() + self.above.len() > MOST_KNOWN;
        !self.beyond
    }

    fn looseness(&self, level: usize) -> Loose {
        let own = level.checked_sub(self.loose.0).and_then(|index| self.loose.1.get(index));
        own.copied().unwrap_or(Loose::Not)
    }

    fn is_loose(&self, level: usize) -> bool {
        self.looseness(level) != Loose::Not
    }

    /// The cells that two families may have of one fact after the one that differs: the same, but for loose sums.
    fn steps(&self, level: usize) -> Vec<(usize, usize)> {
        let width = self.all.width(level);
        let both = || (0..width).flat_map(|one| (0..width).map(move |two| (one, two)));
        match self.looseness(level) {
            Loose::Not => (0..width).map(|cell| (cell, cell)).collect(),
            Loose::Grows => both().filter(|(one, two)| one <= two).collect(),
            Loose::Shrinks => both().filter(|(one, two)| one >= two).collect(),
            Loose::Any => both().collect(),
        }
    }

    /// What is still kept to once a level has these cells and the next level asked is another; what stands between the two
    /// may be anything, and so is not forbidden.
    fn keeps(&self, kept: Kept, level: usize, cells: (usize, usize), next: Option<usize>) -> Kept {
        let mut left = kept;
        for (place, own) in self.forbidden.iter().enumerate() {
            let bit = 1 << place;
            let passes = |part: &Cells| {
                if part.level == level {
                    !part.hold(cells)
                } else {
                    part.level > level && next.is_none_or(|next| part.level < next)
                }
            };
            if left & bit != 0 && own.iter().any(passes) {
                left &= !bit;
            }
        }
        left
    }

    /// What can be kept to where the first level asked is this one.
    fn kept(&self, next: Option<usize>) -> Kept {
        let mut all = 0;
        for (place, own) in self.forbidden.iter().enumerate().take(MOST_FORBIDDEN) {
            if !own.iter().any(|part| next.is_none_or(|next| part.level < next)) {
                all |= 1 << place;
            }
        }
        all
    }

    /// The level asked next, where the one that differs is still to come.
    fn upto(&self, one: Diagram, two: Diagram, level: usize) -> usize {
        self.level(one, two).map_or(level, |next| next.min(level))
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
        let mut kept = self.kept(Some(self.upto(first, second, level)));
        let least = self.before(first, second, kept, level, differ);
        if least == NEVER || self.beyond {
            return None;
        }
        let (mut rest, mut sums) = (Path::new(), Vec::new());
        let (mut one, mut two) = (first, second);
        let mut cells = None;
        loop {
            let next = self.level(one, two);
            if cells.is_none() && next.is_none_or(|next| next >= level) {
                let wanted = self.at(one, two, kept, level, differ);
                let (less, more, _) =
                    self.split(one, two, kept, level, differ).into_iter().find(|(_, _, cost)| *cost == wanted)?;
                cells = Some((less, more));
                (one, two) = (self.all.branch(one, level, less), self.all.branch(two, level, more));
                kept = self.keeps(kept, level, (less, more), self.level(one, two));
                continue;
            }
            let Some(next) = next else { break };
            let wanted = match cells {
                None => self.before(one, two, kept, level, differ),
                Some(_) => self.least(one, two, kept),
            };
            let mut taken = None;
            for both in self.steps(next) {
                let (a, b) = (self.all.branch(one, next, both.0), self.all.branch(two, next, both.1));
                let after = match cells {
                    None => Some(self.upto(a, b, level)),
                    Some(_) => self.level(a, b),
                };
                let left = self.keeps(kept, next, both, after);
                let rest = match cells {
                    None => self.before(a, b, left, level, differ),
                    Some(_) => self.least(a, b, left),
                };
                if rest != NEVER && plus(cost(self.costs, next, both.0), rest) == wanted {
                    taken = Some((both, a, b, left));
                    break;
                }
            }
            let (both, a, b, left) = taken?;
            match self.is_loose(next) {
                true => sums.push((next, both)),
                false => rest.push((next, both.0)),
            }
            (one, two, kept) = (a, b, left);
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
        kept: Kept,
        level: usize,
        differ: &dyn Fn(usize, usize) -> bool,
    ) -> u32 {
        let Some(next) = self.level(one, two).filter(|next| *next < level) else {
            return self.at(one, two, kept, level, differ);
        };
        if let Some(known) = self.above.get(&(one, two, kept)) {
            return *known;
        }
        let mut least = NEVER;
        for cell in 0..self.all.width(next) {
            if !self.go_on() {
                return NEVER;
            }
            let (a, b) = (self.all.branch(one, next, cell), self.all.branch(two, next, cell));
            let left = self.keeps(kept, next, (cell, cell), Some(self.upto(a, b, level)));
            let rest = self.before(a, b, left, level, differ);
            if rest != NEVER {
                least = least.min(plus(cost(self.costs, next, cell), rest));
            }
        }
        self.above.insert((one, two, kept), least);
        least
    }

    fn at(
        &mut self,
        one: Diagram,
        two: Diagram,
        kept: Kept,
        level: usize,
        differ: &dyn Fn(usize, usize) -> bool,
    ) -> u32 {
        self.split(one, two, kept, level, differ).into_iter().map(|(_, _, cost)| cost).min().unwrap_or(NEVER)
    }

    /// Every two cells that may differ, with what they cost.
    fn split(
        &mut self,
        one: Diagram,
        two: Diagram,
        kept: Kept,
        level: usize,
        differ: &dyn Fn(usize, usize) -> bool,
    ) -> Vec<(usize, usize, u32)> {
        let width = self.all.width(level);
        let mut found = Vec::new();
        for less in 0..width {
            for more in 0..width {
                if !differ(less, more) {
                    continue;
                }
                let (a, b) = (self.all.branch(one, level, less), self.all.branch(two, level, more));
                let left = self.keeps(kept, level, (less, more), self.level(a, b));
                let rest = self.least(a, b, left);
                if rest != NEVER {
                    let told = plus(cost(self.costs, level, less), cost(self.costs, level, more));
                    found.push((less, more, plus(told, rest)));
                }
            }
        }
        found
    }

    /// The least cost where everything that is left is the same for both.
    fn least(&mut self, one: Diagram, two: Diagram, kept: Kept) -> u32 {
        // What is the same on both sides is never wrong, unless a sum may differ.
        if one == two && self.loose.1.iter().all(|own| *own == Loose::Not) {
            return NEVER;
        }
        if let (Some(one), Some(two)) = (self.all.value(one), self.all.value(two)) {
            // Whatever was kept to up to here is forbidden.
            return if kept == 0 && (self.wrong)(one, two) { 0 } else { NEVER };
        }
        if let Some(known) = self.known.get(&(one, two, kept)) {
            return *known;
        }
        let Some(next) = self.level(one, two) else { return NEVER };
        let mut least = NEVER;
        for both in self.steps(next) {
            if !self.go_on() {
                return NEVER;
            }
            let (a, b) = (self.all.branch(one, next, both.0), self.all.branch(two, next, both.1));
            let left = self.keeps(kept, next, both, self.level(a, b));
            let rest = self.least(a, b, left);
            if rest != NEVER {
                least = least.min(plus(cost(self.costs, next, both.0), rest));
            }
        }
        self.known.insert((one, two, kept), least);
        least
    }
}
