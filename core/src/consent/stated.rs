//! A decision as its JSON states it: to be told in words, and nothing can be disclosed on it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::read::{about, day, id, needed, one_of, party, perhaps, some, whole};
use super::{ConsentAnswer, ConsentReasonCode, Gives, Party, Purpose};
use crate::document::{Node, Path, Report, Value, schema};
use crate::error::{Code, Error};
use crate::vocabulary::{Category, Subject};

/// A decision on a disclosure as its JSON states it, to be stored, sent and told in words ([`StatedDecision::to_text`]).
///
/// It is no [`ConsentDecision`](super::ConsentDecision): nothing can be disclosed on what somebody wrote down.
///
/// ```
/// use millejours::{ConsentAnswer, StatedDecision};
/// let text = r#"{"schema":1,"on":"2026-06-01","recipient":"provider:pmi","purpose":"referral","decision":"ask","rule":"protective","parts":[{"about":"family","category":"birth","decision":"ask","reasons":[{"code":"no_consent"}],"ask":[{"seek_advice":true}]}]}"#;
/// let decision = StatedDecision::from_json(text)?;
/// assert_eq!((decision.answer(), decision.to_json().as_str()), (ConsentAnswer::Ask, text));
///
/// let refused = StatedDecision::from_json(text.replace("no_consent", "no_idea")).unwrap_err();
/// assert_eq!(refused.problems()[0].place.path, "parts[0].reasons[0].code");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedDecision {
    pub(super) json: String,
    pub(super) recipient: Party,
    pub(super) purpose: Purpose,
    pub(super) offer: Option<String>,
    pub(super) answer: ConsentAnswer,
    pub(super) parts: Vec<StatedPart>,
}

/// Whom a part is about; without an id, everybody else of a kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Whom {
    pub(super) subject: Subject,
    pub(super) id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatedPart {
    pub(super) about: Whom,
    pub(super) category: Category,
    pub(super) decision: ConsentAnswer,
    pub(super) reasons: Vec<StatedReason>,
    pub(super) ask: Vec<StatedAsk>,
    pub(super) until: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatedReason {
    pub(super) code: ConsentReasonCode,
    pub(super) consent: Option<String>,
    pub(super) sharing: Option<String>,
    pub(super) step: Option<String>,
    pub(super) condition: Option<String>,
    pub(super) article: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StatedAsk {
    Whom(Party, BTreeSet<Gives>),
    SeekAdvice,
}

impl StatedDecision {
    /// Reads a decision as [`ConsentDecision::to_json`](super::ConsentDecision::to_json) writes it.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path. Messages never hold what the document holds.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let bytes = text.as_ref();
        let mut found = whole(bytes, decision)?;
        found.json = String::from_utf8_lossy(bytes).into_owned();
        Ok(found)
    }

    /// The decision as it was read.
    pub fn to_json(&self) -> String {
        self.json.clone()
    }

    /// The answer.
    pub fn answer(&self) -> ConsentAnswer {
        self.answer
    }
}

fn decision(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<StatedDecision> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let on = needed(report, &mut table, "on", day);
    let recipient = needed(report, &mut table, "recipient", party);
    let purpose = needed(report, &mut table, "purpose", one_of(Purpose::NAMED));
    let offer = perhaps(report, &mut table, "offer", id);
    let answer = needed(report, &mut table, "decision", answer);
    let rule =
        needed(report, &mut table, "rule", |report, node, path| report.choice(node, path, &[("protective", ())]));
    let parts = needed(report, &mut table, "parts", |report, node, path| each(report, node, path, part));
    let others = perhaps(report, &mut table, "others", |report, node, path| each(report, node, path, part));
    table.finish(report);
    let mut parts = parts?;
    parts.extend(others?.unwrap_or_default());
    on?;
    rule?;
    Some(StatedDecision {
        json: String::new(),
        recipient: recipient?,
        purpose: purpose?,
        offer: offer?,
        answer: answer?,
        parts,
    })
}

fn each<T>(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    read: impl Fn(&mut Report<'_>, &Node, &Path<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let items = report.list(node, path);
    let found = items.iter().enumerate();
    let found: Vec<T> = found.filter_map(|(at, item)| read(report, item, &path.index(at))).collect();
    (found.len() == items.len()).then_some(found)
}

fn answer(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<ConsentAnswer> {
    let words: Vec<_> = ConsentAnswer::ALL.iter().map(|own| (own.as_str(), *own)).collect();
    report.choice(node, path, &words)
}

fn code(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<ConsentReasonCode> {
    let words: Vec<_> = ConsentReasonCode::ALL.iter().map(|own| (own.as_str(), *own)).collect();
    report.choice(node, path, &words)
}

fn whom(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Whom> {
    let text = report.string(node, path)?;
    match Subject::NAMED.iter().find(|(name, _)| *name == text) {
        Some((_, subject)) => Some(Whom { subject: *subject, id: None }),
        None => about(report, node, path).map(|own| Whom { subject: own.subject(), id: own.id().map(str::to_owned) }),
    }
}

fn part(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<StatedPart> {
    let mut table = report.table(node, path)?;
    let about = needed(report, &mut table, "about", whom);
    let category = needed(report, &mut table, "category", one_of(Category::NAMED));
    let decision = needed(report, &mut table, "decision", answer);
    let reasons = needed(report, &mut table, "reasons", |report, node, path| each(report, node, path, reason));
    let ask = perhaps(report, &mut table, "ask", |report, node, path| each(report, node, path, ask));
    let until = perhaps(report, &mut table, "until", day);
    table.finish(report);
    Some(StatedPart {
        about: about?,
        category: category?,
        decision: decision?,
        reasons: reasons?,
        ask: ask?.unwrap_or_default(),
        until: until?,
    })
}

fn reason(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<StatedReason> {
    let mut table = report.table(node, path)?;
    let code = needed(report, &mut table, "code", code);
    let [consent, law, sharing, step, condition] =
        ["consent", "law", "sharing", "step", "condition"].map(|key| perhaps(report, &mut table, key, id));
    let article = perhaps(report, &mut table, "article", super::read::text);
    table.finish(report);
    law?;
    Some(StatedReason {
        code: code?,
        consent: consent?,
        sharing: sharing?,
        step: step?,
        condition: condition?,
        article: article?,
    })
}

fn ask(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<StatedAsk> {
    let mut table = report.table(node, path)?;
    let found = match table.get("seek_advice") {
        Some(Node { value: Value::Bool(true), .. }) => Some(StatedAsk::SeekAdvice),
        Some(node) => {
            let path = path.key("seek_advice");
            report.add(Code::DocumentInvalidValue, node, &path, "it is said or left out").expected =
                Some("true".to_owned());
            None
        }
        None => {
            let whom = needed(report, &mut table, "whom", party);
            let gives = some(report, &mut table, "gives", one_of(Gives::NAMED));
            whom.zip(gives).map(|(whom, gives)| StatedAsk::Whom(whom, gives))
        }
    };
    table.finish(report);
    found
}
