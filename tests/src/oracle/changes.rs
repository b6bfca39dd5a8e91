//! The changes of a no, by trying every value of every fact, and every pair of values of every two.

use std::collections::{BTreeMap, BTreeSet};

use millejours::{Change, Decision, Family, OfferAnswer, Programme, Then, parse_date};

use super::answer::{subjects, today, uses};
use super::civil::iso;
use super::complete::{present_child, present_pregnancy};
use super::model::{CODES, Case, Expr, GRADES, Given, Kind, Members, ONE, Offer, Reading, Type};
use super::uses::What;
use super::write::{decimal, json, toml};

/// What was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answers that are not eligible.
    pub refused: usize,
    /// Changes applied, and what each said that it gives came out.
    pub applied: usize,
    /// Changes of two facts among them.
    pub pairs: usize,
    /// Changes that leave the answer undetermined among them.
    pub undetermined: usize,
    /// Answers whose whole list is that of the oracle.
    pub complete: usize,
    /// Answers without a change, as the oracle finds none, though facts could be changed.
    pub none: usize,
    /// Codes of which the oracle knows that one suffices, and one was listed.
    pub codes: usize,
    /// Answers beside a changeable code whose other facts, each alone, are those of the oracle.
    pub beside_codes: usize,
    /// Changes over wide ranges, and the nearer values tried in vain.
    pub wide: usize,
    /// See [`Counts::wide`].
    pub nearer: usize,
    /// Answers beyond the oracle, or beyond the library's bound.
    pub skipped: usize,
}

impl Counts {
    /// Adds what another thread counted.
    pub fn add(&mut self, other: &Counts) {
        self.refused += other.refused;
        self.applied += other.applied;
        self.pairs += other.pairs;
        self.undetermined += other.undetermined;
        self.complete += other.complete;
        self.none += other.none;
        self.codes += other.codes;
        self.beside_codes += other.beside_codes;
        self.wide += other.wide;
        self.nearer += other.nearer;
        self.skipped += other.skipped;
    }
}

/// A known fact that could be changed.
#[derive(Debug, Clone)]
struct Place {
    name: String,
    of: Kind,
    member: usize,
    fact: usize,
    present: i64,
}

fn given(case: &mut Case, of: Kind, member: usize) -> &mut Given {
    match of {
        Kind::Family => &mut case.family.given,
        Kind::Adult => &mut case.family.adults[member].given,
        Kind::Child => &mut case.family.children[member].given,
        Kind::Pregnancy => &mut case.family.pregnancies[member].given,
    }
}

fn places(case: &Case) -> Vec<Place> {
    let mut found = Vec::new();
    let family = &case.family;
    let members = [(Kind::Family, 1), (Kind::Adult, family.adults.len()), (Kind::Child, family.children.len())];
    for (of, count) in members.into_iter().chain([(Kind::Pregnancy, family.pregnancies.len())]) {
        for member in 0..count {
            let there = match of {
                Kind::Child => present_child(case, member),
                Kind::Pregnancy => present_pregnancy(case, member),
                Kind::Family | Kind::Adult => true,
            };
            for (fact, present) in given(&mut case.clone(), of, member).iter().filter(|_| there) {
                let own = &case.programme.facts[*fact];
                let name = match of {
                    Kind::Family => format!("family.{}", own.name),
                    _ => format!("{}[{}{}].{}", of.one(), &of.one()[..1], member + 1, own.name),
                };
                if own.changeable && !family.declined.contains(&name) {
                    found.push(Place { name, of, member, fact: *fact, present: *present });
                }
            }
        }
    }
    found.sort_by(|one, two| one.name.cmp(&two.name));
    found
}

fn with(case: &Case, changes: &[(&Place, i64)]) -> Case {
    let mut changed = case.clone();
    for (place, value) in changes {
        for (fact, own) in given(&mut changed, place.of, place.member) {
            if *fact == place.fact {
                *own = *value;
            }
        }
    }
    changed
}

/// The other values of a fact, the nearest first, of two as near the lower.
fn values(case: &Case, place: &Place) -> Vec<i64> {
    let mut found = case.programme.facts[place.fact].of_type.values();
    found.retain(|value| *value != place.present);
    found.sort_by_key(|value| ((value - place.present).abs(), *value));
    found
}

fn written(case: &Case, place: &Place, value: i64) -> String {
    match case.programme.facts[place.fact].of_type {
        Type::Bool => (value != 0).to_string(),
        Type::Int(..) => decimal(value, 0),
        Type::Number(..) => format!("\"{}\"", decimal(value, 1)),
        Type::Money(..) => format!("\"{}\"", decimal(value, 2)),
        Type::Date(..) => format!("\"{}\"", iso(value)),
        Type::Code => format!("\"{}\"", CODES[value as usize]),
        Type::Grade => format!("\"{}\"", GRADES[value as usize]),
    }
}

/// A change as text, so that two can be compared.
type Told = (Vec<(String, String)>, bool);

fn told(case: &Case, change: &[(&Place, i64)], certain: bool) -> Told {
    let set = change.iter().map(|(place, value)| (place.name.clone(), written(case, place, *value)));
    (set.collect(), certain)
}

fn listed(change: &Change) -> Told {
    let text = |value: &millejours::FactValue| match value {
        millejours::FactValue::Bool(truth) => truth.to_string(),
        millejours::FactValue::Integer(number) => number.to_string(),
        millejours::FactValue::Text(text) => format!("\"{text}\""),
        other => format!("{other:?}"),
    };
    let set = change.set.iter().map(|(name, value)| (name.clone(), text(value)));
    (set.collect(), change.then == Then::Eligible)
}

/// What the definition says, tried literally; none where there are too many completions.
/// `all`: pairs as well where three single facts suffice, and nothing cut.
fn expected(case: &Case, offer: &Offer, subject: Option<usize>, places: &[Place], all: bool) -> Option<Vec<Told>> {
    // Whether it is eligible for certain; nothing where it is a no.
    let gives = |change: &[(&Place, i64)]| -> Option<Option<bool>> {
        let (holds, fails) = today(&with(case, change), offer, subject)?;
        Some(holds.then_some(!fails))
    };
    // What no rule reads changes nothing.
    let uses = uses(case, offer);
    let is_read = |place: &&Place| match place.of {
        Kind::Family => uses.facts.contains(&place.fact),
        of => {
            let what = What::Fact(place.fact);
            uses.members.contains(&(of, what)) || uses.subject.contains(&what) && subject == Some(place.member)
        }
    };
    let places: Vec<&Place> = places.iter().filter(is_read).collect();
    let mut found: Vec<Told> = Vec::new();
    let mut insufficient = Vec::new();
    for place in places {
        let mut best: Option<Told> = None;
        for value in values(case, place) {
            let change = [(place, value)];
            match gives(&change)? {
                Some(certain) if best.as_ref().is_none_or(|best| certain && !best.1) => {
                    best = Some(told(case, &change, certain));
                }
                _ => {}
            }
        }
        match best {
            Some(best) => found.push(best),
            None => insufficient.push(place),
        }
    }
    found.sort_by_key(|(_, certain)| !certain);
    let mut pairs = Vec::new();
    for (at, one) in insufficient.iter().enumerate().filter(|_| all || found.len() < 3) {
        for two in &insufficient[at + 1..] {
            let mut best: Option<Told> = None;
            for first in values(case, one) {
                for second in values(case, two) {
                    let change = [(*one, first), (*two, second)];
                    match gives(&change)? {
                        Some(certain) if best.as_ref().is_none_or(|best| certain && !best.1) => {
                            best = Some(told(case, &change, certain));
                        }
                        _ => {}
                    }
                }
            }
            pairs.extend(best);
        }
    }
    pairs.sort_by_key(|(_, certain)| !certain);
    found.append(&mut pairs);
    if !all {
        found.truncate(3);
    }
    Some(found)
}

/// The codes that rules compare a fact with, each alone and directly.
fn named(expr: &Expr, place: &Place, found: &mut BTreeSet<i64>) {
    let is_own = |own: &Expr| matches!(own, Expr::Read(Reading::Fact(_, fact)) if *fact == place.fact);
    let mut members = |members: &Members| members.filter.iter().for_each(|filter| named(filter, place, found));
    match expr {
        Expr::Compare(_, left, right) => match (&**left, &**right) {
            (own, Expr::Literal(literal)) | (Expr::Literal(literal), own) if is_own(own) => {
                found.insert(literal.value);
            }
            (left, right) => {
                named(left, place, found);
                named(right, place, found);
            }
        },
        Expr::In(own, items, _) if is_own(own) => found.extend(items.iter().map(|item| item.value)),
        Expr::Not(inner) | Expr::Defined(_, inner) => named(inner, place, found),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| named(part, place, found)),
        Expr::Exists(list, body) | Expr::All(list, body) => {
            members(list);
            named(body, place, found);
        }
        Expr::Size(list) => members(list),
        Expr::Literal(_)
        | Expr::Read(_)
        | Expr::In(..)
        | Expr::Has(..)
        | Expr::Choose(..)
        | Expr::Negate(_)
        | Expr::Sum(_)
        | Expr::Times(..) => {}
    }
}

fn family(case: &Case) -> Result<Family, String> {
    Family::from_json(json(&case.programme, &case.family)).map_err(|error| error.to_string())
}

/// Compares the changes of every answer of a case; an `Err` tells where they differ.
pub fn compare(case: &Case, counts: &mut Counts) -> Result<(), String> {
    // What is larger than the library promises to judge is looked at elsewhere.
    let Ok(programme) = Programme::from_toml(toml(&case.programme)) else { return Ok(()) };
    let on = parse_date(&iso(case.on)).map_err(|error| error.to_string())?;
    let assess = |case: &Case| programme.assess(&family(case)?, on).map_err(|error| error.to_string());
    let assessment = assess(case)?;
    let places = places(case);
    let by_name: BTreeMap<&str, &Place> = places.iter().map(|place| (place.name.as_str(), place)).collect();
    let entries =
        case.programme.offers.iter().flat_map(|offer| subjects(case, offer).into_iter().map(move |s| (offer, s)));
    for (at, ((offer, subject), own)) in entries.zip(&assessment.offers).enumerate() {
        let came: Vec<Told> = own.changes.iter().map(listed).collect();
        let wrong = |text: &str| Err(format!("{} {:?}: {text}: {came:?}", own.offer, own.subject));
        if own.decision != Decision::NotEligible || !own.exact {
            if !came.is_empty() {
                return wrong("changes of what is not `not_eligible`");
            }
            continue;
        }
        counts.refused += 1;
        // The answer once facts are changed.
        let then = |change: &[(&Place, i64)]| -> Result<OfferAnswer, String> {
            let found = assess(&with(case, change))?.offers;
            found.get(at).cloned().ok_or_else(|| "an answer is gone".to_owned())
        };
        for (set, certain) in &came {
            let mut change = Vec::new();
            for (name, text) in set {
                let Some(place) = by_name.get(name.as_str()) else { return wrong("a fact that cannot be changed") };
                let value = case.programme.facts[place.fact].of_type.values().into_iter();
                let Some(value) = value.into_iter().find(|value| written(case, place, *value) == *text) else {
                    return wrong("a value out of range");
                };
                change.push((*place, value));
            }
            let answer = then(&change)?;
            let right = if *certain { Decision::Eligible } else { Decision::Undetermined };
            if answer.decision != right {
                return wrong(&format!("applied, {set:?} gives {:?}", answer.decision));
            }
            if let Some((holds, fails)) = today(&with(case, &change), offer, subject)
                && (!holds || fails == *certain)
            {
                return wrong(&format!("applied, {set:?} gives the oracle something else"));
            }
            counts.applied += 1;
            counts.pairs += usize::from(set.len() > 1);
            counts.undetermined += usize::from(!certain);
        }
        let is_code = |place: &&Place| case.programme.facts[place.fact].of_type == Type::Code;
        if places.iter().any(|place| is_code(&place)) {
            if came.len() < 3 {
                for place in places.iter().filter(is_code) {
                    let mut codes = BTreeSet::new();
                    offer.when.iter().chain(&offer.unless).for_each(|rule| named(rule, place, &mut codes));
                    let gives = |code: &i64| today(&with(case, &[(place, *code)]), offer, subject);
                    let gave = codes.iter().filter(|code| **code != place.present).filter_map(gives);
                    let gave: Vec<(bool, bool)> = gave.filter(|(holds, _)| *holds).collect();
                    let certain = gave.iter().any(|(_, fails)| !fails);
                    let own = came.iter().find(|(set, _)| set.len() == 1 && set[0].0 == place.name);
                    if !gave.is_empty() && own.is_none_or(|(_, own)| certain && !own) {
                        return wrong(&format!("a code suffices for {}", place.name));
                    }
                    counts.codes += usize::from(!gave.is_empty());
                }
            }
            // The other facts, each alone, are compared in full; three listed may have pushed out more.
            let others: Vec<Place> = places.iter().filter(|place| !is_code(place)).cloned().collect();
            let single = |told: &&Told| told.0.len() == 1 && others.iter().any(|place| place.name == told.0[0].0);
            let own: Vec<Told> = came.iter().filter(single).cloned().collect();
            let Some(mut expected) = expected(case, offer, subject, &others, true) else {
                counts.skipped += 1;
                continue;
            };
            expected.retain(|told| told.0.len() == 1);
            if if came.len() < 3 { own == expected } else { expected.starts_with(&own) } {
                counts.beside_codes += 1;
            } else if all_exact(&places, case, &then)? || own.iter().any(|own| !expected.contains(own)) {
                return wrong(&format!("beside codes the oracle finds {expected:?}, the library"));
            } else {
                counts.skipped += 1;
            }
            continue;
        }
        let Some(first) = expected(case, offer, subject, &places, false) else {
            counts.skipped += 1;
            continue;
        };
        if came == first {
            counts.complete += 1;
            counts.none += usize::from(first.is_empty() && !places.is_empty());
            continue;
        }
        if all_exact(&places, case, &then)? {
            return wrong(&format!("the oracle finds {first:?}, the library"));
        }
        // Beyond its bound the library may list less, but nothing else.
        let candidates = expected(case, offer, subject, &places, true).unwrap_or_default();
        if came.iter().any(|own| !candidates.contains(own)) {
            return wrong(&format!("beyond the bound, the oracle finds {candidates:?}, the library"));
        }
        counts.skipped += 1;
    }
    Ok(())
}

/// Is every answer on the way within the library's bound?
fn all_exact(
    places: &[Place],
    case: &Case,
    then: &impl Fn(&[(&Place, i64)]) -> Result<OfferAnswer, String>,
) -> Result<bool, String> {
    for (at, one) in places.iter().enumerate() {
        for first in values(case, one) {
            if !then(&[(one, first)])?.exact {
                return Ok(false);
            }
            for two in &places[at + 1..] {
                for second in values(case, two) {
                    if !then(&[(one, first), (two, second)])?.exact {
                        return Ok(false);
                    }
                }
            }
        }
    }
    Ok(true)
}

/// How far beyond what the rules speak of the ranges of [`wide`] reach, in steps.
const FAR: i64 = 400;

/// One step of a type: the least difference of two of its values.
fn step(of_type: &Type) -> i64 {
    match of_type {
        Type::Int(..) => ONE,
        Type::Number(..) => ONE / 10,
        Type::Money(..) => ONE / 100,
        Type::Bool | Type::Date(..) | Type::Code | Type::Grade => 1,
    }
}

/// The case with ranges far wider than what its rules speak of, and known values far from them: too many values to try
/// one by one.
pub fn wide(case: &Case) -> Case {
    let mut wide = case.clone();
    for (index, fact) in wide.programme.facts.iter_mut().enumerate() {
        let (low, high) = match &mut fact.of_type {
            Type::Int(low, high) | Type::Number(low, high) | Type::Money(low, high) | Type::Date(low, high) => {
                (low, high)
            }
            Type::Bool | Type::Code | Type::Grade => continue,
        };
        *low -= FAR;
        *high += FAR;
        let away = FAR * step(&fact.of_type) * if index % 2 == 0 { 1 } else { -1 };
        let family = &mut wide.family;
        let adults = family.adults.iter_mut().map(|own| &mut own.given);
        let children = family.children.iter_mut().map(|own| &mut own.given);
        let pregnancies = family.pregnancies.iter_mut().map(|own| &mut own.given);
        for given in adults.chain(children).chain(pregnancies).chain([&mut family.given]) {
            given.iter_mut().filter(|(own, _)| *own == index).for_each(|(_, value)| *value += away);
        }
    }
    wide
}

/// Of a case with wide ranges: each listed change gives what it says, and no value a step nearer does, on either side.
pub fn compare_wide(case: &Case, counts: &mut Counts) -> Result<(), String> {
    let Ok(programme) = Programme::from_toml(toml(&case.programme)) else { return Ok(()) };
    let on = parse_date(&iso(case.on)).map_err(|error| error.to_string())?;
    let assess = |case: &Case| programme.assess(&family(case)?, on).map_err(|error| error.to_string());
    let places = places(case);
    for (at, own) in assess(case)?.offers.iter().enumerate() {
        for change in &own.changes {
            let (set, certain) = listed(change);
            let mut applied = Vec::new();
            for (name, text) in &set {
                let found = places.iter().find(|place| place.name == *name).and_then(|place| {
                    let values = case.programme.facts[place.fact].of_type.values();
                    Some((place, values.into_iter().find(|value| written(case, place, *value) == *text)?))
                });
                applied.push(found.ok_or_else(|| format!("{name} cannot be {text}"))?);
            }
            let gives = |applied: &[(&Place, i64)]| -> Result<(bool, Decision), String> {
                let found = assess(&with(case, applied))?.offers;
                let found = found.get(at).ok_or("an answer is gone")?;
                Ok((found.exact, found.decision))
            };
            let (_, decision) = gives(&applied)?;
            if decision != if certain { Decision::Eligible } else { Decision::Undetermined } {
                return Err(format!("{} {:?}: {set:?} gives {decision:?}", own.offer, own.subject));
            }
            // Of a pair the last is as near as can be, given the first.
            let Some((place, value)) = applied.pop() else { continue };
            let of_type = &case.programme.facts[place.fact].of_type;
            if matches!(of_type, Type::Code) {
                continue;
            }
            let away = (value - place.present).abs();
            let nearer = [value, 2 * place.present - value]
                .into_iter()
                .flat_map(|around| [-1, 0, 1].map(|steps| around + steps * step(of_type)));
            let range = of_type.values();
            let inside = |near: &i64| {
                let (own, near_by) = ((near - place.present).abs(), *near != place.present);
                near_by && (own < away || own == away && *near < value) && range.contains(near)
            };
            for near in nearer.filter(inside) {
                applied.push((place, near));
                let (exact, decision) = gives(&applied)?;
                let turned = decision == Decision::Eligible || !certain && decision == Decision::Undetermined;
                if exact && turned {
                    let near = written(case, place, near);
                    return Err(format!("{} {:?}: nearer than {set:?} is {near}", own.offer, own.subject));
                }
                applied.pop();
                counts.nearer += 1;
            }
            counts.wide += 1;
        }
    }
    Ok(())
}
