//! Reading a schedule from its JSON: what was stored or sent comes back as it was.

use std::sync::Arc;

use chrono::NaiveDate;

use super::model::{DaySpan, DueDays, Schedule, ScheduleEntry, ScheduleStatus};
use crate::assessment::{Dose, Then};
use crate::calendar::iso;
use crate::document::{Form, Node, Path, Report, Table, parse, schema};
use crate::error::{Code, Error};
use crate::family::FactName;

const DECISIONS: [(&str, Then); 2] = [("eligible", Then::Eligible), ("undetermined", Then::Undetermined)];

impl Schedule {
    /// Reads a schedule from the JSON that [`Schedule::to_json`] writes.
    ///
    /// The order of keys is free; unknown keys are refused, and so is what no schedule says, such as something coming that
    /// has begun.
    ///
    /// # Errors
    /// [`Error::Schedule`] with every problem found, by path: the codes of documents, `date.invalid`, `id.invalid`, and
    /// `schedule.contradiction`. Messages never hold what the document holds.
    ///
    /// ```
    /// use millejours::Schedule;
    /// let stored = r#"{"schema":1,"programme":"h","version":"1","on":"2026-06-01","entries":[]}"#;
    /// assert_eq!(Schedule::from_json(stored)?.to_json(), stored);
    /// let refused = Schedule::from_json(stored.replace("06-01", "06-31")).unwrap_err();
    /// assert_eq!((refused.kind(), refused.code().as_str()), ("schedule", "date.invalid"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Schedule)?;
        let mut report = Report::new(None, true);
        let read = schedule(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Schedule)?;
        read.ok_or_else(|| Error::Schedule(Vec::new()))
    }
}

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

fn id(report: &mut Report<'_>, node: Option<&Node>, path: &Path<'_>) -> Option<Arc<str>> {
    node.and_then(|node| report.id(node, path)).map(Arc::from)
}

fn text(report: &mut Report<'_>, node: Option<&Node>, path: &Path<'_>) -> Option<Arc<str>> {
    node.and_then(|node| report.string(node, path)).map(Arc::from)
}

fn day(report: &mut Report<'_>, node: Option<&Node>, path: &Path<'_>) -> Option<NaiveDate> {
    let node = node?;
    let found = iso(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("a date written as 2026-01-31".to_owned());
    }
    found
}

/// The full name of a fact. It may hold the id of a member, and is not repeated.
fn fact(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Arc<str>> {
    let name = report.string(node, path)?;
    if FactName::parse(name).is_none() {
        contradiction(report, node, path, "this is no name of a fact");
        return None;
    }
    Some(Arc::from(name))
}

fn contradiction(report: &mut Report<'_>, node: &Node, path: &Path<'_>, message: &str) {
    report.add(Code::ScheduleContradiction, node, path, message);
}

/// A flag that is written only where it has the value `written`.
fn flag(report: &mut Report<'_>, table: &mut Table<'_, '_>, key: &'static str, written: bool) -> bool {
    let Some(node) = table.get(key) else { return false };
    let path = table.path.key(key);
    match report.truth(node, &path) {
        Some(found) if found != written => {
            let problem =
                report.add(Code::DocumentInvalidValue, node, &path, "this key is left out where it has this value");
            problem.expected = Some(written.to_string());
            false
        }
        found => found.is_some(),
    }
}

fn schedule(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Schedule> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let programme = table.need(report, "programme");
    let programme = id(report, programme, &path.key("programme"));
    let version = table.need(report, "version");
    let version = text(report, version, &path.key("version"));
    let on = table.need(report, "on");
    let on = day(report, on, &path.key("on"));
    let family = id(report, table.get("family"), &path.key("family"));
    let entries = each(report, &mut table, "entries", |report, node, path| entry(report, node, path, on));
    let exact = !flag(report, &mut table, "exact", false);
    table.finish(report);
    Some(Schedule {
        programme: programme?.to_string(),
        version: version?.to_string(),
        on: on?,
        family: family.map(|id| id.to_string()),
        entries: entries?,
        exact,
    })
}

fn entry(report: &mut Report<'_>, node: &Node, path: &Path<'_>, on: Option<NaiveDate>) -> Option<ScheduleEntry> {
    let mut table = report.table(node, path)?;
    let offer = table.need(report, "offer");
    let offer = id(report, offer, &path.key("offer"));
    let subject = id(report, table.get("subject"), &path.key("subject"));
    let status_node = table.need(report, "status");
    let status = status_node.and_then(|node| report.choice(node, &path.key("status"), ScheduleStatus::NAMED));
    let decision = table.need(report, "decision");
    let decision = decision.and_then(|node| report.choice(node, &path.key("decision"), &DECISIONS));
    let days = span(report, &mut table);
    let certain = table.get("certain").and_then(|node| {
        let path = path.key("certain");
        let mut inner = report.table(node, &path)?;
        let found = span(report, &mut inner);
        inner.finish(report);
        Some(found)
    });
    let due = table.get("due").and_then(|node| due(report, node, &path.key("due")));
    let dose = table.get("dose").and_then(|node| dose(report, node, &path.key("dose")));
    let version = text(report, table.get("version"), &path.key("version"));
    let missing_node = table.get("missing");
    let missing = each(report, &mut table, "missing", fact);
    let already = flag(report, &mut table, "already", true);
    let exact = !flag(report, &mut table, "exact", false);
    table.finish(report);
    if let (Some(node), Some(missing)) = (missing_node, &missing)
        && !missing.is_sorted_by(|one, two| one < two)
    {
        contradiction(report, node, &path.key("missing"), "missing facts are sorted, and stand once");
    }
    if let (Some(node), Some(on), Some(status)) = (status_node, on, status)
        && let Some(message) = at_odds(status, &days, due.as_ref(), already, on)
    {
        contradiction(report, node, &path.key("status"), message);
    }
    Some(ScheduleEntry {
        offer: offer?,
        subject,
        status: status?,
        decision: decision?,
        days,
        certain,
        due,
        dose,
        version,
        missing: missing?,
        already,
        exact,
    })
}

/// What the status says otherwise than the days, if anything.
fn at_odds(
    status: ScheduleStatus,
    days: &DaySpan,
    due: Option<&DueDays>,
    already: bool,
    on: NaiveDate,
) -> Option<&'static str> {
    let ahead = days.from.is_some_and(|from| from > on);
    let due = due.filter(|_| !already);
    let past = due.is_some_and(|due| due.until.is_some_and(|until| until < on));
    let now = due.is_some_and(|due| due.from <= on) && !past;
    if days.until.is_some_and(|until| until < on) {
        return Some("what is past is not listed");
    }
    let fits = match status {
        ScheduleStatus::Coming => ahead,
        ScheduleStatus::Due => !ahead && now,
        ScheduleStatus::CatchUp => !ahead && past,
        ScheduleStatus::Open => !ahead && !now && !past,
    };
    (!fits).then_some("the days say otherwise")
}

fn span(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> DaySpan {
    let path = *table.path;
    let from = day(report, table.get("from"), &path.key("from"));
    let until_node = table.get("until");
    let until = day(report, until_node, &path.key("until"));
    ordered(report, until_node, &path, from, until);
    DaySpan { from, until }
}

fn ordered(
    report: &mut Report<'_>,
    node: Option<&Node>,
    path: &Path<'_>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
) {
    if let (Some(node), Some(from), Some(until)) = (node, from, until)
        && until < from
    {
        report.add(Code::DateOrder, node, &path.key("until"), "the last day comes before the first");
    }
}

fn due(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<DueDays> {
    let mut table = report.table(node, path)?;
    let from = table.need(report, "from");
    let from = day(report, from, &path.key("from"));
    let until_node = table.get("until");
    let until = day(report, until_node, &path.key("until"));
    let rolled = flag(report, &mut table, "rolled", true);
    table.finish(report);
    ordered(report, until_node, path, from, until);
    Some(DueDays { from: from?, until, rolled })
}

fn dose(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Dose> {
    let mut table = report.table(node, path)?;
    let unit = table.need(report, "unit");
    let unit = id(report, unit, &path.key("unit"));
    let least = table.need(report, "least").and_then(|node| report.integer(node, &path.key("least")));
    let most = table.need(report, "most").and_then(|node| report.integer(node, &path.key("most")));
    table.finish(report);
    let dose = Dose { unit: unit?, least: least?, most: most? };
    if dose.least > dose.most {
        contradiction(report, node, path, "the least is more than the most");
    }
    Some(dose)
}
