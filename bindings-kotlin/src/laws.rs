//! Laws, lints, the difference of two programmes. Every build exports these functions, for the Kotlin code looks for each
//! of them when it starts; a build without the feature `laws` refuses.

use std::sync::Arc;

use crate::{RawHistory, RawProgramme, Refusal, desk};

/// Who hears how far the work has come, and may end it.
#[uniffi::export(callback_interface)]
pub trait RawProgress: Send + Sync {
    /// So many of all pieces are done: shall it go on?
    fn told(&self, done: i32, of: i32) -> bool;
}

/// So much of a unit.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RawAmount {
    /// The unit of doses.
    pub unit: String,
    /// How much.
    pub amount: u32,
}

/// What a proof is asked to look at; what is not said is as the programme's own `[laws]` say.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct RawLawOptions {
    /// Adults.
    pub adults: Option<u32>,
    /// Children that are born.
    pub children: Option<u32>,
    /// Pregnancies under way.
    pub pregnancies: Option<u32>,
    /// Children expected of each.
    pub expected: Option<u32>,
    /// What one unit weighs.
    pub weights: Vec<RawAmount>,
    /// How much of a unit one step may cost.
    pub cliff: Vec<RawAmount>,
}

#[uniffi::export]
impl RawProgramme {
    /// The laws, each proved or broken, as JSON.
    pub fn laws_json(&self, options: RawLawOptions, progress: Option<Box<dyn RawProgress>>) -> Result<String, Refusal> {
        desk::laws(&self.0, options, progress)
    }

    /// What is worth a second look, as JSON.
    pub fn lints_json(
        &self,
        options: RawLawOptions,
        progress: Option<Box<dyn RawProgress>>,
    ) -> Result<String, Refusal> {
        desk::lints(&self.0, options, progress)
    }

    /// In what the programme after this one differs, as JSON.
    pub fn difference_json(
        &self,
        after: Arc<RawProgramme>,
        options: RawLawOptions,
        progress: Option<Box<dyn RawProgress>>,
    ) -> Result<String, Refusal> {
        desk::difference(&self.0, &after.0, options, progress)
    }
}

#[uniffi::export]
impl RawHistory {
    /// The laws of each version, as JSON.
    pub fn laws_json(&self) -> Result<Vec<String>, Refusal> {
        desk::history(&self.0)
    }
}
