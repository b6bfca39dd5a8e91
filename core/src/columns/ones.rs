//! How many bits are set, many words at once.

use pulp::{Arch, NullaryFnOnce};

struct Ones<'w>(&'w [u64]);

impl NullaryFnOnce for Ones<'_> {
    type Output = u64;

    #[inline(always)]
    fn call(self) -> u64 {
        // Without a check of each sum the processor counts several words at a time; there are fewer bits than fit.
        self.0.iter().fold(0, |sum: u64, word| sum.wrapping_add(u64::from(word.count_ones())))
    }
}

/// How many bits are set.
pub(crate) fn ones(words: &[u64]) -> u64 {
    Arch::new().dispatch(Ones(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_are_set() {
        let words: Vec<u64> = (0..999_u64).map(|at| at.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
        for count in [0, 1, 7, 64, 999] {
            let words = &words[..count];
            let set = words.iter().map(|word| (0..64).filter(|bit| word >> bit & 1 == 1).count() as u64).sum::<u64>();
            assert_eq!([ones(words), Arch::Scalar.dispatch(Ones(words))], [set; 2]);
        }
    }
}
