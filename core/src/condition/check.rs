//! Types and names: a written condition becomes [`Logic`], or a list of faults.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Fault;
use super::logic::{Amount, CodeList, Ledger, List, Logic};
use super::scalar::{self, Linear, Scalar, Sort};
use super::syntax::{Expression, Kind, Quantifier};
use crate::calendar::{Day, day_of};
use crate::error::Code;
use crate::truth::Decimal;
use crate::vocabulary::{Facts, Subject};

/// Where the message of a fault begins that lies within a definition.
pub(super) const INSIDE: &str = "in the definition";
/// The most parts of a condition, its definitions written out.
const MAX_PARTS: usize = 4096;
/// The most quantifiers inside one another: each looks at every member again.
const MAX_QUANTIFIERS: usize = 2;
/// The most parts of all conditions of a programme.
const MAX_TOTAL: usize = 1 << 20;
/// The deepest nesting, definitions written out.
const MAX_DEPTH: usize = 200;
/// The most members of one list that a family may have.
pub(crate) const MAX_MEMBERS: i64 = 64;

/// The items of a set.
#[derive(Debug, Clone)]
pub(crate) enum SetItems {
    Codes(Vec<String>),
    Numbers(Vec<Decimal>),
    Dates(Vec<Day>),
}

/// A named expression; `None` where it is itself at fault.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    pub(crate) expression: Option<Expression>,
}

/// What names stand for in a programme.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) facts: &'a Facts,
    /// Facts that are declared, rightly or not: of one at fault nothing more is told.
    pub(crate) declared: &'a BTreeSet<(Subject, String)>,
    pub(crate) sets: &'a BTreeMap<String, SetItems>,
    pub(crate) definitions: &'a BTreeMap<String, Definition>,
    pub(crate) domains: &'a BTreeSet<String>,
    pub(crate) term_weeks: bool,
}

/// Whom a condition may speak of beside the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The member that the offer is for; [`Subject::Family`] where it is for the family.
    Of(Subject),
    /// Anybody: a definition, before it is used.
    Any,
}

/// The ordered values of a need.
pub(crate) const INTENSITIES: [&str; 4] = ["none", "light", "moderate", "strong"];
/// The ordered values of `lives_here`.
pub(crate) const LIVES_HERE: [&str; 3] = ["away", "shared", "always"];

/// Checks a condition; what is wrong goes to `faults`.
pub(crate) fn condition(
    expression: &Expression,
    names: &Names<'_>,
    scope: Scope,
    ledger: &mut Ledger,
    faults: &mut Vec<Fault>,
) -> Option<Logic> {
    let mut checker =
        Checker { names, scope, ledger, faults, bound: Vec::new(), parts: 0, depth: 0, inside: Vec::new() };
    let meaning = checker.meaning(expression);
    checker.ledger.parts += checker.parts;
    let meaning = meaning?;
    checker.truth(meaning, &expression.span)
}

/// Checks a definition on its own.
pub(crate) fn definition(expression: &Expression, names: &Names<'_>, faults: &mut Vec<Fault>) {
    let mut ledger = Ledger::default();
    let bound = Vec::new();
    let mut checker = Checker {
        names,
        scope: Scope::Any,
        ledger: &mut ledger,
        faults,
        bound,
        parts: 0,
        depth: 0,
        inside: Vec::new(),
    };
    checker.meaning(expression);
}

/// What a part of a condition means.
pub(super) enum Meaning {
    Truth(Logic),
    Scalar(Scalar),
    /// A text whose type (code or enum) the other side decides.
    Text(Vec<(Logic, String)>),
    Literals(Vec<(Meaning, Range<usize>)>),
    Codes(CodeList),
    Members(List, Logic),
}

impl Meaning {
    pub(super) fn name(&self) -> String {
        match self {
            Meaning::Truth(_) => "a condition".to_owned(),
            Meaning::Scalar(scalar) => scalar.sort.name(),
            Meaning::Text(_) => "a text".to_owned(),
            Meaning::Literals(_) => "a list of literals".to_owned(),
            Meaning::Codes(_) => "a list of codes".to_owned(),
            Meaning::Members(list, _) => format!("a list of {}", list.name()),
        }
    }
}

pub(super) struct Checker<'a, 'b> {
    pub(super) names: &'a Names<'a>,
    pub(super) scope: Scope,
    pub(super) ledger: &'b mut Ledger,
    pub(super) faults: &'b mut Vec<Fault>,
    /// Variables of the quantifiers around this place; the name is empty where a definition hides it.
    pub(super) bound: Vec<(String, List)>,
    pub(super) parts: usize,
    pub(super) depth: usize,
    /// Definitions being written out.
    pub(super) inside: Vec<String>,
}

impl Checker<'_, '_> {
    pub(super) fn fault(&mut self, fault: Fault) -> Option<Meaning> {
        self.faults.push(fault);
        None
    }

    pub(super) fn wrong(&mut self, span: &Range<usize>, found: &Meaning, expected: &str) -> Option<Meaning> {
        let message = format!("{} does not belong here", found.name());
        self.fault(Fault::new(Code::ConditionType, span.clone(), message).expected(expected))
    }

    fn truth(&mut self, meaning: Meaning, span: &Range<usize>) -> Option<Logic> {
        match meaning {
            Meaning::Truth(logic) => Some(logic),
            other => {
                self.wrong(span, &other, "a condition that is yes or no");
                None
            }
        }
    }

    fn logic(&mut self, expression: &Expression) -> Option<Logic> {
        let meaning = self.meaning(expression)?;
        self.truth(meaning, &expression.span)
    }

    fn all_logic(&mut self, parts: &[Expression]) -> Option<Vec<Logic>> {
        // Each part is looked at, so that all faults are told at once.
        let found: Vec<Option<Logic>> = parts.iter().map(|part| self.logic(part)).collect();
        found.into_iter().collect()
    }

    pub(super) fn scalar(&mut self, expression: &Expression, expected: &str) -> Option<Scalar> {
        match self.meaning(expression)? {
            Meaning::Scalar(scalar) => Some(scalar),
            other => {
                self.wrong(&expression.span, &other, expected);
                None
            }
        }
    }

    pub(super) fn settle<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.faults.push(fault)).ok()
    }

    pub(super) fn meaning(&mut self, expression: &Expression) -> Option<Meaning> {
        if self.depth >= MAX_DEPTH {
            let fault =
                Fault::new(Code::ConditionTooDeep, expression.span.clone(), "the condition is nested too deeply");
            return self.fault(fault.expected(format!("at most {MAX_DEPTH} levels, its definitions written out")));
        }
        self.depth += 1;
        let meaning = self.meant(expression);
        self.depth -= 1;
        meaning
    }

    fn meant(&mut self, expression: &Expression) -> Option<Meaning> {
        self.parts += 1;
        let most = MAX_PARTS.min(MAX_TOTAL.saturating_sub(self.ledger.parts));
        if self.parts > most {
            if self.parts == most + 1 {
                let fault = Fault::new(Code::ConditionTooLarge, expression.span.clone(), "the condition is too large");
                self.fault(fault.expected(format!("at most {MAX_PARTS} parts, its definitions written out")));
            }
            return None;
        }
        let span = &expression.span;
        match &expression.kind {
            Kind::Bool(truth) => Some(Meaning::Truth(Logic::Known(*truth))),
            Kind::Integer(number) => Some(Meaning::Scalar(Scalar::constant(literal(0), *number))),
            Kind::Decimal(digits, places) => Some(Meaning::Scalar(Scalar::constant(literal(*places), *digits))),
            Kind::Text(text) => Some(Meaning::Text(vec![(Logic::Known(true), text.clone())])),
            Kind::Date(date) => Some(Meaning::Scalar(Scalar::constant(Sort::Date, day_of(*date)))),
            Kind::List(items) => {
                let found: Vec<_> = items.iter().map(|item| Some((self.meaning(item)?, item.span.clone()))).collect();
                Some(Meaning::Literals(found.into_iter().collect::<Option<_>>()?))
            }
            Kind::Name(parts) => self.name(parts, span),
            Kind::Not(inner) => self.logic(inner).map(|logic| Meaning::Truth(logic.not())),
            Kind::And(parts) => self.all_logic(parts).map(|parts| Meaning::Truth(Logic::all(parts))),
            Kind::Or(parts) => self.all_logic(parts).map(|parts| Meaning::Truth(Logic::any(parts))),
            Kind::Negate(inner) => {
                let scalar = self.scalar(inner, "a number")?;
                let product = scalar::multiply(scalar, Scalar::constant(literal(0), -1), span);
                self.settle(product).map(Meaning::Scalar)
            }
            Kind::Sum(terms) => {
                let found: Vec<_> = terms.iter().map(|(away, term)| (*away, self.scalar(term, "a number"))).collect();
                let mut total: Option<Scalar> = None;
                for (away, term) in found {
                    let term = term?;
                    total = Some(match total {
                        None => term,
                        Some(total) => {
                            let sum = scalar::add(total, term, away, span);
                            self.settle(sum)?
                        }
                    });
                }
                total.map(Meaning::Scalar)
            }
            Kind::Times(left, right) => {
                let (left, right) = (self.scalar(left, "a number"), self.scalar(right, "a number"));
                let product = scalar::multiply(left?, right?, span);
                self.settle(product).map(Meaning::Scalar)
            }
            Kind::Compare(how, left, right) => self.compare(*how, left, right, span).map(Meaning::Truth),
            Kind::In(item, list) => self.is_in(item, list).map(Meaning::Truth),
            Kind::Choose(condition, then, otherwise) => self.choose(condition, then, otherwise, span),
            Kind::Each { over, quantifier, variable, body } => self.each(over, *quantifier, variable, body),
            Kind::Size(inner) => match self.meaning(inner)? {
                Meaning::Members(list, filter) => Some(Meaning::Scalar(count(list, filter))),
                other => self.wrong(&inner.span, &other, "children, adults, pregnancies, or a filter of these"),
            },
        }
    }

    fn choose(
        &mut self,
        condition: &Expression,
        then: &Expression,
        otherwise: &Expression,
        span: &Range<usize>,
    ) -> Option<Meaning> {
        let condition = self.logic(condition);
        let (one, two) = (self.meaning(then), self.meaning(otherwise));
        let condition = condition?;
        match (one?, two?) {
            (Meaning::Truth(one), Meaning::Truth(two)) => Some(Meaning::Truth(Logic::any([
                Logic::all([condition.clone(), one]),
                Logic::all([condition.not(), two]),
            ]))),
            (Meaning::Text(one), Meaning::Text(two)) => {
                let guarded = |cases: Vec<(Logic, String)>, guard: Logic| {
                    cases.into_iter().map(move |(own, text)| (Logic::all([guard.clone(), own]), text))
                };
                Some(Meaning::Text(guarded(one, condition.clone()).chain(guarded(two, condition.not())).collect()))
            }
            (one @ (Meaning::Scalar(_) | Meaning::Text(_)), two @ (Meaning::Scalar(_) | Meaning::Text(_))) => {
                let one = self.as_scalar(one, &two, &then.span)?;
                let two = self.as_scalar(two, &Meaning::Scalar(one.clone()), &otherwise.span)?;
                let chosen = scalar::choose(condition, one, two, span);
                self.settle(chosen).map(Meaning::Scalar)
            }
            (one, two) => {
                let message = format!("{} and {} do not go together", one.name(), two.name());
                self.fault(Fault::new(Code::ConditionType, span.clone(), message))
            }
        }
    }

    fn each(&mut self, over: &Expression, quantifier: Quantifier, name: &str, body: &Expression) -> Option<Meaning> {
        let (list, filter) = match self.meaning(over)? {
            Meaning::Members(list, filter) => (list, filter),
            other => return self.wrong(&over.span, &other, "children, adults, pregnancies, or a filter of these"),
        };
        if self.bound.len() >= MAX_QUANTIFIERS {
            let fault =
                Fault::new(Code::ConditionTooDeep, body.span.clone(), "too many quantifiers inside one another");
            return self.fault(fault.expected(format!("at most {MAX_QUANTIFIERS}")));
        }
        if self.bound.iter().any(|(known, _)| known == name) {
            let fault =
                Fault::new(Code::ConditionScope, body.span.clone(), format!("`{name}` is already a member here"));
            return self.fault(fault.help("give the inner member another name"));
        }
        self.bound.push((name.to_owned(), list));
        let body = self.logic(body);
        self.bound.pop();
        let body = body?;
        Some(match quantifier {
            Quantifier::Exists => Meaning::Truth(exists(list, Logic::all([filter, body]))),
            Quantifier::All => Meaning::Truth(exists(list, Logic::all([filter, body.not()])).not()),
            Quantifier::Filter => Meaning::Members(list, Logic::all([filter, body])),
        })
    }
}

pub(super) fn literal(places: u8) -> Sort {
    Sort::Number { places, money: None, literal: true }
}

pub(super) fn constant(number: i64) -> Linear {
    Linear { amounts: Vec::new(), constant: number }
}

pub(super) fn count(list: List, filter: Logic) -> Scalar {
    let sort = Sort::Number { places: 0, money: None, literal: false };
    match filter {
        Logic::Known(false) => Scalar::constant(sort, 0),
        filter => Scalar::amount(sort, Amount::Count(list, Box::new(filter)), Some((0, MAX_MEMBERS))),
    }
}

fn exists(list: List, body: Logic) -> Logic {
    match body {
        Logic::Known(false) => Logic::Known(false),
        body => Logic::Exists(list, Box::new(body)),
    }
}
