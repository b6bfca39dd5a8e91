//! What the class `Programme` says of who may see what, and of referrals: JSON in, JSON out.

use std::collections::BTreeMap;

use millejours::Consents;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::Programme;
use crate::arguments::{Day, Document, Name};
use crate::dictionary::{Audience, Dictionary, in_words};
use crate::refusal::Refused;
use crate::whole::whole;

/// A decision on a disclosure, as `Programme.decide_json` gives it: to be stored, sent and told in words.
///
/// Nothing can be disclosed on it: for that there is `Programme.disclose_json`.
///
/// >>> nothing = '{"schema": 1}'
/// >>> request = '{"recipient": "provider:pmi", "purpose": "care", "categories": ["health"], "about": ["family"], "act": "ordinary"}'
/// >>> decision = mj.ConsentDecision.from_json(programme.decide_json(nothing, nothing, request, "2026-06-01", rules="FR"))
/// >>> decision
/// <ConsentDecision: ask>
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct ConsentDecision {
    own: millejours::StatedDecision,
}

#[pymethods]
impl ConsentDecision {
    /// Read a decision.
    ///
    /// Raises `ConsentError` with everything that is wrong with it.
    ///
    /// >>> mj.ConsentDecision.from_json(decision.to_json()) == decision
    /// True
    /// >>> mj.ConsentDecision.from_json('{"schema": 1}')
    /// Traceback (most recent call last):
    /// millejours.errors.ConsentError: ...
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(ConsentDecision { own: millejours::StatedDecision::from_json(text)? })
    }

    /// The answer: `"permit"`, `"ask"` or `"deny"`.
    ///
    /// >>> decision.answer
    /// 'ask'
    #[getter]
    fn answer(&self) -> &'static str {
        self.own.answer().as_str()
    }

    /// The decision as a page of plain text, told from what it holds and nothing else.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
    /// `"family"` or `"professional"`. `names` say what parties and members are called, by `"provider:pmi"`, `"child:c1"`;
    /// whoever has none is called by what they are.
    ///
    /// Raises `DictionaryError` where the dictionary has no part `[consent]`.
    ///
    /// >>> print(decision.to_text(language="en", names={"provider:pmi": "the nurse"}).splitlines()[0])
    /// Before this is shown to the nurse, for helping you, it needs a yes.
    /// >>> decision.to_text(language="rm")
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

    fn __repr__(&self) -> String {
        format!("<ConsentDecision: {}>", self.own.answer())
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py.get_type::<Self>().getattr("from_json")?;
        (restore, (slf.get().own.to_json(),)).into_pyobject(py)
    }
}

whole!(ConsentDecision, "decision");

#[pymethods]
impl Programme {
    /// May somebody see what they ask for, and on what ground? As JSON.
    ///
    /// Where the request is about `everyone`, `parts` are about the family, the recipient and those of whom the recipient may
    /// see something; `others` answer about everybody else by kind, whether there is anybody or not.
    ///
    /// `family`, `consents` and `request` are documents of JSON. `rules` are those of a country: its code, where they come
    /// with the library (`"FR"`, `"DE"`, `"AT"`, `"CH"`), or a document of JSON; without them everything but an adult's own
    /// is `ask`.
    ///
    /// Raises `DateError`, `FamilyError`, and `ConsentError` with everything that is wrong with consents, rules or request.
    ///
    /// >>> import json
    /// >>> request = {"recipient": "provider:pmi", "purpose": "referral", "categories": ["birth"], "about": ["family"]}
    /// >>> request = json.dumps(request | {"act": "ordinary"})
    /// >>> nothing = '{"schema": 1}'
    /// >>> found = json.loads(programme.decide_json(nothing, nothing, request, "2026-06-01", rules="FR"))
    /// >>> found["decision"], found["parts"][0]["reasons"]
    /// ('ask', [{'code': 'holder_unlisted'}, {'code': 'no_country_rules'}])
    /// >>> programme.decide_json(nothing, nothing, request, "2026-06-01", rules="XX")
    /// Traceback (most recent call last):
    /// millejours.errors.ConsentError: ...
    #[pyo3(signature = (family, consents, request, on, *, rules = None))]
    fn decide_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        consents: Document<'_>,
        request: Document<'_>,
        on: Day,
        rules: Option<Name>,
    ) -> Result<String, Refused> {
        let (on, rules) = (on.date()?, rules.as_ref().map(|rules| &*rules.0));
        Ok(py.detach(|| self.programme.decide_json(family, consents, rules, request, on))?)
    }

    /// What is permitted of a request, and no more, under an id, as JSON.
    ///
    /// Takes what `decide_json` takes.
    ///
    /// Raises as `decide_json` does, and `ConsentError` where nothing is permitted.
    ///
    /// >>> import json
    /// >>> request = {"purpose": "orientation", "categories": ["language"], "about": ["family"], "act": "ordinary"}
    /// >>> own, other = (json.dumps(request | {"recipient": whose}) for whose in ("adult:a1", "provider:pmi"))
    /// >>> told, nothing = '{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1"}]}', '{"schema": 1}'
    /// >>> json.loads(programme.disclose_json(told, nothing, own, "2026-06-01", "d1"))["family"]
    /// {'schema': 1, 'languages': ['pt']}
    /// >>> programme.disclose_json(told, nothing, other, "2026-06-01", "d1")
    /// Traceback (most recent call last):
    /// millejours.errors.ConsentError: ...
    #[pyo3(signature = (family, consents, request, on, disclosure_id, *, rules = None))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    fn disclose_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        consents: Document<'_>,
        request: Document<'_>,
        on: Day,
        disclosure_id: Name,
        rules: Option<Name>,
    ) -> Result<String, Refused> {
        let (on, rules) = (on.date()?, rules.as_ref().map(|rules| &*rules.0));
        Ok(py.detach(|| self.programme.disclose_json(family, consents, rules, request, on, &disclosure_id.0))?)
    }

    /// What is permitted of a request, and no more, under an id, as a Bundle of FHIR R4B in JSON.
    ///
    /// Takes what `disclose_json` takes; `base`, the address under which these resources stand with the sender, this
    /// disclosure's alone; and perhaps a `referral` (a document of JSON) that rests on the disclosure.
    ///
    /// Raises as `disclose_json` does; `ConsentError` where `base` is no address, or the referral is about somebody who is
    /// not shown; `FamilyError` for an id that is too long for FHIR; `JournalError` where the referral does not rest on the
    /// disclosure, or stands where nobody is told of it.
    ///
    /// >>> import json
    /// >>> request = {"purpose": "orientation", "categories": ["birth"], "about": ["adult[a1]"], "act": "ordinary"}
    /// >>> own = json.dumps(request | {"recipient": "adult:a1"})
    /// >>> told, nothing = '{"schema": 1, "adults": [{"id": "a1", "born": "1994-05"}]}', '{"schema": 1}'
    /// >>> base = "https://records.example/fhir/d1"
    /// >>> bundle = json.loads(programme.disclose_fhir_json(told, nothing, own, "2026-06-01", "d1", base))
    /// >>> bundle["entry"][0]["resource"]
    /// {'resourceType': 'Patient', 'id': 'adult.a1', 'birthDate': '1994-05'}
    /// >>> programme.disclose_fhir_json(told, nothing, own, "2026-06-01", "d1", "here")
    /// Traceback (most recent call last):
    /// millejours.errors.ConsentError: ...
    #[pyo3(signature = (family, consents, request, on, disclosure_id, base, *, rules = None, referral = None))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    fn disclose_fhir_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        consents: Document<'_>,
        request: Document<'_>,
        on: Day,
        disclosure_id: Name,
        base: Name,
        rules: Option<Name>,
        referral: Option<Document<'_>>,
    ) -> Result<String, Refused> {
        let (on, rules) = (on.date()?, rules.as_ref().map(|rules| &*rules.0));
        let (id, base) = (&*disclosure_id.0, &*base.0);
        let found =
            py.detach(|| self.programme.disclose_fhir_json(family, consents, rules, request, on, id, base, referral));
        Ok(found?)
    }

    /// What the programme says of what is permitted of a request, as JSON: computed from that view of the family alone.
    ///
    /// Takes what `decide_json` takes. `consent_could_help` are the categories of which a consent could help.
    ///
    /// Raises as `disclose_json` and `assess_json` do.
    ///
    /// >>> import json
    /// >>> request = {"recipient": "adult:a1", "purpose": "orientation", "categories": ["language"], "about": ["family"]}
    /// >>> request = json.dumps(request | {"act": "ordinary"})
    /// >>> told, nothing = '{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1"}]}', '{"schema": 1}'
    /// >>> found = json.loads(programme.assess_disclosed_json(told, nothing, request, "2026-06-01"))
    /// >>> found["assessment"]["offers"], found["consent_could_help"]
    /// ([], [])
    #[pyo3(signature = (family, consents, request, on, *, rules = None))]
    fn assess_disclosed_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        consents: Document<'_>,
        request: Document<'_>,
        on: Day,
        rules: Option<Name>,
    ) -> Result<String, Refused> {
        let (on, rules) = (on.date()?, rules.as_ref().map(|rules| &*rules.0));
        Ok(py.detach(|| self.programme.assess_disclosed_json(family, consents, rules, request, on))?)
    }

    /// The least that an offer's provider needs to see, as JSON: what its rules and dose read, and what its form asks.
    ///
    /// Raises `ConsentError` where the programme has no such offer.
    ///
    /// >>> programme.least_request_json("home-visit")
    /// '{"schema":1,"offer":"home-visit","provider":"provider:pmi","categories":["birth"],"facts":["child.born"]}'
    /// >>> programme.least_request_json("home-visits")
    /// Traceback (most recent call last):
    /// millejours.errors.ConsentError: ...
    fn least_request_json(&self, offer: Name) -> Result<String, Refused> {
        Ok(self.programme.least_request_json(&offer.0)?)
    }

    /// What should happen by when in a referral (a document of JSON) to one of the programme's offers, as JSON.
    ///
    /// The offer's terms count from the day of the step that they belong to. Nothing changes by itself when one passes.
    ///
    /// Raises `DateError`, and `JournalError` where the referral cannot be read, the programme has no such offer, or
    /// nobody is referred to it because its door is open.
    ///
    /// >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\nreferral = { answer_within_days = 14 }')
    /// >>> asked = referral.to_json()
    /// >>> mj.Programme.from_toml(text).deadlines_json(asked, "2026-06-16")
    /// '{"schema":1,"referral":"r1","on":"2026-06-16","deadlines":[{"kind":"answer","day":"2026-06-15","who":"provider","reached":true}]}'
    /// >>> programme.deadlines_json(asked.replace("home-visit", "home-visits"), "2026-06-16")
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    fn deadlines_json(&self, referral: Document<'_>, on: Day) -> Result<String, Refused> {
        Ok(self.programme.deadlines_json(referral, on.date()?)?)
    }
}

/// What is to be done because consents were taken back, by whoever made these disclosures, as JSON.
///
/// `disclosures` is a document of JSON with what is kept of each: `{"schema": 1, "disclosures": [...]}`; `discloser` is a party.
/// Each duty says what (`stop`, `recall`, `tell`), who, to whom, and since when.
///
/// Raises `DateError`, and `ConsentError` with everything that is wrong with the consents, the disclosures or the discloser.
///
/// >>> import json
/// >>> terms = {"purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["family"]}
/// >>> given = {"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "act": "ordinary", "from": "2026-05-01"}
/// >>> taken = {"status": "withdrawn", "since": "2026-06-01"}
/// >>> consents = json.dumps({"schema": 1, "consents": [terms | given | taken]})
/// >>> nothing = '{"schema": 1, "disclosures": []}'
/// >>> found = json.loads(mj.withdrawal_duties_json(consents, nothing, "provider:midwife", "2026-06-01"))
/// >>> [(duty["duty"], duty["to"], duty["since"]) for duty in found["duties"]]
/// [('stop', 'provider:pmi', '2026-06-01')]
/// >>> mj.withdrawal_duties_json(consents, nothing, "me", "2026-06-01")
/// Traceback (most recent call last):
/// millejours.errors.ConsentError: ...
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn withdrawal_duties_json(
    consents: Document<'_>,
    disclosures: Document<'_>,
    discloser: Name,
    on: Day,
) -> Result<String, Refused> {
    Ok(Consents::withdrawal_duties_json(consents, disclosures, &discloser.0, on.date()?)?)
}
