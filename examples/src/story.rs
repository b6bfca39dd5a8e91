//! What one family reads: what it may have, how much, why, and what is worth telling.

use std::fmt::Write;

use serde_json::Value;

use crate::programme::{Offer, Words};
use crate::words::Language;
use crate::{Told, list, text};

/// How many of the steps to come, and of the questions, a first talk shows.
const FIRST: usize = 3;

/// The block of one family.
pub fn block(told: &Told, words: &Words, language: Language) -> String {
    let mut page =
        format!("{}  ·  {}  ·  {}\n", told.name, text(&told.assessment, "on"), response(&told.assessment, language));
    let entries: Vec<(&Value, &Offer)> = list(&told.assessment, "offers")
        .iter()
        .filter_map(|entry| words.offer(text(entry, "offer")).map(|offer| (entry, offer)))
        .collect();
    let of = |decision: &str| {
        entries.iter().filter(|(entry, _)| text(entry, "decision") == decision).copied().collect::<Vec<_>>()
    };

    section(
        &mut page,
        language.say(["Dès maintenant", "From now on", "Ab jetzt", "Da subito"]),
        &of("eligible"),
        |page, entry, offer| {
            let _ = writeln!(
                page,
                "    {}{}{}",
                name(entry, offer, language),
                dose(entry, language),
                price(entry, offer, language)
            );
            why(page, entry, offer, words, language);
        },
    );
    coming(&mut page, of("not_yet"), language);
    let open = language.say(["À voir ensemble", "To look at together", "Gemeinsam zu klären", "Da vedere insieme"]);
    section(&mut page, open, &of("undetermined"), |page, entry, offer| {
        let _ = writeln!(page, "    {}: {}", name(entry, offer, language), wanted(entry, words, language));
    });
    let past = language.say(["Derrière vous", "Behind you", "Hinter Ihnen", "Alle spalle"]);
    let since = language.say(["depuis le", "since", "seit", "dal"]);
    short(&mut page, past, &of("no_longer"), |entry, offer| {
        format!("{} ({since} {})", name(entry, offer, language), text(entry, "since"))
    });
    let elsewhere = language.say(["Pas pour l'instant", "Not at the moment", "Zurzeit nicht", "Non per ora"]);
    short(&mut page, elsewhere, &of("not_eligible"), |entry, offer| {
        format!("{} ({})", name(entry, offer, language), against(entry, offer, language))
    });
    questions(&mut page, &told.assessment, words, language);
    page.push('\n');
    page
}

fn response(assessment: &Value, language: Language) -> &'static str {
    match text(assessment, "response") {
        "accompaniment" => language.say([
            "un accompagnement peut aider",
            "an accompaniment may help",
            "eine Begleitung kann helfen",
            "un accompagnamento può aiutare",
        ]),
        "orientation" => language.say([
            "une orientation peut aider",
            "an orientation may help",
            "eine Orientierung kann helfen",
            "un orientamento può aiutare",
        ]),
        _ => language.say(["information", "information", "Information", "informazione"]),
    }
}

fn section(page: &mut String, title: &str, entries: &[(&Value, &Offer)], line: impl Fn(&mut String, &Value, &Offer)) {
    if !entries.is_empty() {
        let _ = writeln!(page, "  {title}");
    }
    for (entry, offer) in entries {
        line(page, entry, offer);
    }
}

fn short(page: &mut String, title: &str, entries: &[(&Value, &Offer)], line: impl Fn(&Value, &Offer) -> String) {
    let names: Vec<String> = entries.iter().map(|(entry, offer)| line(entry, offer)).collect();
    if !names.is_empty() {
        let _ = writeln!(page, "  {title}: {}", names.join("; "));
    }
}

/// The next steps, the nearest first.
fn coming(page: &mut String, mut entries: Vec<(&Value, &Offer)>, language: Language) {
    entries.sort_by_key(|(entry, _)| text(entry, "from").to_owned());
    let more = entries.len().saturating_sub(FIRST);
    entries.truncate(FIRST);
    section(page, language.say(["Plus tard", "Later", "Später", "Più avanti"]), &entries, |page, entry, offer| {
        let from = language.say(["à partir du", "from", "ab", "dal"]);
        let then = if text(entry, "then") == "undetermined" {
            language.say([", à voir ensemble", ", to look at together", ", gemeinsam zu klären", ", da vedere insieme"])
        } else {
            ""
        };
        let _ = writeln!(page, "    {}: {from} {}{then}", name(entry, offer, language), text(entry, "from"));
    });
    if more > 0 {
        let _ = writeln!(
            page,
            "    {} {more}",
            language.say(["et d'autres étapes :", "and further steps:", "und weitere Schritte:", "e altri passi:"])
        );
    }
}

fn name(entry: &Value, offer: &Offer, language: Language) -> String {
    match text(entry, "subject") {
        "" => offer.title(language).to_owned(),
        subject => format!("{} [{subject}]", offer.title(language)),
    }
}

fn dose(entry: &Value, language: Language) -> String {
    let Some(dose) = entry.get("dose") else { return String::new() };
    let bound = |key| dose.get(key).and_then(Value::as_u64).unwrap_or_default();
    format!(": {}", language.amount(text(dose, "unit"), bound("least"), bound("most")))
}

fn price(entry: &Value, offer: &Offer, language: Language) -> String {
    let cost = offer.cost().map(|cost| format!(", {cost}")).unwrap_or_default();
    let already = entry.get("already").and_then(Value::as_bool).unwrap_or_default();
    let already = if already {
        language.say([", déjà en place", ", already yours", ", besteht schon", ", già in corso"])
    } else {
        ""
    };
    format!("{cost}{already}")
}

/// Why: each rule in the programme's words, its id, and the facts that it read. Then what could still change how much.
fn why(page: &mut String, entry: &Value, offer: &Offer, words: &Words, language: Language) {
    for reason in list(entry, "reasons") {
        let id = text(reason, "rule");
        let facts: Vec<String> = reason
            .get("facts")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(fact, value)| format!("{fact} = {value}"))
            .collect();
        let facts = if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) };
        let _ = writeln!(page, "      {} ({id}{facts})", offer.rule(id, language));
    }
    if !list(entry, "missing").is_empty() {
        let _ = writeln!(
            page,
            "      {} {}",
            language.say(["peut changer avec :", "may change with:", "kann sich ändern mit:", "può cambiare con:"]),
            wanted(entry, words, language)
        );
    }
}

/// What is missing, as questions; each question once.
fn wanted(entry: &Value, words: &Words, language: Language) -> String {
    let mut asked: Vec<&str> = Vec::new();
    for fact in list(entry, "missing").iter().filter_map(Value::as_str) {
        let sentence = question(fact, words, language);
        if !asked.contains(&sentence) {
            asked.push(sentence);
        }
    }
    asked.join(" ")
}

fn question<'a>(fact: &'a str, words: &'a Words, language: Language) -> &'a str {
    let sentence = words.question(fact, language).unwrap_or_else(|| language.ask(fact));
    if sentence.is_empty() { fact } else { sentence }
}

/// The rules that stand against an offer.
fn against(entry: &Value, offer: &Offer, language: Language) -> String {
    let mut rules = Vec::new();
    for reason in list(entry, "reasons") {
        let excludes = reason.get("excludes").and_then(Value::as_bool).unwrap_or_default();
        if (text(reason, "truth") == "no") != excludes {
            let id = text(reason, "rule");
            let title = offer.rule(id, language);
            rules.push(if title.is_empty() { id } else { title });
        }
    }
    rules.join(", ")
}

fn questions(page: &mut String, assessment: &Value, words: &Words, language: Language) {
    let first: Vec<&Value> = list(assessment, "questions").iter().take(FIRST).collect();
    if !first.is_empty() {
        let _ = writeln!(
            page,
            "  {}",
            language.say([
                "Si vous voulez bien nous dire",
                "If you care to tell us",
                "Wenn Sie uns sagen mögen",
                "Se volete dirci"
            ])
        );
    }
    for asked in first {
        let fact = text(asked, "fact");
        let _ = writeln!(page, "    {} ({fact}; {})", question(fact, words, language), opens(asked, words, language));
    }
}

fn opens(asked: &Value, words: &Words, language: Language) -> String {
    let titles: Vec<&str> = list(asked, "unlocks")
        .iter()
        .filter_map(Value::as_str)
        .map(|id| words.offer(id).map_or(id, |offer| offer.title(language)))
        .collect();
    titles.join(", ")
}
