//! The classes `Questionnaire` and `AnswerType`.

use std::hash::{Hash, Hasher};

use chrono::NaiveDate;
use millejours::AnswerType as Type;
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyTuple};
use pyo3::{PyTypeInfo, type_hint_subscript, type_hint_union};

use crate::arguments::{Day, Document, Name};
use crate::asked::Asked;
use crate::assessment::Assessment;
use crate::assessment::reason::Question;
use crate::dictionary::{Audience, Dictionary};
use crate::family::hints::{Answered, SomeDay, Text};
use crate::family::{AFamily, Family};
use crate::programme::Programme;
use crate::record::plain;
use crate::refusal::Refused;
use crate::shown::{Date, INT, Row, STR, TUPLE, Word};
use crate::whole::immutable;
use crate::wire::{Given, Maybe, Object};

/// An answer, as the core reads it.
pub fn answered(
    answer: &Given<'_, Answered>,
    voice: &Option<Given<'_, Text>>,
    as_of: &Option<Given<'_, SomeDay>>,
) -> PyResult<millejours::Answer> {
    let told = Object::new().with("value", answer)?.may("voice", voice)?.may("as_of", as_of)?.end();
    Ok(millejours::Answer::from_json(told).map_err(Refused::from)?)
}

/// A programme's questions to one family on one day, asked one by one.
///
/// It never changes: each answer gives a new one, so that going back is keeping the one before. What was answered, declined
/// or skipped in it is not asked again. It ends where no question is left.
///
/// The `audience` is who is asked, a `"family"` or a `"professional"`: a family is not asked for what a professional alone
/// can tell (`family.observed.…`).
///
/// >>> talk = mj.Questionnaire(programme, {"children": [{"id": "c1"}]}, on="2026-06-01")
/// >>> replies = {"child[c1].born": "2026-02"}
/// >>> while talk.next is not None:
/// ...     fact = talk.next.fact
/// ...     talk = talk.answer(replies[fact]) if fact in replies else talk.decline()
/// >>> talk.family.children[0].born, talk.assessment.offers[0].decision
/// ('2026-02', 'eligible')
/// >>> talk.answer("child[c9].born", "2026")
/// Traceback (most recent call last):
/// millejours.errors.FamilyError: the family cannot be used
/// ...
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Questionnaire {
    questionnaire: millejours::Questionnaire,
    programme: Py<Programme>,
}

impl PartialEq for Questionnaire {
    fn eq(&self, other: &Self) -> bool {
        self.programme.get() == other.programme.get() && self.to_json() == other.to_json()
    }
}

impl Hash for Questionnaire {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_json().hash(state);
    }
}

impl Questionnaire {
    /// The fact that a call names, else that of the next question.
    fn named(&self, fact: Option<Name>) -> PyResult<String> {
        let next = || self.questionnaire.next().map(|question| question.fact.to_string());
        fact.map(|fact| fact.0).or_else(next).ok_or_else(|| PyRuntimeError::new_err("no question is left"))
    }

    /// The questionnaire after a step, worked out without holding the interpreter.
    fn after(
        &self,
        py: Python<'_>,
        step: impl Send + FnOnce(&millejours::Questionnaire) -> Result<millejours::Questionnaire, millejours::Error>,
    ) -> PyResult<Self> {
        let questionnaire = py.detach(|| step(&self.questionnaire)).map_err(Refused::from)?;
        Ok(Questionnaire { questionnaire, programme: self.programme.clone_ref(py) })
    }
}

#[pymethods]
impl Questionnaire {
    #[new]
    #[pyo3(signature = (programme, family, on, *, audience = None))]
    fn new(
        py: Python<'_>,
        programme: Py<Programme>,
        family: AFamily<'_>,
        on: Day,
        audience: Option<Audience>,
    ) -> PyResult<Self> {
        let (on, audience) = (on.date()?, Audience::or_family(audience));
        let (core, family) = (&programme.get().programme, family.family()?);
        let questionnaire =
            py.detach(|| millejours::Questionnaire::new(core, family, on, audience)).map_err(Refused::from)?;
        Ok(Questionnaire { questionnaire, programme })
    }

    /// Go on with a questionnaire that `to_json` wrote, where it stood.
    ///
    /// Raises `FamilyError` with everything that is wrong with the document, and never with what stands there.
    ///
    /// >>> talk = mj.Questionnaire(programme, family, on="2026-06-01").skip("children")
    /// >>> mj.Questionnaire.from_json(programme, talk.to_json()) == talk
    /// True
    /// >>> mj.Questionnaire.from_json(programme, talk.to_json().replace("told", "said"))
    /// Traceback (most recent call last):
    /// millejours.errors.FamilyError: the family cannot be used
    /// ...
    #[staticmethod]
    fn from_json(py: Python<'_>, programme: Py<Programme>, text: Document<'_>) -> PyResult<Self> {
        let core = &programme.get().programme;
        let questionnaire = py.detach(|| millejours::Questionnaire::from_json(core, text)).map_err(Refused::from)?;
        Ok(Questionnaire { questionnaire, programme })
    }

    /// The questionnaire as JSON, without its programme: the same bytes as in Rust and in Kotlin. It holds all that the
    /// family said.
    ///
    /// >>> mj.Questionnaire(programme, {}, on="2026-06-01").to_json()
    /// '{"schema":1,"on":"2026-06-01","audience":"family","family":{"schema":1},"told":[]}'
    fn to_json(&self) -> String {
        self.questionnaire.to_json()
    }

    /// How to ask the next question, with what an answer may be; `None` where no question is left.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own. Raises `DictionaryError`
    /// where no dictionary of the language is shipped.
    ///
    /// >>> asked = mj.Questionnaire(programme, family, on="2026-06-01").ask(language="en")
    /// >>> asked.fact, asked.answer.type, asked.sentence != ""
    /// ('child[c2].born', 'partial_date', True)
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01").ask(language="rm")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[pyo3(signature = (*, language = None, dictionary = None))]
    fn ask(
        &self,
        py: Python<'_>,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
    ) -> PyResult<Option<Asked>> {
        let dictionary = Dictionary::kept(py, language, dictionary)?;
        let talk = &self.questionnaire;
        let words = &dictionary.get().dictionary;
        let Some(asked) = py.detach(|| talk.ask(words)) else { return Ok(None) };
        let (programme, family) = (self.programme.clone_ref(py), talk.family().clone());
        Ok(Some(Asked { asked, programme, dictionary, family, on: talk.on(), audience: talk.audience() }))
    }

    /// The question most worth asking now; `None` where there is none left.
    ///
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01").next.fact
    /// 'child[c2].born'
    #[getter]
    fn next(&self) -> Option<Question> {
        self.questionnaire.next().cloned().map(Question)
    }

    /// Every question not asked yet, the most useful first.
    ///
    /// >>> len(mj.Questionnaire(programme, family, on="2026-06-01").questions)
    /// 1
    #[getter]
    fn questions(&self) -> Row<Question> {
        Row::of(self.questionnaire.questions(), |question| Question(question.clone()))
    }

    /// Is no question left?
    ///
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01").is_settled
    /// False
    #[getter]
    fn is_settled(&self) -> bool {
        self.questionnaire.is_settled()
    }

    /// The questionnaire after an answer: alone, to the next question; behind a fact's full name, to that fact. See
    /// `Programme.answer`.
    ///
    /// Raises `FamilyError` where the fact or the answer does not fit, and `RuntimeError` where no question is left.
    ///
    /// >>> talk = mj.Questionnaire(programme, family, on="2026-06-01")
    /// >>> talk.answer(datetime.date(2025, 9, 30)).is_settled, talk.is_settled
    /// (True, False)
    /// >>> talk.answer("child[c2].born", "2025-09") == talk.answer("2025-09")
    /// True
    /// >>> talk.answer("child[c2].born")
    /// Traceback (most recent call last):
    /// TypeError: the answer to this fact is missing
    #[pyo3(signature = (fact, answer = Maybe::Absent, *, voice = None, as_of = None))]
    fn answer(
        &self,
        py: Python<'_>,
        fact: Given<'_, Answered>,
        answer: Maybe<'_, Answered>,
        voice: Option<Given<'_, Text>>,
        as_of: Option<Given<'_, SomeDay>>,
    ) -> PyResult<Self> {
        let (fact, answer) = match answer {
            Maybe::Given(answer) => (Some(fact.object().extract::<Name>()?), answer),
            Maybe::Absent => {
                // A fact's name without its answer is a slip, not an answer.
                let name = fact.object().extract::<Name>().ok();
                if name.is_some_and(|name| self.programme.get().programme.answer_type(&name.0).is_some()) {
                    return Err(PyTypeError::new_err("the answer to this fact is missing"));
                }
                (None, fact)
            }
        };
        let (fact, answer) = (self.named(fact)?, answered(&answer, &voice, &as_of)?);
        self.after(py, |talk| talk.answer(&fact, answer))
    }

    /// The questionnaire after the family would rather not say: the next question, or a fact by its full name.
    ///
    /// Raises `FamilyError` for a fact that nobody knows, and `RuntimeError` where no question is left.
    ///
    /// >>> talk = mj.Questionnaire(programme, family, on="2026-06-01").decline()
    /// >>> talk.next is None, talk.family.declined
    /// (True, ('child[c2].born',))
    /// >>> talk.decline()
    /// Traceback (most recent call last):
    /// RuntimeError: no question is left
    #[pyo3(signature = (fact = None))]
    fn decline(&self, py: Python<'_>, fact: Option<Name>) -> PyResult<Self> {
        let fact = self.named(fact)?;
        self.after(py, |talk| talk.decline(&fact))
    }

    /// The questionnaire without a question (the next one, or a fact by its full name), for now: nothing is declined, and
    /// another day it is asked again.
    ///
    /// Raises `FamilyError` for a fact that nobody knows, and `RuntimeError` where no question is left.
    ///
    /// >>> talk = mj.Questionnaire(programme, family, on="2026-06-01").skip("child[c2].born")
    /// >>> talk.is_settled, talk.family.declined, talk.told
    /// (True, (), ('child[c2].born',))
    #[pyo3(signature = (fact = None))]
    fn skip(&self, py: Python<'_>, fact: Option<Name>) -> PyResult<Self> {
        let fact = self.named(fact)?;
        self.after(py, |talk| talk.skip(&fact))
    }

    /// The questionnaire with the family edited, by a member added for instance; what was asked is not asked again.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family.
    ///
    /// >>> talk = mj.Questionnaire(programme, family, on="2026-06-01").skip("child[c2].born")
    /// >>> edited = talk.family.replace(children=[*talk.family.children, mj.Child("c3")])
    /// >>> [question.fact for question in talk.with_family(edited).questions]
    /// ['child[c3].born']
    fn with_family(&self, py: Python<'_>, family: AFamily<'_>) -> PyResult<Self> {
        let family = family.family()?;
        self.after(py, |talk| talk.with_family(family))
    }

    /// What was answered, declined or skipped here, by full names, ascending.
    ///
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01").told
    /// ()
    #[getter]
    fn told(&self) -> Row<String> {
        Row::of(self.questionnaire.told(), str::to_owned)
    }

    /// Who is asked.
    ///
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01", audience="professional").audience
    /// 'professional'
    #[getter]
    fn audience(&self) -> Word<millejours::Audience> {
        self.questionnaire.audience().into()
    }

    /// What the programme says with what is known so far.
    ///
    /// >>> len(mj.Questionnaire(programme, family, on="2026-06-01").assessment)
    /// 2
    #[getter]
    fn assessment(&self) -> Assessment {
        Assessment::of(self.questionnaire.assessment().clone(), self.questionnaire.programme())
    }

    /// The family as told so far.
    ///
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01").family == family
    /// True
    #[getter]
    fn family(&self) -> Family {
        Family(self.questionnaire.family().clone())
    }

    /// The day asked about.
    ///
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01").on
    /// datetime.date(2026, 6, 1)
    #[getter]
    fn on(&self) -> Date {
        Date(self.questionnaire.on())
    }

    /// The programme that asks.
    ///
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01").programme is programme
    /// True
    #[getter]
    fn programme(&self, py: Python<'_>) -> Py<Programme> {
        self.programme.clone_ref(py)
    }

    fn __repr__(&self) -> String {
        let next = match self.questionnaire.next() {
            Some(question) => format!("next {}", question.fact),
            None => "settled".to_owned(),
        };
        format!("<Questionnaire by {} on {}: {next}>", self.questionnaire.programme().id(), self.questionnaire.on())
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (&self.programme, self.to_json())).into_pyobject(py)
    }
}

immutable!(Questionnaire);

/// What an answer to a fact may be: enough to choose a field of a form.
///
/// >>> programme.answer_type("child[c1].born")
/// <AnswerType partial_date: a date, as much as is known: 2026, 2026-01 or 2026-01-31>
/// >>> programme.answer_type("children").type, programme.answer_type("adult[a1].lives_here").values
/// ('complete', ('away', 'shared', 'always'))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct AnswerType {
    pub of_type: Type,
    pub fact: String,
    pub programme: Py<Programme>,
}

impl PartialEq for AnswerType {
    fn eq(&self, other: &Self) -> bool {
        self.of_type == other.of_type
    }
}

impl Hash for AnswerType {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.of_type.to_json().hash(state);
    }
}

#[pymethods]
impl AnswerType {
    /// Its name, such as `"money"`.
    #[getter]
    fn r#type(&self) -> Word<Type> {
        Word::from(&self.of_type)
    }

    /// The values of an `"enum"` or an `"observation"`, ascending.
    #[getter]
    fn values(&self) -> Option<Row<String>> {
        match &self.of_type {
            Type::Enum { values } | Type::Observation { values } => Some(Row(values.clone())),
            _ => None,
        }
    }

    /// The least and the greatest, both included: whole numbers, days, or digits as text.
    #[getter]
    fn range(&self) -> Option<Limits> {
        match &self.of_type {
            Type::Int { range } => range.map(|(low, high)| Limits::Whole(low, high)),
            Type::Number { range, .. } | Type::Money { range, .. } => {
                range.clone().map(|(low, high)| Limits::Digits(low, high))
            }
            Type::Date { range } => range.map(|(first, last)| Limits::Days(first, last)),
            _ => None,
        }
    }

    /// Digits after the point, of a number or an amount.
    #[getter]
    fn places(&self) -> Option<u8> {
        match &self.of_type {
            Type::Number { places, .. } | Type::Money { places, .. } => Some(*places),
            _ => None,
        }
    }

    /// The currency of an amount (ISO 4217).
    #[getter]
    fn currency(&self) -> Option<&str> {
        if let Type::Money { currency, .. } = &self.of_type { Some(currency) } else { None }
    }

    /// The type as JSON: the same bytes as in Rust and in Kotlin.
    ///
    /// >>> programme.answer_type("child[c1].born").to_json()
    /// '{"type":"partial_date"}'
    fn to_json(&self) -> String {
        self.of_type.to_json()
    }

    /// The type as a plain dict.
    ///
    /// >>> programme.answer_type("child[c1].born").to_dict()
    /// {'type': 'partial_date'}
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain(py, &self.of_type.to_json())
    }

    /// What is expected, in words.
    fn __str__(&self) -> String {
        self.of_type.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<AnswerType {}: {}>", self.of_type.as_str(), self.of_type)
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("operator")?.call_method1("methodcaller", ("answer_type", &self.fact))?;
        (restore, (&self.programme,)).into_pyobject(py)
    }
}

immutable!(AnswerType);

/// The ends of a range.
#[derive(Debug)]
pub enum Limits {
    Whole(i64, i64),
    Digits(String, String),
    Days(NaiveDate, NaiveDate),
}

impl<'py> IntoPyObject<'py> for Limits {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_subscript!(TUPLE, INT, INT),
        type_hint_subscript!(TUPLE, STR, STR),
        type_hint_subscript!(TUPLE, PyDate::TYPE_HINT, PyDate::TYPE_HINT)
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self {
            Limits::Whole(low, high) => (low, high).into_pyobject(py),
            Limits::Digits(low, high) => (low, high).into_pyobject(py),
            Limits::Days(first, last) => (Date(first), Date(last)).into_pyobject(py),
        }
    }
}
