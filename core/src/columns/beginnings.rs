//! The days that members are counted from, a block at a time.
//!
//! Most members are plain: a child with its day of birth, or a part of it, or none; one expected in a pregnancy under way. Of
//! these the days follow at once. Of any other (a loss, a birth not recorded, twins of whom one is born) the family is
//! written out, and the days are those that its document has.

use std::ops::Range;

use pulp::Arch;

use super::families::Families;
use super::input::Column;
use super::kind::{Faults, Wrong, found};
use super::load::{Block, Reader, place_of};
use super::row::{named, text};
use super::single::Single;
use crate::calendar::{Day, FIRST_DAY, LAST_DAY};
use crate::condition::List;
use crate::family::{LONGEST, MOST_EARLY, MOST_LATE, Outcome, younger_than};
use crate::truth::Truth;
use crate::vocabulary::Subject;

/// Below how many years a child without a day of birth is, and an adult.
pub(crate) const CHILDHOOD: i64 = 18;
pub(crate) const LIFE: i64 = 120;

/// First and last days, one pair a row.
#[derive(Debug, Default)]
pub(crate) struct Days {
    pub(crate) low: Vec<Day>,
    pub(crate) high: Vec<Day>,
}

impl Days {
    fn reset(&mut self, rows: usize) {
        self.low.clear();
        self.high.clear();
        self.low.resize(rows, 0);
        self.high.resize(rows, 0);
    }

    fn put(&mut self, place: usize, (low, high): (Day, Day)) {
        if let Some((into, last)) = self.low.get_mut(place).zip(self.high.get_mut(place)) {
            (*into, *last) = (low, high);
        }
    }

    fn get(&self, place: usize) -> (Day, Day) {
        let at = |days: &[Day]| days.get(place).copied().unwrap_or(0);
        (at(&self.low), at(&self.high))
    }
}

/// The days of one block.
#[derive(Debug, Default)]
pub(crate) struct Beginnings {
    pub(crate) child_birth: Days,
    pub(crate) adult_birth: Days,
    pub(crate) arrival: Days,
    pub(crate) corrected: Days,
    pub(crate) expected: Days,
    /// Of each list, the members of whom surely something is said, and of whom surely nothing is.
    pub(crate) present: [(Vec<u64>, Vec<u64>); 3],
    /// Families that were written out.
    pub(crate) special: Vec<bool>,
    spare: [Block; 4],
}

/// Columns of days.
#[derive(Debug)]
pub(crate) struct DayColumns<'a> {
    pub(crate) arch: Arch,
    pub(crate) child_born: Reader<'a>,
    pub(crate) arrived: Reader<'a>,
    pub(crate) died: Reader<'a>,
    pub(crate) pregnancy: Option<Column<'a>>,
    pub(crate) adult_born: Reader<'a>,
    pub(crate) expected: Reader<'a>,
    pub(crate) ended: Reader<'a>,
    pub(crate) outcome: Option<Column<'a>>,
}

fn tell(block: &mut Block, name: &str, told: &mut dyn FnMut(&str, &Faults)) {
    if !block.faults.is_empty() {
        told(name, &block.faults);
        block.faults.clear();
    }
}

fn bit(words: &mut [u64], place: usize) {
    if let Some(word) = words.get_mut(place / 64) {
        *word |= 1 << (place % 64);
    }
}

impl Beginnings {
    /// Reads the members of a block of families.
    pub(crate) fn read(
        &mut self,
        families: &Families<'_>,
        block: &Range<usize>,
        columns: &DayColumns<'_>,
        on: Day,
        told: &mut dyn FnMut(&str, &Faults),
    ) {
        self.special.clear();
        self.special.resize(block.len(), false);
        for (list, (yes, no)) in List::ALL.into_iter().zip(&mut self.present) {
            let rows = rows(families, block, list);
            for words in [&mut *yes, &mut *no] {
                words.clear();
                words.resize(rows.len().div_ceil(64), 0);
            }
            yes.fill(u64::MAX);
            super::load::trim(yes, rows.len());
        }
        self.adults(families, block, columns, on, told);
        self.pregnancies(families, block, columns, on, told);
        self.children(families, block, columns, on, told);
    }

    fn adults(
        &mut self,
        families: &Families<'_>,
        block: &Range<usize>,
        columns: &DayColumns<'_>,
        on: Day,
        told: &mut dyn FnMut(&str, &Faults),
    ) {
        let rows = rows(families, block, List::Adults);
        let [born, ..] = &mut self.spare;
        columns.adult_born.read(columns.arch, rows.clone(), born);
        tell(born, "adults.born", told);
        let any = (younger_than(on, LIFE), on);
        self.adult_birth.reset(rows.len());
        for place in 0..rows.len() {
            self.adult_birth.put(place, day(born, place).unwrap_or(any));
        }
    }

    /// A pregnancy is plain where its expected day is known and lies ahead, and nobody says that it ended.
    fn pregnancies(
        &mut self,
        families: &Families<'_>,
        block: &Range<usize>,
        columns: &DayColumns<'_>,
        on: Day,
        told: &mut dyn FnMut(&str, &Faults),
    ) {
        let rows = rows(families, block, List::Pregnancies);
        let [expected, ended, ..] = &mut self.spare;
        columns.expected.read(columns.arch, rows.clone(), expected);
        columns.ended.read(columns.arch, rows.clone(), ended);
        tell(expected, "pregnancies.expected", told);
        tell(ended, "pregnancies.ended", told);
        self.expected.reset(rows.len());
        let mut wrong = Faults::new();
        for (at, family) in block.clone().enumerate() {
            for row in families.rows_in(family, Subject::Pregnancy) {
                let place = row - rows.start;
                let known = day(expected, place).filter(|(low, high)| low == high && *low > on);
                let outcome = columns.outcome.filter(|column| column.is_known(row));
                if outcome
                    .is_some_and(|column| text(&column, row).map_or(true, |word| named(Outcome::NAMED, word).is_none()))
                {
                    found(&mut wrong, Wrong::Word, row);
                }
                match known.filter(|_| !ended.is_known(place) && outcome.is_none()) {
                    Some(day) => self.expected.put(place, day),
                    None => self.special.get_mut(at).into_iter().for_each(|special| *special = true),
                }
            }
        }
        told("pregnancies.outcome", &wrong);
    }

    fn children(
        &mut self,
        families: &Families<'_>,
        block: &Range<usize>,
        columns: &DayColumns<'_>,
        on: Day,
        told: &mut dyn FnMut(&str, &Faults),
    ) {
        let rows = rows(families, block, List::Children);
        let pregnancies = self::rows(families, block, List::Pregnancies);
        let [born, arrived, died, _] = &mut self.spare;
        columns.child_born.read(columns.arch, rows.clone(), born);
        columns.arrived.read(columns.arch, rows.clone(), arrived);
        columns.died.read(columns.arch, rows.clone(), died);
        tell(born, "children.born", told);
        tell(arrived, "children.arrived", told);
        tell(died, "children.died", told);
        for days in [&mut self.child_birth, &mut self.arrival, &mut self.corrected] {
            days.reset(rows.len());
        }
        let first = younger_than(on, CHILDHOOD);
        let mut wrong = Faults::new();
        for (at, family) in block.clone().enumerate() {
            let mut special = self.special.get(at).copied().unwrap_or(false);
            let own = families.rows_in(family, Subject::Pregnancy);
            for row in families.rows_in(family, Subject::Child) {
                let place = row - rows.start;
                let (birth, came) = (day(born, place), day(arrived, place));
                let gone = day(died, place);
                if let Some((first, last)) = gone {
                    special |= birth.is_some_and(|(born, _)| last < born);
                    if first <= on {
                        let [(_, no), ..] = &mut self.present;
                        bit(no, place);
                    }
                }
                special |= birth.zip(came).is_some_and(|((first, _), (_, came))| came < first);
                let expected = columns.pregnancy.filter(|column| column.is_known(row)).map(|column| {
                    let place = place_of(&column, row).filter(|place| *place < own.len())?;
                    Some(self.expected.get(own.start + place - pregnancies.start))
                });
                match expected {
                    // Expected in a pregnancy under way.
                    Some(Some(day)) if birth.is_none() && gone.is_none() && !special => {
                        self.child_birth.put(place, day);
                        self.corrected.put(place, day);
                        self.arrival.put(place, came.unwrap_or(day));
                    }
                    Some(known) => {
                        special = true;
                        if known.is_none() {
                            found(&mut wrong, Wrong::Pregnancy, row);
                        }
                    }
                    None => {
                        let last = came.map_or(on, |(_, last)| last.min(on));
                        let birth = birth.unwrap_or((first.min(last), last));
                        self.child_birth.put(place, birth);
                        self.corrected.put(place, (birth.0 - MOST_LATE, birth.1 + MOST_EARLY));
                        self.arrival.put(place, came.unwrap_or((birth.0, birth.1.max(on))));
                    }
                }
            }
            self.special.get_mut(at).into_iter().for_each(|own| *own = special);
        }
        told("children.pregnancy", &wrong);
        let [(yes, no), ..] = &mut self.present;
        yes.iter_mut().zip(no).for_each(|(yes, no)| *yes &= !*no);
    }

    /// Takes the days of a family that was written out.
    pub(crate) fn take(&mut self, families: &Families<'_>, block: &Range<usize>, family: usize, single: &Single<'_>) {
        for list in List::ALL {
            let all = rows(families, block, list);
            let own = families.rows_in(family, list.subject());
            let begun = single.begun(list);
            for (number, row) in own.enumerate() {
                let place = row - all.start;
                let found = begun.iter().find(|(at, _)| *at == number).map(|(_, begun)| begun);
                let present = found.map_or(Truth::No, |begun| begun.present);
                if let Some((yes, no)) = self.present.get_mut(list as usize) {
                    let mask = 1 << (place % 64);
                    for (words, set) in [(yes, present == Truth::Yes), (no, present == Truth::No)] {
                        if let Some(word) = words.get_mut(place / 64) {
                            *word = if set { *word | mask } else { *word & !mask };
                        }
                    }
                }
                let Some(begun) = found else { continue };
                let begins = begun.begins.unwrap_or((FIRST_DAY, LAST_DAY));
                match list {
                    List::Adults => self.adult_birth.put(place, begins),
                    List::Pregnancies => self.expected.put(place, begins),
                    List::Children => {
                        self.child_birth.put(place, begins);
                        self.arrival.put(place, begun.arrival.unwrap_or(begins));
                        self.corrected.put(place, begun.corrected.unwrap_or(begins));
                    }
                }
            }
        }
    }
}

/// The rows of a list's members in a block of families.
pub(crate) fn rows(families: &Families<'_>, block: &Range<usize>, list: List) -> Range<usize> {
    let subject = list.subject();
    let last = block.end.saturating_sub(1);
    families.rows_in(block.start, subject).start..families.rows_in(last, subject).end
}

fn day(block: &Block, place: usize) -> Option<(Day, Day)> {
    let low = block.low.get(place).copied().filter(|_| block.is_known(place))?;
    Some((low, block.high.get(place).copied().unwrap_or(low)))
}

/// The days on which somebody unlisted may have been born, or is expected.
pub(crate) fn unlisted(on: Day) -> super::compile::Unlisted {
    let first = younger_than(on, CHILDHOOD);
    super::compile::Unlisted {
        child: [(first, on), (first, on + LONGEST)],
        adult: (younger_than(on, LIFE), on),
        pregnancy: (on - MOST_LATE, on + LONGEST),
    }
}
