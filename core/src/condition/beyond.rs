//! What CEL has and conditions do not: refused by name, with what to write instead.

use std::ops::Range;

use super::Fault;
use crate::error::Code;

/// A word that CEL keeps for itself.
pub(super) fn reserved(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
        "in",
        "true",
        "false",
    ];
    WORDS.contains(&word) || word == "null"
}

/// A function of CEL, or of nobody, that conditions do not have.
pub(super) fn refused(name: &str, span: Range<usize>) -> Fault {
    const CEL: [&str; 34] = [
        "has",
        "exists_one",
        "map",
        "matches",
        "startsWith",
        "endsWith",
        "contains",
        "timestamp",
        "duration",
        "int",
        "uint",
        "double",
        "string",
        "bytes",
        "bool",
        "dyn",
        "type",
        "getFullYear",
        "getMonth",
        "getDate",
        "getDayOfMonth",
        "getDayOfWeek",
        "getDayOfYear",
        "getHours",
        "getMinutes",
        "getSeconds",
        "getMilliseconds",
        "size",
        "min",
        "max",
        "lowerAscii",
        "upperAscii",
        "split",
        "join",
    ];
    if CEL.contains(&name) {
        let fault = Fault::new(Code::ConditionUnsupported, span, format!("`{name}` is not part of conditions"));
        return match name {
            "has" => fault.help("a missing fact is unknown by itself; there is nothing to test for"),
            "size" => fault.help("write `size(children)`"),
            "exists_one" => fault.help("write `size(children.filter(c, …)) == 1`"),
            "timestamp" => fault.help("days are written `date(\"2026-01-31\")`"),
            "contains" => fault.help("write `\"fr\" in family.languages`"),
            "matches" | "startsWith" | "endsWith" => fault.help("codes are compared whole: with `==`, or `in` a list"),
            "int" | "uint" | "double" | "string" | "bytes" | "bool" | "dyn" | "type" => {
                fault.help("a fact has the type that its vocabulary declares")
            }
            "duration" => fault.help("ages are facts, such as `child.age_months`"),
            _ => fault,
        };
    }
    let known = ["exists", "all", "filter", "size", "date"];
    let fault = Fault::new(Code::ConditionUndefined, span, format!("there is no function `{name}`"));
    fault.expected(known.join(", ")).near(name, known)
}
