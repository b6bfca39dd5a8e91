//! Members that nobody listed: what an open list can come to.
//!
//! One such member is described by the queries that it satisfies (its profile). Any number of members with any profiles
//! that are possible may stand in the list, up to the members a family may have; what matters is how many satisfy each
//! query, up to the count beyond which nothing changes.

use std::collections::BTreeSet;

use super::ground::{Query, VariableId};
use super::possible::Worlds;

/// Every state that the list can be in, given the other facts.
pub(super) fn states(
    worlds: &Worlds,
    queries: &[(usize, &Query, i64)],
    cells: &[(VariableId, Vec<(i64, i64)>)],
    free_places: i64,
) -> BTreeSet<Vec<(i64, i64)>> {
    let mut profiles = BTreeSet::new();
    let mut inner = worlds.clone();
    collect(&mut inner, queries, cells, &mut profiles);
    let empty = vec![(0, 0); queries.len()];
    let mut found = BTreeSet::from([empty.clone()]);
    let mut newest = vec![empty];
    // One more member at each round: a state is reached with as few members as can be.
    for _ in 0..free_places {
        let mut next = Vec::new();
        for state in &newest {
            for profile in &profiles {
                let more: Vec<(i64, i64)> = state
                    .iter()
                    .zip(profile)
                    .zip(queries)
                    .map(|((count, met), (_, _, cap))| {
                        ((count.0 + i64::from(met.0)).min(*cap), (count.1 + i64::from(met.1)).min(*cap))
                    })
                    .collect();
                if found.insert(more.clone()) {
                    next.push(more);
                }
            }
        }
        if next.is_empty() {
            break;
        }
        newest = next;
    }
    found
}

/// The profiles of one member, over every cell of its own facts.
fn collect(
    worlds: &mut Worlds,
    queries: &[(usize, &Query, i64)],
    cells: &[(VariableId, Vec<(i64, i64)>)],
    profiles: &mut BTreeSet<Vec<(bool, bool)>>,
) {
    match cells.split_first() {
        Some(((id, own), rest)) => {
            for (low, _) in own {
                worlds.values.insert(*id, (*low, *low));
                collect(worlds, queries, rest, profiles);
            }
            worlds.values.remove(id);
        }
        None => {
            let profile = queries.iter().map(|(_, query, _)| {
                // Every fact in the query has its value here, so there is one outcome.
                worlds.pairs(&query.body).each().next().unwrap_or_default()
            });
            profiles.insert(profile.collect());
        }
    }
}
