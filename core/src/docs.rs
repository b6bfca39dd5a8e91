//! Guides. They are compiled with the crate, and their examples run as tests.

#[doc = include_str!("../docs/programme.md")]
pub mod programme {}
