//! Which way disadvantage lies: of two cells of a fact, which stands for more.

use std::collections::{BTreeMap, BTreeSet};

use super::anyone::{Anyone, Role};
use super::space::Space;
use crate::condition::{CodeList, Grounds, VariableId};
use crate::family::FactName;
use crate::programme::Programme;
use crate::vocabulary::{Category, Disadvantage, FactDefinition, FactType, Records, Subject};

/// Which way disadvantage lies along a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Direction {
    /// Higher numbers are more: of disadvantage, of need, or of a resource that must not lower anything.
    Rising,
    /// Lower numbers are more.
    Falling,
    /// These numbers are more than all others.
    Among(Vec<i64>),
    /// Nobody knows which of two values is more: neither may lower anything.
    Either,
}

impl Direction {
    /// Two numbers of two cells, as near to each other as can be, of which the second stands for more.
    pub(super) fn near(&self, less: (i64, i64), more: (i64, i64)) -> Option<(i64, i64)> {
        match self {
            Direction::Among(numbers) => {
                let better = (less.0..=less.1).find(|number| !numbers.contains(number))?;
                let worse = numbers.iter().copied().find(|number| (more.0..=more.1).contains(number))?;
                Some((better, worse))
            }
            _ if less.0 <= more.0 => Some((less.1, more.0)),
            _ => Some((less.0, more.1)),
        }
    }

    /// May the second cell stand for more than the first?
    pub(super) fn more(&self, less: (i64, i64), more: (i64, i64)) -> bool {
        match self {
            Direction::Rising => more.1 > less.0,
            Direction::Falling => more.0 < less.1,
            Direction::Either => true,
            Direction::Among(numbers) => {
                let within =
                    |(low, high): (i64, i64)| numbers.iter().filter(|number| (low..=high).contains(*number)).count();
                let all = |(low, high): (i64, i64)| high.saturating_sub(low).saturating_add(1);
                within(more) > 0 && i64::try_from(within(less)).unwrap_or(i64::MAX) < all(less)
            }
        }
    }
}

/// The disadvantaged codes of all facts that no condition names, each with a number beyond those of the codes that are named;
/// of two facts, one code has one number.
pub(super) fn strange(programme: &Programme) -> Vec<(&str, i64)> {
    let ledger = programme.ledger();
    let named = i64::try_from(ledger.codes().len()).unwrap_or(i64::MAX);
    let codes = programme.facts().values().filter(|definition| definition.of_type == FactType::Code);
    let worse = codes.filter_map(|definition| match &definition.disadvantage {
        Some(Disadvantage::Values(values)) => Some(values),
        _ => None,
    });
    let unknown: BTreeSet<&str> =
        worse.flatten().map(String::as_str).filter(|value| ledger.known_code(value).is_none()).collect();
    unknown.into_iter().zip(named..).collect()
}

/// The definition of the fact of a level, if it is one of a vocabulary.
pub(super) fn definition<'p>(space: &Space<'_>, programme: &'p Programme, level: usize) -> Option<&'p FactDefinition> {
    of(&space.anyone, programme, space.facts.get(level)?.id)
}

fn of<'p>(anyone: &Anyone, programme: &'p Programme, id: VariableId) -> Option<&'p FactDefinition> {
    if *anyone.role(id).1 != Role::Named {
        return None;
    }
    match FactName::parse(&anyone.variable(id).label.name)? {
        FactName::Of { subject, own, .. } => programme.facts().get(&(subject, own.to_owned())),
        FactName::List(_) => None,
    }
}

/// The facts of which some values are worse than all others, with the numbers of these: each must lie in a cell of its own.
pub(super) fn apart(anyone: &Anyone, programme: &Programme) -> BTreeMap<VariableId, Vec<i64>> {
    let ids = (0..anyone.known.variables.len()).map(VariableId);
    let worse = ids.filter_map(|id| Some((id, among(of(anyone, programme, id)?, programme)?)));
    worse.collect()
}

/// The numbers of the values of a fact that are worse than all others, where it has such.
fn among(definition: &FactDefinition, programme: &Programme) -> Option<Vec<i64>> {
    let Disadvantage::Values(values) = definition.disadvantage.as_ref()? else { return None };
    let number = |value: &String| match &definition.of_type {
        FactType::Enum { values } => {
            values.iter().position(|own| own == value).and_then(|index| i64::try_from(index).ok())
        }
        _ => programme
            .ledger()
            .known_code(value)
            .or_else(|| strange(programme).into_iter().find(|(own, _)| own == value).map(|own| own.1)),
    };
    Some(values.iter().filter_map(number).collect())
}

/// Is the fact of a level a need, in whosever voice?
pub(super) fn is_need(space: &Space<'_>, level: usize) -> bool {
    let fact = space.facts.get(level);
    fact.is_some_and(|fact| {
        matches!(space.anyone.variable(fact.id).label.category, Category::Need | Category::Observation)
            && matches!(FactName::parse(space.name(level)), Some(FactName::Of { subject: Subject::Family, own, .. })
                if own.starts_with("needs.") || own.starts_with("observed."))
    })
}

/// A circumstance: a fact with a disadvantaged end.
pub(super) fn is_circumstance(space: &Space<'_>, programme: &Programme, level: usize) -> bool {
    definition(space, programme, level).is_some_and(|fact| fact.disadvantage.is_some())
}

/// A status that no target population and no universal offer may hang on.
pub(super) fn is_status(space: &Space<'_>, programme: &Programme, level: usize) -> bool {
    definition(space, programme, level).is_some_and(|fact| {
        matches!(
            fact.category,
            Category::ResidenceStatus | Category::Nationality | Category::Address | Category::Papers
        )
    })
}

/// Which way more lies along the fact of a level; `None` where it has no direction. Of a refusal, refusing is more: `true`,
/// a higher number, a later value of an enum; of its day, or of a code for it, nobody knows.
pub(super) fn direction(space: &Space<'_>, programme: &Programme, level: usize) -> Option<Direction> {
    let fact = space.facts.get(level)?;
    if let Role::Has(CodeList::Resources, _) = space.anyone.role(fact.id).1 {
        return Some(Direction::Rising);
    }
    if is_need(space, level) {
        return Some(Direction::Rising);
    }
    let definition = definition(space, programme, level)?;
    // A refusal never lowers anything, whatever else is said of the fact.
    if definition.records == Some(Records::Refusal) {
        let ordered = !matches!(definition.of_type, FactType::Code | FactType::Date { .. });
        return Some(if ordered { Direction::Rising } else { Direction::Either });
    }
    Some(match definition.disadvantage.as_ref()? {
        Disadvantage::Low | Disadvantage::False => Direction::Falling,
        Disadvantage::High | Disadvantage::True => Direction::Rising,
        Disadvantage::Values(_) => Direction::Among(among(definition, programme).unwrap_or_default()),
    })
}
