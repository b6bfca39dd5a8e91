//! How the cost grows with families, offers and children.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::data::Data;
use super::machine::{asked, median, timed};
use super::rules::Rules;
use super::{Sizes, evaluated, plan};

/// How many families are asked about one by one as well.
const BESIDE: usize = 300;

/// A row of the table.
fn measured(rules: &Rules, sizes: Sizes, children: usize) -> Value {
    let data = Data::drawn(rules, sizes.seed, 0, sizes.families, children, sizes.missing);
    let words = data.words();
    let families = data.families(&words);
    let plan = plan(rules);
    let drawn = Data::drawn(rules, sizes.seed, 0, sizes.families.min(BESIDE), children, sizes.missing);
    let few = drawn.families(&words);
    let one_by_one = plan.one_by_one(&few).unwrap_or_else(|error| panic!("{error}"));
    assert!(evaluated(&plan, &few, 1) == one_by_one, "columns say something else than one family at a time");
    let decisions: usize = evaluated(&plan, &families, 1).offers.iter().map(|offer| offer.rows).sum();
    let of = |threads| {
        let seconds: Vec<f64> = (0..sizes.runs).map(|_| timed(|| evaluated(&plan, &families, threads)).0).collect();
        median(&seconds)
    };
    let (one, two) = (of(1), of(2));
    println!(
        "{:>10} families {:>5} offers {:>2} children: {one:>9.5} s on one thread, {two:>9.5} s on two, {:.3} × 10⁹ decisions/s on one",
        sizes.families,
        sizes.offers,
        children,
        decisions as f64 / one / 1e9,
    );
    json!({
        "families": sizes.families, "offers": sizes.offers, "children": children, "comparisons": rules.distinct(),
        "decisions": decisions, "one": one, "two": two,
    })
}

pub fn growth(sizes: Sizes, file: &Path) -> ExitCode {
    let most = asked("MOST", 10_000_000);
    let up_to = |count: &usize| *count <= most;
    let rules = Rules::of_families(sizes.seed, sizes.offers, sizes.recurring);
    let families = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000].into_iter().filter(up_to);
    let families: Vec<Value> = families.map(|families| measured(&rules, Sizes { families, ..sizes }, 0)).collect();
    let offers = [10, 30, 100, 200, 300, 1_000].map(|offers| {
        let rules = Rules::of_families(sizes.seed, offers, sizes.recurring);
        measured(&rules, Sizes { offers, ..sizes }, 0)
    });
    let rules = Rules::of_children(sizes.seed, sizes.offers);
    let children = [1, 2, 3, 4, 5, 6].map(|children| measured(&rules, sizes, children));
    let found = json!({ "runs": sizes.runs, "families": families, "offers": offers, "children": children });
    fs::write(file, format!("{found:#}\n")).unwrap();
    ExitCode::SUCCESS
}
