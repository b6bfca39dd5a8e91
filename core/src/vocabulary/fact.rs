//! The definition of a fact.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::{Category, Words};
use crate::calendar::{FIRST_DAY, LAST_DAY, date_of};
use crate::choices::read_words;
use crate::truth::written;

/// Whom a fact is about, and whom an offer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The family as a whole.
    Family,
    /// An adult in a parent's or carer's place.
    Adult,
    /// A child, born or expected.
    Child,
    /// A pregnancy.
    Pregnancy,
}

impl Subject {
    /// Every subject, the family first.
    pub const ALL: [Subject; 4] = [Subject::Family, Subject::Adult, Subject::Child, Subject::Pregnancy];
    pub(crate) const NAMED: [(&'static str, Subject); 4] = [
        ("family", Subject::Family),
        ("adult", Subject::Adult),
        ("child", Subject::Child),
        ("pregnancy", Subject::Pregnancy),
    ];

    /// The name in documents and conditions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Subject::Family => "family",
            Subject::Adult => "adult",
            Subject::Child => "child",
            Subject::Pregnancy => "pregnancy",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The type of a fact. Numbers are held as whole numbers of their smallest unit, dates as days.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FactType {
    /// True or false.
    Bool,
    /// A whole number, with its inclusive range if declared.
    Int {
        /// Inclusive range.
        range: Option<(i64, i64)>,
    },
    /// An exact decimal.
    Number {
        /// Digits after the point.
        places: u8,
        /// Inclusive range, in units of the last place; [`FactType::range`] writes it out.
        range: Option<(i64, i64)>,
    },
    /// An exact amount in the major unit of its currency.
    Money {
        /// ISO 4217.
        currency: String,
        /// Digits after the point, by the currency.
        places: u8,
        /// Inclusive range, in the currency's minor unit; [`FactType::range`] writes it out.
        range: Option<(i64, i64)>,
    },
    /// A day.
    Date {
        /// Inclusive range, in days from 1 January of year 1; [`FactType::range`] writes it out.
        range: Option<(i64, i64)>,
    },
    /// One of an open set of codes.
    Code,
    /// One of a closed set of values, in ascending order.
    Enum {
        /// The values, ascending.
        values: Vec<String>,
    },
}

/// The greatest number that stands for a code: those named in a programme come first, all others after.
/// The longest text of a code, a voice, a name or a value, in bytes.
const LONGEST: usize = 256;
/// What [`is_carried`] expects of a text.
pub(crate) const CARRIED: &str = "1 to 256 bytes";

/// A text that a family's document can carry.
pub(crate) fn is_carried(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
}

pub(crate) const LAST_CODE: i64 = 1 << 40;

impl FactType {
    /// The type's name in documents.
    pub fn name(&self) -> &'static str {
        match self {
            FactType::Bool => "bool",
            FactType::Int { .. } => "int",
            FactType::Number { .. } => "number",
            FactType::Money { .. } => "money",
            FactType::Date { .. } => "date",
            FactType::Code => "code",
            FactType::Enum { .. } => "enum",
        }
    }

    /// The inclusive range declared, in the fact's own unit, as documents write it: `("0.00", "10000.00")` for an amount
    /// of money, `("2026-01-01", "2026-12-31")` for dates.
    ///
    /// ```
    /// let programme = millejours::Programme::from_toml(
    ///     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\n\
    ///      [facts.family.quotient]\ntype = 'money'\ncurrency = 'EUR'\nrange = [0, 10000]\ncategory = 'income'",
    /// )?;
    /// let quotient = programme.facts().values().next().unwrap();
    /// assert_eq!(quotient.of_type.range(), Some(("0.00".to_owned(), "10000.00".to_owned())));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn range(&self) -> Option<(String, String)> {
        self.ends().map(|(low, high)| (self.show(low), self.show(high)))
    }

    /// The range declared, in the smallest unit.
    pub(crate) fn ends(&self) -> Option<(i64, i64)> {
        match self {
            FactType::Int { range }
            | FactType::Number { range, .. }
            | FactType::Money { range, .. }
            | FactType::Date { range } => *range,
            FactType::Bool | FactType::Code | FactType::Enum { .. } => None,
        }
    }

    /// Every value that the type allows, as an interval of whole numbers.
    pub(crate) fn domain(&self) -> (i64, i64) {
        match self {
            FactType::Bool => (0, 1),
            FactType::Int { range } | FactType::Number { range, .. } | FactType::Money { range, .. } => {
                range.unwrap_or((i64::MIN, i64::MAX))
            }
            FactType::Date { range } => range.unwrap_or((FIRST_DAY, LAST_DAY)),
            FactType::Code => (0, LAST_CODE),
            FactType::Enum { values } => (0, i64::try_from(values.len()).unwrap_or(i64::MAX) - 1),
        }
    }

    pub(crate) fn places(&self) -> u8 {
        match self {
            FactType::Number { places, .. } | FactType::Money { places, .. } => *places,
            _ => 0,
        }
    }

    /// A whole number as the type writes it.
    pub(crate) fn show(&self, number: i64) -> String {
        match self {
            FactType::Date { .. } => date_of(number).to_string(),
            other => written(number, other.places()),
        }
    }
}

/// Which end of a fact is the disadvantaged one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disadvantage {
    /// Low values.
    Low,
    /// High values.
    High,
    /// True.
    True,
    /// False.
    False,
    /// These values.
    Values(Vec<String>),
}

read_words! {
    /// What a fact records that is no circumstance of the family: no condition should read it.
    ///
    /// ```
    /// use millejours::{Programme, Records};
    /// let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\n\
    ///     [facts.family.talk]\ntype = 'bool'\ncategory = 'other'\nrecords = 'refusal'";
    /// let programme = Programme::from_toml(text)?;
    /// assert_eq!(programme.facts().values().next().unwrap().records, Some(Records::Refusal));
    ///
    /// let refused = Programme::from_toml(text.replace("refusal", "refusals")).unwrap_err();
    /// assert_eq!(refused.problems()[0].help.as_deref(), Some("did you mean `refusal`?"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    Records {
        /// That help was refused. A refusal never lowers anything.
        Refusal = "refusal",
        /// The result of a screening, which proposes a conversation and never makes a need.
        Screening = "screening",
    }
}

/// What a fact is: its type and unit, its category, how to ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FactDefinition {
    /// Its type.
    pub of_type: FactType,
    /// Its unit, for people.
    pub unit: Option<String>,
    /// Its data category.
    pub category: Category,
    /// Its disadvantaged end. A fact with one is a *circumstance*.
    pub disadvantage: Option<Disadvantage>,
    /// What it records that no condition should read.
    pub records: Option<Records>,
    /// May the family change it? Only such facts stand in counterfactuals.
    pub changeable: bool,
    /// For how many months a dated value stays fresh.
    pub fresh_months: Option<u32>,
    /// Its title by language.
    pub title: Words,
    /// How to ask for it, by language.
    pub question: Words,
    /// What the values of an enum, or codes, are called, by value and language.
    pub words: BTreeMap<String, Words>,
    /// Where the definition comes from.
    pub source: Option<String>,
}
