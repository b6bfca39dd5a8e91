//! Who must agree, and which laws let share without: data of a country.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Act, Purpose};
use crate::calendar::PartialDate;
use crate::choices::read_words;
use crate::document::{Form, Path, Report, parse};
use crate::error::{Code, Error, Place, Problem};
use crate::vocabulary::{Subject, Words};
use serde::Serialize;

read_words! {
    /// Who must agree to an act.
    Needs {
        /// One holder of authority, even against the will of another.
        Alone = "alone",
        /// One holder of authority: the agreement of the others is presumed, as long as none of them is known to object.
        Presumed = "presumed",
        /// All holders of authority.
        All = "all",
        /// It cannot be told from data: somebody has to ask.
        Ask = "ask",
    }
}
read_words! {
    /// What a parent who is a minor may decide.
    MinorParent {
        /// Holds no authority.
        None = "none",
        /// Decides as any other holder of authority, and for their own data.
        Alone = "alone",
        /// It cannot be told from data: somebody has to ask.
        Ask = "ask",
    }
}
read_words! {
    /// Is sharing under a law allowed, or a duty?
    LawDuty {
        /// The holder may share.
        May = "may",
        /// The holder must.
        Must = "must",
    }
}
read_words! {
    /// When those concerned are told of a sharing under a law.
    Inform {
        /// Before it.
        Before = "before",
        /// After it.
        After = "after",
    }
}

/// Where a rule stands, and whether somebody has looked it up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Article {
    /// The article: `Code civil 372-2`.
    pub article: String,
    /// Where it was read.
    pub source: Option<String>,
    /// When it was read, as far as known.
    pub as_of: Option<PartialDate>,
    /// Was it checked? A rule that was not never permits by itself.
    pub checked: bool,
}

/// Who must agree, for one kind of subject and act.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AgreeRule {
    /// The kind of subject.
    pub about: Subject,
    /// The weight of the act.
    pub act: Act,
    /// Who must agree.
    pub needs: Needs,
    /// Where it stands.
    pub article: Article,
}

/// A step that a law asks for before a sharing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LawStep {
    /// Its id: `talk`.
    pub id: String,
    /// It falls away where that is stated among the conditions: `child_too_young`, of telling the child.
    pub unless: Option<String>,
    /// It falls away where the protection of the child would be endangered.
    pub unless_endangers: bool,
    /// It is a right of the holder, and nothing that must be done.
    pub optional: bool,
}

/// A law of sharing: between whom, under which conditions, after which steps, with which duties.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SharingLaw {
    /// Its id: `fr-casf-l226-2-2`.
    pub id: String,
    /// Where it stands.
    pub article: Article,
    /// Its title, by language.
    pub title: Words,
    /// Allowed, or a duty.
    pub duty: LawDuty,
    /// For which purposes.
    pub purposes: BTreeSet<Purpose>,
    /// Whom it binds or allows: what a holder is. `anyone` is everybody.
    pub holders: BTreeSet<String>,
    /// Whom it does not, whatever else they are. Who shares says of each that they are not it: `no_auxiliary`.
    pub not_holders: BTreeSet<String>,
    /// What the recipient is. `anyone` is everybody.
    pub recipients: BTreeSet<String>,
    /// Of whom it does not speak: `pregnancy` is the unborn child, too.
    pub not_about: BTreeSet<Subject>,
    /// What must be so.
    pub conditions: BTreeSet<String>,
    /// What must be so beside, for holders that are something: `secrecy` to `in_child_interest`. Who shares says of each
    /// whether they are it or not: `secrecy` or `no_secrecy`.
    pub conditions_of: Vec<(String, BTreeSet<String>)>,
    /// What must have been done.
    pub steps: Vec<LawStep>,
    /// Those concerned may object: then it does not permit.
    pub objection: bool,
    /// When those concerned are told.
    pub inform: Option<Inform>,
    /// Telling them falls away where it would endanger somebody: two decide that.
    pub unless_endangers: bool,
    /// What follows a sharing: `written_notice`, `record`, `recipient_answers`.
    pub duties: Vec<String>,
    /// The day from which the law holds, where that is known.
    pub since: Option<NaiveDate>,
}

/// Who must agree, and which laws let share without, in one country: data with articles and dates.
///
/// Four come with the library. They say of each rule whether it was checked; one that was not permits nothing by itself.
///
/// ```
/// use millejours::{Act, ConsentRules, Needs, Subject};
/// let france = ConsentRules::shipped("FR")?;
/// assert_eq!((france.country(), france.majority()), ("FR", 18));
/// let rule = france.rule(Subject::Child, Act::Ordinary).unwrap();
/// assert_eq!((rule.needs, rule.article.article.as_str()), (Needs::Presumed, "Code civil 372-2"));
///
/// // No other country is guessed.
/// assert_eq!(ConsentRules::shipped("IT").unwrap_err().code().as_str(), "consent.country");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRules {
    pub(super) country: String,
    pub(super) majority: i64,
    pub(super) agree: Vec<AgreeRule>,
    pub(super) minor_parent: Option<(MinorParent, Article)>,
    pub(super) laws: Vec<SharingLaw>,
}

const SHIPPED: [(&str, &str); 4] = [
    ("AT", include_str!("countries/at.toml")),
    ("CH", include_str!("countries/ch.toml")),
    ("DE", include_str!("countries/de.toml")),
    ("FR", include_str!("countries/fr.toml")),
];

impl ConsentRules {
    /// The rules of a country that come with the library: `AT`, `CH`, `DE`, `FR`.
    ///
    /// # Errors
    /// [`Error::Consent`] with `consent.country` for any other.
    pub fn shipped(country: &str) -> Result<Self, Error> {
        match SHIPPED.iter().find(|(own, _)| *own == country) {
            Some((_, text)) => Self::from_toml(text),
            None => Err(Error::Consent(vec![
                Problem::new(
                    Code::ConsentCountry,
                    Place::at("rules"),
                    "no rules of this country come with the library",
                )
                .expected("AT, CH, DE or FR"),
            ])),
        }
    }

    /// Reads the rules of a country from TOML.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by line and column.
    ///
    /// ```
    /// use millejours::ConsentRules;
    /// let rules = ConsentRules::from_toml("schema = 1\ncountry = 'LU'\nmajority = 18\n[[agree]]\nabout = 'child'\n\
    ///     act = 'ordinary'\nneeds = 'all'\narticle = 'an article'\nchecked = true")?;
    /// assert!(rules.laws().is_empty());
    /// let refused = ConsentRules::from_toml("schema = 1\ncountry = 'LU'").unwrap_err();
    /// assert_eq!(refused.problems()[0].code.as_str(), "document.missing_key");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_toml(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::read(text.as_ref(), Form::Toml)
    }

    /// Reads the rules of a country from JSON, with the same keys.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::read(text.as_ref(), Form::Json)
    }

    fn read(bytes: &[u8], form: Form) -> Result<Self, Error> {
        let (node, text) = parse(bytes, form).map_err(Error::Consent)?;
        let mut report = Report::new((form == Form::Toml).then_some(text), false).guided("docs::consent");
        let rules = super::read_rules::rules(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Consent)?;
        rules.ok_or_else(|| Error::Consent(Vec::new()))
    }

    /// The country, by its code (ISO 3166).
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The years with which somebody is of age.
    pub fn majority(&self) -> i64 {
        self.majority
    }

    /// Who must agree; `None` where the rules do not say.
    pub fn rule(&self, about: Subject, act: Act) -> Option<&AgreeRule> {
        self.agree.iter().find(|rule| rule.about == about && rule.act == act)
    }

    /// What a parent who is a minor may decide, and where that stands. A rule that was not checked counts as `ask`.
    pub fn minor_parent(&self) -> (MinorParent, Option<&Article>) {
        match &self.minor_parent {
            Some((needs, article)) if article.checked => (*needs, Some(article)),
            Some((_, article)) => (MinorParent::Ask, Some(article)),
            None => (MinorParent::Ask, None),
        }
    }

    /// The laws of sharing, in the order of the document.
    pub fn laws(&self) -> &[SharingLaw] {
        &self.laws
    }

    /// The law of an id.
    pub fn law(&self, id: &str) -> Option<&SharingLaw> {
        self.laws.iter().find(|law| law.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_country_is_read_and_permits_nothing_unread() {
        for (country, _) in SHIPPED {
            let rules = ConsentRules::shipped(country).unwrap();
            assert_eq!(rules.country(), country);
            for act in Act::ALL {
                assert!(rules.rule(Subject::Child, *act).is_some(), "{country} {act}");
            }
            for law in rules.laws() {
                assert!(law.id.starts_with(&country.to_lowercase()), "{}", law.id);
                assert!(law.duties.iter().any(|duty| duty == "record"), "{}", law.id);
                // What was read says when.
                assert_eq!(law.article.checked, law.article.as_of.is_some(), "{}", law.id);
            }
            let unread = |rule: &&AgreeRule| rule.article.checked != rule.article.as_of.is_some();
            assert_eq!(rules.agree.iter().find(unread), None);
        }
    }

    #[test]
    fn the_swiss_duty_does_not_bind_those_under_secrecy() {
        let rules = ConsentRules::shipped("CH").unwrap();
        let (right, duty) = (rules.law("ch-zgb-314c").unwrap(), rules.law("ch-zgb-314d").unwrap());
        assert_eq!((right.duty, duty.duty), (LawDuty::May, LawDuty::Must));
        assert!(duty.not_holders.contains("secrecy") && duty.not_holders.contains("auxiliary"));
        assert!(right.not_holders.contains("auxiliary") && !right.not_holders.contains("secrecy"));
    }

    #[test]
    fn the_german_law_does_not_cover_the_unborn() {
        let rules = ConsentRules::shipped("DE").unwrap();
        assert!(rules.law("de-kkg-4").unwrap().not_about.contains(&Subject::Pregnancy));
    }
}
