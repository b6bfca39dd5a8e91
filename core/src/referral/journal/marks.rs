//! Marks of what was said before it was kept: whoever has a copy of it does not hand it on to those from whom it is.

use std::collections::{BTreeMap, BTreeSet};

use super::copy::Belonging;
use super::entries::Entry;
use super::event::Draft;
use super::graph::Journal;
use super::said::Said;
use crate::consent::{Confidence, ConfidenceStatus, Party};

impl Journal {
    /// What is still to be said so that nobody hands on what is kept: threads, each with the entry to be drafted in it. What a
    /// confidence keeps bears its own list of those from whom, where it was said after the confidence. What was said before, or is
    /// betrayed only by what came after it, gets one with each of these entries: it names the confidence and the parties, and nothing
    /// of what is kept. Sign them before copies are made; until somebody's copy has them, that copy is handed on to nobody.
    ///
    /// ```
    /// use millejours::{Draft, Entry, Family, Journal, JournalId, Party, Roster, RosterKey, SecretKey, parse_date};
    /// let (key, mother) = (SecretKey::from_bytes(&[1; 32]), Party::parse("adult:a1").unwrap());
    /// let roster = Roster::new([RosterKey::new(mother.clone(), key.public())])?;
    /// let on = parse_date("2026-06-01")?;
    /// let mut journal = Journal::new(JournalId::from_bytes(&[5; 16]));
    /// let mut say = |journal: &mut Journal, thread: &str, entry: Entry| {
    ///     let (author, key) = (mother.clone(), &key);
    ///     let draft = Draft { thread: thread.to_owned(), author, key: key.public(), on, kept_from: Default::default(), entry };
    ///     let event = journal.draft(draft, [9; 32])?.sign(key)?;
    ///     journal.append(event, &roster, on)
    /// };
    /// say(&mut journal, "r1", Entry::from_json(r#"{"kind": "referral", "offer": "shelter", "provider": "provider:pmi",
    ///     "sender": "adult:a1", "about": ["family"], "state": "draft", "by": "adult:a1"}"#)?)?;
    /// assert!(journal.to_be_marked(&Family::new()).is_empty());
    /// say(&mut journal, "k1", Entry::from_json(r#"{"kind": "confidence", "giver": "adult:a1", "keep": ["referral[r1]"],
    ///     "from": ["adult:a2"], "status": "kept"}"#)?)?;
    /// let marks = journal.to_be_marked(&Family::new());
    /// assert_eq!(marks.len(), 1);
    /// for (thread, entry) in marks {
    ///     assert_eq!((thread.as_str(), entry.to_json()), ("r1", r#"{"confidence":"k1","kind":"not_for","parties":["adult:a2"]}"#));
    ///     say(&mut journal, &thread, entry)?;
    /// }
    /// assert!(journal.to_be_marked(&Family::new()).is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    #[must_use]
    pub fn to_be_marked(&self, belonging: &dyn Belonging) -> Vec<(String, Entry)> {
        let mut found: BTreeMap<(String, u32, String), BTreeSet<Party>> = BTreeMap::new();
        for confidence in self.confidences_now().iter().filter(|own| own.status == ConfidenceStatus::Kept) {
            for party in &confidence.from {
                for (thread, root) in self.unmarked(party, confidence, Some(belonging)) {
                    found.entry((thread, root, confidence.id.clone())).or_default().insert(party.clone());
                }
            }
        }
        let mark = |((thread, _, id), parties): ((String, u32, String), BTreeSet<Party>)| {
            (thread, Entry::not_for(&id, &parties))
        };
        found.into_iter().map(mark).collect()
    }

    /// The beginnings that a confidence keeps from somebody, and that bear no list that says so.
    fn unmarked(&self, party: &Party, own: &Confidence, family: Option<&dyn Belonging>) -> Vec<(String, u32)> {
        let kept = self.kept_by(party, std::slice::from_ref(own), family, BTreeSet::new());
        let open = |place: &u32| {
            let Some(event) = self.at(*place) else { return false };
            let confides = matches!(event.entry().map(Entry::said), Some(Said::Confidence(_)));
            let strand = self.strand(*place);
            let marks = |place: &u32| matches!(self.said(*place), Some(Said::NotFor(id, parties)) if *id == own.id && parties.contains(party));
            !confides && !event.header.kept_from.contains(party) && !strand.iter().any(marks)
        };
        let roots = kept.roots.iter().filter(|place| open(place)).copied();
        roots.filter_map(|place| Some((self.at(place)?.header.thread.clone(), place))).collect()
    }

    /// The events that follow one beginning, and no other.
    fn strand(&self, root: u32) -> BTreeSet<u32> {
        let mut strand = BTreeSet::from([root]);
        let Some(event) = self.at(root) else { return strand };
        for place in self.shape.thread(&event.header.thread) {
            let Some(knot) = self.shape.knot(*place) else { continue };
            if !knot.parents.is_empty() && knot.parents.iter().all(|parent| strand.contains(parent)) {
                strand.insert(*place);
            }
        }
        strand
    }

    /// What a mark is to follow: one beginning alone, so that whoever has that has the mark.
    pub(super) fn marked_strand(&self, draft: &Draft) -> Option<BTreeSet<u32>> {
        let Said::NotFor(id, parties) = draft.entry.said() else { return None };
        let all = self.confidences_now();
        let own = all.iter().find(|own| own.id == *id)?;
        let open = parties.iter().flat_map(|party| self.unmarked(party, own, None));
        // Where a family has to be known to tell, any beginning that bears no such mark.
        let any = self.shape.thread(&draft.thread).iter().copied().filter(|place| {
            let marks = |place: &u32| {
                matches!(self.said(*place), Some(Said::NotFor(own, whom)) if own == id && parties.is_subset(whom))
            };
            self.shape.knot(*place).is_some_and(|knot| knot.parents.is_empty())
                && !self.strand(*place).iter().any(marks)
        });
        let root = open.filter(|(thread, _)| *thread == draft.thread).map(|(_, place)| place).chain(any).next()?;
        Some(self.strand(root))
    }
}
