//! Other people's formats: consent records in the terms of the W3C Data Privacy Vocabulary, and FHIR out of a disclosure.
//!
//! This room stands above all that it writes down; nothing in the library needs it.

mod dpv;
mod dpv_terms;
mod fhir;
mod fhir_codes;
mod fhir_people;
mod fhir_referral;
mod json;
#[cfg(test)]
mod tests;
