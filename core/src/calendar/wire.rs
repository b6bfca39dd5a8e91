//! Days in the wire form, for `#[serde(serialize_with = …)]`.

use chrono::NaiveDate;
use serde::Serializer;

/// A day as `2026-01-31`.
pub(crate) fn day<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// A day, or nothing.
pub(crate) fn maybe<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}
