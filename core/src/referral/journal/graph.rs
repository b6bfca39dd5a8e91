//! The journal: an append-only graph of signed events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::event::Event;
use super::header::EventId;
use super::identity::JournalId;
use super::kept::hides_itself;
use super::replay::Replay;
use super::roster::Roster;
use super::said::Said;
use super::shape::Shape;
use super::standing::Front;
use crate::document::MAX_PROBLEMS;
use crate::error::{Code, Error, Place, Problem};

/// The largest text of a journal that is read as a whole, in bytes. What is larger is replayed line by line.
const MAX_TEXT: usize = 1024 * 1024 * 1024;

/// An append-only graph of signed events: what was said, by whom, when, and after what.
///
/// Events belong to threads (one consent, one referral), and each follows the last events of its thread that its author
/// knew. Copies that were edited apart merge to the same journal in any order. See the guide [`crate::docs::journal`].
///
/// ```
/// use millejours::{Draft, Entry, Journal, JournalId, Party, Roster, RosterKey, SecretKey, parse_date};
/// // Keys, salts and the day come from the caller.
/// let key = SecretKey::from_bytes(&[1; 32]);
/// let pmi = Party::parse("provider:pmi").unwrap();
/// let roster = Roster::new([RosterKey::new(pmi.clone(), key.public())])?;
/// let on = parse_date("2026-06-01")?;
///
/// let mut journal = Journal::new(JournalId::from_bytes(&[5; 16]));
/// let draft = Draft {
///     thread: "n1".to_owned(),
///     author: pmi,
///     key: key.public(),
///     on,
///     kept_from: Default::default(),
///     entry: Entry::from_json(r#"{"kind": "note", "text": "called"}"#)?,
/// };
/// let event = journal.draft(draft, [9; 32])?.sign(&key)?;
/// assert!(journal.append(event.clone(), &roster, on)?);
/// // The same event again changes nothing.
/// assert!(!journal.append(event, &roster, on)?);
///
/// // What is stored is verified when it is read: here a line whose body was altered.
/// let stored = journal.to_jsonl();
/// assert_eq!(Journal::from_jsonl(&stored, journal.id(), &roster)?, journal);
/// let refused = Journal::from_jsonl(stored.replace("called", "walled"), journal.id(), &roster).unwrap_err();
/// assert_eq!((refused.kind(), refused.code().as_str()), ("journal", "journal.commitment"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Journal {
    id: JournalId,
    pub(super) shape: Shape,
    /// The events by their places in the shape.
    pub(super) events: Vec<Arc<Event>>,
    /// The places whose bodies an erasure took.
    pub(super) erased: BTreeSet<u32>,
    /// What the last events of threads make of them, as far as it is known.
    pub(super) fronts: BTreeMap<u32, Front>,
}

impl PartialEq for Journal {
    /// Two journals are equal that are copies of one, and hold the same events with the same bodies.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.events.len() == other.events.len()
            && self.ordered().iter().eq(other.ordered().iter())
    }
}

impl Eq for Journal {}

impl Journal {
    /// A journal without events, named by 16 random bytes of the caller's: drawn once for a family, and the same for every copy.
    ///
    /// ```
    /// use millejours::{Journal, JournalId};
    /// let id = JournalId::from_bytes(&[5; 16]); // in earnest 16 random bytes
    /// assert_eq!((Journal::new(id).id(), Journal::new(id).to_jsonl()), (id, String::new()));
    /// ```
    pub fn new(id: JournalId) -> Self {
        Journal { id, shape: Shape::default(), events: Vec::new(), erased: BTreeSet::new(), fronts: BTreeMap::new() }
    }

    /// Its name, which stands in each of its events.
    pub fn id(&self) -> JournalId {
        self.id
    }

    /// Reads what [`Journal::to_jsonl`] wrote, and verifies all of it: that it is this journal and none else, signatures, bodies,
    /// order, and that no event lacks those before it, nor a body that no erasure took. (What was dropped from the end is seen
    /// by who remembers heads: [`Journal::missing`].)
    ///
    /// The text alone does not say which journal it should be: the caller does, who keeps the id beside it. So another
    /// family's journal is not read in its place, and an empty text is this journal without events.
    ///
    /// # Errors
    /// [`Error::Journal`] with every line at fault, as [`Replay::push`] and [`Replay::finish`] tell; `document.too_large` beyond one gibibyte.
    ///
    /// ```
    /// use millejours::{Journal, JournalId, Roster};
    /// let (roster, id) = (Roster::new([])?, JournalId::from_bytes(&[5; 16]));
    /// assert!(Journal::from_jsonl("", id, &roster)?.is_empty());
    /// let refused = Journal::from_jsonl("{\n", id, &roster).unwrap_err();
    /// assert_eq!((refused.code().as_str(), refused.problems()[0].place.line), ("document.syntax", Some(1)));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_jsonl(text: impl AsRef<[u8]>, id: JournalId, roster: &Roster) -> Result<Self, Error> {
        let text = text.as_ref();
        if text.len() > MAX_TEXT {
            let problem = Problem::new(Code::DocumentTooLarge, Place::default(), "the journal is too large");
            return Err(Error::Journal(vec![problem.expected(format!("at most {MAX_TEXT} bytes"))]));
        }
        let (mut replay, mut events, mut problems) = (Replay::new(id, roster), Vec::new(), Vec::new());
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
        if problems.is_empty() {
            problems.extend(replay.bare());
        }
        if !problems.is_empty() {
            return Err(Error::Journal(problems));
        }
        let mut journal =
            Journal { id, shape: replay.into_shape(), events, erased: BTreeSet::new(), fronts: BTreeMap::new() };
        let erasing = journal.events.iter().filter(|event| event.header.erases);
        let threads: BTreeSet<String> = erasing.map(|event| event.header.thread.clone()).collect();
        let missing = threads.iter().flat_map(|thread| journal.unexplained(thread));
        let missing = missing.map(|id| {
            let message = "its body is gone, and no erasure that names it may have taken it";
            Problem::new(Code::JournalBodyMissing, Place::at(id.to_string()), message)
        });
        let missing: Vec<Problem> = missing.take(MAX_PROBLEMS).collect();
        if !missing.is_empty() {
            return Err(Error::Journal(missing));
        }
        for thread in threads {
            journal.obey(&thread);
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
    /// assert_eq!(millejours::Journal::new(millejours::JournalId::from_bytes(&[5; 16])).events().count(), 0);
    /// ```
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.ordered().into_iter().map(Arc::as_ref)
    }

    /// An event by its id.
    ///
    /// ```
    /// use millejours::{EventId, Journal, JournalId};
    /// assert_eq!(Journal::new(JournalId::from_bytes(&[5; 16])).event(&EventId::parse(&"ab".repeat(32)).unwrap()), None);
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

    /// All places in the order of a journal.
    pub(super) fn ranked(&self) -> Vec<u32> {
        let mut ranked: Vec<_> = self.places().map(|place| (self.shape.rank(place), place)).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, place)| place).collect()
    }

    fn ordered(&self) -> Vec<&Arc<Event>> {
        self.ranked().into_iter().filter_map(|place| self.events.get(place as usize)).collect()
    }

    /// The events that nothing follows. Whoever remembers them sees later whether anything was dropped.
    pub fn heads(&self) -> BTreeSet<EventId> {
        self.shape.heads()
    }

    /// Which of these events are not here. Heads remembered from before, and told by another copy, are all to be found: an
    /// event that is here lacks none of those before it.
    ///
    /// ```
    /// use millejours::{EventId, Journal, JournalId};
    /// let remembered = [EventId::parse(&"ab".repeat(32)).unwrap()].into();
    /// assert_eq!(Journal::new(JournalId::from_bytes(&[5; 16])).missing(&remembered), remembered);
    /// ```
    pub fn missing(&self, heads: &BTreeSet<EventId>) -> BTreeSet<EventId> {
        heads.iter().filter(|id| self.shape.place(id).is_none()).copied().collect()
    }

    /// Adds an event, as it is on `on`; whether it brought anything new. It is verified wholly, or nothing changes.
    ///
    /// This is for what is said now. What another copy holds is taken in by [`Journal::merge`], with what was erased there.
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.future` where it is dated after `on`; what [`Replay::push`] tells of an event but for
    /// order and duplicates; `journal.body_missing` where it comes without its body; `journal.no_kept` where a no to a
    /// consent is kept from somebody who sees its beginning; `journal.reveals` where it confides something, and is not kept
    /// from all of those from whom; `journal.second_beginning` where it follows nothing in a thread that has begun; what the life of
    /// a consent or a referral does not allow (`consent.transition`, `referral.transition`, and the like);
    /// `journal.authority` where its author may not say it; `journal.erasure` where it may not be erased, or not yet; and
    /// `referral.disclosure` where somebody would be told something without a ground in this journal that stands both on
    /// the event's day and on `on`, or where a disclosure rests on none.
    pub fn append(&mut self, event: Event, roster: &Roster, on: NaiveDate) -> Result<bool, Error> {
        self.add(event, roster, on, &BTreeSet::new())
    }

    /// Adds an event, which is checked as it arrives on a day; `due` is what may be erased by retention that day.
    pub(super) fn add(
        &mut self,
        event: Event,
        roster: &Roster,
        on: NaiveDate,
        due: &BTreeSet<EventId>,
    ) -> Result<bool, Error> {
        let refused = |problem| Err(Error::Journal(vec![problem]));
        if let Err(problem) = event.verify(self.id, roster, Some(on)) {
            return refused(problem);
        }
        if let Some(place) = self.shape.place(&event.id) {
            return Ok(self.agree(place, event.signature));
        }
        if event.content.is_none() {
            return refused(event.problem(Code::JournalBodyMissing, "it comes without its body"));
        }
        if event.header.parents.is_empty() && matches!(event.entry().map(super::Entry::said), Some(Said::NotFor(..))) {
            return refused(
                event.problem(Code::JournalEntry, "it says of a thread that it is kept, and there is no such thread"),
            );
        }
        if event.header.parents.is_empty() && !self.may_begin(&event) {
            let place = Place::at("thread");
            return refused(Problem::new(Code::JournalSecondBeginning, place, "it begins a thread that has begun"));
        }
        if !hides_itself(&event) {
            return refused(event.problem(
                Code::JournalReveals,
                "it says that something is kept, and is not kept from all of those from whom",
            ));
        }
        let fit = self.shape.fit(&event).map_err(Error::Journal)?;
        if self.hides_no(&event, fit.parents(), None) {
            return refused(Journal::no_kept(&event));
        }
        self.allows(&event, fit.parents(), on, due).map_err(|problem| Error::Journal(vec![problem]))?;
        let place = self.shape.insert(&event, fit);
        let thread = event.header.thread.clone();
        self.events.push(Arc::new(event));
        self.obey(&thread);
        self.remember(place);
        Ok(true)
    }

    /// Whoever has a key can sign the same header in several ways: copies agree on one. Was this one taken?
    pub(super) fn agree(&mut self, place: u32, signature: [u8; 64]) -> bool {
        let Some(event) = self.events.get_mut(place as usize).filter(|event| signature < event.signature) else {
            return false;
        };
        Arc::make_mut(event).signature = signature;
        true
    }

    /// Takes the body of an event that stands here without one. It is the one that its header commits to, seen where the other
    /// copy took it in.
    pub(super) fn relearn(&mut self, place: u32, other: &Event) -> bool {
        let Some(event) = self.events.get_mut(place as usize).filter(|event| event.content.is_none()) else {
            return false;
        };
        if other.content.is_none() {
            return false;
        }
        Arc::make_mut(event).content.clone_from(&other.content);
        true
    }
}
