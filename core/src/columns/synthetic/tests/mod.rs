//! What is drawn keeps to the tables, and to its number.
//!
//! How far a count of `n` independent draws of chance `p` may lie from `n × p` is five of its standard deviations, `√(n p (1 − p))`:
//! beyond that lies one run in 1.7 million, and the seed is fixed.

mod margins;
mod numbers;

use super::SyntheticTerritory;
use crate::parse_date;

fn territory(seed: u64) -> SyntheticTerritory {
    SyntheticTerritory::new("FR", seed, parse_date("2026-11-23").unwrap()).unwrap()
}

/// Counts of yes among all that were asked.
#[derive(Default, Clone, Copy)]
struct Share {
    yes: u64,
    all: u64,
}

impl Share {
    fn count(&mut self, yes: bool) {
        self.yes += u64::from(yes);
        self.all += 1;
    }

    #[track_caller]
    fn is(self, expected: f64) {
        self.is_within(expected, 0.0);
    }

    /// `rounding`: how far the expected share itself may be off, as it was published or reckoned in so many digits.
    #[track_caller]
    fn is_within(self, expected: f64, rounding: f64) {
        let (yes, all) = (self.yes as f64, self.all as f64);
        let deviation = (all * expected * (1.0 - expected)).sqrt();
        let off = (yes - all * expected).abs();
        assert!(off <= 5.0 * deviation + rounding * all, "{} of {all}, expected {expected}", yes / all);
    }
}
