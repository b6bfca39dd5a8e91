//! How far referrals come: a care cascade, in numbers that name nobody.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::model::Referral;
use super::states::ReferralState;
use crate::choices::words;
use crate::error::{Code, Error, Place, Problem};

words! {
    /// How far a referral came.
    CascadeStage {
        /// Proposed to the family, or asked for by it.
        Proposed = "proposed",
        /// The family agreed.
        Agreed = "agreed",
        /// The provider was asked.
        Requested = "requested",
        /// The provider said yes.
        Accepted = "accepted",
        /// The help began.
        Begun = "begun",
        /// The help came to its end as meant.
        Completed = "completed",
    }
}

impl CascadeStage {
    /// The stage that a state shows; none where a state may follow several.
    fn shown_by(state: ReferralState) -> CascadeStage {
        match state {
            ReferralState::Draft => CascadeStage::Agreed,
            ReferralState::Requested => CascadeStage::Requested,
            ReferralState::Accepted => CascadeStage::Accepted,
            ReferralState::InProgress => CascadeStage::Begun,
            ReferralState::Completed => CascadeStage::Completed,
            // Each may follow an earlier step, which tells how far it came.
            ReferralState::Proposed
            | ReferralState::NotNow
            | ReferralState::RefusedByFamily
            | ReferralState::OnHold
            | ReferralState::Rejected
            | ReferralState::Cancelled
            | ReferralState::Failed
            | ReferralState::EnteredInError => CascadeStage::Proposed,
        }
    }
}

/// How many referrals reached a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CascadeCount {
    /// The stage.
    pub stage: CascadeStage,
    /// How many reached it; nothing where the number is kept back.
    pub reached: Option<u64>,
}

/// How many referrals for one offer came how far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Cascade {
    /// The offer.
    pub offer: String,
    /// Each stage, the first first.
    pub stages: Vec<CascadeCount>,
}

/// How far referrals came by a day, for each offer, in the order of the offers' ids. What was entered in error counts nowhere;
/// whoever reached a stage reached all before it.
///
/// **Small numbers are kept back** (primary and complementary suppression): a number is shown where it is zero or at least
/// `at_least`, and differs from each number shown before it by zero or at least `at_least`; the first stage first. Nobody can
/// so subtract two numbers of one cascade to find a few families. No total over the offers is given, for from it a number kept
/// back could be worked out. Two cascades of populations that overlap, or of two days, still must not be published side by
/// side: nothing here knows of the other.
///
/// With `at_least = 1` nothing is kept back: for those who may see each referral anyway.
///
/// # Errors
/// [`Error::Journal`] with `document.invalid_value` where `at_least` is 0 or 2: below 2 there is one small number alone, so that
/// keeping it back would tell it.
///
/// ```
/// use millejours::{About, CascadeStage, Party, Referral, ReferralState, ReferralStep, cascades, parse_date};
/// let [sender, nursery, mother] = ["provider:pmi", "provider:nursery", "adult:a1"].map(|text| Party::parse(text).unwrap());
/// let day = parse_date("2026-06-01")?;
/// let mut referrals = Vec::new();
/// for number in 0..12 {
///     let first = ReferralStep::new(ReferralState::Proposed, day, sender.clone());
///     let id = format!("r{number}");
///     let mut referral = Referral::begin(id, "place", nursery.clone(), sender.clone(), [About::Family], first)?;
///     if number < 10 {
///         referral.step(ReferralStep::new(ReferralState::Draft, day, mother.clone()))?;
///     }
///     referrals.push(referral);
/// }
/// let whole = &cascades(&referrals, day, 1)?[0];
/// assert_eq!((whole.stages[0].stage, whole.stages[0].reached), (CascadeStage::Proposed, Some(12)));
/// assert_eq!((whole.stages[1].stage, whole.stages[1].reached), (CascadeStage::Agreed, Some(10)));
/// // Two families said no: from 12 and 10 anybody could tell that.
/// let told = &cascades(&referrals, day, 5)?[0];
/// assert_eq!((told.stages[0].reached, told.stages[1].reached), (Some(12), None));
///
/// // Two hides nothing: only one is fewer.
/// assert_eq!(cascades(&referrals, day, 2).unwrap_err().code().as_str(), "document.invalid_value");
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn cascades<'r>(
    referrals: impl IntoIterator<Item = &'r Referral>,
    on: NaiveDate,
    at_least: u64,
) -> Result<Vec<Cascade>, Error> {
    threshold(at_least)?;
    let mut counted: BTreeMap<&str, BTreeMap<CascadeStage, u64>> = BTreeMap::new();
    for referral in referrals {
        let steps: Vec<_> = referral.steps.iter().filter(|step| step.on <= on).collect();
        let in_error = steps.last().is_none_or(|step| step.state == ReferralState::EnteredInError);
        if let Some(furthest) = steps.iter().map(|step| CascadeStage::shown_by(step.state)).max().filter(|_| !in_error)
        {
            let own = counted.entry(&referral.offer).or_default();
            for stage in CascadeStage::ALL.iter().filter(|stage| **stage <= furthest) {
                *own.entry(*stage).or_default() += 1;
            }
        }
    }
    let whole = counted.into_iter().map(|(offer, own)| {
        let counts = CascadeStage::ALL.iter().map(|stage| (*stage, own.get(stage).copied().unwrap_or(0)));
        Cascade { offer: offer.to_owned(), stages: kept_back(counts, at_least) }
    });
    Ok(whole.collect())
}

/// Refuses a number below which keeping back keeps nothing back.
pub(super) fn threshold(at_least: u64) -> Result<(), Error> {
    if at_least == 0 || at_least == 2 {
        let message = "this threshold keeps nothing back";
        let problem = Problem::new(Code::DocumentInvalidValue, Place::at("at_least"), message);
        return Err(Error::Journal(vec![problem.expected("1, to keep nothing back, or 3 and more")]));
    }
    Ok(())
}

/// The counts, without those that would tell of a few.
pub(super) fn kept_back(counts: impl Iterator<Item = (CascadeStage, u64)>, at_least: u64) -> Vec<CascadeCount> {
    let few = |count: u64| count > 0 && count < at_least;
    let mut shown: Vec<u64> = Vec::new();
    let told = counts.map(|(stage, count)| {
        let hidden = few(count) || shown.iter().any(|other| few(other.abs_diff(count)));
        if !hidden {
            shown.push(count);
        }
        CascadeCount { stage, reached: (!hidden).then_some(count) }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every cascade of at most `most` referrals, from the given stage on.
    fn each(counts: &mut Vec<u64>, most: u64, look: &mut impl FnMut(&[u64])) {
        if counts.len() == CascadeStage::ALL.len() {
            return look(counts);
        }
        for count in 0..=most {
            counts.push(count);
            each(counts, count, look);
            counts.pop();
        }
    }

    #[test]
    fn no_few_can_be_found_in_any_cascade_of_up_to_twelve() {
        let (mut looked_at, mut kept) = (0, 0);
        for at_least in 1..=5 {
            each(&mut Vec::new(), 12, &mut |counts| {
                let told = kept_back(CascadeStage::ALL.iter().copied().zip(counts.iter().copied()), at_least);
                let shown: Vec<u64> = told.iter().filter_map(|own| own.reached).collect();
                let few = |count: u64| (1..at_least).contains(&count);
                for one in &shown {
                    assert!(!few(*one), "{counts:?} {at_least}");
                    assert!(!shown.iter().any(|other| few(one.abs_diff(*other))), "{counts:?} {at_least}");
                }
                // What is shown is true, and with 1 all is shown.
                assert!(
                    told.iter().zip(counts).all(|(own, count)| own.reached.is_none_or(|reached| reached == *count))
                );
                assert!(at_least > 1 || shown.len() == counts.len());
                looked_at += 1;
                kept += usize::from(shown.len() < counts.len());
            });
        }
        assert_eq!(looked_at, 5 * 18_564);
        assert!(kept > 10_000);
    }
}
