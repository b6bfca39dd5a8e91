//! The classes `Referral` and `ReferralStep`.

mod accompaniment;
pub mod tables;

use std::collections::BTreeMap;

use millejours::{Capacity, ReferralReason, ReferralState};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arguments::{Day, Document};
use crate::dictionary::{Audience, Dictionary, in_words};
use crate::programme::Programme;
use crate::refusal::Refused;
use crate::shown::{Date, Row, Word};
use crate::whole::whole;
use crate::within::{Within, part_of};

pub use accompaniment::{Accompaniment, Goal};

/// One request to one provider for one family, or for some of its members: the steps that led to where it stands.
///
/// >>> referral = mj.Referral.from_json('''{"schema": 1, "id": "r1", "offer": "home-visit", "provider": "provider:pmi",
/// ...     "sender": "adult:a1", "about": ["family"], "steps": [
/// ...         {"state": "draft", "on": "2026-06-01", "by": "adult:a1"},
/// ...         {"state": "requested", "on": "2026-06-01", "by": "adult:a1", "disclosure": "d1"}]}''')
/// >>> referral
/// <Referral 'r1' to 'provider:pmi': requested>
/// >>> [(step.state, step.by) for step in referral.steps]
/// [('draft', 'adult:a1'), ('requested', 'adult:a1')]
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Referral {
    own: millejours::Referral,
}

impl Referral {
    pub fn of(own: millejours::Referral) -> Self {
        Self { own }
    }
}

#[pymethods]
impl Referral {
    /// Read a referral; every step is taken again. `state` may be left out: it is where the steps lead.
    ///
    /// Raises `JournalError` with everything that is wrong with it, such as the first step that does not follow.
    ///
    /// >>> mj.Referral.from_json(referral.to_json()) == referral
    /// True
    /// >>> mj.Referral.from_json(referral.to_json().replace("requested", "accepted"))
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(Referral { own: millejours::Referral::from_json(text)? })
    }

    /// A referral with one step more: both are documents of JSON, and so is what comes out.
    ///
    /// Raises `JournalError` where one of them cannot be read, or where the step may not follow, or not by whoever takes it.
    ///
    /// >>> step = '{"state": "accepted", "on": "2026-06-09", "by": "provider:pmi"}'
    /// >>> mj.Referral.from_json(mj.Referral.step_json(referral.to_json(), step)).state
    /// 'accepted'
    /// >>> try:
    /// ...     mj.Referral.step_json(referral.to_json(), step.replace("provider:pmi", "provider:other"))
    /// ... except mj.JournalError as refused:
    /// ...     print(refused.code)
    /// referral.actor
    #[staticmethod]
    fn step_json(referral: Document<'_>, step: Document<'_>) -> Result<String, Refused> {
        Ok(millejours::Referral::step_json(referral, step)?)
    }

    /// The referral as it stands on a day, as a page of plain text.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
    /// `"family"` or `"professional"`. A `programme` gives titles, and the terms from which deadlines are counted; `names` say
    /// what parties and members are called, by `"provider:pmi"`, `"child:c1"`.
    ///
    /// Raises `DateError`; `DictionaryError` where the dictionary lacks the part `[referral]` or `[consent]`; `JournalError`
    /// where the programme has no such offer, or nobody is referred to it because its door is open.
    ///
    /// >>> print(referral.to_text("2026-06-02", language="en", programme=programme))
    /// Home visit (a service)
    /// The request has been sent. Now it is their turn to answer.
    /// You may say not now, no, or stop at any time, without a reason; nothing else changes for you.
    /// >>> referral.to_text("2026-06-02", language="rm")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[pyo3(signature = (on, *, language = None, dictionary = None, audience = None, programme = None, names = None))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    fn to_text(
        &self,
        py: Python<'_>,
        on: Day,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
        programme: Option<&Bound<'_, Programme>>,
        names: Option<BTreeMap<String, String>>,
    ) -> PyResult<String> {
        let (on, audience, names) = (on.date()?, Audience::or_family(audience), names.unwrap_or_default());
        let programme = programme.map(|own| own.get().programme.clone());
        in_words(py, language, dictionary, |words| {
            Ok(self.own.to_text(programme.as_ref(), &names, on, words, audience)?)
        })
    }

    /// Its id: that of its thread in a journal.
    #[getter]
    fn id(&self) -> &str {
        &self.own.id
    }

    /// The id of the offer.
    #[getter]
    fn offer(&self) -> &str {
        &self.own.offer
    }

    /// Who is asked to help, such as `"provider:pmi"`.
    #[getter]
    fn provider(&self) -> String {
        self.own.provider.to_string()
    }

    /// Who proposed it; where a family refers itself, the adult who does.
    #[getter]
    fn sender(&self) -> String {
        self.own.sender.to_string()
    }

    /// For whom it is: `"family"`, or members such as `"child[c1]"`.
    #[getter]
    fn about(&self) -> Row<String> {
        Row::of(&self.own.about, ToString::to_string)
    }

    /// Where it stands.
    #[getter]
    fn state(&self) -> Word<ReferralState> {
        self.own.state().into()
    }

    /// The steps, in the order in which they count.
    #[getter]
    fn steps(slf: &Bound<'_, Self>) -> Row<ReferralStep> {
        let steps = slf.get().own.steps.iter().enumerate();
        Row::of(steps, |(place, own)| ReferralStep { own: own.clone(), within: Within::at(slf, "steps", place) })
    }

    fn __repr__(&self) -> String {
        format!("<Referral '{}' to '{}': {}>", self.own.id, self.own.provider, self.own.state())
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().own.to_json(),)).into_pyobject(py)
    }
}

whole!(Referral, "referral");

/// One step of a referral.
///
/// >>> step = referral.steps[1]
/// >>> step.state, step.on, step.by, step.disclosure
/// ('requested', datetime.date(2026, 6, 1), 'adult:a1', 'd1')
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct ReferralStep {
    own: millejours::ReferralStep,
    within: Within,
}

impl ReferralStep {
    fn label(&self) -> String {
        format!("{} on {} by '{}'", self.own.state, self.own.on, self.own.by)
    }
}

part_of!(ReferralStep {
    /// The state that it leads to.
    #[getter]
    fn state(&self) -> Word<ReferralState> {
        self.own.state.into()
    }

    /// The day.
    #[getter]
    fn on(&self) -> Date {
        Date(self.own.on)
    }

    /// Who decided it; whoever wrote it down may be somebody else.
    #[getter]
    fn by(&self) -> String {
        self.own.by.to_string()
    }

    /// Why, where a professional owes a reason. A family owes none.
    #[getter]
    fn reason(&self) -> Option<Word<ReferralReason>> {
        self.own.reason.map(Word::from)
    }

    /// The day before which the family is not asked again.
    #[getter]
    fn until(&self) -> Option<Date> {
        self.own.until.map(Date)
    }

    /// Whether the provider has room, where it says so.
    #[getter]
    fn capacity(&self) -> Option<Word<Capacity>> {
        self.own.capacity.map(Word::from)
    }

    /// The id of the disclosure by which this step tells somebody something.
    #[getter]
    fn disclosure(&self) -> Option<&str> {
        self.own.disclosure.as_deref()
    }
});

/// Every state of a referral and every step between two, with who may take it, as JSON.
///
/// >>> mj.referral_states_json()[:53]
/// '{"schema":1,"first":["proposed","draft","requested"],'
#[pyfunction]
pub fn referral_states_json() -> String {
    ReferralState::table_json()
}

/// The codes of other systems, and what each is read as, as JSON.
///
/// >>> import json
/// >>> json.loads(mj.referral_codes_json())["codes"][0]["system"]
/// 'gravity'
#[pyfunction]
pub fn referral_codes_json() -> String {
    millejours::ReferralCode::table_json()
}
