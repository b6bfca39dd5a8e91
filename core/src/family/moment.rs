//! A family on a day, as conditions read it.

use std::sync::Arc;

use super::births::{Beginning, preimage, steps};
use super::facts::{Known, Member, Slot};
use crate::calendar::{Day, Unit};
use crate::condition::{CodeList, Facts, Ground, Grounds, Holder, List, Piece, Reading, Value, Variable, VariableId};
use crate::truth::{Intervals, Truth};

/// A family on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment<'k> {
    pub(crate) known: &'k Known,
    pub(crate) day: Day,
}

/// The number that a slot reads, as a function of the day that it is counted from.
fn counted(slot: &Slot, day: Day, term: i64) -> impl Fn(Day) -> i64 {
    enum How {
        Age(Unit),
        Unborn,
        Week,
    }
    let how = match slot {
        Slot::Age(unit, _) => How::Age(*unit),
        Slot::Unborn(_) => How::Unborn,
        _ => How::Week,
    };
    move |from: Day| match how {
        How::Age(unit) => unit.between(from, day),
        How::Unborn => i64::from(from > day),
        How::Week => term + (day - from).div_euclid(7),
    }
}

/// Unborn rises as the day comes later; ages and weeks fall. Turned round, all fall.
fn rises(slot: &Slot) -> bool {
    matches!(slot, Slot::Unborn(_))
}

impl Known {
    pub(crate) fn at(&self, day: Day) -> Moment<'_> {
        Moment { known: self, day }
    }

    pub(crate) fn member(&self, holder: Holder) -> Option<&Member> {
        self.members.get(holder.subject as usize)?.get(holder.index)
    }

    pub(crate) fn slot(&self, holder: Holder, index: usize) -> Option<&Slot> {
        self.member(holder)?.slots.get(index)
    }
}

impl Slot {
    /// The least and the greatest value on a day.
    pub(crate) fn ends(&self, day: Day, term: i64) -> (i64, i64) {
        match self {
            Slot::Fixed(low, high, _) => (*low, *high),
            Slot::On => (day, day),
            Slot::Age(_, from) | Slot::Unborn(from) | Slot::Week(from) => {
                let count = counted(self, day, term);
                let (first, last) = from.days();
                let (one, two) = (count(first), if first == last { count(first) } else { count(last) });
                (one.min(two), one.max(two))
            }
        }
    }
}

impl Moment<'_> {
    /// Who left a list on that day or before is not in it. Looking back, who has left it by today is in none.
    fn gone(&self) -> Day {
        self.day.max(self.known.on)
    }

    fn ends(&self, slot: Option<&Slot>) -> (i64, i64) {
        slot.map_or((i64::MIN, i64::MAX), |slot| slot.ends(self.day, self.known.term))
    }

    /// Membership of a function of a beginning, in terms of the missing days.
    fn begun(&self, from: &Beginning, days: impl Fn(Day, Day) -> Intervals) -> Ground {
        match from {
            Beginning::On(day) => Ground::Known(days(*day, *day).contains(*day)),
            Beginning::Open { id, low, high } => Ground::is_in(*id, (*low, *high), &days(*low, *high)),
            Beginning::Either { today, expected, born } => {
                let (id, low, high) = *expected;
                let ahead = Intervals::between(today + 1, high);
                let on_time = Ground::is_in(id, (low, high), &days(today + 1, high));
                let past = Ground::is_in(id, (low, high), &ahead.complement());
                let (id, low, high) = *born;
                Ground::any([on_time, Ground::all([past, Ground::is_in(id, (low, high), &days(low, high))])])
            }
        }
    }

    fn codes(&self, codes: CodeList, code: i64) -> Ground {
        let list = match codes {
            CodeList::Territories => &self.known.other_territories,
            CodeList::Languages => &self.known.languages,
            CodeList::Resources => &self.known.resources,
        };
        let held = match (list.held.contains(&code), list.open) {
            (true, _) => Ground::Known(true),
            (false, None) => Ground::Known(false),
            (false, Some(first)) => {
                let id = VariableId(first.saturating_add(usize::try_from(code).unwrap_or_default()));
                Ground::In(id, Intervals::between(1, 1))
            }
        };
        match (codes, &self.known.territory) {
            (CodeList::Territories, Slot::Fixed(low, high, id)) => {
                let point = Intervals::between(code, code);
                let home = match id {
                    Some(id) => Ground::is_in(*id, (*low, *high), &point),
                    None => Ground::Known(point.contains(*low)),
                };
                Ground::any([home, held])
            }
            _ => held,
        }
    }
}

impl Facts for Moment<'_> {
    fn listed(&self, list: List) -> usize {
        let all = self.known.members.get(list.subject() as usize).map_or(0, Vec::len);
        all.saturating_sub(usize::from(self.is_open(list)))
    }

    fn is_open(&self, list: List) -> bool {
        self.known.open.get(list as usize).is_some_and(Option::is_some)
    }

    fn present(&self, list: List, index: usize) -> Truth {
        let Some(member) = self.known.member(Holder { subject: list.subject(), index }) else { return Truth::No };
        let mut found = Truth::Yes;
        for end in &member.until {
            let (first, last) = end.days();
            found = found.and(match (first > self.gone(), last > self.gone()) {
                (true, true) => Truth::Yes,
                (false, false) => Truth::No,
                _ => Truth::Unknown,
            });
        }
        found
    }

    fn value(&self, holder: Holder, reading: Reading) -> (i64, i64) {
        match self.known.member(holder) {
            // Most questions are about the day asked about, for which every slot has been read already.
            Some(member) if self.day == self.known.on => member.today.get(reading.index).copied(),
            Some(member) => member.slots.get(reading.index).map(|slot| slot.ends(self.day, self.known.term)),
            None => None,
        }
        .unwrap_or((i64::MIN, i64::MAX))
    }

    fn has(&self, codes: CodeList, code: i64) -> Truth {
        match self.codes(codes, code) {
            Ground::Known(truth) => Truth::from(truth),
            _ => Truth::Unknown,
        }
    }
}

impl Grounds for Moment<'_> {
    fn ground_in(&self, holder: Holder, reading: Reading, set: &Intervals) -> Ground {
        let slot = self.known.slot(holder, reading.index);
        match slot {
            Some(Slot::Fixed(low, high, Some(id))) => Ground::is_in(*id, (*low, *high), set),
            Some(slot @ (Slot::Age(_, from) | Slot::Unborn(from) | Slot::Week(from))) => {
                let count = counted(slot, self.day, self.known.term);
                self.begun(from, |low, high| match rises(slot) {
                    false => preimage(low, high, &count, set),
                    true => {
                        let turned = Intervals::of(set.parts().iter().map(|(low, high)| {
                            (high.checked_neg().unwrap_or(i64::MIN), low.checked_neg().unwrap_or(i64::MAX))
                        }));
                        preimage(low, high, &|day| -count(day), &turned)
                    }
                })
            }
            other => {
                let (low, high) = self.ends(other);
                Ground::Known(low == high && set.contains(low))
            }
        }
    }

    fn ground_value(&self, holder: Holder, reading: Reading) -> Vec<(Ground, Value)> {
        let always = Ground::Known(true);
        let slot = self.known.slot(holder, reading.index);
        match slot {
            Some(Slot::Fixed(_, _, Some(id))) => vec![(always, Value::Piece(Piece::Number(*id)))],
            Some(slot @ (Slot::Age(_, from) | Slot::Unborn(from) | Slot::Week(from))) => {
                let count = counted(slot, self.day, self.known.term);
                let stepped = |id: VariableId, low: Day, high: Day| {
                    let own = || Arc::from(steps(low, high, &count));
                    let kept = self.known.member(holder).and_then(|member| member.steps.get(reading.index));
                    let found = match (kept, from) {
                        (Some(kept), Beginning::Open { .. }) if self.day == self.known.on => {
                            kept.get_or_init(own).clone()
                        }
                        _ => own(),
                    };
                    Value::Piece(Piece::Steps(id, found))
                };
                match from {
                    Beginning::On(day) => vec![(always, Value::Known(count(*day)))],
                    Beginning::Open { id, low, high } => vec![(always, stepped(*id, *low, *high))],
                    Beginning::Either { today, expected, born } => {
                        let (id, low, high) = *expected;
                        let ahead = Ground::is_in(id, (low, high), &Intervals::between(today + 1, high));
                        vec![(ahead.clone(), stepped(id, low, high)), (ahead.not(), stepped(born.0, born.1, born.2))]
                    }
                }
            }
            other => vec![(always, Value::Known(self.ends(other).0))],
        }
    }

    fn hangs_on(&self, holder: Holder, reading: Reading) -> impl Iterator<Item = VariableId> {
        let (one, two) = match self.known.slot(holder, reading.index) {
            Some(Slot::Fixed(_, _, id)) => (*id, None),
            Some(Slot::Age(_, from) | Slot::Unborn(from) | Slot::Week(from)) => match from {
                Beginning::On(_) => (None, None),
                Beginning::Open { id, .. } => (Some(*id), None),
                Beginning::Either { expected, born, .. } => (Some(expected.0), Some(born.0)),
            },
            Some(Slot::On) | None => (None, None),
        };
        one.into_iter().chain(two)
    }

    fn ground_has(&self, codes: CodeList, code: i64) -> Ground {
        self.codes(codes, code)
    }

    fn ground_present(&self, list: List, index: usize) -> Ground {
        let Some(member) = self.known.member(Holder { subject: list.subject(), index }) else {
            return Ground::Known(false);
        };
        let later = Intervals::between(self.gone().saturating_add(1), i64::MAX);
        Ground::all(
            member.until.iter().map(|end| self.begun(end, |low, high| later.within(low, high))).collect::<Vec<_>>(),
        )
    }

    fn list_variable(&self, list: List) -> VariableId {
        self.known.open.get(list as usize).copied().flatten().unwrap_or(VariableId(usize::MAX))
    }

    fn variable(&self, id: VariableId) -> &Variable {
        self.known.variables.get(id.0).unwrap_or(&self.known.nothing)
    }
}
