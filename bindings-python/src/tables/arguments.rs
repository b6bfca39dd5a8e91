//! Journals and families that a table is made of, as Python gives them.

use std::sync::Arc;

use millejours::ResearchFamily;
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyTuple};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript};

use crate::arguments::Name;
use crate::family::AFamily;
use crate::journal::Journal;
use crate::shown::{STR, TUPLE};

/// Journals by the caller's key for each, in the caller's order.
#[derive(Debug)]
pub struct Journals(Vec<(String, Arc<millejours::Journal>)>);

impl Journals {
    pub fn each(&self) -> impl Iterator<Item = (&str, &millejours::Journal)> {
        self.0.iter().map(|(key, journal)| (key.as_str(), journal.as_ref()))
    }
}

impl FromPyObject<'_, '_> for Journals {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Mapping"), STR, Journal::TYPE_HINT);

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let Ok(mapping) = given.cast::<PyMapping>() else {
            return Err(PyTypeError::new_err(format!("expected a mapping, not {}", given.get_type().name()?)));
        };
        let mut journals = Vec::new();
        for item in mapping.items()?.try_iter()? {
            let (key, journal) = item?.extract::<(Name, Bound<'_, Journal>)>()?;
            journals.push((key.0, journal.get().now()));
        }
        Ok(Journals(journals))
    }
}

/// Families whose referrals may come into rows for research: each with its journal, and perhaps a pseudonym.
#[derive(Debug)]
pub struct Studied(Vec<(Arc<millejours::Journal>, millejours::Family, Option<String>)>);

impl Studied {
    pub fn each(&self) -> impl Iterator<Item = ResearchFamily<'_>> {
        self.0.iter().map(|(journal, family, pseudonym)| {
            let own = ResearchFamily::of_journal(family, journal);
            match pseudonym {
                Some(pseudonym) => own.called(pseudonym.clone()),
                None => own,
            }
        })
    }
}

impl FromPyObject<'_, '_> for Studied {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterable"),
        type_hint_subscript!(TUPLE, Journal::TYPE_HINT, AFamily::INPUT_TYPE, Option::<Name>::INPUT_TYPE)
    );

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let mut families = Vec::new();
        for one in given.try_iter()? {
            let one = one?;
            let three = one.cast::<PyTuple>().ok().filter(|own| own.len() == 3);
            let three = three.ok_or_else(|| PyTypeError::new_err("expected (journal, family, pseudonym or None)"))?;
            let journal = three.get_item(0)?.cast_into::<Journal>()?;
            let family = three.get_item(1)?.extract::<AFamily<'_>>()?.family()?;
            let pseudonym = three.get_item(2)?.extract::<Option<Name>>()?;
            families.push((journal.get().now(), family, pseudonym.map(|name| name.0)));
        }
        Ok(Studied(families))
    }
}
