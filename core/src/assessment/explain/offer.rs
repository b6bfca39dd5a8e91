//! One answer in words.

use super::{ExplainedOffer, Teller};
use crate::assessment::{Change, Decision, OfferAnswer, Reading, Reason, Then};
use crate::family::FactName;
use crate::programme::{Offer, Rule};
use crate::truth::Truth;
use crate::vocabulary::{Category, Disadvantage, FactDefinition, FactType, FactValue, Subject, encode};
use crate::words::{Slot, Symbol};

impl Teller<'_> {
    pub(super) fn explained(&self, answer: &OfferAnswer) -> Option<ExplainedOffer> {
        if self.rest.as_ref().is_some_and(|rest| !rest.tells(answer)) {
            return None;
        }
        let offer = self.offer(&answer.offer)?;
        let (title, title_language) = self.title(offer);
        let whom = answer.subject.as_deref().and_then(|id| self.name(offer.subject, id)).map(str::to_owned);
        let given_by = self.programme.providers().iter().find(|own| own.id == offer.provider);
        let provider = given_by.and_then(|own| self.any(&own.title));
        let (provider, provider_language) = provider.map_or((None, None), |(text, language)| (Some(text), language));
        let open = !answer.decision.is_no() || matches!(answer.decision, Decision::NotYet { .. });
        let changes = answer.changes.iter().filter_map(|change| self.change(change)).collect();
        Some(ExplainedOffer {
            offer: answer.offer.clone(),
            subject: answer.subject.clone(),
            decision: answer.decision,
            title,
            title_language,
            whom,
            about: self.own(&offer.sentence).cloned(),
            provider,
            provider_language,
            contact: given_by.and_then(|own| own.contact.clone()),
            sentence: self.decision(&answer.decision, offer),
            already: answer.already.then(|| self.say(Symbol::Already, &[])),
            caution: (!answer.exact).then(|| self.say(Symbol::Inexact, &[])),
            amount: answer.dose.as_ref().and_then(|dose| self.amount(dose)),
            cost: open.then(|| self.cost(&offer.cost)),
            duty: open.then(|| self.duty(offer)),
            tier: (!self.for_family()).then(|| self.tier(offer)),
            reasons: self.reasons(answer, offer),
            helps_to_know: self.helps(answer),
            changes,
        })
    }

    fn reasons(&self, answer: &OfferAnswer, offer: &Offer) -> Vec<String> {
        let rule = |reason: &Reason| offer.when.iter().chain(&offer.unless).find(|rule| rule.id == reason.rule);
        let told = answer.reasons.iter().filter_map(|reason| {
            let rule = rule(reason)?;
            match self.for_family() {
                true => self.told(&answer.decision, reason, rule),
                false => Some(self.precisely(reason, rule)),
            }
        });
        let mut found: Vec<String> = Vec::new();
        for reason in told {
            if !found.contains(&reason) {
                found.push(reason);
            }
        }
        found
    }

    /// What a family reads of a rule: of a yes what holds; of a no, what excludes, and what the author wrote for that case.
    /// A rule's title never stands as the reason for a no: nobody reads "a child under three" after a loss.
    fn told(&self, decision: &Decision, reason: &Reason, rule: &Rule) -> Option<String> {
        let words = match (decision, reason.excludes, reason.truth) {
            (Decision::Eligible, false, Truth::Yes) | (Decision::NotEligible, true, Truth::Yes) => {
                self.own(&rule.sentence).or_else(|| self.own(&rule.title))
            }
            (Decision::NotEligible, false, Truth::No) => self.own(&rule.otherwise),
            _ => None,
        };
        words.cloned()
    }

    /// What a professional reads of a rule.
    fn precisely(&self, reason: &Reason, rule: &Rule) -> String {
        let symbol = match (reason.excludes, reason.truth) {
            (false, Truth::Yes) => Symbol::RuleHolds,
            (false, Truth::No) => Symbol::RuleFails,
            (false, Truth::Unknown) => Symbol::RuleOpen,
            (true, Truth::Yes) => Symbol::ExclusionHolds,
            (true, Truth::No) => Symbol::ExclusionFails,
            (true, Truth::Unknown) => Symbol::ExclusionOpen,
        };
        let condition = rule.condition();
        let slots = [("rule", Slot::Given(&rule.id)), ("condition", Slot::Given(&condition))];
        let mut text = self.say(symbol, &slots);
        if !reason.facts.is_empty() {
            let facts: Vec<String> = reason.facts.iter().map(|(fact, value)| self.reading(fact, value)).collect();
            text = format!("{text} {}", self.say(Symbol::Read, &[("facts", Slot::Own(&self.list(&facts)))]));
        }
        if let Some(source) = &reason.source {
            text = format!("{text} {}", self.say(Symbol::Source, &[("source", Slot::Given(source))]));
        }
        match self.own(&rule.title).or_else(|| self.own(&rule.sentence)) {
            Some(title) => self.say(Symbol::Line, &[("title", Slot::Given(title)), ("text", Slot::Own(&text))]),
            None => text,
        }
    }

    fn reading(&self, fact: &str, reading: &Reading) -> String {
        let value = match reading {
            Reading::Value(value) => self.value(fact, value).unwrap_or_default(),
            Reading::List(codes) => {
                let codes: Vec<String> = codes.iter().map(|code| self.dictionary.given(code)).collect();
                self.list(&codes)
            }
        };
        self.say(Symbol::Fact, &[("fact", Slot::Given(fact)), ("value", Slot::Own(&value))])
    }

    /// Is this kept from a family? Nobody is told that less money or work, another faith, or a harder life would open a
    /// door.
    fn kept_back(&self, fact: &str, value: &FactValue) -> bool {
        self.defined(fact).is_some_and(|own| {
            matches!(own.of_type, FactType::Money { .. })
                || matches!(own.category, Category::Income | Category::Employment)
                || own.category.is_sensitive()
                || self.worsens(fact, own, value)
        })
    }

    /// Is the value one that the vocabulary calls a disadvantage, or nearer to it than what is known?
    fn worsens(&self, fact: &str, own: &FactDefinition, value: &FactValue) -> bool {
        let at = |value: &FactValue| encode(&own.of_type, value).ok().flatten().map(|(low, _)| low);
        let lower = || match (self.present(fact).and_then(at), at(value)) {
            (Some(present), Some(then)) => Some(then < present),
            _ => None,
        };
        match &own.disadvantage {
            None => false,
            Some(Disadvantage::True) => *value == FactValue::Bool(true),
            Some(Disadvantage::False) => *value == FactValue::Bool(false),
            Some(Disadvantage::Values(values)) => values.iter().any(|own| *own == value.to_string()),
            Some(Disadvantage::Low) => lower().unwrap_or(true),
            Some(Disadvantage::High) => !lower().unwrap_or(false),
        }
    }

    /// What the family told of a fact of the vocabulary.
    fn present(&self, fact: &str) -> Option<&FactValue> {
        let family = self.family;
        let FactName::Of { subject, id, own: name } = FactName::parse(fact)? else { return None };
        let facts = match subject {
            Subject::Family => &family.facts,
            Subject::Adult => &family.adults.iter().find(|own| own.id == id)?.facts,
            Subject::Child => &self.child(id)?.facts,
            Subject::Pregnancy => &family.pregnancies.iter().find(|own| own.id == id)?.facts,
        };
        facts.get(name).map(|given| &given.value)
    }

    /// What would open an offer: never a demand, to a family nothing that is kept back, and nothing without words.
    fn change(&self, change: &Change) -> Option<String> {
        let mut parts = Vec::new();
        for (fact, value) in &change.set {
            if self.for_family() && self.kept_back(fact, value) {
                return None;
            }
            let definition = self.defined(fact);
            let title = definition.and_then(|own| self.own(&own.title)).map(|title| self.dictionary.given(title));
            let mut named = match (self.for_family(), title) {
                (true, title) => title?,
                (false, Some(title)) => {
                    self.say(Symbol::AskNamed, &[("question", Slot::Own(&title)), ("fact", Slot::Given(fact))])
                }
                (false, None) => self.dictionary.given(fact),
            };
            if let Some(FactName::Of { subject, id, .. }) = FactName::parse(fact)
                && let Some(whom) = self.name(subject, id).filter(|_| self.count(subject) > 1)
            {
                named = self.say(Symbol::AskOf, &[("question", Slot::Own(&named)), ("whom", Slot::Own(whom))]);
            }
            let value = self.value(fact, value)?;
            parts.push(self.say(Symbol::Changed, &[("fact", Slot::Own(&named)), ("value", Slot::Own(&value))]));
        }
        let symbol = match change.then {
            Then::Eligible => Symbol::Change,
            Then::Undetermined => Symbol::ChangeUndetermined,
        };
        Some(self.say(symbol, &[("changes", Slot::Own(&self.list(&parts)))]))
    }
}
