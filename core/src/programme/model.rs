//! The words of a programme.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::due::Due;
use super::referring::ReferralTerms;
use crate::choices::read_words;
use crate::condition::{Expression, Logic, NamedCodes};
use crate::vocabulary::{Subject, Words};

read_words! {
    /// For whom an offer is meant, in proportionate universalism.
    Tier {
        /// For everybody.
        Universal = "universal",
        /// For those who need more.
        Targeted = "targeted",
        /// For those who need most.
        Intensive = "intensive",
    }
}
read_words! {
    /// Whose duty an offer is.
    Duty {
        /// Nobody's: support that a family may take or leave.
        None = "none",
        /// The provider's: to offer it. Never the family's.
        ToOffer = "to_offer",
        /// The family's, by law: to attend.
        ToAttend = "to_attend",
    }
}

/// One rule of an offer or of the target population.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Rule {
    /// Its id, unique within the offer.
    pub id: Arc<str>,
    /// Where it comes from, with the law's date.
    pub source: Option<Arc<str>>,
    /// Its title by language.
    pub title: Words,
    /// What a family reads where it holds, by language, in the author's own words.
    pub sentence: Words,
    /// What a family reads where it is the reason for a no, by language. Without it a family reads nothing of it.
    pub otherwise: Words,
    pub(crate) expression: Expression,
    pub(crate) logic: Logic,
    /// The codes that it names for facts.
    pub(crate) named: NamedCodes,
}

impl Rule {
    /// Its condition, in canonical form.
    pub fn condition(&self) -> String {
        self.expression.to_string()
    }
}

/// Points that count when a condition holds.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) points: i64,
    pub(crate) source: Option<String>,
    pub(crate) expression: Expression,
    pub(crate) logic: Logic,
}

/// A score: rows of points. Families never hear of it.
#[derive(Debug, Clone)]
pub(crate) struct Score {
    pub(crate) id: String,
    pub(crate) of: Subject,
    pub(crate) title: Words,
    pub(crate) source: Option<String>,
    pub(crate) rows: Vec<Row>,
}

/// How much of an offer.
#[derive(Debug, Clone)]
pub(crate) struct DoseRule {
    pub(crate) unit: Arc<str>,
    /// The score that it goes by, as its place among the scores; none where it is one amount.
    pub(crate) by: Option<usize>,
    /// From which score on, how much. One step, from anywhere, where it is one amount.
    pub(crate) steps: Vec<(i64, i64)>,
}

impl DoseRule {
    /// The place of the highest step not above a score.
    pub(crate) fn step(&self, score: i64) -> Option<usize> {
        self.steps.iter().rposition(|(from, _)| *from <= score)
    }

    pub(crate) fn amount(&self, score: i64) -> Option<i64> {
        self.step(score).and_then(|step| self.steps.get(step)).map(|(_, amount)| *amount)
    }
}

/// What an offer costs the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cost {
    /// Nothing.
    Free,
    /// An exact amount in the major unit of its currency.
    Amount {
        /// The amount, with the currency's places: `12.50`.
        amount: String,
        /// ISO 4217.
        currency: String,
    },
}

/// Who gives help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Provider {
    /// Its id.
    pub id: String,
    /// Its title by language.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub title: Words,
    /// How to reach it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// Something that helps.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Offer {
    /// Its id.
    pub id: Arc<str>,
    /// Who gives it.
    pub provider: String,
    /// For whom it is meant.
    pub tier: Tier,
    /// Whose duty it is.
    pub duty: Duty,
    /// The domains of need that it serves.
    pub domains: Vec<String>,
    /// For each of whom there is an answer.
    pub subject: Subject,
    /// Its title by language.
    pub title: Words,
    /// What it is, in a sentence by language.
    pub sentence: Words,
    /// Rules that must all hold.
    pub when: Vec<Rule>,
    /// Rules of which any excludes.
    pub unless: Vec<Rule>,
    pub(crate) dose: Option<DoseRule>,
    /// When the law, or the programme, asks for it.
    pub due: Option<Due>,
    /// What it costs.
    pub cost: Cost,
    /// The set that names its area. Carried, not judged.
    pub area: Option<String>,
    /// The languages it is given in. Carried, not judged.
    pub languages: Vec<String>,
    /// Its places. Carried, not judged.
    pub capacity: Option<u32>,
    /// The offers that it stands in for.
    pub replaces: Vec<String>,
    /// Does it begin only once the family has accepted it?
    pub needs_acceptance: Option<bool>,
    /// Can anybody come by, without a referral, a consent on record or a name?
    pub open_door: Option<bool>,
    /// The terms of referrals to it.
    pub referral: Option<ReferralTerms>,
    /// What its provider's own form asks, by the names of the facts without an id: `family.languages`, `child.born`.
    pub form: Vec<String>,
    /// The principles that it serves.
    pub principles: Vec<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// All rules as one condition, and the part of it that days do not change.
    pub(crate) whole: Logic,
    pub(crate) still: Logic,
}

/// Words for a domain of need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct NeedWords {
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub(crate) title: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub(crate) question: Words,
}

/// The conditions of the two further responses.
#[derive(Debug, Clone, Default)]
pub(crate) struct ResponseRules {
    pub(crate) orientation: Option<(Expression, Logic)>,
    pub(crate) accompaniment: Option<(Expression, Logic)>,
}

/// The days on which a programme is in force, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Validity {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, if it ends.
    pub until: Option<NaiveDate>,
}

impl Validity {
    /// From a day on, as long as nobody says until when.
    pub fn new(from: NaiveDate, until: Option<NaiveDate>) -> Self {
        Validity { from, until }
    }

    /// Is the programme in force that day?
    pub fn contains(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}
