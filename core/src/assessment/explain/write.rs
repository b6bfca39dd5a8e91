//! Explanations in their wire form.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{ExplainedOffer, ExplainedQuestion, Explanation};

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("language", &self.language)?;
        map.serialize_entry("direction", &self.direction.as_str())?;
        map.serialize_entry("audience", &self.audience.as_str())?;
        map.serialize_entry("response", &self.response)?;
        map.serialize_entry("offers", &self.offers)?;
        map.serialize_entry("questions", &self.questions)?;
        map.serialize_entry("text", &self.text)?;
        map.end()
    }
}

impl Serialize for ExplainedOffer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("offer", &*self.offer)?;
        if let Some(subject) = self.subject.as_deref() {
            map.serialize_entry("subject", subject)?;
        }
        map.serialize_entry("decision", self.decision.as_str())?;
        map.serialize_entry("title", &self.title)?;
        for (key, value) in [
            ("title_language", &self.title_language),
            ("whom", &self.whom),
            ("about", &self.about),
            ("provider", &self.provider),
            ("provider_language", &self.provider_language),
            ("contact", &self.contact),
            ("sentence", &Some(self.sentence.clone())),
            ("already", &self.already),
            ("caution", &self.caution),
            ("amount", &self.amount),
            ("cost", &self.cost),
            ("duty", &self.duty),
            ("tier", &self.tier),
        ] {
            if let Some(value) = value {
                map.serialize_entry(key, value)?;
            }
        }
        map.serialize_entry("reasons", &self.reasons)?;
        map.serialize_entry("helps_to_know", &self.helps_to_know)?;
        map.serialize_entry("changes", &self.changes)?;
        map.end()
    }
}

impl Serialize for ExplainedQuestion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("fact", &*self.fact)?;
        map.serialize_entry("sentence", &self.sentence)?;
        if let Some(language) = &self.sentence_language {
            map.serialize_entry("sentence_language", language)?;
        }
        map.serialize_entry("unlocks", &self.unlocks)?;
        map.end()
    }
}
