//! The values that a family gives to facts of vocabularies, as numbers.

use std::collections::BTreeMap;

use super::answer::AnswerType;
use super::facts::Builder;
use super::model::GivenFact;
use crate::document::Report;
use crate::error::Place;
use crate::vocabulary::{FactDefinition, FactValue, Refusal, Subject, encode};

impl Builder<'_> {
    /// Values of facts that the programme knows, by subject, member and name; wrong ones are told.
    pub(super) fn check_values(&mut self) -> BTreeMap<(Subject, usize, String), (i64, i64)> {
        let family = self.family;
        let mut all: Vec<(Subject, usize, String, &BTreeMap<String, GivenFact>)> =
            vec![(Subject::Family, 0, "facts".to_owned(), &family.facts)];
        let adults = family.adults.iter().map(|adult| &adult.facts).enumerate();
        all.extend(adults.map(|(at, facts)| (Subject::Adult, at, format!("adults[{at}].facts"), facts)));
        let children = family.children.iter().map(|child| &child.facts).enumerate();
        all.extend(children.map(|(at, facts)| (Subject::Child, at, format!("children[{at}].facts"), facts)));
        let pregnancies = family.pregnancies.iter().map(|pregnancy| &pregnancy.facts).enumerate();
        all.extend(pregnancies.map(|(at, facts)| (Subject::Pregnancy, at, format!("pregnancies[{at}].facts"), facts)));
        let mut found = BTreeMap::new();
        let mut report = Report::of_family();
        for (subject, member, path, facts) in all {
            for (name, given) in facts {
                let key = (subject, name.clone());
                let Some(definition) = self.facts.get(&key) else { continue };
                match self.encoded(definition, &given.value) {
                    Ok(value) => {
                        found.insert((subject, member, name.clone()), value);
                    }
                    Err(refusal) => {
                        let (of_type, path) = (AnswerType::of(&definition.of_type), format!("{path}.{name}"));
                        report.push(of_type.refused(refusal, Place::at(path)));
                    }
                }
            }
        }
        self.problems.extend(report.finish().err().unwrap_or_default());
        found
    }

    fn encoded(&mut self, definition: &FactDefinition, value: &FactValue) -> Result<(i64, i64), Refusal> {
        match (encode(&definition.of_type, value)?, value) {
            (Some(range), _) => Ok(range),
            (None, FactValue::Text(code)) => {
                let number = self.code(code);
                Ok((number, number))
            }
            (None, _) => Err(Refusal::Type),
        }
    }
}
