//! The class `Journal`.

pub mod arguments;
pub mod replay;
pub mod retention;
pub mod roster;
mod rows;
pub mod unsigned;

use std::sync::{Arc, PoisonError, RwLock};

use millejours::{Draft, Entry, Event};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use self::arguments::{Exactly, Names, event_id, journal_id, key, party};
use self::retention::{DueErasure, SomeRules};
use self::roster::Roster;
use self::unsigned::UnsignedEvent;
use crate::arguments::{Day, Document, Name};
use crate::family::AFamily;
use crate::referral::{Accompaniment, Referral};
use crate::refusal::Refused;
use crate::shown::Row;

/// Signed events that are only ever added, and what stands because of them: consents, confidences, referrals, disclosures.
///
/// Copies that were added to apart merge to the same bytes, in any order. Keys, random bytes and the day come from the caller.
/// A journal is stored as `to_jsonl()` and read with the roster that verifies it; it is never pickled, since nobody would
/// verify it then. It may be shared between threads.
///
/// >>> secret = bytes([1]) * 32  # in earnest 32 random bytes, kept by whoever signs
/// >>> public = mj.public_key(secret)
/// >>> keys = f'[{{"party": "provider:midwife", "public": "{public.hex()}"}}]'
/// >>> roster = mj.Roster.from_json(f'{{"schema": 1, "keys": {keys}}}')
/// >>> journal = mj.Journal("05" * 16)  # in earnest secrets.token_hex(16), drawn once for the family
/// >>> unsigned = journal.draft(
/// ...     thread="r1", author="provider:midwife", key=public, on="2026-06-01",
/// ...     salt=bytes([7]) * 32,  # in earnest 32 random bytes, new each time
/// ...     entry='''{"kind": "referral", "offer": "home-visit", "provider": "provider:pmi", "sender": "provider:midwife",
/// ...         "about": ["family"], "state": "proposed", "by": "provider:midwife"}''',
/// ... )
/// >>> journal.append(unsigned.sign(secret), roster, "2026-06-01")
/// True
/// >>> journal
/// <Journal of 1 event>
#[pyclass(module = "millejours", frozen, eq)]
#[derive(Debug)]
pub struct Journal {
    // Whoever reads takes what is there and lets go of the lock at once.
    own: RwLock<Arc<millejours::Journal>>,
}

impl Journal {
    fn of(own: millejours::Journal) -> Self {
        Journal { own: RwLock::new(Arc::new(own)) }
    }

    pub fn now(&self) -> Arc<millejours::Journal> {
        Arc::clone(&self.own.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl PartialEq for Journal {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.now() == other.now()
    }
}

#[pymethods]
impl Journal {
    #[new]
    #[pyo3(signature = (id))]
    fn new(id: Name) -> PyResult<Self> {
        Ok(Self::of(millejours::Journal::new(journal_id(&id)?)))
    }

    /// Its name: 32 digits, drawn at random once for a family, the same in every copy and signed in every event. Keep it beside
    /// what is stored.
    ///
    /// >>> journal.id == "05" * 16
    /// True
    #[getter]
    fn id(&self) -> String {
        self.now().id().to_string()
    }

    /// Read a stored journal, one event a line, and verify all of it: that it is the journal of that `id`, signatures, keys,
    /// order, what follows what, and that no body is gone which nobody erased.
    ///
    /// Raises `JournalError` with everything that is wrong with it, by line and by the id of the event, and `ValueError` for what
    /// is no id of a journal.
    ///
    /// >>> mj.Journal.from_jsonl(journal.to_jsonl(), journal.id, roster) == journal
    /// True
    /// >>> try:
    /// ...     mj.Journal.from_jsonl(journal.to_jsonl().replace("home-visit", "home-visits"), journal.id, roster)
    /// ... except mj.JournalError as refused:
    /// ...     print(refused.code, refused.line)
    /// journal.commitment 1
    #[staticmethod]
    fn from_jsonl(py: Python<'_>, text: Document<'_>, id: Name, roster: &Bound<'_, Roster>) -> PyResult<Self> {
        let (text, id, roster) = (text.as_ref(), journal_id(&id)?, &roster.get().own);
        Ok(Self::of(py.detach(|| millejours::Journal::from_jsonl(text, id, roster)).map_err(Refused::from)?))
    }

    /// The journal as it is stored: one event a line, the same bytes for the same events.
    ///
    /// >>> journal.to_jsonl()[:40]
    /// '{"header":{"author":"provider:midwife","'
    fn to_jsonl(&self, py: Python<'_>) -> String {
        let own = self.now();
        py.detach(|| own.to_jsonl())
    }

    /// An event on what stands, to be signed.
    ///
    /// `thread` is the id of the consent, referral and so on; `key` the author's public key; `entry` what is said, as JSON;
    /// `salt` 32 random bytes, new each time; `kept_from` those who never see this event, nor what follows it.
    ///
    /// Raises `DateError`, `JournalError` where the entry cannot be read or the event may not stand there, and `ValueError`
    /// for what is no party, key or salt.
    ///
    /// >>> key, salt = mj.public_key(bytes([1]) * 32), bytes([8]) * 32
    /// >>> note = '{"kind": "note", "text": "telephoned"}'
    /// >>> journal.draft(thread="r1", author="provider:midwife", key=key, on="2026-06-02", entry=note, salt=salt)
    /// <UnsignedEvent of 'r1' by 'provider:midwife' on 2026-06-02>
    /// >>> try:
    /// ...     journal.draft(thread="r1", author="provider:midwife", key=key, on="2026-05-02", entry=note, salt=salt)
    /// ... except mj.JournalError as refused:
    /// ...     print(refused.code)
    /// journal.before_parent
    #[pyo3(signature = (*, thread, author, key, on, entry, salt, kept_from = Names::none()))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    fn draft(
        &self,
        thread: Name,
        author: Name,
        key: Exactly<32>,
        on: Day,
        entry: Document<'_>,
        salt: Exactly<32>,
        kept_from: Names,
    ) -> PyResult<UnsignedEvent> {
        let draft = Draft {
            thread: thread.0,
            author: party(&author)?,
            key: self::key(&key)?,
            on: on.date()?,
            kept_from: kept_from.0.iter().map(party).collect::<PyResult<_>>()?,
            entry: Entry::from_json(entry).map_err(Refused::from)?,
        };
        Ok(UnsignedEvent { own: self.now().draft(draft, salt.0).map_err(Refused::from)? })
    }

    /// Add a signed event (a line of JSON), as it arrives on a day. Is it, or anything of it, new?
    ///
    /// Raises `DateError`, and `JournalError` where the event is not verified or may not follow; the journal is then as it was.
    ///
    /// >>> journal.append(journal.to_jsonl().rstrip(), roster, "2026-06-01")
    /// False
    /// >>> journal.append(journal.to_jsonl().rstrip(), mj.Roster.from_json('{"schema": 1, "keys": []}'), "2026-06-01")
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    fn append(
        &self,
        py: Python<'_>,
        event: Document<'_>,
        roster: &Bound<'_, Roster>,
        on: Day,
    ) -> Result<bool, Refused> {
        let (on, roster) = (on.date()?, &roster.get().own);
        let event = Event::from_json(event)?;
        // The lock is taken without the interpreter's: nobody waits for both.
        py.detach(|| {
            let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
            Ok(Arc::make_mut(&mut own).append(event, roster, on)?)
        })
    }

    /// Add a signed erasure of what is due by rules of retention (`RetentionRules`, or a document of JSON), as it arrives on a day. What was shown, and
    /// what was shared under a law, is erased in no other way. Is it, or anything of it, new?
    ///
    /// Raises as `append`, and `JournalError` where the rules are at fault.
    ///
    /// >>> journal.append_due(journal.to_jsonl().rstrip(), '{"schema": 1, "keep": []}', roster, "2026-06-01")
    /// False
    fn append_due(
        &self,
        py: Python<'_>,
        event: Document<'_>,
        rules: SomeRules<'_>,
        roster: &Bound<'_, Roster>,
        on: Day,
    ) -> Result<bool, Refused> {
        let (on, roster) = (on.date()?, &roster.get().own);
        let (event, rules) = (Event::from_json(event)?, rules.rules()?);
        py.detach(|| {
            let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
            Ok(Arc::make_mut(&mut own).append_due(event, &rules, roster, on)?)
        })
    }

    /// The threads that are over and were kept for as long as the rules of retention say (`RetentionRules`, or a document of
    /// JSON), with the events to erase: each row is to be drafted as an erasure of its own, `{"kind": "erasure", "events": [...]}`,
    /// and added with `append_due`. Nothing is erased by itself. Of a consent with a no in it (`withdrawn`, `refused`, ...), and
    /// of a confidence, the giver signs it; or somebody who is no member of the family, and the entry has `"by"` (the giver) and
    /// `"evidence"` (`{"form": "spoken"}`): else `journal.authority`.
    ///
    /// Raises `DateError`, and `JournalError` where the rules are at fault.
    ///
    /// >>> journal.due_for_erasure('{"schema": 1, "keep": [{"thread": "referral", "days": 0}]}', "2026-06-05")
    /// ()
    /// >>> journal.due_for_erasure('{"schema": 1}', "2026-06-05")
    /// Traceback (most recent call last):
    /// millejours.errors.JournalError: ...
    fn due_for_erasure(&self, py: Python<'_>, rules: SomeRules<'_>, on: Day) -> Result<Row<DueErasure>, Refused> {
        let (own, rules, on) = (self.now(), rules.rules()?, on.date()?);
        Ok(Row::of(py.detach(|| own.due_for_erasure(&rules, on)), DueErasure::of))
    }

    /// What is due for erasure by rules of retention (a document of JSON), as JSON.
    ///
    /// Raises `DateError`, and `JournalError` where the rules are at fault.
    ///
    /// >>> journal.due_for_erasure_json('{"schema": 1, "keep": []}', "2026-06-05")[-27:]
    /// '"on":"2026-06-05","due":[]}'
    fn due_for_erasure_json(&self, py: Python<'_>, rules: Document<'_>, on: Day) -> Result<String, Refused> {
        let (own, on) = (self.now(), on.date()?);
        Ok(py.detach(|| own.due_for_erasure_json(rules, on))?)
    }

    /// This journal with all that another copy holds, as a new one, and what of the other was not taken in: by the ids of the
    /// events, why.
    ///
    /// What is new here is verified as it arrives on the day: a key that was revoked by then brings nothing, whatever day its
    /// events bear, and no event from after that day comes in. The rest does, and what is here stays.
    ///
    /// Raises `DateError`, and `JournalError` where the other is a copy of another journal.
    ///
    /// >>> merged, refused = mj.Journal(journal.id).merge(journal, roster, "2026-06-01")
    /// >>> merged == journal, refused
    /// (True, {})
    /// >>> nobody = mj.Roster.from_json('{"schema": 1, "keys": []}')
    /// >>> list(mj.Journal(journal.id).merge(journal, nobody, "2026-06-01")[1].values())
    /// ['journal.key_unknown']
    #[pyo3(signature = (other, roster, on) -> "tuple[Journal, dict[str, str]]")]
    fn merge<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, Journal>,
        roster: &Bound<'py, Roster>,
        on: Day,
    ) -> PyResult<(Self, Bound<'py, PyDict>)> {
        let (own, other, roster, on) = (self.now(), other.get().now(), &roster.get().own, on.date()?);
        let merge = py.detach(|| own.merge(&other, roster, on)).map_err(Refused::from)?;
        let refused = PyDict::new(py);
        for one in merge.refused {
            refused.set_item(one.event.to_string(), one.code.as_str())?;
        }
        Ok((Self::of(merge.journal), refused))
    }

    /// What a reader may have of it, as a new journal: the threads that they belong to, each up to where it is kept from them.
    ///
    /// Raises `DateError`, `FamilyError`, and `ValueError` for a reader who is no party.
    ///
    /// >>> family = {"adults": [{"id": "a1"}]}
    /// >>> [len(journal.copy_for(who, family, "2026-06-01")) for who in ("provider:midwife", "provider:pmi")]
    /// [1, 0]
    /// >>> journal.copy_for("midwife", family, "2026-06-01")
    /// Traceback (most recent call last):
    /// ValueError: this is no party: expected one such as 'provider:pmi' or 'adult:a1'
    fn copy_for(&self, py: Python<'_>, reader: Name, family: AFamily<'_>, on: Day) -> PyResult<Self> {
        let (own, reader, family, on) = (self.now(), party(&reader)?, family.family()?, on.date()?);
        Ok(Self::of(py.detach(|| own.copy_for(&reader, on, &family))))
    }

    /// What is still to be said so that nobody hands on what is kept: threads, each with the entry (as JSON) to be drafted in it. Sign
    /// them before copies are made.
    ///
    /// Raises `FamilyError`.
    ///
    /// >>> journal.to_be_marked({"adults": [{"id": "a1"}]})
    /// []
    fn to_be_marked(&self, py: Python<'_>, family: AFamily<'_>) -> PyResult<Vec<(String, String)>> {
        let (own, family) = (self.now(), family.family()?);
        let marks = py.detach(|| own.to_be_marked(&family));
        Ok(marks.into_iter().map(|(thread, entry)| (thread, entry.to_json().to_owned())).collect())
    }

    /// Everything that stands on a day, as JSON: each thread, the consents (as `Programme.decide_json` takes them), the
    /// referrals, and the heads of the whole journal.
    ///
    /// Raises `DateError`.
    ///
    /// >>> import json
    /// >>> json.loads(journal.standing_json("2026-06-05"))["standings"][0]["state"]
    /// 'proposed'
    fn standing_json(&self, py: Python<'_>, on: Day) -> Result<String, Refused> {
        let (own, on) = (self.now(), on.date()?);
        Ok(py.detach(|| own.standing_json(on)))
    }

    /// The accompaniments as they stand on a day, by their ids.
    ///
    /// Raises `DateError`.
    ///
    /// >>> journal.accompaniments("2026-06-05")
    /// ()
    fn accompaniments(&self, py: Python<'_>, on: Day) -> Result<Row<Accompaniment>, Refused> {
        let (own, on) = (self.now(), on.date()?);
        Ok(Row::of(py.detach(|| own.accompaniments(on)), Accompaniment::from))
    }

    /// An accompaniment as it stands on a day, by its id; `None` where nothing of it is known.
    ///
    /// Raises `DateError`.
    ///
    /// >>> journal.accompaniment("w1", "2026-06-05") is None
    /// True
    fn accompaniment(&self, py: Python<'_>, id: &str, on: Day) -> Result<Option<Accompaniment>, Refused> {
        let (own, on) = (self.now(), on.date()?);
        Ok(py.detach(|| own.accompaniment(id, on)).map(Accompaniment::from))
    }

    /// The consents, confidences and sharings under laws that stand on a day, as JSON: what `Programme.decide_json` takes.
    ///
    /// Raises `DateError`.
    ///
    /// >>> journal.consents_json("2026-06-05")
    /// '{"schema":1}'
    fn consents_json(&self, py: Python<'_>, on: Day) -> Result<String, Refused> {
        let (own, on) = (self.now(), on.date()?);
        Ok(py.detach(|| own.consents(on).to_json()))
    }

    /// The referrals as they stand on a day.
    ///
    /// Raises `DateError`.
    ///
    /// >>> journal.referrals("2026-06-05")
    /// [<Referral 'r1' to 'provider:pmi': proposed>]
    fn referrals(&self, py: Python<'_>, on: Day) -> Result<Vec<Referral>, Refused> {
        let (own, on) = (self.now(), on.date()?);
        Ok(py.detach(|| own.referrals(on)).into_iter().map(Referral::of).collect())
    }

    /// The ids of the events that none follows. Kept somewhere, they tell later whether anything was dropped (`missing`).
    ///
    /// >>> len(journal.heads())
    /// 1
    fn heads(&self) -> Row<String> {
        Row::of(self.now().heads(), |id| id.to_string())
    }

    /// Which of the heads that somebody remembers are not here.
    ///
    /// Raises `ValueError` for what is no id of an event.
    ///
    /// >>> journal.missing(journal.heads())
    /// ()
    /// >>> mj.Journal(journal.id).missing(journal.heads()) == journal.heads()
    /// True
    fn missing(&self, heads: Names) -> PyResult<Row<String>> {
        let heads = heads.0.iter().map(event_id).collect::<PyResult<_>>()?;
        Ok(Row::of(self.now().missing(&heads), |id| id.to_string()))
    }

    /// One plain dict an event, for a data frame; `columns()` says what stands in it. What is named here is added to every
    /// row.
    ///
    /// `kind` is missing where the body was erased. `state` is where the thread stood at the end of the event's day, by all
    /// that this copy knows; it is missing where nothing stood.
    ///
    /// Raises `TypeError` for a name that is a column already.
    ///
    /// >>> row = journal.to_table()[0]
    /// >>> row["thread"], row["kind"], row["state"], row["author"], row["on"]
    /// ('r1', 'referral', 'proposed', 'provider:midwife', datetime.date(2026, 6, 1))
    #[pyo3(signature = (**more: "object") -> "list[dict[str, object]]")]
    fn to_table<'py>(&self, py: Python<'py>, more: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyList>> {
        rows::events(py, &self.now(), more)
    }

    /// The columns of `to_table()` in their order, by plain Python types.
    ///
    /// >>> mj.Journal.columns()["on"]
    /// <class 'datetime.date'>
    #[staticmethod]
    #[pyo3(signature = () -> "dict[str, type]")]
    fn columns(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        crate::table::columns(py, &rows::EVENTS)
    }

    /// One plain dict a referral as it stands on a day, for a data frame; `cascade_columns()` says what stands in it.
    ///
    /// Each state has a column with the day on which it was first reached, missing where it was not. Days are counted between
    /// the first of each: from proposed to requested, requested to accepted, accepted to in progress; missing where one of
    /// the two is. Every referral has its row, also one that was entered in error: its `state` says so.
    ///
    /// Raises `DateError`, and `TypeError` for a name that is a column already.
    ///
    /// >>> row = journal.cascade_table("2026-06-05")[0]
    /// >>> row["offer"], row["state"], row["proposed"], row["requested"], row["days_to_requested"]
    /// ('home-visit', 'proposed', datetime.date(2026, 6, 1), None, None)
    #[pyo3(signature = (on, **more: "object") -> "list[dict[str, object]]")]
    fn cascade_table<'py>(
        &self,
        py: Python<'py>,
        on: Day,
        more: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyList>> {
        rows::cascade(py, &self.now(), on.date()?, more)
    }

    /// The columns of `cascade_table()` in their order, by plain Python types.
    ///
    /// >>> mj.Journal.cascade_columns()["accepted"], mj.Journal.cascade_columns()["days_to_accepted"]
    /// (<class 'datetime.date'>, <class 'int'>)
    #[staticmethod]
    #[pyo3(signature = () -> "dict[str, type]")]
    fn cascade_columns(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        crate::table::columns(py, &rows::CASCADE)
    }

    fn __len__(&self) -> usize {
        self.now().len()
    }

    fn __copy__(&self) -> Self {
        Journal { own: RwLock::new(self.now()) }
    }

    #[pyo3(signature = (_memo: "object"))]
    fn __deepcopy__(&self, _memo: &Bound<'_, PyAny>) -> Self {
        self.__copy__()
    }

    fn __repr__(&self) -> String {
        match self.now().len() {
            1 => "<Journal of 1 event>".to_owned(),
            many => format!("<Journal of {many} events>"),
        }
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a journal is stored as `to_jsonl()` and read with the roster that verifies it"))
    }
}
