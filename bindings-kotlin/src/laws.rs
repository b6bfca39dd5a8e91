//! Laws, lints, the difference of two programmes. Every build exports these functions, for the Kotlin code looks for each
//! of them when it starts; a build without the feature `laws` refuses.

use std::sync::Arc;

use crate::{RawDictionary, RawHistory, RawProgramme, Refusal, desk};

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

/// The laws of a programme, each proved or broken.
#[derive(Debug, uniffi::Object)]
pub struct RawLaws(desk::Laws);

#[uniffi::export]
impl RawLaws {
    /// As JSON.
    pub fn json(&self) -> String {
        self.0.to_json()
    }

    /// In words, with the titles of the programme that was proved.
    pub fn text(&self, programme: Arc<RawProgramme>, dictionary: Arc<RawDictionary>) -> Result<String, Refusal> {
        Ok(self.0.to_text(&programme.0, &dictionary.0)?)
    }
}

/// What is worth a second look in a programme.
#[derive(Debug, uniffi::Object)]
pub struct RawLints(desk::Lints);

#[uniffi::export]
impl RawLints {
    /// As JSON.
    pub fn json(&self) -> String {
        self.0.to_json()
    }

    /// In words, with the titles of the programme that was looked at.
    pub fn text(&self, programme: Arc<RawProgramme>, dictionary: Arc<RawDictionary>) -> Result<String, Refusal> {
        Ok(self.0.to_text(&programme.0, &dictionary.0)?)
    }
}

/// In what two programmes differ.
#[derive(Debug, uniffi::Object)]
pub struct RawDifferences(desk::Differences);

#[uniffi::export]
impl RawDifferences {
    /// As JSON.
    pub fn json(&self) -> String {
        self.0.to_json()
    }

    /// In words, with the titles of the two that were compared.
    pub fn text(
        &self,
        before: Arc<RawProgramme>,
        after: Arc<RawProgramme>,
        dictionary: Arc<RawDictionary>,
    ) -> Result<String, Refusal> {
        Ok(self.0.to_text(&before.0, &after.0, &dictionary.0)?)
    }
}

#[uniffi::export]
impl RawProgramme {
    /// The laws, each proved or broken.
    pub fn laws(
        &self,
        options: RawLawOptions,
        progress: Option<Box<dyn RawProgress>>,
    ) -> Result<Arc<RawLaws>, Refusal> {
        Ok(Arc::new(RawLaws(desk::laws(&self.0, options, progress)?)))
    }

    /// What is worth a second look.
    pub fn lints(
        &self,
        options: RawLawOptions,
        progress: Option<Box<dyn RawProgress>>,
    ) -> Result<Arc<RawLints>, Refusal> {
        Ok(Arc::new(RawLints(desk::lints(&self.0, options, progress)?)))
    }

    /// In what the programme after this one differs.
    pub fn difference(
        &self,
        after: Arc<RawProgramme>,
        options: RawLawOptions,
        progress: Option<Box<dyn RawProgress>>,
    ) -> Result<Arc<RawDifferences>, Refusal> {
        Ok(Arc::new(RawDifferences(desk::difference(&self.0, &after.0, options, progress)?)))
    }
}

#[uniffi::export]
impl RawHistory {
    /// The laws of each version.
    pub fn laws(&self) -> Result<Vec<Arc<RawLaws>>, Refusal> {
        Ok(desk::history(&self.0)?.into_iter().map(|laws| Arc::new(RawLaws(laws))).collect())
    }
}
