//! A programme as functions of anyone's facts, on one day: who belongs to its target population, who may have each offer,
//! what each score comes to, how much there is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::anyone::Anyone;
use super::diagram::{Diagram, Join, NOBODY, YES};
use super::options::Limits;
use super::space::{Asked, Collected, Space};
use super::watch::Watch;
use crate::calendar::Day;
use crate::condition::{Frame, Grounds, List};
use crate::programme::{DoseRule, Offer, Programme};
use crate::vocabulary::Subject;

/// The most branches of the diagrams of one proof, on one day: some hundreds of megabytes.
pub(super) const MOST_BRANCHES: usize = 1 << 24;

/// An offer for one of those whom it is for, by their place in the list; 0 for the family.
pub(super) type Entry = (usize, usize);

/// The functions of a programme.
pub(super) struct Proof<'p> {
    pub(super) programme: &'p Programme,
    pub(super) on: Day,
    limits: Limits,
    pub(super) space: Space<'p>,
    watch: &'p dyn Watch,
    pub(super) target: Vec<(Arc<str>, Asked)>,
    /// For each offer and whom it is for: whether they are there, and its rules.
    rules: BTreeMap<Entry, Rules>,
    /// The rows of each score, for each whom it is for.
    rows: BTreeMap<Entry, Vec<(i64, Asked)>>,
    eligible: BTreeMap<Entry, Diagram>,
    scores: BTreeMap<Entry, Diagram>,
    levels: BTreeMap<Entry, Diagram>,
    /// The conditions, with their quantifiers written out, or the facts, are too many.
    pub(super) beyond: bool,
}

/// The rules of an offer, as they read for one of those whom it is for.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    there: Asked,
    pub(super) when: Vec<Asked>,
    pub(super) unless: Vec<Asked>,
}

/// What stands for an offer that a family may not have, where doses are compared.
pub(super) const NONE: i64 = -1;

impl<'p> Proof<'p> {
    /// Writes a programme out for anyone on a day. `None` where even the members cannot be listed.
    pub(super) fn new(programme: &'p Programme, limits: &Limits, on: Day, watch: &'p dyn Watch) -> Option<Self> {
        let mut collected = Collected::default();
        let anyone = Anyone::new(programme, limits, on)?;
        let plain = Frame::default();
        let target: Vec<_> = programme
            .target()
            .iter()
            .map(|rule| (rule.id.clone(), collected.add(&rule.logic, &anyone, &plain)))
            .collect();
        let (mut rules, mut rows) = (BTreeMap::new(), BTreeMap::new());
        for (number, offer) in programme.offers().iter().enumerate() {
            for member in subjects(&anyone, offer.subject) {
                let frame = Frame::of(member);
                let there = match List::of(offer.subject) {
                    None => collected.put(crate::condition::Ground::Known(true)),
                    Some(list) => collected.put(anyone.ground_present(list, member)),
                };
                let mut each = |all: &[crate::programme::Rule]| {
                    all.iter().map(|rule| collected.add(&rule.logic, &anyone, &frame)).collect::<Vec<_>>()
                };
                let (when, unless) = (each(&offer.when), each(&offer.unless));
                rules.insert((number, member), Rules { there, when, unless });
                if let Some((score, of)) = scored(programme, offer, member) {
                    rows.entry((score, of)).or_insert_with(|| {
                        let own = programme.scores().get(score).map(|score| score.rows.as_slice()).unwrap_or_default();
                        own.iter().map(|row| (row.points, collected.add(&row.logic, &anyone, &frame))).collect()
                    });
                }
            }
        }
        for (number, score) in programme.scores().iter().enumerate() {
            for member in subjects(&anyone, score.of) {
                rows.entry((number, member)).or_insert_with(|| {
                    let frame = Frame::of(member);
                    score.rows.iter().map(|row| (row.points, collected.add(&row.logic, &anyone, &frame))).collect()
                });
            }
        }
        let apart = super::direction::apart(&anyone, programme);
        let beyond = collected.beyond;
        let space = Space::new(anyone, collected, &apart, (MOST_BRANCHES, watch));
        Some(Proof {
            programme,
            on,
            limits: *limits,
            beyond: beyond || space.beyond,
            space,
            watch,
            target,
            rules,
            rows,
            eligible: BTreeMap::new(),
            scores: BTreeMap::new(),
            levels: BTreeMap::new(),
        })
    }

    /// Begins anew where a good part of the diagrams is used up, so that one function does not stand in the way of the next.
    /// What was built before is worth nothing then; levels stay as they are.
    pub(super) fn renew(&mut self) {
        if self.space.all.is_filling()
            && let Some(new) = Proof::new(self.programme, &self.limits, self.on, self.watch)
        {
            *self = new;
        }
    }

    /// The offers of a tier, or all, with all whom each is for.
    pub(super) fn entries(&self) -> Vec<Entry> {
        self.rules.keys().copied().collect()
    }

    pub(super) fn offer(&self, entry: Entry) -> Option<&'p Offer> {
        self.programme.offers().get(entry.0)
    }

    pub(super) fn rules(&self, entry: Entry) -> Option<&Rules> {
        self.rules.get(&entry)
    }

    /// The entries of an offer that stand for all: of members of one kind the first says what any of them would.
    pub(super) fn typical(&self, number: usize) -> Vec<Entry> {
        let Some(offer) = self.programme.offers().get(number) else { return Vec::new() };
        let anyone = &self.space.anyone;
        let all = subjects(anyone, offer.subject);
        let kept = match offer.subject {
            Subject::Child => all.filter(|member| *member == 0 || *member == anyone.born).collect(),
            _ => all.take(1).collect::<Vec<_>>(),
        };
        kept.into_iter().map(|member| (number, member)).collect()
    }

    /// Who belongs to the target population.
    pub(super) fn target(&mut self) -> Diagram {
        let rules: Vec<Asked> = self.target.iter().map(|(_, asked)| *asked).collect();
        rules.into_iter().fold(YES, |all, rule| {
            let own = self.space.truth(rule);
            self.space.all.and(own, all)
        })
    }

    /// Who may have an offer.
    pub(super) fn eligible(&mut self, entry: Entry) -> Diagram {
        if let Some(known) = self.eligible.get(&entry) {
            return *known;
        }
        let Some(rules) = self.rules.get(&entry).cloned() else { return super::diagram::NO };
        let mut found = self.space.truth(rules.there);
        for rule in &rules.when {
            let own = self.space.truth(*rule);
            found = self.space.all.and(found, own);
        }
        for rule in &rules.unless {
            let own = self.space.truth(*rule);
            let spared = self.space.all.not(own);
            found = self.space.all.and(found, spared);
        }
        self.eligible.insert(entry, found);
        found
    }

    /// Whether the subject of an entry is there.
    pub(super) fn there(&mut self, entry: Entry) -> Diagram {
        let there = self.rules.get(&entry).map(|rules| rules.there);
        there.map_or(super::diagram::NO, |there| self.space.truth(there))
    }

    /// What a score comes to.
    pub(super) fn score(&mut self, entry: Entry) -> Diagram {
        if let Some(known) = self.scores.get(&entry) {
            return *known;
        }
        let rows = self.rows.get(&entry).cloned().unwrap_or_default();
        let mut found = super::diagram::NO;
        for (points, row) in rows {
            let (truth, points) = (self.space.truth(row), self.space.all.end(points));
            let own = self.space.all.choose(truth, points, super::diagram::NO);
            found = self.space.all.join(Join::Sum, found, own);
        }
        self.scores.insert(entry, found);
        found
    }

    /// The scores, each with all whom it is for.
    pub(super) fn scored(&self) -> Vec<Entry> {
        self.rows.keys().copied().collect()
    }

    /// How much of an offer there is: its dose, 0 without one, [`NONE`] for who may not have it.
    pub(super) fn amount(&mut self, entry: Entry) -> Diagram {
        if let Some(known) = self.levels.get(&entry) {
            return *known;
        }
        let eligible = self.eligible(entry);
        let offer = self.offer(entry);
        let amount = match offer.and_then(|offer| offer.dose.as_ref()) {
            None => super::diagram::NO,
            Some(dose) => self.dosed(entry, dose, &|dose, score| dose.amount(score).unwrap_or(0)),
        };
        let none = self.space.all.end(NONE);
        let found = self.space.all.choose(eligible, amount, none);
        self.levels.insert(entry, found);
        found
    }

    /// Something that a dose says of the score of an entry.
    pub(super) fn dosed(&mut self, entry: Entry, dose: &DoseRule, of: &dyn Fn(&DoseRule, i64) -> i64) -> Diagram {
        match self.offer(entry).and_then(|offer| scored(self.programme, offer, entry.1)) {
            None => self.space.all.end(of(dose, 0)),
            Some(score) => {
                let score = self.score(score);
                self.space.all.map(score, &|points| of(dose, points))
            }
        }
    }

    /// A function of the families that can be: all others are nobody.
    pub(super) fn of_possible(&mut self, function: Diagram) -> Diagram {
        let nobody = self.space.all.end(NOBODY);
        let possible = self.space.possible;
        self.space.all.choose(possible, function, nobody)
    }

    /// The names of the facts that a function asks, as conditions write them.
    pub(super) fn names(&self, function: Diagram, found: &mut BTreeSet<String>) {
        let asked = self.space.all.asks(function);
        for level in asked.iter().enumerate().filter(|(_, asked)| **asked).map(|(level, _)| level) {
            match level.checked_sub(self.space.facts.len()).and_then(|index| self.space.sums.get(index)) {
                None => {
                    found.insert(super::names::written(self.space.name(level)));
                }
                Some((form, _)) => {
                    let names = form.terms.iter().map(|(_, id)| &self.space.anyone.variable(*id).label.name);
                    found.extend(names.map(|name| super::names::written(name)));
                }
            }
        }
    }
}

/// The score of an offer's dose, and whom it is read for: the family, or the member that the offer is for.
fn scored(programme: &Programme, offer: &Offer, member: usize) -> Option<Entry> {
    let score = offer.dose.as_ref()?.by?;
    let of = programme.scores().get(score)?.of;
    Some((score, if of == Subject::Family { 0 } else { member }))
}

/// The members that an offer is for, by their place.
fn subjects(anyone: &Anyone, subject: Subject) -> std::ops::Range<usize> {
    match subject {
        Subject::Family => 0..1,
        Subject::Adult => 0..anyone.family.adults.len(),
        Subject::Child => 0..anyone.family.children.len(),
        Subject::Pregnancy => 0..anyone.family.pregnancies.len(),
    }
}
