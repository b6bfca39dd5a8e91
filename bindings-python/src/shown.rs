//! From the core's values to Python's.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use chrono::{Datelike, NaiveDate};
use millejours::{FactValue, PartialDate, Reading, Then};
use pyo3::inspect::{PyStaticConstant, PyStaticExpr};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyIterator, PyMapping, PyMappingProxy, PyString, PyTuple};
use pyo3::{IntoPyObjectExt, PyTypeInfo, type_hint_identifier, type_hint_subscript, type_hint_union};

use crate::wire::Hint;

pub const STR: PyStaticExpr = type_hint_identifier!("builtins", "str");
pub const INT: PyStaticExpr = type_hint_identifier!("builtins", "int");
pub const BOOL: PyStaticExpr = type_hint_identifier!("builtins", "bool");
pub const TUPLE: PyStaticExpr = type_hint_identifier!("builtins", "tuple");
pub const ELLIPSIS: PyStaticExpr = PyStaticExpr::Constant { value: PyStaticConstant::Ellipsis };

/// A closed set of words: `Literal["…", …]`, by its name in `millejours.words`.
pub trait Words {
    /// The name.
    const NAME: &'static str;
}

/// One word of a closed set.
#[derive(Debug)]
pub struct Word<T>(&'static str, PhantomData<T>);

impl<T: Words> Hint for Word<T> {
    const HINT: PyStaticExpr = type_hint_identifier!("millejours.words", T::NAME);
}

impl<'py, T: Words> IntoPyObject<'py> for Word<T> {
    type Target = PyString;
    type Output = Bound<'py, PyString>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = <Self as Hint>::HINT;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Ok(PyString::intern(py, self.0))
    }
}

macro_rules! words {
    ($($name:ident $(by $word:expr)?),+ $(,)?) => {$(
        impl Words for millejours::$name {
            const NAME: &'static str = stringify!($name);
        }
        impl From<millejours::$name> for Word<millejours::$name> {
            fn from(word: millejours::$name) -> Self {
                Word(words!(@ word $(, $word)?), PhantomData)
            }
        }
    )+};
    (@ $given:ident) => { $given.as_str() };
    (@ $given:ident, $word:expr) => { $word($given) };
}

words! {
    AccompanimentState, Aspect, Audience, Authority, Bound, BreakKind, Capacity, CascadeStage, Category, Complete, ConsentStatus, Decision, Direction, Duty, Effect, GoalState, Intensity, Law, LintKind,
    LivesHere, Outcome, Reach, Records, ReferralReason, ReferralState, RelationKind, Response, ScheduleStatus, Subject, Then by then, Tier, Truth, Verdict,
    WithdrawalDutyKind,
}

fn then(then: Then) -> &'static str {
    match then {
        Then::Eligible => "eligible",
        Then::Undetermined => "undetermined",
    }
}

/// A type of facts, whose enum carries more than its name.
#[derive(Debug)]
pub struct Kind;

impl Words for Kind {
    const NAME: &'static str = "FactKind";
}

impl Word<Kind> {
    /// The name of a type.
    pub fn of(of_type: &millejours::FactType) -> Self {
        Word(of_type.name(), PhantomData)
    }
}

impl Words for millejours::AnswerType {
    const NAME: &'static str = "AnswerKind";
}

impl From<&millejours::AnswerType> for Word<millejours::AnswerType> {
    fn from(of_type: &millejours::AnswerType) -> Self {
        Word(of_type.as_str(), PhantomData)
    }
}

/// A day: `datetime.date`.
#[derive(Debug)]
pub struct Date(pub NaiveDate);

impl<'py> IntoPyObject<'py> for Date {
    type Target = PyDate;
    type Output = Bound<'py, PyDate>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = PyDate::TYPE_HINT;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        // Months and days of a calendar fit.
        let part = |number: u32| u8::try_from(number).unwrap_or_default();
        PyDate::new(py, self.0.year(), part(self.0.month()), part(self.0.day()))
    }
}

/// As much of a day as is known: a `datetime.date`, or text such as `2026-02`.
#[derive(Debug)]
pub struct Partial(pub PartialDate);

impl<'py> IntoPyObject<'py> for Partial {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_union!(PyDate::TYPE_HINT, STR);

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self.0.day() {
            Some(day) => Ok(Date(day).into_pyobject(py)?.into_any()),
            None => Ok(self.0.to_string().into_pyobject(py)?.into_any()),
        }
    }
}

/// The value of a fact. Dates and digits after a point are text, as in the wire form.
#[derive(Debug)]
pub struct Value(pub FactValue);

impl<'py> IntoPyObject<'py> for Value {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_union!(BOOL, INT, STR);

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self.0 {
            FactValue::Bool(truth) => Ok(truth.into_pyobject(py)?.to_owned().into_any()),
            FactValue::Integer(number) => Ok(number.into_pyobject(py)?.into_any()),
            FactValue::Text(text) => Ok(PyString::new(py, &text).into_any()),
            FactValue::Number(digits) => Ok(PyString::new(py, &digits).into_any()),
            // The core may learn new kinds; its wire form tells them.
            other => {
                let text = serde_json::to_string(&other).unwrap_or_default();
                py.import("json")?.call_method1("loads", (text,))
            }
        }
    }
}

/// What was read of a fact: a value, or a list of codes.
#[derive(Debug)]
pub struct Read(pub Reading);

impl<'py> IntoPyObject<'py> for Read {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_union!(BOOL, INT, STR, type_hint_subscript!(TUPLE, STR, ELLIPSIS));

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self.0 {
            Reading::Value(value) => Value(value).into_pyobject(py),
            Reading::List(codes) => Ok(PyTuple::new(py, codes)?.into_any()),
            other => {
                let text = serde_json::to_string(&other).unwrap_or_default();
                py.import("json")?.call_method1("loads", (text,))
            }
        }
    }
}

/// Several things in their order: a tuple.
#[derive(Debug)]
pub struct Row<T>(pub Vec<T>);

impl<T> Row<T> {
    /// Each of them as Python sees it.
    pub fn of<C>(things: impl IntoIterator<Item = C>, shown: impl Fn(C) -> T) -> Self {
        Row(things.into_iter().map(shown).collect())
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Row<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(TUPLE, T::OUTPUT_TYPE, ELLIPSIS);

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let things = self.0.into_iter().map(|thing| thing.into_bound_py_any(py));
        PyTuple::new(py, things.collect::<PyResult<Vec<_>>>()?)
    }
}

/// An iterator over several things.
#[derive(Debug)]
pub struct Each<T>(pub Row<T>);

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Each<T> {
    type Target = PyIterator;
    type Output = Bound<'py, PyIterator>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Iterator"), T::OUTPUT_TYPE);

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        self.0.into_pyobject(py)?.try_iter()
    }
}

/// A tuple that is there already.
#[derive(Debug)]
pub struct Kept<'py, T>(Bound<'py, PyTuple>, PhantomData<T>);

impl<'py, T> Kept<'py, T> {
    /// What a `Row` became.
    pub fn new(tuple: Bound<'py, PyTuple>) -> Self {
        Kept(tuple, PhantomData)
    }

    /// An iterator over it.
    pub fn each(self) -> EachKept<'py, T> {
        EachKept(self)
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Kept<'py, T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = Row::<T>::OUTPUT_TYPE;

    fn into_pyobject(self, _: Python<'py>) -> PyResult<Self::Output> {
        Ok(self.0)
    }
}

/// An iterator over a tuple that is there already.
#[derive(Debug)]
pub struct EachKept<'py, T>(Kept<'py, T>);

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for EachKept<'py, T> {
    type Target = PyIterator;
    type Output = Bound<'py, PyIterator>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = Each::<T>::OUTPUT_TYPE;

    fn into_pyobject(self, _: Python<'py>) -> PyResult<Self::Output> {
        self.0.0.try_iter()
    }
}

/// Things by name: a mapping that cannot be changed.
#[derive(Debug)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Named<T> {
    /// Each of them as Python sees it.
    pub fn of<K: AsRef<str>, C>(things: impl IntoIterator<Item = (K, C)>, shown: impl Fn(C) -> T) -> Self {
        Named(things.into_iter().map(|(name, thing)| (name.as_ref().to_owned(), shown(thing))).collect())
    }
}

/// Texts by language tag.
pub fn by_language(words: &BTreeMap<String, String>) -> Named<String> {
    Named::of(words, |text| text.clone())
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Named<T> {
    type Target = PyMappingProxy;
    type Output = Bound<'py, PyMappingProxy>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("types", "MappingProxyType"), STR, T::OUTPUT_TYPE);

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let things = PyDict::new(py);
        for (name, thing) in self.0 {
            things.set_item(name, thing.into_bound_py_any(py)?)?;
        }
        Ok(PyMappingProxy::new(py, things.cast::<PyMapping>()?))
    }
}
