//! Sets of whole numbers as sorted, disjoint, non-touching intervals.

use super::Truth;

/// A set of whole numbers. `i64::MIN` and `i64::MAX` stand for no lower and no upper end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Intervals(Vec<(i64, i64)>);

impl Intervals {
    pub(crate) const fn empty() -> Self {
        Intervals(Vec::new())
    }

    pub(crate) fn between(low: i64, high: i64) -> Self {
        if low > high { Self::empty() } else { Intervals(vec![(low, high)]) }
    }

    pub(crate) fn of(intervals: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut all: Vec<(i64, i64)> = intervals.into_iter().filter(|(low, high)| low <= high).collect();
        all.sort_unstable();
        let mut joined: Vec<(i64, i64)> = Vec::with_capacity(all.len());
        for (low, high) in all {
            match joined.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => joined.push((low, high)),
            }
        }
        Intervals(joined)
    }

    pub(crate) fn parts(&self) -> &[(i64, i64)] {
        &self.0
    }

    pub(crate) fn contains(&self, number: i64) -> bool {
        let next = self.0.partition_point(|(low, _)| *low <= number);
        next.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|(_, high)| number <= *high)
    }

    /// Does a number of which only an interval is known belong to the set?
    pub(crate) fn holds(&self, low: i64, high: i64) -> Truth {
        // The first part that does not end before the numbers begin; most sets have one part, and need no search.
        let first = match self.0.as_slice() {
            [only] if only.1 >= low => Some(only),
            [_] => None,
            parts => parts.get(parts.partition_point(|(_, end)| *end < low)),
        };
        match first {
            Some((start, end)) if *start <= low && high <= *end => Truth::Yes,
            Some((start, _)) if *start <= high => Truth::Unknown,
            _ => Truth::No,
        }
    }

    pub(crate) fn complement(&self) -> Self {
        let mut parts = Vec::with_capacity(self.0.len() + 1);
        let mut next = Some(i64::MIN);
        for (low, high) in &self.0 {
            if let Some(start) = next
                && start < *low
            {
                parts.push((start, low - 1));
            }
            next = high.checked_add(1);
        }
        if let Some(start) = next {
            parts.push((start, i64::MAX));
        }
        Intervals(parts)
    }

    /// The numbers at which membership changes: each is the first of a new stretch.
    pub(crate) fn cuts(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().flat_map(|(low, high)| [Some(*low), high.checked_add(1)]).flatten().filter(|cut| *cut != i64::MIN)
    }

    pub(crate) fn within(&self, low: i64, high: i64) -> Self {
        Intervals(
            self.0.iter().map(|part| (part.0.max(low), part.1.min(high))).filter(|part| part.0 <= part.1).collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_what_touches() {
        assert_eq!(Intervals::of([(5, 9), (1, 2), (3, 4)]).parts(), [(1, 9)]);
        assert_eq!(Intervals::of([(1, 2), (4, 4)]).complement().parts(), [(i64::MIN, 0), (3, 3), (5, i64::MAX)]);
        assert_eq!(Intervals::empty().complement().complement(), Intervals::empty());
    }

    #[test]
    fn holds_is_three_valued() {
        let set = Intervals::of([(0, 3), (10, i64::MAX)]);
        assert_eq!(set.holds(1, 2), Truth::Yes);
        assert_eq!(set.holds(2, 4), Truth::Unknown);
        assert_eq!(set.holds(4, 9), Truth::No);
        assert_eq!(set.holds(4, 10), Truth::Unknown);
        assert_eq!(set.cuts().collect::<Vec<_>>(), [0, 4, 10]);
    }
}
