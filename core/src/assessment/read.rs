//! Reading an assessment from its JSON: what was stored or sent comes back as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::answer::{Change, Decision, Dose, OfferAnswer, Reading, Reason, Then};
use super::model::{Assessment, Question, Response};
use crate::calendar::iso;
use crate::document::{Form, Node, Path, Report, Table, Value, parse, schema};
use crate::error::{Code, Error};
use crate::family::FactName;
use crate::gather;
use crate::truth::Truth;
use crate::vocabulary::{Category, FactValue};

/// The most changes of one answer, and the most facts that one sets.
const MOST_CHANGES: usize = 3;
const MOST_SET: usize = 2;

const THENS: [(&str, Then); 2] = [("eligible", Then::Eligible), ("undetermined", Then::Undetermined)];
const TRUTHS: [(&str, Truth); 3] = [("yes", Truth::Yes), ("no", Truth::No), ("unknown", Truth::Unknown)];

impl Assessment {
    /// Reads an assessment from the JSON that [`Assessment::to_json`] writes.
    ///
    /// The order of keys is free; everything else is as it was written: unknown keys are refused, and so is what no
    /// assessment says, such as a dose beside a no, a day from which on that has come, or a fact asked for twice.
    ///
    /// # Errors
    /// [`Error::Assessment`] with every problem found, by path: the codes of documents, `date.invalid`, `id.invalid`, and
    /// `assessment.contradiction`. Messages never hold what the document holds.
    ///
    /// # Examples
    ///
    /// ## What was stored comes back
    ///
    /// ```
    /// use millejours::Assessment;
    /// let stored = r#"{"schema":1,"programme":"h","version":"1","on":"2026-06-01","response":"information","offers":[],"questions":[]}"#;
    /// let assessment = Assessment::from_json(stored)?;
    /// assert_eq!(assessment.on, millejours::parse_date("2026-06-01")?);
    /// assert_eq!(assessment.to_json(), stored);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    ///
    /// ## What no assessment says
    ///
    /// ```
    /// let text = r#"{"schema":1,"programme":"h","version":"1","on":"2026-06-01","response":"information","offers":[
    ///     {"offer":"visit","decision":"not_yet","reasons":[],"missing":[],"changes":[]}],"questions":[]}"#;
    /// let refused = millejours::Assessment::from_json(text).unwrap_err();
    /// assert_eq!(refused.kind(), "assessment");
    /// assert_eq!(refused.code().as_str(), "document.missing_key");
    /// assert_eq!(refused.problems()[0].place.path, "offers[0]");
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Assessment)?;
        let mut report = Report::new(None, true);
        let read = assessment(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Assessment)?;
        read.ok_or_else(|| Error::Assessment(Vec::new()))
    }
}

/// Reads what must stand under a key.
macro_rules! need {
    ($report:ident, $table:ident, $key:literal, $read:expr) => {{
        let path = $table.path.key($key);
        $table.need($report, $key).and_then(|node| $read($report, node, &path))
    }};
}

/// Every item of a list that must stand under a key; items at fault are left out, and told.
fn each<T>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let node = table.need(report, key)?;
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

fn text(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Arc<str>> {
    report.string(node, path).map(Arc::from)
}

fn id(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Arc<str>> {
    report.id(node, path).map(Arc::from)
}

fn day(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<NaiveDate> {
    let found = iso(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("a date written as 2026-01-31".to_owned());
    }
    found
}

/// The full name of a fact. It may hold the id of a member, and is not repeated.
fn fact(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Arc<str>> {
    let name = text(report, node, path)?;
    if FactName::parse(&name).is_none() {
        contradiction(report, node, path, "this is no name of a fact");
        return None;
    }
    Some(name)
}

fn contradiction(report: &mut Report<'_>, node: &Node, path: &Path<'_>, message: &str) {
    report.add(Code::AssessmentContradiction, node, path, message);
}

fn assessment(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Assessment> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let programme = need!(report, table, "programme", id);
    let version = need!(report, table, "version", text);
    let on = need!(report, table, "on", day);
    let family = table.get("family").and_then(|node| report.id(node, &path.key("family")));
    let response =
        table.need(report, "response").and_then(|node| report.choice(node, &path.key("response"), Response::NAMED));
    let offers = each(report, &mut table, "offers", |report, node, path| offer(report, node, path, on));
    let questions_node = table.get("questions");
    let questions = each(report, &mut table, "questions", question);
    table.finish(report);
    let mut asked = BTreeSet::new();
    if let (Some(node), Some(questions)) = (questions_node, &questions)
        && !questions.iter().all(|question| asked.insert(&question.fact))
    {
        contradiction(report, node, &path.key("questions"), "a fact is asked for once");
    }
    Some(Assessment {
        programme: programme?.to_string(),
        version: version?.to_string(),
        on: on?,
        family,
        response: response?,
        offers: offers?,
        questions: questions?,
    })
}

fn offer(report: &mut Report<'_>, node: &Node, path: &Path<'_>, on: Option<NaiveDate>) -> Option<OfferAnswer> {
    let mut table = report.table(node, path)?;
    let offer = need!(report, table, "offer", id);
    let subject = table.get("subject").and_then(|node| id(report, node, &path.key("subject")));
    let decision = decision(report, &mut table);
    let dose_node = table.get("dose");
    let dose = dose_node.and_then(|node| dose(report, node, &path.key("dose")));
    let reasons = each(report, &mut table, "reasons", reason);
    let missing_node = table.get("missing");
    let missing = each(report, &mut table, "missing", fact);
    let changes_node = table.get("changes");
    let changes = each(report, &mut table, "changes", change);
    let already = flag(report, &mut table, "already", true);
    let exact = !flag(report, &mut table, "exact", false);
    table.finish(report);
    if let (Some(node), Some(missing)) = (missing_node, &missing)
        && !missing.is_sorted_by(|one, two| one < two)
    {
        contradiction(report, node, &path.key("missing"), "missing facts are sorted, and stand once");
    }
    if let (Some(node), Some(changes)) = (changes_node, &changes)
        && changes.len() > MOST_CHANGES
    {
        contradiction(report, node, &path.key("changes"), "no answer has so many changes");
    }
    if let Some(decision) = &decision {
        if let Some(node) = dose_node.filter(|_| decision.is_no()) {
            contradiction(report, node, &path.key("dose"), "a no has no dose");
        }
        if let Some(node) =
            missing_node.filter(|_| decision.is_no() && missing.as_ref().is_some_and(|all| !all.is_empty()))
        {
            contradiction(report, node, &path.key("missing"), "where the answer is a no, nothing is missing");
        }
        let dated = match decision {
            Decision::NotYet { from, .. } => on.is_some_and(|on| *from <= on).then_some(("from", "this day has come")),
            Decision::NoLonger { since } => {
                on.is_some_and(|on| *since > on).then_some(("since", "this day has not come"))
            }
            _ => None,
        };
        if let Some((key, message)) = dated {
            contradiction(report, node, &path.key(key), message);
        }
        if !exact && matches!(decision, Decision::NotYet { .. } | Decision::NoLonger { .. }) {
            contradiction(report, node, &path.key("decision"), "an answer that is not exact has no dates");
        }
        let changed = changes.as_ref().is_some_and(|all| !all.is_empty());
        if let Some(node) = changes_node.filter(|_| changed && *decision != Decision::NotEligible) {
            contradiction(report, node, &path.key("changes"), "changes stand only beside `not_eligible`");
        }
        if let Some(node) = changes_node.filter(|_| changed && !exact) {
            contradiction(report, node, &path.key("changes"), "an answer that is not exact has no changes");
        }
    }
    Some(OfferAnswer {
        offer: offer?,
        subject,
        decision: decision?,
        dose,
        reasons: reasons?,
        missing: missing?,
        changes: changes?,
        already,
        exact,
    })
}

/// A flag that is written only where it has the value `written`.
fn flag(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str, written: bool) -> bool {
    let Some(node) = table.get(key) else { return false };
    let path = table.path.key(key);
    match report.truth(node, &path) {
        Some(found) if found != written => {
            report
                .add(Code::DocumentInvalidValue, node, &path, "this key is left out where it has this value")
                .expected = Some(written.to_string());
            false
        }
        found => found.is_some(),
    }
}

fn decision(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Decision> {
    #[derive(Clone, Copy, PartialEq)]
    enum Kind {
        Eligible,
        NotEligible,
        NotYet,
        NoLonger,
        Undetermined,
    }
    let kinds = [
        ("eligible", Kind::Eligible),
        ("not_eligible", Kind::NotEligible),
        ("not_yet", Kind::NotYet),
        ("no_longer", Kind::NoLonger),
        ("undetermined", Kind::Undetermined),
    ];
    let path = *table.path;
    let kind = table.need(report, "decision").and_then(|node| report.choice(node, &path.key("decision"), &kinds));
    let (not_yet, no_longer) = (kind == Some(Kind::NotYet), kind == Some(Kind::NoLonger));
    // Asked for whatever the decision, so that a key in the wrong place is told apart from an unknown one.
    let mut dated = |key: &'static str, wanted: bool| {
        let node = if wanted { table.need(report, key) } else { table.get(key) };
        if let Some(node) = node.filter(|_| !wanted && kind.is_some()) {
            contradiction(report, node, &path.key(key), "this decision has no such key");
        }
        node.filter(|_| wanted)
    };
    let (from, then, since) = (dated("from", not_yet), dated("then", not_yet), dated("since", no_longer));
    let from = from.and_then(|node| day(report, node, &path.key("from")));
    let then = then.and_then(|node| report.choice(node, &path.key("then"), &THENS));
    let since = since.and_then(|node| day(report, node, &path.key("since")));
    Some(match kind? {
        Kind::Eligible => Decision::Eligible,
        Kind::NotEligible => Decision::NotEligible,
        Kind::NotYet => Decision::NotYet { from: from?, then: then? },
        Kind::NoLonger => Decision::NoLonger { since: since? },
        Kind::Undetermined => Decision::Undetermined,
    })
}

fn dose(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Dose> {
    let mut table = report.table(node, path)?;
    let unit = need!(report, table, "unit", id);
    let least = table.need(report, "least").and_then(|node| report.integer(node, &path.key("least")));
    let most = table.need(report, "most").and_then(|node| report.integer(node, &path.key("most")));
    table.finish(report);
    let dose = Dose { unit: unit?, least: least?, most: most? };
    if dose.least > dose.most {
        contradiction(report, node, path, "the least is more than the most");
    }
    Some(dose)
}

fn reason(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Reason> {
    let mut table = report.table(node, path)?;
    let rule = need!(report, table, "rule", id);
    let truth = table.need(report, "truth").and_then(|node| report.choice(node, &path.key("truth"), &TRUTHS));
    let facts = table.need(report, "facts").map(|node| named(report, node, &path.key("facts"), reading));
    let source = match table.need(report, "source").map(|node| (node, &node.value)) {
        None | Some((_, Value::Null)) => None,
        Some((node, _)) => text(report, node, &path.key("source")),
    };
    let excludes = flag(report, &mut table, "excludes", true);
    table.finish(report);
    // Sorted by name, as it was written: some stores reorder keys.
    let facts = facts.map(|facts| facts.into_iter().collect());
    Some(Reason { rule: rule?, truth: truth?, facts: facts?, source, excludes })
}

/// A table of facts by their full names. The names hold ids of the family's members, and are not repeated.
fn named<T>(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> BTreeMap<Arc<str>, T> {
    let mut found = BTreeMap::new();
    let Some(table) = report.table(node, path) else { return found };
    for (index, entry) in table.entries.iter().enumerate() {
        if report.is_full() {
            break;
        }
        let place = format!("(key {})", index + 1);
        let path = path.key(&place);
        if FactName::parse(&entry.key).is_none() {
            contradiction(report, &entry.node, &path, "this is no name of a fact");
        }
        if let Some(value) = read(report, &entry.node, &path) {
            found.insert(Arc::from(entry.key.as_str()), value);
        }
    }
    found
}

fn reading(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Reading> {
    let Value::List(items) = &node.value else { return value(report, node, path).map(Reading::Value) };
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        found.push(report.string(item, &path.index(index))?.to_owned());
    }
    Some(Reading::List(found))
}

fn value(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<FactValue> {
    match &node.value {
        Value::Bool(truth) => Some(FactValue::Bool(*truth)),
        // Amounts and decimals are written as texts.
        Value::Number(_) => report.integer(node, path).map(FactValue::Integer),
        Value::Text(text) => Some(FactValue::from(text.as_str())),
        _ => {
            report.wrong_type(node, path, "true or false, a whole number, a text or a list of texts");
            None
        }
    }
}

fn change(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Change> {
    let mut table = report.table(node, path)?;
    let set_node = table.need(report, "set");
    let set = set_node.map(|node| named(report, node, &path.key("set"), value));
    if let Some((node, Value::Table(entries))) = set_node.map(|node| (node, &node.value))
        && !(1..=MOST_SET).contains(&entries.len())
    {
        contradiction(report, node, &path.key("set"), "a change sets one fact or two");
    }
    // Left out where the change makes it eligible.
    let then = table
        .get("then")
        .and_then(|node| report.choice(node, &path.key("then"), &[("undetermined", Then::Undetermined)]));
    table.finish(report);
    let set = gather::map(set?.into_iter().map(|(name, value)| (name.to_string(), value)));
    Some(Change { set, then: then.unwrap_or(Then::Eligible) })
}

fn question(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Question> {
    let mut table = report.table(node, path)?;
    let fact = need!(report, table, "fact", fact);
    let category =
        table.need(report, "category").and_then(|node| report.choice(node, &path.key("category"), Category::NAMED));
    let unlocks = each(report, &mut table, "unlocks", id);
    table.finish(report);
    Some(Question { fact: fact?, category: category?, unlocks: unlocks? })
}
