//! Answering a programme's questions, and reading what was stored.

use crate::{RawProgramme, Refusal};

/// A full name of a fact. Bytes that are no UTF-8 name none.
fn name(fact: &[u8]) -> String {
    String::from_utf8_lossy(fact).into_owned()
}

#[uniffi::export]
impl RawProgramme {
    /// What an answer to a fact may be, as JSON; none where nobody can be asked.
    pub fn answer_type_json(&self, fact: Vec<u8>) -> Option<String> {
        self.0.answer_type(&name(&fact)).map(|of_type| of_type.to_json())
    }

    /// The family with one fact told, as JSON.
    pub fn answer_json(&self, family: Vec<u8>, fact: Vec<u8>, answer: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.answer_json(family, &name(&fact), answer)?)
    }

    /// The family with one fact declined, as JSON.
    pub fn decline_json(&self, family: Vec<u8>, fact: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.decline_json(family, &name(&fact))?)
    }
}

/// A stored assessment, read and written in its one form.
#[uniffi::export]
pub fn assessment_json(text: Vec<u8>) -> Result<String, Refusal> {
    Ok(millejours::Assessment::from_json(text)?.to_json())
}
