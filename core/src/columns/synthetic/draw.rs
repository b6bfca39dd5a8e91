//! Random numbers by their place: what is drawn depends on the seed, the family's number and the draw, and on nothing else.
//!
//! The generator is SplitMix64 (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014), whose
//! `n`-th output is a function of its start and of `n` alone. So it needs no state, and any family can be drawn first.

/// The step of SplitMix64's counter: 2⁶⁴ divided by the golden ratio, made odd.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// SplitMix64's finaliser (David Stafford's variant 13 of MurmurHash3's).
fn mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

/// Output `place` of the generator that starts at `start`.
fn output(start: u64, place: u64) -> u64 {
    mix(start.wrapping_add(STEP.wrapping_mul(place.wrapping_add(1))))
}

/// The draws of one family.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draws(u64);

impl Draws {
    /// Those of the family of that number.
    pub(super) fn of(seed: u64, number: u64) -> Self {
        Draws(output(mix(seed.wrapping_add(STEP)), number))
    }

    /// The upper half of a draw: 32 bits.
    fn half(self, draw: u32) -> u32 {
        (output(self.0, u64::from(draw)) >> 32) as u32
    }

    /// A whole number from 0 to before `end`; 0 where `end` is 0. Each is as likely as any other up to one part in 2³² ÷ `end`.
    pub(super) fn below(self, draw: u32, end: u32) -> u32 {
        ((u64::from(self.half(draw)) * u64::from(end)) >> 32) as u32
    }

    /// A whole number from `first` to `last`, both of them included.
    pub(super) fn between(self, draw: u32, first: u32, last: u32) -> u32 {
        first + self.below(draw, last.saturating_sub(first) + 1)
    }

    /// Does something happen that has that chance?
    pub(super) fn happens(self, draw: u32, chance: Chance) -> bool {
        u64::from(self.half(draw)) < chance.0
    }
}

/// A chance, in parts of 2³².
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chance(u64);

impl Chance {
    /// It never happens.
    pub(super) const NEVER: Chance = Chance(0);

    /// Of a share from 0 to 1; `None` where it is not one. To multiply by a power of two is exact, so every machine agrees.
    pub(super) fn of(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Chance((share * 4_294_967_296.0) as u64))
    }

    /// Of parts of ten thousand.
    pub(super) fn in_ten_thousand(parts: u32) -> Self {
        Chance(((u64::from(parts) << 32) / 10_000).min(1 << 32))
    }
}

/// Weights of several outcomes, summed up.
#[derive(Debug, Clone)]
pub(super) struct Weighted(Vec<u32>);

impl Weighted {
    /// Of the weights of the outcomes, in their order; `None` where they are all 0, or their sum leaves 32 bits.
    pub(super) fn of(weights: impl IntoIterator<Item = u32>) -> Option<Self> {
        let mut sum = 0_u32;
        let mut ends = Vec::new();
        for weight in weights {
            sum = sum.checked_add(weight)?;
            ends.push(sum);
        }
        (sum > 0).then_some(Weighted(ends))
    }

    /// How many outcomes there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The weights of the outcomes.
    pub(super) fn weights(&self) -> impl Iterator<Item = u32> {
        self.0.iter().zip([0].iter().chain(&self.0)).map(|(end, start)| end - start)
    }

    /// The place of the outcome that is drawn.
    pub(super) fn draw(&self, draws: Draws, draw: u32) -> usize {
        let at = draws.below(draw, self.0.last().copied().unwrap_or(0));
        self.0.partition_point(|end| *end <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_splitmix64() {
        // The first outputs from the start 1234567, as Rosetta Code lists them (Pseudo-random numbers/Splitmix64).
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        for (place, expected) in (0..).zip(expected) {
            assert_eq!(output(1_234_567, place), expected);
        }
    }

    #[test]
    fn ends_are_kept() {
        let draws = Draws::of(0, 0);
        assert!((0..10_000).all(|draw| (3..=5).contains(&draws.between(draw, 3, 5))));
        assert_eq!(draws.below(0, 0), 0);
        assert!((0..1000).all(|draw| draws.happens(draw, Chance::of(1.0).unwrap())));
        assert!(!(0..1000).any(|draw| draws.happens(draw, Chance::NEVER)));
        assert_eq!(Chance::of(1.0), Some(Chance::in_ten_thousand(10_000)));
        assert!(Chance::of(f64::NAN).is_none() && Chance::of(1.1).is_none() && Chance::of(-0.1).is_none());
    }

    #[test]
    fn an_outcome_without_weight_is_never_drawn() {
        let weighted = Weighted::of([0, 1, 0, 2, 0]).unwrap();
        let drawn: Vec<usize> = (0..3000).map(|number| weighted.draw(Draws::of(7, number), 0)).collect();
        assert!(drawn.iter().all(|place| [1, 3].contains(place)));
        // One in three, give or take six standard deviations of a count of 3,000: 6 × √(3000 × 2/9) = 155.
        assert!(drawn.iter().filter(|place| **place == 1).count().abs_diff(1000) < 155);
        assert!(Weighted::of([0, 0]).is_none() && Weighted::of([u32::MAX, 1]).is_none());
    }
}
