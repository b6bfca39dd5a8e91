//! What is measured, and on what: threads, medians, the memory's speed, sums that two engines must share.

use std::fs;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use millejours::Pool;
use serde_json::{Value, json};

use super::rules::drawn;

/// As many threads as are asked for, for as long as the work lasts.
pub struct Threads(pub usize);

impl Pool for Threads {
    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        if self.0 == 1 {
            return (0..pieces).for_each(work);
        }
        let next = AtomicUsize::new(0);
        let worker = || {
            loop {
                let piece = next.fetch_add(1, Ordering::Relaxed);
                if piece >= pieces {
                    break;
                }
                work(piece);
            }
        };
        std::thread::scope(|scope| (0..self.0).for_each(|_| drop(scope.spawn(worker))));
    }
}

/// A number from the environment.
pub fn asked(name: &str, otherwise: usize) -> usize {
    let name = format!("MILLEJOURS_BENCH_{name}");
    match std::env::var(&name) {
        Err(_) => otherwise,
        Ok(text) => text.replace('_', "").parse().unwrap_or_else(|_| panic!("{name} is no number: `{text}`")),
    }
}

/// Seconds that a call takes; what it gives is dropped outside of them.
pub fn timed<T>(call: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let given = black_box(call());
    (start.elapsed().as_secs_f64(), given)
}

pub fn median(seconds: &[f64]) -> f64 {
    let mut sorted = seconds.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// GB/s of reading memory from one end to the other.
pub fn stream(threads: usize, runs: usize) -> f64 {
    let words = 32 * 1024 * 1024;
    let memory: Vec<u64> = (0..words as u64).collect();
    let read = || {
        std::thread::scope(|scope| {
            let parts = memory.chunks(words / threads).map(|part| {
                scope.spawn(move || {
                    let mut sums = [0_u64; 32];
                    for chunk in part.as_chunks::<32>().0 {
                        for (sum, word) in sums.iter_mut().zip(chunk) {
                            *sum ^= word;
                        }
                    }
                    black_box(sums);
                })
            });
            let parts: Vec<_> = parts.collect();
            parts.into_iter().for_each(|part| part.join().unwrap());
        });
    };
    read();
    let seconds: Vec<f64> = (0..runs).map(|_| timed(read).0).collect();
    8.0 * words as f64 / median(&seconds) / 1e9
}

/// The greatest memory that this process ever had, in bytes; where the system tells it.
pub fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|size| size * 1024)
}

/// Of all rows and of those fully known: how many bits are set, and a sum in which every bit counts by its place.
pub fn sums(yes: &[u64], no: &[u64], known: &[u64]) -> Value {
    let sum = |words: &dyn Fn(usize) -> u64| {
        let (mut count, mut sum) = (0_u64, 0_u64);
        for at in 0..known.len() {
            let word = words(at);
            count += u64::from(word.count_ones());
            sum = sum.wrapping_add(word.wrapping_mul(drawn(0, 0, at as u64) | 1));
        }
        format!("{count}:{sum:016x}")
    };
    json!({
        "yes": sum(&|at| yes[at]),
        "no": sum(&|at| no[at]),
        "known_yes": sum(&|at| yes[at] & known[at]),
        "known_no": sum(&|at| no[at] & known[at]),
    })
}
