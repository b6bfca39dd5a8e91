//! What a study asks next of answers that are there: how many and who, what keeps out, what is missing, what changes, what
//! it comes to. All of it is read from bitmaps; nothing here looks at a family again but where bits cannot be exact.

mod barriers;
mod beside;
mod budget;
mod counts;
mod doses;
mod grouping;
mod missing;
mod noted;
mod reached;

pub use barriers::BarrierColumn;
pub use beside::{Beside, MovedColumn, Moves};
pub use budget::{Budget, Extent, TakeUp};
pub use counts::Counts;
pub use doses::DoseTotal;
pub use grouping::{Grouping, Tally};
pub(crate) use missing::Hangs;
pub use missing::MissingColumn;
pub(crate) use noted::Noted;
