//! Pregnancies and children: their days hang together.

use std::collections::BTreeMap;

use super::births::Beginning;
use super::facts::{Builder, Member, Slot};
use super::model::{Child, Outcome, Pregnancy};
use crate::calendar::{Day, Unit};
use crate::condition::{List, Quantity};
use crate::vocabulary::{Category, Subject};

/// The most days by which a birth comes before the day it was expected.
pub(crate) const MOST_EARLY: Day = 120;
/// The most days by which it comes after.
pub(crate) const MOST_LATE: Day = 21;
/// The most days from today to the expected day of a pregnancy under way.
pub(crate) const LONGEST: Day = 301;

impl Builder<'_> {
    /// Is nothing said of this child any more? It died, or its pregnancy ended and no birth is recorded.
    fn is_silent(&self, child: &Child, own: Option<&Pregnancy>) -> bool {
        let ended = own.is_some_and(|own| self.passed(&own.ended) && own.outcome != Some(Outcome::Birth));
        self.passed(&child.died) || (child.born.is_none() && ended)
    }

    /// Pregnancies and children, whose days hang together.
    pub(super) fn young(
        &mut self,
        given: &BTreeMap<(Subject, usize, String), (i64, i64)>,
        children_open: bool,
        pregnancies_open: bool,
    ) -> (Vec<Member>, Vec<Member>) {
        let family = self.family;
        let under_way = (self.on - MOST_LATE, self.on + LONGEST);
        let mut expected_days = Vec::new();
        for pregnancy in &family.pregnancies {
            let born = family.children.iter().filter(|child| child.pregnancy.as_ref() == Some(&pregnancy.id));
            let born = born.filter_map(|child| child.born).map(|date| date.days()).min();
            let ended = pregnancy.ended.map(|date| date.days()).or(born);
            // Where it is over, the expected day lay near its end.
            let range = ended.map_or(under_way, |(low, high)| (low - MOST_LATE, high + MOST_EARLY));
            expected_days.push(self.day(
                pregnancy.expected,
                range,
                format!("pregnancy[{}].expected", pregnancy.id),
                None,
            ));
        }
        let mut children = Vec::new();
        let mut births: Vec<(usize, Beginning)> = Vec::new();
        for (index, child) in family.children.iter().enumerate() {
            let of = family.pregnancies.iter().position(|own| Some(&own.id) == child.pregnancy.as_ref());
            let own = of.and_then(|of| family.pregnancies.get(of).zip(expected_days.get(of).cloned()));
            if self.is_silent(child, own.as_ref().map(|(own, _)| *own)) {
                continue;
            }
            let sibling = of.and_then(|of| self.first_birth(of));
            let birth = self.birth(child, own.as_ref().map(|(own, expected)| (*own, expected)), sibling);
            if let Some(of) = of {
                births.push((of, birth.clone()));
            }
            let lost = own.as_ref().filter(|(own, _)| child.born.is_none() && own.outcome != Some(Outcome::Birth));
            let lost = lost.and_then(|(own, _)| own.ended).map(|date| Beginning::On(date.days().0));
            let expected = own.map(|(_, expected)| expected);
            let given = |name: &str| given.get(&(Subject::Child, index, name.to_owned())).copied();
            let mut member = self.child(Some(child), birth, expected, &given);
            member.until.extend(lost);
            children.push(member);
        }
        if children_open {
            let last = if pregnancies_open { under_way.1 } else { self.on };
            let range = (self.younger_than(self.childhood), last);
            let birth = self.day(None, range, String::new(), Some(List::Children));
            children.push(self.child(None, birth, None, &|_| None));
        }
        let mut pregnancies = Vec::new();
        for (index, pregnancy) in family.pregnancies.iter().enumerate() {
            let Some(expected) = expected_days.get(index).cloned() else { continue };
            let own: Vec<Beginning> =
                births.iter().filter(|(of, _)| *of == index).map(|(_, birth)| birth.clone()).collect();
            if self.passed(&pregnancy.ended) || self.first_birth(index).is_some() || self.all_died(pregnancy) {
                continue;
            }
            let mut until = own;
            if let Some(ended) = pregnancy.ended {
                until = vec![Beginning::On(ended.days().0)];
            } else if until.is_empty() {
                let name = format!("pregnancy[{}].ended", pregnancy.id);
                until.push(self.unrecorded(expected.clone(), name, None));
            }
            let given = |name: &str| given.get(&(Subject::Pregnancy, index, name.to_owned())).copied();
            pregnancies.push(self.pregnancy(&pregnancy.id, expected, until, &given, None));
        }
        if pregnancies_open {
            let range = if self.anybody { (self.younger_than(120), under_way.1) } else { under_way };
            let expected = self.day(None, range, String::new(), Some(List::Pregnancies));
            let until = match self.anybody {
                true => Vec::new(),
                false => vec![self.unrecorded(expected.clone(), String::new(), Some(List::Pregnancies))],
            };
            pregnancies.push(self.pregnancy("", expected, until, &|_| None, Some(List::Pregnancies)));
        }
        (pregnancies, children)
    }

    /// The first day of the first recorded birth of a pregnancy, where it is past: then the pregnancy is over, also where
    /// that child has died since.
    fn first_birth(&self, of: usize) -> Option<Day> {
        let id = self.family.pregnancies.get(of).map(|own| &own.id);
        let own = self.family.children.iter().filter(|child| child.pregnancy.as_ref() == id);
        own.filter_map(|child| child.born)
            .map(|date| date.days())
            .filter(|(_, last)| *last <= self.on)
            .map(|d| d.0)
            .min()
    }

    /// Have all the children died that a pregnancy was to bring?
    fn all_died(&self, pregnancy: &Pregnancy) -> bool {
        let mut own =
            self.family.children.iter().filter(|child| child.pregnancy.as_ref() == Some(&pregnancy.id)).peekable();
        own.peek().is_some() && own.all(|child| self.passed(&child.died))
    }

    /// When a child was born or will be.
    fn birth(&mut self, child: &Child, own: Option<(&Pregnancy, &Beginning)>, sibling: Option<Day>) -> Beginning {
        let name = format!("child[{}].born", child.id);
        if child.born.is_some() {
            return self.day(child.born, (self.on, self.on), name, None);
        }
        match (own, sibling) {
            // A pregnancy that ended by birth ended on the day of birth.
            (Some((pregnancy, _)), _) if pregnancy.ended.is_some() && pregnancy.outcome == Some(Outcome::Birth) => {
                self.day(pregnancy.ended, (self.on, self.on), name, None)
            }
            // Twins are born together, or nearly so.
            (Some(_), Some(first)) => self.day(None, (first, self.on), name, None),
            (Some((_, expected)), None) => self.unrecorded(expected.clone(), name, None),
            (None, _) => {
                let last = child.arrived.map_or(self.on, |date| date.days().1.min(self.on));
                let range = (self.younger_than(self.childhood).min(last), last);
                self.day(None, range, name, None)
            }
        }
    }

    /// A birth that nobody recorded: on the expected day while that lies ahead; once it is past, on any day from
    /// [`MOST_EARLY`] days before it, or not yet (which is tomorrow at the earliest).
    fn unrecorded(&mut self, expected: Beginning, name: String, unlisted: Option<List>) -> Beginning {
        let (first, last) = expected.days();
        if first > self.on {
            return expected;
        }
        let (low, high) = (first - MOST_EARLY, self.on + 1);
        let born = self.variable(name, Category::Birth, low, high);
        self.mark(born, unlisted);
        match expected {
            Beginning::Open { id, .. } if last > self.on => {
                Beginning::Either { today: self.on, expected: (id, first, last), born: (born, low, high) }
            }
            _ => Beginning::Open { id: born, low, high },
        }
    }

    fn child(
        &mut self,
        child: Option<&Child>,
        birth: Beginning,
        expected: Option<Beginning>,
        given: &dyn Fn(&str) -> Option<(i64, i64)>,
    ) -> Member {
        let id = child.map(|child| child.id.clone()).unwrap_or_default();
        let unlisted = child.is_none().then_some(List::Children);
        let (first, last) = birth.days();
        let quantities = self.ledger.quantities(Subject::Child).to_vec();
        // Born of a pregnancy that nobody recorded: the expected day lay near the day of birth.
        let corrected = match expected {
            Some(expected) => expected,
            None if quantities.iter().any(|quantity| matches!(quantity, Quantity::Age(_, true))) => {
                let name = format!("child[{id}].pregnancy");
                self.day(None, (first - MOST_LATE, last + MOST_EARLY), name, unlisted)
            }
            None => birth.clone(),
        };
        let arrival = match child {
            Some(child) if child.arrived.is_none() && child.pregnancy.is_some() => birth.clone(),
            _ if quantities.contains(&Quantity::MonthsSinceArrival) => {
                let given = child.and_then(|child| child.arrived);
                self.day(given, (first, last.max(self.on)), format!("child[{id}].arrived"), unlisted)
            }
            _ => birth.clone(),
        };
        let mut slots = Vec::new();
        for quantity in quantities {
            slots.push(match &quantity {
                Quantity::Age(unit, false) => Slot::Age(*unit, birth.clone()),
                Quantity::Age(unit, true) => Slot::Age(*unit, corrected.clone()),
                Quantity::MonthsSinceArrival => Slot::Age(Unit::Months, arrival.clone()),
                Quantity::Unborn => Slot::Unborn(birth.clone()),
                Quantity::Fact(name) => {
                    self.fact(Subject::Child, name, given(name), format!("child[{id}].{name}"), unlisted)
                }
                _ => Slot::Fixed(0, 0, None),
            });
        }
        let until = child.and_then(|child| child.died).map(|date| Beginning::On(date.days().0));
        Member { begins: Some(birth), ..Member::new(&id, slots, until.into_iter().collect()) }
    }

    fn pregnancy(
        &mut self,
        id: &str,
        expected: Beginning,
        until: Vec<Beginning>,
        given: &dyn Fn(&str) -> Option<(i64, i64)>,
        unlisted: Option<List>,
    ) -> Member {
        let mut slots = Vec::new();
        for quantity in self.ledger.quantities(Subject::Pregnancy).to_vec() {
            slots.push(match &quantity {
                Quantity::Week => Slot::Week(expected.clone()),
                Quantity::Fact(name) => {
                    self.fact(Subject::Pregnancy, name, given(name), format!("pregnancy[{id}].{name}"), unlisted)
                }
                _ => Slot::Fixed(0, 0, None),
            });
        }
        Member { begins: Some(expected), ..Member::new(id, slots, until) }
    }
}
