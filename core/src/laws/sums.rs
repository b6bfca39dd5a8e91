//! Sums in which wide numbers meet. What the pieces of such a sum come to that are no wide numbers is known on every path;
//! where that leaves the sum of the numbers is asked as if it were a fact: cells, cut where some condition changes. Whether
//! numbers stand where a path says that they and their sums lie is a linear system.

use std::collections::{BTreeMap, BTreeSet};

use super::anyone::Anyone;
use super::direction::Direction;
use super::search::{Cells, Forbidden, Loose, Pair, Path};
use super::space::{Space, cut, is_narrow};
use super::witness::Told;
use crate::condition::{Constraint, Ground, Grounds, Piece, VariableId, feasible};
use crate::truth::Intervals;

/// The most steps of the linear system of one path.
const MOST_STEPS: usize = 200_000;
/// The most steps to see whether less is impossible as well.
const FEWER_STEPS: usize = 2_000;
/// The most numbers that the pieces of a sum may come to beside its wide numbers.
const MOST_TOTALS: usize = 1 << 13;
/// The most cells of one sum.
const MOST_CELLS: usize = 1 << 13;

/// Numbers, each with its factor.
pub(super) type Terms = Vec<(i64, VariableId)>;

/// A sum of numbers: its terms, without a divisor, the first factor above 0; and its cells, as of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) terms: Terms,
    pub(super) cells: Vec<(i64, i64)>,
}

/// Does a number stand in a sum that is not split into its single values?
pub(super) fn is_wide(pieces: &[(i64, Piece)], anyone: &Anyone) -> bool {
    pieces.iter().any(|(_, piece)| match piece {
        Piece::Number(id) => !is_narrow(anyone.variable(*id)),
        _ => false,
    })
}

/// The numbers of a sum, each once, and its other pieces.
pub(super) fn parted(pieces: &[(i64, Piece)]) -> (Terms, Vec<(i64, Piece)>) {
    let mut factors: BTreeMap<VariableId, i64> = BTreeMap::new();
    let mut rest = Vec::new();
    for (factor, piece) in pieces {
        match piece {
            Piece::Number(id) => {
                let own = factors.entry(*id).or_default();
                *own = own.saturating_add(*factor);
            }
            other => rest.push((*factor, other.clone())),
        }
    }
    let terms = factors.into_iter().filter(|(_, factor)| *factor != 0).map(|(id, factor)| (factor, id)).collect();
    (terms, rest)
}

/// What the factors of terms are multiples of, with the sign of the first; 1 for none.
fn divisor(terms: &Terms) -> i64 {
    fn common(one: i64, two: i64) -> i64 {
        if two == 0 { one } else { common(two, one % two) }
    }
    let size = terms.iter().fold(0, |found, (factor, _)| common(found, factor.saturating_abs()));
    let sign = if terms.first().is_some_and(|(factor, _)| *factor < 0) { -1 } else { 1 };
    sign * size.max(1)
}

pub(super) fn normal(terms: &Terms) -> Terms {
    let by = divisor(terms);
    terms.iter().map(|(factor, id)| (factor / by, *id)).collect()
}

fn narrowed(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

/// The stretches in which the terms, as they are normal, lie where the whole sum lies in a set and its other pieces come to
/// a number.
pub(super) fn within(terms: &Terms, set: &Intervals, number: i64) -> Vec<(i64, i64)> {
    let by = i128::from(divisor(terms));
    let far = i128::MAX / 4;
    let mut found = Vec::new();
    for (low, high) in set.parts() {
        let low = if *low == i64::MIN { -far } else { i128::from(*low) - i128::from(number) };
        let high = if *high == i64::MAX { far } else { i128::from(*high) - i128::from(number) };
        let (low, high) = if by < 0 { (-high, -low) } else { (low, high) };
        let size = by.abs();
        let (low, high) = (-((-low).div_euclid(size)), high.div_euclid(size));
        if low <= high {
            found.push((narrowed(low), narrowed(high)));
        }
    }
    found
}

/// The least and the greatest that terms can come to.
pub(super) fn range(terms: &Terms, anyone: &Anyone) -> (i64, i64) {
    let ends = terms.iter().fold((0_i128, 0_i128), |(low, high), (factor, id)| {
        let (variable, factor) = (anyone.variable(*id), i128::from(*factor));
        let (one, two) = (factor * i128::from(variable.low), factor * i128::from(variable.high));
        (low + one.min(two), high + one.max(two))
    });
    (narrowed(ends.0), narrowed(ends.1))
}

/// The sums of wide numbers that conditions ask, and where they change.
#[derive(Debug, Default)]
pub(super) struct Forms {
    cuts: BTreeMap<Terms, BTreeSet<i64>>,
    pub(super) beyond: bool,
}

impl Forms {
    /// Notes the sums of a condition: where they change, and the numbers of those in which none is wide.
    pub(super) fn note(
        &mut self,
        ground: &Ground,
        anyone: &Anyone,
        cuts: &mut BTreeMap<VariableId, BTreeSet<i64>>,
        single: &mut BTreeSet<VariableId>,
    ) {
        match ground {
            Ground::Known(_) | Ground::In(..) | Ground::Unlisted(_) => {}
            Ground::Not(inner) => self.note(inner, anyone, cuts, single),
            Ground::All(parts) | Ground::Any(parts) => {
                parts.iter().for_each(|part| self.note(part, anyone, cuts, single));
            }
            Ground::Sum(pieces, set) => {
                for (_, piece) in pieces {
                    if let Piece::Holds(inner) = piece {
                        self.note(inner, anyone, cuts, single);
                    }
                }
                let (terms, rest) = parted(pieces);
                if !is_wide(pieces, anyone) {
                    single.extend(terms.iter().map(|(_, id)| *id));
                    return;
                }
                let Some(totals) = totals(&rest) else {
                    self.beyond = true;
                    return;
                };
                let own = match terms.as_slice() {
                    [] => return,
                    [(_, id)] => cuts.entry(*id).or_default(),
                    _ => self.cuts.entry(normal(&terms)).or_default(),
                };
                for number in totals {
                    for (low, high) in within(&terms, set, number) {
                        own.extend([low, high.saturating_add(1)]);
                    }
                }
                self.beyond |= own.len() > MOST_CELLS;
            }
        }
    }

    /// The sums that are cut at all.
    pub(super) fn finish(self, anyone: &Anyone) -> impl Iterator<Item = Form> {
        self.cuts.into_iter().filter_map(|(terms, cuts)| {
            let (low, high) = range(&terms, anyone);
            let cells = cut(low, high, &cuts);
            (cells.len() > 1).then_some(Form { terms, cells })
        })
    }
}

/// Every number that pieces may come to, none of them open; some that they may not. `None` where these are too many.
fn totals(pieces: &[(i64, Piece)]) -> Option<BTreeSet<i64>> {
    let mut found = BTreeSet::from([0_i64]);
    for (factor, piece) in pieces {
        let own: BTreeSet<i64> = match piece {
            Piece::Holds(_) => BTreeSet::from([0, *factor]),
            Piece::Steps(_, steps) => steps.iter().map(|(_, value)| value.saturating_mul(*factor)).collect(),
            Piece::Number(_) | Piece::Unlisted(_) => BTreeSet::from([0]),
        };
        if found.len().saturating_mul(own.len()) > MOST_TOTALS * 16 {
            return None;
        }
        found = found.iter().flat_map(|one| own.iter().map(move |two| one.saturating_add(*two))).collect();
    }
    (found.len() <= MOST_TOTALS).then_some(found)
}

/// Whether numbers stand somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Solved<T, C> {
    Found(T),
    /// They do not; nor anywhere in these cells.
    Impossible(C),
    /// Finding out was too much work.
    Unsure,
}

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
    pub(super) fn summed(&self, path: &Path, mut told: Told) -> Solved<Told, Vec<(usize, (usize, usize))>> {
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
