//! Random cases from a seed, and how a case that fails is made simpler.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a fault here is a failed test")]

use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many steps are tried to make a failure simpler.
const SHRINKS: usize = 6_000;

/// The choices of one case.
pub fn choices(runner: &mut TestRunner) -> Vec<u32> {
    vec(0..100_000_u32, 20..600).new_tree(runner).unwrap().current()
}

/// A number from the environment.
pub fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The random cases of a seed, for one thread.
pub fn runner(seed: u64, thread: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&thread.to_le_bytes());
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// A simpler list of choices that fails too: shorter, with more zeros and smaller numbers.
pub fn smaller(mut list: Vec<u32>, fails: impl Fn(&[u32]) -> bool) -> Vec<u32> {
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
