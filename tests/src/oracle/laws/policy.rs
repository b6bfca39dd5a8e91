//! A programme with all that the laws look at.

use super::super::civil::Day;
use super::super::model::{Dose, Expr, Kind, Programme, Type};

/// Which end of a fact is the disadvantaged one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as its word")]
pub enum Worse {
    Low,
    High,
    /// These values are worse than all others.
    Values(Vec<i64>),
}

impl Worse {
    /// Is the second value worse than the first?
    pub fn than(&self, one: i64, two: i64) -> bool {
        match self {
            Worse::Low => two < one,
            Worse::High => two > one,
            Worse::Values(values) => values.contains(&two) && !values.contains(&one),
        }
    }
}

/// What the laws ask of a fact, beside its type.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is told below")]
pub struct About {
    pub worse: Option<Worse>,
    /// Its category is one of a status, an address, a nationality or papers.
    pub status: Option<&'static str>,
}

/// What the laws ask of an offer, beside its conditions.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Standing {
    /// 0 universal, 1 targeted, 2 intensive.
    pub tier: usize,
    /// 0 nobody's, 1 the provider's.
    pub duty: usize,
    /// In cents.
    pub cost: i64,
    pub needs_acceptance: Option<bool>,
    pub replaces: Vec<usize>,
    pub unit: &'static str,
}

/// How large families are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as its list")]
pub struct Sizes {
    pub adults: usize,
    pub children: usize,
    pub pregnancies: usize,
    pub expected: usize,
}

/// A programme, its target population, and what is declared of its facts and offers.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is named as what it is")]
pub struct Policy {
    pub programme: Programme,
    /// Is `term_weeks` written? Without it a pregnancy takes 41 weeks.
    pub term_told: bool,
    pub from: Day,
    /// The last day, and whether the programme says so.
    pub until: Day,
    pub open_end: bool,
    pub target: Vec<Expr>,
    pub about: Vec<About>,
    pub standing: Vec<Standing>,
    pub sizes: Sizes,
    pub weights: Vec<(&'static str, i64)>,
}

/// The tiers, ascending.
pub const TIERS: [&str; 3] = ["universal", "targeted", "intensive"];
/// The duties.
pub const DUTIES: [&str; 2] = ["none", "to_offer"];

impl Policy {
    /// How many weeks a pregnancy takes at most.
    pub fn term(&self) -> i64 {
        if self.term_told { self.programme.term } else { 41 }
    }

    /// What a score can come to at least and at most.
    pub fn reach(&self, score: usize) -> (i64, i64) {
        let points = self.programme.scores[score].points.iter().map(|(_, points)| *points);
        points.fold((0, 0), |(low, high), points| (low + points.min(0), high + points.max(0)))
    }

    /// Offers that stand in for one another, directly or through others; most stand alone.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let count = self.standing.len();
        let mut joined: Vec<Vec<bool>> = (0..count).map(|one| (0..count).map(|two| one == two).collect()).collect();
        for (one, own) in self.standing.iter().enumerate() {
            for two in &own.replaces {
                joined[one][*two] = true;
                joined[*two][one] = true;
            }
        }
        for over in 0..count {
            for one in 0..count {
                for two in 0..count {
                    if joined[one][over] && joined[over][two] {
                        joined[one][two] = true;
                    }
                }
            }
        }
        let mut found: Vec<Vec<usize>> = Vec::new();
        for one in 0..count {
            let group: Vec<usize> = (0..count).filter(|two| joined[one][*two]).collect();
            if !found.contains(&group) {
                found.push(group);
            }
        }
        found
    }

    /// Every condition, with whom it speaks of.
    pub fn conditions(&self) -> Vec<&Expr> {
        let offers = self.programme.offers.iter().flat_map(|offer| offer.when.iter().chain(&offer.unless));
        let rows = self.programme.scores.iter().flat_map(|score| score.points.iter().map(|(when, _)| when));
        self.target.iter().chain(offers).chain(rows).collect()
    }

    /// The unit of an offer with a dose.
    pub fn unit(&self, offer: usize) -> Option<&'static str> {
        self.programme.offers[offer].dose.as_ref().map(|_| self.standing[offer].unit)
    }

    /// The units of all doses.
    pub fn units(&self) -> std::collections::BTreeSet<&'static str> {
        (0..self.standing.len()).filter_map(|offer| self.unit(offer)).collect()
    }

    /// The score that an offer's dose goes by, with its steps.
    pub fn steps(&self, offer: usize) -> Option<(usize, &[(i64, i64)])> {
        match &self.programme.offers[offer].dose {
            Some(Dose::Steps(score, steps)) => Some((*score, steps)),
            _ => None,
        }
    }

    /// Whose an offer is.
    pub fn of(&self, offer: usize) -> Kind {
        self.programme.offers[offer].of
    }

    /// Has some fact a range too wide to be split into its values?
    pub fn is_wide(&self) -> bool {
        self.programme.facts.iter().any(|fact| matches!(fact.of_type, Type::Int(low, high) if high - low > 100))
    }
}
