//! Something for everyone: the floor, and that it stands where nothing is known of anybody's circumstances.

use super::diagram::{Diagram, Join, NO};
use super::direction::{is_circumstance, is_need, is_status};
use super::gather::{About, Findings, Found};
use super::model::{Bound, BreakKind, Law};
use super::proof::{Entry, Proof};
use crate::assessment::{Decision, OfferAnswer};
use crate::calendar::date_of;
use crate::family::Family;
use crate::programme::Tier;

/// Every family of the target population may have some universal offer.
pub(super) fn floor(proof: &mut Proof<'_>, findings: &mut Findings) {
    findings.target.look(proof, |proof| proof.target());
    let universal = universal(proof);
    let mut some = NO;
    for entry in &universal {
        let own = proof.eligible(*entry);
        some = proof.space.all.or(some, own);
    }
    let target = proof.target();
    let none = proof.space.all.not(some);
    let without = proof.space.all.and(target, none);
    if proof.space.is_full() {
        findings.undecided(Law::Floor, Bound::Nodes, None, None);
        return;
    }
    for function in [target, some] {
        proof.names(function, findings.facts(Law::Floor));
    }
    let about = About::default();
    if !findings.is_known(Law::Floor, BreakKind::NoUniversalOffer, &about) {
        let found = proof.smallest(without, &|value| value == 1);
        tell_one(proof, findings, Law::Floor, BreakKind::NoUniversalOffer, about, found);
    }
    let mut read: Vec<(About, Diagram)> = Vec::new();
    for (rule, asked) in proof.target.clone() {
        let own = proof.space.truth(asked);
        read.push((About { rule: Some(rule.to_string()), ..About::default() }, own));
    }
    for entry in universal {
        if let Some(offer) = proof.offer(entry).filter(|_| proof.typical(entry.0).contains(&entry)) {
            let own = proof.eligible(entry);
            read.push((About { offers: vec![offer.id.to_string()], ..About::default() }, own));
        }
    }
    for (about, function) in read {
        reads(proof, findings, about, function);
    }
}

/// The universal offers, for everybody whom they are for.
fn universal(proof: &Proof<'_>) -> Vec<Entry> {
    let all = proof.entries().into_iter();
    all.filter(|entry| proof.offer(*entry).is_some_and(|offer| offer.tier == Tier::Universal)).collect()
}

/// Tells of the circumstances and the statuses that something hangs on.
fn reads(proof: &mut Proof<'_>, findings: &mut Findings, about: About, function: Diagram) {
    let asked = proof.space.all.asks(function);
    for level in 0..proof.space.facts.len() {
        if !proof.hangs_on(&asked, level) {
            continue;
        }
        let programme = proof.programme;
        let kind = if is_status(&proof.space, programme, level) {
            BreakKind::ReadsStatus
        } else if is_circumstance(&proof.space, programme, level) {
            BreakKind::ReadsCircumstance
        } else {
            continue;
        };
        let about = About { fact: Some(proof.space.name(level).into()), ..about.clone() };
        if findings.is_known(Law::Floor, kind, &about) {
            continue;
        }
        // The first has it, the second has not.
        let found = proof.smallest_pair(function, level, None, &|one, two| one == 1 && two == 0);
        match found {
            Found::Nothing => {}
            Found::Unsure(bound) => findings.undecided(Law::Floor, bound, None, about.fact),
            Found::Some((pair, _)) => {
                findings.show(proof, (Law::Floor, kind), about, pair.into(), None);
            }
        }
    }
}

/// With every circumstance and every need unknown, some universal offer is certain.
pub(super) fn residual(proof: &mut Proof<'_>, findings: &mut Findings) {
    let law = Law::ResidualUniversalism;
    // The sums in which something unknown stands: whether they hold is unknown as well.
    let hidden: Vec<Vec<bool>> = (0..proof.space.facts.len())
        .filter(|level| is_circumstance(&proof.space, proof.programme, *level) || is_need(&proof.space, *level))
        .filter_map(|level| proof.space.facts.get(level).map(|fact| proof.space.sums_with(fact.id)))
        .filter(|sums| sums.contains(&true))
        .collect();
    let unknown: Vec<bool> = (0..proof.space.all.levels())
        .map(|level| {
            is_circumstance(&proof.space, proof.programme, level)
                || is_need(&proof.space, level)
                || proof.space.sums.iter().any(|(_, own)| *own == level)
                    && hidden.iter().any(|sums| sums.get(level - proof.space.facts.len()) == Some(&true))
        })
        .collect();
    let mut certain = NO;
    for entry in universal(proof) {
        let own = proof.eligible(entry);
        let own = proof.space.all.over(own, &unknown, Join::And);
        certain = proof.space.all.or(certain, own);
    }
    let target = proof.target();
    let target = proof.space.all.over(target, &unknown, Join::Or);
    let uncertain = proof.space.all.not(certain);
    let without = proof.space.all.and(target, uncertain);
    if proof.space.is_full() {
        findings.undecided(law, Bound::Nodes, None, None);
        return;
    }
    for function in [target, certain] {
        proof.names(function, findings.facts(law));
    }
    let about = About::default();
    if !findings.is_known(law, BreakKind::FloorUncertain, &about) {
        let mut found = proof.smallest(without, &|value| value == 1);
        // Sums in which something unknown stands were taken apart; the family itself is asked whether nothing is certain.
        if !hidden.is_empty()
            && let Found::Some(family) = &found
            && has_universal(proof, family)
        {
            found = Found::Unsure(Bound::Sum);
        }
        tell_one(proof, findings, law, BreakKind::FloorUncertain, about, found);
    }
}

fn has_universal(proof: &Proof<'_>, family: &Family) -> bool {
    let Ok(assessment) = proof.programme.assess(family, date_of(proof.on)) else { return false };
    let universal = |answer: &OfferAnswer| {
        let offer = proof.programme.offers().iter().find(|offer| offer.id == answer.offer);
        offer.is_some_and(|offer| offer.tier == Tier::Universal)
    };
    assessment.offers.iter().any(|answer| answer.decision == Decision::Eligible && universal(answer))
}

pub(super) fn tell_one(
    proof: &Proof<'_>,
    findings: &mut Findings,
    law: Law,
    kind: BreakKind,
    about: About,
    found: Found<Family>,
) {
    match found {
        Found::Nothing => {}
        Found::Unsure(bound) => findings.undecided(law, bound, about.offers.first().cloned(), about.fact),
        Found::Some(family) => {
            findings.show(proof, (law, kind), about, vec![family], None);
        }
    }
}
