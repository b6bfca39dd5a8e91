//! The same answers for millions of families, column by column.
//!
//! A row is a family: [`Families::family`] writes one out as an ordinary [`crate::Family`], and what is said of the row is
//! what [`crate::Programme::prepare`] says of that family. Everything quicker is proved against that.

mod answer;
mod asked;
mod beginnings;
mod bound;
mod cells;
mod certain;
mod compare;
mod compile;
mod conjunction;
mod direct;
mod doubt;
mod engine;
mod families;
mod fault;
mod found;
mod input;
mod joins;
mod kernel;
mod kind;
mod load;
mod more;
mod node;
mod ones;
mod options;
mod pieces;
mod plan;
mod pool;
mod reads;
mod row;
mod run;
mod segments;
mod single;
mod slips;
mod study;
mod synthetic;
mod wide;
mod workspace;

pub use answer::{DateColumn, DecisionCode, DoseColumn, Evaluated, OfferColumn};
pub use families::Families;
pub use input::{Bits, Column, Offsets, Table, Texts, Values, Words32};
pub use options::{EvaluateOptions, Faults};
pub use plan::Plan;
pub use pool::{Evaluating, OnProgress, OneThread, Pool};
pub use reads::ColumnRead;
pub use slips::Slip;
pub use study::{
    BarrierColumn, Beside, Budget, Counts, DoseTotal, Extent, Grouping, MissingColumn, MovedColumn, Moves, TakeUp,
    Tally,
};
pub use synthetic::{SyntheticFamilies, SyntheticTerritory};
