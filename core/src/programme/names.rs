//! What names stand for in a programme: facts, sets, definitions; and conditions once their names are known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::SetValue;
use super::model::Rule;
use super::rules::{RawRule, Written, condition, problem};
use crate::calendar::{day_of, iso};
use crate::condition::{Expression, Ledger, Logic, Names, Scope, SetItems, check, parse};
use crate::document::{Node, Path, Report, Table, Value};
use crate::error::{Code, Place, Problem};
use crate::gather;
use crate::truth::Decimal;
use crate::vocabulary::{CARRIED, FactType, Facts, Subject, Vocabulary, is_carried, is_name};

pub(super) fn sets(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> BTreeMap<String, Vec<SetValue>> {
    let mut found = BTreeMap::new();
    let Some(node) = table.get("sets") else { return found };
    let path = table.path.key("sets");
    let Some(names) = report.table(node, &path) else { return found };
    for entry in names.entries {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        named(report, &entry.node, &path, &entry.key);
        let mut items: Vec<SetValue> = Vec::new();
        for (index, item) in report.list(&entry.node, &path).iter().enumerate() {
            if report.is_full() {
                break;
            }
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
                Some(SetValue::Code(code)) if fits && !is_carried(&code) => {
                    let message = "no family can carry this code";
                    report.add(Code::ConditionCode, item, &path, message).expected = Some(CARRIED.to_owned());
                }
                Some(value) if fits => items.push(value),
                _ => report.wrong_type(item, &path, "codes, numbers or dates, all of one kind"),
            }
        }
        found.insert(entry.key.clone(), items);
    }
    found
}

/// A name that conditions can use, and that means nothing else.
pub(super) fn named(report: &mut Report<'_>, node: &Node, path: &Path<'_>, name: &str) {
    const TAKEN: [&str; 10] =
        ["family", "child", "adult", "pregnancy", "children", "adults", "pregnancies", "on", "true", "false"];
    if !is_name(name) {
        report.add(Code::IdInvalid, node, path, "this name cannot stand in a condition").expected =
            Some("up to 64 small letters, digits and `_`, no digit first".to_owned());
    } else if TAKEN.contains(&name) || parse(name).is_err() {
        report.add(Code::IdInvalid, node, path, format!("`{name}` already means something in a condition"));
    }
}

/// Facts of the named vocabularies and of the programme's own; the latter may narrow a range, and nothing else.
pub(super) fn merged(
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
                    (FactType::Enum { values }, FactType::Enum { values: other }) => values == other,
                    (FactType::Money { currency, .. }, FactType::Money { currency: other, .. }) => currency == other,
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
pub(super) struct Meanings<'a, 't, 'r> {
    pub(super) names: Names<'a>,
    pub(super) ledger: Ledger,
    pub(super) report: &'r mut Report<'t>,
}

impl Meanings<'_, '_, '_> {
    pub(super) fn logic(&mut self, written: &Written<'_>, scope: Scope) -> Option<(Expression, Logic)> {
        let expression = written.expression.clone()?;
        let mut faults = Vec::new();
        let logic = check(&expression, &self.names, scope, &mut self.ledger, &mut faults);
        for fault in faults {
            let problem = problem(self.report, written.node, &written.path, fault);
            self.report.push(problem);
        }
        Some((expression, logic?))
    }

    pub(super) fn rules(&mut self, raw: Vec<RawRule<'_>>, scope: Scope) -> Vec<Rule> {
        raw.into_iter()
            .filter_map(|raw| {
                self.ledger.named.clear();
                let (expression, logic) = self.logic(&raw.written, scope)?;
                let named = std::mem::take(&mut self.ledger.named);
                let (id, source) = (Arc::from(raw.id), raw.source.map(Arc::from));
                let (title, sentence, otherwise) = (raw.title, raw.sentence, raw.otherwise);
                Some(Rule { id, source, title, sentence, otherwise, expression, logic, named })
            })
            .collect()
    }
}

pub(super) fn definitions<'n>(report: &mut Report<'_>, table: &mut Table<'n, '_>) -> Vec<(String, Written<'n>)> {
    let mut found = Vec::new();
    let Some(node) = table.get("definitions") else { return found };
    let path = table.path.key("definitions");
    let Some(names) = report.table(node, &path) else { return found };
    for entry in names.entries {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        named(report, &entry.node, &path, &entry.key);
        if let Some(written) = condition(report, &entry.node, &path) {
            found.push((entry.key.clone(), written));
        }
    }
    found
}

/// The names of definitions that lead back to themselves, or stand between two that do.
pub(super) fn cycles(found: &[(String, Written<'_>)]) -> BTreeSet<String> {
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

/// The names of all facts that a programme declares, rightly or not.
pub(super) fn declared(node: &Node) -> BTreeSet<(Subject, String)> {
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

pub(super) fn set_items(items: &[SetValue]) -> SetItems {
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
