//! Each column of a block read once, and every comparison of it answered.

use std::ops::Range;

use super::beginnings::{Days, rows};
use super::bound::Bound;
use super::direct::Direct;
use super::engine::{Engine, Uses};
use super::families::Families;
use super::input::Bits;
use super::kernel::{Test, compare};
use super::load::{Block, Keys, Reader, trim};
use super::node::Source;
use super::wide::picked;
use super::workspace::{Pair, Workspace, clear, set};
use crate::condition::List;
use crate::truth::Truth;
use crate::vocabulary::Subject;

impl Workspace {
    /// Reads every column, and answers each comparison of it.
    pub(crate) fn compare(
        &mut self,
        engine: &Engine,
        bound: &Bound<'_>,
        families: &Families<'_>,
        block: &Range<usize>,
        told: &mut dyn FnMut(usize, &Block),
    ) {
        self.bits.resize_with(engine.graph.nodes.len(), Pair::default);
        self.values.resize_with(engine.graph.sources.len(), Block::default);
        self.unsure.resize_with(engine.graph.sources.len(), Vec::new);
        for (place, uses) in engine.uses.iter().enumerate() {
            let Some(source) = engine.graph.sources.get(place) else { continue };
            let subject = source.subject();
            let count = self.count(subject);
            let reader = bound.readers.get(place).and_then(Option::as_ref);
            let span = match List::of(subject) {
                None => block.clone(),
                Some(list) => rows(families, block, list),
            };
            if let Some((truths, known)) = reader.and_then(Reader::as_bits).filter(|_| !uses.added) {
                truths.words(span.start, &mut self.words, count.div_ceil(64));
                self.known(known, &span);
                for (node, test) in &uses.tests {
                    let Some((yes, no)) = self.bits.get_mut(*node) else { continue };
                    split(&self.words, &self.others, yes, no);
                    if matches!(test, Test::Most(_)) {
                        std::mem::swap(yes, no);
                    }
                }
                self.doubts(uses, place, count);
                continue;
            }
            if let Some(direct) = reader.and_then(Reader::direct).filter(|_| !uses.added)
                && self.direct(engine, &direct, uses, place, &span)
            {
                continue;
            }
            if let Some(keys) = reader.and_then(Reader::keys).filter(|_| !uses.added)
                && self.picked(engine, &keys, uses, place, &span)
            {
                continue;
            }
            let mut own = std::mem::take(if uses.added {
                self.values.get_mut(place).unwrap_or(&mut self.spare)
            } else {
                &mut self.spare
            });
            match reader {
                Some(reader) => {
                    reader.read(engine.arch, span, &mut own);
                    if !own.faults.is_empty() {
                        told(place, &own);
                        own.faults.clear();
                    }
                }
                None => {
                    let days = match source {
                        Source::Birth(Subject::Adult) => &self.beginnings.adult_birth,
                        Source::Arrival => &self.beginnings.arrival,
                        Source::Corrected => &self.beginnings.corrected,
                        Source::Expected => &self.beginnings.expected,
                        _ => &self.beginnings.child_birth,
                    };
                    begun(days, count, &mut own);
                }
            }
            for (node, test) in &uses.tests {
                let Some((yes, no)) = self.bits.get_mut(*node) else { continue };
                yes.resize(count.div_ceil(64), 0);
                no.resize(count.div_ceil(64), 0);
                tested(engine.arch, &own, test, yes, no, &mut self.words, &mut self.others);
            }
            if uses.doubted
                && let Some(unsure) = self.unsure.get_mut(place)
            {
                clear(unsure, count);
                for (word, known) in unsure.iter_mut().zip(&own.known) {
                    *word = !known;
                }
                for (place, (low, high)) in own.low.iter().zip(&own.high).enumerate() {
                    if low != high {
                        set(unsure, place);
                    }
                }
                trim(unsure, count);
            }
            *(if uses.added { self.values.get_mut(place).unwrap_or(&mut self.spare) } else { &mut self.spare }) = own;
        }
    }

    /// Which rows of a column are known, as `others`. Bits beyond the block are the next block's, and not set.
    fn known(&mut self, known: Option<Bits<'_>>, span: &Range<usize>) {
        let words = span.len().div_ceil(64);
        match known {
            Some(known) => known.words(span.start, &mut self.others, words),
            None => {
                self.others.clear();
                self.others.resize(words, u64::MAX);
            }
        }
        trim(&mut self.others, span.len());
    }

    /// Where somebody asks, which rows are not known: those that `others` lacks.
    fn doubts(&mut self, uses: &Uses, place: usize, count: usize) {
        if let Some(unsure) = self.unsure.get_mut(place).filter(|_| uses.doubted) {
            unsure.clear();
            unsure.extend(self.others.iter().map(|known| !known));
            trim(unsure, count);
        }
    }

    /// Answers each comparison of a column where it stands; not where some known row holds what its fact cannot have.
    fn direct(&mut self, engine: &Engine, own: &Direct<'_>, uses: &Uses, place: usize, span: &Range<usize>) -> bool {
        self.known(own.known, span);
        self.words.resize(span.len().div_ceil(64), 0);
        own.sound(engine.arch, span.clone(), &mut self.words);
        if self.words.iter().zip(&self.others).any(|(sound, known)| known & !sound != 0) {
            return false;
        }
        for (node, test) in &uses.tests {
            let Some((yes, no)) = self.bits.get_mut(*node) else { continue };
            own.passes(engine.arch, span, test, &mut self.words, &mut self.spent);
            split(&self.words, &self.others, yes, no);
        }
        self.doubts(uses, place, span.len());
        true
    }

    /// Answers each comparison of a column by the keys of its words; not where some known row has none.
    fn picked(&mut self, engine: &Engine, own: &Keys<'_>, uses: &Uses, place: usize, span: &Range<usize>) -> bool {
        let keys = own.keys.get(span.clone()).unwrap_or_default();
        self.known(own.known, span);
        self.words.resize(span.len().div_ceil(64), 0);
        picked(engine.arch, keys, own.valid, &mut self.words);
        if self.words.iter().zip(&self.others).any(|(valid, known)| known & !valid != 0) {
            return false;
        }
        for (node, test) in &uses.tests {
            let Some((yes, no)) = self.bits.get_mut(*node) else { continue };
            picked(engine.arch, keys, own.mask(test), &mut self.words);
            split(&self.words, &self.others, yes, no);
        }
        self.doubts(uses, place, span.len());
        true
    }
}

/// What is satisfied, and known, is a yes; what is known and not satisfied a no.
fn split(satisfied: &[u64], known: &[u64], yes: &mut Vec<u64>, no: &mut Vec<u64>) {
    yes.resize(known.len(), 0);
    no.resize(known.len(), 0);
    for ((yes, no), (word, known)) in yes.iter_mut().zip(no.iter_mut()).zip(satisfied.iter().zip(known)) {
        (*yes, *no) = (word & known, !word & known);
    }
}

fn begun(days: &Days, count: usize, block: &mut Block) {
    block.low.clear();
    block.low.extend_from_slice(&days.low);
    block.high.clear();
    if days.low != days.high {
        block.high.extend_from_slice(&days.high);
    }
    clear(&mut block.known, count);
    block.known.fill(u64::MAX);
    trim(&mut block.known, count);
}

/// A comparison of a block: yes where every number that a row may be satisfies it, no where none does.
fn tested(
    arch: pulp::Arch,
    block: &Block,
    test: &Test,
    yes: &mut [u64],
    no: &mut [u64],
    words: &mut Vec<u64>,
    others: &mut Vec<u64>,
) {
    words.resize(yes.len(), 0);
    compare(arch, &block.low, test, words, others);
    if block.high.is_empty() {
        for ((yes, no), (word, known)) in yes.iter_mut().zip(no).zip(words.iter().zip(&block.known)) {
            (*yes, *no) = (word & known, !word & known);
        }
        return;
    }
    match test {
        Test::Most(high) => {
            let mut last = vec![0; yes.len()];
            compare(arch, &block.high, &Test::Most(*high), &mut last, others);
            for ((yes, no), ((first, last), known)) in
                yes.iter_mut().zip(no).zip(words.iter().zip(&last).zip(&block.known))
            {
                (*yes, *no) = (last & known, !first & known);
            }
        }
        _ => {
            let within = test.set();
            yes.fill(0);
            no.fill(0);
            for (place, (low, high)) in block.low.iter().zip(&block.high).enumerate() {
                match within.holds(*low, *high) {
                    Truth::Yes => set(yes, place),
                    Truth::No => set(no, place),
                    Truth::Unknown => {}
                }
            }
            for ((yes, no), known) in yes.iter_mut().zip(no).zip(&block.known) {
                *yes &= known;
                *no &= known;
            }
        }
    }
}
