//! The answer about one offer, and its JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::truth::Truth;
use crate::vocabulary::FactValue;

/// What a programme decides about one offer, for one family or member.
///
/// # Examples
///
/// ## All five
///
/// ```
/// # use millejours::{Child, Family, PartialDate, Programme, parse_date};
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tour.toml")))?;
/// # let on = parse_date("2026-06-01")?;
/// use millejours::Decision;
/// fn say(decision: &Decision) -> String {
///     match decision {
///         Decision::Eligible => "this is there for you".to_owned(),
///         Decision::NotYet { from, .. } => format!("from {from}"),
///         Decision::NoLonger { since } => format!("until {}", since.pred_opt().unwrap()),
///         Decision::NotEligible => "not for you".to_owned(),
///         Decision::Undetermined => "we do not know yet".to_owned(),
///         // More may come.
///         other => other.as_str().to_owned(),
///     }
/// }
///
/// let visit = |territory: Option<&str>, born: &str| {
///     let child = Child::new("c1").with_born(born.parse::<PartialDate>()?);
///     let mut family = Family::new().with_child(child);
///     if let Some(territory) = territory {
///         family = family.with_territory(territory);
///     }
///     Ok::<_, millejours::Error>(say(&programme.assess(&family, on)?.offers[0].decision))
/// };
/// assert_eq!(visit(Some("FR-69381"), "2026-02-11")?, "this is there for you");
/// assert_eq!(visit(Some("FR-69381"), "2024-01-15")?, "until 2026-01-14");
/// assert_eq!(visit(Some("elsewhere"), "2026-02-11")?, "not for you");
/// assert_eq!(visit(None, "2026-02-11")?, "we do not know yet");
///
/// let expecting = Family::from_json(
///     r#"{"schema": 1, "territory": "FR-69381", "children": [{"id": "c1", "pregnancy": "p1"}],
///         "pregnancies": [{"id": "p1", "expected": "2026-12-20"}]}"#,
/// )?;
/// assert_eq!(say(&programme.assess(&expecting, on)?.offers[0].decision), "from 2026-12-20");
/// # Ok::<(), millejours::Error>(())
/// ```
///
/// ## What is unknown is no no
///
/// ```
/// # use millejours::{Child, Family, PartialDate, Programme, parse_date};
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tour.toml")))?;
/// # let on = parse_date("2026-06-01")?;
/// let books = &programme.assess(&Family::new(), on)?.offers[0];
/// assert!(!books.decision.is_no());
/// assert_eq!(books.decision.as_str(), "undetermined");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// The family may have it.
    Eligible,
    /// It may not, on no day within 25 years; where the answer is not exact, dates were left out, and it may not today.
    NotEligible,
    /// It may not yet.
    NotYet {
        /// The first later day on which the answer is no definite no.
        from: NaiveDate,
        /// What the answer is on that day: eligible, or undetermined.
        then: Then,
    },
    /// It may no longer.
    NoLonger {
        /// The first day after the last earlier one on which the answer was no definite no.
        since: NaiveDate,
    },
    /// It depends on missing facts.
    Undetermined,
}

/// What a [`Decision::NotYet`] turns into as time passes, or a no by a [`Change`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// It is then eligible.
    Eligible,
    /// It then depends on missing facts.
    Undetermined,
}

impl fmt::Display for Decision {
    /// The word of the wire form: `not_yet`.
    ///
    /// ```
    /// assert_eq!(millejours::Decision::Eligible.to_string(), "eligible");
    /// assert_eq!(format!("{:>14}", millejours::Decision::NotEligible), "  not_eligible");
    /// ```
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Decision {
    /// The word of the wire form.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Decision::Eligible => "eligible",
            Decision::NotEligible => "not_eligible",
            Decision::NotYet { .. } => "not_yet",
            Decision::NoLonger { .. } => "no_longer",
            Decision::Undetermined => "undetermined",
        }
    }

    /// Is the answer today a definite no?
    pub const fn is_no(&self) -> bool {
        matches!(self, Decision::NotEligible | Decision::NotYet { .. } | Decision::NoLonger { .. })
    }
}

/// How much of an offer: the exact bounds over what may still turn out.
///
/// # Examples
///
/// ## Between two and four visits
///
/// ```
/// # use millejours::{Child, Family, PartialDate, Programme, parse_date};
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tour.toml")))?;
/// # let on = parse_date("2026-06-01")?;
/// let child = Child::new("c1").with_born("2026-02".parse::<PartialDate>()?);
/// let family = Family::new().with_territory("FR-69381").with_child(child);
/// let answer = programme.assess(&family, on)?;
/// let dose = answer.offers[0].dose.as_ref().unwrap();
/// assert_eq!((&*dose.unit, dose.least, dose.most), ("visit", 2, 4));
///
/// // Once the fact behind it is told, it is one number.
/// let told = programme.answer(&family, "family.quotient", "500")?;
/// let dose = programme.assess(&told, on)?.offers.remove(0).dose.unwrap();
/// assert_eq!((dose.least, dose.most), (4, 4));
/// # Ok::<(), millejours::Error>(())
/// ```
///
/// ## Of a no there is none
///
/// ```
/// # use millejours::{Child, Family, PartialDate, Programme, parse_date};
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tour.toml")))?;
/// # let on = parse_date("2026-06-01")?;
/// let family = Family::new().with_territory("elsewhere").with_child(Child::new("c1"));
/// assert_eq!(programme.assess(&family, on)?.offers[0].dose, None);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Dose {
    /// The unit: `visit`, `hour`.
    #[serde(serialize_with = "text")]
    pub unit: Arc<str>,
    /// The least that it can be.
    pub least: i64,
    /// The most that it can be.
    pub most: i64,
}

pub(super) fn text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// What was read of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Reading {
    /// One value.
    Value(FactValue),
    /// A list of codes.
    List(Vec<String>),
}

/// A rule, and what came of it. Symbols, never prose.
///
/// # Examples
///
/// ## The rule that says no, with its facts
///
/// ```
/// # use millejours::{Child, Family, PartialDate, Programme, parse_date};
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tour.toml")))?;
/// # let on = parse_date("2026-06-01")?;
/// use millejours::Truth;
/// let family = Family::new().with_fact("registered", false);
/// let answer = programme.assess(&family, on)?;
/// let reason = &answer.offers[0].reasons[0];
/// assert_eq!((&*reason.rule, reason.truth), ("registered", Truth::No));
/// assert_eq!(&*reason.facts[0].0, "family.registered");
/// assert_eq!(reason.source, None);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Whether its condition holds. In a "no", a rule that is unknown by itself gives it together with the others listed.
    pub truth: Truth,
    /// The facts read that are known, by their full names, in the order of the names.
    pub facts: Vec<(Arc<str>, Reading)>,
    /// The rule's source.
    pub source: Option<Arc<str>>,
    /// The rule stands under `unless`: where it holds, it excludes.
    pub excludes: bool,
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", &*self.rule)?;
        map.serialize_entry("truth", &self.truth)?;
        map.serialize_key("facts")?;
        map.serialize_value(&Named(&self.facts))?;
        map.serialize_entry("source", &self.source.as_deref())?;
        if self.excludes {
            map.serialize_entry("excludes", &true)?;
        }
        map.end()
    }
}

struct Named<'a>(&'a [(Arc<str>, Reading)]);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (&**name, value)))
    }
}

struct Names<'a>(&'a [Arc<str>]);

impl Serialize for Names<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|name| &**name))
    }
}

/// A change of facts that would turn a "not eligible".
///
/// ```
/// use millejours::{Family, Programme, Then, parse_date};
/// let programme = Programme::from_toml(r#"
///     schema = 1
///     id = "house"
///     version = "1"
///     valid = { from = 2026-01-01 }
///     facts.family.registered = { type = "bool", category = "childcare", changeable = true }
///
///     [[offers]]
///     id = "course"
///     provider = "town"
///     tier = "universal"
///     duty = "none"
///     for = "family"
///     title = { en = "Course" }
///     cost = "free"
///     when = [ { id = "registered", condition = "family.registered" } ]
/// "#)?;
/// let family = Family::from_json(r#"{"schema": 1, "facts": {"registered": false}}"#)?;
/// let answer = programme.assess(&family, parse_date("2026-06-01")?)?;
/// let change = &answer.offers[0].changes[0];
/// assert_eq!(change.set["family.registered"], true.into());
/// assert_eq!(change.then, Then::Eligible);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The facts to change, by their full names, and their values as a family's document writes them.
    pub set: BTreeMap<String, FactValue>,
    /// What the answer is then: eligible, or undetermined.
    pub then: Then,
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("set", &self.set)?;
        if self.then == Then::Undetermined {
            map.serialize_entry("then", &self.then)?;
        }
        map.end()
    }
}

/// The answer about one offer, for the family or one of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferAnswer {
    /// The offer's id.
    pub offer: Arc<str>,
    /// The member's id, where the offer is for one.
    pub subject: Option<Arc<str>>,
    /// The decision.
    pub decision: Decision,
    /// How much, unless it is a no or the offer has no dose.
    pub dose: Option<Dose>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The facts that can still change today's answer or the dose, by their full names, sorted.
    pub missing: Vec<Arc<str>>,
    /// Of a "not eligible" that is exact: up to three small changes of facts that would turn it, in the order that
    /// [`crate::docs::unknown`] defines. Perhaps not all: further ones are cut, and beyond the published work bound the
    /// list is shorter. Empty where none was found, and in every other answer.
    pub changes: Vec<Change>,
    /// The family already has it.
    pub already: bool,
    /// Within the published work bound. Where not: a yes or no is still true, unknown may be too cautious, missing facts
    /// and bounds of doses are supersets, and dates are left out.
    pub exact: bool,
}

impl Serialize for OfferAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("offer", &*self.offer)?;
        if let Some(subject) = self.subject.as_deref() {
            map.serialize_entry("subject", subject)?;
        }
        map.serialize_entry("decision", self.decision.as_str())?;
        match &self.decision {
            Decision::NotYet { from, then } => {
                map.serialize_entry("from", &from.to_string())?;
                map.serialize_entry("then", then)?;
            }
            Decision::NoLonger { since } => map.serialize_entry("since", &since.to_string())?,
            Decision::Eligible | Decision::NotEligible | Decision::Undetermined => {}
        }
        if let Some(dose) = &self.dose {
            map.serialize_entry("dose", dose)?;
        }
        map.serialize_entry("reasons", &self.reasons)?;
        map.serialize_key("missing")?;
        map.serialize_value(&Names(&self.missing))?;
        map.serialize_entry("changes", &self.changes)?;
        if self.already {
            map.serialize_entry("already", &true)?;
        }
        if !self.exact {
            map.serialize_entry("exact", &false)?;
        }
        map.end()
    }
}

pub(super) fn names<S: Serializer>(names: &[Arc<str>], serializer: S) -> Result<S::Ok, S::Error> {
    Names(names).serialize(serializer)
}
