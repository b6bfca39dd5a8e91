//! The laws by their definitions, over tables of every family.

use std::collections::BTreeSet;

use super::super::civil::Day;
use super::super::model::{Dose, Expr, Kind};
use super::super::world::{Moment, World};
use super::people::{Days, Dimension, Shape, blank, dimensions, how_many, set, shapes};
use super::policy::Policy;
use super::read::Read;
use super::total::{Stands, all, change, standing};

/// A way in which a law is broken, without the families: members are not told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Broken {
    pub kind: String,
    pub offers: Vec<String>,
    pub score: Option<String>,
    pub rule: Option<String>,
    pub fact: Option<String>,
    pub unit: Option<String>,
}

/// What was found of all families on all days.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is told below")]
pub struct Judged {
    pub broken: BTreeSet<Broken>,
    /// Offers of which it is not said whether they need acceptance, and that somebody may have.
    pub acceptance: BTreeSet<String>,
    /// The first offers of groups whose units have no weights.
    pub weights: BTreeSet<String>,
    /// Is some family on some day of the target population? Of a promise to nobody nothing is proved.
    pub target: bool,
    pub families: usize,
}

/// What a family has of one entry: not eligible is -1.
pub const NOT: i64 = -1;

/// What a programme says to one family of which everything is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is told below")]
pub struct Said {
    /// Of each rule of the target population.
    pub target: Vec<i64>,
    /// Of each offer and subject: [`NOT`], or the dose.
    pub amounts: Vec<i64>,
    /// The step that the dose stands on; [`NOT`] without one.
    pub steps: Vec<i64>,
    pub scores: Vec<i64>,
}

/// Offers, or scores, each with all whom they are for.
pub fn entries(of: impl Iterator<Item = Kind>, shape: &Shape) -> Vec<(usize, usize)> {
    of.enumerate().flat_map(|(number, kind)| (0..shape.count(kind)).map(move |member| (number, member))).collect()
}

fn holds(policy: &Policy, world: &World, on: Day, subject: Option<(Kind, usize)>, expr: &Expr) -> bool {
    Moment { programme: &policy.programme, world, on, subject }.holds(expr)
}

fn score(policy: &Policy, world: &World, on: Day, score: usize, member: usize) -> i64 {
    let own = &policy.programme.scores[score];
    let subject = (own.of != Kind::Family).then_some((own.of, member));
    own.points.iter().filter(|(when, _)| holds(policy, world, on, subject, when)).map(|(_, points)| points).sum()
}

/// What a programme says to a family.
pub fn say(policy: &Policy, shape: &Shape, world: &World, on: Day) -> Said {
    let mut said = Said::default();
    said.target.extend(policy.target.iter().map(|rule| i64::from(holds(policy, world, on, None, rule))));
    for (number, member) in entries(policy.programme.offers.iter().map(|offer| offer.of), shape) {
        let offer = &policy.programme.offers[number];
        let subject = (offer.of != Kind::Family).then_some((offer.of, member));
        let eligible = offer.when.iter().all(|rule| holds(policy, world, on, subject, rule))
            && !offer.unless.iter().any(|rule| holds(policy, world, on, subject, rule));
        let (mut amount, mut step) = (NOT, NOT);
        if eligible {
            amount = match &offer.dose {
                None => 0,
                Some(Dose::Amount(amount)) => *amount,
                Some(Dose::Steps(by, steps)) => {
                    let points = score(policy, world, on, *by, member);
                    let place = steps.iter().rposition(|(from, _)| *from <= points).unwrap();
                    step = place as i64;
                    steps[place].1
                }
            };
        }
        said.amounts.push(amount);
        said.steps.push(step);
    }
    let scores = entries(policy.programme.scores.iter().map(|score| score.of), shape);
    said.scores.extend(scores.iter().map(|(number, member)| score(policy, world, on, *number, *member)));
    said
}

/// Of offers that stand in for one another: for whom they are looked at together. Where all are for members of one kind, for
/// each member by itself; else for the family. Each with the places of its entries.
pub fn views(policy: &Policy, group: &[usize], entries: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let kind = |offer: usize| policy.programme.offers[offer].of;
    let own = kind(group[0]);
    let places = |wanted: &dyn Fn(usize) -> bool| {
        (0..entries.len()).filter(|place| group.contains(&entries[*place].0) && wanted(entries[*place].1)).collect()
    };
    if own == Kind::Family || group.iter().any(|offer| kind(*offer) != own) {
        return vec![places(&|_| true)];
    }
    let members: BTreeSet<usize> = entries.iter().filter(|(offer, _)| group.contains(offer)).map(|own| own.1).collect();
    members.into_iter().map(|member| places(&|own| own == member)).collect()
}

/// What stands at some places.
pub fn seen<T: Copy>(all: &[T], places: &[usize]) -> Vec<T> {
    places.iter().map(|place| all[*place]).collect()
}

/// What a family has of offers that stand in for one another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is told below")]
pub struct Held {
    /// The highest of what stands.
    pub tier: i64,
    /// The lowest.
    pub price: i64,
    /// The weighed doses.
    pub amount: i64,
    /// The offers that have no dose.
    pub bare: BTreeSet<usize>,
}

impl Held {
    /// Is less had than another had, as far as anybody can say? What has no dose is neither more nor less.
    pub fn is_less_than(&self, before: &Held) -> bool {
        self.amount < before.amount && self.bare.is_subset(&before.bare)
    }
}

/// The same, of one family. `None` where it has none of them.
pub fn held(
    policy: &Policy,
    group: &[usize],
    entries: &[(usize, usize)],
    amounts: &[i64],
    weight: &dyn Fn(usize) -> i64,
) -> Option<Held> {
    let stands = standing(policy, group, entries, amounts);
    let tier = stands.iter().map(|offer| policy.standing[*offer].tier as i64 + 1).max()?;
    let price = stands.iter().map(|offer| policy.standing[*offer].cost).min()?;
    let own = entries.iter().zip(amounts).filter(|((offer, _), amount)| stands.contains(offer) && **amount != NOT);
    let amount =
        own.map(|((offer, _), amount)| if policy.unit(*offer).is_some() { amount * weight(*offer) } else { 0 });
    let bare = stands.iter().copied().filter(|offer| policy.unit(*offer).is_none()).collect();
    Some(Held { tier, price, amount: amount.sum(), bare })
}

/// How the doses of a group are added up: in its one unit, or by weights.
pub fn weights(policy: &Policy, group: &[usize]) -> Weighing {
    let units: BTreeSet<&str> = group.iter().filter_map(|offer| policy.unit(*offer)).collect();
    let of = |unit: &str| policy.weights.iter().find(|(own, _)| *own == unit).map(|(_, weight)| *weight);
    let list: Vec<&str> = units.iter().copied().collect();
    match list.as_slice() {
        [] => Weighing::Nothing,
        [only] => Weighing::One((*only).to_owned()),
        several if several.iter().all(|unit| of(unit).is_some()) => Weighing::Weights,
        _ => Weighing::Unknown,
    }
}

/// How doses of several units are added up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is told by its name")]
pub enum Weighing {
    Nothing,
    One(String),
    Weights,
    Unknown,
}

/// The weight of an offer's unit in a group.
pub fn weight(policy: &Policy, weighing: &Weighing, offer: usize) -> i64 {
    match weighing {
        Weighing::Weights => {
            let unit = policy.unit(offer).unwrap_or("");
            policy.weights.iter().find(|(own, _)| *own == unit).map_or(0, |(_, weight)| *weight)
        }
        _ => 1,
    }
}

struct Table {
    dimensions: Vec<Dimension>,
    entries: Vec<(usize, usize)>,
    scores: Vec<(usize, usize)>,
    said: Vec<Said>,
    /// What each family has of all offers together.
    totals: Vec<Vec<Stands>>,
}

/// Can anybody be whom offers that stand in for one another are for? Of nobody nothing is weighed.
fn is_for_somebody(policy: &Policy, group: &[usize]) -> bool {
    let kind = |offer: usize| policy.programme.offers[offer].of;
    let own = kind(group[0]);
    own == Kind::Family
        || group.iter().any(|offer| kind(*offer) != own)
        || shapes(policy).iter().any(|shape| shape.count(own) > 0)
}

/// How many families there are on all days; stops counting beyond a bound.
pub fn count(policy: &Policy, read: &Read, most: usize) -> usize {
    let mut all = 0_usize;
    for on in policy.from..=policy.until {
        let days = Days::new(policy, read, on);
        for shape in shapes(policy) {
            all = all.saturating_add(how_many(&dimensions(policy, read, &days, &shape)));
        }
        if all > most || policy.from == on && all.saturating_mul((policy.until - on + 1) as usize) > 4 * most {
            return usize::MAX;
        }
    }
    all
}

/// Calls `visit` with every family of a shape.
fn each(policy: &Policy, shape: &Shape, dimensions: &[Dimension], mut visit: impl FnMut(&World)) {
    let mut world = blank(policy, shape);
    let mut digits = vec![0; dimensions.len()];
    for own in dimensions {
        set(&mut world, shape, own.varied, own.values[0]);
    }
    loop {
        visit(&world);
        // The last dimension turns first.
        let mut place = dimensions.len();
        loop {
            if place == 0 {
                return;
            }
            place -= 1;
            let own = &dimensions[place];
            digits[place] = (digits[place] + 1) % own.values.len();
            set(&mut world, shape, own.varied, own.values[digits[place]]);
            if digits[place] != 0 {
                break;
            }
        }
    }
}

/// Judges the laws over every family on every day. `sample` is shown every family by its number.
pub fn judge(policy: &Policy, read: &Read, sample: &mut dyn FnMut(usize, &Shape, &World, Day, &Said)) -> Judged {
    let mut judged = Judged::default();
    let groups = policy.groups();
    for group in &groups {
        if group.len() > 1 && weights(policy, group) == Weighing::Unknown && is_for_somebody(policy, group) {
            judged.weights.insert(policy.programme.offers[group[0]].id.clone());
        }
    }
    let count = policy.programme.offers.len();
    for on in policy.from..=policy.until {
        let days = Days::new(policy, read, on);
        let mut reached: Vec<BTreeSet<i64>> = vec![BTreeSet::new(); count];
        for shape in shapes(policy) {
            let dimensions = dimensions(policy, read, &days, &shape);
            if dimensions.iter().any(|own| own.values.is_empty()) {
                continue;
            }
            let mut said = Vec::with_capacity(how_many(&dimensions));
            each(policy, &shape, &dimensions, |world| {
                let own = say(policy, &shape, world, on);
                sample(judged.families, &shape, world, on, &own);
                judged.families += 1;
                said.push(own);
            });
            let entries_of = entries(policy.programme.offers.iter().map(|offer| offer.of), &shape);
            let table = Table {
                dimensions,
                totals: said.iter().map(|own| all(policy, &entries_of, &own.amounts)).collect(),
                entries: entries_of,
                scores: entries(policy.programme.scores.iter().map(|score| score.of), &shape),
                said,
            };
            judged.target |= table.said.iter().any(|own| own.target.iter().all(|truth| *truth == 1));
            floor(policy, &table, &mut judged);
            gradient(policy, &groups, &table, &mut judged);
            residual(policy, &table, &mut judged);
            voluntary(policy, &table, &mut judged);
            for own in &table.said {
                for ((offer, _), step) in table.entries.iter().zip(&own.steps) {
                    if *step != NOT {
                        reached[*offer].insert(*step);
                    }
                }
            }
        }
        intensity(policy, &reached, &mut judged);
    }
    judged
}

fn id(policy: &Policy, offer: usize) -> String {
    policy.programme.offers[offer].id.clone()
}

fn universal<'t>(policy: &'t Policy, table: &'t Table) -> impl Iterator<Item = usize> + 't {
    (0..table.entries.len()).filter(|entry| policy.standing[table.entries[*entry].0].tier == 0)
}

/// Calls `visit` with every two families that differ in one dimension alone, with the places of its values.
fn pairs(table: &Table, place: usize, mut visit: impl FnMut(&Said, &Said, [i64; 3], [i64; 3])) {
    places(table, place, |one, two, less, more| visit(&table.said[one], &table.said[two], less, more));
}

/// The same, by the places of the families.
fn places(table: &Table, place: usize, mut visit: impl FnMut(usize, usize, [i64; 3], [i64; 3])) {
    let own = &table.dimensions[place];
    let stride = how_many(&table.dimensions[place + 1..]);
    let width = own.values.len();
    for base in 0..table.said.len() {
        if !(base / stride).is_multiple_of(width) {
            continue;
        }
        for one in 0..width {
            for two in 0..width {
                if one != two {
                    visit(base + one * stride, base + two * stride, own.values[one], own.values[two]);
                }
            }
        }
    }
}

fn floor(policy: &Policy, table: &Table, judged: &mut Judged) {
    let universal: Vec<usize> = universal(policy, table).collect();
    let without = table.said.iter().any(|own| {
        own.target.iter().all(|truth| *truth == 1) && universal.iter().all(|entry| own.amounts[*entry] == NOT)
    });
    if without {
        judged.broken.insert(Broken { kind: "no_universal_offer".to_owned(), ..Broken::default() });
    }
    for place in 0..table.dimensions.len() {
        let own = &table.dimensions[place];
        if !own.circumstance && !own.status {
            continue;
        }
        let kind = if own.status { "reads_status" } else { "reads_circumstance" };
        let about = Broken { kind: kind.to_owned(), fact: Some(own.name.clone()), ..Broken::default() };
        pairs(table, place, |one, two, _, _| {
            for (rule, (one, two)) in one.target.iter().zip(&two.target).enumerate() {
                if one != two {
                    judged.broken.insert(Broken { rule: Some(format!("t{rule}")), ..about.clone() });
                }
            }
            for entry in &universal {
                if (one.amounts[*entry] == NOT) != (two.amounts[*entry] == NOT) {
                    let offers = vec![id(policy, table.entries[*entry].0)];
                    judged.broken.insert(Broken { offers, ..about.clone() });
                }
            }
        });
    }
}

fn gradient(policy: &Policy, groups: &[Vec<usize>], table: &Table, judged: &mut Judged) {
    let single: Vec<bool> =
        (0..policy.standing.len()).map(|offer| groups.iter().any(|group| *group == [offer])).collect();
    let joined: Vec<(&Vec<usize>, Weighing)> =
        groups.iter().filter(|group| group.len() > 1).map(|group| (group, weights(policy, group))).collect();
    for place in 0..table.dimensions.len() {
        let own = &table.dimensions[place];
        let Some(worse) = &own.worse else { continue };
        let mut broken = |kind: &str, offers: Vec<String>, unit: Option<String>, score: Option<String>| {
            let fact = Some(own.name.clone());
            judged.broken.insert(Broken { kind: kind.to_owned(), offers, score, rule: None, fact, unit });
        };
        let mut totals = false;
        places(table, place, |one, two, less, more| {
            if totals || !worse.than(less[0], more[0]) {
                return;
            }
            totals = change(policy, &table.totals[one], &table.totals[two]).is_some_and(|by| by < 0);
        });
        if totals {
            broken("smaller_total", Vec::new(), None, None);
        }
        pairs(table, place, |one, two, less, more| {
            if !worse.than(less[0], more[0]) {
                return;
            }
            for (entry, (number, _)) in table.scores.iter().enumerate() {
                if two.scores[entry] < one.scores[entry] {
                    broken("lower_score", Vec::new(), None, Some(policy.programme.scores[*number].id.clone()));
                }
            }
            for (entry, (offer, _)) in table.entries.iter().enumerate().filter(|(_, (offer, _))| single[*offer]) {
                let (before, after) = (one.amounts[entry], two.amounts[entry]);
                if before != NOT && after == NOT {
                    broken("offer_lost", vec![id(policy, *offer)], None, None);
                } else if before != NOT && after < before {
                    let unit = policy.unit(*offer).map(str::to_owned);
                    broken("smaller_dose", vec![id(policy, *offer)], unit, None);
                }
            }
            let views = joined.iter().flat_map(|(group, weighing)| {
                views(policy, group, &table.entries).into_iter().map(move |view| (group, weighing, view))
            });
            for (group, weighing, view) in views {
                let weigh = |offer: usize| weight(policy, weighing, offer);
                let own = seen(&table.entries, &view);
                let [before, after] =
                    [one, two].map(|said| held(policy, group, &own, &seen(&said.amounts, &view), &weigh));
                let offers: Vec<String> = group.iter().map(|offer| id(policy, *offer)).collect();
                let lost = before.is_some() && after.is_none();
                let (Some(before), Some(after)) = (before, after) else {
                    if lost {
                        broken("offer_lost", offers, None, None);
                    }
                    continue;
                };
                if after.tier < before.tier {
                    broken("tier_lost", offers.clone(), None, None);
                }
                if after.price > before.price {
                    broken("higher_price", offers.clone(), None, None);
                }
                let unit = match weighing {
                    Weighing::One(unit) => Some(unit.clone()),
                    Weighing::Weights => None,
                    Weighing::Nothing | Weighing::Unknown => continue,
                };
                if after.is_less_than(&before) {
                    broken("smaller_dose", offers, unit, None);
                }
            }
        });
    }
}

/// With circumstances and needs untold, some universal offer is certain to whoever may belong to the target population.
fn residual(policy: &Policy, table: &Table, judged: &mut Judged) {
    let universal: Vec<usize> = universal(policy, table).collect();
    let strides: Vec<(usize, usize)> = (0..table.dimensions.len())
        .filter(|place| table.dimensions[*place].circumstance || table.dimensions[*place].need)
        .map(|place| (how_many(&table.dimensions[place + 1..]), table.dimensions[place].values.len()))
        .collect();
    let known =
        |number: usize| strides.iter().fold(number, |left, (stride, width)| left - number / stride % width * stride);
    let mut target = vec![false; table.said.len()];
    let mut certain: Vec<u64> = vec![u64::MAX; table.said.len()];
    for (number, own) in table.said.iter().enumerate() {
        let rest = known(number);
        target[rest] |= own.target.iter().all(|truth| *truth == 1);
        for (bit, entry) in universal.iter().enumerate() {
            if own.amounts[*entry] == NOT {
                certain[rest] &= !(1 << bit);
            }
        }
    }
    let mask = (1_u64 << universal.len()) - 1;
    if (0..table.said.len()).any(|number| target[number] && certain[number] & mask == 0) {
        judged.broken.insert(Broken { kind: "floor_uncertain".to_owned(), ..Broken::default() });
    }
}

fn voluntary(policy: &Policy, table: &Table, judged: &mut Judged) {
    for (offer, own) in policy.standing.iter().enumerate() {
        let had = || {
            let mut entries = (0..table.entries.len()).filter(|entry| table.entries[*entry].0 == offer);
            entries.any(|entry| table.said.iter().any(|said| said.amounts[entry] != NOT))
        };
        if own.tier == 0 || own.duty != 0 || own.cost == 0 && own.needs_acceptance == Some(true) || !had() {
            continue;
        }
        let broken =
            |kind: &str| Broken { kind: kind.to_owned(), offers: vec![id(policy, offer)], ..Broken::default() };
        if own.cost > 0 {
            judged.broken.insert(broken("not_free"));
        }
        match own.needs_acceptance {
            Some(true) => {}
            Some(false) => {
                judged.broken.insert(broken("without_acceptance"));
            }
            None => {
                judged.acceptance.insert(id(policy, offer));
            }
        }
    }
}

fn intensity(policy: &Policy, reached: &[BTreeSet<i64>], judged: &mut Judged) {
    for (offer, reached) in reached.iter().enumerate() {
        let Some((_, steps)) = policy.steps(offer) else { continue };
        let flat = reached
            .iter()
            .any(|low| reached.iter().any(|high| low < high && steps[*high as usize].1 <= steps[*low as usize].1));
        if flat {
            judged.broken.insert(Broken {
                kind: "step_not_larger".to_owned(),
                offers: vec![id(policy, offer)],
                unit: policy.unit(offer).map(str::to_owned),
                ..Broken::default()
            });
        }
    }
}
