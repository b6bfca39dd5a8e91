//! Signs the events of `tests/calls/journal.toml` and prints its cases, without what they expect:
//! `cargo run -p millejours-tests --example sign_journal > tests/calls/journal.toml`, then bless, and read the difference.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs,
    reason = "a fault here is seen at once"
)]

use millejours::{Draft, Entry, Event, Journal, JournalId, Party, Roster, RosterKey, SecretKey, parse_date};
use millejours_tests::forge::signed_anew;

const CONSENT: &str = r#"{"kind":"consent","giver":"adult:a1","gives":["processing","release"],"purpose":"referral",
"categories":["birth"],"recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary","from":"2026-06-01","status":"STATUS"}"#;
const PROPOSED: &str = r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife",
"about":["child[c1]"],"state":"proposed","by":"provider:midwife"}"#;
const DISCLOSURE: &str = r#"{"kind":"disclosure","recipient":"provider:pmi","purpose":"referral","on":"2026-06-02",
"until":"2026-07-01","parts":[{"about":"child[c1]","category":"birth"}],"basis":[{"consent":"g1"}]}"#;

const KEPT: &str =
    r#"{"kind":"confidence","giver":"adult:a1","keep":["child[c2]"],"from":["adult:a2"],"status":"kept"}"#;

fn id() -> JournalId {
    JournalId::from_bytes(&[5; 16])
}

fn key(number: u8) -> SecretKey {
    SecretKey::from_bytes(&[number; 32])
}

fn who(name: &str) -> (Party, SecretKey) {
    let number = match name {
        "provider:midwife" => 1,
        "provider:pmi" => 2,
        _ => 3,
    };
    (Party::parse(name).unwrap(), key(number))
}

fn roster() -> Roster {
    let names = ["provider:midwife", "provider:pmi", "adult:a1"];
    Roster::new(names.map(|name| RosterKey::new(who(name).0, who(name).1.public()))).unwrap()
}

/// An event on what stands, not added.
fn event(journal: &Journal, thread: &str, author: &str, on: &str, kept: &[&str], entry: &str) -> Event {
    let (author, key) = who(author);
    let salt = u8::try_from(journal.len() + 1).unwrap();
    let draft = Draft {
        thread: thread.to_owned(),
        author,
        key: key.public(),
        on: parse_date(on).unwrap(),
        kept_from: kept.iter().map(|name| Party::parse(name).unwrap()).collect(),
        entry: Entry::from_json(entry).unwrap(),
    };
    journal.draft(draft, [salt; 32]).unwrap().sign(&key).unwrap()
}

fn with(journal: &Journal, thread: &str, author: &str, on: &str, entry: &str) -> Journal {
    let mut journal = journal.clone();
    let event = event(&journal, thread, author, on, &[], entry);
    let on = event.header().on;
    journal.append(event, &roster(), on).unwrap();
    journal
}

struct Case<'a> {
    name: &'a str,
    journal: String,
    on: &'a str,
    more: Vec<(&'a str, String)>,
}

fn print(case: &Case<'_>) {
    println!("\n[[case]]\nname = \"journal-{}\"\ncall = \"journal\"", case.name);
    for (key, text) in [("journal", &case.journal)].into_iter().chain(case.more.iter().map(|(key, text)| (*key, text)))
    {
        match text.is_empty() || ["roster", "merge_roster", "reader", "id"].contains(&key) {
            true => println!("{key} = '{text}'"),
            false => println!("{key} = '''\n{}\n'''", text.trim_end()),
        }
    }
    println!("on = '{}'\nexpect = ''", case.on);
}

fn main() {
    println!("about = \"Journals: what stands because of signed events, and everything that is refused\"");
    println!("\n[defaults]\nid = '{}'\nroster = '{}'", id(), roster().to_json());
    let plain = |name: &'static str, journal: String, on: &'static str| Case { name, journal, on, more: Vec::new() };
    let adding = |name: &'static str, journal: &Journal, on: &'static str, line: String| Case {
        name,
        journal: journal.to_jsonl(),
        on,
        more: vec![("append", line)],
    };
    let empty = Journal::new(id());
    let asked = with(&empty, "g1", "provider:midwife", "2026-06-01", &CONSENT.replace("STATUS", "requested"));
    let turn = |status: &str| format!(r#"{{"kind":"consent","status":"{status}","by":"adult:a1"}}"#);
    let spoken = |status: &str| turn(status).replace('}', r#","evidence":{"form":"spoken"}}"#);
    let given = with(&asked, "g1", "provider:midwife", "2026-06-02", &spoken("given"));
    let withdrawn = with(&given, "g1", "adult:a1", "2026-06-10", &turn("withdrawn"));
    let disclosed = with(&given, "d1", "provider:midwife", "2026-06-02", DISCLOSURE);
    let proposed = with(&disclosed, "r1", "provider:midwife", "2026-06-02", PROPOSED);
    let step =
        |state: &str, by: &str, more: &str| format!(r#"{{"kind":"referral","state":"{state}","by":"{by}"{more}}}"#);
    let drafted = with(
        &proposed,
        "r1",
        "provider:midwife",
        "2026-06-03",
        &step("draft", "adult:a1", r#","evidence":{"form":"spoken"}"#),
    );
    let requested = step("requested", "provider:midwife", r#","disclosure":"d1""#);
    let asked_for = with(&drafted, "r1", "provider:midwife", "2026-06-04", &requested);
    let lines = |journal: &Journal| journal.to_jsonl().lines().map(str::to_owned).collect::<Vec<_>>();
    let text = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    let first = lines(&asked)[0].clone();

    let mut cases = vec![
        plain("empty", String::new(), "2026-06-01"),
        plain("requested", asked.to_jsonl(), "2026-06-01"),
        plain("given", given.to_jsonl(), "2026-06-05"),
        plain("asked-for-an-earlier-day", given.to_jsonl(), "2026-06-01"),
        plain("withdrawn", withdrawn.to_jsonl(), "2026-06-10"),
        plain("referral", asked_for.to_jsonl(), "2026-06-05"),
        adding("added", &asked, "2026-06-02", lines(&given)[1].clone()),
        adding("added-twice", &given, "2026-06-02", lines(&given)[1].clone()),
    ];
    // What is said apart.
    let refused = with(&asked, "g1", "adult:a1", "2026-06-03", &turn("refused"));
    let merged = |name: &'static str, one: &Journal, other: &Journal, on: &'static str| Case {
        name,
        journal: one.to_jsonl(),
        on,
        more: vec![("merge", other.to_jsonl())],
    };
    cases.push(merged("apart-given-and-refused", &given, &refused, "2026-06-05"));
    cases.push(merged("apart-the-other-way-round", &refused, &given, "2026-06-05"));
    let note = with(&given, "g1", "provider:pmi", "2026-06-11", r#"{"kind":"note","text":"later"}"#);
    cases.push(merged("withdrawn-and-a-note-apart", &withdrawn, &note, "2026-06-12"));
    let twice = with(&empty, "g1", "adult:a1", "2026-06-01", &CONSENT.replace("STATUS", "given"));
    cases.push(merged("begun-twice-apart", &given, &twice, "2026-06-05"));
    // Erasing.
    let event_id = |journal: &Journal, at: usize| journal.events().nth(at).unwrap().id();
    let id_at = |journal: &Journal, at: usize| event_id(journal, at).to_string();
    let erase = |ids: &[String]| format!(r#"{{"kind":"erasure","events":["{}"]}}"#, ids.join("\",\""));
    let gone = with(&given, "g1", "provider:midwife", "2026-06-12", &erase(&[event_id(&given, 0).to_string()]));
    cases.push(plain("erased", gone.to_jsonl(), "2026-06-12"));
    cases.push(merged("erased-in-one-copy", &given, &gone, "2026-06-12"));
    let line =
        event(&withdrawn, "g1", "provider:midwife", "2026-06-12", &[], &erase(&[event_id(&withdrawn, 2).to_string()]));
    cases.push(adding("a-withdrawal-alone-is-not-erased", &withdrawn, "2026-06-12", line.to_json()));
    let line = event(&gone, "g1", "provider:midwife", "2026-06-12", &[], &erase(&[event_id(&gone, 2).to_string()]));
    cases.push(adding("an-erasure-is-not-erased", &gone, "2026-06-12", line.to_json()));
    let line =
        event(&drafted, "r1", "provider:midwife", "2026-06-12", &[], &erase(&[event_id(&drafted, 0).to_string()]));
    cases.push(adding("another-thread-is-not-erased", &drafted, "2026-06-12", line.to_json()));
    // Copies.
    let hidden = event(&drafted, "r1", "provider:midwife", "2026-06-04", &["adult:a2"], &requested);
    let mut kept = drafted.clone();
    kept.append(hidden.clone(), &roster(), hidden.header().on).unwrap();
    for (name, reader) in [("copy-of-whom-it-is-kept-from", "adult:a2"), ("copy-of-another", "adult:a1")] {
        let mut case = plain(name, kept.to_jsonl(), "2026-06-05");
        case.more.push(("reader", reader.to_owned()));
        cases.push(case);
    }
    // Copies of those whom a referral concerns: its provider sees it from the request on, another not at all.
    for (name, reader) in [("copy-of-the-provider", "provider:pmi"), ("copy-of-another-service", "provider:other")] {
        let mut case = plain(name, asked_for.to_jsonl(), "2026-06-05");
        case.more.push(("reader", reader.to_owned()));
        cases.push(case);
    }
    // Who may say what.
    let line = event(&asked, "g1", "provider:midwife", "2026-06-02", &[], &turn("given"));
    cases.push(adding("a-yes-without-what-shows-it", &asked, "2026-06-02", line.to_json()));
    let line = event(&asked, "g1", "provider:pmi", "2026-06-02", &[], &spoken("given"));
    cases.push(adding("a-yes-by-who-receives-it", &asked, "2026-06-02", line.to_json()));
    let line = event(&drafted, "d2", "provider:midwife", "2026-06-03", &[], &DISCLOSURE.replace("birth", "health"));
    cases.push(adding("a-disclosure-of-what-nobody-gave", &drafted, "2026-06-03", line.to_json()));
    let line = event(&proposed, "r1", "provider:midwife", "2026-06-03", &[], &requested);
    cases.push(adding("asked-before-the-family-agreed", &proposed, "2026-06-03", line.to_json()));
    let late = event(&drafted, "r1", "provider:midwife", "2026-06-04", &[], &requested);
    let taken_back = with(&drafted, "g1", "adult:a1", "2026-06-05", &turn("withdrawn"));
    cases.push(adding("asked-on-an-earlier-day", &taken_back, "2026-06-10", late.to_json()));
    cases.push(merged("asked-and-taken-back-apart", &asked_for, &taken_back, "2026-06-06"));
    let line = event(&asked_for, "r1", "provider:pmi", "2026-06-05", &[], &step("accepted", "provider:pmi", ""));
    cases.push(adding("accepted-and-told-to-nobody-who-may-hear", &asked_for, "2026-06-05", line.to_json()));
    // What is confided.
    let confided = with(&given, "k1", "provider:midwife", "2026-06-02", KEPT);
    cases.push(plain("kept", confided.to_jsonl(), "2026-06-05"));
    let lifted = |more: &str| format!(r#"{{"kind":"confidence","status":"lifted"{more}}}"#);
    let line = event(&confided, "k1", "provider:midwife", "2026-06-03", &[], &lifted(""));
    cases.push(adding("lifted-by-somebody-else", &confided, "2026-06-03", line.to_json()));
    let beginning = confided.events().find(|event| event.header().thread == "k1").unwrap().id().to_string();
    let line = event(&confided, "k1", "adult:a1", "2026-06-03", &[], &erase(std::slice::from_ref(&beginning)));
    cases.push(adding("kept-and-not-to-be-erased", &confided, "2026-06-03", line.to_json()));
    let free = with(&confided, "k1", "adult:a1", "2026-06-03", &lifted(""));
    let free = with(&free, "k1", "adult:a1", "2026-06-04", &erase(&[beginning]));
    cases.push(plain("lifted-and-erased", free.to_jsonl(), "2026-06-05"));
    let again = with(&confided, "k1", "provider:midwife", "2026-06-04", &lifted("").replace("lifted", "kept"));
    cases.push(merged("lifted-and-erased-here-and-kept-there", &free, &again, "2026-06-05"));
    cases.push(merged("kept-there-and-lifted-and-erased-here", &again, &free, "2026-06-05"));
    // A no that an older yes would outlive.
    let no = with(&given, "g2", "adult:a1", "2026-06-05", &CONSENT.replace("STATUS", "refused"));
    let beginning = no.events().find(|event| event.header().thread == "g2").unwrap().id().to_string();
    let line = event(&no, "g2", "adult:a1", "2026-06-06", &[], &erase(&[beginning]));
    cases.push(adding("a-no-is-not-erased-before-an-older-yes", &no, "2026-06-06", line.to_json()));
    // Kinds that are not known here.
    let unknown = with(&empty, "x1", "provider:pmi", "2026-06-01", r#"{"kind":"permit_all","consent":"g1"}"#);
    cases.push(plain("unknown-kind", unknown.to_jsonl(), "2026-06-01"));
    cases.push(plain("unknown-kind-among-known", note.to_jsonl(), "2026-06-12"));
    // What is hidden, and what hides nothing.
    let secret_of = |name: &str| match name {
        "provider:midwife" => [1; 32],
        "provider:pmi" => [2; 32],
        _ => [3; 32],
    };
    let aside =
        event(&given, "g1", "provider:midwife", "2026-06-03", &["provider:pmi"], r#"{"kind":"note","text":"a call"}"#);
    let mut noted = given.clone();
    noted.append(aside.clone(), &roster(), aside.header().on).unwrap();
    let after_a_note = with(&noted, "g1", "adult:a1", "2026-06-10", &turn("withdrawn"));
    let mut case = plain("copy-of-the-recipient-after-a-note-kept-from-them", after_a_note.to_jsonl(), "2026-06-10");
    case.more.push(("reader", "provider:pmi".to_owned()));
    cases.push(case);
    let no = event(&given, "g1", "adult:a1", "2026-06-10", &[], &turn("withdrawn")).to_json();
    let hidden_no = signed_anew(&no, secret_of("adult:a1"), |header| {
        header.replacen("\"key\":", "\"kept_from\":[\"provider:pmi\"],\"key\":", 1)
    });
    cases.push(adding("a-no-kept-from-the-recipient", &given, "2026-06-10", hidden_no.clone()));
    let mut case =
        plain("copy-of-whom-a-no-is-hidden-from", format!("{}{hidden_no}\n", given.to_jsonl()), "2026-06-10");
    case.more.push(("reader", "provider:pmi".to_owned()));
    cases.push(case);
    // What a copy may not tell.
    let family = r#"{"schema":1,"adults":[{"id":"a1"},{"id":"a2"}],"children":[{"id":"c1"}],
"relations":[{"adult":"a2","child":"c1","kind":"parent","authority":"joint"}]}"#;
    let read = |name: &'static str, journal: &Journal, on: &'static str, reader: &str| Case {
        name,
        journal: journal.to_jsonl(),
        on,
        more: vec![("family", family.to_owned()), ("reader", reader.to_owned())],
    };
    let begun_again = with(&empty, "k1", "provider:pmi", "2026-06-04", r#"{"kind":"note"}"#);
    let mut case = read("copy-of-who-began-a-confidence-again", &confided, "2026-06-10", "provider:pmi");
    case.more.push(("merge", begun_again.to_jsonl()));
    cases.push(case);
    cases.push(read("copy-of-a-recipient-before-it-is-given", &asked, "2026-06-10", "provider:pmi"));
    let no = event(&given, "g2", "adult:a1", "2026-06-05", &["provider:pmi"], &CONSENT.replace("STATUS", "refused"));
    let mut answered = given.clone();
    answered.append(no.clone(), &roster(), no.header().on).unwrap();
    cases.push(read("copy-of-a-recipient-from-whom-a-no-is-kept", &answered, "2026-06-10", "provider:pmi"));
    cases.push(read("copy-of-another-parent", &given, "2026-06-05", "adult:a2"));
    let later = with(&given, "k1", "adult:a1", "2026-06-10", &KEPT.replace("c2", "c1"));
    cases.push(read("copy-of-the-day-before-it-was-confided", &later, "2026-06-05", "adult:a2"));
    let mark = r#"{"confidence":"k1","kind":"not_for","parties":["adult:a2"]}"#;
    let marked = with(&given, "g1", "provider:midwife", "2026-06-11", mark);
    cases.push(read("copy-by-whom-a-mark-was-given", &marked, "2026-06-12", "adult:a2"));
    cases.push(read("copy-of-the-recipient-with-a-mark", &marked, "2026-06-12", "provider:pmi"));
    let open = event(&given, "k1", "adult:a1", "2026-06-10", &[], KEPT).to_json();
    let open = signed_anew(&open, secret_of("adult:a1"), |header| header.replace("\"kept_from\":[\"adult:a2\"],", ""));
    cases.push(adding("a-confidence-that-is-not-kept-from-whom", &given, "2026-06-10", open));
    cases.push(plain("a-hidden-no-stands", format!("{}{hidden_no}\n", given.to_jsonl()), "2026-06-10"));
    let erasure = event(&given, "g1", "provider:midwife", "2026-06-12", &[], &erase(&[id_at(&given, 0)])).to_json();
    let hidden = signed_anew(&erasure, secret_of("provider:midwife"), |header| {
        header.replacen("\"key\":", "\"kept_from\":[\"provider:pmi\"],\"key\":", 1)
    });
    cases.push(adding("an-erasure-kept-from-who-sees-what-it-erases", &given, "2026-06-12", hidden));
    // Another family's journal, and bodies that were cut off.
    let elsewhere = Journal::new(JournalId::from_bytes(&[6; 16]));
    let elsewhere = with(&elsewhere, "g1", "adult:a1", "2026-06-01", &CONSENT.replace("STATUS", "given"));
    cases.push(adding("an-event-of-another-family", &empty, "2026-06-05", elsewhere.to_jsonl()));
    cases.push(plain("the-journal-of-another-family", elsewhere.to_jsonl(), "2026-06-05"));
    let bare = |line: &str| format!("{}}}", line.split(",\"salt\":").next().unwrap());
    cases.push(plain("a-body-cut-off", text(&[lines(&given)[0].clone(), bare(&lines(&given)[1])]), "2026-06-05"));
    cases.push(plain(
        "the-body-of-an-erasure-cut-off",
        text(&[lines(&gone)[0].clone(), lines(&gone)[1].clone(), bare(&lines(&gone)[2])]),
        "2026-06-12",
    ));
    cases.push(adding("added-without-its-body", &asked, "2026-06-02", bare(&lines(&given)[1])));
    // What arrives by merging.
    cases.push(merged("merged-on-an-earlier-day", &asked, &given, "2026-06-01"));
    let revoked_pmi = roster().to_json().replacen(
        &format!("{}\"}}", who("provider:pmi").1.public()),
        &format!("{}\",\"revoked\":\"2026-06-12\"}}", who("provider:pmi").1.public()),
        1,
    );
    assert_ne!(revoked_pmi, roster().to_json());
    let followed = with(&note, "g1", "provider:midwife", "2026-06-11", r#"{"kind":"note","text":"and more"}"#);
    let mut case = merged("merged-after-a-key-was-revoked", &given, &followed, "2026-06-12");
    case.more.push(("roster", revoked_pmi));
    case.more.push(("merge_roster", roster().to_json()));
    cases.push(case);
    // What is refused when it is added.
    let later = lines(&given)[1].clone();
    cases.push(adding("future", &asked, "2026-06-01", later.clone()));
    cases.push(adding("before-its-parent", &empty, "2026-06-02", later.clone()));
    let line = event(&asked, "g1", "adult:a1", "2026-06-03", &[], &turn("withdrawn"));
    cases.push(adding("withdrawn-before-it-was-given", &asked, "2026-06-03", line.to_json()));
    let line = event(&withdrawn, "g1", "adult:a1", "2026-06-11", &[], &turn("given"));
    cases.push(adding("given-after-it-was-withdrawn", &withdrawn, "2026-06-11", line.to_json()));
    cases.push(adding("begun-twice", &given, "2026-06-02", lines(&twice)[0].clone()));
    let line = event(&drafted, "r1", "provider:midwife", "2026-07-01", &[], &requested);
    cases.push(adding("the-disclosure-is-over", &drafted, "2026-07-01", line.to_json()));
    let line = event(&drafted, "r1", "provider:pmi", "2026-06-04", &[], &step("accepted", "provider:pmi", ""));
    cases.push(adding("accepted-before-it-was-requested", &drafted, "2026-06-04", line.to_json()));
    let line = event(&kept, "r1", "provider:pmi", "2026-06-05", &[], &step("accepted", "provider:pmi", ""));
    let shown = line.to_json().replacen("\"kept_from\":[\"adult:a2\"],", "", 1);
    cases.push(adding("shown-again-unsigned", &kept, "2026-06-05", shown));
    // What is altered in a stored journal.
    let stored = lines(&given);
    cases.push(plain("out-of-order", text(&[stored[1].clone(), stored[0].clone()]), "2026-06-05"));
    let three = lines(&withdrawn);
    cases.push(plain("dropped", text(&[three[0].clone(), three[2].clone()]), "2026-06-12"));
    cases.push(plain("duplicated", text(&[stored[0].clone(), stored[0].clone()]), "2026-06-05"));
    let alter = |name: &'static str, from: &str, to: &str| {
        let altered = first.replacen(from, to, 1);
        assert_ne!(altered, first, "{name}");
        plain(name, format!("{altered}\n"), "2026-06-05")
    };
    let signature = first.split("\"signature\":\"").nth(1).unwrap()[..128].to_owned();
    let other = stored[1].split("\"signature\":\"").nth(1).unwrap()[..128].to_owned();
    cases.extend([
        alter("altered-body", "\"purpose\":\"referral\"", "\"purpose\":\"research\""),
        alter("altered-day", "\"on\":\"2026-06-01\"", "\"on\":\"2026-05-01\""),
        alter("no-such-day", "\"on\":\"2026-06-01\"", "\"on\":\"2026-02-30\""),
        alter("newer-schema", "\"schema\":1", "\"schema\":2"),
        alter("begins-something-else", "\"begins\":\"consent\"", "\"begins\":\"note\""),
        alter("unknown-key-of-a-header", "\"schema\":1", "\"scheme\":1,\"schema\":1"),
        alter("another-author", "\"author\":\"provider:midwife\"", "\"author\":\"provider:pmi\""),
        alter("another-signature", &signature, &other),
        alter("unsigned", &format!("\"signature\":\"{signature}\","), ""),
        alter("capitals", &signature, &signature.to_uppercase()),
        alter("written-otherwise", "{\"header\"", "{ \"header\""),
        alter("a-body-without-salt", "\"salt\"", "\"salz\""),
    ]);
    cases.push(plain("no-json", "nothing\n".to_owned(), "2026-06-05"));
    cases.push(plain("not-an-object", "[]\n".to_owned(), "2026-06-05"));
    cases.push(plain("an-empty-line", format!("{first}\n\n{}\n", stored[1]), "2026-06-05"));
    // Keys.
    let own = |more: &str| {
        let public = who("provider:midwife").1.public();
        format!(r#"{{"schema":1,"keys":[{{"party":"provider:midwife","public":"{public}"{more}}}]}}"#)
    };
    let keyed = |name: &'static str, roster: String| Case {
        name,
        journal: asked.to_jsonl(),
        on: "2026-06-05",
        more: vec![("roster", roster)],
    };
    cases.push(keyed("a-key-nobody-knows", Roster::default().to_json()));
    cases.push(keyed("somebody-elses-key", own("").replace("midwife", "pmi")));
    cases.push(keyed("a-key-not-valid-yet", own(r#","from":"2026-06-02""#)));
    cases.push(keyed("a-key-no-longer-valid", own(r#","until":"2026-06-01""#)));
    cases.push(keyed("a-key-revoked-later", own(r#","revoked":"2026-06-02""#)));
    cases.push(keyed("a-revoked-key", own(r#","revoked":"2026-06-01""#)));
    cases.push(keyed(
        "no-key-at-all",
        own("").replace(&who("provider:midwife").1.public().to_string(), &"0".repeat(64)),
    ));
    let mut case = adding("a-revoked-key-dated-back", &empty, "2026-06-05", lines(&asked)[0].clone());
    case.more.push(("roster", own(r#","revoked":"2026-06-04""#)));
    cases.push(case);
    for case in &cases {
        print(case);
    }
}
