//! What is noted of rows beside their answers: pairs of bitmaps that grow block by block.

use crate::columns::pieces::Grown;

/// Bitmaps of one piece of the work, for each of some things (the rules of an offer, the facts that it reads): the rows of which
/// it is so, and those of which this thing alone is so.
#[derive(Debug, Default)]
pub(crate) struct Noted(pub(crate) Vec<(Grown, Grown)>);

impl Noted {
    /// Adds the rows of a block: for each thing its two bitmaps.
    pub(crate) fn append(&mut self, found: Vec<(Vec<u64>, Vec<u64>)>, rows: usize) {
        self.0.resize_with(found.len(), Default::default);
        for ((all, alone), (own, only)) in self.0.iter_mut().zip(found) {
            all.append(&own, rows);
            alone.append(&only, rows);
        }
    }

    pub(crate) fn append_all(&mut self, other: &Noted) {
        self.0.resize_with(self.0.len().max(other.0.len()), Default::default);
        for ((all, alone), (own, only)) in self.0.iter_mut().zip(&other.0) {
            all.append_all(own);
            alone.append_all(only);
        }
    }

    /// Writes of one row of the newest block what was found for it alone.
    pub(crate) fn put(&mut self, row: usize, rows: usize, of: impl Fn(usize) -> (bool, bool)) {
        for (at, (all, alone)) in self.0.iter_mut().enumerate() {
            let (own, only) = of(at);
            all.mark(row, rows, own);
            alone.mark(row, rows, only);
        }
    }
}
