//! What to ask next: missing facts of all offers, by the offers they unlock against what answering costs the family.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::answer::Question;
use crate::condition::Label;

/// Missing facts, and the offers whose answers they can change.
#[derive(Debug, Default)]
pub(super) struct Asked {
    facts: BTreeMap<Label, Vec<Arc<str>>>,
}

impl Asked {
    pub(super) fn note(&mut self, label: &Label, offer: &Arc<str>) {
        let unlocks = self.facts.entry(label.clone()).or_default();
        if unlocks.last().is_none_or(|last| last != offer) {
            unlocks.push(offer.clone());
        }
    }

    /// The questions, most offers unlocked a unit of cost first; then more offers; then by name. What was declined is not
    /// asked again.
    pub(super) fn ranked(self, declined: &BTreeSet<String>) -> Vec<Question> {
        let asked = |label: &&Label| !declined.contains(&*label.name);
        let names: BTreeSet<Arc<str>> = self.facts.keys().filter(asked).map(|label| label.name.clone()).collect();
        // Nobody is asked whether a pregnancy ended before being asked for when it is expected to.
        let too_soon = |name: &str| {
            let pregnancy = name.strip_suffix(".ended").filter(|own| own.starts_with("pregnancy["));
            pregnancy.is_some_and(|own| names.contains(format!("{own}.expected").as_str()))
        };
        let mut questions: Vec<Question> = self
            .facts
            .into_iter()
            .filter(|(label, _)| !declined.contains(&*label.name) && !too_soon(&label.name))
            .map(|(label, unlocks)| Question { fact: label.name, category: label.category, unlocks })
            .collect();
        questions.sort_by(|one, two| {
            // a / b > c / d, without dividing
            let worth = |own: &Question, other: &Question| own.unlocks.len() as u64 * u64::from(other.category.cost());
            worth(two, one)
                .cmp(&worth(one, two))
                .then(two.unlocks.len().cmp(&one.unlocks.len()))
                .then(one.fact.cmp(&two.fact))
        });
        questions
    }
}
