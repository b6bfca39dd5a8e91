//! Comparisons and lists in conditions: what may stand beside what.

use std::ops::Range;

use super::Fault;
use super::check::{Checker, Meaning, SetItems, constant, literal};
use super::logic::{Amount, CodeList, Logic, Quantity, Reading};
use super::scalar::{self, Scalar, Sort};
use super::syntax::{Comparison, Expression, Kind};
use crate::calendar::day_of;
use crate::error::Code;
use crate::truth::{Decimal, Intervals};
use crate::vocabulary::{CARRIED, is_carried};

impl Checker<'_, '_> {
    pub(super) fn compare(
        &mut self,
        how: Comparison,
        left: &Expression,
        right: &Expression,
        span: &Range<usize>,
    ) -> Option<Logic> {
        let (one, two) = (self.meaning(left), self.meaning(right));
        match (one?, two?) {
            (Meaning::Truth(one), Meaning::Truth(two)) => match how {
                Comparison::Equal => Some(same(one, two)),
                Comparison::NotEqual => Some(same(one, two).not()),
                _ => {
                    let fault = Fault::new(Code::ConditionType, span.clone(), "conditions have no order");
                    self.fault(fault.expected("`==` or `!=`"));
                    None
                }
            },
            (Meaning::Text(one), Meaning::Text(two)) => {
                let equal = Logic::any(one.iter().flat_map(|(guard, text)| {
                    two.iter()
                        .filter(move |(_, other)| text == other)
                        .map(move |(other, _)| Logic::all([guard.clone(), other.clone()]))
                }));
                match how {
                    Comparison::Equal => Some(equal),
                    Comparison::NotEqual => Some(equal.not()),
                    _ => {
                        self.fault(Fault::new(Code::ConditionType, span.clone(), "texts have no order"));
                        None
                    }
                }
            }
            (one, two) => {
                let one = self.as_scalar(one, &two, &left.span)?;
                let two = self.as_scalar(two, &Meaning::Scalar(one.clone()), &right.span)?;
                self.name_codes(&one, &two);
                let logic = scalar::compare(how, one, two, span);
                self.settle(logic)
            }
        }
    }

    /// Keeps the codes that a comparison names for a fact: the comparison itself may yet come to nothing.
    fn name_codes(&mut self, one: &Scalar, two: &Scalar) {
        if one.sort != Sort::Code {
            return;
        }
        for (facts, codes) in [(one, two), (two, one)] {
            let codes = codes.cases.iter().map(|(_, linear)| linear).filter(|linear| linear.amounts.is_empty());
            let codes: Vec<i64> = codes.map(|linear| linear.constant).collect();
            for (_, amount, _) in facts.cases.iter().flat_map(|(_, linear)| &linear.amounts) {
                if let Amount::Reading(reading) = amount {
                    self.ledger.named.entry((reading.subject, reading.index)).or_default().extend(&codes);
                    let read = self.ledger.quantities(reading.subject).get(reading.index);
                    if read == Some(&Quantity::Territory) {
                        self.ledger.list(CodeList::Territories, codes.iter().copied());
                    }
                }
            }
        }
    }

    /// The number of a code; one that no family can carry is refused.
    fn code(&mut self, text: &str, span: &Range<usize>) -> Option<i64> {
        if !is_carried(text) {
            let fault = Fault::new(Code::ConditionCode, span.clone(), "no family can carry this code");
            self.fault(fault.expected(CARRIED));
            return None;
        }
        Some(self.ledger.code(text))
    }

    /// A meaning as a scalar; a text takes the type of the other side.
    pub(super) fn as_scalar(&mut self, meaning: Meaning, other: &Meaning, span: &Range<usize>) -> Option<Scalar> {
        match (meaning, other) {
            (Meaning::Scalar(scalar), _) => Some(scalar),
            (Meaning::Text(cases), Meaning::Scalar(Scalar { sort: Sort::Code, .. })) => {
                let mut found = Vec::new();
                for (guard, text) in cases {
                    found.push((guard, constant(self.code(&text, span)?)));
                }
                Some(Scalar { sort: Sort::Code, cases: found })
            }
            (Meaning::Text(cases), Meaning::Scalar(Scalar { sort: Sort::Enum(values), .. })) => {
                let mut found = Vec::new();
                for (guard, text) in cases {
                    let Some(index) = values.iter().position(|value| *value == text) else {
                        let fault =
                            Fault::new(Code::ConditionType, span.clone(), "this is not one of the fact's values");
                        let names = || values.iter().map(String::as_str);
                        self.fault(fault.expected(values.join(", ")).near(&text, names()));
                        return None;
                    };
                    found.push((guard, constant(i64::try_from(index).unwrap_or(i64::MAX))));
                }
                Some(Scalar { sort: Sort::Enum(values.clone()), cases: found })
            }
            (meaning, other) => {
                let message = format!("{} and {} do not go together", meaning.name(), other.name());
                let fault = Fault::new(Code::ConditionType, span.clone(), message);
                self.fault(match (&meaning, other) {
                    (Meaning::Text(_), Meaning::Scalar(Scalar { sort: Sort::Date, .. })) => {
                        fault.help("days are written `date(\"2026-01-31\")`")
                    }
                    (Meaning::Text(_), Meaning::Scalar(Scalar { sort: Sort::Number { .. }, .. })) => {
                        fault.help("numbers are written without quotes")
                    }
                    _ => fault,
                });
                None
            }
        }
    }

    pub(super) fn is_in(&mut self, item: &Expression, list: &Expression) -> Option<Logic> {
        let left = self.meaning(item);
        if let Kind::Name(parts) = &list.kind
            && let [name] = parts.as_slice()
            && let Some(items) = self.names.sets.get(name)
        {
            let items = match items {
                SetItems::Codes(codes) => codes.iter().map(|code| text_item(code, left.as_ref())).collect(),
                SetItems::Numbers(numbers) => numbers
                    .iter()
                    .map(|number| Meaning::Scalar(Scalar::constant(literal(number.places), number.digits)))
                    .collect(),
                SetItems::Dates(days) => {
                    days.iter().map(|day| Meaning::Scalar(Scalar::constant(Sort::Date, *day))).collect::<Vec<_>>()
                }
            };
            return self.among(left?, item, items.into_iter().map(|item| (item, list.span.clone())).collect());
        }
        match self.meaning(list)? {
            Meaning::Literals(items) => self.among(left?, item, items),
            Meaning::Codes(codes) => match left? {
                Meaning::Text(cases) => {
                    let mut among = Vec::new();
                    for (guard, text) in cases {
                        let code = self.code(&text, &item.span)?;
                        self.ledger.list(codes, [code]);
                        among.push(Logic::all([guard, Logic::Has(codes, code)]));
                    }
                    Some(Logic::any(among))
                }
                other => {
                    self.wrong(&item.span, &other, "a code in quotes");
                    None
                }
            },
            other => {
                self.wrong(&list.span, &other, "a set, a list of literals, or a family's list of codes");
                None
            }
        }
    }

    fn among(&mut self, left: Meaning, item: &Expression, items: Vec<(Meaning, Range<usize>)>) -> Option<Logic> {
        let left = match left {
            Meaning::Text(_) => {
                let fault =
                    Fault::new(Code::ConditionType, item.span.clone(), "a literal is looked for among literals");
                self.fault(fault.expected("a fact before `in`"));
                return None;
            }
            other => self.as_scalar(other, &Meaning::Codes(CodeList::Languages), &item.span)?,
        };
        let mut ways = Vec::new();
        let mut sets: Option<(Reading, Vec<(i64, i64)>)> = None;
        for (other, span) in items {
            let right = self.as_scalar(other, &Meaning::Scalar(left.clone()), &span)?;
            self.name_codes(&left, &right);
            let logic = scalar::compare(Comparison::Equal, left.clone(), right, &span);
            match self.settle(logic)? {
                // One set of numbers instead of many comparisons.
                Logic::In(reading, set) => {
                    let (_, all) = sets.get_or_insert((reading, Vec::new()));
                    all.extend(set.parts());
                }
                other => ways.push(other),
            }
        }
        if let Some((reading, parts)) = sets {
            ways.push(Logic::In(reading, Intervals::of(parts)));
        }
        Some(Logic::any(ways))
    }
}

/// An item of a set of texts. JSON has no dates and no exact decimals, so a text that meets a date or a number is one.
fn text_item(text: &str, left: Option<&Meaning>) -> Meaning {
    let plain = Meaning::Text(vec![(Logic::Known(true), text.to_owned())]);
    let Some(Meaning::Scalar(scalar)) = left else { return plain };
    let constant = match scalar.sort {
        Sort::Date => crate::calendar::iso(text).map(|date| Scalar::constant(Sort::Date, day_of(date))),
        Sort::Number { .. } => {
            Decimal::parse(text).map(|number| Scalar::constant(literal(number.places), number.digits))
        }
        Sort::Code | Sort::Enum(_) => None,
    };
    constant.map_or(plain, Meaning::Scalar)
}

fn same(one: Logic, two: Logic) -> Logic {
    Logic::any([Logic::all([one.clone(), two.clone()]), Logic::all([one.not(), two.not()])])
}
