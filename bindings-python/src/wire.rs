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

const FLOAT: &str = "a float is not exact: give `decimal.Decimal(\"812.50\")`, or the digits as text";
const MISSING: &str = "this is no value: missing values are left out, or None";

/// An argument that the core reads. What it should be stands in the stub; what it is, the core says.
#[derive(Debug)]
pub struct Given<'py, T> {
    value: Bound<'py, PyAny>,
    meant: PhantomData<T>,
}

impl<'py, T> Given<'py, T> {
    /// The object itself.
    pub fn object(&self) -> &Bound<'py, PyAny> {
        &self.value
    }
}

/// An argument that may be left out, where `None` is something else.
#[derive(Debug)]
pub enum Maybe<'py, T> {
    /// It was given.
    Given(Given<'py, T>),
    /// It was left out.
    Absent,
}

impl<'py, T: Hint> FromPyObject<'_, 'py> for Maybe<'py, T> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = T::HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Maybe::Given(given.extract()?))
    }
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

/// What becomes of a `None` in a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// Left out: in a family it means unknown, as a table of families writes it.
    LeftOut,
    /// Written: an assessment says `null` where a rule has no source.
    Written,
}

/// A JSON object, written field by field.
#[derive(Debug)]
pub struct Object(Writer);

impl Object {
    /// One of a family, without fields.
    pub fn new() -> Self {
        Object(Writer::new(Nothing::LeftOut)).begun()
    }

    /// One of an assessment, without fields.
    pub fn of_assessment() -> Self {
        Object(Writer::new(Nothing::Written)).begun()
    }

    fn begun(mut self) -> Self {
        self.0.out.push(b'{');
        self
    }

    /// A field that must be there.
    pub fn with<T>(mut self, name: &str, given: &Given<'_, T>) -> PyResult<Self> {
        key(&mut self.0.out, name);
        self.0.path.push(name.to_owned());
        self.0.write(&given.value)?;
        self.0.path.pop();
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
        key(&mut self.0.out, name);
        self.0.out.extend(json);
        self
    }

    /// The schema, of a document that stands alone.
    pub fn schema(self) -> Self {
        self.raw("schema", b"1")
    }

    /// The whole.
    pub fn end(mut self) -> Vec<u8> {
        self.0.out.push(b'}');
        self.0.out
    }
}

/// A mapping as a document. It need not say `schema`.
pub fn document(mapping: &Bound<'_, PyMapping>, nothing: Nothing) -> PyResult<Vec<u8>> {
    let mut writer = Writer::new(nothing);
    writer.write(mapping.as_any())?;
    let mut out = writer.out;
    let named = mapping.contains("schema")? && !mapping.get_item("schema")?.is_none();
    if !named {
        // At its end: keys that are unknown are counted as they were given.
        let end: &[u8] = if out == b"{}" { b"\"schema\":1}" } else { b",\"schema\":1}" };
        out.pop();
        out.extend(end);
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

/// What is written so far, and where.
#[derive(Debug)]
struct Writer {
    out: Vec<u8>,
    path: Vec<String>,
    nothing: Nothing,
}

impl Writer {
    fn new(nothing: Nothing) -> Self {
        Writer { out: Vec::new(), path: Vec::new(), nothing }
    }

    fn write(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if self.path.len() > DEEPEST {
            return Err(PyRecursionError::new_err("lists and mappings are nested too deeply for a family"));
        }
        if value.is_none() {
            self.out.extend(b"null");
        } else if let Ok(truth) = value.cast::<PyBool>() {
            self.out.extend(truth.is_true().to_string().bytes());
        } else if let Ok(text) = value.cast::<PyString>() {
            quote(&mut self.out, &bytes(text)?);
        } else if let Some(wire) = wire_of(value) {
            self.out.extend(wire.bytes());
        } else if value.is_instance_of::<PyInt>() {
            let digits = value.py().get_type::<PyInt>().call_method1("__repr__", (value,))?.extract::<String>()?;
            self.out.extend(digits.bytes());
        } else if let Ok(date) = value.cast::<PyDate>() {
            let day = self.day(date)?;
            quote(&mut self.out, day.to_string().as_bytes());
        } else if let Ok(mapping) = value.cast::<PyMapping>() {
            self.entries(mapping)?;
        } else if is_several(value) {
            self.items(value)?;
        } else {
            self.number(value)?;
        }
        Ok(())
    }

    fn day(&self, date: &Bound<'_, PyDate>) -> PyResult<NaiveDate> {
        // A datetime is a date to Python, but which day it means depends on a clock and a place.
        if date.is_instance_of::<PyDateTime>() {
            // That of pandas which is no time at all has no equal, not even itself.
            return Err(self.refused(if date.ne(date)? {
                MISSING
            } else {
                "a datetime is no day: give its `.date()`"
            }));
        }
        let day = NaiveDate::from_ymd_opt(date.get_year(), date.get_month().into(), date.get_day().into());
        day.ok_or_else(|| self.refused("this is no date"))
    }

    fn entries(&mut self, mapping: &Bound<'_, PyMapping>) -> PyResult<()> {
        // A key may tell as much as a value: as in the core, only those of the wire form stand in a message.
        let facts = self.path.last().is_some_and(|last| last == "facts");
        self.out.push(b'{');
        for (place, entry) in mapping.items()?.iter().enumerate() {
            let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = entry.extract()?;
            let Ok(name) = name.cast::<PyString>() else {
                return Err(self.refused("the keys of a mapping are texts"));
            };
            if value.is_none() && self.nothing == Nothing::LeftOut {
                continue;
            }
            if self.out.last() != Some(&b'{') {
                self.out.push(b',');
            }
            quote(&mut self.out, &bytes(name)?);
            self.out.push(b':');
            let name = name.to_string_lossy();
            let known = !facts && is_field(&name);
            self.path.push(if known { name.into_owned() } else { format!("(key {})", place + 1) });
            self.write(&value)?;
            self.path.pop();
        }
        self.out.push(b'}');
        Ok(())
    }

    fn items(&mut self, several: &Bound<'_, PyAny>) -> PyResult<()> {
        let mut list: Vec<Bound<'_, PyAny>> = several.try_iter()?.collect::<PyResult<_>>()?;
        if several.is_instance_of::<PySet>() || several.is_instance_of::<PyFrozenSet>() {
            // A set has no order, a document has one.
            let sorted =
                several.py().import("builtins")?.call_method1("sorted", (PyList::new(several.py(), list)?,))?;
            list = sorted.try_iter()?.collect::<PyResult<_>>()?;
        }
        self.out.push(b'[');
        for (place, item) in list.iter().enumerate() {
            if place > 0 {
                self.out.push(b',');
            }
            self.path.push(format!("[{place}]"));
            self.write(item)?;
            self.path.pop();
        }
        self.out.push(b']');
        Ok(())
    }

    /// Numbers that are exact: `decimal.Decimal`, and what stands for an `int`. A float is not.
    fn number(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = value.py();
        if value.is_instance_of::<PyFloat>() {
            return Err(self.refused(if value.ne(value)? { MISSING } else { FLOAT }));
        }
        if value.is_instance(&py.import("decimal")?.getattr("Decimal")?)? {
            return self.decimal(value);
        }
        // Numbers, truths, texts and days of numpy, as pandas hands them over.
        if has(value, "dtype") && has(value, "item") {
            let item = value.call_method0("item")?;
            // Of moments and spans numpy may give a bare count of their units.
            let of_time = matches!(&*value.getattr("dtype")?.getattr("kind")?.extract::<String>()?, "M" | "m");
            return match of_time && !item.is_instance_of::<PyDate>() {
                true if value.ne(value)? => Err(self.refused(MISSING)),
                true => Err(self.refused("a moment or a span is no day: give a `datetime.date`, or the day as text")),
                false => self.write(&item),
            };
        }
        if has(value, "__index__") {
            return self.write(&value.call_method0("__index__")?);
        }
        let name = value.get_type().name()?;
        // pandas' own missing value compares with nothing, so that its name must tell it.
        Err(self.refused(&if name == "NAType" { MISSING.into() } else { format!("a {name} cannot stand in a family") }))
    }

    fn decimal(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if value.call_method0("is_nan")?.is_truthy()? {
            return Err(self.refused(MISSING));
        }
        if !value.call_method0("is_finite")?.is_truthy()? {
            return Err(self.refused("a number without end cannot stand in a family"));
        }
        let digits: String = value.py().import("builtins")?.call_method1("format", (value, "f"))?.extract()?;
        // The wire form writes digits after a point as text.
        match digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            true => self.out.extend(digits.bytes()),
            false => quote(&mut self.out, digits.as_bytes()),
        }
        Ok(())
    }

    fn refused(&self, why: &str) -> PyErr {
        let mut place = String::new();
        for step in &self.path {
            if !place.is_empty() && !step.starts_with('[') {
                place.push('.');
            }
            place.push_str(step);
        }
        PyTypeError::new_err(if place.is_empty() { why.to_owned() } else { format!("{place}: {why}") })
    }
}

fn is_several(value: &Bound<'_, PyAny>) -> bool {
    let bytes = value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>();
    !bytes && value.try_iter().is_ok()
}

fn has(value: &Bound<'_, PyAny>, name: &str) -> bool {
    value.get_type().hasattr(name).unwrap_or(false)
}
