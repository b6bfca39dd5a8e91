//! What must hold in every family, whether it came from JSON or was built in code.

use std::collections::BTreeSet;

use super::model::{Family, Outcome};
use crate::calendar::PartialDate;
use crate::condition::MAX_MEMBERS;
use crate::document::{Path, Report, is_id};
use crate::error::{Code, Place, Problem};

/// The most needs, resources, supports, relations, languages and other territories of one family.
const MAX_ITEMS: usize = 1024;
/// The most declined facts: more than a family of the most members can be asked for by any programme that is used.
const MAX_DECLINED: usize = 65_536;

pub(super) fn check(family: &Family, report: &mut Report<'_>) {
    let root = Path::Root;
    let mut tell = |code: Code, path: &Path<'_>, message: &str, expected: Option<String>| {
        let mut problem = Problem::new(code, Place::at(path.to_string()), message);
        problem.expected = expected;
        report.push(problem);
    };
    if family.id.as_ref().is_some_and(|id| !is_id(id)) {
        tell(Code::IdInvalid, &root.key("id"), "this is no identifier", None);
    }
    let most = usize::try_from(MAX_MEMBERS).unwrap_or(usize::MAX);
    let ids = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let lists = [
        ("adults", ids(family.adults.iter().map(|adult| adult.id.as_str()).collect())),
        ("children", ids(family.children.iter().map(|child| child.id.as_str()).collect())),
        ("pregnancies", ids(family.pregnancies.iter().map(|pregnancy| pregnancy.id.as_str()).collect())),
    ];
    for (key, ids) in &lists {
        let path = root.key(key);
        if ids.len() > most {
            let expected = Some(format!("at most {most}"));
            tell(Code::FamilyTooManyMembers, &path, "too many members are listed", expected);
        }
        let mut seen = BTreeSet::new();
        for (index, id) in ids.iter().enumerate() {
            let path = path.index(index);
            if !is_id(id) {
                tell(Code::IdInvalid, &path.key("id"), "this is no identifier", None);
            } else if !seen.insert(id) {
                tell(Code::IdDuplicate, &path.key("id"), "another member of the list has the same id", None);
            }
        }
    }
    if lists.iter().any(|(_, ids)| ids.len() > most) {
        return;
    }
    let [(_, adults), (_, children), (_, pregnancies)] = &lists;
    let mut too_long = false;
    for (key, count, most) in [
        ("relations", family.relations.len(), MAX_ITEMS),
        ("needs", family.needs.len(), MAX_ITEMS),
        ("resources", family.resources.len(), MAX_ITEMS),
        ("supports", family.supports.len(), MAX_ITEMS),
        ("declined", family.declined.len(), MAX_DECLINED),
        ("languages", family.languages.as_ref().map_or(0, Vec::len), MAX_ITEMS),
        ("other_territories", family.other_territories.as_ref().map_or(0, Vec::len), MAX_ITEMS),
    ] {
        if count > most {
            let expected = Some(format!("at most {most}"));
            tell(Code::DocumentTooLarge, &root.key(key), "the list is too long", expected);
            too_long = true;
        }
    }
    if too_long {
        return;
    }
    for (index, child) in family.children.iter().enumerate() {
        let (list, at) = (root.key("children"), index);
        let path = list.index(at);
        if child.pregnancy.as_ref().is_some_and(|id| !pregnancies.contains(id)) {
            tell(Code::ReferenceUnknown, &path.key("pregnancy"), "no pregnancy of this id is listed", None);
        }
        let before = |later: &Option<PartialDate>, earlier: &Option<PartialDate>| match (later, earlier) {
            (Some(later), Some(earlier)) => later.latest() < earlier.earliest(),
            _ => false,
        };
        if before(&child.died, &child.born) {
            tell(Code::DateOrder, &path.key("died"), "this day lies before the day of birth", None);
        }
        if before(&child.arrived, &child.born) {
            tell(Code::DateOrder, &path.key("arrived"), "this day lies before the day of birth", None);
        }
    }
    for (index, pregnancy) in family.pregnancies.iter().enumerate() {
        let list = root.key("pregnancies");
        let path = list.index(index);
        if pregnancy.carried_by.as_ref().is_some_and(|id| !adults.contains(id)) {
            tell(Code::ReferenceUnknown, &path.key("carried_by"), "no adult of this id is listed", None);
        }
        if pregnancy.outcome.is_some() && pregnancy.ended.is_none() {
            let expected = Some("`ended` beside `outcome`".to_owned());
            tell(Code::DocumentMissingKey, &path.key("outcome"), "an outcome needs the day it ended", expected);
        }
        // A loss leaves no child of that pregnancy alive.
        if pregnancy.outcome == Some(Outcome::Loss) {
            let own = |child: &&super::model::Child| child.pregnancy.as_ref() == Some(&pregnancy.id);
            if family.children.iter().filter(own).any(|child| child.born.is_some()) {
                let message = "a child of this pregnancy has a day of birth";
                tell(Code::DocumentInvalidValue, &path.key("outcome"), message, Some("`birth`".to_owned()));
            }
        }
    }
    for (index, relation) in family.relations.iter().enumerate() {
        let list = root.key("relations");
        let path = list.index(index);
        if !adults.contains(&relation.adult) {
            tell(Code::ReferenceUnknown, &path.key("adult"), "no adult of this id is listed", None);
        }
        if !children.contains(&relation.child) {
            tell(Code::ReferenceUnknown, &path.key("child"), "no child of this id is listed", None);
        }
        let twice = family.relations.iter().take(index);
        if twice.clone().any(|other| (&other.adult, &other.child) == (&relation.adult, &relation.child)) {
            tell(Code::IdDuplicate, &path, "this adult and this child stand together twice", None);
        }
    }
    for (index, need) in family.needs.iter().enumerate() {
        let list = root.key("needs");
        let path = list.index(index);
        if !is_id(&need.domain) {
            tell(Code::IdInvalid, &path.key("domain"), "this is no identifier", None);
        }
        let mut earlier = family.needs.iter().take(index);
        if earlier.any(|other| (&other.domain, &other.voice) == (&need.domain, &need.voice)) {
            tell(Code::IdDuplicate, &path, "this voice speaks of this domain twice", None);
        }
    }
}
