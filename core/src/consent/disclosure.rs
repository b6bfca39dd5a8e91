//! The one door: the proof that a recipient may see part of a family, and that part itself.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::decision::{ConsentAnswer, ConsentDecision, ConsentReasonCode};
use super::will::earlier;
use super::{About, Consent, ConsentState, Consents, Keep, Party, Purpose};
use crate::document::is_id;
use crate::error::{Code, Error, Place, Problem};
use crate::family::Family;
use crate::gather;
use crate::vocabulary::Category;

/// What a disclosure rests on. Written as `{"consent":"g1"}`, `{"law":"l1"}`, `{"own":true}` or `{"authority":true}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Basis {
    /// A consent, by its id.
    Consent(String),
    /// A sharing under a law, by its id.
    Law(String),
    /// It is the reader's own.
    Own,
    /// The reader holds authority.
    Authority,
}

impl Serialize for Basis {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Basis::Consent(id) => map.serialize_entry("consent", id)?,
            Basis::Law(id) => map.serialize_entry("law", id)?,
            Basis::Own => map.serialize_entry("own", &true)?,
            Basis::Authority => map.serialize_entry("authority", &true)?,
        }
        map.end()
    }
}

/// One thing disclosed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct DisclosedPart {
    /// About whom.
    pub about: About,
    /// Which knowledge.
    pub category: Category,
}

/// What is kept of a disclosure: who saw which kind of knowledge about whom, when, for what and on what ground. It holds
/// nothing that the family told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DisclosureRecord {
    /// Its id.
    pub id: String,
    /// Who sees it.
    pub recipient: Party,
    /// For what.
    pub purpose: Purpose,
    /// For which offer, if for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// The day.
    #[serde(serialize_with = "super::record::written")]
    pub on: NaiveDate,
    /// The first day on which it holds no longer. Without one it holds on its own day alone.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "super::record::written_some")]
    pub until: Option<NaiveDate>,
    /// What is disclosed.
    pub parts: Vec<DisclosedPart>,
    /// What it rests on.
    pub basis: BTreeSet<Basis>,
}

/// The proof that a recipient may see part of a family, and that part itself. Nothing makes one but a decision that permits
/// ([`ConsentDecision::disclose`]); what hands a family's knowledge to others takes a disclosure, and no family.
///
/// Its fields are private:
///
/// ```compile_fail,E0451
/// let forged = millejours::Disclosure { record: todo!(), view: todo!(), kept: todo!(), noes: todo!() };
/// ```
///
/// and a family is none:
///
/// ```compile_fail,E0308
/// fn told(programme: &millejours::Programme, family: &millejours::Family, consents: &millejours::Consents, on: chrono::NaiveDate) {
///     let _ = programme.assess_disclosed(family, consents, on);
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosure {
    record: DisclosureRecord,
    view: Arc<Family>,
    /// What was kept from the recipient when it was decided.
    kept: BTreeSet<Keep>,
    /// What had been said against it, and since when.
    noes: BTreeSet<(String, NaiveDate)>,
}

/// What is kept of it: what a family told does not end up in a log.
impl fmt::Debug for Disclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record.fmt(f)
    }
}

impl ConsentDecision {
    /// Discloses what was decided, under an id for the journal.
    ///
    /// # Errors
    /// [`Error::Consent`]: `consent.not_permitted` where not every part is permitted ([`ConsentDecision::permitted`]
    /// narrows it); `id.invalid`.
    ///
    /// ```
    /// use millejours::{About, Act, Category, Consents, Facts, Family, Party, Purpose, Request, parse_date};
    /// let family = Family::from_json(r#"{"schema": 1, "id": "f-001", "languages": ["pt"], "adults": [{"id": "a1", "born": "1994"}]}"#)?;
    /// let mine = Request::new(
    ///     Party::parse("adult:a1").unwrap(), Purpose::Orientation, Act::Ordinary, [Category::Birth, Category::Language],
    ///     [About::Adult("a1".to_owned()), About::Family],
    /// );
    /// let decision = Consents::new().decide(&family, &Facts::new(), None, &mine, parse_date("2026-06-01")?);
    /// let disclosure = decision.permitted().unwrap().disclose("d1")?;
    /// assert_eq!(disclosure.view().to_json(), r#"{"schema":1,"languages":["pt"],"adults":[{"id":"a1","born":"1994"}]}"#);
    ///
    /// let mut theirs = mine;
    /// theirs.recipient = Party::parse("provider:pmi").unwrap();
    /// let decision = Consents::new().decide(&family, &Facts::new(), None, &theirs, parse_date("2026-06-01")?);
    /// assert_eq!(decision.disclose("d2").unwrap_err().code().as_str(), "consent.not_permitted");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn disclose(&self, id: impl Into<String>) -> Result<Disclosure, Error> {
        let id = id.into();
        let refuse =
            |code, at: &str, message: &str| Err(Error::Consent(vec![Problem::new(code, Place::at(at), message)]));
        if !is_id(&id) {
            return refuse(Code::IdInvalid, "id", "this is no identifier");
        }
        if self.answer() != ConsentAnswer::Permit {
            return refuse(Code::ConsentNotPermitted, "decision", "not everything that was asked for is permitted");
        }
        let reasons = self.parts.iter().flat_map(|part| &part.reasons);
        let basis = reasons.filter_map(|reason| match reason.code {
            ConsentReasonCode::Granted => reason.consent.clone().map(Basis::Consent),
            ConsentReasonCode::Law => reason.sharing.clone().map(Basis::Law),
            ConsentReasonCode::Own => Some(Basis::Own),
            // Of anybody else it says why a consent counts.
            ConsentReasonCode::Authority if self.recipient.is_member() => Some(Basis::Authority),
            _ => None,
        });
        let basis: BTreeSet<Basis> = gather::set(basis);
        // What a member reads as their own, or by their authority, hangs on a family's document that may change.
        let lasts = !basis.iter().any(|own| matches!(own, Basis::Own | Basis::Authority));
        let until = self.parts.iter().fold(None, |until, part| earlier(until, part.until));
        let record = DisclosureRecord {
            id,
            recipient: self.recipient.clone(),
            purpose: self.purpose,
            offer: self.offer.clone(),
            on: self.on,
            until: until.filter(|_| lasts),
            parts: self
                .parts
                .iter()
                .map(|own| DisclosedPart { about: own.about.clone(), category: own.category })
                .collect(),
            basis,
        };
        let (kept, noes) = (self.kept.clone(), self.noes.clone());
        Ok(Disclosure { record, view: Arc::clone(&self.shown), kept, noes })
    }
}

impl Disclosure {
    /// The part of the family that the recipient may see. What they may not see is absent.
    pub fn view(&self) -> &Family {
        &self.view
    }

    /// What is kept of it, for the journal.
    pub fn record(&self) -> &DisclosureRecord {
        &self.record
    }

    /// Who may see it.
    pub fn recipient(&self) -> &Party {
        &self.record.recipient
    }

    /// For what.
    pub fn purpose(&self) -> Purpose {
        self.record.purpose
    }

    /// Does it hold on a day, by what it says itself? On its own day; and, where it has an end, on the days before that.
    /// Whether it still stands, only what was said since can tell: [`Disclosure::stands`].
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.record.on == on || (self.record.on < on && self.record.until.is_some_and(|until| on < until))
    }

    /// Does it still stand on a day? It holds that day; every consent that it rests on is given still; nobody has said no to
    /// any of it since; and nothing more is kept from the recipient. After its own day also: it is about adults alone, each of
    /// whom speaks for themself, and no giver turned out to be below age. Who speaks for a child, a pregnancy or the family
    /// may have changed, which a disclosure cannot tell. Else decide anew: what is permitted then is another disclosure.
    ///
    /// ```
    /// use millejours::{About, Act, Category, ConsentRules, Consents, Facts, Family, Party, Purpose, Request, parse_date};
    /// let family = Family::from_json(r#"{"schema": 1, "adults": [{"id": "a1", "born": "1994"}]}"#)?;
    /// let given = r#"{"schema": 1, "consents": [{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"],
    ///     "purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["adult[a1]"],
    ///     "act": "ordinary", "from": "2026-06-01", "until": "2026-12-01", "status": "given", "since": "2026-06-01"}]}"#;
    /// let consents = Consents::from_json(given)?;
    /// let request = Request::new(
    ///     Party::parse("provider:pmi").unwrap(), Purpose::Referral, Act::Ordinary, [Category::Birth], [About::Adult("a1".to_owned())],
    /// );
    /// let rules = ConsentRules::shipped("FR")?;
    /// let decision = consents.decide(&family, &Facts::new(), Some(&rules), &request, parse_date("2026-06-01")?);
    /// let disclosure = decision.disclose("d1")?;
    /// assert!(disclosure.stands(&consents, parse_date("2026-11-30")?));
    /// assert!(!disclosure.stands(&consents, parse_date("2026-12-01")?));
    ///
    /// // She takes it back.
    /// let withdrawn = given.replace(r#""status": "given", "since": "2026-06-01""#, r#""status": "withdrawn", "since": "2026-06-03""#);
    /// assert!(!disclosure.stands(&Consents::from_json(withdrawn)?, parse_date("2026-06-03")?));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn stands(&self, consents: &Consents, on: NaiveDate) -> bool {
        let own = &self.record;
        // Who has to agree about a child, a pregnancy or the family hangs on the family's document, which may change.
        let alone = own.parts.iter().all(|part| matches!(part.about, About::Adult(_)));
        // Somebody who turns out to be below age may not have been able to give it.
        let young = |said: &&Consent| {
            let gives = |basis: &Basis| matches!(basis, Basis::Consent(id) if consents.consent(id).is_some_and(|own| own.terms.giver == said.terms.giver));
            said.state(on) == ConsentState::Given
                && said.evidence.as_ref().is_some_and(|evidence| evidence.of_age == Some(false))
                && own.basis.iter().any(gives)
        };
        let rests = own.basis.iter().all(|basis| match basis {
            Basis::Consent(id) => consents.consent(id).is_some_and(|own| own.state(on) == ConsentState::Given),
            Basis::Law(id) => consents.lawful().iter().any(|own| own.id == *id),
            Basis::Own | Basis::Authority => true,
        });
        let against = |(said, on): &(&Consent, NaiveDate)| {
            let parts = || own.parts.iter().any(|part| said.terms.speaks_of(&part.about, part.category));
            let offer = &said.terms.offer;
            (offer.is_none() || own.offer.is_none() || *offer == own.offer)
                && !self.noes.contains(&(said.id.clone(), *on))
                && parts()
        };
        self.holds(on)
            && rests
            && (on == own.on || (alone && consents.consents().iter().find(young).is_none()))
            && consents.noes(&own.recipient, own.purpose).find(against).is_none()
            && consents.kept_from(&own.recipient).all(|keep| self.kept.contains(keep))
    }

    /// Is this knowledge about somebody disclosed?
    pub fn shows(&self, about: &About, category: Category) -> bool {
        self.record.parts.iter().any(|own| own.about == *about && own.category == category)
    }

    /// The disclosure as JSON, in the one wire form: what is kept of it, and the `family` as the recipient may see it.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Disclosure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        macro_rules! entries {
            ($($key:ident),+) => { $(map.serialize_entry(stringify!($key), &self.record.$key)?;)+ };
        }
        entries!(id, recipient, purpose);
        if let Some(offer) = &self.record.offer {
            map.serialize_entry("offer", offer)?;
        }
        map.serialize_entry("on", &self.record.on.to_string())?;
        if let Some(until) = &self.record.until {
            map.serialize_entry("until", &until.to_string())?;
        }
        entries!(parts, basis);
        map.serialize_entry("family", &*self.view)?;
        map.end()
    }
}
