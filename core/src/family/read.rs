//! Reading a family from its JSON.

use std::collections::BTreeMap;

use super::check::{TEXT, fits};
use super::model::{
    Adult, Authority, Child, Complete, Family, GivenFact, Intensity, LivesHere, Need, Outcome, Pregnancy, Relation,
    RelationKind, Resource, Support,
};
use crate::calendar::{PartialDate, iso};
use crate::document::schema;
use crate::document::{Form, Node, Path, Report, Table, Value, parse};
use crate::error::{Code, Error};
use crate::vocabulary::FactValue;

impl Family {
    /// Reads a family from JSON.
    ///
    /// # Errors
    /// [`Error::Family`] with every problem found, by path. Messages never hold what the document holds.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Family)?;
        let mut report = Report::of_family();
        let read = family(&mut report, &node, &Path::Root);
        if let Some(family) = &read {
            super::check::check(family, &mut report);
        }
        report.finish().map_err(Error::Family)?;
        read.ok_or_else(|| Error::Family(Vec::new()))
    }
}

/// Reads every item of a list; items at fault are left out, and told.
fn each<T>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let node = table.get(key)?;
    let path = table.path.key(key);
    let mut found = Vec::new();
    for (index, item) in report.list(node, &path).iter().enumerate() {
        if report.is_full() {
            break;
        }
        found.extend(read(report, item, &path.index(index)));
    }
    Some(found)
}

pub(super) fn text(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<String> {
    let text = report.string(node, path)?;
    if !fits(text) {
        report.add(Code::DocumentInvalidValue, node, path, TEXT.0).expected = Some(TEXT.1.to_owned());
        return None;
    }
    Some(text.to_owned())
}

fn date(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<PartialDate> {
    let found = PartialDate::parse(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("as much as is known: 2026, 2026-01 or 2026-01-31".to_owned());
    }
    found
}

pub(super) fn full_date(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<chrono::NaiveDate> {
    let found = iso(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("a date written as 2026-01-31".to_owned());
    }
    found
}

fn family(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Family> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let family = Family {
        id: table.get("id").and_then(|node| report.id(node, &path.key("id"))),
        territory: table.get("territory").and_then(|node| text(report, node, &path.key("territory"))),
        other_territories: each(report, &mut table, "other_territories", text),
        languages: each(report, &mut table, "languages", text),
        complete: each(report, &mut table, "complete", |report, node, path| report.choice(node, path, Complete::NAMED))
            .unwrap_or_default(),
        adults: each(report, &mut table, "adults", adult).unwrap_or_default(),
        children: each(report, &mut table, "children", child).unwrap_or_default(),
        pregnancies: each(report, &mut table, "pregnancies", pregnancy).unwrap_or_default(),
        relations: each(report, &mut table, "relations", relation).unwrap_or_default(),
        needs: each(report, &mut table, "needs", need).unwrap_or_default(),
        resources: each(report, &mut table, "resources", resource).unwrap_or_default(),
        supports: each(report, &mut table, "supports", support).unwrap_or_default(),
        facts: facts(report, &mut table),
        declined: each(report, &mut table, "declined", text).unwrap_or_default(),
    };
    table.finish(report);
    Some(family)
}

pub(super) fn adult(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Adult> {
    let mut table = report.table(node, path)?;
    let id = table.need(report, "id").and_then(|node| report.id(node, &path.key("id")));
    let born = table.get("born").and_then(|node| date(report, node, &path.key("born")));
    let lives_here =
        table.get("lives_here").and_then(|node| report.choice(node, &path.key("lives_here"), LivesHere::NAMED));
    let facts = facts(report, &mut table);
    table.finish(report);
    Some(Adult { id: id?, born, lives_here, facts })
}

pub(super) fn child(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Child> {
    let mut table = report.table(node, path)?;
    let id = table.need(report, "id").and_then(|node| report.id(node, &path.key("id")));
    let born = table.get("born").and_then(|node| date(report, node, &path.key("born")));
    let arrived = table.get("arrived").and_then(|node| date(report, node, &path.key("arrived")));
    let pregnancy = table.get("pregnancy").and_then(|node| report.id(node, &path.key("pregnancy")));
    let died = table.get("died").and_then(|node| date(report, node, &path.key("died")));
    let facts = facts(report, &mut table);
    table.finish(report);
    Some(Child { id: id?, born, arrived, pregnancy, died, facts })
}

pub(super) fn pregnancy(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Pregnancy> {
    let mut table = report.table(node, path)?;
    let id = table.need(report, "id").and_then(|node| report.id(node, &path.key("id")));
    let carried_by = table.get("carried_by").and_then(|node| report.id(node, &path.key("carried_by")));
    let expected = table.get("expected").and_then(|node| date(report, node, &path.key("expected")));
    let ended = table.get("ended").and_then(|node| date(report, node, &path.key("ended")));
    let outcome = table.get("outcome").and_then(|node| report.choice(node, &path.key("outcome"), Outcome::NAMED));
    let facts = facts(report, &mut table);
    table.finish(report);
    Some(Pregnancy { id: id?, carried_by, expected, ended, outcome, facts })
}

pub(super) fn relation(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Relation> {
    let mut table = report.table(node, path)?;
    let adult = table.need(report, "adult").and_then(|node| report.id(node, &path.key("adult")));
    let child = table.need(report, "child").and_then(|node| report.id(node, &path.key("child")));
    let kind = table.get("kind").and_then(|node| report.choice(node, &path.key("kind"), RelationKind::NAMED));
    let authority =
        table.get("authority").and_then(|node| report.choice(node, &path.key("authority"), Authority::NAMED));
    table.finish(report);
    Some(Relation { adult: adult?, child: child?, kind, authority })
}

pub(super) fn need(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Need> {
    let mut table = report.table(node, path)?;
    let domain = table.need(report, "domain").and_then(|node| report.id(node, &path.key("domain")));
    let intensity =
        table.need(report, "intensity").and_then(|node| report.choice(node, &path.key("intensity"), Intensity::NAMED));
    let voice = table.need(report, "voice").and_then(|node| text(report, node, &path.key("voice")));
    let since = table.get("since").and_then(|node| date(report, node, &path.key("since")));
    table.finish(report);
    Some(Need { domain: domain?, intensity: intensity?, voice: voice?, since })
}

pub(super) fn resource(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Resource> {
    let mut table = report.table(node, path)?;
    let code = table.need(report, "code").and_then(|node| text(report, node, &path.key("code")));
    let voice = table.get("voice").and_then(|node| text(report, node, &path.key("voice")));
    table.finish(report);
    Some(Resource { code: code?, voice })
}

pub(super) fn support(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Support> {
    let mut table = report.table(node, path)?;
    let offer = table.need(report, "offer").and_then(|node| report.id(node, &path.key("offer")));
    let subject = table.get("subject").and_then(|node| report.id(node, &path.key("subject")));
    let since = table.get("since").and_then(|node| date(report, node, &path.key("since")));
    table.finish(report);
    Some(Support { offer: offer?, subject, since })
}

/// The `facts` of a family or a member. Names are not repeated in a message: any may stand here.
fn facts(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> BTreeMap<String, GivenFact> {
    let mut found = BTreeMap::new();
    let Some(node) = table.get("facts") else { return found };
    let path = table.path.key("facts");
    let Some(names) = report.table(node, &path) else { return found };
    for (index, entry) in names.entries.iter().enumerate() {
        if report.is_full() {
            break;
        }
        let place = format!("(key {})", index + 1);
        let path = path.key(&place);
        if !fits(&entry.key) {
            let message = "a fact's name is empty or too long";
            report.add(Code::DocumentInvalidValue, &entry.node, &path, message).expected = Some(TEXT.1.to_owned());
            continue;
        }
        if let Some(fact) = given(report, &entry.node, &path) {
            found.insert(entry.key.clone(), fact);
        }
    }
    found
}

pub(super) fn given(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<GivenFact> {
    if !matches!(node.value, Value::Table(_)) {
        return Some(GivenFact { value: short(report, node, path)?, voice: None, as_of: None });
    }
    let mut table = report.table(node, path)?;
    let found = table.need(report, "value").and_then(|node| short(report, node, &path.key("value")));
    let voice = table.get("voice").and_then(|node| text(report, node, &path.key("voice")));
    let as_of = table.get("as_of").and_then(|node| full_date(report, node, &path.key("as_of")));
    table.finish(report);
    Some(GivenFact { value: found?, voice, as_of })
}

/// A value of a length that a family's document can carry.
fn short(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<FactValue> {
    match &node.value {
        Value::Text(text) | Value::Number(text) if !fits(text) => {
            report.add(Code::DocumentInvalidValue, node, path, TEXT.0).expected = Some(TEXT.1.to_owned());
            None
        }
        _ => value(report, node, path),
    }
}

pub(super) fn value(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<FactValue> {
    match &node.value {
        Value::Bool(truth) => Some(FactValue::Bool(*truth)),
        Value::Number(digits) => Some(match digits.parse() {
            Ok(number) => FactValue::Integer(number),
            Err(_) => FactValue::Number(digits.clone()),
        }),
        Value::Text(text) => Some(FactValue::from(text.as_str())),
        _ => {
            report.wrong_type(node, path, "true or false, a number, a text, or { value, voice, as_of }");
            None
        }
    }
}
