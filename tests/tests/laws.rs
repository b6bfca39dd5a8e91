//! The laws beside an enumeration: of random programmes small enough, every family on every day is listed, and what
//! `laws` proves or breaks is what the list says. `MILLEJOURS_SEED` varies the programmes, `MILLEJOURS_CASES` their number.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::collections::BTreeSet;
use std::thread;

use millejours::{Law, Verdict};
use millejours_tests::oracle::laws::compare::{Counts, JUDGED, bounded, compare};
use millejours_tests::oracle::laws::propose::policy;
use millejours_tests::oracle::laws::write::toml;
use millejours_tests::random::{choices, from_environment, runner, smaller};

const THREADS: u64 = 2;
/// No more failures than these are told, each of another class.
const TOLD: usize = 8;
/// So many programmes must agree.
const WANTED: usize = 2_000;

/// The class of a failure: its first line without names and numbers.
fn class(wrong: &str) -> String {
    let line = wrong.lines().next().unwrap_or("");
    let plain = |word: &&str| !word.contains(|letter: char| letter.is_ascii_digit() || letter == '.');
    line.split(' ').filter(plain).collect::<Vec<_>>().join(" ")
}

fn compare_many(seed: u64, thread: u64, cases: u64) -> (Counts, usize, Vec<String>) {
    let mut runner = runner(seed, thread);
    let (mut counts, mut failed, mut failures, mut seen) = (Counts::default(), 0, Vec::new(), BTreeSet::new());
    for number in 0..cases {
        let choices = choices(&mut runner);
        let Err(wrong) = compare(policy(&choices), &mut counts) else { continue };
        let of = class(&wrong);
        failed += 1;
        if seen.len() >= TOLD || !seen.insert(of.clone()) {
            continue;
        }
        let alike = |wrong: String| class(&wrong) == of;
        let smallest = smaller(choices, |list| compare(policy(list), &mut Counts::default()).is_err_and(alike));
        let wrong = compare(policy(&smallest), &mut Counts::default()).unwrap_err();
        let found = bounded(policy(&smallest)).map_or(policy(&smallest), |(found, _)| found);
        failures.push(format!("case {number} of thread {thread}: {wrong}\n{:?}\n{}", found.sizes, toml(&found)));
    }
    (counts, failed, failures)
}

#[test]
fn every_law_is_that_of_the_enumeration() {
    let seed = from_environment("MILLEJOURS_SEED", 1000);
    let cases = from_environment("MILLEJOURS_CASES", 2_600);
    let threads: Vec<_> =
        (0..THREADS).map(|thread| thread::spawn(move || compare_many(seed, thread, cases / THREADS))).collect();
    let (mut counts, mut differ, mut failures) = (Counts::default(), 0, Vec::new());
    for thread in threads {
        let (own, failed, told) = thread.join().unwrap();
        counts.add(&own);
        differ += failed;
        failures.extend(told);
    }
    println!("{counts:#?}");
    assert!(failures.is_empty(), "{differ} programmes differ (seed {seed})\n\n{}", failures.join("\n\n"));
    assert!(counts.compared >= WANTED.min(cases as usize * 3 / 4), "only {} programmes were compared", counts.compared);
    let share = |part: usize| counts.compared * part / WANTED;
    let totals = counts.breaks.get("smaller_total").copied().unwrap_or(0);
    assert!(totals >= share(100), "a total fell only {totals} times");
    for law in JUDGED {
        let least = share(if matches!(law, Law::Floor | Law::Gradient) { 300 } else { 60 });
        for verdict in [Verdict::Holds, Verdict::Broken] {
            let found = counts.verdict(law, verdict);
            assert!(found >= least, "{} {} only {found} times", law.as_str(), verdict.as_str());
        }
        // What offers weigh, whether they need acceptance, and who is of the target population at all, is often left open
        // here; all else is decided.
        let nobody = counts.bounds.get(&format!("{} nobody", law.as_str())).copied().unwrap_or(0);
        if matches!(law, Law::Floor | Law::ResidualUniversalism) {
            assert!(nobody >= share(60), "{} was of nobody only {nobody} times", law.as_str());
        }
        let found = counts.verdict(law, Verdict::NotDecided).saturating_sub(nobody);
        let most = if law == Law::FreeAndVoluntary { counts.compared / 4 } else { counts.compared / 20 };
        assert!(found <= most, "{} was not decided {found} times", law.as_str());
    }
}
