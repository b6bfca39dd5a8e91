//! What is kept from a reader: it is not there for them.

use std::collections::BTreeSet;

use super::holders::expected_of;
use super::{About, Consents, Keep, Party};
use crate::family::Family;
use crate::gather;
use crate::vocabulary::{Category, Facts, Subject};

/// Everything that is kept from one reader.
pub(super) struct Hidden {
    keep: BTreeSet<Keep>,
    members: BTreeSet<About>,
}

impl Hidden {
    pub(super) fn from(family: &Family, consents: &Consents, reader: &Party) -> Self {
        let mut keep: BTreeSet<Keep> = gather::set(consents.kept_from(reader).cloned());
        keep.retain(|own| !carries(own, family, reader));
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
        let told_by: Vec<Keep> = keep.iter().flat_map(|own| told_by(own, family)).collect();
        keep.extend(told_by);
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

/// Is it, or is it about, a pregnancy that the reader carries? Nobody keeps that from them.
fn carries(keep: &Keep, family: &Family, reader: &Party) -> bool {
    let about = match keep {
        Keep::Member(about) => Some(about.clone()),
        Keep::Fact(name) => name.split_once('.').and_then(|(whose, _)| About::parse(whose)),
        _ => None,
    };
    let Some(About::Pregnancy(id)) = about else { return false };
    let own = family.pregnancies.iter().find(|own| own.id == id);
    own.and_then(|own| own.carried_by.as_deref()).is_some_and(|id| reader.is(&About::Adult(id.to_owned())))
}

/// What tells a kept fact, and so is kept with it: the day from which it is counted, the list of which it is the number, the
/// other names of the same place.
fn told_by(keep: &Keep, family: &Family) -> Vec<Keep> {
    let Keep::Fact(name) = keep else { return Vec::new() };
    let Some((whose, own)) = name.split_once('.') else { return Vec::new() };
    let fact = |own: &str| Keep::Fact(own.to_owned());
    if whose == Subject::Family.as_str() {
        return match own {
            // The one that is kept may stand under either name.
            "territory" | "territories" => vec![fact("family.territory"), fact("family.territories")],
            "children" | "adults" => vec![fact(own)],
            "carers" => {
                let here = family.adults.iter().map(|adult| fact(&format!("adult[{}].lives_here", adult.id)));
                here.chain([fact("adults")]).collect()
            }
            _ => Vec::new(),
        };
    }
    let day = match own {
        "months_since_arrival" => "arrived",
        "week" => "expected",
        "unborn" => "born",
        own if own.starts_with("age_") || own.starts_with("corrected_age_") => "born",
        _ => return Vec::new(),
    };
    vec![fact(&format!("{whose}.{day}"))]
}

/// Is anything kept from somebody? Then they are not asked for others: what is asked, for which offer, or the name of who
/// asks, could betray what it is.
pub(super) fn keeps_from(consents: &Consents, whom: &Party) -> bool {
    consents.kept_from(whom).next().is_some()
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
