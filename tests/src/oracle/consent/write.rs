//! A world as the documents that the library reads.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{Born, Day, World};

pub(super) fn date(day: Day) -> String {
    let first = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    let days = Days::new(day.unsigned_abs());
    match day < 0 {
        true => first.checked_sub_days(days),
        false => first.checked_add_days(days),
    }
    .unwrap()
    .to_string()
}

fn born(born: Born) -> Option<&'static str> {
    match born {
        Born::Untold => None,
        Born::Grown => Some("1990-03-02"),
        Born::Minor => Some("2012-03-02"),
        Born::Between => Some("2008"),
        Born::Small => Some("2024-03-02"),
    }
}

fn about(these: &Option<Vec<String>>) -> Value {
    match these {
        None => json!(["everyone"]),
        Some(these) => {
            let mut these = these.clone();
            these.sort();
            these.dedup();
            json!(these)
        }
    }
}

/// Puts a value under a key, where there is one.
fn put(map: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(map), Some(value)) = (map.as_object_mut(), value) {
        map.insert(key.to_owned(), value);
    }
}

fn facts(income: bool) -> Value {
    match income {
        true => json!({ "income": 700 }),
        false => json!({}),
    }
}

impl World {
    /// The family's document.
    pub fn family(&self) -> Value {
        let adults: Vec<Value> = self
            .adults
            .iter()
            .map(|own| {
                let mut map = json!({ "id": own.id, "lives_here": "always", "facts": facts(own.income) });
                if self.much {
                    map["facts"]["ill"] = json!(true);
                }
                put(&mut map, "born", born(own.born).map(Into::into));
                map
            })
            .collect();
        let children: Vec<Value> = self
            .children
            .iter()
            .map(|own| {
                let mut map = json!({ "id": own.id, "facts": facts(own.income) });
                put(&mut map, "born", born(own.born).map(Into::into));
                put(&mut map, "pregnancy", own.pregnancy.clone().map(Into::into));
                if self.much && own.born == Born::Small {
                    map["arrived"] = json!("2024-03-02");
                    map["died"] = json!("2026-01");
                }
                map
            })
            .collect();
        let pregnancies: Vec<Value> = self
            .pregnancies
            .iter()
            .map(|own| {
                let mut map = match own.ended {
                    true => json!({ "id": own.id, "ended": "2020-05-01", "outcome": "birth" }),
                    false => json!({ "id": own.id, "expected": "2026-12" }),
                };
                put(&mut map, "carried_by", own.carried_by.clone().map(Into::into));
                map
            })
            .collect();
        let relations: Vec<Value> = self
            .relations
            .iter()
            .map(|(adult, child, authority)| {
                let mut map = json!({ "adult": adult, "child": child, "kind": "parent" });
                put(&mut map, "authority", authority.map(Into::into));
                map
            })
            .collect();
        let mut family = json!({ "schema": 1, "complete": if self.complete { vec!["adults"] } else { vec![] },
            "adults": adults, "children": children, "pregnancies": pregnancies, "relations": relations,
            "facts": facts(self.income) });
        if self.much {
            family["territory"] = json!("FR-69382");
            family["other_territories"] = json!(["FR-69383"]);
            family["languages"] = json!(["ar"]);
            family["needs"] = json!([{ "domain": "rest", "intensity": "light", "voice": "family" },
                { "domain": "safety", "intensity": "light", "voice": "midwife" }]);
            family["resources"] = json!([{ "code": "garden" }]);
            let mut supports = vec![json!({ "offer": "group" })];
            let members = self.adults.iter().map(|own| &own.id).chain(self.children.iter().map(|own| &own.id));
            supports.extend(members.map(|id| json!({ "offer": "course", "subject": id })));
            family["supports"] = json!(supports);
        }
        family
    }

    /// The document of what was consented to, kept and shared.
    pub fn consents(&self) -> Value {
        let consents: Vec<Value> = self
            .grants
            .iter()
            .map(|own| {
                let mut map = json!({ "id": own.id, "giver": own.giver, "gives": own.gives, "purpose": own.purpose,
                    "categories": own.categories, "recipients": own.recipients, "about": about(&own.about),
                    "act": own.act, "from": date(own.from), "status": own.status, "since": date(own.since) });
                put(&mut map, "offer", own.offer.map(Into::into));
                put(&mut map, "until", own.until.map(|day| date(day).into()));
                put(&mut map, "again", own.again.map(|day| date(day).into()));
                put(&mut map, "refused_on", own.refused_on.map(|day| date(day).into()));
                put(&mut map, "deferred_on", own.deferred_on.map(|day| date(day).into()));
                put(&mut map, "evidence", own.of_age.map(|of_age| json!({ "form": "written", "of_age": of_age })));
                map
            })
            .collect();
        let confidences: Vec<Value> = self
            .kept
            .iter()
            .enumerate()
            .map(|(at, own)| {
                json!({ "id": format!("k{at}"), "giver": "adult:a1", "keep": own.keep, "from": own.from,
                    "status": if own.lifted { "lifted" } else { "kept" } })
            })
            .collect();
        let lawful: Vec<Value> = self
            .sharings
            .iter()
            .enumerate()
            .map(|(at, own)| {
                let steps: Vec<Value> = own
                    .steps
                    .iter()
                    .map(|(step, on)| match *step {
                        "endangers" => json!({ "step": step, "on": date(*on), "by": ["provider:x", "provider:y"] }),
                        _ => json!({ "step": step, "on": date(*on) }),
                    })
                    .collect();
                json!({ "id": format!("l{at}"), "law": own.law, "holder": "provider:x", "holder_is": own.holder_is,
                    "recipient": own.recipient, "recipient_is": own.recipient_is, "categories": own.categories,
                    "about": about(&own.about), "on": date(own.on), "conditions": own.conditions, "steps": steps })
            })
            .collect();
        json!({ "schema": 1, "consents": consents, "confidences": confidences, "lawful": lawful })
    }

    /// The country's code, or the document of its rules.
    pub fn rules_text(&self) -> Option<String> {
        let rules = self.rules.as_ref()?;
        if let Some(code) = rules.shipped {
            return Some(code.to_owned());
        }
        let mut agree = Vec::new();
        for (subject, pair) in [("child", rules.child), ("family", rules.family)] {
            for (act, rule) in ["ordinary", "important"].into_iter().zip(pair) {
                if let Some((needs, checked)) = rule {
                    agree.push(
                        json!({ "about": subject, "act": act, "needs": needs, "article": "1", "checked": checked }),
                    );
                }
            }
        }
        let mut map = json!({ "schema": 1, "country": "XX", "majority": 18, "agree": agree });
        put(
            &mut map,
            "minor_parent",
            rules.minor.map(|(needs, checked)| json!({ "needs": needs, "article": "2", "checked": checked })),
        );
        Some(map.to_string())
    }

    /// The request's document.
    pub fn request(&self) -> Value {
        let asked = &self.asked;
        let mut map = json!({ "recipient": asked.recipient, "purpose": asked.purpose, "categories": asked.categories,
            "about": about(&asked.about), "act": asked.act });
        put(&mut map, "offer", asked.offer.map(Into::into));
        map
    }
}
