//! What all typed objects share: they are values, told by their fields.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// A class that is built from its fields.
pub trait Record {
    /// The fields, in the order of the constructor.
    const FIELDS: &'static [&'static str];
}

/// Fields that say something when they are empty: `()` is "none", `None` is "unknown".
const MEANT_WHEN_EMPTY: [&str; 2] = ["languages", "other_territories"];

/// The fields that were told, as the constructor takes them.
pub fn told<'py, T: Record>(slf: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    let told = PyDict::new(slf.py());
    for name in T::FIELDS {
        let value = slf.getattr(*name)?;
        let empty = value.len().is_ok_and(|length| length == 0) && !MEANT_WHEN_EMPTY.contains(name);
        if !value.is_none() && !empty {
            told.set_item(name, value)?;
        }
    }
    Ok(told)
}

/// Code that builds the same object.
pub fn repr<T: Record>(slf: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut fields = Vec::new();
    for (name, value) in told::<T>(slf)?.iter() {
        // A mapping that cannot be changed is built from a plain one.
        let plain = if value.hasattr("keys")? { value.call_method0("copy")? } else { value };
        fields.push(format!("{name}={}", plain.repr()?));
    }
    Ok(format!("{}({})", slf.get_type().name()?, fields.join(", ")))
}

/// What a pickle keeps: the class and its fields.
pub fn reduce<'py, T: Record>(slf: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    let py = slf.py();
    let told = told::<T>(slf)?;
    for (name, value) in told.iter().collect::<Vec<_>>() {
        if value.hasattr("keys")? {
            told.set_item(name, value.call_method0("copy")?)?;
        }
    }
    let restore = py.import("functools")?.call_method("partial", (slf.get_type(),), Some(&told))?;
    (restore, PyTuple::empty(py)).into_pyobject(py)
}

/// The same with some fields changed.
pub fn replace<'py, T: Record>(
    slf: &Bound<'py, PyAny>,
    changes: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let told = told::<T>(slf)?;
    if let Some(changes) = changes {
        told.update(changes.as_mapping())?;
    }
    slf.get_type().call((), Some(&told))
}

/// The wire form as plain Python values.
pub fn plain<'py>(py: Python<'py>, wire: &str) -> PyResult<Bound<'py, PyDict>> {
    Ok(py.import("json")?.call_method1("loads", (wire,))?.cast_into::<PyDict>()?)
}

/// The methods of a class whose objects are values, beside its own: `record!(Class [fields] (example) { methods })`, where
/// the example is one of `replace`.
///
/// Two objects are equal where their wire forms are. `wire` is a method that gives it.
macro_rules! record {
    ($name:ident [$($field:literal),+] ($($example:literal),+) { $($own:tt)* }) => {
        impl $crate::record::Record for $name {
            const FIELDS: &'static [&'static str] = &[$($field),+];
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self, other) || self.wire() == other.wire()
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.wire().hash(state);
            }
        }

        $crate::whole::immutable!($name);

        #[pyo3::pymethods]
        impl $name {
            $($own)*

            /// The same, with other values for the fields named; `None` takes a field away.
            ///
            /// Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.
            ///
            $(#[doc = $example])+
            #[pyo3(signature = (**changes: "object"))]
            fn replace<'py>(
                slf: &pyo3::Bound<'py, Self>,
                changes: Option<&pyo3::Bound<'py, pyo3::types::PyDict>>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, Self>> {
                Ok($crate::record::replace::<Self>(slf.as_any(), changes)?.cast_into::<Self>()?)
            }

            #[pyo3(signature = (**changes: "object"))]
            fn __replace__<'py>(
                slf: &pyo3::Bound<'py, Self>,
                changes: Option<&pyo3::Bound<'py, pyo3::types::PyDict>>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, Self>> {
                Self::replace(slf, changes)
            }

            fn __repr__(slf: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                $crate::record::repr::<Self>(slf.as_any())
            }

            #[pyo3(signature = () -> "tuple[object, ...]")]
            fn __reduce__<'py>(slf: &pyo3::Bound<'py, Self>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyTuple>> {
                $crate::record::reduce::<Self>(slf.as_any())
            }
        }
    };
}

pub(crate) use record;
