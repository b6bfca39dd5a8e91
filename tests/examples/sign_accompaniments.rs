//! Signs the events of `tests/calls/accompaniment.toml` and prints its cases, without what they expect:
//! `cargo run -p millejours-tests --example sign_accompaniments > tests/calls/accompaniment.toml`, then bless, and read the
//! difference.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a fault here is seen at once")]

use millejours::{Entry, Journal};
use millejours_tests::desk::{Desk, id, roster};

const GUIDE: &str = "provider:pmi";
const PROPOSED: &str = r#"{"kind":"accompaniment","provider":"provider:pmi","about":["family"],"asked":["adult:a1"],
"state":"proposed","by":"provider:midwife"}"#;
const FAMILY: &str = r#"{"schema":1,"adults":[{"id":"a1"},{"id":"a2"}],"children":[{"id":"c1"}],
"relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"sole"}]}"#;
const KEPT: &str = r#"{"kind":"confidence","giver":"adult:a1","keep":["WHAT"],"from":["adult:a2"],"status":"kept"}"#;
const REFERRAL: &str = r#"{"kind":"referral","offer":"shelter","provider":"provider:other","sender":"adult:a1",
"about":["adult[a1]"],"state":"draft","by":"adult:a1"}"#;

fn turn(state: &str, by: &str, more: &str) -> String {
    format!(r#"{{"kind":"accompaniment","state":"{state}","by":"{by}"{more}}}"#)
}

fn goal(id: &str, words: &str, state: &str, by: &str) -> String {
    format!(r#"{{"kind":"goal","goal":"{id}","words":"{words}","state":"{state}","by":"{by}"}}"#)
}

/// What is said in a thread, by whom and when.
type Line<'a> = (&'a str, &'a str, &'a str, &'a str);

fn desk(from: &Journal, salt: u8, lines: &[Line<'_>]) -> Desk {
    let mut desk = Desk { journal: from.clone(), salt, ..Desk::default() };
    for (thread, author, on, entry) in lines {
        desk.say(thread, author, on, entry).unwrap();
    }
    desk
}

fn print(name: &str, journal: &str, on: &str, more: &[(&str, &str)]) {
    println!("\n[[case]]\nname = \"accompaniment-{name}\"\ncall = \"journal\"");
    for (key, text) in [("journal", journal)].iter().chain(more) {
        match *key {
            "reader" => println!("{key} = '{text}'"),
            _ => println!("{key} = '''\n{}\n'''", text.trim_end()),
        }
    }
    println!("on = '{on}'\nexpect = ''");
}

fn main() {
    println!(
        "about = \"Accompaniments in a journal: whom the family lets accompany it, its goals, and who hears of them\""
    );
    println!("\n[defaults]\nid = '{}'\nroster = '{}'", id(), roster().to_json());
    let mother = "adult:a1";
    let empty = Desk::default().journal;
    let proposed = desk(&empty, 0, &[("w1", "provider:midwife", "2026-06-01", PROPOSED)]).journal;
    let active = desk(&proposed, 10, &[("w1", mother, "2026-06-02", &turn("active", mother, ""))]).journal;
    let first = goal("o1", "a place to stay", "open", mother);
    let set = desk(&active, 20, &[("w1", mother, "2026-06-03", &first)]).journal;
    let ended = turn("ended", mother, "");
    let paused = turn("paused", GUIDE, r#","reason":"waiting_list""#);
    let lapsed = turn("lapsed", GUIDE, r#","reason":"no_place""#);
    let plain = |name: &str, journal: &Journal| print(name, &journal.to_jsonl(), "2026-06-30", &[]);
    let adding = |name: &str, journal: &Journal, author: &str, entry: &str| {
        let mut own = desk(journal, 90, &[]);
        let line = own.event("w1", author, "2026-06-20", &[], Entry::from_json(entry).unwrap()).unwrap().to_json();
        print(name, &journal.to_jsonl(), "2026-06-20", &[("append", &line)]);
    };
    let read = |name: &str, journal: &Journal, reader: &str| {
        print(name, &journal.to_jsonl(), "2026-06-30", &[("family", FAMILY), ("reader", reader)]);
    };

    plain("proposed", &proposed);
    let refused = turn("refused_by_family", mother, r#","until":"2026-09-01""#);
    let no = desk(&proposed, 30, &[("w1", mother, "2026-06-04", &refused)]).journal;
    plain("refused-until-a-day", &no);
    let mut soon = desk(&no, 40, &[]);
    let again = PROPOSED.replace("provider:pmi", "provider:other");
    let line = soon.event("w2", "provider:midwife", "2026-08-31", &[], Entry::from_json(&again).unwrap()).unwrap();
    print("proposed-again-too-soon", &no.to_jsonl(), "2026-08-31", &[("append", &line.to_json())]);
    let line = soon.event("w2", "provider:midwife", "2026-09-01", &[], Entry::from_json(&again).unwrap()).unwrap();
    print("proposed-again-on-that-day", &no.to_jsonl(), "2026-09-01", &[("append", &line.to_json())]);

    let life = desk(
        &set,
        30,
        &[
            ("w1", GUIDE, "2026-06-05", &paused),
            ("w1", GUIDE, "2026-06-07", &turn("active", GUIDE, "")),
            ("w1", GUIDE, "2026-06-09", &lapsed),
            ("w1", mother, "2026-06-11", &turn("active", mother, "")),
            ("w1", mother, "2026-06-12", &goal("o1", "a place to stay", "reached", mother)),
            ("w1", mother, "2026-06-12", &goal("o2", "to sleep again", "open", mother)),
            ("w1", mother, "2026-06-13", r#"{"kind":"coordinates","referral":"r1","by":"adult:a1"}"#),
            ("w1", mother, "2026-06-20", &ended),
        ],
    )
    .journal;
    plain("a-life", &life);
    print("a-life-on-an-earlier-day", &life.to_jsonl(), "2026-06-06", &[]);
    print("lapsed", &life.to_jsonl(), "2026-06-10", &[]);
    read("copy-of-whoever-accompanies", &life, GUIDE);
    read("copy-of-whoever-proposed-it", &life, "provider:midwife");
    read("copy-before-the-family-began-it", &proposed, GUIDE);

    adding("a-goal-before-the-family-began-it", &proposed, mother, &first);
    adding("a-goal-of-whoever-accompanies", &active, GUIDE, &goal("o1", "be punctual", "open", GUIDE));
    adding("a-goal-after-the-end", &life, mother, &first);
    adding("ended-by-whoever-accompanies", &active, GUIDE, &turn("ended", GUIDE, ""));
    adding("ended-in-the-familys-name", &active, GUIDE, &ended);
    adding("begun-in-the-familys-name", &proposed, GUIDE, &turn("active", mother, r#","evidence":{"form":"spoken"}"#));
    adding("begun-by-somebody-who-is-not-asked", &proposed, "adult:a2", &turn("active", "adult:a2", ""));
    adding("a-reason-by-the-family", &active, mother, &turn("ended", mother, r#","reason":"no_place""#));
    adding("lapsed-without-a-reason", &active, GUIDE, &turn("lapsed", GUIDE, ""));
    let rests = desk(&active, 30, &[("w1", mother, "2026-06-05", &turn("paused", mother, ""))]).journal;
    adding("taken-up-again-by-whoever-accompanies", &rests, GUIDE, &turn("active", GUIDE, ""));
    adding("taken-up-again-after-the-end", &life, mother, &turn("active", mother, ""));

    // Two devices apart.
    let one = desk(
        &active,
        40,
        &[
            ("w1", mother, "2026-06-05", &first),
            ("w1", mother, "2026-06-06", &goal("o2", "to sleep again", "open", mother)),
        ],
    );
    let other = desk(
        &active,
        60,
        &[
            ("w1", mother, "2026-06-04", &goal("o1", "our own front door", "reached", mother)),
            ("w1", mother, "2026-06-05", &ended),
        ],
    );
    let (one, other) = (one.journal.to_jsonl(), other.journal.to_jsonl());
    print("apart", &one, "2026-06-30", &[("merge", &other)]);
    print("apart-the-other-way-round", &other, "2026-06-30", &[("merge", &one)]);
    print(
        "apart-and-read-by-whoever-accompanies",
        &one,
        "2026-06-30",
        &[("merge", &other), ("family", FAMILY), ("reader", GUIDE)],
    );

    // What is kept.
    let keeps = |what: &str| KEPT.replace("WHAT", what);
    let hidden = desk(&life, 100, &[("k1", mother, "2026-06-21", &keeps("accompaniment[w1]"))]).journal;
    read("kept-from-a-partner", &hidden, "adult:a2");
    read("kept-from-a-partner-and-read-by-who-confided-it", &hidden, mother);
    let shelter = desk(
        &set,
        110,
        &[
            ("r1", mother, "2026-06-04", REFERRAL),
            ("w1", mother, "2026-06-04", r#"{"kind":"coordinates","referral":"r1","by":"adult:a1"}"#),
            ("k1", mother, "2026-06-05", &keeps("referral[r1]")),
            ("w1", mother, "2026-06-06", &turn("paused", mother, "")),
        ],
    )
    .journal;
    read("a-coordinated-referral-kept-from-a-partner", &shelter, "adult:a2");
    read("a-coordinated-referral-as-the-mother-reads-it", &shelter, mother);

    // What is erased.
    let at = |journal: &Journal, number: usize| journal.events().nth(number).unwrap().id();
    let erased = |journal: &Journal, number: usize| {
        let mut own = desk(journal, 120, &[]);
        own.tell("w1", mother, "2026-06-25", Entry::erasure([at(journal, number)])).unwrap();
        own.journal
    };
    plain("a-goal-erased", &erased(&set, 2));
    plain("its-beginning-erased", &erased(&set, 0));
    let own = format!(r#"{{"kind":"erasure","events":["{}"]}}"#, at(&set, 1));
    adding("a-step-erased-alone", &set, mother, &own);
    // What is written otherwise.
    let text = set.to_jsonl();
    let alter = |name: &str, from: &str, to: &str| {
        assert!(text.contains(from));
        print(name, &text.replacen(from, to, 1), "2026-06-30", &[]);
    };
    alter("an-unknown-state", r#""state":"active""#, r#""state":"started""#);
    alter("an-unknown-state-of-a-goal", r#""state":"open""#, r#""state":"missed""#);
    alter("a-goal-without-words", r#""words":"a place to stay""#, r#""words":" ""#);
    let stored = no.to_jsonl();
    print("no-such-day", &stored.replacen(r#""until":"2026-09-01""#, r#""until":"2026-02-30""#, 1), "2026-06-30", &[]);
    let early = turn("refused_by_family", mother, r#","until":"2026-06-20""#);
    adding("a-day-that-is-over", &proposed, mother, &early);
    adding("a-day-of-whoever-ends-it", &active, mother, &turn("ended", mother, r#","until":"2026-09-01""#));
}
