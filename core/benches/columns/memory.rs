//! Families that come in batches, of which nothing is kept but how many are eligible.

use std::process::ExitCode;

use serde_json::json;

use super::data::Data;
use super::machine::{asked, peak, timed};
use super::rules::Rules;
use super::{Sizes, evaluated, plan, undetermined};

pub fn memory(sizes: Sizes) -> ExitCode {
    let families = asked("FAMILIES", 10_000_000);
    let batch = asked("BATCH", 250_000).max(1);
    let rules = Rules::of_families(sizes.seed, sizes.offers, sizes.recurring);
    let plan = plan(&rules);
    let (mut eligible, mut open, mut seconds) = (0_u64, 0_u64, 0.0);
    for first in (0..families).step_by(batch) {
        let data = Data::drawn(&rules, sizes.seed, first, batch.min(families - first), 0, sizes.missing);
        let words = data.words();
        let (took, answers) = timed(|| evaluated(&plan, &data.families(&words), 2));
        seconds += took;
        for offer in &answers.offers {
            eligible += offer.yes.iter().map(|word| u64::from(word.count_ones())).sum::<u64>();
            open += undetermined(offer.rows, &offer.yes, &offer.no());
        }
    }
    let peak = peak();
    let found = json!({ "families": families, "offers": sizes.offers, "batch": batch, "eligible": eligible, "undetermined": open,
        "seconds": seconds, "peak_bytes": peak });
    println!("{found}");
    let told =
        peak.map_or("the system does not tell it".to_owned(), |peak| format!("{:.0} MiB", peak as f64 / 1048576.0));
    println!(
        "{families} families × {} offers in batches of {batch}: greatest memory {told} (goal: under 1024 MiB)",
        sizes.offers
    );
    ExitCode::SUCCESS
}
