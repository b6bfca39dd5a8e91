//! How many questions it takes until nothing more is worth asking, by the order in which they are asked.
//!
//! `cargo run --release -p millejours-examples --bin questions` draws families of the target population with a seeded
//! generator, tells at first only who belongs to each, and asks: one question, the true answer, a new assessment, until no
//! question to the family is left. `docs::questions` says how families are drawn; they stand for no real population.
//! Arguments: the number of families (300), the seed (20261122).

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use chrono::{Days, NaiveDate};
use millejours::{
    Adult, Answer, AnswerType, Assessment, Audience, Category, Child, Decision, Family, Pregnancy, Programme, Question,
    Questionnaire, parse_date,
};

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
    let count = numbers.next().transpose()?.unwrap_or(300);
    let seed = numbers.next().transpose()?.unwrap_or(20_261_122);
    let on = parse_date("2026-06-01")?;
    let mut text = format!("{count} families, seed {seed}, {on}\n");
    let mut programmes = Vec::new();
    for (folder, district) in TERRITORIES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join("programme.toml");
        programmes.push((Programme::from_toml(std::fs::read(path)?)?, district));
    }
    programmes.push((Programme::from_toml(county())?, "FR-0010"));
    for (programme, district) in &programmes {
        for declined in [0, 20] {
            writeln!(text, "\n{}, {} offers, {declined} % declined\n", programme.id(), programme.offers().len())?;
            writeln!(
                text,
                "| order | questions | more than in the programme's order | cost | more | settled after 3 | 5 | 10 |"
            )?;
            writeln!(text, "|---|--:|--:|--:|--:|--:|--:|--:|")?;
            let mut base: Vec<Interview> = Vec::new();
            for (name, order) in ORDERS {
                let mut found = Vec::new();
                for number in 0..count {
                    let drawn = Drawn { seed, number, on, district, declined };
                    found.push(interview(programme, &drawn, order)?);
                }
                if base.is_empty() {
                    base.clone_from(&found);
                }
                writeln!(text, "| {name} | {} |", row(&found, &base))?;
            }
        }
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// Folders, and how the codes of their three municipalities begin.
const TERRITORIES: [(&str, &str); 3] =
    [("maison-1000-jours", "FR-0010"), ("fruehe-hilfen", "AT-9990"), ("familienzentriertes-netzwerk", "CH-0990")];

/// What one family was asked.
#[derive(Debug, Clone, Default)]
struct Interview {
    questions: f64,
    cost: f64,
    /// The share of answers whose eligibility is settled after 3, 5 and 10 questions, doses apart.
    settled: [f64; 3],
}

/// After how many questions the share of settled answers is taken.
const AFTER: [u32; 3] = [3, 5, 10];

/// Means, and mean differences to another order asked of the same families, with their standard errors.
fn row(found: &[Interview], base: &[Interview]) -> String {
    let mean = |of: fn(&Interview) -> f64| found.iter().map(of).sum::<f64>() / found.len().max(1) as f64;
    let more = |of: fn(&Interview) -> f64| {
        let all: Vec<f64> = found.iter().zip(base).map(|(own, other)| of(own) - of(other)).collect();
        let count = all.len().max(2) as f64;
        let mean = all.iter().sum::<f64>() / count;
        let variance = all.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (count - 1.0);
        format!("{mean:+.2} ± {:.2}", (variance / count).sqrt())
    };
    let share = |of: fn(&Interview) -> f64| format!("{:.1} %", mean(of) * 100.0);
    let shares = [share(|own| own.settled[0]), share(|own| own.settled[1]), share(|own| own.settled[2])].join(" | ");
    let (questions, cost) = (mean(|own| own.questions), mean(|own| own.cost));
    let (questions_more, cost_more) = (more(|own| own.questions), more(|own| own.cost));
    format!("{questions:.2} | {questions_more} | {cost:.2} | {cost_more} | {shares}")
}

/// Chooses the next of the questions that may be asked, as its place among them.
type Order = fn(&Assessment, &[&Question]) -> usize;

/// The first is the one to which the others are compared.
const ORDERS: [(&str, Order); 6] = [
    ("as the offers first read", as_read),
    ("as the library ranks", |_, _| 0),
    ("answers a unit of cost", |own, left| best(own, left, |_| 1.0)),
    ("answers, each by 1/missing", |own, left| best(own, left, |missing| 1.0 / missing)),
    ("answers, each by 1/missing², declined or not", |own, left| best(own, left, |missing| missing.powi(-2))),
    ("answers, each by 1/missing⁴, declined or not", |own, left| best(own, left, |missing| missing.powi(-4))),
];

/// The fact that the first offer reads, by the names.
fn as_read(own: &Assessment, left: &[&Question]) -> usize {
    let facts = own.offers.iter().flat_map(|answer| answer.missing.iter());
    facts.filter_map(|fact| left.iter().position(|question| question.fact == *fact)).next().unwrap_or(0)
}

/// The fact worth most a unit of cost: the sum of what each answer in which it is missing is worth, given how many facts
/// are missing there.
fn best(own: &Assessment, left: &[&Question], worth: impl Fn(f64) -> f64) -> usize {
    let mut found = (0, f64::MIN);
    for (at, question) in left.iter().enumerate() {
        let answers = own.offers.iter().filter(|answer| answer.missing.contains(&question.fact));
        let sum: f64 = answers.map(|answer| worth(answer.missing.len() as f64)).sum();
        let each = sum / f64::from(question.category.cost());
        if each > found.1 + 1e-9 {
            found = (at, each);
        }
    }
    found.0
}

fn settled(own: &Assessment) -> f64 {
    let open = own.offers.iter().filter(|answer| answer.decision == Decision::Undetermined).count();
    1.0 - open as f64 / own.offers.len().max(1) as f64
}

/// Asks until no question to the family is left; observations are for professionals.
fn interview(programme: &Programme, drawn: &Drawn<'_>, order: Order) -> Result<Interview, Box<dyn Error>> {
    let mut now = Questionnaire::new(programme, drawn.family(), drawn.on, Audience::Family)?;
    let (mut found, mut asked) = (Interview::default(), 0_u32);
    loop {
        for (share, after) in found.settled.iter_mut().zip(AFTER) {
            if asked <= after {
                *share = settled(now.assessment());
            }
        }
        let left: Vec<&Question> =
            now.questions().filter(|question| question.category != Category::Observation).collect();
        let Some(question) = left.get(order(now.assessment(), &left)) else { break };
        asked += 1;
        found.questions += 1.0;
        found.cost += f64::from(question.category.cost());
        let fact = question.fact.to_string();
        now = match drawn.truth(programme, &fact) {
            Some(answer) => now.answer(&fact, answer)?,
            None => now.decline(&fact)?,
        };
    }
    Ok(found)
}

/// A family of which everything can be drawn: each fact from the seed, the family's number and the fact's name, so that
/// it is the same in whatever order it is asked.
struct Drawn<'d> {
    seed: u64,
    number: u64,
    on: NaiveDate,
    district: &'d str,
    /// How many of a hundred questions are declined.
    declined: u64,
}

impl Drawn<'_> {
    fn random(&self, name: &str) -> Random {
        let mut random = Random(self.seed);
        for byte in self.number.to_le_bytes().into_iter().chain(name.bytes()) {
            random = Random(random.next() ^ u64::from(byte));
        }
        random
    }

    fn day(&self, before: u64) -> NaiveDate {
        self.on.checked_sub_days(Days::new(before)).unwrap_or(self.on)
    }

    fn expects(&self) -> bool {
        self.random("expects").chance(25)
    }

    /// What a first contact has: who belongs to the family, and of which pregnancy a child is expected.
    fn family(&self) -> Family {
        let adults = match self.random("adults").below(100) {
            0..=19 => 1,
            20..=94 => 2,
            _ => 3,
        };
        let mut family = Family::new();
        for index in 1..=adults {
            family = family.with_adult(Adult::new(format!("a{index}")));
        }
        if self.expects() {
            family = family.with_pregnancy(Pregnancy::new("p1")).with_child(Child::new("c0").with_pregnancy("p1"));
        }
        let children = match self.random("children").below(100) {
            0..=49 => 1,
            50..=84 => 2,
            _ => 3,
        } - u32::from(self.expects());
        for index in 1..=children {
            family = family.with_child(Child::new(format!("c{index}")));
        }
        family
    }

    /// The family's answer; none where it would rather not say, or has nothing to say.
    fn truth(&self, programme: &Programme, fact: &str) -> Option<Answer> {
        let mut random = self.random(fact);
        if random.chance(self.declined) {
            return None;
        }
        let own = fact.rsplit('.').next().unwrap_or(fact);
        Some(match (own, programme.answer_type(fact)?) {
            (_, AnswerType::Complete) => true.into(),
            ("born", _) if fact.starts_with("adult") => self.day(365 * 18 + random.below(365 * 25)).into(),
            // The youngest in its first three years, each other up to four years older than the one before.
            ("born", _) => {
                let place = fact.trim_start_matches("child[c").chars().next().and_then(|digit| digit.to_digit(10))?;
                let older = u64::from(place.saturating_sub(1)) * (300 + random.below(1160));
                self.day(self.random("youngest").below(1095) + older).into()
            }
            ("expected" | "pregnancy", _) => {
                let ahead = Days::new(1 + self.random("expected").below(270));
                self.on.checked_add_days(ahead)?.into()
            }
            ("lives_here", _) if fact.starts_with("adult[a1]") => "always".into(),
            ("lives_here", _) => random.one(&[(75, "always"), (12, "shared"), (13, "away")]).into(),
            ("territory", _) => format!("{}{}", self.district, 1 + random.below(3)).into(),
            ("territories", _) => Vec::new().into(),
            ("languages", _) => match random.below(10) {
                0..=5 => ["fr", "de"].into(),
                6 | 7 => ["pt"].into(),
                8 => ["ar", "fr"].into(),
                _ => ["ti"].into(),
            },
            ("housing", _) => random.one(&[(4, "none"), (10, "temporary"), (20, "crowded"), (66, "settled")]).into(),
            ("arrived", _) => self.day(random.below(300)).into(),
            (_, AnswerType::Bool) => {
                let share = match own {
                    "born_preterm" => 8,
                    "disability" | "joined_later" => 5,
                    "multiple_birth" => 3,
                    "caesarean" => 25,
                    "first_for_mother" => 45,
                    "declared" => 70,
                    "home_help_from_fund" | "development_question" => 12,
                    "money_is_short" | "premium_reduction" | "unsure_what_helps" => 25,
                    _ => 40,
                };
                random.chance(share).into()
            }
            (_, AnswerType::Int { .. }) => i64::try_from(random.below(10)).unwrap_or(0).into(),
            (_, AnswerType::Money { .. }) => random.below(2500).to_string().into(),
            (_, AnswerType::Enum { values }) if fact.starts_with("family.needs.") && values.len() == 4 => {
                random.one(&[(55, "none"), (22, "light"), (14, "moderate"), (9, "strong")]).into()
            }
            (_, AnswerType::Enum { values }) => {
                let place = usize::try_from(random.below(values.len() as u64)).unwrap_or(0);
                values.get(place)?.clone().into()
            }
            _ => return None,
        })
    }
}

/// How many facts of the family the generated programme declares.
const FACTS: u64 = 20;

/// A programme unlike the territories': 80 offers of two to four rules, over facts of every cost.
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
