//! The consents that a journal states, with every no: also where a thread was begun twice, or is not whole.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::entries::Entry;
use super::event::Event;
use super::graph::Journal;
use super::header::EventId;
use super::said::Said;
use super::state::Whole;
use crate::consent::{Concerned, Consent, ConsentState, ConsentStatus, ConsentTerms, Keep, Party};

/// A consent as a thread states it.
pub(super) struct Stated {
    pub(super) thread: String,
    /// The thread is whole, and was begun once. Else this is a no of it, and nothing of it is a yes.
    pub(super) certain: bool,
    pub(super) consent: Consent,
}

pub(super) fn says_no(status: ConsentStatus) -> bool {
    !matches!(status, ConsentStatus::Requested | ConsentStatus::Given)
}

/// The days on which a no was said to a consent: now, and before it was put again or answered otherwise.
pub(super) fn noes(own: &Consent) -> impl Iterator<Item = NaiveDate> + use<> {
    let invalid = (own.status == ConsentStatus::Invalidated).then_some(own.since);
    own.noes().map(|(_, on)| on).chain(invalid)
}

impl Journal {
    /// The consents on a day, by their threads.
    pub(super) fn stated(&self, on: NaiveDate) -> Vec<Stated> {
        self.shape.threads().flat_map(|(thread, places)| self.stated_in(thread, places, on)).collect()
    }

    /// Those with somebody among their recipients.
    pub(super) fn stated_to(&self, recipient: &Party, on: NaiveDate) -> Vec<Stated> {
        let names = |place: &u32| match self.said(*place) {
            Some(Said::Consent(own)) => own.terms.recipients.contains(recipient),
            _ => false,
        };
        let threads = self.shape.begun("consent").filter(|(_, places)| places.iter().any(names));
        let mut found: Vec<Stated> = threads.flat_map(|(thread, places)| self.stated_in(thread, places, on)).collect();
        found.retain(|own| own.consent.terms.recipients.contains(recipient));
        found
    }

    pub(super) fn stated_in(&self, thread: &str, places: &[u32], on: NaiveDate) -> Vec<Stated> {
        let begins = |place: &&u32| matches!(self.said(**place), Some(Said::Consent(_)));
        if !places.iter().any(|place| begins(&place)) {
            return Vec::new();
        }
        let settled = self.settled_alone(places, Some(on));
        if settled.certain() {
            return match settled.whole(self) {
                Some(Whole::Consent(own)) => {
                    vec![Stated { thread: thread.to_owned(), certain: true, consent: own.clone() }]
                }
                _ => Vec::new(),
            };
        }
        // Whatever else was said there takes no no away.
        let mut beginnings: Vec<u32> = places.iter().copied().filter(|place| begins(&place)).collect();
        beginnings.sort_unstable_by_key(|place| self.shape.rank(*place));
        let mut found: Vec<(EventId, Consent)> = Vec::new();
        for beginning in beginnings {
            let (Some(event), Some(own)) = (self.at(beginning), self.no_of(beginning, places, on)) else { continue };
            found.push((event.id, own));
        }
        // The strongest has the thread's own id, so that whoever looks for the consent finds it; of equals the first. The others
        // have one for each: of two with the same id one would hide the other.
        let strongest = found.iter().rev().max_by_key(|(_, own)| own.status.rank()).map(|(event, _)| *event);
        let stated = found.into_iter().map(|(event, own)| {
            let id = if strongest == Some(event) { thread.to_owned() } else { apart(thread, &event) };
            Stated { thread: thread.to_owned(), certain: false, consent: Consent { id, ..own } }
        });
        stated.collect()
    }

    /// The strongest no that was said by a day to what an event of these began, with the newest day of each kind of no.
    pub(super) fn no_of(&self, beginning: u32, places: &[u32], on: NaiveDate) -> Option<Consent> {
        let Some(Said::Consent(own)) = self.said(beginning) else { return None };
        let mut noes: Vec<(ConsentStatus, NaiveDate, Option<NaiveDate>)> = Vec::new();
        for place in self.following(beginning, places, |_| false) {
            let (Some(event), Some(said)) = (self.at(place), self.said(place)) else { continue };
            let day = event.header.on;
            let (status, again) = match said {
                _ if on < day => continue,
                Said::Consent(_) if place == beginning => {
                    let before = |status, said: Option<NaiveDate>| said.map(|said| (status, said.min(day), None));
                    noes.extend(before(ConsentStatus::Refused, own.refused_on));
                    noes.extend(before(ConsentStatus::Deferred, own.deferred_on));
                    (own.status, own.again)
                }
                Said::ConsentTurn { status, again, .. } => (*status, *again),
                _ => continue,
            };
            noes.extend(says_no(status).then_some((status, day, again)));
        }
        let (status, since, again) =
            noes.iter().copied().max_by_key(|(status, on, again)| (status.rank(), *on, *again))?;
        let newest = |kind| noes.iter().filter(|(status, ..)| *status == kind).map(|(_, on, _)| *on).max();
        let [refused_on, deferred_on] = [ConsentStatus::Refused, ConsentStatus::Deferred]
            .map(|kind| newest(kind).filter(|on| (status, since) != (kind, *on)));
        Some(Consent { status, since, again, refused_on, deferred_on, ..own.as_ref().clone() })
    }

    /// A beginning and what follows it, but what follows an event that ends it; `places` is the whole thread.
    pub(super) fn following(&self, beginning: u32, places: &[u32], ends: impl Fn(u32) -> bool) -> BTreeSet<u32> {
        let (mut found, mut ended) = (BTreeSet::new(), BTreeSet::new());
        for place in places {
            let parents = self.shape.knot(*place).map_or(&[][..], |knot| &knot.parents);
            if *place == beginning || parents.iter().any(|parent| found.contains(parent)) {
                found.insert(*place);
            }
            if ends(*place) || parents.iter().any(|parent| ended.contains(parent)) {
                ended.insert(*place);
            }
        }
        found.retain(|place| !ended.contains(place));
        found
    }

    pub(super) fn said(&self, place: u32) -> Option<&Said> {
        self.at(place).and_then(Event::entry).map(Entry::said)
    }
}

/// Does a yes of the same giver to the same question stand, older than a no and in another thread? Without the no it would count
/// again.
pub(super) fn revives(stated: &[Stated], thread: &str, no: &Consent, on: NaiveDate) -> bool {
    let newest = no.newest_no().map_or(no.since, |newest| newest.max(no.since));
    stated.iter().any(|own| {
        let stands = matches!(own.consent.state(on), ConsentState::Given | ConsentState::NotYetValid);
        own.certain
            && own.thread != thread
            && stands
            && own.consent.since <= newest
            && same_question(&own.consent.terms, &no.terms)
    })
}

pub(super) fn same_question(one: &ConsentTerms, other: &ConsentTerms) -> bool {
    let categories = match one.categories.is_empty() && other.categories.is_empty() {
        true => true,
        false => !one.categories.is_disjoint(&other.categories),
    };
    let about = match (&one.about, &other.about) {
        (Concerned::These(one), Concerned::These(other)) => !one.is_disjoint(other),
        _ => true,
    };
    let offers = !matches!((&one.offer, &other.offer), (Some(one), Some(other)) if one != other);
    one.giver == other.giver
        && offers
        && one.purpose == other.purpose
        && !one.recipients.is_disjoint(&other.recipients)
        && categories
        && about
}

/// The id of a no in a thread that was begun twice.
fn apart(thread: &str, event: &EventId) -> String {
    let digits: String = event.to_string().chars().take(16).collect();
    format!("{}-{digits}", thread.chars().take(47).collect::<String>())
}

/// What is kept of a thread is kept of each no in it.
pub(super) fn keep_apart(stated: &[Stated], keep: &mut BTreeSet<Keep>) {
    let more: Vec<Keep> = stated
        .iter()
        .filter(|own| own.consent.id != own.thread && keep.contains(&Keep::Consent(own.thread.clone())))
        .map(|own| Keep::Consent(own.consent.id.clone()))
        .collect();
    keep.extend(more);
}
