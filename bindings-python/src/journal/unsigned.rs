//! The class `UnsignedEvent`, and what signs.

use std::borrow::Cow;

use millejours::SecretKey;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::arguments::Exactly;
use crate::refusal::Refused;
use crate::whole::immutable;

/// An event that `Journal.draft` wrote and nobody has signed yet. It is never pickled, since it holds the salt.
///
/// >>> secret = bytes([1]) * 32
/// >>> entry = '{"kind": "note", "text": "telephoned"}'
/// >>> unsigned = journal.draft(
/// ...     thread="r1", author="provider:midwife", key=mj.public_key(secret), on="2026-06-02", entry=entry, salt=bytes([8]) * 32
/// ... )
/// >>> unsigned
/// <UnsignedEvent of 'r1' by 'provider:midwife' on 2026-06-02>
/// >>> journal.append(unsigned.sign(secret), roster, "2026-06-02")
/// True
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct UnsignedEvent {
    pub own: millejours::Unsigned,
}

#[pymethods]
impl UnsignedEvent {
    /// The bytes that are signed (Ed25519), for a key that is kept elsewhere: in a phone's secure element, say.
    ///
    /// >>> secret = bytes([1]) * 32
    /// >>> unsigned = journal.draft(
    /// ...     thread="r2", author="provider:midwife", key=mj.public_key(secret), on="2026-06-02", salt=bytes([8]) * 32,
    /// ...     entry='{"kind": "note", "text": "telephoned"}',
    /// ... )
    /// >>> unsigned.to_bytes()[:19]
    /// b'millejours event 1\n'
    fn to_bytes(&self) -> Cow<'static, [u8]> {
        Cow::Owned(self.own.bytes())
    }

    /// The event as a line of JSON, signed with the 32 bytes of a secret key.
    ///
    /// Raises `JournalError` where the key is not the one that the event names, `ValueError` where it has not 32 bytes.
    ///
    /// >>> secret = bytes([1]) * 32
    /// >>> unsigned = journal.draft(
    /// ...     thread="r2", author="provider:midwife", key=mj.public_key(secret), on="2026-06-02", salt=bytes([8]) * 32,
    /// ...     entry='{"kind": "note", "text": "telephoned"}',
    /// ... )
    /// >>> unsigned.sign(secret)[:40]
    /// '{"header":{"author":"provider:midwife","'
    /// >>> try:
    /// ...     unsigned.sign(bytes([2]) * 32)
    /// ... except mj.JournalError as refused:
    /// ...     print(refused.code)
    /// journal.signature
    fn sign(&self, secret_key: Exactly<32>) -> Result<String, Refused> {
        Ok(self.own.clone().sign(&SecretKey::from_bytes(&secret_key.0))?.to_json())
    }

    /// The event as a line of JSON, with a signature (64 bytes) that was made elsewhere over `to_bytes()`.
    ///
    /// Raises `JournalError` where the signature is not that of the key that the event names over this event.
    ///
    /// >>> unsigned = journal.draft(
    /// ...     thread="r2", author="provider:midwife", key=mj.public_key(bytes([1]) * 32), on="2026-06-02",
    /// ...     salt=bytes([8]) * 32, entry='{"kind": "note", "text": "telephoned"}',
    /// ... )
    /// >>> unsigned.with_signature(bytes(64))
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    fn with_signature(&self, signature: Exactly<64>) -> Result<String, Refused> {
        Ok(self.own.clone().with_signature(signature.0)?.to_json())
    }

    fn __repr__(&self) -> String {
        let header = self.own.header();
        format!("<UnsignedEvent of '{}' by '{}' on {}>", header.thread, header.author, header.on)
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("an unsigned event holds its salt, and is never pickled"))
    }
}

immutable!(UnsignedEvent);

/// The public key (32 bytes, Ed25519) of a secret one (32 random bytes, made and kept by the caller).
///
/// A roster writes it with digits: `public_key(secret).hex()`.
///
/// Raises `ValueError` where the secret key has not 32 bytes.
///
/// >>> mj.public_key(bytes([1]) * 32).hex()[:16]
/// '8a88e3dd7409f195'
/// >>> mj.public_key(b"secret")
/// Traceback (most recent call last):
/// ValueError: expected 32 bytes, not 6
/// ...
#[pyfunction]
pub fn public_key(secret_key: Exactly<32>) -> Cow<'static, [u8]> {
    Cow::Owned(SecretKey::from_bytes(&secret_key.0).public().to_bytes().to_vec())
}
