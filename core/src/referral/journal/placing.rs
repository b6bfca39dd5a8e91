//! Where a draft takes its place: which events it follows, and from whom it is then kept.

use std::collections::BTreeSet;

use super::entries::Entry;
use super::event::{Draft, Event, Unsigned};
use super::graph::Journal;
use super::header::MAX_LISTED;
use super::said::{KINDS, Said};
use crate::consent::{ConsentStatus, Party};
use crate::document::is_id;
use crate::error::{Code, Error, Place, Problem, nearest};
use crate::referral::ReferralState;

/// Kinds of which nothing is understood but where they stand: each of them is meant as it is.
const FREE: [&str; 2] = ["note", "receipt"];

impl Journal {
    /// Gives a draft its place after the last events of its thread that are dated no later than it. What those are kept from,
    /// it is kept from; and so it is from everybody from whom a confidence of this journal keeps what its thread says, whether the
    /// draft names them or not. A confidence is kept from those from whom it is confided.
    ///
    /// A step to `requested` follows nothing: it is written as a beginning of its own, for its provider may see nothing of what was
    /// before. What comes after it follows it alone.
    ///
    /// Two kinds of drafts follow only what everybody sees whom they concern, so that nothing hidden hides them too: a no in
    /// the thread of a consent (refused, withdrawn, invalidated, deferred) has the readers that the thread's beginning has,
    /// and an erasure has those of what it erases. Events beyond the bounds of a header (64 events, 64 parties) are left to
    /// stand beside a draft, those kept from most first: a thread with many heads does not prevent anybody's word.
    ///
    /// `salt` is 32 random bytes, new for each event: without it, who sees a header could guess at a short body.
    ///
    /// # Errors
    /// [`Error::Journal`]: `id.invalid` where the thread is no identifier; `journal.entry` where the kind is not known here, and
    /// is likely a slip for one that is, or the entry has a `status` or a `state`: it would be carried, and change nothing;
    /// `journal.before_parent` where the draft is dated
    /// before all of its thread; `journal.no_kept` where a no to a consent is to be kept from somebody who sees its
    /// beginning; `journal.erasure` where an erasure is to be kept from somebody who sees what it erases, or names events
    /// that are kept from different people, or more than 64 said apart; `document.too_large` where it is to be kept from more than 64.
    ///
    /// ```
    /// use millejours::{Draft, Entry, Journal, JournalId, Party, SecretKey, parse_date};
    /// let draft = Draft {
    ///     thread: "no id".to_owned(),
    ///     author: Party::parse("provider:pmi").unwrap(),
    ///     key: SecretKey::from_bytes(&[1; 32]).public(),
    ///     on: parse_date("2026-06-01")?,
    ///     kept_from: Default::default(),
    ///     entry: Entry::from_json(r#"{"kind": "note"}"#)?,
    /// };
    /// let journal = Journal::new(JournalId::from_bytes(&[5; 16]));
    /// assert_eq!(journal.draft(draft.clone(), [9; 32]).unwrap_err().code().as_str(), "id.invalid");
    ///
    /// // A slip of the pen in a withdrawal would leave the consent given: it is told, where it is drafted.
    /// let slip = Entry::from_json(r#"{"kind": "consnt", "status": "withdrawn", "by": "adult:a1"}"#)?;
    /// let refused = journal.draft(Draft { thread: "g1".to_owned(), entry: slip, ..draft }, [9; 32]).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "journal.entry");
    /// assert_eq!(refused.problems()[0].help.as_deref(), Some("did you mean `consent`?"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn draft(&self, mut draft: Draft, salt: [u8; 32]) -> Result<Unsigned, Error> {
        if !is_id(&draft.thread) {
            let problem = Problem::new(Code::IdInvalid, Place::at("thread"), "this is no identifier")
                .expected("1 to 64 letters (A-Z, a-z), digits, `_` or `-`")
                .help("name the thread by a short id, without spaces or accents, that tells nothing of anybody");
            return Err(Error::Journal(vec![problem]));
        }
        if let Some(problem) = slip(&draft.entry) {
            return Err(Error::Journal(vec![problem]));
        }
        if draft.kept_from.len() > MAX_LISTED {
            return refused(Code::DocumentTooLarge, "kept_from", "it is kept from too many");
        }
        let thread = self.shape.thread(&draft.thread);
        let dated = |place: &u32| self.shape.knot(*place).is_some_and(|knot| knot.on <= draft.on);
        let mut known: BTreeSet<u32> = thread.iter().copied().filter(dated).collect();
        if known.is_empty() && !thread.is_empty() {
            return refused(Code::JournalBeforeParent, "on", "it is dated before all that stands in its thread");
        }
        let anew = self.anew(&mut draft, &known)?;
        if let Some(side) = self.side_of(&draft, &known) {
            known = side;
        }
        if let Some(strand) = self.marked_strand(&draft) {
            known = strand.into_iter().filter(|place| known.contains(place)).collect();
        }
        let targets: BTreeSet<u32> = match draft.entry.erases() {
            Some(ids) => {
                ids.iter().filter_map(|id| self.shape.place(id)).filter(|place| known.contains(place)).collect()
            }
            None => BTreeSet::new(),
        };
        // What a no, or an erasure, is kept from is as what it speaks of.
        if draft.entry.erases().is_none() && !is_no(draft.entry.said()) {
            let follows = if anew.is_some() { BTreeSet::new() } else { known.clone() };
            draft.kept_from.extend(self.kept_by_confidences(&draft, &follows));
            if draft.kept_from.len() > MAX_LISTED {
                return refused(Code::DocumentTooLarge, "kept_from", "it is kept from too many");
            }
        }
        if draft.entry.erases().is_none() {
            self.beside(&draft, &mut known);
        }
        if let Some(readers) = self.kept_at_most(&draft, &known, &targets)? {
            known.retain(|place| self.shape.kept_at(*place).is_some_and(|kept| kept.is_subset(&readers)));
        }
        let (parents, kept_from) = self.follow(&known, &targets, draft.kept_from.clone());
        if let Some(provider) = anew {
            let kept = |party: &Party| draft.kept_from.contains(party) || *party != provider;
            let kept_from = kept_from.into_iter().filter(kept).collect();
            return Ok(Unsigned::new(self.id(), draft, kept_from, BTreeSet::new(), salt));
        }
        let follows = self.shape.before(&parents, &targets);
        if !targets.is_subset(&follows) {
            return refused(
                Code::JournalErasure,
                "entry",
                "it erases too many events that were said apart: erase fewer",
            );
        }
        let parents = parents.iter().filter_map(|place| self.shape.knot(*place)).map(|knot| knot.id).collect();
        Ok(Unsigned::new(self.id(), draft, kept_from, parents, salt))
    }

    /// A request begins anew, so that its provider sees nothing of what was before: a step to it is written as the beginning that
    /// it is. Its provider, where it is one.
    fn anew(&self, draft: &mut Draft, known: &BTreeSet<u32>) -> Result<Option<Party>, Error> {
        let places: Vec<u32> = known.iter().copied().collect();
        match draft.entry.said() {
            Said::Referral(begun) if begun.first.state == ReferralState::Requested => {
                Ok(Some(begun.own.provider.clone()))
            }
            Said::ReferralStep(step, _) if step.state == ReferralState::Requested => {
                let before = self.settled_alone(&self.family_side(&places), Some(draft.on));
                let Some(own) = before.referral(self) else { return Ok(None) };
                let (provider, entry) = (own.provider.clone(), Entry::request(own, step)?);
                draft.entry = entry;
                Ok(Some(provider))
            }
            _ => Ok(None),
        }
    }

    /// The side of a referral on which a draft has its place, where its provider has been asked: what the provider may see
    /// follows only what the provider sees.
    fn side_of(&self, draft: &Draft, known: &BTreeSet<u32>) -> Option<BTreeSet<u32>> {
        use ReferralState::{Draft as Drafted, NotNow, Proposed, RefusedByFamily};
        let places: Vec<u32> = known.iter().copied().collect();
        let request = self.request_side(&places);
        let family: BTreeSet<u32> = known.difference(&request).copied().collect();
        if request.is_empty() || family.is_empty() {
            return None;
        }
        match draft.entry.said() {
            Said::ReferralStep(step, _) => match step.state {
                Proposed | NotNow | RefusedByFamily | Drafted => Some(family),
                _ => Some(request),
            },
            Said::Erasure(targets, _) => {
                let places: BTreeSet<u32> = targets.iter().filter_map(|id| self.shape.place(id)).collect();
                places.is_subset(&request).then_some(request)
            }
            // It says to the provider, too, that its answer was heard.
            Said::Unknown if draft.entry.kind() == "receipt" => Some(request),
            _ => None,
        }
    }

    /// From whom a draft may be kept, where it is not to be hidden with what else is hidden.
    fn kept_at_most(
        &self,
        draft: &Draft,
        known: &BTreeSet<u32>,
        targets: &BTreeSet<u32>,
    ) -> Result<Option<BTreeSet<Party>>, Error> {
        let mut kept: BTreeSet<&BTreeSet<Party>> =
            targets.iter().filter_map(|place| self.shape.kept_at(*place)).collect();
        let (code, message) = if !kept.is_empty() {
            if kept.len() > 1 {
                let message = "it erases what is kept from different people: erase each by an erasure of its own";
                return refused(Code::JournalErasure, "entry", message);
            }
            (Code::JournalErasure, "it is kept from somebody who sees what it erases")
        } else if is_no(draft.entry.said()) {
            // What was begun there as something else hides no no.
            let begins = |place: &&u32| self.begins_consent(**place);
            kept = known.iter().filter(begins).filter_map(|place| self.shape.kept_at(*place)).collect();
            (Code::JournalNoKept, "a no is kept from somebody who sees what it is a no to")
        } else {
            return Ok(None);
        };
        if kept.is_empty() {
            return Ok(None);
        }
        // Of a thread that was begun twice, apart, the beginning that most people see, of those that fit.
        let fitting = kept.into_iter().filter(|kept| draft.kept_from.is_subset(kept));
        match fitting.min_by_key(|kept| (kept.len(), *kept)) {
            Some(least) => Ok(Some(least.clone())),
            None => refused(code, "kept_from", message),
        }
    }

    /// The events to follow, among those known, and from whom what follows them is kept.
    fn follow(
        &self,
        known: &BTreeSet<u32>,
        targets: &BTreeSet<u32>,
        mut kept_from: BTreeSet<Party>,
    ) -> (Vec<u32>, BTreeSet<Party>) {
        let parents = |place: &u32| self.shape.knot(*place).map_or(&[][..], |knot| &knot.parents).to_vec();
        let followed: BTreeSet<u32> = known.iter().flat_map(parents).collect();
        let mut last: Vec<u32> = known.difference(&followed).copied().collect();
        // What leads to an erased event comes first, then what is kept from few: neither gives way to what somebody hides.
        last.sort_by_cached_key(|place| {
            let leads = !targets.is_empty() && !self.shape.before(&[*place], targets).is_disjoint(targets);
            let kept = self.shape.kept_at(*place).map_or(0, BTreeSet::len);
            (!leads, kept, self.shape.rank(*place))
        });
        let mut chosen = Vec::new();
        for place in last {
            let mut more = kept_from.clone();
            more.extend(self.shape.kept_at(place).into_iter().flatten().cloned());
            if chosen.len() < MAX_LISTED && more.len() <= MAX_LISTED {
                chosen.push(place);
                kept_from = more;
            }
        }
        (chosen, kept_from)
    }

    /// Is an event a no to a consent that is kept from somebody who sees what it is a no to: from anybody, or from one reader?
    /// `parents` are the events it follows.
    pub(super) fn hides_no(&self, event: &Event, parents: &[u32], reader: Option<&Party>) -> bool {
        let no = event.entry().is_some_and(|entry| is_no(entry.said()));
        no && !event.header.kept_from.is_empty() && {
            let before = self.shape.before(parents, &BTreeSet::new());
            let begins = |place: &&u32| self.begins_consent(**place);
            let mut kept = before.iter().filter(begins).filter_map(|place| self.shape.kept_at(*place));
            kept.any(|kept| match reader {
                Some(reader) => event.header.kept_from.contains(reader) && !kept.contains(reader),
                None => !event.header.kept_from.is_subset(kept),
            })
        }
    }

    /// The problem of a no that is hidden.
    /// Does an event begin a consent? Its header says so, also where its body was erased.
    pub(super) fn begins_consent(&self, place: u32) -> bool {
        self.at(place).is_some_and(|event| event.header.begins.as_deref() == Some("consent"))
    }

    pub(super) fn no_kept(event: &Event) -> Problem {
        event.problem(Code::JournalNoKept, "it is a no, and kept from somebody who sees what it is a no to")
    }
}

/// Does an entry say no in the thread of a consent?
pub(super) fn is_no(said: &Said) -> bool {
    matches!(said, Said::ConsentTurn { status, .. } if !matches!(status, ConsentStatus::Given | ConsentStatus::Requested))
}

/// What speaks against drafting an entry whose kind is not known here. What others signed is carried: they may know more.
fn slip(entry: &Entry) -> Option<Problem> {
    let kind = entry.kind();
    if !matches!(entry.said(), Said::Unknown) || FREE.contains(&kind) {
        return None;
    }
    let meant = nearest(&kind.to_ascii_lowercase(), KINDS.into_iter().chain(FREE));
    let told = ["status", "state"].into_iter().find(|key| entry.says(key));
    let problem = Problem::new(Code::JournalEntry, Place::at("kind"), "no such kind is known here");
    match (meant, told) {
        (Some(name), _) => Some(problem.help(format!("did you mean `{name}`?"))),
        (None, Some(key)) => {
            let help =
                format!("write one of the kinds expected, or leave `{key}` out: of another kind it changes nothing");
            Some(problem.help(help))
        }
        (None, None) => None,
    }
    .map(|problem| problem.expected(KINDS.join(", ")))
}

fn refused<T>(code: Code, path: &str, message: &str) -> Result<T, Error> {
    Err(Error::Journal(vec![Problem::new(code, Place::at(path), message)]))
}
