//! Whether somebody was seen, over several days: found, not found, or not known.

use super::diagram::{Diagram, NO};
use super::gather::Found;
use super::model::Bound;
use super::proof::Proof;

/// Whether some family does something on some day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Somebody {
    #[default]
    Nobody,
    Unsure(Bound),
    Yes,
}

impl Somebody {
    /// Looks for a family for which a function is 1, where none was seen on an earlier day.
    pub(super) fn look(&mut self, proof: &mut Proof<'_>, function: impl FnOnce(&mut Proof<'_>) -> Diagram) {
        if *self == Somebody::Yes {
            return;
        }
        let function = function(proof);
        let possible = proof.space.all.and(function, proof.space.possible);
        let found = if proof.space.is_full() {
            Somebody::Unsure(Bound::Nodes)
        } else if proof.space.sums.is_empty() {
            // Every path is a family.
            if possible == NO { Somebody::Nobody } else { Somebody::Yes }
        } else {
            match proof.smallest(function, &|value| value == 1) {
                Found::Nothing => Somebody::Nobody,
                Found::Some(_) => Somebody::Yes,
                Found::Unsure(bound) => Somebody::Unsure(bound),
            }
        };
        *self = (*self).max(found);
    }
}
