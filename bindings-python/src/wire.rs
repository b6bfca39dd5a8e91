//! From Python's objects to the wire form, for the core to read and to judge.

use std::marker::PhantomData;

use chrono::NaiveDate;
use pyo3::exceptions::{PyRecursionError, PyTypeError, PyUnicodeEncodeError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDate, PyDateAccess, PyDateTime, PyFloat, PyFrozenSet, PyInt, PyList, PyMapping,
    PySet, PyString,
};

use crate::family::{is_field, wire_of};

/// Deeper than any document of the core, and shallow enough for a list that holds itself.
const DEEPEST: usize = 12;

/// An argument that the core reads. What it should be stands in the stub; what it is, the core says.
#[derive(Debug)]
pub struct Given<'py, T> {
    value: Bound<'py, PyAny>,
    meant: PhantomData<T>,
}

/// What a [`Given`] should be, to a type checker.
pub trait Hint {
    /// The type as stubs write it.
    const HINT: PyStaticExpr;
}

impl<'py, T: Hint> FromPyObject<'_, 'py> for Given<'py, T> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = T::HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Given { value: given.to_owned(), meant: PhantomData })
    }
}

/// A JSON object, written field by field.
#[derive(Debug)]
pub struct Object(Vec<u8>);

impl Object {
    /// One without fields.
    pub fn new() -> Self {
        Object(vec![b'{'])
    }

    /// A field that must be there.
    pub fn with<T>(mut self, name: &str, given: &Given<'_, T>) -> PyResult<Self> {
        key(&mut self.0, name);
        write(&mut self.0, &given.value, &mut vec![name.to_owned()])?;
        Ok(self)
    }

    /// A field that may be left out: `None` leaves it out.
    pub fn may<T>(self, name: &str, given: &Option<Given<'_, T>>) -> PyResult<Self> {
        match given {
            Some(given) => self.with(name, given),
            None => Ok(self),
        }
    }

    /// A list that must be there: `None` is an empty one.
    pub fn list<T>(mut self, name: &str, given: &Option<Given<'_, T>>) -> PyResult<Self> {
        if given.is_none() {
            self = self.raw(name, b"[]");
        }
        self.may(name, given)
    }

    /// A field as it is written.
    pub fn raw(mut self, name: &str, json: &[u8]) -> Self {
        key(&mut self.0, name);
        self.0.extend(json);
        self
    }

    /// The schema, of a document that stands alone.
    pub fn schema(self) -> Self {
        self.raw("schema", b"1")
    }

    /// The whole.
    pub fn end(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }
}

/// A mapping as the document of a family. It need not say `schema`.
pub fn document(mapping: &Bound<'_, PyMapping>) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    write(&mut out, mapping.as_any(), &mut Vec::new())?;
    if !mapping.contains("schema")? {
        let first: &[u8] = if mapping.is_empty()? { b"{\"schema\":1" } else { b"{\"schema\":1," };
        out.splice(..1, first.iter().copied());
    }
    Ok(out)
}

fn key(out: &mut Vec<u8>, name: &str) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    quote(out, name.as_bytes());
    out.push(b':');
}

fn quote(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    for byte in text {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', *byte]),
            0..0x20 => out.extend(format!("\\u{byte:04x}").bytes()),
            _ => out.push(*byte),
        }
    }
    out.push(b'"');
}

/// The bytes of a text. Lone surrogates are no UTF-8, so the core refuses them as it refuses such bytes.
fn bytes(text: &Bound<'_, PyString>) -> PyResult<Vec<u8>> {
    match text.extract::<String>() {
        Ok(text) => Ok(text.into_bytes()),
        Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(text.py()) => {
            text.call_method1("encode", ("utf-8", "surrogatepass"))?.extract()
        }
        Err(error) => Err(error),
    }
}

fn write(out: &mut Vec<u8>, value: &Bound<'_, PyAny>, path: &mut Vec<String>) -> PyResult<()> {
    if path.len() > DEEPEST {
        return Err(PyRecursionError::new_err("lists and mappings are nested too deeply for a family"));
    }
    if value.is_none() {
        out.extend(b"null");
    } else if let Ok(truth) = value.cast::<PyBool>() {
        out.extend(truth.is_true().to_string().bytes());
    } else if let Ok(text) = value.cast::<PyString>() {
        quote(out, &bytes(text)?);
    } else if let Some(wire) = wire_of(value) {
        out.extend(wire.bytes());
    } else if value.is_instance_of::<PyInt>() {
        out.extend(value.py().get_type::<PyInt>().call_method1("__repr__", (value,))?.extract::<String>()?.bytes());
    } else if let Ok(date) = value.cast::<PyDate>() {
        quote(out, day(date, path)?.to_string().as_bytes());
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        entries(out, mapping, path)?;
    } else if is_several(value) {
        items(out, value, path)?;
    } else {
        number(out, value, path)?;
    }
    Ok(())
}

fn day(date: &Bound<'_, PyDate>, path: &[String]) -> PyResult<NaiveDate> {
    // A datetime is a date to Python, but which day it means depends on a clock and a place.
    if date.is_instance_of::<PyDateTime>() {
        return Err(refused(path, "a datetime is no day: give its `.date()`"));
    }
    let day = NaiveDate::from_ymd_opt(date.get_year(), date.get_month().into(), date.get_day().into());
    day.ok_or_else(|| refused(path, "this is no date"))
}

fn entries(out: &mut Vec<u8>, mapping: &Bound<'_, PyMapping>, path: &mut Vec<String>) -> PyResult<()> {
    // A key may tell as much as a value: as in the core, only those of the wire form stand in a message.
    let facts = path.last().is_some_and(|last| last == "facts");
    out.push(b'{');
    for (place, entry) in mapping.items()?.iter().enumerate() {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = entry.extract()?;
        let Ok(name) = name.cast::<PyString>() else {
            return Err(refused(path, "the keys of a mapping are texts"));
        };
        if out.last() != Some(&b'{') {
            out.push(b',');
        }
        quote(out, &bytes(name)?);
        out.push(b':');
        let name = name.to_string_lossy();
        path.push(if !facts && is_field(&name) { name.into_owned() } else { format!("(key {})", place + 1) });
        write(out, &value, path)?;
        path.pop();
    }
    out.push(b'}');
    Ok(())
}

fn is_several(value: &Bound<'_, PyAny>) -> bool {
    let bytes = value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>();
    !bytes && value.try_iter().is_ok()
}

fn items(out: &mut Vec<u8>, several: &Bound<'_, PyAny>, path: &mut Vec<String>) -> PyResult<()> {
    let mut list: Vec<Bound<'_, PyAny>> = several.try_iter()?.collect::<PyResult<_>>()?;
    if several.is_instance_of::<PySet>() || several.is_instance_of::<PyFrozenSet>() {
        // A set has no order, a document has one.
        let sorted = several.py().import("builtins")?.call_method1("sorted", (PyList::new(several.py(), list)?,))?;
        list = sorted.try_iter()?.collect::<PyResult<_>>()?;
    }
    out.push(b'[');
    for (place, item) in list.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        path.push(format!("[{place}]"));
        write(out, item, path)?;
        path.pop();
    }
    out.push(b']');
    Ok(())
}

/// Numbers that are exact: `decimal.Decimal`, and what stands for an `int`. A float is not.
fn number(out: &mut Vec<u8>, value: &Bound<'_, PyAny>, path: &mut Vec<String>) -> PyResult<()> {
    let py = value.py();
    if value.is_instance_of::<PyFloat>() {
        return Err(refused(path, "a float is not exact: give `decimal.Decimal(\"812.50\")`, or the digits as text"));
    }
    if value.is_instance(&py.import("decimal")?.getattr("Decimal")?)? {
        let digits: String = py.import("builtins")?.call_method1("format", (value, "f"))?.extract()?;
        // The wire form writes digits after a point as text.
        match digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            true => out.extend(digits.bytes()),
            false => quote(out, digits.as_bytes()),
        }
        return Ok(());
    }
    // Numbers, truths and texts of numpy, as pandas hands them over.
    if has(value, "dtype") && has(value, "item") {
        return write(out, &value.call_method0("item")?, path);
    }
    if has(value, "__index__") {
        return write(out, &value.call_method0("__index__")?, path);
    }
    Err(refused(path, &format!("a {} cannot stand in a family", value.get_type().name()?)))
}

fn has(value: &Bound<'_, PyAny>, name: &str) -> bool {
    value.get_type().hasattr(name).unwrap_or(false)
}

fn refused(path: &[String], why: &str) -> PyErr {
    let mut place = String::new();
    for step in path {
        if !place.is_empty() && !step.starts_with('[') {
            place.push('.');
        }
        place.push_str(step);
    }
    PyTypeError::new_err(if place.is_empty() { why.to_owned() } else { format!("{place}: {why}") })
}
