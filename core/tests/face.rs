//! The public face alone: what a project that depends on the crate can see and do.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

use millejours::{
    Adult, Assessment, Child, Code, Complete, Decision, Error, FactValue, Family, GivenFact, LivesHere, PartialDate,
    Pregnancy, Programme, ProgrammeHistory, Response, Subject, Then, Truth, Vocabulary, parse_date,
};

const TEXT: &str = r#"
schema = 1
id = "house"
version = "2026.1"
valid = { from = 2026-01-01, until = 2026-12-31 }
term_weeks = 41
vocabularies = ["household"]
title = { en = "House", fr = "Maison" }
target = [ { id = "place", condition = "family.territory in district" } ]
response = { orientation = "family.needs.parenting >= \"light\"", accompaniment = "family.needs.parenting == \"strong\"" }

[sets]
district = ["FR-69381", "FR-69382"]

[definitions]
lone = "family.carers == 1"

[facts.family.quotient]
type = "money"
currency = "EUR"
range = [0, 10000]
category = "income"
disadvantage = "low"

[[scores]]
id = "support"
points = [ { when = "family.quotient <= 800", points = 25 }, { when = "lone", points = 25 } ]

[[offers]]
id = "home-visit"
provider = "pmi"
tier = "universal"
duty = "to_offer"
domains = ["parenting"]
for = "child"
title = { en = "Home visit" }
cost = "free"
when = [ { id = "window", condition = "child.age_days >= 0 && child.age_months < 24", source = "choice" } ]
unless = [ { id = "elsewhere", condition = "family.housing == \"none\"" } ]
dose = { unit = "visit", by = "support", steps = [ { from = 0, amount = 1 }, { from = 25, amount = 4 }, { from = 50, amount = 12 } ] }
"#;

fn household() -> Vocabulary {
    Vocabulary::from_toml(
        "schema = 1\nid = 'household'\nversion = '1'\n[facts.family.housing]\ntype = 'enum'\n\
         values = ['none', 'hosted', 'own']\ncategory = 'housing'\n",
    )
    .unwrap()
}

fn programme() -> Programme {
    Programme::from_toml_with(TEXT, &[household()]).unwrap()
}

fn family() -> Family {
    Family {
        id: Some("f-001".into()),
        territory: Some("FR-69381".into()),
        complete: vec![Complete::Adults],
        adults: vec![Adult { id: "a1".into(), lives_here: Some(LivesHere::Always), ..Adult::default() }],
        children: vec![
            Child { id: "c1".into(), born: PartialDate::parse("2026-02-11"), ..Child::default() },
            Child { id: "c2".into(), pregnancy: Some("p1".into()), ..Child::default() },
        ],
        pregnancies: vec![Pregnancy {
            id: "p1".into(),
            expected: PartialDate::parse("2026-12-20"),
            ..Pregnancy::default()
        }],
        facts: [("housing".to_owned(), GivenFact::from(FactValue::from("own")))].into(),
        ..Family::default()
    }
}

#[test]
fn a_family_built_in_code_is_answered() {
    let assessment: Assessment = programme().assess(&family(), parse_date("2026-06-01").unwrap()).unwrap();
    let [first, second] = &assessment.offers[..] else { panic!("two children") };
    assert_eq!(first.decision, Decision::Eligible);
    assert_eq!(first.subject.as_deref(), Some("c1"));
    let dose = first.dose.as_ref().unwrap();
    assert_eq!((dose.least, dose.most), (4, 12));
    assert_eq!(first.reasons.iter().map(|reason| reason.truth).collect::<Vec<_>>(), [Truth::Yes, Truth::No]);
    assert_eq!(second.decision, Decision::NotYet { from: parse_date("2026-12-20").unwrap(), then: Then::Eligible });
    assert_eq!(&*assessment.questions[0].fact, "family.quotient");
    assert_eq!(assessment.response, Response::Information);
}

#[test]
fn json_and_typed_calls_agree() {
    let (programme, family, on) = (programme(), family(), parse_date("2026-06-01").unwrap());
    let typed = programme.assess(&family, on).unwrap().to_json();
    assert_eq!(programme.assess_json(family.to_json(), on).unwrap(), typed);
    assert_eq!(Family::from_json(family.to_json()).unwrap(), family);
}

#[test]
fn the_three_depths_agree() {
    let (programme, on) = (programme(), parse_date("2026-06-01").unwrap());
    let family = family();
    let prepared = programme.prepare(&family, on).unwrap();
    let (truths, decisions, full) = (prepared.truths(), prepared.decisions(), prepared.assessment());
    assert_eq!(truths.len(), full.offers.len());
    for ((truth, decided), answer) in truths.iter().zip(&decisions).zip(&full.offers) {
        assert_eq!(decided.decision, answer.decision);
        assert_eq!(truth.truth == Truth::Yes, answer.decision == Decision::Eligible);
        assert_eq!(truth.truth == Truth::No, answer.decision.is_no());
        assert_eq!(truth.subject, answer.subject.as_deref());
    }
}

#[test]
fn a_programme_is_written_back_with_equal_meaning() {
    let programme = programme();
    let (toml, json) = (programme.to_toml(), programme.to_json());
    let from_toml = Programme::from_toml_with(&toml, &[household()]).unwrap();
    let from_json = Programme::from_json_with(&json, &[household()]).unwrap();
    for again in [from_toml, from_json] {
        assert_eq!(again.to_toml(), toml);
        assert_eq!(again.to_json(), json);
        let on = parse_date("2026-06-01").unwrap();
        assert_eq!(again.assess(&family(), on).unwrap(), programme.assess(&family(), on).unwrap());
    }
}

#[test]
fn a_vocabulary_that_was_not_handed_over_is_named() {
    let refused = Programme::from_toml(TEXT).unwrap_err();
    assert!(refused.problems().iter().any(|problem| problem.code == Code::ReferenceUnknown));
    assert!(matches!(refused, Error::Programme(_)));
}

#[test]
fn a_vocabulary_may_be_narrowed_and_never_recategorised() {
    let text = format!(
        "{TEXT}\n[facts.family.housing]\ntype = 'enum'\nvalues = ['none', 'hosted', 'own']\ncategory = 'other'\n"
    );
    let refused = Programme::from_toml_with(text, &[household()]).unwrap_err();
    assert_eq!(refused.code(), Code::FactRedefined);
}

#[test]
fn everything_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Programme>();
    shared::<ProgrammeHistory>();
    shared::<Family>();
    shared::<Assessment>();
    shared::<Error>();
    shared::<millejours::Prepared<'_>>();
    assert_eq!(Subject::Child.as_str(), "child");
}

#[test]
fn two_vocabularies_of_one_id_are_refused() {
    let refused = Programme::from_toml_with(TEXT, &[household(), household()]).unwrap_err();
    assert_eq!(refused.code(), Code::IdDuplicate);
}
