//! A talk: the network asks what would help most, the family answers or prefers not to, and the answer is given anew, until no
//! question is left.

use std::error::Error;
use std::fmt::Write;

use chrono::NaiveDate;
use millejours::{Answer, Assessment, Audience, ProgrammeHistory, Questionnaire};
use serde_json::Value;

use crate::plan::Talk;
use crate::{Families, find};

/// Talks, question by question.
pub fn lines<'t>(
    history: &ProgrammeHistory,
    families: &Families,
    talks: impl IntoIterator<Item = &'t Talk>,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let mut page = String::new();
    for talk in talks {
        let family = find(families, &talk.family)?.clone();
        let mut asking = Questionnaire::new(history.on(on)?, family, on, Audience::Family)?;
        let _ = writeln!(page, "talk {}: {}", talk.family, state(asking.assessment()));
        let mut asked = 0_usize;
        while let Some(question) = asking.next() {
            let fact = question.fact.clone();
            let told = talk.answers.get(&*fact);
            asking = match told {
                Some(value) => asking.answer(&fact, answer(value)?)?,
                None => asking.decline(&fact)?,
            };
            asked += 1;
            let said = told.map_or("declined".to_owned(), Value::to_string);
            let _ = writeln!(page, "  {asked}. {fact}: {said} -> {}", state(asking.assessment()));
        }
        let _ = writeln!(page, "  settled after {asked} questions");
    }
    Ok(page)
}

/// An answer as the story writes it: a text, yes or no, a list of codes.
fn answer(value: &Value) -> Result<Answer, Box<dyn Error>> {
    Ok(match value {
        Value::Bool(yes) => (*yes).into(),
        Value::String(text) => text.as_str().into(),
        other => serde_json::from_value::<Vec<String>>(other.clone())?.into(),
    })
}

/// What an answer comes to: the response, and how much of it is settled.
fn state(answer: &Assessment) -> String {
    let count = |decision| answer.offers.iter().filter(|offer| offer.decision.as_str() == decision).count();
    format!("{}, eligible {}, undetermined {}", answer.response.as_str(), count("eligible"), count("undetermined"))
}
