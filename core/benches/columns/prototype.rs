//! The same rules by hand, with no library around them: what the machine can do.
//!
//! Typed slices, two bitmaps a comparison and block, offers as ands and ors of words. No checks, no dates, no members, no
//! finer answer where a fact recurs; its rows are padded to whole blocks, so that it has no tail either.

use std::sync::Mutex;

use super::data::{Data, Numbers, as_words};
use super::rules::{Comparison, Kind, Rule, Rules, Test};

/// Words of a block: 4,096 rows, whose comparisons stay in the second cache.
const WORDS: usize = 64;
const ROWS: usize = 64 * WORDS;
/// Blocks that a thread takes at a time.
const TAKEN: usize = 8;

type Block = [u64; WORDS];

/// The width of vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// What every machine of the architecture has.
    Portable,
    /// 256 bits, where the processor has them.
    Wide,
    /// 512 bits, where the processor has them.
    Widest,
}

impl Width {
    pub const ALL: [Width; 3] = [Width::Portable, Width::Wide, Width::Widest];

    pub fn name(self) -> &'static str {
        match self {
            Width::Portable => "portable",
            Width::Wide => "256-bit",
            Width::Widest => "512-bit",
        }
    }

    /// Has this machine such vectors?
    pub fn is_there(self) -> bool {
        match self {
            Width::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Width::Wide => pulp::x86::V3::try_new().is_some(),
            #[cfg(target_arch = "x86_64")]
            Width::Widest => pulp::x86::V4::try_new().is_some(),
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }
}

enum Compared {
    Wide { column: usize, at_most: i64 },
    Narrow { column: usize, at_most: i32 },
    In { column: usize, codes: u32 },
    Yes { column: usize },
}

/// One comparison, or its opposite.
#[derive(Clone, Copy)]
struct Literal {
    slot: usize,
    opposite: bool,
}

/// All of these, each of which is any of those, each of which is all of some comparisons.
type Offer = Vec<Vec<Vec<Literal>>>;

enum Column {
    Wide(Vec<i64>),
    Narrow(Vec<i32>),
    Bits(Vec<u64>),
}

/// Columns of its own, and the rules made ready.
pub struct Prototype {
    blocks: usize,
    words: usize,
    columns: Vec<(Column, Vec<u64>)>,
    tests: Vec<Compared>,
    offers: Vec<Offer>,
}

/// For each offer the words of yes and of no.
pub type Answers = Vec<[Vec<u64>; 2]>;

impl Prototype {
    pub fn new(rules: &Rules, data: &Data) -> Self {
        let blocks = data.families.div_ceil(ROWS);
        let padded_words = |bytes: &[u8]| {
            let mut words: Vec<u64> = as_words(bytes).collect();
            words.resize(blocks * WORDS, 0);
            words
        };
        let columns = data.columns.iter().map(|own| {
            let column = match &own.numbers {
                Numbers::Wide(all) => {
                    let mut all = all.clone();
                    all.resize(blocks * ROWS, 0);
                    Column::Wide(all)
                }
                Numbers::Narrow(all) => {
                    let mut all = all.clone();
                    all.resize(blocks * ROWS, 0);
                    Column::Narrow(all)
                }
                Numbers::Bits(all) => Column::Bits(padded_words(all)),
            };
            (column, padded_words(&own.known))
        });
        let mut slots = vec![None; rules.comparisons.len()];
        let mut used = 0;
        let mut slot = |at: usize| {
            *slots[at].get_or_insert_with(|| {
                used += 1;
                used - 1
            })
        };
        let offers = rules.offers.iter().map(|offer| all_of(&offer.whole(), rules, &mut slot)).collect();
        let mut read: Vec<(usize, usize)> =
            slots.iter().enumerate().filter_map(|(at, slot)| slot.map(|slot| (slot, at))).collect();
        read.sort_unstable();
        let tests = read.into_iter().map(|(_, at)| test(rules, &rules.comparisons[at])).collect();
        Prototype { blocks, words: data.families.div_ceil(64), columns: columns.collect(), tests, offers }
    }

    /// Memory for all answers.
    pub fn answers(&self) -> Answers {
        let words = self.blocks * WORDS;
        self.offers.iter().map(|_| [vec![0; words], vec![0; words]]).collect()
    }

    /// All offers of all families, in new memory as a library gives them.
    pub fn evaluate(&self, width: Width, threads: usize) -> Answers {
        let mut answers = self.answers();
        self.evaluate_into(width, threads, &mut answers);
        answers.iter_mut().flatten().for_each(|words| words.truncate(self.words));
        answers
    }

    /// The same, in memory that was there before.
    pub fn evaluate_into(&self, width: Width, threads: usize, answers: &mut Answers) {
        // Each piece is some blocks of every offer's answer.
        let mut pieces: Vec<(usize, Vec<[&mut [u64]; 2]>)> =
            (0..self.blocks.div_ceil(TAKEN)).map(|at| (at * TAKEN, Vec::with_capacity(self.offers.len()))).collect();
        for [yes, no] in answers {
            let chunks = yes.chunks_mut(TAKEN * WORDS).zip(no.chunks_mut(TAKEN * WORDS));
            for (piece, (yes, no)) in pieces.iter_mut().zip(chunks) {
                piece.1.push([yes, no]);
            }
        }
        let pieces = Mutex::new(pieces);
        let work = || {
            let mut space = vec![[[0; WORDS]; 2]; self.tests.len()];
            while let Some((first, mut answers)) = { pieces.lock().unwrap().pop() } {
                self.dispatched(width, first, &mut answers, &mut space);
            }
        };
        if threads == 1 {
            work();
        } else {
            std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
        }
    }

    fn dispatched(&self, width: Width, first: usize, answers: &mut [[&mut [u64]; 2]], space: &mut [[Block; 2]]) {
        match width {
            Width::Portable => self.piece::<true>(first, answers, space),
            #[cfg(target_arch = "x86_64")]
            Width::Wide => {
                let wide = pulp::x86::V3::try_new().unwrap();
                wide.vectorize(
                    #[inline(always)]
                    || self.piece::<false>(first, answers, space),
                );
            }
            #[cfg(target_arch = "x86_64")]
            Width::Widest => {
                let widest = pulp::x86::V4::try_new().unwrap();
                widest.vectorize(
                    #[inline(always)]
                    || self.piece::<false>(first, answers, space),
                );
            }
            #[cfg(not(target_arch = "x86_64"))]
            _ => self.piece::<true>(first, answers, space),
        }
    }

    #[inline(always)]
    fn piece<const BYTES: bool>(&self, first: usize, answers: &mut [[&mut [u64]; 2]], space: &mut [[Block; 2]]) {
        let blocks = answers.first().map_or(0, |[yes, _]| yes.len() / WORDS);
        for block in 0..blocks {
            for (test, into) in self.tests.iter().zip(space.iter_mut()) {
                self.compare::<BYTES>(test, first + block, into);
            }
            for (offer, [yes, no]) in self.offers.iter().zip(answers.iter_mut()) {
                let (yes, _) = yes[block * WORDS..].split_first_chunk_mut().unwrap();
                let (no, _) = no[block * WORDS..].split_first_chunk_mut().unwrap();
                join(offer, space, yes, no);
            }
        }
    }

    #[inline(always)]
    fn compare<const BYTES: bool>(&self, test: &Compared, block: usize, [yes, no]: &mut [Block; 2]) {
        let (Compared::Wide { column, .. }
        | Compared::Narrow { column, .. }
        | Compared::In { column, .. }
        | Compared::Yes { column }) = *test;
        let (values, known) = &self.columns[column];
        let known: &Block = known[block * WORDS..].first_chunk().unwrap();
        match (test, values) {
            (Compared::Wide { at_most, .. }, Column::Wide(all)) => {
                each::<i64, BYTES>(
                    &all[block * ROWS..],
                    yes,
                    #[inline(always)]
                    |value| value <= *at_most,
                );
            }
            (Compared::Narrow { at_most, .. }, Column::Narrow(all)) => {
                each::<i32, BYTES>(
                    &all[block * ROWS..],
                    yes,
                    #[inline(always)]
                    |value| value <= *at_most,
                );
            }
            (Compared::In { codes, .. }, Column::Narrow(all)) => {
                each::<i32, BYTES>(
                    &all[block * ROWS..],
                    yes,
                    #[inline(always)]
                    |key| codes >> (key & 31) & 1 == 1,
                );
            }
            (Compared::Yes { .. }, Column::Bits(bits)) => *yes = *bits[block * WORDS..].first_chunk().unwrap(),
            _ => {}
        }
        for ((yes, no), known) in yes.iter_mut().zip(no.iter_mut()).zip(known) {
            *no = known & !*yes;
            *yes &= known;
        }
    }
}

/// One bit a row. With wide vectors the compiler makes masks of the loop; without, bytes are gathered by a multiplication.
#[inline(always)]
fn each<T: Copy, const BYTES: bool>(values: &[T], into: &mut Block, holds: impl Fn(T) -> bool) {
    let (chunks, _) = values.as_chunks::<64>();
    for (word, rows) in into.iter_mut().zip(chunks) {
        *word = if BYTES {
            let mut bytes = [0_u8; 64];
            for (byte, value) in bytes.iter_mut().zip(rows) {
                *byte = u8::from(holds(*value));
            }
            let (eights, _) = bytes.as_chunks::<8>();
            eights.iter().enumerate().fold(0, |word, (at, eight)| {
                let gathered = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
                word | gathered << (8 * at)
            })
        } else {
            rows.iter().enumerate().fold(
                0,
                #[inline(always)]
                |word, (at, value)| word | u64::from(holds(*value)) << at,
            )
        };
    }
}

/// An offer of one block.
#[inline(always)]
fn join(offer: &Offer, space: &[[Block; 2]], yes: &mut Block, no: &mut Block) {
    let pair = |of: Literal| {
        let [yes, no] = &space[of.slot];
        if of.opposite { (no, yes) } else { (yes, no) }
    };
    (*yes, *no) = ([u64::MAX; WORDS], [0; WORDS]);
    for any in offer {
        match any.as_slice() {
            // The two commonest forms need no place between.
            [all] => all.iter().for_each(|literal| {
                let own = pair(*literal);
                and(yes, no, own.0, own.1);
            }),
            [one, other] if one.len() == 1 && other.len() == 1 => {
                let (one, other) = (pair(one[0]), pair(other[0]));
                for at in 0..WORDS {
                    yes[at] &= one.0[at] | other.0[at];
                    no[at] |= one.1[at] & other.1[at];
                }
            }
            several => {
                let (mut any_yes, mut any_no) = ([0; WORDS], [u64::MAX; WORDS]);
                for all in several {
                    let (mut all_yes, mut all_no) = ([u64::MAX; WORDS], [0; WORDS]);
                    for literal in all {
                        let own = pair(*literal);
                        and(&mut all_yes, &mut all_no, own.0, own.1);
                    }
                    // What is yes of any is what is no of all, the other way round.
                    and(&mut any_no, &mut any_yes, &all_no, &all_yes);
                }
                and(yes, no, &any_yes, &any_no);
            }
        }
    }
}

#[inline(always)]
fn and(yes: &mut Block, no: &mut Block, own_yes: &Block, own_no: &Block) {
    for at in 0..WORDS {
        yes[at] &= own_yes[at];
        no[at] |= own_no[at];
    }
}

fn test(rules: &Rules, own: &Comparison) -> Compared {
    let column = own.fact;
    let at_most = match own.test {
        Test::AtMost(most) => most,
        // The opposite of the one below; the literal says so.
        Test::AtLeast(least) => least - 1,
        Test::Yes => return Compared::Yes { column },
        Test::In(set) => {
            return Compared::In { column, codes: rules.sets[set].iter().fold(0, |codes, code| codes | 1 << code) };
        }
    };
    match rules.facts[column].kind {
        Kind::Money => Compared::Wide { column, at_most },
        _ => Compared::Narrow { column, at_most: at_most as i32 },
    }
}

fn all_of(rule: &Rule, rules: &Rules, slot: &mut dyn FnMut(usize) -> usize) -> Offer {
    match pushed(rule, false) {
        Rule::All(inner) => inner.iter().flat_map(|rule| all_of(rule, rules, slot)).collect(),
        other => vec![any_of(&other, rules, slot)],
    }
}

fn any_of(rule: &Rule, rules: &Rules, slot: &mut dyn FnMut(usize) -> usize) -> Vec<Vec<Literal>> {
    match rule {
        Rule::Any(inner) => inner.iter().flat_map(|rule| any_of(rule, rules, slot)).collect(),
        other => vec![literals(other, rules, slot)],
    }
}

fn literals(rule: &Rule, rules: &Rules, slot: &mut dyn FnMut(usize) -> usize) -> Vec<Literal> {
    match rule {
        Rule::All(inner) => inner.iter().flat_map(|rule| literals(rule, rules, slot)).collect(),
        Rule::Not(inner) => {
            let [mut own] = literals(inner, rules, slot).try_into().ok().unwrap();
            own.opposite = !own.opposite;
            vec![own]
        }
        Rule::Holds(at) => {
            let opposite = matches!(rules.comparisons[*at].test, Test::AtLeast(_));
            vec![Literal { slot: slot(*at), opposite }]
        }
        Rule::Any(_) | Rule::Exists(_) => panic!("a rule deeper than the prototype knows"),
    }
}

/// The rule with every "not" right before a comparison.
fn pushed(rule: &Rule, opposite: bool) -> Rule {
    let each = |inner: &[Rule]| inner.iter().map(|rule| pushed(rule, opposite)).collect();
    match (rule, opposite) {
        (Rule::Not(inner), _) => pushed(inner, !opposite),
        (Rule::All(inner), false) | (Rule::Any(inner), true) => Rule::All(each(inner)),
        (Rule::Any(inner), false) | (Rule::All(inner), true) => Rule::Any(each(inner)),
        (other, false) => other.clone(),
        (other, true) => Rule::Not(Box::new(other.clone())),
    }
}
