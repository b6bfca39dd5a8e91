//! Offers that differ in nothing: the same provider gives the same families as much of the same, at the same price.

use std::collections::{BTreeMap, BTreeSet};

use super::super::diagram::Join;
use super::super::gradient::price;
use super::super::proof::Proof;
use super::super::somebody::Somebody;
use super::{Found, LintKind, Part, Place};
use crate::programme::{Cost, Offer, Programme};
use crate::vocabulary::Subject;

/// Everything by which two offers may differ, beside who has how much of them and what they are called.
type Traits<'o> = (Subject, &'o str, usize, usize, Option<&'o str>, (i64, Option<&'o str>), Said<'o>);
type Said<'o> = (BTreeSet<&'o String>, BTreeSet<&'o String>, Option<&'o String>, Option<bool>);

fn traits(offer: &Offer) -> Traits<'_> {
    let currency = match &offer.cost {
        Cost::Free => None,
        Cost::Amount { currency, .. } => Some(currency.as_str()),
    };
    (
        offer.subject,
        offer.provider.as_str(),
        offer.tier as usize,
        offer.duty as usize,
        offer.dose.as_ref().map(|dose| &*dose.unit),
        (price(offer), currency),
        (offer.domains.iter().collect(), offer.languages.iter().collect(), offer.area.as_ref(), offer.needs_acceptance),
    )
}

/// Pairs of offers that differ in no trait, and somebody who has other amounts of the two.
pub(super) struct Seen(BTreeMap<(usize, usize), Somebody>);

impl Seen {
    pub(super) fn new(programme: &Programme) -> Self {
        let mut alike: BTreeMap<Traits<'_>, Vec<usize>> = BTreeMap::new();
        for (number, offer) in programme.offers().iter().enumerate() {
            alike.entry(traits(offer)).or_default().push(number);
        }
        let pairs = alike.into_values().flat_map(|own| {
            let all = own.clone();
            own.into_iter().flat_map(move |one| {
                let later: Vec<usize> = all.iter().copied().filter(|two| one < *two).collect();
                later.into_iter().map(move |two| ((one, two), Somebody::Nobody))
            })
        });
        Seen(pairs.collect())
    }

    pub(super) fn look(&mut self, proof: &mut Proof<'_>) {
        let firsts: BTreeSet<usize> = self.0.keys().flat_map(|(one, two)| [*one, *two]).collect();
        let mut amounts = BTreeMap::new();
        for number in firsts {
            let typical = proof.typical(number);
            let own: Vec<_> = typical
                .into_iter()
                .map(|entry| {
                    let amount = proof.amount(entry);
                    proof.of_possible(amount)
                })
                .collect();
            amounts.insert(number, own);
        }
        for ((one, two), differs) in &mut self.0 {
            let (Some(one), Some(two)) = (amounts.get(one), amounts.get(two)) else { continue };
            for (one, two) in one.iter().zip(two) {
                // Without sums, functions are the same if and only if they are the same node.
                if one == two && !proof.space.is_full() {
                    continue;
                }
                if proof.space.sums.is_empty() && !proof.space.is_full() {
                    *differs = Somebody::Yes;
                }
                differs.look(proof, |proof| {
                    let more = proof.space.all.join(Join::Above, *one, *two);
                    let less = proof.space.all.join(Join::Above, *two, *one);
                    proof.space.all.or(more, less)
                });
            }
        }
    }

    /// Of several offers that are alike, each is told once, with the first of them.
    pub(super) fn tell(&self, programme: &Programme, found: &mut Found) {
        let mut told = BTreeSet::new();
        for ((one, two), differs) in &self.0 {
            let (Some(first), Some(second)) = (programme.offers().get(*one), programme.offers().get(*two)) else {
                continue;
            };
            if found.is_nobody(*differs, Some(&second.id)) && told.insert(*two) {
                found.add(programme, LintKind::OffersAlike, Place::Offer(*two, Part::Whole), |lint| {
                    lint.other = Some(first.id.to_string());
                });
            }
        }
    }
}
