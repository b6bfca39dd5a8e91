//! What can be known of a family: facts, their types, units and categories.

mod category;
mod fact;
mod read;
mod value;

use std::collections::BTreeMap;

pub use category::Category;
pub(crate) use fact::{CARRIED, LAST_CODE, is_carried};
pub use fact::{Disadvantage, FactDefinition, FactType, Records, Subject};
pub(crate) use read::{currency_places, facts, is_name, title};
pub use value::FactValue;
pub(crate) use value::{Refusal, decode, encode};

use crate::document::{Form, Path, Report, parse};
use crate::error::Error;

/// Words by language tag (BCP 47), such as `{"fr": "Logement", "en": "Housing"}`.
pub type Words = BTreeMap<String, String>;

/// The facts of one document, by subject and name, in the order of the names.
pub type Facts = BTreeMap<(Subject, String), FactDefinition>;

/// A document that defines facts, to be shared by programmes.
///
/// ```
/// let vocabulary = millejours::Vocabulary::from_toml(r#"
///     schema = 1
///     id = "household"
///     version = "1"
///     [facts.family.housing]
///     type = "enum"
///     values = ["none", "hosted", "rented", "own"]
///     category = "housing"
/// "#)?;
/// assert_eq!(vocabulary.facts().len(), 1);
/// let refused = millejours::Vocabulary::from_toml("schema = 2").unwrap_err();
/// assert_eq!(refused.code().as_str(), "document.schema");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    id: String,
    version: String,
    title: Words,
    facts: Facts,
}

impl Vocabulary {
    /// Reads a vocabulary from TOML: `schema`, `id`, `version`, `title`, `facts`.
    ///
    /// # Errors
    /// [`Error::Vocabulary`] with every problem found, by line and column.
    pub fn from_toml(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::read(text.as_ref(), Form::Toml)
    }

    /// Reads a vocabulary from JSON, with the same keys.
    ///
    /// # Errors
    /// [`Error::Vocabulary`] with every problem found, by path.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::read(text.as_ref(), Form::Json)
    }

    fn read(bytes: &[u8], form: Form) -> Result<Self, Error> {
        let (node, text) = parse(bytes, form).map_err(Error::Vocabulary)?;
        let mut report = Report::new((form == Form::Toml).then_some(text), false).guided("docs::programme");
        let vocabulary = read::vocabulary(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Vocabulary)?;
        vocabulary.ok_or_else(|| Error::Vocabulary(Vec::new()))
    }

    /// The id by which programmes name it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its edition.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Its title by language.
    pub fn title(&self) -> &Words {
        &self.title
    }

    /// Its facts.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }
}
