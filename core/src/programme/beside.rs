//! Two programmes read side by side, so that a fact, a code or a score of the one is told from none of the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::model::{Cost, Duty, Offer, Rule, Score, Tier, Validity};
use super::names::set_items;
use super::{Loaded, Parts, Programme};
use crate::choices::words;
use crate::condition::{Definition, Expression, Ledger, Logic, NamedCodes, Names, Scope, check};
use crate::error::{Code, Error, Place, Problem};
use crate::gather;
use crate::vocabulary::{FactType, Facts, Subject, Words};

/// Two programmes as one.
pub(crate) struct Beside {
    /// The offers and scores of both, the first's first, over the facts of both; then, as offers for a family, whom each
    /// reaches. It answers no family; it is there to be looked at.
    pub(crate) programme: Programme,
    /// Those whom the programmes reach, by the places of these offers.
    pub(crate) reached: Vec<(Reach, Option<usize>, Option<usize>)>,
    /// The ranges of which one allows more than the other: what both allow.
    pub(crate) narrowed: Vec<Narrowed>,
}

/// A fact, and the ends of what two programmes both allow.
pub(crate) type Narrowed = ((Subject, String), (i64, i64));

words! {
    /// Whom a programme reaches.
    Reach {
        /// Its target population.
        Target = "target",
        /// The families that are answered with orientation.
        Orientation = "orientation",
        /// The families that are answered with accompaniment.
        Accompaniment = "accompaniment",
    }
}

impl Programme {
    /// This programme and another side by side.
    ///
    /// # Errors
    /// [`Error::Programme`] with `fact.redefined` for each fact that they define as different things, and where they count
    /// weeks of pregnancy from different terms.
    pub(crate) fn beside(&self, other: &Programme) -> Result<Beside, Error> {
        let (one, two) = (&self.0, &other.0);
        let (facts, narrowed) = shared(&one.facts, &two.facts)?;
        if let (Some(first), Some(second)) = (one.parts.term_weeks, two.parts.term_weeks)
            && first != second
        {
            let message = "the two programmes count weeks of pregnancy from different terms";
            let problem = Problem::new(Code::FactRedefined, Place::at("term_weeks"), message);
            return Err(Error::Programme(vec![problem.expected(format!("{first}, as the other says"))]));
        }
        let mut ledger = one.ledger.clone();
        // Each programme may have as many conditions as one may.
        ledger.parts = 0;
        let mut parts = one.parts.clone();
        let shift = parts.scores.len();
        let mut second = two.parts.clone();
        let count = second.offers.len();
        let (mut reach_of_one, reach_of_two) = (reaching(&one.parts), reaching(&two.parts));
        second.offers.extend(reach_of_two.iter().map(|(_, offer)| offer.clone()));
        let Some((scores, mut offers)) = again(&second, &facts, &mut ledger) else {
            return Err(Error::Programme(Vec::new()));
        };
        for offer in &mut offers {
            if let Some(by) = offer.dose.as_mut().and_then(|dose| dose.by.as_mut()) {
                *by += shift;
            }
        }
        parts.scores.extend(scores);
        let first = parts.offers.len();
        parts.offers.extend(offers);
        let last = parts.offers.len();
        let place = |all: &[(Reach, Offer)], wanted: Reach| all.iter().position(|(own, _)| *own == wanted);
        let reached = Reach::ALL.iter().map(|own| {
            let before = place(&reach_of_one, *own).map(|place| last + place);
            (*own, before, place(&reach_of_two, *own).map(|place| first + count + place))
        });
        let reached = reached.collect();
        parts.offers.extend(reach_of_one.drain(..).map(|(_, offer)| offer));
        parts.term_weeks = parts.term_weeks.or(two.parts.term_weeks);
        parts.valid = either(one.parts.valid, two.parts.valid);
        let programme =
            Programme(Arc::new(Loaded { parts, facts, ledger, changeable: Vec::new(), warnings: Vec::new() }));
        Ok(Beside { programme, reached, narrowed })
    }

    /// The same programme, as if it were in force on every day.
    pub(crate) fn as_if_in_force(&self) -> Programme {
        let loaded = &self.0;
        let mut parts = loaded.parts.clone();
        parts.valid = Validity { from: chrono::NaiveDate::MIN, until: None };
        let (facts, ledger) = (loaded.facts.clone(), loaded.ledger.clone());
        let changeable = loaded.changeable.clone();
        Programme(Arc::new(Loaded { parts, facts, ledger, changeable, warnings: Vec::new() }))
    }
}

/// Whom a programme reaches, each as an offer to a family that has just these rules. Where no condition is written, nobody is
/// answered so.
fn reaching(parts: &Parts) -> Vec<(Reach, Offer)> {
    let rule = |(expression, logic): &(Expression, Logic)| Rule {
        id: Arc::from(""),
        source: None,
        title: Words::new(),
        sentence: Words::new(),
        otherwise: Words::new(),
        expression: expression.clone(),
        logic: logic.clone(),
        named: NamedCodes::new(),
    };
    let offer = |reach: Reach, when: Vec<Rule>, unless: Vec<Rule>| {
        let mut offer = Offer {
            id: Arc::from(reach.as_str()),
            provider: String::new(),
            tier: Tier::Universal,
            duty: Duty::None,
            domains: Vec::new(),
            subject: Subject::Family,
            title: Words::new(),
            sentence: Words::new(),
            when,
            unless,
            dose: None,
            due: None,
            cost: Cost::Free,
            area: None,
            languages: Vec::new(),
            capacity: None,
            replaces: Vec::new(),
            needs_acceptance: None,
            open_door: None,
            referral: None,
            form: Vec::new(),
            principles: Vec::new(),
            source: None,
            whole: Logic::Known(true),
            still: Logic::Known(true),
        };
        offer.settle_rules();
        (reach, offer)
    };
    let mut found = vec![offer(Reach::Target, parts.target.clone(), Vec::new())];
    let accompaniment: Vec<Rule> = parts.response.accompaniment.iter().map(rule).collect();
    if let Some(orientation) = &parts.response.orientation {
        found.push(offer(Reach::Orientation, vec![rule(orientation)], accompaniment.clone()));
    }
    if !accompaniment.is_empty() {
        found.push(offer(Reach::Accompaniment, accompaniment, Vec::new()));
    }
    found
}

/// From the first day of either to the last of either.
fn either(one: Validity, two: Validity) -> Validity {
    let until = one.until.zip(two.until).map(|(one, two)| one.max(two));
    Validity { from: one.from.min(two.from), until }
}

/// The facts of both; of a range, what both allow, and which ranges these are.
fn shared(one: &Facts, two: &Facts) -> Result<(Facts, Vec<Narrowed>), Error> {
    let mut facts = one.clone();
    let mut told = Vec::new();
    let mut problems = Vec::new();
    for (key, second) in two {
        let Some(first) = facts.get_mut(key) else {
            facts.insert(key.clone(), second.clone());
            continue;
        };
        let (one, two) = (first.of_type.ends(), second.of_type.ends());
        let mut own = second.of_type.clone();
        own.set_ends(one);
        let narrowed = match (one, two) {
            (Some((a, b)), Some((c, d))) => Some((a.max(c), b.min(d))),
            (ends, None) | (None, ends) => ends,
        };
        if own == first.of_type && narrowed.is_none_or(|(low, high)| low <= high) {
            if let Some(narrowed) = narrowed.filter(|_| one != two) {
                told.push((key.clone(), narrowed));
            }
            first.of_type.set_ends(narrowed);
        } else {
            let place = Place::at(format!("facts.{}.{}", key.0.as_str(), key.1));
            let message = format!("the two programmes mean different things by `{}.{}`", key.0.as_str(), key.1);
            problems.push(Problem::new(Code::FactRedefined, place, message));
        }
    }
    if problems.is_empty() { Ok((facts, told)) } else { Err(Error::Programme(problems)) }
}

/// The scores and offers of a programme, their conditions looked up once more, in a ledger that goes on.
fn again(parts: &Parts, facts: &Facts, ledger: &mut Ledger) -> Option<(Vec<Score>, Vec<Offer>)> {
    let mut domains: BTreeSet<String> = gather::set(parts.extra_domains.iter().cloned());
    domains.extend(parts.offers.iter().flat_map(|offer| offer.domains.iter().cloned()));
    let sets: BTreeMap<_, _> = gather::map(parts.sets.iter().map(|(name, items)| (name.clone(), set_items(items))));
    let definitions: BTreeMap<_, _> = gather::map(
        parts
            .definitions
            .iter()
            .map(|(name, expression)| (name.clone(), Definition { expression: Some(expression.clone()) })),
    );
    let declared = BTreeSet::new();
    let names = Names {
        facts,
        declared: &declared,
        sets: &sets,
        definitions: &definitions,
        domains: &domains,
        term_weeks: parts.term_weeks.is_some(),
    };
    let mut scores = parts.scores.clone();
    for score in &mut scores {
        for row in &mut score.rows {
            row.logic = check(&row.expression, &names, Scope::Of(score.of), ledger, &mut Vec::new())?;
        }
    }
    let mut offers = parts.offers.clone();
    for offer in &mut offers {
        let scope = Scope::Of(offer.subject);
        let mut read = |rules: &mut Vec<Rule>| {
            for rule in rules {
                rule.logic = check(&rule.expression, &names, scope, ledger, &mut Vec::new())?;
            }
            Some(())
        };
        read(&mut offer.when)?;
        read(&mut offer.unless)?;
        offer.settle_rules();
    }
    Some((scores, offers))
}

impl FactType {
    /// The same type with another range, where it has one.
    fn set_ends(&mut self, ends: Option<(i64, i64)>) {
        match self {
            FactType::Int { range }
            | FactType::Number { range, .. }
            | FactType::Money { range, .. }
            | FactType::Date { range } => *range = ends,
            FactType::Bool | FactType::Code | FactType::Enum { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programme(facts: &str, condition: &str) -> Programme {
        Programme::from_toml(format!(
            "schema = 1\nid = 'h'\nversion = '1'\nvalid = {{ from = 2026-01-01 }}\n{facts}\n[[offers]]\nid = 'a'\n\
             provider = 'p'\ntier = 'universal'\nduty = 'none'\nfor = 'family'\ntitle = {{ en = 'A' }}\ncost = 'free'\n\
             when = [ {{ id = 'r', condition = '{condition}' }} ]"
        ))
        .unwrap()
    }

    #[test]
    fn a_ledger_goes_on_where_the_first_ends() {
        let one = programme("facts.family.x = { type = 'int', range = [0, 9], category = 'other' }", "family.x < 3");
        let two = programme(
            "facts.family.x = { type = 'int', range = [2, 20], category = 'other' }\n\
             facts.family.y = { type = 'bool', category = 'other' }",
            "family.y && family.x < 3",
        );
        let beside = one.beside(&two).unwrap();
        let both = &beside.programme;
        // Two offers, and two target populations.
        assert_eq!(both.offers().len(), 4);
        assert_eq!(
            beside.reached,
            [(Reach::Target, Some(3), Some(2))]
                .into_iter()
                .chain([(Reach::Orientation, None, None), (Reach::Accompaniment, None, None)])
                .collect::<Vec<_>>()
        );
        assert_eq!(beside.narrowed, [((Subject::Family, "x".to_owned()), (2, 9))]);
        assert_eq!(both.ledger().quantities(Subject::Family).len(), 2);
        let x = &both.facts()[&(Subject::Family, "x".to_owned())];
        assert_eq!(x.of_type.ends(), Some((2, 9)));
        let three = programme("facts.family.x = { type = 'bool', category = 'other' }", "family.x");
        assert_eq!(one.beside(&three).err().unwrap().code().as_str(), "fact.redefined");
    }
}
