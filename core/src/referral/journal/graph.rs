//! The journal: an append-only graph of signed events.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::event::{Draft, Event, Unsigned};
use super::header::{EventId, MAX_LISTED};
use super::replay::Replay;
use super::roster::Roster;
use super::shape::Shape;
use crate::document::{MAX_PROBLEMS, is_id};
use crate::error::{Code, Error, Place, Problem};

/// The largest text of a journal that is read as a whole, in bytes. What is larger is replayed line by line.
const MAX_TEXT: usize = 1024 * 1024 * 1024;

/// An append-only graph of signed events: what was said, by whom, when, and after what.
///
/// Events belong to threads (one consent, one referral), and each follows the last events of its thread that its author
/// knew. Copies that were edited apart merge to the same journal in any order. See the guide [`crate::docs::journal`].
///
/// ```
/// use millejours::{Draft, Entry, Journal, Party, Roster, RosterKey, SecretKey, parse_date};
/// // Keys, salts and the day come from the caller.
/// let key = SecretKey::from_bytes(&[1; 32]);
/// let pmi = Party::parse("provider:pmi").unwrap();
/// let roster = Roster::new([RosterKey::new(pmi.clone(), key.public())])?;
/// let on = parse_date("2026-06-01")?;
///
/// let mut journal = Journal::new();
/// let draft = Draft {
///     thread: "n1".to_owned(),
///     author: pmi,
///     key: key.public(),
///     on,
///     kept_from: Default::default(),
///     entry: Entry::from_json(r#"{"kind": "note"}"#)?,
/// };
/// let event = journal.draft(draft, [9; 32])?.sign(&key)?;
/// assert!(journal.append(event.clone(), &roster, on)?);
/// // The same event again changes nothing.
/// assert!(!journal.append(event, &roster, on)?);
///
/// // What is stored is verified when it is read: here a line whose body was altered.
/// let stored = journal.to_jsonl();
/// assert_eq!(Journal::from_jsonl(&stored, &roster)?, journal);
/// let refused = Journal::from_jsonl(stored.replace("note", "vote"), &roster).unwrap_err();
/// assert_eq!((refused.kind(), refused.code().as_str()), ("journal", "journal.commitment"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Journal {
    pub(super) shape: Shape,
    /// The events by their places in the shape.
    pub(super) events: Vec<Arc<Event>>,
    /// The places whose bodies an erasure took.
    pub(super) erased: BTreeSet<u32>,
}

impl PartialEq for Journal {
    /// Two journals are equal that hold the same events with the same bodies.
    fn eq(&self, other: &Self) -> bool {
        self.events.len() == other.events.len() && self.ordered().iter().eq(other.ordered().iter())
    }
}

impl Eq for Journal {}

impl Journal {
    /// A journal without events.
    ///
    /// ```
    /// assert_eq!(millejours::Journal::new().to_jsonl(), "");
    /// ```
    pub fn new() -> Self {
        Journal::default()
    }

    /// Reads what [`Journal::to_jsonl`] wrote, and verifies all of it: signatures, bodies, order, and that no event lacks
    /// those before it. (What was dropped from the end is seen by who remembers heads: [`Journal::missing`].)
    ///
    /// # Errors
    /// [`Error::Journal`] with every line at fault, as [`Replay::push`] tells; `document.too_large` beyond one gibibyte.
    ///
    /// ```
    /// use millejours::{Journal, Roster};
    /// let roster = Roster::new([])?;
    /// assert!(Journal::from_jsonl("", &roster)?.is_empty());
    /// let refused = Journal::from_jsonl("{\n", &roster).unwrap_err();
    /// assert_eq!((refused.code().as_str(), refused.problems()[0].place.line), ("document.syntax", Some(1)));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_jsonl(text: impl AsRef<[u8]>, roster: &Roster) -> Result<Self, Error> {
        let text = text.as_ref();
        if text.len() > MAX_TEXT {
            let problem = Problem::new(Code::DocumentTooLarge, Place::default(), "the journal is too large");
            return Err(Error::Journal(vec![problem.expected(format!("at most {MAX_TEXT} bytes"))]));
        }
        let (mut replay, mut events, mut problems) = (Replay::new(roster), Vec::new(), Vec::new());
        for line in text.strip_suffix(b"\n").unwrap_or(text).split(|byte| *byte == b'\n') {
            if text.is_empty() {
                break;
            }
            match replay.take(line) {
                Ok((event, _)) => events.push(Arc::new(event)),
                Err(found) => problems.extend(found),
            }
            if problems.len() >= MAX_PROBLEMS {
                problems.truncate(MAX_PROBLEMS - 1);
                problems.push(Problem::more());
                break;
            }
        }
        if !problems.is_empty() {
            return Err(Error::Journal(problems));
        }
        let mut journal = Journal { shape: replay.into_shape(), events, erased: BTreeSet::new() };
        for place in journal.places() {
            journal.obey(place);
        }
        Ok(journal)
    }

    /// The journal as lines of JSON, each event after those it follows, the same bytes for the same events.
    pub fn to_jsonl(&self) -> String {
        let mut text = String::new();
        for event in self.ordered() {
            text.push_str(&event.to_json());
            text.push('\n');
        }
        text
    }

    /// How many events it holds.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Has it no event?
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The events, each after those it follows: by day, by how far they are from the beginning of their thread, by id.
    ///
    /// ```
    /// assert_eq!(millejours::Journal::new().events().count(), 0);
    /// ```
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.ordered().into_iter().map(Arc::as_ref)
    }

    /// An event by its id.
    ///
    /// ```
    /// use millejours::{EventId, Journal};
    /// assert_eq!(Journal::new().event(&EventId::parse(&"ab".repeat(32)).unwrap()), None);
    /// ```
    pub fn event(&self, id: &EventId) -> Option<&Event> {
        self.at(self.shape.place(id)?)
    }

    pub(super) fn at(&self, place: u32) -> Option<&Event> {
        self.events.get(place as usize).map(Arc::as_ref)
    }

    /// All places, each after those it follows.
    pub(super) fn places(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.events.len()).unwrap_or(u32::MAX)
    }

    fn ordered(&self) -> Vec<&Arc<Event>> {
        let mut ranked: Vec<_> = self.places().map(|place| (self.shape.rank(place), place)).collect();
        ranked.sort_unstable();
        ranked.into_iter().filter_map(|(_, place)| self.events.get(place as usize)).collect()
    }

    /// The events that nothing follows. Whoever remembers them sees later whether anything was dropped.
    pub fn heads(&self) -> BTreeSet<EventId> {
        self.shape.heads()
    }

    /// Which of these events are not here. Heads remembered from before, and told by another copy, are all to be found: an
    /// event that is here lacks none of those before it.
    ///
    /// ```
    /// use millejours::{EventId, Journal};
    /// let remembered = [EventId::parse(&"ab".repeat(32)).unwrap()].into();
    /// assert_eq!(Journal::new().missing(&remembered), remembered);
    /// ```
    pub fn missing(&self, heads: &BTreeSet<EventId>) -> BTreeSet<EventId> {
        heads.iter().filter(|id| self.shape.place(id).is_none()).copied().collect()
    }

    /// Gives a draft its place after the last events of its thread. What those are kept from, it is kept from.
    ///
    /// `salt` is 32 random bytes, new for each event: without it, who sees a header could guess at a short body.
    ///
    /// # Errors
    /// [`Error::Journal`]: `id.invalid` where the thread is no identifier, `journal.before_parent` where the draft is dated
    /// before what it follows.
    ///
    /// ```
    /// use millejours::{Draft, Entry, Journal, Party, SecretKey, parse_date};
    /// let draft = Draft {
    ///     thread: "no id".to_owned(),
    ///     author: Party::parse("provider:pmi").unwrap(),
    ///     key: SecretKey::from_bytes(&[1; 32]).public(),
    ///     on: parse_date("2026-06-01")?,
    ///     kept_from: Default::default(),
    ///     entry: Entry::from_json(r#"{"kind": "note"}"#)?,
    /// };
    /// assert_eq!(Journal::new().draft(draft, [9; 32]).unwrap_err().code().as_str(), "id.invalid");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn draft(&self, draft: Draft, salt: [u8; 32]) -> Result<Unsigned, Error> {
        let refused =
            |code, path: &str, message: &str| Err(Error::Journal(vec![Problem::new(code, Place::at(path), message)]));
        if !is_id(&draft.thread) {
            return refused(Code::IdInvalid, "thread", "this is no identifier");
        }
        let (mut parents, mut kept_from) = (BTreeSet::new(), draft.kept_from.clone());
        for head in self.shape.heads_of(&draft.thread).take(MAX_LISTED) {
            if draft.on < head.on {
                return refused(Code::JournalBeforeParent, "on", "it is dated before an event that it follows");
            }
            parents.insert(head.id);
            kept_from.extend(self.shape.kept_from(head).into_iter().flatten().cloned());
        }
        if kept_from.len() > MAX_LISTED {
            return refused(Code::DocumentTooLarge, "kept_from", "it is kept from too many");
        }
        Ok(Unsigned::new(draft, kept_from, parents, salt))
    }

    /// Adds an event, as it is on `on`; whether it brought anything new. It is verified wholly, or nothing changes.
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.future` where it is dated after `on`; what [`Replay::push`] tells of an event but for
    /// order and duplicates; `journal.second_beginning` where it follows nothing in a thread that has begun; what the life of
    /// a consent or a referral does not allow (`consent.transition`, `referral.transition`, and the like); and
    /// `referral.disclosure` where a provider would be asked without a disclosure to it in this journal, valid that day.
    pub fn append(&mut self, event: Event, roster: &Roster, on: NaiveDate) -> Result<bool, Error> {
        let refused = |problem| Err(Error::Journal(vec![problem]));
        if event.header.on > on {
            return refused(event.problem(Code::JournalFuture, "it is dated after the day on which it is added"));
        }
        if let Err(problem) = event.verify(roster, Some(on)) {
            return refused(problem);
        }
        if let Some(place) = self.shape.place(&event.id) {
            return Ok(self.learn(place, &event));
        }
        if event.header.parents.is_empty() && !self.shape.thread(&event.header.thread).is_empty() {
            return refused(event.problem(Code::JournalSecondBeginning, "it begins a thread that has begun"));
        }
        let fit = self.shape.fit(&event).map_err(Error::Journal)?;
        self.allows(&event, fit.parents()).map_err(|problem| Error::Journal(vec![problem]))?;
        let place = self.shape.insert(&event, fit);
        self.events.push(Arc::new(event));
        self.obey(place);
        Ok(true)
    }

    /// Takes what another copy knows of an event that is here: its body, unless that was erased.
    pub(super) fn learn(&mut self, place: u32, other: &Event) -> bool {
        let erased = self.erased.contains(&place);
        let Some(event) = self.events.get_mut(place as usize) else { return false };
        let body = match (&event.content, &other.content) {
            (None, Some(content)) if !erased || content.entry.erases().is_some() => Some(content.clone()),
            _ => None,
        };
        // Whoever has the key can sign the same header in several ways; copies agree on one.
        let signed = other.signature < event.signature;
        if body.is_none() && !signed {
            return false;
        }
        let event = Arc::make_mut(event);
        if signed {
            event.signature = other.signature;
        }
        if body.is_some() {
            event.content = body;
            self.erased.remove(&place);
            self.obey(place);
        }
        true
    }
}
