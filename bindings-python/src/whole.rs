//! What all answers share that the core gives as a whole: they are values, told by their wire form.

/// The methods of an object that cannot change: a copy is the object itself.
macro_rules! immutable {
    ($name:ident) => {
        #[pyo3::pymethods]
        impl $name {
            fn __copy__(slf: pyo3::Py<Self>) -> pyo3::Py<Self> {
                slf
            }

            #[pyo3(signature = (_memo: "object"))]
            fn __deepcopy__(slf: pyo3::Py<Self>, _memo: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::Py<Self> {
                slf
            }
        }
    };
}

/// Those of one that has the core's value in `own`; `$it` is one of them, as the examples build it.
macro_rules! whole {
    ($name:ident, $it:literal) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self, other) || self.own == other.own
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.own.to_json().hash(state);
            }
        }

        $crate::whole::immutable!($name);

        #[pyo3::pymethods]
        impl $name {
            /// All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.
            ///
            #[doc = concat!(">>> ", $it, ".to_json()[:13]")]
            /// '{"schema":1,"'
            fn to_json(&self) -> String {
                self.own.to_json()
            }

            /// All of it as a plain dict with the keys of the wire form.
            ///
            #[doc = concat!(">>> ", $it, ".to_dict()[\"schema\"]")]
            /// 1
            #[pyo3(signature = () -> "dict[str, object]")]
            fn to_dict<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyDict>> {
                $crate::record::plain(py, &self.own.to_json())
            }
        }
    };
}

pub(crate) use {immutable, whole};
