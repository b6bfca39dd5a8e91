//! How long it takes to draw families that nobody is.
//!
//! `cargo bench -p millejours --bench synthetic`: a million families in one call, in calls of 65,536 whose columns are let go,
//! and with a tenth of every value missing; one thread. With `MILLEJOURS_FAMILIES=10000000` also so many at once.

#![allow(missing_docs, reason = "a benchmark has no face")]
#![allow(clippy::unwrap_used, reason = "a benchmark may stop")]

use millejours::{SyntheticTerritory, parse_date};

const MILLION: u64 = 1_000_000;
const CALL: u64 = 65_536;

fn main() {
    divan::main();
}

fn territory() -> SyntheticTerritory {
    SyntheticTerritory::new("FR", 1, parse_date("2026-11-23").unwrap()).unwrap()
}

/// Draws so many, a call at a time; the children are counted, so that nothing can be left out.
fn draw(territory: &SyntheticTerritory, families: u64, call: u64) -> usize {
    let calls = (0..families.div_ceil(call)).map(|at| at * call..((at + 1) * call).min(families));
    let children: usize = calls.map(|range| territory.families(range).unwrap().children().1.rows()).sum();
    assert!(children as u64 > families);
    children
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn at_once(bencher: divan::Bencher<'_, '_>) {
    let territory = territory();
    bencher.counter(divan::counter::ItemsCount::new(MILLION)).bench(|| draw(&territory, MILLION, MILLION));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn in_calls(bencher: divan::Bencher<'_, '_>) {
    let territory = territory();
    bencher.counter(divan::counter::ItemsCount::new(MILLION)).bench(|| draw(&territory, MILLION, CALL));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn with_a_tenth_missing(bencher: divan::Bencher<'_, '_>) {
    let all = SyntheticTerritory::facts();
    let territory = all.fold(territory(), |territory, fact| territory.with_missing(fact, 0.1).unwrap());
    bencher.counter(divan::counter::ItemsCount::new(MILLION)).bench(|| draw(&territory, MILLION, CALL));
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn as_many_as_asked_for(bencher: divan::Bencher<'_, '_>) {
    let Some(families) = std::env::var("MILLEJOURS_FAMILIES").ok().and_then(|count| count.parse().ok()) else { return };
    let territory = territory();
    bencher.counter(divan::counter::ItemsCount::new(families)).bench(|| draw(&territory, families, CALL));
}
