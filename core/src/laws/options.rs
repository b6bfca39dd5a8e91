//! How large the families are that a law is proved for, and what doses weigh.

use std::collections::BTreeMap;

use serde::Serialize;

/// How many members the families have that a law is proved for: every number up to these.
///
/// A family has at least one adult. A child is born, or expected of a pregnancy; twins are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Limits {
    /// Adults, at least one.
    pub adults: usize,
    /// Children that are born.
    pub children: usize,
    /// Pregnancies under way.
    pub pregnancies: usize,
    /// Children expected of one pregnancy.
    pub expected: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { adults: 2, children: 2, pregnancies: 1, expected: 2 }
    }
}

/// What a proof is asked to look at. What is not said here is as the programme's own `[laws]` say.
///
/// ```
/// use millejours::LawOptions;
/// let options = LawOptions::new().with_adults(1).with_children(3).with_weight("visit", 2);
/// assert_eq!(options.limits().children, 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LawOptions {
    pub(crate) limits: Limits,
    pub(crate) weights: BTreeMap<String, i64>,
    pub(crate) cliffs: BTreeMap<String, i64>,
}

impl LawOptions {
    /// Two adults, two children that are born, one pregnancy with two children; no weights.
    pub fn new() -> Self {
        LawOptions::default()
    }

    /// How many members the families have.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Adults: at least one, at most eight.
    pub fn with_adults(mut self, adults: usize) -> Self {
        self.limits.adults = adults.clamp(1, 8);
        self
    }

    /// Children that are born: at most eight.
    pub fn with_children(mut self, children: usize) -> Self {
        self.limits.children = children.min(8);
        self
    }

    /// Pregnancies under way (at most four), and the children expected of each (at most four).
    pub fn with_pregnancies(mut self, pregnancies: usize, expected: usize) -> Self {
        self.limits.pregnancies = pregnancies.min(4);
        self.limits.expected = expected.min(4);
        self
    }

    /// What one unit of a dose weighs where units are added up.
    pub fn with_weight(mut self, unit: impl Into<String>, weight: u32) -> Self {
        self.weights.insert(unit.into(), i64::from(weight));
        self
    }

    /// How much of a unit one step of one fact may cost before it is called a cliff.
    pub fn with_cliff(mut self, unit: impl Into<String>, most: u32) -> Self {
        self.cliffs.insert(unit.into(), i64::from(most));
        self
    }
}
