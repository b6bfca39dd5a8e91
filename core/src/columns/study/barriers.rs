//! Which rule keeps out whom.

use std::sync::Arc;

use crate::columns::asked::Answering;
use crate::columns::doubt::Doubt;
use crate::columns::pieces::Piece;
use crate::columns::run::Work;
use crate::columns::workspace::Workspace;
use crate::condition::List;
use crate::programme::{Offer, Rule};

/// One rule of an offer, and whom it keeps out. Nobody is kept out by having died: of a row of which nothing is said no rule says no.
///
/// ```
/// use millejours::{Bits, Column, EvaluateOptions, Families, Grouping, OneThread, Programme, Table, Values, parse_date};
/// use std::ops::ControlFlow;
///
/// # let programme = Programme::from_toml(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study.toml")))?;
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new().barriers())?;
/// let known = Bits::new(&[0b1111], 0, 4).unwrap();
/// let table = Table::new(4)
///     .with("quotient", Column::with_known(Values::I32(&[400, 900, 900, 400]), known))
///     .with("persons", Column::new(Values::I32(&[1, 1, 3, 3])));
/// let evaluated = plan.evaluate(&Families::new(table)?, &OneThread, &|_| ControlFlow::Continue(()))?;
/// let barriers = evaluated.offer("holiday")?.barriers.as_ref().unwrap();
/// let told: Vec<_> = barriers.iter().map(|own| (&*own.rule, own.no[0], own.alone[0])).collect();
/// // The quotient keeps out the second family and the third; but for it, the third would be eligible.
/// assert_eq!(told, [("low", 0b0110, 0b0100), ("several", 0b0011, 0b0001)]);
/// assert_eq!(Grouping::all(4).tally(&barriers[0].alone)?[0].rows, 1);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BarrierColumn {
    /// The rule's id.
    pub rule: Arc<str>,
    /// It stands under `unless`: where it holds, it keeps out.
    pub excludes: bool,
    /// As bits, the rows whose answer is no and to which this rule by itself says no.
    pub no: Vec<u64>,
    /// Of these, the rows that satisfy every other rule: without this one they would be eligible.
    pub alone: Vec<u64>,
}

impl BarrierColumn {
    /// The rules of an offer, before anything is said.
    pub(crate) fn blank(offer: &Offer, words: usize) -> Vec<Self> {
        let (when, unless) =
            (offer.when.iter().map(|rule| (rule, false)), offer.unless.iter().map(|rule| (rule, true)));
        let none = || vec![0; words];
        let of = |(rule, excludes): (&Rule, bool)| BarrierColumn {
            rule: rule.id.clone(),
            excludes,
            no: none(),
            alone: none(),
        };
        when.chain(unless).map(of).collect()
    }
}

impl Work<'_, '_> {
    /// Notes of each rule whom it keeps out; rows that bits are not sure of are marked to be looked at alone.
    pub(crate) fn barriers(
        &self,
        space: &Workspace,
        offer: &Answering,
        (no, silent): (&[u64], &[u64]),
        piece: &mut Piece<'_>,
        alone: &mut [u64],
    ) {
        let rows = space.count(offer.subject);
        let left: Vec<u64> = no.iter().zip(silent).map(|(no, silent)| no & !silent).collect();
        // The rows that one rule or more does not surely let pass, and those where it is two or more.
        let (mut any, mut several) = (vec![0_u64; left.len()], vec![0_u64; left.len()]);
        let mut against = Vec::with_capacity(offer.rules.len());
        for (rule, excludes) in &offer.rules {
            let Some(edge) = rule.edge else {
                alone.iter_mut().zip(&left).for_each(|(alone, left)| *alone |= left);
                against.push(vec![0; left.len()]);
                continue;
            };
            let (holds, fails) = space.pair(edge);
            let (lets, keeps) = if *excludes { (fails, holds) } else { (holds, fails) };
            let stops = left.iter().zip(lets).map(|(left, lets)| left & !lets);
            for ((any, several), stops) in any.iter_mut().zip(&mut several).zip(stops) {
                *several |= *any & stops;
                *any |= stops;
            }
            against.push(left.iter().zip(keeps).map(|(left, keeps)| left & keeps).collect());
            let decided: Vec<u64> = holds.iter().zip(fails).map(|(holds, fails)| holds | fails).collect();
            self.doubted(space, &Doubt::of(rule, offer.subject), &left, &decided, alone);
        }
        let here = List::of(offer.subject).and_then(|list| space.beginnings.present.get(list as usize));
        let here = |at: usize| here.map_or(u64::MAX, |(yes, _)| yes.get(at).copied().unwrap_or(0));
        let found = against.into_iter().map(|no: Vec<u64>| {
            let only = no.iter().zip(&several).enumerate();
            let only = only.map(|(at, (no, several))| no & !several & here(at)).collect();
            (no, only)
        });
        piece.barriers.append(found.collect(), rows);
    }
}
