//! A programme and a family, in a small form of their own.
//!
//! Every value is a whole number: truths are 0 and 1, numbers count ten-thousandths, dates days from 1970, enums and
//! codes their place in the list.

use super::civil::{Day, Partial, Unit};

/// One, among numbers.
pub const ONE: i64 = 10_000;
/// The codes that conditions name; the last stands for every other code.
pub const CODES: [&str; 5] = ["A", "B", "C", "D", "Z"];
/// The code that stands for every other.
pub const OTHER: i64 = 4;
/// Intensities of a need, ascending.
pub const INTENSITIES: [&str; 4] = ["none", "light", "moderate", "strong"];
/// Where an adult lives, ascending.
pub const LIVES: [&str; 3] = ["away", "shared", "always"];
/// Domains of need.
pub const DOMAINS: [&str; 2] = ["health", "play"];
/// Values of declared enums, ascending.
pub const GRADES: [&str; 3] = ["low", "mid", "high"];

/// Whose a fact is; the members among them are also lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named as its word")]
pub enum Kind {
    Family,
    Adult,
    Child,
    Pregnancy,
}

impl Kind {
    /// The word for one.
    pub const fn one(self) -> &'static str {
        match self {
            Kind::Family => "family",
            Kind::Adult => "adult",
            Kind::Child => "child",
            Kind::Pregnancy => "pregnancy",
        }
    }

    /// The word for the list.
    pub const fn list(self) -> &'static str {
        match self {
            Kind::Family => "",
            Kind::Adult => "adults",
            Kind::Child => "children",
            Kind::Pregnancy => "pregnancies",
        }
    }

    /// The lists of members.
    pub const MEMBERS: [Kind; 3] = [Kind::Adult, Kind::Child, Kind::Pregnancy];
}

/// The type of a declared fact, with its range.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as its word")]
pub enum Type {
    Bool,
    Int(i64, i64),
    /// One place; the range in tenths.
    Number(i64, i64),
    /// Euros; the range in cents.
    Money(i64, i64),
    Date(Day, Day),
    Code,
    Grade,
}

impl Type {
    /// Every value within the range.
    pub fn values(&self) -> Vec<i64> {
        match self {
            Type::Bool => vec![0, 1],
            Type::Int(low, high) => (*low..=*high).map(|number| number * ONE).collect(),
            Type::Number(low, high) => (*low..=*high).map(|number| number * ONE / 10).collect(),
            Type::Money(low, high) => (*low..=*high).map(|number| number * ONE / 100).collect(),
            Type::Date(low, high) => (*low..=*high).collect(),
            Type::Code => (0..=OTHER).collect(),
            Type::Grade => vec![0, 1, 2],
        }
    }
}

/// A declared fact.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Fact {
    pub of: Kind,
    pub name: String,
    pub of_type: Type,
    pub changeable: bool,
}

/// Whom a reading is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The family.
    Family,
    /// Whom the offer is for.
    Subject,
    /// The member of a quantifier, counted from the outermost.
    Bound(usize),
}

/// What a condition reads.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as its fact")]
pub enum Reading {
    /// A declared fact, by its place in the programme.
    Fact(Who, usize),
    Age(Who, Unit),
    Corrected(Who, Unit),
    Arrival(Who),
    Unborn(Who),
    Week(Who),
    AdultYears(Who),
    LivesHere(Who),
    Territory,
    Need(usize),
    Observed(usize),
    Carers,
    /// `family.children`, `family.adults`.
    Listed(Kind),
    On,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as its sign")]
pub enum Sign {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// A family's list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as its fact")]
pub enum Codes {
    Territories,
    Languages,
    Resources,
}

/// A literal, kept as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Its value.
    pub value: i64,
    /// Its text.
    pub text: String,
}

/// An expression; truths are numbers too.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as its form")]
pub enum Expr {
    Literal(Literal),
    Read(Reading),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare(Sign, Box<Expr>, Box<Expr>),
    /// Among literals, or the items of a set that bears the name.
    In(Box<Expr>, Vec<Literal>, Option<String>),
    /// A code in a family's list.
    Has(i64, Codes),
    Exists(Box<Members>, Box<Expr>),
    All(Box<Members>, Box<Expr>),
    Size(Box<Members>),
    Choose(Box<Expr>, Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    Sum(Vec<(bool, Expr)>),
    /// The literal, and what it multiplies.
    Times(Literal, Box<Expr>),
    /// A definition, and what it stands for.
    Defined(String, Box<Expr>),
}

/// A list of members, perhaps filtered; `level` is that of its variable.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is told above")]
pub struct Members {
    pub kind: Kind,
    pub level: usize,
    pub filter: Option<Expr>,
}

/// A score: rows of a condition and points.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Score {
    pub id: String,
    pub of: Kind,
    pub points: Vec<(Expr, i64)>,
}

/// How much of an offer.
#[derive(Debug, Clone)]
pub enum Dose {
    /// Always the same.
    Amount(i64),
    /// By a score (its place in the programme), in steps of a score and an amount.
    Steps(usize, Vec<(i64, i64)>),
}

/// An offer.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Offer {
    pub id: String,
    pub of: Kind,
    pub when: Vec<Expr>,
    pub unless: Vec<Expr>,
    pub dose: Option<Dose>,
}

/// A programme.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Programme {
    pub term: i64,
    pub facts: Vec<Fact>,
    pub sets: Vec<(String, Vec<Literal>)>,
    pub definitions: Vec<(String, Expr)>,
    pub scores: Vec<Score>,
    pub offers: Vec<Offer>,
}

/// Known values of declared facts, by their place in the programme.
pub type Given = Vec<(usize, i64)>;

/// An adult, as far as known.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Adult {
    pub born: Option<Partial>,
    pub lives: Option<i64>,
    pub given: Given,
}

/// A child, as far as known.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Child {
    pub born: Option<Partial>,
    pub arrived: Option<Partial>,
    pub pregnancy: Option<usize>,
    pub died: Option<Partial>,
    pub given: Given,
}

/// A pregnancy, as far as known.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Pregnancy {
    pub expected: Option<Partial>,
    pub ended: Option<(Partial, Option<bool>)>,
    pub given: Given,
}

/// A family, as far as known.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct Family {
    pub complete: Vec<Kind>,
    pub adults: Vec<Adult>,
    pub children: Vec<Child>,
    pub pregnancies: Vec<Pregnancy>,
    pub territory: Option<i64>,
    pub others: Option<Vec<i64>>,
    pub languages: Option<Vec<i64>>,
    pub resources: Vec<i64>,
    /// The family's own, by domain.
    pub needs: Vec<Option<i64>>,
    /// Those of professionals, by domain.
    pub observed: Vec<Vec<i64>>,
    pub given: Given,
    pub declined: Vec<String>,
}

/// A case: what is asked.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is named as what it is")]
pub struct Case {
    pub programme: Programme,
    pub family: Family,
    pub on: Day,
}
