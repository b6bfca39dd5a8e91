//! Accompaniment: a long, trusted, voluntary relation that coordinates several offers, and that the family ends.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::reasons::ReferralReason;
use crate::choices::words;
use crate::consent::Party;
use crate::error::{Code, Error, Place, Problem};

words! {
    /// Where an accompaniment stands.
    AccompanimentState {
        /// Somebody proposed it to the family.
        Proposed = "proposed",
        /// The family agreed, and is accompanied.
        Active = "active",
        /// It rests, for as long as the family, or whoever accompanies it, needs.
        Paused = "paused",
        /// Whoever accompanies can no longer do so, and said why. The family may take it up again.
        Lapsed = "lapsed",
        /// The family did not want it.
        RefusedByFamily = "refused_by_family",
        /// The family ended it, without owing a reason.
        Ended = "ended",
    }
}
words! {
    /// Where a goal stands, in the family's eyes.
    GoalState {
        /// The family works towards it.
        Open = "open",
        /// The family says that it is reached.
        Reached = "reached",
        /// The family let it go.
        Dropped = "dropped",
    }
}

impl AccompanimentState {
    /// May this state follow, and may the family or the one who accompanies lead there (in this order)?
    ///
    /// Only the family begins, takes up again and ends.
    ///
    /// ```
    /// use millejours::AccompanimentState::{Active, Ended, Lapsed};
    /// assert_eq!(Active.may_become(Ended), (true, false));
    /// assert_eq!(Active.may_become(Lapsed), (false, true));
    /// assert_eq!(Ended.may_become(Active), (false, false));
    /// ```
    pub fn may_become(self, to: AccompanimentState) -> (bool, bool) {
        use AccompanimentState::{Active, Ended, Lapsed, Paused, Proposed, RefusedByFamily};
        match (self, to) {
            (Proposed, Active | RefusedByFamily) => (true, false),
            (Active, Paused) | (Paused, Active) => (true, true),
            (Active | Paused, Lapsed) => (false, true),
            (Lapsed, Active) | (Active | Paused | Lapsed, Ended) => (true, false),
            _ => (false, false),
        }
    }

    /// Is it over for good?
    pub fn is_end(self) -> bool {
        matches!(self, AccompanimentState::RefusedByFamily | AccompanimentState::Ended)
    }

    /// The order in which states that were reached apart from each other count: the highest stands.
    pub fn rank(self) -> u8 {
        match self {
            AccompanimentState::Proposed => 0,
            AccompanimentState::Active => 1,
            AccompanimentState::Paused => 2,
            AccompanimentState::Lapsed => 3,
            AccompanimentState::RefusedByFamily => 4,
            AccompanimentState::Ended => 5,
        }
    }
}

/// What a family wants to reach, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Goal {
    /// The family's words.
    pub words: String,
    /// Where it stands.
    pub state: GoalState,
    /// Since when.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub since: NaiveDate,
}

/// A family accompanied by somebody it trusts.
///
/// ```
/// use millejours::{Accompaniment, AccompanimentState, GoalState, Party, parse_date};
/// let [mother, guide] = ["adult:a1", "provider:guide-3"].map(|text| Party::parse(text).unwrap());
/// let mut way = Accompaniment::propose("w1", guide.clone(), parse_date("2026-03-01")?);
/// way.turn(AccompanimentState::Active, &mother, parse_date("2026-03-04")?, None)?;
/// way.goal("g1", "a place where we can stay", GoalState::Open, parse_date("2026-03-04")?)?;
/// way.coordinate("r1");
///
/// // Whoever accompanies does not end it.
/// let refused = way.turn(AccompanimentState::Ended, &guide, parse_date("2027-01-10")?, None).unwrap_err();
/// assert_eq!(refused.code().as_str(), "accompaniment.actor");
/// way.turn(AccompanimentState::Ended, &mother, parse_date("2027-01-10")?, None)?;
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Accompaniment {
    /// Its id: that of its thread in the journal.
    pub id: String,
    /// Who accompanies the family.
    pub provider: Party,
    /// Where it stands.
    pub state: AccompanimentState,
    /// Since when.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub since: NaiveDate,
    /// Why it lapsed, or why whoever accompanies paused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReferralReason>,
    /// The family's goals, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub goals: BTreeMap<String, Goal>,
    /// The referrals that it coordinates.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub referrals: BTreeSet<String>,
}

impl Accompaniment {
    /// Proposes it to the family.
    pub fn propose(id: impl Into<String>, provider: Party, on: NaiveDate) -> Self {
        let (state, goals, referrals) = (AccompanimentState::Proposed, BTreeMap::new(), BTreeSet::new());
        Accompaniment { id: id.into(), provider, state, since: on, reason: None, goals, referrals }
    }

    /// Leads it to another state, or leaves everything as it was.
    ///
    /// # Errors
    /// [`Error::Journal`]: `accompaniment.transition` where no step leads there, `accompaniment.actor` where the other side
    /// would have to take it, `referral.reason` where whoever accompanies owes a reason or the family gives one,
    /// `referral.day` where the day lies before the last step.
    pub fn turn(
        &mut self,
        to: AccompanimentState,
        by: &Party,
        on: NaiveDate,
        reason: Option<ReferralReason>,
    ) -> Result<(), Error> {
        let refuse =
            |code, path, message: &str| Err(Error::Journal(vec![Problem::new(code, Place::at(path), message)]));
        let (family, provider) = self.state.may_become(to);
        if !family && !provider {
            return refuse(Code::AccompanimentTransition, "state", "no step leads there from where it stands");
        }
        let by_family = family && by.is_member();
        let by_provider = provider && *by == self.provider;
        if !(by_family || by_provider) {
            return refuse(Code::AccompanimentActor, "by", "this step is not theirs to take");
        }
        if by_family == reason.is_some() {
            return refuse(Code::ReferralReason, "reason", "whoever accompanies owes a reason, the family never does");
        }
        if on < self.since {
            return refuse(Code::ReferralDay, "on", "the day lies before the last step");
        }
        (self.state, self.since, self.reason) = (to, on, reason);
        Ok(())
    }

    /// Sets a goal, or says where it stands. It is the family's: in its own words, and only as long as nothing is over.
    ///
    /// # Errors
    /// [`Error::Journal`]: `accompaniment.transition` where the accompaniment is over.
    pub fn goal(
        &mut self,
        id: impl Into<String>,
        words: impl Into<String>,
        state: GoalState,
        since: NaiveDate,
    ) -> Result<(), Error> {
        if self.state.is_end() {
            let problem = Problem::new(Code::AccompanimentTransition, Place::at("state"), "the accompaniment is over");
            return Err(Error::Journal(vec![problem]));
        }
        self.goals.insert(id.into(), Goal { words: words.into(), state, since });
        Ok(())
    }

    /// Adds a referral to those that it coordinates.
    pub fn coordinate(&mut self, referral: impl Into<String>) {
        self.referrals.insert(referral.into());
    }

    /// The accompaniment as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Wire<'a> {
            schema: u32,
            #[serde(flatten)]
            own: &'a Accompaniment,
        }
        serde_json::to_string(&Wire { schema: 1, own: self }).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_family_begins_and_ends() {
        use AccompanimentState::{Active, Ended, Paused, RefusedByFamily};
        for from in AccompanimentState::ALL {
            for to in AccompanimentState::ALL {
                let (family, provider) = from.may_become(*to);
                assert!(!(from.is_end() && (family || provider)), "{from} {to}");
                let begins = [Ended, RefusedByFamily].contains(to) || (*to == Active && *from != Paused);
                assert!(!begins || !provider, "{from} {to}");
            }
        }
        let count = AccompanimentState::ALL
            .iter()
            .flat_map(|from| AccompanimentState::ALL.iter().map(|to| from.may_become(*to)));
        assert_eq!(count.filter(|who| *who != (false, false)).count(), 10);
    }
}
