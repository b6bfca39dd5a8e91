//! A no stays a no: whoever asks again, begins anew, erases or says something else beside it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::collections::BTreeSet;

use millejours::{
    About, Act, Category, Code, ConsentAnswer, ConsentRules, Consents, DisclosureRecord, Facts, Family, Purpose,
    Request,
};
use millejours_tests::desk::{Desk, day, forced, merge, party};

const FAMILY: &str = r#"{"schema":1,"complete":["adults"],"adults":[{"id":"a1","born":"1994-05-12"},{"id":"a2","born":"1990-01-01"}],
    "children":[{"id":"c1","born":"2026-02-11"}],
    "relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"joint"},
                 {"adult":"a2","child":"c1","kind":"parent","authority":"joint"}]}"#;

fn consent(giver: &str, status: &str, more: &str) -> String {
    format!(
        r#"{{"kind":"consent","giver":"{giver}","gives":["processing","release"],"purpose":"referral",
        "categories":["birth"],"recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary","from":"2026-05-01",
        "status":"{status}"{more}}}"#
    )
}

fn request() -> Request {
    Request::new(
        party("provider:pmi"),
        Purpose::Referral,
        Act::Ordinary,
        [Category::Birth],
        [About::Child("c1".to_owned())],
    )
}

fn decided(consents: &Consents, on: &str) -> ConsentAnswer {
    let (family, rules) = (Family::from_json(FAMILY).unwrap(), ConsentRules::shipped("FR").unwrap());
    consents.decide(&family, &Facts::new(), Some(&rules), &request(), day(on)).answer()
}

fn answer(desk: &Desk, on: &str) -> ConsentAnswer {
    decided(&desk.journal.consents(day(on)), on)
}

const REQUESTED: &str = r#"{"kind":"consent","status":"requested"}"#;
const REFUSED: &str = r#"{"kind":"consent","status":"refused"}"#;
const GIVEN: &str = r#"{"kind":"consent","status":"given"}"#;

#[test]
fn asking_again_takes_no_no_away() {
    for no in ["refused", "deferred"] {
        let mut desk = Desk::default();
        desk.say("g0", "adult:a1", "2026-05-02", &consent("adult:a1", "given", "")).unwrap();
        assert_eq!(answer(&desk, "2026-06-01"), ConsentAnswer::Permit);
        desk.say("g1", "adult:a1", "2026-06-05", &consent("adult:a1", no, "")).unwrap();
        assert_ne!(answer(&desk, "2026-06-05"), ConsentAnswer::Permit, "{no}");
        // The recipient asks again the day after: that is a question, and no yes.
        desk.say("g1", "provider:pmi", "2026-06-06", REQUESTED).unwrap();
        assert_eq!(answer(&desk, "2026-06-06"), ConsentAnswer::Ask, "{no}, and asked again");
        desk.say("g1", "adult:a1", "2026-06-07", GIVEN).unwrap();
        assert_eq!(answer(&desk, "2026-06-07"), ConsentAnswer::Permit, "{no}, asked again, and given");
        // What is taken back or never was valid gives the older yes no new life either.
        desk.say("g1", "adult:a2", "2026-06-08", r#"{"kind":"consent","status":"invalidated"}"#).unwrap();
        assert_ne!(answer(&desk, "2026-06-08"), ConsentAnswer::Permit, "{no}, given, and not valid");
    }
}

#[test]
fn nothing_is_presumed_of_who_said_no_and_was_asked_again() {
    let mut desk = Desk::default();
    desk.say("g1", "adult:a1", "2026-05-02", &consent("adult:a1", "given", "")).unwrap();
    desk.say("g2", "adult:a2", "2026-05-03", &consent("adult:a2", "requested", "")).unwrap();
    assert_eq!(answer(&desk, "2026-05-03"), ConsentAnswer::Permit, "presumed of who has not answered");
    desk.say("g2", "adult:a2", "2026-06-05", REFUSED).unwrap();
    assert_eq!(answer(&desk, "2026-06-05"), ConsentAnswer::Deny);
    desk.say("g2", "provider:midwife", "2026-06-06", REQUESTED).unwrap();
    assert_eq!(answer(&desk, "2026-06-06"), ConsentAnswer::Ask);
    desk.say("g2", "adult:a2", "2026-06-07", GIVEN).unwrap();
    assert_eq!(answer(&desk, "2026-06-07"), ConsentAnswer::Permit);
}

#[test]
fn a_question_put_again_apart_hides_no_no_from_an_older_yes() {
    let mut desk = Desk::default();
    desk.say("g1", "provider:midwife", "2026-06-01", &consent("adult:a1", "requested", "")).unwrap();
    let mut phone = Desk { journal: desk.journal.clone(), salt: 100, ..Desk::default() };
    phone.say("g1", "adult:a1", "2026-06-02", GIVEN).unwrap();
    desk.say("g1", "adult:a1", "2026-06-05", REFUSED).unwrap();
    assert_eq!(
        decided(&merge(&desk.journal, &phone.journal).consents(day("2026-06-05")), "2026-06-05"),
        ConsentAnswer::Deny
    );
    desk.say("g1", "provider:pmi", "2026-06-06", REQUESTED).unwrap();
    let merged = merge(&desk.journal, &phone.journal);
    assert_eq!(decided(&merged.consents(day("2026-06-06")), "2026-06-06"), ConsentAnswer::Ask);
    // What was given after the no counts beside a question that was put apart.
    let mut desk = Desk::default();
    desk.say("g1", "adult:a1", "2026-06-01", &consent("adult:a1", "refused", "")).unwrap();
    let mut phone = Desk { journal: desk.journal.clone(), salt: 100, ..Desk::default() };
    phone.say("g1", "adult:a1", "2026-06-03", GIVEN).unwrap();
    desk.say("g1", "provider:pmi", "2026-06-04", REQUESTED).unwrap();
    let merged = merge(&desk.journal, &phone.journal);
    assert_eq!(decided(&merged.consents(day("2026-06-06")), "2026-06-06"), ConsentAnswer::Permit);
    // And who takes it back after both is heard.
    let mut both = Desk { journal: merged, salt: 200, ..Desk::default() };
    both.say("g1", "adult:a1", "2026-06-07", r#"{"kind":"consent","status":"withdrawn"}"#).unwrap();
    assert_eq!(answer(&both, "2026-06-07"), ConsentAnswer::Deny);
}

#[test]
fn what_fell_with_a_no_does_not_stand_again_where_the_question_is_put_again() {
    let family = Family::from_json(r#"{"schema":1,"adults":[{"id":"a1","born":"1994-05-12"}]}"#).unwrap();
    let about = |text: String| text.replace("child[c1]", "adult[a1]");
    let mut desk = Desk::default();
    let year = r#","until":"2027-01-01""#;
    desk.say("g0", "adult:a1", "2026-05-02", &about(consent("adult:a1", "given", year))).unwrap();
    let mut request = request();
    request.about = [About::Adult("a1".to_owned())].into();
    let (rules, on) = (ConsentRules::shipped("FR").unwrap(), day("2026-06-01"));
    let decision = desk.journal.consents(on).decide(&family, &Facts::new(), Some(&rules), &request, on);
    let shown = decision.disclose("d1").unwrap();
    let stands = |desk: &Desk, on: &str| shown.stands(&desk.journal.consents(day(on)), day(on));
    assert!(stands(&desk, "2026-06-02"));
    desk.say("g1", "adult:a1", "2026-06-05", &about(consent("adult:a1", "refused", ""))).unwrap();
    assert!(!stands(&desk, "2026-06-05"));
    let duties = |desk: &Desk, on: &str| {
        desk.journal.consents(day(on)).withdrawal_duties(&[shown.record().clone()], &party("provider:midwife"), day(on))
    };
    let due = duties(&desk, "2026-06-05");
    assert_eq!(due.len(), 3);
    desk.say("g1", "provider:pmi", "2026-06-06", REQUESTED).unwrap();
    assert!(!stands(&desk, "2026-06-06"));
    assert_eq!(duties(&desk, "2026-06-06"), due, "what is to be called back is to be called back still");
}

#[test]
fn one_no_hides_no_other_in_the_duties() {
    let text = |id: &str, categories: &str, status: &str, since: &str| {
        format!(
            r#"{{"id":"{id}","giver":"adult:a1","gives":["release","processing"],"purpose":"referral","categories":[{categories}],
            "recipients":["provider:pmi"],"about":["adult[a1]"],"act":"ordinary","from":"2026-05-01","status":"{status}","since":"{since}"}}"#
        )
    };
    let consents = format!(
        r#"{{"schema":1,"consents":[{},{},{}]}}"#,
        text("g1", r#""birth","health""#, "given", "2026-05-01"),
        text("g2", r#""birth""#, "refused", "2026-06-03"),
        text("g3", r#""health""#, "refused", "2026-06-04")
    );
    let consents = Consents::from_json(consents).unwrap();
    let shown = |id: &str, category: &str| {
        DisclosureRecord::from_json(format!(
            r#"{{"id":"{id}","recipient":"provider:pmi","purpose":"referral","on":"2026-05-20",
            "parts":[{{"about":"adult[a1]","category":"{category}"}}],"basis":[{{"consent":"g1"}}]}}"#
        ))
        .unwrap()
    };
    let records = [shown("d1", "health"), shown("d2", "birth"), shown("d3", "income")];
    let duties = consents.withdrawal_duties(&records, &party("provider:midwife"), day("2026-06-10"));
    let found: BTreeSet<(String, String, Option<String>)> = duties
        .iter()
        .map(|own| (own.since.to_string(), own.duty.as_str().to_owned(), own.disclosure.clone()))
        .collect();
    let own = |since: &str, duty: &str, disclosure: Option<&str>| {
        (since.to_owned(), duty.to_owned(), disclosure.map(str::to_owned))
    };
    let expected = BTreeSet::from([
        own("2026-06-03", "stop", None),
        own("2026-06-03", "recall", Some("d2")),
        own("2026-06-03", "tell", Some("d2")),
        own("2026-06-04", "recall", Some("d1")),
        own("2026-06-04", "tell", Some("d1")),
    ]);
    assert_eq!(found, expected);
    assert_eq!(duties.len(), 5);
}

#[test]
fn a_new_id_asks_no_earlier_than_the_giver_said() {
    let mut desk = Desk::default();
    desk.say("g1", "adult:a1", "2026-06-01", &consent("adult:a1", "refused", r#","again":"2027-01-01""#)).unwrap();
    let asked = |desk: &mut Desk, author: &str, on: &str, text: &str| desk.say("g3", author, on, text).map(|_| ());
    let requested = consent("adult:a1", "requested", "");
    let refused = asked(&mut desk, "provider:pmi", "2026-06-02", &requested).unwrap_err();
    assert_eq!(refused.code(), Code::ConsentTooSoon);
    // Nor is the no erased before that day, to ask the next.
    let g1 = desk.journal.events().find(|own| own.header().thread == "g1").unwrap().id();
    let erasure = format!(r#"{{"kind":"erasure","events":["{g1}"],"by":"adult:a1","evidence":{{"form":"written"}}}}"#);
    assert_eq!(desk.say("g1", "provider:midwife", "2026-06-02", &erasure).unwrap_err().code(), Code::JournalErasure);
    let rules = millejours::RetentionRules::from_toml("schema = 1\n[[keep]]\nthread = 'consent'\ndays = 0\n").unwrap();
    assert_eq!(desk.journal.due_for_erasure(&rules, day("2026-12-31")), []);
    assert_eq!(desk.journal.due_for_erasure(&rules, day("2027-01-01")).len(), 1);
    // Another question, or the giver's own word, waits for nothing.
    let mut free = Desk { journal: desk.journal.clone(), ..Desk::default() };
    asked(&mut free, "provider:pmi", "2026-06-02", &requested.replace("birth", "health")).unwrap();
    let mut own = Desk { journal: desk.journal.clone(), ..Desk::default() };
    asked(&mut own, "adult:a1", "2026-06-02", &requested).unwrap();
    asked(&mut desk, "provider:pmi", "2027-01-01", &requested).unwrap();
}

const D1: &str = r#"{"kind":"disclosure","recipient":"provider:pmi","purpose":"referral","on":"2026-06-02",
    "parts":[{"about":"child[c1]","category":"birth"}],"basis":[{"consent":"g1"}]}"#;

fn id_of(desk: &Desk, thread: &str) -> String {
    desk.journal.events().find(|own| own.header().thread == thread).unwrap().id().to_string()
}

fn erasure(event: &str, more: &str) -> String {
    format!(r#"{{"kind":"erasure","events":["{event}"]{more}}}"#)
}

#[test]
fn who_saw_what_is_kept_while_it_may_be_called_back() {
    let mut desk = Desk::default();
    desk.say("g1", "adult:a1", "2026-06-01", &consent("adult:a1", "given", r#","until":"2026-07-01""#)).unwrap();
    desk.say("d1", "provider:midwife", "2026-06-02", D1).unwrap();
    let erase = erasure(&id_of(&desk, "d1"), "");
    let rules =
        millejours::RetentionRules::from_toml("schema = 1\n[[keep]]\nthread = 'disclosure'\ndays = 0\n").unwrap();
    for on in ["2026-06-02", "2026-06-03", "2026-06-30"] {
        assert_eq!(desk.say("d1", "provider:midwife", on, &erase).unwrap_err().code(), Code::JournalErasure, "{on}");
        assert_eq!(desk.journal.due_for_erasure(&rules, day(on)), [], "{on}");
    }
    // Brought by a copy it has no effect either, as long as the disclosure is not over.
    let early = desk.event("d1", "provider:midwife", "2026-06-02", &[], millejours::Entry::from_json(&erase).unwrap());
    let brought = merge(&desk.journal, &forced(&desk.journal, &early.unwrap()).unwrap());
    assert!(!brought.standing("d1", day("2026-06-02")).unwrap().incomplete);
    // Taken back: it is called back, for good.
    let mut taken = Desk { journal: desk.journal.clone(), salt: 50, ..Desk::default() };
    taken.say("g1", "adult:a1", "2026-06-20", r#"{"kind":"consent","status":"withdrawn"}"#).unwrap();
    let due = |desk: &mut Desk, on: &str| {
        let event = desk.event("d1", "provider:midwife", on, &[], millejours::Entry::from_json(&erase).unwrap())?;
        desk.journal.append_due(event, &rules, &desk.roster, day(on))
    };
    assert_eq!(due(&mut taken, "2026-08-01").unwrap_err().code(), Code::JournalErasure);
    assert_eq!(taken.journal.due_for_erasure(&rules, day("2026-08-01")), []);
    // Over without a word: nothing is called back any more.
    assert_eq!(desk.journal.due_for_erasure(&rules, day("2026-07-01")).len(), 1);
    assert_eq!(desk.say("d1", "provider:midwife", "2026-07-01", &erase).unwrap_err().code(), Code::JournalErasure);
    assert_eq!(due(&mut desk, "2026-06-30").unwrap_err().code(), Code::JournalErasure);
    assert!(due(&mut desk, "2026-07-01").unwrap());
}

#[test]
fn a_recipient_erases_a_consent_only_as_it_could_write_it_down() {
    let mut desk = Desk::default();
    desk.say("g1", "adult:a1", "2026-06-01", &consent("adult:a1", "given", "")).unwrap();
    let g1 = id_of(&desk, "g1");
    let spoken = r#","by":"adult:a1","evidence":{"form":"spoken"}"#;
    for more in ["", spoken] {
        let refused = desk.say("g1", "provider:pmi", "2026-06-02", &erasure(&g1, more)).unwrap_err();
        assert_eq!(refused.code(), Code::JournalAuthority);
        let event = desk.event(
            "g1",
            "provider:pmi",
            "2026-06-02",
            &[],
            millejours::Entry::from_json(erasure(&g1, more)).unwrap(),
        );
        let brought = merge(&desk.journal, &forced(&desk.journal, &event.unwrap()).unwrap());
        assert_eq!(answer_of(&brought, "2026-06-03"), ConsentAnswer::Permit);
    }
    let mut other = Desk { journal: desk.journal.clone(), salt: 50, ..Desk::default() };
    other.say("g1", "provider:pmi", "2026-06-02", &erasure(&g1, &spoken.replace("spoken", "written"))).unwrap();
    desk.say("g1", "provider:midwife", "2026-06-02", &erasure(&g1, "")).unwrap();
    // What is not to be read any more can still be taken back, refused, or put off; never given.
    assert!(desk.say("g1", "adult:a1", "2026-06-03", GIVEN).is_err());
    desk.say("g1", "adult:a1", "2026-06-03", r#"{"kind":"consent","status":"withdrawn"}"#).unwrap();
    desk.say("g1", "adult:a1", "2026-06-04", REFUSED).unwrap();
    assert_ne!(answer(&desk, "2026-06-04"), ConsentAnswer::Permit);
}

fn answer_of(journal: &millejours::Journal, on: &str) -> ConsentAnswer {
    decided(&journal.consents(day(on)), on)
}

#[test]
fn a_disclosure_about_a_child_outlives_no_authority() {
    let mut desk = Desk::default();
    desk.say("g1", "adult:a1", "2026-05-02", &consent("adult:a1", "given", r#","until":"2027-01-01""#)).unwrap();
    let (consents, rules) = (desk.journal.consents(day("2026-06-01")), ConsentRules::shipped("FR").unwrap());
    let shown = |family: &str, request: &Request| {
        let family = Family::from_json(family).unwrap();
        consents.decide(&family, &Facts::new(), Some(&rules), request, day("2026-06-01")).disclose("d1")
    };
    // She agreed until the new year; whether she may agree hangs on the family, which no disclosure holds.
    let found = shown(FAMILY, &request()).unwrap();
    assert_eq!(found.record().until, Some(day("2027-01-01")));
    assert!(found.stands(&consents, day("2026-06-01")) && !found.stands(&consents, day("2026-06-02")));
    let suspended = FAMILY.replacen("joint", "suspended", 1);
    assert_eq!(shown(&suspended, &request()).unwrap_err().code(), Code::ConsentNotPermitted);

    // About her alone it lasts, until it shows that she is below age.
    let about = |text: String| text.replace("child[c1]", "adult[a1]");
    let mut desk = Desk::default();
    let year = r#","until":"2027-01-01""#;
    desk.say("g1", "adult:a1", "2026-05-02", &about(consent("adult:a1", "given", year))).unwrap();
    let mut request = request();
    request.about = [About::Adult("a1".to_owned())].into();
    let (consents, on) = (desk.journal.consents(day("2026-06-01")), day("2026-06-01"));
    let decision = consents.decide(&Family::from_json(FAMILY).unwrap(), &Facts::new(), Some(&rules), &request, on);
    let found = decision.disclose("d1").unwrap();
    assert_eq!(found.record().until, Some(day("2027-01-01")));
    assert!(found.stands(&consents, day("2026-07-01")));
    let young = r#","evidence":{"form":"spoken","of_age":false}"#;
    desk.say("g2", "adult:a1", "2026-06-20", &about(consent("adult:a1", "given", young))).unwrap();
    assert!(!found.stands(&desk.journal.consents(day("2026-07-01")), day("2026-07-01")));
}

#[test]
fn a_kept_birthday_is_told_by_no_pregnancy_and_a_need_by_no_observation() {
    let family = r#"{"schema":1,"complete":["adults"],"adults":[{"id":"a1","born":"1994-05-12"},{"id":"a2","born":"1990-01-01"}],
        "children":[{"id":"c1","born":"2026-02-11","pregnancy":"p1"},{"id":"c2","pregnancy":"p2"}],
        "pregnancies":[{"id":"p1","carried_by":"a1","ended":"2026-02-11","outcome":"birth"},
                       {"id":"p2","carried_by":"a1","expected":"2026-12-01"}],
        "relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"sole"}],
        "needs":[{"domain":"safety","intensity":"light","voice":"family"},
                 {"domain":"safety","intensity":"strong","voice":"provider:midwife"}]}"#;
    let family = Family::from_json(family).unwrap();
    let seen = |keep: &str| {
        let consent = |giver: &str| {
            format!(
                r#"{{"id":"{}","giver":"{giver}","gives":["release","processing"],"purpose":"referral",
                "categories":["birth","family_situation","health","need","observation"],"recipients":["provider:pmi"],"about":["everyone"],
                "act":"important","from":"2026-05-01","status":"given","since":"2026-05-01"}}"#,
                giver.replace("adult:", "g")
            )
        };
        let kept = match keep {
            "" => String::new(),
            keep => format!(
                r#","confidences":[{{"id":"k1","giver":"adult:a1","keep":["{keep}"],"from":["provider:pmi"],"status":"kept"}}]"#
            ),
        };
        let text = format!(r#"{{"schema":1,"consents":[{},{}]{kept}}}"#, consent("adult:a1"), consent("adult:a2"));
        let categories =
            [Category::Birth, Category::FamilySituation, Category::Health, Category::Need, Category::Observation];
        let mut request = request();
        request.categories = categories.into();
        request.about = millejours::Concerned::Everyone;
        let (consents, rules) = (Consents::from_json(text).unwrap(), ConsentRules::shipped("FR").unwrap());
        let decision = consents.decide(&family, &Facts::new(), Some(&rules), &request, day("2026-06-01"));
        decision.permitted().unwrap().disclose("d1").unwrap().view().to_json()
    };
    let all = seen("");
    for text in [r#""born":"2026-02-11""#, r#""ended":"2026-02-11""#, r#""expected":"2026-12-01""#, "provider:midwife"]
    {
        assert!(all.contains(text), "{text}: {all}");
    }
    // Each side of the link tells the other.
    for keep in ["child[c1].born", "child[c1].age_months", "pregnancy[p1].ended"] {
        let found = seen(keep);
        assert!(!found.contains("2026-02-11"), "{keep}: {found}");
    }
    let found = seen("child[c2].unborn");
    assert!(!found.contains("2026-12-01"), "{found}");
    for keep in ["family.needs.safety", "family.observed.safety"] {
        let found = seen(keep);
        assert!(!found.contains("safety"), "{keep}: {found}");
    }
}

/// A desk that knows nothing of the first.
fn apart() -> Desk {
    Desk { salt: 150, ..Desk::default() }
}

#[test]
fn what_is_begun_beside_it_blocks_no_no() {
    let other = [
        r#"{"kind":"confidence","giver":"adult:a2","keep":["child[c2]"],"from":["adult:a1"],"status":"kept"}"#,
        r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife","about":["child[c1]"],
            "state":"proposed","by":"provider:midwife"}"#,
        r#"{"kind":"note","text":"nothing"}"#,
    ];
    for (number, begun) in other.into_iter().enumerate() {
        let mut desk = Desk::default();
        desk.say("g1", "adult:a1", "2026-06-01", &consent("adult:a1", "given", "")).unwrap();
        let author = if number == 1 { "provider:midwife" } else { "adult:a2" };
        let mut false_one = apart();
        false_one.say("g1", author, "2026-06-01", begun).unwrap();
        desk.journal = merge(&desk.journal, &false_one.journal);
        desk.say("g1", "adult:a1", "2026-06-02", r#"{"kind":"consent","status":"withdrawn"}"#).unwrap();
        let consents = desk.journal.consents(day("2026-06-02"));
        assert_eq!(consents.consent("g1").unwrap().status.as_str(), "withdrawn", "{begun}");
        // And the yes of before does not come back in another thread.
        desk.say("g0", "adult:a1", "2026-06-02", &consent("adult:a1", "given", "")).unwrap();
        assert_ne!(answer(&desk, "2026-06-02"), ConsentAnswer::Permit);
        // Nobody gives again what was taken back, through a state that stands below it.
        assert!(desk.say("g1", "adult:a1", "2026-06-03", GIVEN).is_err());
    }
    // What is begun in sight of everybody draws no no away from a question that somebody does not see.
    let mut desk = Desk::default();
    let asked = millejours::Entry::from_json(consent("adult:a1", "given", "")).unwrap();
    let event = desk.event("g1", "adult:a1", "2026-06-01", &["adult:a2"], asked).unwrap();
    desk.journal.append(event.clone(), &desk.roster, day("2026-06-01")).unwrap();
    let mut false_one = apart();
    false_one.say("g1", "adult:a2", "2026-06-01", r#"{"kind":"note","text":"nothing"}"#).unwrap();
    desk.journal = merge(&desk.journal, &false_one.journal);
    let no = desk.say("g1", "adult:a1", "2026-06-02", r#"{"kind":"consent","status":"withdrawn"}"#).unwrap();
    assert!(no.header().parents.contains(&event.id()));
    assert_eq!(no.header().kept_from, BTreeSet::from([party("adult:a2")]));
}

/// The line of an event without what it says.
fn bare(line: &str) -> String {
    line.split_once(r#","salt":"#).map(|(header, _)| format!("{header}}}")).unwrap()
}

#[test]
fn copies_agree_however_they_meet_and_a_body_that_no_erasure_took_is_missed() {
    let mut desk = Desk::default();
    let g1 = desk.say("g1", "adult:a1", "2026-06-01", &consent("adult:a1", "given", "")).unwrap();
    let erase = millejours::Entry::from_json(erasure(&g1.id().to_string(), "")).unwrap();
    let erase = desk.event("g1", "provider:midwife", "2026-06-05", &[], erase).unwrap();
    let withdrawn = millejours::Entry::from_json(r#"{"kind":"consent","status":"withdrawn"}"#).unwrap();
    let withdrawn = desk.event("g1", "adult:a1", "2026-06-03", &[], withdrawn).unwrap();
    let read = |lines: &[String]| {
        millejours::Journal::from_jsonl(lines.join("\n") + "\n", millejours_tests::desk::id(), &desk.roster)
    };
    let (g1, erase, withdrawn) = (g1.to_json(), erase.to_json(), withdrawn.to_json());
    // Honest copies: the office erased, the phone withdrew before it heard of that.
    let office = read(&[bare(&g1), erase.clone()]).unwrap();
    let phone = read(&[g1.clone(), withdrawn.clone()]).unwrap();
    let desk = read(std::slice::from_ref(&g1)).unwrap();
    let one = merge(&merge(&office, &phone), &desk);
    for other in [
        merge(&office, &merge(&phone, &desk)),
        merge(&merge(&desk, &office), &phone),
        merge(&phone, &merge(&desk, &office)),
    ] {
        assert_eq!(one.to_jsonl(), other.to_jsonl());
    }
    assert_eq!(one.consents(day("2026-06-30")).consent("g1").unwrap().status.as_str(), "withdrawn");
    // A copy that lost what its own erasure may not take is no copy: with it, the order of merging would count.
    let refused = read(&[bare(&g1), withdrawn, erase]).unwrap_err();
    assert_eq!(refused.code(), Code::JournalBodyMissing);
}

#[test]
fn nobody_fills_a_thread_with_beginnings_or_erasures() {
    let mut desk = Desk::default();
    let mut all = Desk::default();
    let mut refused = Vec::new();
    for number in 0..20_u8 {
        let mut one = Desk { salt: 20 + number, ..Desk::default() };
        one.say("g1", "adult:a2", "2026-06-01", r#"{"kind":"note","text":"nothing"}"#).unwrap();
        let merged = all.journal.merge(&one.journal, &all.roster, day("2026-06-02")).unwrap();
        refused.extend(merged.refused.iter().map(|own| own.code));
        all.journal = merged.journal;
    }
    assert_eq!((all.journal.len(), refused), (16, vec![Code::JournalThreadFull; 4]));
    // Others can go on.
    all.say("g1", "adult:a1", "2026-06-02", r#"{"kind":"note","text":"still here"}"#).unwrap();

    let note = desk.say("n1", "adult:a2", "2026-06-01", r#"{"kind":"note","text":"nothing"}"#).unwrap();
    let erase = erasure(&note.id().to_string(), "");
    for _ in 0..64 {
        desk.say("n1", "adult:a2", "2026-06-02", &erase).unwrap();
    }
    assert_eq!(desk.say("n1", "adult:a2", "2026-06-02", &erase).unwrap_err().code(), Code::JournalThreadFull);
    desk.say("n1", "adult:a1", "2026-06-02", &erase).unwrap();
}
