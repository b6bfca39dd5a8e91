//! Copies for a reader: who belongs to what, and what a copy may not tell, also by what it leaves out and as a copy of a copy.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use millejours::{Code, ConsentState, Entry, Event, Family, Journal, ReferralState};
use millejours_tests::desk::{Desk, day, forced, key, merge, party};
use millejours_tests::forge::signed_anew;

const FAMILY: &str = r#"{"schema":1,"complete":["adults","children","pregnancies"],
    "adults":[{"id":"a1","born":"1994"},{"id":"a2","born":"1990"}],
    "children":[{"id":"c1","born":"2026-02-11"},{"id":"c2","pregnancy":"p1"}],
    "pregnancies":[{"id":"p1","carried_by":"a1","expected":"2026-12-01"}],
    "relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"joint"},
    {"adult":"a2","child":"c1","kind":"parent","authority":"joint"}]}"#;

fn copy_on(journal: &Journal, reader: &str, on: &str) -> Journal {
    journal.copy_for(&party(reader), day(on), &Family::from_json(FAMILY).unwrap())
}

fn copy(journal: &Journal, reader: &str) -> Journal {
    copy_on(journal, reader, "2026-06-30")
}

/// The threads that a copy holds.
fn threads(journal: &Journal) -> Vec<&str> {
    let mut found: Vec<&str> = journal.events().map(|event| event.header().thread.as_str()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn consent(status: &str, recipient: &str, more: &str) -> String {
    format!(
        r#"{{"kind":"consent","giver":"adult:a1","gives":["processing","release"],"purpose":"referral","categories":["birth"],
        "recipients":["{recipient}"],"about":["child[c1]"],"act":"ordinary","from":"2026-06-01","status":"{status}"{more}}}"#
    )
}

fn disclosure(recipient: &str, basis: &str, more: &str) -> String {
    format!(
        r#"{{"kind":"disclosure","recipient":"{recipient}","on":"2026-06-02","purpose":"referral",
        "parts":[{{"about":"child[c1]","category":"birth"}}],"basis":[{{"consent":"{basis}"}}]{more}}}"#
    )
}

fn proposed(offer: &str, provider: &str, about: &str) -> String {
    format!(
        r#"{{"kind":"referral","offer":"{offer}","provider":"{provider}","sender":"provider:midwife","about":["{about}"],
        "asked":["adult:a1"],"state":"proposed","by":"provider:midwife"}}"#
    )
}

fn keeps(what: &str, from: &str) -> String {
    format!(r#"{{"kind":"confidence","giver":"adult:a1","keep":["{what}"],"from":["{from}"],"status":"kept"}}"#)
}

const NOTE: &str = r#"{"kind":"note"}"#;
const DRAFT: &str = r#"{"kind":"referral","state":"draft","by":"adult:a1"}"#;
const REFUSED: &str = r#"{"kind":"consent","status":"refused"}"#;
const WITHDRAWN: &str = r#"{"kind":"consent","status":"withdrawn"}"#;

fn requested(disclosure: &str) -> String {
    format!(r#"{{"kind":"referral","state":"requested","by":"provider:midwife","disclosure":"{disclosure}"}}"#)
}

/// A consent, a disclosure and a referral to the service, up to its request.
fn asked() -> Desk {
    let mut desk = Desk::default();
    let spoken = consent("given", "provider:pmi", r#","evidence":{"form":"spoken"}"#);
    desk.say("g1", "provider:midwife", "2026-06-01", &spoken).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-01", &proposed("visit", "provider:pmi", "child[c1]")).unwrap();
    desk.say("r1", "adult:a1", "2026-06-01", DRAFT).unwrap();
    desk.say("d1", "provider:midwife", "2026-06-02", &disclosure("provider:pmi", "g1", "")).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-02", &requested("d1")).unwrap();
    desk
}

/// Somebody begins a thread again in a copy of their own, which is merged.
fn begun_again(desk: &mut Desk, thread: &str, author: &str, on: &str, entry: &str) {
    let mut own = Desk { salt: 200, ..Desk::default() };
    own.say(thread, author, on, entry).unwrap();
    desk.journal = merge(&desk.journal, &own.journal);
}

/// An event signed by its author, its header as another program writes it.
fn forge(event: &Event, author: &str, change: impl FnOnce(&str) -> String) -> Event {
    let number = millejours_tests::desk::PARTIES.iter().position(|own| *own == author).unwrap();
    assert_eq!(
        key(author).public(),
        millejours::SecretKey::from_bytes(&[u8::try_from(number).unwrap() + 1; 32]).public()
    );
    let line = signed_anew(&event.to_json(), [u8::try_from(number).unwrap() + 1; 32], change);
    Event::from_json(line).unwrap()
}

#[test]
fn whoever_writes_in_a_thread_reads_nothing_of_it_by_that() {
    // A second beginning: only the id of the thread is needed for it.
    let mut desk = asked();
    desk.say("k1", "adult:a1", "2026-06-03", &keeps("family.needs.safety", "adult:a2")).unwrap();
    let before = |reader: &str| threads(&copy(&asked().journal, reader)).join(" ");
    assert_eq!((before("provider:other").as_str(), before("adult:a2").as_str()), ("", "d1 g1 r1"));
    begun_again(&mut desk, "k1", "adult:a2", "2026-06-04", NOTE);
    begun_again(&mut desk, "g1", "provider:other", "2026-06-04", NOTE);
    begun_again(&mut desk, "r1", "provider:pmi", "2026-06-04", NOTE);
    for (reader, thread, own) in [("adult:a2", "k1", 1), ("provider:other", "g1", 1)] {
        let theirs = copy(&desk.journal, reader);
        let events: Vec<&Event> = theirs.events().filter(|event| event.header().thread == thread).collect();
        assert!(events.len() <= own, "{reader} reads {thread}");
        assert!(events.iter().all(|event| event.header().author == party(reader)), "{reader} reads {thread}");
    }
    let service = copy(&desk.journal, "provider:pmi").to_jsonl();
    assert!(!service.contains("\"proposed\"") && !service.contains("\"draft\""), "what was before shows");
    // A note that follows what somebody else wrote gives nothing, either: its author once had a fuller copy.
    let mut noted = asked();
    noted.say("g1", "provider:other", "2026-06-04", NOTE).unwrap();
    assert!(copy(&noted.journal, "provider:other").is_empty());
}

#[test]
fn a_confidence_is_signed_to_be_kept_from_those_it_is_kept_from() {
    let mut desk = Desk::default();
    let event = desk
        .event("k1", "adult:a1", "2026-06-01", &[], Entry::from_json(keeps("child[c2]", "adult:a2")).unwrap())
        .unwrap();
    assert_eq!(event.header().kept_from, [party("adult:a2")].into());
    let open = forge(&event, "adult:a1", |header| header.replace(r#""kept_from":["adult:a2"],"#, ""));
    let refused = desk.journal.append(open.clone(), &desk.roster, day("2026-06-01")).unwrap_err();
    assert_eq!(refused.code(), Code::JournalReveals);
    // By merging it comes, and he has no copy of it, whatever he writes there.
    let mut brought = Desk { journal: forced(&desk.journal, &open).unwrap(), ..Desk::default() };
    let entry = Entry::from_json(r#"{"kind":"confidence","status":"kept"}"#).unwrap();
    let turn = brought.event("k1", "adult:a2", "2026-06-02", &[], entry).unwrap();
    brought.journal = merge(&brought.journal, &forced(&brought.journal, &turn).unwrap());
    assert!(copy(&brought.journal, "adult:a2").is_empty());
}

#[test]
fn a_disclosure_for_kept_help_or_by_a_kept_consent_is_kept() {
    // By its offer.
    let mut desk = Desk::default();
    desk.say("g1", "adult:a1", "2026-06-01", &consent("given", "provider:pmi", "")).unwrap();
    desk.say("d1", "provider:midwife", "2026-06-02", &disclosure("provider:pmi", "g1", r#","offer":"shelter""#))
        .unwrap();
    assert_eq!(threads(&copy(&desk.journal, "adult:a2")), ["d1", "g1"]);
    desk.say("k1", "adult:a1", "2026-06-03", &keeps("support[shelter]", "adult:a2")).unwrap();
    // The consent went to the service of the kept help: it would betray it.
    assert_eq!(threads(&copy(&desk.journal, "adult:a2")), [""; 0]);
    // By what it rests on.
    let mut desk = asked();
    desk.say("k1", "adult:a1", "2026-06-03", &keeps("consent[g1]", "adult:a2")).unwrap();
    assert_eq!(threads(&copy(&desk.journal, "adult:a2")), ["r1"]);
}

#[test]
fn a_kept_referral_that_was_erased_is_betrayed_by_nothing_that_stays() {
    let mut desk = asked();
    desk.say("g7", "adult:a1", "2026-06-02", &consent("given", "provider:other", "")).unwrap();
    desk.say("r7", "provider:midwife", "2026-06-02", &proposed("bath", "provider:other", "child[c1]")).unwrap();
    desk.say("k1", "adult:a1", "2026-06-03", &keeps("referral[r1]", "adult:a2")).unwrap();
    assert_eq!(threads(&copy(&desk.journal, "adult:a2")), ["g7"]);
    let ids: Vec<String> = desk
        .journal
        .events()
        .filter(|event| event.header().thread == "r1")
        .map(|event| format!("\"{}\"", event.id()))
        .collect();
    for id in ids {
        let erasure = format!(r#"{{"kind":"erasure","events":[{id}]}}"#);
        desk.bring("r1", "provider:midwife", "2026-06-20", &erasure).unwrap();
    }
    assert!(desk.journal.events().any(|event| event.header().thread == "r1" && event.entry().is_none()));
    // Nobody can tell any more which service it was: so nothing shows of any, to those from whom it is kept.
    assert!(copy(&desk.journal, "adult:a2").is_empty());
    assert_eq!(threads(&copy(&desk.journal, "adult:a1")), ["d1", "g1", "g7", "k1", "r7"]);
}

#[test]
fn the_child_expected_of_a_kept_pregnancy_is_kept() {
    let mut desk = Desk::default();
    let about = consent("given", "provider:pmi", "").replace(r#"["child[c1]"]"#, r#"["family","child[c2]"]"#);
    desk.say("g1", "adult:a1", "2026-06-01", &about).unwrap();
    assert_eq!(threads(&copy(&desk.journal, "adult:a2")), ["g1"]);
    desk.say("k1", "adult:a1", "2026-06-03", &keeps("pregnancy[p1]", "adult:a2")).unwrap();
    assert!(copy(&desk.journal, "adult:a2").is_empty());
}

#[test]
fn a_copy_of_an_earlier_day_has_nothing_of_what_is_kept_by_now() {
    let mut desk = asked();
    assert_eq!(threads(&copy_on(&desk.journal, "adult:a2", "2026-06-02")), ["d1", "g1", "r1"]);
    desk.say("k1", "adult:a1", "2026-06-10", &keeps("child[c1]", "adult:a2")).unwrap();
    assert!(copy_on(&desk.journal, "adult:a2", "2026-06-02").is_empty());
    // Once it is lifted, the earlier days are there again.
    desk.say("k1", "adult:a1", "2026-06-20", r#"{"kind":"confidence","status":"lifted"}"#).unwrap();
    assert_eq!(threads(&copy_on(&desk.journal, "adult:a2", "2026-06-02")), ["d1", "g1", "r1"]);
}

#[test]
fn no_copy_shows_a_yes_that_a_hidden_no_has_answered() {
    let given = |journal: &Journal| {
        let consents = journal.consents(day("2026-06-30"));
        consents.consent("g1").is_some_and(|own| own.state(day("2026-06-30")) == ConsentState::Given)
    };
    assert!(given(&copy(&asked().journal, "provider:pmi")));
    // Hidden in the header, of another thread.
    let mut desk = asked();
    let no = Entry::from_json(consent("refused", "provider:pmi", "")).unwrap();
    let no = desk.event("g2", "adult:a1", "2026-06-05", &["provider:pmi"], no).unwrap();
    desk.journal.append(no, &desk.roster, day("2026-06-05")).unwrap();
    assert!(!given(&copy(&desk.journal, "provider:pmi")));
    // By a confidence.
    let mut desk = asked();
    desk.say("g2", "adult:a1", "2026-06-05", &consent("refused", "provider:pmi", "")).unwrap();
    desk.say("k1", "adult:a1", "2026-06-05", &keeps("consent[g2]", "provider:pmi")).unwrap();
    assert!(!given(&copy(&desk.journal, "provider:pmi")));
    // Of somebody else who has a say.
    let mut desk = asked();
    let other = consent("refused", "provider:pmi", "").replace("adult:a1", "adult:a2");
    let no = desk.event("g2", "adult:a2", "2026-06-05", &["provider:pmi"], Entry::from_json(&other).unwrap()).unwrap();
    desk.journal.append(no, &desk.roster, day("2026-06-05")).unwrap();
    assert!(!given(&copy(&desk.journal, "provider:pmi")));
    // A thread that was begun again permits nothing, whichever part of it a reader sees.
    let mut desk = asked();
    begun_again(&mut desk, "g1", "provider:other", "2026-06-04", NOTE);
    assert!(!given(&copy(&desk.journal, "provider:pmi")));
    // Who gave it sees it.
    assert!(threads(&copy(&desk.journal, "adult:a1")).contains(&"g1"));
    // A no that can be seen takes nothing out of the copy.
    let mut desk = asked();
    desk.say("g2", "adult:a1", "2026-06-05", &consent("refused", "provider:pmi", "")).unwrap();
    assert!(given(&copy(&desk.journal, "provider:pmi")) || !desk.journal.is_empty());
}

#[test]
fn what_is_somebodys_own_is_kept_from_them_by_nobody() {
    let mut desk = asked();
    let all = r#"{"kind":"confidence","giver":"adult:a2","keep":["consent[g1]","adult[a1]","adult[a1].born"],
        "from":["adult:a1"],"status":"kept"}"#;
    desk.say("k9", "adult:a2", "2026-06-03", all).unwrap();
    let mut phone = Desk { journal: copy(&desk.journal, "adult:a1"), salt: 100, ..Desk::default() };
    phone.say("g1", "adult:a1", "2026-06-04", WITHDRAWN).unwrap();
    // Another member of the family keeps nothing in somebody's name.
    let stolen = all.replace(r#""giver":"adult:a2""#, r#""giver":"adult:a1""#);
    assert_eq!(desk.say("k8", "adult:a2", "2026-06-03", &stolen).unwrap_err().code(), Code::JournalAuthority);
    desk.bring("k8", "adult:a2", "2026-06-03", &stolen).unwrap();
    assert!(desk.journal.consents(day("2026-06-30")).confidences().iter().all(|own| own.giver == party("adult:a2")));
    // Only who gave a consent keeps it from its recipient.
    let mut desk = asked();
    let keep = keeps("consent[g1]", "provider:pmi");
    desk.say("k9", "adult:a2", "2026-06-03", &keep.replace("adult:a1", "adult:a2")).unwrap();
    assert_eq!(threads(&copy(&desk.journal, "provider:pmi")), ["d1", "g1", "r1"]);
    let shown =
        Event::from_json(desk.journal.events().find(|own| own.header().thread == "d1").unwrap().to_json()).unwrap();
    assert!(shown.entry().is_some());
    desk.say("k7", "adult:a1", "2026-06-03", &keep).unwrap();
    assert!(!threads(&copy(&desk.journal, "provider:pmi")).contains(&"g1"));
}

#[test]
fn a_consent_that_was_never_given_is_told_to_no_recipient() {
    let mut desk = Desk::default();
    desk.say("g1", "provider:midwife", "2026-06-01", &consent("requested", "provider:pmi", "")).unwrap();
    assert!(copy(&desk.journal, "provider:pmi").is_empty());
    let mut refused = Desk { journal: desk.journal.clone(), salt: 50, ..Desk::default() };
    refused.say("g1", "adult:a1", "2026-06-02", REFUSED).unwrap();
    assert!(copy(&refused.journal, "provider:pmi").is_empty());
    // A yes that has no effect is none.
    let mut stolen = Desk { journal: desk.journal.clone(), salt: 70, ..Desk::default() };
    stolen.bring("g1", "adult:a2", "2026-06-02", r#"{"kind":"consent","status":"given"}"#).unwrap();
    assert!(copy(&stolen.journal, "provider:pmi").is_empty());
    // From the day on which it was given, and after a withdrawal too.
    desk.say("g1", "adult:a1", "2026-06-02", r#"{"kind":"consent","status":"given"}"#).unwrap();
    assert_eq!(copy_on(&desk.journal, "provider:pmi", "2026-06-01").len(), 0);
    assert_eq!(copy_on(&desk.journal, "provider:pmi", "2026-06-02").len(), 2);
    desk.say("g1", "adult:a1", "2026-06-03", WITHDRAWN).unwrap();
    assert_eq!(copy(&desk.journal, "provider:pmi").len(), 3);
}

#[test]
fn a_step_that_has_no_effect_is_not_told_to_the_sender() {
    let mut desk = asked();
    let rejected = r#"{"kind":"referral","state":"rejected","by":"provider:pmi","reason":"no_place"}"#;
    desk.bring("r1", "provider:pmi", "2026-06-04", rejected).unwrap();
    assert_eq!(desk.journal.referral("r1", day("2026-06-30")).unwrap().state(), ReferralState::Requested);
    let sender = copy(&desk.journal, "provider:midwife");
    assert_eq!(sender.referral("r1", day("2026-06-30")).unwrap().state(), ReferralState::Requested);
    assert!(!sender.to_jsonl().contains("rejected"));
}

#[test]
fn what_is_kept_goes_round_by_nobodys_copy() {
    // What is said after the confidence bears a signed list.
    let mut desk = Desk::default();
    desk.say("k1", "adult:a1", "2026-06-01", &keeps("child[c1]", "adult:a2")).unwrap();
    desk.say("g1", "adult:a1", "2026-06-01", &consent("given", "provider:pmi", "")).unwrap();
    desk.say("d1", "provider:midwife", "2026-06-02", &disclosure("provider:pmi", "g1", "")).unwrap();
    let service = copy(&desk.journal, "provider:pmi");
    assert_eq!(threads(&service), ["d1", "g1"]);
    assert!(service.events().all(|event| event.header().kept_from == [party("adult:a2")].into()));
    assert!(copy(&service, "adult:a2").is_empty());
    // A no is kept from nobody who sees what it is a no to.
    let mut early = asked();
    early.say("k1", "adult:a1", "2026-06-03", &keeps("child[c1]", "adult:a2")).unwrap();
    let no = early.say("g1", "adult:a1", "2026-06-04", WITHDRAWN).unwrap();
    assert!(no.header().kept_from.is_empty());
}

#[test]
fn a_mark_goes_with_each_copy_of_what_was_said_before_it_was_kept() {
    let family = Family::from_json(FAMILY).unwrap();
    let mut desk = asked();
    desk.say("k1", "adult:a1", "2026-06-03", &keeps("referral[r1]", "adult:a2")).unwrap();
    // The service's copy knows of no confidence, and would hand all of it on.
    assert_eq!(threads(&copy(&copy(&desk.journal, "provider:pmi"), "adult:a2")), ["d1", "g1", "r1"]);
    let marks = desk.journal.to_be_marked(&family);
    // The referral twice: what the family was asked, and the request.
    assert_eq!(marks.iter().map(|(thread, _)| thread.as_str()).collect::<Vec<_>>(), ["d1", "g1", "r1", "r1"]);
    for (thread, entry) in marks {
        assert_eq!(entry.to_json(), r#"{"confidence":"k1","kind":"not_for","parties":["adult:a2"]}"#);
        desk.tell(&thread, "adult:a1", "2026-06-04", entry).unwrap();
    }
    assert!(desk.journal.to_be_marked(&family).is_empty());
    let service = copy(&desk.journal, "provider:pmi");
    assert_eq!(threads(&service), ["d1", "g1", "r1"]);
    assert!(!service.to_jsonl().contains("referral[r1]") && service.to_jsonl().contains("not_for"));
    assert!(copy(&service, "adult:a2").is_empty());
    // A mark that is not itself kept from those whom it names is refused, and so is one of a thread that is not there.
    let mark = Entry::from_json(r#"{"kind":"not_for","confidence":"k1","parties":["adult:a2"]}"#).unwrap();
    let event = desk.event("g1", "adult:a1", "2026-06-05", &[], mark.clone()).unwrap();
    let open = forge(&event, "adult:a1", |header| header.replace(r#""kept_from":["adult:a2"],"#, ""));
    assert!(desk.journal.append(open, &desk.roster, day("2026-06-05")).is_err());
    assert_eq!(desk.tell("x1", "adult:a1", "2026-06-05", mark).unwrap_err().code(), Code::JournalEntry);
    // Nobody keeps from somebody what is theirs by a mark.
    let theirs = r#"{"kind":"not_for","confidence":"k9","parties":["adult:a1","provider:pmi"]}"#;
    let mut thief = Desk { journal: asked().journal, salt: 90, ..Desk::default() };
    thief.say("g1", "adult:a2", "2026-06-05", theirs).unwrap();
    assert_eq!(threads(&copy(&thief.journal, "adult:a1")), ["d1", "g1", "r1"]);
    assert_eq!(threads(&copy(&thief.journal, "provider:pmi")), ["d1", "g1", "r1"]);
    // Once it is lifted, he has what was said before.
    desk.say("k1", "adult:a1", "2026-06-10", r#"{"kind":"confidence","status":"lifted"}"#).unwrap();
    assert_eq!(threads(&copy(&desk.journal, "adult:a2")), ["d1", "g1", "r1"]);
}

#[test]
fn nobody_keeps_from_somebody_what_they_are_or_carry() {
    let family = Family::from_json(FAMILY).unwrap();
    let rules = millejours::ConsentRules::shipped("FR").unwrap();
    let answer = |confided: &str, about: &str| {
        let consents = millejours::Consents::from_json(format!(
            r#"{{"schema":1,"confidences":[{{"id":"k9","giver":"adult:a2","keep":[{confided}],"from":["adult:a1"],"status":"kept"}}]}}"#
        ))
        .unwrap();
        let request = millejours::Request::new(
            party("adult:a1"),
            millejours::Purpose::Orientation,
            millejours::Act::Ordinary,
            [millejours::Category::Birth],
            [millejours::About::parse(about).unwrap()],
        );
        consents.decide(&family, &millejours::Facts::new(), Some(&rules), &request, day("2026-06-30")).answer()
    };
    use millejours::ConsentAnswer::{Ask, Permit};
    let own = r#""adult[a1]","adult[a1].born","pregnancy[p1]","pregnancy[p1].expected""#;
    assert_eq!((answer(own, "adult[a1]"), answer(own, "pregnancy[p1]")), (Permit, Permit));
    // A child is not its parent's own.
    assert_eq!((answer(own, "child[c1]"), answer(r#""child[c1]""#, "child[c1]")), (Permit, Ask));
}

/// What he had already, for another offer of the same provider, he has still: else its going would tell of what is kept.
#[test]
fn what_is_for_another_offer_of_the_same_provider_stays() {
    let both = |offer: &str, about: &str| {
        proposed(offer, "provider:pmi", about).replace(r#"["adult:a1"]"#, r#"["adult:a1","adult:a2"]"#)
    };
    let mut desk = Desk::default();
    let visit = consent("given", "provider:pmi", r#","offer":"visit","evidence":{"form":"spoken"}"#);
    desk.say("g1", "provider:midwife", "2026-06-01", &visit).unwrap();
    desk.say("r1", "provider:midwife", "2026-06-01", &both("visit", "child[c1]")).unwrap();
    desk.say("d1", "provider:midwife", "2026-06-02", &disclosure("provider:pmi", "g1", r#","offer":"visit""#)).unwrap();
    let without = copy(&desk.journal, "adult:a2").to_jsonl();
    desk.say("g2", "adult:a1", "2026-06-03", &consent("given", "provider:pmi", r#","offer":"talk""#)).unwrap();
    desk.say("g3", "adult:a1", "2026-06-03", &consent("given", "provider:pmi", "")).unwrap();
    desk.say("r2", "provider:midwife", "2026-06-03", &both("talk", "family")).unwrap();
    assert_eq!(threads(&copy(&desk.journal, "adult:a2")), ["d1", "g1", "g2", "g3", "r1", "r2"]);
    desk.say("k2", "adult:a1", "2026-06-04", &keeps("referral[r2]", "adult:a2")).unwrap();
    let after = copy(&desk.journal, "adult:a2");
    assert_eq!((threads(&after), after.to_jsonl()), (vec!["d1", "g1", "r1"], without));
}

/// What is refused for one offer is no answer to another: else the fall of a request would tell of a no that is kept.
#[test]
fn a_no_for_another_offer_ends_no_request() {
    for (offer, state) in [("talk", ReferralState::Requested), ("visit", ReferralState::Draft)] {
        let mut desk = Desk::default();
        let visit = consent("given", "provider:pmi", r#","offer":"visit","evidence":{"form":"spoken"}"#);
        desk.say("g1", "provider:midwife", "2026-06-01", &visit).unwrap();
        desk.say("r1", "provider:midwife", "2026-06-01", &proposed("visit", "provider:pmi", "child[c1]")).unwrap();
        desk.say("r1", "adult:a1", "2026-06-01", DRAFT).unwrap();
        let shown = disclosure("provider:pmi", "g1", r#","offer":"visit""#);
        desk.say("d1", "provider:midwife", "2026-06-02", &shown).unwrap();
        desk.say("r1", "provider:midwife", "2026-06-02", &requested("d1")).unwrap();
        let no = consent("refused", "provider:pmi", &format!(r#","offer":"{offer}""#));
        desk.say("g2", "adult:a1", "2026-06-05", &no).unwrap();
        assert_eq!(desk.journal.referral("r1", day("2026-06-06")).unwrap().state(), state, "{offer}");
    }
}
