//! Guides. They are compiled with the crate, and their examples run as tests.

#[doc = include_str!("../docs/tour.md")]
pub mod tour {}

#[doc = include_str!("../docs/unknown.md")]
pub mod unknown {}

#[doc = include_str!("../docs/family.md")]
pub mod family {}

#[doc = include_str!("../docs/programme.md")]
pub mod programme {}

#[cfg(feature = "laws")]
#[doc = include_str!("../docs/laws.md")]
pub mod laws {}

#[cfg(feature = "columns")]
#[doc = include_str!("../docs/columns.md")]
#[doc = include_str!("../docs/columns-engines.md")]
#[doc = include_str!("../docs/columns-growth.md")]
#[doc = include_str!("../docs/columns-growth.svg")]
pub mod columns {}

#[doc = include_str!("../docs/comparison.md")]
pub mod comparison {}

#[doc = include_str!("../docs/words.md")]
pub mod words {}

#[doc = include_str!("../docs/schedule.md")]
pub mod schedule {}

#[doc = include_str!("../docs/referral.md")]
pub mod referral {}

#[doc = include_str!("../docs/questions.md")]
pub mod questions {}

#[doc = include_str!("../docs/journal.md")]
pub mod journal {}

#[doc = include_str!("../docs/consent.md")]
pub mod consent {}

#[cfg(feature = "exchange")]
#[doc = include_str!("../docs/exchange.md")]
pub mod exchange {}

#[cfg(feature = "columns")]
#[doc = include_str!("../docs/synthetic.md")]
pub mod synthetic {}

#[doc = include_str!("../docs/decisions.md")]
pub mod decisions {}
