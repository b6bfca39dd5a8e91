//! What stands because of a journal, as one document.

use chrono::NaiveDate;
use serde::Serialize;

use super::graph::Journal;
use super::header::EventId;
use super::identity::JournalId;
use super::standing::Standing;
use crate::consent::Consents;
use crate::referral::{Accompaniment, Referral};

impl Journal {
    /// Everything that stands on a day, as JSON: `{"schema":1,"journal","on","events":2,"heads":[…],"standings":[…],"consents":{…},
    /// "referrals":[…],"accompaniments":[…]}`; the last is left out where there is none. The heads are those of the whole journal: kept somewhere, they tell later whether anything was
    /// dropped ([`Journal::missing`]).
    ///
    /// ```
    /// use millejours::{Journal, JournalId, parse_date};
    /// let nothing = Journal::new(JournalId::from_bytes(&[5; 16])).standing_json(parse_date("2026-06-01")?);
    /// assert_eq!(
    ///     nothing.replace(&"05".repeat(16), "…"),
    ///     r#"{"schema":1,"journal":"…","on":"2026-06-01","events":0,"heads":[],"standings":[],"consents":{"schema":1},"referrals":[]}"#,
    /// );
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn standing_json(&self, on: NaiveDate) -> String {
        #[derive(Serialize)]
        struct Wire<'a> {
            schema: u32,
            journal: JournalId,
            #[serde(serialize_with = "crate::calendar::wire::day")]
            on: NaiveDate,
            events: usize,
            heads: Vec<String>,
            standings: Vec<Standing>,
            consents: &'a Consents,
            referrals: Vec<Referral>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            accompaniments: Vec<Accompaniment>,
        }
        let heads = self.heads().iter().map(EventId::to_string).collect();
        let (standings, consents, referrals) = (self.standings(on), self.consents(on), self.referrals(on));
        let wire = Wire {
            schema: 1,
            journal: self.id(),
            on,
            events: self.len(),
            heads,
            standings,
            consents: &consents,
            referrals,
            accompaniments: self.accompaniments(on),
        };
        serde_json::to_string(&wire).unwrap_or_default()
    }
}
