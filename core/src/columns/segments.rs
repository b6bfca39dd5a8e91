//! Bits of members brought together for each family, and bits of families spread over their members, 64 at a time.
//!
//! The members of a family stand side by side. One addition finds in which families any bit is set: to the bits of a family
//! without its last member, ones in the same places are added; what overflows reaches the last place where, and only where, any
//! bit was set, and goes no further. What stands in the last places is then squeezed together, a bit a family. The other way
//! round, a bit is laid where the first member stands wherever the families' bits change, and what lies between follows by
//! adding up without carrying. (Squeezing and spreading: H. S. Warren, Hacker's Delight, 2nd ed., 7-4 and 7-5.)

use std::ops::Range;

use super::families::Families;
use super::workspace::{clear, set};
use crate::condition::List;

/// How the marked bits of a word move together, in six steps.
#[derive(Debug, Clone, Copy, Default)]
struct Moves {
    marked: u64,
    steps: [u64; 6],
}

impl Moves {
    fn of(marked: u64) -> Self {
        let (mut left, mut gaps, mut steps) = (marked, !marked << 1, [0; 6]);
        for (at, step) in steps.iter_mut().enumerate() {
            let odd = parities(gaps);
            *step = odd & left;
            left = (left ^ *step) | (*step >> (1 << at));
            gaps &= !odd;
        }
        Moves { marked, steps }
    }

    fn count(&self) -> u32 {
        self.marked.count_ones()
    }

    /// The marked bits, side by side from the lowest place on.
    fn squeezed(&self, word: u64) -> u64 {
        self.steps.iter().enumerate().fold(word & self.marked, |word, (at, step)| {
            let moved = word & step;
            (word ^ moved) | (moved >> (1 << at))
        })
    }

    /// The lowest bits, each in the next marked place.
    fn spread(&self, word: u64) -> u64 {
        let spread = self.steps.iter().enumerate().rev().fold(word, |word, (at, step)| {
            let moved = word << (1 << at);
            (word & !step) | (moved & step)
        });
        spread & self.marked
    }
}

/// In each place whether the bits up to it are odd in number.
fn parities(word: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(word, |word, by| word ^ (word << by))
}

/// Bits that come one after the other, written and read a few at a time.
#[derive(Debug, Default)]
struct Stream {
    words: Vec<u64>,
    len: usize,
}

impl Stream {
    fn clear(&mut self) {
        self.words.clear();
        self.len = 0;
    }

    /// Adds the lowest bits of a word; the others are not set.
    fn push(&mut self, bits: u64, count: u32) {
        let shift = self.len % 64;
        if shift == 0 {
            self.words.push(bits);
        } else {
            if let Some(last) = self.words.last_mut() {
                *last |= bits << shift;
            }
            if shift + count as usize > 64 {
                self.words.push(bits >> (64 - shift));
            }
        }
        self.len += count as usize;
    }

    /// The 64 bits from a place on.
    fn at(&self, place: usize) -> u64 {
        let word = |at: usize| self.words.get(at).copied().unwrap_or(0);
        let (first, shift) = (place / 64, place % 64);
        if shift == 0 { word(first) } else { word(first) >> shift | word(first + 1) << (64 - shift) }
    }
}

/// Where the members of each family of a block lie.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    /// The first and the last members of families.
    first: Vec<Moves>,
    last: Vec<Moves>,
    /// The families that have members; empty where all have.
    some: Vec<Moves>,
    families: usize,
    stream: Stream,
    bits: Vec<u64>,
}

impl Segments {
    /// Looks where the members of a block's families lie.
    pub(crate) fn look(&mut self, families: &Families<'_>, block: &Range<usize>, list: List, members: usize) {
        let (mut first, mut last) = (std::mem::take(&mut self.bits), Vec::new());
        let mut some = Vec::new();
        clear(&mut first, members);
        clear(&mut last, members);
        clear(&mut some, block.len());
        let start = families.rows_in(block.start, list.subject()).start;
        let mut all = members > 0 || block.is_empty();
        let looked = if members > 0 { block.clone() } else { block.start..block.start };
        for (place, family) in looked.enumerate() {
            let own = families.rows_in(family, list.subject());
            if own.is_empty() {
                all = false;
                continue;
            }
            set(&mut first, own.start - start);
            set(&mut last, own.end - 1 - start);
            set(&mut some, place);
        }
        let moves = |into: &mut Vec<Moves>, words: &[u64]| {
            into.clear();
            into.extend(words.iter().map(|word| Moves::of(*word)));
        };
        moves(&mut self.first, &first);
        moves(&mut self.last, &last);
        moves(&mut self.some, if all { &[] } else { &some });
        self.bits = first;
        self.families = block.len();
    }

    /// The families in which any member's bit is set.
    pub(crate) fn any(&mut self, members: impl Iterator<Item = u64>, into: &mut Vec<u64>) {
        self.stream.clear();
        let mut carried = false;
        for (word, last) in members.zip(&self.last) {
            let (others, ends) = (!last.marked, last.marked);
            let (sum, over) = (word & others).overflowing_add(others);
            let (sum, more) = sum.overflowing_add(u64::from(carried));
            carried = over | more;
            self.stream.push(last.squeezed((sum | word) & ends), last.count());
        }
        if self.some.is_empty() {
            into.clone_from(&self.stream.words);
            into.resize(self.families.div_ceil(64), 0);
            return;
        }
        into.clear();
        let mut place = 0;
        into.extend(self.some.iter().map(|some| {
            let spread = some.spread(self.stream.at(place));
            place += some.count() as usize;
            spread
        }));
    }

    /// Each family's bit, for each of its members.
    pub(crate) fn each(&mut self, families: &[u64], into: &mut Vec<u64>) {
        self.stream.clear();
        if self.some.is_empty() {
            self.stream.words.extend_from_slice(families);
            self.stream.len = self.families;
        } else {
            for (word, some) in families.iter().zip(&self.some) {
                self.stream.push(some.squeezed(*word), some.count());
            }
        }
        let (mut before, mut place, mut on) = (0, 0, 0_u64);
        into.clear();
        into.extend(self.first.iter().map(|first| {
            let bits = self.stream.at(place);
            let changes = bits ^ (bits << 1 | before);
            let count = first.count() as usize;
            if count > 0 {
                before = bits >> (count - 1) & 1;
            }
            place += count;
            let spread = parities(first.spread(changes)) ^ on;
            on = 0_u64.wrapping_sub(spread >> 63);
            spread
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::{Column, Table, Values};

    #[test]
    fn bits_come_together_and_apart_as_one_by_one() {
        let mut state = 7_u64;
        let mut random = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 20
        };
        for (families, most) in [(1, 1), (3, 2), (64, 1), (64, 2), (200, 3), (333, 7), (130, 64), (0, 1), (500, 2)] {
            let least = random() % 2;
            let mut offsets = vec![0_u32];
            for _ in 0..families {
                let members = least + random() % most;
                offsets.push(offsets.last().unwrap() + members as u32);
            }
            let members = *offsets.last().unwrap() as usize;
            let days = vec![0; members];
            let table = Table::new(members).with("born", Column::new(Values::Day(&days)));
            let own = Families::new(Table::new(families)).unwrap().children(&offsets, table).unwrap();
            for block in [0..families, families / 3..families, 0..families / 2] {
                let rows = offsets[block.start] as usize..offsets[block.end] as usize;
                let mut segments = Segments::default();
                segments.look(&own, &block, List::Children, rows.len());
                for _ in 0..8 {
                    let sparse = random() % 4;
                    let bits: Vec<u64> = (0..rows.len().div_ceil(64))
                        .map(|at| {
                            let word = (0..sparse).fold(random() << 32 ^ random(), |word, _| word & (random() << 24));
                            if rows.len() - 64 * at < 64 { word & ((1 << (rows.len() % 64)) - 1) } else { word }
                        })
                        .collect();
                    let is = |words: &[u64], at: usize| words[at / 64] >> (at % 64) & 1 == 1;
                    let mut any = Vec::new();
                    segments.any(bits.iter().copied(), &mut any);
                    assert_eq!(any.len(), block.len().div_ceil(64));
                    for (place, family) in block.clone().enumerate() {
                        let members = own.rows_in(family, List::Children.subject());
                        let wanted = members.clone().any(|row| is(&bits, row - rows.start));
                        assert_eq!(is(&any, place), wanted, "family {family} of {block:?}");
                    }
                    let mut each = Vec::new();
                    segments.each(&any, &mut each);
                    assert_eq!(each.len(), rows.len().div_ceil(64));
                    for (place, family) in block.clone().enumerate() {
                        for row in own.rows_in(family, List::Children.subject()) {
                            assert_eq!(is(&each, row - rows.start), is(&any, place), "row {row} of {block:?}");
                        }
                    }
                }
            }
        }
    }
}
