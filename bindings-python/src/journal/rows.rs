//! A journal as the rows of tables: one of its events, one of its referrals.

use chrono::NaiveDate;
use millejours::{Entry, Journal, ReferralState};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::shown::{Date, Word};
use crate::table::{self, Column, Kind, blank};

pub const EVENTS: [Column; 6] = [
    ("id", Kind::Text),
    ("thread", Kind::Text),
    ("kind", Kind::Text),
    ("state", Kind::Text),
    ("author", Kind::Text),
    ("on", Kind::Day),
];

/// One row an event.
pub fn events<'py>(py: Python<'py>, own: &Journal, more: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyList>> {
    let each = own.events().map(|event| {
        let header = event.header();
        let row = blank(py, &EVENTS)?;
        row.set_item("id", event.id().to_string())?;
        row.set_item("thread", &header.thread)?;
        row.set_item("kind", event.entry().map(Entry::kind))?;
        row.set_item("state", own.standing(&header.thread, header.on).map(|standing| standing.state))?;
        row.set_item("author", header.author.to_string())?;
        row.set_item("on", Date(header.on))?;
        Ok(row)
    });
    table::rows(py, each, more)
}

pub const CASCADE: [Column; 20] = [
    ("id", Kind::Text),
    ("offer", Kind::Text),
    ("provider", Kind::Text),
    ("state", Kind::Text),
    ("proposed", Kind::Day),
    ("not_now", Kind::Day),
    ("refused_by_family", Kind::Day),
    ("draft", Kind::Day),
    ("requested", Kind::Day),
    ("accepted", Kind::Day),
    ("rejected", Kind::Day),
    ("in_progress", Kind::Day),
    ("on_hold", Kind::Day),
    ("completed", Kind::Day),
    ("failed", Kind::Day),
    ("cancelled", Kind::Day),
    ("entered_in_error", Kind::Day),
    ("days_to_requested", Kind::Whole),
    ("days_to_accepted", Kind::Whole),
    ("days_to_in_progress", Kind::Whole),
];

const SPANS: [(&str, ReferralState, ReferralState); 3] = [
    ("days_to_requested", ReferralState::Proposed, ReferralState::Requested),
    ("days_to_accepted", ReferralState::Requested, ReferralState::Accepted),
    ("days_to_in_progress", ReferralState::Accepted, ReferralState::InProgress),
];

/// One row a referral.
pub fn cascade<'py>(
    py: Python<'py>,
    own: &Journal,
    on: NaiveDate,
    more: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let each = own.referrals(on).into_iter().map(|referral| {
        let first = |state| referral.steps.iter().find(|step| step.state == state).map(|step| step.on);
        let row = blank(py, &CASCADE)?;
        row.set_item("id", &referral.id)?;
        row.set_item("offer", &referral.offer)?;
        row.set_item("provider", referral.provider.to_string())?;
        row.set_item("state", Word::from(referral.state()))?;
        for state in ReferralState::ALL {
            row.set_item(state.as_str(), first(*state).map(Date))?;
        }
        for (name, from, to) in SPANS {
            let days = first(from).zip(first(to)).map(|(from, to)| (to - from).num_days());
            row.set_item(name, days)?;
        }
        Ok(row)
    });
    table::rows(py, each, more)
}
