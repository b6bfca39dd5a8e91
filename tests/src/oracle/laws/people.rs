//! Every family within the limits, on one day, as lists of what each of its facts may be.
//!
//! Of days of birth that no condition tells apart one is kept; all are looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::super::civil::{Day, Unit, age, plus};
use super::super::model::{CODES, Kind, ONE, OTHER};
use super::super::world::{Member, World};
use super::policy::{Policy, Worse};
use super::read::{Count, Read};

/// What varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as what it is")]
pub enum Varied {
    Fact(Kind, usize, usize),
    Lives(usize),
    AdultBorn(usize),
    /// Birth, arrival and expected day of a born child, together.
    Child(usize),
    /// The expected day of a pregnancy, and of its children.
    Expected(usize),
    Territory,
    Code(usize, i64),
    Need(usize),
    Observed(usize),
}

/// One fact, with all that it may be.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is told below")]
pub struct Dimension {
    pub varied: Varied,
    /// As conditions write it.
    pub name: String,
    pub values: Vec<[i64; 3]>,
    /// Which way more of it lies: of disadvantage, of need, of a resource.
    pub worse: Option<Worse>,
    pub circumstance: bool,
    pub need: bool,
    pub status: bool,
}

/// Who is there: adults, born children, and the children expected of each pregnancy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as its list")]
pub struct Shape {
    pub adults: usize,
    pub born: usize,
    pub expected: Vec<usize>,
}

impl Shape {
    /// All children.
    pub fn children(&self) -> usize {
        self.born + self.expected.iter().sum::<usize>()
    }

    /// The place of the first child that a pregnancy expects.
    pub fn first_of(&self, pregnancy: usize) -> usize {
        self.born + self.expected[..pregnancy].iter().sum::<usize>()
    }

    /// How many of a kind there are; one family.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Family => 1,
            Kind::Adult => self.adults,
            Kind::Child => self.children(),
            Kind::Pregnancy => self.expected.len(),
        }
    }
}

/// Every shape within the limits.
pub fn shapes(policy: &Policy) -> Vec<Shape> {
    let sizes = policy.sizes;
    let mut pregnancies: Vec<Vec<usize>> = vec![Vec::new()];
    let mut longer = pregnancies.clone();
    for _ in 0..sizes.pregnancies {
        longer = longer
            .iter()
            .flat_map(|all| {
                (0..=sizes.expected).map(move |own| {
                    let mut all = all.clone();
                    all.push(own);
                    all
                })
            })
            .collect();
        pregnancies.extend(longer.clone());
    }
    let mut found = Vec::new();
    for adults in 1..=sizes.adults {
        for born in 0..=sizes.children {
            found.extend(pregnancies.iter().map(|expected| Shape { adults, born, expected: expected.clone() }));
        }
    }
    found
}

const EARLY: i64 = 120;
const LATE: i64 = 21;

/// The days on which something begins, with one kept for each way in which conditions see it.
#[derive(Debug)]
pub struct Days {
    adults: Vec<[i64; 3]>,
    children: Vec<[i64; 3]>,
    expected: Vec<[i64; 3]>,
}

fn kept(days: impl Iterator<Item = Day>, seen: impl Fn(Day, &mut Vec<i64>)) -> BTreeMap<Vec<i64>, Vec<Day>> {
    let mut found: BTreeMap<Vec<i64>, Vec<Day>> = BTreeMap::new();
    for day in days {
        let mut own = Vec::new();
        seen(day, &mut own);
        found.entry(own).or_default().push(day);
    }
    found
}

impl Days {
    /// Looks at every day that counts, as it is seen from `on`.
    pub fn new(policy: &Policy, read: &Read, on: Day) -> Self {
        let ages = |day: Day, count: fn(Unit) -> Count, found: &mut Vec<i64>| {
            for unit in Unit::ALL {
                if read.counts.contains_key(&count(unit)) {
                    read.seen(count(unit), age(day, on, unit), found);
                }
            }
        };
        let adults = match read.reads(|count| *count == Count::AdultYears) {
            false => vec![[plus(on, Unit::Years, -30), 0, 0]],
            true => {
                let births = (0..120).map(|years| plus(on, Unit::Years, -years));
                let found = kept(births, |day, found| read.seen(Count::AdultYears, age(day, on, Unit::Years), found));
                found.values().map(|days| [days[0], 0, 0]).collect()
            }
        };
        // Constants of ages are at most three years, or whole years near adulthood.
        let first = (on - 6600..on).find(|day| age(*day, on, Unit::Years) < 18).unwrap_or(on);
        let within = |early: i64, late: i64| {
            let far = (first - early..first - early + 400).chain((first + 400..on - 1200).step_by(30));
            far.chain(on - 1200..=on + late).collect::<Vec<Day>>()
        };
        let births = match read.reads(|count| matches!(count, Count::Age(_) | Count::Corrected(_) | Count::Arrival)) {
            false => BTreeMap::from([(Vec::new(), vec![on])]),
            true => kept(within(0, 0).into_iter(), |day, found| ages(day, Count::Age, found)),
        };
        let none = || BTreeMap::from([(Vec::new(), Vec::new())]);
        let arrivals = match read.reads(|count| *count == Count::Arrival) {
            false => none(),
            true => kept(within(0, 0).into_iter(), |day, found| {
                read.seen(Count::Arrival, age(day, on, Unit::Months), found);
            }),
        };
        let expectations = match read.reads(|count| matches!(count, Count::Corrected(_))) {
            false => none(),
            true => kept(within(LATE, EARLY).into_iter(), |day, found| ages(day, Count::Corrected, found)),
        };
        let mut children = Vec::new();
        for births in births.values() {
            for expectations in expectations.values() {
                for arrivals in arrivals.values() {
                    // The first birth that goes with some expected day and some day of arrival.
                    let found = births.iter().find_map(|birth| {
                        let near = |day: &&Day| (**day - EARLY..=**day + LATE).contains(birth);
                        let expected = match expectations.is_empty() {
                            true => Some(*birth),
                            false => expectations.iter().find(near).copied(),
                        };
                        let arrived = match arrivals.is_empty() {
                            true => Some(*birth),
                            false => arrivals.iter().find(|day| *day >= birth).copied(),
                        };
                        Some([*birth, arrived?, expected?])
                    });
                    children.extend(found);
                }
            }
        }
        let expected = kept(on + 1..=on + 7 * policy.term(), |day, found| {
            ages(day, Count::Age, found);
            ages(day, Count::Corrected, found);
            if read.counts.contains_key(&Count::Arrival) {
                read.seen(Count::Arrival, age(day, on, Unit::Months), found);
            }
            let week = policy.programme.term + (on - day).div_euclid(7);
            read.seen(Count::Week, week, found);
        });
        let expected = expected.values().map(|days| [days[0], 0, 0]).collect();
        Days { adults, children, expected }
    }
}

/// Every fact that is read of a family of a shape, with all that it may be.
pub fn dimensions(policy: &Policy, read: &Read, days: &Days, shape: &Shape) -> Vec<Dimension> {
    let mut found = Vec::new();
    let plain = |varied: Varied, name: String, values: Vec<[i64; 3]>| Dimension {
        varied,
        name,
        values,
        worse: None,
        circumstance: false,
        need: false,
        status: false,
    };
    let singles = |values: Vec<i64>| values.into_iter().map(|value| [value, 0, 0]).collect::<Vec<_>>();
    if read.territory {
        let all = (0..=OTHER).collect();
        found.push(plain(Varied::Territory, "family.territory".to_owned(), singles(all)));
    }
    for (list, code) in &read.codes {
        let name = ["family.territories", "family.languages", "family.resources"][*list];
        let mut own = plain(Varied::Code(*list, *code), name.to_owned(), singles(vec![0, 1]));
        if *list == 2 {
            own.worse = Some(Worse::High);
        }
        found.push(own);
    }
    let all = [(&read.needs, "needs"), (&read.observed, "observed")];
    for (domains, word) in all {
        for domain in domains {
            let varied = if word == "needs" { Varied::Need(*domain) } else { Varied::Observed(*domain) };
            let name = format!("family.{word}.{}", super::super::model::DOMAINS[*domain]);
            let mut own = plain(varied, name, singles(vec![0, 1, 2, 3]));
            own.worse = Some(Worse::High);
            own.need = true;
            found.push(own);
        }
    }
    for kind in [Kind::Family, Kind::Adult, Kind::Pregnancy, Kind::Child] {
        for index in 0..shape.count(kind) {
            for fact in read.facts_of(policy, kind) {
                let (own, about) = (&policy.programme.facts[fact], &policy.about[fact]);
                let name = format!("{}.{}", kind.one(), own.name);
                let mut dimension = plain(Varied::Fact(kind, index, fact), name, singles(own.of_type.values()));
                dimension.worse.clone_from(&about.worse);
                dimension.circumstance = about.worse.is_some();
                dimension.status = about.status.is_some();
                found.push(dimension);
            }
        }
    }
    for index in 0..shape.adults {
        if read.lives {
            found.push(plain(Varied::Lives(index), "adult.lives_here".to_owned(), singles(vec![0, 1, 2])));
        }
        found.push(plain(Varied::AdultBorn(index), "adult.born".to_owned(), days.adults.clone()));
    }
    for index in 0..shape.born {
        found.push(plain(Varied::Child(index), "child.born".to_owned(), days.children.clone()));
    }
    for index in 0..shape.expected.len() {
        found.push(plain(Varied::Expected(index), "pregnancy.expected".to_owned(), days.expected.clone()));
    }
    found
}

/// A family of a shape, of whom nothing is set yet.
pub fn blank(policy: &Policy, shape: &Shape) -> World {
    let facts = vec![0; policy.programme.facts.len()];
    let member = || Member { facts: facts.clone(), ..Member::default() };
    World {
        adults: (0..shape.adults).map(|_| member()).collect(),
        children: (0..shape.children()).map(|_| member()).collect(),
        pregnancies: (0..shape.expected.len()).map(|_| member()).collect(),
        territory: OTHER,
        // Nobody speaks no language.
        languages: 1 << (CODES.len() - 1),
        needs: vec![0; 2],
        observed: vec![0; 2],
        facts: facts.clone(),
        ..World::default()
    }
}

/// Sets one fact.
pub fn set(world: &mut World, shape: &Shape, varied: Varied, value: [i64; 3]) {
    let put = |codes: &mut i64, code: i64| *codes = *codes & !(1 << code) | value[0] << code;
    match varied {
        Varied::Fact(Kind::Family, _, fact) => world.facts[fact] = value[0],
        Varied::Fact(kind, index, fact) => world.list_mut(kind)[index].facts[fact] = value[0],
        Varied::Lives(index) => world.adults[index].lives = value[0],
        Varied::AdultBorn(index) => world.adults[index].day = value[0],
        Varied::Child(index) => {
            let own = &mut world.children[index];
            (own.day, own.arrived, own.expected) = (value[0], value[1], value[2]);
        }
        Varied::Expected(index) => {
            let own = &mut world.pregnancies[index];
            (own.day, own.expected) = (value[0], value[0]);
            let first = shape.first_of(index);
            for child in &mut world.children[first..first + shape.expected[index]] {
                (child.day, child.arrived, child.expected) = (value[0], value[0], value[0]);
            }
        }
        Varied::Territory => world.territory = value[0],
        Varied::Code(0, code) => put(&mut world.others, code),
        Varied::Code(1, code) => put(&mut world.languages, code),
        Varied::Code(_, code) => put(&mut world.resources, code),
        Varied::Need(domain) => world.needs[domain] = value[0],
        Varied::Observed(domain) => world.observed[domain] = value[0],
    }
}

/// How many families of a shape there are.
pub fn how_many(dimensions: &[Dimension]) -> usize {
    dimensions.iter().fold(1_usize, |all, own| all.saturating_mul(own.values.len()))
}

/// The names of a kind's facts that some dimension has.
pub fn names(dimensions: &[Dimension]) -> BTreeSet<String> {
    dimensions.iter().map(|own| own.name.clone()).collect()
}

/// One, as worlds count numbers.
pub const UNIT: i64 = ONE;
