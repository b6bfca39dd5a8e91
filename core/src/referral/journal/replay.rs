//! A journal read line by line: everything is verified, and only ids and their order are kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::canonical::MAX_LINE;
use super::event::{Event, not_utf8};
use super::header::EventId;
use super::identity::JournalId;
use super::roster::Roster;
use super::shape::{Rank, Shape};
use crate::document::MAX_PROBLEMS;
use crate::error::{Code, Error, Place, Problem};

/// Verifies a journal line by line, in time that grows with its length, and in the memory that ids need: no body is kept.
///
/// ```
/// use millejours::{Draft, Entry, Journal, JournalId, Party, Replay, Roster, RosterKey, SecretKey, parse_date};
/// let key = SecretKey::from_bytes(&[1; 32]);
/// let midwife = Party::parse("provider:midwife").unwrap();
/// let roster = Roster::new([RosterKey::new(midwife.clone(), key.public())])?;
/// let (mut journal, on) = (Journal::new(JournalId::from_bytes(&[5; 16])), parse_date("2026-06-01")?);
/// for text in ["one", "two"] {
///     let entry = Entry::from_json(format!(r#"{{"kind": "note", "text": "{text}"}}"#))?;
///     let draft = Draft {
///         thread: "n1".to_owned(), author: midwife.clone(), key: key.public(), on, kept_from: Default::default(), entry,
///     };
///     let event = journal.draft(draft, [9; 32])?.sign(&key)?;
///     journal.append(event, &roster, on)?;
/// }
/// let text = journal.to_jsonl();
///
/// let mut replay = Replay::new(journal.id(), &roster);
/// for line in text.lines() {
///     let event = replay.push(line)?;
///     assert_eq!(event.entry().unwrap().kind(), "note");
/// }
/// assert_eq!((replay.len(), replay.heads()), (2, journal.heads()));
/// replay.finish()?;
///
/// // The second line alone follows what is not there; the refusal names line and event.
/// let refused = Replay::new(journal.id(), &roster).push(text.lines().last().unwrap()).unwrap_err();
/// assert_eq!(refused.code().as_str(), "journal.parent_missing");
/// let place = &refused.problems()[0].place;
/// assert_eq!((place.line, &place.path), (Some(1), &journal.heads().first().unwrap().to_string()));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug)]
pub struct Replay<'r> {
    journal: JournalId,
    roster: Cow<'r, Roster>,
    shape: Shape,
    line: u32,
    /// The event before, in whose order the next has its place.
    last: Option<Rank>,
    /// The events without a body that no erasure has named so far, by the lines they stand on.
    bare: BTreeMap<u32, (EventId, u32)>,
}

impl<'r> Replay<'r> {
    /// A replay of a journal, from its first line on.
    pub fn new(journal: JournalId, roster: &'r Roster) -> Self {
        Self::by(journal, Cow::Borrowed(roster))
    }

    /// The same with a roster of its own, for whoever keeps the replay.
    ///
    /// ```
    /// use millejours::{JournalId, Replay, Roster};
    /// fn begin() -> Result<Replay<'static>, millejours::Error> {
    ///     Ok(Replay::owning(JournalId::from_bytes(&[5; 16]), Roster::new([])?))
    /// }
    /// assert!(begin()?.is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn owning(journal: JournalId, roster: Roster) -> Replay<'static> {
        Replay::by(journal, Cow::Owned(roster))
    }

    fn by(journal: JournalId, roster: Cow<'r, Roster>) -> Self {
        Replay { journal, roster, shape: Shape::default(), line: 0, last: None, bare: BTreeMap::new() }
    }

    /// Takes the next line, without its end; the event that it holds. After a refusal the line is left out, and the next may
    /// be taken.
    ///
    /// # Errors
    /// [`Error::Journal`]: those of [`Event::from_json`], and what speaks against the event: `journal.foreign`, `journal.key_unknown`,
    /// `journal.key_not_valid`, `journal.key_revoked`, `journal.signature`, `journal.commitment`, `journal.duplicate`,
    /// `journal.order`, `journal.parent_missing`, `journal.parent_foreign`, `journal.before_parent`, `journal.reveals`,
    /// `journal.erasure`. Each problem names the line, and the event by its id.
    pub fn push(&mut self, line: impl AsRef<[u8]>) -> Result<Event, Error> {
        self.take(line.as_ref()).map(|(event, _)| event).map_err(Error::Journal)
    }

    /// The event of the next line, and its place.
    pub(super) fn take(&mut self, line: &[u8]) -> Result<(Event, u32), Vec<Problem>> {
        self.line = self.line.saturating_add(1);
        let at = self.line;
        self.next(line).map_err(|mut problems| {
            for problem in &mut problems {
                problem.place.line = Some(at);
                problem.place.column = None;
            }
            problems
        })
    }

    fn next(&mut self, line: &[u8]) -> Result<(Event, u32), Vec<Problem>> {
        if line.len() > MAX_LINE {
            let problem = Problem::new(Code::DocumentTooLarge, Place::default(), "the line is too long");
            return Err(vec![problem.expected(format!("at most {MAX_LINE} bytes"))]);
        }
        let text = std::str::from_utf8(line).map_err(|_| vec![not_utf8()])?;
        let event = Event::read(text)?;
        if self.shape.place(&event.id).is_some() {
            return Err(vec![event.problem(Code::JournalDuplicate, "the event stands before")]);
        }
        event.verify(self.journal, &self.roster, None).map_err(|problem| vec![problem])?;
        let fit = self.shape.fit(&event)?;
        let rank = (event.header.on, fit.depth(), event.id);
        if self.last.is_some_and(|last| last >= rank) {
            return Err(vec![event.problem(Code::JournalOrder, "it belongs before the event on the line above it")]);
        }
        self.last = Some(rank);
        let place = self.shape.insert(&event, fit);
        match event.entry() {
            None => {
                self.bare.insert(place, (event.id, self.line));
            }
            Some(entry) => {
                for target in entry.erases().into_iter().flatten().filter_map(|id| self.shape.place(id)) {
                    self.bare.remove(&target);
                }
            }
        }
        Ok((event, place))
    }

    /// How many events were taken.
    pub fn len(&self) -> usize {
        self.shape.len()
    }

    /// Was none taken?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The events that nothing follows, so far.
    pub fn heads(&self) -> BTreeSet<EventId> {
        self.shape.heads()
    }

    /// Ends the replay: is every body there that no erasure took?
    ///
    /// # Errors
    /// [`Error::Journal`]: `journal.body_missing` for each event whose body is gone without an erasure that names it.
    ///
    /// ```
    /// use millejours::{JournalId, Replay, Roster};
    /// let roster = Roster::new([])?;
    /// Replay::new(JournalId::from_bytes(&[5; 16]), &roster).finish()?;
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn finish(self) -> Result<(), Error> {
        let problems = self.bare();
        if problems.is_empty() { Ok(()) } else { Err(Error::Journal(problems)) }
    }

    /// What is without a body, as problems.
    pub(super) fn bare(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (id, line) in self.bare.values() {
            if problems.len() + 1 >= MAX_PROBLEMS {
                problems.push(Problem::more());
                break;
            }
            let mut place = Place::at(id.to_string());
            place.line = Some(*line);
            problems.push(Problem::new(Code::JournalBodyMissing, place, "its body is gone, and no erasure names it"));
        }
        problems
    }

    pub(super) fn into_shape(self) -> Shape {
        self.shape
    }
}
