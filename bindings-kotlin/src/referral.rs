//! Referrals: steps, deadlines and tables.

use std::sync::Arc;

use millejours::{Accompaniment, Referral, ReferralCode, ReferralState};

use crate::consent::word;
use crate::{RawAudience, RawDictionary, RawProgramme, Refusal, day};

#[uniffi::export]
impl RawProgramme {
    /// What should happen by when in a referral, as JSON.
    pub fn deadlines_json(&self, referral: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.deadlines_json(referral, day(&on)?)?)
    }
}

/// A referral, as its JSON, in words; the names are a JSON object of texts.
#[uniffi::export]
pub fn referral_text(
    referral: Vec<u8>,
    programme: Option<Arc<RawProgramme>>,
    names: Vec<u8>,
    on: Vec<u8>,
    dictionary: Arc<RawDictionary>,
    audience: RawAudience,
) -> Result<String, Refusal> {
    let programme = programme.as_ref().map(|own| &own.0);
    Ok(Referral::text_json(referral, programme, Some(names), day(&on)?, &dictionary.0, audience.into())?)
}

/// A stored referral, read and written in its one form.
#[uniffi::export]
pub fn referral_json(text: Vec<u8>) -> Result<String, Refusal> {
    Ok(Referral::from_json(text)?.to_json())
}

/// A referral with one step more, as JSON.
#[uniffi::export]
pub fn referral_step_json(referral: Vec<u8>, step: Vec<u8>) -> Result<String, Refusal> {
    Ok(Referral::step_json(referral, step)?)
}

/// A stored accompaniment, read and written in its one form.
#[uniffi::export]
pub fn accompaniment_json(text: Vec<u8>) -> Result<String, Refusal> {
    Ok(Accompaniment::from_json(text)?.to_json())
}

/// An accompaniment with one step more, as JSON.
#[uniffi::export]
pub fn accompaniment_turn_json(accompaniment: Vec<u8>, turn: Vec<u8>) -> Result<String, Refusal> {
    Ok(Accompaniment::turn_json(accompaniment, turn)?)
}

/// An accompaniment with a goal set, or said to stand otherwise, as JSON.
#[uniffi::export]
pub fn accompaniment_goal_json(accompaniment: Vec<u8>, goal: Vec<u8>) -> Result<String, Refusal> {
    Ok(Accompaniment::goal_json(accompaniment, goal)?)
}

/// Every step of a referral with who may take it, as JSON.
#[uniffi::export]
pub fn referral_states_json() -> String {
    ReferralState::table_json()
}

/// The codes of other systems, as JSON.
#[uniffi::export]
pub fn referral_codes_json() -> String {
    ReferralCode::table_json()
}

/// Who waits for an offer, as JSON.
#[uniffi::export]
pub fn waiting_list_json(referrals: Vec<u8>, offer: Vec<u8>) -> Result<String, Refusal> {
    Ok(Referral::waiting_list_json(referrals, &word(&offer))?)
}

/// How far referrals came by a day, as JSON.
#[uniffi::export]
pub fn cascades_json(referrals: Vec<u8>, on: Vec<u8>, at_least: u64) -> Result<String, Refusal> {
    Ok(Referral::cascades_json(referrals, day(&on)?, at_least)?)
}
