//! Random families, consents, rules and questions.

use super::{Adult, Asked, Born, Child, Grant, Kept, Pregnancy, Rules, Sharing, World};

/// Numbers from a seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below another.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn pick<T: Clone>(&mut self, these: &[T]) -> T {
        these[self.below(these.len())].clone()
    }

    /// Some of these, one at least.
    pub fn some<T: Clone + PartialEq>(&mut self, these: &[T], each: usize) -> Vec<T> {
        let mut found: Vec<T> = these.iter().filter(|_| self.once_in(each)).cloned().collect();
        if found.is_empty() {
            found.push(self.pick(these));
        }
        found
    }
}

const CATEGORIES: [&str; 9] =
    ["birth", "income", "family_situation", "health", "need", "observation", "language", "territory", "resource"];
const NEEDS: [&str; 4] = ["alone", "presumed", "all", "ask"];

fn rules(dice: &mut Dice) -> Option<Rules> {
    let shipped = |code, child, minor| Rules { shipped: Some(code), child, family: [None, None], minor };
    match dice.below(9) {
        0 => None,
        1 => Some(shipped("FR", [Some(("presumed", true)), Some(("all", true))], Some(("ask", false)))),
        2 => Some(shipped("DE", [Some(("alone", false)), Some(("all", false))], Some(("ask", false)))),
        3 => Some(shipped("AT", [Some(("alone", true)), Some(("all", false))], Some(("ask", false)))),
        4 => Some(shipped("CH", [Some(("presumed", false)), Some(("all", false))], Some(("none", true)))),
        _ => {
            let rule = |dice: &mut Dice| match dice.once_in(6) {
                true => None,
                false => Some((dice.pick(&NEEDS), !dice.once_in(5))),
            };
            let child = [rule(dice), rule(dice)];
            let family = match dice.once_in(2) {
                true => [None, None],
                false => [rule(dice), rule(dice)],
            };
            let minor = Some((dice.pick(&["none", "alone", "ask"]), !dice.once_in(4)));
            Some(Rules { shipped: None, child, family, minor })
        }
    }
}

fn grant(dice: &mut Dice, world: &World, at: usize) -> Grant {
    let mut givers: Vec<String> = world.adults.iter().map(|own| format!("adult:{}", own.id)).collect();
    givers.extend(world.children.iter().map(|own| format!("child:{}", own.id)));
    givers.push("provider:other".to_owned());
    let recipients = [world.asked.recipient.clone(), "provider:pmi".to_owned(), "adult:a2".to_owned()];
    let mut named = dice.some(&recipients, 3);
    named.dedup();
    if !dice.once_in(5) && !named.contains(&world.asked.recipient) {
        named.push(world.asked.recipient.clone());
    }
    named.sort();
    named.dedup();
    let status = dice.pick(&[
        "given",
        "given",
        "given",
        "given",
        "given",
        "refused",
        "withdrawn",
        "deferred",
        "requested",
        "invalidated",
    ]);
    let waits = matches!(status, "refused" | "deferred");
    let days = |dice: &mut Dice| dice.below(9) as i64 - 4;
    let from = if dice.once_in(6) { days(dice) } else { -5 };
    Grant {
        id: format!("g{at}"),
        giver: dice.pick(&givers),
        gives: match dice.below(6) {
            0 => dice.some(&["acceptance", "release", "processing"], 2),
            _ => vec!["release", "processing"],
        },
        purpose: if dice.once_in(8) { "care" } else { world.asked.purpose },
        categories: dice.some(&CATEGORIES, 2),
        recipients: named,
        about: if dice.once_in(2) { None } else { Some(dice.some(&world.everyone(), 2)) },
        offer: if dice.once_in(5) { Some(dice.pick(&["o1", "o2"])) } else { None },
        act: if dice.once_in(2) { "important" } else { "ordinary" },
        from,
        until: if dice.once_in(5) { Some(from + 1 + dice.below(6) as i64) } else { None },
        of_age: if dice.once_in(3) { Some(!dice.once_in(4)) } else { None },
        status,
        since: if dice.once_in(2) { -5 } else { days(dice) },
        again: if waits && dice.once_in(2) { Some(days(dice)) } else { None },
        refused_on: if dice.once_in(6) { Some(days(dice)) } else { None },
        deferred_on: if dice.once_in(8) { Some(days(dice)) } else { None },
    }
}

fn sharing(dice: &mut Dice, world: &World) -> Sharing {
    let laws = [
        "fr-casf-l226-2-2",
        "fr-casf-l226-2-1",
        "de-kkg-4",
        "ch-zgb-314c",
        "ch-zgb-314d",
        "ch-zgb-314e",
        "ch-zgb-314e-secrecy",
        "at-bkjhg-37",
    ];
    let country = world.rules.as_ref().and_then(|rules| rules.shipped).unwrap_or("FR").to_lowercase();
    let own: Vec<&str> = laws.into_iter().filter(|law| law.starts_with(&country)).collect();
    let steps = ["talk", "advice", "informed_parents", "informed_guardian", "informed_child", "endangers"];
    let mut holder_is = dice.some(
        &["secrecy_in_child_protection", "child_protection", "midwife", "teacher", "regular_contact", "official"],
        2,
    );
    // Somebody is under secrecy, is not, or says nothing of it.
    holder_is.extend(dice.pick(&[Some("secrecy"), Some("no_secrecy"), Some("no_secrecy"), None]));
    holder_is.extend(dice.pick(&[Some("auxiliary"), Some("no_auxiliary"), Some("no_auxiliary"), None]));
    // Half of them do what the law asks, but for the one thing or other.
    let offices = ["secrecy_in_child_protection", "departement", "youth_office", "child_protection_authority"];
    let apt = dice.once_in(2);
    let mut recipient_is = dice.some(&["superior", "immigration_office", "authority"], 2);
    match apt {
        true => recipient_is.extend(offices),
        false => recipient_is.extend(dice.some(&offices, 4)),
    }
    if apt && !holder_is.contains(&"auxiliary") && !holder_is.contains(&"no_auxiliary") {
        holder_is.push("no_auxiliary");
    }
    let law = dice.pick(&own);
    // Left to chance, hardly anybody is under secrecy, no auxiliary, and names this very law.
    if apt && law == "ch-zgb-314e-secrecy" {
        holder_is.retain(|own| !["secrecy", "no_secrecy", "auxiliary", "no_auxiliary"].contains(own));
        holder_is.extend(["secrecy", "no_auxiliary"]);
    }
    Sharing {
        law,
        holder_is,
        recipient: world.asked.recipient.clone(),
        recipient_is,
        categories: dice.some(&CATEGORIES, 2),
        about: if dice.once_in(2) { None } else { Some(dice.some(&world.everyone(), 2)) },
        on: if dice.once_in(6) { -1 } else { 0 },
        conditions: [
            "child_in_danger",
            "strictly_needed",
            "in_child_interest",
            "concrete_hints",
            "cannot_remedy",
            "authority_asks",
            "no_guardian",
            "child_too_young",
            "founded_suspicion",
            "not_averted_otherwise",
        ]
        .into_iter()
        .filter(|_| !dice.once_in(6))
        .collect(),
        steps: steps
            .into_iter()
            .filter(|_| dice.once_in(2))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|step| (step, if dice.once_in(6) { 1 } else { -1 }))
            .collect(),
    }
}

/// A world from a seed.
pub fn world(dice: &mut Dice) -> World {
    let recipient =
        dice.pick(&["provider:pmi", "provider:pmi", "authority:office", "adult:a1", "adult:a2", "child:c1"]).to_owned();
    let mut world = World {
        adults: Vec::new(),
        complete: !dice.once_in(3),
        children: Vec::new(),
        pregnancies: Vec::new(),
        relations: Vec::new(),
        income: dice.once_in(2),
        much: dice.once_in(2),
        grants: Vec::new(),
        sharings: Vec::new(),
        kept: Vec::new(),
        rules: rules(dice),
        asked: Asked {
            recipient,
            purpose: dice.pick(&["referral", "child_protection"]),
            categories: dice.some(&CATEGORIES, 2),
            about: None,
            act: if dice.once_in(3) { "important" } else { "ordinary" },
            offer: if dice.once_in(3) { Some("o1") } else { None },
        },
    };
    for id in ["a1", "a2", "a3"].iter().take(1 + dice.below(3)) {
        let born =
            dice.pick(&[Born::Grown, Born::Grown, Born::Grown, Born::Grown, Born::Minor, Born::Between, Born::Untold]);
        world.adults.push(Adult { id: (*id).to_owned(), born, income: dice.once_in(2) });
    }
    if dice.once_in(2) {
        let carriers: Vec<String> = world.adults.iter().map(|own| own.id.clone()).collect();
        let carried_by = if dice.once_in(3) { None } else { Some(dice.pick(&carriers)) };
        world.pregnancies.push(Pregnancy { id: "p1".to_owned(), carried_by, ended: false });
    }
    if dice.once_in(3) {
        let carried_by = world.adults.first().map(|own| own.id.clone());
        world.pregnancies.push(Pregnancy { id: "p0".to_owned(), carried_by, ended: true });
    }
    for id in ["c1", "c2"].iter().take(dice.below(3)) {
        let pregnancy = if world.pregnancies.iter().any(|own| own.id == "p1") && dice.once_in(3) {
            Some("p1".to_owned())
        } else {
            None
        };
        let born = dice.pick(&[Born::Small, Born::Small, Born::Small, Born::Grown, Born::Between, Born::Untold]);
        world.children.push(Child { id: (*id).to_owned(), born, pregnancy, income: dice.once_in(2) });
        for adult in &world.adults {
            if !dice.once_in(4) {
                let authority = dice.pick(&[
                    Some("joint"),
                    Some("joint"),
                    Some("sole"),
                    Some("delegated"),
                    Some("suspended"),
                    Some("none"),
                    None,
                ]);
                world.relations.push((adult.id.clone(), (*id).to_owned(), authority));
            }
        }
    }
    if dice.once_in(3) {
        let mut about = dice.some(&world.everyone(), 2);
        if dice.once_in(8) {
            about.push("child[c9]".to_owned());
        }
        world.asked.about = Some(about);
    }
    for at in 0..dice.below(9) {
        let grant = grant(dice, &world, at);
        world.grants.push(grant);
    }
    // Now and then all adults agree to all there is.
    if dice.once_in(3) {
        for adult in world.adults.clone() {
            world.grants.push(Grant {
                id: format!("j-{}", adult.id),
                giver: format!("adult:{}", adult.id),
                gives: vec!["release", "processing"],
                purpose: world.asked.purpose,
                categories: CATEGORIES.to_vec(),
                recipients: vec![world.asked.recipient.clone()],
                about: None,
                offer: None,
                act: "important",
                from: -5,
                until: None,
                of_age: Some(true),
                status: "given",
                since: 0,
                again: None,
                refused_on: None,
                deferred_on: None,
            });
        }
    }
    if world.asked.purpose == "child_protection" && !dice.once_in(3) {
        let sharing = sharing(dice, &world);
        world.sharings.push(sharing);
    }
    if dice.once_in(3) {
        let members: Vec<String> = world.everyone().into_iter().filter(|own| own != "family").collect();
        let (keep, others) = match dice.below(3) {
            0 => (dice.pick(&members), false),
            1 => ("consent[g0]".to_owned(), true),
            _ => {
                let names = [
                    "family.income",
                    "family.territories",
                    "family.territory",
                    "family.needs.rest",
                    "family.observed.safety",
                    "family.languages",
                    "family.carers",
                    "support[group]",
                ];
                (dice.pick(&names).to_owned(), true)
            }
        };
        // From services, too; but whole members from members alone.
        let from = match others && dice.once_in(2) {
            true => vec![world.asked.recipient.clone()],
            false => vec![dice.pick(&["adult:a1", "adult:a2", "child:c1"]).to_owned()],
        };
        let keep = vec![keep];
        world.kept.push(Kept { keep, from, lifted: dice.once_in(4) });
    }
    world
}
