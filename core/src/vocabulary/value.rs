//! Values of facts: as documents write them, and as whole numbers inside.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::FactType;
use crate::calendar::{PartialDate, date_of};
use crate::truth::{Decimal, scaled, written};

/// The value of a fact, as a family's document carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FactValue {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Another number, by its digits: `12.50`.
    Number(String),
    /// A code, a value of an enum, a date, or a number written as text.
    Text(Arc<str>),
}

impl Serialize for FactValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            FactValue::Bool(truth) => serializer.serialize_bool(*truth),
            FactValue::Integer(number) => serializer.serialize_i64(*number),
            // Digits after a point are kept by writing them as text, which is read as the same number.
            FactValue::Number(text) => serializer.serialize_str(text),
            FactValue::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl From<bool> for FactValue {
    fn from(truth: bool) -> Self {
        FactValue::Bool(truth)
    }
}
impl From<i64> for FactValue {
    fn from(number: i64) -> Self {
        FactValue::Integer(number)
    }
}
impl From<i32> for FactValue {
    fn from(number: i32) -> Self {
        FactValue::Integer(number.into())
    }
}
impl From<u32> for FactValue {
    fn from(number: u32) -> Self {
        FactValue::Integer(number.into())
    }
}
impl From<String> for FactValue {
    fn from(text: String) -> Self {
        FactValue::Text(Arc::from(text))
    }
}
impl From<PartialDate> for FactValue {
    fn from(date: PartialDate) -> Self {
        FactValue::Text(Arc::from(date.to_string()))
    }
}
impl From<&str> for FactValue {
    fn from(text: &str) -> Self {
        FactValue::Text(Arc::from(text))
    }
}
impl From<NaiveDate> for FactValue {
    fn from(date: NaiveDate) -> Self {
        FactValue::Text(Arc::from(date.to_string()))
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FactValue::Bool(truth) => truth.fmt(f),
            FactValue::Integer(number) => number.fmt(f),
            FactValue::Number(text) => f.write_str(text),
            FactValue::Text(text) => f.write_str(text),
        }
    }
}

/// Why a value does not fit its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    Type,
    Range,
    Value,
    Date,
}

/// A value as an interval of whole numbers (one number, or the days that a partial date leaves open).
/// Codes are not numbered here: they come back as `None` in `Ok`.
pub(crate) fn encode(of_type: &FactType, value: &FactValue) -> Result<Option<(i64, i64)>, Refusal> {
    let (low, high) = match (of_type, value) {
        (FactType::Bool, FactValue::Bool(truth)) => (i64::from(*truth), i64::from(*truth)),
        (FactType::Int { .. }, FactValue::Integer(number)) => (*number, *number),
        (FactType::Number { places, .. } | FactType::Money { places, .. }, FactValue::Integer(number)) => {
            let number = Decimal { digits: *number, places: 0 }.at(*places).ok_or(Refusal::Range)?;
            (number, number)
        }
        (FactType::Number { places, .. } | FactType::Money { places, .. }, FactValue::Number(digits)) => {
            point(digits, *places)?
        }
        (FactType::Number { places, .. } | FactType::Money { places, .. }, FactValue::Text(digits)) => {
            point(digits, *places)?
        }
        (FactType::Date { .. }, FactValue::Text(text)) => PartialDate::parse(text).ok_or(Refusal::Date)?.days(),
        (FactType::Code, FactValue::Text(_)) => return Ok(None),
        (FactType::Enum { values }, FactValue::Text(text)) => {
            let index = values.iter().position(|value| **value == **text).ok_or(Refusal::Value)?;
            let index = i64::try_from(index).map_err(|_| Refusal::Value)?;
            (index, index)
        }
        _ => return Err(Refusal::Type),
    };
    // A partial date may reach over the ends of a range: what is left is what it can mean.
    let domain = of_type.domain();
    let (low, high) = (low.max(domain.0), high.min(domain.1));
    if low > high { Err(Refusal::Range) } else { Ok(Some((low, high))) }
}

fn point(digits: &str, places: u8) -> Result<(i64, i64), Refusal> {
    scaled(digits, places).map(|number| (number, number)).ok_or(Refusal::Type)
}

/// A whole number as the type writes it in an answer. Codes are not written here.
pub(crate) fn decode(of_type: &FactType, number: i64) -> FactValue {
    match of_type {
        FactType::Bool => FactValue::Bool(number != 0),
        FactType::Int { .. } | FactType::Code => FactValue::Integer(number),
        FactType::Number { places, .. } | FactType::Money { places, .. } => {
            FactValue::Text(Arc::from(written(number, *places)))
        }
        FactType::Date { .. } => FactValue::Text(Arc::from(date_of(number).to_string())),
        FactType::Enum { values } => {
            let value = usize::try_from(number).ok().and_then(|index| values.get(index));
            FactValue::Text(Arc::from(value.map(String::as_str).unwrap_or_default()))
        }
    }
}
