//! Random tables of families for a programme, from a seed: whatever its columns may hold, near what its conditions name.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a fault here is a failed test"
)]

use std::collections::BTreeSet;

use millejours::{Bits, Column, Complete, FactType, Families, Offsets, Plan, Programme, Subject, Table, Texts, Values};

/// SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of so many.
    pub fn below(&mut self, count: usize) -> usize {
        (self.number() % count.max(1) as u64) as usize
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.number() % (high - low + 1) as u64) as i64
    }
}

/// Values that a column owns.
#[derive(Debug, Clone)]
enum Own {
    Bool(Vec<u8>, usize),
    I64(Vec<i64>),
    I16(Vec<i16>),
    F64(Vec<f64>),
    Decimal(Vec<i128>, u8),
    Day(Vec<i32>),
    Place(Vec<u32>),
    Text(Vec<i32>, Vec<u8>),
    List(Vec<i64>, Vec<i32>, Vec<u8>),
}

/// A column that owns its values.
#[derive(Debug, Clone)]
struct Made {
    name: String,
    own: Own,
    known: Vec<u8>,
    rows: usize,
}

impl Made {
    fn lent(&self) -> Column<'_> {
        let values = match &self.own {
            Own::Bool(bytes, rows) => Values::Bool(Bits::new(bytes, 0, *rows).unwrap()),
            Own::I64(all) => Values::I64(all),
            Own::I16(all) => Values::I16(all),
            Own::F64(all) => Values::F64(all),
            Own::Decimal(all, places) => Values::Decimal(all, *places),
            Own::Day(all) => Values::Day(all),
            Own::Place(all) => Values::U32(all),
            Own::Text(offsets, bytes) => Values::Text(Texts { offsets: Offsets::Narrow(offsets), bytes }),
            Own::List(lists, offsets, bytes) => {
                Values::TextList(Offsets::Wide(lists), Texts { offsets: Offsets::Narrow(offsets), bytes })
            }
        };
        Column::with_known(values, Bits::new(&self.known, 0, self.rows).unwrap())
    }
}

/// Tables that own their columns.
#[derive(Debug, Clone)]
pub struct Tables {
    families: usize,
    columns: [Vec<Made>; 4],
    offsets: [Vec<u32>; 4],
    complete: Vec<Complete>,
}

impl Tables {
    /// As an evaluation reads them.
    pub fn families(&self) -> Families<'_> {
        let table = |subject: Subject, rows: usize| {
            let columns = self.columns[subject as usize].iter();
            columns.fold(Table::new(rows), |table, made| table.with(made.name.clone(), made.lent()))
        };
        let members = |subject: Subject| {
            let offsets = &self.offsets[subject as usize];
            (offsets.as_slice(), table(subject, *offsets.last().unwrap() as usize))
        };
        let mut families = Families::new(table(Subject::Family, self.families)).unwrap();
        let (offsets, own) = members(Subject::Adult);
        families = families.adults(offsets, own).unwrap();
        let (offsets, own) = members(Subject::Child);
        families = families.children(offsets, own).unwrap();
        let (offsets, own) = members(Subject::Pregnancy);
        families = families.pregnancies(offsets, own).unwrap();
        self.complete.iter().fold(families, |families, list| families.complete(*list))
    }
}

/// What a programme's text names: numbers, and words in quotes.
struct Named {
    numbers: Vec<i64>,
    words: Vec<String>,
}

impl Named {
    fn of(text: &str) -> Self {
        let mut numbers = BTreeSet::from([0, 1]);
        for digits in text.split(|c: char| !c.is_ascii_digit()).filter(|digits| (1..7).contains(&digits.len())) {
            numbers.extend(digits.parse::<i64>());
        }
        let quoted =
            text.split(['"', '\'']).filter(|word| (1..20).contains(&word.len()) && !word.contains([' ', '\n', '=']));
        let words: BTreeSet<String> =
            quoted.map(str::to_owned).chain(["elsewhere".to_owned(), "zz".to_owned()]).collect();
        Named { numbers: numbers.into_iter().collect(), words: words.into_iter().collect() }
    }
}

struct Maker<'m> {
    random: Random,
    named: Named,
    programme: &'m Programme,
    /// The day asked about, counted from 1970-01-01.
    on: i64,
    /// How many of a hundred values are unknown.
    missing: usize,
}

/// Tables of so many families, for what a plan reads.
pub fn tables(programme: &Programme, plan: &Plan, text: &str, families: usize, seed: u64) -> Tables {
    let mut random = Random(seed);
    let missing = [0, 5, 20, 60][random.below(4)];
    let on = i64::from(chrono_days(plan.on()));
    let mut maker = Maker { random, named: Named::of(text), programme, on, missing };
    let most = [0, 1, 2, 4, 6];
    let mut offsets: [Vec<u32>; 4] = Default::default();
    for subject in [Subject::Adult, Subject::Child, Subject::Pregnancy] {
        let mut sum = 0_u32;
        let offsets = &mut offsets[subject as usize];
        offsets.push(0);
        for _ in 0..families {
            let most =
                if subject == Subject::Pregnancy { most[maker.random.below(3)] } else { most[maker.random.below(5)] };
            let more = if maker.random.chance(1) && subject == Subject::Child { 9 } else { 0 };
            sum += (maker.random.below(most + 1) + more) as u32;
            offsets.push(sum);
        }
    }
    let mut columns: [Vec<Made>; 4] = Default::default();
    for subject in Subject::ALL {
        let rows =
            if subject == Subject::Family { families } else { *offsets[subject as usize].last().unwrap() as usize };
        let names: Vec<String> =
            plan.reads().iter().filter(|own| own.subject == subject).map(|own| own.name.clone()).collect();
        for name in &names {
            columns[subject as usize].extend(maker.column(subject, name, rows));
        }
        columns[subject as usize].extend(maker.others(subject, rows, &names, &offsets));
    }
    let mut complete = Vec::new();
    for (list, name) in
        [(Complete::Children, "children"), (Complete::Adults, "adults"), (Complete::Pregnancies, "pregnancies")]
    {
        if maker.random.chance(50) {
            complete.push(list);
        } else {
            columns[Subject::Family as usize].push(maker.bools(format!("complete.{name}"), families, 85));
        }
    }
    Tables { families, columns, offsets, complete }
}

fn chrono_days(on: chrono::NaiveDate) -> i32 {
    (on - chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()).num_days() as i32
}

impl Maker<'_> {
    fn known(&mut self, rows: usize) -> Vec<u8> {
        let mut bytes = vec![0_u8; rows.div_ceil(8)];
        for row in 0..rows {
            if !self.random.chance(self.missing) {
                bytes[row / 8] |= 1 << (row % 8);
            }
        }
        bytes
    }

    fn made(&mut self, name: impl Into<String>, own: Own, rows: usize) -> Made {
        Made { name: name.into(), own, known: self.known(rows), rows }
    }

    fn bools(&mut self, name: String, rows: usize, percent: usize) -> Made {
        let mut bytes = vec![0_u8; rows.div_ceil(8)];
        for row in 0..rows {
            if self.random.chance(percent) {
                bytes[row / 8] |= 1 << (row % 8);
            }
        }
        self.made(name, Own::Bool(bytes, rows), rows)
    }

    /// A number near one that the programme names, or any.
    fn near(&mut self, low: i64, high: i64) -> i64 {
        let named = self.named.numbers[self.random.below(self.named.numbers.len())];
        let near = named + self.random.between(-1, 1);
        if (low..=high).contains(&near) && self.random.chance(70) { near } else { self.random.between(low, high) }
    }

    fn texts(&mut self, name: &str, words: &[String], rows: usize) -> Made {
        let (mut offsets, mut bytes) = (vec![0_i32], Vec::new());
        for _ in 0..rows {
            bytes.extend_from_slice(words[self.random.below(words.len())].as_bytes());
            offsets.push(bytes.len() as i32);
        }
        self.made(name, Own::Text(offsets, bytes), rows)
    }

    fn lists(&mut self, name: &str, rows: usize) -> Made {
        let (mut lists, mut offsets, mut bytes) = (vec![0_i64], vec![0_i32], Vec::new());
        let words = self.named.words.clone();
        for _ in 0..rows {
            for _ in 0..self.random.below(4) {
                bytes.extend_from_slice(words[self.random.below(words.len())].as_bytes());
                offsets.push(bytes.len() as i32);
            }
            lists.push(offsets.len() as i64 - 1);
        }
        self.made(name, Own::List(lists, offsets, bytes), rows)
    }

    /// A day: near one on which a named number of days, weeks, months or years is completed.
    fn day(&mut self) -> i64 {
        let named = self.named.numbers[self.random.below(self.named.numbers.len())].min(130);
        let each = [1, 7, 30, 31, 365][self.random.below(5)];
        let around = self.random.between(-3, 3);
        if self.random.chance(70) { self.on - named * each + around } else { self.on - self.random.between(-300, 6600) }
    }

    /// A column of days, or two that tell the first and the last.
    fn days(&mut self, name: &str, rows: usize, mut day: impl FnMut(&mut Self) -> i64) -> Vec<Made> {
        let days: Vec<i32> = (0..rows).map(|_| day(self) as i32).collect();
        if self.random.chance(50) {
            return vec![self.made(name, Own::Day(days), rows)];
        }
        let (mut first, mut last) = (Vec::new(), Vec::new());
        for day in &days {
            let date = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::TimeDelta::days(i64::from(*day));
            let text = date.to_string();
            let length = [10, 10, 7, 4][self.random.below(4)];
            let part = millejours::PartialDate::parse(&text[..length]).unwrap();
            first.push(chrono_days(part.earliest()));
            last.push(chrono_days(part.latest()));
        }
        let first = self.made(format!("{name}_earliest"), Own::Day(first), rows);
        let mut last = self.made(format!("{name}_latest"), Own::Day(last), rows);
        last.known.clone_from(&first.known);
        vec![first, last]
    }

    /// A column that the programme reads.
    fn column(&mut self, subject: Subject, name: &str, rows: usize) -> Vec<Made> {
        let of_type = self.programme.facts().get(&(subject, name.to_owned())).map(|fact| fact.of_type.clone());
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        match of_type {
            Some(FactType::Bool) => vec![self.bools(name.to_owned(), rows, 50)],
            Some(FactType::Int { range }) => {
                let (low, high) = range.unwrap_or((-1000, 1000));
                let all: Vec<i64> = (0..rows).map(|_| self.near(low, high)).collect();
                let own = match self.random.below(3) {
                    0 if low >= -30_000 && high <= 30_000 => {
                        Own::I16(all.iter().map(|number| *number as i16).collect())
                    }
                    1 => Own::F64(all.iter().map(|number| *number as f64).collect()),
                    _ => Own::I64(all),
                };
                vec![self.made(name, own, rows)]
            }
            Some(FactType::Number { places, range } | FactType::Money { places, range, .. }) => {
                let (low, high) = range.unwrap_or((-1000, 1000));
                let unit = 10_i64.pow(u32::from(places));
                let all: Vec<i64> = (0..rows)
                    .map(|_| match self.random.chance(50) {
                        true => (self.near(low / unit, high / unit) * unit).clamp(low, high),
                        false => self.near(low, high),
                    })
                    .collect();
                let own = match self.random.chance(50) {
                    true => Own::F64(all.iter().map(|number| *number as f64 / unit as f64).collect()),
                    false => Own::Decimal(all.iter().map(|number| i128::from(*number)).collect(), places),
                };
                vec![self.made(name, own, rows)]
            }
            Some(FactType::Date { range }) => {
                let (low, high) = range.unwrap_or((1, 3_652_059));
                let of = move |maker: &mut Self| (maker.day()).clamp(low - 719_163, high - 719_163);
                let mut made = self.days(name, rows, of);
                // A whole year may begin before the range: what is left of it is what it can mean.
                made.iter_mut().for_each(|made| made.name = made.name.clone());
                made
            }
            Some(FactType::Code) => {
                let words = self.named.words.clone();
                vec![self.texts(name, &words, rows)]
            }
            Some(FactType::Enum { values }) => vec![self.texts(name, &values, rows)],
            Some(_) => Vec::new(),
            None => match (subject, name) {
                (_, "territory") => {
                    let words = self.named.words.clone();
                    vec![self.texts(name, &words, rows)]
                }
                (_, "languages" | "resources" | "other_territories") => vec![self.lists(name, rows)],
                (Subject::Family, _) => vec![self.texts(name, &words(&["none", "light", "moderate", "strong"]), rows)],
                (_, "lives_here") => vec![self.texts(name, &words(&["away", "shared", "always"]), rows)],
                (Subject::Adult, "born") => {
                    let of = |maker: &mut Self| maker.on - 365 * maker.near(0, 60) - maker.random.between(0, 3);
                    self.days(name, rows, of)
                }
                (Subject::Pregnancy, "expected") => {
                    let of = |maker: &mut Self| maker.on + maker.random.between(-20, 250);
                    self.days(name, rows, of)
                }
                _ => self.days(name, rows, Self::day),
            },
        }
    }

    /// Columns that may be there.
    fn others(&mut self, subject: Subject, rows: usize, names: &[String], offsets: &[Vec<u32>; 4]) -> Vec<Made> {
        let mut made = Vec::new();
        match subject {
            Subject::Family | Subject::Adult => {}
            Subject::Child => {
                for name in ["born", "arrived"] {
                    if !names.iter().any(|own| own == name) && self.random.chance(30) {
                        made.extend(self.days(name, rows, Self::day));
                    }
                }
                if self.random.chance(30) {
                    let (missing, of) = (self.missing, |maker: &mut Self| maker.on + maker.random.between(-200, 200));
                    self.missing = 97;
                    made.extend(self.days("died", rows, of));
                    self.missing = missing;
                }
                if self.random.chance(60) {
                    // The pregnancy of a child, where its family has one.
                    let (mut places, mut known) = (Vec::new(), vec![0_u8; rows.div_ceil(8)]);
                    let (children, pregnancies) =
                        (&offsets[Subject::Child as usize], &offsets[Subject::Pregnancy as usize]);
                    for (own, carried) in children.windows(2).zip(pregnancies.windows(2)) {
                        let count = carried[1] - carried[0];
                        for row in own[0]..own[1] {
                            places.push(self.random.below(count as usize) as u32);
                            if count > 0 && self.random.chance(40) {
                                known[row as usize / 8] |= 1 << (row % 8);
                            }
                        }
                    }
                    made.push(Made { name: "pregnancy".to_owned(), own: Own::Place(places), known, rows });
                }
            }
            Subject::Pregnancy => {
                if !names.iter().any(|own| own == "expected") {
                    let of = |maker: &mut Self| maker.on + maker.random.between(-20, 250);
                    made.extend(self.days("expected", rows, of));
                }
                if self.random.chance(40) {
                    let (missing, of) = (self.missing, |maker: &mut Self| maker.on + maker.random.between(-100, 30));
                    self.missing = 90;
                    made.extend(self.days("ended", rows, of));
                    self.missing = missing;
                }
            }
        }
        made
    }
}
