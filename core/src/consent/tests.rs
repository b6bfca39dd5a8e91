//! What the vectors cannot show: views piece by piece, and names that are kept.

use super::{About, Act, Concerned, ConsentRules, ConsentStatus, Consents, Party, Purpose, Request};
use crate::calendar::iso;
use crate::family::Family;
use crate::vocabulary::{Category, Facts};

const FAMILY: &str = r#"{"schema": 1, "id": "f-001", "complete": ["adults", "children"], "territory": "A",
    "other_territories": ["B"],
    "adults": [{"id": "a1", "born": "1990-01-01", "lives_here": "always"}, {"id": "a2", "born": "1991-01-01"}],
    "children": [{"id": "c1", "born": "2024-03-02", "pregnancy": "p0"}, {"id": "c2", "pregnancy": "p1"}],
    "pregnancies": [{"id": "p0", "carried_by": "a1", "ended": "2024-03-02", "outcome": "birth"},
                    {"id": "p1", "carried_by": "a1", "expected": "2026-12-20"}],
    "relations": [{"adult": "a1", "child": "c1", "kind": "parent", "authority": "joint"},
                  {"adult": "a2", "child": "c1", "kind": "parent", "authority": "joint"}],
    "supports": [{"offer": "visit", "subject": "c1"}, {"offer": "course", "subject": "p1"}, {"offer": "group"}],
    "declined": ["family.savings"]}"#;

/// What an adult sees of everything, where this is kept from them.
fn view(reader: &str, keep: &str) -> Family {
    let keep = match keep {
        "" => String::new(),
        keep => format!(
            r#", "confidences": [{{"id": "k1", "giver": "adult:a1", "keep": {keep}, "from": ["{reader}"], "status": "kept"}}]"#
        ),
    };
    let consents = Consents::from_json(format!(r#"{{"schema": 1{keep}}}"#)).unwrap();
    let family = Family::from_json(FAMILY).unwrap();
    let all = Category::ALL.iter().copied();
    let request =
        Request::new(Party::parse(reader).unwrap(), Purpose::Orientation, Act::Ordinary, all, Concerned::Everyone);
    let rules = ConsentRules::shipped("FR").unwrap();
    let decision = consents.decide(&family, &Facts::new(), Some(&rules), &request, iso("2026-06-01").unwrap());
    decision.permitted().unwrap().disclose("d1").unwrap().view().clone()
}

#[test]
fn a_carrier_sees_their_pregnancies_and_the_other_parent_does_not() {
    let (one, two) = (view("adult:a1", ""), view("adult:a2", ""));
    assert_eq!((one.pregnancies.len(), one.children.len()), (2, 2));
    assert_eq!((two.pregnancies.len(), two.children.len()), (0, 1));
    // The link to a pregnancy that does not show would betray it.
    assert_eq!(two.children[0].pregnancy, None);
    assert_eq!(one.children[0].pregnancy.as_deref(), Some("p0"));
    assert!(two.supports.iter().all(|own| own.subject.as_deref() != Some("p1")));
    // That a group helps the family is not told to whoever belongs to it.
    assert_eq!(one.supports.len(), 2);
    for view in [one, two] {
        assert!(view.complete.is_empty() && view.declined.is_empty() && view.id.is_none());
    }
}

#[test]
fn what_is_counted_from_a_day_is_kept_with_it() {
    for keep in ["born", "age_months", "age_years", "corrected_age_weeks", "unborn"] {
        let view = view("adult:a2", &format!(r#"["child[c1].{keep}"]"#));
        assert_eq!(view.children[0].born, None, "{keep}");
    }
    // Nobody keeps a day of a pregnancy from who carries it.
    assert!(view("adult:a1", r#"["pregnancy[p1].week"]"#).pregnancies[1].expected.is_some());
    assert!(view("adult:a2", r#"["child[c2].born"]"#).children[0].born.is_some());
}

#[test]
fn a_kept_address_and_kept_help_are_not_there() {
    // A territory is nobody's to read without a consent; help is, where it is about whom one has authority for.
    let found = view("adult:a2", "");
    assert_eq!((found.territory, found.other_territories, found.supports.len()), (None, None, 1));
    let found = view("adult:a2", r#"["support[visit]"]"#);
    assert_eq!(found.supports.len(), 0);
    // Nor the pregnancy itself, with the child expected of it.
    let found = view("adult:a1", r#"["pregnancy[p1]"]"#);
    assert_eq!((found.pregnancies.len(), found.children.len()), (2, 2));
}

#[test]
fn the_day_of_majority_is_told_only_beside_the_birth() {
    let until = |categories: &[Category]| {
        let (family, facts) = (Family::from_json(FAMILY).unwrap(), Facts::new());
        let about = [About::Child("c1".to_owned())];
        let reader = Party::parse("adult:a2").unwrap();
        let request = Request::new(reader, Purpose::Orientation, Act::Ordinary, categories.iter().copied(), about);
        let rules = ConsentRules::shipped("FR").unwrap();
        let decision = Consents::new().decide(&family, &facts, Some(&rules), &request, iso("2026-06-01").unwrap());
        decision.parts()[0].until
    };
    assert_eq!(until(&[Category::Income]), iso("2026-06-02"));
    assert_eq!(until(&[Category::Birth, Category::Income]), iso("2042-03-02"));
}

#[test]
fn consents_stand_in_the_order_of_their_ids_and_become_what_the_table_says() {
    let one = |id: &str, status: &str| {
        format!(
            r#"{{"id": "{id}", "giver": "adult:a1", "gives": ["acceptance"], "purpose": "care", "categories": [],
            "recipients": ["provider:pmi"], "about": ["everyone"], "act": "ordinary", "from": "2026-01-01",
            "status": "{status}", "since": "2026-02-01"}}"#
        )
    };
    let text = format!(r#"{{"schema": 1, "consents": [{}, {}]}}"#, one("g2", "withdrawn"), one("g1", "given"));
    let consents = Consents::from_json(text).unwrap();
    let ids: Vec<&str> = consents.consents().iter().map(|own| own.id.as_str()).collect();
    assert_eq!(ids, ["g1", "g2"]);
    assert_eq!(Consents::from_json(consents.to_json()).unwrap(), consents);
    let code = |id: &str, next, on: &str, again: Option<&str>| {
        let found = consents.consent(id).unwrap().become_status(next, iso(on).unwrap(), again.and_then(iso));
        found.err().map(|error| error.code().as_str())
    };
    assert_eq!(code("g1", ConsentStatus::Withdrawn, "2026-02-01", None), None);
    assert_eq!(code("g1", ConsentStatus::Withdrawn, "2026-01-31", None), Some("consent.contradiction"));
    assert_eq!(code("g1", ConsentStatus::Withdrawn, "2026-03-01", Some("2026-04-01")), Some("consent.contradiction"));
    assert_eq!(code("g1", ConsentStatus::Refused, "2026-03-01", None), Some("consent.transition"));
    assert_eq!(code("g2", ConsentStatus::Given, "2026-03-01", None), Some("consent.transition"));
}

#[test]
fn an_error_never_holds_what_a_document_holds() {
    let secret = "Zwiebelkuchen";
    for text in [
        r#"{"schema": 1, "Zwiebelkuchen": 1}"#,
        r#"{"schema": 1, "consents": [{"id": "Zwiebelkuchen!", "giver": "Zwiebelkuchen", "about": ["Zwiebelkuchen"]}]}"#,
        r#"{"schema": 1, "confidences": [{"keep": ["Zwiebelkuchen"], "from": ["Zwiebelkuchen"], "status": "Zwiebelkuchen"}]}"#,
        r#"{"schema": 1, "lawful": [{"law": "Zwiebel kuchen", "on": "Zwiebelkuchen", "steps": [{"Zwiebelkuchen": 1}]}]}"#,
        r#"{"schema": 1, "consents": "Zwiebelkuchen"#,
    ] {
        let refused = Consents::from_json(text).unwrap_err();
        assert!(!refused.to_string().contains(secret) && !refused.to_json().contains(secret), "{refused}");
    }
}
