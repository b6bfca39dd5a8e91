//! Everything that conditions can tell apart, as facts with cells, and conditions as functions of them.

use std::collections::{BTreeMap, BTreeSet};

use super::anyone::{Anyone, Role};
use super::diagram::{Diagram, Diagrams, NO, YES};
use super::forms::{self, Form, Forms};
use super::search::Costs;
use super::watch::Watch;
use crate::condition::{
    Facts, Frame, Ground, Grounding, Grounds, List, Logic, Mention, Piece, Variable, VariableId, ground,
};
use crate::truth::Intervals;

/// A number that stands in a sum is split into its single values up to so many.
const MOST_VALUES: i64 = 2048;

/// The most facts and sums: each may be a step deeper in the diagrams, and a thread's stack may be small.
const MOST_LEVELS: usize = 640;

/// What telling that a member is there costs, and telling any fact.
const PERSON: u32 = 1000;
const FACT: u32 = 10;

/// Conditions about anyone, collected before the cells of the facts are known.
#[derive(Debug, Default)]
pub(super) struct Collected {
    grounds: Vec<Ground>,
    /// What is written out is too much.
    pub(super) beyond: bool,
}

/// A condition that was collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked(usize);

impl Collected {
    /// Collects a condition as it reads for one frame.
    pub(super) fn add(&mut self, logic: &Logic, anyone: &Anyone, frame: &Frame) -> Asked {
        let mut grounding = Grounding::default();
        let found = ground(logic, anyone, frame, &mut grounding);
        self.beyond |= grounding.beyond || !grounding.queries.is_empty();
        self.put(found)
    }

    /// Collects what is written out already.
    pub(super) fn put(&mut self, ground: Ground) -> Asked {
        self.grounds.push(ground);
        Asked(self.grounds.len() - 1)
    }
}

/// A fact of anyone: its cells, ascending, between which no condition tells a difference.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) id: VariableId,
    pub(super) cells: Vec<(i64, i64)>,
}

/// The facts in their order, and the functions over them.
#[derive(Debug)]
pub(super) struct Space<'w> {
    pub(super) anyone: Anyone,
    pub(super) facts: Vec<Fact>,
    levels: BTreeMap<VariableId, usize>,
    pub(super) all: Diagrams<'w>,
    pub(super) costs: Costs,
    /// Which families can be: a child arrives no earlier than it is born, and is born near the day it was expected.
    pub(super) possible: Diagram,
    /// Sums in which several wide numbers meet, each with a level of its own.
    pub(super) sums: Vec<(Form, usize)>,
    grounds: Vec<Ground>,
    built: BTreeMap<Asked, Diagram>,
    /// There are too many facts, or too many sums.
    pub(super) beyond: bool,
}

impl<'w> Space<'w> {
    /// The facts that conditions ask, cut where these change, and where `apart` says that a fact is worse.
    pub(super) fn new(
        anyone: Anyone,
        collected: Collected,
        apart: &BTreeMap<VariableId, Vec<i64>>,
        (most, watch): (usize, &'w dyn Watch),
    ) -> Self {
        let mut cuts: BTreeMap<VariableId, BTreeSet<i64>> = BTreeMap::new();
        let mut single: BTreeSet<VariableId> = BTreeSet::new();
        let mut found = Forms::default();
        for ground in &collected.grounds {
            note(ground, &mut cuts);
            found.note(ground, &anyone, &mut cuts, &mut single);
        }
        for (id, numbers) in apart {
            // A fact that nothing asks stays out.
            if let Some(own) = cuts.get_mut(id) {
                own.extend(numbers.iter().flat_map(|number| [*number, number.saturating_add(1)]));
            }
        }
        for list in List::ALL {
            for id in (0..anyone.listed(list)).flat_map(|index| anyone.needed(list, index)) {
                cuts.entry(*id).or_default();
            }
        }
        let mut order: Vec<VariableId> = cuts.keys().copied().collect();
        // Whether a member is there stands before what is known of it.
        order.sort_by_key(|id| {
            let (whose, role) = anyone.role(*id);
            (whose, *role != Role::There, *id)
        });
        let mut facts = Vec::new();
        for id in order {
            let variable = anyone.variable(id);
            let own = cuts.remove(&id).unwrap_or_default();
            let cells = match single.contains(&id) && is_narrow(variable) {
                true => (variable.low..=variable.high).map(|value| (value, value)).collect(),
                false => cut(variable.low, variable.high, &own),
            };
            facts.push(Fact { id, cells });
        }
        let levels: BTreeMap<VariableId, usize> =
            facts.iter().enumerate().map(|(level, fact)| (fact.id, level)).collect();
        let mut beyond = found.beyond;
        let sums: Vec<(Form, usize)> = found.finish(&anyone).zip(facts.len()..).collect();
        let cells = facts.iter().map(|fact| fact.cells.len()).chain(sums.iter().map(|(form, _)| form.cells.len()));
        let widths: Vec<u32> = cells.map(|wide| u32::try_from(wide).unwrap_or(u32::MAX)).collect();
        beyond |= widths.len() > MOST_LEVELS;
        let costs = facts.iter().map(|fact| told(&anyone, fact));
        let costs = costs.chain(sums.iter().map(|(form, _)| vec![0; form.cells.len()])).collect();
        let mut space = Space {
            anyone,
            facts,
            levels,
            all: Diagrams::new(widths, most, watch),
            costs,
            possible: YES,
            sums,
            grounds: collected.grounds,
            built: BTreeMap::new(),
            beyond,
        };
        if beyond {
            return space;
        }
        space.possible = super::possible::families(&mut space);
        space
    }

    pub(super) fn level(&self, id: VariableId) -> Option<usize> {
        self.levels.get(&id).copied()
    }

    /// A condition as a function: 1 where it holds.
    pub(super) fn truth(&mut self, asked: Asked) -> Diagram {
        if let Some(built) = self.built.get(&asked) {
            return *built;
        }
        let ground = self.grounds.get(asked.0).cloned().unwrap_or(Ground::Known(false));
        let built = self.diagram(&ground);
        self.built.insert(asked, built);
        built
    }

    /// Where a member is there.
    pub(super) fn there(&mut self, list: List, index: usize) -> Diagram {
        let needed: Vec<usize> = self.anyone.needed(list, index).iter().filter_map(|id| self.level(*id)).collect();
        needed.into_iter().fold(YES, |all, level| {
            let own = self.lies(level, |cell| cell == 1);
            self.all.and(own, all)
        })
    }

    /// The function that is 1 where the fact of a level lies in one of the cells.
    pub(super) fn lies(&mut self, level: usize, within: impl Fn(usize) -> bool) -> Diagram {
        let branches: Vec<Diagram> =
            (0..self.all.width(level)).map(|cell| if within(cell) { YES } else { NO }).collect();
        self.all.node(level, &branches)
    }

    fn diagram(&mut self, ground: &Ground) -> Diagram {
        match ground {
            Ground::Known(truth) => {
                if *truth {
                    YES
                } else {
                    NO
                }
            }
            Ground::In(id, set) => {
                let Some(level) = self.level(*id) else { return NO };
                let cells = self.facts.get(level).map(|fact| fact.cells.clone()).unwrap_or_default();
                self.lies(level, |cell| cells.get(cell).is_some_and(|(low, _)| set.contains(*low)))
            }
            Ground::Not(inner) => {
                let inner = self.diagram(inner);
                self.all.not(inner)
            }
            // The last part stands lowest: joined from there, what comes before is put on top.
            Ground::All(parts) => parts.iter().rev().fold(YES, |joined, part| {
                let own = self.diagram(part);
                self.all.and(own, joined)
            }),
            Ground::Any(parts) => parts.iter().rev().fold(NO, |joined, part| {
                let own = self.diagram(part);
                self.all.or(own, joined)
            }),
            Ground::Sum(pieces, set) => {
                if forms::is_wide(pieces, &self.anyone) {
                    return self.wide(pieces, set);
                }
                let total = self.total(pieces);
                self.all.map(total, &|number| i64::from(set.contains(number)))
            }
            // Lists are complete here.
            Ground::Unlisted(_) => NO,
        }
    }

    fn total(&mut self, pieces: &[(i64, Piece)]) -> Diagram {
        pieces.iter().rev().fold(NO, |sum, (factor, piece)| {
            let own = match piece {
                Piece::Number(id) => self.number(*id, &|value| value.saturating_mul(*factor)),
                Piece::Steps(id, steps) => {
                    let at = |day: i64| steps.iter().rev().find(|(start, _)| *start <= day).or(steps.first());
                    self.number(*id, &|day| at(day).map_or(0, |(_, value)| value.saturating_mul(*factor)))
                }
                Piece::Holds(inner) => {
                    let (truth, points) = (self.diagram(inner), self.all.end(*factor));
                    self.all.choose(truth, points, NO)
                }
                Piece::Unlisted(_) => NO,
            };
            self.all.join(super::diagram::Join::Sum, own, sum)
        })
    }

    /// A function of the first value of each cell of a fact.
    fn number(&mut self, id: VariableId, of: &dyn Fn(i64) -> i64) -> Diagram {
        let Some(level) = self.level(id) else { return NO };
        let values: Vec<i64> =
            self.facts.get(level).map(|fact| fact.cells.iter().map(|(low, _)| of(*low)).collect()).unwrap_or_default();
        let branches: Vec<Diagram> = values.into_iter().map(|value| self.all.end(value)).collect();
        self.all.node(level, &branches)
    }

    /// A sum in which some number is wide: what its other pieces come to says where its numbers must lie.
    fn wide(&mut self, pieces: &[(i64, Piece)], set: &Intervals) -> Diagram {
        let (terms, rest) = forms::parted(pieces);
        let rest = self.total(&rest);
        // What the pieces come to, by where the numbers must lie for it.
        let mut known: BTreeMap<Diagram, BTreeSet<i64>> = BTreeMap::new();
        for number in self.all.values(rest) {
            let within = forms::within(&terms, set, number);
            known.entry(self.form(&terms, &within)).or_default().insert(number);
        }
        let mut found = NO;
        for (lies, numbers) in known {
            let here = self.all.map(rest, &|own| i64::from(numbers.contains(&own)));
            let own = self.all.and(here, lies);
            found = self.all.or(found, own);
        }
        found
    }

    /// Where a sum of numbers lies in one of some stretches, between which its cells are cut.
    fn form(&mut self, terms: &forms::Terms, within: &[(i64, i64)]) -> Diagram {
        let (level, cells) = match terms.as_slice() {
            [] => (None, vec![(0, 0)]),
            [(_, id)] => {
                let level = self.level(*id);
                (
                    level,
                    level.and_then(|level| self.facts.get(level)).map(|fact| fact.cells.clone()).unwrap_or_default(),
                )
            }
            _ => match self.sums.iter().find(|(form, _)| form.terms == forms::normal(terms)) {
                Some((form, level)) => (Some(*level), form.cells.clone()),
                // It lies on one side of all that is asked of it.
                None => (None, vec![forms::range(&forms::normal(terms), &self.anyone)]),
            },
        };
        let lies = |cell: usize| {
            cells.get(cell).is_some_and(|(first, _)| within.iter().any(|(low, high)| low <= first && first <= high))
        };
        match level {
            Some(level) => self.lies(level, lies),
            None if lies(0) => YES,
            None => NO,
        }
    }

    /// Which of the wide sums a fact stands in.
    pub(super) fn sums_with(&self, id: VariableId) -> Vec<bool> {
        self.sums.iter().map(|(form, _)| form.terms.iter().any(|(_, own)| *own == id)).collect()
    }

    /// Lets no family be whose facts and sums lie in these cells, by level.
    pub(super) fn forbid(&mut self, cells: &[(usize, (usize, usize))]) {
        let all = cells.iter().rev().fold(YES, |all, (level, (low, high))| {
            let own = self.lies(*level, |cell| (*low..=*high).contains(&cell));
            self.all.and(own, all)
        });
        let others = self.all.not(all);
        self.possible = self.all.and(self.possible, others);
    }

    /// The name of the fact of a level, as `missing` writes it.
    pub(super) fn name(&self, level: usize) -> &str {
        self.facts.get(level).map_or("", |fact| &self.anyone.variable(fact.id).label.name)
    }

    /// Was there more to keep than is allowed?
    pub(super) fn is_full(&self) -> bool {
        self.all.is_full()
    }
}

/// What it costs to tell that a fact lies in each of its cells.
fn told(anyone: &Anyone, fact: &Fact) -> Vec<u32> {
    match anyone.role(fact.id).1 {
        Role::There => vec![0, PERSON],
        _ => vec![FACT; fact.cells.len()],
    }
}

/// Notes where truths change.
fn note(ground: &Ground, cuts: &mut BTreeMap<VariableId, BTreeSet<i64>>) {
    ground.variables(&mut |mention| match mention {
        Mention::Set(id, set) => cuts.entry(id).or_default().extend(set.cuts()),
        Mention::Steps(id, steps) => cuts.entry(id).or_default().extend(steps.iter().map(|(start, _)| *start)),
        Mention::Number(id) => {
            cuts.entry(id).or_default();
        }
        Mention::Query(_) => {}
    });
}

/// Can a number be split into its single values?
pub(super) fn is_narrow(variable: &Variable) -> bool {
    #[cfg(not(test))]
    let most = MOST_VALUES;
    // A test looks at the same numbers as single values, and as wide ones.
    #[cfg(test)]
    let most = super::beside::most_values(MOST_VALUES);
    variable.high.checked_sub(variable.low).is_some_and(|wide| wide < most)
}

/// A range, cut where truths change.
pub(super) fn cut(low: i64, high: i64, cuts: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut cells = Vec::new();
    let mut start = low;
    for cut in cuts.iter().copied().filter(|cut| low < *cut && *cut <= high) {
        cells.push((start, cut - 1));
        start = cut;
    }
    cells.push((start, high));
    cells
}
