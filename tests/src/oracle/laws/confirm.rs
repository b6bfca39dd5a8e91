//! A break, looked at by itself: its families are loaded, what they leave open is filled in, and the law is judged again.

use std::collections::BTreeMap;

use millejours::{Assessment, Break, Decision, FAMILY_VOICE, FactValue, Family, GivenFact, Programme, parse_date};

use super::super::civil::{Day, day, iso};
use super::super::model::{CODES, DOMAINS, GRADES, INTENSITIES, Kind, LIVES, ONE, OTHER, Type};
use super::super::world::World;
use super::judge::{NOT, Said, entries, held, say, weight, weights};
use super::people::{Days, Dimension, Shape, Varied, blank, dimensions, set};
use super::policy::Policy;
use super::read::Read;
use super::total;
use super::write::json;

/// A policy as the library knows it.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is told below")]
pub struct Known<'a> {
    pub policy: &'a Policy,
    pub read: &'a Read,
    pub programme: Programme,
    /// With an offer for each rule of the target population and for each score.
    pub mirror: Programme,
}

/// A day, from its text.
pub fn date(text: &str) -> Day {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap_or(0)).collect();
    day(parts[0], parts[1], parts[2])
}

/// Does the library say to a family what the oracle says?
pub fn same(known: &Known<'_>, shape: &Shape, world: &World, on: Day, said: &Said) -> Result<(), String> {
    let policy = known.policy;
    let text = json(policy, shape, world, on);
    let family = Family::from_json(&text).map_err(|error| format!("{error}\n{text}"))?;
    let day = parse_date(&iso(on)).map_err(|error| error.to_string())?;
    let assessed = known.mirror.assess(&family, day).map_err(|error| format!("{error}\n{text}"))?;
    let all = entries(policy.programme.offers.iter().map(|offer| offer.of), shape);
    let scores = entries(policy.programme.scores.iter().map(|score| score.of), shape);
    let mut compared = 0;
    for own in &assessed.offers {
        let member = own.subject.as_deref().map_or(0, |id| id[1..].parse::<usize>().unwrap_or(1) - 1);
        let (expected, came) = if let Some(rule) = own.offer.strip_prefix("target-") {
            let rule: usize = rule.parse().unwrap();
            (if said.target[rule] == 1 { 0 } else { NOT }, amount(own))
        } else if let Some(score) = own.offer.strip_prefix("score-") {
            let score: usize = score.parse().unwrap();
            let place = scores.iter().position(|entry| *entry == (score, member)).ok_or("nobody has that score")?;
            (said.scores[place] - policy.reach(score).0, amount(own))
        } else {
            let offer = own.offer[1..].parse::<usize>().unwrap();
            let place = all.iter().position(|entry| *entry == (offer, member)).ok_or("nobody has that offer")?;
            (said.amounts[place], amount(own))
        };
        compared += 1;
        match came {
            Some(came) if came == expected => {}
            // That a family lacks a strength is never told.
            None if known.read.codes.iter().any(|(list, _)| *list == 2) => {}
            _ => return Err(format!("{} says {came:?} and not {expected} to\n{text}", own.offer)),
        }
    }
    match compared == all.len() + scores.len() + policy.target.len() {
        true => Ok(()),
        false => Err(format!("{compared} answers to\n{text}")),
    }
}

/// The dose, or [`NOT`]; `None` where it is not certain.
fn amount(own: &millejours::OfferAnswer) -> Option<i64> {
    match own.decision {
        Decision::Eligible => match &own.dose {
            None => Some(0),
            Some(dose) => (dose.least == dose.most).then_some(dose.least),
        },
        Decision::Undetermined => None,
        _ => Some(NOT),
    }
}

fn place(of: &[&str], word: &str) -> i64 {
    of.iter().position(|own| *own == word).map_or(-1, |place| place as i64)
}

/// Codes that nothing names are told apart where the library tells them apart: `elsewhere`, `elsewhere-1`.
fn code(text: &str) -> i64 {
    let beyond = || text.rsplit_once('-').and_then(|(_, number)| number.parse::<i64>().ok()).unwrap_or(0);
    CODES.iter().position(|own| *own == text).map_or_else(|| OTHER + beyond(), |place| place as i64)
}

fn decimal(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{part:0<4}");
    digits.parse().unwrap_or(i64::MIN)
}

fn encoded(of_type: &Type, given: &GivenFact) -> i64 {
    match (of_type, &given.value) {
        (Type::Bool, FactValue::Bool(truth)) => i64::from(*truth),
        (_, FactValue::Integer(number)) => number * ONE,
        (_, FactValue::Number(digits)) => decimal(digits),
        (Type::Date(..), FactValue::Text(text)) => date(text),
        (Type::Code, FactValue::Text(text)) => code(text),
        (Type::Grade, FactValue::Text(text)) => place(&GRADES, text),
        (_, FactValue::Text(text)) => decimal(text),
        _ => i64::MIN,
    }
}

/// Who is there in a family, by their places.
struct Listed {
    shape: Shape,
    adults: BTreeMap<String, usize>,
    children: BTreeMap<String, usize>,
    pregnancies: BTreeMap<String, usize>,
}

fn listed(family: &Family) -> Listed {
    let under_way: Vec<_> = family.pregnancies.iter().filter(|own| own.ended.is_none()).collect();
    let of = |child: &millejours::Child| under_way.iter().position(|own| Some(&own.id) == child.pregnancy.as_ref());
    let mut order: Vec<(Option<usize>, &String)> = family.children.iter().map(|child| (of(child), &child.id)).collect();
    order.sort_by_key(|(of, _)| of.map_or(0, |of| of + 1));
    let numbered = |ids: Vec<&String>| ids.into_iter().cloned().zip(0..).collect::<BTreeMap<_, usize>>();
    Listed {
        shape: Shape {
            adults: family.adults.len(),
            born: order.iter().filter(|(of, _)| of.is_none()).count(),
            expected: (0..under_way.len())
                .map(|index| order.iter().filter(|(of, _)| *of == Some(index)).count())
                .collect(),
        },
        adults: numbered(family.adults.iter().map(|own| &own.id).collect()),
        children: numbered(order.into_iter().map(|(_, id)| id).collect()),
        pregnancies: numbered(under_way.into_iter().map(|own| &own.id).collect()),
    }
}

/// What a family tells of one fact.
fn told(policy: &Policy, family: &Family, listed: &Listed, varied: Varied) -> Option<[i64; 3]> {
    let one = |value: i64| Some([value, 0, 0]);
    let by = |ids: &BTreeMap<String, usize>, id: &str, index: usize| ids.get(id) == Some(&index);
    match varied {
        Varied::Fact(kind, index, fact) => {
            let own = &policy.programme.facts[fact];
            let facts = match kind {
                Kind::Family => Some(&family.facts),
                Kind::Adult => {
                    family.adults.iter().find(|own| by(&listed.adults, &own.id, index)).map(|own| &own.facts)
                }
                Kind::Child => {
                    family.children.iter().find(|own| by(&listed.children, &own.id, index)).map(|own| &own.facts)
                }
                Kind::Pregnancy => {
                    family.pregnancies.iter().find(|own| by(&listed.pregnancies, &own.id, index)).map(|own| &own.facts)
                }
            };
            one(encoded(&own.of_type, facts?.get(&own.name)?))
        }
        Varied::Lives(index) => {
            let own = family.adults.iter().find(|own| by(&listed.adults, &own.id, index))?;
            one(place(&LIVES, own.lives_here?.as_str()))
        }
        Varied::AdultBorn(index) => {
            let own = family.adults.iter().find(|own| by(&listed.adults, &own.id, index))?;
            one(date(&own.born?.to_string()))
        }
        Varied::Child(index) => {
            let own = family.children.iter().find(|own| by(&listed.children, &own.id, index))?;
            let arrived = own.arrived.map(|day| date(&day.to_string()));
            let born = own.born.map(|day| date(&day.to_string())).or(arrived)?;
            let of = family.pregnancies.iter().find(|one| Some(&one.id) == own.pregnancy.as_ref());
            let expected = of.and_then(|own| own.expected).map(|day| date(&day.to_string()));
            Some([born, arrived.unwrap_or(born), expected.unwrap_or(born)])
        }
        Varied::Expected(index) => {
            let own = family.pregnancies.iter().find(|own| by(&listed.pregnancies, &own.id, index))?;
            one(date(&own.expected?.to_string()))
        }
        Varied::Territory => one(code(family.territory.as_ref()?)),
        Varied::Code(0, code) => {
            one(i64::from(family.other_territories.as_ref()?.iter().any(|own| own == CODES[code as usize])))
        }
        Varied::Code(1, code) => {
            one(i64::from(family.languages.as_ref()?.iter().any(|own| own == CODES[code as usize])))
        }
        Varied::Code(_, code) => one(i64::from(family.resources.iter().any(|own| own.code == CODES[code as usize]))),
        Varied::Need(domain) | Varied::Observed(domain) => {
            let own = matches!(varied, Varied::Need(_));
            let voices = family.needs.iter().filter(|need| need.domain == DOMAINS[domain]);
            let all = voices.filter(|need| (need.voice == FAMILY_VOICE) == own);
            one(all.map(|need| place(&INTENSITIES, need.intensity.as_str())).max()?)
        }
    }
}

/// The family without one fact.
fn without(family: &Family, fact: &str) -> Family {
    let mut rest = family.clone();
    if let Some(domain) = fact.strip_prefix("family.needs.") {
        rest.needs.retain(|need| need.domain != domain || need.voice != FAMILY_VOICE);
    } else if let Some(domain) = fact.strip_prefix("family.observed.") {
        rest.needs.retain(|need| need.domain != domain || need.voice == FAMILY_VOICE);
    } else if fact == "family.resources" {
        rest.resources.clear();
    } else if let Some(name) = fact.strip_prefix("family.") {
        rest.facts.remove(name);
    } else if let Some((head, name)) = fact.split_once("].") {
        let (subject, id) = head.split_once('[').unwrap_or((head, ""));
        match subject {
            "adult" => rest.adults.iter_mut().filter(|own| own.id == id).for_each(|own| {
                own.facts.remove(name);
            }),
            "child" => rest.children.iter_mut().filter(|own| own.id == id).for_each(|own| {
                own.facts.remove(name);
            }),
            _ => rest.pregnancies.iter_mut().filter(|own| own.id == id).for_each(|own| {
                own.facts.remove(name);
            }),
        }
    }
    rest
}

/// `child.f0` of `child[c1].f0`.
pub fn stripped(fact: &str) -> String {
    match (fact.split_once('['), fact.split_once("].")) {
        (Some((subject, _)), Some((_, own))) => format!("{subject}.{own}"),
        _ => fact.to_owned(),
    }
}

fn check(truth: bool, wrong: impl FnOnce() -> String) -> Result<(), String> {
    if truth { Ok(()) } else { Err(wrong()) }
}

/// One family of a break with everything filled in.
struct Filled {
    shape: Shape,
    world: World,
    values: Vec<[i64; 3]>,
    dimensions: Vec<Dimension>,
    said: Said,
}

fn filled(known: &Known<'_>, days: &Days, family: &Family, on: Day, round: usize) -> Filled {
    let policy = known.policy;
    let listed = listed(family);
    let shape = listed.shape.clone();
    let dimensions = dimensions(policy, known.read, days, &shape);
    let mut world = blank(policy, &shape);
    let mut values = Vec::new();
    for (index, own) in dimensions.iter().enumerate() {
        let width = own.values.len();
        let picked = match round {
            0 => 0,
            1 => width - 1,
            _ => (index * 7 + round * 3) % width,
        };
        let value = told(policy, family, &listed, own.varied).unwrap_or(own.values[picked]);
        set(&mut world, &shape, own.varied, value);
        values.push(value);
    }
    let said = say(policy, &shape, &world, on);
    Filled { shape, world, values, dimensions, said }
}

/// Does a break show what it claims?
pub fn confirm(known: &Known<'_>, own: &Break) -> Result<(), String> {
    let policy = known.policy;
    let on = date(&own.on.to_string());
    check(on >= policy.from && (policy.open_end || on <= policy.until), || "a day beyond validity".to_owned())?;
    check(own.families.len() == own.assessments.len(), || "families and assessments are not as many".to_owned())?;
    for (family, assessment) in own.families.iter().zip(&own.assessments) {
        let text = family.to_json();
        let again = Family::from_json(&text).map_err(|error| format!("{error}: {text}"))?;
        check(again == *family, || format!("read again, another family: {text}"))?;
        let assessed = known.programme.assess(&again, own.on).map_err(|error| format!("{error}: {text}"))?;
        check(assessed.to_json() == assessment.to_json(), || format!("another assessment of {text}"))?;
        let sizes = policy.sizes;
        let shape = listed(family).shape;
        let fits = (1..=sizes.adults).contains(&shape.adults)
            && shape.born <= sizes.children
            && shape.expected.len() <= sizes.pregnancies
            && shape.expected.iter().all(|own| *own <= sizes.expected);
        check(fits, || format!("beyond the limits: {text}"))?;
    }
    let days = Days::new(policy, known.read, on);
    for round in 0..4 {
        let filled: Vec<Filled> = own.families.iter().map(|family| filled(known, &days, family, on, round)).collect();
        for one in &filled {
            same(known, &one.shape, &one.world, on, &one.said)?;
        }
        judged(known, own, on, &filled)?;
    }
    Ok(())
}

fn judged(known: &Known<'_>, own: &Break, on: Day, filled: &[Filled]) -> Result<(), String> {
    let policy = known.policy;
    let kind = own.kind.as_str();
    let offer = |id: &String| policy.programme.offers.iter().position(|offer| offer.id == *id);
    let group: Vec<usize> = own.offers.iter().filter_map(offer).collect();
    check(group.len() == own.offers.len(), || "an offer that is not there".to_owned())?;
    let not_so = || format!("{kind} is not so");
    let has = |one: &Filled, offer: usize| {
        let all = entries(policy.programme.offers.iter().map(|offer| offer.of), &one.shape);
        let amounts = one.said.amounts.clone();
        all.into_iter().zip(amounts).filter(move |((own, _), _)| *own == offer).map(|((_, _), amount)| amount)
    };
    match filled {
        [one] => match kind {
            "no_universal_offer" => {
                let all = entries(policy.programme.offers.iter().map(|offer| offer.of), &one.shape);
                let none = all
                    .iter()
                    .zip(&one.said.amounts)
                    .all(|((offer, _), amount)| policy.standing[*offer].tier != 0 || *amount == NOT);
                check(none && one.said.target.iter().all(|truth| *truth == 1), not_so)
            }
            "floor_uncertain" => uncertain(known, own, on, one),
            "not_free" => check(policy.standing[group[0]].cost > 0 && has(one, group[0]).any(|own| own != NOT), not_so),
            "without_acceptance" => check(
                policy.standing[group[0]].needs_acceptance == Some(false) && has(one, group[0]).any(|own| own != NOT),
                not_so,
            ),
            _ => Err(format!("{kind} of one family")),
        },
        [one, two] if kind == "step_not_larger" => {
            let number = group[0];
            let all = |one: &Filled| {
                let all = entries(policy.programme.offers.iter().map(|offer| offer.of), &one.shape);
                let own = all.iter().enumerate().filter(|(_, (offer, _))| *offer == number);
                own.map(|(place, _)| (one.said.steps[place], one.said.amounts[place])).collect::<Vec<_>>()
            };
            let (ones, twos) = (all(one), all(two));
            let found = ones.iter().any(|low| {
                twos.iter().any(|high| {
                    low.0 != NOT
                        && low.0 < high.0
                        && (Some(low.1), Some(high.1)) == (own.before, own.after)
                        && high.1 <= low.1
                })
            });
            check(found, not_so)
        }
        [one, two] => {
            let fact = own.fact.as_deref().unwrap_or("");
            let rest = own.families.iter().map(|family| without(family, fact)).collect::<Vec<_>>();
            check(rest[0] == rest[1], || format!("they differ in more than {fact}"))?;
            check(one.shape == two.shape, || "they are not the same people".to_owned())?;
            let differ: Vec<usize> =
                (0..one.values.len()).filter(|place| one.values[*place] != two.values[*place]).collect();
            let [place] = differ.as_slice() else {
                return Err(format!("they differ in {} facts that are read, and not in {fact} alone", differ.len()));
            };
            let dimension = &one.dimensions[*place];
            check(dimension.name == stripped(fact), || format!("they differ in {} and not {fact}", dimension.name))?;
            if kind.starts_with("reads_") {
                let right = if kind == "reads_status" { dimension.status } else { dimension.circumstance };
                check(right, || format!("{fact} is nothing of the kind"))?;
                let found = match (&own.rule, group.as_slice()) {
                    (Some(rule), []) => {
                        let rule: usize = rule[1..].parse().unwrap();
                        one.said.target[rule] == 1 && two.said.target[rule] == 0
                    }
                    (None, [offer]) => has(one, *offer).zip(has(two, *offer)).any(|(a, b)| a != NOT && b == NOT),
                    _ => false,
                };
                return check(found, not_so);
            }
            let worse = dimension.worse.as_ref().ok_or_else(|| format!("{fact} has no direction"))?;
            check(worse.than(one.values[*place][0], two.values[*place][0]), || {
                format!("the second is not the worse off: {fact} {} {}", one.values[*place][0], two.values[*place][0])
            })?;
            let numbers = own.before.zip(own.after);
            let found = match (kind, group.as_slice()) {
                ("lower_score", _) => {
                    let score = policy.programme.scores.iter().position(|score| Some(&score.id) == own.score.as_ref());
                    let all = entries(policy.programme.scores.iter().map(|score| score.of), &one.shape);
                    let mut all = all.iter().enumerate().filter(|(_, (own, _))| Some(*own) == score);
                    all.any(|(place, _)| {
                        let (before, after) = (one.said.scores[place], two.said.scores[place]);
                        after < before && Some((before, after)) == numbers
                    })
                }
                ("smaller_total", _) => {
                    let all = entries(policy.programme.offers.iter().map(|offer| offer.of), &one.shape);
                    let [before, after] = [one, two].map(|own| total::all(policy, &all, &own.said.amounts));
                    let of = |wanted: &String| policy.weights.iter().find(|(unit, _)| unit == wanted);
                    let weight = own.unit.as_ref().and_then(of).map_or(1, |(_, weight)| *weight);
                    let by = total::change(policy, &before, &after);
                    by.is_some_and(|by| by < 0) && numbers.map(|(before, after)| (after - before) * weight) == by
                }
                ("offer_lost", [offer]) => has(one, *offer).zip(has(two, *offer)).any(|(a, b)| a != NOT && b == NOT),
                ("smaller_dose", [offer]) => {
                    let found = has(one, *offer).zip(has(two, *offer));
                    found.into_iter().any(|(a, b)| a != NOT && b != NOT && b < a && Some((a, b)) == numbers)
                }
                (_, group) => {
                    let weighing = weights(policy, group);
                    let weigh = |offer: usize| weight(policy, &weighing, offer);
                    // Of a pair both have the same members.
                    let all = entries(policy.programme.offers.iter().map(|offer| offer.of), &one.shape);
                    super::judge::views(policy, group, &all).into_iter().any(|view| {
                        let own = super::judge::seen(&all, &view);
                        let [before, after] = [one, two].map(|filled| {
                            let amounts = super::judge::seen(&filled.said.amounts, &view);
                            held(policy, group, &own, &amounts, &weigh)
                        });
                        match (kind, before, after) {
                            ("offer_lost", before, after) => before.is_some() && after.is_none(),
                            ("tier_lost", Some(before), Some(after)) => {
                                after.tier < before.tier && Some((before.tier, after.tier)) == numbers
                            }
                            ("higher_price", Some(before), Some(after)) => {
                                after.price > before.price && Some((before.price, after.price)) == numbers
                            }
                            ("smaller_dose", Some(before), Some(after)) => {
                                after.is_less_than(&before) && Some((before.amount, after.amount)) == numbers
                            }
                            _ => false,
                        }
                    })
                }
            };
            check(found, not_so)
        }
        _ => Err(format!("{} families", filled.len())),
    }
}

/// With what nobody may ask for left untold, no universal offer is certain: some completion belongs to the target
/// population, and to each universal offer some completion is not eligible.
fn uncertain(known: &Known<'_>, own: &Break, on: Day, one: &Filled) -> Result<(), String> {
    let policy = known.policy;
    let assessment: &Assessment = &own.assessments[0];
    let universal = |id: &str| {
        let own = policy.programme.offers.iter().position(|offer| offer.id == id);
        own.is_some_and(|own| policy.standing[own].tier == 0)
    };
    let certain = assessment.offers.iter().any(|own| universal(&own.offer) && own.decision == Decision::Eligible);
    check(!certain, || "a universal offer is certain".to_owned())?;
    let untold: Vec<usize> = (0..one.dimensions.len())
        .filter(|place| one.dimensions[*place].circumstance || one.dimensions[*place].need)
        .collect();
    let listed = listed(&own.families[0]);
    for place in &untold {
        let told = told(policy, &own.families[0], &listed, one.dimensions[*place].varied);
        check(told.is_none(), || format!("{} is told", one.dimensions[*place].name))?;
    }
    let all = entries(policy.programme.offers.iter().map(|offer| offer.of), &one.shape);
    let mut always: Vec<bool> = all.iter().map(|(offer, _)| policy.standing[*offer].tier == 0).collect();
    let mut target = false;
    let mut world = one.world.clone();
    let count: usize = untold.iter().map(|place| one.dimensions[*place].values.len()).product();
    for number in 0..count {
        let mut left = number;
        for place in &untold {
            let own = &one.dimensions[*place];
            set(&mut world, &one.shape, own.varied, own.values[left % own.values.len()]);
            left /= own.values.len();
        }
        let said = say(policy, &one.shape, &world, on);
        target |= said.target.iter().all(|truth| *truth == 1);
        for (always, amount) in always.iter_mut().zip(&said.amounts) {
            *always &= *amount != NOT;
        }
    }
    check(target, || "nobody there belongs to the target population".to_owned())?;
    check(!always.contains(&true), || "a universal offer is certain to all of them".to_owned())
}
