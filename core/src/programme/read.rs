//! Reading a programme: first the document, then the meaning of its conditions; everything wrong is told at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::model::{NeedWords, Score, Validity};
use super::names::{Meanings, cycles, declared, definitions, merged, named, set_items, sets};
use super::offers::{offer, provider, score};
use super::rules::{condition, each, ids, problem, rule, text, words};
use super::{Parts, Programme};
use crate::calendar::{day_of, iso};
use crate::condition::{Definition, Ledger, Names, Scope, check_definition};
use crate::document::{Node, Path, Report, Table, Value, is_id, schema};
use crate::error::{Code, Place, Problem};
use crate::gather;
use crate::vocabulary::{Subject, Vocabulary, facts};
use crate::words::{Counted, is_tag};

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
    let language = table.get("language").and_then(|node| tag(report, node, &path.key("language")));
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
    let calendar = super::due::calendar(report, &mut table);
    let vocabulary_node = table.get("vocabularies");
    let named_vocabularies = ids(report, &mut table, "vocabularies");
    let extra_domains = each(report, &mut table, "domains", |report, node, path| {
        named(report, node, path, report_text(node));
        Some(report_text(node).to_owned())
    });
    let units = units(report, &mut table);
    let need_words = needs(report, &mut table);
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
    let raw_laws = super::laws::read(report, &mut table);
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
    if report.is_full() {
        return None;
    }

    let nodes = (vocabulary_node, facts_node);
    let all_facts = merged(report, &own_facts, &named_vocabularies, vocabularies, nodes, &path);
    let mut domains = gather::set(extra_domains.iter().cloned());
    domains.extend(raw_offers.iter().flat_map(|(_, _, raw)| raw.offer.domains.iter().cloned()));
    for (domain, node, _) in &need_words {
        if !domains.contains(domain) {
            let place = report.place(&node.span, &path.key("needs").key(domain));
            let problem = Problem::new(Code::ReferenceUnknown, place, format!("no offer serves the domain `{domain}`"));
            report.push(problem.near(domain, domains.iter().map(String::as_str)));
        }
    }
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
    let replaced: Vec<(Arc<str>, Vec<String>)> =
        raw_offers.iter().map(|(_, _, raw)| (raw.offer.id.clone(), raw.offer.replaces.clone())).collect();
    let offer_ids: Vec<Arc<str>> = raw_offers.iter().map(|(_, _, raw)| raw.offer.id.clone()).collect();
    let mut offers = Vec::new();
    let mut doses = Vec::new();
    let doses_read = raw_offers.iter().all(|(node, _, raw)| raw.dose.is_some() || node.under("dose").is_none());
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
        if leads_back(&replaced, &offer.id) {
            let message = format!("what `{}` replaces leads back to it", offer.id);
            let told = tell(report, "replaces", None, message);
            report.push(Problem { code: Code::ReplacesCycle, ..told });
        }
        if let Some(area) = &offer.area
            && !items.contains_key(area)
        {
            let told = tell(report, "area", None, format!("there is no set `{area}`"));
            report.push(told.near(area, items.keys().map(String::as_str)));
        }
        let form = super::least::Form { facts: &all_facts, domains: &domains };
        for (index, name) in offer.form.iter().enumerate().filter(|(_, name)| form.category(name).is_none()) {
            let told = tell(report, "form", Some(index), format!("there is no fact `{name}`"));
            report.push(told.near(name, form.names().iter().map(String::as_str)));
        }
        if let Some(due) = &offer.due {
            super::due::check(report, node, &path, due, term_weeks, calendar.as_ref());
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
    let dose_count = doses.len();
    for (index, raw) in doses {
        if let Some(offer) = offers.get_mut(index) {
            offer.dose = super::dose::settled(report, raw, offer.subject, &scores, &least);
        }
    }
    // Where a dose is at fault, nobody knows its unit.
    let doses_read = doses_read && offers.iter().filter(|offer| offer.dose.is_some()).count() == dose_count;
    let laws = if doses_read { raw_laws.settled(report, &offers) } else { raw_laws.own };
    offers_node?;
    let parts = Parts {
        id: id?,
        version: version?,
        valid: valid?,
        title,
        language,
        units,
        needs: gather::map(need_words.into_iter().map(|(domain, _, words)| (domain, words))),
        source,
        term_weeks,
        calendar,
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
        laws,
        providers,
        scores,
        offers,
    };
    if !report.is_clean() {
        return None;
    }
    Some(Programme::build(parts, all_facts, ledger))
}

/// Does what an offer replaces, and what that replaces in its turn, lead back to it? An offer that names itself is told apart.
fn leads_back(replaced: &[(Arc<str>, Vec<String>)], id: &str) -> bool {
    let of =
        |id: &str| replaced.iter().find(|(own, _)| **own == *id).map(|(_, others)| others.iter()).into_iter().flatten();
    let mut left: Vec<&String> = of(id).filter(|other| **other != *id).collect();
    let mut seen = BTreeSet::new();
    while let Some(other) = left.pop() {
        if **other == *id {
            return true;
        }
        if seen.insert(other) {
            left.extend(of(other));
        }
    }
    false
}

fn tag(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<String> {
    let text = report.string(node, path)?;
    if !is_tag(text) {
        report.add(Code::DocumentInvalidValue, node, path, "this is no language tag").expected =
            Some("a tag such as fr, de-CH, ar".to_owned());
        return None;
    }
    Some(text.to_owned())
}

/// Words for the units of doses, by language tag, in the forms of counting.
fn units(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> BTreeMap<String, BTreeMap<String, Counted>> {
    let mut found = BTreeMap::new();
    let Some(node) = table.get("units") else { return found };
    let path = table.path.key("units");
    for entry in report.table(node, &path).map(|inner| inner.entries).unwrap_or_default() {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        if !is_id(&entry.key) {
            report.add(Code::IdInvalid, &entry.node, &path, "this is no unit of a dose");
            continue;
        }
        let mut words = BTreeMap::new();
        for entry in report.table(&entry.node, &path).map(|inner| inner.entries).unwrap_or_default() {
            if report.is_full() {
                break;
            }
            let path = path.key(&entry.key);
            if !is_tag(&entry.key) {
                let problem = report.add(Code::DocumentInvalidValue, &entry.node, &path, "this is no language tag");
                problem.expected = Some("a tag such as fr, de-CH, ar".to_owned());
            } else if let Some(counted) = Counted::read(report, &entry.node, &path, &entry.key) {
                words.insert(entry.key.clone(), counted);
            }
        }
        found.insert(entry.key.clone(), words);
    }
    found
}

/// Words for domains of need: what they are called, and how to ask for them.
fn needs<'n>(report: &mut Report<'_>, table: &mut Table<'n, '_>) -> Vec<(String, &'n Node, NeedWords)> {
    let Some(node) = table.get("needs") else { return Vec::new() };
    let path = table.path.key("needs");
    let mut found = Vec::new();
    for entry in report.table(node, &path).map(|inner| inner.entries).unwrap_or_default() {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        let Some(mut inner) = report.table(&entry.node, &path) else { continue };
        let title = words(report, &mut inner, "title");
        let question = words(report, &mut inner, "question");
        inner.finish(report);
        found.push((entry.key.clone(), &entry.node, NeedWords { title, question }));
    }
    found
}

fn report_text(node: &Node) -> &str {
    match &node.value {
        Value::Text(text) => text,
        _ => "",
    }
}
