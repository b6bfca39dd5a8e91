//! Entries as they are understood, by kind.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::header::{EventId, digits};
use crate::consent::read::{day, id, items, needed, one_of, party, perhaps};
use crate::consent::record::{evidence, status, terms};
use crate::consent::{
    About, Confidence, ConfidenceStatus, Consent, ConsentStatus, Evidence, LawfulSharing, Party, Purpose, confidence,
    read, sharing,
};
use crate::document::{Node, Path, Report, Table};
use crate::error::Code;
use crate::referral::read::{start, step};
use crate::referral::{Referral, ReferralStep};
use crate::vocabulary::Category;

/// What an entry says. Where the event itself tells an id or a day, there is none yet, and it is filled in with the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A question to a giver, and how it stands.
    Consent(Box<Consent>),
    /// How it stands now.
    ConsentTurn {
        status: ConsentStatus,
        again: Option<NaiveDate>,
        evidence: Option<Evidence>,
    },
    Confidence(Box<Confidence>),
    ConfidenceTurn(ConfidenceStatus),
    Referral(Box<Referral>, ReferralStep),
    ReferralStep(ReferralStep),
    Lawful(Box<LawfulSharing>),
    Disclosure(Box<Shown>),
    /// Bodies of these events are to go.
    Erasure(BTreeSet<EventId>),
    /// A kind that is not known here.
    Unknown,
}

/// What of a disclosure decides something here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) recipient: Party,
    pub(super) on: NaiveDate,
    pub(super) until: Option<NaiveDate>,
    pub(super) about: BTreeSet<About>,
    /// The consents on which it rests.
    pub(super) consents: BTreeSet<String>,
}

impl Said {
    pub(super) fn read(report: &mut Report<'_>, kind: &str, node: &Node, path: &Path<'_>) -> Option<Said> {
        let mut table = report.table(node, path)?;
        table.get("kind");
        let said = match kind {
            "consent" => consent(report, &mut table),
            "confidence" => confidence(report, &mut table),
            "referral" => referral(report, &mut table),
            "lawful" => sharing::body(report, &mut table, Some(String::new())).map(|own| Said::Lawful(Box::new(own))),
            "disclosure" => disclosure(report, &mut table),
            "erasure" => erasure(report, &mut table),
            // Its keys are not known, and none is refused.
            _ => return Some(Said::Unknown),
        };
        table.finish(report);
        said
    }
}

fn consent(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    if table.get("giver").is_some() {
        let terms = terms(report, table);
        let evidence = perhaps(report, table, "evidence", evidence);
        let (status, again) = status(report, table)?;
        let (terms, evidence) = (terms?, evidence?);
        let since = NaiveDate::default();
        return Some(Said::Consent(Box::new(Consent { id: String::new(), terms, evidence, status, since, again })));
    }
    let (status, again) = status(report, table)?;
    let evidence = perhaps(report, table, "evidence", evidence)?;
    perhaps(report, table, "by", party)?;
    Some(Said::ConsentTurn { status, again, evidence })
}

fn confidence(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    if table.get("giver").is_some() {
        let (giver, keep, from, status) = confidence::body(report, table)?;
        return Some(Said::Confidence(Box::new(Confidence { id: String::new(), giver, keep, from, status })));
    }
    let status = needed(report, table, "status", one_of(ConfidenceStatus::NAMED));
    perhaps(report, table, "by", party)?;
    status.map(Said::ConfidenceTurn)
}

fn referral(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    let day = Some(NaiveDate::default());
    if table.get("offer").is_some() {
        let own = start(report, table, String::new());
        let first = step(report, table, day, None);
        return Some(Said::Referral(Box::new(own?), first?));
    }
    step(report, table, day, None).map(Said::ReferralStep)
}

fn disclosure(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    let recipient = needed(report, table, "recipient", party);
    let on = needed(report, table, "on", day);
    let until = perhaps(report, table, "until", day);
    needed(report, table, "purpose", one_of(Purpose::NAMED))?;
    perhaps(report, table, "offer", id)?;
    let parts = needed(report, table, "parts", |report, node, path| items(report, node, path, part));
    let basis = needed(report, table, "basis", |report, node, path| items(report, node, path, basis));
    let about = parts?.into_iter().map(|(about, _)| about).collect();
    let consents = basis?.into_iter().flatten().collect();
    Some(Said::Disclosure(Box::new(Shown { recipient: recipient?, on: on?, until: until?, about, consents })))
}

/// One thing on which a disclosure rests; the id, where it is a consent.
fn basis(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Option<String>> {
    let mut table = report.table(node, path)?;
    let consent = perhaps(report, &mut table, "consent", id)?;
    perhaps(report, &mut table, "law", id)?;
    perhaps(report, &mut table, "own", |report, node, path| report.truth(node, path))?;
    perhaps(report, &mut table, "authority", |report, node, path| report.truth(node, path))?;
    table.finish(report);
    Some(consent)
}

fn part(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<(About, Category)> {
    let mut table = report.table(node, path)?;
    let about = needed(report, &mut table, "about", read::about);
    let category = needed(report, &mut table, "category", one_of(Category::NAMED));
    table.finish(report);
    about.zip(category)
}

fn erasure(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    let events = table.need(report, "events")?;
    let path = table.path.key("events");
    let mut found = BTreeSet::new();
    for (index, item) in report.list(events, &path).iter().enumerate() {
        found.extend(digits(report, item, &path.index(index), EventId::parse));
    }
    if found.is_empty() {
        report.add(Code::JournalEntry, events, &path, "an erasure names at least one event");
    }
    Some(Said::Erasure(found))
}
