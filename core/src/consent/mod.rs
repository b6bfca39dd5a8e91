//! Who may see what of a family: consents, who must agree, laws of sharing, and the one door.

pub(crate) mod confidence;
mod consents;
mod decide;
mod decision;
mod disclosure;
mod duties;
mod duties_told;
pub(crate) mod explain;
pub(crate) mod hidden;
mod holders;
mod law;
mod own;
mod party;
pub(crate) mod read;
mod read_rules;
pub(crate) mod record;
mod recorded;
mod request;
mod rules;
pub(crate) mod sharing;
mod stated;
mod status;
mod terms;
#[cfg(test)]
mod tests;
mod view;
mod will;

pub use confidence::{Confidence, ConfidenceStatus, Keep};
pub use consents::Consents;
pub use decision::{
    ConsentAnswer, ConsentAsk, ConsentDecision, ConsentOthers, ConsentPart, ConsentReason, ConsentReasonCode,
};
pub use disclosure::{Basis, DisclosedPart, Disclosure, DisclosureRecord};
pub use duties::{WithdrawalDuty, WithdrawalDutyKind};
pub use duties_told::WithdrawalDuties;
pub(crate) use holders::expected_of;
pub use party::{About, Concerned, Party, PartyKind};
pub use record::{Consent, ConsentTerms};
pub use request::Request;
pub use rules::{AgreeRule, Article, ConsentRules, Inform, LawDuty, LawStep, MinorParent, Needs, SharingLaw};
pub use sharing::{LawfulSharing, StepTaken};
pub use stated::StatedDecision;
pub use status::{ConsentState, ConsentStatus};
pub use terms::{Act, Evidence, EvidenceForm, Gives, Notice, Purpose};
