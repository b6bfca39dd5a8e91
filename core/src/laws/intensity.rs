//! Doses grow strictly with the steps of a score.

use std::collections::BTreeSet;

use super::diagram::{Diagram, NOBODY};
use super::gather::{About, Findings, Found};
use super::model::{Bound, BreakKind, Law};
use super::proof::Proof;
use crate::family::Family;

pub(super) fn intensity(proof: &mut Proof<'_>, findings: &mut Findings) {
    let law = Law::Intensity;
    for number in 0..proof.programme.offers().len() {
        let Some(offer) = proof.programme.offers().get(number) else { continue };
        let Some(dose) = offer.dose.as_ref().filter(|dose| dose.by.is_some()) else { continue };
        // Steps that stand in a row without growing; all others grow, whoever stands on them.
        let amounts: Vec<i64> = dose.steps.iter().map(|(_, amount)| *amount).collect();
        let level = |dose: &crate::programme::DoseRule, score| {
            dose.step(score).and_then(|step| i64::try_from(step).ok()).unwrap_or(NOBODY)
        };
        proof.renew();
        // What each of those comes to whom the offer is for, and the steps on which anybody stands.
        let (mut all, mut reached) = (Vec::new(), BTreeSet::new());
        for entry in proof.typical(number) {
            let step = proof.dosed(entry, dose, &level);
            let (eligible, nobody) = (proof.eligible(entry), proof.space.all.end(NOBODY));
            let step = proof.space.all.choose(eligible, step, nobody);
            proof.names(step, findings.facts(law));
            let own = proof.of_possible(step);
            reached.extend(proof.space.all.values(own));
            all.push(step);
        }
        if proof.space.is_full() {
            findings.undecided(law, Bound::Nodes, Some(offer.id.to_string()), None);
            continue;
        }
        let reached: Vec<i64> = reached.into_iter().collect();
        for (low, high) in flat(&amounts, &reached) {
            let unit = Some(dose.unit.to_string());
            let about = About { offers: vec![offer.id.to_string()], unit, ..About::default() };
            if findings.is_known(law, BreakKind::StepNotLarger, &about) {
                continue;
            }
            let both = [low, high].map(|wanted| smallest(proof, &all, wanted));
            let amount = |step: i64| usize::try_from(step).ok().and_then(|step| amounts.get(step)).copied();
            match both {
                [Found::Some(one), Found::Some(two)] => {
                    let numbers = amount(low).zip(amount(high));
                    findings.show(proof, (law, BreakKind::StepNotLarger), about, vec![one, two], numbers);
                }
                [Found::Nothing, _] | [_, Found::Nothing] => {}
                [Found::Unsure(bound), _] | [_, Found::Unsure(bound)] => {
                    findings.undecided(law, bound, Some(offer.id.to_string()), None)
                }
            }
        }
    }
}

/// A family of which somebody stands on a step.
fn smallest(proof: &mut Proof<'_>, all: &[Diagram], wanted: i64) -> Found<Family> {
    let mut found = Found::Nothing;
    for own in all {
        match proof.smallest(*own, &|value| value == wanted) {
            Found::Nothing => {}
            some @ Found::Some(_) => return some,
            unsure @ Found::Unsure(_) => found = unsure,
        }
    }
    found
}

/// The pairs of steps that somebody stands on, one above the other, of which the upper gives no more.
fn flat(amounts: &[i64], reached: &[i64]) -> Vec<(i64, i64)> {
    let amount = |step: i64| usize::try_from(step).ok().and_then(|step| amounts.get(step)).copied();
    let mut found = Vec::new();
    for (index, low) in reached.iter().enumerate() {
        for high in reached.iter().skip(index + 1) {
            if let (Some(less), Some(more)) = (amount(*low), amount(*high))
                && more <= less
            {
                found.push((*low, *high));
            }
        }
    }
    found
}
