//! Columns of values drawn from the seed, in Arrow's layout.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use millejours::{Bits, Column, Complete, Families, Table, Values, Words32, parse_date};

use super::rules::{Fact, Kind, Rules, drawn, greatest, words};

/// The day of the evaluation.
pub const ON: &str = "2026-06-01";

pub enum Numbers {
    Wide(Vec<i64>),
    Narrow(Vec<i32>),
    Bits(Vec<u8>),
}

/// What is drawn of one fact.
pub struct Drawn {
    pub kind: Kind,
    pub name: String,
    pub child: bool,
    pub numbers: Numbers,
    /// Bit `i` is set where row `i` is known.
    pub known: Vec<u8>,
}

/// All facts of so many families.
pub struct Data {
    pub families: usize,
    pub columns: Vec<Drawn>,
    offsets: Vec<u32>,
    levels: Vec<String>,
    codes: Vec<String>,
}

fn bits(rows: usize, bit: impl Fn(usize) -> bool) -> Vec<u8> {
    let byte = |at: usize| (8 * at..rows.min(8 * at + 8)).fold(0, |byte, row| byte | u8::from(bit(row)) << (row % 8));
    (0..rows.div_ceil(8)).map(byte).collect()
}

/// A row's value is the lower half of what is drawn, and whether it is known the upper half.
fn value(kind: Kind, number: u64) -> i64 {
    (number % (1 << 32)) as i64 % (greatest(kind) + 1)
}

impl Drawn {
    fn of(fact: &Fact, at: usize, seed: u64, first: usize, rows: usize, missing: u64) -> Self {
        let number = |row: usize| drawn(seed, at as u64, (first + row) as u64);
        let kind = fact.kind;
        let numbers = match kind {
            Kind::Money => Numbers::Wide((0..rows).map(|row| value(kind, number(row))).collect()),
            Kind::Int | Kind::Enum | Kind::Code => {
                Numbers::Narrow((0..rows).map(|row| value(kind, number(row)) as i32).collect())
            }
            Kind::Bool => Numbers::Bits(bits(rows, |row| value(kind, number(row)) == 1)),
            Kind::Birth => {
                let epoch = parse_date("1970-01-01").unwrap();
                let on = (parse_date(ON).unwrap() - epoch).num_days() as i32;
                Numbers::Narrow((0..rows).map(|row| on - (number(row) % (72 * 30)) as i32).collect())
            }
        };
        // A day of birth is what a register has of every child.
        let missing = if kind == Kind::Birth { 0 } else { missing };
        let known = bits(rows, |row| (number(row) >> 32) % 100 >= missing);
        Drawn { kind, name: fact.name.clone(), child: fact.child, numbers, known }
    }

    fn write(&self, folder: &Path) -> io::Result<()> {
        let mut file = io::BufWriter::new(fs::File::create(folder.join(format!("{}.values", self.name)))?);
        match &self.numbers {
            Numbers::Wide(all) => all.iter().try_for_each(|number| file.write_all(&number.to_le_bytes()))?,
            Numbers::Narrow(all) => all.iter().try_for_each(|number| file.write_all(&number.to_le_bytes()))?,
            Numbers::Bits(all) => file.write_all(all)?,
        }
        file.flush()?;
        fs::write(folder.join(format!("{}.known", self.name)), &self.known)
    }
}

impl Data {
    /// Families from number `first` on, each with so many children, `missing` values in a hundred unknown.
    pub fn drawn(rules: &Rules, seed: u64, first: usize, families: usize, children: usize, missing: u64) -> Self {
        let column = |(at, fact): (usize, &Fact)| {
            let (first, rows) = if fact.child { (first * children, families * children) } else { (first, families) };
            Drawn::of(fact, at, seed, first, rows, missing)
        };
        Data {
            families,
            columns: rules.facts.iter().enumerate().map(column).collect(),
            offsets: (0..=families).map(|family| (family * children) as u32).collect(),
            levels: words(Kind::Enum),
            codes: words(Kind::Code),
        }
    }

    /// The words of enums and codes, as columns borrow them.
    pub fn words(&self) -> [Vec<&str>; 2] {
        [&self.levels, &self.codes].map(|words| words.iter().map(String::as_str).collect())
    }

    /// The columns, lent.
    pub fn families<'a>(&'a self, words: &'a [Vec<&'a str>; 2]) -> Families<'a> {
        let children = self.offsets.last().map_or(0, |rows| *rows as usize);
        let (mut family, mut child) = (Table::new(self.families), Table::new(children));
        for own in &self.columns {
            let rows = if own.child { children } else { self.families };
            let values = match (&own.numbers, own.kind) {
                (Numbers::Wide(all), _) => Values::I64(all),
                (Numbers::Narrow(keys), Kind::Enum) => Values::Word(Words32 { keys, words: &words[0] }),
                (Numbers::Narrow(keys), Kind::Code) => Values::Word(Words32 { keys, words: &words[1] }),
                (Numbers::Narrow(days), Kind::Birth) => Values::Day(days),
                (Numbers::Narrow(all), _) => Values::I32(all),
                (Numbers::Bits(all), _) => Values::Bool(Bits::new(all, 0, rows).unwrap()),
            };
            let known = Bits::new(&own.known, 0, rows).unwrap();
            let table = if own.child { &mut child } else { &mut family };
            table.insert(own.name.clone(), Column::with_known(values, known));
        }
        let families = Families::new(family).unwrap();
        if children == 0 {
            return families;
        }
        families.children(&self.offsets, child).unwrap().complete(Complete::Children)
    }

    /// Row by row, is everything known of it? As words of 64 rows.
    pub fn fully_known(&self) -> Vec<u64> {
        let mut all = vec![u64::MAX; self.families.div_ceil(64)];
        for own in self.columns.iter().filter(|own| !own.child) {
            for (into, word) in all.iter_mut().zip(as_words(&own.known)) {
                *into &= word;
            }
        }
        all
    }

    /// One file of values and one of validity a column, little-endian.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        self.columns.iter().try_for_each(|own| own.write(folder))
    }
}

/// Bytes of bits as words; the last is filled up with zeros.
pub fn as_words(bytes: &[u8]) -> impl Iterator<Item = u64> {
    bytes.chunks(8).map(|chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(word)
    })
}
