//! A talk: the network asks what would help most, the family answers or prefers not to, and the answer is given anew, until no
//! question is left.

use std::error::Error;
use std::fmt::Write;

use chrono::NaiveDate;
use millejours::ProgrammeHistory;
use serde_json::Value;

use crate::plan::{Plan, Talk};
use crate::{Told, family, list, text};

/// The talks of a territory, question by question.
pub fn lines(
    history: &ProgrammeHistory,
    families: &[Told],
    plan: &Plan,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let mut page = String::new();
    for talk in &plan.talks {
        page.push_str(&lines_of(history, family(families, &talk.family)?.to_string(), talk, on)?);
    }
    Ok(page)
}

fn lines_of(
    history: &ProgrammeHistory,
    mut family: String,
    talk: &Talk,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let programme = history.on(on)?;
    let assess = |family: &str| -> Result<Value, Box<dyn Error>> {
        Ok(serde_json::from_str(&programme.assess_json(family, on)?)?)
    };
    let mut answer = assess(&family)?;
    let mut page = format!("talk {}: {}\n", talk.family, state(&answer));
    let mut asked = 0_usize;
    while let Some(question) = list(&answer, "questions").first() {
        let fact = text(question, "fact").to_owned();
        asked += 1;
        let said = match talk.answers.get(&fact) {
            Some(value) => {
                family = programme.answer_json(&family, &fact, value.to_string())?;
                value.to_string()
            }
            None => {
                family = programme.decline_json(&family, &fact)?;
                "declined".to_owned()
            }
        };
        answer = assess(&family)?;
        let _ = writeln!(page, "  {asked}. {fact}: {said} -> {}", state(&answer));
    }
    let _ = writeln!(page, "  settled after {asked} questions");
    Ok(page)
}

/// What an answer comes to: the response, and how much of it is settled.
fn state(answer: &Value) -> String {
    let count = |decision| list(answer, "offers").iter().filter(|entry| text(entry, "decision") == decision).count();
    format!("{}, eligible {}, undetermined {}", text(answer, "response"), count("eligible"), count("undetermined"))
}
