//! The words of a proof, and their JSON.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::options::Limits;
use crate::assessment::Assessment;
use crate::choices::words;
use crate::family::Family;

pub(super) fn day<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

fn last_day<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

words! {
    /// A law of proportionate universalism: something for everyone, more for those who need more.
    Law {
        /// Every family of the target population is eligible to some universal offer, and neither the target population
        /// nor a universal offer reads a circumstance, a residence status, a nationality, an address or papers.
        Floor = "floor",
        /// More disadvantage, or more need, all else equal, never gives less; a resource or a refusal never lowers anything.
        Gradient = "gradient",
        /// Doses grow strictly with the steps of a score.
        Intensity = "intensity",
        /// With every circumstance unknown the floor still stands.
        ResidualUniversalism = "residual_universalism",
        /// No day without a version of the programme, no day with two.
        NoGap = "no_gap",
        /// Targeted and intensive support that is nobody's duty costs nothing and begins with the family's acceptance.
        FreeAndVoluntary = "free_and_voluntary",
    }
}
words! {
    /// What is known of a law.
    Verdict {
        /// It holds for every possible family, on every day.
        Holds = "holds",
        /// It does not: there is a family, or a pair of them.
        Broken = "broken",
        /// A bound was hit, or something was not said; nothing was found that breaks it.
        NotDecided = "not_decided",
    }
}
words! {
    /// How a law is broken.
    BreakKind {
        /// Floor: a family of the target population is eligible to no universal offer.
        NoUniversalOffer = "no_universal_offer",
        /// Floor: the target population, or a universal offer, hangs on a circumstance.
        ReadsCircumstance = "reads_circumstance",
        /// Floor: the target population, or a universal offer, hangs on a status, an address or papers.
        ReadsStatus = "reads_status",
        /// Gradient: the second family has lost an offer.
        OfferLost = "offer_lost",
        /// Gradient: the second family is helped at a lower tier.
        TierLost = "tier_lost",
        /// Gradient: the second family has a smaller dose.
        SmallerDose = "smaller_dose",
        /// Gradient: the second family pays more.
        HigherPrice = "higher_price",
        /// Gradient: the second family's score is lower.
        LowerScore = "lower_score",
        /// Gradient: the doses of the second family, weighed and added up, are smaller.
        SmallerTotal = "smaller_total",
        /// Intensity: the second family stands at a higher step, and its dose is no larger.
        StepNotLarger = "step_not_larger",
        /// Residual universalism: with its circumstances unknown, no universal offer is certain.
        FloorUncertain = "floor_uncertain",
        /// No gap: no version is in force on that day.
        Gap = "gap",
        /// No gap: two versions are in force on that day.
        Overlap = "overlap",
        /// Free and voluntary: the family would pay.
        NotFree = "not_free",
        /// Free and voluntary: it begins without the family's acceptance.
        WithoutAcceptance = "without_acceptance",
    }
}
words! {
    /// Why something was not decided.
    Bound {
        /// The diagrams outgrew their nodes, or the search for two families did.
        Nodes = "nodes",
        /// The conditions, with their quantifiers written out, are too many, or the facts of all members are.
        Conditions = "conditions",
        /// Facts of wide ranges meet in a sum, and whether some family stands there was not found out.
        Sum = "sum",
        /// The days of the programme's validity differ in too many ways; or a sum of the offer reads days, such as the fact.
        Days = "days",
        /// No weights say how one unit compares with another.
        Weights = "weights",
        /// Offers that replace one another cost something in different currencies, and no rate says which costs more.
        Currencies = "currencies",
        /// The programme does not say whether the offer needs acceptance.
        Acceptance = "acceptance",
        /// Nobody within the limits is of the target population, on any day: a promise to nobody proves nothing.
        Nobody = "nobody",
        /// The caller stopped the work.
        Stopped = "stopped",
    }
}

/// A family, or a pair, that breaks a law.
///
/// Of a pair the first is the one that is better off (or stands lower); the two differ in `fact` alone, except for
/// [`BreakKind::StepNotLarger`], where any two families may be compared. What is not told of them does not matter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Break {
    /// How the law is broken.
    pub kind: BreakKind,
    /// The offers concerned: one, or those that replace one another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<String>,
    /// The score concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// The rule concerned: of the target population, where no offer is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The fact that the two families differ in, by its full name: `child[c1].born_preterm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// What the unit of `before` and `after` is, where it is one of doses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The day.
    #[serde(serialize_with = "day")]
    pub on: NaiveDate,
    /// What the first family has: a dose, a tier (1 to 3), a price in the currency's smallest unit, points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// What the second has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// One family, or two.
    pub families: Vec<Family>,
    /// What the programme says to each of them on that day.
    pub assessments: Vec<Assessment>,
}

impl Break {
    /// A break of which only the day is known.
    pub(super) fn on(kind: BreakKind, on: NaiveDate) -> Self {
        let (offers, families, assessments) = (Vec::new(), Vec::new(), Vec::new());
        let (score, rule, fact, unit) = (None, None, None, None);
        Break { kind, offers, score, rule, fact, unit, on, before: None, after: None, families, assessments }
    }
}

/// Something that was not decided, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Undecided {
    /// The bound that was hit, or what was not said.
    pub bound: Bound,
    /// The offer concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// The fact concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// The units that lack a weight: of [`Bound::Weights`] alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
}

impl Undecided {
    pub(super) fn new(bound: Bound, offer: Option<String>, fact: Option<String>) -> Self {
        Undecided { bound, offer, fact, units: Vec::new() }
    }
}

/// An edition of a programme, and the days on which it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InForce {
    /// The edition.
    pub version: String,
    /// The first day.
    #[serde(serialize_with = "day")]
    pub from: NaiveDate,
    /// The last day, if it ends.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "last_day")]
    pub until: Option<NaiveDate>,
}

/// What is known of one law.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The law.
    pub law: Law,
    /// Whether it holds.
    pub verdict: Verdict,
    /// The facts that were varied over their whole ranges, by the names that conditions use.
    pub facts: BTreeSet<String>,
    /// The editions that were looked at together, in the order of their days: of [`Law::NoGap`] alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub editions: Vec<InForce>,
    /// The families that break it, the smallest first within each offer and fact.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Break>,
    /// What was not decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<Undecided>,
}

/// Every law, proved or broken, for every family within the limits, on every day of the programme's validity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Laws {
    pub(super) schema: u32,
    /// The programme's id.
    pub programme: String,
    /// Its edition.
    pub version: String,
    /// The first day of its validity.
    #[serde(serialize_with = "day")]
    pub from: NaiveDate,
    /// The last day, if it ends.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "last_day")]
    pub until: Option<NaiveDate>,
    /// How large the families are.
    pub limits: Limits,
    /// What is known of each law, in the order of [`Law::ALL`]. Of [`Law::NoGap`] only a history says something: one
    /// edition has no days between editions.
    pub laws: Vec<Finding>,
}

impl Laws {
    /// What is known of one law.
    pub fn of(&self, law: Law) -> Option<&Finding> {
        self.laws.iter().find(|finding| finding.law == law)
    }

    /// Does every law hold that was looked at?
    pub fn hold(&self) -> bool {
        self.laws.iter().all(|finding| finding.verdict == Verdict::Holds)
    }

    /// The proof as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
