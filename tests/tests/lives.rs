//! Lives of consents and referrals in a journal, told step by step.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use millejours::{
    About, Category, Code, Consent, Consents, Entry, Facts, Family, Journal, Purpose, ReferralState, Request,
};
use millejours_tests::desk::{Desk, day, forced, merge, party};

const FAMILY: &str = r#"{"schema":1,"complete":["adults","children","pregnancies"],
    "adults":[{"id":"a1","born":"1994"},{"id":"a2","born":"1990"}],"children":[{"id":"c1","born":"2026-02-11"}],
    "relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"sole"}]}"#;

fn state(desk: &Desk, referral: &str, on: &str) -> ReferralState {
    desk.journal.referral(referral, day(on)).unwrap().state()
}

fn consent() -> Consent {
    Consent::from_json(
        r#"{"id":"g1","giver":"adult:a1","gives":["release","processing"],"purpose":"referral","categories":["birth",
        "family_situation"],"recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary","from":"2026-06-01",
        "evidence":{"form":"spoken","of_age":true},"status":"given","since":"2026-06-01"}"#,
    )
    .unwrap()
}

/// The consents that the journal holds let the service see when the child was born, if they do.
fn disclosed(consents: &Consents, on: &str) -> Result<Entry, millejours::Error> {
    let family = Family::from_json(FAMILY).unwrap();
    let about = [About::Child("c1".to_owned())];
    let request =
        Request::new(party("provider:pmi"), Purpose::Referral, millejours::Act::Ordinary, [Category::Birth], about);
    let rules = millejours::ConsentRules::shipped("FR").unwrap();
    let decision = consents.decide(&family, &Facts::new(), Some(&rules), &request, day(on));
    Entry::disclosure(&decision.disclose("d1")?)
}

const PROPOSED: &str = r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife",
    "about":["child[c1]"],"state":"proposed","by":"provider:midwife"}"#;
const DRAFT: &str = r#"{"kind":"referral","state":"draft","by":"adult:a1","evidence":{"form":"spoken"}}"#;
const REQUESTED: &str = r#"{"kind":"referral","state":"requested","by":"provider:midwife","disclosure":"d1"}"#;
const ACCEPTED: &str = r#"{"kind":"referral","state":"accepted","by":"provider:pmi"}"#;
const RECEIPT: &str = r#"{"kind":"receipt"}"#;
const WITHDRAWN: &str = r#"{"kind":"consent","status":"withdrawn"}"#;
/// The service may tell the midwife how it goes; both are named, so that both have it.
const FEEDBACK: &str = r#"{"kind":"consent","giver":"adult:a1","gives":["processing","release"],"purpose":"coordination",
    "categories":["need"],"recipients":["provider:midwife","provider:pmi"],"about":["child[c1]"],"act":"ordinary",
    "from":"2026-06-01","status":"given"}"#;

/// Up to the family's yes, and the disclosure.
fn agreed() -> Desk {
    let mut desk = Desk::default();
    desk.tell("g1", "provider:midwife", "2026-06-01", Entry::consent(&consent()).unwrap()).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-01", DRAFT).unwrap();
    let consents = desk.journal.consents(day("2026-06-02"));
    desk.tell("d1", "provider:midwife", "2026-06-02", disclosed(&consents, "2026-06-02").unwrap()).unwrap();
    desk
}

fn copy(desk: &Desk, reader: &str, on: &str) -> Journal {
    desk.journal.copy_for(&party(reader), day(on), &Family::from_json(FAMILY).unwrap())
}

#[test]
fn a_referral_goes_its_way_and_its_sender_hears_how_it_ended() {
    let mut desk = agreed();
    desk.say("g2", "adult:a1", "2026-06-01", FEEDBACK).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    // The service answers in its own copy, which the office then takes in.
    let mut service = Desk { journal: copy(&desk, "provider:pmi", "2026-06-03"), salt: 100, ..Desk::default() };
    service.say("r1", "provider:pmi", "2026-06-04", ACCEPTED).unwrap();
    desk.journal = merge(&desk.journal, &service.journal);
    assert_eq!(state(&desk, "r1", "2026-06-03"), ReferralState::Requested);
    assert_eq!(state(&desk, "r1", "2026-06-04"), ReferralState::Accepted);
    let heard = copy(&desk, "provider:midwife", "2026-06-05").referral("r1", day("2026-06-05")).unwrap();
    let steps: Vec<&str> = heard.steps.iter().map(|step| step.state.as_str()).collect();
    assert_eq!(steps, ["proposed", "draft", "requested", "accepted"]);
}

#[test]
fn a_sender_hears_nothing_that_no_consent_lets_them_hear() {
    let mut desk = agreed();
    desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    let silent = desk.say("r1", "provider:pmi", "2026-06-04", ACCEPTED).unwrap_err();
    assert_eq!(silent.code(), Code::ReferralDisclosure);
    // By merging it is carried, and counts for nothing.
    let mut brought = Desk { journal: desk.journal.clone(), salt: 50, ..Desk::default() };
    brought.bring("r1", "provider:pmi", "2026-06-04", ACCEPTED).unwrap();
    assert_eq!(state(&brought, "r1", "2026-06-05"), ReferralState::Requested);
    // Kept from the sender, it tells them nothing.
    let kept =
        desk.event("r1", "provider:pmi", "2026-06-04", &["provider:midwife"], Entry::from_json(ACCEPTED).unwrap());
    desk.journal.append(kept.unwrap(), &desk.roster, day("2026-06-04")).unwrap();
    assert_eq!(state(&desk, "r1", "2026-06-05"), ReferralState::Accepted);
    let heard = copy(&desk, "provider:midwife", "2026-06-05").referral("r1", day("2026-06-05")).unwrap();
    assert_eq!(heard.state(), ReferralState::Requested);
    // A consent of somebody who gave nothing for the request lets nobody hear.
    let mut other = agreed();
    other.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    other.say("g2", "adult:a2", "2026-06-01", &FEEDBACK.replace("adult:a1", "adult:a2")).unwrap();
    assert!(other.say("r1", "provider:pmi", "2026-06-04", ACCEPTED).is_err());
}

#[test]
fn after_a_withdrawal_nothing_is_asked_by_what_was_disclosed_before() {
    let mut desk = agreed();
    desk.say("g1", "adult:a1", "2026-06-03", WITHDRAWN).unwrap();
    let late = desk.say("r1", "provider:midwife", "2026-06-03", REQUESTED).unwrap_err();
    assert_eq!(late.code(), Code::ReferralDisclosure);
    assert_eq!(state(&desk, "r1", "2026-06-03"), ReferralState::Draft);
    // And no further disclosure comes of it.
    let consents = desk.journal.consents(day("2026-06-03"));
    assert_eq!(disclosed(&consents, "2026-06-03").unwrap_err().code(), Code::ConsentNotPermitted);
}

#[test]
fn an_earlier_day_on_a_request_helps_nobody() {
    let mut desk = agreed();
    let early = desk.event("r1", "provider:midwife", "2026-06-02", &[], Entry::from_json(REQUESTED).unwrap()).unwrap();
    desk.say("g1", "adult:a1", "2026-06-03", WITHDRAWN).unwrap();
    // Dated before the withdrawal, added after it.
    let late = desk.journal.append(early.clone(), &desk.roster, day("2026-06-10")).unwrap_err();
    assert_eq!(late.code(), Code::ReferralDisclosure);
    // Brought by a copy: it stood for that one day, as far as anybody can tell, and the withdrawal ends it.
    desk.journal = merge(&desk.journal, &forced(&desk.journal, &early).unwrap());
    assert_eq!(state(&desk, "r1", "2026-06-02"), ReferralState::Requested);
    assert_eq!(state(&desk, "r1", "2026-06-03"), ReferralState::Draft);
    assert!(copy(&desk, "provider:pmi", "2026-06-10").referral("r1", day("2026-06-10")).is_none());
    // The consent goes, and with it what shows that it was taken back: the request does not come to life again.
    let begun = desk.journal.events().find(|event| event.header().thread == "g1").unwrap().id();
    desk.tell("g1", "adult:a1", "2026-06-11", Entry::erasure([begun])).unwrap();
    assert_eq!(state(&desk, "r1", "2026-06-12"), ReferralState::Draft);
}

#[test]
fn what_the_provider_had_answered_is_not_undone_by_a_later_withdrawal() {
    let mut desk = agreed();
    desk.say("g2", "adult:a1", "2026-06-01", FEEDBACK).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    desk.say("r1", "provider:pmi", "2026-06-03", ACCEPTED).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-04", RECEIPT).unwrap();
    desk.say("g1", "adult:a1", "2026-06-05", WITHDRAWN).unwrap();
    assert_eq!(state(&desk, "r1", "2026-06-06"), ReferralState::Accepted);
    assert_eq!(shown(&desk, "provider:pmi", "2026-06-06"), (vec!["requested", "accepted"], 3));
    // Once both consents are erased, the referral is told as it was.
    for thread in ["g1", "g2"] {
        let begun = desk.journal.events().find(|event| event.header().thread == thread).unwrap().id();
        desk.tell(thread, "adult:a1", "2026-06-07", Entry::erasure([begun])).unwrap();
    }
    assert_eq!(state(&desk, "r1", "2026-06-08"), ReferralState::Accepted);
    // A receipt of the day of the withdrawal is not one from before.
    let mut same = agreed();
    same.say("g2", "adult:a1", "2026-06-01", FEEDBACK).unwrap();
    same.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    same.say("r1", "provider:pmi", "2026-06-02", ACCEPTED).unwrap();
    same.say("r1", "provider:midwife", "2026-06-03", RECEIPT).unwrap();
    same.say("g1", "adult:a1", "2026-06-03", WITHDRAWN).unwrap();
    assert_eq!(state(&same, "r1", "2026-06-03"), ReferralState::Draft);
}

#[test]
fn a_note_that_its_provider_dates_back_undoes_no_recall() {
    for (author, kind) in [("provider:pmi", "note"), ("provider:pmi", "receipt"), ("provider:midwife", "note")] {
        let mut desk = agreed();
        desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
        desk.say("g1", "adult:a1", "2026-06-05", WITHDRAWN).unwrap();
        assert_eq!(state(&desk, "r1", "2026-06-06"), ReferralState::Draft);
        let entry = Entry::from_json(format!(r#"{{"kind":"{kind}"}}"#)).unwrap();
        let note = desk.event("r1", author, "2026-06-04", &[], entry).unwrap();
        desk.journal.append(note, &desk.roster, day("2026-06-10")).unwrap();
        desk.bring("r1", "provider:pmi", "2026-06-04", r#"{"kind":"note"}"#).unwrap();
        assert_eq!(state(&desk, "r1", "2026-06-11"), ReferralState::Draft, "{author}, {kind}");
        let theirs = copy(&desk, "provider:pmi", "2026-06-11").referral("r1", day("2026-06-11"));
        assert!(theirs.is_none_or(|own| own.state() == ReferralState::Draft));
    }
}

#[test]
fn a_request_without_its_ground_is_refused_and_counts_for_nothing_where_a_copy_brings_it() {
    let disclosure = |more: &str| {
        format!(
            r#"{{"kind":"disclosure","recipient":"provider:pmi","on":"2026-06-02","purpose":"referral",
            "parts":[{{"about":"child[c1]","category":"birth"}}],"basis":[{{"consent":"g1"}}]{more}}}"#
        )
    };
    let plain = disclosure("");
    let wrong = [
        ("no disclosure at all", plain.clone(), REQUESTED.replace("d1", "nope")),
        ("for another purpose", plain.replace("\"referral\"", "\"research\""), REQUESTED.replace("d1", "d2")),
        ("to somebody else", plain.replace("provider:pmi", "provider:other"), REQUESTED.replace("d1", "d2")),
        ("for another offer", disclosure(r#","offer":"bath""#), REQUESTED.replace("d1", "d2")),
        ("about another child", plain.replace("c1", "c2"), REQUESTED.replace("d1", "d2")),
        ("of what nobody gave", plain.replace("birth", "health"), REQUESTED.replace("d1", "d2")),
        ("on a consent that is not there", plain.replace("g1", "g9"), REQUESTED.replace("d1", "d2")),
        ("on a law that is not there", plain.replace("consent", "law"), REQUESTED.replace("d1", "d2")),
        ("on what is its own", plain.replace(r#""consent":"g1""#, r#""own":true"#), REQUESTED.replace("d1", "d2")),
        ("until the day before", disclosure(r#","until":"2026-06-02""#), REQUESTED.replace("d1", "d2")),
        ("by somebody else than the sender", plain.clone(), REQUESTED.replace("provider:midwife", "provider:other")),
    ];
    for (what, shown, requested) in wrong {
        let mut desk = agreed();
        desk.bring("d2", "provider:midwife", "2026-06-02", &shown).unwrap();
        let author = if requested.contains("provider:other") { "provider:other" } else { "provider:midwife" };
        let refused = desk.say("r1", author, "2026-06-02", &requested).unwrap_err();
        assert!(matches!(refused.code(), Code::ReferralDisclosure | Code::ReferralActor), "{what}: {refused}");
        desk.bring("r1", author, "2026-06-02", &requested).unwrap();
        assert_eq!(state(&desk, "r1", "2026-06-03"), ReferralState::Draft, "{what}");
        let theirs = copy(&desk, "provider:pmi", "2026-06-03");
        assert!(theirs.referral("r1", day("2026-06-03")).is_none(), "{what}");
        assert!(!theirs.to_jsonl().contains("\"thread\":\"r1\""), "{what}");
    }
    // Such a disclosure is not recorded either; and one that rests on nothing, or on two things at once, is none.
    let mut desk = agreed();
    let refused = desk.say("d2", "provider:midwife", "2026-06-02", &plain.replace("g1", "g9")).unwrap_err();
    assert_eq!(refused.code(), Code::ReferralDisclosure);
    for basis in ["[]", "[{}]", r#"[{"own":false}]"#, r#"[{"consent":"g1","own":true}]"#] {
        assert!(Entry::from_json(plain.replace(r#"[{"consent":"g1"}]"#, basis)).is_err(), "{basis}");
    }
    assert!(Entry::from_json(plain.replace(r#"[{"about":"child[c1]","category":"birth"}]"#, "[]")).is_err());
    // With all of it, it is.
    desk.say("d2", "provider:midwife", "2026-06-02", &plain).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-02", &REQUESTED.replace("d1", "d2")).unwrap();
}

#[test]
fn a_newer_no_stops_a_request_whoever_says_it_and_under_whatever_id() {
    let refusal = |giver: &str| {
        serde_json::to_string(&consent()).unwrap().replace("adult:a1", giver).replace("\"given\"", "\"refused\"")
    };
    for giver in ["adult:a1", "adult:a2"] {
        let mut desk = agreed();
        let mut refused = Consent::from_json(refusal(giver).replace("\"g1\"", "\"g7\"")).unwrap();
        refused.evidence = None;
        desk.tell("g7", giver, "2026-06-03", Entry::consent(&refused).unwrap()).unwrap();
        let late = desk.say("r1", "provider:midwife", "2026-06-04", REQUESTED).unwrap_err();
        assert_eq!(late.code(), Code::ReferralDisclosure, "{giver}");
        // Asking again is no answer.
        let mut again = Desk { journal: desk.journal.clone(), salt: 100, ..Desk::default() };
        again.say("g7", "provider:pmi", "2026-06-04", r#"{"kind":"consent","status":"requested"}"#).unwrap();
        let late = again.say("r1", "provider:midwife", "2026-06-04", REQUESTED).unwrap_err();
        assert_eq!(late.code(), Code::ReferralDisclosure, "{giver}, and asked again");
        again.bring("r1", "provider:midwife", "2026-06-04", REQUESTED).unwrap();
        assert_eq!(state(&again, "r1", "2026-06-05"), ReferralState::Draft, "{giver}, and asked again");

        desk.bring("r1", "provider:midwife", "2026-06-04", REQUESTED).unwrap();
        assert_eq!(state(&desk, "r1", "2026-06-05"), ReferralState::Draft, "{giver}");
    }
    // Nor does it bring a request back that fell with a no.
    let mut desk = agreed();
    desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    let mut refused = Consent::from_json(refusal("adult:a1").replace("\"g1\"", "\"g7\"")).unwrap();
    refused.evidence = None;
    desk.tell("g7", "adult:a1", "2026-06-03", Entry::consent(&refused).unwrap()).unwrap();
    assert_eq!(state(&desk, "r1", "2026-06-03"), ReferralState::Draft);
    desk.say("g7", "provider:pmi", "2026-06-04", r#"{"kind":"consent","status":"requested"}"#).unwrap();
    assert_eq!(state(&desk, "r1", "2026-06-04"), ReferralState::Draft);
}

#[test]
fn what_a_phone_and_an_office_wrote_apart_is_the_same_on_both_and_the_withdrawal_stands() {
    let (mut phone, mut office) = (agreed(), agreed());
    office.salt = 100;
    phone.say("r1", "provider:midwife", "2026-06-03", REQUESTED).unwrap();
    office.say("g1", "adult:a1", "2026-06-03", WITHDRAWN).unwrap();
    office
        .say("r1", "adult:a1", "2026-06-03", r#"{"kind":"referral","state":"refused_by_family","by":"adult:a1"}"#)
        .unwrap();
    let (one, other) = (merge(&phone.journal, &office.journal), merge(&office.journal, &phone.journal));
    assert_eq!(one.to_jsonl(), other.to_jsonl());
    assert_eq!(merge(&one, &other).to_jsonl(), one.to_jsonl());
    let on = day("2026-06-03");
    assert_eq!(one.referral("r1", on).unwrap().state(), ReferralState::RefusedByFamily);
    assert_eq!(disclosed(&one.consents(on), "2026-06-03").unwrap_err().code(), Code::ConsentNotPermitted);
}

#[test]
fn nobody_is_asked_before_the_family_agreed() {
    let mut desk = Desk::default();
    desk.tell("g1", "provider:midwife", "2026-06-01", Entry::consent(&consent()).unwrap()).unwrap();
    let consents = desk.journal.consents(day("2026-06-02"));
    desk.tell("d1", "provider:midwife", "2026-06-02", disclosed(&consents, "2026-06-02").unwrap()).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-02", PROPOSED).unwrap();
    assert_eq!(
        desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap_err().code(),
        Code::ReferralTransition
    );
    desk.bring("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    assert_eq!(state(&desk, "r1", "2026-06-03"), ReferralState::Proposed);
    assert!(!copy(&desk, "provider:pmi", "2026-06-03").to_jsonl().contains("r1"));
}

#[test]
fn nobody_begins_again_before_the_day_that_the_family_named() {
    let mut desk = Desk::default();
    desk.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    let not_now = r#"{"kind":"referral","state":"not_now","by":"adult:a1","until":"2026-07-01"}"#;
    desk.say("r1", "provider:midwife", "2026-06-01", not_now).unwrap();
    let again = desk.say("r2", "provider:midwife", "2026-06-30", PROPOSED).unwrap_err();
    assert_eq!(again.code(), Code::ReferralTooSoon);
    desk.say("r2", "provider:midwife", "2026-07-01", PROPOSED).unwrap();
    // The family itself begins whenever it wants to.
    let own = r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"adult:a1","about":["child[c1]"],
        "state":"draft","by":"adult:a1"}"#;
    desk.say("r3", "adult:a1", "2026-07-02", own).unwrap();
}

/// The states that a reader's copy shows of a referral, and the days of its events.
fn shown(desk: &Desk, reader: &str, on: &str) -> (Vec<&'static str>, usize) {
    let copy = copy(desk, reader, on);
    let steps = copy.referral("r1", day(on)).map(|own| own.steps.iter().map(|step| step.state.as_str()).collect());
    (steps.unwrap_or_default(), copy.events().filter(|event| event.header().thread == "r1").count())
}

#[test]
fn a_provider_sees_a_referral_from_its_request_on_and_another_parent_not_before() {
    let mut desk = agreed();
    let refused = r#"{"kind":"referral","state":"not_now","by":"adult:a1"}"#;
    desk.say("r1", "provider:midwife", "2026-06-02", refused).unwrap();
    for reader in ["provider:pmi", "provider:other", "adult:a2"] {
        assert_eq!(shown(&desk, reader, "2026-06-02"), (vec![], 0), "{reader}");
    }
    assert_eq!(shown(&desk, "provider:midwife", "2026-06-02").0, ["proposed", "draft", "not_now"]);
    assert_eq!(shown(&desk, "adult:a1", "2026-06-02").0, ["proposed", "draft", "not_now"]);
    desk.say("r1", "adult:a1", "2026-06-03", r#"{"kind":"referral","state":"draft","by":"adult:a1"}"#).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-04", REQUESTED).unwrap();
    assert_eq!(shown(&desk, "provider:pmi", "2026-06-04"), (vec!["requested"], 1));
    let all = ["proposed", "draft", "not_now", "draft", "requested"];
    assert_eq!(shown(&desk, "provider:midwife", "2026-06-04"), (all.to_vec(), 5));
    // What comes after it follows it alone, so that the provider's copy is whole.
    desk.say("r1", "adult:a1", "2026-06-05", r#"{"kind":"referral","state":"cancelled","by":"adult:a1"}"#).unwrap();
    assert_eq!(shown(&desk, "provider:pmi", "2026-06-05"), (vec!["requested", "cancelled"], 2));
    // Two journals that differ only in what was before give the provider the same bytes.
    let mut plain = agreed();
    plain.salt = desk.salt - 2;
    plain.say("r1", "provider:midwife", "2026-06-04", REQUESTED).unwrap();
    plain.say("r1", "adult:a1", "2026-06-05", r#"{"kind":"referral","state":"cancelled","by":"adult:a1"}"#).unwrap();
    let theirs = |desk: &Desk| copy(desk, "provider:pmi", "2026-06-05").to_jsonl();
    assert_eq!(theirs(&plain), theirs(&desk));
    // Once asked, the provider is asked: the family cancels, and does not go back to what was before.
    assert!(desk.say("r1", "adult:a1", "2026-06-05", refused).is_err());
    // Nor is it asked a second time.
    assert_eq!(
        desk.say("r1", "provider:midwife", "2026-06-06", REQUESTED).unwrap_err().code(),
        Code::JournalSecondBeginning
    );
}

const KEPT: &str =
    r#"{"kind":"confidence","giver":"adult:a1","keep":["referral[r1]"],"from":["adult:a2"],"status":"kept"}"#;
const ABOUT_HER: &str = r#"{"kind":"referral","offer":"shelter","provider":"provider:pmi","sender":"provider:midwife",
    "about":["family"],"asked":["adult:a1","adult:a2"],"state":"proposed","by":"provider:midwife"}"#;

#[test]
fn a_referral_that_is_kept_from_a_partner_is_in_no_copy_of_his() {
    let mut desk = Desk::default();
    desk.say("r1", "provider:midwife", "2026-06-01", ABOUT_HER).unwrap();
    assert_eq!(copy(&desk, "adult:a2", "2026-06-01").len(), 1);
    let without = Desk::default();
    desk.say("k1", "provider:midwife", "2026-06-01", KEPT).unwrap();
    assert_eq!(copy(&desk, "adult:a2", "2026-06-01").to_jsonl(), copy(&without, "adult:a2", "2026-06-01").to_jsonl());
    assert_eq!(copy(&desk, "adult:a1", "2026-06-01").len(), 2);
}

#[test]
fn a_confidence_whose_thread_is_begun_again_as_something_else_is_kept() {
    let (mut desk, mut other) = (Desk::default(), Desk::default());
    desk.say("r1", "provider:midwife", "2026-06-01", ABOUT_HER).unwrap();
    desk.say("k1", "provider:midwife", "2026-06-01", KEPT).unwrap();
    let mut withdrawn = consent();
    withdrawn.status = millejours::ConsentStatus::Withdrawn;
    withdrawn.evidence = None;
    other.salt = 50;
    other.tell("k1", "provider:pmi", "2026-06-01", Entry::consent(&withdrawn).unwrap()).unwrap();
    desk.journal = merge(&desk.journal, &other.journal);
    assert!(desk.journal.standing("k1", day("2026-06-01")).is_some_and(|own| own.contested));
    assert!(copy(&desk, "adult:a2", "2026-06-01").is_empty());
    assert_eq!(desk.journal.consents(day("2026-06-01")).confidences().len(), 1);
}
