//! Collects what is found of each law, and says it of real families: whoever breaks a law is assessed.

use std::collections::{BTreeMap, BTreeSet};

use super::diagram::{Diagram, NOBODY};
use super::direction::Direction;
use super::model::{Bound, Break, BreakKind, Finding, Law, Undecided, Verdict};
use super::proof::Proof;
use super::search::{Forbidden, Loose, MOST_FORBIDDEN, Pair, Pairs, Path, Search};
use super::somebody::Somebody;
use super::sums::Solved;
use crate::calendar::date_of;
use crate::family::Family;

/// The most breaks that are kept of one law: more say nothing new.
const MOST_BREAKS: usize = 200;

/// What a break is about, beside its families.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct About {
    pub(super) offers: Vec<String>,
    pub(super) score: Option<String>,
    pub(super) rule: Option<String>,
    pub(super) fact: Option<String>,
    pub(super) unit: Option<String>,
}

/// What is found of all laws.
#[derive(Default)]
pub(super) struct Findings {
    breaks: BTreeMap<Law, Vec<Break>>,
    undecided: BTreeMap<Law, BTreeSet<Undecided>>,
    facts: BTreeMap<Law, BTreeSet<String>>,
    /// What was found broken on an earlier day is not looked for again.
    seen: BTreeSet<(Law, BreakKind, About)>,
    /// Somebody of the target population.
    pub(super) target: Somebody,
}

impl Findings {
    pub(super) fn facts(&mut self, law: Law) -> &mut BTreeSet<String> {
        self.facts.entry(law).or_default()
    }

    pub(super) fn undecided(&mut self, law: Law, bound: Bound, offer: Option<String>, fact: Option<String>) {
        self.undecided.entry(law).or_default().insert(Undecided::new(bound, offer, fact));
    }

    /// Says that units cannot be weighed against one another, and which of them lack a weight.
    pub(super) fn unweighed(&mut self, law: Law, units: Vec<String>, offer: Option<String>, fact: Option<String>) {
        let own = Undecided { units, ..Undecided::new(Bound::Weights, offer, fact) };
        self.undecided.entry(law).or_default().insert(own);
    }

    /// Of a promise to the target population nothing is proved where nobody is of it on any day: all were looked at.
    pub(super) fn all_looked_at(&mut self) {
        let bound = match self.target {
            Somebody::Yes => return,
            Somebody::Nobody => Bound::Nobody,
            Somebody::Unsure(bound) => bound,
        };
        for law in [Law::Floor, Law::ResidualUniversalism] {
            self.undecided(law, bound, None, None);
        }
    }

    /// What was not decided of a law so far.
    pub(super) fn all_undecided(&self, law: Law) -> BTreeSet<Undecided> {
        self.undecided.get(&law).cloned().unwrap_or_default()
    }

    /// Says that the caller stopped the work on a law, of which this much was not decided before.
    pub(super) fn stopped(&mut self, law: Law, before: BTreeSet<Undecided>) {
        self.undecided.insert(law, before);
        self.undecided(law, Bound::Stopped, None, None);
    }

    pub(super) fn is_known(&self, law: Law, kind: BreakKind, about: &About) -> bool {
        self.breaks.get(&law).is_some_and(|all| all.len() >= MOST_BREAKS)
            || self.seen.contains(&(law, kind, about.clone()))
    }

    /// Did some dose fall along a fact?
    pub(super) fn falls_along(&self, fact: &str) -> bool {
        let breaks = self.breaks.get(&Law::Gradient).into_iter().flatten();
        let mut doses = breaks
            .filter(|own| matches!(own.kind, BreakKind::OfferLost | BreakKind::SmallerDose | BreakKind::TierLost));
        doses.any(|own| own.fact.as_deref() == Some(fact))
    }

    pub(super) fn broken(&mut self, law: Law, found: Break) {
        let about = About {
            offers: found.offers.clone(),
            score: found.score.clone(),
            rule: found.rule.clone(),
            fact: found.fact.clone(),
            unit: found.unit.clone(),
        };
        self.seen.insert((law, found.kind, about));
        self.breaks.entry(law).or_default().push(found);
    }

    /// What was found of some laws.
    pub(super) fn finish(mut self, laws: impl Iterator<Item = Law>) -> Vec<Finding> {
        laws.map(|law| self.of(law)).collect()
    }

    /// What was found of one law; it is handed over.
    pub(super) fn of(&mut self, law: Law) -> Finding {
        let breaks = self.breaks.remove(&law).unwrap_or_default();
        let undecided: Vec<_> = self.undecided.remove(&law).unwrap_or_default().into_iter().collect();
        let verdict = match (breaks.is_empty(), undecided.is_empty()) {
            (false, _) => Verdict::Broken,
            (true, false) => Verdict::NotDecided,
            (true, true) => Verdict::Holds,
        };
        let facts = self.facts.remove(&law).unwrap_or_default();
        Finding { law, verdict, facts, editions: Vec::new(), breaks, undecided }
    }
}

/// What was looked for and found: nothing, something, or something that is no family for all one knows.
pub(super) enum Found<T> {
    Nothing,
    Some(T),
    Unsure(Bound),
}

/// Two families, and what each of them comes to.
pub(super) type FoundPair = Found<([Family; 2], (i64, i64))>;

/// What of a path is told: days that only had to go together with others are left out.
fn told(path: Path, asked: &[bool]) -> Path {
    path.into_iter().filter(|(level, _)| asked.get(*level).copied().unwrap_or(false)).collect()
}

impl Proof<'_> {
    /// The smallest family for which a function comes to a wanted number.
    pub(super) fn smallest(&mut self, function: Diagram, wanted: &dyn Fn(i64) -> bool) -> Found<Family> {
        let asked = self.space.all.asks(function);
        let wanted = |value: i64| value != NOBODY && wanted(value);
        for _ in 0..MOST_FORBIDDEN {
            let function = self.of_possible(function);
            if self.space.is_full() {
                return Found::Unsure(Bound::Nodes);
            }
            let Some(path) = self.path(function, &wanted) else { return Found::Nothing };
            match self.space.family(self.programme, &told(path, &asked)) {
                Solved::Found(family) => return Found::Some(family),
                // Nobody stands there: nor will anybody be looked for there again.
                Solved::Impossible(cells) => self.space.forbid(&cells),
                Solved::Unsure => return Found::Unsure(Bound::Sum),
            }
        }
        Found::Unsure(Bound::Sum)
    }

    /// The cheapest path to an end that is wanted.
    pub(super) fn path(&self, function: Diagram, wanted: &dyn Fn(i64) -> bool) -> Option<Path> {
        Search::new(&self.space.all, &self.space.costs).path(function, wanted)
    }

    /// The smallest two families that differ in one fact, for which a function comes to numbers that are wrong side by
    /// side, with these numbers; the first is the better off.
    pub(super) fn smallest_pair(
        &mut self,
        function: Diagram,
        level: usize,
        direction: Option<&Direction>,
        wrong: &dyn Fn(i64, i64) -> bool,
    ) -> FoundPair {
        self.pair(function, level, (direction, false), wrong)
    }

    /// The same for two families that are one value of the fact apart: the second lies next in the direction.
    pub(super) fn smallest_step(
        &mut self,
        function: Diagram,
        level: usize,
        direction: &Direction,
        wrong: &dyn Fn(i64, i64) -> bool,
    ) -> FoundPair {
        self.pair(function, level, (Some(direction), true), wrong)
    }

    fn pair(
        &mut self,
        function: Diagram,
        level: usize,
        (direction, step): (Option<&Direction>, bool),
        wrong: &dyn Fn(i64, i64) -> bool,
    ) -> FoundPair {
        let asked = self.space.all.asks(function);
        if !self.hangs_on(&asked, level) {
            return Found::Nothing;
        }
        let function = self.of_possible(function);
        if self.space.is_full() {
            return Found::Unsure(Bound::Nodes);
        }
        let there = |value: i64| value != NOBODY;
        let wrong = |one: i64, two: i64| there(one) && there(two) && wrong(one, two);
        let Some(fact) = self.space.facts.get(level) else { return Found::Nothing };
        let loose = self.space.loose(fact.id, direction);
        let in_sum = loose.iter().any(|own| *own != Loose::Not);
        if in_sum && matches!(direction, None | Some(Direction::Either)) {
            // A sum is solved one way at a time.
            let rising = self.pair(function, level, (Some(&Direction::Rising), step), &wrong);
            if matches!(rising, Found::Some(_)) {
                return rising;
            }
            return match self.pair(function, level, (Some(&Direction::Falling), step), &wrong) {
                Found::Nothing => rising,
                falling => falling,
            };
        }
        let differ = |less: usize, more: usize| {
            let (Some(one), Some(two)) = (fact.cells.get(less), fact.cells.get(more)) else { return false };
            match direction {
                Some(direction) if step => {
                    let (low, high) = if *direction == Direction::Falling { (more, less) } else { (less, more) };
                    high == low + 1 || less == more && in_sum && one.0 < one.1
                }
                None => less != more,
                Some(direction) => {
                    let within = in_sum && !matches!(direction, Direction::Among(_));
                    (less != more || within) && direction.more(*one, *two)
                }
            }
        };
        let mut forbidden: Vec<Forbidden> = Vec::new();
        while forbidden.len() < MOST_FORBIDDEN {
            let (first, loose) = (self.space.facts.len(), loose.clone());
            let mut pairs = Pairs::new(&self.space.all, &self.space.costs, &wrong, (first, loose), &forbidden);
            let found = pairs.find(function, function, level, &differ);
            if pairs.beyond {
                return Found::Unsure(Bound::Nodes);
            }
            let Some(found) = found else { return Found::Nothing };
            let rest = told(found.rest.clone(), &asked);
            let direction = direction.cloned().unwrap_or(Direction::Either);
            let found = Pair { direction, step, rest, ..found };
            match self.space.pair_of(self.programme, &found) {
                Solved::Found(pair) => return Found::Some((pair, found.ends)),
                Solved::Impossible(cells) => forbidden.push(cells),
                Solved::Unsure => return Found::Unsure(Bound::Sum),
            }
        }
        Found::Unsure(Bound::Sum)
    }

    /// A break with its families assessed. `None` where a family cannot be read.
    fn tell(&self, kind: BreakKind, about: About, families: Vec<Family>, numbers: Numbers) -> Option<Break> {
        let on = date_of(self.on);
        let mut assessments = Vec::new();
        for family in &families {
            assessments.push(self.programme.assess(family, on).ok()?);
        }
        let About { offers, score, rule, fact, unit } = about;
        let (before, after) = numbers.unzip();
        Some(Break { offers, score, rule, fact, unit, before, after, families, assessments, ..Break::on(kind, on) })
    }
}

/// What the first of two families comes to, and the second.
type Numbers = Option<(i64, i64)>;

impl Findings {
    /// Says that a law is broken by families. Where they cannot be read, such as one of a code that no family can carry,
    /// that is no proof that it holds.
    pub(super) fn show(
        &mut self,
        proof: &Proof<'_>,
        (law, kind): (Law, BreakKind),
        about: About,
        families: Vec<Family>,
        numbers: Numbers,
    ) {
        match proof.tell(kind, about.clone(), families, numbers) {
            Some(found) => self.broken(law, found),
            None => self.undecided(law, Bound::Sum, about.offers.first().cloned(), about.fact),
        }
    }
}
