//! The programme's own words: titles of offers and rules, and how to ask for a fact.

use std::collections::BTreeMap;
use std::error::Error;

use millejours::Programme;
use serde_json::Value;

use crate::words::Language;
use crate::{list, text};

/// An offer as far as a reader wants to see it.
pub struct Offer {
    pub id: String,
    /// Whom it is for: `family`, `adult`, `child` or `pregnancy`.
    pub member: String,
    /// Who gives it.
    pub provider: String,
    /// Whether the law asks those responsible for the member to attend.
    pub to_attend: bool,
    /// What its dose counts.
    pub unit: String,
    title: Value,
    rules: BTreeMap<String, Value>,
    cost: Option<(String, String)>,
}

/// Titles and questions of one programme.
pub struct Words {
    pub offers: Vec<Offer>,
    title: Value,
    providers: Vec<Value>,
    questions: BTreeMap<String, Value>,
}

impl Words {
    /// Reads them from the programme's JSON.
    pub fn of(programme: &Programme) -> Result<Words, Box<dyn Error>> {
        let document: Value = serde_json::from_str(&programme.to_json())?;
        let offers = list(&document, "offers").iter().map(Offer::of).collect();
        let mut questions = BTreeMap::new();
        for (member, facts) in document.get("facts").and_then(Value::as_object).into_iter().flatten() {
            for (name, fact) in facts.as_object().into_iter().flatten() {
                if let Some(question) = fact.get("question") {
                    questions.insert(format!("{member}.{name}"), question.clone());
                }
            }
        }
        let title = document.get("title").cloned().unwrap_or_default();
        Ok(Words { offers, title, providers: list(&document, "providers").to_vec(), questions })
    }

    /// What the programme is called.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title)
    }

    /// The offer of that id.
    pub fn offer(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.id == id)
    }

    /// Who gives it and where to find them.
    pub fn provider(&self, id: &str, language: Language) -> Option<String> {
        self.providers.iter().find(|provider| text(provider, "id") == id).map(|provider| found(provider, language))
    }

    /// Those who give no offer of the programme but are there.
    pub fn without_offers(&self, language: Language) -> Vec<String> {
        let gives = |provider: &&Value| self.offers.iter().any(|offer| offer.provider == text(provider, "id"));
        self.providers.iter().filter(|provider| !gives(provider)).map(|provider| found(provider, language)).collect()
    }

    /// How the programme asks for a fact. `child[c1].born_preterm` is asked as `child.born_preterm`.
    pub fn question(&self, fact: &str, language: Language) -> Option<&str> {
        let bare = match (fact.split_once('['), fact.split_once(']')) {
            (Some((member, _)), Some((_, rest))) => format!("{member}{rest}"),
            _ => fact.to_owned(),
        };
        self.questions.get(&bare).map(|titles| language.pick(titles))
    }
}

fn found(provider: &Value, language: Language) -> String {
    let title = provider.get("title").map(|titles| language.pick(titles)).unwrap_or_default();
    format!("{title}{} {}", language.colon(), text(provider, "contact"))
}

impl Offer {
    fn of(offer: &Value) -> Offer {
        let rules = list(offer, "when").iter().chain(list(offer, "unless"));
        let cost = offer.get("cost").and_then(Value::as_object).map(|cost| {
            let part = |key| cost.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            (part("amount"), part("currency"))
        });
        Offer {
            id: text(offer, "id").to_owned(),
            member: text(offer, "for").to_owned(),
            provider: text(offer, "provider").to_owned(),
            to_attend: text(offer, "duty") == "to_attend",
            unit: offer.get("dose").map(|dose| text(dose, "unit").to_owned()).unwrap_or_default(),
            title: offer.get("title").cloned().unwrap_or_default(),
            rules: rules
                .map(|rule| (text(rule, "id").to_owned(), rule.get("title").cloned().unwrap_or_default()))
                .collect(),
            cost,
        }
    }

    /// The title in a language.
    pub fn title(&self, language: Language) -> &str {
        let title = language.pick(&self.title);
        if title.is_empty() { &self.id } else { title }
    }

    /// The title of a rule, where the programme gives one.
    pub fn rule(&self, id: &str, language: Language) -> &str {
        self.rules.get(id).map(|titles| language.pick(titles)).unwrap_or_default()
    }

    /// What it costs; nothing where it is free.
    pub fn cost(&self) -> Option<String> {
        self.cost.as_ref().map(|(amount, currency)| format!("{amount} {currency}"))
    }
}
