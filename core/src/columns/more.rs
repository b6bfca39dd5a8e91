//! What is asked beside the truth of an offer: the bounds of its dose, and the rule that stands in the way.

use super::answer::OfferColumn;
use super::asked::{Answering, Scored};
use super::doubt::Doubt;
use super::pieces::Piece;
use super::run::Work;
use super::workspace::{Workspace, clear, each_set};

impl Work<'_, '_> {
    #[allow(clippy::too_many_arguments, reason = "each is one thing, and they are used once")]
    pub(crate) fn dose(
        &self,
        space: &Workspace,
        offer: &Answering,
        scored: &Scored,
        (yes, no): (&[u64], &[u64]),
        silent: &[u64],
        piece: &mut Piece<'_>,
        alone: &mut [u64],
    ) {
        let rows = space.count(offer.subject);
        let (mut least, mut most) = (vec![0_i64; rows], vec![0_i64; rows]);
        let mut open = Vec::new();
        clear(&mut open, rows);
        match &scored.rows {
            None => {
                for (at, word) in alone.iter_mut().enumerate() {
                    *word |= !no.get(at).copied().unwrap_or(0) & !silent.get(at).copied().unwrap_or(0);
                }
                super::load::trim(alone, rows);
            }
            Some(all) => {
                for (points, edge) in all {
                    let (holds, fails) = space.pair(*edge);
                    each_set(holds, |row| {
                        for ends in [&mut least, &mut most] {
                            ends.get_mut(row).into_iter().for_each(|score| *score = score.saturating_add(*points));
                        }
                    });
                    let mut left: Vec<u64> = holds.iter().zip(fails).map(|(holds, fails)| !(holds | fails)).collect();
                    super::load::trim(&mut left, rows);
                    let ends = if *points < 0 { &mut least } else { &mut most };
                    each_set(&left, |row| {
                        ends.get_mut(row).into_iter().for_each(|score| *score = score.saturating_add(*points));
                    });
                    open.iter_mut().zip(&left).for_each(|(open, left)| *open |= left);
                }
                // Where the answer is no "no"; where a row of the score is open, and where the answer is.
                let mut wanted: Vec<u64> = no.iter().zip(silent).map(|(no, silent)| !no & !silent).collect();
                super::load::trim(&mut wanted, rows);
                let opened: Vec<u64> = wanted.iter().zip(&open).map(|(wanted, open)| wanted & open).collect();
                if scored.alone {
                    alone.iter_mut().zip(&opened).for_each(|(alone, opened)| *alone |= opened);
                } else {
                    let settled: Vec<u64> = open.iter().map(|open| !open).collect();
                    self.doubted(space, &Doubt::of_dose(scored, offer.subject), &wanted, &settled, alone);
                    let shared = Doubt {
                        conflicts: &scored.shared,
                        crowd: Some(usize::MAX),
                        ..Doubt::of_dose(scored, offer.subject)
                    };
                    let settled: Vec<u64> = opened.iter().zip(yes).map(|(opened, yes)| !opened | yes).collect();
                    self.doubted(space, &shared, &wanted, &settled, alone);
                }
            }
        }
        for (row, (least, most)) in least.iter_mut().zip(&mut most).enumerate() {
            let decided = |words: &[u64]| words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1);
            let ends = if decided(no) || decided(silent) {
                None
            } else {
                scored.rule.amount(*least).zip(scored.rule.amount(*most))
            };
            (*least, *most) = ends.unwrap_or((0, 0));
        }
        piece.least.extend(least);
        piece.most.extend(most);
    }

    pub(crate) fn rules(
        &self,
        space: &Workspace,
        offer: &Answering,
        no: &[u64],
        silent: &[u64],
        piece: &mut Piece<'_>,
        alone: &mut [u64],
    ) {
        let rows = space.count(offer.subject);
        let mut found = vec![OfferColumn::NO_RULE; rows];
        let mut left: Vec<u64> = no.iter().zip(silent).map(|(no, silent)| no & !silent).collect();
        left.resize(rows.div_ceil(64), 0);
        for (place, (rule, excludes)) in offer.rules.iter().enumerate() {
            let number = u16::try_from(place).unwrap_or(OfferColumn::NO_RULE);
            let Some(edge) = rule.edge else {
                alone.iter_mut().zip(&left).for_each(|(alone, left)| *alone |= left);
                break;
            };
            let (holds, fails) = space.pair(edge);
            let against = if *excludes { holds } else { fails };
            let gives: Vec<u64> = left.iter().zip(against).map(|(left, against)| left & against).collect();
            each_set(&gives, |row| found.get_mut(row).into_iter().for_each(|own| *own = number));
            // What is not sure to be unknown may give the no after all.
            let decided: Vec<u64> = holds.iter().zip(fails).map(|(holds, fails)| holds | fails).collect();
            self.doubted(space, &Doubt::of(rule, offer.subject), &left, &decided, alone);
            left.iter_mut().zip(&gives).for_each(|(left, gives)| *left &= !gives);
        }
        piece.rules.extend(found);
    }
}
