//! Gathers items into ordered collections, one by one.
//!
//! `collect` sorts the items first, and each type brings the code of a sort of its own: some five kilobytes of a library
//! that should be small. Where the items are few and the work is rare, they are gathered instead.

use std::collections::{BTreeMap, BTreeSet};

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
