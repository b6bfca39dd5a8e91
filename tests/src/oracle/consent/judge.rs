//! May it be seen?

use super::{Born, Child, Day, Grant, Needs, Rules, Sharing, World};

const ON: Day = 0;

/// May the recipient see this category about this one?
pub fn permitted(world: &World, about: &str, category: &str) -> bool {
    if !world.everyone().iter().any(|own| own == about) || is_hidden(world, about) {
        return false;
    }
    let reader = &world.asked.recipient;
    let member = reader.starts_with("adult:") || reader.starts_with("child:");
    if member && reads_own(world, reader, about, category) {
        return true;
    }
    let Some(rules) = &world.rules else { return false };
    agreed(world, rules, about, category) || (!member && by_law(world, rules, about, category))
}

fn is_hidden(world: &World, about: &str) -> bool {
    let kept: Vec<&String> = world
        .kept
        .iter()
        .filter(|own| !own.lifted && own.from.contains(&world.asked.recipient))
        .flat_map(|own| &own.keep)
        .collect();
    if kept.iter().any(|own| *own == about) {
        return true;
    }
    let expected = world.children.iter().find(|own| format!("child[{}]", own.id) == about && own.born == Born::Untold);
    let of = expected.and_then(|own| own.pregnancy.as_ref());
    of.is_some_and(|of| kept.iter().any(|own| **own == format!("pregnancy[{of}]")))
}

fn reads_own(world: &World, reader: &str, about: &str, category: &str) -> bool {
    let (kind, id) = reader.split_once(':').unwrap();
    if kind == "child" {
        let own = world.children.iter().find(|own| own.id == id);
        return about == format!("child[{id}]")
            && world.rules.is_some()
            && own.is_some_and(|own| own.born == Born::Grown);
    }
    let Some(adult) = world.adults.iter().find(|own| own.id == id) else { return false };
    if about == "family" {
        return category != "health" && category != "observation";
    }
    if about == format!("adult[{id}]") {
        return true;
    }
    let carried: Vec<&str> = world
        .pregnancies
        .iter()
        .filter(|own| own.carried_by.as_deref() == Some(id))
        .map(|own| own.id.as_str())
        .collect();
    if carried.iter().any(|own| about == format!("pregnancy[{own}]")) {
        return true;
    }
    let Some(child) = world.children.iter().find(|own| about == format!("child[{}]", own.id)) else { return false };
    if let Some(pregnancy) = expected(child) {
        return carried.contains(&pregnancy);
    }
    let Some(rules) = &world.rules else { return false };
    let held = matches!(authority(world, id, &child.id), Some("sole" | "joint" | "delegated"));
    let able = adult.born == Born::Grown || minor(rules) == "alone";
    held && able && matches!(child.born, Born::Small | Born::Minor | Born::Untold)
}

fn expected(child: &Child) -> Option<&str> {
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

/// The grants that speak of it to this recipient, for this purpose.
fn speaking<'w>(world: &'w World, about: &str, category: &str) -> Vec<&'w Grant> {
    let mut found = Vec::new();
    for own in &world.grants {
        let covered = own.about.as_ref().is_none_or(|these| these.iter().any(|one| one == about));
        if own.recipients.contains(&world.asked.recipient)
            && own.purpose == world.asked.purpose
            && own.categories.contains(&category)
            && covered
        {
            found.push(own);
        }
    }
    found
}

fn is_kept(world: &World, grant: &Grant) -> bool {
    world.kept.iter().any(|kept| {
        !kept.lifted
            && kept.from.contains(&world.asked.recipient)
            && kept.keep.contains(&format!("consent[{}]", grant.id))
    })
}

fn stands(grant: &Grant) -> bool {
    grant.status == "given" && grant.from <= ON && grant.since <= ON && grant.until.is_none_or(|until| ON < until)
}

/// What somebody wants: `yes`, `no`, `later`, `silent`.
fn wish(world: &World, giver: &str, about: &str, category: &str) -> &'static str {
    let mut wishes = Vec::new();
    for gives in ["release", "processing"] {
        let own: Vec<&Grant> = speaking(world, about, category)
            .into_iter()
            .filter(|own| own.giver == giver && own.gives.contains(&gives))
            .collect();
        let noes: Vec<&&Grant> = own
            .iter()
            .filter(|own| matches!(own.status, "refused" | "withdrawn" | "deferred"))
            .filter(|own| own.offer.is_none() || world.asked.offer.is_none() || own.offer == world.asked.offer)
            .collect();
        let yes = own.iter().any(|yes| {
            stands(yes)
                && !is_kept(world, yes)
                && (yes.offer.is_none() || yes.offer == world.asked.offer)
                && (yes.act == world.asked.act || yes.act == "important")
                && noes.iter().all(|no| yes.since > no.since)
        });
        // A no of which the recipient may not know stops a yes, and is not told: it reads as silence that is no consent.
        let unspoken = !noes.is_empty() && noes.iter().all(|no| is_kept(world, no));
        let noes: Vec<&&Grant> = noes.into_iter().filter(|no| !is_kept(world, no)).collect();
        let firm = noes.iter().any(|no| no.status != "deferred" || no.again.is_some_and(|again| ON < again));
        wishes.push(match (yes, firm, noes.is_empty()) {
            (true, ..) => "yes",
            _ if unspoken => "unspoken",
            (_, true, _) => "no",
            (_, _, false) => "later",
            _ => "silent",
        });
    }
    for word in ["no", "later", "unspoken", "silent"] {
        if wishes.contains(&word) {
            return word;
        }
    }
    "yes"
}

/// `yes`, `no` or `perhaps`.
fn of_age(world: &World, adult: &str, about: &str, category: &str) -> &'static str {
    match world.adults.iter().find(|own| own.id == adult).map(|own| own.born) {
        Some(Born::Grown) => "yes",
        Some(Born::Minor | Born::Small) => "no",
        _ => {
            let shown: Vec<bool> = speaking(world, about, category)
                .into_iter()
                .filter(|own| own.giver == format!("adult:{adult}") && stands(own) && !is_kept(world, own))
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

fn agreed(world: &World, rules: &Rules, about: &str, category: &str) -> bool {
    if about == "family" {
        return family(world, rules, category);
    }
    if let Some(adult) = world.adults.iter().find(|own| about == format!("adult[{}]", own.id)) {
        return one_adult(world, rules, Some(&adult.id), about, category);
    }
    if let Some(own) = world.pregnancies.iter().find(|own| about == format!("pregnancy[{}]", own.id)) {
        return one_adult(world, rules, own.carried_by.as_deref(), about, category);
    }
    let Some(child) = world.children.iter().find(|own| about == format!("child[{}]", own.id)) else { return false };
    if let Some(of) = expected(child) {
        let carrier = world.pregnancies.iter().find(|own| own.id == of).and_then(|own| own.carried_by.as_deref());
        return one_adult(world, rules, carrier, about, category);
    }
    let itself = wish(world, &format!("child:{}", child.id), about, category) == "yes";
    match child.born {
        Born::Grown => itself,
        Born::Between => itself && parents(world, rules, child, about, category),
        _ => parents(world, rules, child, about, category),
    }
}

/// What is an adult's own needs that adult; a minor's is nobody's to give here, unless the country says so.
fn one_adult(world: &World, rules: &Rules, adult: Option<&str>, about: &str, category: &str) -> bool {
    let Some(adult) = adult else { return false };
    let able = minor(rules) == "alone" || of_age(world, adult, about, category) == "yes";
    able && wish(world, &format!("adult:{adult}"), about, category) == "yes"
}

fn needs(rule: Option<Needs>) -> &'static str {
    match rule {
        None | Some(("ask", _)) => "ask",
        Some((_, false)) => "all",
        Some((needs, true)) => needs,
    }
}

fn parents(world: &World, rules: &Rules, child: &Child, about: &str, category: &str) -> bool {
    let rule = rules.child[usize::from(world.asked.act == "important")];
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

fn family(world: &World, rules: &Rules, category: &str) -> bool {
    let rule = rules.family[usize::from(world.asked.act == "important")];
    let needs = if rule.is_none() { "presumed" } else { needs(rule) };
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
    let reader = &world.asked.recipient;
    !world.complete || reader.starts_with("adult:") || reader.starts_with("child:")
}

fn together(
    world: &World,
    needs: &str,
    certain: &[String],
    perhaps: &[String],
    open: bool,
    about: &str,
    category: &str,
) -> bool {
    let says = |party: &String| wish(world, party, about, category);
    let somebody = certain.iter().any(|own| says(own) == "yes");
    match needs {
        "alone" => somebody,
        "presumed" => somebody && certain.iter().chain(perhaps).all(|own| matches!(says(own), "yes" | "silent")),
        "all" => somebody && certain.iter().all(|own| says(own) == "yes") && perhaps.is_empty() && !open,
        _ => false,
    }
}

fn by_law(world: &World, rules: &Rules, about: &str, category: &str) -> bool {
    world.sharings.iter().any(|own| {
        own.recipient == world.asked.recipient
            && own.on == ON
            && own.categories.contains(&category)
            && own.about.as_ref().is_none_or(|these| these.iter().any(|one| one == about))
            && holds(world, rules, own, about)
    })
}

/// The laws that were checked, each written out. Only those of shipped countries are known.
fn holds(world: &World, rules: &Rules, own: &Sharing, about: &str) -> bool {
    let country = rules.shipped.unwrap_or("none");
    let is = |what: &str| own.holder_is.contains(&what);
    let says = |what: &str| own.conditions.contains(&what);
    let took = |what: &str| own.steps.iter().any(|(step, on)| *step == what && *on <= own.on);
    let spared = took("endangers");
    let authority = own.recipient.starts_with("authority:") || own.recipient_is.contains(&"authority");
    let unborn = about.starts_with("pregnancy")
        || world.children.iter().any(|child| format!("child[{}]", child.id) == about && expected(child).is_some());
    world.asked.purpose == "child_protection"
        && match (country, own.law) {
            ("FR", "fr-casf-l226-2-2") => {
                is("secrecy")
                    && own.recipient_is.contains(&"secrecy")
                    && says("child_in_danger")
                    && says("strictly_needed")
                    && (took("informed_parents") || spared)
            }
            ("FR", "fr-casf-l226-2-1") => {
                is("child_protection") && authority && says("child_in_danger") && (took("informed_parents") || spared)
            }
            ("DE", "de-kkg-4") => {
                (is("secrecy") || is("teacher"))
                    && authority
                    && !unborn
                    && says("child_in_danger")
                    && (took("talk") || spared)
                    && (took("informed_parents") || spared)
            }
            ("CH", "ch-zgb-314c") => {
                !is("auxiliary")
                    && authority
                    && says("child_in_danger")
                    && (!is("secrecy") || says("in_child_interest"))
            }
            ("CH", "ch-zgb-314d") => {
                (is("regular_contact") || is("official"))
                    && !is("secrecy")
                    && !is("auxiliary")
                    && (authority || own.recipient_is.contains(&"superior"))
                    && says("concrete_hints")
                    && says("cannot_remedy")
            }
            _ => false,
        }
}
