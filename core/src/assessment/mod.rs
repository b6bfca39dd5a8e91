//! What a programme says to one family on one date.
//!
//! Three depths: [`Prepared::truths`] (today's truths), [`Prepared::decisions`] (with dates), [`Prepared::assessment`]
//! (with doses, reasons, missing facts, questions).

mod answer;
mod breaks;
mod changes;
mod dates;
mod disclosed;
mod dose;
mod entry;
mod explain;
mod gentle;
mod judge;
mod model;
mod questionnaire;
mod questions;
mod read;
mod reasons;
#[cfg(feature = "columns")]
mod rows;
mod stretches;
mod talk;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

pub(crate) use entry::Entry;
pub(crate) use judge::YEARS;
#[cfg(feature = "columns")]
pub(crate) use rows::{Begun, RowAnswer, Wanted};

pub use answer::{Change, Decision, Dose, OfferAnswer, Reading, Reason, Then};

pub use disclosed::DisclosedAssessment;
pub use explain::{Asked, Choice, ExplainedOffer, ExplainedQuestion, Explanation};
pub(crate) use explain::{Part, Speaker, Teller, dotted};
pub use model::{Assessment, Decided, Question, Response, TruthOf};
pub use questionnaire::Questionnaire;

use crate::calendar::day_of;
use crate::error::{Code, Error, Place, Problem};
use crate::family::{Family, Known, known};
use crate::gather;
use crate::programme::{Programme, ProgrammeHistory};

/// A family, put into the numbers that a programme reads, on one day: to be asked at any of three depths.
///
/// ```
/// use millejours::{Family, Programme, Truth, parse_date};
/// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
/// # provider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'family'\ntitle = { en = 'V' }\ncost = 'free'\n\
/// # when = [ { id = 'place', condition = 'family.territory in [\"A\"]' } ]";
/// let programme = Programme::from_toml(text)?;
/// let family = Family::from_json(r#"{"schema": 1}"#)?;
/// let prepared = programme.prepare(&family, parse_date("2026-06-01")?)?;
/// assert_eq!(prepared.truths()[0].truth, Truth::Unknown);
/// assert_eq!(&*prepared.assessment().questions[0].fact, "family.territory");
/// # Ok::<(), millejours::Error>(())
/// ```
pub struct Prepared<'p> {
    programme: &'p Programme,
    known: Known,
    on: NaiveDate,
    family: Option<String>,
    declined: BTreeSet<String>,
    /// Offers that the family already has, and for whom.
    supports: BTreeSet<(Arc<str>, Option<Arc<str>>)>,
}

/// The programme, the day and counts: what a family told does not end up in a log.
impl fmt::Debug for Prepared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("programme", &self.programme.id())
            .field("version", &self.programme.version())
            .field("on", &self.on)
            .field("entries", &self.entries().count())
            .field("declined", &self.declined.len())
            .finish_non_exhaustive()
    }
}

impl Programme {
    /// Puts a family into the numbers that this programme reads.
    ///
    /// # Errors
    /// [`Error::Date`] with `date.outside_validity`; [`Error::Family`] where a fact's value does not fit the programme's
    /// vocabulary, or the family is not sound in itself.
    pub fn prepare(&self, family: &Family, on: NaiveDate) -> Result<Prepared<'_>, Error> {
        self.in_force(on)?;
        self.prepare_as_if_in_force(family, on)
    }

    /// Refuses a day on which the programme is not in force.
    pub(crate) fn in_force(&self, on: NaiveDate) -> Result<(), Error> {
        let valid = self.valid();
        if !valid.contains(on) {
            let problem =
                Problem::new(Code::DateOutsideValidity, Place::at("on"), "the programme is not in force that day");
            let expected = match valid.until {
                Some(until) => format!("{} to {until}", valid.from),
                None => format!("{} or later", valid.from),
            };
            return Err(Error::Date(vec![problem.expected(expected)]));
        }
        Ok(())
    }

    /// As [`Programme::prepare`], as if the programme were in force.
    pub(crate) fn prepare_as_if_in_force(&self, family: &Family, on: NaiveDate) -> Result<Prepared<'_>, Error> {
        let known = known(family, self.facts(), self.ledger(), day_of(on), self.term_weeks()).map_err(Error::Family)?;
        Ok(Prepared {
            programme: self,
            known,
            on,
            family: family.id.clone(),
            declined: gather::set(family.declined.iter().cloned()),
            supports: gather::set(
                family.supports.iter().map(|own| (Arc::from(&*own.offer), own.subject.as_deref().map(Arc::from))),
            ),
        })
    }

    /// What the programme says to a family on a day, in full.
    ///
    /// # Errors
    /// As [`Programme::prepare`].
    pub fn assess(&self, family: &Family, on: NaiveDate) -> Result<Assessment, Error> {
        Ok(self.prepare(family, on)?.assessment())
    }

    /// What the programme says to a family on a day: JSON in, JSON out, the same bytes in all languages.
    ///
    /// # Errors
    /// As [`Family::from_json`] and [`Programme::prepare`].
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
    /// let programme = millejours::Programme::from_toml(text)?;
    /// let on = millejours::parse_date("2026-06-01")?;
    /// assert_eq!(
    ///     programme.assess_json(r#"{"schema": 1, "id": "f-001"}"#, on)?,
    ///     r#"{"schema":1,"programme":"h","version":"1","on":"2026-06-01","family":"f-001","response":"information","offers":[],"questions":[]}"#,
    /// );
    /// assert!(programme.assess_json("{", on).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn assess_json(&self, family: impl AsRef<[u8]>, on: NaiveDate) -> Result<String, Error> {
        // The date is looked at first: where it is at fault, no family is read.
        self.in_force(on)?;
        let family = Family::from_json(family)?;
        Ok(self.assess(&family, on)?.to_json())
    }
}

impl ProgrammeHistory {
    /// What the version in force that day says to a family, in full; see [`Programme::assess`].
    ///
    /// # Errors
    /// As [`ProgrammeHistory::on`] and [`Programme::assess`].
    ///
    /// ```
    /// use millejours::{Family, Programme, ProgrammeHistory, parse_date};
    /// let only = Programme::from_toml("schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []")?;
    /// let history = ProgrammeHistory::new(vec![only])?;
    /// let answer = history.assess(&Family::new(), parse_date("2026-06-01")?)?;
    /// assert_eq!(answer.version, "1");
    /// let refused = history.assess(&Family::new(), parse_date("2025-12-31")?).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "date.outside_validity");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn assess(&self, family: &Family, on: NaiveDate) -> Result<Assessment, Error> {
        self.on(on)?.assess(family, on)
    }
}

impl Prepared<'_> {
    /// Whether each offer holds today, for each whom it is for.
    pub fn truths(&self) -> Vec<TruthOf<'_>> {
        self.entries()
            .map(|entry| {
                let judged = self.judge(&entry, self.known.on);
                let subject = entry.subject_id(&self.known);
                TruthOf { offer: &entry.offer.id, subject, truth: judged.truth, exact: judged.exact }
            })
            .collect()
    }

    /// The decision for each offer and each whom it is for, with dates.
    pub fn decisions(&self) -> Vec<Decided<'_>> {
        self.entries()
            .map(|entry| {
                let (decision, exact) = self.decide(&entry);
                Decided { offer: &entry.offer.id, subject: entry.subject_id(&self.known), decision, exact }
            })
            .collect()
    }

    /// Everything: decisions, doses, reasons, missing facts, questions.
    pub fn assessment(&self) -> Assessment {
        let (mut asked, mut kept) = (questions::Asked::default(), changes::Changes::default());
        let offers = self.entries().map(|entry| self.answer(&entry, &mut asked, &mut kept)).collect();
        Assessment {
            programme: self.programme.id().to_owned(),
            version: self.programme.version().to_owned(),
            on: self.on,
            family: self.family.clone(),
            response: self.response(),
            offers,
            questions: asked.ranked(&self.declined),
        }
    }
}
