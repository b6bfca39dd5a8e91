//! The library's answer beside the oracle's.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use millejours::{Assessment, Code, Decision as Decided, Family, OfferAnswer, Programme, Then, parse_date};

use super::answer::{Answer, Decision, answer, subjects};
use super::civil::iso;
use super::model::{Case, Kind};
use super::write::{json, toml};

/// Refusals of what is larger than the library promises to judge.
const LIMITS: [Code; 2] = [Code::ConditionTooDeep, Code::ConditionTooLarge];

/// What was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answers that were compared in full.
    pub compared: usize,
    /// Programmes that are larger than the library promises to judge.
    pub refused: usize,
    /// Answers with too many completions for the oracle.
    pub skipped: usize,
    /// Answers that the library calls inexact.
    pub inexact: usize,
    /// Answers of which every day was walked.
    pub walked: usize,
    /// Answers with something missing.
    pub missing: usize,
    /// Decisions, by their word.
    pub decisions: BTreeMap<String, usize>,
}

impl Counts {
    /// Adds what another thread counted.
    pub fn add(&mut self, other: &Counts) {
        self.compared += other.compared;
        self.refused += other.refused;
        self.skipped += other.skipped;
        self.inexact += other.inexact;
        self.walked += other.walked;
        self.missing += other.missing;
        for (word, count) in &other.decisions {
            *self.decisions.entry(word.clone()).or_default() += count;
        }
    }
}

/// The library's answers to a case; none where it refuses the programme as larger than it promises to judge.
pub fn assess(case: &Case) -> Result<Option<Assessment>, String> {
    let on = parse_date(&iso(case.on)).map_err(|error| error.to_string())?;
    let programme = match Programme::from_toml(toml(&case.programme)) {
        Ok(programme) => programme,
        Err(error) if error.problems().iter().all(|problem| LIMITS.contains(&problem.code)) => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    let family = Family::from_json(json(&case.programme, &case.family)).map_err(|error| error.to_string())?;
    let assessed = catch_unwind(AssertUnwindSafe(|| programme.assess(&family, on)));
    let assessed = assessed.map_err(|_| "a panic".to_owned())?.map_err(|error| error.to_string())?;
    // Written in its canonical form and read again, a programme says the same.
    let again = Programme::from_toml(programme.to_toml()).map_err(|error| format!("written, then refused: {error}"))?;
    let other = again.assess(&family, on).map_err(|error| error.to_string())?;
    if again.to_toml() != programme.to_toml() || other.to_json() != assessed.to_json() {
        return Err("written and read again, the programme says something else".to_owned());
    }
    Ok(Some(assessed))
}

fn came(own: &OfferAnswer) -> Option<Answer> {
    let day = |date: millejours_date::Date| millejours_date::day(&date.to_string());
    let decision = match own.decision {
        Decided::Eligible => Decision::Eligible,
        Decided::NotEligible => Decision::NotEligible,
        Decided::NotYet { from, then } => Decision::NotYet(day(from), then == Then::Eligible),
        Decided::NoLonger { since } => Decision::NoLonger(day(since)),
        Decided::Undetermined => Decision::Undetermined,
        _ => return None,
    };
    let dose = own.dose.as_ref().map(|dose| (dose.least, dose.most));
    Some(Answer { decision, dose, missing: own.missing.iter().map(ToString::to_string).collect() })
}

/// The date type of the library's face, without naming the crate it comes from.
mod millejours_date {
    pub(super) use chrono::NaiveDate as Date;

    pub(super) fn day(text: &str) -> i64 {
        let mut parts = text.split('-').map(|part| part.parse::<i64>().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        let (year, month, date) = (next(), next(), next());
        super::super::civil::day(year, month, date)
    }
}

fn told(answer: &Answer) -> String {
    let decision = match answer.decision {
        Decision::Eligible => "eligible".to_owned(),
        Decision::NotEligible => "not_eligible".to_owned(),
        Decision::NotYet(from, certain) => {
            format!("not_yet from {} then {}", iso(from), if certain { "eligible" } else { "undetermined" })
        }
        Decision::NoLonger(since) => format!("no_longer since {}", iso(since)),
        Decision::Undetermined => "undetermined".to_owned(),
    };
    format!("{decision}, dose {:?}, missing {:?}", answer.dose, answer.missing)
}

fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Eligible => "eligible",
        Decision::NotEligible => "not_eligible",
        Decision::NotYet(_, true) => "not_yet, then eligible",
        Decision::NotYet(_, false) => "not_yet, then undetermined",
        Decision::NoLonger(_) => "no_longer",
        Decision::Undetermined => "undetermined",
    }
}

fn is_no(decision: Decision) -> bool {
    !matches!(decision, Decision::Eligible | Decision::Undetermined)
}

/// What the library may say where it has given up being exact.
fn cautious(own: &Answer, expected: &Answer) -> bool {
    let decision = own.decision == Decision::Undetermined
        || (own.decision == Decision::Eligible && expected.decision == Decision::Eligible)
        || (is_no(own.decision) && is_no(expected.decision));
    let dose = match (own.dose, expected.dose) {
        (Some(own), Some(expected)) => own.0 <= expected.0 && expected.1 <= own.1,
        (None, Some(_)) => false,
        _ => true,
    };
    decision && dose && expected.missing.iter().all(|name| own.missing.contains(name))
}

/// Compares every answer of a case; an `Err` tells where they differ.
pub fn compare(case: &Case, every_day: bool, counts: &mut Counts) -> Result<(), String> {
    let Some(assessment) = assess(case)? else {
        counts.refused += 1;
        return Ok(());
    };
    let mut answers = assessment.offers.iter();
    let (mut missing, mut all_known) = (BTreeSet::new(), true);
    for offer in &case.programme.offers {
        for subject in subjects(case, offer) {
            let letter = match offer.of {
                Kind::Adult => "a",
                Kind::Child => "c",
                _ => "p",
            };
            let name = subject.map(|index| format!("{letter}{}", index + 1));
            let own = answers.next().ok_or_else(|| format!("no answer for {} {name:?}", offer.id))?;
            if (&*own.offer, own.subject.as_deref()) != (&*offer.id, name.as_deref()) {
                return Err(format!("{} {:?} stands where {} {name:?} belongs", own.offer, own.subject, offer.id));
            }
            let came = came(own).ok_or("an unknown decision")?;
            missing.extend(came.missing.iter().cloned());
            all_known &= own.exact;
            let Some(expected) = answer(case, offer, subject, false) else {
                counts.skipped += 1;
                continue;
            };
            let differs =
                || format!("{} {name:?}\n  oracle:  {}\n  library: {}", offer.id, told(&expected), told(&came));
            if !own.exact {
                counts.inexact += 1;
                if !cautious(&came, &expected) {
                    return Err(format!("inexact, and wrong: {}", differs()));
                }
                continue;
            }
            if came != expected {
                return Err(differs());
            }
            counts.compared += 1;
            counts.missing += usize::from(!expected.missing.is_empty());
            *counts.decisions.entry(word(expected.decision).to_owned()).or_default() += 1;
            if every_day
                && is_no(expected.decision)
                && let Some(walked) = answer(case, offer, subject, true)
            {
                counts.walked += 1;
                if walked != expected {
                    return Err(format!("walking every day: {}\n  {}", told(&walked), differs()));
                }
            }
        }
    }
    if answers.next().is_some() {
        return Err("more answers than offers have subjects".to_owned());
    }
    let asked: BTreeSet<String> = assessment.questions.iter().map(|question| question.fact.to_string()).collect();
    let open: BTreeSet<String> = missing.iter().filter(|name| !case.family.declined.contains(name)).cloned().collect();
    // Whether a pregnancy ended is no question as long as its expected day is one.
    let first = |name: &String| name.strip_suffix(".ended").map(|own| format!("{own}.expected"));
    let open = open.iter().filter(|name| first(name).is_none_or(|first| !open.contains(&first))).cloned().collect();
    if all_known && asked != open {
        return Err(format!("questions {asked:?}, missing and not declined {open:?}"));
    }
    Ok(())
}
