//! The class `Assessment`.

pub mod answer;
mod build;
pub mod reason;

use std::collections::BTreeMap;

use pyo3::exceptions::{PyKeyError, PyLookupError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use self::answer::OfferAnswer;
use self::reason::Question;
use crate::arguments::Document;
use crate::family::Plain;
use crate::record::plain;
use crate::refusal::Refused;
use crate::shown::{Date, Each, Row, Word};
use crate::wire::document;

/// What a programme says to one family on one date: the answers, and what to ask next.
///
/// Iterating gives the answers, offers in the programme's order and members in the family's. In a notebook it shows as a
/// table.
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
}

impl PartialEq for Assessment {
    fn eq(&self, other: &Self) -> bool {
        self.assessment == other.assessment
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
        Assessment { assessment, programme: Some(programme.clone()) }
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
        Ok(Assessment { assessment: millejours::Assessment::from_json(text)?, programme: None })
    }

    /// Read an assessment from a mapping with the keys of the wire form.
    ///
    /// Raises `AssessmentError` with everything that is wrong with it.
    ///
    /// >>> mj.Assessment.from_dict(assessment.to_dict()) == assessment
    /// True
    #[staticmethod]
    fn from_dict(mapping: Plain<'_>) -> PyResult<Self> {
        let assessment = millejours::Assessment::from_json(document(&mapping.0)?).map_err(Refused::from)?;
        Ok(Assessment { assessment, programme: None })
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

    /// One plain dict an answer, ready for a data frame: `pandas.DataFrame(assessment.to_rows())`, `polars.DataFrame(…)`.
    ///
    /// Every row has the same keys; days are `datetime.date`, missing facts a list.
    ///
    /// >>> assessment.to_rows()[1]["decision"], assessment.to_rows()[1]["missing"]
    /// ('undetermined', ['child[c2].born'])
    #[pyo3(signature = () -> "list[dict[str, object]]")]
    fn to_rows<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for answer in &self.assessment.offers {
            let row = PyDict::new(py);
            row.set_item("programme", &self.assessment.programme)?;
            row.set_item("version", &self.assessment.version)?;
            row.set_item("family", &self.assessment.family)?;
            row.set_item("on", Date(self.assessment.on))?;
            OfferAnswer(answer.clone()).fill(&row)?;
            rows.append(row)?;
        }
        Ok(rows)
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

    fn __iter__(&self) -> Each<OfferAnswer> {
        Each(self.offers())
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
    fn offers(&self) -> Row<OfferAnswer> {
        Row::of(&self.assessment.offers, |answer| OfferAnswer(answer.clone()))
    }

    /// What to ask, the most useful first.
    #[getter]
    fn questions(&self) -> Row<Question> {
        Row::of(&self.assessment.questions, |question| Question(question.clone()))
    }

    /// The table of a notebook, with titles in a language where the programme has them.
    ///
    /// >>> assessment.to_html("fr").count("<tr>")
    /// 5
    #[pyo3(signature = (language = "en"))]
    fn to_html(slf: &Bound<'_, Self>, language: &str) -> PyResult<String> {
        let offers = slf.get().programme.as_ref().map(millejours::Programme::offers).unwrap_or_default();
        let titles: BTreeMap<&str, &millejours::Words> =
            offers.iter().map(|offer| (&*offer.id, &offer.title)).collect();
        slf.py().import("millejours._html")?.call_method1("assessment", (slf, titles, language))?.extract()
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        Self::to_html(slf, "en")
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

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (_memo: "object"))]
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }
}
