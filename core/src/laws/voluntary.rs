//! Support that is nobody's duty, in the targeted and intensive tiers, costs nothing and begins with acceptance.

use super::diagram::NO;
use super::floor::tell_one;
use super::gather::{About, Findings, Found};
use super::gradient::price;
use super::model::{Bound, BreakKind, Law};
use super::proof::Proof;
use crate::programme::{Duty, Tier};

pub(super) fn voluntary(proof: &mut Proof<'_>, findings: &mut Findings) {
    let law = Law::FreeAndVoluntary;
    for number in 0..proof.programme.offers().len() {
        let Some(offer) = proof.programme.offers().get(number) else { continue };
        if offer.tier == Tier::Universal || offer.duty != Duty::None {
            continue;
        }
        let mut kinds = Vec::new();
        if price(offer) > 0 {
            kinds.push(BreakKind::NotFree);
        }
        if offer.needs_acceptance == Some(false) {
            kinds.push(BreakKind::WithoutAcceptance);
        }
        if kinds.is_empty() && offer.needs_acceptance.is_some() {
            continue;
        }
        proof.renew();
        let mut some = NO;
        for entry in proof.typical(number) {
            let own = proof.eligible(entry);
            some = proof.space.all.or(some, own);
        }
        if proof.space.is_full() {
            findings.undecided(law, Bound::Nodes, Some(offer.id.to_string()), None);
            continue;
        }
        proof.names(some, findings.facts(law));
        for kind in kinds {
            let about = About { offers: vec![offer.id.to_string()], ..About::default() };
            if !findings.is_known(law, kind, &about) {
                let found = proof.smallest(some, &|value| value == 1);
                tell_one(proof, findings, law, kind, about, found);
            }
        }
        // What nobody can have needs nobody's acceptance.
        if offer.needs_acceptance.is_none() && !matches!(proof.smallest(some, &|value| value == 1), Found::Nothing) {
            findings.undecided(law, Bound::Acceptance, Some(offer.id.to_string()), None);
        }
    }
}
