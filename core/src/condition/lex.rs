//! Words and signs of a condition.

use std::ops::Range;

use super::Fault;
use crate::error::Code;
use crate::truth::Decimal;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Name(String),
    /// Digits as written, with or without a point; the sign is an operator.
    Number(String),
    Text(String),
    Sign(&'static str),
    End,
}

/// Longest first, so that `<=` is not read as `<`.
const SIGNS: [&str; 22] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", "{", "}", ",", ".", "?", ":", "+", "-", "*",
];

pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Fault> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let (token, length) = if first.is_ascii_alphabetic() || first == '_' {
            let length = run(rest, |letter| letter.is_ascii_alphanumeric() || letter == '_');
            (Token::Name(rest.get(..length).unwrap_or_default().to_owned()), length)
        } else if first.is_ascii_digit() {
            number(rest, at)?
        } else if first == '"' || first == '\'' {
            quoted(rest, at, first)?
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Token::Sign(sign), sign.len())
        } else if first == '/' || first == '%' {
            let fault =
                Fault::new(Code::ConditionUnsupported, at..at + 1, format!("`{first}` is not part of conditions"));
            return Err(fault.help("arithmetic is linear: `+`, `-`, and `*` with a literal"));
        } else {
            let end = at + first.len_utf8();
            let fault = Fault::new(Code::ConditionSyntax, at..end, "this sign has no meaning in a condition");
            return Err(match first {
                '=' => fault.help("equality is written `==`"),
                '&' => fault.help("both: `&&`"),
                '|' => fault.help("one of them: `||`"),
                _ => fault,
            });
        };
        // A literal of CEL with a prefix: b"…", r"…".
        if let Token::Name(name) = &token
            && ["b", "r", "B", "R", "br", "rb"].contains(&name.as_str())
            && text.get(at + length..).is_some_and(|rest| rest.starts_with(['"', '\'']))
        {
            return Err(Fault::new(
                Code::ConditionUnsupported,
                at..at + length,
                "bytes and raw texts are not part of conditions",
            ));
        }
        found.push((token, at..at + length));
        at += length;
    }
    found.push((Token::End, text.len()..text.len()));
    Ok(found)
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !belongs(letter)).unwrap_or(text.len())
}

pub(super) fn too_great(span: Range<usize>) -> Fault {
    Fault::new(Code::ConditionOverflow, span, "this number does not fit").expected("64 bits, and at most 9 places")
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let whole = run(rest, |letter| letter.is_ascii_digit());
    let after = rest.get(whole..).unwrap_or_default();
    let mut length = whole;
    if let Some(part) = after.strip_prefix('.') {
        let digits = run(part, |letter| letter.is_ascii_digit());
        if digits > 0 {
            length += 1 + digits;
        }
    }
    let next = rest.get(length..).and_then(|rest| rest.chars().next());
    if let Some(letter) = next.filter(|letter| letter.is_ascii_alphabetic() || *letter == '_') {
        let beyond = rest.get(length + 1..).unwrap_or_default();
        let alone = !beyond.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
        let message = match letter {
            'u' | 'U' if alone => Some("unsigned numbers are not part of conditions"),
            'x' | 'X' if rest.get(..length) == Some("0") => Some("hexadecimal numbers are not part of conditions"),
            'e' | 'E' if beyond.starts_with(|letter: char| letter.is_ascii_digit() || "+-".contains(letter)) => {
                Some("exponents are not part of conditions")
            }
            _ => None,
        };
        return Err(match message {
            Some(message) => Fault::new(Code::ConditionUnsupported, at..at + length + 1, message),
            None => Fault::new(Code::ConditionSyntax, at..at + length + 1, "a number ends here, and no name can begin")
                .help("the name of a fact begins with a letter"),
        });
    }
    let digits = rest.get(..length).unwrap_or_default();
    // 19 digits may still be the lowest whole number once its sign is read.
    let fits = Decimal::parse(digits).is_some_and(|number| number.places <= 9) || digits == "9223372036854775808";
    if !fits {
        return Err(too_great(at..at + length));
    }
    Ok((Token::Number(digits.to_owned()), length))
}

fn quoted(rest: &str, at: usize, quote: char) -> Result<(Token, usize), Fault> {
    if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
        return Err(Fault::new(
            Code::ConditionUnsupported,
            at..at + 3,
            "texts in triple quotes are not part of conditions",
        ));
    }
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((index, letter)) = letters.next() {
        match letter {
            '\n' => break,
            '\\' => {
                let meant = letters.next().and_then(|(_, escape)| match escape {
                    'n' => Some('\n'),
                    'r' => Some('\r'),
                    't' => Some('\t'),
                    '\\' | '"' | '\'' | '`' | '?' => Some(escape),
                    'u' => {
                        let digits: String = letters.by_ref().take(4).map(|(_, digit)| digit).collect();
                        let all = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                        all.then(|| u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)).flatten()
                    }
                    _ => None,
                });
                match meant {
                    Some(letter) => text.push(letter),
                    None => {
                        let fault = Fault::new(Code::ConditionSyntax, at + index..at + index + 1, "no such escape");
                        return Err(fault.expected(r#"\n \r \t \\ \" \' \u0000"#));
                    }
                }
            }
            end if end == quote => return Ok((Token::Text(text), index + 1)),
            other => text.push(other),
        }
    }
    Err(Fault::new(Code::ConditionSyntax, at..at + 1, "the text that begins here does not end")
        .expected(format!("`{quote}` at its end, in the same line")))
}
