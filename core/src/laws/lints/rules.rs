//! Offers that nobody can have, and rules that make no difference.

use super::super::diagram::{Diagram, YES};
use super::super::proof::{Entry, Proof};
use super::seen::Somebody;
use super::{Found, LintKind, Part, Place};
use crate::programme::{Offer, Programme};

/// What was seen of one rule.
#[derive(Debug, Clone, Default)]
struct RuleSeen {
    holds: Somebody,
    fails: Somebody,
    /// For each rule of the offer: somebody whom it lets pass, and this one does not.
    alone: Vec<Somebody>,
    /// Somebody whom all the others let pass, and this one does not.
    together: Somebody,
}

/// What was seen of one offer. Its rules stand in one row, `unless` after `when`.
#[derive(Debug, Clone, Default)]
struct OfferSeen {
    /// Somebody whom it is for: within the limits there may be none.
    there: bool,
    reached: Somebody,
    rules: Vec<RuleSeen>,
}

pub(super) struct Seen(Vec<OfferSeen>);

impl Seen {
    pub(super) fn new(programme: &Programme) -> Self {
        let offers = programme.offers().iter().map(|offer| {
            let count = offer.when.len() + offer.unless.len();
            let rule = RuleSeen { alone: vec![Somebody::default(); count], ..RuleSeen::default() };
            OfferSeen { rules: vec![rule; count], ..OfferSeen::default() }
        });
        Seen(offers.collect())
    }

    pub(super) fn look(&mut self, proof: &mut Proof<'_>, number: usize) {
        let Some(seen) = self.0.get_mut(number) else { return };
        for entry in proof.typical(number) {
            seen.there = true;
            seen.reached.look(proof, |proof| proof.eligible(entry));
            let Some((truths, passes)) = truths(proof, entry) else { continue };
            let there = proof.there(entry);
            for (index, (own, truth)) in seen.rules.iter_mut().zip(&truths).enumerate() {
                own.holds.look(proof, |proof| proof.space.all.and(*truth, there));
                own.fails.look(proof, |proof| {
                    let fails = proof.space.all.not(*truth);
                    proof.space.all.and(fails, there)
                });
                let stopped = passes.get(index).map_or(YES, |own| proof.space.all.not(*own));
                let stopped = proof.space.all.and(stopped, there);
                for (other, pass) in own.alone.iter_mut().zip(&passes) {
                    other.look(proof, |proof| proof.space.all.and(*pass, stopped));
                }
                own.together.look(proof, |proof| {
                    let others = passes.iter().enumerate().filter(|(other, _)| *other != index);
                    others.fold(stopped, |left, (_, pass)| proof.space.all.and(left, *pass))
                });
            }
        }
    }

    pub(super) fn tell(&self, programme: &Programme, found: &mut Found) {
        for (number, (seen, offer)) in self.0.iter().zip(programme.offers()).enumerate() {
            if !seen.there {
                continue;
            }
            let unreachable = seen.reached.is_nobody(&offer.id, found);
            if unreachable {
                found.add(programme, LintKind::OfferUnreachable, Place::Offer(number, Part::Whole), |_| {});
            }
            for (index, rule) in seen.rules.iter().enumerate() {
                let place = Place::Offer(number, part(offer, index));
                let (never, always) = (rule.holds.is_nobody(&offer.id, found), rule.fails.is_nobody(&offer.id, found));
                if never || always {
                    let kind = if never { LintKind::RuleNever } else { LintKind::RuleAlways };
                    found.add(programme, kind, place, |_| {});
                } else if !unreachable && let Some(other) = seen.implied(index, offer, found) {
                    found.add(programme, LintKind::RuleImplied, place, |lint| lint.other = other);
                }
            }
        }
    }
}

impl OfferSeen {
    /// The rule that implies one: none where only all the others together do. Of rules that say the same, the first stays.
    fn implied(&self, index: usize, offer: &Offer, found: &mut Found) -> Option<Option<String>> {
        let rule = self.rules.get(index)?;
        for (other, own) in rule.alone.iter().enumerate().filter(|(other, _)| *other != index) {
            let back = self.rules.get(other).and_then(|other| other.alone.get(index)).copied().unwrap_or_default();
            if own.is_nobody(&offer.id, found) && (other < index || back != Somebody::Nobody) {
                let other = offer.when.iter().chain(&offer.unless).nth(other);
                return Some(other.map(|other| other.id.to_string()));
            }
        }
        let same = |(other, own): (usize, &Somebody)| other != index && *own == Somebody::Nobody;
        // What the same is said by a later rule alone is told of that rule.
        if rule.alone.iter().enumerate().any(same) {
            return None;
        }
        rule.together.is_nobody(&offer.id, found).then_some(None)
    }
}

fn part(offer: &Offer, index: usize) -> Part {
    match index.checked_sub(offer.when.len()) {
        None => Part::When(index),
        Some(index) => Part::Unless(index),
    }
}

/// Of every rule of an offer, where it holds, and where it lets pass.
fn truths(proof: &mut Proof<'_>, entry: Entry) -> Option<(Vec<Diagram>, Vec<Diagram>)> {
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
    Some((truths, passes))
}
