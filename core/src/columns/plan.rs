//! A programme made ready for millions of families, on one day.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::answer::{DateColumn, DoseColumn, Evaluated, OfferColumn, set};
use super::bound::Bound;
use super::engine::Engine;
use super::families::Families;
use super::found::Found;
use super::options::{EvaluateOptions, Faults};
use super::pieces::{Gathered, Grown, Into, Piece, Pieces, Told, gathered};
use super::pool::{Evaluating, OnProgress, Pool};
use super::run::{BLOCK, Work};
use super::single::{Single, row_of};
use super::study::{BarrierColumn, MissingColumn, Noted};
use super::workspace::Workspace;
use crate::condition::List;
use crate::document::MAX_PROBLEMS;
use crate::error::{Code, Error, Place, Problem};
use crate::programme::Programme;
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
///     duty = "none"
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
    pub(crate) engine: Arc<Engine>,
}

impl Programme {
    /// Makes the programme ready for many families on a day.
    ///
    /// # Errors
    /// [`Error::Date`] with `date.outside_validity`.
    pub fn plan(&self, on: NaiveDate, options: EvaluateOptions) -> Result<Plan, Error> {
        self.in_force(on)?;
        Ok(Plan { programme: self.clone(), on, options, engine: Arc::new(Engine::new(self, on, options)) })
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
        let bound = self.bound(families);
        let mut evaluated = self.blank(families, false);
        room(&mut evaluated.offers, pool);
        let (pieces, stopped) = self.work(&mut evaluated, &bound, families, pool, progress);
        if stopped {
            let problem = Problem::new(Code::ColumnsStopped, Place::default(), "the caller stopped the work");
            return Err(Error::Columns(vec![problem]));
        }
        let mut problems = bound.problems;
        problems.extend(pieces.problems);
        if !problems.is_empty() {
            if problems.len() > MAX_PROBLEMS {
                problems.truncate(MAX_PROBLEMS);
                problems.push(Problem::more());
            }
            if self.options.faults == Faults::Refuse {
                return Err(Error::Columns(problems));
            }
            evaluated.report = problems;
        }
        Ok(evaluated)
    }

    /// What is wrong with the tables: columns that are absent or of another type, values that no fact can have. Nothing where
    /// all is well.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.stopped` where the progress was broken off.
    pub fn check(
        &self,
        families: &Families<'_>,
        pool: &dyn Pool,
        progress: OnProgress<'_>,
    ) -> Result<Vec<Problem>, Error> {
        let reporting = Plan { options: self.options.faults(Faults::Report), ..self.clone() };
        Ok(reporting.evaluate(families, pool, progress)?.report)
    }

    fn bound<'a>(&self, families: &Families<'a>) -> Bound<'a> {
        let engine = &self.engine;
        let domain = |source: usize| engine.domains.get(source).copied().unwrap_or((i64::MIN, i64::MAX));
        Bound::of(&engine.graph.sources, &engine.reads, &engine.lists, domain, &self.programme, families)
    }

    /// Divides the families into pieces, has them worked on, and puts together what they say.
    fn work(
        &self,
        evaluated: &mut Evaluated,
        bound: &Bound<'_>,
        families: &Families<'_>,
        pool: &dyn Pool,
        progress: OnProgress<'_>,
    ) -> (Told, bool) {
        let rows = families.rows();
        let size = piece(rows);
        let count = rows.div_ceil(size);
        let offers = evaluated.offers.len();
        let mut pieces: Vec<Pieces<'_>> = (0..count)
            .map(|_| Pieces {
                offers: Vec::with_capacity(offers),
                silent: Default::default(),
                faults: BTreeMap::new(),
                problems: Found::default(),
            })
            .collect();
        let mut places: Vec<(&mut Vec<u64>, &mut Vec<u64>, Subject)> = Vec::with_capacity(offers);
        for column in &mut evaluated.offers {
            places.push((&mut column.yes, &mut column.known, column.subject));
        }
        for (yes, known, subject) in &mut places {
            let mut slices = yes.chunks_mut(size / 64).zip(known.chunks_mut(size / 64));
            for piece in &mut pieces {
                let bits = match (*subject, slices.next()) {
                    (Subject::Family, Some((yes, known))) => Into::Places(yes, known),
                    _ => Into::Grown(Grown::default(), Grown::default()),
                };
                let (inexact, least, most) = (Vec::new(), Vec::new(), Vec::new());
                let (dates, rules, [barriers, missing]) = (Vec::new(), Vec::new(), <[Noted; 2]>::default());
                piece.offers.push(Piece { bits, inexact, least, most, dates, rules, barriers, missing });
            }
        }
        let pieces: Vec<Mutex<Pieces<'_>>> = pieces.into_iter().map(Mutex::new).collect();
        let spaces: Mutex<Vec<Workspace>> = Mutex::new(Vec::new());
        let (done, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
        let hear = || {
            if progress(Evaluating { done: done.load(Ordering::Relaxed), of: rows }).is_break() {
                stopped.store(true, Ordering::Relaxed);
            }
        };
        let work = Work {
            heard: (&stopped, &hear),
            programme: &self.programme,
            engine: &self.engine,
            bound,
            families,
            on: self.on,
            options: self.options,
        };
        pool.run(count, &|number| {
            if work.stops() {
                return;
            }
            let Some(piece) = pieces.get(number) else { return };
            let mut piece = piece.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = spaces.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut space = kept.unwrap_or_default();
            let (first, last) = (number * size, ((number + 1) * size).min(rows));
            let mut start = first;
            while start < last && !work.stops() {
                let end = (start + BLOCK).min(last);
                work.block(&mut space, start..end, start - first, &mut piece);
                done.fetch_add(end - start, Ordering::Relaxed);
                start = end;
                work.hear();
            }
            spaces.lock().unwrap_or_else(PoisonError::into_inner).push(space);
        });
        let pieces: Vec<Pieces<'_>> =
            pieces.into_iter().map(|piece| piece.into_inner().unwrap_or_else(PoisonError::into_inner)).collect();
        let told = gathered(pieces);
        let Gathered { offers, silent, told } = told;
        for (column, own) in evaluated.offers.iter_mut().zip(offers) {
            if column.subject != Subject::Family {
                (column.yes, column.known) = (own.yes.words, own.known.words);
            }
            column.inexact = own.inexact;
            column.inexact.sort_unstable();
            if let Some(dose) = &mut column.dose {
                (dose.least, dose.most) = (own.least, own.most);
            }
            if let Some(dates) = &mut column.dates {
                dates.decisions = own.dates;
            }
            if let Some(rules) = &mut column.rules {
                *rules = own.rules;
            }
            for (barrier, (no, alone)) in column.barriers.iter_mut().flatten().zip(own.barriers.0) {
                (barrier.no, barrier.alone) = (no.words, alone.words);
            }
            for (missing, (rows, alone)) in column.missing.iter_mut().flatten().zip(own.missing.0) {
                (missing.rows, missing.alone) = (rows.words, alone.words);
            }
        }
        for (into, own) in evaluated.silent.iter_mut().zip(silent).skip(1) {
            *into = own.words;
        }
        self.tidy(evaluated);
        (told, stopped.into_inner())
    }

    /// The same, one family after the other, by the rules for a single family: slow, and what [`Plan::evaluate`] is tested
    /// against.
    ///
    /// # Errors
    /// As [`Plan::evaluate`].
    pub fn one_by_one(&self, families: &Families<'_>) -> Result<Evaluated, Error> {
        let wanted = self.options.wanted();
        let mut evaluated = self.blank(families, true);
        let mut found = Found::default();
        for row in 0..families.rows() {
            let (single, problems) = match self.options.faults {
                Faults::Report => Single::of(&self.programme, families, row, self.on),
                Faults::Refuse => (Some(Single::strict(&self.programme, families, row, self.on)?), Vec::new()),
            };
            found.add(row, problems);
            let Some(single) = single else { continue };
            for list in self.engine.lists.iter().copied() {
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
        evaluated.report.extend(found.told());
        evaluated.offers.iter_mut().for_each(|column| column.inexact.sort_unstable());
        self.tidy(&mut evaluated);
        Ok(evaluated)
    }

    fn tidy(&self, evaluated: &mut Evaluated) {
        evaluated.offers.iter_mut().zip(&self.engine.offers).for_each(|(column, offer)| column.tidy(&offer.hangs));
    }

    /// Nothing said yet, of every row; the bits of truths only where they are `written` here.
    pub(crate) fn blank(&self, families: &Families<'_>, written: bool) -> Evaluated {
        let offers = self.programme.offers().iter().zip(&self.engine.offers).map(|(offer, answering)| {
            let rows = families.rows_of(offer.subject);
            let words = rows.div_ceil(64);
            let unit = offer.dose.as_ref().filter(|_| self.options.doses).map(|dose| dose.unit.clone());
            OfferColumn {
                offer: offer.id.clone(),
                subject: offer.subject,
                rows,
                yes: if written { vec![0; words] } else { Vec::with_capacity(words) },
                known: if written { vec![0; words] } else { Vec::with_capacity(words) },
                inexact: Vec::new(),
                dose: unit.map(|unit| DoseColumn { unit, least: vec![0; rows], most: vec![0; rows] }),
                dates: self.options.dates.then(|| DateColumn { decisions: vec![None; rows] }),
                rules: self.options.rules.then(|| vec![OfferColumn::NO_RULE; rows]),
                barriers: self.options.barriers.then(|| BarrierColumn::blank(offer, words)),
                missing: self.options.missing.then(|| MissingColumn::blank(&answering.hangs, words)),
            }
        });
        let read = |subject| List::of(subject).is_some_and(|list| self.engine.lists.contains(&list));
        let silent = Subject::ALL
            .map(|subject| if read(subject) { vec![0; families.rows_of(subject).div_ceil(64)] } else { Vec::new() });
        Evaluated { on: self.on, offers: offers.collect(), silent, report: Vec::new() }
    }
}

/// Families of one piece of the work: a whole number of blocks, and of words. Many pieces leave no thread waiting; few cost
/// little to put together.
fn piece(rows: usize) -> usize {
    (rows / 32).div_ceil(BLOCK).clamp(1, 16) * BLOCK
}

/// Clears the room for the bits of offers for families on the caller's threads: it takes a tenth of the work.
fn room(offers: &mut [OfferColumn], pool: &dyn Pool) {
    let blank = |column: &mut OfferColumn| {
        let words = column.rows.div_ceil(64);
        if column.subject == Subject::Family {
            column.yes.resize(words, 0);
            column.known.resize(words, 0);
        }
    };
    let parts: Vec<Mutex<&mut [OfferColumn]>> = offers.chunks_mut(16).map(Mutex::new).collect();
    pool.run(parts.len(), &|part| {
        let part = parts.get(part).map(|part| part.lock().unwrap_or_else(PoisonError::into_inner));
        part.into_iter().for_each(|mut part| part.iter_mut().for_each(blank));
    });
    drop(parts);
    // A pool that left something out leaves it unsaid, not absent.
    offers.iter_mut().for_each(blank);
}
