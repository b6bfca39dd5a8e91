//! What loading looks at twice: sensitive facts marked as changeable, rules that never or always hold, rules that say the same, scores out of reach.

use super::Parts;
use super::model::{Offer, Rule, Score};
use crate::calendar::day_of;
use crate::condition::{Frame, Grounding, Ledger, List, Logic, Question, Settled, ground, settle};
use crate::error::{Code, Place, Problem};
use crate::family::{Known, anybody};
use crate::vocabulary::{Facts, Subject};

/// Anybody at all, as the subject of an offer: the member that nobody listed plays the subject, and its facts are facts
/// like any other.
pub(super) fn anyone(known: &Known, subject: Subject) -> Known {
    let mut known = known.clone();
    let own = List::of(subject);
    let subjects =
        known.variables.iter_mut().filter(|variable| variable.unlisted.is_some() && variable.unlisted == own);
    subjects.for_each(|variable| variable.unlisted = None);
    known
}

/// Decides something about anybody at all. `None` where it speaks of the calendar, or of others of the member's own kind:
/// then nothing can be said before a family is known.
fn of_anybody(
    conditions: &[&Logic],
    rows: &[(i64, &Logic)],
    subject: Subject,
    known: &Known,
    ledger: &Ledger,
) -> Option<Settled> {
    let mut speaks = false;
    for logic in conditions.iter().copied().chain(rows.iter().map(|(_, logic)| *logic)) {
        logic.walk(&mut |part| {
            speaks |= match part {
                Logic::In(reading, _) => is_today(reading, ledger),
                Logic::Exists(list, _) => List::of(subject) == Some(*list),
                Logic::Sum(amounts, _) => amounts.iter().any(|(_, amount)| match amount {
                    crate::condition::Amount::Reading(reading) => is_today(reading, ledger),
                    crate::condition::Amount::Count(list, _) => List::of(subject) == Some(*list),
                }),
                _ => false,
            };
        });
    }
    if speaks {
        return None;
    }
    let moment = known.at(known.on);
    let mut grounding = Grounding::default();
    let frame = Frame::of(0);
    let conditions = conditions.iter().map(|logic| ground(logic, &moment, &frame, &mut grounding)).collect();
    let rows = rows.iter().map(|(points, logic)| (*points, ground(logic, &moment, &frame, &mut grounding))).collect();
    let question = Question { conditions, rows, base: 0, step: None, grounding: &grounding, missing: false };
    settle(&question, &moment)
}

fn is_today(reading: &crate::condition::Reading, ledger: &Ledger) -> bool {
    ledger.quantities(reading.subject).get(reading.index) == Some(&crate::condition::Quantity::On)
}

/// The least score that anybody can have; where that is beyond exact work, the sum of all points taken away.
pub(super) fn least_score(score: &Score, known: &Known, ledger: &Ledger) -> i64 {
    let rows: Vec<(i64, &Logic)> = score.rows.iter().map(|row| (row.points, &row.logic)).collect();
    let settled = of_anybody(&[], &rows, score.of, &anyone(known, score.of), ledger);
    let least = settled.and_then(|settled| settled.scores.first().copied());
    least.unwrap_or_else(|| rows.iter().map(|(points, _)| (*points).min(0)).sum())
}

pub(super) fn warnings(parts: &Parts, facts: &Facts, ledger: &Ledger) -> Vec<Problem> {
    let mut found = Vec::new();
    for ((subject, name), fact) in facts.iter().filter(|(_, fact)| fact.changeable && fact.category.is_sensitive()) {
        let place = Place::at(format!("facts.{}.{name}.changeable", subject.as_str()));
        let message = format!("`{name}` is of the category `{}`, which is sensitive", fact.category);
        found.push(Problem::new(Code::FactChangeable, place, message));
    }
    let on = day_of(parts.valid.from);
    let Some(known) = anybody(facts, ledger, on, parts.term_weeks) else { return found };
    let played = Subject::ALL.map(|subject| anyone(&known, subject));
    for (index, offer) in parts.offers.iter().enumerate() {
        let Some(known) = played.get(offer.subject as usize) else { continue };
        for (key, rules) in [("when", &offer.when), ("unless", &offer.unless)] {
            for (number, rule) in rules.iter().enumerate() {
                let place = Place::at(format!("offers[{index}].{key}[{number}].condition"));
                found.extend(weighed(rule, key == "unless", offer, known, ledger, &place));
                if let Some(other) = earlier(offer, key, number, rule) {
                    let message = format!("the rule `{}` of `{}` repeats the rule `{other}`", rule.id, offer.id);
                    found.push(Problem::new(Code::RuleRepeated, place, message).help(SPARE));
                }
            }
        }
    }
    found
}

const SPARE: &str = "it makes no difference, and can be left out";

fn weighed(
    rule: &Rule,
    excludes: bool,
    offer: &Offer,
    known: &Known,
    ledger: &Ledger,
    place: &Place,
) -> Option<Problem> {
    let settled = of_anybody(&[&rule.logic], &[], offer.subject, known, ledger)?;
    let (code, word, shuts) = match (settled.can_hold, settled.can_fail) {
        (false, _) => (Code::RuleNever, "never", !excludes),
        (_, false) => (Code::RuleAlways, "always", excludes),
        _ => return None,
    };
    let help = if shuts { "as it stands, nobody can have the offer" } else { SPARE };
    let message = format!("the rule `{}` of `{}` {word} holds", rule.id, offer.id);
    Some(Problem::new(code, place.clone(), message).help(help))
}

/// An earlier rule of the offer, of the same kind, that says the same.
fn earlier<'o>(offer: &'o Offer, key: &str, number: usize, rule: &Rule) -> Option<&'o str> {
    let rules = if key == "when" { &offer.when } else { &offer.unless };
    // Offers of people have few rules; of a thousand, no pair is looked at twice.
    if number > 256 {
        return None;
    }
    rules.iter().take(number).find(|other| other.logic == rule.logic).map(|other| &*other.id)
}
