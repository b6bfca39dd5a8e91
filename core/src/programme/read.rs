//! Reading a programme: first the document, then the meaning of its conditions; everything wrong is told at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::model::{Cost, Duty, Offer, Provider, Rule, Score, Tier, Validity};
use super::{Parts, Programme, SetValue};
use crate::calendar::{day_of, iso};
use crate::condition::{
    Definition, Expression, Fault, Ledger, Logic, Names, Scope, SetItems, check, check_definition, parse,
};
use crate::document::{Node, Path, Report, Table, Value, position};
use crate::error::{Code, Place, Problem};
use crate::gather;
use crate::truth::{Decimal, scaled, written};
use crate::vocabulary::{Facts, Subject, Vocabulary, Words, currency_places, facts, is_name, schema, title};

/// A condition as read: its tree, and where it stands.
pub(super) struct Written<'n> {
    expression: Option<Expression>,
    node: &'n Node,
    path: String,
}

struct RawRule<'n> {
    id: String,
    source: Option<String>,
    title: Words,
    written: Written<'n>,
}

struct RawScore<'n> {
    score: Score,
    rows: Vec<(i64, Option<String>, Written<'n>)>,
}

struct RawOffer<'n> {
    offer: Offer,
    /// Of whom its conditions may speak; of anybody, where that is at fault.
    scope: Scope,
    when: Vec<RawRule<'n>>,
    unless: Vec<RawRule<'n>>,
    dose: Option<super::dose::RawDose<'n>>,
}

/// Reads a list of tables.
fn each<'n, T>(
    report: &mut Report<'_>,
    table: &mut Table<'n, '_>,
    key: &'static str,
    mut read: impl FnMut(&mut Report<'_>, &'n Node, &Path<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(node) = table.get(key) else { return Vec::new() };
    let path = table.path.key(key);
    let mut found = Vec::new();
    for (index, item) in report.list(node, &path).iter().enumerate() {
        found.extend(read(report, item, &path.index(index)));
    }
    found
}

pub(super) fn text(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
    let node = table.get(key)?;
    report.string(node, &table.path.key(key)).map(str::to_owned)
}

fn words(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Words {
    table.get(key).map(|node| title(report, node, &table.path.key(key))).unwrap_or_default()
}

fn texts(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Vec<String> {
    each(report, table, key, |report, node, path| report.string(node, path).map(str::to_owned))
}

fn ids(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Vec<String> {
    each(report, table, key, |report, node, path| report.id(node, path))
}

/// Tells of an id that stands twice.
fn twice(report: &mut Report<'_>, node: &Node, path: &Path<'_>, id: &str, seen: &mut BTreeSet<String>) {
    if !seen.insert(id.to_owned()) {
        report.add(Code::IdDuplicate, node, path, format!("`{id}` stands twice"));
    }
}

/// The problem that a fault in a condition is: its line and column lie within the text of the value.
fn problem(report: &Report<'_>, node: &Node, path: &str, fault: Fault) -> Problem {
    let offset = report.text().map(|text| {
        let (Value::Text(value), Some(raw)) = (&node.value, text.get(node.span.clone())) else {
            return node.span.start;
        };
        // Where the value holds escapes, its own offsets say nothing about the document.
        match raw.find(value.as_str()) {
            Some(at) => node.span.start + at + fault.span.start,
            None => node.span.start,
        }
    });
    let place = Place::of(path, report.text().zip(offset).map(|(text, offset)| position(text, offset)));
    fault.problem(place)
}

pub(super) fn condition<'n>(report: &mut Report<'_>, node: &'n Node, path: &Path<'_>) -> Option<Written<'n>> {
    let text = report.string(node, path)?;
    let written = |expression| Written { expression, node, path: path.to_string() };
    match parse(text) {
        Ok(expression) => Some(written(Some(expression))),
        Err(fault) => {
            let problem = problem(report, node, &path.to_string(), fault);
            report.push(problem);
            Some(written(None))
        }
    }
}

fn rule<'n>(
    report: &mut Report<'_>,
    node: &'n Node,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
) -> Option<RawRule<'n>> {
    let mut table = report.table(node, path)?;
    let id_node = table.need(report, "id");
    let id = id_node.and_then(|node| report.id(node, &path.key("id")));
    if let (Some(node), Some(id)) = (id_node, &id) {
        twice(report, node, &path.key("id"), id, seen);
    }
    let written = table.need(report, "condition").and_then(|node| condition(report, node, &path.key("condition")));
    let source = text(report, &mut table, "source");
    let title = words(report, &mut table, "title");
    table.finish(report);
    Some(RawRule { id: id.unwrap_or_default(), source, title, written: written? })
}

fn date(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Option<NaiveDate> {
    let node = table.get(key)?;
    let path = table.path.key(key);
    match &node.value {
        Value::Date(text) | Value::Text(text) => match iso(text) {
            Some(date) => Some(date),
            None => {
                report.add(Code::DateInvalid, node, &path, "there is no such date").expected =
                    Some("a date written as 2026-01-31".to_owned());
                None
            }
        },
        _ => {
            report.wrong_type(node, &path, "a date");
            None
        }
    }
}

fn validity(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Validity> {
    let node = table.need(report, "valid")?;
    let path = table.path.key("valid");
    let mut inner = report.table(node, &path)?;
    inner.need(report, "from");
    let from = date(report, &mut inner, "from");
    let until = date(report, &mut inner, "until");
    inner.finish(report);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        report.add(Code::DateOrder, node, &path, "the programme ends before it begins");
    }
    Some(Validity { from: from?, until })
}

fn sets(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> BTreeMap<String, Vec<SetValue>> {
    let mut found = BTreeMap::new();
    let Some(node) = table.get("sets") else { return found };
    let path = table.path.key("sets");
    let Some(names) = report.table(node, &path) else { return found };
    for entry in names.entries {
        let path = path.key(&entry.key);
        named(report, &entry.node, &path, &entry.key);
        let mut items: Vec<SetValue> = Vec::new();
        for (index, item) in report.list(&entry.node, &path).iter().enumerate() {
            let path = path.index(index);
            let value = match &item.value {
                Value::Text(text) => Some(SetValue::Code(text.clone())),
                Value::Number(digits) => Decimal::parse(digits).map(SetValue::Number),
                Value::Date(text) => iso(text).map(SetValue::Date),
                _ => None,
            };
            let fits = value.as_ref().is_some_and(|value| {
                items.first().is_none_or(|first| std::mem::discriminant(first) == std::mem::discriminant(value))
            });
            match value {
                Some(value) if fits => items.push(value),
                _ => report.wrong_type(item, &path, "codes, numbers or dates, all of one kind"),
            }
        }
        found.insert(entry.key.clone(), items);
    }
    found
}

/// A name that conditions can use, and that means nothing else.
fn named(report: &mut Report<'_>, node: &Node, path: &Path<'_>, name: &str) {
    const TAKEN: [&str; 10] =
        ["family", "child", "adult", "pregnancy", "children", "adults", "pregnancies", "on", "true", "false"];
    if !is_name(name) {
        report.add(Code::IdInvalid, node, path, "this name cannot stand in a condition").expected =
            Some("up to 64 small letters, digits and `_`, no digit first".to_owned());
    } else if TAKEN.contains(&name) || parse(name).is_err() {
        report.add(Code::IdInvalid, node, path, format!("`{name}` already means something in a condition"));
    }
}

fn provider(report: &mut Report<'_>, node: &Node, path: &Path<'_>, seen: &mut BTreeSet<String>) -> Option<Provider> {
    let mut table = report.table(node, path)?;
    let id_node = table.need(report, "id");
    let id = id_node.and_then(|node| report.id(node, &path.key("id")));
    if let (Some(node), Some(id)) = (id_node, &id) {
        twice(report, node, &path.key("id"), id, seen);
    }
    let title = words(report, &mut table, "title");
    let contact = text(report, &mut table, "contact");
    table.finish(report);
    Some(Provider { id: id?, title, contact })
}

fn score<'n>(
    report: &mut Report<'_>,
    node: &'n Node,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
) -> Option<RawScore<'n>> {
    let mut table = report.table(node, path)?;
    let id_node = table.need(report, "id");
    let id = id_node.and_then(|node| report.id(node, &path.key("id")));
    if let (Some(node), Some(id)) = (id_node, &id) {
        twice(report, node, &path.key("id"), id, seen);
    }
    let of = table.get("for").and_then(|node| report.choice(node, &path.key("for"), &Subject::NAMED));
    let title = words(report, &mut table, "title");
    let source = text(report, &mut table, "source");
    table.need(report, "points");
    let rows = each(report, &mut table, "points", |report, node, path| {
        let mut row = report.table(node, path)?;
        let written = row.need(report, "when").and_then(|node| condition(report, node, &path.key("when")));
        let points = row.need(report, "points").and_then(|node| {
            let path = path.key("points");
            let points = report.integer(node, &path)?;
            let fits = (-10_000..=10_000).contains(&points);
            if !fits {
                report.add(Code::DocumentInvalidValue, node, &path, "too many points").expected =
                    Some("-10000 to 10000".to_owned());
            }
            fits.then_some(points)
        });
        let source = text(report, &mut row, "source");
        row.finish(report);
        Some((points.unwrap_or_default(), source, written?))
    });
    table.finish(report);
    let score =
        Score { id: id.unwrap_or_default(), of: of.unwrap_or(Subject::Family), title, source, rows: Vec::new() };
    Some(RawScore { score, rows })
}

fn cost(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Cost> {
    if let Value::Text(text) = &node.value {
        if text == "free" {
            return Some(Cost::Free);
        }
        report.add(Code::DocumentInvalidValue, node, path, "this is no cost").expected =
            Some("\"free\" or { amount = \"12.50\", currency = \"EUR\" }".to_owned());
        return None;
    }
    let mut table = report.table(node, path)?;
    let currency = text(report, &mut table, "currency");
    let amount = table.need(report, "amount");
    table.need(report, "currency");
    table.finish(report);
    let (currency, amount) = (currency?, amount?);
    let places = currency_places(&currency);
    let known = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    let number = match &amount.value {
        Value::Text(digits) | Value::Number(digits) => scaled(digits, places).filter(|number| *number >= 0),
        _ => None,
    };
    match number.filter(|_| known) {
        Some(number) => Some(Cost::Amount { amount: written(number, places), currency }),
        None => {
            report.add(Code::DocumentInvalidValue, amount, &path.key("amount"), "this is no amount").expected =
                Some("an amount such as \"12.50\", in a currency such as \"EUR\"".to_owned());
            None
        }
    }
}

fn offer<'n>(
    report: &mut Report<'_>,
    node: &'n Node,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
) -> Option<RawOffer<'n>> {
    let mut table = report.table(node, path)?;
    let id_node = table.need(report, "id");
    let id = id_node.and_then(|node| report.id(node, &path.key("id")));
    if let (Some(node), Some(id)) = (id_node, &id) {
        twice(report, node, &path.key("id"), id, seen);
    }
    let provider = table.need(report, "provider").and_then(|node| report.id(node, &path.key("provider")));
    let tier = table.need(report, "tier").and_then(|node| report.choice(node, &path.key("tier"), Tier::NAMED));
    let duty = table.need(report, "duty").and_then(|node| report.choice(node, &path.key("duty"), Duty::NAMED));
    let subject = table.need(report, "for").and_then(|node| report.choice(node, &path.key("for"), &Subject::NAMED));
    table.need(report, "title");
    let title = words(report, &mut table, "title");
    let cost = table.need(report, "cost").and_then(|node| cost(report, node, &path.key("cost")));
    let domains = each(report, &mut table, "domains", |report, node, path| {
        let name = report.string(node, path)?;
        if !is_name(name) {
            report.add(Code::IdInvalid, node, path, "this name cannot stand in a condition").expected =
                Some("up to 64 small letters, digits and `_`, no digit first".to_owned());
            return None;
        }
        Some(name.to_owned())
    });
    let mut rules = BTreeSet::new();
    let when = each(report, &mut table, "when", |report, node, path| rule(report, node, path, &mut rules));
    let unless = each(report, &mut table, "unless", |report, node, path| rule(report, node, path, &mut rules));
    let dose = table.get("dose").and_then(|node| super::dose::read(report, node, &path.key("dose")));
    let area = text(report, &mut table, "area");
    let languages = texts(report, &mut table, "languages");
    let capacity = table.get("capacity").and_then(|node| {
        let path = path.key("capacity");
        let places = report.integer(node, &path)?;
        let found = u32::try_from(places).ok();
        if found.is_none() {
            report.add(Code::DocumentInvalidValue, node, &path, "this is no number of places").expected =
                Some("0 or more".to_owned());
        }
        found
    });
    let replaces = ids(report, &mut table, "replaces");
    let needs_acceptance =
        table.get("needs_acceptance").and_then(|node| report.truth(node, &path.key("needs_acceptance")));
    let principles = texts(report, &mut table, "principles");
    let source = text(report, &mut table, "source");
    table.finish(report);
    // What is at fault has been told, and the programme is refused for it; the offer is read on all the same, so that
    // what is wrong with its conditions is told as well. Nothing below ever answers anybody.
    let offer = Offer {
        id: Arc::from(id.unwrap_or_default()),
        provider: provider.unwrap_or_default(),
        tier: tier.unwrap_or(Tier::Universal),
        duty: duty.unwrap_or(Duty::None),
        domains,
        subject: subject.unwrap_or(Subject::Family),
        title,
        when: Vec::new(),
        unless: Vec::new(),
        dose: None,
        cost: cost.unwrap_or(Cost::Free),
        area,
        languages,
        capacity,
        replaces,
        needs_acceptance,
        principles,
        source,
        whole: Logic::Known(true),
        still: Logic::Known(true),
    };
    Some(RawOffer { offer, scope: subject.map_or(Scope::Any, Scope::Of), when, unless, dose })
}

/// Facts of the named vocabularies and of the programme's own; the latter may narrow a range, and nothing else.
fn merged(
    report: &mut Report<'_>,
    own: &Facts,
    named: &[String],
    known: &[Vocabulary],
    nodes: (Option<&Node>, Option<&Node>),
    path: &Path<'_>,
) -> Facts {
    let mut all = Facts::new();
    for (index, vocabulary) in known.iter().enumerate() {
        if known.iter().take(index).any(|earlier| earlier.id() == vocabulary.id()) {
            let place = Place::at(path.key("vocabularies").to_string());
            let message = format!("two vocabularies `{}` were handed over", vocabulary.id());
            report.push(Problem::new(Code::IdDuplicate, place, message));
        }
    }
    let list = path.key("vocabularies");
    for (index, id) in named.iter().enumerate() {
        let node = nodes.0.map(|list| list.item(index).unwrap_or(list));
        let path = list.index(index);
        let Some(vocabulary) = known.iter().find(|vocabulary| vocabulary.id() == id) else {
            if let Some(node) = node {
                let place = report.place(&node.span, &path);
                let ids = || known.iter().map(Vocabulary::id);
                let message = format!("no vocabulary `{id}` was handed over");
                let problem = Problem::new(Code::ReferenceUnknown, place, message);
                report.push(problem.help("hand it over when the programme is loaded").near(id, ids()));
            }
            continue;
        };
        for (key, definition) in vocabulary.facts() {
            if all.get(key).is_some_and(|earlier| earlier != definition)
                && let Some(node) = node
            {
                let message = format!("two vocabularies define `{}.{}` differently", key.0.as_str(), key.1);
                report.add(Code::FactRedefined, node, &path, message);
            }
            all.insert(key.clone(), definition.clone());
        }
    }
    for (key, definition) in own {
        if let Some(earlier) = all.get(key) {
            let (one, two) = (&earlier.of_type, &definition.of_type);
            let alike = one.name() == two.name()
                && one.places() == two.places()
                && match (one, two) {
                    (
                        crate::vocabulary::FactType::Enum { values },
                        crate::vocabulary::FactType::Enum { values: other },
                    ) => values == other,
                    (
                        crate::vocabulary::FactType::Money { currency, .. },
                        crate::vocabulary::FactType::Money { currency: other, .. },
                    ) => currency == other,
                    _ => true,
                };
            let (wide, narrow) = (one.domain(), two.domain());
            let within = wide.0 <= narrow.0 && narrow.1 <= wide.1;
            if (!alike || !within || earlier.category != definition.category)
                && let Some(node) = nodes.1
            {
                let node = node.under(key.0.as_str()).and_then(|names| names.under(&key.1)).unwrap_or(node);
                let facts = path.key("facts");
                let subject = facts.key(key.0.as_str());
                let message = format!("`{}.{}` is defined by a vocabulary", key.0.as_str(), key.1);
                report.add(Code::FactRedefined, node, &subject.key(&key.1), message).expected =
                    Some("the same type and category; a range may be narrowed".to_owned());
            }
        }
        all.insert(key.clone(), definition.clone());
    }
    all
}

/// Looks up the names of conditions.
struct Meanings<'a, 't, 'r> {
    names: Names<'a>,
    ledger: Ledger,
    report: &'r mut Report<'t>,
}

impl Meanings<'_, '_, '_> {
    fn logic(&mut self, written: &Written<'_>, scope: Scope) -> Option<(Expression, Logic)> {
        let expression = written.expression.clone()?;
        let mut faults = Vec::new();
        let logic = check(&expression, &self.names, scope, &mut self.ledger, &mut faults);
        for fault in faults {
            let problem = problem(self.report, written.node, &written.path, fault);
            self.report.push(problem);
        }
        Some((expression, logic?))
    }

    fn rules(&mut self, raw: Vec<RawRule<'_>>, scope: Scope) -> Vec<Rule> {
        raw.into_iter()
            .filter_map(|raw| {
                let (expression, logic) = self.logic(&raw.written, scope)?;
                let (id, source) = (Arc::from(raw.id), raw.source.map(Arc::from));
                Some(Rule { id, source, title: raw.title, expression, logic })
            })
            .collect()
    }
}

fn definitions<'n>(report: &mut Report<'_>, table: &mut Table<'n, '_>) -> Vec<(String, Written<'n>)> {
    let mut found = Vec::new();
    let Some(node) = table.get("definitions") else { return found };
    let path = table.path.key("definitions");
    let Some(names) = report.table(node, &path) else { return found };
    for entry in names.entries {
        let path = path.key(&entry.key);
        named(report, &entry.node, &path, &entry.key);
        if let Some(written) = condition(report, &entry.node, &path) {
            found.push((entry.key.clone(), written));
        }
    }
    found
}

/// The names of definitions that lead back to themselves, or stand between two that do.
fn cycles(found: &[(String, Written<'_>)]) -> BTreeSet<String> {
    let known = gather::set(found.iter().map(|(name, _)| name.as_str()));
    let mut leads: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, written) in found {
        let mut names = BTreeSet::new();
        if let Some(expression) = &written.expression {
            expression.names(&mut names);
        }
        names.retain(|other| known.contains(other.as_str()));
        leads.insert(name.clone(), names);
    }
    // Names that lead nowhere are taken away, again and again; then, with all arrows turned, those that nothing leads to.
    let turned = |arrows: &BTreeMap<String, BTreeSet<String>>| {
        let mut back: BTreeMap<String, BTreeSet<String>> =
            gather::map(arrows.keys().map(|name| (name.clone(), BTreeSet::new())));
        for (name, others) in arrows {
            for other in others {
                if let Some(own) = back.get_mut(other) {
                    own.insert(name.clone());
                }
            }
        }
        back
    };
    for _ in 0..2 {
        let back = turned(&leads);
        let mut ends: Vec<String> =
            leads.iter().filter(|(_, to)| to.is_empty()).map(|(name, _)| name.clone()).collect();
        while let Some(end) = ends.pop() {
            leads.remove(&end);
            for name in back.get(&end).into_iter().flatten() {
                if let Some(to) = leads.get_mut(name)
                    && to.remove(&end)
                    && to.is_empty()
                {
                    ends.push(name.clone());
                }
            }
        }
        leads = turned(&leads);
    }
    gather::set(leads.into_keys())
}

pub(super) fn programme(report: &mut Report<'_>, node: &Node, vocabularies: &[Vocabulary]) -> Option<Programme> {
    let path = Path::Root;
    let mut table = report.table(node, &path)?;
    schema(report, &mut table)?;
    let id = table.need(report, "id").and_then(|node| report.id(node, &path.key("id")));
    let version = table.need(report, "version").and_then(|node| {
        let text = report.string(node, &path.key("version"))?;
        if !(1..=64).contains(&text.chars().count()) {
            report.add(Code::IdInvalid, node, &path.key("version"), "this is no version").expected =
                Some("1 to 64 characters".to_owned());
            return None;
        }
        Some(text.to_owned())
    });
    let valid = validity(report, &mut table);
    let title = words(report, &mut table, "title");
    let source = text(report, &mut table, "source");
    let term_weeks = table.get("term_weeks").and_then(|node| {
        let path = path.key("term_weeks");
        let weeks = report.integer(node, &path)?;
        let found = u32::try_from(weeks).ok().filter(|weeks| (35..=45).contains(weeks));
        if found.is_none() {
            report.add(Code::DocumentInvalidValue, node, &path, "no pregnancy is counted so").expected =
                Some("35 to 45".to_owned());
        }
        found
    });
    let vocabulary_node = table.get("vocabularies");
    let named_vocabularies = ids(report, &mut table, "vocabularies");
    let extra_domains = each(report, &mut table, "domains", |report, node, path| {
        named(report, node, path, report_text(node));
        Some(report_text(node).to_owned())
    });
    let facts_node = table.get("facts");
    let own_facts = facts_node.map(|node| facts(report, node, &path.key("facts"))).unwrap_or_default();
    let sets = sets(report, &mut table);
    let raw_definitions = definitions(report, &mut table);
    let mut seen = BTreeSet::new();
    let raw_target = each(report, &mut table, "target", |report, node, path| rule(report, node, path, &mut seen));
    let mut raw_response = (None, None);
    if let Some(node) = table.get("response") {
        let path = path.key("response");
        if let Some(mut inner) = report.table(node, &path) {
            raw_response.0 =
                inner.get("orientation").and_then(|node| condition(report, node, &path.key("orientation")));
            raw_response.1 =
                inner.get("accompaniment").and_then(|node| condition(report, node, &path.key("accompaniment")));
            inner.finish(report);
        }
    }
    let mut seen = BTreeSet::new();
    let providers = each(report, &mut table, "providers", |report, node, path| provider(report, node, path, &mut seen));
    let mut seen = BTreeSet::new();
    let raw_scores = each(report, &mut table, "scores", |report, node, path| score(report, node, path, &mut seen));
    let mut seen = BTreeSet::new();
    let offers_node = table.need(report, "offers");
    let raw_offers = each(report, &mut table, "offers", |report, node, path| {
        offer(report, node, path, &mut seen).map(|raw| (node, path.to_string(), raw))
    });
    table.finish(report);

    let nodes = (vocabulary_node, facts_node);
    let all_facts = merged(report, &own_facts, &named_vocabularies, vocabularies, nodes, &path);
    let mut domains = gather::set(extra_domains.iter().cloned());
    domains.extend(raw_offers.iter().flat_map(|(_, _, raw)| raw.offer.domains.iter().cloned()));
    let items = gather::map(sets.iter().map(|(name, items)| (name.clone(), set_items(items))));
    let circular = cycles(&raw_definitions);
    let known = gather::map(raw_definitions.iter().map(|(name, written)| {
        let expression = written.expression.clone().filter(|_| !circular.contains(name));
        (name.clone(), Definition { expression })
    }));
    for (name, written) in raw_definitions.iter().filter(|(name, _)| circular.contains(name)) {
        let place = report.place(&written.node.span, &path.key("definitions").key(name));
        let message = format!("the definition `{name}` leads back to itself");
        report.push(Problem::new(Code::DefinitionCycle, place, message));
    }
    let declared = facts_node.map(declared).unwrap_or_default();
    let names = Names {
        facts: &all_facts,
        declared: &declared,
        sets: &items,
        definitions: &known,
        domains: &domains,
        term_weeks: term_weeks.is_some(),
    };
    for (name, written) in &raw_definitions {
        if items.contains_key(name) {
            let place = report.place(&written.node.span, &path.key("definitions").key(name));
            report.push(Problem::new(Code::IdDuplicate, place, format!("`{name}` is also the name of a set")));
        }
        if let Some(expression) = known.get(name).and_then(|definition| definition.expression.as_ref()) {
            let mut faults = Vec::new();
            check_definition(expression, &names, &mut faults);
            for fault in faults {
                let problem = problem(report, written.node, &written.path, fault);
                report.push(problem);
            }
        }
    }
    let mut meanings = Meanings { names, ledger: Ledger::default(), report };
    let target = meanings.rules(raw_target, Scope::Of(Subject::Family));
    let response = super::model::ResponseRules {
        orientation: raw_response.0.and_then(|written| meanings.logic(&written, Scope::Of(Subject::Family))),
        accompaniment: raw_response.1.and_then(|written| meanings.logic(&written, Scope::Of(Subject::Family))),
    };
    let mut scores = Vec::new();
    for mut raw in raw_scores {
        for (points, source, written) in &raw.rows {
            if let Some((expression, logic)) = meanings.logic(written, Scope::Of(raw.score.of)) {
                raw.score.rows.push(super::model::Row { points: *points, source: source.clone(), expression, logic });
            }
        }
        scores.push(raw.score);
    }
    let offer_ids: Vec<Arc<str>> = raw_offers.iter().map(|(_, _, raw)| raw.offer.id.clone()).collect();
    let mut offers = Vec::new();
    let mut doses = Vec::new();
    for (node, path, raw) in raw_offers {
        let mut offer = raw.offer;
        offer.when = meanings.rules(raw.when, raw.scope);
        offer.unless = meanings.rules(raw.unless, raw.scope);
        let report = &mut *meanings.report;
        let tell = |report: &mut Report<'_>, key: &str, item: Option<usize>, message: String| {
            let value = node.under(key);
            let item_node = item.zip(value).and_then(|(item, value)| value.item(item));
            let at = report.place(&item_node.or(value).unwrap_or(node).span, &Path::Root);
            let item = item.map(|item| format!("[{item}]")).unwrap_or_default();
            Problem::new(Code::ReferenceUnknown, Place { path: format!("{path}.{key}{item}"), ..at }, message)
        };
        let named = !offer.provider.is_empty() && !providers.is_empty();
        if named && !providers.iter().any(|provider| provider.id == offer.provider) {
            let told = tell(report, "provider", None, format!("there is no provider `{}`", offer.provider));
            report.push(told.near(&offer.provider, providers.iter().map(|provider| provider.id.as_str())));
        }
        for (index, replaced) in offer.replaces.iter().enumerate() {
            if **replaced == *offer.id {
                let told = tell(report, "replaces", Some(index), "an offer cannot replace itself".to_owned());
                report.push(told.expected("another offer"));
            } else if !offer_ids.iter().any(|id| **id == **replaced) {
                let told = tell(report, "replaces", Some(index), format!("there is no offer `{replaced}`"));
                report.push(told.near(replaced, offer_ids.iter().map(|id| &**id).filter(|id| **id != *offer.id)));
            }
        }
        if let Some(area) = &offer.area
            && !items.contains_key(area)
        {
            let told = tell(report, "area", None, format!("there is no set `{area}`"));
            report.push(told.near(area, items.keys().map(String::as_str)));
        }
        if let Some(dose) = raw.dose.filter(|_| raw.scope != Scope::Any) {
            doses.push((offers.len(), dose));
        }
        offer.settle_rules();
        offers.push(offer);
    }
    let ledger = meanings.ledger;
    let first_day = valid.map_or(1, |valid| day_of(valid.from));
    let known = crate::family::anybody(&all_facts, &ledger, first_day, term_weeks);
    let least = |score: &Score| known.as_ref().map(|known| super::lint::least_score(score, known, &ledger));
    for (index, raw) in doses {
        if let Some(offer) = offers.get_mut(index) {
            offer.dose = super::dose::settled(report, raw, offer.subject, &scores, &least);
        }
    }
    offers_node?;
    let parts = Parts {
        id: id?,
        version: version?,
        valid: valid?,
        title,
        source,
        term_weeks,
        vocabularies: named_vocabularies,
        extra_domains,
        own_facts,
        sets,
        definitions: raw_definitions
            .into_iter()
            .filter_map(|(name, written)| Some((name, written.expression?)))
            .collect(),
        target,
        response,
        providers,
        scores,
        offers,
    };
    if !report.is_clean() {
        return None;
    }
    Some(Programme::build(parts, all_facts, ledger))
}

/// The names of all facts that a programme declares, rightly or not.
fn declared(node: &Node) -> BTreeSet<(Subject, String)> {
    let mut found = BTreeSet::new();
    let Value::Table(subjects) = &node.value else { return found };
    for entry in subjects {
        let subject = Subject::NAMED.iter().find(|(name, _)| *name == entry.key);
        if let (Some((_, subject)), Value::Table(names)) = (subject, &entry.node.value) {
            found.extend(names.iter().map(|name| (*subject, name.key.clone())));
        }
    }
    found
}

fn report_text(node: &Node) -> &str {
    match &node.value {
        Value::Text(text) => text,
        _ => "",
    }
}

fn set_items(items: &[SetValue]) -> SetItems {
    match items.first() {
        Some(SetValue::Number(_)) => SetItems::Numbers(
            items
                .iter()
                .filter_map(|item| if let SetValue::Number(number) = item { Some(*number) } else { None })
                .collect(),
        ),
        Some(SetValue::Date(_)) => SetItems::Dates(
            items
                .iter()
                .filter_map(|item| if let SetValue::Date(date) = item { Some(day_of(*date)) } else { None })
                .collect(),
        ),
        _ => SetItems::Codes(
            items
                .iter()
                .filter_map(|item| if let SetValue::Code(code) = item { Some(code.clone()) } else { None })
                .collect(),
        ),
    }
}
