//! Each adult reads as a recipient of their own.

use chrono::NaiveDate;

use super::decide::Verdict;
use super::decision::{ConsentAnswer, ConsentReason, ConsentReasonCode};
use super::holders::{authority, child_of_age, expected_of, of_age};
use super::will::Question;
use super::{About, ConsentRules, MinorParent, PartyKind, Request};
use crate::family::{Authority, Child, Family};
use crate::truth::Truth;
use crate::vocabulary::Category;

/// What a member of the family reads without anybody's consent; `None` where a consent has to say.
pub(super) fn own(
    family: &Family,
    rules: Option<&ConsentRules>,
    request: &Request,
    asked: Question<'_>,
    on: NaiveDate,
) -> Option<Verdict> {
    let reader = &request.recipient;
    let verdict = |code| Some(Verdict::permit(vec![ConsentReason::of(code)], None));
    if reader.kind() == PartyKind::Child {
        // A child of age has what is its own; before that its parents have it.
        let own = matches!(asked.about, About::Child(id) if id == reader.id());
        let child = family.children.iter().find(|own| own.id == reader.id()).filter(|_| own)?;
        return match child_of_age(child, rules?, on) {
            Truth::Yes => verdict(ConsentReasonCode::Own),
            _ => None,
        };
    }
    let adult = family.adults.iter().find(|own| own.id == reader.id() && reader.kind() == PartyKind::Adult)?;
    let carries = |id: &str| {
        family.pregnancies.iter().any(|own| own.id == id && own.carried_by.as_deref() == Some(adult.id.as_str()))
    };
    let has = match asked.about {
        About::Adult(id) => *id == adult.id,
        About::Pregnancy(id) => carries(id),
        // Who told what of the family is not known, and where it lives, what it lacks, who helps it or where a child spends
        // the day can be used against one of them: nothing is left that is everybody's but the languages.
        About::Family => asked.category == Category::Language,
        About::Child(id) => {
            let child = family.children.iter().find(|own| own.id == *id)?;
            if let Some(pregnancy) = expected_of(family, child) {
                carries(&pregnancy.id)
            } else {
                let rules = rules?;
                return match holds(family, rules, adult, child, on) {
                    true => verdict(ConsentReasonCode::Authority),
                    false => None,
                };
            }
        }
    };
    if has { verdict(ConsentReasonCode::Own) } else { None }
}

/// Does an adult certainly hold authority for a child?
fn holds(family: &Family, rules: &ConsentRules, adult: &crate::family::Adult, child: &Child, on: NaiveDate) -> bool {
    let of_age = of_age(adult.born, rules.majority(), on);
    let able = of_age == Truth::Yes || rules.minor_parent().0 == MinorParent::Alone;
    let held = authority(family, &adult.id, &child.id);
    able && child_of_age(child, rules, on) == Truth::No
        && matches!(held, Some(Authority::Sole | Authority::Joint | Authority::Delegated))
}

/// What a member of the family is told of a decision about what is not theirs: a consent that permits, or that none does.
/// Who was asked, who refused and who may hold authority is for others to tell.
pub(super) fn told(found: Verdict) -> Verdict {
    match found.answer {
        ConsentAnswer::Permit => {
            let granted = |reason: &ConsentReason| reason.code == ConsentReasonCode::Granted;
            Verdict::permit(found.reasons.into_iter().filter(granted).collect(), found.until)
        }
        _ => Verdict::ask(vec![ConsentReason::of(ConsentReasonCode::NoConsent)], Vec::new()),
    }
}
