//! Who waits for a provider, in the order in which they came.

use chrono::NaiveDate;
use serde::Serialize;

use super::model::Referral;
use super::reasons::{Capacity, ReferralReason};
use super::states::ReferralState;

/// A place in a waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Waiting {
    /// The place, from 1.
    pub place: usize,
    /// The referral.
    pub referral: String,
    /// The day on which the provider was asked.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub since: NaiveDate,
}

/// Who waits for an offer: requests that the provider has put on its waiting list and that have neither begun nor ended,
/// the earliest request first, those of one day by their ids.
///
/// Need gives no place here: points and quotas are a matter of their own. A pause that has another reason does not wait for
/// a place.
///
/// ```
/// use millejours::{About, Capacity, Party, Referral, ReferralState, ReferralStep, parse_date, waiting_list};
/// let [sender, nursery, mother] = ["provider:pmi", "provider:nursery", "adult:a1"].map(|text| Party::parse(text).unwrap());
/// let day = parse_date("2026-06-01")?;
/// let proposed = ReferralStep::new(ReferralState::Proposed, day, sender.clone());
/// let mut referral = Referral::begin("r1", "place", nursery.clone(), sender.clone(), [About::Family], proposed)?;
/// referral.step(ReferralStep::new(ReferralState::Draft, day, mother))?;
/// referral.step(ReferralStep::new(ReferralState::Requested, day, sender).disclosure("d1"))?;
/// assert!(waiting_list([&referral], "place").is_empty());
/// referral.step(ReferralStep::new(ReferralState::Accepted, day, nursery).capacity(Capacity::WaitingList))?;
/// assert_eq!(waiting_list([&referral], "place")[0].place, 1);
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn waiting_list<'r>(referrals: impl IntoIterator<Item = &'r Referral>, offer: &str) -> Vec<Waiting> {
    let mut waiting: Vec<(NaiveDate, &str)> = Vec::new();
    for referral in referrals.into_iter().filter(|referral| referral.offer == offer) {
        let Some(last) = referral.steps.last() else { continue };
        let listed = last.capacity == Some(Capacity::WaitingList) || last.reason == Some(ReferralReason::WaitingList);
        let open = matches!(last.state, ReferralState::Accepted | ReferralState::OnHold);
        let asked = referral.steps.iter().find(|step| step.state == ReferralState::Requested);
        if let Some(asked) = asked.filter(|_| listed && open) {
            waiting.push((asked.on, &referral.id));
        }
    }
    waiting.sort_unstable();
    let placed = waiting.into_iter().zip(1..);
    placed.map(|((since, id), place)| Waiting { place, referral: id.to_owned(), since }).collect()
}
