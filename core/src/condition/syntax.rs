//! The tree of a condition as it is written.

use std::ops::Range;

use chrono::NaiveDate;

/// A condition, or a part of one, and where it stands in its text (bytes).
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
}

// Two expressions are the same where they say the same, wherever they stand.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Bool(bool),
    Integer(i64),
    /// Digits and places, as written.
    Decimal(i64, u8),
    Text(String),
    Date(NaiveDate),
    List(Vec<Expression>),
    /// `family.needs.health`, `on`, `children`, a definition, a set.
    Name(Vec<String>),
    Not(Box<Expression>),
    Negate(Box<Expression>),
    /// All of these hold; two or more.
    And(Vec<Expression>),
    /// One of these holds; two or more.
    Or(Vec<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    In(Box<Expression>, Box<Expression>),
    /// Terms, each with `true` where it is taken away; two or more, the first never taken away.
    Sum(Vec<(bool, Expression)>),
    Times(Box<Expression>, Box<Expression>),
    Choose(Box<Expression>, Box<Expression>, Box<Expression>),
    Each {
        over: Box<Expression>,
        quantifier: Quantifier,
        variable: String,
        body: Box<Expression>,
    },
    Size(Box<Expression>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Comparison {
    pub(crate) const fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::Greater => ">",
            Comparison::AtLeast => ">=",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Exists,
    All,
    Filter,
}

impl Quantifier {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Quantifier::Exists => "exists",
            Quantifier::All => "all",
            Quantifier::Filter => "filter",
        }
    }
}

impl Expression {
    /// Every name of one word that the expression uses.
    pub(crate) fn names(&self, found: &mut std::collections::BTreeSet<String>) {
        match &self.kind {
            Kind::Bool(_) | Kind::Integer(_) | Kind::Decimal(..) | Kind::Text(_) | Kind::Date(_) => {}
            Kind::Name(parts) => {
                if let [name] = parts.as_slice() {
                    found.insert(name.clone());
                }
            }
            Kind::List(parts) | Kind::And(parts) | Kind::Or(parts) => parts.iter().for_each(|part| part.names(found)),
            Kind::Not(inner) | Kind::Negate(inner) | Kind::Size(inner) => inner.names(found),
            Kind::Compare(_, left, right) | Kind::In(left, right) | Kind::Times(left, right) => {
                left.names(found);
                right.names(found);
            }
            Kind::Sum(terms) => terms.iter().for_each(|(_, term)| term.names(found)),
            Kind::Choose(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(|part| part.names(found));
            }
            Kind::Each { over, body, .. } => {
                over.names(found);
                body.names(found);
            }
        }
    }
}
