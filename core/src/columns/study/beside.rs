//! Two evaluations of the same families side by side: another programme, another version, another day.

use std::sync::Arc;

use super::doses::DoseTotal;
use super::grouping::{Grouping, Tally, length, whole};
use crate::columns::answer::{DecisionCode, Evaluated, OfferColumn};
use crate::columns::workspace::{each_set, set};
use crate::error::{Code, Error, Place, Problem};
use crate::vocabulary::Subject;

/// Two evaluations of the same families: what changes from the first to the second.
///
/// ```
/// use millejours::{Column, DecisionCode, EvaluateOptions, Families, Grouping, OneThread, Programme, Table, Values, parse_date};
/// use std::ops::ControlFlow;
///
/// # let town = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study.toml"));
/// // The town thinks of offering its holiday up to a quotient of 1000, but to families of three or more.
/// let other = town.replace("quotient <= 800", "quotient <= 1000").replace("persons >= 2", "persons >= 3");
/// let table = Table::new(3)
///     .with("quotient", Column::new(Values::I32(&[400, 900, 500])))
///     .with("persons", Column::new(Values::I32(&[2, 5, 3])));
/// let families = Families::new(table)?;
/// let evaluate = |text: &str| {
///     let plan = Programme::from_toml(text)?.plan(parse_date("2026-06-01")?, EvaluateOptions::new().doses())?;
///     plan.evaluate(&families, &OneThread, &|_| ControlFlow::Continue(()))
/// };
/// let (before, after) = (evaluate(town)?, evaluate(&other)?);
/// let beside = before.beside(&after)?;
/// let holiday = beside.offer("holiday")?;
/// assert_eq!((holiday.gain[0], holiday.lose[0]), (0b010, 0b001));
///
/// let moves = &beside.moves(holiday, &Grouping::all(3))?[0];
/// assert_eq!(moves.tally(DecisionCode::Eligible, DecisionCode::Eligible).rows, 1);
/// assert_eq!(moves.dose_change()?, Some((3.0, 3.0)));
/// // Nobody who keeps the holiday gets more or less of it.
/// assert_eq!((moves.more.rows, moves.less.rows), (0, 0));
///
/// let few = Families::new(Table::new(0).with("quotient", Column::new(Values::I32(&[]))).with("persons", Column::new(Values::I32(&[]))))?;
/// let plan = Programme::from_toml(town)?.plan(parse_date("2026-06-01")?, EvaluateOptions::new())?;
/// let nobody = plan.evaluate(&few, &OneThread, &|_| ControlFlow::Continue(()))?;
/// assert_eq!(before.beside(&nobody).unwrap_err().code().as_str(), "columns.length");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Beside<'a> {
    before: &'a Evaluated,
    after: &'a Evaluated,
    offers: Vec<MovedColumn<'a>>,
}

/// One offer in two evaluations, for every row of those that it is for. An offer that is for another kind of subject afterwards is
/// two: one that ends, and one that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MovedColumn<'a> {
    /// The offer.
    pub offer: Arc<str>,
    /// For each of whom there is a row.
    pub subject: Subject,
    /// How many rows there are.
    pub rows: usize,
    /// Its answers before; none where it was not offered.
    pub before: Option<&'a OfferColumn>,
    /// Its answers after; none where it is no longer offered.
    pub after: Option<&'a OfferColumn>,
    /// As bits, the rows that surely gain: the answer was no, or nothing was offered, and is yes.
    pub gain: Vec<u64>,
    /// The rows that surely lose: the answer was yes, and is no, or nothing is offered.
    pub lose: Vec<u64>,
    /// The rows whose answer was yes and is yes, and whose dose surely is more: its least is above what was the most. None where
    /// doses were not asked for, or are in another unit.
    pub more: Vec<u64>,
    /// The same, whose dose surely is less. Who keeps an offer may lose most of it: a reform is not told without these.
    pub less: Vec<u64>,
}

/// What became of the rows of one group: from which answer to which, and from how much to how much.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Moves {
    table: [[Tally; 4]; 4],
    /// How much it came to before, where doses were asked for: nothing where it was not offered, none where the offer had no dose.
    pub before: Option<DoseTotal>,
    /// How much it comes to after.
    pub after: Option<DoseTotal>,
    /// Those who keep the offer, and surely get more of it.
    pub more: Tally,
    /// Those who keep it, and surely get less.
    pub less: Tally,
}

/// The place of an answer in a table of moves; nothing is said also where nothing is offered.
fn place(code: DecisionCode) -> usize {
    match code {
        DecisionCode::Eligible => 0,
        DecisionCode::NotEligible | DecisionCode::NotYet | DecisionCode::NoLonger => 1,
        DecisionCode::Undetermined => 2,
        DecisionCode::Silent => 3,
    }
}

impl Moves {
    /// How many rows had this answer before, and have that after. `not_yet` and `no_longer` are a no, like
    /// [`DecisionCode::NotEligible`]; [`DecisionCode::Silent`] also stands for an evaluation in which nothing was offered.
    pub fn tally(&self, before: DecisionCode, after: DecisionCode) -> Tally {
        let row = self.table.get(place(before));
        row.and_then(|row| row.get(place(after))).copied().unwrap_or_default()
    }

    /// By how much the dose grows, at least and at most: below zero where it shrinks. Nothing where one evaluation has no dose.
    /// What is unknown is taken as if it had nothing to do with itself before: the true bounds lie within.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.type` where the units differ: hours and visits cannot be subtracted.
    ///
    /// ```
    /// # use millejours::{Column, EvaluateOptions, Families, Grouping, OneThread, Programme, Table, Values, parse_date};
    /// # use std::ops::ControlFlow;
    /// # let town = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study.toml"));
    /// # let other = town.replace("unit = \"day\"", "unit = \"hour\"");
    /// # let table = Table::new(1)
    /// #     .with("quotient", Column::new(Values::I32(&[400])))
    /// #     .with("persons", Column::new(Values::I32(&[2])));
    /// # let families = Families::new(table)?;
    /// # let evaluate = |text: &str| {
    /// #     let plan = Programme::from_toml(text)?.plan(parse_date("2026-06-01")?, EvaluateOptions::new().doses())?;
    /// #     plan.evaluate(&families, &OneThread, &|_| ControlFlow::Continue(()))
    /// # };
    /// # let (before, after) = (evaluate(town)?, evaluate(&other)?);
    /// // Afterwards the holiday is counted in hours.
    /// let beside = before.beside(&after)?;
    /// let moves = beside.moves(beside.offer("holiday")?, &Grouping::all(1))?;
    /// assert_eq!(moves[0].dose_change().unwrap_err().code().as_str(), "columns.type");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn dose_change(&self) -> Result<Option<(f64, f64)>, Error> {
        let (Some(before), Some(after)) = (&self.before, &self.after) else { return Ok(None) };
        if before.unit != after.unit {
            let message = format!("it is in {} after, and was in {} before", after.unit, before.unit);
            let problem = Problem::new(Code::ColumnsType, Place::at("dose.unit"), message);
            return Err(Error::Columns(vec![problem.help("look at each by itself")]));
        }
        Ok(Some((after.least - before.most, after.most - before.least)))
    }
}

impl Evaluated {
    /// This evaluation beside a later one of the same families, or of another programme.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` where the two are not of as many rows.
    pub fn beside<'a>(&'a self, later: &'a Evaluated) -> Result<Beside<'a>, Error> {
        for subject in Subject::ALL {
            let rows = |own: &Evaluated| own.offers.iter().find(|own| own.subject == subject).map(|own| own.rows);
            if let (Some(before), Some(after)) = (rows(self), rows(later))
                && before != after
            {
                return Err(length(subject.as_str(), after, before));
            }
        }
        let same = |one: &OfferColumn, other: &OfferColumn| one.offer == other.offer && one.subject == other.subject;
        let own =
            self.offers.iter().map(|before| (Some(before), later.offers.iter().find(|after| same(before, after))));
        let new = later.offers.iter().filter(|after| !self.offers.iter().any(|before| same(before, after)));
        let pairs = own.chain(new.map(|after| (None, Some(after))));
        let offers = pairs.filter_map(|(before, after)| moved(before, after)).collect();
        Ok(Beside { before: self, after: later, offers })
    }
}

fn moved<'a>(before: Option<&'a OfferColumn>, after: Option<&'a OfferColumn>) -> Option<MovedColumn<'a>> {
    let own = before.or(after)?;
    let words = own.rows.div_ceil(64);
    let (none, all) = (vec![0; words], vec![u64::MAX; words]);
    // Of what was not offered, the answer is no for everybody.
    let yes = |own: Option<&'a OfferColumn>| own.map_or(none.clone(), |own| own.yes.clone());
    let no = |own: Option<&'a OfferColumn>| own.map_or(all.clone(), OfferColumn::no);
    let both = |one: Vec<u64>, other: Vec<u64>| -> Vec<u64> {
        let joint: Vec<u64> = one.iter().zip(&other).map(|(one, other)| one & other).collect();
        whole(&joint, own.rows).collect()
    };
    let kept = both(yes(before), yes(after));
    let doses = before.zip(after).and_then(|(before, after)| before.dose.as_ref().zip(after.dose.as_ref()));
    let doses = doses.filter(|(before, after)| before.unit == after.unit);
    let mut more = none.clone();
    let mut less = none.clone();
    if let Some((before, after)) = doses {
        let at = |all: &[i64], row: usize| all.get(row).copied().unwrap_or_default();
        each_set(&kept, |row| {
            if at(&after.least, row) > at(&before.most, row) {
                set(&mut more, row);
            } else if at(&after.most, row) < at(&before.least, row) {
                set(&mut less, row);
            }
        });
    }
    Some(MovedColumn {
        offer: own.offer.clone(),
        subject: own.subject,
        rows: own.rows,
        before,
        after,
        gain: both(no(before), yes(after)),
        lose: both(yes(before), no(after)),
        more,
        less,
    })
}

impl<'a> Beside<'a> {
    /// The offers of both, in the order of the first; then those that are new.
    pub fn offers(&self) -> &[MovedColumn<'a>] {
        &self.offers
    }

    /// An offer by its id.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.unknown` where neither evaluation has one of this id.
    pub fn offer(&self, id: &str) -> Result<&MovedColumn<'a>, Error> {
        self.offers.iter().find(|own| &*own.offer == id).ok_or_else(|| {
            let problem = Problem::new(Code::ColumnsUnknown, Place::at("offer"), "no offer has this id");
            Error::Columns(vec![problem.near(id, self.offers.iter().map(|own| &*own.offer))])
        })
    }

    /// What became of the rows of each group.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.length` where the grouping is not for as many rows as the offer has.
    pub fn moves(&self, offer: &MovedColumn<'_>, grouping: &Grouping<'_>) -> Result<Vec<Moves>, Error> {
        grouping.expect(offer.rows)?;
        let blank = Moves {
            table: Default::default(),
            before: None,
            after: None,
            more: Tally::default(),
            less: Tally::default(),
        };
        let mut found = vec![blank; grouping.count()];
        let (before, after) = (said(self.before, offer.before, offer.rows), said(self.after, offer.after, offer.rows));
        for (at, one) in before.iter().enumerate() {
            for (to, other) in after.iter().enumerate() {
                let both: Vec<u64> = one.iter().zip(other).map(|(one, other)| one & other).collect();
                for (moves, tally) in found.iter_mut().zip(grouping.tally(&both)?) {
                    moves.table.get_mut(at).and_then(|row| row.get_mut(to)).into_iter().for_each(|own| *own = tally);
                }
            }
        }
        let doses = |of: &Evaluated, own: Option<&OfferColumn>| match own {
            Some(own) => of.doses(own, grouping),
            None => Ok(None),
        };
        if let Some(totals) = doses(self.before, offer.before)? {
            found.iter_mut().zip(totals).for_each(|(moves, total)| moves.before = Some(total));
        }
        if let Some(totals) = doses(self.after, offer.after)? {
            found.iter_mut().zip(totals).for_each(|(moves, total)| moves.after = Some(total));
        }
        // Of what is not offered, nobody has anything.
        for moves in &mut found {
            let nothing = |of: &DoseTotal| DoseTotal { unit: of.unit.clone(), least: 0.0, most: 0.0 };
            if offer.before.is_none() {
                moves.before = moves.after.as_ref().map(nothing);
            }
            if offer.after.is_none() {
                moves.after = moves.before.as_ref().map(nothing);
            }
        }
        for (moves, (more, less)) in
            found.iter_mut().zip(grouping.tally(&offer.more)?.into_iter().zip(grouping.tally(&offer.less)?))
        {
            (moves.more, moves.less) = (more, less);
        }
        Ok(found)
    }
}

/// Yes, no, undetermined, nothing said: each as bits.
fn said(of: &Evaluated, own: Option<&OfferColumn>, rows: usize) -> [Vec<u64>; 4] {
    let none = vec![0; rows.div_ceil(64)];
    match own {
        Some(own) => [own.yes.clone(), own.no(), of.undetermined(own), of.silent_of(own)],
        None => [none.clone(), none.clone(), none.clone(), vec![u64::MAX; none.len()]],
    }
}
