//! A programme made ready for millions of families, on one day.

use chrono::NaiveDate;

use super::answer::{DateColumn, DoseColumn, Evaluated, OfferColumn};
use super::families::Families;
use super::options::EvaluateOptions;
use super::pool::{OnProgress, Pool};
use super::single::{Single, row_of};
use crate::assessment::RowAnswer;
use crate::condition::List;
use crate::error::Error;
use crate::programme::Programme;
use crate::truth::Truth;
use crate::vocabulary::Subject;

/// A programme made ready for many families, on one day. It never changes, and threads can share it.
///
/// ```
/// use millejours::{Column, EvaluateOptions, Families, OneThread, Programme, Table, Truth, Values, parse_date};
/// use std::ops::ControlFlow;
///
/// let programme = Programme::from_toml(r#"
///     schema = 1
///     id = "town"
///     version = "1"
///     valid = { from = 2026-01-01 }
///     [facts.family.quotient]
///     type = "int"
///     range = [0, 5000]
///     category = "income"
///     [[offers]]
///     id = "holiday"
///     provider = "town"
///     tier = "targeted"
///     for = "family"
///     title = { en = "Holiday" }
///     cost = "free"
///     when = [ { id = "low", condition = "family.quotient <= 800" } ]
/// "#)?;
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new())?;
/// let families = Families::new(Table::new(2).with("quotient", Column::new(Values::I32(&[400, 900]))))?;
/// let evaluated = plan.evaluate(&families, &OneThread, &|_| ControlFlow::Continue(()))?;
/// let holiday = evaluated.offer("holiday")?;
/// assert_eq!((holiday.truth(0), holiday.truth(1)), (Some(Truth::Yes), Some(Truth::No)));
///
/// // A column that the programme reads is never taken for granted.
/// let refused = plan.evaluate(&Families::new(Table::new(2))?, &OneThread, &|_| ControlFlow::Continue(())).unwrap_err();
/// assert_eq!((refused.code().as_str(), refused.problems()[0].place.path.as_str()), ("columns.missing", "family.quotient"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) programme: Programme,
    pub(crate) on: NaiveDate,
    pub(crate) options: EvaluateOptions,
}

impl Programme {
    /// Makes the programme ready for many families on a day.
    ///
    /// # Errors
    /// [`Error::Date`] with `date.outside_validity`.
    pub fn plan(&self, on: NaiveDate, options: EvaluateOptions) -> Result<Plan, Error> {
        self.in_force(on)?;
        Ok(Plan { programme: self.clone(), on, options })
    }
}

impl Plan {
    /// The day that it is for.
    pub fn on(&self) -> NaiveDate {
        self.on
    }

    /// Evaluates every family, on the caller's threads.
    ///
    /// # Errors
    /// [`Error::Columns`]: `columns.missing`, `columns.type` and `columns.value` for everything that is wrong with the tables,
    /// each with how many rows, where [`crate::Faults::Refuse`] holds; `columns.stopped` where the progress was broken off.
    pub fn evaluate(
        &self,
        families: &Families<'_>,
        pool: &dyn Pool,
        progress: OnProgress<'_>,
    ) -> Result<Evaluated, Error> {
        let _ = (pool, progress);
        self.one_by_one(families)
    }

    /// The same, one family after the other, by the rules for a single family: slow, and what [`Plan::evaluate`] is tested
    /// against.
    ///
    /// # Errors
    /// As [`Plan::evaluate`].
    pub fn one_by_one(&self, families: &Families<'_>) -> Result<Evaluated, Error> {
        let wanted = self.options.wanted();
        let mut evaluated = self.blank(families);
        for row in 0..families.rows() {
            let single = Single::of(&self.programme, families, row, self.on, self.options.faults)?;
            for list in List::ALL {
                let (subject, rows) = (list.subject(), families.rows_in(row, list.subject()));
                let silent = evaluated.silent.get_mut(subject as usize);
                let present = single.present(list);
                silent.into_iter().for_each(|silent| {
                    for (place, at) in rows.clone().enumerate().filter(|(place, _)| !present.contains(place)) {
                        let _ = place;
                        set(silent, at);
                    }
                });
            }
            for (entry, member, answer) in single.answers(wanted, &|_| true) {
                let at = row_of(families, row, entry.offer.subject, member);
                let place = self.programme.offers().iter().position(|offer| offer.id == entry.offer.id);
                if let Some(column) = place.and_then(|place| evaluated.offers.get_mut(place)) {
                    column.put(at, &answer);
                }
            }
        }
        evaluated.offers.iter_mut().for_each(|column| column.inexact.sort_unstable());
        Ok(evaluated)
    }

    /// Nothing said yet, of every row.
    pub(crate) fn blank(&self, families: &Families<'_>) -> Evaluated {
        let offers = self.programme.offers().iter().map(|offer| {
            let rows = families.rows_of(offer.subject);
            let words = rows.div_ceil(64);
            let unit = offer.dose.as_ref().filter(|_| self.options.doses).map(|dose| dose.unit.clone());
            OfferColumn {
                offer: offer.id.clone(),
                subject: offer.subject,
                rows,
                yes: vec![0; words],
                no: vec![0; words],
                inexact: Vec::new(),
                dose: unit.map(|unit| DoseColumn { unit, least: vec![0; rows], most: vec![0; rows] }),
                dates: self.options.dates.then(|| DateColumn { decisions: vec![None; rows] }),
                rules: self.options.rules.then(|| vec![OfferColumn::NO_RULE; rows]),
            }
        });
        let silent = Subject::ALL.map(|subject| vec![0; families.rows_of(subject).div_ceil(64)]);
        Evaluated { on: self.on, offers: offers.collect(), silent, report: Vec::new() }
    }
}

pub(crate) fn set(words: &mut [u64], at: usize) {
    if let Some(word) = words.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

impl OfferColumn {
    /// Writes the answer of one row, of which nothing was said before.
    pub(crate) fn put(&mut self, at: usize, answer: &RowAnswer) {
        match answer.truth {
            Truth::Yes => set(&mut self.yes, at),
            Truth::No => set(&mut self.no, at),
            Truth::Unknown => {}
        }
        if !answer.exact {
            self.inexact.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        if let (Some(column), Some(dose)) = (&mut self.dose, &answer.dose) {
            let ends = column.least.get_mut(at).zip(column.most.get_mut(at));
            if let Some((least, most)) = ends {
                (*least, *most) = (dose.least, dose.most);
            }
        }
        if let Some(decision) = self.dates.as_mut().and_then(|dates| dates.decisions.get_mut(at)) {
            *decision = answer.decision;
        }
        if let Some(rule) = self.rules.as_mut().and_then(|rules| rules.get_mut(at)) {
            *rule = answer.rule.and_then(|rule| u16::try_from(rule).ok()).unwrap_or(Self::NO_RULE);
        }
    }
}
