//! The name of a journal: it stands in every header, so that no event serves in another family's journal.

use std::fmt;

use serde::{Serialize, Serializer};

use super::canonical::{hex, unhex};

/// Which journal: sixteen bytes that the caller draws at random once, for one family, and keeps beside the journal.
///
/// The ids of people, consents and referrals recur from family to family (`a1`, `c1`, `g1`). This one does not: each header
/// names it and is signed, so an event of one journal is refused by every other (`journal.foreign`).
///
/// ```
/// use millejours::JournalId;
/// let id = JournalId::from_bytes(&[0xab; 16]); // in earnest 16 random bytes
/// assert_eq!(JournalId::parse(&"ab".repeat(16)), Some(id));
/// assert_eq!(JournalId::parse("ab"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JournalId([u8; 16]);

impl JournalId {
    /// A name from 16 random bytes.
    ///
    /// ```
    /// assert_eq!(millejours::JournalId::from_bytes(&[1; 16]).to_string(), "01".repeat(16));
    /// ```
    pub fn from_bytes(bytes: &[u8; 16]) -> Self {
        JournalId(*bytes)
    }

    /// Reads 32 hexadecimal digits in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        unhex(text).map(JournalId)
    }
}

impl fmt::Display for JournalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for JournalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JournalId({self})")
    }
}

impl Serialize for JournalId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
