//! A million events verified line by line, two copies of a hundred thousand events merged, one thread that grows to its
//! bound, and what stands in a journal of consents and referrals as it grows: time, and the most memory.
//!
//! `cargo bench -p millejours --bench journal`; `MILLEJOURS_EVENTS` is the number replayed, a tenth of it is merged.

#![allow(missing_docs, reason = "a benchmark has no face")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a benchmark may stop, and has a clock"
)]

use std::fmt::Write as _;
use std::time::Instant;

use chrono::Days;
use millejours::{Draft, Entry, Family, Journal, JournalId, Party, Replay, Roster, RosterKey, SecretKey, parse_date};

/// Events in one thread.
const LENGTH: usize = 10;

fn main() {
    let events: usize = std::env::var("MILLEJOURS_EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let key = SecretKey::from_bytes(&[1; 32]);
    let author = Party::parse("provider:pmi").unwrap();
    let roster = Roster::new([RosterKey::new(author.clone(), key.public())]).unwrap();
    println!("at the start: at most {} of memory", most());

    let copies = [("a", events / 20), ("b", events / 20)].map(|(name, own)| {
        let shared = lines(&key, &author, "s", events / 20);
        let text = format!("{shared}{}", lines(&key, &author, name, own));
        let mut ordered: Vec<&str> = text.lines().collect();
        ordered.sort_by_cached_key(|line| rank(line));
        Journal::from_jsonl(ordered.join("\n"), id(), &roster).unwrap()
    });
    let [one, other] = &copies;
    let start = Instant::now();
    let merged = one.merge(other, &roster, parse_date("2026-06-01").unwrap()).unwrap().journal;
    let took = start.elapsed();
    println!("merged {} and {} events into {}: {took:?}; at most {}", one.len(), other.len(), merged.len(), most());
    drop((merged, copies));
    one_thread(&key, &author, &roster);
    standing(events / 1000);

    // A stretch at a time, so that the text is not what takes the memory. Each stretch begins on a later day.
    let stretch = (events / 100).max(LENGTH);
    let mut replay = Replay::new(id(), &roster);
    let mut took = std::time::Duration::ZERO;
    let mut bytes = 0;
    for number in 0..events.div_ceil(stretch) {
        let text = lines_from(&key, &author, &format!("t{number}-"), stretch, number as u64 * LENGTH as u64);
        bytes += text.len();
        let mut ordered: Vec<&str> = text.lines().collect();
        ordered.sort_by_cached_key(|line| rank(line));
        let start = Instant::now();
        for line in ordered {
            replay.push(line).unwrap();
        }
        took += start.elapsed();
        if number % 25 == 24 {
            println!("replayed {}: {took:?}; at most {}", replay.len(), most());
        }
    }
    println!("replayed {} events, {bytes} bytes: {took:?}; at most {}", replay.len(), most());
}

/// A question, and a thousand notes upon it: what the last of them cost beside the first.
fn one_thread(key: &SecretKey, author: &Party, roster: &Roster) {
    let on = parse_date("2026-06-01").unwrap();
    let mut journal = Journal::new(id());
    let consent = r#"{"kind":"consent","giver":"adult:a1","gives":["processing"],"purpose":"care","categories":["birth"],
        "recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary","from":"2026-06-01","status":"requested"}"#;
    let mut start = Instant::now();
    for number in 0..1001_u32 {
        let note = format!(r#"{{"kind":"note","number":{number}}}"#);
        let entry = Entry::from_json(if number == 0 { consent } else { &note }).unwrap();
        let (thread, author, kept_from) = ("g1".to_owned(), author.clone(), Default::default());
        let draft = Draft { thread, author, key: key.public(), on, kept_from, entry };
        let event = journal.draft(draft, [7; 32]).unwrap().sign(key).unwrap();
        journal.append(event, roster, on).unwrap();
        if number > 0 && number % 250 == 0 {
            println!("events {} to {number} of one thread: {:?}", number - 249, start.elapsed());
            start = Instant::now();
        }
    }
}

/// Consents that were withdrawn, and referrals that were proposed, put off and agreed to: the same lives, ever more of them.
fn standing(threads: usize) {
    let parties = ["adult:a1", "provider:midwife"].map(|name| Party::parse(name).unwrap());
    let keys = [SecretKey::from_bytes(&[2; 32]), SecretKey::from_bytes(&[3; 32])];
    let pairs = parties.iter().zip(&keys);
    let roster = Roster::new(pairs.map(|(party, key)| RosterKey::new(party.clone(), key.public()))).unwrap();
    let asked = r#"{"kind":"consent","giver":"adult:a1","gives":["release","processing"],"purpose":"referral",
        "categories":["birth"],"recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary","from":"2026-01-01",
        "status":"given"}"#;
    let proposed = r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife",
        "about":["child[c1]"],"state":"proposed","by":"provider:midwife"}"#;
    let lives: [(&str, &[(usize, &str)]); 2] = [
        ("g", &[(0, asked), (1, r#"{"kind":"note"}"#), (0, r#"{"kind":"consent","status":"withdrawn"}"#)]),
        (
            "r",
            &[
                (1, proposed),
                (0, r#"{"kind":"referral","state":"not_now","by":"adult:a1"}"#),
                (0, r#"{"kind":"referral","state":"draft","by":"adult:a1"}"#),
            ],
        ),
    ];
    let (mut journal, mut numbered) = (Journal::new(id()), 0);
    let start = parse_date("2026-01-01").unwrap();
    for number in 0..4 * threads {
        for (name, life) in lives {
            for (step, (author, entry)) in life.iter().enumerate() {
                let on = start.checked_add_days(Days::new(step as u64)).unwrap();
                let (author, key) = (parties[*author].clone(), &keys[*author]);
                let (thread, entry) = (format!("{name}{number}"), Entry::from_json(entry).unwrap());
                let draft = Draft { thread, author, key: key.public(), on, kept_from: Default::default(), entry };
                let event = journal.draft(draft, [7; 32]).unwrap().sign(key).unwrap();
                journal.append(event, &roster, on).unwrap();
                numbered += 1;
            }
        }
        if [threads, 2 * threads, 4 * threads].contains(&(number + 1)) {
            let (on, family) = (parse_date("2026-02-01").unwrap(), Family::new());
            let start = Instant::now();
            let (threads, consents, referrals) = (journal.standings(on), journal.consents(on), journal.referrals(on));
            assert_eq!((threads.len(), referrals.len()), (2 * (number + 1), number + 1));
            assert_eq!(consents.to_json().matches("withdrawn").count(), number + 1);
            let stands = start.elapsed();
            let start = Instant::now();
            let copy = journal.copy_for(&parties[1], on, &family).len();
            let copied = start.elapsed();
            println!(
                "{numbered} events: what stands {stands:?}, a copy of {copy} events {copied:?}; at most {}",
                most()
            );
        }
    }
}

fn id() -> JournalId {
    JournalId::from_bytes(&[5; 16])
}

/// The place of a line: each day holds one event a thread, so day and id are enough.
fn rank(line: &str) -> (String, String) {
    let event = millejours::Event::from_json(line).unwrap();
    (event.header().on.to_string(), event.id().to_string())
}

fn lines(key: &SecretKey, author: &Party, name: &str, count: usize) -> String {
    lines_from(key, author, name, count, 0)
}

/// Lines of threads of ten events, one a day.
fn lines_from(key: &SecretKey, author: &Party, name: &str, count: usize, first: u64) -> String {
    let start = parse_date("1900-01-01").unwrap();
    let mut text = String::new();
    for thread in 0..count / LENGTH {
        let mut journal = Journal::new(id());
        let roster = Roster::new([RosterKey::new(author.clone(), key.public())]).unwrap();
        for number in 0..LENGTH as u64 {
            let on = start.checked_add_days(Days::new(first + number)).unwrap();
            let entry =
                Entry::from_json(format!(r#"{{"kind":"note","number":{number},"text":"telephoned"}}"#)).unwrap();
            let draft = Draft {
                thread: format!("{name}{thread}"),
                author: author.clone(),
                key: key.public(),
                on,
                kept_from: Default::default(),
                entry,
            };
            let event = journal.draft(draft, [7; 32]).unwrap().sign(key).unwrap();
            writeln!(text, "{}", event.to_json()).unwrap();
            journal.append(event, &roster, on).unwrap();
        }
    }
    text
}

/// The most memory so far, as Linux tells it.
fn most() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}
