//! Questions in words: the programme's own, else the dictionary's.

use std::sync::Arc;

use super::{ExplainedQuestion, Teller};
use crate::assessment::gentle::{Rest, hurts, spares};
use crate::assessment::{OfferAnswer, Then};
use crate::family::{Complete, FactName};
use crate::vocabulary::{FactDefinition, Subject};
use crate::words::{Slot, Symbol};

/// A text, and its language where it is not the dictionary's.
pub(super) type Said = (String, Option<String>);

impl Teller<'_> {
    pub(super) fn questions(&self) -> Vec<ExplainedQuestion> {
        let spared = |fact: &str| self.for_family() && spares(self.family, fact);
        let questions = self.rest.as_ref().map_or(self.assessment.questions.as_slice(), Rest::questions);
        let asked = questions.iter().filter(|own| !spared(&own.fact));
        asked
            .map(|question| {
                let (sentence, sentence_language) = self.ask(&question.fact);
                let offers = question.unlocks.iter().filter_map(|id| self.offer(id));
                let unlocks = offers.map(|offer| self.title(offer).0).collect();
                ExplainedQuestion { fact: question.fact.clone(), sentence, sentence_language, unlocks }
            })
            .collect()
    }

    /// What would help to know. A family is not asked again for what it declined.
    pub(super) fn helps(&self, answer: &OfferAnswer) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for fact in &answer.missing {
            let declined = self.family.declined.iter().any(|own| **own == **fact);
            let rests = self.rest.as_ref().is_none_or(|rest| rest.needs(answer, fact));
            if self.for_family() && (declined || !rests || hurts(self.family, fact)) {
                continue;
            }
            let (mut sentence, language) = self.ask(fact);
            if language.is_some() && self.for_family() {
                sentence = self.dictionary.given(&sentence);
            }
            if declined {
                sentence = self.say(Symbol::Declined, &[("fact", Slot::Own(&sentence))]);
            }
            if !found.contains(&sentence) {
                found.push(sentence);
            }
        }
        found
    }

    /// What would help to know of several facts, in a line for professionals.
    pub(crate) fn asked_for(&self, facts: &[Arc<str>]) -> Option<String> {
        let mut asked: Vec<String> = Vec::new();
        for fact in facts {
            let (mut sentence, _) = self.ask(fact);
            if self.family.declined.iter().any(|own| **own == **fact) {
                sentence = self.say(Symbol::Declined, &[("fact", Slot::Own(&sentence))]);
            }
            if !asked.contains(&sentence) {
                asked.push(sentence);
            }
        }
        let questions = self.list(&asked);
        (!asked.is_empty()).then(|| self.say(Symbol::HelpsToKnow, &[("questions", Slot::Own(&questions))]))
    }

    /// Does a family read of an offer in a schedule? Not after a loss, where only a child or a pregnancy that nobody
    /// listed could bring it; nor, before there is news of a birth, of what hangs on it.
    pub(crate) fn tells(&self, offer: &str, subject: Option<&str>, then: Then) -> bool {
        let answers = &self.assessment.offers;
        let answer = answers.iter().find(|own| *own.offer == *offer && own.subject.as_deref() == subject);
        let rests = match (&self.rest, answer) {
            (Some(rest), Some(answer)) => rest.tells(answer),
            (Some(_), None) => then == Then::Eligible,
            (None, _) => true,
        };
        let awaited = subject.is_some_and(|id| self.is_awaited(id));
        rests && !(awaited && then == Then::Undetermined)
    }

    /// How to ask for a fact: of whom, where there are several; for professionals with its name.
    pub(super) fn ask(&self, fact: &str) -> Said {
        let (mut sentence, language) = match FactName::parse(fact) {
            None => self.own_words(Symbol::AskUnnamed),
            Some(FactName::List(list)) => self.own_words(match list {
                Complete::Children => Symbol::AskChildren,
                Complete::Adults => Symbol::AskAdults,
                Complete::Pregnancies => Symbol::AskPregnancies,
            }),
            Some(FactName::Of { subject: Subject::Family, own: name, .. }) => self.ask_family(name),
            Some(FactName::Of { subject, id, own: name }) => {
                let (sentence, language) = self.ask_member(subject, id, name);
                match self.name(subject, id).filter(|_| language.is_none() && self.count(subject) > 1) {
                    Some(whom) => {
                        let slots = [("question", Slot::Own(&sentence)), ("whom", Slot::Own(whom))];
                        (self.say(Symbol::AskOf, &slots), None)
                    }
                    None => (sentence, language),
                }
            }
        };
        if !self.for_family() {
            let question = if language.is_some() { Slot::Given(&sentence) } else { Slot::Own(&sentence) };
            sentence = self.say(Symbol::AskNamed, &[("question", question), ("fact", Slot::Given(fact))]);
        }
        (sentence, language)
    }

    fn own_words(&self, symbol: Symbol) -> Said {
        (self.say(symbol, &[]), None)
    }

    fn ask_family(&self, name: &str) -> Said {
        if let Some(domain) = name.strip_prefix("needs.") {
            return self.ask_need(domain);
        }
        if let Some(domain) = name.strip_prefix("observed.") {
            let title = self.programme.need(domain).and_then(|words| self.own(&words.title));
            return match title {
                Some(title) => (self.say(Symbol::AskObserved, &[("need", Slot::Given(title))]), None),
                None => self.own_words(Symbol::AskAnyObserved),
            };
        }
        match name {
            "territory" => self.own_words(Symbol::AskTerritory),
            "territories" => self.own_words(Symbol::AskTerritories),
            "languages" => self.own_words(Symbol::AskLanguages),
            "resources" => self.own_words(Symbol::AskResources),
            _ => self.ask_fact(self.definition(Subject::Family, name)),
        }
    }

    fn ask_need(&self, domain: &str) -> Said {
        let words = self.programme.need(domain);
        if let Some(question) = words.and_then(|words| self.own(&words.question)) {
            return (question.clone(), None);
        }
        if let Some(title) = words.and_then(|words| self.own(&words.title)) {
            return (self.say(Symbol::AskNeed, &[("need", Slot::Given(title))]), None);
        }
        words.and_then(|words| self.any(&words.question)).unwrap_or_else(|| self.own_words(Symbol::AskAnyNeed))
    }

    fn ask_member(&self, subject: Subject, id: &str, name: &str) -> Said {
        match (subject, name) {
            // News of a birth is not asked as a date.
            (Subject::Child, "born") if self.is_awaited(id) => self.own_words(Symbol::AskBirth),
            (Subject::Child, "born") => self.own_words(Symbol::AskBorn),
            (Subject::Child, "arrived") => self.own_words(Symbol::AskArrived),
            (Subject::Child, "pregnancy") => self.own_words(Symbol::AskTerm),
            (Subject::Pregnancy, "expected") => self.own_words(Symbol::AskExpected),
            (Subject::Pregnancy, "ended") => self.own_words(Symbol::AskEnded),
            (Subject::Adult, "born") => self.own_words(Symbol::AskAdultBorn),
            (Subject::Adult, "lives_here") => self.own_words(Symbol::AskLivesHere),
            _ => self.ask_fact(self.definition(subject, name)),
        }
    }

    /// Does the question ask for news of a birth?
    pub(super) fn is_news(&self, fact: &str) -> bool {
        matches!(
            FactName::parse(fact),
            Some(FactName::Of { subject: Subject::Child, id, own: "born" }) if self.is_awaited(id)
        )
    }

    /// Is the child expected, and its birth not recorded?
    pub(super) fn is_awaited(&self, id: &str) -> bool {
        self.child(id).is_some_and(|child| child.pregnancy.is_some() && self.birth(child).is_none())
    }

    fn ask_fact(&self, definition: Option<&FactDefinition>) -> Said {
        if let Some(question) = definition.and_then(|own| self.own(&own.question)) {
            return (question.clone(), None);
        }
        if let Some(title) = definition.and_then(|own| self.own(&own.title)) {
            return (self.say(Symbol::AskFact, &[("fact", Slot::Given(title))]), None);
        }
        let other = definition.and_then(|own| self.any(&own.question));
        other.unwrap_or_else(|| self.own_words(Symbol::AskUnnamed))
    }
}
