//! The class `Vocabulary`.

use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::arguments::{Document, file};
use crate::refusal::Refused;
use crate::whole::immutable;

/// A document that defines facts, to be shared by programmes.
///
/// Immutable; may be shared between threads.
///
/// >>> vocabulary = mj.Vocabulary.from_toml('''
/// ... schema = 1
/// ... id = "household"
/// ... version = "2026"
/// ... [facts.family.rooms]
/// ... type = "int"
/// ... range = [0, 20]
/// ... category = "housing"
/// ... ''')
/// >>> vocabulary
/// Vocabulary(id='household', version='2026')
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Vocabulary {
    pub vocabulary: millejours::Vocabulary,
    // The document itself is what a pickle carries.
    document: Vec<u8>,
    json: bool,
}

impl Vocabulary {
    fn read(py: Python<'_>, document: &[u8], json: bool) -> Result<Self, Refused> {
        let read = if json { millejours::Vocabulary::from_json } else { millejours::Vocabulary::from_toml };
        Ok(Vocabulary { vocabulary: py.detach(|| read(document))?, document: document.to_vec(), json })
    }
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.vocabulary == other.vocabulary
    }
}

impl Hash for Vocabulary {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.vocabulary.id(), self.vocabulary.version()).hash(state);
    }
}

#[pymethods]
impl Vocabulary {
    /// Read a vocabulary from TOML.
    ///
    /// Raises `VocabularyError` with everything that is wrong with it.
    ///
    /// >>> mj.Vocabulary.from_toml("schema = 1\nid = 'household'\nversion = '2026'\nfacts = {}").id
    /// 'household'
    /// >>> mj.Vocabulary.from_toml("schema = 2")
    /// Traceback (most recent call last):
    /// millejours.errors.VocabularyError: the vocabulary cannot be used
    /// ...
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: Document<'_>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), false)
    }

    /// Read a vocabulary from JSON.
    ///
    /// Raises `VocabularyError` with everything that is wrong with it.
    ///
    /// >>> mj.Vocabulary.from_json('{"schema": 1, "id": "household", "version": "2026", "facts": {}}').version
    /// '2026'
    #[staticmethod]
    fn from_json(py: Python<'_>, text: Document<'_>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), true)
    }

    /// Read a vocabulary from a file: JSON where its name ends in `.json`, else TOML.
    ///
    /// Raises `OSError` where the file cannot be read, `VocabularyError` where it is no vocabulary.
    ///
    /// >>> mj.Vocabulary.load("no/such/file.toml")
    /// Traceback (most recent call last):
    /// FileNotFoundError: [Errno 2] No such file or directory: 'no/such/file.toml'
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let (document, json) = file(py, path)?;
        Ok(Self::read(py, &document, json)?)
    }

    /// The id by which programmes name it.
    #[getter]
    fn id(&self) -> &str {
        self.vocabulary.id()
    }

    /// The vocabulary's edition.
    #[getter]
    fn version(&self) -> &str {
        self.vocabulary.version()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let py = slf.py();
        let id = slf.get().id().into_pyobject(py)?.repr()?;
        let version = slf.get().version().into_pyobject(py)?.repr()?;
        Ok(format!("Vocabulary(id={id}, version={version})"))
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        let restore = py.get_type::<Self>().getattr(if this.json { "from_json" } else { "from_toml" })?;
        (restore, (PyBytes::new(py, &this.document),)).into_pyobject(py)
    }
}

immutable!(Vocabulary);
