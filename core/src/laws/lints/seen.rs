//! Whether somebody was seen, over several days: found, not found, or not known.

use super::super::diagram::Diagram;
use super::super::gather::Found as Sought;
use super::super::model::Bound;
use super::super::proof::Proof;
use super::Found;

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
            if possible == super::super::diagram::NO { Somebody::Nobody } else { Somebody::Yes }
        } else {
            match proof.smallest(function, &|value| value == 1) {
                Sought::Nothing => Somebody::Nobody,
                Sought::Some(_) => Somebody::Yes,
                Sought::Unsure(bound) => Somebody::Unsure(bound),
            }
        };
        *self = (*self).max(found);
    }

    /// Is it certain that nobody does? Where it is not known, that is told.
    pub(super) fn is_nobody(self, offer: &str, found: &mut Found) -> bool {
        if let Somebody::Unsure(bound) = self {
            found.undecided(bound, Some(offer.to_owned()), None);
        }
        self == Somebody::Nobody
    }
}
