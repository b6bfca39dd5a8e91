//! The exact answer where facts are missing, with its published work bound.
//!
//! Rules and rows of a score that share no missing fact cannot disturb each other: they fall into groups, each decided by
//! itself. Within a group, a fact that stands once is free; a fact that stands more often is split at the constants that
//! it is compared with, and each combination of such cells is tried. Facts that meet in a sum or a comparison with each
//! other are split as well, and a linear system says which combinations can be.
//!
//! **The work bound.** The count of cells of an answer is the sum, over its groups, of the product of the numbers of cells
//! of the facts that stand more than once (for an open list: the cells of one unlisted member, plus the product of the
//! counts that matter; for each sum of several open numbers: a factor of two), plus the number of totals that the score
//! can come to. Up to [`MAX_CELLS`] the answer is exact. Where the rules certainly hold, only the rows of the score count.

use std::collections::{BTreeMap, BTreeSet};

use super::effects::states;
use super::ground::{Ground, Grounding, Grounds, Mention, Piece, Query, VariableId};
use super::linear::{Constraint, feasible};
use super::logic::List;
use super::possible::{Pairs, Worlds};
use crate::truth::Intervals;

/// The published work bound: the most cells tried for one answer.
pub(crate) const MAX_CELLS: u64 = 4096;
/// The most comparisons looked at for one group: its cells, times its comparisons and the totals of its sums, times its
/// facts, times the cells of the fact that has most.
const MAX_WORK: u64 = 1 << 24;
/// The most totals that the sums of one group can come to.
const MAX_TOTALS: u64 = 1 << 16;
/// The most steps of one linear system.
const MAX_STEPS: usize = 20_000;

/// What is asked: do all conditions hold, and what can the score come to where they do?
pub(crate) struct Question<'q> {
    pub(crate) conditions: Vec<Ground>,
    /// Points, and when they count.
    pub(crate) rows: Vec<(i64, Ground)>,
    /// Points that count already.
    pub(crate) base: i64,
    /// The place of the dose's step for a score; `None` without a dose by score.
    pub(crate) step: Option<&'q dyn Fn(i64) -> Option<usize>>,
    pub(crate) grounding: &'q Grounding,
    /// Are missing facts wanted as well?
    pub(crate) missing: bool,
}

/// The exact answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Settled {
    /// Some completion makes all conditions hold.
    pub(crate) can_hold: bool,
    /// Some completion makes one of them fail.
    pub(crate) can_fail: bool,
    /// Every score of a completion that makes them hold.
    pub(crate) scores: BTreeSet<i64>,
    /// The facts that can still change the answer, or the dose.
    pub(crate) missing: BTreeSet<VariableId>,
    /// The cells tried.
    pub(crate) cells: u64,
}

/// Decides exactly; `None` beyond the work bound.
pub(crate) fn settle<G: Grounds>(question: &Question<'_>, facts: &G) -> Option<Settled> {
    if question.grounding.beyond {
        return None;
    }
    let groups = groups(question, facts)?;
    let mut cells = 1_u64;
    for group in &groups {
        cells = cells.checked_add(group.work)?;
    }
    let distinct = |group: &Group<'_>| 2_u64.checked_pow(u32::try_from(group.rows.len()).ok()?);
    let spread: i128 = question.rows.iter().map(|(points, _)| i128::from(points.unsigned_abs())).sum();
    let combinations = groups.iter().try_fold(1_u64, |all, group| all.checked_mul(distinct(group)?));
    cells = cells.saturating_add(combinations.unwrap_or(u64::MAX).min(u64::try_from(spread).unwrap_or(u64::MAX)));
    if cells > MAX_CELLS {
        return None;
    }
    let mut outcomes = Vec::new();
    for group in &groups {
        outcomes.push(group.outcomes(facts)?);
    }
    let can_hold = outcomes.iter().all(|all| all.iter().any(|(holds, _)| *holds));
    let can_fail = outcomes.iter().any(|all| all.iter().any(|(holds, _)| !*holds));
    let mut settled = Settled { can_hold, can_fail, cells, ..Settled::default() };
    if !can_hold {
        return Some(settled);
    }
    let sums = |skipped: Option<usize>| {
        let mut totals = BTreeSet::from([question.base]);
        for (index, all) in outcomes.iter().enumerate() {
            if Some(index) != skipped && groups.get(index).is_some_and(|group| !group.rows.is_empty()) {
                let own: BTreeSet<i64> = all.iter().filter(|(holds, _)| *holds).map(|(_, points)| *points).collect();
                totals = totals.iter().flat_map(|total| own.iter().map(move |points| total + points)).collect();
            }
        }
        totals
    };
    settled.scores = sums(None);
    if question.missing {
        for (index, group) in groups.iter().enumerate() {
            let others = match (question.step, group.rows.is_empty()) {
                (Some(_), false) => sums(Some(index)),
                _ => BTreeSet::new(),
            };
            // Two outcomes differ where one is eligible and the other not, or both are and their doses differ.
            let differs = |first: (bool, i64), second: (bool, i64)| {
                first.0 != second.0
                    || first.0
                        && first.1 != second.1
                        && question
                            .step
                            .is_some_and(|step| others.iter().any(|rest| step(rest + first.1) != step(rest + second.1)))
            };
            settled.missing.extend(group.missing(facts, &differs)?);
        }
    }
    Some(settled)
}

/// Conditions and rows that share missing facts.
struct Group<'g> {
    conditions: Vec<&'g Ground>,
    rows: Vec<(i64, &'g Ground)>,
    queries: &'g [Query],
    /// Every missing fact of the group, with its cells; facts of unlisted members stand in `members`.
    cells: BTreeMap<VariableId, Vec<(i64, i64)>>,
    /// The facts that are given a value before anything else.
    split: Vec<VariableId>,
    lists: Vec<OpenList>,
    /// Sums of several open numbers.
    sums: Vec<&'g Ground>,
    work: u64,
}

/// An open list that the group asks about.
struct OpenList {
    variable: VariableId,
    /// The number of a query, and the count beyond which nothing changes.
    queries: Vec<(usize, i64)>,
    members: Vec<(VariableId, Vec<(i64, i64)>)>,
    free_places: i64,
}

fn groups<'g, G: Grounds>(question: &'g Question<'_>, facts: &G) -> Option<Vec<Group<'g>>> {
    let queries = question.grounding.queries.as_slice();
    let items: Vec<(Option<i64>, &Ground)> = question
        .conditions
        .iter()
        .map(|condition| (None, condition))
        .chain(question.rows.iter().map(|(points, row)| (Some(*points), row)))
        .collect();
    let mut of_item: Vec<BTreeSet<VariableId>> = Vec::new();
    for (_, ground) in &items {
        let mut reads = BTreeSet::new();
        ground.reads(facts, queries, &mut reads);
        of_item.push(reads);
    }
    let mut left: Vec<usize> = (0..items.len()).collect();
    let mut groups = Vec::new();
    while let Some(first) = left.first().copied() {
        let mut inside = vec![first];
        let mut reads = of_item.get(first)?.clone();
        left.retain(|index| *index != first);
        loop {
            let (joining, rest): (Vec<usize>, Vec<usize>) =
                left.iter().partition(|index| of_item.get(**index).is_some_and(|own| !own.is_disjoint(&reads)));
            left = rest;
            if joining.is_empty() {
                break;
            }
            for index in joining {
                reads.extend(of_item.get(index)?);
                inside.push(index);
            }
        }
        inside.sort_unstable();
        let inside: Vec<_> = inside.into_iter().filter_map(|index| items.get(index).copied()).collect();
        groups.push(Group::new(inside, queries, facts)?);
    }
    Some(groups)
}

/// How often and how a missing fact is mentioned in a group.
#[derive(Default)]
struct Uses<'g> {
    times: usize,
    must_split: bool,
    /// It stands in a sum, where its very number counts.
    counted: bool,
    cuts: BTreeSet<i64>,
    sets: Vec<&'g Intervals>,
}

impl<'g> Group<'g> {
    fn new<G: Grounds>(items: Vec<(Option<i64>, &'g Ground)>, queries: &'g [Query], facts: &G) -> Option<Self> {
        let mut uses: BTreeMap<VariableId, Uses<'g>> = BTreeMap::new();
        let mut asked: BTreeSet<usize> = BTreeSet::new();
        let mut caps: BTreeMap<usize, i64> = BTreeMap::new();
        let mut sums: Vec<&'g Ground> = Vec::new();
        let mut totals = totals(items.iter().filter_map(|(points, _)| *points));
        for (_, ground) in &items {
            totals = totals.saturating_add(ground_totals(ground));
            note(ground, false, &mut uses, &mut asked);
            note_sums(ground, &mut caps, &mut sums);
        }
        let mut lists: BTreeMap<List, OpenList> = BTreeMap::new();
        for number in &asked {
            let query = queries.get(*number)?;
            let mut nested = BTreeSet::new();
            totals = totals.saturating_add(ground_totals(&query.body));
            note(&query.body, true, &mut uses, &mut nested);
            let mut inner = Vec::new();
            note_sums(&query.body, &mut BTreeMap::new(), &mut inner);
            // Open numbers that meet inside such a question are beyond what is decided exactly.
            if !nested.is_empty() || !inner.is_empty() {
                return None;
            }
            let listed = i64::try_from(facts.listed(query.list)).unwrap_or(i64::MAX);
            let list = lists.entry(query.list).or_insert_with(|| OpenList {
                variable: facts.list_variable(query.list),
                queries: Vec::new(),
                members: Vec::new(),
                free_places: super::check::MAX_MEMBERS.saturating_sub(listed).max(0),
            });
            list.queries.push((*number, caps.get(number).copied().unwrap_or(1)));
        }
        let mut cells = BTreeMap::new();
        let mut split = Vec::new();
        let linear = !sums.is_empty();
        let mut work = 1_u64;
        let (count, mentions) = (uses.len() as u64, uses.values().map(|uses| uses.times as u64).sum::<u64>());
        let mut widest = 1_u64;
        for (id, uses) in uses {
            let variable = facts.variable(id);
            let mut own = cut(variable.low, variable.high, &uses.cuts);
            if !linear && !uses.counted {
                alike(&mut own, &uses.sets);
            }
            widest = widest.max(own.len() as u64);
            match variable.unlisted {
                Some(list) => lists.get_mut(&list)?.members.push((id, own)),
                None => {
                    if uses.times > 1 || uses.must_split || linear {
                        work = work.checked_mul(u64::try_from(own.len()).ok()?)?;
                        split.push(id);
                    }
                    cells.insert(id, own);
                }
            }
        }
        for list in lists.values() {
            let one = list.members.iter().try_fold(1_u64, |all, (_, own)| all.checked_mul(own.len() as u64))?;
            let counts =
                list.queries.iter().try_fold(1_u64, |all, (_, cap)| all.checked_mul(cap.unsigned_abs() + 1))?;
            work = work.checked_mul(one.checked_add(counts)?)?;
        }
        work = work.checked_mul(2_u64.checked_pow(u32::try_from(sums.len()).ok()?)?)?;
        let looks = mentions.saturating_add(totals).saturating_mul(count.saturating_add(1)).saturating_mul(widest);
        if totals > MAX_TOTALS || work.saturating_mul(looks) > MAX_WORK {
            return None;
        }
        let conditions = items.iter().filter(|(points, _)| points.is_none()).map(|(_, ground)| *ground).collect();
        let rows = items.iter().filter_map(|(points, ground)| Some(((*points)?, *ground))).collect();
        Some(Group { conditions, rows, queries, cells, split, lists: lists.into_values().collect(), sums, work })
    }

    /// The two outcomes of a group of one part in which every fact stands once: each fact can decide, and both outcomes can
    /// be, so that nothing has to be tried.
    fn free(&self) -> Option<[(bool, i64); 2]> {
        if !(self.split.is_empty() && self.lists.is_empty() && self.sums.is_empty()) {
            return None;
        }
        match (self.conditions.as_slice(), self.rows.as_slice()) {
            ([only], []) if only.is_plain() => Some([(true, 0), (false, 0)]),
            ([], [(points, only)]) if only.is_plain() => Some([(true, *points), (true, 0)]),
            _ => None,
        }
    }

    /// Every pair of whether the conditions hold and the points of the rows.
    fn outcomes<G: Grounds>(&self, facts: &G) -> Option<BTreeSet<(bool, i64)>> {
        if let Some(both) = self.free() {
            return Some(BTreeSet::from(both));
        }
        let mut found = BTreeSet::new();
        let all = self.each(facts, None, &mut |first, _| {
            found.insert(first);
            false
        });
        all.map(|_| found)
    }

    /// The facts of the group of which two values, all else equal, lead to outcomes that differ.
    fn missing<G: Grounds>(
        &self,
        facts: &G,
        differs: &dyn Fn((bool, i64), (bool, i64)) -> bool,
    ) -> Option<Vec<VariableId>> {
        if let Some([first, second]) = self.free() {
            return Some(if differs(first, second) { self.cells.keys().copied().collect() } else { Vec::new() });
        }
        let mut found = Vec::new();
        let lists = self.lists.iter().map(|list| list.variable);
        for id in self.cells.keys().copied().chain(lists) {
            if self.each(facts, Some(id), &mut |first, second| differs(first, second))? {
                found.push(id);
            }
        }
        Some(found)
    }

    /// Visits every outcome of two worlds that differ in one fact (or in none), until the visitor says that it has seen
    /// enough. `None` where a linear system outgrew its steps.
    fn each<G: Grounds>(&self, facts: &G, differing: Option<VariableId>, visit: &mut Visit<'_>) -> Option<bool> {
        let mut split: Vec<VariableId> = self.split.iter().copied().filter(|id| Some(*id) != differing).collect();
        // The differing fact comes first: its cells are taken in pairs.
        if let Some(id) = differing.filter(|id| self.cells.contains_key(id)) {
            split.insert(0, id);
        }
        let mut walk = Walk { group: self, facts, differing, worlds: Worlds::default(), ranges: BTreeMap::new() };
        walk.values(&split, visit)
    }
}

/// The least and the greatest number of a stretch within which no truth changes.
type Cell = (i64, i64);

type Visit<'v> = dyn FnMut((bool, i64), (bool, i64)) -> bool + 'v;

struct Walk<'w, 'g, G> {
    group: &'w Group<'g>,
    facts: &'w G,
    differing: Option<VariableId>,
    worlds: Worlds,
    /// The cells chosen, for linear systems: in the first world and in the second.
    ranges: BTreeMap<VariableId, (Cell, Cell)>,
}

impl<G: Grounds> Walk<'_, '_, G> {
    fn values(&mut self, split: &[VariableId], visit: &mut Visit<'_>) -> Option<bool> {
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

/// Notes how often each fact is mentioned, and at which numbers its truth changes.
fn note<'g>(ground: &'g Ground, inside: bool, uses: &mut BTreeMap<VariableId, Uses<'g>>, asked: &mut BTreeSet<usize>) {
    ground.variables(&mut |mention| {
        let (id, counted, cuts): (_, _, Vec<i64>) = match mention {
            Mention::Set(id, set) => {
                uses.entry(id).or_default().sets.push(set);
                (id, false, set.cuts().collect())
            }
            Mention::Number(id) => (id, true, Vec::new()),
            Mention::Steps(id, steps) => (id, true, steps.iter().map(|(start, _)| *start).collect()),
            Mention::Query(query) => {
                asked.insert(query);
                return;
            }
        };
        let own = uses.entry(id).or_default();
        own.times += 1;
        own.must_split |= counted || inside;
        own.counted |= counted;
        own.cuts.extend(cuts);
    });
}

/// Notes sums: the counts that matter for queries, and the sums in which open numbers meet.
fn note_sums<'g>(ground: &'g Ground, caps: &mut BTreeMap<usize, i64>, sums: &mut Vec<&'g Ground>) {
    match ground {
        Ground::Known(_) | Ground::In(..) | Ground::Unlisted(_) => {}
        Ground::Not(inner) => note_sums(inner, caps, sums),
        Ground::All(parts) | Ground::Any(parts) => parts.iter().for_each(|part| note_sums(part, caps, sums)),
        Ground::Sum(pieces, set) => {
            let open = pieces.iter().any(|(_, piece)| matches!(piece, Piece::Number(_)));
            if open && !sums.contains(&ground) {
                sums.push(ground);
            }
            for (factor, piece) in pieces {
                match piece {
                    Piece::Holds(inner) => note_sums(inner, caps, sums),
                    Piece::Unlisted(query) => {
                        // Alone in its sum, a count matters up to the last end of the set; else to the very last.
                        let own = match pieces.len() {
                            1 => last_end(set, *factor),
                            _ => super::check::MAX_MEMBERS,
                        };
                        let cap = caps.entry(*query).or_insert(1);
                        *cap = (*cap).max(own);
                    }
                    Piece::Number(_) | Piece::Steps(..) => {}
                }
            }
        }
    }
}

fn last_end(set: &Intervals, factor: i64) -> i64 {
    let most = super::check::MAX_MEMBERS;
    let largest = set.cuts().map(i64::unsigned_abs).max().unwrap_or(0) / factor.unsigned_abs().max(1);
    i64::try_from(largest).unwrap_or(most).saturating_add(1).clamp(1, most)
}

/// How many totals so many numbers can come to, each taken or not.
fn totals(numbers: impl Iterator<Item = i64>) -> u64 {
    let (mut ways, mut spread) = (1_u64, 1_u64);
    for number in numbers {
        ways = ways.saturating_mul(2);
        spread = spread.saturating_add(number.unsigned_abs());
    }
    ways.min(spread)
}

/// The totals of all sums in a formula.
fn ground_totals(ground: &Ground) -> u64 {
    match ground {
        Ground::Known(_) | Ground::In(..) | Ground::Unlisted(_) => 0,
        Ground::Not(inner) => ground_totals(inner),
        Ground::All(parts) | Ground::Any(parts) => {
            parts.iter().fold(0, |sum, part| sum.saturating_add(ground_totals(part)))
        }
        Ground::Sum(pieces, _) => {
            let held = |(factor, piece): &(i64, Piece)| matches!(piece, Piece::Holds(_)).then_some(*factor);
            pieces.iter().fold(totals(pieces.iter().filter_map(held)), |sum, (_, piece)| match piece {
                Piece::Holds(inner) => sum.saturating_add(ground_totals(inner)),
                Piece::Number(_) | Piece::Steps(..) | Piece::Unlisted(_) => sum,
            })
        }
    }
}

/// Keeps one of the cells that lie in the same sets: no comparison tells them apart.
fn alike(cells: &mut Vec<(i64, i64)>, sets: &[&Intervals]) {
    let mut seen = BTreeSet::new();
    cells.retain(|(low, _)| seen.insert(sets.iter().map(|set| set.contains(*low)).collect::<Vec<_>>()));
}

/// A range, cut where truths change.
fn cut(low: i64, high: i64, cuts: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut cells = Vec::new();
    let mut start = low;
    for cut in cuts.iter().copied().filter(|cut| low < *cut && *cut <= high) {
        cells.push((start, cut - 1));
        start = cut;
    }
    cells.push((start, high));
    cells
}
