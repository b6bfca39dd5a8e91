//! Proofs, lints and differences in words, for those who write programmes and those who study them: composed of a
//! dictionary's part `[laws]` and the programme's own titles.

mod differences;
mod facts;
mod families;
mod lints;
mod proofs;
mod terms;

use crate::assessment::Speaker;
use crate::error::{Code, Error, Place, Problem};
use crate::programme::Programme;
use crate::words::{Audience, Dictionary, LawWords, Slot, Symbol};

use super::model::Undecided;
use super::names;
use super::options::Limits;

/// Composes the words.
struct Told<'t> {
    speaker: Speaker<'t>,
    words: LawWords<'t>,
}

/// Refuses to tell of one programme in the words of another: what that one does not know would read as if it did not exist.
fn same(argument: &str, given: &Programme, programme: &str, version: &str) -> Result<(), Error> {
    if given.id() == programme && given.version() == version {
        return Ok(());
    }
    let message = "this is not the programme, or not the edition, that it is of";
    let problem = Problem::new(Code::ProgrammeOther, Place::at(argument), message);
    Err(Error::Laws(vec![problem.expected(format!("`{programme}`, version `{version}`"))]))
}

impl<'t> Told<'t> {
    fn new(programme: &'t Programme, dictionary: &'t Dictionary) -> Result<Self, Error> {
        let speaker = Speaker { programme, dictionary, audience: Audience::Professional };
        Ok(Told { speaker, words: dictionary.laws()? })
    }

    fn say(&self, key: &str, slots: &[(&str, Slot<'_>)]) -> String {
        self.words.say(key, slots)
    }

    /// A sentence with one place, filled with words composed here.
    fn with(&self, key: &str, slot: &str, words: &str) -> String {
        self.say(key, &[(slot, Slot::Own(words))])
    }

    fn bracketed(&self, what: &str, more: &str) -> String {
        self.say("in_brackets", &[("what", Slot::Own(what)), ("more", Slot::Own(more))])
    }

    fn joined(&self, parts: &[String], between: &str) -> String {
        parts.join(&self.say(between, &[]))
    }

    /// One of several: `a, b or c`.
    fn either(&self, values: &[String]) -> String {
        match values.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, first)) => {
                let first = self.joined(first, "comma");
                self.say("either", &[("first", Slot::Own(&first)), ("last", Slot::Own(last))])
            }
        }
    }

    fn number(&self, number: impl ToString) -> String {
        self.speaker.dictionary.digits(&number.to_string())
    }

    /// An offer's title; its id where the programme does not know it.
    fn offer(&self, id: &str) -> String {
        let title = self.speaker.offer(id).map(|offer| self.speaker.title(offer).0);
        self.speaker.dictionary.given(title.as_deref().unwrap_or(id))
    }

    /// The programme's title and its edition.
    fn edition(&self, programme: &str, version: &str) -> String {
        let own = self.speaker.programme;
        let title = self.speaker.any(own.title()).filter(|_| own.id() == programme).map(|(title, _)| title);
        let title = title.as_deref().unwrap_or(programme);
        self.say("edition", &[("programme", Slot::Given(title)), ("version", Slot::Given(version))])
    }

    fn limits(&self, limits: &Limits) -> String {
        let counted = |key: &str, number: usize| {
            self.say(key, &[("number", Slot::Number(i64::try_from(number).unwrap_or(i64::MAX)))])
        };
        let (adults, children) = (counted("limit_adults", limits.adults), counted("limit_children", limits.children));
        let pregnancies = counted("limit_pregnancies", limits.pregnancies);
        let expected = counted("limit_expected", limits.expected);
        let slots =
            [("adults", &adults), ("children", &children), ("pregnancies", &pregnancies), ("expected", &expected)];
        self.say("limits", &slots.map(|(name, words)| (name, Slot::Own(words))))
    }

    /// What was not decided, a line each.
    fn undecided(&self, undecided: &[Undecided]) -> Vec<String> {
        let line = |own: &Undecided| {
            let offer = own.offer.as_deref().map(|offer| self.offer(offer));
            let fact = own.fact.as_deref().map(|fact| self.name_of(fact));
            let place: Vec<String> = offer.into_iter().chain(fact).collect();
            let said = self.say("not_decided", &[]);
            let head = match place.is_empty() {
                true => said,
                false => self.bracketed(&said, &self.joined(&place, "comma")),
            };
            let mut why = self.say(&format!("bound_{}", own.bound.as_str()), &[]);
            if !own.units.is_empty() {
                let without = self.with("without_weight", "units", &self.units(&own.units));
                why = self.joined(&[why, without], "semicolon");
            }
            format!("  - {}", self.speaker.line(&head, &why))
        };
        let alike = |one: &Undecided, two: &Undecided| {
            one.offer == two.offer && of_two_members(one.fact.as_ref(), two.fact.as_ref())
        };
        self.folded(undecided, |own| vec![line(own)], alike)
    }

    /// What a unit is called where nothing is counted: many of it.
    fn unit(&self, unit: &str) -> String {
        let words = self.speaker.programme.unit(unit).and_then(|words| self.speaker.own(words));
        let many = words.map_or(unit, |words| words.form(self.speaker.dictionary.counting(), 100));
        self.speaker.dictionary.given(many)
    }

    fn units(&self, units: &[String]) -> String {
        let named: Vec<String> = units.iter().map(|unit| self.unit(unit)).collect();
        self.joined(&named, "comma")
    }

    /// What was told, each as its lines: what reads alike and differs in the member alone is told once, with how often.
    fn folded<'o, T>(
        &self,
        all: &'o [T],
        tell: impl Fn(&T) -> Vec<String>,
        apart: impl Fn(&T, &T) -> bool,
    ) -> Vec<String> {
        let mut found: Vec<(&'o T, Vec<String>, usize)> = Vec::new();
        for own in all {
            let lines = tell(own);
            match found.iter_mut().find(|(first, known, _)| *known == lines && apart(first, own)) {
                Some((.., count)) => *count += 1,
                None => found.push((own, lines, 1)),
            }
        }
        let mut page = Vec::new();
        for (_, lines, count) in found {
            page.extend(lines);
            if count > 1 {
                page.push(format!("    {}", self.with("found_again", "number", &self.number(count))));
            }
        }
        page
    }

    fn yes_or_no(&self, truth: bool) -> String {
        self.speaker.say(if truth { Symbol::Yes } else { Symbol::No }, &[])
    }
}

/// Are two facts one fact of two members?
fn of_two_members(one: Option<&String>, two: Option<&String>) -> bool {
    one.zip(two).is_some_and(|(one, two)| one != two && names::written(one) == names::written(two))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a fault here is a failed test")]
mod tests {
    use super::super::{Aspect, Bound, BreakKind, Effect, Law, LintKind, Reach, Verdict};
    use crate::programme::{Duty, Tier};
    use crate::vocabulary::Subject;
    use crate::words::Dictionary;

    #[test]
    fn every_word_of_a_proof_has_a_sentence_in_every_language_shipped() {
        let mut keys: Vec<String> = Vec::new();
        keys.extend(Law::ALL.iter().flat_map(|law| [format!("law_{law}"), format!("about_{law}")]));
        keys.extend(Verdict::ALL.iter().map(|own| format!("verdict_{own}")));
        keys.extend(BreakKind::ALL.iter().map(|own| format!("break_{own}")));
        keys.extend(Bound::ALL.iter().map(|own| format!("bound_{own}")));
        keys.extend(LintKind::ALL.iter().map(|own| format!("lint_{own}")));
        keys.extend(Effect::ALL.iter().map(|own| format!("effect_{own}")));
        keys.extend(Aspect::ALL.iter().map(|own| format!("what_{own}")));
        keys.extend(Tier::ALL.iter().map(|own| format!("tier_{own}")));
        keys.extend(Reach::ALL.iter().map(|own| format!("reach_{own}")));
        keys.extend([Effect::Gains, Effect::Loses].iter().map(|own| format!("reached_{own}")));
        keys.extend(Duty::ALL.iter().map(|own| format!("duty_{own}")));
        keys.extend(Subject::ALL.iter().map(|own| format!("for_{own}")));
        keys.extend(super::facts::BUILT_IN.iter().map(|own| format!("fact_{own}")));
        for tag in Dictionary::SHIPPED {
            let dictionary = Dictionary::shipped(tag).unwrap();
            let words = dictionary.laws().unwrap();
            let absent: Vec<&String> = keys.iter().filter(|key| !words.knows(key)).collect();
            assert!(absent.is_empty(), "{tag}: {absent:?}");
        }
    }
}
