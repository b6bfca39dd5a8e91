//! Writing a condition: the canonical form, with no parenthesis more than needed. Reading it gives the same tree.

use std::fmt;

use super::syntax::{Expression, Kind};
use crate::truth::written;

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expression(f, self, 0)
    }
}

/// How tightly a form binds; a part that binds no tighter than its place asks for stands in parentheses.
fn binding(kind: &Kind) -> u8 {
    match kind {
        Kind::Choose(..) => 0,
        Kind::Or(_) => 1,
        Kind::And(_) => 2,
        Kind::Compare(..) | Kind::In(..) => 3,
        Kind::Sum(_) => 4,
        Kind::Times(..) => 5,
        Kind::Not(_) | Kind::Negate(_) => 6,
        // A negative literal is written with its sign, which binds like the operator.
        Kind::Integer(number) if *number < 0 => 6,
        Kind::Decimal(digits, _) if *digits < 0 => 6,
        _ => 8,
    }
}

fn expression(f: &mut fmt::Formatter<'_>, part: &Expression, least: u8) -> fmt::Result {
    let inner = binding(&part.kind);
    if inner < least {
        f.write_str("(")?;
        kind(f, &part.kind)?;
        f.write_str(")")
    } else {
        kind(f, &part.kind)
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Expression], symbol: &str, least: u8) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(symbol)?;
        }
        expression(f, part, least)?;
    }
    Ok(())
}

fn kind(f: &mut fmt::Formatter<'_>, kind: &Kind) -> fmt::Result {
    match kind {
        Kind::Bool(truth) => write!(f, "{truth}"),
        Kind::Integer(number) => write!(f, "{number}"),
        Kind::Decimal(digits, places) => f.write_str(&written(*digits, *places)),
        Kind::Text(text) => quoted(f, text),
        Kind::Date(date) => write!(f, "date(\"{date}\")"),
        Kind::List(items) => {
            f.write_str("[")?;
            joined(f, items, ", ", 0)?;
            f.write_str("]")
        }
        Kind::Name(parts) => f.write_str(&parts.join(".")),
        Kind::Not(inner) => {
            f.write_str("!")?;
            expression(f, inner, 6)
        }
        Kind::Negate(inner) => {
            f.write_str("-")?;
            // `-3` would be read as a literal. A second sign needs no parenthesis, which would count as a level more than
            // was read.
            match &inner.kind {
                Kind::Integer(0..) | Kind::Decimal(0.., _) => write!(f, "({inner})"),
                _ => expression(f, inner, 6),
            }
        }
        Kind::Or(parts) => joined(f, parts, " || ", 2),
        Kind::And(parts) => joined(f, parts, " && ", 3),
        Kind::Compare(comparison, left, right) => {
            expression(f, left, 4)?;
            write!(f, " {} ", comparison.symbol())?;
            expression(f, right, 4)
        }
        Kind::In(item, list) => {
            expression(f, item, 4)?;
            f.write_str(" in ")?;
            expression(f, list, 4)
        }
        Kind::Sum(terms) => {
            for (index, (away, term)) in terms.iter().enumerate() {
                match (index, away) {
                    (0, _) => {}
                    (_, true) => f.write_str(" - ")?,
                    (_, false) => f.write_str(" + ")?,
                }
                expression(f, term, 5)?;
            }
            Ok(())
        }
        Kind::Times(left, right) => {
            expression(f, left, 5)?;
            f.write_str(" * ")?;
            expression(f, right, 6)
        }
        Kind::Choose(condition, then, otherwise) => {
            expression(f, condition, 1)?;
            f.write_str(" ? ")?;
            expression(f, then, 1)?;
            f.write_str(" : ")?;
            expression(f, otherwise, 0)
        }
        Kind::Each { over, quantifier, variable, body } => {
            expression(f, over, 8)?;
            write!(f, ".{}({variable}, {body})", quantifier.name())
        }
        Kind::Size(inner) => write!(f, "size({inner})"),
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for letter in text.chars() {
        match letter {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            control if control.is_control() => write!(f, "\\u{:04x}", u32::from(control))?,
            other => write!(f, "{other}")?,
        }
    }
    f.write_str("\"")
}
