//! Groups: rules and rows of a score that share missing facts, with the cells of these facts and the work they take.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::{MAX_TOTALS, MAX_WORK, Question};
use super::ground::{Ground, Grounds, Mention, Piece, Query, VariableId};
use super::logic::List;
use super::possible::Worlds;
use super::walk::{Visit, Walk};
use crate::gather;
use crate::truth::Intervals;

/// Conditions and rows that share missing facts.
pub(super) struct Group<'g> {
    pub(super) conditions: Vec<&'g Ground>,
    pub(super) rows: Vec<(i64, &'g Ground)>,
    pub(super) queries: &'g [Query],
    /// Every missing fact of the group, with its cells; facts of unlisted members stand in `members`.
    pub(super) cells: BTreeMap<VariableId, Vec<(i64, i64)>>,
    /// The facts that are given a value before anything else.
    pub(super) split: Vec<VariableId>,
    pub(super) lists: Vec<OpenList>,
    /// Sums of several open numbers.
    pub(super) sums: Vec<&'g Ground>,
    pub(super) work: u64,
}

/// An open list that the group asks about.
pub(super) struct OpenList {
    pub(super) variable: VariableId,
    /// The number of a query, and the count beyond which nothing changes.
    pub(super) queries: Vec<(usize, i64)>,
    pub(super) members: Vec<(VariableId, Vec<(i64, i64)>)>,
    pub(super) free_places: i64,
}

pub(super) fn groups<'g, G: Grounds>(question: &'g Question<'_>, facts: &G) -> Option<Vec<Group<'g>>> {
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
        gather::sort_by(&mut inside, Ord::cmp);
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
    pub(super) fn outcomes<G: Grounds>(&self, facts: &G) -> Option<BTreeSet<(bool, i64)>> {
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
    pub(super) fn missing<G: Grounds>(
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
