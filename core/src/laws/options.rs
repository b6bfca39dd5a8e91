//! How large the families are that a law is proved for, and what doses weigh.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::error::{Code, Error, Place, Problem};
use crate::programme::Programme;
use crate::programme::laws::{ADULTS, CHILDREN, EXPECTED, MOST, PREGNANCIES};

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

    /// Adults: at least one, at most eight. Another number is refused where the options are used.
    pub fn with_adults(mut self, adults: usize) -> Self {
        self.limits.adults = adults;
        self
    }

    /// Children that are born: at most eight.
    pub fn with_children(mut self, children: usize) -> Self {
        self.limits.children = children;
        self
    }

    /// Pregnancies under way (at most four), and the children expected of each (at most four).
    pub fn with_pregnancies(mut self, pregnancies: usize, expected: usize) -> Self {
        self.limits.pregnancies = pregnancies;
        self.limits.expected = expected;
        self
    }

    /// What one unit of a dose weighs where units are added up: at most a million. A unit that no dose has is refused where the
    /// options are used: a slip of the pen would weigh nothing.
    pub fn with_weight(mut self, unit: impl Into<String>, weight: u32) -> Self {
        self.weights.insert(unit.into(), i64::from(weight));
        self
    }

    /// How much of a unit one step of one fact may cost before it is called a cliff: at most a million of
    /// a unit that some dose has.
    pub fn with_cliff(mut self, unit: impl Into<String>, most: u32) -> Self {
        self.cliffs.insert(unit.into(), i64::from(most));
        self
    }

    /// Refuses what no proof can be made with, and what names no unit of these programmes.
    pub(super) fn check(&self, programmes: &[&Programme]) -> Result<(), Error> {
        let limits = &self.limits;
        let numbers = [
            ("adults", limits.adults, ADULTS),
            ("children", limits.children, CHILDREN),
            ("pregnancies", limits.pregnancies, PREGNANCIES),
            ("expected", limits.expected, EXPECTED),
        ];
        let mut problems = Vec::new();
        for (name, number, (low, high)) in numbers {
            if i64::try_from(number).map_or(true, |number| !(low..=high).contains(&number)) {
                let message = "no proof is made for this number of members";
                let problem = Problem::new(Code::DocumentInvalidValue, Place::at(format!("limits.{name}")), message);
                problems.push(problem.expected(format!("{low} to {high}")));
            }
        }
        let offers = programmes.iter().flat_map(|programme| programme.offers());
        let units: BTreeSet<&str> = offers.filter_map(|offer| offer.dose.as_ref()).map(|dose| &*dose.unit).collect();
        for (name, amounts) in [("weights", &self.weights), ("cliff", &self.cliffs)] {
            for (unit, amount) in amounts {
                if !units.contains(unit.as_str()) {
                    let place = Place::at(format!("{name}.{unit}"));
                    let problem = Problem::new(Code::ReferenceUnknown, place, format!("no dose has the unit `{unit}`"));
                    problems.push(problem.near(unit, units.iter().copied()));
                } else if *amount > MOST {
                    let place = Place::at(format!("{name}.{unit}"));
                    let problem = Problem::new(Code::DocumentInvalidValue, place, "this is no amount");
                    problems.push(problem.expected(format!("0 to {MOST}")));
                }
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Laws(problems)) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a fault here is a failed test")]
mod tests {
    use super::*;

    const HOUSE: &str = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
        provider = 'pmi'\ntier = 'universal'\nduty = 'to_offer'\nfor = 'family'\ntitle = { en = 'Visit' }\ncost = 'free'\n\
        dose = { unit = 'visit', amount = 2 }";

    #[test]
    fn options_given_in_code_are_looked_at_as_those_of_a_document() {
        let programme = Programme::from_toml(HOUSE).unwrap();
        let mut go = |_| std::ops::ControlFlow::Continue(());
        let slip = LawOptions::new().with_adults(0).with_children(9).with_weight("vizit", 2).with_cliff("hour", 1);
        let refused = programme.laws_with(&slip, &mut go).unwrap_err();
        let told: Vec<(&str, &str)> =
            refused.problems().iter().map(|own| (own.place.path.as_str(), own.code.as_str())).collect();
        let invalid = "document.invalid_value";
        let unknown = "reference.unknown";
        let expected = [
            ("limits.adults", invalid),
            ("limits.children", invalid),
            ("weights.vizit", unknown),
            ("cliff.hour", unknown),
        ];
        assert_eq!((refused.kind(), told), ("laws", expected.to_vec()));
        assert_eq!(refused.problems()[2].help.as_deref(), Some("did you mean `visit`?"));
        assert_eq!(programme.lints_with(&slip, &mut go).unwrap_err(), refused);
        assert_eq!(programme.difference_with(&programme, &slip, &mut go).unwrap_err(), refused);
        let heavy = LawOptions::new().with_weight("visit", 1_000_001);
        assert_eq!(programme.laws_with(&heavy, &mut go).unwrap_err().problems()[0].place.path, "weights.visit");
        assert!(programme.laws_with(&LawOptions::new().with_weight("visit", 1_000_000), &mut go).is_ok());
    }

    #[test]
    fn a_unit_of_either_programme_is_a_unit_of_their_difference() {
        let (before, after) = (Programme::from_toml(HOUSE).unwrap(), HOUSE.replace("unit = 'visit'", "unit = 'hour'"));
        let after = Programme::from_toml(after).unwrap();
        let mut go = |_| std::ops::ControlFlow::Continue(());
        let options = LawOptions::new().with_weight("hour", 1).with_weight("visit", 1);
        assert!(before.difference_with(&after, &options, &mut go).is_ok());
        assert!(before.laws_with(&options, &mut go).is_err());
    }
}
