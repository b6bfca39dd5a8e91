//! The classes `Adult`, `Child` and `Pregnancy`.

use millejours::{LivesHere, Outcome};
use pyo3::prelude::*;

use super::fact::{GivenFact, facts};
use super::hints::{Facts, SomeDay, Text};
use crate::record::record;
use crate::refusal::Refused;
use crate::shown::{Named, Partial, Word};
use crate::wire::{Given, Object};

/// An adult in a parent's or carer's place, whatever their age.
///
/// >>> adult = mj.Adult("a1", born="1994-05", lives_here="always", facts={"employed": True})
/// >>> adult.born, adult.lives_here, adult.facts["employed"].value
/// ('1994-05', 'always', True)
/// >>> mj.Adult("a1", lives_here="sometimes")
/// Traceback (most recent call last):
/// millejours.errors.FamilyError: the family cannot be used
/// lives_here: this is not one of the words allowed here [document.invalid_value]
///   expected: away, shared, always
///   help: write one of the values expected
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Adult(pub millejours::Adult);

impl Adult {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

record!(Adult ["id", "born", "lives_here", "facts"] (">>> mj.Adult(\"a1\").replace(lives_here=\"shared\")", "Adult(id='a1', lives_here='shared')") {
    #[new]
    #[pyo3(signature = (id, *, born = None, lives_here = None, facts = None))]
    fn new(
        id: Given<'_, Text>,
        born: Option<Given<'_, SomeDay>>,
        lives_here: Option<Given<'_, Word<LivesHere>>>,
        facts: Option<Given<'_, Facts>>,
    ) -> PyResult<Self> {
        let document = Object::new().with("id", &id)?.may("born", &born)?.may("lives_here", &lives_here)?;
        let document = document.may("facts", &facts)?.end();
        Ok(Adult(millejours::Adult::from_json(document).map_err(Refused::from)?))
    }

    /// The adult's id within the family.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Day of birth, as far as known: a `date`, or text such as `"1994-05"`.
    #[getter]
    fn born(&self) -> Option<Partial> {
        self.0.born.map(Partial)
    }

    /// Whether they live here.
    #[getter]
    fn lives_here(&self) -> Option<Word<LivesHere>> {
        self.0.lives_here.map(Word::from)
    }

    /// What else is known, by name.
    #[getter]
    fn facts(&self) -> Named<GivenFact> {
        facts(&self.0.facts)
    }
});

/// A child: born, adopted or placed, or expected (then it names its pregnancy).
///
/// >>> mj.Child("c1", born=datetime.date(2026, 2, 11))
/// Child(id='c1', born=datetime.date(2026, 2, 11))
/// >>> mj.Child("c2", pregnancy="p1").born is None  # nobody said: unknown
/// True
/// >>> mj.Child("c1", born="2026-02-30")
/// Traceback (most recent call last):
/// millejours.errors.FamilyError: the family cannot be used
/// born: there is no such date [date.invalid]
///   expected: as much as is known: 2026, 2026-01 or 2026-01-31
///   help: write year, month and day with digits, and look at the length of the month
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Child(pub millejours::Child);

impl Child {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

record!(Child ["id", "born", "arrived", "pregnancy", "died", "facts"] (">>> mj.Child(\"c1\").replace(born=\"2026-02\")", "Child(id='c1', born='2026-02')") {
    #[new]
    #[pyo3(signature = (id, *, born = None, arrived = None, pregnancy = None, died = None, facts = None))]
    fn new(
        id: Given<'_, Text>,
        born: Option<Given<'_, SomeDay>>,
        arrived: Option<Given<'_, SomeDay>>,
        pregnancy: Option<Given<'_, Text>>,
        died: Option<Given<'_, SomeDay>>,
        facts: Option<Given<'_, Facts>>,
    ) -> PyResult<Self> {
        let document = Object::new().with("id", &id)?.may("born", &born)?.may("arrived", &arrived)?;
        let document = document.may("pregnancy", &pregnancy)?.may("died", &died)?.may("facts", &facts)?.end();
        Ok(Child(millejours::Child::from_json(document).map_err(Refused::from)?))
    }

    /// The child's id within the family.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Day of birth, as far as known: a `date`, or text such as `"2026-02"`.
    #[getter]
    fn born(&self) -> Option<Partial> {
        self.0.born.map(Partial)
    }

    /// The day an adopted or placed child came.
    #[getter]
    fn arrived(&self) -> Option<Partial> {
        self.0.arrived.map(Partial)
    }

    /// The pregnancy that it is expected of, or was born of.
    #[getter]
    fn pregnancy(&self) -> Option<&str> {
        self.0.pregnancy.as_deref()
    }

    /// From that day on, nothing more is said, asked or counted for this child.
    #[getter]
    fn died(&self) -> Option<Partial> {
        self.0.died.map(Partial)
    }

    /// What else is known, by name.
    #[getter]
    fn facts(&self) -> Named<GivenFact> {
        facts(&self.0.facts)
    }
});

/// A pregnancy, a subject of its own. Twins share one.
///
/// >>> mj.Pregnancy("p1", expected="2026-12-20").expected
/// datetime.date(2026, 12, 20)
/// >>> mj.Pregnancy("p1", due="2026-12-20")
/// Traceback (most recent call last):
/// TypeError: Pregnancy.__new__() got an unexpected keyword argument 'due'
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Pregnancy(pub millejours::Pregnancy);

impl Pregnancy {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

record!(Pregnancy ["id", "carried_by", "expected", "ended", "outcome", "facts"] (">>> mj.Pregnancy(\"p1\").replace(expected=\"2026-12\")", "Pregnancy(id='p1', expected='2026-12')") {
    #[new]
    #[pyo3(signature = (id, *, carried_by = None, expected = None, ended = None, outcome = None, facts = None))]
    fn new(
        id: Given<'_, Text>,
        carried_by: Option<Given<'_, Text>>,
        expected: Option<Given<'_, SomeDay>>,
        ended: Option<Given<'_, SomeDay>>,
        outcome: Option<Given<'_, Word<Outcome>>>,
        facts: Option<Given<'_, Facts>>,
    ) -> PyResult<Self> {
        let document = Object::new().with("id", &id)?.may("carried_by", &carried_by)?.may("expected", &expected)?;
        let document = document.may("ended", &ended)?.may("outcome", &outcome)?.may("facts", &facts)?.end();
        Ok(Pregnancy(millejours::Pregnancy::from_json(document).map_err(Refused::from)?))
    }

    /// The pregnancy's id within the family.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// The adult who carries it, where the family says so.
    #[getter]
    fn carried_by(&self) -> Option<&str> {
        self.0.carried_by.as_deref()
    }

    /// The day the birth is expected: an estimate.
    #[getter]
    fn expected(&self) -> Option<Partial> {
        self.0.expected.map(Partial)
    }

    /// The day it ended.
    #[getter]
    fn ended(&self) -> Option<Partial> {
        self.0.ended.map(Partial)
    }

    /// How it ended, only if the family wishes to say.
    #[getter]
    fn outcome(&self) -> Option<Word<Outcome>> {
        self.0.outcome.map(Word::from)
    }

    /// What else is known, by name.
    #[getter]
    fn facts(&self) -> Named<GivenFact> {
        facts(&self.0.facts)
    }
});
