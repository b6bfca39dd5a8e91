//! A referral as the ServiceRequest and the Task of the closed loop.

use super::fhir::Writer;
use super::fhir_codes::{absent, by_id, coding, concept, identifier, own_coding, request_status};
use super::fhir_people::{fhir_id, reference};
use super::json::{Json, Object};
use crate::consent::{About, Party, Purpose};
use crate::error::{Code, Error, Place, Problem};
use crate::referral::{Referral, ReferralState, ReferralSystem};

/// Where a referral stands, as it may be told.
struct Told {
    task: &'static str,
    request: &'static str,
}

impl Writer<'_> {
    /// Whether the referral rests on the disclosure, and may be told.
    ///
    /// # Errors
    /// [`Error::Journal`] with `referral.disclosure`.
    fn rests(&self, referral: &Referral) -> Result<Told, Error> {
        let record = self.disclosure.record();
        let refuse = |path: &str, message: &str| {
            Err(Error::Journal(vec![Problem::new(Code::ReferralDisclosure, Place::at(path), message)]))
        };
        if !matches!(record.purpose, Purpose::Referral | Purpose::Care | Purpose::Coordination) {
            return refuse("disclosure", "the disclosure is for another purpose than a referral");
        }
        if ![&referral.provider, &referral.sender].contains(&&record.recipient) {
            return refuse("provider", "the disclosure is to somebody who has no part in the referral");
        }
        if record.offer.as_ref().is_some_and(|offer| *offer != referral.offer) {
            return refuse("offer", "the disclosure is for another offer");
        }
        let naming = referral.steps.iter().find(|step| step.disclosure.as_ref() == Some(&record.id));
        let Some(naming) = naming else {
            return refuse("steps", "no step of the referral names this disclosure");
        };
        if !self.disclosure.holds(naming.on) || referral.since().is_none_or(|on| !self.disclosure.holds(on)) {
            return refuse("steps", "the disclosure does not hold on the day of the step");
        }
        match (referral.state().in_system(ReferralSystem::Gravity).code, request_status(referral.state())) {
            (Some(task), Some(request)) => Ok(Told { task, request }),
            _ => refuse("state", "what stands before a request is the family's own, and is told to nobody"),
        }
    }

    /// Adds the request and its task.
    ///
    /// # Errors
    /// [`Error::Journal`] with `referral.disclosure` where the referral does not rest on the disclosure;
    /// [`Error::Consent`] with `consent.not_permitted` where it is about somebody whom the disclosure does not show.
    pub(super) fn referral(&mut self, referral: &Referral) -> Result<(), Error> {
        let told = self.rests(referral)?;
        let (subject, group) = self.subject(referral)?;
        if let Some(group) = group {
            self.add("Group", SUBJECTS.to_owned(), group);
        }
        let id = fhir_id(&referral.id);
        let named = identifier("referral", &referral.id);
        // What came before the request is nobody's but the family's.
        let asked = referral.steps.iter().find(|step| step.state == ReferralState::Requested);
        let asked = asked.map(|step| Json::text(step.on));
        let (sender, provider) = (self.party(&referral.sender), self.party(&referral.provider));
        let consents: Vec<Json> = self.consents.iter().map(|id| reference("Consent", id)).collect();
        let request = Object::default()
            .and("identifier", vec![named.clone()])
            .and("status", told.request)
            .and("intent", "order")
            .and("code", concept(own_coding("offer", &referral.offer)))
            .and("subject", subject.clone())
            .perhaps("authoredOn", asked.clone())
            .and("requester", sender.clone())
            .and("performer", vec![provider.clone()])
            .each("supportingInfo", consents);
        let last = referral.steps.last();
        let reason = last.and_then(|step| step.reason).map(|own| own_coding("referral-reason", own.as_str()));
        let capacity = last.and_then(|step| step.capacity).map(|own| own_coding("capacity", own.as_str()));
        let task = Object::default()
            .and("identifier", vec![named])
            .and("status", told.task)
            .perhaps("statusReason", reason.map(concept))
            .perhaps("businessStatus", capacity.map(concept))
            .and("intent", "order")
            .and("code", concept(coding("http://hl7.org/fhir/CodeSystem/task-code", "fulfill")))
            .and("focus", reference("ServiceRequest", &id))
            .and("for", subject)
            .perhaps("authoredOn", asked)
            .perhaps("lastModified", referral.since().map(Json::text))
            .and("requester", sender)
            .and("owner", provider);
        self.add("ServiceRequest", id.clone(), request);
        self.add("Task", id, task);
        Ok(())
    }

    /// For whom it is: one Patient, the family, or a Group of those named.
    fn subject(&self, referral: &Referral) -> Result<(Json, Option<Object>), Error> {
        let hidden = |path: String| {
            let message = "the referral is about somebody whom the disclosure does not show";
            Error::Consent(vec![Problem::new(Code::ConsentNotPermitted, Place::at(path), message)])
        };
        if referral.about.contains(&About::Family) {
            return Ok((reference("Group", "family"), None));
        }
        let mut patients: Vec<Json> = Vec::new();
        for (place, about) in referral.about.iter().enumerate() {
            let patient = self.people.patient(about).ok_or_else(|| hidden(format!("about[{place}]")))?;
            // An adult, and the pregnancy that she carries, are one Patient.
            if !patients.contains(&patient) {
                patients.push(patient);
            }
        }
        match patients.as_slice() {
            [] => Err(hidden("about".to_owned())),
            [one] => Ok((one.clone(), None)),
            several => {
                let members = several.iter().map(|own| Json::with("entity", own.clone()));
                let group = Object::default()
                    .and("type", "person")
                    .and("actual", true)
                    .and("code", concept(own_coding("group", SUBJECTS)))
                    .each("member", members);
                Ok((reference("Group", SUBJECTS), Some(group)))
            }
        }
    }

    /// A party of the referral. A member of the family whom the disclosure does not show stays unseen.
    fn party(&self, party: &Party) -> Json {
        let about = match party.kind() {
            crate::consent::PartyKind::Adult => About::Adult(party.id().to_owned()),
            crate::consent::PartyKind::Child => About::Child(party.id().to_owned()),
            _ => return by_id(party),
        };
        self.people.patient(&about).unwrap_or_else(|| absent("masked").done())
    }
}

/// The Group of those for whom a referral is, where they are several and not the family.
const SUBJECTS: &str = "subjects";
