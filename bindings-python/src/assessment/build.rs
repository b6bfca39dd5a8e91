//! Parts of an assessment that are built in code: the core reads them within one.

use pyo3::exceptions::PyLookupError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript, type_hint_union};

use super::answer::Dose;
use super::reason::{Change, Reason};
use crate::family::hints::{Each, PLAIN, Value};
use crate::refusal::Refused;
use crate::shown::{INT, STR};
use crate::wire::{Hint, Object};

const MAPPING: PyStaticExpr = type_hint_identifier!("collections.abc", "Mapping");
const ITERABLE: PyStaticExpr = type_hint_identifier!("collections.abc", "Iterable");

/// A whole number.
#[derive(Debug)]
pub struct Whole;

impl Hint for Whole {
    const HINT: PyStaticExpr = INT;
}

/// A dose.
#[derive(Debug)]
pub struct ADose;

impl Hint for ADose {
    const HINT: PyStaticExpr = type_hint_union!(Dose::TYPE_HINT, PLAIN);
}

/// Values by the full names of facts.
#[derive(Debug)]
pub struct Values;

impl Hint for Values {
    const HINT: PyStaticExpr = type_hint_subscript!(MAPPING, STR, Value::HINT);
}

/// What was read of facts, by their full names.
#[derive(Debug)]
pub struct Readings;

impl Hint for Readings {
    const HINT: PyStaticExpr =
        type_hint_subscript!(MAPPING, STR, type_hint_union!(Value::HINT, type_hint_subscript!(ITERABLE, STR)));
}

impl Hint for Each<Reason> {
    const HINT: PyStaticExpr = type_hint_subscript!(ITERABLE, type_hint_union!(Reason::TYPE_HINT, PLAIN));
}

impl Hint for Each<Change> {
    const HINT: PyStaticExpr = type_hint_subscript!(ITERABLE, type_hint_union!(Change::TYPE_HINT, PLAIN));
}

/// The first and the last day there are: an answer by itself says nothing of the day asked about.
const FIRST: &[u8] = b"\"0001-01-01\"";
const LAST: &[u8] = b"\"9999-12-31\"";

/// An assessment around one answer or one question.
fn around(list: &str, one: Object, on: &[u8]) -> PyResult<millejours::Assessment> {
    let only = only(one);
    let mut whole = Object::of_assessment().schema().raw("programme", b"\"p\"").raw("version", b"\"1\"");
    whole = whole.raw("on", on).raw("response", b"\"information\"");
    for name in ["offers", "questions"] {
        whole = whole.raw(name, if name == list { &only } else { b"[]" });
    }
    Ok(millejours::Assessment::from_json(whole.end()).map_err(Refused::from)?)
}

fn absent() -> PyErr {
    PyLookupError::new_err("the part was not read")
}

/// One answer; a past one says since when it is a no.
pub fn answer(one: Object, past: bool) -> PyResult<millejours::OfferAnswer> {
    around("offers", one, if past { LAST } else { FIRST })?.offers.pop().ok_or_else(absent)
}

/// One question.
pub fn question(one: Object) -> PyResult<millejours::Question> {
    around("questions", one, FIRST)?.questions.pop().ok_or_else(absent)
}

/// An answer of a decision, to stand around one of its parts.
fn bare(decision: &str, reasons: &[u8], changes: &[u8]) -> Object {
    let whole = Object::of_assessment().raw("offer", b"\"o\"").raw("decision", decision.as_bytes());
    whole.raw("reasons", reasons).raw("missing", b"[]").raw("changes", changes)
}

fn only(one: Object) -> Vec<u8> {
    let mut list = vec![b'['];
    list.extend(one.end());
    list.push(b']');
    list
}

/// One dose.
pub fn dose(one: Object) -> PyResult<millejours::Dose> {
    answer(bare("\"eligible\"", b"[]", b"[]").raw("dose", &one.end()), false)?.dose.ok_or_else(absent)
}

/// One reason.
pub fn reason(one: Object) -> PyResult<millejours::Reason> {
    answer(bare("\"eligible\"", &only(one), b"[]"), false)?.reasons.pop().ok_or_else(absent)
}

/// One change.
pub fn change(one: Object) -> PyResult<millejours::Change> {
    answer(bare("\"not_eligible\"", b"[]", &only(one)), false)?.changes.pop().ok_or_else(absent)
}
