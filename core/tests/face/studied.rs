//! Families as tables, and what a study asks of the answers.

use std::ops::ControlFlow;

use millejours::{
    BarrierColumn, Beside, Bits, Budget, Code, Column, ColumnRead, Complete, Counts, DateColumn, Decision,
    DecisionCode, DoseColumn, DoseTotal, EvaluateOptions, Evaluated, Evaluating, Extent, Families, Faults, Grouping,
    MissingColumn, MovedColumn, Moves, OfferColumn, Offsets, OnProgress, OneThread, Plan, Pool, Programme, Slip,
    Subject, SyntheticFamilies, SyntheticTerritory, Table, TakeUp, Tally, Texts, Truth, Values, Words32, parse_date,
};

use super::programme;

/// Two families of one child each; of the second nobody knows the quotient, and its child is five.
fn evaluated(programme: &Programme, options: EvaluateOptions, look: &mut dyn FnMut(&Families<'_>, &Plan, Evaluated)) {
    let homes = Texts { offsets: Offsets::Narrow(&[0, 8, 16]), bytes: b"FR-69381FR-69381" };
    let housing = Words32 { keys: &[0, 0], words: &["own"] };
    let table = Table::new(2)
        .with("territory", Column::new(Values::Text(homes)))
        .with("housing", Column::new(Values::Word(housing)))
        .with("quotient", Column::with_known(Values::F64(&[412.5, 0.0]), Bits::new(&[0b01], 0, 2).unwrap()));
    // 2026-02-11 and 2021-03-01, as days from 1970.
    let children = Table::new(2).with("born", Column::new(Values::Day(&[20_495, 18_687])));
    let families = Families::new(table).unwrap().children(&[0, 1, 2], children).unwrap().complete(Complete::Children);
    let plan = programme.plan(parse_date("2026-06-01").unwrap(), options.faults(Faults::Report)).unwrap();
    let seen = |evaluating: Evaluating| {
        assert_eq!((evaluating.done, evaluating.of), (2, 2));
        ControlFlow::Continue(())
    };
    let pool: &dyn Pool = &OneThread;
    let told: OnProgress<'_> = &seen;
    let evaluated = plan.evaluate(&families, pool, told).unwrap();
    look(&families, &plan, evaluated);
}

#[test]
fn rows_are_answered_like_families() {
    let options = EvaluateOptions::new().doses().dates().rules();
    let programme = programme();
    evaluated(&programme, options, &mut |families, plan, evaluated| {
        let reads: Vec<&ColumnRead> = plan.reads().iter().filter(|own| own.subject == Subject::Child).collect();
        assert_eq!(reads[0].name, "born");
        assert!(plan.optional().iter().any(|own| own.name == "died"));
        let slips: Vec<Slip> = plan.slips(Subject::Child, ["born", "dieds"]);
        assert_eq!((&*slips[0].column, &*slips[0].meant), ("dieds", "died"));
        let visit: &OfferColumn = evaluated.offer("home-visit").unwrap();
        assert_eq!((visit.truth(0), visit.truth(1)), (Some(Truth::Yes), Some(Truth::No)));
        assert_eq!(evaluated.code(visit, 1), Some(DecisionCode::NoLonger));
        let (doses, dates): (&DoseColumn, &DateColumn) = (visit.dose.as_ref().unwrap(), visit.dates.as_ref().unwrap());
        assert_eq!((doses.least[0], doses.most[0]), (4, 12));
        assert_eq!(dates.decisions[1], Some(Decision::NoLonger { since: parse_date("2023-03-01").unwrap() }));
        // Alone each family is told the same.
        let alone = programme.assess(&families.family(1).unwrap(), plan.on()).unwrap();
        assert_eq!(Some(alone.offers[0].decision), dates.decisions[1]);
        assert_eq!(evaluated.offer("nothing").unwrap_err().code(), Code::ColumnsUnknown);
    });
}

#[test]
fn a_study_counts_and_compares() {
    let options = EvaluateOptions::new().doses().barriers().missing();
    let programme = programme();
    evaluated(&programme, options, &mut |families, plan, evaluated| {
        let visit = evaluated.offer("home-visit").unwrap();
        let barriers: &[BarrierColumn] = visit.barriers.as_ref().unwrap();
        assert_eq!((&*barriers[0].rule, barriers[0].no[0], barriers[0].alone[0]), ("window", 0b10, 0b10));
        let missing: &[MissingColumn] = visit.missing.as_ref().unwrap();
        assert!(missing.iter().all(|own| own.rows == [0]));

        let weights = families.of_members(Subject::Child, &[10.0, 20.0]).unwrap();
        let grouping = Grouping::all(2).weighted(&weights).unwrap();
        let counts: Counts = evaluated.counts(visit, &grouping).unwrap()[0];
        let Tally { rows, weight, .. } = counts.eligible;
        assert_eq!((rows, weight, counts.not_eligible.weight), (1, 10.0, 20.0));

        let take_up = TakeUp::of(0.5).unwrap();
        let budget: &Budget = &evaluated.budget(visit, &grouping, take_up).unwrap()[0];
        let (takers, dose): (Extent, &DoseTotal) = (budget.takers, budget.dose.as_ref().unwrap());
        assert_eq!((takers.least, dose.least, dose.most, &*dose.unit), (5.0, 20.0, 60.0, "visit"));

        // Half a year on nothing has changed.
        let later = EvaluateOptions::new().doses().faults(Faults::Report);
        let later = programme.plan(parse_date("2026-12-31").unwrap(), later).unwrap();
        let later = later.evaluate(families, &OneThread, &|_| ControlFlow::Continue(())).unwrap();
        assert!(later.on > plan.on());
        let beside: Beside<'_> = evaluated.beside(&later).unwrap();
        let moved: &MovedColumn<'_> = beside.offer("home-visit").unwrap();
        assert_eq!((moved.gain[0], moved.lose[0]), (0, 0));
        let moves: &Moves = &beside.moves(moved, &grouping).unwrap()[0];
        assert_eq!(moves.tally(DecisionCode::Eligible, DecisionCode::Eligible).rows, 1);
    });
}

#[test]
fn families_are_drawn_for_whoever_has_none() {
    let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-06-01").unwrap()).unwrap();
    let drawn: SyntheticFamilies<'_> = territory.families(0..10).unwrap();
    assert_eq!(drawn.family_table().rows(), 10);
}
