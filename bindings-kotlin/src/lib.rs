//! The Kotlin face of Millejours: bytes in, texts and coded refusals out. All meaning lives in the core; the
//! hand-written Kotlin layer gives all this its public shape.

mod refusal;

use std::sync::Arc;

use millejours::parse_date;
pub use refusal::{Kind, RawProblem, Refusal};

uniffi::setup_scaffolding!();

/// The day that a text names. Bytes that are no UTF-8 name none: what replaces them is no digit.
fn day(on: &[u8]) -> Result<chrono::NaiveDate, Refusal> {
    Ok(parse_date(&String::from_utf8_lossy(on))?)
}

/// The policy as a document.
#[derive(Debug, uniffi::Object)]
pub struct RawProgramme(millejours::Programme);

#[uniffi::export]
impl RawProgramme {
    /// Reads a programme from TOML.
    #[uniffi::constructor]
    pub fn from_toml(text: Vec<u8>) -> Result<Arc<Self>, Refusal> {
        Ok(Arc::new(RawProgramme(millejours::Programme::from_toml(text)?)))
    }

    /// Reads a programme from JSON.
    #[uniffi::constructor]
    pub fn from_json(text: Vec<u8>) -> Result<Arc<Self>, Refusal> {
        Ok(Arc::new(RawProgramme(millejours::Programme::from_json(text)?)))
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

    /// The programme as JSON.
    pub fn to_json(&self) -> String {
        self.0.to_json()
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

    /// The version in force on a day.
    pub fn on(&self, on: Vec<u8>) -> Result<Arc<RawProgramme>, Refusal> {
        Ok(Arc::new(RawProgramme(self.0.on(day(&on)?)?.clone())))
    }

    /// Assesses with the version in force on that day.
    pub fn assess_json(&self, family: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.assess_json(family, day(&on)?)?)
    }
}

/// Writes a condition in its canonical form.
#[uniffi::export]
pub fn format_condition(text: &str) -> Result<String, Refusal> {
    Ok(millejours::format_condition(text)?)
}
