//! What a study asks next, counted again row by row without any bitmap: random programmes, random tables.
//! `MILLEJOURS_SEED` varies them, `MILLEJOURS_PROGRAMMES` and `MILLEJOURS_FAMILIES` are their numbers.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::ops::ControlFlow;

use millejours::{
    Column, Complete, DecisionCode, EvaluateOptions, Evaluated, Families, Faults, Grouping, OfferColumn, OneThread,
    Programme, Subject, Table, TakeUp, Values, parse_date,
};
use millejours_tests::oracle::civil::iso;
use millejours_tests::oracle::generate::case;
use millejours_tests::oracle::write::toml;
use millejours_tests::random::{choices, from_environment, runner};
use millejours_tests::tables::{Random, tables};

const GROUPS: usize = 5;
const CODES: [DecisionCode; 4] =
    [DecisionCode::Eligible, DecisionCode::NotEligible, DecisionCode::Undetermined, DecisionCode::Silent];

/// A programme with two evaluations of the same families, and groups and weights for each kind of subject.
struct Studied {
    before: Evaluated,
    after: Evaluated,
    groups: [Vec<u32>; 4],
    weights: [Vec<f64>; 4],
}

/// What was looked at, so that nothing is proved of nothing.
#[derive(Debug, Default)]
struct Seen {
    eligible: u64,
    undetermined: u64,
    silent: u64,
    gains: u64,
    losses: u64,
    more: u64,
    less: u64,
    doses: u64,
}

fn studied(programmes: u64, families: usize, seed: u64, look: &mut dyn FnMut(&Studied)) {
    let (mut runner, mut done) = (runner(seed, 0), 0);
    while done < programmes {
        let (case, other) = (case(&choices(&mut runner)), case(&choices(&mut runner)));
        let text = toml(&case.programme);
        let Ok(programme) = Programme::from_toml(&text) else { continue };
        let options = EvaluateOptions::new().doses().faults(Faults::Report);
        let on = parse_date(&iso(case.on)).unwrap();
        let plan = programme.plan(on, options).unwrap();
        let own = tables(&programme, &plan, &text, families, seed + done);
        let rows = own.families();
        let evaluate = |programme: &Programme, day| {
            let plan = programme.plan(day, options).ok()?;
            plan.evaluate(&rows, &OneThread, &|_| ControlFlow::Continue(())).ok()
        };
        let before = evaluate(&programme, on).unwrap();
        // Beside another programme, or itself on another day: whatever there is.
        let other = Programme::from_toml(toml(&other.programme)).ok();
        let other = other.filter(|_| done % 2 == 0).and_then(|other| evaluate(&other, on));
        let later = || evaluate(&programme, on.checked_add_days(chrono::Days::new(200)).unwrap());
        let Some(after) = other.or_else(later) else { continue };
        let mut random = Random(seed + done);
        let of_families: Vec<u32> = (0..rows.rows()).map(|_| random.below(GROUPS) as u32).collect();
        let stands: Vec<f64> = (0..rows.rows()).map(|_| random.below(100_000) as f64 / 7.0).collect();
        let groups = Subject::ALL.map(|subject| rows.of_members(subject, &of_families).unwrap());
        let weights = Subject::ALL.map(|subject| rows.of_members(subject, &stands).unwrap());
        look(&Studied { before, after, groups, weights });
        done += 1;
    }
}

/// A reform that takes from those who have little and gives to those who have much: nobody loses the offer.
const REFORMED: [&str; 2] =
    ["{ from = 0, amount = 5 }, { from = 1, amount = 8 }", "{ from = 0, amount = 3 }, { from = 1, amount = 10 }"];

#[test]
fn who_keeps_an_offer_with_another_dose_is_counted() {
    let text = r#"
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
facts.family.persons = { type = "int", range = [1, 9], category = "family_situation" }
facts.family.alone = { type = "bool", category = "family_situation" }
[[scores]]
id = "support"
points = [ { when = "family.persons >= 4", points = 1 } ]
[[offers]]
id = "holiday"
provider = "town"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Holiday" }
cost = "free"
when = [ { id = "alone", condition = "family.alone || family.persons >= 2" } ]
dose = { unit = "day", by = "support", steps = [ { from = 0, amount = 5 }, { from = 1, amount = 8 } ] }
"#;
    let [old, new] = REFORMED;
    assert!(text.contains(old));
    let on = parse_date("2026-06-01").unwrap();
    let programmes = [text.to_owned(), text.replace(old, new)].map(|text| Programme::from_toml(text).unwrap());
    let options = EvaluateOptions::new().doses().faults(Faults::Report);
    let own = tables(&programmes[0], &programmes[0].plan(on, options).unwrap(), text, 2000, 7);
    let rows = own.families();
    let [before, after] = programmes.map(|programme| {
        let plan = programme.plan(on, options).unwrap();
        plan.evaluate(&rows, &OneThread, &|_| ControlFlow::Continue(())).unwrap()
    });
    let mut random = Random(7);
    let groups: Vec<u32> = (0..rows.rows()).map(|_| random.below(GROUPS) as u32).collect();
    let weights: Vec<f64> = (0..rows.rows()).map(|_| random.below(100_000) as f64 / 7.0).collect();
    let groups = Subject::ALL.map(|subject| rows.of_members(subject, &groups).unwrap());
    let weights = Subject::ALL.map(|subject| rows.of_members(subject, &weights).unwrap());
    let mut seen = Seen::default();
    moves(&Studied { before, after, groups, weights }, &mut seen);
    println!("{seen:#?}");
    assert!(seen.more > 0 && seen.less > 0);
    assert_eq!((seen.gains, seen.losses), (0, 0));
}

fn code(of: &Evaluated, offer: Option<&OfferColumn>, row: usize) -> DecisionCode {
    let Some(offer) = offer else { return DecisionCode::Silent };
    match of.code(offer, row).unwrap() {
        DecisionCode::NotYet | DecisionCode::NoLonger => DecisionCode::NotEligible,
        other => other,
    }
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

#[test]
fn every_row_is_counted_once() {
    let seed = from_environment("MILLEJOURS_SEED", 2000);
    let programmes = from_environment("MILLEJOURS_PROGRAMMES", 16);
    let families = from_environment("MILLEJOURS_FAMILIES", 1000) as usize;
    let mut seen = Seen::default();
    studied(programmes, families, seed, &mut |own| {
        for offer in &own.before.offers {
            let (groups, weights) = (&own.groups[offer.subject as usize], &own.weights[offer.subject as usize]);
            let grouping = Grouping::new(groups, GROUPS).unwrap().weighted(weights).unwrap();
            counts(own, offer, &grouping, &mut seen);
            budget(own, offer, &grouping, &mut seen);
        }
        moves(own, &mut seen);
    });
    println!("{seen:#?}");
    let Seen { eligible, undetermined, silent, gains, losses, doses, .. } = seen;
    for (what, count) in [
        ("eligible", eligible),
        ("undetermined", undetermined),
        ("silent", silent),
        ("gain", gains),
        ("loss", losses),
        ("dose", doses),
    ] {
        assert!(count > 0, "no {what} was counted");
    }
}

fn counts(own: &Studied, offer: &OfferColumn, grouping: &Grouping<'_>, seen: &mut Seen) {
    let (groups, weights) = (&own.groups[offer.subject as usize], &own.weights[offer.subject as usize]);
    let found = own.before.counts(offer, grouping).unwrap();
    assert_eq!(found.len(), GROUPS);
    for (group, found) in found.iter().enumerate() {
        for (code_of, tally) in
            CODES.into_iter().zip([found.eligible, found.not_eligible, found.undetermined, found.silent])
        {
            let (mut rows, mut weight) = (0, 0.0);
            for row in 0..offer.rows {
                if groups[row] as usize == group && code(&own.before, Some(offer), row) == code_of {
                    rows += 1;
                    weight += weights[row];
                }
            }
            assert_eq!((tally.rows, tally.weight), (rows, weight), "{} {code_of:?}", offer.offer);
        }
        seen.eligible += found.eligible.rows;
        seen.undetermined += found.undetermined.rows;
        seen.silent += found.silent.rows;
    }
    // Without groups and weights the same.
    let all = own.before.counts(offer, &Grouping::all(offer.rows)).unwrap()[0];
    assert_eq!(all.eligible.rows, found.iter().map(|own| own.eligible.rows).sum::<u64>());
    assert_eq!(
        (all.eligible.rows + all.not_eligible.rows + all.undetermined.rows + all.silent.rows) as usize,
        offer.rows
    );
}

fn budget(own: &Studied, offer: &OfferColumn, grouping: &Grouping<'_>, seen: &mut Seen) {
    let (groups, weights) = (&own.groups[offer.subject as usize], &own.weights[offer.subject as usize]);
    let mut take_up = TakeUp::between(0.25, 0.75).unwrap();
    if offer.dose.is_some() {
        take_up = take_up.unit_cost(12.5).unwrap();
    }
    let found = own.before.budget(offer, grouping, take_up).unwrap();
    assert_eq!(own.before.budget_by_group(offer, grouping, &[take_up; GROUPS]).unwrap(), found);
    // A share of each group is that of its own budget.
    let shares: Vec<TakeUp> = (0..GROUPS).map(|own| TakeUp::of(own as f64 / GROUPS as f64).unwrap()).collect();
    let apart = own.before.budget_by_group(offer, grouping, &shares).unwrap();
    for (group, share) in shares.iter().enumerate() {
        assert_eq!(apart[group], own.before.budget(offer, grouping, *share).unwrap()[group], "{}", offer.offer);
    }
    for (group, found) in found.iter().enumerate() {
        let (mut sure, mut open, mut least, mut most) = (0.0, 0.0, 0.0, 0.0);
        for row in (0..offer.rows).filter(|row| groups[*row] as usize == group) {
            let dose = offer.dose.as_ref().map_or((0, 0), |dose| (dose.least[row], dose.most[row]));
            match code(&own.before, Some(offer), row) {
                DecisionCode::Eligible => {
                    sure += weights[row];
                    least += weights[row] * dose.0 as f64;
                    most += weights[row] * dose.1 as f64;
                    seen.doses += dose.1 as u64;
                }
                DecisionCode::Undetermined => {
                    open += weights[row];
                    most += weights[row] * dose.1 as f64;
                }
                _ => {}
            }
        }
        assert!(close(found.eligible.least, sure) && close(found.eligible.most, sure + open), "{}", offer.offer);
        assert!(close(found.takers.least, 0.25 * sure) && close(found.takers.most, 0.75 * (sure + open)));
        assert_eq!(found.dose.is_some(), offer.dose.is_some());
        if let (Some(dose), Some(cost)) = (&found.dose, found.cost) {
            assert!(close(dose.least, 0.25 * least) && close(dose.most, 0.75 * most), "{}", offer.offer);
            assert!(close(cost.least, 12.5 * 0.25 * least) && close(cost.most, 12.5 * 0.75 * most));
        }
    }
}

fn moves(own: &Studied, seen: &mut Seen) {
    let beside = own.before.beside(&own.after).unwrap();
    let named = |all: &[OfferColumn]| all.iter().map(|own| (own.offer.clone(), own.subject)).collect::<Vec<_>>();
    let (before, after) = (named(&own.before.offers), named(&own.after.offers));
    let told: Vec<_> = beside.offers().iter().map(|own| (own.offer.clone(), own.subject)).collect();
    let all: Vec<_> = before.iter().chain(after.iter().filter(|own| !before.contains(own))).cloned().collect();
    assert_eq!(told, all);
    for moved in beside.offers() {
        let (groups, weights) = (&own.groups[moved.subject as usize], &own.weights[moved.subject as usize]);
        let grouping = Grouping::new(groups, GROUPS).unwrap().weighted(weights).unwrap();
        let found = beside.moves(moved, &grouping).unwrap();
        for row in 0..moved.rows {
            let (one, two) = (code(&own.before, moved.before, row), code(&own.after, moved.after, row));
            let bit = |words: &[u64]| words[row / 64] >> (row % 64) & 1 == 1;
            // What is not offered is a no; what is silent is not.
            let no = |code, offered: bool| code == DecisionCode::NotEligible || !offered;
            let gain = no(one, moved.before.is_some()) && two == DecisionCode::Eligible;
            let lose = one == DecisionCode::Eligible && no(two, moved.after.is_some());
            assert_eq!((bit(&moved.gain), bit(&moved.lose)), (gain, lose), "{} row {row}", moved.offer);
            let ends = |offer: Option<&OfferColumn>| {
                let dose = offer.and_then(|offer| offer.dose.as_ref())?;
                Some((dose.unit.clone(), dose.least[row], dose.most[row]))
            };
            let kept = (one, two) == (DecisionCode::Eligible, DecisionCode::Eligible);
            let doses = ends(moved.before).zip(ends(moved.after)).filter(|(one, two)| kept && one.0 == two.0);
            let (more, less) = doses.map_or((false, false), |(one, two)| (two.1 > one.2, two.2 < one.1));
            assert_eq!((bit(&moved.more), bit(&moved.less)), (more, less), "{} row {row}", moved.offer);
            seen.more += u64::from(more);
            seen.less += u64::from(less);
            seen.gains += u64::from(gain);
            seen.losses += u64::from(lose);
        }
        for (group, found) in found.iter().enumerate() {
            for one in CODES {
                for two in CODES {
                    let (mut rows, mut weight) = (0, 0.0);
                    for row in (0..moved.rows).filter(|row| groups[*row] as usize == group) {
                        if code(&own.before, moved.before, row) == one && code(&own.after, moved.after, row) == two {
                            rows += 1;
                            weight += weights[row];
                        }
                    }
                    let tally = found.tally(one, two);
                    assert_eq!((tally.rows, tally.weight), (rows, weight), "{} {one:?} {two:?}", moved.offer);
                }
            }
            let sums = |of: &Evaluated, offer: Option<&OfferColumn>| {
                let totals = offer.and_then(|offer| of.doses(offer, &grouping).unwrap());
                totals.map(|totals| totals[group].clone())
            };
            let (before, after) = (sums(&own.before, moved.before), sums(&own.after, moved.after));
            for (found, own, other, offered) in [
                (&found.before, &before, &after, moved.before.is_some()),
                (&found.after, &after, &before, moved.after.is_some()),
            ] {
                match (found, offered) {
                    // Of what is not offered, nobody has anything, in the unit of when it is.
                    (Some(none), false) => {
                        assert_eq!((none.least, none.most), (0.0, 0.0));
                        assert_eq!(Some(&none.unit), other.as_ref().map(|other| &other.unit));
                    }
                    (None, false) => assert_eq!(other, &None),
                    (found, true) => assert_eq!(found, own),
                }
            }
            let kept = |words: &[u64]| {
                let rows = (0..moved.rows).filter(|row| groups[*row] as usize == group);
                rows.filter(|row| words[row / 64] >> (row % 64) & 1 == 1).map(|row| weights[row]).sum::<f64>()
            };
            assert!(close(found.more.weight, kept(&moved.more)) && close(found.less.weight, kept(&moved.less)));
            match (&found.before, &found.after) {
                (Some(before), Some(after)) if before.unit != after.unit => assert!(found.dose_change().is_err()),
                (Some(before), Some(after)) => {
                    let change = found.dose_change().unwrap().unwrap();
                    assert_eq!(change, (after.least - before.most, after.most - before.least));
                }
                _ => assert_eq!(found.dose_change().unwrap(), None),
            }
        }
    }
}

/// A rule that always excludes settles the offer, and leaves nothing of it to read; the other rule is asked all the same.
#[test]
fn rules_are_asked_where_another_settles_the_offer() {
    let programme = Programme::from_toml(
        r#"
        schema = 1
        id = "p"
        version = "1"
        valid = { from = 2026-01-01 }
        [[offers]]
        id = "o"
        provider = "x"
        tier = "universal"
        duty = "none"
        for = "family"
        title = { en = "x" }
        cost = "free"
        when = [ { id = "unborn", condition = "children.all(c, c.unborn)" } ]
        unless = [ { id = "always", condition = "children.all(c, on == on)" } ]
        "#,
    )
    .unwrap();
    let options = EvaluateOptions::new().rules().barriers();
    let plan = programme.plan(parse_date("2026-06-01").unwrap(), options).unwrap();
    let children = Table::new(2).with("born", Column::new(Values::Day(&[16_297, 16_300])));
    let families = Families::new(Table::new(2)).unwrap().children(&[0, 1, 2], children).unwrap();
    let families = families.complete(Complete::Children);
    let evaluated = plan.evaluate(&families, &OneThread, &|_| ControlFlow::Continue(())).unwrap();
    assert_eq!(evaluated, plan.one_by_one(&families).unwrap());
    let offer = evaluated.offer("o").unwrap();
    assert_eq!(offer.rules.as_deref(), Some(&[0, 0][..]));
    let barriers = offer.barriers.as_ref().unwrap();
    let told: Vec<_> = barriers.iter().map(|own| (&*own.rule, own.excludes, own.no[0], own.alone[0])).collect();
    assert_eq!(told, [("unborn", false, 0b11, 0), ("always", true, 0b11, 0)]);
}
