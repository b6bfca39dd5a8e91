//! The town as a table: for each offer, how many answers of each kind.

use std::fmt::Write;

use crate::programme::Words;
use crate::words::Language;
use crate::{Told, list, text};

/// The decisions in the order of the columns. `silent` is counted by what is not there: nothing is said of it.
const DECISIONS: [&str; 5] = ["eligible", "not_yet", "no_longer", "undetermined", "not_eligible"];

/// The table.
pub fn territory(families: &[Told], words: &Words, language: Language) -> String {
    let mut page =
        format!("{:<48}", language.say(["Toute la ville", "The whole town", "Die ganze Stadt", "Tutta la città"]));
    for column in DECISIONS.iter().chain(&["silent"]) {
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
        let listed: usize = families.iter().map(|told| subjects(told, &offer.member)).sum();
        let _ = writeln!(page, "{:>14}", listed.saturating_sub(entries().count()));
    }
    page.push('\n');
    page
}

/// How many members of that kind a family lists; a family is one.
fn subjects(told: &Told, member: &str) -> usize {
    let listed = |key| list(&told.family, key).len();
    match member {
        "adult" => listed("adults"),
        "child" => listed("children"),
        "pregnancy" => listed("pregnancies"),
        _ => 1,
    }
}
