//! Two programmes compared: which families gain an offer, lose one, have more of it, or less.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use serde::Serialize;

use super::diagram::{Diagram, Join};
use super::gather::Found;
use super::model::{Bound, Undecided, day};
use super::options::{LawOptions, Limits};
use super::proof::{Entry, NONE, Proof};
use super::regions::regions;
use super::terms::{Term, split, terms};
use super::watch::Watching;
use super::{Progress, days};
use crate::assessment::OfferAnswer;
use crate::calendar::date_of;
use crate::choices::words;
use crate::error::Error;
use crate::family::Family;
use crate::programme::{Cost, Duty, Offer, Programme, Tier};
use crate::vocabulary::Subject;

/// The most descriptions of one change.
const MOST_REGIONS: usize = 16;
/// The most that are looked for: of two that say the same of two children, one is kept.
const MOST_TRIED: usize = 4 * MOST_REGIONS;

words! {
    /// What a change of the programme means to a family.
    Effect {
        /// It may have the offer now, and could not before.
        Gains = "gains",
        /// It could have the offer before, and may not now.
        Loses = "loses",
        /// Its dose is larger.
        More = "more",
        /// Its dose is smaller.
        Less = "less",
    }
}

/// One of the two programmes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Edition {
    /// The programme's id.
    pub programme: String,
    /// Its edition.
    pub version: String,
}

/// Families to whom a change means the same, and one of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The offer, which both programmes know by this id, or only one.
    pub offer: String,
    /// Whom it is for.
    #[serde(rename = "for")]
    pub subject: Subject,
    /// What the change means.
    pub effect: Effect,
    /// Descriptions of the families: each a list of facts that all hold. Who fits one of them is concerned.
    pub regions: Vec<Vec<Term>>,
    /// Do the descriptions name everybody concerned? More than sixteen are not written out.
    pub complete: bool,
    /// The day of which this is said.
    #[serde(serialize_with = "day")]
    pub on: NaiveDate,
    /// The smallest family concerned.
    pub family: Family,
    /// The member concerned, where the offer is for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// What the first programme says to it; absent where it has no such offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<OfferAnswer>,
    /// What the second says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<OfferAnswer>,
}

/// An offer that the first programme gives at one time and the second at another: in all else they are the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Moved {
    /// The offer of the first programme.
    pub from: String,
    /// The offer of the second.
    pub to: String,
}

/// How many offers there are of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Total {
    /// The unit of the dose.
    pub unit: String,
    /// Whom they are for.
    #[serde(rename = "for")]
    pub subject: Subject,
    /// Whose duty they are.
    pub duty: Duty,
    /// How many the first programme has.
    pub before: usize,
    /// How many the second has.
    pub after: usize,
}

/// Everything in which two programmes differ for some family.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Differences {
    schema: u32,
    /// The first programme.
    pub before: Edition,
    /// The second.
    pub after: Edition,
    /// How large the families are.
    pub limits: Limits,
    /// Offers that only the second has.
    pub added: Vec<String>,
    /// Offers that only the first has.
    pub removed: Vec<String>,
    /// Offers of the first that stand in the second at another time, under another id.
    pub moved: Vec<Moved>,
    /// How many offers of each kind.
    pub totals: Vec<Total>,
    /// What the differences mean to families, in the order of the first programme's offers, then of the second's.
    pub differences: Vec<Difference>,
    /// What was not decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<Undecided>,
}

impl Differences {
    /// Is there no family to whom the two say different things?
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty() && self.undecided.is_empty()
    }

    /// The comparison as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Programme {
    /// Compares this programme with another that comes after it: a reform, or the next edition. Both are read as if they
    /// were in force on every day of either.
    ///
    /// # Errors
    /// [`Error::Programme`] with `fact.redefined` where they mean different things by one name, or count weeks of pregnancy
    /// from different terms.
    ///
    /// ```
    /// use millejours::{Effect, Programme};
    /// let edition = |months: u32| Programme::from_toml(format!(r#"
    ///     schema = 1
    ///     id = "house"
    ///     version = "{months}"
    ///     valid = {{ from = 2026-01-01 }}
    ///     [[offers]]
    ///     id = "visit"
    ///     provider = "pmi"
    ///     tier = "universal"
    ///     duty = "to_offer"
    ///     for = "child"
    ///     title = {{ en = "Home visit" }}
    ///     cost = "free"
    ///     when = [ {{ id = "window", condition = "child.age_months >= 0 && child.age_months < {months}" }} ]
    /// "#));
    /// let found = edition(24)?.difference(&edition(36)?)?;
    /// let [gain] = found.differences.as_slice() else { panic!("one change") };
    /// assert_eq!(gain.effect, Effect::Gains);
    /// let term = &gain.regions[0][0];
    /// assert_eq!(term.fact, "child.age_months");
    /// assert_eq!((term.from.as_deref(), term.until.as_deref()), (Some("24"), Some("35")));
    /// assert!(edition(24)?.difference(&edition(24)?)?.is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn difference(&self, after: &Programme) -> Result<Differences, Error> {
        self.difference_with(after, &self.law_options(), &mut |_| ControlFlow::Continue(()))
    }

    /// Compares within other limits, telling how far it has come.
    ///
    /// # Errors
    /// As [`Programme::difference`].
    pub fn difference_with(
        &self,
        after: &Programme,
        options: &LawOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Differences, Error> {
        let both = self.beside(after)?;
        let (added, removed) = (only(after, self), only(self, after));
        let mut comparison = Comparison {
            both: &both,
            shift: self.offers().len(),
            editions: [self.as_if_in_force(), after.as_if_in_force()],
            found: BTreeMap::new(),
            undecided: Vec::new(),
        };
        comparison.run(&options.limits, progress);
        let edition = |own: &Programme| Edition { programme: own.id().to_owned(), version: own.version().to_owned() };
        Ok(Differences {
            schema: 1,
            before: edition(self),
            after: edition(after),
            limits: options.limits,
            moved: moved(self, after),
            totals: totals(self, after),
            added: added.iter().map(|offer| offer.id.to_string()).collect(),
            removed: removed.iter().map(|offer| offer.id.to_string()).collect(),
            differences: comparison.found.into_values().collect(),
            undecided: comparison.undecided,
        })
    }
}

/// The offers of one programme that another has not, or has for others.
fn only<'p>(one: &'p Programme, other: &Programme) -> Vec<&'p Offer> {
    one.offers().iter().filter(|offer| matching(other, offer).is_none()).collect()
}

/// The offer of the same id that is for the same kind of subject.
fn matching(programme: &Programme, offer: &Offer) -> Option<usize> {
    programme.offers().iter().position(|own| own.id == offer.id && own.subject == offer.subject)
}

/// Unit, score and steps of a dose.
type Amount<'o> = (&'o str, Option<usize>, &'o [(i64, i64)]);
/// Everything of an offer but its id, its words and when it is there.
type Kind<'o> = (&'o str, Tier, Duty, Subject, &'o Cost, Option<bool>, Option<Amount<'o>>);

fn kind(offer: &Offer) -> Kind<'_> {
    let dose = offer.dose.as_ref().map(|dose| (&*dose.unit, dose.by, dose.steps.as_slice()));
    (&offer.provider, offer.tier, offer.duty, offer.subject, &offer.cost, offer.needs_acceptance, dose)
}

/// Offers that went and came with nothing else that they could be taken for.
fn moved(before: &Programme, after: &Programme) -> Vec<Moved> {
    let (went, came) = (only(before, after), only(after, before));
    let mut found = Vec::new();
    for from in &went {
        let to: Vec<_> = came.iter().filter(|to| kind(to) == kind(from)).collect();
        let others = went.iter().filter(|own| kind(own) == kind(from)).count();
        if let ([to], 1) = (to.as_slice(), others) {
            found.push(Moved { from: from.id.to_string(), to: to.id.to_string() });
        }
    }
    found
}

fn totals(before: &Programme, after: &Programme) -> Vec<Total> {
    let mut found: BTreeMap<(String, Subject, Duty), (usize, usize)> = BTreeMap::new();
    for (programme, second) in [(before, false), (after, true)] {
        for offer in programme.offers() {
            let Some(dose) = &offer.dose else { continue };
            let counts = found.entry((dose.unit.to_string(), offer.subject, offer.duty)).or_default();
            if second { counts.1 += 1 } else { counts.0 += 1 }
        }
    }
    found
        .into_iter()
        .map(|((unit, subject, duty), (before, after))| Total { unit, subject, duty, before, after })
        .collect()
}

/// The place of an offer among all, whether it is the subject's born or expected kind, and the effect: the order of what is
/// found.
type Key = (usize, usize, Effect);

struct Comparison<'p> {
    both: &'p Programme,
    /// Where the second programme's offers begin.
    shift: usize,
    editions: [Programme; 2],
    found: BTreeMap<Key, Difference>,
    undecided: Vec<Undecided>,
}

impl Comparison<'_> {
    fn run(&mut self, limits: &Limits, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) {
        let watch = Watching::new(progress, self.pairs().len());
        let days = match days::representatives(&[self.both], &watch) {
            Ok(days) => days,
            Err(why) => return self.undecided.extend(why),
        };
        let pairs = self.pairs();
        let of = days.len() * pairs.len();
        let mut done = 0;
        for day in days {
            let Some(mut proof) = Proof::new(self.both, limits, day, &watch).filter(|proof| !proof.beyond) else {
                return self.undecided(Bound::Conditions, None);
            };
            for (before, after) in &pairs {
                done += 1;
                if !watch.tell(Progress { done, of }) {
                    return self.undecided(Bound::Stopped, None);
                }
                self.compare(&mut proof, *before, *after);
            }
        }
    }

    fn undecided(&mut self, bound: Bound, offer: Option<String>) {
        let own = Undecided { bound, offer, fact: None };
        if !self.undecided.contains(&own) {
            self.undecided.push(own);
        }
    }

    /// The offers of both, each with the one of the other that it is to be compared with.
    fn pairs(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let (first, second) = self.both.offers().split_at(self.shift.min(self.both.offers().len()));
        let place = |all: &[Offer], offer: &Offer| {
            all.iter().position(|own| own.id == offer.id && own.subject == offer.subject)
        };
        let known = first.iter().enumerate();
        let mut pairs: Vec<_> =
            known.map(|(number, offer)| (Some(number), place(second, offer).map(|own| own + self.shift))).collect();
        let new = second.iter().enumerate().filter(|(_, offer)| place(first, offer).is_none());
        pairs.extend(new.map(|(number, _)| (None, Some(number + self.shift))));
        pairs
    }

    fn compare(&mut self, proof: &mut Proof<'_>, before: Option<usize>, after: Option<usize>) {
        let Some(either) = before.or(after) else { return };
        let Some(offer) = self.both.offers().get(either) else { return };
        for entry in proof.typical(either) {
            let none = proof.space.all.end(NONE);
            let mut amount = |number: Option<usize>| number.map_or(none, |number| proof.amount((number, entry.1)));
            let (one, two) = (amount(before), amount(after));
            let unit = |number: Option<usize>| {
                number.and_then(|number| self.both.offers().get(number)?.dose.as_ref()).map(|dose| &dose.unit)
            };
            let same_unit = unit(before) == unit(after);
            let [had, has] = [one, two].map(|own| proof.space.all.map(own, &|value| i64::from(value != NONE)));
            for effect in Effect::ALL {
                let concerned = match effect {
                    Effect::Gains => proof.space.all.join(Join::Above, has, had),
                    Effect::Loses => proof.space.all.join(Join::Above, had, has),
                    Effect::More | Effect::Less if !same_unit => continue,
                    Effect::More => changed(proof, (had, has), (two, one)),
                    Effect::Less => changed(proof, (had, has), (one, two)),
                };
                self.tell(proof, (either, entry.1), offer, *effect, concerned);
            }
            if proof.space.is_full() {
                self.undecided(Bound::Nodes, Some(offer.id.to_string()));
            }
        }
    }

    fn tell(&mut self, proof: &mut Proof<'_>, entry: Entry, offer: &Offer, effect: Effect, concerned: Diagram) {
        let key = (entry.0, entry.1, effect);
        if self.found.contains_key(&key) || proof.space.is_full() {
            return;
        }
        let family = match proof.smallest(concerned, &|value| value == 1) {
            Found::Nothing => return,
            Found::Unsure(bound) => return self.undecided(bound, Some(offer.id.to_string())),
            Found::Some(family) => family,
        };
        let (all, all_found) = regions(proof, concerned, MOST_TRIED);
        let mut regions: Vec<Vec<Term>> = Vec::new();
        for region in all.into_iter().flat_map(|region| split(proof, region)) {
            let terms = terms(proof, &region, Some((offer.subject, entry.1)));
            if !regions.contains(&terms) {
                regions.push(terms);
            }
        }
        let complete = all_found && regions.len() <= MOST_REGIONS;
        regions.truncate(MOST_REGIONS);
        let on = date_of(proof.on);
        let member = match offer.subject {
            Subject::Family => None,
            Subject::Adult => proof.space.anyone.family.adults.get(entry.1).map(|own| own.id.clone()),
            Subject::Child => proof.space.anyone.family.children.get(entry.1).map(|own| own.id.clone()),
            Subject::Pregnancy => proof.space.anyone.family.pregnancies.get(entry.1).map(|own| own.id.clone()),
        };
        let answer = |programme: &Programme| {
            let all = programme.assess(&family, on).ok()?.offers;
            all.into_iter().find(|own| own.offer == offer.id && own.subject.as_deref() == member.as_deref())
        };
        let (before, after) = (answer(&self.editions[0]), answer(&self.editions[1]));
        let (offer, subject) = (offer.id.to_string(), offer.subject);
        let own = Difference { offer, subject, effect, regions, complete, on, member, before, after, family };
        self.found.insert(key, own);
    }
}

/// Who had it and has it, of the one more than of the other.
fn changed(proof: &mut Proof<'_>, (had, has): (Diagram, Diagram), (more, less): (Diagram, Diagram)) -> Diagram {
    let above = proof.space.all.join(Join::Above, more, less);
    let both = proof.space.all.and(had, has);
    proof.space.all.and(above, both)
}
