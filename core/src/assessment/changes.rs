//! Counterfactuals: small changes of facts that would turn a no.
//!
//! Only known facts that the vocabulary marks `changeable` are changed. Where all of them together could be anything and
//! it would still be a no, nothing is looked for, and most answers end there. Else each fact takes the values at which the
//! answer can change, nearest first; then each pair of facts of which neither suffices.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Prepared;
use super::answer::{Change, Then};
use super::breaks::{Place, breaks};
use super::entry::Entry;
use crate::condition::{Amount, Facts, Frame, Holder, List, Logic, Quantity, Reading, Who, truth, weight};
use crate::family::Slot;
use crate::gather;
use crate::truth::Truth;
use crate::vocabulary::FactType;

/// The most work for the changes of one answer: for each value tried one, its comparisons and its cells; for each fact
/// and pair looked at one and its comparisons; and the comparisons from which the values come.
const MAX_WORK: u64 = 1 << 16;
/// The most changes that an answer lists.
const MOST: usize = 3;
/// Where the values at which an answer can change are not known, so many are tried one by one.
const SMALL: i128 = 64;

/// A fact that could be changed.
#[derive(Debug, Clone)]
struct Fact<'p> {
    name: Arc<str>,
    place: Place,
    quantity: &'p Quantity,
    present: i64,
    domain: (i64, i64),
    is_code: bool,
}

/// What is kept from one answer to the next; made for the first that needs it.
#[derive(Debug, Default)]
pub(super) struct Changes<'p> {
    ready: Option<Ready<'p>>,
}

#[derive(Debug)]
struct Ready<'p> {
    /// By their names.
    facts: Vec<Fact<'p>>,
    /// The family, every one of these facts being anything.
    opened: Prepared<'p>,
    /// The family, with the values that are tried.
    trial: Prepared<'p>,
}

/// A value, and what it gives.
type Found<T> = Option<(T, Then)>;

impl<'p> Prepared<'p> {
    /// The changes that would turn a "not eligible".
    pub(super) fn changes(&self, entry: &Entry<'_>, kept: &mut Changes<'p>) -> Vec<Change> {
        if self.programme.changeable().is_empty() {
            return Vec::new();
        }
        let ready = kept.ready.get_or_insert_with(|| self.ready());
        if ready.facts.is_empty() || ready.opened.quick(entry) == Truth::No {
            return Vec::new();
        }
        let each = weight(&entry.offer.whole, &self.known.at(self.known.on)) + 1;
        let facts = read(&entry.offer.whole, &entry.frame(), &ready.facts);
        let mut search = Search { entry, trial: &mut ready.trial, each, work: 0 };
        let found = search.all(&facts);
        let write = |(fact, value): &(&Fact<'p>, i64)| {
            (fact.name.to_string(), self.written(fact.quantity, fact.place.0, *value))
        };
        found.into_iter().map(|(set, then)| Change { set: gather::map(set.iter().map(write)), then }).collect()
    }

    fn ready(&self) -> Ready<'p> {
        let mut facts = Vec::new();
        let moment = self.known.at(self.known.on);
        for (subject, index) in self.programme.changeable() {
            let Some(quantity) = self.programme.ledger().quantities(*subject).get(*index) else { continue };
            let Quantity::Fact(name) = quantity else { continue };
            let Some(definition) = self.programme.facts().get(&(*subject, name.clone())) else { continue };
            let list = List::of(*subject);
            for member in 0..list.map_or(1, |list| moment.listed(list)) {
                // Of who is no longer there nothing is said.
                if list.is_some_and(|list| moment.present(list, member) == Truth::No) {
                    continue;
                }
                let holder = Holder { subject: *subject, index: member };
                let name = self.known.member(holder).and_then(|own| own.names.get(*index));
                if let (Some(Slot::Fixed(low, high, _)), Some(name)) = (self.known.slot(holder, *index), name)
                    && low == high
                    && !self.declined.contains(&**name)
                {
                    facts.push(Fact {
                        name: name.clone(),
                        place: (holder, *index),
                        quantity,
                        present: *low,
                        domain: definition.of_type.domain(),
                        is_code: definition.of_type == FactType::Code,
                    });
                }
            }
        }
        gather::sort_by(&mut facts, |one, two| one.name.cmp(&two.name));
        let (mut opened, trial) = (self.bare(), self.bare());
        for fact in &facts {
            opened.put(fact.place, fact.domain);
        }
        Ready { facts, opened, trial }
    }

    /// A copy to try values on.
    fn bare(&self) -> Prepared<'p> {
        let (declined, supports) = (BTreeSet::new(), BTreeSet::new());
        Prepared { programme: self.programme, known: self.known.clone(), on: self.on, family: None, declined, supports }
    }

    /// Gives a fact a value, or any of a range: then only the quick answer may be asked for.
    fn put(&mut self, (holder, index): Place, (low, high): (i64, i64)) {
        let members = self.known.members.get_mut(holder.subject as usize);
        let Some(member) = members.and_then(|members| members.get_mut(holder.index)) else { return };
        if let Some(slot) = member.slots.get_mut(index) {
            *slot = Slot::Fixed(low, high, None);
        }
        if let Some(today) = member.today.get_mut(index) {
            *today = (low, high);
        }
    }

    fn quick(&self, entry: &Entry<'_>) -> Truth {
        truth(&entry.offer.whole, &self.known.at(self.known.on), &entry.frame())
    }
}

/// The facts that a condition reads.
fn read<'f, 'p>(logic: &Logic, frame: &Frame, facts: &'f [Fact<'p>]) -> Vec<&'f Fact<'p>> {
    let mut readings: Vec<Reading> = Vec::new();
    logic.walk(&mut |part| match part {
        Logic::In(reading, _) => readings.push(*reading),
        Logic::Sum(amounts, _) => readings.extend(amounts.iter().filter_map(|(_, amount)| match amount {
            Amount::Reading(reading) => Some(*reading),
            Amount::Count(..) => None,
        })),
        Logic::Known(_) | Logic::Has(..) | Logic::Not(_) | Logic::All(_) | Logic::Any(_) | Logic::Exists(..) => {}
    });
    let is_read = |fact: &&Fact<'p>| {
        let (holder, index) = fact.place;
        readings.iter().any(|reading| {
            let somebody = matches!(reading.who, Who::Bound(_)) || frame.holder(reading) == holder;
            reading.subject == holder.subject && reading.index == index && somebody
        })
    };
    facts.iter().filter(is_read).collect()
}

struct Search<'s, 'e, 'p> {
    entry: &'s Entry<'e>,
    trial: &'s mut Prepared<'p>,
    /// The comparisons of one look, and one.
    each: u64,
    work: u64,
}

/// Facts and the values to give them, and what that gives.
type Listed<'f, 'p> = (Vec<(&'f Fact<'p>, i64)>, Then);

/// The order of the names stays otherwise.
fn eligible_first(listed: &mut [Listed<'_, '_>]) {
    gather::sort_by(listed, |(_, one), (_, two)| (*two == Then::Eligible).cmp(&(*one == Then::Eligible)));
}

impl Search<'_, '_, '_> {
    fn all<'f, 'p>(&mut self, facts: &[&'f Fact<'p>]) -> Vec<Listed<'f, 'p>> {
        let mut listed = Vec::new();
        let mut insufficient = Vec::new();
        for fact in facts {
            if self.is_spent() {
                break;
            }
            match self.one(fact) {
                Some(Some((value, then))) => listed.push((vec![(*fact, value)], then)),
                Some(None) => insufficient.push(*fact),
                // Beyond the bound, or not exact: nothing is said of it.
                None => {}
            }
        }
        eligible_first(&mut listed);
        if listed.len() < MOST {
            let mut pairs = Vec::new();
            'pairs: for (at, one) in insufficient.iter().enumerate() {
                for two in insufficient.iter().skip(at + 1) {
                    if self.is_spent() {
                        break 'pairs;
                    }
                    if let Some(Some(((first, second), then))) = self.pair(one, two) {
                        pairs.push((vec![(*one, first), (*two, second)], then));
                    }
                }
            }
            eligible_first(&mut pairs);
            listed.append(&mut pairs);
        }
        listed.truncate(MOST);
        listed
    }

    /// Counts work; nothing beyond the bound.
    fn spend(&mut self, work: u64) -> Option<()> {
        self.work = self.work.saturating_add(work);
        (self.work <= MAX_WORK).then_some(())
    }

    fn is_spent(&self) -> bool {
        self.work > MAX_WORK
    }

    fn set(&mut self, fact: &Fact<'_>, value: i64) {
        self.trial.put(fact.place, (value, value));
    }

    /// Is it a no whatever these facts are?
    fn is_hopeless(&mut self, facts: &[&Fact<'_>]) -> Option<bool> {
        self.spend(self.each)?;
        for fact in facts {
            self.trial.put(fact.place, fact.domain);
        }
        let found = self.trial.quick(self.entry) == Truth::No;
        for fact in facts {
            self.set(fact, fact.present);
        }
        Some(found)
    }

    /// The nearest value of one fact that turns the no.
    fn one(&mut self, fact: &Fact<'_>) -> Option<Found<i64>> {
        if self.is_hopeless(&[fact])? {
            return Some(None);
        }
        let found = self.nearest(fact);
        self.set(fact, fact.present);
        found
    }

    fn nearest(&mut self, fact: &Fact<'_>) -> Option<Found<i64>> {
        let mut unsure = None;
        for value in self.values(fact, None)? {
            self.set(fact, value);
            let judged = self.trial.judge(self.entry, self.trial.known.on);
            self.spend(judged.cells.saturating_add(self.each))?;
            match (judged.exact, judged.truth) {
                (false, _) => return None,
                (true, Truth::Yes) => return Some(Some((value, Then::Eligible))),
                (true, Truth::Unknown) => unsure = unsure.or(Some((value, Then::Undetermined))),
                (true, Truth::No) => {}
            }
        }
        Some(unsure)
    }

    /// The nearest values of two facts, neither of which suffices: of the first as near as can be, then of the second.
    fn pair(&mut self, one: &Fact<'_>, two: &Fact<'_>) -> Option<Found<(i64, i64)>> {
        if self.is_hopeless(&[one, two])? {
            return Some(None);
        }
        let found = self.nearest_pair(one, two);
        self.set(one, one.present);
        self.set(two, two.present);
        found
    }

    fn nearest_pair(&mut self, one: &Fact<'_>, two: &Fact<'_>) -> Option<Found<(i64, i64)>> {
        let mut unsure = None;
        for first in self.values(one, Some(two))? {
            self.set(one, first);
            if self.is_hopeless(&[two])? {
                continue;
            }
            match self.nearest(two)? {
                Some((second, Then::Eligible)) => return Some(Some(((first, second), Then::Eligible))),
                Some((second, then)) => unsure = unsure.or(Some(((first, second), then))),
                None => {}
            }
            self.set(two, two.present);
        }
        Some(unsure)
    }

    /// The values that a fact may take, of each stretch within which nothing changes the nearest; the nearest first, of
    /// two as near the lower. `other` is a second fact that will be changed as well.
    fn values(&mut self, fact: &Fact<'_>, other: Option<&Fact<'_>>) -> Option<Vec<i64>> {
        let other = other.map(|other| (other.place, other.domain));
        let left = MAX_WORK.saturating_sub(self.work);
        let breaks = breaks(&self.trial.known, self.entry, fact.place, other, fact.is_code, left);
        self.spend(breaks.work)?;
        let ((low, high), present) = (fact.domain, fact.present);
        if fact.is_code {
            self.spend(breaks.codes.len() as u64)?;
            return Some(breaks.codes.into_iter().filter(|code| *code != present).collect());
        }
        let mut values: Vec<i64> = if !breaks.beyond {
            let after = breaks.cuts.iter().copied().filter(|cut| present < *cut && *cut <= high);
            let before = breaks.cuts.iter().copied().filter(|cut| low < *cut && *cut <= present);
            after.chain(before.map(|cut| cut - 1)).collect()
        } else if i128::from(high) - i128::from(low) < SMALL {
            (low..=high).filter(|value| *value != present).collect()
        } else {
            return None;
        };
        gather::sort_by(&mut values, |one, two| one.abs_diff(present).cmp(&two.abs_diff(present)).then(one.cmp(two)));
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use super::*;
    use crate::{Family, Programme, parse_date};

    fn listed(rules: &str, facts: &str, family: &str) -> Vec<(BTreeMap<String, String>, Then)> {
        let mut text = String::from("schema = 1\nid = 'p'\nversion = '1'\nvalid = { from = 2026-01-01 }\n");
        for fact in facts.lines().filter(|line| !line.trim().is_empty()) {
            writeln!(text, "facts.{} }}", fact.trim().replace(" = {", " = { category = 'other',")).unwrap();
        }
        write!(
            text,
            "offers = [ {{ id = 'o', provider = 'p', tier = 'universal', duty = 'none', for = 'family', \
             title = {{ en = 'O' }}, cost = 'free', when = [ {{ id = 'r', condition = '{rules}' }} ] }} ]"
        )
        .unwrap();
        let programme = Programme::from_toml(text).unwrap();
        let family = Family::from_json(format!(r#"{{"schema": 1, "facts": {{{family}}}}}"#)).unwrap();
        let answer = programme.assess(&family, parse_date("2026-06-01").unwrap()).unwrap();
        let write = |change: &Change| {
            let set = change.set.iter().map(|(name, value)| (name.clone(), serde_json::to_string(value).unwrap()));
            (set.collect(), change.then)
        };
        answer.offers[0].changes.iter().map(write).collect()
    }

    fn of(pairs: &[(&str, &str)], then: Then) -> (BTreeMap<String, String>, Then) {
        (pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(), then)
    }

    #[test]
    fn a_wide_range_needs_no_scan() {
        let facts = "family.x = { type = 'int', range = [0, 1000000000], changeable = true\n\
                     family.y = { type = 'int', range = [0, 1000000000]";
        let found = listed("family.x + family.y <= 700 && family.y >= 30", facts, r#""x": 5000"#);
        assert_eq!(found, [of(&[("family.x", "670")], Then::Undetermined)]);
        let found = listed("2 * family.x - 3 * family.y > 700", facts, r#""x": 5, "y": 11"#);
        assert_eq!(found, [of(&[("family.x", "367")], Then::Eligible)]);
    }

    #[test]
    fn two_facts_that_meet_move_together() {
        let facts = "family.x = { type = 'int', range = [0, 600000], changeable = true\n\
                     family.y = { type = 'int', range = [0, 600000], changeable = true";
        let found = listed("family.x + family.y >= 1000000", facts, r#""x": 10, "y": 20"#);
        assert_eq!(found, [of(&[("family.x", "400000"), ("family.y", "600000")], Then::Eligible)]);
    }
}
