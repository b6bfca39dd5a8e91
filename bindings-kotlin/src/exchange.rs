//! Other people's formats. Every build exports these functions, for the Kotlin code looks for each of them when it starts; a
//! build without the feature `exchange` refuses.

use crate::{RawProgramme, Refusal};

#[uniffi::export]
impl RawProgramme {
    /// What is permitted of a request, disclosed, as a Bundle of FHIR in JSON.
    #[expect(clippy::too_many_arguments, reason = "those of a disclosure, and the two that FHIR asks for")]
    pub fn disclose_fhir_json(
        &self,
        family: Vec<u8>,
        consents: Vec<u8>,
        rules: Option<Vec<u8>>,
        request: Vec<u8>,
        on: Vec<u8>,
        id: Vec<u8>,
        base: Vec<u8>,
        referral: Option<Vec<u8>>,
    ) -> Result<String, Refusal> {
        written::fhir(&self.0, family, consents, rules, request, on, id, base, referral)
    }
}

/// A consent as it stands on a day, as JSON-LD.
#[uniffi::export]
pub fn consent_dpv_json(consent: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
    written::dpv(consent, on)
}

#[cfg(feature = "exchange")]
mod written {
    use millejours::{Consent, Programme};

    use crate::consent::word;
    use crate::{Refusal, day};

    #[expect(clippy::too_many_arguments, reason = "as the function outside has them")]
    pub(super) fn fhir(
        programme: &Programme,
        family: Vec<u8>,
        consents: Vec<u8>,
        rules: Option<Vec<u8>>,
        request: Vec<u8>,
        on: Vec<u8>,
        id: Vec<u8>,
        base: Vec<u8>,
        referral: Option<Vec<u8>>,
    ) -> Result<String, Refusal> {
        let rules = rules.as_deref().map(word);
        let (on, id, base) = (day(&on)?, word(&id), word(&base));
        Ok(programme.disclose_fhir_json(family, consents, rules.as_deref(), request, on, &id, &base, referral)?)
    }

    pub(super) fn dpv(consent: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
        Ok(Consent::dpv_json(consent, day(&on)?)?)
    }
}

#[cfg(not(feature = "exchange"))]
mod written {
    use millejours::{Error, Programme};

    use crate::Refusal;

    type Bytes = Vec<u8>;
    type Perhaps = Option<Vec<u8>>;

    #[expect(clippy::too_many_arguments, reason = "as the function outside has them")]
    pub(super) fn fhir(
        _: &Programme,
        _: Bytes,
        _: Bytes,
        _: Perhaps,
        _: Bytes,
        _: Bytes,
        _: Bytes,
        _: Bytes,
        _: Perhaps,
    ) -> Result<String, Refusal> {
        Err(Error::feature_absent("exchange").into())
    }

    pub(super) fn dpv(_: Bytes, _: Bytes) -> Result<String, Refusal> {
        Err(Error::feature_absent("exchange").into())
    }

    #[cfg(test)]
    mod tests {
        use crate::exchange::consent_dpv_json;
        use crate::{Kind, RawProgramme, Refusal};

        #[test]
        fn what_was_left_out_is_refused_by_a_code_of_its_own() {
            let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
            let programme = RawProgramme::from_toml(text.into(), Vec::new()).unwrap();
            let none = Vec::new;
            let refusals = [
                programme.disclose_fhir_json(none(), none(), None, none(), none(), none(), none(), None).unwrap_err(),
                consent_dpv_json(none(), none()).unwrap_err(),
            ];
            for Refusal::Refused { kind, code, problems, .. } in refusals {
                assert_eq!((kind, code.as_str()), (Kind::Feature, "feature.absent"));
                assert_eq!(problems[0].path, "exchange");
            }
        }
    }
}
