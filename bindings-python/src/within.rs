//! Parts of a whole that are read from it, never built: a pickle keeps the whole and the way to the part.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// The whole, and the way from it to the part.
#[derive(Debug)]
pub struct Within {
    of: Py<PyAny>,
    name: &'static str,
    places: Vec<usize>,
}

impl Within {
    /// The way to an attribute.
    pub fn of<T>(whole: &Bound<'_, T>, name: &'static str) -> Self {
        Within { of: whole.as_any().clone().unbind(), name, places: Vec::new() }
    }

    /// The way to one of several.
    pub fn at<T>(whole: &Bound<'_, T>, name: &'static str, place: usize) -> Self {
        Within::of(whole, name).then(place)
    }

    /// The way to one of several in there.
    pub fn then(mut self, place: usize) -> Self {
        self.places.push(place);
        self
    }

    /// What a pickle keeps.
    pub fn reduce<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("millejours._parts")?.getattr("restore")?;
        let mut path = vec![self.name.into_pyobject(py)?.into_any()];
        for place in &self.places {
            path.push(place.into_pyobject(py)?.into_any());
        }
        (restore, (&self.of, PyTuple::new(py, path)?)).into_pyobject(py)
    }
}

/// The methods of a part, beside its own: `part_of!(Class { methods })`. It has the core's value in `own`, its `within`, and
/// a method `label` that its `repr` shows.
macro_rules! part_of {
    ($name:ident { $($own:tt)* }) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self, other) || self.own == other.own
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                serde_json::to_string(&self.own).unwrap_or_default().hash(state);
            }
        }

        $crate::whole::immutable!($name);

        #[pyo3::pymethods]
        impl $name {
            $($own)*

            fn __repr__(&self) -> String {
                format!("<{} {}>", stringify!($name), self.label())
            }

            #[pyo3(signature = () -> "tuple[object, ...]")]
            fn __reduce__<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyTuple>> {
                self.within.reduce(py)
            }
        }
    };
}

pub(crate) use part_of;
