//! The classes `Reason`, `Question` and `Change`.

use millejours::{Category, Then, Truth};
use pyo3::prelude::*;

use super::build::{self, Readings, Values};
use crate::family::hints::{Each, Text};
use crate::record::record;
use crate::shown::{Named, Read, Row, Value, Word};
use crate::wire::{Given, Object};

/// A rule, and what came of it: symbols, never prose.
///
/// >>> reason = assessment.offer("home-visit", subject="c1").reasons[0]
/// >>> reason.rule, reason.truth, reason.source, dict(reason.facts)
/// ('window', 'yes', None, {'child[c1].age_months': 3})
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Reason(pub millejours::Reason);

impl Reason {
    pub fn wire(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

record!(Reason ["rule", "truth", "facts", "source", "excludes"] (">>> mj.Reason(\"place\", \"yes\").replace(truth=\"unknown\").truth", "'unknown'") {
    #[new]
    #[pyo3(signature = (rule, truth, *, facts = None, source = None, excludes = false))]
    fn new(
        rule: Given<'_, Text>,
        truth: Given<'_, Word<Truth>>,
        facts: Option<Given<'_, Readings>>,
        source: Option<Given<'_, Text>>,
        excludes: bool,
    ) -> PyResult<Self> {
        let mut one = Object::of_assessment().with("rule", &rule)?.with("truth", &truth)?;
        one = match &facts {
            Some(facts) => one.with("facts", facts)?,
            None => one.raw("facts", b"{}"),
        };
        one = match &source {
            Some(source) => one.with("source", source)?,
            None => one.raw("source", b"null"),
        };
        if excludes {
            one = one.raw("excludes", b"true");
        }
        Ok(Reason(build::reason(one)?))
    }

    /// The rule's id.
    #[getter]
    fn rule(&self) -> &str {
        &self.0.rule
    }

    /// Whether its condition holds. In a "no", a rule that is unknown by itself gives it together with the others listed.
    #[getter]
    fn truth(&self) -> Word<Truth> {
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
///
/// >>> assessment.questions[0]
/// Question(fact='child[c2].born', category='birth', unlocks=('home-visit',))
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Question(pub millejours::Question);

impl Question {
    pub fn wire(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

record!(Question ["fact", "category", "unlocks"] (">>> mj.Question(\"family.savings\", \"income\").replace(category=\"other\").category", "'other'") {
    #[new]
    #[pyo3(signature = (fact, category, *, unlocks = None))]
    fn new(
        fact: Given<'_, Text>,
        category: Given<'_, Word<Category>>,
        unlocks: Option<Given<'_, Each<Text>>>,
    ) -> PyResult<Self> {
        let one = Object::of_assessment().with("fact", &fact)?.with("category", &category)?.list("unlocks", &unlocks)?;
        Ok(Question(build::question(one)?))
    }

    /// The fact, by its full name.
    #[getter]
    fn fact(&self) -> &str {
        &self.0.fact
    }

    /// What kind of knowledge it is.
    #[getter]
    fn category(&self) -> Word<Category> {
        self.0.category.into()
    }

    /// The offers whose answers it can change, in the programme's order.
    #[getter]
    fn unlocks(&self) -> Row<String> {
        Row::of(&self.0.unlocks, |offer| (**offer).to_owned())
    }
});

/// A change of facts that would turn a no. Only facts that a vocabulary calls changeable stand in one.
///
/// It tells what the rules hang on; it asks nobody to change. To see what comes of it, tell its facts and assess again:
///
/// >>> town = mj.Programme.from_toml('''
/// ... schema = 1
/// ... id = "town"
/// ... version = "1"
/// ... valid = { from = 2026-01-01 }
/// ... facts.family.registered = { type = "bool", category = "childcare", changeable = true }
/// ...
/// ... [[offers]]
/// ... id = "library"
/// ... provider = "town"
/// ... tier = "universal"
/// ... duty = "none"
/// ... for = "family"
/// ... title = { en = "Books for babies" }
/// ... cost = "free"
/// ... when = [ { id = "registered", condition = "family.registered" } ]
/// ... ''')
/// >>> family = mj.Family(facts={"registered": False})
/// >>> (change,) = town.assess(family, "2026-06-01").offer("library").changes
/// >>> dict(change.set), change.then
/// ({'family.registered': True}, 'eligible')
/// >>> for fact, value in change.set.items():
/// ...     family = town.answer(family, fact, value)
/// >>> town.assess(family, "2026-06-01").offer("library").decision == change.then
/// True
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Change(pub millejours::Change);

impl Change {
    pub fn wire(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

record!(Change ["set", "then"] (">>> mj.Change({\"family.registered\": True}).replace(then=\"undetermined\").then", "'undetermined'") {
    #[new]
    #[pyo3(signature = (set, *, then = None))]
    fn new(set: Given<'_, Values>, then: Option<Given<'_, Word<Then>>>) -> PyResult<Self> {
        Ok(Change(build::change(Object::of_assessment().with("set", &set)?.may("then", &then)?)?))
    }

    /// The facts to change, by their full names, and their values.
    #[getter]
    fn set(&self) -> Named<Value> {
        Named::of(&self.0.set, |value| Value(value.clone()))
    }

    /// What the answer is then: `"eligible"`, or `"undetermined"`.
    #[getter]
    fn then(&self) -> Word<Then> {
        self.0.then.into()
    }
});
