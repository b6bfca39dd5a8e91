//! What a step of a referral rests on is looked up in other threads. Whatever those are, the looking up ends, soon; each of these
//! tests runs in a process of its own, since an endless one takes the process with it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]
#![allow(clippy::disallowed_methods, reason = "a process that does not end is ended")]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use millejours::{ConsentStatus, Entry, Event, Family, Journal, JournalId, RetentionRules};
use millejours_tests::desk::{Desk, day, forced, key, merge, party, roster};
use millejours_tests::forge::signed_anew;

/// Runs a test in a process of its own: one that aborts, or does not end in time, is a failed test.
fn guarded(name: &str, test: impl FnOnce()) {
    const GUARDED: &str = "MILLEJOURS_GUARDED";
    if std::env::var(GUARDED).is_ok_and(|own| own == name) {
        return test();
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(GUARDED, name)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if start.elapsed() > Duration::from_secs(120) => {
                child.kill().unwrap();
                panic!("{name} does not end");
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    assert!(status.success(), "{name}: {status}");
}

/// The request of a thread, by the disclosure of an id.
fn request(disclosure: &str) -> String {
    format!(
        r#"{{"kind":"referral","offer":"o","provider":"provider:pmi","sender":"provider:midwife","about":["family"],
        "state":"requested","by":"provider:midwife","disclosure":"{disclosure}"}}"#
    )
}

fn consent(status: &str) -> String {
    format!(
        r#"{{"kind":"consent","giver":"adult:a1","gives":["processing","release"],"purpose":"referral","categories":["birth"],
        "recipients":["provider:pmi"],"about":["family"],"act":"ordinary","from":"2026-06-01","status":"{status}"}}"#
    )
}

fn disclosure(basis: &str) -> String {
    format!(
        r#"{{"kind":"disclosure","recipient":"provider:pmi","on":"2026-06-02","until":"2026-12-01","purpose":"referral",
        "parts":[{{"about":"family","category":"birth"}}],"basis":[{basis}]}}"#
    )
}

/// Everything that is told of a journal ends.
fn told(journal: &Journal) {
    let on = day("2026-06-30");
    let family = Family::from_json(r#"{"schema":1,"adults":[{"id":"a1","born":"1994"}]}"#).unwrap();
    journal.standings(on);
    journal.consents(on);
    journal.referrals(on);
    for reader in ["provider:pmi", "provider:midwife", "adult:a1"] {
        let _ = journal.copy_for(&party(reader), on, &family);
    }
    let rules = RetentionRules::from_toml("schema = 1\n[[keep]]\nthread = 'referral'\ndays = 0\n").unwrap();
    journal.due_for_erasure(&rules, on);
}

/// An event that was drafted as a beginning, signed anew as one that follows others.
fn following(event: &Event, author: &str, parents: &[&Event]) -> Event {
    let number = millejours_tests::desk::PARTIES.iter().position(|own| *own == author).unwrap();
    let mut ids: Vec<String> = parents.iter().map(|event| format!("\"{}\"", event.id())).collect();
    ids.sort();
    let kind = event.entry().unwrap().kind();
    let line = signed_anew(&event.to_json(), [u8::try_from(number).unwrap() + 1; 32], |header| {
        header
            .replace(&format!("\"begins\":\"{kind}\","), "")
            .replace("\"parents\":[]", &format!("\"parents\":[{}]", ids.join(",")))
    });
    Event::from_json(line).unwrap()
}

#[test]
fn a_request_that_rests_on_itself() {
    guarded("a_request_that_rests_on_itself", || {
        let mut desk = Desk::default();
        desk.bring("r9", "provider:midwife", "2026-06-02", &request("r9")).unwrap();
        told(&desk.journal);
        assert_eq!(desk.journal.referral("r9", day("2026-06-03")), None);
        // Nor is it added, by whoever asks for it.
        let event = Desk { salt: 7, ..Desk::default() }
            .event("r9", "provider:midwife", "2026-06-02", &[], Entry::from_json(request("r9")).unwrap())
            .unwrap();
        assert!(Desk::default().journal.append(event, &roster(), day("2026-06-02")).is_err());
    });
}

#[test]
fn a_request_that_follows_a_note() {
    guarded("a_request_that_follows_a_note", || {
        let mut desk = Desk::default();
        let note = desk.say("r9", "provider:midwife", "2026-06-01", r#"{"kind":"note"}"#).unwrap();
        let drafted = Desk { salt: 7, ..Desk::default() }
            .event("r9", "provider:midwife", "2026-06-02", &[], Entry::from_json(request("d9")).unwrap())
            .unwrap();
        let event = following(&drafted, "provider:midwife", &[&note]);
        assert!(desk.journal.clone().append(event.clone(), &roster(), day("2026-06-02")).is_err());
        desk.journal = merge(&desk.journal, &forced(&desk.journal, &event).unwrap());
        told(&desk.journal);
        assert_eq!(desk.journal.referral("r9", day("2026-06-03")), None);
    });
}

#[test]
fn a_disclosure_that_rests_on_the_request_it_carries() {
    guarded("a_disclosure_that_rests_on_the_request_it_carries", || {
        for basis in [r#"{"law":"r9"}"#, r#"{"consent":"r9"}"#, r#"{"law":"d9"}"#] {
            let mut desk = Desk::default();
            desk.bring("d9", "provider:midwife", "2026-06-02", &disclosure(basis)).unwrap();
            desk.bring("r9", "provider:midwife", "2026-06-02", &request("d9")).unwrap();
            told(&desk.journal);
            assert_eq!(desk.journal.referral("r9", day("2026-06-03")), None, "{basis}");
        }
    });
}

#[test]
fn a_thread_that_begins_as_a_consent_and_as_the_request_it_carries() {
    guarded("a_thread_that_begins_as_a_consent_and_as_the_request_it_carries", || {
        let mut desk = Desk::default();
        desk.say("g9", "adult:a1", "2026-06-01", &consent("given")).unwrap();
        desk.say("d9", "provider:midwife", "2026-06-02", &disclosure(r#"{"consent":"g9"}"#)).unwrap();
        desk.bring("g9", "provider:midwife", "2026-06-02", &request("d9")).unwrap();
        told(&desk.journal);
        assert!(desk.journal.standing("g9", day("2026-06-03")).unwrap().contested);
        // And whatever the request comes to takes no no away.
        desk.say("g9", "adult:a1", "2026-06-04", r#"{"kind":"consent","status":"withdrawn"}"#).unwrap();
        let step = r#"{"kind":"referral","state":"cancelled","by":"provider:midwife","reason":"other"}"#;
        desk.bring("g9", "provider:midwife", "2026-06-05", step).unwrap();
        let listed = desk.journal.consents(day("2026-06-06"));
        assert!(listed.consents().iter().any(|own| own.status == ConsentStatus::Withdrawn));
        told(&desk.journal);
    });
}

#[test]
fn a_consent_that_follows_the_request_it_carries() {
    guarded("a_consent_that_follows_the_request_it_carries", || {
        let mut desk = Desk::default();
        desk.bring("d9", "provider:midwife", "2026-06-02", &disclosure(r#"{"consent":"r9"}"#)).unwrap();
        let asked = desk.bring("r9", "provider:midwife", "2026-06-02", &request("d9")).unwrap();
        let given = Desk { salt: 7, ..Desk::default() }
            .event("r9", "adult:a1", "2026-06-02", &[], Entry::from_json(consent("given")).unwrap())
            .unwrap();
        let event = following(&given, "adult:a1", &[&asked]);
        desk.journal = merge(&desk.journal, &forced(&desk.journal, &event).unwrap());
        told(&desk.journal);
        assert_eq!(desk.journal.referral("r9", day("2026-06-03")), None);
    });
}

/// A journal of beginnings, each by the midwife and of one day.
fn begun(threads: impl Iterator<Item = (String, u8, String)>) -> Journal {
    let (author, secret) = (party("provider:midwife"), key("provider:midwife"));
    let empty = Journal::new(JournalId::from_bytes(&[5; 16]));
    let mut lines = Vec::new();
    for (thread, salt, entry) in threads {
        let draft = millejours::Draft {
            thread,
            author: author.clone(),
            key: secret.public(),
            on: day("2026-06-02"),
            kept_from: [].into(),
            entry: Entry::from_json(entry).unwrap(),
        };
        let event = empty.draft(draft, [salt; 32]).unwrap().sign(&secret).unwrap();
        lines.push((event.id(), event.to_json()));
    }
    lines.sort();
    let text: String = lines.into_iter().map(|(_, line)| line + "\n").collect();
    Journal::from_jsonl(text, empty.id(), &roster()).unwrap()
}

/// Requests in many threads, each resting on the next: `apart` of them in each thread.
fn chain(threads: usize, apart: u8) -> Journal {
    begun((0..threads).flat_map(|number| {
        (0..apart).map(move |salt| (format!("r{number}"), salt, request(&format!("r{}", number + 1))))
    }))
}

#[test]
fn five_thousand_requests_that_each_rest_on_a_disclosure() {
    guarded("five_thousand_requests_that_each_rest_on_a_disclosure", || {
        let given = consent("given").replace('}', r#","evidence":{"form":"spoken"}}"#);
        let threads = (0..5_000).flat_map(|number| {
            let shown = disclosure(r#"{"consent":"g1"}"#);
            [(format!("r{number}"), 0, request(&format!("d{number}"))), (format!("d{number}"), 0, shown)]
        });
        let journal = begun(threads.chain([("g1".to_owned(), 0, given)]));
        told(&journal);
        assert_eq!(journal.referrals(day("2026-06-30")).len(), 5_000);
    });
}

#[test]
fn a_chain_of_ten_thousand_threads() {
    guarded("a_chain_of_ten_thousand_threads", || {
        let journal = chain(10_000, 1);
        told(&journal);
        assert_eq!(journal.referrals(day("2026-06-30")), []);
    });
}

#[test]
fn a_chain_of_many_requests_in_each_thread() {
    guarded("a_chain_of_many_requests_in_each_thread", || {
        let journal = chain(60, 16);
        told(&journal);
        assert_eq!(journal.referrals(day("2026-06-30")), []);
    });
}
