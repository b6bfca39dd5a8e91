//! The class `SyntheticTerritory`: a territory that does not exist, to try programmes on.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use chrono::NaiveDate;
use millejours::Complete;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::drawn::SyntheticFamilies;
use crate::arguments::{Day, Name};
use crate::refusal::Refused;
use crate::shown::{Date, Row};

/// Shares, or weights, by name.
type Named<T> = BTreeMap<String, T>;

/// Where the tables of a territory come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Profile {
    Shipped(String),
    Own(String),
}

/// What a territory was made of.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    profile: Profile,
    seed: u64,
    on: NaiveDate,
    missing: Named<f64>,
    open: Named<f64>,
    territories: Named<u32>,
}

/// A territory that does not exist, and its families with small children: to try a programme on millions of families without
/// anyone's data.
///
/// A family depends on the profile, the seed, the day and its own number, and on nothing else: any part of the families can be
/// drawn, in any order, on any machine, and they are the same to the byte. The tables behind `FR`, with their sources and with what
/// is assumed, are told in the guide `synthetic`. **It is no estimate of any country**: what a programme comes to here says how the
/// programme behaves, and is nothing to publish as a figure.
///
/// `missing` is a share from 0 to 1 by fact (`SyntheticTerritory.facts()`): so many of its values are unknown, at random. `open` is
/// the same by list (`adults`, `children`, `pregnancies`): of so many families somebody may not be listed. `territories` are places
/// of one's own, each with its weight. Nothing is missing and no list is open unless it is asked for.
///
/// Raises `DateError`, and `ColumnsError` where there is no such profile or fact, or a share is none.
///
/// >>> territory = mj.SyntheticTerritory("FR", seed=1, on="2026-06-01", missing={"child.born": 0.1})
/// >>> own = territory.families(0, 1000)
/// >>> counts = programme.evaluate(own.family, own.children, own.adults, own.pregnancies, on=territory.on).counts
/// >>> counts["home-visit"].undetermined > 50
/// True
/// >>> mj.SyntheticTerritory("FR", seed=1, on="2026-06-01", missing={"child.borne": 0.1})
/// Traceback (most recent call last):
/// millejours.errors.ColumnsError: the columns cannot be used
/// missing: no fact of this name is drawn [reference.unknown]
///   help: did you mean `child.born`?
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug, Clone)]
pub struct SyntheticTerritory {
    own: millejours::SyntheticTerritory,
    asked: Asked,
}

impl PartialEq for SyntheticTerritory {
    fn eq(&self, other: &Self) -> bool {
        self.asked == other.asked
    }
}

impl Hash for SyntheticTerritory {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.asked.profile, self.asked.seed, self.asked.on).hash(state);
    }
}

impl SyntheticTerritory {
    fn made(asked: Asked) -> PyResult<Self> {
        let mut own = match &asked.profile {
            Profile::Shipped(name) => millejours::SyntheticTerritory::new(name, asked.seed, asked.on),
            Profile::Own(text) => millejours::SyntheticTerritory::from_toml(text, asked.seed, asked.on),
        }
        .map_err(Refused::from)?;
        for (fact, share) in &asked.missing {
            own = own.with_missing(fact, *share).map_err(Refused::from)?;
        }
        for (list, share) in &asked.open {
            let list = match list.as_str() {
                "adults" => Complete::Adults,
                "children" => Complete::Children,
                "pregnancies" => Complete::Pregnancies,
                _ => return Err(PyValueError::new_err("expected some of 'adults', 'children' and 'pregnancies'")),
            };
            own = own.with_open(list, *share).map_err(Refused::from)?;
        }
        if !asked.territories.is_empty() {
            let places = asked.territories.iter().map(|(code, weight)| (code.as_str(), *weight));
            own = own.with_territories(places).map_err(Refused::from)?;
        }
        Ok(SyntheticTerritory { own, asked })
    }
}

#[pymethods]
impl SyntheticTerritory {
    #[new]
    #[pyo3(signature = (profile = Name("FR".to_owned()), *, seed, on, missing = None, open = None, territories = None))]
    fn new(
        py: Python<'_>,
        profile: Name,
        seed: u64,
        on: Day,
        missing: Option<Named<f64>>,
        open: Option<Named<f64>>,
        territories: Option<Named<u32>>,
    ) -> PyResult<Self> {
        let (missing, open) = (missing.unwrap_or_default(), open.unwrap_or_default());
        let territories = territories.unwrap_or_default();
        let asked = Asked { profile: Profile::Shipped(profile.0), seed, on: on.date()?, missing, open, territories };
        py.detach(|| Self::made(asked))
    }

    /// The territory of a profile of one's own, in TOML with the tables that the guide `synthetic` tells of.
    ///
    /// Raises as the class does, and `ColumnsError` with everything that is wrong with the profile.
    ///
    /// >>> mj.SyntheticTerritory.from_toml("schema = 1", seed=1, on="2026-06-01")
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// ...
    #[staticmethod]
    #[pyo3(signature = (profile, *, seed, on, missing = None, open = None, territories = None))]
    fn from_toml(
        py: Python<'_>,
        profile: Name,
        seed: u64,
        on: Day,
        missing: Option<Named<f64>>,
        open: Option<Named<f64>>,
        territories: Option<Named<u32>>,
    ) -> PyResult<Self> {
        let (missing, open) = (missing.unwrap_or_default(), open.unwrap_or_default());
        let territories = territories.unwrap_or_default();
        let asked = Asked { profile: Profile::Own(profile.0), seed, on: on.date()?, missing, open, territories };
        py.detach(|| Self::made(asked))
    }

    /// The facts of which a share can be missing.
    ///
    /// >>> "child.born" in mj.SyntheticTerritory.facts()
    /// True
    #[staticmethod]
    fn facts() -> Row<&'static str> {
        Row::of(millejours::SyntheticTerritory::facts(), |fact| fact)
    }

    /// The families of the numbers from `start` to before `stop`.
    ///
    /// Raises `ColumnsError` where they are more than 67,108,864 at once.
    ///
    /// >>> territory = mj.SyntheticTerritory(seed=1, on="2026-06-01")
    /// >>> some, one = territory.families(990, 1000), territory.families(999, 1000)
    /// >>> polars.DataFrame(some.family).tail(1).rows() == polars.DataFrame(one.family).rows()
    /// True
    /// >>> territory.families(0, 10**9)
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// families: these are too many at once [document.too_large]
    ///   expected: at most 67108864 families
    ///   help: ask for them in several ranges
    fn families(&self, py: Python<'_>, start: u64, stop: u64) -> PyResult<SyntheticFamilies> {
        let last = i64::MAX as u64;
        if stop > last {
            return Err(PyValueError::new_err("expected numbers of families that fit into 63 bits"));
        }
        py.detach(|| SyntheticFamilies::draw(&self.own, start..stop))
    }

    /// The seed.
    #[getter]
    fn seed(&self) -> u64 {
        self.asked.seed
    }

    /// The day.
    #[getter]
    fn on(&self) -> Date {
        Date(self.asked.on)
    }

    /// The currency of the amounts, as ISO 4217 writes it.
    #[getter]
    fn currency(&self) -> &str {
        self.own.currency()
    }

    fn __repr__(&self) -> String {
        let Asked { profile, seed, on, missing, open, territories } = &self.asked;
        let profile = match profile {
            Profile::Shipped(name) => format!("('{name}', "),
            Profile::Own(_) => ".from_toml(..., ".to_owned(),
        };
        let shares = |name: &str, own: &Named<f64>| match own.is_empty() {
            true => String::new(),
            false => format!(", {name}={{{}}}", listed(own.iter().map(|(key, share)| format!("'{key}': {share:?}")))),
        };
        let places = match territories.is_empty() {
            true => String::new(),
            false => {
                let all = territories.iter().map(|(key, weight)| format!("'{key}': {weight}"));
                format!(", territories={{{}}}", listed(all))
            }
        };
        let (missing, open) = (shares("missing", missing), shares("open", open));
        format!("SyntheticTerritory{profile}seed={seed}, on='{on}'{missing}{open}{places})")
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, asked) = (slf.py(), &slf.get().asked);
        let class = py.get_type::<Self>();
        let (make, profile) = match &asked.profile {
            Profile::Shipped(name) => (class.into_any(), name),
            Profile::Own(text) => (class.getattr("from_toml")?, text),
        };
        let named = PyDict::new(py);
        named.set_item("seed", asked.seed)?;
        named.set_item("on", Date(asked.on))?;
        named.set_item("missing", &asked.missing)?;
        named.set_item("open", &asked.open)?;
        named.set_item("territories", &asked.territories)?;
        // A keyword by way of a partial call: what restores is called with positions alone.
        let restore = py.import("functools")?.call_method("partial", (make,), Some(&named))?;
        (restore, (profile,)).into_pyobject(py)
    }
}

crate::whole::immutable!(SyntheticTerritory);

fn listed(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(", ")
}
