//! A policy and its families as the documents that the library reads.

use std::fmt::Write;

use super::super::civil::{Day, iso};
use super::super::model::{CODES, DOMAINS, Dose, Expr, GRADES, INTENSITIES, Kind, LIVES, Type};
use super::super::world::World;
use super::super::write::{Writer, decimal};
use super::people::Shape;
use super::policy::{DUTIES, Policy, TIERS, Worse};

fn value(of_type: &Type, value: i64) -> String {
    match of_type {
        Type::Bool => (value != 0).to_string(),
        Type::Int(..) => decimal(value, 0),
        Type::Number(..) => format!("\"{}\"", decimal(value, 1)),
        Type::Money(..) => format!("\"{}\"", decimal(value, 2)),
        Type::Date(..) => format!("\"{}\"", iso(value)),
        Type::Code => format!("\"{}\"", code(value)),
        Type::Grade => format!("\"{}\"", GRADES[value as usize]),
    }
}

fn end(of_type: &Type, places: u32) -> String {
    match of_type {
        Type::Int(low, high) => format!("[{low}, {high}]"),
        Type::Number(low, high) | Type::Money(low, high) => {
            let unit = super::people::UNIT / 10_i64.pow(places);
            format!("[\"{}\", \"{}\"]", decimal(low * unit, places), decimal(high * unit, places))
        }
        Type::Date(low, high) => format!("[{}, {}]", iso(*low), iso(*high)),
        _ => String::new(),
    }
}

fn fact(text: &mut String, policy: &Policy, index: usize) {
    let (own, about) = (&policy.programme.facts[index], &policy.about[index]);
    let of_type = match &own.of_type {
        Type::Bool => "type = \"bool\"".to_owned(),
        Type::Int(..) => format!("type = \"int\"\nrange = {}", end(&own.of_type, 0)),
        Type::Number(..) => format!("type = \"number\"\nplaces = 1\nrange = {}", end(&own.of_type, 1)),
        Type::Money(..) => format!("type = \"money\"\ncurrency = \"EUR\"\nrange = {}", end(&own.of_type, 2)),
        Type::Date(..) => format!("type = \"date\"\nrange = {}", end(&own.of_type, 0)),
        Type::Code => "type = \"code\"".to_owned(),
        Type::Grade => "type = \"enum\"\nvalues = [\"low\", \"mid\", \"high\"]".to_owned(),
    };
    let category = about.status.unwrap_or("other");
    let _ = write!(text, "\n[facts.{}.{}]\n{of_type}\ncategory = \"{category}\"\n", own.of.one(), own.name);
    let worse = match (&about.worse, &own.of_type) {
        (None, _) => return,
        (Some(Worse::Low), Type::Bool) => "false".to_owned(),
        (Some(Worse::High), Type::Bool) => "true".to_owned(),
        (Some(Worse::Low), _) => "\"low\"".to_owned(),
        (Some(Worse::High), _) => "\"high\"".to_owned(),
        (Some(Worse::Values(values)), of_type) => {
            let values: Vec<String> = values.iter().map(|own| value(of_type, *own)).collect();
            format!("[{}]", values.join(", "))
        }
    };
    let _ = writeln!(text, "disadvantage = {worse}");
}

fn rules(text: &mut String, writer: &Writer<'_>, key: &str, letter: &str, rules: &[Expr]) {
    if rules.is_empty() {
        return;
    }
    let _ = writeln!(text, "{key} = [");
    for (index, rule) in rules.iter().enumerate() {
        let _ = writeln!(text, "  {{ id = \"{letter}{index}\", condition = '{}' }},", writer.text(rule));
    }
    text.push_str("]\n");
}

/// The programme in TOML.
pub fn toml(policy: &Policy) -> String {
    written(policy, false)
}

/// The programme in TOML, with an offer beside for every rule of the target population, and one for every score whose dose
/// is what the score comes to, counted from the least.
pub fn mirror(policy: &Policy) -> String {
    written(policy, true)
}

fn written(policy: &Policy, mirrored: bool) -> String {
    let programme = &policy.programme;
    let until = if policy.open_end { String::new() } else { format!(", until = {}", iso(policy.until)) };
    let mut text = format!(
        "schema = 1\nid = \"p\"\nversion = \"1\"\nvalid = {{ from = {}{until} }}\ndomains = [\"health\", \"play\"]\n",
        iso(policy.from)
    );
    if policy.term_told {
        let _ = writeln!(text, "term_weeks = {}", programme.term);
    }
    let family = Writer { programme, subject: Kind::Family };
    rules(&mut text, &family, "target", "t", &policy.target);
    for index in 0..programme.facts.len() {
        fact(&mut text, policy, index);
    }
    if !programme.sets.is_empty() {
        text.push_str("\n[sets]\n");
    }
    for (name, items) in &programme.sets {
        // Dates stand bare in TOML.
        let items: Vec<String> = items.iter().map(|item| item.text.replace("date(\"", "").replace("\")", "")).collect();
        let _ = writeln!(text, "{name} = [{}]", items.join(", "));
    }
    if !programme.definitions.is_empty() {
        text.push_str("\n[definitions]\n");
    }
    for (name, expr) in &programme.definitions {
        let _ = writeln!(text, "{name} = '{}'", family.text(expr));
    }
    for score in &programme.scores {
        let of = if score.of == Kind::Family { String::new() } else { format!("for = \"{}\"\n", score.of.one()) };
        let _ = write!(text, "\n[[scores]]\nid = \"{}\"\n{of}points = [\n", score.id);
        let writer = Writer { programme, subject: score.of };
        for (when, points) in &score.points {
            let _ = writeln!(text, "  {{ when = '{}', points = {points} }},", writer.text(when));
        }
        text.push_str("]\n");
    }
    let head = |text: &mut String, id: &str, of: Kind, tier: &str, duty: &str, cost: i64| {
        let cost = match cost {
            0 => "\"free\"".to_owned(),
            cents => {
                format!("{{ amount = \"{}\", currency = \"EUR\" }}", decimal(cents * super::people::UNIT / 100, 2))
            }
        };
        let _ = write!(
            text,
            "\n[[offers]]\nid = \"{id}\"\nprovider = \"x\"\ntier = \"{tier}\"\nduty = \"{duty}\"\nfor = \"{}\"\ntitle = \
             {{ en = \"x\" }}\ncost = {cost}\n",
            of.one()
        );
    };
    for (index, offer) in programme.offers.iter().enumerate() {
        let own = &policy.standing[index];
        head(&mut text, &offer.id, offer.of, TIERS[own.tier], DUTIES[own.duty], own.cost);
        if let Some(needs) = own.needs_acceptance {
            let _ = writeln!(text, "needs_acceptance = {needs}");
        }
        if !own.replaces.is_empty() {
            let ids: Vec<String> =
                own.replaces.iter().map(|other| format!("\"{}\"", programme.offers[*other].id)).collect();
            let _ = writeln!(text, "replaces = [{}]", ids.join(", "));
        }
        let writer = Writer { programme, subject: offer.of };
        rules(&mut text, &writer, "when", "w", &offer.when);
        rules(&mut text, &writer, "unless", "u", &offer.unless);
        match &offer.dose {
            None => {}
            Some(Dose::Amount(amount)) => {
                let _ = writeln!(text, "dose = {{ unit = \"{}\", amount = {amount} }}", own.unit);
            }
            Some(Dose::Steps(score, steps)) => {
                let steps: Vec<String> =
                    steps.iter().map(|(from, amount)| format!("{{ from = {from}, amount = {amount} }}")).collect();
                let (unit, by) = (own.unit, &programme.scores[*score].id);
                let _ = writeln!(text, "dose = {{ unit = \"{unit}\", by = \"{by}\", steps = [{}] }}", steps.join(", "));
            }
        }
    }
    if mirrored {
        for (index, rule) in policy.target.iter().enumerate() {
            head(&mut text, &format!("target-{index}"), Kind::Family, TIERS[0], DUTIES[0], 0);
            rules(&mut text, &family, "when", "w", std::slice::from_ref(rule));
        }
        for (index, score) in programme.scores.iter().enumerate() {
            head(&mut text, &format!("score-{index}"), score.of, TIERS[0], DUTIES[0], 0);
            let (low, high) = policy.reach(index);
            let steps: Vec<String> =
                (low..=high).map(|from| format!("{{ from = {from}, amount = {} }}", from - low)).collect();
            let steps = steps.join(", ");
            let _ = writeln!(text, "dose = {{ unit = \"point\", by = \"{}\", steps = [{steps}] }}", score.id);
        }
    }
    text
}

/// A code; those beyond the known ones are only told apart.
fn code(value: i64) -> String {
    usize::try_from(value)
        .ok()
        .and_then(|place| CODES.get(place))
        .map_or_else(|| format!("elsewhere-{value}"), |own| (*own).to_owned())
}

fn codes(bits: i64) -> String {
    let held = CODES.iter().enumerate().filter(|(code, _)| bits & 1 << code != 0);
    let held: Vec<String> = held.map(|(_, code)| format!("\"{code}\"")).collect();
    format!("[{}]", held.join(", "))
}

/// A family of which everything that is read is told.
pub fn json(policy: &Policy, shape: &Shape, world: &World, on: Day) -> String {
    let facts = |kind: Kind, values: &[i64]| {
        let own = policy.programme.facts.iter().zip(values).filter(|(fact, _)| fact.of == kind);
        let own: Vec<String> = own
            .map(|(fact, own)| {
                // A fact that is not read may hold a value beyond its range.
                let within = fact.of_type.values();
                let own = if within.contains(own) { *own } else { within[0] };
                format!("\"{}\": {}", fact.name, value(&fact.of_type, own))
            })
            .collect();
        format!("{{{}}}", own.join(", "))
    };
    let mut parts = vec!["\"schema\": 1, \"complete\": [\"adults\", \"children\", \"pregnancies\"]".to_owned()];
    let list = |key: &str, items: Vec<String>| format!("\"{key}\": [{}]", items.join(", "));
    let adults = world.adults.iter().enumerate().map(|(index, own)| {
        let (born, lives) = (iso(own.day), LIVES[own.lives as usize]);
        let facts = facts(Kind::Adult, &own.facts);
        format!("{{\"id\": \"a{}\", \"born\": \"{born}\", \"lives_here\": \"{lives}\", \"facts\": {facts}}}", index + 1)
    });
    parts.push(list("adults", adults.collect()));
    let mut pregnancies: Vec<String> = world
        .pregnancies
        .iter()
        .enumerate()
        .map(|(index, own)| {
            let facts = facts(Kind::Pregnancy, &own.facts);
            format!("{{\"id\": \"p{}\", \"expected\": \"{}\", \"facts\": {facts}}}", index + 1, iso(own.expected))
        })
        .collect();
    let children = world.children.iter().enumerate().map(|(index, own)| {
        let facts = facts(Kind::Child, &own.facts);
        let id = format!("c{}", index + 1);
        if index < shape.born {
            let (born, arrived) = (iso(own.day), iso(own.arrived));
            pregnancies.push(format!(
                "{{\"id\": \"of-{id}\", \"expected\": \"{}\", \"ended\": \"{born}\", \"outcome\": \"birth\"}}",
                iso(own.expected)
            ));
            return format!(
                "{{\"id\": \"{id}\", \"born\": \"{born}\", \"arrived\": \"{arrived}\", \"pregnancy\": \"of-{id}\", \
                 \"facts\": {facts}}}"
            );
        }
        let of = (0..shape.expected.len()).rev().find(|of| shape.first_of(*of) <= index && shape.expected[*of] > 0);
        format!("{{\"id\": \"{id}\", \"pregnancy\": \"p{}\", \"facts\": {facts}}}", of.unwrap_or(0) + 1)
    });
    parts.push(list("children", children.collect()));
    parts.push(list("pregnancies", pregnancies));
    assert!(world.children[shape.born..].iter().all(|child| child.day > on), "an expected child lies ahead");
    let mut needs = Vec::new();
    for (all, voice) in [(&world.needs, "family"), (&world.observed, "midwife")] {
        needs.extend(all.iter().enumerate().map(|(domain, own)| {
            let (domain, intensity) = (DOMAINS[domain], INTENSITIES[*own as usize]);
            format!("{{\"domain\": \"{domain}\", \"intensity\": \"{intensity}\", \"voice\": \"{voice}\"}}")
        }));
    }
    parts.push(list("needs", needs));
    let resources = CODES.iter().enumerate().filter(|(code, _)| world.resources & 1 << code != 0);
    parts.push(list("resources", resources.map(|(_, code)| format!("{{\"code\": \"{code}\"}}")).collect()));
    parts.push(format!("\"territory\": \"{}\"", code(world.territory)));
    parts.push(format!("\"other_territories\": {}", codes(world.others)));
    parts.push(format!("\"languages\": {}", codes(world.languages)));
    parts.push(format!("\"facts\": {}", facts(Kind::Family, &world.facts)));
    format!("{{{}}}", parts.join(",\n "))
}
