//! One answer in full: its decision, its dose, what is missing.

use std::collections::BTreeSet;

use super::Prepared;
use super::answer::{Decision, Dose, OfferAnswer};
use super::entry::Entry;
use super::questions::Asked;
use crate::condition::{Ground, Grounding, Label, Question, Settled, VariableId, ground, settle};
use crate::programme::DoseRule;

/// What is missing, and how much there is.
struct Rest {
    missing: BTreeSet<VariableId>,
    dose: Option<(i64, i64)>,
    exact: bool,
}

impl Prepared<'_> {
    /// The full answer for one entry.
    pub(super) fn answer(&self, entry: &Entry<'_>, asked: &mut Asked) -> OfferAnswer {
        let (decision, exact) = self.decide(entry);
        let rest = match decision.is_no() {
            true => Rest { missing: BTreeSet::new(), dose: None, exact },
            false => self.rest(entry, decision == Decision::Eligible),
        };
        let labels: BTreeSet<&Label> = rest
            .missing
            .iter()
            .filter_map(|id| self.known.variables.get(id.0))
            .map(|variable| &variable.label)
            .collect();
        for label in &labels {
            asked.note(label, &entry.offer.id);
        }
        let mut missing: Vec<String> = labels.iter().map(|label| label.name.to_string()).collect();
        missing.sort();
        missing.dedup();
        let subject = entry.subject_id(&self.known).map(str::to_owned);
        let unit = entry.offer.dose.as_ref().map(|dose| dose.unit.clone());
        let already = self.supports.contains(&(entry.offer.id.clone(), None))
            || subject.is_some() && self.supports.contains(&(entry.offer.id.clone(), subject.clone()));
        OfferAnswer {
            offer: entry.offer.id.clone(),
            decision,
            dose: unit.zip(rest.dose).map(|(unit, (least, most))| Dose { unit, least, most }),
            reasons: self.reasons(entry, &decision),
            missing,
            changes: Vec::new(),
            already,
            exact: exact && rest.exact,
            subject,
        }
    }

    /// Missing facts and dose of an answer that is no "no". Rules that certainly hold, together, leave nothing missing.
    fn rest(&self, entry: &Entry<'_>, certain: bool) -> Rest {
        let moment = self.known.at(self.known.on);
        let mut grounding = Grounding::default();
        let conditions = match certain {
            true => Vec::new(),
            false => self.conditions(entry, self.known.on, &mut grounding),
        };
        let dose = entry.offer.dose.as_ref();
        let score = dose.and_then(|dose| dose.by).and_then(|index| self.programme.scores().get(index));
        let (mut base, mut rows) = (0_i64, Vec::new());
        for row in score.map(|score| score.rows.as_slice()).unwrap_or_default() {
            match ground(&row.logic, &moment, &entry.frame(), &mut grounding) {
                Ground::Known(true) => base = base.saturating_add(row.points),
                Ground::Known(false) => {}
                open => rows.push((row.points, open)),
            }
        }
        if conditions.is_empty() && rows.is_empty() {
            let amount = dose.and_then(|dose| dose.amount(base));
            return Rest { missing: BTreeSet::new(), dose: amount.map(|amount| (amount, amount)), exact: true };
        }
        let step =
            |score: i64| dose.and_then(|dose| dose.amount(score)).and_then(|amount| usize::try_from(amount).ok());
        let step: Option<&dyn Fn(i64) -> Option<usize>> = if score.is_some() { Some(&step) } else { None };
        let question = Question { conditions, rows, base, step, grounding: &grounding, missing: true };
        match settle(&question, &moment) {
            Some(settled) => {
                let dose = dose.and_then(|dose| bounds(dose, &settled));
                Rest { missing: settled.missing, dose, exact: true }
            }
            None => {
                let mut missing = BTreeSet::new();
                let rows = question.rows.iter().map(|(_, row)| row);
                for part in question.conditions.iter().chain(rows) {
                    part.reads(&moment, &grounding.queries, &mut missing);
                }
                let least = question.rows.iter().fold(base, |sum, (points, _)| sum.saturating_add((*points).min(0)));
                let most = question.rows.iter().fold(base, |sum, (points, _)| sum.saturating_add((*points).max(0)));
                let dose = dose.and_then(|dose| within(dose, least, most));
                Rest { missing, dose, exact: false }
            }
        }
    }
}

/// The least and the greatest amount over the scores that can be.
fn bounds(dose: &DoseRule, settled: &Settled) -> Option<(i64, i64)> {
    let amounts: BTreeSet<i64> = settled.scores.iter().filter_map(|score| dose.amount(*score)).collect();
    amounts.first().copied().zip(amounts.last().copied())
}

/// The least and the greatest amount over all scores of a range.
fn within(dose: &DoseRule, least: i64, most: i64) -> Option<(i64, i64)> {
    let first = dose.step(least).unwrap_or(0);
    let last = dose.step(most)?;
    let amounts: BTreeSet<i64> = dose.steps.get(first..=last)?.iter().map(|(_, amount)| *amount).collect();
    amounts.first().copied().zip(amounts.last().copied())
}
