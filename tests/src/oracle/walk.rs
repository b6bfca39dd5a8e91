//! The days on which, in one completion, anything may change. Between two of them every reading that is compared stays on
//! its side, so that walking over them is walking over every day; a test walks over every day as well.

use super::civil::{Day, Unit, plus};
use super::model::{Expr, Kind, Members, ONE, Programme, Reading, Who};
use super::uses::moves;
use super::world::{Member, World};

/// Finds the days.
#[derive(Debug)]
pub struct Walk<'a> {
    /// The programme, for its term.
    pub programme: &'a Programme,
    /// The completion.
    pub world: &'a World,
    /// Whom the offer is for.
    pub subject: Option<(Kind, usize)>,
    /// The first and the last day.
    pub ends: (Day, Day),
    /// The days found, unsorted.
    pub days: Vec<Day>,
}

impl Walk<'_> {
    fn whose(&self, who: Who, bound: &[Kind]) -> Vec<Member> {
        match who {
            Who::Bound(level) => self.world.list(bound[level]).to_vec(),
            Who::Subject | Who::Family => {
                self.subject.iter().map(|(kind, index)| self.world.list(*kind)[*index].clone()).collect()
            }
        }
    }

    fn add(&mut self, day: Day) {
        if (self.ends.0..=self.ends.1).contains(&day) {
            self.days.push(day);
        }
    }

    /// From when an age is counted, and in which unit, with what is added to it.
    fn counted(&self, reading: &Reading, bound: &[Kind]) -> Vec<(Day, Unit, i64)> {
        let of = |who: Who, from: fn(&Member) -> Day, unit: Unit, plus: i64| -> Vec<(Day, Unit, i64)> {
            self.whose(who, bound).iter().map(|member| (from(member), unit, plus)).collect()
        };
        match reading {
            Reading::Age(who, unit) => of(*who, |own| own.day, *unit, 0),
            Reading::Corrected(who, unit) => of(*who, |own| own.expected, *unit, 0),
            Reading::Arrival(who) => of(*who, |own| own.arrived, Unit::Months, 0),
            Reading::Week(who) => of(*who, |own| own.expected, Unit::Weeks, self.programme.term),
            Reading::AdultYears(who) => of(*who, |own| own.day, Unit::Years, 0),
            _ => Vec::new(),
        }
    }

    fn against(&mut self, reading: &Reading, value: i64, bound: &[Kind]) {
        if *reading == Reading::On {
            (value..=value + 1).for_each(|day| self.add(day));
            return;
        }
        let number = value.div_euclid(ONE);
        for (from, unit, more) in self.counted(reading, bound) {
            for count in [number - more, number + 1 - more] {
                if count.abs() < 30_000 {
                    let day = plus(from, unit, count);
                    (day - 1..=day + 1).for_each(|day| self.add(day));
                }
            }
        }
    }

    /// Every day on which a reading in a scalar changes.
    fn every(&mut self, expr: &Expr, bound: &[Kind]) {
        match expr {
            Expr::Read(Reading::On) => (self.ends.0..=self.ends.1).for_each(|day| self.days.push(day)),
            Expr::Read(reading) => {
                for (from, unit, _) in self.counted(reading, bound) {
                    let (mut low, high) = match unit {
                        Unit::Days | Unit::Weeks => ((self.ends.0 - from) / 7 * 7 - 7, self.ends.1 - from + 7),
                        Unit::Months => ((self.ends.0 - from) / 31 - 2, (self.ends.1 - from) / 28 + 2),
                        Unit::Years => ((self.ends.0 - from) / 366 - 2, (self.ends.1 - from) / 365 + 2),
                    };
                    let per = if unit == Unit::Weeks { 7 } else { 1 };
                    while low <= high {
                        self.add(plus(from, unit, low / per));
                        low += per;
                    }
                }
            }
            Expr::Negate(inner) | Expr::Times(_, inner) | Expr::Defined(_, inner) => self.every(inner, bound),
            Expr::Sum(terms) => terms.iter().for_each(|(_, term)| self.every(term, bound)),
            Expr::Choose(_, then, otherwise) => {
                self.every(then, bound);
                self.every(otherwise, bound);
            }
            _ => {}
        }
    }

    fn members(&mut self, members: &Members, bound: &mut Vec<Kind>) {
        if members.kind == Kind::Pregnancy {
            self.presence();
        }
        if let Some(filter) = &members.filter {
            bound.push(members.kind);
            self.note(filter, bound);
            bound.pop();
        }
    }

    /// Pregnancies end.
    pub fn presence(&mut self) {
        let ends: Vec<Day> = self.world.pregnancies.iter().map(|own| own.day).collect();
        ends.into_iter().for_each(|day| self.add(day));
    }

    /// Notes the days on which an expression may change.
    pub fn note(&mut self, expr: &Expr, bound: &mut Vec<Kind>) {
        match expr {
            Expr::Literal(_) | Expr::Has(..) => {}
            Expr::Read(Reading::Unborn(who)) => {
                self.whose(*who, bound).iter().for_each(|member| self.add(member.day));
            }
            Expr::Read(Reading::Listed(Kind::Pregnancy)) => self.presence(),
            Expr::Read(_) => {}
            Expr::Not(inner) | Expr::Negate(inner) | Expr::Times(_, inner) => self.note(inner, bound),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.note(part, bound)),
            Expr::Sum(terms) => terms.iter().for_each(|(_, term)| self.note(term, bound)),
            Expr::Compare(_, left, right) => {
                match (&**left, &**right) {
                    (Expr::Read(reading), Expr::Literal(literal)) | (Expr::Literal(literal), Expr::Read(reading)) => {
                        self.against(reading, literal.value, bound);
                    }
                    (left, right) if moves(left) || moves(right) => {
                        self.every(left, bound);
                        self.every(right, bound);
                    }
                    _ => {}
                }
                self.note(left, bound);
                self.note(right, bound);
            }
            Expr::In(item, items, _) => {
                match &**item {
                    Expr::Read(reading) => {
                        items.iter().for_each(|literal| self.against(reading, literal.value, bound));
                    }
                    item if moves(item) => self.every(item, bound),
                    _ => {}
                }
                self.note(item, bound);
            }
            Expr::Exists(members, body) | Expr::All(members, body) => {
                self.members(members, bound);
                bound.push(members.kind);
                self.note(body, bound);
                bound.pop();
            }
            Expr::Size(members) => self.members(members, bound),
            Expr::Choose(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(|part| self.note(part, bound));
            }
            Expr::Defined(_, inner) => self.note(inner, &mut Vec::new()),
        }
    }
}
