//! Dictionaries, and answers in words.

use std::sync::Arc;

use millejours::{Audience, Direction};

use crate::{RawHistory, RawProgramme, Refusal, day};

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RawAudience {
    /// A family.
    Family,
    /// A professional.
    Professional,
}

impl From<RawAudience> for Audience {
    fn from(audience: RawAudience) -> Self {
        match audience {
            RawAudience::Family => Audience::Family,
            RawAudience::Professional => Audience::Professional,
        }
    }
}

/// The sentences of one language.
#[derive(Debug, uniffi::Object)]
pub struct RawDictionary(pub(crate) millejours::Dictionary);

#[uniffi::export]
impl RawDictionary {
    /// The dictionary shipped for a language tag.
    #[uniffi::constructor]
    pub fn shipped(tag: Vec<u8>) -> Result<Arc<Self>, Refusal> {
        Ok(Arc::new(RawDictionary(millejours::Dictionary::shipped(&String::from_utf8_lossy(&tag))?)))
    }

    /// Reads a dictionary from TOML.
    #[uniffi::constructor]
    pub fn from_toml(text: Vec<u8>) -> Result<Arc<Self>, Refusal> {
        Ok(Arc::new(RawDictionary(millejours::Dictionary::from_toml(text)?)))
    }

    /// Reads a dictionary from JSON.
    #[uniffi::constructor]
    pub fn from_json(text: Vec<u8>) -> Result<Arc<Self>, Refusal> {
        Ok(Arc::new(RawDictionary(millejours::Dictionary::from_json(text)?)))
    }

    /// Its language tag.
    pub fn language(&self) -> String {
        self.0.language().to_owned()
    }

    /// Is it written from right to left?
    pub fn right_to_left(&self) -> bool {
        self.0.direction() == Direction::RightToLeft
    }
}

#[uniffi::export]
impl RawProgramme {
    /// What the programme says to one family on one day, in words, as JSON.
    pub fn explain_json(
        &self,
        family: Vec<u8>,
        on: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        audience: RawAudience,
    ) -> Result<String, Refusal> {
        Ok(self.0.explain_json(family, day(&on)?, &dictionary.0, audience.into())?)
    }
}

#[uniffi::export]
impl RawHistory {
    /// What the version in force on that day says, in words, as JSON.
    pub fn explain_json(
        &self,
        family: Vec<u8>,
        on: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        audience: RawAudience,
    ) -> Result<String, Refusal> {
        Ok(self.0.explain_json(family, day(&on)?, &dictionary.0, audience.into())?)
    }
}
