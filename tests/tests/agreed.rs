//! A provider is asked where the family agreed and by its consents; not by a law, not by what somebody erased of their own, not
//! after a no that meets the request late, and not anew before the day that the family named.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use millejours::{Code, Consent, Entry, EventId, Family, Journal, ReferralState, RetentionRules};
use millejours_tests::desk::{Desk, day, merge, party};

const FAMILY: &str = r#"{"schema":1,"complete":["adults","children","pregnancies"],
    "adults":[{"id":"a1","born":"1994"},{"id":"a2","born":"1990"}],"children":[{"id":"c1","born":"2026-02-11"}],
    "relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"sole"}]}"#;
const CONSENT: &str = r#"{"id":"g1","giver":"adult:a1","gives":["release","processing"],"purpose":"referral","categories":["birth"],
    "recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary","from":"2026-06-01","evidence":{"form":"spoken"},
    "status":"given","since":"2026-06-01"}"#;
const PROPOSED: &str = r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife",
    "about":["child[c1]"],"state":"proposed","by":"provider:midwife"}"#;
const DRAFT: &str = r#"{"kind":"referral","state":"draft","by":"adult:a1","evidence":{"form":"spoken"}}"#;
const REQUESTED: &str = r#"{"kind":"referral","state":"requested","by":"provider:midwife","disclosure":"d1"}"#;
const BEGUN: &str = r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife",
    "about":["child[c1]"],"state":"requested","by":"provider:midwife","disclosure":"d1"}"#;
const ACCEPTED: &str = r#"{"kind":"referral","state":"accepted","by":"provider:pmi"}"#;
const RECEIPT: &str = r#"{"kind":"receipt"}"#;
const REFUSED: &str = r#"{"kind":"referral","state":"refused_by_family","by":"adult:a1","until":"2027-01-01"}"#;

fn disclosure(purpose: &str, recipient: &str, basis: &str) -> String {
    format!(
        r#"{{"kind":"disclosure","recipient":"{recipient}","on":"2026-06-02","until":"2027-06-01","purpose":"{purpose}",
        "parts":[{{"about":"child[c1]","category":"birth"}}],"basis":[{basis}]}}"#
    )
}

fn law(holder: &str, recipient: &str, on: &str) -> String {
    format!(
        r#"{{"kind":"lawful","law":"x","holder":"{holder}","recipient":"{recipient}","categories":["birth"],
        "about":["everyone"],"on":"{on}","conditions":[],"steps":[]}}"#
    )
}

fn consented() -> Desk {
    let mut desk = Desk::default();
    let consent = Consent::from_json(CONSENT).unwrap();
    desk.tell("g1", "provider:midwife", "2026-06-01", Entry::consent(&consent).unwrap()).unwrap();
    let shown = disclosure("referral", "provider:pmi", r#"{"consent":"g1"}"#);
    desk.say("d1", "provider:midwife", "2026-06-02", &shown).unwrap();
    desk
}

/// Up to the family's yes, and the disclosure.
fn agreed() -> Desk {
    let mut desk = consented();
    desk.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-01", DRAFT).unwrap();
    desk
}

fn state(journal: &Journal, on: &str) -> Option<ReferralState> {
    journal.referral("r1", day(on)).map(|own| own.state())
}

/// What its provider's copy shows.
fn shown(journal: &Journal, on: &str) -> Option<ReferralState> {
    let family = Family::from_json(FAMILY).unwrap();
    state(&journal.copy_for(&party("provider:pmi"), day(on), &family), on)
}

fn erasure(events: &[EventId]) -> String {
    let ids: Vec<String> = events.iter().map(|id| format!("\"{id}\"")).collect();
    format!(r#"{{"kind":"erasure","events":[{}]}}"#, ids.join(","))
}

#[test]
fn nobody_is_asked_by_a_law_nor_hears_by_one_how_it_goes() {
    let mut desk = Desk::default();
    desk.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-01", DRAFT).unwrap();
    desk.say("l1", "provider:midwife", "2026-06-02", &law("provider:midwife", "provider:pmi", "2026-06-02")).unwrap();
    let by_law = disclosure("referral", "provider:pmi", r#"{"law":"l1"}"#);
    let refused = desk.say("d1", "provider:midwife", "2026-06-02", &by_law).unwrap_err();
    assert_eq!(refused.code(), Code::ReferralDisclosure);
    desk.bring("d1", "provider:midwife", "2026-06-02", &by_law).unwrap();
    assert!(desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).is_err());
    desk.bring("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    assert_eq!(state(&desk.journal, "2026-06-03"), Some(ReferralState::Draft));

    let mut desk = agreed();
    desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    desk.say("l2", "provider:pmi", "2026-06-02", &law("provider:pmi", "provider:midwife", "2026-06-02")).unwrap();
    let back = disclosure("coordination", "provider:midwife", r#"{"law":"l2"}"#);
    assert!(desk.say("d2", "provider:pmi", "2026-06-02", &back).is_err());
    desk.bring("d2", "provider:pmi", "2026-06-02", &back).unwrap();
    let step = ACCEPTED.replace('}', r#","disclosure":"d2"}"#);
    assert!(desk.say("r1", "provider:pmi", "2026-06-03", &step).is_err());
    desk.bring("r1", "provider:pmi", "2026-06-03", &step).unwrap();
    assert_eq!(state(&desk.journal, "2026-06-04"), Some(ReferralState::Requested));
}

#[test]
fn a_law_carries_what_laws_are_for_on_its_own_day() {
    for (on, purpose, may) in [
        ("2026-06-02", "child_protection", true),
        ("2026-06-02", "care", true),
        ("2026-06-01", "child_protection", false),
        ("2026-06-02", "research", false),
        ("2026-06-02", "orientation", false),
    ] {
        let mut desk = Desk::default();
        desk.say("l1", "provider:midwife", on, &law("provider:midwife", "provider:pmi", on)).unwrap();
        let told =
            desk.say("d1", "provider:midwife", "2026-06-02", &disclosure(purpose, "provider:pmi", r#"{"law":"l1"}"#));
        assert_eq!(told.is_ok(), may, "{on}, {purpose}");
    }
}

#[test]
fn a_second_beginning_stands_for_no_yes_of_the_family() {
    let mut desk = consented();
    desk.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    let other = {
        let mut other = Desk { salt: 90, ..Desk::default() };
        let mut withdrawn = Consent::from_json(CONSENT).unwrap();
        withdrawn.status = millejours::ConsentStatus::Withdrawn;
        withdrawn.evidence = None;
        other.tell("r1", "provider:midwife", "2026-06-01", Entry::consent(&withdrawn).unwrap()).unwrap();
        other
    };
    desk.journal = merge(&desk.journal, &other.journal);
    desk.bring("r1", "provider:midwife", "2026-06-02", BEGUN).unwrap();
    let states: Vec<_> = desk.journal.referrals(day("2026-06-03")).iter().map(|own| own.state()).collect();
    assert!(!states.contains(&ReferralState::Requested), "{states:?}");
    assert_ne!(shown(&desk.journal, "2026-06-03"), Some(ReferralState::Requested));
    // So does a note beside the request, where it is no copy of the provider's.
    let mut desk = consented();
    desk.say("r1", "provider:midwife", "2026-06-01", r#"{"kind":"note"}"#).unwrap();
    desk.bring("r1", "provider:midwife", "2026-06-02", BEGUN).unwrap();
    assert_eq!(state(&desk.journal, "2026-06-03"), None);
}

#[test]
fn a_request_without_the_familys_side_says_that_it_is_not_whole() {
    let mut desk = consented();
    desk.bring("r1", "provider:midwife", "2026-06-02", BEGUN).unwrap();
    assert!(desk.journal.standing("r1", day("2026-06-03")).unwrap().incomplete);
    let mut desk = agreed();
    desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    assert!(!desk.journal.standing("r1", day("2026-06-03")).unwrap().incomplete);
}

#[test]
fn what_its_recipient_erased_stands_for_no_consent() {
    // A note is none, whoever erased it; nor is a question that its recipient wrote down and erased.
    let asked = Consent::from_json(
        CONSENT.replace("\"given\"", "\"requested\"").replace(r#""evidence":{"form":"spoken"},"#, ""),
    );
    let asked = Entry::consent(&asked.unwrap()).unwrap();
    for entry in [Entry::from_json(r#"{"kind":"note"}"#).unwrap(), asked] {
        let mut desk = agreed();
        let first = desk.tell("g9", "provider:pmi", "2026-06-01", entry).unwrap().id();
        desk.bring("g9", "provider:pmi", "2026-06-20", &erasure(&[first])).unwrap();
        let shown = disclosure("referral", "provider:pmi", r#"{"consent":"g9"}"#);
        desk.bring("d9", "provider:midwife", "2026-06-02", &shown).unwrap();
        desk.bring("r1", "provider:midwife", "2026-06-02", &REQUESTED.replace("d1", "d9")).unwrap();
        assert_eq!(state(&desk.journal, "2026-06-10"), Some(ReferralState::Draft));
    }
    // Nor is a disclosure that its recipient erased.
    let mut desk = agreed();
    let first = desk.say("d9", "provider:pmi", "2026-06-01", r#"{"kind":"note"}"#).unwrap().id();
    desk.say("d9", "provider:pmi", "2026-06-20", &erasure(&[first])).unwrap();
    desk.bring("r1", "provider:midwife", "2026-06-02", &REQUESTED.replace("d1", "d9")).unwrap();
    assert_eq!(state(&desk.journal, "2026-06-10"), Some(ReferralState::Draft));
    // Any erasure anywhere lets no step be told.
    let mut desk = agreed();
    desk.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    desk.say("n1", "provider:other", "2026-06-01", r#"{"kind":"note"}"#).unwrap();
    let first = desk.journal.events().find(|event| event.header().thread == "n1").unwrap().id();
    desk.say("n1", "provider:other", "2026-06-20", &erasure(&[first])).unwrap();
    desk.bring("r1", "provider:pmi", "2026-06-03", ACCEPTED).unwrap();
    assert_eq!(state(&desk.journal, "2026-06-30"), Some(ReferralState::Requested));
}

#[test]
fn a_day_that_the_family_named_outlives_an_error_and_an_erasure() {
    let proposed = |desk: &mut Desk, on: &str| desk.say("r2", "provider:midwife", on, PROPOSED).map(|_| ());
    let refused = || {
        let mut desk = Desk::default();
        desk.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
        desk.say("r1", "adult:a1", "2026-06-02", REFUSED).unwrap();
        desk
    };
    let error = r#"{"kind":"referral","state":"entered_in_error","by":"provider:midwife"}"#;
    let mut desk = refused();
    desk.say("r1", "provider:midwife", "2026-06-03", error).unwrap();
    assert_eq!(proposed(&mut desk, "2026-06-04").unwrap_err().code(), Code::ReferralTooSoon);
    proposed(&mut desk, "2027-01-01").unwrap();
    // Said apart from it.
    let (mut office, phone) = (Desk::default(), refused());
    office.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    office.salt = 50;
    office.say("r1", "provider:midwife", "2026-06-03", error).unwrap();
    let mut desk = Desk { journal: merge(&office.journal, &phone.journal), salt: 80, ..Desk::default() };
    assert_eq!(proposed(&mut desk, "2026-06-04").unwrap_err().code(), Code::ReferralTooSoon);
    // Dated before it.
    let mut desk = refused();
    let early = desk.event("r2", "provider:midwife", "2026-06-01", &[], Entry::from_json(PROPOSED).unwrap()).unwrap();
    let late = desk.journal.append(early, &desk.roster, day("2026-06-10")).unwrap_err();
    assert_eq!(late.code(), Code::ReferralTooSoon);
    // What says so is not erased before that day, and is not due.
    let mut desk = refused();
    let ids: Vec<EventId> = desk.journal.events().map(|event| event.id()).collect();
    for author in ["provider:midwife", "adult:a1", "provider:other"] {
        let gone = desk.say("r1", author, "2026-06-03", &erasure(&ids)).unwrap_err();
        assert_eq!(gone.code(), Code::JournalErasure, "{author}");
        let first = desk.say("r1", author, "2026-06-03", &erasure(ids.get(..1).unwrap())).unwrap_err();
        assert_eq!(first.code(), Code::JournalErasure, "{author}");
    }
    let rules = RetentionRules::from_toml("schema = 1\n[[keep]]\nthread = 'referral'\ndays = 0\n").unwrap();
    assert!(desk.journal.due_for_erasure(&rules, day("2026-12-31")).is_empty());
    assert_eq!(desk.journal.due_for_erasure(&rules, day("2027-01-01")).len(), 1);
    desk.say("r1", "provider:midwife", "2027-01-01", &erasure(&ids)).unwrap();
    // The family that came back to it said so itself: the day counts no longer.
    let mut desk = Desk::default();
    desk.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    desk.say("r1", "adult:a1", "2026-06-02", &REFUSED.replace("refused_by_family", "not_now")).unwrap();
    desk.say("r1", "adult:a1", "2026-06-03", DRAFT).unwrap();
    proposed(&mut desk, "2026-06-04").unwrap();
}

#[test]
fn a_no_that_meets_the_request_late_ends_it() {
    let apart = |no: &str| {
        let (mut office, mut phone) = (agreed(), agreed());
        (office.salt, phone.salt) = (50, 90);
        office.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
        phone.say("r1", "adult:a1", "2026-06-03", no).unwrap();
        (office, phone)
    };
    for (no, said) in [
        (REFUSED.to_owned(), ReferralState::RefusedByFamily),
        (REFUSED.replace("refused_by_family", "not_now"), ReferralState::NotNow),
    ] {
        let (office, phone) = apart(&no);
        let mut desk = Desk { journal: merge(&office.journal, &phone.journal), salt: 120, ..Desk::default() };
        assert_eq!(state(&desk.journal, "2026-06-02"), Some(ReferralState::Requested));
        assert_eq!(state(&desk.journal, "2026-06-04"), Some(said));
        // Its provider's next copy has nothing of it, and no answer is taken.
        assert_eq!(shown(&desk.journal, "2026-06-04"), None);
        assert!(desk.say("r1", "provider:pmi", "2026-06-04", ACCEPTED).is_err());
        // To a provider that had an earlier copy the family says so.
        let cancelled = r#"{"kind":"referral","state":"cancelled","by":"adult:a1"}"#;
        desk.say("r1", "adult:a1", "2026-06-04", cancelled).unwrap();
        assert_eq!(shown(&desk.journal, "2026-06-04"), Some(ReferralState::Cancelled));
        assert_eq!(state(&desk.journal, "2026-06-04").map(ReferralState::is_end), Some(true));
    }
    // Where the no is older than the request, and the office had not heard of it.
    let (mut office, mut phone) = (agreed(), agreed());
    (office.salt, phone.salt) = (50, 90);
    phone.say("r1", "adult:a1", "2026-06-02", REFUSED).unwrap();
    office.say("r1", "provider:midwife", "2026-06-03", REQUESTED).unwrap();
    let mut desk = Desk { journal: merge(&office.journal, &phone.journal), salt: 120, ..Desk::default() };
    assert_eq!(shown(&desk.journal, "2026-06-04"), None);
    desk.say("r1", "adult:a1", "2026-06-04", r#"{"kind":"referral","state":"cancelled","by":"adult:a1"}"#).unwrap();
    assert_eq!(
        (shown(&desk.journal, "2026-06-03"), shown(&desk.journal, "2026-06-04")),
        (None, Some(ReferralState::Cancelled))
    );
    assert_eq!(state(&desk.journal, "2026-06-04"), Some(ReferralState::RefusedByFamily));
    // Whoever had answered before, and was heard, is told by the family that it is over.
    let (mut office, phone) = apart(REFUSED);
    let answered =
        office.event("r1", "provider:pmi", "2026-06-02", &["provider:midwife"], Entry::from_json(ACCEPTED).unwrap());
    office.journal.append(answered.unwrap(), &office.roster, day("2026-06-02")).unwrap();
    let heard =
        office.event("r1", "provider:other", "2026-06-02", &["provider:midwife"], Entry::from_json(RECEIPT).unwrap());
    office.journal.append(heard.unwrap(), &office.roster, day("2026-06-02")).unwrap();
    let mut desk = Desk { journal: merge(&office.journal, &phone.journal), salt: 120, ..Desk::default() };
    assert_eq!(state(&desk.journal, "2026-06-04"), Some(ReferralState::RefusedByFamily));
    assert_eq!(shown(&desk.journal, "2026-06-04"), Some(ReferralState::Accepted));
    let again = desk.say("r1", "adult:a1", "2026-06-04", &REFUSED.replace("refused_by_family", "not_now")).unwrap_err();
    assert_eq!(again.code(), Code::ReferralTransition);
    desk.say("r1", "adult:a1", "2026-06-04", r#"{"kind":"referral","state":"cancelled","by":"adult:a1"}"#).unwrap();
    assert_eq!(shown(&desk.journal, "2026-06-04"), Some(ReferralState::Cancelled));
}
