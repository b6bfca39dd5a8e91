//! Decision diagrams with many-valued variables and whole numbers at their ends.
//!
//! A diagram is a function of facts: a node asks one fact, has one branch for each of its cells (the stretches of its range
//! between which no comparison tells a difference), and ends in a number: 1 and 0 for yes and no, an amount, a score. Nodes
//! with the same branches are the same node, and a node whose branches are all the same is left out, so that two functions
//! are equal if and only if they are the same node. Facts always stand in one order, that of their levels.

#![expect(clippy::disallowed_types, reason = "the tables below are looked up and never walked: no order shows")]

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::watch::Watch;

/// A function: a node, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Diagram(u32);

/// No.
pub(super) const NO: Diagram = Diagram(0);
/// Yes.
pub(super) const YES: Diagram = Diagram(1);

/// How two ends become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Join {
    And,
    Or,
    Sum,
    Most,
    /// 1 where the first is greater than the second.
    Above,
}

/// What stands for a family that cannot be, and for a value that is not there.
pub(super) const NOBODY: i64 = i64::MIN;

/// The level of what asks nothing more.
const END: u32 = u32::MAX;
/// As many branches does one joining count for that is kept in mind.
const JOINED: usize = 4;
/// So many nodes are looked at before the caller is asked whether to go on.
const STEPS: u32 = 1 << 16;

#[derive(Debug, Clone, Copy)]
struct Node {
    level: u32,
    /// The first branch, by its place in the list of all branches; the end's number, for an end.
    first: u32,
}

/// All the nodes of one question.
#[derive(Debug)]
pub(super) struct Diagrams<'w> {
    /// How many cells the fact of each level has.
    widths: Vec<u32>,
    nodes: Vec<Node>,
    branches: Vec<Diagram>,
    ends: Vec<i64>,
    end_of: HashMap<i64, Diagram, FxBuildHasher>,
    /// The nodes by the hash of their level and branches: the last of them, and before each the one before it.
    node_of: HashMap<u64, Diagram, FxBuildHasher>,
    before: Vec<Diagram>,
    joined: HashMap<(Join, Diagram, Diagram), Diagram, FxBuildHasher>,
    chosen: HashMap<(Diagram, Diagram, Diagram), Diagram, FxBuildHasher>,
    most: usize,
    full: bool,
    watch: &'w dyn Watch,
    steps: u32,
}

impl<'w> Diagrams<'w> {
    /// Diagrams over facts with so many cells each, and at most so many branches, joinings counted with them.
    pub(super) fn new(widths: Vec<u32>, most: usize, watch: &'w dyn Watch) -> Self {
        let mut new = Diagrams {
            widths,
            nodes: Vec::new(),
            branches: Vec::new(),
            ends: Vec::new(),
            end_of: HashMap::default(),
            node_of: HashMap::default(),
            before: Vec::new(),
            joined: HashMap::default(),
            chosen: HashMap::default(),
            most,
            full: false,
            watch,
            steps: 0,
        };
        new.end(0);
        new.end(1);
        new
    }

    /// Was there more to keep than nodes are allowed? Then nothing that was built since is worth anything.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// May long work go on?
    pub(super) fn go_on(&self) -> bool {
        self.watch.go_on()
    }

    /// How much is kept: branches, and joinings.
    fn kept(&self) -> usize {
        self.branches.len() + JOINED * (self.joined.len() + self.chosen.len())
    }

    /// Counts a step of joining; is there room for more, and may the work go on?
    fn step(&mut self) -> bool {
        self.steps += 1;
        if self.steps >= STEPS {
            self.steps = 0;
            self.full |= !self.watch.go_on();
        }
        self.full |= self.kept() > self.most;
        !self.full
    }

    /// The function that is one number everywhere.
    pub(super) fn end(&mut self, value: i64) -> Diagram {
        if let Some(known) = self.end_of.get(&value) {
            return *known;
        }
        let first = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.ends.push(value);
        let made = self.push(Node { level: END, first });
        self.end_of.insert(value, made);
        made
    }

    fn push(&mut self, node: Node) -> Diagram {
        let made = Diagram(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node);
        self.before.push(NO);
        made
    }

    fn of(&self, diagram: Diagram) -> Node {
        self.nodes.get(diagram.0 as usize).copied().unwrap_or(Node { level: END, first: 0 })
    }

    /// The number that the function is everywhere, if it is one.
    pub(super) fn value(&self, diagram: Diagram) -> Option<i64> {
        let node = self.of(diagram);
        (node.level == END).then(|| self.ends.get(node.first as usize).copied().unwrap_or(NOBODY))
    }

    /// The level of the fact that is asked first.
    pub(super) fn level(&self, diagram: Diagram) -> Option<usize> {
        let node = self.of(diagram);
        (node.level != END).then_some(node.level as usize)
    }

    /// How many facts there are.
    pub(super) fn levels(&self) -> usize {
        self.widths.len()
    }

    pub(super) fn width(&self, level: usize) -> usize {
        self.widths.get(level).map_or(1, |width| *width as usize)
    }

    /// The branches of a node, one for each cell of its fact; none for an end.
    pub(super) fn branches(&self, diagram: Diagram) -> &[Diagram] {
        let node = self.of(diagram);
        if node.level == END {
            return &[];
        }
        let first = node.first as usize;
        self.branches.get(first..first + self.width(node.level as usize)).unwrap_or_default()
    }

    /// What is left of a function once the fact of a level, the first that it can ask, lies in a cell.
    pub(super) fn branch(&self, diagram: Diagram, level: usize, cell: usize) -> Diagram {
        if self.level(diagram) == Some(level) {
            self.branches(diagram).get(cell).copied().unwrap_or(diagram)
        } else {
            diagram
        }
    }

    /// The function that asks the fact of a level first; its branches ask facts of later levels.
    pub(super) fn node(&mut self, level: usize, branches: &[Diagram]) -> Diagram {
        let Some(first) = branches.first().copied() else { return NO };
        if branches.iter().all(|branch| *branch == first) {
            return first;
        }
        let level = u32::try_from(level).unwrap_or(END - 1);
        let hash = FxBuildHasher.hash_one((level, branches));
        let last = self.node_of.get(&hash).copied().unwrap_or(NO);
        let mut known = last;
        // No node of facts is NO: it ends the row.
        while known != NO {
            if self.of(known).level == level && self.branches(known) == branches {
                return known;
            }
            known = self.before.get(known.0 as usize).copied().unwrap_or(NO);
        }
        if self.kept() + branches.len() > self.most {
            self.full = true;
            return NO;
        }
        let start = u32::try_from(self.branches.len()).unwrap_or(u32::MAX);
        self.branches.extend_from_slice(branches);
        let made = self.push(Node { level, first: start });
        self.node_of.insert(hash, made);
        if let Some(before) = self.before.get_mut(made.0 as usize) {
            *before = last;
        }
        made
    }

    /// The earlier of the levels that functions ask first.
    fn first_of(&self, all: &[Diagram]) -> Option<usize> {
        all.iter().filter_map(|diagram| self.level(*diagram)).min()
    }

    /// Joins two functions, number by number. What is joined with [`NOBODY`] is nobody.
    pub(super) fn join(&mut self, how: Join, one: Diagram, two: Diagram) -> Diagram {
        match how {
            Join::And if one == NO || two == NO => return NO,
            Join::And if one == YES => return two,
            Join::And if two == YES || one == two => return one,
            Join::Or if one == YES || two == YES => return YES,
            Join::Or if one == NO => return two,
            Join::Or if two == NO || one == two => return one,
            Join::Most if one == two => return one,
            Join::Sum if one == NO => return two,
            Join::Sum if two == NO => return one,
            Join::Above if one == two => return NO,
            _ => {}
        }
        if let (Some(one), Some(two)) = (self.value(one), self.value(two)) {
            let found = if one == NOBODY || two == NOBODY {
                if how == Join::Above { 0 } else { NOBODY }
            } else {
                match how {
                    Join::And => i64::from(one != 0 && two != 0),
                    Join::Or => i64::from(one != 0 || two != 0),
                    Join::Sum => one.saturating_add(two),
                    Join::Most => one.max(two),
                    Join::Above => i64::from(one > two),
                }
            };
            return self.end(found);
        }
        // All but the last do not mind the order of the two.
        let (one, two) = if how != Join::Above && two < one { (two, one) } else { (one, two) };
        let key = (how, one, two);
        if let Some(known) = self.joined.get(&key) {
            return *known;
        }
        let Some(level) = self.first_of(&[one, two]) else { return NO };
        if !self.step() {
            return NO;
        }
        let mut branches = Vec::with_capacity(self.width(level));
        for cell in 0..self.width(level) {
            let (a, b) = (self.branch(one, level, cell), self.branch(two, level, cell));
            branches.push(self.join(how, a, b));
        }
        let made = self.node(level, &branches);
        self.joined.insert(key, made);
        made
    }

    pub(super) fn and(&mut self, one: Diagram, two: Diagram) -> Diagram {
        self.join(Join::And, one, two)
    }

    pub(super) fn or(&mut self, one: Diagram, two: Diagram) -> Diagram {
        self.join(Join::Or, one, two)
    }

    pub(super) fn not(&mut self, one: Diagram) -> Diagram {
        self.choose(one, NO, YES)
    }

    /// `yes` where a truth holds, `no` where it does not.
    pub(super) fn choose(&mut self, truth: Diagram, yes: Diagram, no: Diagram) -> Diagram {
        if yes == no || truth == YES {
            return yes;
        }
        if truth == NO {
            return no;
        }
        if yes == YES && no == NO {
            return truth;
        }
        let key = (truth, yes, no);
        if let Some(known) = self.chosen.get(&key) {
            return *known;
        }
        let Some(level) = self.first_of(&[truth, yes, no]) else { return no };
        if !self.step() {
            return NO;
        }
        let mut branches = Vec::with_capacity(self.width(level));
        for cell in 0..self.width(level) {
            let [a, b, c] = [truth, yes, no].map(|part| self.branch(part, level, cell));
            branches.push(self.choose(a, b, c));
        }
        let made = self.node(level, &branches);
        self.chosen.insert(key, made);
        made
    }

    /// The function with each of its numbers put through another.
    pub(super) fn map(&mut self, diagram: Diagram, of: &impl Fn(i64) -> i64) -> Diagram {
        let mut known = HashMap::default();
        self.mapped(diagram, of, &mut known)
    }

    fn mapped(
        &mut self,
        diagram: Diagram,
        of: &impl Fn(i64) -> i64,
        known: &mut HashMap<Diagram, Diagram, FxBuildHasher>,
    ) -> Diagram {
        if let Some(value) = self.value(diagram) {
            return self.end(if value == NOBODY { NOBODY } else { of(value) });
        }
        if let Some(found) = known.get(&diagram) {
            return *found;
        }
        let Some(level) = self.level(diagram) else { return diagram };
        let mut branches = Vec::with_capacity(self.width(level));
        for cell in 0..self.width(level) {
            let branch = self.branch(diagram, level, cell);
            branches.push(self.mapped(branch, of, known));
        }
        let made = self.node(level, &branches);
        known.insert(diagram, made);
        made
    }

    /// The best of a function over the cells of some facts, all else kept: `how` joins what they lead to.
    pub(super) fn over(&mut self, diagram: Diagram, facts: &[bool], how: Join) -> Diagram {
        let mut known = HashMap::default();
        self.overed(diagram, facts, how, &mut known)
    }

    fn overed(
        &mut self,
        diagram: Diagram,
        facts: &[bool],
        how: Join,
        known: &mut HashMap<Diagram, Diagram, FxBuildHasher>,
    ) -> Diagram {
        let Some(level) = self.level(diagram) else { return diagram };
        if let Some(found) = known.get(&diagram) {
            return *found;
        }
        let mut branches = Vec::with_capacity(self.width(level));
        for cell in 0..self.width(level) {
            let branch = self.branch(diagram, level, cell);
            branches.push(self.overed(branch, facts, how, known));
        }
        let made = if facts.get(level).copied().unwrap_or(false) {
            let mut all = branches.into_iter();
            let first = all.next().unwrap_or(NO);
            all.fold(first, |best, branch| self.join(how, best, branch))
        } else {
            self.node(level, &branches)
        };
        known.insert(diagram, made);
        made
    }

    /// What is left of a function once facts lie in cells, by level.
    pub(super) fn restrict(&mut self, diagram: Diagram, cells: &BTreeMap<usize, usize>) -> Diagram {
        let Some((last, _)) = cells.last_key_value() else { return diagram };
        let mut known = HashMap::default();
        self.restricted(diagram, *last, cells, &mut known)
    }

    fn restricted(
        &mut self,
        diagram: Diagram,
        last: usize,
        cells: &BTreeMap<usize, usize>,
        known: &mut HashMap<Diagram, Diagram, FxBuildHasher>,
    ) -> Diagram {
        let Some(level) = self.level(diagram).filter(|level| *level <= last) else { return diagram };
        if let Some(found) = known.get(&diagram) {
            return *found;
        }
        let made = if let Some(cell) = cells.get(&level) {
            let branch = self.branch(diagram, level, *cell);
            self.restricted(branch, last, cells, known)
        } else {
            let mut branches = Vec::with_capacity(self.width(level));
            for cell in 0..self.width(level) {
                let branch = self.branch(diagram, level, cell);
                branches.push(self.restricted(branch, last, cells, known));
            }
            self.node(level, &branches)
        };
        known.insert(diagram, made);
        made
    }

    /// Lets so much more be kept, in branches, and tells how many could be kept before.
    pub(super) fn allow(&mut self, more: usize) -> usize {
        let fewer = self.most.min(self.kept().saturating_add(more));
        std::mem::replace(&mut self.most, fewer)
    }

    /// Lets so much be kept in all.
    pub(super) fn allow_again(&mut self, most: usize) {
        self.most = most;
    }

    /// Is a good part of what may be kept used up?
    pub(super) fn is_filling(&self) -> bool {
        self.full || self.kept() > self.most / 4
    }

    /// Which levels a function asks.
    pub(super) fn asks(&self, diagram: Diagram) -> Vec<bool> {
        let mut asked = vec![false; self.widths.len()];
        self.reached(diagram, &mut |node| {
            if let Some(level) = self.level(node).and_then(|level| asked.get_mut(level)) {
                *level = true;
            }
        });
        asked
    }

    /// Every number that the function comes to, ascending.
    pub(super) fn values(&self, diagram: Diagram) -> Vec<i64> {
        let mut found = std::collections::BTreeSet::new();
        self.reached(diagram, &mut |node| found.extend(self.value(node)));
        found.into_iter().collect()
    }

    /// Visits every node of a function once, a node before its branches only by chance: what comes of it must not hang on
    /// the order.
    pub(super) fn reached(&self, diagram: Diagram, visit: &mut dyn FnMut(Diagram)) {
        let mut seen: HashMap<Diagram, (), FxBuildHasher> = HashMap::default();
        let mut left = vec![diagram];
        while let Some(next) = left.pop() {
            if seen.insert(next, ()).is_some() {
                continue;
            }
            visit(next);
            left.extend_from_slice(self.branches(next));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::watch::Unwatched;
    use super::*;

    /// Every choice of cells for the widths.
    fn choices(widths: &[u32]) -> Vec<Vec<usize>> {
        widths.iter().fold(vec![Vec::new()], |all, width| {
            all.iter()
                .flat_map(|choice| (0..*width as usize).map(move |cell| [choice.as_slice(), &[cell]].concat()))
                .collect()
        })
    }

    fn at(diagrams: &Diagrams<'_>, diagram: Diagram, choice: &[usize]) -> i64 {
        let mut at = diagram;
        while let Some(level) = diagrams.level(at) {
            at = diagrams.branch(at, level, choice[level]);
        }
        diagrams.value(at).unwrap()
    }

    #[test]
    fn functions_join_number_by_number() {
        let widths = [3, 2, 4];
        let mut all = Diagrams::new(widths.to_vec(), 1 << 20, &Unwatched);
        let mut leaf = |level: usize, numbers: &[i64]| {
            let ends: Vec<Diagram> = numbers.iter().map(|number| all.end(*number)).collect();
            all.node(level, &ends)
        };
        let (a, b, c) = (leaf(0, &[0, 1, 1]), leaf(1, &[1, 0]), leaf(2, &[5, 5, -2, 7]));
        let (both, either) = (all.and(a, b), all.or(a, b));
        let chosen = all.choose(both, c, either);
        let sum = all.join(Join::Sum, chosen, c);
        let above = all.join(Join::Above, c, a);
        let best = all.over(sum, &[false, false, true], Join::Most);
        let none = all.not(both);
        for choice in choices(&widths) {
            let (x, y, z) = ([0, 1, 1][choice[0]], [1, 0][choice[1]], [5, 5, -2, 7][choice[2]]);
            let want = if x & y == 1 { z } else { x | y };
            assert_eq!(at(&all, chosen, &choice), want);
            assert_eq!(at(&all, sum, &choice), want + z);
            assert_eq!(at(&all, above, &choice), i64::from(z > x));
            assert_eq!(at(&all, none, &choice), 1 - (x & y));
            let most = [5, -2, 7].map(|z| if x & y == 1 { z + z } else { (x | y) + z }).into_iter().max();
            assert_eq!(Some(at(&all, best, &choice)), most);
        }
        assert_eq!(all.asks(c), [false, false, true]);
        assert_eq!(all.values(c), [-2, 5, 7]);
    }

    #[test]
    fn equal_functions_are_the_same_node() {
        let mut all = Diagrams::new(vec![2, 2], 1 << 20, &Unwatched);
        let (a, b) = (all.node(0, &[NO, YES]), all.node(1, &[NO, YES]));
        let (either, both) = (all.or(a, b), all.and(a, b));
        let [not_a, not_b] = [all.not(a), all.not(b)];
        let neither = all.and(not_a, not_b);
        assert_eq!(all.not(neither), either);
        assert_ne!(both, either);
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let mut all = Diagrams::new(vec![4; 8], 8, &Unwatched);
        let ends: Vec<Diagram> = (0..4).map(|number| all.end(number)).collect();
        let parts: Vec<Diagram> = (0..8).map(|level| all.node(level, &ends)).collect();
        parts.into_iter().reduce(|one, two| all.join(Join::Sum, one, two));
        assert!(all.is_full());
    }
}
