//! A condition with its names looked up: membership of quantities in sets of numbers, joined by and, or, not.
//!
//! Every comparison has become "this quantity lies in this set" or "this sum lies in this set"; `c ? a : b`, enums, codes,
//! dates and decimals are gone. That one form is what `evaluate`, `ground` and `decide` work on.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Unit;
use crate::truth::Intervals;
use crate::vocabulary::Subject;

/// A list of members that quantifiers speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum List {
    Children,
    Adults,
    Pregnancies,
}

impl List {
    pub(crate) const ALL: [List; 3] = [List::Children, List::Adults, List::Pregnancies];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            List::Children => "children",
            List::Adults => "adults",
            List::Pregnancies => "pregnancies",
        }
    }

    pub(crate) const fn subject(self) -> Subject {
        match self {
            List::Children => Subject::Child,
            List::Adults => Subject::Adult,
            List::Pregnancies => Subject::Pregnancy,
        }
    }

    pub(crate) const fn of(subject: Subject) -> Option<List> {
        match subject {
            Subject::Family => None,
            Subject::Adult => Some(List::Adults),
            Subject::Child => Some(List::Children),
            Subject::Pregnancy => Some(List::Pregnancies),
        }
    }
}

/// Lists of codes that a family carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum CodeList {
    Territories,
    Languages,
    Resources,
}

/// Something that can be read of a family or a member, as one whole number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Quantity {
    /// A fact of a vocabulary, by its name.
    Fact(String),
    /// The age of a child, from birth or from the day it was expected.
    Age(Unit, bool),
    MonthsSinceArrival,
    Unborn,
    Week,
    AdultYears,
    LivesHere,
    Territory,
    Need(String),
    Observed(String),
    /// The day asked about.
    On,
}

impl Quantity {
    /// Its name in conditions, after the subject's own.
    pub(crate) fn name(&self) -> String {
        match self {
            Quantity::Fact(name) => name.clone(),
            Quantity::Age(unit, false) => format!("age_{}", unit.name()),
            Quantity::Age(unit, true) => format!("corrected_age_{}", unit.name()),
            Quantity::MonthsSinceArrival => "months_since_arrival".to_owned(),
            Quantity::Unborn => "unborn".to_owned(),
            Quantity::Week => "week".to_owned(),
            Quantity::AdultYears => "age_years".to_owned(),
            Quantity::LivesHere => "lives_here".to_owned(),
            Quantity::Territory => "territory".to_owned(),
            Quantity::Need(domain) => format!("needs.{domain}"),
            Quantity::Observed(domain) => format!("observed.{domain}"),
            Quantity::On => "on".to_owned(),
        }
    }

    /// Does it change as days pass?
    pub(crate) fn moves(&self) -> bool {
        match self {
            Quantity::Age(..)
            | Quantity::MonthsSinceArrival
            | Quantity::Unborn
            | Quantity::Week
            | Quantity::AdultYears
            | Quantity::On => true,
            Quantity::Fact(_)
            | Quantity::LivesHere
            | Quantity::Territory
            | Quantity::Need(_)
            | Quantity::Observed(_) => false,
        }
    }
}

/// Who is read: the family, the member that the offer is for, or the member that a quantifier speaks of (by its level).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Who {
    Family,
    Subject,
    Bound(u8),
}

/// A quantity of somebody: `index` counts the quantities of that kind of subject in the [`Ledger`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Reading {
    pub(crate) who: Who,
    pub(crate) subject: Subject,
    pub(crate) index: usize,
    /// Does it change as days pass?
    pub(crate) moves: bool,
}

/// A member of a family: the kind and its place in the list of that kind; 0 for the family itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Holder {
    pub(crate) subject: Subject,
    pub(crate) index: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Logic {
    Known(bool),
    In(Reading, Intervals),
    Has(CodeList, i64),
    Not(Box<Logic>),
    All(Vec<Logic>),
    Any(Vec<Logic>),
    /// The sum of amounts, each with its factor, lies in the set.
    Sum(Vec<(i64, Amount)>, Intervals),
    /// Some member of the list satisfies the body.
    Exists(List, Box<Logic>),
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Amount {
    Reading(Reading),
    /// How many members of the list satisfy it.
    Count(List, Box<Logic>),
}

impl Logic {
    pub(crate) fn not(self) -> Logic {
        match self {
            Logic::Known(truth) => Logic::Known(!truth),
            Logic::Not(inner) => *inner,
            Logic::In(reading, set) => Logic::In(reading, set.complement()),
            Logic::Sum(amounts, set) => Logic::Sum(amounts, set.complement()),
            other => Logic::Not(Box::new(other)),
        }
    }

    pub(crate) fn all(parts: impl IntoIterator<Item = Logic>) -> Logic {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Logic::Known(true) => {}
                Logic::Known(false) => return Logic::Known(false),
                Logic::All(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        single(kept, true, Logic::All)
    }

    pub(crate) fn any(parts: impl IntoIterator<Item = Logic>) -> Logic {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Logic::Known(false) => {}
                Logic::Known(true) => return Logic::Known(true),
                Logic::Any(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        single(kept, false, Logic::Any)
    }

    /// Calls `visit` for every part, outermost first.
    pub(crate) fn walk(&self, visit: &mut impl FnMut(&Logic)) {
        visit(self);
        match self {
            Logic::Known(_) | Logic::In(..) | Logic::Has(..) => {}
            Logic::Not(inner) | Logic::Exists(_, inner) => inner.walk(visit),
            Logic::All(parts) | Logic::Any(parts) => parts.iter().for_each(|part| part.walk(visit)),
            Logic::Sum(amounts, _) => {
                for (_, amount) in amounts {
                    if let Amount::Count(_, filter) = amount {
                        filter.walk(visit);
                    }
                }
            }
        }
    }

    /// Does its truth change as days pass? Members come (births) and go, so every look at `pregnancies` does.
    pub(crate) fn moves(&self) -> bool {
        let mut found = false;
        self.walk(&mut |part| {
            found |= match part {
                Logic::In(reading, _) => reading.moves,
                Logic::Exists(list, _) => *list == List::Pregnancies,
                Logic::Sum(amounts, _) => amounts.iter().any(|(_, amount)| match amount {
                    Amount::Reading(reading) => reading.moves,
                    Amount::Count(list, _) => *list == List::Pregnancies,
                }),
                _ => false,
            };
        });
        found
    }
}

fn single(mut parts: Vec<Logic>, empty: bool, kind: fn(Vec<Logic>) -> Logic) -> Logic {
    match (parts.pop(), parts.is_empty()) {
        (None, _) => Logic::Known(empty),
        (Some(only), true) => only,
        (Some(last), false) => {
            parts.push(last);
            kind(parts)
        }
    }
}

/// The codes that rules name for facts, each fact by its place among the quantities of its kind of subject.
pub(crate) type NamedCodes = BTreeMap<(Subject, usize), BTreeSet<i64>>;

/// What a programme reads: its quantities by subject, and its codes. Indices are given in the order of first use.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    quantities: BTreeMap<Subject, Vec<Quantity>>,
    indices: BTreeMap<(Subject, Quantity), usize>,
    codes: Vec<String>,
    numbers: BTreeMap<String, i64>,
    /// The codes that the condition being checked names for each fact, also in parts that come to nothing.
    pub(crate) named: NamedCodes,
    /// The codes that all conditions name for each list; a territory's own with those of the territories.
    listed: BTreeMap<CodeList, BTreeSet<i64>>,
    /// The parts of all conditions checked so far.
    pub(crate) parts: usize,
}

impl Ledger {
    pub(crate) fn reading(&mut self, who: Who, subject: Subject, quantity: Quantity) -> Reading {
        let moves = quantity.moves();
        let known = self.quantities.entry(subject).or_default();
        let index = *self.indices.entry((subject, quantity)).or_insert_with_key(|(_, quantity)| {
            known.push(quantity.clone());
            known.len() - 1
        });
        Reading { who, subject, index, moves }
    }

    pub(crate) fn quantities(&self, subject: Subject) -> &[Quantity] {
        self.quantities.get(&subject).map_or(&[], Vec::as_slice)
    }

    /// The number of a code, given at its first use.
    pub(crate) fn code(&mut self, text: &str) -> i64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = i64::try_from(self.codes.len()).unwrap_or(i64::MAX);
        self.codes.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// Keeps the codes that a condition names for a list.
    pub(crate) fn list(&mut self, list: CodeList, codes: impl IntoIterator<Item = i64>) {
        self.listed.entry(list).or_default().extend(codes);
    }

    /// The codes that conditions name for a list, in the order of their first use.
    pub(crate) fn listed(&self, list: CodeList) -> impl Iterator<Item = i64> {
        self.listed.get(&list).into_iter().flatten().copied()
    }

    /// The number of a code that the programme names.
    pub(crate) fn known_code(&self, text: &str) -> Option<i64> {
        self.numbers.get(text).copied()
    }

    pub(crate) fn codes(&self) -> &[String] {
        &self.codes
    }
}
