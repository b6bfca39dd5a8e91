//! What keys and events are made of, as Python gives it.

use millejours::{EventId, JournalId, Party, PublicKey};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};
use pyo3::{type_hint_identifier, type_hint_subscript};

use crate::arguments::Name;
use crate::shown::{Row, STR};

/// So many bytes. They may be secret: no message tells them.
pub struct Exactly<const N: usize>(pub [u8; N]);

impl<const N: usize> FromPyObject<'_, '_> for Exactly<N> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("builtins", "bytes");

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let Ok(bytes) = given.cast::<PyBytes>() else {
            return Err(PyTypeError::new_err(format!("expected bytes, not {}", given.get_type().name()?)));
        };
        let bytes = bytes.as_bytes();
        let wrong = || PyValueError::new_err(format!("expected {N} bytes, not {}", bytes.len()));
        bytes.try_into().map(Exactly).map_err(|_| wrong())
    }
}

/// Somebody, by kind and id.
pub fn party(name: &Name) -> PyResult<Party> {
    let wrong = || PyValueError::new_err("this is no party: expected one such as 'provider:pmi' or 'adult:a1'");
    Party::parse(&name.0).ok_or_else(wrong)
}

/// The id of an event.
pub fn event_id(name: &Name) -> PyResult<EventId> {
    EventId::parse(&name.0)
        .ok_or_else(|| PyValueError::new_err("this is no id of an event: expected 64 digits, 0-9 a-f"))
}

/// The id of a journal.
pub fn journal_id(name: &Name) -> PyResult<JournalId> {
    JournalId::parse(&name.0)
        .ok_or_else(|| PyValueError::new_err("this is no id of a journal: expected 32 digits, 0-9 a-f"))
}

/// A public key.
pub fn key(bytes: &Exactly<32>) -> PyResult<PublicKey> {
    PublicKey::from_bytes(&bytes.0).ok_or_else(|| PyValueError::new_err("this is no public key of Ed25519"))
}

/// Any iterable of names.
#[derive(Debug)]
pub struct Names(pub Vec<Name>);

impl Names {
    /// None of them.
    pub fn none() -> Self {
        Names(Vec::new())
    }
}

impl FromPyObject<'_, '_> for Names {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(type_hint_identifier!("collections.abc", "Iterable"), STR);

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        // A text is an iterable of texts too, and never what is meant.
        if given.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("expected several names, not str"));
        }
        given.try_iter()?.map(|one| one?.extract()).collect::<PyResult<_>>().map(Names)
    }
}

impl<'py> IntoPyObject<'py> for Names {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = Row::<String>::OUTPUT_TYPE;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Row::of(self.0, |name| name.0).into_pyobject(py)
    }
}
