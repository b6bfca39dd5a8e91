//! The same answers for millions of families, column by column.
//!
//! A row is a family: [`Families::family`] writes one out as an ordinary [`crate::Family`], and what is said of the row is
//! what [`crate::Programme::prepare`] says of that family. Everything quicker is proved against that.

mod input;
mod synthetic;

pub use input::{Bits, Column, Offsets, Table, Texts, Values, Words32};
pub use synthetic::{SyntheticFamilies, SyntheticTerritory};
