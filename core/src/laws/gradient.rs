//! More for those who need more: no score, no dose, no tier falls, and no price rises, as disadvantage or need grows.

use std::collections::{BTreeMap, BTreeSet};

use super::diagram::{Diagram, Join, NOBODY};
use super::direction::{Direction, direction};
use super::gather::{About, Findings, Found};
use super::model::{Bound, BreakKind, Law};
use super::proof::{Entry, NONE, Proof};
use crate::condition::List;
use crate::programme::{Cost, Offer};
use crate::vocabulary::Subject;

const LAW: Law = Law::Gradient;

/// The facts along which disadvantage, need or a resource grows.
fn dimensions(proof: &Proof<'_>) -> Vec<(usize, Direction)> {
    let levels = 0..proof.space.facts.len();
    levels.filter_map(|level| Some((level, direction(&proof.space, proof.programme, level)?))).collect()
}

pub(super) fn gradient(proof: &mut Proof<'_>, weights: &BTreeMap<String, i64>, findings: &mut Findings) {
    let dimensions = dimensions(proof);
    for (level, _) in &dimensions {
        findings.facts(LAW).insert(super::names::written(proof.space.name(*level)));
    }
    for entry in proof.scored() {
        if !typical_score(proof, entry) {
            continue;
        }
        proof.renew();
        let mut score = proof.score(entry);
        let of = proof.programme.scores().get(entry.0).and_then(|own| List::of(own.of));
        if let Some(list) = of {
            // Of a member who is not there nothing is counted.
            let (there, nobody) = (proof.space.there(list, entry.1), proof.space.all.end(NOBODY));
            score = proof.space.all.choose(there, score, nobody);
        }
        let about =
            About { score: proof.programme.scores().get(entry.0).map(|own| own.id.clone()), ..About::default() };
        falls(proof, findings, &dimensions, score, &about, (BreakKind::LowerScore, true));
    }
    for group in groups(proof.programme.offers()) {
        proof.renew();
        judge_group(proof, weights, findings, &dimensions, &group);
    }
    super::total::total(proof, weights, &dimensions, findings);
}

fn typical_score(proof: &Proof<'_>, (score, member): Entry) -> bool {
    let born = proof.space.anyone.born;
    proof.programme.scores().get(score).is_some_and(|own| match own.of {
        Subject::Child => member == 0 || member == born,
        _ => member == 0,
    })
}

/// Looks along every dimension for two families of which the second comes to less (or, of prices, to more).
pub(super) fn falls(
    proof: &mut Proof<'_>,
    findings: &mut Findings,
    dimensions: &[(usize, Direction)],
    function: Diagram,
    about: &About,
    (kind, less_is_wrong): (BreakKind, bool),
) {
    let wrong = |one: i64, two: i64| if less_is_wrong { one > two } else { one < two };
    falls_where(proof, findings, dimensions, function, about, (kind, &wrong, &|value| value));
}

/// How a break is told: its kind, which two numbers are wrong side by side, and what is said of each.
type Told<'t> = (BreakKind, &'t dyn Fn(i64, i64) -> bool, &'t dyn Fn(i64) -> i64);

/// The same, where it is told which two numbers are wrong.
pub(super) fn falls_where(
    proof: &mut Proof<'_>,
    findings: &mut Findings,
    dimensions: &[(usize, Direction)],
    function: Diagram,
    about: &About,
    (kind, wrong, said): Told<'_>,
) {
    let asked = proof.space.all.asks(function);
    if proof.space.is_full() {
        findings.undecided(LAW, Bound::Nodes, about.offers.first().cloned(), None);
        return;
    }
    for (level, direction) in dimensions {
        if !proof.hangs_on(&asked, *level) {
            continue;
        }
        let about = About { fact: Some(proof.space.name(*level).to_owned()), ..about.clone() };
        if findings.is_known(LAW, kind, &about) {
            continue;
        }
        match proof.smallest_pair(function, *level, Some(direction), wrong) {
            Found::Nothing => {}
            Found::Unsure(bound) => findings.undecided(LAW, bound, about.offers.first().cloned(), about.fact),
            Found::Some((pair, (before, after))) => {
                let numbers = (said(before), said(after));
                let numbers = (kind != BreakKind::OfferLost).then_some(numbers);
                findings.show(proof, (LAW, kind), about, pair.into(), numbers);
            }
        }
    }
}

/// Offers that replace one another, by their places; most stand alone.
pub(super) fn groups(offers: &[Offer]) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..offers.len()).collect();
    for (number, offer) in offers.iter().enumerate() {
        for replaced in &offer.replaces {
            let Some(other) = offers.iter().position(|own| *own.id == **replaced) else { continue };
            let (one, two) = (of.get(number).copied().unwrap_or(number), of.get(other).copied().unwrap_or(other));
            of.iter_mut().filter(|own| **own == one.max(two)).for_each(|own| *own = one.min(two));
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, group) in of.into_iter().enumerate() {
        found.entry(group).or_default().push(number);
    }
    found.into_values().collect()
}

/// One offer, or several that replace one another.
fn judge_group(
    proof: &mut Proof<'_>,
    weights: &BTreeMap<String, i64>,
    findings: &mut Findings,
    dimensions: &[(usize, Direction)],
    group: &[usize],
) {
    let offers: Vec<&Offer> = group.iter().filter_map(|number| proof.programme.offers().get(*number)).collect();
    let about = About { offers: offers.iter().map(|offer| offer.id.to_string()).collect(), ..About::default() };
    let [only] = offers.as_slice() else {
        return super::replaced::group(proof, weights, findings, dimensions, group, &about);
    };
    let [number] = group else { return };
    let unit = only.dose.as_ref().map(|dose| dose.unit.to_string());
    for entry in proof.typical(*number) {
        let amount = proof.amount(entry);
        // To lose the offer is told apart from having less of it.
        let held = proof.space.all.map(amount, &|value| i64::from(value != NONE));
        falls(proof, findings, dimensions, held, &about, (BreakKind::OfferLost, true));
        if unit.is_some() {
            let held = proof.space.all.end(NOBODY);
            let eligible = proof.eligible(entry);
            let dose = proof.space.all.choose(eligible, amount, held);
            let about = About { unit: unit.clone(), ..about.clone() };
            falls(proof, findings, dimensions, dose, &about, (BreakKind::SmallerDose, true));
        }
    }
}

impl Proof<'_> {
    /// Does a function ask the fact of a level, or a sum in which it stands?
    pub(super) fn hangs_on(&self, asked: &[bool], level: usize) -> bool {
        let facts = self.space.facts.len();
        asked.get(level).copied().unwrap_or(false)
            || self.space.facts.get(level).is_some_and(|fact| {
                let sums = self.space.sums_with(fact.id);
                sums.iter().zip(asked.iter().skip(facts)).any(|(holds, asked)| *holds && *asked)
            })
    }
}

/// The price of an offer in the currency's smallest unit.
pub(super) fn price(offer: &Offer) -> i64 {
    match &offer.cost {
        Cost::Free => 0,
        Cost::Amount { amount, .. } => {
            let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
            digits.parse().unwrap_or(i64::MAX)
        }
    }
}

/// The units of offers with a dose.
pub(super) fn units(offers: &[&Offer]) -> BTreeSet<String> {
    offers.iter().filter_map(|offer| offer.dose.as_ref()).map(|dose| dose.unit.to_string()).collect()
}

/// The greater of two functions.
pub(super) fn most(proof: &mut Proof<'_>, one: Diagram, two: Diagram) -> Diagram {
    proof.space.all.join(Join::Most, one, two)
}
