//! The classes `Differences` and `Difference`.

use millejours::{Effect, Subject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use super::asked::{Asked, Progress, at_length};
use super::found::Undecided;
use super::regions::{Changed, Edition, Moved, Reached, Term, Total};
use super::{Limits, rows};
use crate::assessment::answer::OfferAnswer;
use crate::dictionary::{Dictionary, in_words};
use crate::family::Family;
use crate::programme::Programme;
use crate::refusal::Refused;
use crate::shown::{Date, Each, Row, Word};
use crate::whole::whole;
use crate::within::{Within, part_of};

/// Everything in which two programmes differ for some family: a reform, or two editions of a law.
///
/// It is false where there is no family to whom the two say different things, and nobody who was not compared.
///
/// >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36").replace('"1"', '"2"'))
/// >>> differences = programme.difference(later)
/// >>> for difference in differences:
/// ...     print(difference.offer, difference.effect, [[str(term) for term in region] for region in difference.regions])
/// home-visit gains [['child.age_months 24 to 35']]
/// >>> bool(programme.difference(programme))
/// False
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Differences {
    pub own: millejours::Differences,
    // A pickle carries what was asked, and asks again.
    from: Py<Programme>,
    to: Py<Programme>,
    asked: Asked,
}

impl Differences {
    /// Of two programmes.
    pub fn of(
        from: &Bound<'_, Programme>,
        to: &Bound<'_, Programme>,
        asked: Asked,
        progress: Option<&Progress>,
    ) -> PyResult<Self> {
        let (before, after) = (&from.get().programme, &to.get().programme);
        let options = asked.options(before);
        let own = at_length(from.py(), progress, |tell| before.difference_with(after, &options, tell))?;
        let own = own.map_err(Refused::from)?;
        Ok(Differences { own, from: from.clone().unbind(), to: to.clone().unbind(), asked })
    }
}

#[pymethods]
impl Differences {
    /// The first programme.
    #[getter]
    fn before(slf: &Bound<'_, Self>) -> Edition {
        Edition { own: slf.get().own.before.clone(), within: Within::of(slf, "before") }
    }

    /// The second.
    #[getter]
    fn after(slf: &Bound<'_, Self>) -> Edition {
        Edition { own: slf.get().own.after.clone(), within: Within::of(slf, "after") }
    }

    /// How large the families are.
    #[getter]
    fn limits(&self) -> Limits {
        Limits(self.own.limits)
    }

    /// Offers that only the second has.
    #[getter]
    fn added(&self) -> Row<String> {
        Row(self.own.added.clone())
    }

    /// Offers that only the first has.
    #[getter]
    fn removed(&self) -> Row<String> {
        Row(self.own.removed.clone())
    }

    /// Offers of the first that stand in the second at another time, under another id.
    #[getter]
    fn moved(slf: &Bound<'_, Self>) -> Row<Moved> {
        let moved = slf.get().own.moved.iter().enumerate();
        Row::of(moved, |(place, own)| Moved { own: own.clone(), within: Within::at(slf, "moved", place) })
    }

    /// How many offers of each kind.
    #[getter]
    fn totals(slf: &Bound<'_, Self>) -> Row<Total> {
        let totals = slf.get().own.totals.iter().enumerate();
        Row::of(totals, |(place, own)| Total { own: own.clone(), within: Within::at(slf, "totals", place) })
    }

    /// Facts of which one programme allows more values than the other: only what both allow was compared.
    #[getter]
    fn narrowed(slf: &Bound<'_, Self>) -> Row<Term> {
        let narrowed = slf.get().own.narrowed.iter().enumerate();
        Row::of(narrowed, |(place, own)| Term { own: own.clone(), within: Within::at(slf, "narrowed", place) })
    }

    /// What is written otherwise of offers that both have: what they cost, whose duty they are, in what they are counted.
    #[getter]
    fn changed(slf: &Bound<'_, Self>) -> Row<Changed> {
        let changed = slf.get().own.changed.iter().enumerate();
        Row::of(changed, |(place, own)| Changed { own: own.clone(), within: Within::at(slf, "changed", place) })
    }

    /// Who comes to belong to the target population, or is answered otherwise.
    #[getter]
    fn reached(slf: &Bound<'_, Self>) -> Row<Reached> {
        let reached = slf.get().own.reached.iter().enumerate();
        Row::of(reached, |(place, own)| Reached { own: own.clone(), within: Within::at(slf, "reached", place) })
    }

    /// What they mean to families, in the order of the first programme's offers, then of the second's.
    #[getter]
    fn differences(slf: &Bound<'_, Self>) -> Row<Difference> {
        let differences = slf.get().own.differences.iter().enumerate();
        Row::of(differences, |(place, own)| Difference {
            own: own.clone(),
            within: Within::at(slf, "differences", place),
        })
    }

    /// What was not decided.
    #[getter]
    fn undecided(slf: &Bound<'_, Self>) -> Row<Undecided> {
        Undecided::all(slf, &slf.get().own.undecided)
    }

    fn __len__(&self) -> usize {
        self.own.differences.len()
    }

    fn __bool__(&self) -> bool {
        !self.own.is_empty()
    }

    fn __iter__(slf: &Bound<'_, Self>) -> Each<Difference> {
        Each(Self::differences(slf))
    }

    /// The comparison as a page of plain text, for those who write programmes and those who study them.
    ///
    /// `before` and `after` are the programmes that were compared: their titles are told. In the words of the dictionary
    /// shipped for a `language`, or of a `dictionary` of your own.
    ///
    /// Raises `DictionaryError` where none is shipped, or where your own has no part `[laws]`; `LawsError` where `before` or
    /// `after` is another programme, or another edition.
    ///
    /// >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36").replace('"1"', '"2"'))
    /// >>> said = programme.difference(later).to_text(programme, later, language="en").splitlines()
    /// >>> said[3:5]
    /// ['Home visit: new for some families', '  - the child (2 years old)']
    #[pyo3(signature = (before, after, *, language = None, dictionary = None))]
    fn to_text(
        &self,
        py: Python<'_>,
        before: &Bound<'_, Programme>,
        after: &Bound<'_, Programme>,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
    ) -> PyResult<String> {
        let (before, after) = (&before.get().programme, &after.get().programme);
        in_words(py, language, dictionary, |words| Ok(self.own.to_text(before, after, words)?))
    }

    /// One plain dict a difference, for a data frame; `columns()` says what stands in it. What is named here is added to
    /// every row.
    ///
    /// What `changed`, `reached` and `narrowed` tell, and what was not decided, are no rows.
    ///
    /// Raises `TypeError` for a name that is a column already.
    ///
    /// >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36").replace('"1"', '"2"'))
    /// >>> row = programme.difference(later).to_rows(reform=True)[0]
    /// >>> row["effect"], row["regions"], row["before"], row["after"], row["reform"]
    /// ('gains', ['child.age_months 24 to 35'], 'no_longer', 'eligible', True)
    #[pyo3(signature = (**more: "object") -> "list[dict[str, object]]")]
    fn to_rows<'py>(&self, py: Python<'py>, more: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyList>> {
        rows::differences(py, &self.own, more)
    }

    /// The columns of `to_rows()` in their order, by plain Python types.
    ///
    /// >>> mj.Differences.columns()["effect"], mj.Differences.columns()["regions"]
    /// (<class 'str'>, list[str])
    #[staticmethod]
    #[pyo3(signature = () -> "dict[str, type]")]
    fn columns(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        crate::table::columns(py, &rows::DIFFERENCES)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html_laws")?.call_method1("differences", (slf,))?.extract()
    }

    fn __repr__(&self) -> String {
        let millejours::Differences { before, after, differences, undecided, .. } = &self.own;
        format!(
            "<Differences from {} {} to {} {}: {} found, {} not decided>",
            before.programme,
            before.version,
            after.programme,
            after.version,
            differences.len(),
            undecided.len()
        )
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (self.asked.again(&self.from.bind(py).getattr("difference")?)?, (&self.to,)).into_pyobject(py)
    }
}

whole!(Differences, "programme.difference(programme)");

/// Families to whom a change means the same, and the smallest of them.
///
/// >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36").replace('"1"', '"2"'))
/// >>> difference = programme.difference(later).differences[0]
/// >>> difference.before.decision, difference.after.decision, difference.complete
/// ('no_longer', 'eligible', True)
/// >>> later.assess(difference.family, difference.on).offer("home-visit").decision
/// 'eligible'
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Difference {
    own: millejours::Difference,
    within: Within,
}

impl Difference {
    fn label(&self) -> String {
        format!("{} {}", self.own.offer, self.own.effect)
    }
}

part_of!(Difference {
    /// The offer, which both programmes know by this id, or only one.
    #[getter]
    fn offer(&self) -> &str {
        &self.own.offer
    }

    /// Whom it is for.
    #[getter]
    fn subject(&self) -> Word<Subject> {
        self.own.subject.into()
    }

    /// What the change means: the family `"gains"` or `"loses"` the offer, has `"more"` or `"less"` of it, or has it
    /// `"otherwise"`, in another unit.
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

    /// The member concerned, where the offer is for one.
    #[getter]
    fn member(&self) -> Option<&str> {
        self.own.member.as_deref()
    }

    /// What the first programme says to it; `None` where it has no such offer.
    #[getter]
    fn before(&self) -> Option<OfferAnswer> {
        self.own.before.clone().map(OfferAnswer)
    }

    /// What the second says.
    #[getter]
    fn after(&self) -> Option<OfferAnswer> {
        self.own.after.clone().map(OfferAnswer)
    }
});
