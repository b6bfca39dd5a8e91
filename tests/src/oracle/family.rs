//! Random families, from what a programme may read.

use super::civil::{Day, Partial, date, plus_months};
use super::generate::Choices;
use super::model::{Adult, Child, DOMAINS, Family, Given, Kind, OTHER, Pregnancy, Programme};

/// How much is known of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Some of it.
    Some,
    /// Most of it.
    Most,
    /// All of it.
    All,
}

/// How much is known, in a hundred.
#[derive(Debug, Clone, Copy)]
struct Share(usize);

fn part(choices: &mut Choices<'_>, known: Share, of: Day) -> Option<Partial> {
    let (year, month, _) = date(of);
    if known.0 >= 100 || choices.chance(known.0) {
        return Some(Partial::Day(of));
    }
    match choices.below(4) {
        0 | 1 => Some(Partial::Month(year, month)),
        2 => Some(Partial::Year(year)),
        _ => None,
    }
}

fn given(choices: &mut Choices<'_>, known: Share, programme: &Programme, of: Kind) -> Given {
    let mut found = Vec::new();
    for (index, fact) in programme.facts.iter().enumerate().filter(|(_, fact)| fact.of == of) {
        let value = choices.one(&fact.of_type.values());
        if choices.chance(known.0) || known.0 >= 100 {
            found.push((index, value));
        }
    }
    found
}

fn codes(choices: &mut Choices<'_>) -> Vec<i64> {
    (0..=OTHER).filter(|_| choices.chance(30)).collect()
}

fn birth(choices: &mut Choices<'_>, on: Day) -> Day {
    let months = choices.one(&[12, 0, 1, 3, 6, 24, 36, 200, 216]);
    plus_months(on, -months) + choices.one(&[0, 1, -1, -30, 2, -10]) * i64::from(months > 0)
}

/// A family, as far as known.
pub(super) fn family(
    choices: &mut Choices<'_>,
    programme: &Programme,
    on: Day,
    corrected: bool,
    known: Known,
) -> Family {
    let share = match known {
        Known::Some => choices.one(&[100, 80, 50, 20, 65]),
        Known::Most => choices.one(&[90, 100, 80, 95, 65]),
        Known::All => choices.one(&[100]),
    };
    let known = Share(share);
    let mut family = Family::default();
    for kind in Kind::MEMBERS {
        if corrected || known.0 >= 100 || choices.chance(70) {
            family.complete.push(kind);
        }
    }
    for _ in 0..choices.below(3) {
        let age = choices.one(&[25, 18, 17, 26, 40, 119]);
        let born = plus_months(on, -12 * age) + choices.one(&[0, 1, -1, 100, -100]);
        let lives = choices.between(0, 2);
        family.adults.push(Adult {
            born: part(choices, known, born),
            lives: (known.0 >= 100 || choices.chance(known.0)).then_some(lives),
            given: given(choices, known, programme, Kind::Adult),
        });
    }
    let pregnancies = if corrected { 1 } else { choices.below(5).saturating_sub(2) };
    for _ in 0..pregnancies {
        family.pregnancies.push(pregnancy(choices, programme, known, on));
    }
    let twin = usize::from(!family.pregnancies.is_empty() && choices.chance(20));
    for _ in 0..choices.below(3) + twin {
        let child = child(choices, programme, known, on, &family, corrected);
        family.children.push(child);
    }
    let known_here = |choices: &mut Choices<'_>| known.0 >= 100 || choices.chance(known.0);
    family.territory = known_here(choices).then(|| choices.between(0, OTHER));
    family.others = known_here(choices).then(|| codes(choices));
    family.languages = known_here(choices).then(|| codes(choices));
    // An empty list of languages says nothing; where all is known, there is one.
    if known.0 >= 100 && family.languages.as_ref().is_some_and(Vec::is_empty) {
        family.languages = Some(vec![choices.between(0, OTHER)]);
    }
    family.resources = codes(choices);
    for _ in DOMAINS {
        let need = choices.between(0, 3);
        family.needs.push(known_here(choices).then_some(need));
        let voices = if known_here(choices) { 1 + choices.below(2) } else { 0 };
        family.observed.push((0..voices).map(|_| choices.between(0, 3)).collect());
    }
    family.given = given(choices, known, programme, Kind::Family);
    for fact in programme.facts.iter().filter(|fact| fact.of == Kind::Family) {
        if choices.chance(10) {
            family.declined.push(format!("family.{}", fact.name));
        }
    }
    if choices.chance(5) {
        family.declined.push("family.territory".to_owned());
    }
    if choices.chance(5) {
        family.declined.push("pregnancy[p1].expected".to_owned());
    }
    family
}

fn pregnancy(choices: &mut Choices<'_>, programme: &Programme, known: Share, on: Day) -> Pregnancy {
    let expected = on + choices.one(&[30, 0, 1, -1, -7, 100, 200, -40, 280]);
    let mut own = Pregnancy {
        expected: part(choices, known, expected),
        ended: None,
        given: given(choices, known, programme, Kind::Pregnancy),
    };
    if known.0 < 100 && choices.chance(15) {
        own.expected = None;
    }
    if choices.chance(10) {
        let ended = on - choices.between(0, 60);
        let partial = part(choices, known, ended).unwrap_or(Partial::Day(ended));
        let partial = if partial.ends().1 > on { Partial::Day(ended) } else { partial };
        own.ended = Some((partial, choices.one(&[None, Some(true), Some(false), Some(true)])));
    }
    own
}

fn child(
    choices: &mut Choices<'_>,
    programme: &Programme,
    known: Share,
    on: Day,
    family: &Family,
    corrected: bool,
) -> Child {
    let mut own = Child { given: given(choices, known, programme, Kind::Child), ..Child::default() };
    if !family.pregnancies.is_empty() && (corrected || choices.chance(60)) {
        let of = choices.below(family.pregnancies.len());
        own.pregnancy = Some(of);
        let lost = matches!(family.pregnancies[of].ended, Some((_, Some(false))));
        let born = on - choices.between(0, 100);
        if !lost && choices.chance(30) {
            own.born = part(choices, known, born);
        }
        if choices.chance(12) {
            let died = (on - choices.between(0, 3)).max(own.born.map_or(born, |born| born.ends().0));
            own.died = part(choices, known, died).or(Some(Partial::Day(died)));
        }
        return own;
    }
    let born = birth(choices, on);
    own.born = part(choices, known, born);
    if choices.chance(25) {
        let arrived = (born + choices.one(&[0, 10, 31, 300])).min(on.max(born));
        own.arrived = part(choices, known, arrived);
    }
    if choices.chance(5) {
        own.died = Some(Partial::Day(on - choices.between(0, 3)));
        own.arrived = None;
        if own.born.is_some_and(|born| born.ends().0 > on - 3) {
            own.born = None;
        }
    }
    own
}
