//! The gradient in total: the doses of all offers, weighed and added up.
//!
//! Where no offer falls, their sum cannot fall either, whatever the weights. Only where one does is the sum looked at, and
//! then along that fact alone, over the offers that hang on it.

use std::collections::BTreeMap;

use super::diagram::{Join, NO};
use super::direction::Direction;
use super::gather::{About, Findings};
use super::gradient::falls;
use super::model::{Bound, BreakKind, Law};
use super::proof::Proof;

pub(super) fn total(
    proof: &mut Proof<'_>,
    weights: &BTreeMap<String, i64>,
    dimensions: &[(usize, Direction)],
    findings: &mut Findings,
) {
    for (level, direction) in dimensions {
        let fact = proof.space.name(*level).to_owned();
        if !findings.falls_along(&fact) {
            continue;
        }
        let (mut total, mut weighed) = (NO, true);
        for entry in proof.entries() {
            let Some(dose) = proof.offer(entry).and_then(|offer| offer.dose.as_ref()) else { continue };
            let amount = proof.amount(entry);
            let asked = proof.space.all.asks(amount);
            if !proof.hangs_on(&asked, *level) {
                continue;
            }
            let Some(weight) = weights.get(&*dose.unit).copied() else {
                weighed = false;
                break;
            };
            let own = proof.space.all.map(amount, &|amount| amount.max(0).saturating_mul(weight));
            total = proof.space.all.join(Join::Sum, total, own);
        }
        if !weighed {
            findings.undecided(Law::Gradient, Bound::Weights, None, Some(fact));
            continue;
        }
        let only = [(*level, direction.clone())];
        falls(proof, findings, &only, total, &About::default(), (BreakKind::SmallerTotal, true));
    }
}
