//! The library's laws beside those of the enumeration.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use millejours::{Bound, Code, Law, LawOptions, Laws, Programme, Verdict};

use super::confirm::{Known, confirm, same, stripped};
use super::judge::{Broken, Judged, count, judge};
use super::policy::Policy;
use super::propose::sizes;
use super::read::Read;
use super::write::{mirror, toml};

/// Refusals of what is larger than the library promises to judge.
const LIMITS: [Code; 2] = [Code::ConditionTooDeep, Code::ConditionTooLarge];
/// No more families than these are listed, over all days.
const MOST: usize = 12_000;
/// One in so many families is assessed as well.
const SAMPLE: usize = 997;

/// What was compared.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is told below")]
pub struct Counts {
    /// Programmes of which every law was compared.
    pub compared: usize,
    /// Programmes with too many families to list.
    pub skipped: usize,
    /// Programmes larger than the library promises to judge.
    pub refused: usize,
    pub families: usize,
    pub assessed: usize,
    /// Breaks that were looked at by themselves.
    pub confirmed: usize,
    /// Verdicts by law, and what was not decided by its bound.
    pub verdicts: BTreeMap<String, usize>,
    pub bounds: BTreeMap<String, usize>,
    pub breaks: BTreeMap<String, usize>,
}

impl Counts {
    /// Adds what another thread counted.
    pub fn add(&mut self, other: &Counts) {
        self.compared += other.compared;
        self.skipped += other.skipped;
        self.refused += other.refused;
        self.families += other.families;
        self.assessed += other.assessed;
        self.confirmed += other.confirmed;
        for (own, others) in [
            (&mut self.verdicts, &other.verdicts),
            (&mut self.bounds, &other.bounds),
            (&mut self.breaks, &other.breaks),
        ] {
            for (word, count) in others {
                *own.entry(word.clone()).or_default() += count;
            }
        }
    }

    /// How often a law had a verdict.
    pub fn verdict(&self, law: Law, verdict: Verdict) -> usize {
        self.verdicts.get(&format!("{} {}", law.as_str(), verdict.as_str())).copied().unwrap_or(0)
    }
}

/// The laws that one programme is judged by.
pub const JUDGED: [Law; 5] =
    [Law::Floor, Law::Gradient, Law::Intensity, Law::ResidualUniversalism, Law::FreeAndVoluntary];

fn law_of(kind: &str) -> Law {
    match kind {
        "no_universal_offer" | "reads_circumstance" | "reads_status" => Law::Floor,
        "step_not_larger" => Law::Intensity,
        "floor_uncertain" => Law::ResidualUniversalism,
        "not_free" | "without_acceptance" => Law::FreeAndVoluntary,
        _ => Law::Gradient,
    }
}

/// What the library says of a policy.
pub fn laws(policy: &Policy, programme: &Programme) -> Result<Laws, String> {
    let sizes = policy.sizes;
    let mut options = LawOptions::new()
        .with_adults(sizes.adults)
        .with_children(sizes.children)
        .with_pregnancies(sizes.pregnancies, sizes.expected);
    // A weight for a unit that no dose has is refused; the policy draws weights for all units there are.
    let used = policy.units();
    for (unit, weight) in policy.weights.iter().filter(|(unit, _)| used.contains(*unit)) {
        options = options.with_weight(*unit, u32::try_from(*weight).unwrap_or(0));
    }
    let told = || programme.laws_with(&options, &mut |_| ControlFlow::Continue(()));
    catch_unwind(AssertUnwindSafe(told)).map_err(|_| "a panic".to_owned())?.map_err(|error| error.to_string())
}

/// A policy within bounds: with families as large as can be listed. `None` where even the smallest are too many.
pub fn bounded(mut policy: Policy) -> Option<(Policy, Read)> {
    let read = Read::of(&policy);
    let sizes: Vec<_> = sizes(&policy).collect();
    for own in sizes {
        policy.sizes = own;
        if count(&policy, &read, MOST) <= MOST {
            return Some((policy, read));
        }
    }
    None
}

/// Compares every law of a policy.
pub fn compare(policy: Policy, counts: &mut Counts) -> Result<(), String> {
    let load = |text: String| match Programme::from_toml(&text) {
        Ok(programme) => Ok(Some(programme)),
        Err(error) if error.problems().iter().all(|problem| LIMITS.contains(&problem.code)) => Ok(None),
        Err(error) => Err(format!("{error}\n{text}")),
    };
    let Some((policy, read)) = bounded(policy) else {
        counts.skipped += 1;
        return Ok(());
    };
    let (Some(programme), Some(mirror)) = (load(toml(&policy))?, load(mirror(&policy))?) else {
        counts.refused += 1;
        return Ok(());
    };
    let known = Known { policy: &policy, read: &read, programme, mirror };
    let mut wrong = None;
    let mut assessed = 0;
    let judged = judge(&policy, &read, &mut |number, shape, world, on, said| {
        if number % SAMPLE == 0 && wrong.is_none() {
            assessed += 1;
            wrong = same(&known, shape, world, on, said).err();
        }
    });
    if let Some(wrong) = wrong {
        return Err(format!("assess and the oracle differ: {wrong}"));
    }
    let laws = laws(&policy, &known.programme)?;
    for finding in &laws.laws {
        for own in &finding.breaks {
            confirm(&known, own).map_err(|wrong| {
                let families: Vec<String> = own.families.iter().map(millejours::Family::to_json).collect();
                let (kind, on) = (own.kind.as_str(), own.on);
                let about = (&own.offers, &own.score, &own.rule, &own.fact, own.before, own.after);
                format!("{kind} on {on} {about:?}: {wrong}\n{}", families.join("\n"))
            })?;
        }
    }
    agree(&policy, &read, &judged, &laws)?;
    counts.compared += 1;
    counts.families += judged.families;
    counts.assessed += assessed;
    for law in JUDGED {
        let Some(finding) = laws.of(law) else { return Err(format!("nothing of {}", law.as_str())) };
        *counts.verdicts.entry(format!("{} {}", law.as_str(), finding.verdict.as_str())).or_default() += 1;
        for bound in finding.undecided.iter().map(|own| own.bound.as_str()).collect::<BTreeSet<_>>() {
            *counts.bounds.entry(format!("{} {bound}", law.as_str())).or_default() += 1;
        }
        for own in &finding.breaks {
            *counts.breaks.entry(own.kind.as_str().to_owned()).or_default() += 1;
            counts.confirmed += 1;
        }
    }
    Ok(())
}

fn agree(policy: &Policy, read: &Read, judged: &Judged, laws: &Laws) -> Result<(), String> {
    for law in JUDGED {
        let Some(finding) = laws.of(law) else { return Err(format!("nothing of {}", law.as_str())) };
        let word = law.as_str();
        let expected: BTreeSet<&Broken> = judged.broken.iter().filter(|own| law_of(&own.kind) == law).collect();
        let came: BTreeSet<Broken> = finding
            .breaks
            .iter()
            .map(|own| Broken {
                kind: own.kind.as_str().to_owned(),
                offers: own.offers.clone(),
                score: own.score.clone(),
                rule: own.rule.clone(),
                fact: own.fact.as_deref().map(stripped),
                // Of a total it hangs on what else hangs on the fact.
                unit: own.unit.clone().filter(|_| own.kind.as_str() != "smaller_total"),
            })
            .collect();
        let verdict = match (finding.breaks.is_empty(), finding.undecided.is_empty()) {
            (false, _) => Verdict::Broken,
            (true, false) => Verdict::NotDecided,
            (true, true) => Verdict::Holds,
        };
        if finding.verdict != verdict {
            return Err(format!("{word} is said to be {}, and is {}", finding.verdict.as_str(), verdict.as_str()));
        }
        let mut unsure: Vec<Option<String>> = Vec::new();
        let mut whole = false;
        let mut nobody = false;
        let (mut acceptance, mut weights) = (BTreeSet::new(), BTreeSet::new());
        // Along which facts nobody can say what the doses come to together.
        let mut unweighed: Vec<Option<String>> = Vec::new();
        for own in &finding.undecided {
            match own.bound {
                Bound::Acceptance => acceptance.extend(own.offer.clone()),
                Bound::Weights if own.fact.is_some() => {
                    let falls =
                        came.iter().any(|own| matches!(own.kind.as_str(), "offer_lost" | "smaller_dose" | "tier_lost"));
                    if !falls {
                        return Err("weights are missed where nothing falls".to_owned());
                    }
                    if !policy.weights.is_empty() || policy.units().len() < 2 {
                        return Err("weights are missed where all units can be compared".to_owned());
                    }
                    unweighed.push(own.fact.as_deref().map(stripped));
                }
                Bound::Weights => {
                    unweighed.push(None);
                    weights.extend(own.offer.clone());
                }
                Bound::Sum if policy.is_wide() || read.codes_meet => unsure.push(own.fact.as_deref().map(stripped)),
                Bound::Nobody if !judged.target && matches!(law, Law::Floor | Law::ResidualUniversalism) => {
                    nobody = true
                }
                Bound::Days if read.tangled || policy.open_end => whole = true,
                bound => return Err(format!("{word} is not decided for {}", bound.as_str())),
            }
        }
        let beyond = policy.open_end && acceptance.is_superset(&judged.acceptance);
        if law == Law::FreeAndVoluntary && !whole && acceptance != judged.acceptance && !beyond {
            return Err(format!("acceptance is asked of {acceptance:?} and not {:?}", judged.acceptance));
        }
        if law == Law::Gradient && !whole && weights != judged.weights {
            return Err(format!("weights are asked of {weights:?} and not {:?}", judged.weights));
        }
        // Without an end somebody may be of it on a day that was not listed.
        let promise = matches!(law, Law::Floor | Law::ResidualUniversalism) && !policy.open_end && !whole;
        let unknown = unsure.iter().any(Option::is_none);
        if promise && !judged.target && !nobody && !unknown {
            return Err(format!("{word} is {} of nobody", finding.verdict.as_str()));
        }
        for own in &expected {
            let of_fact = |all: &[Option<String>]| all.iter().any(|fact| fact.is_none() || *fact == own.fact);
            let excused = whole || of_fact(&unsure) || own.kind == "smaller_total" && of_fact(&unweighed);
            if !came.contains(own) && !excused {
                return Err(format!("{word} is {}, but {own:?}", finding.verdict.as_str()));
            }
        }
        // Without an end there are more days than were listed.
        if let Some(own) = came.iter().find(|own| !policy.open_end && !expected.contains(own)) {
            return Err(format!("{word} is not broken by {own:?}"));
        }
    }
    Ok(())
}
