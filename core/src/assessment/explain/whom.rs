//! What members are called: to a family by what tells them apart, never by an id; to a professional with it.

use std::sync::Arc;

use super::Teller;
use crate::calendar::PartialDate;
use crate::family::{Child, Known, Outcome};
use crate::vocabulary::Subject;
use crate::words::{Slot, Symbol};

impl Teller<'_> {
    /// Names for all who are there, kind by kind. Of those who are no longer there nothing is said, and nobody is counted
    /// by them.
    pub(super) fn named(&self, known: &Known) -> Vec<(Subject, Arc<str>, String)> {
        let mut names = Vec::new();
        for (subject, members) in Subject::ALL.into_iter().zip(&known.members).skip(1) {
            let ids: Vec<Arc<str>> =
                members.iter().filter(|member| !member.id.is_empty()).map(|member| member.id.clone()).collect();
            let called: Vec<String> = ids
                .iter()
                .enumerate()
                .map(|(index, id)| match ids.len() {
                    1 if self.for_family() => self.only(subject),
                    _ => self.called(subject, id, index),
                })
                .collect();
            for (index, (id, own)) in ids.iter().zip(&called).enumerate() {
                let alike = called.iter().filter(|other| *other == own).count() > 1;
                let mut name = own.clone();
                if alike {
                    let place = self.place(index);
                    name = self.say(Symbol::Numbered, &[("whom", Slot::Own(own)), ("place", Slot::Own(&place))]);
                }
                if !self.for_family() {
                    name = self.say(Symbol::Identified, &[("whom", Slot::Own(&name)), ("id", Slot::Given(id))]);
                }
                names.push((subject, id.clone(), name));
            }
        }
        names
    }

    fn place(&self, index: usize) -> String {
        self.dictionary.digits(&(index + 1).to_string())
    }

    fn only(&self, subject: Subject) -> String {
        match subject {
            Subject::Adult => self.say(Symbol::Adult, &[]),
            Subject::Child => self.say(Symbol::Child, &[]),
            Subject::Pregnancy => self.say(Symbol::Pregnancy, &[]),
            Subject::Family => String::new(),
        }
    }

    fn called(&self, subject: Subject, id: &str, index: usize) -> String {
        const BORN: [Symbol; 3] = [Symbol::ChildBorn, Symbol::ChildBornMonth, Symbol::ChildBornYear];
        const CHILD: [Symbol; 3] = [Symbol::ChildExpected, Symbol::ChildExpectedMonth, Symbol::ChildExpectedYear];
        const PREGNANCY: [Symbol; 3] =
            [Symbol::PregnancyExpected, Symbol::PregnancyExpectedMonth, Symbol::PregnancyExpectedYear];
        let (dated, listed) = match subject {
            Subject::Child => {
                let child = self.child(id);
                let born = child.and_then(|child| self.birth(child)).map(|date| (BORN, date));
                let expected = || {
                    let own = child.and_then(|child| child.pregnancy.as_deref());
                    own.and_then(|own| self.expected(own)).map(|date| (CHILD, date))
                };
                (born.or_else(expected), Symbol::ChildListed)
            }
            Subject::Pregnancy => (self.expected(id).map(|date| (PREGNANCY, date)), Symbol::PregnancyListed),
            Subject::Adult | Subject::Family => (None, Symbol::AdultListed),
        };
        match dated {
            Some((symbols, date)) => self.dictionary.partly(self.audience, symbols, date.parts()),
            None => self.say(listed, &[("place", Slot::Own(&self.place(index)))]),
        }
    }

    pub(super) fn child(&self, id: &str) -> Option<&Child> {
        self.family.children.iter().find(|child| child.id == id)
    }

    /// The day of birth, as far as recorded: a pregnancy that ended by birth ended on it.
    pub(super) fn birth(&self, child: &Child) -> Option<PartialDate> {
        let own = self.family.pregnancies.iter().find(|own| Some(&own.id) == child.pregnancy.as_ref());
        child.born.or_else(|| own.filter(|own| own.outcome == Some(Outcome::Birth)).and_then(|own| own.ended))
    }

    fn expected(&self, id: &str) -> Option<PartialDate> {
        self.family.pregnancies.iter().find(|own| own.id == id).and_then(|own| own.expected)
    }

    /// What several children are called to a family, where they are all those born on one day: twins.
    pub(crate) fn together(&self, subject: Subject, ids: &[&Arc<str>]) -> Option<String> {
        if subject != Subject::Child || ids.len() < 2 || !self.for_family() {
            return None;
        }
        let born = |id: &str| self.child(id).and_then(|child| self.birth(child));
        let day = born(ids.first()?)?;
        let (year, Some(month), Some(number)) = day.parts() else { return None };
        let there = self.names.iter().filter(|(of, ..)| *of == subject);
        let all = there.filter(|(_, id, _)| born(id) == Some(day)).count();
        let same = ids.iter().all(|id| born(id) == Some(day)) && ids.len() == all;
        same.then(|| {
            self.dictionary.partly(self.audience, [Symbol::ChildrenBorn; 3], (year, Some(month), Some(number)))
        })
    }

    /// What a member is called.
    pub(crate) fn name(&self, subject: Subject, id: &str) -> Option<&str> {
        self.names.iter().find(|(of, own, _)| *of == subject && **own == *id).map(|(_, _, name)| name.as_str())
    }

    /// How many members of a kind are there.
    pub(crate) fn count(&self, subject: Subject) -> usize {
        self.names.iter().filter(|(of, ..)| *of == subject).count()
    }
}
