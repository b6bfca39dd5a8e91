//! Two programmes compared: which families gain an offer, lose one, have more of it, or less.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use serde::Serialize;

use super::Progress;
use super::changed::{Changed, changed};
use super::comparison::compare;
use super::model::{Undecided, day};
use super::options::{LawOptions, Limits};
use super::terms::Term;
use crate::assessment::OfferAnswer;
use crate::choices::words;
use crate::error::Error;
use crate::family::Family;
use crate::programme::{Cost, Duty, Offer, Programme, Reach, Tier};
use crate::vocabulary::{FactDefinition, Subject, decode};

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
        /// Its dose is counted in another unit, so that nobody can say whether it is more.
        Otherwise = "otherwise",
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
    /// Descriptions of the families: each a list of facts that all hold. Who fits one of them is concerned, on some day.
    pub regions: Vec<Vec<Term>>,
    /// Do the descriptions name everybody concerned on any day? More than sixteen are not written out.
    pub complete: bool,
    /// The day on which `family` is concerned: the first that was looked at; one on which both programmes are in force where
    /// there is one that shows it, else both are read as if they were.
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

/// Families that belong to the target population, or are answered in one way, of one programme and not of the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reached {
    /// What they belong to.
    pub what: Reach,
    /// [`Effect::Gains`] where they come to belong to it, [`Effect::Loses`] where they do so no longer.
    pub effect: Effect,
    /// Descriptions of the families, as those of a [`Difference`].
    pub regions: Vec<Vec<Term>>,
    /// Do the descriptions name everybody concerned on any day? More than sixteen are not written out.
    pub complete: bool,
    /// The day on which `family` is concerned: the first that was looked at; one on which both programmes are in force where
    /// there is one that shows it, else both are read as if they were.
    #[serde(serialize_with = "day")]
    pub on: NaiveDate,
    /// The smallest family concerned.
    pub family: Family,
}

/// An offer that was removed and one that was added, which may be one that moved: they agree in provider, tier, duty, cost,
/// acceptance, dose and whom they are for, and no other offer that came or went agrees with them. A guess.
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
    /// Offers of the first that perhaps stand in the second at another time, under another id.
    pub moved: Vec<Moved>,
    /// How many offers of each kind.
    pub totals: Vec<Total>,
    /// Facts of which one programme allows more values than the other: only what both allow was compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub narrowed: Vec<Term>,
    /// What is written otherwise of offers that both have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Changed>,
    /// Who comes to belong to the target population, or is answered otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
    /// What the differences mean to families, in the order of the first programme's offers, then of the second's.
    pub differences: Vec<Difference>,
    /// What was not decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<Undecided>,
}

impl Differences {
    /// Is there no family to whom the two say different things, and nobody who was not compared?
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
            && self.changed.is_empty()
            && self.reached.is_empty()
            && self.narrowed.is_empty()
            && self.undecided.is_empty()
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
    /// As [`Programme::difference`], and for the options as [`Programme::laws_with`]: a unit is one of either programme.
    pub fn difference_with(
        &self,
        after: &Programme,
        options: &LawOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Differences, Error> {
        options.check(&[self, after])?;
        let both = self.beside(after)?;
        let (added, removed) = (only(after, self), only(self, after));
        let found = compare(&both, (self, after), &options.limits, progress);
        let alike = self.offers().iter().filter_map(|own| Some((own, after.offers().get(matching(after, own)?)?)));
        let narrowed = both.narrowed.iter().map(|((subject, name), (low, high))| {
            let word = |end: i64| both.programme.facts().get(&(*subject, name.clone())).map(|own| word_of(own, end));
            Term { from: word(*low), until: word(*high), ..Term::of(&format!("{subject}.{name}")) }
        });
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
            narrowed: narrowed.collect(),
            changed: alike.flat_map(|(before, after)| changed(before, after)).collect(),
            reached: found.reached,
            differences: found.differences,
            undecided: found.undecided,
        })
    }
}

fn word_of(fact: &FactDefinition, end: i64) -> String {
    decode(&fact.of_type, end).to_string()
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
type Amount<'o> = (&'o str, Option<&'o str>, &'o [(i64, i64)]);
/// Everything of an offer but its id, its words and when it is there.
type Kind<'o> = (&'o str, Tier, Duty, Subject, &'o Cost, Option<bool>, Option<Amount<'o>>);

fn kind<'o>(programme: &'o Programme, offer: &'o Offer) -> Kind<'o> {
    let score = |number: usize| programme.scores().get(number).map(|score| score.id.as_str());
    let dose = offer.dose.as_ref().map(|dose| (&*dose.unit, dose.by.and_then(score), dose.steps.as_slice()));
    (&offer.provider, offer.tier, offer.duty, offer.subject, &offer.cost, offer.needs_acceptance, dose)
}

/// Offers that went and came with nothing else that they could be taken for.
fn moved(before: &Programme, after: &Programme) -> Vec<Moved> {
    let (went, came) = (only(before, after), only(after, before));
    let mut found = Vec::new();
    for from in &went {
        let own = kind(before, from);
        let to: Vec<_> = came.iter().filter(|to| kind(after, to) == own).collect();
        let others = went.iter().filter(|other| kind(before, other) == own).count();
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
