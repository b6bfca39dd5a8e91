//! How far referrals come, and how long each stage takes, in numbers that name nobody.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::cascade::{CascadeStage, kept_back, threshold};
use super::read::several;
use super::research::ResearchRow;
use super::rows::{Milestones, ReferralRow};
use super::states::ReferralState;
use crate::error::Error;

/// How many referrals reached a stage, and how long the way there took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageWait {
    /// The stage.
    pub stage: CascadeStage,
    /// How many reached it; `None` where the number is kept back.
    pub reached: Option<u64>,
    /// The median of the days from the milestone before ([`Milestones::days_to`]), in whole days: of an even number of
    /// referrals the lower of the two in the middle. `None` where the number above is kept back, or where both days are known of
    /// fewer referrals than the threshold; for the first stage always.
    pub median_days: Option<i64>,
}

/// How far the referrals of one group came, and how long that took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Waits {
    /// The group: an offer, or what the caller groups by; `None` for referrals of which nobody can read for which offer they are.
    pub group: Option<String>,
    /// How many referrals count nowhere here because they are `incomplete` or `contested`; `None` where the number is kept back.
    pub uncertain: Option<u64>,
    /// Each stage, the first first.
    pub stages: Vec<StageWait>,
}

/// How far referrals came and how long each stage took, by offer, in the order of the offers' ids.
///
/// **Small numbers are kept back**, as in [`cascades`](super::cascades): a number is shown where it is zero or at least
/// `at_least`, and differs from each number shown before it by zero or at least `at_least` (primary and complementary
/// suppression). A median is shown where its stage's number is, and rests on at least `at_least` referrals. Nothing else hangs
/// on what is kept back, so that the medians narrow no number down.
///
/// A referral that is `incomplete` or `contested` is told as `uncertain` and counts in no stage; what was entered in error
/// counts nowhere. Tables of populations that overlap, or of two days, must not be published side by side.
///
/// # Errors
/// [`Error::Journal`] with `document.invalid_value` where `at_least` is 0 or 2: it is 1 for those who may see each referral
/// anyway, or 3 and more. Below 2 there is one small number alone, so that keeping it back would tell it.
///
/// ```
/// use millejours::{Journal, JournalId, parse_date, referral_milestones, referral_waits};
/// let journal = Journal::new(JournalId::from_bytes(&[5; 16]));
/// let rows = referral_milestones([("f1", &journal)], parse_date("2026-06-30")?);
/// assert!(referral_waits(&rows, 5)?.is_empty());
///
/// // Two hides nothing: only one is fewer.
/// assert_eq!(referral_waits(&rows, 2).unwrap_err().code().as_str(), "document.invalid_value");
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn referral_waits<'r>(rows: impl IntoIterator<Item = &'r ReferralRow>, at_least: u64) -> Result<Vec<Waits>, Error> {
    let counted = rows.into_iter().map(|row| Counted {
        group: row.offer.clone(),
        came: row.state.map(|state| (state, row.days)),
        certain: !row.incomplete && !row.contested,
    });
    waits(counted, CascadeStage::ALL, at_least)
}

/// The same of rows for research, in groups of the caller's choice: by offer, by quarter of the request, by both. It begins with
/// `requested`: what stands before is told to no researcher.
///
/// Two groupings of the same rows must not be published side by side.
///
/// # Errors
/// As [`referral_waits`].
///
/// ```
/// use millejours::{ResearchRow, research_waits};
/// let rows: [ResearchRow; 0] = [];
/// assert!(research_waits(&rows, |row| row.offer.clone(), 5)?.is_empty());
/// assert!(research_waits(&rows, |row| row.offer.clone(), 0).is_err());
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn research_waits<'r>(
    rows: impl IntoIterator<Item = &'r ResearchRow>,
    by: impl Fn(&ResearchRow) -> String,
    at_least: u64,
) -> Result<Vec<Waits>, Error> {
    let counted = rows.into_iter().map(|row| Counted {
        group: Some(by(row)),
        came: Some((row.state, row.days)),
        certain: !row.incomplete && !row.contested,
    });
    let stages: Vec<_> = CascadeStage::ALL.iter().copied().filter(|stage| *stage >= CascadeStage::Requested).collect();
    waits(counted, &stages, at_least)
}

/// How far referrals came by a day and how long that took, as JSON, the same bytes in all languages. The referrals are a
/// document as of [`Referral::waiting_list_json`](super::Referral::waiting_list_json).
///
/// # Errors
/// As [`Referral::from_json`](super::Referral::from_json), with paths under `referrals[…]`, and [`referral_waits`].
///
/// ```
/// let on = millejours::parse_date("2026-06-30")?;
/// let referrals = r#"{"schema":1,"referrals":[{"schema":1,"id":"r1","offer":"visit","provider":"provider:pmi","sender":"provider:midwife-7","about":["family"],"steps":[{"state":"proposed","on":"2026-06-01","by":"provider:midwife-7"}]}]}"#;
/// let found = millejours::referral_waits_json(referrals, on, 1)?;
/// assert!(found.starts_with(r#"{"schema":1,"on":"2026-06-30","at_least":1,"groups":[{"group":"visit","uncertain":0,"stages":[{"stage":"proposed","reached":1,"median_days":null}"#));
/// assert!(millejours::referral_waits_json(referrals, on, 3)?.contains(r#"{"stage":"proposed","reached":null,"median_days":null}"#));
/// assert!(millejours::referral_waits_json("{}", on, 1).is_err());
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn referral_waits_json(referrals: impl AsRef<[u8]>, on: NaiveDate, at_least: u64) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Wire {
        schema: u32,
        #[serde(serialize_with = "crate::calendar::wire::day")]
        on: NaiveDate,
        at_least: u64,
        groups: Vec<Waits>,
    }
    let referrals = several(referrals.as_ref())?;
    let counted = referrals.iter().filter_map(|own| {
        let state = own.steps.iter().rfind(|step| step.on <= on)?.state;
        Some(Counted { group: Some(own.offer.clone()), came: Some((state, Milestones::of(own, on))), certain: true })
    });
    let groups = waits(counted, CascadeStage::ALL, at_least)?;
    Ok(serde_json::to_string(&Wire { schema: 1, on, at_least, groups }).unwrap_or_default())
}

/// What is counted of a referral.
struct Counted {
    group: Option<String>,
    /// Nothing, where nothing of it can be read.
    came: Option<(ReferralState, Milestones)>,
    certain: bool,
}

#[derive(Default)]
struct Group {
    uncertain: u64,
    reached: BTreeMap<CascadeStage, u64>,
    days: BTreeMap<CascadeStage, Vec<i64>>,
}

fn waits(counted: impl Iterator<Item = Counted>, stages: &[CascadeStage], at_least: u64) -> Result<Vec<Waits>, Error> {
    threshold(at_least)?;
    let mut groups: BTreeMap<Option<String>, Group> = BTreeMap::new();
    for own in counted {
        let Some((state, days)) = own.came.filter(|_| own.certain) else {
            groups.entry(own.group).or_default().uncertain += 1;
            continue;
        };
        if state == ReferralState::EnteredInError {
            continue;
        }
        let group = groups.entry(own.group).or_default();
        let furthest = days.furthest(state);
        for stage in stages.iter().copied().filter(|stage| *stage <= furthest) {
            *group.reached.entry(stage).or_default() += 1;
            group.days.entry(stage).or_default().extend(days.days_to(stage));
        }
    }
    Ok(groups.into_iter().map(|(group, own)| own.told(group, stages, at_least)).collect())
}

impl Group {
    fn told(mut self, group: Option<String>, stages: &[CascadeStage], at_least: u64) -> Waits {
        let counts = stages.iter().map(|stage| (*stage, self.reached.get(stage).copied().unwrap_or(0)));
        let told = kept_back(counts, at_least);
        let stages = told.into_iter().map(|count| {
            let days = self.days.remove(&count.stage).unwrap_or_default();
            let median_days = median(days, at_least).filter(|_| count.reached.is_some());
            StageWait { stage: count.stage, reached: count.reached, median_days }
        });
        let stages = stages.collect();
        let uncertain = Some(self.uncertain).filter(|many| *many == 0 || *many >= at_least);
        Waits { group, uncertain, stages }
    }
}

/// The median of so many at least; of an even number the lower of the two in the middle.
fn median(mut days: Vec<i64>, at_least: u64) -> Option<i64> {
    if u64::try_from(days.len()).is_ok_and(|many| many < at_least) {
        return None;
    }
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referral::Referral;

    /// Every cascade of at most `most` referrals.
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

    /// A cascade of which so many were proposed, and so many of those who agreed had been.
    fn told(counts: &[u64], proposed: u64, uncertain: u64, at_least: u64) -> Waits {
        let reached = CascadeStage::ALL.iter().copied().zip(counts.iter().copied()).collect();
        let known = |(stage, count): (&CascadeStage, &u64)| {
            let known = if *stage == CascadeStage::Agreed { proposed } else { *count };
            (*stage, (0..known).map(|_| 7).collect())
        };
        let days = CascadeStage::ALL.iter().zip(counts).map(known).collect();
        Group { uncertain, reached, days }.told(Some("visit".to_owned()), CascadeStage::ALL, at_least)
    }

    #[test]
    fn from_all_that_is_told_no_small_number_can_be_worked_out() {
        let (mut looked_at, mut kept) = (0, 0);
        for at_least in 3..=5 {
            // What else would have been told in the same words.
            let mut alike: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
            each(&mut Vec::new(), 8, &mut |counts| {
                for proposed in 0..=counts[1] {
                    let words = serde_json::to_string(&told(counts, proposed, 0, at_least)).unwrap();
                    kept += usize::from(words.contains("\"reached\":null"));
                    let rest = [counts[1] - proposed];
                    alike.entry(words).or_default().push([counts, &rest].concat());
                }
            });
            for (words, worlds) in alike {
                looked_at += worlds.len();
                let places = 0..CascadeStage::ALL.len();
                let pairs = places.clone().flat_map(|one| places.clone().map(move |two| (one, two)));
                let numbers: Vec<Vec<u64>> = worlds
                    .iter()
                    .map(|world| {
                        let differences = pairs.clone().map(|(one, two)| world[one].abs_diff(world[two]));
                        world.iter().copied().chain(differences).collect()
                    })
                    .collect();
                for place in 0..numbers[0].len() {
                    let first = numbers[0][place];
                    let certain = numbers.iter().all(|own| own[place] == first);
                    assert!(!certain || first == 0 || first >= at_least, "{at_least}: {first} at {place} in {words}");
                }
            }
        }
        assert!(looked_at > 15_000 && kept > 5_000, "{looked_at} {kept}");
    }

    #[test]
    fn with_two_the_one_small_number_would_be_told_by_being_kept_back() {
        assert!(waits(std::iter::empty(), CascadeStage::ALL, 1).is_ok());
        for at_least in [0, 2] {
            assert!(waits(std::iter::empty(), CascadeStage::ALL, at_least).is_err());
        }
        let [two, one] = [[2, 1, 0, 0, 0, 0], [2, 2, 0, 0, 0, 0]].map(|counts| told(&counts, 0, 0, 2));
        assert_eq!((two.stages[1].reached, one.stages[1].reached), (None, Some(2)));
    }

    #[test]
    fn a_median_is_of_enough_and_the_lower_of_two() {
        assert_eq!(median(vec![9, 1, 5], 3), Some(5));
        assert_eq!(median(vec![9, 1, 5, 6], 3), Some(5));
        assert_eq!(median(vec![9, 1], 3), None);
        assert_eq!(median(Vec::new(), 1), None);
    }

    #[test]
    fn what_is_uncertain_is_told_where_it_is_many_or_nobody() {
        let counts = [9, 9, 9, 9, 9, 9];
        let told = [0, 1, 4, 5, 6].map(|many| told(&counts, 9, many, 5).uncertain);
        assert_eq!(told, [Some(0), None, None, Some(5), Some(6)]);
    }

    #[test]
    fn numbers_are_those_of_a_plain_cascade() {
        use crate::referral::{ReferralStep, cascades};
        use crate::{About, Party};
        let [sender, nursery, mother] =
            ["provider:pmi", "provider:nursery", "adult:a1"].map(|text| Party::parse(text).unwrap());
        let day = |number| NaiveDate::from_ymd_opt(2026, 6, number).unwrap();
        let path = [
            ReferralStep::new(ReferralState::Proposed, day(1), sender.clone()),
            ReferralStep::new(ReferralState::Draft, day(2), mother),
            ReferralStep::new(ReferralState::Requested, day(4), sender.clone()).disclosure("d"),
            ReferralStep::new(ReferralState::Accepted, day(8), nursery.clone()),
            ReferralStep::new(ReferralState::InProgress, day(9), nursery.clone()),
            ReferralStep::new(ReferralState::Completed, day(20), nursery.clone()),
            ReferralStep::new(ReferralState::EnteredInError, day(20), sender.clone()),
        ];
        let mut referrals = Vec::new();
        for length in 1..=path.len() {
            let mut steps = path.iter().take(length).cloned();
            let first = steps.next().unwrap();
            let mut own =
                Referral::begin("r", "place", nursery.clone(), sender.clone(), [About::Family], first).unwrap();
            steps.for_each(|step| own.step(step).unwrap());
            referrals.push(own);
        }
        let told = referrals.iter().map(Referral::to_json).collect::<Vec<_>>().join(",");
        let text = format!(r#"{{"schema":1,"referrals":[{told}]}}"#);
        for on in 1..=21 {
            for at_least in [1, 3] {
                let plain = cascades(&referrals, day(on), at_least).unwrap();
                let found: serde_json::Value =
                    serde_json::from_str(&referral_waits_json(&text, day(on), at_least).unwrap()).unwrap();
                let reached = found["groups"][0]["stages"].as_array().unwrap();
                let reached: Vec<Option<u64>> = reached.iter().map(|own| own["reached"].as_u64()).collect();
                assert_eq!(reached, plain[0].stages.iter().map(|own| own.reached).collect::<Vec<_>>());
            }
        }
        let found = referral_waits_json(&text, day(21), 1).unwrap();
        assert!(found.contains(r#"{"stage":"accepted","reached":3,"median_days":4}"#), "{found}");
    }
}
