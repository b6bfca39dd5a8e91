//! Referrals as rows, for whoever runs the help and holds the journals: each step, and each referral with its days.

use chrono::NaiveDate;
use serde::Serialize;

use super::cascade::CascadeStage;
use super::journal::{Journal, ReferralThread};
use super::model::{Referral, ReferralStep};
use super::reasons::ReferralReason;
use super::states::{ReferralActor, ReferralState};
use crate::calendar::wire;
use crate::consent::{About, Party};

/// The days on which a referral came somewhere, each the first of its kind. `None`: it has not come there, or that is not known.
///
/// ```
/// use millejours::{CascadeStage, Milestones, Referral, parse_date};
/// let referral = Referral::from_json(r#"{"schema":1,"id":"r1","offer":"visit","provider":"provider:pmi","sender":"adult:a1",
///     "about":["family"],"steps":[{"state":"draft","on":"2026-06-01","by":"adult:a1"},
///     {"state":"requested","on":"2026-06-02","by":"adult:a1","disclosure":"d1"},
///     {"state":"accepted","on":"2026-06-12","by":"provider:pmi"}]}"#)?;
/// let days = Milestones::of(&referral, parse_date("2026-06-30")?);
/// assert_eq!((days.days_to(CascadeStage::Requested), days.days_to(CascadeStage::Accepted)), (Some(1), Some(10)));
///
/// // Nobody proposed it, and it has not begun: no day is made up.
/// assert_eq!((days.proposed_on, days.days_to(CascadeStage::Agreed), days.days_to(CascadeStage::Begun)), (None, None, None));
/// // Nor does a day know what comes after it.
/// assert_eq!(Milestones::of(&referral, parse_date("2026-06-11")?).accepted_on, None);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[non_exhaustive]
pub struct Milestones {
    /// Somebody proposed it to the family.
    #[serde(serialize_with = "wire::maybe")]
    pub proposed_on: Option<NaiveDate>,
    /// The family agreed, or asked for itself.
    #[serde(serialize_with = "wire::maybe")]
    pub agreed_on: Option<NaiveDate>,
    /// The provider was asked.
    #[serde(serialize_with = "wire::maybe")]
    pub requested_on: Option<NaiveDate>,
    /// The provider said yes.
    #[serde(serialize_with = "wire::maybe")]
    pub accepted_on: Option<NaiveDate>,
    /// The help began.
    #[serde(serialize_with = "wire::maybe")]
    pub begun_on: Option<NaiveDate>,
    /// It came to an end, whichever.
    #[serde(serialize_with = "wire::maybe")]
    pub ended_on: Option<NaiveDate>,
}

impl Milestones {
    /// Those of a referral, by what was so on a day.
    pub fn of(referral: &Referral, on: NaiveDate) -> Self {
        let steps = || referral.steps.iter().filter(|step| step.on <= on);
        let first = |state| steps().find(|step| step.state == state).map(|step| step.on);
        Milestones {
            proposed_on: first(ReferralState::Proposed),
            agreed_on: first(ReferralState::Draft),
            requested_on: first(ReferralState::Requested),
            accepted_on: first(ReferralState::Accepted),
            begun_on: first(ReferralState::InProgress),
            ended_on: steps().find(|step| step.state.is_end()).map(|step| step.on),
        }
    }

    /// The days from the milestone before a stage to the stage: to `agreed` from `proposed`, to `requested` from `agreed`, to
    /// `accepted` from `requested`, to `begun` from `accepted`, to `completed` (any end) from `begun`. `None` where one of the
    /// two is not there, and to `proposed`, before which there is none.
    pub fn days_to(&self, stage: CascadeStage) -> Option<i64> {
        let (from, to) = match stage {
            CascadeStage::Proposed => return None,
            CascadeStage::Agreed => (self.proposed_on, self.agreed_on),
            CascadeStage::Requested => (self.agreed_on, self.requested_on),
            CascadeStage::Accepted => (self.requested_on, self.accepted_on),
            CascadeStage::Begun => (self.accepted_on, self.begun_on),
            CascadeStage::Completed => (self.begun_on, self.ended_on),
        };
        Some((to? - from?).num_days())
    }

    /// The days from the request to the beginning of the help: what a family waits. `None` where one of the two is not there.
    pub fn days_waited(&self) -> Option<i64> {
        Some((self.begun_on? - self.requested_on?).num_days())
    }

    /// How far it came, in a state; whoever is at a stage was at all before it.
    pub(super) fn furthest(&self, state: ReferralState) -> CascadeStage {
        match self {
            _ if state == ReferralState::Completed => CascadeStage::Completed,
            Milestones { begun_on: Some(_), .. } => CascadeStage::Begun,
            Milestones { accepted_on: Some(_), .. } => CascadeStage::Accepted,
            Milestones { requested_on: Some(_), .. } => CascadeStage::Requested,
            Milestones { agreed_on: Some(_), .. } => CascadeStage::Agreed,
            _ => CascadeStage::Proposed,
        }
    }
}

/// One step of a referral, as a row of a table.
///
/// Where nothing can be read of a thread that began as a referral, it has one row: its id, and `incomplete` or `contested`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReferralStepRow {
    /// The family, by the caller's key for the journal.
    pub family: String,
    /// The referral, by the id of its thread.
    pub referral: String,
    /// The offer.
    pub offer: Option<String>,
    /// Who is asked to help.
    pub provider: Option<Party>,
    /// Who proposed it.
    pub sender: Option<Party>,
    /// For whom it is.
    pub about: Vec<About>,
    /// The state that the step leads to.
    pub state: Option<ReferralState>,
    /// The day.
    #[serde(serialize_with = "wire::maybe")]
    pub on: Option<NaiveDate>,
    /// On whose side it was taken.
    pub by: Option<ReferralActor>,
    /// Why, where a reason is owed.
    pub reason: Option<ReferralReason>,
    /// The days since the step before; `None` for the first.
    pub days_since_step: Option<i64>,
    /// The days since the provider was first asked; `None` before that.
    pub days_since_request: Option<i64>,
    /// Does the step end it?
    pub ended: Option<bool>,
    /// Something of the thread was erased, or is not in this copy.
    pub incomplete: bool,
    /// The thread was begun twice, apart.
    pub contested: bool,
}

/// One referral with its days, as a row of a table.
///
/// Where nothing can be read of a thread that began as a referral, it has its row all the same: its id, and `incomplete` or
/// `contested`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReferralRow {
    /// The family, by the caller's key for the journal.
    pub family: String,
    /// The referral, by the id of its thread.
    pub referral: String,
    /// The offer.
    pub offer: Option<String>,
    /// Who is asked to help.
    pub provider: Option<Party>,
    /// Who proposed it.
    pub sender: Option<Party>,
    /// For whom it is.
    pub about: Vec<About>,
    /// Where it stands.
    pub state: Option<ReferralState>,
    /// Its days.
    #[serde(flatten)]
    pub days: Milestones,
    /// Something of the thread was erased, or is not in this copy: so it is in each copy of a provider.
    pub incomplete: bool,
    /// The thread was begun twice, apart.
    pub contested: bool,
}

/// Every step of every referral in journals by a day: by family in the order given, then by referral, then as the steps count.
///
/// Each journal comes with the caller's key for it. Nothing is kept back: these rows are for whoever runs the help, and holds the
/// journals. For research there is [`Programme::research_rows`](crate::Programme::research_rows).
///
/// ```
/// use millejours::{Journal, JournalId, parse_date, referral_histories};
/// let journal = Journal::new(JournalId::from_bytes(&[5; 16]));
/// assert!(referral_histories([("f1", &journal)], parse_date("2026-06-30")?).is_empty());
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn referral_histories<'j>(
    journals: impl IntoIterator<Item = (&'j str, &'j Journal)>,
    on: NaiveDate,
) -> Vec<ReferralStepRow> {
    let mut rows = Vec::new();
    for (family, journal) in journals {
        for thread in journal.referral_threads(on) {
            let blank = ReferralStepRow {
                family: family.to_owned(),
                referral: thread.id.clone(),
                offer: None,
                provider: None,
                sender: None,
                about: Vec::new(),
                state: None,
                on: None,
                by: None,
                reason: None,
                days_since_step: None,
                days_since_request: None,
                ended: None,
                incomplete: thread.incomplete,
                contested: thread.contested,
            };
            match &thread.own {
                Some(own) => steps(own, &blank, on, &mut rows),
                None => rows.push(blank),
            }
        }
    }
    rows
}

fn steps(own: &Referral, blank: &ReferralStepRow, on: NaiveDate, rows: &mut Vec<ReferralStepRow>) {
    let (mut before, mut asked) = (None::<&ReferralStep>, None);
    for step in own.steps.iter().filter(|step| step.on <= on) {
        if step.state == ReferralState::Requested {
            asked = asked.or(Some(step.on));
        }
        rows.push(ReferralStepRow {
            offer: Some(own.offer.clone()),
            provider: Some(own.provider.clone()),
            sender: Some(own.sender.clone()),
            about: own.about.clone(),
            state: Some(step.state),
            on: Some(step.on),
            by: side(own, before, step),
            reason: step.reason,
            days_since_step: before.map(|before| (step.on - before.on).num_days()),
            days_since_request: asked.map(|asked| (step.on - asked).num_days()),
            ended: Some(step.state.is_end()),
            ..blank.clone()
        });
        before = Some(step);
    }
}

/// On whose side a step was taken: of those on whose side somebody is, the one that may take it.
fn side(own: &Referral, before: Option<&ReferralStep>, step: &ReferralStep) -> Option<ReferralActor> {
    let may = match before {
        Some(before) => before.state.who_may(step.state),
        None if step.state == ReferralState::Draft => &[ReferralActor::Family],
        None => &[ReferralActor::Sender],
    };
    own.sides(&step.by).into_iter().find(|side| may.contains(side))
}

/// One row a referral in journals, as it stands on a day: by family in the order given, then by referral.
///
/// As with [`referral_histories`], nothing is kept back.
///
/// ```
/// use millejours::{Journal, JournalId, parse_date, referral_milestones};
/// let journal = Journal::new(JournalId::from_bytes(&[5; 16]));
/// assert!(referral_milestones([("f1", &journal)], parse_date("2026-06-30")?).is_empty());
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn referral_milestones<'j>(
    journals: impl IntoIterator<Item = (&'j str, &'j Journal)>,
    on: NaiveDate,
) -> Vec<ReferralRow> {
    let threads = |journal: &Journal| journal.referral_threads(on);
    let rows = journals
        .into_iter()
        .flat_map(|(family, journal)| threads(journal).into_iter().map(move |thread| row(family, thread, on)));
    rows.collect()
}

fn row(family: &str, thread: ReferralThread, on: NaiveDate) -> ReferralRow {
    let own = thread.own.as_ref();
    ReferralRow {
        family: family.to_owned(),
        referral: thread.id,
        offer: own.map(|own| own.offer.clone()),
        provider: own.map(|own| own.provider.clone()),
        sender: own.map(|own| own.sender.clone()),
        about: own.map(|own| own.about.clone()).unwrap_or_default(),
        state: own.map(Referral::state),
        days: own.map(|own| Milestones::of(own, on)).unwrap_or_default(),
        incomplete: thread.incomplete,
        contested: thread.contested,
    }
}
