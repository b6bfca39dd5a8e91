//! The classes `OfferAnswer` and `Dose`.

use millejours::{Decision, Then};
use pyo3::prelude::*;

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
        let one = Object::of_assessment().with("offer", &offer)?.may("subject", &subject)?.with("decision", &decision)?;
        let one = one.may("from", &from_)?.may("then", &then)?.may("since", &since)?.may("dose", &dose)?;
        let mut one = one.list("reasons", &reasons)?.list("missing", &missing)?.list("changes", &changes)?;
        if already {
            one = one.raw("already", b"true");
        }
        if !exact {
            one = one.raw("exact", b"false");
        }
        Ok(OfferAnswer(build::answer(one, since.is_some())?))
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
    pub fn decision(&self) -> Word<Decision> {
        self.0.decision.into()
    }

    /// Of `"not_yet"`: the first later day on which the answer is no definite no.
    #[getter]
    pub fn from_(&self) -> Option<Date> {
        if let Decision::NotYet { from, .. } = self.0.decision { Some(Date(from)) } else { None }
    }

    /// Of `"not_yet"`: what the answer is on that day, `"eligible"` or `"undetermined"`.
    #[getter]
    pub fn then(&self) -> Option<Word<Then>> {
        if let Decision::NotYet { then, .. } = self.0.decision { Some(then.into()) } else { None }
    }

    /// Of `"no_longer"`: the first day after the last earlier one on which the answer was no definite no.
    #[getter]
    pub fn since(&self) -> Option<Date> {
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
        Ok(Dose(build::dose(Object::of_assessment().with("unit", &unit)?.with("least", &least)?.with("most", &most)?)?))
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
