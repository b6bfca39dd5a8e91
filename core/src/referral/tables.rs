//! Waiting lists and cascades of several families' referrals: JSON in, JSON out, the same bytes in all languages.

use chrono::NaiveDate;
use serde::Serialize;

use super::cascade::{Cascade, cascades};
use super::model::Referral;
use super::read::several;
use super::waiting::{Waiting, waiting_list};
use crate::error::Error;

#[derive(Serialize)]
struct List<'o> {
    schema: u32,
    offer: &'o str,
    waiting: Vec<Waiting>,
}

#[derive(Serialize)]
struct Cascades {
    schema: u32,
    #[serde(serialize_with = "crate::calendar::wire::day")]
    on: NaiveDate,
    at_least: u64,
    cascades: Vec<Cascade>,
}

impl Referral {
    /// Who waits for an offer: see [`waiting_list`]. The referrals are a document `{"schema": 1, "referrals": […]}`, each as
    /// [`Referral::to_json`] writes it.
    ///
    /// # Errors
    /// [`Error::Journal`] with every problem found, by path, as [`Referral::from_json`].
    ///
    /// ```
    /// use millejours::Referral;
    /// let none = Referral::waiting_list_json(r#"{"schema": 1, "referrals": []}"#, "place")?;
    /// assert_eq!(none, r#"{"schema":1,"offer":"place","waiting":[]}"#);
    ///
    /// let refused = Referral::waiting_list_json(r#"{"schema": 1, "referrals": [{"schema": 1}]}"#, "place").unwrap_err();
    /// assert_eq!(refused.problems()[0].place.path, "referrals[0]");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn waiting_list_json(referrals: impl AsRef<[u8]>, offer: &str) -> Result<String, Error> {
        let referrals = several(referrals.as_ref())?;
        let own = List { schema: 1, offer, waiting: waiting_list(&referrals, offer) };
        Ok(serde_json::to_string(&own).unwrap_or_default())
    }

    /// How far referrals came by a day: see [`cascades`]. They are a document as of [`Referral::waiting_list_json`]; the
    /// smallest number that is told has to be given, and `1` keeps nothing back.
    ///
    /// # Errors
    /// [`Error::Journal`] with every problem found, by path, as [`Referral::from_json`]; as [`cascades`].
    ///
    /// ```
    /// use millejours::{Referral, parse_date};
    /// let on = parse_date("2026-06-01")?;
    /// let none = Referral::cascades_json(r#"{"schema": 1, "referrals": []}"#, on, 5)?;
    /// assert_eq!(none, r#"{"schema":1,"on":"2026-06-01","at_least":5,"cascades":[]}"#);
    /// assert_eq!(Referral::cascades_json("[]", on, 5).unwrap_err().kind(), "journal");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn cascades_json(referrals: impl AsRef<[u8]>, on: NaiveDate, at_least: u64) -> Result<String, Error> {
        let referrals = several(referrals.as_ref())?;
        let own = Cascades { schema: 1, on, at_least, cascades: cascades(&referrals, on, at_least)? };
        Ok(serde_json::to_string(&own).unwrap_or_default())
    }
}
