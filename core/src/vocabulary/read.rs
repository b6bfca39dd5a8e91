//! Reading the definitions of facts.

use std::collections::BTreeMap;

use super::{Category, Disadvantage, FactDefinition, FactType, Facts, Records, Subject, Vocabulary, Words};
use crate::calendar::{day_of, iso};
use crate::document::{Node, Path, Report, Table, Value, schema};
use crate::error::{Code, Problem};
use crate::truth::scaled;
use crate::words::is_tag;

pub(super) fn vocabulary(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Vocabulary> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let id = table.need(report, "id").and_then(|node| report.id(node, &path.key("id")));
    let version = table.need(report, "version").and_then(|node| report.string(node, &path.key("version")));
    let words = table.get("title").map(|node| title(report, node, &path.key("title"))).unwrap_or_default();
    let facts = table.need(report, "facts").map(|node| facts(report, node, &path.key("facts"))).unwrap_or_default();
    table.finish(report);
    Some(Vocabulary { id: id?, version: version?.to_owned(), title: words, facts })
}

/// Words by language tag.
pub(crate) fn title(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Words {
    let Some(table) = report.table(node, path) else { return Words::new() };
    let mut words = Words::new();
    for entry in table.entries {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        if !is_tag(&entry.key) {
            let problem = report.add(Code::DocumentInvalidValue, &entry.node, &path, "this is no language tag");
            problem.expected = Some("a tag such as fr, de-CH, ar".to_owned());
            continue;
        }
        if let Some(text) = report.string(&entry.node, &path) {
            words.insert(entry.key.clone(), text.to_owned());
        }
    }
    words
}

/// A name that conditions can read: `[a-z_][a-z0-9_]*`.
pub(crate) fn is_name(text: &str) -> bool {
    text.len() <= 64
        && text.bytes().enumerate().all(|(at, b)| b.is_ascii_lowercase() || b == b'_' || (at > 0 && b.is_ascii_digit()))
        && !text.is_empty()
}

/// The names that every family has, and that no vocabulary may define again.
fn is_built_in(subject: Subject, name: &str) -> bool {
    match subject {
        Subject::Family => {
            ["territory", "territories", "languages", "needs", "observed", "resources", "children", "adults", "carers"]
                .contains(&name)
        }
        Subject::Adult => ["born", "age_years", "lives_here"].contains(&name),
        Subject::Child => {
            name.starts_with("age_")
                || name.starts_with("corrected_age_")
                || ["born", "unborn", "arrived", "died", "pregnancy", "months_since_arrival"].contains(&name)
        }
        Subject::Pregnancy => ["week", "expected", "ended", "carried_by"].contains(&name),
    }
}

/// `[facts.family.…]` and its sisters.
pub(crate) fn facts(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Facts {
    let mut found = Facts::new();
    let Some(mut table) = report.table(node, path) else { return found };
    for subject in Subject::ALL {
        let Some(of_subject) = table.get(subject.as_str()) else { continue };
        let path = path.key(subject.as_str());
        let Some(names) = report.table(of_subject, &path) else { continue };
        for entry in names.entries {
            if report.is_full() {
                break;
            }
            let path = path.key(&entry.key);
            if !is_name(&entry.key) {
                let problem = report.add(Code::IdInvalid, &entry.node, &path, "this name cannot stand in a condition");
                problem.expected = Some("up to 64 small letters, digits and `_`, no digit first".to_owned());
                continue;
            }
            if is_built_in(subject, &entry.key) {
                let message = format!("`{}.{}` is known of every family", subject.as_str(), entry.key);
                report.add(Code::FactRedefined, &entry.node, &path, message).help =
                    Some("conditions read it as it is; a fact of your own needs another name".to_owned());
                continue;
            }
            if let Some(definition) = fact(report, &entry.node, &path) {
                found.insert((subject, entry.key.clone()), definition);
            }
        }
    }
    table.finish(report);
    found
}

fn fact(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<FactDefinition> {
    let mut table = report.table(node, path)?;
    let of_type = fact_type(report, &mut table);
    let category =
        table.need(report, "category").and_then(|node| report.choice(node, &path.key("category"), Category::NAMED));
    let disadvantage = table.get("disadvantage").and_then(|node| {
        let of_type = of_type.as_ref()?;
        disadvantage(report, node, &path.key("disadvantage"), of_type)
    });
    let records = table.get("records").and_then(|node| report.choice(node, &path.key("records"), Records::NAMED));
    let unit = table.get("unit").and_then(|node| report.string(node, &path.key("unit")).map(str::to_owned));
    let changeable = table.get("changeable").and_then(|node| report.truth(node, &path.key("changeable")));
    let fresh_months = table.get("fresh_months").and_then(|node| {
        let path = path.key("fresh_months");
        let months = report.integer(node, &path)?;
        let fits = u32::try_from(months).ok().filter(|months| (1..=1200).contains(months));
        if fits.is_none() {
            report.add(Code::DocumentInvalidValue, node, &path, "this is no number of months").expected =
                Some("1 to 1200".to_owned());
        }
        fits
    });
    let words = table.get("title").map(|node| title(report, node, &path.key("title"))).unwrap_or_default();
    let question = table.get("question").map(|node| title(report, node, &path.key("question"))).unwrap_or_default();
    let source = table.get("source").and_then(|node| report.string(node, &path.key("source")).map(str::to_owned));
    let value_words = table.get("words").map(|node| value_words(report, node, &path.key("words"), of_type.as_ref()));
    table.finish(report);
    Some(FactDefinition {
        of_type: of_type?,
        unit,
        category: category?,
        disadvantage,
        records,
        changeable: changeable.unwrap_or(false),
        fresh_months,
        title: words,
        question,
        words: value_words.unwrap_or_default(),
        source,
    })
}

/// Words for the values of an enum, or for codes.
fn value_words(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    of_type: Option<&FactType>,
) -> BTreeMap<String, Words> {
    let mut found = BTreeMap::new();
    for entry in report.table(node, path).map(|table| table.entries).unwrap_or_default() {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        match of_type {
            Some(FactType::Enum { values }) if !values.contains(&entry.key) => {
                let place = report.place(&entry.key_span, &path);
                let problem = Problem::new(Code::ReferenceUnknown, place, format!("there is no value `{}`", entry.key));
                report.push(problem.near(&entry.key, values.iter().map(String::as_str)));
            }
            Some(FactType::Enum { .. } | FactType::Code) | None => {
                found.insert(entry.key.clone(), title(report, &entry.node, &path));
            }
            Some(_) => {
                report.add(Code::FactDeclaration, &entry.node, &path, "values of this type need no words").help =
                    Some("only the values of an enum, and codes, are given words".to_owned());
            }
        }
    }
    found
}

fn fact_type(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<FactType> {
    let path = *table.path;
    #[derive(Clone, Copy, PartialEq)]
    enum Kind {
        Bool,
        Int,
        Number,
        Money,
        Date,
        Code,
        Enum,
    }
    let kinds = [
        ("bool", Kind::Bool),
        ("int", Kind::Int),
        ("number", Kind::Number),
        ("money", Kind::Money),
        ("date", Kind::Date),
        ("code", Kind::Code),
        ("enum", Kind::Enum),
    ];
    let node = table.need(report, "type");
    // Asked for whatever the type, so that a key in the wrong place is told apart from an unknown one.
    let (places, currency) = (table.get("places"), table.get("currency"));
    let (values, range) = (table.get("values"), table.get("range"));
    let kind = report.choice(node?, &path.key("type"), &kinds)?;
    for (key, given, belongs) in [
        ("places", places, kind == Kind::Number),
        ("currency", currency, kind == Kind::Money),
        ("values", values, kind == Kind::Enum),
        ("range", range, matches!(kind, Kind::Int | Kind::Number | Kind::Money | Kind::Date)),
    ] {
        match given {
            Some(node) if !belongs => {
                report.add(Code::FactDeclaration, node, &path.key(key), format!("this type has no `{key}`"));
            }
            None if belongs && key != "range" => {
                let message = format!("this type needs `{key}`");
                report.add(Code::FactDeclaration, table.node, &path, message);
                return None;
            }
            _ => {}
        }
    }
    match kind {
        Kind::Bool => Some(FactType::Bool),
        Kind::Code => Some(FactType::Code),
        Kind::Int => Some(FactType::Int { range: numbers(report, range, &path, 0)? }),
        Kind::Date => Some(FactType::Date { range: dates(report, range, &path)? }),
        Kind::Number => {
            let (node, path_places) = (places?, path.key("places"));
            let places = report.integer(node, &path_places)?;
            let Some(places) = u8::try_from(places).ok().filter(|places| *places <= 9) else {
                report.add(Code::FactDeclaration, node, &path_places, "too many places").expected =
                    Some("0 to 9".to_owned());
                return None;
            };
            Some(FactType::Number { places, range: numbers(report, range, &path, places)? })
        }
        Kind::Money => {
            let (node, path_currency) = (currency?, path.key("currency"));
            let currency = report.string(node, &path_currency)?;
            if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
                report.add(Code::FactDeclaration, node, &path_currency, "this is no currency").expected =
                    Some("an ISO 4217 code such as EUR".to_owned());
                return None;
            }
            let places = currency_places(currency);
            Some(FactType::Money {
                currency: currency.to_owned(),
                places,
                range: numbers(report, range, &path, places)?,
            })
        }
        Kind::Enum => enumeration(report, values?, &path.key("values")),
    }
}

/// Digits after the point, by ISO 4217.
pub(crate) fn currency_places(currency: &str) -> u8 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

fn enumeration(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<FactType> {
    let mut values: Vec<String> = Vec::new();
    // Beyond the limit only their number is at fault.
    for (index, item) in report.list(node, path).iter().take(1001).enumerate() {
        if report.is_full() {
            break;
        }
        let path = path.index(index);
        let value = report.id(item, &path)?;
        if values.contains(&value) {
            report.add(Code::FactDeclaration, item, &path, "this value stands twice");
        }
        values.push(value);
    }
    if values.is_empty() || values.len() > 1000 {
        report.add(Code::FactDeclaration, node, path, "an enum needs values").expected = Some("1 to 1000".to_owned());
        return None;
    }
    Some(FactType::Enum { values })
}

/// The two ends of a range, each read by `end`; outer `None` where the range is at fault.
fn ends(
    report: &mut Report<'_>,
    range: Option<&Node>,
    path: &Path<'_>,
    expected: &str,
    end: impl Fn(&Value) -> Option<i64>,
) -> Option<Option<(i64, i64)>> {
    let Some(node) = range else { return Some(None) };
    let path = path.key("range");
    let found = match report.list(node, &path) {
        [low, high] => end(&low.value).zip(end(&high.value)),
        _ => None,
    };
    match found {
        Some((low, high)) if low <= high => Some(Some((low, high))),
        Some(_) => {
            report.add(Code::FactDeclaration, node, &path, "the range ends before it begins");
            None
        }
        None => {
            report.add(Code::FactDeclaration, node, &path, "this is no range of this type").expected =
                Some(expected.to_owned());
            None
        }
    }
}

fn numbers(report: &mut Report<'_>, range: Option<&Node>, path: &Path<'_>, places: u8) -> Option<Option<(i64, i64)>> {
    ends(report, range, path, "[lowest, highest], with no more places than the type has", |value| match value {
        Value::Number(digits) | Value::Text(digits) => scaled(digits, places),
        _ => None,
    })
}

fn dates(report: &mut Report<'_>, range: Option<&Node>, path: &Path<'_>) -> Option<Option<(i64, i64)>> {
    ends(report, range, path, "[first day, last day]", |value| match value {
        Value::Date(text) | Value::Text(text) => iso(text).map(day_of),
        _ => None,
    })
}

fn disadvantage(report: &mut Report<'_>, node: &Node, path: &Path<'_>, of_type: &FactType) -> Option<Disadvantage> {
    let found = match (&node.value, of_type) {
        (Value::Bool(truth), FactType::Bool) => Some(if *truth { Disadvantage::True } else { Disadvantage::False }),
        (Value::Text(text), FactType::Bool) => match text.as_str() {
            "true" => Some(Disadvantage::True),
            "false" => Some(Disadvantage::False),
            _ => None,
        },
        (Value::Text(text), other) if *other != FactType::Code => match text.as_str() {
            "low" => Some(Disadvantage::Low),
            "high" => Some(Disadvantage::High),
            _ => None,
        },
        (Value::List(items), FactType::Code | FactType::Enum { .. }) => {
            let named: Option<Vec<String>> = items
                .iter()
                .map(|item| match (&item.value, of_type) {
                    (Value::Text(text), FactType::Enum { values }) => values.contains(text).then(|| text.clone()),
                    (Value::Text(text), _) => Some(text.clone()),
                    _ => None,
                })
                .collect();
            named.map(Disadvantage::Values)
        }
        _ => None,
    };
    if found.is_none() {
        let expected = match of_type {
            FactType::Bool => "\"true\" or \"false\"",
            FactType::Code => "a list of codes",
            FactType::Enum { .. } => "\"low\", \"high\" or a list of its values",
            _ => "\"low\" or \"high\"",
        };
        report.add(Code::FactDeclaration, node, path, "this type has no such disadvantage").expected =
            Some(expected.to_owned());
    }
    found
}
