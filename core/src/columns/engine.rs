//! A programme compiled once: its graph, and of each offer what is asked of the graph.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::asked::{Answering, Asked, Scored};
use super::beginnings::unlisted;
use super::certain::{Group, Places};
use super::compile::{Apart, Compiler};
use super::joins::Joins;
use super::kernel::Test;
use super::node::{Edge, Graph, Node, Term};
use super::options::EvaluateOptions;
use super::reads::{ColumnRead, optional, reads};
use super::study::Hangs;
use crate::calendar::day_of;
use crate::condition::{Amount, CodeList, List, Logic, Reading, Who};
use crate::programme::{Offer, Programme};
use crate::truth::Intervals;
use crate::vocabulary::Subject;

/// What is read of a column.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// The nodes that compare it, and how.
    pub(crate) tests: Vec<(usize, Test)>,
    /// Sums need its numbers.
    pub(crate) added: bool,
    /// Somebody asks which of its rows may be several numbers.
    pub(crate) doubted: bool,
}

/// A programme compiled for one day.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) arch: pulp::Arch,
    pub(crate) graph: Graph,
    /// Where its conjunctions are answered.
    pub(crate) joins: Joins,
    /// What each source can hold.
    pub(crate) domains: Vec<(i64, i64)>,
    pub(crate) uses: Vec<Uses>,
    /// The codes asked for: the list, the code, its node, and for territories the family's own.
    pub(crate) codes: Vec<(CodeList, i64, usize, Option<Edge>)>,
    pub(crate) offers: Vec<Answering>,
    pub(crate) reads: Vec<ColumnRead>,
    pub(crate) optional: Vec<ColumnRead>,
    /// The lists that are read, or for whose members there are offers.
    pub(crate) lists: Vec<List>,
    /// The names of the codes, by their numbers.
    pub(crate) words: Arc<[String]>,
}

/// The most cells of facts that stand several times for which plain bits are sure to be within the published bound.
const CELLS: u64 = 256;
/// The largest score whose totals are sure to be within it.
const POINTS: u64 = 2048;

impl Engine {
    pub(crate) fn new(programme: &Programme, on: NaiveDate, options: EvaluateOptions) -> Self {
        let day = day_of(on);
        let mut compiler = Compiler {
            graph: Graph::default(),
            ledger: programme.ledger(),
            facts: programme.facts(),
            on: day,
            term: programme.term_weeks().map_or(0, i64::from),
            unlisted: unlisted(day),
            homes: BTreeMap::new(),
            lists: BTreeSet::new(),
            rough: false,
        };
        let offers: Vec<Answering> =
            programme.offers().iter().map(|offer| answering(&mut compiler, programme, offer, options)).collect();
        let reads = reads(&compiler, programme);
        let mut uses: Vec<Uses> = compiler.graph.sources.iter().map(|_| Uses::default()).collect();
        let mut codes = Vec::new();
        for (place, (node, _)) in compiler.graph.nodes.iter().enumerate() {
            match node {
                Node::In(source, set) => {
                    uses.get_mut(*source).into_iter().for_each(|own| own.tests.push((place, Test::of(set))));
                }
                Node::Has(list, code) => codes.push((*list, *code, place, compiler.homes.get(&place).copied())),
                Node::Sum(terms, _) => {
                    for (_, term) in terms {
                        if let Term::Value(source, _) = term {
                            uses.get_mut(*source).into_iter().for_each(|own| own.added = true);
                        }
                    }
                }
                _ => {}
            }
        }
        let doubts = offers.iter().flat_map(|offer| {
            // Of an offer that is always within the bound only conflicts are asked for.
            let asked = |own: &'_ Asked| match own.crowd {
                Some(usize::MAX) => own.conflicts.clone(),
                _ => own.groups.clone(),
            };
            let dose = offer.dose.iter().flat_map(|dose| dose.groups.iter().cloned());
            let rules = offer.rules.iter().flat_map(|(rule, _)| asked(rule));
            asked(&offer.whole).into_iter().chain(dose).chain(rules).collect::<Vec<_>>()
        });
        for group in doubts {
            if let Group::Source(source) = group {
                uses.get_mut(source).into_iter().for_each(|own| own.doubted = true);
            }
        }
        let mut lists = BTreeSet::new();
        for offer in programme.offers() {
            lists.extend(List::of(offer.subject));
            let rows = offer.dose.as_ref().and_then(|dose| dose.by).and_then(|by| programme.scores().get(by));
            let rows = rows.map(|score| score.rows.as_slice()).unwrap_or_default();
            // A rule that is settled can settle the whole, and leave nothing of it to read; the others are asked all the same.
            let rules = offer.when.iter().chain(&offer.unless).filter(|_| options.rules || options.barriers);
            for logic in rows.iter().map(|row| &row.logic).chain([&offer.whole]).chain(rules.map(|rule| &rule.logic)) {
                logic.walk(&mut |part| match part {
                    Logic::Exists(list, _) => lists.extend([*list]),
                    Logic::Sum(amounts, _) => lists.extend(amounts.iter().filter_map(|(_, amount)| match amount {
                        Amount::Count(list, _) => Some(*list),
                        Amount::Reading(_) => None,
                    })),
                    _ => {}
                });
            }
        }
        let lists: Vec<List> = lists.into_iter().collect();
        let domains = (0..compiler.graph.sources.len()).map(|source| compiler.domain(source)).collect();
        Engine {
            arch: pulp::Arch::new(),
            // What is missing is found by going down the graph.
            joins: Joins::of(&compiler.graph, &offers, options.missing),
            domains,
            uses,
            codes,
            offers,
            optional: optional(&lists, &reads),
            reads,
            lists,
            words: programme.ledger().codes().into(),
            graph: compiler.graph,
        }
    }

    /// Does anything hang on the members of families?
    pub(crate) fn has_members(&self) -> bool {
        !self.lists.is_empty()
    }
}

fn answering(compiler: &mut Compiler<'_>, programme: &Programme, offer: &Offer, options: EvaluateOptions) -> Answering {
    let subject = offer.subject;
    let (mut whole, places) = asked(compiler, &[&offer.whole], subject);
    if let (Some(list), Some(edge)) = (List::of(subject), whole.edge) {
        whole.edge = Some(compiler.present(list, edge));
    }
    let dose = offer.dose.as_ref().filter(|_| options.doses).map(|rule| {
        let score = rule.by.and_then(|by| programme.scores().get(by));
        let rows = score.map(|score| score.rows.as_slice()).unwrap_or_default();
        let logics: Vec<&Logic> = rows.iter().map(|row| &row.logic).collect();
        let mut own = Places::default();
        compiler.rough = false;
        let edges = rows.iter().map(|row| {
            let edge = compiler.condition(&row.logic, subject)?;
            own.walk(&compiler.graph, edge.if_not(row.points < 0));
            Ok((row.points, edge))
        });
        let edges: Result<Vec<_>, Apart> = edges.collect();
        let total: u64 = rows.iter().map(|row| row.points.unsigned_abs()).sum();
        let rises = rule.steps.iter().zip(rule.steps.iter().skip(1)).all(|((_, one), (_, two))| one <= two);
        let all = all_groups(compiler, &own, &logics);
        let crowd =
            Cells::of(&logics).crowd(compiler).filter(|_| !compiler.rough && total <= POINTS && !nests(&logics));
        let conflicts = compiler.unsure(&own).into_iter().collect();
        let shared = all.iter().filter(|group| places.groups().any(|other| other == *group)).cloned().collect();
        Scored { rule: rule.clone(), rows: edges.ok(), alone: !rises, conflicts, shared, crowd, groups: all }
    });
    let rules = match options.rules || options.barriers {
        true => {
            let (when, unless) = (offer.when.iter(), offer.unless.iter());
            let all = when.map(|rule| (rule, false)).chain(unless.map(|rule| (rule, true)));
            all.map(|(rule, excludes)| (asked(compiler, &[&rule.logic], subject).0, excludes)).collect()
        }
        false => Vec::new(),
    };
    let hangs = match options.missing {
        true => Hangs::of(&whole, &compiler.graph.sources, programme, subject),
        false => Hangs::default(),
    };
    Answering { subject, whole, dose, rules, hangs }
}

/// A condition in the graph, and every place of its facts.
fn asked(compiler: &mut Compiler<'_>, logics: &[&Logic], subject: Subject) -> (Asked, Places) {
    compiler.rough = false;
    let mut places = Places::default();
    let Some(Ok(edge)) = logics.first().map(|logic| compiler.condition(logic, subject)) else {
        // What was not come to is read all the same.
        let groups = all_groups(compiler, &places, logics);
        return (Asked { edge: None, conflicts: Vec::new(), crowd: None, groups }, places);
    };
    places.walk(&compiler.graph, edge);
    let crowd = Cells::of(logics).crowd(compiler).filter(|_| !compiler.rough && !nests(logics));
    let groups = all_groups(compiler, &places, logics);
    let (edge, conflicts) = compiler.divided(edge, subject);
    let conflicts = conflicts.into_iter().collect();
    (Asked { edge: Some(edge), conflicts, crowd, groups }, places)
}

/// Every fact that conditions name, also where what they say of it came to nothing.
fn all_groups(compiler: &mut Compiler<'_>, places: &Places, logics: &[&Logic]) -> Vec<Group> {
    let (mut found, mut readings) = (places.groups().cloned().collect::<BTreeSet<_>>(), Vec::new());
    let mut lists = BTreeSet::new();
    for logic in logics {
        logic.walk(&mut |part| match part {
            Logic::In(reading, _) => readings.push(*reading),
            Logic::Has(list, code) => {
                found.extend([Group::Code(*list, *code)]);
                lists.insert(*list);
            }
            Logic::Exists(list, _) => found.extend([Group::List(*list)]),
            Logic::Sum(amounts, _) => {
                for (_, amount) in amounts {
                    match amount {
                        Amount::Reading(reading) => readings.push(*reading),
                        Amount::Count(list, _) => found.extend([Group::List(*list)]),
                    }
                }
            }
            _ => {}
        });
    }
    compiler.lists.extend(lists);
    for reading in readings {
        let quantity = compiler.ledger.quantities(reading.subject).get(reading.index);
        if let Some((source, _)) =
            quantity.and_then(|quantity| super::node::source(reading.subject, quantity, compiler.term))
        {
            found.insert(Group::Source(compiler.graph.source(source)));
        }
    }
    found.into_iter().collect()
}

/// How the cells of the published work bound grow: those of the family's own facts, and of a subject's, that stand several
/// times; and those of each member that a quantifier speaks of.
#[derive(Debug, Default)]
struct Cells {
    /// What sums and quantifiers multiply them by.
    joined: u64,
    own: BTreeMap<(Subject, usize), (u64, BTreeSet<i64>)>,
    inside: BTreeMap<(Subject, usize), (u64, BTreeSet<i64>)>,
}

impl Cells {
    fn of(logics: &[&Logic]) -> Self {
        let mut found = Cells { joined: 1, ..Cells::default() };
        logics.iter().for_each(|logic| found.walk(logic, false));
        found
    }

    fn note(&mut self, reading: &Reading, inside: bool, set: Option<&Intervals>) {
        let key = (reading.subject, reading.index);
        let bound = matches!(reading.who, Who::Bound(_));
        let own = if bound { self.inside.entry(key) } else { self.own.entry(key) }.or_default();
        // What a quantifier reads of the family stands there once for each member.
        own.0 += if inside && !bound { 2 } else { 1 };
        own.1.extend(set.into_iter().flat_map(Intervals::cuts));
    }

    fn walk(&mut self, logic: &Logic, inside: bool) {
        match logic {
            Logic::Known(_) | Logic::Has(..) => {}
            Logic::In(reading, set) => self.note(reading, inside, Some(set)),
            Logic::Not(inner) => self.walk(inner, inside),
            Logic::All(parts) | Logic::Any(parts) => parts.iter().for_each(|part| self.walk(part, inside)),
            Logic::Exists(_, body) => {
                self.joined = self.joined.saturating_mul(2);
                self.walk(body, true);
            }
            Logic::Sum(amounts, set) => {
                // Of counts, those matter up to the ends of the set; open numbers that meet are a linear system more.
                let ends = set.cuts().map(i64::unsigned_abs).max().unwrap_or(0).min(64);
                for (_, amount) in amounts {
                    match amount {
                        Amount::Reading(reading) => {
                            self.joined = self.joined.saturating_mul(if amounts.len() > 1 { 2 } else { 1 });
                            self.note(reading, inside, None);
                        }
                        Amount::Count(_, body) => {
                            // Where counts meet, each may matter up to the most members that a list holds.
                            let counts = if amounts.len() > 1 { 64 } else { ends };
                            self.joined = self.joined.saturating_mul(counts + 2);
                            self.walk(body, true);
                        }
                    }
                }
            }
        }
    }

    /// The product of the cells; readings of one day are one fact.
    fn product(all: &BTreeMap<(Subject, usize), (u64, BTreeSet<i64>)>, days: &dyn Fn(Subject, usize) -> bool) -> u64 {
        let together = |subject: Subject| all.keys().filter(|(of, at)| *of == subject && days(*of, *at)).count() > 1;
        let several = all.iter().filter(|((of, at), (count, _))| *count > 1 || (days(*of, *at) && together(*of)));
        several.fold(1_u64, |product, (_, (_, cuts))| product.saturating_mul(cuts.len() as u64 + 1))
    }

    /// Are plain bits within the published bound in every family, and up to how many members?
    fn crowd(&self, compiler: &Compiler<'_>) -> Option<usize> {
        let days = |subject: Subject, index: usize| {
            compiler.ledger.quantities(subject).get(index).is_some_and(|quantity| quantity.moves())
        };
        let (own, each) = (Self::product(&self.own, &days), Self::product(&self.inside, &days));
        let (mut product, mut members) = (own.saturating_mul(self.joined), 0);
        if product > CELLS {
            return None;
        }
        if each == 1 {
            return Some(usize::MAX);
        }
        while product.saturating_mul(each) <= CELLS {
            product *= each;
            members += 1;
        }
        Some(members)
    }
}

/// Does a quantifier stand inside another? Where lists are open that is beyond what is decided exactly.
fn nests(logics: &[&Logic]) -> bool {
    let quantifies = |body: &Logic| {
        let mut found = false;
        body.walk(&mut |part| {
            found |= match part {
                Logic::Exists(..) => true,
                Logic::Sum(amounts, _) => amounts.iter().any(|(_, amount)| matches!(amount, Amount::Count(..))),
                _ => false,
            };
        });
        found
    };
    let mut found = false;
    for logic in logics {
        logic.walk(&mut |part| match part {
            Logic::Exists(_, body) => found |= quantifies(body),
            Logic::Sum(amounts, _) => {
                found |= amounts.iter().any(|(_, amount)| match amount {
                    Amount::Count(_, body) => quantifies(body),
                    Amount::Reading(_) => false,
                });
            }
            _ => {}
        });
    }
    found
}
