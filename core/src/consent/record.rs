//! A consent: one question put to one giver, and how it stands.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::read::{about_whom, any, day, id, needed, one_of, party, perhaps, some, text, whole};
use super::{
    About, Act, Concerned, ConsentState, ConsentStatus, Evidence, EvidenceForm, Gives, Notice, Party, Purpose,
};
use crate::document::{Node, Path, Report, Table};
use crate::error::{Code, Error, Place, Problem};
use crate::vocabulary::Category;

/// What is asked of a giver. It never changes: another question is another consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ConsentTerms {
    /// Who is asked.
    pub giver: Party,
    /// What is given.
    pub gives: BTreeSet<Gives>,
    /// What the knowledge is used for.
    pub purpose: Purpose,
    /// The categories of knowledge. Empty only where nothing but acceptance is given.
    pub categories: BTreeSet<Category>,
    /// Who receives it.
    pub recipients: BTreeSet<Party>,
    /// Whom it is about.
    pub about: Concerned,
    /// The offer that it is for, where it is for one only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// How much the act weighs.
    pub act: Act,
    /// The first day on which it holds.
    #[serde(serialize_with = "written")]
    pub from: NaiveDate,
    /// The first day on which it holds no longer.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written_some")]
    pub until: Option<NaiveDate>,
    /// What the giver was told before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
}

/// A consent: one question put to one giver, and how it stands. The same thing asked again is a new consent, with a new id.
///
/// ```
/// use millejours::{Consent, ConsentState, parse_date};
/// let consent = Consent::from_json(r#"{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"],
///     "purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["family", "child[c1]"],
///     "act": "ordinary", "from": "2026-06-01", "until": "2026-12-01", "status": "given", "since": "2026-06-01"}"#)?;
/// assert_eq!(consent.state(parse_date("2026-11-30")?), ConsentState::Given);
/// assert_eq!(consent.state(parse_date("2026-12-01")?), ConsentState::Expired);
///
/// // A refusal names the place, never what stands there.
/// let refused = Consent::from_json(r#"{"id": "g1", "giver": "grandmother"}"#).unwrap_err();
/// assert!(refused.problems().iter().any(|problem| problem.code.as_str() == "consent.party"));
/// assert!(!refused.to_string().contains("grandmother"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Consent {
    /// Its id, in the family's journal as in its documents.
    pub id: String,
    /// What is asked.
    #[serde(flatten)]
    pub terms: ConsentTerms,
    /// What shows that it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// How it stands, as it was last said.
    pub status: ConsentStatus,
    /// The day on which that was said.
    #[serde(serialize_with = "written")]
    pub since: NaiveDate,
    /// The first day on which the question may be put again, of one that was deferred or refused.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written_some")]
    pub again: Option<NaiveDate>,
    /// The newest day on which it was refused before it became what it is. Nothing that is said later takes a no away: asking
    /// again is no answer.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written_some")]
    pub refused_on: Option<NaiveDate>,
    /// The newest day on which it was deferred before it became what it is.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written_some")]
    pub deferred_on: Option<NaiveDate>,
}

pub(super) fn written<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

pub(super) fn written_some<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(serializer)
}

impl Consent {
    /// Reads a consent from JSON.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path. Messages never hold what the document holds.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        whole(text.as_ref(), consent)
    }

    /// The consent as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// How it stands on a day. A yes holds from `from` and from the day on which it was said, to the day before `until`;
    /// a no holds whatever the day.
    pub fn state(&self, on: NaiveDate) -> ConsentState {
        match self.status {
            ConsentStatus::Requested => ConsentState::Requested,
            ConsentStatus::Deferred => ConsentState::Deferred,
            ConsentStatus::Refused => ConsentState::Refused,
            ConsentStatus::Invalidated => ConsentState::Invalidated,
            ConsentStatus::Withdrawn => ConsentState::Withdrawn,
            ConsentStatus::Given if self.terms.until.is_some_and(|until| until <= on) => ConsentState::Expired,
            ConsentStatus::Given if on < self.terms.from || on < self.since => ConsentState::NotYetValid,
            ConsentStatus::Given => ConsentState::Given,
        }
    }

    /// The consent with another status from a day on. `again` is the first day on which a question that was deferred or
    /// refused may be put again.
    ///
    /// # Errors
    /// [`Error::Consent`]: `consent.transition` where this status cannot become that one; `consent.too_soon` where the
    /// question is put again before the agreed day; `consent.contradiction` where `again` goes with neither a refusal nor
    /// a deferral, or the day lies before the one on which the present status was said.
    ///
    /// ```
    /// # let text = r#"{"id":"g1","giver":"adult:a1","gives":["acceptance"],"purpose":"care","categories":[],
    /// # "recipients":["provider:pmi"],"about":["family"],"act":"ordinary","from":"2026-06-01","status":"requested",
    /// # "since":"2026-06-01"}"#;
    /// use millejours::{Consent, ConsentStatus, parse_date};
    /// let asked = Consent::from_json(text)?;
    /// let later = asked.become_status(ConsentStatus::Deferred, parse_date("2026-06-02")?, Some(parse_date("2026-07-01")?))?;
    /// let refused = later.become_status(ConsentStatus::Requested, parse_date("2026-06-30")?, None).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "consent.too_soon");
    /// // The giver may speak first.
    /// assert!(later.become_status(ConsentStatus::Given, parse_date("2026-06-30")?, None).is_ok());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn become_status(&self, next: ConsentStatus, on: NaiveDate, again: Option<NaiveDate>) -> Result<Self, Error> {
        let refuse =
            |code, at: &str, message: &str| Err(Error::Consent(vec![Problem::new(code, Place::at(at), message)]));
        if !self.status.may_become(next) {
            let next = ConsentStatus::NAMED.iter().filter(|(_, next)| self.status.may_become(*next));
            let next: Vec<&str> = next.map(|(word, _)| *word).collect();
            let place = Place::at("status");
            let problem = Problem::new(Code::ConsentTransition, place, "this status cannot become that one");
            return Err(Error::Consent(vec![match next.is_empty() {
                true => problem,
                false => problem.expected(next.join(", ")).help("say one of these; another question is a new consent"),
            }]));
        }
        if on < self.since {
            return refuse(Code::ConsentContradiction, "since", "the present status was said on a later day");
        }
        if next == ConsentStatus::Requested && self.again.is_some_and(|again| on < again) {
            return refuse(Code::ConsentTooSoon, "status", "the question is put again before the agreed day");
        }
        if again.is_some() && !waits(next) {
            return refuse(Code::ConsentContradiction, "again", "only what is deferred or refused is asked again");
        }
        let was = |status, before: Option<NaiveDate>| if self.status == status { Some(self.since) } else { before };
        let refused_on = was(ConsentStatus::Refused, self.refused_on);
        let deferred_on = was(ConsentStatus::Deferred, self.deferred_on);
        Ok(Consent { status: next, since: on, again, refused_on, deferred_on, ..self.clone() })
    }

    /// Each no that was said to it, with its day: now, and before it became what it is.
    pub(crate) fn noes(&self) -> impl Iterator<Item = (ConsentStatus, NaiveDate)> + use<> {
        let now = self.status.says_no().then_some((self.status, self.since));
        let refused = self.refused_on.map(|on| (ConsentStatus::Refused, on));
        let deferred = self.deferred_on.map(|on| (ConsentStatus::Deferred, on));
        [now, refused, deferred].into_iter().flatten()
    }

    /// The day of the newest no that was said to it.
    pub(crate) fn newest_no(&self) -> Option<NaiveDate> {
        self.noes().map(|(_, on)| on).max()
    }
}

/// May the question be put again?
pub(crate) fn waits(status: ConsentStatus) -> bool {
    matches!(status, ConsentStatus::Deferred | ConsentStatus::Refused)
}

impl ConsentTerms {
    /// Does it speak of this knowledge about these?
    pub(crate) fn speaks_of(&self, about: &About, category: Category) -> bool {
        self.about.covers(about) && self.categories.contains(&category)
    }
}

/// Reads the terms out of a table that its caller closes.
pub(crate) fn terms(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<ConsentTerms> {
    let giver = needed(report, table, "giver", party);
    let gives = some(report, table, "gives", one_of(Gives::NAMED));
    let purpose = needed(report, table, "purpose", one_of(Purpose::NAMED));
    let accepts = gives.as_ref().is_some_and(|gives| gives.iter().all(|gives| *gives == Gives::Acceptance));
    let categories = match accepts {
        true => any(report, table, "categories", one_of(Category::NAMED)),
        false => some(report, table, "categories", one_of(Category::NAMED)),
    };
    let recipients = some(report, table, "recipients", party);
    let about = about_whom(report, table);
    let offer = perhaps(report, table, "offer", id);
    let act = needed(report, table, "act", one_of(Act::NAMED));
    let from = needed(report, table, "from", day);
    let until = perhaps(report, table, "until", day);
    let notice = perhaps(report, table, "notice", notice);
    if let (Some(from), Some(Some(until)), Some(node)) = (from, until, table.get("until"))
        && until <= from
    {
        let message = "it ends before it begins";
        report.add(Code::ConsentContradiction, node, &table.path.key("until"), message).expected =
            Some("a day after `from`: it is the first on which the consent holds no longer".to_owned());
        return None;
    }
    Some(ConsentTerms {
        giver: giver?,
        gives: gives?,
        purpose: purpose?,
        categories: categories?,
        recipients: recipients?,
        about: about?,
        offer: offer?,
        act: act?,
        from: from?,
        until: until?,
        notice: notice?,
    })
}

/// Reads a consent.
pub(crate) fn consent(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Consent> {
    let mut table = report.table(node, path)?;
    let id = needed(report, &mut table, "id", id);
    let terms = terms(report, &mut table);
    let evidence = perhaps(report, &mut table, "evidence", evidence);
    let status = status(report, &mut table);
    let since = needed(report, &mut table, "since", day);
    let former = former(report, &mut table);
    table.finish(report);
    let ((status, again), (refused_on, deferred_on)) = (status?, former?);
    Some(Consent { id: id?, terms: terms?, evidence: evidence?, status, since: since?, again, refused_on, deferred_on })
}

/// Reads `status`, and `again` beside it.
pub(crate) fn status(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<(ConsentStatus, Option<NaiveDate>)> {
    let status = needed(report, table, "status", one_of(ConsentStatus::NAMED));
    let again = perhaps(report, table, "again", day);
    if let (Some(status), Some(Some(_)), Some(node)) = (status, again, table.get("again"))
        && !waits(status)
    {
        let message = "only what is deferred or refused is asked again";
        report.add(Code::ConsentContradiction, node, &table.path.key("again"), message);
    }
    status.zip(again)
}

/// Reads when it was refused and deferred before.
pub(crate) fn former(
    report: &mut Report<'_>,
    table: &mut Table<'_, '_>,
) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let refused = perhaps(report, table, "refused_on", day);
    let deferred = perhaps(report, table, "deferred_on", day);
    refused.zip(deferred)
}

/// Reads what shows that a consent was given.
pub(crate) fn evidence(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Evidence> {
    let mut table = report.table(node, path)?;
    let form = needed(report, &mut table, "form", one_of(EvidenceForm::NAMED));
    let of_age = perhaps(report, &mut table, "of_age", |report, node, path| report.truth(node, path));
    let witness = perhaps(report, &mut table, "witness", party);
    table.finish(report);
    Some(Evidence { form: form?, of_age: of_age?, witness: witness? })
}

fn notice(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Notice> {
    let mut table = report.table(node, path)?;
    let language = needed(report, &mut table, "language", text);
    let edition = perhaps(report, &mut table, "edition", text);
    table.finish(report);
    Some(Notice { language: language?, edition: edition? })
}
