//! One offer for one member through the editions of a programme: stretches of days without a definite no.

use crate::assessment::{Entry, Prepared};
use crate::calendar::Day;
use crate::programme::Programme;
use crate::truth::Truth;

/// An edition, put beside the family, and the days on which it speaks.
pub(super) struct Edition<'p> {
    pub(super) programme: &'p Programme,
    pub(super) prepared: Prepared<'p>,
    pub(super) low: Day,
    pub(super) high: Day,
}

/// One offer for one member, in each edition that has it.
pub(super) struct Line<'e> {
    pub(super) entries: Vec<Option<Entry<'e>>>,
}

/// A stretch of days on which the answer is no definite no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) first: Day,
    pub(super) last: Day,
    /// The truth on the day asked about, or on the first day where that is later; and which edition says so.
    pub(super) truth: Truth,
    pub(super) edition: usize,
    /// The days around that day, or next after it, on which it is a yes.
    pub(super) certain: Option<(Day, Day)>,
    /// Both ends were found within the work bound.
    pub(super) exact: bool,
}

/// From a day on, until the next run: a truth, as an edition says it.
#[derive(Debug, Clone, Copy)]
struct Run {
    first: Day,
    truth: Truth,
    edition: usize,
}

impl Line<'_> {
    /// The stretches that have not ended by `on`, ascending, and whether all of them were found. `now` is the edition in
    /// force on `on`; `end` is the last day looked at.
    pub(super) fn stretches(&self, editions: &[Edition<'_>], now: usize, on: Day, end: Day) -> (Vec<Stretch>, bool) {
        let at = |edition: usize| editions.get(edition).zip(self.entries.get(edition).copied().flatten());
        let (today, exact) = at(now).map_or((Truth::No, true), |(own, entry)| own.prepared.today(&entry));
        if !exact {
            // Beyond the bound no days are told.
            let stretch = Stretch { first: Day::MIN, last: Day::MAX, truth: today, edition: now, certain: None, exact };
            return (vec![stretch], false);
        }
        let mut runs = Vec::new();
        let mut whole = (true, true);
        if today != Truth::No {
            whole.0 = self.look_back(editions, now, on, &mut runs);
        }
        let mut next = on;
        for edition in now..editions.len() {
            let Some(own) = editions.get(edition) else { break };
            let first = own.low.max(on);
            match at(edition) {
                None => runs.push(Run { first, truth: Truth::No, edition }),
                Some((own, entry)) => {
                    let ahead = own.prepared.ahead(&entry, first, own.high);
                    runs.extend(ahead.runs.iter().map(|(first, truth)| Run { first: *first, truth: *truth, edition }));
                    whole.1 &= ahead.exact;
                }
            }
            next = own.high + 1;
            if !whole.1 {
                break;
            }
        }
        if whole.1 && next <= end {
            runs.push(Run { first: next, truth: Truth::No, edition: now });
        }
        (joined(&runs, on, end, whole), whole.0 && whole.1)
    }

    /// Goes back from the day before `on` to the last definite no. Was it found within the bound?
    fn look_back(&self, editions: &[Edition<'_>], now: usize, on: Day, runs: &mut Vec<Run>) -> bool {
        let mut found: Vec<Vec<Run>> = Vec::new();
        let mut exact = true;
        for (edition, own) in editions.iter().enumerate().take(now + 1).rev() {
            let Some(entry) = self.entries.get(edition).copied().flatten() else { break };
            let last = own.high.min(on - 1);
            if last < own.low {
                continue;
            }
            let back = own.prepared.back(&entry, own.low, last);
            let reached = back.runs.first().is_some_and(|(first, _)| *first == own.low);
            found.push(back.runs.iter().map(|(first, truth)| Run { first: *first, truth: *truth, edition }).collect());
            exact &= back.exact;
            if !reached || !exact {
                break;
            }
        }
        runs.extend(found.into_iter().rev().flatten());
        exact
    }
}

/// Joins runs into stretches, and keeps those that end on `on` or later.
fn joined(runs: &[Run], on: Day, end: Day, (back, ahead): (bool, bool)) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut open: Option<Stretch> = None;
    // The yes that is being followed, and whether the one that is wanted is behind us.
    let mut sure: Option<Day> = None;
    let mut settled = false;
    let last = runs.last().map(|run| run.first);
    for (index, run) in runs.iter().enumerate() {
        let until = runs.get(index + 1).map_or(end, |next| next.first - 1);
        if let Some(first) = sure.filter(|_| run.truth != Truth::Yes) {
            // The yes that holds on the day of the decision, or else the first after it.
            if let Some(stretch) = open.as_mut().filter(|stretch| !settled && run.first > on.max(stretch.first)) {
                (stretch.certain, settled) = (Some((first, run.first - 1)), true);
            }
            sure = None;
        }
        if run.truth == Truth::No {
            found.extend(open.take());
            settled = false;
            continue;
        }
        let stretch = open.get_or_insert(Stretch {
            first: run.first,
            last: until,
            truth: run.truth,
            edition: run.edition,
            certain: None,
            exact: back || run.first > on,
        });
        stretch.last = until;
        if run.first <= on {
            (stretch.truth, stretch.edition) = (run.truth, run.edition);
        }
        if run.truth == Truth::Yes && sure.is_none() {
            sure = Some(run.first);
        }
        if last == Some(run.first) {
            stretch.exact &= ahead;
        }
    }
    if let Some(mut stretch) = open {
        if let Some(first) = sure.filter(|_| !settled) {
            stretch.certain = Some((first, stretch.last));
        }
        found.push(stretch);
    }
    for stretch in &mut found {
        if stretch.certain == Some((stretch.first, stretch.last)) {
            stretch.certain = None;
        }
    }
    if let Some(first) = found.first_mut().filter(|stretch| !back && stretch.first <= on) {
        // Where it began was not found.
        (first.first, first.certain) = (Day::MIN, None);
    }
    // What begins on the last day looked at lies beyond what is told.
    found.retain(|stretch| stretch.last >= on && stretch.first < end);
    found
}
