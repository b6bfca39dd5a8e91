//! Slips of the pen in what is drafted, and what is told of them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]

use millejours::{Code, Entry, Error, Journal, Problem, RetentionRules};
use millejours_tests::desk::{Desk, day};

const CONSENT: &str = r#"{"kind": "consent", "giver": "adult:a1", "gives": ["release", "processing"], "purpose": "referral",
    "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["child[c1]"], "act": "ordinary", "from": "2026-06-01",
    "status": "given"}"#;
const REFERRAL: &str = r#"{"kind": "referral", "offer": "visit", "provider": "provider:pmi", "sender": "provider:midwife",
    "about": ["adult[a1]"], "state": "proposed", "by": "provider:midwife"}"#;

fn entry(text: &str) -> Entry {
    Entry::from_json(text).unwrap()
}

fn only(error: &Error) -> &Problem {
    let [problem] = error.problems() else { panic!("{error}") };
    problem
}

fn told(error: &Error) -> (&str, &str, Option<&str>, Option<&str>) {
    let problem = only(error);
    (problem.code.as_str(), &problem.place.path, problem.expected.as_deref(), problem.help.as_deref())
}

#[test]
fn a_withdrawal_with_a_slip_in_its_kind_is_not_drafted() {
    let mut desk = Desk::default();
    desk.tell("g1", "adult:a1", "2026-06-01", entry(CONSENT)).unwrap();
    for kind in ["consnt", "Consent", "CONSENT", "consents", "conset", "cosnent"] {
        let text = format!(r#"{{"kind": "{kind}", "status": "withdrawn", "by": "adult:a1"}}"#);
        let refused = desk.event("g1", "adult:a1", "2026-06-02", &[], entry(&text)).unwrap_err();
        let problem = only(&refused);
        assert_eq!((problem.code, problem.place.path.as_str()), (Code::JournalEntry, "kind"));
        assert_eq!(problem.help.as_deref(), Some("did you mean `consent`?"), "{kind}");
        assert!(problem.expected.as_deref().unwrap().starts_with("consent, confidence, referral,"));
    }
    // Without a status, too: a beginning, an erasure, a mark.
    for (kind, meant) in [("referal", "referral"), ("erasur", "erasure"), ("not-for", "not_for"), ("Note", "note")] {
        let refused = desk.event("t9", "adult:a1", "2026-06-02", &[], entry(&format!(r#"{{"kind": "{kind}"}}"#)));
        let help = format!("did you mean `{meant}`?");
        assert_eq!(only(&refused.unwrap_err()).help.as_deref(), Some(help.as_str()));
    }
    // A kind that is near to none may not say how something stands.
    for key in ["status", "state"] {
        let text = format!(r#"{{"kind": "zustimmung", "{key}": "withdrawn"}}"#);
        let refused = desk.event("g1", "adult:a1", "2026-06-02", &[], entry(&text)).unwrap_err();
        assert_eq!(only(&refused).code, Code::JournalEntry);
        assert!(only(&refused).help.as_deref().unwrap().contains(key));
    }
    // The right word is taken, and so are kinds of others' that say nothing of the kind.
    for text in [r#"{"kind": "note", "text": "telephoned"}"#, r#"{"kind": "receipt"}"#, r#"{"kind": "zustimmung"}"#] {
        desk.tell("g1", "adult:a1", "2026-06-02", entry(text)).unwrap();
    }
    let withdrawal = r#"{"kind": "consent", "status": "withdrawn", "by": "adult:a1"}"#;
    desk.tell("g1", "adult:a1", "2026-06-03", entry(withdrawal)).unwrap();
    assert_eq!(desk.journal.standings(day("2026-06-03"))[0].state, "withdrawn");
}

#[test]
fn what_another_program_signed_is_carried_whatever_its_kind() {
    // This line was drafted by a program that does not look at kinds: reading, merging and adding go on.
    let line = include_str!("slips.jsonl").trim_end();
    let desk = Desk::default();
    let event = millejours::Event::from_json(line).unwrap();
    assert_eq!(event.entry().unwrap().kind(), "consnt");
    let read = Journal::from_jsonl(format!("{line}\n"), desk.journal.id(), &desk.roster).unwrap();
    let merged = desk.journal.merge(&read, &desk.roster, day("2026-06-05")).unwrap();
    assert!(merged.refused.is_empty());
    let mut added = desk.journal.clone();
    assert!(added.append(event, &desk.roster, day("2026-06-05")).unwrap());
    assert_eq!((merged.journal.to_jsonl(), added.to_jsonl()), (read.to_jsonl(), read.to_jsonl()));
}

#[test]
fn a_refused_step_tells_where_and_what_was_expected() {
    let mut desk = Desk::default();
    desk.tell("r1", "provider:midwife", "2026-06-01", entry(REFERRAL)).unwrap();
    let mut say = |author: &str, text: &str| desk.tell("r1", author, "2026-06-02", entry(text)).unwrap_err();

    let accepted = say("provider:pmi", r#"{"kind": "referral", "state": "accepted", "by": "provider:pmi"}"#);
    let (code, path, ahead, _) = told(&accepted);
    let mut ahead: Vec<&str> = ahead.unwrap().split(", ").collect();
    let mut wanted: Vec<&str> = vec!["not_now", "refused_by_family", "draft", "entered_in_error"];
    ahead.sort_unstable();
    wanted.sort_unstable();
    assert_eq!((code, path, ahead), ("referral.transition", "state", wanted));

    let theirs = say("provider:midwife", r#"{"kind": "referral", "state": "draft", "by": "provider:midwife"}"#);
    let (code, path, expected, _) = told(&theirs);
    assert_eq!((code, path, expected), ("referral.actor", "by", Some("family")));

    let unsigned = say("provider:other", r#"{"kind": "referral", "state": "draft", "by": "adult:a1"}"#);
    let (code, path, ..) = told(&unsigned);
    assert_eq!((code, path), ("journal.authority", "author"));

    let reasoned = r#"{"kind": "referral", "state": "not_now", "by": "adult:a1", "reason": "no_place"}"#;
    let (refused, by) = (say("adult:a1", reasoned), "reason");
    assert_eq!((told(&refused).0, told(&refused).1), ("referral.reason", by));

    let gone = say("provider:midwife", r#"{"kind": "referral", "state": "cancelled", "by": "provider:midwife"}"#);
    assert_eq!((told(&gone).0, told(&gone).1), ("referral.transition", "state"));

    desk.tell("g1", "adult:a1", "2026-06-01", entry(CONSENT)).unwrap();
    let refused = desk.tell("g1", "adult:a1", "2026-06-02", entry(r#"{"kind": "consent", "status": "refused"}"#));
    let refused = refused.unwrap_err();
    let (code, path, expected, _) = told(&refused);
    assert_eq!((code, path, expected), ("consent.transition", "status", Some("invalidated, withdrawn")));
}

#[test]
fn a_goal_before_the_beginning_is_told_who_begins() {
    let mut desk = Desk::default();
    let way = r#"{"kind": "accompaniment", "provider": "provider:midwife", "about": ["adult[a1]"], "state": "proposed",
        "by": "provider:midwife"}"#;
    desk.tell("w1", "provider:midwife", "2026-06-01", entry(way)).unwrap();
    let goal = r#"{"kind": "goal", "goal": "o1", "words": "a place to stay", "state": "open", "by": "adult:a1"}"#;
    let refused = desk.tell("w1", "adult:a1", "2026-06-02", entry(goal)).unwrap_err();
    let help = Some("let the family begin it: `active`");
    assert_eq!(told(&refused), ("accompaniment.transition", "goal", None, help));
    let paused = r#"{"kind": "accompaniment", "state": "paused", "by": "adult:a1"}"#;
    let refused = desk.tell("w1", "adult:a1", "2026-06-02", entry(paused)).unwrap_err();
    assert_eq!(told(&refused), ("accompaniment.transition", "state", Some("active, refused_by_family"), help));
}

#[test]
fn rules_for_what_is_never_said_are_refused_all_at_once() {
    let rules = r#"{"schema": 1, "keep": [{"thread": "referrals", "days": 3}, {"thread": "referral", "ended": "refused", "days": 3},
        {"thread": "consent", "ended": "completed", "days": -1}, {"thread": "lawfull", "ended": "over", "days": 3},
        {"thread": "accompaniment", "ended": "lapsed", "days": 3}]}"#;
    let refused = RetentionRules::from_json(rules).unwrap_err();
    let told: Vec<_> =
        refused.problems().iter().map(|own| (own.place.path.as_str(), own.help.as_deref().unwrap())).collect();
    assert_eq!(
        told,
        [
            ("keep[0].thread", "did you mean `referral`?"),
            ("keep[1].ended", "did you mean `refused_by_family`?"),
            ("keep[2].ended", "write one of the values expected"),
            ("keep[2].days", "write one of the values expected"),
            ("keep[3].thread", "did you mean `lawful`?"),
            ("keep[4].ended", "write one of the values expected"),
        ]
    );
    assert_eq!(refused.problems()[2].expected.as_deref(), Some("expired, invalidated, refused, withdrawn"));
    let day_due = |thread: &str, ended: &str| {
        RetentionRules::from_json(format!(
            r#"{{"schema": 1, "keep": [{{"thread": "{thread}", "ended": "{ended}", "days": 3}}]}}"#
        ))
    };
    for (thread, ended) in
        [("disclosure", "over"), ("lawful", "shared"), ("confidence", "lifted"), ("accompaniment", "ended")]
    {
        assert_eq!(day_due(thread, ended).unwrap().len(), 1, "{thread} {ended}");
    }
}

#[test]
fn the_pages_tell_the_words_of_rules_as_they_are() {
    let pages = [
        include_str!("../../core/src/referral/journal/retention.rs"),
        include_str!("../../bindings-python/src/journal/retention.rs"),
        include_str!("../../bindings-kotlin/lib/src/main/kotlin/org/millejours/Retention.kt"),
    ];
    let expected = |thread: &str, ended: &str| {
        let rules = format!(r#"{{"schema": 1, "keep": [{{"thread": "{thread}", "ended": "{ended}", "days": 3}}]}}"#);
        let refused = RetentionRules::from_json(rules).unwrap_err();
        refused.problems()[0].expected.clone().unwrap()
    };
    let sorted = |words: &str| {
        let mut words: Vec<String> = words.split(", ").map(|word| word.trim_matches('`').to_owned()).collect();
        words.sort();
        words
    };
    for page in pages {
        let rows = page.lines().skip_while(|line| !line.contains("| `thread` | `ended` |")).skip(2);
        let rows = rows.map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
        let rows: Vec<_> = rows.take_while(|cells| cells.len() == 4).map(|cells| (cells[1], cells[2])).collect();
        let threads: Vec<&str> = rows.iter().map(|(thread, _)| thread.trim_matches('`')).collect();
        assert_eq!(threads.join(", "), expected("nothing", "at_all"));
        for (thread, ends) in rows {
            assert_eq!(sorted(ends), sorted(&expected(thread.trim_matches('`'), "at_all")), "{thread}");
        }
    }
}
