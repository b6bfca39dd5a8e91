//! The lines that the three languages print alike: the length and CRC-32 of each answer, its decisions, and the CRC-32 of what
//! a family reads of it in French; then the talks.

use std::error::Error;
use std::fmt::Write;

use chrono::NaiveDate;
use millejours::{Audience, Dictionary, Family, ProgrammeHistory};

use crate::plan::Plan;
use crate::table::DECISIONS;
use crate::{Families, find, talk};

/// A line for each family; one for each of the story's days; then the talks.
pub fn lines(
    history: &ProgrammeHistory,
    families: &Families,
    plan: &Plan,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let french = Dictionary::shipped("fr")?;
    let mut page = String::new();
    for (name, family) in families {
        let _ = writeln!(page, "{name}: {}", line(history, family, on, &french)?);
    }
    if let Some(days) = &plan.days {
        let family = find(families, &days.family)?;
        for day in &days.on {
            let _ = writeln!(page, "{} {day}: {}", days.family, line(history, family, *day, &french)?);
        }
    }
    page.push_str(&talk::lines(history, families, &plan.talks, on)?);
    Ok(page)
}

fn line(
    history: &ProgrammeHistory,
    family: &Family,
    on: NaiveDate,
    french: &Dictionary,
) -> Result<String, Box<dyn Error>> {
    let programme = history.on(on)?;
    let answer = programme.assess(family, on)?;
    let json = answer.to_json();
    let mut line = format!("{} bytes, crc32 {:08x}", json.len(), crc32(json.as_bytes()));
    for decision in DECISIONS {
        let count = answer.offers.iter().filter(|offer| offer.decision.as_str() == decision).count();
        let _ = write!(line, ", {decision} {count}");
    }
    let words = programme.explain(family, on, french, Audience::Family)?.to_text();
    let _ = write!(line, ", in words {:08x}", crc32(words.as_bytes()));
    Ok(line)
}

/// CRC-32 as zip and PNG have it: Python's `zlib.crc32`, Java's `java.util.zip.CRC32`.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn the_check_value_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
