//! What a programme says to a family in all: its answers, and the questions that help.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::answer::{Decision, OfferAnswer, names, text};
use crate::choices::read_words;
use crate::truth::Truth;
use crate::vocabulary::Category;

/// A missing fact worth asking for.
///
/// # Examples
///
/// ## What it is about, and for what
///
/// ```
/// # use millejours::{Child, Family, PartialDate, Programme, parse_date};
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tour.toml")))?;
/// # let on = parse_date("2026-06-01")?;
/// use millejours::{AnswerType, Category};
/// let answer = programme.assess(&Family::new(), on)?;
/// let question = &answer.questions[0];
/// assert_eq!((&*question.fact, question.category), ("family.registered", Category::Childcare));
/// assert_eq!(&*question.unlocks[0], "library");
/// assert_eq!(programme.answer_type(&question.fact), Some(AnswerType::Bool));
/// # Ok::<(), millejours::Error>(())
/// ```
///
/// ## What was declined is no question
///
/// ```
/// # use millejours::{Child, Family, PartialDate, Programme, parse_date};
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tour.toml")))?;
/// # let on = parse_date("2026-06-01")?;
/// let family = programme.decline(&Family::new(), "family.registered")?;
/// let answer = programme.assess(&family, on)?;
/// assert!(answer.questions.iter().all(|question| &*question.fact != "family.registered"));
/// assert_eq!(&*answer.offers[0].missing[0], "family.registered");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Question {
    /// The fact, by its full name.
    #[serde(serialize_with = "text")]
    pub fact: Arc<str>,
    /// What kind of knowledge it is.
    pub category: Category,
    /// The offers whose answers it can change, in the programme's order.
    #[serde(serialize_with = "names")]
    pub unlocks: Vec<Arc<str>>,
}

read_words! {
    /// How the network answers a family: by information, orientation to an offer, or accompaniment by one trusted person.
    Response {
        /// Information.
        Information = "information",
        /// Orientation to a fitting offer.
        Orientation = "orientation",
        /// Accompaniment, where needs are several or unclear.
        Accompaniment = "accompaniment",
    }
}

/// What a programme says to one family on one date.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assessment {
    /// The programme's id.
    pub programme: String,
    /// Its edition.
    pub version: String,
    /// The date.
    pub on: NaiveDate,
    /// The family's id, if it has one.
    pub family: Option<String>,
    /// The strongest response whose condition certainly holds.
    pub response: Response,
    /// The answers: offers in the programme's order, members in the family's.
    pub offers: Vec<OfferAnswer>,
    /// What to ask, the most useful first.
    pub questions: Vec<Question>,
}

impl Serialize for Assessment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("programme", &self.programme)?;
        map.serialize_entry("version", &self.version)?;
        map.serialize_entry("on", &self.on.to_string())?;
        if let Some(family) = &self.family {
            map.serialize_entry("family", family)?;
        }
        map.serialize_entry("response", &self.response)?;
        map.serialize_entry("offers", &self.offers)?;
        map.serialize_entry("questions", &self.questions)?;
        map.end()
    }
}

impl Assessment {
    /// The assessment as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Whether an offer holds today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TruthOf<'p> {
    /// The offer's id.
    pub offer: &'p str,
    /// The member's id, where the offer is for one.
    pub subject: Option<&'p str>,
    /// Whether it holds.
    pub truth: Truth,
    /// Within the published work bound; where not, unknown may be too cautious.
    pub exact: bool,
}

/// A decision without its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decided<'p> {
    /// The offer's id.
    pub offer: &'p str,
    /// The member's id, where the offer is for one.
    pub subject: Option<&'p str>,
    /// The decision.
    pub decision: Decision,
    /// Within the published work bound; see [`OfferAnswer::exact`].
    pub exact: bool,
}
