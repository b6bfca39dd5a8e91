//! What a row of a table is told of one offer: less than a whole assessment.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Prepared;
use super::answer::{Decision, Dose};
use super::entry::Entry;
use crate::calendar::Day;
use crate::condition::{Facts, Holder, List, Quantity};
use crate::family::{Beginning, Slot};
use crate::truth::Truth;
use crate::vocabulary::Subject;

/// What is wanted of each answer beside its truth.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    pub(crate) dose: bool,
    pub(crate) date: bool,
    pub(crate) rule: bool,
    pub(crate) barriers: bool,
    pub(crate) missing: bool,
}

/// The answer of one row.
#[derive(Debug, Clone)]
pub(crate) struct RowAnswer {
    pub(crate) truth: Truth,
    pub(crate) exact: bool,
    pub(crate) dose: Option<Dose>,
    /// The decision with its date, of a no.
    pub(crate) decision: Option<Decision>,
    /// The place of the first rule that alone gives the no.
    pub(crate) rule: Option<usize>,
    /// Of each rule, in the same order: does it say no to a row whose answer is no, and is every other rule satisfied?
    pub(crate) barriers: Vec<(bool, bool)>,
    /// The facts that an undetermined answer hangs on, of whichever member.
    pub(crate) missing: BTreeSet<(Subject, Arc<str>)>,
}

/// From which days a member is counted: each the first and the last that it can be.
#[derive(Debug, Clone)]
pub(crate) struct Begun<'k> {
    pub(crate) id: &'k str,
    pub(crate) present: Truth,
    pub(crate) begins: Option<(Day, Day)>,
    pub(crate) arrival: Option<(Day, Day)>,
    pub(crate) corrected: Option<(Day, Day)>,
}

impl Prepared<'_> {
    /// What a row is told of an offer today.
    pub(crate) fn row(&self, entry: &Entry<'_>, wanted: Wanted) -> RowAnswer {
        let (truth, mut exact) = self.today(entry);
        let mut dose = None;
        if wanted.dose && truth != Truth::No && entry.offer.dose.is_some() {
            let left = self.left_open(entry, truth == Truth::Yes, self.known.on);
            exact &= left.exact;
            dose = left.dose;
        }
        let no = truth == Truth::No;
        let dated = (wanted.date && no).then(|| self.decide(entry));
        if let Some((_, all)) = &dated {
            exact &= all;
        }
        let rule = if wanted.rule && no { self.first_no(entry) } else { None };
        let barriers = if wanted.barriers && no { self.barriers(entry) } else { Vec::new() };
        let mut missing = BTreeSet::new();
        if wanted.missing && truth == Truth::Unknown {
            let (names, all) = self.undecided(entry);
            exact &= all;
            missing.extend(names.iter().map(|name| folded(name)));
        }
        RowAnswer { truth, exact, dose, decision: dated.map(|(decision, _)| decision), rule, barriers, missing }
    }

    /// The ids of the members of a list of whom something is said.
    pub(crate) fn listed_members(&self, list: List) -> impl Iterator<Item = &str> {
        let today = self.known.at(self.known.on);
        let places = (0..today.listed(list)).filter(move |index| today.present(list, *index) != Truth::No);
        places.filter_map(move |index| self.known.member(Holder { subject: list.subject(), index }).map(|own| &*own.id))
    }

    /// The days that the listed members of a kind are counted from.
    pub(crate) fn begun(&self, list: List) -> Vec<Begun<'_>> {
        let today = self.known.at(self.known.on);
        let quantities = self.programme.ledger().quantities(list.subject());
        let members = (0..today.listed(list)).filter_map(|index| {
            let holder = Holder { subject: list.subject(), index };
            let member = self.known.member(holder)?;
            let of = |wanted: &dyn Fn(&Quantity) -> bool| {
                let slot = member.slots.get(quantities.iter().position(wanted)?)?;
                match slot {
                    Slot::Age(_, from) | Slot::Unborn(from) | Slot::Week(from) => Some(from.days()),
                    Slot::Fixed(..) | Slot::On => None,
                }
            };
            let born = |quantity: &Quantity| matches!(quantity, Quantity::AdultYears);
            Some(Begun {
                id: &member.id,
                present: today.present(list, index),
                begins: member.begins.as_ref().map(Beginning::days).or_else(|| of(&born)),
                arrival: of(&|quantity| matches!(quantity, Quantity::MonthsSinceArrival)),
                corrected: of(&|quantity| matches!(quantity, Quantity::Age(_, true))),
            })
        });
        members.collect()
    }

    /// The id of whom an entry is for.
    pub(crate) fn subject_id(&self, entry: &Entry<'_>) -> Option<&str> {
        entry.subject_id(&self.known)
    }

    /// Of each rule, of `when` and then of `unless`, whether it says no, and whether it is the only one not satisfied by somebody
    /// who is surely there.
    fn barriers(&self, entry: &Entry<'_>) -> Vec<(bool, bool)> {
        let (when, unless) = (entry.offer.when.iter(), entry.offer.unless.iter());
        let rules = when.map(|rule| (rule, Truth::No)).chain(unless.map(|rule| (rule, Truth::Yes)));
        let truths: Vec<(Truth, Truth)> =
            rules.map(|(rule, no)| (self.weigh(&rule.logic, &entry.frame()).truth, no)).collect();
        let today = self.known.at(self.known.on);
        let here = entry.list().map_or(Truth::Yes, |list| today.present(list, entry.holder.index));
        let only = truths.iter().filter(|(truth, no)| *truth != !*no).count() == 1 && here == Truth::Yes;
        truths.iter().map(|(truth, no)| (truth == no, truth == no && only)).collect()
    }

    /// The place of the first rule, of `when` and then of `unless`, that alone gives a no.
    fn first_no(&self, entry: &Entry<'_>) -> Option<usize> {
        let (when, unless) = (entry.offer.when.iter(), entry.offer.unless.iter());
        let mut rules = when.map(|rule| (rule, Truth::No)).chain(unless.map(|rule| (rule, Truth::Yes)));
        rules.position(|(rule, no)| self.weigh(&rule.logic, &entry.frame()).truth == no)
    }
}

/// A missing fact as the tables of families call it, of whichever member it is.
fn folded(name: &str) -> (Subject, Arc<str>) {
    let Some((of, own)) = name.split_once('.') else { return (Subject::Family, Arc::from(name)) };
    let of = of.split('[').next().unwrap_or(of);
    match Subject::ALL.into_iter().find(|subject| subject.as_str() == of).unwrap_or(Subject::Family) {
        Subject::Family if own == "territories" => (Subject::Family, Arc::from("other_territories")),
        subject => (subject, Arc::from(own)),
    }
}
