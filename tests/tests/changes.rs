//! Counterfactuals, proved: each change of random programmes and families is applied and gives what it says, and the list
//! is that of an oracle that tries every value of every fact and pair. `MILLEJOURS_SEED` varies the cases,
//! `MILLEJOURS_CASES` their number.
#![allow(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::thread;

use millejours_tests::oracle::changes::{Counts, compare, compare_wide, wide};
use millejours_tests::oracle::generate::{case, changing_case};
use millejours_tests::oracle::write::vector;
use millejours_tests::random::{choices, from_environment, runner, smaller};

const THREADS: u64 = 2;
/// No more failures than these are told.
const TOLD: usize = 3;

fn compare_many(seed: u64, thread: u64, cases: u64) -> (Counts, Vec<String>) {
    let mut runner = runner(seed, thread);
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for number in 0..cases {
        let list = choices(&mut runner);
        // One in eight is like those of the other proofs; the others are made for changes.
        let made = if number % 8 == 0 { case } else { changing_case };
        // One in ten is looked at once more over wide ranges.
        if number % 10 == 9
            && let Err(wrong) = compare_wide(&wide(&made(&list)), &mut counts)
        {
            let fails = |list: &[u32]| compare_wide(&wide(&made(list)), &mut Counts::default()).is_err();
            let found = wide(&made(&smaller(list.clone(), |list| fails(list))));
            failures.push(format!("case {number} of thread {thread}, wide: {wrong}\n{}", vector(&found)));
        }
        if compare(&made(&list), &mut counts).is_ok() {
            continue;
        }
        let smallest = smaller(list, |list| compare(&made(list), &mut Counts::default()).is_err());
        let found = made(&smallest);
        let wrong = compare(&found, &mut Counts::default()).unwrap_err();
        failures.push(format!("case {number} of thread {thread}: {wrong}\n{}", vector(&found)));
        if failures.len() >= TOLD {
            break;
        }
    }
    (counts, failures)
}

#[test]
fn every_change_gives_what_it_says_and_none_is_forgotten() {
    let seed = from_environment("MILLEJOURS_SEED", 2000);
    let cases = from_environment("MILLEJOURS_CASES", 40_000);
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
    let least = usize::try_from(cases).unwrap() / 40;
    let found = counts.complete - counts.none;
    let seen = [counts.applied / 2, found, counts.pairs * 10, counts.undetermined * 4, counts.none, counts.codes * 20];
    let wide = [counts.beside_codes * 10, counts.wide * 20, counts.nearer * 20];
    assert!(counts.skipped * 10 <= counts.refused, "too much was skipped: {counts:?}");
    assert!(seen.iter().chain(&wide).all(|seen| *seen >= least), "too little was compared: {counts:?}");
}
