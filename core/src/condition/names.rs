//! Names in conditions: facts, members, definitions, and what every family has.

use std::ops::Range;

use super::Fault;
use super::check::{Checker, INSIDE, INTENSITIES, LIVES_HERE, Meaning, Scope, count};
use super::logic::{Amount, CodeList, List, Logic, Quantity, Who};
use super::scalar::{Scalar, Sort};
use crate::calendar::Unit;
use crate::error::Code;
use crate::truth::Intervals;
use crate::vocabulary::{FactType, Subject};

impl Checker<'_, '_> {
    pub(super) fn name(&mut self, parts: &[String], span: &Range<usize>) -> Option<Meaning> {
        let (first, rest) = parts.split_first()?;
        if let Some(level) = self.bound.iter().rposition(|(name, _)| name == first) {
            let list = self.bound.get(level).map(|(_, list)| *list)?;
            let who = Who::Bound(u8::try_from(level).ok()?);
            return self.of(who, list.subject(), first, rest, span);
        }
        if let Some((_, subject)) = Subject::NAMED.iter().find(|(name, _)| name == first) {
            let who = if *subject == Subject::Family { Who::Family } else { Who::Subject };
            let in_scope = match self.scope {
                Scope::Any => true,
                Scope::Of(own) => own == *subject || *subject == Subject::Family,
            };
            if !in_scope {
                let fault = Fault::new(Code::ConditionScope, span.clone(), format!("`{first}` stands for nobody here"));
                let list = List::of(*subject).map_or("children", List::name);
                let help = format!("ask `{list}.exists(m, …)`, or write `for = \"{first}\"`");
                return self.fault(fault.help(help));
            }
            return self.of(who, *subject, first, rest, span);
        }
        if let Some(list) = List::ALL.into_iter().find(|list| list.name() == first)
            && rest.is_empty()
        {
            return Some(Meaning::Members(list, Logic::Known(true)));
        }
        if first == "on" && rest.is_empty() {
            let reading = self.ledger.reading(Who::Family, Subject::Family, Quantity::On);
            let ends = (crate::calendar::FIRST_DAY, crate::calendar::LAST_DAY);
            return Some(Meaning::Scalar(Scalar::amount(Sort::Date, Amount::Reading(reading), Some(ends))));
        }
        if rest.is_empty() && self.names.definitions.contains_key(first) {
            return self.defined(first, span);
        }
        let mut known: Vec<&str> = self.bound.iter().map(|(name, _)| name.as_str()).collect();
        known.extend(["family", "child", "adult", "pregnancy", "children", "adults", "pregnancies", "on"]);
        known.extend(self.names.definitions.keys().map(String::as_str));
        known.extend(self.names.sets.keys().map(String::as_str));
        let fault = if self.names.sets.contains_key(first) {
            Fault::new(Code::ConditionType, span.clone(), format!("the set `{first}` stands only after `in`"))
        } else {
            Fault::new(Code::ConditionUndefined, span.clone(), format!("nothing is called `{first}`"))
                .near(first, known)
        };
        self.fault(fault)
    }

    /// A definition, written out at its place. Its own faults were told where it stands.
    fn defined(&mut self, name: &str, span: &Range<usize>) -> Option<Meaning> {
        if self.inside.iter().any(|inside| inside == name) {
            return None;
        }
        let expression = self.names.definitions.get(name)?.expression.clone()?;
        let hidden = self.bound.clone();
        self.bound.iter_mut().for_each(|(name, _)| name.clear());
        self.inside.push(name.to_owned());
        let told = self.faults.len();
        // A definition takes more of the stack than an operator does.
        self.depth += 3;
        let meaning = self.meaning(&expression);
        self.depth -= 3;
        self.inside.pop();
        self.bound = hidden;
        let inner: Vec<Fault> = self.faults.drain(told..).collect();
        if let Some(fault) = inner
            .into_iter()
            .find(|fault| [Code::ConditionScope, Code::ConditionTooLarge, Code::ConditionTooDeep].contains(&fault.code))
        {
            // Of what is out of scope the innermost definition is named; a size is that of the whole.
            let message = match fault.code == Code::ConditionScope && !fault.message.starts_with(INSIDE) {
                true => format!("{INSIDE} `{name}`: {}", fault.message),
                false => fault.message.clone(),
            };
            self.faults.push(Fault { span: span.clone(), message, ..fault });
        }
        meaning
    }

    fn of(&mut self, who: Who, subject: Subject, first: &str, rest: &[String], span: &Range<usize>) -> Option<Meaning> {
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        if let Some(meaning) = self.built_in(who, subject, &rest, span) {
            return meaning;
        }
        if let [name] = rest.as_slice()
            && let Some(definition) = self.names.facts.get(&(subject, (*name).to_owned()))
        {
            let of_type = definition.of_type.clone();
            let reading = self.ledger.reading(who, subject, Quantity::Fact((*name).to_owned()));
            let range = Some(of_type.domain()).filter(|range| *range != (i64::MIN, i64::MAX));
            let number = |places, money| Sort::Number { places, money, literal: false };
            let sort = match of_type {
                FactType::Bool => return Some(Meaning::Truth(Logic::In(reading, Intervals::between(1, 1)))),
                FactType::Int { .. } => number(0, None),
                FactType::Number { places, .. } => number(places, None),
                FactType::Money { places, currency, .. } => number(places, Some(currency)),
                FactType::Date { .. } => Sort::Date,
                FactType::Code => Sort::Code,
                FactType::Enum { values } => Sort::Enum(values),
            };
            return Some(Meaning::Scalar(Scalar::amount(sort, Amount::Reading(reading), range)));
        }
        if rest.is_empty() {
            let fault = Fault::new(Code::ConditionType, span.clone(), format!("`{first}` alone says nothing"));
            return self.fault(fault.expected(format!("a fact, such as `{first}.…`")));
        }
        let wrong = rest.join(".");
        if self.names.declared.contains(&(subject, wrong.clone())) {
            return None;
        }
        let own = self.names.facts.keys().filter(|(of, _)| *of == subject).map(|(_, name)| name.clone());
        let mut known: Vec<String> = own.collect();
        known.extend(built_in_names(subject).iter().map(|name| (*name).to_owned()));
        for domain in self.names.domains.iter().filter(|_| subject == Subject::Family) {
            known.extend([format!("needs.{domain}"), format!("observed.{domain}")]);
        }
        let near = crate::error::nearest(&wrong, known.iter().map(String::as_str));
        let fault =
            Fault::new(Code::ConditionUndefined, span.clone(), format!("no vocabulary defines `{first}.{wrong}`"));
        let fault = match near {
            Some(name) => fault.help(format!("did you mean `{first}.{name}`?")),
            None if subject == Subject::Family
                && ["needs", "observed"].contains(&rest.first().copied().unwrap_or("")) =>
            {
                fault.help("name the domain in the `domains` of the programme or of an offer")
            }
            None => fault.help(format!("define it under `[facts.{}.…]`", subject.as_str())),
        };
        self.fault(fault)
    }

    /// The facts that every family has. Outer `None`: none of them is called so.
    fn built_in(&mut self, who: Who, subject: Subject, rest: &[&str], span: &Range<usize>) -> Option<Option<Meaning>> {
        let plain = Sort::Number { places: 0, money: None, literal: false };
        let ordered = |values: &[&str]| Sort::Enum(values.iter().map(|value| (*value).to_owned()).collect());
        let (quantity, sort, range) = match (subject, rest) {
            (Subject::Family, ["territory"]) => (Quantity::Territory, Sort::Code, (0, crate::vocabulary::LAST_CODE)),
            (Subject::Family, ["territories"]) => return Some(Some(Meaning::Codes(CodeList::Territories))),
            (Subject::Family, ["languages"]) => return Some(Some(Meaning::Codes(CodeList::Languages))),
            (Subject::Family, ["resources"]) => return Some(Some(Meaning::Codes(CodeList::Resources))),
            (Subject::Family, ["children"]) => {
                return Some(Some(Meaning::Scalar(count(List::Children, Logic::Known(true)))));
            }
            (Subject::Family, ["adults"]) => {
                return Some(Some(Meaning::Scalar(count(List::Adults, Logic::Known(true)))));
            }
            (Subject::Family, ["carers"]) => {
                // Adults who always live here, at the level of the quantifiers around.
                let level = u8::try_from(self.bound.len()).ok()?;
                let reading = self.ledger.reading(Who::Bound(level), Subject::Adult, Quantity::LivesHere);
                let always = Logic::In(reading, Intervals::between(2, 2));
                return Some(Some(Meaning::Scalar(count(List::Adults, always))));
            }
            (Subject::Family, [voice @ ("needs" | "observed"), domain]) if self.names.domains.contains(*domain) => {
                let quantity = match *voice {
                    "needs" => Quantity::Need((*domain).to_owned()),
                    _ => Quantity::Observed((*domain).to_owned()),
                };
                (quantity, ordered(&INTENSITIES), (0, 3))
            }
            (Subject::Adult, ["age_years"]) => (Quantity::AdultYears, plain, (-250, 250)),
            (Subject::Adult, ["lives_here"]) => (Quantity::LivesHere, ordered(&LIVES_HERE), (0, 2)),
            (Subject::Child, ["months_since_arrival"]) => (Quantity::MonthsSinceArrival, plain, (-2500, 2500)),
            (Subject::Child, ["unborn"]) => {
                let reading = self.ledger.reading(who, subject, Quantity::Unborn);
                return Some(Some(Meaning::Truth(Logic::In(reading, Intervals::between(1, 1)))));
            }
            (Subject::Child, [name]) => {
                let (name, corrected) = match name.strip_prefix("corrected_") {
                    Some(name) => (name, true),
                    None => (*name, false),
                };
                let unit = Unit::ALL.into_iter().find(|unit| name.strip_prefix("age_") == Some(unit.name()))?;
                let most = match unit {
                    Unit::Days => 60_000,
                    Unit::Weeks => 10_000,
                    Unit::Months => 2_500,
                    Unit::Years => 250,
                };
                (Quantity::Age(unit, corrected), plain, (-most, most))
            }
            (Subject::Pregnancy, ["week"]) => {
                if !self.names.term_weeks {
                    let fault = Fault::new(
                        Code::ConditionTermWeeks,
                        span.clone(),
                        "weeks of pregnancy are read, and the programme declares no `term_weeks`",
                    );
                    return Some(self.fault(fault.help("41 in France; 40 in Germany, Austria and Switzerland")));
                }
                (Quantity::Week, plain, (-10_000, 10_000))
            }
            _ => return None,
        };
        let reading = self.ledger.reading(who, subject, quantity);
        Some(Some(Meaning::Scalar(Scalar::amount(sort, Amount::Reading(reading), Some(range)))))
    }
}

fn built_in_names(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Family => {
            &["territory", "territories", "languages", "resources", "children", "adults", "carers", "needs", "observed"]
        }
        Subject::Adult => &["age_years", "lives_here"],
        Subject::Child => &[
            "age_days",
            "age_weeks",
            "age_months",
            "age_years",
            "corrected_age_days",
            "corrected_age_weeks",
            "corrected_age_months",
            "corrected_age_years",
            "months_since_arrival",
            "unborn",
        ],
        Subject::Pregnancy => &["week"],
    }
}
