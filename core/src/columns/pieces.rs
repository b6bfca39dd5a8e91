//! What the pieces of the work say, and how it is put together.

use std::collections::BTreeMap;

use super::answer::OfferColumn;
use super::found::Found;
use super::kind::Faults;
use super::run::told;
use super::study::Noted;
use crate::assessment::{Decision, RowAnswer};
use crate::error::{Code, Place, Problem};
use crate::truth::Truth;

/// Bits that grow block by block.
#[derive(Debug, Default)]
pub(crate) struct Grown {
    pub(crate) words: Vec<u64>,
    len: usize,
}

impl Grown {
    /// Adds as many bits of these words as there are rows.
    pub(crate) fn append(&mut self, words: &[u64], rows: usize) {
        let shift = self.len % 64;
        if shift == 0 {
            self.words.extend(words.iter().take(rows.div_ceil(64)));
        } else {
            for word in words.iter().take(rows.div_ceil(64)) {
                if let Some(last) = self.words.last_mut() {
                    *last |= word << shift;
                }
                self.words.push(word >> (64 - shift));
            }
        }
        self.len += rows;
        self.words.truncate(self.len.div_ceil(64));
    }

    /// Writes the bit of one of the last so many rows.
    pub(crate) fn mark(&mut self, row: usize, rows: usize, truth: bool) {
        let place = (self.len + row).saturating_sub(rows);
        if let Some(word) = self.words.get_mut(place / 64) {
            *word = *word & !(1 << (place % 64)) | u64::from(truth) << (place % 64);
        }
    }

    pub(crate) fn append_all(&mut self, other: &Grown) {
        self.append(&other.words, other.len);
    }
}

/// Where the bits of an offer go, those of a yes and those of any answer that is known: for families straight into their
/// places, for members one after the other.
#[derive(Debug)]
pub(crate) enum Into<'o> {
    Places(&'o mut [u64], &'o mut [u64]),
    Grown(Grown, Grown),
}

/// What one piece of the work says of an offer.
#[derive(Debug)]
pub(crate) struct Piece<'o> {
    pub(crate) bits: Into<'o>,
    pub(crate) inexact: Vec<u32>,
    pub(crate) least: Vec<i64>,
    pub(crate) most: Vec<i64>,
    pub(crate) dates: Vec<Option<Decision>>,
    pub(crate) rules: Vec<u16>,
    pub(crate) barriers: Noted,
    pub(crate) missing: Noted,
}

/// What one piece of the work says.
#[derive(Debug)]
pub(crate) struct Pieces<'o> {
    pub(crate) offers: Vec<Piece<'o>>,
    pub(crate) silent: [Grown; 4],
    /// What is wrong with each column.
    pub(crate) faults: BTreeMap<String, Faults>,
    /// What is wrong with families that were written out.
    pub(crate) problems: Found,
}

impl Piece<'_> {
    /// Writes the answer of one row of the newest block over what the bits said.
    pub(crate) fn put(&mut self, at: usize, row: usize, rows: usize, absolute: usize, answer: &RowAnswer) {
        let place = match &self.bits {
            Into::Places(..) => at + row,
            Into::Grown(yes, _) => yes.len - rows + row,
        };
        let (yes, known) = match &mut self.bits {
            Into::Places(yes, known) => (&mut **yes, &mut **known),
            Into::Grown(yes, known) => (yes.words.as_mut_slice(), known.words.as_mut_slice()),
        };
        for (words, bit) in [(yes, answer.truth == Truth::Yes), (known, answer.truth != Truth::Unknown)] {
            if let Some(word) = words.get_mut(place / 64) {
                *word = *word & !(1 << (place % 64)) | u64::from(bit) << (place % 64);
            }
        }
        if !answer.exact {
            self.inexact.push(u32::try_from(absolute).unwrap_or(u32::MAX));
        }
        let from_end = |len: usize| len.checked_sub(rows).map(|start| start + row);
        let dose = answer.dose.as_ref().map_or((0, 0), |dose| (dose.least, dose.most));
        if let Some(least) = from_end(self.least.len()).and_then(|place| self.least.get_mut(place)) {
            *least = dose.0;
        }
        if let Some(most) = from_end(self.most.len()).and_then(|place| self.most.get_mut(place)) {
            *most = dose.1;
        }
        if let Some(date) = from_end(self.dates.len()).and_then(|place| self.dates.get_mut(place)) {
            *date = answer.decision;
        }
        if let Some(rule) = from_end(self.rules.len()).and_then(|place| self.rules.get_mut(place)) {
            *rule = answer.rule.and_then(|rule| u16::try_from(rule).ok()).unwrap_or(OfferColumn::NO_RULE);
        }
        self.barriers.put(row, rows, |place| answer.barriers.get(place).copied().unwrap_or_default());
    }
}

/// What is wrong with the tables.
pub(crate) struct Told {
    pub(crate) problems: Vec<Problem>,
}

/// What all pieces say of one offer.
#[derive(Default)]
pub(crate) struct Whole {
    pub(crate) yes: Grown,
    pub(crate) known: Grown,
    pub(crate) inexact: Vec<u32>,
    pub(crate) least: Vec<i64>,
    pub(crate) most: Vec<i64>,
    pub(crate) dates: Vec<Option<Decision>>,
    pub(crate) rules: Vec<u16>,
    pub(crate) barriers: Noted,
    pub(crate) missing: Noted,
}

pub(crate) struct Gathered {
    pub(crate) offers: Vec<Whole>,
    pub(crate) silent: [Grown; 4],
    pub(crate) told: Told,
}

/// Puts pieces together, in their order.
pub(crate) fn gathered(pieces: Vec<Pieces<'_>>) -> Gathered {
    let (mut offers, mut silent) = (Vec::<Whole>::new(), <[Grown; 4]>::default());
    let (mut faults, mut problems) = (BTreeMap::<String, Faults>::new(), Found::default());
    for piece in pieces {
        offers.resize_with(piece.offers.len(), Whole::default);
        for (into, own) in offers.iter_mut().zip(piece.offers) {
            if let Into::Grown(yes, known) = &own.bits {
                into.yes.append_all(yes);
                into.known.append_all(known);
            }
            into.inexact.extend(own.inexact);
            into.least.extend(own.least);
            into.most.extend(own.most);
            into.dates.extend(own.dates);
            into.rules.extend(own.rules);
            into.barriers.append_all(&own.barriers);
            into.missing.append_all(&own.missing);
        }
        for (into, own) in silent.iter_mut().zip(&piece.silent) {
            into.append_all(own);
        }
        for (name, own) in piece.faults {
            told(&mut faults, name, &own);
        }
        problems.append(piece.problems);
    }
    let of_columns = faults.into_iter().flat_map(|(name, faults)| {
        faults.into_iter().map(move |(wrong, (count, first))| {
            let message = format!("{count} rows, the first of them row {first}: {}", wrong.told());
            Problem::new(Code::ColumnsValue, Place::at(name.clone()), message)
        })
    });
    let problems = of_columns.chain(problems.told()).collect();
    Gathered { offers, silent, told: Told { problems } }
}
