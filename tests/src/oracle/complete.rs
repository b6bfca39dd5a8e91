//! Every completion of what is missing.

use std::cell::Cell;

use super::civil::{Day, Partial, Unit, age, plus, plus_months};
use super::model::{CODES, Case, Child, DOMAINS, Given, Kind, OTHER, Offer};
use super::uses::{Uses, What};
use super::world::{Member, World};

/// A birth that has not happened yet.
const NOT_YET: i64 = i64::MAX;
/// The most completions that are tried.
pub const MOST: usize = 3_000;
/// A child may be born so many days before it is expected.
const EARLY: i64 = 120;
/// Or so many days after.
const LATE: i64 = 21;
/// A pregnancy nobody dated is expected within so many days.
const LONGEST: i64 = 301;

#[derive(Debug, Clone)]
enum Slot {
    Family(usize),
    Member(Kind, usize, usize),
    Born(usize),
    Arrived(usize),
    Expected(usize),
    Ended(usize),
    AdultBorn(usize),
    Lives(usize),
    Territory,
    Others,
    Languages,
    Resources,
    Need(usize),
    Observed(usize),
    Unlisted(Kind, Vec<Vec<Member>>),
}

/// A missing fact, and the values that it may have.
#[derive(Debug, Clone)]
pub struct Unknown {
    /// Its full name.
    pub label: String,
    slot: Slot,
    values: Vec<i64>,
}

/// Everything that is missing.
#[derive(Debug)]
pub struct Completions<'a> {
    case: &'a Case,
    uses: &'a Uses,
    subject: Option<(Kind, usize)>,
    /// The missing facts.
    pub unknowns: Vec<Unknown>,
    /// Where each child stands in the world's list; died and lost ones are nowhere.
    pub places: Vec<Option<usize>>,
    /// Where each pregnancy stands in the world's list.
    pub pregnancies: Vec<Option<usize>>,
    base: World,
    /// Not every day of some date was taken.
    thinned: Cell<bool>,
    /// How many dates there are, of members listed or not.
    dates: usize,
}

/// Of a day partly known the earliest counts.
fn died(case: &Case, child: &Child) -> bool {
    child.died.is_some_and(|died| died.ends().0 <= case.on)
}

/// The children of a pregnancy, whether they live or not.
fn children_of(case: &Case, pregnancy: usize) -> impl Iterator<Item = &Child> {
    case.family.children.iter().filter(move |child| child.pregnancy == Some(pregnancy))
}

/// From when on a child of the pregnancy is certainly born: the first day that its birth may have been.
fn delivered(case: &Case, pregnancy: usize) -> Option<Day> {
    let births = children_of(case, pregnancy).filter_map(|child| child.born.map(Partial::ends));
    births.filter(|(_, last)| *last <= case.on).map(|(first, _)| first).min()
}

/// The days on which the birth may be, or have been, expected.
fn expected_days(case: &Case, pregnancy: usize) -> (Day, Day) {
    let own = &case.family.pregnancies[pregnancy];
    let births = children_of(case, pregnancy).filter_map(|child| child.born.map(Partial::ends));
    match (own.expected, own.ended.map(|(ended, _)| ended.ends()).or(births.min())) {
        (Some(expected), _) => expected.ends(),
        (None, Some((low, high))) => (low - LATE, high + EARLY),
        (None, None) => (case.on - LATE, case.on + LONGEST),
    }
}

/// The children of whom something is said.
pub fn present_child(case: &Case, child: usize) -> bool {
    let own = &case.family.children[child];
    if died(case, own) {
        return false;
    }
    let ended = own.pregnancy.and_then(|index| case.family.pregnancies[index].ended);
    own.born.is_some() || !matches!(ended, Some((_, outcome)) if outcome != Some(true))
}

/// The pregnancies that are not certainly over.
pub fn present_pregnancy(case: &Case, pregnancy: usize) -> bool {
    let all_died =
        children_of(case, pregnancy).next().is_some() && children_of(case, pregnancy).all(|child| died(case, child));
    case.family.pregnancies[pregnancy].ended.is_none() && delivered(case, pregnancy).is_none() && !all_died
}

impl<'a> Completions<'a> {
    /// What is missing for an offer; none where there are too many completions.
    pub fn of(case: &'a Case, uses: &'a Uses, offer: &Offer, subject: Option<usize>) -> Option<Self> {
        for exact in [true, false] {
            let mut found = Completions {
                case,
                uses,
                subject: subject.map(|index| (offer.of, index)),
                unknowns: Vec::new(),
                places: Vec::new(),
                pregnancies: Vec::new(),
                base: World::default(),
                thinned: Cell::new(false),
                dates: 0,
            };
            found.collect(exact)?;
            if found.count().is_some_and(|count| count <= MOST) {
                return Some(found);
            }
        }
        None
    }

    /// How many completions there are, impossible ones among them.
    pub fn count(&self) -> Option<usize> {
        self.unknowns.iter().try_fold(1_usize, |total, own| total.checked_mul(own.values.len()))
    }

    /// Are there enough days for what time does? They were chosen for the day asked about: as time passes, one date
    /// may have to meet another.
    pub fn enough_for_dates(&self) -> bool {
        !self.thinned.get() || self.dates <= 1
    }

    fn add(&mut self, label: impl Into<String>, slot: Slot, values: Vec<i64>) {
        let dated = matches!(slot, Slot::Born(_) | Slot::Arrived(_) | Slot::Expected(_) | Slot::AdultBorn(_));
        self.dates += usize::from(dated);
        self.unknowns.push(Unknown { label: label.into(), slot, values });
    }

    fn reads(&self, kind: Kind, member: usize, what: What) -> bool {
        self.uses.members.contains(&(kind, what))
            || (self.subject == Some((kind, member)) && self.uses.subject.contains(&what))
    }

    fn present(&self, kind: Kind, member: usize) -> bool {
        self.uses.lists.contains(&kind) || self.subject == Some((kind, member))
    }

    /// The days that a partial date leaves open, or those of a range; all, or enough of them.
    fn days(&self, low: Day, high: Day, exact: bool) -> Option<Vec<i64>> {
        if low == high || (exact && high - low < 400) {
            return Some((low..=high).collect());
        }
        // An age in a sum: enough days are hard to name.
        if self.uses.tangled {
            return None;
        }
        self.thinned.set(true);
        let on = self.case.on;
        let mut anchors: Vec<Day> = vec![on];
        anchors.extend(&self.uses.dates);
        let mut thresholds = Vec::new();
        for unit in &self.uses.units {
            for number in self.uses.numbers.iter().filter(|number| number.abs() < 20_000) {
                let counts = match unit {
                    Unit::Weeks => vec![*number, number - self.case.programme.term],
                    _ => vec![*number],
                };
                thresholds.extend(counts.into_iter().flat_map(|count| [(*unit, count), (*unit, count + 1)]));
            }
        }
        thresholds.extend([(Unit::Days, 0), (Unit::Days, 1)]);
        let mut days = vec![low, low + 1, high - 1, high];
        for anchor in &anchors {
            for (unit, count) in &thresholds {
                let near = plus(*anchor, *unit, -count);
                days.extend((near - 4..=near + 4).filter(|day| (low..=high).contains(day)));
            }
        }
        days.sort_unstable();
        days.dedup();
        // Of days that look alike from everywhere, the first and the last.
        let looks = |born: Day| -> Vec<bool> {
            let seen = |anchor: &Day| {
                thresholds.iter().map(|(unit, count)| age(born, *anchor, *unit) >= *count).collect::<Vec<bool>>()
            };
            anchors.iter().flat_map(seen).collect()
        };
        let seen: Vec<Vec<bool>> = days.iter().map(|day| looks(*day)).collect();
        let keep = |index: usize| {
            index == 0 || index + 1 == days.len() || seen[index - 1] != seen[index] || seen[index + 1] != seen[index]
        };
        Some((0..days.len()).filter(|index| keep(*index)).map(|index| days[index]).collect())
    }

    fn facts(&mut self, kind: Kind, member: usize, name: &str, given: &Given) -> Vec<i64> {
        let mut values = vec![0; self.case.programme.facts.len()];
        for (fact, value) in given {
            values[*fact] = *value;
        }
        let known = |fact: &usize| given.iter().any(|(own, _)| own == fact);
        let facts = &self.case.programme.facts;
        let missing: Vec<usize> = (0..facts.len()).filter(|fact| facts[*fact].of == kind && !known(fact)).collect();
        for fact in missing {
            if kind == Kind::Family {
                if self.uses.facts.contains(&fact) {
                    let label = format!("family.{}", facts[fact].name);
                    self.add(label, Slot::Family(fact), facts[fact].of_type.values());
                }
            } else if self.reads(kind, member, What::Fact(fact)) {
                let label = format!("{}[{name}].{}", kind.one(), facts[fact].name);
                self.add(label, Slot::Member(kind, member, fact), facts[fact].of_type.values());
            }
        }
        values
    }

    /// The first day on which one born is not yet so old.
    fn younger(&self, years: i64) -> Day {
        let on = self.case.on;
        let mut day = plus_months(on, -12 * years) - 3;
        while age(day, on, Unit::Years) >= years {
            day += 1;
        }
        day
    }

    fn collect(&mut self, exact: bool) -> Option<()> {
        let (case, on) = (self.case, self.case.on);
        let family = &case.family;
        self.base.facts = self.facts(Kind::Family, 0, "", &family.given);
        self.places_of_members();
        for (index, adult) in family.adults.iter().enumerate() {
            let name = format!("a{}", index + 1);
            let facts = self.facts(Kind::Adult, index, &name, &adult.given);
            let (low, high) = adult.born.map_or((self.younger(120), on), Partial::ends);
            if self.reads(Kind::Adult, index, What::Birth) {
                let days = self.days(low, high, exact)?;
                self.add(format!("adult[{name}].born"), Slot::AdultBorn(index), days);
            }
            if adult.lives.is_none() && self.reads(Kind::Adult, index, What::Lives) {
                self.add(format!("adult[{name}].lives_here"), Slot::Lives(index), vec![0, 1, 2]);
            }
            let lives = adult.lives.unwrap_or(0);
            self.base.adults.push(Member { day: low, lives, facts, ..Member::default() });
        }
        for index in 0..family.children.len() {
            if self.places[index].is_some() {
                self.child(index, exact)?;
            }
        }
        for index in 0..family.pregnancies.len() {
            self.pregnancy(index, exact)?;
        }
        self.rest();
        for kind in Kind::MEMBERS {
            if self.uses.lists.contains(&kind) && !family.complete.contains(&kind) {
                self.unlisted(kind)?;
            }
        }
        Some(())
    }

    fn places_of_members(&mut self) {
        let mut next = 0;
        for child in 0..self.case.family.children.len() {
            let place = present_child(self.case, child).then_some(next);
            next += usize::from(place.is_some());
            self.places.push(place);
        }
        let mut next = 0;
        for pregnancy in 0..self.case.family.pregnancies.len() {
            let place = present_pregnancy(self.case, pregnancy).then_some(next);
            next += usize::from(place.is_some());
            self.pregnancies.push(place);
        }
    }

    /// Is a birth of that pregnancy part of what is read?
    fn birth_matters(&self, child: usize) -> bool {
        let subject = self.places[child].unwrap_or(usize::MAX);
        let of = self.case.family.children[child].pregnancy.and_then(|index| self.pregnancies[index]);
        self.reads(Kind::Child, subject, What::Birth)
            || self.reads(Kind::Child, subject, What::Arrival)
            || of.is_some_and(|place| self.present(Kind::Pregnancy, place))
    }

    fn child(&mut self, index: usize, exact: bool) -> Option<()> {
        let (case, on) = (self.case, self.case.on);
        let own = &case.family.children[index];
        let place = self.places[index]?;
        let name = format!("c{}", index + 1);
        let facts = self.facts(Kind::Child, place, &name, &own.given);
        let member = Member { day: on, arrived: on, expected: on, facts, ..Member::default() };
        self.base.children.push(member);
        if !self.birth_matters(index) {
            return Some(());
        }
        let label = format!("child[{name}].born");
        let arrived = own.arrived.map(Partial::ends);
        if let Some((low, high)) = own.born.map(Partial::ends) {
            let days = self.days(low, high, exact)?;
            self.add(label, Slot::Born(index), days);
        } else if let Some(of) = own.pregnancy {
            let (low, high) = expected_days(case, of);
            let values = match (case.family.pregnancies[of].ended, delivered(case, of)) {
                (Some((ended, _)), _) => self.days(ended.ends().0, ended.ends().1, exact)?,
                // Twins are born together, or nearly so.
                (None, Some(first)) => self.days(first, on, exact)?,
                (None, None) if low <= on => {
                    let mut days = self.days(low - EARLY, on, exact)?;
                    days.push(NOT_YET);
                    days
                }
                (None, None) => vec![NOT_YET],
            };
            self.add(label, Slot::Born(index), values);
            // Where the expected day may lie ahead, one of the two days alone counts, unless both are read.
            let apart = !self.reads(Kind::Child, place, What::Birth) && !self.reads(Kind::Child, place, What::Arrival);
            let expected = [Kind::Child, Kind::Pregnancy].map(|kind| (kind, What::Expected));
            let read = self.uses.subject.contains(&What::Expected)
                || expected.iter().any(|own| self.uses.members.contains(own));
            let recorded = case.family.pregnancies[of].ended.is_some() || delivered(case, of).is_some();
            if !recorded && (low..high).contains(&on) && (apart || !read) {
                self.dates -= 1;
            }
        } else {
            let latest = arrived.map_or(on, |(_, latest)| latest.min(on));
            let days = self.days(self.younger(18).min(latest), latest, exact)?;
            self.add(label, Slot::Born(index), days);
        }
        if own.pregnancy.is_none() && self.reads(Kind::Child, place, What::Arrival) {
            let (low, high) = arrived.unwrap_or_else(|| {
                let born = own.born.map_or((self.younger(18), on), Partial::ends);
                (born.0, born.1.max(on))
            });
            let days = self.days(low, high, exact)?;
            self.add(format!("child[{name}].arrived"), Slot::Arrived(index), days);
        }
        Some(())
    }

    fn pregnancy(&mut self, index: usize, exact: bool) -> Option<()> {
        let (case, on) = (self.case, self.case.on);
        let own = &case.family.pregnancies[index];
        let name = format!("p{}", index + 1);
        let place = self.pregnancies[index];
        if let Some(place) = place {
            let facts = self.facts(Kind::Pregnancy, place, &name, &own.given);
            self.base.pregnancies.push(Member { facts, ..Member::default() });
        }
        let children = &case.family.children;
        let of: Vec<usize> = (0..children.len())
            .filter(|child| children[*child].pregnancy == Some(index) && self.places[*child].is_some())
            .collect();
        let matters = place.is_some_and(|place| self.present(Kind::Pregnancy, place))
            || of.iter().any(|child| {
                self.birth_matters(*child) || self.reads(Kind::Child, self.places[*child].unwrap_or(0), What::Expected)
            });
        if !matters {
            return Some(());
        }
        let (low, high) = expected_days(case, index);
        let days = self.days(low, high, exact)?;
        self.add(format!("pregnancy[{name}].expected"), Slot::Expected(index), days);
        if of.is_empty() && own.ended.is_none() && low <= on {
            self.add(format!("pregnancy[{name}].ended"), Slot::Ended(index), vec![on, NOT_YET]);
        }
        Some(())
    }

    fn rest(&mut self) {
        let family = &self.case.family;
        let sets = || (0..1 << OTHER).collect::<Vec<i64>>();
        let set = |codes: &[i64]| codes.iter().fold(0, |set, code| set | 1 << code);
        match family.territory {
            Some(code) => self.base.territory = code,
            None if self.uses.territory => self.add("family.territory", Slot::Territory, (0..=OTHER).collect()),
            None => {}
        }
        let reads = |list: u8| self.uses.codes.contains(&list);
        match &family.others {
            Some(codes) => self.base.others = set(codes),
            None if reads(0) => self.add("family.territories", Slot::Others, sets()),
            None => {}
        }
        // Nobody speaks no language: an empty list says nothing.
        match family.languages.as_ref().filter(|codes| !codes.is_empty()) {
            Some(codes) => self.base.languages = set(codes),
            None if reads(1) => self.add("family.languages", Slot::Languages, sets()),
            None => {}
        }
        let known = set(&family.resources);
        self.base.resources = known;
        if reads(2) {
            let mut values: Vec<i64> = sets().into_iter().map(|own| own | known).collect();
            values.sort_unstable();
            values.dedup();
            self.add("family.resources", Slot::Resources, values);
        }
        for (domain, name) in DOMAINS.iter().enumerate() {
            let need = family.needs.get(domain).copied().flatten();
            self.base.needs.push(need.unwrap_or(0));
            if need.is_none() && self.uses.needs.contains(&domain) {
                self.add(format!("family.needs.{name}"), Slot::Need(domain), vec![0, 1, 2, 3]);
            }
            let observed = family.observed.get(domain).and_then(|voices| voices.iter().copied().max());
            self.base.observed.push(observed.unwrap_or(0));
            if observed.is_none() && self.uses.observed.contains(&domain) {
                self.add(format!("family.observed.{name}"), Slot::Observed(domain), vec![0, 1, 2, 3]);
            }
        }
        debug_assert!(CODES.len() as i64 == OTHER + 1);
    }

    /// Members that nobody listed: none, one, two …
    fn unlisted(&mut self, kind: Kind) -> Option<()> {
        let (uses, on) = (self.uses, self.case.on);
        let reads = |what: What| uses.members.contains(&(kind, what));
        if uses.summed.contains(&kind) {
            return None;
        }
        let open = !self.case.family.complete.contains(&Kind::Pregnancy);
        let mut days = match kind {
            Kind::Adult if reads(What::Birth) => self.days(self.younger(120), on, false)?,
            Kind::Child if reads(What::Birth) || reads(What::Arrival) => self.days(self.younger(18), on, false)?,
            Kind::Pregnancy => self.days(on - LATE, on + LONGEST, false)?,
            _ => vec![on],
        };
        if kind == Kind::Child && open && (reads(What::Birth) || reads(What::Arrival)) {
            days.extend(self.days(on + 1, on + LONGEST, false)?);
        }
        let mut profiles: Vec<Member> = Vec::new();
        for day in days {
            let facts = vec![0; self.case.programme.facts.len()];
            // A pregnancy that is listed by nobody is under way.
            let over = if kind == Kind::Pregnancy { day.max(on + 1) } else { day };
            profiles.push(Member { day: over, arrived: day, expected: day, facts, ..Member::default() });
        }
        if kind == Kind::Child && reads(What::Arrival) {
            let arrivals = self.days(self.younger(18), if open { on + LONGEST } else { on }, false)?;
            let with =
                |own: &Member| arrivals.iter().map(|day| Member { arrived: *day, ..own.clone() }).collect::<Vec<_>>();
            profiles = profiles.iter().flat_map(with).collect();
        }
        if reads(What::Lives) {
            let with = |own: &Member| (0..3).map(|lives| Member { lives, ..own.clone() }).collect::<Vec<_>>();
            profiles = profiles.iter().flat_map(with).collect();
        }
        for (index, fact) in self.case.programme.facts.iter().enumerate() {
            if fact.of == kind && reads(What::Fact(index)) {
                let values = fact.of_type.values();
                let with = |own: &Member| {
                    let filled = |value: &i64| {
                        let mut own = own.clone();
                        own.facts[index] = *value;
                        own
                    };
                    values.iter().map(filled).collect::<Vec<_>>()
                };
                profiles = profiles.iter().flat_map(with).collect();
            }
        }
        let mut most = uses.lists.iter().filter(|own| **own == kind).count();
        if uses.counted.contains(&kind) {
            most =
                most.max(usize::try_from(uses.numbers.iter().filter(|own| **own < 4).max().copied()? + 1).unwrap_or(1));
        }
        if most > 3 {
            return None;
        }
        if kind == Kind::Pregnancy || reads(What::Birth) || reads(What::Arrival) {
            self.dates += most;
        }
        let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
        let mut last = groups.clone();
        for _ in 0..most {
            let mut next = Vec::new();
            for group in &last {
                for profile in group.last().copied().unwrap_or(0)..profiles.len() {
                    let mut group: Vec<usize> = group.clone();
                    group.push(profile);
                    next.push(group);
                }
            }
            groups.extend(next.iter().cloned());
            if groups.len() > MOST {
                return None;
            }
            last = next;
        }
        let filled = |group: Vec<usize>| group.into_iter().map(|profile| profiles[profile].clone()).collect();
        let groups: Vec<Vec<Member>> = groups.into_iter().map(filled).collect();
        let values = (0..groups.len() as i64).collect();
        self.add(kind.list(), Slot::Unlisted(kind, groups), values);
        Some(())
    }

    /// The completion of the given number; none where it cannot be.
    pub fn world(&self, mut number: usize) -> Option<World> {
        let (family, on) = (&self.case.family, self.case.on);
        let mut world = self.base.clone();
        let mut born = vec![None; family.children.len()];
        let mut arrived = vec![None; family.children.len()];
        let mut expected = vec![None; family.pregnancies.len()];
        let mut ended = vec![None; family.pregnancies.len()];
        for own in &self.unknowns {
            let value = own.values[number % own.values.len()];
            number /= own.values.len();
            match &own.slot {
                Slot::Family(fact) => world.facts[*fact] = value,
                Slot::Member(kind, member, fact) => world.list_mut(*kind)[*member].facts[*fact] = value,
                Slot::Born(child) => born[*child] = Some(value),
                Slot::Arrived(child) => arrived[*child] = Some(value),
                Slot::Expected(pregnancy) => expected[*pregnancy] = Some(value),
                Slot::Ended(pregnancy) => ended[*pregnancy] = Some(value),
                Slot::AdultBorn(adult) => world.adults[*adult].day = value,
                Slot::Lives(adult) => world.adults[*adult].lives = value,
                Slot::Territory => world.territory = value,
                Slot::Others => world.others = value,
                Slot::Languages => world.languages = value,
                Slot::Resources => world.resources = value,
                Slot::Need(domain) => world.needs[*domain] = value,
                Slot::Observed(domain) => world.observed[*domain] = value,
                Slot::Unlisted(kind, groups) => {
                    let group = groups[value as usize].iter().cloned();
                    world.list_mut(*kind).extend(group);
                }
            }
        }
        let mut first_birth = vec![None; family.pregnancies.len()];
        for (index, own) in family.children.iter().enumerate() {
            let Some(place) = self.places[index] else { continue };
            let of = own.pregnancy.and_then(|of| expected[of]);
            let member = &mut world.children[place];
            if let Some(expected) = of {
                member.expected = expected;
            }
            let Some(mut day) = born[index] else { continue };
            let over = |of: usize| family.pregnancies[of].ended.is_some() || delivered(self.case, of).is_some();
            let recorded = own.born.is_some() || own.pregnancy.is_none_or(over);
            if !recorded {
                let expected = of?;
                // Where the birth is expected later, nothing else can be said of it: what `born` would say is moot.
                if day == NOT_YET || expected > on {
                    day = expected.max(on + 1);
                }
            }
            member.day = day;
            member.arrived = match arrived[index] {
                Some(arrival) => arrival,
                None if own.pregnancy.is_some() => day,
                None => own.arrived.map_or(day, |arrived| arrived.ends().0),
            };
            if let Some(of) = own.pregnancy {
                let first = first_birth[of].get_or_insert(day);
                *first = day.min(*first);
            }
        }
        for (index, place) in self.pregnancies.iter().enumerate() {
            let (Some(place), Some(expected)) = (place, expected[index]) else { continue };
            let member = &mut world.pregnancies[*place];
            member.expected = expected;
            member.day = match (first_birth[index], ended[index]) {
                (Some(birth), _) => birth,
                (None, Some(NOT_YET)) => expected.max(on + 1),
                (None, Some(_)) if expected > on => expected,
                (None, Some(ended)) => ended,
                (None, None) => expected,
            };
            member.gone = member.day <= on;
        }
        Some(world)
    }

    /// How far apart the completions are that differ in one missing fact alone, and how many values it has.
    pub fn strides(&self) -> Vec<(usize, usize)> {
        let mut stride = 1;
        let mut found = Vec::new();
        for own in &self.unknowns {
            found.push((stride, own.values.len()));
            stride *= own.values.len();
        }
        found
    }
}
