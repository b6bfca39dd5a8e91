//! How much of an offer all rows of a group come to.

use std::sync::Arc;

use super::grouping::Grouping;
use crate::columns::answer::{Evaluated, OfferColumn};
use crate::columns::workspace::each_set;
use crate::error::Error;

/// How much of an offer many rows come to: at least what is sure, at most what may still be. Where an answer is undetermined,
/// nothing may come of it, or all.
///
/// ```
/// use millejours::{Bits, Column, EvaluateOptions, Families, Grouping, OneThread, Programme, Table, Values, parse_date};
/// use std::ops::ControlFlow;
///
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study.toml")))?;
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new().doses())?;
/// // Of the second family nobody knows the quotient. Four persons or more have eight days, others five.
/// let known = Bits::new(&[0b01], 0, 2).unwrap();
/// let table = Table::new(2)
///     .with("quotient", Column::with_known(Values::I32(&[400, 0]), known))
///     .with("persons", Column::new(Values::I32(&[2, 5])));
/// let evaluated = plan.evaluate(&Families::new(table)?, &OneThread, &|_| ControlFlow::Continue(()))?;
/// let totals = evaluated.doses(evaluated.offer("holiday")?, &Grouping::all(2))?.unwrap();
/// assert_eq!((&*totals[0].unit, totals[0].least, totals[0].most), ("day", 5.0, 13.0));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DoseTotal {
    /// The unit.
    pub unit: Arc<str>,
    /// The least: of everybody who is eligible the least dose, times what the row stands for.
    pub least: f64,
    /// The most: of everybody who is eligible, or may be, the greatest.
    pub most: f64,
}

impl Evaluated {
    /// How much of an offer the rows of each group come to; `None` where doses were not asked for, or the offer has none.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` where the grouping is not for as many rows as the offer has.
    pub fn doses(&self, offer: &OfferColumn, grouping: &Grouping<'_>) -> Result<Option<Vec<DoseTotal>>, Error> {
        grouping.expect(offer.rows)?;
        let Some(dose) = &offer.dose else { return Ok(None) };
        let blank = DoseTotal { unit: dose.unit.clone(), least: 0.0, most: 0.0 };
        let mut totals = vec![blank; grouping.count()];
        let ends = |row: usize| dose.least.get(row).copied().zip(dose.most.get(row).copied()).unwrap_or((0, 0));
        // In the order of the rows, whatever their answer: sums of weights are then the same each time.
        let open = self.undetermined(offer);
        let either: Vec<u64> = offer.yes.iter().zip(&open).map(|(yes, open)| yes | open).collect();
        each_set(&either, |row| {
            let ((group, weight), (least, most)) = (grouping.of(row), ends(row));
            let sure = offer.yes.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1);
            let least = if sure { least } else { 0 };
            if let Some(total) = totals.get_mut(group) {
                total.least += weight * least as f64;
                total.most += weight * most as f64;
            }
        });
        Ok(Some(totals))
    }
}
