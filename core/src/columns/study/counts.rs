//! How many are eligible, are not, and of how many it is not known.

use super::grouping::{Grouping, Tally, whole};
use crate::columns::answer::{Evaluated, OfferColumn};
use crate::error::Error;

/// How many rows of a group have which answer. Every row is in one of the four.
///
/// ```
/// use millejours::{Column, EvaluateOptions, Families, Grouping, OneThread, Programme, Table, Values, parse_date};
/// use std::ops::ControlFlow;
///
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study.toml")))?;
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new())?;
/// let table = Table::new(4)
///     .with("quotient", Column::new(Values::I32(&[400, 500, 900, 1200])))
///     .with("persons", Column::new(Values::I32(&[2, 5, 4, 1])));
/// let evaluated = plan.evaluate(&Families::new(table)?, &OneThread, &|_| ControlFlow::Continue(()))?;
/// let holiday = evaluated.offer("holiday")?;
///
/// // By region, for the households that each row stands for.
/// let regions = Grouping::new(&[0, 0, 1, 1], 2)?.weighted(&[10.0, 20.0, 30.0, 40.0])?;
/// let counts = evaluated.counts(holiday, &regions)?;
/// assert_eq!((counts[0].eligible.rows, counts[0].eligible.weight), (2, 30.0));
/// assert_eq!((counts[1].not_eligible.rows, counts[1].not_eligible.weight), (2, 70.0));
///
/// let refused = evaluated.counts(holiday, &Grouping::all(3)).unwrap_err();
/// assert_eq!(refused.code().as_str(), "columns.length");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Counts {
    /// Yes.
    pub eligible: Tally,
    /// No today: also those who are not yet, and who are no longer.
    pub not_eligible: Tally,
    /// It depends on facts that are missing: these are no no.
    pub undetermined: Tally,
    /// Of whom nothing is said: a child that died.
    pub silent: Tally,
}

impl Evaluated {
    /// How many rows of each group have which answer of an offer.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` where the grouping is not for as many rows as the offer has.
    pub fn counts(&self, offer: &OfferColumn, grouping: &Grouping<'_>) -> Result<Vec<Counts>, Error> {
        grouping.expect(offer.rows)?;
        let (open, silent) = (self.undetermined(offer), self.silent_of(offer));
        let (yes, no) = (grouping.tally(&offer.yes)?, grouping.tally(&offer.no())?);
        let (open, silent) = (grouping.tally(&open)?, grouping.tally(&silent)?);
        let all = yes.into_iter().zip(no).zip(open.into_iter().zip(silent));
        let counts = all.map(|((eligible, not_eligible), (undetermined, silent))| Counts {
            eligible,
            not_eligible,
            undetermined,
            silent,
        });
        Ok(counts.collect())
    }

    /// The rows, as bits, whose answer depends on facts that are missing.
    pub fn undetermined(&self, offer: &OfferColumn) -> Vec<u64> {
        let silent = self.silent_of(offer);
        let open: Vec<u64> = offer.known.iter().zip(silent).map(|(known, silent)| !(known | silent)).collect();
        whole(&open, offer.rows).collect()
    }

    /// The rows, as bits, of whom an offer says nothing.
    pub(super) fn silent_of(&self, offer: &OfferColumn) -> Vec<u64> {
        let own = self.silent.get(offer.subject as usize).map_or(&[][..], Vec::as_slice);
        let mut silent = own.to_vec();
        silent.resize(offer.yes.len(), 0);
        silent
    }
}
