//! Who may say what in a journal: the table of the guide, one line after the other; refused where it is added, and without
//! effect where a copy brings it. And what an erasure may take.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use millejours::{Code, Consents, Entry, EventId, Journal, RetentionRules};
use millejours_tests::desk::{Desk, day, forced, merge};

fn consent(id: &str, status: &str, more: &str) -> (String, String) {
    let entry = format!(
        r#"{{"kind":"consent","giver":"adult:a1","gives":["processing","release"],"purpose":"referral",
        "categories":["birth"],"recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary","from":"2026-06-01",
        "status":"{status}"{more}}}"#
    );
    (id.to_owned(), entry)
}

const KEPT: &str =
    r#"{"kind":"confidence","giver":"adult:a1","keep":["child[c2]"],"from":["adult:a2"],"status":"kept"}"#;
const LIFTED: &str = r#"{"kind":"confidence","status":"lifted"}"#;
const SPOKEN: &str = r#","by":"adult:a1","evidence":{"form":"spoken"}"#;
const WRITTEN: &str = r#","by":"adult:a1","evidence":{"form":"written"}"#;

/// What is asked and kept, and a referral that is proposed.
fn begun() -> Desk {
    let mut desk = Desk::default();
    let (thread, asked) = consent("g1", "requested", "");
    desk.say(&thread, "provider:midwife", "2026-06-01", &asked).unwrap();
    let (thread, given) = consent("g5", "given", "");
    desk.say(&thread, "adult:a1", "2026-06-01", &given).unwrap();
    desk.say("k1", "provider:midwife", "2026-06-01", KEPT).unwrap();
    for (thread, about) in [("r1", "adult[a1]"), ("r2", "child[c1]")] {
        let proposed = format!(
            r#"{{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife",
            "about":["{about}"],"asked":["adult:a1"],"state":"proposed","by":"provider:midwife"}}"#
        );
        desk.say(thread, "provider:midwife", "2026-06-01", &proposed).unwrap();
    }
    desk
}

fn state(journal: &Journal, thread: &str) -> &'static str {
    journal.standing(thread, day("2026-06-30")).map_or("nothing", |standing| standing.state)
}

/// Whoever says it, in that thread: refused, and of no effect where a copy brings it; or taken both ways.
fn says(thread: &str, author: &str, entry: &str, may: bool) {
    let entry = Entry::from_json(entry).unwrap();
    let mut desk = begun();
    let event = desk.event(thread, author, "2026-06-02", &[], entry).unwrap();
    let brought = merge(&desk.journal, &forced(&desk.journal, &event).unwrap());
    let before = state(&desk.journal, thread);
    match desk.journal.append(event, &desk.roster, day("2026-06-02")) {
        Ok(_) => assert!(may, "{author} may not say it in {thread}"),
        Err(refused) => {
            assert!(!may, "{author} may say it in {thread}: {refused}");
            assert_eq!(refused.code(), Code::JournalAuthority);
            assert_eq!(state(&brought, thread), before, "{author}, brought into {thread}");
        }
    }
    assert_eq!(state(&brought, thread), state(&desk.journal, thread), "added or brought, it counts the same");
}

#[test]
fn a_yes_is_its_givers_and_a_no_is_anybodys() {
    let given = |more: &str| format!(r#"{{"kind":"consent","status":"given"{more}}}"#);
    let other = SPOKEN.replace("a1", "a2");
    let mut tried = 0;
    for (author, more, may) in [
        ("adult:a1", "", true),
        ("adult:a1", r#","by":"adult:a1""#, true),
        ("adult:a1", other.as_str(), false),
        ("adult:a2", "", false),
        ("adult:a2", SPOKEN, false),
        ("adult:a2", WRITTEN, false),
        ("provider:midwife", "", false),
        ("provider:midwife", r#","by":"adult:a1""#, false),
        ("provider:midwife", other.as_str(), false),
        ("provider:midwife", SPOKEN, true),
        ("provider:pmi", SPOKEN, false),
        ("provider:pmi", WRITTEN, true),
    ] {
        says("g1", author, &given(more), may);
        tried += 1;
    }
    for author in ["adult:a1", "adult:a2", "provider:midwife", "provider:pmi", "provider:other"] {
        says("g1", author, r#"{"kind":"consent","status":"refused"}"#, true);
        says("g5", author, r#"{"kind":"consent","status":"withdrawn"}"#, true);
        tried += 2;
    }
    // Somebody's being of age makes a consent count: it is a yes, whatever else is said with it.
    let of_age = r#"{"kind":"consent","status":"refused","evidence":{"form":"spoken","of_age":true}}"#;
    says("g1", "adult:a2", of_age, false);
    says("g1", "adult:a1", of_age, true);
    // Beginnings: the giver stands there.
    for (author, more, may) in [
        ("adult:a1", "", true),
        ("adult:a2", r#","evidence":{"form":"written"}"#, false),
        ("provider:midwife", "", false),
        ("provider:midwife", r#","evidence":{"form":"spoken"}"#, true),
        ("provider:pmi", r#","evidence":{"form":"electronic"}"#, false),
        ("provider:pmi", r#","evidence":{"form":"written"}"#, true),
    ] {
        says("g9", author, &consent("g9", "given", more).1, may);
        says("g9", author, &consent("g9", "refused", "").1, true);
        tried += 2;
    }
    assert_eq!(tried, 34);
}

#[test]
fn what_shows_a_yes_is_not_brought_along_from_before() {
    let mut desk = Desk::default();
    let (thread, asked) = consent("g1", "requested", r#","evidence":{"form":"spoken","of_age":true}"#);
    assert_eq!(desk.say(&thread, "provider:pmi", "2026-06-01", &asked).unwrap_err().code(), Code::JournalAuthority);
    let (thread, asked) = consent("g1", "requested", r#","evidence":{"form":"written"}"#);
    desk.say(&thread, "provider:pmi", "2026-06-01", &asked).unwrap();
    desk.say(&thread, "adult:a1", "2026-06-02", r#"{"kind":"consent","status":"given"}"#).unwrap();
    assert_eq!(desk.journal.consents(day("2026-06-02")).consent("g1").unwrap().evidence, None);
}

#[test]
fn what_is_confided_is_lifted_by_whoever_confided_it() {
    let with = |more: &str| LIFTED.replace('}', &format!("{more}}}"));
    for (author, more, may) in [
        ("adult:a1", "", true),
        ("adult:a2", "", false),
        ("adult:a2", WRITTEN, false),
        ("provider:midwife", "", false),
        ("provider:midwife", SPOKEN, true),
    ] {
        says("k1", author, &with(more), may);
    }
    // Nor does anybody of the family say in another's name that it is kept.
    for (author, may) in [("adult:a1", true), ("adult:a2", false), ("provider:other", true)] {
        says("k1", author, r#"{"kind":"confidence","status":"kept"}"#, may);
    }
    for (author, may) in [("adult:a1", true), ("adult:a2", false), ("provider:midwife", true)] {
        says("k9", author, KEPT, may);
    }
}

#[test]
fn each_step_of_a_referral_is_signed_by_whose_it_is() {
    let step =
        |state: &str, by: &str, more: &str| format!(r#"{{"kind":"referral","state":"{state}","by":"{by}"{more}}}"#);
    let evidence = r#","evidence":{"form":"spoken"}"#;
    for thread in ["r1", "r2"] {
        for (author, by, more, may) in [
            ("adult:a1", "adult:a1", "", true),
            ("adult:a2", "adult:a2", "", false),
            ("adult:a2", "adult:a1", evidence, false),
            ("provider:midwife", "adult:a1", "", false),
            ("provider:midwife", "adult:a1", evidence, true),
            ("provider:midwife", "adult:a2", evidence, false),
            ("provider:pmi", "adult:a1", evidence, false),
            ("provider:pmi", "adult:a1", r#","evidence":{"form":"written"}"#, true),
        ] {
            says(thread, author, &step("draft", by, more), may);
        }
        for state in ["not_now", "refused_by_family"] {
            for (author, by, may) in [
                ("adult:a1", "adult:a1", true),
                ("adult:a2", "adult:a2", true),
                ("provider:midwife", "adult:a1", true),
                ("provider:pmi", "adult:a1", false),
                ("adult:a2", "adult:a1", false),
            ] {
                says(thread, author, &step(state, by, ""), may);
            }
        }
        says(thread, "provider:other", &step("entered_in_error", "provider:midwife", ""), false);
        says(thread, "provider:midwife", &step("entered_in_error", "provider:midwife", ""), true);
    }
}

fn erasure(events: &[EventId], more: &str) -> String {
    let ids: Vec<String> = events.iter().map(|id| format!("\"{id}\"")).collect();
    format!(r#"{{"kind":"erasure","events":[{}]{more}}}"#, ids.join(","))
}

fn beginning(journal: &Journal, thread: &str) -> EventId {
    journal.events().find(|event| event.header().thread == thread).unwrap().id()
}

fn kept(journal: &Journal) -> usize {
    journal
        .consents(day("2026-06-30"))
        .confidences()
        .iter()
        .filter(|own| own.is_kept_from(&millejours_tests::desk::party("adult:a2")))
        .count()
}

#[test]
fn what_is_kept_is_not_erased_before_it_is_lifted_everywhere() {
    let start = begun();
    let id = beginning(&start.journal, "k1");
    let at = |salt: u8| Desk { journal: start.journal.clone(), salt, ..Desk::default() };
    // Kept: nobody erases it.
    for (author, more) in [("adult:a1", ""), ("adult:a2", ""), ("provider:midwife", SPOKEN)] {
        let mut desk = at(20);
        desk.say("k1", author, "2026-06-02", &erasure(&[id], more)).unwrap_err();
        desk.bring("k1", author, "2026-06-02", &erasure(&[id], more)).unwrap();
        assert_eq!((kept(&desk.journal), desk.journal.is_erased(&id)), (1, false), "{author}");
    }
    // The phone lifts and erases; the office says meanwhile that it is kept.
    let (mut phone, mut office) = (at(30), at(60));
    phone.say("k1", "adult:a1", "2026-06-02", LIFTED).unwrap();
    phone.say("k1", "adult:a1", "2026-06-02", &erasure(&[id], "")).unwrap();
    office.say("k1", "provider:midwife", "2026-06-03", r#"{"kind":"confidence","status":"kept"}"#).unwrap();
    assert!(phone.journal.is_erased(&id));
    let third = at(90).journal;
    let copies = [&phone.journal, &office.journal, &third];
    let mut texts = std::collections::BTreeSet::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let [one, other, last] = order.map(|at| copies.get(at).copied().unwrap());
        let merged = merge(&merge(one, other), last);
        assert_eq!((kept(&merged), merged.is_erased(&id)), (1, false));
        assert_eq!(merge(&merged, one), merged);
        texts.insert(merged.to_jsonl());
        texts.insert(merge(one, &merge(other, last)).to_jsonl());
    }
    assert_eq!(texts.len(), 1);
    // Once it is lifted after everything that keeps it, the erasure has effect.
    let mut both = Desk { journal: merge(&phone.journal, &office.journal), salt: 120, ..Desk::default() };
    both.say("k1", "adult:a1", "2026-06-04", LIFTED).unwrap();
    assert_eq!((kept(&both.journal), both.journal.is_erased(&id)), (0, true));
    // A lifting by somebody else is none, and frees no erasure.
    let mut stolen = at(150);
    stolen.bring("k1", "adult:a2", "2026-06-02", LIFTED).unwrap();
    stolen.bring("k1", "adult:a2", "2026-06-02", &erasure(&[id], "")).unwrap();
    stolen.bring("k1", "adult:a2", "2026-06-02", &erasure(&[id], WRITTEN)).unwrap();
    assert_eq!((kept(&stolen.journal), stolen.journal.is_erased(&id)), (1, false));
}

fn noes(consents: &Consents) -> usize {
    consents.consents().iter().filter(|own| own.status == millejours::ConsentStatus::Refused).count()
}

#[test]
fn a_no_is_erased_only_once_no_older_yes_would_count_again() {
    let on = day("2026-06-30");
    let mut desk = Desk::default();
    desk.say("g1", "adult:a1", "2026-06-01", &consent("g1", "given", "").1).unwrap();
    desk.say("g2", "adult:a1", "2026-06-05", &consent("g2", "refused", "").1).unwrap();
    let (yes, no) = (beginning(&desk.journal, "g1"), beginning(&desk.journal, "g2"));
    let rules = RetentionRules::from_toml("schema = 1\n[[keep]]\nthread = 'consent'\ndays = 0\n").unwrap();
    assert!(desk.journal.due_for_erasure(&rules, on).is_empty(), "the refusal alone is not due");
    // Not while the older yes stands; and never by somebody else.
    let early = desk.say("g2", "adult:a1", "2026-06-06", &erasure(&[no], "")).unwrap_err();
    assert_eq!(early.code(), Code::JournalErasure);
    for (author, more) in [("adult:a2", WRITTEN), ("provider:midwife", ""), ("provider:pmi", SPOKEN)] {
        let theft = desk.say("g2", author, "2026-06-06", &erasure(&[no], more)).unwrap_err();
        assert_eq!(theft.code(), Code::JournalAuthority, "{author}");
        desk.bring("g2", author, "2026-06-06", &erasure(&[no], more)).unwrap();
        assert_eq!((noes(&desk.journal.consents(on)), desk.journal.is_erased(&no)), (1, false), "{author}");
    }
    // First the yes, which a professional may erase once it is over; then the no.
    desk.say("g1", "provider:midwife", "2026-06-06", &erasure(&[yes], "")).unwrap();
    assert_eq!(desk.journal.due_for_erasure(&rules, on).len(), 1);
    desk.say("g2", "provider:midwife", "2026-06-06", &erasure(&[no], SPOKEN)).unwrap();
    assert!(desk.journal.is_erased(&no) && desk.journal.consents(on).consents().is_empty());
}

#[test]
fn how_a_consent_stands_is_never_erased_and_a_withdrawal_said_apart_keeps_its_consent() {
    let start = {
        let mut desk = Desk::default();
        desk.say("g1", "adult:a1", "2026-06-01", &consent("g1", "given", "").1).unwrap();
        desk
    };
    let id = beginning(&start.journal, "g1");
    let at = |salt: u8| Desk { journal: start.journal.clone(), salt, ..Desk::default() };
    let (mut office, mut phone) = (at(20), at(40));
    office.say("g1", "provider:midwife", "2026-06-02", &erasure(&[id], "")).unwrap();
    let withdrawn = phone.say("g1", "adult:a1", "2026-06-02", r#"{"kind":"consent","status":"withdrawn"}"#).unwrap();
    let refused = phone.say("g1", "adult:a1", "2026-06-02", &erasure(&[id, withdrawn.id()], "")).unwrap_err();
    assert_eq!(refused.code(), Code::JournalErasure);
    let merged = merge(&office.journal, &phone.journal);
    assert_eq!(merged.to_jsonl(), merge(&phone.journal, &office.journal).to_jsonl());
    assert_eq!(state(&merged, "g1"), "withdrawn");
    // Another adult erases nothing of hers.
    let mut other = at(60);
    assert_eq!(
        other.say("g1", "adult:a2", "2026-06-02", &erasure(&[id], "")).unwrap_err().code(),
        Code::JournalAuthority
    );
}

#[test]
fn a_false_beginning_hides_no_no() {
    let on = day("2026-06-30");
    let (mut desk, mut thief) = (Desk::default(), Desk { salt: 50, ..Desk::default() });
    desk.say("g2", "adult:a1", "2026-06-05", &consent("g2", "refused", "").1).unwrap();
    let keep = KEPT.replace("child[c2]", "consent[g2]").replace("adult:a2", "provider:other");
    desk.say("k2", "adult:a1", "2026-06-05", &keep).unwrap();
    let false_one =
        consent("g2", "refused", "").1.replace("refused", "withdrawn").replace("provider:pmi", "provider:nobody");
    thief.say("g2", "adult:a2", "2026-06-06", &false_one).unwrap();
    let merged = merge(&desk.journal, &thief.journal);
    let consents = merged.consents(on);
    assert_eq!((noes(&consents), consents.consents().len()), (1, 2));
    // What is kept of the thread is kept of both, and the document is one that can be read again.
    assert_eq!(consents.confidences().first().unwrap().keep.len(), 2);
    assert_eq!(Consents::from_json(consents.to_json()).unwrap(), consents);
}

#[test]
fn a_familys_no_is_erased_only_with_what_it_is_a_no_to() {
    let mut desk = begun();
    let said =
        desk.say("r1", "adult:a1", "2026-06-02", r#"{"kind":"referral","state":"refused_by_family","by":"adult:a1"}"#);
    let (no, first) = (said.unwrap().id(), beginning(&desk.journal, "r1"));
    let alone = desk.say("r1", "provider:other", "2026-06-03", &erasure(&[no], "")).unwrap_err();
    assert_eq!(alone.code(), Code::JournalErasure);
    desk.bring("r1", "provider:other", "2026-06-03", &erasure(&[no], "")).unwrap();
    assert_eq!(state(&desk.journal, "r1"), "refused_by_family");
    desk.say("r1", "provider:midwife", "2026-06-04", &erasure(&[no, first], "")).unwrap();
    assert_eq!(state(&desk.journal, "r1"), "nothing");
}
