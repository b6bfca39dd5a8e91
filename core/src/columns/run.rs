//! Blocks of families evaluated, one after the other, and what columns alone leave open finished family by family.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::answer::OfferColumn;
use super::beginnings::rows;
use super::bound::{Bound, column_of, name_of};
use super::certain::Group;
use super::engine::{Answering, Asked, Engine, Scored};
use super::families::Families;
use super::load::{Faults, Wrong};
use super::options::EvaluateOptions;
use super::row::each_code;
use super::single::Single;
use super::study::Noted;
use super::workspace::{Workspace, clear, each_set};
use crate::assessment::{Decision, RowAnswer};
use crate::calendar::day_of;
use crate::condition::{CodeList, List};
use crate::error::Problem;
use crate::programme::Programme;
use crate::truth::Truth;
use crate::vocabulary::Subject;
use chrono::NaiveDate;

/// Families of one block: few enough that what is worked on stays near the processor.
pub(crate) const BLOCK: usize = 4096;

/// Bits that grow block by block.
#[derive(Debug, Default)]
pub(crate) struct Grown {
    pub(crate) words: Vec<u64>,
    len: usize,
}

impl Grown {
    /// Adds as many bits of these words as there are rows.
    pub(crate) fn append(&mut self, words: &[u64], rows: usize) {
        let shift = self.len % 64;
        if shift == 0 {
            self.words.extend(words.iter().take(rows.div_ceil(64)));
        } else {
            for word in words.iter().take(rows.div_ceil(64)) {
                if let Some(last) = self.words.last_mut() {
                    *last |= word << shift;
                }
                self.words.push(word >> (64 - shift));
            }
        }
        self.len += rows;
        self.words.truncate(self.len.div_ceil(64));
    }

    /// Writes the bit of one of the last so many rows.
    pub(crate) fn mark(&mut self, row: usize, rows: usize, truth: bool) {
        let place = (self.len + row).saturating_sub(rows);
        if let Some(word) = self.words.get_mut(place / 64) {
            *word = *word & !(1 << (place % 64)) | u64::from(truth) << (place % 64);
        }
    }

    pub(crate) fn append_all(&mut self, other: &Grown) {
        self.append(&other.words, other.len);
    }
}

/// Where the bits of an offer go: for families straight into their places, for members one after the other.
#[derive(Debug)]
pub(crate) enum Into<'o> {
    Places(&'o mut [u64], &'o mut [u64]),
    Grown(Grown, Grown),
}

/// What one piece of the work says of an offer.
#[derive(Debug)]
pub(crate) struct Piece<'o> {
    pub(crate) bits: Into<'o>,
    pub(crate) inexact: Vec<u32>,
    pub(crate) least: Vec<i64>,
    pub(crate) most: Vec<i64>,
    pub(crate) dates: Vec<Option<Decision>>,
    pub(crate) rules: Vec<u16>,
    pub(crate) barriers: Noted,
    pub(crate) missing: Noted,
}

/// What one piece of the work says.
#[derive(Debug)]
pub(crate) struct Pieces<'o> {
    pub(crate) offers: Vec<Piece<'o>>,
    pub(crate) silent: [Grown; 4],
    /// What is wrong with each column.
    pub(crate) faults: BTreeMap<String, Faults>,
    /// What is wrong with families that were written out.
    pub(crate) problems: Vec<Problem>,
}

/// All that stays the same from block to block.
pub(crate) struct Work<'w, 'a> {
    pub(crate) programme: &'w Programme,
    pub(crate) engine: &'w Engine,
    pub(crate) bound: &'w Bound<'a>,
    pub(crate) families: &'w Families<'a>,
    pub(crate) on: NaiveDate,
    pub(crate) options: EvaluateOptions,
    /// Was the work stopped; and who asks the caller whether it is.
    pub(crate) heard: (&'w AtomicBool, &'w (dyn Fn() + Sync)),
}

/// What may make an answer of columns alone uncertain.
pub(crate) struct Doubt<'d> {
    subject: Subject,
    conflicts: &'d [Group],
    groups: &'d [Group],
    crowd: Option<usize>,
}

impl<'d> Doubt<'d> {
    pub(crate) fn of(asked: &'d Asked, subject: Subject) -> Self {
        Doubt { subject, conflicts: &asked.conflicts, groups: &asked.groups, crowd: asked.crowd }
    }

    fn of_dose(scored: &'d Scored, subject: Subject) -> Self {
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

/// Rows of one offer in a block that are looked at alone.
struct Alone {
    offer: usize,
    rows: Vec<u64>,
}

/// Families looked at alone, after which the caller is asked: together they take milliseconds.
const HEARD: usize = 64;

impl Work<'_, '_> {
    /// Did the caller stop the work?
    pub(crate) fn stops(&self) -> bool {
        self.heard.0.load(Ordering::Relaxed)
    }

    /// Tells the caller how far the work is.
    pub(crate) fn hear(&self) {
        self.heard.1();
    }

    /// Evaluates the families of a block; `at` is how many families of the piece stand before it.
    pub(crate) fn block(&self, space: &mut Workspace, block: Range<usize>, at: usize, into: &mut Pieces<'_>) {
        let (engine, families) = (self.engine, self.families);
        space.begin(families, &block);
        if engine.has_members() {
            self.members(space, &block, into);
        }
        space.compare(engine, self.bound, families, &block, &mut |source, own| {
            if let Some(source) = engine.graph.sources.get(source) {
                let (subject, name, _) = column_of(source, self.programme);
                told(&mut into.faults, name_of(subject, &name), &own.faults);
            }
        });
        for list in [CodeList::Territories, CodeList::Languages, CodeList::Resources] {
            self.codes(space, list, &block, &mut into.faults);
        }
        space.join(engine, day_of(self.on));
        for (list, grown) in engine.lists.iter().map(|list| (list, list.subject() as usize)) {
            if let (Some((_, no)), Some(silent)) =
                (space.beginnings.present.get(*list as usize), into.silent.get_mut(grown))
            {
                silent.append(no, space.count(list.subject()));
            }
        }
        let mut alone = Vec::new();
        for (place, (offer, piece)) in engine.offers.iter().zip(&mut into.offers).enumerate() {
            let rows = self.offer(space, offer, at, piece);
            if rows.iter().any(|word| *word != 0) {
                alone.push(Alone { offer: place, rows });
            }
        }
        self.finish(space, &block, at, alone, into);
    }

    /// The days of members; families that are not plain are written out.
    fn members(&self, space: &mut Workspace, block: &Range<usize>, into: &mut Pieces<'_>) {
        let mut beginnings = std::mem::take(&mut space.beginnings);
        beginnings.read(self.families, block, &self.bound.days, day_of(self.on), &mut |name, faults| {
            told(&mut into.faults, name.to_owned(), faults);
        });
        for (at, family) in block.clone().enumerate() {
            if beginnings.special.get(at) == Some(&true) {
                let (single, problems) = Single::of(self.programme, self.families, family, self.on);
                into.problems.extend(problems);
                if let Some(single) = single {
                    beginnings.take(self.families, block, family, &single);
                }
            }
        }
        space.beginnings = beginnings;
    }

    fn codes(
        &self,
        space: &mut Workspace,
        list: CodeList,
        block: &Range<usize>,
        faults: &mut BTreeMap<String, Faults>,
    ) {
        let asked: Vec<i64> =
            self.engine.codes.iter().filter(|(own, ..)| *own == list).map(|(_, code, ..)| *code).collect();
        if asked.is_empty() {
            return;
        }
        let name = match list {
            CodeList::Territories => "other_territories",
            CodeList::Languages => "languages",
            CodeList::Resources => "resources",
        };
        let names: Vec<Option<&String>> =
            asked.iter().map(|code| usize::try_from(*code).ok().and_then(|code| self.engine.words.get(code))).collect();
        let (mut found, mut closed) = (Vec::new(), Vec::new());
        clear(&mut closed, block.len());
        if let Some(column) = self.families.column(Subject::Family, name) {
            for (place, row) in block.clone().enumerate().filter(|(_, row)| column.is_known(*row)) {
                let (mut any, before) = (false, found.len());
                let mut wrong = None;
                match each_code(column, row) {
                    Ok(codes) => {
                        for code in codes {
                            any = true;
                            match code {
                                Ok(code) => found.extend(
                                    names
                                        .iter()
                                        .enumerate()
                                        .filter(|(_, name)| name.is_some_and(|name| name == code))
                                        .map(|(at, _)| (place, at)),
                                ),
                                Err(_) => wrong = Some(Wrong::Text),
                            }
                        }
                    }
                    Err(_) => wrong = Some(Wrong::Text),
                }
                if let Some(wrong) = wrong {
                    found.truncate(before);
                    let own = faults.entry(name_of(Subject::Family, name)).or_default();
                    let own = own.entry(wrong).or_insert((0, row));
                    own.0 += 1;
                } else if (any || list == CodeList::Territories) && list != CodeList::Resources {
                    closed.get_mut(place / 64).into_iter().for_each(|word| *word |= 1 << (place % 64));
                }
            }
        }
        space.codes(self.engine, list, &found, &closed);
    }

    /// Writes what the bits say of an offer; the rows that have to be looked at alone.
    fn offer(&self, space: &Workspace, offer: &Answering, at: usize, piece: &mut Piece<'_>) -> Vec<u64> {
        let rows = space.count(offer.subject);
        let words = rows.div_ceil(64);
        let silent: &[u64] = match List::of(offer.subject) {
            Some(list) => space.beginnings.present.get(list as usize).map_or(&[], |(_, no)| no),
            None => &[],
        };
        let none = space.none.get(..words).unwrap_or_default();
        let silent = if silent.is_empty() { none } else { silent };
        let (yes, no) = match offer.whole.edge {
            Some(edge) => space.pair(edge),
            None => (none, none),
        };
        let mut alone = Vec::new();
        let special = space.beginnings.special.contains(&true);
        let sure = offer.whole.edge.is_some() && offer.whole.is_sure() && !special;
        if !sure || self.options != EvaluateOptions::new().faults(self.options.faults) {
            clear(&mut alone, rows);
        }
        if offer.whole.edge.is_none() {
            alone.iter_mut().zip(silent).for_each(|(word, silent)| *word = !silent);
            super::load::trim(&mut alone, rows);
        } else if !sure {
            let decided: Vec<u64> = yes.iter().zip(no).map(|(yes, no)| yes | no).collect();
            let mut wanted: Vec<u64> = silent.iter().map(|silent| !silent).collect();
            super::load::trim(&mut wanted, rows);
            self.doubted(space, &Doubt::of(&offer.whole, offer.subject), &wanted, &decided, &mut alone);
        }
        if self.options.dates {
            for (word, (no, silent)) in alone.iter_mut().zip(no.iter().zip(silent)) {
                *word |= no & !silent;
            }
        }
        if let (Some(scored), true) = (&offer.dose, self.options.doses) {
            self.dose(space, offer, scored, (yes, no), silent, piece, &mut alone);
        }
        if self.options.rules {
            self.rules(space, offer, no, silent, piece, &mut alone);
        }
        if self.options.barriers {
            self.barriers(space, offer, (no, silent), piece, &mut alone);
        }
        if self.options.missing {
            self.hangs(space, offer, (yes, no, silent), piece, &mut alone);
        }
        if self.options.dates {
            piece.dates.extend(std::iter::repeat_n(None, rows));
        }
        match &mut piece.bits {
            Into::Places(into_yes, into_no) => {
                let first = at / 64;
                if let Some(into) = into_yes.get_mut(first..first + words).filter(|into| into.len() == yes.len()) {
                    into.copy_from_slice(yes);
                }
                if let Some(into) = into_no.get_mut(first..first + words).filter(|into| into.len() == no.len()) {
                    into.copy_from_slice(no);
                }
            }
            Into::Grown(into_yes, into_no) => {
                let kept =
                    |words: &[u64]| words.iter().zip(silent).map(|(word, silent)| word & !silent).collect::<Vec<_>>();
                into_yes.append(&kept(yes), rows);
                into_no.append(&kept(no), rows);
            }
        }
        alone
    }

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

    #[allow(clippy::too_many_arguments, reason = "each is one thing, and they are used once")]
    fn dose(
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

    fn rules(
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

    /// Looks at families alone, once each.
    fn finish(&self, space: &Workspace, block: &Range<usize>, at: usize, alone: Vec<Alone>, into: &mut Pieces<'_>) {
        let mut asked: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for Alone { offer, rows } in &alone {
            let subject = self.engine.offers.get(*offer).map_or(Subject::Family, |offer| offer.subject);
            let owners = List::of(subject).map(|list| space.owners(list));
            each_set(rows, |row| {
                let family = owners.map_or(row, |owners| owners.get(row).map_or(row, |owner| *owner as usize));
                asked.entry(family).or_default().push((*offer, row));
            });
        }
        for (count, (place, wanted)) in asked.into_iter().enumerate() {
            if count % HEARD == HEARD - 1 {
                self.hear();
            }
            if self.stops() {
                return;
            }
            let family = block.start + place;
            let (single, problems) = Single::of(self.programme, self.families, family, self.on);
            into.problems.extend(problems);
            let Some(single) = single else { continue };
            for (entry, member, answer) in single.answers(self.options.wanted(), &|entry| {
                wanted.iter().any(|(offer, _)| {
                    self.programme.offers().get(*offer).is_some_and(|own| std::ptr::eq(own, entry.offer))
                })
            }) {
                let subject = entry.offer.subject;
                let start = List::of(subject).map_or(block.start, |list| rows(self.families, block, list).start);
                let row = match List::of(subject) {
                    None => place,
                    Some(_) => self.families.rows_in(family, subject).start + member - start,
                };
                let offer = wanted.iter().find(|(offer, at)| {
                    *at == row && self.programme.offers().get(*offer).is_some_and(|own| std::ptr::eq(own, entry.offer))
                });
                let place = offer.map_or(usize::MAX, |(offer, _)| *offer);
                if let (Some(piece), Some(own)) = (into.offers.get_mut(place), self.engine.offers.get(place)) {
                    let (first, rows) = (start + row, space.count(subject));
                    piece.put(at, row, rows, first, &answer);
                    piece.missing.put(row, rows, |place| own.hangs.said(place, &answer));
                }
            }
        }
    }
}

impl Piece<'_> {
    /// Writes the answer of one row of the newest block over what the bits said.
    fn put(&mut self, at: usize, row: usize, rows: usize, absolute: usize, answer: &RowAnswer) {
        let place = match &self.bits {
            Into::Places(..) => at + row,
            Into::Grown(yes, _) => yes.len - rows + row,
        };
        let (yes, no) = match &mut self.bits {
            Into::Places(yes, no) => (&mut **yes, &mut **no),
            Into::Grown(yes, no) => (yes.words.as_mut_slice(), no.words.as_mut_slice()),
        };
        for (words, truth) in [(yes, Truth::Yes), (no, Truth::No)] {
            if let Some(word) = words.get_mut(place / 64) {
                *word = *word & !(1 << (place % 64)) | u64::from(answer.truth == truth) << (place % 64);
            }
        }
        if !answer.exact {
            self.inexact.push(u32::try_from(absolute).unwrap_or(u32::MAX));
        }
        let from_end = |len: usize| len.checked_sub(rows).map(|start| start + row);
        let dose = answer.dose.as_ref().map_or((0, 0), |dose| (dose.least, dose.most));
        if let Some(least) = from_end(self.least.len()).and_then(|place| self.least.get_mut(place)) {
            *least = dose.0;
        }
        if let Some(most) = from_end(self.most.len()).and_then(|place| self.most.get_mut(place)) {
            *most = dose.1;
        }
        if let Some(date) = from_end(self.dates.len()).and_then(|place| self.dates.get_mut(place)) {
            *date = answer.decision;
        }
        if let Some(rule) = from_end(self.rules.len()).and_then(|place| self.rules.get_mut(place)) {
            *rule = answer.rule.and_then(|rule| u16::try_from(rule).ok()).unwrap_or(OfferColumn::NO_RULE);
        }
        self.barriers.put(row, rows, |place| answer.barriers.get(place).copied().unwrap_or_default());
    }
}

/// Keeps what is wrong with a column.
pub(crate) fn told(all: &mut BTreeMap<String, Faults>, name: String, faults: &Faults) {
    let own = all.entry(name).or_default();
    for (wrong, (count, first)) in faults {
        let known = own.entry(*wrong).or_insert((0, *first));
        known.0 += count;
        known.1 = known.1.min(*first);
    }
}
