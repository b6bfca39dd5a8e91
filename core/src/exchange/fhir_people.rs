//! The people of a view as FHIR sees them: a Patient for each, a RelatedPerson for what an adult is to a child, and one
//! Group for the family. FHIR's Group has no RelatedPerson among its members, so an adult of the family is a Patient as well.

use super::fhir_codes::{absent, concept, expected_birth, hl7_coding, own_coding, role};
use super::json::{Json, Object};
use crate::consent::{About, DisclosedPart};
use crate::error::{Code, Place, Problem};
use crate::family::{Child, Family, Outcome, Pregnancy, Relation};
use crate::vocabulary::Subject;

/// The longest id that FHIR allows.
const LONGEST: usize = 64;

/// FHIR's ids have a dot where ours have an underscore, and no underscore. So the one is written for the other, and no two
/// ids become the same.
pub(super) fn fhir_id(own: &str) -> String {
    own.replace('_', ".")
}

/// The id of somebody's resource: ids are told apart by the lists of a family alone.
pub(super) fn id_of(about: &About) -> String {
    match about.id() {
        None => about.subject().as_str().to_owned(),
        Some(id) => format!("{}.{}", about.subject().as_str(), fhir_id(id)),
    }
}

/// Those of a view of whom something is said.
#[derive(Debug)]
pub(super) struct People<'a> {
    view: &'a Family,
}

impl<'a> People<'a> {
    pub(super) fn of(view: &'a Family) -> Self {
        People { view }
    }

    /// Of a pregnancy that was lost nothing more is said, nor of the child that was expected of it.
    pub(super) fn is_lost(&self, about: &About) -> bool {
        match about {
            About::Family | About::Adult(_) => false,
            About::Child(id) => self.view.children.iter().any(|own| own.id == *id && self.lost(own)),
            About::Pregnancy(id) => {
                self.view.pregnancies.iter().any(|own| own.id == *id && own.outcome == Some(Outcome::Loss))
            }
        }
    }

    fn lost(&self, child: &Child) -> bool {
        let lost = |own: &Pregnancy| own.outcome == Some(Outcome::Loss);
        child.born.is_none() && child.arrived.is_none() && self.pregnancy(child).is_some_and(lost)
    }

    fn pregnancy(&self, child: &Child) -> Option<&'a Pregnancy> {
        self.view.pregnancies.iter().find(|own| Some(&own.id) == child.pregnancy.as_ref())
    }

    fn children(&self) -> impl Iterator<Item = &'a Child> {
        self.view.children.iter().filter(|child| !self.lost(child))
    }

    /// The Patient who stands for somebody: for a pregnancy, who carries it. None where the view does not show them.
    pub(super) fn patient(&self, about: &About) -> Option<Json> {
        let shown = match about {
            About::Family => false,
            About::Adult(id) => self.view.adults.iter().any(|own| own.id == *id),
            About::Child(id) => self.children().any(|own| own.id == *id),
            About::Pregnancy(id) => {
                let own = self.view.pregnancies.iter().find(|own| own.id == *id)?;
                return self.patient(&About::Adult(own.carried_by.clone()?));
            }
        };
        shown.then(|| reference("Patient", &id_of(about)))
    }

    /// The ids that are too long for FHIR.
    pub(super) fn too_long(&self, parts: &[DisclosedPart]) -> Vec<Problem> {
        let adults = self.view.adults.iter().enumerate();
        let adults = adults.map(|(place, own)| (format!("adults[{place}].id"), About::Adult(own.id.clone())));
        let children = self.view.children.iter().enumerate();
        let children = children.map(|(place, own)| (format!("children[{place}].id"), About::Child(own.id.clone())));
        let others = parts.iter().enumerate();
        let others = others
            .filter(|(_, part)| self.patient(&part.about).is_none() || part.about.subject() == Subject::Pregnancy);
        let others = others.map(|(place, part)| (format!("parts[{place}].about"), part.about.clone()));
        let all = adults.chain(children).chain(others).filter(|(_, about)| !self.is_lost(about));
        let long = all.filter(|(_, about)| id_of(about).len() > LONGEST);
        long.map(|(path, about)| {
            let message = "this id is too long for FHIR, beside the word for who it is";
            let most = LONGEST - about.subject().as_str().len() - 1;
            Problem::new(Code::IdInvalid, Place::at(path), message).expected(format!("at most {most} characters"))
        })
        .collect()
    }

    /// The resources: adults, children, relations, and the family.
    pub(super) fn resources(&self) -> Vec<(&'static str, String, Object)> {
        let mut found = Vec::new();
        for adult in &self.view.adults {
            let related = self.relations().filter(|(_, own)| own.adult == adult.id);
            let links = related.map(|(number, _)| {
                let other = reference("RelatedPerson", &relation_id(number));
                Object::default().and("other", other).and("type", "seealso").done()
            });
            let own = Object::default().perhaps("birthDate", adult.born.map(Json::text)).each("link", links);
            found.push(("Patient", id_of(&About::Adult(adult.id.clone())), own));
        }
        for child in self.children() {
            let own = Object::default()
                .each("extension", self.expected(child))
                .perhaps("birthDate", child.born.map(Json::text))
                .perhaps("deceasedDateTime", child.died.map(Json::text));
            found.push(("Patient", id_of(&About::Child(child.id.clone())), own));
        }
        for (number, relation) in self.relations() {
            let kind = relation.kind.map(|kind| concept(hl7_coding("v3-RoleCode", role(kind))));
            let authority = relation.authority.map(|own| concept(own_coding("parental-authority", own.as_str())));
            let own = Object::default()
                .and("patient", reference("Patient", &id_of(&About::Child(relation.child.clone()))))
                .each("relationship", kind.into_iter().chain(authority));
            found.push(("RelatedPerson", relation_id(number), own));
        }
        found.push(("Group", id_of(&About::Family), self.family()));
        found
    }

    /// What an adult is to a child, where both are shown, numbered from 1.
    fn relations(&self) -> impl Iterator<Item = (usize, &'a Relation)> {
        let adult = |id: &str| self.view.adults.iter().any(|own| own.id == id);
        let child = |id: &str| self.children().any(|own| own.id == id);
        let shown = self.view.relations.iter().filter(move |own| adult(&own.adult) && child(&own.child));
        shown.enumerate().map(|(place, own)| (place + 1, own))
    }

    /// That a child is not born yet has no place in a Patient, and must not look like a birth that nobody dated.
    fn expected(&self, child: &Child) -> Option<Json> {
        let own = self.pregnancy(child).filter(|own| own.ended.is_none() && own.outcome.is_none())?;
        if child.born.is_some() || child.arrived.is_some() || child.died.is_some() {
            return None;
        }
        let extension = Object::default().and("url", expected_birth());
        Some(match own.expected {
            Some(day) => extension.and("valueDate", day.to_string()).done(),
            // An extension has a value or extensions of its own, not both.
            None => extension.then(absent("unknown")).done(),
        })
    }

    /// The family as a whole, and what is said of it as a whole and FHIR has codes for: where it lives and what it speaks.
    fn family(&self) -> Object {
        let characteristic = |code: &str, value: Json| {
            Object::default()
                .and("code", concept(own_coding("fact", code)))
                .and("valueCodeableConcept", concept(value))
                .and("exclude", false)
                .done()
        };
        let place = |code: &'static str| move |own: &String| characteristic(code, Json::with("code", own.as_str()));
        let language = |own: &String| {
            let value = Object::default().and("system", "urn:ietf:bcp:47").and("code", own.as_str());
            characteristic("family.languages", value.done())
        };
        let view = self.view;
        let traits = view.territory.iter().map(place("family.territory"));
        let traits = traits.chain(view.other_territories.iter().flatten().map(place("family.other_territories")));
        let traits = traits.chain(view.languages.iter().flatten().map(language));
        let adults = view.adults.iter().map(|own| member(&About::Adult(own.id.clone()), false));
        let children = self.children().map(|own| member(&About::Child(own.id.clone()), own.died.is_some()));
        Object::default()
            .and("type", "person")
            .and("actual", true)
            .and("code", concept(own_coding("group", "family")))
            .each("characteristic", traits)
            .each("member", adults.chain(children))
    }
}

/// A member of a Group; one who died is not active in it.
pub(super) fn member(about: &About, inactive: bool) -> Json {
    let own = Object::default().and("entity", reference("Patient", &id_of(about)));
    own.perhaps("inactive", inactive.then_some(true)).done()
}

/// A relation has no id of its own in a family's document: two ids and a word would be too long for FHIR.
fn relation_id(number: usize) -> String {
    format!("relation.{number}")
}

pub(super) fn reference(kind: &str, id: &str) -> Json {
    Json::with("reference", format!("{kind}/{id}"))
}
