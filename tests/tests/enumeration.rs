//! The proof by enumeration: random programmes and families, the library's answers beside those of an oracle that tries
//! every completion of what is missing. `MILLEJOURS_SEED` varies the cases, `MILLEJOURS_CASES` their number.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::thread;

use millejours_tests::oracle::compare::{Counts, compare};
use millejours_tests::oracle::generate::case;
use millejours_tests::oracle::write::vector;
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const THREADS: u64 = 2;
/// How many steps are tried to make a failure simpler.
const SHRINKS: usize = 6_000;
/// No more failures than these are told.
const TOLD: usize = 5;

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn runner(seed: u64, thread: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&thread.to_le_bytes());
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// A simpler list of choices that fails too: shorter, with more zeros and smaller numbers.
fn smaller(mut list: Vec<u32>, fails: impl Fn(&[u32]) -> bool) -> Vec<u32> {
    let mut left = SHRINKS;
    let mut attempt = |list: &mut Vec<u32>, other: Vec<u32>| {
        let better = left > 0 && other != *list && fails(&other);
        left = left.saturating_sub(1);
        if better {
            *list = other;
        }
        better
    };
    loop {
        let before = list.clone();
        for size in [64, 16, 4, 2, 1] {
            let mut at = 0;
            while at < list.len() {
                let end = (at + size).min(list.len());
                let mut without = list.clone();
                without.drain(at..end);
                let mut zeros = list.clone();
                zeros[at..end].fill(0);
                if !attempt(&mut list, without) {
                    attempt(&mut list, zeros);
                    at += size;
                }
            }
        }
        for at in 0..list.len() {
            for number in [1, 2, list[at] % 100, list[at] % 12, list[at] % 10, list[at] % 6, list[at] % 4, list[at] % 3]
            {
                if number < list[at] {
                    let mut other = list.clone();
                    other[at] = number;
                    attempt(&mut list, other);
                }
            }
        }
        if list == before {
            return list;
        }
    }
}

fn compare_many(seed: u64, thread: u64, cases: u64) -> (Counts, Vec<String>) {
    let mut runner = runner(seed, thread);
    let lists = vec(0..100_000_u32, 20..600);
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for number in 0..cases {
        let choices = lists.new_tree(&mut runner).unwrap().current();
        let every_day = number % 50 == 0;
        if compare(&case(&choices), every_day, &mut counts).is_ok() {
            continue;
        }
        let smallest = smaller(choices, |list| compare(&case(list), every_day, &mut Counts::default()).is_err());
        let found = case(&smallest);
        let wrong = compare(&found, every_day, &mut Counts::default()).unwrap_err();
        failures.push(format!("case {number} of thread {thread}: {wrong}\n{}", vector(&found)));
        if failures.len() >= TOLD {
            break;
        }
    }
    (counts, failures)
}

#[test]
fn every_answer_is_that_of_the_enumeration() {
    let seed = from_environment("MILLEJOURS_SEED", 1000);
    let cases = from_environment("MILLEJOURS_CASES", 15_000);
    let threads: Vec<_> =
        (0..THREADS).map(|thread| thread::spawn(move || compare_many(seed, thread, cases / THREADS))).collect();
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for thread in threads {
        let (own, told) = thread.join().unwrap();
        counts.add(&own);
        failures.extend(told);
    }
    println!("{counts:#?}");
    assert!(failures.is_empty(), "{} cases differ (seed {seed})\n\n{}", failures.len(), failures.join("\n\n"));
    let wanted = usize::try_from(cases).unwrap() * 2 / 3;
    assert!(counts.compared >= wanted, "only {} answers were compared", counts.compared);
    assert!(counts.inexact * 50 <= counts.compared, "{} answers were not exact", counts.inexact);
}
