//! What a reader may see of a thread: by each of its beginnings, what follows that; and which yes would mislead them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::copy::{Belonging, Thread};
use super::event::Event;
use super::graph::Journal;
use super::grounds::Look;
use super::kept::confides_from;
use super::noes::{Stated, same_question, says_no};
use super::said::{Begun, Said};
use super::sides::is_request;
use super::state::Whole;
use crate::consent::{ConsentState, ConsentStatus, ConsentTerms, Party};

/// Who asks for a copy, as of which day; who belongs to what; and the beginnings that are kept from them.
pub(super) struct Asks<'a> {
    pub(super) reader: &'a Party,
    pub(super) on: NaiveDate,
    pub(super) belonging: &'a dyn Belonging,
    pub(super) kept: &'a BTreeSet<u32>,
    /// What names something that is kept from them.
    pub(super) names: &'a BTreeSet<u32>,
}

/// Does an entry give a consent?
pub(super) fn gives(said: &Said) -> bool {
    match said {
        Said::Consent(own) => own.status == ConsentStatus::Given,
        Said::ConsentTurn { status, .. } => *status == ConsentStatus::Given,
        _ => false,
    }
}

impl Journal {
    /// The events of a thread that a reader may see, each with all that it follows.
    pub(super) fn strands(&self, asks: &Asks<'_>, id: &str, places: &[u32]) -> BTreeSet<u32> {
        let mut roots: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        // Each stands after those it follows; what follows something hidden is hidden.
        for place in places {
            let (Some(event), Some(knot)) = (self.at(*place), self.shape.knot(*place)) else { continue };
            let hidden = event.header.on > asks.on
                || event.header.kept_from.contains(asks.reader)
                || confides_from(event, asks.reader)
                || asks.names.contains(place)
                || (knot.parents.is_empty() && asks.kept.contains(place))
                || self.tells_without_effect(asks, event, &knot.parents);
            let before: Option<Vec<&BTreeSet<u32>>> = knot.parents.iter().map(|parent| roots.get(parent)).collect();
            let Some(before) = before.filter(|_| !hidden) else { continue };
            let own = match knot.parents.is_empty() {
                true => BTreeSet::from([*place]),
                false => before.into_iter().flatten().copied().collect(),
            };
            roots.insert(*place, own);
        }
        let beginnings: BTreeSet<u32> = roots.values().flatten().copied().collect();
        let requests = |root: &u32| self.at(*root).is_some_and(is_request);
        let belongs = |root: &u32| {
            let alone = |(place, own): (&u32, &BTreeSet<u32>)| (own.len() == 1 && own.contains(root)).then_some(*place);
            let strand: Vec<u32> = roots.iter().filter_map(alone).collect();
            asks.belonging.belongs(asks.reader, &self.thread_of(asks.reader, asks.on, id, &strand))
        };
        let mut seen: BTreeSet<u32> =
            beginnings.iter().filter(|root| !requests(root)).filter(|root| belongs(root)).copied().collect();
        let asked: Vec<u32> = beginnings.iter().filter(|root| requests(root)).copied().collect();
        for root in asked {
            let same = |own: &u32| self.continues(*own, root);
            if seen.iter().any(same) || (belongs(&root) && self.is_asked(places, asks.on)) {
                seen.insert(root);
            }
        }
        let found = roots.into_iter().filter(|(_, own)| own.is_subset(&seen)).map(|(place, _)| place).collect();
        self.without_untold(asks.reader, found)
    }

    /// Some events of a thread as they are shown to whoever says who belongs to it.
    fn thread_of<'j>(&'j self, reader: &Party, on: NaiveDate, id: &'j str, places: &[u32]) -> Thread<'j> {
        let known = |place: &u32| self.at(*place).map(|event| (*place, event));
        let found: Vec<(u32, &Event)> = places.iter().filter_map(known).collect();
        // Of what was erased nobody can tell what had effect: who wrote there has what is left.
        let bare = found.iter().any(|(_, event)| event.header.parents.is_empty() && event.content.is_none());
        let effect = |(place, event): &(u32, &Event)| {
            let decides = matches!(self.said(*place), Some(Said::ReferralStep(step, _)) if step.by == *reader);
            let leads = matches!(self.said(*place), Some(Said::AccompanimentTurn(..)));
            let asked = event.header.author == *reader || decides || leads || self.said(*place).is_some_and(gives);
            asked && (bare || self.has_effect(*place, on))
        };
        let effects = found.iter().map(effect).collect();
        Thread { id, events: found.into_iter().map(|(_, event)| event).collect(), effects }
    }

    /// Has an event effect, as what it says where it stands?
    fn has_effect(&self, place: u32, on: NaiveDate) -> bool {
        let (Some(event), Some(knot)) = (self.at(place), self.shape.knot(place)) else { return false };
        // What begins a thread is its author's own, whatever it is.
        if knot.parents.is_empty() {
            return !matches!(Whole::after(None, event), Some(Err(_)));
        }
        let before = self.settled_before(&knot.parents);
        match Whole::after(before.whole(self), event) {
            Some(Ok(Whole::Referral(own, _))) => self.untold(event, &own, Look::Counted(Some(on))).is_ok(),
            Some(Ok(_)) => true,
            None => event.entry().is_some_and(|entry| before.takes(self, entry.said(), event)),
            Some(Err(_)) => false,
        }
    }

    /// Does a step of a provider tell the reader, as the sender, what has no effect?
    fn tells_without_effect(&self, asks: &Asks<'_>, event: &Event, parents: &[u32]) -> bool {
        let Some(Said::ReferralStep(step, _)) = event.entry().map(super::Entry::said) else { return false };
        if !step.state.tells_sender() || step.by == *asks.reader || event.header.author == *asks.reader {
            return false;
        }
        let before = self.settled_before(parents);
        let Some(Whole::Referral(own, _)) = before.whole(self) else { return false };
        let theirs = own.sender == *asks.reader && !step.by.is_member();
        theirs && !self.shape.place(&event.id).is_some_and(|place| self.has_effect(place, asks.on))
    }

    /// Is a beginning, in the one place, what the family was asked that a request, in the other, goes on with?
    fn continues(&self, beginning: u32, request: u32) -> bool {
        let (Some(Said::Referral(own)), Some(Said::Referral(asked))) = (self.said(beginning), self.said(request))
        else {
            return false;
        };
        let same = |one: &Begun, other: &Begun| {
            let (one, other) = (&one.own, &other.own);
            one.offer == other.offer
                && one.provider == other.provider
                && one.sender == other.sender
                && one.about == other.about
        };
        same(own, asked) && self.at(beginning).is_some_and(|event| matches!(Whole::after(None, event), Some(Ok(_))))
    }

    /// Did somebody give a consent that is asked here?
    pub(super) fn is_giver(&self, reader: &Party, places: &[u32]) -> bool {
        places.iter().any(|place| matches!(self.said(*place), Some(Said::Consent(own)) if own.terms.giver == *reader))
    }

    /// The threads of a copy whose yes has been answered by a no that is not there, or that is contested in what is not there:
    /// whoever could act on it would take it for a yes. A member of the family, to whom it was not given, does nothing on it, and would
    /// learn by what is missing that a no is kept from them.
    pub(super) fn misled(&self, copy: &Journal, reader: &Party, on: NaiveDate) -> BTreeSet<String> {
        let shown = copy.stated(on);
        let may_act = |own: &&Stated| {
            let terms = &own.consent.terms;
            let open = matches!(own.consent.state(on), ConsentState::Given | ConsentState::NotYetValid);
            own.certain && open && terms.giver != *reader && (!reader.is_member() || terms.recipients.contains(reader))
        };
        let yeses: Vec<&Stated> = shown.iter().filter(may_act).collect();
        if yeses.is_empty() {
            return BTreeSet::new();
        }
        let all = self.stated(on);
        let stands = |yes: &Stated| {
            all.iter().any(|own| own.thread == yes.thread && own.certain && own.consent.status == ConsentStatus::Given)
        };
        let hidden: Vec<&Stated> = all
            .iter()
            .filter(|own| says_no(own.consent.status))
            .filter(|no| !shown.iter().any(|own| own.consent == no.consent))
            .collect();
        let answered = |yes: &Stated| hidden.iter().any(|no| answers(no, yes));
        yeses.into_iter().filter(|yes| !stands(yes) || answered(yes)).map(|yes| yes.thread.clone()).collect()
    }
}

/// Does a no speak against a yes: of the same giver where it is as young, of anybody else whenever it was said?
fn answers(no: &Stated, yes: &Stated) -> bool {
    let (no, yes) = (&no.consent, &yes.consent);
    let heard = no.terms.giver == yes.terms.giver && no.since < yes.since;
    let offers = no.terms.offer.is_none() || yes.terms.offer.is_none() || no.terms.offer == yes.terms.offer;
    let terms = ConsentTerms { giver: yes.terms.giver.clone(), ..no.terms.clone() };
    !heard && offers && same_question(&terms, &yes.terms)
}
