//! Anyone at all: a family of which every fact is open, with as many members as the limits allow, each there or not.
//!
//! It is read by the same code as a family that told everything but one thing: a law and an answer cannot mean two things.

use std::collections::BTreeMap;

use super::options::Limits;
use crate::calendar::{Day, PartialDate, date_of};
use crate::condition::{CodeList, Facts, Ground, Grounds, Holder, Label, List, Reading, Value, Variable, VariableId};
use crate::family::{Adult, Beginning, Child, Complete, Family, Known, Moment, Pregnancy, Slot, known};
use crate::programme::Programme;
use crate::truth::{Intervals, Truth};
use crate::vocabulary::{Category, Subject};

/// Whose a fact is: families first, then adults, pregnancies, children, each by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Whose {
    rank: u8,
    pub(super) index: usize,
}

impl Whose {
    pub(super) const FAMILY: Whose = Whose { rank: 0, index: 0 };

    fn of(subject: Subject, index: usize) -> Self {
        let rank = match subject {
            Subject::Family => 0,
            Subject::Adult => 1,
            Subject::Pregnancy => 2,
            Subject::Child => 3,
        };
        Whose { rank, index }
    }

    pub(super) fn subject(self) -> Subject {
        match self.rank {
            0 => Subject::Family,
            1 => Subject::Adult,
            2 => Subject::Pregnancy,
            _ => Subject::Child,
        }
    }
}

/// What a fact of anyone is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Whether a member is there.
    There,
    /// The day a birth is expected.
    Expected,
    /// Whether a list of codes holds the code of this number.
    Has(CodeList, i64),
    /// A fact by its name.
    Named,
}

/// Anyone at all, on a day.
#[derive(Debug)]
pub(super) struct Anyone {
    pub(super) known: Known,
    /// Every member listed, of whom nothing is said.
    pub(super) family: Family,
    /// The facts that are not the family's own: whether members are there, and expected days.
    extra: Vec<Variable>,
    roles: BTreeMap<VariableId, (Whose, Role)>,
    /// For each list and member, the facts that must all be 1 for it to be there.
    there: [Vec<Vec<VariableId>>; 3],
    /// How many of the children are born; the others are expected.
    pub(super) born: usize,
    /// For each pregnancy, the children expected of it.
    pub(super) expected: Vec<Vec<usize>>,
}

/// How many days ahead of the expected day a pregnancy begins, where the programme does not say its term.
pub(super) const TERM_WEEKS: i64 = 41;

impl Anyone {
    pub(super) fn new(programme: &Programme, limits: &Limits, on: Day) -> Option<Self> {
        let mut family = Family {
            complete: vec![Complete::Adults, Complete::Children, Complete::Pregnancies],
            adults: (1..=limits.adults).map(|number| Adult::new(format!("a{number}"))).collect(),
            children: (1..=limits.children).map(|number| Child::new(format!("c{number}"))).collect(),
            ..Family::default()
        };
        let mut expected = Vec::new();
        // Each pregnancy has a day of its own for now, by which it is known again.
        let day = |pregnancy: usize| on + 100 + i64::try_from(pregnancy).unwrap_or(0);
        for number in 0..limits.pregnancies {
            let id = format!("p{}", number + 1);
            let date = PartialDate::parse(&date_of(day(number)).to_string())?;
            family.pregnancies.push(Pregnancy { id: id.clone(), expected: Some(date), ..Pregnancy::default() });
            let mut own = Vec::new();
            for _ in 0..limits.expected {
                own.push(family.children.len());
                let child = format!("c{}", family.children.len() + 1);
                family.children.push(Child { id: child, pregnancy: Some(id.clone()), ..Child::default() });
            }
            expected.push(own);
        }
        let known = known(&family, programme.facts(), programme.ledger(), on, programme.term_weeks()).ok()?;
        let mut anyone = Anyone {
            known,
            family,
            extra: Vec::new(),
            roles: BTreeMap::new(),
            there: [Vec::new(), Vec::new(), Vec::new()],
            born: limits.children,
            expected,
        };
        anyone.name_roles(programme.ledger().codes().len());
        anyone.open_expected(on, programme.term_weeks(), &day);
        anyone.let_members_be_there();
        Some(anyone)
    }

    fn add(&mut self, name: String, category: Category, ends: (i64, i64), whose: Whose, role: Role) -> VariableId {
        let id = VariableId(self.known.variables.len() + self.extra.len());
        let label = Label { name: name.into(), category };
        self.extra.push(Variable { label, low: ends.0, high: ends.1, unlisted: None });
        self.roles.insert(id, (whose, role));
        id
    }

    fn name_roles(&mut self, named: usize) {
        for (list, codes) in [
            (CodeList::Territories, &self.known.other_territories),
            (CodeList::Languages, &self.known.languages),
            (CodeList::Resources, &self.known.resources),
        ] {
            for code in 0..named {
                if let Some(first) = codes.open {
                    let number = i64::try_from(code).unwrap_or(0);
                    self.roles.insert(VariableId(first + code), (Whose::FAMILY, Role::Has(list, number)));
                }
            }
        }
        for (subject, members) in Subject::ALL.into_iter().zip(&self.known.members) {
            for (index, member) in members.iter().enumerate() {
                for slot in &member.slots {
                    let id = match slot {
                        Slot::Fixed(_, _, id) => *id,
                        Slot::Age(_, Beginning::Open { id, .. })
                        | Slot::Unborn(Beginning::Open { id, .. })
                        | Slot::Week(Beginning::Open { id, .. }) => Some(*id),
                        _ => None,
                    };
                    if let Some(id) = id {
                        self.roles.entry(id).or_insert((Whose::of(subject, index), Role::Named));
                    }
                }
            }
        }
        if let Slot::Fixed(_, _, Some(id)) = &self.known.territory {
            self.roles.entry(*id).or_insert((Whose::FAMILY, Role::Named));
        }
    }

    /// Lets the expected days be any days ahead.
    fn open_expected(&mut self, on: Day, term: Option<u32>, day: &dyn Fn(usize) -> Day) {
        let last = on + 7 * term.map_or(TERM_WEEKS, i64::from);
        for number in 0..self.expected.len() {
            let whose = Whose::of(Subject::Pregnancy, number);
            let name = format!("pregnancy[p{}].expected", number + 1);
            let id = self.add(name, Category::Birth, (on + 1, last), whose, Role::Expected);
            let from = Beginning::On(day(number));
            let to = Beginning::Open { id, low: on + 1, high: last };
            let put = |beginning: &mut Beginning| {
                if *beginning == from {
                    *beginning = to.clone();
                }
            };
            for subject in [Subject::Child, Subject::Pregnancy] {
                for member in self.known.members.get_mut(subject as usize).into_iter().flatten() {
                    member.until.iter_mut().for_each(put);
                    for slot in &mut member.slots {
                        match slot {
                            Slot::Age(_, from) | Slot::Unborn(from) | Slot::Week(from) => put(from),
                            Slot::Fixed(..) | Slot::On => {}
                        }
                    }
                }
            }
        }
    }

    fn let_members_be_there(&mut self) {
        // One adult is always there.
        let mut adults = vec![Vec::new()];
        for index in 1..self.family.adults.len() {
            adults.push(vec![self.member(Subject::Adult, index)]);
        }
        let mut pregnancies = Vec::new();
        for index in 0..self.family.pregnancies.len() {
            pregnancies.push(vec![self.member(Subject::Pregnancy, index)]);
        }
        let mut children = Vec::new();
        for index in 0..self.family.children.len() {
            let of = self.expected.iter().position(|own| own.contains(&index));
            let mut needed = of.and_then(|of| pregnancies.get(of)).cloned().unwrap_or_default();
            needed.push(self.member(Subject::Child, index));
            children.push(needed);
        }
        self.there = [children, adults, pregnancies];
    }

    fn member(&mut self, subject: Subject, index: usize) -> VariableId {
        let name = format!("{} {}", subject.as_str(), index + 1);
        self.add(name, Category::FamilySituation, (0, 1), Whose::of(subject, index), Role::There)
    }

    pub(super) fn role(&self, id: VariableId) -> (Whose, &Role) {
        self.roles.get(&id).map_or((Whose::FAMILY, &Role::Named), |(whose, role)| (*whose, role))
    }

    /// The facts that must all be 1 for a member to be there.
    pub(super) fn needed(&self, list: List, index: usize) -> &[VariableId] {
        self.there.get(list as usize).and_then(|own| own.get(index)).map(Vec::as_slice).unwrap_or_default()
    }

    fn moment(&self) -> Moment<'_> {
        self.known.at(self.known.on)
    }
}

impl Facts for Anyone {
    fn listed(&self, list: List) -> usize {
        self.moment().listed(list)
    }

    fn is_open(&self, _: List) -> bool {
        false
    }

    fn present(&self, list: List, index: usize) -> Truth {
        if self.needed(list, index).is_empty() { Truth::Yes } else { Truth::Unknown }
    }

    fn value(&self, holder: Holder, reading: Reading) -> (i64, i64) {
        self.moment().value(holder, reading)
    }

    fn has(&self, codes: CodeList, code: i64) -> Truth {
        self.moment().has(codes, code)
    }
}

impl Grounds for Anyone {
    fn ground_in(&self, holder: Holder, reading: Reading, set: &Intervals) -> Ground {
        self.moment().ground_in(holder, reading, set)
    }

    fn ground_value(&self, holder: Holder, reading: Reading) -> Vec<(Ground, Value)> {
        self.moment().ground_value(holder, reading)
    }

    fn hangs_on(&self, holder: Holder, reading: Reading) -> impl Iterator<Item = VariableId> {
        self.moment().hangs_on(holder, reading).collect::<Vec<_>>().into_iter()
    }

    fn ground_has(&self, codes: CodeList, code: i64) -> Ground {
        self.moment().ground_has(codes, code)
    }

    fn ground_present(&self, list: List, index: usize) -> Ground {
        Ground::all(self.needed(list, index).iter().map(|id| Ground::In(*id, Intervals::between(1, 1))))
    }

    fn list_variable(&self, list: List) -> VariableId {
        self.moment().list_variable(list)
    }

    fn variable(&self, id: VariableId) -> &Variable {
        let own = id.0.checked_sub(self.known.variables.len()).and_then(|index| self.extra.get(index));
        own.unwrap_or_else(|| self.known.variables.get(id.0).unwrap_or(&self.known.nothing))
    }
}
