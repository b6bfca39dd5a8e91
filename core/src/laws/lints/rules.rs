//! Offers that nobody can have, a target population that nobody is of, and rules that make no difference.

use super::super::diagram::{Diagram, YES};
use super::super::proof::{Entry, Proof};
use super::super::somebody::Somebody;
use super::{Found, LintKind, Part, Place};
use crate::programme::{Offer, Programme, Rule};

/// What was seen of one rule.
#[derive(Debug, Clone, Default)]
struct RuleSeen {
    holds: Somebody,
    fails: Somebody,
    /// For each rule beside it: somebody whom it lets pass, and this one does not.
    alone: Vec<Somebody>,
    /// Somebody whom all the others let pass, and this one does not.
    together: Somebody,
}

/// What was seen of rules that have to hold together: of one offer, or of the target population. They stand in one row,
/// `unless` after `when`.
#[derive(Debug, Clone, Default)]
struct RulesSeen {
    /// Somebody whom they are about: within the limits there may be none.
    there: bool,
    reached: Somebody,
    rules: Vec<RuleSeen>,
}

pub(super) struct Seen {
    target: RulesSeen,
    offers: Vec<RulesSeen>,
}

/// Rules for one of those whom they are about: whether that one is there, and of each rule where it holds and where it lets
/// pass.
struct Truths {
    there: Diagram,
    truths: Vec<Diagram>,
    passes: Vec<Diagram>,
}

impl Seen {
    pub(super) fn new(programme: &Programme) -> Self {
        let offers = programme.offers().iter().map(|offer| RulesSeen::of(offer.when.len() + offer.unless.len()));
        Seen { target: RulesSeen::of(programme.target().len()), offers: offers.collect() }
    }

    pub(super) fn look_at_target(&mut self, proof: &mut Proof<'_>) {
        // Without rules everybody is of the target population.
        if self.target.rules.is_empty() {
            return;
        }
        self.target.there = true;
        self.target.reached.look(proof, |proof| proof.target());
        let rules: Vec<_> = proof.target.iter().map(|(_, asked)| *asked).collect();
        let truths: Vec<Diagram> = rules.into_iter().map(|rule| proof.space.truth(rule)).collect();
        self.target.look(proof, &Truths { there: YES, passes: truths.clone(), truths });
    }

    pub(super) fn look(&mut self, proof: &mut Proof<'_>, number: usize) {
        let Some(seen) = self.offers.get_mut(number) else { return };
        for entry in proof.typical(number) {
            seen.there = true;
            seen.reached.look(proof, |proof| proof.eligible(entry));
            if let Some(truths) = truths(proof, entry) {
                seen.look(proof, &truths);
            }
        }
    }

    pub(super) fn tell(&self, programme: &Programme, found: &mut Found) {
        let target: Vec<&Rule> = programme.target().iter().collect();
        let whole = (LintKind::TargetUnreachable, Place::Population);
        self.target.tell((programme, None), &target, whole, Place::Target, found);
        for (number, (seen, offer)) in self.offers.iter().zip(programme.offers()).enumerate() {
            let rules: Vec<&Rule> = offer.when.iter().chain(&offer.unless).collect();
            let whole = (LintKind::OfferUnreachable, Place::Offer(number, Part::Whole));
            let place = |index| Place::Offer(number, part(offer, index));
            seen.tell((programme, Some(&offer.id)), &rules, whole, place, found);
        }
    }
}

impl RulesSeen {
    fn of(count: usize) -> Self {
        let rule = RuleSeen { alone: vec![Somebody::default(); count], ..RuleSeen::default() };
        RulesSeen { rules: vec![rule; count], ..RulesSeen::default() }
    }

    fn look(&mut self, proof: &mut Proof<'_>, own: &Truths) {
        for (index, (seen, truth)) in self.rules.iter_mut().zip(&own.truths).enumerate() {
            seen.holds.look(proof, |proof| proof.space.all.and(*truth, own.there));
            seen.fails.look(proof, |proof| {
                let fails = proof.space.all.not(*truth);
                proof.space.all.and(fails, own.there)
            });
            let stopped = own.passes.get(index).map_or(YES, |pass| proof.space.all.not(*pass));
            let stopped = proof.space.all.and(stopped, own.there);
            for (other, pass) in seen.alone.iter_mut().zip(&own.passes) {
                other.look(proof, |proof| proof.space.all.and(*pass, stopped));
            }
            seen.together.look(proof, |proof| {
                let others = own.passes.iter().enumerate().filter(|(other, _)| *other != index);
                others.fold(stopped, |left, (_, pass)| proof.space.all.and(left, *pass))
            });
        }
    }

    fn tell(
        &self,
        (programme, offer): (&Programme, Option<&str>),
        rules: &[&Rule],
        (unreachable, whole): (LintKind, Place),
        place: impl Fn(usize) -> Place,
        found: &mut Found,
    ) {
        if !self.there {
            return;
        }
        let nobody = found.is_nobody(self.reached, offer);
        if nobody {
            found.add(programme, unreachable, whole, |_| {});
        }
        for (index, rule) in self.rules.iter().enumerate() {
            let (never, always) = (found.is_nobody(rule.holds, offer), found.is_nobody(rule.fails, offer));
            if never || always {
                let kind = if never { LintKind::RuleNever } else { LintKind::RuleAlways };
                found.add(programme, kind, place(index), |_| {});
            } else if !nobody && let Some(other) = self.implied(index, rules, offer, found) {
                found.add(programme, LintKind::RuleImplied, place(index), |lint| lint.other = other);
            }
        }
    }

    /// The rule that implies one: none where only all the others together do. Of rules that say the same, the first stays.
    fn implied(&self, index: usize, rules: &[&Rule], offer: Option<&str>, found: &mut Found) -> Option<Option<String>> {
        let rule = self.rules.get(index)?;
        for (other, own) in rule.alone.iter().enumerate().filter(|(other, _)| *other != index) {
            let back = self.rules.get(other).and_then(|other| other.alone.get(index)).copied().unwrap_or_default();
            if found.is_nobody(*own, offer) && (other < index || back != Somebody::Nobody) {
                return Some(rules.get(other).map(|other| other.id.to_string()));
            }
        }
        let same = |(other, own): (usize, &Somebody)| other != index && *own == Somebody::Nobody;
        // What the same is said by a later rule alone is told of that rule.
        if rule.alone.iter().enumerate().any(same) {
            return None;
        }
        found.is_nobody(rule.together, offer).then_some(None)
    }
}

fn part(offer: &Offer, index: usize) -> Part {
    match index.checked_sub(offer.when.len()) {
        None => Part::When(index),
        Some(index) => Part::Unless(index),
    }
}

/// Of every rule of an offer, where it holds, and where it lets pass.
fn truths(proof: &mut Proof<'_>, entry: Entry) -> Option<Truths> {
    let rules = proof.rules(entry)?.clone();
    let (mut truths, mut passes) = (Vec::new(), Vec::new());
    for rule in &rules.when {
        let truth = proof.space.truth(*rule);
        truths.push(truth);
        passes.push(truth);
    }
    for rule in &rules.unless {
        let truth = proof.space.truth(*rule);
        truths.push(truth);
        passes.push(proof.space.all.not(truth));
    }
    Some(Truths { there: proof.there(entry), truths, passes })
}
