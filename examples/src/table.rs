//! The territory as a table: for each offer, how many answers of each kind.

use std::error::Error;
use std::fmt::Write;

use chrono::NaiveDate;
use millejours::Programme;

use crate::Families;

/// The decisions in the order of the columns. Of those who are no longer there nothing is counted.
pub const DECISIONS: [&str; 5] = ["eligible", "not_yet", "no_longer", "undetermined", "not_eligible"];

/// The table, with the titles of one language.
pub fn territory(
    programme: &Programme,
    families: &Families,
    on: NaiveDate,
    language: &str,
) -> Result<String, Box<dyn Error>> {
    let answers = families.iter().map(|(_, family)| programme.assess(family, on)).collect::<Result<Vec<_>, _>>()?;
    let mut page = format!("{:<48}", programme.title().get(language).map_or(programme.id(), String::as_str));
    for column in DECISIONS {
        let _ = write!(page, "{column:>14}");
    }
    page.push('\n');
    for offer in programme.offers() {
        let _ = write!(page, "{:<48}", offer.title.get(language).map_or(&*offer.id, String::as_str));
        for decision in DECISIONS {
            let all = answers.iter().flat_map(|answer| &answer.offers).filter(|answer| answer.offer == offer.id);
            let _ = write!(page, "{:>14}", all.filter(|answer| answer.decision.as_str() == decision).count());
        }
        page.push('\n');
    }
    page.push('\n');
    Ok(page)
}
