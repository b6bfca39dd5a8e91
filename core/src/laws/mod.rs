//! The programme proved: each law holds for every possible family, or a family, or a pair, shows that it does not.
//!
//! Every fact that a condition reads is split at the constants that matter; the conditions, scores and doses become
//! decision diagrams over these cells ([`diagram`]), which are exact: no family is sampled. What breaks a law is the
//! cheapest path through a diagram, told as a family that can be loaded, and assessed.

mod anyone;
#[cfg(test)]
mod beside;
mod changed;
mod comparison;
mod days;
mod diagram;
mod difference;
mod direction;
mod every;
mod explain;
mod floor;
mod forms;
mod gaps;
mod gather;
mod gradient;
mod intensity;
mod lints;
mod model;
mod names;
mod options;
mod possible;
mod prices;
mod proof;
mod regions;
mod replaced;
mod search;
mod somebody;
mod space;
mod sums;
mod terms;
mod total;
mod voluntary;
mod watch;
mod witness;

use std::ops::ControlFlow;

pub use changed::{Aspect, Changed};
pub use difference::{Difference, Differences, Edition, Effect, Moved, Reached, Total};
pub use lints::{Lint, LintKind, Lints};
pub use model::{Bound, Break, BreakKind, Finding, InForce, Law, Laws, Undecided, Verdict};
pub use options::{LawOptions, Limits};
pub use terms::Term;

use crate::error::Error;
use crate::programme::Programme;
pub use crate::programme::Reach;
use gather::Findings;
use proof::Proof;
use watch::Watching;

/// How far a proof has come: how many of how many pieces of work are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Pieces done.
    pub done: usize,
    /// All pieces.
    pub of: usize,
}

/// The laws that are proved on one day, each a piece of work.
type Piece = fn(&mut Proof<'_>, &LawOptions, &mut Findings);

const PIECES: [(Law, Piece); 5] = [
    (Law::Floor, |proof, _, findings| floor::floor(proof, findings)),
    (Law::Gradient, |proof, options, findings| gradient::gradient(proof, &options.weights, findings)),
    (Law::Intensity, |proof, _, findings| intensity::intensity(proof, findings)),
    (Law::ResidualUniversalism, |proof, _, findings| floor::residual(proof, findings)),
    (Law::FreeAndVoluntary, |proof, _, findings| voluntary::voluntary(proof, findings)),
];

impl Programme {
    /// Proves the laws of proportionate universalism, or shows who breaks them, within the limits that the programme
    /// declares.
    ///
    /// # Examples
    ///
    /// ## A pair that breaks the gradient
    ///
    /// ```
    /// use millejours::{BreakKind, Law, Programme, Verdict};
    /// let offer = |points: i64| format!(r#"
    ///     schema = 1
    ///     id = "house"
    ///     version = "1"
    ///     valid = {{ from = 2026-01-01 }}
    ///     facts.family.alone = {{ type = "bool", category = "family_situation", disadvantage = "true" }}
    ///     [[scores]]
    ///     id = "support"
    ///     points = [ {{ when = "family.alone", points = {points} }} ]
    ///     [[offers]]
    ///     id = "visit"
    ///     provider = "pmi"
    ///     tier = "universal"
    ///     duty = "to_offer"
    ///     for = "family"
    ///     title = {{ en = "Home visit" }}
    ///     cost = "free"
    ///     dose = {{ unit = "visit", by = "support", steps = [ {{ from = -9, amount = 1 }}, {{ from = 0, amount = 4 }}, {{ from = 9, amount = 8 }} ] }}
    /// "#);
    /// let fair = Programme::from_toml(offer(10))?.laws();
    /// assert!(fair.hold());
    ///
    /// // A sign turned round: who is alone has less.
    /// let laws = Programme::from_toml(offer(-9))?.laws();
    /// let gradient = laws.of(Law::Gradient).unwrap();
    /// assert_eq!(gradient.verdict, Verdict::Broken);
    /// let found = gradient.breaks.iter().find(|found| found.kind == BreakKind::SmallerDose).unwrap();
    /// assert_eq!((found.before, found.after), (Some(4), Some(1)));
    /// // The two families are there to be looked at, and what is said to each.
    /// let doses = [0, 1].map(|which| found.assessments[which].offers[0].dose.as_ref().unwrap().most);
    /// assert_eq!(doses, [4, 1]);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn laws(&self) -> Laws {
        self.proved(&self.law_options(), &mut |_| ControlFlow::Continue(()))
    }

    /// Proves the laws within other limits, or with other weights, telling how far it has come; a caller that breaks off
    /// gets what was found so far, and what was not decided for it.
    ///
    /// # Errors
    /// [`Error::Laws`] where the options ask for numbers of members that no proof is made for (`document.invalid_value`), or
    /// name a unit that no dose has (`reference.unknown`).
    ///
    /// ```
    /// use millejours::{LawOptions, Programme};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\n";
    /// let programme = Programme::from_toml(text)?;
    /// let mut go_on = |_| std::ops::ControlFlow::Continue(());
    /// assert!(programme.laws_with(&LawOptions::new().with_children(3), &mut go_on)?.laws.len() >= 5);
    /// let refused = programme.laws_with(&LawOptions::new().with_weight("visit", 2), &mut go_on).unwrap_err();
    /// assert_eq!(refused.problems()[0].place.path, "weights.visit");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn laws_with(
        &self,
        options: &LawOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Laws, Error> {
        options.check(&[self])?;
        Ok(self.proved(options, progress))
    }

    fn proved(&self, options: &LawOptions, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Laws {
        let mut findings = Findings::default();
        let watch = Watching::new(progress, PIECES.len() + 1);
        let days = match days::representatives(&[self], &watch) {
            Ok(days) => days,
            Err(why) => {
                for own in why {
                    PIECES.iter().for_each(|(law, _)| {
                        findings.undecided(*law, own.bound, own.offer.clone(), own.fact.clone());
                    });
                }
                Vec::new()
            }
        };
        let of = days.len() * (PIECES.len() + 1);
        let mut done = 0;
        let mut whole = !days.is_empty();
        for day in days {
            let told = |done: &mut usize| {
                *done += 1;
                watch.tell(Progress { done: *done, of });
            };
            if watch.is_stopped() {
                PIECES.iter().for_each(|(law, _)| findings.undecided(*law, Bound::Stopped, None, None));
                break;
            }
            let proof = Proof::new(self, &options.limits, day, &watch);
            told(&mut done);
            let Some(mut proof) = proof.filter(|proof| !proof.beyond) else {
                whole = false;
                PIECES.iter().for_each(|(law, _)| findings.undecided(*law, Bound::Conditions, None, None));
                continue;
            };
            for (law, piece) in PIECES {
                if watch.is_stopped() {
                    findings.undecided(law, Bound::Stopped, None, None);
                    continue;
                }
                proof.renew();
                let before = findings.all_undecided(law);
                piece(&mut proof, options, &mut findings);
                if watch.is_stopped() {
                    // What was cut short was no bound of its own.
                    findings.stopped(law, before);
                }
                told(&mut done);
            }
        }
        if whole && !watch.is_stopped() {
            findings.all_looked_at();
        }
        let valid = self.valid();
        Laws {
            schema: 1,
            programme: self.id().to_owned(),
            version: self.version().to_owned(),
            from: valid.from,
            until: valid.until,
            limits: options.limits,
            // What no piece of work looks at is not said to hold.
            laws: findings.finish(PIECES.iter().map(|(law, _)| *law)),
        }
    }

    /// What the programme's own `[laws]` say; where they say nothing, as [`LawOptions::new`].
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\n";
    /// let programme = millejours::Programme::from_toml(format!("{text}[laws]\nlimits = {{ children = 3 }}"))?;
    /// let limits = programme.law_options().limits();
    /// assert_eq!((limits.adults, limits.children), (2, 3));
    ///
    /// let refused = millejours::Programme::from_toml(format!("{text}[laws]\nlimits = {{ adults = 0 }}")).unwrap_err();
    /// assert_eq!(refused.problems()[0].expected.as_deref(), Some("1 to 8"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn law_options(&self) -> LawOptions {
        let own = self.own_laws();
        let usual = Limits::default();
        let limits = Limits {
            adults: own.limits.adults.unwrap_or(usual.adults),
            children: own.limits.children.unwrap_or(usual.children),
            pregnancies: own.limits.pregnancies.unwrap_or(usual.pregnancies),
            expected: own.limits.expected.unwrap_or(usual.expected),
        };
        LawOptions { limits, weights: own.weights.clone(), cliffs: own.cliff.clone() }
    }
}
