//! What a study asks next of answers that are there: how many by any grouping, what keeps out, what is missing, what changes,
//! what it comes to. The core answers; here are tables in and tables out.

mod barriers;
pub mod beside;
pub mod budget;
mod counts;
mod groups;
mod joined;
mod lent;
mod missing;
mod ranks;
mod same;
mod shares;
mod told;
