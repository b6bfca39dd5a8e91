//! The class `Programme`, and those of its parts.

mod answers;
pub mod consents;
mod document;
pub mod facts;
pub mod offer;
pub mod part;
mod proofs;

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3::{PyTraverseError, PyVisit};

use self::document::Shown;
use self::facts::{FactDefinition, Validity};
use self::offer::{Offer, Provider, Rule};
use crate::arguments::{Document, Several, file};
use crate::columns::made::Made;
use crate::doors::doors;
use crate::refusal::{Problems, Refused};
use crate::shown::{Kept, Named, Row, by_language};
use crate::vocabulary::Vocabulary;
use crate::whole::immutable;

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
    pub made: Made,
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

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        Self::kept(slf)
    }
}

immutable!(Programme);

doors!(Programme, programme, "programme");
