//! Who may say what: one table, asked where an event is added and again where it is counted. The guide `docs::journal` has it.
//!
//! What protects is easy to say, what permits is bound to whose word it is. The journal holds no family, so it cannot tell who
//! holds authority over a child: that is decided where a disclosure is made, and a request rests on one.

use std::collections::BTreeSet;

use super::header::Header;
use super::said::{Accompanied, Begun, Said, Word};
use super::state::Whole;
use crate::consent::{
    About, Confidence, ConfidenceStatus, Consent, ConsentStatus, Evidence, EvidenceForm, Party, PartyKind,
};
use crate::referral::accompanied::Turn;
use crate::referral::{AccompanimentState, Referral, ReferralState, ReferralStep};

const NOT_THEIR_YES: &str = "a yes is its giver's own, or written down by a professional with `by` and `evidence`";
const NOT_THEIR_CONFIDENCE: &str =
    "what is confided is written down by whoever confides it, or by a professional from whom it is not kept";
const NOT_THEIR_GOAL: &str =
    "goals, and what is coordinated, are the family's: in its own words, or written down with `by` and `evidence`";
const NOT_THEIR_STEP: &str = "this step is signed by whoever takes it";

/// What speaks against that an author says this, after what stood before.
pub(super) fn against(before: Option<&Whole>, said: &Said, header: &Header) -> Option<&'static str> {
    let author = &header.author;
    let (theirs, message) = match (before, said) {
        (None, Said::Consent(own)) => {
            let word = Word { by: Some(own.terms.giver.clone()), evidence: own.evidence.clone() };
            (!is_yes(own.status, &word) || gives(own, author, &word), NOT_THEIR_YES)
        }
        (Some(Whole::Consent(own)), Said::ConsentTurn { status, word, .. }) => {
            (!is_yes(*status, word) || gives(own, author, word), NOT_THEIR_YES)
        }
        (None, Said::Confidence(own)) => match own.status {
            ConfidenceStatus::Kept => (confides(own, author), NOT_THEIR_CONFIDENCE),
            ConfidenceStatus::Lifted => (own.giver == *author, NOT_THEIR_YES),
        },
        (Some(Whole::Confidence(own, _)), Said::ConfidenceTurn(status, word)) => match status {
            ConfidenceStatus::Kept => (confides(own, author), NOT_THEIR_CONFIDENCE),
            ConfidenceStatus::Lifted => (lifts(own, author, word), NOT_THEIR_YES),
        },
        (None, Said::Referral(begun)) => {
            let Begun { own, asked, first, evidence } = &**begun;
            (takes(own, asked, author, first, evidence.as_ref()), NOT_THEIR_STEP)
        }
        (Some(Whole::Referral(own, asked)), Said::ReferralStep(step, evidence)) => {
            (takes(own, asked, author, step, evidence.as_ref()), NOT_THEIR_STEP)
        }
        (None, Said::Accompaniment(own)) => (own.by == *author, NOT_THEIR_STEP),
        (Some(Whole::Accompaniment(own)), Said::AccompanimentTurn(turn, evidence)) => {
            (leads(own, author, turn, evidence.as_ref()), NOT_THEIR_STEP)
        }
        (Some(Whole::Accompaniment(own)), Said::Goal(goal)) => (says_for(own, author, &goal.word), NOT_THEIR_GOAL),
        (Some(Whole::Accompaniment(own)), Said::Coordinates(named)) => {
            let theirs = own.own.provider == *author && named.word.by.as_ref() == Some(author);
            (theirs || says_for(own, author, &named.word), NOT_THEIR_GOAL)
        }
        (None, Said::Lawful(own)) => (own.holder == *author, "a sharing under a law is written down by whoever shares"),
        // A disclosure permits what its basis carries, and a kind that is not known here permits nothing.
        _ => (true, ""),
    };
    (!theirs).then_some(message)
}

/// Is it, or does it bring, what permits? Somebody's being of age makes a consent count.
fn is_yes(status: ConsentStatus, word: &Word) -> bool {
    status == ConsentStatus::Given || word.evidence.as_ref().is_some_and(|evidence| evidence.of_age.is_some())
}

/// May an author give this consent, or erase its no?
pub(super) fn gives(own: &Consent, author: &Party, word: &Word) -> bool {
    speaks_for(author, &own.terms.giver, word, own.terms.recipients.contains(author))
}

/// May an author write down that this is kept? Of a family nobody does in another's name, nor anybody from whom it is kept.
fn confides(own: &Confidence, author: &Party) -> bool {
    own.giver == *author || (!author.is_member() && !own.from.contains(author))
}

/// May an author lift this confidence, or erase it?
pub(super) fn lifts(own: &Confidence, author: &Party, word: &Word) -> bool {
    speaks_for(author, &own.giver, word, false) && (own.giver == *author || !own.from.contains(author))
}

/// May an author say a yes of somebody? Whoever receives what it permits needs it in writing; of a family nobody says it for
/// another.
fn speaks_for(author: &Party, whose: &Party, word: &Word, receives: bool) -> bool {
    if author == whose {
        return word.by.as_ref().is_none_or(|by| by == whose);
    }
    let shown = word.evidence.as_ref().is_some_and(|evidence| !receives || evidence.form == EvidenceForm::Written);
    !author.is_member() && word.by.as_ref() == Some(whose) && shown
}

/// May an author write down this step of a referral?
fn takes(
    own: &Referral,
    asked: &BTreeSet<Party>,
    author: &Party,
    step: &ReferralStep,
    evidence: Option<&Evidence>,
) -> bool {
    let family = step.by.is_member();
    match step.state {
        ReferralState::Draft => agrees(own, asked, author, step, evidence),
        // The family has it proposed again.
        ReferralState::Proposed if family && step.by != own.sender => agrees(own, asked, author, step, evidence),
        ReferralState::NotNow | ReferralState::RefusedByFamily => {
            family && (step.by == *author || own.sender == *author)
        }
        ReferralState::Cancelled if family => step.by == *author || own.sender == *author,
        // Whose turn it is, the states tell.
        _ => step.by == *author,
    }
}

/// The family's yes: of an adult whom it is about, or else of one who is asked.
fn agrees(
    own: &Referral,
    asked: &BTreeSet<Party>,
    author: &Party,
    step: &ReferralStep,
    evidence: Option<&Evidence>,
) -> bool {
    let by = &step.by;
    let word = Word { by: Some(by.clone()), evidence: evidence.cloned() };
    decides(&own.about, asked, &own.sender, by) && speaks_for(author, by, &word, own.provider == *author)
}

/// Is this an adult whom it is about, or else one who is asked, or proposed it themself?
fn decides(about: &[About], asked: &BTreeSet<Party>, proposed: &Party, by: &Party) -> bool {
    let named = adults(about);
    let decides = match (named.is_empty(), asked.is_empty()) {
        (false, _) => named.contains(by.id()),
        (true, false) => asked.contains(by) || by == proposed,
        (true, true) => true,
    };
    by.kind() == PartyKind::Adult && decides
}

/// The adults whom something is about by name.
fn adults(about: &[About]) -> BTreeSet<&str> {
    let adult = about.iter().filter_map(|about| match about {
        About::Adult(id) => Some(id.as_str()),
        _ => None,
    });
    adult.collect()
}

/// May an author write down this step of an accompaniment? What it does itself, whoever accompanies signs; whose turn it is, the
/// states tell.
fn leads(own: &Accompanied, author: &Party, turn: &Turn, evidence: Option<&Evidence>) -> bool {
    let by = &turn.by;
    let word = Word { by: Some(by.clone()), evidence: evidence.cloned() };
    match turn.state {
        _ if !by.is_member() => by == author,
        AccompanimentState::Active => {
            decides(&own.own.about, &own.asked, &own.by, by)
                && speaks_for(author, by, &word, own.own.provider == *author)
        }
        // A no to what somebody proposed is told to them, who may write it down.
        AccompanimentState::RefusedByFamily => accompanied(own, by) && (by == author || own.by == *author),
        _ => says_for(own, author, &word),
    }
}

/// Does somebody who is accompanied say this, or does somebody write it down for them?
fn says_for(own: &Accompanied, author: &Party, word: &Word) -> bool {
    word.by.as_ref().is_some_and(|by| accompanied(own, by) && speaks_for(author, by, word, own.own.provider == *author))
}

/// Is somebody accompanied: an adult whom it is about, or any where it is about no adult by name?
fn accompanied(own: &Accompanied, by: &Party) -> bool {
    let named = adults(&own.own.about);
    match by.kind() {
        PartyKind::Adult => named.is_empty() || named.contains(by.id()),
        PartyKind::Child => named.is_empty() && own.own.about.iter().any(|about| by.is(about)),
        _ => false,
    }
}
