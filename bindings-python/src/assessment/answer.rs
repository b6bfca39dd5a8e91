//! The classes `OfferAnswer` and `Dose`.

use millejours::{Decision, Then};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::build::{self, ADose, Whole};
use super::reason::{Change, Reason};
use crate::family::hints::{Each, SomeDay, Text};
use crate::record::record;
use crate::shown::{Date, Row, Word};
use crate::wire::{Given, Object};

/// The answer about one offer, for the family or one of its members.
///
/// The decision is a plain text, to be compared, counted and put into a column as it is; a type checker knows all five
/// words of it. Dates stand beside it.
///
/// >>> answer = assessment.offer("home-visit", subject="c1")
/// >>> match answer.decision:
/// ...     case "eligible" | "undetermined":
/// ...         print(answer.dose, answer.missing)
/// ...     case "not_yet":
/// ...         print("from", answer.from_, "on:", answer.then)
/// ...     case "no_longer":
/// ...         print("since", answer.since)
/// ...     case "not_eligible":
/// ...         print(answer.changes)
/// None ()
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct OfferAnswer(pub millejours::OfferAnswer);

impl OfferAnswer {
    pub fn wire(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// Its columns.
    pub fn fill(&self, row: &Bound<'_, PyDict>) -> PyResult<()> {
        let dose = self.0.dose.as_ref();
        row.set_item("offer", &*self.0.offer)?;
        row.set_item("subject", self.0.subject.as_deref())?;
        row.set_item("decision", self.decision())?;
        row.set_item("from", self.from_())?;
        row.set_item("then", self.then())?;
        row.set_item("since", self.since())?;
        row.set_item("unit", dose.map(|dose| &*dose.unit))?;
        row.set_item("least", dose.map(|dose| dose.least))?;
        row.set_item("most", dose.map(|dose| dose.most))?;
        row.set_item("missing", self.0.missing.iter().map(|name| &**name).collect::<Vec<_>>())?;
        row.set_item("already", self.0.already)?;
        row.set_item("exact", self.0.exact)
    }
}

record!(OfferAnswer [
    "offer", "decision", "subject", "from_", "then", "since", "dose", "reasons", "missing", "changes", "already", "exact"
] (">>> assessment.offers[0].replace(already=True).already", "True") {
    #[new]
    #[pyo3(signature = (
        offer, decision, *, subject = None, from_ = None, then = None, since = None, dose = None, reasons = None,
        missing = None, changes = None, already = false, exact = true
    ))]
    #[expect(clippy::too_many_arguments, reason = "one for each field, by name")]
    fn new(
        offer: Given<'_, Text>,
        decision: Given<'_, Word<Decision>>,
        subject: Option<Given<'_, Text>>,
        from_: Option<Given<'_, SomeDay>>,
        then: Option<Given<'_, Word<Then>>>,
        since: Option<Given<'_, SomeDay>>,
        dose: Option<Given<'_, ADose>>,
        reasons: Option<Given<'_, Each<Reason>>>,
        missing: Option<Given<'_, Each<Text>>>,
        changes: Option<Given<'_, Each<Change>>>,
        already: bool,
        exact: bool,
    ) -> PyResult<Self> {
        let one = Object::new().with("offer", &offer)?.may("subject", &subject)?.with("decision", &decision)?;
        let one = one.may("from", &from_)?.may("then", &then)?.may("since", &since)?.may("dose", &dose)?;
        let mut one = one.list("reasons", &reasons)?.list("missing", &missing)?.list("changes", &changes)?;
        if already {
            one = one.raw("already", b"true");
        }
        if !exact {
            one = one.raw("exact", b"false");
        }
        Ok(OfferAnswer(build::answer(one)?))
    }

    /// The offer's id.
    #[getter]
    fn offer(&self) -> &str {
        &self.0.offer
    }

    /// The member's id, where the offer is for one.
    #[getter]
    fn subject(&self) -> Option<&str> {
        self.0.subject.as_deref()
    }

    /// The decision: `"eligible"`, `"not_eligible"`, `"not_yet"`, `"no_longer"` or `"undetermined"`.
    #[getter]
    fn decision(&self) -> Word<Decision> {
        self.0.decision.into()
    }

    /// Of `"not_yet"`: the first later day on which the answer is no definite no.
    #[getter]
    fn from_(&self) -> Option<Date> {
        if let Decision::NotYet { from, .. } = self.0.decision { Some(Date(from)) } else { None }
    }

    /// Of `"not_yet"`: what the answer is on that day, `"eligible"` or `"undetermined"`.
    #[getter]
    fn then(&self) -> Option<Word<Then>> {
        if let Decision::NotYet { then, .. } = self.0.decision { Some(then.into()) } else { None }
    }

    /// Of `"no_longer"`: the first day after the last earlier one on which the answer was no definite no.
    #[getter]
    fn since(&self) -> Option<Date> {
        if let Decision::NoLonger { since } = self.0.decision { Some(Date(since)) } else { None }
    }

    /// How much, unless it is a no or the offer has no dose.
    #[getter]
    fn dose(&self) -> Option<Dose> {
        self.0.dose.clone().map(Dose)
    }

    /// Why: rules and the facts they read.
    #[getter]
    fn reasons(&self) -> Row<Reason> {
        Row::of(&self.0.reasons, |reason| Reason(reason.clone()))
    }

    /// The facts that can still change today's answer or the dose, by their full names, sorted.
    #[getter]
    fn missing(&self) -> Row<String> {
        Row::of(&self.0.missing, |name| (**name).to_owned())
    }

    /// Of `"not_eligible"`: the smallest changes that would turn it, perhaps none.
    #[getter]
    fn changes(&self) -> Row<Change> {
        Row::of(&self.0.changes, |change| Change(change.clone()))
    }

    /// The family already has it.
    #[getter]
    fn already(&self) -> bool {
        self.0.already
    }

    /// Within the published work bound. Where not: a yes or no is still true, unknown may be too cautious, missing facts
    /// and bounds of doses are supersets, and dates are left out.
    #[getter]
    fn exact(&self) -> bool {
        self.0.exact
    }
});

/// How much of an offer: the exact bounds over what may still turn out.
///
/// >>> mj.Dose("visit", least=4, most=12)
/// Dose(unit='visit', least=4, most=12)
/// >>> mj.Dose("visit", least=12, most=4)
/// Traceback (most recent call last):
/// millejours.errors.AssessmentError: the assessment cannot be read
/// ...
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Dose(pub millejours::Dose);

impl Dose {
    pub fn wire(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

record!(Dose ["unit", "least", "most"] (">>> mj.Dose(\"visit\", least=4, most=12).replace(least=8)", "Dose(unit='visit', least=8, most=12)") {
    #[new]
    #[pyo3(signature = (unit, *, least, most))]
    fn new(unit: Given<'_, Text>, least: Given<'_, Whole>, most: Given<'_, Whole>) -> PyResult<Self> {
        Ok(Dose(build::dose(Object::new().with("unit", &unit)?.with("least", &least)?.with("most", &most)?)?))
    }

    /// The unit, such as `"visit"`.
    #[getter]
    fn unit(&self) -> &str {
        &self.0.unit
    }

    /// The least that it can be.
    #[getter]
    fn least(&self) -> i64 {
        self.0.least
    }

    /// The most that it can be.
    #[getter]
    fn most(&self) -> i64 {
        self.0.most
    }
});
