//! Yes, no, unknown; sets of numbers; exact decimals.

mod decimal;
mod intervals;

use std::fmt;

use serde::Serialize;

pub(crate) use decimal::{Decimal, scaled, written};
pub(crate) use intervals::Intervals;

/// What can be said of a condition: yes, no, or that it depends on what nobody has said.
///
/// ```
/// use millejours::Truth;
/// assert_eq!(Truth::Unknown.and(Truth::No), Truth::No);
/// assert_eq!(Truth::Unknown.or(Truth::Yes), Truth::Yes);
/// assert_eq!(!Truth::Unknown, Truth::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It holds, whatever is still unknown.
    Yes,
    /// It does not hold, whatever is still unknown.
    No,
    /// It depends on a missing fact.
    Unknown,
}

impl Truth {
    /// Both hold (Kleene's strong conjunction, 1938): exact where no fact stands in both.
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    /// One of them holds: exact where no fact stands in both.
    pub fn or(self, other: Truth) -> Truth {
        !(!self).and(!other)
    }

    /// The word of the wire form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::Yes } else { Truth::No }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
