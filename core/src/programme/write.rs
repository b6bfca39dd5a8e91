//! Writing a programme back, with equal meaning: conditions in canonical form, defaults left out.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::due::WrittenDue;
use super::laws::OwnLaws;
use super::model::{Cost, DoseRule, NeedWords, Offer, Provider, Rule, Score};
use super::referring::ReferralTerms;
use super::working::WrittenDays;
use super::{Programme, SetValue, due, working};
use crate::calendar::date_of;
use crate::document::toml;
use crate::gather;
use crate::truth::written;
use crate::vocabulary::{Disadvantage, FactDefinition, FactType, Facts, Subject, Words};
use crate::words::Counted;

type Table<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Fact<'a>>>;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    id: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_weeks: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    vocabularies: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    domains: &'a [String],
    valid: Valid,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    title: &'a Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<WrittenDays<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Response>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    units: &'a BTreeMap<String, BTreeMap<String, Counted>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    needs: &'a BTreeMap<String, NeedWords>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sets: BTreeMap<&'a str, Vec<Item>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    definitions: BTreeMap<&'a str, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    facts: Table<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    target: Vec<WrittenRule<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    laws: Option<&'a OwnLaws>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    providers: &'a [Provider],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scores: Vec<WrittenScore<'a>>,
    offers: Vec<WrittenOffer<'a>>,
}

#[derive(Serialize)]
struct Valid {
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

#[derive(Serialize)]
struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    orientation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accompaniment: Option<String>,
}

/// An item of a set. Decimals and dates are texts: where the set meets numbers or dates, they are read as such.
#[derive(Serialize)]
#[serde(untagged)]
enum Item {
    Text(String),
    Number(i64),
}

struct Fact<'a>(&'a FactDefinition);

impl Serialize for Fact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fact = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", fact.of_type.name())?;
        match &fact.of_type {
            FactType::Enum { values } => map.serialize_entry("values", values)?,
            FactType::Money { currency, .. } => map.serialize_entry("currency", currency)?,
            FactType::Number { places, .. } => map.serialize_entry("places", places)?,
            _ => {}
        }
        if let Some((low, high)) = fact.of_type.ends() {
            match &fact.of_type {
                FactType::Int { .. } => map.serialize_entry("range", &[low, high])?,
                FactType::Date { .. } => {
                    map.serialize_entry("range", &[date_of(low).to_string(), date_of(high).to_string()])?;
                }
                other => {
                    let places = other.places();
                    map.serialize_entry("range", &[written(low, places), written(high, places)])?;
                }
            }
        }
        if let Some(unit) = &fact.unit {
            map.serialize_entry("unit", unit)?;
        }
        map.serialize_entry("category", fact.category.as_str())?;
        match &fact.disadvantage {
            None => {}
            Some(Disadvantage::Low) => map.serialize_entry("disadvantage", "low")?,
            Some(Disadvantage::High) => map.serialize_entry("disadvantage", "high")?,
            Some(Disadvantage::True) => map.serialize_entry("disadvantage", "true")?,
            Some(Disadvantage::False) => map.serialize_entry("disadvantage", "false")?,
            Some(Disadvantage::Values(values)) => map.serialize_entry("disadvantage", values)?,
        }
        if let Some(records) = fact.records {
            map.serialize_entry("records", records.as_str())?;
        }
        if fact.changeable {
            map.serialize_entry("changeable", &true)?;
        }
        if let Some(months) = fact.fresh_months {
            map.serialize_entry("fresh_months", &months)?;
        }
        if let Some(source) = &fact.source {
            map.serialize_entry("source", source)?;
        }
        if !fact.title.is_empty() {
            map.serialize_entry("title", &fact.title)?;
        }
        if !fact.question.is_empty() {
            map.serialize_entry("question", &fact.question)?;
        }
        if !fact.words.is_empty() {
            map.serialize_entry("words", &fact.words)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct WrittenRule<'a> {
    id: &'a str,
    condition: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    title: &'a Words,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sentence: &'a Words,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    otherwise: &'a Words,
}

#[derive(Serialize)]
struct WrittenRow<'a> {
    when: String,
    points: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: &'a Option<String>,
}

#[derive(Serialize)]
struct WrittenScore<'a> {
    id: &'a str,
    #[serde(rename = "for", skip_serializing_if = "is_family")]
    of: Subject,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: &'a Option<String>,
    points: Vec<WrittenRow<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    title: &'a Words,
}

fn is_family(subject: &Subject) -> bool {
    *subject == Subject::Family
}

#[derive(Serialize)]
struct Step {
    from: i64,
    amount: i64,
}

#[derive(Serialize)]
#[serde(untagged)]
enum WrittenDose<'a> {
    Single { unit: &'a str, amount: i64 },
    Steps { unit: &'a str, by: &'a str, steps: Vec<Step> },
}

#[derive(Serialize)]
#[serde(untagged)]
enum WrittenCost<'a> {
    Free(&'a str),
    Amount { amount: &'a str, currency: &'a str },
}

#[derive(Serialize)]
struct WrittenOffer<'a> {
    id: &'a str,
    provider: &'a str,
    tier: &'a str,
    duty: &'a str,
    #[serde(rename = "for")]
    subject: Subject,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: &'a Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: &'a Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs_acceptance: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_door: Option<bool>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    domains: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    languages: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    replaces: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    principles: &'a [String],
    cost: WrittenCost<'a>,
    title: &'a Words,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sentence: &'a Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    dose: Option<WrittenDose<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<WrittenDue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    referral: Option<ReferralTerms>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    when: Vec<WrittenRule<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unless: Vec<WrittenRule<'a>>,
}

fn rules(rules: &[Rule]) -> Vec<WrittenRule<'_>> {
    rules
        .iter()
        .map(|Rule { id, source, title, sentence, otherwise, expression, .. }| WrittenRule {
            id,
            condition: expression.to_string(),
            source: source.as_deref(),
            title,
            sentence,
            otherwise,
        })
        .collect()
}

fn score(score: &Score) -> WrittenScore<'_> {
    let rows = score.rows.iter();
    let points =
        rows.map(|row| WrittenRow { when: row.expression.to_string(), points: row.points, source: &row.source });
    WrittenScore { id: &score.id, of: score.of, source: &score.source, points: points.collect(), title: &score.title }
}

fn dose<'a>(dose: &'a DoseRule, scores: &'a [Score]) -> WrittenDose<'a> {
    let by = dose.by.and_then(|index| scores.get(index));
    match (by, dose.steps.as_slice()) {
        (Some(score), steps) => WrittenDose::Steps {
            unit: &dose.unit,
            by: &score.id,
            steps: steps.iter().map(|(from, amount)| Step { from: *from, amount: *amount }).collect(),
        },
        (None, steps) => {
            WrittenDose::Single { unit: &dose.unit, amount: steps.first().map_or(0, |(_, amount)| *amount) }
        }
    }
}

fn offer<'a>(offer: &'a Offer, scores: &'a [Score]) -> WrittenOffer<'a> {
    WrittenOffer {
        id: &offer.id,
        provider: &offer.provider,
        tier: offer.tier.as_str(),
        duty: offer.duty.as_str(),
        subject: offer.subject,
        source: &offer.source,
        area: &offer.area,
        capacity: offer.capacity,
        needs_acceptance: offer.needs_acceptance,
        open_door: offer.open_door,
        domains: &offer.domains,
        languages: &offer.languages,
        replaces: &offer.replaces,
        principles: &offer.principles,
        cost: match &offer.cost {
            Cost::Free => WrittenCost::Free("free"),
            Cost::Amount { amount, currency } => WrittenCost::Amount { amount, currency },
        },
        title: &offer.title,
        sentence: &offer.sentence,
        dose: offer.dose.as_ref().map(|own| dose(own, scores)),
        due: offer.due.as_ref().map(due::written),
        referral: offer.referral,
        when: rules(&offer.when),
        unless: rules(&offer.unless),
    }
}

fn table(facts: &Facts) -> Table<'_> {
    let mut table: Table<'_> = BTreeMap::new();
    for ((subject, name), definition) in facts {
        table.entry(subject.as_str()).or_default().insert(name, Fact(definition));
    }
    table
}

impl Programme {
    fn document(&self) -> Document<'_> {
        let parts = &self.0.parts;
        // Decimals are texts, which no number may stand beside.
        let items = |values: &[SetValue]| {
            let whole = |value: &SetValue| matches!(value, SetValue::Number(number) if number.places == 0);
            let numbers = values.iter().all(whole);
            let item = |value: &SetValue| match value {
                SetValue::Code(code) => Item::Text(code.clone()),
                SetValue::Date(date) => Item::Text(date.to_string()),
                SetValue::Number(number) if numbers => Item::Number(number.digits),
                SetValue::Number(number) => Item::Text(written(number.digits, number.places)),
            };
            values.iter().map(item).collect()
        };
        let text = |condition: &Option<(crate::condition::Expression, _)>| {
            condition.as_ref().map(|(expression, _): &(_, crate::condition::Logic)| expression.to_string())
        };
        let response = Response {
            orientation: text(&parts.response.orientation),
            accompaniment: text(&parts.response.accompaniment),
        };
        Document {
            schema: 1,
            id: &parts.id,
            version: &parts.version,
            language: parts.language.as_deref(),
            source: parts.source.as_deref(),
            term_weeks: parts.term_weeks,
            vocabularies: &parts.vocabularies,
            domains: &parts.extra_domains,
            valid: Valid {
                from: parts.valid.from.to_string(),
                until: parts.valid.until.map(|until| until.to_string()),
            },
            title: &parts.title,
            calendar: parts.calendar.as_ref().map(working::written),
            response: (response.orientation.is_some() || response.accompaniment.is_some()).then_some(response),
            units: &parts.units,
            needs: &parts.needs,
            sets: gather::map(parts.sets.iter().map(|(name, own)| (name.as_str(), items(own)))),
            definitions: gather::map(parts.definitions.iter().map(|(name, own)| (name.as_str(), own.to_string()))),
            facts: table(&parts.own_facts),
            target: rules(&parts.target),
            laws: Some(&parts.laws).filter(|own| **own != OwnLaws::default()),
            providers: &parts.providers,
            scores: parts.scores.iter().map(score).collect(),
            offers: parts.offers.iter().map(|own| offer(own, &parts.scores)).collect(),
        }
    }

    /// The programme as JSON, with equal meaning: read back, it gives the same answers and writes the same text.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.document()).unwrap_or_default()
    }

    /// Every fact of [`Programme::facts`] as JSON, by subject and name, written as in a programme's `facts`: those of its
    /// vocabularies stand here, which [`Programme::to_json`] only names.
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\n\
    /// # [facts.family.housed]\ntype = 'bool'\ncategory = 'housing'";
    /// let programme = millejours::Programme::from_toml(text)?;
    /// assert_eq!(programme.facts_json(), r#"{"family":{"housed":{"type":"bool","category":"housing"}}}"#);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn facts_json(&self) -> String {
        serde_json::to_string(&table(self.facts())).unwrap_or_default()
    }

    /// The programme as TOML, with equal meaning: read back, it gives the same answers and writes the same text.
    pub fn to_toml(&self) -> String {
        toml(&self.to_json()).unwrap_or_default()
    }
}
