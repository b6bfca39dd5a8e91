//! What the parts of a programme share: they are read from it, never built.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::programme::Programme;

/// A class whose objects are read from a programme.
pub trait Part {
    /// What two equal objects have in common.
    const FIELDS: &'static [&'static str];
}

/// A step from a programme to one of its parts.
#[derive(Debug, Clone)]
pub enum Step {
    /// An attribute.
    To(&'static str),
    /// A place in a tuple.
    At(usize),
    /// A name in a mapping.
    Of(String),
}

/// The programme, and the way from it to the part.
#[derive(Debug)]
pub struct Way {
    programme: Py<Programme>,
    steps: Vec<Step>,
}

impl Way {
    /// The way to one part.
    pub fn new(programme: &Bound<'_, Programme>, steps: Vec<Step>) -> Self {
        Way { programme: programme.clone().unbind(), steps }
    }

    /// Whose part it is.
    pub fn programme(&self) -> &Py<Programme> {
        &self.programme
    }

    /// The way to a part of the part.
    pub fn further(&self, py: Python<'_>, steps: impl IntoIterator<Item = Step>) -> Self {
        let steps = self.steps.iter().cloned().chain(steps).collect();
        Way { programme: self.programme.clone_ref(py), steps }
    }

    /// What a pickle keeps.
    pub fn reduce<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let mut path = Vec::new();
        for step in &self.steps {
            path.push(match step {
                Step::To(name) => name.into_pyobject(py)?.into_any(),
                Step::At(place) => place.into_pyobject(py)?.into_any(),
                Step::Of(name) => (name,).into_pyobject(py)?.into_any(),
            });
        }
        let restore = py.import("millejours._parts")?.getattr("restore")?;
        (restore, (&self.programme, PyTuple::new(py, path)?)).into_pyobject(py)
    }
}

/// Do two objects say the same?
pub fn same<T: Part>(one: &Bound<'_, PyAny>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
    if one.is(other) {
        return Ok(true);
    }
    for name in T::FIELDS {
        if !one.getattr(*name)?.eq(other.getattr(*name)?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The methods of a part of a programme, beside its own. It has a field `way` and a method `label`.
macro_rules! part {
    ($name:ident [$($field:literal),+] { $($own:tt)* }) => {
        impl $crate::programme::part::Part for $name {
            const FIELDS: &'static [&'static str] = &[$($field),+];
        }

        #[pyo3::pymethods]
        impl $name {
            $($own)*

            fn __eq__(slf: &pyo3::Bound<'_, Self>, other: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<bool> {
                $crate::programme::part::same::<Self>(slf.as_any(), other.as_any())
            }

            fn __hash__(&self) -> u64 {
                use std::hash::{Hash, Hasher};
                let mut state = std::hash::DefaultHasher::new();
                self.label().hash(&mut state);
                state.finish()
            }

            // A programme keeps the tuple of its offers, and each offer its programme.
            fn __traverse__(&self, visit: pyo3::PyVisit<'_>) -> Result<(), pyo3::PyTraverseError> {
                visit.call(self.way.programme())
            }

            fn __repr__(&self) -> String {
                format!("<{} {}>", stringify!($name), self.label())
            }

            fn __copy__(slf: pyo3::Py<Self>) -> pyo3::Py<Self> {
                slf
            }

            #[pyo3(signature = (_memo: "object"))]
            fn __deepcopy__(slf: pyo3::Py<Self>, _memo: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::Py<Self> {
                slf
            }

            #[pyo3(signature = () -> "tuple[object, ...]")]
            fn __reduce__<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyTuple>> {
                self.way.reduce(py)
            }
        }
    };
}

pub(crate) use part;
