//! Entries as they are understood, by kind.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::goals::{Coordinated, SetGoal};
use super::header::{EventId, digits};
use crate::consent::read::{any, day, id, needed, one_of, party, perhaps, some};
use crate::consent::record::{evidence, former, status, terms};
use crate::consent::{
    About, Basis, Confidence, ConfidenceStatus, Consent, ConsentStatus, DisclosedPart, DisclosureRecord, Evidence,
    LawfulSharing, Party, Purpose, confidence, read, sharing,
};
use crate::document::{Node, Path, Report, Table};
use crate::error::Code;
use crate::referral::accompanied::{self, Turn};
use crate::referral::read::{start, step};
use crate::referral::{Accompaniment, Referral, ReferralStep};
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
        word: Word,
    },
    Confidence(Box<Confidence>),
    ConfidenceTurn(ConfidenceStatus, Word),
    Referral(Box<Begun>),
    ReferralStep(ReferralStep, Option<Evidence>),
    Accompaniment(Box<Accompanied>),
    AccompanimentTurn(Turn, Option<Evidence>),
    Goal(Box<SetGoal>),
    Coordinates(Box<Coordinated>),
    Lawful(Box<LawfulSharing>),
    Disclosure(Box<Shown>),
    /// What a confidence, of this id, keeps from these: nobody hands the thread on to them.
    NotFor(String, BTreeSet<Party>),
    /// Bodies of these events are to go.
    Erasure(BTreeSet<EventId>, Word),
    /// A kind that is not known here.
    Unknown,
}

/// Whose word something is, where its author writes it down for somebody, and what shows that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Word {
    pub(super) by: Option<Party>,
    pub(super) evidence: Option<Evidence>,
}

/// How a referral begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Begun {
    pub(super) own: Referral,
    /// Who of the family is asked.
    pub(super) asked: BTreeSet<Party>,
    pub(super) first: ReferralStep,
    pub(super) evidence: Option<Evidence>,
}

/// How an accompaniment begins, and how it stands after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Accompanied {
    pub(super) own: Accompaniment,
    /// Who of the family is asked.
    pub(super) asked: BTreeSet<Party>,
    /// Who proposed it.
    pub(super) by: Party,
    /// What it begins as: a proposal, if it is to begin.
    pub(super) first: Turn,
}

/// What is kept of a disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) recipient: Party,
    pub(super) purpose: Purpose,
    pub(super) offer: Option<String>,
    pub(super) on: NaiveDate,
    pub(super) until: Option<NaiveDate>,
    /// Never empty.
    pub(super) parts: BTreeSet<(About, Category)>,
    /// What it rests on; never empty.
    pub(super) basis: BTreeSet<Basis>,
}

impl Shown {
    /// The same, under the id of its thread.
    pub(super) fn record(&self, id: String) -> DisclosureRecord {
        let parts =
            self.parts.iter().map(|(about, category)| DisclosedPart { about: about.clone(), category: *category });
        DisclosureRecord {
            id,
            recipient: self.recipient.clone(),
            purpose: self.purpose,
            offer: self.offer.clone(),
            on: self.on,
            until: self.until,
            parts: parts.collect(),
            basis: self.basis.clone(),
        }
    }

    /// Whom it is about.
    pub(super) fn about(&self) -> impl Iterator<Item = &About> {
        self.parts.iter().map(|(about, _)| about)
    }
}

/// The kinds that are understood here.
pub(super) const KINDS: [&str; 10] = [
    "consent",
    "confidence",
    "referral",
    "accompaniment",
    "goal",
    "coordinates",
    "lawful",
    "disclosure",
    "erasure",
    "not_for",
];

impl Said {
    pub(super) fn read(report: &mut Report<'_>, kind: &str, node: &Node, path: &Path<'_>) -> Option<Said> {
        let mut table = report.table(node, path)?;
        table.get("kind");
        let said = match kind {
            "consent" => consent(report, &mut table),
            "confidence" => confidence(report, &mut table),
            "referral" => referral(report, &mut table),
            "accompaniment" => accompaniment(report, &mut table),
            "goal" => SetGoal::read(report, &mut table).map(|own| Said::Goal(Box::new(own))),
            "coordinates" => Coordinated::read(report, &mut table).map(|own| Said::Coordinates(Box::new(own))),
            "lawful" => sharing::body(report, &mut table, Some(String::new())).map(|own| Said::Lawful(Box::new(own))),
            "disclosure" => disclosure(report, &mut table),
            "erasure" => erasure(report, &mut table),
            "not_for" => not_for(report, &mut table),
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
        let status = status(report, table);
        let former = former(report, table);
        let ((status, again), (refused_on, deferred_on)) = (status?, former?);
        let (terms, evidence) = (terms?, evidence?);
        let (id, since) = (String::new(), NaiveDate::default());
        let own = Consent { id, terms, evidence, status, since, again, refused_on, deferred_on };
        return Some(Said::Consent(Box::new(own)));
    }
    let (status, again) = status(report, table)?;
    Some(Said::ConsentTurn { status, again, word: word(report, table)? })
}

pub(super) fn word(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Word> {
    let by = perhaps(report, table, "by", party);
    let evidence = perhaps(report, table, "evidence", evidence)?;
    Some(Word { by: by?, evidence })
}

fn confidence(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    if table.get("giver").is_some() {
        let (giver, keep, from, status) = confidence::body(report, table)?;
        return Some(Said::Confidence(Box::new(Confidence { id: String::new(), giver, keep, from, status })));
    }
    let status = needed(report, table, "status", one_of(ConfidenceStatus::NAMED));
    let word = word(report, table)?;
    status.map(|status| Said::ConfidenceTurn(status, word))
}

fn referral(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    let day = Some(NaiveDate::default());
    let begins = table.get("offer").is_some();
    let own = begins.then(|| start(report, table, String::new()));
    let asked = begins.then(|| any(report, table, "asked", party));
    let step = step(report, table, day, None);
    let evidence = perhaps(report, table, "evidence", evidence);
    match own {
        Some(own) => {
            let (own, asked) = (own?, asked.flatten()?);
            Some(Said::Referral(Box::new(Begun { own, asked, first: step?, evidence: evidence? })))
        }
        None => Some(Said::ReferralStep(step?, evidence?)),
    }
}

fn accompaniment(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    if table.get("provider").is_none() {
        let turn = accompanied::turn(report, table);
        let evidence = perhaps(report, table, "evidence", evidence);
        return Some(Said::AccompanimentTurn(turn?, evidence?));
    }
    let own = accompanied::start(report, table, String::new());
    let asked = any(report, table, "asked", party);
    let first = accompanied::turn(report, table);
    let (own, asked, first) = (own?, asked?, first?);
    let by = first.by.clone();
    Some(Said::Accompaniment(Box::new(Accompanied { own, asked, by, first })))
}

fn disclosure(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    let recipient = needed(report, table, "recipient", party);
    let on = needed(report, table, "on", day);
    let until = perhaps(report, table, "until", day);
    let purpose = needed(report, table, "purpose", one_of(Purpose::NAMED));
    let offer = perhaps(report, table, "offer", id);
    let parts = some(report, table, "parts", part);
    let basis = some(report, table, "basis", basis);
    let (recipient, purpose, offer) = (recipient?, purpose?, offer?);
    let (parts, basis) = (parts?, basis?);
    Some(Said::Disclosure(Box::new(Shown { recipient, purpose, offer, on: on?, until: until?, parts, basis })))
}

/// One thing on which a disclosure rests: exactly one.
fn basis(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Basis> {
    let mut table = report.table(node, path)?;
    let consent = perhaps(report, &mut table, "consent", id);
    let law = perhaps(report, &mut table, "law", id);
    let own = perhaps(report, &mut table, "own", |report, node, path| report.truth(node, path));
    let authority = perhaps(report, &mut table, "authority", |report, node, path| report.truth(node, path));
    table.finish(report);
    let found = match (consent?, law?, own?, authority?) {
        (Some(id), None, None, None) => Some(Basis::Consent(id)),
        (None, Some(id), None, None) => Some(Basis::Law(id)),
        (None, None, Some(true), None) => Some(Basis::Own),
        (None, None, None, Some(true)) => Some(Basis::Authority),
        _ => None,
    };
    if found.is_none() {
        report.add(Code::JournalEntry, node, path, "a disclosure rests on one thing in each place").expected =
            Some("one of consent, law, own = true, authority = true".to_owned());
    }
    found
}

fn part(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<(About, Category)> {
    let mut table = report.table(node, path)?;
    let about = needed(report, &mut table, "about", read::about);
    let category = needed(report, &mut table, "category", one_of(Category::NAMED));
    table.finish(report);
    about.zip(category)
}

fn not_for(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Said> {
    let confidence = needed(report, table, "confidence", id);
    let parties = some(report, table, "parties", party);
    Some(Said::NotFor(confidence?, parties?))
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
    let word = word(report, table)?;
    Some(Said::Erasure(found, word))
}
