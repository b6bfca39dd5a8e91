//! Codes and names of FHIR: those that it has, and ours where it has none.
//!
//! Sources: HL7 FHIR R4B (4.3.0), and HL7 Terminology (`terminology.hl7.org`) for its code systems.

use super::NAMES;
use super::json::{Json, Object};
use crate::consent::{Basis, Party};
use crate::family::RelationKind;
use crate::referral::ReferralState;

const HL7: &str = "http://terminology.hl7.org/CodeSystem";

/// A code of one of our own systems, such as `category`.
pub(super) fn own_coding(system: &str, code: &str) -> Json {
    coding(&format!("{NAMES}code-{system}"), code)
}

/// A code of HL7's terminology.
pub(super) fn hl7_coding(system: &str, code: &str) -> Json {
    coding(&format!("{HL7}/{system}"), code)
}

pub(super) fn coding(system: &str, code: &str) -> Json {
    Object::default().and("system", system).and("code", code).done()
}

/// A concept told by one code.
pub(super) fn concept(coding: Json) -> Json {
    Json::with("coding", vec![coding])
}

/// An id of one of our own kinds, such as `provider`.
pub(super) fn identifier(kind: &str, id: &str) -> Json {
    Object::default().and("system", format!("{NAMES}id-{kind}")).and("value", id).done()
}

/// Somebody known by an id alone: whether it is a practice, a service or a person is not said.
pub(super) fn by_id(party: &Party) -> Json {
    Json::with("identifier", identifier(party.kind().as_str(), party.id()))
}

/// In the place of what FHIR asks for and nobody told, or may be told.
pub(super) fn absent(reason: &'static str) -> Object {
    let why = Object::default()
        .and("url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason")
        .and("valueCode", reason);
    Object::default().and("extension", vec![why.done()])
}

/// The URL of our extension for the day on which the birth of a child is expected.
pub(super) fn expected_birth() -> String {
    format!("{NAMES}expected-birth")
}

/// Where a basis has a name in the family's journal: its kind and its id.
pub(super) fn basis(basis: &Basis) -> (&'static str, Option<&str>) {
    match basis {
        Basis::Consent(id) => ("consent", Some(id)),
        Basis::Law(id) => ("lawful-sharing", Some(id)),
        Basis::Own => ("own", None),
        Basis::Authority => ("authority", None),
    }
}

/// The URI of a ground, where a disclosure rests on several.
pub(super) fn policy(kind: &str) -> String {
    format!("{NAMES}basis-{kind}")
}

/// What an adult is to a child, in HL7's `v3-RoleCode`.
pub(super) fn role(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Parent => "PRN",
        RelationKind::StepParent => "STPPRN",
        RelationKind::Foster => "PRNFOST",
        RelationKind::Kin => "FAMMEMB",
        RelationKind::Guardian => "GUARD",
    }
}

/// The status of the request beside the task's: none for what is the family's own, and told to nobody.
pub(super) fn request_status(state: ReferralState) -> Option<&'static str> {
    match state {
        ReferralState::Proposed | ReferralState::NotNow | ReferralState::RefusedByFamily => None,
        ReferralState::Draft => Some("draft"),
        ReferralState::Requested | ReferralState::Accepted | ReferralState::InProgress => Some("active"),
        ReferralState::OnHold => Some("on-hold"),
        // One referral asks one provider: where that one does not help, the request is over.
        ReferralState::Rejected | ReferralState::Failed | ReferralState::Cancelled => Some("revoked"),
        ReferralState::Completed => Some("completed"),
        ReferralState::EnteredInError => Some("entered-in-error"),
    }
}
