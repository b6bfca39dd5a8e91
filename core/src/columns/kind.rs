//! What columns may hold, and what may be wrong with them.

use std::collections::BTreeMap;

use super::input::Values;
use super::row::{NO_PREGNANCY, NO_WORD, NOT_CARRIED, OPEN};
use crate::vocabulary::FactType;

/// What a column may hold, and how it becomes a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Whole,
    /// Decimals with so many places.
    Number(u8),
    Day,
    /// Codes: the numbers of those that the programme names, and the first number of any other.
    Code(BTreeMap<String, i64>, i64),
    /// Words, each with its number.
    Word(Vec<(String, i64)>),
}

impl Kind {
    pub(crate) fn of(of_type: &FactType, codes: &[String]) -> Self {
        match of_type {
            FactType::Bool => Kind::Bool,
            FactType::Int { .. } => Kind::Whole,
            FactType::Number { places, .. } | FactType::Money { places, .. } => Kind::Number(*places),
            FactType::Date { .. } => Kind::Day,
            FactType::Code => Self::codes(codes),
            FactType::Enum { values } => Kind::Word(values.iter().cloned().zip(0..).collect()),
        }
    }

    pub(crate) fn codes(codes: &[String]) -> Self {
        let first = i64::try_from(codes.len()).unwrap_or(i64::MAX);
        Kind::Code(codes.iter().cloned().zip(0..).collect(), first)
    }

    pub(crate) fn words<T: Copy>(named: &[(&str, T)], number: impl Fn(T) -> i64) -> Self {
        Kind::Word(named.iter().map(|(word, own)| ((*word).to_owned(), number(*own))).collect())
    }

    /// The types of columns that carry it, as messages name them.
    pub(crate) fn expected(&self) -> &'static str {
        match self {
            Kind::Bool => "bool",
            Kind::Whole => "a whole number (int8 to int64, uint8 to uint32), or float64 without fractions",
            Kind::Number(_) => "a decimal, float64, or a whole number",
            Kind::Day => "date32",
            Kind::Code(..) => "text, or a dictionary of text",
            Kind::Word(_) => "one of the words as text, or a dictionary of text",
        }
    }

    pub(crate) fn accepts(&self, values: &Values<'_>) -> bool {
        let whole = matches!(
            values,
            Values::I8(_)
                | Values::I16(_)
                | Values::I32(_)
                | Values::I64(_)
                | Values::U8(_)
                | Values::U16(_)
                | Values::U32(_)
        );
        match self {
            Kind::Bool => matches!(values, Values::Bool(_)),
            Kind::Whole => whole || matches!(values, Values::F64(_)),
            Kind::Number(_) => whole || matches!(values, Values::F64(_) | Values::Decimal(..)),
            Kind::Day => matches!(values, Values::Day(_)),
            Kind::Code(..) | Kind::Word(_) => matches!(values, Values::Text(_) | Values::Word(_)),
        }
    }
}

/// What is wrong with rows of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wrong {
    /// It lies outside the range of its fact.
    Range,
    /// It is none of the words that its fact can have, or no text that a document carries.
    Word,
    Text,
    /// It is no number, or one with more places than its fact has.
    Number,
    /// There is no such day.
    Day,
    /// The two ends make no date.
    Ends,
    /// It names a pregnancy that its family has not.
    Pregnancy,
    /// It says that a list is open which the caller calls complete everywhere.
    Open,
}

impl Wrong {
    pub(crate) fn told(self) -> &'static str {
        match self {
            Wrong::Range => "outside the range of the fact",
            Wrong::Word => NO_WORD,
            Wrong::Text => NOT_CARRIED,
            Wrong::Number => "no number, or one with more places than the fact has",
            Wrong::Day => "there is no such day",
            Wrong::Ends => "the two days are not one day, nor the ends of a month or a year",
            Wrong::Pregnancy => NO_PREGNANCY,
            Wrong::Open => OPEN,
        }
    }
}

/// How many rows of a column are wrong, and the first of them.
pub(crate) type Faults = BTreeMap<Wrong, (u64, usize)>;

/// Counts one row more.
pub(crate) fn found(faults: &mut Faults, wrong: Wrong, row: usize) {
    let (count, first) = faults.entry(wrong).or_insert((0, row));
    *count += 1;
    *first = row.min(*first);
}
