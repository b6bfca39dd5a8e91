//! What follows where a consent is taken back: stop, recall, tell.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::read::whole;
use super::record::written;
use super::recorded::records;
use super::will::is_consent;
use super::{Basis, Concerned, Consent, ConsentStatus, Consents, DisclosureRecord, Gives, Party, WithdrawalDuties};
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
    /// What was said, and when: that consent may have become something else since.
    said: ConsentStatus,
    since: NaiveDate,
    /// Another consent, with a question of its own.
    apart: bool,
}

impl Consents {
    /// What is to be done on a day because consents were taken back, by whoever made these disclosures: in the order of the
    /// days, then `stop`, `recall`, `tell`.
    ///
    /// A consent is taken back where it was withdrawn or turned out never to have been valid, or where its giver said no to
    /// the same question later, or apart from the yes on which something was shown. Then nothing more is shown on it (`stop`, to each of its recipients); what was shown on it
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
                let rests = |shown: &DisclosureRecord| shown.basis.contains(&Basis::Consent(own.id.clone()));
                let shown = disclosures.iter().any(|shown| shown.recipient == *to && rests(shown));
                let taken = self.taken_back(own, to, on, shown);
                let Some(first) = taken.first() else { continue };
                let duty = |duty, taken: &TakenBack<'_>, disclosure: Option<&DisclosureRecord>| WithdrawalDuty {
                    duty,
                    who: discloser.clone(),
                    to: to.clone(),
                    since: taken.since,
                    consent: own.id.clone(),
                    because: taken.said,
                    disclosure: disclosure.map(|own| own.id.clone()),
                };
                found.push(duty(WithdrawalDutyKind::Stop, first, None));
                // What is kept from somebody is not told by calling it back, either.
                let kept = |id: &str| self.kept_from(to).any(|keep| is_consent(keep, id));
                if kept(&own.id) {
                    continue;
                }
                let told = taken.iter().filter(|taken| taken.said != ConsentStatus::Deferred && !kept(&taken.by.id));
                for shown in disclosures.iter().filter(|shown| shown.recipient == *to && shown.on <= on) {
                    // Of several noes the first that speaks of it.
                    let recalls = told.clone().find(|taken| rests(shown) && taken.speaks_of(shown));
                    if let Some(taken) = recalls {
                        found.push(duty(WithdrawalDutyKind::Recall, taken, Some(shown)));
                    }
                    if let Some(taken) = recalls.or_else(|| told.clone().next().filter(|_| helps(own, shown))) {
                        found.push(duty(WithdrawalDutyKind::Tell, taken, Some(shown)));
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
        Ok(WithdrawalDuties::new(on, duties).to_json())
    }

    /// How a consent was taken back by a day, as far as one recipient goes: what takes back before what only waits; the
    /// earliest first; of one day the strongest.
    fn taken_back<'a>(&'a self, own: &'a Consent, to: &Party, on: NaiveDate, shown: bool) -> Vec<TakenBack<'a>> {
        // A no that was said apart from the yes on which something was shown takes that yes back.
        let apart = shown && matches!(own.status, ConsentStatus::Refused | ConsentStatus::Deferred);
        if apart || matches!(own.status, ConsentStatus::Withdrawn | ConsentStatus::Invalidated) {
            let (said, since) = (own.status, own.since);
            return Vec::from_iter((since <= on).then_some(TakenBack { by: own, said, since, apart: false }));
        }
        if own.status != ConsentStatus::Given {
            return Vec::new();
        }
        let others = self.consents().iter().filter(|no| no.id != own.id && is_answer(no, own, to));
        let noes = others.flat_map(|by| by.noes().map(move |(said, since)| TakenBack { by, said, since, apart: true }));
        let mut found: Vec<TakenBack<'_>> = noes.filter(|no| own.since <= no.since && no.since <= on).collect();
        let key = |no: &TakenBack<'a>| {
            (no.said == ConsentStatus::Deferred, no.since, Reverse(no.said.rank()), no.by.id.as_str())
        };
        gather::sort_by(&mut found, |one, two| key(one).cmp(&key(two)));
        found
    }
}

impl TakenBack<'_> {
    /// Is what was shown what was taken back? A no of its own may speak of less.
    fn speaks_of(&self, shown: &DisclosureRecord) -> bool {
        !self.apart || shown.parts.iter().any(|part| self.by.terms.speaks_of(&part.about, part.category))
    }
}

/// Is a consent of the same giver an answer to the question of another?
fn is_answer(no: &Consent, own: &Consent, to: &Party) -> bool {
    let (no_terms, terms) = (&no.terms, &own.terms);
    let about = match (&no_terms.about, &terms.about) {
        (Concerned::Everyone, _) | (_, Concerned::Everyone) => true,
        (Concerned::These(one), Concerned::These(two)) => !one.is_disjoint(two),
    };
    let offer = no_terms.offer.is_none() || terms.offer.is_none() || no_terms.offer == terms.offer;
    no_terms.giver == terms.giver
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
