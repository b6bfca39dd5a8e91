//! Millions of families and hundreds of offers, column by column, beside the same rules written by hand.
//!
//! `cargo bench -p millejours --bench columns` measures both and says how far the one is from the other. What follows a
//! second `--` is one of:
//!
//! * `compare FOLDER`: the same, with the workload written to the folder for other engines, and `rust.json` beside it;
//! * `growth FILE`: how the cost grows with families, offers and children, as JSON;
//! * `prototype`: the prototype alone, which is what the machine can do;
//! * `memory`: the greatest memory of ten million families that come in batches.
//!
//! Sizes come from the environment: `MILLEJOURS_BENCH_FAMILIES`, `_OFFERS`, `_RUNS`, `_SEED`, `_MISSING` (values in a hundred that
//! are unknown), `_RECURRING` (offers in a hundred in which a fact recurs), `_BATCH`, `_MOST` (the largest number of families
//! of the growth). Answers that differ end it with an error; times never do.

#![allow(missing_docs, reason = "a benchmark has no face")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a benchmark may stop")]
#![allow(clippy::disallowed_methods, reason = "a benchmark has a clock")]
#![allow(unreachable_pub, reason = "a benchmark has no face")]

mod data;
mod growth;
mod machine;
mod memory;
mod prototype;
mod rules;

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use data::{Data, ON};
use machine::{Threads, asked, median, stream, sums, timed};
use millejours::{EvaluateOptions, Evaluated, Families, Plan, Programme, parse_date};
use prototype::{Prototype, Width};
use rules::Rules;
use serde_json::{Value, json};

/// The sizes asked for.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    families: usize,
    offers: usize,
    runs: usize,
    seed: u64,
    missing: u64,
    recurring: usize,
}

impl Sizes {
    fn asked() -> Self {
        Sizes {
            families: asked("FAMILIES", 1_000_000),
            offers: asked("OFFERS", 200),
            runs: asked("RUNS", 7).max(1),
            seed: asked("SEED", 1_000) as u64,
            missing: asked("MISSING", 10) as u64,
            recurring: asked("RECURRING", 0),
        }
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => compare(Sizes::asked(), None),
        ["compare", folder] => compare(Sizes::asked(), Some(Path::new(folder))),
        ["growth", file] => growth::growth(Sizes::asked(), Path::new(file)),
        ["prototype"] => alone(Sizes::asked()),
        ["memory"] => memory::memory(Sizes::asked()),
        other => {
            eprintln!("no such task: {}; there are: compare FOLDER, growth FILE, prototype, memory", other.join(" "));
            ExitCode::FAILURE
        }
    }
}

fn plan(rules: &Rules) -> Plan {
    let programme = Programme::from_toml(rules.toml()).unwrap_or_else(|error| panic!("{error}"));
    programme.plan(parse_date(ON).unwrap(), EvaluateOptions::new()).unwrap()
}

fn evaluated(plan: &Plan, families: &Families<'_>, threads: usize) -> Evaluated {
    plan.evaluate(families, &Threads(threads), &|_| ControlFlow::Continue(())).unwrap_or_else(|error| panic!("{error}"))
}

/// Who is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Ours,
    /// The prototype, which gives its answers in new memory, as an engine does.
    ByHand(Width),
    /// The prototype, which writes into memory that it keeps from run to run.
    Kept(Width),
}

impl Who {
    /// Each at one thread, then each at two.
    fn all() -> Vec<(Who, usize)> {
        let widths = || Width::ALL.into_iter().filter(|width| width.is_there());
        let all: Vec<Who> =
            [Who::Ours].into_iter().chain(widths().map(Who::ByHand)).chain(widths().map(Who::Kept)).collect();
        [1, 2].into_iter().flat_map(|threads| all.iter().map(move |who| (*who, threads))).collect()
    }

    fn name(self) -> String {
        match self {
            Who::Ours => "millejours".to_owned(),
            Who::ByHand(width) => format!("prototype, {}", width.name()),
            Who::Kept(width) => format!("prototype, {}, memory kept", width.name()),
        }
    }
}

fn alone(sizes: Sizes) -> ExitCode {
    let rules = Rules::of_families(sizes.seed, sizes.offers, sizes.recurring);
    let prototype = Prototype::new(&rules, &Data::drawn(&rules, sizes.seed, 0, sizes.families, 0, sizes.missing));
    let mut kept = prototype.answers();
    for (who, threads) in Who::all().into_iter().filter(|(who, _)| *who != Who::Ours) {
        let mut run = || match who {
            Who::Ours => 0.0,
            Who::ByHand(width) => timed(|| prototype.evaluate(width, threads)).0,
            Who::Kept(width) => timed(|| prototype.evaluate_into(width, threads, &mut kept)).0,
        };
        let seconds: Vec<f64> = (0..=sizes.runs).map(|_| run()).skip(1).collect();
        let rate = sizes.families as f64 * sizes.offers as f64 / median(&seconds) / 1e9;
        let (name, took) = (who.name(), median(&seconds));
        println!("{name:34} {threads:>2} thread(s) {took:>9.4} s {rate:>8.3} × 10⁹ decisions/s");
    }
    ExitCode::SUCCESS
}

fn compare(sizes: Sizes, folder: Option<&Path>) -> ExitCode {
    let rules = Rules::of_families(sizes.seed, sizes.offers, sizes.recurring);
    let data = Data::drawn(&rules, sizes.seed, 0, sizes.families, 0, sizes.missing);
    let words = data.words();
    let (families, known) = (data.families(&words), data.fully_known());
    println!(
        "{} families, {} offers of {:.1} comparisons each, {} of them distinct, {} facts, {} % missing, {} rows fully known; medians of {} runs",
        sizes.families,
        sizes.offers,
        rules.each(),
        rules.distinct(),
        rules.facts.len(),
        sizes.missing,
        known.iter().map(|word| word.count_ones()).sum::<u32>(),
        sizes.runs,
    );
    let (plan, prototype) = (plan(&rules), Prototype::new(&rules, &data));

    // The warm-up is the one whose answers are looked at.
    let ours = evaluated(&plan, &families, 1);
    let by_hand = prototype.evaluate(Width::Portable, 1);
    let mut differ = 0;
    for (at, (offer, [yes, no])) in ours.offers.iter().zip(&by_hand).enumerate() {
        // Where a fact recurs, three-valued logic says unknown of what is certain; never the other way round.
        let certain = |ours: &[u64], other: &[u64]| {
            let mut pairs = ours.iter().zip(other).zip(&known);
            pairs.all(|((own, other), known)| other & !own == 0 && (own ^ other) & known == 0)
        };
        let exact = sizes.recurring == 0 || at % 100 >= sizes.recurring;
        let same = if exact {
            offer.yes == *yes && offer.no() == *no
        } else {
            certain(&offer.yes, yes) && certain(&offer.no(), no)
        };
        if !same {
            eprintln!("{} differs from the prototype", offer.offer);
            differ += 1;
        }
    }
    let checks: Vec<Value> = ours.offers.iter().map(|offer| sums(&offer.yes, &offer.no(), &known)).collect();
    let undetermined: u64 = ours.offers.iter().map(|own| undetermined(own.rows, &own.yes, &own.no())).sum();
    let decisions = sizes.families as f64 * sizes.offers as f64;
    println!("undetermined: {:.1} % of the decisions", 100.0 * undetermined as f64 / decisions);
    drop((ours, by_hand));
    let mut kept = prototype.answers();

    // One after the other in every round, so that what else the machine does meets all of them.
    let all = Who::all();
    let mut seconds = vec![Vec::new(); all.len()];
    for round in 0..=sizes.runs {
        for ((who, threads), seconds) in all.iter().zip(&mut seconds) {
            let took = match who {
                Who::Ours => timed(|| evaluated(&plan, &families, *threads)).0,
                Who::ByHand(width) => timed(|| prototype.evaluate(*width, *threads)).0,
                Who::Kept(width) => timed(|| prototype.evaluate_into(*width, *threads, &mut kept)).0,
            };
            if round > 0 {
                seconds.push(took);
            }
        }
    }
    let rates: Vec<f64> = seconds.iter().map(|seconds| decisions / median(seconds) / 1e9).collect();
    let ours =
        |threads| all.iter().zip(&rates).find(|(who, _)| **who == (Who::Ours, threads)).map_or(0.0, |(_, rate)| *rate);
    println!("\n{:34} {:>7} {:>9} {:>16} {:>22}", "", "threads", "seconds", "10⁹ decisions/s", "millejours reaches");
    for (((who, threads), seconds), rate) in all.iter().zip(&seconds).zip(&rates) {
        let reached = 100.0 * ours(*threads) / rate;
        println!("{:34} {threads:>7} {:>9.4} {rate:>16.3} {reached:>20.0} %", who.name(), median(seconds));
    }
    println!("goal: 60 % of the prototype at its best");
    let streams = [1, 2].map(|threads| stream(threads, sizes.runs));
    println!("memory read as a stream: {:.1} GB/s on one thread, {:.1} GB/s on two", streams[0], streams[1]);

    if let Some(folder) = folder {
        data.write(folder).unwrap();
        let mut workload = rules.to_json();
        workload["families"] = json!(sizes.families);
        workload["on"] = json!(ON);
        workload["runs"] = json!(sizes.runs);
        workload["recurring"] = json!(sizes.recurring);
        let measured = all
            .iter()
            .zip(&seconds)
            .map(|((who, threads), seconds)| json!({ "engine": who.name(), "threads": threads, "seconds": seconds }));
        let rust = json!({
            "sizes": { "families": sizes.families, "offers": sizes.offers, "comparisons": rules.distinct(), "each": rules.each(), "facts": rules.facts.len(),
                "missing": sizes.missing, "recurring": sizes.recurring, "seed": sizes.seed, "runs": sizes.runs },
            "measured": measured.collect::<Vec<_>>(),
            "stream": { "1": streams[0], "2": streams[1] },
            "sums": checks,
        });
        fs::write(folder.join("workload.json"), workload.to_string()).unwrap();
        fs::write(folder.join("rust.json"), rust.to_string()).unwrap();
    }
    if differ > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// How many rows of an offer are neither yes nor no.
fn undetermined(rows: usize, yes: &[u64], no: &[u64]) -> u64 {
    rows as u64 - yes.iter().zip(no).map(|(yes, no)| u64::from((yes | no).count_ones())).sum::<u64>()
}
