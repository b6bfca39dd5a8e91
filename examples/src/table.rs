//! The territory as a table: for each offer, how many answers of each kind.

use std::fmt::Write;

use crate::programme::Words;
use crate::words::Language;
use crate::{Told, list, text};

/// The decisions in the order of the columns. Of those who are no longer there nothing is counted.
const DECISIONS: [&str; 5] = ["eligible", "not_yet", "no_longer", "undetermined", "not_eligible"];

/// The table.
pub fn territory(families: &[Told], words: &Words, language: Language) -> String {
    let mut page = format!("{:<48}", words.title(language));
    for column in DECISIONS {
        let _ = write!(page, "{column:>14}");
    }
    page.push('\n');
    for offer in &words.offers {
        let _ = write!(page, "{:<48}", offer.title(language));
        let entries = || {
            families
                .iter()
                .flat_map(|told| list(&told.assessment, "offers"))
                .filter(|entry| text(entry, "offer") == offer.id)
        };
        for decision in DECISIONS {
            let _ = write!(page, "{:>14}", entries().filter(|entry| text(entry, "decision") == decision).count());
        }
        page.push('\n');
    }
    page.push('\n');
    page
}
