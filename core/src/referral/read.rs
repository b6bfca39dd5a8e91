//! Reading referrals and their steps, as they stand on their own and in a journal.

use chrono::NaiveDate;

use super::model::{Referral, ReferralStep};
use super::reasons::{Capacity, ReferralReason};
use super::states::ReferralState;
use crate::calendar::iso;
use crate::consent::{About, Party};
use crate::document::{Form, Node, Path, Report, Table, parse, schema};
use crate::error::{Code, Error, Problem};

/// The most steps of one referral.
const MOST_STEPS: usize = 10_000;
/// The most of a family for whom one referral is.
const MOST_ABOUT: usize = 256;

/// A party, or a problem.
pub(crate) fn party(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Party> {
    let found = Party::parse(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::IdInvalid, node, path, "this names nobody").expected =
            Some("adult:ID, child:ID, provider:ID, authority:ID or researcher:ID".to_owned());
    }
    found
}

/// Of whom something speaks, or a problem.
pub(crate) fn about(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<About> {
    let found = About::parse(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::IdInvalid, node, path, "this is nobody's name").expected =
            Some("family, adult[ID], child[ID] or pregnancy[ID]".to_owned());
    }
    found
}

/// A day, or a problem.
pub(crate) fn day(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<NaiveDate> {
    let found = iso(report.string(node, path)?);
    if found.is_none() {
        report.add(Code::DateInvalid, node, path, "there is no such date").expected =
            Some("a date written as 2026-01-31".to_owned());
    }
    found
}

/// What a referral is about, without its steps.
pub(crate) fn start(report: &mut Report<'_>, table: &mut Table<'_, '_>, id: String) -> Option<Referral> {
    let path = table.path;
    let offer = table.need(report, "offer").and_then(|node| report.id(node, &path.key("offer")));
    let provider = table.need(report, "provider").and_then(|node| party(report, node, &path.key("provider")));
    let sender = table.need(report, "sender").and_then(|node| party(report, node, &path.key("sender")));
    let mut whom = Vec::new();
    if let Some(node) = table.need(report, "about") {
        let path = path.key("about");
        let items = report.list(node, &path);
        if items.is_empty() || items.len() > MOST_ABOUT {
            report.add(Code::DocumentInvalidValue, node, &path, "a referral is for somebody").expected =
                Some(format!("1 to {MOST_ABOUT} of the family"));
        }
        for (index, item) in items.iter().enumerate().take(MOST_ABOUT) {
            whom.extend(about(report, item, &path.index(index)));
        }
    }
    whom.sort_unstable();
    whom.dedup();
    Some(Referral { id, offer: offer?, provider: provider?, sender: sender?, about: whom, steps: Vec::new() })
}

/// One step; its day stands in it, or is known already.
pub(crate) fn step(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    on: Option<NaiveDate>,
    by: Option<Party>,
) -> Option<ReferralStep> {
    let path = table.path;
    let state =
        table.need(report, "state").and_then(|node| report.choice(node, &path.key("state"), ReferralState::NAMED));
    let on = match on {
        Some(on) => Some(on),
        None => table.need(report, "on").and_then(|node| day(report, node, &path.key("on"))),
    };
    let by = match by {
        Some(by) => Some(by),
        None => table.need(report, "by").and_then(|node| party(report, node, &path.key("by"))),
    };
    let reason = table.get("reason").map(|node| report.choice(node, &path.key("reason"), ReferralReason::NAMED));
    let until = table.get("until").map(|node| day(report, node, &path.key("until")));
    let capacity = table.get("capacity").map(|node| report.choice(node, &path.key("capacity"), Capacity::NAMED));
    let disclosure = table.get("disclosure").map(|node| report.id(node, &path.key("disclosure")));
    // A part that is there and cannot be read leaves no step without it.
    let whole = [reason == Some(None), until == Some(None), capacity == Some(None), disclosure == Some(None)];
    if whole.contains(&true) {
        return None;
    }
    Some(ReferralStep {
        state: state?,
        on: on?,
        by: by?,
        reason: reason.flatten(),
        until: until.flatten(),
        capacity: capacity.flatten(),
        disclosure: disclosure.flatten(),
    })
}

impl Referral {
    /// Reads a referral as [`Referral::to_json`] writes it, and takes every step again. `state` may be left out: it is where
    /// the steps lead.
    ///
    /// # Errors
    /// [`Error::Journal`] with every problem found, by path: what no such document holds, the first step that does not
    /// follow (`referral.transition` and the like), `journal.contradiction` where `state` is not what the steps lead to.
    ///
    /// ```
    /// use millejours::Referral;
    /// let text = r#"{"schema":1,"id":"r1","offer":"visit","provider":"provider:pmi","sender":"provider:midwife-7",
    ///     "about":["family"],"steps":[{"state":"proposed","on":"2026-06-01","by":"provider:midwife-7"}],"state":"proposed"}"#;
    /// assert_eq!(Referral::from_json(text)?.state().as_str(), "proposed");
    ///
    /// let refused = Referral::from_json(text.replace("\"state\":\"proposed\"}", "\"state\":\"accepted\"}")).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "journal.contradiction");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Journal)?;
        let mut report = Report::new(None, true).guided("docs::referral");
        let read = whole(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Journal)?;
        read.ok_or_else(|| Error::Journal(Vec::new()))
    }
}

impl Referral {
    /// A referral with one step more, as JSON: both are read, the step is taken, and the whole is written again.
    ///
    /// # Errors
    /// [`Error::Journal`] as [`Referral::from_json`], of the step with paths under `step`, and as [`Referral::step`].
    ///
    /// ```
    /// use millejours::Referral;
    /// let text = r#"{"schema":1,"id":"r1","offer":"visit","provider":"provider:pmi","sender":"provider:midwife-7",
    ///     "about":["family"],"steps":[{"state":"proposed","on":"2026-06-01","by":"provider:midwife-7"}]}"#;
    /// let step = r#"{"state":"refused_by_family","on":"2026-06-01","by":"adult:a1"}"#;
    /// assert!(Referral::step_json(text, step)?.ends_with(r#""state":"refused_by_family"}"#));
    ///
    /// // A family owes no reason, and none is kept.
    /// let step = r#"{"state":"refused_by_family","on":"2026-06-01","by":"adult:a1","reason":"other"}"#;
    /// assert_eq!(Referral::step_json(text, step).unwrap_err().code().as_str(), "referral.reason");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn step_json(referral: impl AsRef<[u8]>, step: impl AsRef<[u8]>) -> Result<String, Error> {
        let mut own = Self::from_json(referral)?;
        let (node, _) = parse(step.as_ref(), Form::Json).map_err(Error::Journal)?;
        let mut report = Report::new(None, true).guided("docs::referral");
        let root = Path::Root;
        let path = root.key("step");
        let read = report.table(&node, &path).and_then(|mut table| {
            let read = self::step(&mut report, &mut table, None, None);
            table.finish(&mut report);
            read
        });
        report.finish().map_err(Error::Journal)?;
        let read = read.ok_or_else(|| Error::Journal(Vec::new()))?;
        own.check(&read).map_err(|problem| Error::Journal(vec![placed(*problem, &path)]))?;
        own.steps.push(read);
        Ok(own.to_json())
    }
}

fn whole(report: &mut Report<'_>, node: &Node, root: &Path<'_>) -> Option<Referral> {
    let mut table = report.table(node, root)?;
    schema(report, &mut table)?;
    let id = table.need(report, "id").and_then(|node| report.id(node, &root.key("id")));
    let own = start(report, &mut table, id.unwrap_or_default());
    let said = table.get("state");
    let state = said.and_then(|node| report.choice(node, &root.key("state"), ReferralState::NAMED));
    let listed = table.need(report, "steps");
    table.finish(report);
    let (mut own, listed) = (own?, listed?);
    let path = root.key("steps");
    let items = report.list(listed, &path);
    if items.is_empty() || items.len() > MOST_STEPS {
        report.add(Code::DocumentInvalidValue, listed, &path, "a referral has steps").expected =
            Some(format!("1 to {MOST_STEPS} steps"));
        return None;
    }
    for (index, item) in items.iter().enumerate() {
        let path = path.index(index);
        let mut table = report.table(item, &path)?;
        let read = step(report, &mut table, None, None);
        table.finish(report);
        let read = read?;
        let checked = if own.steps.is_empty() { own.check_first(&read) } else { own.check(&read) };
        if let Err(problem) = checked {
            report.push(placed(*problem, &path));
            return None;
        }
        own.steps.push(read);
    }
    if let (Some(node), Some(state)) = (said, state)
        && state != own.state()
    {
        report.add(Code::JournalContradiction, node, &root.key("state"), "this is not where the steps lead");
    }
    Some(own)
}

/// Reads `{"schema": 1, "referrals": […]}`, in the order in which they stand there; ids may stand twice, for they are those of
/// several families' journals.
pub(super) fn several(text: &[u8]) -> Result<Vec<Referral>, Error> {
    let (node, _) = parse(text, Form::Json).map_err(Error::Journal)?;
    let mut report = Report::new(None, true).guided("docs::referral");
    let (root, mut found) = (Path::Root, Vec::new());
    if let Some(mut table) = report.table(&node, &root) {
        let known = schema(&mut report, &mut table);
        let listed = table.need(&mut report, "referrals").filter(|_| known.is_some());
        table.finish(&mut report);
        let path = root.key("referrals");
        for (index, item) in listed.map(|node| report.list(node, &path)).unwrap_or_default().iter().enumerate() {
            if report.is_full() {
                break;
            }
            found.extend(whole(&mut report, item, &path.index(index)));
        }
    }
    report.finish().map_err(Error::Journal)?;
    Ok(found)
}

/// A problem of a step, at its place in the document.
fn placed(mut problem: Problem, path: &Path<'_>) -> Problem {
    problem.place.path = format!("{path}.{}", problem.place.path);
    problem
}
