//! What is worth a second look: rules that make no difference, offers that nobody has or that differ in nothing, cliffs,
//! conditions without a source, conditions that read what none should.
//!
//! What speaks of families is found by the same diagrams as the laws: over all families within the limits, on every day of
//! the programme's validity.

mod alike;
mod cliff;
mod model;
mod rules;
mod said;
mod second;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

pub use model::{Lint, LintKind, Lints};

use super::gradient::units;
use super::model::{Bound, Undecided};
use super::options::LawOptions;
use super::proof::Proof;
use super::somebody::Somebody;
use super::watch::Watching;
use super::{Progress, days};
use crate::error::Error;
use crate::programme::Programme;

/// Where something stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Population,
    Target(usize),
    Response(&'static str),
    Score(usize, usize),
    Offer(usize, Part),
}

/// A part of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Whole,
    When(usize),
    Unless(usize),
    Dose,
}

impl Place {
    fn path(self) -> String {
        match self {
            Place::Population => "target".to_owned(),
            Place::Target(rule) => format!("target[{rule}]"),
            Place::Response(key) => format!("response.{key}"),
            Place::Score(score, row) => format!("scores[{score}].points[{row}]"),
            Place::Offer(offer, Part::Whole) => format!("offers[{offer}]"),
            Place::Offer(offer, Part::When(rule)) => format!("offers[{offer}].when[{rule}]"),
            Place::Offer(offer, Part::Unless(rule)) => format!("offers[{offer}].unless[{rule}]"),
            Place::Offer(offer, Part::Dose) => format!("offers[{offer}].dose"),
        }
    }
}

/// What was found, and what was not decided.
#[derive(Default)]
pub(super) struct Found {
    lints: Vec<(Place, Lint)>,
    undecided: BTreeSet<Undecided>,
}

impl Found {
    /// Notes a lint, with the names that its place gives it.
    fn add(&mut self, programme: &Programme, kind: LintKind, place: Place, fill: impl FnOnce(&mut Lint)) {
        let mut lint = Lint::new(kind, place.path());
        match place {
            Place::Target(rule) => lint.rule = programme.target().get(rule).map(|rule| rule.id.to_string()),
            Place::Population | Place::Response(_) => {}
            Place::Score(score, _) => lint.score = programme.scores().get(score).map(|score| score.id.clone()),
            Place::Offer(offer, part) => {
                if let Some(offer) = programme.offers().get(offer) {
                    lint.offer = Some(offer.id.to_string());
                    let rule = match part {
                        Part::When(rule) => offer.when.get(rule),
                        Part::Unless(rule) => offer.unless.get(rule),
                        Part::Whole | Part::Dose => None,
                    };
                    lint.rule = rule.map(|rule| rule.id.to_string());
                }
            }
        }
        fill(&mut lint);
        self.lints.push((place, lint));
    }

    fn undecided(&mut self, bound: Bound, offer: Option<String>, fact: Option<String>) {
        self.undecided.insert(Undecided::new(bound, offer, fact));
    }

    /// Is it certain that nobody was to be seen? Where it is not known, that is told, with the offer concerned.
    fn is_nobody(&mut self, seen: Somebody, offer: Option<&str>) -> bool {
        if let Somebody::Unsure(bound) = seen {
            self.undecided(bound, offer.map(str::to_owned), None);
        }
        seen == Somebody::Nobody
    }
}

impl Programme {
    /// Looks for what is worth a second look, within the limits of the programme's own `[laws]`.
    ///
    /// ```
    /// use millejours::{LintKind, Programme};
    ///
    /// let programme = Programme::from_toml(r#"
    ///     schema = 1
    ///     id = "house"
    ///     version = "1"
    ///     valid = { from = 2026-01-01 }
    ///
    ///     [[offers]]
    ///     id = "home-visit"
    ///     provider = "pmi"
    ///     tier = "universal"
    ///     duty = "to_offer"
    ///     for = "child"
    ///     title = { en = "Home visit" }
    ///     cost = "free"
    ///     when = [
    ///         { id = "window", condition = "child.age_months >= 0 && child.age_months < 24", source = "council" },
    ///         { id = "small", condition = "child.age_months < 36", source = "council" },
    ///     ]
    /// "#)?;
    /// let lints = programme.lints();
    /// let [only] = &lints.lints[..] else { panic!() };
    /// assert_eq!((only.kind, only.path.as_str()), (LintKind::RuleImplied, "offers[0].when[1]"));
    /// assert_eq!(only.other.as_deref(), Some("window"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn lints(&self) -> Lints {
        self.looked_over(&self.law_options(), &mut |_| ControlFlow::Continue(()))
    }

    /// Looks for the same within other limits, or with other cliffs, telling how far it has come; a caller that breaks off
    /// gets what was found so far, and what was not decided for it.
    ///
    /// # Errors
    /// As [`Programme::laws_with`].
    pub fn lints_with(
        &self,
        options: &LawOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Lints, Error> {
        options.check(&[self])?;
        Ok(self.looked_over(options, progress))
    }

    fn looked_over(&self, options: &LawOptions, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Lints {
        let mut found = Found::default();
        said::said(self, &mut found);
        let watch = Watching::new(progress, self.offers().len() + 1);
        let days = match days::representatives(&[self], &watch) {
            Ok(days) => days,
            Err(why) => {
                found.undecided.extend(why);
                Vec::new()
            }
        };
        let offers = self.offers().len();
        // Of every day: writing it out, and each offer.
        let of = days.len() * (offers + 1);
        let mut done = 0;
        let mut stopped = watch.is_stopped();
        let told = |done: &mut usize, more: usize| {
            *done += more;
            !watch.tell(Progress { done: *done, of })
        };
        let mut rules = rules::Seen::new(self);
        let mut second = second::Seen::new(self);
        let mut alike = alike::Seen::new(self);
        let mut cliffs = BTreeSet::new();
        let whole = !days.is_empty();
        for day in days {
            if stopped {
                break;
            }
            let proof = Proof::new(self, &options.limits, day, &watch).filter(|proof| !proof.beyond);
            let Some(mut proof) = proof else {
                found.undecided(Bound::Conditions, None, None);
                stopped = told(&mut done, offers + 1);
                continue;
            };
            stopped = told(&mut done, 1);
            if !stopped {
                rules.look_at_target(&mut proof);
            }
            for number in 0..offers {
                if stopped {
                    break;
                }
                proof.renew();
                rules.look(&mut proof, number);
                second.look(&mut proof, number);
                cliff::look(&mut proof, number, options, &mut cliffs, &mut found);
                stopped = told(&mut done, 1);
            }
            if !stopped {
                proof.renew();
                alike.look(&mut proof);
            }
        }
        if stopped {
            found.undecided(Bound::Stopped, None, None);
        }
        // What nobody does has to be seen on every day.
        let every_day = whole && !stopped && found.undecided.iter().all(|own| own.bound != Bound::Conditions);
        if every_day {
            rules.tell(self, &mut found);
            second.tell(self, &mut found);
            alike.tell(self, &mut found);
        }
        found.lints.sort_by(|one, two| {
            let key = |(place, lint): &(Place, Lint)| (*place, lint.kind, lint.fact.clone(), lint.unit.clone());
            key(one).cmp(&key(two))
        });
        Lints {
            schema: 1,
            programme: self.id().to_owned(),
            version: self.version().to_owned(),
            limits: options.limits,
            lints: found.lints.into_iter().map(|(_, lint)| lint).collect(),
            without_cliff: units(&self.offers().iter().collect::<Vec<_>>())
                .into_iter()
                .filter(|unit| !options.cliffs.contains_key(unit))
                .collect(),
            undecided: found.undecided.into_iter().collect(),
        }
    }
}
