//! What an accompaniment holds beside how it stands: the family's goals, and the referrals that it coordinates.

use std::collections::{BTreeMap, BTreeSet};

use super::authority::against;
use super::event::{Draft, Event};
use super::graph::Journal;
use super::said::{Said, Word, word};
use super::standing::Settled;
use super::state::Whole;
use crate::consent::Party;
use crate::consent::read::{id, needed};
use crate::document::{Report, Table};
use crate::error::{Code, Place, Problem};
use crate::referral::accompanied;
use crate::referral::{Accompaniment, AccompanimentState, Goal, GoalState};

/// A goal, set or said to stand otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SetGoal {
    pub(super) goal: String,
    pub(super) words: String,
    pub(super) state: GoalState,
    pub(super) word: Word,
}

/// A referral that an accompaniment coordinates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Coordinated {
    pub(super) referral: String,
    pub(super) word: Word,
}

impl SetGoal {
    pub(super) fn read(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        let goal = needed(report, table, "goal", id);
        let said = accompanied::goal(report, table);
        let word = whose(report, table);
        let ((words, state), goal) = (said?, goal?);
        Some(SetGoal { goal, words, state, word: word? })
    }
}

impl Coordinated {
    pub(super) fn read(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        let referral = needed(report, table, "referral", id);
        let word = whose(report, table);
        Some(Coordinated { referral: referral?, word: word? })
    }
}

/// Whose word it is stands there.
fn whose(report: &mut Report<'_>, table: &mut Table<'_, '_>) -> Option<Word> {
    let named = table.need(report, "by").is_some();
    word(report, table).filter(|_| named)
}

impl Settled {
    /// What speaks against a goal, or against naming a referral, where this stands. Nothing against any other entry.
    pub(super) fn adds(&self, journal: &Journal, event: &Event) -> Result<(), Problem> {
        let Some(said) = event.entry().map(super::Entry::said).filter(|said| is_beside(said)) else { return Ok(()) };
        let named = if matches!(said, Said::Goal(_)) { "goal" } else { "referral" };
        let problem = |code, path, message: &str| Problem::new(code, Place::at(path), message);
        let whole = self.whole(journal);
        let Some(Whole::Accompaniment(own)) = whole else {
            return Err(problem(Code::JournalEntry, "kind", "the entry does not continue what its thread is"));
        };
        match own.own.state {
            AccompanimentState::Proposed => {
                let early = problem(Code::AccompanimentTransition, named, "nothing is told before the family began it");
                return Err(early.help("let the family begin it: `active`"));
            }
            state if state.is_end() => {
                return Err(problem(Code::AccompanimentTransition, named, "the accompaniment is over"));
            }
            _ => {}
        }
        match against(whole, said, &event.header) {
            Some(message) => Err(problem(Code::JournalAuthority, "author", message)),
            None => Ok(()),
        }
    }

    /// Is it a goal, or the name of a referral, that may be said where this stands?
    pub(super) fn takes(&self, journal: &Journal, said: &Said, event: &Event) -> bool {
        is_beside(said) && self.adds(journal, event).is_ok()
    }
}

fn is_beside(said: &Said) -> bool {
    matches!(said, Said::Goal(_) | Said::Coordinates(_))
}

impl Journal {
    /// An accompaniment with what was said beside how it stands. Of what was said apart of one goal the highest state counts,
    /// then the later day, then the higher id: every copy that has both agrees.
    pub(super) fn with_goals(&self, own: &Accompaniment, beside: &[u32]) -> Accompaniment {
        let mut goals: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        let mut whole = own.clone();
        for place in beside {
            match self.said(*place) {
                Some(Said::Goal(said)) => {
                    goals.entry(&said.goal).or_default().insert(*place);
                }
                Some(Said::Coordinates(named)) => {
                    whole.referrals.insert(named.referral.clone());
                }
                _ => {}
            }
        }
        for (id, places) in goals {
            let parents = places.iter().filter_map(|place| self.shape.knot(*place));
            let parents: Vec<u32> = parents.flat_map(|knot| knot.parents.iter().copied()).collect();
            let before = if places.len() < 2 { BTreeSet::new() } else { self.shape.before(&parents, &places) };
            let last = places.iter().filter(|place| !before.contains(place)).filter_map(|place| {
                match (self.at(*place), self.said(*place)) {
                    (Some(event), Some(Said::Goal(said))) => Some((said.state.rank(), event.header.on, event.id, said)),
                    _ => None,
                }
            });
            if let Some((_, since, _, said)) = last.max_by_key(|(rank, on, id, _)| (*rank, *on, *id)) {
                whole.goals.insert(id.to_owned(), Goal { words: said.words.clone(), state: said.state, since });
            }
        }
        whole
    }

    /// What a draft in the thread of an accompaniment may follow: never the name of a referral, which may be kept from somebody
    /// later, nor a goal without effect, nor what is kept from more people than the draft and the beginning are. So nothing that
    /// is hidden, or told to nobody, hides how it stands.
    pub(super) fn beside(&self, draft: &Draft, known: &mut BTreeSet<u32>) {
        let begins = |place: &&u32| matches!(self.said(**place), Some(Said::Accompaniment(_)));
        let mut readers: BTreeSet<Party> = draft.kept_from.clone();
        let mut found = false;
        for place in known.iter().filter(begins) {
            readers.extend(self.shape.kept_at(*place).into_iter().flatten().cloned());
            found = true;
        }
        if !found {
            return;
        }
        // That it is not for somebody is for everybody who has any of it.
        if matches!(draft.entry.said(), Said::NotFor(..)) {
            known.retain(|place| self.shape.knot(*place).is_some_and(|knot| knot.parents.is_empty()));
            return;
        }
        let counted: BTreeSet<u32> = self.settled_alone(&*known, None).beside.into_iter().collect();
        known.retain(|place| {
            let aside = match self.said(*place) {
                Some(Said::Coordinates(_)) => true,
                Some(Said::Goal(_)) => !counted.contains(place),
                _ => false,
            };
            !aside && self.shape.kept_at(*place).is_none_or(|kept| kept.is_subset(&readers))
        });
    }

    /// What somebody who is no member of the family hears of an accompaniment, among what is not kept from them. Whoever
    /// proposed it hears the family's answer. Whoever accompanies hears what comes after it, goals too; but nothing of goals
    /// that a phone set while the family ended it elsewhere, nor of such as were never rightly set.
    pub(super) fn without_untold(&self, reader: &Party, seen: BTreeSet<u32>) -> BTreeSet<u32> {
        let begun = seen.iter().find_map(|place| match self.said(*place) {
            Some(Said::Accompaniment(begun)) => Some(begun),
            _ => None,
        });
        let Some(begun) = begun.filter(|_| !reader.is_member()) else { return seen };
        let settled = self.settled_alone(&seen, None);
        let over = |whole: &Whole| matches!(whole, Whole::Accompaniment(own) if own.own.state.is_end());
        let ends: Vec<u32> = settled.front.iter().filter(|(_, whole)| over(whole)).map(|(place, _)| *place).collect();
        let before = self.shape.before(&ends, &BTreeSet::new());
        let first = ends.iter().filter_map(|place| self.shape.knot(*place)).map(|knot| knot.on).min();
        let accompanies = begun.own.provider == *reader;
        let mut untold: BTreeSet<u32> = BTreeSet::new();
        for place in &seen {
            let (Some(event), Some(knot)) = (self.at(*place), self.shape.knot(*place)) else { continue };
            let active = |place: &u32| matches!(self.said(*place), Some(Said::AccompanimentTurn(turn, _)) if turn.state == AccompanimentState::Active);
            let hidden = match self.said(*place) {
                _ if !accompanies && knot.parents.iter().any(active) => true,
                Some(said) if is_beside(said) && event.header.author != *reader => {
                    // The end does not follow the name of a referral, so its day tells.
                    let late = match said {
                        Said::Coordinates(_) => {
                            let known = knot.parents.iter().all(|parent| before.contains(parent));
                            first.is_some_and(|first| first < knot.on || !known)
                        }
                        _ => first.is_some() && !before.contains(place),
                    };
                    !accompanies || late || !settled.beside.contains(place)
                }
                _ => false,
            };
            if hidden || knot.parents.iter().any(|parent| untold.contains(parent)) {
                untold.insert(*place);
            }
        }
        seen.difference(&untold).copied().collect()
    }
}
