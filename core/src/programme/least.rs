//! The least that an offer's provider needs to see: what its own rules read and its form asks.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::{Offer, Programme};
use crate::condition::{Amount, CodeList, List, Logic, Quantity, Reading};
use crate::consent::hidden::category;
use crate::consent::{Act, Concerned, Party, PartyKind, Purpose, Request};
use crate::error::{Code, Error, Place, Problem};
use crate::vocabulary::{Category, Facts, Subject};

/// The least that an offer's provider needs to see: the categories of what the offer's own rules and dose read, and of what
/// its form asks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeastRequest {
    /// The offer.
    pub offer: String,
    /// Its provider.
    pub provider: Party,
    /// The categories of knowledge.
    pub categories: BTreeSet<Category>,
    /// The facts, without the ids of members: `family.languages`, `child.born`.
    pub facts: BTreeSet<String>,
}

impl LeastRequest {
    /// What to ask for: by this provider, for this purpose, by an act of this weight, about these.
    pub fn request(&self, purpose: Purpose, act: Act, about: impl Into<Concerned>) -> Request {
        let categories = self.categories.iter().copied();
        Request::new(self.provider.clone(), purpose, act, categories, about).with_offer(self.offer.clone())
    }

    /// As JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for LeastRequest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("offer", &self.offer)?;
        map.serialize_entry("provider", &self.provider)?;
        map.serialize_entry("categories", &self.categories)?;
        map.serialize_entry("facts", &self.facts)?;
        map.end()
    }
}

impl Programme {
    /// The least that an offer's provider needs to see. It knows no family: it says the same of all.
    ///
    /// # Errors
    /// [`Error::Consent`] with `reference.unknown` where the programme has no such offer.
    ///
    /// ```
    /// use millejours::{About, Act, Category, Programme, Purpose};
    /// let programme = Programme::from_toml("schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n\
    ///     [[offers]]\nid = 'visit'\nprovider = 'pmi'\ntier = 'universal'\nduty = 'none'\nfor = 'child'\n\
    ///     title = { en = 'Visit' }\ncost = 'free'\nform = ['family.languages']\n\
    ///     when = [ { id = 'age', condition = 'child.age_months < 24' } ]")?;
    /// let least = programme.least_request("visit")?;
    /// assert_eq!(least.to_json(), r#"{"schema":1,"offer":"visit","provider":"provider:pmi","categories":["birth","language"],"facts":["child.born","family.languages"]}"#);
    /// let request = least.request(Purpose::Referral, Act::Ordinary, [About::Family, About::Child("c1".to_owned())]);
    /// assert!(!request.categories.contains(&Category::Income));
    /// assert_eq!(programme.least_request("vist").unwrap_err().problems()[0].help.as_deref(), Some("did you mean `visit`?"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn least_request(&self, offer: &str) -> Result<LeastRequest, Error> {
        let found = self.offers().iter().find(|own| *own.id == *offer);
        let found = found.and_then(|own| Some((own, Party::new(PartyKind::Provider, own.provider.clone())?)));
        let Some((own, provider)) = found else {
            let place = Place::at("offer");
            let problem = Problem::new(Code::ReferenceUnknown, place, "the programme has no such offer");
            return Err(Error::Consent(vec![problem.near(offer, self.offers().iter().map(|own| &*own.id))]));
        };
        let facts = self.reads(own);
        let of = |name: &String| Form { facts: self.facts(), domains: &BTreeSet::new() }.kind(name);
        let categories = facts.iter().filter_map(of).collect();
        Ok(LeastRequest { offer: offer.to_owned(), provider, categories, facts })
    }

    /// The least that an offer's provider needs to see, as JSON: the same bytes in all languages.
    ///
    /// # Errors
    /// As [`Programme::least_request`].
    ///
    /// ```
    /// let programme = millejours::Programme::from_toml(
    ///     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// )?;
    /// assert_eq!(programme.least_request_json("visit").unwrap_err().code().as_str(), "reference.unknown");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn least_request_json(&self, offer: &str) -> Result<String, Error> {
        Ok(self.least_request(offer)?.to_json())
    }

    /// The facts that an offer's rules and dose read, and its form asks.
    fn reads(&self, offer: &Offer) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = offer.form.iter().cloned().collect();
        let rules = offer.when.iter().chain(&offer.unless).map(|rule| &rule.logic);
        let score = offer.dose.as_ref().and_then(|dose| dose.by).and_then(|by| self.scores().get(by));
        let rows = score.into_iter().flat_map(|score| score.rows.iter().map(|row| &row.logic));
        for logic in rules.chain(rows) {
            logic.walk(&mut |part| match part {
                Logic::In(reading, _) => self.told_by(*reading, &mut found),
                Logic::Has(list, _) => {
                    found.insert(listed(*list).to_owned());
                }
                Logic::Exists(list, _) => counted(*list, &mut found),
                Logic::Sum(amounts, _) => amounts.iter().for_each(|(_, amount)| match amount {
                    Amount::Reading(reading) => self.told_by(*reading, &mut found),
                    Amount::Count(list, _) => counted(*list, &mut found),
                }),
                Logic::Known(_) | Logic::Not(_) | Logic::All(_) | Logic::Any(_) => {}
            });
        }
        found
    }

    /// What a family has to tell for a quantity to be known.
    fn told_by(&self, reading: Reading, found: &mut BTreeSet<String>) {
        let Some(quantity) = self.ledger().quantities(reading.subject).get(reading.index) else { return };
        let subject = reading.subject;
        let mut add = |own: &str| found.insert(format!("{}.{own}", subject.as_str()));
        match quantity {
            Quantity::On => {}
            Quantity::Age(_, corrected) => {
                add("born");
                if *corrected {
                    found.insert("pregnancy.expected".to_owned());
                }
            }
            Quantity::Unborn | Quantity::AdultYears => {
                add("born");
            }
            Quantity::MonthsSinceArrival => {
                add("arrived");
            }
            Quantity::Week => {
                add("expected");
            }
            other => {
                add(&other.name());
            }
        }
    }
}

fn listed(list: CodeList) -> &'static str {
    match list {
        CodeList::Territories => "family.territories",
        CodeList::Languages => "family.languages",
        CodeList::Resources => "family.resources",
    }
}

fn counted(list: List, found: &mut BTreeSet<String>) {
    found.insert(list.name().to_owned());
}

/// The facts that a form may ask.
pub(super) struct Form<'a> {
    pub(super) facts: &'a Facts,
    pub(super) domains: &'a BTreeSet<String>,
}

impl Form<'_> {
    /// Facts that every family has.
    const BUILT_IN: [&'static str; 12] = [
        "family.territory",
        "family.territories",
        "family.languages",
        "family.resources",
        "adult.born",
        "adult.lives_here",
        "child.born",
        "child.arrived",
        "pregnancy.expected",
        "children",
        "adults",
        "pregnancies",
    ];

    /// The category of a name that a form may ask; `None` where there is no such fact.
    pub(super) fn category(&self, name: &str) -> Option<Category> {
        self.names().contains(name).then(|| self.kind(name))?
    }

    /// The category of a name.
    fn kind(&self, name: &str) -> Option<Category> {
        if List::ALL.iter().any(|list| list.name() == name) {
            return Some(Category::FamilySituation);
        }
        let (subject, own) = name.split_once('.')?;
        let (_, subject) = Subject::NAMED.iter().find(|(known, _)| *known == subject)?;
        category(self.facts, *subject, own)
    }

    /// Every name that a form may ask.
    pub(super) fn names(&self) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = Self::BUILT_IN.iter().map(|name| (*name).to_owned()).collect();
        found.extend(self.facts.keys().map(|(subject, name)| format!("{}.{name}", subject.as_str())));
        for domain in self.domains {
            found.insert(format!("family.needs.{domain}"));
            found.insert(format!("family.observed.{domain}"));
        }
        found
    }
}
