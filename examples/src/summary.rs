//! The lines that the three languages print alike: the length and CRC-32 of each answer, and its decisions; then the talks.

use std::error::Error;
use std::fmt::Write;

use chrono::NaiveDate;
use millejours::ProgrammeHistory;

use crate::plan::Plan;
use crate::{Told, family, talk};

const DECISIONS: [&str; 5] = ["eligible", "not_yet", "no_longer", "undetermined", "not_eligible"];

/// A line for each family; one for each of the story's days; then the talks.
pub fn lines(
    history: &ProgrammeHistory,
    families: &[Told],
    plan: &Plan,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let mut page = String::new();
    for told in families {
        let _ = writeln!(page, "{}", line(&told.name, &told.answer));
    }
    if let Some(days) = &plan.days {
        let document = family(families, &days.family)?.to_string();
        for day in &days.on {
            let answer = history.assess_json(&document, *day)?;
            let _ = writeln!(page, "{}", line(&format!("{} {day}", days.family), &answer));
        }
    }
    page.push_str(&talk::lines(history, families, plan, on)?);
    Ok(page)
}

fn line(name: &str, answer: &str) -> String {
    let mut line = format!("{name}: {} bytes, crc32 {:08x}", answer.len(), crc32(answer.as_bytes()));
    for decision in DECISIONS {
        let _ = write!(line, ", {decision} {}", answer.matches(&format!("\"decision\":\"{decision}\"")).count());
    }
    line
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
