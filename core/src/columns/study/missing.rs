//! Which missing fact leaves whom undetermined.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::reached::{Reached, Unsettled};
use crate::assessment::RowAnswer;
use crate::columns::answer::OfferColumn;
use crate::columns::asked::{Answering, Asked};
use crate::columns::certain::Group;
use crate::columns::node::Source;
use crate::columns::pieces::Piece;
use crate::columns::reads::column_of;
use crate::columns::run::Work;
use crate::columns::workspace::Workspace;
use crate::condition::{CodeList, List};
use crate::programme::Programme;
use crate::vocabulary::Subject;

/// One fact that an offer's answer can hang on, and whose answer does. What would only change the dose does not count.
///
/// ```
/// use millejours::{Bits, Column, EvaluateOptions, Families, OneThread, Programme, Table, Values, parse_date};
/// use std::ops::ControlFlow;
///
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study.toml")))?;
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new().missing())?;
/// // Nobody knows the quotient of the first three families, nor how many the last two are.
/// let table = Table::new(4)
///     .with("quotient", Column::with_known(Values::I32(&[0, 0, 0, 400]), Bits::new(&[0b1000], 0, 4).unwrap()))
///     .with("persons", Column::with_known(Values::I32(&[1, 3, 0, 0]), Bits::new(&[0b0011], 0, 4).unwrap()));
/// let evaluated = plan.evaluate(&Families::new(table)?, &OneThread, &|_| ControlFlow::Continue(()))?;
/// let missing = evaluated.offer("holiday")?.missing.as_ref().unwrap();
/// let told: Vec<_> = missing.iter().map(|own| (&*own.fact, own.rows[0], own.alone[0])).collect();
/// // The first family is one person: its quotient changes nothing. Of the third two facts are missing, each of which counts.
/// assert_eq!(told, [("persons", 0b1100, 0b1000), ("quotient", 0b0110, 0b0010)]);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingColumn {
    /// In whose table it stands.
    pub subject: Subject,
    /// The fact, as its column is called; `children`, `adults` and `pregnancies` of the family where a list may have members that
    /// nobody listed. `pregnancy` of a child is the pregnancy that it was born of.
    pub fact: Arc<str>,
    /// As bits, the undetermined rows whose answer telling it could change, of whichever member of the family it is.
    pub rows: Vec<u64>,
    /// Of these, the rows that hang on no other fact.
    pub alone: Vec<u64>,
}

/// A fact by the kind of subject that it is of and by its name.
type Named = (Subject, Arc<str>);

/// The facts that an offer's answer can hang on.
#[derive(Debug, Default)]
pub(crate) struct Hangs {
    /// Those that its rules read; then those that answers of some families hang on in their place.
    names: Vec<Named>,
    /// How many it reads.
    read: usize,
    places: BTreeMap<Group, usize>,
}

impl Hangs {
    pub(crate) fn of(asked: &Asked, sources: &[Source], programme: &Programme, subject: Subject) -> Self {
        let named = |subject: Subject, name: &str| -> Named { (subject, Arc::from(name)) };
        let (expected, ended) = (named(Subject::Pregnancy, "expected"), named(Subject::Pregnancy, "ended"));
        let born = named(Subject::Child, "born");
        let (mut read, mut other, mut of_group) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        if subject == Subject::Pregnancy {
            other.extend([expected.clone(), ended.clone(), born.clone()]);
        }
        for group in &asked.groups {
            let own = match group {
                Group::Source(source) => match sources.get(*source) {
                    Some(Source::Corrected) => {
                        other.insert(expected.clone());
                        named(Subject::Child, "pregnancy")
                    }
                    Some(source) => {
                        match source {
                            Source::Birth(Subject::Child) => other.extend([expected.clone()]),
                            Source::Arrival => other.extend([expected.clone(), born.clone()]),
                            Source::Expected => other.extend([ended.clone(), born.clone()]),
                            _ => {}
                        }
                        let (subject, name, _) = column_of(source, programme);
                        named(subject, &name)
                    }
                    None => continue,
                },
                Group::Code(CodeList::Territories, _) => {
                    read.insert(named(Subject::Family, "territory"));
                    named(Subject::Family, "other_territories")
                }
                Group::Code(CodeList::Languages, _) => named(Subject::Family, "languages"),
                Group::Code(CodeList::Resources, _) => named(Subject::Family, "resources"),
                Group::List(list) => {
                    if *list == List::Pregnancies {
                        other.extend([expected.clone(), ended.clone(), born.clone()]);
                    }
                    named(Subject::Family, list.name())
                }
            };
            read.insert(own.clone());
            of_group.insert(group.clone(), own);
        }
        let count = read.len();
        let names: Vec<Named> = read.iter().cloned().chain(other.difference(&read).cloned()).collect();
        let place = |own: &Named| names.iter().position(|name| name == own);
        let places = of_group.into_iter().filter_map(|(group, own)| Some((group, place(&own)?))).collect();
        Hangs { names, read: count, places }
    }

    /// What is said of one row of a fact: does it hang on it, and on no other?
    pub(crate) fn said(&self, place: usize, answer: &RowAnswer) -> (bool, bool) {
        self.names.get(place).map_or((false, false), |own| said(own, answer))
    }
}

fn said(own: &Named, answer: &RowAnswer) -> (bool, bool) {
    let hangs = answer.missing.contains(own);
    (hangs, hangs && answer.missing.len() == 1)
}

impl MissingColumn {
    /// The facts of an offer, before anything is said.
    pub(crate) fn blank(hangs: &Hangs, words: usize) -> Vec<Self> {
        let of = |(subject, fact): &Named| MissingColumn {
            subject: *subject,
            fact: fact.clone(),
            rows: vec![0; words],
            alone: vec![0; words],
        };
        hangs.names.iter().map(of).collect()
    }

    /// What is said of one row of it.
    pub(crate) fn said(&self, answer: &RowAnswer) -> (bool, bool) {
        said(&(self.subject, self.fact.clone()), answer)
    }
}

impl OfferColumn {
    /// Leaves out the facts that no rule reads and no answer hangs on; the others in the order of their names.
    pub(crate) fn tidy(&mut self, hangs: &Hangs) {
        if let Some(all) = self.missing.take() {
            let kept = all.into_iter().enumerate();
            let kept = kept.filter(|(at, own)| *at < hangs.read || own.rows.iter().any(|word| *word != 0));
            let mut kept: Vec<MissingColumn> = kept.map(|(_, own)| own).collect();
            kept.sort_by(|one, two| (one.subject, &one.fact).cmp(&(two.subject, &two.fact)));
            self.missing = Some(kept);
        }
    }
}

impl Work<'_, '_> {
    /// Notes on which missing facts the undetermined rows hang; rows that bits are not sure of are marked to be looked at alone.
    pub(crate) fn hangs(
        &self,
        space: &Workspace,
        offer: &Answering,
        (yes, no, silent): (&[u64], &[u64], &[u64]),
        piece: &mut Piece<'_>,
        alone: &mut [u64],
    ) {
        let rows = space.count(offer.subject);
        let words = rows.div_ceil(64);
        let mut found = vec![(vec![0_u64; words], vec![0_u64; words]); offer.hangs.names.len()];
        let decided = yes.iter().zip(no).zip(silent.iter().zip(&*alone));
        let mut open: Vec<u64> = decided.map(|((yes, no), (silent, alone))| !(yes | no | silent | alone)).collect();
        crate::columns::load::trim(&mut open, rows);
        if let Some(edge) = offer.whole.edge.filter(|_| open.iter().any(|word| *word != 0)) {
            let Reached { facts, mut unsure } = Unsettled { engine: self.engine, space }.reached(edge, &open);
            for (group, bits) in facts {
                match offer.hangs.places.get(&group).and_then(|place| found.get_mut(*place)) {
                    Some((own, _)) => own.iter_mut().zip(&bits).for_each(|(own, bits)| *own |= bits),
                    None => unsure.iter_mut().zip(&bits).for_each(|(unsure, bits)| *unsure |= bits),
                }
            }
            alone.iter_mut().zip(&unsure).for_each(|(alone, unsure)| *alone |= unsure);
            let (mut any, mut several) = (vec![0_u64; words], vec![0_u64; words]);
            for (own, _) in &found {
                for ((any, several), own) in any.iter_mut().zip(&mut several).zip(own) {
                    *several |= *any & own;
                    *any |= own;
                }
            }
            for (own, only) in &mut found {
                only.iter_mut().zip(own.iter().zip(&several)).for_each(|(only, (own, several))| *only = own & !several);
            }
        }
        piece.missing.append(found, rows);
    }
}
