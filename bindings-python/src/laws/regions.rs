//! The classes `Term`, `Edition`, `Moved`, `Total`, `Changed` and `Reached`: what a comparison of two programmes is told with.

use millejours::{Aspect, Duty, Effect, Reach, Subject};
use pyo3::prelude::*;

use crate::family::Family;
use crate::shown::{Date, Row, Word};
use crate::within::{Within, part_of};

/// What a description says of one fact: that it lies between two values, or is one of some. `str(term)` says it in a line.
///
/// >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36"))
/// >>> term = programme.difference(later).differences[0].regions[0][0]
/// >>> term.fact, term.from_, term.until, str(term)
/// ('child.age_months', '24', '35', 'child.age_months 24 to 35')
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Term {
    pub own: millejours::Term,
    pub within: Within,
}

/// A term in a line.
pub fn told(term: &millejours::Term) -> String {
    let mut said = term.fact.clone();
    match (&term.from, &term.until) {
        (Some(from), Some(until)) if from == until => said.push_str(&format!(" {from}")),
        (Some(from), Some(until)) => said.push_str(&format!(" {from} to {until}")),
        (Some(from), None) => said.push_str(&format!(" {from} or more")),
        (None, Some(until)) => said.push_str(&format!(" {until} or less")),
        (None, None) => {}
    }
    if !term.values.is_empty() {
        said.push_str(if term.other { " none of " } else { " " });
        said.push_str(&term.values.join(", "));
    }
    said
}

impl Term {
    fn label(&self) -> String {
        told(&self.own)
    }

    /// The terms of a whole's regions.
    pub fn regions<T>(whole: &Bound<'_, T>, regions: &[Vec<millejours::Term>]) -> Row<Row<Self>> {
        Row::of(regions.iter().enumerate(), |(region, terms)| {
            Row::of(terms.iter().enumerate(), |(place, own)| Term {
                own: own.clone(),
                within: Within::at(whole, "regions", region).then(place),
            })
        })
    }
}

part_of!(Term {
    /// The fact, as conditions write it: of the member that the offer is for; of another member with an id that stands for
    /// anyone of the kind: `child[c1].age_months`. `child[c1]` alone says that there is one.
    #[getter]
    fn fact(&self) -> &str {
        &self.own.fact
    }

    /// The least value, where there is one.
    #[getter]
    fn from_(&self) -> Option<&str> {
        self.own.from.as_deref()
    }

    /// The greatest value, where there is one.
    #[getter]
    fn until(&self) -> Option<&str> {
        self.own.until.as_deref()
    }

    /// The values, where they are named one by one.
    #[getter]
    fn values(&self) -> Row<String> {
        Row(self.own.values.clone())
    }

    /// It is none of the values.
    #[getter]
    fn other(&self) -> bool {
        self.own.other
    }

    fn __str__(&self) -> String {
        told(&self.own)
    }
});

/// One of the two programmes of a comparison.
///
/// >>> programme.difference(programme).before
/// <Edition house 1>
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Edition {
    pub own: millejours::Edition,
    pub within: Within,
}

impl Edition {
    fn label(&self) -> String {
        format!("{} {}", self.own.programme, self.own.version)
    }
}

part_of!(Edition {
    /// The programme's id.
    #[getter]
    fn programme(&self) -> &str {
        &self.own.programme
    }

    /// Its edition.
    #[getter]
    fn version(&self) -> &str {
        &self.own.version
    }
});

/// An offer that the first programme gives at one time and the second at another: in all else they are the same.
///
/// >>> text = programme.to_toml()
/// >>> moved = programme.difference(mj.Programme.from_toml(text.replace("home-visit", "later-visit").replace("< 24", "< 36"))).moved
/// >>> [(one.from_, one.to) for one in moved]
/// [('home-visit', 'later-visit')]
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Moved {
    pub own: millejours::Moved,
    pub within: Within,
}

impl Moved {
    fn label(&self) -> String {
        format!("{} to {}", self.own.from, self.own.to)
    }
}

part_of!(Moved {
    /// The offer of the first programme.
    #[getter]
    fn from_(&self) -> &str {
        &self.own.from
    }

    /// The offer of the second.
    #[getter]
    fn to(&self) -> &str {
        &self.own.to
    }
});

/// How many offers there are of one kind.
///
/// >>> town = mj.Programme.from_toml(programme.to_toml().replace('cost = "free"', 'cost = "free"\ndose = { unit = "visit", amount = 1 }'))
/// >>> (total,) = town.difference(town).totals
/// >>> total.unit, total.subject, total.duty, total.before, total.after
/// ('visit', 'child', 'to_offer', 1, 1)
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Total {
    pub own: millejours::Total,
    pub within: Within,
}

impl Total {
    fn label(&self) -> String {
        let millejours::Total { unit, subject, duty, before, after, .. } = &self.own;
        format!("{unit} for each {}, duty {duty}: {before}, then {after}", subject.as_str())
    }
}

part_of!(Total {
    /// The unit of the dose.
    #[getter]
    fn unit(&self) -> &str {
        &self.own.unit
    }

    /// Whom they are for.
    #[getter]
    fn subject(&self) -> Word<Subject> {
        self.own.subject.into()
    }

    /// Whose duty they are.
    #[getter]
    fn duty(&self) -> Word<Duty> {
        self.own.duty.into()
    }

    /// How many the first programme has.
    #[getter]
    fn before(&self) -> usize {
        self.own.before
    }

    /// How many the second has.
    #[getter]
    fn after(&self) -> usize {
        self.own.after
    }
});

/// Something that one programme writes of an offer and the other otherwise: it concerns every family that has the offer.
///
/// >>> paid = programme.to_toml().replace('cost = "free"', 'cost = { amount = "50", currency = "EUR" }')
/// >>> (changed,) = programme.difference(mj.Programme.from_toml(paid)).changed
/// >>> changed.offer, changed.subject, changed.what, changed.before, changed.after
/// ('home-visit', 'child', 'cost', 'free', '50.00 EUR')
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Changed {
    pub own: millejours::Changed,
    pub within: Within,
}

impl Changed {
    fn label(&self) -> String {
        let millejours::Changed { offer, what, before, after, .. } = &self.own;
        let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        format!("{offer} {what}: {}, then {}", said(before), said(after))
    }
}

part_of!(Changed {
    /// The offer, which both programmes know by this id.
    #[getter]
    fn offer(&self) -> &str {
        &self.own.offer
    }

    /// Whom it is for.
    #[getter]
    fn subject(&self) -> Word<Subject> {
        self.own.subject.into()
    }

    /// What is written otherwise.
    #[getter]
    fn what(&self) -> Word<Aspect> {
        self.own.what.into()
    }

    /// What the first programme writes, in its own words: `universal`, `to_offer`, `free`, `50.00 EUR`, `true`, the id of a
    /// provider, ids of offers with commas between them; `None` where it writes nothing.
    #[getter]
    fn before(&self) -> Option<&str> {
        self.own.before.as_deref()
    }

    /// What the second writes.
    #[getter]
    fn after(&self) -> Option<&str> {
        self.own.after.as_deref()
    }
});

/// Families that belong to the target population, or are answered in one way, of one programme and not of the other.
///
/// >>> target = """target = [ { id = "place", condition = 'family.territory == "A"' } ]"""
/// >>> narrower = mj.Programme.from_toml(target + "\n" + programme.to_toml())
/// >>> (reached,) = programme.difference(narrower).reached
/// >>> reached.what, reached.effect, [[str(term) for term in region] for region in reached.regions]
/// ('target', 'loses', [['family.territory none of A']])
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Reached {
    pub own: millejours::Reached,
    pub within: Within,
}

impl Reached {
    fn label(&self) -> String {
        format!("{} {}", self.own.what, self.own.effect)
    }
}

part_of!(Reached {
    /// What they belong to.
    #[getter]
    fn what(&self) -> Word<Reach> {
        self.own.what.into()
    }

    /// `"gains"` where they come to belong to it, `"loses"` where they do so no longer.
    #[getter]
    fn effect(&self) -> Word<Effect> {
        self.own.effect.into()
    }

    /// Descriptions of the families: each a list of facts that all hold. Who fits one of them is concerned, on some day.
    #[getter]
    fn regions(slf: &Bound<'_, Self>) -> Row<Row<Term>> {
        Term::regions(slf, &slf.get().own.regions)
    }

    /// Do the descriptions name everybody concerned on any day?
    #[getter]
    fn complete(&self) -> bool {
        self.own.complete
    }

    /// The day on which `family` is concerned.
    #[getter]
    fn on(&self) -> Date {
        Date(self.own.on)
    }

    /// The smallest family concerned.
    #[getter]
    fn family(&self) -> Family {
        Family(self.own.family.clone())
    }
});
