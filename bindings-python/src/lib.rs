//! The Python face of Millejours: arguments in, answers and typed exceptions out. All meaning lives in the core.
#![forbid(unsafe_op_in_unsafe_fn)]

mod arguments;
mod asked;
mod assessment;
mod columns;
mod dictionary;
mod doors;
mod duties;
mod explanation;
mod family;
mod history;
mod journal;
mod kind;
mod laws;
mod programme;
mod questionnaire;
mod record;
mod referral;
mod refusal;
mod schedule;
mod shown;
mod table;
mod tables;
mod vocabulary;
mod whole;
mod wire;
mod within;

use pyo3::prelude::*;

/// Keeps the memory of answers for the next ones: to have it anew from the system takes as long as half of the work.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The compiled half of the package `millejours`.
#[pymodule]
mod _millejours {
    #[pymodule_export]
    use super::{
        asked::{Asked, Choice},
        assessment::Assessment,
        assessment::answer::{Dose, OfferAnswer},
        assessment::reason::{Change, Question, Reason},
        closed_sets,
        columns::batches::EvaluationBatches,
        columns::drawn::SyntheticFamilies,
        columns::evaluation::{Evaluation, OfferCounts, decision_codes},
        columns::export::AnswerTable,
        columns::study::beside::Beside,
        columns::study::budget::TakeUp,
        columns::territory::SyntheticTerritory,
        consent_dpv_json,
        dictionary::Dictionary,
        duties::{WithdrawalDuties, WithdrawalDuty},
        explanation::{ExplainedOffer, ExplainedQuestion, Explanation},
        family::Family,
        family::fact::GivenFact,
        family::members::{Adult, Child, Pregnancy},
        family::ties::{Need, Relation, Resource, Support},
        format_condition,
        history::ProgrammeHistory,
        journal::Journal,
        journal::replay::{Event, Replay},
        journal::retention::{DueErasure, RetentionRules},
        journal::roster::Roster,
        journal::unsigned::{UnsignedEvent, public_key},
        laws::difference::{Difference, Differences},
        laws::found::{Break, Finding, InForce, Undecided},
        laws::lints::{Lint, Lints},
        laws::regions::{Changed, Edition, Moved, Reached, Term, Total},
        laws::{Laws, Limits},
        programme::Programme,
        programme::consents::ConsentDecision,
        programme::consents::withdrawal_duties_json,
        programme::facts::{FactDefinition, Validity},
        programme::offer::{Cost, Offer, Provider, ReferralTerms, Rule},
        questionnaire::{AnswerType, Questionnaire},
        referral::tables::{Cascade, CascadeCount, Waiting, cascades, cascades_json, waiting_list, waiting_list_json},
        referral::{Accompaniment, Goal, Referral, ReferralStep, referral_codes_json, referral_states_json},
        schedule::Schedule,
        schedule::entry::{DaySpan, DueDays, ScheduleEntry},
        tables::arrow::Table,
        tables::{referral_history_table, referral_milestone_table, referral_wait_table, referral_waits_json},
        vocabulary::Vocabulary,
    };
}

/// Write a condition in its canonical form.
///
/// Raises `ConditionError` for what is not a condition.
///
/// >>> mj.format_condition("family.carers==1||false")
/// 'family.carers == 1 || false'
/// >>> mj.format_condition("family.carers ==")
/// Traceback (most recent call last):
/// millejours.errors.ConditionError: the condition cannot be used
/// ...
#[pyfunction]
fn format_condition(text: arguments::Document<'_>) -> Result<String, refusal::Refused> {
    Ok(millejours::format_condition(text)?)
}

/// A consent (a document of JSON) as it stands on a day, as JSON-LD: what it gives to processing as a consent record in
/// terms of the W3C Data Privacy Vocabulary, acceptance and release in terms of our own.
///
/// Raises `DateError`, and `ConsentError` with everything that is wrong with the consent.
///
/// >>> import json
/// >>> consent = {"id": "g1", "giver": "adult:a1", "gives": ["processing"], "purpose": "referral", "categories": ["health"],
/// ...     "recipients": ["provider:pmi"], "about": ["adult[a1]"], "act": "ordinary", "from": "2026-06-01",
/// ...     "status": "given", "since": "2026-06-01"}
/// >>> record, = json.loads(mj.consent_dpv_json(json.dumps(consent), "2026-06-15"))["@graph"]
/// >>> record["@type"], record["dpv:hasConsentStatus"]["@type"]
/// ('dpv:ConsentRecord', 'dpv:ConsentGiven')
/// >>> mj.consent_dpv_json("{}", "2026-06-15")
/// Traceback (most recent call last):
/// millejours.errors.ConsentError: ...
#[pyfunction]
fn consent_dpv_json(consent: arguments::Document<'_>, on: arguments::Day) -> Result<String, refusal::Refused> {
    Ok(millejours::Consent::dpv_json(consent, on.date()?)?)
}

/// The words of the closed sets that only answers speak, by their names in `millejours.words`.
#[pyfunction]
fn closed_sets() -> shown::Named<shown::Row<&'static str>> {
    macro_rules! sets {
        ($($name:ident),+ $(,)?) => {
            vec![$((
                stringify!($name).to_owned(),
                shown::Row::of(millejours::$name::ALL, |word| word.as_str()),
            )),+]
        };
    }
    shown::Named(sets![
        AccompanimentState,
        Aspect,
        Bound,
        BreakKind,
        Capacity,
        CascadeStage,
        ConsentStatus,
        Effect,
        GoalState,
        Law,
        LintKind,
        Reach,
        Records,
        ReferralReason,
        ReferralState,
        ScheduleStatus,
        Verdict,
        WithdrawalDutyKind
    ])
}
