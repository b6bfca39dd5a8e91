//! What the conditions of an offer read, so that only what matters is completed.

use std::collections::BTreeSet;

use super::civil::Unit;
use super::model::{Codes, Expr, Kind, Literal, Members, ONE, Reading, Who};

/// What is read of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named as what it is")]
pub enum What {
    Fact(usize),
    /// The day of birth: any age, or whether it is unborn.
    Birth,
    Arrival,
    Expected,
    Lives,
}

/// What is read.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is told below")]
pub struct Uses {
    /// Declared facts of the family.
    pub facts: BTreeSet<usize>,
    /// Of the one whom the offer is for.
    pub subject: BTreeSet<What>,
    /// Of every member of a list.
    pub members: BTreeSet<(Kind, What)>,
    /// Lists that are gone through or counted, each with how often.
    pub lists: Vec<Kind>,
    /// Lists that are counted.
    pub counted: BTreeSet<Kind>,
    /// Lists whose count stands in a sum.
    pub summed: BTreeSet<Kind>,
    pub territory: bool,
    pub codes: BTreeSet<u8>,
    pub needs: BTreeSet<usize>,
    pub observed: BTreeSet<usize>,
    /// Whole numbers that stand in the conditions.
    pub numbers: BTreeSet<i64>,
    /// Dates that stand in the conditions.
    pub dates: BTreeSet<i64>,
    pub units: BTreeSet<Unit>,
    /// An age, or a date, meets more than a literal.
    pub tangled: bool,
}

/// The number of a family's list of codes among [`Uses::codes`].
pub const fn code_list(codes: Codes) -> u8 {
    match codes {
        Codes::Territories => 0,
        Codes::Languages => 1,
        Codes::Resources => 2,
    }
}

impl Uses {
    /// Notes what an expression reads.
    pub fn note(&mut self, expr: &Expr) {
        self.expr(expr, &mut Vec::new());
    }

    fn literal(&mut self, literal: &Literal) {
        if literal.text.starts_with("date") {
            self.dates.insert(literal.value);
        } else if !literal.text.starts_with('"') {
            self.numbers.insert(literal.value.div_euclid(ONE));
        }
    }

    fn of(&mut self, who: Who, what: What, bound: &[Kind]) {
        match who {
            Who::Subject | Who::Family => {
                self.subject.insert(what);
            }
            Who::Bound(level) => {
                self.members.insert((bound[level], what));
            }
        }
    }

    fn read(&mut self, reading: &Reading, bound: &[Kind]) {
        match reading {
            Reading::Fact(Who::Family, fact) => {
                self.facts.insert(*fact);
            }
            Reading::Fact(who, fact) => self.of(*who, What::Fact(*fact), bound),
            Reading::Age(who, unit) => {
                self.units.insert(*unit);
                self.of(*who, What::Birth, bound);
            }
            Reading::Corrected(who, unit) => {
                self.units.insert(*unit);
                self.of(*who, What::Expected, bound);
            }
            Reading::Arrival(who) => {
                self.units.insert(Unit::Months);
                self.of(*who, What::Arrival, bound);
            }
            Reading::Unborn(who) => self.of(*who, What::Birth, bound),
            Reading::Week(who) => {
                self.units.insert(Unit::Weeks);
                self.of(*who, What::Expected, bound);
            }
            Reading::AdultYears(who) => {
                self.units.insert(Unit::Years);
                self.of(*who, What::Birth, bound);
            }
            Reading::LivesHere(who) => self.of(*who, What::Lives, bound),
            Reading::Territory => self.territory = true,
            Reading::Need(domain) => {
                self.needs.insert(*domain);
            }
            Reading::Observed(domain) => {
                self.observed.insert(*domain);
            }
            Reading::Carers => {
                self.lists.push(Kind::Adult);
                self.counted.insert(Kind::Adult);
                self.members.insert((Kind::Adult, What::Lives));
            }
            Reading::Listed(kind) => {
                self.lists.push(*kind);
                self.counted.insert(*kind);
            }
            Reading::On => {}
        }
    }

    fn members(&mut self, members: &Members, bound: &mut Vec<Kind>) {
        self.lists.push(members.kind);
        if let Some(filter) = &members.filter {
            bound.push(members.kind);
            self.expr(filter, bound);
            bound.pop();
        }
    }

    fn expr(&mut self, expr: &Expr, bound: &mut Vec<Kind>) {
        match expr {
            Expr::Literal(literal) => self.literal(literal),
            Expr::Read(reading) => self.read(reading, bound),
            Expr::Not(inner) | Expr::Negate(inner) => self.expr(inner, bound),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.expr(part, bound)),
            Expr::Compare(_, left, right) => {
                let bare = |one: &Expr, other: &Expr| {
                    matches!(one, Expr::Literal(_)) && matches!(other, Expr::Read(_) | Expr::Size(_))
                };
                if !bare(left, right) && !bare(right, left) {
                    self.tangled |= moves(left) || moves(right);
                    self.note_summed(left);
                    self.note_summed(right);
                }
                self.expr(left, bound);
                self.expr(right, bound);
            }
            Expr::In(item, items, _) => {
                items.iter().for_each(|item| self.literal(item));
                if !matches!(**item, Expr::Read(_) | Expr::Size(_)) {
                    self.tangled |= moves(item);
                    self.note_summed(item);
                }
                self.expr(item, bound);
            }
            Expr::Has(_, list) => {
                self.codes.insert(code_list(*list));
                self.territory |= *list == Codes::Territories;
            }
            Expr::Exists(members, body) | Expr::All(members, body) => {
                self.members(members, bound);
                bound.push(members.kind);
                self.expr(body, bound);
                bound.pop();
            }
            Expr::Size(members) => {
                self.counted.insert(members.kind);
                self.members(members, bound);
            }
            Expr::Choose(condition, then, otherwise) => {
                for part in [then, otherwise] {
                    self.tangled |= moves(part) && !matches!(**part, Expr::Read(_));
                }
                [condition, then, otherwise].into_iter().for_each(|part| self.expr(part, bound));
            }
            Expr::Sum(terms) => {
                for (_, term) in terms {
                    self.tangled |= moves(term);
                    self.note_summed(term);
                    self.expr(term, bound);
                }
            }
            Expr::Times(literal, inner) => {
                self.tangled |= moves(inner);
                self.note_summed(inner);
                self.literal(literal);
                self.expr(inner, bound);
            }
            Expr::Defined(_, inner) => self.expr(inner, &mut Vec::new()),
        }
    }

    fn note_summed(&mut self, expr: &Expr) {
        match expr {
            Expr::Size(members) => {
                self.summed.insert(members.kind);
            }
            Expr::Read(Reading::Carers) => {
                self.summed.insert(Kind::Adult);
            }
            Expr::Read(Reading::Listed(kind)) => {
                self.summed.insert(*kind);
            }
            Expr::Negate(inner) | Expr::Times(_, inner) | Expr::Defined(_, inner) => self.note_summed(inner),
            Expr::Sum(terms) => terms.iter().for_each(|(_, term)| self.note_summed(term)),
            Expr::Choose(_, then, otherwise) => {
                self.note_summed(then);
                self.note_summed(otherwise);
            }
            _ => {}
        }
    }
}

/// Does a reading stand in the scalar that changes as time passes?
pub fn moves(expr: &Expr) -> bool {
    match expr {
        Expr::Read(reading) => matches!(
            reading,
            Reading::Age(..)
                | Reading::Corrected(..)
                | Reading::Arrival(_)
                | Reading::Week(_)
                | Reading::AdultYears(_)
                | Reading::On
        ),
        Expr::Negate(inner) | Expr::Times(_, inner) | Expr::Defined(_, inner) => moves(inner),
        Expr::Sum(terms) => terms.iter().any(|(_, term)| moves(term)),
        Expr::Choose(_, then, otherwise) => moves(then) || moves(otherwise),
        _ => false,
    }
}
