//! Facts and their values in words.

use super::Told;
use crate::calendar::PartialDate;
use crate::vocabulary::{FactType, FactValue, Subject};
use crate::words::{Slot, Symbol};

/// What every family and its members have, by their own names; each has a sentence `fact_…`.
pub(super) const BUILT_IN: [&str; 24] = [
    "age_days",
    "age_weeks",
    "age_months",
    "age_years",
    "corrected_age_days",
    "corrected_age_weeks",
    "corrected_age_months",
    "corrected_age_years",
    "months_since_arrival",
    "unborn",
    "born",
    "arrived",
    "expected",
    "term",
    "week",
    "lives_here",
    "territory",
    "territories",
    "languages",
    "resources",
    "children",
    "adults",
    "pregnancies",
    "carers",
];

/// The kind and the own name of a fact as conditions write it, or by its full name.
pub(super) fn parts(fact: &str) -> Option<(Subject, &str)> {
    let (whose, own) = fact.split_once('.')?;
    let kind = whose.split('[').next().unwrap_or_default();
    let (_, subject) = Subject::NAMED.iter().find(|(name, _)| *name == kind)?;
    Some((*subject, own))
}

impl Told<'_> {
    /// What a fact is called: by the programme's author, else by the dictionary; else its name.
    pub(super) fn name_of(&self, fact: &str) -> String {
        if let Some((subject, own)) = parts(fact) {
            return self.name(subject, own);
        }
        // Whether a member is there: how many there are.
        let kind = fact.split([' ', '[']).next().and_then(|kind| Subject::NAMED.iter().find(|(name, _)| *name == kind));
        match kind {
            Some((_, Subject::Adult)) => self.say("fact_adults", &[]),
            Some((_, Subject::Child)) => self.say("fact_children", &[]),
            Some((_, Subject::Pregnancy)) => self.say("fact_pregnancies", &[]),
            Some((_, Subject::Family)) | None => self.speaker.dictionary.given(fact),
        }
    }

    pub(super) fn name(&self, subject: Subject, own: &str) -> String {
        for (prefix, key) in [("needs.", "fact_needs"), ("observed.", "fact_observed")] {
            if let Some(domain) = own.strip_prefix(prefix).filter(|_| subject == Subject::Family) {
                let title = self.speaker.programme.need(domain).and_then(|words| self.speaker.any(&words.title));
                let title = title.map(|(title, _)| title);
                return self.say(key, &[("need", Slot::Given(title.as_deref().unwrap_or(domain)))]);
            }
        }
        if let Some(definition) = self.speaker.definition(subject, own) {
            let title = self.speaker.any(&definition.title).map(|(title, _)| title);
            return self.speaker.dictionary.given(&title.unwrap_or_else(|| format!("{subject}.{own}")));
        }
        // A child's pregnancy counts by the day for which its birth had been expected.
        let own = if (subject, own) == (Subject::Child, "pregnancy") { "term" } else { own };
        match BUILT_IN.contains(&own) {
            true => self.say(&format!("fact_{own}"), &[]),
            false => self.speaker.dictionary.given(&format!("{subject}.{own}")),
        }
    }

    /// A value that stands in a description as text.
    pub(super) fn text(&self, subject: Subject, own: &str, text: &str) -> String {
        let Some(definition) = self.speaker.definition(subject, own) else {
            if matches!(own, "territory" | "territories" | "languages" | "resources") {
                return self.code(text);
            }
            return match (text.parse::<i64>(), text) {
                (Ok(_), _) => self.number(text),
                (_, "true") => self.yes_or_no(true),
                (_, "false") => self.yes_or_no(false),
                _ => self.value(subject, own, &FactValue::Text(text.into())),
            };
        };
        match definition.of_type {
            FactType::Bool => self.yes_or_no(text == "true"),
            _ => self.value(subject, own, &FactValue::Text(text.into())),
        }
    }

    /// A code of which no words are known, as it stands in documents.
    pub(super) fn code(&self, code: &str) -> String {
        // What a family of a proof has that must only be another than those named.
        if code.starts_with("elsewhere") && !self.speaker.programme.ledger().codes().iter().any(|own| own == code) {
            return self.say("no_named_code", &[]);
        }
        self.say("quoted", &[("value", Slot::Given(code))])
    }

    pub(super) fn value(&self, subject: Subject, own: &str, value: &FactValue) -> String {
        if let (FactValue::Text(text), Some(definition)) = (value, self.speaker.definition(subject, own))
            && matches!(definition.of_type, FactType::Code | FactType::Enum { .. })
        {
            let words = definition.words.get(&**text).and_then(|words| self.speaker.any(words));
            return words.map_or_else(|| self.code(text), |(words, _)| self.speaker.dictionary.given(&words));
        }
        // The words of a value do not hang on whose it is.
        let name = match subject {
            Subject::Family => format!("{subject}.{own}"),
            _ => format!("{subject}[x].{own}"),
        };
        self.speaker.value(&name, value).unwrap_or_default()
    }

    pub(super) fn date(&self, date: &PartialDate) -> String {
        let symbols = [Symbol::Date, Symbol::DateMonth, Symbol::DateYear];
        self.speaker.dictionary.partly(self.speaker.audience, symbols, date.parts())
    }

    /// A fact and what it is.
    pub(super) fn is(&self, name: &str, value: &str) -> String {
        self.say("fact_is", &[("fact", Slot::Own(name)), ("value", Slot::Own(value))])
    }
}
