//! Conjunctions of bitmaps, many words at once.

use pulp::{Arch, NullaryFnOnce};

/// Yes and no of one part of a conjunction.
pub(crate) type Part<'k> = (&'k [u64], &'k [u64]);

/// What two bitmaps are to say of a conjunction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// Where it is true, and where it is false.
    Truths,
    /// Where it is true, and where it is either: what an answer keeps.
    Known,
    /// The same of its opposite.
    Opposite,
}

struct Joined<'k> {
    first: &'k mut [u64],
    second: &'k mut [u64],
    said: Said,
    parts: &'k [Part<'k>],
    own: usize,
    opposites: &'k [usize],
}

/// Words joined at once: what is joined stays in registers.
const WIDE: usize = 16;

/// All parts of a conjunction, so many words of each.
#[inline(always)]
fn joined<const N: usize>(
    parts: &[Part<'_>],
    words: impl for<'w> Fn(&'w [u64]) -> Option<&'w [u64; N]>,
) -> ([u64; N], [u64; N]) {
    let (mut all, mut any) = ([u64::MAX; N], [0_u64; N]);
    for (yes, no) in parts {
        let (Some(yes), Some(no)) = (words(yes), words(no)) else { continue };
        for (word, more) in all.iter_mut().zip(yes) {
            *word &= more;
        }
        for (word, more) in any.iter_mut().zip(no) {
            *word |= more;
        }
    }
    (all, any)
}

impl Joined<'_> {
    #[inline(always)]
    fn whole<const N: usize>(
        parts: &[Part<'_>],
        own: usize,
        opposites: &[usize],
        words: impl for<'w> Fn(&'w [u64]) -> Option<&'w [u64; N]> + Copy,
    ) -> ([u64; N], [u64; N]) {
        let (own, mut rest) = parts.split_at_checked(own).unwrap_or((parts, &[]));
        let (mut all, mut any) = joined(own, words);
        for count in opposites {
            let Some((group, more)) = rest.split_at_checked(*count) else { continue };
            rest = more;
            // Of an opposite, yes is no, and no yes.
            let (no, yes) = joined(group, words);
            for (word, more) in all.iter_mut().zip(yes) {
                *word &= more;
            }
            for (word, more) in any.iter_mut().zip(no) {
                *word |= more;
            }
        }
        (all, any)
    }
}

impl NullaryFnOnce for Joined<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Joined { first, second, said, parts, own, opposites } = self;
        let (whole_first, rest_first) = first.as_chunks_mut::<WIDE>();
        let (whole_second, rest_second) = second.as_chunks_mut::<WIDE>();
        let start = whole_first.len() * WIDE;
        for (at, (one, two)) in whole_first.iter_mut().zip(whole_second).enumerate() {
            let truths = Self::whole(parts, own, opposites, |words| words.as_chunks::<WIDE>().0.get(at));
            (*one, *two) = told(truths, said);
        }
        for (at, (one, two)) in rest_first.iter_mut().zip(rest_second).enumerate() {
            let truths = Self::whole(parts, own, opposites, |words| words.as_chunks::<1>().0.get(start + at));
            let ([own], [other]) = told(truths, said);
            (*one, *two) = (own, other);
        }
    }
}

#[inline(always)]
fn told<const N: usize>((yes, no): ([u64; N], [u64; N]), said: Said) -> ([u64; N], [u64; N]) {
    let mut known = yes;
    for (word, more) in known.iter_mut().zip(no) {
        *word |= more;
    }
    match said {
        Said::Truths => (yes, no),
        Said::Known => (yes, known),
        Said::Opposite => (no, known),
    }
}

/// Kleene's conjunction of parts, on bitmaps of the same length: of no part it is true. The first parts are its `own`; behind
/// them stand those of further conjunctions, so many each, whose opposites are parts as well. The two bitmaps say what is asked.
pub(crate) fn all(
    arch: Arch,
    (first, second): (&mut [u64], &mut [u64]),
    said: Said,
    parts: &[Part<'_>],
    own: usize,
    opposites: &[usize],
) {
    arch.dispatch(Joined { first, second, said, parts, own, opposites });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conjunctions_are_those_of_truths() {
        let mut state = 7_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state
        };
        for (words, count) in [(1, 1), (5, 3), (32, 2), (37, 11)] {
            let mut pairs = Vec::new();
            for _ in 0..count {
                let yes: Vec<u64> = (0..words).map(|_| random() | random()).collect();
                let no: Vec<u64> = yes.iter().map(|yes| random() & random() & !yes).collect();
                pairs.push((yes, no));
            }
            let parts: Vec<Part<'_>> = pairs.iter().map(|(yes, no)| (&yes[..], &no[..])).collect();
            for arch in [Arch::Scalar, Arch::new()] {
                let (mut yes, mut no) = (vec![3; words], vec![5; words]);
                all(arch, (&mut yes, &mut no), Said::Truths, &parts, count, &[]);
                for at in 0..words {
                    assert_eq!(yes[at], pairs.iter().fold(u64::MAX, |word, own| word & own.0[at]));
                    assert_eq!(no[at], pairs.iter().fold(0, |word, own| word | own.1[at]));
                }
                // The same with all but the first in groups of two, of which the opposites count.
                let groups: Vec<usize> = pairs[1..].chunks(2).map(<[_]>::len).collect();
                all(arch, (&mut yes, &mut no), Said::Truths, &parts, 1, &groups);
                for at in 0..words {
                    let (mut holds, mut fails) = (pairs[0].0[at], pairs[0].1[at]);
                    for group in pairs[1..].chunks(2) {
                        holds &= group.iter().fold(0, |word, own| word | own.1[at]);
                        fails |= group.iter().fold(u64::MAX, |word, own| word & own.0[at]);
                    }
                    assert_eq!((yes[at], no[at]), (holds, fails));
                }
                // What is known is either, of the conjunction as of its opposite.
                for (said, own) in [(Said::Known, &yes), (Said::Opposite, &no)] {
                    let (mut first, mut known) = (vec![3; words], vec![5; words]);
                    all(arch, (&mut first, &mut known), said, &parts, 1, &groups);
                    let either: Vec<u64> = yes.iter().zip(&no).map(|(yes, no)| yes | no).collect();
                    assert_eq!((&first, known), (own, either));
                }
            }
        }
    }
}
