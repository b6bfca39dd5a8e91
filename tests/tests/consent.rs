//! Who may see what, against a literal oracle; and that what a reader may not see changes nothing that they are shown.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a fault here is a failed test")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use millejours::{
    About, Act, Category, ConsentAnswer, ConsentAsk, ConsentDecision, ConsentPart, ConsentReasonCode, ConsentRules,
    Consents, Disclosure, Family, Party, Programme, Purpose, Request, parse_date,
};
use millejours_tests::oracle::consent::{Born, Dice, Said, World, judge, judged, world};
use proptest::prelude::{ProptestConfig, TestCaseError, any, prop_assert, prop_assert_eq};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

const CASES: u32 = 10_000;

const PROGRAMME: &str = r#"
schema = 1
id = "t"
version = "1"
valid = { from = 2000-01-01 }
domains = ["safety", "rest"]

[facts.family.income]
type = "int"
category = "income"

[facts.adult.income]
type = "int"
category = "income"

[facts.child.income]
type = "int"
category = "income"

[facts.adult.ill]
type = "bool"
category = "health"

[[offers]]
id = "visit"
provider = "pmi"
tier = "universal"
duty = "to_offer"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [ { id = "age", condition = "child.age_months < 36" } ]

[[offers]]
id = "purse"
provider = "pmi"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Purse" }
cost = "free"
when = [
  { id = "income", condition = "family.income <= 800 || adults.exists(a, a.income <= 500)" },
  { id = "many", condition = "size(children) + size(pregnancies) >= 1 || family.carers == 1" },
]

[[offers]]
id = "shelter"
provider = "pmi"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Shelter" }
cost = "free"
when = [ { id = "safety", condition = 'family.needs.safety >= "light" || family.observed.rest >= "light"' } ]
"#;

struct Read {
    family: Family,
    consents: Consents,
    rules: Option<ConsentRules>,
    request: Request,
}

fn read(world: &World, family: &Value, consents: &Value, request: &Value) -> Read {
    let rules = world.rules_text().map(|text| match text.starts_with('{') {
        true => ConsentRules::from_json(text).unwrap(),
        false => ConsentRules::shipped(&text).unwrap(),
    });
    Read {
        family: Family::from_json(family.to_string()).unwrap(),
        consents: Consents::from_json(consents.to_string()).unwrap(),
        rules,
        request: Request::from_json(request.to_string()).unwrap(),
    }
}

fn decide(programme: &Programme, read: &Read) -> ConsentDecision {
    let on = parse_date("2026-06-01").unwrap();
    read.consents.decide(&read.family, programme.facts(), read.rules.as_ref(), &read.request, on)
}

/// What is permitted, as texts.
fn shown(decision: &ConsentDecision) -> BTreeSet<(String, String)> {
    let permits = decision.parts().iter().filter(|part| part.decision == ConsentAnswer::Permit);
    permits.map(|part| (part.about.to_string(), part.category.to_string())).collect()
}

/// Every category that a view shows, about whom; and that somebody is there at all, with no category.
fn seen(view: &Family) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut see = |about: &str, category: &str, shows: bool| {
        if shows {
            found.insert((about.to_owned(), category.to_owned()));
        }
    };
    see("family", "income", view.facts.contains_key("income"));
    see("family", "territory", view.territory.is_some() || view.other_territories.is_some());
    see("family", "language", view.languages.is_some());
    see("family", "resource", !view.resources.is_empty());
    see("family", "need", view.needs.iter().any(|own| own.voice == "family"));
    see("family", "observation", view.needs.iter().any(|own| own.voice != "family"));
    for own in &view.supports {
        match &own.subject {
            None => see("family", "need", true),
            // Ids are told apart by their first letter here.
            Some(id) => see(&member(id), "need", true),
        }
    }
    for own in &view.adults {
        let about = format!("adult[{}]", own.id);
        see(&about, "", true);
        see(&about, "birth", own.born.is_some());
        see(&about, "family_situation", own.lives_here.is_some());
        see(&about, "income", own.facts.contains_key("income"));
        see(&about, "health", own.facts.contains_key("ill"));
        assert!(!own.facts.contains_key("secret"));
    }
    for own in &view.children {
        let about = format!("child[{}]", own.id);
        see(&about, "", true);
        see(&about, "birth", own.born.is_some() || own.pregnancy.is_some() || own.arrived.is_some());
        see(&about, "family_situation", own.died.is_some());
        see(&about, "income", own.facts.contains_key("income"));
    }
    for own in &view.pregnancies {
        let about = format!("pregnancy[{}]", own.id);
        see(&about, "", true);
        see(&about, "birth", own.expected.is_some() || own.ended.is_some());
        see(&about, "family_situation", own.carried_by.is_some());
        see(&about, "health", own.outcome.is_some());
    }
    for own in &view.relations {
        see(&format!("adult[{}]", own.adult), "family_situation", true);
        see(&format!("child[{}]", own.child), "family_situation", true);
    }
    found
}

fn member(id: &str) -> String {
    match id.chars().next() {
        Some('a') => format!("adult[{id}]"),
        Some('c') => format!("child[{id}]"),
        _ => format!("pregnancy[{id}]"),
    }
}

/// What a family of the generator tells of one category, and nobody keeps.
fn told(world: &World, about: &str, category: &str) -> bool {
    let kept = |names: &[&str]| names.iter().any(|name| kept(world, name));
    let adult = world.adults.iter().find(|own| format!("adult[{}]", own.id) == about);
    let child = world.children.iter().find(|own| format!("child[{}]", own.id) == about);
    let pregnancy = world.pregnancies.iter().find(|own| format!("pregnancy[{}]", own.id) == about);
    match (about, category) {
        ("family", "income") => world.income && !kept(&["family.income"]),
        // Each territory tells of the others.
        ("family", "territory") => world.much && !kept(&["family.territory", "family.territories"]),
        ("family", "language") => world.much && !kept(&["family.languages"]),
        ("family", "resource") => world.much,
        ("family", "need") => world.much && !(kept(&["family.needs.rest"]) && kept(&["support[group]"])),
        ("family", "observation") => world.much && !kept(&["family.observed.safety"]),
        (_, "birth") => {
            adult.is_some_and(|own| own.born != Born::Untold)
                || child.is_some_and(|own| own.born != Born::Untold)
                || pregnancy.is_some()
        }
        (_, "income") => adult.is_some_and(|own| own.income) || child.is_some_and(|own| own.income),
        (_, "health") => (adult.is_some() && world.much) || pregnancy.is_some_and(|own| own.ended),
        (_, "need") => world.much && (adult.is_some() || child.is_some()),
        (_, "family_situation") => {
            (adult.is_some() && !kept(&["family.carers"]))
                || child.is_some_and(|own| world.much && own.born == Born::Small)
        }
        _ => false,
    }
}

/// A part as the oracle says it.
fn said(part: &ConsentPart) -> Said {
    let ask = part.ask.iter().map(|ask| match ask {
        ConsentAsk::Whom { whom, gives } => {
            let gives: Vec<&str> = gives.iter().map(|gives| gives.as_str()).collect();
            format!("{whom} {}", gives.join(" "))
        }
        _ => "seek advice".to_owned(),
    });
    let reasons = part.reasons.iter().map(|own| match &own.consent {
        Some(id) => format!("{} {id}", own.code),
        None => own.code.to_string(),
    });
    let granted = part.reasons.iter().filter(|own| own.code == ConsentReasonCode::Granted);
    Said {
        decision: part.decision.as_str(),
        ask: ask.collect(),
        until: part.until.map(|day| day.to_string()),
        granted: match part.decision {
            ConsentAnswer::Permit => granted.filter_map(|own| own.consent.clone()).collect(),
            _ => BTreeSet::new(),
        },
        reasons: Some(reasons.collect()),
    }
}

/// Runs a test on so many seeds, each time others.
fn each(run: impl Fn(u64) -> Result<(), TestCaseError>) {
    let config =
        ProptestConfig { cases: CASES, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new(config).run(&any::<u64>(), run).unwrap();
}

/// How often something was met, by name: what never is, no test has looked at.
#[derive(Default)]
struct Met(RefCell<BTreeMap<String, usize>>);

impl Met {
    fn count(&self, what: impl Into<String>) {
        *self.0.borrow_mut().entry(what.into()).or_default() += 1;
    }

    fn at_least(&self, least: usize, all: &[&str]) {
        let met = self.0.borrow();
        for what in all {
            assert!(met.get(*what).is_some_and(|count| *count >= least), "{what}: {met:?}");
        }
    }
}

/// Nothing is shown without a consent or a law that holds that day, nothing is withheld that these permit, and what is asked
/// for is answered: in full, with whom to ask, until when and why.
#[test]
fn what_is_said_is_what_the_oracle_says() {
    let programme = Programme::from_toml(PROGRAMME).unwrap();
    let met = Met::default();
    each(|seed| {
        let world = world(&mut Dice(seed));
        let read = read(&world, &world.family(), &world.consents(), &world.request());
        let decision = decide(&programme, &read);
        let context = || {
            let rules = world.rules_text();
            format!("{}\n{}\n{rules:?}\n{}\n{}", world.family(), world.consents(), world.request(), decision.to_json())
        };
        let expected = judged(&world);
        let asked: BTreeSet<(String, String)> = expected.iter().map(|(part, _)| part.clone()).collect();
        let found: BTreeSet<(String, String)> =
            decision.parts().iter().map(|part| (part.about.to_string(), part.category.to_string())).collect();
        prop_assert_eq!(&found, &asked, "{}", context());
        prop_assert_eq!(decision.parts().len(), asked.len(), "{}", context());
        for part in decision.parts() {
            let key = (part.about.to_string(), part.category.to_string());
            let (_, wanted) = expected.iter().find(|(own, _)| *own == key).unwrap();
            let mut found = said(part);
            met.count(found.decision);
            if part.reasons.iter().any(|own| own.code == ConsentReasonCode::Law) {
                met.count(part.reasons[0].law.clone().unwrap_or_default());
            }
            match &wanted.reasons {
                Some(_) => met.count(format!("reasons of {}", found.decision)),
                None => found.reasons = None,
            }
            if found.ask.contains("seek advice") && found.ask.len() > 1 {
                met.count("some are not asked");
            }
            prop_assert_eq!(&found, wanted, "{:?}\n{}", key, context());
        }
        let others: Vec<(String, String)> =
            decision.others().iter().map(|own| (own.about.to_string(), own.category.to_string())).collect();
        let kinds = match &world.asked.about {
            Some(_) => vec![],
            None => vec!["adult", "child", "pregnancy"],
        };
        let all = kinds.iter().flat_map(|kind| {
            let mut categories: Vec<Category> = read.request.categories.iter().copied().collect();
            categories.sort();
            categories.into_iter().map(|category| ((*kind).to_owned(), category.to_string()))
        });
        prop_assert_eq!(others, all.collect::<Vec<_>>(), "{}", context());
        // What is disclosed shows no more than what is permitted, and no less.
        let permitted = shown(&decision);
        let Some(narrowed) = decision.permitted() else { return Ok(()) };
        let disclosure = narrowed.disclose("d1").unwrap();
        let view = disclosure.view();
        for (about, category) in seen(view) {
            let may = match category.as_str() {
                "" => permitted.iter().any(|(own, _)| *own == about),
                _ => permitted.contains(&(about.clone(), category.clone())),
            };
            prop_assert!(may, "{} {}\n{}", about, category, context());
            met.count(format!("seen {category}"));
        }
        if !view.complete.is_empty() {
            let all = world.everyone().into_iter().map(|about| (about, "family_situation".to_owned()));
            prop_assert!(!world.is_member() && all.into_iter().all(|own| permitted.contains(&own)), "{}", context());
            prop_assert!(!kept(&world, "family.carers"), "{}", context());
            met.count("complete");
        }
        let seen = seen(view);
        for (about, category) in &permitted {
            // How a pregnancy ended is told with the day.
            let day = !about.starts_with("pregnancy[") || category != "health" || {
                permitted.contains(&(about.clone(), "birth".to_owned()))
            };
            if day && told(&world, about, category) {
                prop_assert!(
                    seen.contains(&(about.clone(), category.clone())),
                    "{} {}\n{}",
                    about,
                    category,
                    context()
                );
            }
        }
        prop_assert_eq!(view.declined.len() + usize::from(view.id.is_some()), 0);
        // It stands on its day, and where it says no end on no other.
        let on = |day: &str| parse_date(day).unwrap();
        prop_assert!(disclosure.stands(&read.consents, on("2026-06-01")), "{}", context());
        prop_assert!(!disclosure.stands(&read.consents, on("2026-05-31")));
        if disclosure.record().until.is_none() {
            prop_assert!(!disclosure.stands(&read.consents, on("2026-06-02")), "{}", context());
            met.count("its own day");
        }
        Ok(())
    });
    met.at_least(20, &["permit", "ask", "deny", "reasons of permit", "reasons of ask", "reasons of deny"]);
    met.at_least(20, &["some are not asked", "complete", "its own day"]);
    for category in
        ["birth", "income", "family_situation", "health", "need", "observation", "language", "territory", "resource"]
    {
        met.at_least(20, &[&format!("seen {category}")]);
    }
    met.at_least(1, &["fr-casf-l226-2-1", "fr-casf-l226-2-2", "de-kkg-4", "ch-zgb-314c", "ch-zgb-314d", "ch-zgb-314e"]);
    met.at_least(1, &["ch-zgb-314e-secrecy"]);
}

/// Two families that differ only in what a reader may not see give that reader the same bytes.
#[test]
fn what_a_reader_may_not_see_changes_nothing() {
    let programme = Programme::from_toml(PROGRAMME).unwrap();
    let met = Met::default();
    each(|seed| {
        let mut dice = Dice(seed);
        let world = world(&mut dice);
        let everything: Vec<&str> = Category::ALL.iter().map(|category| category.as_str()).collect();
        let mut request = world.request();
        if dice.once_in(2) {
            request["categories"] = json!(everything);
            request["about"] = json!(["everyone"]);
        }
        let one = read(&world, &world.family(), &world.consents(), &request);
        // What the reader may see at all, whatever is asked for now.
        let may_see = may_see(&world);
        let (family, consents) = otherwise(&world, &may_see, &mut dice, &met);
        let two = read(&world, &family, &consents, &request);
        let (first, second) = (decide(&programme, &one), decide(&programme, &two));
        let rules = world.rules_text();
        let context =
            format!("{}\n{}\n{}\n{}\n{:?}\n{}", world.family(), family, world.consents(), consents, rules, request);
        prop_assert_eq!(first.to_json(), second.to_json(), "{}", context);
        let on = parse_date("2026-06-01").unwrap();
        match (first.permitted(), second.permitted()) {
            (Some(first), Some(second)) => {
                met.count("disclosed");
                let (first, second) = (first.disclose("d1").unwrap(), second.disclose("d1").unwrap());
                prop_assert_eq!(first.to_json(), second.to_json(), "{}", context);
                let assess = |own, consents| programme.assess_disclosed(own, consents, on).unwrap().to_json();
                prop_assert_eq!(assess(&first, &one.consents), assess(&second, &two.consents), "{}", context);
            }
            (first, second) => prop_assert_eq!(first.is_some(), second.is_some()),
        }
        Ok(())
    });
    met.at_least(100, &["disclosed", "somebody more", "somebody more, in confidence", "a kept yes", "a kept no"]);
}

/// What the reader may see at all, of every category, by the oracle.
fn may_see(world: &World) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for about in world.everyone() {
        for category in Category::ALL {
            if judge(world, &about, category.as_str()).decision == "permit" {
                found.insert((about.clone(), category.to_string()));
            }
        }
    }
    found
}

/// What was decided holds while its consents do.
#[test]
fn a_disclosure_outlives_neither_withdrawal_nor_refusal_nor_majority() {
    let (programme, met) = (Programme::from_toml(PROGRAMME).unwrap(), Met::default());
    let on = |day: &str| parse_date(day).unwrap();
    let family = |born: &str| {
        Family::from_json(
            json!({ "schema": 1, "complete": ["adults"], "adults": [{ "id": "a1", "born": "1990-03-02" }, { "id": "a2", "born": "1991" }],
                "children": [{ "id": "c1", "born": born }],
                "relations": [{ "adult": "a1", "child": "c1", "kind": "parent", "authority": "joint" },
                              { "adult": "a2", "child": "c1", "kind": "parent", "authority": "joint" }] })
            .to_string(),
        )
        .unwrap()
    };
    let grant = |id: &str, giver: &str, status: &str, since: &str, until: Option<&str>| {
        let mut own = json!({ "id": id, "giver": giver, "gives": ["release", "processing"], "purpose": "referral",
            "categories": ["birth", "income"], "recipients": ["provider:pmi"], "about": ["everyone"], "act": "ordinary",
            "from": "2026-05-01", "status": status, "since": since });
        if let Some(until) = until {
            own["until"] = json!(until);
        }
        own
    };
    let consents = |own: Vec<Value>, kept: Vec<Value>| {
        Consents::from_json(json!({ "schema": 1, "consents": own, "confidences": kept }).to_string()).unwrap()
    };
    let disclosed = |family: &Family, consents: &Consents, categories: &[Category], about: About| {
        let request = Request::new(
            Party::parse("provider:pmi").unwrap(),
            Purpose::Referral,
            Act::Ordinary,
            categories.iter().copied(),
            [about],
        );
        let rules = ConsentRules::shipped("FR").unwrap();
        let decision = consents.decide(family, programme.facts(), Some(&rules), &request, on("2026-06-01"));
        decision.disclose("d1").unwrap()
    };
    let stands = |disclosure: &Disclosure, consents: &Consents, day: &str| {
        let found = programme.assess_disclosed(disclosure, consents, on(day));
        match &found {
            Ok(_) => met.count("stands"),
            Err(refused) => {
                assert_eq!(refused.code().as_str(), "consent.not_permitted");
                met.count("refused");
            }
        }
        assert_eq!(found.is_ok(), disclosure.stands(consents, on(day)));
        found.is_ok()
    };
    let small = family("2024-03-02");
    let given = |until| consents(vec![grant("g1", "adult:a1", "given", "2026-05-01", until)], vec![]);
    let year = given(Some("2027-06-01"));
    let (mother, child) = (About::Adult("a1".to_owned()), About::Child("c1".to_owned()));
    let both = disclosed(&small, &year, &[Category::Birth, Category::Income], mother);
    assert!(stands(&both, &year, "2026-06-01") && stands(&both, &year, "2027-05-31"));
    assert!(!stands(&both, &year, "2027-06-01") && !stands(&both, &year, "2026-05-31"));
    // Nobody kept the consents, or other ones.
    assert!(!stands(&both, &Consents::new(), "2026-06-01"));
    let first = || grant("g1", "adult:a1", "given", "2026-05-01", Some("2027-06-01"));
    for (own, kept, what) in [
        (vec![grant("g1", "adult:a1", "withdrawn", "2026-06-03", Some("2027-06-01"))], vec![], "withdrawn"),
        (vec![grant("g1", "adult:a1", "invalidated", "2026-06-03", Some("2027-06-01"))], vec![], "invalidated"),
        (vec![first(), grant("g2", "adult:a1", "refused", "2026-06-03", None)], vec![], "refused under another id"),
        (vec![first(), grant("g2", "adult:a2", "refused", "2026-06-03", None)], vec![], "refused by another adult"),
        (vec![first(), grant("g2", "adult:a2", "deferred", "2026-06-03", None)], vec![], "another adult waits"),
        (
            vec![first()],
            vec![
                json!({ "id": "k1", "giver": "adult:a1", "keep": ["adult[a1].born"], "from": ["provider:pmi"], "status": "kept" }),
            ],
            "kept",
        ),
    ] {
        let now = consents(own, kept);
        for day in ["2026-06-03", "2026-06-04"] {
            assert!(!stands(&both, &now, day), "{what}");
        }
    }
    // What concerns something else changes nothing.
    let mut other = grant("g2", "adult:a2", "refused", "2026-06-03", None);
    other["categories"] = json!(["health"]);
    assert!(stands(&both, &consents(vec![first(), other.clone()], vec![]), "2026-06-04"));
    other["categories"] = json!(["birth"]);
    other["recipients"] = json!(["provider:school"]);
    assert!(stands(&both, &consents(vec![first(), other], vec![]), "2026-06-04"));
    // Of age on 2 March 2027: told where the birth is. About a child each day is decided anew.
    let big = family("2009-03-02");
    let told = disclosed(&big, &year, &[Category::Birth, Category::Income], child.clone());
    assert_eq!(told.record().until, Some(on("2027-03-02")));
    let untold = [&big, &small].map(|own| disclosed(own, &year, &[Category::Income], child.clone()));
    for own in [&told].into_iter().chain(&untold) {
        assert!(stands(own, &year, "2026-06-01") && !stands(own, &year, "2026-06-02"));
    }
    met.at_least(5, &["stands", "refused"]);
}

fn kept(world: &World, name: &str) -> bool {
    world.kept_from_reader().any(|keep| keep == name)
}

fn push(document: &mut Value, key: &str, item: Value) {
    match document.get_mut(key).and_then(Value::as_array_mut) {
        Some(list) => list.push(item),
        None => document[key] = json!([item]),
    }
}

/// The same family and consents, changed in what the reader may not see: the ages on which consents hang stay what they are.
fn otherwise(world: &World, may_see: &BTreeSet<(String, String)>, dice: &mut Dice, met: &Met) -> (Value, Value) {
    let (mut family, mut consents) = (world.family(), world.consents());
    let sees = |about: &str, category: &str| may_see.contains(&(about.to_owned(), category.to_owned()));
    let reader = world.asked.recipient.clone();
    let member = world.is_member();
    family["id"] = json!("f-2");
    family["declined"] = json!(["family.needs.safety"]);
    if !sees("family", "income") || kept(world, "family.income") {
        family["facts"]["income"] = json!(dice.below(2000));
    }
    for category in ["need", "observation", "language", "territory", "resource"] {
        if sees("family", category) {
            continue;
        }
        match category {
            "need" => {
                push(&mut family, "needs", json!({ "domain": "safety", "intensity": "strong", "voice": "family" }));
                push(&mut family, "supports", json!({ "offer": "shelter" }));
            }
            "observation" => {
                push(&mut family, "needs", json!({ "domain": "rest", "intensity": "strong", "voice": "midwife" }));
            }
            "language" => family["languages"] = json!(["pt"]),
            "territory" => family["territory"] = json!("FR-69381"),
            _ => push(&mut family, "resources", json!({ "code": "kin_nearby" })),
        }
    }
    for (list, kind) in [("adults", "adult"), ("children", "child")] {
        for own in family[list].as_array_mut().unwrap() {
            let about = format!("{kind}[{}]", own["id"].as_str().unwrap());
            if !sees(&about, "income") {
                own["facts"]["income"] = json!(dice.below(2000));
            }
            if !sees(&about, "birth") && own["born"] == json!("1990-03-02") {
                own["born"] = json!("1985-07-09");
            }
            if !sees(&about, "birth") && own["born"] == json!("2024-03-02") {
                own["born"] = json!("2023-01-01");
            }
            if kind == "adult" && !sees(&about, "family_situation") {
                own["lives_here"] = json!("away");
            }
            if kind == "adult" && !sees(&about, "health") {
                own["facts"]["ill"] = json!(dice.once_in(2));
            }
            if kind == "child" && !sees(&about, "family_situation") {
                own["died"] = json!("2026-02");
            }
            // No vocabulary knows it.
            own["facts"]["secret"] = json!("anything");
        }
    }
    for own in family["pregnancies"].as_array_mut().unwrap() {
        let about = format!("pregnancy[{}]", own["id"].as_str().unwrap());
        if !sees(&about, "birth") {
            match own.get("ended").is_some() {
                true => own["ended"] = json!("2019-03-04"),
                false => own["expected"] = json!("2026-10-10"),
            }
        }
    }
    // Whom nobody may tell the reader of, and whatever hangs on them.
    let mut keep = vec!["support[refuge]", "referral[r1]", "family.needs.health"];
    push(&mut family, "supports", json!({ "offer": "refuge" }));
    push(&mut family, "needs", json!({ "domain": "health", "intensity": "light", "voice": "family" }));
    // Somebody of whom the reader may see nothing, without a word of confidence: what permits about everyone permits nothing
    // about them, where nobody is known to decide for them. A list that is known to be whole shows that there is nobody.
    if (member || !world.complete) && world.sharings.is_empty() && dice.once_in(2) {
        met.count("somebody more");
        push(&mut family, "pregnancies", json!({ "id": "p8", "expected": "2026-09" }));
        push(&mut family, "children", json!({ "id": "c8", "born": "2025", "facts": { "income": 2 } }));
        push(&mut family, "children", json!({ "id": "c7", "pregnancy": "p8" }));
        push(&mut family, "supports", json!({ "offer": "group", "subject": "c8" }));
        if member {
            push(&mut family, "adults", json!({ "id": "a8", "facts": { "income": 1 } }));
            push(
                &mut family,
                "relations",
                json!({ "adult": "a8", "child": "c8", "kind": "parent", "authority": "sole" }),
            );
        }
    }
    if member && dice.once_in(2) {
        met.count("somebody more, in confidence");
        keep.extend(["adult[a9]", "child[c9]", "pregnancy[p9]"]);
        push(&mut family, "adults", json!({ "id": "a9", "born": "1991", "facts": { "income": 1 } }));
        push(&mut family, "children", json!({ "id": "c9", "born": "2025", "facts": { "income": 2 } }));
        push(&mut family, "pregnancies", json!({ "id": "p9", "carried_by": "a9", "expected": "2026-09" }));
        push(&mut family, "children", json!({ "id": "c10", "pregnancy": "p9" }));
        push(&mut family, "relations", json!({ "adult": "a9", "child": "c9", "kind": "parent", "authority": "joint" }));
        push(&mut family, "supports", json!({ "offer": "group", "subject": "c9" }));
    }
    push(
        &mut consents,
        "confidences",
        json!({ "id": "k9", "giver": "adult:a3", "keep": keep, "from": [reader], "status": "kept" }),
    );
    // A consent that is kept from the reader: a yes counts for nothing; a no to what the reader asks would count, so it is to
    // something else, or nobody's to give.
    // What one gave oneself is kept from oneself by nobody.
    let other = if reader == "adult:a1" { "adult:a2" } else { "adult:a1" };
    let (giver, purpose, status) = match dice.below(4) {
        0 => (other, "care", "given"),
        1 => (other, world.asked.purpose, "given"),
        2 => (other, "care", "refused"),
        _ => ("provider:other", world.asked.purpose, "withdrawn"),
    };
    met.count(if status == "given" { "a kept yes" } else { "a kept no" });
    push(
        &mut consents,
        "consents",
        json!({ "id": "h9", "giver": giver, "gives": ["release", "processing"], "purpose": purpose,
        "categories": ["birth", "income", "need"], "recipients": [reader], "about": ["everyone"], "act": "important",
        "from": "2026-01-01", "status": status, "since": "2026-05-31" }),
    );
    // Only who gave a consent keeps it from its recipient.
    push(
        &mut consents,
        "confidences",
        json!({ "id": "k10", "giver": giver, "keep": ["consent[h9]"], "from": [reader], "status": "kept" }),
    );
    if let Some(list) = family["complete"].as_array_mut()
        && member
        && dice.once_in(2)
    {
        list.clear();
    }
    (family, consents)
}
