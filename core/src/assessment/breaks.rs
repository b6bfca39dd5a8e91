//! The numbers at which an answer can change as one known fact changes, all else equal.
//!
//! A fact that is compared with constants, or stands in a sum whose other parts are known or counts, can change an answer
//! only where the comparison does. A fact that meets a missing one in a sum moves the number at which the sum's truth
//! changes over the range of the missing fact: the answer can change only where two such numbers pass each other.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use crate::condition::{Amount, Facts, Frame, Holder, List, Logic, MAX_MEMBERS, Reading};
use crate::family::{Known, Slot};
use crate::gather;
use crate::truth::Intervals;

/// A fact of somebody: whose, and its place among the quantities of that kind of subject.
pub(super) type Place = (Holder, usize);

/// The most totals that the counts of one sum can come to.
const MAX_COUNTS: usize = 4096;

/// Where an answer can change.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    /// The first number of each new stretch.
    pub(super) cuts: BTreeSet<i64>,
    /// Of a code: those that the conditions name for it, and those that it is compared with.
    pub(super) codes: BTreeSet<i64>,
    /// So many comparisons and pairs of them were looked at.
    pub(super) work: u64,
    /// Not every number was found: the fact meets several missing facts at once, or there are too many.
    pub(super) beyond: bool,
}

/// Where the truth of the offer's rules can change as the fact does. `other` is a second fact, of any value of its range;
/// `codes`: the fact is a code, and the codes to try are wanted; `most`: the most work.
pub(super) fn breaks(
    known: &Known,
    entry: &Entry<'_>,
    fact: Place,
    other: Option<(Place, (i64, i64))>,
    codes: bool,
    most: u64,
) -> Breaks {
    let mut walk = Walk {
        known,
        fact,
        other,
        codes,
        most,
        found: Breaks::default(),
        lines: BTreeMap::new(),
        tied: BTreeSet::new(),
        peers: BTreeSet::new(),
    };
    walk.visit(&entry.offer.whole, &entry.frame());
    walk.finish(entry)
}

/// What a reading is, as one fact changes.
enum Role {
    Fact,
    Known(i64),
    /// A missing number; any of its range.
    Open(i64, i64),
    /// Counted from a missing day.
    Days,
}

/// The first number of a new stretch over the range of a missing fact: a constant, and how it moves with the fact.
type Line = (i128, i128);

struct Walk<'k> {
    known: &'k Known,
    fact: Place,
    other: Option<(Place, (i64, i64))>,
    /// The fact is a code.
    codes: bool,
    most: u64,
    found: Breaks,
    /// Over the range of each missing number.
    lines: BTreeMap<Place, Vec<Line>>,
    /// Missing numbers that meet other missing ones.
    tied: BTreeSet<Place>,
    /// Facts with which the fact is compared.
    peers: BTreeSet<Place>,
}

impl Walk<'_> {
    /// Counts work; `false` beyond the bound.
    fn spend(&mut self, count: usize) -> bool {
        self.found.work = self.found.work.saturating_add(count as u64);
        self.found.beyond |= self.found.work > self.most;
        !self.found.beyond
    }

    fn visit(&mut self, logic: &Logic, frame: &Frame) {
        match logic {
            Logic::Known(_) | Logic::Has(..) => {}
            Logic::In(reading, set) => self.member_of(reading, set, frame),
            Logic::Not(inner) => self.visit(inner, frame),
            Logic::All(parts) | Logic::Any(parts) => parts.iter().for_each(|part| self.visit(part, frame)),
            Logic::Exists(list, body) => self.members(*list, body, frame),
            Logic::Sum(amounts, set) => {
                for (_, amount) in amounts {
                    if let Amount::Count(list, filter) = amount {
                        self.members(*list, filter, frame);
                    }
                }
                self.sum(amounts, set, frame);
            }
        }
    }

    fn members(&mut self, list: List, body: &Logic, frame: &Frame) {
        let moment = self.known.at(self.known.on);
        // With the member that nobody listed, where the list is open.
        for member in 0..moment.listed(list) + usize::from(moment.is_open(list)) {
            self.visit(body, &frame.with(member));
        }
    }

    fn role(&self, place: Place, reading: &Reading) -> Role {
        if place == self.fact {
            return Role::Fact;
        }
        if let Some((_, (low, high))) = self.other.filter(|(other, _)| *other == place) {
            return Role::Open(low, high);
        }
        let (low, high) = self.known.at(self.known.on).value(place.0, *reading);
        match self.known.slot(place.0, place.1) {
            _ if low == high => Role::Known(low),
            Some(Slot::Fixed(..)) => Role::Open(low, high),
            _ => Role::Days,
        }
    }

    fn member_of(&mut self, reading: &Reading, set: &Intervals, frame: &Frame) {
        let place = (frame.holder(reading), reading.index);
        let role = self.role(place, reading);
        if !self.spend(set.parts().len()) {
            return;
        }
        match role {
            Role::Fact => self.found.cuts.extend(set.cuts()),
            Role::Open(..) => self.lines.entry(place).or_default().extend(set.cuts().map(|cut| (i128::from(cut), 0))),
            Role::Known(_) | Role::Days => {}
        }
    }

    fn sum(&mut self, amounts: &[(i64, Amount)], set: &Intervals, frame: &Frame) {
        let mut totals: Vec<i128> = vec![0];
        let (mut own, mut days) = (0_i128, false);
        let mut open: BTreeMap<Place, i128> = BTreeMap::new();
        let mut peers = Vec::new();
        for (factor, amount) in amounts {
            let factor = i128::from(*factor);
            match amount {
                Amount::Reading(reading) => {
                    let place = (frame.holder(reading), reading.index);
                    match self.role(place, reading) {
                        Role::Fact => own += factor,
                        Role::Known(value) => totals.iter_mut().for_each(|total| *total += factor * i128::from(value)),
                        Role::Open(low, high) => {
                            *open.entry(place).or_default() += factor;
                            // What lies outside the range is none of its values.
                            let ends = [(i128::from(low), 0), (i128::from(high) + 1, 0)];
                            self.lines.entry(place).or_default().extend(ends);
                        }
                        Role::Days => days = true,
                    }
                    peers.push(place);
                }
                Amount::Count(list, _) => {
                    let moment = self.known.at(self.known.on);
                    let listed = i128::try_from(moment.listed(*list)).unwrap_or(i128::MAX);
                    let most = if moment.is_open(*list) { i128::from(MAX_MEMBERS) } else { listed };
                    totals =
                        totals.iter().flat_map(|total| (0..=most).map(move |count| total + factor * count)).collect();
                    if totals.len() > MAX_COUNTS {
                        self.found.beyond = true;
                        return;
                    }
                }
            }
        }
        open.retain(|_, factor| *factor != 0);
        if own != 0 {
            self.peers.extend(peers.into_iter().filter(|place| *place != self.fact));
        }
        if open.is_empty() && own == 0 {
            return;
        }
        let cuts: Vec<i128> = set.cuts().map(i128::from).collect();
        if !self.spend(totals.len().saturating_mul(cuts.len())) {
            return;
        }
        let pairs = totals.iter().flat_map(|total| cuts.iter().map(move |cut| cut - total));
        match (own, open.len(), days) {
            (_, 0, false) => {
                let found: Vec<i64> = pairs.filter_map(|gap| i64::try_from(first_beyond(own, gap)).ok()).collect();
                self.found.cuts.extend(found);
            }
            (0, 1, false) => {
                for (place, factor) in open {
                    let lines = pairs.clone().map(|gap| (first_beyond(factor, gap), 0));
                    self.lines.entry(place).or_default().extend(lines);
                }
            }
            (_, 1, false) if open.values().all(|factor| factor.abs() == 1) => {
                for (place, factor) in open {
                    // factor · open ≥ gap − own · fact
                    let lines = pairs.clone().map(|gap| match factor > 0 {
                        true => (gap, -own),
                        false => (1 - gap, own),
                    });
                    self.lines.entry(place).or_default().extend(lines);
                }
            }
            (0, ..) => self.tied.extend(open.into_keys()),
            _ => self.found.beyond = true,
        }
    }

    fn finish(mut self, entry: &Entry<'_>) -> Breaks {
        for (place, mut lines) in std::mem::take(&mut self.lines) {
            gather::sort_by(&mut lines, Ord::cmp);
            lines.dedup();
            if lines.iter().all(|(_, slope)| *slope == 0) {
                continue;
            }
            if self.tied.contains(&place) || !self.spend(lines.len().saturating_mul(lines.len())) {
                self.found.beyond = true;
                break;
            }
            for (at, one) in lines.iter().enumerate() {
                for two in lines.iter().skip(at + 1).filter(|two| two.1 != one.1) {
                    let passing = passing(*one, *two).into_iter().filter_map(|cut| i64::try_from(cut).ok());
                    self.found.cuts.extend(passing);
                }
            }
        }
        if !self.codes {
            return self.found;
        }
        for rule in entry.offer.when.iter().chain(&entry.offer.unless) {
            for (holder, index) in self.peers.iter().chain([&self.fact]) {
                self.found.codes.extend(rule.named.get(&(holder.subject, *index)).into_iter().flatten());
            }
        }
        for (holder, index) in &self.peers {
            if let Some(Slot::Fixed(low, high, _)) = self.known.slot(*holder, *index)
                && low == high
            {
                self.found.codes.insert(*low);
            }
        }
        self.found
    }
}

/// The first number of the stretch that begins where factor · number passes the gap.
fn first_beyond(factor: i128, gap: i128) -> i128 {
    match factor > 0 {
        true => -(-gap).div_euclid(factor),
        false => (-gap).div_euclid(-factor) + 1,
    }
}

/// The first numbers at which two lines meet, and have passed each other.
fn passing(one: Line, two: Line) -> [i128; 2] {
    let (slope, gap) = (one.1 - two.1, two.0 - one.0);
    let (slope, gap) = if slope < 0 { (-slope, -gap) } else { (slope, gap) };
    [-(-gap).div_euclid(slope), gap.div_euclid(slope) + 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_begin_where_counting_says() {
        for factor in [-3, -2, -1, 1, 2, 3] {
            for gap in -7..=7 {
                let first = first_beyond(factor, gap);
                for number in -20..20 {
                    let before = factor * number >= gap;
                    // Up to that number the one, from it on the other.
                    assert_eq!(before == (factor > 0), number >= first, "{factor} {gap} {number}");
                }
            }
        }
    }

    #[test]
    fn lines_pass_where_counting_says() {
        for (a, b, c, d) in [(0, 1, 5, 0), (0, 2, 5, 0), (3, -1, -4, 2), (7, 3, 7, -2), (-9, 0, 2, -4)] {
            let cuts = passing((a, b), (c, d));
            for x in -30..30_i128 {
                let order = |x: i128| (a + b * x).cmp(&(c + d * x));
                if order(x) != order(x + 1) {
                    assert!(cuts.contains(&(x + 1)), "{a} {b} {c} {d} at {x}");
                }
            }
        }
    }
}
