//! By when somebody should act, counted from the steps of a referral; what is past shows by the day asked about.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::model::Referral;
use super::states::{ReferralActor, ReferralState};
use crate::choices::words;
use crate::programme::ReferralTerms;

words! {
    /// What should happen by a day.
    DeadlineKind {
        /// The provider says yes or no.
        Answer = "answer",
        /// The help begins.
        Begin = "begin",
        /// A request that nobody answered is over: the sender takes it back and looks elsewhere.
        Expiry = "expiry",
        /// The family may be asked again; not before.
        AskAgain = "ask_again",
    }
}

/// A day by which, or from which, somebody should act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Deadline {
    /// What should happen.
    pub kind: DeadlineKind,
    /// The day: the last one on which it is in time; of `ask_again` the first.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub day: NaiveDate,
    /// Whose turn it is.
    pub who: ReferralActor,
    /// Has that day come (`ask_again`), or passed (all others), on the day asked about?
    pub reached: bool,
}

impl Referral {
    /// What should happen by when, as the referral stands, the earliest first.
    ///
    /// The terms are those of the offer, in whole days: `referral = { answer_within_days = 14 }` of a request made on
    /// 1 June is in time on 15 June. Terms that the offer does not name give no deadline.
    ///
    /// ```
    /// # use millejours::{About, Party, Referral, ReferralState, ReferralStep, ReferralTerms, DeadlineKind, parse_date};
    /// # let [midwife, mother] = ["provider:midwife-7", "adult:a1"].map(|text| Party::parse(text).unwrap());
    /// # let proposed = ReferralStep::new(ReferralState::Proposed, parse_date("2026-06-01")?, midwife.clone());
    /// # let mut referral = Referral::begin("r1", "visit", midwife.clone(), midwife.clone(), [About::Family], proposed)?;
    /// # referral.step(ReferralStep::new(ReferralState::Draft, parse_date("2026-06-01")?, mother))?;
    /// referral.step(ReferralStep::new(ReferralState::Requested, parse_date("2026-06-01")?, midwife).disclosure("d1"))?;
    /// let terms = ReferralTerms { answer_within_days: Some(14), ..ReferralTerms::default() };
    /// let [answer] = referral.deadlines(&terms, parse_date("2026-06-15")?)[..] else { panic!() };
    /// assert_eq!((answer.kind, answer.day.to_string().as_str(), answer.reached), (DeadlineKind::Answer, "2026-06-15", false));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn deadlines(&self, terms: &ReferralTerms, on: NaiveDate) -> Vec<Deadline> {
        let Some(last) = self.steps.last() else { return Vec::new() };
        let mut found = Vec::new();
        let mut within = |kind, days: Option<u32>, who| {
            let day = days.and_then(|days| last.on.checked_add_days(Days::new(u64::from(days))));
            found.extend(day.map(|day| Deadline { kind, day, who, reached: on > day }));
        };
        match last.state {
            ReferralState::Requested => {
                within(DeadlineKind::Answer, terms.answer_within_days, ReferralActor::Provider);
                within(DeadlineKind::Expiry, terms.expires_after_days, ReferralActor::Sender);
            }
            ReferralState::Accepted => within(DeadlineKind::Begin, terms.begin_within_days, ReferralActor::Provider),
            ReferralState::NotNow | ReferralState::RefusedByFamily => {
                let who = ReferralActor::Sender;
                found.extend(last.until.map(|day| Deadline {
                    kind: DeadlineKind::AskAgain,
                    day,
                    who,
                    reached: on >= day,
                }));
            }
            _ => {}
        }
        found.sort_by_key(|deadline| (deadline.day, deadline.kind));
        found
    }
}
