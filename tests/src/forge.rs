//! Events that the library does not draft, signed all the same: what somebody with a key and a program of their own could send.
#![allow(clippy::unwrap_used, reason = "a fault here is a failed test")]

use ed25519_dalek::{Signer as _, SigningKey};

/// The line of an event with its header changed, and signed anew with the 32 bytes of a secret key.
///
/// # Panics
/// Where the line is no event.
pub fn signed_anew(line: &str, secret: [u8; 32], change: impl FnOnce(&str) -> String) -> String {
    let (header, rest) = line.strip_prefix("{\"header\":").unwrap().split_once(",\"signature\":\"").unwrap();
    let (_, content) = rest.split_at(128);
    let header = change(header);
    let signature = SigningKey::from_bytes(&secret).sign(format!("millejours event 1\n{header}").as_bytes()).to_bytes();
    let digits: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{{\"header\":{header},\"signature\":\"{digits}{content}")
}
