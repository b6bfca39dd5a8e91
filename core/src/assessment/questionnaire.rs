//! A conversation: one question at a time, until nothing more is worth asking.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use super::gentle::{Rest, spares};
use super::{Asked, Assessment, Question};
use crate::error::Error;
use crate::family::{Answer, Family};
use crate::programme::Programme;
use crate::words::{Audience, Dictionary};

/// A programme's questions to one family on one day, asked one by one.
///
/// It never changes: each answer gives a new one, so that going back is keeping the one before. What was answered, declined
/// or skipped in it is not asked again, also where the answer left something open (a month of birth, a list of strengths).
/// It ends, for there are only so many facts.
///
/// A family is not asked for what a professional alone can tell (`family.observed.…`): for that, ask the professional.
///
/// # Examples
///
/// ## A family that told little
///
/// ```
/// use millejours::{Audience, Decision, Family, Programme, Questionnaire, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'child'\ntitle = { en = 'V' }\ncost = 'free'\n\
/// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' }, { id = 'age', condition = 'child.age_months < 24' } ]";
/// let programme = Programme::from_toml(text)?;
/// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1"}]}"#)?;
/// let start = Questionnaire::new(&programme, family, parse_date("2026-06-01")?, Audience::Family)?;
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
/// # use millejours::{Audience, Decision, Family, Programme, Questionnaire, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'family'\ntitle = { en = 'V' }\ncost = 'free'\n\
/// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' } ]";
/// # let programme = Programme::from_toml(text)?;
/// let start = Questionnaire::new(&programme, Family::default(), parse_date("2026-06-01")?, Audience::Family)?;
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
/// # use millejours::{Audience, Decision, Family, Programme, Questionnaire, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'family'\ntitle = { en = 'V' }\ncost = 'free'\n\
/// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' } ]";
/// # let programme = Programme::from_toml(text)?;
/// let start = Questionnaire::new(&programme, Family::default(), parse_date("2026-06-01")?, Audience::Family)?;
/// let refused = start.answer("family.territory", 7).unwrap_err();
/// assert_eq!(refused.problems()[0].expected.as_deref(), Some("a code, as text"));
/// // The questionnaire is as it was, and the question stands.
/// assert_eq!(&*start.next().unwrap().fact, "family.territory");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Clone)]
pub struct Questionnaire {
    programme: Programme,
    assessment: Assessment,
    /// What remains for a family after a loss.
    rest: Option<Arc<Rest>>,
    talk: Talk,
}

/// All of a questionnaire but the programme, and what follows from it.
#[derive(Debug, Clone)]
pub(super) struct Talk {
    pub(super) on: NaiveDate,
    pub(super) audience: Audience,
    pub(super) family: Family,
    /// What was answered, declined or skipped here.
    pub(super) told: BTreeSet<String>,
}

/// The programme, the day and counts: what a family told does not end up in a log.
impl fmt::Debug for Questionnaire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Questionnaire")
            .field("programme", &self.programme.id())
            .field("version", &self.programme.version())
            .field("on", &self.talk.on)
            .field("told", &self.talk.told.len())
            .field("left", &self.questions().count())
            .finish_non_exhaustive()
    }
}

impl Questionnaire {
    /// Begins with what the family has told so far, and with whom is asked: a family is not asked for observations.
    ///
    /// # Errors
    /// As [`Programme::assess`].
    ///
    /// ```
    /// use millejours::{Audience, Family, Programme, Questionnaire, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'family'\ntitle = { en = 'V' }\ncost = 'free'\n\
    /// # domains = ['health']\n\
    /// # when = [ { id = 'need', condition = 'family.needs.health == \"strong\" || family.observed.health == \"strong\"' } ]";
    /// let programme = Programme::from_toml(text)?;
    /// let on = parse_date("2026-06-01")?;
    /// let facts = |audience| -> Result<Vec<String>, millejours::Error> {
    ///     let talk = Questionnaire::new(&programme, Family::new(), on, audience)?;
    ///     Ok(talk.questions().map(|question| question.fact.to_string()).collect())
    /// };
    /// assert_eq!(facts(Audience::Family)?, ["family.needs.health"]);
    /// assert_eq!(facts(Audience::Professional)?, ["family.needs.health", "family.observed.health"]);
    ///
    /// let early = Questionnaire::new(&programme, Family::new(), parse_date("2025-12-31")?, Audience::Family);
    /// assert_eq!(early.unwrap_err().code().as_str(), "date.outside_validity");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn new(programme: &Programme, family: Family, on: NaiveDate, audience: Audience) -> Result<Self, Error> {
        Self::with(programme.clone(), Talk { on, audience, family, told: BTreeSet::new() })
    }

    pub(super) fn with(programme: Programme, talk: Talk) -> Result<Self, Error> {
        let assessment = programme.assess(&talk.family, talk.on)?;
        let for_family = talk.audience == Audience::Family;
        let rest = for_family.then(|| Rest::on(&programme, &talk.family, talk.on)).flatten().map(Arc::new);
        Ok(Questionnaire { programme, assessment, rest, talk })
    }

    fn after(&self, fact: &str, family: Family) -> Result<Self, Error> {
        let mut talk = Talk { family, ..self.talk.clone() };
        talk.told.insert(fact.to_owned());
        Self::with(self.programme.clone(), talk)
    }

    /// The question most worth asking now; `None` where there is none left.
    pub fn next(&self) -> Option<&Question> {
        self.questions().next()
    }

    /// Every question not asked yet that is for this audience, the most useful first.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        let (talk, for_family) = (&self.talk, self.talk.audience == Audience::Family);
        let questions = self.rest.as_ref().map_or(self.assessment.questions.as_slice(), |rest| rest.questions());
        let open = questions.iter().filter(|question| !talk.told.contains(&*question.fact));
        open.filter(move |question| !(for_family && spares(&talk.family, &question.fact)))
    }

    /// The questions not asked yet as JSON, each as an assessment writes it.
    pub fn questions_json(&self) -> String {
        serde_json::to_string(&self.questions().collect::<Vec<_>>()).unwrap_or_default()
    }

    /// How to ask the next question, in the words of a dictionary; `None` where no question is left.
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Family, Programme, Questionnaire, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'child'\ntitle = { en = 'V' }\ncost = 'free'\n\
    /// # when = [ { id = 'age', condition = 'child.age_months < 24' } ]";
    /// let programme = Programme::from_toml(text)?;
    /// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1"}]}"#)?;
    /// let talk = Questionnaire::new(&programme, family, parse_date("2026-06-01")?, Audience::Family)?;
    /// let english = Dictionary::shipped("en")?;
    /// let asked = talk.ask(&english).unwrap();
    /// assert_eq!((&*asked.fact, asked.whom.as_deref()), ("child[c1].born", Some("the child")));
    /// assert!(asked.sentence.ends_with('?'));
    ///
    /// let end = talk.skip(&asked.fact)?;
    /// assert_eq!(end.ask(&english), None);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn ask(&self, dictionary: &Dictionary) -> Option<Asked> {
        let Talk { on, audience, family, .. } = &self.talk;
        // The family was prepared when this questionnaire was made: it can be again.
        let prepared = self.programme.prepare(family, *on).ok()?;
        prepared.asked(family, &self.assessment, &self.next()?.fact, dictionary, *audience)
    }

    /// The questionnaire after an answer: to the next question, or to any other fact.
    ///
    /// # Errors
    /// As [`Programme::answer`]. The questionnaire itself is as it was.
    pub fn answer(&self, fact: &str, answer: impl Into<Answer>) -> Result<Self, Error> {
        self.after(fact, self.programme.answer(&self.talk.family, fact, answer)?)
    }

    /// The questionnaire after the family would rather not say.
    ///
    /// # Errors
    /// As [`Programme::decline`].
    pub fn decline(&self, fact: &str) -> Result<Self, Error> {
        self.after(fact, self.programme.decline(&self.talk.family, fact)?)
    }

    /// The questionnaire without a question, for now: the family is as it was, and another day is asked again.
    ///
    /// # Errors
    /// As [`Programme::decline`].
    ///
    /// ```
    /// use millejours::{Audience, Family, Programme, Questionnaire, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'family'\ntitle = { en = 'V' }\ncost = 'free'\n\
    /// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' } ]";
    /// # let programme = Programme::from_toml(text)?;
    /// let start = Questionnaire::new(&programme, Family::new(), parse_date("2026-06-01")?, Audience::Family)?;
    /// let later = start.skip("family.territory")?;
    /// assert!(later.is_settled());
    /// assert!(later.family().declined.is_empty());
    /// assert_eq!(start.skip("family.teritory").unwrap_err().code().as_str(), "reference.unknown");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn skip(&self, fact: &str) -> Result<Self, Error> {
        // What cannot be declined cannot be skipped.
        self.programme.decline(&self.talk.family, fact)?;
        let mut skipped = self.clone();
        skipped.talk.told.insert(fact.to_owned());
        Ok(skipped)
    }

    /// The questionnaire with the family edited, by a member added for instance; what was asked is not asked again.
    ///
    /// # Errors
    /// As [`Programme::assess`].
    ///
    /// ```
    /// use millejours::{Audience, Child, Family, Programme, Questionnaire, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'child'\ntitle = { en = 'V' }\ncost = 'free'\n\
    /// # when = [ { id = 'age', condition = 'child.age_months < 24' } ]";
    /// # let programme = Programme::from_toml(text)?;
    /// let family = Family::new().with_child(Child::new("c1"));
    /// let talk = Questionnaire::new(&programme, family, parse_date("2026-06-01")?, Audience::Family)?;
    /// let talk = talk.answer("child[c1].born", "2024")?;
    /// let edited = talk.family().clone().with_child(Child::new("c2"));
    /// let talk = talk.with_family(edited)?;
    /// // Of the first child the year is enough for now: it was asked.
    /// assert_eq!(talk.questions().map(|own| &*own.fact).collect::<Vec<_>>(), ["child[c2].born"]);
    ///
    /// let twice = Family::new().with_child(Child::new("c1")).with_child(Child::new("c1"));
    /// assert_eq!(talk.with_family(twice).unwrap_err().kind(), "family");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn with_family(&self, family: Family) -> Result<Self, Error> {
        Self::with(self.programme.clone(), Talk { family, ..self.talk.clone() })
    }

    /// Is no question left for this audience?
    pub fn is_settled(&self) -> bool {
        self.next().is_none()
    }

    /// What the programme says with what is known so far.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The family as told so far.
    pub fn family(&self) -> &Family {
        &self.talk.family
    }

    /// The day asked about.
    pub fn on(&self) -> NaiveDate {
        self.talk.on
    }

    /// Who is asked.
    pub fn audience(&self) -> Audience {
        self.talk.audience
    }

    /// What was answered, declined or skipped here, by full names, ascending.
    pub fn told(&self) -> impl Iterator<Item = &str> {
        self.talk.told.iter().map(String::as_str)
    }

    /// The programme that asks.
    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    /// The questionnaire as JSON, without its programme: `{"schema":1,"on":…,"audience":…,"family":{…},"told":[…]}`, the
    /// same bytes in all languages. It holds all that the family said.
    pub fn to_json(&self) -> String {
        self.talk.to_json()
    }

    /// The questionnaire that [`Questionnaire::to_json`] wrote, to be gone on with where it stood.
    ///
    /// It holds with a later edition of the programme too: a name in `told` that it does not know is kept.
    ///
    /// # Errors
    /// [`Error::Family`] with everything that is wrong with the document, by path, and never what stands there; else as
    /// [`Programme::assess`].
    ///
    /// ```
    /// use millejours::{Audience, Family, Programme, Questionnaire, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'child'\ntitle = { en = 'V' }\ncost = 'free'\n\
    /// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' }, { id = 'age', condition = 'child.age_months < 24' } ]";
    /// # let programme = Programme::from_toml(text)?;
    /// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1"}]}"#)?;
    /// let talk = Questionnaire::new(&programme, family, parse_date("2026-06-01")?, Audience::Family)?;
    /// let talk = talk.skip("child[c1].born")?;
    /// let saved = talk.to_json();
    /// assert_eq!(
    ///     saved,
    ///     r#"{"schema":1,"on":"2026-06-01","audience":"family","family":{"schema":1,"children":[{"id":"c1"}]},"told":["child[c1].born"]}"#,
    /// );
    /// let again = Questionnaire::from_json(&programme, &saved)?;
    /// assert_eq!(again.next(), talk.next());
    ///
    /// let refused = Questionnaire::from_json(&programme, saved.replace("c1]", "c 1]")).unwrap_err();
    /// assert_eq!(refused.problems()[0].place.path, "told[0]");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_json(programme: &Programme, text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::with(programme.clone(), Talk::from_json(text.as_ref())?)
    }
}
