//! What the conditions of a policy read of a family, and against which numbers its days are held.

use std::collections::{BTreeMap, BTreeSet};

use super::super::civil::Unit;
use super::super::model::{Codes, Expr, Kind, ONE, Reading, Type};
use super::policy::Policy;

/// A count of days that a condition reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named as its fact")]
pub enum Count {
    Age(Unit),
    Corrected(Unit),
    Arrival,
    Week,
    AdultYears,
}

/// What a count is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Literals alone.
    Against(BTreeSet<i64>),
    /// Anything: its very number counts.
    Raw,
}

/// What is read.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is named as what is read")]
pub struct Read {
    pub facts: BTreeSet<usize>,
    pub counts: BTreeMap<Count, Held>,
    pub lives: bool,
    pub territory: bool,
    pub codes: BTreeSet<(usize, i64)>,
    pub needs: BTreeSet<usize>,
    pub observed: BTreeSet<usize>,
    /// The day asked about meets more than a literal, or a sum speaks of days.
    pub tangled: bool,
    /// Two facts are compared whose codes are without number.
    pub codes_meet: bool,
}

/// The number of a list of codes.
pub const fn list(codes: Codes) -> usize {
    match codes {
        Codes::Territories => 0,
        Codes::Languages => 1,
        Codes::Resources => 2,
    }
}

impl Read {
    /// Everything that a policy reads.
    pub fn of(policy: &Policy) -> Self {
        let mut found = Read::default();
        for expr in policy.conditions() {
            found.note(policy, expr);
        }
        found
    }

    fn against(&mut self, count: Count, literals: impl IntoIterator<Item = i64>) {
        let own = self.counts.entry(count).or_insert_with(|| Held::Against(BTreeSet::new()));
        if let Held::Against(all) = own {
            all.extend(literals);
        }
    }

    fn count(expr: &Expr) -> Option<Count> {
        let Expr::Read(reading) = expr else { return None };
        Some(match reading {
            Reading::Age(_, unit) => Count::Age(*unit),
            Reading::Corrected(_, unit) => Count::Corrected(*unit),
            Reading::Arrival(_) => Count::Arrival,
            Reading::Week(_) => Count::Week,
            Reading::AdultYears(_) => Count::AdultYears,
            _ => return None,
        })
    }

    fn note(&mut self, policy: &Policy, expr: &Expr) {
        if let Some(count) = Read::count(expr) {
            self.counts.insert(count, Held::Raw);
            self.tangled = true;
            return;
        }
        match expr {
            Expr::Literal(_) => {}
            Expr::Read(reading) => self.reading(reading),
            Expr::Not(inner) | Expr::Negate(inner) | Expr::Times(_, inner) | Expr::Defined(_, inner) => {
                self.note(policy, inner);
            }
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.note(policy, part)),
            Expr::Compare(_, left, right) => match (&**left, &**right) {
                (counted, Expr::Literal(literal)) | (Expr::Literal(literal), counted)
                    if Read::count(counted).is_some() =>
                {
                    let Some(count) = Read::count(counted) else { return };
                    self.against(count, [literal.value]);
                }
                (Expr::Read(Reading::On), Expr::Literal(_)) | (Expr::Literal(_), Expr::Read(Reading::On)) => {}
                _ => {
                    let code = |expr: &Expr| match expr {
                        Expr::Read(Reading::Fact(_, fact)) => policy.programme.facts[*fact].of_type == Type::Code,
                        Expr::Read(Reading::Territory) => true,
                        _ => false,
                    };
                    let literal = |expr: &Expr| matches!(expr, Expr::Literal(_));
                    self.codes_meet |= code(left) && !literal(right) || code(right) && !literal(left);
                    self.note(policy, left);
                    self.note(policy, right);
                }
            },
            Expr::In(item, items, _) => match Read::count(item) {
                Some(count) => self.against(count, items.iter().map(|item| item.value)),
                None if matches!(**item, Expr::Read(Reading::On)) => {}
                None => self.note(policy, item),
            },
            Expr::Has(code, codes) => {
                self.codes.insert((list(*codes), *code));
                self.territory |= *codes == Codes::Territories;
            }
            Expr::Exists(members, body) | Expr::All(members, body) => {
                members.filter.iter().for_each(|filter| self.note(policy, filter));
                self.note(policy, body);
            }
            Expr::Size(members) => members.filter.iter().for_each(|filter| self.note(policy, filter)),
            Expr::Choose(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(|part| self.note(policy, part));
            }
            Expr::Sum(terms) => terms.iter().for_each(|(_, term)| self.note(policy, term)),
        }
    }

    fn reading(&mut self, reading: &Reading) {
        match reading {
            Reading::Fact(_, fact) => {
                self.facts.insert(*fact);
            }
            Reading::LivesHere(_) | Reading::Carers => self.lives = true,
            Reading::Territory => self.territory = true,
            Reading::Need(domain) => {
                self.needs.insert(*domain);
            }
            Reading::Observed(domain) => {
                self.observed.insert(*domain);
            }
            Reading::On => self.tangled = true,
            // Born or not is one of the ages.
            Reading::Unborn(_) => self.against(Count::Age(Unit::Days), [0]),
            Reading::Listed(_) => {}
            _ => {}
        }
    }

    /// What a count of days comes to, as far as conditions tell: beside each literal, below it, at it or above it.
    pub fn seen(&self, count: Count, number: i64, found: &mut Vec<i64>) {
        match self.counts.get(&count) {
            None => {}
            Some(Held::Raw) => found.push(number),
            Some(Held::Against(literals)) => {
                found.extend(literals.iter().map(|literal| (number * ONE).cmp(literal) as i64));
            }
        }
    }

    /// Is something read of an age of children, corrected or since arrival?
    pub fn reads(&self, wanted: impl Fn(&Count) -> bool) -> bool {
        self.counts.keys().any(wanted)
    }

    /// The kinds of members of whom some declared fact is read.
    pub fn facts_of(&self, policy: &Policy, kind: Kind) -> Vec<usize> {
        self.facts.iter().copied().filter(|fact| policy.programme.facts[*fact].of == kind).collect()
    }
}
