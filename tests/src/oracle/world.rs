//! One completion: a family of which everything is known. Evaluating an expression over it is plain.

use super::civil::{Day, Unit, age};
use super::model::{Codes, Expr, Kind, Members, ONE, Programme, Reading, Sign, Who};

/// A member of whom everything is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Member {
    /// Born on; of a pregnancy, over on.
    pub day: Day,
    /// When a child arrived.
    pub arrived: Day,
    /// When the birth is, or was, expected.
    pub expected: Day,
    /// Where an adult lives.
    pub lives: i64,
    /// Values of the programme's facts; those of others stay 0.
    pub facts: Vec<i64>,
    /// A pregnancy that was over before the day asked about, in no list on any day.
    pub gone: bool,
}

/// A family of which everything is known.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is named as its fact")]
pub struct World {
    pub adults: Vec<Member>,
    pub children: Vec<Member>,
    pub pregnancies: Vec<Member>,
    pub territory: i64,
    /// Sets of codes, a bit each.
    pub others: i64,
    pub languages: i64,
    pub resources: i64,
    pub needs: Vec<i64>,
    pub observed: Vec<i64>,
    pub facts: Vec<i64>,
}

impl World {
    /// A list of members.
    pub fn list(&self, kind: Kind) -> &[Member] {
        match kind {
            Kind::Family => &[],
            Kind::Adult => &self.adults,
            Kind::Child => &self.children,
            Kind::Pregnancy => &self.pregnancies,
        }
    }

    /// A list of members, to be changed.
    pub fn list_mut(&mut self, kind: Kind) -> &mut Vec<Member> {
        match kind {
            Kind::Family | Kind::Adult => &mut self.adults,
            Kind::Child => &mut self.children,
            Kind::Pregnancy => &mut self.pregnancies,
        }
    }
}

/// A completion on a day, for one subject.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is named as what it is")]
pub struct Moment<'a> {
    pub programme: &'a Programme,
    pub world: &'a World,
    pub on: Day,
    pub subject: Option<(Kind, usize)>,
}

impl Moment<'_> {
    fn present(&self, kind: Kind, member: &Member) -> bool {
        kind != Kind::Pregnancy || (!member.gone && self.on < member.day)
    }

    /// Is whom the offer is for still there?
    pub fn subject_present(&self) -> bool {
        self.subject
            .is_none_or(|(kind, index)| self.world.list(kind).get(index).is_some_and(|own| self.present(kind, own)))
    }

    fn member(&self, who: Who, bound: &[(Kind, usize)]) -> &Member {
        let (kind, index) = match who {
            Who::Bound(level) => bound[level],
            Who::Subject | Who::Family => self.subject.unwrap(),
        };
        &self.world.list(kind)[index]
    }

    fn read(&self, reading: &Reading, bound: &[(Kind, usize)]) -> i64 {
        let on = self.on;
        match reading {
            Reading::Fact(Who::Family, fact) => self.world.facts[*fact],
            Reading::Fact(who, fact) => self.member(*who, bound).facts[*fact],
            Reading::Age(who, unit) => age(self.member(*who, bound).day, on, *unit) * ONE,
            Reading::Corrected(who, unit) => age(self.member(*who, bound).expected, on, *unit) * ONE,
            Reading::Arrival(who) => age(self.member(*who, bound).arrived, on, Unit::Months) * ONE,
            Reading::Unborn(who) => i64::from(on < self.member(*who, bound).day),
            Reading::Week(who) => (self.programme.term + (on - self.member(*who, bound).expected).div_euclid(7)) * ONE,
            Reading::AdultYears(who) => age(self.member(*who, bound).day, on, Unit::Years) * ONE,
            Reading::LivesHere(who) => self.member(*who, bound).lives,
            Reading::Territory => self.world.territory,
            Reading::Need(domain) => self.world.needs[*domain],
            Reading::Observed(domain) => self.world.observed[*domain],
            Reading::Carers => self.world.adults.iter().filter(|adult| adult.lives == 2).count() as i64 * ONE,
            Reading::Listed(kind) => self.world.list(*kind).len() as i64 * ONE,
            Reading::On => on,
        }
    }

    /// The members that a list holds that day.
    fn members(&self, members: &Members, bound: &mut Vec<(Kind, usize)>) -> Vec<usize> {
        let mut found = Vec::new();
        for (index, member) in self.world.list(members.kind).iter().enumerate() {
            if !self.present(members.kind, member) {
                continue;
            }
            let held = members.filter.as_ref().is_none_or(|filter| {
                bound.push((members.kind, index));
                let held = self.value(filter, bound) != 0;
                bound.pop();
                held
            });
            if held {
                found.push(index);
            }
        }
        found
    }

    fn each(&self, members: &Members, body: &Expr, bound: &mut Vec<(Kind, usize)>, sought: bool) -> bool {
        self.members(members, bound).into_iter().any(|index| {
            bound.push((members.kind, index));
            let held = self.value(body, bound) != 0;
            bound.pop();
            held == sought
        })
    }

    /// Does a condition hold?
    pub fn holds(&self, expr: &Expr) -> bool {
        self.value(expr, &mut Vec::new()) != 0
    }

    /// The value of an expression.
    pub fn value(&self, expr: &Expr, bound: &mut Vec<(Kind, usize)>) -> i64 {
        match expr {
            Expr::Literal(literal) => literal.value,
            Expr::Read(reading) => self.read(reading, bound),
            Expr::Not(inner) => 1 - self.value(inner, bound),
            Expr::And(parts) => i64::from(parts.iter().all(|part| self.value(part, bound) != 0)),
            Expr::Or(parts) => i64::from(parts.iter().any(|part| self.value(part, bound) != 0)),
            Expr::Compare(sign, left, right) => {
                i64::from(compare(*sign, self.value(left, bound), self.value(right, bound)))
            }
            Expr::In(item, items, _) => {
                let value = self.value(item, bound);
                i64::from(items.iter().any(|item| item.value == value))
            }
            Expr::Has(code, list) => {
                let bit = 1_i64 << code;
                i64::from(match list {
                    Codes::Territories => self.world.territory == *code || self.world.others & bit != 0,
                    Codes::Languages => self.world.languages & bit != 0,
                    Codes::Resources => self.world.resources & bit != 0,
                })
            }
            Expr::Exists(members, body) => i64::from(self.each(members, body, bound, true)),
            Expr::All(members, body) => i64::from(!self.each(members, body, bound, false)),
            Expr::Size(members) => self.members(members, bound).len() as i64 * ONE,
            Expr::Choose(condition, then, otherwise) => {
                let chosen = if self.value(condition, bound) != 0 { then } else { otherwise };
                self.value(chosen, bound)
            }
            Expr::Negate(inner) => -self.value(inner, bound),
            Expr::Sum(terms) => terms
                .iter()
                .map(|(away, term)| if *away { -self.value(term, bound) } else { self.value(term, bound) })
                .sum(),
            Expr::Times(factor, inner) => factor.value * self.value(inner, bound) / ONE,
            // A definition does not see the variables around it.
            Expr::Defined(_, inner) => self.value(inner, &mut Vec::new()),
        }
    }
}

fn compare(sign: Sign, left: i64, right: i64) -> bool {
    match sign {
        Sign::Equal => left == right,
        Sign::NotEqual => left != right,
        Sign::Less => left < right,
        Sign::AtMost => left <= right,
        Sign::Greater => left > right,
        Sign::AtLeast => left >= right,
    }
}
