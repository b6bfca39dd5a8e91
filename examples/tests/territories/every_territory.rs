//! What holds in every territory, whichever it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use millejours::{Audience, Dictionary, Family};
use serde_json::{Value, json};

use crate::common::{answers, date, document, editions, families, family, folder, programme, run, territories};

/// The day on which the stories are told.
const ON: &str = "2026-06-01";

fn offers(document: &toml::Table) -> &[toml::Value] {
    document["offers"].as_array().unwrap()
}

fn text<'a>(value: &'a toml::Value, key: &str) -> &'a str {
    value.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

fn rules(value: &toml::Value) -> Vec<&toml::Value> {
    ["when", "unless"].iter().filter_map(|key| value.get(key)).flat_map(|rules| rules.as_array().unwrap()).collect()
}

#[test]
fn there_are_three() {
    assert_eq!(territories(), ["familienzentriertes-netzwerk", "fruehe-hilfen", "maison-1000-jours"]);
}

#[test]
fn loading_finds_nothing_to_warn_of() {
    for territory in territories() {
        for edition in editions(&territory) {
            assert_eq!(programme(&territory, &edition).warnings(), [], "{territory}/{edition}");
        }
    }
}

#[test]
fn every_rule_and_row_names_its_source() {
    for territory in territories() {
        for edition in editions(&territory) {
            let document = document(&territory, &edition);
            let scores = document["scores"].as_array().unwrap().iter();
            let rows = scores.flat_map(|score| score["points"].as_array().unwrap());
            let target = document["target"].as_array().unwrap().iter();
            for rule in offers(&document).iter().flat_map(rules).chain(rows).chain(target) {
                assert!(!text(rule, "source").is_empty(), "{territory}/{edition}: {rule}");
            }
        }
    }
}

#[test]
fn what_is_not_owed_is_free_and_asks_first() {
    for territory in territories() {
        for offer in offers(&document(&territory, "programme.toml")) {
            if text(offer, "duty") == "none" && text(offer, "tier") != "universal" {
                assert_eq!(text(offer, "cost"), "free", "{territory}: {}", offer["id"]);
                let asks = offer.get("needs_acceptance").and_then(toml::Value::as_bool);
                assert_eq!(asks, Some(true), "{territory}: {}", offer["id"]);
            }
        }
    }
}

/// The words of a condition, with those of the definitions that it names.
fn names(condition: &str, definitions: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![condition.to_owned()];
    while let Some(condition) = open.pop() {
        for word in condition.split(|c: char| !(c.is_alphanumeric() || "_.".contains(c))) {
            if found.insert(word.to_owned()) {
                open.extend(definitions.get(word).cloned());
            }
        }
    }
    found
}

#[test]
fn no_circumstance_stands_before_what_is_for_everyone() {
    for territory in territories() {
        let document = document(&territory, "programme.toml");
        let mut circumstances = BTreeSet::new();
        for (subject, facts) in document["facts"].as_table().unwrap() {
            for (name, fact) in facts.as_table().unwrap() {
                if fact.get("disadvantage").is_some() {
                    circumstances.insert(format!("{subject}.{name}"));
                }
            }
        }
        assert!(!circumstances.is_empty());
        let definitions = document["definitions"].as_table().unwrap();
        let definitions =
            definitions.iter().map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned())).collect();
        let universal = offers(&document).iter().filter(|offer| text(offer, "tier") == "universal").flat_map(rules);
        for rule in document["target"].as_array().unwrap().iter().chain(universal) {
            let read = names(text(rule, "condition"), &definitions);
            assert!(read.is_disjoint(&circumstances), "{territory}: {rule}");
            assert!(!read.iter().any(|name| name.contains(".needs.") || name.contains(".observed.")), "{rule}");
        }
    }
}

#[test]
fn points_only_add() {
    for territory in territories() {
        for score in document(&territory, "programme.toml")["scores"].as_array().unwrap() {
            for row in score["points"].as_array().unwrap() {
                assert!(row["points"].as_integer().unwrap() > 0, "{territory}: {row}");
            }
        }
    }
}

#[test]
fn every_family_gets_an_exact_answer() {
    for territory in territories() {
        let programme = programme(&territory, "programme.toml");
        let valid = programme.valid();
        let days = [valid.from, date("2025-01-31"), date(ON), date("2026-09-30")];
        for name in families(&territory) {
            for on in days.iter().filter(|on| **on >= valid.from) {
                let answer = programme.assess_json(family(&territory, &name), *on).unwrap();
                assert!(!answer.contains("\"exact\":false"), "{territory}: {name} on {on}");
            }
        }
    }
}

#[test]
fn the_floor_is_there_for_every_family_of_the_place() {
    for territory in territories() {
        let document = document(&territory, "programme.toml");
        let programme = programme(&territory, "programme.toml");
        let universal: BTreeSet<&str> = offers(&document)
            .iter()
            .filter(|offer| text(offer, "tier") == "universal")
            .map(|offer| text(offer, "id"))
            .collect();
        let district: BTreeSet<&str> =
            document["sets"]["district"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
        let mut here = 0;
        for name in families(&territory) {
            let document = family(&territory, &name);
            let told: Value = serde_json::from_slice(&document).unwrap();
            let others = told["other_territories"].as_array().into_iter().flatten();
            let lives_here = others
                .chain([&told["territory"]])
                .filter_map(Value::as_str)
                .any(|territory| district.contains(territory));
            if lives_here {
                here += 1;
                let answer = answers(&programme.assess_json(document, date(ON)).unwrap());
                let floor = answer
                    .iter()
                    .any(|(offer, _, decision)| universal.contains(offer.as_str()) && decision == "eligible");
                assert!(floor, "{territory}: {name}");
            }
        }
        assert!(here > 9, "{territory}");
    }
}

#[test]
fn a_family_that_told_nothing_is_refused_nothing() {
    for territory in territories() {
        let programme = programme(&territory, "programme.toml");
        let nothing = json!({"schema": 1, "adults": [{"id": "a1"}], "children": [{"id": "c1"}],
            "pregnancies": [{"id": "p1"}]});
        let answer = answers(&programme.assess_json(nothing.to_string(), date(ON)).unwrap());
        assert!(!answer.is_empty());
        for (offer, _, decision) in answer {
            assert!(["eligible", "undetermined"].contains(&decision.as_str()), "{territory}: {offer}: {decision}");
        }
    }
}

/// Every way to say one thing less: a fact, a need, a date, a list, a word that a list is complete.
fn saying_less(family: &Value) -> Vec<Value> {
    let mut fewer = Vec::new();
    for key in ["territory", "other_territories", "languages", "complete", "needs", "facts"] {
        let mut less = family.clone();
        if less.as_object_mut().unwrap().remove(key).is_some() {
            fewer.push(less);
        }
    }
    for key in family["facts"].as_object().into_iter().flat_map(serde_json::Map::keys) {
        let mut less = family.clone();
        less["facts"].as_object_mut().unwrap().remove(key);
        fewer.push(less);
    }
    for index in 0..family["needs"].as_array().map_or(0, Vec::len) {
        let mut less = family.clone();
        less["needs"].as_array_mut().unwrap().remove(index);
        fewer.push(less);
    }
    for index in 0..family["children"].as_array().map_or(0, Vec::len) {
        for key in ["born", "arrived", "facts"] {
            let mut less = family.clone();
            if less["children"][index].as_object_mut().unwrap().remove(key).is_some() {
                fewer.push(less);
            }
        }
    }
    fewer
}

#[test]
fn nobody_is_refused_for_saying_less() {
    let definite = ["not_eligible", "not_yet", "no_longer"];
    let mut tried = 0;
    for territory in territories() {
        let programme = programme(&territory, "programme.toml");
        for name in families(&territory) {
            let told: Value = serde_json::from_slice(&family(&territory, &name)).unwrap();
            // A child that died is silent because the family said so; and an expected child without a date of birth is
            // another child than one that is born.
            if told["pregnancies"].is_array() || told["children"].to_string().contains("died") {
                continue;
            }
            let all = answers(&programme.assess_json(told.to_string(), date(ON)).unwrap());
            for less in saying_less(&told) {
                let fewer = answers(&programme.assess_json(less.to_string(), date(ON)).unwrap());
                assert_eq!(all.len(), fewer.len(), "{territory}: {name}");
                for ((offer, _, before), (_, _, after)) in all.iter().zip(&fewer) {
                    tried += 1;
                    assert!(
                        definite.contains(&before.as_str()) || !definite.contains(&after.as_str()),
                        "{territory}: {name}: {offer}: {before}, then {after}"
                    );
                }
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

#[test]
fn nobody_is_reminded_of_a_loss() {
    let mut losses = 0;
    for territory in territories() {
        let programme = programme(&territory, "programme.toml");
        for name in families(&territory) {
            let told: Value = serde_json::from_slice(&family(&territory, &name)).unwrap();
            let ended = ["pregnancies", "children"].iter().flat_map(|key| told[key].as_array().into_iter().flatten());
            let gone = ended.filter(|member| {
                member.get("died").is_some() || member.get("outcome").is_some_and(|outcome| outcome == "loss")
            });
            for member in gone {
                losses += 1;
                let id = member["id"].as_str().unwrap();
                let answer = programme.assess_json(told.to_string(), date(ON)).unwrap();
                for text in [format!("\"{id}\""), format!("[{id}]")] {
                    assert!(!answer.contains(&text), "{territory}: {name}: {text}");
                }
                for language in ["fr", "en", "de", "it"] {
                    let page = run(&[&territory, language, &name]);
                    let days = ["expected", "ended", "born", "died"].iter().filter_map(|key| member[key].as_str());
                    for word in days.chain([id]) {
                        assert!(!page.contains(word), "{territory}: {language}: {name}: {word}");
                    }
                    let no_child = told["children"].as_array().is_none_or(Vec::is_empty);
                    // The last lines are names of services: of a family they say nothing.
                    let (told, _) = page.trim_end().rsplit_once("\n\n").unwrap();
                    for word in ["enfant", "child", "pregnan", "grossesse", "Kind", "bambin"] {
                        let said = told.lines().skip(1).any(|line| line.contains(word));
                        assert!(!(no_child && said), "{territory}: {language}: {name}: {word}");
                    }
                }
            }
        }
    }
    assert!(losses >= 4, "{losses}");
}

#[test]
fn every_family_reads_titles_amounts_and_questions_in_its_language() {
    let mut amounts = 0;
    for territory in territories() {
        let programme = programme(&territory, "programme.toml");
        for (name, language) in families(&territory).iter().flat_map(|name| Dictionary::SHIPPED.map(|own| (name, own)))
        {
            let told = Family::from_json(family(&territory, name)).unwrap();
            let answer = programme.assess(&told, date(ON)).unwrap();
            let words = Dictionary::shipped(language).unwrap();
            let said = programme.explain(&told, date(ON), &words, Audience::Family).unwrap();
            assert_eq!(answer.offers.len(), said.offers.len());
            for (answer, said) in answer.offers.iter().zip(&said.offers) {
                let place = format!("{territory}: {language}: {name}: {}", said.offer);
                assert_eq!((&said.title_language, &said.provider_language), (&None, &None), "{place}");
                assert_eq!(said.amount.is_some(), answer.dose.is_some(), "{place}");
                // Whatever is there for a family, it reads why.
                assert!(answer.decision.as_str() != "eligible" || !said.reasons.is_empty(), "{place}");
                amounts += usize::from(said.amount.is_some());
            }
            for question in &said.questions {
                assert_eq!(question.sentence_language, None, "{territory}: {language}: {}", question.fact);
            }
        }
    }
    assert!(amounts > 1000, "{amounts}");
}

#[test]
fn no_family_reads_a_word_that_judges() {
    for territory in territories() {
        for (language, judging) in [
            ("fr", ["score", "fardeau", "palier", "niveau", "manqué", "manquée"]),
            ("en", ["score", "burden", "tier", "level", "missed", "failed"]),
            ("de", ["punktzahl", "belastung", "stufe", "niveau", "verpasst", "versäumt"]),
            ("it", ["punteggio", "onere", "fascia", "livello", "mancato", "mancata"]),
        ] {
            let story = run(&[&territory, language, "--all"]).to_lowercase();
            let words: BTreeSet<&str> = story.split(|c: char| !c.is_alphanumeric()).collect();
            for word in judging.into_iter().chain(["score", "burden", "tier", "level", "missed"]) {
                assert!(!words.contains(word), "{territory}: {language}: {word}");
            }
        }
    }
}

#[test]
fn a_talk_ends_and_asks_nothing_twice() {
    let mut talks = 0;
    for territory in territories() {
        let plan: Value = serde_json::from_slice(&fs::read(folder(&territory).join("story.json")).unwrap()).unwrap();
        if plan.get("talks").is_none() {
            continue;
        }
        for talk in run(&[&territory, "--talk"]).split("talk ").skip(1) {
            talks += 1;
            let questions: Vec<&str> = talk
                .lines()
                .filter_map(|line| line.split_once(". ").and_then(|(_, rest)| rest.split_once(": ")))
                .map(|(fact, _)| fact)
                .collect();
            let different: BTreeSet<&str> = questions.iter().copied().collect();
            assert_eq!(questions.len(), different.len(), "{territory}: {talk}");
            let end = format!("settled after {} questions", questions.len());
            assert_eq!(talk.lines().last().map(str::trim), Some(end.as_str()), "{territory}: {talk}");
        }
    }
    assert_eq!(talks, 6);
}
