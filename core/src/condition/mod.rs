//! Conditions: a subset of CEL over facts, with an exact answer where facts are missing.
//!
//! `syntax`, `lex`, `parse` and `print` are the written form; `check` gives types and turns a condition into [`Logic`],
//! with `names` and `compare`;
//! `evaluate` is the quick three-valued answer, `ground` and `decide` the exact one.

mod beyond;
mod check;
mod compare;
mod decide;
mod effects;
mod evaluate;
mod ground;
mod group;
mod lex;
mod linear;
mod logic;
mod names;
mod parse;
mod possible;
mod print;
mod scalar;
mod syntax;
mod walk;

use std::ops::Range;

pub(crate) use check::{Definition, INTENSITIES, LIVES_HERE, MAX_MEMBERS, Names, Scope, SetItems};
pub(crate) use check::{condition as check, definition as check_definition};
pub(crate) use decide::{Question, Settled, settle};
pub(crate) use evaluate::{Facts, Frame, truth, weight};
#[cfg(feature = "laws")]
pub(crate) use ground::Mention;
pub(crate) use ground::{
    Ground, Grounding, Grounds, Label, Piece, Value, Variable, VariableId, could_read, ground, stands_once,
};
#[cfg(feature = "laws")]
pub(crate) use linear::{Constraint, feasible};
pub(crate) use logic::{Amount, CodeList, Holder, Ledger, List, Logic, NamedCodes, Quantity, Reading, Who};
pub(crate) use parse::parse;
pub(crate) use syntax::Expression;

use crate::error::{Code, Error, Place, Problem, nearest};

/// What is wrong in a condition, by its own byte offsets; the reader of the document turns it into a [`Problem`].
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) expected: Option<String>,
    pub(crate) help: Option<String>,
}

impl Fault {
    pub(crate) fn new(code: Code, span: Range<usize>, message: impl Into<String>) -> Self {
        Fault { code, span, message: message.into(), expected: None, help: None }
    }
    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
    pub(crate) fn near<'a>(self, wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(wrong, known) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }
    pub(crate) fn problem(self, place: Place) -> Problem {
        let help = self.help.unwrap_or_else(|| self.code.advice().to_owned());
        Problem { code: self.code, place, message: self.message, expected: self.expected, help: Some(help) }
    }
}

/// Writes a condition in its canonical form: one space around operators, no parenthesis more than needed.
///
/// # Errors
/// [`Error::Condition`] with `condition.syntax`, `condition.unsupported`, `condition.undefined` (a function),
/// `condition.overflow`, `condition.too_deep`, `condition.too_large`, `date.invalid` or `document.encoding`. Facts are not
/// looked up.
///
/// ```
/// let written = millejours::format_condition("((child.age_months<24)&&!family.carers==1)")?;
/// assert_eq!(written, "child.age_months < 24 && !family.carers == 1");
///
/// let refused = millejours::format_condition("has(family.income)").unwrap_err();
/// assert_eq!(refused.code().as_str(), "condition.unsupported");
/// # Ok::<(), millejours::Error>(())
/// ```
pub fn format_condition(text: impl AsRef<[u8]>) -> Result<String, Error> {
    let Ok(text) = std::str::from_utf8(text.as_ref()) else {
        let problem = Problem::new(Code::DocumentEncoding, Place::default(), "the condition is not UTF-8");
        return Err(Error::Condition(vec![problem]));
    };
    let place = |span: &Range<usize>| {
        let (line, column) = crate::document::position(text, span.start);
        Place::of("", Some((line, column)))
    };
    match parse(text) {
        Ok(expression) => Ok(expression.to_string()),
        Err(fault) => {
            let place = place(&fault.span);
            Err(Error::Condition(vec![fault.problem(place)]))
        }
    }
}
