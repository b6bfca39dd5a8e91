//! What can be said without a family at hand: a dictionary's sentences, a programme's titles, units, prices and values.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::assessment::{Decision, Dose, Then};
use crate::calendar::PartialDate;
use crate::family::FactName;
use crate::programme::{Cost, Duty, Offer, Programme, Tier};
use crate::vocabulary::{FactDefinition, FactType, FactValue, Subject, Words};
use crate::words::{Audience, Dictionary, Slot, Symbol};

/// Between the parts of a line.
const DOT: &str = " · ";

/// A part of a line.
pub(crate) enum Part<'p> {
    /// A sentence of the dictionary.
    Own(&'p str),
    /// An author's words, as they are: in `vom 3. Geburtstag bis zum Tag vor dem 4.` the last point ends no sentence.
    Given(String),
}

/// The parts of a line, the dictionary's sentences without their full stop where something follows.
pub(crate) fn dotted(parts: Vec<Part<'_>>) -> String {
    let last = parts.len().saturating_sub(1);
    let texts = parts.into_iter().enumerate().map(|(at, part)| match part {
        Part::Own(text) if at < last => text.strip_suffix(['.', '。', '।', '۔']).unwrap_or(text).to_owned(),
        Part::Own(text) => text.to_owned(),
        Part::Given(text) => text,
    });
    texts.collect::<Vec<_>>().join(DOT)
}

/// Speaks for a programme, in the words of a dictionary, to an audience.
#[derive(Clone, Copy)]
pub(crate) struct Speaker<'t> {
    pub(crate) programme: &'t Programme,
    pub(crate) dictionary: &'t Dictionary,
    pub(crate) audience: Audience,
}

/// The words for a tag, with the tag under which they stand: its own, that of a shorter tag, that of another region of the
/// same language.
fn words_in<'w, T>(words: &'w BTreeMap<String, T>, tag: &str) -> Option<(&'w String, &'w T)> {
    let mut shorter = Some(tag);
    while let Some(own) = shorter {
        if let Some(found) = words.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(own)) {
            return Some(found);
        }
        shorter = own.rsplit_once('-').map(|(before, _)| before);
    }
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    words.iter().find(|(own, _)| language(own) == language(tag))
}

impl<'t> Speaker<'t> {
    pub(crate) fn say(&self, symbol: Symbol, slots: &[(&str, Slot<'_>)]) -> String {
        self.dictionary.say(self.audience, symbol, slots)
    }

    pub(crate) fn dated(&self, symbol: Symbol, date: NaiveDate) -> String {
        self.dictionary.dated(self.audience, symbol, date)
    }

    pub(crate) fn for_family(&self) -> bool {
        self.audience == Audience::Family
    }

    /// The words in the dictionary's language.
    pub(crate) fn own<'w, T>(&self, words: &'w BTreeMap<String, T>) -> Option<&'w T> {
        words_in(words, self.dictionary.language()).map(|(_, words)| words)
    }

    /// The words in the dictionary's language, else in the programme's, with their tag; else the first.
    pub(crate) fn any(&self, words: &Words) -> Option<(String, Option<String>)> {
        if let Some(own) = self.own(words) {
            return Some((own.clone(), None));
        }
        let first = self.programme.language().and_then(|tag| words_in(words, tag));
        let (tag, text) = first.or_else(|| words.first_key_value())?;
        Some((text.clone(), Some(tag.clone())))
    }

    pub(crate) fn offer(&self, id: &str) -> Option<&'t Offer> {
        self.programme.offers().iter().find(|offer| *offer.id == *id)
    }

    pub(crate) fn title(&self, offer: &Offer) -> (String, Option<String>) {
        self.any(&offer.title).unwrap_or_else(|| match self.for_family() {
            true => (self.say(Symbol::Unnamed, &[]), None),
            false => (format!("{} [{}]", self.say(Symbol::Unnamed, &[]), offer.id), None),
        })
    }

    /// Several texts as one.
    pub(crate) fn list(&self, texts: &[String]) -> String {
        texts.join(&self.say(Symbol::Between, &[]))
    }

    /// How much. A family reads no unit that the programme has no words for.
    pub(crate) fn amount(&self, dose: &Dose) -> Option<String> {
        let counting = self.dictionary.counting();
        let words = self.programme.unit(&dose.unit).and_then(|words| self.own(words));
        let unit = words.map(|words| words.form(counting, dose.most)).or((!self.for_family()).then_some(&*dose.unit))?;
        let number = |number: i64| self.dictionary.digits(&number.to_string());
        let (least, most) = (number(dose.least), number(dose.most));
        Some(match dose.least == dose.most {
            true => self.say(Symbol::Amount, &[("count", Slot::Own(&most)), ("unit", Slot::Given(unit))]),
            false => {
                let slots = [("least", Slot::Own(&least)), ("most", Slot::Own(&most)), ("unit", Slot::Given(unit))];
                self.say(Symbol::AmountBetween, &slots)
            }
        })
    }

    pub(crate) fn money(&self, amount: &str, currency: &str) -> String {
        let amount = self.dictionary.decimal(amount);
        if let Some(written) = self.dictionary.currency(&amount, currency) {
            return written;
        }
        self.say(Symbol::Money, &[("amount", Slot::Own(&amount)), ("currency", Slot::Given(currency))])
    }

    pub(crate) fn cost(&self, cost: &Cost) -> String {
        match cost {
            Cost::Free => self.say(Symbol::Free, &[]),
            Cost::Amount { amount, currency } => {
                self.say(Symbol::Cost, &[("amount", Slot::Own(&self.money(amount, currency)))])
            }
        }
    }

    pub(crate) fn duty(&self, offer: &Offer) -> String {
        let symbol = match (offer.duty, offer.subject) {
            (Duty::None, _) => Symbol::DutyNone,
            (Duty::ToOffer, _) => Symbol::DutyToOffer,
            (Duty::ToAttend, Subject::Child) => Symbol::DutyToAttendChild,
            (Duty::ToAttend, Subject::Family | Subject::Adult | Subject::Pregnancy) => Symbol::DutyToAttend,
        };
        self.say(symbol, &[])
    }

    pub(crate) fn tier(&self, offer: &Offer) -> String {
        let symbol = match offer.tier {
            Tier::Universal => Symbol::TierUniversal,
            Tier::Targeted => Symbol::TierTargeted,
            Tier::Intensive => Symbol::TierIntensive,
        };
        let tier = self.say(symbol, &[]);
        match offer.needs_acceptance {
            Some(true) => format!("{tier} {}", self.say(Symbol::NeedsAcceptance, &[])),
            _ => tier,
        }
    }

    pub(crate) fn defined(&self, fact: &str) -> Option<&FactDefinition> {
        match FactName::parse(fact)? {
            FactName::List(_) => None,
            FactName::Of { subject, own, .. } => self.definition(subject, own),
        }
    }

    /// The value of a fact. A family reads no value that nobody has words for.
    pub(crate) fn value(&self, fact: &str, value: &FactValue) -> Option<String> {
        let definition = self.defined(fact);
        Some(match (value, definition.map(|own| &own.of_type)) {
            (FactValue::Bool(truth), _) => self.say(if *truth { Symbol::Yes } else { Symbol::No }, &[]),
            (FactValue::Integer(number), Some(FactType::Money { currency, .. })) => {
                self.money(&number.to_string(), currency)
            }
            (FactValue::Number(digits), Some(FactType::Money { currency, .. })) => self.money(digits, currency),
            (FactValue::Text(digits), Some(FactType::Money { currency, .. })) => self.money(digits, currency),
            (FactValue::Integer(number), _) => self.dictionary.digits(&number.to_string()),
            (FactValue::Number(digits), _) => self.dictionary.decimal(digits),
            (FactValue::Text(digits), Some(FactType::Number { .. } | FactType::Int { .. })) => {
                self.dictionary.decimal(digits)
            }
            (FactValue::Text(text), Some(FactType::Date { .. })) => {
                let symbols = [Symbol::Date, Symbol::DateMonth, Symbol::DateYear];
                self.dictionary.partly(self.audience, symbols, PartialDate::parse(text)?.parts())
            }
            (FactValue::Text(text), _) => {
                let words = definition.and_then(|own| own.words.get(&**text)).and_then(|words| self.own(words));
                match words {
                    Some(words) => self.dictionary.given(words),
                    None => self.built_in(fact, text).or((!self.for_family()).then(|| self.dictionary.given(text)))?,
                }
            }
        })
    }

    /// The words of the scales that every family has.
    pub(crate) fn built_in(&self, fact: &str, value: &str) -> Option<String> {
        let symbol = match (fact.ends_with(".lives_here"), value) {
            (true, "always") => Symbol::LivesAlways,
            (true, "shared") => Symbol::LivesShared,
            (true, "away") => Symbol::LivesAway,
            (false, _) if !fact.starts_with("family.needs.") && !fact.starts_with("family.observed.") => return None,
            (false, "none") => Symbol::NeedNone,
            (false, "light") => Symbol::NeedLight,
            (false, "moderate") => Symbol::NeedModerate,
            (false, "strong") => Symbol::NeedStrong,
            _ => return None,
        };
        Some(self.say(symbol, &[]))
    }

    pub(crate) fn definition(&self, subject: Subject, name: &str) -> Option<&FactDefinition> {
        self.programme.facts().get(&(subject, name.to_owned()))
    }

    /// A decision, in a sentence.
    pub(crate) fn decision(&self, decision: &Decision, offer: &Offer) -> String {
        match decision {
            Decision::Eligible => self.say(Symbol::Eligible, &[]),
            Decision::NotEligible => self.say(Symbol::NotEligible, &[]),
            Decision::Undetermined => self.say(Symbol::Undetermined, &[]),
            Decision::NotYet { from, then: Then::Eligible } => self.dated(Symbol::NotYet, *from),
            Decision::NotYet { from, then: Then::Undetermined } => self.dated(Symbol::NotYetUndetermined, *from),
            Decision::NoLonger { since } => {
                let sentence = self.dated(Symbol::NoLonger, *since);
                match self.for_family() && offer.duty == Duty::ToAttend {
                    true => format!("{sentence} {}", self.say(Symbol::AskWhatCanBeDone, &[])),
                    false => sentence,
                }
            }
        }
    }

    /// A heading, after an empty line.
    pub(crate) fn head(&self, symbol: Symbol) -> String {
        format!("\n{}", self.say(symbol, &[]))
    }

    /// A title, and what is said of it.
    pub(crate) fn line(&self, title: &str, text: &str) -> String {
        self.say(Symbol::Line, &[("title", Slot::Own(title)), ("text", Slot::Own(text))])
    }

    /// The programme, its edition, and the day asked about.
    pub(crate) fn head_programme(&self, on: NaiveDate) -> String {
        let title = self.any(self.programme.title()).map_or_else(|| self.programme.id().to_owned(), |(title, _)| title);
        let date = self.dated(Symbol::Date, on);
        let slots = [
            ("programme", Slot::Given(&title)),
            ("version", Slot::Given(self.programme.version())),
            ("date", Slot::Own(&date)),
        ];
        self.say(Symbol::HeadProgramme, &slots)
    }
}
