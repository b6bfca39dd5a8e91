//! What the calls of `tests/calls/exchange.toml` cannot show.

use super::dpv_terms::{self, Term};
use super::fhir_codes::request_status;
use super::fhir_people::fhir_id;
use crate::consent::{Act, ConsentState, Consents, Disclosure, EvidenceForm, Purpose, Request};
use crate::family::Family;
use crate::referral::{ReferralState, ReferralSystem};
use crate::vocabulary::{Category, Facts};

/// What an adult reads of themself.
fn own(id: &str) -> Disclosure {
    let family =
        Family::from_json(format!(r#"{{"schema": 1, "adults": [{{"id": "{id}", "born": "1994"}}]}}"#)).unwrap();
    let request = Request::from_json(format!(
        r#"{{"recipient": "adult:{id}", "purpose": "orientation", "categories": ["birth"], "about": ["adult[{id}]"], "act": "ordinary"}}"#
    ));
    let on = crate::calendar::iso("2026-06-01").unwrap();
    Consents::new().decide(&family, &Facts::new(), None, &request.unwrap(), on).disclose("d_1").unwrap()
}

#[test]
fn all_our_terms_have_names_of_their_own() {
    // They share one namespace: a category and a purpose of one name would be one thing.
    let words = |all: Vec<&'static str>| all;
    let mut names: Vec<&str> = [
        words(Category::ALL.iter().map(|own| own.as_str()).collect()),
        words(Purpose::ALL.iter().map(|own| own.as_str()).collect()),
        words(ConsentState::ALL.iter().map(|own| own.as_str()).collect()),
        words(Act::ALL.iter().map(|own| own.as_str()).collect()),
        words(EvidenceForm::ALL.iter().map(|own| own.as_str()).collect()),
        vec!["giver", "about", "purpose", "category", "recipient", "offer", "act", "notice", "status", "since", "from"],
        vec!["until", "again", "evidence", "form", "ofAge", "witness", "Acceptance", "SecrecyRelease"],
    ]
    .concat();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn only_a_yes_that_holds_is_a_consent_given() {
    for state in ConsentState::ALL {
        let given = dpv_terms::status(*state) == Term::Same("dpv:ConsentGiven");
        assert_eq!(given, *state == ConsentState::Given, "{state}");
    }
}

#[test]
fn a_request_has_a_status_exactly_where_its_task_has_one() {
    for state in ReferralState::ALL {
        assert_eq!(
            request_status(*state).is_some(),
            state.in_system(ReferralSystem::Gravity).code.is_some(),
            "{state}"
        );
    }
}

#[test]
fn an_id_can_be_read_back() {
    for id in ["a", "a_1", "_", "__-_", "A-9_z"] {
        let written = fhir_id(id);
        assert!(written.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '.'));
        assert_eq!(written.replace('.', "_"), id);
    }
    let bundle = own("a_1").to_fhir("https://records.example/d_1", None).unwrap();
    assert!(bundle.starts_with(r#"{"resourceType":"Bundle","id":"d.1","#));
    assert!(bundle.contains(r#""fullUrl":"https://records.example/d_1/Patient/adult.a.1""#));
}

#[test]
fn an_id_is_refused_where_it_becomes_too_long() {
    let longest = "x".repeat(58);
    assert!(own(&longest).to_fhir("https://records.example", None).is_ok());
    let refused = own(&"x".repeat(59)).to_fhir("https://records.example", None).unwrap_err();
    assert_eq!((refused.kind(), refused.code().as_str()), ("family", "id.invalid"));
    assert!(!refused.to_string().contains("xxx"));
}

#[test]
fn a_base_is_an_address_of_the_web() {
    let disclosure = own("a1");
    for good in ["https://records.example", "http://localhost:8080/fhir", "https://a.example/fhir/d1"] {
        assert!(disclosure.to_fhir(good, None).is_ok(), "{good}");
    }
    for bad in [
        "",
        "https://",
        "https:///x",
        "ftp://a.example",
        "https://a.example/",
        "https://a.example/a b",
        "https://a.example?x",
        "https://a.example#x",
        "https://a.example/é",
        "records.example",
        "urn:uuid:1",
    ] {
        let refused = disclosure.to_fhir(bad, None).unwrap_err();
        assert_eq!(refused.code().as_str(), "document.invalid_value", "{bad}");
    }
}
