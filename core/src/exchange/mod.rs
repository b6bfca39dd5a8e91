//! Other people's formats: consent records in the terms of the W3C Data Privacy Vocabulary, and FHIR out of a disclosure.
//!
//! This room stands above all that it writes down; nothing in the library needs it.

/// The names of our own terms and codes. They are no addresses: a random UUID, with a word behind it, is nobody else's.
const NAMES: &str = "urn:uuid:1392b9a3-a031-4473-b0f4-a5cdbf9b642c#";

mod dpv;
mod dpv_terms;
mod fhir;
mod fhir_codes;
mod fhir_people;
mod fhir_referral;
mod json;
#[cfg(test)]
mod tests;
