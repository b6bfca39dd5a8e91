//! A function in words: who it holds for, as a few descriptions that together say all of it.
//!
//! Each description starts from the cheapest family that no other covers yet and is widened, fact by fact, as long as it
//! describes nobody else.

use super::diagram::{Diagram, NO, YES};
use super::proof::Proof;
use super::search::Search;

/// For each fact that is spoken of, by its level: which of its cells are meant.
pub(super) type Region = Vec<(usize, Vec<bool>)>;

/// At most `most` regions that cover a function, and whether they are all of it. What is outside `possible` may be covered
/// as well: nobody is there.
pub(super) fn regions(proof: &mut Proof<'_>, function: Diagram, most: usize) -> (Vec<Region>, bool) {
    let (possible, mut left) = (proof.space.possible, function);
    let impossible = proof.space.all.not(possible);
    let mut allowed = proof.space.all.or(function, impossible);
    let mut outside = proof.space.all.not(allowed);
    left = proof.space.all.and(left, possible);
    let mut found = Vec::new();
    while left != NO && !proof.space.is_full() {
        if found.len() == most {
            return (found, false);
        }
        let path = Search::new(&proof.space.all, &proof.space.costs).path(left, &|value| value == 1);
        let Some(path) = path else { break };
        let mut region: Region = path
            .iter()
            .map(|(level, cell)| (*level, (0..proof.space.all.width(*level)).map(|own| own == *cell).collect()))
            .collect();
        // The fact that is told last matters least: it is let go of first.
        for index in (0..region.len()).rev() {
            widen(proof, &mut region, index, outside);
        }
        region.retain(|(_, cells)| cells.contains(&false));
        let own = diagram(proof, &region);
        let others = proof.space.all.not(own);
        left = proof.space.all.and(left, others);
        found.push(region);
        allowed = proof.space.all.or(allowed, own);
        outside = proof.space.all.not(allowed);
    }
    (found, !proof.space.is_full())
}

/// Adds to what a region means by one fact every cell by which it describes nobody outside.
fn widen(proof: &mut Proof<'_>, region: &mut Region, index: usize, outside: Diagram) {
    let Some((level, _)) = region.get(index).cloned() else { return };
    let rest: Region = region.iter().filter(|(own, _)| *own != level).cloned().collect();
    let rest = diagram(proof, &rest);
    let beyond = proof.space.all.and(rest, outside);
    for cell in 0..proof.space.all.width(level) {
        let here = proof.space.lies(level, |own| own == cell);
        if proof.space.all.and(beyond, here) == NO
            && let Some(mark) = region.get_mut(index).and_then(|(_, cells)| cells.get_mut(cell))
        {
            *mark = true;
        }
    }
}

/// A region as a function.
fn diagram(proof: &mut Proof<'_>, region: &Region) -> Diagram {
    region.iter().rev().fold(YES, |joined, (level, cells)| {
        let own = proof.space.lies(*level, |cell| cells.get(cell).copied().unwrap_or(false));
        proof.space.all.and(own, joined)
    })
}
