//! The class `Programme`, and those of its parts.

mod document;
pub mod facts;
pub mod offer;
pub mod part;

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3::{PyTraverseError, PyVisit};

use self::document::Shown;
use self::facts::{FactDefinition, Validity};
use self::offer::{Offer, Provider, Rule};
use crate::arguments::{Day, Document, Name, Several, file};
use crate::asked::Asked;
use crate::assessment::Assessment;
use crate::dictionary::{Audience, Dictionary, in_words};
use crate::explanation::Explanation;
use crate::family::hints::{Answered, SomeDay, Text};
use crate::family::{AFamily, Family};
use crate::laws::Laws;
use crate::laws::asked::{Asked as Options, Progress, Units};
use crate::laws::difference::Differences;
use crate::laws::lints::Lints;
use crate::questionnaire::{AnswerType, answered};
use crate::refusal::{Problems, Refused};
use crate::schedule::Schedule;
use crate::shown::{Kept, Named, Row, by_language};
use crate::vocabulary::Vocabulary;
use crate::wire::Given;

/// The policy as a document: which offers there are, for whom, and how much of them.
///
/// Immutable; may be shared between threads. A pickle carries the programme with the vocabularies that were handed over.
/// Two programmes are equal where their documents say the same and their vocabularies define the same facts.
///
/// >>> programme = mj.Programme.from_toml('''
/// ... schema = 1
/// ... id = "house"
/// ... version = "1"
/// ... valid = { from = 2026-01-01 }
/// ...
/// ... [[offers]]
/// ... id = "home-visit"
/// ... provider = "pmi"
/// ... tier = "universal"
/// ... duty = "to_offer"
/// ... for = "child"
/// ... title = { en = "Home visit" }
/// ... cost = "free"
/// ... when = [ { id = "window", condition = "child.age_months < 24" } ]
/// ... ''')
/// >>> for answer in programme.assess({"children": [{"id": "c1", "born": "2026-02-11"}, {"id": "c2"}]}, "2026-06-01"):
/// ...     print(answer.offer, answer.subject, answer.decision, answer.missing)
/// home-visit c1 eligible ()
/// home-visit c2 undetermined ('child[c2].born',)
/// >>> mj.Programme.from_toml("schema = 1")
/// Traceback (most recent call last):
/// millejours.errors.ProgrammeError: the programme cannot be used
/// ...
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Programme {
    pub programme: millejours::Programme,
    // Handed over when loading: its own documents only name them.
    vocabularies: Several<Vocabulary>,
    offers: Shown,
}

#[pymethods]
impl Programme {
    /// Read a programme from TOML, with the vocabularies that it names.
    ///
    /// Raises `ProgrammeError` with everything that is wrong with it.
    ///
    /// >>> mj.Programme.from_toml(programme.to_toml()) == programme
    /// True
    /// >>> try:
    /// ...     mj.Programme.from_toml("schema = 1\nidd = 'house'")
    /// ... except mj.ProgrammeError as refused:
    /// ...     slip = refused.problems[-1]
    /// >>> slip.line, slip.column, slip.path, slip.help
    /// (2, 1, 'idd', 'did you mean `id`?')
    #[staticmethod]
    #[pyo3(signature = (text, *, vocabularies = Several::none()))]
    fn from_toml(py: Python<'_>, text: Document<'_>, vocabularies: Several<Vocabulary>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), false, vocabularies)
    }

    /// Read a programme from JSON, with the vocabularies that it names.
    ///
    /// Raises `ProgrammeError` with everything that is wrong with it.
    ///
    /// >>> mj.Programme.from_json(programme.to_json()) == programme
    /// True
    #[staticmethod]
    #[pyo3(signature = (text, *, vocabularies = Several::none()))]
    fn from_json(py: Python<'_>, text: Document<'_>, vocabularies: Several<Vocabulary>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), true, vocabularies)
    }

    /// Read a programme from a file, with the vocabularies that it names: JSON where its name ends in `.json`, else TOML.
    ///
    /// Raises `OSError` where the file cannot be read, `ProgrammeError` where it is no programme.
    ///
    /// >>> import pathlib, tempfile
    /// >>> with tempfile.TemporaryDirectory() as folder:
    /// ...     path = pathlib.Path(folder, "programme.toml")
    /// ...     _ = path.write_text(programme.to_toml(), encoding="utf-8")
    /// ...     mj.Programme.load(path)
    /// Programme(id='house', version='1')
    #[staticmethod]
    #[pyo3(signature = (path, *, vocabularies = Several::none()))]
    fn load(py: Python<'_>, path: PathBuf, vocabularies: Several<Vocabulary>) -> PyResult<Self> {
        let (document, json) = file(py, path)?;
        Ok(Self::read(py, &document, json, vocabularies)?)
    }

    /// Say which help there is for one family on one day, as JSON.
    ///
    /// `family` is a document of JSON, `on` a `datetime.date` or text such as `"2026-01-31"`.
    ///
    /// Raises `DateError` where `on` is no date or outside the programme's validity, and `FamilyError` with
    /// everything that is wrong with the family.
    ///
    /// >>> programme.assess_json('{"schema": 1}', datetime.date(2026, 6, 1))
    /// '{"schema":1,"programme":"house","version":"1","on":"2026-06-01","response":"information","offers":[],"questions":[]}'
    fn assess_json(&self, py: Python<'_>, family: Document<'_>, on: Day) -> Result<String, Refused> {
        let on = on.date()?;
        Ok(py.detach(|| self.programme.assess_json(family, on))?)
    }

    /// Say which help there is for one family on one day, in words, as JSON.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
    /// `"family"` or `"professional"`.
    ///
    /// Raises `DateError` and `FamilyError` as `assess_json` does, and `DictionaryError` where no dictionary of the
    /// language is shipped.
    ///
    /// >>> programme.explain_json('{"schema": 1}', "2026-06-01", language="de")[:31]
    /// '{"schema":1,"language":"de","di'
    #[pyo3(signature = (family, on, *, language = None, dictionary = None, audience = None))]
    fn explain_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        on: Day,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<String> {
        let audience = Audience::or_family(audience);
        in_words(py, language, dictionary, |words| {
            Ok(self.programme.explain_json(family, on.date()?, words, audience)?)
        })
    }

    /// Say which help there is for one family on one day.
    ///
    /// `family` is a `Family`, or a mapping that is read as one (then `schema` may be left out); `on` a `datetime.date`
    /// or text such as `"2026-01-31"`. There is no default for a fact: what is absent, or `None` in a mapping, is unknown.
    ///
    /// Raises `DateError` where `on` is no date or outside the programme's validity, and `FamilyError` with
    /// everything that is wrong with the family.
    ///
    /// >>> family = mj.Family(children=[mj.Child("c1", born=datetime.date(2026, 2, 11))])
    /// >>> programme.assess(family, on="2026-06-01")["home-visit"][0].decision
    /// 'eligible'
    /// >>> programme.assess({"children": [{"id": "c1", "born": "11 February"}]}, "2026-06-01")
    /// Traceback (most recent call last):
    /// millejours.errors.FamilyError: the family cannot be used
    /// children[0].born: there is no such date [date.invalid]
    ///   expected: as much as is known: 2026, 2026-01 or 2026-01-31
    ///   help: write year, month and day with digits, and look at the length of the month
    fn assess(&self, py: Python<'_>, family: AFamily<'_>, on: Day) -> PyResult<Assessment> {
        let on = on.date()?;
        let family = family.family()?;
        let assessment = py.detach(|| self.programme.assess(&family, on)).map_err(Refused::from)?;
        Ok(Assessment::of(assessment, &self.programme))
    }

    /// The names in a family that the programme does not know, each with its path and, where a known one is near, help.
    ///
    /// `assess` refuses values that do not fit; names that the programme does not know it carries, neither read nor refused,
    /// for a family may carry more than one programme reads. So a misspelt name passes there, and shows here: of a fact, a
    /// domain of need, an offer, a declined fact; a voice that is nearly `"family"`; a territory that no rule names. Values
    /// are never told.
    ///
    /// >>> for one in programme.unread({"facts": {"savngs": 300}, "supports": [{"offer": "home-visits"}]}):
    /// ...     print(one.path, one.help)
    /// supports[0].offer did you mean `home-visit`?
    /// facts.savngs leave it where it is meant for another programme; else write it as this one does
    /// >>> programme.unread(family)
    /// ()
    fn unread(&self, family: AFamily<'_>) -> PyResult<Problems<'static>> {
        Ok(Problems(self.programme.unread(&family.family()?).into()))
    }

    /// The names in a family (a document of JSON) that the programme does not know, as JSON. See `unread`.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family.
    ///
    /// >>> programme.unread_json('{"schema": 1}')
    /// '[]'
    fn unread_json(&self, py: Python<'_>, family: Document<'_>) -> Result<String, Refused> {
        Ok(py.detach(|| self.programme.unread_json(family))?)
    }

    /// What an answer to a fact (by its full name: `child[c1].born`) may be; `None` where nobody can be asked.
    ///
    /// >>> programme.answer_type("child[c1].born")
    /// <AnswerType partial_date: a date, as much as is known: 2026, 2026-01 or 2026-01-31>
    /// >>> programme.answer_type("child[c1].age_months") is None  # it follows from the birth
    /// True
    fn answer_type(slf: Py<Self>, fact: Name) -> Option<AnswerType> {
        let of_type = slf.get().programme.answer_type(&fact.0)?;
        Some(AnswerType { of_type, fact: fact.0, programme: slf })
    }

    /// The family with one fact told, in place of what was there; the family itself is as it was.
    ///
    /// `answer` is the value as a family's document has it: a day, a word, an exact number, a list of codes, or `True` for
    /// "nobody is missing from this list".
    ///
    /// Raises `FamilyError` where the fact or the answer does not fit.
    ///
    /// >>> programme.answer(family, "child[c2].born", "2025-09").children[1].born
    /// '2025-09'
    /// >>> programme.answer(family, "child[c2].born", "last year")
    /// Traceback (most recent call last):
    /// millejours.errors.FamilyError: the family cannot be used
    /// ...
    #[pyo3(signature = (family, fact, answer, *, voice = None, as_of = None))]
    fn answer(
        &self,
        family: AFamily<'_>,
        fact: Name,
        answer: Given<'_, Answered>,
        voice: Option<Given<'_, Text>>,
        as_of: Option<Given<'_, SomeDay>>,
    ) -> PyResult<Family> {
        let answer = answered(&answer, &voice, &as_of)?;
        Ok(Family(self.programme.answer(&family.family()?, &fact.0, answer).map_err(Refused::from)?))
    }

    /// The family with one fact declined: asked for, and not answered. It stays unknown, and is not asked for again.
    ///
    /// Raises `FamilyError` for a fact that nobody knows.
    ///
    /// >>> programme.decline(family, "child[c2].born").declined
    /// ('child[c2].born',)
    fn decline(&self, family: AFamily<'_>, fact: Name) -> PyResult<Family> {
        Ok(Family(self.programme.decline(&family.family()?, &fact.0).map_err(Refused::from)?))
    }

    /// Say what an answer to a fact (by its full name: `child[c1].born`) may be, as JSON; None where nobody can be asked.
    ///
    /// >>> programme.answer_type_json("child[c1].born")
    /// '{"type":"partial_date"}'
    fn answer_type_json(&self, fact: Name) -> Option<String> {
        self.programme.answer_type(&fact.0).map(|of_type| of_type.to_json())
    }

    /// Tell one fact of a family (a document of JSON): the family with it, as JSON.
    ///
    /// `answer` is JSON: a bare value, or `{"value": …, "voice": "midwife", "as_of": "2026-01-31"}`.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family, the fact or the answer.
    ///
    /// >>> programme.answer_json('{"schema": 1, "children": [{"id": "c1"}]}', "child[c1].born", '"2026-02"')
    /// '{"schema":1,"children":[{"id":"c1","born":"2026-02"}]}'
    fn answer_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        fact: Name,
        answer: Document<'_>,
    ) -> Result<String, Refused> {
        Ok(py.detach(|| self.programme.answer_json(family, &fact.0, answer))?)
    }

    /// Decline one fact of a family (a document of JSON): the family that is not asked for it again, as JSON.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family or the fact.
    ///
    /// >>> programme.decline_json('{"schema": 1}', "family.languages")
    /// '{"schema":1,"declined":["family.languages"]}'
    fn decline_json(&self, py: Python<'_>, family: Document<'_>, fact: Name) -> Result<String, Refused> {
        Ok(py.detach(|| self.programme.decline_json(family, &fact.0))?)
    }

    /// Say which help there is for one family on one day, in words.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
    /// `"family"` or `"professional"`.
    ///
    /// Raises as `assess` does, and `DictionaryError` where no dictionary of the language is shipped.
    ///
    /// >>> said = programme.explain(family, "2026-06-01", language="fr", audience="professional")
    /// >>> said.offers[0].title, said.offers[0].title_language  # the title is there in English alone
    /// ('Home visit', 'en')
    /// >>> programme.explain(family, "2026-06-01", language="rm")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[pyo3(signature = (family, on, *, language = None, dictionary = None, audience = None))]
    pub fn explain(
        slf: &Bound<'_, Self>,
        family: AFamily<'_>,
        on: Day,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<Explanation> {
        Explanation::of(slf, &family, &on, language, dictionary, audience)
    }

    /// How to ask a family for a fact (by its full name: `child[c1].born`) on a day, and what an answer may be.
    ///
    /// The day says which members are there, and so what they are called. For one question after the other, see
    /// `Questionnaire.ask`.
    ///
    /// Raises as `explain` does, and `FamilyError` for a fact that nobody knows.
    ///
    /// >>> programme.ask(family, "2026-06-01", "child[c2].born", language="en").answer.type
    /// 'partial_date'
    /// >>> programme.ask(family, "2026-06-01", "child[c2].age_months", language="en")
    /// Traceback (most recent call last):
    /// millejours.errors.FamilyError: the family cannot be used
    /// ...
    #[pyo3(signature = (family, on, fact, *, language = None, dictionary = None, audience = None))]
    fn ask(
        slf: &Bound<'_, Self>,
        family: AFamily<'_>,
        on: Day,
        fact: Name,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<Asked> {
        let (py, core) = (slf.py(), &slf.get().programme);
        let dictionary = Dictionary::kept(py, language, dictionary)?;
        let (words, audience) = (&dictionary.get().dictionary, Audience::or_family(audience));
        let on = on.date()?;
        let family = family.family()?;
        let asked = py.detach(|| core.ask(&family, on, &fact.0, words, audience)).map_err(Refused::from)?;
        Ok(Asked { asked, programme: slf.clone().unbind(), dictionary, family, on, audience })
    }

    /// How to ask a family (a document of JSON) for a fact on a day, as JSON. See `ask`.
    ///
    /// >>> programme.ask_json('{"schema": 1}', "2026-06-01", "children", language="en")[:32]
    /// '{"schema":1,"fact":"children","s'
    #[pyo3(signature = (family, on, fact, *, language = None, dictionary = None, audience = None))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    fn ask_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        on: Day,
        fact: Name,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<String> {
        let audience = Audience::or_family(audience);
        in_words(py, language, dictionary, |words| {
            Ok(self.programme.ask_json(family, on.date()?, &fact.0, words, audience)?)
        })
    }

    /// Prove the laws of proportionate universalism for every possible family, or show who breaks them.
    ///
    /// Families have up to so many `adults` (1 to 8), `children` that are born (up to 8), `pregnancies` under way (up to 4) and
    /// children `expected` of each (up to 4); `weights` says what one unit of a dose weighs where units are added up. What is
    /// not said is as the programme's own `[laws]` have it, or 2, 2, 1 and 2.
    ///
    /// `progress` is called now and then with how many of how many pieces of work are done; what it raises ends the work, and
    /// so does an interrupt.
    ///
    /// >>> programme.laws(adults=1)["gradient"].verdict
    /// 'holds'
    /// >>> def impatient(done, of):
    /// ...     raise TimeoutError(f"{done} of {of}")
    /// >>> programme.laws(progress=impatient)
    /// Traceback (most recent call last):
    /// TimeoutError: 1 of 6
    #[pyo3(signature = (
        *, adults = None, children = None, pregnancies = None, expected = None, weights = None, progress = None
    ))]
    fn laws(
        slf: &Bound<'_, Self>,
        adults: Option<usize>,
        children: Option<usize>,
        pregnancies: Option<usize>,
        expected: Option<usize>,
        weights: Option<Units>,
        progress: Option<Progress>,
    ) -> PyResult<Laws> {
        let options = Options { adults, children, pregnancies, expected, weights, cliff: None };
        Laws::of(slf, options, progress.as_ref())
    }

    /// Look for what is worth a second look: rules that make no difference, offers that nobody can have, cliffs.
    ///
    /// `cliff` says how much of a unit one step of one fact may cost. All else is as `laws` has it.
    ///
    /// >>> [lint.kind for lint in programme.lints(cliff={})]
    /// ['no_source']
    #[pyo3(signature = (
        *, adults = None, children = None, pregnancies = None, expected = None, cliff = None, progress = None
    ))]
    fn lints(
        slf: &Bound<'_, Self>,
        adults: Option<usize>,
        children: Option<usize>,
        pregnancies: Option<usize>,
        expected: Option<usize>,
        cliff: Option<Units>,
        progress: Option<Progress>,
    ) -> PyResult<Lints> {
        let options = Options { adults, children, pregnancies, expected, weights: None, cliff };
        Lints::of(slf, options, progress.as_ref())
    }

    /// Compare with a programme that comes after this one: which families gain, lose, or have more or less.
    ///
    /// Both are read as if they were in force on every day of either. All else is as `laws` has it.
    ///
    /// Raises `ProgrammeError` where they mean different things by one name, or count weeks of pregnancy differently.
    ///
    /// >>> programme.difference(programme)
    /// <Differences from house 1 to house 1: 0 found, 0 not decided>
    #[pyo3(signature = (
        after, *, adults = None, children = None, pregnancies = None, expected = None, progress = None
    ))]
    fn difference(
        slf: &Bound<'_, Self>,
        after: &Bound<'_, Self>,
        adults: Option<usize>,
        children: Option<usize>,
        pregnancies: Option<usize>,
        expected: Option<usize>,
        progress: Option<Progress>,
    ) -> PyResult<Differences> {
        let options = Options { adults, children, pregnancies, expected, weights: None, cliff: None };
        Differences::of(slf, after, options, progress.as_ref())
    }

    /// What is due, open, coming, or past and can be caught up for a family on a day, as if the programme stayed in force.
    ///
    /// Raises as `assess` does.
    ///
    /// >>> [(entry.subject, entry.status) for entry in programme.schedule(family, "2026-06-01")]
    /// [('c1', 'open'), ('c2', 'open')]
    fn schedule(&self, py: Python<'_>, family: AFamily<'_>, on: Day) -> PyResult<Schedule> {
        let on = on.date()?;
        let family = family.family()?;
        let schedule = py.detach(|| self.programme.schedule(&family, on)).map_err(Refused::from)?;
        Ok(Schedule::of(schedule, vec![self.programme.clone()]))
    }

    /// The schedule of a family (a document of JSON) on a day, as JSON. See `schedule`.
    ///
    /// >>> programme.schedule_json('{"schema": 1}', "2026-06-01")
    /// '{"schema":1,"programme":"house","version":"1","on":"2026-06-01","entries":[]}'
    fn schedule_json(&self, py: Python<'_>, family: Document<'_>, on: Day) -> Result<String, Refused> {
        let on = on.date()?;
        Ok(py.detach(|| self.programme.schedule_json(family, on))?)
    }

    /// The schedule of a family (a document of JSON) on a day, in words. See `Schedule.to_text`.
    ///
    /// >>> programme.schedule_text_json('{"schema": 1}', "2026-06-01", language="en")
    /// 'There is nothing to plan at the moment. You can always come and talk.'
    #[pyo3(signature = (family, on, *, language = None, dictionary = None, audience = None))]
    fn schedule_text_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        on: Day,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<String> {
        let audience = Audience::or_family(audience);
        in_words(py, language, dictionary, |words| {
            Ok(self.programme.schedule_text_json(family, on.date()?, words, audience)?)
        })
    }

    /// The schedule of a family (a document of JSON) on a day, as iCalendar. See `Schedule.to_icalendar`.
    ///
    /// `options` are JSON: `{"namespace": "…", "reminder_days": 3, "windows": true, "describe": true}`, all but the first as
    /// wished.
    ///
    /// Raises as `explain_json` does, and `ScheduleError` where the options cannot be used.
    ///
    /// >>> programme.icalendar_json('{"schema": 1}', "2026-06-01", '{"namespace": "0b1f8a52-6d9e-4c6b"}', language="de")
    /// ''
    #[pyo3(signature = (family, on, options, *, language = None, dictionary = None))]
    fn icalendar_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        on: Day,
        options: Document<'_>,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
    ) -> PyResult<String> {
        in_words(py, language, dictionary, |words| {
            Ok(self.programme.icalendar_json(family, on.date()?, words, options)?)
        })
    }

    /// Its title by language.
    ///
    /// >>> dict(programme.title)
    /// {}
    #[getter]
    fn title(&self) -> Named<String> {
        by_language(self.programme.title())
    }

    /// The days on which it is in force.
    ///
    /// >>> programme.valid.from_
    /// datetime.date(2026, 1, 1)
    #[getter]
    fn valid(&self) -> Validity {
        Validity(self.programme.valid())
    }

    /// Its offers, in the order in which they are answered.
    ///
    /// >>> programme.offers
    /// (<Offer 'home-visit'>,)
    #[getter]
    fn offers<'py>(slf: &Bound<'py, Self>) -> PyResult<Kept<'py, Offer>> {
        document::offers(slf)
    }

    /// The offer of an id.
    ///
    /// Raises `KeyError` where there is none.
    ///
    /// >>> programme.offer("home-visit").title["en"]
    /// 'Home visit'
    /// >>> programme.offer("visit")
    /// Traceback (most recent call last):
    /// KeyError: 'visit'
    fn offer(slf: &Bound<'_, Self>, id: &str) -> PyResult<Offer> {
        document::offer_of(slf, id)
    }

    /// Its providers, where it lists them.
    ///
    /// >>> programme.providers
    /// ()
    #[getter]
    fn providers(slf: &Bound<'_, Self>) -> Row<Provider> {
        document::providers(slf)
    }

    /// The rules of its target population.
    ///
    /// >>> programme.target
    /// ()
    #[getter]
    fn target(slf: &Bound<'_, Self>) -> Row<Rule> {
        document::target(slf)
    }

    /// Every fact that it knows beside the built-in ones, by its full name: of its vocabularies, and its own.
    ///
    /// >>> dict(programme.facts)
    /// {}
    #[getter]
    fn facts(slf: &Bound<'_, Self>) -> Named<FactDefinition> {
        document::facts(slf)
    }

    /// The programme's id.
    #[getter]
    fn id(&self) -> &str {
        self.programme.id()
    }

    /// The programme's edition.
    #[getter]
    fn version(&self) -> &str {
        self.programme.version()
    }

    /// What loading found worth a second look.
    #[getter]
    fn warnings(&self) -> Problems<'_> {
        Problems(self.programme.warnings().into())
    }

    /// The warnings as JSON, written as problems are in `MillejoursError.to_json()`.
    ///
    /// >>> programme.warnings_json()
    /// '[]'
    fn warnings_json(&self) -> String {
        self.programme.warnings_json()
    }

    /// The programme as JSON.
    ///
    /// >>> programme.to_json()[:39]
    /// '{"schema":1,"id":"house","version":"1",'
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.programme.to_json())
    }

    /// The programme as TOML.
    ///
    /// >>> print(programme.to_toml()[:26])
    /// schema = 1
    /// id = "house"
    /// ve
    fn to_toml(&self, py: Python<'_>) -> String {
        py.detach(|| self.programme.to_toml())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.offers.traverse(&visit)
    }

    fn __clear__(&self) {
        self.offers.clear();
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html")?.call_method1("programme", (slf,))?.extract()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let programme = &slf.get().programme;
        let py = slf.py();
        let id = programme.id().into_pyobject(py)?.repr()?;
        let version = programme.version().into_pyobject(py)?.repr()?;
        Ok(format!("Programme(id={id}, version={version})"))
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (_memo: "object"))]
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        Self::kept(slf)
    }
}
