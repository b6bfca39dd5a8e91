//! May it be seen, whom does one ask, how long does it hold, and why?

use std::collections::BTreeSet;

use super::wish::{Wish, speaking, wish};
use super::{Born, Child, Needs, Rules, World, law};

/// What the guide says of one category about one of the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// `permit`, `ask` or `deny`.
    pub decision: &'static str,
    /// Whom to ask for what, as `adult:a1 release processing`; or `seek advice`.
    pub ask: BTreeSet<String>,
    /// The first day on which it is permitted no longer.
    pub until: Option<String>,
    /// The consents on which a yes rests.
    pub granted: BTreeSet<String>,
    /// Every reason, with the consent it is about; `None` where the guide does not tell all of them.
    pub reasons: Option<BTreeSet<String>>,
}

impl Said {
    fn ask(ask: BTreeSet<String>) -> Self {
        Said { decision: "ask", ask, until: None, granted: BTreeSet::new(), reasons: None }
    }

    fn permit(granted: BTreeSet<String>, until: Option<String>) -> Self {
        Said { decision: "permit", ask: BTreeSet::new(), until, granted, reasons: None }
    }

    fn deny() -> Self {
        Said { decision: "deny", ..Said::ask(BTreeSet::new()) }
    }

    fn because(self, reasons: &[&str]) -> Self {
        Said { reasons: Some(reasons.iter().map(|own| (*own).to_owned()).collect()), ..self }
    }
}

/// The parts that the decision must have, each with what is said; and whether the others are answered by kind.
pub fn judged(world: &World) -> Vec<((String, String), Said)> {
    let asked = |about: &str| -> Vec<((String, String), Said)> {
        let of = |category: &&'static str| ((about.to_owned(), (*category).to_owned()), judge(world, about, category));
        world.asked.categories.iter().map(of).collect()
    };
    let mut parts: Vec<((String, String), Said)> = Vec::new();
    match &world.asked.about {
        Some(these) => these.iter().collect::<BTreeSet<_>>().into_iter().for_each(|about| parts.extend(asked(about))),
        None => {
            for about in world.everyone() {
                let own = asked(&about);
                let seen = own.iter().any(|(_, said)| said.decision == "permit");
                let themself = about == world.reader() && !is_hidden(world, &about);
                if about == "family" || seen || themself {
                    parts.extend(own);
                }
            }
        }
    }
    until_of_age(world, &mut parts);
    parts
}

/// What is permitted of a child ends on its majority where its birth is seen, else on the next day.
fn until_of_age(world: &World, parts: &mut [((String, String), Said)]) {
    // Without a country there is no majority; nothing but what is a reader's own is permitted, and that holds on its day.
    if world.rules.is_none() {
        return;
    }
    for child in &world.children {
        let about = format!("child[{}]", child.id);
        let birth = parts.iter().any(|((own, category), said)| {
            *own == about && category == "birth" && said.decision == "permit" && child.born != Born::Untold
        });
        let day = match (birth, child.born) {
            (false, _) => Some("2026-06-02"),
            (true, Born::Minor) => Some("2030-03-02"),
            (true, Born::Small) => Some("2042-03-02"),
            (true, _) => None,
        };
        for (_, said) in parts.iter_mut().filter(|((own, _), said)| *own == about && said.decision == "permit") {
            said.until = earlier(said.until.take(), day.map(ToOwned::to_owned));
        }
    }
}

fn earlier(one: Option<String>, two: Option<String>) -> Option<String> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    }
}

fn seek() -> BTreeSet<String> {
    ["seek advice".to_owned()].into()
}

/// What is said of one category about one of the family, apart from the day of majority.
pub fn judge(world: &World, about: &str, category: &str) -> Said {
    let unsaid = if world.rules.is_some() { "no_consent" } else { "no_country_rules" };
    if !world.everyone().iter().any(|own| own == about) || is_hidden(world, about) {
        return Said::ask(seek()).because(&[unsaid]);
    }
    if world.is_member()
        && let Some(reason) = reads_own(world, about, category)
    {
        return Said::permit(BTreeSet::new(), None).because(&[reason]);
    }
    let Some(rules) = &world.rules else { return Said::ask(seek()).because(&[unsaid]) };
    let mut said = by_consent(world, rules, about, category);
    if world.is_member() {
        // A member hears of a consent that permits, and of nothing else.
        return match said.decision {
            "permit" => {
                let granted: BTreeSet<String> = said.granted.iter().map(|id| format!("granted {id}")).collect();
                Said { reasons: Some(granted), ..said }
            }
            _ => Said::ask(seek()).because(&["no_consent"]),
        };
    }
    if said.decision != "permit" && law::permits(world, rules, about, category) {
        return Said { until: Some("2026-06-02".to_owned()), ..Said::permit(BTreeSet::new(), None) };
    }
    if law::speaks(world, about, category) {
        said.reasons = None;
    }
    // Nobody from whom anything is kept is asked.
    let betrays = |ask: &String| {
        let whom = ask.split(' ').next().unwrap_or_default();
        world.kept_from(whom).next().is_some()
    };
    if said.decision == "ask" {
        let before = said.ask.len();
        let advice = said.ask.iter().any(betrays);
        said.ask.retain(|ask| !betrays(ask));
        if advice && let Some(reasons) = &mut said.reasons {
            reasons.insert("kept_from".to_owned());
        }
        if advice || before == 0 {
            said.ask.extend(seek());
        }
    }
    said
}

fn is_hidden(world: &World, about: &str) -> bool {
    let kept: Vec<&String> = world.kept_from_reader().collect();
    if kept.iter().any(|own| *own == about) {
        return true;
    }
    let expected = world.children.iter().find(|own| format!("child[{}]", own.id) == about && own.born == Born::Untold);
    let of = expected.and_then(|own| own.pregnancy.as_ref());
    of.is_some_and(|of| kept.iter().any(|own| **own == format!("pregnancy[{of}]")))
}

/// What a member of the family reads without anybody's consent, and why.
fn reads_own(world: &World, about: &str, category: &str) -> Option<&'static str> {
    let (kind, id) = world.asked.recipient.split_once(':').unwrap();
    if kind == "child" {
        let own = world.children.iter().find(|own| own.id == id);
        let reads =
            about == format!("child[{id}]") && world.rules.is_some() && own.is_some_and(|own| own.born == Born::Grown);
        return reads.then_some("own");
    }
    let adult = world.adults.iter().find(|own| own.id == id)?;
    if about == "family" {
        return (category == "language").then_some("own");
    }
    if about == format!("adult[{id}]") {
        return Some("own");
    }
    let carried: Vec<&str> = world
        .pregnancies
        .iter()
        .filter(|own| own.carried_by.as_deref() == Some(id))
        .map(|own| own.id.as_str())
        .collect();
    if carried.iter().any(|own| about == format!("pregnancy[{own}]")) {
        return Some("own");
    }
    let child = world.children.iter().find(|own| about == format!("child[{}]", own.id))?;
    if let Some(pregnancy) = expected(child) {
        return carried.contains(&pregnancy).then_some("own");
    }
    let rules = world.rules.as_ref()?;
    let held = matches!(authority(world, id, &child.id), Some("sole" | "joint" | "delegated"));
    let able = adult.born == Born::Grown || minor(rules) == "alone";
    (held && able && matches!(child.born, Born::Small | Born::Minor | Born::Untold)).then_some("authority")
}

pub(super) fn expected(child: &Child) -> Option<&str> {
    if child.born == Born::Untold { child.pregnancy.as_deref() } else { None }
}

fn authority(world: &World, adult: &str, child: &str) -> Option<&'static str> {
    world.relations.iter().find(|(one, two, _)| one == adult && two == child).and_then(|(.., authority)| *authority)
}

fn minor(rules: &Rules) -> &'static str {
    match rules.minor {
        Some((needs, true)) => needs,
        _ => "ask",
    }
}

/// `yes`, `no` or `perhaps`.
fn of_age(world: &World, adult: &str, about: &str, category: &str) -> &'static str {
    match world.adults.iter().find(|own| own.id == adult).map(|own| own.born) {
        Some(Born::Grown) => "yes",
        Some(Born::Minor | Born::Small) => "no",
        _ => {
            let shown: Vec<bool> = speaking(world, about, category)
                .into_iter()
                .filter(|own| own.giver == format!("adult:{adult}") && own.stands() && !world.keeps(own))
                .filter_map(|own| own.of_age)
                .collect();
            match (shown.contains(&false), shown.contains(&true)) {
                (true, _) => "no",
                (_, true) => "yes",
                _ => "perhaps",
            }
        }
    }
}

fn by_consent(world: &World, rules: &Rules, about: &str, category: &str) -> Said {
    if about == "family" {
        return family(world, rules, category);
    }
    if let Some(adult) = world.adults.iter().find(|own| about == format!("adult[{}]", own.id)) {
        return one_adult(world, rules, Some(&adult.id), about, category);
    }
    if let Some(own) = world.pregnancies.iter().find(|own| about == format!("pregnancy[{}]", own.id)) {
        return one_adult(world, rules, own.carried_by.as_deref(), about, category);
    }
    let child = world.children.iter().find(|own| about == format!("child[{}]", own.id)).unwrap();
    if let Some(of) = expected(child) {
        let carrier = world.pregnancies.iter().find(|own| own.id == of).and_then(|own| own.carried_by.as_deref());
        return one_adult(world, rules, carrier, about, category);
    }
    let itself = || one(wish(world, &format!("child:{}", child.id), about, category));
    match child.born {
        Born::Grown => itself(),
        Born::Between => {
            let (before, after) = (parents(world, rules, child, about, category), itself());
            match before.decision == after.decision && before.decision != "ask" {
                true => before,
                false => Said::ask(BTreeSet::new()),
            }
        }
        _ => parents(world, rules, child, about, category),
    }
}

/// What needs one alone.
fn one(wish: Wish) -> Said {
    match wish.word {
        "yes" => Said::permit(wish.granted, wish.until),
        "no" => Said::deny(),
        _ => Said::ask([wish.asked()].into()),
    }
}

/// What is an adult's own needs that adult; a minor's is nobody's to give here, unless the country says so.
fn one_adult(world: &World, rules: &Rules, adult: Option<&str>, about: &str, category: &str) -> Said {
    let Some(adult) = adult else { return Said::ask(BTreeSet::new()) };
    let party = format!("adult:{adult}");
    let own = wish(world, &party, about, category);
    let mut reasons = own.reasons.clone();
    let grown = one(own);
    for other in speaking(world, about, category).into_iter().filter(|own| own.giver != party && !world.keeps(own)) {
        reasons.insert(format!("not_entitled {}", other.id));
    }
    if grown.decision != "permit" {
        for other in world.for_other_purposes(about, category) {
            reasons.insert(format!("purpose_differs {}", other.id));
        }
    }
    let age = of_age(world, adult, about, category);
    match (minor(rules), age, grown.decision) {
        ("alone", ..) | (_, "yes", _) => Said { reasons: Some(reasons), ..grown },
        (.., "deny") => grown,
        (_, "no", _) => Said::ask(BTreeSet::new()),
        (..) => Said::ask(grown.ask),
    }
}

fn needs(rule: Option<Needs>) -> &'static str {
    match rule {
        None | Some(("ask", _)) => "ask",
        Some((_, false)) => "all",
        Some((needs, true)) => needs,
    }
}

fn parents(world: &World, rules: &Rules, child: &Child, about: &str, category: &str) -> Said {
    let rule = rules.child[usize::from(world.asked.act == "important")];
    if rule.is_none() {
        return Said::ask(BTreeSet::new());
    }
    let (mut certain, mut perhaps, mut unsaid, mut sole) = (Vec::new(), Vec::new(), Vec::new(), false);
    for adult in &world.adults {
        let said = authority(world, &adult.id, &child.id);
        let age = of_age(world, &adult.id, about, category);
        if said == Some("none") || said == Some("suspended") || (age == "no" && minor(rules) == "none") {
            continue;
        }
        let party = format!("adult:{}", adult.id);
        match said {
            None => unsaid.push(party),
            Some(said) if age == "yes" || minor(rules) == "alone" => {
                sole |= said == "sole";
                certain.push(party);
            }
            Some(_) => perhaps.push(party),
        }
    }
    // One who holds authority alone leaves no room for those of whom nothing is said.
    let open = !sole && is_open(world);
    if !sole {
        perhaps.extend(unsaid);
    }
    together(world, needs(rule), &certain, &perhaps, open, about, category)
}

/// Where no country says who speaks for a family, every adult does, in their own words.
fn family(world: &World, rules: &Rules, category: &str) -> Said {
    let rule = rules.family[usize::from(world.asked.act == "important")];
    let needs = if rule.is_none() { "all" } else { needs(rule) };
    let (mut certain, mut perhaps) = (Vec::new(), Vec::new());
    for adult in &world.adults {
        let able = minor(rules) == "alone" || of_age(world, &adult.id, "family", category) == "yes";
        let party = format!("adult:{}", adult.id);
        if able { certain.push(party) } else { perhaps.push(party) }
    }
    together(world, needs, &certain, &perhaps, is_open(world), "family", category)
}

/// A member is never told that the adults are all there are.
fn is_open(world: &World) -> bool {
    !world.complete || world.is_member()
}

fn together(
    world: &World,
    needs: &str,
    certain: &[String],
    perhaps: &[String],
    open: bool,
    about: &str,
    category: &str,
) -> Said {
    let says = |party: &String| wish(world, party, about, category);
    let all: Vec<Wish> = certain.iter().chain(perhaps).map(says).collect();
    let certain: Vec<Wish> = certain.iter().map(says).collect();
    let yes = |own: &&Wish| own.word == "yes";
    let somebody = certain.iter().any(|own| yes(&own));
    let permits = match needs {
        "alone" => somebody,
        "presumed" => somebody && all.iter().all(|own| matches!(own.word, "yes" | "silent") && !own.unspoken),
        "all" => somebody && certain.iter().all(|own| yes(&own)) && perhaps.is_empty() && !open,
        _ => false,
    };
    if permits {
        let granted = certain.iter().filter(yes).flat_map(|own| own.granted.clone()).collect();
        let until = certain.iter().filter(yes).fold(None, |until, own| earlier(until, own.until.clone()));
        return Said::permit(granted, until);
    }
    let later = needs == "presumed" && somebody;
    match all.iter().any(|own| own.word == "no" || (later && own.word == "later")) {
        true => Said::deny(),
        false => Said::ask(all.iter().filter(|own| own.word != "yes").map(Wish::asked).collect()),
    }
}
