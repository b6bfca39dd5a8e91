//! The class `Dictionary`, and what a call says of words.

use std::path::PathBuf;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::arguments::{Document, file};
use crate::refusal::Refused;

/// The sentences of one language, for families and for professionals.
///
/// Immutable; may be shared between threads.
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Dictionary {
    pub dictionary: millejours::Dictionary,
    given: Given,
}

/// What a pickle carries: the document itself, or the tag of a shipped one.
#[derive(Debug)]
enum Given {
    Toml(Vec<u8>),
    Json(Vec<u8>),
    Tag(String),
}

impl Dictionary {
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
    #[staticmethod]
    fn shipped(tag: &str) -> Result<Self, Refused> {
        Ok(Dictionary { dictionary: millejours::Dictionary::shipped(tag)?, given: Given::Tag(tag.to_owned()) })
    }

    /// Read a dictionary from TOML.
    ///
    /// Raises `DictionaryError` with everything that is wrong or absent.
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: Document<'_>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), false)
    }

    /// Read a dictionary from JSON.
    ///
    /// Raises `DictionaryError` with everything that is wrong or absent.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: Document<'_>) -> Result<Self, Refused> {
        Self::read(py, text.as_ref(), true)
    }

    /// Read a dictionary from a file: JSON where its name ends in `.json`, else TOML.
    ///
    /// Raises `OSError` where the file cannot be read, `DictionaryError` where it is no dictionary.
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
    fn direction(&self) -> &str {
        self.dictionary.direction().as_str()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let language = slf.get().language().into_pyobject(slf.py())?.repr()?;
        Ok(format!("Dictionary(language={language})"))
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (_memo: "object"))]
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
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

/// The dictionary that a call names: one of its own, or the one shipped for a language.
pub fn chosen(language: Option<&str>, dictionary: Option<&Bound<'_, Dictionary>>) -> PyResult<millejours::Dictionary> {
    match (language, dictionary) {
        (Some(tag), None) => Ok(millejours::Dictionary::shipped(tag).map_err(Refused::from)?),
        (None, Some(own)) => Ok(own.get().dictionary.clone()),
        _ => Err(PyTypeError::new_err("expected either a language or a dictionary")),
    }
}

/// The audience of a word.
pub fn audience(word: &str) -> PyResult<millejours::Audience> {
    let unknown = || PyValueError::new_err(format!("expected 'family' or 'professional', not {word:?}"));
    millejours::Audience::of(word).ok_or_else(unknown)
}
