//! How long events are kept once what they are about is over, and which are then to be erased.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::header::EventId;
use super::noes::revives;
use super::roster::Roster;
use super::said::Said;
use crate::consent::{Basis, ConfidenceStatus, Consent, ConsentState, Consents, Party};
use crate::document::{Form, Node, Path, Report, parse, schema};
use crate::error::{Code, Error, nearest};
use crate::referral::{AccompanimentState, ReferralState};

/// The most days: a hundred years.
const MOST_DAYS: i64 = 36_525;

/// How long threads are kept after their end, by kind and by how they ended. Where no rule speaks of a thread, nothing of it
/// is due.
///
/// A document of rules has `schema` and a list `keep`, each of `thread`, perhaps `ended`, and `days`, 0 to 36525. Without
/// `ended` a rule is for every end that no other rule names. Any other word is refused, since nothing would ever be due by it.
///
/// | `thread` | `ended` |
/// |---|---|
/// | `consent` | `expired`, `refused`, `withdrawn`, `invalidated` |
/// | `confidence` | `lifted` |
/// | `referral` | `rejected`, `completed`, `failed`, `cancelled`, `refused_by_family`, `entered_in_error` |
/// | `accompaniment` | `refused_by_family`, `ended` |
/// | `lawful` | `shared` |
/// | `disclosure` | `over` |
///
/// ```
/// use millejours::{Journal, JournalId, RetentionRules, parse_date};
/// let rules = RetentionRules::from_toml(r#"
///     schema = 1
///     [[keep]]
///     thread = "referral"                   # any end of a referral
///     days = 1095
///     [[keep]]
///     thread = "referral"
///     ended = "refused_by_family"           # of two rules the more particular counts
///     days = 0
/// "#)?;
/// assert!(Journal::new(JournalId::from_bytes(&[5; 16])).due_for_erasure(&rules, parse_date("2026-06-01")?).is_empty());
///
/// let refused = RetentionRules::from_toml("schema = 1\n[[keep]]\nthread = 'referral'\ndays = -1\n").unwrap_err();
/// assert_eq!((refused.kind(), refused.code().as_str()), ("journal", "document.invalid_value"));
///
/// // A rule for what is never said would keep everything for ever: kinds and ends are checked.
/// let refused = RetentionRules::from_toml("schema = 1\n[[keep]]\nthread = 'referral'\nended = 'refused'\ndays = 3\n").unwrap_err();
/// assert_eq!(refused.problems()[0].help.as_deref(), Some("did you mean `refused_by_family`?"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RetentionRules {
    keep: Vec<Keeping>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Keeping {
    thread: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<String>,
    days: u64,
}

/// An ended thread whose bodies are due for erasure, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DueErasure {
    /// The thread.
    pub thread: String,
    /// What it is: `consent`, `referral` and so on.
    pub kind: &'static str,
    /// How it ended.
    pub ended: &'static str,
    /// When it ended.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub since: NaiveDate,
    /// The day from which it is due.
    #[serde(serialize_with = "crate::calendar::wire::day")]
    pub due: NaiveDate,
    /// The events with bodies to erase: all that have one, but erasures, and what says how a consent or a confidence stands.
    /// What is kept from other people stands in a row of its own, for an erasure of its own.
    pub events: Vec<EventId>,
}

impl RetentionRules {
    /// Reads rules from TOML.
    ///
    /// # Errors
    /// [`Error::Journal`] with every problem found, by line.
    pub fn from_toml(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::from(text.as_ref(), Form::Toml)
    }

    /// Reads rules from JSON: `{"schema":1,"keep":[{"thread":"referral","ended":"completed","days":1095}]}`.
    ///
    /// # Errors
    /// [`Error::Journal`] with every problem found, by path.
    ///
    /// ```
    /// let refused = millejours::RetentionRules::from_json(r#"{"schema": 1}"#).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "document.missing_key");
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::from(text.as_ref(), Form::Json)
    }

    /// The rules as JSON, in the one wire form.
    ///
    /// ```
    /// let text = r#"{"schema":1,"keep":[{"thread":"referral","ended":"completed","days":1095}]}"#;
    /// assert_eq!(millejours::RetentionRules::from_json(text)?.to_json(), text);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Rules<'k> {
            schema: u32,
            keep: &'k [Keeping],
        }
        serde_json::to_string(&Rules { schema: 1, keep: &self.keep }).unwrap_or_default()
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.keep.len()
    }

    /// Is nothing ever due?
    pub fn is_empty(&self) -> bool {
        self.keep.is_empty()
    }

    fn from(text: &[u8], form: Form) -> Result<Self, Error> {
        let (node, text) = parse(text, form).map_err(Error::Journal)?;
        let mut report = Report::new((form == Form::Toml).then_some(text), false).guided("docs::journal");
        let read = rules(&mut report, &node, &Path::Root);
        report.finish().map_err(Error::Journal)?;
        Ok(RetentionRules { keep: read.unwrap_or_default() })
    }

    /// For how many days a thread is kept that ended so. A rule for this end counts before one for any.
    fn days(&self, kind: &str, ended: &str) -> Option<u64> {
        let mut fitting: Vec<&Keeping> = self
            .keep
            .iter()
            .filter(|rule| rule.thread == kind && rule.ended.as_deref().is_none_or(|word| word == ended))
            .collect();
        fitting.sort_by_key(|rule| (rule.ended.is_none(), rule.days));
        fitting.first().map(|rule| rule.days)
    }
}

impl Journal {
    /// The threads that are over and were kept for as long as the rules say, by their ids, with the events to erase. The
    /// library erases nothing by itself: draft an entry `erasure` of these events, and add it by [`Journal::append_due`].
    ///
    /// Who may sign it is told in the guide [`crate::docs::journal`], with an example. Of a consent with a no in it (`withdrawn`,
    /// `refused`, …), and of a confidence, the giver signs, or somebody who is no member of the family, in an entry with `by` (the giver)
    /// and `evidence`: an [`crate::Entry::erasure`] alone is then refused (`journal.authority`). Of all else it will do, and anybody in
    /// the roster signs it; only of a consent without a no nobody of the family but the giver, and no recipient.
    ///
    /// A consent that ended with a no is not named while an older yes to the same question stands: without the no it would
    /// count again; nor is a referral before the day that the family named.
    pub fn due_for_erasure(&self, rules: &RetentionRules, on: NaiveDate) -> Vec<DueErasure> {
        let (mut found, stated, needed) = (Vec::new(), self.stated(on), self.needed(on));
        for standing in self.standings(on).into_iter().filter(|standing| standing.ended) {
            let Some(days) = rules.days(standing.kind, standing.state) else { continue };
            let Some(due) = standing.since.checked_add_days(Days::new(days)).filter(|due| *due <= on) else { continue };
            let stays =
                |said: &Said| matches!(said, Said::Erasure(..) | Said::ConsentTurn { .. } | Said::ConfidenceTurn(..));
            let bodies = |event: &&Event| event.entry().is_some_and(|entry| !stays(entry.said()));
            let places = self.shape.thread(&standing.thread);
            let waits = |no: &Consent| no.again.is_some_and(|again| on < again);
            let mut noes = places.iter().filter_map(|place| self.no_of(*place, places, on));
            if noes.any(|no| waits(&no) || revives(&stated, &standing.thread, &no, on))
                || self.waits(places, on)
                || places.iter().any(|place| self.is_needed(*place, &needed, on))
            {
                continue;
            }
            let events = places.iter().filter_map(|place| self.at(*place));
            // One erasure is seen by those who see what it erases: what is kept from others has one of its own.
            let mut alike: BTreeMap<&BTreeSet<Party>, BTreeSet<EventId>> = BTreeMap::new();
            for event in events.filter(bodies).filter(|event| event.header.on <= on) {
                alike.entry(&event.header.kept_from).or_default().insert(event.id);
            }
            for events in alike.into_values() {
                let (thread, kind, ended) = (standing.thread.clone(), standing.kind, standing.state);
                let events = events.into_iter().collect();
                found.push(DueErasure { thread, kind, ended, since: standing.since, due, events });
            }
        }
        found
    }

    /// What is due by rules in JSON, as JSON: the same bytes in all languages. See [`Journal::due_for_erasure`].
    ///
    /// # Errors
    /// As [`RetentionRules::from_json`].
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// let (journal, on) = (Journal::new(JournalId::from_bytes(&[5; 16])), parse_date("2026-06-01")?);
    /// let due = journal.due_for_erasure_json(r#"{"schema": 1, "keep": []}"#, on)?;
    /// assert_eq!(due, r#"{"schema":1,"journal":"05050505050505050505050505050505","on":"2026-06-01","due":[]}"#);
    /// assert!(journal.due_for_erasure_json("{}", on).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn due_for_erasure_json(&self, rules: impl AsRef<[u8]>, on: NaiveDate) -> Result<String, Error> {
        let due = self.due_for_erasure(&RetentionRules::from_json(rules)?, on);
        let own = Due { schema: 1, journal: self.id().to_string(), on, due };
        Ok(serde_json::to_string(&own).unwrap_or_default())
    }
}

#[derive(Serialize)]
struct Due {
    schema: u32,
    journal: String,
    #[serde(serialize_with = "crate::calendar::wire::day")]
    on: NaiveDate,
    due: Vec<DueErasure>,
}

impl Journal {
    /// Adds an erasure of what is due by these rules ([`Journal::due_for_erasure`]) on the day on which it arrives. What was shown,
    /// and what was shared under a law, goes in no other way.
    ///
    /// # Errors
    /// As [`Journal::append`].
    ///
    /// ```
    /// use millejours::{Draft, Entry, Journal, JournalId, Party, RetentionRules, Roster, RosterKey, SecretKey, parse_date};
    /// let key = SecretKey::from_bytes(&[1; 32]);
    /// let pmi = Party::parse("provider:pmi").unwrap();
    /// let roster = Roster::new([RosterKey::new(pmi.clone(), key.public())])?;
    /// let mut journal = Journal::new(JournalId::from_bytes(&[5; 16]));
    /// let draft = |entry: Entry, on: &str| Ok::<_, millejours::Error>(Draft {
    ///     thread: "l1".to_owned(), author: pmi.clone(), key: key.public(), on: parse_date(on)?,
    ///     kept_from: Default::default(), entry,
    /// });
    /// let shared = Entry::from_json(r#"{"kind": "lawful", "law": "de-kkg-4", "holder": "provider:pmi", "holder_is": ["doctor"],
    ///     "recipient": "authority:office", "recipient_is": ["youth_office"], "categories": ["health"],
    ///     "about": ["child[c1]"], "on": "2026-06-01", "conditions": ["child_in_danger"], "steps": []}"#)?;
    /// let event = journal.draft(draft(shared, "2026-06-01")?, [9; 32])?.sign(&key)?;
    /// let l1 = event.id();
    /// journal.append(event, &roster, parse_date("2026-06-01")?)?;
    ///
    /// let rules = RetentionRules::from_toml("schema = 1\n[[keep]]\nthread = 'lawful'\ndays = 365\n")?;
    /// let early = journal.draft(draft(Entry::erasure([l1]), "2026-06-02")?, [8; 32])?.sign(&key)?;
    /// assert!(journal.append(early.clone(), &roster, parse_date("2026-06-02")?).is_err());
    /// assert!(journal.append_due(early, &rules, &roster, parse_date("2026-06-02")?).is_err());
    /// let due = journal.draft(draft(Entry::erasure([l1]), "2027-06-01")?, [8; 32])?.sign(&key)?;
    /// assert!(journal.append_due(due, &rules, &roster, parse_date("2027-06-01")?)?);
    /// assert!(journal.is_erased(&l1));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn append_due(
        &mut self,
        event: Event,
        rules: &RetentionRules,
        roster: &Roster,
        on: NaiveDate,
    ) -> Result<bool, Error> {
        let due = self.due_for_erasure(rules, on).into_iter().flat_map(|due| due.events).collect();
        self.add(event, roster, on, &due)
    }

    /// By what that is told: the consents, and the laws on which something rests that was shown.
    fn needed(&self, on: NaiveDate) -> (Consents, BTreeSet<&String>) {
        let shown = self.places().filter_map(|place| match self.said(place) {
            Some(Said::Disclosure(own)) => Some(&own.basis),
            _ => None,
        });
        let laws = shown.flatten().filter_map(|basis| match basis {
            Basis::Law(id) => Some(id),
            _ => None,
        });
        (self.consents(on), laws.collect())
    }

    /// Is what was shown, or shared under a law, still to be called back, or perhaps one day?
    fn is_needed(&self, place: u32, (consents, laws): &(Consents, BTreeSet<&String>), on: NaiveDate) -> bool {
        let Some(event) = self.at(place) else { return false };
        let thread = &event.header.thread;
        match event.entry().map(Entry::said) {
            Some(Said::Disclosure(own)) => {
                let stands = |basis: &Basis| match basis {
                    Basis::Consent(id) => {
                        let state = consents.consent(id).map(|own| own.state(on));
                        matches!(state, Some(ConsentState::Given | ConsentState::NotYetValid))
                    }
                    _ => false,
                };
                let record = own.record(thread.clone());
                own.basis.iter().any(stands)
                    || consents
                        .withdrawal_duties(&[record], &event.header.author, on)
                        .iter()
                        .any(|duty| duty.disclosure.is_some())
            }
            Some(Said::Lawful(_)) => laws.contains(thread),
            _ => false,
        }
    }
}

fn rules(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Vec<Keeping>> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let keep = table.need(report, "keep");
    table.finish(report);
    let path = path.key("keep");
    let mut found = Vec::new();
    for (index, item) in report.list(keep?, &path).iter().enumerate() {
        if report.is_full() {
            break;
        }
        found.extend(keeping(report, item, &path.index(index)));
    }
    Some(found)
}

/// The ends of each kind of thread, in the words of what is told of it (`Whole::told`): what else stands there is not over.
fn ends() -> [(&'static str, Vec<&'static str>); 6] {
    let consent = [ConsentState::Expired, ConsentState::Refused, ConsentState::Withdrawn, ConsentState::Invalidated];
    let referral = ReferralState::ALL.iter().filter(|state| state.is_end());
    let accompaniment = AccompanimentState::ALL.iter().filter(|state| state.is_end());
    [
        ("consent", consent.map(ConsentState::as_str).to_vec()),
        ("confidence", vec![ConfidenceStatus::Lifted.as_str()]),
        ("referral", referral.map(|state| state.as_str()).collect()),
        ("accompaniment", accompaniment.map(|state| state.as_str()).collect()),
        ("lawful", vec!["shared"]),
        ("disclosure", vec!["over"]),
    ]
}

/// One of a few words. Who writes the beginning of one means that one: `refused` is said of `refused_by_family`.
fn word<'w>(report: &mut Report<'_>, node: &Node, path: &Path<'_>, known: &[&'w str]) -> Option<&'w str> {
    let text = report.string(node, path)?;
    if let Some(found) = known.iter().find(|word| **word == text) {
        return Some(found);
    }
    let begun = known.iter().find(|word| text.len() > 3 && word.starts_with(text)).copied();
    let problem = report.add(Code::DocumentInvalidValue, node, path, "this is not one of the words allowed here");
    problem.expected = Some(known.join(", "));
    if let Some(meant) = begun.or_else(|| nearest(text, known.iter().copied())) {
        problem.help = Some(format!("did you mean `{meant}`?"));
    }
    None
}

fn keeping(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Keeping> {
    let mut table = report.table(node, path)?;
    let ends = ends();
    let kinds = ends.each_ref().map(|(kind, _)| *kind);
    let thread = table.need(report, "thread").and_then(|node| word(report, node, &path.key("thread"), &kinds));
    // Of a thread whose kind is not told rightly, an end of any kind may be meant.
    let of_it = ends.iter().filter(|(kind, _)| thread.is_none_or(|own| own == *kind));
    let known: Vec<&str> =
        of_it.flat_map(|(_, ends)| ends.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    let ended = table.get("ended").map(|node| word(report, node, &path.key("ended"), &known));
    let days = table.need(report, "days").and_then(|node| {
        let path = path.key("days");
        let days = report.integer(node, &path)?;
        let fitting = u64::try_from(days).ok().filter(|_| days <= MOST_DAYS);
        if fitting.is_none() {
            report
                .add(Code::DocumentInvalidValue, node, &path, "this is no number of days to keep something")
                .expected = Some(format!("0 to {MOST_DAYS}"));
        }
        fitting
    });
    table.finish(report);
    let ended = match ended {
        Some(word) => Some(word?.to_owned()),
        None => None,
    };
    Some(Keeping { thread: thread?.to_owned(), ended, days: days? })
}
