//! The answer, from every completion.

use std::collections::BTreeSet;

use super::civil::{Day, plus_months};
use super::complete::{Completions, present_child, present_pregnancy};
use super::model::{Case, Dose, Kind, Offer};
use super::uses::{Uses, What};
use super::walk::Walk;
use super::world::{Moment, World};

/// What an offer's answer has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as in the answer")]
pub struct Answer {
    pub decision: Decision,
    pub dose: Option<(i64, i64)>,
    pub missing: Vec<String>,
}

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as in the answer")]
pub enum Decision {
    Eligible,
    NotEligible,
    /// From when, and whether it is then certain.
    NotYet(Day, bool),
    NoLonger(Day),
    Undetermined,
}

/// The members for whom an offer has an answer: their place in the family's list.
pub fn subjects(case: &Case, offer: &Offer) -> Vec<Option<usize>> {
    let family = &case.family;
    match offer.of {
        Kind::Family => vec![None],
        Kind::Adult => (0..family.adults.len()).map(Some).collect(),
        Kind::Child => (0..family.children.len()).filter(|child| present_child(case, *child)).map(Some).collect(),
        Kind::Pregnancy => {
            (0..family.pregnancies.len()).filter(|index| present_pregnancy(case, *index)).map(Some).collect()
        }
    }
}

/// What is read for an offer, its dose apart.
pub fn uses(case: &Case, offer: &Offer) -> Uses {
    let mut uses = Uses::default();
    offer.when.iter().chain(&offer.unless).for_each(|rule| uses.note(rule));
    if let Some(Dose::Steps(score, _)) = &offer.dose {
        case.programme.scores[*score].points.iter().for_each(|(when, _)| uses.note(when));
    }
    if offer.of == Kind::Pregnancy {
        uses.subject.insert(What::Expected);
    }
    uses
}

/// What is asked of every completion.
#[derive(Debug)]
struct Asked<'a> {
    case: &'a Case,
    offer: &'a Offer,
    subject: Option<(Kind, usize)>,
}

impl Asked<'_> {
    fn moment<'b>(&'b self, world: &'b World, on: Day) -> Moment<'b> {
        Moment { programme: &self.case.programme, world, on, subject: self.subject }
    }

    fn eligible(&self, world: &World, on: Day) -> bool {
        let moment = self.moment(world, on);
        moment.subject_present()
            && self.offer.when.iter().all(|rule| moment.holds(rule))
            && !self.offer.unless.iter().any(|rule| moment.holds(rule))
    }

    /// The dose where it is eligible; 0 where the offer has none.
    fn outcome(&self, world: &World) -> Option<i64> {
        if !self.eligible(world, self.case.on) {
            return None;
        }
        let moment = self.moment(world, self.case.on);
        Some(match &self.offer.dose {
            None => 0,
            Some(Dose::Amount(amount)) => *amount,
            Some(Dose::Steps(score, steps)) => {
                let rows = &self.case.programme.scores[*score].points;
                let score: i64 = rows.iter().filter(|(when, _)| moment.holds(when)).map(|(_, points)| points).sum();
                steps.iter().rfind(|(from, _)| *from <= score).map_or(0, |(_, amount)| *amount)
            }
        })
    }

    fn ends(&self) -> (Day, Day) {
        (plus_months(self.case.on, -300), plus_months(self.case.on, 300))
    }

    /// The days on which a completion may change, in order, the ends and the day itself among them.
    fn days(&self, world: &World) -> Vec<Day> {
        let ends = self.ends();
        let days = vec![ends.0, ends.1, self.case.on];
        let mut walk = Walk { programme: &self.case.programme, world, subject: self.subject, ends, days };
        if self.offer.of == Kind::Pregnancy {
            walk.presence();
        }
        self.offer.when.iter().chain(&self.offer.unless).for_each(|rule| walk.note(rule, &mut Vec::new()));
        walk.days.sort_unstable();
        walk.days.dedup();
        walk.days
    }

    /// What time does to a definite no.
    fn dates(&self, worlds: &[World], every_day: bool) -> Decision {
        let (on, ends) = (self.case.on, self.ends());
        let days = |world: &World| if every_day { (ends.0..=ends.1).collect() } else { self.days(world) };
        let first = |world: &World| days(world).into_iter().find(|day| *day > on && self.eligible(world, *day));
        if let Some(from) = worlds.iter().filter_map(first).min() {
            return Decision::NotYet(from, worlds.iter().all(|world| self.eligible(world, from)));
        }
        let last = |world: &World| {
            let days = days(world);
            let past: Vec<Day> = days.iter().copied().filter(|day| *day < on).collect();
            let index = past.iter().rposition(|day| self.eligible(world, *day))?;
            Some(days[index + 1] - 1)
        };
        match worlds.iter().filter_map(last).max() {
            Some(last) => Decision::NoLonger(last + 1),
            None => Decision::NotEligible,
        }
    }
}

/// The truth about an offer today, for one subject: holds, fails, or either; none where there are too many completions.
pub fn today(case: &Case, offer: &Offer, subject: Option<usize>) -> Option<(bool, bool)> {
    let uses = uses(case, offer);
    let place = place(case, offer, subject);
    let completions = Completions::of(case, &uses, offer, place)?;
    let asked = Asked { case, offer, subject: place.map(|place| (offer.of, place)) };
    let (mut holds, mut fails) = (false, false);
    for world in (0..completions.count()?).filter_map(|number| completions.world(number)) {
        let eligible = asked.eligible(&world, case.on);
        holds |= eligible;
        fails |= !eligible;
        if holds && fails {
            break;
        }
    }
    Some((holds, fails))
}

/// The place of a subject among the members that are there.
fn place(case: &Case, offer: &Offer, subject: Option<usize>) -> Option<usize> {
    subject.map(|index| match offer.of {
        Kind::Child => (0..index).filter(|child| present_child(case, *child)).count(),
        Kind::Pregnancy => (0..index).filter(|own| present_pregnancy(case, *own)).count(),
        _ => index,
    })
}

/// The answer about an offer, for one subject; none where there are too many completions.
pub fn answer(case: &Case, offer: &Offer, subject: Option<usize>, every_day: bool) -> Option<Answer> {
    let uses = uses(case, offer);
    let place = place(case, offer, subject);
    let completions = Completions::of(case, &uses, offer, place)?;
    let asked = Asked { case, offer, subject: place.map(|place| (offer.of, place)) };
    // Outer none: it cannot be.
    let count = completions.count()?;
    let mut worlds = Vec::new();
    let mut outcomes: Vec<Option<Option<i64>>> = Vec::with_capacity(count);
    for number in 0..count {
        let world = completions.world(number);
        outcomes.push(world.as_ref().map(|world| asked.outcome(world)));
        worlds.extend(world);
    }
    let possible: BTreeSet<Option<i64>> = outcomes.iter().flatten().copied().collect();
    let doses: Vec<i64> = possible.iter().copied().flatten().collect();
    let dose = offer.dose.as_ref().and_then(|_| Some((*doses.first()?, *doses.last()?)));
    let decision = match (possible.contains(&None), doses.is_empty()) {
        (false, false) => Decision::Eligible,
        (true, false) => Decision::Undetermined,
        (_, true) => {
            if every_day && worlds.len() > 4 {
                return None;
            }
            if !completions.enough_for_dates() || (uses.tangled && worlds.len() > 12) {
                return None;
            }
            asked.dates(&worlds, every_day)
        }
    };
    let mut missing = BTreeSet::new();
    for (own, (stride, values)) in completions.unknowns.iter().zip(completions.strides()) {
        let differs = (0..count).filter(|number| (number / stride) % values == 0).any(|number| {
            let mut line = (0..values).filter_map(|value| outcomes[number + value * stride]);
            let first = line.next();
            line.any(|other| Some(other) != first)
        });
        if differs {
            missing.insert(own.label.clone());
        }
    }
    Some(Answer { decision, dose, missing: missing.into_iter().collect() })
}
