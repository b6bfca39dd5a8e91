//! What an answer to a question may be, and an answer.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::model::{Intensity, LivesHere};
use crate::calendar::{PartialDate, date_of};
use crate::error::{Code, Place, Problem};
use crate::vocabulary::{FactType, FactValue, Refusal};

/// What an answer to a fact may be: enough to choose a field of a form.
///
/// Ranges are inclusive, and in the fact's own unit. Every date may be given as far as it is known.
///
/// # Examples
///
/// ## A sum of money
///
/// ```
/// # let programme = millejours::Programme::from_toml(
/// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\n\
/// #      [facts.family.savings]\ntype = 'money'\ncurrency = 'EUR'\nrange = [0, 10000]\ncategory = 'income'",
/// # )?;
/// let of_type = programme.answer_type("family.savings").unwrap();
/// assert_eq!(
///     of_type.to_json(),
///     r#"{"type":"money","currency":"EUR","places":2,"range":["0.00","10000.00"]}"#,
/// );
/// assert_eq!(of_type.to_string(), "an amount in EUR with at most 2 places after the point, from 0.00 to 10000.00");
/// # Ok::<(), millejours::Error>(())
/// ```
///
/// ## Whom an observation is asked of
///
/// ```
/// # let programme = millejours::Programme::from_toml(
/// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\ndomains = ['health']",
/// # )?;
/// use millejours::AnswerType;
/// // Of a need the family speaks, of an observation a professional, who is named with the answer.
/// assert!(matches!(programme.answer_type("family.needs.health"), Some(AnswerType::Enum { .. })));
/// assert!(matches!(programme.answer_type("family.observed.health"), Some(AnswerType::Observation { .. })));
/// # Ok::<(), millejours::Error>(())
/// ```
///
/// ## What nobody can answer
///
/// ```
/// # let programme = millejours::Programme::from_toml(
/// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
/// # )?;
/// // An age follows from a date of birth, a count from a list.
/// assert_eq!(programme.answer_type("child[c1].age_months"), None);
/// assert_eq!(programme.answer_type("family.carers"), None);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerType {
    /// True or false.
    Bool,
    /// A whole number.
    Int {
        /// The least and the greatest.
        range: Option<(i64, i64)>,
    },
    /// An exact decimal.
    Number {
        /// Digits after the point.
        places: u8,
        /// The least and the greatest.
        range: Option<(String, String)>,
    },
    /// An exact amount in the major unit of its currency.
    Money {
        /// ISO 4217.
        currency: String,
        /// Digits after the point.
        places: u8,
        /// The least and the greatest.
        range: Option<(String, String)>,
    },
    /// A day of a vocabulary's fact.
    Date {
        /// The first and the last.
        range: Option<(NaiveDate, NaiveDate)>,
    },
    /// A day of birth, of arrival, of a pregnancy.
    PartialDate,
    /// One code, as text.
    Code,
    /// Several codes, as texts.
    Codes,
    /// One of these values.
    Enum {
        /// In ascending order.
        values: Vec<String>,
    },
    /// One of these values, in the voice of a named professional. The family cannot answer it.
    Observation {
        /// In ascending order.
        values: Vec<String>,
    },
    /// `true`: nobody is missing from the list. Somebody who is missing is added to the family instead.
    Complete,
}

fn words<T>(named: &[(&str, T)]) -> Vec<String> {
    named.iter().map(|(word, _)| (*word).to_owned()).collect()
}

impl AnswerType {
    /// What an answer to a vocabulary's fact may be.
    pub(crate) fn of(of_type: &FactType) -> Self {
        let range = of_type.range();
        match of_type {
            FactType::Bool => AnswerType::Bool,
            FactType::Int { range } => AnswerType::Int { range: *range },
            FactType::Number { places, .. } => AnswerType::Number { places: *places, range },
            FactType::Money { currency, places, .. } => {
                AnswerType::Money { currency: currency.clone(), places: *places, range }
            }
            FactType::Date { range } => {
                AnswerType::Date { range: range.map(|(first, last)| (date_of(first), date_of(last))) }
            }
            FactType::Code => AnswerType::Code,
            FactType::Enum { values } => AnswerType::Enum { values: values.clone() },
        }
    }

    pub(super) fn lives_here() -> Self {
        AnswerType::Enum { values: words(LivesHere::NAMED) }
    }

    pub(super) fn need() -> Self {
        AnswerType::Enum { values: words(Intensity::NAMED) }
    }

    pub(super) fn observation() -> Self {
        AnswerType::Observation { values: words(Intensity::NAMED) }
    }

    /// The word of the wire form: `money`.
    pub const fn as_str(&self) -> &'static str {
        match self {
            AnswerType::Bool => "bool",
            AnswerType::Int { .. } => "int",
            AnswerType::Number { .. } => "number",
            AnswerType::Money { .. } => "money",
            AnswerType::Date { .. } => "date",
            AnswerType::PartialDate => "partial_date",
            AnswerType::Code => "code",
            AnswerType::Codes => "codes",
            AnswerType::Enum { .. } => "enum",
            AnswerType::Observation { .. } => "observation",
            AnswerType::Complete => "complete",
        }
    }

    /// The type as JSON, the same bytes in all languages: `{"type":"enum","values":["away","shared","always"]}`.
    /// A `range` is a pair of whole numbers for `int`, else of texts.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What is wrong with a value that does not fit.
    pub(super) fn refused(&self, refusal: Refusal, place: Place) -> Problem {
        let (code, message) = match refusal {
            Refusal::Type => (Code::FactValue, "the value has another type than the fact"),
            Refusal::Range => (Code::FactValue, "the value lies outside the fact's range"),
            Refusal::Value => (Code::FactValue, "the value is not one of the fact's values"),
            Refusal::Date => (Code::DateInvalid, "there is no such date"),
        };
        Problem::new(code, place, message).expected(self.to_string())
    }
}

impl fmt::Display for AnswerType {
    /// What is expected, for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at_most = |f: &mut fmt::Formatter<'_>, kind: &str, places: u8| match places {
            0 => write!(f, "{kind} with no places after the point"),
            1 => write!(f, "{kind} with at most 1 place after the point"),
            more => write!(f, "{kind} with at most {more} places after the point"),
        };
        fn ends(f: &mut fmt::Formatter<'_>, range: Option<(impl fmt::Display, impl fmt::Display)>) -> fmt::Result {
            range.map_or(Ok(()), |(low, high)| write!(f, ", from {low} to {high}"))
        }
        match self {
            AnswerType::Bool => f.write_str("true or false"),
            AnswerType::Int { range } => {
                f.write_str("a whole number")?;
                ends(f, *range)
            }
            AnswerType::Number { places, range } => {
                at_most(f, "a number", *places)?;
                ends(f, range.as_ref().map(|(low, high)| (low, high)))
            }
            AnswerType::Money { currency, places, range } => {
                at_most(f, &format!("an amount in {currency}"), *places)?;
                ends(f, range.as_ref().map(|(low, high)| (low, high)))
            }
            AnswerType::Date { range } => {
                f.write_str("a date, as much as is known: 2026, 2026-01 or 2026-01-31")?;
                ends(f, *range)
            }
            AnswerType::PartialDate => f.write_str("a date, as much as is known: 2026, 2026-01 or 2026-01-31"),
            AnswerType::Code => f.write_str("a code, as text"),
            AnswerType::Codes => f.write_str("a list of codes, as texts"),
            AnswerType::Enum { values } => write!(f, "one of {}", values.join(", ")),
            AnswerType::Observation { values } => {
                write!(f, "one of {}, in the voice of a named professional", values.join(", "))
            }
            AnswerType::Complete => f.write_str("true, where nobody is missing from the list"),
        }
    }
}

impl Serialize for AnswerType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.as_str())?;
        match self {
            AnswerType::Int { range } => {
                if let Some(range) = range {
                    map.serialize_entry("range", range)?;
                }
            }
            AnswerType::Number { places, range } => {
                map.serialize_entry("places", places)?;
                if let Some(range) = range {
                    map.serialize_entry("range", range)?;
                }
            }
            AnswerType::Money { currency, places, range } => {
                map.serialize_entry("currency", currency)?;
                map.serialize_entry("places", places)?;
                if let Some(range) = range {
                    map.serialize_entry("range", range)?;
                }
            }
            AnswerType::Date { range } => {
                if let Some((first, last)) = range {
                    map.serialize_entry("range", &(first.to_string(), last.to_string()))?;
                }
            }
            AnswerType::Enum { values } | AnswerType::Observation { values } => {
                map.serialize_entry("values", values)?;
            }
            AnswerType::Bool
            | AnswerType::PartialDate
            | AnswerType::Code
            | AnswerType::Codes
            | AnswerType::Complete => {}
        }
        map.end()
    }
}

/// The value of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Told {
    /// One value.
    Value(FactValue),
    /// A list of codes.
    List(Vec<String>),
}

/// An answer to a question: its value, and perhaps whose word it is and from when.
///
/// # Examples
///
/// ## The family's own answers
///
/// ```
/// use millejours::{Answer, LivesHere, PartialDate};
/// let born = Answer::from(PartialDate::month(2026, 2).unwrap());
/// assert_eq!(born, Answer::from("2026-02"));
/// assert_eq!(Answer::from(LivesHere::Always), Answer::from("always"));
/// let languages = Answer::from(["pt", "fr"]);
/// let nobody_is_missing = Answer::complete();
/// assert_ne!(languages, nobody_is_missing);
/// ```
///
/// ## A professional's observation
///
/// ```
/// use millejours::{Answer, Intensity};
/// let seen = Answer::from(Intensity::Moderate).voice("midwife");
/// assert_eq!(seen.voice.as_deref(), Some("midwife"));
/// ```
///
/// ## A refusal
///
/// ```
/// # let programme = millejours::Programme::from_toml(
/// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\ndomains = ['health']",
/// # )?;
/// use millejours::{Family, Intensity};
/// let refused = programme.answer(&Family::default(), "family.observed.health", Intensity::Light).unwrap_err();
/// assert_eq!(refused.code().as_str(), "answer.voice");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The value.
    pub value: Told,
    /// Whose word it is. An observation needs it, and a need has the family's.
    pub voice: Option<String>,
    /// The day on which it was so, for facts of a vocabulary.
    pub as_of: Option<NaiveDate>,
}

impl Answer {
    /// Nobody is missing from the list.
    pub fn complete() -> Self {
        Answer::from(true)
    }

    /// The same answer, in somebody's voice.
    #[must_use]
    pub fn voice(mut self, voice: impl Into<String>) -> Self {
        self.voice = Some(voice.into());
        self
    }

    /// The same answer, as of a day.
    #[must_use]
    pub fn as_of(mut self, day: NaiveDate) -> Self {
        self.as_of = Some(day);
        self
    }
}

impl From<Told> for Answer {
    fn from(value: Told) -> Self {
        Answer { value, voice: None, as_of: None }
    }
}

macro_rules! from_values {
    ($($own:ty),+) => {
        $(impl From<$own> for Answer {
            fn from(value: $own) -> Self {
                Answer::from(Told::Value(FactValue::from(value)))
            }
        })+
    };
}
from_values!(bool, i32, u32, i64, &str, String, NaiveDate, PartialDate, FactValue, LivesHere, Intensity);

impl From<Vec<String>> for Answer {
    fn from(codes: Vec<String>) -> Self {
        Answer::from(Told::List(codes))
    }
}

impl From<&[&str]> for Answer {
    fn from(codes: &[&str]) -> Self {
        Answer::from(Told::List(codes.iter().map(|code| (*code).to_owned()).collect()))
    }
}

impl<const N: usize> From<[&str; N]> for Answer {
    fn from(codes: [&str; N]) -> Self {
        Answer::from(codes.as_slice())
    }
}
