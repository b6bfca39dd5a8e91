//! Cliffs: one step of one fact costs more of an offer than the programme allows.
//!
//! Days are not looked at: a window has an end, and the calendar is no step that anybody takes.

use std::collections::BTreeSet;

use super::super::anyone::Role;
use super::super::diagram::{Diagram, Join, NO};
use super::super::direction::{Direction, definition, is_need};
use super::super::gather::Found as Sought;
use super::super::gradient::{groups, units};
use super::super::model::Bound;
use super::super::options::LawOptions;
use super::super::proof::Proof;
use super::super::replaced::{held, whom};
use super::super::space::Space;
use super::{Found, LintKind, Part, Place};
use crate::calendar::date_of;
use crate::condition::Grounds;
use crate::family::FactName;
use crate::programme::{Offer, Programme};
use crate::vocabulary::FactType;

/// The cliffs that were found on an earlier day: the first of the offers concerned, the unit, the fact.
pub(super) type Known = BTreeSet<(usize, String, String)>;

/// Is the fact of a level one of steps: a number, or words in an order?
fn is_ordered(space: &Space, programme: &Programme, level: usize) -> bool {
    let Some(fact) = space.facts.get(level) else { return false };
    if *space.anyone.role(fact.id).1 != Role::Named {
        return false;
    }
    if let Some(definition) = definition(space, programme, level) {
        return matches!(
            definition.of_type,
            FactType::Int { .. } | FactType::Number { .. } | FactType::Money { .. } | FactType::Enum { .. }
        );
    }
    let name = &space.anyone.variable(fact.id).label.name;
    is_need(space, level) || matches!(FactName::parse(name), Some(FactName::Of { own: "lives_here", .. }))
}

pub(super) fn look(proof: &mut Proof<'_>, number: usize, options: &LawOptions, known: &mut Known, found: &mut Found) {
    let offers = proof.programme.offers();
    // Offers that replace one another are one: what comes instead is no loss.
    let Some(group) = groups(offers).into_iter().find(|group| group.first() == Some(&number)) else { return };
    let own: Vec<&Offer> = group.iter().filter_map(|number| offers.get(*number)).collect();
    for unit in units(&own) {
        let Some(most) = options.cliffs.get(&unit).copied() else { continue };
        for function in amounts(proof, &group, &unit) {
            let asked = proof.space.all.asks(function);
            if proof.space.is_full() {
                found.undecided(Bound::Nodes, own.first().map(|offer| offer.id.to_string()), None);
                return;
            }
            for level in 0..proof.space.facts.len() {
                if !proof.hangs_on(&asked, level) || !is_ordered(&proof.space, proof.programme, level) {
                    continue;
                }
                let key = (number, unit.clone(), super::super::names::written(proof.space.name(level)));
                if !known.contains(&key) && step(proof, function, level, (&unit, most), number, found) {
                    known.insert(key);
                }
            }
        }
    }
}

/// How much there is of a unit: of one offer for each whom it is for, of several together as the gradient looks at them.
fn amounts(proof: &mut Proof<'_>, group: &[usize], unit: &str) -> Vec<Diagram> {
    if let [number] = group {
        let entries = proof.typical(*number);
        return entries
            .into_iter()
            .map(|entry| {
                let amount = proof.amount(entry);
                proof.space.all.map(amount, &|much| much.max(0))
            })
            .collect();
    }
    let mut found = Vec::new();
    for member in whom(proof, group) {
        let mut total = NO;
        for own in held(proof, group, member) {
            if own.offer.dose.as_ref().is_some_and(|dose| *dose.unit == *unit) {
                total = proof.space.all.join(Join::Sum, total, own.amount);
            }
        }
        found.push(total);
    }
    found
}

/// Looks for a step of a fact that costs too much, up or down.
fn step(
    proof: &mut Proof<'_>,
    function: Diagram,
    level: usize,
    (unit, most): (&str, i64),
    number: usize,
    found: &mut Found,
) -> bool {
    let wrong = |one: i64, two: i64| one.saturating_sub(two) > most;
    let mut unsure = false;
    for direction in [Direction::Falling, Direction::Rising] {
        match proof.smallest_step(function, level, &direction, &wrong) {
            Sought::Nothing => {}
            Sought::Unsure(_) => unsure = true,
            Sought::Some((families, (before, after))) => {
                let fact = proof.space.name(level).to_owned();
                let on = date_of(proof.on);
                found.add(proof.programme, LintKind::Cliff, Place::Offer(number, Part::Dose), |lint| {
                    lint.fact = Some(fact);
                    lint.unit = Some(unit.to_owned());
                    (lint.before, lint.after) = (Some(before), Some(after));
                    lint.on = Some(on);
                    lint.families = families.into();
                });
                return true;
            }
        }
    }
    if unsure {
        let offer = proof.programme.offers().get(number).map(|offer| offer.id.to_string());
        found.undecided(Bound::Sum, offer, Some(proof.space.name(level).to_owned()));
    }
    false
}
