//! Descriptions of families in words.

use super::Told;
use super::facts::parts;
use crate::laws::terms::Term;
use crate::vocabulary::{FactType, Subject};
use crate::words::Slot;

/// What is said of one member, or of the family.
struct Group<'t> {
    /// As it stands before the point: `child`, `child[c1]`; the family's is empty.
    whose: &'t str,
    said: Vec<String>,
    absent: bool,
}

impl Told<'_> {
    /// A description: a list of terms that all hold. Terms in a row that say different things of one fact are alternatives.
    pub(super) fn description(&self, terms: &[Term], subject: Subject) -> String {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for alike in terms.chunk_by(|one, two| one.fact == two.fact) {
            let Some(first) = alike.first() else { continue };
            let (whose, own) = match first.fact.split_once('.') {
                // A sum of facts may speak of several.
                Some(_) if first.fact.contains(' ') => ("", first.fact.as_str()),
                Some(("family", _)) => ("", first.fact.as_str()),
                Some((whose, _)) => (whose, first.fact.as_str()),
                None => (first.fact.as_str(), ""),
            };
            let place = groups.iter().position(|group| group.whose == whose);
            let place = place.unwrap_or_else(|| {
                groups.push(Group { whose, said: Vec::new(), absent: false });
                groups.len() - 1
            });
            let Some(group) = groups.get_mut(place) else { continue };
            match own {
                "" => group.absent = first.values.iter().all(|value| value == "false"),
                _ => group.said.push(self.alternatives(alike)),
            }
        }
        // The one whom the offer is for comes first.
        groups.sort_by_key(|group| group.whose != subject.as_str());
        let mut known: Vec<(Subject, bool)> = Vec::new();
        let said: Vec<String> = groups.iter().map(|group| self.group(group, subject, &mut known)).collect();
        match said.is_empty() {
            true => self.say("everyone", &[]),
            false => self.joined(&said, "semicolon"),
        }
    }

    fn group(&self, group: &Group<'_>, subject: Subject, known: &mut Vec<(Subject, bool)>) -> String {
        let (kind, id) = group.whose.split_once('[').unwrap_or((group.whose, ""));
        let Some((_, kind)) = Subject::NAMED.iter().find(|(name, _)| *name == kind) else {
            return self.joined(&group.said, "semicolon");
        };
        let key = match (id.is_empty(), id.starts_with('e')) {
            (true, _) => format!("this_{kind}"),
            (false, expected) => {
                let other = known.contains(&(*kind, expected)) || (*kind == subject && !expected);
                known.push((*kind, expected));
                word(*kind, expected, other, group.absent)
            }
        };
        let mut whom = self.say(&key, &[]);
        let alike = known.iter().filter(|own| own.0 == *kind && own.1 == id.starts_with('e')).count();
        if alike > 2 {
            whom = self.say("whom_number", &[("whom", Slot::Own(&whom)), ("place", Slot::Own(&self.number(alike)))]);
        }
        match group.said.is_empty() {
            true => whom,
            false => {
                let terms = self.joined(&group.said, "comma");
                self.say("of_whom", &[("whom", Slot::Own(&whom)), ("terms", Slot::Own(&terms))])
            }
        }
    }

    /// Terms of one fact, of which one holds.
    fn alternatives(&self, terms: &[Term]) -> String {
        let Some(first) = terms.first() else { return String::new() };
        let Some((subject, own)) = parts(&first.fact) else { return self.speaker.dictionary.given(&first.fact) };
        if first.fact.contains(' ') {
            let values: Vec<String> = terms.iter().map(|term| self.of_term(Subject::Family, "", term)).collect();
            return self.is(&self.speaker.dictionary.given(&first.fact), &self.either(&values));
        }
        if let [only] = terms
            && let Some(said) = self.age(own, only)
        {
            return said;
        }
        let values: Vec<String> = terms.iter().map(|term| self.of_term(subject, own, term)).collect();
        self.is(&self.name(subject, own), &self.either(&values))
    }

    /// An age that has words of its own: a whole year of life, or that the birth lies behind or ahead.
    fn age(&self, own: &str, term: &Term) -> Option<String> {
        let end = |end: &Option<String>| end.as_ref().and_then(|end| end.parse::<i64>().ok());
        let (from, until) = (end(&term.from), end(&term.until));
        let years = match (own, from, until) {
            ("age_years", Some(from), Some(until)) if from == until => from,
            ("age_months", Some(from), Some(until)) if from % 12 == 0 && until == from + 11 => from / 12,
            ("age_days" | "age_weeks" | "age_months" | "age_years", Some(0), None) => {
                return Some(self.say("is_born", &[]));
            }
            ("age_days" | "age_weeks" | "age_months" | "age_years", None, Some(-1)) => {
                return Some(self.say("is_unborn", &[]));
            }
            _ => return None,
        };
        (years > 0).then(|| self.say("years_old", &[("number", Slot::Number(years))]))
    }

    /// What a term says of its fact.
    fn of_term(&self, subject: Subject, own: &str, term: &Term) -> String {
        let end = |end: &str| self.text(subject, own, end);
        let is_date =
            self.speaker.definition(subject, own).is_some_and(|fact| matches!(fact.of_type, FactType::Date { .. }));
        let (at_least, at_most) = if is_date { ("since", "up_to") } else { ("at_least", "at_most") };
        match (&term.from, &term.until) {
            (Some(from), Some(until)) if from == until => end(from),
            (Some(from), Some(until)) => {
                self.say("between", &[("from", Slot::Own(&end(from))), ("until", Slot::Own(&end(until)))])
            }
            (Some(from), None) => self.with(at_least, "value", &end(from)),
            // An age of 0 or less is that of somebody who is born.
            (None, Some(until)) if until == "0" && own.contains("age_") => {
                self.with("less_than", "value", &self.number(1))
            }
            (None, Some(until)) => self.with(at_most, "value", &end(until)),
            (None, None) => {
                let values: Vec<String> = term.values.iter().map(|value| end(value)).collect();
                match (term.other, values.is_empty()) {
                    (true, true) => self.say("anything", &[]),
                    (true, false) => self.with("other_than", "values", &self.either(&values)),
                    (false, _) => self.either(&values),
                }
            }
        }
    }
}

/// What a member is called who is told of without a name.
pub(super) fn word(kind: Subject, expected: bool, other: bool, absent: bool) -> String {
    let (kind, article) = match (kind, expected) {
        (Subject::Child, true) => ("expected", "an"),
        (Subject::Adult, _) => ("adult", "an"),
        (kind, _) => (kind.as_str(), "a"),
    };
    match (absent, other) {
        (true, true) => format!("no_other_{kind}"),
        (true, false) => format!("no_{kind}"),
        (false, true) => format!("other_{kind}"),
        (false, false) => format!("{article}_{kind}"),
    }
}
