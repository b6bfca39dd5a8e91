//! A consent as JSON-LD: the consent to processing as a consent record in terms of the Data Privacy Vocabulary; acceptance
//! and release, which are none, in terms of our own.

use chrono::NaiveDate;

use super::dpv_terms::{self as terms, Term};
use super::json::{Json, Object};
use crate::consent::{Concerned, Consent, ConsentState, Gives, Party};
use crate::error::Error;

/// The prefixes, so that nobody has to fetch anything.
const CONTEXT: [(&str, &str); 8] = [
    ("dct", "http://purl.org/dc/terms/"),
    ("dpv", "https://w3id.org/dpv#"),
    ("mj", super::NAMES),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("pd", "https://w3id.org/dpv/pd#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

impl Consent {
    /// The consent as it stands on a day, as JSON-LD 1.1 with all prefixes in it. One record for each thing that is given:
    ///
    /// * `processing` is a `dpv:ConsentRecord` in terms of the [Data Privacy Vocabulary 2.3](https://w3id.org/dpv), in the
    ///   order of ISO/IEC TS 27560 as far as the vocabulary's guide tells it;
    /// * `acceptance` and `release` are no consents to processing: they are `mj:Acceptance` and `mj:SecrecyRelease`, and
    ///   hold no term of that vocabulary.
    ///
    /// The guide [`docs::exchange`](crate::docs::exchange) has the tables, and says what such a record lacks.
    ///
    /// ```
    /// use millejours::{Consent, parse_date};
    /// let consent = Consent::from_json(r#"{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"],
    ///     "purpose": "referral", "categories": ["health"], "recipients": ["provider:pmi"], "about": ["child[c1]"],
    ///     "act": "ordinary", "from": "2026-06-01", "until": "2026-12-01", "status": "given", "since": "2026-06-01"}"#)?;
    /// let now = consent.to_dpv(parse_date("2026-06-15")?);
    /// assert!(now.contains(r#""dpv:hasConsentStatus":{"@type":"dpv:ConsentGiven""#));
    /// assert!(now.contains(r#""dpv:hasPersonalData":[{"@id":"pd:Health"}]"#));
    /// assert!(now.contains(r#""@type":"mj:SecrecyRelease""#));
    ///
    /// // It is over on the day named.
    /// assert!(consent.to_dpv(parse_date("2026-12-01")?).contains("dpv:ConsentExpired"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_dpv(&self, on: NaiveDate) -> String {
        let state = self.state(on);
        let records = self.terms.gives.iter().map(|gives| match gives {
            Gives::Acceptance => own(self, state, "mj:Acceptance"),
            Gives::Release => own(self, state, "mj:SecrecyRelease"),
            Gives::Processing => record(self, state),
        });
        let context = CONTEXT.iter().map(|(prefix, name)| (*prefix, Json::from(*name))).collect();
        let document = Object::default().and("@context", Json::Object(context)).each("@graph", records);
        serde_json::to_string(&document.done()).unwrap_or_default()
    }

    /// A consent (a document of JSON) as it stands on a day, as JSON-LD. See [`Consent::to_dpv`].
    ///
    /// # Errors
    /// As [`Consent::from_json`].
    ///
    /// ```
    /// use millejours::{Consent, parse_date};
    /// let text = r#"{"id":"g1","giver":"adult:a1","gives":["acceptance"],"purpose":"care","categories":[],
    ///     "recipients":["provider:pmi"],"about":["family"],"act":"ordinary","from":"2026-06-01","status":"refused",
    ///     "since":"2026-06-01"}"#;
    /// let on = parse_date("2026-06-15")?;
    /// assert!(Consent::dpv_json(text, on)?.contains(r#""mj:status":{"@id":"mj:refused"}"#));
    /// assert_eq!(Consent::dpv_json("{}", on).unwrap_err().kind(), "consent");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn dpv_json(consent: impl AsRef<[u8]>, on: NaiveDate) -> Result<String, Error> {
        Ok(Consent::from_json(consent)?.to_dpv(on))
    }
}

/// The record of a consent to processing.
fn record(consent: &Consent, state: ConsentState) -> Json {
    let terms = &consent.terms;
    let entity = |class: &'static str| move |party: &Party| named(class, party);
    let process = Object::default()
        .and("@type", "dpv:Process")
        .and("dpv:hasPurpose", term(terms::purpose(terms.purpose), terms.purpose.as_str(), "dpv:Purpose"))
        .each(
            "dpv:hasPersonalData",
            terms
                .categories
                .iter()
                .map(|category| term(terms::category(*category), category.as_str(), "dpv:PersonalData")),
        )
        .each("dpv:hasRecipient", terms.recipients.iter().map(entity("dpv:Recipient")))
        .and("dpv:hasLegalBasis", Json::with("@id", "dpv:Consent"))
        .perhaps("mj:offer", terms.offer.as_deref())
        .and("mj:act", ours(terms.act.as_str()));
    Object::default()
        .and("@type", "dpv:ConsentRecord")
        .and("dct:identifier", consent.id.as_str())
        .each("dpv:hasDataSubject", about(&terms.about).map(|whom| named("dpv:DataSubject", whom)))
        .perhaps("dpv:hasNotice", notice(consent, Some("dpv:ConsentNotice")))
        .and("dpv:hasProcess", process)
        .and("dpv:hasConsentStatus", status(consent, state))
        .perhaps("mj:earlier", earlier(consent))
        .and("mj:from", date(terms.from))
        .perhaps("mj:again", consent.again.map(date))
        .perhaps("mj:evidence", evidence(consent))
        .done()
}

/// How it stands, and since when. Who is known to have said so is named: who asked, or who found a consent invalid, is not.
fn status(consent: &Consent, state: ConsentState) -> Json {
    let by_giver = matches!(
        state,
        ConsentState::Given
            | ConsentState::NotYetValid
            | ConsentState::Deferred
            | ConsentState::Refused
            | ConsentState::Withdrawn
    );
    // That a consent is over was said by nobody.
    let said = (state != ConsentState::Expired).then_some(consent.since);
    let given = matches!(state, ConsentState::Given | ConsentState::NotYetValid);
    let until = |until| Object::default().and("@type", "dpv:UntilTimeDuration").and("rdf:value", date(until));
    Object::default()
        .and("@type", classes(state))
        .perhaps("dpv:isIndicatedAtTime", said.map(date))
        .perhaps("dpv:isIndicatedBy", by_giver.then(|| named("dpv:Entity", &consent.terms.giver)))
        .perhaps(
            "dpv:hasIndicationMethod",
            consent.evidence.as_ref().filter(|_| given).map(|evidence| ours(evidence.form.as_str())),
        )
        .perhaps("dpv:hasDuration", consent.terms.until.map(until))
        .done()
}

/// The class of a status; of one that is ours, the vocabulary's above it as well: what reads classes alone shall find one that
/// it knows.
fn classes(state: ConsentState) -> Json {
    match terms::status(state) {
        Term::Same(term) => Json::from(term),
        Term::Under(above) => vec![Json::from(format!("mj:{}", state.as_str())), Json::from(above)].into(),
    }
}

/// What its giver said before it became what it is: a no that nothing said later takes away. It is no status of the consent, so
/// that it stands in a place of its own.
fn earlier(consent: &Consent) -> Option<Json> {
    let said = [(ConsentState::Refused, consent.refused_on), (ConsentState::Deferred, consent.deferred_on)];
    let said = said.into_iter().filter_map(|(state, on)| {
        let told = Object::default().and("@type", classes(state)).and("dpv:isIndicatedAtTime", date(on?));
        Some(told.and("dpv:isIndicatedBy", named("dpv:Entity", &consent.terms.giver)).done())
    });
    let said: Vec<Json> = said.collect();
    (!said.is_empty()).then(|| said.into())
}

/// An acceptance or a release: terms of our own alone.
fn own(consent: &Consent, state: ConsentState, class: &'static str) -> Json {
    let terms = &consent.terms;
    Object::default()
        .and("@type", class)
        .and("dct:identifier", consent.id.as_str())
        .and("mj:giver", terms.giver.to_string())
        .each("mj:about", about(&terms.about).map(Json::text))
        .and("mj:purpose", ours(terms.purpose.as_str()))
        .each("mj:category", terms.categories.iter().map(|category| ours(category.as_str())))
        .each("mj:recipient", terms.recipients.iter().map(Json::text))
        .perhaps("mj:offer", terms.offer.as_deref())
        .and("mj:act", ours(terms.act.as_str()))
        .perhaps("mj:notice", notice(consent, None))
        .and("mj:status", ours(state.as_str()))
        .and("mj:since", date(consent.since))
        .perhaps("mj:refusedOn", consent.refused_on.map(date))
        .perhaps("mj:deferredOn", consent.deferred_on.map(date))
        .and("mj:from", date(terms.from))
        .perhaps("mj:until", terms.until.map(date))
        .perhaps("mj:again", consent.again.map(date))
        .perhaps("mj:evidence", evidence(consent))
        .done()
}

fn notice(consent: &Consent, class: Option<&'static str>) -> Option<Json> {
    let notice = consent.terms.notice.as_ref()?;
    let found = Object::default()
        .perhaps("@type", class)
        .and("dct:language", notice.language.as_str())
        .perhaps("owl:versionInfo", notice.edition.as_deref());
    Some(found.done())
}

fn evidence(consent: &Consent) -> Option<Json> {
    let evidence = consent.evidence.as_ref()?;
    let found = Object::default()
        .and("mj:form", ours(evidence.form.as_str()))
        .perhaps("mj:ofAge", evidence.of_age)
        .perhaps("mj:witness", evidence.witness.as_ref().map(ToString::to_string));
    Some(found.done())
}

/// Whom it is about, as our documents write it.
fn about(concerned: &Concerned) -> impl Iterator<Item = String> {
    let (everyone, these) = match concerned {
        Concerned::Everyone => (Some(Concerned::EVERYONE.to_owned()), None),
        Concerned::These(these) => (None, Some(these)),
    };
    everyone.into_iter().chain(these.into_iter().flatten().map(ToString::to_string))
}

/// Somebody without a name of the web: ids hold within one family's documents.
fn named(class: &'static str, whom: impl ToString) -> Json {
    Object::default().and("@type", class).and("dct:identifier", whom.to_string()).done()
}

/// A term of the vocabulary, or ours with the vocabulary's above it.
fn term(term: Term, word: &str, class: &'static str) -> Json {
    match term {
        Term::Same(term) => Json::with("@id", term),
        Term::Under(above) => Object::default()
            .and("@id", format!("mj:{word}"))
            .and("@type", class)
            .and("skos:broader", Json::with("@id", above))
            .done(),
    }
}

fn ours(word: &str) -> Json {
    Json::with("@id", format!("mj:{word}"))
}

fn date(day: NaiveDate) -> Json {
    Object::default().and("@type", "xsd:date").and("@value", day.to_string()).done()
}
