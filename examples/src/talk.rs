//! A talk: the network asks what would help most, the family answers or prefers not to, and the answer is given anew, until no
//! question is left.

use std::error::Error;
use std::fmt::Write;

use chrono::NaiveDate;
use millejours::ProgrammeHistory;
use serde_json::{Map, Value, json};

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
        page.push_str(&lines_of(history, family(families, &talk.family)?.clone(), talk, on)?);
    }
    Ok(page)
}

fn lines_of(
    history: &ProgrammeHistory,
    mut family: Value,
    talk: &Talk,
    on: NaiveDate,
) -> Result<String, Box<dyn Error>> {
    let assess = |family: &Value| -> Result<Value, Box<dyn Error>> {
        Ok(serde_json::from_str(&history.assess_json(family.to_string(), on)?)?)
    };
    let mut answer = assess(&family)?;
    let mut page = format!("talk {}: {}\n", talk.family, state(&answer));
    let mut asked = 0_usize;
    while let Some(question) = list(&answer, "questions").first() {
        let fact = text(question, "fact").to_owned();
        let said = talk.answers.get(&fact);
        match said {
            Some(value) => tell(&mut family, &fact, value)?,
            None => push(&mut family, "declined", json!(fact))?,
        }
        answer = assess(&family)?;
        asked += 1;
        let said = said.map_or_else(|| "declined".to_owned(), Value::to_string);
        let _ = writeln!(page, "  {asked}. {fact}: {said} -> {}", state(&answer));
        if list(&answer, "questions").iter().any(|question| text(question, "fact") == fact) {
            return Err(format!("{}: {fact} is asked again", talk.family).into());
        }
    }
    let _ = writeln!(page, "  settled after {asked} questions");
    Ok(page)
}

/// What an answer comes to: the response, and how much of it is settled.
fn state(answer: &Value) -> String {
    let count = |decision| list(answer, "offers").iter().filter(|entry| text(entry, "decision") == decision).count();
    format!("{}, eligible {}, undetermined {}", text(answer, "response"), count("eligible"), count("undetermined"))
}

/// Writes one answer into a family's document: where a fact stands there is said by its name.
fn tell(family: &mut Value, fact: &str, value: &Value) -> Result<(), Box<dyn Error>> {
    if let Some(domain) = fact.strip_prefix("family.needs.") {
        return push(family, "needs", json!({"domain": domain, "intensity": value, "voice": "family"}));
    }
    if let Some(domain) = fact.strip_prefix("family.observed.") {
        return push(family, "needs", json!({"domain": domain, "intensity": value, "voice": "midwife"}));
    }
    match fact {
        // Nobody is absent from this list.
        "children" | "adults" | "pregnancies" => return push(family, "complete", json!(fact)),
        "family.territories" => return set(family, "territory", value),
        "family.languages" => return set(family, "languages", value),
        _ => {}
    }
    if let Some(name) = fact.strip_prefix("family.") {
        return set(under(family, "facts")?, name, value);
    }
    let (kind, rest) = fact.split_once('[').ok_or("a fact of a member")?;
    let (id, name) = rest.split_once("].").ok_or("a fact of a member")?;
    let members = family.get_mut(plural(kind)).and_then(Value::as_array_mut).ok_or("no such member")?;
    let member = members.iter_mut().find(|member| text(member, "id") == id).ok_or("no such member")?;
    match name {
        "born" | "arrived" | "expected" | "ended" | "lives_here" => set(member, name, value),
        _ => set(under(member, "facts")?, name, value),
    }
}

fn plural(kind: &str) -> &'static str {
    match kind {
        "child" => "children",
        "adult" => "adults",
        _ => "pregnancies",
    }
}

fn set(object: &mut Value, key: &str, value: &Value) -> Result<(), Box<dyn Error>> {
    object.as_object_mut().ok_or("an object")?.insert(key.to_owned(), value.clone());
    Ok(())
}

fn push(family: &mut Value, key: &str, value: Value) -> Result<(), Box<dyn Error>> {
    let list = family.as_object_mut().ok_or("an object")?.entry(key).or_insert_with(|| json!([]));
    list.as_array_mut().ok_or("a list")?.push(value);
    Ok(())
}

fn under<'a>(object: &'a mut Value, key: &str) -> Result<&'a mut Value, Box<dyn Error>> {
    Ok(object.as_object_mut().ok_or("an object")?.entry(key).or_insert_with(|| Value::Object(Map::new())))
}
