//! The classes `Lints` and `Lint`.

use millejours::LintKind;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use super::asked::{Asked, Progress, at_length};
use super::found::Undecided;
use super::{Limits, rows};
use crate::dictionary::{Dictionary, in_words};
use crate::family::Family;
use crate::programme::Programme;
use crate::refusal::Refused;
use crate::shown::{Date, Each, Row, Word};
use crate::whole::whole;
use crate::within::{Within, part_of};

/// What is worth a second look in a programme, in the order of its document.
///
/// It is true where there is something to look at, or something that was not decided.
///
/// >>> lints = programme.lints()
/// >>> [(lint.kind, lint.path) for lint in lints]
/// [('no_source', 'offers[0].when[0]')]
/// >>> len(lints), lints.undecided
/// (1, ())
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Lints {
    own: millejours::Lints,
    // A pickle carries what was asked, and asks again.
    from: Py<Programme>,
    asked: Asked,
}

impl Lints {
    /// Of a programme.
    pub fn of(programme: &Bound<'_, Programme>, asked: Asked, progress: Option<&Progress>) -> PyResult<Self> {
        let core = &programme.get().programme;
        let options = asked.options(core);
        let own = at_length(programme.py(), progress, |tell| core.lints_with(&options, tell))?;
        let own = own.map_err(Refused::from)?;
        Ok(Lints { own, from: programme.clone().unbind(), asked })
    }
}

#[pymethods]
impl Lints {
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

    /// How large the families are.
    #[getter]
    fn limits(&self) -> Limits {
        Limits(self.own.limits)
    }

    /// What was found: the target population first, then the response, the scores, the offers.
    #[getter]
    fn lints(slf: &Bound<'_, Self>) -> Row<Lint> {
        let lints = slf.get().own.lints.iter().enumerate();
        Row::of(lints, |(place, own)| Lint { own: own.clone(), within: Within::at(slf, "lints", place) })
    }

    /// The units of doses for which no cliff is declared: in these none was looked for.
    #[getter]
    fn without_cliff(&self) -> Row<String> {
        Row(self.own.without_cliff.clone())
    }

    /// What was not decided.
    #[getter]
    fn undecided(slf: &Bound<'_, Self>) -> Row<Undecided> {
        Undecided::all(slf, &slf.get().own.undecided)
    }

    fn __len__(&self) -> usize {
        self.own.lints.len()
    }

    fn __bool__(&self) -> bool {
        !self.own.lints.is_empty() || !self.own.undecided.is_empty()
    }

    fn __iter__(slf: &Bound<'_, Self>) -> Each<Lint> {
        Each(Self::lints(slf))
    }

    /// The lints as a page of plain text, for those who write programmes; `programme` is the one that was looked at.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own.
    ///
    /// Raises `DictionaryError` where none is shipped, or where your own has no part `[laws]`.
    ///
    /// >>> print(programme.lints().to_text(programme, language="en").splitlines()[-1])
    /// - Home visit, rule window (offers[0].when[0]): It does not say where it comes from.
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

    /// One plain dict a lint, for a data frame; `columns()` says what stands in it. What is named here is added to every row.
    ///
    /// What was not decided is no row: see `undecided`.
    ///
    /// Raises `TypeError` for a name that is a column already.
    ///
    /// >>> [(row["kind"], row["offer"], row["rule"]) for row in programme.lints().to_rows()]
    /// [('no_source', 'home-visit', 'window')]
    #[pyo3(signature = (**more: "object") -> "list[dict[str, object]]")]
    fn to_rows<'py>(&self, py: Python<'py>, more: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyList>> {
        rows::lints(py, &self.own, more)
    }

    /// The columns of `to_rows()` in their order, by plain Python types.
    ///
    /// >>> mj.Lints.columns()["kind"], mj.Lints.columns()["on"]
    /// (<class 'str'>, <class 'datetime.date'>)
    #[staticmethod]
    #[pyo3(signature = () -> "dict[str, type]")]
    fn columns(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        crate::table::columns(py, &rows::LINTS)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html_laws")?.call_method1("lints", (slf,))?.extract()
    }

    fn __repr__(&self) -> String {
        let Lints { own, .. } = self;
        format!(
            "<Lints of {} {}: {} found, {} not decided>",
            own.programme,
            own.version,
            own.lints.len(),
            own.undecided.len()
        )
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (self.asked.again(&self.from.bind(py).getattr("lints")?)?, PyTuple::empty(py)).into_pyobject(py)
    }
}

whole!(Lints, "programme.lints()");

/// Something worth a second look. Where the kind says nobody or everybody, all families within the limits are meant, on
/// every day of the programme's validity.
///
/// >>> lint = programme.lints().lints[0]
/// >>> lint.kind, lint.offer, lint.rule, lint.families
/// ('no_source', 'home-visit', 'window', ())
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Lint {
    own: millejours::Lint,
    within: Within,
}

impl Lint {
    fn label(&self) -> String {
        format!("{} at {}", self.own.kind, self.own.path)
    }
}

part_of!(Lint {
    /// What it is.
    #[getter]
    fn kind(&self) -> Word<LintKind> {
        self.own.kind.into()
    }

    /// Where it stands in the document: `offers[3].when[0]`.
    #[getter]
    fn path(&self) -> &str {
        &self.own.path
    }

    /// The offer.
    #[getter]
    fn offer(&self) -> Option<&str> {
        self.own.offer.as_deref()
    }

    /// The rule: of the target population, where no offer is named.
    #[getter]
    fn rule(&self) -> Option<&str> {
        self.own.rule.as_deref()
    }

    /// The score.
    #[getter]
    fn score(&self) -> Option<&str> {
        self.own.score.as_deref()
    }

    /// The rule that implies this one (`None` where only all the others together do), or the offer that is alike.
    #[getter]
    fn other(&self) -> Option<&str> {
        self.own.other.as_deref()
    }

    /// The fact: of a cliff, by its full name; else by the name that the condition uses.
    #[getter]
    fn fact(&self) -> Option<&str> {
        self.own.fact.as_deref()
    }

    /// The unit of `before` and `after`.
    #[getter]
    fn unit(&self) -> Option<&str> {
        self.own.unit.as_deref()
    }

    /// How much the first family has.
    #[getter]
    fn before(&self) -> Option<i64> {
        self.own.before
    }

    /// How much the second has, one step further.
    #[getter]
    fn after(&self) -> Option<i64> {
        self.own.after
    }

    /// The day on which the families show it.
    #[getter]
    fn on(&self) -> Option<Date> {
        self.own.on.map(Date)
    }

    /// Of a cliff, two families that differ in one step of the fact; of a second parent, a family of which one adult can
    /// have the offer.
    #[getter]
    fn families(&self) -> Row<Family> {
        Row::of(&self.own.families, |family| Family(family.clone()))
    }
});
