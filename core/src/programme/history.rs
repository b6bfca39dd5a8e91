//! The versions of one programme: no day without a rule, no day with two.

use chrono::NaiveDate;

use super::Programme;
use crate::error::{Code, Error, Place, Problem};
use crate::gather;

/// The versions of one programme, one after the other.
///
/// ```
/// use millejours::{Programme, ProgrammeHistory, parse_date};
/// let version = |valid: &str| Programme::from_toml(format!(
///     "schema = 1\nid = 'house'\nversion = '1'\nvalid = {valid}\noffers = []"
/// ));
/// let history = ProgrammeHistory::new(vec![
///     version("{ from = 2025-01-01 }")?,
///     version("{ from = 2019-03-01, until = 2024-12-31 }")?,
/// ])?;
/// assert_eq!(history.on(parse_date("2024-12-31")?)?.valid().from, parse_date("2019-03-01")?);
///
/// // A day that no version covers is refused.
/// let refused = ProgrammeHistory::new(vec![
///     version("{ from = 2025-01-02 }")?,
///     version("{ from = 2019-03-01, until = 2024-12-31 }")?,
/// ]).unwrap_err();
/// assert_eq!(refused.code().as_str(), "history.gap");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ProgrammeHistory {
    versions: Vec<Programme>,
}

impl ProgrammeHistory {
    /// Puts versions in the order of their days.
    ///
    /// # Errors
    /// [`Error::History`]: `history.mixed` where their ids differ (or there is none), `history.gap`, `history.overlap`.
    pub fn new(versions: Vec<Programme>) -> Result<Self, Error> {
        // Places are those of the caller's list.
        let mut versions: Vec<(usize, Programme)> = versions.into_iter().enumerate().collect();
        gather::sort_by(&mut versions, |(_, one), (_, two)| one.valid().from.cmp(&two.valid().from));
        let mut problems = Vec::new();
        if versions.is_empty() {
            problems.push(Problem::new(Code::HistoryMixed, Place::default(), "a history needs a version"));
        }
        for pair in versions.windows(2) {
            let [(_, earlier), (index, later)] = pair else { continue };
            let at = || Place::at(format!("versions[{index}]"));
            let editions = format!("`{}` and `{}`", earlier.version(), later.version());
            if earlier.id() != later.id() {
                let message = format!("`{}` and `{}` are two programmes", earlier.id(), later.id());
                problems.push(Problem::new(Code::HistoryMixed, at(), message));
            }
            let next = earlier.valid().until.and_then(|until| until.succ_opt());
            match next {
                Some(next) if next < later.valid().from => {
                    let message = format!("no version is in force on {next}, between {editions}");
                    problems.push(Problem::new(Code::HistoryGap, at(), message));
                }
                Some(next) if next == later.valid().from => {}
                _ => {
                    let message = format!("two versions are in force on {}: {editions}", later.valid().from);
                    problems.push(Problem::new(Code::HistoryOverlap, at(), message));
                }
            }
        }
        let versions = versions.into_iter().map(|(_, programme)| programme).collect();
        if problems.is_empty() { Ok(ProgrammeHistory { versions }) } else { Err(Error::History(problems)) }
    }

    /// The versions, in the order of their days.
    pub fn versions(&self) -> &[Programme] {
        &self.versions
    }

    /// The version in force on a day.
    ///
    /// # Errors
    /// `date.outside_validity` where none is.
    pub fn on(&self, on: NaiveDate) -> Result<&Programme, Error> {
        let found = self.versions.iter().find(|programme| programme.valid().contains(on));
        found.ok_or_else(|| {
            let problem = Problem::new(Code::DateOutsideValidity, Place::at("on"), "no version is in force that day");
            let first = self.versions.first().map(|programme| programme.valid().from.to_string());
            let last = self.versions.last().and_then(|programme| programme.valid().until);
            let expected = match (first, last) {
                (Some(first), Some(last)) => format!("{first} to {last}"),
                (Some(first), None) => format!("{first} or later"),
                (None, _) => "a version".to_owned(),
            };
            Error::Date(vec![problem.expected(expected)])
        })
    }

    /// Assesses with the version in force that day; see [`Programme::assess_json`].
    ///
    /// # Errors
    /// As [`ProgrammeHistory::on`] and [`Programme::assess_json`].
    pub fn assess_json(&self, family: impl AsRef<[u8]>, on: NaiveDate) -> Result<String, Error> {
        self.on(on)?.assess_json(family, on)
    }
}
