//! Exact decimals: whole numbers of the smallest unit, never floats.

/// A decimal as it was written: `digits` × 10^−`places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    pub(crate) digits: i64,
    pub(crate) places: u8,
}

impl Decimal {
    /// Reads `-12.50`: digits, a point, digits. No exponent.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (sign, body) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text),
        };
        let (whole, part) = body.split_once('.').unwrap_or((body, ""));
        let digits_only = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(part) || (body.contains('.') && part.is_empty()) {
            return None;
        }
        let digits = format!("{sign}{whole}{part}").parse().ok()?;
        Some(Decimal { digits, places: u8::try_from(part.len()).ok()? })
    }

    /// The same number counted in units of 10^−`places`; `None` where it is finer than that, or leaves 64 bits.
    pub(crate) fn at(self, places: u8) -> Option<i64> {
        let mut reduced = self;
        while reduced.places > places && reduced.digits % 10 == 0 {
            reduced = Decimal { digits: reduced.digits / 10, places: reduced.places - 1 };
        }
        let more = places.checked_sub(reduced.places)?;
        reduced.digits.checked_mul(10_i64.checked_pow(u32::from(more))?)
    }
}

/// A whole number of 10^−`places`, from its text.
pub(crate) fn scaled(text: &str, places: u8) -> Option<i64> {
    Decimal::parse(text)?.at(places)
}

/// Writes a whole number of 10^−`places`: `1250` at two places is `12.50`.
pub(crate) fn written(number: i64, places: u8) -> String {
    if places == 0 {
        return number.to_string();
    }
    let sign = if number < 0 { "-" } else { "" };
    let unit = 10_u64.pow(u32::from(places.min(18)));
    let size = number.unsigned_abs();
    format!("{sign}{}.{:0width$}", size / unit, size % unit, width = usize::from(places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(scaled("12.5", 2), Some(1250));
        assert_eq!(scaled("12.500", 2), Some(1250));
        assert_eq!(scaled("12.505", 2), None);
        assert_eq!(scaled("-0.05", 2), Some(-5));
        assert_eq!(scaled("1e3", 2), None);
        assert_eq!(scaled(".5", 2), None);
        assert_eq!(scaled("99999999999999999999", 0), None);
        assert_eq!(written(-5, 2), "-0.05");
        assert_eq!(written(1250, 2), "12.50");
        assert_eq!(written(7, 0), "7");
    }
}
