//! Accompaniment: a long, trusted, voluntary relation that coordinates several offers, and that the family ends.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::reasons::ReferralReason;
use crate::choices::read_words;
use crate::consent::{About, Party};
use crate::error::{Code, Error, Place, Problem};

read_words! {
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
read_words! {
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

    /// Does whoever accompanies owe a reason for leading there?
    pub fn needs_reason(self) -> bool {
        matches!(self, AccompanimentState::Paused | AccompanimentState::Lapsed)
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

impl GoalState {
    /// The order in which what was said apart of one goal counts: the highest stands.
    pub fn rank(self) -> u8 {
        match self {
            GoalState::Open => 0,
            GoalState::Reached => 1,
            GoalState::Dropped => 2,
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
/// use millejours::{About, Accompaniment, AccompanimentState, GoalState, Party, parse_date};
/// let [mother, guide] = ["adult:a1", "provider:guide-3"].map(|text| Party::parse(text).unwrap());
/// let mut way = Accompaniment::propose("w1", guide.clone(), [About::Family], parse_date("2026-03-01")?);
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
    /// The family, or the members, who are accompanied.
    pub about: Vec<About>,
    /// Where it stands.
    pub state: AccompanimentState,
    /// Since when.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub since: NaiveDate,
    /// Why it lapsed, or why whoever accompanies paused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReferralReason>,
    /// Where the family refused it: before that day it is not asked again.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::calendar::wire::maybe")]
    pub until: Option<NaiveDate>,
    /// The family's goals, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub goals: BTreeMap<String, Goal>,
    /// The referrals that it coordinates.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub referrals: BTreeSet<String>,
}

impl Accompaniment {
    /// Proposes it to the family.
    pub fn propose(
        id: impl Into<String>,
        provider: Party,
        about: impl IntoIterator<Item = About>,
        on: NaiveDate,
    ) -> Self {
        let mut about: Vec<About> = about.into_iter().collect();
        about.sort_unstable();
        about.dedup();
        Accompaniment {
            id: id.into(),
            provider,
            about,
            state: AccompanimentState::Proposed,
            since: on,
            reason: None,
            until: None,
            goals: BTreeMap::new(),
            referrals: BTreeSet::new(),
        }
    }

    /// Leads it to another state, or leaves everything as it was. What the family paused, the family takes up again.
    ///
    /// # Errors
    /// [`Error::Journal`]: `accompaniment.transition` where no step leads there, `accompaniment.actor` where the other side
    /// would have to take it, `referral.reason` where whoever accompanies pauses it or lets it lapse without a reason, or
    /// any other step has one, `referral.day` where the day lies before the last step.
    pub fn turn(
        &mut self,
        to: AccompanimentState,
        by: &Party,
        on: NaiveDate,
        reason: Option<ReferralReason>,
    ) -> Result<(), Error> {
        self.lead(to, by, on, reason, None).map_err(|problem| Error::Journal(vec![*problem]))
    }

    /// The family does not want it, and perhaps does not want to be asked again before a day.
    ///
    /// # Errors
    /// [`Error::Journal`] as [`Accompaniment::turn`]; `referral.day` where the day is not after this one.
    ///
    /// ```
    /// use millejours::{About, Accompaniment, Party, parse_date};
    /// let [mother, guide] = ["adult:a1", "provider:guide-3"].map(|text| Party::parse(text).unwrap());
    /// let mut way = Accompaniment::propose("w1", guide.clone(), [About::Family], parse_date("2026-03-01")?);
    /// let until = parse_date("2026-09-01")?;
    /// assert!(way.refuse(&guide, parse_date("2026-03-04")?, Some(until)).is_err());
    /// way.refuse(&mother, parse_date("2026-03-04")?, Some(until))?;
    /// assert_eq!(way.until, Some(until));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn refuse(&mut self, by: &Party, on: NaiveDate, until: Option<NaiveDate>) -> Result<(), Error> {
        let to = AccompanimentState::RefusedByFamily;
        self.lead(to, by, on, None, until).map_err(|problem| Error::Journal(vec![*problem]))
    }

    pub(crate) fn lead(
        &mut self,
        to: AccompanimentState,
        by: &Party,
        on: NaiveDate,
        reason: Option<ReferralReason>,
        until: Option<NaiveDate>,
    ) -> Result<(), Box<Problem>> {
        let refuse = |code, path, message: &str| Err(Box::new(Problem::new(code, Place::at(path), message)));
        let (family, provider) = self.state.may_become(to);
        if !family && !provider {
            let ahead = AccompanimentState::ALL.iter().filter(|to| self.state.may_become(**to) != (false, false));
            let ahead: Vec<&str> = ahead.map(|to| to.as_str()).collect();
            let place = Place::at("state");
            let problem =
                Problem::new(Code::AccompanimentTransition, place, "no step leads there from where it stands");
            return Err(Box::new(match self.state {
                state if state.is_end() => problem,
                AccompanimentState::Proposed => {
                    problem.expected(ahead.join(", ")).help("let the family begin it: `active`")
                }
                _ => problem.expected(ahead.join(", ")).help("take one of the steps expected"),
            }));
        }
        // Whoever accompanies gives a reason for a pause, so one without a reason is the family's.
        let theirs = self.state == AccompanimentState::Paused && self.reason.is_none();
        let by_family = family && by.is_member();
        let by_provider = provider && *by == self.provider && !(theirs && to == AccompanimentState::Active);
        if !(by_family || by_provider) {
            let place = Place::at("by");
            let problem = Problem::new(Code::AccompanimentActor, place, "this step is not theirs to take");
            let sides = [(family, "family"), (provider && !(theirs && to == AccompanimentState::Active), "provider")];
            let sides: Vec<&str> = sides.into_iter().filter(|(may, _)| *may).map(|(_, side)| side).collect();
            return Err(Box::new(problem.expected(sides.join(", "))));
        }
        if (!by_family && to.needs_reason()) != reason.is_some() {
            let message = "whoever accompanies owes a reason to pause or to let it lapse, the family never does";
            return refuse(Code::ReferralReason, "reason", message);
        }
        if on < self.since {
            return refuse(Code::ReferralDay, "on", "the day lies before the last step");
        }
        if until.is_some_and(|until| to != AccompanimentState::RefusedByFamily || until <= on) {
            return refuse(Code::ReferralDay, "until", "only what a family refuses has such a day, and a later one");
        }
        (self.state, self.since, self.reason, self.until) = (to, on, reason, until);
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
    use crate::calendar::iso;

    #[test]
    fn what_the_family_paused_it_takes_up_again_itself() {
        use AccompanimentState::{Active, Paused};
        let [mother, guide] = ["adult:a1", "provider:guide"].map(|text| Party::parse(text).unwrap());
        let on = iso("2026-06-01").unwrap();
        let mut way = Accompaniment::propose("w1", guide.clone(), [About::Family], on);
        way.turn(Active, &mother, on, None).unwrap();
        let silent = way.turn(Paused, &guide, on, None).unwrap_err();
        assert_eq!(silent.code(), Code::ReferralReason);
        way.turn(Paused, &guide, on, Some(ReferralReason::NoPlace)).unwrap();
        way.turn(Active, &guide, on, None).unwrap();
        assert_eq!(way.reason, None);
        way.turn(Paused, &mother, on, None).unwrap();
        let refused = way.turn(Active, &guide, on, None).unwrap_err();
        assert_eq!(refused.code(), Code::AccompanimentActor);
        way.turn(Active, &mother, on, None).unwrap();
    }

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
