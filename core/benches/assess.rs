//! One family and 200 offers, at the three depths, and loading the programme.
//!
//! `cargo bench -p millejours`. The programme has about 130 distinct comparisons over 25 facts; the family has told
//! nine facts in ten.

#![allow(missing_docs, reason = "a benchmark has no face")]
#![allow(clippy::unwrap_used, reason = "a benchmark may stop")]

use std::fmt::Write as _;

use millejours::{Family, Programme, parse_date};

fn main() {
    divan::main();
}

/// 200 offers: windows of age, places, incomes, needs, household, repeated facts, and doses by score.
fn programme_text() -> String {
    let mut text = String::from(
        "schema = 1\nid = \"bench\"\nversion = \"1\"\nvalid = { from = 2026-01-01 }\nterm_weeks = 41\n\
         domains = [\"health\", \"parenting\", \"housing\"]\n[sets]\n",
    );
    for set in 0..8 {
        let codes: Vec<String> = (0..6).map(|code| format!("\"T{}\"", (set * 3 + code) % 20)).collect();
        writeln!(text, "place{set} = [{}]", codes.join(", ")).unwrap();
    }
    for number in 0..6 {
        writeln!(text, "[facts.family.amount{number}]\ntype = \"int\"\nrange = [0, 10000]\ncategory = \"income\"")
            .unwrap();
        writeln!(text, "[facts.family.flag{number}]\ntype = \"bool\"\ncategory = \"housing\"").unwrap();
        writeln!(text, "[facts.child.flag{number}]\ntype = \"bool\"\ncategory = \"health\"").unwrap();
    }
    text.push_str("[[scores]]\nid = \"support\"\npoints = [\n");
    for number in 0..6 {
        writeln!(text, "  {{ when = \"family.amount{number} <= {}\", points = 10 }},", 900 + number * 300).unwrap();
        writeln!(text, "  {{ when = \"family.flag{number}\", points = 5 }},").unwrap();
    }
    text.push_str("]\n");
    for number in 0..200 {
        let months = (number * 7) % 60;
        let amount = 500 + (number % 16) * 250;
        writeln!(
            text,
            "[[offers]]\nid = \"offer-{number}\"\nprovider = \"p\"\ntier = \"universal\"\nduty = \"none\"\n\
             for = \"child\"\ntitle = {{ en = \"Offer\" }}\ncost = \"free\"\nwhen = [\n\
             {{ id = \"window\", condition = \"child.age_months >= {} && child.age_months < {}\" }},\n\
             {{ id = \"place\", condition = \"family.territory in place{}\" }},\n\
             {{ id = \"means\", condition = \"family.amount{} <= {amount} || family.flag{}\" }},\n]",
            months / 2,
            months + 12,
            number % 8,
            number % 6,
            (number + 1) % 6,
        )
        .unwrap();
        match number % 4 {
            0 => text.push_str(
                "unless = [ { id = \"other\", condition = \"child.flag1 && family.needs.health == \\\"none\\\"\" } ]\n",
            ),
            1 => text.push_str(
                "dose = { unit = \"visit\", by = \"support\", steps = [ { from = 0, amount = 1 }, \
                 { from = 25, amount = 4 }, { from = 50, amount = 12 } ] }\n",
            ),
            2 => text.push_str(
                "unless = [ { id = \"few\", condition = \"family.carers >= 3 && children.all(c, c.flag2)\" } ]\n",
            ),
            _ => {}
        }
    }
    text
}

const FAMILY: &str = r#"{"schema": 1, "id": "f", "territory": "T7", "other_territories": [],
    "languages": ["fr"], "complete": ["adults", "children", "pregnancies"],
    "adults": [{"id": "a1", "born": "1994-05-02", "lives_here": "always"}],
    "children": [{"id": "c1", "born": "2024-08-11", "facts": {"flag0": true, "flag1": false, "flag2": true, "flag3": false}}],
    "needs": [{"domain": "parenting", "intensity": "moderate", "voice": "family"}],
    "facts": {"amount0": 1200, "amount1": 700, "amount2": 2500, "amount3": 3100, "amount4": 900,
              "flag0": true, "flag1": false, "flag2": false, "flag3": true}}"#;

fn loaded() -> (Programme, Family) {
    (Programme::from_toml(programme_text()).unwrap(), Family::from_json(FAMILY).unwrap())
}

#[divan::bench]
fn load(bencher: divan::Bencher<'_, '_>) {
    let text = programme_text();
    bencher.bench(|| Programme::from_toml(divan::black_box(&text)).unwrap());
}

#[divan::bench]
fn prepare(bencher: divan::Bencher<'_, '_>) {
    let (programme, family) = loaded();
    let on = parse_date("2026-06-01").unwrap();
    bencher.bench(|| programme.prepare(divan::black_box(&family), on).unwrap());
}

#[divan::bench]
fn truths(bencher: divan::Bencher<'_, '_>) {
    let (programme, family) = loaded();
    let prepared = programme.prepare(&family, parse_date("2026-06-01").unwrap()).unwrap();
    bencher.bench(|| divan::black_box(&prepared).truths());
}

#[divan::bench]
fn decisions(bencher: divan::Bencher<'_, '_>) {
    let (programme, family) = loaded();
    let prepared = programme.prepare(&family, parse_date("2026-06-01").unwrap()).unwrap();
    bencher.bench(|| divan::black_box(&prepared).decisions());
}

#[divan::bench]
fn assessment(bencher: divan::Bencher<'_, '_>) {
    let (programme, family) = loaded();
    let prepared = programme.prepare(&family, parse_date("2026-06-01").unwrap()).unwrap();
    bencher.bench(|| divan::black_box(&prepared).assessment());
}

/// The same, where the family could change every declared fact, so that changes are looked for.
#[divan::bench]
fn assessment_with_changes(bencher: divan::Bencher<'_, '_>) {
    let (_, family) = loaded();
    let text = programme_text().replace("category = \"income\"", "category = \"income\"\nchangeable = true");
    let text = text.replace("category = \"housing\"", "category = \"housing\"\nchangeable = true");
    let programme =
        Programme::from_toml(text.replace("category = \"health\"", "category = \"health\"\nchangeable = true"));
    let programme = programme.unwrap();
    let prepared = programme.prepare(&family, parse_date("2026-06-01").unwrap()).unwrap();
    bencher.bench(|| divan::black_box(&prepared).assessment());
}

#[divan::bench]
fn assess_json(bencher: divan::Bencher<'_, '_>) {
    let (programme, _) = loaded();
    let on = parse_date("2026-06-01").unwrap();
    bencher.bench(|| programme.assess_json(divan::black_box(FAMILY), on).unwrap());
}
