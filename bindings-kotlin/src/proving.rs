//! Proofs, by the core.

use std::ops::ControlFlow;

pub(crate) use millejours::{Differences, Laws, Lints};
use millejours::{LawOptions, Programme, ProgrammeHistory, Progress};

use crate::{RawLawOptions, RawProgress, Refusal};

type Told = Option<Box<dyn RawProgress>>;

fn told(progress: Told) -> impl FnMut(Progress) -> ControlFlow<()> {
    let whole = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    move |step| match &progress {
        Some(progress) if !progress.told(whole(step.done), whole(step.of)) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    }
}

fn options(programme: &Programme, said: RawLawOptions) -> LawOptions {
    let count = |number: Option<u32>| number.and_then(|number| usize::try_from(number).ok());
    let mut options = programme.law_options();
    let own = options.limits();
    options = options
        .with_adults(count(said.adults).unwrap_or(own.adults))
        .with_children(count(said.children).unwrap_or(own.children))
        .with_pregnancies(
            count(said.pregnancies).unwrap_or(own.pregnancies),
            count(said.expected).unwrap_or(own.expected),
        );
    for weight in said.weights {
        options = options.with_weight(weight.unit, weight.amount);
    }
    for most in said.cliff {
        options = options.with_cliff(most.unit, most.amount);
    }
    options
}

pub(crate) fn laws(programme: &Programme, said: RawLawOptions, progress: Told) -> Result<Laws, Refusal> {
    Ok(programme.laws_with(&options(programme, said), &mut told(progress))?)
}

pub(crate) fn lints(programme: &Programme, said: RawLawOptions, progress: Told) -> Result<Lints, Refusal> {
    Ok(programme.lints_with(&options(programme, said), &mut told(progress))?)
}

pub(crate) fn difference(
    before: &Programme,
    after: &Programme,
    said: RawLawOptions,
    progress: Told,
) -> Result<Differences, Refusal> {
    Ok(before.difference_with(after, &options(before, said), &mut told(progress))?)
}

pub(crate) fn history(history: &ProgrammeHistory) -> Result<Vec<Laws>, Refusal> {
    Ok(history.laws())
}
