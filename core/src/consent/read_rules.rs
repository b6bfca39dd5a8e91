//! Reading the rules of a country.

use std::collections::BTreeSet;

use super::read::{any, day, id, needed, one_of, perhaps, some, text};
use super::rules::{AgreeRule, Article, ConsentRules, Inform, LawDuty, LawStep, MinorParent, Needs, SharingLaw};
use super::{Act, Purpose};
use crate::calendar::PartialDate;
use crate::document::{Node, Path, Report, Table, Value, schema};
use crate::error::Code;
use crate::vocabulary::{Subject, title};

fn truth(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<bool> {
    report.truth(node, path)
}

fn subject(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Subject> {
    report.choice(node, path, &Subject::NAMED)
}

/// A day, or as much of it as is known.
fn month(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<PartialDate> {
    let found = match &node.value {
        Value::Date(text) => PartialDate::parse(text),
        _ => PartialDate::parse(report.string(node, path)?),
    };
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("as much as is known: 2026, 2026-01 or 2026-01-31".to_owned());
    }
    found
}

/// Whether a key says so; silence does not.
fn says(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Option<bool> {
    Some(perhaps(report, table, key, truth)?.unwrap_or_default())
}

pub(super) fn rules(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<ConsentRules> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let country = needed(report, &mut table, "country", id);
    let majority = needed(report, &mut table, "majority", |report, node, path| {
        let found = report.integer(node, path)?;
        // Families take a child without a date of birth for one below 18.
        if !(18..=30).contains(&found) {
            report.add(Code::DocumentInvalidValue, node, path, "this is no age of majority").expected =
                Some("18 to 30".to_owned());
            return None;
        }
        Some(found)
    });
    let agree = list(report, &mut table, "agree", agree);
    for (index, rule) in agree.iter().enumerate() {
        if agree.iter().take(index).any(|other| (other.about, other.act) == (rule.about, rule.act)) {
            let (list, message) = (path.key("agree"), "another rule speaks of this subject and act");
            report.add(Code::IdDuplicate, node, &list.index(index), message);
        }
    }
    let minor_parent = perhaps(report, &mut table, "minor_parent", |report, node, path| {
        let mut table = report.table(node, path)?;
        let needs = needed(report, &mut table, "needs", one_of(MinorParent::NAMED));
        let article = article(report, &mut table);
        table.finish(report);
        needs.zip(article)
    });
    let laws = list(report, &mut table, "law", law);
    for (index, law) in laws.iter().enumerate() {
        if laws.iter().take(index).any(|other| other.id == law.id) {
            let (list, message) = (path.key("law"), "another law has the same id");
            report.add(Code::IdDuplicate, node, &list.index(index), message);
        }
    }
    table.finish(report);
    Some(ConsentRules { country: country?, majority: majority?, agree, minor_parent: minor_parent?, laws })
}

fn list<T>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(node) = table.get(key) else { return Vec::new() };
    let path = table.path.key(key);
    let mut found = Vec::new();
    for (index, item) in report.list(node, &path).iter().enumerate() {
        if report.is_full() {
            break;
        }
        found.extend(read(report, item, &path.index(index)));
    }
    found
}

fn article(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Article> {
    let article = needed(report, table, "article", text);
    let source = perhaps(report, table, "source", text);
    let as_of = perhaps(report, table, "as_of", month);
    let checked = needed(report, table, "checked", truth);
    Some(Article { article: article?, source: source?, as_of: as_of?, checked: checked? })
}

fn agree(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<AgreeRule> {
    let mut table = report.table(node, path)?;
    let about = needed(report, &mut table, "about", subject);
    let act = needed(report, &mut table, "act", one_of(Act::NAMED));
    let needs = needed(report, &mut table, "needs", one_of(Needs::NAMED));
    let article = article(report, &mut table);
    if let (Some(Subject::Adult | Subject::Pregnancy), Some(Needs::Presumed | Needs::All | Needs::Ask), Some(node)) =
        (about, needs, table.get("needs"))
    {
        // An adult's own things need that adult, whatever the country.
        let message = "what is an adult's own needs that adult alone";
        report.add(Code::ConsentContradiction, node, &path.key("needs"), message).expected = Some("alone".to_owned());
    }
    table.finish(report);
    Some(AgreeRule { about: about?, act: act?, needs: needs?, article: article? })
}

fn step(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<LawStep> {
    let mut table = report.table(node, path)?;
    let id = needed(report, &mut table, "id", id);
    let unless = perhaps(report, &mut table, "unless", super::read::id);
    let unless_endangers = says(report, &mut table, "unless_endangers");
    let optional = says(report, &mut table, "optional");
    table.finish(report);
    Some(LawStep { id: id?, unless: unless?, unless_endangers: unless_endangers?, optional: optional? })
}

fn law(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<SharingLaw> {
    let mut table = report.table(node, path)?;
    let own = needed(report, &mut table, "id", id);
    let article = article(report, &mut table);
    let words = needed(report, &mut table, "title", |report, node, path| Some(title(report, node, path)));
    let duty = needed(report, &mut table, "duty", one_of(LawDuty::NAMED));
    let purposes = some(report, &mut table, "purposes", one_of(Purpose::NAMED));
    let holders = some(report, &mut table, "holders", id);
    let not_holders = any(report, &mut table, "not_holders", id);
    let recipients = some(report, &mut table, "recipients", id);
    let not_about = any(report, &mut table, "not_about", subject);
    let conditions = any(report, &mut table, "conditions", id);
    let conditions_of = conditions_of(report, &mut table);
    let steps = list(report, &mut table, "steps", step);
    let objection = says(report, &mut table, "objection");
    let inform = perhaps(report, &mut table, "inform", one_of(Inform::NAMED));
    let unless_endangers = says(report, &mut table, "unless_endangers");
    let duties = list(report, &mut table, "duties", id);
    let since = perhaps(report, &mut table, "since", day);
    table.finish(report);
    Some(SharingLaw {
        id: own?,
        article: article?,
        title: words?,
        duty: duty?,
        purposes: purposes?,
        holders: holders?,
        not_holders: not_holders?,
        recipients: recipients?,
        not_about: not_about?,
        conditions: conditions?,
        conditions_of,
        steps,
        objection: objection?,
        inform: inform?,
        unless_endangers: unless_endangers?,
        duties,
        since: since?,
    })
}

/// `conditions_of = { secrecy = ["in_child_interest"] }`.
fn conditions_of(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Vec<(String, BTreeSet<String>)> {
    let Some(node) = table.get("conditions_of") else { return Vec::new() };
    let path = table.path.key("conditions_of");
    let mut found = Vec::new();
    for entry in report.table(node, &path).map(|table| table.entries).unwrap_or_default() {
        if report.is_full() {
            break;
        }
        let conditions = super::read::items(report, &entry.node, &path.key(&entry.key), id);
        found.extend(conditions.map(|conditions| (entry.key.clone(), conditions)));
    }
    crate::gather::sort_by(&mut found, |one, two| one.0.cmp(&two.0));
    found
}
