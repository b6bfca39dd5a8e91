//! The territories keep their word.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail where it stands")]

mod arguments;
mod common;
mod every_territory;
mod familienzentriertes_netzwerk;
mod fruehe_hilfen;
mod maison_1000_jours;
