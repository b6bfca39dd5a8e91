//! Every condition of a programme.

use crate::condition::Logic;
use crate::programme::Programme;

/// The conditions of the target population, of all offers and of all scores.
pub(super) fn logics(programme: &Programme) -> Vec<&Logic> {
    let target = programme.target().iter().map(|rule| &rule.logic);
    let rules =
        programme.offers().iter().flat_map(|offer| offer.when.iter().chain(&offer.unless)).map(|rule| &rule.logic);
    let rows = programme.scores().iter().flat_map(|score| &score.rows).map(|row| &row.logic);
    target.chain(rules).chain(rows).collect()
}
