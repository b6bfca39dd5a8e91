//! The truth of an offer over a stretch of days, as time alone passes.

use std::sync::Arc;

use super::Prepared;
use super::dates::{MAX_SCAN, candidates};
use super::entry::Entry;
use crate::calendar::Day;
use crate::condition::{VariableId, truth, weight};
use crate::family::Beginning;
use crate::truth::Truth;

/// The most work for what follows the first day that is no definite no, in either direction: what an answer dates is found
/// within the same bound as there, and the ends of what hangs on somebody of any age are not worth a phone's second.
const MAX_ENDS: u64 = 1 << 14;
/// What a day costs, beside its cells, on which the rules have to be written out.
const WRITTEN_OUT: u64 = 32;

/// Runs of days of one truth, by their first days, ascending; each lasts until the next.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    pub(crate) runs: Vec<(Day, Truth)>,
    /// All of them were found within the published work bound; if not, the last (looking back, the first) days are not here.
    pub(crate) exact: bool,
}

impl Prepared<'_> {
    /// The truth on each day from `first` to `last`.
    pub(crate) fn ahead(&self, entry: &Entry<'_>, first: Day, last: Day) -> Runs {
        let moment = self.known.at(self.known.on);
        // What days do not change, and what is a no already, stays a no.
        if truth(&entry.offer.still, &moment, &entry.frame()) == Truth::No {
            return Runs { runs: vec![(first, Truth::No)], exact: true };
        }
        let days = candidates(&self.known, entry, first, last);
        let mut runs = Vec::new();
        let exact =
            self.walk(entry, std::iter::once(&first).chain(days.iter().filter(|day| **day > first)), |day, truth| {
                runs.push((day, truth));
                true
            });
        Runs { runs, exact }
    }

    /// The truth on each day up to `last` and back to the last definite no, or to `first`. None of them is a no.
    pub(crate) fn back(&self, entry: &Entry<'_>, first: Day, last: Day) -> Runs {
        let days = candidates(&self.known, entry, first, last);
        let mut runs = Vec::new();
        let days = days.iter().rev().filter(|day| **day > first).chain(std::iter::once(&first));
        let exact = self.walk(entry, days, |day, truth| {
            if truth != Truth::No {
                runs.push((day, truth));
            }
            truth != Truth::No
        });
        runs.reverse();
        Runs { runs, exact }
    }

    /// Judges one day after the other, as long as they are wanted. Was all of it within the bounds?
    fn walk<'d>(
        &self,
        entry: &Entry<'_>,
        days: impl Iterator<Item = &'d Day>,
        mut wanted: impl FnMut(Day, Truth) -> bool,
    ) -> bool {
        let each = weight(&entry.offer.whole, &self.known.at(self.known.on)) + 1;
        let (mut work, mut bound) = (0_u64, MAX_SCAN);
        for day in days {
            let judged = self.judge(entry, *day);
            // What has to be written out costs more than its cells: looking for ends it is counted so.
            let written_out = if bound == MAX_ENDS && judged.cells > 0 { WRITTEN_OUT } else { 0 };
            work = work.saturating_add(judged.cells + each + written_out);
            if !judged.exact || work > bound {
                return false;
            }
            if bound == MAX_SCAN && judged.truth != Truth::No {
                (work, bound) = (0, MAX_ENDS);
            }
            if !wanted(*day, judged.truth) {
                return true;
            }
        }
        true
    }

    /// Whether the offer holds on the day asked about, and whether that is exact.
    pub(crate) fn today(&self, entry: &Entry<'_>) -> (Truth, bool) {
        let judged = self.judge(entry, self.known.on);
        (judged.truth, judged.exact)
    }

    /// The day that time is counted from for whom the offer is for: its birth, or when the birth is expected.
    pub(crate) fn begins(&self, entry: &Entry<'_>) -> Option<&Beginning> {
        self.known.member(entry.holder)?.begins.as_ref()
    }

    /// The id of whom the offer is for; none where it is for the family.
    pub(crate) fn subject(&self, entry: &Entry<'_>) -> Option<Arc<str>> {
        entry.list()?;
        self.known.member(entry.holder).map(|member| member.id.clone())
    }

    /// The full name of a missing fact.
    pub(crate) fn missing_name(&self, id: VariableId) -> Option<Arc<str>> {
        self.known.variables.get(id.0).map(|variable| variable.label.name.clone())
    }
}
