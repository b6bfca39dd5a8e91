//! What is kept from a reader: it is not there for them.

use std::collections::BTreeSet;

use super::holders::expected_of;
use super::will::Question;
use super::{About, Confidence, Consents, Keep, Party, Purpose, Request};
use crate::family::{FactName, Family};
use crate::gather;
use crate::vocabulary::{Category, Facts, Subject};

/// Everything that is kept from one reader.
pub(super) struct Hidden {
    keep: BTreeSet<Keep>,
    members: BTreeSet<About>,
}

impl Hidden {
    pub(super) fn from(family: &Family, consents: &Consents, reader: &Party) -> Self {
        let keep: BTreeSet<Keep> = gather::set(consents.kept_from(reader).cloned());
        let mut members: BTreeSet<About> = gather::set(keep.iter().filter_map(|own| match own {
            Keep::Member(member) => Some(member.clone()),
            _ => None,
        }));
        // Who may not know of a pregnancy may not know of the child expected of it, either.
        for child in &family.children {
            let expected = expected_of(family, child);
            if expected.is_some_and(|own| members.contains(&About::Pregnancy(own.id.clone()))) {
                members.insert(About::Child(child.id.clone()));
            }
        }
        Hidden { keep, members }
    }

    /// Is a whole member kept?
    pub(super) fn member(&self, about: &About) -> bool {
        self.members.contains(about)
    }

    /// Is a fact kept, by its full name?
    pub(super) fn fact(&self, name: &str) -> bool {
        self.keep.contains(&Keep::Fact(name.to_owned()))
    }

    /// Is some help kept?
    pub(super) fn support(&self, offer: &str) -> bool {
        self.keep.contains(&Keep::Support(offer.to_owned()))
    }
}

/// Is anything that a question touches kept from somebody? Then they are not asked it.
pub(super) fn in_question(
    consents: &Consents,
    facts: &Facts,
    request: &Request,
    asked: Question<'_>,
    whom: &Party,
) -> bool {
    let touches = |keep: &Keep| match keep {
        // That there is such a member could be told by whom the family is.
        Keep::Member(member) => {
            member == asked.about || (*asked.about == About::Family && asked.category == Category::FamilySituation)
        }
        Keep::Fact(name) => is_of(facts, name, asked),
        Keep::Support(offer) => asked.category == Category::Need || request.offer.as_ref() == Some(offer),
        // Which referral a question serves is not said: any that is kept may be the one.
        Keep::Referral(_) => matches!(request.purpose, Purpose::Referral | Purpose::Coordination),
        Keep::Consent(id) => consents.consent(id).is_some_and(|own| {
            own.terms.recipients.contains(&request.recipient) && own.terms.speaks_of(asked.about, asked.category)
        }),
    };
    let kept = consents.confidences().iter().filter(|own| own.is_kept_from(whom));
    kept.flat_map(|own: &Confidence| &own.keep).any(touches)
}

/// Does a fact belong to what is asked? One that the vocabulary does not know may.
fn is_of(facts: &Facts, name: &str, asked: Question<'_>) -> bool {
    match FactName::parse(name) {
        Some(FactName::List(_)) => asked.category == Category::FamilySituation,
        Some(FactName::Of { subject, id, own }) => {
            subject == asked.about.subject()
                && id == asked.about.id().unwrap_or_default()
                && category(facts, subject, own).is_none_or(|category| category == asked.category)
        }
        None => false,
    }
}

/// The category of a fact, by its own name.
pub(crate) fn category(facts: &Facts, subject: Subject, own: &str) -> Option<Category> {
    let built_in = match (subject, own) {
        (Subject::Family, "territory" | "territories") => Some(Category::Territory),
        (Subject::Family, "languages") => Some(Category::Language),
        (Subject::Family, "resources") => Some(Category::Resource),
        (Subject::Family, "children" | "adults" | "carers") => Some(Category::FamilySituation),
        (Subject::Family, own) if own.starts_with("needs.") => Some(Category::Need),
        (Subject::Family, own) if own.starts_with("observed.") => Some(Category::Observation),
        (Subject::Adult, "lives_here") | (Subject::Child, "died") | (Subject::Pregnancy, "carried_by") => {
            Some(Category::FamilySituation)
        }
        (Subject::Adult | Subject::Child, "born" | "age_years") => Some(Category::Birth),
        (Subject::Child, "arrived" | "pregnancy" | "unborn" | "months_since_arrival") => Some(Category::Birth),
        (Subject::Child, own) if own.starts_with("age_") || own.starts_with("corrected_age_") => Some(Category::Birth),
        (Subject::Pregnancy, "expected" | "ended" | "week") => Some(Category::Birth),
        (Subject::Pregnancy, "outcome") => Some(Category::Health),
        _ => None,
    };
    built_in.or_else(|| facts.get(&(subject, own.to_owned())).map(|definition| definition.category))
}
