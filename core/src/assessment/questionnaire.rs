//! A conversation: one question at a time, until nothing more is worth asking.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

use super::{Assessment, Question};
use crate::error::Error;
use crate::family::{Answer, Family};
use crate::programme::Programme;

/// A programme's questions to one family on one day, asked one by one.
///
/// It never changes: each answer gives a new one, so that going back is keeping the one before. What was answered or
/// declined in it is not asked again, also where the answer left something open (a month of birth, a list of strengths).
/// It ends, for there are only so many facts.
///
/// # Examples
///
/// ## A family that told little
///
/// ```
/// use millejours::{Decision, Family, Programme, Questionnaire, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'child'\ntitle = { en = 'V' }\ncost = 'free'\n\
/// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' }, { id = 'age', condition = 'child.age_months < 24' } ]";
/// let programme = Programme::from_toml(text)?;
/// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1"}]}"#)?;
/// let start = Questionnaire::new(&programme, family, parse_date("2026-06-01")?)?;
/// assert_eq!(&*start.next().unwrap().fact, "child[c1].born");
///
/// let then = start.answer("child[c1].born", "2026-02")?;
/// assert_eq!(&*then.next().unwrap().fact, "family.territory");
///
/// let end = then.answer("family.territory", "A")?;
/// assert!(end.is_settled());
/// assert_eq!(end.assessment().offers[0].decision, Decision::Eligible);
/// # Ok::<(), millejours::Error>(())
/// ```
///
/// ## A family that would rather not say
///
/// ```
/// # use millejours::{Decision, Family, Programme, Questionnaire, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'family'\ntitle = { en = 'V' }\ncost = 'free'\n\
/// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' } ]";
/// # let programme = Programme::from_toml(text)?;
/// let start = Questionnaire::new(&programme, Family::default(), parse_date("2026-06-01")?)?;
/// let end = start.decline("family.territory")?;
/// assert!(end.is_settled());
/// // Nothing is refused for it: the answer stays open.
/// assert_eq!(end.assessment().offers[0].decision, Decision::Undetermined);
/// # Ok::<(), millejours::Error>(())
/// ```
///
/// ## An answer that does not fit
///
/// ```
/// # use millejours::{Decision, Family, Programme, Questionnaire, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'family'\ntitle = { en = 'V' }\ncost = 'free'\n\
/// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' } ]";
/// # let programme = Programme::from_toml(text)?;
/// let start = Questionnaire::new(&programme, Family::default(), parse_date("2026-06-01")?)?;
/// let refused = start.answer("family.territory", 7).unwrap_err();
/// assert_eq!(refused.problems()[0].expected.as_deref(), Some("a code, as text"));
/// // The questionnaire is as it was, and the question stands.
/// assert_eq!(&*start.next().unwrap().fact, "family.territory");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Clone)]
pub struct Questionnaire {
    programme: Programme,
    family: Family,
    on: NaiveDate,
    assessment: Assessment,
    /// What was answered or declined here.
    told: BTreeSet<String>,
}

/// The programme, the day and counts: what a family told does not end up in a log.
impl fmt::Debug for Questionnaire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Questionnaire")
            .field("programme", &self.programme.id())
            .field("version", &self.programme.version())
            .field("on", &self.on)
            .field("told", &self.told.len())
            .field("left", &self.questions().count())
            .finish_non_exhaustive()
    }
}

impl Questionnaire {
    /// Begins with what the family has told so far.
    ///
    /// # Errors
    /// As [`Programme::assess`].
    pub fn new(programme: &Programme, family: Family, on: NaiveDate) -> Result<Self, Error> {
        Self::with(programme.clone(), family, on, BTreeSet::new())
    }

    fn with(programme: Programme, family: Family, on: NaiveDate, told: BTreeSet<String>) -> Result<Self, Error> {
        let assessment = programme.assess(&family, on)?;
        Ok(Questionnaire { programme, family, on, assessment, told })
    }

    fn after(&self, fact: &str, family: Family) -> Result<Self, Error> {
        let mut told = self.told.clone();
        told.insert(fact.to_owned());
        Self::with(self.programme.clone(), family, self.on, told)
    }

    /// The question most worth asking now; `None` where there is none left.
    pub fn next(&self) -> Option<&Question> {
        self.questions().next()
    }

    /// Every question not asked yet, the most useful first.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.assessment.questions.iter().filter(|question| !self.told.contains(&*question.fact))
    }

    /// The questionnaire after an answer: to the next question, or to any other fact.
    ///
    /// # Errors
    /// As [`Programme::answer`]. The questionnaire itself is as it was.
    pub fn answer(&self, fact: &str, answer: impl Into<Answer>) -> Result<Self, Error> {
        self.after(fact, self.programme.answer(&self.family, fact, answer)?)
    }

    /// The questionnaire after the family would rather not say.
    ///
    /// # Errors
    /// As [`Programme::decline`].
    pub fn decline(&self, fact: &str) -> Result<Self, Error> {
        self.after(fact, self.programme.decline(&self.family, fact)?)
    }

    /// Is no question left?
    pub fn is_settled(&self) -> bool {
        self.next().is_none()
    }

    /// What the programme says with what is known so far.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The family as told so far.
    pub fn family(&self) -> &Family {
        &self.family
    }

    /// The day asked about.
    pub fn on(&self) -> NaiveDate {
        self.on
    }

    /// The programme that asks.
    pub fn programme(&self) -> &Programme {
        &self.programme
    }
}
