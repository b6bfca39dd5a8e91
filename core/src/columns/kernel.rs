//! The innermost loops: numbers compared into bits, 64 rows a word, and bits joined, in whatever vectors the machine has.
//!
//! Each is written once, as plain loops over slices; `pulp` compiles them for several vector widths and picks one when the
//! programme runs, so that a portable build is a quick one, and all of it is safe code.

use pulp::{Arch, NullaryFnOnce};

use super::wide::ends;
use crate::truth::Intervals;

/// A set of numbers, as it is quickest compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// At most.
    Most(i64),
    /// At least.
    Least(i64),
    /// From one to another, both included.
    Between(i64, i64),
    /// Anything else: few stretches are compared one after the other.
    Several(Intervals),
}

impl Test {
    pub(crate) fn set(&self) -> Intervals {
        match self {
            Test::Most(high) => Intervals::between(i64::MIN, *high),
            Test::Least(low) => Intervals::between(*low, i64::MAX),
            Test::Between(low, high) => Intervals::between(*low, *high),
            Test::Several(set) => set.clone(),
        }
    }

    pub(crate) fn passes(&self, number: i64) -> bool {
        match self {
            Test::Most(high) => number <= *high,
            Test::Least(low) => number >= *low,
            Test::Between(low, high) => (*low..=*high).contains(&number),
            Test::Several(set) => set.contains(number),
        }
    }

    pub(crate) fn of(set: &Intervals) -> Self {
        match set.parts() {
            [(i64::MIN, high)] => Test::Most(*high),
            [(low, i64::MAX)] => Test::Least(*low),
            [(low, high)] => Test::Between(*low, *high),
            _ => Test::Several(set.clone()),
        }
    }
}

/// Tests 64 numbers at a time. In vectors of 256 bits and more the compiler turns the inner loop into comparisons and one
/// gathering of their bits.
#[inline(always)]
pub(crate) fn bits<T: Copy>(numbers: &[T], words: &mut [u64], test: impl Fn(T) -> bool) {
    let mut whole = numbers.chunks_exact(64);
    let mut into = words.iter_mut();
    for (numbers, word) in whole.by_ref().zip(into.by_ref()) {
        let Ok(numbers) = <&[T; 64]>::try_from(numbers) else { continue };
        let mut found = 0_u64;
        for (place, number) in numbers.iter().enumerate() {
            found |= u64::from(test(*number)) << place;
        }
        *word = found;
    }
    if let Some(word) = into.next() {
        let rest = whole.remainder().iter().enumerate();
        *word = rest.fold(0, |found, (place, number)| found | u64::from(test(*number)) << place);
    }
}

/// The same without wide vectors: truths as bytes, eight of which a multiplication brings together.
pub(crate) fn bits_by_bytes<T: Copy>(numbers: &[T], words: &mut [u64], test: impl Fn(T) -> bool) {
    for (numbers, word) in numbers.chunks(64).zip(words) {
        let mut bytes = [0_u8; 64];
        for (byte, number) in bytes.iter_mut().zip(numbers) {
            *byte = u8::from(test(*number));
        }
        let mut found = 0_u64;
        for (place, eight) in bytes.chunks_exact(8).enumerate() {
            let Ok(eight) = <[u8; 8]>::try_from(eight) else { continue };
            found |= (u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * place);
        }
        *word = found;
    }
}

/// Which numbers satisfy a test.
pub(crate) fn compare(arch: Arch, numbers: &[i64], test: &Test, words: &mut [u64], spare: &mut Vec<u64>) {
    match test {
        Test::Several(set) if set.parts().len() <= 8 => {
            words.fill(0);
            spare.resize(words.len(), 0);
            for (low, high) in set.parts() {
                compare(arch, numbers, &Test::Between(*low, *high), spare, &mut Vec::new());
                words.iter_mut().zip(spare.iter()).for_each(|(word, more)| *word |= more);
            }
        }
        Test::Several(set) => bits_by_bytes(numbers, words, |number| set.contains(number)),
        Test::Most(high) => ends(arch, numbers, None, Some(*high), words),
        Test::Least(low) => ends(arch, numbers, Some(*low), None, words),
        Test::Between(low, high) => ends(arch, numbers, Some(*low), Some(*high), words),
    }
}

struct Units<'k> {
    numbers: &'k [f64],
    scale: f64,
    units: &'k mut [i64],
}

/// Up to here, a decimal of so many units is the only one with its nearest floating-point number.
pub(crate) const CERTAIN: f64 = 1e15;
/// Added to a number below 2⁵¹, it leaves the nearest whole number in the lowest bits.
pub(crate) const MAGIC: f64 = 6_755_399_441_055_744.0;

impl NullaryFnOnce for Units<'_> {
    type Output = bool;

    #[inline(always)]
    fn call(self) -> bool {
        let mut exact = true;
        for (number, units) in self.numbers.iter().zip(self.units) {
            let moved = number * self.scale + MAGIC;
            let nearest = moved - MAGIC;
            *units = (moved.to_bits() as i64).wrapping_sub(MAGIC.to_bits() as i64);
            exact &= (nearest / self.scale == *number) & (nearest.abs() <= CERTAIN);
        }
        exact
    }
}

/// Floating-point numbers as units of their last place; whether each is exactly the one that is nearest to its decimal.
pub(crate) fn units(arch: Arch, numbers: &[f64], scale: f64, units: &mut [i64]) -> bool {
    arch.dispatch(Units { numbers, scale, units })
}

struct Scaled<'k> {
    numbers: &'k [i64],
    factor: i64,
    into: &'k mut [i64],
}

impl NullaryFnOnce for Scaled<'_> {
    type Output = bool;

    #[inline(always)]
    fn call(self) -> bool {
        let most = i64::MAX / self.factor.max(1);
        let mut fits = true;
        for (number, into) in self.numbers.iter().zip(self.into) {
            *into = number.wrapping_mul(self.factor);
            fits &= (*number <= most) & (*number >= -most);
        }
        fits
    }
}

/// Whole numbers times a factor; whether all of them fit.
pub(crate) fn scaled(arch: Arch, numbers: &[i64], factor: i64, into: &mut [i64]) -> bool {
    arch.dispatch(Scaled { numbers, factor, into })
}

struct Widen<'k, T> {
    numbers: &'k [T],
    factor: i64,
    into: &'k mut [i64],
}

impl<T: Copy + Into<i64>> NullaryFnOnce for Widen<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (number, into) in self.numbers.iter().zip(self.into) {
            *into = (*number).into().wrapping_mul(self.factor);
        }
    }
}

/// Whole numbers of fewer bits as 64 bits, times a factor with which they fit.
pub(crate) fn widen<T: Copy + Into<i64>>(arch: Arch, numbers: &[T], factor: i64, into: &mut [i64]) {
    arch.dispatch(Widen { numbers, factor, into });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::wide::picked;

    #[test]
    fn keys_are_picked_by_their_bits() {
        let keys: Vec<i32> = (0..200).map(|at| (at * 37) % 70 - 3).collect();
        let mask = 0x8000_0001_0000_00f1_u64;
        for arch in [Arch::Scalar, Arch::new()] {
            let mut words = vec![u64::MAX; 4];
            picked(arch, &keys, mask, &mut words);
            for (at, key) in keys.iter().enumerate() {
                let wanted = (0..64).contains(key) && mask >> key & 1 == 1;
                assert_eq!(words[at / 64] >> (at % 64) & 1 == 1, wanted, "{key}");
            }
        }
    }

    #[test]
    fn floats_are_units_of_their_last_place() {
        let numbers = [0.0, 12.5, -0.05, 800.1, 0.1 + 0.2, 1e12, 99.99];
        let mut found = [0_i64; 7];
        for arch in [Arch::Scalar, Arch::new()] {
            assert!(!units(arch, &numbers, 100.0, &mut found));
            assert_eq!(found, [0, 1250, -5, 80010, 30, 100_000_000_000_000, 9999]);
            assert!(units(arch, &numbers[..4], 100.0, &mut found));
            for wrong in [f64::NAN, f64::INFINITY, 1e300, 12.505] {
                assert!(!units(arch, &[wrong], 100.0, &mut found));
            }
        }
    }

    #[test]
    fn kernels_agree_with_the_set() {
        let numbers: Vec<i64> = (0..300).map(|at: i64| (at * 7919) % 101 - 50).collect();
        for set in [
            Intervals::between(i64::MIN, 3),
            Intervals::between(-4, i64::MAX),
            Intervals::between(-10, 20),
            Intervals::of([(-40, -30), (0, 0), (7, 9)]),
            Intervals::of((0..20).map(|at| (at * 4 - 40, at * 4 - 40))),
            Intervals::empty(),
        ] {
            let test = Test::of(&set);
            for arch in [Arch::Scalar, Arch::new()] {
                let mut words = vec![u64::MAX; 300_usize.div_ceil(64)];
                compare(arch, &numbers, &test, &mut words, &mut Vec::new());
                for (at, number) in numbers.iter().enumerate() {
                    assert_eq!(words[at / 64] >> (at % 64) & 1 == 1, set.contains(*number), "{test:?} {number}");
                }
                assert_eq!(words[4] >> (300 % 64), 0);
            }
        }
    }
}
