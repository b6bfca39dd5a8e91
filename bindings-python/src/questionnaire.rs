//! The classes `Questionnaire` and `AnswerType`.

use std::hash::{Hash, Hasher};

use chrono::NaiveDate;
use millejours::AnswerType as Type;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyTuple};
use pyo3::{PyTypeInfo, type_hint_subscript, type_hint_union};

use crate::arguments::{Day, Name};
use crate::assessment::Assessment;
use crate::assessment::reason::Question;
use crate::family::hints::{Answered, SomeDay, Text};
use crate::family::{AFamily, Family};
use crate::programme::Programme;
use crate::record::plain;
use crate::refusal::Refused;
use crate::shown::{Date, INT, Row, STR, TUPLE, Word};
use crate::wire::{Given, Object};

/// An answer, as the core reads it and as a pickle keeps it.
pub fn answered(
    answer: &Given<'_, Answered>,
    voice: &Option<Given<'_, Text>>,
    as_of: &Option<Given<'_, SomeDay>>,
) -> PyResult<(millejours::Answer, String)> {
    let told = Object::new().with("value", answer)?.may("voice", voice)?.may("as_of", as_of)?.end();
    let read = millejours::Answer::from_json(&told).map_err(Refused::from)?;
    // What was read is UTF-8.
    Ok((read, String::from_utf8_lossy(&told).into_owned()))
}

/// A programme's questions to one family on one day, asked one by one.
///
/// It never changes: each answer gives a new one, so that going back is keeping the one before. It ends where no question
/// is left.
///
/// >>> talk = mj.Questionnaire(programme, {"children": [{"id": "c1"}]}, on="2026-06-01")
/// >>> replies = {"child[c1].born": "2026-02"}
/// >>> while talk.next is not None:
/// ...     fact = talk.next.fact
/// ...     talk = talk.answer(fact, replies[fact]) if fact in replies else talk.decline(fact)
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
    // What was told here, from the beginning: a pickle tells it again.
    beginning: String,
    told: Vec<(String, Option<String>)>,
}

impl PartialEq for Questionnaire {
    fn eq(&self, other: &Self) -> bool {
        let asked = |own: &Self| own.questionnaire.questions().cloned().collect::<Vec<_>>();
        self.programme.get() == other.programme.get()
            && self.questionnaire.on() == other.questionnaire.on()
            && self.questionnaire.family().to_json() == other.questionnaire.family().to_json()
            && asked(self) == asked(other)
    }
}

impl Hash for Questionnaire {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.questionnaire.family().to_json(), self.questionnaire.on()).hash(state);
    }
}

impl Questionnaire {
    fn after(
        &self,
        py: Python<'_>,
        questionnaire: millejours::Questionnaire,
        fact: Name,
        told: Option<String>,
    ) -> Self {
        let told = self.told.iter().cloned().chain([(fact.0, told)]).collect();
        let (programme, beginning) = (self.programme.clone_ref(py), self.beginning.clone());
        Questionnaire { questionnaire, programme, beginning, told }
    }
}

#[pymethods]
impl Questionnaire {
    #[new]
    fn new(py: Python<'_>, programme: Py<Programme>, family: AFamily<'_>, on: Day) -> PyResult<Self> {
        let on = on.date()?;
        let family = family.family()?;
        let (core, beginning) = (&programme.get().programme, family.to_json());
        let questionnaire = py.detach(|| millejours::Questionnaire::new(core, family, on)).map_err(Refused::from)?;
        Ok(Questionnaire { questionnaire, programme, beginning, told: Vec::new() })
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

    /// The questionnaire after an answer: to the next question, or to any other fact. See `Programme.answer`.
    ///
    /// Raises `FamilyError` where the fact or the answer does not fit.
    ///
    /// >>> talk = mj.Questionnaire(programme, family, on="2026-06-01")
    /// >>> talk.answer("child[c2].born", datetime.date(2025, 9, 30)).is_settled, talk.is_settled
    /// (True, False)
    #[pyo3(signature = (fact, answer, *, voice = None, as_of = None))]
    fn answer(
        &self,
        py: Python<'_>,
        fact: Name,
        answer: Given<'_, Answered>,
        voice: Option<Given<'_, Text>>,
        as_of: Option<Given<'_, SomeDay>>,
    ) -> PyResult<Self> {
        let (answer, told) = answered(&answer, &voice, &as_of)?;
        let questionnaire = py.detach(|| self.questionnaire.answer(&fact.0, answer)).map_err(Refused::from)?;
        Ok(self.after(py, questionnaire, fact, Some(told)))
    }

    /// The questionnaire after the family would rather not say.
    ///
    /// Raises `FamilyError` for a fact that nobody knows.
    ///
    /// >>> mj.Questionnaire(programme, family, on="2026-06-01").decline("child[c2].born").next is None
    /// True
    fn decline(&self, py: Python<'_>, fact: Name) -> PyResult<Self> {
        let questionnaire = py.detach(|| self.questionnaire.decline(&fact.0)).map_err(Refused::from)?;
        Ok(self.after(py, questionnaire, fact, None))
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

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (_memo: "object"))]
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let resume = py.import("millejours._parts")?.getattr("resume")?;
        let steps = PyTuple::new(py, self.told.iter().cloned())?;
        (resume, (&self.programme, &self.beginning, self.on(), steps)).into_pyobject(py)
    }
}

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

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (_memo: "object"))]
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("operator")?.call_method1("methodcaller", ("answer_type", &self.fact))?;
        (restore, (&self.programme,)).into_pyobject(py)
    }
}

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
