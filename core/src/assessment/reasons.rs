//! Why: rules and the facts they read, as symbols.
//!
//! An eligible or undetermined answer lists every rule. A "no" lists the rules that give it: those that give it alone, or,
//! where none does, a smallest group that gives it together.

use std::sync::Arc;

use super::Prepared;
use super::answer::{Decision, Reading, Reason};
use super::entry::Entry;
use crate::condition::{
    Amount, CodeList, Facts, Frame, Holder, INTENSITIES, LIVES_HERE, List, Logic, Quantity, Reading as Reads,
};
use crate::family::Moment;
use crate::gather;
use crate::programme::Rule;
use crate::truth::Truth;
use crate::vocabulary::{FactType, FactValue, Subject, decode};

type Read = Vec<(Arc<str>, Reading)>;

impl Prepared<'_> {
    pub(super) fn reasons(&self, entry: &Entry<'_>, decision: &Decision) -> Vec<Reason> {
        let offer = entry.offer;
        let rules = || {
            let when = offer.when.iter().map(|rule| (rule, false));
            when.chain(offer.unless.iter().map(|rule| (rule, true)))
        };
        let frame = entry.frame();
        let mut reasons = Vec::with_capacity(offer.when.len() + offer.unless.len());
        if !decision.is_no() {
            for (rule, excludes) in rules() {
                let truth = match decision {
                    // Whatever is missing, every rule of `when` holds and none of `unless`.
                    Decision::Eligible => Truth::from(!excludes),
                    _ => self.weigh(&rule.logic, &frame).truth,
                };
                reasons.push(self.reason(rule, excludes, truth, &frame));
            }
            return reasons;
        }
        for (rule, excludes) in rules() {
            let truth = self.weigh(&rule.logic, &frame).truth;
            if truth == Truth::from(excludes) {
                reasons.push(self.reason(rule, excludes, truth, &frame));
            }
        }
        if reasons.is_empty() {
            let rules: Vec<(&Rule, bool)> = rules().collect();
            let kept = self.together(&rules, &frame);
            for ((rule, excludes), _) in rules.into_iter().zip(kept).filter(|(_, kept)| *kept) {
                reasons.push(self.reason(rule, excludes, Truth::Unknown, &frame));
            }
        }
        reasons
    }

    fn reason(&self, rule: &Rule, excludes: bool, truth: Truth, frame: &Frame) -> Reason {
        let mut facts = Read::with_capacity(4);
        self.collect(&rule.logic, frame, &mut facts);
        gather::sort_by(&mut facts, |(one, _), (two, _)| one.cmp(two));
        facts.dedup_by(|(one, _), (two, _)| one == two);
        Reason { rule: rule.id.clone(), truth, facts, source: rule.source.clone(), excludes }
    }

    /// Which rules give a definite no together, where none gives it alone: start from every open rule, and leave out what
    /// is not needed, the last first.
    fn together(&self, rules: &[(&Rule, bool)], frame: &Frame) -> Vec<bool> {
        let open = |rule: &Rule| self.weigh(&rule.logic, frame).truth == Truth::Unknown;
        let mut kept: Vec<bool> = rules.iter().map(|(rule, _)| open(rule)).collect();
        for index in (0..rules.len()).rev() {
            if kept.get(index) != Some(&true) {
                continue;
            }
            let rest: Vec<Logic> = rules
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index && kept.get(*other) == Some(&true))
                .map(|(_, (rule, excludes))| if *excludes { rule.logic.clone().not() } else { rule.logic.clone() })
                .collect();
            if self.excluded_by(&rest.iter().collect::<Vec<_>>(), frame)
                && let Some(place) = kept.get_mut(index)
            {
                *place = false;
            }
        }
        kept
    }

    /// The facts that a condition reads and that are known today.
    fn collect(&self, logic: &Logic, frame: &Frame, found: &mut Read) {
        let moment = self.known.at(self.known.on);
        match logic {
            Logic::Known(_) => {}
            Logic::In(reading, _) => self.read(reading, frame, &moment, found),
            Logic::Has(codes, code) => self.codes(*codes, *code, found),
            Logic::Not(inner) => self.collect(inner, frame, found),
            Logic::All(parts) | Logic::Any(parts) => parts.iter().for_each(|part| self.collect(part, frame, found)),
            Logic::Exists(list, body) => self.members(*list, body, frame, &moment, found),
            Logic::Sum(amounts, _) => {
                for (_, amount) in amounts {
                    match amount {
                        Amount::Reading(reading) => self.read(reading, frame, &moment, found),
                        Amount::Count(list, filter) => {
                            self.members(*list, filter, frame, &moment, found);
                            self.count(*list, filter, &moment, found);
                        }
                    }
                }
            }
        }
    }

    fn members(&self, list: List, body: &Logic, frame: &Frame, moment: &Moment<'_>, found: &mut Read) {
        for member in 0..moment.listed(list) {
            if moment.present(list, member) != Truth::No {
                self.collect(body, &frame.with(member), found);
            }
        }
    }

    /// How many members there are, where the list is complete and nobody is left out.
    fn count(&self, list: List, filter: &Logic, moment: &Moment<'_>, found: &mut Read) {
        let name = match list {
            List::Children => "family.children",
            List::Adults => "family.adults",
            List::Pregnancies => return,
        };
        if *filter == Logic::Known(true) && !moment.is_open(list) {
            let count = i64::try_from(moment.listed(list)).unwrap_or(i64::MAX);
            found.push((Arc::from(name), Reading::Value(FactValue::from(count))));
        }
    }

    fn read(&self, reading: &Reads, frame: &Frame, moment: &Moment<'_>, found: &mut Read) {
        let holder = frame.holder(reading);
        let Some(quantity) = self.programme.ledger().quantities(reading.subject).get(reading.index) else { return };
        if *quantity == Quantity::On {
            return;
        }
        let (low, high) = moment.value(holder, *reading);
        if low == high {
            let name = self.known.member(holder).and_then(|member| member.names.get(reading.index));
            let kept = self.known.member(holder).and_then(|member| member.values.get(reading.index));
            let write = || self.written(quantity, holder, low);
            let value = kept.map_or_else(write, |kept| kept.get_or_init(write).clone());
            found.extend(name.map(|name| (name.clone(), Reading::Value(value))));
        }
    }

    pub(super) fn written(&self, quantity: &Quantity, holder: Holder, number: i64) -> FactValue {
        let word = |words: &[&str]| {
            let word = usize::try_from(number).ok().and_then(|index| words.get(index));
            FactValue::from(*word.unwrap_or(&""))
        };
        match quantity {
            Quantity::Fact(name) => {
                let key: (Subject, String) = (holder.subject, name.clone());
                match self.programme.facts().get(&key).map(|definition| &definition.of_type) {
                    Some(FactType::Code) => self.code(number),
                    Some(of_type) => decode(of_type, number),
                    None => FactValue::from(number),
                }
            }
            Quantity::Unborn => FactValue::Bool(number != 0),
            Quantity::LivesHere => word(&LIVES_HERE),
            Quantity::Need(_) | Quantity::Observed(_) => word(&INTENSITIES),
            Quantity::Territory => self.code(number),
            Quantity::Age(..) | Quantity::MonthsSinceArrival | Quantity::Week | Quantity::AdultYears | Quantity::On => {
                FactValue::from(number)
            }
        }
    }

    /// The text of a code: one that the programme names, or the family's own.
    fn code(&self, number: i64) -> FactValue {
        let named = self.programme.ledger().codes();
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let text = named.get(index).or_else(|| self.known.strange.get(index.checked_sub(named.len())?));
        FactValue::from(text.map(String::as_str).unwrap_or_default())
    }

    fn codes(&self, codes: CodeList, code: i64, found: &mut Read) {
        let (name, list) = match codes {
            CodeList::Territories => ("family.territories", &self.known.other_territories),
            CodeList::Languages => ("family.languages", &self.known.languages),
            CodeList::Resources => ("family.resources", &self.known.resources),
        };
        let home = match (&self.known.territory, codes) {
            (crate::family::Slot::Fixed(low, high, _), CodeList::Territories) if low == high => Some(*low),
            _ => None,
        };
        // An open list is told only where it holds the code.
        if list.open.is_some() && !list.held.contains(&code) && home != Some(code) {
            return;
        }
        if codes == CodeList::Territories && home.is_none() {
            return;
        }
        let text = |number: i64| match self.code(number) {
            FactValue::Text(text) => text.to_string(),
            _ => String::new(),
        };
        let all = gather::set(home.into_iter().chain(list.held.iter().copied()).map(text));
        found.push((Arc::from(name), Reading::List(all.into_iter().collect())));
    }
}
