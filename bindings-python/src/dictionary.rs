//! The class `Dictionary`, and what a call says of words.

use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::arguments::{Document, file};
use crate::refusal::Refused;
use crate::shown::Word;
use crate::whole::immutable;
use crate::wire::Hint;

/// The sentences of one language, for families and for professionals.
///
/// Immutable; may be shared between threads.
///
/// >>> dictionary = mj.Dictionary.shipped("fr-CH")
/// >>> dictionary, dictionary.language, dictionary.direction
/// (Dictionary(language='fr'), 'fr', 'ltr')
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Dictionary {
    pub dictionary: millejours::Dictionary,
    given: Given,
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.given == other.given
    }
}

impl Hash for Dictionary {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.dictionary.language().hash(state);
    }
}

/// What a pickle carries: the document itself, or the tag of a shipped one.
#[derive(Debug, PartialEq)]
enum Given {
    Toml(Vec<u8>),
    Json(Vec<u8>),
    Tag(String),
}

impl Dictionary {
    /// The one that a call names: one of its own, or the one shipped for a language.
    pub fn of(language: Option<&str>, dictionary: Option<&Bound<'_, Dictionary>>) -> PyResult<Self> {
        let words = chosen(language, dictionary)?;
        let tag = words.language().to_owned();
        Ok(Dictionary { dictionary: words, given: Given::Tag(tag) })
    }

    /// The same, as an object that answers keep.
    pub fn kept(
        py: Python<'_>,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
    ) -> PyResult<Py<Self>> {
        match (language, dictionary) {
            (None, Some(own)) => Ok(own.clone().unbind()),
            _ => Py::new(py, Self::of(language, dictionary)?),
        }
    }

    fn read(py: Python<'_>, document: &[u8], json: bool) -> Result<Self, Refused> {
        let read = if json { millejours::Dictionary::from_json } else { millejours::Dictionary::from_toml };
        let given = if json { Given::Json(document.to_vec()) } else { Given::Toml(document.to_vec()) };
        Ok(Dictionary { dictionary: py.detach(|| read(document))?, given })
    }
}

#[pymethods]
impl Dictionary {
    /// The dictionary shipped for a language tag; for a tag with a region, that of its language.
    ///
    /// Raises `DictionaryError` where none is shipped.
    ///
    /// >>> mj.Dictionary.shipped("de-CH").language
    /// 'de'
    /// >>> mj.Dictionary.shipped("rm")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[staticmethod]
    fn shipped(tag: &str) -> Result<Self, Refused> {
        let dictionary = millejours::Dictionary::shipped(tag)?;
        let tag = dictionary.language().to_owned();
        Ok(Dictionary { dictionary, given: Given::Tag(tag) })
    }

    /// Read a dictionary from TOML.
    ///
    /// Raises `DictionaryError` with everything that is wrong or absent.
    ///
    /// >>> mj.Dictionary.from_toml("")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: Document<'_>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), false)
    }

    /// Read a dictionary from JSON.
    ///
    /// Raises `DictionaryError` with everything that is wrong or absent.
    ///
    /// >>> mj.Dictionary.from_json("")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[staticmethod]
    fn from_json(py: Python<'_>, text: Document<'_>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), true)
    }

    /// Read a dictionary from a file: JSON where its name ends in `.json`, else TOML.
    ///
    /// Raises `OSError` where the file cannot be read, `DictionaryError` where it is no dictionary.
    ///
    /// >>> mj.Dictionary.load("no/such/file.toml")
    /// Traceback (most recent call last):
    /// FileNotFoundError: [Errno 2] No such file or directory: 'no/such/file.toml'
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let (document, json) = file(py, path)?;
        Ok(Self::read(py, &document, json)?)
    }

    /// Its language tag.
    #[getter]
    fn language(&self) -> &str {
        self.dictionary.language()
    }

    /// The direction in which it is written: `"ltr"` or `"rtl"`.
    #[getter]
    fn direction(&self) -> Word<millejours::Direction> {
        self.dictionary.direction().into()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let language = slf.get().language().into_pyobject(slf.py())?.repr()?;
        Ok(format!("Dictionary(language={language})"))
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let class = py.get_type::<Self>();
        match &slf.get().given {
            Given::Toml(text) => (class.getattr("from_toml")?, (PyBytes::new(py, text),)).into_pyobject(py),
            Given::Json(text) => (class.getattr("from_json")?, (PyBytes::new(py, text),)).into_pyobject(py),
            Given::Tag(tag) => (class.getattr("shipped")?, (tag,)).into_pyobject(py),
        }
    }
}

immutable!(Dictionary);

/// The dictionary that a call names: one of its own, or the one shipped for a language.
pub fn chosen(language: Option<&str>, dictionary: Option<&Bound<'_, Dictionary>>) -> PyResult<millejours::Dictionary> {
    match (language, dictionary) {
        (Some(tag), None) => Ok(millejours::Dictionary::shipped(tag).map_err(Refused::from)?),
        (None, Some(own)) => Ok(own.get().dictionary.clone()),
        _ => {
            let shipped = millejours::Dictionary::SHIPPED.map(|tag| format!("'{tag}'")).join(", ");
            Err(PyTypeError::new_err(format!("expected either a language ({shipped}) or a dictionary of your own")))
        }
    }
}

/// What is said in the words that a call names, without the interpreter's lock.
pub fn in_words<T: Send>(
    py: Python<'_>,
    language: Option<&str>,
    dictionary: Option<&Bound<'_, Dictionary>>,
    say: impl FnOnce(&millejours::Dictionary) -> Result<T, Refused> + Send,
) -> PyResult<T> {
    let words = chosen(language, dictionary)?;
    Ok(py.detach(|| say(&words))?)
}

/// Who reads, as a word.
#[derive(Debug)]
pub struct Audience(millejours::Audience);

impl Audience {
    /// The audience meant: families, where nobody says otherwise.
    pub fn or_family(own: Option<Self>) -> millejours::Audience {
        own.map_or(millejours::Audience::Family, |own| own.0)
    }
}

impl FromPyObject<'_, '_> for Audience {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = <Word<millejours::Audience> as Hint>::HINT;

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let found = given.extract::<String>().ok().and_then(|word| millejours::Audience::of(&word));
        found.map(Audience).ok_or_else(|| PyValueError::new_err("expected 'family' or 'professional'"))
    }
}
