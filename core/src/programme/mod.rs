//! The policy as a document.

use chrono::NaiveDate;
use crate::{Code, Error, Place, Problem};

/// The policy as a document.
#[derive(Debug, Clone)]
pub struct Programme;

impl Programme {
    /// Reads a programme from TOML.
    pub fn from_toml(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let _ = text.as_ref();
        Ok(Programme)
    }
    /// Reads a programme from JSON.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let _ = text.as_ref();
        Ok(Programme)
    }
    /// The programme's id.
    pub fn id(&self) -> &str {
        "id"
    }
    /// The programme's version.
    pub fn version(&self) -> &str {
        "1"
    }
    /// What loading found worth a second look.
    pub fn warnings(&self) -> &[Problem] {
        &[]
    }
    /// The programme as JSON.
    pub fn to_json(&self) -> String {
        String::new()
    }
    /// The programme as TOML.
    pub fn to_toml(&self) -> String {
        String::new()
    }
    /// What the programme says to one family on one date, as JSON.
    pub fn assess_json(&self, family: impl AsRef<[u8]>, on: NaiveDate) -> Result<String, Error> {
        let _ = (family.as_ref(), on);
        Err(Error::Family(vec![Problem::new(Code::DocumentSyntax, Place::at(""), "nothing is built yet")]))
    }
}

/// The versions of one programme.
#[derive(Debug, Clone)]
pub struct ProgrammeHistory;

impl ProgrammeHistory {
    /// Puts versions in order.
    pub fn new(versions: Vec<Programme>) -> Result<Self, Error> {
        let _ = versions;
        Ok(Self)
    }
    /// The version in force on a day.
    pub fn on(&self, on: NaiveDate) -> Result<&Programme, Error> {
        let _ = on;
        Err(Error::Date(vec![]))
    }
    /// Assesses with the version in force on that day.
    pub fn assess_json(&self, family: impl AsRef<[u8]>, on: NaiveDate) -> Result<String, Error> {
        self.on(on)?.assess_json(family, on)
    }
}
