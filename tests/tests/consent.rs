//! Who may see what, against a literal oracle; and that what a reader may not see changes nothing that they are shown.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a fault here is a failed test")]

use std::collections::BTreeSet;

use millejours::{
    Category, Concerned, ConsentAnswer, ConsentDecision, ConsentRules, Consents, Family, Programme, Request, parse_date,
};
use millejours_tests::oracle::consent::{Dice, World, permitted, world};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
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

/// Every category that a view shows, about whom.
fn seen(view: &Family) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut see = |about: String, category: &str| found.insert((about, category.to_owned()));
    if view.facts.contains_key("income") {
        see("family".to_owned(), "income");
    }
    for own in &view.adults {
        let about = format!("adult[{}]", own.id);
        if own.born.is_some() {
            see(about.clone(), "birth");
        }
        if own.lives_here.is_some() {
            see(about.clone(), "family_situation");
        }
        if own.facts.contains_key("income") {
            see(about, "income");
        }
    }
    for own in &view.children {
        let about = format!("child[{}]", own.id);
        if own.born.is_some() || own.pregnancy.is_some() {
            see(about.clone(), "birth");
        }
        if own.facts.contains_key("income") {
            see(about, "income");
        }
    }
    for own in &view.pregnancies {
        let about = format!("pregnancy[{}]", own.id);
        if own.expected.is_some() {
            see(about.clone(), "birth");
        }
        if own.carried_by.is_some() {
            see(about, "family_situation");
        }
    }
    for own in &view.relations {
        see(format!("adult[{}]", own.adult), "family_situation");
        see(format!("child[{}]", own.child), "family_situation");
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing is shown without a consent or a law that holds that day, and nothing is withheld that these permit.
    #[test]
    fn what_is_shown_is_what_the_oracle_permits(seed in any::<u64>()) {
        let programme = Programme::from_toml(PROGRAMME).unwrap();
        let world = world(&mut Dice(seed));
        let read = read(&world, &world.family(), &world.consents(), &world.request());
        let decision = decide(&programme, &read);
        let mut expected = BTreeSet::new();
        for part in decision.parts() {
            let (about, category) = (part.about.to_string(), part.category.to_string());
            if permitted(&world, &about, &category) {
                expected.insert((about, category));
            }
        }
        let found = shown(&decision);
        prop_assert_eq!(&found, &expected, "{}\n{}\n{:?}\n{}\n{}", world.family(), world.consents(), world.rules_text(), world.request(), decision.to_json());
        // Every part that was asked for is answered; of everyone, those who are not kept.
        let asked: BTreeSet<String> = match &world.asked.about {
            Some(these) => these.iter().cloned().collect(),
            None => decision.parts().iter().map(|part| part.about.to_string()).collect(),
        };
        prop_assert_eq!(decision.parts().len(), asked.len() * world.asked.categories.len());
        // What is disclosed shows no more than what is permitted.
        let Some(narrowed) = decision.permitted() else { return Ok(()) };
        let disclosure = narrowed.disclose("d1").unwrap();
        let seen = seen(disclosure.view());
        prop_assert_eq!(seen.difference(&found).count(), 0, "{:?} {:?}", seen, found);
        for (about, category) in &found {
            let told = match (about.as_str(), category.as_str()) {
                ("family", "income") => world.income && !kept(&world, "family.income"),
                (about, "income") => {
                    world.adults.iter().any(|own| format!("adult[{}]", own.id) == about && own.income)
                        || world.children.iter().any(|own| format!("child[{}]", own.id) == about && own.income)
                }
                (about, "family_situation") => about.starts_with("adult["),
                _ => continue,
            };
            if told {
                prop_assert_eq!(seen.contains(&(about.clone(), category.clone())), true, "{} {}", about, category);
            }
        }
        prop_assert_eq!(disclosure.view().declined.len() + usize::from(disclosure.view().id.is_some()), 0);
    }

    /// Two families that differ only in what a reader may not see give that reader the same bytes.
    #[test]
    fn what_a_reader_may_not_see_changes_nothing(seed in any::<u64>()) {
        let programme = Programme::from_toml(PROGRAMME).unwrap();
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
        let mut all = one.request.clone();
        all.categories = Category::ALL.iter().copied().collect();
        all.about = Concerned::Everyone;
        let all = Read { request: all, ..read(&world, &world.family(), &world.consents(), &request) };
        let may_see = shown(&decide(&programme, &all));
        let (family, consents) = otherwise(&world, &may_see, &mut dice);
        let two = read(&world, &family, &consents, &request);
        let (first, second) = (decide(&programme, &one), decide(&programme, &two));
        let context = format!("{}\n{}\n{}\n{}\n{:?}\n{}", world.family(), family, world.consents(), consents, world.rules_text(), request);
        prop_assert_eq!(first.to_json(), second.to_json(), "{}", context);
        let on = parse_date("2026-06-01").unwrap();
        match (first.permitted(), second.permitted()) {
            (Some(first), Some(second)) => {
                let (first, second) = (first.disclose("d1").unwrap(), second.disclose("d1").unwrap());
                prop_assert_eq!(first.to_json(), second.to_json(), "{}", context);
                let assess = |own| programme.assess_disclosed(own, on).unwrap().to_json();
                prop_assert_eq!(assess(&first), assess(&second), "{}", context);
            }
            (first, second) => prop_assert_eq!(first.is_some(), second.is_some()),
        }
    }
}

fn kept(world: &World, name: &str) -> bool {
    let reader = &world.asked.recipient;
    world.kept.iter().any(|own| !own.lifted && own.from.contains(reader) && own.keep.iter().any(|keep| keep == name))
}

fn push(document: &mut Value, key: &str, item: Value) {
    match document.get_mut(key).and_then(Value::as_array_mut) {
        Some(list) => list.push(item),
        None => document[key] = json!([item]),
    }
}

/// The same family and consents, changed in what the reader may not see: the ages on which consents hang stay what they are.
fn otherwise(world: &World, may_see: &BTreeSet<(String, String)>, dice: &mut Dice) -> (Value, Value) {
    let (mut family, mut consents) = (world.family(), world.consents());
    let sees = |about: &str, category: &str| may_see.contains(&(about.to_owned(), category.to_owned()));
    let reader = world.asked.recipient.clone();
    let member = reader.starts_with("adult:") || reader.starts_with("child:");
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
                own["facts"]["ill"] = json!(true);
            }
            // No vocabulary knows it.
            own["facts"]["secret"] = json!("anything");
        }
    }
    for own in family["pregnancies"].as_array_mut().unwrap() {
        let about = format!("pregnancy[{}]", own["id"].as_str().unwrap());
        if !sees(&about, "birth") {
            own["expected"] = json!("2026-10-10");
        }
    }
    // Whom nobody may tell the reader of, and whatever hangs on them.
    let mut keep = vec!["support[refuge]", "referral[r1]", "consent[h9]", "family.needs.health"];
    push(&mut family, "supports", json!({ "offer": "refuge" }));
    push(&mut family, "needs", json!({ "domain": "health", "intensity": "light", "voice": "family" }));
    if member && dice.once_in(2) {
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
    push(
        &mut consents,
        "consents",
        json!({ "id": "h9", "giver": "adult:a1", "gives": ["release", "processing"],
        "purpose": "referral", "categories": ["birth", "income"], "recipients": ["provider:elsewhere"],
        "about": ["everyone"], "act": "important", "from": "2026-01-01", "status": "withdrawn", "since": "2026-05-01" }),
    );
    if let Some(list) = family["complete"].as_array_mut()
        && member
        && dice.once_in(2)
    {
        list.clear();
    }
    (family, consents)
}
