//! A condition about one family on one day, with everything known put in: what is left speaks of missing facts alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::evaluate::{Facts, Frame, truth};
use super::logic::{Amount, CodeList, Holder, List, Logic, Reading, Who};
use crate::truth::{Intervals, Truth};
use crate::vocabulary::Category;

/// A missing fact, by its place among the family's missing facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct VariableId(pub(crate) usize);

/// A missing fact: its name, and the whole numbers that it may stand for.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    pub(crate) label: Label,
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// A fact of a member that nobody listed: named by its list alone.
    pub(crate) unlisted: Option<List>,
}

/// The name of a missing fact, and what kind of knowledge it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Label {
    pub(crate) name: Arc<str>,
    pub(crate) category: Category,
}

/// What remains of a condition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ground {
    Known(bool),
    /// The missing fact lies in the set; neither always nor never so.
    In(VariableId, Intervals),
    Not(Box<Ground>),
    All(Vec<Ground>),
    Any(Vec<Ground>),
    /// A sum of pieces lies in the set.
    Sum(Vec<(i64, Piece)>, Intervals),
    /// Among the members that nobody listed, one satisfies the query of this number.
    Unlisted(usize),
}

/// A piece of a sum.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    /// The missing fact itself.
    Number(VariableId),
    /// A number that steps as the missing date passes: from each first day on, the value beside it.
    Steps(VariableId, Arc<[(i64, i64)]>),
    /// One where it holds, nothing where it does not.
    Holds(Ground),
    /// How many members that nobody listed satisfy the query of this number.
    Unlisted(usize),
}

/// A question about members that nobody listed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Query {
    pub(crate) list: List,
    pub(crate) body: Ground,
}

/// One way a value can come about: under a guard, a number, or a missing fact, or its steps.
pub(crate) enum Value {
    Known(i64),
    Piece(Piece),
}

/// A family on a day, as formulas over its missing facts.
pub(crate) trait Grounds: Facts {
    fn ground_in(&self, holder: Holder, reading: Reading, set: &Intervals) -> Ground;
    /// The ways in which a value comes about; exactly one guard holds.
    fn ground_value(&self, holder: Holder, reading: Reading) -> Vec<(Ground, Value)>;
    /// The missing facts that a value hangs on.
    fn hangs_on(&self, holder: Holder, reading: Reading) -> impl Iterator<Item = VariableId>;
    fn ground_has(&self, codes: CodeList, code: i64) -> Ground;
    fn ground_present(&self, list: List, index: usize) -> Ground;
    /// The missing fact that a whole list is.
    fn list_variable(&self, list: List) -> VariableId;
    fn variable(&self, id: VariableId) -> &Variable;
}

/// The most parts of the conditions of one answer, quantifiers written out.
const MAX_PARTS: usize = 1 << 16;

/// What is collected while conditions are grounded together.
#[derive(Debug, Default)]
pub(crate) struct Grounding {
    pub(crate) queries: Vec<Query>,
    /// A quantifier over an open list stands inside another: beyond what is decided exactly.
    pub(crate) beyond: bool,
    inside: bool,
    /// Parts written out so far.
    parts: usize,
}

impl Ground {
    pub(crate) fn not(self) -> Ground {
        match self {
            Ground::Known(truth) => Ground::Known(!truth),
            Ground::Not(inner) => *inner,
            other => Ground::Not(Box::new(other)),
        }
    }

    pub(crate) fn all(parts: impl IntoIterator<Item = Ground>) -> Ground {
        joined(parts, false, Ground::All)
    }

    pub(crate) fn any(parts: impl IntoIterator<Item = Ground>) -> Ground {
        joined(parts, true, Ground::Any)
    }

    /// Membership of a missing fact, folded where its domain decides.
    pub(crate) fn is_in(id: VariableId, (low, high): (i64, i64), set: &Intervals) -> Ground {
        let within = set.within(low, high);
        match within.parts() {
            [] => Ground::Known(false),
            [whole] if *whole == (low, high) => Ground::Known(true),
            _ => Ground::In(id, within),
        }
    }

    /// Is it made of memberships alone, joined by and, or, not?
    pub(crate) fn is_plain(&self) -> bool {
        match self {
            Ground::In(..) => true,
            Ground::Not(inner) => inner.is_plain(),
            Ground::All(parts) | Ground::Any(parts) => parts.iter().all(Ground::is_plain),
            Ground::Known(_) | Ground::Sum(..) | Ground::Unlisted(_) => false,
        }
    }

    /// Calls `visit` with every missing fact; lists come by their own variable, once a query.
    pub(crate) fn variables<'g>(&'g self, visit: &mut impl FnMut(Mention<'g>)) {
        match self {
            Ground::Known(_) => {}
            Ground::In(id, set) => visit(Mention::Set(*id, set)),
            Ground::Not(inner) => inner.variables(visit),
            Ground::All(parts) | Ground::Any(parts) => parts.iter().for_each(|part| part.variables(visit)),
            Ground::Sum(pieces, _) => {
                for (_, piece) in pieces {
                    match piece {
                        Piece::Number(id) => visit(Mention::Number(*id)),
                        Piece::Steps(id, steps) => visit(Mention::Steps(*id, steps)),
                        Piece::Holds(inner) => inner.variables(visit),
                        Piece::Unlisted(query) => visit(Mention::Query(*query)),
                    }
                }
            }
            Ground::Unlisted(query) => visit(Mention::Query(*query)),
        }
    }

    /// Every missing fact read, those of queries included.
    pub(crate) fn reads<G: Grounds>(&self, facts: &G, queries: &[Query], found: &mut BTreeSet<VariableId>) {
        let mut asked = Vec::new();
        self.variables(&mut |mention| match mention {
            Mention::Set(id, _) | Mention::Number(id) | Mention::Steps(id, _) => {
                match facts.variable(id).unlisted {
                    Some(list) => found.insert(facts.list_variable(list)),
                    None => found.insert(id),
                };
            }
            Mention::Query(query) => asked.push(query),
        });
        for query in asked.into_iter().filter_map(|query| queries.get(query)) {
            found.insert(facts.list_variable(query.list));
            query.body.reads(facts, queries, found);
        }
    }
}

/// Every missing fact that a condition could read of anybody: more than it does, without writing it out.
pub(crate) fn could_read<G: Grounds>(logic: &Logic, facts: &G, frame: &Frame, found: &mut BTreeSet<VariableId>) {
    logic.walk(&mut |part| {
        let (readings, lists): (Vec<Reading>, Vec<List>) = match part {
            Logic::In(reading, _) => (vec![*reading], Vec::new()),
            Logic::Exists(list, _) => (Vec::new(), vec![*list]),
            Logic::Sum(amounts, _) => amounts.iter().fold((Vec::new(), Vec::new()), |mut all, (_, amount)| {
                match amount {
                    Amount::Reading(reading) => all.0.push(*reading),
                    Amount::Count(list, _) => all.1.push(*list),
                }
                all
            }),
            Logic::Has(codes, code) => {
                facts.ground_has(*codes, *code).reads(facts, &[], found);
                (Vec::new(), Vec::new())
            }
            Logic::Known(_) | Logic::Not(_) | Logic::All(_) | Logic::Any(_) => (Vec::new(), Vec::new()),
        };
        for list in lists {
            for member in 0..facts.listed(list) {
                facts.ground_present(list, member).reads(facts, &[], found);
            }
            if facts.is_open(list) {
                found.insert(facts.list_variable(list));
            }
        }
        for reading in readings {
            let holders: Vec<Holder> = match (reading.who, List::of(reading.subject)) {
                (Who::Bound(_), Some(list)) => {
                    (0..facts.listed(list)).map(|index| Holder { subject: reading.subject, index }).collect()
                }
                _ => vec![frame.holder(&reading)],
            };
            for holder in holders {
                found.extend(facts.hangs_on(holder, reading));
            }
        }
    });
}

/// How a missing fact is mentioned.
pub(crate) enum Mention<'g> {
    Set(VariableId, &'g Intervals),
    Number(VariableId),
    Steps(VariableId, &'g [(i64, i64)]),
    Query(usize),
}

fn joined(parts: impl IntoIterator<Item = Ground>, absorbing: bool, kind: fn(Vec<Ground>) -> Ground) -> Ground {
    let mut kept: Vec<Ground> = Vec::new();
    for part in parts {
        match (part, absorbing) {
            (Ground::Known(truth), _) if truth == absorbing => return Ground::Known(absorbing),
            (Ground::Known(_), _) => {}
            (Ground::All(inner), false) | (Ground::Any(inner), true) => kept.extend(inner),
            (other, _) => kept.push(other),
        }
    }
    match (kept.pop(), kept.is_empty()) {
        (None, _) => Ground::Known(!absorbing),
        (Some(only), true) => only,
        (Some(last), false) => {
            kept.push(last);
            kind(kept)
        }
    }
}

/// Does every missing fact that can still matter stand in one place? Then the quick three-valued answer is exact.
pub(crate) fn stands_once<G: Grounds>(logic: &Logic, facts: &G, frame: &Frame, seen: &mut Vec<VariableId>) -> bool {
    match logic {
        Logic::Known(_) => true,
        _ if truth(logic, facts, frame) != Truth::Unknown => true,
        Logic::In(reading, _) => {
            let mut ids = facts.hangs_on(frame.holder(reading), *reading);
            match (ids.next(), ids.next()) {
                (Some(id), None) if !seen.contains(&id) => {
                    seen.push(id);
                    true
                }
                _ => false,
            }
        }
        Logic::Not(inner) => stands_once(inner, facts, frame, seen),
        Logic::All(parts) | Logic::Any(parts) => parts.iter().all(|part| stands_once(part, facts, frame, seen)),
        // Lists, sums and codes are left to the exact answer.
        Logic::Has(..) | Logic::Sum(..) | Logic::Exists(..) => false,
    }
}

/// Puts a family's known facts into a condition.
pub(crate) fn ground<G: Grounds>(logic: &Logic, facts: &G, frame: &Frame, state: &mut Grounding) -> Ground {
    state.parts += 1;
    if state.parts > MAX_PARTS {
        // Nothing reads what is returned once the bound is passed.
        state.beyond = true;
        return Ground::Known(false);
    }
    match logic {
        Logic::Known(truth) => Ground::Known(*truth),
        Logic::In(reading, set) => facts.ground_in(frame.holder(reading), *reading, set),
        Logic::Has(codes, code) => facts.ground_has(*codes, *code),
        Logic::Not(inner) => ground(inner, facts, frame, state).not(),
        Logic::All(parts) => {
            Ground::all(parts.iter().map(|part| ground(part, facts, frame, state)).collect::<Vec<_>>())
        }
        Logic::Any(parts) => {
            Ground::any(parts.iter().map(|part| ground(part, facts, frame, state)).collect::<Vec<_>>())
        }
        Logic::Exists(list, body) => {
            let mut ways = members(*list, body, facts, frame, state);
            if let Some(query) = unlisted(*list, body, facts, frame, state) {
                ways.push(Ground::Unlisted(query));
            }
            Ground::any(ways)
        }
        Logic::Sum(amounts, set) => sum(amounts, set, facts, frame, state),
    }
}

fn members<G: Grounds>(list: List, body: &Logic, facts: &G, frame: &Frame, state: &mut Grounding) -> Vec<Ground> {
    (0..facts.listed(list))
        .map(|member| match facts.ground_present(list, member) {
            Ground::Known(false) => Ground::Known(false),
            here => Ground::all([here, ground(body, facts, &frame.with(member), state)]),
        })
        .collect()
}

fn unlisted<G: Grounds>(list: List, body: &Logic, facts: &G, frame: &Frame, state: &mut Grounding) -> Option<usize> {
    if !facts.is_open(list) {
        return None;
    }
    if state.inside {
        state.beyond = true;
    }
    let around = std::mem::replace(&mut state.inside, true);
    // The member after the last listed one stands for any that nobody listed.
    let anybody = facts.listed(list);
    let here = facts.ground_present(list, anybody);
    let body = Ground::all([here, ground(body, facts, &frame.with(anybody), state)]);
    state.inside = around;
    if body == Ground::Known(false) {
        return None;
    }
    let query = Query { list, body };
    let known = state.queries.iter().position(|known| *known == query);
    Some(known.unwrap_or_else(|| {
        state.queries.push(query);
        state.queries.len() - 1
    }))
}

/// A sum being put together: its guard, what is known of it, its pieces.
struct Way {
    guard: Ground,
    known: i64,
    pieces: Vec<(i64, Piece)>,
}

fn sum<G: Grounds>(
    amounts: &[(i64, Amount)],
    set: &Intervals,
    facts: &G,
    frame: &Frame,
    state: &mut Grounding,
) -> Ground {
    let mut ways = vec![Way { guard: Ground::Known(true), known: 0, pieces: Vec::new() }];
    for (factor, amount) in amounts {
        match amount {
            Amount::Count(list, filter) => {
                let mut pieces = Vec::new();
                let mut known = 0_i64;
                for part in members(*list, filter, facts, frame, state) {
                    match part {
                        Ground::Known(truth) => known += i64::from(truth),
                        other => pieces.push((*factor, Piece::Holds(other))),
                    }
                }
                if let Some(query) = unlisted(*list, filter, facts, frame, state) {
                    pieces.push((*factor, Piece::Unlisted(query)));
                }
                for way in &mut ways {
                    way.known = way.known.saturating_add(known.saturating_mul(*factor));
                    way.pieces.extend(pieces.iter().cloned());
                }
            }
            Amount::Reading(reading) => {
                let values = facts.ground_value(frame.holder(reading), *reading);
                for (_, value) in &values {
                    if let Value::Piece(Piece::Steps(_, steps)) = value {
                        state.parts += steps.len();
                    }
                }
                ways = values
                    .iter()
                    .flat_map(|(guard, value)| {
                        ways.iter().map(move |way| {
                            let mut way = Way {
                                guard: Ground::all([way.guard.clone(), guard.clone()]),
                                known: way.known,
                                pieces: way.pieces.clone(),
                            };
                            match value {
                                Value::Known(number) => {
                                    way.known = way.known.saturating_add(number.saturating_mul(*factor));
                                }
                                Value::Piece(piece) => way.pieces.push((*factor, piece.clone())),
                            }
                            way
                        })
                    })
                    .filter(|way| way.guard != Ground::Known(false))
                    .collect();
            }
        }
    }
    Ground::any(ways.into_iter().map(|way| {
        let rest = total(way.pieces, &shifted(set, way.known), facts);
        Ground::all([way.guard, rest])
    }))
}

/// The set, less what is known: no end stays no end.
fn shifted(set: &Intervals, known: i64) -> Intervals {
    let moved = |end: i64| match end {
        i64::MIN | i64::MAX => end,
        end => end.saturating_sub(known),
    };
    Intervals::of(set.parts().iter().map(|(low, high)| (moved(*low), moved(*high))))
}

fn total<G: Grounds>(mut pieces: Vec<(i64, Piece)>, set: &Intervals, facts: &G) -> Ground {
    let only = match pieces.len() {
        0 => return Ground::Known(set.contains(0)),
        1 => pieces.pop(),
        _ => None,
    };
    let Some((factor, piece)) = only else { return Ground::Sum(pieces, set.clone()) };
    let reached = |value: i64| set.contains(value.saturating_mul(factor));
    match piece {
        Piece::Number(id) => {
            let variable = facts.variable(id);
            Ground::is_in(id, (variable.low, variable.high), &divided(set, factor))
        }
        Piece::Steps(id, steps) => {
            let variable = facts.variable(id);
            let ends = steps.iter().skip(1).map(|(start, _)| start - 1).chain([variable.high]);
            let parts = steps.iter().zip(ends).filter(|((_, value), _)| reached(*value));
            let parts = parts.map(|((start, _), end)| (*start, end));
            Ground::is_in(id, (variable.low, variable.high), &Intervals::of(parts))
        }
        Piece::Holds(inner) => match (reached(1), reached(0)) {
            (true, true) => Ground::Known(true),
            (true, false) => inner,
            (false, true) => inner.not(),
            (false, false) => Ground::Known(false),
        },
        unlisted @ Piece::Unlisted(_) => Ground::Sum(vec![(factor, unlisted)], set.clone()),
    }
}

/// The whole numbers whose multiple lies in the set.
fn divided(set: &Intervals, factor: i64) -> Intervals {
    let size = i128::from(factor).abs().max(1);
    let held = |number: i128| i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX });
    Intervals::of(set.parts().iter().map(|(low, high)| {
        let wide = |end: i64| match end {
            i64::MIN => i128::MIN / 4,
            i64::MAX => i128::MAX / 4,
            end => i128::from(end),
        };
        let (low, high) = if factor < 0 { (-wide(*high), -wide(*low)) } else { (wide(*low), wide(*high)) };
        (held(-((-low).div_euclid(size))), held(high.div_euclid(size)))
    }))
}
