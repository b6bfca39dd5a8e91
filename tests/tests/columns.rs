//! Columns beside one family at a time: random programmes, thousands of random families each, every answer the same.
//! `MILLEJOURS_SEED` varies them, `MILLEJOURS_PROGRAMMES` and `MILLEJOURS_FAMILIES` are their numbers.
#![allow(
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a fault here is a failed test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::thread;

use millejours::{
    Bits, Column, Complete, Decision, EvaluateOptions, Evaluated, Families, Faults, OneThread, Plan, Programme,
    Subject, Table, Truth, Values, Words32, parse_date,
};
use millejours_tests::oracle::civil::iso;
use millejours_tests::oracle::generate::case;
use millejours_tests::oracle::write::toml;
use millejours_tests::random::{choices, from_environment, runner};
use millejours_tests::tables::{Tables, tables};

const THREADS: u64 = 2;
/// Families of which dates are compared.
const DATED: usize = 12;
/// Families whose missing facts are compared with those of their assessment.
const ASSESSED: usize = 300;

/// What was compared.
#[derive(Debug, Default)]
struct Counts {
    programmes: usize,
    yes: usize,
    no: usize,
    unknown: usize,
    inexact: usize,
    doses: usize,
    dates: usize,
    rules: usize,
    barriers: usize,
    missing: usize,
    only: usize,
    assessed: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.programmes += other.programmes;
        self.yes += other.yes;
        self.no += other.no;
        self.unknown += other.unknown;
        self.inexact += other.inexact;
        self.doses += other.doses;
        self.dates += other.dates;
        self.rules += other.rules;
        self.barriers += other.barriers;
        self.missing += other.missing;
        self.only += other.only;
        self.assessed += other.assessed;
    }

    fn note(&mut self, evaluated: &Evaluated) {
        for column in &evaluated.offers {
            for row in 0..column.rows {
                match column.truth(row).unwrap() {
                    Truth::Yes => self.yes += 1,
                    Truth::No => self.no += 1,
                    Truth::Unknown => self.unknown += 1,
                }
            }
            self.inexact += column.inexact.len();
            self.doses += column.dose.as_ref().map_or(0, |dose| dose.most.iter().filter(|most| **most > 0).count());
            self.dates += column.dates.as_ref().map_or(0, |dates| dates.decisions.iter().flatten().count());
            self.rules += column.rules.as_ref().map_or(0, |rules| rules.iter().filter(|rule| **rule < 100).count());
            self.barriers += column.barriers.iter().flatten().map(|own| ones(&own.alone)).sum::<usize>();
            self.missing += column.missing.iter().flatten().map(|own| ones(&own.rows)).sum::<usize>();
            self.only += column.missing.iter().flatten().map(|own| ones(&own.alone)).sum::<usize>();
        }
    }
}

fn ones(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}

/// Whom rules keep out, of one row: each rule that says no to it, and whether it alone does.
fn kept_out(own: &millejours::OfferColumn, row: usize) -> Vec<(&str, bool)> {
    let bit = |words: &[u64]| words[row / 64] >> (row % 64) & 1 == 1;
    let barriers = own.barriers.iter().flatten();
    barriers.filter(|own| bit(&own.no) || bit(&own.alone)).map(|own| (&*own.rule, bit(&own.alone))).collect()
}

/// What one row hangs on: each fact, and whether it alone does.
fn hangs_on(own: &millejours::OfferColumn, row: usize) -> Vec<(Subject, &str, bool)> {
    let bit = |words: &[u64]| words[row / 64] >> (row % 64) & 1 == 1;
    let missing = own.missing.iter().flatten();
    missing.filter(|own| bit(&own.rows)).map(|own| (own.subject, &*own.fact, bit(&own.alone))).collect()
}

/// A missing fact of an assessment as tables call it: `child[c1].born` is `born` of a child.
fn folded(name: &str) -> (Subject, String) {
    let Some((of, own)) = name.split_once('.') else { return (Subject::Family, name.to_owned()) };
    let subject = Subject::ALL.into_iter().find(|subject| of.split('[').next() == Some(subject.as_str())).unwrap();
    (subject, if name == "family.territories" { "other_territories" } else { own }.to_owned())
}

/// What an assessment of each family lists as missing is what its rows hang on; with a dose it may list more.
fn assessed(programme: &Programme, own: &Tables, evaluated: &Evaluated, families: usize) -> Result<usize, String> {
    let (rows, mut count) = (own.families(), 0);
    for family in 0..families.min(rows.rows()) {
        let Ok(told) = rows.family(family) else { continue };
        let Ok(assessment) = programme.assess(&told, evaluated.on) else { continue };
        for answer in assessment.offers.iter().filter(|answer| answer.decision == Decision::Undetermined) {
            let column = evaluated.offer(&answer.offer).unwrap();
            let place = answer.subject.as_ref().map_or(0, |id| id[1..].parse::<usize>().unwrap() - 1);
            let found = hangs_on(column, rows.rows_in(family, column.subject).start + place);
            let found: BTreeSet<_> = found.into_iter().map(|(of, fact, _)| (of, fact.to_owned())).collect();
            let listed: BTreeSet<_> = answer.missing.iter().map(|name| folded(name)).collect();
            let one_dose = answer.dose.as_ref().is_none_or(|dose| dose.least == dose.most);
            let same = if one_dose && answer.exact { found == listed } else { found.is_subset(&listed) };
            if !same {
                return Err(format!("{}: {found:?}, assessed {listed:?}\n{}", answer.offer, told.to_json()));
            }
            count += 1;
        }
    }
    Ok(count)
}

/// The first difference between two evaluations.
fn differs(plan: &Plan, own: &Tables, one: &Evaluated, other: &Evaluated) -> Option<String> {
    if one == other {
        return None;
    }
    let families = own.families();
    let family_of =
        |subject, row: usize| (0..families.rows()).find(|family| families.rows_in(*family, subject).contains(&row));
    for (columns, single) in one.offers.iter().zip(&other.offers) {
        let first = (0..columns.rows).find(|row| {
            let row = *row;
            let inexact = |all: &[u32]| all.contains(&(row as u32));
            let dose = |own: &millejours::OfferColumn| own.dose.as_ref().map(|dose| (dose.least[row], dose.most[row]));
            let date = |own: &millejours::OfferColumn| own.dates.as_ref().map(|dates| dates.decisions[row]);
            let rule = |own: &millejours::OfferColumn| own.rules.as_ref().map(|rules| rules[row]);
            columns.truth(row) != single.truth(row)
                || inexact(&columns.inexact) != inexact(&single.inexact)
                || dose(columns) != dose(single)
                || date(columns) != date(single)
                || rule(columns) != rule(single)
                || kept_out(columns, row) != kept_out(single, row)
                || hangs_on(columns, row) != hangs_on(single, row)
        });
        if let Some(row) = first {
            let family = family_of(columns.subject, row).unwrap();
            let show = |own: &millejours::OfferColumn| {
                format!(
                    "{:?} inexact {} dose {:?} date {:?} rule {:?} barriers {:?} missing {:?}",
                    own.truth(row),
                    own.inexact.contains(&(row as u32)),
                    own.dose.as_ref().map(|dose| (dose.least[row], dose.most[row])),
                    own.dates.as_ref().map(|dates| dates.decisions[row]),
                    own.rules.as_ref().map(|rules| rules[row]),
                    kept_out(own, row),
                    hangs_on(own, row),
                )
            };
            return Some(format!(
                "offer {} for {} on {}, row {row} (place {} of its family)\ncolumns: {}\nalone:   {}\nfamily: {}",
                columns.offer,
                columns.subject,
                plan.on(),
                row - families.rows_in(family, columns.subject).start,
                show(columns),
                show(single),
                families.family(family).unwrap().to_json(),
            ));
        }
    }
    Some(format!("what is silent or told differs: {:?} {:?}", one.report, other.report))
}

fn compare(
    programme: &Programme,
    text: &str,
    on: &str,
    families: usize,
    seed: u64,
    counts: &mut Counts,
) -> Result<(), String> {
    let options = match seed % 4 {
        0 => EvaluateOptions::new(),
        1 => EvaluateOptions::new().doses(),
        2 => EvaluateOptions::new().doses().rules(),
        _ => EvaluateOptions::new().barriers(),
    };
    // What is missing takes a whole assessment of each family, and dates a look at many of its days: fewer families.
    let missing = options.missing();
    let dated = options.doses().rules().barriers().missing().dates();
    let looks = [
        (options, families),
        (missing, if seed % 4 == 3 { families.div_ceil(10) } else { 0 }),
        (dated, if seed % 16 == 1 { DATED } else { 0 }),
    ];
    looks
        .into_iter()
        .filter(|(_, families)| *families > 0)
        .try_for_each(|(options, families)| look(programme, text, on, options, families, seed, counts))?;
    counts.programmes += 1;
    Ok(())
}

fn look(
    programme: &Programme,
    text: &str,
    on: &str,
    options: EvaluateOptions,
    families: usize,
    seed: u64,
    counts: &mut Counts,
) -> Result<(), String> {
    let plan = programme.plan(parse_date(on).unwrap(), options.faults(Faults::Report)).unwrap();
    let own = tables(programme, &plan, text, families, seed);
    let columns = plan.evaluate(&own.families(), &OneThread, &|_| ControlFlow::Continue(()));
    let columns = columns.map_err(|error| format!("refused: {error}"))?;
    let mut columns = columns;
    let mut single = plan.one_by_one(&own.families()).map_err(|error| format!("refused alone: {error}"))?;
    // What is wrong is told in another order.
    columns.report.clear();
    single.report.clear();
    counts.note(&columns);
    if options.wants_missing() {
        let told = assessed(programme, &own, &single, ASSESSED);
        counts.assessed += told.map_err(|told| format!("{told}\nseed {seed}\n{text}"))?;
    }
    match differs(&plan, &own, &columns, &single) {
        Some(difference) => Err(format!("{difference}\nseed {seed}\n{text}")),
        None => Ok(()),
    }
}

fn compare_many(seed: u64, thread: u64, programmes: u64, families: usize) -> (Counts, Vec<String>) {
    let mut runner = runner(seed, thread);
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    let mut number = 0;
    while (counts.programmes as u64) < programmes {
        number += 1;
        let case = case(&choices(&mut runner));
        let text = toml(&case.programme);
        let Ok(programme) = Programme::from_toml(&text) else { continue };
        let seed = seed.wrapping_mul(1_000_003).wrapping_add(2 * number + thread);
        // Some have more than a block of families: what is put together from several has to fit as well.
        let families = if number % 16 == 0 { 2 * families } else { families };
        if let Err(difference) = compare(&programme, &text, &iso(case.on), families, seed, &mut counts) {
            failures.push(difference);
        }
        if failures.len() >= 3 {
            break;
        }
    }
    (counts, failures)
}

#[test]
fn columns_are_one_by_one() {
    let seed = from_environment("MILLEJOURS_SEED", 1000);
    let programmes = from_environment("MILLEJOURS_PROGRAMMES", 200);
    let families = from_environment("MILLEJOURS_FAMILIES", 5000) as usize;
    let threads: Vec<_> = (0..THREADS)
        .map(|thread| thread::spawn(move || compare_many(seed, thread, programmes.div_ceil(THREADS), families)))
        .collect();
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for thread in threads {
        let (own, told) = thread.join().unwrap();
        counts.add(&own);
        failures.extend(told);
    }
    println!("{counts:#?}");
    assert!(failures.is_empty(), "{} programmes differ\n\n{}", failures.len(), failures.join("\n\n"));
    assert!(counts.programmes as u64 >= programmes);
    for (what, count) in [
        ("yes", counts.yes),
        ("no", counts.no),
        ("unknown", counts.unknown),
        ("dose", counts.doses),
        ("date", counts.dates),
        ("rule", counts.rules),
        ("barrier", counts.barriers),
        ("missing fact", counts.missing),
        ("only missing fact", counts.only),
        ("assessment", counts.assessed),
    ] {
        assert!(count > 0, "no {what} was compared");
    }
}

/// The programmes of the examples: they combine what random ones seldom do.
#[test]
fn the_towns_of_the_examples_are_one_by_one() {
    let seed = from_environment("MILLEJOURS_SEED", 1000);
    // Each of their families takes the reference longer than a random programme's.
    let families = from_environment("MILLEJOURS_FAMILIES", 5000) as usize / 5;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples");
    let mut counts = Counts::default();
    for folder in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort_unstable();
        for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
            let text = fs::read_to_string(path).unwrap();
            let Ok(programme) = Programme::from_toml(&text) else { continue };
            // A day within its validity: late in it, so that the older edition has one as well.
            let valid = programme.valid();
            let summer = parse_date("2026-06-01").unwrap();
            let on = valid.from.max(valid.until.map_or(summer, |until| until.min(summer))).to_string();
            for seed in 3 * seed..3 * seed + 3 {
                compare(&programme, &text, &on, families, seed, &mut counts)
                    .unwrap_or_else(|difference| panic!("{}: {difference}", path.display()));
            }
        }
    }
    println!("{counts:#?}");
    assert!(counts.programmes > 0 && counts.yes > 0 && counts.no > 0 && counts.unknown > 0 && counts.doses > 0);
}

/// Rules that say a thing twice: what is missing in them need not matter, and columns must not believe that it does.
const REDUNDANT: &str = r#"
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
facts = { family = { x = { type = "int", range = [0, 9], category = "income" }, y = { type = "bool", category = "income" }, z = { type = "bool", category = "income" } } }
[[offers]]
id = "bounded"
provider = "town"
tier = "targeted"
for = "family"
duty = "none"
title = { en = "Bounded" }
cost = "free"
when = [ { id = "all", condition = "family.x < 5 && (family.x < 3 || family.y) && (family.x < 5 || family.z)" } ]
[[offers]]
id = "absorbed"
provider = "town"
tier = "targeted"
for = "family"
duty = "none"
title = { en = "Absorbed" }
cost = "free"
when = [ { id = "either", condition = "family.y || (family.y && family.z)" }, { id = "small", condition = "family.x < 3 || family.x < 5" } ]
[[offers]]
id = "twice"
provider = "town"
tier = "targeted"
for = "family"
duty = "none"
title = { en = "Twice" }
cost = "free"
when = [ { id = "one", condition = "family.z || family.x < 4" }, { id = "other", condition = "family.z && (family.y || family.x < 6)" } ]
"#;

#[test]
fn what_is_said_twice_is_missing_once() {
    let programme = Programme::from_toml(REDUNDANT).unwrap_or_else(|error| panic!("{error}"));
    let mut counts = Counts::default();
    let options = EvaluateOptions::new().doses().rules().barriers().missing();
    for seed in 0..16 {
        look(&programme, REDUNDANT, "2026-06-01", options, 500, seed, &mut counts)
            .unwrap_or_else(|error| panic!("{error}"));
    }
    println!("{counts:#?}");
    assert!(counts.missing > 0 && counts.unknown > 0);
}

/// The members of a block need not fill their last word: what follows there is the next block's.
#[test]
fn a_block_ends_with_its_own_members() {
    let text = r#"
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
facts = { child = { weight = { type = "int", range = [0, 9], category = "health" }, early = { type = "bool", category = "health" }, stage = { type = "enum", values = ["a", "b"], category = "health" } } }
[[offers]]
id = "light"
provider = "town"
tier = "targeted"
for = "child"
duty = "none"
title = { en = "Light" }
cost = "free"
when = [ { id = "light", condition = "child.weight < 3" } ]
[[offers]]
id = "early"
provider = "town"
tier = "targeted"
for = "child"
duty = "none"
title = { en = "Early" }
cost = "free"
when = [ { id = "early", condition = "child.early" } ]
[[offers]]
id = "stage"
provider = "town"
tier = "targeted"
for = "child"
duty = "none"
title = { en = "Stage" }
cost = "free"
when = [ { id = "stage", condition = 'child.stage == "a"' } ]
"#;
    let programme = Programme::from_toml(text).unwrap_or_else(|error| panic!("{error}"));
    let plan = programme.plan(parse_date("2026-06-01").unwrap(), EvaluateOptions::new()).unwrap();
    // One child more than there are families; of all those whom a block begins with, the first died.
    let families = 3 * 8192_usize;
    let offsets: Vec<u32> = (0..=families as u32).map(|family| if family == 0 { 0 } else { family + 1 }).collect();
    let rows = families + 1;
    let all = vec![0xff_u8; rows.div_ceil(8)];
    let known = Bits::new(&all, 0, rows).unwrap();
    let (weights, keys, days) = (vec![9_i32; rows], vec![1_i32; rows], vec![20_000_i32; rows]);
    let died: Vec<u8> = (0..rows.div_ceil(8)).map(|byte| if byte % 8 == 0 { 0xff } else { 0 }).collect();
    let none = vec![0_u8; rows.div_ceil(8)];
    let children = Table::new(rows)
        .with("born", Column::new(Values::Day(&days)))
        .with("died", Column::with_known(Values::Day(&days), Bits::new(&died, 0, rows).unwrap()))
        .with("weight", Column::with_known(Values::I32(&weights), known))
        .with("early", Column::with_known(Values::Bool(Bits::new(&none, 0, rows).unwrap()), known))
        .with("stage", Column::with_known(Values::Word(Words32 { keys: &keys, words: &["a", "b"] }), known));
    let own = Families::new(Table::new(families)).unwrap().children(&offsets, children).unwrap();
    let own = own.complete(Complete::Children);
    let columns = plan.evaluate(&own, &OneThread, &|_| ControlFlow::Continue(())).unwrap();
    assert_eq!(columns, plan.one_by_one(&own).unwrap());
    assert!(columns.is_silent(Subject::Child, 4100) && !columns.is_silent(Subject::Child, 4110));
}

/// Conditions that relate two members to each other are read by no plan column by column, and read their columns all the same.
#[test]
fn what_relates_two_members_is_read() {
    let text = r#"
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
facts = { child = { weight = { type = "int", range = [0, 9], category = "health" } }, adult = { carries = { type = "int", range = [0, 9], category = "health" } } }
[[offers]]
id = "carried"
provider = "town"
tier = "targeted"
for = "family"
duty = "none"
title = { en = "Carried" }
cost = "free"
when = [ { id = "carried", condition = "children.exists(c, adults.exists(a, a.carries >= c.weight && c.age_months < 12))" } ]
"#;
    let programme = Programme::from_toml(text).unwrap_or_else(|error| panic!("{error}"));
    let plan = programme.plan(parse_date("2026-06-01").unwrap(), EvaluateOptions::new()).unwrap();
    let reads: Vec<String> = plan.reads().iter().map(|own| format!("{}.{}", own.subject.as_str(), own.name)).collect();
    assert_eq!(reads, ["adult.carries", "child.born", "child.weight"]);
    let mut counts = Counts::default();
    for seed in 0..4 {
        let options = EvaluateOptions::new().doses().rules().barriers().missing();
        look(&programme, text, "2026-06-01", options, 300, seed, &mut counts).unwrap_or_else(|error| panic!("{error}"));
    }
    assert!(counts.unknown > 0);
}

/// Whoever asks since when a child is there asks for its birth as well: most children arrive by it.
#[test]
fn since_when_a_child_is_there_reads_its_birth() {
    let text = r#"
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
[[offers]]
id = "welcome"
provider = "town"
tier = "universal"
for = "child"
duty = "none"
title = { en = "Welcome" }
cost = "free"
when = [ { id = "new", condition = "child.months_since_arrival < 6" } ]
"#;
    let programme = Programme::from_toml(text).unwrap_or_else(|error| panic!("{error}"));
    let plan = programme.plan(parse_date("2026-06-01").unwrap(), EvaluateOptions::new()).unwrap();
    let reads: Vec<&str> = plan.reads().iter().map(|own| own.name.as_str()).collect();
    assert_eq!(reads, ["arrived", "born"]);
}
