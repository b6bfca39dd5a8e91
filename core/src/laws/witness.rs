//! A path through the facts, as a family that can be loaded.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::anyone::Role;
use super::search::{Cells, Forbidden, Pair, Path};
use super::space::Space;
use super::sums::{Nowhere, Solved};
use crate::calendar::{Day, PartialDate, Unit, date_of};
use crate::condition::{CodeList, Grounds, List, VariableId};
use crate::family::{FactName, Family, GivenFact, Intensity, LivesHere, Need, Outcome, Pregnancy, Resource};
use crate::programme::Programme;
use crate::vocabulary::{FactType, FactValue, Subject, decode};

/// What one family tells: of each fact told, the stretch that it lies in.
pub(super) type Told = BTreeMap<VariableId, (i64, i64)>;

/// The voice of the professional who observed a need.
const OBSERVER: &str = "midwife";
/// How old an adult is where it makes no difference.
const USUAL_AGE: i64 = 30;

impl Space<'_> {
    /// The family of a path, or the cells in which none stands.
    pub(super) fn family(&self, programme: &Programme, path: &Path) -> Solved<Family, Nowhere> {
        match self.summed(path, self.told(path)) {
            Solved::Found(told) => Solved::Found(Teller { space: self, programme, told }.family()),
            Solved::Impossible(cells) => Solved::Impossible(cells),
            Solved::Unsure => Solved::Unsure,
        }
    }

    /// The two families of a pair, as near to each other as their cells allow. `None` where none were found.
    pub(super) fn pair(&self, programme: &Programme, pair: &Pair) -> Option<[Family; 2]> {
        match self.pair_of(programme, pair) {
            Solved::Found(pair) => Some(pair),
            Solved::Impossible(_) | Solved::Unsure => None,
        }
    }

    /// The same, or the cells in which no such two stand.
    pub(super) fn pair_of(&self, programme: &Programme, pair: &Pair) -> Solved<[Family; 2], Forbidden> {
        let stretch = |cell: usize| self.facts.get(pair.level).and_then(|fact| Some((fact.id, *fact.cells.get(cell)?)));
        let (Some((id, less)), Some((_, more))) = (stretch(pair.cells.0), stretch(pair.cells.1)) else {
            return Solved::Unsure;
        };
        let told = self.told(&pair.rest);
        let both = if pair.sums.is_empty() {
            // Other sums on the way are the same for both.
            let Some(near) = pair.direction.near(less, more) else { return Solved::Unsure };
            match self.summed(&pair.rest, told) {
                Solved::Found(told) => [near.0, near.1].map(|value| {
                    let mut own = told.clone();
                    own.insert(id, (value, value));
                    own
                }),
                Solved::Impossible(cells) => {
                    let alike = |(level, cells)| Cells { level, first: cells, second: cells };
                    return Solved::Impossible(cells.into_iter().map(alike).collect());
                }
                Solved::Unsure => return Solved::Unsure,
            }
        } else {
            match self.summed_pair(pair, id, &told) {
                Solved::Found(both) => both,
                Solved::Impossible(cells) => return Solved::Impossible(cells),
                Solved::Unsure => return Solved::Unsure,
            }
        };
        Solved::Found(both.map(|told| Teller { space: self, programme, told }.family()))
    }

    fn told(&self, path: &Path) -> Told {
        let facts = path.iter().filter_map(|(level, cell)| {
            let fact = self.facts.get(*level)?;
            Some((fact.id, *fact.cells.get(*cell)?))
        });
        facts.collect()
    }
}

struct Teller<'s> {
    space: &'s Space<'s>,
    programme: &'s Programme,
    told: Told,
}

/// The number of a stretch that people would name: the end that is no end of the range.
fn named((low, high): (i64, i64), range: (i64, i64)) -> i64 {
    match (low > range.0, high < range.1) {
        (true, _) => low,
        (false, true) => high,
        (false, false) => 0_i64.clamp(low, high),
    }
}

fn partial(day: Day) -> Option<PartialDate> {
    PartialDate::parse(&date_of(day).to_string())
}

impl Teller<'_> {
    fn is_there(&self, list: List, index: usize) -> bool {
        let needed = self.space.anyone.needed(list, index);
        needed.iter().all(|id| self.told.get(id).is_some_and(|(low, _)| *low == 1))
    }

    fn family(&self) -> Family {
        let anyone = &self.space.anyone;
        let mut family = Family { complete: anyone.family.complete.clone(), ..Family::default() };
        family.adults = kept(&anyone.family.adults, |index| self.is_there(List::Adults, index));
        family.children = kept(&anyone.family.children, |index| self.is_there(List::Children, index));
        family.pregnancies = kept(&anyone.family.pregnancies, |index| self.is_there(List::Pregnancies, index));
        for pregnancy in &mut family.pregnancies {
            // A day is told in any case: without it, nobody could say that the birth lies ahead.
            pregnancy.expected = partial(anyone.known.on + 100);
        }
        let mut codes: BTreeMap<CodeList, Vec<String>> = BTreeMap::new();
        for (id, stretch) in &self.told {
            match anyone.role(*id).1 {
                Role::There => {}
                Role::Has(list, code) => {
                    let held = codes.entry(*list).or_default();
                    if stretch.0 == 1 {
                        held.push(self.code(*code));
                    }
                }
                Role::Expected | Role::Named => self.tell(&mut family, *id, *stretch),
            }
        }
        for (list, held) in codes {
            match list {
                CodeList::Territories => family.other_territories = Some(held),
                // Nobody speaks no language.
                CodeList::Languages if held.is_empty() => family.languages = Some(vec![self.other_language()]),
                CodeList::Languages => family.languages = Some(held),
                CodeList::Resources => {
                    family.resources = held.into_iter().map(|code| Resource { code, voice: None }).collect();
                }
            }
        }
        family
    }

    fn code(&self, number: i64) -> String {
        let codes = self.programme.ledger().codes();
        let named = usize::try_from(number).ok().and_then(|index| codes.get(index)).map(String::as_str);
        // A disadvantaged code that no condition names has a number beyond theirs.
        let strange = super::direction::strange(self.programme);
        let named = named.or_else(|| strange.iter().find(|(_, own)| *own == number).map(|(code, _)| *code));
        if let Some(code) = named {
            return code.to_owned();
        }
        let count = i64::try_from(codes.len() + strange.len()).unwrap_or(i64::MAX);
        let mut other = "elsewhere".to_owned();
        // Codes that differ are told apart.
        while codes
            .iter()
            .map(String::as_str)
            .chain(strange.iter().map(|own| own.0))
            .any(|code| code.starts_with(&other))
        {
            other.push('-');
        }
        match number.saturating_sub(count) {
            0 => other,
            beyond => format!("{other}-{beyond}"),
        }
    }

    fn other_language(&self) -> String {
        let usual = ["en", "fr", "de", "it", "pt", "ar", "tr", "uk", "ti", "zh"];
        let named = usual.into_iter().find(|tag| self.programme.ledger().known_code(tag).is_none());
        named.unwrap_or("mis").to_owned()
    }

    fn tell(&self, family: &mut Family, id: VariableId, stretch: (i64, i64)) {
        let variable = self.space.anyone.variable(id);
        let range = (variable.low, variable.high);
        let Some(FactName::Of { subject, id: member, own }) = FactName::parse(&variable.label.name) else { return };
        match (subject, own) {
            (Subject::Family, "territory") => family.territory = Some(self.code(stretch.0)),
            (Subject::Family, own) if own.starts_with("needs.") || own.starts_with("observed.") => {
                let Some((kind, domain)) = own.split_once('.') else { return };
                let number = usize::try_from(named(stretch, range)).unwrap_or(0);
                let Some(intensity) = Intensity::ALL.get(number).copied() else { return };
                let voice = if kind == "needs" { crate::family::FAMILY_VOICE } else { OBSERVER };
                family.needs.push(Need { domain: domain.to_owned(), intensity, voice: voice.to_owned(), since: None });
            }
            (Subject::Family, own) => {
                let given = self.given(subject, own, stretch);
                family.facts.extend(given.map(|given| (own.to_owned(), given)));
            }
            (Subject::Adult, own) => {
                let Some(adult) = family.adults.iter_mut().find(|adult| adult.id == member) else { return };
                match own {
                    "born" => adult.born = partial(self.usual_birth(stretch)),
                    "lives_here" => {
                        let number = usize::try_from(named(stretch, range)).unwrap_or(0);
                        adult.lives_here = LivesHere::ALL.get(number).copied();
                    }
                    own => adult.facts.extend(self.given(subject, own, stretch).map(|given| (own.to_owned(), given))),
                }
            }
            (Subject::Pregnancy, own) => {
                let Some(own_one) = family.pregnancies.iter_mut().find(|one| one.id == member) else { return };
                match own {
                    "expected" => own_one.expected = partial(named(stretch, range)),
                    own => own_one.facts.extend(self.given(subject, own, stretch).map(|given| (own.to_owned(), given))),
                }
            }
            (Subject::Child, "born" | "arrived" | "pregnancy") => self.days_of(family, member),
            (Subject::Child, own) => {
                let Some(child) = family.children.iter_mut().find(|child| child.id == member) else { return };
                child.facts.extend(self.given(subject, own, stretch).map(|given| (own.to_owned(), given)));
            }
        }
    }

    /// The days of a born child, such that they can go together.
    fn days_of(&self, family: &mut Family, member: &str) {
        let Some(child) = family.children.iter_mut().find(|child| child.id == member) else { return };
        let stretch = |own: &str| {
            let name = format!("child[{member}].{own}");
            self.told.iter().find(|(id, _)| *self.space.anyone.variable(**id).label.name == *name).map(|(_, own)| *own)
        };
        let (born, expected, arrived) = (stretch("born"), stretch("pregnancy"), stretch("arrived"));
        // Where the birth is not told it lies somewhere before, and binds nothing.
        let (mut low, mut high) = born.unwrap_or((i64::MIN, self.space.anyone.known.on));
        if let Some((first, last)) = expected {
            (low, high) = (low.max(first - 120), high.min(last + 21));
        }
        if let Some((_, last)) = arrived {
            high = high.min(last);
        }
        let birth = high.max(low);
        if born.is_some() || expected.is_some() {
            child.born = partial(birth);
        }
        if let Some((first, _)) = arrived {
            child.arrived = partial(birth.max(first));
        }
        if let Some((first, last)) = expected {
            let id = format!("{member}-pregnancy");
            child.pregnancy = Some(id.clone());
            if family.pregnancies.iter().all(|own| own.id != id) {
                let expected = partial(birth.clamp(first, last));
                let ended = partial(birth);
                family.pregnancies.push(Pregnancy {
                    id,
                    expected,
                    ended,
                    outcome: Some(Outcome::Birth),
                    ..Pregnancy::default()
                });
            }
        }
    }

    /// The day of birth in a stretch by which an adult is of a usual age.
    fn usual_birth(&self, (low, high): (i64, i64)) -> Day {
        Unit::Years.reached(self.space.anyone.known.on, -USUAL_AGE).clamp(low, high)
    }

    fn given(&self, subject: Subject, own: &str, stretch: (i64, i64)) -> Option<GivenFact> {
        let definition = self.programme.facts().get(&(subject, own.to_owned()))?;
        let value = match &definition.of_type {
            FactType::Code => FactValue::Text(Arc::from(self.code(stretch.0))),
            of_type => decode(of_type, named(stretch, of_type.domain())),
        };
        Some(GivenFact::from(value))
    }
}

/// The members that are there.
fn kept<T: Clone>(all: &[T], there: impl Fn(usize) -> bool) -> Vec<T> {
    all.iter().enumerate().filter(|(index, _)| there(*index)).map(|(_, member)| member.clone()).collect()
}
