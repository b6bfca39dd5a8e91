//! A programme's conditions as one graph without repetition: what two offers ask is asked once.

use std::collections::BTreeMap;

use crate::calendar::{Day, FIRST_DAY, LAST_DAY, Unit};
use crate::condition::{CodeList, List, Quantity};
use crate::family::preimage;
use crate::truth::Intervals;
use crate::vocabulary::Subject;

/// A column of numbers that conditions read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// A fact of a vocabulary.
    Fact(Subject, String),
    LivesHere,
    Territory,
    Need(String),
    Observed(String),
    /// The day on which a child or an adult was born.
    Birth(Subject),
    /// The day on which a child came to the family.
    Arrival,
    /// The day on which a child was expected.
    Corrected,
    /// The day on which a pregnancy's birth is expected.
    Expected,
}

impl Source {
    pub(crate) fn subject(&self) -> Subject {
        match self {
            Source::Fact(subject, _) | Source::Birth(subject) => *subject,
            Source::LivesHere => Subject::Adult,
            Source::Territory | Source::Need(_) | Source::Observed(_) => Subject::Family,
            Source::Arrival | Source::Corrected => Subject::Child,
            Source::Expected => Subject::Pregnancy,
        }
    }

    /// Is it a day that members count from?
    pub(crate) fn is_beginning(&self) -> bool {
        matches!(self, Source::Birth(_) | Source::Arrival | Source::Corrected | Source::Expected)
    }
}

/// How a number follows from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// It is the number itself.
    Itself,
    Age(Unit),
    Unborn,
    /// Weeks of pregnancy, with the weeks of a term.
    Week(i64),
}

impl How {
    pub(crate) fn of(self, number: i64, on: Day) -> i64 {
        match self {
            How::Itself => number,
            How::Age(unit) => unit.between(number, on),
            How::Unborn => i64::from(number > on),
            How::Week(term) => term + (on - number).div_euclid(7),
        }
    }

    /// Does the number fall as the day comes later?
    pub(crate) fn falls(self) -> bool {
        matches!(self, How::Age(_) | How::Week(_))
    }

    /// The days whose number lies in a set; of a number itself the set.
    pub(crate) fn days(self, set: &Intervals, on: Day) -> Intervals {
        let days = match self {
            How::Itself => return set.clone(),
            How::Age(_) | How::Week(_) => preimage(FIRST_DAY, LAST_DAY, &|day| self.of(day, on), set),
            How::Unborn => {
                let born = set.contains(0).then_some((FIRST_DAY, on));
                let unborn = set.contains(1).then_some((on + 1, LAST_DAY));
                Intervals::of(born.into_iter().chain(unborn))
            }
        };
        // Beyond the calendar nobody is born: an end of it is no end.
        Intervals::of(days.parts().iter().map(|(low, high)| {
            (if *low <= FIRST_DAY { i64::MIN } else { *low }, if *high >= LAST_DAY { i64::MAX } else { *high })
        }))
    }
}

/// Where a quantity of somebody comes from; `None` for the day itself.
pub(crate) fn source(subject: Subject, quantity: &Quantity, term: i64) -> Option<(Source, How)> {
    Some(match quantity {
        Quantity::Fact(name) => (Source::Fact(subject, name.clone()), How::Itself),
        Quantity::Age(unit, false) => (Source::Birth(Subject::Child), How::Age(*unit)),
        Quantity::Age(unit, true) => (Source::Corrected, How::Age(*unit)),
        Quantity::MonthsSinceArrival => (Source::Arrival, How::Age(Unit::Months)),
        Quantity::Unborn => (Source::Birth(Subject::Child), How::Unborn),
        Quantity::Week => (Source::Expected, How::Week(term)),
        Quantity::AdultYears => (Source::Birth(Subject::Adult), How::Age(Unit::Years)),
        Quantity::LivesHere => (Source::LivesHere, How::Itself),
        Quantity::Territory => (Source::Territory, How::Itself),
        Quantity::Need(domain) => (Source::Need(domain.clone()), How::Itself),
        Quantity::Observed(domain) => (Source::Observed(domain.clone()), How::Itself),
        Quantity::On => return None,
    })
}

/// A node, or its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub(crate) node: usize,
    pub(crate) not: bool,
}

impl Edge {
    pub(crate) fn opposite(self) -> Self {
        Edge { not: !self.not, ..self }
    }

    pub(crate) fn if_not(self, not: bool) -> Self {
        Edge { not: self.not != not, ..self }
    }
}

/// What is added up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Term {
    Value(usize, How),
    /// How many members of the list satisfy the body; what an unlisted one would come to.
    Count(List, Edge, Edge),
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Known(bool),
    Unknown,
    In(usize, Intervals),
    Has(CodeList, i64),
    Present(List),
    All(Vec<Edge>),
    /// What is true of a family, for each of its members.
    Up(List, Edge),
    /// Some member satisfies the body; what an unlisted one would come to.
    Exists(List, Edge, Edge),
    Sum(Vec<(i64, Term)>, Intervals),
    /// In every cell that is possible the condition beside it comes out alike.
    Agree(Vec<(Edge, Edge)>),
}

/// The graph: nodes in an order in which each stands after those it reads.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    pub(crate) sources: Vec<Source>,
    /// Each node, and for whose rows it has an answer.
    pub(crate) nodes: Vec<(Node, Subject)>,
    places: BTreeMap<(Subject, Node), usize>,
}

impl Graph {
    pub(crate) fn source(&mut self, source: Source) -> usize {
        self.sources.iter().position(|known| *known == source).unwrap_or_else(|| {
            self.sources.push(source);
            self.sources.len() - 1
        })
    }

    pub(crate) fn edge(&mut self, subject: Subject, node: Node) -> Edge {
        // Of a set and its complement one is asked.
        let (node, not) = match node {
            Node::In(source, set) if set.parts().last().is_some_and(|(_, high)| *high == i64::MAX) => {
                (Node::In(source, set.complement()), true)
            }
            Node::Sum(terms, set) if set.parts().last().is_some_and(|(_, high)| *high == i64::MAX) => {
                (Node::Sum(terms, set.complement()), true)
            }
            Node::Known(true) => (Node::Known(false), true),
            Node::All(parts) if parts.len() == 1 => match parts.first() {
                Some(only) => return *only,
                None => (Node::Known(false), true),
            },
            other => (other, false),
        };
        let key = (subject, node);
        let node = match self.places.get(&key) {
            Some(place) => *place,
            None => {
                self.nodes.push((key.1.clone(), subject));
                self.places.insert(key, self.nodes.len() - 1);
                self.nodes.len() - 1
            }
        };
        Edge { node, not }
    }

    pub(crate) fn subject(&self, edge: Edge) -> Subject {
        self.nodes.get(edge.node).map_or(Subject::Family, |(_, subject)| *subject)
    }
}
