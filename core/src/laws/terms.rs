//! What a region says of one fact, as a condition would: `child.age_months` from 72 to 83.

use serde::Serialize;

use super::anyone::{Role, Whose};
use super::proof::Proof;
use super::regions::Region;
use crate::calendar::{Day, Unit};
use crate::condition::{CodeList, Grounds, Logic, Quantity};
use crate::family::{FactName, Intensity, LivesHere};
use crate::vocabulary::{FactType, Subject, decode};

/// What a description says of one fact: that it lies between two values, or is one of some.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Term {
    /// The fact, as conditions write it: `child.age_months` of the member that the offer is for; of another member with an
    /// id that stands for anyone of the kind: `child[c1].age_months`; `child[c1]` alone says that there is one.
    pub fact: String,
    /// The least value, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The greatest value, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The values, where they are named one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// It is none of the values.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
}

impl Term {
    pub(super) fn of(fact: &str) -> Self {
        Term { fact: fact.to_owned(), from: None, until: None, values: Vec::new(), other: false }
    }

    fn values(fact: &str, values: Vec<String>, other: bool) -> Self {
        Term { values, other, ..Term::of(fact) }
    }
}

/// The terms of a region, in the order of its facts. The member that is the subject is meant where no id stands; others are
/// numbered anew, so that what says the same of two of a kind is the same.
pub(super) fn terms(proof: &Proof<'_>, region: &Region, subject: Option<(Subject, usize)>) -> Vec<Term> {
    let mut found = Vec::new();
    let mut others: Vec<(Whose, String)> = Vec::new();
    for (level, cells) in region {
        let Some(fact) = proof.space.facts.get(*level) else {
            found.extend(of_sum(proof, *level, cells));
            continue;
        };
        let (whose, role) = proof.space.anyone.role(fact.id);
        let itself = subject == Some((whose.subject(), whose.index));
        // That the one is there whom the offer is for goes without saying.
        if itself && *role == Role::There {
            continue;
        }
        let first = found.len();
        of_level(proof, *level, cells, &mut found);
        if itself || whose == Whose::FAMILY {
            continue;
        }
        let known = others.iter().find(|(own, _)| *own == whose).map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| {
            let kind = whose.subject().as_str();
            let born = whose.subject() != Subject::Child || whose.index < proof.space.anyone.born;
            let letter = if born { kind.get(..1).unwrap_or_default() } else { "e" };
            let count = others.iter().filter(|(own, _)| own.subject() == whose.subject()).count();
            let name = format!("{kind}[{letter}{}]", count + 1);
            others.push((whose, name.clone()));
            name
        });
        for term in found.iter_mut().skip(first) {
            term.fact = match term.fact.split_once('.') {
                Some((_, own)) => format!("{name}.{own}"),
                None => name.clone(),
            };
        }
    }
    found
}

/// What is said of a sum of facts: `family.rent + 2 * family.debts` from 100 to 200.
fn of_sum(proof: &Proof<'_>, level: usize, cells: &[bool]) -> Vec<Term> {
    let space = &proof.space;
    let Some((form, _)) = space.sums.iter().find(|(_, own)| *own == level) else { return Vec::new() };
    let mut name = String::new();
    for (factor, id) in &form.terms {
        let sign = match (name.is_empty(), *factor < 0) {
            (true, _) => "",
            (false, true) => " - ",
            (false, false) => " + ",
        };
        let own = super::names::written(&space.anyone.variable(*id).label.name);
        name += sign;
        name += &match factor.unsigned_abs() {
            1 => own,
            times => format!("{times} * {own}"),
        };
    }
    // Numbers are written as those of the facts, where all are of one kind.
    let kind = |id| space.level(id).and_then(|level| super::direction::definition(space, proof.programme, level));
    let mut kinds = form.terms.iter().map(|(_, id)| kind(*id).map(|own| &own.of_type));
    let first = kinds.next().flatten().filter(|first| {
        let places = |of_type: &FactType| match of_type {
            FactType::Number { places, .. } | FactType::Money { places, .. } => Some(*places),
            _ => None,
        };
        kinds.all(|own| own.is_some_and(|own| places(own).is_some() && places(own) == places(first)))
    });
    let word = |number: i64| first.map_or_else(|| number.to_string(), |first| decode(first, number).to_string());
    let (least, most) = (form.cells.first().map_or(0, |own| own.0), form.cells.last().map_or(0, |own| own.1));
    let stretches = stretches(&form.cells, cells).into_iter();
    stretches
        .map(|(low, high)| {
            let (from, until) = ((low > least).then(|| word(low)), (high < most).then(|| word(high)));
            Term { from, until, ..Term::of(&name) }
        })
        .collect()
}

/// The regions of which each says one stretch of a number or of days: several stretches are several regions.
pub(super) fn split(proof: &Proof<'_>, region: Region) -> Vec<Region> {
    let mut found = vec![Region::new()];
    for (level, cells) in region {
        let ways = if is_listed(proof, level) { vec![cells] } else { runs(&cells) };
        found = ways
            .iter()
            .flat_map(|cells| found.iter().map(move |own| [own.as_slice(), &[(level, cells.clone())]].concat()))
            .collect();
    }
    found
}

/// Are the values of a fact named one by one?
fn is_listed(proof: &Proof<'_>, level: usize) -> bool {
    let Some(fact) = proof.space.facts.get(level) else { return true };
    let numbers = super::direction::definition(&proof.space, proof.programme, level)
        .is_some_and(|own| !matches!(own.of_type, FactType::Bool | FactType::Enum { .. } | FactType::Code));
    let name = proof.space.name(level);
    let days = [".born", ".arrived", ".pregnancy", ".expected"].iter().any(|end| name.ends_with(end));
    let role = proof.space.anyone.role(fact.id).1;
    !(numbers || *role == Role::Expected || *role == Role::Named && days)
}

/// The runs of cells that are meant, each by itself.
fn runs(cells: &[bool]) -> Vec<Vec<bool>> {
    let mut found: Vec<Vec<bool>> = Vec::new();
    for (index, meant) in cells.iter().enumerate() {
        if !meant {
            continue;
        }
        let follows = index > 0 && cells.get(index - 1) == Some(&true);
        match found.last_mut().filter(|_| follows).and_then(|last| last.get_mut(index)) {
            Some(mark) => *mark = true,
            None => found.push((0..cells.len()).map(|own| own == index).collect()),
        }
    }
    found
}

fn of_level(proof: &Proof<'_>, level: usize, cells: &[bool], found: &mut Vec<Term>) {
    let space = &proof.space;
    let Some(fact) = space.facts.get(level) else { return };
    let variable = space.anyone.variable(fact.id);
    let name = super::names::written(&variable.label.name);
    let holds = cells.last().copied().unwrap_or(false);
    let (whose, role) = space.anyone.role(fact.id);
    let own = match FactName::parse(&variable.label.name) {
        Some(FactName::Of { subject, own, .. }) => Some((subject, own)),
        _ => None,
    };
    match (role, own) {
        (Role::There, _) => found.push(Term::values(&variable.label.name, vec![holds.to_string()], false)),
        (Role::Has(list, code), _) => {
            let list = match list {
                CodeList::Territories => "family.territories",
                CodeList::Languages => "family.languages",
                CodeList::Resources => "family.resources",
            };
            found.push(Term::values(list, code_text(proof, *code).into_iter().collect(), !holds));
        }
        (Role::Expected, _)
        | (_, Some((Subject::Child, "born" | "arrived" | "pregnancy")) | Some((Subject::Adult, "born"))) => {
            for (low, high) in stretches(&fact.cells, cells) {
                days(proof, whose.subject(), &name, (low, high), (variable.low, variable.high), found);
            }
        }
        (Role::Named, Some((subject, own))) => {
            let definition = proof.programme.facts().get(&(subject, own.to_owned())).map(|own| &own.of_type);
            let word = |number: i64| match (definition, own) {
                (Some(of_type), _) => decode(of_type, number).to_string(),
                (None, "lives_here") => word_of(LivesHere::ALL, number, LivesHere::as_str),
                (None, _) => word_of(Intensity::ALL, number, Intensity::as_str),
            };
            match definition {
                Some(FactType::Code) => codes(proof, &name, &fact.cells, cells, found),
                None if own == "territory" => codes(proof, &name, &fact.cells, cells, found),
                Some(FactType::Bool | FactType::Enum { .. }) | None => {
                    let values = stretches(&fact.cells, cells).into_iter().flat_map(|(low, high)| low..=high);
                    found.push(Term::values(&name, values.map(word).collect(), false));
                }
                Some(_) => {
                    for (low, high) in stretches(&fact.cells, cells) {
                        let from = (low > variable.low).then(|| word(low));
                        let until = (high < variable.high).then(|| word(high));
                        found.push(Term { from, until, ..Term::of(&name) });
                    }
                }
            }
        }
        (Role::Named, None) => {}
    }
}

fn word_of<T: Copy>(all: &[T], number: i64, word: impl Fn(T) -> &'static str) -> String {
    let index = usize::try_from(number).ok();
    index.and_then(|index| all.get(index)).map(|own| word(*own).to_owned()).unwrap_or_default()
}

fn code_text(proof: &Proof<'_>, code: i64) -> Option<String> {
    usize::try_from(code).ok().and_then(|index| proof.programme.ledger().codes().get(index)).cloned()
}

/// Codes: those named one by one, or all but those.
fn codes(proof: &Proof<'_>, name: &str, all: &[(i64, i64)], cells: &[bool], found: &mut Vec<Term>) {
    let other = cells.last().copied().unwrap_or(false);
    let named = all.iter().zip(cells).filter(|(_, holds)| **holds != other);
    let numbers = named.flat_map(|((low, high), _)| *low..=(*high).min(low.saturating_add(1 << 16)));
    found.push(Term::values(name, numbers.filter_map(|number| code_text(proof, number)).collect(), other));
}

/// The stretches of numbers that the marked cells cover.
fn stretches(all: &[(i64, i64)], cells: &[bool]) -> Vec<(i64, i64)> {
    let mut found: Vec<(i64, i64)> = Vec::new();
    for ((low, high), _) in all.iter().zip(cells).filter(|(_, holds)| **holds) {
        match found.last_mut() {
            Some(last) if last.1.saturating_add(1) == *low => last.1 = *high,
            _ => found.push((*low, *high)),
        }
    }
    found
}

/// A stretch of days of birth, as the ages by which conditions know it.
fn days(
    proof: &Proof<'_>,
    subject: Subject,
    name: &str,
    (low, high): (Day, Day),
    range: (Day, Day),
    found: &mut Vec<Term>,
) {
    let marks = marks(proof, subject, name);
    // Who was born no later than a day has completed an age.
    let reached = |day: Day| marks.iter().filter(move |(at, _, _)| *at == day);
    let least = (high < range.1).then(|| reached(high).next()).flatten();
    let beyond: Vec<_> = if low > range.0 { reached(low - 1).collect() } else { Vec::new() };
    let same = beyond.iter().find(|(_, own, _)| least.is_some_and(|(_, least, _)| least == own)).or(beyond.first());
    let (least, beyond) = (least.cloned(), same.map(|own| (*own).clone()));
    // Who is no younger than any is born, at the least.
    let born = subject == Subject::Child && name.ends_with(".born") && high >= range.1;
    let least = least.or_else(|| beyond.clone().filter(|_| born).map(|(day, own, _)| (day, own, 0)));
    match (least, beyond) {
        (Some((_, one, from)), Some((_, two, until))) if one == two => {
            found.push(Term { from: Some(from.to_string()), until: Some((until - 1).to_string()), ..Term::of(&one) });
        }
        (least, beyond) => {
            if let Some((_, own, from)) = least {
                found.push(Term { from: Some(from.to_string()), ..Term::of(&own) });
            }
            if let Some((_, own, until)) = beyond {
                found.push(Term { until: Some((until - 1).to_string()), ..Term::of(&own) });
            }
        }
    }
}

/// For each age that a condition names: the last day of birth that has completed it, what conditions call it, its number.
fn marks(proof: &Proof<'_>, subject: Subject, name: &str) -> Vec<(Day, String, i64)> {
    let term = proof.programme.term_weeks().map_or(0, i64::from);
    let mut found = Vec::new();
    for logic in super::every::logics(proof.programme) {
        logic.walk(&mut |part| {
            let Logic::In(reading, set) = part else { return };
            let Some(quantity) = proof.programme.ledger().quantities(reading.subject).get(reading.index) else {
                return;
            };
            let (unit, shift) = match quantity {
                Quantity::Age(unit, corrected) if *corrected == name.ends_with(".pregnancy") => (*unit, 0),
                Quantity::MonthsSinceArrival if name.ends_with(".arrived") => (Unit::Months, 0),
                Quantity::AdultYears if subject == Subject::Adult => (Unit::Years, 0),
                Quantity::Week if subject == Subject::Pregnancy => (Unit::Weeks, term),
                _ => return,
            };
            let own = format!("{}.{}", reading.subject.as_str(), quantity.name());
            for cut in set.cuts() {
                let last = last_born(unit, cut.saturating_sub(shift), proof.on);
                if !found.contains(&(last, own.clone(), cut)) {
                    found.push((last, own.clone(), cut));
                }
            }
        });
    }
    // Whoever is born is 0 days old.
    if subject == Subject::Child && name.ends_with(".born") {
        found.push((proof.on, "child.age_days".to_owned(), 0));
    }
    found
}

/// The last day from which so many units are completed on a day.
fn last_born(unit: Unit, count: i64, on: Day) -> Day {
    let guess = match unit {
        Unit::Days => return on.saturating_sub(count),
        Unit::Weeks => return on.saturating_sub(count.saturating_mul(7)),
        Unit::Months | Unit::Years => Unit::reached(unit, on, count.saturating_neg()),
    };
    (guess - 4..=guess + 4).rev().find(|day| unit.between(*day, on) >= count).unwrap_or(guess)
}
