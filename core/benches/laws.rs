//! The laws and the lints of programmes of 50 to 400 offers over 25 facts.
//!
//! `cargo bench -p millejours --bench laws`. Every law must be decided: a programme of which one is not stops the benchmark.

#![allow(missing_docs, reason = "a benchmark has no face")]
#![allow(clippy::unwrap_used, reason = "a benchmark may stop")]

use std::fmt::Write as _;

use millejours::{Law, Programme, Verdict};

fn main() {
    divan::main();
}

/// 25 facts: 11 of the family, 5 of adults, 6 of children, 3 of pregnancies.
const FACTS: &str = r#"
[facts.family.quotient]
type = "money"
currency = "EUR"
range = [0, 10000]
category = "income"
disadvantage = "low"
[facts.family.rent_share]
type = "int"
range = [0, 100]
category = "housing"
disadvantage = "high"
[facts.family.rooms]
type = "int"
range = [1, 12]
category = "housing"
disadvantage = "low"
[facts.family.housing]
type = "enum"
values = ["none", "temporary", "crowded", "settled"]
category = "housing"
disadvantage = ["none", "temporary"]
[facts.family.debts]
type = "bool"
category = "income"
disadvantage = "true"
[facts.family.moved]
type = "bool"
category = "family_situation"
disadvantage = "true"
[facts.family.help_paid]
type = "bool"
category = "other"
[facts.family.mobility]
type = "enum"
values = ["car", "bus", "none"]
category = "other"
disadvantage = "high"
[facts.family.newcomer]
type = "bool"
category = "family_situation"
disadvantage = "true"
[facts.family.online]
type = "bool"
category = "other"
disadvantage = "false"
[facts.family.night_work]
type = "bool"
category = "employment"
disadvantage = "true"
[facts.adult.employed]
type = "bool"
category = "employment"
disadvantage = "false"
[facts.adult.schooling]
type = "enum"
values = ["none", "school", "training", "degree"]
category = "education"
disadvantage = "low"
[facts.adult.ill]
type = "bool"
category = "health"
disadvantage = "true"
[facts.adult.in_training]
type = "bool"
category = "employment"
[facts.adult.first_time]
type = "bool"
category = "family_situation"
[facts.child.born_preterm]
type = "bool"
category = "health"
disadvantage = "true"
[facts.child.disability]
type = "bool"
category = "disability"
disadvantage = "true"
[facts.child.birth_weight]
type = "int"
range = [300, 6000]
category = "health"
disadvantage = "low"
[facts.child.hospital_days]
type = "int"
range = [0, 365]
category = "health"
disadvantage = "high"
[facts.child.in_childcare]
type = "bool"
category = "childcare"
[facts.child.first_born]
type = "bool"
category = "birth"
[facts.pregnancy.declared]
type = "bool"
category = "other"
[facts.pregnancy.at_risk]
type = "bool"
category = "health"
disadvantage = "true"
[facts.pregnancy.multiple]
type = "bool"
category = "health"
disadvantage = "true"
"#;

/// Three scores: of the family, of a child, of the people around it.
const SCORES: &str = r#"
[[scores]]
id = "support"
points = [
  { when = "family.quotient <= 800", points = 15 },
  { when = "family.quotient <= 400", points = 10 },
  { when = "family.rent_share >= 35", points = 5 },
  { when = "family.debts", points = 10 },
  { when = "family.housing in unsettled", points = 15 },
  { when = "family.carers == 1", points = 10 },
  { when = "family.newcomer", points = 5 },
  { when = 'family.mobility == "none"', points = 5 },
  { when = 'family.needs.parenting >= "moderate"', points = 10 },
  { when = 'family.needs.parenting == "strong"', points = 10 },
  { when = 'family.needs.wellbeing >= "light"', points = 5 },
  { when = "children.exists(c, c.disability)", points = 10 },
]

[[scores]]
id = "start"
for = "child"
points = [
  { when = "child.born_preterm", points = 10 },
  { when = "child.birth_weight < 2500", points = 5 },
  { when = "child.birth_weight < 1500", points = 10 },
  { when = "child.hospital_days >= 7", points = 5 },
  { when = "child.hospital_days >= 28", points = 5 },
  { when = "child.disability", points = 15 },
  { when = "child.age_months < 6", points = 5 },
  { when = 'family.needs.feeding >= "moderate"', points = 5 },
]

[[scores]]
id = "around"
points = [
  { when = "adults.exists(a, a.age_years < 21)", points = 10 },
  { when = "adults.exists(a, a.ill)", points = 10 },
  { when = "!adults.exists(a, a.employed)", points = 5 },
  { when = "adults.all(a, a.schooling <= 'school')", points = 5 },
  { when = "family.night_work", points = 5 },
  { when = "family.moved", points = 5 },
  { when = "!family.online", points = 5 },
  { when = 'family.needs.contacts >= "moderate"', points = 10 },
  { when = "size(children.filter(c, c.age_months < 36)) >= 2", points = 10 },
  { when = "pregnancies.exists(p, p.multiple || p.at_risk)", points = 10 },
]
"#;

/// The same numbers in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        let index = usize::try_from(self.below(all.len() as u64)).unwrap();
        all.get(index).copied().unwrap()
    }
}

/// A programme like those of the examples, with as many offers as wanted.
pub fn programme_text(offers: usize, fair: bool) -> String {
    let mut text = String::from(
        "schema = 1\nid = \"bench\"\nversion = \"1\"\nvalid = { from = 2026-01-01, until = 2026-12-31 }\n\
         term_weeks = 41\ndomains = [\"parenting\", \"wellbeing\", \"feeding\", \"contacts\", \"sleep\"]\n\
         target = [ { id = \"place\", condition = \"family.territory in town\" },\n\
         { id = \"young\", condition = \"children.exists(c, c.age_months < 36) || size(pregnancies) > 0\" } ]\n\
         [laws]\nweights = { visit = 2, hour = 1 }\ncliff = { visit = 5, hour = 20 }\n[sets]\n\
         unsettled = [\"none\", \"temporary\"]\n",
    );
    let codes = |from: usize, count: usize| {
        let all: Vec<String> = (from..from + count).map(|code| format!("\"T{}\"", code % 18)).collect();
        all.join(", ")
    };
    writeln!(text, "town = [{}]", codes(0, 18)).unwrap();
    for set in 0..8 {
        writeln!(text, "quarter{set} = [{}]", codes(set * 2, 5)).unwrap();
    }
    text.push_str(FACTS);
    text.push_str(SCORES);
    let mut draw = Draw(7);
    for number in 0..offers {
        offer(&mut text, number, &mut draw, fair);
    }
    text
}

fn offer(text: &mut String, number: usize, draw: &mut Draw, fair: bool) {
    if number == 0 {
        // Something for everyone.
        text.push_str(
            "[[offers]]\nid = \"offer-0\"\nprovider = \"p0\"\ntier = \"universal\"\nduty = \"to_offer\"\nfor = \"family\"\n\
             title = { en = \"First talk\" }\ncost = \"free\"\nwhen = [ { id = \"town\", \
             condition = \"family.territory in town\", source = \"council\" } ]\n",
        );
        return;
    }
    let kind = number % 10;
    let place = match draw.below(3) {
        0 => "family.territory in town".to_owned(),
        1 => format!("family.territory in quarter{}", draw.below(8)),
        _ => format!("family.territory in quarter{} || family.territory in quarter{}", draw.below(8), draw.below(8)),
    };
    let (from, months) = (draw.below(24), 3 + draw.below(30));
    let window = match draw.below(4) {
        0 => format!("child.age_days >= 0 && child.age_days < {}", 14 + 7 * draw.below(12)),
        _ => format!("child.age_months >= {from} && child.age_months < {}", from + months),
    };
    let around = format!("children.exists(c, c.age_months >= 0 && c.age_months < {})", from + months);
    let weeks = format!("pregnancy.week >= {} && pregnancy.week < {}", 4 + draw.below(20), 28 + draw.below(14));
    let need = format!(
        "family.needs.{} >= \"{}\"",
        draw.of(&["parenting", "wellbeing", "feeding", "contacts", "sleep"]),
        draw.of(&["light", "moderate", "strong"])
    );
    let means = format!("family.quotient <= {}", 300 + 50 * draw.below(24));
    let strain = draw.of(&[
        "family.debts",
        "family.housing in unsettled",
        "family.rent_share >= 40",
        "family.rooms <= 2",
        "family.newcomer",
        "family.mobility >= \"bus\"",
        "family.night_work || family.moved",
        "!family.online",
    ]);
    let (subject, tier, rules) = match kind {
        0 | 1 => ("child", "universal", vec![window]),
        2 => ("pregnancy", "universal", vec![weeks]),
        3 => ("family", "universal", vec![around]),
        4 => (
            "child",
            "targeted",
            vec![window, "child.born_preterm || child.birth_weight < 2500 || child.disability".into()],
        ),
        5 => ("family", "targeted", vec![around, format!("{means} || {need}")]),
        6 => (
            "adult",
            "targeted",
            vec![format!("adult.age_years < {} || !adult.employed || {need}", 20 + draw.below(8))],
        ),
        7 => ("pregnancy", "targeted", vec![weeks, format!("pregnancy.at_risk || {strain}")]),
        8 => ("family", "intensive", vec![around, format!("{strain} && ({means} || {need})")]),
        _ => (
            "family",
            "intensive",
            vec![format!(
                "children.exists(c, c.age_months < {} && (c.disability || c.hospital_days >= 14)) || {need}",
                6 + months
            )],
        ),
    };
    let unless = match (kind, draw.below(3)) {
        (5 | 8, 0) => "unless = [ { id = \"paid\", condition = \"family.help_paid\", source = \"council\" } ]\n".to_owned(),
        (4, 0) => "unless = [ { id = \"cared\", condition = \"child.in_childcare && child.age_months >= 12\", source = \"council\" } ]\n".to_owned(),
        (6, 0) => "unless = [ { id = \"learning\", condition = \"adult.in_training\", source = \"council\" } ]\n".to_owned(),
        (2 | 3, 0) => "unless = [ { id = \"interpreter\", condition = \"!('fr' in family.languages)\", source = \"council\" } ]\n".to_owned(),
        _ => String::new(),
    };
    let few = match number % 40 {
        19 => 1,
        29 => 3,
        _ => 1 + draw.below(3),
    };
    // What is wrong in one programme of two: offers that give less at their last step, and one that leaves out those in debt.
    let last = if !fair && matches!(number, 17 | 38) { 0 } else { few + 9 };
    let unless = match number {
        35 if !fair => {
            "unless = [ { id = \"debts\", condition = \"family.debts\", source = \"council\" } ]\n".to_owned()
        }
        _ => unless,
    };
    let steps = format!(
        "[ {{ from = 0, amount = {few} }}, {{ from = 20, amount = {} }}, {{ from = 40, amount = {} }} ]",
        few + 3,
        last
    );
    let dose = match kind {
        0 => "dose = { unit = \"visit\", amount = 1 }\n".to_owned(),
        4 => format!("dose = {{ unit = \"visit\", by = \"start\", steps = {steps} }}\n"),
        5 => format!("dose = {{ unit = \"hour\", by = \"support\", steps = {steps} }}\n"),
        7 | 8 => format!("dose = {{ unit = \"visit\", by = \"support\", steps = {steps} }}\n"),
        9 => format!("dose = {{ unit = \"visit\", by = \"around\", steps = {steps} }}\n"),
        _ => String::new(),
    };
    // An intensive offer stands in for another, that gives less.
    let replaces = match number % 40 {
        29 => format!("replaces = [\"offer-{}\"]\n", number - 10),
        _ => String::new(),
    };
    let duty = if tier == "universal" { "to_offer" } else { "none" };
    writeln!(
        text,
        "[[offers]]\nid = \"offer-{number}\"\nprovider = \"p{}\"\ntier = \"{tier}\"\nduty = \"{duty}\"\nfor = \"{subject}\"\n\
         title = {{ en = \"Offer {number}\" }}\ncost = \"free\"\nneeds_acceptance = true\nwhen = [\n\
         {{ id = \"place\", condition = '{place}', source = \"council\" }},",
        number % 7,
    )
    .unwrap();
    for (index, rule) in rules.into_iter().enumerate() {
        let rule = rule.replace('\'', "\"");
        writeln!(text, "{{ id = \"rule-{index}\", condition = '{rule}', source = \"council\" }},").unwrap();
    }
    write!(text, "]\n{unless}{dose}{replaces}").unwrap();
}

const SIZES: [usize; 4] = [50, 100, 200, 400];

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn laws(bencher: divan::Bencher<'_, '_>, offers: usize) {
    let programme = Programme::from_toml(programme_text(offers, true)).unwrap();
    bencher.bench(|| {
        let laws = divan::black_box(&programme).laws();
        assert!(laws.laws.iter().all(|finding| finding.verdict != Verdict::NotDecided), "some law is not decided");
        laws
    });
}

/// The same with three wrong steps: who loses is shown, and whether the total falls is looked at.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn laws_broken(bencher: divan::Bencher<'_, '_>, offers: usize) {
    let programme = Programme::from_toml(programme_text(offers, false)).unwrap();
    bencher.bench(|| {
        let laws = divan::black_box(&programme).laws();
        assert!(laws.laws.iter().all(|finding| finding.verdict != Verdict::NotDecided), "some law is not decided");
        assert!(laws.of(Law::Gradient).is_some_and(|finding| finding.undecided.is_empty()), "something is not decided");
        laws
    });
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn lints(bencher: divan::Bencher<'_, '_>, offers: usize) {
    let programme = Programme::from_toml(programme_text(offers, true)).unwrap();
    bencher.bench(|| {
        let lints = divan::black_box(&programme).lints();
        assert!(lints.undecided.is_empty(), "something is not decided");
        lints
    });
}
