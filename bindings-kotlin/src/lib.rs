//! The Kotlin face of Millejours: bytes in, texts and coded refusals out. All meaning lives in the core; the
//! hand-written Kotlin layer gives all this its public shape.

mod asking;
mod consent;
#[cfg_attr(feature = "laws", path = "proving.rs")]
#[cfg_attr(not(feature = "laws"), path = "not_proving.rs")]
mod desk;
mod exchange;
mod journal;
mod laws;
mod referral;
mod refusal;
mod replay;
mod research;
mod schedule;
mod words;

use std::sync::Arc;

pub use asking::RawQuestionnaire;
pub use journal::{RawEvent, RawJournal, RawMark, RawRoster, RawSecretKey, RawUnsigned};
pub use laws::{RawAmount, RawDifferences, RawLawOptions, RawLaws, RawLints, RawProgress};
use millejours::parse_date;
pub use refusal::{Kind, RawProblem, Refusal};
pub use replay::RawReplay;
pub use words::{RawAudience, RawDictionary};

uniffi::setup_scaffolding!();

/// The day that a text names. Bytes that are no UTF-8 name none: what replaces them is no digit.
fn day(on: &[u8]) -> Result<chrono::NaiveDate, Refusal> {
    Ok(parse_date(&String::from_utf8_lossy(on))?)
}

/// A document that defines facts.
#[derive(Debug, uniffi::Object)]
pub struct RawVocabulary(millejours::Vocabulary);

#[uniffi::export]
impl RawVocabulary {
    /// Reads a vocabulary from TOML.
    #[uniffi::constructor]
    pub fn from_toml(text: Vec<u8>) -> Result<Arc<Self>, Refusal> {
        Ok(Arc::new(RawVocabulary(millejours::Vocabulary::from_toml(text)?)))
    }

    /// Reads a vocabulary from JSON.
    #[uniffi::constructor]
    pub fn from_json(text: Vec<u8>) -> Result<Arc<Self>, Refusal> {
        Ok(Arc::new(RawVocabulary(millejours::Vocabulary::from_json(text)?)))
    }

    /// The id by which programmes name it.
    pub fn id(&self) -> String {
        self.0.id().to_owned()
    }

    /// The vocabulary's edition.
    pub fn version(&self) -> String {
        self.0.version().to_owned()
    }
}

fn of_core(vocabularies: &[Arc<RawVocabulary>]) -> Vec<millejours::Vocabulary> {
    vocabularies.iter().map(|one| one.0.clone()).collect()
}

/// The policy as a document.
#[derive(Debug, uniffi::Object)]
pub struct RawProgramme(millejours::Programme);

#[uniffi::export]
impl RawProgramme {
    /// Reads a programme from TOML, with the vocabularies that it names.
    #[uniffi::constructor]
    pub fn from_toml(text: Vec<u8>, vocabularies: Vec<Arc<RawVocabulary>>) -> Result<Arc<Self>, Refusal> {
        let known = of_core(&vocabularies);
        Ok(Arc::new(RawProgramme(millejours::Programme::from_toml_with(text, &known)?)))
    }

    /// Reads a programme from JSON, with the vocabularies that it names.
    #[uniffi::constructor]
    pub fn from_json(text: Vec<u8>, vocabularies: Vec<Arc<RawVocabulary>>) -> Result<Arc<Self>, Refusal> {
        let known = of_core(&vocabularies);
        Ok(Arc::new(RawProgramme(millejours::Programme::from_json_with(text, &known)?)))
    }

    /// What the programme says to one family on one day, as JSON.
    pub fn assess_json(&self, family: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.assess_json(family, day(&on)?)?)
    }

    /// The programme's id.
    pub fn id(&self) -> String {
        self.0.id().to_owned()
    }

    /// The programme's edition.
    pub fn version(&self) -> String {
        self.0.version().to_owned()
    }

    /// What loading found worth a second look.
    pub fn warnings(&self) -> Vec<RawProblem> {
        self.0.warnings().iter().map(RawProblem::from).collect()
    }

    /// The warnings as JSON.
    pub fn warnings_json(&self) -> String {
        self.0.warnings_json()
    }

    /// The names in a family that it does not know.
    pub fn unread(&self, family: Vec<u8>) -> Result<Vec<RawProblem>, Refusal> {
        let family = millejours::Family::from_json(family)?;
        Ok(self.0.unread(&family).iter().map(RawProblem::from).collect())
    }

    /// The names in a family that it does not know, as JSON.
    pub fn unread_json(&self, family: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.unread_json(family)?)
    }

    /// The programme as JSON.
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// The facts that it knows, those of its vocabularies included, as JSON.
    pub fn facts_json(&self) -> String {
        self.0.facts_json()
    }

    /// The programme as TOML.
    pub fn to_toml(&self) -> String {
        self.0.to_toml()
    }
}

/// The versions of one programme.
#[derive(Debug, uniffi::Object)]
pub struct RawHistory(millejours::ProgrammeHistory);

#[uniffi::export]
impl RawHistory {
    /// Puts versions in order.
    #[uniffi::constructor]
    pub fn new(versions: Vec<Arc<RawProgramme>>) -> Result<Arc<Self>, Refusal> {
        let versions = versions.iter().map(|version| version.0.clone()).collect();
        Ok(Arc::new(RawHistory(millejours::ProgrammeHistory::new(versions)?)))
    }

    /// The versions, in the order of their days.
    pub fn versions(&self) -> Vec<Arc<RawProgramme>> {
        self.0.versions().iter().map(|version| Arc::new(RawProgramme(version.clone()))).collect()
    }

    /// The version in force on a day.
    pub fn on(&self, on: Vec<u8>) -> Result<Arc<RawProgramme>, Refusal> {
        Ok(Arc::new(RawProgramme(self.0.on(day(&on)?)?.clone())))
    }

    /// Assesses with the version in force on that day.
    pub fn assess_json(&self, family: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.assess_json(family, day(&on)?)?)
    }
}

/// A family in the one wire form, once everything about it that no programme is needed for has been looked at.
#[uniffi::export]
pub fn check_family(family: Vec<u8>) -> Result<String, Refusal> {
    Ok(millejours::Family::from_json(family)?.to_json())
}

/// A date as far as it is known, as documents write it.
#[uniffi::export]
pub fn partial_date(text: Vec<u8>) -> Result<String, Refusal> {
    Ok(String::from_utf8_lossy(&text).parse::<millejours::PartialDate>()?.to_string())
}

/// Writes a condition in its canonical form.
#[uniffi::export]
pub fn format_condition(text: Vec<u8>) -> Result<String, Refusal> {
    Ok(millejours::format_condition(text)?)
}
