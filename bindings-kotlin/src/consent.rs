//! Who may see what of a family, and what a programme says to them.

use std::sync::Arc;

use millejours::{Consent, Consents, Entry, LawfulSharing, StatedDecision, WithdrawalDuties};

use crate::{RawAudience, RawDictionary, RawProgramme, Refusal, day};

/// A text that the core compares with names. Bytes that are no UTF-8 name nothing.
pub(crate) fn word(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[uniffi::export]
impl RawProgramme {
    /// May a recipient see what is asked for, as JSON.
    pub fn decide_json(
        &self,
        family: Vec<u8>,
        consents: Vec<u8>,
        rules: Option<Vec<u8>>,
        request: Vec<u8>,
        on: Vec<u8>,
    ) -> Result<String, Refusal> {
        let rules = rules.as_deref().map(word);
        Ok(self.0.decide_json(family, consents, rules.as_deref(), request, day(&on)?)?)
    }

    /// What is permitted of a request, disclosed, as JSON.
    pub fn disclose_json(
        &self,
        family: Vec<u8>,
        consents: Vec<u8>,
        rules: Option<Vec<u8>>,
        request: Vec<u8>,
        on: Vec<u8>,
        id: Vec<u8>,
    ) -> Result<String, Refusal> {
        let rules = rules.as_deref().map(word);
        Ok(self.0.disclose_json(family, consents, rules.as_deref(), request, day(&on)?, &word(&id))?)
    }

    /// What the programme says of what is permitted of a request, as JSON.
    pub fn assess_disclosed_json(
        &self,
        family: Vec<u8>,
        consents: Vec<u8>,
        rules: Option<Vec<u8>>,
        request: Vec<u8>,
        on: Vec<u8>,
    ) -> Result<String, Refusal> {
        let rules = rules.as_deref().map(word);
        Ok(self.0.assess_disclosed_json(family, consents, rules.as_deref(), request, day(&on)?)?)
    }

    /// The least that an offer's provider needs to see, as JSON.
    pub fn least_request_json(&self, offer: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.least_request_json(&word(&offer))?)
    }
}

/// What is to be done because consents were taken back, as JSON.
#[uniffi::export]
pub fn withdrawal_duties(
    consents: Vec<u8>,
    disclosures: Vec<u8>,
    discloser: Vec<u8>,
    on: Vec<u8>,
) -> Result<String, Refusal> {
    Ok(Consents::withdrawal_duties_json(consents, disclosures, &word(&discloser), day(&on)?)?)
}

/// A decision, as its JSON, in words; the names are a JSON object of texts.
#[uniffi::export]
pub fn decision_text(
    decision: Vec<u8>,
    names: Vec<u8>,
    dictionary: Arc<RawDictionary>,
    audience: RawAudience,
) -> Result<String, Refusal> {
    Ok(StatedDecision::text_json(decision, Some(names), &dictionary.0, audience.into())?)
}

/// Duties of a withdrawal, as their JSON, in words; the names are a JSON object of texts.
#[uniffi::export]
pub fn duties_text(
    duties: Vec<u8>,
    names: Vec<u8>,
    dictionary: Arc<RawDictionary>,
    audience: RawAudience,
) -> Result<String, Refusal> {
    Ok(WithdrawalDuties::text_json(duties, Some(names), &dictionary.0, audience.into())?)
}

/// The entry that begins the thread of a consent.
#[uniffi::export]
pub fn consent_entry(consent: Vec<u8>) -> Result<String, Refusal> {
    Ok(Entry::consent(&Consent::from_json(consent)?)?.to_json().to_owned())
}

/// The entry that records a sharing under a law.
#[uniffi::export]
pub fn lawful_entry(sharing: Vec<u8>) -> Result<String, Refusal> {
    Ok(Entry::lawful(&LawfulSharing::from_json(sharing)?)?.to_json().to_owned())
}
