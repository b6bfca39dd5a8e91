//! Who gives, receives and is spoken of, each as one text: `adult:a1`, `provider:pmi`; `family`, `child[c1]`.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::choices::read_words;
use crate::document::is_id;
use crate::vocabulary::Subject;

read_words! {
    /// What kind of party somebody is to a family.
    PartyKind {
        /// An adult of the family.
        Adult = "adult",
        /// A child of the family, once it speaks for itself.
        Child = "child",
        /// Whoever provides help: a service, a practice, a professional.
        Provider = "provider",
        /// A public authority, such as a child protection office.
        Authority = "authority",
        /// Research.
        Researcher = "researcher",
    }
}

/// Somebody who gives a consent, receives knowledge or takes part in a referral.
///
/// Written as `kind:id`. An adult or child is meant by the id that the family's document gives it.
///
/// ```
/// use millejours::{Party, PartyKind};
/// let midwife = Party::parse("provider:midwife-7").unwrap();
/// assert_eq!(midwife, Party::new(PartyKind::Provider, "midwife-7").unwrap());
/// assert_eq!(midwife.to_string(), "provider:midwife-7");
///
/// // Anything else is nobody.
/// assert_eq!(Party::parse("midwife-7"), None);
/// assert_eq!(Party::parse("provider:the midwife"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    kind: PartyKind,
    id: String,
}

impl Party {
    /// A party; `None` where the id is no identifier (1 to 64 of `A-Z a-z 0-9 _ -`).
    pub fn new(kind: PartyKind, id: impl Into<String>) -> Option<Self> {
        let id = id.into();
        is_id(&id).then_some(Party { kind, id })
    }

    /// Reads `kind:id`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        let (_, kind) = PartyKind::NAMED.iter().find(|(name, _)| *name == kind)?;
        Party::new(*kind, id)
    }

    /// What kind of party it is.
    pub fn kind(&self) -> PartyKind {
        self.kind
    }

    /// Its id: of a member of the family, the one in the family's document.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Is it this member of the family?
    pub(crate) fn is(&self, about: &About) -> bool {
        match (self.kind, about) {
            (PartyKind::Adult, About::Adult(id)) | (PartyKind::Child, About::Child(id)) => *id == self.id,
            _ => false,
        }
    }

    /// Is it a member of the family?
    pub fn is_member(&self) -> bool {
        matches!(self.kind, PartyKind::Adult | PartyKind::Child)
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whom knowledge is about: the family as a whole, or one of its members.
///
/// ```
/// use millejours::About;
/// assert_eq!(About::parse("child[c1]").unwrap().to_string(), "child[c1]");
/// assert_eq!(About::parse("family").unwrap(), About::Family);
/// assert_eq!(About::parse("child"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The family as a whole.
    Family,
    /// An adult, by id.
    Adult(String),
    /// A child, by id.
    Child(String),
    /// A pregnancy, by id.
    Pregnancy(String),
}

impl About {
    /// Reads `family`, `adult[a1]`, `child[c1]` or `pregnancy[p1]`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == Subject::Family.as_str() {
            return Some(About::Family);
        }
        let (subject, rest) = text.split_once('[')?;
        let id = rest.strip_suffix(']').filter(|id| is_id(id))?.to_owned();
        match subject {
            "adult" => Some(About::Adult(id)),
            "child" => Some(About::Child(id)),
            "pregnancy" => Some(About::Pregnancy(id)),
            _ => None,
        }
    }

    /// What kind of subject it is.
    pub fn subject(&self) -> Subject {
        match self {
            About::Family => Subject::Family,
            About::Adult(_) => Subject::Adult,
            About::Child(_) => Subject::Child,
            About::Pregnancy(_) => Subject::Pregnancy,
        }
    }

    /// The member's id; `None` for the family.
    pub fn id(&self) -> Option<&str> {
        match self {
            About::Family => None,
            About::Adult(id) | About::Child(id) | About::Pregnancy(id) => Some(id),
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id() {
            None => f.write_str(self.subject().as_str()),
            Some(id) => write!(f, "{}[{id}]", self.subject().as_str()),
        }
    }
}

impl Serialize for About {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whom a consent or a request speaks of: the family and every member, or those named.
///
/// ```
/// use millejours::{About, Concerned};
/// let family = Concerned::from([About::Family]);
/// assert!(family.covers(&About::Family));
/// assert!(!family.covers(&About::Child("c1".to_owned())));
/// assert!(Concerned::Everyone.covers(&About::Child("c1".to_owned())));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concerned {
    /// The family, and every member of it. Written as `["everyone"]`.
    Everyone,
    /// Those named, and nobody else.
    These(BTreeSet<About>),
}

impl Concerned {
    pub(crate) const EVERYONE: &'static str = "everyone";

    /// Is somebody among them?
    pub fn covers(&self, about: &About) -> bool {
        match self {
            Concerned::Everyone => true,
            Concerned::These(these) => these.contains(about),
        }
    }
}

impl<I: IntoIterator<Item = About>> From<I> for Concerned {
    fn from(these: I) -> Self {
        Concerned::These(these.into_iter().collect())
    }
}

impl Serialize for Concerned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Concerned::Everyone => [Self::EVERYONE].serialize(serializer),
            Concerned::These(these) => these.serialize(serializer),
        }
    }
}
