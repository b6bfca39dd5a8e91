//! What must hold of any bytes at all: no panic, refusals that say something, and families that stay secret. Both the
//! fuzz targets and a plain test use it.

use std::sync::LazyLock;

use millejours::{
    Assessment, Audience, CalendarOptions, Code, Dictionary, Error, Family, Problem, Programme, Schedule,
    format_condition, parse_date,
};

/// Stands in for a family's data; no message may repeat it.
pub const SECRET: &str = "zq9";

/// A small family, for programmes that load.
const FAMILY: &str = r#"{"schema": 1, "complete": ["adults"], "adults": [{"id": "a1", "born": "1994-05"}],
    "children": [{"id": "c1", "born": "2026-02"}, {"id": "c2", "pregnancy": "p1"}, {"id": "c3"}],
    "pregnancies": [{"id": "p1", "expected": "2026-06"}]}"#;

/// A small programme, for families that load.
const PROGRAMME: &str = r#"
schema = 1
id = "p"
version = "1"
valid = { from = 1900-01-01 }
term_weeks = 41
domains = ["health"]
calendar = { weekend = ["saturday", "sunday"], holidays = [ { on = "02-29" }, { on = "easter-200" } ] }
[facts.family.income]
type = "int"
range = [0, 10]
category = "income"
[facts.child.preterm]
type = "bool"
category = "health"
[[offers]]
id = "o"
provider = "x"
tier = "universal"
duty = "none"
for = "child"
title = { en = "x" }
cost = "free"
due = { days = [1, 9], first_day_counts = true, roll = "next_working_day" }
when = [
  { id = "a", condition = "child.age_months < 24 || child.preterm || child.months_since_arrival < 3" },
  { id = "b", condition = "family.income < 5 || pregnancies.exists(p, p.week > 20) || family.carers == 1" },
  { id = "c", condition = "'A' in family.languages || family.needs.health >= 'light' || family.territory == 'A'" },
]
"#;

fn refusal(error: &Error) -> Result<(), String> {
    if error.problems().is_empty() {
        return Err("a refusal without a problem".to_owned());
    }
    Ok(())
}

fn refused<T>(result: Result<T, Error>) -> Result<Option<T>, String> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) => refusal(&error).map(|()| None),
    }
}

/// The words in which answers are told.
static ENGLISH: LazyLock<Option<Dictionary>> = LazyLock::new(|| Dictionary::shipped("en").ok());

/// An answer in words, for both audiences: on its page nothing of a text reaches beyond its line.
fn explained(programme: &Programme, family: &Family, on: &str, words: &Dictionary) -> Result<(), String> {
    let on = parse_date(on).map_err(|error| error.to_string())?;
    for audience in Audience::ALL {
        let Some(said) = refused(programme.explain(family, on, words, *audience))? else { continue };
        if said.to_text().chars().any(|letter| letter.is_control() && letter != '\n') {
            return Err(format!("a control character stands on a page: {:?}", said.to_text()));
        }
        if said.to_json().is_empty() {
            return Err("an explanation is not written".to_owned());
        }
    }
    Ok(())
}

/// A dictionary, as TOML and as JSON: where it is one, it can tell an answer.
pub fn dictionary(bytes: &[u8]) -> Result<(), String> {
    let programme = Programme::from_toml(PROGRAMME).map_err(|error| error.to_string())?;
    let family = Family::from_json(FAMILY).map_err(|error| error.to_string())?;
    let on = parse_date("2026-06-01").map_err(|error| error.to_string())?;
    for read in [Dictionary::from_toml(bytes), Dictionary::from_json(bytes)] {
        let Some(words) = refused(read)? else { continue };
        for audience in Audience::ALL {
            refused(programme.explain(&family, on, &words, *audience))?;
        }
    }
    Ok(())
}

/// A condition on its own: its canonical form is its own canonical form.
pub fn condition(text: &str) -> Result<(), String> {
    let Some(written) = refused(format_condition(text))? else { return Ok(()) };
    match format_condition(&written) {
        Ok(again) if again == written => Ok(()),
        Ok(again) => Err(format!("{written}\nis written again as\n{again}")),
        Err(error) => Err(format!("{written}\nis refused: {error}")),
    }
}

/// A programme, as TOML and as JSON.
pub fn programme(bytes: &[u8]) -> Result<(), String> {
    for loaded in [Programme::from_toml(bytes), Programme::from_json(bytes)] {
        let Some(programme) = refused(loaded)? else { continue };
        let (toml, json) = (programme.to_toml(), programme.to_json());
        for again in [Programme::from_toml(&toml), Programme::from_json(&json)] {
            let again = again.map_err(|error| format!("{toml}\nis refused: {error}"))?;
            if again.to_toml() != toml || again.to_json() != json {
                return Err(format!("{toml}\nis written again as\n{}", again.to_toml()));
            }
        }
        for day in ["2026-06-01", "2024-02-29", "0001-01-01", "9999-12-31"] {
            let on = parse_date(day).map_err(|error| error.to_string())?;
            let family = Family::from_json(FAMILY).map_err(|error| error.to_string())?;
            refused(programme.assess(&family, on))?;
            if let Some(schedule) = refused(programme.schedule(&family, on))? {
                scheduled(schedule.to_json().as_bytes())?;
            }
            if let Some(english) = &*ENGLISH {
                explained(&programme, &family, day, english)?;
            }
        }
    }
    Ok(())
}

/// Answers of all kinds to one question, most of which do not fit.
fn telling(
    programme: &Programme,
    family: &Family,
    fact: &str,
    secret: &impl Fn(&Error) -> Result<(), String>,
) -> Result<(), String> {
    if programme.answer_type(fact).is_none() {
        return Err(format!("nobody can be asked for {fact}"));
    }
    let text = format!("\"{SECRET}\"");
    let given = format!("{{\"value\": {text}, \"voice\": {text}, \"as_of\": {text}, \"voise\": {text}, {text}: 1}}");
    for answer in ["true", "3", "\"2026\"", &text, &format!("[{text}, \"\"]"), &given, "[", &format!("[{text}, 1]")] {
        match programme.answer_json(family.to_json(), fact, answer) {
            Ok(told) => drop(Family::from_json(&told).map_err(|error| format!("{told}\nis refused: {error}"))?),
            Err(error) => secret(&error)?,
        }
    }
    match programme.decline(family, fact) {
        Ok(_) => Ok(()),
        Err(error) => secret(&error),
    }
}

/// An assessment, if it is one: written as it is read.
pub fn stored(bytes: &[u8]) -> Result<(), String> {
    let Some(read) = refused(Assessment::from_json(bytes))? else { return Ok(()) };
    let written = read.to_json();
    match Assessment::from_json(&written) {
        Ok(again) if again == read => Ok(()),
        other => Err(format!("{written}\nis read again as {other:?}")),
    }
}

/// A schedule, if it is one: written as it is read, and made a calendar.
pub fn scheduled(bytes: &[u8]) -> Result<(), String> {
    let Some(read) = refused(Schedule::from_json(bytes))? else { return Ok(()) };
    let written = read.to_json();
    match Schedule::from_json(&written) {
        Ok(again) if again == read => calendar(&read),
        other => Err(format!("{written}\nis read again as {other:?}")),
    }
}

/// The lines of a calendar are those of RFC 5545, section 3.1, and tell nothing that was not asked for.
fn calendar(schedule: &Schedule) -> Result<(), String> {
    let options = CalendarOptions::new("0123456789abcdef").map_err(|error| error.to_string())?;
    let french = Dictionary::shipped("fr").map_err(|error| error.to_string())?;
    let text = schedule.to_icalendar(&french, &options.with_windows().with_reminder(2));
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    let wrong = |line: &&&str| line.len() > 75 || line.is_empty() || line.contains(['\r', '\n']);
    if let Some(line) = lines.iter().find(wrong) {
        return Err(format!("{line:?} is no line of a calendar"));
    }
    let ends = |begin: &str| lines.iter().filter(|line| **line == begin).count();
    let whole = [("BEGIN:VEVENT", "END:VEVENT"), ("BEGIN:VALARM", "END:VALARM"), ("BEGIN:VCALENDAR", "END:VCALENDAR")];
    match whole.iter().all(|(begin, end)| ends(begin) == ends(end)) && !text.contains(SECRET) {
        true => Ok(()),
        false => Err(text),
    }
}

/// A family: read, written, and asked about.
pub fn family(bytes: &[u8]) -> Result<(), String> {
    let secret = |error: &Error| {
        refusal(error)?;
        // A key that is a slip for a known one is named, so that it can be mended.
        let slip = |problem: &&Problem| problem.code == Code::DocumentUnknownKey && problem.help.is_some();
        match error.problems().iter().filter(|problem| !slip(problem)).any(|own| format!("{own:?}").contains(SECRET)) {
            true => Err(format!("what a family said is repeated: {error}")),
            false => Ok(()),
        }
    };
    let family = match Family::from_json(bytes) {
        Ok(family) => family,
        Err(error) => return secret(&error),
    };
    let written = family.to_json();
    match Family::from_json(&written) {
        Ok(again) if again.to_json() == written => {}
        other => return Err(format!("{written}\nis read again as {other:?}")),
    }
    let programme = Programme::from_toml(PROGRAMME).map_err(|error| error.to_string())?;
    for day in ["2026-06-01", "2024-02-29", "1900-01-01", "9999-12-31"] {
        let on = parse_date(day).map_err(|error| error.to_string())?;
        match programme.assess(&family, on) {
            Ok(assessment) => {
                if let Some(english) = &*ENGLISH {
                    explained(&programme, &family, day, english)?;
                }
                stored(assessment.to_json().as_bytes())?;
                let schedule = programme.schedule(&family, on).map_err(|error| format!("no schedule: {error}"))?;
                scheduled(schedule.to_json().as_bytes())?;
                for question in &assessment.questions {
                    telling(&programme, &family, &question.fact, &secret)?;
                }
            }
            Err(error) => secret(&error)?,
        }
    }
    Ok(())
}
