//! What a decision says: permit, deny or ask, part by part, with reasons.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::record::written_some;
use super::{About, Gives, Keep, Party, Purpose};
use crate::choices::words;
use crate::family::Family;
use crate::gather;
use crate::vocabulary::{Category, Subject};

words! {
    /// May something be disclosed?
    ConsentAnswer {
        /// Yes.
        Permit = "permit",
        /// Not before somebody was asked.
        Ask = "ask",
        /// No.
        Deny = "deny",
    }
}
words! {
    /// Why something may be disclosed, may not, or has to be asked.
    ConsentReasonCode {
        /// It is the reader's own.
        Own = "own",
        /// Who decides holds authority for it.
        Authority = "authority",
        /// A consent permits it.
        Granted = "granted",
        /// The agreement of the others is presumed.
        Presumed = "presumed",
        /// Everybody who must agree has agreed.
        AllAgreed = "all_agreed",
        /// A law permits it.
        Law = "law",
        /// Somebody who is entitled refused.
        Refused = "refused",
        /// A consent was taken back.
        Withdrawn = "withdrawn",
        /// A consent never was valid.
        Invalidated = "invalidated",
        /// A consent is over.
        Expired = "expired",
        /// A consent does not hold yet.
        NotYetValid = "not_yet_valid",
        /// Somebody does not wish to answer now.
        Deferred = "deferred",
        /// Those who are entitled disagree.
        Disagreement = "disagreement",
        /// Who would be asked may not know of it.
        KeptFrom = "kept_from",
        /// It is not known who holds authority.
        AuthorityUnknown = "authority_unknown",
        /// Who gave the consent holds authority, but does not exercise it.
        AuthoritySuspended = "authority_suspended",
        /// Somebody whom nobody listed may hold authority.
        HolderUnlisted = "holder_unlisted",
        /// It hangs on an age that is not known.
        AgeUnknown = "age_unknown",
        /// Who decides is a minor.
        MinorParent = "minor_parent",
        /// The child is of age: its parents decide no longer.
        OfAgeChild = "of_age_child",
        /// Who gave the consent is not entitled to.
        NotEntitled = "not_entitled",
        /// It is not known by which country's rules.
        NoCountryRules = "no_country_rules",
        /// The country's rule was not checked.
        RuleNotChecked = "rule_not_checked",
        /// A consent is for another purpose.
        PurposeDiffers = "purpose_differs",
        /// Nobody was asked.
        NoConsent = "no_consent",
        /// The law asks for a step that was not taken.
        LawStepMissing = "law_step_missing",
        /// A condition of the law is not met.
        LawConditionMissing = "law_condition_missing",
    }
}

/// One reason, with what it hangs on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct ConsentReason {
    /// Which reason.
    pub code: ConsentReasonCode,
    /// The consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
    /// The law, by its id in the country's rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// The sharing under that law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing: Option<String>,
    /// The step of the law that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The condition of the law that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

impl ConsentReason {
    pub(super) fn of(code: ConsentReasonCode) -> Self {
        ConsentReason { code, consent: None, law: None, sharing: None, step: None, condition: None, article: None }
    }

    pub(super) fn consent(code: ConsentReasonCode, id: &str) -> Self {
        ConsentReason { consent: Some(id.to_owned()), ..Self::of(code) }
    }

    pub(super) fn article(code: ConsentReasonCode, article: &str) -> Self {
        ConsentReason { article: Some(article.to_owned()), ..Self::of(code) }
    }
}

/// What could help: whom to ask for what, or that somebody with experience should be asked first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ConsentAsk {
    /// Ask this party to give this.
    Whom {
        /// Whom to ask.
        whom: Party,
        /// For what.
        gives: BTreeSet<Gives>,
    },
    /// Ask nobody of the family before somebody with experience: there may be a reason not to.
    SeekAdvice,
}

impl Serialize for ConsentAsk {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            ConsentAsk::Whom { whom, gives } => {
                map.serialize_entry("whom", whom)?;
                map.serialize_entry("gives", gives)?;
            }
            ConsentAsk::SeekAdvice => map.serialize_entry("seek_advice", &true)?,
        }
        map.end()
    }
}

/// The decision on one category of knowledge about the family or one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ConsentPart {
    /// About whom.
    pub about: About,
    /// Which knowledge.
    pub category: Category,
    /// May it be disclosed?
    pub decision: ConsentAnswer,
    /// Why, in the order of the codes.
    pub reasons: Vec<ConsentReason>,
    /// What could help, where something has to be asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<ConsentAsk>,
    /// The first day on which it may be disclosed no longer.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written_some")]
    pub until: Option<NaiveDate>,
}

/// The answer about all members of a kind whom the recipient may not know of, where everyone was asked for: the same whether
/// there are any or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ConsentOthers {
    /// Adults, children or pregnancies.
    pub about: Subject,
    /// Which knowledge.
    pub category: Category,
    /// May it be disclosed? Not before somebody was asked.
    pub decision: ConsentAnswer,
    /// Why.
    pub reasons: Vec<ConsentReason>,
    /// What could help.
    pub ask: Vec<ConsentAsk>,
}

/// What may be disclosed of a family to one recipient on one day: nothing but [`Consents::decide`](super::Consents::decide)
/// makes one.
///
/// It keeps, unseen, what its permitted parts show: so nothing else can be disclosed on it, and no other family.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsentDecision {
    pub(super) on: NaiveDate,
    pub(super) recipient: Party,
    pub(super) purpose: Purpose,
    pub(super) offer: Option<String>,
    pub(super) parts: Vec<ConsentPart>,
    pub(super) others: Vec<ConsentOthers>,
    /// What was kept from the recipient.
    pub(super) kept: BTreeSet<Keep>,
    /// What was said against it, and since when.
    pub(super) noes: BTreeSet<(String, NaiveDate)>,
    /// The family as its permitted parts show it.
    pub(super) shown: Arc<Family>,
}

/// The decision alone: what a family told does not end up in a log.
impl fmt::Debug for ConsentDecision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl ConsentDecision {
    /// The day.
    pub fn on(&self) -> NaiveDate {
        self.on
    }

    /// To whom.
    pub fn recipient(&self) -> &Party {
        &self.recipient
    }

    /// For what.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Permit where every part permits; deny where any denies; else ask. Who asks for everyone is never told that they may
    /// see all there is: [`ConsentDecision::permitted`] narrows it to what they may.
    pub fn answer(&self) -> ConsentAnswer {
        let others = self.others.iter().map(|part| part.decision);
        self.parts.iter().map(|part| part.decision).chain(others).max().unwrap_or(ConsentAnswer::Ask)
    }

    /// The parts, in the order of those whom they are about and of the categories. Where everyone was asked for, they are
    /// about the family, the recipient, and those of whom the recipient may see something.
    pub fn parts(&self) -> &[ConsentPart] {
        &self.parts
    }

    /// The answer about everybody else, by kind, where everyone was asked for.
    pub fn others(&self) -> &[ConsentOthers] {
        &self.others
    }

    /// The same decision on the parts that it permits, to disclose less; `None` where it permits none.
    #[must_use]
    pub fn permitted(&self) -> Option<Self> {
        let permits = |part: &&ConsentPart| part.decision == ConsentAnswer::Permit;
        let parts: Vec<ConsentPart> = self.parts.iter().filter(permits).cloned().collect();
        (!parts.is_empty()).then(|| ConsentDecision { parts, others: Vec::new(), ..self.clone() })
    }

    /// The decision as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The permitted parts.
    pub(super) fn shows(&self) -> BTreeSet<(About, Category)> {
        let permits = self.parts.iter().filter(|part| part.decision == ConsentAnswer::Permit);
        gather::set(permits.map(|part| (part.about.clone(), part.category)))
    }
}

impl Serialize for ConsentDecision {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("on", &self.on.to_string())?;
        map.serialize_entry("recipient", &self.recipient)?;
        map.serialize_entry("purpose", &self.purpose)?;
        if let Some(offer) = &self.offer {
            map.serialize_entry("offer", offer)?;
        }
        map.serialize_entry("decision", &self.answer())?;
        map.serialize_entry("rule", "protective")?;
        map.serialize_entry("parts", &self.parts)?;
        if !self.others.is_empty() {
            map.serialize_entry("others", &self.others)?;
        }
        map.end()
    }
}
