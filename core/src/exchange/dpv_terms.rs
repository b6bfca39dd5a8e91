//! Our words in the terms of the W3C Data Privacy Vocabulary 2.3, each by one exhaustive table.
//!
//! Source: `w3c/dpv`, folder `2.3`: `dpv/modules/consent_status.ttl`, `purposes.ttl`, `personal_data.ttl`,
//! `pd/modules/core.ttl`, `extended.ttl`. Which term is the nearest is ours where none means the same.

use crate::consent::{ConsentState, Purpose};
use crate::vocabulary::Category;

/// A term of the vocabulary beside a word of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// It means the same, and is written.
    Same(&'static str),
    /// None means the same: a term of ours is written, and this one above it.
    Under(&'static str),
}

/// The status of a consent to processing, as it stands on a day.
pub(super) fn status(state: ConsentState) -> Term {
    match state {
        ConsentState::Requested => Term::Same("dpv:ConsentRequested"),
        ConsentState::Given => Term::Same("dpv:ConsentGiven"),
        // The vocabulary knows no yes that does not hold yet. It permits nothing.
        ConsentState::NotYetValid => Term::Under("dpv:ConsentStatusInvalidForProcessing"),
        ConsentState::Expired => Term::Same("dpv:ConsentExpired"),
        ConsentState::Deferred => Term::Same("dpv:ConsentRequestDeferred"),
        ConsentState::Refused => Term::Same("dpv:ConsentRefused"),
        ConsentState::Invalidated => Term::Same("dpv:ConsentInvalidated"),
        ConsentState::Withdrawn => Term::Same("dpv:ConsentWithdrawn"),
    }
}

/// What knowledge is used for. The vocabulary's purposes are those of services in general: none is one of ours.
pub(super) fn purpose(purpose: Purpose) -> Term {
    match purpose {
        Purpose::Orientation => Term::Under("dpv:ProvidePersonalisedRecommendations"),
        Purpose::Referral | Purpose::Coordination => Term::Under("dpv:ServiceManagement"),
        Purpose::Care => Term::Under("dpv:ServiceProvision"),
        Purpose::ChildProtection => Term::Under("dpv:Purpose"),
        Purpose::Research => Term::Under("dpv:ResearchAndDevelopment"),
    }
}

/// A category of personal data.
pub(super) fn category(category: Category) -> Term {
    match category {
        Category::FamilySituation => Term::Under("pd:Family"),
        Category::Territory => Term::Under("pd:Residency"),
        Category::Language => Term::Under("pd:Language"),
        Category::Education => Term::Same("pd:Education"),
        Category::Employment => Term::Under("pd:Professional"),
        Category::Income => Term::Same("pd:Financial"),
        Category::Address => Term::Under("pd:PhysicalAddress"),
        Category::Health => Term::Same("pd:Health"),
        Category::Disability => Term::Same("pd:Disability"),
        Category::Nationality => Term::Same("pd:Nationality"),
        Category::Papers => Term::Same("pd:OfficialID"),
        Category::Origin => Term::Same("pd:EthnicOrigin"),
        Category::Religion => Term::Same("pd:Religion"),
        Category::Safety | Category::ResidenceStatus => Term::Under("dpv:SensitivePersonalData"),
        Category::Birth
        | Category::Childcare
        | Category::Resource
        | Category::Need
        | Category::Observation
        | Category::Housing
        | Category::Other => Term::Under("dpv:PersonalData"),
    }
}
