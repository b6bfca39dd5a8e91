//! One referral, as the steps that led to where it stands.

use chrono::NaiveDate;
use serde::Serialize;

use super::reasons::{Capacity, ReferralReason};
use super::states::{ReferralActor, ReferralState};
use crate::consent::{About, Party};
use crate::error::{Code, Place, Problem};

/// One step of a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReferralStep {
    /// The state that it leads to.
    pub state: ReferralState,
    /// The day.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub on: NaiveDate,
    /// Who decided it; whoever wrote it down may be somebody else.
    pub by: Party,
    /// Why, where a reason is owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReferralReason>,
    /// Not before that day is the family asked again.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::calendar::wire::maybe")]
    pub until: Option<NaiveDate>,
    /// Whether the provider has room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// The disclosure by which this step tells somebody something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<String>,
}

impl ReferralStep {
    /// A step on a day, decided by somebody.
    pub fn new(state: ReferralState, on: NaiveDate, by: Party) -> Self {
        ReferralStep { state, on, by, reason: None, until: None, capacity: None, disclosure: None }
    }

    /// With the reason that a professional owes.
    pub fn reason(self, reason: ReferralReason) -> Self {
        ReferralStep { reason: Some(reason), ..self }
    }

    /// With the day before which the family is not asked again.
    pub fn until(self, until: NaiveDate) -> Self {
        ReferralStep { until: Some(until), ..self }
    }

    /// With what the provider says of its room.
    pub fn capacity(self, capacity: Capacity) -> Self {
        ReferralStep { capacity: Some(capacity), ..self }
    }

    /// With the disclosure that allows to tell.
    pub fn disclosure(self, id: impl Into<String>) -> Self {
        ReferralStep { disclosure: Some(id.into()), ..self }
    }
}

/// One request to one provider for one family, or for one of its members.
///
/// ```
/// use millejours::{About, Party, Referral, ReferralReason, ReferralState, ReferralStep};
/// let day = |text| millejours::parse_date(text).unwrap();
/// let [midwife, mother, service] = ["provider:midwife-7", "adult:a1", "provider:pmi"].map(|text| Party::parse(text).unwrap());
/// let proposed = ReferralStep::new(ReferralState::Proposed, day("2026-06-01"), midwife.clone());
/// let mut referral = Referral::begin("r1", "home-visit", service.clone(), midwife, [About::Family], proposed)?;
/// referral.step(ReferralStep::new(ReferralState::Draft, day("2026-06-01"), mother))?;
/// assert_eq!(referral.state(), ReferralState::Draft);
///
/// // The provider has not been asked, and so cannot accept.
/// let early = ReferralStep::new(ReferralState::Accepted, day("2026-06-02"), service);
/// let refused = referral.step(early).unwrap_err();
/// assert_eq!(refused.code().as_str(), "referral.transition");
/// assert_eq!(referral.state(), ReferralState::Draft);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Referral {
    /// Its id: that of its thread in the journal.
    pub id: String,
    /// The offer of the programme.
    pub offer: String,
    /// Who is asked to help.
    pub provider: Party,
    /// Who proposed it; a family that refers itself names the adult.
    pub sender: Party,
    /// The family, or the members, for whom it is.
    pub about: Vec<About>,
    /// The steps, in the order in which they count; never empty.
    pub steps: Vec<ReferralStep>,
}

impl Referral {
    /// Begins a referral: as proposed by somebody to the family, or as the draft of a family that asks for itself.
    ///
    /// # Errors
    /// [`Error::Journal`](crate::Error::Journal): `referral.transition` where a referral does not begin so, `referral.actor`
    /// where somebody else would have to take this step, `referral.reason` and `referral.day` as in [`Referral::step`].
    pub fn begin(
        id: impl Into<String>,
        offer: impl Into<String>,
        provider: Party,
        sender: Party,
        about: impl IntoIterator<Item = About>,
        first: ReferralStep,
    ) -> Result<Self, crate::Error> {
        let mut about: Vec<About> = about.into_iter().collect();
        about.sort_unstable();
        about.dedup();
        let own = Referral { id: id.into(), offer: offer.into(), provider, sender, about, steps: Vec::new() };
        own.check_first(&first).map_err(|problem| crate::Error::Journal(vec![*problem]))?;
        Ok(Referral { steps: vec![first], ..own })
    }

    /// Takes a step, or leaves everything as it was.
    ///
    /// # Errors
    /// [`Error::Journal`](crate::Error::Journal): `referral.transition` where no step leads there from here,
    /// `referral.actor` where somebody else would have to take it, `referral.reason` where a reason is owed and absent, or
    /// where one stands that a family never owes, `referral.day` where the step lies before the last one, or asks the family
    /// again too early, `referral.disclosure` where somebody would be told something without a disclosure.
    pub fn step(&mut self, step: ReferralStep) -> Result<(), crate::Error> {
        self.check(&step).map_err(|problem| crate::Error::Journal(vec![*problem]))?;
        self.steps.push(step);
        Ok(())
    }

    /// Where it stands.
    pub fn state(&self) -> ReferralState {
        self.steps.last().map_or(ReferralState::Proposed, |step| step.state)
    }

    /// Since when it stands there.
    pub fn since(&self) -> Option<NaiveDate> {
        self.steps.last().map(|step| step.on)
    }

    /// On whose sides somebody acts in it: a family that refers itself is on two.
    pub fn sides(&self, party: &Party) -> Vec<ReferralActor> {
        let mut sides = Vec::new();
        if party.is_member() {
            sides.push(ReferralActor::Family);
        }
        if *party == self.sender {
            sides.push(ReferralActor::Sender);
        }
        if *party == self.provider {
            sides.push(ReferralActor::Provider);
        }
        sides
    }

    /// The referral as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Wire<'a> {
            schema: u32,
            #[serde(flatten)]
            own: &'a Referral,
            state: ReferralState,
        }
        serde_json::to_string(&Wire { schema: 1, own: self, state: self.state() }).unwrap_or_default()
    }

    pub(crate) fn check_first(&self, step: &ReferralStep) -> Result<(), Box<Problem>> {
        if !ReferralState::FIRST.contains(&step.state) {
            return Err(transition("a referral does not begin so", &ReferralState::FIRST));
        }
        // Nobody drafts a request for a family that was not asked.
        let side = match step.state {
            ReferralState::Draft => ReferralActor::Family,
            _ => ReferralActor::Sender,
        };
        if !self.sides(&step.by).contains(&side) {
            return Err(actor(&[side]));
        }
        self.check_parts(step, &[side])
    }

    /// Whether a step may follow the last one.
    pub(crate) fn check(&self, step: &ReferralStep) -> Result<(), Box<Problem>> {
        let from = self.state();
        let who = from.who_may(step.state);
        if who.is_empty() {
            let ahead: Vec<_> = ReferralState::ALL.iter().copied().filter(|to| !from.who_may(*to).is_empty()).collect();
            return Err(transition("no step leads there from where the referral stands", &ahead));
        }
        let sides: Vec<_> = self.sides(&step.by).into_iter().filter(|side| who.contains(side)).collect();
        if sides.is_empty() {
            return Err(actor(who));
        }
        let last = self.steps.last();
        if last.is_some_and(|last| step.on < last.on) {
            return Err(problem(Code::ReferralDay, "on", "the day lies before the last step"));
        }
        let early = last.and_then(|last| last.until).is_some_and(|until| step.on < until);
        if from == ReferralState::NotNow && early && !sides.contains(&ReferralActor::Family) {
            return Err(problem(Code::ReferralTooSoon, "on", "the family asked not to be asked before a later day"));
        }
        self.check_parts(step, &sides)
    }

    fn check_parts(&self, step: &ReferralStep, sides: &[ReferralActor]) -> Result<(), Box<Problem>> {
        let owed = sides.iter().all(|side| step.state.needs_reason(*side));
        if owed && step.reason.is_none() {
            return Err(problem(Code::ReferralReason, "reason", "a reason is owed for this step"));
        }
        if !owed && step.reason.is_some() && sides.contains(&ReferralActor::Family) {
            return Err(problem(Code::ReferralReason, "reason", "a family owes no reason, and none is kept"));
        }
        let family_waits = matches!(step.state, ReferralState::NotNow | ReferralState::RefusedByFamily);
        if step.until.is_some() && !family_waits {
            return Err(problem(
                Code::ReferralDay,
                "until",
                "only what a family refuses, or does not want now, has such a day",
            ));
        }
        if step.until.is_some_and(|until| until <= step.on) {
            return Err(problem(Code::ReferralDay, "until", "this day is not after the step"));
        }
        if step.capacity.is_some() && !sides.contains(&ReferralActor::Provider) {
            return Err(problem(Code::ReferralActor, "capacity", "only the provider says whether it has room"));
        }
        if step.state.tells_provider() && step.disclosure.is_none() {
            return Err(problem(Code::ReferralDisclosure, "disclosure", "nothing is told without a disclosure"));
        }
        Ok(())
    }
}

fn problem(code: Code, path: &str, message: &str) -> Box<Problem> {
    Box::new(Problem::new(code, Place::at(path), message))
}

fn transition(message: &str, ahead: &[ReferralState]) -> Box<Problem> {
    let words: Vec<&str> = ahead.iter().map(|state| state.as_str()).collect();
    let problem = Problem::new(Code::ReferralTransition, Place::at("state"), message);
    Box::new(match words.is_empty() {
        true => problem.help("nothing follows what was entered in error: begin another, under another id"),
        false => problem.expected(words.join(", ")),
    })
}

fn actor(who: &[ReferralActor]) -> Box<Problem> {
    let words: Vec<&str> = who.iter().map(|side| side.as_str()).collect();
    let problem = Problem::new(Code::ReferralActor, Place::at("by"), "this step is not theirs to take");
    Box::new(problem.expected(words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, number).unwrap()
    }

    fn parties() -> [Party; 4] {
        ["adult:a1", "provider:sender", "provider:pmi", "provider:other"].map(|text| Party::parse(text).unwrap())
    }

    fn at(state: ReferralState) -> Referral {
        let [_, sender, provider, _] = parties();
        let step = ReferralStep::new(state, day(1), sender.clone());
        let about = vec![About::Family];
        Referral { id: "r".into(), offer: "o".into(), provider, sender, about, steps: vec![step] }
    }

    #[test]
    fn every_pair_of_states_is_tried_by_everybody_and_exactly_the_allowed_steps_pass() {
        let mut passed = 0;
        for from in ReferralState::ALL {
            for to in ReferralState::ALL {
                for party in parties() {
                    let mut referral = at(*from);
                    let mut step = ReferralStep::new(*to, day(2), party.clone()).disclosure("d1");
                    let who = from.who_may(*to);
                    let sides: Vec<_> = referral.sides(&party).into_iter().filter(|side| who.contains(side)).collect();
                    if sides.iter().any(|side| to.needs_reason(*side)) {
                        step = step.reason(ReferralReason::NoPlace);
                    }
                    let before = referral.clone();
                    match referral.step(step) {
                        Ok(()) => {
                            assert!(!sides.is_empty(), "{from} {to} {party}");
                            passed += 1;
                        }
                        Err(_) => {
                            assert!(sides.is_empty(), "{from} {to} {party}");
                            assert_eq!(referral, before);
                        }
                    }
                }
            }
        }
        // By state: proposed 3, not now 4, draft 3, requested 5, accepted 7, in progress 6, on hold 6; and twelve to an error.
        assert_eq!(passed, 3 + 4 + 3 + 5 + 7 + 6 + 6 + 12);
    }

    #[test]
    fn a_family_that_refers_itself_is_on_both_sides() {
        let [mother, _, service, _] = parties();
        let draft = ReferralStep::new(ReferralState::Draft, day(1), mother.clone());
        let mut own = Referral::begin("r", "o", service, mother.clone(), [About::Family], draft).unwrap();
        own.step(ReferralStep::new(ReferralState::Requested, day(1), mother.clone()).disclosure("d")).unwrap();
        let wrong = ReferralStep::new(ReferralState::Cancelled, day(2), mother.clone()).reason(ReferralReason::Other);
        assert_eq!(own.step(wrong).unwrap_err().code(), Code::ReferralReason);
        own.step(ReferralStep::new(ReferralState::Cancelled, day(2), mother)).unwrap();
    }

    #[test]
    fn nobody_asks_again_before_the_day_that_the_family_named() {
        let [mother, sender, ..] = parties();
        let mut referral = at(ReferralState::Proposed);
        referral.step(ReferralStep::new(ReferralState::NotNow, day(2), mother.clone()).until(day(20))).unwrap();
        let again = |on, by: &Party| ReferralStep::new(ReferralState::Proposed, day(on), by.clone());
        assert_eq!(referral.clone().step(again(19, &sender)).unwrap_err().code(), Code::ReferralTooSoon);
        referral.clone().step(again(20, &sender)).unwrap();
        referral.step(again(3, &mother)).unwrap();
    }
}
