//! The classes `Finding`, `InForce`, `Break` and `Undecided`.

use std::hash::{Hash, Hasher};

use millejours::{BreakKind, Law, Verdict};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::Laws;
use crate::arguments::Several;
use crate::assessment::Assessment;
use crate::family::Family;
use crate::programme::Programme;
use crate::record::plain;
use crate::shown::{Date, Row, Word};
use crate::whole::immutable;
use crate::within::{Within, part_of};

/// What is known of one law: that it holds, or what breaks it, or what was not decided.
///
/// >>> finding = programme.laws()["gradient"]
/// >>> finding.verdict, finding.breaks, finding.undecided
/// ('holds', (), ())
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Finding {
    own: millejours::Finding,
    // Whose titles the assessments show.
    programme: Option<millejours::Programme>,
    from: From,
}

#[derive(Debug)]
enum From {
    Laws(Within),
    Versions(Several<Programme>),
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.own == other.own
    }
}

impl Hash for Finding {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_json().hash(state);
    }
}

impl Finding {
    /// One of a programme's.
    pub fn of_laws(laws: &Bound<'_, Laws>, place: usize, own: &millejours::Finding) -> Self {
        let programme = Some(laws.get().programme.clone());
        Finding { own: own.clone(), programme, from: From::Laws(Within::at(laws, "laws", place)) }
    }
}

#[pymethods]
impl Finding {
    /// Do versions of one programme leave no day without a rule and no day with two?
    ///
    /// `ProgrammeHistory` refuses versions for which this does not hold; here it is shown where.
    ///
    /// >>> early = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2019-03-01, until = 2024-12-31 }\noffers = []"
    /// >>> late = "schema = 1\nid = 'h'\nversion = '2'\nvalid = { from = 2025-01-02 }\noffers = []"
    /// >>> finding = mj.Finding.no_gap(mj.Programme.from_toml(text) for text in (early, late))
    /// >>> finding.verdict, finding.breaks[0].kind, finding.breaks[0].on
    /// ('broken', 'gap', datetime.date(2025, 1, 1))
    #[staticmethod]
    fn no_gap(programmes: Several<Programme>) -> Self {
        let versions: Vec<_> = programmes.0.iter().map(|one| one.get().programme.clone()).collect();
        let own = millejours::Finding::no_gap(&versions);
        Finding { own, programme: None, from: From::Versions(programmes) }
    }

    /// The law.
    #[getter]
    fn law(&self) -> Word<Law> {
        self.own.law.into()
    }

    /// Whether it `"holds"`, is `"broken"`, or is `"not_decided"`.
    #[getter]
    fn verdict(&self) -> Word<Verdict> {
        self.own.verdict.into()
    }

    /// The facts that were varied over their whole ranges, by the names that conditions use.
    #[getter]
    fn facts(&self) -> Row<String> {
        Row(self.own.facts.iter().cloned().collect())
    }

    /// The editions that were looked at together, in the order of their days: of `"no_gap"` alone.
    #[getter]
    fn editions(slf: &Bound<'_, Self>) -> Row<InForce> {
        let editions = slf.get().own.editions.iter().enumerate();
        Row::of(editions, |(place, own)| InForce { own: own.clone(), within: Within::at(slf, "editions", place) })
    }

    /// What breaks it, the smallest families first within each offer and fact.
    #[getter]
    fn breaks(slf: &Bound<'_, Self>) -> Row<Break> {
        let this = slf.get();
        Row::of(this.own.breaks.iter().enumerate(), |(place, own)| Break {
            own: own.clone(),
            programme: this.programme.clone(),
            within: Within::at(slf, "breaks", place),
        })
    }

    /// What was not decided.
    #[getter]
    fn undecided(slf: &Bound<'_, Self>) -> Row<Undecided> {
        Undecided::all(slf, &slf.get().own.undecided)
    }

    /// The finding as JSON, as it stands in that of the laws.
    ///
    /// >>> programme.laws()["intensity"].to_json()
    /// '{"law":"intensity","verdict":"holds","facts":[]}'
    fn to_json(&self) -> String {
        serde_json::to_string(&self.own).unwrap_or_default()
    }

    /// The finding as a plain dict with the keys of the wire form.
    ///
    /// >>> programme.laws()["intensity"].to_dict()["verdict"]
    /// 'holds'
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain(py, &self.to_json())
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html_laws")?.call_method1("finding", (slf,))?.extract()
    }

    fn __repr__(&self) -> String {
        let count = |number: usize, word: &str| match number {
            0 => String::new(),
            1 => format!(", 1 {word}"),
            _ => format!(", {number} {word}s"),
        };
        let (breaks, open) = (count(self.own.breaks.len(), "break"), count(self.own.undecided.len(), "open question"));
        format!("<Finding {} {}{breaks}{open}>", self.own.law, self.own.verdict)
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        match &self.from {
            From::Laws(within) => within.reduce(py),
            From::Versions(versions) => (py.get_type::<Self>().getattr("no_gap")?, (versions,)).into_pyobject(py),
        }
    }
}

/// An edition of a programme, and the days on which it is in force.
///
/// >>> (edition,) = mj.Finding.no_gap([programme]).editions
/// >>> edition.version, edition.from_, edition.until
/// ('1', datetime.date(2026, 1, 1), None)
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct InForce {
    own: millejours::InForce,
    within: Within,
}

impl InForce {
    fn label(&self) -> String {
        let until = self.own.until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
        format!("{} from {} {until}", self.own.version, self.own.from)
    }
}

part_of!(InForce {
    /// The edition.
    #[getter]
    fn version(&self) -> &str {
        &self.own.version
    }

    /// The first day.
    #[getter]
    fn from_(&self) -> Date {
        Date(self.own.from)
    }

    /// The last day, if it ends.
    #[getter]
    fn until(&self) -> Option<Date> {
        self.own.until.map(Date)
    }
});
immutable!(Finding);

/// A family, or a pair, that breaks a law.
///
/// Of a pair the first is the better off (or stands lower); the two differ in `fact` alone, unless the kind is
/// `"step_not_larger"`. What is not told of them does not matter.
///
/// >>> unfair = mj.Programme.from_toml('''
/// ... schema = 1
/// ... id = "house"
/// ... version = "1"
/// ... valid = { from = 2026-01-01 }
/// ... facts.family.alone = { type = "bool", category = "family_situation", disadvantage = "true" }
/// ...
/// ... [[offers]]
/// ... id = "visit"
/// ... provider = "pmi"
/// ... tier = "universal"
/// ... duty = "to_offer"
/// ... for = "family"
/// ... title = { en = "Home visit" }
/// ... cost = "free"
/// ... unless = [ { id = "alone", condition = "family.alone" } ]
/// ... ''')
/// >>> (found,) = unfair.laws()["gradient"].breaks
/// >>> found.kind, found.offers, found.fact
/// ('offer_lost', ('visit',), 'family.alone')
/// >>> [assessment.offer("visit").decision for assessment in found.assessments]
/// ['eligible', 'not_eligible']
/// >>> [unfair.assess(family, found.on).offer("visit").decision for family in found.families]
/// ['eligible', 'not_eligible']
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Break {
    own: millejours::Break,
    programme: Option<millejours::Programme>,
    within: Within,
}

impl Break {
    fn label(&self) -> String {
        let of = self.own.offers.iter().chain(&self.own.score).chain(&self.own.rule).chain(&self.own.fact);
        let of: Vec<_> = of.map(String::as_str).collect();
        format!("{} on {}{}{}", self.own.kind, self.own.on, if of.is_empty() { "" } else { ": " }, of.join(", "))
    }
}

part_of!(Break {
    /// How the law is broken.
    #[getter]
    fn kind(&self) -> Word<BreakKind> {
        self.own.kind.into()
    }

    /// The offers concerned: one, or those that replace one another.
    #[getter]
    fn offers(&self) -> Row<String> {
        Row(self.own.offers.clone())
    }

    /// The score concerned.
    #[getter]
    fn score(&self) -> Option<&str> {
        self.own.score.as_deref()
    }

    /// The rule concerned: of the target population, where no offer is named.
    #[getter]
    fn rule(&self) -> Option<&str> {
        self.own.rule.as_deref()
    }

    /// The fact that the two families differ in, by its full name.
    #[getter]
    fn fact(&self) -> Option<&str> {
        self.own.fact.as_deref()
    }

    /// The unit of `before` and `after`, where it is one of doses.
    #[getter]
    fn unit(&self) -> Option<&str> {
        self.own.unit.as_deref()
    }

    /// The day.
    #[getter]
    fn on(&self) -> Date {
        Date(self.own.on)
    }

    /// What the first family has: a dose, a tier (1 to 3), a price in the currency's smallest unit, points.
    #[getter]
    fn before(&self) -> Option<i64> {
        self.own.before
    }

    /// What the second has.
    #[getter]
    fn after(&self) -> Option<i64> {
        self.own.after
    }

    /// One family, or two.
    #[getter]
    fn families(&self) -> Row<Family> {
        Row::of(&self.own.families, |family| Family(family.clone()))
    }

    /// What the programme says to each of them on that day.
    #[getter]
    fn assessments(&self) -> Row<Assessment> {
        let shown = |own: &millejours::Assessment| Assessment::read(own.clone(), self.programme.clone());
        Row::of(&self.own.assessments, shown)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html_laws")?.call_method1("broken", (slf,))?.extract()
    }
});

/// Something that was not decided, and why.
///
/// >>> paid = mj.Programme.from_toml(programme.to_toml().replace('"universal"', '"targeted"').replace('"to_offer"', '"none"'))
/// >>> [(one.bound, one.offer) for one in paid.laws()["free_and_voluntary"].undecided]
/// [('acceptance', 'home-visit')]
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Undecided {
    own: millejours::Undecided,
    within: Within,
}

impl Undecided {
    /// All of a finding, of lints or of a comparison.
    pub fn all<T>(whole: &Bound<'_, T>, all: &[millejours::Undecided]) -> Row<Self> {
        let within = |place| Within::at(whole, "undecided", place);
        Row::of(all.iter().enumerate(), |(place, own)| Undecided { own: own.clone(), within: within(place) })
    }

    fn label(&self) -> String {
        let own = &self.own;
        let about: Vec<_> = own.offer.iter().chain(&own.fact).chain(&own.units).map(String::as_str).collect();
        format!("{}{}{}", self.own.bound, if about.is_empty() { "" } else { ": " }, about.join(", "))
    }
}

part_of!(Undecided {
    /// The bound that was hit, or what was not said.
    #[getter]
    fn bound(&self) -> Word<millejours::Bound> {
        self.own.bound.into()
    }

    /// The offer concerned.
    #[getter]
    fn offer(&self) -> Option<&str> {
        self.own.offer.as_deref()
    }

    /// The fact concerned.
    #[getter]
    fn fact(&self) -> Option<&str> {
        self.own.fact.as_deref()
    }

    /// The units that lack a weight: of the bound `weights` alone.
    #[getter]
    fn units(&self) -> Row<String> {
        Row(self.own.units.clone())
    }
});
