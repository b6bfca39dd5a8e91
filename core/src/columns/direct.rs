//! Numbers compared where they stand: in the caller's own memory and type, without being copied first.
//!
//! A test speaks of units of a fact's last place (`12.50` euros are 1,250 cents). Numbers of a table are units after a
//! multiplication and, of days, an addition; both rise, so that a test of units is a test of the numbers themselves.

use pulp::{Arch, NullaryFnOnce};

use super::input::{Bits, Values};
use super::kernel::{CERTAIN, MAGIC, Test, bits, bits_by_bytes};
use super::wide::ends;

/// The numbers of a column as the table holds them.
#[derive(Debug, Clone, Copy)]
enum Numbers<'a> {
    I8(&'a [i8]),
    I16(&'a [i16]),
    I32(&'a [i32]),
    I64(&'a [i64]),
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
    F64(&'a [f64]),
}

/// A column whose numbers are compared where they stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Direct<'a> {
    numbers: Numbers<'a>,
    pub(crate) known: Option<Bits<'a>>,
    /// Units are the number times this, and then this more.
    scale: i64,
    more: i64,
    domain: (i64, i64),
}

impl<'a> Direct<'a> {
    /// `None` where the values are no numbers that can be compared as they are.
    pub(crate) fn new(
        values: &Values<'a>,
        known: Option<Bits<'a>>,
        scale: i64,
        more: i64,
        domain: (i64, i64),
    ) -> Option<Self> {
        let numbers = match *values {
            Values::I8(all) => Numbers::I8(all),
            Values::I16(all) => Numbers::I16(all),
            Values::I32(all) | Values::Day(all) => Numbers::I32(all),
            Values::I64(all) => Numbers::I64(all),
            Values::U8(all) => Numbers::U8(all),
            Values::U16(all) => Numbers::U16(all),
            Values::U32(all) => Numbers::U32(all),
            // Beyond 10¹⁵ a scale is itself no longer exact in what follows.
            Values::F64(all) if scale <= 1_000_000_000_000_000 => Numbers::F64(all),
            _ => return None,
        };
        (scale >= 1).then_some(Direct { numbers, known, scale, more, domain })
    }

    /// Which rows hold a number that the fact can have; whether a look was needed. Those that are not known may hold anything.
    pub(crate) fn sound(&self, arch: Arch, rows: std::ops::Range<usize>, words: &mut [u64]) {
        let (low, high) = self.domain;
        if let Numbers::F64(all) = self.numbers {
            let numbers = all.get(rows).unwrap_or_default();
            let end = |unit: i64| (unit as f64).clamp(-CERTAIN, CERTAIN);
            let exact = Exact { numbers, scale: self.scale as f64, low: end(low), high: end(high), words };
            return match arch {
                Arch::Scalar => exact.by_bytes(),
                _ => arch.dispatch(exact),
            };
        }
        self.within(arch, rows, low, high, words);
    }

    /// Which rows satisfy a test. Of rows that are not sound or not known nothing is said.
    pub(crate) fn passes(
        &self,
        arch: Arch,
        rows: &std::ops::Range<usize>,
        test: &Test,
        words: &mut [u64],
        spare: &mut Vec<u64>,
    ) {
        match test {
            Test::Most(high) => self.within(arch, rows.clone(), i64::MIN, *high, words),
            Test::Least(low) => self.within(arch, rows.clone(), *low, i64::MAX, words),
            Test::Between(low, high) => self.within(arch, rows.clone(), *low, *high, words),
            Test::Several(set) => {
                words.fill(0);
                spare.resize(words.len(), 0);
                for (low, high) in set.parts() {
                    self.within(arch, rows.clone(), *low, *high, spare);
                    words.iter_mut().zip(spare.iter()).for_each(|(word, more)| *word |= more);
                }
            }
        }
    }

    /// Which rows hold so many units.
    fn within(&self, arch: Arch, rows: std::ops::Range<usize>, low: i64, high: i64, words: &mut [u64]) {
        let (scale, more) = (i128::from(self.scale), i128::from(self.more));
        // The least number that reaches so many units, and the greatest that does not exceed them.
        let least = (low > i64::MIN).then(|| -((more - i128::from(low)).div_euclid(scale)));
        let most = (high < i64::MAX).then(|| (i128::from(high) - more).div_euclid(scale));
        macro_rules! whole {
            ($all:expr, $number:ty) => {{
                let numbers = $all.get(rows).unwrap_or_default();
                let (first, last) = (i128::from(<$number>::MIN), i128::from(<$number>::MAX));
                let least = least.filter(|least| *least > first);
                let most = most.filter(|most| *most < last);
                let own = |end: i128| <$number>::try_from(end.clamp(first, last)).unwrap_or(<$number>::MAX);
                let none = least.is_some_and(|least| least > last) || most.is_some_and(|most| most < first);
                if none { words.fill(0) } else { ends(arch, numbers, least.map(own), most.map(own), words) }
            }};
        }
        match self.numbers {
            Numbers::I8(all) => whole!(all, i8),
            Numbers::I16(all) => whole!(all, i16),
            Numbers::I32(all) => whole!(all, i32),
            Numbers::I64(all) => whole!(all, i64),
            Numbers::U8(all) => whole!(all, u8),
            Numbers::U16(all) => whole!(all, u16),
            Numbers::U32(all) => whole!(all, u32),
            Numbers::F64(all) => {
                // Up to 10¹⁵ units each decimal has a floating-point number of its own, in the same order.
                let numbers = all.get(rows).unwrap_or_default();
                let own = |unit: i64| (unit as f64).clamp(-CERTAIN - 1.0, CERTAIN + 1.0) / self.scale as f64;
                let (least, most) = ((low > i64::MIN).then(|| own(low)), (high < i64::MAX).then(|| own(high)));
                ends(arch, numbers, least, most, words);
            }
        }
    }
}

/// Is a number the nearest to a decimal of the fact's places, within the fact's range?
struct Exact<'k> {
    numbers: &'k [f64],
    scale: f64,
    low: f64,
    high: f64,
    words: &'k mut [u64],
}

impl Exact<'_> {
    #[inline(always)]
    fn test(scale: f64, low: f64, high: f64) -> impl Fn(f64) -> bool {
        move |number| {
            let nearest = number * scale + MAGIC - MAGIC;
            (nearest / scale == number) & (nearest >= low) & (nearest <= high)
        }
    }

    fn by_bytes(self) {
        bits_by_bytes(self.numbers, self.words, Self::test(self.scale, self.low, self.high));
    }
}

impl NullaryFnOnce for Exact<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        bits(self.numbers, self.words, Self::test(self.scale, self.low, self.high));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::Intervals;

    #[test]
    fn numbers_where_they_stand_are_their_units() {
        let wide: Vec<i64> = (0..200).map(|at: i64| at * 37 % 251 - 125).chain([i64::MIN, i64::MAX]).collect();
        let sets = [
            Intervals::between(i64::MIN, 3_000),
            Intervals::between(-400, i64::MAX),
            Intervals::between(-1_001, 2_050),
            Intervals::of([(-4_000, -3_001), (0, 0), (700, 950)]),
            Intervals::between(i64::MAX - 3, i64::MAX - 1),
            Intervals::empty(),
        ];
        let (mut words, mut spare) = (vec![0; 4], Vec::new());
        for (scale, more) in [(1, 0), (100, 0), (1, 719_163), (1_000_000_000_000_000_000, 0)] {
            for set in &sets {
                let test = Test::of(set);
                for arch in [Arch::Scalar, Arch::new()] {
                    macro_rules! check {
                        ($values:ident, $number:ty) => {
                            let own: Vec<$number> = wide.iter().map(|number| *number as $number).collect();
                            let values = Values::$values(&own);
                            let direct = Direct::new(&values, None, scale, more, (i64::MIN, i64::MAX)).unwrap();
                            direct.passes(arch, &(3..own.len()), &test, &mut words, &mut spare);
                            for (place, number) in own.iter().skip(3).enumerate() {
                                let units = i128::from(*number) * i128::from(scale) + i128::from(more);
                                let units = units.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
                                let found = words[place / 64] >> (place % 64) & 1 == 1;
                                assert_eq!(found, set.contains(units), "{number} times {scale} and {more}: {test:?}");
                            }
                        };
                    }
                    check!(I8, i8);
                    check!(I16, i16);
                    check!(I32, i32);
                    check!(I64, i64);
                    check!(U8, u8);
                    check!(U16, u16);
                    check!(U32, u32);
                }
            }
        }
    }

    #[test]
    fn floats_where_they_stand_are_their_units() {
        let numbers = [0.0, 12.5, -0.05, 800.1, 0.1 + 0.2, 1e12, 99.99, f64::NAN, f64::INFINITY, 12.505, 1e300, -7.25];
        let sound = [true, true, true, true, false, true, true, false, false, false, false, true];
        let units = [0, 1_250, -5, 80_010, 0, 100_000_000_000_000, 9_999, 0, 0, 0, 0, -725];
        let (mut words, mut spare) = (vec![0], Vec::new());
        for arch in [Arch::Scalar, Arch::new()] {
            let direct = Direct::new(&Values::F64(&numbers), None, 100, 0, (-70_000, i64::MAX - 1)).unwrap();
            direct.sound(arch, 0..12, &mut words);
            for (place, sound) in sound.iter().enumerate() {
                assert_eq!(words[0] >> place & 1 == 1, *sound, "{}", numbers[place]);
            }
            for set in [
                Intervals::between(i64::MIN, 1_249),
                Intervals::between(1_250, i64::MAX),
                Intervals::of([(-5, -5), (80_010, 80_010)]),
            ] {
                direct.passes(arch, &(0..12), &Test::of(&set), &mut words, &mut spare);
                for (place, units) in units.iter().enumerate().filter(|(place, _)| sound[*place]) {
                    assert_eq!(words[0] >> place & 1 == 1, set.contains(*units), "{}", numbers[place]);
                }
            }
        }
    }
}
