//! The doses of a family in total, as DESIGN defines it: weighed where units differ, an offer that replaces another judged
//! with it.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::{NOT, seen, views};
use super::policy::Policy;

/// What a family has of offers that stand in for one another: of each unit how much, and which offers without a dose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is told above")]
pub struct Stands {
    pub amounts: BTreeMap<&'static str, i64>,
    pub bare: BTreeSet<usize>,
}

/// The offers of a group that a family may have, without those that one of these stands in for.
pub fn standing(policy: &Policy, group: &[usize], entries: &[(usize, usize)], amounts: &[i64]) -> Vec<usize> {
    let eligible = |offer: usize| entries.iter().zip(amounts).any(|((own, _), amount)| *own == offer && *amount != NOT);
    let replaced =
        |offer: usize| group.iter().any(|other| policy.standing[*other].replaces.contains(&offer) && eligible(*other));
    group.iter().copied().filter(|offer| eligible(*offer) && !replaced(*offer)).collect()
}

/// The same, told by what it comes to.
pub fn stands(policy: &Policy, group: &[usize], entries: &[(usize, usize)], amounts: &[i64]) -> Stands {
    let mut found = Stands::default();
    for offer in standing(policy, group, entries, amounts) {
        let Some(unit) = policy.unit(offer) else {
            found.bare.insert(offer);
            continue;
        };
        let own = entries.iter().zip(amounts).filter(|((own, _), amount)| *own == offer && **amount != NOT);
        *found.amounts.entry(unit).or_default() += own.map(|(_, amount)| amount).sum::<i64>();
    }
    found
}

/// All offers, each group for each whom it is looked at for.
pub fn all(policy: &Policy, entries: &[(usize, usize)], amounts: &[i64]) -> Vec<Stands> {
    let each = policy.groups().into_iter().flat_map(|group| {
        let views = views(policy, &group, entries);
        views.into_iter().map(move |view| (group.clone(), view))
    });
    each.map(|(group, view)| stands(policy, &group, &seen(entries, &view), &seen(amounts, &view))).collect()
}

/// By how much the second family has more than the first, in weighed doses. `None` where nobody can say: units differ and
/// have no weights, or something falls where something without a dose is new.
pub fn change(policy: &Policy, one: &[Stands], two: &[Stands]) -> Option<i64> {
    let by = |one: &Stands, two: &Stands| {
        let units: BTreeSet<&str> = one.amounts.keys().chain(two.amounts.keys()).copied().collect();
        let of = |own: &Stands, unit: &str| own.amounts.get(unit).copied().unwrap_or(0);
        units
            .into_iter()
            .map(|unit| (unit, of(two, unit) - of(one, unit)))
            .filter(|(_, by)| *by != 0)
            .collect::<Vec<_>>()
    };
    let changes: Vec<_> = one.iter().zip(two).map(|(one, two)| by(one, two)).collect();
    let units: BTreeSet<&str> = changes.iter().flatten().map(|(unit, _)| *unit).collect();
    let weight = |wanted: &str| match policy.weights.iter().find(|(unit, _)| *unit == wanted) {
        Some((_, weight)) => Some(*weight),
        None => (units.len() == 1).then_some(1),
    };
    let mut total = 0;
    for (own, (one, two)) in changes.iter().zip(one.iter().zip(two)) {
        let mut part = 0;
        for (unit, by) in own {
            part += by * weight(unit)?;
        }
        if part < 0 && !two.bare.is_subset(&one.bare) {
            return None;
        }
        total += part;
    }
    Some(total)
}
