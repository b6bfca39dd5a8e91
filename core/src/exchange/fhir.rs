//! A disclosure as a Bundle of FHIR R4B. There is no other way from a family to FHIR.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::fhir_codes::{absent, basis, by_id, concept, hl7_coding, identifier, own_coding, policy};
use super::fhir_people::{People, fhir_id, id_of};
use super::json::{Json, Object};
use crate::consent::{About, Disclosure, Purpose};
use crate::error::{Code, Error, Place, Problem};
use crate::gather;
use crate::programme::Programme;
use crate::referral::Referral;

/// A bundle in the making.
pub(super) struct Writer<'a> {
    pub(super) disclosure: &'a Disclosure,
    pub(super) people: People<'a>,
    /// The ids of the Consent resources.
    pub(super) consents: Vec<String>,
    base: &'a str,
    entries: Vec<Json>,
}

impl Disclosure {
    /// What is disclosed, as a Bundle of [FHIR R4B](https://hl7.org/fhir/R4B/) (type `collection`), and with it a referral
    /// that rests on the disclosure: a Patient for each person shown, a RelatedPerson for what an adult is to a child, a
    /// Group for the family, a Consent for each about whom something is disclosed, and the ServiceRequest and Task of the
    /// referral. Nothing else of the family has a way into FHIR; what the view does not hold is not there.
    ///
    /// `base` is the address under which these resources stand with the sender (`https://records.example/fhir/d1`). It has
    /// to be this disclosure's alone, for ids of members are short and hold within one family.
    ///
    /// # Errors
    /// [`Error::Consent`]: `document.invalid_value` where the base is no address, `consent.not_permitted` where the referral
    /// is about somebody who is not shown. [`Error::Family`]: `id.invalid` where an id is too long for FHIR.
    /// [`Error::Journal`]: `referral.disclosure` where the referral does not rest on the disclosure, or stands where nobody
    /// is told of it.
    ///
    /// ```
    /// use millejours::{About, Category, Consents, Facts, Family, Party, Purpose, Request, parse_date};
    /// let family = Family::from_json(r#"{"schema": 1, "adults": [{"id": "a_1", "born": "1994-05"}]}"#)?;
    /// let mine = Request::from_json(r#"{"recipient": "adult:a_1", "purpose": "orientation", "categories": ["birth"],
    ///     "about": ["adult[a_1]"], "act": "ordinary"}"#)?;
    /// let decision = Consents::new().decide(&family, &Facts::new(), None, &mine, parse_date("2026-06-01")?);
    /// let disclosure = decision.disclose("d1")?;
    /// let bundle = disclosure.to_fhir("https://records.example/fhir/d1", None)?;
    /// assert!(bundle.contains(r#"{"resourceType":"Patient","id":"adult.a.1","birthDate":"1994-05"}"#));
    ///
    /// let refused = disclosure.to_fhir("here", None).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "document.invalid_value");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_fhir(&self, base: &str, referral: Option<&Referral>) -> Result<String, Error> {
        if !is_base(base) {
            let message = "this is no address under which resources could stand";
            let problem = Problem::new(Code::DocumentInvalidValue, Place::at("base"), message);
            return Err(Error::Consent(vec![problem.expected("https://…, without `?`, `#` or a `/` at its end")]));
        }
        let people = People::of(self.view());
        let problems = people.too_long(&self.record().parts);
        if !problems.is_empty() {
            return Err(Error::Family(problems));
        }
        let mut writer = Writer { disclosure: self, people, consents: Vec::new(), base, entries: Vec::new() };
        for (kind, id, resource) in writer.people.resources() {
            writer.add(kind, id, resource);
        }
        writer.consents();
        if let Some(referral) = referral {
            writer.referral(referral)?;
        }
        let bundle = Object::default()
            .and("resourceType", "Bundle")
            .and("id", fhir_id(&self.record().id))
            .and("type", "collection")
            .each("entry", writer.entries);
        Ok(serde_json::to_string(&bundle.done()).unwrap_or_default())
    }
}

impl Programme {
    /// What is permitted of a request, disclosed under an id, as a Bundle of FHIR R4B: JSON in, JSON out. See
    /// [`Disclosure::to_fhir`]; everything but `base` and `referral` is as in [`Programme::disclose_json`].
    ///
    /// # Errors
    /// As [`Programme::disclose_json`] and [`Disclosure::to_fhir`]; [`Error::Journal`] where the referral cannot be read.
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
    /// let programme = millejours::Programme::from_toml(text)?;
    /// let (family, none) = (r#"{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1"}]}"#, r#"{"schema": 1}"#);
    /// let request = r#"{"recipient":"adult:a1","purpose":"orientation","categories":["language"],"about":["family"],"act":"ordinary"}"#;
    /// let (on, base) = (millejours::parse_date("2026-06-01")?, "https://records.example/fhir/d1");
    /// let bundle = programme.disclose_fhir_json(family, none, None, request, on, "d1", base, None::<&str>)?;
    /// assert!(bundle.starts_with(r#"{"resourceType":"Bundle","id":"d1","type":"collection""#));
    ///
    /// let other = request.replace("adult:a1", "provider:pmi");
    /// let refused = programme.disclose_fhir_json(family, none, None, other, on, "d1", base, None::<&str>).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "consent.not_permitted");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    #[expect(clippy::too_many_arguments, reason = "those of a disclosure, and the two that FHIR asks for")]
    pub fn disclose_fhir_json(
        &self,
        family: impl AsRef<[u8]>,
        consents: impl AsRef<[u8]>,
        rules: Option<&str>,
        request: impl AsRef<[u8]>,
        on: NaiveDate,
        id: &str,
        base: &str,
        referral: Option<impl AsRef<[u8]>>,
    ) -> Result<String, Error> {
        let found = self.decided(family.as_ref(), consents.as_ref(), rules, request.as_ref(), on)?;
        let disclosure = found.permitted().unwrap_or(found).disclose(id)?;
        let referral = referral.map(Referral::from_json).transpose()?;
        disclosure.to_fhir(base, referral.as_ref())
    }
}

impl Writer<'_> {
    pub(super) fn add(&mut self, kind: &'static str, id: String, resource: Object) {
        let full = format!("{}/{kind}/{id}", self.base);
        let named = Object::default().and("resourceType", kind).and("id", id);
        self.entries.push(Object::default().and("fullUrl", full).and("resource", named.then(resource)).done());
    }

    /// One Consent for each about whom something is disclosed: FHIR's has one patient.
    fn consents(&mut self) {
        let record = self.disclosure.record();
        let whom: BTreeSet<&About> = gather::set(record.parts.iter().map(|part| &part.about));
        for about in whom {
            if self.people.is_lost(about) {
                continue;
            }
            let why = if *about == About::Family { "not-applicable" } else { "unknown" };
            let patient = self.people.patient(about).unwrap_or_else(|| absent(why).done());
            let categories = record.parts.iter().filter(|part| part.about == *about);
            let last = record.until.and_then(|until| until.checked_sub_days(Days::new(1)));
            let period = Object::default().and("start", record.on.to_string()).perhaps("end", last.map(Json::text));
            let actor = Object::default()
                .and("role", concept(hl7_coding("v3-ParticipationType", "IRCP")))
                .and("reference", by_id(&record.recipient));
            let permit = Object::default()
                .and("type", "permit")
                .and("period", period)
                .and("actor", vec![actor.done()])
                .and("action", vec![concept(hl7_coding("consentaction", "disclose"))])
                .and("purpose", vec![own_coding("purpose", record.purpose.as_str())])
                .each("class", categories.map(|part| own_coding("category", part.category.as_str())));
            let scope = if record.purpose == Purpose::Research { "research" } else { "patient-privacy" };
            let named = record.basis.iter().map(basis).filter_map(|(kind, id)| id.map(|id| identifier(kind, id)));
            let grounds: BTreeSet<&str> = gather::set(record.basis.iter().map(|own| basis(own).0));
            let consent = Object::default()
                .each("identifier", [identifier("disclosure", &record.id)].into_iter().chain(named))
                .and("status", "active")
                .and("scope", concept(hl7_coding("consentscope", scope)))
                .and("category", vec![concept(hl7_coding("v3-ActCode", "IDSCL"))])
                .and("patient", patient)
                .and("dateTime", record.on.to_string());
            // One ground is a rule; of several each is a policy.
            let consent = match grounds.first() {
                Some(ground) if grounds.len() == 1 => consent.and("policyRule", concept(own_coding("basis", ground))),
                _ => consent.each("policy", grounds.iter().map(|ground| Json::with("uri", policy(ground)))),
            };
            // Whatever is not permitted here is not permitted: the rule itself has no type, as FHIR asks.
            let consent = consent.and("provision", Json::with("provision", vec![permit.done()]));
            self.add("Consent", id_of(about), consent);
            self.consents.push(id_of(about));
        }
    }
}

/// An absolute address of the web, to which the name of a resource can be added.
fn is_base(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/%[]@!$&'()*+,;=".contains(letter);
        rest.chars().all(plain) && !rest.starts_with('/') && !rest.ends_with('/') && !rest.is_empty()
    })
}
