//! Offers for adults that only one of them can have: never two at a time, or nobody who lives here part of the time or not
//! at all.

use super::super::diagram::{Diagram, NO};
use super::super::gather::Found as Sought;
use super::super::proof::Proof;
use super::super::somebody::Somebody;
use super::{Found, LintKind, Part, Place};
use crate::calendar::date_of;
use crate::family::{Family, LivesHere};
use crate::programme::Programme;
use crate::vocabulary::Subject;
use chrono::NaiveDate;

#[derive(Debug, Clone, Default)]
struct OfferSeen {
    both: Somebody,
    always: Somebody,
    otherwise: Somebody,
    /// Does it hang on where the adult lives, on some day?
    reads_home: bool,
    /// Could there be two adults at all?
    two: bool,
    /// The smallest family of which one adult can have it, and the smallest where that one always lives here.
    one: Option<(NaiveDate, Family)>,
    here: Option<(NaiveDate, Family)>,
}

pub(super) struct Seen(Vec<OfferSeen>);

impl Seen {
    pub(super) fn new(programme: &Programme) -> Self {
        Seen(vec![OfferSeen::default(); programme.offers().len()])
    }

    pub(super) fn look(&mut self, proof: &mut Proof<'_>, number: usize) {
        let subject = proof.programme.offers().get(number).map(|offer| offer.subject);
        let Some(seen) = self.0.get_mut(number).filter(|_| subject == Some(Subject::Adult)) else { return };
        let (first, second) = ((number, 0), (number, 1));
        let one = proof.eligible(first);
        if seen.one.is_none() {
            seen.one = smallest(proof, one);
        }
        if proof.rules(second).is_some() {
            seen.two = true;
            seen.both.look(proof, |proof| {
                let two = proof.eligible(second);
                proof.space.all.and(one, two)
            });
        }
        let home = (0..proof.space.facts.len()).find(|level| proof.space.name(*level) == "adult[a1].lives_here");
        let asked = proof.space.all.asks(one);
        if let Some(home) = home.filter(|home| asked.get(*home).copied().unwrap_or(false)) {
            seen.reads_home = true;
            let always = lives(proof, home, true);
            let here = proof.space.all.and(one, always);
            if seen.here.is_none() {
                seen.here = smallest(proof, here);
            }
            seen.always.look(proof, |_| here);
            seen.otherwise.look(proof, |proof| {
                let away = proof.space.all.not(always);
                proof.space.all.and(one, away)
            });
        } else {
            seen.otherwise.look(proof, |_| one);
        }
    }

    pub(super) fn tell(&self, programme: &Programme, found: &mut Found) {
        for (number, (seen, offer)) in self.0.iter().zip(programme.offers()).enumerate() {
            let place = Place::Offer(number, Part::Whole);
            // What nobody can have is told as such.
            if let Some((on, family)) = &seen.one
                && seen.two
                && found.is_nobody(seen.both, Some(&offer.id))
            {
                found.add(programme, LintKind::SecondParent, place, |lint| {
                    lint.on = Some(*on);
                    lint.families = vec![family.clone()];
                });
            }
            if let Some((on, family)) = &seen.here
                && seen.reads_home
                && seen.always == Somebody::Yes
                && found.is_nobody(seen.otherwise, Some(&offer.id))
            {
                found.add(programme, LintKind::SecondParent, place, |lint| {
                    lint.fact = Some("adult.lives_here".to_owned());
                    lint.on = Some(*on);
                    lint.families = vec![family.clone()];
                });
            }
        }
    }
}

/// Where the first adult always lives here.
fn lives(proof: &mut Proof<'_>, home: usize, always: bool) -> Diagram {
    let last = LivesHere::ALL.iter().position(|own| *own == LivesHere::Always);
    let Some(last) = last.and_then(|place| i64::try_from(place).ok()) else { return NO };
    let cells = proof.space.facts.get(home).map(|fact| fact.cells.clone()).unwrap_or_default();
    proof.space.lies(home, |cell| cells.get(cell).is_some_and(|(low, _)| (*low == last) == always))
}

fn smallest(proof: &mut Proof<'_>, function: Diagram) -> Option<(NaiveDate, Family)> {
    if proof.space.is_full() {
        return None;
    }
    match proof.smallest(function, &|value| value == 1) {
        Sought::Some(family) => Some((date_of(proof.on), family)),
        Sought::Nothing | Sought::Unsure(_) => None,
    }
}
