//! The same answers for millions of families, column by column.
//!
//! A row is a family: [`Families::family`] writes one out as an ordinary [`crate::Family`], and what is said of the row is
//! what [`crate::Programme::prepare`] says of that family. Everything quicker is proved against that.

mod answer;
mod families;
mod fault;
mod input;
mod options;
mod plan;
mod pool;
mod row;
mod single;

pub use answer::{DateColumn, DecisionCode, DoseColumn, Evaluated, OfferColumn};
pub use families::Families;
pub use input::{Bits, Column, Offsets, Table, Texts, Values, Words32};
pub use options::{EvaluateOptions, Faults};
pub use plan::Plan;
pub use pool::{Evaluating, OnProgress, OneThread, Pool};
