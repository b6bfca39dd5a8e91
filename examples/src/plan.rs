//! What a territory's story is about, as its `story.json` says: the day, a family on several days, talks.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Map, Value};

/// The plan of a story.
pub struct Plan {
    /// The day on which the families are told.
    pub on: NaiveDate,
    /// The family whose page is shown first.
    pub family: Option<String>,
    /// One family on several days.
    pub days: Option<Days>,
    /// Talks with families.
    pub talks: Vec<Talk>,
}

/// One family on several days: time passes, or the law changes.
pub struct Days {
    /// The family's name.
    pub family: String,
    /// The days, in order.
    pub on: Vec<NaiveDate>,
    /// What these days are, by language.
    pub title: BTreeMap<String, String>,
}

/// A talk: what one family answers when it is asked. What stands nowhere here it prefers not to say.
pub struct Talk {
    /// The family's name.
    pub family: String,
    /// The answers, by the fact's name.
    pub answers: Map<String, Value>,
}

impl Plan {
    /// Reads `story.json` of a folder.
    pub fn read(folder: &Path) -> Result<Plan, Box<dyn Error>> {
        let plan: Value = serde_json::from_slice(&crate::bytes(&folder.join("story.json"))?)?;
        let days = plan.get("days").map(Days::of).transpose()?;
        let talks = list(&plan, "talks").iter().map(Talk::of).collect();
        let family = plan.get("family").and_then(Value::as_str).map(str::to_owned);
        Ok(Plan { on: millejours::parse_date(text(&plan, "on"))?, family, days, talks })
    }
}

impl Days {
    fn of(days: &Value) -> Result<Days, Box<dyn Error>> {
        let on = list(days, "on").iter().map(|day| millejours::parse_date(day.as_str().unwrap_or_default()));
        let title = days.get("title").cloned().unwrap_or_default();
        Ok(Days {
            family: text(days, "family").to_owned(),
            on: on.collect::<Result<_, _>>()?,
            title: serde_json::from_value(title)?,
        })
    }
}

impl Talk {
    fn of(talk: &Value) -> Talk {
        let answers = talk.get("answers").and_then(Value::as_object).cloned().unwrap_or_default();
        Talk { family: text(talk, "family").to_owned(), answers }
    }
}

/// The text under a key; empty where there is none.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The list under a key; empty where there is none.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
