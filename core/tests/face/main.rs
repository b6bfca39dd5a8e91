//! The public face alone: what a project that depends on the crate can see and do.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

mod agreed;
mod counted;
#[cfg(feature = "columns")]
mod studied;
mod told;

use std::collections::BTreeSet;

use millejours::{
    Adult, Assessment, Audience, Authority, Child, Code, Complete, Decision, Error, FAMILY_VOICE, FactValue, Family,
    GivenFact, Intensity, LivesHere, Need, Outcome, PartialDate, Pregnancy, Prepared, Programme, ProgrammeHistory,
    Questionnaire, Relation, RelationKind, Resource, Response, Subject, Support, Then, Truth, Vocabulary, parse_date,
};

/// The document that the guide `docs::family` shows.
#[test]
fn the_family_of_the_guide_is_one() {
    let page = include_str!("../../docs/family.md");
    let (_, rest) = page.split_once("```json\n").unwrap();
    let (text, _) = rest.split_once("```").unwrap();
    let family = Family::from_json(text).unwrap();
    assert_eq!(family.needs.len(), 2);
    // Every key that a family has stands in it.
    let refused = Family::from_json(r#"{"schema": 1, "quite_another": 1}"#).unwrap_err();
    let keys = refused.problems()[0].expected.clone().unwrap();
    for key in keys.trim_start_matches("one of ").split(", ") {
        assert!(text.contains(&format!("\"{key}\":")), "{key}");
        assert!(page.contains(&format!("`{key}`")), "{key}");
    }
}

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

/// What no document can carry is refused of a family built in code too, with the same problems where it can be written.
#[test]
fn typed_and_json_calls_refuse_alike() {
    let (programme, on) = (programme(), parse_date("2026-06-01").unwrap());
    let long = "a".repeat(257);
    let text = |text: &str| Family::new().with_territory(text);
    let written = [
        text(""),
        text(&long),
        Family::new().with_other_territories([""]),
        Family::new().with_languages(["fr", ""]),
        Family::new().with_need(Need::new("health", Intensity::Light, "")),
        Family::new().with_need(Need::told("he alth", Intensity::Light)),
        Family::new().with_resource(Resource::new("")),
        Family::new().with_resource(Resource::new("kin").with_voice("")),
        Family::new().with_support(Support::new("parent group")),
        Family::new().with_support(Support::new("group").with_subject("c 1")),
        Family::new().with_declined(""),
        Family::new().with_fact("", true),
        Family::new().with_fact("housing", ""),
        Family::new().with_fact("housing", long.as_str()),
        Family::new().with_fact("housing", GivenFact::from("own").with_voice("")),
        Family::new().with_fact("digits", FactValue::Number("1".repeat(257))),
        Family::new().with_child(Child::new("c1").with_fact("", true)),
    ];
    for family in written {
        let typed = programme.assess(&family, on).unwrap_err();
        let json = programme.assess_json(family.to_json(), on).unwrap_err();
        assert_eq!((typed.kind(), typed.problems()), ("family", json.problems()), "{}", family.to_json());
    }
    let later = parse_date("9999-12-31").unwrap().succ_opt().unwrap();
    for family in [
        Family::new().with_adult(Adult::new("a1").with_born(later)),
        Family::new().with_child(Child::new("c1").with_born(later)),
        Family::new().with_child(Child::new("c1").with_died(later)),
        Family::new().with_pregnancy(Pregnancy::new("p1").with_expected(later)),
        Family::new().with_need(Need::told("health", Intensity::Light).with_since(later)),
        Family::new().with_support(Support::new("group").with_since(later)),
        Family::new().with_fact("housing", GivenFact::from("own").with_as_of(later)),
    ] {
        let typed = programme.assess(&family, on).unwrap_err();
        assert_eq!(typed.code(), Code::DateInvalid, "{typed}");
        assert!(Family::from_json(family.to_json()).is_err());
    }
    // As much as a document can carry.
    assert!(programme.assess(&text(&"a".repeat(256)), on).is_ok());
    let many = Family { children: (0..100_000).map(|_| Child::new("")).collect(), ..Family::new() };
    let refused = programme.assess(&many, on).unwrap_err();
    assert_eq!((refused.problems().len(), refused.problems()[999].code), (1000, Code::DocumentMoreProblems));
}

#[test]
fn all_that_is_asked_can_be_declined() {
    let programme = programme();
    let declined = |count: usize| (0..count).map(|at| format!("child[c{at}].born")).collect();
    let full = Family { declined: declined(65_536), ..Family::new() };
    assert!(programme.assess(&full, parse_date("2026-06-01").unwrap()).is_ok());
    assert_eq!(programme.decline(&full, "family.languages").unwrap_err().code(), Code::DocumentTooLarge);
    let nearly = Family { declined: declined(65_535), ..Family::new() };
    assert!(programme.decline(&nearly, "family.languages").is_ok());
}

#[test]
fn what_a_family_told_is_in_no_log() {
    let (programme, on) = (programme(), parse_date("2026-06-01").unwrap());
    let asked = Questionnaire::new(&programme, family(), on, Audience::Family).unwrap();
    let prepared = programme.prepare(&asked.family().clone(), on).map(|prepared| format!("{prepared:?}")).unwrap();
    for shown in [format!("{asked:?}"), prepared] {
        assert!(shown.contains("house") && shown.contains("2026-06-01"), "{shown}");
        assert!(["f-001", "c1", "69381", "own"].iter().all(|told| !shown.contains(told)), "{shown}");
    }
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
    shared::<Prepared<'_>>();
    assert_eq!(Subject::Child.as_str(), "child");
}

#[test]
fn two_vocabularies_of_one_id_are_refused() {
    let refused = Programme::from_toml_with(TEXT, &[household(), household()]).unwrap_err();
    assert_eq!(refused.code(), Code::IdDuplicate);
}

/// The names that a `use` at the beginning of a line brings: `use a::{b, c};`, `pub use a::b;`.
fn names(source: &str, begins: &str) -> BTreeSet<String> {
    let uses = source.split(begins).skip(1).filter_map(|rest| rest.split(';').next());
    let lists =
        uses.map(|path| path.split_once('{').map_or_else(|| path.rsplit(':').next().unwrap_or(path), |(_, list)| list));
    lists
        .flat_map(|list| list.split([',', '}']))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn everything_on_the_face_is_used_here() {
    let public = names(include_str!("../../src/lib.rs"), "\npub use ");
    assert!(public.contains("Programme") && public.contains("parse_date"), "{public:?}");
    let files = [
        include_str!("main.rs"),
        include_str!("told.rs"),
        include_str!("agreed.rs"),
        include_str!("counted.rs"),
        include_str!("studied.rs"),
    ];
    let used: BTreeSet<String> = files.iter().flat_map(|file| names(file, "\nuse millejours::")).collect();
    assert_eq!(public.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_family_is_built_part_by_part() {
    let family = Family::new()
        .with_id("f-002")
        .with_territory("FR-69381")
        .with_other_territories(["FR-69382"])
        .with_languages(["pt", "fr"])
        .with_complete(Complete::Children)
        .with_adult(Adult::new("a1").with_lives_here(LivesHere::Shared).with_born(PartialDate::year(1994).unwrap()))
        .with_child(Child::new("c1").with_born(parse_date("2026-02-11").unwrap()).with_fact("preterm", true))
        .with_child(Child::new("c2").with_pregnancy("p1").with_arrived(PartialDate::month(2026, 5).unwrap()))
        .with_pregnancy(Pregnancy::new("p1").with_carried_by("a1").with_expected(PartialDate::month(2026, 12).unwrap()))
        .with_relation(Relation::new("a1", "c1").with_kind(RelationKind::Parent).with_authority(Authority::Joint))
        .with_need(Need::told("parenting", Intensity::Light))
        .with_need(Need::new("parenting", Intensity::Moderate, "midwife").with_since(PartialDate::year(2026).unwrap()))
        .with_resource(Resource::new("kin_nearby").with_voice(FAMILY_VOICE))
        .with_support(Support::new("home-visit").with_subject("c1"))
        .with_fact(
            "housing",
            GivenFact::from("own").with_voice("family").with_as_of(parse_date("2026-01-10").unwrap()),
        );
    assert_eq!(Family::from_json(family.to_json()).unwrap(), family);
    assert_eq!(family.adults[0].lives_here.unwrap().to_string(), "shared");
    let ended = Pregnancy::new("p2").with_ended(PartialDate::year(2026).unwrap()).with_outcome(Outcome::Loss);
    assert_eq!(
        ended,
        Pregnancy { ended: PartialDate::parse("2026"), outcome: Some(Outcome::Loss), ..Pregnancy::new("p2") }
    );
    let died = Child::new("c3").with_died(PartialDate::month(2026, 4).unwrap());
    assert_eq!(died.to_json(), r#"{"id":"c3","died":"2026-04"}"#);
    let declined = Family::new().with_declined("family.housing").with_declined("family.housing");
    assert_eq!(declined.declined, ["family.housing"]);
    assert_eq!(ended.outcome.map(Outcome::as_str), Some("loss"));
    let assessment = programme().assess(&family, parse_date("2026-06-01").unwrap()).unwrap();
    assert!(assessment.offers[0].already);
}
