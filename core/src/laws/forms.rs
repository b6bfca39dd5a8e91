//! Sums in which wide numbers meet. What the pieces of such a sum come to that are no wide numbers is known on every path;
//! where that leaves the sum of the numbers is asked as if it were a fact: cells, cut where some condition changes.

use std::collections::{BTreeMap, BTreeSet};

use super::anyone::Anyone;
use super::space::{cut, is_narrow};
use crate::condition::{Ground, Grounds, Piece, VariableId};
use crate::truth::Intervals;

/// The most numbers that the pieces of a sum may come to beside its wide numbers.
const MOST_TOTALS: usize = 1 << 13;
/// The most cells of one sum.
const MOST_CELLS: usize = 1 << 13;

/// Numbers, each with its factor.
pub(super) type Terms = Vec<(i64, VariableId)>;

/// A sum of numbers: its terms, without a divisor, the first factor above 0; and its cells, as of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) terms: Terms,
    pub(super) cells: Vec<(i64, i64)>,
}

/// Does a number stand in a sum that is not split into its single values?
pub(super) fn is_wide(pieces: &[(i64, Piece)], anyone: &Anyone) -> bool {
    pieces.iter().any(|(_, piece)| match piece {
        Piece::Number(id) => !is_narrow(anyone.variable(*id)),
        _ => false,
    })
}

/// The numbers of a sum, each once, and its other pieces.
pub(super) fn parted(pieces: &[(i64, Piece)]) -> (Terms, Vec<(i64, Piece)>) {
    let mut factors: BTreeMap<VariableId, i64> = BTreeMap::new();
    let mut rest = Vec::new();
    for (factor, piece) in pieces {
        match piece {
            Piece::Number(id) => {
                let own = factors.entry(*id).or_default();
                *own = own.saturating_add(*factor);
            }
            other => rest.push((*factor, other.clone())),
        }
    }
    let terms = factors.into_iter().filter(|(_, factor)| *factor != 0).map(|(id, factor)| (factor, id)).collect();
    (terms, rest)
}

/// What the factors of terms are multiples of, with the sign of the first; 1 for none.
fn divisor(terms: &Terms) -> i64 {
    fn common(one: i64, two: i64) -> i64 {
        if two == 0 { one } else { common(two, one % two) }
    }
    let size = terms.iter().fold(0, |found, (factor, _)| common(found, factor.saturating_abs()));
    let sign = if terms.first().is_some_and(|(factor, _)| *factor < 0) { -1 } else { 1 };
    sign * size.max(1)
}

pub(super) fn normal(terms: &Terms) -> Terms {
    let by = divisor(terms);
    terms.iter().map(|(factor, id)| (factor / by, *id)).collect()
}

fn narrowed(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

/// The stretches in which the terms, as they are normal, lie where the whole sum lies in a set and its other pieces come to
/// a number.
pub(super) fn within(terms: &Terms, set: &Intervals, number: i64) -> Vec<(i64, i64)> {
    let by = i128::from(divisor(terms));
    let far = i128::MAX / 4;
    let mut found = Vec::new();
    for (low, high) in set.parts() {
        let low = if *low == i64::MIN { -far } else { i128::from(*low) - i128::from(number) };
        let high = if *high == i64::MAX { far } else { i128::from(*high) - i128::from(number) };
        let (low, high) = if by < 0 { (-high, -low) } else { (low, high) };
        let size = by.abs();
        let (low, high) = (-((-low).div_euclid(size)), high.div_euclid(size));
        if low <= high {
            found.push((narrowed(low), narrowed(high)));
        }
    }
    found
}

/// The least and the greatest that terms can come to.
pub(super) fn range(terms: &Terms, anyone: &Anyone) -> (i64, i64) {
    let ends = terms.iter().fold((0_i128, 0_i128), |(low, high), (factor, id)| {
        let (variable, factor) = (anyone.variable(*id), i128::from(*factor));
        let (one, two) = (factor * i128::from(variable.low), factor * i128::from(variable.high));
        (low + one.min(two), high + one.max(two))
    });
    (narrowed(ends.0), narrowed(ends.1))
}

/// The sums of wide numbers that conditions ask, and where they change.
#[derive(Debug, Default)]
pub(super) struct Forms {
    cuts: BTreeMap<Terms, BTreeSet<i64>>,
    pub(super) beyond: bool,
}

impl Forms {
    /// Notes the sums of a condition: where they change, and the numbers of those in which none is wide.
    pub(super) fn note(
        &mut self,
        ground: &Ground,
        anyone: &Anyone,
        cuts: &mut BTreeMap<VariableId, BTreeSet<i64>>,
        single: &mut BTreeSet<VariableId>,
    ) {
        match ground {
            Ground::Known(_) | Ground::In(..) | Ground::Unlisted(_) => {}
            Ground::Not(inner) => self.note(inner, anyone, cuts, single),
            Ground::All(parts) | Ground::Any(parts) => {
                parts.iter().for_each(|part| self.note(part, anyone, cuts, single));
            }
            Ground::Sum(pieces, set) => {
                for (_, piece) in pieces {
                    if let Piece::Holds(inner) = piece {
                        self.note(inner, anyone, cuts, single);
                    }
                }
                let (terms, rest) = parted(pieces);
                if !is_wide(pieces, anyone) {
                    single.extend(terms.iter().map(|(_, id)| *id));
                    return;
                }
                let Some(totals) = totals(&rest) else {
                    self.beyond = true;
                    return;
                };
                let own = match terms.as_slice() {
                    [] => return,
                    [(_, id)] => cuts.entry(*id).or_default(),
                    _ => self.cuts.entry(normal(&terms)).or_default(),
                };
                for number in totals {
                    for (low, high) in within(&terms, set, number) {
                        own.extend([low, high.saturating_add(1)]);
                    }
                }
                self.beyond |= own.len() > MOST_CELLS;
            }
        }
    }

    /// The sums that are cut at all.
    pub(super) fn finish(self, anyone: &Anyone) -> impl Iterator<Item = Form> {
        self.cuts.into_iter().filter_map(|(terms, cuts)| {
            let (low, high) = range(&terms, anyone);
            let cells = cut(low, high, &cuts);
            (cells.len() > 1).then_some(Form { terms, cells })
        })
    }
}

/// Every number that pieces may come to, none of them open; some that they may not. `None` where these are too many.
fn totals(pieces: &[(i64, Piece)]) -> Option<BTreeSet<i64>> {
    let mut found = BTreeSet::from([0_i64]);
    for (factor, piece) in pieces {
        let own: BTreeSet<i64> = match piece {
            Piece::Holds(_) => BTreeSet::from([0, *factor]),
            Piece::Steps(_, steps) => steps.iter().map(|(_, value)| value.saturating_mul(*factor)).collect(),
            Piece::Number(_) | Piece::Unlisted(_) => BTreeSet::from([0]),
        };
        if found.len().saturating_mul(own.len()) > MOST_TOTALS * 16 {
            return None;
        }
        found = found.iter().flat_map(|one| own.iter().map(move |two| one.saturating_add(*two))).collect();
    }
    (found.len() <= MOST_TOTALS).then_some(found)
}
