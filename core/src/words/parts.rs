//! Parts of a dictionary that may be absent and that both audiences read: consents, and referrals.

use std::collections::BTreeMap;

use super::count::Counting;
use super::dictionary::Sentence;
use super::read::{PARTS, sentence, wanted};
use super::{Audience, Dictionary, Slot, consent, referral};
use crate::document::{Node, Path, Report};
use crate::error::{Code, Error, Place, Problem};

/// Which part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartName {
    /// What is said of consents.
    Consent,
    /// What is said of referrals.
    Referral,
}

impl PartName {
    pub(super) const ALL: [PartName; 2] = [PartName::Consent, PartName::Referral];

    pub(super) const fn key(self) -> &'static str {
        match self {
            PartName::Consent => "consent",
            PartName::Referral => "referral",
        }
    }

    /// Every sentence in a line: who hears it (`a` for all, `f` families, `p` professionals), its key, its places.
    const fn table(self) -> &'static str {
        match self {
            PartName::Consent => consent::TABLE,
            PartName::Referral => referral::TABLE,
        }
    }

    fn lines(self) -> impl Iterator<Item = Line> {
        self.table().lines().filter_map(Line::of)
    }
}

/// One sentence of a table.
#[derive(Clone, Copy)]
struct Line {
    heard: &'static str,
    key: &'static str,
    slots: &'static str,
}

impl Line {
    fn of(line: &'static str) -> Option<Self> {
        let (heard, rest) = line.split_once(' ')?;
        let (key, slots) = rest.split_once(' ').unwrap_or((rest, ""));
        Some(Line { heard, key, slots })
    }

    fn heard(self, audience: Audience) -> bool {
        match audience {
            Audience::Family => self.heard != "p",
            Audience::Professional => self.heard != "f",
        }
    }

    fn slots(self) -> impl Iterator<Item = &'static str> {
        self.slots.split(' ').filter(|slot| !slot.is_empty())
    }

    fn counted(self) -> Option<&'static str> {
        self.slots().find(|slot| ["day", "number"].contains(slot))
    }
}

/// The sentences of a part, by audience and key.
pub(super) type Said = [BTreeMap<&'static str, Sentence>; 2];

/// Reads a part; tells of every sentence that is not there.
pub(super) fn part(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    name: PartName,
    counting: &Counting,
) -> Option<Said> {
    let mut found = Said::default();
    let mut table = report.table(node, path)?;
    let parts = PARTS.map(|(key, audiences)| (key, audiences, table.get(key)));
    for (key, audiences, own) in parts {
        let Some(own) = own else { continue };
        let path = path.key(key);
        for entry in report.table(own, &path).map(|inner| inner.entries).unwrap_or_default() {
            if report.is_full() {
                break;
            }
            let path = path.key(&entry.key);
            let heard = |line: &Line| audiences.iter().any(|audience| line.heard(*audience));
            let Some(line) = name.lines().find(|line| line.key == entry.key && heard(line)) else {
                let place = report.place(&entry.key_span, &path);
                let message = format!("nobody says `{}` to this audience", entry.key);
                let known = name.lines().filter(heard).map(|line| line.key);
                report.push(Problem::new(Code::DocumentUnknownKey, place, message).near(&entry.key, known));
                continue;
            };
            let places: Vec<&str> = line.slots().collect();
            let said = sentence(report, &entry.node, &path, (&places, line.counted()), counting).unwrap_or_default();
            for audience in audiences {
                let Some(all) = found.get_mut(*audience as usize) else { continue };
                if all.insert(line.key, said.clone()).is_some() {
                    let message = format!("`{}` stands twice for this audience", entry.key);
                    report.add(Code::DocumentDuplicateKey, &entry.node, &path, message);
                }
            }
        }
    }
    table.finish(report);
    for audience in [Audience::Family, Audience::Professional] {
        let path = path.key(audience.as_str());
        let own = parts.iter().find(|(key, ..)| *key == audience.as_str()).and_then(|(.., own)| *own).unwrap_or(node);
        for line in name.lines().filter(|line| line.heard(audience)) {
            if found.get(audience as usize).is_some_and(|all| all.contains_key(line.key)) {
                continue;
            }
            let message = format!("`{}` is not said to this audience", line.key);
            let problem = report.add(Code::WordsMissing, own, &path.key(line.key), message);
            problem.expected = Some(wanted(line.slots()));
        }
    }
    Some(found)
}

/// A part of a dictionary, as one audience reads it.
#[derive(Clone, Copy)]
pub(crate) struct PartWords<'d> {
    pub(crate) dictionary: &'d Dictionary,
    pub(crate) audience: Audience,
    sentences: &'d BTreeMap<&'static str, Sentence>,
}

impl Dictionary {
    /// The words of a part.
    pub(crate) fn part(&self, name: PartName, audience: Audience) -> Result<PartWords<'_>, Error> {
        let said = match name {
            PartName::Consent => &self.0.consent,
            PartName::Referral => &self.0.referral,
        };
        match said.as_ref().and_then(|own| own.get(audience as usize)) {
            Some(sentences) => Ok(PartWords { dictionary: self, audience, sentences }),
            None => {
                let message = format!("this dictionary has no words for what a {} says", name.key());
                let problem = Problem::new(Code::WordsMissing, Place::at(name.key()), message);
                Err(Error::Dictionary(vec![problem.expected(format!("a part `[{}]`", name.key()))]))
            }
        }
    }
}

impl PartWords<'_> {
    pub(crate) fn for_family(&self) -> bool {
        self.audience == Audience::Family
    }

    /// A sentence with its places filled; nothing for a key that is none.
    pub(crate) fn say(&self, key: &str, slots: &[(&str, Slot<'_>)]) -> String {
        let number = slots.iter().find_map(|(name, slot)| match slot {
            Slot::Number(number) if ["day", "number"].contains(name) => Some(*number),
            _ => None,
        });
        let sentence = self.sentences.get(key);
        sentence.map(|own| self.dictionary.filled_in(own, number, slots)).unwrap_or_default()
    }

    /// A sentence without places.
    pub(crate) fn plain(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A sentence with one place, filled with words composed here.
    pub(crate) fn with(&self, key: &str, slot: &str, words: &str) -> String {
        self.say(key, &[(slot, Slot::Own(words))])
    }

    /// A sentence with the day, the month and the year of a date.
    pub(crate) fn dated(&self, key: &str, date: chrono::NaiveDate) -> String {
        self.dictionary.with_date(date, |slots| self.say(key, slots))
    }

    /// Is there such a sentence?
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.sentences.get(key).is_some_and(|own| !own.is_empty())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a fault here is a failed test")]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_of_a_part_stands_once_in_its_table() {
        for name in PartName::ALL {
            let lines: Vec<Line> = name.lines().collect();
            assert!(lines.len() > 50, "{}", name.key());
            for line in &lines {
                assert!(["a", "f", "p"].contains(&line.heard), "{}", line.key);
                assert_eq!(lines.iter().filter(|own| own.key == line.key).count(), 1, "{}", line.key);
            }
        }
    }

    #[test]
    fn a_part_is_whole_or_absent() {
        let whole = include_str!("en.toml");
        let without = Dictionary::from_toml(whole).unwrap();
        let refused = without.part(PartName::Consent, Audience::Family).err().unwrap();
        assert_eq!((refused.code(), refused.problems()[0].place.path.as_str()), (Code::WordsMissing, "consent"));

        let part = include_str!("consent-en.toml").replacen("reason_refused = ", "reason_refusd = ", 1);
        let refused = Dictionary::from_toml(format!("{whole}\n{part}")).unwrap_err();
        let found: Vec<(Code, &str)> =
            refused.problems().iter().map(|own| (own.code, own.place.path.as_str())).collect();
        assert!(found.contains(&(Code::WordsMissing, "consent.family.reason_refused")), "{found:?}");
        let slip = refused.problems().iter().find(|own| own.code == Code::DocumentUnknownKey).unwrap();
        assert_eq!(slip.help.as_deref(), Some("did you mean `reason_refused`?"));
    }
}
