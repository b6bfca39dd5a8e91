//! The days on which an answer can change as time alone passes.
//!
//! An age passes a number on one day; where the day of birth is open, on one day for each day that it leaves open. Between
//! these days nothing changes, so that no other day has to be tried.

use super::entry::Entry;
use crate::calendar::{Day, Unit};
use crate::condition::{Amount, Facts, Frame, List, Logic, Reading};
use crate::family::{Beginning, Known, Slot};
use crate::gather;
use crate::truth::Intervals;

/// The most work for the dates of one answer: for each day tried one, its comparisons, and its cells.
pub(super) const MAX_SCAN: u64 = 1 << 20;

/// The days between `first` and `last`, both included, on which the offer's truth may change, ascending.
pub(super) fn candidates(known: &Known, entry: &Entry<'_>, first: Day, last: Day) -> Vec<Day> {
    let mut search = Search { known, first, last, spans: Vec::new(), most: MOST_SPANS };
    if let Some(list) = entry.list() {
        search.presence(list, entry.holder.index);
    }
    search.visit(&entry.offer.whole, &entry.frame());
    search.join();
    search.spans.iter().flat_map(|(from, until)| *from..=*until).collect()
}

struct Search<'k> {
    known: &'k Known,
    first: Day,
    last: Day,
    /// Stretches of days, joined now and then, so that they stay fewer than the days there are.
    spans: Vec<(Day, Day)>,
    most: usize,
}

/// So many stretches are kept before they are joined.
const MOST_SPANS: usize = 4096;

impl Search<'_> {
    fn span(&mut self, from: Day, until: Day) {
        let (from, until) = (from.max(self.first), until.min(self.last));
        if from > until {
            return;
        }
        if self.spans.len() >= self.most {
            self.join();
            // What is joined may still be many; the next joining comes no sooner than after as many again.
            self.most = MOST_SPANS.max(2 * self.spans.len());
        }
        self.spans.push((from, until));
    }

    fn join(&mut self) {
        self.spans = Intervals::of(self.spans.drain(..)).parts().to_vec();
    }

    /// The days on which somebody comes to be, or is no longer, in a list.
    fn presence(&mut self, list: List, index: usize) {
        let holder = crate::condition::Holder { subject: list.subject(), index };
        let known = self.known;
        for end in known.member(holder).map(|member| member.until.as_slice()).unwrap_or_default() {
            let (low, high) = end.days();
            self.span(low, high);
        }
    }

    fn visit(&mut self, logic: &Logic, frame: &Frame) {
        match logic {
            Logic::Known(_) | Logic::Has(..) => {}
            Logic::In(reading, set) => self.passes(reading, Some(set), frame),
            Logic::Not(inner) => self.visit(inner, frame),
            Logic::All(parts) | Logic::Any(parts) => parts.iter().for_each(|part| self.visit(part, frame)),
            Logic::Exists(list, body) => self.members(*list, body, frame),
            Logic::Sum(amounts, _) => {
                for (_, amount) in amounts {
                    match amount {
                        Amount::Reading(reading) => self.passes(reading, None, frame),
                        Amount::Count(list, filter) => self.members(*list, filter, frame),
                    }
                }
            }
        }
    }

    fn members(&mut self, list: List, body: &Logic, frame: &Frame) {
        let moment = self.known.at(self.known.on);
        // With the member that nobody listed, where the list is open.
        let count = moment.listed(list) + usize::from(moment.is_open(list));
        for member in 0..count {
            self.presence(list, member);
            self.visit(body, &frame.with(member));
        }
    }

    /// The days on which a reading passes the ends of a set; without one, every day on which it changes.
    fn passes(&mut self, reading: &Reading, set: Option<&Intervals>, frame: &Frame) {
        if !reading.moves {
            return;
        }
        let known = self.known;
        match known.slot(frame.holder(reading), reading.index) {
            Some(Slot::On) => match set {
                Some(set) => set.cuts().for_each(|cut| self.span(cut, cut)),
                None => self.span(self.first, self.last),
            },
            Some(Slot::Unborn(from)) => {
                let (low, high) = from.days();
                self.span(low, high);
            }
            Some(Slot::Week(from)) => {
                let term = known.term;
                self.counts(from, set, |from, weeks| Unit::Weeks.reached(from, weeks.saturating_sub(term)));
            }
            Some(Slot::Age(unit, from)) => {
                let unit = *unit;
                self.counts(from, set, move |from, count| unit.reached(from, count));
            }
            Some(Slot::Fixed(..)) | None => {}
        }
    }

    fn counts(&mut self, from: &Beginning, set: Option<&Intervals>, reached: impl Fn(Day, i64) -> Day) {
        let (low, high) = from.days();
        match set {
            Some(set) => {
                for cut in gather::set(set.cuts()) {
                    self.span(reached(low, cut), reached(high, cut));
                }
            }
            None if low < high => self.span(self.first, self.last),
            None => {
                // Every count that is reached between the first and the last day.
                let (mut below, mut above) = (-60_000_i64, 60_000_i64);
                while above - below > 1 {
                    let middle = below + (above - below) / 2;
                    if reached(low, middle) < self.first { below = middle } else { above = middle }
                }
                let mut count = above;
                while reached(low, count) <= self.last && count < 60_000 {
                    let day = reached(low, count);
                    self.span(day, day);
                    count += 1;
                }
            }
        }
    }
}
