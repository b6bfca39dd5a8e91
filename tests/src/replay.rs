//! Plays a case, and compares what comes out with what is written.

use std::ops::ControlFlow;
use std::path::Path;

use millejours::{
    Assessment, Audience, Dictionary, Error, LawOptions, Programme, ProgrammeHistory, Schedule, Vocabulary,
    format_condition, parse_date,
};

use crate::case::{Case, Group, LawsAsked};

/// What came out of a case.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The key under which the result belongs (`expect`, `error`, `unread` or `prints`), and the result; none where a programme
    /// was read without a refusal and nothing was asked of it.
    pub result: Option<(&'static str, String)>,
    /// What the programme says of itself; none where it was refused, or is a history.
    pub programme: Option<Written>,
}

/// A programme's warnings and forms, and its forms read and written again.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Written {
    pub warnings: String,
    pub writes_json: String,
    pub writes_toml: String,
    pub json_again: Result<String, Error>,
    pub toml_again: Result<String, Error>,
}

enum Loaded {
    One(Programme),
    Several(ProgrammeHistory),
}

fn file(root: &Path, path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(root.join(path)).map_err(|error| format!("{path}: {error}"))
}

fn hex(text: &str) -> Result<Vec<u8>, String> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0).ok_or("no pairs of hexadecimal digits")?;
    Ok(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

fn vocabularies(group: &Group, case: &Case) -> Result<Vec<Vocabulary>, Error> {
    case.vocabularies.as_ref().unwrap_or(&group.vocabularies).iter().map(Vocabulary::from_toml).collect()
}

fn from_file(root: &Path, path: &str, known: &[Vocabulary]) -> Result<Result<Programme, Error>, String> {
    let bytes = file(root, path)?;
    Ok(match path.ends_with(".json") {
        true => Programme::from_json_with(bytes, known),
        false => Programme::from_toml_with(bytes, known),
    })
}

fn load(root: &Path, group: &Group, case: &Case, known: &[Vocabulary]) -> Result<Result<Loaded, Error>, String> {
    if case.is_history() {
        let mut versions = Vec::new();
        for text in case.history.iter().flatten() {
            versions.push(Programme::from_toml_with(text, known));
        }
        for path in case.history_files.iter().flatten() {
            versions.push(from_file(root, path, known)?);
        }
        let versions: Result<Vec<Programme>, Error> = versions.into_iter().collect();
        return Ok(versions.and_then(ProgrammeHistory::new).map(Loaded::Several));
    }
    let programme = if let Some(text) = &case.programme_json {
        Programme::from_json_with(text, known)
    } else if let Some(bytes) = &case.programme_hex {
        Programme::from_toml_with(hex(bytes)?, known)
    } else if let Some(path) = &case.programme_file {
        from_file(root, path, known)?
    } else {
        let text = case.programme.as_ref().or(group.programme.as_ref()).ok_or("it has no programme")?;
        Programme::from_toml_with(text, known)
    };
    Ok(programme.map(Loaded::One))
}

fn family(root: &Path, case: &Case) -> Result<Option<Vec<u8>>, String> {
    Ok(match (&case.family, &case.family_hex, &case.family_file) {
        (Some(text), _, _) => Some(text.clone().into_bytes()),
        (_, Some(bytes), _) => Some(hex(bytes)?),
        (_, _, Some(path)) => Some(file(root, path)?),
        _ => None,
    })
}

/// Plays a case. An `Err` is a fault of the case, not an answer of the library.
pub fn play(root: &Path, group: &Group, case: &Case) -> Result<Outcome, String> {
    let refused = |error: Error| Some(("error", error.to_json()));
    if let Some(condition) = &case.condition {
        let result = format_condition(condition).map_or_else(refused, |text| Some(("prints", text)));
        return Ok(Outcome { result, programme: None });
    }
    if let Some(text) = &case.assessment {
        let result = Assessment::from_json(text).map_or_else(refused, |read| Some(("expect", read.to_json())));
        return Ok(Outcome { result, programme: None });
    }
    if let Some(text) = &case.schedule {
        let result = Schedule::from_json(text).map_or_else(refused, |read| Some(("expect", read.to_json())));
        return Ok(Outcome { result, programme: None });
    }
    let words = match dictionary(root, case)? {
        Ok(words) => words,
        Err(error) => return Ok(Outcome { result: refused(error), programme: None }),
    };
    if words.is_some() && case.audience.is_none() && case.icalendar.is_none() && case.proofs() == 0 {
        return Ok(Outcome::default());
    }
    let known = match vocabularies(group, case) {
        Ok(known) => known,
        Err(error) => return Ok(Outcome { result: refused(error), programme: None }),
    };
    let loaded = match load(root, group, case, &known)? {
        Ok(loaded) => loaded,
        Err(error) => return Ok(Outcome { result: refused(error), programme: None }),
    };
    let result = match (family(root, case)?, &case.on) {
        (Some(family), Some(on)) if case.icalendar.is_some() => calendar(case, &loaded, &family, on, words.as_ref())?,
        (Some(family), Some(on)) if case.gives.is_some() && words.is_some() => {
            scheduled(case, &loaded, &family, on, words.as_ref())?
        }
        (Some(family), Some(on)) if case.gives.is_some() => parse_date(on)
            .and_then(|on| match &loaded {
                Loaded::One(programme) => programme.schedule_json(&family, on),
                Loaded::Several(history) => history.schedule_json(&family, on),
            })
            .map_or_else(refused, |answer| Some(("expect", answer))),
        (Some(family), Some(on)) if words.is_some() => explained(case, &loaded, &family, on, words.as_ref())?,
        (Some(family), Some(on)) => parse_date(on)
            .and_then(|on| match &loaded {
                Loaded::One(programme) => programme.assess_json(&family, on),
                Loaded::Several(history) => history.assess_json(&family, on),
            })
            .map_or_else(refused, |answer| Some(("expect", answer))),
        (Some(family), None) if case.unread.is_some() => {
            let Loaded::One(programme) = &loaded else { return Err("a history reads no family".to_owned()) };
            programme.unread_json(&family).map_or_else(refused, |unread| Some(("unread", unread)))
        }
        (Some(family), None) => told(case, &loaded, &family)?.map_or_else(refused, |told| Some(("expect", told))),
        _ if case.proofs() > 0 => proved(root, case, &loaded, &known, words.as_ref())?.map_or_else(refused, Some),
        _ => match (&case.asks, &loaded) {
            (Some(fact), Loaded::One(programme)) => {
                let of_type = programme.answer_type(fact).map_or("null".to_owned(), |of_type| of_type.to_json());
                Some(("expect", of_type))
            }
            _ => None,
        },
    };
    let programme = match &loaded {
        Loaded::One(programme) => Some(written(programme, &known)),
        Loaded::Several(_) => None,
    };
    Ok(Outcome { result, programme })
}

/// What a proof is asked to look at; what the case does not say is as the programme says.
fn options(programme: &Programme, asked: &LawsAsked) -> LawOptions {
    let mut options = programme.law_options();
    let own = options.limits();
    options = options
        .with_adults(asked.adults.unwrap_or(own.adults))
        .with_children(asked.children.unwrap_or(own.children))
        .with_pregnancies(asked.pregnancies.unwrap_or(own.pregnancies), asked.expected.unwrap_or(own.expected));
    options = asked.weights.iter().fold(options, |options, (unit, weight)| options.with_weight(unit, *weight));
    asked.cliff.iter().fold(options, |options, (unit, most)| options.with_cliff(unit, *most))
}

/// What the programme proves: of all laws, or of the one that is picked; its lints; how another differs from it. In the
/// words of a dictionary, where there is one.
fn proved(
    root: &Path,
    case: &Case,
    loaded: &Loaded,
    known: &[Vocabulary],
    words: Option<&Dictionary>,
) -> Result<Result<(&'static str, String), Error>, String> {
    let Loaded::One(programme) = loaded else { return Err("the laws are those of one programme".to_owned()) };
    let on = &mut |_| ControlFlow::Continue(());
    if let Some(asked) = &case.lints {
        let lints = match programme.lints_with(&options(programme, asked), on) {
            Ok(lints) => lints,
            Err(error) => return Ok(Err(error)),
        };
        return Ok(worded(|| lints.to_json(), words, |words| lints.to_text(programme, words)));
    }
    if let Some(asked) = &case.difference {
        let after = match (&case.after, &case.after_file) {
            (Some(text), _) => Programme::from_toml_with(text, known),
            (None, Some(path)) => from_file(root, path, known)?,
            (None, None) => return Err("a difference needs the programme that comes after".to_owned()),
        };
        return Ok(after.and_then(|after| {
            let found = programme.difference_with(&after, &options(programme, asked), on)?;
            worded(|| found.to_json(), words, |words| found.to_text(programme, &after, words))
        }));
    }
    let asked = case.laws.as_ref().ok_or("nothing is asked")?;
    let proved = match programme.laws_with(&options(programme, asked), on) {
        Ok(proved) => proved,
        Err(error) => return Ok(Err(error)),
    };
    let Some(word) = &case.law else {
        return Ok(worded(|| proved.to_json(), words, |words| proved.to_text(programme, words)));
    };
    let found = proved.laws.iter().find(|finding| finding.law.as_str() == word).ok_or("there is no such law")?;
    serde_json::to_string(found).map(|found| Ok(("expect", found))).map_err(|error| error.to_string())
}

/// The dictionary that a case names, if any.
fn dictionary(root: &Path, case: &Case) -> Result<Result<Option<Dictionary>, Error>, String> {
    let read = match (&case.language, &case.dictionary, &case.dictionary_file) {
        (Some(tag), _, _) => Dictionary::shipped(tag),
        (_, Some(text), _) => Dictionary::from_toml(text),
        (_, _, Some(path)) => Dictionary::from_toml(file(root, path)?),
        _ => return Ok(Ok(None)),
    };
    Ok(read.map(Some))
}

/// The answer in words: whole, or as the page alone.
fn explained(
    case: &Case,
    loaded: &Loaded,
    family: &[u8],
    on: &str,
    words: Option<&Dictionary>,
) -> Result<Option<(&'static str, String)>, String> {
    let audience = case.audience.as_deref().and_then(Audience::of).ok_or("there is no such audience")?;
    let words = words.ok_or("it names no dictionary")?;
    let told = parse_date(on).and_then(|on| match loaded {
        Loaded::One(programme) => programme.explain_json(family, on, words, audience),
        Loaded::Several(history) => history.explain_json(family, on, words, audience),
    });
    match told {
        Err(error) => Ok(Some(("error", error.to_json()))),
        Ok(json) if case.expect.is_some() => Ok(Some(("expect", json))),
        Ok(json) => {
            #[derive(serde::Deserialize)]
            struct Page {
                text: String,
            }
            // JSON's texts are read by the one reader of JSON that is here.
            let page: Page = serde_json::from_str(&json).map_err(|error| error.to_string())?;
            Ok(Some(("reads", page.text)))
        }
    }
}

/// What comes out of a proof: its words where a case names a dictionary, else its JSON.
fn worded(
    json: impl FnOnce() -> String,
    words: Option<&Dictionary>,
    text: impl FnOnce(&Dictionary) -> Result<String, Error>,
) -> Result<(&'static str, String), Error> {
    match words {
        Some(words) => Ok(("reads", text(words)?)),
        None => Ok(("expect", json())),
    }
}

/// The schedule in words.
fn scheduled(
    case: &Case,
    loaded: &Loaded,
    family: &[u8],
    on: &str,
    words: Option<&Dictionary>,
) -> Result<Option<(&'static str, String)>, String> {
    let audience = case.audience.as_deref().and_then(Audience::of).ok_or("there is no such audience")?;
    let words = words.ok_or("it names no dictionary")?;
    let told = parse_date(on).and_then(|on| match loaded {
        Loaded::One(programme) => programme.schedule_text_json(family, on, words, audience),
        Loaded::Several(history) => history.schedule_text_json(family, on, words, audience),
    });
    Ok(Some(told.map_or_else(|error| ("error", error.to_json()), |text| ("reads", text))))
}

/// The schedule as a calendar, its lines ending in LF where they ended in CRLF.
fn calendar(
    case: &Case,
    loaded: &Loaded,
    family: &[u8],
    on: &str,
    words: Option<&Dictionary>,
) -> Result<Option<(&'static str, String)>, String> {
    let (words, options) = words.zip(case.icalendar.as_ref()).ok_or("it names no dictionary")?;
    let told = parse_date(on).and_then(|on| match loaded {
        Loaded::One(programme) => programme.icalendar_json(family, on, words, options),
        Loaded::Several(history) => history.icalendar_json(family, on, words, options),
    });
    match told {
        Err(error) => Ok(Some(("error", error.to_json()))),
        Ok(text) if text.replace("\r\n", "").contains(['\r', '\n']) => {
            Err("a line ends otherwise than in CRLF".to_owned())
        }
        Ok(text) => Ok(Some(("expect", text.replace("\r\n", "\n").trim_end().to_owned()))),
    }
}

/// The family after an answer, or after declining one.
fn told(case: &Case, loaded: &Loaded, family: &[u8]) -> Result<Result<String, Error>, String> {
    let Loaded::One(programme) = loaded else { return Err("a history is not answered".to_owned()) };
    match (&case.fact, &case.answer, &case.decline) {
        (Some(fact), Some(answer), _) => Ok(programme.answer_json(family, fact, answer)),
        (_, _, Some(fact)) => Ok(programme.decline_json(family, fact)),
        _ => Err("nothing is asked of the family".to_owned()),
    }
}

fn written(programme: &Programme, known: &[Vocabulary]) -> Written {
    let (writes_json, writes_toml) = (programme.to_json(), programme.to_toml());
    let json_again = Programme::from_json_with(&writes_json, known).map(|again| again.to_json());
    let toml_again = Programme::from_toml_with(&writes_toml, known).map(|again| again.to_toml());
    Written { warnings: programme.warnings_json(), writes_json, writes_toml, json_again, toml_again }
}

/// Is what came out what is written? If not, says where they part.
pub fn compare(case: &Case, outcome: &Outcome) -> Result<(), String> {
    let (key, came) = outcome.result.as_ref().map_or(("", ""), |(key, came)| (*key, came.as_str()));
    let result = |name: &str| if key == name { Some(came) } else { None };
    let programme = outcome.programme.as_ref();
    let pairs = [
        ("expect", &case.expect, result("expect")),
        ("error", &case.error, result("error")),
        ("prints", &case.prints, result("prints")),
        ("reads", &case.reads, result("reads")),
        ("unread", &case.unread, result("unread")),
        ("warnings", &case.warnings, programme.map(|written| written.warnings.as_str())),
        ("writes_json", &case.writes_json, programme.map(|written| written.writes_json.as_str())),
        ("writes_toml", &case.writes_toml, programme.map(|written| written.writes_toml.as_str())),
    ];
    for (name, expected, came_so) in pairs {
        let Some(expected) = expected.as_deref() else { continue };
        let expected = expected.strip_suffix('\n').unwrap_or(expected);
        match came_so {
            Some(came_so) if came_so == expected => {}
            Some(came_so) => return Err(format!("{name} differs\n  written: {expected}\n  came:    {came_so}")),
            None => return Err(format!("no {name} came, but {key} {came}\n  written: {expected}")),
        }
    }
    // A refusal that nobody expects is a failure, whatever else is right.
    if key == "error" && case.error.is_none() {
        return Err(format!("it was refused: {came}"));
    }
    if let (Some(expected), Some(written)) = (&case.writes_json, programme) {
        let again = &written.json_again;
        if again.as_ref() != Ok(&written.writes_json) {
            return Err(format!("read again, writes_json differs\n  written: {expected}\n  again:   {again:?}"));
        }
    }
    if let (Some(expected), Some(written)) = (&case.writes_toml, programme) {
        let again = &written.toml_again;
        if again.as_ref() != Ok(&written.writes_toml) {
            return Err(format!("read again, writes_toml differs\n  written: {expected}\n  again:   {again:?}"));
        }
    }
    Ok(())
}
