//! What an offer comes to: target population, times take-up, times dose.

use super::doses::DoseTotal;
use super::grouping::{Grouping, value};
use crate::columns::answer::{Evaluated, OfferColumn};
use crate::error::{Code, Error, Place, Problem};

/// What something is at least and at most.
///
/// ```
/// use millejours::TakeUp;
/// let half = TakeUp::of(0.5)?;
/// assert_eq!((half.share().least, half.share().most), (0.5, 0.5));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Extent {
    /// At least.
    pub least: f64,
    /// At most.
    pub most: f64,
}

impl Extent {
    fn times(self, other: Extent) -> Extent {
        Extent { least: self.least * other.least, most: self.most * other.most }
    }
}

/// How many of those who are eligible take an offer up, from 0 to 1, and what a unit of it costs.
///
/// ```
/// use millejours::TakeUp;
/// let take_up = TakeUp::between(0.4, 0.6)?.unit_cost(32.5)?;
/// assert_eq!(take_up.share().most, 0.6);
///
/// let refused = |error: millejours::Error| error.code().as_str();
/// assert_eq!(refused(TakeUp::of(1.2).unwrap_err()), "columns.value");
/// assert_eq!(refused(TakeUp::between(0.6, 0.4).unwrap_err()), "columns.value");
/// assert_eq!(refused(take_up.unit_cost(f64::INFINITY).unwrap_err()), "columns.value");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TakeUp {
    share: Extent,
    cost: Option<f64>,
}

impl TakeUp {
    /// One share.
    ///
    /// # Errors
    /// As [`TakeUp::between`].
    pub fn of(share: f64) -> Result<Self, Error> {
        Self::between(share, share)
    }

    /// At least this share, and at most that.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.value` where one is not from 0 to 1, or the least lies above the most.
    pub fn between(least: f64, most: f64) -> Result<Self, Error> {
        match (0.0..=1.0).contains(&least) && (0.0..=1.0).contains(&most) && least <= most {
            true => Ok(TakeUp { share: Extent { least, most }, cost: None }),
            false => Err(value("take_up", format!("it is {least} to {most}"), "two numbers from 0 to 1, that rise")),
        }
    }

    /// With what one unit of the dose costs, in whatever currency the caller counts.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.value` where it is below zero or no number.
    pub fn unit_cost(self, cost: f64) -> Result<Self, Error> {
        match cost.is_finite() && cost >= 0.0 {
            true => Ok(TakeUp { cost: Some(cost), ..self }),
            false => Err(value("unit_cost", format!("it is {cost}"), "a number from 0")),
        }
    }

    /// The share.
    pub fn share(&self) -> Extent {
        self.share
    }
}

/// What an offer comes to in one group of rows. Unknown is not no: those of whom it is not known count in what it is at most.
///
/// ```
/// use millejours::{Bits, Column, EvaluateOptions, Families, Grouping, OneThread, Programme, Table, TakeUp, Values, parse_date};
/// use std::ops::ControlFlow;
///
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study.toml")))?;
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new().doses())?;
/// let known = Bits::new(&[0b01], 0, 2).unwrap();
/// let table = Table::new(2)
///     .with("quotient", Column::with_known(Values::I32(&[400, 0]), known))
///     .with("persons", Column::new(Values::I32(&[2, 5])));
/// let evaluated = plan.evaluate(&Families::new(table)?, &OneThread, &|_| ControlFlow::Continue(()))?;
/// let holiday = evaluated.offer("holiday")?;
///
/// // Each row stands for a thousand households; half of them to all take it up; a day costs 40.
/// let households = Grouping::all(2).weighted(&[1000.0, 1000.0])?;
/// let budget = &evaluated.budget(holiday, &households, TakeUp::between(0.5, 1.0)?.unit_cost(40.0)?)?[0];
/// assert_eq!((budget.eligible.least, budget.eligible.most), (1000.0, 2000.0));
/// assert_eq!((budget.takers.least, budget.takers.most), (500.0, 2000.0));
/// let days = budget.dose.as_ref().unwrap();
/// assert_eq!((&*days.unit, days.least, days.most), ("day", 2500.0, 13000.0));
/// assert_eq!(budget.cost.map(|cost| (cost.least, cost.most)), Some((100_000.0, 520_000.0)));
///
/// // Of doses that nobody asked for there is no cost.
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new())?;
/// # let known = Bits::new(&[0b01], 0, 2).unwrap();
/// # let table = Table::new(2)
/// #     .with("quotient", Column::with_known(Values::I32(&[400, 0]), known))
/// #     .with("persons", Column::new(Values::I32(&[2, 5])));
/// let evaluated = plan.evaluate(&Families::new(table)?, &OneThread, &|_| ControlFlow::Continue(()))?;
/// let take_up = TakeUp::of(1.0)?.unit_cost(40.0)?;
/// let refused = evaluated.budget(evaluated.offer("holiday")?, &Grouping::all(2), take_up).unwrap_err();
/// assert_eq!(refused.code().as_str(), "columns.unknown");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Budget {
    /// What the rows stand for that are eligible: at least those that surely are, at most also those that may be.
    pub eligible: Extent,
    /// Of these, those who take it up.
    pub takers: Extent,
    /// What they take, where doses were asked for and the offer has one. The dose is thought independent of the take-up.
    pub dose: Option<DoseTotal>,
    /// What that costs, where the cost of a unit was told.
    pub cost: Option<Extent>,
}

impl Evaluated {
    /// What an offer comes to in each group: those who are eligible, times the share who take it up, times their doses, times what
    /// a unit costs.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` where the grouping is not for as many rows as the offer has; `columns.unknown` where
    /// a unit has a cost, and doses were not asked for or the offer has none.
    pub fn budget(&self, offer: &OfferColumn, grouping: &Grouping<'_>, take_up: TakeUp) -> Result<Vec<Budget>, Error> {
        self.budgets(offer, grouping, |_| Some(take_up))
    }

    /// The same with a take-up of each group: those who need an offer most often take it up least, and a share of all would tell
    /// too high a cost.
    ///
    /// # Errors
    /// As [`Evaluated::budget`]; [`Error::Columns`] with `columns.length` where there are not as many of them as groups.
    ///
    /// ```
    /// use millejours::{Column, EvaluateOptions, Families, Grouping, OneThread, Programme, Table, TakeUp, Values, parse_date};
    /// use std::ops::ControlFlow;
    ///
    /// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study.toml")))?;
    /// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new())?;
    /// let table = Table::new(4)
    ///     .with("quotient", Column::new(Values::I32(&[300, 300, 700, 700])))
    ///     .with("persons", Column::new(Values::I32(&[2; 4])));
    /// let evaluated = plan.evaluate(&Families::new(table)?, &OneThread, &|_| ControlFlow::Continue(()))?;
    /// let holiday = evaluated.offer("holiday")?;
    ///
    /// // Poorer and richer families.
    /// let halves = Grouping::new(&[0, 0, 1, 1], 2)?;
    /// let shares = [TakeUp::between(0.1, 0.2)?, TakeUp::of(0.75)?];
    /// let budgets = evaluated.budget_by_group(holiday, &halves, &shares)?;
    /// assert_eq!((budgets[0].takers.most, budgets[1].takers.most), (0.4, 1.5));
    ///
    /// let refused = evaluated.budget_by_group(holiday, &halves, &shares[..1]).unwrap_err();
    /// assert_eq!((refused.code().as_str(), &*refused.problems()[0].place.path), ("columns.length", "take_up"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn budget_by_group(
        &self,
        offer: &OfferColumn,
        grouping: &Grouping<'_>,
        take_ups: &[TakeUp],
    ) -> Result<Vec<Budget>, Error> {
        if take_ups.len() != grouping.count() {
            let message = format!("it is told of {} groups", take_ups.len());
            let problem = Problem::new(Code::ColumnsLength, Place::at("take_up"), message);
            return Err(Error::Columns(vec![problem.expected(format!("one for each of {} groups", grouping.count()))]));
        }
        self.budgets(offer, grouping, |group| take_ups.get(group).copied())
    }

    fn budgets(
        &self,
        offer: &OfferColumn,
        grouping: &Grouping<'_>,
        take_up: impl Fn(usize) -> Option<TakeUp>,
    ) -> Result<Vec<Budget>, Error> {
        let (counts, totals) = (self.counts(offer, grouping)?, self.doses(offer, grouping)?);
        let take_ups = || (0..counts.len()).filter_map(&take_up);
        if take_ups().any(|own| own.cost.is_some()) && totals.is_none() {
            let message = "a unit has a cost, and there are no doses";
            let problem = Problem::new(Code::ColumnsUnknown, Place::at(format!("{}.dose", offer.offer)), message);
            return Err(Error::Columns(vec![problem.help("ask for doses when evaluating, or leave the cost out")]));
        }
        let mut totals = totals.map(Vec::into_iter);
        let each = counts.iter().zip(take_ups()).map(|(own, take_up)| {
            let sure = own.eligible.weight;
            let eligible = Extent { least: sure, most: sure + own.undetermined.weight };
            let dose = totals.as_mut().and_then(Iterator::next).map(|total| taken(&total, take_up.share));
            let cost = take_up.cost.zip(dose.as_ref()).map(|(cost, dose)| {
                Extent { least: dose.least, most: dose.most }.times(Extent { least: cost, most: cost })
            });
            Budget { eligible, takers: eligible.times(take_up.share), dose, cost }
        });
        Ok(each.collect())
    }
}

/// The doses that are taken up: none is below nothing.
fn taken(total: &DoseTotal, share: Extent) -> DoseTotal {
    DoseTotal { unit: total.unit.clone(), least: total.least * share.least, most: total.most * share.most }
}
