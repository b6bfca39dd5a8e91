//! Reading a dictionary: everything wrong, and everything absent, is told at once.

use std::collections::BTreeMap;

use super::count::{Category, Counting, is_tag};
use super::dictionary::{Language, Sentence, When};
use super::parts::{PartName, part};
use super::say::pieces;
use super::{Audience, Direction, Symbol};
use crate::document::{Node, Path, Report, Table, Value, schema};
use crate::error::{Code, Problem};

/// The parts of a dictionary: what both audiences read in the same words, and what each reads alone.
pub(super) const PARTS: [(&str, &[Audience]); 3] = [
    ("both", &[Audience::Family, Audience::Professional]),
    ("family", &[Audience::Family]),
    ("professional", &[Audience::Professional]),
];

pub(super) fn language(report: &mut Report<'_>, node: &Node) -> Option<Language> {
    let root = Path::Root;
    let mut table = report.table(node, &root)?;
    schema(report, &mut table)?;
    let tag = tag(report, &mut table);
    let direction =
        table.need(report, "direction").and_then(|node| report.choice(node, &root.key("direction"), Direction::NAMED));
    let counting = Counting::of(tag.as_deref().unwrap_or_default());
    let (months, days) = dates(report, &mut table);
    let (digits, decimal) = numbers(report, &mut table);
    let currencies = currencies(report, &mut table);
    let parts = [table.get("both"), table.get("family"), table.get("professional")];
    let mut said = [vec![None; Symbol::ALL.len()], vec![None; Symbol::ALL.len()]];
    for (part, (name, audiences)) in parts.into_iter().zip(PARTS) {
        let Some(part) = part else { continue };
        sentences(report, part, &root.key(name), audiences, &counting, &mut said);
    }
    let laws = table.get("laws");
    #[cfg(feature = "laws")]
    let laws = laws.map(|own| super::laws::sentences(report, own, &root.key("laws"), &counting));
    #[cfg(not(feature = "laws"))]
    let _ = laws;
    let [consent, referral] = PartName::ALL.map(|name| {
        let own = table.get(name.key());
        own.and_then(|own| part(report, own, &root.key(name.key()), name, &counting))
    });
    table.finish(report);
    absent(report, node, parts, &said);
    let [family, professional] = said.map(|all| all.into_iter().map(Option::unwrap_or_default).collect());
    Some(Language {
        language: tag?,
        direction: direction?,
        counting,
        months: months?,
        days,
        digits,
        decimal: decimal?,
        currencies,
        family,
        professional,
        #[cfg(feature = "laws")]
        laws,
        consent,
        referral,
    })
}

fn tag(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<String> {
    let node = table.need(report, "language")?;
    let path = table.path.key("language");
    let text = report.string(node, &path)?;
    if !is_tag(text) {
        report.add(Code::DocumentInvalidValue, node, &path, "this is no language tag").expected =
            Some("a tag such as fr, de-CH, ar".to_owned());
        return None;
    }
    Some(text.to_owned())
}

/// The names of the months, and the days of the month that are written otherwise than by their number.
fn dates(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> (Option<Vec<String>>, BTreeMap<u32, String>) {
    let mut days = BTreeMap::new();
    let root = *table.path;
    let months = table.need(report, "months").map(|node| {
        let path = root.key("months");
        let items = report.list(node, &path);
        let named = items.iter().enumerate();
        let months: Vec<String> =
            named.filter_map(|(at, item)| report.string(item, &path.index(at)).map(str::to_owned)).collect();
        if items.len() != 12 {
            report.add(Code::DocumentInvalidValue, node, &path, "a year has twelve months").expected =
                Some("the names of January to December, in this order".to_owned());
        }
        months
    });
    if let Some(node) = table.get("days") {
        let path = root.key("days");
        for entry in report.table(node, &path).map(|inner| inner.entries).unwrap_or_default() {
            if report.is_full() {
                break;
            }
            let path = path.key(&entry.key);
            let Some(text) = report.string(&entry.node, &path) else { continue };
            match number(&entry.key) {
                Some(day @ 1..=31) => {
                    days.insert(day, text.to_owned());
                }
                _ => {
                    report.add(Code::DocumentInvalidValue, &entry.node, &path, "no month has this day").expected =
                        Some("1 to 31".to_owned());
                }
            }
        }
    }
    (months, days)
}

fn numbers(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> (Option<Vec<char>>, Option<String>) {
    let root = *table.path;
    let decimal = table.need(report, "decimal");
    let decimal = decimal.and_then(|node| report.string(node, &root.key("decimal")).map(str::to_owned));
    let digits = table.get("digits").and_then(|node| {
        let path = root.key("digits");
        let digits: Vec<char> = report.string(node, &path)?.chars().collect();
        if digits.len() != 10 {
            report.add(Code::DocumentInvalidValue, node, &path, "there are ten digits").expected =
                Some("the digits from 0 to 9, in this order".to_owned());
        }
        Some(digits)
    });
    (digits, decimal)
}

/// The currencies whose amounts are written otherwise than with their code: each with a place for the amount.
fn currencies(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let root = *table.path;
    let Some(node) = table.get("currencies") else { return found };
    let path = root.key("currencies");
    for entry in report.table(node, &path).map(|inner| inner.entries).unwrap_or_default() {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        if entry.key.len() != 3 || !entry.key.bytes().all(|byte| byte.is_ascii_uppercase()) {
            report.add(Code::DocumentInvalidValue, &entry.node, &path, "this is no currency").expected =
                Some("an ISO 4217 code such as EUR".to_owned());
            continue;
        }
        let Some(text) = report.string(&entry.node, &path) else { continue };
        slots(report, &entry.node, &path, &["amount"], text, true);
        found.insert(entry.key.clone(), text.to_owned());
    }
    found
}

fn sentences(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    audiences: &[Audience],
    counting: &Counting,
    said: &mut [Vec<Option<Sentence>>; 2],
) {
    let entries = report.table(node, path).map(|table| table.entries).unwrap_or_default();
    for entry in entries {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        let heard = |symbol: &Symbol| audiences.iter().any(|audience| symbol.heard().by(*audience));
        let Some(symbol) = Symbol::of(&entry.key).filter(heard) else {
            let place = report.place(&entry.key_span, &path);
            let message = format!("nobody says `{}` to this audience", entry.key);
            let known = Symbol::ALL.iter().filter(|symbol| heard(symbol)).map(|symbol| symbol.key());
            report.push(Problem::new(Code::DocumentUnknownKey, place, message).near(&entry.key, known));
            continue;
        };
        let places: Vec<&str> = symbol.slots().collect();
        let sentence = sentence(report, &entry.node, &path, (&places, symbol.counted()), counting).unwrap_or_default();
        for audience in audiences {
            let Some(place) = said.get_mut(*audience as usize).and_then(|all| all.get_mut(symbol as usize)) else {
                continue;
            };
            if place.is_some() {
                let message = format!("`{}` stands twice for this audience", entry.key);
                report.add(Code::DocumentDuplicateKey, &entry.node, &path, message);
            }
            *place = Some(sentence.clone());
        }
    }
}

/// A number as a key: in its one form, neither `+8` nor `08`.
fn number(key: &str) -> Option<u32> {
    key.parse().ok().filter(|number: &u32| number.to_string() == key)
}

/// One sentence with its places, of which one may count: a text, or forms by the number that it counts.
pub(super) fn sentence(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    (places, counted): (&[&str], Option<&str>),
    counting: &Counting,
) -> Option<Sentence> {
    let mut found = Sentence::new();
    if let Value::Text(text) = &node.value {
        slots(report, node, path, places, text, true);
        found.insert(When::In(Category::Other), text.clone());
        return Some(found);
    }
    for entry in report.table(node, path)?.entries {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        let when = match number(&entry.key) {
            Some(number) => Some(When::Exactly(number)),
            None => Category::NAMED.iter().find(|(name, _)| *name == entry.key).map(|(_, own)| When::In(*own)),
        };
        let Some(when) = when.filter(|_| counted.is_some()) else {
            let message = match counted {
                Some(_) => "no language counts so",
                None => "this sentence counts nothing: it has one form",
            };
            report.add(Code::WordsPlural, &entry.node, &path, message);
            continue;
        };
        if let When::In(category) = when
            && !counting.has(category)
        {
            report.add(Code::WordsPlural, &entry.node, &path, "this language does not count so").expected =
                Some(counting.names());
            continue;
        }
        let Some(text) = report.string(&entry.node, &path) else { continue };
        slots(report, &entry.node, &path, places, text, when == When::In(Category::Other));
        found.insert(when, text.to_owned());
    }
    let mut needed = vec![Category::Other];
    // Days of the month are not counted: their forms are told by the number.
    if counted == Some("number") {
        needed.extend(counting.categories().into_iter().filter(|own| *own != Category::Other));
    }
    for category in needed {
        if !found.contains_key(&When::In(category)) {
            let message = format!("the form `{}` is missing", category.name());
            report.add(Code::WordsPlural, node, path, message);
        }
    }
    Some(found)
}

/// The places in a sentence: only those that are filled; all of them, where it is the form for every other number.
fn slots(report: &mut Report<'_>, node: &Node, path: &Path<'_>, places: &[&str], text: &str, all: bool) {
    let expected = || places.iter().map(|slot| format!("{{{slot}}}")).collect::<Vec<_>>().join(", ");
    let Some(found) = pieces(text) else {
        report.add(Code::WordsSlot, node, path, "the brackets do not close").expected = Some(expected());
        return;
    };
    let named: Vec<&str> = found.iter().filter_map(|(_, slot)| *slot).collect();
    if let Some(strange) = named.iter().find(|name| !places.contains(name)) {
        let message = format!("nobody fills `{{{strange}}}` here");
        report.add(Code::WordsSlot, node, path, message).expected = Some(expected());
    }
    let once = |slot: &str| named.iter().filter(|name| **name == slot).count();
    if let Some(slot) = places.iter().find(|slot| once(slot) > 1 || (all && once(slot) == 0)) {
        let message = format!("`{{{slot}}}` stands {} times", once(slot));
        report.add(Code::WordsSlot, node, path, message).expected = Some(expected());
    }
    if text.trim().is_empty() {
        report.add(Code::WordsMissing, node, path, "the sentence is empty");
    }
}

/// What a sentence has to be.
pub(super) fn wanted<'s>(slots: impl Iterator<Item = &'s str>) -> String {
    match slots.map(|slot| format!("{{{slot}}}")).collect::<Vec<_>>().join(", ") {
        slots if slots.is_empty() => "a text".to_owned(),
        slots => format!("a text with {slots}"),
    }
}

/// Tells of every sentence that is not there, at the part where it belongs.
fn absent(
    report: &mut Report<'_>,
    whole: &Node,
    [_, family, professional]: [Option<&Node>; 3],
    said: &[Vec<Option<Sentence>>; 2],
) {
    for (audience, part) in [(Audience::Family, family), (Audience::Professional, professional)] {
        let all = said.get(audience as usize).map(Vec::as_slice).unwrap_or_default();
        for (symbol, sentence) in Symbol::ALL.iter().zip(all) {
            if sentence.is_none() && symbol.heard().by(audience) {
                let path = Path::Root.key(audience.as_str());
                let message = format!("`{}` is not said to this audience", symbol.key());
                let expected = wanted(symbol.slots());
                let problem = report.add(Code::WordsMissing, part.unwrap_or(whole), &path.key(symbol.key()), message);
                problem.expected = Some(expected);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a fault here is a failed test")]
mod tests {
    use crate::error::Code;
    use crate::words::Dictionary;

    /// The only refusal of a dictionary in which one thing is written otherwise.
    fn refused(text: &str, was: &str, is: &str) -> (Code, String) {
        assert_eq!(text.matches(was).count(), 1, "{was}");
        let error = Dictionary::from_toml(text.replace(was, is)).unwrap_err();
        assert_eq!(error.problems().len(), 1, "{error}");
        (error.code(), error.problems()[0].place.path.clone())
    }

    #[test]
    fn forms_and_days_are_those_of_the_language() {
        let (french, english) = (include_str!("fr.toml"), include_str!("en.toml"));
        for day in ["+1", "01", "32", "0"] {
            let is = format!("\"{day}\" = \"1er\"");
            assert_eq!(refused(french, "1 = \"1er\"", &is), (Code::DocumentInvalidValue, format!("days.{day}")));
        }
        let one = "more_questions = { ";
        let few = refused(english, one, "more_questions = { few = \"{number}\", ");
        assert_eq!(few, (Code::WordsPlural, "family.more_questions.few".to_owned()));
        let exactly = refused(english, one, "more_questions = { 07 = \"{number}\", ");
        assert_eq!(exactly, (Code::WordsPlural, "family.more_questions.07".to_owned()));
        // A form of the language that whole numbers up to 200 do not need.
        let many = french.replace(one, "more_questions = { many = \"{number}\", ");
        assert!(Dictionary::from_toml(many).is_ok());
    }
}
