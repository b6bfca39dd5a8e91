//! Gathers items into ordered collections, one by one, and puts lists in order, all by one sort.
//!
//! `collect` sorts the items first, and each type brings the code of a sort of its own: some five kilobytes of a library
//! that should be small. Where the items are few and the work is rare, they are gathered instead. So it is with sorting a
//! list: here the places are sorted, which is the same code for every type.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

pub(crate) fn set<T: Ord>(items: impl Iterator<Item = T>) -> BTreeSet<T> {
    let mut found = BTreeSet::new();
    found.extend(items);
    found
}

pub(crate) fn map<K: Ord, V>(items: impl Iterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut found = BTreeMap::new();
    found.extend(items);
    found
}

/// Puts a list in order; what compares as equal keeps its order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let by_place = |one: usize, two: usize| match (items.get(one), items.get(two)) {
        (Some(one), Some(two)) => compare(one, two),
        _ => Ordering::Equal,
    };
    for (one, two) in swaps(items.len(), &by_place) {
        items.swap(one, two);
    }
}

/// The places to swap, one pair after the other, that put so many items in order.
#[inline(never)]
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|one, two| compare(*one, *two).then(one.cmp(two)));
    let mut found = Vec::new();
    for start in 0..count {
        // What is displaced goes to where the next comes from, until the round closes. A place that is done is its own.
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| mem::replace(from, at))
            && from != start
        {
            found.push((at, from));
            at = from;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_keeps_its_order() {
        for count in 0..200_u64 {
            // Scattered, each key several times.
            let scattered: Vec<(u64, u64)> = (0..count).map(|at| (at * 7919 % 31, at)).collect();
            let (mut found, mut expected) = (scattered.clone(), scattered);
            sort_by(&mut found, |one, two| one.0.cmp(&two.0));
            expected.sort_by_key(|item| item.0);
            assert_eq!(found, expected);
        }
    }
}
