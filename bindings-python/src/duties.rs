//! The classes `WithdrawalDuties` and `WithdrawalDuty`.

use std::collections::BTreeMap;

use millejours::{ConsentStatus, Consents, WithdrawalDutyKind};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arguments::{Day, Document, Name};
use crate::dictionary::{Audience, Dictionary, in_words};
use crate::refusal::Refused;
use crate::shown::{Date, Each, Row, Word};
use crate::whole::whole;
use crate::within::{Within, part_of};

/// What is to be done because consents were taken back, on a day: to be stored, sent and told in words. Each duty says what, who,
/// to whom, and since when.
///
/// >>> import json
/// >>> terms = {"purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["family"]}
/// >>> given = {"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "act": "ordinary", "from": "2026-05-01"}
/// >>> taken = {"status": "withdrawn", "since": "2026-06-01"}
/// >>> consents = json.dumps({"schema": 1, "consents": [terms | given | taken]})
/// >>> shown = {"id": "d1", "recipient": "provider:pmi", "purpose": "referral", "on": "2026-05-20"}
/// >>> shown |= {"parts": [{"about": "family", "category": "birth"}], "basis": [{"consent": "g1"}]}
/// >>> disclosures = json.dumps({"schema": 1, "disclosures": [shown]})
/// >>> duties = mj.WithdrawalDuties.of(consents, disclosures, "provider:midwife", "2026-06-01")
/// >>> [(duty.duty, duty.to, duty.disclosure) for duty in duties]
/// [('stop', 'provider:pmi', None), ('recall', 'provider:pmi', 'd1'), ('tell', 'provider:pmi', 'd1')]
/// >>> duties
/// <WithdrawalDuties on 2026-06-01: 3>
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct WithdrawalDuties {
    own: millejours::WithdrawalDuties,
}

impl WithdrawalDuties {
    fn each(slf: &Bound<'_, Self>) -> Row<WithdrawalDuty> {
        let duties = slf.get().own.duties.iter().enumerate();
        Row::of(duties, |(place, own)| WithdrawalDuty { own: own.clone(), within: Within::at(slf, "duties", place) })
    }
}

#[pymethods]
impl WithdrawalDuties {
    /// What is to be done on a day because consents were taken back, by whoever made these disclosures.
    ///
    /// Takes what `withdrawal_duties_json` takes: `disclosures` is a document of JSON with what is kept of each, `discloser` a
    /// party.
    ///
    /// Raises `DateError`, and `ConsentError` with everything that is wrong with the consents, the disclosures or the
    /// discloser.
    ///
    /// >>> len(mj.WithdrawalDuties.of('{"schema": 1}', '{"schema": 1, "disclosures": []}', "provider:pmi", "2026-06-01"))
    /// 0
    /// >>> mj.WithdrawalDuties.of('{"schema": 1}', '{"schema": 1, "disclosures": []}', "me", "2026-06-01")
    /// Traceback (most recent call last):
    /// millejours.errors.ConsentError: ...
    #[staticmethod]
    fn of(consents: Document<'_>, disclosures: Document<'_>, discloser: Name, on: Day) -> Result<Self, Refused> {
        let told = Consents::withdrawal_duties_json(consents, disclosures, &discloser.0, on.date()?)?;
        Ok(WithdrawalDuties { own: millejours::WithdrawalDuties::from_json(told)? })
    }

    /// Read duties.
    ///
    /// Raises `ConsentError` with everything that is wrong with them.
    ///
    /// >>> mj.WithdrawalDuties.from_json(duties.to_json()) == duties
    /// True
    /// >>> mj.WithdrawalDuties.from_json('{"schema": 1}')
    /// Traceback (most recent call last):
    /// millejours.errors.ConsentError: ...
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(WithdrawalDuties { own: millejours::WithdrawalDuties::from_json(text)? })
    }

    /// The duties as a page of plain text. A family reads what happens towards whom, no id, no day and no reason; a
    /// professional who has to do what, for which consent and of which disclosure.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
    /// `"family"` or `"professional"`. `names` say what parties are called, by `"provider:pmi"`; whoever has none is called by
    /// what they are.
    ///
    /// Raises `DictionaryError` where the dictionary has no part `[consent]`.
    ///
    /// >>> print(duties.to_text(language="en", names={"provider:pmi": "the nurse"}))
    /// A yes no longer holds. This is what happens now:
    ///   the nurse
    ///     From now on nothing more is shown.
    ///     What was shown is asked back, or is to be deleted.
    ///     Those who saw it are told that the yes holds no longer.
    /// You may say no, or take back a yes, at any time and without a reason. It costs you nothing.
    /// >>> duties.to_text(language="rm")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[pyo3(signature = (*, language = None, dictionary = None, audience = None, names = None))]
    fn to_text(
        &self,
        py: Python<'_>,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
        names: Option<BTreeMap<String, String>>,
    ) -> PyResult<String> {
        let (audience, names) = (Audience::or_family(audience), names.unwrap_or_default());
        in_words(py, language, dictionary, |words| Ok(self.own.to_text(&names, words, audience)?))
    }

    /// The day asked about.
    #[getter]
    fn on(&self) -> Date {
        Date(self.own.on)
    }

    /// The duties: in the order of the days, then `"stop"`, `"recall"`, `"tell"`.
    #[getter]
    fn duties(slf: &Bound<'_, Self>) -> Row<WithdrawalDuty> {
        Self::each(slf)
    }

    fn __len__(&self) -> usize {
        self.own.duties.len()
    }

    fn __iter__(slf: &Bound<'_, Self>) -> Each<WithdrawalDuty> {
        Each(Self::each(slf))
    }

    fn __repr__(&self) -> String {
        format!("<WithdrawalDuties on {}: {}>", self.own.on, self.own.duties.len())
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().own.to_json(),)).into_pyobject(py)
    }
}

whole!(WithdrawalDuties, "duties");

/// One thing that is to be done because a consent was taken back.
///
/// >>> duty = duties.duties[1]
/// >>> duty.duty, duty.who, duty.to, duty.since, duty.consent, duty.because, duty.disclosure
/// ('recall', 'provider:midwife', 'provider:pmi', datetime.date(2026, 6, 1), 'g1', 'withdrawn', 'd1')
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct WithdrawalDuty {
    own: millejours::WithdrawalDuty,
    within: Within,
}

impl WithdrawalDuty {
    fn label(&self) -> String {
        format!("{} to '{}'", self.own.duty, self.own.to)
    }
}

part_of!(WithdrawalDuty {
    /// What is to be done.
    #[getter]
    fn duty(&self) -> Word<WithdrawalDutyKind> {
        self.own.duty.into()
    }

    /// Who has to: whoever disclosed.
    #[getter]
    fn who(&self) -> String {
        self.own.who.to_string()
    }

    /// Towards whom: the recipient.
    #[getter]
    fn to(&self) -> String {
        self.own.to.to_string()
    }

    /// The day from which it is to be done: at once.
    #[getter]
    fn since(&self) -> Date {
        Date(self.own.since)
    }

    /// The id of the consent that holds no longer.
    #[getter]
    fn consent(&self) -> &str {
        &self.own.consent
    }

    /// What was said: `"withdrawn"`, `"invalidated"`, or a younger `"refused"` or `"deferred"` to the same question.
    #[getter]
    fn because(&self) -> Word<ConsentStatus> {
        self.own.because.into()
    }

    /// The id of the disclosure that it is about; `None` of what is to be stopped.
    #[getter]
    fn disclosure(&self) -> Option<&str> {
        self.own.disclosure.as_deref()
    }
});
