//! What one giver wants.

use std::collections::BTreeSet;

use super::write::date;
use super::{Day, Grant, World};

const ON: Day = 0;

impl Grant {
    /// A yes that holds that day.
    pub(super) fn stands(&self) -> bool {
        self.status == "given" && self.from <= ON && self.since <= ON && self.until.is_none_or(|until| ON < until)
    }

    fn covers(&self, about: &str, category: &str) -> bool {
        self.about.as_ref().is_none_or(|these| these.iter().any(|one| one == about))
            && self.categories.contains(&category)
    }
}

impl World {
    /// Is a grant kept from the reader?
    pub(super) fn keeps(&self, grant: &Grant) -> bool {
        self.kept_from_reader().any(|keep| *keep == format!("consent[{}]", grant.id))
    }

    /// Yeses for other purposes that the reader may know of.
    pub(super) fn for_other_purposes<'w>(&'w self, about: &str, category: &str) -> Vec<&'w Grant> {
        let mut found = Vec::new();
        for own in &self.grants {
            if own.recipients.contains(&self.asked.recipient)
                && own.purpose != self.asked.purpose
                && own.covers(about, category)
                && own.stands()
                && !self.keeps(own)
            {
                found.push(own);
            }
        }
        found
    }
}

/// The grants that speak of it to this recipient, for this purpose; those that are kept from the recipient among them.
pub(super) fn speaking<'w>(world: &'w World, about: &str, category: &str) -> Vec<&'w Grant> {
    let mut found = Vec::new();
    for own in &world.grants {
        if own.recipients.contains(&world.asked.recipient)
            && own.purpose == world.asked.purpose
            && own.covers(about, category)
        {
            found.push(own);
        }
    }
    found
}

/// What somebody wants.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    giver: String,
    /// `yes`, `no`, `later`, `silent`.
    pub(super) word: &'static str,
    /// There is a no of which the recipient may not know.
    pub(super) unspoken: bool,
    missing: Vec<&'static str>,
    pub(super) granted: BTreeSet<String>,
    pub(super) until: Option<String>,
    pub(super) reasons: BTreeSet<String>,
}

impl Wish {
    /// The question to put.
    pub(super) fn asked(&self) -> String {
        format!("{} {}", self.giver, self.missing.join(" "))
    }
}

/// What somebody wants, of release and processing together.
pub(super) fn wish(world: &World, giver: &str, about: &str, category: &str) -> Wish {
    let mut found = Wish {
        giver: giver.to_owned(),
        word: "yes",
        unspoken: false,
        missing: Vec::new(),
        granted: BTreeSet::new(),
        until: None,
        reasons: BTreeSet::new(),
    };
    let mut words = Vec::new();
    for gives in ["release", "processing"] {
        let own: Vec<&Grant> = speaking(world, about, category)
            .into_iter()
            .filter(|own| own.giver == giver && own.gives.contains(&gives))
            .collect();
        // Each no with its day: what is said now, and what was said before the question was put or answered again.
        let mut noes: Vec<(&Grant, Day)> = Vec::new();
        for own in &own {
            if own.offer.is_some() && world.asked.offer.is_some() && own.offer != world.asked.offer {
                continue;
            }
            if matches!(own.status, "refused" | "withdrawn" | "deferred") {
                noes.push((own, own.since));
            }
            noes.extend(own.refused_on.map(|day| (*own, day)));
            noes.extend(own.deferred_on.map(|day| (*own, day)));
        }
        let serves = |own: &Grant| {
            !world.keeps(own)
                && (own.offer.is_none() || own.offer == world.asked.offer)
                && (own.act == world.asked.act || own.act == "important")
        };
        let yeses: Vec<&Grant> = own
            .iter()
            .copied()
            .filter(|yes| {
                yes.stands() && serves(yes) && {
                    // Its own no of the same day it followed.
                    noes.iter().all(|(no, day)| yes.since > *day || (yes.id == no.id && yes.since == *day))
                }
            })
            .collect();
        if !yeses.is_empty() {
            for yes in yeses {
                found.granted.insert(yes.id.clone());
                found.reasons.insert(format!("granted {}", yes.id));
                if let Some(until) = yes.until.map(date) {
                    found.until = Some(found.until.map_or(until.clone(), |known| known.min(until)));
                }
            }
            words.push("yes");
            continue;
        }
        found.missing.push(gives);
        let spoken: Vec<&Grant> = noes
            .iter()
            .filter(|(no, day)| matches!(no.status, "refused" | "withdrawn" | "deferred") && no.since == *day)
            .map(|(no, _)| *no)
            .filter(|no| !world.keeps(no))
            .collect();
        found.unspoken |= !noes.is_empty() && spoken.is_empty();
        let firm = spoken.iter().any(|no| no.status != "deferred" || no.again.is_some_and(|again| ON < again));
        words.push(match (firm, spoken.is_empty()) {
            (true, _) => "no",
            (_, false) => "later",
            _ => "silent",
        });
        for no in &spoken {
            found.reasons.insert(format!("{} {}", no.status, no.id));
        }
        if spoken.is_empty() {
            found.reasons.insert("no_consent".to_owned());
            for old in own.iter().filter(|own| serves(own)) {
                if old.status == "invalidated" {
                    found.reasons.insert(format!("invalidated {}", old.id));
                }
                if old.status == "given" && old.until.is_some_and(|until| until <= ON) {
                    found.reasons.insert(format!("expired {}", old.id));
                } else if old.status == "given" && (ON < old.from || ON < old.since) {
                    found.reasons.insert(format!("not_yet_valid {}", old.id));
                }
            }
        }
    }
    found.word = ["no", "later", "silent", "yes"].into_iter().find(|word| words.contains(word)).unwrap_or("silent");
    found
}
