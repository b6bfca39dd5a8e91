//! Whether numbers stand where a path says that they and their sums lie: a linear system.

use std::collections::{BTreeMap, BTreeSet};

use super::direction::Direction;
use super::forms::Form;
use super::search::{Cells, Forbidden, Loose, Pair, Path};
use super::space::Space;
use super::witness::Told;
use crate::condition::{Constraint, Grounds, VariableId, feasible};

/// The most steps of the linear system of one path.
const MOST_STEPS: usize = 200_000;
/// The most steps to see whether less is impossible as well.
const FEWER_STEPS: usize = 2_000;

/// Whether numbers stand somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Solved<T, C> {
    Found(T),
    /// They do not; nor anywhere in these cells.
    Impossible(C),
    /// Finding out was too much work.
    Unsure,
}

/// Cells of some levels, from the first to the last, in which no family stands.
pub(super) type Nowhere = Vec<(usize, (usize, usize))>;

/// A number of one of the two families: shared by both, or the one that differs.
type Number = (VariableId, usize);

/// Everything that must hold at once, with the numbers that are looked for.
#[derive(Default)]
struct System {
    numbers: BTreeMap<Number, usize>,
    ranges: Vec<(i64, i64)>,
    constraints: Vec<Constraint>,
}

impl System {
    /// The place of a number, which lies in a range.
    fn number(&mut self, number: Number, range: (i64, i64)) -> usize {
        *self.numbers.entry(number).or_insert_with(|| {
            self.ranges.push(range);
            self.ranges.len() - 1
        })
    }

    fn is_possible(&self, mut steps: usize) -> Option<bool> {
        if self.ranges.iter().any(|(low, high)| low > high) {
            return Some(false);
        }
        feasible(&self.ranges, &self.constraints, &mut steps)
    }

    /// A solution, found by halving every range.
    fn solve(&self) -> Solved<BTreeMap<Number, i64>, ()> {
        match self.is_possible(MOST_STEPS) {
            Some(true) => {}
            Some(false) => return Solved::Impossible(()),
            None => return Solved::Unsure,
        }
        match self.halved() {
            Some(ranges) => {
                let at = |index: &usize| ranges.get(*index).map_or(0, |range| range.0);
                Solved::Found(self.numbers.iter().map(|(number, index)| (*number, at(index))).collect())
            }
            None => Solved::Unsure,
        }
    }

    fn halved(&self) -> Option<Vec<(i64, i64)>> {
        let mut steps = MOST_STEPS;
        let mut ranges = self.ranges.clone();
        for index in 0..ranges.len() {
            loop {
                let (low, high) = *ranges.get(index)?;
                if low >= high {
                    break;
                }
                let middle = low + (high - low) / 2;
                *ranges.get_mut(index)? = (low, middle);
                if !feasible(&ranges, &self.constraints, &mut steps)? {
                    *ranges.get_mut(index)? = (middle + 1, high);
                }
            }
        }
        Some(ranges)
    }
}

/// The fact in which two families differ, if there are two, which way, and whether they are one value apart.
type Differing<'d> = Option<(usize, &'d Direction, bool)>;

impl Space<'_> {
    /// How the sums may differ between two families that differ in a fact.
    pub(super) fn loose(&self, id: VariableId, direction: Option<&Direction>) -> Vec<Loose> {
        let of = |form: &Form| match (form.terms.iter().find(|(_, own)| *own == id), direction) {
            (None, _) => Loose::Not,
            (Some((factor, _)), Some(Direction::Rising)) if *factor > 0 => Loose::Grows,
            (Some((factor, _)), Some(Direction::Falling)) if *factor < 0 => Loose::Grows,
            (Some(_), Some(Direction::Rising | Direction::Falling)) => Loose::Shrinks,
            (Some(_), _) => Loose::Any,
        };
        self.sums.iter().map(|(form, _)| of(form)).collect()
    }

    /// The stretch from one cell of a level to another.
    fn stretch(&self, level: usize, (first, last): (usize, usize)) -> Option<(i64, i64)> {
        let cells = match level.checked_sub(self.facts.len()) {
            None => &self.facts.get(level)?.cells,
            Some(index) => &self.sums.get(index)?.0.cells,
        };
        Some((cells.get(first)?.0, cells.get(last)?.1))
    }

    /// What cells say of the numbers of one family, or two.
    fn system(&self, parts: &[Cells], differing: Differing<'_>) -> Option<System> {
        let mut told: BTreeMap<Number, (i64, i64)> = BTreeMap::new();
        let apart = differing.and_then(|(level, ..)| self.facts.get(level)).map(|fact| fact.id);
        for part in parts {
            if let Some(fact) = self.facts.get(part.level) {
                told.insert((fact.id, 0), self.stretch(part.level, part.first)?);
                if apart == Some(fact.id) {
                    told.insert((fact.id, 1), self.stretch(part.level, part.second)?);
                }
            }
        }
        let mut system = System::default();
        let put = |system: &mut System, id: VariableId, side: usize| {
            let number = (id, if apart == Some(id) { side } else { 0 });
            let range = told.get(&number).copied().unwrap_or_else(|| {
                let variable = self.anyone.variable(id);
                (variable.low, variable.high)
            });
            system.number(number, range)
        };
        for part in parts {
            let Some((form, _)) = part.level.checked_sub(self.facts.len()).and_then(|index| self.sums.get(index))
            else {
                continue;
            };
            for (side, cells) in
                [part.first, part.second].into_iter().enumerate().take(1 + usize::from(apart.is_some()))
            {
                let terms = form.terms.iter().map(|(factor, id)| (*factor, put(&mut system, *id, side))).collect();
                let (low, high) = self.stretch(part.level, cells)?;
                system.constraints.push(Constraint { terms, low: low.into(), high: high.into() });
            }
        }
        if let Some((_, direction, step)) = differing {
            let way = match direction {
                Direction::Rising => Some((-1, 1)),
                Direction::Falling => Some((1, -1)),
                // Their cells say it.
                Direction::Among(_) | Direction::Either => None,
            };
            if let (Some((one, two)), Some(id)) = (way, apart) {
                let terms = vec![(one, put(&mut system, id, 0)), (two, put(&mut system, id, 1))];
                let high = if step { 1 } else { i128::MAX / 4 };
                system.constraints.push(Constraint { terms, low: 1, high });
            }
        }
        Some(system)
    }

    /// Looks for numbers in cells; where there are none, for as few and as wide cells as can be in which there are none.
    fn solve(&self, parts: Vec<Cells>, differing: Differing<'_>) -> Solved<BTreeMap<Number, i64>, Forbidden> {
        // Only what meets in a sum is looked for.
        let mut meet: BTreeSet<usize> = BTreeSet::new();
        for (form, _) in parts.iter().filter_map(|part| self.sums.get(part.level.checked_sub(self.facts.len())?)) {
            meet.extend(form.terms.iter().filter_map(|(_, id)| self.level(*id)));
        }
        let parts: Vec<Cells> =
            parts.into_iter().filter(|part| part.level >= self.facts.len() || meet.contains(&part.level)).collect();
        let Some(system) = self.system(&parts, differing) else { return Solved::Unsure };
        match system.solve() {
            Solved::Found(found) => Solved::Found(found),
            Solved::Unsure => Solved::Unsure,
            Solved::Impossible(()) => Solved::Impossible(self.widened(parts, differing)),
        }
    }

    fn widened(&self, mut parts: Vec<Cells>, differing: Differing<'_>) -> Forbidden {
        let impossible = |parts: &[Cells]| {
            self.system(parts, differing).is_some_and(|system| system.is_possible(FEWER_STEPS) == Some(false))
        };
        let mut index = 0;
        while index < parts.len() {
            let mut fewer = parts.clone();
            fewer.remove(index);
            match impossible(&fewer) {
                true => parts = fewer,
                false => index += 1,
            }
        }
        for index in 0..parts.len() {
            let Some(part) = parts.get(index).copied() else { break };
            let last = self.all.width(part.level).saturating_sub(1);
            // What both have alike is widened for both.
            let alike = part.first == part.second && differing.is_none_or(|(level, ..)| level != part.level);
            for (side, downward) in [(0, true), (0, false), (1, true), (1, false)] {
                let try_to = |parts: &[Cells], cell: usize| {
                    let mut wider = parts.to_vec();
                    let own = wider.get_mut(index)?;
                    let ends = if side == 0 { &mut own.first } else { &mut own.second };
                    if downward {
                        ends.0 = cell
                    } else {
                        ends.1 = cell
                    }
                    if alike {
                        own.second = own.first;
                    }
                    impossible(&wider).then_some(wider)
                };
                if side == 1 && alike {
                    continue;
                }
                let Some(own) = parts.get(index).copied() else { break };
                let ends = if side == 0 { own.first } else { own.second };
                // The farthest cell that is impossible as well, found by halving.
                let (mut near, mut far) = if downward { (ends.0, 0) } else { (ends.1, last) };
                while near != far {
                    let middle = if downward { far + (near - far) / 2 } else { far - (far - near) / 2 };
                    let tried = if near.abs_diff(far) == 1 { far } else { middle };
                    match try_to(&parts, tried) {
                        Some(wider) => {
                            parts = wider;
                            near = tried;
                        }
                        None if downward => far = tried + 1,
                        None => far = tried - 1,
                    }
                }
            }
        }
        parts.sort_by_key(|part| part.level);
        parts
    }

    /// What a path tells, with numbers for the facts that its sums speak of.
    pub(super) fn summed(&self, path: &Path, mut told: Told) -> Solved<Told, Nowhere> {
        let parts: Vec<Cells> = path.iter().map(|(level, cell)| Cells::alike(*level, *cell)).collect();
        match self.solve(parts, None) {
            Solved::Unsure => Solved::Unsure,
            Solved::Impossible(cells) => {
                Solved::Impossible(cells.into_iter().map(|part| (part.level, part.first)).collect())
            }
            Solved::Found(found) => {
                told.extend(found.into_iter().map(|((id, _), value)| (id, (value, value))));
                Solved::Found(told)
            }
        }
    }

    /// The same for two families that differ in one fact and share all other numbers.
    pub(super) fn summed_pair(&self, pair: &Pair, fact: VariableId, told: &Told) -> Solved<[Told; 2], Forbidden> {
        let mut parts: Vec<Cells> = pair.rest.iter().map(|(level, cell)| Cells::alike(*level, *cell)).collect();
        let each = |level: usize, (one, two): (usize, usize)| Cells { level, first: (one, one), second: (two, two) };
        parts.push(each(pair.level, pair.cells));
        parts.extend(pair.sums.iter().map(|(level, cells)| each(*level, *cells)));
        parts.sort_by_key(|part| part.level);
        match self.solve(parts, Some((pair.level, &pair.direction, pair.step))) {
            Solved::Unsure => Solved::Unsure,
            Solved::Impossible(cells) => Solved::Impossible(cells),
            Solved::Found(found) => {
                let mut both = [told.clone(), told.clone()];
                for ((id, side), value) in found {
                    for (which, own) in both.iter_mut().enumerate() {
                        if id != fact || which == side {
                            own.insert(id, (value, value));
                        }
                    }
                }
                Solved::Found(both)
            }
        }
    }
}
