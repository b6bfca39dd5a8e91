#![doc = include_str!("../docs/front.md")]
#![forbid(unsafe_code)]

mod assessment;
mod calendar;
mod choices;
#[cfg(feature = "columns")]
mod columns;
mod condition;
mod consent;
mod document;
mod error;
#[cfg(feature = "exchange")]
mod exchange;
mod family;
mod gather;
#[cfg(feature = "laws")]
mod laws;
mod programme;
mod referral;
mod schedule;
mod truth;
mod vocabulary;
mod words;

pub mod docs;

pub use assessment::{
    Asked, Assessment, Change, Choice, Decided, Decision, DisclosedAssessment, Dose, ExplainedOffer, ExplainedQuestion,
    Explanation, OfferAnswer, Prepared, Question, Questionnaire, Reading, Reason, Response, Then, TruthOf,
};
pub use calendar::{PartialDate, parse_date};
#[cfg(feature = "columns")]
pub use columns::{
    BarrierColumn, Beside, Bits, Budget, Column, ColumnRead, Counts, DateColumn, DecisionCode, DoseColumn, DoseTotal,
    EvaluateOptions, Evaluated, Evaluating, Extent, Families, Faults, Grouping, MissingColumn, MovedColumn, Moves,
    OfferColumn, Offsets, OnProgress, OneThread, Plan, Pool, Slip, SyntheticFamilies, SyntheticTerritory, Table,
    TakeUp, Tally, Texts, Values, Words32,
};
pub use condition::format_condition;
pub use consent::{
    About, Act, AgreeRule, Article, Basis, Concerned, Confidence, ConfidenceStatus, Consent, ConsentAnswer, ConsentAsk,
    ConsentDecision, ConsentOthers, ConsentPart, ConsentReason, ConsentReasonCode, ConsentRules, ConsentState,
    ConsentStatus, ConsentTerms, Consents, DisclosedPart, Disclosure, DisclosureRecord, Evidence, EvidenceForm, Gives,
    Inform, Keep, LawDuty, LawStep, LawfulSharing, MinorParent, Needs, Notice, Party, PartyKind, Purpose, Request,
    SharingLaw, StatedDecision, StepTaken, WithdrawalDuties, WithdrawalDuty, WithdrawalDutyKind,
};
pub use error::{Code, Error, Place, Problem};
pub use family::{
    Adult, Answer, AnswerType, Authority, Child, Complete, FAMILY_VOICE, Family, GivenFact, Intensity, LivesHere, Need,
    Outcome, Pregnancy, Relation, RelationKind, Resource, Support, Told,
};
#[cfg(feature = "laws")]
pub use laws::{
    Aspect, Bound, Break, BreakKind, Changed, Difference, Differences, Edition, Effect, Finding, InForce, Law,
    LawOptions, Laws, Limits, Lint, LintKind, Lints, Moved, Progress, Reach, Reached, Term, Total, Undecided, Verdict,
};
pub use programme::{
    Cost, Due, DueWindow, Duty, LeastRequest, Offer, Programme, ProgrammeHistory, Provider, ReferralTerms, Roll, Rule,
    Tier, Validity,
};
pub use referral::{
    Accompaniment, AccompanimentState, Belonging, Capacity, Cascade, CascadeCount, CascadeStage, Deadline,
    DeadlineKind, Draft, DueErasure, Entry, Event, EventId, Fit, Goal, GoalState, Header, Journal, JournalId, KeyId,
    Merge, PublicKey, Referral, ReferralActor, ReferralCode, ReferralReason, ReferralState, ReferralStep,
    ReferralSystem, RefusedEvent, Replay, RetentionRules, Roster, RosterKey, SecretKey, Standing, Thread, Unsigned,
    Waiting, Written, cascades, waiting_list,
};
pub use referral::{
    Milestones, ReferralRow, ReferralStepRow, ResearchDays, ResearchFamily, ResearchQuestion, ResearchRow, StageWait,
    Waits, referral_histories, referral_milestones, referral_waits, referral_waits_json, research_waits,
};
pub use schedule::{CalendarOptions, DaySpan, DueDays, Schedule, ScheduleEntry, ScheduleStatus};
pub use truth::Truth;
pub use vocabulary::{
    Category, Disadvantage, FactDefinition, FactType, FactValue, Facts, Records, Subject, Vocabulary, Words,
};
pub use words::{Audience, Dictionary, Direction};
