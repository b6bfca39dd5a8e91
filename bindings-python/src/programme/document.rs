//! What a programme is made of: its core, the vocabularies that were handed over, and the offers as they were last shown.

use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use pyo3::{PyTraverseError, PyVisit};

use super::Programme;
use super::facts::FactDefinition;
use super::offer::{Offer, Provider, Rule};
use super::part::{Step, Way};
use crate::arguments::Several;
use crate::columns::made::Made;
use crate::refusal::Refused;
use crate::shown::{Kept, Named, Row};
use crate::vocabulary::Vocabulary;

impl Programme {
    /// Read one from its document.
    pub(super) fn read(
        py: Python<'_>,
        document: &[u8],
        json: bool,
        vocabularies: Several<Vocabulary>,
    ) -> Result<Self, Refused> {
        let known = vocabularies.of_core();
        let programme = py.detach(|| match json {
            true => millejours::Programme::from_json_with(document, &known),
            false => millejours::Programme::from_toml_with(document, &known),
        })?;
        Ok(Programme { programme, vocabularies, offers: Shown::default(), made: Made::default() })
    }

    /// What a pickle keeps: the document, and the vocabularies, which the document only names.
    pub(super) fn kept<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        // A keyword by way of a partial call: what restores is called with positions alone.
        let vocabularies = PyDict::new(py);
        vocabularies.set_item("vocabularies", &this.vocabularies)?;
        let from_json = py.get_type::<Self>().getattr("from_json")?;
        let restore = py.import("functools")?.call_method("partial", (from_json,), Some(&vocabularies))?;
        (restore, (this.programme.to_json(),)).into_pyobject(py)
    }
}

impl PartialEq for Programme {
    fn eq(&self, other: &Self) -> bool {
        // Facts first: they are at hand, the document is written.
        std::ptr::eq(self, other)
            || self.programme.facts() == other.programme.facts()
                && self.programme.to_json() == other.programme.to_json()
    }
}

impl Hash for Programme {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.programme.id(), self.programme.version()).hash(state);
    }
}

/// The tuple of a programme's offers, made once. Each offer holds its programme, so that the collector must see it.
#[derive(Debug, Default)]
pub struct Shown(Mutex<Option<Py<PyTuple>>>);

impl Shown {
    /// Show it to the collector, which never waits.
    pub fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.0.try_lock().map_or(Ok(()), |shown| visit.call(&*shown))
    }

    /// Let go of it.
    pub fn clear(&self) {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Dropped without the lock: the offers' end may be the programme's.
        drop(shown);
    }
}

fn offer(slf: &Bound<'_, Programme>, place: usize, offer: &millejours::Offer) -> Offer {
    Offer { offer: offer.clone(), way: Way::new(slf, vec![Step::To("offers"), Step::At(place)]) }
}

/// The offers, each the same object every time.
pub fn offers<'py>(slf: &Bound<'py, Programme>) -> PyResult<Kept<'py, Offer>> {
    let (py, this) = (slf.py(), slf.get());
    let shown = || this.offers.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(made) = &*shown() {
        return Ok(Kept::new(made.bind(py).clone()));
    }
    // Made without the lock, since making objects may run other threads; the first that is there stays.
    let offers = this.programme.offers().iter().enumerate();
    let made = Row(offers.map(|(place, one)| offer(slf, place, one)).collect()).into_pyobject(py)?;
    let kept = shown().get_or_insert_with(|| made.unbind()).clone_ref(py);
    Ok(Kept::new(kept.into_bound(py)))
}

/// The offer of an id.
pub fn offer_of(slf: &Bound<'_, Programme>, id: &str) -> PyResult<Offer> {
    let mut offers = slf.get().programme.offers().iter().enumerate();
    let found = offers.find(|(_, one)| &*one.id == id).map(|(place, one)| offer(slf, place, one));
    found.ok_or_else(|| PyKeyError::new_err(id.to_owned()))
}

/// The providers.
pub fn providers(slf: &Bound<'_, Programme>) -> Row<Provider> {
    Row::of(slf.get().programme.providers().iter().enumerate(), |(place, provider)| Provider {
        provider: provider.clone(),
        way: Way::new(slf, vec![Step::To("providers"), Step::At(place)]),
    })
}

/// The rules of the target population.
pub fn target(slf: &Bound<'_, Programme>) -> Row<Rule> {
    Row::of(slf.get().programme.target().iter().enumerate(), |(place, rule)| Rule {
        rule: rule.clone(),
        way: Way::new(slf, vec![Step::To("target"), Step::At(place)]),
    })
}

/// The facts, by their full names.
pub fn facts(slf: &Bound<'_, Programme>) -> Named<FactDefinition> {
    let facts = slf.get().programme.facts().iter().map(|((subject, short), definition)| {
        let name = format!("{}.{short}", subject.as_str());
        let way = Way::new(slf, vec![Step::To("facts"), Step::Of(name.clone())]);
        (name.clone(), FactDefinition { name, subject: *subject, definition: definition.clone(), way })
    });
    Named(facts.collect())
}
