//! What the document says of its conditions: where they come from, and that they read what none should.

use std::collections::BTreeSet;

use super::{Found, LintKind, Part, Place};
use crate::condition::{Amount, Logic, Quantity, Reading};
use crate::programme::Programme;
use crate::vocabulary::{Records, Subject};

/// Parts of names that speak of a refusal: in French, German, Italian, English.
const REFUSALS: [&str; 6] = ["refus", "declin", "ablehn", "abgelehn", "verweiger", "rifiut"];

/// Parts of names that speak of a screening, and instruments of one: the Edinburgh scale, the Whooley questions, PHQ and GAD
/// for wellbeing, Babylotse and KINDEX around birth, ASQ for development.
const SCREENINGS: [&str; 11] = [
    "screening",
    "screened",
    "depistage",
    "epds",
    "edinburgh",
    "whooley",
    "phq",
    "gad7",
    "babylotse",
    "kindex",
    "asq3",
];

/// What a fact records, as its definition says or as its name does.
fn records(programme: &Programme, subject: Subject, name: &str) -> Option<Records> {
    let declared = programme.facts().get(&(subject, name.to_owned())).and_then(|fact| fact.records);
    let says = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    declared
        .or_else(|| says(&REFUSALS).then_some(Records::Refusal))
        .or_else(|| says(&SCREENINGS).then_some(Records::Screening))
}

/// Every condition with its place, and whether it says where it comes from; nobody asks that of a response.
fn conditions(programme: &Programme) -> Vec<(Place, &Logic, Option<bool>)> {
    let mut all = Vec::new();
    for (index, rule) in programme.target().iter().enumerate() {
        all.push((Place::Target(index), &rule.logic, Some(rule.source.is_some())));
    }
    let response = programme.response();
    for (key, condition) in [("orientation", &response.orientation), ("accompaniment", &response.accompaniment)] {
        all.extend(condition.as_ref().map(|(_, logic)| (Place::Response(key), logic, None)));
    }
    for (index, score) in programme.scores().iter().enumerate() {
        for (row, own) in score.rows.iter().enumerate() {
            all.push((Place::Score(index, row), &own.logic, Some(own.source.is_some())));
        }
    }
    for (index, offer) in programme.offers().iter().enumerate() {
        let when = offer.when.iter().enumerate().map(|(rule, own)| (Part::When(rule), own));
        let unless = offer.unless.iter().enumerate().map(|(rule, own)| (Part::Unless(rule), own));
        all.extend(
            when.chain(unless)
                .map(|(part, rule)| (Place::Offer(index, part), &rule.logic, Some(rule.source.is_some()))),
        );
    }
    all
}

pub(super) fn said(programme: &Programme, found: &mut Found) {
    for (place, logic, source) in conditions(programme) {
        if source == Some(false) {
            found.add(programme, LintKind::NoSource, place, |_| {});
        }
        for (subject, name) in facts(programme, logic) {
            let kind = match records(programme, subject, &name) {
                None => continue,
                Some(Records::Refusal) => LintKind::RefusalAsFact,
                Some(Records::Screening) => LintKind::ScreeningAsFact,
            };
            found.add(programme, kind, place, |lint| lint.fact = Some(format!("{subject}.{name}")));
        }
    }
}

/// The facts of vocabularies that a condition reads.
fn facts(programme: &Programme, logic: &Logic) -> BTreeSet<(Subject, String)> {
    let mut found = BTreeSet::new();
    let mut note = |reading: &Reading| {
        if let Some(Quantity::Fact(name)) = programme.ledger().quantities(reading.subject).get(reading.index) {
            found.insert((reading.subject, name.clone()));
        }
    };
    logic.walk(&mut |part| match part {
        Logic::In(reading, _) => note(reading),
        Logic::Sum(amounts, _) => {
            for (_, amount) in amounts {
                if let Amount::Reading(reading) = amount {
                    note(reading);
                }
            }
        }
        _ => {}
    });
    found
}
