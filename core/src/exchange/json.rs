//! JSON whose keys stand in the order in which they were written.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value of JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    Flag(bool),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    pub(super) fn text(text: impl ToString) -> Self {
        Json::Text(text.to_string())
    }

    /// An object with one key.
    pub(super) fn with(key: &'static str, value: impl Into<Json>) -> Self {
        Object::default().and(key, value).done()
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Json::text(text)
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Json::Text(text)
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Json::Flag(flag)
    }
}

impl From<Vec<Json>> for Json {
    fn from(list: Vec<Json>) -> Self {
        Json::List(list)
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        object.done()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Flag(flag) => serializer.serialize_bool(*flag),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(list) => list.serialize(serializer),
            Json::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// An object in the making.
#[derive(Debug, Clone, Default)]
pub(super) struct Object(Vec<(&'static str, Json)>);

impl Object {
    pub(super) fn and(mut self, key: &'static str, value: impl Into<Json>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    /// What is not known is not written.
    pub(super) fn perhaps(self, key: &'static str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.and(key, value),
            None => self,
        }
    }

    /// An empty list is not written: neither FHIR nor a reader of triples makes anything of it.
    pub(super) fn each(self, key: &'static str, list: impl IntoIterator<Item = Json>) -> Self {
        let list: Vec<Json> = list.into_iter().collect();
        if list.is_empty() { self } else { self.and(key, list) }
    }

    /// The entries of another after its own.
    pub(super) fn then(mut self, other: Object) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn done(self) -> Json {
        Json::Object(self.0)
    }
}
