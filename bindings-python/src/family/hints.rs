//! What a family's classes are given, to a type checker.

use pyo3::inspect::{PyStaticConstant, PyStaticExpr};
use pyo3::types::PyDate;
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript, type_hint_union};

use crate::shown::{BOOL, INT, STR, Word, Words};
use crate::wire::Hint;

const OBJECT: PyStaticExpr = type_hint_identifier!("builtins", "object");
const MAPPING: PyStaticExpr = type_hint_identifier!("collections.abc", "Mapping");
const ITERABLE: PyStaticExpr = type_hint_identifier!("collections.abc", "Iterable");
const DECIMAL: PyStaticExpr = type_hint_identifier!("decimal", "Decimal");

const NONE: PyStaticExpr = PyStaticExpr::Constant { value: PyStaticConstant::None };

/// A mapping in the wire form.
pub const PLAIN: PyStaticExpr = type_hint_subscript!(MAPPING, STR, OBJECT);

/// A text.
#[derive(Debug)]
pub struct Text;

impl Hint for Text {
    const HINT: PyStaticExpr = STR;
}

/// As much of a day as is known.
#[derive(Debug)]
pub struct SomeDay;

impl Hint for SomeDay {
    const HINT: PyStaticExpr = type_hint_union!(PyDate::TYPE_HINT, STR);
}

/// The value of a fact.
#[derive(Debug)]
pub struct Value;

impl Hint for Value {
    const HINT: PyStaticExpr = type_hint_union!(BOOL, INT, DECIMAL, PyDate::TYPE_HINT, STR);
}

/// The answer to a question.
#[derive(Debug)]
pub struct Answered;

impl Hint for Answered {
    const HINT: PyStaticExpr = type_hint_union!(Value::HINT, <Each<Text> as Hint>::HINT);
}

/// Facts by name.
#[derive(Debug)]
pub struct Facts;

impl Hint for Facts {
    const HINT: PyStaticExpr = type_hint_subscript!(
        MAPPING,
        STR,
        type_hint_union!(super::fact::GivenFact::TYPE_HINT, Value::HINT, PLAIN, NONE)
    );
}

/// Several things of one kind.
#[derive(Debug)]
pub struct Each<T>(std::marker::PhantomData<T>);

impl Hint for Each<Text> {
    const HINT: PyStaticExpr = type_hint_subscript!(ITERABLE, STR);
}

impl<T: Words> Hint for Each<Word<T>> {
    const HINT: PyStaticExpr = type_hint_subscript!(ITERABLE, <Word<T> as Hint>::HINT);
}

macro_rules! each {
    ($($module:ident::$name:ident),+) => {$(
        impl Hint for Each<super::$module::$name> {
            const HINT: PyStaticExpr =
                type_hint_subscript!(ITERABLE, type_hint_union!(super::$module::$name::TYPE_HINT, PLAIN));
        }
    )+};
}

each!(members::Adult, members::Child, members::Pregnancy, ties::Relation, ties::Need, ties::Resource, ties::Support);
