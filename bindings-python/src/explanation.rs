//! The classes `Explanation`, `ExplainedOffer` and `ExplainedQuestion`.

use std::hash::{Hash, Hasher};

use millejours::{Audience, Decision, Direction};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::arguments::Day;
use crate::dictionary::{Audience as Reader, Dictionary};
use crate::family::{AFamily, Family};
use crate::programme::Programme;
use crate::record::plain;
use crate::refusal::Refused;
use crate::shown::{Date, Row, Word};
use crate::whole::immutable;

/// An answer in words: to a family in plain ones, to a professional with rules and sources.
///
/// `str(explanation)` is the whole as a page of plain text. Texts of the programme stand in it as they are.
///
/// >>> said = programme.explain(family, "2026-06-01", language="fr")
/// >>> said.language, said.direction, said.audience
/// ('fr', 'ltr', 'family')
/// >>> said.offers[0].offer, said.offers[0].decision, bool(said.offers[0].sentence)
/// ('home-visit', 'eligible', True)
/// >>> str(said) == said.to_text()
/// True
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Explanation {
    pub explanation: millejours::Explanation,
    // A pickle carries what was asked, and asks again.
    pub programme: Py<Programme>,
    pub dictionary: Py<Dictionary>,
    pub family: millejours::Family,
    pub on: chrono::NaiveDate,
}

impl PartialEq for Explanation {
    fn eq(&self, other: &Self) -> bool {
        self.explanation == other.explanation
    }
}

impl Hash for Explanation {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.explanation.to_json().hash(state);
    }
}

impl Explanation {
    /// What a programme says to a family.
    pub fn of(
        programme: &Bound<'_, Programme>,
        family: &AFamily<'_>,
        on: &Day,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Reader>,
    ) -> PyResult<Self> {
        let (py, core) = (programme.py(), &programme.get().programme);
        let dictionary = Dictionary::kept(py, language, dictionary)?;
        let (words, audience) = (&dictionary.get().dictionary, Reader::or_family(audience));
        let on = on.date()?;
        let family = family.family()?;
        let explanation = py.detach(|| core.explain(&family, on, words, audience)).map_err(Refused::from)?;
        Ok(Explanation { explanation, programme: programme.clone().unbind(), dictionary, family, on })
    }
}

#[pymethods]
impl Explanation {
    /// The dictionary's language.
    #[getter]
    fn language(&self) -> &str {
        &self.explanation.language
    }

    /// The direction in which it is written.
    #[getter]
    fn direction(&self) -> Word<Direction> {
        self.explanation.direction.into()
    }

    /// Who reads.
    #[getter]
    fn audience(&self) -> Word<Audience> {
        self.explanation.audience.into()
    }

    /// How the network answers, in a sentence.
    #[getter]
    fn response(&self) -> &str {
        &self.explanation.response
    }

    /// The answers, in the order of the assessment's. After a loss, where no child is there or expected, a family reads none
    /// that only a child or a pregnancy that nobody listed could make a yes.
    #[getter]
    fn offers(slf: &Bound<'_, Self>) -> Row<ExplainedOffer> {
        let offers = slf.get().explanation.offers.iter().enumerate();
        Row::of(offers, |(place, offer)| ExplainedOffer { offer: offer.clone(), of: slf.clone().unbind(), place })
    }

    /// The questions, the most useful first.
    #[getter]
    fn questions(slf: &Bound<'_, Self>) -> Row<ExplainedQuestion> {
        let questions = slf.get().explanation.questions.iter().enumerate();
        Row::of(questions, |(place, question)| ExplainedQuestion {
            question: question.clone(),
            of: slf.clone().unbind(),
            place,
        })
    }

    /// The whole as a page of plain text.
    ///
    /// >>> programme.explain(family, "2026-06-01", language="en").to_text().splitlines()[0] != ""
    /// True
    fn to_text(&self) -> String {
        self.explanation.to_text()
    }

    /// The explanation as JSON: the same bytes as in Rust and in Kotlin.
    ///
    /// >>> said = programme.explain(family, "2026-06-01", language="en")
    /// >>> said.to_json() == programme.explain_json(family.to_json(), "2026-06-01", language="en")
    /// True
    fn to_json(&self) -> String {
        self.explanation.to_json()
    }

    /// The explanation as a plain dict with the keys of the wire form.
    ///
    /// >>> programme.explain(family, "2026-06-01", language="de").to_dict()["language"]
    /// 'de'
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain(py, &self.explanation.to_json())
    }

    fn __str__(&self) -> String {
        self.explanation.to_text()
    }

    fn __repr__(&self) -> String {
        let Explanation { explanation: own, .. } = self;
        let (language, audience) = (&own.language, own.audience.as_str());
        format!("<Explanation in {language} for a {audience}: {} answers>", own.offers.len())
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html")?.call_method1("explanation", (slf,))?.extract()
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let named = PyDict::new(py);
        named.set_item("dictionary", &self.dictionary)?;
        named.set_item("audience", self.audience())?;
        let explain = self.programme.bind(py).getattr("explain")?;
        let again = py.import("functools")?.call_method("partial", (explain,), Some(&named))?;
        (again, (Family(self.family.clone()), Date(self.on))).into_pyobject(py)
    }
}

immutable!(Explanation);

macro_rules! part_of_explanation {
    ($name:ident $field:ident $list:literal { $($own:tt)* }) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.$field == other.$field
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.wire().hash(state);
            }
        }

        impl $name {
            fn wire(&self) -> String {
                serde_json::to_string(&self.$field).unwrap_or_default()
            }
        }

        #[pymethods]
        impl $name {
            $($own)*

            fn __copy__(slf: Py<Self>) -> Py<Self> {
                slf
            }

            #[pyo3(signature = (_memo: "object"))]
            fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
                slf
            }

            #[pyo3(signature = () -> "tuple[object, ...]")]
            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let restore = py.import("millejours._parts")?.getattr("restore")?;
                (restore, (&self.of, ($list, self.place))).into_pyobject(py)
            }
        }
    };
}

/// The answer about one offer, in words.
///
/// >>> said = programme.explain(family, "2026-06-01", language="en").offers[0]
/// >>> said.title, said.title_language, said.reasons
/// ('Home visit', None, ())
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct ExplainedOffer {
    offer: millejours::ExplainedOffer,
    of: Py<Explanation>,
    place: usize,
}

part_of_explanation!(ExplainedOffer offer "offers" {
    /// The offer's id.
    #[getter]
    fn offer(&self) -> &str {
        &self.offer.offer
    }

    /// The member's id, where the offer is for one.
    #[getter]
    fn subject(&self) -> Option<&str> {
        self.offer.subject.as_deref()
    }

    /// The decision, as a symbol.
    #[getter]
    fn decision(&self) -> Word<Decision> {
        self.offer.decision.into()
    }

    /// The offer's title.
    #[getter]
    fn title(&self) -> &str {
        &self.offer.title
    }

    /// The title's language, where it is not the dictionary's.
    #[getter]
    fn title_language(&self) -> Option<&str> {
        self.offer.title_language.as_deref()
    }

    /// Whom it is for, where it is for a member.
    #[getter]
    fn whom(&self) -> Option<&str> {
        self.offer.whom.as_deref()
    }

    /// What it is, in the author's words.
    #[getter]
    fn about(&self) -> Option<&str> {
        self.offer.about.as_deref()
    }

    /// Who gives it.
    #[getter]
    fn provider(&self) -> Option<&str> {
        self.offer.provider.as_deref()
    }

    /// The language of the provider's title, where it is not the dictionary's.
    #[getter]
    fn provider_language(&self) -> Option<&str> {
        self.offer.provider_language.as_deref()
    }

    /// How to reach who gives it.
    #[getter]
    fn contact(&self) -> Option<&str> {
        self.offer.contact.as_deref()
    }

    /// The decision, in a sentence.
    #[getter]
    fn sentence(&self) -> &str {
        &self.offer.sentence
    }

    /// That the family already has it.
    #[getter]
    fn already(&self) -> Option<&str> {
        self.offer.already.as_deref()
    }

    /// That the answer could not be worked out to the end.
    #[getter]
    fn caution(&self) -> Option<&str> {
        self.offer.caution.as_deref()
    }

    /// How much.
    #[getter]
    fn amount(&self) -> Option<&str> {
        self.offer.amount.as_deref()
    }

    /// What it costs, unless it is a no.
    #[getter]
    fn cost(&self) -> Option<&str> {
        self.offer.cost.as_deref()
    }

    /// Whose duty it is, unless it is a no. A provider's duty is never told as the family's.
    #[getter]
    fn duty(&self) -> Option<&str> {
        self.offer.duty.as_deref()
    }

    /// For whom it is meant. For professionals alone.
    #[getter]
    fn tier(&self) -> Option<&str> {
        self.offer.tier.as_deref()
    }

    /// Why. To families in the author's own words, or not at all.
    #[getter]
    fn reasons(&self) -> Row<String> {
        Row(self.offer.reasons.clone())
    }

    /// What would help to know, as questions.
    #[getter]
    fn helps_to_know(&self) -> Row<String> {
        Row(self.offer.helps_to_know.clone())
    }

    /// What would open it.
    #[getter]
    fn changes(&self) -> Row<String> {
        Row(self.offer.changes.clone())
    }

    fn __repr__(&self) -> String {
        format!("<ExplainedOffer '{}': {}>", self.offer.offer, self.offer.sentence)
    }
});

/// A question in words.
///
/// >>> question = programme.explain(family, "2026-06-01", language="en").questions[0]
/// >>> question.fact, bool(question.sentence), question.unlocks
/// ('child[c2].born', True, ('Home visit',))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct ExplainedQuestion {
    question: millejours::ExplainedQuestion,
    of: Py<Explanation>,
    place: usize,
}

part_of_explanation!(ExplainedQuestion question "questions" {
    /// The fact, by its full name.
    #[getter]
    fn fact(&self) -> &str {
        &self.question.fact
    }

    /// How to ask for it.
    #[getter]
    fn sentence(&self) -> &str {
        &self.question.sentence
    }

    /// The sentence's language, where it is not the dictionary's.
    #[getter]
    fn sentence_language(&self) -> Option<&str> {
        self.question.sentence_language.as_deref()
    }

    /// The titles of the offers whose answers it can change.
    #[getter]
    fn unlocks(&self) -> Row<String> {
        Row(self.question.unlocks.clone())
    }

    fn __repr__(&self) -> String {
        format!("<ExplainedQuestion {}: {}>", self.question.fact, self.question.sentence)
    }
});
