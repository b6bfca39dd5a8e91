//! Who may see what, read literally from the rules in the guide: it shares no code with the library.

#![allow(missing_docs, reason = "each is named as its key in the documents")]

mod generate;
mod judge;
mod law;
mod wish;
mod write;

pub use generate::{Dice, world};
pub use judge::{Said, judge, judged};

/// Days are counted from 2026-06-01.
pub type Day = i64;

/// A date of birth, by what it says of the age on any day of June 2026, the majority being 18.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Born {
    Untold,
    /// 1990, in full.
    Grown,
    /// 2012, in full.
    Minor,
    /// 2008: 18 this year, or not yet.
    Between,
    /// 2024, in full.
    Small,
}

#[derive(Debug, Clone)]
pub struct Adult {
    pub id: String,
    pub born: Born,
    pub income: bool,
}

#[derive(Debug, Clone)]
pub struct Child {
    pub id: String,
    pub born: Born,
    pub pregnancy: Option<String>,
    pub income: bool,
}

#[derive(Debug, Clone)]
pub struct Pregnancy {
    pub id: String,
    pub carried_by: Option<String>,
    /// Over, by a birth.
    pub ended: bool,
}

#[derive(Debug, Clone)]
pub struct Grant {
    pub id: String,
    pub giver: String,
    pub gives: Vec<&'static str>,
    pub purpose: &'static str,
    pub categories: Vec<&'static str>,
    pub recipients: Vec<String>,
    /// None is everyone.
    pub about: Option<Vec<String>>,
    pub offer: Option<&'static str>,
    pub act: &'static str,
    pub from: Day,
    pub until: Option<Day>,
    pub of_age: Option<bool>,
    pub status: &'static str,
    pub since: Day,
    pub again: Option<Day>,
    /// When it was refused or deferred before it became what it is.
    pub refused_on: Option<Day>,
    pub deferred_on: Option<Day>,
}

#[derive(Debug, Clone)]
pub struct Sharing {
    pub law: &'static str,
    pub holder_is: Vec<&'static str>,
    pub recipient: String,
    pub recipient_is: Vec<&'static str>,
    pub categories: Vec<&'static str>,
    pub about: Option<Vec<String>>,
    pub on: Day,
    pub conditions: Vec<&'static str>,
    /// Each step with its day; `endangers` with two parties.
    pub steps: Vec<(&'static str, Day)>,
}

#[derive(Debug, Clone)]
pub struct Kept {
    pub keep: Vec<String>,
    pub from: Vec<String>,
    pub lifted: bool,
}

/// A rule: who must agree, and whether it was checked.
pub type Needs = (&'static str, bool);

#[derive(Debug, Clone)]
pub struct Rules {
    /// The code of a shipped country, else a document is written.
    pub shipped: Option<&'static str>,
    /// For a child, an ordinary act and an important one.
    pub child: [Option<Needs>; 2],
    pub family: [Option<Needs>; 2],
    pub minor: Option<Needs>,
}

#[derive(Debug, Clone)]
pub struct Asked {
    pub recipient: String,
    pub purpose: &'static str,
    pub categories: Vec<&'static str>,
    pub about: Option<Vec<String>>,
    pub act: &'static str,
    pub offer: Option<&'static str>,
}

/// A family, what it said, and a question.
#[derive(Debug, Clone)]
pub struct World {
    pub adults: Vec<Adult>,
    pub complete: bool,
    pub children: Vec<Child>,
    pub pregnancies: Vec<Pregnancy>,
    /// Adult, child, authority.
    pub relations: Vec<(String, String, Option<&'static str>)>,
    pub income: bool,
    /// Whatever else a family tells is told.
    pub much: bool,
    pub grants: Vec<Grant>,
    pub sharings: Vec<Sharing>,
    pub kept: Vec<Kept>,
    pub rules: Option<Rules>,
    pub asked: Asked,
}

impl World {
    /// The reader as one of the family, if they are.
    pub fn reader(&self) -> String {
        let (kind, id) = self.asked.recipient.split_once(':').unwrap_or_default();
        format!("{kind}[{id}]")
    }

    /// Is the reader of the family?
    pub fn is_member(&self) -> bool {
        self.asked.recipient.starts_with("adult:") || self.asked.recipient.starts_with("child:")
    }

    /// What is kept from the reader: no pregnancy that they carry.
    pub fn kept_from_reader(&self) -> impl Iterator<Item = &String> {
        let carried = |keep: &str| {
            let carries = |own: &Pregnancy| {
                let theirs = own.carried_by.as_ref().is_some_and(|id| self.asked.recipient == format!("adult:{id}"));
                theirs && keep.starts_with(&format!("pregnancy[{}]", own.id))
            };
            self.pregnancies.iter().any(carries)
        };
        self.kept_from(&self.asked.recipient).filter(move |keep| !carried(keep))
    }

    /// What is kept from somebody, always by the adult `a1`: nothing that is theirs, nor a consent that they gave; and from its
    /// recipient only a consent of the one who keeps it.
    pub fn kept_from<'w>(&'w self, party: &'w str) -> impl Iterator<Item = &'w String> {
        let from = move |own: &&Kept| !own.lifted && own.from.iter().any(|from| from == party);
        let own = party.split_once(':').map(|(kind, id)| format!("{kind}[{id}]")).unwrap_or_default();
        let theirs = move |keep: &&String| {
            let consent = |grant: &Grant| {
                let kept = **keep == format!("consent[{}]", grant.id);
                let receives = grant.recipients.iter().any(|recipient| recipient == party);
                kept && (grant.giver == party || (receives && grant.giver != "adult:a1"))
            };
            keep.starts_with(&own) || self.grants.iter().any(consent)
        };
        self.kept.iter().filter(from).flat_map(|own| &own.keep).filter(move |keep| !theirs(keep))
    }

    /// The family and everybody in it.
    pub fn everyone(&self) -> Vec<String> {
        let mut all = vec!["family".to_owned()];
        all.extend(self.adults.iter().map(|own| format!("adult[{}]", own.id)));
        all.extend(self.children.iter().map(|own| format!("child[{}]", own.id)));
        all.extend(self.pregnancies.iter().map(|own| format!("pregnancy[{}]", own.id)));
        all
    }
}
