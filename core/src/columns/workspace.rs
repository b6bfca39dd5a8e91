//! One block of families, from columns to the bits of every node.

use std::ops::Range;

use super::beginnings::{Beginnings, rows};
use super::conjunction::{Part, Said, all};
use super::engine::Engine;
use super::families::Families;
use super::joins::Join;
use super::load::{Block, trim};
use super::node::{Edge, How, Node, Source, Term};
use super::segments::Segments;
use crate::condition::{CodeList, List, MAX_MEMBERS};
use crate::truth::{Intervals, Truth};
use crate::vocabulary::Subject;

/// Yes and no, one bit a row each; where neither is set it is unknown.
pub(crate) type Pair = (Vec<u64>, Vec<u64>);

/// What one thread works with, block after block.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    pub(crate) beginnings: Beginnings,
    /// The rows of each kind of subject in this block.
    pub(crate) counts: [usize; 4],
    /// Of each member, the place of its family in the block.
    owners: [Vec<u32>; 3],
    /// Where the members of each family lie.
    segments: [Segments; 3],
    /// Families whose list may have members that nobody listed.
    pub(crate) open: [Vec<u64>; 3],
    /// Columns as they are read: those that sums need stay, the others share one place.
    pub(crate) values: Vec<Block>,
    pub(crate) spare: Block,
    /// Which rows of a column may be several numbers.
    pub(crate) unsure: Vec<Vec<u64>>,
    /// Which families have a list of codes that may hold more, by list.
    pub(crate) more: [Vec<u64>; 3],
    pub(crate) bits: Vec<Pair>,
    /// Words of which no bit is set, as many as any kind of row needs.
    pub(crate) none: Vec<u64>,
    pub(crate) words: Vec<u64>,
    pub(crate) others: Vec<u64>,
    pub(crate) spent: Vec<u64>,
}

fn is_set(words: &[u64], place: usize) -> bool {
    words.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}

pub(crate) fn set(words: &mut [u64], place: usize) {
    if let Some(word) = words.get_mut(place / 64) {
        *word |= 1 << (place % 64);
    }
}

/// Calls `each` with the place of every bit that is set.
pub(crate) fn each_set(words: &[u64], mut each: impl FnMut(usize)) {
    for (at, word) in words.iter().enumerate() {
        let mut left = *word;
        while left != 0 {
            each(64 * at + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
}

pub(crate) fn clear(words: &mut Vec<u64>, rows: usize) {
    words.clear();
    words.resize(rows.div_ceil(64), 0);
}

impl Workspace {
    /// The bits of an edge: yes, and no.
    pub(crate) fn pair(&self, edge: Edge) -> (&[u64], &[u64]) {
        let (yes, no) = self.bits.get(edge.node).map_or((&[][..], &[][..]), |(yes, no)| (yes, no));
        if edge.not { (no, yes) } else { (yes, no) }
    }

    /// Who the rows of a block belong to, and which lists are open.
    pub(crate) fn begin(&mut self, families: &Families<'_>, block: &Range<usize>) {
        self.counts = [block.len(), 0, 0, 0];
        self.none.resize(self.none.len().max(block.len().div_ceil(64)), 0);
        for list in List::ALL {
            let all = rows(families, block, list);
            if let Some(count) = self.counts.get_mut(list.subject() as usize) {
                *count = all.len();
            }
            self.none.resize(self.none.len().max(all.len().div_ceil(64)), 0);
            if let Some(owners) = self.owners.get_mut(list as usize) {
                owners.clear();
                let block = if all.is_empty() { block.start..block.start } else { block.clone() };
                for (at, family) in block.enumerate() {
                    let own = families.rows_in(family, list.subject()).len();
                    owners.extend(std::iter::repeat_n(u32::try_from(at).unwrap_or(u32::MAX), own));
                }
            }
            if let Some(segments) = self.segments.get_mut(list as usize) {
                segments.look(families, block, list, all.len());
            }
            if let Some(open) = self.open.get_mut(list as usize) {
                clear(open, block.len());
                let (complete, said) = (families.is_complete(list), families.completes(list));
                if !complete || said.is_some() {
                    for (at, word) in open.iter_mut().enumerate() {
                        let first = block.start + 64 * at;
                        let (yes, known) = said.map_or((0, 0), |(yes, known)| {
                            (yes.word(first), known.map_or(u64::MAX, |known| known.word(first)))
                        });
                        *word = if complete { known & !yes } else { !(known & yes) };
                    }
                    trim(open, block.len());
                }
            }
        }
    }

    pub(crate) fn owners(&self, list: List) -> &[u32] {
        self.owners.get(list as usize).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn count(&self, subject: Subject) -> usize {
        self.counts.get(subject as usize).copied().unwrap_or(0)
    }

    /// Answers a conjunction.
    pub(crate) fn all(&self, engine: &Engine, join: &Join, said: Said, into: (&mut [u64], &mut [u64])) {
        let mut few: [Part<'_>; 16] = [(&[], &[]); 16];
        match few.get_mut(..join.edges.len()) {
            Some(few) => {
                few.iter_mut().zip(&join.edges).for_each(|(into, part)| *into = self.pair(*part));
                all(engine.arch, into, said, few, join.own, &join.opposites);
            }
            None => {
                let many: Vec<Part<'_>> = join.edges.iter().map(|part| self.pair(*part)).collect();
                all(engine.arch, into, said, &many, join.own, &join.opposites);
            }
        }
    }

    /// Answers every other node, each after those it reads; with `straight`, not those that go straight into an offer's bits.
    pub(crate) fn join(&mut self, engine: &Engine, on: crate::calendar::Day, straight: bool) {
        for (place, (node, subject)) in engine.graph.nodes.iter().enumerate() {
            let count = self.count(*subject);
            let mut own = self.bits.get_mut(place).map(std::mem::take).unwrap_or_default();
            match node {
                Node::In(..) | Node::Has(..) => {}
                Node::Known(truth) => {
                    clear(&mut own.0, count);
                    clear(&mut own.1, count);
                    let (full, _) = if *truth { (&mut own.0, &own.1) } else { (&mut own.1, &own.0) };
                    full.fill(u64::MAX);
                    trim(full, count);
                }
                Node::Unknown => {
                    clear(&mut own.0, count);
                    clear(&mut own.1, count);
                }
                Node::Present(list) => {
                    if let Some((yes, no)) = self.beginnings.present.get(*list as usize) {
                        own.0.clone_from(yes);
                        own.1.clone_from(no);
                    }
                }
                Node::All(_) => {
                    if let Some(join) = engine.joins.of.get(place).and_then(Option::as_ref)
                        && !(straight && engine.joins.straight.get(place) == Some(&true))
                    {
                        own.0.resize(count.div_ceil(64), 0);
                        own.1.resize(count.div_ceil(64), 0);
                        self.all(engine, join, Said::Truths, (&mut own.0, &mut own.1));
                    }
                }
                Node::Up(list, inner) => {
                    let mut segments = std::mem::take(&mut self.segments);
                    if let Some(segments) = segments.get_mut(*list as usize) {
                        let (yes, no) = self.pair(*inner);
                        segments.each(yes, &mut own.0);
                        segments.each(no, &mut own.1);
                    }
                    self.segments = segments;
                    trim(&mut own.0, count);
                    trim(&mut own.1, count);
                }
                Node::Exists(list, body, open) => self.exists(*list, *body, *open, &mut own),
                Node::Agree(parts) => {
                    own.0.clear();
                    own.0.resize(count.div_ceil(64), u64::MAX);
                    own.1.clone_from(&own.0);
                    for (cell, leaf) in parts {
                        let ((_, beyond), (holds, fails)) = (self.pair(*cell), self.pair(*leaf));
                        for ((yes, no), ((holds, fails), beyond)) in
                            own.0.iter_mut().zip(own.1.iter_mut()).zip(holds.iter().zip(fails).zip(beyond))
                        {
                            *yes &= holds | beyond;
                            *no &= fails | beyond;
                        }
                    }
                    trim(&mut own.0, count);
                    trim(&mut own.1, count);
                }
                Node::Sum(terms, within) => self.sum(engine, terms, within, *subject, on, &mut own),
            }
            if let Some(into) = self.bits.get_mut(place) {
                *into = own;
            }
        }
    }

    fn exists(&mut self, list: List, body: Edge, open: Edge, own: &mut Pair) {
        let (families, members) = (self.count(Subject::Family), self.count(list.subject()));
        let mut segments = std::mem::take(&mut self.segments);
        let (yes, no) = self.pair(body);
        if let Some(segments) = segments.get_mut(list as usize) {
            segments.any(yes.iter().copied(), &mut own.0);
            // Whoever is not surely none of them may be one; beyond the last member there is nobody.
            let last = no.len().saturating_sub(1);
            let beyond = |at: usize| if at == last && members % 64 > 0 { u64::MAX << (members % 64) } else { 0 };
            segments.any(no.iter().enumerate().map(|(at, word)| !(word | beyond(at))), &mut own.1);
        }
        let (_, none) = self.pair(open);
        let listed = self.open.get(list as usize).map_or(&[][..], Vec::as_slice);
        for ((word, open), none) in own.1.iter_mut().zip(listed).zip(none) {
            *word = !(*word | (open & !none));
        }
        trim(&mut own.1, families);
        self.segments = segments;
    }

    /// The least and the greatest of a term, one pair a row of a kind of subject.
    fn term(&self, engine: &Engine, term: &Term, subject: Subject, on: crate::calendar::Day) -> (Vec<i64>, Vec<i64>) {
        let own = match term {
            Term::Value(source, how) => self.value(engine, *source, *how, on),
            Term::Count(list, body, open) => self.counted(*list, *body, *open),
        };
        let of = match term {
            Term::Value(source, _) => engine.graph.sources.get(*source).map_or(Subject::Family, Source::subject),
            Term::Count(..) => Subject::Family,
        };
        match (List::of(subject), of) {
            (Some(list), Subject::Family) => {
                let each = |all: &[i64]| {
                    let owners = self.owners(list).iter();
                    owners.map(|owner| all.get(*owner as usize).copied().unwrap_or(0)).collect::<Vec<i64>>()
                };
                (each(&own.0), each(&own.1))
            }
            _ => own,
        }
    }

    fn value(&self, engine: &Engine, source: usize, how: How, on: crate::calendar::Day) -> (Vec<i64>, Vec<i64>) {
        let Some(block) = self.values.get(source) else { return (Vec::new(), Vec::new()) };
        let (least, most) = engine.domains.get(source).copied().unwrap_or((i64::MIN, i64::MAX));
        let ends = block.low.iter().enumerate().map(|(place, low)| {
            if !is_set(&block.known, place) {
                return (least, most);
            }
            let high = block.high.get(place).unwrap_or(low);
            let (one, two) = (how.of(*low, on), how.of(*high, on));
            (one.min(two), one.max(two))
        });
        ends.unzip()
    }

    fn counted(&self, list: List, body: Edge, open: Edge) -> (Vec<i64>, Vec<i64>) {
        let families = self.count(Subject::Family);
        let (mut least, mut most, mut listed) = (vec![0_i64; families], vec![0_i64; families], vec![0_i64; families]);
        let (yes, no) = self.pair(body);
        let silent = self.beginnings.present.get(list as usize).map_or(&[][..], |(_, no)| no.as_slice());
        for (place, owner) in self.owners(list).iter().enumerate() {
            let owner = *owner as usize;
            let add = |into: &mut Vec<i64>, truth: bool| {
                if let Some(count) = into.get_mut(owner) {
                    *count += i64::from(truth);
                }
            };
            add(&mut least, is_set(yes, place));
            add(&mut most, !is_set(no, place));
            add(&mut listed, !is_set(silent, place));
        }
        let (_, none) = self.pair(open);
        let lists = self.open.get(list as usize).map_or(&[][..], Vec::as_slice);
        for (place, (most, listed)) in most.iter_mut().zip(&listed).enumerate() {
            if is_set(lists, place) && !is_set(none, place) {
                *most += MAX_MEMBERS.saturating_sub(*listed).max(0);
            }
        }
        (least, most)
    }

    fn sum(
        &self,
        engine: &Engine,
        terms: &[(i64, Term)],
        within: &Intervals,
        subject: Subject,
        on: crate::calendar::Day,
        own: &mut Pair,
    ) {
        let count = self.count(subject);
        let (mut low, mut high) = (vec![0_i64; count], vec![0_i64; count]);
        for (factor, term) in terms {
            let (least, most) = self.term(engine, term, subject, on);
            for ((low, high), (least, most)) in low.iter_mut().zip(high.iter_mut()).zip(least.iter().zip(&most)) {
                let (one, two) = (factor.saturating_mul(*least), factor.saturating_mul(*most));
                *low = low.saturating_add(one.min(two));
                *high = high.saturating_add(one.max(two));
            }
        }
        clear(&mut own.0, count);
        clear(&mut own.1, count);
        for (place, (low, high)) in low.iter().zip(&high).enumerate() {
            match within.holds(*low, *high) {
                Truth::Yes => set(&mut own.0, place),
                Truth::No => set(&mut own.1, place),
                Truth::Unknown => {}
            }
        }
    }

    /// Which families have which of the codes that rules ask for.
    pub(crate) fn codes(&mut self, engine: &Engine, list: CodeList, found: &[(usize, usize)], closed: &[u64]) {
        let families = self.count(Subject::Family);
        let asked = engine.codes.iter().filter(|(own, ..)| *own == list);
        for (number, (_, code, node, home)) in asked.enumerate() {
            let mut own = self.bits.get_mut(*node).map(std::mem::take).unwrap_or_default();
            clear(&mut own.0, families);
            clear(&mut own.1, families);
            for (place, _) in found.iter().filter(|(_, own)| *own == number) {
                set(&mut own.0, *place);
            }
            own.1.clear();
            own.1.extend(closed.iter().zip(&own.0).map(|(closed, yes)| closed & !yes));
            if let Some(home) = home {
                let (yes, no) = self.pair(*home);
                for ((own, more), (yes, no)) in own.0.iter_mut().zip(own.1.iter_mut()).zip(yes.iter().zip(no)) {
                    *own |= yes;
                    *more &= no;
                }
            }
            let _ = code;
            if let Some(into) = self.bits.get_mut(*node) {
                *into = own;
            }
        }
        if let Some(more) = self.more.get_mut(list as usize) {
            more.clear();
            more.extend(closed.iter().map(|closed| !closed));
            trim(more, families);
        }
    }
}
