//! The class `Laws`, and those of what is found.

pub mod asked;
pub mod difference;
pub mod found;
pub mod lints;
pub mod regions;
mod rows;

use millejours::{Law, LawOptions};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use self::asked::{Asked, Progress, at_length};
use self::found::Finding;
use crate::dictionary::{Dictionary, in_words};
use crate::history::ProgrammeHistory;
use crate::programme::Programme;
use crate::record::record;
use crate::refusal::Refused;
use crate::shown::{Date, Each, Row};
use crate::whole::whole;

/// The laws of proportionate universalism, each proved for every possible family, or broken by families that one can look at.
///
/// Iterating gives what is known of each law; `laws["gradient"]` is that of one. In a notebook it shows as a page.
///
/// >>> laws = programme.laws()
/// >>> for finding in laws:
/// ...     print(finding.law, finding.verdict)
/// floor broken
/// gradient holds
/// intensity holds
/// residual_universalism broken
/// free_and_voluntary holds
/// >>> found = laws["floor"].breaks[0]  # without a child there is nothing for a family, and no target says who is meant
/// >>> found.kind, len(found.families[0].children)
/// ('no_universal_offer', 0)
/// >>> laws.hold, laws.limits
/// (False, Limits(adults=2, children=2, pregnancies=1, expected=2))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Laws {
    pub own: millejours::Laws,
    pub programme: millejours::Programme,
    // A pickle carries what was asked, and asks again.
    from: From,
}

#[derive(Debug)]
enum From {
    Programme(Py<Programme>, Asked),
    History(Py<ProgrammeHistory>, usize),
}

impl Laws {
    /// Of a programme.
    pub fn of(programme: &Bound<'_, Programme>, asked: Asked, progress: Option<&Progress>) -> PyResult<Self> {
        let core = &programme.get().programme;
        let options = asked.options(core);
        let own = at_length(programme.py(), progress, |tell| core.laws_with(&options, tell))?;
        let own = own.map_err(Refused::from)?;
        Ok(Laws { own, programme: core.clone(), from: From::Programme(programme.clone().unbind(), asked) })
    }

    /// Of one version of a history.
    pub fn of_version(
        history: &Bound<'_, ProgrammeHistory>,
        place: usize,
        own: millejours::Laws,
        programme: millejours::Programme,
    ) -> Self {
        Laws { own, programme, from: From::History(history.clone().unbind(), place) }
    }

    fn finding(slf: &Bound<'_, Self>, place: usize, own: &millejours::Finding) -> Finding {
        Finding::of_laws(slf, place, own)
    }
}

#[pymethods]
impl Laws {
    /// The programme's id.
    #[getter]
    fn programme(&self) -> &str {
        &self.own.programme
    }

    /// The programme's edition.
    #[getter]
    fn version(&self) -> &str {
        &self.own.version
    }

    /// The first day of its validity.
    #[getter]
    fn from_(&self) -> Date {
        Date(self.own.from)
    }

    /// The last day, if it ends.
    #[getter]
    fn until(&self) -> Option<Date> {
        self.own.until.map(Date)
    }

    /// How large the families are.
    #[getter]
    fn limits(&self) -> Limits {
        Limits(self.own.limits)
    }

    /// What is known of each law. Of `"no_gap"` only a history says something: one edition has no days between editions.
    #[getter]
    fn laws(slf: &Bound<'_, Self>) -> Row<Finding> {
        let laws = slf.get().own.laws.iter().enumerate();
        Row::of(laws, |(place, own)| Self::finding(slf, place, own))
    }

    /// Does every law hold?
    ///
    /// >>> programme.laws(adults=1, children=1, pregnancies=0).hold
    /// False
    #[getter]
    fn hold(&self) -> bool {
        self.own.hold()
    }

    /// What is known of one law.
    ///
    /// Raises `KeyError` where there is no such law.
    ///
    /// >>> programme.laws()["gradient"].verdict
    /// 'holds'
    /// >>> programme.laws()["flor"]
    /// Traceback (most recent call last):
    /// KeyError: 'flor'
    fn __getitem__(slf: &Bound<'_, Self>, law: &str) -> PyResult<Finding> {
        let mut laws = slf.get().own.laws.iter().enumerate();
        let found = laws.find(|(_, own)| Law::as_str(own.law) == law);
        found.map(|(place, own)| Self::finding(slf, place, own)).ok_or_else(|| PyKeyError::new_err(law.to_owned()))
    }

    fn __iter__(slf: &Bound<'_, Self>) -> Each<Finding> {
        Each(Self::laws(slf))
    }

    /// The proof as a page of plain text, for those who write programmes and those who study them.
    ///
    /// `programme` is the one that was proved: its titles are told. In the words of the dictionary shipped for a `language`,
    /// or of a `dictionary` of your own.
    ///
    /// Raises `DictionaryError` where none is shipped, or where your own has no part `[laws]`; `LawsError` where `programme` is
    /// another one, or another edition.
    ///
    /// >>> said = programme.laws().to_text(programme, language="en")
    /// >>> print(said.splitlines()[3])
    /// Something for everyone: does not hold
    /// >>> programme.laws().to_text(programme, language="rm")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[pyo3(signature = (programme, *, language = None, dictionary = None))]
    fn to_text(
        &self,
        py: Python<'_>,
        programme: &Bound<'_, Programme>,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
    ) -> PyResult<String> {
        let programme = &programme.get().programme;
        in_words(py, language, dictionary, |words| Ok(self.own.to_text(programme, words)?))
    }

    /// Plain dicts for a data frame; `columns()` says what stands in them.
    ///
    /// A law has one row for each break and for each thing that was not decided; where there is none, one row. What is named
    /// here is added to every row.
    ///
    /// Raises `TypeError` for a name that is a column already.
    ///
    /// >>> [(row["law"], row["verdict"], row["kind"], row["town"]) for row in programme.laws().to_rows(town="Lyon")][:2]
    /// [('floor', 'broken', 'no_universal_offer', 'Lyon'), ('gradient', 'holds', None, 'Lyon')]
    #[pyo3(signature = (**more: "object") -> "list[dict[str, object]]")]
    fn to_rows<'py>(&self, py: Python<'py>, more: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyList>> {
        rows::laws(py, &self.own, more)
    }

    /// The columns of `to_rows()` in their order, by plain Python types.
    ///
    /// >>> mj.Laws.columns()["before"], mj.Laws.columns()["families"]
    /// (<class 'int'>, list[str])
    #[staticmethod]
    #[pyo3(signature = () -> "dict[str, type]")]
    fn columns(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        crate::table::columns(py, &rows::LAWS)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html_laws")?.call_method1("laws", (slf,))?.extract()
    }

    fn __repr__(&self) -> String {
        let said: Vec<String> = self.own.laws.iter().map(|own| format!("{} {}", own.law, own.verdict)).collect();
        format!("<Laws of {} {}: {}>", self.own.programme, self.own.version, said.join(", "))
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        match &self.from {
            From::Programme(programme, asked) => {
                (asked.again(&programme.bind(py).getattr("laws")?)?, PyTuple::empty(py)).into_pyobject(py)
            }
            From::History(history, place) => {
                let restore = py.import("millejours._parts")?.getattr("laws_of")?;
                (restore, (history, place)).into_pyobject(py)
            }
        }
    }
}

whole!(Laws, "programme.laws()");

/// How many members the families have that something is said of: every number up to these.
///
/// A family has at least one adult. Numbers above what can be proved (8 adults, 8 children, 4 pregnancies, 4 expected of
/// each) are taken as these.
///
/// >>> mj.Limits(adults=1, children=3, pregnancies=0, expected=0)
/// Limits(adults=1, children=3, pregnancies=0, expected=0)
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Limits(pub millejours::Limits);

impl Limits {
    fn wire(&self) -> millejours::Limits {
        self.0
    }
}

record!(Limits ["adults", "children", "pregnancies", "expected"] (">>> programme.laws().limits.replace(adults=1).adults", "1") {
    #[new]
    #[pyo3(signature = (*, adults, children, pregnancies, expected))]
    fn new(adults: usize, children: usize, pregnancies: usize, expected: usize) -> Self {
        let options = LawOptions::new().with_adults(adults).with_children(children);
        Limits(options.with_pregnancies(pregnancies, expected).limits())
    }

    /// Adults, at least one.
    #[getter]
    fn adults(&self) -> usize {
        self.0.adults
    }

    /// Children that are born.
    #[getter]
    fn children(&self) -> usize {
        self.0.children
    }

    /// Pregnancies under way.
    #[getter]
    fn pregnancies(&self) -> usize {
        self.0.pregnancies
    }

    /// Children expected of one pregnancy.
    #[getter]
    fn expected(&self) -> usize {
        self.0.expected
    }
});
