//! Where three-valued logic alone is exact, seen without any family.
//!
//! Kleene's answer counts, for each missing fact, every place where it stands by itself. That is exact where one completion
//! makes all of these places as true as they can be, and one as false as they can be: where a fact stands once, or always
//! the same way round (`x <= 300` and `x <= 800`), or in places that can hold and fail together. A fact of which neither is
//! sure is in conflict with itself: where it is missing, and the answer unknown, the family is looked at alone.

use std::collections::{BTreeMap, BTreeSet};

use super::compile::joint;
use super::node::{Edge, Graph, Node, Source, Term};
use crate::condition::{CodeList, List};
use crate::truth::Intervals;
use crate::vocabulary::Subject;

/// What stands for one missing fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    Source(usize),
    Code(CodeList, i64),
    List(List),
}

/// How a fact stands somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// It helps to be in this set.
    Set(Intervals),
    /// It helps to be small.
    Down,
    /// It helps to be great.
    Up,
    /// It may help to be anything.
    Any,
}

impl Place {
    fn of(set: &Intervals) -> Self {
        match set.parts() {
            [(i64::MIN, _)] => Place::Down,
            [(_, i64::MAX)] => Place::Up,
            _ => Place::Set(set.clone()),
        }
    }
}

/// All places of each fact.
#[derive(Debug, Default)]
pub(crate) struct Places {
    found: BTreeMap<Group, Vec<(Place, Option<Intervals>)>>,
    /// Facts that meet in a sum of which not every total can be reached.
    entangled: BTreeSet<Group>,
    seen: BTreeSet<Edge>,
}

impl Places {
    fn add(&mut self, group: Group, place: Place, set: Option<Intervals>) {
        let known = self.found.entry(group).or_default();
        if place == Place::Any || !known.contains(&(place.clone(), set.clone())) {
            known.push((place, set));
        }
    }

    /// Notes every place of a condition.
    pub(crate) fn walk(&mut self, graph: &Graph, edge: Edge) {
        if !self.seen.insert(edge) {
            return;
        }
        let Some((node, _)) = graph.nodes.get(edge.node) else { return };
        let with = |own: &Edge| own.if_not(edge.not);
        match node {
            Node::Known(_) | Node::Unknown | Node::Present(_) => {}
            Node::In(source, set) => {
                let set = if edge.not { set.complement() } else { set.clone() };
                self.add(Group::Source(*source), Place::of(&set), Some(set));
            }
            Node::Has(list, code) => {
                let place = if edge.not { Place::Down } else { Place::Up };
                self.add(Group::Code(*list, *code), place, None);
                let territory = graph.sources.iter().position(|source| *source == Source::Territory);
                if let (CodeList::Territories, Some(territory)) = (list, territory) {
                    let point = Intervals::between(*code, *code);
                    let set = if edge.not { point.complement() } else { point };
                    self.add(Group::Source(territory), Place::Set(set.clone()), Some(set));
                }
            }
            Node::All(parts) => parts.iter().for_each(|part| self.walk(graph, with(part))),
            Node::Up(_, inner) => self.walk(graph, with(inner)),
            Node::Exists(list, body, open) => {
                self.add(Group::List(*list), if edge.not { Place::Down } else { Place::Up }, None);
                self.walk(graph, with(body));
                self.walk(graph, with(open));
            }
            Node::Sum(terms, set) => self.sum(graph, terms, set, edge.not),
            Node::Agree(parts) => {
                for (cell, leaf) in parts {
                    self.walk(graph, *cell);
                    self.walk(graph, with(leaf));
                }
            }
        }
    }

    fn sum(&mut self, graph: &Graph, terms: &[(i64, Term)], set: &Intervals, not: bool) {
        let set = if not { set.complement() } else { set.clone() };
        let whole = Place::of(&set);
        let half = matches!(whole, Place::Down | Place::Up);
        let steps_of_one = terms.iter().all(|(factor, _)| factor.abs() == 1);
        let mut groups = BTreeSet::new();
        for (factor, term) in terms {
            let up = (whole == Place::Up) == (*factor > 0);
            match term {
                Term::Value(source, how) => {
                    let place = match (half, up != how.falls()) {
                        (false, _) => Place::Any,
                        (true, true) => Place::Up,
                        (true, false) => Place::Down,
                    };
                    if !groups.insert(Group::Source(*source)) {
                        self.entangled.insert(Group::Source(*source));
                    }
                    self.add(Group::Source(*source), place, None);
                }
                Term::Count(list, body, open) => {
                    groups.insert(Group::List(*list));
                    if half {
                        self.add(Group::List(*list), if up { Place::Up } else { Place::Down }, None);
                        [body, open].into_iter().for_each(|edge| self.walk(graph, edge.if_not(!up)));
                    } else {
                        self.add(Group::List(*list), Place::Any, None);
                        let mut inner = Places::default();
                        [body, open].into_iter().for_each(|edge| inner.walk(graph, *edge));
                        for (group, places) in inner.found {
                            // One that all members share, or that stands twice, moves the count by more than one.
                            let shared = match &group {
                                Group::Source(source) => {
                                    graph.sources.get(*source).is_none_or(|own| own.subject() == Subject::Family)
                                }
                                Group::Code(..) | Group::List(_) => true,
                            };
                            let twice = shared || places.len() > 1;
                            groups.insert(group.clone());
                            self.add(group.clone(), Place::Any, None);
                            if twice {
                                self.entangled.insert(group);
                            }
                        }
                        self.entangled.extend(inner.entangled);
                    }
                }
            }
        }
        if !half && !steps_of_one {
            self.entangled.extend(groups);
        }
    }

    /// The facts that stand anywhere.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.found.keys()
    }

    /// The facts of which it is not sure that their places can hold together and fail together. `whole` is what a column can
    /// hold, where each of its rows is either known or may be anything: not of days, which may be partly known.
    pub(crate) fn conflicts(&self, whole: impl Fn(usize) -> Option<(i64, i64)>) -> BTreeSet<Group> {
        let unsure = |group: &Group, places: &[(Place, Option<Intervals>)]| {
            let kinds: BTreeSet<&Place> = places.iter().map(|(place, _)| place).collect();
            if places.len() < 2 {
                return false;
            }
            if kinds.len() == 1 {
                return kinds.contains(&Place::Any);
            }
            let (Group::Source(source), Some(sets)) =
                (group, places.iter().map(|(_, set)| set.as_ref()).collect::<Option<Vec<_>>>())
            else {
                return true;
            };
            let Some((low, high)) = whole(*source) else { return true };
            let shared = sets.iter().fold(Intervals::between(low, high), |shared, set| joint(&shared, set));
            let any = Intervals::of(sets.iter().flat_map(|set| set.parts().iter().copied()));
            shared.parts().is_empty() || any.within(low, high) == Intervals::between(low, high)
        };
        let found = self.found.iter().filter(|(group, places)| unsure(group, places)).map(|(group, _)| group.clone());
        found.chain(self.entangled.iter().cloned()).collect()
    }
}
