//! Whether an offer holds on a day: quickly where that suffices, exactly where facts are missing.

use super::Prepared;
use super::answer::{Decision, Then};
use super::dates::{MAX_SCAN, candidates};
use super::entry::Entry;
use super::model::Response;
use crate::calendar::{Day, Unit, date_of};
use crate::condition::{
    Facts, Frame, Ground, Grounding, Grounds, Logic, Question, ground, settle, stands_once, truth, weight,
};
use crate::truth::Truth;

/// How many years time may pass, each way.
pub(crate) const YEARS: i64 = 25;

/// A truth, whether it is exact, and the cells it took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) truth: Truth,
    pub(super) exact: bool,
    pub(super) cells: u64,
}

impl Judged {
    fn quick(truth: Truth) -> Self {
        Judged { truth, exact: true, cells: 0 }
    }
}

impl Prepared<'_> {
    /// Whether the offer holds on a day, as if the programme were in force.
    pub(super) fn judge(&self, entry: &Entry<'_>, day: Day) -> Judged {
        let moment = self.known.at(day);
        let here = entry.list().map_or(Truth::Yes, |list| moment.present(list, entry.holder.index));
        if here == Truth::No {
            return Judged::quick(Truth::No);
        }
        let frame = entry.frame();
        match here.and(truth(&entry.offer.whole, &moment, &frame)) {
            Truth::Unknown
                if here == Truth::Yes && stands_once(&entry.offer.whole, &moment, &frame, &mut Vec::new()) =>
            {
                Judged::quick(Truth::Unknown)
            }
            Truth::Unknown => {
                let mut grounding = Grounding::default();
                let conditions = self.conditions(entry, day, &mut grounding);
                self.settled(conditions, &grounding, day)
            }
            quick => Judged::quick(quick),
        }
    }

    /// What remains of an offer's rules, and of its member's being there.
    pub(super) fn conditions(&self, entry: &Entry<'_>, day: Day, grounding: &mut Grounding) -> Vec<Ground> {
        let moment = self.known.at(day);
        let here = entry.list().map_or(Ground::Known(true), |list| moment.ground_present(list, entry.holder.index));
        let whole = ground(&entry.offer.whole, &moment, &entry.frame(), grounding);
        match Ground::all([here, whole]) {
            Ground::All(parts) => parts,
            Ground::Known(true) => Vec::new(),
            other => vec![other],
        }
    }

    fn settled(&self, conditions: Vec<Ground>, grounding: &Grounding, day: Day) -> Judged {
        let question = Question { conditions, rows: Vec::new(), base: 0, step: None, grounding, missing: false };
        match settle(&question, &self.known.at(day)) {
            None => Judged { truth: Truth::Unknown, exact: false, cells: 0 },
            Some(settled) => {
                let truth = match (settled.can_hold, settled.can_fail) {
                    (true, false) => Truth::Yes,
                    (false, _) => Truth::No,
                    (true, true) => Truth::Unknown,
                };
                Judged { truth, exact: true, cells: settled.cells }
            }
        }
    }

    /// Whether one condition holds today, exactly.
    pub(super) fn weigh(&self, logic: &Logic, frame: &Frame) -> Judged {
        let moment = self.known.at(self.known.on);
        match truth(logic, &moment, frame) {
            Truth::Unknown if stands_once(logic, &moment, frame, &mut Vec::new()) => Judged::quick(Truth::Unknown),
            Truth::Unknown => {
                let mut grounding = Grounding::default();
                let condition = ground(logic, &moment, frame, &mut grounding);
                self.settled(vec![condition], &grounding, self.known.on)
            }
            quick => Judged::quick(quick),
        }
    }

    /// Whether all of these conditions together are a definite no today.
    pub(super) fn excluded_by(&self, logics: &[&Logic], frame: &Frame) -> bool {
        let moment = self.known.at(self.known.on);
        let mut grounding = Grounding::default();
        let conditions = logics.iter().map(|logic| ground(logic, &moment, frame, &mut grounding)).collect();
        self.settled(conditions, &grounding, self.known.on).truth == Truth::No
    }

    /// The decision, and whether it is exact.
    pub(super) fn decide(&self, entry: &Entry<'_>) -> (Decision, bool) {
        let today = self.judge(entry, self.known.on);
        match today.truth {
            Truth::Yes => (Decision::Eligible, true),
            Truth::Unknown => (Decision::Undetermined, today.exact),
            Truth::No => self.when(entry),
        }
    }

    /// A definite no today: let time alone pass.
    fn when(&self, entry: &Entry<'_>) -> (Decision, bool) {
        let on = self.known.on;
        let moment = self.known.at(on);
        // What days do not change, and what is a no already, stays a no.
        if truth(&entry.offer.still, &moment, &entry.frame()) == Truth::No {
            return (Decision::NotEligible, true);
        }
        let first = Unit::Years.reached(on, -YEARS);
        let last = Unit::Years.reached(on, YEARS);
        let days = candidates(&self.known, entry, first, last);
        let split = days.partition_point(|day| *day <= on);
        let (earlier, later) = days.split_at(split);
        let mut work = 0_u64;
        let each = weight(&entry.offer.whole, &moment) + 1;
        for day in later {
            let judged = self.judge(entry, *day);
            work = work.saturating_add(judged.cells + each);
            if !judged.exact || work > MAX_SCAN {
                return (Decision::NotEligible, false);
            }
            let then = match judged.truth {
                Truth::No => continue,
                Truth::Yes => Then::Eligible,
                Truth::Unknown => Then::Undetermined,
            };
            return (Decision::NotYet { from: date_of(*day), then }, true);
        }
        // Between two candidates nothing changes: each stands for the days up to the next.
        let mut next = None;
        for day in earlier.iter().rev().chain(std::iter::once(&first)) {
            let judged = self.judge(entry, *day);
            work = work.saturating_add(judged.cells + each);
            if !judged.exact || work > MAX_SCAN {
                return (Decision::NotEligible, false);
            }
            if let Some(since) = next.filter(|_| judged.truth != Truth::No) {
                return (Decision::NoLonger { since: date_of(since) }, true);
            }
            next = Some(*day);
        }
        (Decision::NotEligible, true)
    }

    /// The strongest response whose condition certainly holds.
    pub(super) fn response(&self) -> Response {
        let rules = self.programme.response();
        let holds = |rule: &Option<(_, Logic)>| {
            rule.as_ref()
                .is_some_and(|(_, logic): &(_, Logic)| self.weigh(logic, &Frame::default()).truth == Truth::Yes)
        };
        if holds(&rules.accompaniment) {
            Response::Accompaniment
        } else if holds(&rules.orientation) {
            Response::Orientation
        } else {
            Response::Information
        }
    }
}
