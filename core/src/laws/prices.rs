//! What a family pays for offers that replace one another: no more where there is more disadvantage. Prices in different
//! currencies are never compared.

use super::diagram::{Diagram, Join, NO, NOBODY};
use super::direction::Direction;
use super::gather::{About, Findings, Found};
use super::gradient::{falls, price};
use super::model::{Bound, BreakKind, Law};
use super::proof::Proof;
use super::replaced::Held;
use crate::gather;
use crate::programme::{Cost, Offer};

/// The most offers of a group that are paid for, in several currencies: a mark each in one number.
const MOST_PAID: usize = 62;

/// What is paid in: nothing has no currency.
fn currency(offer: &Offer) -> Option<&str> {
    match &offer.cost {
        Cost::Amount { currency, .. } if price(offer) > 0 => Some(currency),
        _ => None,
    }
}

/// The cheapest that a family has, in each currency by itself; where two families pay in different ones, it is not decided.
pub(super) fn prices(
    proof: &mut Proof<'_>,
    findings: &mut Findings,
    dimensions: &[(usize, Direction)],
    held: &[Held<'_>],
    about: &About,
) {
    let mut currencies: Vec<&str> = held.iter().filter_map(|own| currency(own.offer)).collect();
    currencies.sort_unstable();
    currencies.dedup();
    for own in &currencies {
        let price = cheapest(proof, held, own);
        falls(proof, findings, dimensions, price, about, (BreakKind::HigherPrice, false));
    }
    if currencies.len() > 1 {
        different(proof, findings, dimensions, held, about);
    }
}

/// The price of the cheapest in one currency, nothing where something is free; nobody where a family has nothing, or pays in
/// another currency.
fn cheapest(proof: &mut Proof<'_>, held: &[Held<'_>], wanted: &str) -> Diagram {
    let mut order: Vec<&Held<'_>> = held.iter().collect();
    // The last is chosen first: what is free, then what is paid in another currency, then the cheapest.
    order.sort_by_key(|own| match currency(own.offer) {
        None => (2, 0),
        Some(own) if own != wanted => (1, 0),
        Some(_) => (0, price(own.offer).saturating_neg()),
    });
    let nobody = proof.space.all.end(NOBODY);
    let mut found = nobody;
    for own in order {
        let amount = match currency(own.offer) {
            Some(own) if own != wanted => nobody,
            _ => proof.space.all.end(price(own.offer)),
        };
        found = proof.space.all.choose(own.stands, amount, found);
    }
    found
}

/// Says where two families pay in different currencies, so that nobody knows which pays more.
fn different(
    proof: &mut Proof<'_>,
    findings: &mut Findings,
    dimensions: &[(usize, Direction)],
    held: &[Held<'_>],
    about: &About,
) {
    let offer = about.offers.first().cloned();
    let paid: Vec<(&Held<'_>, &str)> = held.iter().filter_map(|own| Some((own, currency(own.offer)?))).collect();
    if paid.len() > MOST_PAID {
        return findings.undecided(Law::Gradient, Bound::Currencies, offer, None);
    }
    // A mark for each offer that is paid for; none where something is free.
    let mut some = NO;
    for own in held {
        some = proof.space.all.or(some, own.stands);
    }
    let nobody = proof.space.all.end(NOBODY);
    let mut marks = proof.space.all.choose(some, NO, nobody);
    for (place, (own, _)) in paid.iter().enumerate() {
        let mark = proof.space.all.map(own.stands, &|value| if value == 0 { 0 } else { 1 << place });
        marks = proof.space.all.join(Join::Sum, marks, mark);
    }
    for own in held.iter().filter(|own| currency(own.offer).is_none()) {
        marks = proof.space.all.choose(own.stands, NO, marks);
    }
    let paid_in = |marks: i64| {
        let stand = paid.iter().enumerate().filter(move |(place, _)| marks >> place & 1 == 1);
        gather::set(stand.map(|(_, (_, currency))| *currency))
    };
    let wrong = |one: i64, two: i64| {
        let (before, after) = (paid_in(one), paid_in(two));
        !after.is_empty() && (before.len() > 1 || after.len() > 1 || !before.is_empty() && before != after)
    };
    let asked = proof.space.all.asks(marks);
    for (level, direction) in dimensions {
        if !proof.hangs_on(&asked, *level) {
            continue;
        }
        let (offer, fact) = (offer.clone(), proof.space.name(*level).to_owned());
        match proof.smallest_pair(marks, *level, Some(direction), &wrong) {
            Found::Nothing => {}
            Found::Some(_) => findings.undecided(Law::Gradient, Bound::Currencies, offer, Some(fact)),
            Found::Unsure(bound) => findings.undecided(Law::Gradient, bound, offer, Some(fact)),
        }
    }
}
