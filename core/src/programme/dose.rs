//! How much of an offer: one amount, or steps by a score.

use super::model::{DoseRule, Score};
use crate::document::{Node, Path, Report};
use crate::error::Code;
use crate::vocabulary::Subject;

/// A dose as read, before its score is looked up.
pub(super) struct RawDose<'n> {
    unit: String,
    by: Option<(String, &'n Node)>,
    steps: Vec<(i64, i64)>,
    /// The steps, or the whole dose where there are none.
    node: &'n Node,
    path: String,
}

fn amount(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<i64> {
    let amount = report.integer(node, path)?;
    if !(0..=1_000_000).contains(&amount) {
        report.add(Code::DocumentInvalidValue, node, path, "this is no amount").expected =
            Some("0 to 1000000".to_owned());
        return None;
    }
    Some(amount)
}

pub(super) fn read<'n>(report: &mut Report<'_>, node: &'n Node, path: &Path<'_>) -> Option<RawDose<'n>> {
    let mut table = report.table(node, path)?;
    let unit = table.need(report, "unit").and_then(|node| report.id(node, &path.key("unit")));
    let single = table.get("amount");
    let by = table.get("by").and_then(|node| Some((report.id(node, &path.key("by"))?, node)));
    let list = table.get("steps");
    table.finish(report);
    let mut steps = Vec::new();
    match (single, list, by.is_some()) {
        (Some(node), None, false) => steps.push((i64::MIN, amount(report, node, &path.key("amount"))?)),
        (None, Some(list), true) => {
            let path = path.key("steps");
            for (index, item) in report.list(list, &path).iter().enumerate() {
                if report.is_full() {
                    break;
                }
                let path = path.index(index);
                let Some(mut step) = report.table(item, &path) else { continue };
                let from = step.need(report, "from").and_then(|node| report.integer(node, &path.key("from")));
                let much = step.need(report, "amount").and_then(|node| amount(report, node, &path.key("amount")));
                step.finish(report);
                if let (Some(from), Some(much)) = (from, much) {
                    if steps.last().is_some_and(|(last, _)| from <= *last) {
                        report.add(Code::DoseSteps, item, &path, "this step does not lie above the one before");
                    }
                    steps.push((from, much));
                }
            }
            if steps.is_empty() {
                report.add(Code::DoseSteps, list, &path, "a dose by score needs steps");
            }
        }
        (single, ..) => {
            let (code, message) = match single {
                Some(_) => (Code::DocumentInvalidValue, "the dose says both one amount and steps by a score"),
                None => (Code::DocumentMissingKey, "the dose says neither one amount nor steps by a score"),
            };
            report.add(code, node, path, message).expected = Some("{ unit, amount } or { unit, by, steps }".to_owned());
            return None;
        }
    }
    Some(RawDose { unit: unit?, by, steps, node: list.unwrap_or(node), path: path.to_string() })
}

pub(super) fn settled(
    report: &mut Report<'_>,
    raw: RawDose<'_>,
    subject: Subject,
    scores: &[Score],
    least: &dyn Fn(&Score) -> Option<i64>,
) -> Option<DoseRule> {
    let place = |key: &str| format!("{}.{key}", raw.path);
    let mut by = None;
    if let Some((id, node)) = &raw.by {
        let found = scores.iter().position(|score| score.id == *id);
        match found.and_then(|index| scores.get(index)) {
            None => {
                let path = place("by");
                let near = crate::error::nearest(id, scores.iter().map(|score| score.id.as_str()));
                let help = near.map(|name| format!("did you mean `{name}`?"));
                report
                    .add(Code::ReferenceUnknown, node, &Path::Root.key(&path), format!("there is no score `{id}`"))
                    .help = help.or(Some(Code::ReferenceUnknown.advice().to_owned()));
                return None;
            }
            Some(score) if score.of != Subject::Family && score.of != subject => {
                let path = place("by");
                let message = format!("the score `{id}` is for each {}", score.of.as_str());
                report.add(Code::ConditionScope, node, &Path::Root.key(&path), message).help =
                    Some(format!("an offer with `for = \"{}\"` may use it", score.of.as_str()));
                return None;
            }
            Some(score) => {
                by = found;
                let lowest = least(score);
                if let (Some((from, _)), Some(lowest)) = (raw.steps.first(), lowest)
                    && *from > lowest
                {
                    let path = place("steps");
                    let message = "the first step lies above the least possible score";
                    report.add(Code::DoseSteps, raw.node, &Path::Root.key(&path), message).expected =
                        Some(format!("a first step at {lowest} or below"));
                }
            }
        }
    }
    Some(DoseRule { unit: raw.unit.into(), by, steps: raw.steps })
}
