//! Accompaniments in a journal: who may say what, what stands, who reads it, and what is erased; told step by step, and at random.
//! `MILLEJOURS_SEED` varies the sequences, `MILLEJOURS_CASES` their number.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use millejours::{
    Accompaniment, AccompanimentState, Code, Entry, Error, Event, Family, GoalState, Journal, RetentionRules,
};
use millejours_tests::desk::{Desk, day, forced, merge, party};
use millejours_tests::random::{choices, from_environment, runner, smaller};

const FAMILY: &str = r#"{"schema":1,"adults":[{"id":"a1"},{"id":"a2"}],"children":[{"id":"c1"}],
    "relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"joint"},
    {"adult":"a2","child":"c1","kind":"parent","authority":"joint"}]}"#;
const GUIDE: &str = "provider:pmi";
const SPOKEN: &str = r#","evidence":{"form":"spoken"}"#;
const WRITTEN: &str = r#","evidence":{"form":"written"}"#;

fn proposed(about: &str, by: &str) -> String {
    format!(
        r#"{{"kind":"accompaniment","provider":"{GUIDE}","about":["{about}"],"asked":["adult:a1"],"state":"proposed","by":"{by}"}}"#
    )
}

fn turn(state: &str, by: &str, more: &str) -> String {
    format!(r#"{{"kind":"accompaniment","state":"{state}","by":"{by}"{more}}}"#)
}

fn goal(id: &str, state: &str, by: &str, more: &str) -> String {
    format!(r#"{{"kind":"goal","goal":"{id}","words":"to sleep again","state":"{state}","by":"{by}"{more}}}"#)
}

fn coordinates(referral: &str, by: &str) -> String {
    format!(r#"{{"kind":"coordinates","referral":"{referral}","by":"{by}"}}"#)
}

/// Begun by the family about all of it (`w1`), and about the mother alone (`w2`); proposed about the child (`w3`).
fn begun() -> Desk {
    let mut desk = Desk::default();
    for (thread, about) in [("w1", "family"), ("w2", "adult[a1]"), ("w3", "child[c1]")] {
        desk.say(thread, "provider:midwife", "2026-06-01", &proposed(about, "provider:midwife")).unwrap();
    }
    desk.say("w1", "adult:a1", "2026-06-02", &turn("active", "adult:a1", "")).unwrap();
    desk.say("w2", "adult:a1", "2026-06-02", &turn("active", "adult:a1", "")).unwrap();
    desk
}

fn of(journal: &Journal, id: &str) -> Accompaniment {
    journal.accompaniment(id, day("2026-06-30")).unwrap()
}

fn copy(journal: &Journal, reader: &str) -> Journal {
    journal.copy_for(&party(reader), day("2026-06-30"), &Family::from_json(FAMILY).unwrap())
}

fn code(came: Result<Event, Error>) -> Option<Code> {
    came.err().map(|error| error.code())
}

/// Whoever says it: refused with that code, and of no effect where a copy brings it; or taken both ways.
fn says(thread: &str, author: &str, entry: &str, wanted: Option<Code>) {
    let mut desk = begun();
    let event = desk.event(thread, author, "2026-06-10", &[], Entry::from_json(entry).unwrap()).unwrap();
    let brought = merge(&desk.journal, &forced(&desk.journal, &event).unwrap());
    let before = of(&desk.journal, thread);
    let came = desk.journal.append(event, &desk.roster, day("2026-06-10"));
    assert_eq!(came.err().map(|error| error.code()), wanted, "{author} in {thread}: {entry}");
    match wanted {
        Some(_) => assert_eq!(of(&brought, thread), before, "{author}, brought into {thread}: {entry}"),
        None => {
            assert_ne!(of(&desk.journal, thread), before, "{author} in {thread}: {entry}");
            assert_eq!(of(&brought, thread), of(&desk.journal, thread), "added or brought, it counts the same");
        }
    }
}

#[test]
fn only_the_family_begins_and_ends_and_sets_goals() {
    use Code::{AccompanimentActor, AccompanimentTransition, JournalAuthority, ReferralReason};
    let active = |by: &str, more: &str| turn("active", by, more);
    for (thread, author, entry, wanted) in [
        // Beginning it: who is asked, or whom it is about; or a professional who shows it, and who gains by it in writing.
        ("w3", "adult:a1", active("adult:a1", ""), None),
        ("w3", "adult:a2", active("adult:a2", ""), Some(JournalAuthority)),
        ("w3", "provider:midwife", active("adult:a1", ""), Some(JournalAuthority)),
        ("w3", "provider:midwife", active("adult:a1", SPOKEN), None),
        ("w3", GUIDE, active("adult:a1", SPOKEN), Some(JournalAuthority)),
        ("w3", GUIDE, active("adult:a1", WRITTEN), None),
        ("w3", GUIDE, active(GUIDE, ""), Some(AccompanimentActor)),
        // A no, by anybody who would be accompanied; whoever proposed it may write it down.
        ("w3", "adult:a2", turn("refused_by_family", "adult:a2", ""), None),
        ("w3", "provider:midwife", turn("refused_by_family", "adult:a1", ""), None),
        ("w3", GUIDE, turn("refused_by_family", "adult:a1", ""), Some(JournalAuthority)),
        // The end.
        ("w1", "adult:a1", turn("ended", "adult:a1", ""), None),
        ("w1", "adult:a2", turn("ended", "adult:a2", ""), None),
        ("w1", GUIDE, turn("ended", GUIDE, ""), Some(AccompanimentActor)),
        ("w1", GUIDE, turn("ended", "adult:a1", SPOKEN), Some(JournalAuthority)),
        ("w1", GUIDE, turn("ended", "adult:a1", WRITTEN), None),
        ("w1", "provider:midwife", turn("ended", "adult:a1", SPOKEN), None),
        ("w1", "adult:a1", turn("ended", "adult:a1", r#","reason":"no_place""#), Some(ReferralReason)),
        // Of what is about one adult, another says nothing.
        ("w2", "adult:a2", turn("ended", "adult:a2", ""), Some(JournalAuthority)),
        ("w2", "adult:a2", goal("o1", "open", "adult:a2", ""), Some(JournalAuthority)),
        ("w2", "adult:a1", turn("ended", "adult:a1", ""), None),
        // A rest, by either; and whoever accompanies says why.
        ("w1", "adult:a1", turn("paused", "adult:a1", ""), None),
        ("w1", GUIDE, turn("paused", GUIDE, ""), Some(ReferralReason)),
        ("w1", GUIDE, turn("paused", GUIDE, r#","reason":"waiting_list""#), None),
        ("w1", GUIDE, turn("lapsed", GUIDE, r#","reason":"no_place""#), None),
        ("w1", "provider:other", turn("lapsed", "provider:other", r#","reason":"no_place""#), Some(AccompanimentActor)),
        ("w1", "provider:other", turn("lapsed", GUIDE, r#","reason":"no_place""#), Some(JournalAuthority)),
        // Goals.
        ("w1", "adult:a1", goal("o1", "open", "adult:a1", ""), None),
        ("w1", "adult:a2", goal("o1", "dropped", "adult:a2", ""), None),
        ("w1", "adult:a2", goal("o1", "open", "adult:a1", SPOKEN), Some(JournalAuthority)),
        ("w1", GUIDE, goal("o1", "open", GUIDE, ""), Some(JournalAuthority)),
        ("w1", GUIDE, goal("o1", "open", "adult:a1", SPOKEN), Some(JournalAuthority)),
        ("w1", GUIDE, goal("o1", "open", "adult:a1", WRITTEN), None),
        ("w3", "adult:a1", goal("o1", "open", "adult:a1", ""), Some(AccompanimentTransition)),
        // What is coordinated: the family's to name, or that of whoever accompanies.
        ("w1", "adult:a1", coordinates("r1", "adult:a1"), None),
        ("w1", GUIDE, coordinates("r1", GUIDE), None),
        ("w1", "provider:midwife", coordinates("r1", "provider:midwife"), Some(JournalAuthority)),
        ("w1", "provider:midwife", coordinates("r1", GUIDE), Some(JournalAuthority)),
    ] {
        says(thread, author, &entry, wanted);
    }
}

#[test]
fn whoever_proposes_signs_it_and_begins_with_nothing_else() {
    let mut desk = Desk::default();
    let mut say = |author: &str, entry: &str| code(desk.say("w1", author, "2026-06-01", entry));
    assert_eq!(say(GUIDE, &proposed("family", "provider:midwife")), Some(Code::JournalAuthority));
    let entry = proposed("family", GUIDE).replace("\"proposed\"", "\"active\"");
    assert_eq!(say(GUIDE, &entry), Some(Code::AccompanimentTransition));
    let entry = proposed("family", GUIDE).replace("\"proposed\"", "\"proposed\",\"reason\":\"other\"");
    assert_eq!(say(GUIDE, &entry), Some(Code::ReferralReason));
    assert_eq!(say(GUIDE, &goal("o1", "open", "adult:a1", "")), Some(Code::JournalEntry));
    assert_eq!(say(GUIDE, &proposed("family", GUIDE)), None);
}

#[test]
fn a_family_that_named_a_day_is_not_asked_before_it_by_anybody() {
    let mut desk = begun();
    let no = turn("refused_by_family", "adult:a1", r#","until":"2026-09-01""#);
    desk.say("w3", "adult:a1", "2026-06-10", &no).unwrap();
    let again = |about: &str, by: &str| proposed(about, by).replace(GUIDE, "provider:other");
    let late = |desk: &mut Desk, thread: &str, author: &str, on: &str, about: &str| {
        code(desk.say(thread, author, on, &again(about, author)))
    };
    assert_eq!(late(&mut desk, "w4", "provider:other", "2026-08-31", "child[c1]"), Some(Code::ReferralTooSoon));
    assert_eq!(late(&mut desk, "w5", "provider:other", "2026-08-31", "adult[a2]"), None);
    assert_eq!(late(&mut desk, "w6", "adult:a1", "2026-08-31", "child[c1]"), None);
    // What says so is not erased before that day, nor due.
    let begins = desk.journal.events().find(|event| event.header().thread == "w3").unwrap().id();
    assert_eq!(code(desk.tell("w3", "adult:a1", "2026-08-31", Entry::erasure([begins]))), Some(Code::JournalErasure));
    let rules = "schema = 1\n[[keep]]\nthread = 'accompaniment'\nended = 'refused_by_family'\ndays = 0\n";
    let rules = RetentionRules::from_toml(rules).unwrap();
    assert!(desk.journal.due_for_erasure(&rules, day("2026-08-31")).is_empty());
    let due = desk.journal.due_for_erasure(&rules, day("2026-09-01"));
    assert_eq!((due.len(), due[0].kind, due[0].events.len()), (1, "accompaniment", 2));
    assert_eq!(late(&mut desk, "w4", "provider:other", "2026-09-01", "child[c1]"), None);
}

#[test]
fn goals_of_two_devices_meet_and_the_end_wins() {
    let start = begun();
    let mut phone = Desk { journal: start.journal.clone(), salt: 50, ..Desk::default() };
    let mut office = Desk { journal: start.journal.clone(), salt: 80, ..Desk::default() };
    phone.say("w1", "adult:a1", "2026-06-03", &goal("o1", "open", "adult:a1", "")).unwrap();
    phone.say("w1", "adult:a1", "2026-06-09", &goal("o1", "reached", "adult:a1", "")).unwrap();
    phone.say("w1", "adult:a1", "2026-06-09", &turn("paused", "adult:a1", "")).unwrap();
    phone.say("w1", "adult:a1", "2026-06-10", &turn("active", "adult:a1", "")).unwrap();
    office.say("w1", "adult:a2", "2026-06-04", &goal("o1", "dropped", "adult:a2", "")).unwrap();
    office.say("w1", "adult:a2", "2026-06-04", &goal("o2", "open", "adult:a2", "")).unwrap();
    let both = merge(&phone.journal, &office.journal);
    assert_eq!(merge(&office.journal, &phone.journal), both);
    let own = of(&both, "w1");
    // What was let go stays so; a goal leaves how it stands as it was.
    assert_eq!(own.state, AccompanimentState::Active);
    assert_eq!(own.goals["o1"].state, GoalState::Dropped);
    assert_eq!(own.goals.len(), 2);
    // On an earlier day, what was said by then.
    assert_eq!(both.accompaniment("w1", day("2026-06-03")).unwrap().goals["o1"].state, GoalState::Open);
    office.say("w1", "adult:a2", "2026-06-05", &turn("ended", "adult:a2", "")).unwrap();
    let both = merge(&phone.journal, &office.journal);
    let standing = both.standing("w1", day("2026-06-30")).unwrap();
    assert_eq!((standing.kind, standing.state, standing.ended), ("accompaniment", "ended", true));
    // And nothing follows it.
    let mut after = Desk { journal: both, salt: 120, ..Desk::default() };
    let late = after.say("w1", "adult:a1", "2026-06-20", &turn("active", "adult:a1", ""));
    assert_eq!(code(late), Some(Code::AccompanimentTransition));
    // Whoever accompanies hears that it ended, and nothing of what was set apart from that.
    let told = copy(&after.journal, GUIDE);
    assert_eq!(of(&told, "w1").state, AccompanimentState::Ended);
    assert_eq!(of(&told, "w1").goals.keys().collect::<Vec<_>>(), ["o1", "o2"]);
    assert_eq!(of(&told, "w1").goals["o1"].state, GoalState::Dropped);
    assert!(!told.to_jsonl().contains("\"reached\""));
}

#[test]
fn nobody_hears_of_it_before_the_family_began_it_and_goals_are_told_to_whoever_accompanies_alone() {
    let mut desk = begun();
    desk.say("w1", "adult:a1", "2026-06-03", &goal("o1", "open", "adult:a1", "")).unwrap();
    desk.say("w1", "adult:a1", "2026-06-04", &turn("ended", "adult:a1", "")).unwrap();
    let threads = |reader: &str| {
        let copy = copy(&desk.journal, reader);
        let found: BTreeSet<String> = copy.events().map(|event| event.header().thread.clone()).collect();
        found.into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!((threads(GUIDE).as_str(), threads("provider:other").as_str()), ("w1 w2", ""));
    // The other parent has what was begun about the family; of what is about a child, nothing before that.
    assert_eq!((threads("adult:a1").as_str(), threads("adult:a2").as_str()), ("w1 w2 w3", "w1"));
    let answer = of(&copy(&desk.journal, "provider:midwife"), "w1");
    assert_eq!((answer.state, answer.goals.len()), (AccompanimentState::Active, 0));
    // A goal that another program set before the family began it is told to nobody outside it.
    let mut early = begun();
    early.bring("w3", "adult:a1", "2026-06-03", &goal("o9", "open", "adult:a1", "")).unwrap();
    early.say("w3", "adult:a1", "2026-06-04", &turn("active", "adult:a1", "")).unwrap();
    assert!(copy(&early.journal, "adult:a1").to_jsonl().contains("o9"));
    assert!(!copy(&early.journal, GUIDE).to_jsonl().contains("o9"));
    // One who refused apart ends what was to be told.
    let mut phone = Desk { journal: begun().journal, salt: 70, ..Desk::default() };
    phone.say("w3", "adult:a2", "2026-06-03", &turn("refused_by_family", "adult:a2", "")).unwrap();
    let mut office = Desk { journal: begun().journal, salt: 90, ..Desk::default() };
    office.say("w3", "adult:a1", "2026-06-03", &turn("active", "adult:a1", "")).unwrap();
    office.say("w3", "adult:a1", "2026-06-03", &goal("o1", "open", "adult:a1", "")).unwrap();
    assert!(copy(&office.journal, GUIDE).accompaniment("w3", day("2026-06-30")).is_some());
    let both = merge(&phone.journal, &office.journal);
    assert_eq!(of(&both, "w3").state, AccompanimentState::RefusedByFamily);
    assert!(copy(&both, GUIDE).accompaniment("w3", day("2026-06-30")).is_none());
}

#[test]
fn a_partner_from_whom_it_is_kept_learns_nothing_of_it() {
    let keeps = |what: &str| {
        format!(r#"{{"kind":"confidence","giver":"adult:a1","keep":["{what}"],"from":["adult:a2"],"status":"kept"}}"#)
    };
    let mut desk = begun();
    let consent = r#"{"kind":"consent","giver":"adult:a1","gives":["acceptance"],"purpose":"coordination","categories":[],
        "recipients":["provider:pmi"],"about":["family"],"act":"ordinary","from":"2026-06-01","status":"given"}"#;
    desk.say("g1", "adult:a1", "2026-06-02", consent).unwrap();
    let mut plain = copy(&desk.journal, "adult:a2");
    assert!(
        plain.accompaniment("w1", day("2026-06-30")).is_some() && plain.standing("g1", day("2026-06-30")).is_some()
    );
    desk.say("k1", "adult:a1", "2026-06-03", &keeps("accompaniment[w1]")).unwrap();
    // What is said after it says so in its header, and what was said before gets its mark.
    let later = desk.say("w1", "adult:a1", "2026-06-04", &goal("o1", "open", "adult:a1", "")).unwrap();
    assert_eq!(later.header().kept_from, [party("adult:a2")].into());
    plain = copy(&desk.journal, "adult:a2");
    assert!(plain.is_empty(), "{}", plain.to_jsonl());
    assert!(desk.journal.to_be_marked(&Family::from_json(FAMILY).unwrap()).iter().any(|(thread, _)| thread == "w1"));
    // Whoever accompanies goes on hearing of it.
    assert!(of(&copy(&desk.journal, GUIDE), "w1").goals.contains_key("o1"));
    // Once nothing of it can be read, no service shows: any may be the one.
    let begins = desk.journal.events().find(|event| event.header().thread == "w1").unwrap().id();
    let mut gone = Desk { journal: desk.journal.clone(), salt: 200, ..Desk::default() };
    gone.tell("w1", "adult:a1", "2026-06-20", Entry::erasure([begins])).unwrap();
    assert!(copy(&gone.journal, "adult:a2").is_empty());

    // A referral that is kept: the accompaniment shows, and that it coordinates anything does not.
    for first in [true, false] {
        let mut desk = begun();
        let referral = r#"{"kind":"referral","offer":"shelter","provider":"provider:other","sender":"adult:a1",
            "about":["adult[a1]"],"state":"draft","by":"adult:a1"}"#;
        desk.say("r1", "adult:a1", "2026-06-03", referral).unwrap();
        if first {
            desk.say("k1", "adult:a1", "2026-06-03", &keeps("referral[r1]")).unwrap();
        }
        let named = desk.say("w1", "adult:a1", "2026-06-04", &coordinates("r1", "adult:a1")).unwrap();
        assert_eq!(named.header().kept_from.contains(&party("adult:a2")), first);
        if !first {
            desk.say("k1", "adult:a1", "2026-06-04", &keeps("referral[r1]")).unwrap();
        }
        desk.say("w1", "adult:a1", "2026-06-05", &turn("paused", "adult:a1", "")).unwrap();
        assert!(of(&desk.journal, "w1").referrals.contains("r1"));
        let shown = copy(&desk.journal, "adult:a2");
        assert!(!shown.to_jsonl().contains("r1") && !shown.to_jsonl().contains("coordinates"));
        assert_eq!(of(&shown, "w1").state, AccompanimentState::Paused, "what is hidden hides how it stands");
        assert!(of(&copy(&desk.journal, GUIDE), "w1").referrals.contains("r1"));
    }
}

#[test]
fn a_goal_kept_from_somebody_keeps_no_end_from_them() {
    let mut desk = begun();
    let entry = Entry::from_json(goal("o1", "open", "adult:a1", "")).unwrap();
    let kept = desk.event("w1", "adult:a1", "2026-06-03", &[GUIDE], entry).unwrap();
    desk.journal.append(kept, &desk.roster, day("2026-06-03")).unwrap();
    desk.say("w1", "adult:a1", "2026-06-04", &turn("ended", "adult:a1", "")).unwrap();
    let told = of(&copy(&desk.journal, GUIDE), "w1");
    assert_eq!((told.state, told.goals.len()), (AccompanimentState::Ended, 0));
}

#[test]
fn how_it_stands_is_erased_only_with_its_beginning_and_a_goal_any_time() {
    let mut desk = begun();
    let set = desk.say("w1", "adult:a1", "2026-06-03", &goal("o1", "open", "adult:a1", "")).unwrap();
    let end = desk.say("w1", "adult:a1", "2026-06-04", &turn("ended", "adult:a1", "")).unwrap();
    desk.tell("w1", "adult:a1", "2026-06-05", Entry::erasure([set.id()])).unwrap();
    assert!(!desk.journal.to_jsonl().contains("to sleep again"));
    assert!(of(&desk.journal, "w1").goals.is_empty());
    let alone = desk.event("w1", GUIDE, "2026-06-06", &[], Entry::erasure([end.id()])).unwrap();
    let refused = desk.journal.append(alone.clone(), &desk.roster, day("2026-06-06")).unwrap_err();
    assert_eq!(refused.code(), Code::JournalErasure);
    // Brought by a copy it takes nothing: what was over does not go on.
    let brought = merge(&desk.journal, &forced(&desk.journal, &alone).unwrap());
    assert_eq!(of(&brought, "w1").state, AccompanimentState::Ended);
    let all = desk.journal.events().filter(|event| event.header().thread == "w1" && !event.header().erases);
    let all: Vec<_> = all.map(Event::id).collect();
    desk.tell("w1", "adult:a1", "2026-06-07", Entry::erasure(all)).unwrap();
    assert_eq!(desk.journal.accompaniment("w1", day("2026-06-30")), None);
}

struct Hand<'a> {
    list: &'a [u32],
    at: usize,
}

impl Hand<'_> {
    fn pick<'t>(&mut self, words: &[&'t str]) -> &'t str {
        let choice = self.list.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        words[choice as usize % words.len()]
    }
}

/// Three devices say things apart, and meet now and then.
fn devices(list: &[u32]) -> Vec<Desk> {
    let mut hand = Hand { list, at: 0 };
    let mut start = Desk::default();
    start.say("w1", "provider:midwife", "2026-06-01", &proposed("family", "provider:midwife")).unwrap();
    let mut desks: Vec<Desk> = [20, 90, 160]
        .into_iter()
        .map(|salt| Desk { journal: start.journal.clone(), salt, ..Desk::default() })
        .collect();
    for number in 0..18 {
        let (at, other) = (hand.pick(&["0", "1", "2"]), hand.pick(&["0", "1", "2"]));
        let (at, other): (usize, usize) = (at.parse().unwrap(), other.parse().unwrap());
        let on = format!("2026-06-{:02}", 2 + number / 2);
        let by = hand.pick(&["adult:a1", "adult:a1", GUIDE, "adult:a2"]);
        let what = hand.pick(&["turn", "turn", "turn", "goal", "goal", "name", "meet"]);
        let entry = match what {
            "turn" => {
                let words = ["active", "active", "active", "paused", "lapsed", "ended", "refused_by_family"];
                let state = hand.pick(&words);
                let owes = by == GUIDE && (state == "paused" || state == "lapsed");
                turn(state, by, if owes { r#","reason":"no_place""# } else { "" })
            }
            "goal" => goal(hand.pick(&["o1", "o2"]), hand.pick(&["open", "reached", "dropped"]), by, ""),
            "name" => coordinates(hand.pick(&["r1", "r2"]), by),
            _ => {
                desks[at].journal = merge(&desks[at].journal, &desks[other].journal);
                continue;
            }
        };
        let refused = desks[at].say("w1", by, &on, &entry).is_err();
        if refused && hand.pick(&["leave", "bring"]) == "bring" {
            let _ = desks[at].bring("w1", by, &on, &entry);
        }
    }
    desks
}

fn ensure(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn check(list: &[u32], counts: &mut BTreeMap<String, usize>) -> Result<(), String> {
    let desks = devices(list);
    let [a, b, c] = [&desks[0].journal, &desks[1].journal, &desks[2].journal];
    let merged = merge(&merge(a, b), c);
    let own = of(&merged, "w1");
    for other in [merge(a, &merge(b, c)), merge(&merge(c, b), a), merge(&merged, b), merge(&merged, &merged)] {
        ensure(other.to_jsonl() == merged.to_jsonl(), "the order of merging shows in the bytes")?;
        ensure(of(&other, "w1") == own, "the order of merging shows in what stands")?;
    }
    let stored = Journal::from_jsonl(merged.to_jsonl(), merged.id(), &desks[0].roster);
    ensure(stored.is_ok_and(|stored| of(&stored, "w1") == own), "it came back otherwise")?;
    ensure(Accompaniment::from_json(own.to_json()).as_ref() == Ok(&own), "it is not read back")?;
    *counts.entry(own.state.to_string()).or_default() += 1;
    *counts.entry("goals".to_owned()).or_default() += usize::from(!own.goals.is_empty());
    for desk in &desks {
        let before = of(&desk.journal, "w1");
        // The family's end wins, and what is over stays over.
        ensure(!before.state.is_end() || own.state.is_end(), "what was over goes on")?;
        let ended = before.state == AccompanimentState::Ended;
        ensure(!ended || own.state == AccompanimentState::Ended, "the family's end was lost")?;
        ensure(before.goals.keys().all(|id| own.goals.contains_key(id)), "a goal was lost")?;
        ensure(before.referrals.is_subset(&own.referrals), "what is coordinated was lost")?;
    }
    // Nobody but the family leads to where only it may lead.
    let said = |event: &Event| event.entry().map(|entry| entry.to_json().to_owned()).unwrap_or_default();
    let by_family = |state: &str| {
        merged.events().any(|event| {
            let text = said(event);
            text.contains(&format!(r#""state":"{state}""#)) && text.contains(r#""by":"adult:"#)
        })
    };
    let state = own.state.as_str();
    if ["ended", "refused_by_family", "active"].contains(&state) {
        ensure(by_family(state) || (state == "active" && by_family("active")), "somebody else led there")?;
    }
    // Who may hear nothing: before it is begun, no goal in any copy outside the family; in a copy, how it stands agrees.
    let begun = by_family("active");
    let guide = copy(&merged, GUIDE);
    let reads = guide.accompaniment("w1", day("2026-06-30"));
    let wrote = merged.events().any(|event| event.header().author == party(GUIDE));
    ensure(begun || wrote || reads.is_none(), "it is told before the family began it")?;
    if let Some(told) = &reads {
        *counts.entry("told".to_owned()).or_default() += 1;
        ensure(!own.state.is_end() || told.state == own.state || !told.state.is_end(), "another end is told")?;
        ensure(told.goals.keys().all(|id| own.goals.contains_key(id)), "a goal is told that was never set")?;
    }
    let midwife = copy(&merged, "provider:midwife");
    ensure(of(&midwife, "w1").goals.is_empty(), "goals are told to whoever proposed it")?;
    // Kept from a partner, nothing of it is there; and what is kept changes nothing of what else is.
    if !merged.events().any(|event| event.header().author == party("adult:a2")) {
        *counts.entry("kept".to_owned()).or_default() += 1;
        let mut hidden = Desk { journal: merged.clone(), salt: 250, ..Desk::default() };
        let keep = r#"{"kind":"confidence","giver":"adult:a1","keep":["accompaniment[w1]"],"from":["adult:a2"],"status":"kept"}"#;
        hidden.say("k1", "adult:a1", "2026-06-29", keep).unwrap();
        ensure(copy(&hidden.journal, "adult:a2").is_empty(), "it shows to whom it is kept from")?;
        ensure(of(&copy(&hidden.journal, "adult:a1"), "w1") == of(&copy(&merged, "adult:a1"), "w1"), "it is lost")?;
    }
    Ok(())
}

#[test]
fn devices_agree_whatever_they_say_apart() {
    let (seed, cases) = (from_environment("MILLEJOURS_SEED", 1), from_environment("MILLEJOURS_CASES", 10_000));
    let mut runner = runner(seed, 11);
    let counts = RefCell::new(BTreeMap::new());
    for number in 0..cases {
        let list = choices(&mut runner);
        if check(&list, &mut counts.borrow_mut()).is_err() {
            let smallest = smaller(list, |list| check(list, &mut BTreeMap::new()).is_err());
            panic!("sequence {number}: {}\n{smallest:?}", check(&smallest, &mut BTreeMap::new()).unwrap_err());
        }
    }
    let counts = counts.into_inner();
    println!("{counts:?}");
    assert_eq!(counts.len(), 9, "{counts:?}");
}
