//! The policy as a document: vocabularies, sets, scores, offers, sources, target population, dated validity.

mod asking;
#[cfg(feature = "laws")]
mod beside;
mod dose;
mod due;
mod history;
pub(crate) mod laws;
mod least;
mod lint;
mod model;
mod names;
mod offers;
mod read;
mod referring;
mod rules;
mod unread;
mod working;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

#[cfg(feature = "laws")]
pub(crate) use beside::Beside;
#[cfg(feature = "laws")]
pub use beside::Reach;
pub use due::{Due, DueWindow, Roll};
pub use history::ProgrammeHistory;
pub(crate) use laws::OwnLaws;
pub use least::LeastRequest;
pub use model::{Cost, Duty, Offer, Provider, Rule, Tier, Validity};
pub(crate) use model::{DoseRule, NeedWords, ResponseRules, Score};
pub use referring::ReferralTerms;
pub(crate) use working::WorkingDays;

use crate::condition::{Expression, Ledger, Logic, Quantity};
use crate::document::{Form, Report, parse};
use crate::error::{Error, Problem};
use crate::truth::Decimal;
use crate::vocabulary::{Facts, Subject, Vocabulary, Words};
use crate::words::Counted;

/// An item of a set, as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SetValue {
    Code(String),
    Number(Decimal),
    Date(NaiveDate),
}

/// The document, read and checked.
#[derive(Debug, Clone)]
struct Parts {
    id: String,
    version: String,
    valid: Validity,
    title: Words,
    /// The language that it is written in first.
    language: Option<String>,
    /// Words for the units of doses.
    units: BTreeMap<String, BTreeMap<String, Counted>>,
    /// Words for the domains of need.
    needs: BTreeMap<String, NeedWords>,
    source: Option<String>,
    term_weeks: Option<u32>,
    /// Which days are working days.
    calendar: Option<WorkingDays>,
    vocabularies: Vec<String>,
    extra_domains: Vec<String>,
    own_facts: Facts,
    sets: BTreeMap<String, Vec<SetValue>>,
    definitions: Vec<(String, Expression)>,
    target: Vec<Rule>,
    response: ResponseRules,
    laws: OwnLaws,
    providers: Vec<Provider>,
    scores: Vec<Score>,
    offers: Vec<Offer>,
}

/// The policy as a document, ready to be asked.
///
/// A programme never changes once it is loaded; it can be shared between threads, and a clone of it costs nothing.
///
/// ```
/// use millejours::{Decision, Family, Programme, parse_date};
///
/// let programme = Programme::from_toml(r#"
///     schema = 1
///     id = "house"
///     version = "1"
///     valid = { from = 2026-01-01 }
///
///     [[offers]]
///     id = "home-visit"
///     provider = "pmi"
///     tier = "universal"
///     duty = "to_offer"
///     for = "child"
///     title = { en = "Home visit" }
///     cost = "free"
///     when = [ { id = "window", condition = "child.age_months < 24" } ]
/// "#)?;
/// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1", "born": "2026-02-11"}, {"id": "c2"}]}"#)?;
/// let assessment = programme.assess(&family, parse_date("2026-06-01")?)?;
/// assert_eq!(assessment.offers[0].decision, Decision::Eligible);
/// assert_eq!(assessment.offers[1].decision, Decision::Undetermined);
/// assert_eq!(&*assessment.offers[1].missing[0], "child[c2].born");
///
/// // Outside its validity a programme says nothing.
/// let refused = programme.assess(&family, parse_date("2025-06-01")?).unwrap_err();
/// assert_eq!(refused.code().as_str(), "date.outside_validity");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Programme(Arc<Loaded>);

/// A programme as loaded: shared by its copies, so that a copy costs nothing.
#[derive(Debug)]
struct Loaded {
    parts: Parts,
    facts: Facts,
    ledger: Ledger,
    /// The quantities that the family could change, by their places in the ledger.
    changeable: Vec<(Subject, usize)>,
    warnings: Vec<Problem>,
}

impl Programme {
    /// Reads a programme from TOML.
    ///
    /// # Errors
    /// [`Error::Programme`] with everything that is wrong, each by line and column, with what was expected and help.
    ///
    /// ```
    /// let refused = millejours::Programme::from_toml("schema = 1\nid = \"no id\"\n").unwrap_err();
    /// let codes: Vec<_> = refused.problems().iter().map(|problem| problem.code.as_str()).collect();
    /// // The version, the validity and the offers are missing, and the id is none.
    /// assert_eq!(codes, ["document.missing_key", "document.missing_key", "document.missing_key", "id.invalid"]);
    /// ```
    pub fn from_toml(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::from_toml_with(text, &[])
    }

    /// Reads a programme from TOML, with the vocabularies that it names.
    ///
    /// # Errors
    /// As [`Programme::from_toml`]; `reference.unknown` where a vocabulary was not handed over.
    pub fn from_toml_with(text: impl AsRef<[u8]>, vocabularies: &[Vocabulary]) -> Result<Self, Error> {
        Self::read(text.as_ref(), Form::Toml, vocabularies)
    }

    /// Reads a programme from JSON, with the same keys as TOML; dates are texts.
    ///
    /// # Errors
    /// [`Error::Programme`] with everything that is wrong, each by its path.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::from_json_with(text, &[])
    }

    /// Reads a programme from JSON, with the vocabularies that it names.
    ///
    /// # Errors
    /// As [`Programme::from_json`]; `reference.unknown` where a vocabulary was not handed over.
    pub fn from_json_with(text: impl AsRef<[u8]>, vocabularies: &[Vocabulary]) -> Result<Self, Error> {
        Self::read(text.as_ref(), Form::Json, vocabularies)
    }

    fn read(bytes: &[u8], form: Form, vocabularies: &[Vocabulary]) -> Result<Self, Error> {
        let (node, text) = parse(bytes, form).map_err(Error::Programme)?;
        let mut report = Report::new((form == Form::Toml).then_some(text), false).guided("docs::programme");
        let programme = read::programme(&mut report, &node, vocabularies);
        report.finish().map_err(Error::Programme)?;
        programme.ok_or_else(|| Error::Programme(Vec::new()))
    }

    fn build(parts: Parts, facts: Facts, ledger: Ledger) -> Self {
        let warnings = lint::warnings(&parts, &facts, &ledger);
        let mut changeable = Vec::new();
        for ((subject, name), _) in facts.iter().filter(|(_, fact)| fact.changeable) {
            // A fact that no condition reads has no place.
            let wanted = Quantity::Fact(name.clone());
            let place = ledger.quantities(*subject).iter().position(|quantity| *quantity == wanted);
            changeable.extend(place.map(|index| (*subject, index)));
        }
        Programme(Arc::new(Loaded { parts, facts, ledger, changeable, warnings }))
    }

    /// The programme's id.
    pub fn id(&self) -> &str {
        &self.0.parts.id
    }

    /// The programme's edition.
    pub fn version(&self) -> &str {
        &self.0.parts.version
    }

    /// Its title by language.
    pub fn title(&self) -> &Words {
        &self.0.parts.title
    }

    /// The language that it is written in first: where it has no words in the language asked for, those are told. Without
    /// it, the first by its tag.
    pub fn language(&self) -> Option<&str> {
        self.0.parts.language.as_deref()
    }

    /// The days on which it is in force.
    pub fn valid(&self) -> Validity {
        self.0.parts.valid
    }

    /// Its offers, in the order in which they are answered.
    pub fn offers(&self) -> &[Offer] {
        &self.0.parts.offers
    }

    /// Its providers, where it lists them.
    pub fn providers(&self) -> &[Provider] {
        &self.0.parts.providers
    }

    /// The rules of its target population.
    pub fn target(&self) -> &[Rule] {
        &self.0.parts.target
    }

    /// Every fact that it knows beside the built-in ones: of its vocabularies, and its own.
    pub fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// What loading found worth a second look: rules that never or always hold, or repeat one another.
    pub fn warnings(&self) -> &[Problem] {
        &self.0.warnings
    }

    /// The warnings as a list in JSON, each as in [`Error::to_json`].
    pub fn warnings_json(&self) -> String {
        serde_json::to_string(&self.0.warnings).unwrap_or_default()
    }

    /// The words for a unit, by language.
    pub(crate) fn unit(&self, unit: &str) -> Option<&BTreeMap<String, Counted>> {
        self.0.parts.units.get(unit)
    }

    /// The words for a domain of need.
    pub(crate) fn need(&self, domain: &str) -> Option<&NeedWords> {
        self.0.parts.needs.get(domain)
    }

    pub(crate) fn scores(&self) -> &[Score] {
        &self.0.parts.scores
    }

    pub(crate) fn response(&self) -> &ResponseRules {
        &self.0.parts.response
    }

    /// What its `[laws]` say.
    #[cfg(feature = "laws")]
    pub(crate) fn own_laws(&self) -> &OwnLaws {
        &self.0.parts.laws
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    pub(crate) fn changeable(&self) -> &[(Subject, usize)] {
        &self.0.changeable
    }

    pub(crate) fn calendar(&self) -> Option<&WorkingDays> {
        self.0.parts.calendar.as_ref()
    }

    pub(crate) fn term_weeks(&self) -> Option<u32> {
        self.0.parts.term_weeks
    }
}

impl Offer {
    /// Puts the rules together: all of `when`, none of `unless`.
    fn settle_rules(&mut self) {
        let when = self.when.iter().map(|rule| rule.logic.clone());
        let unless = self.unless.iter().map(|rule| rule.logic.clone().not());
        self.whole = Logic::all(when.chain(unless));
        self.still = match &self.whole {
            Logic::All(parts) => Logic::all(parts.iter().filter(|part| !part.moves()).cloned()),
            whole if whole.moves() => Logic::Known(true),
            whole => whole.clone(),
        };
    }
}
