//! What a family is not asked, on a page or in a talk. A question too few hurts nobody.

use crate::family::{Complete, FactName, Family, Outcome, Pregnancy};
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
