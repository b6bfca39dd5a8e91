//! Numbers, dates, enums and codes on their way to [`Logic`]: linear forms, split where `c ? a : b` stands.

use std::ops::Range;

use super::Fault;
use super::logic::{Amount, Logic};
use super::syntax::Comparison;
use crate::error::Code;
use crate::truth::Intervals;

/// The most ways in which the `c ? a : b` of one comparison may go.
const MAX_CASES: usize = 64;

/// What kind of value a scalar is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sort {
    Number { places: u8, money: Option<String>, literal: bool },
    Date,
    Code,
    Enum(Vec<String>),
}

impl Sort {
    pub(super) fn name(&self) -> String {
        match self {
            Sort::Number { money: Some(currency), .. } => format!("an amount in {currency}"),
            Sort::Number { .. } => "a number".to_owned(),
            Sort::Date => "a date".to_owned(),
            Sort::Code => "a code".to_owned(),
            Sort::Enum(values) => format!("one of {}", values.join(", ")),
        }
    }
}

/// The declared range of an amount, if it has one.
type Ends = Option<(i64, i64)>;

/// A sum of amounts with factors, and a constant, in units of 10^−places.
#[derive(Debug, Clone, Default)]
pub(super) struct Linear {
    /// Factor, amount, and the amount's declared range.
    pub(super) amounts: Vec<(i64, Amount, Ends)>,
    pub(super) constant: i64,
}

/// A scalar: one linear form for each way that its conditions can go; exactly one guard holds.
#[derive(Debug, Clone)]
pub(super) struct Scalar {
    pub(super) sort: Sort,
    pub(super) cases: Vec<(Logic, Linear)>,
}

impl Scalar {
    pub(super) fn constant(sort: Sort, constant: i64) -> Self {
        Scalar { sort, cases: vec![(Logic::Known(true), Linear { amounts: Vec::new(), constant })] }
    }

    pub(super) fn amount(sort: Sort, amount: Amount, range: Option<(i64, i64)>) -> Self {
        let linear = Linear { amounts: vec![(1, amount, range)], constant: 0 };
        Scalar { sort, cases: vec![(Logic::Known(true), linear)] }
    }
}

fn overflow(span: &Range<usize>) -> Fault {
    Fault::new(Code::ConditionOverflow, span.clone(), "this could leave 64 bits")
        .help("narrow the ranges of the facts, or the literals")
}

impl Linear {
    fn times(mut self, factor: i64) -> Option<Self> {
        for (own, ..) in &mut self.amounts {
            *own = own.checked_mul(factor)?;
        }
        self.constant = self.constant.checked_mul(factor)?;
        Some(self)
    }

    fn plus(mut self, other: Linear) -> Option<Self> {
        for (factor, amount, range) in other.amounts {
            match self.amounts.iter_mut().find(|(_, own, _)| *own == amount) {
                Some((own, ..)) => *own = own.checked_add(factor)?,
                None => self.amounts.push((factor, amount, range)),
            }
        }
        self.amounts.retain(|(factor, ..)| *factor != 0);
        self.constant = self.constant.checked_add(other.constant)?;
        Some(self)
    }

    /// Does every value fit 64 bits? `None` where an amount has no range.
    fn fits(&self) -> Option<bool> {
        let (mut low, mut high) = (i128::from(self.constant), i128::from(self.constant));
        for (factor, _, range) in &self.amounts {
            let (least, most) = (*range)?;
            let ends = [i128::from(*factor) * i128::from(least), i128::from(*factor) * i128::from(most)];
            low += ends[0].min(ends[1]);
            high += ends[0].max(ends[1]);
        }
        // One bit is kept free, so that differences of two sums fit as well.
        let limit = i128::from(i64::MAX / 2);
        Some(-limit <= low && high <= limit)
    }
}

/// Both with the same number of places.
fn aligned(left: Scalar, right: Scalar, span: &Range<usize>) -> Result<(Scalar, Scalar), Fault> {
    let (Sort::Number { places: a, .. }, Sort::Number { places: b, .. }) = (&left.sort, &right.sort) else {
        return Ok((left, right));
    };
    let places = (*a).max(*b);
    let raise = |scalar: Scalar, from: u8| -> Result<Scalar, Fault> {
        let factor = 10_i64.checked_pow(u32::from(places - from)).ok_or_else(|| overflow(span))?;
        let sort = match scalar.sort {
            Sort::Number { money, literal, .. } => Sort::Number { places, money, literal },
            other => other,
        };
        let cases = scalar
            .cases
            .into_iter()
            .map(|(guard, linear)| Some((guard, linear.times(factor)?)))
            .collect::<Option<_>>()
            .ok_or_else(|| overflow(span))?;
        Ok(Scalar { sort, cases })
    };
    let (a, b) = (*a, *b);
    Ok((raise(left, a)?, raise(right, b)?))
}

fn mixed(left: &Sort, right: &Sort, span: &Range<usize>) -> Fault {
    let message = format!("{} and {} do not go together", left.name(), right.name());
    Fault::new(Code::ConditionType, span.clone(), message)
}

/// The sort of two numbers together: a literal may meet either; amounts meet amounts of their currency.
fn together(left: &Sort, right: &Sort, span: &Range<usize>) -> Result<Sort, Fault> {
    match (left, right) {
        (
            Sort::Number { places: a, money: one, literal: plain },
            Sort::Number { places: b, money: two, literal: bare },
        ) => {
            let money = match (one, two) {
                (Some(one), Some(two)) if one == two => Some(one.clone()),
                (None, None) => None,
                (Some(currency), None) if *bare => Some(currency.clone()),
                (None, Some(currency)) if *plain => Some(currency.clone()),
                _ => return Err(mixed(left, right, span)),
            };
            Ok(Sort::Number { places: (*a).max(*b), money, literal: *plain && *bare })
        }
        _ if left == right => Ok(left.clone()),
        _ => Err(mixed(left, right, span)),
    }
}

fn crossed(
    left: Vec<(Logic, Linear)>,
    right: &[(Logic, Linear)],
    span: &Range<usize>,
    join: impl Fn(Linear, Linear) -> Option<Linear>,
) -> Result<Vec<(Logic, Linear)>, Fault> {
    if left.len().saturating_mul(right.len()) > MAX_CASES {
        let fault = Fault::new(Code::ConditionTooLarge, span.clone(), "too many `? :` meet in one comparison");
        return Err(fault.expected(format!("at most {MAX_CASES} ways")));
    }
    let mut cases = Vec::new();
    for (guard, linear) in left {
        for (other_guard, other) in right {
            let guard = Logic::all([guard.clone(), other_guard.clone()]);
            let joined = join(linear.clone(), other.clone()).ok_or_else(|| overflow(span))?;
            if guard != Logic::Known(false) {
                cases.push((guard, joined));
            }
        }
    }
    Ok(cases)
}

/// Arithmetic needs ranges, and must stay within 64 bits.
fn checked(scalar: Scalar, span: &Range<usize>) -> Result<Scalar, Fault> {
    for (_, linear) in &scalar.cases {
        match linear.fits() {
            Some(true) => {}
            Some(false) => return Err(overflow(span)),
            None => {
                let fault =
                    Fault::new(Code::ConditionRangeNeeded, span.clone(), "a fact in this sum declares no range");
                return Err(fault.help("declare `range = [lowest, highest]` where the fact is defined"));
            }
        }
    }
    Ok(scalar)
}

pub(super) fn add(left: Scalar, right: Scalar, away: bool, span: &Range<usize>) -> Result<Scalar, Fault> {
    for sort in [&left.sort, &right.sort] {
        if !matches!(sort, Sort::Number { .. }) {
            let fault = Fault::new(Code::ConditionType, span.clone(), format!("{} cannot be added", sort.name()));
            return Err(fault.expected("numbers"));
        }
    }
    let sort = together(&left.sort, &right.sort, span)?;
    let (left, right) = aligned(left, right, span)?;
    let factor = if away { -1 } else { 1 };
    let cases = crossed(left.cases, &right.cases, span, |one, two| one.plus(two.times(factor)?))?;
    checked(Scalar { sort, cases }, span)
}

pub(super) fn multiply(left: Scalar, right: Scalar, span: &Range<usize>) -> Result<Scalar, Fault> {
    let literal = |scalar: &Scalar| scalar.cases.iter().all(|(_, linear)| linear.amounts.is_empty());
    let (number, factor) = match (literal(&left), literal(&right)) {
        (_, true) => (left, right),
        (true, false) => (right, left),
        (false, false) => {
            let fault = Fault::new(Code::ConditionNotLinear, span.clone(), "two facts are multiplied");
            return Err(fault.expected("a literal on one side of `*`"));
        }
    };
    let (Sort::Number { places, money, literal }, Sort::Number { places: more, money: other, literal: bare }) =
        (&number.sort, &factor.sort)
    else {
        return Err(mixed(&number.sort, &factor.sort, span));
    };
    if money.is_some() && other.is_some() {
        return Err(mixed(&number.sort, &factor.sort, span));
    }
    let places = places.checked_add(*more).filter(|places| *places <= 18).ok_or_else(|| overflow(span))?;
    let sort = Sort::Number { places, money: money.clone().or(other.clone()), literal: *literal && *bare };
    let cases = crossed(number.cases, &factor.cases, span, |one, two| one.times(two.constant))?;
    let cases = cases
        .into_iter()
        .map(|(guard, mut linear)| {
            linear.amounts.retain(|(factor, ..)| *factor != 0);
            (guard, linear)
        })
        .collect();
    checked(Scalar { sort, cases }, span)
}

pub(super) fn choose(condition: Logic, then: Scalar, otherwise: Scalar, span: &Range<usize>) -> Result<Scalar, Fault> {
    let sort = together(&then.sort, &otherwise.sort, span)?;
    let (then, otherwise) = aligned(then, otherwise, span)?;
    let guarded = |scalar: Scalar, guard: Logic| {
        scalar.cases.into_iter().map(move |(own, linear)| (Logic::all([guard.clone(), own]), linear))
    };
    let cases: Vec<_> = guarded(then, condition.clone())
        .chain(guarded(otherwise, condition.not()))
        .filter(|(guard, _)| *guard != Logic::Known(false))
        .collect();
    if cases.len() > MAX_CASES {
        let fault = Fault::new(Code::ConditionTooLarge, span.clone(), "too many `? :` meet in one value");
        return Err(fault.expected(format!("at most {MAX_CASES} ways")));
    }
    Ok(Scalar { sort, cases })
}

pub(super) fn compare(how: Comparison, left: Scalar, right: Scalar, span: &Range<usize>) -> Result<Logic, Fault> {
    let sort = together(&left.sort, &right.sort, span)?;
    if sort == Sort::Code && !matches!(how, Comparison::Equal | Comparison::NotEqual) {
        let fault = Fault::new(Code::ConditionType, span.clone(), "codes have no order");
        return Err(fault.expected("`==`, `!=` or `in`"));
    }
    let (left, right) = aligned(left, right, span)?;
    let cases = crossed(left.cases, &right.cases, span, |one, two| one.plus(two.times(-1)?))?;
    let mut ways = Vec::new();
    for (guard, linear) in cases {
        ways.push(Logic::all([guard, lies(how, linear, span)?]));
    }
    Ok(Logic::any(ways))
}

/// Does a linear form stand so to zero?
fn lies(how: Comparison, linear: Linear, span: &Range<usize>) -> Result<Logic, Fault> {
    let zero = -i128::from(linear.constant);
    let (low, high) = (i128::from(i64::MIN) * 4, i128::from(i64::MAX) * 4);
    let parts = match how {
        Comparison::Equal => vec![(zero, zero)],
        Comparison::NotEqual => vec![(low, zero - 1), (zero + 1, high)],
        Comparison::Less => vec![(low, zero - 1)],
        Comparison::AtMost => vec![(low, zero)],
        Comparison::Greater => vec![(zero + 1, high)],
        Comparison::AtLeast => vec![(zero, high)],
    };
    match linear.amounts.as_slice() {
        [] => Ok(Logic::Known(parts.iter().any(|(low, high)| *low <= 0 && 0 <= *high))),
        [(factor, amount, _)] => {
            let factor = i128::from(*factor);
            let set = clamped(divided(&parts, factor));
            Ok(match amount {
                Amount::Reading(reading) => Logic::In(*reading, set),
                count @ Amount::Count(..) => Logic::Sum(vec![(1, count.clone())], set),
            })
        }
        several => match linear.fits() {
            Some(true) => {
                let amounts = several.iter().map(|(factor, amount, _)| (*factor, amount.clone())).collect();
                Ok(Logic::Sum(amounts, clamped(parts)))
            }
            Some(false) => Err(overflow(span)),
            None => {
                let fault = Fault::new(
                    Code::ConditionRangeNeeded,
                    span.clone(),
                    "facts are compared with each other, and one declares no range",
                );
                Err(fault.help("declare `range = [lowest, highest]` where the fact is defined"))
            }
        },
    }
}

/// The whole numbers x with factor · x in one of the parts.
fn divided(parts: &[(i128, i128)], factor: i128) -> Vec<(i128, i128)> {
    let size = factor.abs().max(1);
    parts
        .iter()
        .map(|(low, high)| if factor < 0 { (-high, -low) } else { (*low, *high) })
        .map(|(low, high)| (-((-low).div_euclid(size)), high.div_euclid(size)))
        .collect()
}

fn clamped(parts: Vec<(i128, i128)>) -> Intervals {
    let held = |number: i128| i64::try_from(number.clamp(i64::MIN.into(), i64::MAX.into())).unwrap_or(i64::MAX);
    let beyond = |low: &i128, high: &i128| *high < i64::MIN.into() || *low > i64::MAX.into();
    Intervals::of(
        parts
            .into_iter()
            .filter(|(low, high)| low <= high && !beyond(low, high))
            .map(|(low, high)| (held(low), held(high))),
    )
}
