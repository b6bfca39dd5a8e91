//! On which facts unknown answers hang, seen in the graph.
//!
//! Of an unknown *and* each unknown part counts: the others can be such that it decides. So whoever goes down from an unknown
//! answer through what is unknown comes to the facts that can change it. That is exact in a row in which every fact that is come
//! to stands once there, whatever the rules say; where one is come to twice, or where numbers are added, the row is looked at alone.

use std::collections::BTreeMap;

use crate::columns::certain::Group;
use crate::columns::engine::Engine;
use crate::columns::node::{Edge, Node};
use crate::columns::workspace::{Workspace, each_set};
use crate::condition::{CodeList, List};
use crate::vocabulary::Subject;

/// What unknown answers of some rows hang on.
pub(super) struct Reached {
    /// For each fact the rows that hang on it.
    pub(super) facts: Vec<(Group, Vec<u64>)>,
    /// The rows of which bits are not sure.
    pub(super) unsure: Vec<u64>,
}

/// A block of families in which something is unknown.
pub(super) struct Unsettled<'s> {
    pub(super) engine: &'s Engine,
    pub(super) space: &'s Workspace,
}

/// The rows that came to a fact: once or more, twice or more, and through the family, whose facts are those of all its members.
#[derive(Debug, Clone, Default)]
struct Times {
    once: Vec<u64>,
    twice: Vec<u64>,
    shared: Vec<u64>,
}

/// What is found of the rows of one kind of subject.
#[derive(Debug)]
struct Found {
    words: usize,
    facts: BTreeMap<Group, Times>,
    /// Something of a member that nobody listed.
    unlisted: Times,
    unsure: Vec<u64>,
}

fn add(into: &mut [u64], words: &[u64]) {
    into.iter_mut().zip(words).for_each(|(into, own)| *into |= own);
}

fn both(one: &[u64], other: &[u64]) -> Vec<u64> {
    one.iter().zip(other).map(|(one, other)| one & other).collect()
}

fn is_set(words: &[u64], place: usize) -> bool {
    words.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}

fn set(words: &mut [u64], place: usize) {
    words.get_mut(place / 64).into_iter().for_each(|word| *word |= 1 << (place % 64));
}

impl Times {
    fn none(words: usize) -> Self {
        Times { once: vec![0; words], twice: vec![0; words], shared: vec![0; words] }
    }

    fn add(&mut self, other: &Times) {
        let again = both(&self.once, &other.once);
        add(&mut self.twice, &again);
        add(&mut self.twice, &other.twice);
        add(&mut self.once, &other.once);
        add(&mut self.shared, &other.shared);
    }
}

impl Found {
    fn new(rows: usize) -> Self {
        let words = rows.div_ceil(64);
        Found { words, facts: BTreeMap::new(), unlisted: Times::none(words), unsure: vec![0; words] }
    }

    fn note(&mut self, group: Group, times: &Times) {
        if times.once.iter().any(|word| *word != 0) {
            let words = self.words;
            self.facts.entry(group).or_insert_with(|| Times::none(words)).add(times);
        }
    }

    fn once(&mut self, group: Group, once: Vec<u64>) {
        let none = vec![0; self.words];
        self.note(group, &Times { once, twice: none.clone(), shared: none });
    }
}

impl Unsettled<'_> {
    /// What the answers of these rows hang on, which are unknown all of them.
    pub(super) fn reached(&self, edge: Edge, rows: &[u64]) -> Reached {
        let mut found = Found::new(64 * rows.len());
        self.down(edge.node, rows, &mut found);
        let mut unsure = found.unsure;
        add(&mut unsure, &found.unlisted.once);
        found.facts.values().for_each(|times| add(&mut unsure, &times.twice));
        Reached { facts: found.facts.into_iter().map(|(group, times)| (group, times.once)).collect(), unsure }
    }

    /// Goes down from a node, in the rows in which it is unknown.
    fn down(&self, place: usize, rows: &[u64], found: &mut Found) {
        let Some((node, _)) = self.engine.graph.nodes.get(place) else { return };
        let (yes, no) = self.space.pair(Edge { node: place, not: false });
        let decided = yes.iter().zip(no).map(|(yes, no)| yes | no);
        let rows: Vec<u64> = rows.iter().zip(decided).map(|(rows, decided)| rows & !decided).collect();
        if rows.iter().all(|word| *word == 0) {
            return;
        }
        match node {
            Node::Known(_) => {}
            Node::Unknown => {
                let none = vec![0; found.words];
                found.unlisted.add(&Times { once: rows, twice: none.clone(), shared: none });
            }
            Node::In(source, _) => found.once(Group::Source(*source), rows),
            Node::Has(list, code) => {
                let more = self.space.more.get(*list as usize).map_or(&[][..], Vec::as_slice);
                found.once(Group::Code(*list, *code), both(&rows, more));
                let home = self.engine.codes.iter().find(|(.., node, _)| *node == place);
                if let (CodeList::Territories, Some((.., Some(home)))) = (list, home) {
                    self.down(home.node, &rows, found);
                }
            }
            // Whether somebody is there, and what numbers come to, is left to one family at a time.
            Node::Present(_) | Node::Sum(..) => add(&mut found.unsure, &rows),
            Node::All(parts) => parts.iter().for_each(|part| self.down(part.node, &rows, found)),
            Node::Agree(parts) => self.divided(parts, &rows, found),
            Node::Up(list, inner) => self.up(*list, *inner, &rows, found),
            Node::Exists(list, body, open) => {
                self.members(*list, *body, &rows, found);
                self.unlisted(*list, *open, &rows, found);
            }
        }
    }

    /// A condition divided by the cells of a fact: its answer hangs on what that of any possible cell hangs on, and on the fact
    /// itself wherever one cell is settled, since another comes out otherwise or may.
    fn divided(&self, parts: &[(Edge, Edge)], rows: &[u64], found: &mut Found) {
        let none = || vec![0; found.words];
        let (mut settled, mut any, mut several) = (none(), none(), none());
        let mut facts: BTreeMap<Group, Vec<u64>> = BTreeMap::new();
        for (cell, leaf) in parts {
            let ((_, beyond), (holds, fails)) = (self.space.pair(*cell), self.space.pair(*leaf));
            let can: Vec<u64> = rows.iter().zip(beyond).map(|(rows, beyond)| rows & !beyond).collect();
            let sure: Vec<u64> = holds.iter().zip(fails).map(|(holds, fails)| holds | fails).collect();
            add(&mut several, &both(&any, &can));
            add(&mut any, &can);
            add(&mut settled, &both(&can, &sure));
            let mut own = Found::new(64 * found.words);
            self.down(leaf.node, &can, &mut own);
            add(&mut found.unsure, &own.unsure);
            add(&mut found.unsure, &own.unlisted.once);
            for (group, times) in own.facts {
                add(&mut found.unsure, &times.twice);
                add(facts.entry(group).or_insert_with(none), &times.once);
            }
        }
        let (can_be, sure) = (both(rows, &several), both(&several, &settled));
        match parts.first().and_then(|(cell, _)| self.source(*cell)) {
            Some(source) => add(facts.entry(Group::Source(source)).or_insert_with(none), &sure),
            None => add(&mut found.unsure, &sure),
        }
        // Where every cell is open, the fact may come to nothing after all.
        let open: Vec<u64> = can_be.iter().zip(&settled).map(|(rows, settled)| rows & !settled).collect();
        add(&mut found.unsure, &open);
        facts.into_iter().for_each(|(group, once)| found.once(group, once));
    }

    /// The fact that a cell is of.
    fn source(&self, cell: Edge) -> Option<usize> {
        match self.engine.graph.nodes.get(cell.node)? {
            (Node::In(source, _), _) => Some(*source),
            (Node::Up(_, inner), _) => self.source(*inner),
            _ => None,
        }
    }

    /// From members to what is true of their families, and back.
    fn up(&self, list: List, inner: Edge, rows: &[u64], found: &mut Found) {
        let owners = self.space.owners(list);
        let mut families = Found::new(self.space.count(Subject::Family));
        let mut asked = vec![0; families.words];
        let owner = |row: usize| owners.get(row).map_or(usize::MAX, |owner| *owner as usize);
        each_set(rows, |row| set(&mut asked, owner(row)));
        self.down(inner.node, &asked, &mut families);
        let back = |words: &[u64]| {
            let mut own = vec![0; rows.len()];
            each_set(rows, |row| {
                if is_set(words, owner(row)) {
                    set(&mut own, row);
                }
            });
            own
        };
        for (group, times) in &families.facts {
            let once = back(&times.once);
            found.note(group.clone(), &Times { twice: back(&times.twice), shared: once.clone(), once });
        }
        add(&mut found.unsure, &back(&families.unsure));
        add(&mut found.unsure, &back(&families.unlisted.once));
    }

    /// From families to their listed members, and back.
    fn members(&self, list: List, body: Edge, rows: &[u64], found: &mut Found) {
        let owners = self.space.owners(list);
        let mut members = Found::new(self.space.count(list.subject()));
        let mut asked = vec![0; members.words];
        for (place, owner) in owners.iter().enumerate().filter(|(_, owner)| is_set(rows, **owner as usize)) {
            let _ = owner;
            set(&mut asked, place);
        }
        self.down(body.node, &asked, &mut members);
        let owner = |row: usize| owners.get(row).map_or(usize::MAX, |owner| *owner as usize);
        for (group, own) in &members.facts {
            let (mut times, mut again) = (Times::none(found.words), vec![0; found.words]);
            each_set(&own.once, |row| {
                set(if is_set(&times.once, owner(row)) { &mut again } else { &mut times.once }, owner(row));
            });
            // A fact of the family that two members came to stands twice; each member's own stands once.
            each_set(&own.shared, |row| set(&mut times.shared, owner(row)));
            times.twice = both(&again, &times.shared);
            each_set(&own.twice, |row| set(&mut times.twice, owner(row)));
            found.note(group.clone(), &times);
        }
        each_set(&members.unsure, |row| set(&mut found.unsure, owner(row)));
        each_set(&members.unlisted.once, |row| set(&mut found.unsure, owner(row)));
    }

    /// A list that may have members that nobody listed: that is a fact itself, and theirs are part of it.
    fn unlisted(&self, list: List, open: Edge, rows: &[u64], found: &mut Found) {
        let may = self.space.open.get(list as usize).map_or(&[][..], Vec::as_slice);
        let (_, none) = self.space.pair(open);
        let rows: Vec<u64> = both(rows, may).iter().zip(none).map(|(rows, none)| rows & !none).collect();
        found.once(Group::List(list), rows.clone());
        let mut inner = Found::new(64 * found.words);
        self.down(open.node, &rows, &mut inner);
        add(&mut found.unsure, &inner.unsure);
        for (group, times) in &inner.facts {
            // Facts of the family beside what is not known of one member, in several places.
            add(&mut found.unsure, &both(&inner.unlisted.twice, &times.once));
            found.note(group.clone(), times);
        }
    }
}
