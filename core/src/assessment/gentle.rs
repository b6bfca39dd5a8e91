//! What a family is neither asked nor told, on a page or in a talk. A question too few hurts nobody.

use super::{Assessment, Decision, OfferAnswer, Prepared, Question};
use crate::family::{Complete, FactName, Family, Outcome, Pregnancy};
use crate::programme::Programme;
use crate::vocabulary::Subject;

/// Is the question left out where a family is asked? What a professional observed is for professionals to tell, and what
/// [`hurts`] is for nobody to ask.
pub(super) fn spares(family: &Family, fact: &str) -> bool {
    matches!(FactName::parse(fact), Some(FactName::Of { subject: Subject::Family, own, .. }) if own.starts_with("observed."))
        || hurts(family, fact)
}

/// After a loss nobody is asked whether a child is expected or whether there are others; nor, where no child is there or
/// expected, who cares for it and lives with it.
pub(super) fn hurts(family: &Family, fact: &str) -> bool {
    match FactName::parse(fact) {
        Some(FactName::List(Complete::Children | Complete::Pregnancies)) => has_lost(family),
        Some(FactName::List(Complete::Adults) | FactName::Of { subject: Subject::Adult, own: "lives_here", .. }) => {
            has_lost(family) && nobody_comes(family)
        }
        _ => false,
    }
}

/// What remains after a loss where no child is there or expected: the answer without any child or pregnancy that nobody
/// listed. What this answer does not ask is asked for the sake of such a child alone, and what it refuses could only come
/// through one.
pub(super) struct Rest(Assessment);

impl Rest {
    /// None for any other family.
    pub(super) fn of(prepared: &Prepared<'_>, family: &Family) -> Option<Self> {
        Self::on(prepared.programme, family, prepared.on)
    }

    /// None for any other family, and where the programme cannot answer: then nothing is left out.
    pub(super) fn on(programme: &Programme, family: &Family, on: chrono::NaiveDate) -> Option<Self> {
        if !has_lost(family) || !nobody_comes(family) {
            return None;
        }
        let mut closed = family.clone();
        for list in [Complete::Children, Complete::Pregnancies] {
            if !closed.complete.contains(&list) {
                closed.complete.push(list);
            }
        }
        programme.assess(&closed, on).ok().map(Rest)
    }

    /// What is still asked, and for the sake of which offers.
    pub(super) fn questions(&self) -> &[Question] {
        &self.0.questions
    }

    /// Does the answer depend on the fact, whoever else there is?
    pub(super) fn needs(&self, answer: &OfferAnswer, fact: &str) -> bool {
        self.same(answer).is_none_or(|own| own.missing.iter().any(|missing| **missing == *fact))
    }

    /// Is the answer one that a family may read? Not where only a child or a pregnancy that nobody listed could make it a
    /// yes, or could have.
    pub(super) fn tells(&self, answer: &OfferAnswer) -> bool {
        let Some(own) = self.same(answer) else { return true };
        !matches!(
            (answer.decision, own.decision),
            (Decision::Undetermined | Decision::NotYet { .. }, Decision::NotEligible | Decision::NoLonger { .. })
                | (Decision::NoLonger { .. }, Decision::NotEligible)
        )
    }

    fn same(&self, answer: &OfferAnswer) -> Option<&OfferAnswer> {
        self.0.offers.iter().find(|own| own.offer == answer.offer && own.subject == answer.subject)
    }
}

/// Has the family lost a child, before its birth or after? A pregnancy that ended without a recorded birth is taken for a
/// loss, on whatever day is asked about.
fn has_lost(family: &Family) -> bool {
    family.children.iter().any(|child| child.died.is_some()) || family.pregnancies.iter().any(|own| lost(family, own))
}

fn over(own: &Pregnancy) -> bool {
    own.ended.is_some() || own.outcome.is_some()
}

fn lost(family: &Family, own: &Pregnancy) -> bool {
    let mut expected = family.children.iter().filter(|child| child.pregnancy.as_ref() == Some(&own.id));
    let born = own.outcome == Some(Outcome::Birth) || expected.any(|child| child.born.is_some());
    over(own) && !born
}

/// Is no child there that lives, and none expected?
fn nobody_comes(family: &Family) -> bool {
    let of_lost = |id: &String| family.pregnancies.iter().any(|own| own.id == *id && lost(family, own));
    family.children.iter().all(|child| child.died.is_some() || child.pregnancy.as_ref().is_some_and(of_lost))
        && family.pregnancies.iter().all(over)
}
