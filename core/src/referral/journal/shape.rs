//! The shape of a journal: which event follows which, without what they say. A journal in memory and a replay share it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::event::Event;
use super::header::{EventId, Header};
use super::keys::KeyId;
use crate::consent::Party;
use crate::error::{Code, Problem};

/// The most events of one thread that one key signs. It bounds the work that a thread can make; and since it counts key by
/// key, nobody fills a thread so that another cannot speak in it.
const MAX_SIGNED: u32 = 1024;

/// The most events by which one key begins one thread: each is looked at with all that follows it.
const MAX_BEGUN: u32 = 16;

/// The most erasures that one key signs in one thread.
const MAX_ERASURES: u32 = 64;

/// How many events a key has signed in a thread; of these, beginnings and erasures.
#[derive(Debug, Clone, Copy, Default)]
struct Signed {
    all: u32,
    begun: u32,
    erasures: u32,
}

impl Signed {
    /// What is full, where a further event of this kind would be too many.
    fn full(self, header: &Header) -> Option<String> {
        let begins = header.parents.is_empty();
        if self.all >= MAX_SIGNED {
            Some(format!("its key has signed {MAX_SIGNED} events of this thread"))
        } else if begins && self.begun >= MAX_BEGUN {
            Some(format!("its key has begun this thread {MAX_BEGUN} times"))
        } else if header.erases && self.erasures >= MAX_ERASURES {
            Some(format!("its key has signed {MAX_ERASURES} erasures of this thread"))
        } else {
            None
        }
    }
}

/// Where an event stands in the order of a journal: by day, then how far it is from its beginning, then id. An event comes
/// after all that it follows, and the order of two events does not depend on the others.
pub(super) type Rank = (NaiveDate, u32, EventId);

/// An event's place in the graph.
#[derive(Debug, Clone)]
pub(super) struct Knot {
    pub(super) id: EventId,
    pub(super) on: NaiveDate,
    /// The longest way from the beginning of its thread.
    pub(super) depth: u32,
    pub(super) thread: u32,
    kept: u32,
    pub(super) parents: Box<[u32]>,
    /// It is an erasure.
    erases: bool,
    /// Nothing follows it.
    pub(super) last: bool,
}

/// The place an event would take.
#[derive(Debug)]
pub(super) struct Fit {
    depth: u32,
    parents: Box<[u32]>,
}

impl Fit {
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    pub(super) fn parents(&self) -> &[u32] {
        &self.parents
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    places: BTreeMap<EventId, u32>,
    knots: Vec<Knot>,
    threads: BTreeMap<String, u32>,
    /// The places of a thread's events, as they came: each after those it follows.
    members: Vec<Vec<u32>>,
    kept: Vec<BTreeSet<Party>>,
    /// How many events of a thread a key has signed.
    signed: BTreeMap<(u32, KeyId), Signed>,
    kept_places: BTreeMap<BTreeSet<Party>, u32>,
    /// The threads that began as a kind, by id.
    begun: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Shape {
    pub(super) fn len(&self) -> usize {
        self.knots.len()
    }

    pub(super) fn place(&self, id: &EventId) -> Option<u32> {
        self.places.get(id).copied()
    }

    pub(super) fn knot(&self, place: u32) -> Option<&Knot> {
        self.knots.get(place as usize)
    }

    pub(super) fn rank(&self, place: u32) -> Option<Rank> {
        self.knot(place).map(|knot| (knot.on, knot.depth, knot.id))
    }

    fn kept_from(&self, knot: &Knot) -> Option<&BTreeSet<Party>> {
        self.kept.get(knot.kept as usize)
    }

    /// From whom the event of a place is kept.
    pub(super) fn kept_at(&self, place: u32) -> Option<&BTreeSet<Party>> {
        self.knot(place).and_then(|knot| self.kept_from(knot))
    }

    /// The threads by id, with the places of their events.
    pub(super) fn threads(&self) -> impl Iterator<Item = (&str, &[u32])> {
        self.threads.iter().map(|(id, at)| (id.as_str(), self.members.get(*at as usize).map_or(&[][..], Vec::as_slice)))
    }

    /// Those that began as a kind, if only once. What they began as stays, whatever is erased.
    pub(super) fn begun(&self, kind: &str) -> impl Iterator<Item = (&str, &[u32])> {
        let begun = self.begun.get(kind).into_iter().flatten();
        begun.map(|(id, at)| (id.as_str(), self.members.get(*at as usize).map_or(&[][..], Vec::as_slice)))
    }

    pub(super) fn thread(&self, id: &str) -> &[u32] {
        let at = self.threads.get(id).and_then(|at| self.members.get(*at as usize));
        at.map_or(&[], Vec::as_slice)
    }

    /// All events that nothing follows, by id.
    pub(super) fn heads(&self) -> BTreeSet<EventId> {
        self.knots.iter().filter(|knot| knot.last).map(|knot| knot.id).collect()
    }

    /// Where a new event would stand; everything that speaks against it.
    pub(super) fn fit(&self, event: &Event) -> Result<Fit, Vec<Problem>> {
        let header = &event.header;
        let (mut problems, mut depth, mut parents) = (Vec::new(), 0, Vec::new());
        for id in &header.parents {
            let Some(place) = self.place(id) else {
                let message = format!("it follows the event {id}, which is not here");
                problems.push(event.problem(Code::JournalParentMissing, message));
                continue;
            };
            let Some(parent) = self.knot(place) else { continue };
            if self.threads.get(&header.thread) != Some(&parent.thread) {
                problems.push(event.problem(Code::JournalParentForeign, "it follows an event of another thread"));
                continue;
            }
            if header.on < parent.on {
                problems.push(event.problem(Code::JournalBeforeParent, "it is dated before an event that it follows"));
            }
            if self.kept_from(parent).is_some_and(|kept| !kept.is_subset(&header.kept_from)) {
                problems.push(event.problem(Code::JournalReveals, "it is kept from fewer than an event it follows"));
            }
            depth = depth.max(parent.depth.saturating_add(1));
            parents.push(place);
        }
        let signed = self.threads.get(&header.thread).and_then(|thread| self.signed.get(&(*thread, header.key)));
        if let Some(message) = signed.and_then(|signed| signed.full(header)) {
            problems.push(event.problem(Code::JournalThreadFull, message));
        }
        if let Some(targets) = event.entry().and_then(super::Entry::erases).filter(|_| problems.is_empty())
            && let Err(message) = self.may_erase(header, &parents, targets)
        {
            problems.push(event.problem(Code::JournalErasure, message));
        }
        if problems.is_empty() { Ok(Fit { depth, parents: parents.into() }) } else { Err(problems) }
    }

    /// What speaks against an erasure, by its place alone. Whoever sees an erased event sees what erased it: else nobody could
    /// tell their copy from one whose bodies were cut off.
    fn may_erase(&self, header: &Header, parents: &[u32], targets: &BTreeSet<EventId>) -> Result<(), &'static str> {
        if !self.follows(parents, targets) {
            return Err("an erasure names events that stand before it in its thread");
        }
        for target in targets.iter().filter_map(|id| self.place(id)) {
            if self.knot(target).is_some_and(|knot| knot.erases) {
                return Err("an erasure cannot be erased");
            }
            if self.kept_at(target).is_some_and(|kept| !header.kept_from.is_subset(kept)) {
                return Err("an erasure is kept from nobody who sees what it erases");
            }
        }
        Ok(())
    }

    /// Are all of these among the events, or before them?
    fn follows(&self, events: &[u32], targets: &BTreeSet<EventId>) -> bool {
        let wanted: Option<BTreeSet<u32>> = targets.iter().map(|id| self.place(id)).collect();
        wanted.is_some_and(|wanted| wanted.is_subset(&self.before(events, &wanted)))
    }

    /// These events and those before them, as far back as the deepest need be looked for.
    pub(super) fn before(&self, events: &[u32], wanted: &BTreeSet<u32>) -> BTreeSet<u32> {
        let least = wanted.iter().filter_map(|place| self.knot(*place)).map(|knot| knot.depth).min().unwrap_or(0);
        let mut open: Vec<u32> = events.to_vec();
        let mut seen = BTreeSet::new();
        while let Some(place) = open.pop() {
            if let Some(knot) = self.knot(place).filter(|knot| knot.depth >= least)
                && seen.insert(place)
            {
                open.extend(knot.parents.iter());
            }
        }
        seen
    }

    /// Puts an event in its place; the place.
    pub(super) fn insert(&mut self, event: &Event, fit: Fit) -> u32 {
        let header = &event.header;
        let place = number(self.knots.len());
        for parent in &fit.parents {
            if let Some(parent) = self.knots.get_mut(*parent as usize) {
                parent.last = false;
            }
        }
        let thread = match self.threads.get(&header.thread) {
            Some(thread) => *thread,
            None => {
                let thread = number(self.members.len());
                self.members.push(Vec::new());
                self.threads.insert(header.thread.clone(), thread);
                thread
            }
        };
        if let Some(members) = self.members.get_mut(thread as usize) {
            members.push(place);
        }
        if let Some(kind) = &header.begins {
            self.begun.entry(kind.clone()).or_default().insert(header.thread.clone(), thread);
        }
        let kept = match self.kept_places.get(&header.kept_from) {
            Some(kept) => *kept,
            None => {
                let kept = number(self.kept.len());
                self.kept.push(header.kept_from.clone());
                self.kept_places.insert(header.kept_from.clone(), kept);
                kept
            }
        };
        let signed = self.signed.entry((thread, header.key)).or_default();
        signed.all += 1;
        signed.begun += u32::from(header.parents.is_empty());
        signed.erasures += u32::from(header.erases);
        let Fit { depth, parents } = fit;
        self.places.insert(event.id, place);
        self.knots.push(Knot {
            id: event.id,
            on: header.on,
            depth,
            thread,
            kept,
            parents,
            erases: header.erases,
            last: true,
        });
        place
    }
}

/// Places are counted in 32 bits; a journal of more events than that is beyond every bound on its text.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
