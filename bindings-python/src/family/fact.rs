//! The class `GivenFact`.

use std::collections::BTreeMap;

use pyo3::prelude::*;

use super::hints::{SomeDay, Text, Value};
use crate::record::record;
use crate::refusal::Refused;
use crate::shown::{self, Date, Named};
use crate::wire::{Given, Object};

/// A fact as it was given: its value, and perhaps whose word it is and from when.
///
/// A bare value stands for one without voice and day. Values are exact: a `float` is refused. Dates and digits after a
/// point come back as text, as the wire form writes them.
///
/// >>> mj.GivenFact("own", voice="family", as_of="2026-01-10")
/// GivenFact(value='own', voice='family', as_of=datetime.date(2026, 1, 10))
/// >>> mj.GivenFact(decimal.Decimal("812.50")).value
/// '812.50'
/// >>> mj.GivenFact(812.5)
/// Traceback (most recent call last):
/// TypeError: value: a float is not exact: give `decimal.Decimal("812.50")`, or the digits as text
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct GivenFact(pub millejours::GivenFact);

impl GivenFact {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

/// Facts by name, as Python sees them.
pub fn facts(facts: &BTreeMap<String, millejours::GivenFact>) -> Named<GivenFact> {
    Named::of(facts, |fact| GivenFact(fact.clone()))
}

record!(GivenFact ["value", "voice", "as_of"] (">>> mj.GivenFact(\"own\").replace(voice=\"family\")", "GivenFact(value='own', voice='family')") {
    #[new]
    #[pyo3(signature = (value, *, voice = None, as_of = None))]
    fn new(value: Given<'_, Value>, voice: Option<Given<'_, Text>>, as_of: Option<Given<'_, SomeDay>>) -> PyResult<Self> {
        let document = Object::new().with("value", &value)?.may("voice", &voice)?.may("as_of", &as_of)?.end();
        Ok(GivenFact(millejours::GivenFact::from_json(document).map_err(Refused::from)?))
    }

    /// The value.
    #[getter]
    fn value(&self) -> shown::Value {
        shown::Value(self.0.value.clone())
    }

    /// Whose word it is: `"family"`, or a professional's; `None` where nobody said.
    #[getter]
    fn voice(&self) -> Option<&str> {
        self.0.voice.as_deref()
    }

    /// The day on which it was so.
    #[getter]
    fn as_of(&self) -> Option<Date> {
        self.0.as_of.map(Date)
    }
});
