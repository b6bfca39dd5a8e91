//! The class `TakeUp`, and what an offer comes to: target population, times take-up, times dose.

use millejours::{Budget, Code, Error, OfferColumn, Problem, Subject};
use pyo3::PyTypeInfo;
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyMapping;
use pyo3::{type_hint_identifier, type_hint_subscript, type_hint_union};

use super::groups::Groups;
use super::lent::Lent;
use super::shares::shares;
use super::told::Told;
use crate::arguments::Name;
use crate::columns::evaluation::{Evaluation, Who};
use crate::record::record;
use crate::refusal::Refused;
use crate::shown::STR;
use crate::tables::arrow::Table;

/// How many of those who are eligible take an offer up, from 0 to 1, and what a unit of it costs, in whatever currency the
/// caller counts. Without `most` the share is known: it is `least`.
///
/// Raises `ColumnsError` where a share is not from 0 to 1 or the least lies above the most, and where a cost is below zero or no
/// number.
///
/// >>> mj.TakeUp(0.3, 0.5, unit_cost=42)
/// TakeUp(least=0.3, most=0.5, unit_cost=42.0)
/// >>> mj.TakeUp(0.3).most
/// 0.3
/// >>> mj.TakeUp(1.2)
/// Traceback (most recent call last):
/// millejours.errors.ColumnsError: the columns cannot be used
/// take_up: it is 1.2 to 1.2 [columns.value]
///   expected: two numbers from 0 to 1, that rise
///   help: mend it
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct TakeUp {
    own: millejours::TakeUp,
    unit_cost: Option<f64>,
}

impl TakeUp {
    fn wire(&self) -> String {
        // A zero is a zero, whatever its sign.
        let share = self.own.share();
        format!("{:?}", (share.least + 0.0, share.most + 0.0, self.unit_cost.map(|cost| cost + 0.0)))
    }
}

record!(TakeUp ["least", "most", "unit_cost"] (">>> mj.TakeUp(0.3, 0.5).replace(most=0.4)", "TakeUp(least=0.3, most=0.4)") {
    #[new]
    #[pyo3(signature = (least, most = None, unit_cost = None))]
    fn new(least: f64, most: Option<f64>, unit_cost: Option<f64>) -> Result<Self, Refused> {
        let own = millejours::TakeUp::between(least, most.unwrap_or(least))?;
        let own = unit_cost.map_or(Ok(own), |cost| own.unit_cost(cost))?;
        Ok(TakeUp { own, unit_cost })
    }

    /// The share at least.
    #[getter]
    fn least(&self) -> f64 {
        self.own.share().least
    }

    /// The share at most.
    #[getter]
    fn most(&self) -> f64 {
        self.own.share().most
    }

    /// What one unit of the dose costs; `None` where nobody said.
    #[getter]
    fn unit_cost(&self) -> Option<f64> {
        self.unit_cost
    }
});

/// One take-up, or a table of one for each group.
#[derive(Debug)]
enum Shares {
    All(millejours::TakeUp),
    Each(Lent),
}

impl FromPyObject<'_, '_> for Shares {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_union!(TakeUp::TYPE_HINT, Lent::INPUT_TYPE);

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(take_up) = given.cast::<TakeUp>() {
            return Ok(Shares::All(take_up.get().own));
        }
        for hook in ["__arrow_c_stream__", "__arrow_c_array__", "__arrow_c_device_array__"] {
            if given.hasattr(hook)? {
                return Ok(Shares::Each(given.extract()?));
            }
        }
        let found = given.get_type().name()?.to_string();
        Err(PyTypeError::new_err(format!("expected TakeUp, or a table with a row for each group, not {found}")))
    }
}

/// Take-up by the id of an offer, in the caller's order.
#[derive(Debug)]
struct TakeUps(Vec<(String, Shares)>);

impl FromPyObject<'_, '_> for TakeUps {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Mapping"), STR, Shares::INPUT_TYPE);

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let Ok(mapping) = given.cast::<PyMapping>() else {
            return Err(PyTypeError::new_err(format!("expected a mapping, not {}", given.get_type().name()?)));
        };
        let mut found = Vec::new();
        for item in mapping.items()?.try_iter()? {
            let (offer, take_up) = item?.extract::<(Name, Shares)>()?;
            found.push((offer.0, take_up));
        }
        Ok(TakeUps(found))
    }
}

#[pymethods]
impl Evaluation {
    /// What offers come to, by any grouping: those who are eligible, times the share who take it up, times their doses, times
    /// what a unit costs. One row for each offer that has a take-up, and group.
    ///
    /// Everything has bounds, for unknown is not no: at least those who surely are eligible, at most with them those who may be.
    /// A dose is thought independent of the take-up. `by`, `weight` and `of` are those of `counts_by`; weights make it the
    /// budget of the population that rows stand for. Doses need `doses=True`.
    ///
    /// Where those who need an offer most take it up least, a share of all tells too high a cost. Then give a table in place of a
    /// `TakeUp`, with one row for each group: the columns of `by`, `least`, and if need be `most` and `unit_cost`.
    ///
    /// | column | type | what |
    /// |---|---|---|
    /// | those of `by` | as given | the group |
    /// | `offer`, `subject` | text | the offer, and for whom it is |
    /// | `eligible_least`, `eligible_most` | float64 | how many are eligible |
    /// | `takers_least`, `takers_most` | float64 | how many of them take it up |
    /// | `unit` | text | what the dose is counted in; null where there are no doses |
    /// | `dose_least`, `dose_most` | float64 | what they take |
    /// | `cost_least`, `cost_most` | float64 | what that costs; null where nobody said what a unit costs |
    ///
    /// Raises `ColumnsError` as `counts_by`; where no offer has an id, or by `of` it is not told; where a unit has a cost and
    /// there are no doses; where a group has no take-up, or two.
    ///
    /// >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\ndose = { unit = "visit", amount = 3 }')
    /// >>> asked = {"on": "2026-06-01", "complete": ["children"], "doses": True}
    /// >>> evaluation = mj.Programme.from_toml(text).evaluate(tables["family"], tables["children"], **asked)
    /// >>> budget = evaluation.budget({"home-visit": mj.TakeUp(0.5, 1, unit_cost=40)}, weight=polars.Series([1000, 1000]))
    /// >>> polars.DataFrame(budget).select("takers_least", "takers_most", "dose_most", "cost_least", "cost_most").rows()
    /// [(500.0, 2000.0, 6000.0, 60000.0, 240000.0)]
    /// >>> region = polars.Series("region", ["north", "south"])
    /// >>> shares = polars.DataFrame({"region": ["south", "north"], "least": [0.25, 0.5]})
    /// >>> budget = evaluation.budget({"home-visit": shares}, by=region)
    /// >>> polars.DataFrame(budget).select("region", "takers_least", "takers_most").rows()
    /// [('north', 0.5, 0.5), ('south', 0.0, 0.25)]
    /// >>> evaluation.budget({"home-visits": mj.TakeUp(0.5)})
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// offer: no offer has this id [columns.unknown]
    ///   help: did you mean `home-visit`?
    #[pyo3(signature = (take_up, by = None, weight = None, of = Who(Subject::Family)))]
    fn budget(
        &self,
        py: Python<'_>,
        take_up: TakeUps,
        by: Option<Lent>,
        weight: Option<Lent>,
        of: Who,
    ) -> PyResult<Table> {
        let of = of.0;
        let groups = Groups::read(py, by.as_ref(), weight.as_ref(), of, &[&self.0])?;
        let read = |(id, own): (String, Shares)| match own {
            Shares::All(own) => Ok((id, vec![own; groups.count()])),
            Shares::Each(table) => {
                let (table, path) = (table.read(py)?, format!("take_up.{id}"));
                Ok((id, py.detach(|| shares(&table, &path, &groups))?))
            }
        };
        let take_ups = take_up.0.into_iter().map(read).collect::<PyResult<Vec<_>>>()?;
        py.detach(|| {
            let mut rows: Vec<(u32, &OfferColumn, Budget)> = Vec::new();
            for (id, take_ups) in &take_ups {
                let offer = self.0.evaluated.offer(id).map_err(Refused::from)?;
                if !groups.tells(offer.subject) {
                    let message = format!("it is for a {}, and rows are of a {of}", offer.subject);
                    let problem = Problem::of_column(Code::ColumnsUnknown, format!("take_up.{id}"), message);
                    let problem = problem.mended("group and weigh by rows of families, or of those that it is for");
                    return Err(Refused::from(Error::Columns(vec![problem])).into());
                }
                let grouping = groups.grouping(offer.subject).map_err(Refused::from)?;
                let budgets = self.0.evaluated.budget_by_group(offer, &grouping, take_ups).map_err(Refused::from)?;
                rows.extend(budgets.into_iter().zip(0..).map(|(own, group)| (group, offer, own)));
            }
            let mut told = Told::of(&groups, &rows.iter().map(|row| row.0).collect::<Vec<_>>())?;
            told.text("offer", rows.iter().map(|row| &*row.1.offer));
            told.text("subject", rows.iter().map(|row| row.1.subject.as_str()));
            let each = || rows.iter().map(|row| &row.2);
            told.ends("eligible", each().map(|own| Some((own.eligible.least, own.eligible.most))));
            told.ends("takers", each().map(|own| Some((own.takers.least, own.takers.most))));
            told.text_or_none("unit", each().map(|own| own.dose.as_ref().map(|dose| &*dose.unit)));
            told.ends("dose", each().map(|own| own.dose.as_ref().map(|dose| (dose.least, dose.most))));
            told.ends("cost", each().map(|own| own.cost.map(|cost| (cost.least, cost.most))));
            told.table()
        })
    }
}
