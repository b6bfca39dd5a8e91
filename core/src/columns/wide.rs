//! Comparisons gathered into bits, 64 numbers a word, in the vectors that processors of one architecture have.
//!
//! How the bits are gathered decides the speed. On x86-64 a comparison of 512 bits leaves a mask that is the bits; one of 256
//! bits leaves lanes whose signs an instruction brings together. Elsewhere the compiler makes of the plain loop what it can.

#[cfg(target_arch = "x86_64")]
use pulp::x86::{V3, V4};
use pulp::{Arch, NullaryFnOnce};

use super::kernel::{bits, bits_by_bytes};

/// A number of which 64 are compared at once.
pub(crate) trait Number: Copy + PartialOrd {
    /// Which of 64 numbers are at most so many, in 512 bits.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn most_widest(_: V4, numbers: &[Self; 64], high: Self) -> u64 {
        gathered(numbers, |number| number <= high)
    }

    /// Which are at least so many, in 512 bits.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn least_widest(_: V4, numbers: &[Self; 64], low: Self) -> u64 {
        gathered(numbers, |number| number >= low)
    }

    /// Which of 64 numbers are at most so many, in 256 bits.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn most_wide(_: V3, numbers: &[Self; 64], high: Self) -> u64 {
        gathered(numbers, |number| number <= high)
    }

    /// Which are at least so many, in 256 bits.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn least_wide(_: V3, numbers: &[Self; 64], low: Self) -> u64 {
        gathered(numbers, |number| number >= low)
    }
}

/// The bits of 64 numbers as the compiler gathers them.
#[inline(always)]
fn gathered<T: Copy>(numbers: &[T; 64], test: impl Fn(T) -> bool) -> u64 {
    numbers.iter().enumerate().fold(0, |word, (place, number)| word | u64::from(test(*number)) << place)
}

macro_rules! widest {
    ($lanes:literal, $splat:ident, $most:ident, $least:ident) => {
        #[cfg(target_arch = "x86_64")]
        #[inline(always)]
        fn most_widest(simd: V4, numbers: &[Self; 64], high: Self) -> u64 {
            let (high, (parts, _)) = (simd.$splat(high), numbers.as_chunks::<$lanes>());
            parts
                .iter()
                .enumerate()
                .fold(0, |word, (at, part)| word | u64::from(simd.$most(pulp::cast(*part), high).0) << (at * $lanes))
        }

        #[cfg(target_arch = "x86_64")]
        #[inline(always)]
        fn least_widest(simd: V4, numbers: &[Self; 64], low: Self) -> u64 {
            let (low, (parts, _)) = (simd.$splat(low), numbers.as_chunks::<$lanes>());
            parts
                .iter()
                .enumerate()
                .fold(0, |word, (at, part)| word | u64::from(simd.$least(pulp::cast(*part), low).0) << (at * $lanes))
        }
    };
}

/// In 256 bits what is greater is found, and its opposite taken; `$signs` brings the signs of the lanes together.
macro_rules! wide {
    ($lanes:literal, $splat:ident, $greater:ident, $signs:expr) => {
        #[cfg(target_arch = "x86_64")]
        #[inline(always)]
        fn most_wide(simd: V3, numbers: &[Self; 64], high: Self) -> u64 {
            let (high, (parts, _)) = (simd.avx.$splat(high), numbers.as_chunks::<$lanes>());
            !parts.iter().enumerate().fold(0_u64, |word, (at, part)| {
                word | $signs(simd, simd.avx2.$greater(pulp::cast(*part), high)) << (at * $lanes)
            })
        }

        #[cfg(target_arch = "x86_64")]
        #[inline(always)]
        fn least_wide(simd: V3, numbers: &[Self; 64], low: Self) -> u64 {
            let (low, (parts, _)) = (simd.avx.$splat(low), numbers.as_chunks::<$lanes>());
            !parts.iter().enumerate().fold(0_u64, |word, (at, part)| {
                word | $signs(simd, simd.avx2.$greater(low, pulp::cast(*part))) << (at * $lanes)
            })
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod signs {
    use core::arch::x86_64::__m256i;
    use pulp::x86::V3;

    #[inline(always)]
    pub(super) fn of_8(simd: V3, lanes: __m256i) -> u64 {
        u64::from(simd.avx2._mm256_movemask_epi8(lanes) as u32)
    }

    #[inline(always)]
    pub(super) fn of_32(simd: V3, lanes: __m256i) -> u64 {
        u64::from(simd.avx._mm256_movemask_ps(simd.avx._mm256_castsi256_ps(lanes)) as u32)
    }

    #[inline(always)]
    pub(super) fn of_64(simd: V3, lanes: __m256i) -> u64 {
        u64::from(simd.avx._mm256_movemask_pd(simd.avx._mm256_castsi256_pd(lanes)) as u32)
    }
}

impl Number for i8 {
    widest!(64, splat_i8x64, cmp_le_i8x64, cmp_ge_i8x64);
    wide!(32, _mm256_set1_epi8, _mm256_cmpgt_epi8, signs::of_8);
}

impl Number for i16 {
    widest!(32, splat_i16x32, cmp_le_i16x32, cmp_ge_i16x32);
}

impl Number for i32 {
    widest!(16, splat_i32x16, cmp_le_i32x16, cmp_ge_i32x16);
    wide!(8, _mm256_set1_epi32, _mm256_cmpgt_epi32, signs::of_32);
}

impl Number for i64 {
    widest!(8, splat_i64x8, cmp_le_i64x8, cmp_ge_i64x8);
    wide!(4, _mm256_set1_epi64x, _mm256_cmpgt_epi64, signs::of_64);
}

impl Number for f64 {
    widest!(8, splat_f64x8, cmp_le_f64x8, cmp_ge_f64x8);
}

impl Number for u8 {}
impl Number for u16 {}
impl Number for u32 {}

struct Within<'k, T, W> {
    wide: W,
    numbers: &'k [T],
    least: Option<T>,
    most: Option<T>,
    words: &'k mut [u64],
}

impl<T: Number, W> Within<'_, T, W> {
    /// Word by word; the numbers left over at the end one by one.
    #[inline(always)]
    fn each(numbers: &[T], words: &mut [u64], test: impl Fn(&[T; 64]) -> u64, one: impl Fn(T) -> bool) {
        let (whole, rest) = numbers.as_chunks::<64>();
        let mut into = words.iter_mut();
        for (numbers, word) in whole.iter().zip(into.by_ref()) {
            *word = test(numbers);
        }
        if let Some(word) = into.next() {
            let rest = rest.iter().enumerate();
            *word = rest.fold(0, |word, (place, number)| word | u64::from(one(*number)) << place);
        }
    }
}

macro_rules! within {
    ($width:ty, $most:ident, $least:ident) => {
        #[cfg(target_arch = "x86_64")]
        impl<T: Number> NullaryFnOnce for Within<'_, T, $width> {
            type Output = ();

            #[inline(always)]
            fn call(self) {
                let Within { wide, numbers, least, most, words } = self;
                match (least, most) {
                    (None, None) => words.fill(u64::MAX),
                    (None, Some(high)) => {
                        Self::each(numbers, words, |all| T::$most(wide, all, high), |number| number <= high);
                    }
                    (Some(low), None) => {
                        Self::each(numbers, words, |all| T::$least(wide, all, low), |number| number >= low);
                    }
                    (Some(low), Some(high)) => {
                        let both = |all: &[T; 64]| T::$least(wide, all, low) & T::$most(wide, all, high);
                        Self::each(numbers, words, both, |number| (number >= low) & (number <= high));
                    }
                }
            }
        }
    };
}

within!(V4, most_widest, least_widest);
within!(V3, most_wide, least_wide);

impl<T: Number> NullaryFnOnce for Within<'_, T, ()> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Within { numbers, least, most, words, .. } = self;
        match (least, most) {
            (None, None) => words.fill(u64::MAX),
            (None, Some(high)) => bits(numbers, words, |number| number <= high),
            (Some(low), None) => bits(numbers, words, |number| number >= low),
            (Some(low), Some(high)) => bits(numbers, words, |number| (number >= low) & (number <= high)),
        }
    }
}

/// Which numbers lie between two ends, of which either may be open.
pub(crate) fn ends<T: Number>(arch: Arch, numbers: &[T], least: Option<T>, most: Option<T>, words: &mut [u64]) {
    match (arch, least, most) {
        #[cfg(target_arch = "x86_64")]
        (Arch::V4(wide), ..) => wide.vectorize(Within { wide, numbers, least, most, words }),
        #[cfg(target_arch = "x86_64")]
        (Arch::V3(wide), ..) => wide.vectorize(Within { wide, numbers, least, most, words }),
        (Arch::Scalar, Some(low), None) => bits_by_bytes(numbers, words, |number| number >= low),
        (Arch::Scalar, None, Some(high)) => bits_by_bytes(numbers, words, |number| number <= high),
        (Arch::Scalar, Some(low), Some(high)) => {
            bits_by_bytes(numbers, words, |number| (number >= low) & (number <= high));
        }
        _ => arch.dispatch(Within { wide: (), numbers, least, most, words }),
    }
}

struct Picked<'k, W> {
    wide: W,
    keys: &'k [i32],
    mask: u64,
    words: &'k mut [u64],
}

impl<W> Picked<'_, W> {
    #[inline(always)]
    fn one(mask: u64, key: i32) -> bool {
        let half = if key & 32 == 0 { mask as u32 } else { (mask >> 32) as u32 };
        (half >> (key as u32 & 31) & 1 == 1) & (key as u32 <= 63)
    }
}

#[cfg(target_arch = "x86_64")]
impl NullaryFnOnce for Picked<'_, V4> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Picked { wide: simd, keys, mask, words } = self;
        let simd_of = simd.avx512f;
        let (low, high) = (simd_of._mm512_set1_epi32(mask as i32), simd_of._mm512_set1_epi32((mask >> 32) as i32));
        let (half, last) = (simd_of._mm512_set1_epi32(32), simd_of._mm512_set1_epi32(1));
        // A shift by 32 and more, or by what is negative, leaves nothing.
        let test = |all: &[i32; 64]| {
            all.as_chunks::<16>().0.iter().enumerate().fold(0, |word, (at, part)| {
                let keys = pulp::cast(*part);
                let mut found = simd_of._mm512_srlv_epi32(low, keys);
                if mask >> 32 != 0 {
                    let more = simd_of._mm512_srlv_epi32(high, simd_of._mm512_sub_epi32(keys, half));
                    found = simd_of._mm512_or_si512(found, more);
                }
                word | u64::from(simd_of._mm512_test_epi32_mask(found, last)) << (16 * at)
            })
        };
        Within::<i32, V4>::each(keys, words, test, |key| Self::one(mask, key));
    }
}

#[cfg(target_arch = "x86_64")]
impl NullaryFnOnce for Picked<'_, V3> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Picked { wide: simd, keys, mask, words } = self;
        let (avx, avx2) = (simd.avx, simd.avx2);
        let (low, high) = (avx._mm256_set1_epi32(mask as i32), avx._mm256_set1_epi32((mask >> 32) as i32));
        let half = avx._mm256_set1_epi32(32);
        let test = |all: &[i32; 64]| {
            all.as_chunks::<8>().0.iter().enumerate().fold(0, |word, (at, part)| {
                let keys = pulp::cast(*part);
                let mut found = avx2._mm256_srlv_epi32(low, keys);
                if mask >> 32 != 0 {
                    let more = avx2._mm256_srlv_epi32(high, avx2._mm256_sub_epi32(keys, half));
                    found = avx2._mm256_or_si256(found, more);
                }
                word | signs::of_32(simd, avx2._mm256_slli_epi32::<31>(found)) << (8 * at)
            })
        };
        Within::<i32, V3>::each(keys, words, test, |key| Self::one(mask, key));
    }
}

impl NullaryFnOnce for Picked<'_, ()> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Picked { keys, mask, words, .. } = self;
        bits(keys, words, |key| Self::one(mask, key));
    }
}

/// Which keys have their bit in a mask; a key beyond it has none.
pub(crate) fn picked(arch: Arch, keys: &[i32], mask: u64, words: &mut [u64]) {
    match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(wide) => wide.vectorize(Picked { wide, keys, mask, words }),
        #[cfg(target_arch = "x86_64")]
        Arch::V3(wide) => wide.vectorize(Picked { wide, keys, mask, words }),
        _ => arch.dispatch(Picked { wide: (), keys, mask, words }),
    }
}
