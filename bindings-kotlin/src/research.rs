//! Rows for researchers, and how long stages take.

use crate::consent::word;
use crate::{RawProgramme, Refusal, day};

#[uniffi::export]
impl RawProgramme {
    /// The rows of one family for a researcher, as JSON; referrals are a document.
    #[expect(clippy::too_many_arguments, reason = "one for each document, as in the core")]
    pub fn research_json(
        &self,
        family: Vec<u8>,
        consents: Vec<u8>,
        referrals: Vec<u8>,
        researcher: Vec<u8>,
        rules: Vec<u8>,
        days: Vec<u8>,
        on: Vec<u8>,
    ) -> Result<String, Refusal> {
        let (researcher, rules, days) = (word(&researcher), word(&rules), word(&days));
        Ok(self.0.research_json(family, consents, referrals, &researcher, &rules, &days, day(&on)?)?)
    }
}

/// How far referrals came and how long each stage took, as JSON; referrals are a document.
#[uniffi::export]
pub fn referral_waits_json(referrals: Vec<u8>, on: Vec<u8>, at_least: u32) -> Result<String, Refusal> {
    Ok(millejours::referral_waits_json(referrals, day(&on)?, at_least.into())?)
}
