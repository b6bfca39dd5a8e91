//! How far referrals come, and how long each stage takes, in numbers that name nobody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::cascade::{CascadeStage, threshold};
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
/// **Small numbers are kept back** (primary and complementary suppression): a number is shown where it is zero, or counts
/// referrals of at least `at_least` families; and where the referrals by which it differs from each number shown before it are
/// none, or of so many families. Several referrals of one family are so never taken for several families. A median is shown where
/// its stage's number is, and rests on so many families. Nothing else hangs on what is kept back, so that the medians narrow no
/// number down.
///
/// Zeros are shown, and differences of zero: where all families of a group came as far, or none did, that is told of each of
/// them. A median is of those who came there: whoever waits still is not in it, so that of a young group it is too short.
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
        family: Some(row.family.clone()),
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
        family: row.family.clone().or_else(|| row.whose.key()),
        group: Some(by(row)),
        came: Some((row.state, row.days)),
        certain: !row.incomplete && !row.contested,
    });
    let stages: Vec<_> = CascadeStage::ALL.iter().copied().filter(|stage| *stage >= CascadeStage::Requested).collect();
    waits(counted, &stages, at_least)
}

/// How far referrals came by a day and how long that took, as JSON, the same bytes in all languages. The referrals are a
/// document as of [`Referral::waiting_list_json`](super::Referral::waiting_list_json). Alone they do not say whose they are: each
/// is taken for one of another family.
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
        Some(Counted {
            family: None,
            group: Some(own.offer.clone()),
            came: Some((state, Milestones::of(own, on))),
            certain: true,
        })
    });
    let groups = waits(counted, CascadeStage::ALL, at_least)?;
    Ok(serde_json::to_string(&Wire { schema: 1, on, at_least, groups }).unwrap_or_default())
}

/// What is counted of a referral.
struct Counted {
    /// Whose it is; `None` where nobody knows.
    family: Option<String>,
    group: Option<String>,
    /// Nothing, where nothing of it can be read.
    came: Option<(ReferralState, Milestones)>,
    certain: bool,
}

/// Families by number, so that several referrals of one of them are not taken for several families.
#[derive(Default)]
struct Group {
    uncertain: Vec<usize>,
    /// How far each referral came, and whose it is.
    came: Vec<(CascadeStage, usize)>,
    days: BTreeMap<CascadeStage, Vec<(i64, usize)>>,
}

fn waits(counted: impl Iterator<Item = Counted>, stages: &[CascadeStage], at_least: u64) -> Result<Vec<Waits>, Error> {
    threshold(at_least)?;
    let mut groups: BTreeMap<Option<String>, Group> = BTreeMap::new();
    let mut families: BTreeMap<String, usize> = BTreeMap::new();
    for (number, own) in counted.enumerate() {
        let family = own.family.map_or(number, |family| *families.entry(family).or_insert(number));
        let Some((state, days)) = own.came.filter(|_| own.certain) else {
            groups.entry(own.group).or_default().uncertain.push(family);
            continue;
        };
        if state == ReferralState::EnteredInError {
            continue;
        }
        let group = groups.entry(own.group).or_default();
        let furthest = days.furthest(state);
        group.came.push((furthest, family));
        for stage in stages.iter().copied().filter(|stage| *stage <= furthest) {
            group.days.entry(stage).or_default().extend(days.days_to(stage).map(|days| (days, family)));
        }
    }
    Ok(groups.into_iter().map(|(group, own)| own.told(group, stages, at_least)).collect())
}

/// May it be told how many these are? None, or so many referrals of so many families.
fn enough(of: impl Iterator<Item = usize>, at_least: u64) -> bool {
    let (mut many, mut families) = (0_usize, BTreeSet::new());
    for family in of {
        many += 1;
        families.insert(family);
    }
    many == 0 || u64::try_from(families.len()).is_ok_and(|families| families >= at_least)
}

impl Group {
    fn told(mut self, group: Option<String>, stages: &[CascadeStage], at_least: u64) -> Waits {
        let mut shown: Vec<CascadeStage> = Vec::new();
        let mut told = Vec::new();
        for stage in stages.iter().copied() {
            let between = |from: CascadeStage| {
                let came = self.came.iter().filter(move |(own, _)| from <= *own && *own < stage);
                came.map(|(_, family)| *family)
            };
            let here = || self.came.iter().filter(|(own, _)| stage <= *own).map(|(_, family)| *family);
            // A difference from what is shown tells of those who came no further.
            let open = enough(here(), at_least) && shown.iter().all(|before| enough(between(*before), at_least));
            let reached = open.then(|| u64::try_from(here().count()).ok()).flatten();
            shown.extend(open.then_some(stage));
            let days = self.days.remove(&stage).unwrap_or_default();
            let median_days = median(days, at_least).filter(|_| open);
            told.push(StageWait { stage, reached, median_days });
        }
        let uncertain = u64::try_from(self.uncertain.len()).ok();
        let uncertain = uncertain.filter(|_| enough(self.uncertain.iter().copied(), at_least));
        Waits { group, uncertain, stages: told }
    }
}

/// The median of so many families at least; of an even number of referrals the lower of the two in the middle.
fn median(days: Vec<(i64, usize)>, at_least: u64) -> Option<i64> {
    if !enough(days.iter().map(|(_, family)| *family), at_least) {
        return None;
    }
    let mut days: Vec<i64> = days.into_iter().map(|(days, _)| days).collect();
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

    /// A cascade of which so many were proposed, and so many of those who agreed had been; each of another family.
    fn told(counts: &[u64], proposed: u64, uncertain: usize, at_least: u64) -> Waits {
        let (mut came, mut days) = (Vec::new(), BTreeMap::new());
        for (stage, (count, next)) in CascadeStage::ALL.iter().zip(counts.iter().zip(counts[1..].iter().chain(&[0]))) {
            came.extend((0..count - next).map(|number| (*stage, usize::try_from(next + number).unwrap())));
            let known = if *stage == CascadeStage::Agreed { proposed } else { *count };
            days.insert(*stage, (0..usize::try_from(known).unwrap()).map(|family| (7, family)).collect());
        }
        let uncertain = (0..uncertain).collect();
        Group { uncertain, came, days }.told(Some("visit".to_owned()), CascadeStage::ALL, at_least)
    }

    #[test]
    fn several_referrals_of_one_family_are_one_family() {
        let group = |families: [usize; 6]| {
            let came = families.map(|family| (CascadeStage::Completed, family)).to_vec();
            let days = BTreeMap::from([(CascadeStage::Accepted, families.map(|family| (9, family)).to_vec())]);
            Group { uncertain: families.to_vec(), came, days }.told(None, CascadeStage::ALL, 5)
        };
        let one = group([1; 6]);
        assert!(
            one.uncertain.is_none() && one.stages.iter().all(|own| own.reached.is_none() && own.median_days.is_none())
        );
        let five = group([1, 2, 3, 4, 5, 5]);
        assert_eq!((five.uncertain, five.stages[3].reached, five.stages[3].median_days), (Some(6), Some(6), Some(9)));
        // Five more referrals of a family that came no further are its own.
        let mut came: Vec<_> = (0..5).map(|family| (CascadeStage::Completed, family)).collect();
        came.extend([(CascadeStage::Proposed, 9); 5]);
        let stages = Group { came, ..Group::default() }.told(None, CascadeStage::ALL, 5).stages;
        assert_eq!((stages[0].reached, stages[1].reached), (Some(10), None));
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
        let of = |days: &[i64]| days.iter().copied().zip(0..).collect::<Vec<_>>();
        assert_eq!(median(of(&[9, 1, 5]), 3), Some(5));
        assert_eq!(median(of(&[9, 1, 5, 6]), 3), Some(5));
        assert_eq!(median(of(&[9, 1]), 3), None);
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
