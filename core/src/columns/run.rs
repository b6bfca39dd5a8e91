//! Blocks of families evaluated, one after the other, and what columns alone leave open finished family by family.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::asked::Answering;
use super::beginnings::rows;
use super::bound::{Bound, name_of};
use super::conjunction::Said;
use super::doubt::Doubt;
use super::engine::Engine;
use super::families::Families;
use super::kind::{Faults, Wrong, found};
use super::options::EvaluateOptions;
use super::pieces::{Into, Piece, Pieces};
use super::reads::column_of;
use super::row::each_code;
use super::single::Single;
use super::workspace::{Workspace, clear, each_set};
use crate::calendar::day_of;
use crate::condition::{CodeList, List};
use crate::programme::Programme;
use crate::vocabulary::Subject;
use chrono::NaiveDate;

/// Families of one block: few enough that what is worked on stays near the processor.
pub(crate) const BLOCK: usize = 8192;

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
        self.lists(space, &block, into);
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
        // Where nothing else is asked, and nobody is looked at alone, answers go straight to where they stay.
        let plain = self.options == EvaluateOptions::new().faults(self.options.faults);
        let straight = plain && !space.beginnings.special.contains(&true);
        space.join(engine, day_of(self.on), straight);
        for (list, grown) in engine.lists.iter().map(|list| (list, list.subject() as usize)) {
            if let (Some((_, no)), Some(silent)) =
                (space.beginnings.present.get(*list as usize), into.silent.get_mut(grown))
            {
                silent.append(no, space.count(list.subject()));
            }
        }
        let mut alone = Vec::new();
        for (place, (offer, piece)) in engine.offers.iter().zip(&mut into.offers).enumerate() {
            if straight && self.straight(space, offer, at, piece) {
                continue;
            }
            let rows = self.offer(space, offer, at, piece);
            if rows.iter().any(|word| *word != 0) {
                alone.push(Alone { offer: place, rows });
            }
        }
        self.finish(space, &block, at, alone, into);
    }

    /// Lists that a column calls open where the caller calls them complete.
    fn lists(&self, space: &Workspace, block: &Range<usize>, into: &mut Pieces<'_>) {
        for list in List::ALL.into_iter().filter(|list| self.families.is_complete(*list)) {
            let mut wrong = Faults::new();
            let open = space.open.get(list as usize).map_or(&[][..], Vec::as_slice);
            each_set(open, |at| found(&mut wrong, Wrong::Open, block.start + at));
            told(&mut into.faults, name_of(Subject::Family, &format!("complete.{}", list.name())), &wrong);
        }
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
                into.problems.add(family, problems);
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

    /// Answers an offer where its bits stay, if it is one whose conjunction nobody else reads.
    fn straight(&self, space: &Workspace, offer: &Answering, at: usize, piece: &mut Piece<'_>) -> bool {
        let Some(edge) = offer.whole.edge else { return false };
        let joins = &self.engine.joins;
        let join = joins.of.get(edge.node).and_then(Option::as_ref);
        let (Some(join), Some(true)) = (join, joins.straight.get(edge.node)) else { return false };
        if let Into::Places(yes, known) = &mut piece.bits {
            let (first, words) = (at / 64, space.count(Subject::Family).div_ceil(64));
            let places = yes.get_mut(first..first + words).zip(known.get_mut(first..first + words));
            if let Some(places) = places {
                space.all(self.engine, join, if edge.not { Said::Opposite } else { Said::Known }, places);
            }
        }
        true
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
            Into::Places(into_yes, into_known) => {
                let first = at / 64;
                if let Some(into) = into_yes.get_mut(first..first + words).filter(|into| into.len() == yes.len()) {
                    into.copy_from_slice(yes);
                }
                if let Some(into) = into_known.get_mut(first..first + words) {
                    for (into, (yes, no)) in into.iter_mut().zip(yes.iter().zip(no)) {
                        *into = yes | no;
                    }
                }
            }
            Into::Grown(into_yes, into_known) => {
                let kept =
                    |words: &[u64]| words.iter().zip(silent).map(|(word, silent)| word & !silent).collect::<Vec<_>>();
                let known: Vec<u64> = yes.iter().zip(no).map(|(yes, no)| yes | no).collect();
                into_yes.append(&kept(yes), rows);
                into_known.append(&kept(&known), rows);
            }
        }
        alone
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
            // What is wrong with a family that is not plain was told when its members were read.
            if space.beginnings.special.get(place) != Some(&true) {
                into.problems.add(family, problems);
            }
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

/// Keeps what is wrong with a column.
pub(crate) fn told(all: &mut BTreeMap<String, Faults>, name: String, faults: &Faults) {
    let own = all.entry(name).or_default();
    for (wrong, (count, first)) in faults {
        let known = own.entry(*wrong).or_insert((0, *first));
        known.0 += count;
        known.1 = known.1.min(*first);
    }
}
