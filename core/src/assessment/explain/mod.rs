//! An answer in words, for a family or for a professional: composed of a dictionary's sentences and the programme's own.
//!
//! A family reads nothing that judges, no symbol, and of what is not for it only what the programme's author wrote for a
//! family. A professional reads every rule with what it read and where it comes from.

mod ask;
mod asked;
mod offer;
mod page;
mod speak;
mod whom;
mod write;

pub use asked::{Asked, Choice};
pub(crate) use speak::{Part, Speaker, dotted};

use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;

use super::gentle::Rest;
use super::{Assessment, Decision, Prepared};
use crate::error::Error;
use crate::family::Family;
use crate::programme::{Programme, ProgrammeHistory};
use crate::vocabulary::Subject;
use crate::words::{Audience, Dictionary, Direction, Symbol};

/// An answer in words.
///
/// [`Explanation::to_text`] is the whole as a page of plain text. Texts of the programme stand in it on one line each, without
/// marks of direction that would reach beyond them; escaping for HTML is for whoever puts them there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The dictionary's language.
    pub language: String,
    /// The direction in which it is written.
    pub direction: Direction,
    /// Who reads.
    pub audience: Audience,
    /// How the network answers, in a sentence.
    pub response: String,
    /// The answers, in the order of the assessment's. After a loss, where no child is there or expected, a family reads none
    /// that only a child or a pregnancy that nobody listed could make a yes.
    pub offers: Vec<ExplainedOffer>,
    /// The questions, the most useful first. What somebody else observed is not asked of a family; nor, after a loss, whether
    /// a child is expected or whether there are others; nor, where none is there or expected, what matters for a child alone.
    pub questions: Vec<ExplainedQuestion>,
    text: String,
}

/// The answer about one offer, in words. Texts that the programme has in another language alone carry their language, so
/// that a screen reader can speak them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedOffer {
    /// The offer's id.
    pub offer: Arc<str>,
    /// The member's id, where the offer is for one.
    pub subject: Option<Arc<str>>,
    /// The decision.
    pub decision: Decision,
    /// The offer's title.
    pub title: String,
    /// The title's language, where it is not the dictionary's.
    pub title_language: Option<String>,
    /// Whom it is for, where it is for a member: *the child born on 11 February 2026*.
    pub whom: Option<String>,
    /// What it is, in the author's words.
    pub about: Option<String>,
    /// Who gives it.
    pub provider: Option<String>,
    /// The language of the provider's title, where it is not the dictionary's.
    pub provider_language: Option<String>,
    /// How to reach who gives it.
    pub contact: Option<String>,
    /// The decision, in a sentence.
    pub sentence: String,
    /// That the family already has it.
    pub already: Option<String>,
    /// That the answer could not be worked out to the end.
    pub caution: Option<String>,
    /// How much: *4 to 14 visits*. None where it is a no, or the programme has no words for the unit.
    pub amount: Option<String>,
    /// What it costs, unless it is a no.
    pub cost: Option<String>,
    /// Whose duty it is, unless it is a no. A provider's duty is never told as the family's.
    pub duty: Option<String>,
    /// For whom it is meant, and whether it waits for acceptance. For professionals alone.
    pub tier: Option<String>,
    /// Why. To families in the author's own words, or not at all.
    pub reasons: Vec<String>,
    /// What would help to know, as questions. To families nothing that was declined.
    pub helps_to_know: Vec<String>,
    /// What would open it. To families nothing about money, work or what is sensitive, and nothing that would leave them
    /// worse off.
    pub changes: Vec<String>,
}

/// A question in words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedQuestion {
    /// The fact, by its full name.
    pub fact: Arc<str>,
    /// How to ask for it.
    pub sentence: String,
    /// The sentence's language, where it is not the dictionary's.
    pub sentence_language: Option<String>,
    /// The titles of the offers whose answers it can change.
    pub unlocks: Vec<String>,
}

/// Composes the words of one answer.
pub(crate) struct Teller<'t> {
    speaker: Speaker<'t>,
    family: &'t Family,
    assessment: &'t Assessment,
    /// What remains for a family after a loss.
    rest: Option<Rest>,
    /// What the members who are there are called, by kind and id, in the family's order.
    names: Vec<(Subject, Arc<str>, String)>,
}

impl<'t> Deref for Teller<'t> {
    type Target = Speaker<'t>;

    fn deref(&self) -> &Speaker<'t> {
        &self.speaker
    }
}

impl<'t> Teller<'t> {
    fn explanation(&self) -> Explanation {
        let offers: Vec<ExplainedOffer> =
            self.assessment.offers.iter().filter_map(|answer| self.explained(answer)).collect();
        let questions = self.questions();
        let response = self.say(
            match self.assessment.response {
                super::Response::Information => Symbol::Information,
                super::Response::Orientation => Symbol::Orientation,
                super::Response::Accompaniment => Symbol::Accompaniment,
            },
            &[],
        );
        let text = match self.audience {
            Audience::Family => self.family_page(&response, &offers, &questions),
            Audience::Professional => self.professional_page(&response, &offers, &questions),
        };
        Explanation {
            language: self.dictionary.language().to_owned(),
            direction: self.dictionary.direction(),
            audience: self.audience,
            response,
            offers,
            questions,
            text,
        }
    }
}

impl Prepared<'_> {
    fn teller<'t>(
        &'t self,
        family: &'t Family,
        assessment: &'t Assessment,
        dictionary: &'t Dictionary,
        audience: Audience,
    ) -> Teller<'t> {
        let mut teller = Teller {
            speaker: Speaker { programme: self.programme, dictionary, audience },
            family,
            assessment,
            rest: None,
            names: Vec::new(),
        };
        teller.names = teller.named(&self.known);
        teller
    }

    /// Lets somebody tell of the family, who leaves out what a family is not told.
    pub(crate) fn telling<R>(
        &self,
        family: &Family,
        dictionary: &Dictionary,
        audience: Audience,
        tell: impl FnOnce(&Teller<'_>) -> R,
    ) -> R {
        let assessment = self.assessment();
        let mut teller = self.teller(family, &assessment, dictionary, audience);
        teller.rest = (audience == Audience::Family).then(|| Rest::of(self, family)).flatten();
        tell(&teller)
    }

    fn explanation(&self, family: &Family, dictionary: &Dictionary, audience: Audience) -> Explanation {
        self.telling(family, dictionary, audience, |teller| teller.explanation())
    }
}

impl Programme {
    /// What the programme says to a family on a day, in the words of a dictionary.
    ///
    /// # Errors
    /// As [`Programme::prepare`].
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Family, Programme, parse_date};
    /// let programme = Programme::from_toml(r#"
    ///     schema = 1
    ///     id = "house"
    ///     version = "1"
    ///     valid = { from = 2026-01-01 }
    ///     [units]
    ///     visit = { en = { one = "visit", other = "visits" } }
    ///     [[offers]]
    ///     id = "home-visit"
    ///     provider = "pmi"
    ///     tier = "universal"
    ///     duty = "to_offer"
    ///     for = "child"
    ///     title = { en = "Home visit" }
    ///     cost = "free"
    ///     dose = { unit = "visit", amount = 3 }
    ///     when = [ { id = "window", condition = "child.age_months < 24", sentence = { en = "until the second birthday" } } ]
    /// "#)?;
    /// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1", "born": "2026-02-11"}]}"#)?;
    /// let on = parse_date("2026-06-01")?;
    /// let english = Dictionary::shipped("en")?;
    ///
    /// let said = programme.explain(&family, on, &english, Audience::Family)?;
    /// let visit = &said.offers[0];
    /// assert_eq!((visit.title.as_str(), visit.amount.as_deref()), ("Home visit", Some("3 visits")));
    /// assert_eq!(visit.sentence, "This is there for you.");
    /// assert_eq!(visit.reasons, ["until the second birthday"]);
    /// assert!(visit.duty.as_ref().unwrap().contains("you are free"));
    ///
    /// // A professional reads the rule, what it read, and who is meant.
    /// let said = programme.explain(&family, on, &english, Audience::Professional)?;
    /// assert_eq!(said.offers[0].whom.as_deref(), Some("the child born on 11 February 2026 [c1]"));
    /// assert!(said.offers[0].reasons[0].contains("child[c1].age_months = 3"));
    ///
    /// // Outside its validity a programme says nothing, in no words.
    /// let refused = programme.explain(&family, parse_date("2025-06-01")?, &english, Audience::Family).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "date.outside_validity");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn explain(
        &self,
        family: &Family,
        on: NaiveDate,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<Explanation, Error> {
        Ok(self.prepare(family, on)?.explanation(family, dictionary, audience))
    }

    /// What the programme says to a family on a day, in words: JSON in, JSON out, the same bytes in all languages.
    ///
    /// # Errors
    /// As [`Programme::assess_json`].
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Programme, parse_date};
    /// let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
    /// let (programme, english) = (Programme::from_toml(text)?, Dictionary::shipped("en")?);
    /// let said = programme.explain_json(r#"{"schema": 1}"#, parse_date("2026-06-01")?, &english, Audience::Family)?;
    /// assert!(said.starts_with(r#"{"schema":1,"language":"en","direction":"ltr","audience":"family""#));
    ///
    /// // Outside its validity it says nothing, and reads no family.
    /// let refused = programme.explain_json("{", parse_date("2025-06-01")?, &english, Audience::Family).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "date.outside_validity");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn explain_json(
        &self,
        family: impl AsRef<[u8]>,
        on: NaiveDate,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        if !self.valid().contains(on) {
            return self.prepare(&Family::default(), on).map(|_| String::new());
        }
        let family = Family::from_json(family)?;
        Ok(self.explain(&family, on, dictionary, audience)?.to_json())
    }
}

impl ProgrammeHistory {
    /// What the version in force on a day says to a family, in words; as [`Programme::explain`].
    ///
    /// # Errors
    /// As [`ProgrammeHistory::on`] and [`Programme::explain`].
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Family, Programme, ProgrammeHistory, parse_date};
    /// let only = Programme::from_toml("schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []")?;
    /// let (history, english) = (ProgrammeHistory::new(vec![only])?, Dictionary::shipped("en")?);
    /// let (family, on) = (Family::new(), parse_date("2026-06-01")?);
    /// let said = history.explain(&family, on, &english, Audience::Family)?;
    /// assert_eq!(said.to_json(), history.explain_json(family.to_json(), on, &english, Audience::Family)?);
    ///
    /// let before = parse_date("2025-12-31")?;
    /// let refused = history.explain(&family, before, &english, Audience::Family).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "date.outside_validity");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn explain(
        &self,
        family: &Family,
        on: NaiveDate,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<Explanation, Error> {
        self.on(on)?.explain(family, on, dictionary, audience)
    }

    /// What the version in force on a day says to a family, in words; as [`Programme::explain_json`].
    ///
    /// # Errors
    /// As [`ProgrammeHistory::on`] and [`Programme::explain_json`].
    pub fn explain_json(
        &self,
        family: impl AsRef<[u8]>,
        on: NaiveDate,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        self.on(on)?.explain_json(family, on, dictionary, audience)
    }
}

impl Explanation {
    /// The whole as a page of plain text, without a newline at its end.
    ///
    /// For a family it is short: what is there now, what comes, what would help to know, and where to ask. For a
    /// professional it holds every answer.
    pub fn to_text(&self) -> String {
        self.text.clone()
    }

    /// The explanation as JSON, in the one wire form; `text` is [`Explanation::to_text`].
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
