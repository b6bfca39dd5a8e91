//! One question in words, with what an answer may be: what a phone shows on a screen.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Teller;
use crate::assessment::{Assessment, Prepared};
use crate::error::Error;
use crate::family::{AnswerType, FactName, Family};
use crate::programme::Programme;
use crate::vocabulary::FactValue;
use crate::words::{Audience, Dictionary, Symbol};

/// A question in words, and what an answer to it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Asked {
    /// The fact, by its full name.
    pub fact: Arc<str>,
    /// How to ask for it, as an [`Explanation`](crate::Explanation) does.
    pub sentence: String,
    /// The sentence's language, where it is not the dictionary's.
    pub sentence_language: Option<String>,
    /// Whom it is about, where it is about a member. Where there are several, a sentence of the dictionary says it too.
    pub whom: Option<String>,
    /// What an answer may be.
    pub answer: AnswerType,
    /// What the answers are called, where there are few: of true and false, of an enum. A value without words is left out
    /// for a family, and stands as it is for a professional.
    pub choices: Vec<Choice>,
}

/// One of a few answers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// The answer itself.
    pub value: FactValue,
    /// What it is called.
    pub label: String,
    /// The label's language, where it is not the dictionary's.
    pub label_language: Option<String>,
}

impl Teller<'_> {
    fn in_words(&self, fact: &str) -> Option<Asked> {
        let answer = self.programme.answer_type(fact)?;
        let (sentence, sentence_language) = self.ask(fact);
        let whom = match FactName::parse(fact)? {
            FactName::List(_) => None,
            FactName::Of { subject, id, .. } => self.name(subject, id).map(str::to_owned),
        };
        let choices = self.choices(fact, &answer);
        Some(Asked { fact: Arc::from(fact), sentence, sentence_language, whom, answer, choices })
    }

    fn choices(&self, fact: &str, answer: &AnswerType) -> Vec<Choice> {
        let choice = |value: FactValue, (label, label_language)| Choice { value, label, label_language };
        match answer {
            AnswerType::Bool => [(true, Symbol::Yes), (false, Symbol::No)]
                .into_iter()
                .map(|(truth, symbol)| choice(FactValue::Bool(truth), (self.say(symbol, &[]), None)))
                .collect(),
            AnswerType::Enum { values } | AnswerType::Observation { values } => values
                .iter()
                .filter_map(|value| Some(choice(FactValue::Text(value.as_str().into()), self.label(fact, value)?)))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What a value is called: by the programme's author, else by the dictionary. Each stands alone, so that its direction
    /// is its own.
    fn label(&self, fact: &str, value: &str) -> Option<(String, Option<String>)> {
        let words = self.defined(fact).and_then(|own| own.words.get(value)).and_then(|words| self.any(words));
        let own = || self.built_in(fact, value).or((!self.for_family()).then(|| value.to_owned()));
        words.or_else(|| Some((own()?, None)))
    }
}

impl Prepared<'_> {
    /// A question in words; `None` for a fact that nobody can be asked for.
    pub(in crate::assessment) fn asked(
        &self,
        family: &Family,
        assessment: &Assessment,
        fact: &str,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Option<Asked> {
        self.teller(family, assessment, dictionary, audience).in_words(fact)
    }
}

impl Programme {
    /// How to ask a family for a fact on a day, in the words of a dictionary, and what an answer may be.
    ///
    /// The day says which members are there, and so what they are called. For one question after the other, see
    /// [`Questionnaire::ask`](crate::Questionnaire::ask).
    ///
    /// # Errors
    /// As [`Programme::assess`]; [`Error::Family`] with `reference.unknown` for a fact or a member that nobody knows.
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Family, FactValue, Programme, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\n\
    /// # [facts.family.registered]\ntype = 'bool'\ncategory = 'other'\nquestion = { fr = 'Inscrits ?' }";
    /// let programme = Programme::from_toml(text)?;
    /// let (family, on, french) = (Family::new(), parse_date("2026-06-01")?, Dictionary::shipped("fr")?);
    /// let asked = programme.ask(&family, on, "family.registered", &french, Audience::Family)?;
    /// assert_eq!(asked.sentence, "Inscrits ?");
    /// assert_eq!((&asked.choices[0].value, &*asked.choices[0].label), (&FactValue::Bool(true), "oui"));
    ///
    /// let refused = programme.ask(&family, on, "family.registred", &french, Audience::Family).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "reference.unknown");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn ask(
        &self,
        family: &Family,
        on: NaiveDate,
        fact: &str,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<Asked, Error> {
        let prepared = self.prepare(family, on)?;
        // What cannot be declined cannot be asked for, and is refused in the same words.
        self.decline(family, fact)?;
        let asked = prepared.asked(family, &prepared.assessment(), fact, dictionary, audience);
        asked.ok_or_else(|| Error::Family(Vec::new()))
    }

    /// How to ask a family for a fact, in words: JSON in, JSON out, the same bytes in all languages.
    ///
    /// # Errors
    /// As [`Family::from_json`] and [`Programme::ask`].
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, parse_date};
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// let (on, english) = (parse_date("2026-06-01")?, Dictionary::shipped("en")?);
    /// let family = r#"{"schema": 1, "adults": [{"id": "a1"}]}"#;
    /// let asked = programme.ask_json(family, on, "adult[a1].lives_here", &english, Audience::Family)?;
    /// assert!(asked.starts_with(r#"{"schema":1,"fact":"adult[a1].lives_here","sentence":"#));
    /// assert!(asked.contains(r#""answer":{"type":"enum","values":["away","shared","always"]},"choices":[{"value":"away","#));
    /// assert!(programme.ask_json("{", on, "children", &english, Audience::Family).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn ask_json(
        &self,
        family: impl AsRef<[u8]>,
        on: NaiveDate,
        fact: &str,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        Ok(self.ask(&Family::from_json(family)?, on, fact, dictionary, audience)?.to_json())
    }
}

impl Asked {
    /// The question as JSON, the same bytes in all languages: `{"schema":1,"fact":…,"sentence":…,"answer":{"type":…},
    /// "choices":[{"value":true,"label":"yes"},…]}`; `sentence_language`, `whom` and `label_language` only where there are.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("fact", &*self.fact)?;
        map.serialize_entry("sentence", &self.sentence)?;
        if let Some(language) = &self.sentence_language {
            map.serialize_entry("sentence_language", language)?;
        }
        if let Some(whom) = &self.whom {
            map.serialize_entry("whom", whom)?;
        }
        map.serialize_entry("answer", &self.answer)?;
        map.serialize_entry("choices", &self.choices)?;
        map.end()
    }
}

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("label", &self.label)?;
        if let Some(language) = &self.label_language {
            map.serialize_entry("label_language", language)?;
        }
        map.end()
    }
}
