//! An assessment through a disclosure: what the reader may not see is unknown, exactly as what nobody told.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::Assessment;
use crate::consent::{About, ConsentDecision, ConsentRules, Consents, Disclosure, Request};
use crate::error::{Code, Error, Place, Problem};
use crate::family::{FactName, Family};
use crate::programme::Programme;
use crate::vocabulary::{Category, Subject};

/// What a programme says to a reader of part of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DisclosedAssessment {
    /// The assessment of what the reader may see.
    pub assessment: Assessment,
    /// The categories of which a consent could help: a fact of them is missing, and the reader may not see it. Whether
    /// anybody told it is not said.
    pub consent_could_help: Vec<Category>,
}

impl DisclosedAssessment {
    /// As JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for DisclosedAssessment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("assessment", &self.assessment)?;
        map.serialize_entry("consent_could_help", &self.consent_could_help)?;
        map.end()
    }
}

/// Whom a fact is about, by its full name.
fn about(fact: &str) -> About {
    match FactName::parse(fact) {
        Some(FactName::Of { subject: Subject::Adult, id, .. }) => About::Adult(id.to_owned()),
        Some(FactName::Of { subject: Subject::Child, id, .. }) => About::Child(id.to_owned()),
        Some(FactName::Of { subject: Subject::Pregnancy, id, .. }) => About::Pregnancy(id.to_owned()),
        _ => About::Family,
    }
}

impl Programme {
    /// What the programme says to whoever a disclosure is for. It is computed from what they may see, and from nothing else:
    /// two families that differ only in what they may not see give the same answer.
    ///
    /// `consents` is what stands on the day: a disclosure outlives no withdrawal and no refusal, and about a child, a pregnancy or
    /// the family it outlives no day, for it cannot tell who speaks for them on the next
    /// ([`Disclosure::stands`](crate::Disclosure::stands)).
    ///
    /// # Errors
    /// [`Error::Consent`] with `consent.not_permitted` where the disclosure does not stand that day; else as
    /// [`Programme::assess`].
    ///
    /// ```
    /// use millejours::{Act, Category, Concerned, Consents, Family, Party, Programme, Purpose, Request, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n\
    /// # [facts.family.quotient]\ntype = 'int'\ncategory = 'income'\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'targeted'\nduty = 'none'\nfor = 'family'\ntitle = { en = 'V' }\ncost = 'free'\n\
    /// # when = [ { id = 'place', condition = 'family.quotient <= 800 && \"pt\" in family.languages' } ]";
    /// let programme = Programme::from_toml(text)?;
    /// let family = Family::from_json(r#"{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1"}], "facts": {"quotient": 500}}"#)?;
    /// let (reader, on) = (Party::parse("adult:a1").unwrap(), parse_date("2026-06-01")?);
    /// let request = Request::new(reader, Purpose::Orientation, Act::Ordinary, [Category::Language], Concerned::Everyone);
    /// let consents = Consents::new();
    /// let decision = consents.decide(&family, programme.facts(), None, &request, on);
    /// let disclosure = decision.permitted().unwrap().disclose("d1")?;
    /// let found = programme.assess_disclosed(&disclosure, &consents, on)?;
    /// assert_eq!(found.assessment.offers[0].decision.as_str(), "undetermined");
    /// assert_eq!(found.consent_could_help, [Category::Income]);
    ///
    /// // What says no end holds on its own day.
    /// let later = programme.assess_disclosed(&disclosure, &consents, parse_date("2026-06-02")?).unwrap_err();
    /// assert_eq!(later.code().as_str(), "consent.not_permitted");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn assess_disclosed(
        &self,
        disclosure: &Disclosure,
        consents: &Consents,
        on: NaiveDate,
    ) -> Result<DisclosedAssessment, Error> {
        if !disclosure.stands(consents, on) {
            let problem =
                Problem::new(Code::ConsentNotPermitted, Place::at("on"), "the disclosure does not stand that day");
            return Err(Error::Consent(vec![problem]));
        }
        let assessment = self.assess(disclosure.view(), on)?;
        let mut could_help = BTreeSet::new();
        for question in &assessment.questions {
            let shown = match FactName::parse(&question.fact) {
                // A list shows where everybody does, which no single part says.
                Some(FactName::List(list)) => disclosure.view().complete.contains(&list),
                _ => disclosure.shows(&about(&question.fact), question.category),
            };
            if !shown {
                could_help.insert(question.category);
            }
        }
        Ok(DisclosedAssessment { assessment, consent_could_help: could_help.into_iter().collect() })
    }

    /// May a recipient see what is asked for: JSON in, JSON out, the same bytes in all languages. `rules` is the code of a
    /// country whose rules come with the library, or a document of rules in JSON; `None` where no country is known.
    ///
    /// # Errors
    /// [`Error::Family`] and [`Error::Consent`], as what reads each of them.
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
    /// let programme = millejours::Programme::from_toml(text)?;
    /// let request = r#"{"recipient":"provider:pmi","purpose":"referral","categories":["birth"],"about":["family"],"act":"ordinary"}"#;
    /// let on = millejours::parse_date("2026-06-01")?;
    /// assert_eq!(
    ///     programme.decide_json(r#"{"schema": 1}"#, r#"{"schema": 1}"#, None, request, on)?,
    ///     r#"{"schema":1,"on":"2026-06-01","recipient":"provider:pmi","purpose":"referral","decision":"ask","rule":"protective","parts":[{"about":"family","category":"birth","decision":"ask","reasons":[{"code":"no_country_rules"}],"ask":[{"seek_advice":true}]}]}"#,
    /// );
    /// assert!(programme.decide_json(r#"{"schema": 1}"#, r#"{"schema": 1}"#, Some("XX"), request, on).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn decide_json(
        &self,
        family: impl AsRef<[u8]>,
        consents: impl AsRef<[u8]>,
        rules: Option<&str>,
        request: impl AsRef<[u8]>,
        on: NaiveDate,
    ) -> Result<String, Error> {
        let found = self.decided(family.as_ref(), consents.as_ref(), rules, request.as_ref(), on)?;
        Ok(found.to_json())
    }

    /// What is permitted of a request, disclosed under an id: JSON in, JSON out. See [`ConsentDecision::disclose`]; the
    /// `parts` say what was permitted.
    ///
    /// # Errors
    /// As [`Programme::decide_json`]; `consent.not_permitted` where nothing is permitted; `id.invalid`.
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
    /// let programme = millejours::Programme::from_toml(text)?;
    /// let (family, none) = (r#"{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1"}]}"#, r#"{"schema": 1}"#);
    /// let request = r#"{"recipient":"adult:a1","purpose":"orientation","categories":["language"],"about":["family"],"act":"ordinary"}"#;
    /// let on = millejours::parse_date("2026-06-01")?;
    /// assert_eq!(
    ///     programme.disclose_json(family, none, None, request, on, "d1")?,
    ///     r#"{"schema":1,"id":"d1","recipient":"adult:a1","purpose":"orientation","on":"2026-06-01","parts":[{"about":"family","category":"language"}],"basis":[{"own":true}],"family":{"schema":1,"languages":["pt"]}}"#,
    /// );
    /// let refused = programme.disclose_json(family, none, None, request.replace("adult:a1", "provider:pmi"), on, "d1").unwrap_err();
    /// assert_eq!(refused.code().as_str(), "consent.not_permitted");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn disclose_json(
        &self,
        family: impl AsRef<[u8]>,
        consents: impl AsRef<[u8]>,
        rules: Option<&str>,
        request: impl AsRef<[u8]>,
        on: NaiveDate,
        id: &str,
    ) -> Result<String, Error> {
        let found = self.decided(family.as_ref(), consents.as_ref(), rules, request.as_ref(), on)?;
        Ok(narrowed(found).disclose(id)?.to_json())
    }

    /// What the programme says of what is permitted of a request: JSON in, JSON out. See [`Programme::assess_disclosed`].
    ///
    /// # Errors
    /// As [`Programme::disclose_json`] and [`Programme::assess`].
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
    /// let programme = millejours::Programme::from_toml(text)?;
    /// let (family, none) = (r#"{"schema": 1, "adults": [{"id": "a1"}]}"#, r#"{"schema": 1}"#);
    /// let request = r#"{"recipient":"adult:a1","purpose":"orientation","categories":["language"],"about":["family"],"act":"ordinary"}"#;
    /// let on = millejours::parse_date("2026-06-01")?;
    /// let found = programme.assess_disclosed_json(family, none, None, request, on)?;
    /// assert!(found.ends_with(r#""offers":[],"questions":[]},"consent_could_help":[]}"#));
    /// assert!(programme.assess_disclosed_json(family, none, None, "{}", on).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn assess_disclosed_json(
        &self,
        family: impl AsRef<[u8]>,
        consents: impl AsRef<[u8]>,
        rules: Option<&str>,
        request: impl AsRef<[u8]>,
        on: NaiveDate,
    ) -> Result<String, Error> {
        let found = self.decided(family.as_ref(), consents.as_ref(), rules, request.as_ref(), on)?;
        let consents = Consents::from_json(consents.as_ref())?;
        Ok(self.assess_disclosed(&narrowed(found).disclose("disclosure")?, &consents, on)?.to_json())
    }

    /// The decision on a request, out of documents.
    pub(crate) fn decided(
        &self,
        family: &[u8],
        consents: &[u8],
        rules: Option<&str>,
        request: &[u8],
        on: NaiveDate,
    ) -> Result<ConsentDecision, Error> {
        let family = Family::from_json(family)?;
        let consents = Consents::from_json(consents)?;
        let rules = match rules {
            None => None,
            Some(text) if text.trim_start().starts_with('{') => Some(ConsentRules::from_json(text)?),
            Some(country) => Some(ConsentRules::shipped(country)?),
        };
        let request = Request::from_json(request)?;
        Ok(consents.decide(&family, self.facts(), rules.as_ref(), &request, on))
    }
}

/// What is permitted of a decision; where nothing is, the decision itself, which nothing can be disclosed on.
fn narrowed(found: ConsentDecision) -> ConsentDecision {
    found.permitted().unwrap_or(found)
}
