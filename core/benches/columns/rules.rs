//! Facts, comparisons and offers drawn from a seed, and the programme that says them.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// A number that depends on the seed, and on where it stands, alone: rows can be drawn in any order, batch by batch.
#[inline(always)]
pub fn drawn(seed: u64, column: u64, row: u64) -> u64 {
    let mut mixed = seed ^ column.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ row.wrapping_mul(0xD1B5_4A32_D192_ED03);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Numbers one after the other.
struct Draw(u64, u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.1 += 1;
        (drawn(self.0, u64::MAX, self.1) % end as u64) as usize
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Money,
    Int,
    Bool,
    Enum,
    Code,
    /// A day of birth, of which the age in months is read.
    Birth,
}

#[derive(Debug, Clone)]
pub struct Fact {
    pub name: String,
    pub kind: Kind,
    pub child: bool,
}

/// The greatest value of each kind; every value stands between 0 and this.
pub const fn greatest(kind: Kind) -> i64 {
    match kind {
        Kind::Money => 10_000,
        Kind::Int => 100,
        Kind::Bool => 1,
        Kind::Enum => 4,
        Kind::Code => 19,
        Kind::Birth => 71,
    }
}

/// The word that stands for a value of an enum or a code.
pub fn words(kind: Kind) -> Vec<String> {
    match kind {
        Kind::Enum => (0..=greatest(kind)).map(|value| format!("v{value}")).collect(),
        Kind::Code => (0..=greatest(kind)).map(|value| format!("C{value:02}")).collect(),
        _ => Vec::new(),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    AtMost(i64),
    AtLeast(i64),
    Yes,
    In(usize),
}

#[derive(Debug, Clone)]
pub struct Comparison {
    pub fact: usize,
    pub test: Test,
}

#[derive(Debug, Clone)]
pub enum Rule {
    Holds(usize),
    Not(Box<Rule>),
    All(Vec<Rule>),
    Any(Vec<Rule>),
    /// Of some child.
    Exists(Box<Rule>),
}

#[derive(Debug, Clone)]
pub struct Offer {
    pub child: bool,
    pub when: Vec<Rule>,
    pub unless: Vec<Rule>,
}

impl Offer {
    /// All of `when` and none of `unless`, as one rule.
    pub fn whole(&self) -> Rule {
        let refused = self.unless.iter().map(|rule| Rule::Not(Box::new(rule.clone())));
        Rule::All(self.when.iter().cloned().chain(refused).collect())
    }
}

#[derive(Debug, Clone)]
pub struct Rules {
    pub facts: Vec<Fact>,
    /// Codes, of which a set is a list.
    pub sets: Vec<Vec<i64>>,
    pub comparisons: Vec<Comparison>,
    pub offers: Vec<Offer>,
}

const SETS: usize = 8;

impl Rules {
    /// Facts of families alone. In `recurring` of a hundred offers one fact recurs, so that three-valued logic is not exact.
    pub fn of_families(seed: u64, offers: usize, recurring: usize) -> Self {
        let mut rules = Rules { facts: Vec::new(), sets: sets(), comparisons: Vec::new(), offers: Vec::new() };
        rules.family_facts();
        rules.draw(seed, offers, recurring, &|_| false);
        rules
    }

    /// Facts of families and of children: of four offers two are for each child, and one asks for some child.
    pub fn of_children(seed: u64, offers: usize) -> Self {
        let mut rules = Rules { facts: Vec::new(), sets: sets(), comparisons: Vec::new(), offers: Vec::new() };
        rules.family_facts();
        let child = [("born", Kind::Birth), ("visits", Kind::Int), ("care", Kind::Enum), ("early", Kind::Bool)];
        rules.facts.extend(child.map(|(name, kind)| Fact { name: name.to_owned(), kind, child: true }));
        rules.compare();
        rules.draw(seed, offers, 0, &|offer| offer % 4 < 2);
        for offer in rules.offers.iter_mut().skip(2).step_by(4) {
            // The child's own facts, in the words of one child of several.
            let ages =
                rules.comparisons.iter().enumerate().filter(|(_, own)| rules.facts[own.fact].kind == Kind::Birth);
            let ages: Vec<usize> = ages.map(|(at, _)| at).collect();
            let early = rules.comparisons.iter().position(|own| rules.facts[own.fact].name == "early").unwrap();
            let age = Rule::Holds(ages[offer.when.len() % ages.len()]);
            offer.when.push(Rule::Exists(Box::new(Rule::All(vec![age, Rule::Holds(early)]))));
        }
        rules
    }

    fn family_facts(&mut self) {
        let kinds =
            [(Kind::Money, 5, "money"), (Kind::Int, 9, "count"), (Kind::Bool, 5, "flag"), (Kind::Enum, 4, "level")];
        for (kind, facts, name) in kinds {
            self.facts.extend((0..facts).map(|at| Fact { name: format!("{name}{at}"), kind, child: false }));
        }
        for name in ["origin", "territory"] {
            self.facts.push(Fact { name: name.to_owned(), kind: Kind::Code, child: false });
        }
        self.compare();
    }

    /// Every comparison of the facts that have none yet. No threshold stands at the end of a range, so that each can be true
    /// and false.
    fn compare(&mut self) {
        let first = self.comparisons.iter().map(|own| own.fact + 1).max().unwrap_or(0);
        for (fact, own) in self.facts.iter().enumerate().skip(first) {
            let own_step = fact as i64 % 5;
            let half = |count: i64, step: i64| {
                let low = (1..=count).map(move |at| Test::AtLeast(at * step + own_step));
                low.chain((1..=count).map(move |at| Test::AtMost((count + at) * step + own_step)))
            };
            let tests: Vec<Test> = match own.kind {
                Kind::Money => half(4, 1_100).collect(),
                Kind::Int => half(3, 13).collect(),
                Kind::Birth => half(3, 9).collect(),
                Kind::Bool => vec![Test::Yes],
                Kind::Enum => (1..=4).map(Test::AtLeast).collect(),
                Kind::Code => (0..SETS).map(Test::In).collect(),
            };
            self.comparisons.extend(tests.into_iter().map(|test| Comparison { fact, test }));
        }
    }

    fn draw(&mut self, seed: u64, offers: usize, recurring: usize, child: &dyn Fn(usize) -> bool) {
        let mut draw = Draw(seed, 0);
        let mut decks = [Vec::new(), Vec::new()];
        for number in 0..offers {
            let child = child(number);
            let deck = &mut decks[usize::from(child)];
            if number % 100 < recurring {
                self.offers.push(self.recurring(&mut draw, deck));
                continue;
            }
            let mut read = Vec::new();
            let mut when: Vec<Rule> =
                (0..2 + draw.below(4)).map(|_| self.condition_drawn(&mut draw, deck, child, &mut read)).collect();
            // In every other offer the last condition excludes.
            let unless = if draw.below(2) == 0 { when.pop().into_iter().collect() } else { Vec::new() };
            self.offers.push(Offer { child, when, unless });
        }
    }

    /// A condition of one to three comparisons.
    fn condition_drawn(&self, draw: &mut Draw, deck: &mut Vec<usize>, child: bool, read: &mut Vec<usize>) -> Rule {
        let shape = draw.below(8);
        let mut next = |windows| self.atom(draw, deck, child, windows, read);
        let not = |rule| Rule::Not(Box::new(rule));
        match shape {
            0..3 => next(true),
            3 => Rule::Any(vec![next(true), next(true)]),
            4 => Rule::Any(vec![next(true), not(next(false))]),
            5 => Rule::Any(vec![Rule::All(vec![next(false), next(false)]), next(true)]),
            6 => Rule::All(vec![next(true), Rule::Any(vec![next(false), next(false)])]),
            _ => not(next(true)),
        }
    }

    /// A comparison of a fact that the offer does not read yet, each comparison in its turn; where windows may stand, one
    /// number in eight becomes one.
    fn atom(&self, draw: &mut Draw, deck: &mut Vec<usize>, child: bool, windows: bool, read: &mut Vec<usize>) -> Rule {
        let drawn = loop {
            let free = deck.iter().rposition(|at: &usize| !read.contains(&self.comparisons[*at].fact));
            if let Some(place) = free {
                break deck.remove(place);
            }
            let own = self.comparisons.iter().enumerate().filter(|(_, own)| child || !self.facts[own.fact].child);
            let mut all: Vec<usize> = own.map(|(at, _)| at).collect();
            for at in (1..all.len()).rev() {
                all.swap(at, draw.below(at + 1));
            }
            all.append(deck);
            *deck = all;
        };
        let fact = self.comparisons[drawn].fact;
        read.push(fact);
        let number = matches!(self.facts[fact].kind, Kind::Money | Kind::Int | Kind::Birth);
        if windows && number && draw.below(8) == 0 {
            let other = self.other_end(drawn, draw);
            return Rule::All(vec![Rule::Holds(drawn), Rule::Holds(other)]);
        }
        Rule::Holds(drawn)
    }

    /// Of the same fact a comparison with the other end: every least value stands below every greatest one.
    fn other_end(&self, at: usize, draw: &mut Draw) -> usize {
        let own = &self.comparisons[at];
        let other = |test: &Test| matches!(test, Test::AtLeast(_)) != matches!(own.test, Test::AtLeast(_));
        let all = self.comparisons.iter().enumerate().filter(|(_, that)| that.fact == own.fact && other(&that.test));
        let all: Vec<usize> = all.map(|(at, _)| at).collect();
        all[draw.below(all.len())]
    }

    /// `(x >= 10 && a) || (x <= 50 && b)`: certain where a and b are, whatever x is.
    fn recurring(&self, draw: &mut Draw, deck: &mut Vec<usize>) -> Offer {
        let numbers = self.comparisons.iter().enumerate().filter(|(_, own)| self.facts[own.fact].kind == Kind::Int);
        let numbers: Vec<usize> = numbers.map(|(at, _)| at).collect();
        let one = numbers[draw.below(numbers.len())];
        let other = self.other_end(one, draw);
        let mut read = vec![self.comparisons[one].fact];
        let mut arm = |end| Rule::All(vec![Rule::Holds(end), self.atom(draw, deck, false, true, &mut read)]);
        Offer { child: false, when: vec![Rule::Any(vec![arm(one), arm(other)])], unless: Vec::new() }
    }

    /// How many comparisons an offer makes, on the average.
    pub fn each(&self) -> f64 {
        fn count(rule: &Rule) -> usize {
            match rule {
                Rule::Holds(_) => 1,
                Rule::Not(inner) | Rule::Exists(inner) => count(inner),
                Rule::All(inner) | Rule::Any(inner) => inner.iter().map(count).sum(),
            }
        }
        let all: usize = self.offers.iter().map(|offer| count(&offer.whole())).sum();
        all as f64 / self.offers.len() as f64
    }

    /// How many comparisons the offers read.
    pub fn distinct(&self) -> usize {
        fn read(rule: &Rule, into: &mut [bool]) {
            match rule {
                Rule::Holds(at) => into[*at] = true,
                Rule::Not(inner) | Rule::Exists(inner) => read(inner, into),
                Rule::All(inner) | Rule::Any(inner) => inner.iter().for_each(|rule| read(rule, into)),
            }
        }
        let mut seen = vec![false; self.comparisons.len()];
        self.offers.iter().for_each(|offer| read(&offer.whole(), &mut seen));
        seen.into_iter().filter(|seen| *seen).count()
    }

    fn condition(&self, rule: &Rule, member: &str) -> String {
        let joined = |rules: &[Rule], by: &str| {
            let parts: Vec<String> = rules.iter().map(|rule| self.condition(rule, member)).collect();
            format!("({})", parts.join(by))
        };
        match rule {
            Rule::Not(inner) => format!("!({})", self.condition(inner, member)),
            Rule::All(inner) => joined(inner, " && "),
            Rule::Any(inner) => joined(inner, " || "),
            Rule::Exists(inner) => format!("children.exists(c, {})", self.condition(inner, "c")),
            Rule::Holds(at) => {
                let Comparison { fact, test } = &self.comparisons[*at];
                let fact = &self.facts[*fact];
                let reading = if fact.kind == Kind::Birth { "age_months" } else { &fact.name };
                let name = format!("{}.{reading}", if fact.child { member } else { "family" });
                let value = |value: &i64| match fact.kind {
                    Kind::Enum => format!("\"v{value}\""),
                    _ => value.to_string(),
                };
                match test {
                    Test::AtMost(most) => format!("{name} <= {}", value(most)),
                    Test::AtLeast(least) => format!("{name} >= {}", value(least)),
                    Test::Yes => name,
                    Test::In(set) => format!("{name} in set{set}"),
                }
            }
        }
    }

    /// The programme that a town would write.
    pub fn toml(&self) -> String {
        let mut text =
            String::from("schema = 1\nid = \"columns\"\nversion = \"1\"\nvalid = { from = 2026-01-01 }\n[sets]\n");
        for (at, set) in self.sets.iter().enumerate() {
            let codes: Vec<String> = set.iter().map(|code| format!("\"C{code:02}\"")).collect();
            writeln!(text, "set{at} = [{}]", codes.join(", ")).unwrap();
        }
        for fact in self.facts.iter().filter(|fact| fact.name != "territory" && fact.kind != Kind::Birth) {
            let range = format!("range = [0, {}]", greatest(fact.kind));
            let (kind, more) = match fact.kind {
                Kind::Money => ("money", format!("currency = \"EUR\"\n{range}")),
                Kind::Bool => ("bool", String::new()),
                Kind::Enum => ("enum", format!("values = {:?}", words(Kind::Enum))),
                Kind::Code => ("code", String::new()),
                Kind::Int | Kind::Birth => ("int", range),
            };
            let of = if fact.child { "child" } else { "family" };
            writeln!(text, "[facts.{of}.{}]\ntype = \"{kind}\"\ncategory = \"other\"\n{more}", fact.name).unwrap();
        }
        for (at, offer) in self.offers.iter().enumerate() {
            let of = if offer.child { "child" } else { "family" };
            let list = |name: &str, rules: &[Rule]| {
                let rule =
                    |(at, rule)| format!("  {{ id = \"{name}{at}\", condition = '{}' }},\n", self.condition(rule, of));
                format!("{name} = [\n{}]\n", rules.iter().enumerate().map(rule).collect::<String>())
            };
            writeln!(
                text,
                "[[offers]]\nid = \"offer-{at}\"\nprovider = \"p\"\ntier = \"universal\"\nduty = \"none\"\nfor = \"{of}\"\n\
                 title = {{ en = \"Offer\" }}\ncost = \"free\"\n{}{}",
                list("when", &offer.when),
                list("unless", &offer.unless),
            )
            .unwrap();
        }
        text
    }

    /// The same rules for other engines; values of enums and codes by their places, as their columns have them.
    pub fn to_json(&self) -> Value {
        fn rule(of: &Rule) -> Value {
            match of {
                Rule::Holds(at) => json!({ "holds": at }),
                Rule::Not(inner) => json!({ "not": rule(inner) }),
                Rule::Exists(inner) => json!({ "exists": rule(inner) }),
                Rule::All(inner) => json!({ "all": inner.iter().map(rule).collect::<Vec<_>>() }),
                Rule::Any(inner) => json!({ "any": inner.iter().map(rule).collect::<Vec<_>>() }),
            }
        }
        let facts = self.facts.iter().map(|fact| {
            let kind = format!("{:?}", fact.kind).to_lowercase();
            json!({ "name": fact.name, "kind": kind, "words": words(fact.kind) })
        });
        let comparisons = self.comparisons.iter().map(|own| {
            let (test, value) = match &own.test {
                Test::AtMost(value) => ("<=", json!(value)),
                Test::AtLeast(value) => (">=", json!(value)),
                Test::Yes => ("yes", json!(true)),
                Test::In(set) => ("in", json!(self.sets[*set])),
            };
            json!({ "fact": self.facts[own.fact].name, "test": test, "value": value })
        });
        json!({
            "facts": facts.collect::<Vec<_>>(),
            "comparisons": comparisons.collect::<Vec<_>>(),
            "offers": self.offers.iter().map(|offer| rule(&offer.whole())).collect::<Vec<_>>(),
            "programme": self.toml(),
        })
    }
}

/// Six of twenty codes each.
fn sets() -> Vec<Vec<i64>> {
    (0..SETS as i64).map(|set| (0..6).map(|code| (set * 5 + code * 3) % 20).collect()).collect()
}
