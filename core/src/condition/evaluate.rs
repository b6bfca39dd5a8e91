//! The quick three-valued answer (Kleene): always true where it says yes or no, sometimes too cautious where it says
//! unknown, because it does not see that one fact stands in several places.

use super::logic::{Amount, CodeList, Holder, List, Logic, Reading, Who};
use crate::truth::{Intervals, Truth};
use crate::vocabulary::Subject;

/// A family on a day, as a condition reads it.
pub(crate) trait Facts {
    /// How many members are listed.
    fn listed(&self, list: List) -> usize;
    /// May there be members that nobody listed?
    fn is_open(&self, list: List) -> bool;
    /// Does a listed member belong to the list that day (a pregnancy that is not over)?
    fn present(&self, list: List, index: usize) -> Truth;
    /// The least and the greatest value that a quantity may have.
    fn value(&self, holder: Holder, reading: Reading) -> (i64, i64);
    /// Is a code in one of the family's lists?
    fn has(&self, codes: CodeList, code: i64) -> Truth;
}

/// Who `child` or `adult` is, and who the variables of quantifiers stand for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Frame {
    pub(crate) subject: usize,
    /// One more than quantifiers may stand inside one another: `family.carers` is one that nobody wrote.
    bound: [usize; 3],
    depth: usize,
}

impl Frame {
    pub(crate) fn of(subject: usize) -> Self {
        Frame { subject, ..Frame::default() }
    }

    pub(crate) fn holder(&self, reading: &Reading) -> Holder {
        let index = match reading.who {
            Who::Family => 0,
            Who::Subject => self.subject,
            Who::Bound(level) => self.bound.get(usize::from(level)).copied().unwrap_or_default(),
        };
        Holder { subject: reading.subject, index: if reading.subject == Subject::Family { 0 } else { index } }
    }

    pub(crate) fn with(&self, member: usize) -> Self {
        let mut inner = *self;
        if let Some(place) = inner.bound.get_mut(self.depth) {
            *place = member;
        }
        inner.depth += 1;
        inner
    }
}

/// The quick answer.
pub(crate) fn truth<F: Facts>(logic: &Logic, facts: &F, frame: &Frame) -> Truth {
    match logic {
        Logic::Known(truth) => Truth::from(*truth),
        Logic::In(reading, set) => {
            let (low, high) = facts.value(frame.holder(reading), *reading);
            set.holds(low, high)
        }
        Logic::Has(codes, code) => facts.has(*codes, *code),
        Logic::Not(inner) => !truth(inner, facts, frame),
        Logic::All(parts) => all(parts, facts, frame),
        Logic::Any(parts) => {
            let mut found = Truth::No;
            for part in parts {
                found = found.or(truth(part, facts, frame));
                if found == Truth::Yes {
                    break;
                }
            }
            found
        }
        Logic::Sum(amounts, set) => {
            let (low, high) = sum(amounts, facts, frame);
            set_holds(set, low, high)
        }
        Logic::Exists(list, body) => {
            let mut found = Truth::No;
            for member in 0..facts.listed(*list) {
                let here = facts.present(*list, member);
                if here != Truth::No {
                    found = found.or(here.and(truth(body, facts, &frame.with(member))));
                }
                if found == Truth::Yes {
                    return Truth::Yes;
                }
            }
            if facts.is_open(*list) { found.or(Truth::Unknown) } else { found }
        }
    }
}

/// How many comparisons a condition comes to, its quantifiers written out for the members listed.
pub(crate) fn weight<F: Facts>(logic: &Logic, facts: &F) -> u64 {
    let each = |list: List, body: &Logic| {
        let members = facts.listed(list) as u64 + u64::from(facts.is_open(list));
        members.saturating_mul(weight(body, facts))
    };
    match logic {
        Logic::Known(_) => 0,
        // A set of many stretches is searched by halves.
        Logic::In(_, set) => 1 + u64::from(set.parts().len().max(1).ilog2()),
        Logic::Has(..) => 1,
        Logic::Not(inner) => weight(inner, facts),
        Logic::All(parts) | Logic::Any(parts) => {
            parts.iter().fold(0, |sum, part| sum.saturating_add(weight(part, facts)))
        }
        Logic::Exists(list, body) => each(*list, body),
        Logic::Sum(amounts, _) => amounts.iter().fold(0, |sum, (_, amount)| {
            sum.saturating_add(match amount {
                Amount::Reading(_) => 1,
                Amount::Count(list, filter) => each(*list, filter),
            })
        }),
    }
}

/// Whether all parts hold.
fn all<F: Facts>(parts: &[Logic], facts: &F, frame: &Frame) -> Truth {
    let mut found = Truth::Yes;
    for part in parts {
        found = found.and(truth(part, facts, frame));
        if found == Truth::No {
            break;
        }
    }
    found
}

fn set_holds(set: &Intervals, low: i128, high: i128) -> Truth {
    let held = |number: i128| i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX });
    set.holds(held(low), held(high))
}

fn sum<F: Facts>(amounts: &[(i64, Amount)], facts: &F, frame: &Frame) -> (i128, i128) {
    let (mut low, mut high) = (0_i128, 0_i128);
    for (factor, amount) in amounts {
        let (least, most) = match amount {
            Amount::Reading(reading) => facts.value(frame.holder(reading), *reading),
            Amount::Count(list, filter) => count(*list, filter, facts, frame),
        };
        let ends = [i128::from(*factor) * i128::from(least), i128::from(*factor) * i128::from(most)];
        low += ends[0].min(ends[1]);
        high += ends[0].max(ends[1]);
    }
    (low, high)
}

fn count<F: Facts>(list: List, filter: &Logic, facts: &F, frame: &Frame) -> (i64, i64) {
    let (mut least, mut most) = (0, 0);
    let listed = facts.listed(list);
    for member in 0..listed {
        match facts.present(list, member).and(truth(filter, facts, &frame.with(member))) {
            Truth::Yes => {
                least += 1;
                most += 1;
            }
            Truth::Unknown => most += 1,
            Truth::No => {}
        }
    }
    if facts.is_open(list) {
        most += super::check::MAX_MEMBERS.saturating_sub(i64::try_from(listed).unwrap_or(i64::MAX)).max(0);
    }
    (least, most)
}
