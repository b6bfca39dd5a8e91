//! Over random programmes and families: whatever is missing can be answered, answers are taken, questionnaires end, and
//! what an assessment says is read back as it was.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Days, NaiveDate};
use millejours::{
    Answer, AnswerType, Assessment, Audience, Code, Dictionary, Family, PartialDate, Programme, Questionnaire,
    parse_date,
};
use millejours_tests::oracle::civil::iso;
use millejours_tests::oracle::generate::{Choices, case};
use millejours_tests::oracle::write::{json, toml, vector};
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// More questions than any generated family can be asked.
const MOST_STEPS: usize = 200;

/// Prints the case at hand, should the test fail.
struct Shown(String);

impl Drop for Shown {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{}", self.0);
        }
    }
}

/// Runs a test over random programmes and families, each with further choices of its own.
fn over(cases: u64, seed: u8, test: impl Fn(&Programme, &Family, NaiveDate, &mut Choices<'_>)) {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let lists = (vec(0..100_000_u32, 20..400), vec(0..100_000_u32, 400));
    let mut played = 0;
    for _ in 0..cases {
        let (choices, further) = lists.new_tree(&mut runner).unwrap().current();
        let case = case(&choices);
        let shown = Shown(vector(&case));
        // Some of the conditions that come together are nested too deeply.
        let Ok(programme) = Programme::from_toml(toml(&case.programme)) else { continue };
        let family = Family::from_json(json(&case.programme, &case.family)).unwrap();
        test(&programme, &family, parse_date(&iso(case.on)).unwrap(), &mut Choices::new(&further));
        drop(shown);
        played += 1;
    }
    assert!(played * 10 >= cases * 9, "only {played} of {cases} programmes were read");
}

fn text_between(choices: &mut Choices<'_>, places: u8, range: &Option<(String, String)>) -> String {
    let unit = 10_i64.pow(places.into());
    let scaled = |text: &String| {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        assert_eq!(part.len(), usize::from(places), "{text}");
        let sign = if whole.starts_with('-') { -1 } else { 1 };
        whole.parse::<i64>().unwrap() * unit + sign * part.parse::<i64>().unwrap_or(0)
    };
    let (low, high) = range.as_ref().map_or((-500, 500), |(low, high)| (scaled(low), scaled(high)));
    let number = choices.between(low, high);
    let sign = if number < 0 { "-" } else { "" };
    let (whole, part) = (number.abs() / unit, number.abs() % unit);
    match places {
        0 => format!("{sign}{whole}"),
        places => format!("{sign}{whole}.{part:0width$}", width = usize::from(places)),
    }
}

/// A value that fits, with every date full.
fn fitting(of_type: &AnswerType, on: NaiveDate, choices: &mut Choices<'_>) -> Answer {
    let before = |choices: &mut Choices<'_>| on - Days::new(choices.below(400) as u64);
    match of_type {
        AnswerType::Bool => Answer::from(choices.chance(50)),
        AnswerType::Int { range } => {
            let (low, high) = range.unwrap_or((-9, 9));
            Answer::from(choices.between(low, high))
        }
        AnswerType::Number { places, range } | AnswerType::Money { places, range, .. } => {
            Answer::from(text_between(choices, *places, range))
        }
        AnswerType::Date { range } => match range {
            Some((first, last)) => {
                let days = (*last - *first).num_days();
                Answer::from(*first + Days::new(choices.between(0, days) as u64))
            }
            None => Answer::from(before(choices)),
        },
        AnswerType::PartialDate => Answer::from(before(choices)),
        AnswerType::Code => Answer::from(choices.one(&["A", "B", "C", "zz"])),
        AnswerType::Codes => Answer::from(vec![choices.one(&["A", "B", "C", "zz"]).to_owned()]),
        AnswerType::Enum { values } => Answer::from(choices.one(values)),
        AnswerType::Observation { values } => Answer::from(choices.one(values)).voice("pro-9"),
        AnswerType::Complete => Answer::complete(),
        other => panic!("the test knows no {other:?}"),
    }
}

/// Whatever it says of dates, the family itself may say that they cannot be: a birth after the child's arrival.
fn told(programme: &Programme, family: &Family, fact: &str, answer: Answer) -> Option<Family> {
    match programme.answer(family, fact, answer.clone()) {
        Ok(family) => Some(family),
        Err(error) => {
            let of_type = programme.answer_type(fact);
            let codes: Vec<Code> = error.problems().iter().map(|problem| problem.code).collect();
            let fair = codes.iter().all(|code| matches!(code, Code::DateOrder | Code::DocumentInvalidValue));
            assert!(fair && of_type == Some(AnswerType::PartialDate), "{fact}: {answer:?} {error}");
            None
        }
    }
}

fn missing(assessment: &Assessment) -> BTreeSet<String> {
    assessment.offers.iter().flat_map(|offer| &offer.missing).map(|name| name.to_string()).collect()
}

#[test]
fn whatever_is_missing_can_be_answered() {
    let kinds = std::cell::RefCell::new(BTreeSet::new());
    let taken = std::cell::Cell::new((0, 0));
    over(4000, 3, |programme, family, on, choices| {
        let assessment = programme.assess(family, on).unwrap();
        for fact in missing(&assessment) {
            let of_type = programme.answer_type(&fact).unwrap_or_else(|| panic!("{fact} has no type of answer"));
            kinds.borrow_mut().insert(of_type.as_str());
            let answer = fitting(&of_type, on, choices);
            let (tried, accepted) = taken.get();
            let Some(after) = told(programme, family, &fact, answer) else {
                taken.set((tried + 1, accepted));
                continue;
            };
            taken.set((tried + 1, accepted + 1));
            assert!(!after.declined.contains(&fact));
            assert_eq!(Family::from_json(after.to_json()).unwrap().to_json(), after.to_json());
            // Strengths are never known to be all.
            if fact != "family.resources" {
                let now = missing(&programme.assess(&after, on).unwrap());
                assert!(!now.contains(&fact), "{fact} is still missing\n{}\n{}", family.to_json(), after.to_json());
            }
        }
    });
    let all =
        ["bool", "code", "codes", "complete", "date", "enum", "int", "money", "number", "observation", "partial_date"];
    assert_eq!(kinds.into_inner().into_iter().collect::<Vec<_>>(), all);
    let (tried, accepted) = taken.get();
    assert!(accepted * 100 >= tried * 97, "only {accepted} of {tried} answers were taken");
}

#[test]
fn every_question_is_a_missing_fact_that_was_not_declined() {
    over(500, 4, |programme, family, on, _| {
        let assessment = programme.assess(family, on).unwrap();
        let missing = missing(&assessment);
        for question in &assessment.questions {
            assert!(missing.contains(&*question.fact));
            assert!(!family.declined.iter().any(|fact| **fact == *question.fact));
            assert!(programme.answer_type(&question.fact).is_some());
        }
    });
}

/// Drives a questionnaire to its end; each step may answer, in part or in full, decline, or skip. It is saved and restored
/// in between.
fn drive(programme: &Programme, family: &Family, on: NaiveDate, choices: &mut Choices<'_>, declines: usize) {
    let audience = if choices.chance(50) { Audience::Family } else { Audience::Professional };
    let english = Dictionary::shipped("en").unwrap();
    let mut now = Questionnaire::new(programme, family.clone(), on, audience).unwrap();
    let mut asked = BTreeSet::new();
    while let Some(question) = now.next() {
        let fact = question.fact.to_string();
        assert!(asked.insert(fact.clone()), "{fact} is asked twice");
        assert!(asked.len() <= MOST_STEPS, "{asked:?}");
        assert!(audience == Audience::Professional || !fact.starts_with("family.observed."), "{fact}");
        let of_type = programme.answer_type(&fact).unwrap();
        let words = now.ask(&english).unwrap();
        assert_eq!((&*words.fact, &words.answer, words.sentence.is_empty()), (&*fact, &of_type, false));
        assert_eq!(programme.ask(now.family(), on, &fact, &english, audience).unwrap(), words);
        let mut answer = fitting(&of_type, on, choices);
        if of_type == AnswerType::PartialDate && choices.chance(30) {
            answer = Answer::from(PartialDate::year(2026).unwrap());
        }
        let before = now.family().to_json();
        let next = match (choices.chance(declines), choices.chance(10)) {
            (true, _) => None,
            (false, true) => {
                let skipped = now.skip(&fact).unwrap();
                assert_eq!(skipped.family().to_json(), before);
                Some(skipped)
            }
            (false, false) => {
                told(programme, now.family(), &fact, answer.clone()).map(|_| now.answer(&fact, answer).unwrap())
            }
        };
        now = next.unwrap_or_else(|| now.decline(&fact).unwrap());
        assert_eq!(now.assessment(), &programme.assess(now.family(), on).unwrap());
        assert_eq!(now.told().collect::<Vec<_>>(), asked.iter().collect::<Vec<_>>());
        let again = Questionnaire::from_json(programme, now.to_json()).unwrap();
        assert_eq!((again.next(), again.to_json()), (now.next(), now.to_json()));
    }
    assert!(now.is_settled() && now.ask(&english).is_none());
    let same = now.with_family(now.family().clone()).unwrap();
    assert!(same.is_settled());
}

#[test]
fn a_questionnaire_ends() {
    over(500, 5, |programme, family, on, choices| drive(programme, family, on, choices, 0));
    over(300, 6, |programme, family, on, choices| drive(programme, family, on, choices, 40));
}

#[test]
fn a_questionnaire_that_is_declined_ends() {
    over(500, 7, |programme, family, on, choices| drive(programme, family, on, choices, 100));
}

#[test]
fn an_assessment_is_read_as_it_was_written() {
    let parts = std::cell::RefCell::new(BTreeSet::new());
    over(800, 8, |programme, family, on, _| {
        let assessment = programme.assess(family, on).unwrap();
        let written = assessment.to_json();
        let again = Assessment::from_json(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
        assert_eq!(again, assessment);
        assert_eq!(again.to_json(), written);
        let keys = ["not_yet", "no_longer", "\"dose\"", "\"excludes\"", "\"questions\":[{", "\"facts\":{\"", "null"];
        parts.borrow_mut().extend(keys.into_iter().filter(|key| written.contains(key)));
    });
    assert_eq!(parts.into_inner().len(), 7);
}

const TALK: &str = r#"
schema = 1
id = "house"
version = "1"
language = "fr"
valid = { from = 2026-01-01 }
domains = ["health"]
[facts.family.housing]
type = "enum"
values = ["hosted", "own", "street"]
category = "housing"
question = { fr = "Où dormez-vous ?" }
words = { hosted = { fr = "chez quelqu'un", de = "bei jemandem" }, own = { fr = "chez nous" } }
[facts.family.registered]
type = "bool"
category = "other"
title = { fr = "inscription", de = "Anmeldung", it = "iscrizione", en = "registration" }
[[offers]]
id = "visit"
provider = "pmi"
tier = "universal"
duty = "none"
for = "family"
title = { fr = "Visite" }
cost = "free"
when = [ { id = "any", condition = "family.registered" } ]
"#;

fn asked(programme: &Programme, family: &str, fact: &str, language: &str, audience: Audience) -> String {
    let (on, words) = (parse_date("2026-06-01").unwrap(), Dictionary::shipped(language).unwrap());
    programme.ask_json(family, on, fact, &words, audience).unwrap()
}

#[test]
fn questions_have_words_in_four_languages() {
    let programme = Programme::from_toml(TALK).unwrap();
    let none = r#"{"schema": 1}"#;
    let two = r#"{"schema": 1, "adults": [{"id": "a1"}, {"id": "a2"}]}"#;
    let one = r#"{"schema": 1, "children": [{"id": "c1"}]}"#;
    let mut said = Vec::new();
    for language in Dictionary::SHIPPED {
        for (family, fact) in [
            (two, "adult[a2].lives_here"),
            (none, "family.needs.health"),
            (none, "family.registered"),
            (none, "family.housing"),
            (one, "child[c1].born"),
            (none, "children"),
        ] {
            said.push(asked(&programme, family, fact, language, Audience::Family));
        }
    }
    said.push(asked(&programme, none, "family.housing", "en", Audience::Professional));
    said.push(asked(&programme, none, "family.observed.health", "fr", Audience::Professional));
    let said = said.join("\n") + "\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/asked.jsonl");
    // As the vectors, it is written anew only on demand.
    if std::env::var_os("MILLEJOURS_BLESS").is_some() {
        std::fs::write(&file, &said).unwrap();
    }
    assert_eq!(said, std::fs::read_to_string(file).unwrap());
}
