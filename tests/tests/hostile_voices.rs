//! Journals in which anybody writes anything: honestly added where the library takes it, else brought from a copy that nobody
//! looked after. An oracle that knows all that was ever said, and asks nothing of the library, says what may have effect.
//! `MILLEJOURS_SEED` varies the sequences, `MILLEJOURS_CASES` their number.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use millejours::{ConsentState, Entry, EventId, Journal};
use millejours_tests::desk::{Desk, PARTIES, day, forced, merge, party};
use millejours_tests::random::{choices, from_environment, runner, smaller};

const STATUSES: [&str; 5] = ["given", "withdrawn", "refused", "given", "requested"];

/// What the oracle knows of an event.
#[derive(Debug, Clone)]
struct Known {
    thread: String,
    author: String,
    /// What it says: a status of a consent, `kept`, `lifted`, or `erasure`.
    says: String,
    begins: bool,
    by: Option<String>,
    form: Option<String>,
    erases: BTreeSet<EventId>,
    parents: BTreeSet<EventId>,
}

impl Known {
    /// May its author speak for adult:a1? Written once more, from the guide.
    fn speaks(&self) -> bool {
        let by = if self.begins { Some("adult:a1") } else { self.by.as_deref() };
        match self.author.as_str() {
            "adult:a1" => by.is_none_or(|by| by == "adult:a1"),
            "adult:a2" => false,
            // Of a consent it is the recipient.
            "provider:pmi" if self.thread != "k1" => by == Some("adult:a1") && self.form.as_deref() == Some("written"),
            _ => by == Some("adult:a1") && self.form.is_some(),
        }
    }
}

type Ledger = BTreeMap<EventId, Known>;

fn before(ledger: &Ledger, id: &EventId) -> BTreeSet<EventId> {
    let (mut open, mut seen) = (vec![*id], BTreeSet::new());
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(ledger[&id].parents.iter());
        }
    }
    seen
}

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
}

fn quoted(key: &str, value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!(r#","{key}":"{value}""#))
}

/// Somebody says something in a copy; whether the library took it, where it was asked.
fn say(desk: &mut Desk, ledger: &mut Ledger, hand: &mut Hand<'_>, number: u8) -> Option<bool> {
    let thread = ["g1", "g2", "k1", "k1"][hand.below(4)];
    let author = PARTIES[hand.below(PARTIES.len())];
    let by = [None, Some("adult:a1"), Some("adult:a1"), Some("adult:a2")][hand.below(4)];
    let form = [None, Some("spoken"), Some("written")][hand.below(3)];
    let evidence = form.map_or_else(String::new, |form| format!(r#","evidence":{{"form":"{form}"}}"#));
    let here: Vec<EventId> =
        desk.journal.events().filter(|event| event.header().thread == thread).map(|event| event.id()).collect();
    let (by_text, begins) = (quoted("by", by), here.is_empty());
    let mut erases = BTreeSet::new();
    let (says, entry) = if !begins && hand.below(5) == 0 {
        let first = here.iter().filter(|id| ledger[*id].begins).copied();
        erases.extend(first.chain((hand.below(3) == 0).then(|| here[hand.below(here.len())])));
        let ids: Vec<String> = erases.iter().map(|id| format!("\"{id}\"")).collect();
        ("erasure", format!(r#"{{"kind":"erasure","events":[{}]{by_text}{evidence}}}"#, ids.join(",")))
    } else if thread == "k1" {
        let says = if begins { "kept" } else { ["kept", "lifted", "lifted"][hand.below(3)] };
        let entry = match begins {
            true => {
                r#"{"kind":"confidence","giver":"adult:a1","keep":["child[c2]"],"from":["adult:a2"],"status":"kept"}"#
                    .to_owned()
            }
            false => format!(r#"{{"kind":"confidence","status":"{says}"{by_text}{evidence}}}"#),
        };
        (says, entry)
    } else {
        let says = STATUSES[hand.below(STATUSES.len())];
        let entry = match begins {
            true => format!(
                r#"{{"kind":"consent","giver":"adult:a1","gives":["processing","release"],"purpose":"referral",
                "categories":["birth"],"recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary",
                "from":"2026-06-01","status":"{says}"{evidence}}}"#
            ),
            false => format!(r#"{{"kind":"consent","status":"{says}"{by_text}{evidence}}}"#),
        };
        (says, entry)
    };
    let on = format!("2026-06-{:02}", 1 + number / 2);
    desk.salt = number;
    let event = desk.event(thread, author, &on, &[], Entry::from_json(entry).unwrap()).ok()?;
    let header = event.header();
    let known = Known {
        thread: thread.to_owned(),
        author: author.to_owned(),
        says: says.to_owned(),
        begins: header.parents.is_empty(),
        by: by.map(str::to_owned),
        form: form.map(str::to_owned),
        erases,
        parents: header.parents.clone(),
    };
    let taken = match desk.journal.append(event.clone(), &desk.roster, day(&on)) {
        Ok(_) => true,
        Err(_) => match forced(&desk.journal, &event) {
            Ok(copy) => {
                desk.journal = merge(&desk.journal, &copy);
                false
            }
            Err(_) => return None,
        },
    };
    ledger.insert(event.id(), known);
    Some(taken)
}

/// How often something was really looked at.
#[derive(Debug, Default)]
struct Counts {
    taken: usize,
    brought: usize,
    stolen_yes: usize,
    given: usize,
    kept: usize,
    not_kept: usize,
    withdrawn: usize,
    erased: usize,
    restored: usize,
}

fn ensure(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn check(list: &[u32], counts: &mut Counts) -> Result<(), String> {
    let (mut hand, mut ledger, last) = (Hand { list, at: 0 }, Ledger::new(), day("2027-01-01"));
    let mut desks = [Desk::default(), Desk::default(), Desk::default()];
    let (mut withdrawn, mut gone) = (BTreeSet::new(), BTreeSet::new());
    for number in 0..12 {
        if hand.at >= list.len() {
            break;
        }
        let at = hand.below(3);
        if hand.below(5) == 0 {
            let other = hand.below(3);
            desks[at].journal = merge(&desks[at].journal, &desks[other].journal);
        } else if let Some(taken) = say(&mut desks[at], &mut ledger, &mut hand, number) {
            counts.taken += usize::from(taken);
            counts.brought += usize::from(!taken);
        }
        for thread in ["g1", "g2"] {
            if desks[at].journal.standing(thread, last).is_some_and(|own| own.state == "withdrawn") {
                withdrawn.insert(thread);
            }
        }
        gone.extend(desks[at].journal.events().map(|event| event.id()).filter(|id| desks[at].journal.is_erased(id)));
    }
    let [a, b, c] = desks.map(|desk| desk.journal);
    let merged = merge(&merge(&a, &b), &c);
    let text = merged.to_jsonl();
    ensure(merge(&a, &merge(&b, &c)).to_jsonl() == text, "merging does not associate")?;
    ensure(merge(&merge(&c, &b), &a).to_jsonl() == text, "merging does not commute")?;
    ensure(merge(&merged, &b).to_jsonl() == text, "merging again changes")?;
    let again = Journal::from_jsonl(&text, merged.id(), &millejours_tests::desk::roster());
    ensure(again.is_ok_and(|again| again.to_jsonl() == text), "it comes back otherwise")?;
    let consents = merged.consents(last);
    let known: Vec<(&EventId, &Known)> =
        merged.events().map(|event| ledger.get_key_value(&event.id()).unwrap()).collect();
    let of = |thread: &str, says: &str| -> Vec<(&EventId, &Known)> {
        known.iter().copied().filter(|(_, own)| own.thread == thread && own.says == says).collect()
    };
    for thread in ["g1", "g2"] {
        let given = of(thread, "given");
        counts.stolen_yes += given.iter().filter(|(_, own)| !own.speaks()).count();
        let stands = consents.consents().iter().any(|own| own.id == thread && own.state(last) == ConsentState::Given);
        counts.given += usize::from(stands);
        ensure(
            !stands || given.iter().any(|(_, own)| own.speaks()),
            "a yes of somebody who may not say it has effect",
        )?;
        let erasures = of(thread, "erasure");
        let freed = |id: &EventId| erasures.iter().any(|(_, own)| own.speaks() && own.erases.contains(id));
        let beginnings: Vec<EventId> =
            known.iter().filter(|(_, own)| own.thread == thread && own.begins).map(|(id, _)| **id).collect();
        if withdrawn.contains(thread) {
            counts.withdrawn += 1;
            ensure(!stands, "a withdrawal was lost")?;
            let listed = consents
                .consents()
                .iter()
                .any(|own| own.id.starts_with(thread) && own.state(last) == ConsentState::Withdrawn);
            ensure(listed || beginnings.iter().any(freed), "a withdrawn consent disappeared")?;
        }
        // Each no that followed a beginning is listed, unless the giver's own word erased it.
        for beginning in &beginnings {
            let erased = erasures.iter().any(|(_, own)| own.erases.contains(beginning));
            let single = beginnings.len() == 1;
            let refused = ledger[beginning].says == "refused"
                && known.iter().filter(|(_, own)| own.thread == thread).count() == 1;
            if single && refused && !erased {
                ensure(consents.consents().iter().any(|own| own.id == thread), "a refusal disappeared")?;
            }
            if merged.is_erased(beginning) {
                counts.erased += 1;
                let no = known.iter().any(|(id, own)| {
                    let follows = before(&ledger, id);
                    let knew = follows.iter().any(|at| ledger[at].erases.contains(beginning));
                    own.thread == thread
                        && ["withdrawn", "refused"].contains(&own.says.as_str())
                        && follows.contains(beginning)
                        && !knew
                });
                ensure(freed(beginning) || !no, "a no was erased by somebody else")?;
            } else if gone.contains(beginning) {
                counts.restored += 1;
            }
        }
    }
    // What was confided is kept until the giver lifts it, after everything that keeps it.
    let lifted = of("k1", "lifted");
    // Nobody confides in another's name within the family: a beginning by the other adult is none, nor is what follows it alone.
    let keeps = of("k1", "kept").into_iter().filter(|(id, own)| {
        let follows = before(&ledger, id);
        if own.author == "adult:a2" || !follows.iter().any(|at| ledger[at].begins && ledger[at].author != "adult:a2") {
            return false;
        }
        let knew = follows.iter().any(|at| ledger[at].says == "erasure" && ledger[at].speaks());
        let freed = lifted.iter().any(|(lift, own)| own.speaks() && before(&ledger, lift).contains(id));
        !knew && !freed
    });
    let hidden = consents.confidences().iter().any(|own| own.is_kept_from(&party("adult:a2")));
    match keeps.count() {
        0 => counts.not_kept += usize::from(!lifted.is_empty()),
        _ => {
            counts.kept += 1;
            ensure(hidden, "what was confided is not kept")?;
        }
    }
    Ok(())
}

#[test]
fn whoever_writes_whatever_only_those_have_effect_who_may() {
    let (seed, cases) = (from_environment("MILLEJOURS_SEED", 1), from_environment("MILLEJOURS_CASES", 10_000));
    let mut runner = runner(seed, 7);
    let counts = RefCell::new(Counts::default());
    for number in 0..cases {
        let list = choices(&mut runner);
        if check(&list, &mut counts.borrow_mut()).is_err() {
            let smallest = smaller(list, |list| check(list, &mut Counts::default()).is_err());
            let wrong = check(&smallest, &mut Counts::default()).unwrap_err();
            panic!("sequence {number}: {wrong}\n{smallest:?}");
        }
    }
    let counts = counts.into_inner();
    println!("{counts:?}");
    // Each kind of case was really there, in one sequence of a hundred at least; what is rare, in one of a thousand.
    let often = usize::try_from(cases).unwrap() / 100;
    let rare = usize::try_from(cases).unwrap() / 1000;
    for (what, count, least) in [
        ("taken", counts.taken, often),
        ("brought", counts.brought, often),
        ("a yes that is stolen", counts.stolen_yes, often),
        ("given", counts.given, often),
        ("kept", counts.kept, often),
        ("not kept", counts.not_kept, rare),
        ("withdrawn", counts.withdrawn, rare),
        ("erased", counts.erased, often),
    ] {
        assert!(count >= least, "too few cases were looked at: {what}, {counts:?}");
    }
}
