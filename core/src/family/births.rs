//! Days on which something begins — births above all — known, open, or hanging on whether they are past.

use crate::calendar::Day;
use crate::condition::VariableId;
use crate::truth::Intervals;

/// A day that ages are counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// The day is known.
    On(Day),
    /// Some day of the range.
    Open { id: VariableId, low: Day, high: Day },
    /// A birth whose expected day is only partly known, so that it may be past: if `expected` lies after today, the birth
    /// happens then; if not, the birth is a day of its own, of which nothing is recorded.
    Either { today: Day, expected: (VariableId, Day, Day), born: (VariableId, Day, Day) },
}

impl Beginning {
    /// The first and the last day that it can be.
    pub(crate) fn days(&self) -> (Day, Day) {
        match self {
            Beginning::On(day) => (*day, *day),
            Beginning::Open { low, high, .. } => (*low, *high),
            Beginning::Either { expected, born, .. } => (born.1, expected.2.max(born.2)),
        }
    }
}

/// A function of a day that never rises as the day comes later: an age, counted from it.
pub(crate) trait Falling: Fn(Day) -> i64 {}
impl<F: Fn(Day) -> i64> Falling for F {}

/// The days from `low` to `high` on which the function lies in the set.
pub(crate) fn preimage(low: Day, high: Day, function: &impl Falling, set: &Intervals) -> Intervals {
    // The last day on which the function still reaches a number, or the day before `low`.
    let last_with = |number: i64| last(low, high, |day| function(day) >= number);
    Intervals::of(set.parts().iter().map(|(least, most)| {
        let end = if *least == i64::MIN { high } else { last_with(*least) };
        let before = if *most == i64::MAX { low - 1 } else { last_with(*most + 1) };
        (before + 1, end)
    }))
}

/// The last day of the range for which the test holds, where it holds up to some day and never after.
fn last(low: Day, high: Day, test: impl Fn(Day) -> bool) -> Day {
    let (mut yes, mut no) = (low - 1, high + 1);
    while no - yes > 1 {
        let middle = yes + (no - yes) / 2;
        if test(middle) { yes = middle } else { no = middle }
    }
    yes
}

/// The stretches of days on which the function is constant: the first day of each, and its value.
pub(crate) fn steps(low: Day, high: Day, function: &impl Falling) -> Vec<(Day, i64)> {
    let mut found = Vec::new();
    let mut start = low;
    while start <= high {
        let value = function(start);
        found.push((start, value));
        start = last(start, high, |day| function(day) >= value) + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Unit;

    #[test]
    fn preimages_and_steps_agree_with_counting() {
        let to = 739_000;
        let (low, high) = (to - 800, to + 40);
        for unit in Unit::ALL {
            let age = |day: Day| unit.between(day, to);
            for set in [Intervals::between(3, 7), Intervals::of([(i64::MIN, -1), (2, 2), (20, i64::MAX)])] {
                let found = preimage(low, high, &age, &set);
                for day in low..=high {
                    assert_eq!(found.contains(day), set.contains(age(day)));
                }
            }
            let steps = steps(low, high, &age);
            for day in low..=high {
                let value = steps.iter().rev().find(|(start, _)| *start <= day).unwrap().1;
                assert_eq!(value, age(day));
            }
        }
    }
}
