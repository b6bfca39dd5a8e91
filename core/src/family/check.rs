//! What must hold in every family, whether it came from JSON or was built in code.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::model::{Family, GivenFact, Outcome};
use crate::calendar::PartialDate;
use crate::condition::MAX_MEMBERS;
use crate::document::{Path, Report, is_id};
use crate::error::{Code, Place, Problem};
use crate::vocabulary::{CARRIED, FactValue};

/// The most needs, resources, supports, relations, languages and other territories of one family.
const MAX_ITEMS: usize = 1024;
/// The most declined facts: more than a family of the most members can be asked for by any programme that is used.
const MAX_DECLINED: usize = 65_536;

pub(super) use crate::vocabulary::is_carried as fits;

/// What a text that does not fit is told.
pub(super) const TEXT: (&str, &str) = ("this text is empty or too long", CARRIED);
/// What a text that is no identifier is told.
const ID: (&str, &str) = ("this is no identifier", "1 to 64 letters (A-Z, a-z), digits, `_` or `-`");
/// What a date beyond years 1 to 9999 is told.
const DATE: (&str, &str) = ("there is no such date", "as much as is known: 2026, 2026-01 or 2026-01-31");

/// Tells of texts, identifiers and dates that no document can carry: the reader of documents refuses the same.
struct Parts<'r, 't>(&'r mut Report<'t>);

impl Parts<'_, '_> {
    fn tell(&mut self, fits: bool, code: Code, path: &Path<'_>, (message, expected): (&str, &str)) {
        if !fits && !self.0.is_full() {
            self.0.push(Problem::new(code, Place::at(path.to_string()), message).expected(expected));
        }
    }

    fn text<'a>(&mut self, text: impl Into<Option<&'a String>>, path: &Path<'_>) {
        let wrong = text.into().is_some_and(|text| !fits(text));
        self.tell(!wrong, Code::DocumentInvalidValue, path, TEXT);
    }

    fn texts(&mut self, texts: &[String], path: &Path<'_>) {
        for (index, text) in texts.iter().enumerate() {
            self.text(text, &path.index(index));
        }
    }

    fn id<'a>(&mut self, id: impl Into<Option<&'a String>>, path: &Path<'_>) {
        let wrong = id.into().is_some_and(|id| !is_id(id));
        self.tell(!wrong, Code::IdInvalid, path, ID);
    }

    fn date(&mut self, date: Option<PartialDate>, path: &Path<'_>) {
        let wrong = date.is_some_and(|date| !(1..=9999).contains(&date.earliest().year()));
        self.tell(!wrong, Code::DateInvalid, path, DATE);
    }

    fn facts(&mut self, facts: &BTreeMap<String, GivenFact>, path: &Path<'_>) {
        let path = path.key("facts");
        for (index, (name, fact)) in facts.iter().enumerate() {
            // Names are not repeated in a message: any may stand here.
            let key = format!("(key {})", index + 1);
            let path = path.key(&key);
            let named = ("a fact's name is empty or too long", TEXT.1);
            self.tell(fits(name), Code::DocumentInvalidValue, &path, named);
            match &fact.value {
                FactValue::Text(text) => self.tell(fits(text), Code::DocumentInvalidValue, &path, TEXT),
                FactValue::Number(digits) => self.text(digits, &path),
                FactValue::Bool(_) | FactValue::Integer(_) => {}
            }
            self.text(fact.voice.as_ref(), &path.key("voice"));
            let as_of = fact.as_of.is_none_or(|day| (1..=9999).contains(&day.year()));
            self.tell(as_of, Code::DateInvalid, &path.key("as_of"), (DATE.0, "a date written as 2026-01-31"));
        }
    }

    /// Everything but the ids of members, in the order of the document.
    fn family(&mut self, family: &Family) {
        let root = Path::Root;
        self.text(family.territory.as_ref(), &root.key("territory"));
        self.texts(family.other_territories.as_deref().unwrap_or_default(), &root.key("other_territories"));
        self.texts(family.languages.as_deref().unwrap_or_default(), &root.key("languages"));
        let list = root.key("adults");
        for (index, adult) in family.adults.iter().enumerate() {
            let path = list.index(index);
            self.date(adult.born, &path.key("born"));
            self.facts(&adult.facts, &path);
        }
        let list = root.key("children");
        for (index, child) in family.children.iter().enumerate() {
            let path = list.index(index);
            for (key, date) in [("born", child.born), ("arrived", child.arrived), ("died", child.died)] {
                self.date(date, &path.key(key));
            }
            self.facts(&child.facts, &path);
        }
        let list = root.key("pregnancies");
        for (index, pregnancy) in family.pregnancies.iter().enumerate() {
            let path = list.index(index);
            self.date(pregnancy.expected, &path.key("expected"));
            self.date(pregnancy.ended, &path.key("ended"));
            self.facts(&pregnancy.facts, &path);
        }
        let list = root.key("needs");
        for (index, need) in family.needs.iter().enumerate() {
            let path = list.index(index);
            self.id(&need.domain, &path.key("domain"));
            self.text(&need.voice, &path.key("voice"));
            self.date(need.since, &path.key("since"));
        }
        let list = root.key("resources");
        for (index, resource) in family.resources.iter().enumerate() {
            let path = list.index(index);
            self.text(&resource.code, &path.key("code"));
            self.text(resource.voice.as_ref(), &path.key("voice"));
        }
        let list = root.key("supports");
        for (index, support) in family.supports.iter().enumerate() {
            let path = list.index(index);
            self.id(&support.offer, &path.key("offer"));
            self.id(support.subject.as_ref(), &path.key("subject"));
            self.date(support.since, &path.key("since"));
        }
        self.facts(&family.facts, &root);
        self.texts(&family.declined, &root.key("declined"));
    }
}

pub(super) fn check(family: &Family, report: &mut Report<'_>) {
    let root = Path::Root;
    let mut tell = |code: Code, path: &Path<'_>, message: &str, expected: Option<String>| {
        let mut problem = Problem::new(code, Place::at(path.to_string()), message);
        problem.expected = expected;
        report.push(problem);
    };
    if family.id.as_ref().is_some_and(|id| !is_id(id)) {
        tell(Code::IdInvalid, &root.key("id"), ID.0, Some(ID.1.to_owned()));
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
                tell(Code::IdInvalid, &path.key("id"), ID.0, Some(ID.1.to_owned()));
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
        let mut earlier = family.needs.iter().take(index);
        if earlier.any(|other| (&other.domain, &other.voice) == (&need.domain, &need.voice)) {
            tell(Code::IdDuplicate, &path, "this voice speaks of this domain twice", None);
        }
    }
    Parts(report).family(family);
}
