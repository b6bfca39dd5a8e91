//! The classes `Offer`, `Rule`, `Cost`, `ReferralTerms` and `Provider`.

use millejours::{Duty, Subject, Tier};
use pyo3::prelude::*;

use super::part::{Step, Way, part};
use crate::shown::{Named, Row, Word, by_language};

/// Something that helps: what a programme says of it.
///
/// >>> offer = programme.offers[0]
/// >>> offer.id, offer.subject, offer.tier, offer.duty, offer.cost.free
/// ('home-visit', 'child', 'universal', 'to_offer', True)
/// >>> offer.title["en"], [rule.condition for rule in offer.when]
/// ('Home visit', ['child.age_months < 24'])
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Offer {
    pub offer: millejours::Offer,
    pub way: Way,
}

impl Offer {
    fn label(&self) -> String {
        format!("'{}'", self.offer.id)
    }

    fn rules(&self, py: Python<'_>, list: &'static str, rules: &[millejours::Rule]) -> Row<Rule> {
        let rules = rules.iter().enumerate().map(|(place, rule)| {
            let way = self.way.further(py, [Step::To(list), Step::At(place)]);
            Rule { rule: rule.clone(), way }
        });
        Row(rules.collect())
    }
}

part!(Offer [
    "id", "provider", "tier", "duty", "domains", "subject", "title", "when", "unless", "cost", "area", "languages",
    "capacity", "replaces", "needs_acceptance", "open_door", "referral", "form", "principles", "source"
] {
    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        &self.offer.id
    }

    /// The id of the provider who gives it.
    #[getter]
    fn provider(&self) -> &str {
        &self.offer.provider
    }

    /// For whom it is meant, in proportionate universalism.
    #[getter]
    fn tier(&self) -> Word<Tier> {
        self.offer.tier.into()
    }

    /// Whose duty it is: nobody's, the provider's to offer it, or, by law, to attend.
    #[getter]
    fn duty(&self) -> Word<Duty> {
        self.offer.duty.into()
    }

    /// The domains of need that it serves.
    #[getter]
    fn domains(&self) -> Row<String> {
        Row(self.offer.domains.clone())
    }

    /// For each of whom there is an answer.
    #[getter]
    fn subject(&self) -> Word<Subject> {
        self.offer.subject.into()
    }

    /// Its title by language.
    #[getter]
    fn title(&self) -> Named<String> {
        by_language(&self.offer.title)
    }

    /// Rules that must all hold.
    #[getter]
    fn when(&self, py: Python<'_>) -> Row<Rule> {
        self.rules(py, "when", &self.offer.when)
    }

    /// Rules of which any excludes.
    #[getter]
    fn unless(&self, py: Python<'_>) -> Row<Rule> {
        self.rules(py, "unless", &self.offer.unless)
    }

    /// What it costs.
    #[getter]
    fn cost(&self, py: Python<'_>) -> Cost {
        Cost { cost: self.offer.cost.clone(), way: self.way.further(py, [Step::To("cost")]) }
    }

    /// The set that names its area.
    #[getter]
    fn area(&self) -> Option<&str> {
        self.offer.area.as_deref()
    }

    /// The languages it is given in.
    #[getter]
    fn languages(&self) -> Row<String> {
        Row(self.offer.languages.clone())
    }

    /// Its places.
    #[getter]
    fn capacity(&self) -> Option<u32> {
        self.offer.capacity
    }

    /// The offers that it stands in for.
    #[getter]
    fn replaces(&self) -> Row<String> {
        Row(self.offer.replaces.clone())
    }

    /// Does it begin only once the family has accepted it? `None` where the programme does not say.
    #[getter]
    fn needs_acceptance(&self) -> Option<bool> {
        self.offer.needs_acceptance
    }

    /// Can anybody come by, without a referral, a consent on record or a name? `None` where the programme does not say.
    #[getter]
    fn open_door(&self) -> Option<bool> {
        self.offer.open_door
    }

    /// The terms of referrals to it.
    #[getter]
    fn referral(&self, py: Python<'_>) -> Option<ReferralTerms> {
        self.offer.referral.map(|terms| ReferralTerms { terms, way: self.way.further(py, [Step::To("referral")]) })
    }

    /// What its provider's own form asks, by the names of the facts without an id, such as `"child.born"`.
    #[getter]
    fn form(&self) -> Row<String> {
        Row(self.offer.form.clone())
    }

    /// The principles that it serves.
    #[getter]
    fn principles(&self) -> Row<String> {
        Row(self.offer.principles.clone())
    }

    /// Where it comes from.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.offer.source.as_deref()
    }
});

/// One rule of an offer or of the target population.
///
/// >>> rule = programme.offers[0].when[0]
/// >>> rule.id, rule.condition, rule.source
/// ('window', 'child.age_months < 24', None)
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Rule {
    pub rule: millejours::Rule,
    pub way: Way,
}

impl Rule {
    fn label(&self) -> String {
        format!("'{}': {}", self.rule.id, self.rule.condition())
    }
}

part!(Rule ["id", "condition", "title", "source"] {
    /// Its id, unique within the offer.
    #[getter]
    fn id(&self) -> &str {
        &self.rule.id
    }

    /// Its condition, in canonical form.
    #[getter]
    fn condition(&self) -> String {
        self.rule.condition()
    }

    /// Its title by language.
    #[getter]
    fn title(&self) -> Named<String> {
        by_language(&self.rule.title)
    }

    /// Where it comes from, with the law's date.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.rule.source.as_deref()
    }
});

/// What an offer costs the family: nothing, or an exact amount in the major unit of its currency.
///
/// >>> cost = programme.offers[0].cost
/// >>> cost.free, cost.amount, cost.currency
/// (True, None, None)
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Cost {
    pub cost: millejours::Cost,
    pub way: Way,
}

impl Cost {
    fn label(&self) -> String {
        match &self.cost {
            millejours::Cost::Free => "free".to_owned(),
            millejours::Cost::Amount { amount, currency } => format!("{amount} {currency}"),
        }
    }
}

part!(Cost ["amount", "currency"] {
    /// Is it free?
    #[getter]
    fn free(&self) -> bool {
        self.cost == millejours::Cost::Free
    }

    /// The amount by its digits, such as `"12.50"`; `None` where it is free.
    #[getter]
    fn amount(&self) -> Option<&str> {
        if let millejours::Cost::Amount { amount, .. } = &self.cost { Some(amount) } else { None }
    }

    /// The currency (ISO 4217); `None` where it is free.
    #[getter]
    fn currency(&self) -> Option<&str> {
        if let millejours::Cost::Amount { currency, .. } = &self.cost { Some(currency) } else { None }
    }
});

/// The terms of referrals to an offer, in whole days; what is `None` has no term.
///
/// >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\nreferral = { answer_within_days = 14 }')
/// >>> terms = mj.Programme.from_toml(text).offers[0].referral
/// >>> terms.answer_within_days, terms.begin_within_days
/// (14, None)
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct ReferralTerms {
    pub terms: millejours::ReferralTerms,
    pub way: Way,
}

impl ReferralTerms {
    fn label(&self) -> String {
        let said = |name: &str, days: Option<u32>| days.map(|days| format!("{name} {days}"));
        let terms = [
            said("answer within", self.terms.answer_within_days),
            said("begin within", self.terms.begin_within_days),
            said("over after", self.terms.expires_after_days),
        ];
        format!("in days: {}", terms.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

part!(ReferralTerms ["answer_within_days", "begin_within_days", "expires_after_days"] {
    /// A request is answered within so many days.
    #[getter]
    fn answer_within_days(&self) -> Option<u32> {
        self.terms.answer_within_days
    }

    /// Once accepted, the help begins within so many days.
    #[getter]
    fn begin_within_days(&self) -> Option<u32> {
        self.terms.begin_within_days
    }

    /// A request that nobody answered is over after so many days.
    #[getter]
    fn expires_after_days(&self) -> Option<u32> {
        self.terms.expires_after_days
    }
});

/// Who gives help.
///
/// >>> programme.providers  # this programme lists none
/// ()
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Provider {
    pub provider: millejours::Provider,
    pub way: Way,
}

impl Provider {
    fn label(&self) -> String {
        format!("'{}'", self.provider.id)
    }
}

part!(Provider ["id", "title", "contact"] {
    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        &self.provider.id
    }

    /// Its title by language.
    #[getter]
    fn title(&self) -> Named<String> {
        by_language(&self.provider.title)
    }

    /// How to reach it.
    #[getter]
    fn contact(&self) -> Option<&str> {
        self.provider.contact.as_deref()
    }
});
