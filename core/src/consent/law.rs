//! Sharing under a law: every condition and step of it, or nothing.

use std::collections::BTreeSet;

use super::decide::Verdict;
use super::decision::{ConsentAnswer, ConsentReason, ConsentReasonCode};
use super::sharing::NOT;
use super::will::{Question, Setting};
use super::{About, ConsentState, Inform, LawfulSharing, SharingLaw};
use crate::calendar::PartialDate;
use crate::family::{Child, Outcome};
use crate::vocabulary::Subject;

/// Whoever it is.
const ANYONE: &str = "anyone";
/// That those concerned were told before.
const INFORMED: &str = "informed_parents";

impl<'a> Setting<'a> {
    /// What a part comes to where somebody shares it under a law that day.
    pub(super) fn lawful(self, asked: Question<'a>, by_consent: Verdict) -> Verdict {
        if by_consent.answer == ConsentAnswer::Permit {
            return by_consent;
        }
        let mut found = by_consent;
        for sharing in self.consents.lawful() {
            let speaks = sharing.recipient == self.request.recipient
                && sharing.on == self.on
                && sharing.categories.contains(&asked.category)
                && sharing.about.covers(asked.about);
            let Some(law) = self.rules.law(&sharing.law).filter(|_| speaks) else { continue };
            let missing = self.missing(law, sharing, asked);
            let of = |code| ConsentReason {
                law: Some(law.id.clone()),
                sharing: Some(sharing.id.clone()),
                ..ConsentReason::article(code, &law.article.article)
            };
            if missing.is_empty() && law.article.checked {
                // It holds for this one day.
                return Verdict::permit(vec![of(ConsentReasonCode::Law)], self.on.succ_opt());
            }
            found.reasons.extend(missing.into_iter().map(|missing| match missing {
                Missing::Condition(condition) => {
                    ConsentReason { condition: Some(condition), ..of(ConsentReasonCode::LawConditionMissing) }
                }
                Missing::Step(step) => ConsentReason { step: Some(step), ..of(ConsentReasonCode::LawStepMissing) },
            }));
            if !law.article.checked {
                found.reasons.push(of(ConsentReasonCode::RuleNotChecked));
            }
        }
        found
    }

    /// What a law asks for and a sharing does not show.
    fn missing(self, law: &SharingLaw, sharing: &LawfulSharing, asked: Question<'a>) -> Vec<Missing> {
        let mut found = Vec::new();
        let mut needs = |holds: bool, what: &str| {
            if !holds {
                found.push(Missing::Condition(what.to_owned()));
            }
        };
        needs(law.purposes.contains(&self.request.purpose), "purpose");
        needs(is(&sharing.holder_is, &law.holders) && is_told_apart(law, &sharing.holder_is), "holder");
        needs(is(&sharing.recipient_is, &law.recipients), "recipient");
        needs(!self.is_left_out(law, asked.about), "about");
        needs(law.since.is_none_or(|since| since <= self.on), "since");
        let own = law.conditions_of.iter().filter(|(what, _)| sharing.holder_is.contains(what));
        for condition in law.conditions.iter().chain(own.flat_map(|(_, conditions)| conditions)) {
            needs(sharing.conditions.contains(condition), condition);
        }
        needs(!(law.objection && self.is_objected(asked)), "no_objection");
        // A step that was taken later was not taken.
        let taken = |id: &str| sharing.steps.iter().any(|step| step.step == id && step.on <= sharing.on);
        let endangers = sharing
            .steps
            .iter()
            .any(|step| step.step == LawfulSharing::ENDANGERS && step.is_decided_by_two() && step.on <= sharing.on);
        for step in law.steps.iter().filter(|step| !step.optional) {
            let said = step.unless.as_ref().is_some_and(|said| sharing.conditions.contains(said));
            let spared = said || (step.unless_endangers && endangers);
            if !spared && !taken(&step.id) {
                found.push(Missing::Step(step.id.clone()));
            }
        }
        let spared = law.unless_endangers && endangers;
        if law.inform == Some(Inform::Before) && !spared && !taken(INFORMED) {
            found.push(Missing::Step(INFORMED.to_owned()));
        }
        found
    }

    /// Does a law not speak of somebody? One that leaves out pregnancies leaves out the unborn child.
    fn is_left_out(self, law: &SharingLaw, about: &About) -> bool {
        let unborn = || match about {
            About::Child(id) => {
                let child = self.family.children.iter().find(|own| own.id == *id);
                child.is_none_or(|child| !self.is_born(child))
            }
            _ => false,
        };
        law.not_about.contains(&about.subject()) || (law.not_about.contains(&Subject::Pregnancy) && unborn())
    }

    /// Was a child certainly born? One of whom nothing tells it may be unborn, and a birth recorded ahead has not come.
    fn is_born(self, child: &Child) -> bool {
        let come = |day: Option<PartialDate>| day.map(|day| day.latest() <= self.on);
        let of = self.family.pregnancies.iter().find(|own| Some(&own.id) == child.pregnancy.as_ref());
        let by_birth = of.is_some_and(|own| own.outcome == Some(Outcome::Birth) && come(own.ended).unwrap_or(true));
        match come(child.born) {
            Some(born) => born,
            None => come(child.arrived).unwrap_or(false) || by_birth,
        }
    }

    /// Has anybody of the family said no to the question?
    fn is_objected(self, asked: Question<'a>) -> bool {
        self.speaking(asked).any(|own| {
            own.terms.giver.is_member() && matches!(own.state(self.on), ConsentState::Refused | ConsentState::Withdrawn)
        })
    }
}

enum Missing {
    Condition(String),
    Step(String),
}

/// Is somebody one of these? It has to be said.
fn is(said: &BTreeSet<String>, one_of: &BTreeSet<String>) -> bool {
    one_of.iter().any(|own| own == ANYONE || said.contains(own))
}

/// Is it said of a holder whether they are what the law leaves out, or asks more of? Silence is no freedom from secrecy.
fn is_told_apart(law: &SharingLaw, said: &BTreeSet<String>) -> bool {
    let not = |what: &String| said.contains(&format!("{NOT}{what}"));
    law.not_holders.iter().all(not) && law.conditions_of.iter().all(|(what, _)| said.contains(what) || not(what))
}
