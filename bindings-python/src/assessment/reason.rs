//! The classes `Reason`, `Question` and `Change`.

use pyo3::prelude::*;

use crate::record::record;
use crate::shown::{Named, Read, Row, Value, Word};

/// A rule, and what came of it: symbols, never prose.
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Reason(pub millejours::Reason);

impl Reason {
    pub fn wire(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

record!(Reason ["rule", "truth", "facts", "source", "excludes"] {
    /// The rule's id.
    #[getter]
    fn rule(&self) -> &str {
        &self.0.rule
    }

    /// Whether its condition holds. In a "no", a rule that is unknown by itself gives it together with the others listed.
    #[getter]
    fn truth(&self) -> Word<millejours::Truth> {
        self.0.truth.into()
    }

    /// The facts read that are known, by their full names.
    #[getter]
    fn facts(&self) -> Named<Read> {
        Named::of(self.0.facts.iter().map(|(name, read)| (name, read)), |read| Read(read.clone()))
    }

    /// The rule's source.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// The rule stands under `unless`: where it holds, it excludes.
    #[getter]
    fn excludes(&self) -> bool {
        self.0.excludes
    }
});

/// A missing fact worth asking for.
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Question(pub millejours::Question);

impl Question {
    pub fn wire(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

record!(Question ["fact", "category", "unlocks"] {
    /// The fact, by its full name.
    #[getter]
    fn fact(&self) -> &str {
        &self.0.fact
    }

    /// What kind of knowledge it is.
    #[getter]
    fn category(&self) -> Word<millejours::Category> {
        self.0.category.into()
    }

    /// The offers whose answers it can change, in the programme's order.
    #[getter]
    fn unlocks(&self) -> Row<String> {
        Row::of(&self.0.unlocks, |offer| (**offer).to_owned())
    }
});

/// A change of facts that would turn a no.
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Change(pub millejours::Change);

impl Change {
    pub fn wire(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

record!(Change ["set"] {
    /// The facts to change, by their full names, and their values.
    #[getter]
    fn set(&self) -> Named<Value> {
        Named::of(&self.0.set, |value| Value(value.clone()))
    }
});
