//! What confidences keep from a reader: the beginnings of threads, each with all that follows it.

use std::collections::{BTreeMap, BTreeSet};

use super::authority::against;
use super::copy::Belonging;
use super::entries::Entry;
use super::event::{Draft, Event};
use super::graph::Journal;
use super::said::{Said, Shown};
use super::state::Whole;
use crate::consent::{About, Basis, Concerned, Confidence, Consent, Keep, Party};
use crate::referral::ReferralState;

/// Who helps, and with which offer; without one, with any.
type Helper = (Party, Option<String>);

/// What is kept from one reader.
#[derive(Debug, Default)]
pub(super) struct Kept {
    keep: BTreeSet<Keep>,
    /// The same, by who confided it.
    by: BTreeMap<Party, BTreeSet<Keep>>,
    /// Threads of which somebody who holds a confidence says that they are not for the reader.
    marked: BTreeSet<String>,
    /// Beginnings that are kept.
    pub(super) roots: BTreeSet<u32>,
    /// Their threads: what rests on one of them is kept with it.
    threads: BTreeSet<String>,
    /// Providers of whose help the reader may not know.
    helpers: BTreeSet<Helper>,
    /// Events of other threads that name a thread which is kept: what an accompaniment coordinates.
    pub(super) names: BTreeSet<u32>,
    /// A referral, or an accompaniment, is kept of which nothing can be read any more: any provider may be its own.
    any_provider: bool,
}

fn member(keep: &BTreeSet<Keep>, about: &About) -> bool {
    keep.contains(&Keep::Member(about.clone()))
}

fn offered(keep: &BTreeSet<Keep>, offer: Option<&String>) -> bool {
    offer.is_some_and(|offer| keep.contains(&Keep::Support(offer.clone())))
}

fn concerns(keep: &BTreeSet<Keep>, about: &Concerned) -> bool {
    match about {
        Concerned::Everyone => false,
        Concerned::These(these) => these.iter().any(|about| member(keep, about)),
    }
}

fn named(keep: &BTreeSet<Keep>, thread: &str) -> bool {
    let (referral, consent) = (Keep::Referral(thread.to_owned()), Keep::Consent(thread.to_owned()));
    keep.contains(&referral) || keep.contains(&consent) || keep.contains(&Keep::Accompaniment(thread.to_owned()))
}

impl Kept {
    /// Would it tell of kept help that something goes to somebody? What is for another offer of theirs tells nothing of it.
    fn betrays(&self, recipient: &Party, offer: Option<&String>) -> bool {
        let alike = |other: &Option<String>| offer.is_none() || other.is_none() || offer == other.as_ref();
        self.helpers.iter().any(|(party, other)| party == recipient && alike(other))
            || (self.any_provider && !recipient.is_member())
    }

    /// Is what an event begins kept from the reader?
    fn keeps(&self, reader: &Party, author: &Party, thread: &str, said: Option<&Said>) -> bool {
        if let Some(Said::Confidence(own)) = said {
            return own.from.contains(reader) && own.giver != *reader;
        }
        (!self.keep.is_empty() || !self.marked.is_empty())
            && !owns(reader, author, said)
            && self.says(reader, thread, said)
    }

    fn says(&self, reader: &Party, thread: &str, said: Option<&Said>) -> bool {
        match said {
            Some(Said::Consent(own)) if own.terms.recipients.contains(reader) => self.keeps_from_recipient(thread, own),
            Some(Said::Disclosure(shown)) if shown.recipient == *reader => false,
            _ if named(&self.keep, thread) => true,
            _ if self.marked.contains(thread) => true,
            Some(Said::Referral(begun)) => {
                let own = &begun.own;
                offered(&self.keep, Some(&own.offer)) || own.about.iter().any(|about| member(&self.keep, about))
            }
            Some(Said::Accompaniment(begun)) => begun.own.about.iter().any(|about| member(&self.keep, about)),
            Some(Said::Consent(own)) => {
                offered(&self.keep, own.terms.offer.as_ref())
                    || concerns(&self.keep, &own.terms.about)
                    || own.terms.recipients.iter().any(|recipient| self.betrays(recipient, own.terms.offer.as_ref()))
            }
            Some(Said::Disclosure(shown)) => self.shows(shown),
            Some(Said::Lawful(sharing)) => {
                sharing.holder != *reader && sharing.recipient != *reader && concerns(&self.keep, &sharing.about)
            }
            _ => false,
        }
    }

    /// A consent is kept from its recipient by nobody but who gave it.
    fn keeps_from_recipient(&self, thread: &str, own: &Consent) -> bool {
        self.by.get(&own.terms.giver).is_some_and(|keep| {
            named(keep, thread) || offered(keep, own.terms.offer.as_ref()) || concerns(keep, &own.terms.about)
        })
    }

    /// Does an entry name a thread that is kept?
    fn names(&self, said: &Said) -> bool {
        let Said::Coordinates(own) = said else { return false };
        let id = &own.referral;
        self.threads.contains(id) || named(&self.keep, id) || self.marked.contains(id)
    }

    fn shows(&self, shown: &Shown) -> bool {
        let rests = |basis: &Basis| match basis {
            Basis::Consent(id) | Basis::Law(id) => self.threads.contains(id) || named(&self.keep, id),
            Basis::Own | Basis::Authority => false,
        };
        offered(&self.keep, shown.offer.as_ref())
            || self.betrays(&shown.recipient, shown.offer.as_ref())
            || shown.about().any(|about| member(&self.keep, about))
            || shown.basis.iter().any(rests)
    }

    /// Whose help it would tell of.
    fn helpers(&self, said: &Said) -> Vec<Helper> {
        match said {
            Said::Referral(begun) => vec![(begun.own.provider.clone(), Some(begun.own.offer.clone()))],
            Said::Accompaniment(begun) => vec![(begun.own.provider.clone(), None)],
            Said::Consent(own) if offered(&self.keep, own.terms.offer.as_ref()) => {
                let recipients = own.terms.recipients.iter().filter(|recipient| !recipient.is_member());
                recipients.map(|recipient| (recipient.clone(), own.terms.offer.clone())).collect()
            }
            Said::Disclosure(shown) if offered(&self.keep, shown.offer.as_ref()) => {
                vec![(shown.recipient.clone(), shown.offer.clone())]
            }
            _ => Vec::new(),
        }
    }
}

/// What somebody gave, signed, or was asked for is never kept from them.
fn owns(reader: &Party, author: &Party, said: Option<&Said>) -> bool {
    author == reader
        || match said {
            Some(Said::Consent(own)) => own.terms.giver == *reader,
            Some(Said::Referral(begun)) => {
                let asked = begun.first.state == ReferralState::Requested && begun.own.provider == *reader;
                asked || begun.own.sender == *reader
            }
            Some(Said::Accompaniment(begun)) => begun.own.provider == *reader || begun.by == *reader,
            _ => false,
        }
}

impl Journal {
    /// Everything that is kept, as of now: a copy of an earlier day is made today.
    pub(super) fn confidences_now(&self) -> Vec<Confidence> {
        let confides = |place: &u32| matches!(self.said(*place), Some(Said::Confidence(_)));
        let mut found = Vec::new();
        for (_, places) in self.shape.threads().filter(|(_, places)| places.iter().any(confides)) {
            let settled = self.settled(places, None);
            match settled.whole(self) {
                _ if !settled.certain() => found.extend(self.confided(places, chrono::NaiveDate::MAX)),
                Some(Whole::Confidence(own, _)) => found.push(own.clone()),
                _ => {}
            }
        }
        found
    }

    /// What confidences keep from a reader, and what is marked so.
    pub(super) fn kept_for(&self, reader: &Party, all: &[Confidence], family: Option<&dyn Belonging>) -> Kept {
        self.kept_by(reader, all, family, self.marked_for(reader, all))
    }

    /// What these confidences keep from a reader: what they name, what is about a member or for help that is kept, what rests
    /// on any of it, and the consents and disclosures to whoever helps, whom they would betray; beside threads that are marked.
    pub(super) fn kept_by(
        &self,
        reader: &Party,
        all: &[Confidence],
        family: Option<&dyn Belonging>,
        marked: BTreeSet<String>,
    ) -> Kept {
        let mut kept = Kept { marked, ..Kept::default() };
        let own = |about: &About| reader.is(about) || family.is_some_and(|family| family.is_own(reader, about));
        for confidence in all.iter().filter(|own| own.is_kept_from(reader)) {
            let mut keep = confidence.keep.clone();
            for what in &confidence.keep {
                if let (Keep::Member(About::Pregnancy(id)), Some(family)) = (what, family) {
                    keep.extend(family.expected(id).into_iter().map(|child| Keep::Member(About::Child(child))));
                }
            }
            keep.retain(|what| !matches!(what, Keep::Member(about) if own(about)));
            kept.keep.extend(keep.iter().cloned());
            kept.by.entry(confidence.giver.clone()).or_default().extend(keep);
        }
        // What one of them betrays may be found before it: until nothing more comes.
        loop {
            let before = (kept.roots.len(), kept.helpers.len(), kept.any_provider);
            for (thread, places) in self.shape.threads() {
                self.keep_of(reader, thread, places, &mut kept);
            }
            if before == (kept.roots.len(), kept.helpers.len(), kept.any_provider) {
                kept.names = self.names_of(reader, &kept);
                return kept;
            }
        }
    }

    /// What names a thread that is kept, and is not the reader's own word.
    fn names_of(&self, reader: &Party, kept: &Kept) -> BTreeSet<u32> {
        let threads = self.shape.begun("accompaniment").flat_map(|(_, places)| places);
        let theirs = |place: &u32| self.at(*place).is_some_and(|event| event.header.author == *reader);
        let names = |place: &u32| self.said(*place).is_some_and(|said| kept.names(said)) && !theirs(place);
        threads.copied().filter(names).collect()
    }

    fn keep_of(&self, reader: &Party, thread: &str, places: &[u32], kept: &mut Kept) {
        let begins = |place: &&u32| self.shape.knot(**place).is_some_and(|knot| knot.parents.is_empty());
        for place in places.iter().filter(begins).copied() {
            let Some(event) = self.at(place).filter(|_| !kept.roots.contains(&place)) else { continue };
            if kept.keeps(reader, &event.header.author, thread, event.entry().map(Entry::said)) {
                kept.roots.insert(place);
                kept.threads.insert(thread.to_owned());
                let helpers = self.said(place).map(|said| kept.helpers(said)).unwrap_or_default();
                kept.helpers.extend(helpers);
            }
        }
        let tells = |place: &u32| matches!(self.said(*place), Some(Said::Referral(_) | Said::Accompaniment(_)));
        let helps = [Keep::Referral(thread.to_owned()), Keep::Accompaniment(thread.to_owned())];
        if helps.iter().any(|keep| kept.keep.contains(keep)) && !places.is_empty() && !places.iter().any(tells) {
            kept.any_provider = true;
        }
    }

    /// The threads that are marked as not for a reader, but by a confidence that is here and was lifted.
    fn marked_for(&self, reader: &Party, all: &[Confidence]) -> BTreeSet<String> {
        let kept = |id: &String| all.iter().any(|own| own.id == *id && own.is_kept_from(reader));
        let here = |id: &String| {
            self.shape.thread(id).iter().filter_map(|place| self.at(*place)).any(|event| {
                matches!(event.entry().map(Entry::said), Some(said @ Said::Confidence(own))
                    if own.from.contains(reader)
                        && own.giver != *reader
                        && event.header.author != *reader
                        && against(None, said, &event.header).is_none())
            })
        };
        let marks = |place: &u32| matches!(self.said(*place), Some(Said::NotFor(id, parties)) if parties.contains(reader) && (kept(id) || !here(id)));
        let threads = self.shape.threads().filter(|(_, places)| places.iter().any(marks));
        threads.map(|(thread, _)| thread.to_owned()).collect()
    }

    /// From whom a draft is to be kept that has its place after these, or begins anew: from whom confidences keep it, and
    /// what is confided from whom it is confided.
    pub(super) fn kept_by_confidences(&self, draft: &Draft, follows: &BTreeSet<u32>) -> BTreeSet<Party> {
        let (mut found, said) = (BTreeSet::new(), draft.entry.said());
        if let Said::Confidence(own) = said {
            found.extend(own.from.iter().filter(|party| **party != own.giver).cloned());
        }
        if let Said::NotFor(_, parties) = said {
            found.extend(parties.iter().cloned());
        }
        let all = self.confidences_now();
        let from: BTreeSet<&Party> = all.iter().flat_map(|own| &own.from).collect();
        for party in from.into_iter().filter(|party| **party != draft.author) {
            let kept = self.kept_for(party, &all, None);
            let bears = match follows.is_empty() {
                true => kept.keeps(party, &draft.author, &draft.thread, Some(said)),
                false => follows.iter().any(|place| kept.roots.contains(place)),
            };
            if bears || kept.names(said) {
                found.insert(party.clone());
            }
        }
        found
    }
}

/// Does an event confide something from a reader, wherever it stands?
pub(super) fn confides_from(event: &Event, reader: &Party) -> bool {
    matches!(event.entry().map(Entry::said), Some(Said::Confidence(own)) if own.from.contains(reader) && own.giver != *reader)
}

/// Is an event, that confides something or says that it is kept, itself kept from all from whom that is?
pub(super) fn hides_itself(event: &Event) -> bool {
    match event.entry().map(Entry::said) {
        Some(Said::Confidence(own)) => {
            own.from.iter().all(|party| *party == own.giver || event.header.kept_from.contains(party))
        }
        Some(Said::NotFor(_, parties)) => parties.is_subset(&event.header.kept_from),
        _ => true,
    }
}
