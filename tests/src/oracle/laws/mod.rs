//! The laws of a programme, judged literally: every family within the limits is listed, on every day, and every two of them
//! that differ in one fact are laid side by side.

pub mod compare;
pub mod confirm;
pub mod judge;
pub mod people;
pub mod policy;
pub mod propose;
pub mod read;
pub mod total;
pub mod write;
