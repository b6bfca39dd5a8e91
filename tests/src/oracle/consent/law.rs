//! Sharing under a law, as the sources have it. Only the laws of shipped countries that were checked are known.

use super::judge::expected;
use super::{Born, Day, Rules, Sharing, World};

const ON: Day = 0;

/// Does a sharing speak of it, whether or not it permits?
pub(super) fn speaks(world: &World, about: &str, category: &str) -> bool {
    world.sharings.iter().any(|own| covers(world, own, about, category))
}

pub(super) fn permits(world: &World, rules: &Rules, about: &str, category: &str) -> bool {
    world.sharings.iter().any(|own| covers(world, own, about, category) && holds(world, rules, own, about))
}

fn covers(world: &World, own: &Sharing, about: &str, category: &str) -> bool {
    own.recipient == world.asked.recipient
        && own.on == ON
        && own.categories.contains(&category)
        && own.about.as_ref().is_none_or(|these| these.iter().any(|one| one == about))
}

fn holds(world: &World, rules: &Rules, own: &Sharing, about: &str) -> bool {
    let country = rules.shipped.unwrap_or("none");
    let is = |what: &str| own.holder_is.contains(&what);
    let to = |what: &str| own.recipient_is.contains(&what);
    let says = |what: &str| own.conditions.contains(&what);
    let took = |what: &str| own.steps.iter().any(|(step, on)| *step == what && *on <= own.on);
    let endangers = took("endangers");
    let told = took("informed_parents") || endangers;
    // Of whom no birth is told, nobody knows that they are born.
    let unborn = about.starts_with("pregnancy")
        || world.children.iter().any(|child| {
            format!("child[{}]", child.id) == about && (expected(child).is_some() || child.born == Born::Untold)
        });
    let listed = ["doctor", "midwife", "psychologist", "counsellor", "social_worker", "teacher"];
    let outside = is("no_secrecy") && is("no_auxiliary");
    world.asked.purpose == "child_protection"
        && match (country, own.law) {
            ("FR", "fr-casf-l226-2-2") => {
                is("secrecy_in_child_protection")
                    && to("secrecy_in_child_protection")
                    && says("strictly_needed")
                    && told
                    && (took("informed_guardian") || says("no_guardian") || endangers)
                    && (took("informed_child") || says("child_too_young") || endangers)
            }
            ("FR", "fr-casf-l226-2-1") => {
                is("child_protection") && to("departement") && says("child_in_danger") && told
            }
            ("DE", "de-kkg-4") => {
                listed.into_iter().any(is)
                    && to("youth_office")
                    && !unborn
                    && says("child_in_danger")
                    && (took("talk") || endangers)
                    && told
            }
            ("CH", "ch-zgb-314c") => {
                to("child_protection_authority")
                    && says("child_in_danger")
                    && (outside || (is("secrecy") && is("no_auxiliary") && says("in_child_interest")))
            }
            ("CH", "ch-zgb-314d") => {
                (is("regular_contact") || is("official"))
                    && outside
                    && (to("child_protection_authority") || to("superior"))
                    && says("concrete_hints")
                    && says("cannot_remedy")
            }
            ("CH", "ch-zgb-314e") => outside && to("child_protection_authority") && says("authority_asks"),
            ("CH", "ch-zgb-314e-secrecy") => {
                is("secrecy") && is("no_auxiliary") && to("child_protection_authority") && says("authority_asks")
            }
            _ => false,
        }
}
