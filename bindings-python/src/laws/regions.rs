//! The classes `Term`, `Edition`, `Moved` and `Total`: what a comparison of two programmes is told with.

use millejours::{Duty, Subject};
use pyo3::prelude::*;

use crate::shown::{Row, Word};
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
