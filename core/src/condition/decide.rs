//! The exact answer where facts are missing, with its published work bound.
//!
//! Rules and rows of a score that share no missing fact cannot disturb each other: they fall into groups, each decided by
//! itself. Within a group, a fact that stands once is free; a fact that stands more often is split at the constants that
//! it is compared with, and each combination of such cells is tried. Facts that meet in a sum or a comparison with each
//! other are split as well, and a linear system says which combinations can be.
//!
//! **The work bound.** The count of cells of an answer is the sum, over its groups, of the product of the numbers of cells
//! of the facts that stand more than once (for an open list: the cells of one unlisted member, plus the product of the
//! counts that matter; for each sum of several open numbers: a factor of two), plus the number of totals that the score
//! can come to. Up to [`MAX_CELLS`] the answer is exact. Where the rules certainly hold, only the rows of the score count.

use std::collections::BTreeSet;

use super::ground::{Ground, Grounding, Grounds, VariableId};
use super::group::{Group, groups};
use crate::gather;

/// The published work bound: the most cells tried for one answer.
pub(crate) const MAX_CELLS: u64 = 4096;
/// The most comparisons looked at for one group: its cells, times its comparisons and the totals of its sums, times its
/// facts, times the cells of the fact that has most.
pub(super) const MAX_WORK: u64 = 1 << 24;
/// The most totals that the sums of one group can come to.
pub(super) const MAX_TOTALS: u64 = 1 << 16;
/// The most steps of one linear system.
pub(super) const MAX_STEPS: usize = 20_000;

/// What is asked: do all conditions hold, and what can the score come to where they do?
pub(crate) struct Question<'q> {
    pub(crate) conditions: Vec<Ground>,
    /// Points, and when they count.
    pub(crate) rows: Vec<(i64, Ground)>,
    /// Points that count already.
    pub(crate) base: i64,
    /// The place of the dose's step for a score; `None` without a dose by score.
    pub(crate) step: Option<&'q dyn Fn(i64) -> Option<usize>>,
    pub(crate) grounding: &'q Grounding,
    /// Are missing facts wanted as well?
    pub(crate) missing: bool,
}

/// The exact answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Settled {
    /// Some completion makes all conditions hold.
    pub(crate) can_hold: bool,
    /// Some completion makes one of them fail.
    pub(crate) can_fail: bool,
    /// Every score of a completion that makes them hold.
    pub(crate) scores: BTreeSet<i64>,
    /// The facts that can still change the answer, or the dose.
    pub(crate) missing: BTreeSet<VariableId>,
    /// The cells tried.
    pub(crate) cells: u64,
}

/// Decides exactly; `None` beyond the work bound.
pub(crate) fn settle<G: Grounds>(question: &Question<'_>, facts: &G) -> Option<Settled> {
    if question.grounding.beyond {
        return None;
    }
    let groups = groups(question, facts)?;
    let mut cells = 1_u64;
    for group in &groups {
        cells = cells.checked_add(group.work)?;
    }
    let distinct = |group: &Group<'_>| 2_u64.checked_pow(u32::try_from(group.rows.len()).ok()?);
    let spread: i128 = question.rows.iter().map(|(points, _)| i128::from(points.unsigned_abs())).sum();
    let combinations = groups.iter().try_fold(1_u64, |all, group| all.checked_mul(distinct(group)?));
    cells = cells.saturating_add(combinations.unwrap_or(u64::MAX).min(u64::try_from(spread).unwrap_or(u64::MAX)));
    if cells > MAX_CELLS {
        return None;
    }
    let mut outcomes = Vec::new();
    for group in &groups {
        outcomes.push(group.outcomes(facts)?);
    }
    let can_hold = outcomes.iter().all(|all| all.iter().any(|(holds, _)| *holds));
    let can_fail = outcomes.iter().any(|all| all.iter().any(|(holds, _)| !*holds));
    let mut settled = Settled { can_hold, can_fail, cells, ..Settled::default() };
    if !can_hold {
        return Some(settled);
    }
    let sums = |skipped: Option<usize>| {
        let mut totals = BTreeSet::from([question.base]);
        for (index, all) in outcomes.iter().enumerate() {
            if Some(index) != skipped && groups.get(index).is_some_and(|group| !group.rows.is_empty()) {
                let own = gather::set(all.iter().filter(|(holds, _)| *holds).map(|(_, points)| *points));
                totals = gather::set(totals.iter().flat_map(|total| own.iter().map(move |points| total + points)));
            }
        }
        totals
    };
    settled.scores = sums(None);
    if question.missing {
        for (index, group) in groups.iter().enumerate() {
            let others = match (question.step, group.rows.is_empty()) {
                (Some(_), false) => sums(Some(index)),
                _ => BTreeSet::new(),
            };
            // Two outcomes differ where one is eligible and the other not, or both are and their doses differ.
            let differs = |first: (bool, i64), second: (bool, i64)| {
                first.0 != second.0
                    || first.0
                        && first.1 != second.1
                        && question
                            .step
                            .is_some_and(|step| others.iter().any(|rest| step(rest + first.1) != step(rest + second.1)))
            };
            settled.missing.extend(group.missing(facts, &differs)?);
        }
    }
    Some(settled)
}
