//! The classes `Asked` and `Choice`.

use std::hash::{Hash, Hasher};

use chrono::NaiveDate;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::dictionary::Dictionary;
use crate::family::Family;
use crate::programme::Programme;
use crate::questionnaire::AnswerType;
use crate::record::plain;
use crate::shown::{Date, Row, Value, Word};
use crate::whole::immutable;

/// A question in words, and what an answer to it may be: what a form shows on a screen.
///
/// >>> asked = programme.ask({"adults": [{"id": "a1"}]}, "2026-06-01", "adult[a1].lives_here", language="en")
/// >>> asked.whom, asked.answer.type
/// ('the adult', 'enum')
/// >>> [choice.value for choice in asked.choices]
/// ['away', 'shared', 'always']
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Asked {
    pub asked: millejours::Asked,
    // A pickle carries what was asked, and asks again.
    pub programme: Py<Programme>,
    pub dictionary: Py<Dictionary>,
    pub family: millejours::Family,
    pub on: NaiveDate,
    pub audience: millejours::Audience,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.asked == other.asked
    }
}

impl Hash for Asked {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_json().hash(state);
    }
}

#[pymethods]
impl Asked {
    /// The fact, by its full name.
    #[getter]
    fn fact(&self) -> &str {
        &self.asked.fact
    }

    /// How to ask for it, as an `Explanation` does.
    #[getter]
    fn sentence(&self) -> &str {
        &self.asked.sentence
    }

    /// The sentence's language, where it is not the dictionary's.
    #[getter]
    fn sentence_language(&self) -> Option<&str> {
        self.asked.sentence_language.as_deref()
    }

    /// Whom it is about, where it is about a member.
    #[getter]
    fn whom(&self) -> Option<&str> {
        self.asked.whom.as_deref()
    }

    /// What an answer may be.
    #[getter]
    fn answer(&self, py: Python<'_>) -> AnswerType {
        let (of_type, fact) = (self.asked.answer.clone(), self.asked.fact.to_string());
        AnswerType { of_type, fact, programme: self.programme.clone_ref(py) }
    }

    /// What the answers are called, where there are few: of true and false, of an enum. A value without words is left out
    /// for a family, and stands as it is for a professional.
    #[getter]
    fn choices(slf: &Bound<'_, Self>) -> Row<Choice> {
        let choices = slf.get().asked.choices.iter().enumerate();
        Row::of(choices, |(place, choice)| Choice { choice: choice.clone(), of: slf.clone().unbind(), place })
    }

    /// The question as JSON: the same bytes as in Rust and in Kotlin.
    ///
    /// >>> programme.ask({}, "2026-06-01", "children", language="en").to_json()[:32]
    /// '{"schema":1,"fact":"children","s'
    fn to_json(&self) -> String {
        self.asked.to_json()
    }

    /// The question as a plain dict with the keys of the wire form.
    ///
    /// >>> programme.ask({}, "2026-06-01", "children", language="en").to_dict()["answer"]
    /// {'type': 'complete'}
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain(py, &self.to_json())
    }

    fn __str__(&self) -> &str {
        &self.asked.sentence
    }

    fn __repr__(&self) -> String {
        format!("<Asked {}: {}>", self.asked.fact, self.asked.sentence)
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let named = PyDict::new(py);
        named.set_item("dictionary", &self.dictionary)?;
        named.set_item("audience", Word::from(self.audience))?;
        let ask = self.programme.bind(py).getattr("ask")?;
        let again = py.import("functools")?.call_method("partial", (ask,), Some(&named))?;
        (again, (Family(self.family.clone()), Date(self.on), self.fact())).into_pyobject(py)
    }
}

immutable!(Asked);

/// One of a few answers.
///
/// >>> programme.ask({"adults": [{"id": "a1"}]}, "2026-06-01", "adult[a1].lives_here", language="fr").choices[2]
/// <Choice 'always': vit ici>
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Choice {
    choice: millejours::Choice,
    of: Py<Asked>,
    place: usize,
}

impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        self.choice == other.choice
    }
}

impl Hash for Choice {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.choice.label.hash(state);
    }
}

#[pymethods]
impl Choice {
    /// The answer itself, as `Questionnaire.answer` takes it.
    #[getter]
    fn value(&self) -> Value {
        Value(self.choice.value.clone())
    }

    /// What it is called.
    #[getter]
    fn label(&self) -> &str {
        &self.choice.label
    }

    /// The label's language, where it is not the dictionary's.
    #[getter]
    fn label_language(&self) -> Option<&str> {
        self.choice.label_language.as_deref()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let value = self.value().into_pyobject(py)?.repr()?;
        Ok(format!("<Choice {value}: {}>", self.choice.label))
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("millejours._parts")?.getattr("restore")?;
        (restore, (&self.of, ("choices", self.place))).into_pyobject(py)
    }
}

immutable!(Choice);
