//! Journals and care cascades as Arrow tables.

mod arguments;
pub mod arrow;
mod research;

use millejours::{CascadeStage, Waits};
use pyo3::prelude::*;

use self::arguments::Journals;
use self::arrow::{Table, days, lists, texts, truths, wholes};
use crate::arguments::{Day, Document};
use crate::refusal::Refused;

/// Every step of every referral in journals by a day, as a table; for whoever runs the help and holds the journals, since
/// nothing is kept back. `journals` has each family's journal by your own key for the family.
///
/// | column | type | what |
/// |---|---|---|
/// | `family` | text | your key for the journal |
/// | `referral` | text | the id of its thread |
/// | `offer` | text | the offer |
/// | `provider`, `sender` | text | parties |
/// | `about` | list of texts | for whom it is |
/// | `state` | text | the state that the step leads to |
/// | `on` | day | the day of the step |
/// | `by` | text | on whose side it was taken: `family`, `sender`, `provider` |
/// | `reason` | text | the coded reason, where one is owed; a family owes none |
/// | `days_since_step` | days | since the step before; null for the first |
/// | `days_since_request` | days | since the provider was first asked; null before |
/// | `ended` | bool | does the step end the referral? |
/// | `incomplete` | bool | something of the thread was erased, or is not in this copy |
/// | `contested` | bool | the thread was begun twice, apart |
///
/// A thread that began as a referral, and of which nothing can be read any more, has one row of nulls with `incomplete`.
///
/// Raises `DateError`.
///
/// >>> import polars
/// >>> steps = polars.DataFrame(mj.referral_history_table({"f-001": journal}, "2026-06-05"))
/// >>> steps.select("family", "referral", "state", "by", "days_since_step", "days_since_request", "ended").rows()
/// [('f-001', 'r1', 'proposed', 'sender', None, None, False)]
/// >>> len(mj.referral_history_table({"f-001": journal}, "2026-05-31"))
/// 0
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn referral_history_table(py: Python<'_>, journals: Journals, on: Day) -> PyResult<Table> {
    let on = on.date()?;
    py.detach(|| {
        let rows = millejours::referral_histories(journals.each(), on);
        Table::of(vec![
            ("family", texts(rows.iter().map(|row| Some(&row.family))), false),
            ("referral", texts(rows.iter().map(|row| Some(&row.referral))), false),
            ("offer", texts(rows.iter().map(|row| row.offer.as_ref())), true),
            ("provider", texts(rows.iter().map(|row| row.provider.as_ref())), true),
            ("sender", texts(rows.iter().map(|row| row.sender.as_ref())), true),
            ("about", lists(rows.iter().map(|row| row.about.iter().collect())), false),
            ("state", texts(rows.iter().map(|row| row.state)), true),
            ("on", days(rows.iter().map(|row| row.on)), true),
            ("by", texts(rows.iter().map(|row| row.by)), true),
            ("reason", texts(rows.iter().map(|row| row.reason)), true),
            ("days_since_step", wholes(rows.iter().map(|row| row.days_since_step)), true),
            ("days_since_request", wholes(rows.iter().map(|row| row.days_since_request)), true),
            ("ended", truths(rows.iter().map(|row| row.ended)), true),
            ("incomplete", truths(rows.iter().map(|row| Some(row.incomplete))), false),
            ("contested", truths(rows.iter().map(|row| Some(row.contested))), false),
        ])
    })
}

/// One row a referral with its days, as they stand on a day, as a table; for whoever runs the help and holds the journals,
/// since nothing is kept back. `journals` has each family's journal by your own key for the family.
///
/// | column | type | what |
/// |---|---|---|
/// | `family` | text | your key for the journal |
/// | `referral` | text | the id of its thread |
/// | `offer` | text | the offer |
/// | `provider`, `sender` | text | parties |
/// | `about` | list of texts | for whom it is |
/// | `state` | text | where it stands |
/// | `proposed_on`, `agreed_on`, `requested_on`, `accepted_on`, `begun_on` | day | the first day on which it came there; null where it has not, or that is not known |
/// | `ended_on` | day | the day of its end, whichever |
/// | `days_to_agreed` | days | from proposed to agreed |
/// | `days_to_requested` | days | from agreed to requested |
/// | `days_to_accepted` | days | from requested to accepted |
/// | `days_to_begun` | days | from accepted to begun |
/// | `days_to_ended` | days | from begun to its end |
/// | `days_waited` | days | from requested to begun: what the family waited |
/// | `incomplete`, `contested` | bool | as in `referral_history_table` |
///
/// Raises `DateError`.
///
/// >>> import polars
/// >>> rows = polars.DataFrame(mj.referral_milestone_table({"f-001": journal}, "2026-06-05"))
/// >>> rows.select("referral", "state", "proposed_on", "agreed_on", "days_to_agreed", "incomplete").rows()
/// [('r1', 'proposed', datetime.date(2026, 6, 1), None, None, False)]
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn referral_milestone_table(py: Python<'_>, journals: Journals, on: Day) -> PyResult<Table> {
    let on = on.date()?;
    py.detach(|| {
        let rows = millejours::referral_milestones(journals.each(), on);
        let to = |stage: CascadeStage| wholes(rows.iter().map(move |row| row.days.days_to(stage)));
        Table::of(vec![
            ("family", texts(rows.iter().map(|row| Some(&row.family))), false),
            ("referral", texts(rows.iter().map(|row| Some(&row.referral))), false),
            ("offer", texts(rows.iter().map(|row| row.offer.as_ref())), true),
            ("provider", texts(rows.iter().map(|row| row.provider.as_ref())), true),
            ("sender", texts(rows.iter().map(|row| row.sender.as_ref())), true),
            ("about", lists(rows.iter().map(|row| row.about.iter().collect())), false),
            ("state", texts(rows.iter().map(|row| row.state)), true),
            ("proposed_on", days(rows.iter().map(|row| row.days.proposed_on)), true),
            ("agreed_on", days(rows.iter().map(|row| row.days.agreed_on)), true),
            ("requested_on", days(rows.iter().map(|row| row.days.requested_on)), true),
            ("accepted_on", days(rows.iter().map(|row| row.days.accepted_on)), true),
            ("begun_on", days(rows.iter().map(|row| row.days.begun_on)), true),
            ("ended_on", days(rows.iter().map(|row| row.days.ended_on)), true),
            ("days_to_agreed", to(CascadeStage::Agreed), true),
            ("days_to_requested", to(CascadeStage::Requested), true),
            ("days_to_accepted", to(CascadeStage::Accepted), true),
            ("days_to_begun", to(CascadeStage::Begun), true),
            ("days_to_ended", to(CascadeStage::Completed), true),
            ("days_waited", wholes(rows.iter().map(|row| row.days.days_waited())), true),
            ("incomplete", truths(rows.iter().map(|row| Some(row.incomplete))), false),
            ("contested", truths(rows.iter().map(|row| Some(row.contested))), false),
        ])
    })
}

/// How far referrals came and how long each stage took, by offer, as a table with small numbers kept back: one row an offer
/// and stage.
///
/// | column | type | what |
/// |---|---|---|
/// | `offer` | text | the offer; null for referrals of which nobody can read for which it is |
/// | `stage` | text | `proposed`, `agreed`, `requested`, `accepted`, `begun`, `completed` |
/// | `reached` | referrals | how many came there; null where the number is kept back |
/// | `median_days` | days | the median from the stage before, of an even number the lower in the middle; null where `reached` is, or of fewer than `at_least` |
/// | `uncertain` | referrals | how many of the offer are incomplete or contested, and count in no stage; null where kept back |
///
/// A number is shown where it is zero or at least `at_least`, and differs from each number shown before it by zero or at least
/// that. `at_least` is 3 or more; or 1, which keeps nothing back, for those who may see each referral anyway. Publish one table
/// of a population, not two that overlap.
///
/// Raises `DateError`, and `JournalError` for a threshold of 0 or 2, which would hide nothing.
///
/// >>> import polars
/// >>> waits = polars.DataFrame(mj.referral_wait_table({"f-001": journal}, "2026-06-05", at_least=1))
/// >>> waits.rows()[0]
/// ('home-visit', 'proposed', 1, None, 0)
/// >>> polars.DataFrame(mj.referral_wait_table({"f-001": journal}, "2026-06-05", at_least=5)).rows()[0]
/// ('home-visit', 'proposed', None, None, 0)
/// >>> mj.referral_wait_table({"f-001": journal}, "2026-06-05", at_least=2)
/// Traceback (most recent call last):
/// millejours.errors.JournalError: ...
#[pyfunction]
#[pyo3(signature = (journals, on, *, at_least))]
#[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn referral_wait_table(py: Python<'_>, journals: Journals, on: Day, at_least: u64) -> PyResult<Table> {
    let on = on.date()?;
    py.detach(|| {
        let rows = millejours::referral_milestones(journals.each(), on);
        of_waits("offer", &millejours::referral_waits(&rows, at_least).map_err(Refused::from)?)
    })
}

/// One row a group and stage.
fn of_waits(group: &'static str, waits: &[Waits]) -> PyResult<Table> {
    let rows: Vec<_> = waits.iter().flat_map(|own| own.stages.iter().map(move |stage| (own, stage))).collect();
    // Numbers of referrals fit.
    let whole = |number: Option<u64>| number.and_then(|number| i64::try_from(number).ok());
    let stage =
        |stage: CascadeStage| serde_json::to_value(stage).ok().and_then(|word| word.as_str().map(str::to_owned));
    Table::of(vec![
        (group, texts(rows.iter().map(|(own, _)| own.group.as_ref())), true),
        ("stage", texts(rows.iter().map(|(_, own)| stage(own.stage))), false),
        ("reached", wholes(rows.iter().map(|(_, own)| whole(own.reached))), true),
        ("median_days", wholes(rows.iter().map(|(_, own)| own.median_days)), true),
        ("uncertain", wholes(rows.iter().map(|(own, _)| whole(own.uncertain))), true),
    ])
}

/// How far referrals came by a day and how long each stage took, as JSON. `referrals` is a document:
/// `{"schema": 1, "referrals": [...]}`, each as `Referral.to_json()` writes it.
///
/// As `referral_wait_table`, but of referrals that stand alone nobody knows whether anything was erased: none is `uncertain`.
///
/// Raises `DateError`, and `JournalError` for what is no referral and for a threshold of 0 or 2.
///
/// >>> import json
/// >>> referrals = '{"schema": 1, "referrals": [' + referral.to_json() + "]}"
/// >>> found = json.loads(mj.referral_waits_json(referrals, "2026-06-30", 1))
/// >>> found["groups"][0]["stages"][2]
/// {'stage': 'requested', 'reached': 1, 'median_days': 0}
/// >>> json.loads(mj.referral_waits_json(referrals, "2026-06-30", 3))["groups"][0]["stages"][2]
/// {'stage': 'requested', 'reached': None, 'median_days': None}
#[pyfunction]
pub fn referral_waits_json(py: Python<'_>, referrals: Document<'_>, on: Day, at_least: u64) -> Result<String, Refused> {
    let on = on.date()?;
    Ok(py.detach(|| millejours::referral_waits_json(referrals, on, at_least))?)
}
