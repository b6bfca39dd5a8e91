//! Columns read into whole numbers, a block of rows at a time, and what is wrong with them.

use std::ops::Range;

use pulp::Arch;

use super::direct::Direct;
use super::input::{Bits, Column, Values};
use super::kernel::{CERTAIN, Test, compare, scaled, units, widen};
use super::kind::{Faults, Kind, Wrong, found};
use super::row::{EPOCH, text, whole};
use super::workspace::each_set;
use crate::calendar::{Day, FIRST_DAY, LAST_DAY, PartialDate, date_of};
use crate::truth::Decimal;
use crate::vocabulary::is_carried;

/// A block of a column as numbers.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The numbers; where a day is partly known, the first that it can be. Of rows that are not known nothing is read.
    pub(crate) low: Vec<i64>,
    /// The last that each can be; empty where all are known fully, or not at all.
    pub(crate) high: Vec<i64>,
    /// Which rows are known, fully or partly.
    pub(crate) known: Vec<u64>,
    pub(crate) faults: Faults,
}

impl Block {
    fn reset(&mut self, rows: usize) {
        self.low.clear();
        self.high.clear();
        self.known.clear();
        self.known.resize(rows.div_ceil(64), 0);
    }

    /// A row that is wrong: unknown, and told.
    pub(crate) fn wrong(&mut self, wrong: Wrong, place: usize, row: usize) {
        if let Some(word) = self.known.get_mut(place / 64) {
            *word &= !(1 << (place % 64));
        }
        found(&mut self.faults, wrong, row);
    }

    pub(crate) fn is_known(&self, place: usize) -> bool {
        self.known.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// Columns that carry one quantity, made ready to be read.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    column: Option<Column<'a>>,
    /// The first and the last day that a date can be.
    ends: Option<(Column<'a>, Column<'a>)>,
    kind: Kind,
    /// What a number of the quantity may be.
    domain: (i64, i64),
    /// The numbers of a dictionary's words; what is none has none.
    words: Vec<Result<i64, Wrong>>,
    /// The same, with [`NO_NUMBER`] for what has none.
    numbers: Vec<i64>,
}

/// A dictionary of few words, read by its keys.
pub(crate) struct Keys<'r> {
    pub(crate) keys: &'r [i32],
    pub(crate) known: Option<Bits<'r>>,
    /// A bit for each key that is a word.
    pub(crate) valid: u64,
    numbers: &'r [i64],
}

impl Keys<'_> {
    /// A bit for each key whose word passes a test.
    pub(crate) fn mask(&self, test: &Test) -> u64 {
        let places = self.numbers.iter().enumerate().filter(|(_, number)| test.passes(**number));
        places.fold(0_u64, |mask, (place, _)| mask | 1 << place) & self.valid
    }
}

/// Stands for what is none of the words.
const NO_NUMBER: i64 = i64::MIN;

impl<'a> Reader<'a> {
    pub(crate) fn new(
        column: Option<Column<'a>>,
        ends: Option<(Column<'a>, Column<'a>)>,
        kind: Kind,
        domain: (i64, i64),
    ) -> Self {
        let words = match column.map(|column| column.values) {
            Some(Values::Word(words)) => words.words.iter().map(|word| number(&kind, word)).collect(),
            _ => Vec::new(),
        };
        // What leaves 64 bits as units of its last place is held at their ends, and refused there.
        let domain = match kind {
            Kind::Number(_) => (domain.0.max(i64::MIN + 1), domain.1.min(i64::MAX - 1)),
            _ => domain,
        };
        let numbers = words.iter().map(|own| own.unwrap_or(NO_NUMBER)).collect();
        Reader { column, ends, kind, domain, words, numbers }
    }

    /// The column, where it is bits and nothing has to be read.
    pub(crate) fn as_bits(&self) -> Option<(Bits<'a>, Option<Bits<'a>>)> {
        match self.column {
            Some(Column { values: Values::Bool(bits), known }) => Some((bits, known)),
            _ => None,
        }
    }

    /// The column, where its numbers can be compared as they stand.
    pub(crate) fn direct(&self) -> Option<Direct<'a>> {
        let column = self.column.filter(|_| self.ends.is_none())?;
        let (scale, more) = match self.kind {
            Kind::Number(places) => (10_i64.checked_pow(u32::from(places))?, 0),
            Kind::Day => (1, EPOCH),
            _ => (1, 0),
        };
        let (low, high) = self.domain;
        let domain = if self.kind == Kind::Day { (low.max(FIRST_DAY), high.min(LAST_DAY)) } else { (low, high) };
        Direct::new(&column.values, column.known, scale, more, domain)
    }

    /// The keys of a dictionary of few words, and which of them are words: what is asked of the column can be asked of its
    /// keys.
    pub(crate) fn keys(&self) -> Option<Keys<'_>> {
        match self.column {
            Some(Column { values: Values::Word(words), known }) if self.numbers.len() <= 64 => {
                let words_alone = |wanted: &dyn Fn(i64) -> bool| {
                    let places = self.numbers.iter().enumerate().filter(|(_, own)| **own != NO_NUMBER && wanted(**own));
                    places.fold(0_u64, |mask, (place, _)| mask | 1 << place)
                };
                let (low, high) = self.domain;
                let valid = words_alone(&|number| (low..=high).contains(&number));
                Some(Keys { keys: words.keys, known, valid, numbers: &self.numbers })
            }
            _ => None,
        }
    }

    /// Reads the rows of a block.
    pub(crate) fn read(&self, arch: Arch, rows: Range<usize>, block: &mut Block) {
        block.reset(rows.len());
        if let Some(column) = &self.column {
            match column.known {
                Some(known) => known.words(rows.start, &mut block.known, rows.len().div_ceil(64)),
                None => block.known.fill(u64::MAX),
            }
            trim(&mut block.known, rows.len());
            self.values(arch, column, &rows, block);
            self.within(arch, &rows, block);
        } else {
            block.low.resize(rows.len(), 0);
        }
        if let Some((first, last)) = &self.ends {
            self.partly(first, last, &rows, block);
        }
    }

    fn values(&self, arch: Arch, column: &Column<'_>, rows: &Range<usize>, block: &mut Block) {
        let scale = match self.kind {
            Kind::Number(places) => 10_i64.checked_pow(u32::from(places)).unwrap_or(i64::MAX),
            _ => 1,
        };
        macro_rules! numbers {
            ($all:expr) => {{
                let all = $all.get(rows.clone()).unwrap_or_default();
                if scale < 1 << 31 {
                    block.low.resize(all.len(), 0);
                    widen(arch, all, scale, &mut block.low);
                } else {
                    block.low.extend(all.iter().map(|number| i64::from(*number).saturating_mul(scale)));
                }
            }};
        }
        match &column.values {
            Values::I8(all) => numbers!(all),
            Values::I16(all) => numbers!(all),
            Values::I32(all) => numbers!(all),
            Values::I64(all) if scale == 1 => block.low.extend_from_slice(all.get(rows.clone()).unwrap_or_default()),
            Values::I64(all) => {
                let all = all.get(rows.clone()).unwrap_or_default();
                block.low.resize(all.len(), 0);
                if !scaled(arch, all, scale, &mut block.low) {
                    block.low.clear();
                    block.low.extend(all.iter().map(|number| number.saturating_mul(scale)));
                }
            }
            Values::U8(all) => numbers!(all),
            Values::U16(all) => numbers!(all),
            Values::U32(all) => numbers!(all),
            Values::Bool(bits) => block.low.extend(rows.clone().map(|row| i64::from(bits.get(row)))),
            Values::Day(all) => {
                let all = all.get(rows.clone()).unwrap_or_default();
                block.low.resize(all.len(), 0);
                widen(arch, all, 1, &mut block.low);
                block.low.iter_mut().for_each(|day| *day = day.saturating_add(EPOCH));
            }
            Values::F64(all) => {
                floats(arch, all.get(rows.clone()).unwrap_or_default(), &self.kind, rows.start, block);
            }
            Values::Decimal(all, places) => {
                let to = if let Kind::Number(to) = self.kind { to } else { 0 };
                for (place, row) in rows.clone().enumerate() {
                    let digits = all.get(row).and_then(|digits| i64::try_from(*digits).ok());
                    let found = digits.and_then(|digits| Decimal { digits, places: *places }.at(to));
                    block.low.push(found.unwrap_or(0));
                    if found.is_none() && block.is_known(place) {
                        block.wrong(Wrong::Number, place, row);
                    }
                }
            }
            Values::Word(words) => {
                let keys = words.keys.get(rows.clone()).unwrap_or_default();
                let number = |key: &i32| {
                    usize::try_from(*key).ok().and_then(|key| self.numbers.get(key)).copied().unwrap_or(NO_NUMBER)
                };
                block.low.extend(keys.iter().map(number));
                if block.low.contains(&NO_NUMBER) {
                    for (place, key) in keys.iter().enumerate().filter(|(_, key)| number(key) == NO_NUMBER) {
                        if block.is_known(place) {
                            let key = usize::try_from(*key).ok();
                            let wrong = key.and_then(|key| self.words.get(key)).and_then(|own| own.err());
                            block.wrong(wrong.unwrap_or(Wrong::Word), place, rows.start + place);
                        }
                    }
                }
            }
            Values::Text(_) => {
                for (place, row) in rows.clone().enumerate() {
                    let known = block.is_known(place);
                    let found = match text(column, row) {
                        Ok(text) if known => number(&self.kind, text),
                        _ => Err(Wrong::Text),
                    };
                    block.low.push(found.unwrap_or(0));
                    if let (Err(wrong), true) = (found, known) {
                        block.wrong(wrong, place, row);
                    }
                }
            }
            Values::TextList(..) | Values::WordList(..) => block.low.resize(rows.len(), 0),
        }
        block.low.resize(rows.len(), 0);
    }

    /// Rows that lie outside what the fact may be.
    fn within(&self, arch: Arch, rows: &Range<usize>, block: &mut Block) {
        let (low, high) = if self.kind == Kind::Day { (FIRST_DAY, LAST_DAY) } else { self.domain };
        let wrong = if self.kind == Kind::Day { Wrong::Day } else { Wrong::Range };
        // One quick look: a block with everything inside is the rule. What is unknown may hold anything.
        let mut inside = vec![0; block.known.len()];
        compare(arch, &block.low, &Test::Between(low, high), &mut inside, &mut Vec::new());
        let outside: Vec<u64> = block.known.iter().zip(&inside).map(|(known, inside)| known & !inside).collect();
        each_set(&outside, |place| block.wrong(wrong, place, rows.start + place));
        // A date may lie within the calendar and outside the range of its fact.
        if self.kind == Kind::Day && self.domain != (FIRST_DAY, LAST_DAY) {
            let (low, high) = self.domain;
            let outside = block.low.iter().enumerate().filter(|(_, day)| **day < low || **day > high);
            let places: Vec<usize> = outside.map(|(place, _)| place).collect();
            for place in places.into_iter().filter(|place| block.is_known(*place)).collect::<Vec<_>>() {
                block.wrong(Wrong::Range, place, rows.start + place);
            }
        }
    }

    /// Dates of which the first and the last day are told.
    fn partly(&self, first: &Column<'_>, last: &Column<'_>, rows: &Range<usize>, block: &mut Block) {
        block.high.extend_from_slice(&block.low);
        for (place, row) in rows.clone().enumerate() {
            let own = |column: &Column<'_>| column.is_known(row).then(|| day(&column.values, row));
            let found = match (block.is_known(place), own(first), own(last)) {
                (true, ..) | (_, None, None) => continue,
                (_, Some(Some(first)), Some(Some(last))) => {
                    let date = PartialDate::between(date_of(first), date_of(last)).ok_or(Wrong::Ends);
                    let (low, high) = (first.max(self.domain.0), last.min(self.domain.1));
                    date.and(if low > high { Err(Wrong::Range) } else { Ok((low, high)) })
                }
                (_, Some(Some(_)) | None, None | Some(Some(_))) => Err(Wrong::Ends),
                _ => Err(Wrong::Day),
            };
            match found {
                Ok(ends) => {
                    if let Some((low, high)) = block.low.get_mut(place).zip(block.high.get_mut(place)) {
                        (*low, *high) = ends;
                    }
                    if let Some(word) = block.known.get_mut(place / 64) {
                        *word |= 1 << (place % 64);
                    }
                }
                Err(wrong) => block.wrong(wrong, place, row),
            }
        }
    }
}

/// Clears the bits beyond the rows.
pub(crate) fn trim(words: &mut [u64], rows: usize) {
    if let (Some(last), true) = (words.last_mut(), !rows.is_multiple_of(64)) {
        *last &= (1 << (rows % 64)) - 1;
    }
}

fn day(values: &Values<'_>, row: usize) -> Option<Day> {
    let Values::Day(days) = values else { return None };
    let day = i64::from(*days.get(row)?) + EPOCH;
    (FIRST_DAY..=LAST_DAY).contains(&day).then_some(day)
}

/// The number of a word or a code.
fn number(kind: &Kind, text: &str) -> Result<i64, Wrong> {
    match kind {
        Kind::Code(codes, other) => match is_carried(text) {
            true => Ok(codes.get(text).copied().unwrap_or(*other)),
            false => Err(Wrong::Text),
        },
        Kind::Word(words) => words.iter().find(|(word, _)| word == text).map(|(_, number)| *number).ok_or(Wrong::Word),
        _ => Err(Wrong::Word),
    }
}

/// Floating-point numbers as units of the last place of their fact.
fn floats(arch: Arch, all: &[f64], kind: &Kind, start: usize, block: &mut Block) {
    let places = if let Kind::Number(places) = kind { *places } else { 0 };
    let scale = (0..places).fold(1.0_f64, |scale, _| scale * 10.0);
    block.low.resize(all.len(), 0);
    if units(arch, all, scale, &mut block.low) {
        return;
    }
    // Somewhere stands what is no such number, be it where nothing is known.
    for (place, number) in all.iter().enumerate().filter(|(place, _)| block.is_known(*place)).collect::<Vec<_>>() {
        let quickly = (number * scale).round();
        if quickly.abs() <= CERTAIN && quickly / scale == *number {
            block.low.get_mut(place).into_iter().for_each(|own| *own = quickly as i64);
            continue;
        }
        match exactly(*number, places) {
            Some(units) => block.low.get_mut(place).into_iter().for_each(|own| *own = units),
            None => block.wrong(Wrong::Number, place, start + place),
        }
    }
}

/// The units of the shortest decimal that a number is nearest to.
fn exactly(number: f64, places: u8) -> Option<i64> {
    (number.is_finite() && number.abs() <= 9_007_199_254_740_992.0)
        .then(|| Decimal::parse(&format!("{number}"))?.at(places))
        .flatten()
}

/// A whole number of a column of places.
pub(crate) fn place_of(column: &Column<'_>, row: usize) -> Option<usize> {
    whole(&column.values, row).and_then(|place| usize::try_from(place).ok())
}
