//! The comparison of two programmes: offer by offer, day by day, whom it concerns.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::diagram::{Diagram, Join};
use super::difference::{Difference, Effect, Reached};
use super::gather::Found;
use super::model::{Bound, Undecided};
use super::options::Limits;
use super::proof::{Entry, NONE, Proof};
use super::regions::regions;
use super::terms::{Term, split, terms};
use super::watch::Watching;
use super::{Progress, days};
use crate::calendar::{Day, LAST_DAY, date_of, day_of};
use crate::family::Family;
use crate::programme::{Beside, Offer, Programme};
use crate::vocabulary::Subject;

/// The most descriptions of one change.
const MOST_REGIONS: usize = 16;
/// The most that are looked for: of two that say the same of two children, one is kept.
const MOST_TRIED: usize = 4 * MOST_REGIONS;

/// What a comparison found.
pub(super) struct Compared {
    pub(super) differences: Vec<Difference>,
    pub(super) reached: Vec<Reached>,
    pub(super) undecided: Vec<Undecided>,
}

/// Compares two programmes, of which `both` is made.
pub(super) fn compare(
    both: &Beside,
    (before, after): (&Programme, &Programme),
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Compared {
    let counts = (before.offers().len(), after.offers().len());
    let mut comparison = Comparison {
        both,
        counts,
        common: common(before, after),
        found: BTreeMap::new(),
        unsure: BTreeSet::new(),
        undecided: Vec::new(),
    };
    comparison.run(limits, progress);
    let Comparison { found, unsure, undecided, .. } = comparison;
    let editions = [before.as_if_in_force(), after.as_if_in_force()];
    let (mut differences, mut reached) = (Vec::new(), Vec::new());
    for ((place, member, effect), mut own) in found {
        own.complete &= !unsure.contains(&(place, member, effect));
        let reach = both.reached.iter().find(|(_, before, after)| before.or(*after) == Some(place));
        let Concerned { regions, complete, on, family, member } = own;
        match (reach, both.programme.offers().get(place)) {
            (Some((what, _, _)), _) => reached.push(Reached { what: *what, effect, regions, complete, on, family }),
            (None, Some(offer)) => {
                let [before, after] = editions.each_ref().map(|edition| {
                    let all = edition.assess(&family, on).ok()?.offers;
                    all.into_iter().find(|own| own.offer == offer.id && own.subject.as_deref() == member.as_deref())
                });
                let (offer, subject) = (offer.id.to_string(), offer.subject);
                differences.push(Difference {
                    offer,
                    subject,
                    effect,
                    regions,
                    complete,
                    on,
                    member,
                    before,
                    after,
                    family,
                });
            }
            (None, None) => {}
        }
    }
    reached.sort_by_key(|own: &Reached| (own.what, own.effect));
    Compared { differences, reached, undecided }
}

/// The days on which both of two programmes are in force.
fn common(before: &Programme, after: &Programme) -> Option<(Day, Day)> {
    let (one, two) = (before.valid(), after.valid());
    let ends = [one.until, two.until].into_iter().flatten().map(day_of);
    let (from, until) = (day_of(one.from.max(two.from)), ends.min().unwrap_or(LAST_DAY));
    (from <= until).then_some((from, until))
}

/// The place of an offer among all, whether it is the subject's born or expected kind, and the effect: the order of what is
/// found.
type Key = (usize, usize, Effect);

/// Whom something concerns: on all days that were looked at, and a family of the first; days of both editions are first.
struct Concerned {
    regions: Vec<Vec<Term>>,
    complete: bool,
    on: NaiveDate,
    family: Family,
    member: Option<String>,
}

struct Comparison<'p> {
    both: &'p Beside,
    /// How many offers the two programmes have.
    counts: (usize, usize),
    /// The first and the last day on which both are in force.
    common: Option<(Day, Day)>,
    found: BTreeMap<Key, Concerned>,
    /// Where on some day nobody knows whether there is somebody.
    unsure: BTreeSet<Key>,
    undecided: Vec<Undecided>,
}

impl Comparison<'_> {
    fn run(&mut self, limits: &Limits, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) {
        let both = &self.both.programme;
        let pairs = self.pairs();
        let watch = Watching::new(progress, pairs.len());
        let mut days = match days::wanted(&[both], self.common, &watch) {
            Ok(days) => days,
            Err(why) => return self.undecided.extend(why),
        };
        // Examples are of the first day: rather of one on which nobody has to imagine an edition.
        let common = self.common;
        days.sort_by_key(|day| !common.is_some_and(|(from, until)| from <= *day && *day <= until));
        let of = days.len() * pairs.len();
        let mut done = 0;
        for day in days {
            let Some(mut proof) = Proof::new(both, limits, day, &watch).filter(|proof| !proof.beyond) else {
                return self.cut_off(Bound::Conditions);
            };
            for (before, after) in &pairs {
                done += 1;
                if !watch.tell(Progress { done, of }) {
                    return self.cut_off(Bound::Stopped);
                }
                self.compare(&mut proof, *before, *after);
            }
        }
    }

    /// Some days were not looked at: of nothing everybody is named.
    fn cut_off(&mut self, bound: Bound) {
        self.undecided(bound, None);
        self.found.values_mut().for_each(|own| own.complete = false);
    }

    fn undecided(&mut self, bound: Bound, offer: Option<String>) {
        let own = Undecided::new(bound, offer, None);
        if !self.undecided.contains(&own) {
            self.undecided.push(own);
        }
    }

    /// The offers of both, each with the one of the other that it is to be compared with; then whom they reach.
    fn pairs(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let shift = self.counts.0;
        let (first, rest) = self.both.programme.offers().split_at(shift.min(self.both.programme.offers().len()));
        let (second, _) = rest.split_at(self.counts.1.min(rest.len()));
        let place = |all: &[Offer], offer: &Offer| {
            all.iter().position(|own| own.id == offer.id && own.subject == offer.subject)
        };
        let known = first.iter().enumerate();
        let mut pairs: Vec<_> =
            known.map(|(number, offer)| (Some(number), place(second, offer).map(|own| own + shift))).collect();
        let new = second.iter().enumerate().filter(|(_, offer)| place(first, offer).is_none());
        pairs.extend(new.map(|(number, _)| (None, Some(number + shift))));
        pairs.extend(self.both.reached.iter().map(|(_, before, after)| (*before, *after)));
        pairs
    }

    fn compare(&mut self, proof: &mut Proof<'_>, before: Option<usize>, after: Option<usize>) {
        let Some(either) = before.or(after) else { return };
        let offers = self.both.programme.offers();
        let Some(offer) = offers.get(either) else { return };
        for entry in proof.typical(either) {
            let none = proof.space.all.end(NONE);
            let mut amount = |number: Option<usize>| number.map_or(none, |number| proof.amount((number, entry.1)));
            let (one, two) = (amount(before), amount(after));
            let unit = |number: Option<usize>| {
                number.and_then(|number| offers.get(number)?.dose.as_ref()).map(|dose| &dose.unit)
            };
            let same_unit = unit(before) == unit(after);
            let [had, has] = [one, two].map(|own| proof.space.all.map(own, &|value| i64::from(value != NONE)));
            for effect in Effect::ALL {
                let concerned = match effect {
                    Effect::Gains => proof.space.all.join(Join::Above, has, had),
                    Effect::Loses => proof.space.all.join(Join::Above, had, has),
                    Effect::More | Effect::Less if !same_unit => continue,
                    Effect::Otherwise if same_unit => continue,
                    Effect::More => changed(proof, (had, has), (two, one)),
                    Effect::Less => changed(proof, (had, has), (one, two)),
                    Effect::Otherwise => proof.space.all.and(had, has),
                };
                self.tell(proof, (either, entry.1), offer, *effect, concerned);
            }
            if proof.space.is_full() {
                self.undecided(Bound::Nodes, self.named(either, offer));
            }
        }
    }

    /// The id of what is an offer.
    fn named(&self, place: usize, offer: &Offer) -> Option<String> {
        (place < self.counts.0 + self.counts.1).then(|| offer.id.to_string())
    }

    fn tell(&mut self, proof: &mut Proof<'_>, entry: Entry, offer: &Offer, effect: Effect, concerned: Diagram) {
        let key = (entry.0, entry.1, effect);
        if proof.space.is_full() {
            self.unsure.insert(key);
            return;
        }
        // What is said of more than can be written out is not looked for again.
        if self.found.get(&key).is_some_and(|own| !own.complete) {
            return;
        }
        let family = match proof.smallest(concerned, &|value| value == 1) {
            Found::Nothing => return,
            Found::Unsure(bound) => {
                self.unsure.insert(key);
                return self.undecided(bound, self.named(entry.0, offer));
            }
            Found::Some(family) => family,
        };
        let (all, all_found) = regions(proof, concerned, MOST_TRIED);
        let member = match offer.subject {
            Subject::Family => None,
            Subject::Adult => proof.space.anyone.family.adults.get(entry.1).map(|own| own.id.clone()),
            Subject::Child => proof.space.anyone.family.children.get(entry.1).map(|own| own.id.clone()),
            Subject::Pregnancy => proof.space.anyone.family.pregnancies.get(entry.1).map(|own| own.id.clone()),
        };
        let on = date_of(proof.on);
        let first = Concerned { regions: Vec::new(), complete: true, on, family, member };
        let own = self.found.entry(key).or_insert(first);
        for region in all.into_iter().flat_map(|region| split(proof, region)) {
            let terms = terms(proof, &region, Some((offer.subject, entry.1)));
            if !own.regions.contains(&terms) {
                own.regions.push(terms);
            }
        }
        own.complete &= all_found && own.regions.len() <= MOST_REGIONS;
        own.regions.truncate(MOST_REGIONS);
    }
}

/// Who had it and has it, of the one more than of the other.
fn changed(proof: &mut Proof<'_>, (had, has): (Diagram, Diagram), (more, less): (Diagram, Diagram)) -> Diagram {
    let above = proof.space.all.join(Join::Above, more, less);
    let both = proof.space.all.and(had, has);
    proof.space.all.and(above, both)
}
