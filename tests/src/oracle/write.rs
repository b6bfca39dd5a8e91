//! A case as the documents that the library reads.

use std::fmt::Write;

use super::civil::iso;
use super::model::{
    CODES, Case, Codes, DOMAINS, Dose, Expr, Family, GRADES, Given, INTENSITIES, Kind, LIVES, Literal, Members, ONE,
    Programme, Reading, Sign, Type, Who,
};

/// The sign as it is written.
pub const fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Equal => "==",
        Sign::NotEqual => "!=",
        Sign::Less => "<",
        Sign::AtMost => "<=",
        Sign::Greater => ">",
        Sign::AtLeast => ">=",
    }
}

/// An expression, in parentheses throughout.
#[derive(Debug)]
pub struct Writer<'a> {
    /// The programme whose facts are read.
    pub programme: &'a Programme,
    /// Whom the offer is for.
    pub subject: Kind,
}

impl Writer<'_> {
    fn who(&self, who: Who) -> String {
        match who {
            Who::Family => "family".to_owned(),
            Who::Subject => self.subject.one().to_owned(),
            Who::Bound(level) => format!("m{level}"),
        }
    }

    fn reading(&self, reading: &Reading) -> String {
        match reading {
            Reading::Fact(who, fact) => format!("{}.{}", self.who(*who), self.programme.facts[*fact].name),
            Reading::Age(who, unit) => format!("{}.age_{}", self.who(*who), unit.name()),
            Reading::Corrected(who, unit) => format!("{}.corrected_age_{}", self.who(*who), unit.name()),
            Reading::Arrival(who) => format!("{}.months_since_arrival", self.who(*who)),
            Reading::Unborn(who) => format!("{}.unborn", self.who(*who)),
            Reading::Week(who) => format!("{}.week", self.who(*who)),
            Reading::AdultYears(who) => format!("{}.age_years", self.who(*who)),
            Reading::LivesHere(who) => format!("{}.lives_here", self.who(*who)),
            Reading::Territory => "family.territory".to_owned(),
            Reading::Need(domain) => format!("family.needs.{}", DOMAINS[*domain]),
            Reading::Observed(domain) => format!("family.observed.{}", DOMAINS[*domain]),
            Reading::Carers => "family.carers".to_owned(),
            Reading::Listed(kind) => format!("family.{}", kind.list()),
            Reading::On => "on".to_owned(),
        }
    }

    fn members(&self, members: &Members) -> String {
        let list = members.kind.list();
        match &members.filter {
            None => list.to_owned(),
            Some(filter) => format!("{list}.filter(m{}, {})", members.level, self.text(filter)),
        }
    }

    fn part(&self, expr: &Expr) -> String {
        match expr {
            Expr::Literal(_) | Expr::Read(_) | Expr::Size(_) | Expr::Defined(..) => self.text(expr),
            Expr::Exists(..) | Expr::All(..) => self.text(expr),
            _ => format!("({})", self.text(expr)),
        }
    }

    /// The expression as a condition.
    pub fn text(&self, expr: &Expr) -> String {
        let joined = |parts: &[Expr], by: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.part(part)).collect();
            parts.join(by)
        };
        match expr {
            Expr::Literal(literal) => literal.text.clone(),
            Expr::Read(reading) => self.reading(reading),
            Expr::Not(inner) => format!("!{}", self.part(inner)),
            Expr::And(parts) => joined(parts, " && "),
            Expr::Or(parts) => joined(parts, " || "),
            Expr::Compare(how, left, right) => format!("{} {} {}", self.part(left), sign(*how), self.part(right)),
            Expr::In(item, _, Some(name)) => format!("{} in {name}", self.part(item)),
            Expr::In(item, items, None) => format!("{} in [{}]", self.part(item), literals(items)),
            Expr::Has(code, list) => {
                let list = match list {
                    Codes::Territories => "territories",
                    Codes::Languages => "languages",
                    Codes::Resources => "resources",
                };
                format!("\"{}\" in family.{list}", CODES[*code as usize])
            }
            Expr::Exists(members, body) => self.each(members, "exists", body),
            Expr::All(members, body) => self.each(members, "all", body),
            Expr::Size(members) => format!("size({})", self.members(members)),
            Expr::Choose(condition, then, otherwise) => {
                format!("{} ? {} : {}", self.part(condition), self.part(then), self.part(otherwise))
            }
            Expr::Negate(inner) => format!("-({})", self.text(inner)),
            Expr::Sum(terms) => {
                let mut text = String::new();
                for (index, (away, term)) in terms.iter().enumerate() {
                    let sign = match (index, away) {
                        (0, _) => "",
                        (_, true) => " - ",
                        (_, false) => " + ",
                    };
                    let _ = write!(text, "{sign}{}", self.part(term));
                }
                text
            }
            Expr::Times(factor, inner) => format!("{} * {}", factor.text, self.part(inner)),
            Expr::Defined(name, _) => name.clone(),
        }
    }

    fn each(&self, members: &Members, quantifier: &str, body: &Expr) -> String {
        format!("{}.{quantifier}(m{}, {})", self.members(members), members.level, self.text(body))
    }
}

fn literals(items: &[Literal]) -> String {
    let items: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
    items.join(", ")
}

/// A number with the given places, as it is written.
pub fn decimal(value: i64, places: u32) -> String {
    let digits = value / (ONE / 10_i64.pow(places));
    if places == 0 {
        return digits.to_string();
    }
    let sign = if digits < 0 { "-" } else { "" };
    let unit = 10_i64.pow(places);
    format!("{sign}{}.{:0width$}", digits.abs() / unit, digits.abs() % unit, width = places as usize)
}

/// A programme in TOML.
pub fn toml(programme: &Programme) -> String {
    let mut text = format!(
        "schema = 1\nid = \"p\"\nversion = \"1\"\nvalid = {{ from = 1900-01-01 }}\nterm_weeks = {}\ndomains = \
         [\"health\", \"play\"]\n",
        programme.term
    );
    for fact in &programme.facts {
        let of_type = match &fact.of_type {
            Type::Bool => "type = \"bool\"".to_owned(),
            Type::Int(low, high) => format!("type = \"int\"\nrange = [{low}, {high}]"),
            Type::Number(low, high) => {
                let end = |tenths: i64| decimal(tenths * ONE / 10, 1);
                format!("type = \"number\"\nplaces = 1\nrange = [\"{}\", \"{}\"]", end(*low), end(*high))
            }
            Type::Money(low, high) => {
                let end = |cents: i64| decimal(cents * ONE / 100, 2);
                format!("type = \"money\"\ncurrency = \"EUR\"\nrange = [\"{}\", \"{}\"]", end(*low), end(*high))
            }
            Type::Date(low, high) => format!("type = \"date\"\nrange = [{}, {}]", iso(*low), iso(*high)),
            Type::Code => "type = \"code\"".to_owned(),
            Type::Grade => "type = \"enum\"\nvalues = [\"low\", \"mid\", \"high\"]".to_owned(),
        };
        let _ = write!(text, "\n[facts.{}.{}]\n{of_type}\ncategory = \"other\"\n", fact.of.one(), fact.name);
        if fact.changeable {
            text.push_str("changeable = true\n");
        }
    }
    if !programme.sets.is_empty() {
        text.push_str("\n[sets]\n");
    }
    for (name, items) in &programme.sets {
        // Dates stand bare in TOML.
        let items = literals(items).replace("date(\"", "").replace("\")", "");
        let _ = writeln!(text, "{name} = [{items}]");
    }
    if !programme.definitions.is_empty() {
        text.push_str("\n[definitions]\n");
    }
    for (name, expr) in &programme.definitions {
        let _ = writeln!(text, "{name} = '{}'", Writer { programme, subject: Kind::Family }.text(expr));
    }
    for score in &programme.scores {
        let of = if score.of == Kind::Family { String::new() } else { format!("for = \"{}\"\n", score.of.one()) };
        let _ = write!(text, "\n[[scores]]\nid = \"{}\"\n{of}points = [\n", score.id);
        for (when, points) in &score.points {
            let when = Writer { programme, subject: score.of }.text(when);
            let _ = writeln!(text, "  {{ when = '{when}', points = {points} }},");
        }
        text.push_str("]\n");
    }
    for offer in &programme.offers {
        let writer = Writer { programme, subject: offer.of };
        let _ = write!(
            text,
            "\n[[offers]]\nid = \"{}\"\nprovider = \"x\"\ntier = \"universal\"\nduty = \"none\"\nfor = \"{}\"\ntitle = {{ \
             en = \"x\" }}\ncost = \"free\"\n",
            offer.id,
            offer.of.one()
        );
        for (key, rules) in [("when", &offer.when), ("unless", &offer.unless)] {
            if rules.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{key} = [");
            for (index, rule) in rules.iter().enumerate() {
                let _ = writeln!(text, "  {{ id = \"{}{index}\", condition = '{}' }},", &key[..1], writer.text(rule));
            }
            text.push_str("]\n");
        }
        match &offer.dose {
            None => {}
            Some(Dose::Amount(amount)) => {
                let _ = writeln!(text, "dose = {{ unit = \"visit\", amount = {amount} }}");
            }
            Some(Dose::Steps(score, steps)) => {
                let steps: Vec<String> =
                    steps.iter().map(|(from, amount)| format!("{{ from = {from}, amount = {amount} }}")).collect();
                let by = &programme.scores[*score].id;
                let _ = writeln!(text, "dose = {{ unit = \"visit\", by = \"{by}\", steps = [{}] }}", steps.join(", "));
            }
        }
    }
    text
}

fn given(programme: &Programme, given: &Given) -> String {
    let mut parts = Vec::new();
    for (fact, value) in given {
        let fact = &programme.facts[*fact];
        let value = match &fact.of_type {
            Type::Bool => (*value != 0).to_string(),
            Type::Int(..) => decimal(*value, 0),
            Type::Number(..) => format!("\"{}\"", decimal(*value, 1)),
            Type::Money(..) => decimal(*value, 2),
            Type::Date(..) => format!("\"{}\"", iso(*value)),
            Type::Code => format!("\"{}\"", CODES[*value as usize]),
            Type::Grade => format!("\"{}\"", GRADES[*value as usize]),
        };
        parts.push(format!("\"{}\": {value}", fact.name));
    }
    format!("{{{}}}", parts.join(", "))
}

fn codes(codes: &[i64]) -> String {
    let codes: Vec<String> = codes.iter().map(|code| format!("\"{}\"", CODES[*code as usize])).collect();
    format!("[{}]", codes.join(", "))
}

/// A family in JSON.
pub fn json(programme: &Programme, family: &Family) -> String {
    let mut parts = vec!["\"schema\": 1".to_owned()];
    let list = |key: &str, items: Vec<String>| format!("\"{key}\": [{}]", items.join(", "));
    let complete = family.complete.iter().map(|kind| format!("\"{}\"", kind.list())).collect();
    parts.push(list("complete", complete));
    let date = |key: &str, date: Option<super::civil::Partial>| {
        date.map(|date| format!(", \"{key}\": \"{}\"", date.text())).unwrap_or_default()
    };
    let adults = family.adults.iter().enumerate().map(|(index, own)| {
        let lives = own.lives.map(|lives| format!(", \"lives_here\": \"{}\"", LIVES[lives as usize]));
        let (born, lives, facts) = (date("born", own.born), lives.unwrap_or_default(), given(programme, &own.given));
        format!("{{\"id\": \"a{}\"{born}{lives}, \"facts\": {facts}}}", index + 1)
    });
    parts.push(list("adults", adults.collect()));
    let children = family.children.iter().enumerate().map(|(index, own)| {
        let pregnancy = own.pregnancy.map(|index| format!(", \"pregnancy\": \"p{}\"", index + 1)).unwrap_or_default();
        let dates = date("born", own.born) + &date("arrived", own.arrived) + &date("died", own.died);
        format!("{{\"id\": \"c{}\"{dates}{pregnancy}, \"facts\": {}}}", index + 1, given(programme, &own.given))
    });
    parts.push(list("children", children.collect()));
    let pregnancies = family.pregnancies.iter().enumerate().map(|(index, own)| {
        let ended = own.ended.map(|(ended, birth)| {
            let outcome = birth.map(|birth| if birth { "birth" } else { "loss" });
            let outcome = outcome.map(|outcome| format!(", \"outcome\": \"{outcome}\"")).unwrap_or_default();
            date("ended", Some(ended)) + &outcome
        });
        let dates = date("expected", own.expected) + &ended.unwrap_or_default();
        format!("{{\"id\": \"p{}\"{dates}, \"facts\": {}}}", index + 1, given(programme, &own.given))
    });
    parts.push(list("pregnancies", pregnancies.collect()));
    let mut needs = Vec::new();
    let need = |domain: usize, intensity: i64, voice: String| {
        let (domain, intensity) = (DOMAINS[domain], INTENSITIES[intensity as usize]);
        format!("{{\"domain\": \"{domain}\", \"intensity\": \"{intensity}\", \"voice\": \"{voice}\"}}")
    };
    for (domain, intensity) in family.needs.iter().enumerate() {
        needs.extend(intensity.map(|intensity| need(domain, intensity, "family".to_owned())));
    }
    for (domain, voices) in family.observed.iter().enumerate() {
        needs.extend(voices.iter().enumerate().map(|(voice, own)| need(domain, *own, format!("pro-{voice}"))));
    }
    parts.push(list("needs", needs));
    let resources = family.resources.iter().map(|code| format!("{{\"code\": \"{}\"}}", CODES[*code as usize]));
    parts.push(list("resources", resources.collect()));
    parts.extend(family.territory.map(|code| format!("\"territory\": \"{}\"", CODES[code as usize])));
    parts.extend(family.others.as_ref().map(|own| format!("\"other_territories\": {}", codes(own))));
    parts.extend(family.languages.as_ref().map(|own| format!("\"languages\": {}", codes(own))));
    parts.push(format!("\"facts\": {}", given(programme, &family.given)));
    let declined = family.declined.iter().map(|name| format!("\"{name}\"")).collect();
    parts.push(list("declined", declined));
    format!("{{{}}}", parts.join(",\n "))
}

/// The case as a vector, without what it expects.
pub fn vector(case: &Case) -> String {
    format!(
        "[[case]]\nname = \"found-\"\nprogramme = '''\n{}'''\nfamily = '''\n{}\n'''\non = \"{}\"\nexpect = '''\n'''\n",
        toml(&case.programme),
        json(&case.programme, &case.family),
        iso(case.on)
    )
}
