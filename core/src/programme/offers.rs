//! Providers, scores and offers, as their document has them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::model::{Cost, Duty, Offer, Provider, Score, Tier};
use super::rules::{RawRule, Written, condition, each, ids, rule, text, texts, twice, words};
use crate::condition::{Logic, Scope};
use crate::document::{Node, Path, Report, Value};
use crate::error::Code;
use crate::truth::{scaled, written};
use crate::vocabulary::{Subject, currency_places, is_name};

pub(super) struct RawScore<'n> {
    pub(super) score: Score,
    pub(super) rows: Vec<(i64, Option<String>, Written<'n>)>,
}

pub(super) struct RawOffer<'n> {
    pub(super) offer: Offer,
    /// Of whom its conditions may speak; of anybody, where that is at fault.
    pub(super) scope: Scope,
    pub(super) when: Vec<RawRule<'n>>,
    pub(super) unless: Vec<RawRule<'n>>,
    pub(super) dose: Option<super::dose::RawDose<'n>>,
}

pub(super) fn provider(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
) -> Option<Provider> {
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

pub(super) fn score<'n>(
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

pub(super) fn cost(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Cost> {
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

pub(super) fn offer<'n>(
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
    let sentence = words(report, &mut table, "sentence");
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
    let due = table.get("due").and_then(|node| super::due::read(report, node, &path.key("due"), subject));
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
    let open_door = table.get("open_door").and_then(|node| report.truth(node, &path.key("open_door")));
    let terms = table.get("referral");
    let referral = terms.and_then(|node| super::referring::read(report, node, &path.key("referral")));
    if let Some(node) = terms.filter(|_| open_door == Some(true)) {
        let message = "nobody is referred to an offer with an open door";
        report.add(Code::DocumentInvalidValue, node, &path.key("referral"), message).help =
            Some("leave the terms out, or `open_door`".to_owned());
    }
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
        sentence,
        when: Vec::new(),
        unless: Vec::new(),
        dose: None,
        due,
        cost: cost.unwrap_or(Cost::Free),
        area,
        languages,
        capacity,
        replaces,
        needs_acceptance,
        open_door,
        referral,
        principles,
        source,
        whole: Logic::Known(true),
        still: Logic::Known(true),
    };
    Some(RawOffer { offer, scope: subject.map_or(Scope::Any, Scope::Of), when, unless, dose })
}
