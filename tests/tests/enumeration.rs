//! The proof by enumeration: random programmes and families, the library's answers beside those of an oracle that tries
//! every completion of what is missing. `MILLEJOURS_SEED` varies the cases, `MILLEJOURS_CASES` their number.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::thread;

use millejours_tests::oracle::compare::{Counts, compare};
use millejours_tests::oracle::generate::case;
use millejours_tests::oracle::write::vector;
use millejours_tests::random::{choices, from_environment, runner, smaller};

const THREADS: u64 = 2;
/// No more failures than these are told.
const TOLD: usize = 5;

fn compare_many(seed: u64, thread: u64, cases: u64) -> (Counts, Vec<String>) {
    let mut runner = runner(seed, thread);
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for number in 0..cases {
        let choices = choices(&mut runner);
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
