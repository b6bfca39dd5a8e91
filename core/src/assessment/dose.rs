//! One answer in full: its decision, its dose, what is missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Prepared;
use super::answer::{Decision, Dose, OfferAnswer};
use super::changes::Changes;
use super::entry::Entry;
use super::questions::Asked;
use crate::calendar::Day;
use crate::condition::{
    Facts, Ground, Grounding, Grounds, Question, Settled, VariableId, could_read, ground, settle, stands_once, truth,
};
use crate::gather;
use crate::programme::DoseRule;
use crate::truth::Truth;

/// What is missing, and how much there is.
struct Rest {
    missing: BTreeSet<VariableId>,
    dose: Option<(i64, i64)>,
    exact: bool,
}

/// What is missing for an answer on a day, and how much of the offer there is then.
pub(crate) struct LeftOpen {
    pub(crate) missing: BTreeSet<Arc<str>>,
    pub(crate) dose: Option<Dose>,
    pub(crate) exact: bool,
}

impl<'p> Prepared<'p> {
    /// The full answer for one entry.
    pub(super) fn answer(&self, entry: &Entry<'_>, asked: &mut Asked, kept: &mut Changes<'p>) -> OfferAnswer {
        let (decision, exact) = self.decide(entry);
        let rest = match decision.is_no() {
            true => Rest { missing: BTreeSet::new(), dose: None, exact },
            false => self.rest(entry, decision == Decision::Eligible, self.known.on, true),
        };
        let variables = rest.missing.iter().filter_map(|id| self.known.variables.get(id.0));
        let labels = gather::set(variables.map(|variable| &variable.label));
        let blocked = labels.iter().any(|label| self.declined.contains(&*label.name));
        for label in &labels {
            asked.note(label, &entry.offer.id, labels.len(), blocked);
        }
        // Labels are sorted by name, then category; two facts never share a name.
        let missing = labels.iter().map(|label| label.name.clone()).collect();
        let member = entry.list().and_then(|_| self.known.member(entry.holder));
        let subject = member.map(|member| member.id.clone());
        let unit = entry.offer.dose.as_ref().map(|dose| dose.unit.clone());
        let already = self.has_already(entry);
        let changes = match decision == Decision::NotEligible && exact {
            true => self.changes(entry, kept),
            false => Vec::new(),
        };
        OfferAnswer {
            offer: entry.offer.id.clone(),
            decision,
            dose: unit.zip(rest.dose).map(|(unit, (least, most))| Dose { unit, least, most }),
            reasons: self.reasons(entry, &decision),
            missing,
            changes,
            already,
            exact: exact && rest.exact,
            subject,
        }
    }

    /// What is missing on a day on which the answer is no "no", by names in order, how much there is then, and whether both are
    /// exact.
    pub(crate) fn left_open(&self, entry: &Entry<'_>, eligible: bool, day: Day) -> LeftOpen {
        let rest = self.rest(entry, eligible, day, true);
        let variables = rest.missing.iter().filter_map(|id| self.known.variables.get(id.0));
        let unit = entry.offer.dose.as_ref().map(|dose| dose.unit.clone());
        LeftOpen {
            missing: gather::set(variables.map(|variable| variable.label.name.clone())),
            dose: unit.zip(rest.dose).map(|(unit, (least, most))| Dose { unit, least, most }),
            exact: rest.exact,
        }
    }

    /// The facts that can change an answer of today that is undetermined, whatever the dose, and whether they are exact.
    #[cfg(feature = "columns")]
    pub(super) fn undecided(&self, entry: &Entry<'_>) -> (BTreeSet<Arc<str>>, bool) {
        let rest = self.rest(entry, false, self.known.on, false);
        let variables = rest.missing.iter().filter_map(|id| self.known.variables.get(id.0));
        (gather::set(variables.map(|variable| variable.label.name.clone())), rest.exact)
    }

    /// Has the family said that it has this already?
    pub(crate) fn has_already(&self, entry: &Entry<'_>) -> bool {
        let member = entry.list().and_then(|_| self.known.member(entry.holder));
        let subject = member.map(|member| member.id.clone());
        let has = |subject| self.supports.contains(&(entry.offer.id.clone(), subject));
        !self.supports.is_empty() && (has(None) || subject.is_some() && has(subject))
    }

    /// Missing facts and dose of an answer that is no "no". Rules that certainly hold, together, leave nothing missing.
    fn rest(&self, entry: &Entry<'_>, eligible: bool, day: Day, doses: bool) -> Rest {
        let moment = self.known.at(day);
        let mut grounding = Grounding::default();
        let dose = entry.offer.dose.as_ref().filter(|_| doses);
        let score = dose.and_then(|dose| dose.by).and_then(|index| self.programme.scores().get(index));
        let mut seen = Vec::new();
        let here = entry.list().map_or(Truth::Yes, |list| moment.present(list, entry.holder.index));
        let once = |seen| stands_once(&entry.offer.whole, &moment, &entry.frame(), seen);
        if !eligible && score.is_none() && here == Truth::Yes && once(&mut seen) {
            // Each of these facts stands once, and the others can be such that it decides.
            let amount = dose.and_then(|dose| dose.amount(0));
            return Rest {
                missing: gather::set(seen.into_iter()),
                dose: amount.map(|amount| (amount, amount)),
                exact: true,
            };
        }
        // Of rules that all hold whatever is missing, no fact is missing.
        let conditions = if eligible { Vec::new() } else { self.conditions(entry, day, &mut grounding) };
        let (mut base, mut rows) = (0_i64, Vec::new());
        for row in score.map(|score| score.rows.as_slice()).unwrap_or_default() {
            match truth(&row.logic, &moment, &entry.frame()) {
                Truth::Yes => base = base.saturating_add(row.points),
                Truth::No => {}
                Truth::Unknown => match ground(&row.logic, &moment, &entry.frame(), &mut grounding) {
                    // Beyond the bound nothing that is written out counts: the row stays open.
                    open if grounding.beyond => rows.push((row.points, open)),
                    Ground::Known(true) => base = base.saturating_add(row.points),
                    Ground::Known(false) => {}
                    open => rows.push((row.points, open)),
                },
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
                if grounding.beyond {
                    if let Some(list) = entry.list() {
                        let here = moment.ground_present(list, entry.holder.index);
                        here.reads(&moment, &grounding.queries, &mut missing);
                    }
                    let logics = score.map(|score| score.rows.as_slice()).unwrap_or_default().iter();
                    for logic in logics.map(|row| &row.logic).chain((!eligible).then_some(&entry.offer.whole)) {
                        could_read(logic, &moment, &entry.frame(), &mut missing);
                    }
                } else {
                    for part in question.conditions.iter().chain(rows) {
                        part.reads(&moment, &grounding.queries, &mut missing);
                    }
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
    let amounts = gather::set(settled.scores.iter().filter_map(|score| dose.amount(*score)));
    amounts.first().copied().zip(amounts.last().copied())
}

/// The least and the greatest amount over all scores of a range.
fn within(dose: &DoseRule, least: i64, most: i64) -> Option<(i64, i64)> {
    let first = dose.step(least).unwrap_or(0);
    let last = dose.step(most)?;
    let amounts = gather::set(dose.steps.get(first..=last)?.iter().map(|(_, amount)| *amount));
    amounts.first().copied().zip(amounts.last().copied())
}
