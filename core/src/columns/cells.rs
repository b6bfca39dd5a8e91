//! Facts that stand several times in a condition, cell by cell.
//!
//! Kleene's answer is too cautious where a missing fact is in conflict with itself (`x < 3 || x >= 3`). The sets that a
//! condition compares a fact with divide what it can be into few cells; in each of them every comparison is settled. Where the
//! condition comes out alike in all cells that are possible, that is its answer, whatever else is missing (Shannon's
//! expansion). It takes a few conditions more in the graph and no look at any family by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::certain::{Group, Places};
use super::compile::{Compiler, Part};
use super::node::{Edge, Node, Source, Term};
use crate::condition::CodeList;
use crate::truth::Intervals;
use crate::vocabulary::{FactType, Subject};

/// The most conditions that one is divided into.
const LEAVES: usize = 64;

/// What a condition reads of a fact.
#[derive(Debug, Default)]
struct Read {
    sets: BTreeSet<Intervals>,
    /// Something is read of it that no cell settles: a sum.
    otherwise: bool,
    seen: BTreeSet<usize>,
}

impl Compiler<'_> {
    /// A condition with the facts divided into cells that are in conflict with themselves, and those left that cannot be.
    /// Its rows are those of a kind of subject.
    pub(crate) fn divided(&mut self, edge: Edge, subject: Subject) -> (Edge, BTreeSet<Group>) {
        let mut leaves = LEAVES;
        self.divide(edge, subject, &mut leaves)
    }

    fn divide(&mut self, edge: Edge, subject: Subject, leaves: &mut usize) -> (Edge, BTreeSet<Group>) {
        let mut conflicts = self.conflicts(edge);
        let found = conflicts.iter().find_map(|group| {
            let cells = self.cells(edge, subject, group)?;
            (cells.1.len() <= *leaves).then_some(cells)
        });
        let Some((source, cells)) = found else { return (edge, conflicts) };
        *leaves -= cells.len();
        let mut parts = Vec::new();
        conflicts.clear();
        for cell in cells {
            let mut known = BTreeMap::new();
            let leaf = self.within(edge, source, &cell, &mut known);
            let leaf = self.settled(leaf, Subject::Family);
            let leaf = self.raised(leaf, subject);
            let (leaf, left) = self.divide(leaf, subject, leaves);
            conflicts.extend(left);
            let cell = self.set(source, &cell);
            let cell = self.settled(cell, Subject::Family);
            parts.push((self.raised(cell, subject), leaf));
        }
        parts.sort_unstable();
        (self.graph.edge(subject, Node::Agree(parts)), conflicts)
    }

    /// The facts of a condition that are in conflict with themselves.
    fn conflicts(&self, edge: Edge) -> BTreeSet<Group> {
        let mut places = Places::default();
        places.walk(&self.graph, edge);
        self.unsure(&places)
    }

    /// The same of all places of several conditions.
    pub(crate) fn unsure(&self, places: &Places) -> BTreeSet<Group> {
        places.conflicts(|source| self.whole(source))
    }

    /// What a column can hold, where each of its rows is known or may be anything: of a date a part may be known.
    fn whole(&self, source: usize) -> Option<(i64, i64)> {
        match self.graph.sources.get(source) {
            Some(Source::Fact(subject, name)) => {
                let definition = self.facts.get(&(*subject, name.clone()))?;
                let partly = matches!(definition.of_type, FactType::Date { .. });
                (!partly).then(|| self.domain(source))
            }
            Some(own) if own.is_beginning() => None,
            _ => Some(self.domain(source)),
        }
    }

    /// What a fact can be, in sets in each of which everything that is asked of it is settled; `None` where that cannot be.
    fn cells(&self, edge: Edge, subject: Subject, group: &Group) -> Option<(usize, Vec<Intervals>)> {
        let Group::Source(source) = group else { return None };
        let own = self.graph.sources.get(*source)?.subject();
        // Of another member's fact there is one for each member.
        if own != Subject::Family && own != subject {
            return None;
        }
        let (low, high) = self.whole(*source)?;
        let mut read = Read::default();
        self.look(edge, *source, own, &mut read);
        if read.otherwise {
            return None;
        }
        let mut starts = BTreeSet::from([low]);
        for (from, to) in read.sets.iter().flat_map(|set| set.parts()) {
            starts.extend([*from, to.saturating_add(1)].into_iter().filter(|start| (low + 1..=high).contains(start)));
        }
        if starts.len() > 8 * LEAVES {
            return None;
        }
        let ends = starts.iter().skip(1).map(|start| start - 1).chain([high]);
        let mut cells: BTreeMap<Vec<bool>, Vec<(i64, i64)>> = BTreeMap::new();
        for (start, end) in starts.iter().zip(ends) {
            let truths = read.sets.iter().map(|set| set.contains(*start)).collect();
            cells.entry(truths).or_default().push((*start, end));
        }
        Some((*source, cells.into_values().map(Intervals::of).collect()))
    }

    /// Everything that a condition asks of a fact.
    fn look(&self, edge: Edge, source: usize, subject: Subject, read: &mut Read) {
        if !read.seen.insert(edge.node) {
            return;
        }
        let Some((node, _)) = self.graph.nodes.get(edge.node) else { return };
        match node {
            Node::Known(_) | Node::Unknown | Node::Present(_) => {}
            Node::In(own, set) => {
                if *own == source {
                    read.sets.insert(set.clone());
                }
            }
            Node::Has(list, _) => {
                // Where a family lives is one of its territories.
                let home = self.graph.sources.get(source) == Some(&Source::Territory);
                read.otherwise |= home && *list == CodeList::Territories;
            }
            Node::All(parts) => parts.iter().for_each(|part| self.look(*part, source, subject, read)),
            Node::Up(_, inner) => self.look(*inner, source, subject, read),
            Node::Exists(_, body, open) => {
                // Inside a quantifier a member's fact is each member's own.
                let mut inside = Read::default();
                [body, open].into_iter().for_each(|edge| self.look(*edge, source, subject, &mut inside));
                read.otherwise |= inside.otherwise || (subject != Subject::Family && !inside.sets.is_empty());
                read.sets.extend(inside.sets);
            }
            Node::Sum(terms, _) => {
                for (_, term) in terms {
                    match term {
                        Term::Value(own, _) => read.otherwise |= *own == source,
                        Term::Count(_, body, open) => {
                            let mut inside = Read::default();
                            [body, open].into_iter().for_each(|edge| self.look(*edge, source, subject, &mut inside));
                            read.otherwise |= inside.otherwise || !inside.sets.is_empty();
                        }
                    }
                }
            }
            Node::Agree(parts) => {
                for (cell, leaf) in parts {
                    self.look(*cell, source, subject, read);
                    self.look(*leaf, source, subject, read);
                }
            }
        }
    }

    /// A condition where a fact lies in a cell.
    fn within(&mut self, edge: Edge, source: usize, cell: &Intervals, known: &mut BTreeMap<usize, Part>) -> Part {
        let part = match known.get(&edge.node) {
            Some(part) => part.clone(),
            None => {
                let part = self.plainly_within(edge.node, source, cell, known);
                known.insert(edge.node, part.clone());
                part
            }
        };
        if edge.not { self.not(part) } else { part }
    }

    fn plainly_within(
        &mut self,
        place: usize,
        source: usize,
        cell: &Intervals,
        known: &mut BTreeMap<usize, Part>,
    ) -> Part {
        let plain = Part::Edge(Edge { node: place, not: false });
        let Some((node, subject)) = self.graph.nodes.get(place).cloned() else { return plain };
        match node {
            Node::In(own, set) if own == source => {
                Part::Known(cell.parts().first().is_some_and(|(first, _)| set.contains(*first)))
            }
            Node::In(own, set) => Part::Set(own, set),
            Node::Known(truth) => Part::Known(truth),
            Node::All(parts) => {
                let parts = parts.iter().map(|part| self.within(*part, source, cell, known)).collect();
                self.all(parts)
            }
            Node::Up(_, inner) => match self.within(inner, source, cell, known) {
                Part::Known(truth) => Part::Known(truth),
                part => {
                    let edge = self.settled(part, Subject::Family);
                    Part::Edge(self.raised(edge, subject))
                }
            },
            Node::Exists(list, body, open) => {
                let body = self.within(body, source, cell, known);
                let body = self.settled(body, list.subject());
                let body = self.raised(body, list.subject());
                let open = self.within(open, source, cell, known);
                let open = self.settled(open, Subject::Family);
                Part::Edge(self.graph.edge(Subject::Family, Node::Exists(list, body, open)))
            }
            Node::Unknown | Node::Has(..) | Node::Present(_) | Node::Sum(..) | Node::Agree(_) => plain,
        }
    }
}
