//! The two sides of a referral: what the family was asked, and the request to a provider, which begins anew.
//!
//! A copy holds, with each event, all that it follows. So a request follows nothing: its provider sees it, and nothing of what
//! was proposed, put off or refused before.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::said::Said;
use crate::referral::{Referral, ReferralState};

/// Does an event begin the request to a provider?
pub(super) fn is_request(event: &Event) -> bool {
    let requests = |said: &Said| matches!(said, Said::Referral(begun) if begun.first.state == ReferralState::Requested);
    event.header.parents.is_empty() && event.entry().map(Entry::said).is_some_and(requests)
}

impl Journal {
    /// May an event begin its thread? A request begins beside the one beginning of what the family was asked.
    pub(super) fn may_begin(&self, event: &Event) -> bool {
        let begun = self.shape.thread(&event.header.thread).iter().filter_map(|place| self.at(*place));
        let mut begun = begun.filter(|event| event.header.parents.is_empty());
        match (begun.next(), begun.next()) {
            (None, _) => true,
            (Some(first), None) => {
                is_request(event) && !is_request(first) && first.header.begins == event.header.begins
            }
            _ => false,
        }
    }

    /// The events of a thread that follow its requests alone.
    pub(super) fn request_side(&self, thread: &[u32]) -> BTreeSet<u32> {
        let mut side = BTreeSet::new();
        // Each stands after those it follows.
        for place in thread {
            let (Some(event), Some(knot)) = (self.at(*place), self.shape.knot(*place)) else { continue };
            let follows = !knot.parents.is_empty() && knot.parents.iter().all(|parent| side.contains(parent));
            if follows || is_request(event) {
                side.insert(*place);
            }
        }
        side
    }

    /// The others.
    pub(super) fn family_side(&self, thread: &[u32]) -> BTreeSet<u32> {
        let requests = self.request_side(thread);
        thread.iter().copied().filter(|place| !requests.contains(place)).collect()
    }

    /// Was a provider asked, with effect?
    pub(super) fn is_asked(&self, thread: &[u32], on: NaiveDate) -> bool {
        let side = self.request_side(thread);
        !side.is_empty() && self.settled(&side, Some(on)).whole(self).is_some()
    }

    /// A referral with the steps before its request, as far as they are here.
    pub(super) fn joined(&self, thread: &[u32], referral: &Referral) -> Referral {
        let Some(first) = referral.steps.first().filter(|first| first.state == ReferralState::Requested) else {
            return referral.clone();
        };
        let mut whole = referral.clone();
        if let Some(before) = self.settled_alone(&self.family_side(thread), Some(first.on)).referral(self) {
            whole.steps = before.steps.iter().chain(&referral.steps).cloned().collect();
        }
        whole
    }
}
