//! Filling the places of a sentence.

use chrono::{Datelike, NaiveDate};

use super::dictionary::{Sentence, When};
use super::{Audience, Category, Dictionary, Direction, Symbol};

/// What fills a place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Slot<'s> {
    /// Words of the dictionary itself.
    Own(&'s str),
    /// Words from elsewhere: a programme's, a family's. Their direction is their own.
    Given(&'s str),
    /// A number, in the language's digits. Where the sentence has several forms, it chooses.
    Number(i64),
}

/// A year, and of its months and days what is known.
pub(crate) type DateParts = (i32, Option<u32>, Option<u32>);

/// First strong isolate, and the end of it.
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

/// A sentence in pieces: a text, then the name of the place after it. `None` where brackets do not close.
pub(super) fn pieces(text: &str) -> Option<Vec<(&str, Option<&str>)>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        if before.contains('}') {
            return None;
        }
        found.push((before, Some(name)));
        rest = behind;
    }
    if rest.contains('}') {
        return None;
    }
    found.push((rest, None));
    Some(found)
}

/// A sentence with its places filled.
fn fill(text: &str, filled: impl Fn(&str) -> Option<String>) -> String {
    let mut said = String::new();
    for (text, name) in pieces(text).unwrap_or_default() {
        said.push_str(text);
        said.push_str(&name.and_then(&filled).unwrap_or_default());
    }
    said
}

/// Has the text a letter of a script written from right to left?
fn runs_left(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}

/// The words without what reaches beyond them: control characters and breaks of lines become a space, marks of direction
/// are dropped. An isolate that is closed stays: a sentence composed here holds some.
fn tame(words: &str) -> String {
    let mut tamed: Vec<char> = Vec::new();
    let mut open = Vec::new();
    for letter in words.chars() {
        match letter {
            '\u{202A}'..='\u{202E}' | '\u{2066}' | '\u{2067}' | '\u{200E}' | '\u{200F}' | '\u{61C}' => {}
            ISOLATE => {
                open.push(tamed.len());
                tamed.push(ISOLATE);
            }
            END => {
                if open.pop().is_some() {
                    tamed.push(END);
                }
            }
            '\u{2028}' | '\u{2029}' => tamed.push(' '),
            letter if letter.is_control() => tamed.push(' '),
            letter => tamed.push(letter),
        }
    }
    let kept = tamed.into_iter().enumerate().filter(|(at, _)| open.binary_search(at).is_err());
    kept.map(|(_, letter)| letter).collect()
}

impl Dictionary {
    /// A sentence with its places filled.
    pub(crate) fn say(&self, audience: Audience, symbol: Symbol, slots: &[(&str, Slot<'_>)]) -> String {
        let number = slots.iter().find_map(|(name, slot)| match slot {
            Slot::Number(number) if symbol.counted() == Some(name) => Some(*number),
            _ => None,
        });
        self.sentence(audience, symbol).map(|own| self.filled_in(own, number, slots)).unwrap_or_default()
    }

    /// A sentence in the form for a number, with its places filled.
    pub(super) fn filled_in(&self, sentence: &Sentence, number: Option<i64>, slots: &[(&str, Slot<'_>)]) -> String {
        fill(self.form(sentence, number), |name| {
            let (_, slot) = slots.iter().find(|(own, _)| *own == name)?;
            Some(match slot {
                Slot::Own(words) => (*words).to_owned(),
                Slot::Given(words) => self.given(words),
                Slot::Number(number) if name == "day" => self.day(*number),
                Slot::Number(number) => self.digits(&number.to_string()),
            })
        })
    }

    /// The form of a sentence for a number: its own, else that of its category, else the general one.
    fn form<'s>(&self, sentence: &'s Sentence, number: Option<i64>) -> &'s str {
        let exactly = number.and_then(|number| u32::try_from(number).ok()).map(When::Exactly);
        let category = number.map(|number| When::In(self.0.counting.category(number)));
        let general = Some(When::In(Category::Other));
        let found = [exactly, category, general].into_iter().flatten().find_map(|when| sentence.get(&when));
        found.map(String::as_str).unwrap_or_default()
    }

    /// Words from elsewhere, on one line, set apart where their direction could disturb the sentence, or be disturbed by
    /// it. Marks of direction that would reach beyond the words are left out.
    pub(crate) fn given(&self, words: &str) -> String {
        let words = tame(words);
        match self.0.direction == Direction::RightToLeft || runs_left(&words) {
            true => format!("{ISOLATE}{words}{END}"),
            false => words,
        }
    }

    /// Digits of ASCII in those of the language.
    pub(crate) fn digits(&self, text: &str) -> String {
        let Some(digits) = &self.0.digits else { return text.to_owned() };
        let own = |letter: char| letter.to_digit(10).and_then(|digit| digits.get(digit as usize)).copied();
        text.chars().map(|letter| own(letter).unwrap_or(letter)).collect()
    }

    /// A decimal number, with the language's own point and digits.
    pub(crate) fn decimal(&self, text: &str) -> String {
        self.digits(text).replace('.', &self.0.decimal)
    }

    /// An amount with the sign that the language has for a currency; `None` where it writes the code.
    pub(crate) fn currency(&self, amount: &str, code: &str) -> Option<String> {
        Some(fill(self.0.currencies.get(code)?, |_| Some(amount.to_owned())))
    }

    fn day(&self, number: i64) -> String {
        let written = u32::try_from(number).ok().and_then(|day| self.0.days.get(&day));
        written.cloned().unwrap_or_else(|| self.digits(&number.to_string()))
    }

    /// A sentence with the day, the month and the year of a date.
    pub(crate) fn dated(&self, audience: Audience, symbol: Symbol, date: NaiveDate) -> String {
        self.filled(audience, symbol, (date.year(), Some(date.month()), Some(date.day())))
    }

    /// As much of a date as is known, by a sentence for a day, a month, or a year.
    pub(crate) fn partly(&self, audience: Audience, [day, month, year]: [Symbol; 3], date: DateParts) -> String {
        let symbol = match date {
            (_, None, _) => year,
            (_, Some(_), None) => month,
            (_, Some(_), Some(_)) => day,
        };
        self.filled(audience, symbol, date)
    }

    fn filled(&self, audience: Audience, symbol: Symbol, date: DateParts) -> String {
        self.with_parts(date, |slots| self.say(audience, symbol, slots))
    }

    /// Something said with the day, the month and the year of a date.
    pub(super) fn with_date(&self, date: NaiveDate, say: impl FnOnce(&[(&str, Slot<'_>)]) -> String) -> String {
        self.with_parts((date.year(), Some(date.month()), Some(date.day())), say)
    }

    fn with_parts(&self, (year, month, day): DateParts, say: impl FnOnce(&[(&str, Slot<'_>)]) -> String) -> String {
        let month = month.and_then(|month| usize::try_from(month).ok()).and_then(|month| month.checked_sub(1));
        let month = month.and_then(|month| self.0.months.get(month)).map(String::as_str);
        let year = self.digits(&year.to_string());
        let mut slots = vec![("month", Slot::Own(month.unwrap_or_default())), ("year", Slot::Own(&year))];
        slots.extend(day.map(|day| ("day", Slot::Number(i64::from(day)))));
        say(&slots)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a fault here is a failed test")]
mod tests {
    use super::*;

    #[test]
    fn words_from_elsewhere_reach_no_further_than_themselves() {
        let english = Dictionary::shipped("en").unwrap();
        // Nothing outside the package is read: its tests run from where it was unpacked, too.
        let turned = include_str!("en.toml").replacen("\"ltr\"", "\"rtl\"", 1);
        let from_right = Dictionary::from_toml(turned).unwrap();
        assert_eq!(from_right.direction(), crate::words::Direction::RightToLeft);
        let cases = [
            ("a\u{202e}b", "ab"),
            ("a\u{2069}b", "ab"),
            ("a\nb", "a b"),
            ("a\u{2028}b\u{85}c\td", "a b c d"),
            ("\u{61c}\u{200e}\u{200f}\u{202a}\u{2066}\u{2067}a", "a"),
            // One that nobody closes, in one that is closed.
            ("\u{2068}a\u{2069}\u{2069}\u{2068}b", "\u{2068}a\u{2069}b"),
            ("\u{2068}\u{2068}a\u{2069}", "\u{2068}a\u{2069}"),
        ];
        for (given, tamed) in cases {
            assert_eq!(from_right.given(given), format!("{ISOLATE}{tamed}{END}"), "{given:?}");
            assert_eq!(english.given(given), tamed, "{given:?}");
        }
        assert_eq!(english.given("\u{5d0}\u{202e}"), format!("{ISOLATE}\u{5d0}{END}"));
    }
}
