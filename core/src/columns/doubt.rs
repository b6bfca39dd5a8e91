//! Which rows have to be looked at alone: where three-valued logic may be too cautious, and beyond the published bound.

use super::asked::{Asked, Scored};
use super::certain::Group;
use super::run::Work;
use super::workspace::{Workspace, clear, each_set};
use crate::condition::List;
use crate::vocabulary::Subject;

/// What may make an answer of columns alone uncertain.
pub(crate) struct Doubt<'d> {
    pub(crate) subject: Subject,
    pub(crate) conflicts: &'d [Group],
    pub(crate) groups: &'d [Group],
    pub(crate) crowd: Option<usize>,
}

impl<'d> Doubt<'d> {
    pub(crate) fn of(asked: &'d Asked, subject: Subject) -> Self {
        Doubt { subject, conflicts: &asked.conflicts, groups: &asked.groups, crowd: asked.crowd }
    }

    pub(crate) fn of_dose(scored: &'d Scored, subject: Subject) -> Self {
        Doubt { subject, conflicts: &scored.conflicts, groups: &scored.groups, crowd: scored.crowd }
    }
}

/// The families of more members of a kind than so many.
fn crowded(space: &Workspace, most: usize, families: usize) -> Vec<u64> {
    let mut found = Vec::new();
    clear(&mut found, families);
    let mut counts = vec![0_usize; families];
    for list in List::ALL {
        for owner in space.owners(list) {
            counts.get_mut(*owner as usize).into_iter().for_each(|count| *count += 1);
        }
    }
    for (family, _) in counts.iter().enumerate().filter(|(_, count)| **count > most) {
        found.get_mut(family / 64).into_iter().for_each(|word| *word |= 1 << (family % 64));
    }
    found
}

impl Work<'_, '_> {
    /// Marks the rows that have to be looked at alone: those whose unknown is not sure to be exact, and those that may be
    /// beyond the published bound. `wanted` are the rows that count.
    pub(crate) fn doubted(
        &self,
        space: &Workspace,
        doubt: &Doubt<'_>,
        wanted: &[u64],
        decided: &[u64],
        alone: &mut [u64],
    ) {
        let special = space.beginnings.special.iter().any(|special| *special);
        let owners = List::of(doubt.subject).map(|list| space.owners(list));
        let mut mark = |rows: &[u64], doubts: &[u64]| {
            each_set(rows, |row| {
                let family = owners.map_or(row, |owners| owners.get(row).map_or(row, |owner| *owner as usize));
                if doubts.get(family / 64).is_some_and(|word| word >> (family % 64) & 1 == 1) {
                    alone.get_mut(row / 64).into_iter().for_each(|word| *word |= 1 << (row % 64));
                }
            });
        };
        let families = space.count(Subject::Family);
        let mut doubts = Vec::new();
        if doubt.crowd != Some(usize::MAX) {
            clear(&mut doubts, families);
            self.missing(space, doubt.groups, &mut doubts);
            if let Some(crowd) = doubt.crowd {
                let crowded = crowded(space, crowd, families);
                doubts.iter_mut().zip(&crowded).for_each(|(word, crowded)| *word &= crowded);
            }
            mark(wanted, &doubts);
        }
        if !doubt.conflicts.is_empty() || special {
            let open: Vec<u64> = wanted.iter().zip(decided).map(|(wanted, decided)| wanted & !decided).collect();
            if open.iter().any(|word| *word != 0) {
                clear(&mut doubts, families);
                self.missing(space, doubt.conflicts, &mut doubts);
                for (family, _) in space.beginnings.special.iter().enumerate().filter(|(_, special)| **special) {
                    doubts.get_mut(family / 64).into_iter().for_each(|word| *word |= 1 << (family % 64));
                }
                mark(&open, &doubts);
            }
        }
    }

    /// The families in which one of these facts is missing.
    fn missing(&self, space: &Workspace, groups: &[Group], doubts: &mut [u64]) {
        let mut mark = |family: usize| {
            if let Some(word) = doubts.get_mut(family / 64) {
                *word |= 1 << (family % 64);
            }
        };
        for group in groups {
            match group {
                Group::Source(source) => {
                    let Some(own) = self.engine.graph.sources.get(*source) else { continue };
                    let unsure = space.unsure.get(*source).map_or(&[][..], Vec::as_slice);
                    match List::of(own.subject()) {
                        None => each_set(unsure, &mut mark),
                        Some(list) => {
                            let owners = space.owners(list);
                            each_set(unsure, |row| {
                                owners.get(row).into_iter().for_each(|owner| mark(*owner as usize));
                            });
                            // Nor is anything known of a member that nobody listed.
                            each_set(space.open.get(list as usize).map_or(&[][..], Vec::as_slice), &mut mark);
                        }
                    }
                }
                Group::Code(list, _) => {
                    each_set(space.more.get(*list as usize).map_or(&[][..], Vec::as_slice), &mut mark);
                }
                Group::List(list) => {
                    each_set(space.open.get(*list as usize).map_or(&[][..], Vec::as_slice), &mut mark);
                }
            }
        }
    }
}
