//! How many questions it takes until nothing more is worth asking, by the order in which they are asked.
//!
//! `cargo run --release -p millejours-examples --bin questions` draws complete families with a seeded generator, hides all
//! but who belongs to each, and asks: the first question, the true answer, a new assessment, until no question is left. It
//! prints, for each order, how many questions that took and what they cost (1 for everyday knowledge, 2 for private, 4 for
//! sensitive). Arguments: the number of families (60), the seed (1).

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use chrono::{Days, NaiveDate};
use millejours::{Assessment, Decision, Family, Programme, parse_date};
use serde_json::{Value, json};

/// The generator SplitMix64 (Steele, Lea, Flood 2014): the same numbers from a seed everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: u64) -> u64 {
        self.next() % count.max(1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several, each with its share of a hundred.
    fn one<'a>(&mut self, of: &[(u64, &'a str)]) -> &'a str {
        let mut left = self.below(100);
        for (share, word) in of {
            if left < *share {
                return word;
            }
            left -= share;
        }
        of.last().map_or("", |(_, word)| word)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let count = numbers.next().transpose()?.unwrap_or(60);
    let seed = numbers.next().transpose()?.unwrap_or(1);
    let on = parse_date("2026-06-01")?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("maison-1000-jours");
    let town = Programme::from_toml(std::fs::read(folder.join("programme.toml"))?)?;
    let county = Programme::from_toml(county())?;
    let mut text = format!("{count} families, seed {seed}, {on}\n");
    for programme in [&town, &county] {
        let mut random = Random(seed);
        let families: Vec<Value> = (0..count).map(|_| family(&mut random, on)).collect();
        writeln!(text, "\n{}, {} offers\n", programme.id(), programme.offers().len())?;
        writeln!(text, "| order | questions: median | mean | 90 % | cost: median | mean | 90 % |")?;
        writeln!(text, "|---|--:|--:|--:|--:|--:|--:|")?;
        for (name, order) in ORDERS {
            let mut asked = Vec::new();
            let mut costs = Vec::new();
            for family in &families {
                let (questions, cost) = interview(programme, family, on, order)?;
                asked.push(questions);
                costs.push(cost);
            }
            writeln!(text, "| {name} | {} | {} |", row(asked), row(costs))?;
        }
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// Median, mean, and the number that nine in ten do not pass.
fn row(mut numbers: Vec<u32>) -> String {
    numbers.sort_unstable();
    let at = |share: usize| numbers.get((numbers.len() * share / 100).min(numbers.len().saturating_sub(1)));
    let mean = f64::from(numbers.iter().sum::<u32>()) / numbers.len().max(1) as f64;
    format!("{} | {mean:.2} | {}", at(50).copied().unwrap_or(0), at(90).copied().unwrap_or(0))
}

/// Chooses the next question, as its place among the questions.
type Order = fn(&Assessment) -> usize;

const ORDERS: [(&str, Order); 12] = [
    ("as the library ranks", |_| 0),
    ("as the offers first read", as_read),
    ("offers a unit of cost", |own| best(own, |_, _| 1.0, false)),
    ("answers a unit of cost", |own| best(own, |_, _| 1.0, true)),
    ("answers, each by 1/missing", |own| best(own, |missing, _| 1.0 / missing, true)),
    ("answers, each by 1/missing²", |own| best(own, |missing, _| 1.0 / (missing * missing), true)),
    ("answers, each by 1/missing⁴", |own| best(own, |missing, _| missing.powi(-4), true)),
    ("answers, each by missing", |own| best(own, |missing, _| missing, true)),
    ("questions it could save", |own| saving(own, false)),
    ("cost it could save", |own| saving(own, true)),
    ("undetermined only", |own| best(own, |_, open| if open { 1.0 } else { 0.001 }, true)),
    ("undetermined only, by 1/missing", |own| {
        best(own, |missing, open| if open { 1.0 / missing } else { 0.001 }, true)
    }),
];

/// The fact that the first offer reads, by the names.
fn as_read(own: &Assessment) -> usize {
    let facts = own.offers.iter().flat_map(|answer| answer.missing.iter());
    facts.filter_map(|fact| own.questions.iter().position(|question| question.fact == *fact)).next().unwrap_or(0)
}

/// The fact worth most a unit of cost: the sum of what each answer in which it is missing is worth, given how many facts
/// are missing there and whether it is undetermined. By offers, or by answers (one for each member).
fn best(own: &Assessment, worth: impl Fn(f64, bool) -> f64, answers: bool) -> usize {
    let mut found = (0, f64::MIN);
    for (at, question) in own.questions.iter().enumerate() {
        let mut last = None;
        let mut sum = 0.0;
        for answer in own.offers.iter().filter(|answer| answer.missing.contains(&question.fact)) {
            if answers || last != Some(&answer.offer) {
                sum += worth(answer.missing.len() as f64, answer.decision == Decision::Undetermined);
            }
            last = Some(&answer.offer);
        }
        let each = sum / f64::from(question.category.cost());
        if each > found.1 + 1e-9 {
            found = (at, each);
        }
    }
    found.0
}

/// The fact that could save most other questions a unit of cost: of each, the share of its answers that this fact is
/// missing in as well, and so might settle. By the number of questions, or by their cost.
fn saving(own: &Assessment, by_cost: bool) -> usize {
    let mut found = (0, f64::MIN);
    for (at, question) in own.questions.iter().enumerate() {
        let mut sum = 0.0;
        for other in &own.questions {
            let of_other = own.offers.iter().filter(|answer| answer.missing.contains(&other.fact));
            let (all, both) = of_other.fold((0.0, 0.0), |(all, both), answer| {
                (all + 1.0, both + f64::from(u8::from(answer.missing.contains(&question.fact))))
            });
            sum += both / f64::max(all, 1.0) * if by_cost { f64::from(other.category.cost()) } else { 1.0 };
        }
        let each = sum / f64::from(question.category.cost());
        if each > found.1 + 1e-9 {
            found = (at, each);
        }
    }
    found.0
}

/// Asks until no question is left: how many questions, and their cost.
fn interview(programme: &Programme, whole: &Value, on: NaiveDate, order: Order) -> Result<(u32, u32), Box<dyn Error>> {
    let mut told = hidden(whole);
    let mut asked = BTreeSet::new();
    let (mut count, mut cost) = (0, 0);
    loop {
        let assessment = programme.assess(&Family::from_json(told.to_string())?, on)?;
        let Some(question) = assessment.questions.get(order(&assessment)) else { return Ok((count, cost)) };
        let fact = question.fact.to_string();
        let first = asked.insert(fact.clone());
        if first {
            count += 1;
            cost += question.category.cost();
        }
        // What stays open though it was answered (strengths are never known to be all) is not asked twice.
        if !first || !answer(&mut told, whole, &fact) {
            push(&mut told, "declined", json!(fact));
        }
    }
}

fn put(of: &mut Value, key: &str, item: Value) {
    if let Some(map) = of.as_object_mut() {
        map.insert(key.to_owned(), item);
    }
}

fn push(of: &mut Value, key: &str, item: Value) {
    if let Some(map) = of.as_object_mut()
        && let Some(list) = map.entry(key).or_insert_with(|| json!([])).as_array_mut()
    {
        list.push(item);
    }
}

/// What a first contact has: who belongs to the family, and of which pregnancy a child is expected.
fn hidden(whole: &Value) -> Value {
    let mut told = json!({"schema": 1});
    for key in ["adults", "children", "pregnancies"] {
        for member in whole.get(key).and_then(Value::as_array).into_iter().flatten() {
            let kept =
                ["id", "pregnancy"].into_iter().filter_map(|key| Some((key.to_owned(), member.get(key)?.clone())));
            push(&mut told, key, Value::Object(kept.collect()));
        }
    }
    told
}

/// Tells the truth about a fact; `false` where there is nothing to tell.
fn answer(told: &mut Value, whole: &Value, fact: &str) -> bool {
    if ["children", "adults", "pregnancies"].contains(&fact) {
        push(told, "complete", json!(fact));
        return true;
    }
    if let Some((member, own)) = fact.split_once("].") {
        let Some((kind, id)) = member.split_once('[') else { return false };
        let key = match kind {
            "adult" => "adults",
            "child" => "children",
            _ => "pregnancies",
        };
        let is_own = |member: &&Value| member.get("id").and_then(Value::as_str) == Some(id);
        let truth = whole.get(key).and_then(Value::as_array).and_then(|list| list.iter().find(is_own));
        let list = told.get_mut(key).and_then(Value::as_array_mut);
        let member = list.and_then(|list| list.iter_mut().find(|member| is_own(&&**member)));
        let (Some(truth), Some(member)) = (truth, member) else { return false };
        return tell(member, truth, own);
    }
    match fact.strip_prefix("family.").unwrap_or(fact).split_once('.') {
        Some((voice, domain)) => {
            let needs = whole.get("needs").and_then(Value::as_array).into_iter().flatten();
            let own = needs.filter(|need| {
                let family = need.get("voice").and_then(Value::as_str) == Some("family");
                need.get("domain").and_then(Value::as_str) == Some(domain) && family == (voice == "needs")
            });
            let own: Vec<Value> = own.cloned().collect();
            own.iter().for_each(|need| push(told, "needs", need.clone()));
            !own.is_empty()
        }
        None => {
            let name = fact.strip_prefix("family.").unwrap_or(fact);
            tell(told, whole, if name == "territories" { "other_territories" } else { name })
        }
    }
}

/// Copies a key, or a declared fact.
fn tell(told: &mut Value, truth: &Value, name: &str) -> bool {
    if let Some(value) = truth.get(name) {
        put(told, name, value.clone());
        return true;
    }
    let Some(value) = truth.get("facts").and_then(|facts| facts.get(name)) else { return false };
    if told.get("facts").is_none() {
        put(told, "facts", json!({}));
    }
    told.get_mut("facts").into_iter().for_each(|facts| put(facts, name, value.clone()));
    true
}

fn before(on: NaiveDate, days: u64) -> Value {
    json!(on.checked_sub_days(Days::new(days)).unwrap_or(on).to_string())
}

/// A complete family: everything that the programmes here read, and more.
fn family(random: &mut Random, on: NaiveDate) -> Value {
    const INTENSITIES: [(u64, &str); 4] = [(55, "none"), (22, "light"), (14, "moderate"), (9, "strong")];
    let place = |random: &mut Random| {
        random
            .one(&[(25, "FR-00101"), (20, "FR-00102"), (15, "FR-00103"), (25, "FR-00201"), (15, "FR-00301")])
            .to_owned()
    };
    let territory = place(random);
    let others = if random.chance(12) { vec![place(random)] } else { Vec::new() };
    let languages = match random.below(10) {
        0..=5 => json!(["fr"]),
        6 => json!(["pt"]),
        7 => json!(["ar", "fr"]),
        8 => json!(["ti"]),
        _ => json!(["pt", "fr"]),
    };
    let mut whole = json!({"schema": 1, "territory": territory, "other_territories": others, "languages": languages});
    for index in 0..=random.below(5).min(2) {
        let lives = if index == 0 { "always" } else { random.one(&[(65, "always"), (15, "shared"), (20, "away")]) };
        let born = before(on, 365 * (17 + random.below(26)) + random.below(365));
        push(&mut whole, "adults", json!({"id": format!("a{}", index + 1), "born": born, "lives_here": lives}));
    }
    let mut children = random.below(4);
    if random.chance(35) {
        let expected = on.checked_add_days(Days::new(1 + random.below(270))).unwrap_or(on).to_string();
        let declared = json!({"declared": random.chance(70)});
        push(&mut whole, "pregnancies", json!({"id": "p1", "expected": expected, "facts": declared}));
        let facts = child_facts(random);
        push(&mut whole, "children", json!({"id": "c1", "pregnancy": "p1", "facts": facts}));
        children = children.min(2);
    }
    for index in 0..children {
        let days = if random.chance(60) { random.below(1100) } else { random.below(4400) };
        let mut facts = child_facts(random);
        put(&mut facts, "joined_later", json!(random.chance(5)));
        let mut child = json!({"id": format!("k{}", index + 1), "born": before(on, days), "facts": facts});
        if child.pointer("/facts/joined_later") == Some(&json!(true)) {
            put(&mut child, "arrived", before(on, random.below(days + 1)));
        }
        push(&mut whole, "children", child);
    }
    for domain in ["wellbeing", "parenting", "feeding", "sleep", "daily_life", "contacts"] {
        for voice in ["family", "pmi"] {
            push(&mut whole, "needs", json!({"domain": domain, "intensity": random.one(&INTENSITIES), "voice": voice}));
        }
    }
    let mut facts = json!({
        "quotient_familial": random.below(2500),
        "housing": random.one(&[(4, "none"), (10, "temporary"), (20, "crowded"), (66, "settled")]),
        "home_help_from_fund": random.chance(12),
    });
    for number in 0..FACTS {
        let value = if number % 3 == 0 { json!(random.below(10)) } else { json!(random.chance(40)) };
        put(&mut facts, &format!("f{number}"), value);
    }
    put(&mut whole, "facts", facts);
    whole
}

fn child_facts(random: &mut Random) -> Value {
    let mut facts = json!({
        "born_preterm": random.chance(8),
        "disability": random.chance(5),
        "first_for_mother": random.chance(45),
        "joined_later": false,
    });
    for number in 0..FACTS / 4 {
        put(&mut facts, &format!("g{number}"), json!(random.chance(40)));
    }
    facts
}

/// How many facts of the family the second programme declares.
const FACTS: u64 = 20;

/// A second programme, unlike the first: 80 offers of two to four rules, over facts of every cost.
fn county() -> String {
    const CATEGORIES: [&str; 8] =
        ["employment", "childcare", "income", "housing", "health", "education", "disability", "other"];
    let random = &mut Random(2026);
    let mut text = String::from("schema = 1\nid = \"county\"\nversion = \"1\"\nvalid = { from = 2026-01-01 }\n");
    let mut declare = |kind: &str, name: &str, number: u64, of_type: &str| {
        let category = CATEGORIES.iter().cycle().nth(usize::try_from(number).unwrap_or(0)).copied().unwrap_or("other");
        text.push_str(&format!("[facts.{kind}.{name}{number}]\ncategory = \"{category}\"\n{of_type}\n"));
    };
    for number in 0..FACTS {
        let of_type = if number % 3 == 0 { "type = \"int\"\nrange = [0, 9]" } else { "type = \"bool\"" };
        declare("family", "f", number, of_type);
    }
    (0..FACTS / 4).for_each(|number| declare("child", "g", number, "type = \"bool\""));
    for offer in 0..80 {
        let of_child = random.chance(50);
        let mut rules = Vec::new();
        if random.chance(60) {
            rules.push(format!("family.territory in [\"FR-00{}01\", \"FR-00102\"]", 1 + random.below(3)));
        }
        if of_child {
            let from = random.below(30);
            rules.push(format!("child.age_months >= {from} && child.age_months < {}", from + 6 + random.below(30)));
        }
        for _ in 0..1 + random.below(3) {
            let one = |random: &mut Random| match random.below(4) {
                0 if of_child => format!("child.g{}", random.below(FACTS / 4)),
                // Some facts are read by many offers, most by few.
                _ => match random.below(FACTS).min(random.below(FACTS)) {
                    number if number % 3 == 0 => format!("family.f{number} <= {}", 2 + random.below(6)),
                    number => format!("family.f{number}"),
                },
            };
            let first = one(random);
            rules.push(if random.chance(35) { format!("({first} || {})", one(random)) } else { first });
        }
        let rules: Vec<String> =
            rules.iter().enumerate().map(|(at, rule)| format!("{{ id = \"r{at}\", condition = '{rule}' }}")).collect();
        text.push_str(&format!(
            "[[offers]]\nid = \"o{offer}\"\nprovider = \"p\"\ntier = \"universal\"\nduty = \"none\"\nfor = \"{}\"\n\
             title = {{ en = \"O\" }}\ncost = \"free\"\nwhen = [ {} ]\n",
            if of_child { "child" } else { "family" },
            rules.join(", "),
        ));
    }
    text
}
