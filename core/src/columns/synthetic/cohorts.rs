//! On which days the latest births of families lie, so that of each age there are as many children.
//!
//! A family is drawn from its latest birth, and its earlier births are added. If every day of the window were as likely, those would come on
//! top: the longer ago, the more. So a day counts as far as a birth of that day is the latest still: births were as many in each year, a
//! share of them are followed by another, and `spacing` says after how long (a renewal process; Cox, *Renewal Theory*, 1962).

use super::draw::Weighted;
use super::profile::{Banded, Profile};

/// Parts that shares are counted in.
const WHOLE: u64 = 10_000;

/// The weights of days, of which the last is the last on which a birth may lie: by the births of their months (January is 0).
pub(super) fn latest(profile: &Profile, months: &[usize]) -> Option<Weighted> {
    let followed = followed(profile);
    let days = months.iter().rev().zip(0_u64..).map(|(month, ago)| {
        let births = u64::from(profile.births_by_month.get(*month).copied().unwrap_or(0));
        births * (WHOLE - followed * within(&profile.spacing, ago) / WHOLE)
    });
    let mut weights: Vec<u64> = days.collect();
    weights.reverse();
    // Their sum fits 32 bits.
    let divisor = weights.iter().sum::<u64>() / u64::from(u32::MAX) + 1;
    Weighted::of(weights.into_iter().map(|weight| u32::try_from(weight / divisor).unwrap_or(u32::MAX)))
}

/// The share of births that are followed by another: where births were as many in each year, as many as are no first births.
fn followed(profile: &Profile) -> u64 {
    let (mut later, mut all) = (0, 0);
    for (kind, own) in profile.lone.weights().zip([&profile.couple_kind, &profile.lone_kind]) {
        let ranks: Vec<u64> = own.rank.weights().map(u64::from).collect();
        let sum = ranks.iter().sum::<u64>().max(1);
        let first = ranks.first().copied().unwrap_or(0);
        later += u64::from(kind) * (WHOLE - WHOLE * first / sum);
        all += u64::from(kind);
    }
    later / all.max(1)
}

/// The share of spaces between two births that are of at most so many days.
fn within(spacing: &Banded, days: u64) -> u64 {
    let (mut short, mut all) = (0, 0);
    for (weight, (from, to)) in spacing.which.weights().zip(&spacing.ends) {
        // A month is 487 sixteenths of a day, which is 365.25 twelfths.
        let (first, end) = (u64::from(*from) * 487 / 16, (u64::from(*to) + 1) * 487 / 16);
        let length = end.saturating_sub(first).max(1);
        short += u64::from(weight) * (WHOLE * (days + 1).saturating_sub(first).min(length) / length);
        all += u64::from(weight);
    }
    short / all.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn births_are_followed_as_ranks_and_spaces_say() {
        let profile = Profile::shipped("FR").unwrap();
        // 56 % of births are not first ones, for couples and lone parents together.
        assert!((5_590..=5_610).contains(&followed(&profile)));
        assert_eq!(within(&profile.spacing, 0), 0);
        assert_eq!(within(&profile.spacing, 300), 0);
        // Half of the births that follow do so within three years.
        assert!((4_990..=5_010).contains(&within(&profile.spacing, 36 * 487 / 16 - 1)));
        assert_eq!(within(&profile.spacing, 20_000), WHOLE);
    }
}
