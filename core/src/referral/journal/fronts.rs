//! What the last events of a thread make of it, remembered: adding to a long thread does not go through all of it again.

use std::sync::Arc;

use super::graph::Journal;
use super::standing::{Front, Settled};
use super::state::Whole;

impl Journal {
    /// What stands before an event that follows these.
    pub(super) fn settled_before(&self, parents: &[u32]) -> Settled {
        let known: Option<Vec<&Front>> = parents.iter().map(|parent| self.fronts.get(parent)).collect();
        match known {
            Some(known) => Settled::at(self.last_of(known.into_iter().flatten().cloned().collect())),
            None => self.settled(&self.shape.before(parents, &Default::default()), None),
        }
    }

    /// Remembers what an event that was just added makes of its thread; of those it follows, nothing need be known any more.
    pub(super) fn remember(&mut self, place: u32) {
        let Some((knot, event)) = self.shape.knot(place).zip(self.at(place)) else { return };
        let before = self.settled_before(&knot.parents);
        let front = match before.after(self, event, Ok) {
            Some(Ok(whole)) => vec![(place, Arc::new(whole))],
            Some(Err(_)) | None => before.front,
        };
        for parent in knot.parents.clone() {
            self.fronts.remove(&parent);
        }
        // Whether a step of a referral counts depends on other threads, too.
        if !front.iter().any(|(_, whole)| matches!(**whole, Whole::Referral(..))) {
            self.fronts.insert(place, front);
        }
    }

    /// Forgets a thread of which something was erased.
    pub(super) fn forget(&mut self, place: u32) {
        let thread = self.shape.knot(place).map(|knot| knot.thread);
        let shape = &self.shape;
        self.fronts.retain(|place, _| shape.knot(*place).map(|knot| knot.thread) != thread);
    }
}
