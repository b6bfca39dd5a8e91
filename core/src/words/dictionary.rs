//! One language.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::count::{Category, Counting};
use super::parts::Said;
use super::{Audience, Direction, Symbol};
use crate::document::{Form, Report, parse};
use crate::error::{Code, Error, Place, Problem};

/// Which form of a sentence goes with which number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    /// This number alone.
    Exactly(u32),
    /// Numbers of a category.
    In(Category),
}

/// A sentence: its forms, with places in brackets.
pub(super) type Sentence = BTreeMap<When, String>;

/// The sentences of one language, for families and for professionals.
///
/// Four languages are shipped; any other can be added as a document, right-to-left ones included. The guide
/// [`docs::words`](crate::docs::words) tells its form.
///
/// ```
/// use millejours::{Audience, Dictionary, Direction, Family, Programme, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'to_offer'\nfor = 'child'\ntitle = { fr = 'Visite' }\ncost = 'free'\n\
/// # when = [ { id = 'w', condition = 'child.age_months >= 3' } ]";
/// let programme = Programme::from_toml(text)?;
/// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1", "born": "2026-05-01"}]}"#)?;
/// let french = Dictionary::shipped("fr-CH")?;
/// assert_eq!((french.language(), french.direction()), ("fr", Direction::LeftToRight));
/// let said = programme.explain(&family, parse_date("2026-06-01")?, &french, Audience::Family)?;
/// assert_eq!(said.offers[0].sentence, "Ce sera pour vous à partir du 1er août 2026.");
///
/// // A language that is not shipped is no language that cannot be had.
/// assert!(Dictionary::shipped("ti").is_err());
/// let refused = Dictionary::from_toml("schema = 1\nlanguage = 'ti'").unwrap_err();
/// assert_eq!((refused.kind(), refused.code().as_str()), ("dictionary", "document.missing_key"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Dictionary(pub(super) Arc<Language>);

/// A language as read.
#[derive(Debug)]
pub(super) struct Language {
    pub(super) language: String,
    pub(super) direction: Direction,
    pub(super) counting: Counting,
    pub(super) months: Vec<String>,
    /// Days of the month that are written otherwise than by their number: `1er`.
    pub(super) days: BTreeMap<u32, String>,
    /// The digits from 0 to 9, where they are not those of ASCII.
    pub(super) digits: Option<Vec<char>>,
    pub(super) decimal: String,
    /// How an amount of a currency is written, by its code, where not with the code: `{amount} €`.
    pub(super) currencies: BTreeMap<String, String>,
    /// By audience, then by symbol.
    pub(super) family: Vec<Sentence>,
    pub(super) professional: Vec<Sentence>,
    /// The sentences of proofs, by their keys; none where the document has no such part.
    #[cfg(feature = "laws")]
    pub(super) laws: Option<BTreeMap<&'static str, Sentence>>,
    /// What is said of consents, by audience; none where the document has no such part.
    pub(super) consent: Option<Said>,
    /// What is said of referrals.
    pub(super) referral: Option<Said>,
}

// What both a phone and a desk say. The sentences of proofs are a part of their own: a phone, which proves nothing, does not
// carry them.
#[cfg(not(feature = "laws"))]
macro_rules! document {
    ($tag:literal) => {
        (
            $tag,
            concat!(
                include_str!(concat!($tag, ".toml")),
                "\n",
                include_str!(concat!("consent-", $tag, ".toml")),
                "\n",
                include_str!(concat!("referral-", $tag, ".toml"))
            ),
        )
    };
}
#[cfg(feature = "laws")]
macro_rules! document {
    ($tag:literal) => {
        (
            $tag,
            concat!(
                include_str!(concat!($tag, ".toml")),
                "\n",
                include_str!(concat!("consent-", $tag, ".toml")),
                "\n",
                include_str!(concat!("referral-", $tag, ".toml")),
                "\n",
                include_str!(concat!("laws-", $tag, ".toml"))
            ),
        )
    };
}

const SHIPPED: [(&str, &str); 4] = [document!("de"), document!("en"), document!("fr"), document!("it")];

impl Dictionary {
    /// The tags of the dictionaries that come with the library.
    pub const SHIPPED: [&'static str; 4] = ["de", "en", "fr", "it"];

    /// The dictionary shipped for a language tag; for a tag with a region, that of its language.
    ///
    /// It is read anew each time: keep it where many answers are told.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with `words.language` where none is shipped.
    ///
    /// ```
    /// use millejours::Dictionary;
    /// assert_eq!(Dictionary::shipped("de-CH")?.language(), "de");
    /// assert_eq!(Dictionary::shipped("rm").unwrap_err().code().as_str(), "words.language");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn shipped(tag: &str) -> Result<Self, Error> {
        let language = tag.split('-').next().unwrap_or_default();
        match SHIPPED.iter().find(|(own, _)| own.eq_ignore_ascii_case(language)) {
            Some((_, text)) => Self::from_toml(text),
            None => {
                let place = Place::at("language");
                let problem = Problem::new(Code::WordsLanguage, place, "no dictionary of this language is shipped");
                Err(Error::Dictionary(vec![problem.expected(Self::SHIPPED.join(", "))]))
            }
        }
    }

    /// Reads a dictionary from TOML.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with everything that is wrong or absent, each by line and column.
    ///
    /// ```
    /// let refused = millejours::Dictionary::from_toml("schema = 1\nlanguage = 'pt'\n[both]\nyess = 'sim'").unwrap_err();
    /// let slip = refused.problems().iter().find(|problem| problem.place.path == "both.yess").unwrap();
    /// assert_eq!(slip.help.as_deref(), Some("did you mean `yes`?"));
    /// ```
    pub fn from_toml(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::read(text.as_ref(), Form::Toml)
    }

    /// Reads a dictionary from JSON, with the same keys.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with everything that is wrong or absent, each by its path.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::read(text.as_ref(), Form::Json)
    }

    fn read(bytes: &[u8], form: Form) -> Result<Self, Error> {
        let (node, text) = parse(bytes, form).map_err(Error::Dictionary)?;
        let mut report = Report::new((form == Form::Toml).then_some(text), false).guided("docs::words");
        let language = super::read::language(&mut report, &node);
        report.finish().map_err(Error::Dictionary)?;
        language.map(|language| Dictionary(Arc::new(language))).ok_or_else(|| Error::Dictionary(Vec::new()))
    }

    /// Its language tag.
    pub fn language(&self) -> &str {
        &self.0.language
    }

    /// The direction in which it is written.
    pub fn direction(&self) -> Direction {
        self.0.direction
    }

    pub(crate) fn counting(&self) -> &Counting {
        &self.0.counting
    }

    pub(super) fn sentence(&self, audience: Audience, symbol: Symbol) -> Option<&Sentence> {
        let sentences = match audience {
            Audience::Family => &self.0.family,
            Audience::Professional => &self.0.professional,
        };
        sentences.get(symbol as usize)
    }
}
