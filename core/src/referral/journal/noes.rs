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

    fn stated_in(&self, thread: &str, places: &[u32], on: NaiveDate) -> Vec<Stated> {
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
        let mut found = Vec::new();
        for (number, beginning) in beginnings.into_iter().enumerate() {
            let (Some(event), Some(own)) = (self.at(beginning), self.no_of(beginning, places, on)) else { continue };
            // One id for each: of two with the same id one would hide the other.
            let id = if number == 0 { thread.to_owned() } else { apart(thread, &event.id) };
            let consent = Consent { id, ..own };
            found.push(Stated { thread: thread.to_owned(), certain: false, consent });
        }
        found
    }

    /// The strongest no that was said by a day to what an event of these began.
    pub(super) fn no_of(&self, beginning: u32, places: &[u32], on: NaiveDate) -> Option<Consent> {
        let Some(Said::Consent(own)) = self.said(beginning) else { return None };
        let wanted = BTreeSet::from([beginning]);
        let mut strongest: Option<(u8, NaiveDate, ConsentStatus, Option<NaiveDate>)> = None;
        for place in places {
            let (Some(event), Some(said)) = (self.at(*place), self.said(*place)) else { continue };
            let (status, again) = match said {
                Said::Consent(_) if *place == beginning => (own.status, own.again),
                Said::ConsentTurn { status, again, .. } => (*status, *again),
                _ => continue,
            };
            let follows = || self.shape.before(&[*place], &wanted).contains(&beginning);
            if says_no(status) && event.header.on <= on && follows() {
                strongest = strongest.max(Some((status.rank(), event.header.on, status, again)));
            }
        }
        let (_, since, status, again) = strongest?;
        Some(Consent { status, since, again, ..own.as_ref().clone() })
    }

    /// Does a yes of the same giver to the same question stand, older than a no and in another thread? Without the no it would
    /// count again.
    pub(super) fn revives(&self, thread: &str, no: &Consent, on: NaiveDate) -> bool {
        self.stated(on).iter().any(|own| {
            let stands = matches!(own.consent.state(on), ConsentState::Given | ConsentState::NotYetValid);
            own.certain
                && own.thread != thread
                && stands
                && own.consent.since <= no.since
                && same_question(&own.consent.terms, &no.terms)
        })
    }

    pub(super) fn said(&self, place: u32) -> Option<&Said> {
        self.at(place).and_then(Event::entry).map(Entry::said)
    }
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
    one.giver == other.giver
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
