//! Conditions written into the graph.
//!
//! Readings of one column fold into one set of numbers first: `x >= 300 && x < 800` is one comparison, and all ages of a
//! child are sets of days on which it was born. What a quantifier says of an unlisted member becomes a condition about the
//! family alone, with everything of that member unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Edge, Graph, How, Node, Source, Term, source};
use crate::calendar::{Day, FIRST_DAY, LAST_DAY};
use crate::condition::{Amount, CodeList, Ledger, List, Logic, Reading, Who};
use crate::truth::{Intervals, Truth};
use crate::vocabulary::{Facts, LAST_CODE, Subject};

/// What a condition came to.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Known(bool),
    /// A column lies in a set.
    Set(usize, Intervals),
    Edge(Edge),
}

/// A condition that relates two members to each other: it is left to one family at a time.
#[derive(Debug)]
pub(crate) struct Apart;

/// Whom a quantifier speaks of.
#[derive(Debug, Clone, Copy)]
enum Bound {
    Nobody,
    Member(u8, List),
    Unlisted(u8, List),
}

/// Whose conditions are read, and inside which quantifier.
#[derive(Debug, Clone, Copy)]
struct Frame {
    bound: Bound,
    depth: u8,
}

/// The days on which an unlisted member may have been born, or is expected: where pregnancies are closed, and where open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unlisted {
    pub(crate) child: [(Day, Day); 2],
    pub(crate) adult: (Day, Day),
    pub(crate) pregnancy: (Day, Day),
}

pub(crate) struct Compiler<'p> {
    pub(crate) graph: Graph,
    pub(crate) ledger: &'p Ledger,
    pub(crate) facts: &'p Facts,
    pub(crate) on: Day,
    pub(crate) term: i64,
    pub(crate) unlisted: Unlisted,
    /// Of each question whether a family has to do with a territory, the one whether it lives there.
    pub(crate) homes: BTreeMap<usize, Edge>,
    /// Lists of codes that a condition asks for, also one that is left to one family at a time.
    pub(crate) lists: BTreeSet<CodeList>,
    /// Of an unlisted member something was said more roughly than it could be.
    pub(crate) rough: bool,
}

impl Compiler<'_> {
    /// A condition of somebody's rules, for the rows of a kind of subject.
    pub(crate) fn condition(&mut self, logic: &Logic, subject: Subject) -> Result<Edge, Apart> {
        let part = self.part(logic, Frame { bound: Bound::Nobody, depth: 0 })?;
        let edge = self.settled(part, Subject::Family);
        Ok(self.raised(edge, subject))
    }

    /// A condition that holds of a member and of nobody who is not there.
    pub(crate) fn present(&mut self, list: List, edge: Edge) -> Edge {
        let here = self.graph.edge(list.subject(), Node::Present(list));
        let mut parts = vec![here, edge];
        parts.sort_unstable();
        self.graph.edge(list.subject(), Node::All(parts))
    }

    /// The numbers that a column can hold.
    pub(crate) fn domain(&self, source: usize) -> (i64, i64) {
        match self.graph.sources.get(source) {
            Some(Source::Fact(subject, name)) => {
                let definition = self.facts.get(&(*subject, name.clone()));
                definition.map_or((i64::MIN, i64::MAX), |definition| definition.of_type.domain())
            }
            Some(Source::LivesHere) => (0, 2),
            Some(Source::Need(_) | Source::Observed(_)) => (0, 3),
            Some(Source::Territory) => (0, LAST_CODE),
            _ => (FIRST_DAY, LAST_DAY),
        }
    }

    /// Membership of a column in a set, as far as what it can hold does not settle it.
    pub(crate) fn set(&self, source: usize, set: &Intervals) -> Part {
        let (low, high) = self.domain(source);
        let within = set.within(low, high);
        match within.parts() {
            [] => Part::Known(false),
            [only] if *only == (low, high) => Part::Known(true),
            parts => Part::Set(
                source,
                Intervals::of(parts.iter().map(|(from, to)| {
                    (if *from == low { i64::MIN } else { *from }, if *to == high { i64::MAX } else { *to })
                })),
            ),
        }
    }

    pub(crate) fn not(&self, part: Part) -> Part {
        match part {
            Part::Known(truth) => Part::Known(!truth),
            Part::Set(source, set) => self.set(source, &set.complement()),
            Part::Edge(edge) => Part::Edge(edge.opposite()),
        }
    }

    /// Whose rows a part has an answer for.
    fn subject(&self, part: &Part) -> Subject {
        match part {
            Part::Known(_) => Subject::Family,
            Part::Set(source, _) => self.graph.sources.get(*source).map_or(Subject::Family, Source::subject),
            Part::Edge(edge) => self.graph.subject(*edge),
        }
    }

    pub(crate) fn settled(&mut self, part: Part, known: Subject) -> Edge {
        match part {
            Part::Known(truth) => self.graph.edge(known, Node::Known(truth)),
            Part::Set(source, set) => {
                let subject = self.graph.sources.get(source).map_or(Subject::Family, Source::subject);
                self.graph.edge(subject, Node::In(source, set))
            }
            Part::Edge(edge) => edge,
        }
    }

    /// What is true of a family, for its members.
    pub(crate) fn raised(&mut self, edge: Edge, subject: Subject) -> Edge {
        match (List::of(subject), self.graph.subject(edge)) {
            (Some(list), Subject::Family) => {
                let up = self.graph.edge(subject, Node::Up(list, Edge { node: edge.node, not: false }));
                up.if_not(edge.not)
            }
            _ => edge,
        }
    }

    fn part(&mut self, logic: &Logic, frame: Frame) -> Result<Part, Apart> {
        match logic {
            Logic::Known(truth) => Ok(Part::Known(*truth)),
            Logic::In(reading, set) => self.reading(reading, set, frame),
            Logic::Has(CodeList::Territories, code) => {
                // The family's own territory is one of them.
                let own = self.graph.source(Source::Territory);
                let home = self.graph.edge(Subject::Family, Node::In(own, Intervals::between(*code, *code)));
                let has = self.graph.edge(Subject::Family, Node::Has(CodeList::Territories, *code));
                self.homes.insert(has.node, home);
                Ok(Part::Edge(has))
            }
            Logic::Has(list, code) => Ok(Part::Edge(self.graph.edge(Subject::Family, Node::Has(*list, *code)))),
            Logic::Not(inner) => {
                let part = self.part(inner, frame)?;
                Ok(self.not(part))
            }
            Logic::All(parts) => {
                let parts = parts.iter().map(|part| self.part(part, frame)).collect::<Result<Vec<_>, _>>()?;
                Ok(self.all(parts))
            }
            Logic::Any(parts) => {
                let parts = parts.iter().map(|part| self.part(part, frame)).collect::<Result<Vec<_>, _>>()?;
                let opposites = parts.into_iter().map(|part| self.not(part)).collect();
                let none = self.all(opposites);
                Ok(self.not(none))
            }
            Logic::Exists(list, body) => {
                let (body, open) = self.body(*list, body, frame)?;
                Ok(Part::Edge(self.graph.edge(Subject::Family, Node::Exists(*list, body, open))))
            }
            Logic::Sum(amounts, set) => self.sum(amounts, set, frame),
        }
    }

    /// What a reading is about: its column, or nothing where it is an unlisted member's.
    fn read(&mut self, reading: &Reading, frame: Frame) -> Result<Option<(usize, How, bool)>, Apart> {
        let list = List::of(reading.subject);
        let unlisted = match (reading.who, frame.bound) {
            (Who::Family, _) => false,
            (Who::Subject, Bound::Nobody) => false,
            (Who::Bound(level), Bound::Member(own, bound)) if level == own && list == Some(bound) => false,
            (Who::Bound(level), Bound::Unlisted(own, bound)) if level == own && list == Some(bound) => true,
            _ => return Err(Apart),
        };
        let quantity = self.ledger.quantities(reading.subject).get(reading.index).ok_or(Apart)?;
        let Some((source, how)) = source(reading.subject, quantity, self.term) else { return Ok(None) };
        Ok(Some((self.graph.source(source), how, unlisted)))
    }

    fn reading(&mut self, reading: &Reading, set: &Intervals, frame: Frame) -> Result<Part, Apart> {
        let Some((source, how, unlisted)) = self.read(reading, frame)? else {
            return Ok(Part::Known(set.contains(self.on)));
        };
        let set = how.days(set, self.on);
        Ok(match unlisted {
            false => self.set(source, &set),
            true => self.unlisted(source, &set),
        })
    }

    /// What can be said of a member that nobody listed.
    fn unlisted(&mut self, source: usize, set: &Intervals) -> Part {
        let (one, two) = match self.graph.sources.get(source) {
            Some(Source::Birth(Subject::Adult)) => (self.unlisted.adult, self.unlisted.adult),
            Some(Source::Expected) => (self.unlisted.pregnancy, self.unlisted.pregnancy),
            Some(Source::Birth(_)) => (self.unlisted.child[0], self.unlisted.child[1]),
            Some(Source::Arrival | Source::Corrected) => {
                self.rough = true;
                return self.unknown();
            }
            _ => (self.domain(source), self.domain(source)),
        };
        match (set.holds(one.0, one.1), set.holds(two.0, two.1)) {
            (Truth::Yes, Truth::Yes) => Part::Known(true),
            (Truth::No, Truth::No) => Part::Known(false),
            (one, two) => {
                self.rough |= one != two;
                self.unknown()
            }
        }
    }

    fn unknown(&mut self) -> Part {
        Part::Edge(self.graph.edge(Subject::Family, Node::Unknown))
    }

    pub(crate) fn all(&mut self, parts: Vec<Part>) -> Part {
        let (mut sets, mut edges) = (BTreeMap::<usize, Intervals>::new(), Vec::new());
        let mut open = parts;
        while let Some(part) = open.pop() {
            match part {
                Part::Known(true) => {}
                Part::Known(false) => return Part::Known(false),
                Part::Set(source, set) => {
                    let own = sets.entry(source).or_insert_with(|| Intervals::between(i64::MIN, i64::MAX));
                    *own = joint(own, &set);
                }
                Part::Edge(edge) => match self.graph.nodes.get(edge.node) {
                    Some((Node::All(inner), _)) if !edge.not => open.extend(inner.iter().map(|own| Part::Edge(*own))),
                    _ => edges.push(edge),
                },
            }
        }
        let sets: Vec<Part> = sets.into_iter().map(|(source, set)| self.set(source, &set)).collect();
        let mut kept = Vec::new();
        for part in sets {
            match part {
                Part::Known(true) => {}
                Part::Known(false) => return Part::Known(false),
                set => kept.push(set),
            }
        }
        if edges.is_empty()
            && kept.len() == 1
            && let Some(only) = kept.pop()
        {
            return only;
        }
        // What is about the family alone is joined there, before it is said of each member.
        let subject =
            kept.iter().map(|part| self.subject(part)).chain(edges.iter().map(|edge| self.graph.subject(*edge)));
        let subject = subject.max().unwrap_or(Subject::Family);
        for part in kept {
            let edge = self.settled(part, subject);
            edges.push(edge);
        }
        let (mut own, mut of_family): (Vec<Edge>, Vec<Edge>) =
            edges.into_iter().partition(|edge| self.graph.subject(*edge) == subject);
        if !of_family.is_empty() {
            of_family.sort_unstable();
            of_family.dedup();
            let joined = self.graph.edge(Subject::Family, Node::All(of_family));
            own.push(self.raised(joined, subject));
        }
        own.sort_unstable();
        own.dedup();
        match own.is_empty() {
            true => Part::Known(true),
            false => Part::Edge(self.graph.edge(subject, Node::All(own))),
        }
    }

    /// The body of a quantifier for each listed member, and for one that nobody listed.
    fn body(&mut self, list: List, body: &Logic, frame: Frame) -> Result<(Edge, Edge), Apart> {
        let depth = frame.depth.saturating_add(1);
        let listed = self.part(body, Frame { bound: Bound::Member(frame.depth, list), depth })?;
        let edge = self.settled(listed, list.subject());
        let edge = self.raised(edge, list.subject());
        let listed = self.present(list, edge);
        let unlisted = self.part(body, Frame { bound: Bound::Unlisted(frame.depth, list), depth })?;
        Ok((listed, self.settled(unlisted, Subject::Family)))
    }

    fn sum(&mut self, amounts: &[(i64, Amount)], set: &Intervals, frame: Frame) -> Result<Part, Apart> {
        let (mut terms, mut known, mut subject) = (Vec::new(), 0_i64, Subject::Family);
        for (factor, amount) in amounts {
            match amount {
                Amount::Reading(reading) => match self.read(reading, frame)? {
                    None => known = known.saturating_add(factor.saturating_mul(self.on)),
                    Some((_, _, true)) => {
                        self.rough = true;
                        return Ok(self.unknown());
                    }
                    Some((source, how, false)) => {
                        if self.is_code(source) {
                            // Two codes that no rule names have numbers of their own in each family alone.
                            return Err(Apart);
                        }
                        subject = subject.max(self.graph.sources.get(source).map_or(Subject::Family, Source::subject));
                        terms.push((*factor, Term::Value(source, how)));
                    }
                },
                Amount::Count(list, body) => {
                    let (body, open) = self.body(*list, body, frame)?;
                    terms.push((*factor, Term::Count(*list, body, open)));
                }
            }
        }
        let moved = |end: i64| if end == i64::MIN || end == i64::MAX { end } else { end.saturating_sub(known) };
        let set = Intervals::of(set.parts().iter().map(|(low, high)| (moved(*low), moved(*high))));
        if terms.is_empty() {
            return Ok(Part::Known(set.contains(0)));
        }
        Ok(Part::Edge(self.graph.edge(subject, Node::Sum(terms, set))))
    }

    fn is_code(&self, source: usize) -> bool {
        match self.graph.sources.get(source) {
            Some(Source::Territory) => true,
            Some(Source::Fact(subject, name)) => self
                .facts
                .get(&(*subject, name.clone()))
                .is_some_and(|definition| definition.of_type.domain() == (0, LAST_CODE)),
            _ => false,
        }
    }

    /// Does any condition ask for codes of a list?
    pub(crate) fn asks(&self, list: CodeList) -> bool {
        self.lists.contains(&list)
    }
}

/// The numbers that two sets share.
pub(crate) fn joint(one: &Intervals, other: &Intervals) -> Intervals {
    let outside = one.complement().parts().iter().chain(other.complement().parts()).copied().collect::<Vec<_>>();
    Intervals::of(outside).complement()
}
