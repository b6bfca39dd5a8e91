//! What is written otherwise of an offer, whoever the family is: what it costs, whose duty it is, in what it is counted.

use serde::Serialize;

use crate::choices::words;
use crate::programme::{Cost, Offer};
use crate::vocabulary::Subject;

words! {
    /// What was written of an offer.
    Aspect {
        /// Who gives it.
        Provider = "provider",
        /// For whom it is meant.
        Tier = "tier",
        /// Whose duty it is.
        Duty = "duty",
        /// What it costs the family.
        Cost = "cost",
        /// Does it begin only once the family has accepted it?
        Acceptance = "acceptance",
        /// The unit of its dose.
        Unit = "unit",
        /// The offers that it stands in for.
        Replaces = "replaces",
    }
}

/// Something that one programme writes of an offer and the other otherwise: it concerns every family that has the offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Changed {
    /// The offer, which both programmes know by this id.
    pub offer: String,
    /// Whom it is for.
    #[serde(rename = "for")]
    pub subject: Subject,
    /// What is written otherwise.
    pub what: Aspect,
    /// What the first programme writes, in its own words: `universal`, `to_offer`, `free`, `50.00 EUR`, `true`, the id of a
    /// provider, ids of offers with commas between them; absent where it writes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What the second writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What a programme writes of an offer. What costs nothing is free, however it is written.
fn written(offer: &Offer, what: Aspect) -> Option<String> {
    match what {
        Aspect::Provider => Some(offer.provider.clone()),
        Aspect::Tier => Some(offer.tier.as_str().to_owned()),
        Aspect::Duty => Some(offer.duty.as_str().to_owned()),
        Aspect::Cost => Some(match &offer.cost {
            Cost::Amount { amount, currency } if super::gradient::price(offer) > 0 => format!("{amount} {currency}"),
            _ => "free".to_owned(),
        }),
        Aspect::Acceptance => offer.needs_acceptance.map(|own| own.to_string()),
        Aspect::Unit => offer.dose.as_ref().map(|dose| dose.unit.to_string()),
        Aspect::Replaces => {
            let mut ids: Vec<&str> = offer.replaces.iter().map(String::as_str).collect();
            ids.sort_unstable();
            (!ids.is_empty()).then(|| ids.join(","))
        }
    }
}

/// What is written otherwise of one offer.
pub(super) fn changed(before: &Offer, after: &Offer) -> Vec<Changed> {
    let mut found = Vec::new();
    for what in Aspect::ALL {
        let (one, two) = (written(before, *what), written(after, *what));
        if one != two {
            let (offer, subject) = (before.id.to_string(), before.subject);
            found.push(Changed { offer, subject, what: *what, before: one, after: two });
        }
    }
    found
}
