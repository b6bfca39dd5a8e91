#![doc = include_str!("../docs/front.md")]
#![forbid(unsafe_code)]

mod assessment;
mod calendar;
mod choices;
mod condition;
mod document;
mod error;
mod family;
mod gather;
#[cfg(feature = "laws")]
mod laws;
mod programme;
mod schedule;
mod truth;
mod vocabulary;
mod words;

pub mod docs;

pub use assessment::{
    Asked, Assessment, Change, Choice, Decided, Decision, Dose, ExplainedOffer, ExplainedQuestion, Explanation,
    OfferAnswer, Prepared, Question, Questionnaire, Reading, Reason, Response, Then, TruthOf,
};
pub use calendar::{PartialDate, parse_date};
pub use condition::format_condition;
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
    Cost, Due, DueWindow, Duty, Offer, Programme, ProgrammeHistory, Provider, Roll, Rule, Tier, Validity,
};
pub use schedule::{CalendarOptions, DaySpan, DueDays, Schedule, ScheduleEntry, ScheduleStatus};
pub use truth::Truth;
pub use vocabulary::{
    Category, Disadvantage, FactDefinition, FactType, FactValue, Facts, Records, Subject, Vocabulary, Words,
};
pub use words::{Audience, Dictionary, Direction};
