//! What follows where a consent is taken back: stop, recall, tell.

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::read::whole;
use super::record::written;
use super::recorded::records;
use super::will::is_consent;
use super::{Basis, Concerned, Consent, ConsentStatus, Consents, DisclosureRecord, Gives, Party};
use crate::choices::words;
use crate::error::{Code, Error, Place, Problem};
use crate::gather;

words! {
    /// What is to be done where a consent is taken back.
    WithdrawalDutyKind {
        /// Show nothing more on this consent.
        Stop = "stop",
        /// Ask the recipient to give back or delete what they were shown.
        Recall = "recall",
        /// Tell the recipient that the consent holds no longer.
        Tell = "tell",
    }
}

/// One thing that is to be done because a consent was taken back: what, by whom, towards whom, since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WithdrawalDuty {
    /// What is to be done.
    pub duty: WithdrawalDutyKind,
    /// Who has to: whoever disclosed.
    pub who: Party,
    /// Towards whom: the recipient.
    pub to: Party,
    /// The day from which it is to be done: at once.
    #[serde(serialize_with = "written")]
    pub since: NaiveDate,
    /// The consent that holds no longer.
    pub consent: String,
    /// What was said: `withdrawn`, `invalidated`, or a younger `refused` or `deferred` to the same question.
    pub because: ConsentStatus,
    /// The disclosure that it is about; `None` of what is to be stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<String>,
}

/// How a consent was taken back: by itself, or by another one.
struct TakenBack<'a> {
    by: &'a Consent,
    /// Another consent, with a question of its own.
    apart: bool,
}

impl Consents {
    /// What is to be done on a day because consents were taken back, by whoever made these disclosures: in the order of the
    /// days, then `stop`, `recall`, `tell`.
    ///
    /// A consent is taken back where it was withdrawn or turned out never to have been valid, or where its giver said no to
    /// the same question later. Then nothing more is shown on it (`stop`, to each of its recipients); what was shown on it
    /// is called back (`recall`) and its recipient told (`tell`), for each disclosure that rests on it. A provider who was
    /// told of a family hears where help is accepted no longer. Who does not wish to answer now takes nothing back: that
    /// stops, and no more. Nobody is told of a consent that is kept from them.
    ///
    /// ```
    /// use millejours::{Consents, DisclosureRecord, Party, WithdrawalDutyKind, parse_date};
    /// let consents = Consents::from_json(r#"{"schema": 1, "consents": [{"id": "g1", "giver": "adult:a1", "gives": ["release",
    ///     "processing"], "purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["adult[a1]"],
    ///     "act": "ordinary", "from": "2026-05-01", "status": "withdrawn", "since": "2026-06-01"}]}"#)?;
    /// let shown = DisclosureRecord::from_json(r#"{"id": "d1", "recipient": "provider:pmi", "purpose": "referral",
    ///     "on": "2026-05-20", "parts": [{"about": "adult[a1]", "category": "birth"}], "basis": [{"consent": "g1"}]}"#)?;
    /// let midwife = Party::parse("provider:midwife").unwrap();
    /// let duties = consents.withdrawal_duties(&[shown.clone()], &midwife, parse_date("2026-06-01")?);
    /// let kinds: Vec<_> = duties.iter().map(|duty| duty.duty).collect();
    /// assert_eq!(kinds, WithdrawalDutyKind::ALL);
    /// assert!(duties.iter().all(|duty| duty.to == shown.recipient));
    ///
    /// // None on the day before.
    /// assert!(consents.withdrawal_duties(&[shown], &midwife, parse_date("2026-05-31")?).is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn withdrawal_duties(
        &self,
        disclosures: &[DisclosureRecord],
        discloser: &Party,
        on: NaiveDate,
    ) -> Vec<WithdrawalDuty> {
        let mut found = Vec::new();
        for own in self.consents() {
            for to in &own.terms.recipients {
                let Some(taken) = self.taken_back(own, to, on) else { continue };
                let duty = |duty, disclosure: Option<&DisclosureRecord>| WithdrawalDuty {
                    duty,
                    who: discloser.clone(),
                    to: to.clone(),
                    since: taken.by.since,
                    consent: own.id.clone(),
                    because: taken.by.status,
                    disclosure: disclosure.map(|own| own.id.clone()),
                };
                found.push(duty(WithdrawalDutyKind::Stop, None));
                // What is kept from somebody is not told by calling it back, either.
                let kept = |id: &str| self.kept_from(to).any(|keep| is_consent(keep, id));
                if taken.by.status == ConsentStatus::Deferred || kept(&own.id) || kept(&taken.by.id) {
                    continue;
                }
                for shown in disclosures.iter().filter(|shown| shown.recipient == *to && shown.on <= on) {
                    let rests = shown.basis.contains(&Basis::Consent(own.id.clone())) && taken.speaks_of(shown);
                    if rests {
                        found.push(duty(WithdrawalDutyKind::Recall, Some(shown)));
                    }
                    if rests || helps(own, shown) {
                        found.push(duty(WithdrawalDutyKind::Tell, Some(shown)));
                    }
                }
            }
        }
        gather::sort_by(&mut found, |one, two| {
            let key = |own: &WithdrawalDuty| {
                (own.since, own.duty, own.to.clone(), own.consent.clone(), own.disclosure.clone())
            };
            key(one).cmp(&key(two))
        });
        found
    }

    /// What is to be done because consents were taken back: JSON in, JSON out, the same bytes in all languages. `disclosures`
    /// is `{"schema": 1, "disclosures": […]}`, with what is kept of each ([`DisclosureRecord`]); `discloser` is a party.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path; `consent.party` where the discloser is none.
    ///
    /// ```
    /// use millejours::{Consents, parse_date};
    /// let (none, on) = (r#"{"schema": 1}"#, parse_date("2026-06-01")?);
    /// let shown = r#"{"schema": 1, "disclosures": []}"#;
    /// let found = Consents::withdrawal_duties_json(none, shown, "provider:midwife", on)?;
    /// assert_eq!(found, r#"{"schema":1,"on":"2026-06-01","duties":[]}"#);
    /// assert_eq!(Consents::withdrawal_duties_json(none, shown, "me", on).unwrap_err().code().as_str(), "consent.party");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn withdrawal_duties_json(
        consents: impl AsRef<[u8]>,
        disclosures: impl AsRef<[u8]>,
        discloser: &str,
        on: NaiveDate,
    ) -> Result<String, Error> {
        let consents = Consents::from_json(consents)?;
        let disclosures = whole(disclosures.as_ref(), records)?;
        let Some(discloser) = Party::parse(discloser) else {
            let problem = Problem::new(Code::ConsentParty, Place::at("discloser"), "this is no party");
            return Err(Error::Consent(vec![problem]));
        };
        let duties = consents.withdrawal_duties(&disclosures, &discloser, on);
        Ok(serde_json::to_string(&Duties { on, duties }).unwrap_or_default())
    }

    /// How a consent was taken back by a day, as far as one recipient goes.
    fn taken_back<'a>(&'a self, own: &'a Consent, to: &Party, on: NaiveDate) -> Option<TakenBack<'a>> {
        if matches!(own.status, ConsentStatus::Withdrawn | ConsentStatus::Invalidated) {
            return (own.since <= on).then_some(TakenBack { by: own, apart: false });
        }
        if own.status != ConsentStatus::Given {
            return None;
        }
        // What takes back before what only waits; the earliest; of one day the strongest.
        let later = self.consents().iter().filter(|no| no.status.says_no() && is_answer(no, own, to) && no.since <= on);
        let by = later.min_by_key(|no| {
            let waits = no.status == ConsentStatus::Deferred;
            (waits, no.since, std::cmp::Reverse(no.status.rank()), no.id.as_str())
        })?;
        Some(TakenBack { by, apart: true })
    }
}

impl TakenBack<'_> {
    /// Is what was shown what was taken back? A no of its own may speak of less.
    fn speaks_of(&self, shown: &DisclosureRecord) -> bool {
        !self.apart || shown.parts.iter().any(|part| self.by.terms.speaks_of(&part.about, part.category))
    }
}

/// Does a no of the same giver answer the question of a consent, on the same day or later?
fn is_answer(no: &Consent, own: &Consent, to: &Party) -> bool {
    let (no_terms, terms) = (&no.terms, &own.terms);
    let about = match (&no_terms.about, &terms.about) {
        (Concerned::Everyone, _) | (_, Concerned::Everyone) => true,
        (Concerned::These(one), Concerned::These(two)) => !one.is_disjoint(two),
    };
    let offer = no_terms.offer.is_none() || terms.offer.is_none() || no_terms.offer == terms.offer;
    no_terms.giver == terms.giver
        && no.since >= own.since
        && no_terms.recipients.contains(to)
        && no_terms.purpose == terms.purpose
        && !no_terms.gives.is_disjoint(&terms.gives)
        && (no_terms.gives.contains(&Gives::Acceptance) && terms.gives.contains(&Gives::Acceptance)
            || !no_terms.categories.is_disjoint(&terms.categories))
        && about
        && offer
}

/// Was a provider told of the family for the help that a consent accepts?
fn helps(own: &Consent, shown: &DisclosureRecord) -> bool {
    own.terms.gives.contains(&Gives::Acceptance)
        && own.terms.purpose == shown.purpose
        && (own.terms.offer.is_none() || shown.offer.is_none() || own.terms.offer == shown.offer)
}

struct Duties {
    on: NaiveDate,
    duties: Vec<WithdrawalDuty>,
}

impl Serialize for Duties {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("on", &self.on.to_string())?;
        map.serialize_entry("duties", &self.duties)?;
        map.end()
    }
}
