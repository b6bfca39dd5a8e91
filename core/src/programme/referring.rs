//! How one comes to an offer: through an open door, or by a referral with its terms.

use serde::Serialize;

use crate::document::{Node, Path, Report};
use crate::error::Code;

/// The longest term, in days: ten years.
const LONGEST: i64 = 3660;

/// The terms of referrals to an offer, in whole days; what is absent has no term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ReferralTerms {
    /// A request is answered within so many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_within_days: Option<u32>,
    /// Once accepted, the help begins within so many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin_within_days: Option<u32>,
    /// A request that nobody answered is over after so many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_after_days: Option<u32>,
}

pub(super) fn read(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<ReferralTerms> {
    let mut table = report.table(node, path)?;
    let mut days = |report: &mut Report<'_>, key: &'static str| {
        let (node, path) = (table.get(key)?, path.key(key));
        let days = report.integer(node, &path)?;
        let found = u32::try_from(days).ok().filter(|_| (1..=LONGEST).contains(&days));
        if found.is_none() {
            report.add(Code::DocumentInvalidValue, node, &path, "this is no term in days").expected =
                Some(format!("1 to {LONGEST}"));
        }
        found
    };
    let terms = ReferralTerms {
        answer_within_days: days(report, "answer_within_days"),
        begin_within_days: days(report, "begin_within_days"),
        expires_after_days: days(report, "expires_after_days"),
    };
    table.finish(report);
    Some(terms)
}
