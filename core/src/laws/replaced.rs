//! Offers that replace one another, judged together: what a family has of them is what it may have and nothing that it may
//! have stands in for. Where all of them are for children, say, each child is looked at by itself: what one child has stands
//! in for nothing of another's.
//!
//! Amounts are compared where the second family has nothing without a dose that the first has not: a place in a house is
//! not less than four visits, nor more.

use std::collections::BTreeMap;

use super::diagram::{Diagram, Join, NO, NOBODY};
use super::direction::Direction;
use super::gather::{About, Findings};
use super::gradient::{falls, falls_where, most, units};
use super::model::{Bound, BreakKind, Law};
use super::proof::Proof;
use crate::programme::Offer;
use crate::vocabulary::Subject;

/// What a family has of one offer of a group: whether it stands, and how much, over all whom the offer is for.
pub(super) struct Held<'p> {
    pub(super) offer: &'p Offer,
    pub(super) stands: Diagram,
    pub(super) amount: Diagram,
}

/// The tier of what a family has (1 to 3), its price, its dose; lost where nothing of the group stands any more.
pub(super) fn group(
    proof: &mut Proof<'_>,
    weights: &BTreeMap<String, i64>,
    findings: &mut Findings,
    dimensions: &[(usize, Direction)],
    group: &[usize],
    about: &About,
) {
    for member in whom(proof, group) {
        one(proof, weights, findings, (dimensions, about), (group, member));
    }
}

/// Those who stand for all whom a group is for: members, where all its offers are for the same kind; else the family.
pub(super) fn whom(proof: &Proof<'_>, group: &[usize]) -> Vec<Option<usize>> {
    let offers = proof.programme.offers();
    let mut subjects = group.iter().filter_map(|number| offers.get(*number)).map(|offer| offer.subject);
    let first = subjects.next();
    match (first, group.first()) {
        (Some(own), Some(number)) if own != Subject::Family && subjects.all(|other| other == own) => {
            proof.typical(*number).into_iter().map(|(_, member)| Some(member)).collect()
        }
        _ => vec![None],
    }
}

fn one(
    proof: &mut Proof<'_>,
    weights: &BTreeMap<String, i64>,
    findings: &mut Findings,
    (dimensions, about): (&[(usize, Direction)], &About),
    (group, member): (&[usize], Option<usize>),
) {
    let held = held(proof, group, member);
    let mut some = NO;
    let mut tier = NO;
    for own in &held {
        some = proof.space.all.or(some, own.stands);
        let number = proof.space.all.end(own.offer.tier as i64 + 1);
        let level = proof.space.all.choose(own.stands, number, NO);
        tier = most(proof, tier, level);
    }
    falls(proof, findings, dimensions, some, about, (BreakKind::OfferLost, true));
    // Where nothing is left, it is the offer that is lost.
    let nobody = proof.space.all.end(NOBODY);
    let tier = proof.space.all.choose(some, tier, nobody);
    falls(proof, findings, dimensions, tier, about, (BreakKind::TierLost, true));
    super::prices::prices(proof, findings, dimensions, &held, about);
    let offers: Vec<&Offer> = held.iter().map(|own| own.offer).collect();
    let units = units(&offers);
    let unit = match units.len() {
        0 => return,
        1 => units.first().cloned(),
        _ if units.iter().all(|unit| weights.contains_key(unit)) => None,
        _ => {
            let absent = units.into_iter().filter(|unit| !weights.contains_key(unit)).collect();
            findings.unweighed(Law::Gradient, absent, about.offers.first().cloned(), None);
            return;
        }
    };
    let total = weighed(proof, weights, &held, unit.as_ref());
    let total = proof.space.all.choose(some, total, nobody);
    let about = About { unit, ..about.clone() };
    falls_beside(proof, findings, dimensions, (total, &bare(&held)), &about, BreakKind::SmallerDose);
}

/// The offers of a group that have no dose: whether each stands.
pub(super) fn bare(held: &[Held<'_>]) -> Vec<Diagram> {
    held.iter().filter(|own| own.offer.dose.is_none() && own.stands != NO).map(|own| own.stands).collect()
}

/// Looks for two families of which the second has a smaller amount, and nothing beside it that has no dose and that the
/// first has not: how much a place is worth in visits nobody has said.
pub(super) fn falls_beside(
    proof: &mut Proof<'_>,
    findings: &mut Findings,
    dimensions: &[(usize, Direction)],
    (amount, bare): (Diagram, &[Diagram]),
    about: &About,
    kind: BreakKind,
) {
    let most = proof.space.all.values(amount).last().copied().unwrap_or(0);
    let room = i64::MAX.checked_shr(u32::try_from(bare.len()).unwrap_or(u32::MAX)).unwrap_or(0);
    if most >= room {
        findings.undecided(Law::Gradient, Bound::Nodes, about.offers.first().cloned(), about.fact.clone());
        return;
    }
    // Amount and marks in one number: one bit for each offer without a dose.
    let mut function = amount;
    for stands in bare {
        let twice = proof.space.all.map(function, &|value| 2 * value);
        let mark = proof.space.all.map(*stands, &|value| i64::from(value != 0));
        function = proof.space.all.join(Join::Sum, twice, mark);
    }
    let (places, marks) = (bare.len(), (1_i64 << bare.len()) - 1);
    let wrong = |one: i64, two: i64| one >> places > two >> places && (two & !one & marks) == 0;
    falls_where(proof, findings, dimensions, function, about, (kind, &wrong, &|value| value >> places));
}

/// What one member, or else the whole family, has of each offer of a group.
pub(super) fn held<'p>(proof: &mut Proof<'p>, group: &[usize], member: Option<usize>) -> Vec<Held<'p>> {
    let mut found = Vec::new();
    for number in group {
        let Some(offer) = proof.programme.offers().get(*number) else { continue };
        let (mut stands, mut amount) = (NO, NO);
        for entry in
            proof.entries().into_iter().filter(|entry| entry.0 == *number && member.is_none_or(|own| own == entry.1))
        {
            let own = proof.eligible(entry);
            stands = proof.space.all.or(stands, own);
            let much = proof.amount(entry);
            let much = proof.space.all.map(much, &|value| value.max(0));
            amount = proof.space.all.join(Join::Sum, amount, much);
        }
        found.push(Held { offer, stands, amount });
    }
    // Whoever may have what stands in for an offer has that instead.
    let own: Vec<Diagram> = found.iter().map(|held| held.stands).collect();
    let instead: Vec<Diagram> = (0..found.len())
        .map(|index| {
            let id = found.get(index).map(|held| held.offer.id.to_string()).unwrap_or_default();
            let replacing =
                found.iter().zip(&own).filter(|(held, _)| held.offer.replaces.iter().any(|own| **own == *id));
            let replacing: Vec<Diagram> = replacing.map(|(_, stands)| *stands).collect();
            replacing.into_iter().fold(NO, |any, stands| proof.space.all.or(any, stands))
        })
        .collect();
    for (held, instead) in found.iter_mut().zip(instead) {
        let spared = proof.space.all.not(instead);
        held.stands = proof.space.all.and(held.stands, spared);
        held.amount = proof.space.all.choose(held.stands, held.amount, NO);
    }
    found
}

fn weighed(
    proof: &mut Proof<'_>,
    weights: &BTreeMap<String, i64>,
    held: &[Held<'_>],
    unit: Option<&String>,
) -> Diagram {
    let mut total = NO;
    for own in held {
        let Some(dose) = &own.offer.dose else { continue };
        let weight = if unit.is_some() { 1 } else { weights.get(&*dose.unit).copied().unwrap_or(0) };
        let own = proof.space.all.map(own.amount, &|amount| amount.saturating_mul(weight));
        total = proof.space.all.join(Join::Sum, total, own);
    }
    total
}
