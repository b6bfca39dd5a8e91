//! What one giver has said to one question, all their consents taken together.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::decision::{ConsentReason, ConsentReasonCode};
use super::{About, Act, Consent, ConsentRules, ConsentState, Consents, Gives, Keep, Party, Request};
use crate::family::Family;
use crate::gather;
use crate::truth::Truth;
use crate::vocabulary::Category;

/// What both are needed for anybody else to see something.
const NEEDED: [Gives; 2] = [Gives::Release, Gives::Processing];

/// Everything that a decision is made from.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) family: &'a Family,
    pub(super) consents: &'a Consents,
    pub(super) rules: &'a ConsentRules,
    pub(super) request: &'a Request,
    pub(super) on: NaiveDate,
}

/// One category of knowledge about somebody.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) about: &'a About,
    pub(super) category: Category,
}

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Yes,
    No,
    /// Not now; and the day to ask again has come, or none was named.
    Later,
    Silent,
}

/// What somebody has said.
pub(super) struct Will {
    pub(super) wish: Wish,
    pub(super) reasons: Vec<ConsentReason>,
    /// They said no, and no yes of theirs has counted since; that no is kept from the recipient, or they were asked again.
    /// Nothing is presumed against it.
    pub(super) unspoken: bool,
    /// What is not given yet.
    pub(super) missing: BTreeSet<Gives>,
    /// The first day on which a yes holds no longer.
    pub(super) until: Option<NaiveDate>,
}

impl<'a> Setting<'a> {
    /// The consents that speak of a question to this recipient, for this purpose: of those for one offer only, the ones
    /// for the offer in question.
    pub(super) fn speaking(self, asked: Question<'a>) -> impl Iterator<Item = &'a Consent> {
        self.consents.consents().iter().filter(move |own| {
            let terms = &own.terms;
            terms.recipients.contains(&self.request.recipient)
                && terms.purpose == self.request.purpose
                && terms.speaks_of(asked.about, asked.category)
                && !self.is_kept(own)
        })
    }

    /// Is a consent kept from the recipient?
    fn is_kept(self, consent: &Consent) -> bool {
        self.consents.kept_from(&self.request.recipient).any(|keep| is_consent(keep, &consent.id))
    }

    /// The newest no of a giver to this question, also where it is kept from the recipient: a no that nobody is told of is
    /// still a no, or keeping it would make an older yes count again. So is one that was said before the question was put
    /// again.
    fn noes(self, giver: &Party, asked: Question<'a>, gives: Gives) -> Vec<(&'a Consent, NaiveDate)> {
        let noes = self.consents.consents().iter().filter(|own| {
            let terms = &own.terms;
            terms.giver == *giver
                && terms.gives.contains(&gives)
                && terms.recipients.contains(&self.request.recipient)
                && terms.purpose == self.request.purpose
                && terms.speaks_of(asked.about, asked.category)
                && self.opposes(own)
        });
        noes.filter_map(|own| own.newest_no().map(|on| (own, on))).collect()
    }

    /// A yes for one offer serves no other; a yes to an ordinary act serves no act of weight.
    fn serves(self, consent: &Consent) -> bool {
        let terms = &consent.terms;
        (terms.offer.is_none() || terms.offer == self.request.offer)
            && (terms.act == self.request.act || terms.act == Act::Important)
    }

    /// A no for one offer stands against a question that names no offer, too; it stands whatever the act weighs.
    fn opposes(self, consent: &Consent) -> bool {
        let offer = &consent.terms.offer;
        offer.is_none() || self.request.offer.is_none() || *offer == self.request.offer
    }

    /// What a giver has said. A yes counts where it is younger than every no of the same giver; on the same day the no
    /// wins.
    pub(super) fn will(self, giver: &Party, asked: Question<'a>) -> Will {
        let mut found =
            Will { wish: Wish::Yes, reasons: Vec::new(), unspoken: false, missing: BTreeSet::new(), until: None };
        for gives in NEEDED {
            let own =
                || self.speaking(asked).filter(|own| own.terms.giver == *giver && own.terms.gives.contains(&gives));
            let noes: Vec<&Consent> = own().filter(|own| own.status.says_no() && self.opposes(own)).collect();
            let said = self.noes(giver, asked, gives);
            // A yes follows what was said before in its own consent, on the same day too.
            let younger =
                |own: &Consent| said.iter().all(|(no, on)| own.since > *on || (own.id == no.id && own.since == *on));
            let yes = |own: &&Consent| own.state(self.on) == ConsentState::Given && self.serves(own);
            let yeses: Vec<&Consent> = own().filter(yes).filter(|own| younger(own)).collect();
            if !yeses.is_empty() {
                for yes in yeses {
                    found.reasons.push(ConsentReason::consent(ConsentReasonCode::Granted, &yes.id));
                    found.until = earlier(found.until, yes.terms.until);
                }
                continue;
            }
            found.missing.insert(gives);
            found.unspoken |= !said.is_empty() && noes.is_empty();
            let mut wish = Wish::Silent;
            for no in &noes {
                let (code, own) = match no.state(self.on) {
                    ConsentState::Withdrawn => (ConsentReasonCode::Withdrawn, Wish::No),
                    ConsentState::Refused => (ConsentReasonCode::Refused, Wish::No),
                    _ if no.again.is_some_and(|again| self.on < again) => (ConsentReasonCode::Deferred, Wish::No),
                    _ => (ConsentReasonCode::Deferred, Wish::Later),
                };
                found.reasons.push(ConsentReason::consent(code, &no.id));
                wish = stronger(wish, own);
            }
            if noes.is_empty() {
                found.reasons.extend(own().filter(|own| self.serves(own)).filter_map(|own| {
                    let code = match own.state(self.on) {
                        ConsentState::Expired => ConsentReasonCode::Expired,
                        ConsentState::NotYetValid => ConsentReasonCode::NotYetValid,
                        ConsentState::Invalidated => ConsentReasonCode::Invalidated,
                        _ => return None,
                    };
                    Some(ConsentReason::consent(code, &own.id))
                }));
                found.reasons.push(ConsentReason::of(ConsentReasonCode::NoConsent));
            }
            found.wish = stronger(found.wish, wish);
        }
        found
    }

    /// Yeses to the same question for another purpose.
    pub(super) fn for_other_purposes(self, asked: Question<'a>) -> Vec<ConsentReason> {
        let differs = self.consents.consents().iter().filter(|own| {
            own.terms.purpose != self.request.purpose
                && own.terms.recipients.contains(&self.request.recipient)
                && own.terms.speaks_of(asked.about, asked.category)
                && own.state(self.on) == ConsentState::Given
                && !self.is_kept(own)
        });
        differs.map(|own| ConsentReason::consent(ConsentReasonCode::PurposeDiffers, &own.id)).collect()
    }

    /// What a giver's own yeses to a question show of the giver's age.
    pub(super) fn shown_age(self, giver: &Party, asked: Question<'a>) -> Truth {
        let own = self.speaking(asked).filter(|own| own.terms.giver == *giver);
        let seen: BTreeSet<bool> = gather::set(
            own.filter(|own| own.state(self.on) == ConsentState::Given)
                .filter_map(|own| own.evidence.as_ref().and_then(|evidence| evidence.of_age)),
        );
        match (seen.contains(&true), seen.contains(&false)) {
            (_, true) => Truth::No,
            (true, false) => Truth::Yes,
            (false, false) => Truth::Unknown,
        }
    }
}

pub(super) fn is_consent(keep: &Keep, id: &str) -> bool {
    matches!(keep, Keep::Consent(own) if own == id)
}

/// The stronger of two wishes: no, then later, then silence, then yes.
fn stronger(one: Wish, two: Wish) -> Wish {
    let rank = |wish| match wish {
        Wish::Yes => 0,
        Wish::Silent => 1,
        Wish::Later => 2,
        Wish::No => 3,
    };
    if rank(two) > rank(one) { two } else { one }
}

/// The earlier of two days, where `None` is never.
pub(super) fn earlier(one: Option<NaiveDate>, two: Option<NaiveDate>) -> Option<NaiveDate> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    }
}
