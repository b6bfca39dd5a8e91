//! Random policies, from a list of choices. Most of their conditions lean the way that disadvantage lies, so that laws hold
//! as often as they are broken.

use super::super::civil::Unit;
use super::super::generate::{Choices, Maker, Sort, text, today, whole};
use super::super::model::{
    CODES, Codes, DOMAINS, Dose, Expr, GRADES, INTENSITIES, Kind, Literal, Members, OTHER, Offer, Programme, Reading,
    Score, Sign, Type, Who,
};
use super::policy::{About, Policy, Sizes, Standing, Worse};

/// What a policy is mostly about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flavour {
    Family,
    Members,
    Ages,
    Anything,
}

/// From the largest families to the smallest.
const SIZES: [Sizes; 8] = [
    Sizes { adults: 2, children: 2, pregnancies: 1, expected: 1 },
    Sizes { adults: 1, children: 1, pregnancies: 1, expected: 2 },
    Sizes { adults: 2, children: 1, pregnancies: 0, expected: 0 },
    Sizes { adults: 1, children: 1, pregnancies: 1, expected: 1 },
    Sizes { adults: 1, children: 2, pregnancies: 0, expected: 0 },
    Sizes { adults: 1, children: 0, pregnancies: 1, expected: 1 },
    Sizes { adults: 1, children: 1, pregnancies: 0, expected: 0 },
    Sizes { adults: 1, children: 0, pregnancies: 0, expected: 0 },
];

/// The families of a policy, from the size that it asks for to the smallest.
pub fn sizes(policy: &Policy) -> impl Iterator<Item = Sizes> {
    let first = SIZES.iter().position(|own| *own == policy.sizes).unwrap_or(0);
    SIZES.into_iter().skip(first)
}

struct Proposer<'a, 'b> {
    maker: Maker<'a, 'b>,
    about: Vec<About>,
    flavour: Flavour,
}

/// A policy, from its choices.
pub fn policy(list: &[u32]) -> Policy {
    let choices = &mut Choices::new(list);
    let flavour = choices.one(&[
        Flavour::Family,
        Flavour::Family,
        Flavour::Members,
        Flavour::Members,
        Flavour::Family,
        Flavour::Ages,
        Flavour::Anything,
    ]);
    let from = today(choices);
    let length = match flavour {
        Flavour::Ages => choices.one(&[0, 1, 30, 70]),
        Flavour::Family => choices.below(2) as i64,
        _ => choices.below(3) as i64,
    };
    let open_end = choices.chance(if flavour == Flavour::Ages { 10 } else { 25 });
    let term = choices.one(&[41, 40, 41, 35]);
    let programme = Programme {
        term,
        facts: Vec::new(),
        sets: Vec::new(),
        definitions: Vec::new(),
        scores: Vec::new(),
        offers: Vec::new(),
    };
    let corrected = choices.chance(if flavour == Flavour::Ages { 30 } else { 8 });
    let sizes = match flavour {
        Flavour::Family => choices.one(&SIZES[6..]),
        Flavour::Ages => choices.one(&SIZES[3..7]),
        _ => choices.one(&SIZES),
    };
    let maker =
        Maker { choices, programme, on: from, subject: Kind::Family, bound: Vec::new(), corrected, changing: false };
    let mut own = Proposer { maker, about: Vec::new(), flavour };
    own.facts();
    if flavour == Flavour::Anything {
        own.maker.definitions();
    }
    let target = own.target();
    let count = 1 + own.maker.choices.below(4);
    let mut standing = Vec::new();
    for index in 0..count {
        let made = own.offer(index, &target);
        standing.push(made);
    }
    if own.maker.choices.chance(12) {
        let rows = own.rows(Kind::Family);
        let id = format!("s{}", own.maker.programme.scores.len());
        own.maker.programme.scores.push(Score { id, of: Kind::Family, points: rows });
    }
    let mut weights = Vec::new();
    if own.maker.choices.chance(30) {
        weights.extend([("visit", 1 + own.maker.choices.below(3) as i64), ("hour", 1)]);
    }
    let reads_week = |programme: &Programme, target: &[Expr]| {
        let mut found = super::read::Read::default();
        let empty = Policy {
            programme: programme.clone(),
            term_told: true,
            from,
            until: from,
            open_end: false,
            target: target.to_vec(),
            about: Vec::new(),
            standing: Vec::new(),
            sizes,
            weights: Vec::new(),
        };
        found.counts.extend(super::read::Read::of(&empty).counts);
        found.counts.contains_key(&super::read::Count::Week)
    };
    let defined: Vec<Expr> = own.maker.programme.definitions.iter().map(|(_, expr)| expr.clone()).collect();
    let term_told = term != 41
        || reads_week(&own.maker.programme, &target)
        || reads_week(&own.maker.programme, &defined)
        || own.maker.choices.chance(50);
    Policy {
        term_told,
        from,
        until: from + length,
        open_end,
        target,
        about: own.about,
        standing,
        sizes,
        weights,
        programme: own.maker.programme,
    }
}

impl Proposer<'_, '_> {
    fn facts(&mut self) {
        let most = if self.flavour == Flavour::Ages { 2 } else { 5 };
        self.maker.facts();
        self.maker.programme.facts.truncate(most);
        if self.flavour == Flavour::Family {
            self.maker.programme.facts.iter_mut().for_each(|fact| fact.of = Kind::Family);
        }
        for index in 0..self.maker.programme.facts.len() {
            let choices = &mut *self.maker.choices;
            let own = &mut self.maker.programme.facts[index];
            own.changeable = false;
            if matches!(own.of_type, Type::Int(..)) && choices.chance(10) {
                own.of_type = Type::Int(0, choices.one(&[3, 2047, 2048, 2100]));
            }
            // Now and then a number that is not split into its values.
            if index == 0 && self.flavour == Flavour::Family && choices.chance(10) {
                own.of_type = Type::Int(0, choices.one(&[2048, 2047, 2100]));
            }
            let worse = choices.chance(80).then(|| match &own.of_type {
                Type::Code => Worse::Values(codes(choices)),
                Type::Grade if choices.chance(35) => Worse::Values(vec![choices.between(0, 2)]),
                _ => choices.one(&[Worse::High, Worse::Low]),
            });
            let worse = worse.filter(|worse| !matches!(worse, Worse::Values(values) if values.is_empty()));
            let status =
                choices.chance(8).then(|| choices.one(&["residence_status", "nationality", "address", "papers"]));
            self.about.push(About { worse, status });
        }
    }

    fn target(&mut self) -> Vec<Expr> {
        if self.flavour == Flavour::Ages {
            let member = self.member();
            let born = vec![Expr::Exists(Box::new(member.clone()), Box::new(self.within(member, |own| own.aged(3))))];
            return if self.maker.choices.chance(70) { born } else { Vec::new() };
        }
        match self.maker.choices.below(8) {
            0..=2 => Vec::new(),
            3 | 4 => vec![self.place()],
            5 => vec![self.place(), self.neutral()],
            6 => vec![self.neutral()],
            _ => vec![self.lean(1)],
        }
    }

    fn place(&mut self) -> Expr {
        let code = self.maker.choices.below(2);
        let literal = text(CODES[code], code as i64);
        Expr::Compare(Sign::Equal, Box::new(Expr::Read(Reading::Territory)), Box::new(Expr::Literal(literal)))
    }

    fn neutral(&mut self) -> Expr {
        match self.flavour {
            Flavour::Anything => self.maker.truth(1),
            Flavour::Ages => self.ages(),
            _ => self.maker.leaf(0),
        }
    }

    /// The members of a list, with a variable of their own.
    fn member(&mut self) -> Members {
        Members { kind: Kind::Child, level: self.maker.bound.len(), filter: None }
    }

    fn within(&mut self, members: Members, body: impl FnOnce(&mut Self) -> Expr) -> Expr {
        self.maker.bound.push(members.kind);
        let body = body(self);
        self.maker.bound.pop();
        body
    }

    fn offer(&mut self, index: usize, target: &[Expr]) -> Standing {
        let universal = index == 0 || self.maker.choices.chance(25);
        let of = match self.flavour {
            Flavour::Family => Kind::Family,
            Flavour::Ages => self.maker.choices.one(&[Kind::Child, Kind::Child, Kind::Family]),
            _ if universal => self.maker.choices.one(&[Kind::Family, Kind::Family, Kind::Family, Kind::Child]),
            _ => self.maker.choices.one(&[
                Kind::Family,
                Kind::Child,
                Kind::Family,
                Kind::Adult,
                Kind::Pregnancy,
                Kind::Child,
            ]),
        };
        self.maker.subject = of;
        let (mut when, mut unless) = (Vec::new(), Vec::new());
        if universal {
            match self.maker.choices.below(8) {
                0 | 1 => {}
                2..=4 if of == Kind::Family => when.extend(target.iter().cloned()),
                5 => when.push(self.neutral()),
                6 => when.push(self.lean(1)),
                _ if self.flavour == Flavour::Ages => when.push(self.neutral()),
                _ => {}
            }
            if self.flavour == Flavour::Ages && self.maker.choices.chance(70) {
                when = vec![self.ages()];
            }
        } else {
            let depth = 1 + self.maker.choices.below(2);
            when.push(self.lean(depth));
            if self.maker.choices.chance(30) {
                when.push(self.neutral());
            }
            if self.maker.choices.chance(20) {
                unless.push(self.against());
            }
        }
        let dose = match self.maker.choices.below(6) {
            0 => None,
            1 => Some(Dose::Amount(self.maker.choices.between(0, 3))),
            _ => Some(self.dose(of)),
        };
        self.maker.subject = Kind::Family;
        let choices = &mut *self.maker.choices;
        let replaces = match index {
            0 => Vec::new(),
            _ if choices.chance(18) => vec![choices.below(index)],
            _ => Vec::new(),
        };
        let tier = if universal { 0 } else { 1 + choices.below(2) };
        let standing = Standing {
            tier,
            duty: usize::from(choices.chance(30)),
            cost: if choices.chance(15) { choices.one(&[500, 1250, 20]) } else { 0 },
            needs_acceptance: choices.one(&[
                Some(true),
                Some(true),
                Some(true),
                Some(true),
                Some(true),
                Some(false),
                None,
            ]),
            replaces,
            unit: if choices.chance(85) { "visit" } else { "hour" },
        };
        self.maker.programme.offers.push(Offer { id: format!("o{index}"), of, when, unless, dose });
        standing
    }

    fn rows(&mut self, of: Kind) -> Vec<(Expr, i64)> {
        let before = self.maker.subject;
        self.maker.subject = of;
        let count = 1 + self.maker.choices.below(3);
        let rows = (0..count)
            .map(|_| {
                let when = if self.maker.choices.chance(80) { self.lean(1) } else { self.neutral() };
                let points = if self.maker.choices.chance(90) { self.maker.choices.one(&[2, 1, 5]) } else { -2 };
                (when, points)
            })
            .collect();
        self.maker.subject = before;
        rows
    }

    fn dose(&mut self, of: Kind) -> Dose {
        let scored = if of != Kind::Family && self.maker.choices.chance(40) { Kind::Family } else { of };
        let known = self.maker.programme.scores.iter().position(|score| score.of == scored);
        let score = match known.filter(|_| self.maker.choices.chance(20)) {
            Some(known) => known,
            None => {
                let points = self.rows(scored);
                let id = format!("s{}", self.maker.programme.scores.len());
                self.maker.programme.scores.push(Score { id, of: scored, points });
                self.maker.programme.scores.len() - 1
            }
        };
        let points = self.maker.programme.scores[score].points.iter().map(|(_, points)| (*points).min(0));
        let mut from: i64 = points.sum();
        let mut amount = self.maker.choices.between(0, 2);
        let mut steps = vec![(from, amount)];
        for _ in 0..1 + self.maker.choices.below(2) {
            from += self.maker.choices.between(1, 4);
            amount += self.maker.choices.between(1, 3) - i64::from(self.maker.choices.chance(12)) * 3;
            steps.push((from, amount.max(0)));
        }
        Dose::Steps(score, steps)
    }

    /// A condition that more disadvantage never turns from yes to no; now and then one that it does.
    fn lean(&mut self, depth: usize) -> Expr {
        if self.maker.choices.chance(7) {
            return self.against();
        }
        if depth == 0 || self.maker.choices.chance(35) {
            return self.step();
        }
        match self.maker.choices.below(10) {
            9 => self.codes_meet(),
            0 | 1 => Expr::And((0..2).map(|_| self.lean(depth - 1)).collect()),
            2 | 3 => Expr::Or((0..2).map(|_| self.lean(depth - 1)).collect()),
            4 if self.maker.bound.len() < 2 && self.flavour != Flavour::Family => {
                let mut members = self.maker.members(0);
                members.filter = None;
                let body = Box::new(self.within(members.clone(), |own| own.lean(depth - 1)));
                let members = Box::new(members);
                if self.maker.choices.chance(30) { Expr::All(members, body) } else { Expr::Exists(members, body) }
            }
            5 if self.maker.bound.len() < 2 && self.flavour != Flavour::Family => {
                let mut members = self.maker.members(0);
                members.filter = None;
                let body = self.within(members.clone(), |own| own.lean(depth - 1));
                members.filter = Some(body);
                let count = Box::new(Expr::Literal(whole(self.maker.choices.between(1, 2))));
                Expr::Compare(Sign::AtLeast, Box::new(Expr::Size(Box::new(members))), count)
            }
            6 => {
                let terms = (0..2 + self.maker.choices.below(2))
                    .map(|_| {
                        let when = Box::new(self.lean(depth - 1));
                        let points = Expr::Literal(whole(self.maker.choices.between(1, 2)));
                        (false, Expr::Choose(when, Box::new(points), Box::new(Expr::Literal(whole(0)))))
                    })
                    .collect();
                let least = Box::new(Expr::Literal(whole(self.maker.choices.between(1, 3))));
                Expr::Compare(Sign::AtLeast, Box::new(Expr::Sum(terms)), least)
            }
            7 => self.sum(),
            _ => {
                let neutral = self.neutral();
                Expr::And(vec![neutral, self.lean(depth - 1)])
            }
        }
    }

    /// Two codes, of which some are worse, held against each other, or one against the territory.
    fn codes_meet(&mut self) -> Expr {
        let facts = self.directed().into_iter().filter(|reading| match reading {
            Reading::Fact(_, fact) => self.maker.programme.facts[*fact].of_type == Type::Code,
            _ => false,
        });
        let mut codes: Vec<Reading> = facts.collect();
        if codes.is_empty() {
            return self.step();
        }
        let one = self.maker.choices.one(&codes);
        codes.push(Reading::Territory);
        let two = self.maker.choices.one(&codes);
        let sign = self.maker.choices.one(&[Sign::NotEqual, Sign::Equal]);
        let meet = Expr::Compare(sign, Box::new(Expr::Read(one)), Box::new(Expr::Read(two)));
        match self.maker.choices.below(3) {
            0 => meet,
            1 => Expr::And(vec![meet, self.place()]),
            _ => Expr::Or(vec![self.step(), meet]),
        }
    }

    fn against(&mut self) -> Expr {
        Expr::Not(Box::new(self.step()))
    }

    /// A sum of numbers, each counted the way that disadvantage lies.
    fn sum(&mut self) -> Expr {
        let numbers: Vec<(Reading, i64)> = self
            .directed()
            .into_iter()
            .filter_map(|reading| {
                let Reading::Fact(_, fact) = &reading else { return None };
                let Type::Int(low, high) = self.maker.programme.facts[*fact].of_type else { return None };
                Some(match self.about[*fact].worse {
                    Some(Worse::High) => (reading, 1),
                    _ => (reading, -1),
                })
                .filter(|_| high > low)
            })
            .collect();
        if numbers.is_empty() {
            return self.step();
        }
        let count = 1 + self.maker.choices.below(3);
        let mut terms: Vec<(bool, Expr)> = (0..count)
            .map(|_| {
                let (reading, way) = self.maker.choices.one(&numbers);
                let read = Expr::Read(reading);
                let read = match self.maker.choices.below(4) {
                    0 => Expr::Times(whole(2), Box::new(read)),
                    _ => read,
                };
                (way < 0, read)
            })
            .collect();
        if terms[0].0 {
            let first = terms.remove(0).1;
            terms.insert(0, (false, Expr::Negate(Box::new(first))));
        }
        if self.maker.choices.chance(40) {
            let when = Box::new(self.step());
            let points = Box::new(Expr::Literal(whole(self.maker.choices.between(1, 2))));
            terms.push((false, Expr::Choose(when, points, Box::new(Expr::Literal(whole(0))))));
        }
        let least = Box::new(Expr::Literal(whole(self.maker.choices.between(-2, 5))));
        Expr::Compare(Sign::AtLeast, Box::new(Expr::Sum(terms)), least)
    }

    /// The declared facts with a disadvantage of whoever may be spoken of.
    fn directed(&self) -> Vec<Reading> {
        let mut found = Vec::new();
        for (index, fact) in self.maker.programme.facts.iter().enumerate() {
            if self.about[index].worse.is_none() {
                continue;
            }
            if fact.of == Kind::Family {
                found.push(Reading::Fact(Who::Family, index));
            }
            let own = self.maker.people().into_iter().filter(|(_, kind)| *kind == fact.of);
            found.extend(own.map(|(who, _)| Reading::Fact(who, index)));
        }
        found
    }

    /// One fact, held against one number, the way that disadvantage lies.
    fn step(&mut self) -> Expr {
        if self.flavour == Flavour::Ages && self.maker.choices.chance(60) {
            return self.ages();
        }
        let mut found = self.directed();
        found.extend(found.clone());
        let domain = self.maker.choices.below(DOMAINS.len());
        found.extend([Reading::Need(domain), Reading::Observed(domain)]);
        if self.maker.choices.chance(8) {
            return Expr::Has(self.maker.choices.between(0, 2), Codes::Resources);
        }
        let reading = self.maker.choices.one(&found);
        let read = Box::new(Expr::Read(reading.clone()));
        let Reading::Fact(_, fact) = &reading else {
            let index = self.maker.choices.one(&[1, 2, 3]);
            let literal = text(INTENSITIES[index], index as i64);
            return Expr::Compare(Sign::AtLeast, read, Box::new(Expr::Literal(literal)));
        };
        let of_type = self.maker.programme.facts[*fact].of_type.clone();
        let worse = self.about[*fact].worse.clone();
        let sign = if worse == Some(Worse::Low) { Sign::AtMost } else { Sign::AtLeast };
        let sort = match (&of_type, worse) {
            (Type::Bool, Some(Worse::Low)) => return Expr::Not(read),
            (Type::Bool, _) => return *read,
            (Type::Code | Type::Grade, Some(Worse::Values(values))) => {
                let words: &[&str] = if of_type == Type::Code { &CODES } else { &GRADES };
                let items: Vec<Literal> = values.iter().map(|own| text(words[*own as usize], *own)).collect();
                return match items.as_slice() {
                    [only] => Expr::Compare(Sign::Equal, read, Box::new(Expr::Literal(only.clone()))),
                    _ => Expr::In(read, items, None),
                };
            }
            (Type::Int(..) | Type::Number(..), _) => Sort::Number,
            (Type::Money(..), _) => Sort::Money,
            (Type::Date(..), _) => Sort::Date,
            (Type::Grade, _) => Sort::Grade,
            (Type::Code, _) => Sort::Code,
        };
        let literal = self.maker.literal(sort, Some(&reading));
        Expr::Compare(sign, read, Box::new(Expr::Literal(literal)))
    }

    /// A condition on the age of a child: of the subject, or of some child.
    fn ages(&mut self) -> Expr {
        let children: Vec<Who> =
            self.maker.people().into_iter().filter(|(_, kind)| *kind == Kind::Child).map(|(who, _)| who).collect();
        if children.is_empty() {
            let members = self.member();
            let body = Box::new(self.within(members.clone(), |own| own.aged(2)));
            let members = Box::new(members);
            return if self.maker.choices.chance(30) { Expr::All(members, body) } else { Expr::Exists(members, body) };
        }
        self.aged(2)
    }

    /// Ages of the innermost child that are nearly the same in days and in months.
    fn aged(&mut self, most: usize) -> Expr {
        let children: Vec<Who> =
            self.maker.people().into_iter().filter(|(_, kind)| *kind == Kind::Child).map(|(who, _)| who).collect();
        let who = *children.last().unwrap();
        let months = self.maker.choices.one(&[1, 2, 1, 2, 3, 12, -1, 4, -8]);
        let choices = &mut *self.maker.choices;
        let count = 1 + choices.below(most);
        let mut parts = Vec::new();
        for _ in 0..count {
            let days = match months {
                1 => choices.between(28, 31),
                2 => choices.between(59, 62),
                3 => choices.between(89, 92),
                12 => choices.between(365, 366),
                4 => choices.between(120, 123),
                -1 => -choices.between(28, 31),
                _ => -choices.between(242, 246),
            };
            let (unit, number) = match choices.below(8) {
                0..=2 => (Unit::Days, days),
                3..=5 => (Unit::Months, months),
                6 => (Unit::Weeks, days.div_euclid(7)),
                _ => (Unit::Days, 0),
            };
            let corrected = self.maker.corrected && choices.chance(50);
            let reading = if corrected { Reading::Corrected(who, unit) } else { Reading::Age(who, unit) };
            let number = if corrected { choices.one(&[number, 0, 1]) } else { number };
            let sign = choices.one(&[Sign::AtLeast, Sign::Less]);
            parts.push(Expr::Compare(sign, Box::new(Expr::Read(reading)), Box::new(Expr::Literal(whole(number)))));
        }
        match (parts.len(), choices.chance(75)) {
            (1, _) => parts.remove(0),
            (_, true) => Expr::And(parts),
            (_, false) => Expr::Or(parts),
        }
    }
}

/// Some of the codes, but for the one that stands for all others.
fn codes(choices: &mut Choices<'_>) -> Vec<i64> {
    (0..OTHER).filter(|_| choices.chance(35)).collect()
}
