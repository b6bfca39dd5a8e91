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
        let mut open: Vec<Keep> = keep.iter().cloned().collect();
        while let Some(own) = open.pop() {
            let told_by = told_by(&own, family).into_iter();
            open.extend(told_by.filter(|own| keep.insert(own.clone())));
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
/// other names of the same place, the same need in another voice, a birth by the pregnancy that it ended.
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
            own => match own.split_once('.') {
                Some(("needs", domain)) => vec![fact(&format!("family.observed.{domain}"))],
                Some(("observed", domain)) => vec![fact(&format!("family.needs.{domain}"))],
                _ => Vec::new(),
            },
        };
    }
    let child = |id: &str| format!("{}", About::Child(id.to_owned()));
    let pregnancy = |id: &str| format!("{}", About::Pregnancy(id.to_owned()));
    // The children of a pregnancy, and the pregnancy of a child.
    let children =
        || family.children.iter().filter(|own| own.pregnancy.as_deref().is_some_and(|id| pregnancy(id) == whose));
    let carried =
        || family.children.iter().filter(|own| child(&own.id) == whose).find_map(|own| own.pregnancy.as_deref());
    let day = match own {
        "months_since_arrival" => "arrived",
        "week" => "expected",
        "unborn" => "born",
        own if own.starts_with("age_") || own.starts_with("corrected_age_") => "born",
        "born" => {
            let days = carried()
                .into_iter()
                .flat_map(|id| ["ended", "expected"].map(|day| format!("{}.{day}", pregnancy(id))));
            return days.map(|name| fact(&name)).collect();
        }
        "expected" | "ended" => {
            let days = ["ended", "expected"].into_iter().map(|day| format!("{whose}.{day}"));
            let born = children().map(|own| format!("{}.born", child(&own.id)));
            return days.chain(born).map(|name| fact(&name)).collect();
        }
        // That a child was born of it says how it ended.
        "outcome" => return children().map(|own| fact(&format!("{}.pregnancy", child(&own.id)))).collect(),
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
