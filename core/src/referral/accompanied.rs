//! Reading accompaniments, and what is said of them on their own and in a journal.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::accompaniment::{Accompaniment, AccompanimentState, Goal, GoalState};
use super::read::{about, day, party};
use super::reasons::ReferralReason;
use crate::consent::{About, Party};
use crate::document::{Form, Node, Path, Report, Table, parse, schema};
use crate::error::{Code, Error};

/// The most goals, or coordinated referrals, of one accompaniment that a document lists.
const MOST: usize = 4096;
/// The most of a family who are accompanied together.
const MOST_ABOUT: usize = 256;

/// A step of an accompaniment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) state: AccompanimentState,
    pub(crate) by: Party,
    pub(crate) reason: Option<ReferralReason>,
    pub(crate) until: Option<NaiveDate>,
}

/// What may be there: nothing, or what can be read.
fn perhaps<T>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl FnOnce(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<Option<T>> {
    let path = table.path;
    match table.get(key) {
        Some(node) => read(report, node, &path.key(key)).map(Some),
        None => Some(None),
    }
}

fn needed<T>(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl FnOnce(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<T> {
    let path = table.path;
    table.need(report, key).and_then(|node| read(report, node, &path.key(key)))
}

fn whom(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Vec<About>> {
    let items = report.list(node, path);
    if items.is_empty() || items.len() > MOST_ABOUT {
        report.add(Code::DocumentInvalidValue, node, path, "an accompaniment is for somebody").expected =
            Some(format!("1 to {MOST_ABOUT} of the family"));
        return None;
    }
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        found.extend(about(report, item, &path.index(index)));
    }
    (found.len() == items.len()).then_some(found)
}

/// Whom it is for and who accompanies, without what follows.
pub(crate) fn start(report: &mut Report<'_>, table: &mut Table<'_, '_>, id: String) -> Option<Accompaniment> {
    let provider = needed(report, table, "provider", party);
    let about = needed(report, table, "about", whom);
    Some(Accompaniment::propose(id, provider?, about?, NaiveDate::default()))
}

fn state(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<AccompanimentState> {
    needed(report, table, "state", |report, node, path| report.choice(node, path, AccompanimentState::NAMED))
}

/// A step; its day is told elsewhere.
pub(crate) fn turn(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Turn> {
    let state = state(report, table);
    let by = needed(report, table, "by", party);
    let reason = reason(report, table);
    let until = perhaps(report, table, "until", day);
    Some(Turn { state: state?, by: by?, reason: reason?, until: until? })
}

fn reason(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Option<ReferralReason>> {
    perhaps(report, table, "reason", |report, node, path| report.choice(node, path, ReferralReason::NAMED))
}

/// The words of a goal, and where it stands.
pub(crate) fn goal(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<(String, GoalState)> {
    let words = needed(report, table, "words", |report, node, path| {
        let words = report.string(node, path)?;
        if words.trim().is_empty() {
            report.add(Code::DocumentInvalidValue, node, path, "a goal is said in words");
            return None;
        }
        Some(words.to_owned())
    });
    let state = needed(report, table, "state", |report, node, path| report.choice(node, path, GoalState::NAMED));
    words.zip(state)
}

fn goals(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<BTreeMap<String, Goal>> {
    let (table, mut found) = (report.table(node, path)?, BTreeMap::new());
    if table.entries.len() > MOST {
        report.add(Code::DocumentInvalidValue, node, path, "these are too many goals").expected =
            Some(format!("at most {MOST}"));
        return None;
    }
    for (key, item) in table.entries.iter().map(|entry| (&entry.key, &entry.node)) {
        let path = path.key(key);
        if !crate::document::is_id(key) {
            report.add(Code::IdInvalid, item, &path, "this is no identifier");
            continue;
        }
        let mut own = report.table(item, &path)?;
        let said = goal(report, &mut own);
        let since = needed(report, &mut own, "since", day);
        own.finish(report);
        let ((words, state), since) = (said?, since?);
        found.insert(key.clone(), Goal { words, state, since });
    }
    Some(found)
}

fn referrals(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<BTreeSet<String>> {
    let items = report.list(node, path);
    if items.len() > MOST {
        report.add(Code::DocumentInvalidValue, node, path, "these are too many referrals").expected =
            Some(format!("at most {MOST}"));
        return None;
    }
    let mut found = BTreeSet::new();
    for (index, item) in items.iter().enumerate() {
        found.insert(report.id(item, &path.index(index))?);
    }
    Some(found)
}

fn whole(report: &mut Report<'_>, node: &Node) -> Option<Accompaniment> {
    let root = Path::Root;
    let mut table = report.table(node, &root)?;
    schema(report, &mut table)?;
    let id = needed(report, &mut table, "id", |report, node, path| report.id(node, path));
    let own = start(report, &mut table, id.unwrap_or_default());
    let state = state(report, &mut table);
    let since = needed(report, &mut table, "since", day);
    let reason = reason(report, &mut table);
    let until = perhaps(report, &mut table, "until", day);
    let goals = perhaps(report, &mut table, "goals", goals);
    let referrals = perhaps(report, &mut table, "referrals", referrals);
    table.finish(report);
    let (state, since, reason, until) = (state?, since?, reason?, until?);
    // A pause without a reason is the family's.
    let reasoned = match state {
        AccompanimentState::Lapsed => reason.is_some(),
        AccompanimentState::Paused => true,
        _ => reason.is_none(),
    };
    if !reasoned {
        report.add(
            Code::ReferralReason,
            node,
            &root.key("reason"),
            "a reason stands where one is owed, and only there",
        );
        return None;
    }
    if until.is_some_and(|until| state != AccompanimentState::RefusedByFamily || until <= since) {
        let message = "only what a family refuses has such a day, and a later one";
        report.add(Code::ReferralDay, node, &root.key("until"), message);
        return None;
    }
    let (goals, referrals) = (goals?.unwrap_or_default(), referrals?.unwrap_or_default());
    Some(Accompaniment { state, since, reason, until, goals, referrals, ..own? })
}

/// Reads what is said beside a document, with paths under a name of its own.
fn beside<T>(
    text: &[u8],
    name: &str,
    read: impl FnOnce(&mut Report<'_>, &mut Table<'_, '_>) -> Option<T>,
) -> Result<T, Error> {
    let (node, _) = parse(text, Form::Json).map_err(Error::Journal)?;
    let mut report = Report::new(None, true).guided("docs::referral");
    let root = Path::Root;
    let path = root.key(name);
    let found = report.table(&node, &path).and_then(|mut table| {
        let found = read(&mut report, &mut table);
        table.finish(&mut report);
        found
    });
    report.finish().map_err(Error::Journal)?;
    found.ok_or_else(|| Error::Journal(Vec::new()))
}

impl Accompaniment {
    /// Reads an accompaniment as [`Accompaniment::to_json`] writes it.
    ///
    /// # Errors
    /// [`Error::Journal`] with every problem found, by path.
    ///
    /// ```
    /// use millejours::Accompaniment;
    /// let text = r#"{"schema":1,"id":"w1","provider":"provider:guide","about":["family"],"state":"active","since":"2026-03-04"}"#;
    /// assert_eq!(Accompaniment::from_json(text)?.to_json(), text);
    ///
    /// // Whoever can no longer accompany says why.
    /// let refused = Accompaniment::from_json(text.replace("active", "lapsed")).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "referral.reason");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Journal)?;
        let mut report = Report::new(None, true).guided("docs::referral");
        let read = whole(&mut report, &node);
        report.finish().map_err(Error::Journal)?;
        read.ok_or_else(|| Error::Journal(Vec::new()))
    }

    /// An accompaniment with one step more, as JSON: `{"state","by","on","reason"?,"until"?}`.
    ///
    /// # Errors
    /// [`Error::Journal`] as [`Accompaniment::from_json`], of the step with paths under `turn`, and as [`Accompaniment::turn`].
    ///
    /// ```
    /// use millejours::Accompaniment;
    /// let text = r#"{"schema":1,"id":"w1","provider":"provider:guide","about":["family"],"state":"active","since":"2026-03-04"}"#;
    /// let ended = Accompaniment::turn_json(text, r#"{"state":"ended","by":"adult:a1","on":"2027-01-10"}"#)?;
    /// assert!(ended.contains(r#""state":"ended","since":"2027-01-10""#));
    /// let refused = Accompaniment::turn_json(text, r#"{"state":"ended","by":"provider:guide","on":"2027-01-10"}"#).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "accompaniment.actor");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn turn_json(accompaniment: impl AsRef<[u8]>, turn: impl AsRef<[u8]>) -> Result<String, Error> {
        let mut own = Self::from_json(accompaniment)?;
        let (turn, on) = beside(turn.as_ref(), "turn", |report, table| {
            let read = self::turn(report, table);
            let on = needed(report, table, "on", day);
            read.zip(on)
        })?;
        own.lead(turn.state, &turn.by, on, turn.reason, turn.until).map_err(|mut problem| {
            problem.place.path = format!("turn.{}", problem.place.path);
            Error::Journal(vec![*problem])
        })?;
        Ok(own.to_json())
    }

    /// An accompaniment with a goal set, or said to stand otherwise, as JSON: `{"goal","words","state","since"}`.
    ///
    /// # Errors
    /// [`Error::Journal`] as [`Accompaniment::from_json`], of the goal with paths under `goal`, and as [`Accompaniment::goal`].
    ///
    /// ```
    /// use millejours::Accompaniment;
    /// let text = r#"{"schema":1,"id":"w1","provider":"provider:guide","about":["family"],"state":"active","since":"2026-03-04"}"#;
    /// let goal = r#"{"goal":"o1","words":"a place to stay","state":"open","since":"2026-03-05"}"#;
    /// assert!(Accompaniment::goal_json(text, goal)?.contains("a place to stay"));
    /// assert!(Accompaniment::goal_json(text, goal.replace("a place to stay", " ")).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn goal_json(accompaniment: impl AsRef<[u8]>, goal: impl AsRef<[u8]>) -> Result<String, Error> {
        let mut own = Self::from_json(accompaniment)?;
        let (id, (words, state), since) = beside(goal.as_ref(), "goal", |report, table| {
            let id = needed(report, table, "goal", |report, node, path| report.id(node, path));
            let said = self::goal(report, table);
            let since = needed(report, table, "since", day);
            Some((id?, said?, since?))
        })?;
        own.goal(id, words, state, since)?;
        Ok(own.to_json())
    }
}
