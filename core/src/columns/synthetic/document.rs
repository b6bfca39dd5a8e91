//! The document of a country's tables, as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A value, and where it comes from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Noted<T> {
    pub(super) value: T,
    /// The first of the years that the value counts, where it counts years.
    #[serde(default)]
    pub(super) first: i32,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    pub(super) assumption: Option<String>,
}

/// One value for couples, one for lone parents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByKind<T> {
    pub(super) couple: T,
    pub(super) lone: T,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Window {
    pub(super) past: u32,
    pub(super) ahead: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preterm {
    pub(super) single: u32,
    pub(super) multiple: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Partner {
    pub(super) employed: u32,
    pub(super) not_employed: u32,
}

/// From, to, weight.
pub(super) type Bands = Vec<[u32; 3]>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Living {
    pub(super) poor: Bands,
    pub(super) couple: Bands,
    pub(super) lone: Bands,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quotient {
    pub(super) parents: u32,
    pub(super) children: Vec<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherParent {
    pub(super) shared: u32,
    pub(super) away: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spoken {
    pub(super) first: String,
    pub(super) another: u32,
    pub(super) alone: u32,
    pub(super) others: BTreeMap<String, u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) title: String,
    pub(super) url: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) schema: u32,
    pub(super) id: String,
    pub(super) currency: String,
    pub(super) window: Noted<Window>,
    pub(super) births_by_month: Noted<Vec<u32>>,
    pub(super) kind: Noted<ByKind<u32>>,
    pub(super) rank: Noted<ByKind<Vec<u32>>>,
    pub(super) mother_age: Noted<Vec<Vec<u32>>>,
    pub(super) partner_older: Noted<Vec<u32>>,
    pub(super) spacing: Noted<Bands>,
    pub(super) multiples: Noted<Vec<u32>>,
    pub(super) preterm: Noted<Preterm>,
    pub(super) preterm_weeks: Noted<Bands>,
    pub(super) mother_employed: Noted<ByKind<Vec<u32>>>,
    pub(super) partner_employed: Noted<Partner>,
    pub(super) poor: Noted<ByKind<Vec<u32>>>,
    pub(super) standard_of_living: Noted<Living>,
    pub(super) quotient: Noted<Quotient>,
    pub(super) overcrowded: Noted<ByKind<u32>>,
    pub(super) other_parent: Noted<OtherParent>,
    pub(super) languages: Noted<Spoken>,
    pub(super) territories: Noted<BTreeMap<String, u32>>,
    pub(super) sources: BTreeMap<String, Source>,
}
