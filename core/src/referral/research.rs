//! Referrals as rows for a researcher: those about which a consent to research stands, and nothing of the others.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::cascade::CascadeStage;
use super::journal::{Belonging, Journal, ReferralThread, Thread};
use super::model::Referral;
use super::read::several;
use super::rows::Milestones;
use super::states::ReferralState;
use crate::choices::read_words;
use crate::consent::hidden::category;
use crate::consent::{
    About, Act, Concerned, ConsentAnswer, ConsentReasonCode, ConsentRules, Consents, Keep, Party, PartyKind, Purpose,
    Request,
};
use crate::error::{Code, Error, Place, Problem};
use crate::family::Family;
use crate::programme::Programme;
use crate::vocabulary::{Category, Subject};

read_words! {
    /// How finely rows for research tell days.
    ResearchDays {
        /// As they are.
        Day = "day",
        /// The first day of their month.
        Month = "month",
        /// The first day of their quarter.
        Quarter = "quarter",
    }
}

impl ResearchDays {
    fn coarse(self, day: NaiveDate) -> NaiveDate {
        let month = match self {
            ResearchDays::Day => return day,
            ResearchDays::Month => day.month(),
            ResearchDays::Quarter => day.month0() / 3 * 3 + 1,
        };
        // The first of a month is there in each.
        NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
    }
}

/// Who asks for rows, by which country's rules, and how finely days are told.
#[derive(Debug, Clone)]
pub struct ResearchQuestion {
    researcher: Party,
    rules: ConsentRules,
    days: ResearchDays,
}

impl ResearchQuestion {
    /// A question by a researcher.
    ///
    /// # Errors
    /// [`Error::Consent`] with `consent.party` for anybody who is no researcher.
    ///
    /// ```
    /// use millejours::{ConsentRules, Party, ResearchDays, ResearchQuestion};
    /// let [researcher, service] = ["researcher:insee", "provider:pmi"].map(|text| Party::parse(text).unwrap());
    /// let rules = ConsentRules::shipped("FR")?;
    /// assert!(ResearchQuestion::new(researcher, rules.clone(), ResearchDays::Month).is_ok());
    /// assert_eq!(ResearchQuestion::new(service, rules, ResearchDays::Month).unwrap_err().code().as_str(), "consent.party");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn new(researcher: Party, rules: ConsentRules, days: ResearchDays) -> Result<Self, Error> {
        if researcher.kind() != PartyKind::Researcher {
            let message = "rows for research are for a researcher";
            let problem = Problem::new(Code::ConsentParty, Place::at("researcher"), message);
            return Err(Error::Consent(vec![problem.expected("researcher:ID")]));
        }
        Ok(ResearchQuestion { researcher, rules, days })
    }
}

/// A family whose referrals may come into rows for research, where it agreed to that.
#[derive(Debug, Clone)]
pub struct ResearchFamily<'f> {
    family: &'f Family,
    told: Told<'f>,
    pseudonym: Option<String>,
}

#[derive(Debug, Clone)]
enum Told<'f> {
    Journal(&'f Journal),
    Documents(&'f Consents, Cow<'f, [Referral]>),
}

impl<'f> ResearchFamily<'f> {
    /// What its journal holds: consents, confidences and referrals.
    pub fn of_journal(family: &'f Family, journal: &'f Journal) -> Self {
        ResearchFamily { family, told: Told::Journal(journal), pseudonym: None }
    }

    /// What was read from documents. Of referrals that were read nobody knows whether anything of them was erased.
    pub fn of_documents(family: &'f Family, consents: &'f Consents, referrals: &'f [Referral]) -> Self {
        ResearchFamily { family, told: Told::Documents(consents, Cow::Borrowed(referrals)), pseudonym: None }
    }

    /// Called so in its rows: a pseudonym of the caller's, which is no id of theirs. Without one its rows are not tied to each
    /// other.
    #[must_use]
    pub fn called(self, pseudonym: impl Into<String>) -> Self {
        ResearchFamily { pseudonym: Some(pseudonym.into()), ..self }
    }
}

/// One referral, as a row for a researcher. It names no member, no referral, no provider and no sender.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct ResearchRow {
    /// The family, by the caller's pseudonym.
    pub family: Option<String>,
    /// The offer.
    pub offer: String,
    /// Its days from the request on, as finely as they were asked for; none of those before.
    pub days: Milestones,
    /// Where it stands.
    pub state: ReferralState,
    /// Something of the thread was erased. Where something of it is kept from the researcher, there is no row.
    pub incomplete: bool,
    /// The thread was begun twice, apart.
    pub contested: bool,
    pub(super) whose: Whose,
}

/// Whose a row is, for counting families alone: rows are the same where they tell the same.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Whose(usize);

impl Whose {
    /// What tells families apart, beside pseudonyms; no pseudonym is this.
    pub(super) fn key(self) -> Option<String> {
        Some(format!("\u{0}{}", self.0))
    }
}

impl PartialEq for Whose {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Whose {}

impl PartialOrd for Whose {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Whose {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Serialize for ResearchRow {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire<'a> {
            #[serde(skip_serializing_if = "Option::is_none")]
            family: Option<&'a str>,
            offer: &'a str,
            state: ReferralState,
            requested_on: Option<String>,
            accepted_on: Option<String>,
            begun_on: Option<String>,
            ended_on: Option<String>,
            days_to_accepted: Option<i64>,
            days_to_begun: Option<i64>,
            days_to_ended: Option<i64>,
            days_waited: Option<i64>,
            incomplete: bool,
            contested: bool,
        }
        let (own, text) = (&self.days, |day: Option<NaiveDate>| day.map(|day| day.to_string()));
        let wire = Wire {
            family: self.family.as_deref(),
            offer: &self.offer,
            state: self.state,
            requested_on: text(own.requested_on),
            accepted_on: text(own.accepted_on),
            begun_on: text(own.begun_on),
            ended_on: text(own.ended_on),
            days_to_accepted: own.days_to(CascadeStage::Accepted),
            days_to_begun: own.days_to(CascadeStage::Begun),
            days_to_ended: own.days_to(CascadeStage::Completed),
            days_waited: own.days_waited(),
            incomplete: self.incomplete,
            contested: self.contested,
        };
        wire.serialize(serializer)
    }
}

/// What a row would tell, and of whom.
struct Tells {
    categories: BTreeSet<Category>,
    about: BTreeSet<About>,
}

/// All of a journal, but for what is kept from the reader.
struct Everything<'f>(&'f Family);

impl Belonging for Everything<'_> {
    fn belongs(&self, _: &Party, _: &Thread<'_>) -> bool {
        true
    }

    fn expected(&self, pregnancy: &str) -> BTreeSet<String> {
        self.0.expected(pregnancy)
    }

    fn is_own(&self, reader: &Party, about: &About) -> bool {
        self.0.is_own(reader, about)
    }
}

impl Programme {
    /// Referrals as rows for a researcher, as they stand on a day.
    ///
    /// A referral has a row where a provider was asked, and a consent holds that day, for the purpose `research`, to this
    /// researcher, about everybody for whom the referral is, and of whom the offer's rules read, from everybody who must agree by the country's rules, that covers what the
    /// row tells: `need` (that help was asked for), and each category that the offer's rules, dose and form read, for whoever is
    /// referred to an offer may be believed to fulfil its rules. Research is an act of weight: nobody's agreement is presumed, and
    /// a consent to an ordinary act does not serve. A consent to care, to coordination or to anything else gives no row; nor does a law.
    ///
    /// There is no row either: where the programme has no such offer, for then nobody knows what the row would tell; for a referral,
    /// or help, that is kept from the researcher, or with any fact of a category that the row would tell; and for what has been
    /// withdrawn since, also on an earlier day. What stands before the request (a proposal, *not now*, a refusal) is
    /// the family's own, and is told to no researcher.
    ///
    /// Rows are in the order of what they tell, not of the families. Who gave no consent leaves no trace in them: not in a row, a
    /// number or an order.
    ///
    /// ```
    /// use millejours::{ConsentRules, Consents, Family, Party, Programme, Referral, ResearchDays, ResearchFamily, ResearchQuestion};
    /// let programme = Programme::from_toml("schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n\
    ///     [[offers]]\nid = 'visit'\nprovider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'adult'\n\
    ///     title = { en = 'Visit' }\ncost = 'free'")?;
    /// let family = Family::from_json(r#"{"schema": 1, "adults": [{"id": "a1", "born": "1994-05"}]}"#)?;
    /// let referral = Referral::from_json(r#"{"schema":1,"id":"r1","offer":"visit","provider":"provider:pmi","sender":"adult:a1",
    ///     "about":["adult[a1]"],"steps":[{"state":"draft","on":"2026-06-01","by":"adult:a1"},
    ///     {"state":"requested","on":"2026-06-02","by":"adult:a1","disclosure":"d1"}]}"#)?;
    /// let given = r#"{"schema": 1, "consents": [{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"],
    ///     "purpose": "research", "categories": ["need"], "recipients": ["researcher:insee"], "about": ["adult[a1]"],
    ///     "act": "important", "from": "2026-06-01", "status": "given", "since": "2026-06-01"}]}"#;
    /// let researcher = Party::parse("researcher:insee").unwrap();
    /// let question = ResearchQuestion::new(researcher, ConsentRules::shipped("FR")?, ResearchDays::Month)?;
    /// let on = millejours::parse_date("2026-06-30")?;
    /// let referrals = [referral];
    /// let rows = |consents: &Consents| {
    ///     programme.research_rows([ResearchFamily::of_documents(&family, consents, &referrals).called("s-17")], &question, on)
    /// };
    /// let found = rows(&Consents::from_json(given)?);
    /// assert_eq!((found.len(), found[0].days.requested_on, found[0].days.agreed_on), (1, Some(millejours::parse_date("2026-06-01")?), None));
    ///
    /// // What was given for care serves no research.
    /// assert!(rows(&Consents::from_json(given.replace("research\"", "care\""))?).is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn research_rows<'f>(
        &self,
        families: impl IntoIterator<Item = ResearchFamily<'f>>,
        question: &ResearchQuestion,
        on: NaiveDate,
    ) -> Vec<ResearchRow> {
        let mut rows: Vec<ResearchRow> = families
            .into_iter()
            .enumerate()
            .flat_map(|(whose, family)| self.rows_of(&family, Whose(whose), question, on))
            .collect();
        rows.sort_unstable();
        rows
    }

    /// The rows of one family for a researcher, as JSON: what they tell is the same in all languages. `referrals` is a
    /// document as of [`Referral::waiting_list_json`]; `rules` is the code of a country whose rules come with the library, or a document of rules in JSON; `days` is
    /// `day`, `month` or `quarter`.
    ///
    /// See [`Programme::research_rows`]. Whoever joins the rows of many families puts them in an order that tells nothing of the
    /// families.
    ///
    /// # Errors
    /// [`Error::Family`], [`Error::Consent`] and [`Error::Journal`], as what reads each of them; `consent.party` for anybody who
    /// is no researcher; `document.invalid_value` for another word than these for `days`.
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
    /// let programme = millejours::Programme::from_toml(text)?;
    /// let (nothing, none) = (r#"{"schema": 1}"#, r#"{"schema": 1, "referrals": []}"#);
    /// let on = millejours::parse_date("2026-06-30")?;
    /// assert_eq!(programme.research_json(nothing, nothing, none, "researcher:insee", "FR", "month", on)?, r#"{"schema":1,"rows":[]}"#);
    /// assert!(programme.research_json(nothing, nothing, none, "provider:pmi", "FR", "month", on).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    #[expect(clippy::too_many_arguments, reason = "one for each document, as in the calls beside it")]
    pub fn research_json(
        &self,
        family: impl AsRef<[u8]>,
        consents: impl AsRef<[u8]>,
        referrals: impl AsRef<[u8]>,
        researcher: &str,
        rules: &str,
        days: &str,
        on: NaiveDate,
    ) -> Result<String, Error> {
        #[derive(Serialize)]
        struct Wire {
            schema: u32,
            rows: Vec<ResearchRow>,
        }
        let (family, consents) = (Family::from_json(family)?, Consents::from_json(consents)?);
        let question = ResearchQuestion::read(researcher, rules, days)?;
        let referrals = several(referrals.as_ref())?;
        let rows = self.research_rows([ResearchFamily::of_documents(&family, &consents, &referrals)], &question, on);
        Ok(serde_json::to_string(&Wire { schema: 1, rows }).unwrap_or_default())
    }

    fn rows_of(
        &self,
        own: &ResearchFamily<'_>,
        whose: Whose,
        question: &ResearchQuestion,
        on: NaiveDate,
    ) -> Vec<ResearchRow> {
        // What was taken back, or confided, since the day counts too: at once, as always.
        let (threads, said): (Vec<ReferralThread>, Vec<Cow<'_, Consents>>) = match &own.told {
            Told::Journal(journal) => {
                let copy = journal.copy_for(&question.researcher, on, &Everything(own.family));
                let said = [on, NaiveDate::MAX].map(|day| Cow::Owned(journal.consents(day)));
                // What is incomplete for the researcher alone would tell that something is kept from them.
                let incomplete = |own: &ReferralThread| own.incomplete || own.contested;
                let whole = journal.referral_threads(on).into_iter().filter(|own| !incomplete(own));
                let whole: BTreeSet<String> = whole.map(|own| own.id).collect();
                let mut threads = copy.referral_threads(on);
                threads.retain(|own| !(incomplete(own) && whole.contains(&own.id)));
                (threads, said.into())
            }
            Told::Documents(consents, referrals) => {
                let whole = |own: &Referral| ReferralThread {
                    id: own.id.clone(),
                    own: Some(own.clone()),
                    incomplete: false,
                    contested: false,
                };
                (referrals.iter().map(whole).collect(), vec![Cow::Borrowed(*consents)])
            }
        };
        let agreed = |referral: &Referral| {
            self.tells(own.family, referral).is_some_and(|tells| {
                said.iter().all(|said| self.may_study(own.family, said, question, referral, &tells, on))
            })
        };
        let rows = threads.into_iter().filter_map(|thread| {
            let referral = thread.own.filter(agreed)?;
            let state = referral.steps.iter().rfind(|step| step.on <= on)?.state;
            let days = Milestones::of(&referral, on);
            days.requested_on?;
            let coarse = |day: Option<NaiveDate>| day.map(|day| question.days.coarse(day));
            Some(ResearchRow {
                family: own.pseudonym.clone(),
                offer: referral.offer,
                days: Milestones {
                    requested_on: coarse(days.requested_on),
                    accepted_on: coarse(days.accepted_on),
                    begun_on: coarse(days.begun_on),
                    ended_on: coarse(days.ended_on),
                    ..Milestones::default()
                },
                state,
                incomplete: thread.incomplete,
                contested: thread.contested,
                whose,
            })
        });
        rows.collect()
    }

    /// What a row would tell, and of whom; `None` where the programme does not know.
    fn tells(&self, family: &Family, referral: &Referral) -> Option<Tells> {
        let least = self.least_request(&referral.offer).ok()?;
        let mut told = Tells { categories: least.categories, about: referral.about.iter().cloned().collect() };
        told.categories.insert(Category::Need);
        for fact in &least.facts {
            let of: Vec<About> = match fact.split_once('.') {
                Some(("child", _)) => family.children.iter().map(|own| About::Child(own.id.clone())).collect(),
                Some(("adult", _)) => family.adults.iter().map(|own| About::Adult(own.id.clone())).collect(),
                Some(("pregnancy", _)) => {
                    family.pregnancies.iter().map(|own| About::Pregnancy(own.id.clone())).collect()
                }
                _ => vec![About::Family],
            };
            // Of a kind of member for whom the referral is, it tells of those.
            if !of.iter().any(|own| referral.about.contains(own)) {
                told.about.extend(of);
            }
        }
        Some(told)
    }

    fn may_study(
        &self,
        family: &Family,
        said: &Consents,
        question: &ResearchQuestion,
        referral: &Referral,
        tells: &Tells,
        on: NaiveDate,
    ) -> bool {
        let reveals = |keep: &Keep| match keep {
            Keep::Referral(id) => *id == referral.id,
            Keep::Support(offer) => *offer == referral.offer,
            Keep::Fact(name) => self.category_of(name).is_none_or(|own| tells.categories.contains(&own)),
            // Of whom a referral for the family is, nobody knows.
            Keep::Member(about) => referral.about.contains(about) || referral.about.contains(&About::Family),
            // The decision looks at these.
            Keep::Consent(_) => false,
            // A row tells nothing of one.
            Keep::Accompaniment(_) => false,
        };
        if said.kept_from(&question.researcher).any(reveals) {
            return false;
        }
        let request = Request::new(
            question.researcher.clone(),
            Purpose::Research,
            Act::Important,
            tells.categories.iter().copied(),
            Concerned::from(tells.about.iter().cloned()),
        );
        let request = request.with_offer(referral.offer.clone());
        let decision = said.decide(family, self.facts(), Some(&question.rules), &request, on);
        let mut reasons = decision.parts().iter().flat_map(|part| &part.reasons);
        decision.answer() == ConsentAnswer::Permit
            && !reasons.any(|reason| matches!(reason.code, ConsentReasonCode::Law | ConsentReasonCode::Presumed))
    }

    /// The category of a fact, by its full name: `child[c1].born`, `children`.
    fn category_of(&self, name: &str) -> Option<Category> {
        let Some((whose, own)) = name.split_once('.') else { return Some(Category::FamilySituation) };
        let subject = About::parse(whose).map_or(Subject::Family, |about| about.subject());
        category(self.facts(), subject, own)
    }
}

impl ResearchQuestion {
    fn read(researcher: &str, rules: &str, days: &str) -> Result<Self, Error> {
        let refused = |code, at: &str, message: &str, expected: &str| {
            Error::Consent(vec![Problem::new(code, Place::at(at), message).expected(expected)])
        };
        let party = Party::parse(researcher)
            .ok_or_else(|| refused(Code::ConsentParty, "researcher", "this names nobody", "researcher:ID"))?;
        let found = ResearchDays::NAMED.iter().find(|(name, _)| *name == days);
        let (_, days) = found.ok_or_else(|| {
            refused(Code::DocumentInvalidValue, "days", "days are told otherwise", "day, month or quarter")
        })?;
        let rules = match rules.trim_start().starts_with('{') {
            true => ConsentRules::from_json(rules)?,
            false => ConsentRules::shipped(rules)?,
        };
        Self::new(party, rules, *days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAMME: &str = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n\
        [[offers]]\nid = 'visit'\nprovider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'child'\n\
        title = { en = 'Visit' }\ncost = 'free'\nwhen = [ { id = 'age', condition = 'child.age_months < 24' } ]";
    const FAMILY: &str = r#"{"schema": 1, "complete": ["adults"], "adults": [{"id": "a1", "born": "1994"}, {"id": "a2", "born": "1992"}],
        "children": [{"id": "c1", "born": "2026-02-11"}],
        "relations": [{"adult": "a1", "child": "c1", "kind": "parent", "authority": "joint"},
                      {"adult": "a2", "child": "c1", "kind": "parent", "authority": "joint"}]}"#;
    const REFERRAL: &str = r#"{"schema":1,"id":"r1","offer":"visit","provider":"provider:pmi","sender":"adult:a1",
        "about":["child[c1]"],"steps":[{"state":"draft","on":"2026-06-11","by":"adult:a1"},
        {"state":"requested","on":"2026-06-12","by":"adult:a1","disclosure":"d1"},
        {"state":"accepted","on":"2026-07-02","by":"provider:pmi"}]}"#;

    fn given(giver: &str, more: &[(&str, &str)]) -> String {
        let text = format!(
            r#"{{"id": "g-{giver}", "giver": "adult:{giver}", "gives": ["release", "processing"], "purpose": "research",
            "categories": ["need", "birth"], "recipients": ["researcher:insee"], "about": ["child[c1]"], "act": "important",
            "from": "2026-06-01", "until": "2026-09-01", "status": "given", "since": "2026-06-01"}}"#
        );
        more.iter().fold(text, |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    }

    fn rows(consents: &[String], kept: &str, on: &str) -> Vec<ResearchRow> {
        let programme = Programme::from_toml(PROGRAMME).unwrap();
        let family = Family::from_json(FAMILY).unwrap();
        let referrals = [Referral::from_json(REFERRAL).unwrap()];
        let text = format!(r#"{{"schema": 1, "consents": [{}], "confidences": [{kept}]}}"#, consents.join(","));
        let consents = Consents::from_json(text).unwrap();
        let question = ResearchQuestion::read("researcher:insee", "FR", "day").unwrap();
        let own = ResearchFamily::of_documents(&family, &consents, &referrals);
        programme.research_rows([own], &question, crate::parse_date(on).unwrap())
    }

    fn many(one: &[(&str, &str)], two: &[(&str, &str)], on: &str) -> usize {
        rows(&[given("a1", one), given("a2", two)], "", on).len()
    }

    #[test]
    fn a_row_needs_a_standing_consent_to_research_from_each_who_must_agree() {
        let on = "2026-07-15";
        assert_eq!(many(&[], &[], on), 1);
        // In France the other's agreement would be presumed for an ordinary act. Research is none.
        assert!(rows(&[given("a1", &[])], "", on).is_empty());
        assert!(rows(&[given("a1", &[("important", "ordinary")])], "", on).is_empty());
        let less = [
            [("\"research\"", "\"care\"")],
            [("\"research\"", "\"coordination\"")],
            [("\"research\"", "\"referral\"")],
            [("\"need\", ", "")],
            [(", \"birth\"", "")],
            [("researcher:insee", "researcher:other")],
            [("researcher:insee", "provider:pmi")],
            [("\"release\", ", "")],
            [("child[c1]", "adult[a1]")],
            [("important", "ordinary")],
            [("\"status\": \"given\"", "\"status\": \"withdrawn\"")],
            [("\"status\": \"given\"", "\"status\": \"refused\"")],
            [("\"status\": \"given\"", "\"status\": \"requested\"")],
            [("\"from\"", "\"offer\": \"other\", \"from\"")],
        ];
        for change in less {
            assert_eq!((many(&change, &[], on), many(&[], &change, on)), (0, 0), "{change:?}");
        }
        assert_eq!(many(&[("\"from\"", "\"offer\": \"visit\", \"from\"")], &[], on), 1);
        // Before it was asked, and from the day on which a consent ends.
        assert_eq!(["2026-06-11", "2026-06-12", "2026-08-31", "2026-09-01"].map(|on| many(&[], &[], on)), [0, 1, 1, 0]);
    }

    #[test]
    fn what_is_kept_from_the_researcher_has_no_row() {
        let both = [given("a1", &[]), given("a2", &[])];
        let kept = |keep: &str, from: &str, status: &str| {
            let text = format!(
                r#"{{"id": "k1", "giver": "adult:a1", "keep": ["{keep}"], "from": ["{from}"], "status": "{status}"}}"#
            );
            rows(&both, &text, "2026-07-15").len()
        };
        for keep in ["referral[r1]", "support[visit]", "family.needs.safety", "child[c1].born", "consent[g-a1]"] {
            assert_eq!(kept(keep, "researcher:insee", "kept"), 0, "{keep}");
            assert_eq!(kept(keep, "researcher:insee", "lifted"), 1, "{keep}");
            assert_eq!(kept(keep, "researcher:other", "kept"), 1, "{keep}");
        }
        for keep in ["referral[r2]", "support[other]", "family.languages"] {
            assert_eq!(kept(keep, "researcher:insee", "kept"), 1, "{keep}");
        }
    }

    #[test]
    fn a_row_tells_nothing_but_what_it_is_for() {
        let both = [given("a1", &[]), given("a2", &[])];
        let found = rows(&both, "", "2026-07-15");
        assert_eq!(
            serde_json::to_string(&found).unwrap(),
            r#"[{"offer":"visit","state":"accepted","requested_on":"2026-06-12","accepted_on":"2026-07-02","begun_on":null,"ended_on":null,"days_to_accepted":20,"days_to_begun":null,"days_to_ended":null,"days_waited":null,"incomplete":false,"contested":false}]"#
        );
    }

    #[test]
    fn days_are_told_no_finer_than_asked_and_durations_neither() {
        let day = |text: &str| crate::parse_date(text).unwrap();
        for (from, month, quarter) in [
            ("2026-01-01", "2026-01-01", "2026-01-01"),
            ("2026-03-31", "2026-03-01", "2026-01-01"),
            ("2026-04-01", "2026-04-01", "2026-04-01"),
            ("2026-12-31", "2026-12-01", "2026-10-01"),
        ] {
            assert_eq!(ResearchDays::Day.coarse(day(from)), day(from));
            assert_eq!(ResearchDays::Month.coarse(day(from)), day(month));
            assert_eq!(ResearchDays::Quarter.coarse(day(from)), day(quarter));
        }
        let programme = Programme::from_toml(PROGRAMME).unwrap();
        let consents = format!(r#"{{"schema": 1, "consents": [{}, {}]}}"#, given("a1", &[]), given("a2", &[]));
        let text = format!(r#"{{"schema": 1, "referrals": [{REFERRAL}]}}"#);
        let rows = |text: &str| {
            programme
                .research_json(FAMILY, &consents, text, "researcher:insee", "FR", "month", day("2026-07-15"))
                .unwrap()
        };
        let told = rows(&text);
        assert!(told.contains(r#""requested_on":"2026-06-01","accepted_on":"2026-07-01""#), "{told}");
        assert!(told.contains(r#""days_to_accepted":30"#), "{told}");
        // Another day of the same month is not told apart.
        assert_eq!(rows(&text.replace("2026-07-02", "2026-07-09").replace("2026-06-12", "2026-06-30")), told);
    }

    #[test]
    fn who_did_not_agree_leaves_no_trace_and_order_betrays_nothing() {
        let programme = Programme::from_toml(PROGRAMME).unwrap();
        let question = ResearchQuestion::read("researcher:insee", "FR", "day").unwrap();
        let family = Family::from_json(FAMILY).unwrap();
        let agreed = Consents::from_json(format!(
            r#"{{"schema": 1, "consents": [{}, {}]}}"#,
            given("a1", &[]),
            given("a2", &[])
        ))
        .unwrap();
        let none = Consents::new();
        let on = crate::parse_date("2026-07-15").unwrap();
        let referrals: Vec<[Referral; 1]> = (1..=6)
            .map(|day| [Referral::from_json(REFERRAL.replace("2026-07-02", &format!("2026-07-0{day}"))).unwrap()])
            .collect();
        let table = |order: &[usize]| {
            let families = order.iter().map(|place| {
                let consents = if place % 2 == 0 { &agreed } else { &none };
                ResearchFamily::of_documents(&family, consents, &referrals[*place])
            });
            programme.research_rows(families, &question, on)
        };
        let alone = table(&[0, 2, 4]);
        assert_eq!(alone.len(), 3);
        for order in [&[0, 1, 2, 3, 4, 5][..], &[5, 4, 3, 2, 1, 0], &[4, 1, 3, 0, 5, 2], &[2, 0, 4]] {
            assert_eq!(table(order), alone, "{order:?}");
        }
    }

    #[test]
    fn an_offer_that_the_programme_does_not_know_has_no_row() {
        let programme = Programme::from_toml(PROGRAMME.replace("'visit'", "'other'")).unwrap();
        let consents = format!(r#"{{"schema": 1, "consents": [{}, {}]}}"#, given("a1", &[]), given("a2", &[]));
        let on = crate::parse_date("2026-07-15").unwrap();
        let text = format!(r#"{{"schema": 1, "referrals": [{REFERRAL}]}}"#);
        let told = programme.research_json(FAMILY, consents, text, "researcher:insee", "FR", "day", on).unwrap();
        assert_eq!(told, r#"{"schema":1,"rows":[]}"#);
    }
}
