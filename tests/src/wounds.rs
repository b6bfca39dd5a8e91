//! Documents with wounds: words where they do not belong, parts taken away or doubled, secrets in every text.
#![allow(clippy::indexing_slicing, reason = "what is wounded is as long as was looked at")]

use crate::hammer::SECRET;
use crate::oracle::generate::Choices;

/// What stands in documents, to be put where it does not belong.
pub const WORDS: [&str; 40] = [
    "zq9",
    "\"",
    "'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "..",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    "!",
    "-",
    "+",
    "*",
    "?",
    ":",
    " in ",
    "size(",
    ".exists(m, ",
    "date(\"2026-02-30\")",
    "9223372036854775807",
    "-9223372036854775808",
    "1e9",
    "0.0000000001",
    "null",
    "true",
    "\n",
    "\\u0000",
    "é",
    "\u{202e}",
    "2026-13",
];

/// The text with a few wounds.
#[must_use]
pub fn damaged(text: &str, choices: &mut Choices<'_>) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..1 + choices.below(4) {
        let at = choices.below(letters.len().max(1));
        let end = (at + choices.below(12)).min(letters.len());
        match choices.below(4) {
            0 => drop(letters.drain(at.min(end)..end)),
            1 => {
                let part: Vec<char> = letters[at.min(end)..end].to_vec();
                letters.splice(at.min(end)..at.min(end), part);
            }
            _ => {
                let word = WORDS[choices.below(WORDS.len())];
                letters.splice(at.min(end)..end, word.chars());
            }
        }
    }
    letters.into_iter().collect()
}

/// Every letter of a name or a value may be the first of a secret.
#[must_use]
pub fn with_secrets(text: &str, choices: &mut Choices<'_>) -> String {
    let mut parts: Vec<String> = text.split('"').map(str::to_owned).collect();
    for _ in 0..1 + choices.below(3) {
        let inside = parts.len() / 2;
        let at = 1 + 2 * choices.below(inside.max(1));
        if let Some(part) = parts.get_mut(at) {
            *part = if choices.chance(50) { SECRET.to_owned() } else { format!("{part}{SECRET}") };
        }
    }
    parts.join("\"")
}
