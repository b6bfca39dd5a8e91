//! What an evaluation says: for each offer two bitmaps, and beside them what was asked for.

use std::sync::Arc;

use chrono::NaiveDate;

use super::study::{BarrierColumn, MissingColumn};
use crate::assessment::{Decision, RowAnswer};
use crate::error::{Code, Error, Place, Problem};
use crate::truth::Truth;
use crate::vocabulary::Subject;

/// A decision as one byte, for columns of millions of rows.
///
/// ```
/// use millejours::DecisionCode;
/// assert_eq!(DecisionCode::Undetermined as u8, 2);
/// assert_eq!(DecisionCode::of(3), Some(DecisionCode::NotYet));
/// assert_eq!(DecisionCode::of(7), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum DecisionCode {
    /// No. Without dates, a no of today, whatever another day may bring.
    NotEligible = 0,
    /// Yes.
    Eligible = 1,
    /// It depends on facts that are missing.
    Undetermined = 2,
    /// Not yet: time alone brings another answer. Only where dates were asked for.
    NotYet = 3,
    /// No longer: it was otherwise on an earlier day. Only where dates were asked for.
    NoLonger = 4,
    /// Nothing is said: a child that died, a pregnancy that is over.
    Silent = 255,
}

impl DecisionCode {
    /// All of them.
    pub const ALL: &'static [DecisionCode] = &[
        DecisionCode::NotEligible,
        DecisionCode::Eligible,
        DecisionCode::Undetermined,
        DecisionCode::NotYet,
        DecisionCode::NoLonger,
        DecisionCode::Silent,
    ];

    /// The decision of a byte; `None` where it is none.
    pub fn of(code: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|own| *own as u8 == code)
    }

    /// The word of the wire form; `silent` where nothing is said.
    pub const fn as_str(self) -> &'static str {
        match self {
            DecisionCode::NotEligible => "not_eligible",
            DecisionCode::Eligible => "eligible",
            DecisionCode::Undetermined => "undetermined",
            DecisionCode::NotYet => "not_yet",
            DecisionCode::NoLonger => "no_longer",
            DecisionCode::Silent => "silent",
        }
    }
}

/// When time alone brings another answer, or brought the last: one entry a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DateColumn {
    /// The decision with its date, where the answer is no.
    pub decisions: Vec<Option<Decision>>,
}

/// Dose bounds, one a row; read where the offer's answer is no "no".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DoseColumn {
    /// The unit.
    pub unit: Arc<str>,
    /// The least amount.
    pub least: Vec<i64>,
    /// The greatest amount.
    pub most: Vec<i64>,
}

/// The answers of one offer, for every row of the kind of subject that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferColumn {
    /// The offer.
    pub offer: Arc<str>,
    /// For each of whom there is a row.
    pub subject: Subject,
    /// How many rows there are.
    pub rows: usize,
    /// Bit `i` (of word `i / 64`, the least significant first) is set where the answer for row `i` is yes.
    pub yes: Vec<u64>,
    /// The same where the answer is known, yes or no. Elsewhere it is undetermined, or nothing is said.
    pub known: Vec<u64>,
    /// The rows, ascending, whose answer is not exact: what is undetermined there may be too cautious.
    pub inexact: Vec<u32>,
    /// How much, where doses were asked for and the offer has one.
    pub dose: Option<DoseColumn>,
    /// The dates, where they were asked for.
    pub dates: Option<DateColumn>,
    /// Where they were asked for, the rule that stands in the way: for a row whose answer is no, the place of the first rule of
    /// `when`, then `unless`, that alone gives the no; [`OfferColumn::NO_RULE`] where only several together do, or there is no no.
    pub rules: Option<Vec<u16>>,
    /// Where they were asked for, each rule of `when`, then of `unless`, and whom it keeps out.
    pub barriers: Option<Vec<BarrierColumn>>,
    /// Where they were asked for, the facts that answers hang on, in the order of whose they are and of their names: all that the
    /// offer's rules read, and others where some answer hangs on them.
    pub missing: Option<Vec<MissingColumn>>,
}

impl OfferColumn {
    /// Stands in [`OfferColumn::rules`] where no single rule gives the no.
    pub const NO_RULE: u16 = u16::MAX;

    /// The truth of a row today; `None` beyond the rows.
    pub fn truth(&self, row: usize) -> Option<Truth> {
        let bit = |words: &[u64]| words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1);
        (row < self.rows).then(|| match (bit(&self.yes), bit(&self.known)) {
            (true, _) => Truth::Yes,
            (_, true) => Truth::No,
            _ => Truth::Unknown,
        })
    }

    /// The rows, as bits, whose answer is no today.
    pub fn no(&self) -> Vec<u64> {
        self.yes.iter().zip(&self.known).map(|(yes, known)| known & !yes).collect()
    }
}

/// What a programme says to many families on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evaluated {
    /// The day.
    pub on: NaiveDate,
    /// The offers, in the programme's order.
    pub offers: Vec<OfferColumn>,
    /// Of each kind of subject, in the order of [`Subject::ALL`], the rows of which nothing is said, as bits; empty for a kind
    /// of which the programme reads nothing.
    pub silent: [Vec<u64>; 4],
    /// What was wrong with the tables and taken as unknown, where a report was asked for.
    pub report: Vec<Problem>,
}

impl Evaluated {
    /// The answers of an offer by its id.
    ///
    /// # Errors
    /// [`Error::Columns`] with `columns.unknown` where no offer has this id.
    pub fn offer(&self, id: &str) -> Result<&OfferColumn, Error> {
        self.offers.iter().find(|own| &*own.offer == id).ok_or_else(|| {
            let problem = Problem::new(Code::ColumnsUnknown, Place::at("offer"), "no offer has this id");
            Error::Columns(vec![problem.near(id, self.offers.iter().map(|own| &*own.offer))])
        })
    }

    /// Is nothing said of a row?
    pub fn is_silent(&self, subject: Subject, row: usize) -> bool {
        let words = self.silent.get(subject as usize);
        words.and_then(|words| words.get(row / 64)).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The decision of a row as a code; `None` beyond the rows.
    pub fn code(&self, offer: &OfferColumn, row: usize) -> Option<DecisionCode> {
        let truth = offer.truth(row)?;
        if self.is_silent(offer.subject, row) {
            return Some(DecisionCode::Silent);
        }
        let dated = || offer.dates.as_ref().and_then(|dates| dates.decisions.get(row)).and_then(Option::as_ref);
        Some(match truth {
            Truth::Yes => DecisionCode::Eligible,
            Truth::Unknown => DecisionCode::Undetermined,
            Truth::No => match dated() {
                Some(Decision::NotYet { .. }) => DecisionCode::NotYet,
                Some(Decision::NoLonger { .. }) => DecisionCode::NoLonger,
                _ => DecisionCode::NotEligible,
            },
        })
    }

    /// The decisions of an offer as codes, one byte a row.
    pub fn codes(&self, offer: &OfferColumn) -> Vec<u8> {
        let none: &[u64] = &[];
        let silent = self.silent.get(offer.subject as usize).map_or(none, Vec::as_slice);
        let mut codes = Vec::with_capacity(offer.rows);
        for at in 0..offer.yes.len() {
            let word = |words: &[u64]| words.get(at).copied().unwrap_or(0);
            let (yes, known, silent) = (word(&offer.yes), word(&offer.known), word(silent));
            let rows = (offer.rows - 64 * at).min(64);
            codes.extend((0..rows).map(|bit| {
                let undetermined = !known >> bit & 1;
                ((yes >> bit & 1) + 2 * undetermined) as u8 | 0_u8.wrapping_sub((silent >> bit & 1) as u8)
            }));
        }
        if let Some(dates) = &offer.dates {
            for (code, decision) in codes.iter_mut().zip(&dates.decisions).filter(|(code, _)| **code == 0) {
                match decision {
                    Some(Decision::NotYet { .. }) => *code = DecisionCode::NotYet as u8,
                    Some(Decision::NoLonger { .. }) => *code = DecisionCode::NoLonger as u8,
                    _ => {}
                }
            }
        }
        codes
    }
}

impl OfferColumn {
    /// Writes the answer of one row, of which nothing was said before.
    pub(crate) fn put(&mut self, at: usize, answer: &RowAnswer) {
        put(&mut self.yes, at, answer.truth == Truth::Yes);
        put(&mut self.known, at, answer.truth != Truth::Unknown);
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
        for (barrier, (no, alone)) in self.barriers.iter_mut().flatten().zip(&answer.barriers) {
            put(&mut barrier.no, at, *no);
            put(&mut barrier.alone, at, *alone);
        }
        for missing in self.missing.iter_mut().flatten() {
            let (hangs, alone) = missing.said(answer);
            put(&mut missing.rows, at, hangs);
            put(&mut missing.alone, at, alone);
        }
    }
}

pub(crate) fn set(words: &mut [u64], at: usize) {
    if let Some(word) = words.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

fn put(words: &mut [u64], at: usize, truth: bool) {
    if truth {
        set(words, at);
    }
}
