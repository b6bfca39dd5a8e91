//! What can come of a formula in two worlds at once that differ in one missing fact (or in none).
//!
//! An outcome is a pair: whether the formula holds in the first world, and whether in the second. Facts that stand once
//! are free and independent of each other, so the outcomes of a whole are the combinations of those of its parts. Facts
//! that stand several times have been given a value first.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::{Ground, Piece, VariableId};
use crate::gather;

/// A set of pairs of outcomes, one bit a pair: bit 2 · first + second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pairs(u8);

impl Pairs {
    pub(super) const TRUE: Pairs = Pairs(0b1000);
    /// The same in both worlds, either way.
    const FREE: Pairs = Pairs(0b1001);

    pub(super) fn of(first: bool, second: bool) -> Self {
        Pairs(1 << (2 * u8::from(first) + u8::from(second)))
    }

    /// Every pair that the set holds.
    pub(super) fn each(self) -> impl Iterator<Item = (bool, bool)> {
        (0..4_u8).filter(move |pair| self.0 & (1 << pair) != 0).map(|pair| (pair & 2 != 0, pair & 1 != 0))
    }

    fn not(self) -> Self {
        Pairs(self.0.reverse_bits() >> 4)
    }

    fn combined(self, other: Pairs, with: impl Fn(u8, u8) -> u8) -> Self {
        let mut found = 0;
        for one in (0..4).filter(|one| self.0 & (1 << one) != 0) {
            for two in (0..4).filter(|two| other.0 & (1 << two) != 0) {
                found |= 1 << with(one, two);
            }
        }
        Pairs(found)
    }

    pub(super) fn and(self, other: Pairs) -> Self {
        self.combined(other, |one, two| one & two)
    }

    fn or(self, other: Pairs) -> Self {
        self.combined(other, |one, two| one | two)
    }
}

/// The two worlds: a representative value of every fact that has been given one.
#[derive(Debug, Clone, Default)]
pub(super) struct Worlds {
    pub(super) values: BTreeMap<VariableId, (i64, i64)>,
    /// How many unlisted members satisfy each query, up to its cap.
    pub(super) counts: BTreeMap<usize, (i64, i64)>,
    /// Sums of several open numbers: whether each lies in its set, assumed, to be proved feasible after.
    pub(super) assumed: Vec<(Ground, (bool, bool))>,
}

impl Worlds {
    pub(super) fn pairs(&self, ground: &Ground) -> Pairs {
        match ground {
            Ground::Known(truth) => Pairs::of(*truth, *truth),
            Ground::In(id, set) => match self.values.get(id) {
                Some((first, second)) => Pairs::of(set.contains(*first), set.contains(*second)),
                None => Pairs::FREE,
            },
            Ground::Not(inner) => self.pairs(inner).not(),
            Ground::All(parts) => parts.iter().fold(Pairs::TRUE, |found, part| found.and(self.pairs(part))),
            Ground::Any(parts) => parts.iter().fold(Pairs::of(false, false), |found, part| found.or(self.pairs(part))),
            Ground::Unlisted(query) => {
                let (first, second) = self.counts.get(query).copied().unwrap_or_default();
                Pairs::of(first > 0, second > 0)
            }
            Ground::Sum(pieces, set) => {
                if let Some((_, (first, second))) = self.assumed.iter().find(|(sum, _)| sum == ground) {
                    return Pairs::of(*first, *second);
                }
                let mut found = Pairs(0);
                for (first, second) in self.totals(pieces) {
                    found.0 |= Pairs::of(set.contains(first), set.contains(second)).0;
                }
                found
            }
        }
    }

    /// Every pair of totals that the pieces can come to. Open numbers count nothing here.
    pub(super) fn totals(&self, pieces: &[(i64, Piece)]) -> BTreeSet<(i64, i64)> {
        let mut found = BTreeSet::from([(0_i64, 0_i64)]);
        for (factor, piece) in pieces {
            let plus = |total: (i64, i64), (first, second): (i64, i64)| {
                (
                    total.0.saturating_add(first.saturating_mul(*factor)),
                    total.1.saturating_add(second.saturating_mul(*factor)),
                )
            };
            found = match piece {
                Piece::Number(_) => found,
                Piece::Steps(id, steps) => {
                    let (first, second) = self.values.get(id).copied().unwrap_or_default();
                    let value = (step(steps, first), step(steps, second));
                    gather::set(found.into_iter().map(|total| plus(total, value)))
                }
                Piece::Unlisted(query) => {
                    let value = self.counts.get(query).copied().unwrap_or_default();
                    gather::set(found.into_iter().map(|total| plus(total, value)))
                }
                Piece::Holds(ground) => {
                    let pairs = self.pairs(ground);
                    let each = |total| pairs.each().map(move |(a, b)| plus(total, (i64::from(a), i64::from(b))));
                    gather::set(found.into_iter().flat_map(each))
                }
            };
        }
        found
    }
}

/// The value of the last step that begins on or before a day.
pub(super) fn step(steps: &[(i64, i64)], at: i64) -> i64 {
    steps.iter().rev().find(|(start, _)| *start <= at).or(steps.first()).map_or(0, |(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_combine() {
        assert_eq!(Pairs::of(true, false).not(), Pairs::of(false, true));
        assert_eq!(Pairs::FREE.not(), Pairs::FREE);
        assert_eq!(Pairs::FREE.and(Pairs::of(true, false)).each().collect::<Vec<_>>(), [(false, false), (true, false)]);
        assert_eq!(Pairs::of(true, false).or(Pairs::of(false, true)), Pairs::TRUE);
    }
}
