//! The laws of the three territories, proved; and what a proof shows where one step of one dose is wrong.
//!
//! `cargo run --release -p millejours-examples --bin laws`

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use millejours::{Break, Law, Laws, Programme, ProgrammeHistory, Verdict};

/// One step of the household help of the town: who needs most would get less than who needs some.
const RIGHT: &str = "{ from = 20, amount = 40 }, { from = 45, amount = 80 }";
const WRONG: &str = "{ from = 20, amount = 40 }, { from = 45, amount = 30 }";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for territory in ["familienzentriertes-netzwerk", "fruehe-hilfen", "maison-1000-jours"] {
        let mut editions = Vec::new();
        for path in programmes(&folder.join(territory))? {
            editions.push(Programme::from_toml(fs::read(path)?)?);
        }
        for laws in ProgrammeHistory::new(editions)?.laws() {
            tell(&laws);
        }
    }
    let text = fs::read_to_string(folder.join("maison-1000-jours/programme.toml"))?;
    if !text.contains(RIGHT) {
        return Err("the step that was to be made wrong is not there".into());
    }
    println!("The last again, with one wrong step: {WRONG}\n");
    let unfair = Programme::from_toml(text.replacen(RIGHT, WRONG, 1))?;
    let laws = unfair.laws();
    tell(&laws);
    let broken = laws.of(Law::Gradient).and_then(|finding| finding.breaks.first());
    show(&unfair, broken.ok_or("the wrong step breaks nothing")?)
}

/// The editions of a territory.
fn programmes(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("programme") && name.ends_with(".toml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn tell(laws: &Laws) {
    let until = laws.until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
    println!("{} {}, from {} {until}", laws.programme, laws.version, laws.from);
    println!(
        "  every family of 1 to {} adults, up to {} born children, up to {} pregnancy, expecting up to {}",
        laws.limits.adults, laws.limits.children, laws.limits.pregnancies, laws.limits.expected
    );
    for finding in &laws.laws {
        println!("  {:<22} {}", finding.law.as_str(), finding.verdict);
        for bound in &finding.undecided {
            let about: Vec<&str> = bound.offer.iter().chain(&bound.fact).map(String::as_str).collect();
            println!("    not decided ({}) {}", bound.bound, about.join(", "));
        }
        if finding.verdict == Verdict::Broken {
            println!("    by {} families or pairs", finding.breaks.len());
        }
    }
    println!();
}

/// The two families, and what the programme says to each when it is asked.
fn show(programme: &Programme, broken: &Break) -> Result<(), Box<dyn Error>> {
    println!("{} ({}), along {}:", broken.kind, broken.offers.join(", "), broken.fact.as_deref().unwrap_or_default());
    for family in &broken.families {
        println!("  {}", family.to_json());
        let answers = programme.assess(family, broken.on)?.offers;
        for answer in answers.iter().filter(|answer| broken.offers.iter().any(|offer| *offer == *answer.offer)) {
            let dose = answer.dose.as_ref().map(|dose| format!("{} to {} {}", dose.least, dose.most, dose.unit));
            println!("    {}: {}, {}", answer.offer, answer.decision.as_str(), dose.unwrap_or_default());
        }
    }
    Ok(())
}
