//! What to ask next: missing facts of all offers, by the answers that they are nearest to settling against what telling
//! costs the family. `docs::questions` measures this order beside others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::model::Question;
use crate::condition::Label;
use crate::gather;

/// Missing facts, with the offers whose answers they can change and what they are worth.
#[derive(Debug, Default)]
pub(super) struct Asked {
    facts: BTreeMap<Label, (Vec<Arc<str>>, u64)>,
}

/// The place of a name among others: the names ascend, but nobody is asked where else before being asked where.
fn place(fact: &str) -> (&str, bool) {
    match fact {
        "family.territories" => ("family.territory", true),
        own => (own, false),
    }
}

/// What an answer is worth whose only missing fact is told. Of several facts, each is worth this divided by their square.
const WORTH: u64 = 1_000_000;

impl Asked {
    /// Notes a fact that is missing in an answer, one of so many. An answer that waits for a declined fact cannot be
    /// settled by any question, and is worth the least.
    pub(super) fn note(&mut self, label: &Label, offer: &Arc<str>, missing: usize, blocked: bool) {
        let (unlocks, worth) = self.facts.entry(label.clone()).or_default();
        let missing = (missing as u64).max(1);
        let own = if blocked { 1 } else { (WORTH / missing.saturating_mul(missing)).max(1) };
        *worth = worth.saturating_add(own);
        if unlocks.last().is_none_or(|last| last != offer) {
            unlocks.push(offer.clone());
        }
    }

    /// The questions, those worth most a unit of cost first; then where the family lives before where else, and by name. What was declined is not asked again.
    pub(super) fn ranked(self, declined: &BTreeSet<String>) -> Vec<Question> {
        let asked = |label: &&Label| !declined.contains(&*label.name);
        let names = gather::set(self.facts.keys().filter(asked).map(|label| label.name.clone()));
        // Nobody is asked whether a pregnancy ended before being asked for when it is expected to.
        let too_soon = |name: &str| {
            let pregnancy = name.strip_suffix(".ended").filter(|own| own.starts_with("pregnancy["));
            pregnancy.is_some_and(|own| names.contains(format!("{own}.expected").as_str()))
        };
        let mut questions: Vec<(u64, Question)> = self
            .facts
            .into_iter()
            .filter(|(label, _)| !declined.contains(&*label.name) && !too_soon(&label.name))
            .map(|(label, (unlocks, worth))| (worth, Question { fact: label.name, category: label.category, unlocks }))
            .collect();
        gather::sort_by(&mut questions, |(one_worth, one), (two_worth, two)| {
            // a / b > c / d, without dividing
            let worth = |own: u64, other: &Question| own.saturating_mul(u64::from(other.category.cost()));
            worth(*two_worth, one).cmp(&worth(*one_worth, two)).then(place(&one.fact).cmp(&place(&two.fact)))
        });
        questions.into_iter().map(|(_, question)| question).collect()
    }
}
