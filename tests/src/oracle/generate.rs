//! Random programmes, well typed, from a list of choices. Where the choices run out each is the first, and the first is
//! always the simplest: a shorter list with smaller numbers is a simpler case, so that failures shrink.

use super::civil::{Day, Unit, day, last_of};
use super::family::{Known, family};
use super::model::{
    CODES, Case, Codes, DOMAINS, Dose, Expr, Fact, GRADES, INTENSITIES, Kind, LIVES, Literal, Members, ONE, Offer,
    Programme, Reading, Score, Sign, Type, Who,
};
use super::write::decimal;

/// The choices.
#[derive(Debug)]
pub struct Choices<'a> {
    left: std::slice::Iter<'a, u32>,
}

impl<'a> Choices<'a> {
    /// From a list.
    pub fn new(list: &'a [u32]) -> Self {
        Choices { left: list.iter() }
    }

    /// A number below the given.
    pub fn below(&mut self, count: usize) -> usize {
        self.left.next().map_or(0, |own| *own as usize % count.max(1))
    }

    /// Yes, so many times in a hundred; no where the choices have run out.
    pub fn chance(&mut self, percent: usize) -> bool {
        100 - self.below(100) <= percent
    }

    /// One of several.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// A number between two, both included; the low one first.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::oracle) enum Sort {
    Number,
    Money,
    Date,
    Code,
    Grade,
    Lives,
    Need,
}

pub(in crate::oracle) struct Maker<'a, 'b> {
    pub(in crate::oracle) choices: &'b mut Choices<'a>,
    pub(in crate::oracle) programme: Programme,
    pub(in crate::oracle) on: Day,
    pub(in crate::oracle) subject: Kind,
    pub(in crate::oracle) bound: Vec<Kind>,
    /// Every child of the case names a pregnancy whose day is expected.
    pub(in crate::oracle) corrected: bool,
    /// Most conditions read facts that could be changed.
    pub(in crate::oracle) changing: bool,
}

/// A case, from its choices.
pub fn case(list: &[u32]) -> Case {
    made(list, false, false)
}

/// A case in which everything is known, from its choices.
pub fn known_case(list: &[u32]) -> Case {
    made(list, true, false)
}

/// A case about facts that could be changed, most of them known, from its choices.
pub fn changing_case(list: &[u32]) -> Case {
    made(list, false, true)
}

fn made(list: &[u32], known: bool, changing: bool) -> Case {
    let choices = &mut Choices::new(list);
    let on = today(choices);
    let term = choices.one(&[41, 40]);
    let programme = Programme {
        term,
        facts: Vec::new(),
        sets: Vec::new(),
        definitions: Vec::new(),
        scores: Vec::new(),
        offers: Vec::new(),
    };
    let corrected = choices.chance(12);
    let mut maker = Maker { choices, programme, on, subject: Kind::Family, bound: Vec::new(), corrected, changing };
    maker.facts();
    maker.definitions();
    for index in 0..1 + usize::from(maker.choices.chance(25)) {
        maker.offer(index);
    }
    let programme = maker.programme;
    let known = match (known, changing) {
        (true, _) => Known::All,
        (false, true) => Known::Most,
        (false, false) => Known::Some,
    };
    let family = family(choices, &programme, on, corrected, known);
    Case { programme, family, on }
}

pub(in crate::oracle) fn today(choices: &mut Choices<'_>) -> Day {
    let year = choices.between(2024, 2028);
    match choices.below(4) {
        0 => day(2026, 6, 1),
        1 => {
            let month = choices.between(1, 12);
            day(year, month, last_of(year, month))
        }
        2 => day(year, 3, 1) - choices.between(0, 3),
        _ => day(year, 1, 1) + choices.between(0, 364),
    }
}

pub(in crate::oracle) fn text(text: &str, value: i64) -> Literal {
    Literal { value, text: format!("\"{text}\"") }
}

pub(in crate::oracle) fn whole(number: i64) -> Literal {
    Literal { value: number * ONE, text: number.to_string() }
}

fn of_date(day: Day) -> Literal {
    Literal { value: day, text: format!("date(\"{}\")", super::civil::iso(day)) }
}

impl Maker<'_, '_> {
    pub(in crate::oracle) fn facts(&mut self) {
        let most = if self.changing { 4 } else { 2 };
        for index in 0..self.choices.below(6) + usize::from(self.changing) {
            let of = self.choices.one(&[Kind::Family, Kind::Family, Kind::Child, Kind::Adult, Kind::Pregnancy]);
            let low = self.choices.between(0, 3) - 1;
            let high = low + self.choices.between(1, 1 + most);
            let near = self.on + self.choices.between(0, 30) - 15;
            let of_type = match self.choices.below(10) {
                0..=2 => Type::Bool,
                3 | 4 => Type::Int(low, high),
                5 => Type::Number(low, high),
                6 => Type::Money(low, high),
                7 => Type::Date(near, near + high - low),
                8 => Type::Code,
                _ => Type::Grade,
            };
            let changeable = self.choices.chance(if self.changing { 95 } else { 70 });
            self.programme.facts.push(Fact { of, name: format!("f{index}"), of_type, changeable });
        }
    }

    pub(in crate::oracle) fn definitions(&mut self) {
        for index in 0..self.choices.below(6).saturating_sub(3) {
            let definition = if self.choices.chance(30) {
                (format!("n{index}"), self.scalar(Sort::Number, 1))
            } else {
                (format!("t{index}"), self.truth(1))
            };
            self.programme.definitions.push(definition);
        }
    }

    fn offer(&mut self, index: usize) {
        let of =
            self.choices.one(&[Kind::Family, Kind::Child, Kind::Family, Kind::Adult, Kind::Pregnancy, Kind::Child]);
        self.subject = of;
        let depth = 1 + self.choices.below(if self.changing { 1 } else { 3 });
        let rules = 1 + if self.changing { self.choices.below(4) } else { self.choices.below(5) / 3 };
        let when: Vec<Expr> = (0..rules).map(|_| self.truth(depth)).collect();
        let unless: Vec<Expr> = (0..self.choices.below(4).saturating_sub(2)).map(|_| self.truth(depth - 1)).collect();
        let dose = match self.choices.below(5) {
            0 | 1 => None,
            2 => Some(Dose::Amount(self.choices.between(0, 3))),
            _ => Some(self.dose(of)),
        };
        self.programme.offers.push(Offer { id: format!("o{index}"), of, when, unless, dose });
    }

    fn dose(&mut self, of: Kind) -> Dose {
        let rows = 1 + self.choices.below(3);
        if of != Kind::Family && self.choices.chance(40) {
            self.subject = Kind::Family;
        }
        let subject = self.subject;
        let points: Vec<(Expr, i64)> = (0..rows)
            .map(|_| {
                let when = self.truth(1);
                (when, self.choices.one(&[10, 5, -5, 25, 1]))
            })
            .collect();
        self.subject = of;
        let mut from: i64 = points.iter().map(|(_, points)| (*points).min(0)).sum();
        let mut amount = self.choices.between(0, 2);
        let mut steps = vec![(from, amount)];
        for _ in 0..1 + self.choices.below(3) {
            from += self.choices.between(1, 10);
            amount += self.choices.between(1, 3) - i64::from(self.choices.chance(10)) * 3;
            steps.push((from, amount.max(0)));
        }
        let id = format!("s{}", self.programme.scores.len());
        self.programme.scores.push(Score { id, of: subject, points });
        Dose::Steps(self.programme.scores.len() - 1, steps)
    }

    /// Whoever may be spoken of.
    pub(in crate::oracle) fn people(&self) -> Vec<(Who, Kind)> {
        let mut found = Vec::new();
        if self.subject != Kind::Family {
            found.push((Who::Subject, self.subject));
        }
        found.extend(self.bound.iter().enumerate().map(|(level, kind)| (Who::Bound(level), *kind)));
        found
    }

    fn declared(&self, wanted: impl Fn(&Type) -> bool) -> Vec<Reading> {
        let mut found = Vec::new();
        for (index, fact) in self.programme.facts.iter().enumerate().filter(|(_, fact)| wanted(&fact.of_type)) {
            if fact.of == Kind::Family {
                found.push(Reading::Fact(Who::Family, index));
            }
            let own = self.people().into_iter().filter(|(_, kind)| *kind == fact.of);
            found.extend(own.map(|(who, _)| Reading::Fact(who, index)));
        }
        found
    }

    /// A reading of a sort, if there is one.
    fn reading(&mut self, sort: Sort) -> Option<Reading> {
        let mut found = self.declared(|of_type| match of_type {
            Type::Int(..) | Type::Number(..) => sort == Sort::Number,
            Type::Money(..) => sort == Sort::Money,
            Type::Date(..) => sort == Sort::Date,
            Type::Code => sort == Sort::Code,
            Type::Grade => sort == Sort::Grade,
            Type::Bool => false,
        });
        // What the family declares stands more often, so that it recurs.
        found.extend(found.clone());
        if self.changing && !found.is_empty() && self.choices.chance(85) {
            return Some(self.choices.one(&found));
        }
        let people = self.people();
        match sort {
            Sort::Number => {
                for (who, kind) in people {
                    let unit = Unit::ALL[self.choices.below(4)];
                    match kind {
                        Kind::Adult => found.push(Reading::AdultYears(who)),
                        Kind::Pregnancy => found.push(Reading::Week(who)),
                        _ if self.corrected && self.choices.chance(50) => found.push(Reading::Corrected(who, unit)),
                        _ if self.choices.chance(8) => found.push(Reading::Arrival(who)),
                        _ => found.extend([Reading::Age(who, unit), Reading::Age(who, Unit::Months)]),
                    }
                }
                if found.is_empty() || self.choices.chance(10) {
                    found.extend([Reading::Listed(Kind::Child), Reading::Listed(Kind::Adult), Reading::Carers]);
                }
            }
            Sort::Date => found.push(Reading::On),
            Sort::Code => found.push(Reading::Territory),
            Sort::Lives => {
                found.extend(
                    people.into_iter().filter(|(_, kind)| *kind == Kind::Adult).map(|(who, _)| Reading::LivesHere(who)),
                );
            }
            Sort::Need => {
                let domain = self.choices.below(DOMAINS.len());
                found.extend([Reading::Need(domain), Reading::Observed(domain)]);
            }
            Sort::Money | Sort::Grade => {}
        }
        (!found.is_empty()).then(|| self.choices.one(&found))
    }

    /// A literal near what a reading may be.
    pub(in crate::oracle) fn literal(&mut self, sort: Sort, near: Option<&Reading>) -> Literal {
        let small = self.choices.between(0, 4) - 1;
        match sort {
            Sort::Number => match near {
                Some(Reading::Fact(_, fact)) => match self.programme.facts[*fact].of_type.clone() {
                    Type::Number(low, high) => {
                        let tenths = self.choices.between(low, high);
                        if self.choices.chance(20) {
                            let value = tenths * ONE / 10 + ONE / 20;
                            return Literal { value, text: decimal(value, 2) };
                        }
                        Literal { value: tenths * ONE / 10, text: decimal(tenths * ONE / 10, 1) }
                    }
                    Type::Int(low, high) => whole(self.choices.between(low, high)),
                    _ => whole(small),
                },
                Some(Reading::Age(_, unit) | Reading::Corrected(_, unit)) => whole(match unit {
                    Unit::Days => self.choices.one(&[0, 1, -1, 30, 59, 100, 365]),
                    Unit::Weeks => self.choices.one(&[0, 4, -1, 10, 52]),
                    Unit::Months => self.choices.one(&[12, 0, 1, 3, 6, 24, 36, -1, -3]),
                    Unit::Years => self.choices.one(&[1, 0, 2, 3, 17, 18, -1]),
                }),
                Some(Reading::Arrival(_)) => whole(self.choices.one(&[1, 0, 3, 12, -1])),
                Some(Reading::Week(_)) => whole(self.choices.one(&[20, 12, 30, 37, 40, 41, 42])),
                Some(Reading::AdultYears(_)) => whole(self.choices.one(&[25, 18, 17, 26, 119, 0])),
                Some(Reading::Listed(_) | Reading::Carers) => whole(self.choices.between(0, 2)),
                _ => whole(small),
            },
            Sort::Money => {
                let cents = match near {
                    Some(Reading::Fact(_, fact)) => match self.programme.facts[*fact].of_type {
                        Type::Money(low, high) => self.choices.between(low, high),
                        _ => small,
                    },
                    _ => small,
                };
                if self.choices.chance(20) {
                    return whole(self.choices.between(0, 1));
                }
                Literal { value: cents * ONE / 100, text: decimal(cents * ONE / 100, 2) }
            }
            Sort::Date => match near {
                Some(Reading::Fact(_, fact)) => match self.programme.facts[*fact].of_type {
                    Type::Date(low, high) => of_date(self.choices.between(low, high)),
                    _ => of_date(self.on),
                },
                _ => of_date(self.on + self.choices.one(&[0, 1, -1, 30, -30, 365, -400, 3000])),
            },
            Sort::Code => {
                let code = self.choices.below(CODES.len() - 1);
                text(CODES[code], code as i64)
            }
            Sort::Grade | Sort::Lives | Sort::Need => {
                let words: &[&str] = match sort {
                    Sort::Grade => &GRADES,
                    Sort::Lives => &LIVES,
                    _ => &INTENSITIES,
                };
                let index = self.choices.below(words.len());
                text(words[index], index as i64)
            }
        }
    }

    fn scalar(&mut self, sort: Sort, depth: usize) -> Expr {
        let arithmetic = matches!(sort, Sort::Number | Sort::Money);
        if depth > 0 && self.choices.chance(if arithmetic { 35 } else { 12 }) {
            match self.choices.below(if arithmetic { 6 } else { 1 }) {
                0 => {
                    let condition = Box::new(self.truth(depth - 1));
                    let then = Box::new(self.scalar(sort, depth - 1));
                    let otherwise = Box::new(if self.choices.chance(50) {
                        let near = self.reading(sort);
                        Expr::Literal(self.literal(sort, near.as_ref()))
                    } else {
                        self.scalar(sort, depth - 1)
                    });
                    // Two literals have no type that the other side could not give: keep a fact.
                    return Expr::Choose(condition, then, otherwise);
                }
                1 => return Expr::Negate(Box::new(self.scalar(sort, depth - 1))),
                2 => {
                    let factor = whole(self.choices.one(&[2, 3, -1, 0]));
                    return Expr::Times(factor, Box::new(self.scalar(sort, depth - 1)));
                }
                _ => {
                    let terms = (0..2 + self.choices.below(2))
                        .map(|index| {
                            let term = self.scalar(sort, depth - 1);
                            (index > 0 && self.choices.chance(40), term)
                        })
                        .collect();
                    return Expr::Sum(terms);
                }
            }
        }
        if sort == Sort::Number && self.bound.len() < 2 && self.choices.chance(8) {
            return Expr::Size(Box::new(self.members(depth.min(1))));
        }
        if sort == Sort::Number && self.choices.chance(10) {
            let numbers: Vec<(String, Expr)> =
                self.programme.definitions.iter().filter(|(name, _)| name.starts_with('n')).cloned().collect();
            if !numbers.is_empty() {
                let (name, expr) = self.choices.one(&numbers);
                return Expr::Defined(name, Box::new(expr));
            }
        }
        match self.reading(sort) {
            Some(reading) => Expr::Read(reading),
            None => Expr::Literal(self.literal(sort, None)),
        }
    }

    pub(in crate::oracle) fn members(&mut self, depth: usize) -> Members {
        let kind = self.choices.one(&[Kind::Child, Kind::Adult, Kind::Child, Kind::Pregnancy]);
        let level = self.bound.len();
        self.bound.push(kind);
        let filter = self.choices.chance(60).then(|| self.truth(depth.saturating_sub(1)));
        self.bound.pop();
        Members { kind, level, filter }
    }

    fn sign(&mut self, sort: Sort) -> Sign {
        if sort == Sort::Code {
            return self.choices.one(&[Sign::Equal, Sign::NotEqual]);
        }
        self.choices.one(&[Sign::AtLeast, Sign::Less, Sign::AtMost, Sign::Greater, Sign::Equal, Sign::NotEqual])
    }

    fn sort(&mut self) -> Sort {
        if self.changing && self.choices.chance(85) {
            let declared = self.declared(|of_type| *of_type != Type::Bool);
            if let Some(Reading::Fact(_, fact)) = declared.get(self.choices.below(declared.len())) {
                return match self.programme.facts[*fact].of_type {
                    Type::Bool | Type::Int(..) | Type::Number(..) => Sort::Number,
                    Type::Money(..) => Sort::Money,
                    Type::Date(..) => Sort::Date,
                    Type::Code => Sort::Code,
                    Type::Grade => Sort::Grade,
                };
            }
        }
        let sort = match self.choices.below(12) {
            0..=5 => Sort::Number,
            6 => Sort::Money,
            7 => Sort::Date,
            8 => Sort::Code,
            9 => Sort::Grade,
            10 => Sort::Lives,
            _ => Sort::Need,
        };
        let possible = self.reading(sort).is_some();
        if possible { sort } else { Sort::Number }
    }

    fn comparison(&mut self, depth: usize) -> Expr {
        let sort = self.sort();
        let left = self.scalar(sort, depth);
        let near = match &left {
            Expr::Read(reading) => Some(reading.clone()),
            _ => None,
        };
        if !has_reading(&left) {
            let reading = self.reading(sort).map_or(Expr::Literal(whole(0)), Expr::Read);
            return Expr::Compare(self.sign(sort), Box::new(reading), Box::new(left));
        }
        if self.choices.chance(15) && near.is_some() {
            let items: Vec<Literal> =
                (0..1 + self.choices.below(3)).map(|_| self.literal(sort, near.as_ref())).collect();
            let plain = matches!(sort, Sort::Code | Sort::Date)
                || (sort == Sort::Number && items.iter().all(|item| item.value % ONE == 0));
            let name = (plain && self.choices.chance(40)).then(|| {
                let name = format!("set{}", self.programme.sets.len());
                self.programme.sets.push((name.clone(), items.clone()));
                name
            });
            return Expr::In(Box::new(left), items, name);
        }
        let sign = self.sign(sort);
        let right = if self.choices.chance(22) {
            self.scalar(sort, depth)
        } else {
            Expr::Literal(self.literal(sort, near.as_ref()))
        };
        if self.choices.chance(10) {
            return Expr::Compare(sign, Box::new(right), Box::new(left));
        }
        Expr::Compare(sign, Box::new(left), Box::new(right))
    }

    pub(in crate::oracle) fn leaf(&mut self, depth: usize) -> Expr {
        match self.choices.below(20) {
            0..=11 => self.comparison(depth),
            12..=14 => {
                let mut found = self.declared(|of_type| *of_type == Type::Bool);
                let children = self.people().into_iter().filter(|(_, kind)| *kind == Kind::Child);
                found.extend(children.map(|(who, _)| Reading::Unborn(who)));
                if found.is_empty() { self.comparison(depth) } else { Expr::Read(self.choices.one(&found)) }
            }
            15 => {
                let list = self.choices.one(&[Codes::Languages, Codes::Territories, Codes::Resources]);
                Expr::Has(self.choices.between(0, 3), list)
            }
            16 => {
                let truths: Vec<(String, Expr)> =
                    self.programme.definitions.iter().filter(|(name, _)| name.starts_with('t')).cloned().collect();
                if truths.is_empty() {
                    return self.comparison(depth);
                }
                let (name, expr) = self.choices.one(&truths);
                Expr::Defined(name, Box::new(expr))
            }
            17 if self.choices.chance(20) => {
                let value = self.choices.between(0, 1);
                Expr::Literal(Literal { value, text: (value != 0).to_string() })
            }
            _ => self.comparison(depth),
        }
    }

    pub(in crate::oracle) fn truth(&mut self, depth: usize) -> Expr {
        if depth == 0 {
            return self.leaf(0);
        }
        match self.choices.below(16) {
            0..=3 => self.leaf(depth),
            4 | 5 => Expr::And((0..2 + self.choices.below(2)).map(|_| self.truth(depth - 1)).collect()),
            6..=9 => Expr::Or((0..2 + self.choices.below(2)).map(|_| self.truth(depth - 1)).collect()),
            10 => Expr::Not(Box::new(self.truth(depth - 1))),
            11 => {
                let parts = [self.truth(depth - 1), self.truth(depth - 1), self.truth(depth - 1)].map(Box::new);
                let [condition, then, otherwise] = parts;
                Expr::Choose(condition, then, otherwise)
            }
            12 if self.choices.chance(40) => {
                let sign = self.choices.one(&[Sign::Equal, Sign::NotEqual]);
                Expr::Compare(sign, Box::new(self.truth(depth - 1)), Box::new(self.truth(depth - 1)))
            }
            13 => {
                if self.bound.len() >= 2 {
                    return self.leaf(depth);
                }
                let members = self.members(depth - 1);
                let sign = self.sign(Sort::Number);
                let count = Expr::Literal(whole(self.choices.between(0, 2)));
                Expr::Compare(sign, Box::new(Expr::Size(Box::new(members))), Box::new(count))
            }
            _ => {
                if self.bound.len() >= 2 {
                    return self.leaf(depth);
                }
                let mut members = self.members(depth - 1);
                if self.choices.chance(70) {
                    members.filter = None;
                }
                self.bound.push(members.kind);
                let body = Box::new(self.truth(depth - 1));
                self.bound.pop();
                let members = Box::new(members);
                if self.choices.chance(35) { Expr::All(members, body) } else { Expr::Exists(members, body) }
            }
        }
    }
}

fn has_reading(expr: &Expr) -> bool {
    match expr {
        Expr::Read(_) | Expr::Size(_) => true,
        Expr::Negate(inner) | Expr::Times(_, inner) | Expr::Defined(_, inner) => has_reading(inner),
        Expr::Sum(terms) => terms.iter().any(|(_, term)| has_reading(term)),
        Expr::Choose(_, then, otherwise) => has_reading(then) || has_reading(otherwise),
        _ => false,
    }
}
