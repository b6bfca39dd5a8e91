//! A family as facts: every quantity that a programme reads, known or open, on one day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::births::{Beginning, preimage};
use super::model::{Complete, FAMILY_VOICE, Family, Intensity, LivesHere};
use crate::calendar::{Day, PartialDate, Unit};
use crate::condition::{Label, Ledger, List, Quantity, Variable, VariableId};
use crate::error::Problem;
use crate::truth::Intervals;
use crate::vocabulary::{Category, FactValue, Facts, Subject};

/// What is known of one quantity of somebody.
#[derive(Debug, Clone)]
pub(crate) enum Slot {
    /// A value that days do not change: its least and greatest, and the missing fact where they differ.
    Fixed(i64, i64, Option<VariableId>),
    Age(Unit, Beginning),
    Unborn(Beginning),
    Week(Beginning),
    /// The day asked about.
    On,
}

/// Stretches of days over which a value stays the same, worked out once.
pub(crate) type Stretches = OnceLock<Arc<[(i64, i64)]>>;

/// One member, or the family itself.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// The id within the family; empty for the family itself and for a member that nobody listed.
    pub(crate) id: Arc<str>,
    pub(crate) slots: Vec<Slot>,
    /// The full name of each slot, and the least and greatest value that it may have on the day asked about.
    pub(crate) names: Vec<Arc<str>>,
    pub(crate) today: Vec<(i64, i64)>,
    /// The value of each slot as an answer writes it, once somebody asked.
    pub(crate) values: Vec<OnceLock<FactValue>>,
    /// The stretches of each slot, on the day asked about.
    pub(crate) steps: Vec<Stretches>,
    /// The day that time is counted from: of a child its birth, of a pregnancy the day on which the birth is expected.
    pub(crate) begins: Option<Beginning>,
    /// The member belongs to its list as long as none of these days has come.
    pub(crate) until: Vec<Beginning>,
}

impl Member {
    pub(super) fn new(id: &str, slots: Vec<Slot>, until: Vec<Beginning>) -> Self {
        let steps = vec![OnceLock::new(); slots.len()];
        let values = vec![OnceLock::new(); slots.len()];
        Member { id: Arc::from(id), slots, names: Vec::new(), today: Vec::new(), values, steps, begins: None, until }
    }
}

/// The first birth day of somebody who has not completed `years` years on a day.
pub(crate) fn younger_than(on: Day, years: i64) -> Day {
    let ages = |day: Day| Unit::Years.between(day, on);
    let early = on - 366 * (years + 1);
    let found = preimage(early, on, &ages, &Intervals::between(i64::MIN, years - 1));
    found.parts().first().map_or(on, |(first, _)| *first)
}

/// The full name of a quantity: `child[c1].age_months`.
fn name(subject: Subject, id: &str, quantity: &Quantity) -> Arc<str> {
    let of = subject.as_str();
    let own = quantity.name();
    match subject {
        Subject::Family => Arc::from(format!("{of}.{own}")),
        Subject::Adult | Subject::Child | Subject::Pregnancy => Arc::from(format!("{of}[{id}].{own}")),
    }
}

/// Which codes a list holds.
#[derive(Debug, Clone)]
pub(crate) struct Codes {
    pub(crate) held: BTreeSet<i64>,
    /// Where the list may hold more: the missing fact that stands for code 0, then one for each code.
    pub(crate) open: Option<usize>,
}

/// A family as facts, for one programme and one day.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) on: Day,
    pub(crate) term: i64,
    pub(crate) variables: Vec<Variable>,
    /// Members by kind, the family itself under its own; an open list has one more that nobody listed, at its end.
    pub(crate) members: [Vec<Member>; 4],
    /// The missing fact that an open list is, by list.
    pub(crate) open: [Option<VariableId>; 3],
    pub(crate) territory: Slot,
    pub(crate) other_territories: Codes,
    pub(crate) languages: Codes,
    pub(crate) resources: Codes,
    /// Codes that no condition names, as this family has them.
    pub(crate) strange: Vec<String>,
    /// Stands where no missing fact of a number exists.
    pub(crate) nothing: Variable,
}

/// Builds the facts of one family.
pub(super) struct Builder<'a> {
    pub(super) family: &'a Family,
    pub(super) facts: &'a Facts,
    pub(super) ledger: &'a Ledger,
    pub(super) on: Day,
    pub(super) term: i64,
    variables: Vec<Variable>,
    strange: Vec<String>,
    pub(super) problems: Vec<Problem>,
    /// Below how many years a child without a day of birth is.
    pub(super) childhood: i64,
    /// The family is anybody: of a recorded pregnancy the expected day may be long past.
    pub(super) anybody: bool,
}

/// Anybody: a family of which nothing is known, with one unlisted member of each kind, of any age.
pub(crate) fn anybody(facts: &Facts, ledger: &Ledger, on: Day, term: Option<u32>) -> Option<Known> {
    let family = Family::default();
    let term = term.map_or(0, i64::from);
    let (variables, strange, problems) = (Vec::new(), Vec::new(), Vec::new());
    let builder = Builder {
        family: &family,
        facts,
        ledger,
        on,
        term,
        variables,
        strange,
        problems,
        childhood: 120,
        anybody: true,
    };
    builder.build().ok()
}

/// Puts a family into the numbers that a programme reads.
pub(crate) fn known(
    family: &Family,
    facts: &Facts,
    ledger: &Ledger,
    on: Day,
    term: Option<u32>,
) -> Result<Known, Vec<Problem>> {
    let mut report = crate::document::Report::of_family();
    super::check::check(family, &mut report);
    report.finish()?;
    let term = term.map_or(0, i64::from);
    let (variables, strange, problems) = (Vec::new(), Vec::new(), Vec::new());
    Builder { family, facts, ledger, on, term, variables, strange, problems, childhood: 18, anybody: false }.build()
}

impl Builder<'_> {
    fn build(mut self) -> Result<Known, Vec<Problem>> {
        let family = self.family;
        let open = [
            (List::Children, Complete::Children),
            (List::Adults, Complete::Adults),
            (List::Pregnancies, Complete::Pregnancies),
        ]
        .map(|(list, complete)| {
            (!family.complete.contains(&complete))
                .then(|| self.variable(list.name().to_owned(), Category::FamilySituation, 0, 1))
        });
        let [children_open, adults_open, pregnancies_open] = open.map(|id| id.is_some());
        let given = self.check_values();
        let territory = match &family.territory {
            Some(code) => self.point(code),
            None => {
                self.open("family.territory".to_owned(), Category::Territory, (0, crate::vocabulary::LAST_CODE), None)
            }
        };
        let other = self.codes(family.other_territories.as_deref(), "family.territories", Category::Territory, true);
        // Nobody speaks no language: an empty list says nothing.
        let languages = family.languages.as_deref().filter(|all| !all.is_empty());
        let languages = self.codes(languages, "family.languages", Category::Language, true);
        let strengths: Vec<String> = family.resources.iter().map(|resource| resource.code.clone()).collect();
        let resources = self.codes(Some(&strengths), "family.resources", Category::Resource, false);
        let itself = self.family_itself(&given, &territory);
        let adults = self.adults(&given, adults_open);
        let (pregnancies, children) = self.young(&given, children_open, pregnancies_open);
        let mut members = [vec![itself], adults, children, pregnancies];
        for (subject, members) in Subject::ALL.into_iter().zip(&mut members) {
            let quantities = self.ledger.quantities(subject);
            for member in members {
                member.names = quantities.iter().map(|quantity| name(subject, &member.id, quantity)).collect();
                member.today = member.slots.iter().map(|slot| slot.ends(self.on, self.term)).collect();
            }
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        Ok(Known {
            on: self.on,
            term: self.term,
            variables: self.variables,
            members,
            open,
            territory,
            other_territories: other,
            languages,
            resources,
            strange: self.strange,
            nothing: Variable {
                label: Label { name: Arc::from(""), category: Category::Other },
                low: 0,
                high: 0,
                unlisted: None,
            },
        })
    }

    pub(super) fn variable(&mut self, name: String, category: Category, low: i64, high: i64) -> VariableId {
        let label = Label { name: Arc::from(name), category };
        self.variables.push(Variable { label, low, high, unlisted: None });
        VariableId(self.variables.len() - 1)
    }

    /// An open value; of a single possible value nothing is missing.
    fn open(&mut self, name: String, category: Category, (low, high): (i64, i64), unlisted: Option<List>) -> Slot {
        if low == high {
            return Slot::Fixed(low, high, None);
        }
        let id = self.variable(name, category, low, high);
        self.mark(id, unlisted);
        Slot::Fixed(low, high, Some(id))
    }

    pub(super) fn mark(&mut self, id: VariableId, unlisted: Option<List>) {
        if let Some(variable) = self.variables.get_mut(id.0) {
            variable.unlisted = unlisted;
        }
    }

    pub(super) fn code(&mut self, text: &str) -> i64 {
        let named = self.ledger.codes().len();
        self.ledger.known_code(text).unwrap_or_else(|| {
            let place = self.strange.iter().position(|known| known == text).unwrap_or_else(|| {
                self.strange.push(text.to_owned());
                self.strange.len() - 1
            });
            i64::try_from(named + place).unwrap_or(i64::MAX)
        })
    }

    fn point(&mut self, code: &str) -> Slot {
        let number = self.code(code);
        Slot::Fixed(number, number, None)
    }

    fn codes(&mut self, given: Option<&[String]>, name: &str, category: Category, closes: bool) -> Codes {
        let mut held = BTreeSet::new();
        for code in given.unwrap_or_default() {
            held.insert(self.code(code));
        }
        if given.is_some() && closes {
            return Codes { held, open: None };
        }
        // One open membership for each code that the programme names, all under the list's own name.
        let first = self.variables.len();
        let label = Label { name: Arc::from(name), category };
        for _ in self.ledger.codes() {
            self.variables.push(Variable { label: label.clone(), low: 0, high: 1, unlisted: None });
        }
        Codes { held, open: Some(first) }
    }

    /// A fact of a vocabulary: given, partly given, or missing.
    pub(super) fn fact(
        &mut self,
        subject: Subject,
        name: &str,
        given: Option<(i64, i64)>,
        full_name: String,
        unlisted: Option<List>,
    ) -> Slot {
        let Some(definition) = self.facts.get(&(subject, name.to_owned())) else { return Slot::Fixed(0, 0, None) };
        let domain = given.unwrap_or(definition.of_type.domain());
        self.open(full_name, definition.category, domain, unlisted)
    }

    fn family_itself(&mut self, given: &BTreeMap<(Subject, usize, String), (i64, i64)>, territory: &Slot) -> Member {
        let family = self.family;
        let strongest = |domain: &str, own: bool| {
            let voices = family.needs.iter().filter(|need| need.domain == domain);
            voices.filter(|need| (need.voice == FAMILY_VOICE) == own).map(|need| need.intensity).max()
        };
        let mut slots = Vec::new();
        for quantity in self.ledger.quantities(Subject::Family).to_vec() {
            let slot = match &quantity {
                Quantity::On => Slot::On,
                Quantity::Territory => territory.clone(),
                Quantity::Need(domain) => {
                    self.intensity(strongest(domain, true), format!("family.needs.{domain}"), Category::Need)
                }
                Quantity::Observed(domain) => {
                    let found = strongest(domain, false);
                    self.intensity(found, format!("family.observed.{domain}"), Category::Observation)
                }
                Quantity::Fact(name) => {
                    let value = given.get(&(Subject::Family, 0, name.clone())).copied();
                    self.fact(Subject::Family, name, value, format!("family.{name}"), None)
                }
                _ => Slot::Fixed(0, 0, None),
            };
            slots.push(slot);
        }
        Member::new("", slots, Vec::new())
    }

    fn intensity(&mut self, said: Option<Intensity>, name: String, category: Category) -> Slot {
        match said {
            Some(intensity) => {
                let number = intensity as i64;
                Slot::Fixed(number, number, None)
            }
            None => self.open(name, category, (0, 3), None),
        }
    }

    /// The first birth day of somebody who has not completed `years` years.
    pub(super) fn younger_than(&self, years: i64) -> Day {
        younger_than(self.on, years)
    }

    /// A day as far as it is given, else any of the range.
    pub(super) fn day(
        &mut self,
        given: Option<PartialDate>,
        range: (Day, Day),
        name: String,
        unlisted: Option<List>,
    ) -> Beginning {
        let (low, high) = given.map_or(range, |date| date.days());
        if low >= high {
            return Beginning::On(low);
        }
        let id = self.variable(name, Category::Birth, low, high);
        self.mark(id, unlisted);
        Beginning::Open { id, low, high }
    }

    fn adults(&mut self, given: &BTreeMap<(Subject, usize, String), (i64, i64)>, open: bool) -> Vec<Member> {
        let family = self.family;
        let listed = family.adults.iter().map(Some).enumerate();
        let mut members = Vec::new();
        for (index, adult) in listed.chain(open.then_some((usize::MAX, None))) {
            let id = adult.map(|adult| adult.id.clone()).unwrap_or_default();
            let unlisted = adult.is_none().then_some(List::Adults);
            let any_age = (self.younger_than(120), self.on);
            let born = self.day(adult.and_then(|adult| adult.born), any_age, format!("adult[{id}].born"), unlisted);
            let mut slots = Vec::new();
            for quantity in self.ledger.quantities(Subject::Adult).to_vec() {
                slots.push(match &quantity {
                    Quantity::AdultYears => Slot::Age(Unit::Years, born.clone()),
                    Quantity::LivesHere => {
                        let said = adult.and_then(|adult| adult.lives_here).map(|lives: LivesHere| lives as i64);
                        let name = format!("adult[{id}].lives_here");
                        let domain = said.map_or((0, 2), |number| (number, number));
                        self.open(name, Category::FamilySituation, domain, unlisted)
                    }
                    Quantity::Fact(name) => {
                        let value = given.get(&(Subject::Adult, index, name.clone())).copied();
                        self.fact(Subject::Adult, name, value, format!("adult[{id}].{name}"), unlisted)
                    }
                    _ => Slot::Fixed(0, 0, None),
                });
            }
            members.push(Member::new(&id, slots, Vec::new()));
        }
        members
    }

    pub(super) fn passed(&self, date: &Option<PartialDate>) -> bool {
        // Of a day partly known the earliest counts: silence comes too early rather than too late.
        date.is_some_and(|date| date.days().0 <= self.on)
    }
}
