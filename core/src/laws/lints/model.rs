//! The words of lints, and their JSON.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::super::model::Undecided;
use super::super::options::Limits;
use crate::choices::words;
use crate::family::Family;

words! {
    /// What is worth a second look in a programme.
    LintKind {
        /// Nobody is of the target population: its rules together leave nobody.
        TargetUnreachable = "target_unreachable",
        /// Nobody can have the offer.
        OfferUnreachable = "offer_unreachable",
        /// The rule holds of nobody.
        RuleNever = "rule_never",
        /// The rule holds of everybody.
        RuleAlways = "rule_always",
        /// The rule says nothing that the other rules of the offer, or of the target population, do not say: without it, the
        /// same families have the offer, or belong to it.
        RuleImplied = "rule_implied",
        /// Two offers of one provider that the same families have, as much of, at the same price.
        OffersAlike = "offers_alike",
        /// One step of one fact costs more of an offer than the programme allows.
        Cliff = "cliff",
        /// A rule, or a row of a score, does not say where it comes from.
        NoSource = "no_source",
        /// A condition reads whether help was refused.
        RefusalAsFact = "refusal_as_fact",
        /// A condition reads the result of a screening.
        ScreeningAsFact = "screening_as_fact",
        /// An offer for adults that only one of them can have.
        SecondParent = "second_parent",
    }
}

/// Something worth a second look.
///
/// Where the kind says that nobody or everybody is meant, it is of all families within the limits, on every day of the
/// programme's validity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Lint {
    /// What it is.
    pub kind: LintKind,
    /// Where it stands in the document: `offers[3].when[0]`.
    pub path: String,
    /// The offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// The rule: of the target population, where no offer is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// The rule that implies this one (absent where only all the others together do), or the offer that is alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// The fact: of a cliff, by its full name (`child[c1].weight`); else by the name that the condition uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// The unit of `before` and `after`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How much the first family has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// How much the second has, one step further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// The day on which the families show it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "some_day")]
    pub on: Option<NaiveDate>,
    /// Of a cliff, two families that differ in one step of the fact; of a second parent, a family of which one adult can
    /// have the offer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<Family>,
}

impl Lint {
    pub(super) fn new(kind: LintKind, path: String) -> Self {
        Lint {
            kind,
            path,
            offer: None,
            rule: None,
            score: None,
            other: None,
            fact: None,
            unit: None,
            before: None,
            after: None,
            on: None,
            families: Vec::new(),
        }
    }
}

fn some_day<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

/// What is worth a second look in a programme, in the order of the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Lints {
    pub(super) schema: u32,
    /// The programme's id.
    pub programme: String,
    /// Its edition.
    pub version: String,
    /// How large the families are.
    pub limits: Limits,
    /// What was found: the target population first, then the response, the scores, the offers.
    pub lints: Vec<Lint>,
    /// The units of doses for which no cliff is declared: in these none was looked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without_cliff: Vec<String>,
    /// What was not decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<Undecided>,
}

impl Lints {
    /// What was found of one kind.
    pub fn of(&self, kind: LintKind) -> impl Iterator<Item = &Lint> {
        self.lints.iter().filter(move |lint| lint.kind == kind)
    }

    /// The lints as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
