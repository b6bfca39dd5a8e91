//! Canonical JSON: one sequence of bytes for one value, so that hashes and signatures stand for what is said.
//!
//! Keys in the order of their code points, no spaces, whole numbers of 64 bits, the escapes of `serde_json`, and bounds on
//! depth and length.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::document::{Node, Value};

/// The longest line of a journal, in bytes.
pub(super) const MAX_LINE: usize = 64 * 1024;
/// The longest body, in bytes: a line has room for it, and for the longest header.
const MAX_BODY: usize = 32 * 1024;
/// The deepest nesting of a body.
const MAX_DEPTH: usize = 16;

/// Why a value has no canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A number that is not whole, or has more than 64 bits.
    Number,
    /// A key that stands twice.
    Twice,
    Deep,
    Long,
    /// A value of TOML that JSON does not have.
    Other,
}

impl Fault {
    pub(super) fn message(self) -> &'static str {
        match self {
            Fault::Number => "a number is not whole, or has more than 64 bits",
            Fault::Twice => "a key stands twice",
            Fault::Deep => "tables and lists are nested more than 16 deep",
            Fault::Long => "it is longer than 32768 bytes",
            Fault::Other => "a value is none of JSON",
        }
    }
}

/// The canonical form of a value.
pub(super) fn canonical(node: &Node) -> Result<String, Fault> {
    let mut out = String::new();
    write(node, &mut out, 0)?;
    Ok(out)
}

fn write(node: &Node, out: &mut String, depth: usize) -> Result<(), Fault> {
    if depth > MAX_DEPTH {
        return Err(Fault::Deep);
    }
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(digits) => {
            let number: i64 = digits.parse().map_err(|_| Fault::Number)?;
            out.push_str(&number.to_string());
        }
        Value::Text(text) => quoted(text, out),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out, depth + 1)?;
            }
            out.push(']');
        }
        Value::Table(entries) => {
            let mut sorted = BTreeMap::new();
            for entry in entries {
                if sorted.insert(entry.key.as_str(), &entry.node).is_some() {
                    return Err(Fault::Twice);
                }
            }
            out.push('{');
            for (index, (key, node)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                quoted(key, out);
                out.push(':');
                write(node, out, depth + 1)?;
            }
            out.push('}');
        }
        Value::Date(_) | Value::Other => return Err(Fault::Other),
    }
    if out.len() > MAX_BODY { Err(Fault::Long) } else { Ok(()) }
}

fn quoted(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// SHA-256 over parts, one after the other.
pub(super) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// Bytes as hexadecimal digits in lower case.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Bytes from exactly as many digits in lower case: there is one way to write them.
pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let value = |digit: &u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = value(high)? << 4 | value(low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Form, parse};

    fn of(text: &str) -> Result<String, Fault> {
        canonical(&parse(text.as_bytes(), Form::Json).unwrap().0)
    }

    #[test]
    fn one_value_has_one_form() {
        let one = of(r#"{ "b": [1, true, null], "a": "é\u0001\n", "\u00e9": {}, "Z": -0 }"#).unwrap();
        assert_eq!(one, "{\"Z\":0,\"a\":\"é\\u0001\\n\",\"b\":[1,true,null],\"é\":{}}");
        assert_eq!(of(&one).unwrap(), one);
        assert_eq!(of(r#"{"a":1.5}"#), Err(Fault::Number));
        assert_eq!(of("9223372036854775808"), Err(Fault::Number));
        assert_eq!(of(r#"{"a":1,"\u0061":2}"#), Err(Fault::Twice));
        assert_eq!(of(&format!("{}{}", "[".repeat(18), "]".repeat(18))), Err(Fault::Deep));
        assert_eq!(of(&format!("\"{}\"", "x".repeat(MAX_BODY))), Err(Fault::Long));
    }

    #[test]
    fn digits_are_read_back_in_one_way_only() {
        assert_eq!(unhex::<2>(&hex(&[0x0f, 0xa0])), Some([0x0f, 0xa0]));
        for wrong in ["0fa", "0FA0", "0fa0ff", "0fg0", "é0f"] {
            assert_eq!(unhex::<2>(wrong), None);
        }
    }
}
