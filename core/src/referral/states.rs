//! The states of a referral, and who may lead from one to another.
//!
//! From `draft` on they are those of FHIR Task as the Gravity project profiles it for closed-loop social care referral
//! (HL7 SDOH Clinical Care); before it stand the family's own: proposed, not now, refused.

use serde::Serialize;

use crate::choices::{read_words, words};

read_words! {
    /// Where a referral stands.
    ReferralState {
        /// Somebody proposed help to the family, and told nobody else.
        Proposed = "proposed",
        /// The family does not want it now; it says from when it may be asked again.
        NotNow = "not_now",
        /// The family does not want it. That lowers nothing, and is told only to whoever proposed it.
        RefusedByFamily = "refused_by_family",
        /// The family agreed; the request is being written, and nobody else knows of it.
        Draft = "draft",
        /// The provider has been asked.
        Requested = "requested",
        /// The provider will help.
        Accepted = "accepted",
        /// The provider will not help, and said why.
        Rejected = "rejected",
        /// The help has begun.
        InProgress = "in_progress",
        /// The help, or its beginning, waits, and the provider said why.
        OnHold = "on_hold",
        /// The help was given.
        Completed = "completed",
        /// The help could not be given, and the provider said why.
        Failed = "failed",
        /// It was taken back: by the family, who owes no reason, or by one of the others, who does.
        Cancelled = "cancelled",
        /// It should never have been written.
        EnteredInError = "entered_in_error",
    }
}
words! {
    /// On whose side somebody acts in a referral.
    ReferralActor {
        /// The family.
        Family = "family",
        /// Whoever proposed and sends it. A family that refers itself is both.
        Sender = "sender",
        /// The provider who is asked to help.
        Provider = "provider",
    }
}

use ReferralActor::{Family, Provider, Sender};
use ReferralState::{
    Accepted, Cancelled, Completed, Draft, EnteredInError, Failed, InProgress, NotNow, OnHold, Proposed,
    RefusedByFamily, Rejected, Requested,
};

/// Every step but those to `entered_in_error`, which the sender may take from any other state.
const STEPS: &[(ReferralState, ReferralState, &[ReferralActor])] = &[
    (Proposed, NotNow, &[Family]),
    (Proposed, RefusedByFamily, &[Family]),
    (Proposed, Draft, &[Family]),
    (NotNow, Proposed, &[Family, Sender]),
    (NotNow, RefusedByFamily, &[Family]),
    (NotNow, Draft, &[Family]),
    (Draft, NotNow, &[Family]),
    (Draft, RefusedByFamily, &[Family]),
    (Draft, Requested, &[Sender]),
    (Requested, Accepted, &[Provider]),
    (Requested, Rejected, &[Provider]),
    (Requested, Cancelled, &[Family, Sender, Provider]),
    (Accepted, InProgress, &[Provider]),
    (Accepted, OnHold, &[Provider]),
    (Accepted, Completed, &[Provider]),
    (Accepted, Failed, &[Provider]),
    (Accepted, Cancelled, &[Family, Sender, Provider]),
    (InProgress, OnHold, &[Provider]),
    (InProgress, Completed, &[Provider]),
    (InProgress, Failed, &[Provider]),
    (InProgress, Cancelled, &[Family, Sender, Provider]),
    (OnHold, InProgress, &[Provider]),
    (OnHold, Completed, &[Provider]),
    (OnHold, Failed, &[Provider]),
    (OnHold, Cancelled, &[Family, Sender, Provider]),
];

impl ReferralState {
    /// The states in which a referral may begin: one that a family asks for itself begins as a draft, and in the eyes of its
    /// provider each begins as the request.
    pub const FIRST: [ReferralState; 3] = [Proposed, Draft, Requested];

    /// Who may lead from here to another state; nobody, where there is no such step.
    ///
    /// ```
    /// use millejours::{ReferralActor, ReferralState};
    /// let steps = ReferralState::Requested.who_may(ReferralState::Accepted);
    /// assert_eq!(steps, [ReferralActor::Provider]);
    ///
    /// // What the family refused cannot be sent on.
    /// assert!(ReferralState::RefusedByFamily.who_may(ReferralState::Requested).is_empty());
    /// ```
    pub fn who_may(self, to: ReferralState) -> &'static [ReferralActor] {
        if to == EnteredInError {
            return if self == EnteredInError { &[] } else { &[Sender] };
        }
        let found = STEPS.iter().find(|(from, into, _)| (*from, *into) == (self, to));
        found.map_or(&[], |(_, _, who)| who)
    }

    /// Is it over? Then nothing follows, except that it should never have been written.
    pub fn is_end(self) -> bool {
        matches!(self, Rejected | Completed | Failed | Cancelled | RefusedByFamily | EnteredInError)
    }

    /// Does whoever leads here owe a coded reason? A family never does.
    ///
    /// ```
    /// use millejours::{ReferralActor, ReferralState};
    /// assert!(ReferralState::Cancelled.needs_reason(ReferralActor::Provider));
    /// assert!(!ReferralState::Cancelled.needs_reason(ReferralActor::Family));
    /// ```
    pub fn needs_reason(self, actor: ReferralActor) -> bool {
        actor != Family && matches!(self, Rejected | OnHold | Failed | Cancelled)
    }

    /// Does this step tell the provider something that it did not know?
    pub fn tells_provider(self) -> bool {
        self == Requested
    }

    /// Should the sender hear of this state?
    pub fn tells_sender(self) -> bool {
        matches!(self, Accepted | Rejected | InProgress | OnHold | Completed | Failed | Cancelled)
    }

    /// The order in which states that were reached apart from each other count: the highest stands. Ends stand above what
    /// goes on, and what the family said above what others did.
    ///
    /// ```
    /// use millejours::ReferralState;
    /// // On the phone the family took it back while the office noted that it had begun.
    /// assert!(ReferralState::Cancelled.rank() > ReferralState::InProgress.rank());
    /// ```
    pub fn rank(self) -> u8 {
        match self {
            Proposed => 0,
            Draft => 1,
            Requested => 2,
            Accepted => 3,
            InProgress => 4,
            OnHold => 5,
            NotNow => 6,
            Completed => 7,
            Failed => 8,
            Rejected => 9,
            Cancelled => 10,
            RefusedByFamily => 11,
            EnteredInError => 12,
        }
    }

    /// The table of all steps, as JSON: `{"schema":1,"first":[…],"ends":[…],"steps":[{"from","to","by":[…]}]}`.
    ///
    /// ```
    /// let table = millejours::ReferralState::table_json();
    /// assert!(table.contains(r#"{"from":"requested","to":"accepted","by":["provider"]}"#));
    /// ```
    pub fn table_json() -> String {
        #[derive(Serialize)]
        struct Step {
            from: ReferralState,
            to: ReferralState,
            by: &'static [ReferralActor],
        }
        #[derive(Serialize)]
        struct Table {
            schema: u32,
            first: [ReferralState; 3],
            ends: Vec<ReferralState>,
            steps: Vec<Step>,
        }
        let ends = Self::ALL.iter().copied().filter(|state| state.is_end()).collect();
        let pairs = Self::ALL.iter().flat_map(|from| Self::ALL.iter().map(move |to| (*from, *to)));
        let steps = pairs.map(|(from, to)| Step { from, to, by: from.who_may(to) });
        let steps = steps.filter(|step| !step.by.is_empty()).collect();
        serde_json::to_string(&Table { schema: 1, first: Self::FIRST, ends, steps }).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the design, written once more by hand.
    const ALLOWED: &str = "
        proposed: not_now refused_by_family draft
        not_now: proposed refused_by_family draft
        draft: not_now refused_by_family requested
        requested: accepted rejected cancelled
        accepted: in_progress on_hold completed failed cancelled
        in_progress: on_hold completed failed cancelled
        on_hold: in_progress completed failed cancelled
    ";

    #[test]
    fn exactly_the_allowed_steps_pass() {
        let mut tried = 0;
        for from in ReferralState::ALL {
            for to in ReferralState::ALL {
                let line = ALLOWED.lines().map(str::trim).find_map(|line| line.strip_prefix(&format!("{from}:")));
                let listed = line.is_some_and(|line| line.split_whitespace().any(|word| word == to.as_str()));
                let error = *to == EnteredInError && *from != EnteredInError;
                assert_eq!(!from.who_may(*to).is_empty(), listed || error, "{from} to {to}");
                tried += 1;
            }
        }
        assert_eq!(tried, 169);
    }

    #[test]
    fn from_an_end_nothing_follows_but_an_error() {
        for end in ReferralState::ALL.iter().filter(|state| state.is_end()) {
            for to in ReferralState::ALL.iter().filter(|to| **to != EnteredInError) {
                assert!(end.who_may(*to).is_empty(), "{end} to {to}");
            }
        }
    }

    #[test]
    fn every_state_has_a_rank_of_its_own_and_ends_stand_above() {
        let mut ranks: Vec<u8> = ReferralState::ALL.iter().map(|state| state.rank()).collect();
        ranks.sort_unstable();
        assert_eq!(ranks, (0..13).collect::<Vec<u8>>());
        let highest = ReferralState::ALL.iter().filter(|state| !state.is_end()).map(|state| state.rank()).max();
        let lowest = ReferralState::ALL.iter().filter(|state| state.is_end()).map(|state| state.rank()).min();
        assert!(highest < lowest);
    }

    #[test]
    fn only_others_than_the_family_owe_reasons() {
        for state in ReferralState::ALL {
            assert!(!state.needs_reason(Family));
        }
        assert!([Rejected, OnHold, Failed, Cancelled].iter().all(|state| state.needs_reason(Provider)));
    }
}
