//! One family on several days: what changes for it, because time passes or because the law changed.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;

use millejours::{Audience, Dictionary, Family, ProgrammeHistory};

use crate::plan::Days;

/// What is said of each offer on each day, where it is not the same on all of them.
pub fn days(
    history: &ProgrammeHistory,
    family: &Family,
    days: &Days,
    dictionary: &Dictionary,
) -> Result<String, Box<dyn Error>> {
    let mut told = BTreeMap::new();
    for (index, on) in days.on.iter().enumerate() {
        let said = history.on(*on)?.explain(family, *on, dictionary, Audience::Family)?;
        for offer in said.offers {
            let key = (offer.offer, offer.subject);
            let (_, sentences) = told.entry(key).or_insert((offer.title, vec!["–".to_owned(); days.on.len()]));
            if let Some(sentence) = sentences.get_mut(index) {
                *sentence = offer.sentence;
            }
        }
    }
    let title = days.title.get(dictionary.language()).map_or("", String::as_str);
    let mut page = format!("{title} ({})\n", days.family);
    for (title, sentences) in told.values() {
        if sentences.windows(2).any(|pair| pair.first() != pair.last()) {
            let _ = writeln!(page, "  {title}");
            for (on, sentence) in days.on.iter().zip(sentences) {
                let _ = writeln!(page, "    {on} ({}): {sentence}", history.on(*on)?.version());
            }
        }
    }
    Ok(page)
}
