//! The journal under random use: three parties edit copies apart, merge, erase; and whatever is done to a stored journal is
//! found. `MILLEJOURS_SEED` varies the sequences, `MILLEJOURS_CASES` their number.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use millejours::{
    ConsentState, Draft, Entry, Event, EventId, Journal, JournalId, Party, PublicKey, Replay, Roster, RosterKey,
    SecretKey, Thread, parse_date,
};
use millejours_tests::random::{choices, from_environment, runner, smaller};

/// Three parties who sign, each with a key.
struct World {
    parties: Vec<(Party, SecretKey)>,
    roster: Roster,
    start: NaiveDate,
}

const THREADS: [&str; 4] = ["g1", "r1", "n1", "k1"];
const COPIES: usize = 3;

impl World {
    fn new() -> Self {
        let names = ["provider:pmi", "provider:midwife", "adult:a1"];
        let parties: Vec<(Party, SecretKey)> = names
            .iter()
            .zip(1u8..)
            .map(|(name, number)| (Party::parse(name).unwrap(), SecretKey::from_bytes(&[number; 32])))
            .collect();
        let keys = parties.iter().map(|(party, key)| RosterKey::new(party.clone(), key.public()));
        World { roster: Roster::new(keys).unwrap(), parties, start: parse_date("2026-06-01").unwrap() }
    }

    fn day(&self, number: u64) -> NaiveDate {
        self.start.checked_add_days(Days::new(number)).unwrap()
    }

    fn last(&self) -> NaiveDate {
        self.day(1000)
    }
}

fn id() -> JournalId {
    JournalId::from_bytes(&[5; 16])
}

/// What both hold, where everything is verified.
fn merge(world: &World, one: &Journal, other: &Journal) -> Journal {
    let merge = one.merge(other, &world.roster, world.last()).unwrap();
    assert_eq!(merge.refused, []);
    merge.journal
}

/// What is done, one choice after the other; nothing more once they are used up.
struct Hand<'a> {
    list: &'a [u32],
    at: usize,
}

impl Hand<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let choice = self.list.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        choice as usize % bound
    }

    fn done(&self) -> bool {
        self.at >= self.list.len()
    }
}

fn entry(thread: &str, hand: &mut Hand<'_>, begins: bool) -> String {
    let pick = |hand: &mut Hand<'_>, words: &[&str]| words[hand.below(words.len())].to_owned();
    match (thread, begins) {
        ("g1", true) => {
            let status = pick(hand, &["requested", "given", "given"]);
            format!(
                r#"{{"kind":"consent","giver":"adult:a1","gives":["processing","release"],"purpose":"referral",
                "categories":["birth"],"recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary",
                "from":"2026-06-01","status":"{status}"}}"#
            )
        }
        ("g1", false) => {
            let status =
                pick(hand, &["given", "given", "withdrawn", "refused", "deferred", "requested", "invalidated"]);
            format!(r#"{{"kind":"consent","status":"{status}","by":"adult:a1"}}"#)
        }
        ("r1", true) => {
            let (state, by) = if hand.below(2) == 0 { ("proposed", "provider:midwife") } else { ("draft", "adult:a1") };
            format!(
                r#"{{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife",
                "about":["family"],"state":"{state}","by":"{by}"}}"#
            )
        }
        ("r1", false) => {
            let state = pick(hand, &["draft", "not_now", "refused_by_family", "proposed", "entered_in_error", "draft"]);
            let by = pick(hand, &["adult:a1", "provider:midwife"]);
            format!(r#"{{"kind":"referral","state":"{state}","by":"{by}"}}"#)
        }
        ("k1", true) => r#"{"kind":"confidence","giver":"adult:a1","keep":["family.needs.safety"],
            "from":["adult:a2"],"status":"kept"}"#
            .to_owned(),
        ("k1", false) => format!(r#"{{"kind":"confidence","status":"{}"}}"#, pick(hand, &["kept", "lifted"])),
        _ => format!(r#"{{"kind":"note","number":{}}}"#, hand.below(1000)),
    }
}

/// Says something in a copy; the event, where the copy took it.
fn say(world: &World, journal: &mut Journal, hand: &mut Hand<'_>, day: u64, salt: u8) -> Option<Event> {
    let thread = THREADS[hand.below(THREADS.len())];
    let (author, key) = &world.parties[hand.below(world.parties.len())];
    let here: Vec<EventId> = journal.events().filter(|event| event.header().thread == thread).map(Event::id).collect();
    let entry = match hand.below(6) {
        0 if !here.is_empty() => {
            let named = (0..=hand.below(2)).map(|_| here[hand.below(here.len())]);
            Entry::erasure(named.collect::<BTreeSet<_>>())
        }
        _ => Entry::from_json(entry(thread, hand, here.is_empty())).unwrap(),
    };
    let kept = hand.below(5) == 0;
    let kept_from = if kept { [Party::parse("adult:a2").unwrap()].into() } else { BTreeSet::new() };
    let draft = Draft {
        thread: thread.to_owned(),
        author: author.clone(),
        key: key.public(),
        on: world.day(day),
        kept_from,
        entry,
    };
    // A no, or an erasure, that would be hidden is refused here already.
    let Ok(unsigned) = journal.draft(draft, [salt; 32]) else { return None };
    let event = unsigned.sign(key).unwrap();
    let before = journal.to_jsonl();
    match journal.append(event.clone(), &world.roster, world.day(day)) {
        Ok(new) => {
            assert!(new);
            Some(event)
        }
        Err(_) => {
            assert_eq!(journal.to_jsonl(), before, "a refused event changed something");
            None
        }
    }
}

/// The copies that a sequence leads to, the erased events, and the consents withdrawn in any copy.
fn copies(world: &World, list: &[u32]) -> (Vec<Journal>, BTreeSet<EventId>, bool) {
    let mut hand = Hand { list, at: 0 };
    let mut copies = vec![Journal::new(id()); COPIES];
    let (mut erased, mut withdrawn, mut number) = (BTreeSet::new(), false, 0u8);
    while !hand.done() && number < 14 {
        number += 1;
        let copy = hand.below(COPIES);
        if hand.below(5) == 0 {
            let other = hand.below(COPIES);
            copies[copy] = merge(world, &copies[copy], &copies[other]);
            continue;
        }
        let day = u64::from(number) / 3;
        say(world, &mut copies[copy], &mut hand, day, number);
        erased.extend(copies[copy].events().filter(|event| copies[copy].is_erased(&event.id())).map(Event::id));
        let standing = copies[copy].standing("g1", world.last());
        withdrawn |= standing.is_some_and(|standing| standing.state == "withdrawn");
    }
    (copies, erased, withdrawn)
}

/// Runs sequences; a failing one is told by its smallest form.
fn over(cases: u64, thread: u64, check: impl Fn(&World, &[u32]) -> Result<(), String>) {
    let (seed, cases) = (from_environment("MILLEJOURS_SEED", 1), from_environment("MILLEJOURS_CASES", cases));
    let (world, mut runner) = (World::new(), runner(seed, thread));
    for number in 0..cases {
        let list = choices(&mut runner);
        if check(&world, &list).is_err() {
            let smallest = smaller(list, |list| check(&world, list).is_err());
            panic!("sequence {number}: {}\n{smallest:?}", check(&world, &smallest).unwrap_err());
        }
    }
}

fn ensure(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

#[test]
fn copies_merge_to_the_same_bytes_in_any_order_and_no_comes_out_on_top() {
    over(7_000, 0, |world, list| {
        let (copies, erased, withdrawn) = copies(world, list);
        let [a, b, c] = &copies[..] else { return Err("there are three copies".to_owned()) };
        let merged = merge(world, &merge(world, a, b), c);
        let text = merged.to_jsonl();
        ensure(merge(world, b, a).to_jsonl() == merge(world, a, b).to_jsonl(), "merging does not commute")?;
        ensure(merge(world, a, &merge(world, b, c)).to_jsonl() == text, "merging does not associate")?;
        ensure(merge(world, c, &merge(world, b, a)).to_jsonl() == text, "the order shows")?;
        ensure(
            merge(world, &merged, b) == merged && merge(world, &merged, &merged).to_jsonl() == text,
            "merging again changes",
        )?;
        for id in &erased {
            let gone = merged.event(id).is_some_and(|event| event.entry().is_none());
            ensure(gone && merged.is_erased(id), "what was erased came back")?;
        }
        // A withdrawal seen in any copy stands in the merged one; where it was erased, with its consent, nothing permits.
        let consents = merged.consents(world.last());
        if withdrawn && let Some(consent) = consents.consent("g1") {
            let state = consent.state(world.last());
            ensure(state != ConsentState::Given, "a withdrawal was lost")?;
            let whole = merged.standing("g1", world.last()).is_some_and(|standing| !standing.incomplete);
            ensure(!whole || state == ConsentState::Withdrawn, "a withdrawal was lost among what was said apart")?;
        }
        // What is over stays over, whatever else was said apart.
        for copy in &copies {
            for standing in copy.standings(world.last()) {
                let over =
                    matches!(standing.state, "withdrawn" | "invalidated" | "refused_by_family" | "entered_in_error");
                let after = merged.standing(&standing.thread, world.last());
                if let (true, Some(after)) = (over, after.filter(|after| !after.incomplete)) {
                    let still =
                        matches!(after.state, "withdrawn" | "invalidated" | "refused_by_family" | "entered_in_error");
                    ensure(still, "what was over goes on")?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn what_is_stored_comes_back_and_replays() {
    over(1_000, 1, |world, list| {
        let (copies, ..) = copies(world, list);
        let merged = merge(world, &merge(world, &copies[0], &copies[1]), &copies[2]);
        let text = merged.to_jsonl();
        let again = Journal::from_jsonl(&text, id(), &world.roster).map_err(|error| error.to_string())?;
        ensure(again == merged && again.to_jsonl() == text, "it came back otherwise")?;
        ensure(again.consents(world.last()) == merged.consents(world.last()), "other consents came back")?;
        let mut replay = Replay::new(id(), &world.roster);
        for line in text.lines() {
            replay.push(line).map_err(|error| error.to_string())?;
        }
        ensure(replay.heads() == merged.heads(), "the replay has other heads")
    });
}

/// Refused, and each problem names its line.
fn found(world: &World, text: &[u8]) -> Result<(), String> {
    match Journal::from_jsonl(text, id(), &world.roster) {
        Ok(_) => Err("it was not found".to_owned()),
        Err(error) => {
            ensure(error.problems().iter().all(|problem| problem.place.line.is_some()), "a problem names no line")
        }
    }
}

#[test]
fn whatever_is_altered_is_found() {
    over(1_000, 2, |world, list| {
        let (copies, ..) = copies(world, list);
        let merged = merge(world, &merge(world, &copies[0], &copies[1]), &copies[2]);
        let text = merged.to_jsonl();
        let lines: Vec<&str> = text.lines().collect();
        if lines.is_empty() {
            return Ok(());
        }
        let mut hand = Hand { list, at: 0 };
        // A bit of any byte but the last end of a line.
        for _ in 0..4 {
            let mut bytes = text.clone().into_bytes();
            let at = (hand.below(usize::from(u16::MAX)) * 40_503 + hand.below(9973)) % (bytes.len() - 1);
            bytes[at] ^= 1 << hand.below(8);
            found(world, &bytes).map_err(|wrong| format!("a bit of byte {at}: {wrong}"))?;
        }
        // A line that others follow; and one that nobody follows, by who remembers the heads.
        let at = hand.below(lines.len());
        let mut fewer = lines.clone();
        let gone = Event::from_json(fewer.remove(at)).map_err(|error| error.to_string())?.id();
        let rest = format!("{}\n", fewer.join("\n"));
        match merged.heads().contains(&gone) {
            false => found(world, rest.as_bytes()).map_err(|wrong| format!("line {at} dropped: {wrong}"))?,
            true => {
                let rest = if fewer.is_empty() { "" } else { &rest };
                let rest = Journal::from_jsonl(rest, id(), &world.roster).map_err(|error| error.to_string())?;
                ensure(rest.missing(&merged.heads()) == [gone].into(), "a dropped head is not missed")?;
            }
        }
        // Two lines in each other's place, and one twice.
        let (one, other) = (hand.below(lines.len()), hand.below(lines.len()));
        if one != other {
            let mut swapped = lines.clone();
            swapped.swap(one, other);
            found(world, swapped.join("\n").as_bytes()).map_err(|wrong| format!("lines swapped: {wrong}"))?;
        }
        let twice = format!("{text}{}", lines[at]);
        found(world, twice.as_bytes()).map_err(|wrong| format!("a line twice: {wrong}"))?;
        // Another author, another key, another body with its own salt.
        let line = lines[at];
        let keys: Vec<PublicKey> = world.parties.iter().map(|(_, key)| key.public()).collect();
        let own =
            world.parties.iter().position(|(party, _)| line.contains(&format!("\"author\":\"{party}\""))).unwrap();
        let stranger = (own + 1) % keys.len();
        let forgeries = [
            line.replacen(&world.parties[own].0.to_string(), &world.parties[stranger].0.to_string(), 1),
            line.replacen(&keys[own].id().to_string(), &keys[stranger].id().to_string(), 1),
            line.replacen("\"schema\":1", "\"schema\":2", 1),
        ];
        for forged in forgeries {
            let forged = text.replacen(line, &forged, 1);
            ensure(forged != text, "the forgery changes nothing")?;
            found(world, forged.as_bytes()).map_err(|wrong| format!("line {at} forged: {wrong}"))?;
        }
        Ok(())
    });
}

#[test]
fn a_copy_shows_nothing_of_what_is_kept_from_its_reader() {
    let reader = Party::parse("adult:a2").unwrap();
    let everything = |_: &Party, _: &Thread<'_>| true;
    over(1_500, 3, |world, list| {
        let (copies, ..) = copies(world, list);
        // Erasing is the exception: what an erasure took is gone from every copy.
        let plain = |event: &Event| event.entry().is_some_and(|entry| entry.kind() != "erasure");
        let merged = merge(world, &merge(world, &copies[0], &copies[1]), &copies[2]);
        if !merged.events().all(plain) {
            return Ok(());
        }
        // The same without anything that is kept from the reader, written down by somebody else.
        let mut shown = Journal::new(id());
        for event in merged.events().filter(|event| !event.header().kept_from.contains(&reader)) {
            // A thread begun twice is known by merging alone.
            let mut one = Journal::new(id());
            if event.header().parents.is_empty() {
                one.append(event.clone(), &world.roster, world.last()).map_err(|error| error.to_string())?;
                shown = merge(world, &shown, &one);
            } else if shown.append(event.clone(), &world.roster, world.last()).is_err() {
                // What may not follow is carried by merging; it is not what is looked at here.
                return Ok(());
            }
        }
        let (one, other) =
            (merged.copy_for(&reader, world.last(), &everything), shown.copy_for(&reader, world.last(), &everything));
        ensure(one.to_jsonl() == other.to_jsonl(), "something hidden shows")?;
        ensure(!one.to_jsonl().contains("adult:a2\"],\"key"), "a kept event is in the copy")?;
        let stored = Journal::from_jsonl(one.to_jsonl(), id(), &world.roster).map_err(|error| error.to_string())?;
        ensure(stored == one, "the copy does not stand alone")
    });
}
