//! Reading a condition: recursive descent, bounded in length and depth.

use std::ops::Range;

use super::Fault;
use super::beyond::{refused, reserved};
use super::lex::{Token, tokens, too_great};
use super::syntax::{Comparison, Expression, Kind, Quantifier};
use crate::calendar::iso;
use crate::error::Code;
use crate::truth::Decimal;

/// The longest condition read, in bytes.
pub(crate) const MAX_LENGTH: usize = 64 * 1024;
/// The deepest nesting read.
pub(crate) const MAX_DEPTH: usize = 32;

/// Reads one condition.
pub(crate) fn parse(text: &str) -> Result<Expression, Fault> {
    if text.len() > MAX_LENGTH {
        let fault = Fault::new(Code::ConditionTooLarge, 0..0, "the condition is too long");
        return Err(fault.expected(format!("at most {MAX_LENGTH} bytes")));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
    let whole = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(whole),
        _ => Err(parser.unexpected("the end of the condition, or an operator")),
    }
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    depth: usize,
}

type Read = Result<Expression, Fault>;

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    fn span(&self) -> Range<usize> {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(0..0, |(_, span)| span.clone())
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.at += usize::from(found);
        found
    }

    fn unexpected(&self, expected: &str) -> Fault {
        let message = match self.peek() {
            Token::End => "the condition ends too early".to_owned(),
            Token::Sign(sign) => format!("`{sign}` does not belong here"),
            Token::Name(name) => format!("`{name}` does not belong here"),
            Token::Number(_) => "a number does not belong here".to_owned(),
            Token::Text(_) => "a text does not belong here".to_owned(),
        };
        let fault = Fault::new(Code::ConditionSyntax, self.span(), message).expected(expected);
        // Words of other languages for the signs of this one.
        let before = self.at.checked_sub(1).and_then(|before| self.tokens.get(before)).map(|(token, _)| token);
        let word =
            |token: &Token| if let Token::Name(name) = token { name.to_ascii_lowercase() } else { String::new() };
        match (before.map(word).as_deref(), word(self.peek()).as_str()) {
            (_, "and") => fault.help("both: `&&`"),
            (_, "or") => fault.help("one of them: `||`"),
            (Some("not"), _) | (_, "not") => fault.help("not: `!`"),
            _ => fault,
        }
    }

    fn need(&mut self, sign: &str) -> Result<(), Fault> {
        if self.take(sign) { Ok(()) } else { Err(self.unexpected(&format!("`{sign}`"))) }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= MAX_DEPTH {
            let fault = Fault::new(Code::ConditionTooDeep, self.span(), "the condition is nested too deeply");
            return Err(fault.expected(format!("at most {MAX_DEPTH} levels")).help("name a part in `definitions`"));
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    fn since(&self, start: usize, kind: Kind) -> Expression {
        let end = self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |(_, span)| span.end);
        Expression { kind, span: start..end }
    }

    fn expression(&mut self) -> Read {
        self.deeper(|parser| {
            let start = parser.span().start;
            let condition = parser.chain("||", Self::all_of, Kind::Or)?;
            if !parser.take("?") {
                return Ok(condition);
            }
            let then = parser.chain("||", Self::all_of, Kind::Or)?;
            parser.need(":")?;
            let otherwise = parser.expression()?;
            Ok(parser.since(start, Kind::Choose(Box::new(condition), Box::new(then), Box::new(otherwise))))
        })
    }

    fn all_of(&mut self) -> Read {
        self.chain("&&", Self::relation, Kind::And)
    }

    fn chain(&mut self, sign: &str, part: fn(&mut Self) -> Read, kind: fn(Vec<Expression>) -> Kind) -> Read {
        let start = self.span().start;
        let first = part(self)?;
        if !matches!(self.peek(), Token::Sign(found) if *found == sign) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(sign) {
            parts.push(part(self)?);
        }
        Ok(self.since(start, kind(parts)))
    }

    fn relation(&mut self) -> Read {
        let start = self.span().start;
        let left = self.sum()?;
        let comparison = match self.peek() {
            Token::Sign("==") => Comparison::Equal,
            Token::Sign("!=") => Comparison::NotEqual,
            Token::Sign("<") => Comparison::Less,
            Token::Sign("<=") => Comparison::AtMost,
            Token::Sign(">") => Comparison::Greater,
            Token::Sign(">=") => Comparison::AtLeast,
            Token::Name(name) if name == "in" => {
                self.at += 1;
                let list = self.sum()?;
                let read = self.since(start, Kind::In(Box::new(left), Box::new(list)));
                return self.unchained(read);
            }
            _ => return Ok(left),
        };
        self.at += 1;
        let right = self.sum()?;
        let read = self.since(start, Kind::Compare(comparison, Box::new(left), Box::new(right)));
        self.unchained(read)
    }

    fn unchained(&self, read: Expression) -> Read {
        let again = match self.peek() {
            Token::Sign(sign) => ["==", "!=", "<", "<=", ">", ">="].contains(sign),
            Token::Name(name) => name == "in",
            _ => false,
        };
        if again {
            let fault = Fault::new(Code::ConditionSyntax, self.span(), "comparisons do not chain");
            return Err(fault.help("write `a < b && b < c`, or put one comparison in parentheses"));
        }
        Ok(read)
    }

    fn sum(&mut self) -> Read {
        let start = self.span().start;
        let first = self.product()?;
        let mut terms = vec![(false, first)];
        loop {
            let away = if self.take("-") {
                true
            } else if self.take("+") {
                false
            } else {
                break;
            };
            terms.push((away, self.product()?));
        }
        match terms.pop() {
            Some((_, only)) if terms.is_empty() => Ok(only),
            Some(last) => {
                terms.push(last);
                Ok(self.since(start, Kind::Sum(terms)))
            }
            None => Err(self.unexpected("a term")),
        }
    }

    fn product(&mut self) -> Read {
        let start = self.span().start;
        let mut left = self.unary()?;
        let mut factors = 1;
        while self.take("*") {
            factors += 1;
            if factors > MAX_DEPTH {
                return Err(Fault::new(Code::ConditionTooDeep, self.span(), "too many factors"));
            }
            let right = self.unary()?;
            left = self.since(start, Kind::Times(Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Read {
        let start = self.span().start;
        if self.take("!") {
            let inner = self.deeper(Self::unary)?;
            return Ok(self.since(start, Kind::Not(Box::new(inner))));
        }
        if self.take("-") {
            if let Token::Number(digits) = self.peek().clone() {
                self.at += 1;
                let literal = number(&format!("-{digits}"));
                let literal = literal.ok_or_else(|| too_great(start..self.span().start))?;
                let read = self.since(start, literal);
                return self.no_member(read);
            }
            let inner = self.deeper(Self::unary)?;
            return Ok(self.since(start, Kind::Negate(Box::new(inner))));
        }
        self.member()
    }

    /// A literal has no members: `-3.exists(…)` is refused as such.
    fn no_member(&self, read: Expression) -> Read {
        match self.peek() {
            Token::Sign("." | "[") => Err(self.unexpected("an operator")),
            _ => Ok(read),
        }
    }

    fn member(&mut self) -> Read {
        let start = self.span().start;
        let mut read = self.primary()?;
        let mut steps = 0;
        loop {
            if self.take(".") {
                let span = self.span();
                let Token::Name(name) = self.peek().clone() else { return Err(self.unexpected("a name")) };
                self.at += 1;
                if self.take("(") {
                    steps += 1;
                    if steps > MAX_DEPTH {
                        return Err(Fault::new(Code::ConditionTooDeep, span, "too many calls"));
                    }
                    read = self.call(read, &name, span, start)?;
                } else if let Kind::Name(parts) = &mut read.kind {
                    parts.push(name);
                    read.span.end = span.end;
                } else {
                    return Err(Fault::new(
                        Code::ConditionSyntax,
                        span,
                        "nothing with members stands before the point",
                    ));
                }
            } else if matches!(self.peek(), Token::Sign("[")) {
                let fault = Fault::new(Code::ConditionUnsupported, self.span(), "indexing is not part of conditions");
                return Err(fault.help("ask about members with `exists`, `all` or `filter`"));
            } else if matches!(self.peek(), Token::Sign("{")) {
                return Err(Fault::new(Code::ConditionUnsupported, self.span(), "messages are not part of conditions"));
            } else {
                return Ok(read);
            }
        }
    }

    fn call(&mut self, over: Expression, name: &str, span: Range<usize>, start: usize) -> Read {
        let quantifier = match name {
            "exists" => Quantifier::Exists,
            "all" => Quantifier::All,
            "filter" => Quantifier::Filter,
            other => return Err(refused(other, span)),
        };
        let Token::Name(variable) = self.peek().clone() else {
            return Err(self.unexpected("a name for the member, as in `children.exists(c, …)`"));
        };
        if reserved(&variable) || ["family", "child", "adult", "pregnancy", "on"].contains(&variable.as_str()) {
            return Err(self.unexpected("a name that stands for nothing else, such as `c`"));
        }
        self.at += 1;
        self.need(",")?;
        let body = Box::new(self.expression()?);
        self.need(")")?;
        Ok(self.since(start, Kind::Each { over: Box::new(over), quantifier, variable, body }))
    }

    fn primary(&mut self) -> Read {
        let span = self.span();
        let token = self.peek().clone();
        match token {
            Token::Number(digits) => {
                let literal = number(&digits).ok_or_else(|| too_great(span.clone()))?;
                self.at += 1;
                let read = self.since(span.start, literal);
                self.no_member(read)
            }
            Token::Text(text) => {
                self.at += 1;
                Ok(self.since(span.start, Kind::Text(text)))
            }
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.expression()?;
                self.need(")")?;
                Ok(Expression { kind: inner.kind, span: span.start..self.since(span.start, Kind::Bool(true)).span.end })
            }
            Token::Sign("[") => self.list(),
            Token::Sign("{") => Err(Fault::new(Code::ConditionUnsupported, span, "maps are not part of conditions")),
            Token::Name(name) => self.name(name, span),
            _ => Err(self.unexpected("a fact, a literal, `!` or `(`")),
        }
    }

    fn list(&mut self) -> Read {
        let start = self.span().start;
        self.at += 1;
        let mut items = Vec::new();
        while !self.take("]") {
            if !items.is_empty() {
                self.need(",")?;
            }
            items.push(self.expression()?);
        }
        Ok(self.since(start, Kind::List(items)))
    }

    fn name(&mut self, name: String, span: Range<usize>) -> Read {
        match name.as_str() {
            "true" | "false" => {
                self.at += 1;
                return Ok(self.since(span.start, Kind::Bool(name == "true")));
            }
            "null" => {
                let fault = Fault::new(Code::ConditionUnsupported, span, "`null` is not part of conditions");
                return Err(fault.help("a missing fact is unknown by itself; there is nothing to test for"));
            }
            "in" => return Err(self.unexpected("a fact, a literal, `!` or `(`")),
            other if reserved(other) => {
                return Err(Fault::new(Code::ConditionSyntax, span, format!("`{other}` is a reserved word of CEL")));
            }
            _ => {}
        }
        self.at += 1;
        if !self.take("(") {
            return Ok(self.since(span.start, Kind::Name(vec![name])));
        }
        match name.as_str() {
            "size" => {
                let inner = self.expression()?;
                self.need(")")?;
                Ok(self.since(span.start, Kind::Size(Box::new(inner))))
            }
            "date" => {
                let at = self.span();
                let Token::Text(text) = self.peek().clone() else { return Err(self.unexpected("a date in quotes")) };
                let Some(date) = iso(&text) else {
                    let fault = Fault::new(Code::DateInvalid, at, "there is no such date");
                    return Err(fault.expected("a date written as \"2026-01-31\""));
                };
                self.at += 1;
                self.need(")")?;
                Ok(self.since(span.start, Kind::Date(date)))
            }
            other => Err(refused(other, span)),
        }
    }
}

fn number(digits: &str) -> Option<Kind> {
    let number = Decimal::parse(digits)?;
    Some(match digits.contains('.') {
        true => Kind::Decimal(number.digits, number.places),
        false => Kind::Integer(number.digits),
    })
}
