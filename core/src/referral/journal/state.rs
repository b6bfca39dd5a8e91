//! What a thread says as a whole, after one of its events.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::authority;
use super::event::Event;
use super::header::Header;
use super::said::{Accompanied, Begun, Said, Shown};
use crate::consent::{Confidence, ConfidenceStatus, Consent, ConsentState, ConsentStatus, LawfulSharing, Party};
use crate::error::{Code, Place, Problem};
use crate::referral::{AccompanimentState, Referral, ReferralState};

/// A consent, a referral and so on, as it is after an event.
#[derive(Debug, Clone)]
pub(super) enum Whole {
    Consent(Consent),
    Confidence(Confidence, NaiveDate),
    /// A referral, and who of the family is asked.
    Referral(Referral, BTreeSet<Party>),
    Accompaniment(Box<Accompanied>),
    Lawful(LawfulSharing),
    Disclosure(Shown),
}

impl Whole {
    /// What an event makes of what was before it. Nothing where the event changes no state; a problem where it may not.
    pub(super) fn after(before: Option<&Whole>, event: &Event) -> Option<Result<Whole, Problem>> {
        let said = event.entry()?.said();
        let beside = matches!(said, Said::Goal(_) | Said::Coordinates(_));
        if beside || matches!(said, Said::Erasure(..) | Said::NotFor(..) | Said::Unknown) {
            return None;
        }
        let header = event.header();
        let found = match before {
            None => begin(said, header),
            Some(whole) => whole.turn(said, header),
        };
        let found = found.and_then(|whole| match authority::against(before, said, header) {
            None => Ok(whole),
            Some(message) => Err(Problem::new(Code::JournalAuthority, Place::at("author"), message)),
        });
        Some(found)
    }

    fn turn(&self, said: &Said, header: &Header) -> Result<Whole, Problem> {
        match (self, said) {
            (Whole::Consent(consent), Said::ConsentTurn { status, again, word }) => {
                let mut next = consent.become_status(*status, header.on, *again).map_err(first).map_err(dated)?;
                // What shows a yes belongs to that yes: nobody brings it along from before.
                if word.evidence.is_some() || *status == ConsentStatus::Given {
                    next.evidence.clone_from(&word.evidence);
                }
                Ok(Whole::Consent(next))
            }
            (Whole::Confidence(confidence, _), Said::ConfidenceTurn(status, _)) => {
                Ok(Whole::Confidence(Confidence { status: *status, ..confidence.clone() }, header.on))
            }
            (Whole::Referral(referral, asked), Said::ReferralStep(step, _)) => {
                if step.state == ReferralState::Requested {
                    return Err(follows_nothing());
                }
                let mut step = step.clone();
                step.on = header.on;
                let mut next = referral.clone();
                next.step(step).map_err(first)?;
                Ok(Whole::Referral(next, asked.clone()))
            }
            (Whole::Accompaniment(before), Said::AccompanimentTurn(turn, _)) => {
                let mut next = before.clone();
                let led = next.own.lead(turn.state, &turn.by, header.on, turn.reason, turn.until);
                led.map_err(|problem| *problem)?;
                Ok(Whole::Accompaniment(next))
            }
            _ => Err(foreign("the entry does not continue what its thread is")),
        }
    }

    /// The order in which what was said apart counts: the highest stands.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Whole::Consent(consent) => consent.status.rank(),
            Whole::Confidence(confidence, _) => u8::from(confidence.status == ConfidenceStatus::Kept),
            Whole::Referral(referral, _) => referral.state().rank(),
            Whole::Accompaniment(own) => own.own.state.rank(),
            Whole::Lawful(_) | Whole::Disclosure(_) => 0,
        }
    }

    /// Does it remember a no that a yes, said apart, did not follow?
    pub(super) fn outweighs(&self, yes: &Consent) -> bool {
        let Whole::Consent(own) = self else { return false };
        yes.status == ConsentStatus::Given && (own.refused_on > yes.refused_on || own.deferred_on > yes.deferred_on)
    }

    /// The kind of its thread, how it stands on a day, since when, and whether it is over.
    pub(super) fn told(&self, on: NaiveDate) -> (&'static str, &'static str, NaiveDate, bool) {
        match self {
            Whole::Consent(consent) => {
                let state = consent.state(on);
                let since = match state {
                    ConsentState::Expired => consent.terms.until.unwrap_or(consent.since),
                    _ => consent.since,
                };
                let over = matches!(
                    state,
                    ConsentState::Expired | ConsentState::Refused | ConsentState::Withdrawn | ConsentState::Invalidated
                );
                ("consent", state.as_str(), since, over)
            }
            Whole::Confidence(confidence, since) => {
                ("confidence", confidence.status.as_str(), *since, confidence.status == ConfidenceStatus::Lifted)
            }
            Whole::Referral(referral, _) => {
                let state = referral.state();
                ("referral", state.as_str(), referral.since().unwrap_or(on), state.is_end())
            }
            Whole::Accompaniment(own) => {
                let state = own.own.state;
                ("accompaniment", state.as_str(), own.own.since, state.is_end())
            }
            Whole::Lawful(sharing) => ("lawful", "shared", sharing.on, true),
            Whole::Disclosure(shown) => {
                // Without an end it holds on its own day alone, as a disclosure itself does.
                let until = shown.until.or_else(|| shown.on.succ_opt()).filter(|until| *until <= on);
                match until {
                    Some(until) => ("disclosure", "over", until, true),
                    None => ("disclosure", "open", shown.on, false),
                }
            }
        }
    }
}

fn begin(said: &Said, header: &Header) -> Result<Whole, Problem> {
    let id = header.thread.clone();
    match said {
        Said::Consent(consent) => {
            let (since, own) = (header.on, (**consent).clone());
            let before = |day: Option<NaiveDate>| day.map(|day| day.min(since));
            let (refused_on, deferred_on) = (before(own.refused_on), before(own.deferred_on));
            Ok(Whole::Consent(Consent { id, since, refused_on, deferred_on, ..own }))
        }
        Said::Confidence(confidence) => Ok(Whole::Confidence(Confidence { id, ..(**confidence).clone() }, header.on)),
        Said::Referral(begun) => {
            let Begun { own, asked, first, .. } = &**begun;
            let mut step = first.clone();
            if step.state == ReferralState::Requested && !header.parents.is_empty() {
                return Err(follows_nothing());
            }
            step.on = header.on;
            let mut whole = Referral { id, ..own.clone() };
            whole.check_first(&step).map_err(|problem| *problem)?;
            whole.steps.push(step);
            Ok(Whole::Referral(whole, asked.clone()))
        }
        Said::Accompaniment(begun) => {
            let mut own = (**begun).clone();
            let first = &own.first;
            let refuse = |code, path, message: &str| Err(Problem::new(code, Place::at(path), message));
            if first.state != AccompanimentState::Proposed {
                let (place, message) = (Place::at("state"), "an accompaniment begins as a proposal to the family");
                let problem = Problem::new(Code::AccompanimentTransition, place, message);
                return Err(problem
                    .expected(AccompanimentState::Proposed.as_str())
                    .help("propose it first; the family then begins it"));
            }
            if first.reason.is_some() {
                return refuse(Code::ReferralReason, "reason", "a proposal has no reason");
            }
            if first.until.is_some() {
                return refuse(Code::ReferralDay, "until", "only what a family refuses has such a day");
            }
            (own.own.id, own.own.since) = (id, header.on);
            Ok(Whole::Accompaniment(Box::new(own)))
        }
        Said::Lawful(sharing) => Ok(Whole::Lawful(LawfulSharing { id, ..(**sharing).clone() })),
        Said::Disclosure(shown) => Ok(Whole::Disclosure((**shown).clone())),
        _ => Err(foreign("the entry continues what has not begun")),
    }
}

fn follows_nothing() -> Problem {
    let message = "a request follows nothing: its provider is not to see what was before it";
    Problem::new(Code::ReferralTransition, Place::at("state"), message)
        .help("draft it with `Journal::draft`, which gives it a place of its own")
}

/// In a journal the day of an event stands under `on`.
fn dated(mut problem: Problem) -> Problem {
    if problem.place.path == "since" {
        problem.place.path = "on".to_owned();
    }
    problem
}

fn first(error: crate::Error) -> Problem {
    let unsaid = || foreign("the entry does not continue what its thread is");
    error.problems().first().cloned().unwrap_or_else(unsaid)
}

fn foreign(message: &str) -> Problem {
    Problem::new(Code::JournalEntry, Place::at("kind"), message)
}
