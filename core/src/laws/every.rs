//! Every condition of a programme.

use crate::condition::Logic;
use crate::programme::{Offer, Programme};

/// The conditions of the target population, of all offers and of all scores.
pub(super) fn logics(programme: &Programme) -> Vec<&Logic> {
    owned(programme).into_iter().map(|(_, logic)| logic).collect()
}

/// The same, each with the offer whose rule it is.
pub(super) fn owned(programme: &Programme) -> Vec<(Option<&Offer>, &Logic)> {
    let target = programme.target().iter().map(|rule| (None, &rule.logic));
    let rules = programme
        .offers()
        .iter()
        .flat_map(|offer| offer.when.iter().chain(&offer.unless).map(move |rule| (Some(offer), &rule.logic)));
    let rows = programme.scores().iter().flat_map(|score| &score.rows).map(|row| (None, &row.logic));
    target.chain(rules).chain(rows).collect()
}
