//! The family as one reader may see it.

use std::collections::{BTreeMap, BTreeSet};

use super::About;
use super::decide::everyone;
use super::hidden::{Hidden, category};
use crate::family::{Adult, Child, Complete, FAMILY_VOICE, Family, GivenFact, Pregnancy};
use crate::gather;
use crate::vocabulary::{Category, Facts};

/// Who reads, and what.
pub(super) struct Reader<'a> {
    pub(super) facts: &'a Facts,
    pub(super) hidden: &'a Hidden,
    /// What may be seen, about whom.
    pub(super) shows: &'a BTreeSet<(About, Category)>,
    /// The reader is a member of the family.
    pub(super) member: bool,
}

impl Reader<'_> {
    fn sees(&self, about: &About, category: Category) -> bool {
        self.shows.contains(&(about.clone(), category)) && !self.hidden.member(about)
    }

    /// A member shows where anything about it does.
    fn meets(&self, about: &About) -> bool {
        self.shows.iter().any(|(own, _)| own == about) && !self.hidden.member(about)
    }

    /// A fact of somebody, by its own name. One of which nobody says what kind of knowledge it is stays unseen.
    fn sees_fact(&self, about: &About, own: &str) -> bool {
        category(self.facts, about.subject(), own).is_some_and(|category| self.sees(about, category))
            && !self.hidden.fact(&format!("{about}.{own}"))
    }

    fn shown<T: Clone>(&self, about: &About, own: &str, value: &Option<T>) -> Option<T> {
        value.clone().filter(|_| self.sees_fact(about, own))
    }

    fn facts(&self, about: &About, facts: &BTreeMap<String, GivenFact>) -> BTreeMap<String, GivenFact> {
        let known = |name: &str| self.facts.contains_key(&(about.subject(), name.to_owned()));
        let seen = facts.iter().filter(|(name, _)| known(name) && self.sees_fact(about, name));
        gather::map(seen.map(|(name, fact)| (name.clone(), fact.clone())))
    }

    fn adult(&self, own: &Adult) -> Option<Adult> {
        let about = About::Adult(own.id.clone());
        self.meets(&about).then(|| Adult {
            id: own.id.clone(),
            born: self.shown(&about, "born", &own.born),
            lives_here: self.shown(&about, "lives_here", &own.lives_here),
            facts: self.facts(&about, &own.facts),
        })
    }

    fn child(&self, own: &Child) -> Option<Child> {
        let about = About::Child(own.id.clone());
        let pregnancy = own.pregnancy.clone().filter(|id| self.meets(&About::Pregnancy(id.clone())));
        self.meets(&about).then(|| Child {
            id: own.id.clone(),
            born: self.shown(&about, "born", &own.born),
            arrived: self.shown(&about, "arrived", &own.arrived),
            pregnancy: self.shown(&about, "pregnancy", &pregnancy),
            died: self.shown(&about, "died", &own.died),
            facts: self.facts(&about, &own.facts),
        })
    }

    fn pregnancy(&self, own: &Pregnancy) -> Option<Pregnancy> {
        let about = About::Pregnancy(own.id.clone());
        let carrier = own.carried_by.clone().filter(|id| self.meets(&About::Adult(id.clone())));
        let ended = self.shown(&about, "ended", &own.ended);
        self.meets(&about).then(|| Pregnancy {
            id: own.id.clone(),
            carried_by: self.shown(&about, "carried_by", &carrier),
            expected: self.shown(&about, "expected", &own.expected),
            ended,
            // How it ended says that it did.
            outcome: self.shown(&about, "outcome", &own.outcome).filter(|_| ended.is_some()),
            facts: self.facts(&about, &own.facts),
        })
    }

    /// Is a list known to be whole? Only where every member of the family shows, and never to one of them.
    fn complete(&self, family: &Family) -> Vec<Complete> {
        let all = || everyone(family).all(|about| self.sees(&about, Category::FamilySituation));
        match !self.member && all() {
            true => family.complete.iter().copied().filter(|list| !self.hidden.fact(list.as_str())).collect(),
            false => Vec::new(),
        }
    }
}

/// The family as a reader may see it: what they may not see is absent, as if nobody had told it.
pub(super) fn view(family: &Family, reader: &Reader<'_>) -> Family {
    let whole = About::Family;
    let sees = |category| reader.sees(&whole, category);
    let both = |adult: &str, child: &str| {
        reader.sees(&About::Adult(adult.to_owned()), Category::FamilySituation)
            && reader.sees(&About::Child(child.to_owned()), Category::FamilySituation)
    };
    let voiced = |domain: &str, voice: &str| {
        let prefix = if voice == FAMILY_VOICE { "needs" } else { "observed" };
        reader.sees_fact(&whole, &format!("{prefix}.{domain}"))
    };
    // Help is for the family, or for a member of that id: ids are told apart by their lists alone, so all of them must show.
    let helped = |subject: &Option<String>| match subject {
        None => sees(Category::Need),
        Some(id) => {
            let mut named = everyone(family).filter(|about| about.id() == Some(id)).peekable();
            named.peek().is_some() && named.all(|about| reader.sees(&about, Category::Need))
        }
    };
    let territories = &family.other_territories;
    Family {
        id: None,
        territory: reader.shown(&whole, "territory", &family.territory),
        other_territories: reader.shown(&whole, "territories", territories),
        languages: reader.shown(&whole, "languages", &family.languages),
        complete: reader.complete(family),
        adults: family.adults.iter().filter_map(|own| reader.adult(own)).collect(),
        children: family.children.iter().filter_map(|own| reader.child(own)).collect(),
        pregnancies: family.pregnancies.iter().filter_map(|own| reader.pregnancy(own)).collect(),
        relations: family.relations.iter().filter(|own| both(&own.adult, &own.child)).cloned().collect(),
        needs: family.needs.iter().filter(|own| voiced(&own.domain, &own.voice)).cloned().collect(),
        resources: match reader.sees_fact(&whole, "resources") {
            true => family.resources.clone(),
            false => Vec::new(),
        },
        supports: family
            .supports
            .iter()
            .filter(|own| helped(&own.subject) && !reader.hidden.support(&own.offer))
            .cloned()
            .collect(),
        facts: reader.facts(&whole, &family.facts),
        declined: Vec::new(),
    }
}
