//! The class `Assessment`.

pub mod answer;
mod build;
pub mod reason;
mod rows;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use pyo3::exceptions::{PyKeyError, PyLookupError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use self::answer::OfferAnswer;
use self::reason::Question;
use crate::arguments::Document;
use crate::family::Plain;
use crate::programme::Programme;
use crate::record::plain;
use crate::refusal::Refused;
use crate::shown::{Date, EachKept, Kept, Row, Word};
use crate::whole::immutable;
use crate::wire::{Nothing, document};

/// What a programme says to one family on one date: the answers, and what to ask next.
///
/// Iterating gives the answers, offers in the programme's order and members in the family's. In a notebook it shows as a
/// table; a pickle, as the JSON, keeps the ids of offers and not their titles, which `to_html(programme=…)` brings back.
///
/// >>> assessment = programme.assess({"children": [{"id": "c1", "born": "2026-02-11"}, {"id": "c2"}]}, "2026-06-01")
/// >>> [(answer.offer, answer.subject, answer.decision) for answer in assessment]
/// [('home-visit', 'c1', 'eligible'), ('home-visit', 'c2', 'undetermined')]
/// >>> assessment.offer("home-visit", subject="c2").missing
/// ('child[c2].born',)
/// >>> [question.fact for question in assessment.questions]
/// ['child[c2].born']
/// >>> programme.assess({}, "1999-01-01")
/// Traceback (most recent call last):
/// millejours.errors.DateError: the date cannot be used
/// on: the programme is not in force that day [date.outside_validity]
///   expected: 2026-01-01 or later
///   help: ask on a day of its validity, or take the edition that is in force that day
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Assessment {
    pub assessment: millejours::Assessment,
    // Whose titles a table shows; a stored assessment knows the ids alone.
    programme: Option<millejours::Programme>,
    // Made once, so that a loop over places is no slower than one over answers.
    offers: OnceLock<Py<PyTuple>>,
}

impl PartialEq for Assessment {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.assessment == other.assessment
    }
}

impl std::hash::Hash for Assessment {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.assessment.to_json().hash(state);
    }
}

impl Assessment {
    /// What a programme said.
    pub fn of(assessment: millejours::Assessment, programme: &millejours::Programme) -> Self {
        Assessment { assessment, programme: Some(programme.clone()), offers: OnceLock::new() }
    }

    /// What somebody said, whose programme may be known.
    pub fn read(assessment: millejours::Assessment, programme: Option<millejours::Programme>) -> Self {
        Assessment { assessment, programme, offers: OnceLock::new() }
    }

    /// One that was stored.
    fn stored(assessment: millejours::Assessment) -> Self {
        Assessment { assessment, programme: None, offers: OnceLock::new() }
    }

    fn about<'a>(&'a self, offer: &'a str) -> impl Iterator<Item = &'a millejours::OfferAnswer> {
        self.assessment.offers.iter().filter(move |answer| &*answer.offer == offer)
    }
}

#[pymethods]
impl Assessment {
    /// Read an assessment that was stored or sent. It knows the ids of offers, not their titles.
    ///
    /// Raises `AssessmentError` with everything that is wrong with it.
    ///
    /// >>> mj.Assessment.from_json(assessment.to_json()) == assessment
    /// True
    /// >>> mj.Assessment.from_json('{"schema": 2}')
    /// Traceback (most recent call last):
    /// millejours.errors.AssessmentError: the assessment cannot be read
    /// ...
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(Self::stored(millejours::Assessment::from_json(text)?))
    }

    /// Read an assessment from a mapping with the keys of the wire form.
    ///
    /// Raises `AssessmentError` with everything that is wrong with it.
    ///
    /// >>> mj.Assessment.from_dict(assessment.to_dict()) == assessment
    /// True
    #[staticmethod]
    fn from_dict(mapping: Plain<'_>) -> PyResult<Self> {
        let assessment =
            millejours::Assessment::from_json(document(&mapping.0, Nothing::Written)?).map_err(Refused::from)?;
        Ok(Self::stored(assessment))
    }

    /// The assessment as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.
    ///
    /// >>> assessment.to_json() == programme.assess_json(family.to_json(), "2026-06-01")
    /// True
    fn to_json(&self) -> String {
        self.assessment.to_json()
    }

    /// The assessment as a plain dict with the keys of the wire form.
    ///
    /// >>> assessment.to_dict()["offers"][0]["decision"]
    /// 'eligible'
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain(py, &self.assessment.to_json())
    }

    /// One plain dict an answer, for a data frame; `columns()` says what stands in it.
    ///
    /// Every row has the same keys; days are `datetime.date`, `missing` and `rules` are lists, and `rules` names those
    /// that give a no. What is named here is added to every row: the number of a family that has no id, a scenario.
    ///
    /// Raises `TypeError` for a name that is a column already.
    ///
    /// >>> rows = assessment.to_rows(row=7)
    /// >>> rows[1]["decision"], rows[1]["missing"], rows[1]["row"]
    /// ('undetermined', ['child[c2].born'], 7)
    #[pyo3(signature = (**more: "object") -> "list[dict[str, object]]")]
    fn to_rows<'py>(&self, py: Python<'py>, more: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyList>> {
        rows::rows(py, &self.assessment, more)
    }

    /// The columns of `to_rows()` in their order, by plain Python types: a frame that is told them need not guess.
    ///
    /// For polars they are the schema: `polars.DataFrame(rows, schema=mj.Assessment.columns() | {"row": int})`. For
    /// pandas, whose own guess makes decimals of whole numbers that may be missing:
    /// `pandas.DataFrame(rows, columns=list(mj.Assessment.columns())).astype({"least": "Int64", "most": "Int64"})`.
    ///
    /// >>> columns = mj.Assessment.columns()
    /// >>> columns["from"], columns["least"], columns["missing"]
    /// (<class 'datetime.date'>, <class 'int'>, list[str])
    #[staticmethod]
    #[pyo3(signature = () -> "dict[str, type]")]
    fn columns(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        rows::columns(py)
    }

    /// The one answer about an offer; `subject` says for whom, where it is for several.
    ///
    /// Raises `LookupError` where there is none, or several.
    ///
    /// >>> assessment.offer("home-visit", subject="c1").decision
    /// 'eligible'
    /// >>> assessment.offer("home-visit")
    /// Traceback (most recent call last):
    /// LookupError: there are several answers about 'home-visit': name the subject, one of 'c1', 'c2'
    #[pyo3(signature = (offer, *, subject = None))]
    fn offer(&self, offer: &str, subject: Option<&str>) -> PyResult<OfferAnswer> {
        let fits = |answer: &&millejours::OfferAnswer| subject.is_none() || answer.subject.as_deref() == subject;
        let found: Vec<_> = self.about(offer).filter(fits).collect();
        match found.as_slice() {
            [one] => Ok(OfferAnswer((*one).clone())),
            [] => Err(PyLookupError::new_err(match subject {
                Some(subject) => format!("there is no answer about '{offer}' for '{subject}'"),
                None => format!("there is no answer about '{offer}'"),
            })),
            several => {
                let subjects: Vec<_> =
                    several.iter().map(|one| format!("'{}'", one.subject.as_deref().unwrap_or_default())).collect();
                Err(PyLookupError::new_err(format!(
                    "there are several answers about '{offer}': name the subject, one of {}",
                    subjects.join(", ")
                )))
            }
        }
    }

    /// All answers about an offer, one for each whom it is for.
    ///
    /// Raises `KeyError` where there is none.
    fn __getitem__(&self, offer: &str) -> PyResult<Row<OfferAnswer>> {
        let found = Row::of(self.about(offer), |answer| OfferAnswer(answer.clone()));
        if found.0.is_empty() { Err(PyKeyError::new_err(offer.to_owned())) } else { Ok(found) }
    }

    fn __len__(&self) -> usize {
        self.assessment.offers.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<EachKept<'py, OfferAnswer>> {
        self.offers(py).map(Kept::each)
    }

    /// The programme's id.
    ///
    /// >>> assessment.programme, assessment.version
    /// ('house', '1')
    #[getter]
    fn programme(&self) -> &str {
        &self.assessment.programme
    }

    /// The programme's edition.
    #[getter]
    fn version(&self) -> &str {
        &self.assessment.version
    }

    /// The date.
    #[getter]
    fn on(&self) -> Date {
        Date(self.assessment.on)
    }

    /// The family's id, if it has one.
    #[getter]
    fn family(&self) -> Option<&str> {
        self.assessment.family.as_deref()
    }

    /// How the network answers the family: the strongest response whose condition certainly holds.
    ///
    /// >>> assessment.response
    /// 'information'
    #[getter]
    fn response(&self) -> Word<millejours::Response> {
        self.assessment.response.into()
    }

    /// The answers.
    #[getter]
    fn offers<'py>(&self, py: Python<'py>) -> PyResult<Kept<'py, OfferAnswer>> {
        if let Some(made) = self.offers.get() {
            return Ok(Kept::new(made.bind(py).clone()));
        }
        // Nothing waits here while objects are made; of two threads the first gives what stays.
        let made = Row::of(&self.assessment.offers, |answer| OfferAnswer(answer.clone())).into_pyobject(py)?;
        let kept = self.offers.get_or_init(|| made.unbind());
        Ok(Kept::new(kept.bind(py).clone()))
    }

    /// What to ask, the most useful first.
    #[getter]
    fn questions(&self) -> Row<Question> {
        Row::of(&self.assessment.questions, |question| Question(question.clone()))
    }

    /// The table of a notebook, with titles in a language where the programme has them.
    ///
    /// An assessment that was stored or pickled takes them from the `programme` that is handed over.
    ///
    /// Raises `ValueError` for a programme that is another.
    ///
    /// >>> assessment.to_html("fr").count("<tr>")
    /// 5
    /// >>> stored = mj.Assessment.from_json(assessment.to_json())
    /// >>> stored.to_html() == assessment.to_html(), stored.to_html(programme=programme) == assessment.to_html()
    /// (False, True)
    #[pyo3(signature = (language = "en", *, programme = None))]
    fn to_html(slf: &Bound<'_, Self>, language: &str, programme: Option<&Bound<'_, Programme>>) -> PyResult<String> {
        let own = slf.get();
        let programme = programme.map(|given| &given.get().programme).or(own.programme.as_ref());
        if let Some(other) = programme.filter(|other| *other.id() != *own.assessment.programme) {
            let by = &own.assessment.programme;
            return Err(PyValueError::new_err(format!("the assessment is by '{by}', not by '{}'", other.id())));
        }
        let offers = programme.map(millejours::Programme::offers).unwrap_or_default();
        let titles: BTreeMap<&str, &millejours::Words> =
            offers.iter().map(|offer| (&*offer.id, &offer.title)).collect();
        slf.py().import("millejours._html")?.call_method1("assessment", (slf, titles, language))?.extract()
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        Self::to_html(slf, "en", None)
    }

    fn __repr__(&self) -> String {
        let Assessment { assessment: own, .. } = self;
        let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
        format!(
            "<Assessment by {} {} on {}: {}, {}>",
            own.programme,
            own.version,
            own.on,
            count(own.offers.len(), "answer"),
            count(own.questions.len(), "question"),
        )
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (this.assessment.to_json(),)).into_pyobject(py)
    }
}

immutable!(Assessment);
